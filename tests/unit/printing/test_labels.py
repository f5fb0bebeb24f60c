"""Price labels: every row on both widths of paper, bars that a scanner reads, and outside text that stays text."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pos_app.domain.barcode import check_digit
from pos_app.printing.bars import CODE128, EAN8, EAN13, bars_of, symbology_of
from pos_app.printing.escpos import to_escpos
from pos_app.printing.labels import LONGEST_NAME, PriceLabel, labels_layout, labels_of, price_of_part
from pos_app.printing.layout import Barcode, Cut, as_text
from pos_app.printing.profiles import paper_profile
from tests.unit.printing.test_escpos_bytes import Decoded

GOLDEN = Path(__file__).parents[2] / "golden" / "labels"
AT = datetime(2026, 11, 26, 22, 30, tzinfo=UTC)
MILK = PriceLabel("Молоко «Яготинське» 2,6 % 900 г", 4290, "шт", "4820000000017", "1002", AT)
CHEESE = PriceLabel("Сир твердий «Комо» Голландський", 38_900, "кг", "", "00123", AT)
OWN = PriceLabel("Пиріжок", 1_234_567, "шт", "A-77", "A-77", AT)


@pytest.mark.parametrize(("width", "columns"), [(58, 32), (80, 48)])
def test_the_golden_labels_have_not_changed(width, columns):
    text = as_text(labels_layout([MILK, CHEESE, OWN]), columns)
    assert text == (GOLDEN / f"labels-{columns}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [58, 80])
def test_the_printer_shows_name_price_and_bars(width):
    decoded = Decoded(to_escpos(labels_layout([MILK, CHEESE]), paper_profile("default", width)))
    words = " ".join(decoded.text.split())
    for row in ("Молоко «Яготинське»", "42,90 грн", "за 1 шт", "4820000000017", "Арт. 1002", "Ціна на 27.11.2026",
                "389,00 грн", "за 1 кг", "38,90 грн/100 г"):  # fmt: skip
        assert row in words
    assert decoded.bars == [(67, b"4820000000017", 3)]
    assert (decoded.cuts, decoded.pulses) == (2, [])
    large = to_escpos(labels_layout([MILK]), paper_profile("default", width))
    assert b"\x1d!\x11" in large or b"\x1b!\x38" in large or b"\x1b!0" in large, "nothing is printed large"


def test_bars_are_as_wide_as_the_paper_lets_them_and_none_where_they_cannot_be():
    def bars(code, width):
        data = to_escpos((Barcode(code),), paper_profile("default", width))
        return [(symbology, code_, module) for symbology, code_, module in Decoded(data).bars]

    assert bars("A{1", 80) == [(73, b"{BA{{1", 3)]
    assert bars("A-77", 58) == [(73, b"{BA-77", 3)]
    assert bars("ABCDEFGHIJ", 58) == [(73, b"{BABCDEFGHIJ", 2)]
    assert bars("A" * 30, 58) == []
    assert bars("A" * 20, 80) == [(73, b"{B" + b"A" * 20, 2)]
    # digits are sent as letters, not in pairs: a module of three dots would be wider than the paper
    assert bars("123456789012", 58) == [(73, b"{B123456789012", 2)]
    assert bars("14820000000014", 80) == [(73, b"{B14820000000014", 2)]
    assert bars("14820000000014", 58) == []
    assert bars("код", 80) == []
    assert bars("", 80) == []


def test_every_code_is_drawn_by_its_own_symbology():
    ean8 = "4820000" + str(check_digit("4820000"))
    assert (symbology_of(ean8), symbology_of("4820000000017"), symbology_of("4820000000018")) == (EAN8, EAN13, CODE128)
    assert len(bars_of("4820000000017")) == 95
    assert bars_of("4820000000017").startswith("101")
    assert len(bars_of(ean8)) == 67
    assert bars_of("штрих") == ""


@pytest.mark.parametrize(
    ("price", "unit", "expected"),
    [
        (38_900, "кг", "38,90 грн/100 г"),
        (1_235, "л", "1,24 грн/100 мл"),
        (10_005, "м", "10,01 грн/10 см"),
        (12, "г", "120,00 грн/кг"),
        (12, "мл.", "120,00 грн/л"),
        (4290, "шт", ""),
        (4290, "", ""),
    ],
)
def test_the_price_to_compare_by_goes_by_the_unit(price, unit, expected):
    assert price_of_part(price, unit) == expected


def test_each_copy_is_cut_off_by_itself():
    layout = labels_layout([MILK, OWN], copies=3)
    assert sum(isinstance(block, Cut) for block in layout) == 6


@pytest.mark.parametrize("name", ["\x1b@\x1bp\x00злий\x07", "ю" * 500, "<b>\u202eкраз</b>", " \t "])
@pytest.mark.parametrize("width", [58, 80])
def test_outside_text_stays_text_and_ends(name, width):
    label = PriceLabel(name, 100, "шт\x1b", "48\x1d", "арт\n1", AT)
    decoded = Decoded(to_escpos(labels_layout([label]), paper_profile("default", width)))
    assert (decoded.cuts, decoded.pulses) == (1, [])
    columns = 32 if width == 58 else 48
    rows = as_text(labels_layout([label]), columns).splitlines()
    assert max(len(row) for row in rows if not row.startswith("[|||]")) <= columns
    assert len(rows) < 24
    assert LONGEST_NAME < 100


def test_a_label_printed_late_says_what_was_asked_for():
    assert labels_of({"labels": [MILK.kept(), CHEESE.kept()]}) == [MILK, CHEESE]
    assert labels_of({}) == []
