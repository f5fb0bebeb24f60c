"""A printer that tells by itself (GS a): heard without a question, told from answers, quiet again when it is left."""

import asyncio
import itertools
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.links.link import LinkFailed
from pos_app.links.network import network_link
from pos_app.links.serial import serial_link
from pos_app.printing import printer as printer_module
from pos_app.printing import queue as queue_module
from pos_app.printing.escpos import to_escpos
from pos_app.printing.hearing import Hearing
from pos_app.printing.layout import Cut, Drawer, Text
from pos_app.printing.printer import Printer
from pos_app.printing.queue import PrintQueue
from pos_app.printing.setup import PrinterSetup
from pos_app.printing.status import PRINTED, Paper, PrinterWords, count_printed
from pos_app.printing.trial import Step, try_steps
from pos_app.sandbox.devices.printer import PrinterTwin
from pos_app.sandbox.devices.printer_port import PrinterPort
from pos_app.store.till_store import open_till_store
from tests.unit.printing.test_print_queue import NOW

EPSON = PrinterSetup("serial", profile="epson", drawer_signal="high")
RECEIPT = (*[Text(f"рядок {n}") for n in range(40)], Cut())
OPEN_AND_NEAR = b"\x14\x00\x03\x00"

Plugged = tuple[Printer, PrinterTwin, PrinterPort]


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printer_module, "ANSWER_S", 0.2)
    monkeypatch.setattr(printer_module, "_STEP_S", 0.3)


@pytest.fixture
def plugged(tmp_path: Path) -> Iterator[Plugged]:
    twin, path = PrinterTwin(), tmp_path / "tty"
    with PrinterPort(twin, path) as port:
        printer = Printer(serial_link(str(path), stall_s=0.3), EPSON)
        yield printer, twin, port
        printer.close()


def heard(printer: Printer, true: Callable[[PrinterWords], bool]) -> bool:
    """Does it say so by itself? Nothing is asked meanwhile."""
    never = threading.Event()
    for _ in range(100):
        printer.hear()
        if printer.said is not None and true(printer.said):
            return True
        never.wait(0.005)  # the twin speaks in a thread of its own
    return False


# sorting


PIECES = st.one_of(
    st.sampled_from([OPEN_AND_NEAR, b"\x10\x00\x00\x00", b"\x38\x08\x0c\x0f"]),
    st.sampled_from([b"\x12", b"\x16", b"\x7e"]),
    st.sampled_from([b"\x00", b"\x0f", b"\x60"]),
    st.sampled_from([b"\x11", b"\x13"]),
)


@given(st.lists(PIECES, max_size=12), st.lists(st.integers(0, 40), max_size=8))
def test_whatever_follows_whatever_each_byte_is_what_it_is(pieces: list[bytes], cuts: list[int]) -> None:
    data, hearing, now = b"".join(pieces), Hearing(lambda: 0.0), 0
    for cut in [*sorted(cuts), len(data)]:
        hearing.feed(data[now:cut])
        now = max(now, cut)
    assert hearing.real_time == b"".join(one for one in pieces if one in {b"\x12", b"\x16", b"\x7e"})
    assert hearing.in_turn == sum(one in {b"\x00", b"\x0f", b"\x60"} for one in pieces)
    assert (hearing.status is not None) is any(len(one) == 4 for one in pieces)
    assert hearing.noise == b""


def test_an_xoff_in_a_status_is_no_part_of_it_and_a_torn_one_eats_no_answer() -> None:
    seconds = itertools.count()
    hearing = Hearing(lambda: float(next(seconds)))
    hearing.feed(b"\x14\x13\x00\x03\x11\x00")
    status = hearing.take_status()
    assert status is not None
    assert (status.paper, status.drawer_high) == (Paper.LOW, True)
    assert hearing.take_status() is None
    hearing.feed(b"\x14\x00")
    hearing.feed(b"\x00")  # a second later: an answer, not the third byte
    assert (hearing.in_turn, hearing.status) == (1, None)
    hearing.feed(b"\xff\x14\x12\xfe")
    assert (hearing.noise, hearing.real_time) == (b"\xff\xfe", b"\x12")
    hearing.forget_all()
    assert (hearing.noise, hearing.real_time, hearing.in_turn) == (b"", b"", 0)


# with a printer at the other end


def test_what_changes_is_heard_without_asking(plugged: Plugged) -> None:
    printer, twin, _ = plugged
    assert not printer.hear()
    assert printer.look() == PrinterWords(True, paper=Paper.OK, drawer_high=False)
    assert twin.tells == 15
    asked = twin.asked
    twin.set_fault("paper_out", True)
    assert heard(printer, lambda said: said.obstacle == "printer_paper_out")
    twin.set_fault("paper_out", False)
    assert heard(printer, lambda said: not said.obstacle)
    twin.set_fault("cover", True)
    assert heard(printer, lambda said: said.cover_open)
    twin.set_fault("cover", False)
    twin.set_fault("near_end", True)
    assert heard(printer, lambda said: said.paper is Paper.LOW and not said.cover_open)
    twin.drawer_open = True
    assert heard(printer, lambda said: said.drawer_high is True)
    assert printer.drawer_open is True
    assert twin.asked == asked


def test_a_printer_that_knows_no_automatic_status_is_not_heard(plugged: Plugged) -> None:
    printer, twin, _ = plugged
    twin.knows_asb = False
    printer.look()
    twin.set_fault("paper_out", True)
    assert not heard(printer, lambda said: bool(said.obstacle))
    # it is found out by asking, as ever
    said = printer.look()
    assert said is not None
    assert said.obstacle == "printer_paper_out"


def test_the_reset_in_each_document_switches_it_off_and_the_document_on_again(plugged: Plugged) -> None:
    printer, twin, _ = plugged
    printer.look()
    printer.print(to_escpos(RECEIPT, printer.setup.paper), "without")
    assert twin.tells == 0
    printer.print(to_escpos(RECEIPT, printer.paper), "a")
    assert twin.tells == 15
    assert len(twin.documents) == 2
    twin.set_fault("cover", True)
    assert heard(printer, lambda said: said.cover_open)


def test_a_printer_that_was_switched_off_and_on_is_told_again(plugged: Plugged) -> None:
    printer, twin, _ = plugged
    printer.look()
    twin.switch_off()
    assert twin.tells == 0
    twin.near_end = True
    printer.look()
    assert twin.tells == 15
    twin.near_end = False
    assert heard(printer, lambda said: said.paper is Paper.OK)


def test_a_cable_that_breaks_in_a_document_is_told_of_once_the_line_is_back(plugged: Plugged) -> None:
    printer, twin, port = plugged
    printer.look()
    twin.set_fault("cut_cable", True)
    with pytest.raises(LinkFailed):
        printer.print(to_escpos(RECEIPT * 20, printer.paper), "a")
    port.pull_out()
    twin.set_fault("cut_cable", False)
    port.plug_in()
    assert twin.tells == 0
    printer.look()
    assert twin.tells == 15


def test_a_cable_that_is_pulled_is_noticed_though_nobody_asks(plugged: Plugged) -> None:
    printer, _, port = plugged
    printer.look()
    port.pull_out()
    with pytest.raises(LinkFailed):
        for _ in range(100):
            printer.hear()
    assert printer.said is None
    assert not printer.hear()


def test_it_is_left_as_quiet_as_it_was(plugged: Plugged) -> None:
    printer, twin, _ = plugged
    printer.look()
    printer.close()
    until(lambda: twin.tells == 0)
    printer.look()
    assert twin.tells == 15


def until(true: Callable[[], bool]) -> None:
    """The twin reads in a thread of its own."""
    never = threading.Event()
    for _ in range(2000):
        if true():
            return
        never.wait(0.001)
    raise AssertionError("it did not come true")


def test_a_status_in_the_middle_is_no_word_that_a_document_is_printed(
    plugged: Plugged, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer, twin, _ = plugged
    printer.setup = PrinterSetup("serial", profile="epson", confirms=True)
    printer.look()
    twin.lines_left = 20
    data = to_escpos((Drawer(2), *RECEIPT), printer.paper)
    with pytest.raises(LinkFailed) as raised:
        printer.print(data, "a")
    assert (raised.value.code, raised.value.unsure) == ("printer_paper_out", True)
    # the same, with the bytes counted as if there were no automatic status: half a receipt passes for a whole one
    twin.switch_off()
    twin.drawer_open = False
    twin.set_fault("paper_out", False)
    printer.look()
    twin.lines_left = 20
    monkeypatch.setattr(Printer, "_printed", lambda self: count_printed(self.link.ask(PRINTED, 0.3)))
    printer.print(data, "b")
    assert not any("рядок 39" in rows for rows in twin.rows)


def test_documents_are_seen_out_as_ever(plugged: Plugged) -> None:
    printer, twin, _ = plugged
    printer.setup = PrinterSetup("serial", profile="epson", confirms=True)
    printer.look()
    for name in "abc":
        printer.ready()
        printer.print(to_escpos((Drawer(2), *RECEIPT), printer.paper), name)
        twin.shut_drawer()
    assert len(twin.documents) == 3
    assert printer.confirms()


def test_noise_and_silence_are_told_from_it(plugged: Plugged) -> None:
    printer, twin, _ = plugged
    printer.look()
    twin.set_fault("garbage", True)
    said = printer.look()
    assert said is not None
    assert said.obstacle == "printer_noise"
    twin.set_fault("garbage", False)
    twin.set_fault("mute", True)
    said = printer.look()
    assert said is not None
    assert not said.answers
    twin.set_fault("mute", False)
    assert printer.look() == PrinterWords(True, paper=Paper.OK, drawer_high=False)


def test_a_line_that_is_not_held_is_left_quiet() -> None:
    twin = PrinterTwin()
    with PrinterPort(twin) as port:
        link = network_link("127.0.0.1", port.port)
        printer = Printer(link, PrinterSetup("network", host="127.0.0.1", profile="epson"))
        assert printer.look() is not None
        assert (printer.speaks_up, printer.hear(), twin.tells, printer.paper.asb) == (False, False, 0, False)
        assert try_steps(printer, (Step.PAGE,)).speaks_up is None


@pytest.mark.parametrize(
    ("profile", "asb", "status", "expected"),
    [
        ("epson", "auto", True, True), ("bixolon", "auto", True, True), ("default", "auto", True, False),
        ("xprinter", "auto", True, False), ("xprinter", "on", True, True), ("epson", "off", True, False),
        ("epson", "on", False, False),
    ],
)  # fmt: skip
def test_only_printers_whose_manual_has_it_are_asked_to(profile: str, asb: str, status: bool, expected: bool) -> None:
    assert PrinterSetup("serial", profile=profile, asb=asb, status=status).speaks_up is expected


def test_the_set_up_finds_out_whether_it_can(plugged: Plugged) -> None:
    printer, twin, _ = plugged
    printer.setup = PrinterSetup("serial")
    trial = try_steps(printer, (Step.PAGE,))
    assert (trial.speaks_up, twin.tells) == (True, 0)
    twin.knows_asb = False
    assert try_steps(printer, (Step.PAGE,)).speaks_up is False
    assert try_steps(printer, (Step.LOOK,)).speaks_up is None


# the queue


async def until_so(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not true():  # noqa: ASYNC110 - the queue's state is no event
            await asyncio.sleep(0.005)


@pytest.mark.parametrize("knows_asb", [True, False])
async def test_the_lamp_follows_an_idle_printer_that_is_not_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, knows_asb: bool
) -> None:
    monkeypatch.setattr(queue_module, "_POLL_S", 60.0)
    monkeypatch.setattr(queue_module, "_HEAR_S", 0.01)
    twin, path, store = PrinterTwin(knows_asb=knows_asb), tmp_path / "tty", open_till_store(None)
    with PrinterPort(twin, path):
        queue = PrintQueue(store, Printer(serial_link(str(path)), EPSON), now=lambda: NOW, new_id=lambda: "n")
        await queue.start()
        await until_so(lambda: queue.status.state == "ok")
        asked, hears = twin.asked, _counted(queue, monkeypatch)
        twin.set_fault("paper_out", True)
        if not knows_asb:
            # the twin is broken: the lamp would stay green until somebody asks
            await until_so(lambda: hears() > 20)
            assert (queue.status.state, twin.asked) == ("ok", asked)
        else:
            await until_so(lambda: queue.status.problem == "У принтері немає паперу. Вставте новий рулон.")
            assert twin.asked == asked
            twin.set_fault("paper_out", False)
            await until_so(lambda: queue.status.state == "ok")
        await queue.stop()
    store.close()
    assert twin.tells == 0


def _counted(queue: PrintQueue, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How often the printer was heard."""
    hear, count = queue._bench.hear, itertools.count()
    seen = [0]

    def counted() -> bool:
        seen[0] = next(count)
        return hear()

    monkeypatch.setattr(queue._bench, "hear", counted)
    return lambda: seen[0]


async def test_a_pulled_cable_is_a_lamp_at_once_and_a_cable_put_back_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_module, "_POLL_S", 60.0)
    monkeypatch.setattr(queue_module, "_HEAR_S", 0.01)
    monkeypatch.setattr(queue_module, "_SOON_S", 0.05)
    twin, path, store = PrinterTwin(), tmp_path / "tty", open_till_store(None)
    with PrinterPort(twin, path) as port:
        queue = PrintQueue(store, Printer(serial_link(str(path)), EPSON), now=lambda: NOW, new_id=lambda: "n")
        await queue.start()
        await until_so(lambda: queue.status.state == "ok")
        port.pull_out()
        await until_so(lambda: queue.status.state == "failed")
        port.plug_in()
        await until_so(lambda: queue.status.state == "ok")
        await queue.stop()
    store.close()
