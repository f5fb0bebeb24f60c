"""A copy on paper, with a word to the cashier about what became of it."""

from pos_app.till.printer_desk import JobRow, PrintState
from pos_app.till.state import Printer, PrinterCondition
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import told, tr


async def print_copy(desk: Desk, receipt_id: str) -> None:
    """Queue it, and tell when it is out; where the printer does not print, why it waits."""
    job = await desk.attempt(lambda till: till.reprint(receipt_id))
    if job is None:
        return
    if desk.state.printer.state is PrinterCondition.NONE:
        desk.tell(tr("Принтера не налаштовано: копію не надруковано."), good=False)
        return
    desk.tell(tr("Друкуємо копію…"))
    row = await desk.look_up(lambda till: till.printer.outcome(job))
    desk.tell(copy_words(row, desk.state.printer), good=row.state is PrintState.DONE)


def copy_words(row: JobRow, printer: Printer) -> str:
    """What became of the copy."""
    if row.state is PrintState.DONE:
        return tr("Копію надруковано.")
    if row.asks:
        return tr("Друк копії перервано. Подивіться на папір.")
    why = row.problem or printer.problem
    waits = tr("Копія чекає на принтер.")
    return f"{waits} {told(why)}" if why else waits
