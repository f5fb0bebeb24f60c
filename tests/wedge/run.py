"""Sends codes and typing to the till's filter under Xvfb, and counts what came through whole."""

import contextlib
import json
import os
import queue
import random
import shutil
import string
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.wedge.xkeys import CAPS, ENTER, XKeys

ROOT = Path(__file__).parents[2]
PACKAGES = (
    "xvfb", "x11-xkb-utils", "xkb-data", "libxtst6", "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1",
    "libxcb-shape0", "libxkbcommon-x11-0", "x11-xserver-utils",
)  # fmt: skip
LETTERS = string.ascii_letters + string.digits + "-./+%$ "
PAUSE_S = 0.03
PATIENCE_S = 20.0
QUIET_S = 1.5
PACE_S = 0.03
"""A gap longer than this between two keys is the computer's, not a scanner's."""
TOGETHER = 5
TRIES = 40


def missing() -> str:
    """Why it cannot be done here; "" when it can."""
    lacking = [name for name in ("Xvfb", "setxkbmap", "xrandr") if shutil.which(name) is None]
    if lacking:
        return f"{', '.join(lacking)} not installed: python -m tests.wedge --install"
    return ""


def codes(count: int, seed: int) -> list[str]:
    """What scanners read: EAN-13, letters of both cases and signs, GS1 with separators, short and long."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        if number % 3 == 0:
            found.append("".join(chance.choices(string.digits, k=13)))
        elif number % 3 == 1:
            body = "".join(chance.choices(LETTERS, k=chance.randint(6, 40)))
            found.append(body.strip() + "x")
        else:
            found.append(f"]d201048200000{chance.randrange(10**5):05d}\x1d10{chance.randrange(10**4)}aB\x1d17261231")
    return found


@dataclass
class Outcome:
    """What came through. `wrong`: codes that are not what was sent, in order; `leaked`: typing that nobody typed."""

    sent: int = 0
    got: list[str] = field(default_factory=list)
    wrong: int = 0
    leaked: str = ""
    typed: str = ""
    wanted: str = ""
    seconds: float = 0.0
    again: int = 0
    """Fives that were sent again, since the computer had no time."""
    slowest_s: float = 0.0
    """The longest gap that the computer let the sender make: over 35 ms it is no scanner any more."""


def _hurry(process: int) -> None:
    """A scanner's keys come on time whatever else the computer does; only root may promise that."""
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, process, -15)


@contextlib.contextmanager
def display(size: str = "800x600") -> Iterator[str]:
    """An X server of our own with the Ukrainian layout."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-noreset", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    _hurry(server.pid)
    _hurry(0)
    os.close(write)
    try:
        with os.fdopen(read) as told:
            name = f":{told.readline().strip()}"
        # every keyboard has a map of its own, and XTest is a keyboard too; without -noreset the server would forget
        # it with its last caller
        for device in range(3, 10):
            layout = ["setxkbmap", "-display", name, "-device", str(device), "-layout", "ua"]
            subprocess.run(layout, check=False, timeout=PATIENCE_S, stderr=subprocess.DEVNULL)
        yield name
    finally:
        server.terminate()
        server.wait(PATIENCE_S)


class Listener:
    """The till's filter, or another script of this folder, in a process and a window of its own."""

    def __init__(self, name: str, *words: str, script: str = "listener.py") -> None:
        env = {**os.environ, "DISPLAY": name, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
        command = [sys.executable, str(Path(__file__).with_name(script)), *words]
        self._process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, cwd=ROOT, text=True)
        self.heard: queue.Queue[tuple[str, str]] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            kind, text = json.loads(line)
            self.heard.put((kind, text))

    def until(self, kind: str) -> None:
        while self.heard.get(timeout=PATIENCE_S)[0] != kind:
            pass

    def codes(self, count: int) -> tuple[list[str], str]:
        """So many codes, or as many as come, and whatever else was typed."""
        got: list[str] = []
        leaked = ""
        with contextlib.suppress(queue.Empty):
            while len(got) < count:
                kind, text = self.heard.get(timeout=QUIET_S)
                if kind == "scan":
                    got.append(text)
                elif kind != "ready":
                    leaked += text or "⏎"
        with contextlib.suppress(queue.Empty):
            while True:
                kind, text = self.heard.get(timeout=0.1 if len(got) == count else 0.4)
                got += [text] if kind == "scan" else []
                leaked += "" if kind in {"scan", "ready"} else text or "⏎"
        return got, leaked

    def drain(self, quiet_s: float, take: Callable[[str, str], None]) -> None:
        """Everything that comes until it has been quiet for so long."""
        with contextlib.suppress(queue.Empty):
            while True:
                take(*self.heard.get(timeout=quiet_s))

    def stop(self) -> None:
        self._process.kill()
        self._process.wait(PATIENCE_S)
        self._reader.join(PATIENCE_S)
        assert self._process.stdout is not None
        self._process.stdout.close()


def scans(count: int, *, gap_s: float = 0.005, seed: int = 1, words: tuple[str, ...] = ()) -> Outcome:
    """So many codes by XTest at so many seconds a key, five in a row, with Caps Lock.

    Five that the computer did not let be sent at a scanner's pace are sent again: nothing can be learnt from them.
    """
    outcome = Outcome(count)
    with display() as name:
        listener, keys = Listener(name, *words), XKeys(name)
        try:
            listener.until("ready")
            keys.key(CAPS)
            began = time.perf_counter()
            wanted = codes(count, seed)
            for first in range(0, count, TOGETHER):
                _together(wanted[first : first + TOGETHER], gap_s, listener, keys, outcome)
            outcome.seconds = time.perf_counter() - began
        finally:
            keys.close()
            listener.stop()
    return outcome


def _together(wanted: list[str], gap_s: float, listener: "Listener", keys: XKeys, outcome: Outcome) -> None:
    for _ in range(TRIES):
        slowest = 0.0
        for code in wanted:
            slowest = max(slowest, keys.scan(code, gap_s))
            keys.wait(PAUSE_S)
        got, leaked = listener.codes(len(wanted))
        if slowest <= PACE_S:
            break
        outcome.again += 1
    else:
        raise OSError("this computer is too busy to play a scanner")
    outcome.slowest_s = max(outcome.slowest_s, slowest)
    outcome.got += got
    outcome.leaked += leaked
    outcome.wrong += sum(sent != one for sent, one in zip(wanted, got, strict=False)) + abs(len(wanted) - len(got))


def typing(count: int, *, seed: int = 1) -> Outcome:
    """A person types so many keys, 60 to 200 ms each, with the Ukrainian layout; Enter ends every eighth."""
    chance, outcome = random.Random(seed), Outcome(count)
    places, letters = "qwertyuiop[]asdfghjkl;'zxcvbnm,.1234567890", "йцукенгшщзхїфівапролджєячсмитьбю1234567890"
    layout = dict(zip(places, letters, strict=True))

    def take(kind: str, text: str) -> None:
        if kind == "scan":
            outcome.got.append(text)
        elif kind == "typed":
            outcome.typed += text
        elif kind == "enter":
            outcome.typed += "⏎"

    with display() as name:
        listener, keys = Listener(name), XKeys(name)
        try:
            listener.until("ready")
            for number in range(count):
                key = chance.choice(list(layout))
                keys.char(key)
                outcome.wanted += layout[key]
                keys.wait(chance.uniform(0.06, 0.2))
                if number % 8 == 7:
                    keys.key(ENTER)
                    outcome.wanted += "⏎"
                    keys.wait(chance.uniform(0.06, 0.2))
            listener.drain(1.0, take)
        finally:
            keys.close()
            listener.stop()
    return outcome
