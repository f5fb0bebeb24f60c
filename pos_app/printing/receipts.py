"""The receipt as the law wants it on paper (Order 13 of the Ministry of Finance, forms ФКЧ-1 and ФКЧ-2)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from pos_app.domain.discount import AdjustmentMode, AppliedAdjustment
from pos_app.domain.money import format_hryvnias
from pos_app.domain.part import Part
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.quantity import ONE, format_quantity
from pos_app.domain.receipt import FiscalStamp, Receipt, ReceiptKind, ReceiptLine, Seller
from pos_app.domain.tax import TaxSum
from pos_app.printing.layout import (
    Align,
    Barcode,
    Block,
    Columns,
    Cut,
    Drawer,
    Feed,
    Layout,
    Picture,
    Qr,
    Rule,
    Text,
)
from pos_app.printing.template import USUAL, ReceiptTemplate, Row

KYIV: Final = ZoneInfo("Europe/Kyiv")
MAKER: Final = "Checkbox"
"""The registrar's maker, as the form's last row names it."""
WITHOUT_QR: Final = "Без QR і контрольного числа: чек видано офлайн"
"""Both come from Checkbox alone; a false one would be worse than none."""
NOT_FISCAL: Final = "НЕФІСКАЛЬНИЙ ДОКУМЕНТ"
TEST_TITLE: Final = "ТЕСТОВИЙ НЕФІСКАЛЬНИЙ ДОКУМЕНТ"

_CARD_ROWS: Final = (
    ("acquirer_and_seller", "Еквайр"),
    ("terminal", "Термінал"),
    ("bank_name", "Банк"),
    ("commission", "Комісія"),
    ("card_mask", "ЕПЗ"),
    ("payment_system", "Платіжна система"),
    ("owner_name", "Держатель"),
    ("auth_code", "Код авторизації"),
    ("rrn", "RRN"),
    ("receipt_no", "Чек термінала №"),
)


def receipt_layout(
    receipt: Receipt,
    stamp: FiscalStamp,
    seller: Seller,
    *,
    copy: bool = False,
    open_drawer: bool = False,
    pin: int = 2,
    template: ReceiptTemplate = USUAL,
) -> Layout:
    """Every row of a sale, a return, a withdrawal or a cash movement.

    `copy` adds КОПІЯ, `open_drawer` the pulse before the text.

    `template` says which of the optional rows are there; its texts the receipt has already, as they were at the sale.
    """
    pulse = (Drawer(pin),) if open_drawer else ()
    return (*pulse, *_blocks(receipt, stamp, seller, template, copy=copy))


def _blocks(
    receipt: Receipt, stamp: FiscalStamp, seller: Seller, template: ReceiptTemplate, *, copy: bool
) -> Iterator[Block]:
    if copy:
        yield Text("КОПІЯ", Align.CENTER, bold=True, double=True)
    if template.logo and template.shows(Row.LOGO):
        yield Picture(template.logo)
    yield from head(seller)
    yield from _owners(receipt.header)
    yield Rule()
    if receipt.kind in {ReceiptKind.SERVICE_IN, ReceiptKind.SERVICE_OUT}:
        yield from _service(receipt, seller)
    elif receipt.kind is ReceiptKind.CASH_WITHDRAWAL:
        yield from _withdrawal(receipt, template)
        yield from _foot(receipt, stamp, seller)
    else:
        yield from _goods(receipt, template)
        yield from _sums(receipt, stamp, template)
        yield from _payments(receipt)
        yield from _foot(receipt, stamp, seller)
        if template.shows(Row.RETURN_CODE) and stamp.fiscal_code:
            yield Barcode(stamp.fiscal_code)
    yield from _owners(receipt.footer)
    yield Feed(1)
    yield Cut()


def _owners(text: str) -> Iterator[Block]:
    """The owner's text, line by line as it was written."""
    if text:
        yield from (Text(line, Align.CENTER) for line in text.split("\n"))


def head(seller: Seller) -> Iterator[Block]:
    """Seller, outlet, address and tax number, as on every document."""
    yield Text(seller.name, Align.CENTER, bold=True)
    if seller.outlet:
        yield Text(seller.outlet, Align.CENTER)
    yield Text(seller.address, Align.CENTER)
    yield Text(seller.tax_row, Align.CENTER)


def _goods(receipt: Receipt, template: ReceiptTemplate) -> Iterator[Block]:
    if receipt.kind is ReceiptKind.RETURN:
        yield Text("ПОВЕРНЕННЯ", Align.CENTER, bold=True)
        if receipt.technical:
            yield Text("ТЕХНІЧНЕ ПОВЕРНЕННЯ", Align.CENTER)
        if receipt.related_fiscal_code:
            yield Text(f"до чека № {receipt.related_fiscal_code}", Align.CENTER)
    if receipt.part is not None:
        yield from _order(receipt.part, sale=receipt.kind is ReceiptKind.SELL)
    if template.shows(Row.CASHIER):
        yield Text(f"Касир: {receipt.cashier_name}")
        yield Rule()
    for line in receipt.lines:
        yield from _line(line)
    yield Rule()
    if template.shows(Row.COUNT):
        yield Text(_count(receipt))


def _line(line: ReceiptLine) -> Iterator[Block]:
    if line.uktzed:
        yield Text(f"УКТЗЕД {line.uktzed}")
    if line.barcode:
        yield Text(f"ШК {line.barcode}")
    for stamp in line.excise_stamps:
        yield Text(f"Акцизна марка {stamp}")
    letters = "".join(part.symbol for part in line.taxes)
    amount = f"{format_hryvnias(line.sum)} {letters}".rstrip()
    if line.quantity == ONE:
        yield Columns(line.name, amount)
    else:
        yield Text(line.name)
        yield Columns(f"{format_quantity(line.quantity)} {line.unit} x {format_hryvnias(line.price)}", amount, indent=2)
    for applied in line.adjustments:
        yield Columns(_adjustment_name(applied), format_hryvnias(applied.sum), indent=2)


def _adjustment_name(applied: AppliedAdjustment) -> str:
    adjustment = applied.adjustment
    name = adjustment.name or ("Знижка" if applied.sum <= 0 else "Надбавка")
    if adjustment.mode is AdjustmentMode.PERCENT:
        return f"{name} {adjustment.value.normalize():f} %".replace(".", ",")
    return name


def _count(receipt: Receipt) -> str:
    """Lines, and pieces of what is sold by the piece."""
    pieces = sum(line.quantity for line in receipt.lines if line.quantity % ONE == 0)
    return f"Позицій: {len(receipt.lines)}, штук: {format_quantity(pieces)}"


def saved(receipt: Receipt) -> int:
    """What the customer saved by discounts, kopecks."""
    applied = [*receipt.adjustments, *(one for line in receipt.lines for one in line.adjustments)]
    return -sum(one.sum for one in applied if one.sum < 0)


def _sums(receipt: Receipt, stamp: FiscalStamp, template: ReceiptTemplate) -> Iterator[Block]:
    for applied in receipt.adjustments:
        yield Columns(_adjustment_name(applied), format_hryvnias(applied.sum))
    if receipt.part is not None:
        yield from _parts(receipt.part, sale=receipt.kind is ReceiptKind.SELL)
    yield Columns("СУМА", format_hryvnias(receipt.total), bold=True, double=template.shows(Row.LARGE_TOTAL))
    for part in stamp.taxes or receipt.taxes:
        yield from tax_rows(part)
    if receipt.rounding:
        yield Columns("Заокруглення", format_hryvnias(receipt.rounding))
    due = "ДО СПЛАТИ" if receipt.kind is ReceiptKind.SELL else "ДО ВИДАЧІ"
    yield Columns(due, format_hryvnias(receipt.due), bold=True)
    if template.shows(Row.SAVED) and receipt.kind is ReceiptKind.SELL and saved(receipt):
        yield Columns("Ваша економія", format_hryvnias(saved(receipt)))


def _order(part: Part, *, sale: bool) -> Iterator[Block]:
    """Which order it is of, and which receipt it goes with."""
    if sale:
        yield Text("ПЕРЕДПЛАТА" if part.is_first else "ОСТАТОЧНИЙ РОЗРАХУНОК", Align.CENTER, bold=True)
    yield Text(f"Замовлення {part.number}", Align.CENTER)
    if part.first_code:
        yield Text(f"до чека передплати № {part.first_code}", Align.CENTER)
    if part.note:
        yield Text(f"Замовник: {part.note}", Align.CENTER)


def _parts(part: Part, *, sale: bool) -> Iterator[Block]:
    """What all of it comes to, and what other receipts pay; the sum below is this one's alone."""
    yield Columns("РАЗОМ ЗА ЗАМОВЛЕННЯМ", format_hryvnias(part.whole))
    if part.before:
        yield Columns("Сплачено раніше", format_hryvnias(part.before))
    elif sale:
        yield Columns("Лишається сплатити", format_hryvnias(part.left))


def tax_rows(part: TaxSum) -> Iterator[Block]:
    """VAT with letter, rate and sum; excise on a row of its own; "без ПДВ" states no tax and has no row."""
    if part.rate or (not part.extra_rate and "без" not in part.label.casefold()):
        # the label may name the rate already ("ПДВ 7%"); the form wants the tax, the letter and the rate
        name = "ПДВ" if "пдв" in part.label.casefold() else part.label
        yield Columns(f"{name} {part.symbol} {_rate(part.rate)}", format_hryvnias(part.sum))
    if part.extra_rate:
        yield Columns(f"Акцизний податок {part.symbol} {_rate(part.extra_rate)}", format_hryvnias(part.excise))


def _rate(rate: object) -> str:
    return f"{rate:.2f} %".replace(".", ",")


def _payments(receipt: Receipt) -> Iterator[Block]:
    for payment in receipt.payments:
        yield Columns(form_of_payment(payment), format_hryvnias(payment.value or 0), bold=True)
        if payment.type is PaymentType.CASHLESS:
            yield from _card(payment, "Повернення" if receipt.kind is ReceiptKind.RETURN else "Оплата")
    if receipt.change:
        yield Columns("РЕШТА", format_hryvnias(receipt.change))


def form_of_payment(payment: Payment) -> str:
    """«ГОТІВКА», or «БЕЗГОТІВКОВА» with what it was."""
    if payment.type is PaymentType.CASH:
        return "ГОТІВКА"
    return f"БЕЗГОТІВКОВА ({payment.label})" if payment.label else "БЕЗГОТІВКОВА"


def _card(payment: Payment, operation: str) -> Iterator[Block]:
    details = payment.details
    if any(details.get(key) for key, _ in _CARD_ROWS):
        yield Columns("Операція", operation, indent=2)
    for key, name in _CARD_ROWS:
        value = details.get(key)
        if value not in (None, ""):
            shown = format_hryvnias(int(value)) if key == "commission" else str(value)
            yield Columns(name, shown, indent=2)
    if details.get("signature_required"):
        yield Text("Підпис касира ____________________")
        yield Text("Підпис держателя ЕПЗ ____________________")


def _foot(receipt: Receipt, stamp: FiscalStamp, seller: Seller) -> Iterator[Block]:
    """What makes it a fiscal receipt; without a number it is none, and says so."""
    yield Rule()
    if not stamp.fiscal_code:
        yield Text(moment(receipt.sold_at), Align.CENTER)
        yield Text("Без фіскального номера", Align.CENTER)
        yield Text(TEST_TITLE if seller.test else NOT_FISCAL, Align.CENTER, bold=True)
        return
    yield Text(f"ЧЕК № {stamp.fiscal_code}", Align.CENTER, bold=True)
    yield Text(moment(stamp.fiscal_date or receipt.sold_at), Align.CENTER)
    if stamp.tax_url:
        yield Qr(stamp.tax_url)
    elif stamp.offline:
        yield Text(WITHOUT_QR, Align.CENTER)
    yield Text("ОФЛАЙН" if stamp.offline else "ОНЛАЙН", Align.CENTER)
    if stamp.control_number:
        yield Text(f"Контрольне число {stamp.control_number}", Align.CENTER)
    yield Text(f"ФН ПРРО {seller.fiscal_number}", Align.CENTER)
    yield Text(_title(receipt, seller), Align.CENTER, bold=True)
    yield Text(MAKER, Align.CENTER)


def _title(receipt: Receipt, seller: Seller) -> str:
    if seller.test:
        return TEST_TITLE
    gives_out = receipt.kind in {ReceiptKind.RETURN, ReceiptKind.CASH_WITHDRAWAL}
    return "ВИДАТКОВИЙ ЧЕК" if gives_out else "ФІСКАЛЬНИЙ ЧЕК"


def _withdrawal(receipt: Receipt, template: ReceiptTemplate) -> Iterator[Block]:
    """Cash for a card's money: no goods and no taxes, the card's rows, and what was handed out."""
    yield Text("ВИДАЧА ГОТІВКИ", Align.CENTER, bold=True)
    yield Text("держателю електронного платіжного засобу", Align.CENTER)
    yield Text(f"Касир: {receipt.cashier_name}")
    yield Rule()
    yield Columns("СУМА", format_hryvnias(receipt.total), bold=True, double=template.shows(Row.LARGE_TOTAL))
    for payment in receipt.payments:
        yield Columns(form_of_payment(payment), format_hryvnias(payment.value or 0), bold=True)
        yield from _card(payment, "Видача готівки")
    yield Columns("ВИДАНО ГОТІВКОЮ", format_hryvnias(receipt.due), bold=True)


def _service(receipt: Receipt, seller: Seller) -> Iterator[Block]:
    into = receipt.kind is ReceiptKind.SERVICE_IN
    yield Text("СЛУЖБОВЕ ВНЕСЕННЯ" if into else "СЛУЖБОВЕ ВИЛУЧЕННЯ", Align.CENTER, bold=True)
    yield Columns("ГОТІВКА", format_hryvnias(receipt.due), bold=True, double=True)
    if receipt.comment:
        yield Text(receipt.comment)
    yield Text(f"Касир: {receipt.cashier_name}")
    yield Text(moment(receipt.sold_at), Align.CENTER)
    yield Text(f"ФН ПРРО {seller.fiscal_number}", Align.CENTER)
    yield Text(NOT_FISCAL, Align.CENTER)


def moment(at: datetime) -> str:
    """Date and time with seconds, in Kyiv time, as every document shows it."""
    return at.astimezone(KYIV).strftime("%d.%m.%Y %H:%M:%S")
