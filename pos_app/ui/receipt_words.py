"""Receipts in words: as rows of a list, and by what they are found."""

from pos_app.domain.receipt import ReceiptKind, ReceiptState
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
