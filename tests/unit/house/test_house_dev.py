"""The two commands: what dev.py decides without touching the machine, and what the lock may say."""

import ast
import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[3]


@pytest.fixture
def dev() -> ModuleType:
    """dev.py, loaded afresh from its file."""
    spec = importlib.util.spec_from_file_location("dev_under_test", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def clone(dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that dev.py takes for the clone; installing there only writes down what was asked for."""
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8"), "utf-8")
    (tmp_path / "requirements.lock").write_text("a==1 --hash=sha256:0\n", "utf-8")
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(dev, "LOCK", tmp_path / "requirements.lock")
    monkeypatch.setattr(dev.shutil, "which", lambda _: None)
    return tmp_path


class Machine:
    """Stands in for the programs that dev.py calls; `fails` names a step that ends badly."""

    def __init__(self, dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        self.dev = dev
        self.steps: list[str] = []
        self.fails = ""
        monkeypatch.setattr(dev, "quiet", self.quiet)
        monkeypatch.setattr(dev, "answers", lambda command: Path(command[0]).exists())

    def quiet(self, command: list[str], what: str, env: object = None) -> None:
        self.steps.append(what)
        if what == self.fails:
            raise self.dev.SetupError(what)
        if "venv" in what:
            self.dev.venv_python().parent.mkdir(parents=True, exist_ok=True)
            self.dev.venv_python().touch()
            (self.dev.VENV / "dev-unfinished").unlink(missing_ok=True)
            (self.dev.VENV / "dev-stamp.json").unlink(missing_ok=True)


@pytest.fixture
def machine(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(dev, monkeypatch)


WHOLE_SETUP = ["python -m venv", "Installing the packages", "Installing the till itself"]


def test_an_old_python_can_read_the_file_and_is_told_in_words(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    ast.parse((ROOT / "dev.py").read_text("utf-8"), feature_version=(3, 8))
    monkeypatch.setattr(dev.sys, "version_info", (3, 8, 10, "final", 0))
    monkeypatch.setattr(dev, "newer_python", lambda: None)
    with pytest.raises(dev.SetupError, match=r"needs Python 3\.11 or newer"):
        dev.main(["run"])


def test_an_old_python_hands_over_to_a_newer_one_on_the_path(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[list[str]] = []
    monkeypatch.setattr(dev.sys, "version_info", (3, 8, 10, "final", 0))
    monkeypatch.setattr(dev, "newer_python", lambda: ["python3.12"])
    monkeypatch.setattr(dev, "call", lambda command: called.append(command) or 7)
    assert dev.main(["test", "-x"]) == 7
    assert called == [["python3.12", str(ROOT / "dev.py"), "test", "-x"]]


def test_the_first_setup_makes_all_and_the_second_nothing(dev: ModuleType, clone: Path, machine: Machine) -> None:
    dev.virtual_environment()
    assert machine.steps == WHOLE_SETUP
    machine.steps.clear()
    dev.virtual_environment()
    assert machine.steps == []


def test_a_changed_lock_installs_into_the_same_environment(dev: ModuleType, clone: Path, machine: Machine) -> None:
    dev.virtual_environment()
    machine.steps.clear()
    (clone / "requirements.lock").write_text("a==2 --hash=sha256:0\n", "utf-8")
    dev.virtual_environment()
    assert machine.steps == WHOLE_SETUP[1:]


def test_changed_metadata_of_the_till_installs_the_till_alone(dev: ModuleType, clone: Path, machine: Machine) -> None:
    dev.virtual_environment()
    machine.steps.clear()
    text = (clone / "pyproject.toml").read_text("utf-8")
    (clone / "pyproject.toml").write_text(text.replace('name = "pos-app"', 'name = "pos-app-2"'), "utf-8")
    dev.virtual_environment()
    assert machine.steps == WHOLE_SETUP[2:]


def test_an_install_cut_short_is_not_stamped_and_begins_afresh(dev: ModuleType, clone: Path, machine: Machine) -> None:
    machine.fails = "Installing the packages"
    with pytest.raises(dev.SetupError):
        dev.virtual_environment()
    machine.steps.clear()
    machine.fails = ""
    dev.virtual_environment()
    assert machine.steps == WHOLE_SETUP


def test_an_environment_without_its_interpreter_is_made_anew(dev: ModuleType, clone: Path, machine: Machine) -> None:
    dev.virtual_environment()
    dev.venv_python().unlink()
    machine.steps.clear()
    dev.virtual_environment()
    assert machine.steps == WHOLE_SETUP


def test_a_damaged_stamp_counts_as_none(dev: ModuleType, clone: Path, machine: Machine) -> None:
    dev.virtual_environment()
    machine.steps.clear()
    (dev.VENV / "dev-stamp.json").write_text("{", "utf-8")
    dev.virtual_environment()
    assert machine.steps == WHOLE_SETUP[1:]


@pytest.mark.parametrize(
    ("platform", "environ", "shown"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("win32", {}, True),
        ("darwin", {}, True),
    ],
)
def test_a_display_is_told_by_the_system(dev: ModuleType, platform: str, environ: dict[str, str], shown: bool) -> None:
    assert dev.has_display(platform, environ) is shown


def test_without_a_display_the_demo_runs_headless(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    called: list[list[str]] = []
    monkeypatch.setattr(dev, "system_libraries", lambda: True)
    monkeypatch.setattr(dev, "virtual_environment", lambda: None)
    monkeypatch.setattr(dev, "has_display", lambda: False)
    monkeypatch.setattr(dev, "call", lambda command: called.append(command) or 0)
    assert dev.run_till([]) == 0
    assert called[0][1:] == ["-m", "pos_app", "demo", "--headless"]
    assert "No window can be shown here" in capsys.readouterr().out


def test_a_failure_for_want_of_a_network_is_said_in_plain_words(dev: ModuleType) -> None:
    output = "ERROR: [Errno -3] Temporary failure in name resolution\nERROR: No matching distribution found\n"
    assert "no network. Connect the computer" in dev.failure_text("Installing", output)
    assert "no network" not in dev.failure_text("Installing", "ERROR: hashes do not match")


def test_a_missing_library_names_its_package(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.sys, "platform", "linux")
    monkeypatch.setattr(dev, "can_load", lambda library: library not in ("libEGL.so.1", "libxcb-cursor.so.0"))
    assert dev.missing_packages(display=False) == ["libegl1"]
    assert dev.missing_packages(display=True) == ["libegl1", "libxcb-cursor0"]


def test_who_may_not_install_is_given_one_line_to_type(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev.shutil, "which", lambda program: program)
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000, raising=False)
    assert dev.apt_install(["libegl1", "libgl1"]) is False
    assert "sudo apt-get install -y --no-install-recommends libegl1 libgl1\n" in capsys.readouterr().out


def test_a_wrong_word_is_answered_with_the_right_ones() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "dev.py"), "rnu"], capture_output=True, text=True, check=False, timeout=30
    )
    assert done.returncode == 2
    assert "run" in done.stderr


def test_the_lock_pins_every_package_by_hash_and_names_no_host_or_path() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*--(?!hash)", text, re.MULTILINE)
    packages = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(packages) > 50
    assert [entry.split()[0] for entry in packages if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_everything_that_pyproject_asks_for_is_in_the_lock() -> None:
    import tomllib

    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [*pyproject["project"]["dependencies"], *pyproject["dependency-groups"]["dev"]]
    names = {re.split(r"[\[<>=~! ;]", entry)[0].lower().replace("_", "-") for entry in wanted}
    locked = set(re.findall(r"^([a-z0-9\-]+)==", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE))
    assert names - locked == set()


def test_the_stamp_tells_the_lock_and_the_clone_apart(dev: ModuleType, clone: Path) -> None:
    first = dev.wanted_stamp()
    (clone / "requirements.lock").write_text("b==1 --hash=sha256:0\n", "utf-8")
    second = dev.wanted_stamp()
    assert first["lock"] != second["lock"]
    assert first["project"] == second["project"]
    assert json.loads(json.dumps(second)) == second
