"""The fake till's printer: jobs, what is found, and trials that turn out as a test wants."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ui_fake_assortment import AT as NOW

from pos_app.links.discovery import Found
from pos_app.printing.setup import PrinterSetup
from pos_app.printing.status import Paper, PrinterWords
from pos_app.printing.template import USUAL, ReceiptTemplate, template_of
from pos_app.printing.trial import Step, Trial
from pos_app.till.printer_desk import JobRow, PrintState

FOUND = (
    Found("usb", "/dev/usb/lp0", "POS80 Printer", "xprinter"),
    Found("serial", "/dev/ttyUSB0", "Prolific USB-Serial"),
    Found("cups", "Kasa_1", "черга CUPS"),
)


def job(number: int, state: PrintState = PrintState.DONE, kind: str = "sale", problem: str = "") -> JobRow:
    """A job of the list."""
    asks = state is PrintState.UNKNOWN
    told = (f"4tQ7-{number:04d}", 28_450) if kind == "sale" else ("", 0)
    return JobRow(f"j{number}", kind, "", state, "", NOW, problem, asks, *told)


def _read(path: Path | None) -> bytes:
    return path.read_bytes() if path else b""


class FakePrinterDesk:
    """`speed`: the one that a serial printer answers at, None for a mute one."""

    def __init__(self, till: Any) -> None:
        self._till = till
        self.rows: list[JobRow] = []
        self.found: Sequence[Found] = FOUND
        self.in_network: Sequence[Found] = (Found("network", "192.168.1.87:9100", "принтер у мережі"),)
        self.speed: int | None = 38400
        self.kept = PrinterSetup("file")
        self.kept_reserve = PrinterSetup()
        self.drawer_high: bool | None = True
        self.tried_on_reserve = False
        self.copy = job(90, PrintState.DONE, "copy")
        self.tried: list[tuple[dict[str, Any], tuple[Step, ...]]] = []

    async def jobs(self, limit: int = 50) -> Sequence[JobRow]:
        return list(self.rows)

    async def outcome(self, job_id: str) -> JobRow:
        await self._till._enter("printer.outcome", job_id)
        return self.copy

    async def _settle(self, name: str, job_id: str, state: PrintState) -> None:
        await self._till._enter(f"printer.{name}", job_id)
        self.rows = [replace(one, state=state, asks=False) if one.id == job_id else one for one in self.rows]
        printer = self._till.state.printer
        self._till.publish(printer=replace(printer, asking=sum(one.asks for one in self.rows)))

    async def again(self, job_id: str) -> None:
        await self._settle("again", job_id, PrintState.QUEUED)

    async def came_out(self, job_id: str) -> None:
        await self._settle("came_out", job_id, PrintState.DONE)

    async def drop(self, job_id: str) -> None:
        await self._settle("drop", job_id, PrintState.DROPPED)

    async def test_page(self) -> str:
        await self._till._enter("printer.test_page")
        self.rows.append(job(99, PrintState.QUEUED, "test"))
        return "j99"

    async def find(self, *, network: bool = False) -> Sequence[Found]:
        await self._till._enter("printer.find", network)
        return self.in_network if network else self.found

    def setup(self, *, reserve: bool = False) -> PrinterSetup:
        return self.kept_reserve if reserve else self.kept

    async def check_reserve(self) -> tuple[bool, str]:
        await self._till._enter("printer.check_reserve")
        return True, "Відповідає, друкувати може."

    async def try_out(self, values: dict[str, Any], *steps: Step, reserve: bool = False) -> Trial:
        await self._till._enter("printer.try_out", dict(values), steps)
        self.tried.append((dict(values), steps))
        self.tried_on_reserve = reserve
        heard = values.get("baudrate") in {None, self.speed}
        said = PrinterWords(answers=True, paper=Paper.OK) if heard else PrinterWords()
        return Trial(said, confirms=heard, drawer_high=self.drawer_high if steps == (Step.DRAWER,) else None)

    async def set_up(self, values: dict[str, Any], *, reserve: bool = False) -> PrinterSetup:
        await self._till._enter("printer.set_up", dict(values), *(["reserve"] if reserve else []))
        if reserve:
            self.kept_reserve = self.kept_reserve.changed(values)
            return self.kept_reserve
        self.kept = self.kept.changed(values)
        return self.kept


class FakePaper:
    """The owner's template, kept in the fake till's state."""

    def __init__(self, till: Any) -> None:
        self._till = till

    def _keep(self, template: ReceiptTemplate) -> ReceiptTemplate:
        self._till.publish(template=template)
        return template

    async def set_template(self, values: dict[str, Any]) -> ReceiptTemplate:
        await self._till._enter("paper.set_template", values)
        return self._keep(template_of({**self._till.state.template.kept(), **values}))

    async def set_row(self, name: str, *, shown: bool) -> ReceiptTemplate:
        await self._till._enter("paper.set_row", name, shown)
        return self._keep(self._till.state.template.with_row(name, shown=shown))

    async def load_logo(self, path: Path | None) -> ReceiptTemplate:
        await self._till._enter("paper.load_logo", path)
        return self._keep(replace(self._till.state.template, logo=_read(path)))

    async def save(self, receipt_id: str, kind: str, folder: Path) -> Path:
        await self._till._enter("paper.save", receipt_id, kind, folder)
        return folder / f"Чек {receipt_id}.{kind}"


__all__ = ["FOUND", "USUAL", "FakePaper", "FakePrinterDesk", "job"]
