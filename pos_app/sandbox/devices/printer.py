"""A receipt printer's twin: prints what it is sent, answers for its state, and breaks in every way that printers do."""

import re
import threading
from collections.abc import Callable, Mapping
from typing import Final

from pos_app.sandbox.devices.escpos import Done, EscposReader, What, as_rows

PRINTER_FAULTS: Final[Mapping[str, str]] = {
    "paper_out": "Немає паперу",
    "near_end": "Папір закінчується",
    "cover": "Кришку відкрито",
    "mute": "Не відповідає",
    "garbage": "Відповідає нерозбірливо",
    "stall": "Не бере даних",
    "cut_cable": "Кабель рветься під час чека",
}
"""The faults that `set_fault` knows, and what a panel of switches calls them."""
_REAL_TIME: Final = re.compile(rb"\x10(?:\x04[\x01-\x04]|\x14\x01[\x00\x01][\x01-\x08])", re.DOTALL)
_ROLL: Final = 4000
"""Lines on a new roll."""
_NEAR: Final = 120
_CUT_AFTER: Final = 200
"""Bytes of a document that go through before the cable breaks."""


class PrinterTwin:
    """One printer. Documents are what lies between two cuts; `pulses` are the drawer's pins, in order.

    `lines_left` of paper, `drawer_open` until somebody shuts it. `confirms`: it knows GS r; `knows_asb`: it knows GS a.
    `asked`: how often it was asked in real time.
    """

    def __init__(self, *, lines_left: int = _ROLL, confirms: bool = True, knows_asb: bool = True) -> None:
        self.lines_left = lines_left
        self.confirms = confirms
        self.knows_asb = knows_asb
        self.tells = 0
        """GS a's n: what it tells of by itself; 0: nothing."""
        self._told = b""
        self.asked = 0
        self.cover_open = False
        self.near_end = False
        self.mute = False
        self.garbage = False
        self.stalled = False
        self.cut_after: int | None = None
        self.drawer_open = False
        self.pulses: list[int] = []
        self.documents: list[list[Done]] = []
        self.heard_bytes = 0
        self.on_print: Callable[[], None] = lambda: None
        self._paper: list[Done] = []
        self._waiting: list[Done] = []
        self._reader = EscposReader()
        self._tail = b""
        self._lock = threading.RLock()

    def set_fault(self, name: str, on: bool) -> None:
        """Break it in one way, or mend that; KeyError for what is no fault of a printer. From any thread."""
        with self._lock:
            self._set_fault(name, on)

    def _set_fault(self, name: str, on: bool) -> None:
        if name == "paper_out":
            self.lines_left = 0 if on else _ROLL
        elif name == "near_end":
            self.near_end = on
        elif name == "cover":
            self.cover_open = on
        elif name == "mute":
            self.mute = on
        elif name == "garbage":
            self.garbage = on
        elif name == "stall":
            self.stalled = on
        elif name == "cut_cable":
            self.cut_after = _CUT_AFTER if on else None
        else:
            raise KeyError(name)
        self._print()

    def shut_drawer(self) -> None:
        """Somebody pushes the drawer in."""
        self.drawer_open = False

    @property
    def rows(self) -> list[list[str]]:
        """The documents as they can be read."""
        return [as_rows(document) for document in self.documents]

    def switch_off(self) -> None:
        """What was not printed yet is forgotten, and half a document stays on the paper. From any thread."""
        with self._lock:
            self._switch_off()

    def _switch_off(self) -> None:
        self._reader, self._waiting, self._tail = EscposReader(), [], b""
        self.tells, self._told = 0, b""
        if self._paper:
            self.documents.append(self._paper)
            self._paper = []

    def heard(self, data: bytes) -> bytes:
        """Bytes from the till; → the printer's answers. ConnectionResetError when the cable breaks now."""
        with self._lock:
            return self._heard(data)

    def _heard(self, data: bytes) -> bytes:
        if self.cut_after is not None:
            data, self.cut_after = data[: self.cut_after], self.cut_after - len(data)
        self.heard_bytes += len(data)
        answers = self._real_time(data)
        for done in self._reader.feed(data):
            self._waiting.append(done)
        answers += self._print()
        if self.cut_after is not None and self.cut_after <= 0:
            self.cut_after = None
            self._switch_off()
            raise ConnectionResetError("the cable broke")
        return self._as_it_speaks(answers)

    def _as_it_speaks(self, answers: bytes) -> bytes:
        if self.mute:
            return b""
        return bytes(byte ^ 0xF5 for byte in answers) * 3 if self.garbage else answers

    def unasked(self) -> bytes:
        """The automatic status, where it is on and another than was told last. From any thread."""
        with self._lock:
            if not self.tells or self.status_back() == self._told:
                return b""
            self._told = self.status_back()
            return self._as_it_speaks(self._told)

    def status_back(self) -> bytes:
        """The four bytes of GS a: printer, errors, paper, reserved."""
        out, near = self.lines_left <= 0, self.near_end or self.lines_left < _NEAR
        first = 0x10 | 0x04 * self.drawer_open | 0x08 * (out or self.cover_open) | 0x20 * self.cover_open
        return bytes((first, 0, 0x03 * near | 0x0C * out, 0))

    # answers

    def _real_time(self, data: bytes) -> bytes:
        """DLE EOT and DLE DC4 work at once, whatever waits; one that came by halves is found with its other half."""
        seen, answers, end = self._tail + data, b"", 0
        for match in _REAL_TIME.finditer(seen):
            end = match.end()
            command = match.group()
            if command[1] == 0x04:
                self.asked += 1
                answers += bytes((self._status(command[2]),))
            else:
                self._pulse(5 if command[3] else 2)
        rest = seen[end:]
        self._tail = rest[-4:] if b"\x10" in rest[-4:] else b""
        return answers

    def _status(self, number: int) -> int:
        out, near = self.lines_left <= 0, self.near_end or self.lines_left < _NEAR
        bits = {
            1: 0x04 * self.drawer_open | 0x08 * (out or self.cover_open),
            2: 0x04 * self.cover_open | 0x20 * out,
            3: 0,
            4: 0x0C * near | 0x60 * out,
        }[number]
        return 0x12 | bits

    # paper

    def _print(self) -> bytes:
        """What waits comes out as long as there is paper under a shut cover; → answers that were asked in turn."""
        answers = b""
        while self._waiting and self.lines_left > 0 and not self.cover_open:
            done = self._waiting.pop(0)
            if done.what is What.ASK:
                answers += b"\x00" if self.confirms else b""
            elif done.what is What.RESET:
                self.tells = 0
            elif done.what is What.ASB:
                answers += self._tell_from_now(done.number)
            elif done.what is What.PULSE:
                self._pulse(done.number)
            elif done.what is What.CUT:
                self.documents.append([*self._paper, done])
                self._paper = []
                self.on_print()
            else:
                self._paper.append(done)
                self.lines_left -= done.number if done.what is What.LINE else 0
        return answers

    def _tell_from_now(self, what: int) -> bytes:
        """GS a: once at once, then `unasked` whenever it changes."""
        if not self.knows_asb:
            return b""
        self.tells = what
        self._told = self.status_back() if what else b""
        return self._told

    def _pulse(self, pin: int) -> None:
        self.pulses.append(pin)
        self.drawer_open = True
