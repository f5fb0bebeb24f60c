"""The card's part of the payment pane: five steps in words, why the outcome is not known, and two ways besides."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.ui.card_words import Phase, no_slip, steps
from pos_app.ui.i18n import tr
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.steps import Steps
from pos_app.ui.words import money


class CardWay(QWidget):
    """Draws a phase; the pane does what its buttons ask for."""

    interrupted = Signal()
    typing_turned = Signal()
    decision_wanted = Signal()
    reversal_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        px = look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        self.steps = Steps(look)
        self.steps.setMinimumHeight(px(5 * 20))
        self.reason = Line(look, size=Size.SMALL, most=2, elides=True, from_top=True, colour=look.colours.warn_ink)
        self.left = TouchButton(look, "")
        self.right = TouchButton(look, "")
        row = QHBoxLayout()
        row.setSpacing(px(8))
        for button in (self.left, self.right):
            button.setFixedHeight(px(56))
            row.addWidget(button, 1)
        column.addWidget(self.steps, 1)
        column.addWidget(self.reason)
        column.addLayout(row)
        self._acts: list[SignalInstance] = []
        for place, button in enumerate((self.left, self.right)):
            button.clicked.connect(lambda _=False, place=place: self._acts[place].emit())

    def show_phase(
        self, phase: Phase, due: int, *, by_hand: bool, typing: bool, held: bool, doing: str, reason: str
    ) -> None:
        """`by_hand`: no terminal to speak to; `typing`: the slip is typed in; `held`: a card has paid something."""
        self.steps.show_steps(steps(phase, due, by_hand=by_hand, doing=doing))
        self.steps.setVisible(not typing)
        words = _what_to_type(phase, due) if typing else reason
        self.reason.set_text(words)
        self.reason.setVisible(bool(words))
        offered = [] if by_hand else self._offered(phase, typing=typing, held=held)
        self._acts = [act for _, act in offered]
        for place, button in enumerate((self.left, self.right)):
            button.setVisible(place < len(offered))
            button.setText(offered[place][0] if place < len(offered) else "")
        # "not charged" lets the card be asked for the money anew: it never looks like a step to take in passing
        self.left.turn_role(Role.STOP if phase is Phase.UNKNOWN else Role.PLAIN)

    def _offered(self, phase: Phase, *, typing: bool, held: bool) -> "list[tuple[str, SignalInstance]]":
        if phase is Phase.WORKING:
            return [(tr("Перервати на терміналі"), self.interrupted)]
        if phase is Phase.UNKNOWN:
            other = tr("Назад до термінала") if typing else tr("Є чек термінала")
            return [(no_slip(), self.decision_wanted), (other, self.typing_turned)]
        back = [(tr("Скасувати оплату карткою"), self.reversal_wanted)] if held else []
        if phase is Phase.READY:
            name = tr("Через термінал") if typing else tr("Термінал не працює: вручну")
            return [(name, self.typing_turned), *back]
        return back if phase is Phase.HELD else []


def _what_to_type(phase: Phase, due: int) -> str:
    """Only a card that was not charged yet is keyed into the terminal."""
    if phase is Phase.UNKNOWN:
        return tr("Введіть RRN або код авторизації з чека термінала.")
    return tr("Наберіть на терміналі {due}, тоді RRN або код з чека.").format(due=money(due))
