"""Which goods a rule of the shop speaks of: some products, whole categories, goods for adults, or all there are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from pos_app.domain.product import Product

Path = Callable[[str], Sequence[str]]
"""A category's id and those above it."""

ADULTS: Final = "adults"
"""In place of a category: what SmartKasa marks as for adults, and all with an excise stamp."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Products and categories by id; with neither, all goods."""

    goods: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()

    @property
    def is_everything(self) -> bool:
        """Does it speak of all goods?"""
        return not self.goods and not self.categories

    def holds(self, product: Product, path: Path) -> bool:
        """Is this product meant?"""
        if self.is_everything or product.id in self.goods:
            return True
        if ADULTS in self.categories and is_for_adults(product):
            return True
        if product.category_id is None or not self.categories:
            return False
        return not set(self.categories).isdisjoint(path(product.category_id))


EVERYTHING: Final = Scope()


def is_for_adults(product: Product) -> bool:
    """Alcohol, tobacco and the like: only for those who are 18."""
    return product.adults_only or product.excise


def within_hours(minute: int, begins: int, ends: int) -> bool:
    """Is a minute of the day between two others, over midnight where the second is the earlier? Equal: always."""
    if begins == ends:
        return True
    return begins <= minute < ends if begins < ends else minute >= begins or minute < ends
