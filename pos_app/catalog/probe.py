"""The head probe: the first page of the list, where new goods appear, and how long the list is."""

from dataclasses import dataclass
from functools import partial
from typing import Final

from pos_app.catalog.passes import CatalogEmptied
from pos_app.catalog.patience import Patience
from pos_app.catalog.rows import known_units, product_row
from pos_app.catalog.sync import CatalogSync
from pos_app.smartkasa import models as sk
from pos_app.store.catalog import PageResult

HEAD: Final = 100
"""Rows that are looked at: more than a manager adds in two minutes."""


@dataclass(frozen=True, slots=True)
class Seen:
    """`changed`: rows were written; `moved`: more happened than the head shows, so the rest should be read soon."""

    changed: bool
    moved: bool


class Probe:
    """Looks at the head, and remembers how long the list was."""

    def __init__(self, sync: CatalogSync) -> None:
        self._sync = sync
        self._total: int | None = None

    async def look(self, patience: Patience) -> Seen:
        """Read the head and write what is new. Raises CatalogEmptied where there was a catalog."""
        sync = self._sync
        async with sync.turn:
            page = await patience.ask(
                partial(sync.client.list_products, shop_id=sync.shop_id, page=1, per_page=HEAD)
            )
            known = await sync.writer.do(sync.writer.store.count)
            if known and not page.items and not page.unreadable:
                raise CatalogEmptied
            written = await sync.writer.do(self._write, page)
        total, before = page.meta.total_count, self._total
        self._total = total
        shrank = total is not None and before is not None and total != before + written.added
        return Seen(changed=bool(written.added or written.changed), moved=shrank)

    def _write(self, page: sk.Page[sk.Product]) -> PageResult:
        store = self._sync.writer.store
        units = known_units(store)
        rows = [product_row(product, units) for product in page.items]
        return store.put_page(rows, generation=int(store.fact("generation", 0)))
