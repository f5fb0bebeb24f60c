"""Codes as shops meet them, each with what it is; whatever GS1 or a scale can write is read back as it was written."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.catalog.barcode_rules import BarcodeRules, CardRule, Pack
from pos_app.catalog.gs1 import parse_gs1
from pos_app.catalog.reading import read_scan
from pos_app.catalog.scan import Said, Scan, ScanKind
from pos_app.domain.barcode import check_digit, expand_upc_e, inner_number, is_valid_ean, same_number
from pos_app.domain.excise import paper_stamp, stamp_key
from pos_app.domain.in_store import (
    InStoreKind,
    InStoreRule,
    Part,
    example_of,
    parse_in_store,
    rule_trouble,
    verifier_digit,
)
from pos_app.domain.quantity import ONE
from pos_app.store.catalog import CatalogRow

GS = "\x1d"


def row(name: str, *barcodes: str, code: str = "", **given: Any) -> CatalogRow:
    values = {"price": 10000, "unit": "шт", "folded": "", "hash": "", **given}
    return CatalogRow(name, code or name, name, barcodes=barcodes, **values)


SHELF = (
    row("молоко", "4820000000017"),
    row("жуйка", "96385074"),
    row("кола", "036000291452"),
    row("батончик", "042100005264"),
    row("книга", "9786171234567"[:-1] + str(check_digit("978617123456"))),
    row("газета", "9770023456009"),
    row("сир", code="123", sold_by_weight=True),
    row("булка", code="321"),
    row("яблука", code="77", sold_by_weight=True),
    row("ковбаса", "2000456", sold_by_weight=True),
    row("м'ясо", "94820000000041", sold_by_weight=True),
    row("горілка", "4820000000048", excise=True),
    row("свій", "2012345678900"),
    row("сік", "5901234123457"),
    row("сік-дубль", "5901234123457"),
    row("лист", "ABC-1234"),
    row("цвях", code="ЦВ-15/2"),
    row("вода", "4000000000006"),
)


class Shelf:
    def by_barcode(self, number: str) -> list[CatalogRow]:
        return [one for one in SHELF if number in one.barcodes]

    def by_code(self, code: str) -> list[CatalogRow]:
        return [one for one in SHELF if one.code == code]

    def by_id(self, product_id: str) -> CatalogRow | None:
        return next((one for one in SHELF if one.id == product_id), None)


RULES = BarcodeRules(
    (
        InStoreRule("20", InStoreKind.WEIGHT),
        InStoreRule("24", InStoreKind.PRICE),
        InStoreRule("27", InStoreKind.PIECES),
        InStoreRule("28", InStoreKind.WEIGHT, 5, 4, 10, verifier=True),
        InStoreRule("2", InStoreKind.WEIGHT, article_digits=6),
    ),
    {"14820000000014": Pack("молоко", 12), "BOX-7": Pack("кола", 24), "24820000000011": Pack("зниклий", 6)},
    (CardRule("29000", 13), CardRule("CLUB")),
)


def label(prefix: str, article: int, value: int, width: int = 5) -> str:
    body = f"{prefix}{article:05d}{value:0{width}d}"
    return body + str(check_digit(body))


GOODS, STAMP, RECEIPT = ScanKind.GOODS, ScanKind.STAMP, ScanKind.RECEIPT
CARD, UNKNOWN = ScanKind.CARD, ScanKind.UNKNOWN
Q = "quantity"

# code → kind, name of the product, and what else it says
CODES: list[tuple[str, ScanKind, str, dict[str, Any]]] = [
    # retail numbers, as scanners of every make send them
    ("4820000000017", GOODS, "молоко", {}),
    (" 4820000000017\r\n", GOODS, "молоко", {}),
    ("]E04820000000017", GOODS, "молоко", {}),
    ("]C04820000000017", GOODS, "молоко", {}),
    ("04820000000017", GOODS, "молоко", {}),
    ("]I104820000000017", GOODS, "молоко", {}),
    ("96385074", GOODS, "жуйка", {}),
    ("]E496385074", GOODS, "жуйка", {}),
    ("0000096385074", GOODS, "жуйка", {}),
    ("036000291452", GOODS, "кола", {}),
    ("0036000291452", GOODS, "кола", {}),
    ("00036000291452", GOODS, "кола", {}),
    ("04252614", GOODS, "батончик", {}),
    ("]E00042100005264", GOODS, "батончик", {}),
    ("5901234123457", GOODS, "сік", {}),
    ("977002345600912", GOODS, "газета", {}),
    ("977002345600900042", GOODS, "газета", {}),
    ("ABC-1234", GOODS, "лист", {}),
    ("]A0ABC-1234", GOODS, "лист", {}),
    ("ЦВ-15/2", GOODS, "цвях", {}),
    ("2012345678900", GOODS, "свій", {}),
    ("4820000000018", UNKNOWN, "", {"why": Said.CHECK_DIGIT}),
    ("96385075", UNKNOWN, "", {"why": Said.CHECK_DIGIT}),
    ("036000291453", UNKNOWN, "", {"why": Said.CHECK_DIGIT}),
    ("4006381333931", UNKNOWN, "", {"why": None}),
    # packs
    ("14820000000014", GOODS, "молоко", {Q: 12 * ONE}),
    ("]I114820000000014", GOODS, "молоко", {Q: 12 * ONE}),
    ("BOX-7", GOODS, "кола", {Q: 24 * ONE}),
    ("34820000000018", UNKNOWN, "", {"why": Said.INNER}),
    ("24820000000011", UNKNOWN, "", {"why": Said.INNER}),
    # the shop's own labels
    (label("20", 123, 1250), GOODS, "сир", {Q: 1250}),
    (label("20", 123, 0), GOODS, "сир", {Q: None}),
    (label("20", 456, 99999), GOODS, "ковбаса", {Q: 99999}),
    (label("24", 321, 1150), GOODS, "булка", {Q: ONE, "price": 1150}),
    (label("24", 123, 12345), GOODS, "сир", {Q: 1235}),
    (label("27", 321, 6), GOODS, "булка", {Q: 6 * ONE}),
    (example_of(RULES.labels[3], 77, 125), GOODS, "яблука", {Q: 1250}),
    ("2000077" + "00305" + str(check_digit("200007700305")), GOODS, "яблука", {Q: 305}),
    (label("20", 999, 1250), UNKNOWN, "", {"why": Said.LABEL_NO_ARTICLE}),
    (label("20", 123, 1250)[:-1] + "9", UNKNOWN, "", {"why": Said.CHECK_DIGIT}),
    # GS1 in the dress of every scanner
    ("]C10104820000000017", GOODS, "молоко", {}),
    ("]d20104820000000017310300125017261231", GOODS, "молоко", {Q: 1250, "expires": date(2026, 12, 31)}),
    ("]Q30104820000000017", GOODS, "молоко", {}),
    ("]e00104820000000017", GOODS, "молоко", {}),
    ("0104820000000017", GOODS, "молоко", {}),
    (f"010482000000001710AB{GS}17261231", GOODS, "молоко", {"expires": date(2026, 12, 31)}),
    (f"{GS}010482000000001710AB{GS}17261231{GS}", GOODS, "молоко", {"expires": date(2026, 12, 31)}),
    ("010482000000001710AB<GS>17261231", GOODS, "молоко", {"expires": date(2026, 12, 31)}),
    ("010482000000001710AB{GS}17261231", GOODS, "молоко", {"expires": date(2026, 12, 31)}),
    ("010482000000001710AB|17261231", GOODS, "молоко", {"expires": date(2026, 12, 31)}),
    ("010482000000001710AB~17261231", GOODS, "молоко", {"expires": date(2026, 12, 31)}),
    ("010482000000001710AB^]17261231", GOODS, "молоко", {"expires": date(2026, 12, 31)}),
    ("010482000000001710AB\\x1d17261231", GOODS, "молоко", {"expires": date(2026, 12, 31)}),
    ("010482000000001710AB17261231", GOODS, "молоко", {"expires": date(2026, 12, 31)}),
    ("(01)04820000000017(17)261231(10)AB", GOODS, "молоко", {"expires": date(2026, 12, 31)}),
    ("https://id.gs1.org/01/04820000000017/10/AB?17=261231", GOODS, "молоко", {"expires": date(2026, 12, 31)}),
    ("]C10194820000000041" + "3102000125", GOODS, "м'ясо", {Q: 1250}),
    ("]C10194820000000041" + "39225000", GOODS, "м'ясо", {Q: 500}),
    ("]C10104820000000017" + "3932980" + "4290", GOODS, "молоко", {"price": 4290}),
    ("]C10104820000000017" + "3932840" + "4290", GOODS, "молоко", {"price": None}),
    ("]C10204820000000017" + "3724", GOODS, "молоко", {Q: 24 * ONE}),
    ("]C1010482000000001730" + "6", GOODS, "молоко", {Q: 6 * ONE}),
    ("0104820000000017310300", UNKNOWN, "", {"why": Said.GS1_BROKEN}),
    ("]d20104820000000017172612", UNKNOWN, "", {"why": Said.GS1_BROKEN}),
    ("]d2010482000000", UNKNOWN, "", {"why": Said.GS1_BROKEN}),
    ("]d20104820000000018", UNKNOWN, "", {"why": Said.GS1_WRONG_GTIN}),
    ("]d20104006381333931", UNKNOWN, "", {"why": Said.GS1_UNKNOWN}),
    ("]C100048200000000000014", UNKNOWN, "", {}),
    # stamps
    ("ABCD123456", STAMP, "", {"stamp": "ABCD123456"}),
    ("abcd 123456", STAMP, "", {"stamp": "ABCD123456"}),
    ("АВСЕ123456", STAMP, "", {"stamp": "АВСЕ123456"}),
    ("АВCE123456", STAMP, "", {"stamp": "ABCE123456"}),
    ("АБВГ123456", STAMP, "", {"stamp": "АБВГ123456"}),
    ("]d2010482000000004821XYZ", GOODS, "горілка", {"stamp": "010482000000004821XYZ"}),
    # receipts and cards
    ("https://cabinet.tax.gov.ua/cashregs/check?id=81&fn=40&date=20261126&sm=9.00", RECEIPT, "", {}),
    ("https://check.checkbox.ua/f747fbc5-4782-4489-92b4-51691dea1f63", RECEIPT, "", {}),
    ("https://check.checkbox.ua/check/f747fbc5-4782-4489-92b4-51691dea1f63", RECEIPT, "", {}),
    ("https://api.checkbox.ua/api/v1/receipts/f747fbc5-4782-4489-92b4-51691dea1f63/html", RECEIPT, "", {}),
    ("https://checkbox.ua.evil.test/f747fbc5-4782-4489-92b4-51691dea1f63", UNKNOWN, "", {}),
    ("2900011112222", CARD, "", {}),
    ("CLUB-00017", CARD, "", {}),
    # nonsense
    ("", UNKNOWN, "", {}),
    ("🍞", UNKNOWN, "", {}),
    ("9" * 500, UNKNOWN, "", {}),
    ("01" + "0" * 498, UNKNOWN, "", {}),
    ("\x00\x01\x02\x1b@", UNKNOWN, "", {}),
    ("٤٨٢٠٠٠٠٠٠٠٠١٧", UNKNOWN, "", {}),
    ("' OR 1=1 --", UNKNOWN, "", {}),
]


def read(code: str) -> Scan:
    return read_scan(code, Shelf(), rules=RULES)


@pytest.mark.parametrize(("code", "kind", "name", "said"), CODES)
def test_a_code_is_what_it_is(code: str, kind: ScanKind, name: str, said: dict[str, Any]) -> None:
    scan = read(code)
    assert scan.kind is kind
    assert (scan.rows[0].name if scan.rows else "") == name
    for field, value in said.items():
        if field == "why":
            assert (scan.why.said if scan.why else None) is value
        else:
            assert getattr(scan, field) == value


def test_there_are_enough_of_them() -> None:
    assert len(CODES) >= 60


@given(st.text(max_size=600))
def test_no_code_whatsoever_breaks_the_reading(code: str) -> None:
    scan = read(code)
    assert scan.kind in ScanKind
    assert len(scan.code) <= 500


TEXT = st.text("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789-./", min_size=1, max_size=20)
DATES = st.dates(date(2021, 1, 1), date(2049, 12, 31))


@given(
    st.integers(0, 10**13 - 1),
    st.none() | st.integers(0, 999_999),
    st.integers(0, 5),
    st.none() | TEXT,
    st.none() | DATES,
    st.none() | TEXT,
    st.sampled_from(["]C1", "]d2", "]Q3", ""]),
    st.sampled_from([GS, "<GS>", "|", "^]"]),
)
def test_what_gs1_writes_is_read_back(
    number: int,
    weight: int | None,
    places: int,
    batch: str | None,
    good: date | None,
    serial: str | None,
    symbol: str,
    separator: str,
) -> None:
    gtin = f"{number:013d}"
    gtin += str(check_digit(gtin))
    text = f"{symbol}01{gtin}"
    if weight is not None:
        text += f"310{places}{weight:06d}"
    if good is not None:
        text += f"17{good:%y%m%d}"
    variable = [f"10{batch}"] if batch is not None else []
    variable += [f"21{serial}"] if serial is not None else []
    text += separator.join(variable)
    if len(variable) == 1 and separator not in text:
        text += separator
    found = parse_gs1(text)
    assert found is not None
    assert found.gtin == gtin
    expected = None if weight is None else (weight * 10 ** (3 - places) if places <= 3 else None)
    if expected is not None or weight is None:
        assert found.weight == expected
    assert (found.batch, found.serial, found.expires) == (batch, serial, good)


@given(st.integers(0, 10**13 - 1), st.integers(1, 40))
def test_a_gs1_string_cut_anywhere_never_gives_another_weight(number: int, cut: int) -> None:
    gtin = f"{number:013d}"
    gtin += str(check_digit(gtin))
    whole = f"]C101{gtin}310300125017261231"
    found = parse_gs1(whole[: max(len(whole) - cut, 0)])
    if found is not None:
        assert found.gtin in {gtin, None}
        assert found.weight in {1250, None}


PREFIXES = st.integers(0, 9).map(lambda n: f"2{n}")


@st.composite
def rules(draw: st.DrawFn) -> InStoreRule:
    kind = draw(st.sampled_from(InStoreKind))
    verifier = draw(st.booleans())
    article = draw(st.integers(5, 7) if verifier else st.integers(4, 7))
    value = 10 - article - verifier
    scale = 1 if kind is InStoreKind.PIECES else draw(st.sampled_from([1, 10, 100]))
    return InStoreRule(draw(PREFIXES), kind, article, value, scale, verifier)


@given(rules(), st.integers(0, 10**7 - 1), st.integers(0, 10**6 - 1))
def test_what_a_scale_prints_by_a_rule_is_read_back_by_it(rule: InStoreRule, article: int, value: int) -> None:
    if rule_trouble(rule):
        return
    article %= 10**rule.article_digits
    value %= 10**rule.value_digits
    code = example_of(rule, article, value)
    assert (len(code), is_valid_ean(code)) == (13, True)
    found = parse_in_store(code, (rule,))
    assert found is not None
    assert int(found.article) == article
    told = {InStoreKind.WEIGHT: found.weight, InStoreKind.PRICE: found.price, InStoreKind.PIECES: found.pieces}
    assert told[rule.kind] == value * rule.scale
    if rule.verifier:
        place = rule.parts.index(Part.VERIFIER)
        wrong = code[:place] + str((int(code[place]) + 1) % 10) + code[place + 1 : -1]
        assert parse_in_store(wrong + str(check_digit(wrong)), (rule,)) is None


@pytest.mark.parametrize(("value", "digit"), [("2875", "9"), ("14685", "6"), ("123", ""), ("123456", "")])
def test_gs1_s_verifier_of_a_value(value: str, digit: str) -> None:
    assert verifier_digit(value) == digit


@given(st.integers(0, 999_999), st.sampled_from("01"))
def test_a_upc_e_opens_to_a_number_that_is_right(body: int, system: str) -> None:
    for last in range(10):
        whole = expand_upc_e(f"{system}{body:06d}{last}")
        assert whole is None or (len(whole) == 12 and is_valid_ean(whole) and whole in same_number(whole))


@given(st.integers(0, 10**12 - 1), st.integers(1, 8))
def test_the_piece_in_a_pack_has_the_same_number_but_for_its_check_digit(number: int, level: int) -> None:
    body = f"{level}{number:012d}"
    piece = inner_number(body + str(check_digit(body)))
    assert piece is not None
    assert is_valid_ean(piece)
    assert piece[:-1] == f"{number:012d}"
    assert inner_number(piece) is None


@given(st.text("ABEIKMHOPCTXY", min_size=4, max_size=4), st.integers(0, 999_999), st.integers(0, 15))
def test_letters_that_look_alike_are_one_stamp(letters: str, number: int, mask: int) -> None:
    twins = dict(zip("ABEIKMHOPCTXY", "АВЕІКМНОРСТХУ", strict=True))
    typed = "".join(twins[char] if mask >> place & 1 else char for place, char in enumerate(letters))
    pure = mask in {0, 15}
    assert paper_stamp(f"{typed}{number:06d}") == f"{typed if pure else letters}{number:06d}"
    assert stamp_key(f"{typed}{number:06d}") == stamp_key(f"{letters}{number:06d}")


def test_separators_do_not_make_another_electronic_stamp() -> None:
    assert stamp_key(f"010482000000004821XYZ{GS}91A") == stamp_key("010482000000004821XYZ91A")
