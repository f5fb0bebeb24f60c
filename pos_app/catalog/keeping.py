"""Products that were asked for one by one, written into the local store as a pass would have written them."""

from collections.abc import Sequence

from pos_app.catalog.rows import known_units, product_row, stock_in
from pos_app.smartkasa import models as sk
from pos_app.store.catalog import CatalogRow, CatalogStore


def keep_products(store: CatalogStore, products: Sequence[sk.Product], *, shop_id: int) -> list[CatalogRow]:
    """Write what came, and read it back as it stands. In the writer's thread."""
    units = known_units(store)
    rows = [product_row(product, units) for product in products]
    counted = [
        (product.id, stock_in(product, shop_id))
        for product in products
        if any(card.shop_id == shop_id for card in product.cards)
    ]
    with store.database.transaction():
        store.put_page(rows, generation=int(store.fact("generation", 0)))
        store.put_stock(counted)
    kept = {row.id: row for row in store.by_ids([row.id for row in rows])}
    return [kept[row.id] for row in rows]
