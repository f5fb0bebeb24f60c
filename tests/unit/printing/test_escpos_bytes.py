"""The bytes, read back by a reader written from the printers' manuals and not from the renderer."""

import io
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from pos_app.domain.part import Part
from pos_app.domain.receipt import FiscalStamp, Receipt, ReceiptKind, Seller
from pos_app.domain.withdrawal import make_withdrawal
from pos_app.printing.escpos import to_escpos
from pos_app.printing.labels import PriceLabel, labels_layout
from pos_app.printing.layout import Columns, Cut, Drawer, Layout, Line, Picture, Qr, Sample, Text, as_text, flow
from pos_app.printing.parked import parked_layout
from pos_app.printing.picture import lines_picture, logo_of
from pos_app.printing.profiles import MAKERS, PAGES, PaperProfile, paper_profile
from pos_app.printing.receipts import receipt_layout
from pos_app.printing.reports import alphabet_page, report_layout
from pos_app.printing.template import ReceiptTemplate, Row
from pos_app.sandbox.devices.escpos import Done, EscposReader, UnknownCommand, What, read_all
from tests.unit.printing.test_receipt_rows import REPORT

GOLDEN = Path(__file__).parents[2] / "golden"
AT = datetime(2026, 11, 26, 22, 30, tzinfo=UTC)
EVERY_ROW = ReceiptTemplate(rows=frozenset(Row))


class Decoded:
    """What a printer would do with the bytes: rows of text, codes, cuts and drawer pulses."""

    def __init__(self, data: bytes) -> None:
        self.done = read_all(data)
        self.text = "".join(part.text if part.what is What.TEXT else "\n" * part.number for part in self._lines())
        self.qr = [one.data.decode() for one in self.done if one.what is What.QR]
        self.bars = [(one.kind, one.data, one.number) for one in self.done if one.what is What.BARS]
        self.cuts = sum(one.what is What.CUT for one in self.done)
        self.pulses = [one.number for one in self.done if one.what is What.PULSE]
        self.pictures = [one for one in self.done if one.what is What.RASTER]

    def _lines(self) -> Iterator[Done]:
        return (one for one in self.done if one.what in {What.TEXT, What.LINE})

    @property
    def lines(self) -> list[tuple[str, bool, bool]]:
        """Each row that has text: the text, bold, double."""
        texts = [one for one in self.done if one.what is What.TEXT]
        return [(one.text.rstrip(), one.bold, one.wide and one.high) for one in texts if one.text.strip()]


def documents(sale: Receipt, stamp: FiscalStamp, seller: Seller) -> dict[str, Layout]:
    """Every kind of document that comes out of the printer."""
    offline = replace(stamp, offline=True, tax_url=None, control_number=None, fiscal_code="TEST-lz0USH")
    back = replace(sale, kind=ReceiptKind.RETURN, related_fiscal_code="ZZZ", change=0)
    cash = replace(sale, kind=ReceiptKind.SERVICE_IN, lines=(), due=5000, comment="Розмінна монета")
    texts = replace(sale, header="Вітаємо!\nЩодня 8-22", footer="Дякуємо за покупку")
    x_report = {**REPORT, "is_z_report": False}
    card = replace(sale.payments[0], value=50_000)
    given = make_withdrawal(50_000, card, receipt_id="w1", sold_at=sale.sold_at, cashier_name="Олена К.")
    paid = _in_part(sale, 30_000)
    first = Part("1a2b3c4d-0000-4000-8000-000000000000", 30_000, sale.total, note="Пані Марія, 050 123-45-67")
    left = _in_part(sale, sale.total - 30_000)
    rest = replace(first, amount=left.total, before=30_000, first="r0", first_code="ZZZ")
    label = PriceLabel("Молоко «Яготинське» 2,6 % 900 г", 4290, "шт", "4820000000017", "1002", AT)
    parked = {"note": "Пані Марія", "at": AT.isoformat(), "total": 12_870, "lines": [["Кава мелена", 3000, 12_870]]}
    return {
        "sale": receipt_layout(sale, stamp, seller, open_drawer=True),
        "sale-offline": receipt_layout(sale, offline, seller),
        "sale-with-all-the-owner-may": receipt_layout(texts, stamp, seller, template=EVERY_ROW),
        "return": receipt_layout(back, stamp, seller),
        "copy": receipt_layout(sale, stamp, seller, copy=True),
        "service-in": receipt_layout(cash, stamp, seller),
        "service-out": receipt_layout(replace(cash, kind=ReceiptKind.SERVICE_OUT), stamp, seller),
        "withdrawal": receipt_layout(given, stamp, seller, open_drawer=True),
        "withdrawal-offline": receipt_layout(given, offline, seller),
        "prepayment": receipt_layout(replace(paid, part=first), stamp, seller),
        "rest-of-order": receipt_layout(replace(left, part=rest), stamp, seller),
        "x": report_layout(x_report, seller, cashier_name="Олена К."),
        "z": report_layout(REPORT, seller, cashier_name="Олена К."),
        "label": labels_layout([label]),
        "parked": parked_layout(parked),
        "test-page": alphabet_page(32),
    }


def _in_part(sale: Receipt, amount: int) -> Receipt:
    """The sale with a part of it paid by card."""
    card = replace(sale.payments[0], value=amount)
    share = Decimal(amount) / sale.total
    taxes = tuple(
        replace(one, sum=round(one.sum * share), excise=round(one.excise * share), turnover=0) for one in sale.taxes
    )
    sums = {"total": amount, "due": amount, "paid": amount, "rounding": 0, "change": 0}
    return replace(sale, payments=(card,), taxes=taxes, **sums)


NAMES = (
    "sale", "sale-offline", "sale-with-all-the-owner-may", "return", "copy", "service-in", "service-out",
    "withdrawal", "withdrawal-offline", "prepayment", "rest-of-order", "x", "z", "label", "parked", "test-page",
)  # fmt: skip
PAPERS = {
    32: paper_profile("pos-5890", 58),
    42: paper_profile("xprinter", 80, columns=42),
    48: paper_profile("epson", 80),
}


def test_every_kind_of_document_is_looked_at(sale: Receipt, stamp: FiscalStamp, seller: Seller) -> None:
    assert tuple(documents(sale, stamp, seller)) == NAMES


@pytest.mark.parametrize("columns", [32, 42, 48])
@pytest.mark.parametrize("name", NAMES)
def test_each_document_reads_back_as_its_layout(
    name: str, columns: int, sale: Receipt, stamp: FiscalStamp, seller: Seller
) -> None:
    layout, profile = documents(sale, stamp, seller)[name], PAPERS[columns]
    decoded, parts = Decoded(to_escpos(layout, profile)), list(flow(layout, columns))
    shown = [(part.text.rstrip(), part.bold, part.double) for part in parts if isinstance(part, Line)]
    own_page = [one for one in decoded.lines if one[0][1:2] != ")"]
    assert own_page == [row for row in shown if row[0]]
    assert max((len(row[0]) * (1 + row[2]) for row in decoded.lines), default=0) <= columns
    assert decoded.cuts == sum(isinstance(part, Cut) for part in parts) == 1
    assert decoded.pulses == [part.pin for part in parts if isinstance(part, Drawer)]
    codes = [part.data for part in parts if isinstance(part, Qr)]
    assert decoded.qr == (codes if profile.native_qr else [])
    assert len(decoded.pictures) == (0 if profile.native_qr else len(codes))


@pytest.mark.parametrize("columns", [32, 42, 48])
@pytest.mark.parametrize("name", NAMES)
def test_each_golden_document_has_not_changed(
    name: str, columns: int, sale: Receipt, stamp: FiscalStamp, seller: Seller
) -> None:
    golden = (GOLDEN / "documents" / f"{name}-{columns}.txt").read_text(encoding="utf-8")
    assert as_text(documents(sale, stamp, seller)[name], columns) == golden


@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("width", [58, 80])
def test_each_makers_page_shows_the_whole_alphabet(maker: str, width: int) -> None:
    profile = paper_profile(maker, width)
    letters = "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯабвгґдеєжзиіїйклмнопрстуфхцчшщьюя№«»"
    shown = "".join(text for text, _, _ in Decoded(to_escpos((Text(letters),), profile)).lines)
    assert shown == letters


def test_the_test_page_has_the_alphabet_in_every_page(sale: Receipt) -> None:
    decoded = Decoded(to_escpos(alphabet_page(48), paper_profile("default", 80)))
    samples = [text for text, _, _ in decoded.lines if text[1:2] == ")"]
    assert samples == [f"{n}) {code.upper()}:{page} Ґґ Єє Іі Її Щщ Яя" for n, (code, page) in enumerate(PAGES, 1)]
    pages = [one.number for one in decoded.done if one.what is What.PAGE]
    assert pages == [46, *[page for one in PAGES for page in (one[1], 46)]]


def test_every_document_sets_its_code_page_after_its_reset(sale: Receipt, stamp: FiscalStamp, seller: Seller) -> None:
    data = to_escpos(receipt_layout(sale, stamp, seller), paper_profile("default", 80))
    assert data.startswith(b"\x1b@\x1bt\x2e")
    assert data.count(b"\x1b@") == 1


def test_a_receipt_is_short_enough_for_a_slow_port(sale: Receipt, stamp: FiscalStamp, seller: Seller) -> None:
    assert len(to_escpos(receipt_layout(sale, stamp, seller), paper_profile("default", 80))) < 2500


def test_a_letter_the_page_lacks_is_a_question_mark_and_not_an_error() -> None:
    assert "?" in Decoded(to_escpos((Text("漢"),), paper_profile("default", 80))).text


@pytest.mark.parametrize("codepage", ["cp1251", "cp1125"])
def test_a_letter_written_as_two_characters_is_printed_as_one(codepage: str) -> None:
    apart = unicodedata.normalize("NFD", "Їжак, йогурт і ґудзик")
    data = to_escpos((Columns(apart, "1,00"),), paper_profile("default", 80, codepage))
    assert Decoded(data).lines == [("Їжак, йогурт і ґудзик" + "1,00".rjust(27), False, False)]


def test_a_page_without_guillemets_prints_quotes() -> None:
    assert Decoded(to_escpos((Text("«Ромашка» ґ"),), paper_profile("epson", 80, "cp1125"))).text == '"Ромашка" ґ\n'


def test_a_drawer_pulse_alone_prints_nothing() -> None:
    decoded = Decoded(to_escpos((Drawer(5),), paper_profile("default", 80)))
    assert (decoded.text, decoded.pulses) == ("", [5])


def test_without_a_knife_the_paper_is_fed_to_the_bar() -> None:
    decoded = Decoded(to_escpos((Text("а"), Cut()), paper_profile("default", 80, cuts=False)))
    assert (decoded.cuts, decoded.text) == (0, "а" + "\n" * 6)


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


EVIL = ["\x1b@\x1bp\x00\x19\x19", "\x10\x14\x01\x00\x02", "\x1dV\x00", "\x00\x07\n\r\x7f\x9b"]


@pytest.mark.parametrize("evil", EVIL)
def test_commands_in_a_title_stay_letters(evil: str, sale: Receipt, stamp: FiscalStamp, seller: Seller) -> None:
    line = replace(sale.lines[0], name=f"Чай {evil} чорний")
    for raster in (False, True):
        decoded = Decoded(
            to_escpos(
                receipt_layout(replace(sale, lines=(line,)), stamp, seller),
                paper_profile("default", 80, raster=raster),
            )
        )
        assert (decoded.cuts, decoded.pulses) == (1, [])


# pictures


def bits(image: Image.Image) -> bytes:
    return bytes(byte ^ 0xFF for byte in image.tobytes())


@pytest.mark.parametrize(("width", "columns"), [(58, 32), (80, 42), (80, 48)])
def test_a_printer_without_a_ukrainian_page_gets_the_same_lines_as_dots(
    width: int, columns: int, sale: Receipt, stamp: FiscalStamp, seller: Seller
) -> None:
    profile = paper_profile("default", width, columns=columns, raster=True, qr="raster")
    layout = receipt_layout(sale, stamp, seller)
    decoded = Decoded(to_escpos(layout, profile))
    assert decoded.lines == []
    assert decoded.qr == []
    assert {one.width for one in decoded.pictures if not one.centred} == {profile.dots}
    lines = [part for part in flow(layout, columns) if isinstance(part, Line)]
    before_qr = lines[: next(n for n, line in enumerate(lines) if "ОНЛАЙН" in line.text)]
    whole = b"".join(one.data for one in decoded.pictures if not one.centred)
    assert whole.startswith(bits(lines_picture(before_qr, columns, profile.dots)))
    assert max(one.number for one in decoded.pictures) <= 256


def png(width: int, height: int, colour: object = "black") -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (width, height), colour).save(out, "PNG")  # type: ignore[arg-type]  # names and tuples alike
    return out.getvalue()


def test_a_logo_is_a_picture_no_wider_than_the_paper() -> None:
    logo = logo_of(png(2000, 400))
    for width, dots in ((58, 384), (80, 576)):
        (picture,) = Decoded(to_escpos((Picture(logo),), paper_profile("default", width))).pictures
        assert picture.width == dots
        assert picture.centred
        assert set(picture.data) == {0xFF}


def test_what_is_transparent_in_a_logo_stays_white() -> None:
    (picture,) = Decoded(to_escpos((Picture(logo_of(png(20, 10, (0, 0, 0, 0)))),), paper_profile("x", 80))).pictures
    assert set(picture.data) == {0}
    assert (picture.width, picture.number) == (24, 10)


def torn() -> bytes:
    """A PNG whose picture ends too early: what follows is no chunk, and Pillow raises SyntaxError for it."""
    whole = png(20, 10)
    at = whole.index(b"IDAT")
    return whole[: at - 4] + (5).to_bytes(4, "big") + whole[at:]


def huge() -> bytes:
    """A few bytes that say they are a billion dots."""
    whole, size = png(20, 10), (40_000).to_bytes(4, "big")
    head = b"IHDR" + size + size + whole[24:29]
    return whole[:12] + head + zlib.crc32(head).to_bytes(4, "big") + whole[33:]


@pytest.mark.parametrize("logo", [b"no picture", torn(), huge()], ids=["none", "torn", "huge"])
def test_a_logo_that_is_spoilt_costs_no_receipt(logo: bytes) -> None:
    data = to_escpos((Picture(logo), Text("а")), paper_profile("x", 80))
    assert Decoded(data).lines == [("а", False, False)]


def test_dots_that_look_like_the_drawers_command_open_nothing() -> None:
    image = Image.new("1", (40, 1), 1)
    for place, byte in enumerate(b"\x10\x14\x01\x00\x02"):
        for bit in range(8):
            if byte & 0x80 >> bit:
                image.putpixel((place * 8 + bit, 0), 0)
    out = io.BytesIO()
    image.save(out, "PNG")
    data = to_escpos((Picture(out.getvalue()),), paper_profile("default", 80))
    assert b"\x10\x14\x01" not in data
    assert b"\x11\x14\x01\x00\x02" in data


def test_the_qr_as_dots_is_the_code_itself() -> None:
    (picture,) = Decoded(to_escpos((Qr("abc", 4),), paper_profile("pos-5890", 58))).pictures
    assert picture.width == 104  # 21 modules and 2 white ones on each side, of 4 dots, to whole bytes
    assert picture.number == 100
    assert picture.data[13 * 8 + 1] == 0xFF  # the finder's upper edge


# the reader itself


def test_the_reader_waits_for_the_other_half_of_a_command() -> None:
    data = to_escpos((Text("Чай", bold=True), Qr("abc"), Cut()), paper_profile("default", 80))
    whole = read_all(data)
    reader = EscposReader()
    by_bytes = [one for byte in data for one in reader.feed(bytes((byte,)))]
    text = "".join(one.text for one in by_bytes if one.what is What.TEXT)
    assert text == "Чай"
    assert [one for one in by_bytes if one.what is not What.TEXT] == [one for one in whole if one.what is not What.TEXT]


@pytest.mark.parametrize(
    "data", [b"\x1bZ\x01", b"\x1dZ\x01", b"\x10\x99\x01", b"\x07", b"\x1d(A\x00\x00", b"\x1dv1", b"\x1b@\x1d"]
)
def test_the_reader_guesses_nothing(data: bytes) -> None:
    with pytest.raises(UnknownCommand):
        read_all(data)


def test_a_code_page_that_no_maker_has_shows_no_letters() -> None:
    (one,) = [part for part in read_all(b"\x1bt\x63" + "Ґ".encode("cp1251")) if part.what is What.TEXT]
    assert "Ґ" not in one.text
    assert isinstance(Sample("a", "cp1251", 6), Sample)


# the older golden files


def test_the_golden_receipt_has_not_changed(sale: Receipt, stamp: FiscalStamp, seller: Seller) -> None:
    golden = (GOLDEN / "receipts" / "sale-48.txt").read_text(encoding="utf-8")
    assert as_text(receipt_layout(sale, stamp, seller), 48) == golden


@pytest.mark.parametrize("columns", [32, 48])
def test_the_golden_offline_receipt_has_not_changed(
    columns: int, sale: Receipt, offline_stamp: FiscalStamp, seller: Seller
) -> None:
    golden = (GOLDEN / "receipts" / f"sale-offline-{columns}.txt").read_text(encoding="utf-8")
    assert as_text(receipt_layout(sale, in_the_pool(offline_stamp), seller), columns) == golden


@pytest.mark.parametrize("columns", [32, 48])
def test_the_golden_copy_after_an_outage_has_not_changed(
    columns: int, sale: Receipt, offline_stamp: FiscalStamp, stamp: FiscalStamp, seller: Seller
) -> None:
    golden = (GOLDEN / "receipts" / f"copy-after-offline-{columns}.txt").read_text(encoding="utf-8")
    url = f"{stamp.tax_url}".replace("AbCdEf12345", "TEST-lz0USH")
    by_now = replace(in_the_pool(offline_stamp), state=stamp.state, tax_url=url, control_number="4901")
    assert as_text(receipt_layout(sale, by_now, seller, copy=True), columns) == golden


def in_the_pool(stamp: FiscalStamp) -> FiscalStamp:
    """A number of the pool of offline codes."""
    return replace(stamp, fiscal_code="TEST-lz0USH")
