"""The owner's rules of reading codes: layouts of the shop's own labels, packs of a product, customers' cards."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pos_app.domain.in_store import DEFAULT_RULES, InStoreRule

MOST_PIECES: Final = 10_000


@dataclass(frozen=True, slots=True)
class Pack:
    """A code on a box stands for so many pieces of a product."""

    product_id: str
    count: int


@dataclass(frozen=True, slots=True)
class CardRule:
    """A customer's card: codes that begin so; `length` 0 takes any."""

    prefix: str
    length: int = 0

    def fits(self, code: str) -> bool:
        """Is this such a card?"""
        return code.startswith(self.prefix) and (len(code) == self.length or not self.length)


@dataclass(frozen=True, slots=True)
class BarcodeRules:
    """All of them. A label's rule with a longer prefix is asked first."""

    labels: tuple[InStoreRule, ...] = DEFAULT_RULES
    packs: Mapping[str, Pack] = field(default_factory=dict)
    cards: tuple[CardRule, ...] = ()

    def longest_first(self) -> tuple[InStoreRule, ...]:
        """The rules of labels in the order they are asked."""
        return tuple(sorted(self.labels, key=lambda rule: -len(rule.prefix)))


USUAL: Final = BarcodeRules()
