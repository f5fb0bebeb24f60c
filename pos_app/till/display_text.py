"""What the customer reads on two lines of twenty characters, by what the till is doing."""

from pos_app.devices.line_display import WIDTH
from pos_app.domain.card import AttemptKind
from pos_app.domain.money import format_hryvnias
from pos_app.domain.quantity import ONE, format_quantity
from pos_app.domain.receipt import ReceiptKind
from pos_app.till.state import TillState

Two = tuple[str, str]


def display_lines(state: TillState, greeting: str) -> Two:
    """The line just scanned with its sum, what is due while paying, the change, or the greeting.

    A card that is charged for something else than the basket, or paid back, is told its own sum.
    """
    if state.cashier is None or state.shift is None:
        return "Каса зачинена", ""
    beside = state.card.beside(state.cart)
    if beside is not None:
        where = "З КАРТКИ" if beside.kind is AttemptKind.PURCHASE else "НА КАРТКУ"
        return _centred("Прикладіть картку"), _columns(where, format_hryvnias(beside.amount))
    sold = state.last_receipt
    if not state.cart.is_empty:
        return _paying(state) if state.busy == "paying" or state.card.step else _line(state)
    if sold is not None and sold.receipt.kind is ReceiptKind.SELL:
        paid = _columns("СПЛАЧЕНО", format_hryvnias(sold.receipt.paid))
        change = _columns("РЕШТА", format_hryvnias(sold.receipt.change))
        return (paid, change) if sold.receipt.change else (paid, _centred("Дякуємо!"))
    return _centred(greeting), ""


def _line(state: TillState) -> Two:
    line = next((one for one in state.cart.lines if one.id == state.last_line_id), None)
    total = _columns("РАЗОМ", format_hryvnias(state.totals.total))
    if line is None:
        return total, ""
    if line.quantity == ONE:
        return _columns(line.product.name, format_hryvnias(line.price)), total
    amount = f"{format_quantity(line.quantity)}x{format_hryvnias(line.price)}"
    return _columns(line.product.name, amount), total


def _paying(state: TillState) -> Two:
    what = "Прикладіть картку" if state.card.step else "До сплати"
    return _centred(what), _columns("РАЗОМ", format_hryvnias(state.totals.total))


def _columns(left: str, right: str) -> str:
    """A text and a figure at the two ends; the figure is always whole."""
    room = WIDTH - len(right) - 1
    return f"{left[:room]:<{room}} {right}" if room > 0 else right[:WIDTH]


def _centred(text: str) -> str:
    return text[:WIDTH].center(WIDTH).rstrip()
