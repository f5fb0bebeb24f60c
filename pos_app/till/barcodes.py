"""The owner's rules of reading codes, kept in till.db: own labels, packs, customers' cards; and their test."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pos_app.catalog.barcode_rules import MOST_PIECES, BarcodeRules, CardRule, Pack
from pos_app.catalog.reading import read_scan
from pos_app.domain.errors import refused
from pos_app.domain.in_store import DEFAULT_RULES, InStoreKind, InStoreRule, rule_trouble
from pos_app.domain.product import Product
from pos_app.domain.said import sentence
from pos_app.till.code_state import BarcodeTest, PackRow
from pos_app.till.core import Core
from pos_app.till.goods import Goods

_LABELS: Final = "barcodes.labels"
_PACKS: Final = "barcodes.packs"
_CARDS: Final = "barcodes.cards"
_MOST: Final = 200

_TROUBLE: Final[Mapping[str, str]] = {
    "prefix": "Префікс: від 1 до 4 цифр, перша — 2.",
    "length": "Разом має бути 13 цифр: префікс, артикул, значення, контрольна.",
    "verifier": "Контрольна цифра значення буває лише для 4 або 5 цифр.",
    "scale": "Неправильна кількість знаків після коми.",
    "twice": "Правило з таким префіксом уже є.",
}


class BarcodeDesk:
    """Knows the rules; every change counts with the next scan."""

    def __init__(self, core: Core, goods: Goods) -> None:
        self._core = core
        self._goods = goods
        self._settings = core.store.settings
        self.rules = self._load()

    def _load(self) -> BarcodeRules:
        labels = self._settings.get(_LABELS)
        return BarcodeRules(
            DEFAULT_RULES if labels is None else tuple(map(_label, labels)),
            {code: Pack(row[0], row[1]) for code, row in self._settings.get(_PACKS, {}).items()},
            tuple(CardRule(row[0], row[1]) for row in self._settings.get(_CARDS, [])),
        )

    def packs(self) -> Sequence[PackRow]:
        """The packs with the names of their products; an empty name: the product is no longer in the catalog."""
        rows = []
        for code, pack in self.rules.packs.items():
            row = self._core.catalog.by_id(pack.product_id)
            rows.append(PackRow(code, pack.product_id, row.name if row is not None else "", pack.count))
        return rows

    def test(self, code: str) -> BarcodeTest:
        """What a code would be read as, step by step; nothing is sold."""
        read = read_scan(code, self._core.catalog, rules=self.rules)
        return BarcodeTest(
            read.code, read.kind.value, self._products(read.rows), read.quantity, read.price, read.expires, read.steps
        )

    def _products(self, rows: Sequence[Any]) -> tuple[Product, ...]:
        return self._goods.products(rows)

    # what a manager changes

    def set_labels(self, rules: Sequence[InStoreRule]) -> None:
        """All rules of labels, in place of the old ones. `bad_rule` for one that no label can follow."""
        kept: list[InStoreRule] = []
        for rule in rules[:_MOST]:
            trouble = rule_trouble(rule, tuple(kept))
            if trouble:
                raise refused("bad_rule", f"{rule.prefix or '—'}: {_TROUBLE[trouble]}")
            kept.append(rule)
        self._put(_LABELS, [_label_row(rule) for rule in kept])

    def set_pack(self, code: str, product_id: str, count: int) -> None:
        """So many pieces of a product lie in the pack with this code; a count of 0 forgets the pack."""
        code = code.strip()
        packs = dict(self._settings.get(_PACKS, {}))
        packs.pop(code, None)
        if count:
            self._check_pack(code, product_id, count)
            packs[code] = [product_id, count]
        self._put(_PACKS, packs)

    def _check_pack(self, code: str, product_id: str, count: int) -> None:
        if not 4 <= len(code) <= 64 or not code.isprintable() or not 2 <= count <= MOST_PIECES:
            raise refused("bad_rule", sentence("Упаковка: код від 4 знаків, від 2 до {most} штук.", most=MOST_PIECES))
        product = self._goods.product(product_id)
        if product.sold_by_weight:
            raise refused("fraction_not_allowed", "В упаковці мають бути штуки, а цей товар ваговий.")
        if code == product.barcode:
            raise refused("bad_rule", "Це код самого товару. Скануйте код упаковки.")

    def set_cards(self, cards: Sequence[CardRule]) -> None:
        """How customers' cards begin, all of them."""
        kept: list[CardRule] = []
        for card in cards[:_MOST]:
            wrong = len(card.prefix) < 2 or len(card.prefix) > 32 or not card.prefix.isascii()
            if wrong or not card.prefix.isalnum() or (card.length and not len(card.prefix) < card.length <= 64):
                raise refused("bad_rule", "Картка: початок від 2 знаків, довжина більша за нього.")
            if card not in kept:
                kept.append(card)
        self._put(_CARDS, [[card.prefix, card.length] for card in kept])

    def _put(self, key: str, value: Any) -> None:
        cashier = self._core.need("settings")
        with self._core.store.transaction():
            self._settings.put(key, value)
            self._core.journal(key, {"rules": value, "cashier": cashier.id})
        self.rules = self._load()


def _label(row: Mapping[str, Any]) -> InStoreRule:
    return InStoreRule(
        row["prefix"],
        InStoreKind(row["kind"]),
        row["article_digits"],
        row["value_digits"],
        row["scale"],
        bool(row["verifier"]),
    )


def _label_row(rule: InStoreRule) -> dict[str, Any]:
    return {
        "prefix": rule.prefix,
        "kind": rule.kind.value,
        "article_digits": rule.article_digits,
        "value_digits": rule.value_digits,
        "scale": rule.scale,
        "verifier": rule.verifier,
    }
