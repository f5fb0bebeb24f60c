"""The payment pane: four ways of paying, what is due, ready banknotes, change, and one green button."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.domain.errors import PosError, Unreachable
from pos_app.domain.payment import Payment, PaymentType, Quote
from pos_app.till.state import TillState
from pos_app.ui.card_words import Phase, button_of, phase_of
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import told, tr
from pos_app.ui.keys import Action
from pos_app.ui.screens.card_charge import CardCharge
from pos_app.ui.screens.card_way import CardWay
from pos_app.ui.screens.pane import BottomBlock, Pane
from pos_app.ui.screens.payment_draft import Draft, Method, due_caption, only_by_card, open_ways, under_due, way_beside
from pos_app.ui.screens.payment_due import DueRow
from pos_app.ui.screens.payment_notes import ReadyNotes
from pos_app.ui.sounds import Sound
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets import paint
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.labels import Figure, Line
from pos_app.ui.words import money

_METHODS = tuple(Method)


class PaymentPane(Pane):
    """Open while a sale is being paid for. Its answer is the receipt's view, None when the cashier went back."""

    def __init__(self, look: Look, desk: Desk, request_id: str) -> None:
        super().__init__(look, "")
        self._desk = desk
        self._request_id = request_id
        self.draft = Draft()
        self.quote: Quote | None = None
        self._asked = self._answered = self._asked_for = 0
        self._hurried = False
        """Was the green button pressed while the till still counted what is due this way?"""
        self.paying = False
        self._unknown = False
        self.charge = CardCharge(desk, self._show)
        self.title.hide()
        self._add_methods()
        row = DueRow(look)
        self.due_caption, self.rounding, self.due = row.caption, row.rounding, row.figure
        self.column.addLayout(row)
        self._add_fields()
        self.notes_row = ReadyNotes(look)
        self.notes_row.taken.connect(self._take_note)
        self.column.addWidget(self.notes_row)
        self.card = CardWay(look)
        self.column.addWidget(self.card, 1)
        self._join_card()
        self._spacer = QWidget()
        self.column.addWidget(self._spacer, 1)
        self._add_bottom()
        paid_before = phase_of(desk.state) in {Phase.HELD, Phase.UNKNOWN, Phase.WORKING}
        self._turn_to(Method.CARD if paid_before else Method.CASH)

    # building

    def _join_card(self) -> None:
        card, start = self.card, self._desk.start
        card.interrupted.connect(lambda: start(self._desk.attempt(lambda till: till.interrupt_terminal())))
        card.typing_turned.connect(self._turn_by_hand)
        card.decision_wanted.connect(self._leave_to_decide)
        card.reversal_wanted.connect(lambda: start(self.charge.reverse()))

    def _add_methods(self) -> None:
        names = {
            Method.CASH: tr("Готівка"),
            Method.CARD: tr("Картка"),
            Method.MIXED: tr("Змішана"),
            Method.CERTIFICATE: self.draft.form.name,
        }
        self.methods: dict[Method, TouchButton] = {}
        for place, method in enumerate(_METHODS):
            button = TouchButton(self.look, names[method], role=Role.TAB)
            button.setCheckable(True)
            button.setFixedHeight(self.look.px(52))
            button.clicked.connect(lambda _=False, method=method: self.choose_method(method))
            self.head.insertWidget(place, button, button.sizeHint().width())
            self.methods[method] = button
        self.back_button.setFixedHeight(self.look.px(52))

    def _add_fields(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(self.look.px(8))
        self.first = Field(self.look, height=76)
        self.cash = Field(self.look, tr("Отримано готівкою"), height=76)
        self.rrn = Field(self.look, tr("RRN з чека термінала"), size=Size.LARGE, height=76)
        self.auth = Field(self.look, tr("Код авторизації"), size=Size.LARGE, height=76, figures=False)
        self.fields = (self.first, self.cash, self.rrn, self.auth)
        for field in self.fields:
            field.touched.connect(lambda field=field: self._activate(field))
            field.changed.connect(lambda _: self._typed())
            row.addWidget(field, 1)
        self.active = self.cash
        self.column.addLayout(row)

    def _add_bottom(self) -> None:
        look = self.look
        self.bottom = BottomBlock(look, without=("*",))
        self.bottom.numpad.pressed.connect(self.touch_key)
        box = QWidget()
        box.setFixedHeight(look.px(78))
        words = QVBoxLayout(box)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        self.change_caption = Line(look, tr("Решта"), size=Size.TEXT, colour=look.colours.ink_soft)
        self.change = Figure(look, size=Size.FIGURE, align=paint.RIGHT)
        words.addWidget(self.change_caption)
        words.addWidget(self.change, 1)
        self.confirm = TouchButton(look, "", role=Role.PAY, key="F6 · Enter", size=Size.LARGE)
        self.confirm.clicked.connect(self.pay)
        self.bottom.beside.addWidget(box)
        self.bottom.beside.addWidget(self.confirm, 1)
        self.column.addWidget(self.bottom)

    # choosing and typing

    def choose_method(self, method: Method) -> None:
        """Another way of paying; what was typed for it last stays."""
        if method in self._open_ways:
            self._turn_to(method)

    @property
    def _open_ways(self) -> tuple[Method, ...]:
        return open_ways(self._desk.state, self.draft.method, self.phase)

    def _turn_to(self, method: Method) -> None:
        self.draft = self.draft.turned(method, self._desk.state.payment_forms)
        self.methods[Method.CERTIFICATE].setText(self.draft.form.name)
        for each, button in self.methods.items():
            button.setChecked(each is method)
        split = method in {Method.MIXED, Method.CERTIFICATE}
        other = tr("{form}, сума").format(form=self.draft.form.name)
        self.first.set_caption(tr("Карткою") if method is Method.MIXED else other)
        self.first.setVisible(split)
        self.cash.setVisible(method is Method.CASH or split)
        self.notes_row.setVisible(method is not Method.CARD)
        self.card.setVisible(method is Method.CARD)
        self._show_slip_fields()
        self._spacer.setVisible(method is not Method.CARD)
        self._activate(self.first if split else self.rrn if method is Method.CARD else self.cash)
        self._ask_quote()

    def _leave_to_decide(self) -> None:
        self.go_back()
        self._desk.page_wanted.emit("cards")

    def _show_slip_fields(self) -> None:
        typed = self.draft.method is Method.CARD and self.charge.by_hand
        self.rrn.setVisible(typed)
        self.auth.setVisible(typed)

    def _turn_by_hand(self) -> None:
        self.charge.typing = not self.charge.typing
        self.rrn.clear()
        self.auth.clear()
        self._show_slip_fields()
        self._activate(self.rrn)
        self._show()

    @property
    def _typable(self) -> bool:
        """Beside a terminal there is no field in sight: figures that went to the slip's would vouch for a card."""
        return not self.paying and self.active.isVisibleTo(self)

    def _activate(self, field: Field) -> None:
        self.active = field
        for each in self.fields:
            each.set_active(each is field)

    def _take_note(self, text: str) -> None:
        if not self.paying:
            self.cash.set_text(text)

    def _typed(self) -> None:
        before = self.draft.first
        first, cash, rrn, auth = (field.text() for field in self.fields)
        self.draft = replace(self.draft, first=first, cash=cash, rrn=rrn, auth_code=auth)
        if before != self.draft.first:
            self._ask_quote()
        self._show()

    def _ask_quote(self) -> None:
        self._asked += 1
        self._hurried = False
        self._asked_for = self._desk.state.totals.total
        self._desk.start(self._quote(self._asked))
        self._show()

    async def _quote(self, number: int) -> None:
        payments = self.draft.asked(self._desk.state.totals.total)
        quote = await self._desk.look_up(lambda till: till.quote(payments))
        if number != self._asked or self.closed:
            return
        self.quote, self._answered = quote, number
        self._show()
        if number == 1 and only_by_card(quote, self._desk.state):
            self.choose_method(Method.CARD)
        elif self._hurried:
            self._hurried = False
            if self.notes_row.limit.isHidden():
                # more cash than the law lets one take is read first, and taken by another press
                self.pay()

    def show_state(self, state: TillState) -> None:
        """A basket that went away takes the pane with it, unless this pane is just paying for it."""
        if state.cart.is_empty and not self.paying:
            self.go_back()
            return
        held = tuple(one.moved for one in state.card.of(state.cart) if one.is_loose and not one.manual)
        if held != self.draft.held and not self.paying:
            self.draft = self.draft.paid_by_card(held)
            self.first.set_text(self.draft.first)
            self._ask_quote()
        elif state.totals.total != self._asked_for and not self.paying:
            self._ask_quote()
        self._show()
        if not self.paying and self.charge.known_at_last(state):
            self._go_on(state)

    # showing

    def _show(self) -> None:
        quote = self.quote
        may = (quote is not None and self._change() >= 0) or (self.phase is Phase.UNKNOWN and not self.charge.typing)
        self.confirm.setEnabled(not self.paying and may and self.phase is not Phase.WORKING)
        self.confirm.setText(self._confirm_text())
        self.bottom.numpad.show_use(types=self._typable, enters=self.confirm.isEnabled())
        self.back_button.setEnabled(not self.paying)
        for method, button in self.methods.items():
            button.setEnabled(method is self.draft.method or method in self._open_ways)
        self._show_card()
        if quote is None:
            return
        self.due.set_text(money(max(quote.due - self.draft.already, 0)))
        self.due_caption.set_text(due_caption(self.draft, quote, self._desk.state))
        self.rounding.set_text(under_due(self.draft, quote, self._desk.state))
        self._show_change()
        self._show_placeholders(quote)
        self._show_notes(quote)

    def _show_change(self) -> None:
        """A card pays to the kopeck: there is no change to speak of."""
        change, c = self._change(), self.look.colours
        none = self.draft.method is Method.CARD and change >= 0
        caption = tr("Решта") if change >= 0 else tr("Не вистачає")
        self.change_caption.set_text("" if none else caption)
        self.change.set_text("" if none else money(abs(change)), c.ink if change >= 0 else c.stop)

    def _show_placeholders(self, quote: Quote) -> None:
        payments = self.draft.payments(quote)
        rest = payments[-1].value or 0
        self.cash.set_placeholder(money(rest if self.draft.method is not Method.CASH else quote.due))
        self.first.set_placeholder(money(quote.total) if self.draft.method is Method.CERTIFICATE else money(0))

    def _show_notes(self, quote: Quote) -> None:
        payments = self.draft.payments(quote)
        by_card = sum(payment.value or 0 for payment in payments if payment.type is PaymentType.CASHLESS)
        self.notes_row.show_for(max(quote.due - by_card, 0))

    def _change(self) -> int:
        return self.draft.change(self.quote) if self.quote else -1

    def _confirm_text(self) -> str:
        if self.draft.already and self.quote is not None and not self.paying and self._left() <= 0:
            return tr("Завершити чек")
        by_card = self.draft.method is Method.CARD
        return button_of(self.phase, by_card=by_card, by_hand=self.charge.by_hand, typing=self.charge.typing)

    @property
    def phase(self) -> Phase:
        """How far the card is, by the till and by what this pane is doing."""
        return self.charge.phase(paying=self.paying, unsure=self._unknown, left=self._left())

    def _left(self) -> int:
        """Kopecks that no card has paid yet."""
        return self.quote.due - self.draft.already if self.quote else 0

    def _show_card(self) -> None:
        state, phase = self._desk.state, self.phase
        unknown = self.charge.unknown
        due = self.draft.to_charge(self.quote) or self.draft.already or self.quote.due if self.quote else 0
        self.card.show_phase(
            phase,
            unknown.amount if unknown is not None else due,
            by_hand=state.card.manual,
            typing=self.charge.typing and phase in {Phase.READY, Phase.UNKNOWN},
            held=bool(self.draft.held),
            doing=state.card.step,
            reason=told(unknown.reason) if unknown is not None and phase is Phase.UNKNOWN else "",
        )

    # paying

    def pay(self) -> None:
        """The green button."""
        if not self.confirm.isEnabled():
            return
        if self.phase is Phase.UNKNOWN:
            self._desk.start(self._ask_terminal())
        elif self._answered != self._asked:
            # what is shown was counted for another way: a card must not be charged for rounded cash; it is asked once
            # more, as the question under way may have been refused
            self._ask_quote()
            self._hurried = True
        elif self.quote is not None:
            self.paying = True
            self._show()
            self._desk.start(self._pay(self.draft.payments(self.quote)))

    async def _ask_terminal(self) -> None:
        if await self.charge.ask(self.rrn.text(), self.auth.text()):
            self._turn_by_hand()

    def _go_on(self, state: TillState) -> None:
        """The terminal has found our slip, or knows of none; the sale goes on where it stood."""
        if self.draft.held and self.draft.already >= state.totals.total:
            self.paying = True
            self._show()
            self._desk.start(self._pay(Draft(Method.CARD, held=self.draft.held).asked(state.totals.total)))

    def pay_exactly(self) -> None:
        """F12: cash, no change; paid once the till has counted what is due in cash."""
        if Method.CASH not in self._open_ways:
            return
        self.cash.clear()
        self.first.clear()
        self.choose_method(Method.CASH)
        self._hurried = True

    async def _pay(self, payments: Sequence[Payment]) -> None:
        self._desk.forget_mistake()
        request_id = self._request_id
        wanted = self.draft.to_charge(self.quote) if self.quote and not self.charge.by_hand else 0
        try:
            if wanted:
                await self.charge.charge(wanted)
            view = await self._desk.run(lambda till: till.pay(payments, None, request_id))
        except PosError as error:
            self.paying = False
            self._unknown = isinstance(error, Unreachable) and error.code == Unreachable.default_code
            if not self.charge.waits:
                self._desk.complain(error)
            if not self.closed:
                self.show_state(self._desk.state)
            return
        self._desk.sounds.play(Sound.PAID)
        self.done.emit(view)

    def go_back(self) -> None:
        """Back to selling, but never in the middle of a payment."""
        if not self.paying:
            super().go_back()

    # keys

    def do(self, action: Action) -> bool:
        """Left and right choose the way of paying, up and down the field, Enter or F6 pays."""
        if action in {Action.ENTER, Action.PAY}:
            self.pay()
        elif action is Action.EXACT_CASH:
            self.pay_exactly()
        elif action in {Action.LEFT, Action.RIGHT}:
            step = 1 if action is Action.RIGHT else -1
            self.choose_method(way_beside(self._open_ways, self.draft.method, step))
        elif action in {Action.UP, Action.DOWN, Action.NEXT}:
            shown = [field for field in self.fields if field.isVisibleTo(self)]
            self._activate(shown[(shown.index(self.active) + 1) % len(shown)])
        elif action is Action.BACKSPACE:
            if self._typable:
                self.active.backspace()
        else:
            return super().do(action)
        return True

    def type_text(self, text: str) -> bool:
        """Figures go to the field that is active."""
        if self._typable:
            self.active.insert(text)
        return True

    def clear_typed(self) -> None:
        """The C key."""
        if self._typable:
            self.active.clear()
