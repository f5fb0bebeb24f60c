"""The pane of cash for a card: the sum, the card's steps in words, and a way out of whatever was left half done."""

from collections.abc import Coroutine
from typing import Any, Final

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_app.domain.card import Attempt, AttemptState
from pos_app.domain.errors import PosError, Unreachable, refused
from pos_app.domain.money import parse_hryvnias
from pos_app.domain.receipt import ReceiptState
from pos_app.domain.withdrawal import HRYVNIA, check_withdrawal
from pos_app.till.door import TillDoor
from pos_app.till.state import ReceiptView, TillState
from pos_app.ui.card_words import Phase, no_slip, steps
from pos_app.ui.desk import Desk
from pos_app.ui.engine import Command
from pos_app.ui.i18n import error_text, told, tr
from pos_app.ui.keys import Action
from pos_app.ui.screens.card_charge import why_not
from pos_app.ui.screens.pane import BottomBlock, Pane
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.steps import Steps
from pos_app.ui.words import money, note

SUMS: Final = ("200", "500", "1000", "2000", "5000")
_OPEN: Final = frozenset({Phase.READY, Phase.BY_HAND})
"""Nothing has been charged yet: the sum may be typed."""


class WithdrawalPane(Pane):
    """Its answer is the receipt's view once the cash may be handed out, None when the cashier went back.

    The same request goes on with what it has begun, so that no press charges a card twice. A withdrawal that an
    earlier run of the till has left is gone on with as well.
    """

    def __init__(self, look: Look, desk: Desk, request_id: str) -> None:
        super().__init__(look, tr("Видача готівки з картки"))
        self._desk = desk
        self._request_id = request_id
        self._running = False
        self._waits = False
        self._unsure = False
        self._short = False
        """Has Checkbox refused the receipt because the drawer holds less than is to be handed out?"""
        self._amount = 0
        self.under = Line(look, size=Size.TEXT, colour=look.colours.ink_soft, elides=True)
        self.column.addWidget(self.under)
        self._add_fields(look)
        self.steps = Steps(look)
        self.steps.setMinimumHeight(look.px(5 * 20))
        warn = look.colours.warn_ink
        self.reason = Line(look, size=Size.TEXT, bold=True, most=3, elides=True, from_top=True, colour=warn)
        self.column.addWidget(self.steps, 1)
        self.column.addWidget(self.reason)
        self._add_bottom(look)
        self._activate(self.field)

    def _add_fields(self, look: Look) -> None:
        self.field = Field(look, tr("Сума, грн"), height=76)
        self.rrn = Field(look, tr("RRN з чека термінала"), size=Size.LARGE, height=64)
        self.auth = Field(look, tr("Код авторизації"), size=Size.LARGE, height=64, figures=False)
        self.fields = (self.field, self.rrn, self.auth)
        for each in self.fields:
            each.touched.connect(lambda each=each: self._activate(each))
            each.changed.connect(lambda _: self._show())
        self.column.addWidget(self.field)
        self.slip, row = QWidget(), QHBoxLayout()
        self.quick, sums = QWidget(), QHBoxLayout()
        for widget, layout in ((self.slip, row), (self.quick, sums)):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(look.px(6))
            widget.setLayout(layout)
            self.column.addWidget(widget)
        row.addWidget(self.rrn, 1)
        row.addWidget(self.auth, 1)
        self.sums: list[TouchButton] = []
        for text in SUMS:
            button = TouchButton(look, note(int(text) * HRYVNIA), role=Role.PLAIN)
            button.setFixedHeight(look.px(52))
            button.clicked.connect(lambda _=False, text=text: self._take(text))
            sums.addWidget(button, 1)
            self.sums.append(button)

    def _add_bottom(self, look: Look) -> None:
        self.bottom = BottomBlock(look, without=("*",))
        self.bottom.numpad.pressed.connect(self.touch_key)
        self.other = TouchButton(look, "", key="Del")
        self.other.setFixedHeight(look.px(80))
        self.other.clicked.connect(self._do_other)
        self.confirm = TouchButton(look, "", role=Role.PAY, key="F6 · Enter", size=Size.LARGE)
        self.confirm.clicked.connect(self.go_on)
        self.bottom.beside.addWidget(self.other)
        self.bottom.beside.addWidget(self.confirm, 1)
        self.column.addWidget(self.bottom)

    # what there is

    @property
    def _mine(self) -> Attempt | None:
        """The withdrawal that is charged, or may be, and is on no receipt."""
        return next((one for one in self._desk.state.card.unsettled if one.is_withdrawal), None)

    @property
    def phase(self) -> Phase:
        """How far it is, by the till and by what this pane is doing."""
        mine, card = self._mine, self._desk.state.card
        if self._running:
            return Phase.WORKING if mine is not None and mine.is_open else Phase.PAYING
        if mine is not None and mine.is_open:
            return Phase.WORKING if card.step else Phase.UNKNOWN
        if mine is not None:
            return Phase.HELD
        if self._unsure:
            return Phase.CHECKBOX
        return Phase.BY_HAND if card.manual else Phase.READY

    def _most(self) -> int:
        """The most that may be handed out now, kopecks."""
        shift = self._desk.state.shift
        return min(self._desk.state.withdrawal_limit, max(shift.sums.cash, 0)) if shift else 0

    # showing

    def show_state(self, state: TillState) -> None:
        """What the till has found out goes on by itself; without a shift there is nothing to hand out."""
        if not self._running and (state.shift is None or state.cashier is None):
            self.done.emit(None)
            return
        self._show()
        if not self._running and self._waits and self.phase is not Phase.UNKNOWN:
            self._waits = False
            mine = self._mine
            if mine is None:
                self._desk.complain(refused("terminal_failed"))
            elif mine.moved == mine.amount:
                self.go_on()

    def _show(self) -> None:
        state, phase, mine = self._desk.state, self.phase, self._mine
        due = mine.amount if mine is not None else self._amount or self._typed()
        cash = state.shift.sums.cash if state.shift else 0
        limit = money(state.withdrawal_limit)
        there = tr("У скриньці {cash} · за раз до {limit}").format(cash=money(cash), limit=limit)
        if phase is Phase.UNKNOWN and mine is not None:
            there = told(mine.reason) or tr("Термінал не відповів.")
        if phase is Phase.HELD and self._short:
            there = ""  # by Checkbox's count there is less, and the strip says so
        wide = QFontMetrics(self.look.font(Size.TEXT, grows=False)).horizontalAdvance(there) > self.under.width()
        self.under.allow(2 if phase is Phase.UNKNOWN and wide else 1)  # the steps below need the room
        self.under.set_text(there)
        by_hand, last = state.card.manual, tr("Видайте готівку")
        shown = steps(phase, due, by_hand=by_hand, doing=state.card.step, last=last) if due else []
        self.steps.show_steps(shown)
        self.reason.set_text(self._why(phase, mine))
        self.reason.setVisible(bool(self.reason.text()))
        if mine is not None and self._typed() != mine.amount:
            self.field.set_text(str(mine.amount // HRYVNIA))
        self.field.setVisible(phase is not Phase.UNKNOWN)
        if phase is Phase.UNKNOWN and self.active is self.field:
            self._activate(self.rrn)
        elif phase not in {Phase.UNKNOWN, Phase.BY_HAND} and self.active is not self.field:
            self._activate(self.field)
        self.field.set_active(phase in _OPEN and self.active is self.field)
        self.slip.setVisible(phase in {Phase.BY_HAND, Phase.UNKNOWN})
        self.quick.setVisible(phase is Phase.READY)
        for button, text in zip(self.sums, SUMS, strict=True):
            button.setEnabled(int(text) * HRYVNIA <= self._most())
        self._show_buttons(phase)

    def _show_buttons(self, phase: Phase) -> None:
        mine = self._mine
        names = {
            Phase.READY: tr("Списати з картки"),
            Phase.BY_HAND: tr("Термінал схвалив"),
            Phase.WORKING: tr("Чекаємо на термінал…"),
            Phase.UNKNOWN: tr("Так, списано") if self._slip_typed() else tr("Перевірити ще раз"),
            Phase.HELD: tr("Завершити і видати {sum}").format(sum=money(mine.amount if mine is not None else 0)),
            Phase.PAYING: tr("Реєструємо чек…"),
            Phase.CHECKBOX: tr("Перевірити ще раз"),
        }
        self.confirm.setText(names[phase])
        wrong = mine is not None and mine.is_loose and mine.moved != mine.amount
        nothing = phase in _OPEN and not self._typed()
        self.confirm.setEnabled(phase not in {Phase.WORKING, Phase.PAYING} and not wrong and not nothing)
        types = phase in _OPEN or self.active is not self.field
        self.bottom.numpad.show_use(types=types, enters=self.confirm.isEnabled())
        others = {
            Phase.WORKING: tr("Перервати на терміналі"),
            Phase.UNKNOWN: no_slip(),
            Phase.HELD: tr("Скасувати на терміналі"),
        }
        self.other.setText(others.get(phase, ""))
        self.other.turn_role(Role.STOP if phase is Phase.UNKNOWN else Role.PLAIN)
        self.other.setVisible(phase in others)
        self.back_button.setEnabled(not self._running)

    def _why(self, phase: Phase, mine: Attempt | None) -> str:
        if phase is Phase.UNKNOWN:
            look = tr("Є чек термінала\u00a0— впишіть RRN; немає\u00a0— «{no_slip}».").format(no_slip=no_slip())
            return f"{tr('Готівки ще не видавайте.')} {look}"
        if phase is Phase.HELD and mine is not None and mine.moved != mine.amount:
            moved, due = money(mine.moved), money(mine.amount)
            return tr("Термінал списав {sum}, а треба {due}.").format(sum=moved, due=due)
        if phase is Phase.HELD:
            words = tr("Гроші з картки списано, чека ще немає. Готівки ще не видавайте.")
            return f"{words} {tr('Внесіть готівку (Дії → Внесення) і завершіть.')}" if self._short else words
        if phase is Phase.CHECKBOX:
            return tr("Чек ще не зареєстровано. Готівку видайте, коли каса скаже.")
        return ""

    # the sum and the slip

    def _typed(self) -> int:
        try:
            return parse_hryvnias(self.field.text())
        except ValueError:
            return 0

    def _slip_typed(self) -> bool:
        return bool(self.rrn.text() or self.auth.text())

    def _take(self, text: str) -> None:
        self.field.set_text(text)
        self._activate(self.field)

    def _activate(self, field: Field) -> None:
        self.active = field
        for each in self.fields:
            each.set_active(each is field)

    # what is done

    def go_on(self) -> None:
        """The green button: charge, ask again, or complete what is charged."""
        phase, mine = self.phase, self._mine
        if not self.confirm.isEnabled() and phase not in _OPEN:
            return
        if phase in _OPEN:
            self._begin(phase)
        elif phase is Phase.CHECKBOX:
            self._start(self._withdraw(self._amount))
        elif phase is Phase.UNKNOWN and mine is not None:
            self._desk.start(self._find_out(mine.id))
        elif mine is not None:
            attempt_id = mine.id
            self._start(self._run(lambda till: till.complete_withdrawal(attempt_id)))

    def _start(self, flow: Coroutine[Any, Any, None]) -> None:
        """It runs from the press on: a key that bounces asks once."""
        self._running = True
        self._show()
        self._desk.start(flow)

    def _begin(self, phase: Phase) -> None:
        amount, shift = self._typed(), self._desk.state.shift
        limit = self._desk.state.withdrawal_limit
        try:
            check_withdrawal(amount, limit=limit, in_drawer=shift.sums.cash if shift else 0)
        except PosError as error:
            self._activate(self.field)
            self.field.set_error(error_text(error))
            return
        if phase is Phase.BY_HAND and not self._slip_typed():
            self._activate(self.rrn)
            self.rrn.set_error(tr("RRN або код"))
            return
        self._start(self._withdraw(amount))

    async def _withdraw(self, amount: int) -> None:
        self._amount = amount
        rrn, code, request = self.rrn.text(), self.auth.text(), self._request_id
        await self._run(lambda till: till.withdraw(amount, rrn=rrn, auth_code=code, request_id=request))

    async def _run(self, command: Command[ReceiptView]) -> None:
        try:
            view = await self._desk.attempt(command)
        finally:
            self._running = False
        mine, mistake = self._mine, self._desk.mistake
        self._short = view is None and mistake is not None and mistake.code == "cash_short"
        kept = view is None and mine is None and mistake is not None and mistake.code == Unreachable.default_code
        self._unsure = kept or (view is not None and view.fiscal.state is ReceiptState.PENDING)
        if view is not None and not self._unsure:
            self.done.emit(view)
            return
        if mine is None and not self._unsure:
            self._amount = 0
        if mine is not None and mine.is_open:
            self._waits = True
            self._desk.forget_mistake()
        if not self.closed:
            self.show_state(self._desk.state)

    async def _find_out(self, attempt_id: str) -> None:
        """The terminal says what became of it, or the slip in the cashier's hand."""
        self._waits = True
        rrn, code = self.rrn.text(), self.auth.text()

        async def ask(till: TillDoor) -> Attempt:
            if rrn or code:
                return await till.payment_charged(attempt_id, rrn, code)
            return await till.check_payment(attempt_id)

        await self._desk.attempt(ask)

    def _do_other(self) -> None:
        phase, mine = self.phase, self._mine
        if phase is Phase.WORKING:
            self._desk.start(self._desk.look_up(lambda till: till.interrupt_terminal()))
        elif phase is Phase.UNKNOWN:
            self.go_back()
            self._desk.page_wanted.emit("cards")
        elif phase is Phase.HELD and mine is not None:
            self._desk.start(self._give_back(mine.id))

    async def _give_back(self, attempt_id: str) -> None:
        reversal = await self._desk.attempt(lambda till: till.reverse_payment(attempt_id))
        if reversal is not None and reversal.state is not AttemptState.TIED:
            self._desk.complain(why_not(reversal))

    def go_back(self) -> None:
        """Back to selling, but never in the middle of a charge."""
        if not self._running:
            super().go_back()

    # keys

    def do(self, action: Action) -> bool:
        """Enter or F6 goes on, Del does the other thing, Esc stops the terminal or leaves, up and down the field."""
        if action in {Action.ENTER, Action.PAY}:
            self.go_on()
        elif self._means_other(action):
            self._do_other()
        elif action in {Action.UP, Action.DOWN, Action.NEXT}:
            shown = [field for field in self.fields if field.isVisibleTo(self)]
            self._activate(shown[(shown.index(self.active) + 1) % len(shown)] if self.active in shown else shown[0])
        elif action is Action.BACKSPACE:
            self.active.backspace()
        else:
            return super().do(action)
        return True

    def _means_other(self, action: Action) -> bool:
        stops = action is Action.BACK and self._running and self.phase is Phase.WORKING
        return stops or (action is Action.VOID and not self.other.isHidden())

    def type_text(self, text: str) -> bool:
        """Figures go to the field that is active; a sum that is charged stands."""
        if self.active is self.field and self.phase not in _OPEN:
            return True
        self.active.insert(text)
        return True

    def clear_typed(self) -> None:
        """The C key."""
        self.active.clear()
