"""Reads a scanned code, and notes each step: a test page shows the owner the very same reading that the till does."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from pos_app.catalog.barcode_rules import USUAL, BarcodeRules
from pos_app.catalog.gs1 import (
    GS1_SYMBOLS,
    Gs1Code,
    is_data_matrix,
    looks_like_gs1,
    parse_gs1,
    symbol_of,
    without_symbol,
)
from pos_app.catalog.receipt_links import receipt_link
from pos_app.catalog.scan import Goods, Said, Scan, ScanKind, Step
from pos_app.domain.barcode import check_digit, inner_number, is_digits, is_retail, is_valid_ean, same_number
from pos_app.domain.excise import paper_stamp
from pos_app.domain.in_store import InStoreCode, InStoreRule, Part, parse_in_store
from pos_app.domain.money import round_half_up
from pos_app.domain.product import Product
from pos_app.domain.quantity import ONE
from pos_app.store.catalog import CatalogRow

LONGEST_CODE: Final = 500
_SHORTEST_IDENTIFIER: Final = 12
"""The readable part of an electronic stamp has 12 characters; the DataMatrix holds those and more."""


def read_scan(code: str, goods: Goods, *, awaiting: Product | None = None, rules: BarcodeRules = USUAL) -> Scan:
    """Read a code as the scanner gave it. `awaiting`: the excise good in the basket that lacks a stamp."""
    return _Reader(code[:LONGEST_CODE].strip(" \t\r\n"), goods, awaiting, rules).read()


class _Reader:
    """One code, asked for its readings one after the other."""

    def __init__(self, raw: str, goods: Goods, awaiting: Product | None, rules: BarcodeRules) -> None:
        self._raw = raw
        self._code = without_symbol(raw).strip()
        self._goods = goods
        self._awaiting = awaiting
        self._rules = rules
        self._steps: list[Step] = []

    def _say(self, said: Said, **values: str) -> None:
        self._steps.append(Step(said, values))

    def read(self) -> Scan:
        """The first reading that fits."""
        if symbol := symbol_of(self._raw):
            self._say(Said.SYMBOL, symbol=symbol)
        readings: tuple[Callable[[], Scan | None], ...] = (
            self._pack,
            self._number,
            self._card,
            self._label,
            self._stamp,
            self._gs1,
            self._receipt,
            self._add_on,
            self._article,
        )
        found = next((scan for read in readings if self._code and (scan := read()) is not None), None)
        if found is None:
            self._missed()
            found = Scan(ScanKind.UNKNOWN, self._code)
        return replace(found, steps=tuple(self._steps))

    # goods by their number

    def _pack(self) -> Scan | None:
        pack = self._rules.packs.get(self._code)
        if pack is None:
            return None
        row = self._goods.by_id(pack.product_id)
        if row is None:
            self._say(Said.PACK_LOST)
            return None
        self._say(Said.PACK, name=row.name, count=str(pack.count))
        return Scan(ScanKind.GOODS, self._code, (row,), quantity=pack.count * ONE)

    def _number(self) -> Scan | None:
        rows = self._numbered(self._code)
        if not rows:
            return None
        self._say(Said.NUMBER if len(rows) == 1 else Said.NUMBER_OF_SEVERAL, name=rows[0].name, count=str(len(rows)))
        return Scan(ScanKind.GOODS, self._code, tuple(rows))

    def _numbered(self, code: str) -> list[CatalogRow]:
        return next((rows for number in same_number(code) if (rows := self._goods.by_barcode(number))), [])

    def _add_on(self) -> Scan | None:
        """Newspapers carry two or five digits more beside their EAN-13: the issue."""
        code = self._code
        if len(code) not in {15, 18} or not is_valid_ean(code[:13]):
            return None
        rows = self._numbered(code[:13])
        if not rows:
            return None
        self._say(Said.ADD_ON, name=rows[0].name, issue=code[13:])
        return Scan(ScanKind.GOODS, code[:13], tuple(rows))

    def _article(self) -> Scan | None:
        rows = self._goods.by_code(self._code)
        if not rows:
            return None
        self._say(Said.ARTICLE, name=rows[0].name)
        return Scan(ScanKind.GOODS, self._code, tuple(rows))

    def _missed(self) -> None:
        """No reading fits: what can be told about the number?"""
        code = self._code
        inner = inner_number(code)
        if inner is not None and (rows := self._numbered(inner)):
            self._say(Said.INNER, name=rows[0].name, number=inner)
        elif any(step.said is Said.GS1_BROKEN for step in self._steps):
            return
        elif is_retail(code) and not is_valid_ean(code):
            self._say(Said.CHECK_DIGIT, code=code, right=str(check_digit(code[:-1])), got=code[-1])
        else:
            self._say(Said.NO_NUMBER if is_digits(code) else Said.NOTHING)

    # cards and the shop's own labels

    def _card(self) -> Scan | None:
        rule = next((rule for rule in self._rules.cards if rule.fits(self._code)), None)
        if rule is None:
            return None
        self._say(Said.CARD, prefix=rule.prefix)
        return Scan(ScanKind.CARD, self._code)

    def _label(self) -> Scan | None:
        for rule in self._rules.longest_first():
            if not rule.begins(self._code) or not is_valid_ean(self._code):
                continue
            if not rule.verified(self._code):
                self._say(Said.LABEL_VERIFIER, prefix=rule.prefix)
                continue
            label = parse_in_store(self._code, (rule,))
            if label is not None and (scan := self._labelled(rule, label)) is not None:
                return scan
        return None

    def _labelled(self, rule: InStoreRule, label: InStoreCode) -> Scan | None:
        rows = self._of_article(label.article, rule)
        value = rule.taken(self._code, Part.VALUE)
        values = {"prefix": rule.prefix, "article": label.article, "kind": rule.kind.value, "value": value}
        if not rows:
            self._say(Said.LABEL_NO_ARTICLE, **values)
            return None
        self._say(Said.LABEL, **values, name=rows[0].name, amount=str(int(value) * rule.scale))
        quantity = label.weight or (label.pieces * ONE if label.pieces else None)
        scan = Scan(ScanKind.GOODS, self._code, tuple(rows), quantity=quantity)
        return self._at_sum(scan, label.price) if label.price else scan

    def _of_article(self, article: str, rule: InStoreRule) -> list[CatalogRow]:
        """Products of a label's article: kept whole with a zero value, with the prefix, or as article number."""
        bare = article.lstrip("0")
        zero = rule.prefix + article + "0" * (rule.verifier + rule.value_digits)
        for number in (zero + str(check_digit(zero)), rule.prefix + article, article, bare):
            rows = self._goods.by_barcode(number) if number else []
            if rows:
                return rows
        return self._goods.by_code(article) or (self._goods.by_code(bare) if bare else [])

    def _at_sum(self, scan: Scan, total: int) -> Scan:
        """A label that tells the sum: weighed goods get the weight that costs so much, others the sum as price."""
        row = scan.rows[0]
        if scan.to_choose:
            return scan
        if row.sold_by_weight and row.price > 0:
            quantity = max(1, round_half_up(total * ONE, row.price))
            self._say(Said.LABEL_WITH_SUM, sum=str(total), price=str(row.price), quantity=str(quantity))
            return replace(scan, quantity=quantity)
        return replace(scan, quantity=ONE, price=total)

    # stamps, GS1, receipts

    def _stamp(self) -> Scan | None:
        """A paper stamp at any time; an electronic one while a good waits for it and it names no other goods."""
        paper = paper_stamp(self._code)
        if paper is not None:
            self._say(Said.STAMP_PAPER, stamp=paper)
            return Scan(ScanKind.STAMP, self._code, stamp=paper)
        if self._awaiting is None or not self._is_electronic(self._awaiting):
            return None
        self._say(Said.STAMP_ELECTRONIC, name=self._awaiting.name)
        return Scan(ScanKind.STAMP, self._code, stamp=self._code)

    def _is_electronic(self, awaiting: Product) -> bool:
        said = parse_gs1(self._raw)
        if said is None:
            return self._is_identifier()
        other = said.gtin and awaiting.barcode not in same_number(said.gtin) and self._numbered(said.gtin)
        return not other and said.serial is not None

    def _is_identifier(self) -> bool:
        """A DataMatrix, or letters and digits long enough for an electronic stamp, that are not an address."""
        code = self._code
        if "://" in code or len(code) < _SHORTEST_IDENTIFIER:
            return False
        return is_data_matrix(self._raw) or not (code.isdigit() or " " in code)

    def _gs1(self) -> Scan | None:
        if not looks_like_gs1(self._raw):
            return None
        said = parse_gs1(self._raw)
        if said is None:
            if self._raw.startswith(GS1_SYMBOLS) or not self._code.startswith("http"):
                self._say(Said.GS1_BROKEN)
            return None
        if said.wrong_gtin is not None:
            right = str(check_digit(said.wrong_gtin[:-1]))
            self._say(Said.GS1_WRONG_GTIN, code=said.wrong_gtin, right=right, got=said.wrong_gtin[-1])
            return None
        if said.gtin is None:
            self._say(Said.GS1_NO_GTIN)
            return None
        return self._gs1_goods(said, said.gtin)

    def _gs1_goods(self, said: Gs1Code, gtin: str) -> Scan | None:
        rows = self._numbered(gtin)
        if not rows:
            self._say(Said.GS1_UNKNOWN, gtin=gtin)
            return None
        self._say(
            Said.GS1,
            gtin=gtin,
            name=rows[0].name,
            weight=str(said.weight or ""),
            count=str(said.count or ""),
            sum=str(said.sum or ""),
            batch=said.batch or "",
            expires=said.expires.isoformat() if said.expires else "",
        )
        stamp = self._code if said.serial and any(row.excise for row in rows) else None
        quantity = said.weight or (said.count * ONE if said.count else None)
        scan = Scan(
            ScanKind.GOODS, self._code, tuple(rows), quantity=quantity, stamp=stamp, expires=said.expires
        )
        return self._at_sum(scan, said.sum) if said.sum and quantity is None else scan

    def _receipt(self) -> Scan | None:
        link = receipt_link(self._code)
        if link is None:
            return None
        self._say(Said.RECEIPT, number=link.fiscal_code or link.receipt_id or "")
        return Scan(ScanKind.RECEIPT, self._code, receipt=link)
