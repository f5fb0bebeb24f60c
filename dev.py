#!/usr/bin/env python3
"""From a bare machine to a running till: `python3 dev.py run`, `python3 dev.py test`; needs nothing but Python.

What is missing is set up first: Qt's system libraries, `.venv`, the packages of requirements.lock, the till itself.
A stamp in `.venv` says what is installed, so the second time costs a fraction of a second.
The file stays readable for Python 3.8, so that an old Python can be answered in words.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Mapping, Sequence  # noqa: UP035 - read by Python 3.8 too

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
OLDEST_PYTHON = (3, 11)
WINDOWS = os.name == "nt"
COVERED_ROOMS = ("domain", "till", "store", "fiscal")
COVERAGE_FLOOR = 95.0

# What Qt opens at run time, and the Debian or Ubuntu package that brings it.
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
NO_NETWORK_SIGNS = (
    "name resolution", "Temporary failure resolving", "Could not resolve", "getaddrinfo failed", "dns error",
    "NewConnectionError", "Connection refused", "Network is unreachable", "error sending request", "timed out",
)  # fmt: skip


class SetupError(Exception):
    """Set-up cannot go on; the text is what the person at the keyboard reads."""


def say(text: str) -> None:
    """One line of progress, at once even into a pipe."""
    print(f"[dev] {text}", flush=True)


def call(command: Sequence[str], env: Mapping[str, str] | None = None) -> int:
    """Runs a program in this terminal; after Ctrl-C it is given ten seconds to end by itself. Its exit code."""
    process = subprocess.Popen(list(command), cwd=ROOT, env=None if env is None else dict(env))
    try:
        return process.wait()
    except KeyboardInterrupt:
        try:
            process.wait(timeout=10)  # the terminal sent Ctrl-C to it as well
        except (KeyboardInterrupt, subprocess.TimeoutExpired):
            process.kill()
        raise


def quiet(command: Sequence[str], what: str, env: Mapping[str, str] | None = None) -> None:
    """Runs one set-up step without its chatter.

    Raises SetupError with the last lines it printed and, where the network is to blame, with that in plain words.
    """
    done = subprocess.run(
        list(command), cwd=ROOT, env=None if env is None else dict(env), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise SetupError(failure_text(what, done.stdout))


def failure_text(what: str, output: str) -> str:
    """What a person should read when a set-up step failed with this output."""
    lines = ["    " + line for line in output.strip().splitlines()]
    if any(sign.lower() in output.lower() for sign in NO_NETWORK_SIGNS):
        sentence = "no network. Connect the computer and type the same command again; nothing is lost."
        return "\n".join([*lines[-2:], f"{what}: {sentence}"])
    return "\n".join([*lines[-8:], f"{what}: failed, see the lines above."])


# --- the system ---------------------------------------------------------------------------------------------------


def has_display(platform: str = sys.platform, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether a window can be shown: always on Windows and macOS, on Linux where X or Wayland is told to be."""
    if platform in ("win32", "darwin"):
        return True
    return bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def can_load(library: str) -> bool:
    """Whether the system's loader finds this shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(display: bool) -> list[str]:
    """Debian packages whose libraries Qt needs and the loader does not find; nothing to do outside Linux."""
    if not sys.platform.startswith("linux"):
        return []
    wanted = {**LIBRARIES, **(SCREEN_LIBRARIES if display else {})}
    return [package for library, package in wanted.items() if not can_load(library)]


def apt_install(packages: Sequence[str]) -> bool:
    """Installs Debian packages where that may be done here, else prints the one line to type. Whether it was done."""
    line = "apt-get install -y --no-install-recommends " + " ".join(packages)
    if shutil.which("apt-get") is None:
        say("This system has no apt-get. Install with its own package manager what Debian calls: " + " ".join(packages))
        return False
    if not (hasattr(os, "geteuid") and os.geteuid() == 0):
        say(f"The system lacks some packages. Type this line:\n\n    sudo {line}\n")
        return False
    say("Installing system packages: " + " ".join(packages))
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet(["apt-get", "update", "-q"], "apt-get update", env)
    quiet([*line.split(), "-o", "DPkg::Lock::Timeout=120"], "apt-get install", env)
    return True


def system_libraries() -> bool:
    """Sees to Qt's system libraries; False where they are missing and could not be installed here."""
    packages = missing_packages(has_display())
    if not packages:
        return True
    return apt_install(packages) and not missing_packages(has_display())


# --- the virtual environment --------------------------------------------------------------------------------------


def venv_python() -> Path:
    """The interpreter inside `.venv`."""
    return VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")


def answers(command: Sequence[str]) -> bool:
    """Whether this command exists and ends well."""
    try:
        return subprocess.run(list(command), stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def wanted_stamp() -> dict[str, str]:
    """What must be installed: the lock, the till's own metadata, and where the clone lies."""
    import tomllib  # not in the Pythons that this file must still greet

    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    own = [str(ROOT), pyproject["build-system"], pyproject["project"], pyproject["tool"]["hatch"]]
    return {
        "lock": hashlib.sha256(LOCK.read_bytes()).hexdigest(),
        "project": hashlib.sha256(json.dumps(own, sort_keys=True).encode()).hexdigest(),
    }


def read_stamp(path: Path) -> dict[str, str]:
    """What a finished set-up wrote down; empty where there is none or it cannot be read."""
    try:
        stamp = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def make_venv(uv: str | None) -> None:
    """Makes `.venv` anew, over whatever lies there."""
    base = str(getattr(sys, "_base_executable", None) or sys.executable)
    say("Making the virtual environment .venv")
    if uv:
        quiet([uv, "venv", "--clear", "--python", base, str(VENV)], "uv venv")
        return
    if not answers([base, "-c", "import venv, ensurepip"]):  # Debian and Ubuntu keep these in a package of their own
        version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
        if not apt_install([f"{version}-venv"]):
            raise SetupError("Python's venv module is missing; install it as said above and type the same again.")
    quiet([base, "-m", "venv", "--clear", str(VENV)], "python -m venv")


def pip_install(uv: str | None, *arguments: str) -> list[str]:
    """The command that installs into `.venv`: uv where the machine has it, else pip; both compile bytecode."""
    if uv:
        return [uv, "pip", "install", "--python", str(venv_python()), "--compile-bytecode", *arguments]
    options = ["--disable-pip-version-check", "--no-input", "--retries", "2"]
    return [str(venv_python()), "-m", "pip", "install", *options, *arguments]


def virtual_environment() -> None:
    """Brings `.venv` to what the lock says; returns at once where the stamp says that it is so already."""
    stamp_file, unfinished = VENV / "dev-stamp.json", VENV / "dev-unfinished"
    wanted, found = wanted_stamp(), read_stamp(stamp_file)
    uv = shutil.which("uv")
    # an interpreter that a system upgrade has replaced still starts, but looks for packages in another folder
    alive = "import os, sys, sysconfig; sys.exit(not os.path.isdir(sysconfig.get_path('purelib')))"
    usable = answers([str(venv_python()), "-I", "-c", alive]) and not unfinished.exists()
    if usable and found == wanted:
        return
    started = time.monotonic()
    if unfinished.exists():
        say("An earlier set-up was cut short: beginning afresh.")
    if not usable or not (uv or answers([str(venv_python()), "-m", "pip", "--version"])):
        make_venv(uv)
        found = {}
    env = {**os.environ, "UV_SYSTEM_CERTS": "1"}
    if found.get("lock") != wanted["lock"]:
        say("Installing the packages of requirements.lock; the first time this takes a minute or two")
        stamp_file.unlink(missing_ok=True)
        unfinished.touch()
        # wheels only: an sdist would run its own code with build tools that no lock names
        locked = ["--no-deps", "--only-binary", ":all:", "--require-hashes", "-r", str(LOCK)]
        quiet(pip_install(uv, *locked), "Installing the packages", env)
        stamp_file.write_text(json.dumps({"lock": wanted["lock"]}), encoding="utf-8")
        unfinished.unlink()
    say("Installing the till itself")
    editable = ["--no-deps", "--no-index", "--no-build-isolation", "-e", str(ROOT)]
    quiet(pip_install(uv, *editable), "Installing the till itself", env)
    stamp_file.write_text(json.dumps(wanted), encoding="utf-8")
    say(f"Ready in {time.monotonic() - started:.0f} s")


# --- the words ----------------------------------------------------------------------------------------------------


def run_till(arguments: Sequence[str]) -> int:
    """Opens the till on the embedded sandbox; with no display the same demo day runs as text."""
    libraries = system_libraries()
    virtual_environment()
    command = [str(venv_python()), "-m", "pos_app", "demo", *arguments]
    if "--headless" not in arguments and not (has_display() and libraries):
        why = "Qt's system libraries are missing" if has_display() else "neither DISPLAY nor WAYLAND_DISPLAY is set"
        say(f"No window can be shown here: {why}. The demo day runs without one; receipts are printed as text.")
        command.append("--headless")
    return call(command)


def run_tests(arguments: Sequence[str], fast: bool = False) -> int:
    """Lint, types, import rules, tests and, with no further words, coverage; a failed step stops none after it."""
    if not system_libraries():
        raise SetupError("The tests open windows: install the system packages as said above and type the same again.")
    virtual_environment()
    python = str(venv_python())
    whole = not fast and not arguments
    tests = list(arguments) or (["tests/unit"] if fast else [])
    # a file's tests in one process, in the order of tests/conftest.py, the longest first
    together = ["-n", "auto", "--maxprocesses", "4", "--dist", "loadfile", "--no-loadscope-reorder"]
    # left to itself a run waits for ever for the tests of a process that has crashed
    together += ["--max-worker-restart", "0"]
    imports = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    steps = [
        ("lint", ["ruff", "check", "."]),
        ("types", ["mypy"]),
        ("tests", ["pytest", *([*together, "--cov", "--cov-report="] if whole else []), *tests]),
    ]
    for room in COVERED_ROOMS if whole else ():
        floor = ["--include", f"pos_app/{room}/*", "--fail-under", str(COVERAGE_FLOOR), "--precision=1"]
        steps.append((f"coverage of {room}", ["coverage", "report", "--skip-covered", *floor]))
    commands = [(name, [python, "-m", *command]) for name, command in steps]
    commands.insert(2, ("import rules", [python, "-c", imports, "--no-cache", "--no-logo"]))
    env = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "PYTHONUTF8": "1"}
    results = [(name, *timed_step(name, command, env)) for name, command in commands]
    if whole:
        floors = ((room, branch_coverage(python, room) >= COVERAGE_FLOOR) for room in COVERED_ROOMS)
        results.extend((f"branches of {room}", enough, 0.0) for room, enough in floors)
    print()
    for name, passed, seconds in results:
        say(f"{'ok    ' if passed else 'FAILED'} {name} ({seconds:.1f} s)")
    return 0 if all(passed for _, passed, _ in results) else 1


def timed_step(name: str, command: Sequence[str], env: Mapping[str, str]) -> tuple[bool, float]:
    """Runs one step under its heading: whether it passed, and its seconds."""
    print()
    say(name)
    started = time.monotonic()
    code = call(command, env)
    return code == 0, time.monotonic() - started


def branch_coverage(python: str, room: str) -> float:
    """Percent of a room's branches, branches alone, that the last test run took; 0 where nothing was measured."""
    command = [python, "-m", "coverage", "json", "-q", "-o", "-", "--include", f"pos_app/{room}/*"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    if done.returncode != 0:
        return 0.0
    totals = json.loads(done.stdout)["totals"]
    percent = 100.0 * totals["covered_branches"] / totals["num_branches"] if totals["num_branches"] else 0.0
    say(f"{room}: {totals['covered_branches']} of {totals['num_branches']} branches, {percent:.1f} %")
    return percent


def make_lock(arguments: Sequence[str]) -> int:
    """Writes requirements.lock anew (`--upgrade` takes newer releases) and refuses one that names a host or a path."""
    beside = VENV / ("Scripts/uv.exe" if WINDOWS else "bin/uv")
    uv = shutil.which("uv") or (str(beside) if beside.exists() else None)
    if uv is None:
        raise SetupError("The lock is made by uv: put it on the PATH (`pipx install uv`) and type the same.")
    options = ["--group", "dev", "--generate-hashes", "--universal", "--python-version", "3.11", "--quiet"]
    notes = ["--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "python3 dev.py lock"]
    code = call([uv, "pip", "compile", "pyproject.toml", *options, *notes, *arguments, "-o", LOCK.name])
    if code == 0 and any(sign in LOCK.read_text(encoding="utf-8") for sign in ("://", str(ROOT), "--index")):
        raise SetupError("requirements.lock names a host or a path: do not commit it.")
    return code


def newer_python() -> list[str] | None:
    """A command for a Python that is new enough, when the one that reads this file is not."""
    minors = range(OLDEST_PYTHON[1] + 3, OLDEST_PYTHON[1] - 1, -1)
    launchers = [["py", f"-3.{n}"] for n in minors] if WINDOWS else [[f"python3.{n}"] for n in minors]
    return next((found for found in launchers if shutil.which(found[0]) and answers([*found, "-c", ""])), None)


def main(words: Sequence[str]) -> int:
    """Reads the command line and does it; the exit code."""
    if sys.version_info < OLDEST_PYTHON:
        other = newer_python()
        if other is None:
            raise SetupError(f"The till needs Python 3.{OLDEST_PYTHON[1]} or newer; this is {sys.version.split()[0]}.")
        return call([*other, str(Path(__file__).resolve()), *words])
    parser = argparse.ArgumentParser(prog="dev.py", description="Sets the till up where needed, then:")
    commands = parser.add_subparsers(dest="word", required=True, metavar="WORD")
    commands.add_parser("run", help="opens the till on the embedded sandbox; further words go to `pos-app demo`")
    commands.add_parser("test", help="lint, types, import rules, all tests, coverage; further words go to pytest")
    commands.add_parser("fast", help="the same with the unit tests alone and no coverage")
    commands.add_parser("setup", help="sets up and stops there")
    commands.add_parser("lock", help="writes requirements.lock anew with uv; --upgrade for newer releases")
    parsed, rest = parser.parse_known_args(words)
    if parsed.word == "setup":
        system_libraries()
        virtual_environment()
        return 0
    if parsed.word == "lock":
        return make_lock(rest)
    return run_till(rest) if parsed.word == "run" else run_tests(rest, fast=parsed.word == "fast")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except SetupError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("\n[dev] Stopped.", file=sys.stderr)
        sys.exit(130)
