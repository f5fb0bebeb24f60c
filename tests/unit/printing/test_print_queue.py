"""The queue: in order, one at a time, never lost, never doubled, whatever the printer does."""

import asyncio
import itertools
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pos_app.domain.errors import refused
from pos_app.domain.receipt import FiscalStamp, Receipt, Seller
from pos_app.domain.register import OperationKind, OperationState
from pos_app.links.file import FileLink
from pos_app.links.link import Link, LinkFailed, OneWay
from pos_app.printing import queue as queue_module
from pos_app.printing.bench import Bench
from pos_app.printing.printer import Printer as PaperPrinter
from pos_app.printing.queue import PrintQueue
from pos_app.printing.setup import PrinterSetup
from pos_app.store.operations import Operation
from pos_app.store.print_jobs import PrintJob, PrintState
from pos_app.store.shifts import ShiftRow
from pos_app.store.till_store import TillStore, open_till_store
from tests.unit.printing.test_labels import MILK

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


class Printer(OneWay):
    """A link that fails as it is told and keeps what came out."""

    def __init__(self, *failures: LinkFailed | None) -> None:
        self.failures = list(failures)
        self.printed: list[str] = []

    def send(self, data: bytes, name: str) -> None:
        failure = self.failures.pop(0) if self.failures else None
        if failure is not None:
            raise failure
        self.printed.append(name)

    def close(self) -> None:
        self.printed.append("closed")


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue_module, "_PAUSES_S", (0.0,))


@pytest.fixture
def store(sale: Receipt, stamp: FiscalStamp, seller: Seller) -> Iterator[TillStore]:
    opened = open_till_store(None)
    opened.shifts.save(ShiftRow("s", "OPENED", "c", "Олена", (), seller))
    opened.operations.add(
        Operation("r1", OperationKind.SELL, b"{}", NOW, sale, state=OperationState.DONE, stamp=stamp, shift_id="s")
    )
    yield opened
    opened.close()


@asynccontextmanager
async def running(store: TillStore, link: Link | None, **given: object) -> AsyncIterator[tuple[PrintQueue, list[str]]]:
    numbers = itertools.count()
    events: list[str] = []
    reserve = given.pop("reserve", None)
    setup = PrinterSetup(**{"transport": "serial", **given})  # type: ignore[arg-type]  # keyword values of many types
    queue = PrintQueue(
        store,
        PaperPrinter(link, setup) if link is not None else None,
        reserve=PaperPrinter(reserve, setup) if isinstance(reserve, OneWay) else None,
        now=lambda: NOW,
        new_id=lambda: f"n{next(numbers)}",
        on_event=lambda kind, job: events.append(f"{kind} {job.kind}"),
    )
    await queue.start()
    yield queue, events
    await queue.stop()


def job(kind: str = "sale", job_id: str = "j1", **given: object) -> PrintJob:
    values: dict[str, object] = {"document_id": "r1", "created_at": NOW, **given}
    return PrintJob(job_id, kind, **values)  # type: ignore[arg-type]  # keyword values of many types


def state_of(store: TillStore, job_id: str) -> PrintState:
    found = store.print_jobs.by_id(job_id)
    assert found is not None
    return found.state


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110  (the queue's state is no event; the loop yields to it)
            await asyncio.sleep(0)


async def test_jobs_come_out_in_order_under_the_contracts_names(store: TillStore) -> None:
    printer = Printer()
    store.print_jobs.add(job())
    store.print_jobs.add(job("copy", "j2", payload={"receipt_id": "r1"}, document_id="x"))
    async with running(store, printer) as (queue, events):
        assert await queue.wait_printed(5)
        assert queue.status.state == "ok"
    assert printer.printed == ["000001-sale-j1", "000002-copy-j2", "closed"]
    assert events == ["print.done sale", "print.done copy"]


async def test_the_file_printer_writes_one_whole_file_a_job(store: TillStore, tmp_path: Path) -> None:
    store.print_jobs.add(job(open_drawer=True))
    async with running(store, FileLink(tmp_path / "receipts"), transport="file") as (queue, _):
        assert await queue.wait_printed(5)
    (path,) = (tmp_path / "receipts").iterdir()
    assert path.name == "000001-sale-j1.bin"
    assert b"\x1bp\x00" in path.read_bytes()


async def test_a_failing_printer_is_tried_again_and_told_once(store: TillStore) -> None:
    printer = Printer(LinkFailed("Немає паперу."), LinkFailed("Немає паперу."))
    store.print_jobs.add(job())
    async with running(store, printer) as (queue, events):
        assert await queue.wait_printed(5)
        assert queue.status.problem == ""
    assert printer.printed[0] == "000001-sale-j1"
    assert events == ["print.failed sale", "print.done sale"]


async def test_a_dead_printer_is_a_lamp_and_nothing_is_lost(store: TillStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue_module, "_PAUSES_S", (60.0,))
    printer = Printer(LinkFailed("Принтер вимкнено."))
    store.print_jobs.add(job())
    async with running(store, printer) as (queue, _):
        await until(lambda: queue.status.state == "failed")
        assert queue.status.problem == "Принтер вимкнено."
        assert queue.status.waiting == 1
        assert not await queue.wait_printed(0.01)
        queue.wake()
        assert await queue.wait_printed(5)


async def test_a_document_that_may_be_on_paper_is_not_printed_again_by_itself(store: TillStore) -> None:
    printer = Printer(LinkFailed("Зв'язок перервано.", unsure=True))
    store.print_jobs.add(job())
    store.print_jobs.add(job("copy", "j2", payload={"receipt_id": "r1"}, document_id="x"))
    async with running(store, printer) as (queue, _):
        assert await queue.wait_printed(5)
    assert printer.printed[0] == "000002-copy-j2"
    assert state_of(store, "j1") is PrintState.UNKNOWN


@pytest.mark.parametrize(("atomic", "expected"), [(True, PrintState.DONE), (False, PrintState.UNKNOWN)])
async def test_after_a_crash_a_job_in_progress_is_settled(store: TillStore, atomic: bool, expected: PrintState) -> None:
    store.print_jobs.add(job())
    store.print_jobs.set_state("j1", PrintState.PRINTING)
    async with running(store, Printer(), transport="file" if atomic else "serial") as (queue, _):
        assert await queue.wait_printed(5)
    assert state_of(store, "j1") is expected


async def test_a_document_that_cannot_be_laid_out_holds_up_nobody(store: TillStore) -> None:
    printer = Printer()
    store.print_jobs.add(job(job_id="lost", document_id="nobody"))
    store.print_jobs.add(job("x", "broken", document_id="b", payload={"report": {"balance": "much"}}))
    store.print_jobs.add(job("test", "page", document_id="p"))
    async with running(store, printer) as (queue, _):
        assert await queue.wait_printed(5)
    assert printer.printed[0] == "000003-test-page"
    assert state_of(store, "lost") is PrintState.UNKNOWN
    assert state_of(store, "broken") is PrintState.UNKNOWN


async def test_without_a_printer_jobs_are_settled_without_paper(store: TillStore) -> None:
    store.print_jobs.add(job())
    async with running(store, None) as (queue, _):
        assert await queue.wait_printed(5)
        assert queue.status.state == "none"
    assert state_of(store, "j1") is PrintState.DONE


async def test_a_z_report_comes_from_its_shift_and_an_x_report_from_its_job(store: TillStore) -> None:
    printer = Printer()
    report = {"is_z_report": True, "serial": 3, "payments": [], "taxes": [], "balance": 5, "initial": 5}
    store.print_jobs.add(job("z", "early", document_id="s"))
    async with running(store, printer) as (queue, _):
        assert await queue.wait_printed(5)
        assert state_of(store, "early") is PrintState.UNKNOWN
        shift = store.shifts.by_id("s")
        assert shift is not None
        store.shifts.save(replace(shift, z_report=report))
        store.print_jobs.add(job("z", "z1", document_id="s"))
        store.print_jobs.add(job("x", "x1", document_id="s", payload={"report": report}))
        queue.wake()
        assert await queue.wait_printed(5)
    assert printer.printed[:2] == ["000002-z-z1", "000003-x-x1"]


async def test_the_prices_of_labels_count_once_they_are_on_paper(store: TillStore) -> None:
    printer = Asked()
    printer.says = OUT_OF_PAPER
    store.print_jobs.add(job("label", document_id="j1", payload={"labels": [MILK.kept()], "prices": [["milk", 4290]]}))
    async with running(store, printer) as (queue, _):
        await until(lambda: queue.status.state == "failed")
        assert store.labels.after("", 10) == []
        printer.says = printer._FINE
        queue.wake()
        assert await queue.wait_printed(5)
    assert store.labels.after("", 10) == [("milk", 4290, NOW)]


async def test_the_drawer_opens_with_a_reason_in_the_journal(store: TillStore) -> None:
    printer = Printer()
    async with running(store, printer) as (queue, _):
        await queue.open_drawer("розмін")
        assert await queue.wait_printed(5)
    assert printer.printed[0].startswith("000001-drawer-")
    assert [entry.kind for entry in store.journal.entries()] == ["drawer.open"]


async def test_a_shop_without_a_drawer_sends_no_pulse(store: TillStore) -> None:
    printer = Printer()
    async with running(store, printer, open_drawer=False) as (queue, _):
        await queue.open_drawer("розмін")
        assert await queue.wait_printed(5)
    assert printer.printed == ["closed"]


def offline_sale(
    store: TillStore, sale: Receipt, stamp: FiscalStamp, *, printed_as: str | None = "AbCdEf12345"
) -> None:
    row = store.operations.by_id("r1")
    assert row is not None
    state = OperationState.DONE if stamp.tax_url else OperationState.STAMPED
    store.operations.save(replace(row, state=state, stamp=stamp, fiscal_code=stamp.fiscal_code, printed_as=printed_as))


def reasons(store: TillStore) -> list[tuple[str, bool]]:
    return [(item.reason.value, item.ready) for item in store.reprints.listed(10).items]


async def test_a_paper_printed_offline_is_listed_until_a_copy_with_qr_came_out(
    store: TillStore, sale: Receipt, stamp: FiscalStamp, offline_stamp: FiscalStamp
) -> None:
    offline_sale(store, sale, offline_stamp)
    store.print_jobs.add(job(job_id="r1"))
    async with running(store, Printer()) as (queue, _):
        assert await queue.wait_printed(5)
        assert reasons(store) == [("no_qr", False)]
        store.print_jobs.add(job("copy", "j2"))
        queue.wake()
        assert await queue.wait_printed(5)
        assert reasons(store) == [("no_qr", False)]
        offline_sale(store, sale, stamp)
        assert reasons(store) == [("no_qr", True)]
        store.print_jobs.add(job("copy", "j3"))
        assert store.reprints.listed(1).items[0].printing
        queue.wake()
        assert await queue.wait_printed(5)
    assert reasons(store) == []


async def test_a_wrong_number_stays_listed_while_the_copy_does_not_come_out(
    store: TillStore, sale: Receipt, stamp: FiscalStamp
) -> None:
    offline_sale(store, sale, replace(stamp, reprint_due=True), printed_as="OFF-1")
    (due,) = store.reprints.listed(10).items
    assert (due.reason, due.printed_as, due.fiscal_code) == ("number", "OFF-1", "AbCdEf12345")
    store.print_jobs.add(job("copy", "j2"))
    async with running(store, Printer(LinkFailed("Обірвалось.", unsure=True))) as (queue, _):
        assert await queue.wait_printed(5)
        assert reasons(store) == [("number", True)]
        store.print_jobs.add(job("copy", "j3"))
        queue.wake()
        assert await queue.wait_printed(5)
    assert reasons(store) == []
    row = store.operations.by_id("r1")
    assert row is not None
    assert row.stamp is not None
    assert (row.printed_as, row.stamp.reprint_due) == ("AbCdEf12345", False)


async def test_an_original_that_came_out_late_carries_the_new_number_and_no_copy_is_due(
    store: TillStore, sale: Receipt, stamp: FiscalStamp
) -> None:
    offline_sale(store, sale, replace(stamp, reprint_due=True), printed_as="OFF-1")
    store.print_jobs.add(job(job_id="r1"))
    async with running(store, Printer()) as (queue, _):
        assert await queue.wait_printed(5)
    assert reasons(store) == []


async def test_a_number_that_changed_while_the_copy_was_printing_keeps_the_copy_due(
    store: TillStore, sale: Receipt, stamp: FiscalStamp
) -> None:
    offline_sale(store, sale, replace(stamp, reprint_due=True), printed_as="OFF-1")

    class Changing(Printer):
        def send(self, data: bytes, name: str) -> None:
            super().send(data, name)
            loop.call_soon_threadsafe(changed)

    def changed() -> None:
        offline_sale(store, sale, replace(stamp, fiscal_code="NEW-2", reprint_due=True), printed_as="OFF-1")

    loop = asyncio.get_running_loop()
    store.print_jobs.add(job("copy", "j2"))
    async with running(store, Changing()) as (queue, _):
        assert await queue.wait_printed(5)
    (due,) = store.reprints.listed(10).items
    assert (due.reason, due.printed_as, due.fiscal_code) == ("number", "OFF-1", "NEW-2")


@pytest.mark.parametrize(("mended", "reason"), [(False, "date"), (True, "mended")])
async def test_a_date_or_a_text_that_changed_while_the_paper_was_printing_keeps_the_copy_due(
    store: TillStore, sale: Receipt, stamp: FiscalStamp, mended: bool, reason: str
) -> None:
    offline_sale(store, sale, stamp)

    class Changing(Printer):
        def send(self, data: bytes, name: str) -> None:
            super().send(data, name)
            loop.call_soon_threadsafe(changed)

    def changed() -> None:
        offline_sale(store, sale, replace(stamp, reprint_due=True))
        store.operations.mend("r1", b'{"again": 1}', sale, shown=mended)

    loop = asyncio.get_running_loop()
    store.print_jobs.add(job())
    async with running(store, Changing()) as (queue, _):
        assert await queue.wait_printed(5)
    assert reasons(store) == [(reason, True)]
    store.print_jobs.add(job("copy", "j2"))
    async with running(store, Printer()) as (queue, _):
        assert await queue.wait_printed(5)
    assert reasons(store) == []


async def test_where_there_is_no_printer_no_paper_is_missed(
    store: TillStore, sale: Receipt, offline_stamp: FiscalStamp
) -> None:
    offline_sale(store, sale, offline_stamp)
    store.print_jobs.add(job(job_id="r1"))
    async with running(store, None) as (queue, _):
        assert await queue.wait_printed(5)
    assert reasons(store) == []


# the printer's own state, the reserve, and the ends of jobs


class Asked(Printer):
    """A printer that answers as it is told: four bytes to DLE EOT 1 to 4."""

    reads = True
    _FINE = b"\x12\x12\x12\x12"

    def __init__(self, *failures: LinkFailed | None) -> None:
        super().__init__(*failures)
        self.says = self._FINE
        self.sent: list[bytes] = []

    def ask(self, question: bytes, timeout_s: float, expected: int = 1) -> bytes:
        return self.says[question[2] - 1 : question[2]] if self.says else b""

    def send(self, data: bytes, name: str) -> None:
        super().send(data, name)
        self.sent.append(data)


OUT_OF_PAPER = b"\x1a\x32\x12\x72"


async def test_a_job_waits_for_paper_and_comes_out_once_there_is_some(store: TillStore) -> None:
    printer = Asked()
    printer.says = OUT_OF_PAPER
    store.print_jobs.add(job())
    async with running(store, printer) as (queue, events):
        await until(lambda: queue.status.state == "failed")
        status = queue.status
        assert (status.paper, status.waiting) == ("out", 1)
        assert status.problem == "У принтері немає паперу. Вставте новий рулон."
        assert status.words == status.problem
        assert status.last_error_at == NOW
        printer.says = printer._FINE
        queue.wake()
        assert await queue.wait_printed(5)
        assert queue.status.words == "Працює."
        assert queue.status.last_success_at == NOW
    assert printer.printed == ["000001-sale-j1", "closed"]
    assert events == ["print.failed sale", "print.done sale"]


async def test_without_paper_the_drawer_opens_all_the_same_and_only_once(store: TillStore) -> None:
    printer = Asked()
    printer.says = OUT_OF_PAPER
    store.print_jobs.add(job(open_drawer=True))
    async with running(store, printer) as (queue, _):
        await until(lambda: bool(printer.sent))
        printer.says = printer._FINE
        queue.wake()
        assert await queue.wait_printed(5)
    assert printer.sent[0] == b"\x10\x14\x01\x00\x02"
    assert b"\x1bp" not in printer.sent[1]


async def test_without_paper_the_drawer_opens_for_each_that_comes_and_not_once_more_with_the_paper(
    store: TillStore,
) -> None:
    printer, pulse = Asked(), b"\x10\x14\x01\x00\x02"
    printer.says = OUT_OF_PAPER
    store.print_jobs.add(job(open_drawer=True))
    async with running(store, printer) as (queue, _):
        await until(lambda: printer.sent == [pulse])
        store.print_jobs.add(job("copy", "j2", payload={"receipt_id": "r1"}, document_id="x", open_drawer=True))
        queue.wake()
        await until(lambda: printer.sent == [pulse] * 2)
        await queue.open_drawer("розмін")
        await until(lambda: printer.sent == [pulse] * 3)
        await until(lambda: state_of(store, "n0") is PrintState.DONE)
        assert queue.status.waiting == 2
        printer.says = printer._FINE
        queue.wake()
        assert await queue.wait_printed(5)
    assert printer.printed[3:] == ["000001-sale-j1", "000002-copy-j2", "closed"]
    assert not any(b"\x1bp" in data for data in printer.sent)


@pytest.mark.parametrize("queued", [NOW - timedelta(minutes=6), NOW], ids=["printed late", "confirmed late"])
async def test_what_comes_out_long_after_its_cash_opens_no_drawer(store: TillStore, queued: datetime) -> None:
    """The printer was off, or Checkbox said its word late: the drawer must not spring open by itself."""
    printer, sale, long_ago = Asked(), store.operations.by_id("r1"), NOW - timedelta(minutes=6)
    assert sale is not None
    store.operations.add(replace(sale, id="r2", sold_at=long_ago))
    store.print_jobs.add(job(document_id="r2", open_drawer=True, created_at=queued))
    store.print_jobs.add(job("drawer", "d", document_id="d", open_drawer=True, created_at=long_ago))
    async with running(store, printer) as (queue, _):
        assert await queue.wait_printed(5)
    assert printer.printed == ["000001-sale-j1", "closed"]
    assert b"\x1bp" not in printer.sent[0]
    assert state_of(store, "d") is PrintState.DONE


class Slow(Asked):
    """A printer whose first answer is long in coming."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.may_answer = threading.Event(), threading.Event()

    def ask(self, question: bytes, timeout_s: float, expected: int = 1) -> bytes:
        self.asked.set()
        assert self.may_answer.wait(5)
        return super().ask(question, timeout_s, expected)


@pytest.mark.parametrize("says", [Asked._FINE, OUT_OF_PAPER])
async def test_a_job_that_is_dropped_while_the_printer_is_asked_stays_dropped(store: TillStore, says: bytes) -> None:
    printer = Slow()
    printer.says = says
    store.print_jobs.add(job())
    async with running(store, printer) as (queue, events):
        await until(printer.asked.is_set)
        store.print_jobs.set_state("j1", PrintState.DROPPED, at=NOW)
        printer.may_answer.set()
        await until(lambda: queue.status.state != "printing" and queue.status.answers is True)
        store.print_jobs.add(job("copy", "j2", payload={"receipt_id": "r1"}, document_id="x"))
        printer.says = Asked._FINE
        queue.wake()
        assert await queue.wait_printed(5)
    assert state_of(store, "j1") is PrintState.DROPPED
    assert printer.printed == ["000002-copy-j2", "closed"]
    assert "print.done sale" not in events


async def test_a_printer_that_cannot_be_asked_is_as_it_was_when_its_document_was_dropped(
    store: TillStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.print_jobs.add(job())
    choose = Bench.choose

    def dropped_meanwhile(bench: Bench, kind: str) -> PaperPrinter | None:
        store.print_jobs.set_state("j1", PrintState.DROPPED, at=NOW)
        return choose(bench, kind)

    monkeypatch.setattr(Bench, "choose", dropped_meanwhile)
    printer = Printer()
    async with running(store, printer) as (queue, _):
        assert queue.status.state == "unknown"
        await until(lambda: state_of(store, "j1") is PrintState.DROPPED)
        await until(lambda: queue.status.state == "unknown")
    assert printer.printed == ["closed"]


async def test_the_lamp_warns_before_the_sale(store: TillStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue_module, "_POLL_S", 0.01)
    printer, seen = Asked(), []
    async with running(store, printer) as (queue, _):
        queue.on_change(lambda: seen.append(queue.status.words))
        await until(lambda: bool(seen))
        printer.says = b"\x12\x12\x12\x1e"
        await until(lambda: len(seen) == 2)
        printer.says = OUT_OF_PAPER
        await until(lambda: len(seen) == 3)
        printer.says = b""
        await until(lambda: len(seen) == 4)
        printer.says = printer._FINE
        await until(lambda: len(seen) == 5)
    assert seen == [
        "Працює.",
        "Працює, папір закінчується.",
        "У принтері немає паперу. Вставте новий рулон.",
        "Принтер не відповідає. Перевірте живлення і кабель.",
        "Працює.",
    ]


async def test_a_printer_is_asked_at_once_and_soon_again_while_its_drawer_stands_open(
    store: TillStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_module, "_SOON_S", 0.02)
    printer, seen = Asked(), []
    printer.says = b"\x16\x12\x12\x12"
    async with running(store, printer, drawer_signal="high") as (queue, _):
        queue.on_change(lambda: seen.append(queue.status.drawer_open))
        await until(lambda: seen == [True])
        assert queue._next_look_s() == queue_module._SOON_S
        printer.says = printer._FINE
        await until(lambda: seen == [True, False])
        assert queue._next_look_s() == queue_module._POLL_S


async def test_a_job_is_waited_for_until_it_is_known_what_became_of_it(store: TillStore) -> None:
    printer = Asked()
    store.print_jobs.add(job())
    async with running(store, printer) as (queue, _):
        done = await queue.wait_tried("j1", 5)
        printer.says = OUT_OF_PAPER
        store.print_jobs.add(job("copy", "j2", payload={"receipt_id": "r1"}, document_id="x"))
        # an answer that is older than that does not count for it
        queue._bench._printer._asked_at = float("-inf")  # type: ignore[union-attr]
        queue.wake()
        waits = await queue.wait_tried("j2", 5)
        assert await queue.wait_tried("nobody", 5) is None
    assert done is not None
    assert waits is not None
    assert (done.state, waits.state, waits.problem) == (
        PrintState.DONE, PrintState.FAILED, "У принтері немає паперу. Вставте новий рулон.",
    )  # fmt: skip


async def test_nobody_waits_for_a_job_longer_than_he_wanted(store: TillStore) -> None:
    store.print_jobs.add(job())
    queue = PrintQueue(store, None, now=lambda: NOW, new_id=lambda: "n")
    waiting = await queue.wait_tried("j1", 0.01)
    assert waiting is not None
    assert waiting.state is PrintState.QUEUED


async def test_a_drawer_that_was_opened_is_looked_at_soon(store: TillStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue_module, "_SOON_S", 0.02)
    printer, seen = Asked(), []
    async with running(store, printer, drawer_signal="high") as (queue, _):
        queue.on_change(lambda: seen.append(queue.status.drawer_open))
        await until(lambda: seen == [False])
        await queue.open_drawer("розмін")
        await until(lambda: bool(printer.sent))
        printer.says = b"\x16\x12\x12\x12"
        await until(lambda: seen == [False, True])


async def test_the_reserve_prints_while_the_printer_does_not(store: TillStore) -> None:
    printer, reserve = Asked(), Asked()
    printer.says = OUT_OF_PAPER
    store.print_jobs.add(job())
    store.print_jobs.add(job("drawer", "d", document_id="d", open_drawer=True))
    async with running(store, printer, reserve=reserve) as (queue, _):
        assert await queue.wait_printed(5)
        status = queue.status
        assert status.last_error == "У принтері немає паперу. Вставте новий рулон."
        assert (status.reserve, status.reserve_used) == ("/dev/ttyUSB0, 19200 бод", False)
    assert reserve.printed == ["000001-sale-j1", "closed"]
    assert printer.printed == ["000002-drawer-d", "closed"]


@pytest.mark.parametrize("failure", [None, LinkFailed("Зайнято.")])
async def test_the_usual_printers_drawer_opens_once_though_the_reserve_prints(
    store: TillStore, failure: LinkFailed | None
) -> None:
    printer, reserve = Asked(), Asked(failure)
    printer.says = OUT_OF_PAPER
    store.print_jobs.add(job(open_drawer=True))
    async with running(store, printer, reserve=reserve) as (queue, _):
        assert await queue.wait_printed(5)
    assert printer.sent == [b"\x10\x14\x01\x00\x02"]
    assert reserve.printed == ["000001-sale-j1", "closed"]


async def test_a_job_that_may_be_out_is_not_given_to_the_reserve(store: TillStore) -> None:
    printer, reserve = Printer(LinkFailed("Обірвалось.", unsure=True)), Printer()
    store.print_jobs.add(job())
    async with running(store, printer, reserve=reserve) as (queue, _):
        assert await queue.wait_printed(5)
        assert queue.status.asking == 1
        assert "перервано" in replace(queue.status, problem="", state="ok").words
    assert state_of(store, "j1") is PrintState.UNKNOWN
    assert reserve.printed == ["closed"]


async def test_when_both_are_down_the_job_waits(store: TillStore) -> None:
    printer, reserve = Asked(), Asked()
    printer.says = reserve.says = OUT_OF_PAPER
    store.print_jobs.add(job())
    async with running(store, printer, reserve=reserve) as (queue, _):
        await until(lambda: queue.status.state == "failed")
        reserve.says = reserve._FINE
        queue.wake()
        assert await queue.wait_printed(5)
        assert queue.status.reserve_used
        assert queue.status.words.startswith("Друкує резервний принтер")
    assert reserve.printed[0] == "000001-sale-j1"


async def test_copies_follow_the_receipt_and_say_what_they_are(store: TillStore) -> None:
    printer = Asked()
    store.print_jobs.add(job(open_drawer=True))
    store.print_jobs.add(job("copy", "j2", payload={"receipt_id": "r1"}, document_id="x"))
    async with running(store, printer, copies=2) as (queue, _):
        assert await queue.wait_printed(5)
    first, second = printer.sent
    word = "КОПІЯ".encode("cp1251")
    assert (first.count(word), first.count(b"\x1dV"), first.count(b"\x1bp")) == (2, 3, 1)
    assert (second.count(word), second.count(b"\x1dV")) == (1, 1)


async def test_another_printer_takes_over_what_waits(store: TillStore) -> None:
    dead, alive = Printer(*[LinkFailed("Вимкнено.")] * 1000), Printer()
    store.print_jobs.add(job())
    async with running(store, dead) as (queue, _):
        await until(lambda: queue.status.state == "failed")
        await queue.use(PaperPrinter(alive, PrinterSetup("serial")))
        assert await queue.wait_printed(5)
        new = PaperPrinter(Printer(), PrinterSetup("serial"))
        assert await queue.try_out(new, lambda one: one.setup.transport) == "serial"
    assert alive.printed[0] == "000001-sale-j1"


async def test_a_stop_cuts_off_a_document_that_hangs(store: TillStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue_module, "_PATIENCE_S", 0.2)
    began, cancelled = threading.Event(), threading.Event()

    class Hanging(Printer):
        def send(self, data: bytes, name: str) -> None:
            began.set()
            cancelled.wait(10)
            raise LinkFailed(code="printer_stopped", unsure=True)

        def cancel(self) -> None:
            cancelled.set()

    store.print_jobs.add(job())
    async with running(store, Hanging()):
        await until(began.is_set)
    assert state_of(store, "j1") is PrintState.UNKNOWN


async def test_a_full_disk_after_the_paper_prints_nothing_twice(
    store: TillStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = Printer()
    settle, full = store.print_jobs.set_state, [True]

    def set_state(job_id: str, state: PrintState, **given: object) -> None:
        if state is PrintState.DONE and full:
            raise refused("disk_full")
        settle(job_id, state, **given)  # type: ignore[arg-type]  # keyword values of many types

    monkeypatch.setattr(store.print_jobs, "set_state", set_state)
    store.print_jobs.add(job())
    async with running(store, printer) as (queue, _):
        await until(lambda: "диск" in queue.status.problem.lower())
        queue.wake()
        full.clear()
        assert await queue.wait_printed(5)
    assert printer.printed == ["000001-sale-j1", "closed"]
