"""Trying a printer before it is kept: does it answer, which page reads well, does it cut, does the drawer open?"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pos_app.printing.escpos import to_escpos
from pos_app.printing.layout import Block, Cut, Drawer, Feed, Text
from pos_app.printing.printer import Printer
from pos_app.printing.reports import alphabet_page
from pos_app.printing.status import PrinterWords


class Step(StrEnum):
    """What is tried."""

    LOOK = "look"
    PAGE = "page"
    CUT = "cut"
    DRAWER = "drawer"


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of it. `said`: None where the printer cannot be asked; `confirms`: it tells when paper is out.

    `drawer_high`: the level of the drawer's switch after the pulse, None where it is not told.
    """

    said: PrinterWords | None
    confirms: bool = False
    drawer_high: bool | None = None


def try_steps(printer: Printer, steps: Sequence[Step]) -> Trial:
    """Do it, on the printer's thread. Raises `LinkFailed`."""
    said = printer.look()
    answers = said is not None and said.answers
    drawer_high = None
    for step in steps:
        if step is Step.DRAWER:
            printer.send(to_escpos((Drawer(printer.setup.drawer_pin),), printer.setup.paper), "drawer")
            after = printer.look()
            drawer_high = after.drawer_high if after is not None else None
        elif step is not Step.LOOK:
            printer.ready()
            printer.print(to_escpos(_blocks(step, printer), printer.setup.paper), step)
    return Trial(said, answers and printer.confirms(), drawer_high)


def _blocks(step: Step, printer: Printer) -> Sequence[Block]:
    if step is Step.CUT:
        return (Text("Тут має бути відріз."), Feed(1), Cut())
    return alphabet_page(printer.setup.paper.columns)
