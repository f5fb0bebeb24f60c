"""What a printer says of itself: the answers to DLE EOT 1–4 and the automatic status (ASB), bit by bit.

Source: the real-time commands of the ESC/POS manuals (Epson, and the makers that follow it). A byte counts only if its
fixed bits are right (`byte & 0x93 == 0x12`): noise, a wrong speed and other programs' bytes look like an answer too.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pos_app.domain.errors import SENTENCES

QUESTIONS: Final = tuple(bytes((0x10, 0x04, n)) for n in (1, 2, 3, 4))
"""DLE EOT n: printer, cause of being offline, cause of an error, paper."""
PRINTED: Final = b"\x1dr\x01"
"""GS r 1: paper status, answered in its turn: once it comes, everything before it has been printed."""
_FIXED: Final = (0x93, 0x12)
_FIXED_ASB: Final = (0x93, 0x10)
_FIXED_IN_TURN: Final = 0x90
"""Bits that are 0 in the answer to GS r."""


class Paper(StrEnum):
    """How much paper there is, as far as the printer tells."""

    UNKNOWN = "unknown"
    OK = "ok"
    LOW = "low"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class PrinterWords:
    """What a printer said. `answers` False: it was asked and said nothing that can be believed; `noise`: not nothing.

    `drawer_high`: the level of the drawer's switch (what it means depends on the drawer), None where it is not told.
    """

    answers: bool = False
    offline: bool = False
    cover_open: bool = False
    paper: Paper = Paper.UNKNOWN
    fault: bool = False
    drawer_high: bool | None = None
    noise: bool = False

    @property
    def obstacle(self) -> str:
        """The code of what keeps it from printing, "" where nothing does."""
        if self.cover_open:
            return "printer_cover_open"
        if self.paper is Paper.OUT:
            return "printer_paper_out"
        if self.noise:
            return "printer_noise"
        if self.fault:
            return "printer_fault"
        return "printer_offline" if self.offline else ""

    @property
    def sentence(self) -> str:
        """The obstacle as the cashier reads it."""
        return SENTENCES[self.obstacle] if self.obstacle else ""


MUTE: Final = PrinterWords()


def believable(byte: int) -> bool:
    """Can this byte be an answer to DLE EOT?"""
    mask, fixed = _FIXED
    return byte & mask == fixed


def starts_asb(byte: int) -> bool:
    """Can this byte be the first of an automatic status?"""
    mask, fixed = _FIXED_ASB
    return byte & mask == fixed


def is_in_turn(byte: int) -> bool:
    """Can this byte answer GS r, or be one of the last three of an automatic status?"""
    return not byte & _FIXED_IN_TURN


def read_answers(answers: tuple[bytes, bytes, bytes, bytes]) -> PrinterWords:
    """The four answers; what is missing, too long or noise is passed over."""
    unasked = next((words for answer in answers if (words := read_asb(answer)) is not None), None)
    if unasked is not None:
        return unasked
    printer, offline, error, paper = (_only(answer) for answer in answers)
    if printer is None and offline is None and error is None and paper is None:
        return PrinterWords(noise=any(answers))
    return PrinterWords(
        answers=True,
        offline=_bit(printer, 0x08),
        cover_open=_bit(offline, 0x04),
        fault=_bit(error, 0x2C) or _bit(offline, 0x40),
        paper=Paper.UNKNOWN if paper is None else _paper(out=bool(paper & 0x60), low=bool(paper & 0x0C)),
        drawer_high=None if printer is None else bool(printer & 0x04),
    )


def read_asb(data: bytes) -> PrinterWords | None:
    """The last whole automatic status in what a printer sent unasked (four bytes); None where there is none."""
    for at in range(len(data) - 4, -1, -1):
        first, second, third, fourth = data[at : at + 4]
        if starts_asb(first) and is_in_turn(second | third | fourth):
            return PrinterWords(
                answers=True,
                offline=bool(first & 0x08),
                cover_open=bool(first & 0x20),
                fault=bool(second & 0x2C),
                paper=_paper(out=bool(third & 0x0C), low=bool(third & 0x03)),
                drawer_high=bool(first & 0x04),
            )
    return None


def count_printed(answer: bytes) -> int:
    """How many of these bytes answer `PRINTED`."""
    return sum(map(is_in_turn, answer))


def _only(answer: bytes) -> int | None:
    # a printer answers with one byte; a flood is a wrong speed
    return answer[0] if len(answer) == 1 and believable(answer[0]) else None


def _bit(byte: int | None, mask: int) -> bool:
    return byte is not None and bool(byte & mask)


def _paper(*, out: bool, low: bool) -> Paper:
    if out:
        return Paper.OUT
    return Paper.LOW if low else Paper.OK
