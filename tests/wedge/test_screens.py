"""Screens unplugged, plugged in and changed in earnest: monitors of a real X server, which Qt loses as such."""

import contextlib
import json
import queue
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from tests.wedge.run import PATIENCE_S, Listener, display, missing
from tests.wedge.xkeys import OFFSET, XKeys

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "an X server is here")

LEFT, RIGHT, SMALL = [0, 0, 1366, 768], [1366, 0, 1366, 768], [0, 0, 1024, 768]
F6, ESC = 64 + OFFSET, 1 + OFFSET
GAP_S = 0.005
MILK, EGGS, OIL, TEA = "4820000000024", "4820000000031", "4820000000147", "4820000000185"


class Counter:
    """A till's window on one of two screens, the customer's on the other."""

    def __init__(self, name: str, *place: int) -> None:
        self.name = name
        self.plug("left", LEFT, "screen")
        self.plug("right", RIGHT)
        self.window = Listener(name, *map(str, place), script="till_window.py")
        self.keys = XKeys(name)
        self.seen: dict[str, Any] = {}

    def plug(self, monitor: str, place: list[int], output: str = "none") -> None:
        x, y, width, height = place
        self._randr("--setmonitor", monitor, f"{width}/300x{height}/200+{x}+{y}", output)

    def unplug(self, monitor: str) -> None:
        self._randr("--delmonitor", monitor)

    def _randr(self, *words: str) -> None:
        command = ["xrandr", "-display", self.name, *words]
        subprocess.run(command, check=True, timeout=PATIENCE_S, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def until(self, **wanted: object) -> None:
        """Until all that is so."""
        while any(self.seen.get(key) != value for key, value in wanted.items()):
            try:
                kind, text = self.window.heard.get(timeout=PATIENCE_S)
            except queue.Empty:
                raise AssertionError(f"never {wanted}, but {self.seen}") from None
            if kind == "window":
                self.seen = json.loads(text)

    def scan(self, code: str) -> None:
        self.keys.wait(0.3)
        self.keys.scan(code, GAP_S)

    def close(self) -> None:
        self.keys.close()
        self.window.stop()


@contextlib.contextmanager
def counter(*place: int) -> Iterator[Counter]:
    with display("2732x768") as name:
        one = Counter(name, *place)
        try:
            yield one
        finally:
            one.close()


def test_the_tills_screen_is_unplugged_in_the_middle_of_a_payment() -> None:
    with counter(*RIGHT) as one:
        one.until(screens=[LEFT, RIGHT], till=RIGHT, customer=LEFT)
        for number, code in enumerate((MILK, EGGS), 1):
            one.scan(code)
            one.until(basket=["p2", "p3"][:number])
        one.keys.key(F6)
        one.until(pane="PaymentPane")
        one.keys.char("5")
        one.until(cash="5")
        one.unplug("right")
        one.until(screens=[LEFT], till=LEFT, customer=None, basket=["p2", "p3"], pane="PaymentPane", cash="5")
        one.keys.char("0")
        one.until(cash="50")
        one.keys.key(ESC)
        one.until(pane="")
        one.scan(OIL)
        one.until(basket=["p2", "p3", "p14"])
        one.plug("right", RIGHT)
        one.until(screens=[LEFT, RIGHT], till=LEFT, customer=RIGHT)


def test_the_customers_screen_goes_comes_back_and_the_tills_becomes_smaller() -> None:
    """Full screen, as most tills are."""
    with counter() as one:
        one.until(screens=[LEFT, RIGHT], till=LEFT, customer=RIGHT)
        one.scan(MILK)
        one.until(basket=["p2"])
        one.unplug("right")
        one.until(screens=[LEFT], till=LEFT, customer=None, basket=["p2"])
        one.scan(EGGS)
        one.until(basket=["p2", "p3"])
        one.plug("right", RIGHT)
        one.until(screens=[LEFT, RIGHT], customer=RIGHT, basket=["p2", "p3"])
        one.unplug("left")
        one.plug("left", SMALL, "screen")
        one.until(till=SMALL, customer=RIGHT, basket=["p2", "p3"])
        one.scan(TEA)
        one.until(basket=["p2", "p3", "p18"])
