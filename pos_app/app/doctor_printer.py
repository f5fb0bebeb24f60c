"""What the doctor says of the printers: how they are set up, on screen or in the file, and what they answer now."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pos_app.app.settings import PrinterSettings, SettingsOfTill
from pos_app.domain.errors import PosError
from pos_app.links.link import BUSY, LinkFailed
from pos_app.printing.fitting import Fitting
from pos_app.printing.printer import Printer
from pos_app.printing.setup import PrinterSetup, checked
from pos_app.printing.status import Paper
from pos_app.store.till_store import TILL_DB, open_till_store_to_read

Said = tuple[str, str, str]
"""Level, words, advice."""


def look_at_printers(settings: SettingsOfTill, data_dir: Path) -> list[Said]:
    """The printer, and the reserve where there is one. Blocks for some seconds where a printer is silent."""
    try:
        by_file = _checked(settings.printer), _checked(settings.reserve_printer)
    except PosError as error:
        return [("bad", error.message, "Виправте розділи [printer] і [reserve_printer].")]
    store = open_till_store_to_read(data_dir / TILL_DB) if (data_dir / TILL_DB).exists() else None
    try:
        fitting = Fitting(store.settings if store is not None else _Nothing(), data_dir, *by_file)
        said = list(_look(fitting.usual(), fitting.setup(), data_dir))
        if fitting.setup(reserve=True).transport != "none":
            reserve = fitting.setup(reserve=True)
            told = _look(fitting.reserve(), reserve, data_dir)
            said += [(level, f"резервний: {words}", advice) for level, words, advice in told]
        return said
    finally:
        if store is not None:
            store.close()


class _Nothing:
    """A till that was never opened has nothing set up on screen."""

    def get(self, key: str, default: Any = None) -> Any:
        """What stands in the file."""
        del key
        return default

    def put(self, key: str, value: Any) -> None:
        """The doctor changes nothing."""


def _checked(section: PrinterSettings) -> PrinterSetup:
    return checked(PrinterSetup(**section.model_dump()))


def _look(printer: Printer | None, setup: PrinterSetup, data_dir: Path) -> Iterable[Said]:
    if printer is None:
        yield "warn", "не налаштовано", "Дії → Принтер і макет чека → Налаштування, або розділ [printer]."
        return
    place = str(data_dir / setup.path) if setup.transport == "file" else setup.place
    where = f"{setup.transport}: {place}"
    try:
        said = printer.look()
    except LinkFailed as error:
        if error.code == BUSY:
            yield "ok", f"{where}; порт тримає каса або інша програма", ""
        else:
            yield "bad", f"{where}: {error.message}", "Увімкніть принтер і перевірте кабель."
        return
    finally:
        printer.close()
    if said is None:
        yield "ok", f"{where}; стану не повідомляє", ""
    elif said.obstacle:
        yield "bad", f"{where}: {said.sentence}", ""
    elif not said.answers:
        yield "warn", f"{where}: на запит не відповідає", "Якщо друкує, це його звичай. Інакше перевірте живлення."
    else:
        low = said.paper is Paper.LOW
        yield ("warn" if low else "ok"), f"{where}; відповідає{', папір закінчується' if low else ''}", ""
