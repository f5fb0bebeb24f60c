"""Panes of the shift: opening with the cash in the drawer, cash in and out, X report, drawer."""

from collections.abc import Callable
from typing import Final

from pos_app.domain.errors import refused
from pos_app.domain.money import MAX_AMOUNT, parse_hryvnias
from pos_app.printing.reports import report_layout
from pos_app.till.state import ReceiptView, Shift, TillState
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.receipt_words import handed_back
from pos_app.ui.screens.list_panes import DonePane, ListPane, ReportPane
from pos_app.ui.screens.number_pane import NumberAnswer, NumberPane, Question
from pos_app.ui.screens.pane import PaneHost
from pos_app.ui.screens.withdrawal_pane import WithdrawalPane
from pos_app.ui.sounds import Sound
from pos_app.ui.theme import Look
from pos_app.ui.widgets.options import Option
from pos_app.ui.widgets.preview import seller_of
from pos_app.ui.widgets.rows import Row
from pos_app.ui.words import hryvnias, money

_SUMS: Final = ("200", "500", "1000", "2000", "5000")


def read_cash(text: str) -> int:
    """A sum of cash greater than nothing."""
    amount = parse_hryvnias(text)
    if not 0 < amount <= MAX_AMOUNT:
        raise refused("bad_price", tr("Сума має бути від 0,01 до 999 999,99 ₴."))
    return amount


def _read_change_money(text: str) -> int:
    amount = parse_hryvnias(text)
    if not 0 <= amount <= MAX_AMOUNT:
        raise refused("bad_price", tr("Сума готівки має бути від 0 до 999 999,99 ₴."))
    return amount


class OpenShiftPane(NumberPane):
    """Stands where selling will be until the shift is open."""

    takes_scans = True
    modest = True

    def __init__(self, look: Look) -> None:
        question = Question(
            tr("Відкриття зміни"),
            tr("Уся готівка в скриньці, грн"),
            tr("Відкрити зміну"),
            _read_change_money,
            "",
            tr("Якщо готівки більше, ніж за обліком, каса сама проведе внесення."),
            start="0",
            quick=tuple((money(int(text) * 100)[:-3], text) for text in _SUMS),
            bad=tr("Введіть суму, наприклад 500."),
        )
        super().__init__(look, question)

    def do(self, action: Action) -> bool:
        """What would be paid waits for the shift; what was counted stays where it is typed."""
        if action in {Action.PAY, Action.EXACT_CASH}:
            self.field.set_error(tr("Спершу відкрийте зміну."))
            return True
        return super().do(action)

    def show_state(self, state: TillState) -> None:
        """The shift is open, or nobody is there to open it: the question is settled."""
        if state.shift is not None or state.cashier is None:
            self.go_back()


class ShiftTasks:
    """The flows of these panes."""

    def __init__(self, look: Look, desk: Desk, panes: PaneHost, new_id: Callable[[], str]) -> None:
        self._new_id = new_id
        self._look = look
        self._desk = desk
        self._panes = panes

    async def open_shift(self) -> None:
        """Open the shift; what was counted above what should be there is put in as change money.

        A refusal asks again, with what was counted: there is nothing to sell by before it is open.
        """
        shift, amount = None, 0
        while shift is None:
            pane = OpenShiftPane(self._look)
            pane.field.set_text(money(amount) if amount else "")
            answer = await self._panes.open(pane)
            if not isinstance(answer, NumberAnswer):
                return
            amount = answer.value
            shift = await self._open(amount)
        more = amount - shift.sums.cash
        if more > 0:
            await self._desk.attempt(lambda till: till.cash_in(more, "Розмінна монета"))

    async def _open(self, counted: int) -> Shift | None:
        return await self._desk.attempt(lambda till: till.open_shift(counted or None))

    async def cash_in(self) -> None:
        """Cash into the drawer."""
        reasons = (Option("Розмінна монета", tr("Розмінна монета")), Option("Внесення", tr("Інше внесення")))
        answer = await self._cash(tr("Внесення готівки"), tr("Внести"), reasons)
        if answer is not None:
            amount, reason = answer.value, answer.options[0]
            view = await self._desk.attempt(lambda till: till.cash_in(amount, reason))
            if view is not None:
                await self._done(tr("Покладіть у скриньку"), amount)

    async def _done(self, caption: str, amount: int) -> None:
        self._desk.sounds.play(Sound.PAID)
        await self._panes.open(DonePane(self._look, tr("Операцію зареєстровано"), caption, money(amount)))

    async def returned(self, view: ReceiptView) -> None:
        """Goods were given back: the money to hand over."""
        caption, figure = handed_back(view.receipt, self._desk.state.payment_forms)
        await self._panes.open(DonePane(self._look, tr("Повернення зареєстровано"), caption, figure))

    async def cash_out(self) -> None:
        """Cash out of the drawer, never more than there is."""
        reasons = (
            Option("Інкасація", tr("Інкасація")),
            Option("Постачальнику", tr("Постачальнику")),
            Option("Інше", tr("Інше")),
        )
        answer = await self._cash(tr("Вилучення готівки"), tr("Вилучити"), reasons)
        if answer is not None:
            amount, reason = answer.value, answer.options[0]
            view = await self._desk.attempt(lambda till: till.cash_out(amount, reason))
            if view is not None:
                await self._done(tr("Візьміть зі скриньки"), amount)

    async def withdraw(self) -> None:
        """Cash for a card; one that was left half done is gone on with, whatever the rules say by now."""
        state = self._desk.state
        if isinstance(self._panes.pane, WithdrawalPane):
            return
        if not state.withdrawal_limit and not any(one.is_withdrawal for one in state.card.unsettled):
            self._desk.complain(refused("withdrawal_off"))
            return
        view = await self._panes.open(WithdrawalPane(self._look, self._desk, self._new_id()))
        if view is not None:
            self._desk.sounds.play(Sound.PAID)
            title, caption = tr("Видачу зареєстровано"), tr("Видайте покупцеві готівкою")
            await self._panes.open(DonePane(self._look, title, caption, money(view.receipt.due)))

    async def _cash(self, title: str, confirm: str, reasons: tuple[Option, ...]) -> NumberAnswer | None:
        shift = self._desk.state.shift
        have = tr("У скриньці {sum}").format(sum=hryvnias(shift.sums.cash)) if shift else ""
        question = Question(
            title,
            tr("Сума, грн"),
            confirm,
            read_cash,
            under=have,
            quick=tuple((money(int(text) * 100)[:-3], text) for text in _SUMS),
            groups=(reasons,),
            bad=tr("Введіть суму, наприклад 500."),
        )
        answer = await self._panes.open(NumberPane(self._look, question))
        return answer if isinstance(answer, NumberAnswer) else None

    async def x_report(self) -> None:
        """Ask for the report and show it as it is printed."""
        report = await self._desk.attempt(lambda till: till.x_report())
        if report is not None:
            state = self._desk.state
            cashier = state.cashier.name if state.cashier else ""
            blocks = report_layout(report, seller_of(state), cashier_name=cashier)
            await self._panes.open(ReportPane(self._look, tr("X-звіт"), blocks))

    async def open_drawer(self) -> None:
        """The drawer opens for a reason, and the reason goes to the journal."""
        reasons = [
            Row("Розмінна монета", tr("Розмінна монета"), icon_name="cash"),
            Row("Перевірка готівки", tr("Перевірка готівки"), icon_name="check"),
            Row("Інше", tr("Інше"), icon_name="drawer"),
        ]
        pane = ListPane(self._look, tr("Чому відкриваєте скриньку?"))
        pane.rows.show_rows(reasons)
        reason = await self._panes.open(pane)
        if reason is not None:
            await self._desk.attempt(lambda till: till.open_drawer(reason))
