"""The bytes, read back by a decoder written from the printers' manuals and not from the renderer."""

from dataclasses import replace
from pathlib import Path

import pytest

from pos_app.domain.receipt import FiscalStamp, Receipt, Seller
from pos_app.printing.escpos import PaperProfile, paper_profile, to_escpos
from pos_app.printing.layout import Drawer, Text, as_text
from pos_app.printing.receipts import receipt_layout

PAGES = {46: "cp1251", 23: "cp1251", 73: "cp1251", 44: "cp1125"}


class Decoded:
    """What a printer would do with the bytes: rows of text, QR data, cuts and drawer pulses."""

    def __init__(self, data: bytes) -> None:
        self.text = ""
        self.qr: list[str] = []
        self.bars: list[tuple[int, bytes, int]] = []
        """Symbology, data, dots a module."""
        self._module = 0
        self.cuts = 0
        self.pulses: list[int] = []
        self.page: str | None = None
        self._data = data
        self._at = 0
        while self._at < len(data):
            self._step()

    def _take(self, count: int) -> bytes:
        part = self._data[self._at : self._at + count]
        assert len(part) == count, "a command is cut short"
        self._at += count
        return part

    def _step(self) -> None:
        byte = self._take(1)
        if byte == b"\x1b":
            self._escape()
        elif byte == b"\x1d":
            self._group()
        elif byte == b"\n":
            self.text += "\n"
        else:
            assert byte >= b" ", f"control byte {byte!r} in the text"
            assert self.page is not None, "text before a code page was chosen"
            self.text += byte.decode(self.page)

    def _escape(self) -> None:
        command = self._take(1)
        if command == b"@":
            self.page = None
        elif command == b"t":
            self.page = PAGES[self._take(1)[0]]
        elif command == b"p":
            self.pulses.append(self._take(3)[0])
        elif command == b"d":
            self.text += "\n" * self._take(1)[0]
        else:
            assert command in b"!EaMG-{2J3", f"unknown ESC {command!r}"
            if command != b"2":
                self._take(1)

    def _group(self) -> None:
        command = self._take(1)
        if command == b"V":
            self.cuts += 1
            if self._take(1) in b"AB":
                self._take(1)
        elif command == b"(":
            assert self._take(1) == b"k"
            length = int.from_bytes(self._take(2), "little")
            body = self._take(length)
            if body[1:2] == b"P":
                self.qr.append(body[3:].decode())
        elif command == b"k":
            symbology, length = self._take(1)[0], self._take(1)[0]
            self.bars.append((symbology, self._take(length), self._module))
        elif command == b"w":
            self._module = self._take(1)[0]
        else:
            assert command in b"!BbhfH", f"unknown GS {command!r}"
            self._take(1)


@pytest.mark.parametrize(
    ("name", "width", "codepage"),
    [("default", 80, "auto"), ("xprinter", 58, "auto"), ("pos-5890", 58, "cp1251"), ("epson", 80, "cp1125")],
)
def test_the_printer_shows_what_the_layout_says(
    name: str, width: int, codepage: str, sale: Receipt, stamp: FiscalStamp, seller: Seller
) -> None:
    profile = paper_profile(name, width, codepage)
    layout = receipt_layout(sale, stamp, seller, open_drawer=True)
    decoded = Decoded(to_escpos(layout, profile))
    text = as_text(layout, profile.columns)
    if profile.encoding == "cp1125":  # which has no guillemets
        text = text.replace("«", '"').replace("»", '"')
    shown = [row.split() for row in text.splitlines() if not row.startswith("[QR]")]
    assert [row for row in (line.split() for line in decoded.text.splitlines()) if row] == [row for row in shown if row]
    assert decoded.qr == [stamp.tax_url]
    assert (decoded.cuts, decoded.pulses) == (1, [0])


def test_every_document_sets_its_code_page_after_its_reset(sale: Receipt, stamp: FiscalStamp, seller: Seller) -> None:
    data = to_escpos(receipt_layout(sale, stamp, seller), paper_profile("default", 80))
    assert data.startswith(b"\x1b@\x1bt\x2e")
    assert data.count(b"\x1b@") == 1


def test_a_receipt_is_short_enough_for_a_slow_port(sale: Receipt, stamp: FiscalStamp, seller: Seller) -> None:
    assert len(to_escpos(receipt_layout(sale, stamp, seller), paper_profile("default", 80))) < 3000


def test_a_letter_the_page_lacks_is_a_question_mark_and_not_an_error() -> None:
    assert "?" in Decoded(to_escpos((Text("漢"),), paper_profile("default", 80))).text


def test_a_drawer_pulse_alone_prints_nothing() -> None:
    decoded = Decoded(to_escpos((Drawer(5),), paper_profile("default", 80)))
    assert (decoded.text, decoded.pulses) == ("", [1])


@pytest.mark.parametrize(
    ("codepage", "expected"),
    [
        ("auto", PaperProfile(48, "cp1251", 46)),
        ("cp1251:23", PaperProfile(48, "cp1251", 23)),
        ("CP1125", PaperProfile(48, "cp1125", 44)),
    ],
)
def test_a_code_page_is_chosen_by_name_or_number(codepage: str, expected: PaperProfile) -> None:
    assert paper_profile("unheard of", 80, codepage) == expected


GOLDEN = Path(__file__).parents[2] / "golden" / "receipts"


def test_the_golden_receipt_has_not_changed(sale: Receipt, stamp: FiscalStamp, seller: Seller) -> None:
    golden = (GOLDEN / "sale-48.txt").read_text(encoding="utf-8")
    assert as_text(receipt_layout(sale, stamp, seller), 48) == golden


@pytest.mark.parametrize("columns", [32, 48])
def test_the_golden_offline_receipt_has_not_changed(
    columns: int, sale: Receipt, offline_stamp: FiscalStamp, seller: Seller
) -> None:
    golden = (GOLDEN / f"sale-offline-{columns}.txt").read_text(encoding="utf-8")
    assert as_text(receipt_layout(sale, in_the_pool(offline_stamp), seller), columns) == golden


@pytest.mark.parametrize("columns", [32, 48])
def test_the_golden_copy_after_an_outage_has_not_changed(
    columns: int, sale: Receipt, offline_stamp: FiscalStamp, stamp: FiscalStamp, seller: Seller
) -> None:
    golden = (GOLDEN / f"copy-after-offline-{columns}.txt").read_text(encoding="utf-8")
    url = f"{stamp.tax_url}".replace("AbCdEf12345", "TEST-lz0USH")
    by_now = replace(in_the_pool(offline_stamp), state=stamp.state, tax_url=url, control_number="4901")
    assert as_text(receipt_layout(sale, by_now, seller, copy=True), columns) == golden


def in_the_pool(stamp: FiscalStamp) -> FiscalStamp:
    """A number of the pool of offline codes."""
    return replace(stamp, fiscal_code="TEST-lz0USH")
