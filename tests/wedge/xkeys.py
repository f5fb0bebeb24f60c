"""Presses keys in an X server as a scanner or a person does: XTest, by the places of keys and not by letters."""

import ctypes
import ctypes.util
import time
from itertools import pairwise

OFFSET = 8
"""A key's code in X is that of the first set plus so much."""
SHIFT, CTRL, CAPS, ENTER = 42 + OFFSET, 29 + OFFSET, 58 + OFFSET, 28 + OFFSET
_ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (44, "zxcvbnm,./", "ZXCVBNM<>?"),
    (57, " ", " "),
)
PLAIN = {char: first + place for first, chars, _ in _ROWS for place, char in enumerate(chars)} | {"\\": 43}
SHIFTED = {char: first + place for first, _, chars in _ROWS for place, char in enumerate(chars) if char != " "}
SHIFTED["|"] = 43


class XKeys:
    """One connection to a display. Raises OSError where there is no X library or no display."""

    def __init__(self, display: str) -> None:
        names = [ctypes.util.find_library(name) for name in ("X11", "Xtst")]
        if not all(names):
            raise OSError("libX11 or libXtst is not here")
        self._x11, self._xtst = (ctypes.CDLL(name) for name in names)
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._display = ctypes.c_void_p(self._x11.XOpenDisplay(display.encode()))
        if not self._display.value:
            raise OSError(f"no display {display}")
        self._due = time.perf_counter()

    def close(self) -> None:
        self._x11.XCloseDisplay(self._display)

    def _fake(self, code: int, down: bool) -> None:
        self._xtst.XTestFakeKeyEvent(self._display, ctypes.c_uint(code), int(down), ctypes.c_ulong(0))

    def key(self, code: int, *held: int) -> None:
        """Down and up, with others held."""
        for one in held:
            self._fake(one, True)
        self._fake(code, True)
        self._fake(code, False)
        for one in reversed(held):
            self._fake(one, False)
        # not a flush: the server has taken the keys when this returns, so that the gaps measured are its own
        self._x11.XSync(self._display, 0)

    def wait(self, seconds: float) -> None:
        """Until so long after the moment that was waited for last: delays do not add up.

        The pace of the keys is what is tried.
        """
        self._due = max(self._due + seconds, time.perf_counter() - 0.05)
        while (left := self._due - time.perf_counter()) > 0:
            time.sleep(left)

    def char(self, char: str) -> None:
        """The key that writes it on a US keyboard, which is what a scanner plays."""
        if char == "\x1d":
            self.key(PLAIN["]"] + OFFSET, CTRL)
        elif char in PLAIN:
            self.key(PLAIN[char] + OFFSET)
        else:
            self.key(SHIFTED[char] + OFFSET, SHIFT)

    def scan(self, code: str, gap_s: float) -> float:
        """A whole code and its end; → the longest that the server may have had between two keys, seconds."""
        times = []
        for char in code:
            begun = time.perf_counter()
            self.char(char)
            times.append((begun, time.perf_counter()))
            self.wait(gap_s)
        begun = time.perf_counter()
        self.key(ENTER)
        times.append((begun, time.perf_counter()))
        # it takes a key at some moment between these two
        return max(taken - begun for (begun, _), (_, taken) in pairwise(times))
