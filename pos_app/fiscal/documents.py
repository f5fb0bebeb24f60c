"""Turns what was agreed with the customer into the exact bytes for Checkbox: made once, stored, never made again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from pos_app.checkbox.jsontext import parse_json
from pos_app.checkbox.models.sale import (
    CardPayment,
    CashPayment,
    CashWithdrawal,
    Custom,
    Delivery,
    Discount,
    Good,
    GoodItem,
    Sell,
    SellOffline,
    Service,
)
from pos_app.checkbox.models.shift import CloseShift, OpenShift
from pos_app.checkbox.models.words import DiscountMode, DiscountType, RoundingMode
from pos_app.domain.discount import AdjustmentMode, AppliedAdjustment
from pos_app.domain.excise import is_excise_stamp
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.receipt import Receipt, ReceiptKind, ReceiptLine
from pos_app.domain.register import OperationKind
from pos_app.fiscal.chains import chain_bytes
from pos_app.fiscal.clock import to_kyiv
from pos_app.fiscal.state import RECEIPTS

CASH_LABEL: Final = "Готівка"
CARD_LABEL: Final = "Картка"
MAX_CODE: Final = 256
MAX_GOOD_TEXT: Final = 1024
MAX_TEXT: Final = 4096
MAX_CONTEXT: Final = 16
CARD_MASK: Final = 19

_CARD_TEXTS: Final = (
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


@dataclass(frozen=True, slots=True)
class OwnerTexts:
    """What the owner wants on every document: department, texts round each good, barcode, hints and layout."""

    departament: str = ""
    good_header: str = ""
    good_footer: str = ""
    barcode: str = ""
    context: Mapping[str, str | int | bool] = field(default_factory=dict)
    custom: Mapping[str, str] = field(default_factory=dict)


NO_TEXTS: Final = OwnerTexts()


def receipt_bytes(receipt: Receipt, texts: OwnerTexts = NO_TEXTS) -> bytes:
    """For `/receipts/sell`; for a cash movement `/receipts/service`, for a withdrawal `/receipts/cash-withdrawal`."""
    if receipt.kind in {ReceiptKind.SERVICE_IN, ReceiptKind.SERVICE_OUT}:
        return _service(receipt).to_bytes()
    if receipt.by_chain:
        return chain_bytes(receipt, _sell(receipt, texts))
    if receipt.kind is ReceiptKind.CASH_WITHDRAWAL:
        return _withdrawal(receipt, texts).to_bytes()
    return _sell(receipt, texts).to_bytes()


def open_shift_bytes(shift_id: str) -> bytes:
    """The body for `/shifts`: our id and nothing else, so that the server's clock dates it."""
    return OpenShift(id=UUID(shift_id)).to_bytes()


def stamped_bytes(
    kind: OperationKind, body: bytes, *, code: str, date: datetime, previous_id: str | None = None
) -> bytes:
    """The same document made offline: with its code and date, and for receipts the one before it.

    Cash movements never reach the tax service and stay as they are.
    """
    parts: Any = parse_json(body) if body else {}
    when = to_kyiv(date)
    if kind in RECEIPTS:
        parts |= {"fiscal_code": code, "fiscal_date": when, "previous_receipt_id": previous_id}
        stamped = CashWithdrawal if kind is OperationKind.CASH_WITHDRAWAL else SellOffline
        return stamped.model_validate(parts).to_bytes()
    if kind is OperationKind.SHIFT_OPEN:
        return OpenShift.model_validate(parts | {"fiscal_code": code, "fiscal_date": when}).to_bytes()
    if kind is OperationKind.SHIFT_CLOSE:
        return CloseShift.model_validate({"fiscal_code": code, "fiscal_date": when}).to_bytes()
    return body


def good_prints(body: bytes) -> tuple[tuple[str, int, int, bool], ...]:
    """(code, price, quantity, is a return) of every good in a stored body: what a duplicate is compared by."""
    parts: Any = parse_json(body) if body else {}
    return tuple(
        (item["good"]["code"], item["good"]["price"], item["quantity"], item["is_return"])
        for item in parts.get("goods", ())
    )


def _sell(receipt: Receipt, texts: OwnerTexts) -> Sell:
    codes = tuple(dict.fromkeys(code for line in receipt.lines for code in line.tax_codes))
    is_return = receipt.kind is ReceiptKind.RETURN
    return Sell(
        id=UUID(receipt.id),
        cashier_name=_text(receipt.cashier_name),
        departament=_text(texts.departament),
        goods=tuple(_item(line, texts, is_return=is_return) for line in receipt.lines),
        delivery=_delivery(receipt),
        discounts=_discounts(receipt.adjustments, codes),
        payments=tuple(_payment(payment) for payment in receipt.payments),
        rounding_mode=RoundingMode(receipt.rounding_mode) if receipt.rounding_mode else None,
        header=_text(receipt.header),
        footer=_text(receipt.footer),
        barcode=_text(texts.barcode, MAX_CODE),
        related_receipt_id=UUID(receipt.related_receipt_id) if receipt.related_receipt_id else None,
        technical_return=True if receipt.technical else None,
        context=_context(texts.context),
        custom=_custom(texts.custom),
    )


def _service(receipt: Receipt) -> Service:
    value = receipt.due if receipt.kind is ReceiptKind.SERVICE_IN else -receipt.due
    payment = CashPayment(value=value, label=CASH_LABEL)
    return Service(id=UUID(receipt.id), payment=payment, footer=_text(receipt.comment))


def _withdrawal(receipt: Receipt, texts: OwnerTexts) -> CashWithdrawal:
    (payment,) = receipt.payments
    card = _payment(payment)
    assert isinstance(card, CardPayment)  # cash is given for a card's money alone
    return CashWithdrawal(
        id=UUID(receipt.id),
        payment=card,
        cashier_name=_text(receipt.cashier_name),
        departament=_text(texts.departament),
        header=_text(receipt.header),
        footer=_text(receipt.footer),
        barcode=_text(texts.barcode, MAX_CODE),
        context=_context(texts.context),
    )


def _item(line: ReceiptLine, texts: OwnerTexts, *, is_return: bool) -> GoodItem:
    paper = tuple(stamp for stamp in line.excise_stamps if is_excise_stamp(stamp))
    electronic = tuple(stamp for stamp in line.excise_stamps if not is_excise_stamp(stamp))
    good = Good(
        code=_text(line.code, MAX_CODE) or line.product_id[:MAX_CODE],
        name=_text(line.name) or line.code or line.product_id,
        price=line.price,
        barcode=_text(line.barcode),
        excise_barcodes=paper or None,
        e_excise_barcodes=electronic or None,
        header=_text(texts.good_header, MAX_GOOD_TEXT),
        footer=_text(texts.good_footer, MAX_GOOD_TEXT),
        tax=line.tax_codes or None,
        uktzed=_text(line.uktzed, 64),
    )
    return GoodItem(
        good=good, quantity=line.quantity, is_return=is_return, discounts=_discounts(line.adjustments, line.tax_codes)
    )


def _discounts(applied: Sequence[AppliedAdjustment], codes: tuple[int, ...]) -> tuple[Discount, ...] | None:
    return tuple(_discount(one, codes) for one in applied) or None


def _discount(applied: AppliedAdjustment, codes: tuple[int, ...]) -> Discount:
    """A sum that would go below zero is sent as what it came to, so that both sides count the same."""
    adjustment = applied.adjustment
    is_sum = adjustment.mode is AdjustmentMode.VALUE
    return Discount(
        type=DiscountType(adjustment.type.value),
        mode=DiscountMode(adjustment.mode.value),
        value=type(adjustment.value)(abs(applied.sum)) if is_sum else adjustment.value,
        tax_codes=codes or None,
        name=_text(adjustment.name),
    )


def _payment(payment: Payment) -> CashPayment | CardPayment:
    value = payment.value or 0
    if payment.type is PaymentType.CASH:
        return CashPayment(value=value, label=_text(payment.label, 128) or CASH_LABEL)
    details = payment.details
    texts = {name: _text(str(details[name])) for name in _CARD_TEXTS if name in details}
    return CardPayment.model_validate(
        {
            "value": value,
            "label": _text(payment.label, 128) or CARD_LABEL,
            "code": payment.code,
            "commission": details.get("commission"),
            "card_mask": _text(str(details.get("card_mask", "")), CARD_MASK),
            "signature_required": details.get("signature_required"),
            **texts,
        }
    )


def _delivery(receipt: Receipt) -> Delivery | None:
    email, phone = receipt.delivery.email, receipt.delivery.phone
    if not email and not phone:
        return None
    return Delivery(emails=(email,) if email else None, phone=phone or None)


def _context(hints: Mapping[str, str | int | bool]) -> dict[str, str | int | bool] | None:
    kept = list(hints.items())[:MAX_CONTEXT]
    return {key[:64]: (_text(value, 256) or "") if isinstance(value, str) else value for key, value in kept} or None


def _custom(parts: Mapping[str, str]) -> Custom | None:
    known = {name: _text(parts[name]) for name in Custom.model_fields if parts.get(name)}
    return Custom.model_validate(known) if known else None


def _text(value: str | None, limit: int = MAX_TEXT) -> str | None:
    """Printable text, bounded; nothing left means the field is not sent."""
    if not value:
        return None
    clean = "".join(c for c in value if c.isprintable() or c == "\n").strip()
    return clean[:limit] or None
