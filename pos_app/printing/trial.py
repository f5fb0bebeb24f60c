"""Trying a printer before it is kept: does it answer, which page reads well, does it cut, does the drawer open?"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pos_app.printing.escpos import to_escpos
from pos_app.printing.layout import Block, Cut, Drawer, Feed, Text
from pos_app.printing.printer import Printer
from pos_app.printing.reports import alphabet_page
from pos_app.printing.status import PrinterWords

DRAWER_S: Final = 1.5
"""So long a drawer may take to open."""
_GLANCE_S: Final = 0.05


class Step(StrEnum):
    """What is tried."""

    LOOK = "look"
    PAGE = "page"
    CUT = "cut"
    DRAWER = "drawer"


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it. `said`: None where the printer cannot be asked; `confirms`: it tells when paper is out.

    `drawer_high`: the level to which the drawer's switch went after the pulse, None where it did not move. `speaks_up`:
    it tells by itself when its state changes, None where nobody could hear it.
    """

    said: PrinterWords | None
    confirms: bool = False
    drawer_high: bool | None = None
    speaks_up: bool | None = None


def try_steps(printer: Printer, steps: Sequence[Step]) -> Trial:
    """Do it, on the printer's thread. Raises `LinkFailed`."""
    said = printer.look()
    answers = said is not None and said.answers
    drawer_high = None
    for step in steps:
        if step is Step.DRAWER:
            printer.send(to_escpos((Drawer(printer.setup.drawer_pin),), printer.setup.paper), "drawer")
            drawer_high = _moved(printer, said.drawer_high if said is not None else None)
        elif step is not Step.LOOK:
            printer.ready()
            printer.print(to_escpos(_blocks(step, printer), printer.setup.paper), step)
    if not answers:
        return Trial(said, False, drawer_high)
    speaks_up = printer.can_speak_up() if printer.link.holds and Step.PAGE in steps else None
    return Trial(said, printer.confirms(), drawer_high, speaks_up)


def _moved(printer: Printer, before: bool | None) -> bool | None:
    """The other level of the drawer's switch; a drawer needs a moment to jump open, and answers overtake the pulse."""
    until = time.monotonic() + DRAWER_S
    while before is not None and time.monotonic() < until:
        after = printer.look()
        if after is None or after.drawer_high is None:
            return None
        if after.drawer_high is not before:
            return after.drawer_high
        time.sleep(_GLANCE_S)
    return None


def _blocks(step: Step, printer: Printer) -> Sequence[Block]:
    if step is Step.CUT:
        return (Text("Тут має бути відріз."), Feed(1), Cut())
    return alphabet_page(printer.setup.paper.columns)
