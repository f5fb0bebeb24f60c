"""Scenes of the printer's page: its state and jobs, each question of the set-up, the owner's receipt."""

import io
from dataclasses import replace

from PIL import Image, ImageDraw
from PySide6.QtCore import Qt
from ui_fake_printer import job
from ui_fake_till import NOW
from ui_goods import ean
from ui_said_by_others import HEADER
from ui_stage import Stage

from pos_app.printing.status import Paper
from pos_app.printing.template import ReceiptTemplate, Row
from pos_app.till.printer_desk import JobRow, PrintState
from pos_app.till.state import Printer, PrinterCondition
from pos_app.ui.screens.tasks import Task

Key = Qt.Key
COVER = "Кришку принтера відкрито. Закрийте її."


def logo() -> bytes:
    """A logo that was never anybody's."""
    image = Image.new("1", (360, 90), 1)
    draw = ImageDraw.Draw(image)
    draw.ellipse((4, 4, 84, 84), outline=0, width=6)
    draw.rectangle((110, 20, 350, 34), fill=0)
    draw.rectangle((110, 50, 280, 64), fill=0)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def printer_page(stage: Stage, tab: int = 0) -> None:
    """The page on one of its tabs."""
    stage.till.printer.rows = [
        job(7, PrintState.UNKNOWN, problem="У принтері немає паперу. Вставте новий рулон."),
        job(12, PrintState.QUEUED),
        job(11, PrintState.FAILED, "x", COVER),
        job(10, kind="label"), job(9), job(8),
    ]  # fmt: skip
    stage.open_till()
    stage.tell(
        printer=Printer(
            PrinterCondition.FAILED, 2, COVER, asking=1, answers=True, paper=Paper.OK,
            cover_open=True, place="/dev/ttyUSB0, 38400 бод", last_error=COVER,
            last_error_at=NOW, last_success_at=NOW,
        )
    )  # fmt: skip
    stage.window.till.run_task(Task.PRINTER)
    page = stage.window.printer
    stage.until(lambda: page.jobs.rows.rows and page.setup.rows.rows)
    page.tabs.choose(tab)
    stage.calm()


def setup(stage: Stage, *answers: str) -> None:
    """The set-up after these answers."""
    printer_page(stage, 1)
    panel = stage.window.printer.setup
    for answer in answers:
        panel._take(answer)
        stage.until(lambda: not stage.desk._tasks)
        stage.calm()


def template(stage: Stage, *, typing: bool = False, row: int = 0) -> None:
    """The owner's receipt, with everything on it."""
    printer_page(stage, 2)
    footer = "Дякуємо за покупку"
    stage.tell(template=ReceiptTemplate(HEADER, footer, "", "", logo(), frozenset(Row)))
    panel = stage.window.printer.template
    stage.calm()
    for _ in range(row):
        stage.key(Key.Key_Down)
    if typing:
        panel.rows.take()
        stage.type("|Обмін 14 днів")
    stage.calm()


def reserve(stage: Stage, *, typing: bool = False) -> None:
    """The reserve's set-up, with one that is there already; or its address being typed."""
    printer_page(stage)
    stage.tell(printer=replace(stage.desk.state.printer, reserve="192.168.1.88:9100", reserve_used=True))
    stage.window.printer.tabs.choose(3)
    panel = stage.window.printer.reserve
    stage.until(lambda: panel.rows.rows)
    stage.calm()
    if typing:
        panel._take("typed")
        stage.calm()


def drawer(stage: Stage, *, told: bool | None = True, checked: bool = False) -> None:
    """The drawer: open, shut or unknown, and after its check."""
    printer_page(stage)
    stage.tell(printer=Printer(PrinterCondition.OK, drawer_open=told, place="/dev/usb/lp0"))
    stage.window.printer.tabs.choose(4)
    stage.calm()
    if checked:
        stage.window.printer.drawer._take("check")
        stage.calm()


def drawer_left_open(stage: Stage) -> None:
    """A sale has begun, and the drawer of the one before still stands open."""
    stage.open_till()
    stage.scan(ean(1))
    stage.tell(printer=Printer(PrinterCondition.OK, drawer_open=True, place="/dev/usb/lp0"))
    stage.calm()


def print_asks(stage: Stage, *, deciding: bool = False) -> None:
    """A sale goes on, and two documents were cut off in the printer; the strip asks, or the pane does."""
    lost = "Зв'язок із принтером перервано. Перевірте кабель."
    stage.till.printer.rows = [job(7, PrintState.UNKNOWN, problem=lost), job(6, PrintState.UNKNOWN, "z", lost), job(5)]
    stage.open_till()
    for number in (1, 2, 5):
        stage.scan(ean(number))
    stage.tell(printer=Printer(PrinterCondition.OK, asking=2, place="/dev/ttyUSB0, 38400 бод"))
    stage.calm()
    if deciding:
        stage.key(Key.Key_Escape)
        stage.until(lambda: stage.window.till.panes.pane)
        stage.calm()


def copied(stage: Stage, row: JobRow | None = None) -> None:
    """A copy out of the shift's receipts, and the word on it."""
    stage.till.printer.copy = row or stage.till.printer.copy
    stage.open_till()
    stage.scan(ean(1))
    stage.key(Key.Key_F12)
    stage.until(lambda: stage.desk.state.last_receipt is not None)
    stage.window.till.run_task(Task.HISTORY)
    stage.calm()
    stage.enter()
    stage.until(lambda: stage.till.called("printer.outcome"))
    if row is not None and row.state is PrintState.FAILED:
        stage.tell(printer=Printer(PrinterCondition.FAILED, 1, NO_PAPER))
    stage.calm()


NO_PAPER = "У принтері немає паперу. Вставте новий рулон."
USB = "usb|/dev/usb/lp0|xprinter"
PRINTER_SCENES = {
    "180-printer": printer_page,
    "181-printer-find": setup,
    "182-printer-speed": lambda stage: (
        setattr(stage.till.printer, "speed", None), setup(stage, "serial|/dev/ttyUSB0|default")
    ),
    "183-printer-paper": lambda stage: setup(stage, USB),
    "184-printer-page": lambda stage: setup(stage, USB, "80"),
    "185-printer-drawer": lambda stage: setup(stage, USB, "80", "cp1251:23", "native", "yes"),
    "186-template": template,
    "187-template-typing": lambda stage: template(stage, typing=True),
    "250-reserve-printer": reserve,
    "251-reserve-address": lambda stage: reserve(stage, typing=True),
    "252-drawer": lambda stage: drawer(stage, checked=True),
    "253-drawer-left-open": drawer_left_open,
    "254-print-asks": print_asks,
    "255-print-ask-pane": lambda stage: print_asks(stage, deciding=True),
    "256-copy-printed": copied,
    "257-copy-waits": lambda stage: copied(stage, job(90, PrintState.FAILED, "copy", NO_PAPER)),
    "188-template-law": lambda stage: template(stage, row=14),
}  # fmt: skip
