"""Beyond the contract: a product opened, made, changed and deleted in SmartKasa, and its label (docs/rpc.md)."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any, Final

from pos_app.catalog.editing import FormField, ProductForm
from pos_app.catalog.rows import PIECE_CODE
from pos_app.rpc import views
from pos_app.rpc.method import Given, Method
from pos_app.rpc.params import Param, flag, list_of, needed, object_of, optional, text, whole
from pos_app.till.assortment import ProductCard, SavedProduct
from pos_app.till.door import TillDoor

_FORM: Final[Mapping[str, Param]] = {
    FormField.TITLE: optional(text),
    FormField.PRICE: optional(whole),
    FormField.BARCODE: optional(text),
    FormField.CATEGORY: optional(text),
    FormField.UNIT: optional(whole),
    FormField.BY_WEIGHT: optional(flag),
    FormField.TAX_GROUP: optional(whole),
    FormField.CLASSIFIER: optional(whole),
    FormField.CLASSIFIER_CODE: optional(text),
    FormField.PURCHASE_PRICE: optional(whole),
}


async def _product(till: TillDoor, given: Given) -> Any:
    return _card_view(await till.assortment.open(given["product_id"]))


async def _create(till: TillDoor, given: Given) -> Any:
    form = replace(ProductForm(unit=PIECE_CODE), **given["product"])
    warned = given.get("despite_warnings", False)
    return _saved_view(await till.assortment.save(None, form, despite_warnings=warned))


async def _update(till: TillDoor, given: Given) -> Any:
    now = (await till.assortment.open(given["product_id"])).form
    opened = replace(now, **given.get("was", {}))
    wanted = replace(opened, **given["product"])
    warned = given.get("despite_warnings", False)
    return _saved_view(await till.assortment.save(given["product_id"], wanted, opened, despite_warnings=warned))


async def _set_price(till: TillDoor, given: Given) -> Any:
    return _saved_view(await till.assortment.set_price(given["product_id"], given["price"], given.get("was")))


async def _delete(till: TillDoor, given: Given) -> Any:
    await till.assortment.delete(given["product_id"])
    return {}


async def _labels(till: TillDoor, given: Given) -> Any:
    return {"print_job": await till.labels.print(given["product_ids"], given.get("copies", 1))}


def _card_view(card: ProductCard) -> dict[str, Any]:
    return {
        "product": views.product_view(card.product),
        "form": asdict(card.form),
        "short_title": card.short_title,
        "subgroup": card.subgroup,
        "tax": card.tax,
        "stock": {"counted": card.stock.counted, "amount": card.stock.amount, "changed_at": card.stock.changed_at},
        "changed_at": card.changed_at,
    }


def _saved_view(saved: SavedProduct) -> dict[str, Any]:
    view: dict[str, Any] = {"outcome": saved.outcome}
    if saved.product is not None:
        view["product"] = views.product_view(saved.product)
    if saved.faults:
        view["faults"] = [
            {"field": fault.field, "code": fault.code, "message": fault.message, "warning": fault.warning}
            for fault in saved.faults
        ]
    if saved.conflicts:
        view["conflicts"] = [
            {"field": one.field, "was": one.opened, "mine": one.mine, "now": one.theirs} for one in saved.conflicts
        ]
        view["changed_at"] = saved.changed_at
    return view


_PRODUCT: Final = {"product_id": needed(text)}

ASSORTMENT: Final[Mapping[str, Method]] = {
    "catalog.product": Method(_product, _PRODUCT, aside=True),
    "catalog.create_product": Method(
        _create, {"product": needed(object_of(_FORM)), "despite_warnings": optional(flag)}, aside=True, outlasts=True
    ),
    "catalog.update_product": Method(
        _update,
        {
            **_PRODUCT,
            "product": needed(object_of(_FORM)),
            "was": optional(object_of(_FORM)),
            "despite_warnings": optional(flag),
        },
        aside=True,
        outlasts=True,
    ),
    "catalog.set_price": Method(
        _set_price, {**_PRODUCT, "price": needed(whole), "was": optional(whole)}, aside=True, outlasts=True
    ),
    "catalog.delete_product": Method(_delete, _PRODUCT, aside=True, outlasts=True),
    "labels.print": Method(_labels, {"product_ids": needed(list_of(text)), "copies": optional(whole)}),
}
