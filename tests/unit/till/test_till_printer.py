"""The printer's commands: a person settles what asks, and it is journalled; the set-up is kept and counts at once."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pos_app.domain.errors import PosError
from pos_app.links.link import LinkFailed
from pos_app.printing.condition import QueueStatus
from pos_app.printing.fitting import Fitting
from pos_app.printing.setup import PrinterSetup, link_of
from pos_app.printing.status import Paper
from pos_app.printing.trial import Step
from pos_app.sandbox.devices.printer import PrinterTwin
from pos_app.sandbox.devices.printer_port import PrinterPort
from pos_app.store.print_jobs import PrintJob, PrintState
from pos_app.till.printer_desk import PrinterDesk
from tests.unit.till.conftest import CASH, GOODS, Bench

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def cut_off(bench: Bench, job_id: str = "j1", state: PrintState = PrintState.UNKNOWN) -> None:
    bench.store.print_jobs.add(PrintJob(job_id, "test", job_id, NOW))
    bench.store.print_jobs.set_state(job_id, state, problem="Обірвалось.")


def state_of(bench: Bench, job_id: str = "j1") -> PrintState:
    job = bench.store.print_jobs.by_id(job_id)
    assert job is not None
    return job.state


async def refusal(what) -> str:
    with pytest.raises(PosError) as raised:
        await what
    return raised.value.code


def fitted(bench: Bench, tmp_path: Path, **values: object) -> tuple[PrinterDesk, Fitting]:
    by_file = PrinterSetup(**{"transport": "file", **values})  # type: ignore[arg-type]  # keyword values of many types
    fitting = Fitting(bench.store.settings, tmp_path, by_file)
    desk = PrinterDesk(bench.till._parts.core, fitting)
    desk.start()
    return desk, fitting


async def test_jobs_that_ask_stand_first_in_words(bench: Bench) -> None:
    cut_off(bench)
    cut_off(bench, "j2", PrintState.DONE)
    cut_off(bench, "j0")
    first, second, last = await bench.till.printer.jobs()
    assert [(first.id, first.asks), (second.id, second.asks), (last.id, last.asks)] == [
        ("j1", True), ("j0", True), ("j2", False)
    ]  # fmt: skip
    assert (first.title, first.words, first.problem) == (
        "Тестова сторінка", "перервано: перевірте, чи вийшов", "Обірвалось."
    )  # fmt: skip


@pytest.mark.parametrize(
    ("command", "expected", "word"),
    [
        ("again", PrintState.QUEUED, "print.again"),
        ("came_out", PrintState.DONE, "print.came_out"),
        ("drop", PrintState.DROPPED, "print.dropped"),
    ],
)
async def test_a_person_settles_what_asks(bench: Bench, command: str, expected: PrintState, word: str) -> None:
    cut_off(bench)
    await getattr(bench.till.printer, command)("j1")
    assert state_of(bench) is expected
    assert word in [entry.kind for entry in bench.store.journal.entries()]
    assert ("wake" in bench.printer.done) is (command == "again")


@pytest.mark.parametrize("command", ["again", "came_out", "drop"])
async def test_what_is_printed_already_cannot_be_settled(bench: Bench, command: str) -> None:
    cut_off(bench, state=PrintState.DONE)
    assert await refusal(getattr(bench.till.printer, command)("j1")) == "unknown_job"
    assert await refusal(getattr(bench.till.printer, command)("nobody")) == "unknown_job"


async def test_nobody_signed_in_settles_nothing(bench: Bench) -> None:
    cut_off(bench)
    await bench.till.sign_out()
    assert await refusal(bench.till.printer.again("j1")) == "not_signed_in"
    assert await refusal(bench.till.printer.jobs()) == "not_signed_in"


async def test_a_test_page_is_a_job(bench: Bench) -> None:
    job_id = await bench.till.printer.test_page()
    assert state_of(bench, job_id) is PrintState.QUEUED


async def test_a_change_of_the_set_up_is_kept_and_counts_at_once(bench: Bench, tmp_path: Path) -> None:
    desk, fitting = fitted(bench, tmp_path)
    after = await desk.set_up({"transport": "network", "host": "192.0.2.7", "copies": 1})
    assert (after.place, after.copies, fitting.setup()) == ("192.0.2.7:9100", 1, after)
    used, reserve = bench.printer.used
    assert used is not None
    assert (used.setup, reserve) == (after, None)
    assert bench.store.settings.get("printer") == {"transport": "network", "host": "192.0.2.7", "copies": 1}
    (entry,) = [one for one in bench.store.journal.entries() if one.kind == "printer.set_up"]
    assert json.loads(entry.body)["changed"]["host"] == "192.0.2.7"
    await desk.set_up({"transport": "file"}, reserve=True)
    assert bench.printer.used[1] is not None
    await desk.set_up({"transport": "none"})
    assert bench.printer.used[0] is None


@pytest.mark.parametrize(
    "values",
    [
        {"transport": "pigeon"}, {"transport": "network", "host": ""}, {"port": 0}, {"port": "9100"}, {"copies": 9},
        {"columns": 40}, {"drawer_pin": 3}, {"transport": "serial", "device": ""}, {"baudrate": 7}, {"flow": "x"},
        {"transport": "usb", "usb": "zz"}, {"transport": "cups", "queue": " "}, {"path": "../x"}, {"width_mm": 20},
        {"qr": "big"}, {"drawer_signal": "?"}, {"colour": "red"}, {"cut": 1},
    ],
)  # fmt: skip
async def test_what_cannot_be_is_refused_in_words_and_nothing_is_changed(
    bench: Bench, tmp_path: Path, values: dict[str, object]
) -> None:
    desk, fitting = fitted(bench, tmp_path)
    assert await refusal(desk.set_up(values)) == "bad_printer"
    assert fitting.setup() == PrinterSetup("file")
    assert bench.printer.used == (None, None)


async def test_a_file_changed_under_what_was_edited_is_whole_in_itself(bench: Bench, tmp_path: Path) -> None:
    bench.store.settings.put("printer", {"transport": "network", "gone": 1})
    _, fitting = fitted(bench, tmp_path)
    assert fitting.setup() == PrinterSetup("file")


def test_a_printer_that_cannot_be_here_keeps_no_till_from_opening(tmp_path: Path) -> None:
    link = link_of(PrinterSetup("cups", queue="-h"), tmp_path)
    assert link is not None
    with pytest.raises(LinkFailed) as raised:
        link.send(b"x", "a")
    assert (raised.value.code, raised.value.unsure) == ("printer_not_found", False)


async def test_a_till_without_settings_has_no_set_up(bench: Bench) -> None:
    with pytest.raises(PosError):
        bench.till.printer.setup()


async def test_the_state_says_all_that_is_known_of_the_printer(bench: Bench, tmp_path: Path) -> None:
    bench.printer.status = QueueStatus(
        "ok", 1, asking=2, answers=True, paper=Paper.LOW, drawer_open=True, cover_open=False, place="COM3",
        last_error="Немає паперу", last_error_at=NOW, last_success_at=NOW,
    )  # fmt: skip
    _, fitting = fitted(bench, tmp_path, transport="serial", device="COM3", baudrate=19200)
    for listener in bench.printer.listeners:
        listener()
    shown = bench.till.state.printer
    assert shown.words == "Працює, папір закінчується, скриньку відкрито, перервано завдань: 2, перевірте папір."
    assert (shown.asking, shown.place, shown.last_success_at) == (2, "COM3", NOW)
    bench.printer.status = replace(bench.printer.status, place=fitting.setup().place)
    for listener in bench.printer.listeners:
        listener()
    printer = fitting.usual()
    assert printer is not None
    assert printer.answered


async def test_finding_does_not_ask_the_network_unless_it_is_told(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    async def network() -> list[str]:
        asked.append("network")
        return ["n"]

    monkeypatch.setattr("pos_app.till.printer_desk.network_printers", network)
    monkeypatch.setattr("pos_app.till.printer_desk.local_printers", lambda: ["l"])
    desk, _ = fitted(bench, tmp_path)
    assert list(await desk.find()) == ["l"]
    assert asked == []
    assert list(await desk.find(network=True)) == ["n"]


async def test_what_becomes_of_a_job_is_told_in_words(bench: Bench) -> None:
    for job_id, state in (("j1", PrintState.DONE), ("j2", PrintState.FAILED), ("j3", PrintState.UNKNOWN)):
        cut_off(bench, job_id, state)
        job = bench.store.print_jobs.by_id(job_id)
        assert job is not None
        bench.printer.tried[job_id] = job
    rows = [await bench.till.printer.outcome(job_id) for job_id in ("j1", "j2", "j3")]
    assert [(row.words, row.asks) for row in rows] == [
        ("надруковано", False), ("не вийшов, каса спробує ще", False), ("перервано: перевірте, чи вийшов", True)
    ]  # fmt: skip
    assert await refusal(bench.till.printer.outcome("nobody")) == "unknown_job"


async def test_a_receipt_that_was_cut_off_is_known_by_its_sum(bench: Bench) -> None:
    await bench.till.add(GOODS[0].id)
    view = await bench.till.pay(CASH)
    bench.store.print_jobs.add(PrintJob("original", "sale", view.receipt.id, NOW))
    bench.store.print_jobs.set_state("original", PrintState.UNKNOWN)
    (row,) = [one for one in await bench.till.printer.jobs() if one.asks]
    assert (row.total, row.number) == (view.receipt.due, view.fiscal.fiscal_code)


async def test_the_reserve_is_another_printer_and_says_how_it_is(bench: Bench, tmp_path: Path) -> None:
    desk, _ = fitted(bench, tmp_path, transport="network", host="192.0.2.7")
    assert await desk.check_reserve() == (False, "Резервного принтера не налаштовано.")
    assert await refusal(desk.set_up({"transport": "network", "host": "192.0.2.7"}, reserve=True)) == "bad_printer"
    # as serial-to-network converters give each its port
    await desk.set_up({"transport": "network", "host": "192.0.2.7", "port": 9101}, reserve=True)
    assert await refusal(desk.set_up({"port": 9101})) == "bad_printer"
    twin = PrinterTwin()
    with PrinterPort(twin) as port:
        await desk.set_up({"host": "127.0.0.1", "port": port.port}, reserve=True)
        assert await desk.check_reserve() == (True, "Відповідає, друкувати може.")
        twin.set_fault("paper_out", True)
        assert await desk.check_reserve() == (False, "У принтері немає паперу. Вставте новий рулон.")
        twin.set_fault("paper_out", False)
        twin.set_fault("mute", True)
        assert await desk.check_reserve() == (True, "Під'єднано. Стану він не повідомляє.")
        twin.set_fault("mute", False)
        assert (await desk.try_out({}, Step.PAGE, reserve=True)).said is not None
        assert len(twin.documents) == 1
    works, words = await desk.check_reserve()
    assert (works, "не відповідає" in words) == (False, True)
    await bench.till.sign_out()
    assert await refusal(desk.check_reserve()) == "not_signed_in"


async def test_the_width_of_paper_is_the_printers_own(bench: Bench, tmp_path: Path) -> None:
    desk, fitting = fitted(bench, tmp_path)
    assert desk.columns() == 48
    for columns in (32, 42):
        fitting.keep(replace(fitting.setup(), columns=columns))
        assert desk.columns() == columns
    shown = await bench.till.labels.preview([GOODS[0].id])
    assert PrinterDesk(bench.till._parts.core, None).columns() == shown.columns
