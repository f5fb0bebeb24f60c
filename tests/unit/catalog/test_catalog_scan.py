"""What a scanned code is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.catalog.barcode_rules import BarcodeRules
from pos_app.catalog.gs1 import parse_gs1
from pos_app.catalog.reading import read_scan
from pos_app.catalog.receipt_links import ReceiptLink, receipt_link
from pos_app.catalog.rows import product_row, units_of
from pos_app.catalog.scan import ScanKind
from pos_app.domain.barcode import check_digit, same_number
from pos_app.domain.in_store import InStoreKind, InStoreRule
from pos_app.domain.quantity import cost
from pos_app.smartkasa.models import Product, UnitType

KILO = UnitType(id=10, code=301, short_name="кг", is_weighted=True)


def label(prefix: str, article: str, value: int) -> str:
    digits = f"{prefix}{article}{value:05d}"
    return digits + str(check_digit(digits))


GOODS = [
    {"id": "milk", "title": "Молоко", "number": "4829990100011", "alter_number": "10001", "price": "46.90"},
    {"id": "juice", "title": "Сік", "number": "77", "price": "30"},
    {"id": "water", "title": "Вода", "number": "77", "price": "20"},
    {"id": "cheese", "title": "Сир", "number": "2000123", "unit_type_id": 301, "price": "300.00"},
    {"id": "ham", "title": "Шинка", "alter_number": "00456", "unit_type_id": 301, "price": "450.00"},
    {"id": "fish", "title": "Риба", "number": label("21", "00789", 0), "unit_type_id": 301, "price": "199.99"},
    {"id": "bun", "title": "Булочка", "alter_number": "321", "price": "12.00"},
    {"id": "vodka", "title": "Горілка", "number": "4829990104729", "tax_group_id": 6, "price": "184.90"},
    {"id": "upc", "title": "Жуйка", "number": "036000291452", "price": "15"},
    {"id": "pie1", "title": "Пиріг з маком", "number": "2400555", "price": "90"},
    {"id": "pie2", "title": "Пиріг з вишнею", "number": "2400555", "price": "95"},
    {"id": "own", "title": "Свій код", "number": "2012345678900", "price": "1"},
]


class Shelf:
    """Goods by number and article, as the store keeps them."""

    def __init__(self) -> None:
        self.rows = [product_row(Product.model_validate(row), units_of([KILO])) for row in GOODS]

    def by_barcode(self, number: str) -> list:
        return [row for row in self.rows if number in row.barcodes]

    def by_code(self, code: str) -> list:
        return [row for row in self.rows if row.code == code]

    def by_id(self, product_id: str):
        return next((row for row in self.rows if row.id == product_id), None)


SHELF = Shelf()
VODKA = SHELF.by_code("4829990104729")[0].product()


def ids(scan) -> list[str]:
    return [row.id for row in scan.rows]


def test_a_plain_barcode_is_its_product():
    scan = read_scan("4829990100011", SHELF)
    assert (scan.kind, ids(scan), scan.quantity, scan.price) == (ScanKind.GOODS, ["milk"], None, None)


@pytest.mark.parametrize("code", [" 4829990100011\r\n", "]E04829990100011", "04829990100011", "10001"])
def test_the_same_number_in_other_dress_is_the_same_product(code):
    assert ids(read_scan(code, SHELF)) == ["milk"]


@pytest.mark.parametrize("code", ["036000291452", "0036000291452", "00036000291452"])
def test_upc_and_ean_are_one_number(code):
    assert ids(read_scan(code, SHELF)) == ["upc"]


def test_a_number_of_several_products_is_for_the_cashier_to_choose():
    scan = read_scan("77", SHELF)
    assert ids(scan) == ["juice", "water"]
    assert scan.to_choose


@pytest.mark.parametrize(
    "code", ["", "  ", "0000000000000", "nothing", "4829990100012", "]E0", "http://", "1" * 500, "\x1d"]
)
def test_what_nobody_knows_is_unknown(code):
    assert read_scan(code, SHELF).kind is ScanKind.UNKNOWN


@pytest.mark.parametrize(
    ("code", "product", "grams"),
    [
        (label("20", "00123", 1250), "cheese", 1250), (label("22", "00456", 305), "ham", 305),
        (label("21", "00789", 99), "fish", 99),
    ],
)  # fmt: skip
def test_a_weighed_label_brings_its_weight(code, product, grams):
    scan = read_scan(code, SHELF)
    assert (ids(scan), scan.quantity, scan.price) == ([product], grams, None)


def test_a_label_without_weight_leaves_the_weight_to_be_asked():
    scan = read_scan(label("20", "00123", 0), SHELF)
    assert (ids(scan), scan.quantity) == (["cheese"], None)


def test_a_priced_label_of_a_piece_is_the_piece_at_that_price():
    scan = read_scan(label("24", "00321", 1150), SHELF)
    assert (ids(scan), scan.quantity, scan.price) == (["bun"], 1000, 1150)


def test_a_priced_label_of_weighed_goods_is_the_weight_that_costs_so_much():
    scan = read_scan(label("25", "00456", 13725), SHELF)
    assert (ids(scan), scan.quantity, scan.price) == (["ham"], 305, None)


def test_a_priced_label_of_several_products_leaves_the_sum_until_one_is_chosen():
    scan = read_scan(label("24", "00555", 1150), SHELF)
    assert (ids(scan), scan.quantity, scan.price) == (["pie1", "pie2"], None, None)


@given(st.integers(min_value=1, max_value=2000))
def test_the_sum_on_a_label_is_the_sum_on_the_receipt(grams):
    ham = SHELF.by_code("00456")[0]
    total = cost(ham.price, grams)
    scan = read_scan(label("24", "00456", total), SHELF)
    assert scan.quantity is not None
    assert cost(ham.price, scan.quantity) == total


def test_a_product_that_carries_the_whole_number_is_that_product():
    assert ids(read_scan("2012345678900", SHELF)) == ["own"]
    assert read_scan("2012345678900", SHELF).quantity is None


def test_a_label_with_a_wrong_check_digit_is_no_label():
    code = label("20", "00123", 1250)
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    assert read_scan(wrong, SHELF).kind is ScanKind.UNKNOWN


def test_an_owners_own_layout_replaces_the_usual_one():
    rules = BarcodeRules((InStoreRule("2", InStoreKind.WEIGHT, article_digits=6), InStoreRule("29", InStoreKind.PRICE)))
    digits = "2" + "000456" + "00777"
    assert read_scan(digits + str(check_digit(digits)), SHELF, rules=rules).kind is ScanKind.UNKNOWN
    digits = "29" + "00321" + "00990"
    assert read_scan(digits + str(check_digit(digits)), SHELF, rules=rules).price == 990


@pytest.mark.parametrize("prefix", ["]d2", "]C1", "]Q3", ""])
def test_gs1_brings_product_weight_and_date(prefix):
    scan = read_scan(f"{prefix}0104829990100011310300125010B7\x1d17261231", SHELF)
    assert (ids(scan), scan.quantity, scan.expires) == (["milk"], 1250, date(2026, 12, 31))


def test_gs1_brings_count_and_sum():
    assert read_scan("]C1010482999010001130" + "12", SHELF).quantity == 12_000
    scan = read_scan("]C101048299901000113922" + "4690", SHELF)
    assert (scan.quantity, scan.price) == (1000, 4690)


def test_gs1_of_goods_nobody_has_is_unknown():
    assert read_scan("]d20104006381333931", SHELF).kind is ScanKind.UNKNOWN


@pytest.mark.parametrize("code", ["01048299901000", "]d2zzz", "]C101", "0104829990100019310300", "96385074", "]d2999"])
def test_what_is_no_gs1_message_is_not_read_as_one(code):
    assert parse_gs1(code) is None


@pytest.mark.parametrize("code", ["ABCD123456", "abcd123456", "АБВГ123456"])
def test_a_paper_stamp_is_one_at_any_time(code):
    scan = read_scan(code, SHELF)
    assert (scan.kind, scan.stamp) == (ScanKind.STAMP, code.upper())


@pytest.mark.parametrize(
    "code", ["]d1A1B2C3D4E5F6G7H8", "A1B2C3D4E5F6", "]d2010482999010472921XYZ123", "]d1123456789012"]
)
def test_an_electronic_stamp_is_one_while_a_good_waits_for_it(code):
    scan = read_scan(code, SHELF, awaiting=VODKA)
    assert scan.kind is ScanKind.STAMP
    assert scan.stamp == code.removeprefix("]d1").removeprefix("]d2")


@pytest.mark.parametrize(
    "code", ["4829990100011", "77", "https://cabinet.tax.gov.ua/cashregs/check?id=1", "A1B2", "a b c d e f g h"]
)
def test_other_codes_are_not_taken_for_the_stamp_that_is_waited_for(code):
    assert read_scan(code, SHELF, awaiting=VODKA).kind is not ScanKind.STAMP


def test_the_stamp_of_other_goods_brings_those_goods():
    scan = read_scan("]d2010482999010001121S1", SHELF, awaiting=VODKA)
    assert (scan.kind, ids(scan)) == (ScanKind.GOODS, ["milk"])


def test_an_electronic_stamp_that_nothing_waits_for_brings_its_goods_along():
    scan = read_scan("]d2010482999010472921XYZ123", SHELF)
    assert (scan.kind, ids(scan), scan.stamp) == (ScanKind.GOODS, ["vodka"], "010482999010472921XYZ123")


@pytest.mark.parametrize(
    ("code", "link"),
    [
        ("https://cabinet.tax.gov.ua/cashregs/check?id=TEST-Xd-V3m&date=20220703&time=09%3A39&fn=TEST074280",
         ReceiptLink("TEST-Xd-V3m", "TEST074280")),
        ("https://cabinet.tax.gov.ua/cashregs/check?id=8123", ReceiptLink("8123")),
        ("https://check.checkbox.ua/F747FBC5-4782-4489-92b4-51691dea1f63",
         ReceiptLink(receipt_id="f747fbc5-4782-4489-92b4-51691dea1f63")),
    ],
)  # fmt: skip
def test_the_qr_of_a_receipt_leads_to_it(code, link):
    scan = read_scan(code, SHELF)
    assert (scan.kind, scan.receipt) == (ScanKind.RECEIPT, link)


@pytest.mark.parametrize(
    "code",
    [
        "https://cabinet.tax.gov.ua/cashregs/check",
        "https://evil.test/?id=1&fn=2",
        "https://check.checkbox.ua/nothing",
        "https://cabinet.tax.gov.ua.evil.test/cashregs/check?id=1",
        "https://[",
        "cabinet.tax.gov.ua/?id=1",
        "ftp://x?id=1",
    ],
)
def test_any_other_address_is_no_receipt(code):
    assert receipt_link(code) is None


@given(st.text(max_size=80))
def test_no_code_breaks_the_reading(code):
    for awaiting in (None, VODKA):
        assert read_scan(code, SHELF, awaiting=awaiting).kind in ScanKind


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_every_writing_of_a_number_is_valid_and_the_first_is_its_own(number):
    digits = f"{number:012d}"
    code = digits + str(check_digit(digits))
    numbers = same_number(code)
    assert numbers[0] == code
    assert all(int(other) == int(code) for other in numbers)
