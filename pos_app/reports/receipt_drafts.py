"""A settled receipt in SmartKasa's words."""

from collections.abc import Iterable
from typing import Any, Final

from pos_app.domain.quantity import ONE
from pos_app.domain.receipt import Receipt, ReceiptKind, ReceiptLine
from pos_app.domain.tax import TaxSum
from pos_app.smartkasa.drafts import ReceiptDraft, ReceiptLineDraft, RelatedReceiptDraft
from pos_app.smartkasa.enums import ReceiptState, ReceiptType
from pos_app.store.operations import Operation

KINDS: Final = {
    ReceiptKind.SELL: (ReceiptType.SALE, ReceiptState.PAID),
    ReceiptKind.RETURN: (ReceiptType.RETURN, ReceiptState.RETURNED),
    ReceiptKind.SERVICE_IN: (ReceiptType.CASH_IN, ReceiptState.PAID),
    ReceiptKind.SERVICE_OUT: (ReceiptType.CASH_OUT, ReceiptState.PAID),
    ReceiptKind.CASH_WITHDRAWAL: (ReceiptType.CASH_WITHDRAWAL, ReceiptState.PAID),
}
_TITLES: Final = {
    ReceiptKind.SELL: "Чек",
    ReceiptKind.RETURN: "Повернення",
    ReceiptKind.SERVICE_IN: "Службове внесення",
    ReceiptKind.SERVICE_OUT: "Службова видача",
    ReceiptKind.CASH_WITHDRAWAL: "Видача готівки",
}
_OF_ORDER: Final = {
    ReceiptKind.SELL: ("Передплата", "Доплата"),
    ReceiptKind.RETURN: ("Повернення передплати", "Повернення доплати"),
}
BEYOND: Final = {"related_fiscal_number", "rounding_amount"}
EXCISE: Final = "З"
_VAT_LETTERS: Final = {20: "А", 7: "Б"}
"""SmartKasa's letters of the VAT rates that take anything. Its letters are not Checkbox's: never go by the symbol."""


def prepare() -> None:
    """Build the models, which takes some 20 ms: once, off the loop, before the first receipt."""
    for model in (ReceiptLineDraft, ReceiptDraft, RelatedReceiptDraft):
        model.model_rebuild()


def number_of(operation: Operation) -> str:
    """The number a receipt is known by at SmartKasa: the tax service's.

    A cash movement gets none from the tax service; its only number is the UUID it has at Checkbox.
    """
    return operation.fiscal_code or operation.id


def receipt_draft(operation: Operation, document: Receipt, registrar: str, *, plain: bool) -> ReceiptDraft:
    """What is sent for a receipt. `registrar`: the register's fiscal number; `plain`: goods by name, without ids."""
    kind, state = KINDS[document.kind]
    prepaid = document.part is not None and document.part.is_first
    given: dict[str, Any] = {
        "title": _title(document),
        "type": kind,
        "state": state,
        "total_amount": document.total,
        "fiscal_number": number_of(operation),
        "registrar_fiscal_number": registrar,
        "cashier_name": document.cashier_name,
        "description": f"Checkbox {document.id}",
        "is_hidden": False,
        "tax_amount": taxes_by_letter(_taxes(operation, document)),
        "items": _prepaid(document) if prepaid else tuple(_line(line, plain=plain) for line in document.lines),
    }
    if document.sum > document.total and not prepaid:
        given["discount_amount"] = document.sum - document.total
    if document.rounding:
        given["rounding_amount"] = document.rounding
    if document.related_fiscal_code:
        given["related_fiscal_number"] = document.related_fiscal_code
    return RelatedReceiptDraft(**given) if given.keys() & BEYOND else ReceiptDraft(**given)


def _title(document: Receipt) -> str:
    if document.part is None or document.kind not in _OF_ORDER:
        return _TITLES[document.kind]
    first, rest = _OF_ORDER[document.kind]
    return f"{first if document.part.is_first else rest} за замовленням {document.part.number}"


def _prepaid(document: Receipt) -> tuple[ReceiptLineDraft, ...]:
    """A prepayment moves no goods: they leave SmartKasa's stock once, with the rest, whose discount it is there."""
    sum_ = document.total
    return (ReceiptLineDraft(name=_title(document), price=sum_, quantity=ONE, amount=sum_, is_product=False),)


def _taxes(operation: Operation, document: Receipt) -> tuple[TaxSum, ...]:
    """The server's own count once it has answered, else ours."""
    return operation.stamp.taxes if operation.stamp is not None and operation.stamp.taxes else document.taxes


def taxes_by_letter(taxes: Iterable[TaxSum]) -> dict[str, int]:
    """Kopecks by SmartKasa's Cyrillic letter, told apart by rate; what took nothing is left out.

    A rate that SmartKasa has no group for (14 %) has no letter there either.
    """
    found: dict[str, int] = {}
    for tax in taxes:
        letter = _VAT_LETTERS.get(int(tax.rate)) if tax.rate == int(tax.rate) else None
        for name, amount in ((letter, tax.sum), (EXCISE, tax.excise)):
            if name is not None and amount:
                found[name] = found.get(name, 0) + amount
    return found


def _line(line: ReceiptLine, *, plain: bool) -> ReceiptLineDraft:
    given: dict[str, Any] = {
        "name": line.name,
        "price": line.price,
        "quantity": line.quantity,
        "amount": line.sum,
        "sku": line.code,
        "tax_group_id": line.tax_group,
        "is_product": not plain,
    }
    if not plain:
        given["product_id"] = line.product_id
    return ReceiptLineDraft(**given)
