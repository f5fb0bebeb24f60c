"""Orders paid in two parts: how much of a basket is paid now, the orders that wait, and the end of one."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from pos_app.domain.errors import refused
from pos_app.domain.money import parse_hryvnias
from pos_app.domain.orders import HRYVNIA, check_first_part
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.payment_form import PaymentForm
from pos_app.domain.register import Mode
from pos_app.till.door import TillDoor
from pos_app.till.reached import REACHED
from pos_app.till.state import OpenOrder, ReceiptView, TillState
from pos_app.ui.card_words import step_in_words
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.receipt_words import handed_back
from pos_app.ui.screens.list_panes import DonePane, ListPane
from pos_app.ui.screens.number_pane import REMOVED, NumberAnswer, NumberPane, Question
from pos_app.ui.screens.pane import Pane, PaneHost
from pos_app.ui.screens.payment_draft import Method, ways_in
from pos_app.ui.screens.text_pane import TextPane
from pos_app.ui.sounds import Sound
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets import paint
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.labels import Figure, Line
from pos_app.ui.widgets.rows import Row
from pos_app.ui.words import and_more, day_and_time, hryvnias, money, note

SHARES: Final = (10, 20, 30, 50)
"""Usual prepayments, percent."""
PAY_REST: Final = "pay_rest"


class OrdersPane(ListPane):
    """The orders that wait for their rest, the newest first."""

    def __init__(self, look: Look, orders: Sequence[OpenOrder]) -> None:
        empty = tr(
            "Замовлень із передплатою немає. Щоб узяти передплату, додайте товари в чек і натисніть Дії → Передплата."
        )
        super().__init__(look, tr("Передплата: замовлення"), height=92, empty=empty)
        self.rows.show_rows([_order_row(order) for order in orders])


def number_of(order: OpenOrder) -> str:
    """What the paper calls an order."""
    return order.order[:8].upper()


def goods_of(order: OpenOrder) -> str:
    """Its first goods by name, and how many more."""
    return and_more(" · ".join(order.names), order.more)


def _order_row(order: OpenOrder) -> Row:
    number = tr("№ {number}").format(number=number_of(order))
    # two orders of one person are told apart by number and time, which have a line to themselves
    when = day_and_time(order.at)
    under = f"{number} · {when}" if order.note else when
    left = tr("лишилося з {whole}").format(whole=money(order.whole))
    return Row(order.order, order.note or number, under, hryvnias(order.left), left, "mixed", last=goods_of(order))


class OrderPane(Pane):
    """One order: its rest is paid, or its prepayment given back. Its answer: PAY_REST, or the return's ReceiptView."""

    def __init__(self, look: Look, desk: Desk, order: OpenOrder) -> None:
        super().__init__(look, tr("Замовлення № {number}").format(number=number_of(order)))
        self._desk = desk
        self._order = order
        self.running = False
        soft = look.colours.ink_soft
        self.who = Line(look, order.note or goods_of(order), size=Size.TITLE, bold=True, most=2, elides=True)
        self.goods = Line(look, goods_of(order) if order.note else "", colour=soft, most=3, elides=True)
        when = tr("Передплату взято {when}").format(when=day_and_time(order.at))
        sums = tr("Замовлення на {whole}, сплачено {paid}").format(whole=money(order.whole), paid=money(order.paid))
        self.goods.setVisible(bool(self.goods.text()))
        self.left = Figure(look, size=Size.DUE, align=paint.RIGHT)
        self.left.setFixedHeight(look.px(84))
        self.left.set_text(money(order.left))
        for widget in (self.who, self.goods, Line(look, when, colour=soft), Line(look, sums)):
            self.column.addWidget(widget)
        self.column.addWidget(Line(look, tr("Лишилося сплатити"), size=Size.LARGE, bold=True))
        self.column.addWidget(self.left)
        self.column.addStretch(1)
        self.back = self._button("", Role.STOP, 72, "F9", self.give_up)
        self.confirm = self._button("", Role.PAY, 88, "F6 · Enter", self.pay)
        self._show()

    def _button(self, words: str, role: Role, height: int, key: str, then: Callable[[], None]) -> TouchButton:
        button = TouchButton(self.look, words, role=role, key=key, size=Size.LARGE)
        button.setFixedHeight(self.look.px(height))
        button.clicked.connect(then)
        self.column.addWidget(button)
        return button

    def show_state(self, state: TillState) -> None:
        """The terminal's steps while a card gets its money back; without a shift nothing is paid or given back."""
        if not self.running and (state.shift is None or state.cashier is None):
            self.done.emit(None)
            return
        self._show()

    def _show(self) -> None:
        step = self._desk.state.card.step
        if self.running:
            words = tr("Термінал: {step}").format(step=step_in_words(step)) if step else tr("Реєструємо повернення…")
        else:
            words = tr("Повернути передплату {sum}").format(sum=money(self._order.paid))
        self.back.setText(words)
        stops = self.running and bool(step)
        pays = tr("Доплатити {sum}").format(sum=money(self._order.left))
        self.confirm.setText(tr("Перервати на терміналі") if stops else pays)
        self.back.setEnabled(not self.running)
        self.confirm.setEnabled(not self.running or stops)
        self.back_button.setEnabled(not self.running)

    def pay(self) -> None:
        """The green button."""
        if not self.running:
            self.done.emit(PAY_REST)
        elif self._desk.state.card.step:
            self._desk.start(self._desk.look_up(lambda till: till.interrupt_terminal()))

    def give_up(self) -> None:
        """The red button."""
        if not self.running:
            self.running = True
            self._show()
            self._desk.start(self._give_up())

    async def _give_up(self) -> None:
        order = self._order.order
        try:
            view = await self._desk.attempt(lambda till: till.give_up_order(order))
        finally:
            self.running = False
        if view is not None:
            self.done.emit(view)
        elif not self.closed:
            self.show_state(self._desk.state)

    def go_back(self) -> None:
        """Never in the middle of a return."""
        if not self.running:
            super().go_back()

    def do(self, action: Action) -> bool:
        """Enter or F6 pays, F9 gives back, Esc leaves, or stops the terminal."""
        if action is Action.RETURN:
            self.give_up()
        elif action is Action.BACK if self.running else action in {Action.ENTER, Action.PAY}:
            self.pay()
        else:
            return super().do(action)
        return True


class OrderFlows:
    """What the tile leads to: a basket becomes an order, and an empty one shows the orders that wait."""

    def __init__(self, look: Look, desk: Desk, panes: PaneHost, pay: Callable[[], Awaitable[None]]) -> None:
        self._look = look
        self._desk = desk
        self._panes = panes
        self._pay = pay

    async def begin(self) -> None:
        """By what lies in the basket."""
        state = self._desk.state
        if state.shift is None:
            raise refused("shift_not_open")
        if state.mode not in REACHED | {Mode.BLOCKED, Mode.NEEDS_ATTENTION}:
            raise refused("prepayment_offline")
        if state.cart.is_empty:
            await self.choose()
        elif state.cart.is_rest:
            raise refused("prepayment_locked")
        else:
            await self.take_part()

    async def take_part(self) -> None:
        """How much of the basket is paid now, and whose order it is; then the payment."""
        cart, totals = self._desk.state.cart, self._desk.state.totals
        whole, part = totals.total + totals.elsewhere, cart.part

        def check(text: str) -> int:
            amount = parse_hryvnias(text)
            check_first_part(cart, whole, amount)
            return amount

        check(money(HRYVNIA))
        cash = (Payment(PaymentType.CASH),)
        uneven = part is None and (await self._desk.look_up(lambda till: till.quote(cash))).rounding
        if uneven and Method.CARD not in ways_in(self._desk.state):
            raise refused("prepayment_rounding")
        shares = [max(whole * share // 100 // HRYVNIA, 1) for share in SHARES]
        stays = tr("Товари лишаються в магазині.")
        question = Question(
            tr("Передплата"),
            tr("Скільки сплачує зараз, грн"),
            tr("Далі"),
            check,
            tr("Замовлення на {sum}").format(sum=hryvnias(whole)),
            tr("Якщо в залишку є копійки, його сплачують лише карткою.") if uneven else stays,
            start=note(part.amount) if part else "",
            quick=tuple(
                (f"{share} % · {note(sum_ * HRYVNIA)}", str(sum_)) for share, sum_ in zip(SHARES, shares, strict=True)
            ),
            bad=tr("Введіть суму, наприклад 500."),
            remove=tr("Без передплати") if part else "",
        )
        answer = await self._panes.open(NumberPane(self._look, question))
        if answer == REMOVED:
            await self._desk.attempt(lambda till: till.set_prepayment(None))
        elif isinstance(answer, NumberAnswer):
            await self._name(answer.value, part.note if part else "")

    async def _name(self, amount: int, known: str) -> None:
        pane = TextPane(self._look, tr("Хто замовив?"), tr("Ім'я або телефон: стоятиме в чеку"), tr("До оплати"))
        pane.field.set_text(known)
        answer = await self._panes.open(pane)
        if answer is not None and await self._desk.attempt(lambda till: _set(till, amount, str(answer))):
            await self._pay()

    async def choose(self) -> None:
        """The orders that wait; of the chosen one the rest is paid, or its prepayment given back."""
        orders = await self._desk.look_up(lambda till: till.open_orders())
        key = await self._panes.open(OrdersPane(self._look, orders))
        order = next((one for one in orders if one.order == key), None)
        if order is None:
            return
        answer = await self._panes.open(OrderPane(self._look, self._desk, order))
        if isinstance(answer, ReceiptView):
            self._desk.sounds.play(Sound.PAID)
            await self._panes.open(given_back(self._look, answer, self._desk.state.payment_forms))
        elif answer == PAY_REST and await self._desk.attempt(lambda till: _take(till, order.order)):
            await self._pay()


def given_back(look: Look, view: ReceiptView, forms: Sequence[PaymentForm]) -> DonePane:
    """What to hand over, large: the cash of it, and where the rest went."""
    caption, figure = handed_back(view.receipt, forms)
    return DonePane(look, tr("Передплату повернено"), caption, figure)


async def _set(till: TillDoor, amount: int, name: str) -> bool:
    await till.set_prepayment(amount, name)
    return True


async def _take(till: TillDoor, order: str) -> bool:
    await till.take_order(order)
    return True
