"""Methods beyond the contract on codes, stamps and tax exceptions: the owner's rules, and a test that sells nothing."""

from collections.abc import Mapping
from typing import Any, Final

from pos_app.catalog.barcode_rules import CardRule
from pos_app.catalog.scan import Step
from pos_app.domain.in_store import InStoreKind, InStoreRule
from pos_app.rpc import views
from pos_app.rpc.method import Given, Method
from pos_app.rpc.params import flag, list_of, needed, object_of, one_of, optional, text, whole
from pos_app.till.door import TillDoor

_LABELS: Final = list_of(
    object_of(
        {
            "prefix": needed(text),
            "kind": needed(one_of(*(kind.value for kind in InStoreKind))),
            "article_digits": optional(whole),
            "value_digits": optional(whole),
            "scale": optional(whole),
            "verifier": optional(flag),
        }
    )
)
_CARDS: Final = list_of(object_of({"prefix": needed(text), "length": optional(whole)}))


def step_view(step: Step | None) -> dict[str, Any] | None:
    """One step of a reading; `values` are texts."""
    return None if step is None else {"said": step.said, "values": step.values}


async def _get(till: TillDoor, given: Given) -> Any:
    """All rules."""
    del given
    rules = await till.barcode_rules()
    return {
        "labels": [
            {
                "prefix": rule.prefix,
                "kind": rule.kind,
                "article_digits": rule.article_digits,
                "value_digits": rule.value_digits,
                "scale": rule.scale,
                "verifier": rule.verifier,
            }
            for rule in rules.labels
        ],
        "packs": [
            {"barcode": row.code, "product_id": row.product_id, "name": row.name, "count": row.count}
            for row in await till.packs()
        ],
        "cards": [{"prefix": rule.prefix, "length": rule.length} for rule in rules.cards],
    }


async def _set_labels(till: TillDoor, given: Given) -> Any:
    """All rules of labels, in place of the old ones."""
    rules = [InStoreRule(**{**one, "kind": InStoreKind(one["kind"])}) for one in given["labels"]]
    await till.set_label_rules(rules)
    return await _get(till, {})


async def _set_pack(till: TillDoor, given: Given) -> Any:
    """A pack; a count of 0 forgets it."""
    await till.set_pack(given["barcode"], given.get("product_id", ""), given["count"])
    return await _get(till, {})


async def _set_cards(till: TillDoor, given: Given) -> Any:
    """How customers' cards begin."""
    await till.set_card_rules([CardRule(one["prefix"], one.get("length", 0)) for one in given["cards"]])
    return await _get(till, {})


async def _read(till: TillDoor, given: Given) -> Any:
    """What a code would be read as."""
    found = await till.test_barcode(given["code"])
    return {
        "kind": found.kind,
        "code": found.code,
        "quantity": found.quantity,
        "price": found.price,
        "expires": found.expires.isoformat() if found.expires else None,
        "steps": [step_view(step) for step in found.steps],
        **views.products_view(found.products),
    }


async def _remove_stamp(till: TillDoor, given: Given) -> Any:
    await till.remove_stamp(given["line_id"], given["code"])
    return _cart(till)


async def _void_stamp(till: TillDoor, given: Given) -> Any:
    await till.void_stamp(given["line_id"], given["code"])
    return _cart(till)


def _cart(till: TillDoor) -> Any:
    state = till.state
    return {"cart": views.cart_view(state.cart, state.totals, state.news)}


async def _tax_table(till: TillDoor, given: Given) -> Any:
    del given
    return await till.taxes()


async def _override_tax(till: TillDoor, given: Given) -> Any:
    return await till.override_tax(given["kind"], given["key"], given["codes"])


async def _badges(till: TillDoor, given: Given) -> Any:
    del given
    rows = await till.badges()
    return {"badges": [{"id": row.id, "name": row.name, "issued_at": row.issued_at} for row in rows]}


async def _issue_badge(till: TillDoor, given: Given) -> Any:
    await till.issue_badge(given["code"])
    return await _badges(till, {})


async def _revoke_badge(till: TillDoor, given: Given) -> Any:
    await till.revoke_badge(given["id"])
    return await _badges(till, {})


_STAMP: Final = {"line_id": needed(text), "code": needed(text)}

BARCODE_METHODS: Final[Mapping[str, Method]] = {
    "barcodes.get": Method(_get),
    "barcodes.set_labels": Method(_set_labels, {"labels": needed(_LABELS)}),
    "barcodes.set_pack": Method(
        _set_pack, {"barcode": needed(text), "product_id": optional(text), "count": needed(whole)}
    ),
    "barcodes.set_cards": Method(_set_cards, {"cards": needed(_CARDS)}),
    "barcodes.read": Method(_read, {"code": needed(text)}),
    "badges.list": Method(_badges),
    "badges.issue": Method(_issue_badge, {"code": needed(text)}),
    "badges.revoke": Method(_revoke_badge, {"id": needed(text)}),
    "cart.remove_stamp": Method(_remove_stamp, _STAMP),
    "cart.void_stamp": Method(_void_stamp, _STAMP),
    "taxes.table": Method(_tax_table),
    "taxes.override": Method(
        _override_tax,
        {
            "kind": needed(one_of("product", "category", "uktzed")),
            "key": needed(text),
            "codes": needed(list_of(whole)),
        },
    ),
}
