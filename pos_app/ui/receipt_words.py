"""Receipts in words: as rows of a list, and by what they are found."""

from collections.abc import Sequence

from pos_app.domain.orders import kept_payments
from pos_app.domain.payment import Payment
from pos_app.domain.payment_form import PaymentForm
from pos_app.domain.receipt import Receipt, ReceiptKind, ReceiptState
from pos_app.domain.return_ways import CARD, CASH, Form, form_of
from pos_app.till.state import ReceiptView
from pos_app.ui.i18n import tr
from pos_app.ui.widgets.rows import Row, Tone
from pos_app.ui.words import day_and_time, money


def kind_name(view: ReceiptView) -> str:
    """What a receipt is, in a word."""
    if view.receipt.technical:
        return tr("Технічне повернення")
    part = view.receipt.part
    if part is not None and view.receipt.kind is ReceiptKind.SELL:
        return tr("Передплата") if part.is_first else tr("Доплата")
    if part is not None and part.cancels:
        return tr("Повернення передплати")
    return {
        ReceiptKind.SELL: tr("Продаж"),
        ReceiptKind.RETURN: tr("Повернення"),
        ReceiptKind.SERVICE_IN: tr("Внесення"),
        ReceiptKind.SERVICE_OUT: tr("Вилучення"),
        ReceiptKind.CASH_WITHDRAWAL: tr("Видача готівки"),
    }[view.receipt.kind]


def _given_back(view: ReceiptView) -> str:
    """Has a sale's goods come back?"""
    if not any(view.returned):
        return ""
    return tr("повернуто частково") if returnable(view) else tr("повернуто")


def registered(view: ReceiptView) -> bool:
    """Is it at Checkbox, or certain to be?"""
    return view.fiscal.state not in {ReceiptState.ATTENTION, ReceiptState.PENDING}


def returnable(view: ReceiptView) -> bool:
    """May goods of it still come back?"""
    receipt = view.receipt
    if receipt.kind is not ReceiptKind.SELL or view.fiscal.state is ReceiptState.ATTENTION:
        return False
    gone = dict(enumerate(view.returned))
    return any(line.quantity > gone.get(place, 0) for place, line in enumerate(receipt.lines))


def receipt_row(view: ReceiptView) -> Row:
    """A receipt as a row of the list."""
    receipt = view.receipt
    moves_cash_alone = receipt.kind in {ReceiptKind.SERVICE_IN, ReceiptKind.SERVICE_OUT}
    state = {
        ReceiptState.ACCEPTED: "" if moves_cash_alone else tr("без номера"),
        ReceiptState.OFFLINE: tr("офлайн"),
        ReceiptState.ATTENTION: tr("потрібна увага"),
        ReceiptState.PENDING: tr("надсилається"),
    }.get(view.fiscal.state, _given_back(view))
    count = tr("{count} поз.").format(count=len(receipt.lines)) if receipt.lines else ""
    back = receipt.kind in {ReceiptKind.RETURN, ReceiptKind.SERVICE_OUT, ReceiptKind.CASH_WITHDRAWAL}
    tone = Tone.STOP if view.fiscal.state is ReceiptState.ATTENTION else Tone.PLAIN
    icons = {
        ReceiptKind.SELL: "receipt",
        ReceiptKind.RETURN: "return",
        ReceiptKind.SERVICE_IN: "cash_in",
        ReceiptKind.SERVICE_OUT: "cash_out",
        ReceiptKind.CASH_WITHDRAWAL: "cash",
    }
    title = " · ".join(filter(None, (kind_name(view), view.fiscal.fiscal_code or "")))
    ordered = receipt.part.note if receipt.part is not None else ""
    under = " · ".join(filter(None, (day_and_time(receipt.sold_at), count, receipt.comment, ordered)))
    figure = money(-receipt.due if back else receipt.due)
    return Row(receipt.id, title, under, figure, state, icons[receipt.kind], tone)


def searchable(view: ReceiptView) -> str:
    """What a receipt is found by, folded."""
    receipt = view.receipt
    sums = money(receipt.due).replace("\u00a0", "")
    names = " ".join(line.name for line in receipt.lines)
    order = f"{receipt.part.number} {receipt.part.note}" if receipt.part is not None else ""
    parts = (view.fiscal.fiscal_code or "", sums, receipt.cashier_name, names, receipt.id, order)
    return " ".join((*parts, day_and_time(receipt.sold_at))).casefold()


def form_in_words(form: Form, forms: Sequence[PaymentForm]) -> str:
    """What the cashier calls a form of payment: the owner's name for it, else its label."""
    names = {(one.label.strip(), one.code): one.name for one in forms}
    return {CASH: tr("Готівка"), CARD: tr("Картка")}.get(form) or names.get(form, form[0])


def payments_in_words(payments: Sequence[Payment], forms: Sequence[PaymentForm]) -> str:
    """What goes each way: "Картка 10,00 + Готівка 990,00"."""
    return " + ".join(f"{form_in_words(form_of(one), forms)} {money(one.value or 0)}" for one in payments)


def as_paid_in_words(sale: Receipt, forms: Sequence[PaymentForm]) -> str:
    """The way back of a sale that was not paid by cash or card alone: its one form, or all of them."""
    paid = {form_of(one) for one in kept_payments(sale)}
    return form_in_words(paid.pop(), forms) if len(paid) == 1 else tr("Як сплачено")


def handed_back(receipt: Receipt, forms: Sequence[PaymentForm]) -> tuple[str, str]:
    """What is to be done with the money of a return, and the sum of it: the cash to hand over, or else all of it."""
    by_cash = sum(one.value or 0 for one in receipt.payments if form_of(one) == CASH)
    others = [one for one in receipt.payments if form_of(one) != CASH and one.value]
    rest, by_others = payments_in_words(others, forms), sum(one.value or 0 for one in others)
    to_card = {form_of(one) for one in others} == {CARD}
    if not others:
        return tr("Віддайте покупцеві готівкою"), money(by_cash)
    if not by_cash:
        back = tr("Поверніть на картку через термінал") if to_card else tr("Поверніть: {rest}").format(rest=rest)
        return back, money(by_others)
    if to_card:
        return tr("Віддайте готівкою; на картку {sum}").format(sum=money(by_others)), money(by_cash)
    return tr("Віддайте готівкою; також поверніть: {rest}").format(rest=rest), money(by_cash)
