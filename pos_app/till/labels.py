"""Price labels: of one product, of several, or of all whose price is another than their last label says."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from pos_app.domain.errors import refused
from pos_app.domain.product import Product
from pos_app.printing.labels import PriceLabel, labels_layout
from pos_app.printing.layout import Layout
from pos_app.store.print_jobs import PrintJob
from pos_app.till.core import Core
from pos_app.till.goods import Goods

MOST_COPIES: Final = 200
MOST_LABELS: Final = 500
"""Labels in one print job, copies counted."""

MOST_SHOWN: Final = 12
"""Labels in a preview; the others look like these."""

_AT_ONCE: Final = 200
"""Labels compared between two turns of the loop."""


class Since(StrEnum):
    """Prices that changed since what."""

    LABELS = "labels"
    YESTERDAY = "yesterday"


@dataclass(frozen=True, slots=True)
class Repriced:
    """A product with another price than before: `was` kopecks, `at` when it changed or when its label was printed."""

    product: Product
    was: int
    at: datetime


@dataclass(frozen=True, slots=True)
class LabelPreview:
    """Labels as they will be printed, and how many characters a line of this printer's paper holds."""

    blocks: Layout
    columns: int


class LabelDesk:
    """Whoever is signed in may print labels: the price on the shelf must be the one of the receipt.

    `columns` tells how wide the printer's paper is, in characters.
    """

    def __init__(self, core: Core, goods: Goods, columns: Callable[[], int]) -> None:
        self._core = core
        self._goods = goods
        self._columns = columns

    async def repriced(self, since: Since) -> Sequence[Repriced]:
        """Products whose price changed since their last label, or since the beginning of yesterday."""
        self._core.need()
        if since is Since.LABELS:
            return await self._labelled_otherwise()
        midnight = self._core.clock.kyiv().replace(hour=0, minute=0, second=0, microsecond=0)
        start = int((midnight - timedelta(days=1)).timestamp())
        rows = self._core.catalog.repriced(start, limit=MOST_LABELS)
        return [Repriced(self._goods.sold(row), was, datetime.fromtimestamp(at, UTC)) for row, was, at in rows]

    async def _labelled_otherwise(self) -> Sequence[Repriced]:
        found: list[Repriced] = []
        after = ""
        while labels := self._core.store.labels.after(after, _AT_ONCE):
            rows = {row.id: row for row in self._core.catalog.by_ids([label[0] for label in labels])}
            for product_id, price, at in labels:
                row = rows.get(product_id)
                if row is not None and row.price != price and not row.free_price:
                    found.append(Repriced(self._goods.sold(row), price, at))
            if len(found) >= MOST_LABELS:
                break
            after = labels[-1][0]
            await asyncio.sleep(0)
        return found[:MOST_LABELS]

    async def preview(self, product_ids: Sequence[str]) -> LabelPreview:
        """The first few labels of these products as they would be printed now."""
        self._core.need()
        blocks = labels_layout([self._label(product) for product in self._products(product_ids[:MOST_SHOWN])])
        return LabelPreview(blocks, self._columns())

    async def print(self, product_ids: Sequence[str], copies: int = 1) -> str:
        """Queue the labels of these products, each so many times; → the print job.

        They count as the products' last labels once they are on paper: a job may be dropped.
        """
        cashier = self._core.need()
        products = self._products(product_ids)
        if not 1 <= copies <= MOST_COPIES or len(products) * copies > MOST_LABELS:
            raise refused("label_copies")
        core, at = self._core, self._core.clock.now()
        labels = [self._label(product).kept() for product in products]
        job_id = core.new_id()
        prices = [(product.id, product.price) for product in products]
        job = PrintJob(job_id, "label", job_id, at, {"labels": labels, "copies": copies, "prices": prices})
        with core.store.transaction():
            core.store.print_jobs.add(job)
            core.journal("labels.printed", {"count": len(products) * copies, "job": job_id, "cashier": cashier.id})
        core.printer.wake()
        return job_id

    def _products(self, product_ids: Sequence[str]) -> list[Product]:
        products = [self._goods.product(product_id) for product_id in dict.fromkeys(product_ids)]
        # a free price is told at the till and not on the shelf
        priced = [product for product in products if product.price and not product.free_price]
        if not priced:
            raise refused("label_nothing")
        return priced

    def _label(self, product: Product) -> PriceLabel:
        return PriceLabel(
            product.name, product.price, product.unit, product.barcode or "", product.code, self._core.clock.now()
        )
