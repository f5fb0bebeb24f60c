"""What a printer says of itself, bit by bit, and what becomes of a document before, during and after it."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_app.domain.errors import SENTENCES
from pos_app.links.link import LinkFailed
from pos_app.links.network import network_link
from pos_app.links.serial import serial_link
from pos_app.printing import printer as printer_module
from pos_app.printing.escpos import to_escpos
from pos_app.printing.layout import Cut, Drawer, Text
from pos_app.printing.printer import Printer
from pos_app.printing.setup import PrinterSetup
from pos_app.printing.status import (
    MUTE,
    PRINTED,
    Paper,
    PrinterWords,
    believable,
    count_printed,
    read_answers,
    read_asb,
)
from pos_app.sandbox.devices import PRINTER_FAULTS, PrinterPort, PrinterTwin

FINE = b"\x12"


def test_only_bytes_with_the_fixed_bits_are_believed() -> None:
    assert [byte for byte in range(256) if believable(byte)] == [
        0x12 | a | b | c | d for a in (0, 0x40) for b in (0, 0x20) for c in (0, 8) for d in (0, 4)
    ]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ((FINE, FINE, FINE, FINE), PrinterWords(True, paper=Paper.OK, drawer_high=False)),
        ((b"\x16", FINE, FINE, FINE), PrinterWords(True, paper=Paper.OK, drawer_high=True)),
        ((b"\x1a", b"\x16", FINE, FINE), PrinterWords(True, True, True, Paper.OK, drawer_high=False)),
        ((b"\x1a", b"\x32", FINE, b"\x72"), PrinterWords(True, True, False, Paper.OUT, drawer_high=False)),
        ((FINE, FINE, FINE, b"\x1e"), PrinterWords(True, paper=Paper.LOW, drawer_high=False)),
        ((FINE, FINE, b"\x1a", FINE), PrinterWords(True, paper=Paper.OK, fault=True, drawer_high=False)),
        ((b"", b"", b"", FINE), PrinterWords(True, paper=Paper.OK)),
        ((b"", b"", b"", b""), MUTE),
        ((b"\xff", b"\x00", b"ab", b"\x80"), PrinterWords(noise=True)),
        ((FINE * 2, b"", b"", b""), PrinterWords(noise=True)),
    ],
)
def test_the_four_answers_are_read_bit_by_bit(answers, expected: PrinterWords) -> None:
    assert read_answers(answers) == expected


def test_a_status_that_came_by_itself_counts_too() -> None:
    asb = bytes((0x10 | 0x08 | 0x20, 0x00, 0x0C, 0x00))
    assert read_asb(b"\xff" + asb) == PrinterWords(True, True, True, Paper.OUT, drawer_high=False)
    assert read_answers((asb + FINE, FINE, FINE, FINE)).cover_open
    assert read_asb(b"\x10\x00\x00") is None
    assert read_asb(b"\x10\x90\x00\x00") is None


def test_each_obstacle_has_its_sentence() -> None:
    for words, code in (
        (PrinterWords(True, cover_open=True, paper=Paper.OUT), "printer_cover_open"),
        (PrinterWords(True, paper=Paper.OUT, offline=True), "printer_paper_out"),
        (PrinterWords(True, fault=True, offline=True), "printer_fault"),
        (PrinterWords(True, offline=True), "printer_offline"),
        (PrinterWords(noise=True), "printer_noise"),
    ):
        assert words.obstacle == code
        assert words.sentence == SENTENCES[code]
    assert MUTE.obstacle == MUTE.sentence == PrinterWords(True, paper=Paper.LOW).obstacle == ""


def test_an_answer_in_turn_has_its_own_bits() -> None:
    assert count_printed(b"\x00") == 1
    assert count_printed(b"\x0f\x12\x00") == 2
    assert count_printed(b"") == 0
    assert count_printed(b"\x12") == 0


# with a printer at the other end

RECEIPT = to_escpos((*[Text(f"рядок {n}") for n in range(40)], Cut()), PrinterSetup().paper)
SETUP = PrinterSetup("serial", confirms=True, drawer_signal="high")
numbers = itertools.count()


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printer_module, "ANSWER_S", 0.15)
    monkeypatch.setattr(printer_module, "_STEP_S", 0.3)


@pytest.fixture(params=["serial", "network"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Printer, PrinterTwin, PrinterPort]]:
    twin = PrinterTwin()
    link = tmp_path / "tty" if request.param == "serial" else None
    with PrinterPort(twin, link) as port:
        made = serial_link(str(link), stall_s=0.3) if link else network_link("127.0.0.1", port.port, stall_s=0.3)
        printer = Printer(made, SETUP)
        yield printer, twin, port
        made.close()


def fails(printer: Printer, code: str, *, unsure: bool) -> None:
    with pytest.raises(LinkFailed) as raised:
        printer.ready()
        printer.print(RECEIPT, "a")
    assert (raised.value.code, raised.value.unsure) == (code, unsure)
    assert raised.value.message == SENTENCES[code] or code == "printer_not_found"


def test_a_working_printer_is_asked_and_prints(bench) -> None:
    printer, twin, _ = bench
    assert printer.look() == PrinterWords(True, paper=Paper.OK, drawer_high=False)
    printer.ready()
    printer.print(RECEIPT, "a")
    (rows,) = twin.rows
    assert rows[:2] == ["рядок 0", "рядок 1"]
    printer.send(to_escpos((Drawer(5),), SETUP.paper), "b")
    printer.look()  # real-time answers overtake what waits in the printer's buffer
    printer.look()
    assert (twin.pulses, printer.drawer_open) == ([5], True)
    twin.shut_drawer()
    printer.look()
    assert printer.drawer_open is False


@pytest.mark.parametrize(
    ("fault", "code"),
    [("paper_out", "printer_paper_out"), ("cover", "printer_cover_open"), ("garbage", "printer_noise")],
)
def test_what_is_wrong_before_a_document_keeps_it_whole(bench, fault: str, code: str) -> None:
    printer, twin, _ = bench
    twin.set_fault(fault, True)
    fails(printer, code, unsure=False)
    twin.set_fault(fault, False)
    printer.ready()
    printer.print(RECEIPT, "a")
    assert len(twin.documents) == 1


def test_a_printer_that_answered_and_is_silent_gets_no_document(bench) -> None:
    printer, twin, _ = bench
    printer.look()
    twin.set_fault("mute", True)
    printer._asked_at = float("-inf")
    fails(printer, "printer_mute", unsure=False)


def test_a_printer_that_never_answered_prints_all_the_same(bench) -> None:
    printer, twin, _ = bench
    twin.set_fault("mute", True)
    printer.ready()
    printer.print(RECEIPT, "a")
    printer.link.close()
    assert printer.said == MUTE


def test_paper_that_ends_in_mid_receipt_leaves_doubt(bench) -> None:
    printer, twin, _ = bench
    twin.lines_left = 20
    printer.look()
    fails(printer, "printer_paper_out", unsure=True)
    assert twin.documents == []


def test_the_answer_to_an_earlier_document_does_not_count_for_this_one(bench) -> None:
    printer, _twin, _ = bench
    printer.setup = PrinterSetup("serial", confirms=True, status=True)
    printer._owed = 1
    answers = iter([b"\x00", b"", b"\x00"])
    asked: list[bytes] = []

    def ask(question: bytes, timeout_s: float, expected: int = 1) -> bytes:
        asked.append(question)
        return next(answers) if question == PRINTED else b"\x12"

    printer.link.ask = ask  # type: ignore[method-assign]  # the printer's side alone is looked at
    printer._wait_for_paper()
    assert asked.count(PRINTED) == 3
    assert printer._owed == 2


def test_a_cable_that_breaks_in_mid_receipt_leaves_doubt(bench) -> None:
    printer, twin, _ = bench
    printer.look()
    twin.set_fault("cut_cable", True)
    with pytest.raises(LinkFailed) as raised:
        printer.print(RECEIPT, "a")
    assert raised.value.unsure


def test_a_printer_that_stops_taking_bytes_leaves_doubt(bench) -> None:
    printer, twin, _ = bench
    printer.look()
    twin.set_fault("stall", True)
    with pytest.raises(LinkFailed) as raised:
        printer.print(RECEIPT * 4000, "a")
    assert (raised.value.code, raised.value.unsure) == ("printer_silent", True)
    printer.link.close()
    twin.set_fault("stall", False)


def test_a_printer_that_does_not_confirm_is_looked_at_afterwards(bench) -> None:
    printer, twin, _ = bench
    printer.setup = PrinterSetup("serial")
    twin.confirms = False
    printer.look()
    printer.print(RECEIPT, "a")
    assert not printer.confirms()
    twin.confirms = True
    assert printer.confirms()


def test_the_drawer_opens_though_there_is_no_paper(bench) -> None:
    printer, twin, _ = bench
    twin.set_fault("paper_out", True)
    printer.look()
    printer.open_drawer_now()
    printer.look()
    assert twin.pulses == [2]


def test_every_fault_of_the_twin_can_be_made_and_mended() -> None:
    twin = PrinterTwin()
    for name in PRINTER_FAULTS:
        twin.set_fault(name, True)
        twin.set_fault(name, False)
    assert twin.heard(b"\x10\x04\x01\x10\x04\x04") == b"\x12\x12"
    with pytest.raises(KeyError):
        twin.set_fault("fire", True)


def test_a_slow_line_carries_the_document_at_its_pace(tmp_path: Path) -> None:
    twin = PrinterTwin()
    with PrinterPort(twin, tmp_path / "tty", baudrate=115_200):
        link = serial_link(str(tmp_path / "tty"), 115_200)
        Printer(link, SETUP).print(RECEIPT, "a")
        assert Printer(link, SETUP, answered=True).look() is not None
        link.close()
    assert len(twin.documents) == 1
