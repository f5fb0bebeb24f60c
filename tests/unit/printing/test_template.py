"""The owner's template: what may be changed is, and no row of the law can be left out, whatever is asked for."""

import io
import itertools
import zlib
from dataclasses import replace

import pytest
from PIL import Image

from pos_app.domain.errors import PosError
from pos_app.domain.receipt import FiscalStamp, Receipt, Seller
from pos_app.printing.layout import Barcode, Picture, as_text
from pos_app.printing.picture import document_picture, logo_of, pdf_of, png_of
from pos_app.printing.receipts import receipt_layout
from pos_app.printing.template import MANDATORY, USUAL, ReceiptTemplate, Row, template_of

OF_THE_LAW = (
    "ТОВ «Ромашка»", "Магазин «У Олени»", "м. Київ, вул. Садова, 5", "ПН 123456789012",
    "УКТЗЕД 2208202900", "ШК 4820000000024", "Акцизна марка АБВГ123456", "Коньяк 5 зірок 0,5 л", "459,00 Г",
    "0,250 кг x 419,00", "СУМА", "ПДВ А 20,00 %", "Акцизний податок Г 5,00 %", "Заокруглення", "ДО СПЛАТИ",
    "БЕЗГОТІВКОВА (Картка)", "ГОТІВКА", "РЕШТА", "Еквайр", "ЕПЗ", "Код авторизації", "VISA",
    "ЧЕК № AbCdEf12345", "21.11.2026 11:05:07", "[QR] https://", "ОНЛАЙН", "ФН ПРРО 4000108640", "ФІСКАЛЬНИЙ ЧЕК",
    "Checkbox",
)  # fmt: skip


def png(colour: str = "black") -> bytes:
    out = io.BytesIO()
    Image.new("L", (40, 20), colour).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("count", range(len(Row) + 1))
def test_no_choice_of_rows_leaves_out_one_of_the_law(
    count: int, sale: Receipt, stamp: FiscalStamp, seller: Seller
) -> None:
    for rows in itertools.combinations(Row, count):
        text = as_text(receipt_layout(sale, stamp, seller, template=ReceiptTemplate(rows=frozenset(rows))))
        assert [row for row in OF_THE_LAW if row not in text] == []


def test_the_optional_rows_are_there_when_they_are_wanted(sale: Receipt, stamp: FiscalStamp, seller: Seller) -> None:
    for row, word in (
        (Row.CASHIER, "Касир: Олена К."), (Row.COUNT, "Позицій: 3, штук: 3"), (Row.SAVED, "Ваша економія"),
        (Row.LOGO, "[логотип]"), (Row.RETURN_CODE, "[|||] AbCdEf12345"),
    ):  # fmt: skip
        one = ReceiptTemplate(logo=png(), rows=frozenset({row}))
        none = replace(one, rows=frozenset())
        assert word in as_text(receipt_layout(sale, stamp, seller, template=one))
        assert word not in as_text(receipt_layout(sale, stamp, seller, template=none))
    large = receipt_layout(sale, stamp, seller, template=ReceiptTemplate(rows=frozenset({Row.LARGE_TOTAL})))
    assert any(getattr(block, "double", False) for block in large)
    assert not any(getattr(block, "double", False) for block in receipt_layout(sale, stamp, seller, template=none))
    assert Picture(png()) not in receipt_layout(sale, stamp, seller)
    assert not any(isinstance(block, Barcode) for block in receipt_layout(sale, stamp, seller))


def test_the_owners_texts_stand_line_by_line(sale: Receipt, stamp: FiscalStamp, seller: Seller) -> None:
    told = replace(sale, header="Вітаємо!\nЩодня 8-22", footer="Дякуємо")
    rows = [row.strip() for row in as_text(receipt_layout(told, stamp, seller)).splitlines()]
    assert rows[4:6] == ["Вітаємо!", "Щодня 8-22"]
    assert rows[-2] == "Дякуємо"


@pytest.mark.parametrize("name", MANDATORY)
def test_a_row_of_the_law_cannot_be_left_out(name: str) -> None:
    with pytest.raises(PosError) as raised:
        USUAL.with_row(name, shown=False)
    assert raised.value.code == "row_mandatory"
    assert USUAL.with_row(name, shown=True) == USUAL


def test_an_optional_row_is_shown_and_left_out() -> None:
    assert USUAL.with_row("count", shown=True).shows(Row.COUNT)
    assert not USUAL.with_row("cashier", shown=False).shows(Row.CASHIER)
    with pytest.raises(PosError):
        USUAL.with_row("weather", shown=True)


def test_a_template_is_kept_and_read_again() -> None:
    template = ReceiptTemplate("Вітаємо", "Дякуємо", "Шановні", "До зустрічі", png(), frozenset({Row.SAVED}))
    assert template_of(template.kept()) == template
    assert template_of({}) == USUAL


def test_texts_from_outside_are_cleaned_and_bounded() -> None:
    template = template_of({"header": "Чай \x1bp\x00\u202e\nдва\n"})
    assert template.header == "Чай p\nдва"
    for wrong in (
        {"header": "а\n" * 20 + "б"}, {"footer": "я" * 201}, {"header": 5}, {"rows": "all"}, {"rows": ["weather"]},
        {"rows": [1]}, {"logo": "not base64!"}, {"logo": "QUFB" * 100_000},
    ):  # fmt: skip
        with pytest.raises(PosError) as raised:
            template_of(wrong)
        assert raised.value.code == "bad_template"


# the logo and the files


def test_what_is_no_picture_is_no_logo() -> None:
    bomb = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + (60_000).to_bytes(4, "big") * 2 + b"\x08\x00\x00\x00\x00"
    bomb += zlib.crc32(bomb[12:]).to_bytes(4, "big")
    for wrong in (b"", b"GIF89a", b"<svg/>", b"x" * 4_000_001, bomb):
        with pytest.raises(PosError) as raised:
            logo_of(wrong)
        assert raised.value.code == "bad_template"


def test_a_logo_becomes_small_and_black_and_white() -> None:
    out = io.BytesIO()
    Image.effect_noise((3000, 1000), 80).convert("RGB").save(out, "JPEG")
    logo = logo_of(out.getvalue())
    with Image.open(io.BytesIO(logo)) as made:
        assert (made.mode, made.width <= 576, made.height <= 240) == ("1", True, True)
    assert template_of(ReceiptTemplate(logo=logo).kept()).logo == logo


def test_a_receipt_becomes_a_picture_and_a_page(sale: Receipt, stamp: FiscalStamp, seller: Seller) -> None:
    layout = receipt_layout(sale, stamp, seller, template=ReceiptTemplate(logo=png(), rows=frozenset(Row)))
    with Image.open(io.BytesIO(png_of(layout))) as made:
        assert made.width == 576 + 48
        assert made.height > 1000
        darkness = 255 - sum(made.convert("L").resize((1, 1)).tobytes())
        assert 5 < darkness < 120
    page = pdf_of(layout, title="Чек 7")
    assert page.startswith(b"%PDF-")
    assert page.count(b"/Type /Page\n") == 1
    assert len(page) < 60_000


def test_the_picture_is_the_paper_line_by_line(sale: Receipt, stamp: FiscalStamp, seller: Seller) -> None:
    with_row = receipt_layout(sale, stamp, seller)
    one_less = receipt_layout(sale, stamp, seller, template=ReceiptTemplate(rows=frozenset({Row.LARGE_TOTAL})))
    taller, shorter = (document_picture(layout, 48, 576) for layout in (with_row, one_less))
    assert taller.height - shorter.height == 2 * round(576 / 48 * 2.4)  # the cashier's row and its rule
