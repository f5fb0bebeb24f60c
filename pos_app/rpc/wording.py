"""Turns parameters into the domain's own values."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pos_app.domain.discount import Adjustment, AdjustmentMode, AdjustmentType
from pos_app.domain.mending import LINE_FIELDS, RECEIPT_FIELDS, Change, MendField
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.receipt import Delivery
from pos_app.domain.returns import WantedLine
from pos_app.rpc.params import Param, flag, list_of, needed, object_of, one_of, optional, text, whole

CARD_TEXTS: Final = (
    "card_mask",
    "bank_name",
    "auth_code",
    "rrn",
    "payment_system",
    "owner_name",
    "terminal",
    "acquirer_and_seller",
    "receipt_no",
    "transaction_id",
)

PAYMENT: Final[Mapping[str, Param]] = {
    "type": needed(one_of("CASH", "CASHLESS")),
    "value": optional(whole),
    "label": optional(text),
    "code": optional(whole),
    "commission": optional(whole),
    "signature_required": optional(flag),
    **{name: optional(text) for name in CARD_TEXTS},
}
PAYMENTS: Final = list_of(object_of(PAYMENT))
DELIVERY: Final = object_of({"email": optional(text), "phone": optional(text)})
LINES: Final = list_of(
    object_of({"index": needed(whole), "quantity": needed(whole), "stamps": optional(list_of(text))})
)
_CHECKS: Final = {MendField.EXCISE_STAMPS: list_of(text), MendField.TAX_CODES: list_of(whole)}
MENDINGS: Final = object_of(
    {
        **{field.value: optional(text) for field in RECEIPT_FIELDS},
        "lines": optional(
            list_of(
                object_of(
                    {
                        "index": needed(whole),
                        **{field.value: optional(_CHECKS.get(field, text)) for field in LINE_FIELDS},
                    }
                )
            )
        ),
    }
)


def payments(rows: Sequence[Mapping[str, Any]]) -> tuple[Payment, ...]:
    """Payments as the customer gave them; a value left out means whatever is due."""
    return tuple(_payment(row) for row in rows)


def _payment(row: Mapping[str, Any]) -> Payment:
    own = {"type", "value", "label", "code"}
    details = {name: value for name, value in row.items() if name not in own}
    return Payment(PaymentType(row["type"]), row.get("value"), row.get("label", ""), row.get("code"), details)


def delivery(row: Mapping[str, Any] | None) -> Delivery | None:
    """Where the e-receipt goes."""
    return None if row is None else Delivery(row.get("email"), row.get("phone"))


def wanted(rows: Sequence[Mapping[str, Any]] | None) -> tuple[WantedLine, ...] | None:
    """Lines to give back; None means all that is left."""
    if rows is None:
        return None
    return tuple(WantedLine(row["index"], row["quantity"], tuple(row.get("stamps", ()))) for row in rows)


def mendings(given: Mapping[str, Any]) -> tuple[Change, ...]:
    """What shall stand where in a refused receipt; "" takes a text away."""
    own = [Change(field, given[field.value]) for field in RECEIPT_FIELDS if field.value in given]
    rows = given.get("lines", ())
    lines = [_mending(row, field) for row in rows for field in LINE_FIELDS if field.value in row]
    return (*own, *lines)


def _mending(row: Mapping[str, Any], field: MendField) -> Change:
    value = row[field.value]
    return Change(field, tuple(value) if isinstance(value, list) else value, row["index"])


def adjustment(given: Mapping[str, Any]) -> Adjustment:
    """A discount or an extra charge."""
    kind, mode = AdjustmentType(given["type"]), AdjustmentMode(given["mode"])
    return Adjustment(kind, mode, given["value"], given.get("name", ""))
