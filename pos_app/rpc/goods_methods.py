"""The goods: read from SmartKasa, found, and what SmartKasa says of those in the basket (docs/rpc.md)."""

from collections.abc import Mapping
from typing import Any, Final

from pos_app.rpc import views
from pos_app.rpc.method import Given, Method
from pos_app.rpc.params import flag, limit_of, needed, optional, text, whole
from pos_app.till.door import TillDoor


async def _sync(till: TillDoor, given: Given) -> Any:
    return await till.sync_catalog(full=given.get("full", False))


async def _stop_sync(till: TillDoor, given: Given) -> Any:
    del given
    await till.stop_sync()
    return {}


async def _search(till: TillDoor, given: Given) -> Any:
    found = await till.search(
        given["query"],
        limit=limit_of(given, 50),
        category_id=given.get("category_id"),
        subgroup_id=given.get("subgroup_id"),
    )
    return views.products_view(found)


async def _subgroups(till: TillDoor, given: Given) -> Any:
    del given
    rows = await till.subgroups()
    return {"subgroups": [{"id": row.id, "name": row.name, "products": row.products} for row in rows]}


async def _by_barcode(till: TillDoor, given: Given) -> Any:
    return views.products_view(await till.by_barcode(given["barcode"]))


async def _take_price(till: TillDoor, given: Given) -> Any:
    await till.take_price(given["line_id"])
    state = till.state
    return {"cart": views.cart_view(state.cart, state.totals, state.news)}


GOODS_METHODS: Final[Mapping[str, Method]] = {
    "catalog.sync": Method(_sync, {"full": optional(flag)}, aside=True, outlasts=True),
    "catalog.cancel": Method(_stop_sync),
    "catalog.search": Method(
        _search,
        {
            "query": needed(text),
            "limit": optional(whole),
            "category_id": optional(text),
            "subgroup_id": optional(whole),
        },
    ),
    "catalog.subgroups": Method(_subgroups),
    "catalog.by_barcode": Method(_by_barcode, {"barcode": needed(text)}),
    "cart.take_price": Method(_take_price, {"line_id": needed(text)}),
}
