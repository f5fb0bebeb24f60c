"""Giving goods back by a receipt: whole at once, or line by line with what is left of each; or it was a mistake."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_app.catalog.gs1 import without_symbol
from pos_app.domain.payment import Quote
from pos_app.domain.quantity import ONE
from pos_app.domain.receipt import Receipt
from pos_app.domain.return_ways import Back, BackWay, usual_way, ways_back
from pos_app.domain.returns import WantedLine
from pos_app.till.rights import TECHNICAL_RETURN
from pos_app.till.state import ReceiptView, TillState
from pos_app.ui.card_words import step_in_words
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import STEPS, Action
from pos_app.ui.receipt_words import as_paid_in_words, payments_in_words
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.screens.reason_panel import ReasonPanel, why_technical
from pos_app.ui.screens.return_stamps import ReturnStampsPane
from pos_app.ui.sounds import Sound
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets import paint
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.esc_button import Depth, EscButton
from pos_app.ui.widgets.labels import Figure, Line
from pos_app.ui.widgets.options import Option, OptionRow
from pos_app.ui.widgets.rows import Row, RowList, Tone
from pos_app.ui.words import money, quantity, rounding_words


class ReturnPanel(Keyed):
    """All that is left is chosen at first; a line is taken off, or its quantity lowered, by touch or by keys."""

    finished = Signal(object)
    """The return's ReceiptView, None when the cashier went back."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._view: ReceiptView | None = None
        self._left: list[int] = []
        self._wanted: list[int] = []
        self._backs: dict[str, Back] = {}
        """The till's answer: what goes back by each way for the chosen lines; empty while it is asked."""
        self._asked = 0
        self._busy = False
        self._look = look
        self._stamps: dict[int, tuple[str, ...]] = {}
        self._pane: Keyed | None = None
        self._settle: Callable[[object], None] | None = None
        """Answers the question that stands over the form."""
        px = look.px
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._form = QWidget()
        self._side = QStackedWidget()
        self._side.addWidget(self._form)
        outer.addWidget(self._side)
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        head = QHBoxLayout()
        self.title = Line(look, tr("Повернення"), size=Size.LARGE, bold=True, elides=True)
        self.back_button = EscButton(look, depth=Depth.FORM, signed=False, icon_name="close")
        self.back_button.setFixedSize(px(64), px(48))
        self.back_button.clicked.connect(lambda: self.finished.emit(None))
        head.addWidget(self.title, 1)
        head.addWidget(self.back_button)
        column.addLayout(head)
        self.rows = RowList(look, height=60)
        column.addWidget(self.rows, 1)
        column.addLayout(self._steppers(look))
        kinds = (Option("goods", tr("Товар повертають")), Option(TECHNICAL_RETURN, tr("Чек помилковий")))
        self.kinds = OptionRow(look, kinds, self._show)
        column.addWidget(self.kinds)
        self.ways = OptionRow(look, (Option(BackWay.CASH, tr("Готівкою")),), self._show)
        column.addWidget(self.ways)
        self._column = column
        self.parts = Line(look, size=Size.LARGE, align=paint.RIGHT, elides=True)
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(0)
        self.rounding = Line(look, size=Size.SMALL, colour=look.colours.ink_soft)
        words.addStretch(1)
        words.addWidget(Line(look, tr("До повернення"), size=Size.LARGE, bold=True))
        words.addWidget(self.rounding)
        words.addStretch(1)
        row.addLayout(words, 1)
        self.due = Figure(look, size=56, align=paint.RIGHT)
        self.due.setFixedHeight(px(60))
        row.addWidget(self.due, 1)
        column.addLayout(row)
        column.addWidget(self.parts)
        self.confirm = TouchButton(look, tr("ПОВЕРНУТИ"), role=Role.STOP, key="F6 · Enter", size=Size.LARGE)
        self.confirm.setFixedHeight(px(80))
        self.confirm.clicked.connect(self.give_back)
        self.interrupt = TouchButton(look, tr("Перервати на терміналі"), key="Del")
        self.interrupt.setFixedHeight(px(60))
        self.interrupt.clicked.connect(self._interrupt)
        self.interrupt.hide()
        column.addWidget(self.interrupt)
        self.step = Line(look, size=Size.LARGE, bold=True, align=paint.CENTRE, most=2)
        self.step.setFixedHeight(px(80))
        self.step.hide()
        column.addWidget(self.step)
        self._step_told = ""
        desk.changed.connect(self._state_changed)
        column.addWidget(self.confirm)

    def _steppers(self, look: Look) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        self.less = TouchButton(look, "", icon_name="minus", key="−")
        self.more = TouchButton(look, "", icon_name="plus", key="+")
        self.whole = TouchButton(look, tr("Рядок так / ні"), key=tr("Пробіл"))
        self.everything = TouchButton(look, tr("Усе"), key="*")
        actions = (
            (self.less, lambda: self._step(-ONE)),
            (self.more, lambda: self._step(ONE)),
            (self.whole, self._toggle),
            (self.everything, self.want_everything),
        )
        self.steppers = tuple(button for button, _ in actions)
        for button, action in actions:
            button.setFixedHeight(look.px(60))
            button.clicked.connect(action)
            row.addWidget(button, 2 if button is self.whole else 1)
        return row

    def open(self, view: ReceiptView) -> None:
        """Begin with everything that is left; what was asked of another receipt is asked no more."""
        self.leave()
        self._view = view
        gone = dict(enumerate(view.returned))
        self._left = [line.quantity - gone.get(place, 0) for place, line in enumerate(view.receipt.lines)]
        number = view.fiscal.fiscal_code or ""
        self.title.set_text(tr("Повернення до чека {number}").format(number=number))
        self._offer_ways(view.receipt)
        self.kinds.choose(0)
        cashier = self._desk.state.cashier
        self.kinds.setVisible(cashier is not None and TECHNICAL_RETURN in cashier.permissions)
        self.want_everything()
        self.rows.choose(0)

    def _offer_ways(self, sale: Receipt) -> None:
        """The ways of this sale: as it was paid is chosen at first, and stands by its name."""
        state = self._desk.state
        ways = ways_back(sale, terminal=not state.card.manual)
        names = {
            BackWay.CASH: tr("Готівкою"),
            BackWay.CARD: tr("На картку"),
            BackWay.AS_PAID: as_paid_in_words(sale, state.payment_forms),
        }
        old, self.ways = self.ways, OptionRow(self._look, [Option(way, names[way]) for way in ways], self._show)
        self._column.replaceWidget(old, self.ways)
        old.hide()
        old.deleteLater()
        self.parts.setVisible(BackWay.AS_PAID in ways)
        self._backs = {}
        self.ways.choose(ways.index(usual_way(sale, ways)))

    def want_everything(self) -> None:
        """All that is left of every line."""
        self._wanted = list(self._left)
        self._changed()

    @property
    def wanted(self) -> tuple[WantedLine, ...]:
        """The chosen lines as the till understands them."""
        return tuple(
            WantedLine(place, amount, self._stamps.get(place, ()))
            for place, amount in enumerate(self._wanted)
            if amount
        )

    def _changed(self) -> None:
        if self._view is None:
            return
        self._stamps.clear()
        rows = []
        for place, line in enumerate(self._view.receipt.lines):
            wanted, left = self._wanted[place], self._left[place]
            under = tr("{wanted} з {left} · ціна {price}").format(
                wanted=quantity(wanted), left=quantity(left), price=money(line.price)
            )
            if not left:
                under = tr("уже повернуто")
            tone = Tone.GOOD if wanted else Tone.PLAIN
            mark = "check" if wanted else "minus"
            rows.append(Row(str(place), line.name, under, quantity(wanted), "", mark, tone))
        self.rows.show_rows(rows)
        self._ask_quote()

    def _place(self) -> int:
        return int(self.rows.chosen_key() or 0)

    def _step(self, by: int) -> None:
        place = self._place()
        whole = self._wanted[place] + by
        self._wanted[place] = max(0, min(whole, self._left[place]))
        self._changed()

    def _toggle(self) -> None:
        place = self._place()
        self._wanted[place] = 0 if self._wanted[place] else self._left[place]
        self._changed()

    # money

    @property
    def quote(self) -> Quote | None:
        """What goes back by the chosen way; None while the till is asked."""
        back = self._back
        return back.quote if back is not None else None

    @property
    def _back(self) -> Back | None:
        return self._backs.get(self.ways.chosen.key)

    def _ask_quote(self) -> None:
        self._asked += 1
        self._backs = {}
        self._show()
        if self._view is not None and self.wanted:
            self._desk.start(self._quote(self._asked, self._view.receipt.id))

    async def _quote(self, number: int, receipt_id: str) -> None:
        wanted = self.wanted
        backs = await self._desk.look_up(lambda till: till.ways_back(receipt_id, wanted))
        if number == self._asked:
            self._backs = {back.way: back for back in backs}
            self._show()

    def _show(self) -> None:
        back = self._back
        self.due.set_text(money(back.quote.due if back is not None else 0))
        self.rounding.set_text(rounding_words(back.quote.rounding) if back is not None else "")
        self.parts.set_text(payments_in_words(back.payments, self._desk.state.payment_forms) if back else "")
        self.confirm.setEnabled(back is not None and not self._busy)
        self.back_button.setEnabled(not self._busy)
        for button in self.steppers:
            button.setEnabled(not self._busy)
        self.kinds.lock(self._busy)
        self.ways.lock(self._busy)
        self.confirm.setText(tr("Реєструємо повернення…") if self._busy else tr("ПОВЕРНУТИ"))
        at_terminal = self._at_terminal
        step = step_in_words(self._step_told) if at_terminal else ""
        self.step.set_text(tr("Термінал: {step}").format(step=step[:1].lower() + step[1:]) if step else "")
        for widget, seen in ((self.step, at_terminal), (self.interrupt, at_terminal), (self.confirm, not at_terminal)):
            widget.setVisible(seen)

    @property
    def _at_terminal(self) -> bool:
        """What the customer does there takes the place of the red button."""
        return self._busy and bool(self._step_told)

    def _state_changed(self, state: TillState) -> None:
        """What the terminal does with the customer's card, step by step."""
        if state.card.step != self._step_told:
            self._step_told = state.card.step
            self._show()

    def _interrupt(self) -> None:
        """The customer has thought better of it: the terminal gives up, and nothing was returned."""
        self._desk.start(self._desk.look_up(lambda till: till.interrupt_terminal()))

    def give_back(self) -> None:
        """The red button."""
        back = self._back
        if self.confirm.isEnabled() and self._view is not None and back is not None:
            # from the press on: a key that bounces must not give back twice
            self._busy = True
            self._show()
            self._desk.start(self._begun(self._view, back))

    async def _begun(self, view: ReceiptView, back: Back) -> None:
        given = None
        try:
            given = await self._stamped(view, back)
        finally:
            self._busy = False
            self._show()
        if given is not None:
            self._desk.sounds.play(Sound.PAID)
            self.finished.emit(given)

    async def _stamped(self, view: ReceiptView, back: Back) -> ReceiptView | None:
        """First why the receipt was a mistake and the stamps that come back, line by line; then the return."""
        reason = ""
        if self.kinds.chosen.key == TECHNICAL_RETURN:
            pane = ReasonPanel(self._look)
            pane.open(why_technical(back.quote.due))
            reason = await self._ask(pane, pane.answered)
            if not reason:
                return None
        for place, amount in enumerate(self._wanted):
            line = view.receipt.lines[place]
            if not amount or not line.excise_stamps:
                continue
            whole = amount == self._left[place]
            stamps_pane = ReturnStampsPane(self._look, self._desk, line, -(-amount // ONE), whole=whole)
            stamps = await self._ask(stamps_pane, stamps_pane.done)
            if stamps is None:
                self._stamps.clear()
                return None
            self._stamps[place] = stamps
        return await self._give_back(view.receipt.id, back, reason)

    async def _ask(self, pane: Keyed, answered: SignalInstance) -> Any:
        """Put a question over the form; → its answer, None when the person went back."""
        self._pane = pane
        answer, self._settle = self._desk.question()
        answered.connect(self._settle, Qt.ConnectionType.QueuedConnection)
        self._side.addWidget(pane)
        self._side.setCurrentWidget(pane)
        try:
            return await answer
        finally:
            self._pane = self._settle = None
            self._side.setCurrentWidget(self._form)
            self._side.removeWidget(pane)
            pane.hide()
            pane.deleteLater()

    def leave(self) -> None:
        """The page is made anew: a question is left, as if the cashier went back, or its flow would wait for ever."""
        if self._settle is not None:
            self._settle(None)

    @property
    def asking(self) -> bool:
        """Does a question stand over the form?"""
        return self._pane is not None

    @property
    def asking_stamps(self) -> bool:
        """Are stamps being scanned?"""
        return isinstance(self._pane, ReturnStampsPane)

    def take_scan(self, code: str) -> None:
        """A stamp that comes back."""
        if isinstance(self._pane, ReturnStampsPane):
            self._pane.take(without_symbol(code.strip()))

    async def _give_back(self, receipt_id: str, back: Back, reason: str) -> ReceiptView | None:
        payments, wanted = back.payments, self.wanted
        everything = self._wanted == self._left
        lines = None if everything and not any(self._stamps.values()) else wanted
        return await self._desk.attempt(
            lambda till: till.give_back(receipt_id, payments, lines, technical=bool(reason), reason=reason)
        )

    # keys

    def do(self, action: Action) -> bool:
        """Arrows choose the line and the way, Tab says that it was a mistake, Enter or F6 gives back, Esc leaves.

        Del or Esc stops the terminal.
        """
        if self._pane is not None:
            return self._pane.do(action)
        if action in STEPS:
            self.rows.step(STEPS[action])
        elif self._busy:
            # what goes back is with the terminal or Checkbox: nothing of it changes any more
            if self._at_terminal and action in {Action.BACK, Action.VOID}:
                self._interrupt()
        elif action in {Action.LEFT, Action.RIGHT}:
            self.ways.choose(self.ways.place + 1)
        elif action is Action.NEXT and not self.kinds.isHidden():
            self.kinds.choose(self.kinds.place + 1)
        elif action in {Action.ENTER, Action.PAY}:
            self.give_back()
        elif action is Action.BACK:
            if not self._desk.put_away_notice():
                self.finished.emit(None)
        else:
            return False
        return True

    def type_text(self, text: str) -> bool:
        """Space, minus, plus and star are the four buttons."""
        if self._pane is not None:
            return self._pane.type_text(text)
        if self._busy:
            return True
        if text == " ":
            self._toggle()
        elif text == "-":
            self._step(-ONE)
        elif text in {"+", "="}:
            self._step(ONE)
        elif text == "*":
            self.want_everything()
        return True
