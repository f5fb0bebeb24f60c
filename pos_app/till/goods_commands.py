"""The till's commands about the goods as they stand on the screen: sync, search, shelf, labels."""

from collections.abc import Mapping, Sequence
from typing import Any

from pos_app.catalog.sync import Progress
from pos_app.domain.product import Product
from pos_app.till.assortment import AssortmentDesk
from pos_app.till.commands import Commands
from pos_app.till.goods import Subgroup
from pos_app.till.labels import LabelDesk
from pos_app.till.paper_desk import PaperDesk
from pos_app.till.printer_desk import PrinterDesk
from pos_app.till.state import Category, ShelfCard


class GoodsCommands(Commands):
    """Mixed into the till."""

    async def sync_catalog(self, *, full: bool = False) -> Mapping[str, Any]:
        """Bring the catalog up to date. Nothing less than a full pass sees every price, so every pass is a full one."""
        del full
        return await self._parts.supply.sync()

    async def stop_sync(self) -> None:
        """Stop bringing the catalog up to date; the next time it goes on from there."""
        self._parts.supply.stop_sync()

    async def search(
        self,
        query: str,
        *,
        limit: int = 50,
        category_id: str | None = None,
        subgroup_id: int | None = None,
        in_stock: bool = False,
    ) -> Sequence[Product]:
        """Products by the beginnings of words; `in_stock` leaves out what is counted and not there."""
        return self._parts.goods.search(
            query, limit=limit, category_id=category_id, subgroup_id=subgroup_id, in_stock=in_stock
        )

    async def by_barcode(self, barcode: str) -> Sequence[Product]:
        """Products by number."""
        return self._parts.goods.by_barcode(barcode)

    async def categories(self) -> Sequence[Category]:
        """The tree of categories."""
        return self._parts.goods.categories()

    async def subgroups(self) -> Sequence[Subgroup]:
        """The subgroups that products carry."""
        return self._parts.goods.subgroups()

    async def quick_products(self, limit: int = 24) -> Sequence[Product]:
        """Pinned products in their places, the best-selling in the others."""
        return self._parts.shelf.quick(limit)

    async def quick_keys(self) -> Sequence[str | None]:
        """The pinned product of each quick key; None where the best sellers stand."""
        return self._parts.shelf.keys()

    async def set_quick_keys(self, keys: Sequence[str | None]) -> None:
        """Pin products to quick keys; needs the right "settings"."""
        self._open()
        self._parts.shelf.set_keys(keys)

    async def favourites(self, limit: int = 48) -> Sequence[Product]:
        """SmartKasa's bookmarked products, and what was added and taken out here."""
        return self._parts.shelf.favourites(limit)

    async def set_favourite(self, product_id: str, chosen: bool) -> None:
        """Put a product among the favourites, or take it out."""
        self._open()
        self._parts.shelf.set_favourite(product_id, chosen)

    async def shelf_card(self, product_id: str) -> ShelfCard:
        """All that this till knows of a product."""
        return self._parts.shelf.card(product_id)

    async def show_in_stock_only(self, only: bool) -> None:
        """Lists of goods leave out what is out of stock, or not."""
        self._open()
        self._parts.shelf.in_stock_only(only)

    async def picture(self, product: Product) -> bytes | None:
        """A product's picture."""
        return await self._parts.supply.picture(product)

    def catalog_progress(self, progress: Progress) -> None:
        """The sync tells how far it is."""
        self._parts.supply.progress(progress)

    def catalog_changed(self) -> None:
        """The catalog was written to in the background."""
        self._parts.supply.show()
        self._parts.prices.catalog_changed()

    def catalog_problem(self, words: str) -> None:
        """Why the catalog cannot be kept fresh; "" when it can again."""
        self._parts.supply.problem(words)

    def held_products(self) -> frozenset[str]:
        """Products in open baskets, which a sync must not hide. May be asked from another thread."""
        return self._parts.held_products()

    @property
    def assortment(self) -> AssortmentDesk:
        """The commands on what the catalog holds."""
        self._open()
        return self._parts.assortment

    @property
    def labels(self) -> LabelDesk:
        """Price labels."""
        self._open()
        return self._parts.labels

    @property
    def printer(self) -> PrinterDesk:
        """The printer: jobs that ask, its set-up, the owner's texts."""
        self._open()
        return self._parts.printer

    @property
    def paper(self) -> PaperDesk:
        """The owner's receipt: template, files, notes of parked baskets."""
        self._open()
        return self._parts.paper
