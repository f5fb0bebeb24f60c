"""Asks each service whether it answers, for the page of settings; on a real register it only reads."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from pos_app.domain.device import DeviceKind
from pos_app.domain.errors import PosError
from pos_app.domain.said import sentence
from pos_app.till.core import Core
from pos_app.till.device_desk import DeviceDesk
from pos_app.till.ports import Account
from pos_app.till.records import Records
from pos_app.till.reporting import ReportDesk
from pos_app.till.state import PrinterCondition


class Service(StrEnum):
    """What is asked."""

    CHECKBOX = "checkbox"
    SMARTKASA = "smartkasa"
    PRINTER = "printer"
    TERMINAL = "terminal"
    JOURNAL = "journal"


@dataclass(frozen=True, slots=True)
class Checked:
    """How a service is: in words, and how long it took to answer (milliseconds)."""

    service: Service
    ok: bool
    words: str
    took_ms: int = 0


class ServiceDesk:
    """One question at a time; what goes wrong is an answer, not an error."""

    def __init__(
        self, core: Core, account: Account, reports: ReportDesk, records: Records, devices: DeviceDesk
    ) -> None:
        self._core = core
        self._account = account
        self._reports = reports
        self._records = records
        self._devices = devices

    async def check(self, service: Service) -> Checked:
        """Ask now."""
        self._core.need()
        questions: dict[Service, Callable[[], Awaitable[tuple[bool, str]]]] = {
            Service.CHECKBOX: self._checkbox,
            Service.SMARTKASA: self._smartkasa,
            Service.PRINTER: self._printer,
            Service.TERMINAL: self._terminal,
            Service.JOURNAL: self._journal,
        }
        begun = self._core.clock.monotonic()
        try:
            ok, words = await questions[service]()
        except PosError as error:
            ok, words = False, error.message
        return Checked(service, ok, words, int((self._core.clock.monotonic() - begun) * 1000))

    async def _checkbox(self) -> tuple[bool, str]:
        me = await self._account.me()
        number = self._core.board.state.register.fiscal_number
        register = sentence("ПРРО {number}", number=number) if number else ""
        return True, _both(me.full_name, register)

    async def _smartkasa(self) -> tuple[bool, str]:
        today = self._core.clock.kyiv().date()
        await self._reports.server(today, today)
        return True, sentence("Товарів у касі: {count}", count=self._core.board.state.catalog.products)

    async def _printer(self) -> tuple[bool, str]:
        status = self._core.printer.status
        if status.state == PrinterCondition.NONE:
            return False, sentence("Принтер не налаштовано.")
        return status.state != PrinterCondition.FAILED, status.problem or sentence(
            "Чекають друку: {count}", count=status.waiting
        )

    async def _terminal(self) -> tuple[bool, str]:
        card = self._core.board.state.card
        if card.manual:
            return True, sentence("Касир працює з терміналом вручну.")
        found = await self._devices.check(DeviceKind.TERMINAL)
        unsettled = sentence("Незавершених оплат: {count}", count=len(card.unsettled)) if card.unsettled else ""
        return found.well and not unsettled, _both(found.said, unsettled) or "Під'єднано."

    async def _journal(self) -> tuple[bool, str]:
        verdict = self._records.verify()
        if verdict["ok"]:
            return True, sentence("Записів: {count}", count=verdict["entries"])
        return False, sentence("Ланцюг порушено на записі {entry}.", entry=verdict["broken_at"])


def _both(first: str, second: str) -> str:
    """Two sentences in one row; each keeps its parts, for a window in another language."""
    return sentence("{first} · {second}", first=first, second=second) if first and second else first or second
