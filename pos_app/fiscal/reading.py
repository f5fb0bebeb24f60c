"""Reads Checkbox's answers into the machine's and the domain's own values."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Final

from pos_app.checkbox.errors import AnswerClass, CheckboxError
from pos_app.checkbox.models.cashier import Me, Organization
from pos_app.checkbox.models.cashier import Tax as ServerTax
from pos_app.checkbox.models.receipt import Receipt as ServerReceipt
from pos_app.checkbox.models.receipt import ReceiptTax
from pos_app.checkbox.models.register import Register
from pos_app.checkbox.models.shift import Balance, Shift
from pos_app.checkbox.models.words import ReceiptStatus, ReceiptType, ShiftStatus, TransactionStatus
from pos_app.domain.mending import LINE_FIELDS, RECEIPT_FIELDS, MendField
from pos_app.domain.money import whole_kopecks
from pos_app.domain.receipt import FiscalStamp, ReceiptState, Seller
from pos_app.domain.register import OperationKind, RegisterInfo
from pos_app.domain.tax import Tax, TaxSum
from pos_app.fiscal.events import RegisterSeen, Reply
from pos_app.fiscal.rules import DEFAULT_PACE
from pos_app.fiscal.state import Document, Refusal, ShiftPaper

MONEY: Final = (
    "cash_sales",
    "card_sales",
    "cash_returns",
    "card_returns",
    "service_in",
    "service_out",
)
"""What a shift's balance and our own sums both count, under the same names."""

WITHDRAWN: Final = "withdrawn"

_SERVICE = {ReceiptType.SERVICE_IN, ReceiptType.SERVICE_OUT}
_NOT_TAKEN = {TransactionStatus.ERROR, TransactionStatus.CANCELLED}
_FAILED = {ReceiptStatus.ERROR, ReceiptStatus.CANCELLATION, ReceiptStatus.CANCELLED}


def refusal_of(error: CheckboxError) -> Refusal:
    """What a failed call means for the cashier; a field error names the basket line it is about."""
    places = [_place(field.loc) for field in error.fields]
    line, field = next((one for one in places if one != _NOWHERE), _NOWHERE)
    return Refusal(error.code, error.message, line, field)


_NOWHERE: Final[tuple[int | None, str]] = (None, "")
_PLACES: Final = {
    "email": MendField.EMAIL,
    "emails": MendField.EMAIL,
    "phone": MendField.PHONE,
    "header": MendField.HEADER,
    "footer": MendField.FOOTER,
    "cashier_name": MendField.CASHIER_NAME,
    "name": MendField.NAME,
    "code": MendField.CODE,
    "barcode": MendField.BARCODE,
    "uktzed": MendField.UKTZED,
    "excise_barcodes": MendField.EXCISE_STAMPS,
    "e_excise_barcodes": MendField.EXCISE_STAMPS,
    "tax": MendField.TAX_CODES,
}
"""Checkbox's name of a place in a request → what is mended there."""


def _place(loc: tuple[str | int, ...]) -> tuple[int | None, str]:
    """(the line, the field) that an entry of a 422 is about."""
    line = next((after for word, after in pairwise(loc) if word == "goods" and isinstance(after, int)), None)
    named = next((_PLACES[word] for word in reversed(loc) if isinstance(word, str) and word in _PLACES), None)
    allowed = RECEIPT_FIELDS if line is None else LINE_FIELDS
    return line, named.value if named is not None and named in allowed else ""


def failed(error: CheckboxError) -> Reply:
    """A failed call as the machine hears of it; of an unclear one only the vendor's own words are kept."""
    refusal = refusal_of(error)
    if error.answer is AnswerClass.AMBIGUOUS and not error.known:
        refusal = replace(refusal, message="")
    return Reply(error.answer, refusal=refusal, wait_s=error.retry_after_s)


def receipt_document(receipt: ServerReceipt) -> Document:
    """A receipt of the server: what it comes to, its goods, and the stamp it carries."""
    service = receipt.type in _SERVICE
    done = receipt.status == ReceiptStatus.DONE
    words = receipt.transaction.response_error_message if receipt.transaction else None
    return Document(
        id=str(receipt.id),
        # done without the tax service's number is not done; a document of ours has its number from us
        final=done and (service or receipt.fiscal_code is not None or receipt.is_created_offline),
        failed=(words or str(receipt.status)) if receipt.status in _FAILED else "",
        total=_total(receipt),
        goods=None if service else _goods(receipt),
        stamp=FiscalStamp(
            state=ReceiptState.FISCAL if done and not service else ReceiptState.ACCEPTED,
            fiscal_code=receipt.fiscal_code,
            fiscal_date=receipt.fiscal_date,
            offline=receipt.is_created_offline,
            tax_url=receipt.tax_url,
            control_number=receipt.control_number,
            serial=receipt.serial,
            taxes=tuple(_tax_sum(tax) for tax in receipt.taxes),
        ),
        register=str(receipt.cash_register_id or ""),
    )


def _total(receipt: ServerReceipt) -> int:
    """What it comes to; a withdrawal sells nothing, so its sum may stand with the payment alone."""
    of_payment = receipt.total_payment if receipt.type == ReceiptType.CASH_WITHDRAWAL else 0
    return abs(receipt.total_sum) or abs(of_payment)


def _goods(receipt: ServerReceipt) -> tuple[tuple[str, int, int, bool], ...]:
    return tuple((item.good.code, item.good.price, item.quantity, item.is_return) for item in receipt.goods)


def _tax_sum(tax: ReceiptTax) -> TaxSum:
    """The server's tax of a receipt; it does not tell the turnover, which stays 0."""
    extra = tax.extra_rate or Decimal(0)
    excise = whole_kopecks(tax.extra_value)
    return TaxSum(tax.code, tax.symbol, tax.label, tax.rate, extra, whole_kopecks(tax.value), excise, 0)


def shift_document(kind: OperationKind, operation_id: str, shift: Shift) -> Document | None:
    """A shift as the answer to opening or closing it; None: the server has not begun to.

    An opening is over once the shift is open, or closed: by others since, or because it could not be opened.
    """
    over = shift.status == ShiftStatus.CLOSED
    if kind is OperationKind.SHIFT_OPEN:
        failed = _why_not_opened(shift) if over and _never_opened(shift) else ""
        final = over or shift.status == ShiftStatus.OPENED
        return Document(operation_id, final=final, failed=failed, shift=shift_paper(shift))
    if _never_opened(shift) or not (over or shift.status == ShiftStatus.CLOSING):
        return None
    return Document(operation_id, final=over, shift=shift_paper(shift))


def _never_opened(shift: Shift) -> bool:
    """CLOSED is also what a shift becomes whose opening the tax service refuses; one that has a Z was open."""
    if shift.status != ShiftStatus.CLOSED or shift.z_report is not None:
        return False
    opening = shift.initial_transaction
    return shift.opened_at is None or (opening is not None and opening.status in _NOT_TAKEN)


def _why_not_opened(shift: Shift) -> str:
    opening = shift.initial_transaction
    words = (opening.response_error_message or opening.response_status) if opening is not None else None
    return words or str(shift.status)


def shift_paper(shift: Shift) -> ShiftPaper:
    """What the till keeps of a server's shift."""
    return ShiftPaper(
        id=str(shift.id),
        status=str(shift.status),
        serial=shift.serial,
        opened_at=shift.opened_at,
        closed_at=shift.closed_at,
        initial_cash=shift.balance.initial if shift.balance else 0,
        z_report=shift.z_report.snapshot() if shift.z_report else None,
        money=_money(shift.balance) if shift.balance else {},
        register=str(shift.cash_register.id) if shift.cash_register else "",
        register_number=shift.cash_register.fiscal_number if shift.cash_register else "",
    )


def _money(balance: Balance) -> dict[str, int]:
    """What a shift holds. A balance has no row for withdrawals: they are what its other rows do not account for."""
    money = {name: int(getattr(balance, name)) for name in MONEY}
    should = balance.initial + money["cash_sales"] - money["cash_returns"] + money["service_in"] - money["service_out"]
    withdrawn = should - balance.balance
    return money | {WITHDRAWN: withdrawn} if withdrawn > 0 else money


def report_dict(snapshot: str) -> dict[str, object]:
    """A report as received, in JSON's own types."""
    report: dict[str, object] = json.loads(snapshot)
    return report


def taxes_of(taxes: Iterable[ServerTax]) -> tuple[Tax, ...]:
    """The register's tax table; exact rates where the server gives them."""
    return tuple(
        Tax(
            code=tax.code,
            label=tax.label,
            symbol=tax.symbol,
            rate=tax.rate if tax.decimal_rate is None else tax.decimal_rate,
            extra_rate=_first(tax.decimal_extra_rate, tax.extra_rate),
            no_vat=bool(tax.no_vat),
        )
        for tax in taxes
    )


def _first(*values: Decimal | None) -> Decimal:
    return next((value for value in values if value is not None), Decimal(0))


def seller_of(organization: Organization, register: Register, me: Me) -> Seller:
    """The rows on the head of a receipt: «ПН» for a VAT payer, else «ІД»."""
    is_vat = me.organization.is_vat if me.organization and organization.is_vat is None else organization.is_vat
    number = organization.tax_number if is_vat else organization.edrpou or organization.tax_number
    return Seller(
        name=organization.title,
        tax_row=f"{'ПН' if is_vat else 'ІД'} {number or ''}".strip(),
        address=register.address or "",
        outlet=register.title or "",
        fiscal_number=register.fiscal_number,
        test=register.is_on_test or me.is_on_test,
    )


def register_info(register: Register, *, test: bool, certificate_end: datetime | None) -> RegisterInfo:
    """What is shown of the register."""
    numbers = register.documents_state
    return RegisterInfo(
        fiscal_number=register.fiscal_number,
        address=register.address or "",
        title=register.title or "",
        offline_mode=register.offline_mode,
        test=test or register.is_on_test,
        certificate_end=certificate_end,
        last_receipt=numbers.last_receipt_code if numbers else 0,
        last_z=numbers.last_z_report_code if numbers else 0,
    )


def register_seen(register: Register) -> RegisterSeen:
    """What the machine needs of the register."""
    return RegisterSeen(register.offline_mode, register.stay_offline, register.has_shift, str(register.id))


def limits_of(me: Me) -> dict[str, int]:
    """The organisation's limits that the engine keeps to."""
    organization = me.organization
    found = {
        "receipts_ratelimit_count": organization.receipts_ratelimit_count if organization else None,
        "receipts_ratelimit_interval": organization.receipts_ratelimit_interval if organization else None,
    }
    return {name: value for name, value in found.items() if value}


def pace_of(limits: dict[str, int]) -> tuple[int, float]:
    """Receipts in seconds."""
    count, seconds = DEFAULT_PACE
    return limits.get("receipts_ratelimit_count", count), limits.get("receipts_ratelimit_interval", seconds)
