"""What a scanned code is: goods (one, or several to choose from), an excise stamp, or a receipt to be given back.

The plainest reading comes first: a product that carries exactly this number is that product, whatever else the digits
could mean. Then labels weighed and priced in the shop, then GS1, then stamps and receipts.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final, Protocol
from urllib.parse import parse_qs, urlsplit

from pos_app.catalog.gs1 import is_data_matrix, parse_gs1, without_symbol
from pos_app.domain.barcode import (
    DEFAULT_RULES,
    InStoreCode,
    InStoreRule,
    check_digit,
    is_excise_stamp,
    is_valid_ean,
    parse_in_store,
)
from pos_app.domain.money import round_half_up
from pos_app.domain.product import Product
from pos_app.domain.quantity import ONE
from pos_app.store.catalog import CatalogRow

_TAX_SERVICE: Final = "cabinet.tax.gov.ua"
_CHECKBOX: Final = ("check.checkbox.ua", "check.checkbox.in.ua")
_UUID: Final = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_SHORTEST_IDENTIFIER: Final = 12
"""The readable part of an electronic stamp has 12 characters; the DataMatrix holds those and more."""


class Goods(Protocol):
    """Where products are looked up."""

    def by_barcode(self, number: str) -> list[CatalogRow]:
        """Every product with exactly this number."""

    def by_code(self, code: str) -> list[CatalogRow]:
        """Every product with exactly this article number."""


class ScanKind(StrEnum):
    """What was scanned."""

    GOODS = "goods"
    STAMP = "stamp"
    RECEIPT = "receipt"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ReceiptLink:
    """A receipt by what its QR says: the fiscal number and the register's, or Checkbox's id of it."""

    fiscal_code: str | None = None
    register_number: str | None = None
    receipt_id: str | None = None


@dataclass(frozen=True, slots=True)
class Scan:
    """A scanned code, read. `rows`: one product, or several to choose from.

    `quantity` (thousandths) and `price` (kopecks a unit) are set when the label tells them. `stamp` may come along with
    goods: an electronic stamp that names them. `expires` is the last good day.
    """

    kind: ScanKind
    code: str
    rows: tuple[CatalogRow, ...] = ()
    quantity: int | None = None
    price: int | None = None
    stamp: str | None = None
    receipt: ReceiptLink | None = None
    expires: date | None = None

    @property
    def to_choose(self) -> bool:
        """Several products carry this number."""
        return len(self.rows) > 1


def read_scan(
    code: str, goods: Goods, *, awaiting: Product | None = None, rules: tuple[InStoreRule, ...] = DEFAULT_RULES
) -> Scan:
    """Read a code as the scanner gave it. `awaiting`: the excise good in the basket that lacks a stamp."""
    raw = code.strip()
    plain = without_symbol(raw)
    readings: tuple[Callable[[], Scan | None], ...] = (
        lambda: _by_number(plain, goods),
        lambda: _by_label(plain, goods, rules),
        lambda: _by_stamp(raw, plain, goods, awaiting),
        lambda: _by_gs1(raw, plain, goods),
        lambda: _by_receipt(plain),
        lambda: _found(plain, goods.by_code(plain)),
    )
    found = (scan for read in readings if plain and (scan := read()) is not None)
    return next(found, Scan(ScanKind.UNKNOWN, plain))


def _found(code: str, rows: list[CatalogRow]) -> Scan | None:
    return Scan(ScanKind.GOODS, code, tuple(rows)) if rows else None


def _by_number(code: str, goods: Goods) -> Scan | None:
    for number in same_number(code):
        rows = goods.by_barcode(number)
        if rows:
            return _found(code, rows)
    return None


def same_number(code: str) -> list[str]:
    """The code and the other ways of writing it: UPC-A and GTIN-14 are EAN-13 with and without leading zeros."""
    numbers = [code]
    if is_valid_ean(code):
        bare = code.lstrip("0")
        numbers += [bare.zfill(length) for length in (13, 12, 14, 8) if len(bare) <= length]
    return list(dict.fromkeys(numbers))


def _by_label(code: str, goods: Goods, rules: tuple[InStoreRule, ...]) -> Scan | None:
    """A label from the shop's own scale. Rules with a longer prefix are asked first."""
    for rule in sorted(rules, key=lambda rule: -len(rule.prefix)):
        label = parse_in_store(code, (rule,))
        rows = _labelled(label, rule, goods) if label is not None else []
        if label is not None and rows:
            scan = Scan(ScanKind.GOODS, code, tuple(rows), quantity=label.weight or None)
            return _at_sum(scan, label.price) if label.price else scan
    return None


def _labelled(label: InStoreCode, rule: InStoreRule, goods: Goods) -> list[CatalogRow]:
    """Products of a label's article: kept whole with a zero value, with the prefix, or as article number."""
    article, bare = label.article, label.article.lstrip("0")
    zero_value = rule.prefix + article + "0" * rule.value_digits
    for number in (zero_value + str(check_digit(zero_value)), rule.prefix + article, article, bare):
        rows = goods.by_barcode(number) if number else []
        if rows:
            return rows
    return goods.by_code(article) or (goods.by_code(bare) if bare else [])


def _at_sum(scan: Scan, total: int) -> Scan:
    """A label that tells the sum: weighed goods get the weight that costs so much, others the sum as their price."""
    row = scan.rows[0]
    if scan.to_choose:
        return scan
    if row.sold_by_weight and row.price > 0:
        return replace(scan, quantity=max(1, round_half_up(total * ONE, row.price)))
    return replace(scan, quantity=ONE, price=total)


def _by_gs1(raw: str, code: str, goods: Goods) -> Scan | None:
    said = parse_gs1(raw)
    if said is None or said.gtin is None:
        return None
    found = _by_number(said.gtin, goods)
    if found is None:
        return None
    stamp = said.serial if any(row.excise for row in found.rows) else None
    quantity = said.weight or (said.count * ONE if said.count else None)
    scan = replace(found, code=code, quantity=quantity, stamp=stamp and code, expires=said.expires)
    return _at_sum(scan, said.sum) if said.sum and quantity is None else scan


def _by_receipt(code: str) -> Scan | None:
    link = receipt_link(code)
    return None if link is None else Scan(ScanKind.RECEIPT, code, receipt=link)


def receipt_link(code: str) -> ReceiptLink | None:
    """The receipt that a QR leads to; None for any other text."""
    if not code.lower().startswith(("http://", "https://")):
        return None
    try:
        parts = urlsplit(code)
        host = parts.hostname or ""
    except ValueError:
        return None
    if host == _TAX_SERVICE:
        query = parse_qs(parts.query)
        fiscal_code = query.get("id", [""])[0]
        return ReceiptLink(fiscal_code, query.get("fn", [None])[0]) if fiscal_code else None
    named = _UUID.search(parts.path) if host in _CHECKBOX else None
    return ReceiptLink(receipt_id=named[0].lower()) if named else None


def _by_stamp(raw: str, code: str, goods: Goods, awaiting: Product | None) -> Scan | None:
    """An excise stamp: a paper one at any time; an electronic one while a good waits for it and it names no other."""
    if is_excise_stamp(code.upper()):
        return Scan(ScanKind.STAMP, code, stamp=code.upper())
    if awaiting is None:
        return None
    said = parse_gs1(raw)
    if said is None:
        return Scan(ScanKind.STAMP, code, stamp=code) if _is_identifier(raw, code) else None
    other = said.gtin and awaiting.barcode not in same_number(said.gtin) and _by_number(said.gtin, goods)
    return None if other or said.serial is None else Scan(ScanKind.STAMP, code, stamp=code)


def _is_identifier(raw: str, code: str) -> bool:
    """A DataMatrix, or letters and digits long enough for an electronic stamp, that are not an address."""
    if "://" in code or len(code) < _SHORTEST_IDENTIFIER:
        return False
    return is_data_matrix(raw) or not (code.isdigit() or " " in code)
