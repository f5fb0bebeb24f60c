"""The bytes of a mended document: the stored ones with the changed places alone, every sum as it was."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pos_app.checkbox.jsontext import parse_json
from pos_app.checkbox.models.sale import Sell, SellOffline
from pos_app.domain.errors import Bug, refused
from pos_app.domain.mending import UNPRINTED, Change, mended, real_changes, value_of
from pos_app.domain.receipt import Receipt
from pos_app.domain.said import sentence
from pos_app.domain.tax import Tax
from pos_app.fiscal.chains import chain_model
from pos_app.fiscal.documents import receipt_bytes
from pos_app.fiscal.loading import receipt_expected
from pos_app.fiscal.state import Mended
from pos_app.store.operations import Operation

Parts = dict[str, Any]


def mend(row: Operation, changes: Sequence[Change], taxes: Mapping[int, Tax], *, by: str) -> Mended:
    """A stopped receipt mended. Raises `bad_mend` and its like; `nothing_to_mend` where nothing would change."""
    before = row.document
    if before is None:
        raise refused("not_available")
    real = real_changes(before, changes)
    if not real:
        raise refused("bad_mend", "Нічого не змінено.")
    after = mended(before, real, taxes)
    body = mended_bytes(row.body, before, after)
    note = {"cashier": by, "changes": [told(before, one) for one in real]}
    shown = any(one.field not in UNPRINTED for one in real)
    return Mended(body, after, receipt_expected(replace(row, body=body)), note, shown)


def mended_bytes(stored: bytes, before: Receipt, after: Receipt) -> bytes:
    """What differs between the two receipts' bodies, and nothing else, is carried into the stored one."""
    parts: Any = parse_json(stored)
    try:
        was, now = parse_json(receipt_bytes(before)), parse_json(receipt_bytes(after))
    except ValueError as error:
        raise refused("bad_mend", sentence("Так виправити не можна: {why}", why=str(error).splitlines()[0])) from error
    fresh = _carried(parts, was, now)
    # the return of an order has neither an id nor sums of its own
    if _money(fresh) != _money(parts) or fresh.get("id") != parts.get("id"):
        raise Bug("Виправлення змінило б суми чека.")
    plain = SellOffline if "fiscal_code" in fresh else Sell
    model = chain_model(after) if after.by_chain else plain
    return model.model_validate(fresh).to_bytes()


def _carried(stored: Any, was: Any, now: Any) -> Any:
    if isinstance(was, dict) and isinstance(now, dict) and isinstance(stored, dict):
        changed = {name for name in was.keys() | now.keys() if was.get(name) != now.get(name)}
        kept = {name: value for name, value in stored.items() if name not in changed or name in now}
        return kept | {name: _carried(stored.get(name), was.get(name), now[name]) for name in now if name in changed}
    if isinstance(was, list) and isinstance(now, list) and isinstance(stored, list):
        if len(was) == len(now) == len(stored):
            return [_carried(*three) for three in zip(stored, was, now, strict=True)]
        return now
    return stored if was == now else now


def _money(parts: Parts) -> Any:
    """Everything that a sum hangs on, and the order that it is of."""
    goods = [(one["good"]["price"], one["quantity"], one["is_return"], _values(one)) for one in parts.get("goods", ())]
    return goods, _values(parts), parts.get("payments"), parts.get("rounding_mode"), parts.get("custom_relation_id")


def _values(parts: Parts) -> list[tuple[Any, Any, Any]]:
    return [(one["type"], one["mode"], one["value"]) for one in parts.get("discounts") or ()]


def told(before: Receipt, change: Change) -> dict[str, Any]:
    """A change as the journal keeps it."""
    old = value_of(before, change.field, change.line)
    return {"field": change.field.value, "line": change.line, "from": old, "to": change.value}
