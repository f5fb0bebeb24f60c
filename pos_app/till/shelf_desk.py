"""How the goods stand on the screen: quick keys, favourites, goods in stock only, and one good's card."""

from collections.abc import Sequence
from typing import Any, Final

from pos_app.catalog.taxmap import GROUP_NAMES
from pos_app.domain.errors import refused
from pos_app.domain.product import Product
from pos_app.till.core import Core
from pos_app.till.goods import Goods
from pos_app.till.rights import COST
from pos_app.till.state import ShelfCard
from pos_app.till.supply import SupplyDesk

QUICK_KEYS: Final = 24
MOST_FAVOURITES: Final = 500
_KEYS: Final = "quick_keys"
_FAVOURITES: Final = "favourites"
_IN_STOCK: Final = "in_stock_only"


class ShelfDesk:
    """Kept in this till's settings. A quick key that nobody pinned shows what sells best."""

    def __init__(self, core: Core, goods: Goods, supply: SupplyDesk) -> None:
        self._core = core
        self._goods = goods
        self._supply = supply

    def show(self) -> None:
        """Publish what was chosen before."""
        self._supply.publish(in_stock_only=bool(self._core.store.settings.get(_IN_STOCK, False)))

    def in_stock_only(self, only: bool) -> None:
        """Show goods that are out of stock, or not; what is scanned is sold all the same."""
        self._core.need()
        self._keep(_IN_STOCK, only)
        self._supply.publish(in_stock_only=only)

    # quick keys

    def keys(self) -> tuple[str | None, ...]:
        """The pinned good of each place; None where the best sellers stand."""
        kept = self._core.store.settings.get(_KEYS, [])
        keys = [key if isinstance(key, str) else None for key in kept][:QUICK_KEYS]
        return tuple(keys + [None] * (QUICK_KEYS - len(keys)))

    def set_keys(self, keys: Sequence[str | None]) -> None:
        """Pin goods to places; a good stands in one place only."""
        cashier = self._core.need("settings")
        pinned = [key for key in keys if key is not None]
        if len(keys) > QUICK_KEYS or len(set(pinned)) != len(pinned):
            raise refused("bad_quick_keys")
        if any(self._goods.row(key) is None for key in pinned):
            raise refused("unknown_product")
        with self._core.store.transaction():
            self._core.store.settings.put(_KEYS, list(keys))
            self._core.journal("quick_keys.set", {"keys": list(keys), "cashier": cashier.id})
        self._supply.show()

    def quick(self, limit: int) -> tuple[Product, ...]:
        """Pinned goods in their places, and the best sellers in the others."""
        keys = self.keys()
        rows = {row.id: row for row in self._core.catalog.by_ids([key for key in keys if key is not None])}
        best = self._goods.popular(limit + len(rows))
        others = iter([product for product in best if product.id not in rows])
        places = (*keys, *(None for _ in range(limit - len(keys))))[:limit]
        placed = (self._goods.sold(rows[key]) if key in rows else next(others, None) for key in places)
        return tuple(product for product in placed if product is not None)

    # favourites

    def favourites(self, limit: int) -> tuple[Product, ...]:
        """SmartKasa's bookmarked goods and those added here, without those taken out here."""
        added, removed = self._favourites()
        rows = [row for row in self._core.catalog.bookmarked(limit=MOST_FAVOURITES) if row.id not in removed]
        have = {row.id for row in rows}
        mine = self._core.catalog.by_ids([key for key in added if key not in have])
        return self._goods.products(sorted((*rows, *mine), key=lambda row: (-row.popularity, row.name))[:limit])

    def set_favourite(self, product_id: str, chosen: bool) -> None:
        """Put a good among the favourites, or take it out; SmartKasa's bookmarks stay as they are."""
        self._core.need()
        row = self._goods.row(product_id)
        if row is None:
            raise refused("unknown_product")
        added, removed = self._favourites()
        (removed if chosen else added).discard(product_id)
        if chosen != row.bookmarked:
            (added if chosen else removed).add(product_id)
        if len(added) > MOST_FAVOURITES:
            raise refused("too_many_favourites")
        self._keep(_FAVOURITES, {"added": sorted(added), "removed": sorted(removed)})
        self._supply.show()

    def _favourites(self) -> tuple[set[str], set[str]]:
        kept = self._core.store.settings.get(_FAVOURITES, {})
        return set(kept.get("added", ())), set(kept.get("removed", ()))

    # one good

    def card(self, product_id: str) -> ShelfCard:
        """All that this till knows of a good; nothing is asked of SmartKasa."""
        row = self._goods.row(product_id)
        if row is None:
            raise refused("unknown_product")
        added, removed = self._favourites()
        names = {category.id: category.name for category in self._goods.categories()}
        path = self._core.catalog.category_path(row.category_id) if row.category_id else []
        return ShelfCard(
            product=self._goods.sold(row),
            barcodes=row.barcodes,
            category=tuple(names[key] for key in reversed(path) if key in names),
            tax=GROUP_NAMES.get(row.tax_group, ""),
            priced_at=self._core.catalog.priced_at(product_id),
            favourite=row.id in added or (row.bookmarked and row.id not in removed),
            pinned=row.id in self.keys(),
            cost=row.cost if self._core.may(COST) else None,
        )

    def _keep(self, key: str, value: Any) -> None:
        with self._core.store.transaction():
            self._core.store.settings.put(key, value)
