"""What may be changed of a receipt that Checkbox refused: everything but sums, payments, quantities and tax rates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from pos_app.domain.errors import refused
from pos_app.domain.excise import stamp_keys
from pos_app.domain.receipt import Delivery, Receipt, ReceiptKind, ReceiptLine
from pos_app.domain.tax import Tax, TaxSum, add_taxes
from pos_app.domain.totals import turned_over


class MendField(StrEnum):
    """A place in a receipt that can be mended."""

    EMAIL = "email"
    PHONE = "phone"
    HEADER = "header"
    FOOTER = "footer"
    CASHIER_NAME = "cashier_name"
    NAME = "name"
    CODE = "code"
    BARCODE = "barcode"
    UKTZED = "uktzed"
    EXCISE_STAMPS = "excise_stamps"
    TAX_CODES = "tax_codes"


RECEIPT_FIELDS: Final = (
    MendField.EMAIL, MendField.PHONE, MendField.HEADER, MendField.FOOTER, MendField.CASHIER_NAME,
)  # fmt: skip
LINE_FIELDS: Final = (
    MendField.NAME, MendField.CODE, MendField.BARCODE, MendField.UKTZED, MendField.EXCISE_STAMPS, MendField.TAX_CODES,
)  # fmt: skip
UNPRINTED: Final = frozenset({MendField.EMAIL, MendField.PHONE, MendField.CODE})
"""What no paper shows: mending it makes no copy due."""
MAX_LENGTHS: Final[Mapping[MendField, int]] = {MendField.CODE: 256, MendField.NAME: 1024, MendField.UKTZED: 64}
MAX_LENGTH: Final = 4096

Value = str | tuple[str, ...] | tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One place and what shall stand there. `line` is zero-based, None for the receipt's own places.

    `value` is text, "" to take it away; excise stamps are a tuple of texts, tax codes a tuple of numbers.
    """

    field: MendField
    value: Value
    line: int | None = None


def value_of(receipt: Receipt, field: MendField, line: int | None = None) -> Value:
    """What stands there now."""
    if line is not None:
        there: Value | None = getattr(receipt.lines[line], field.value)
        return "" if there is None else there
    if field in {MendField.EMAIL, MendField.PHONE}:
        return getattr(receipt.delivery, field.value) or ""
    return str(getattr(receipt, field.value))


def real_changes(receipt: Receipt, changes: Sequence[Change]) -> tuple[Change, ...]:
    """Those that would change something; `bad_mend` where a place does not exist or a value cannot stand there."""
    for change in changes:
        _check_place(receipt, change)
    places = [(one.field, one.line) for one in changes]
    if len(set(places)) != len(places):
        raise refused("bad_mend", "Одне місце чека виправлено двічі.")
    changes = [_trimmed(one) for one in changes]
    return tuple(one for one in changes if value_of(receipt, one.field, one.line) != one.value)


def mended(receipt: Receipt, changes: Sequence[Change], taxes: Mapping[int, Tax]) -> Receipt:
    """The receipt with the changes; its sums are the same. `taxes`: the register's, for other tax codes."""
    lines = list(receipt.lines)
    own: dict[str, Any] = {}
    delivery = receipt.delivery
    for change in real_changes(receipt, changes):
        if change.line is not None:
            lines[change.line] = _mended_line(lines[change.line], change, taxes)
        elif change.field in {MendField.EMAIL, MendField.PHONE}:
            delivery = _delivery(delivery, change)
        else:
            own[change.field.value] = change.value
    _check_stamps_differ(receipt.lines, lines)
    return replace(receipt, lines=tuple(lines), delivery=delivery, taxes=_tax_sums(receipt, lines), **own)


def _check_stamps_differ(before: Sequence[ReceiptLine], lines: Sequence[ReceiptLine]) -> None:
    """No stamp twice in a receipt, in whatever letters: `excise_duplicate`. What was so before is left alone."""
    keys = stamp_keys(lines)
    if keys != stamp_keys(before) and len(set(keys)) != len(keys):
        raise refused("excise_duplicate")


def _trimmed(change: Change) -> Change:
    """A line's texts never begin or end with a space: one more of these is no change."""
    if change.line is None or not isinstance(change.value, str):
        return change
    return replace(change, value=change.value.strip())


def _check_place(receipt: Receipt, change: Change) -> None:
    fields = RECEIPT_FIELDS if change.line is None else LINE_FIELDS
    if change.field not in fields or receipt.kind not in {ReceiptKind.SELL, ReceiptKind.RETURN}:
        raise refused("bad_mend")
    if change.line is not None and not 0 <= change.line < len(receipt.lines):
        raise refused("unknown_line")
    if change.field is MendField.TAX_CODES and not all(str(code).isdecimal() for code in change.value):
        raise refused("bad_mend")
    if change.field in {MendField.EXCISE_STAMPS, MendField.TAX_CODES}:
        if isinstance(change.value, str):
            raise refused("bad_mend")
        return
    limit = MAX_LENGTHS.get(change.field, MAX_LENGTH)
    if not isinstance(change.value, str) or len(change.value) > limit:
        raise refused("bad_mend")
    if change.field in {MendField.NAME, MendField.CODE} and not change.value.strip():
        raise refused("bad_mend", "Назва і код товару не можуть бути порожні.")


def _delivery(delivery: Delivery, change: Change) -> Delivery:
    value = str(change.value) or None
    if change.field is MendField.EMAIL:
        return replace(delivery, email=value)
    return replace(delivery, phone=value)


def _mended_line(line: ReceiptLine, change: Change, taxes: Mapping[int, Tax]) -> ReceiptLine:
    if change.field is MendField.TAX_CODES:
        codes = tuple(code for code in change.value if isinstance(code, int))
        if len(codes) != len(change.value):
            raise refused("bad_mend")
        return _with_codes(line, codes, taxes)
    if change.field is MendField.EXCISE_STAMPS:
        stamps = tuple(str(stamp) for stamp in change.value)
        if len(stamps) != len(line.excise_stamps) or not all(stamp.strip() for stamp in stamps):
            raise refused("excise_missing")
        return replace(line, excise_stamps=stamps)
    optional = change.field in {MendField.BARCODE, MendField.UKTZED}
    place: dict[str, Any] = {change.field.value: (change.value or None) if optional else change.value}
    return replace(line, **place)


def _with_codes(line: ReceiptLine, codes: tuple[int, ...], taxes: Mapping[int, Tax]) -> ReceiptLine:
    """Other codes of the very same rates: the line's taxes keep their sums under other letters."""
    if len(set(codes)) != len(codes) or len(codes) != len(line.taxes) or any(code not in taxes for code in codes):
        raise refused("bad_mend", "Такого коду податку в каси немає або кодів інша кількість.")
    left = list(line.taxes)
    parts = []
    for tax in (taxes[code] for code in codes):
        was = next((part for part in left if _alike(part, tax, taxes)), None)
        if was is None:
            raise refused("bad_mend", "Ставка податку інша: суми чека змінилися б. Так не можна.")
        left.remove(was)
        parts.append(replace(was, code=tax.code, symbol=tax.symbol, label=tax.label))
    return replace(line, tax_codes=codes, taxes=tuple(parts))


def _alike(part: TaxSum, tax: Tax, taxes: Mapping[int, Tax]) -> bool:
    """The same rates, and of the same sort; a code that the register no longer has is judged by its rates alone."""
    if (part.rate, part.extra_rate) != (tax.rate, tax.extra_rate):
        return False
    was = taxes.get(part.code)
    return was is None or (was.is_vat, was.is_levy) == (tax.is_vat, tax.is_levy)


def _tax_sums(before: Receipt, lines: Sequence[ReceiptLine]) -> tuple[TaxSum, ...]:
    """The receipt's taxes under the codes of now: sums of its lines', and the turnover as a sale counts it."""
    if [line.tax_codes for line in lines] == [line.tax_codes for line in before.lines]:
        return before.taxes
    parts = add_taxes(part for line in lines for part in line.taxes)
    return turned_over(parts, [(line.tax_codes, line.net) for line in lines], before.total)
