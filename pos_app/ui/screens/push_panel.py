"""Receipts to SmartKasa: the switch with its warning in words, how the line stands, and what was refused."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_app.till.state import PushItem, PushState, TillState
from pos_app.ui.desk import Desk
from pos_app.ui.engine import Command
from pos_app.ui.i18n import told, tr
from pos_app.ui.keys import Action
from pos_app.ui.report_words import item_row, push_words
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.screens.reason_panel import ReasonPanel, Why
from pos_app.ui.screens.report_panels import STEPS
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.esc_button import Depth, EscButton
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.rows import RowList

NEEDS_CONSENT = "push_needs_consent"


def why_not_sent() -> Why:
    """A refused receipt is given up."""
    ready = (
        ("Внесено до SmartKasa вручну", tr("Внесено до SmartKasa вручну")),
        ("У SmartKasa цей чек не потрібен", tr("У SmartKasa цей чек не потрібен")),
    )
    return Why(tr("Чому не надсилати?"), tr("Не надсилати цей чек"), ready)


class PushPanel(Keyed):
    """What is not at SmartKasa on the left; on the right how it stands, and what may be done."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look, self._desk = look, desk
        self._items: dict[str, PushItem] = {}
        self._state = PushState()
        self._consent_asked = False
        self._given_up = ""
        """The receipt that a reason is asked for: the list may move meanwhile."""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.px(8))
        self.rows = RowList(look, height=68, empty="")
        self.rows.moved.connect(self._show)
        layout.addWidget(self.rows, 54)
        self.side = QStackedWidget()
        self.reasons = ReasonPanel(look)
        self.reasons.answered.connect(self._reason_given)
        self.side.addWidget(self._details())
        self.side.addWidget(self.reasons)
        layout.addWidget(self.side, 46)

    def _details(self) -> QWidget:
        look, c = self._look, self._look.colours
        details = QWidget()
        column = QVBoxLayout(details)
        column.setContentsMargins(look.px(8), 0, look.px(8), 0)
        column.setSpacing(look.px(8))
        self.title = Line(look, size=Size.TITLE, bold=True)
        self.figures = Line(look, size=Size.TEXT, most=2, from_top=True)
        self.trouble = Line(look, size=Size.TEXT, bold=True, colour=c.stop, most=3, from_top=True, elides=True)
        self.warning = Line(look, size=Size.TEXT, colour=c.ink_soft, most=6, from_top=True)
        self.switch = TouchButton(look, "", role=Role.ACCENT, key="F6")
        self.switch.clicked.connect(self._turn)
        self.decline = EscButton(look, tr("Ні, не надсилати"), depth=Depth.FORM)
        self.decline.clicked.connect(self._declined)
        self.retry = TouchButton(look, tr("Надіслати ще раз"), role=Role.ACCENT, key="Enter")
        self.retry.clicked.connect(self._retry)
        self.retry_all = TouchButton(look, tr("Ще раз усі"))
        self.retry_all.clicked.connect(lambda: self._run(lambda till: till.push_retry()))
        self.aside = TouchButton(look, tr("Не надсилати цей чек"), role=Role.STOP, key="Del")
        self.aside.clicked.connect(self._ask_why)
        for widget in (self.title, self.figures, self.trouble, self.warning):
            column.addWidget(widget)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        for button in (self.retry, self.retry_all):
            button.setFixedHeight(look.px(60))
            row.addWidget(button, 1)
        column.addLayout(row)
        for button in (self.aside, self.switch, self.decline):
            button.setFixedHeight(look.px(60))
        column.addWidget(self.aside)
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        row.addWidget(self.switch, 1)
        row.addWidget(self.decline, 1)
        column.addLayout(row)
        return details

    # showing

    def open(self) -> None:
        """Read the list anew."""
        self._consent_asked = False
        self.side.setCurrentIndex(0)
        self._desk.start(self._load())

    async def _load(self) -> None:
        self.take(await self._desk.look_up(lambda till: till.push_items()))

    def take(self, items: Sequence[PushItem]) -> None:
        """The list was read."""
        self._items = {item.receipt_id: item for item in items}
        self.rows.show_rows([item_row(item) for item in items])
        self._show()

    def show_state(self, state: TillState) -> None:
        """How the line stands now; what became of receipts is read again."""
        if state.push != self._state:
            self._state = state.push
            if self.isVisible():
                self._desk.start(self._load())
        self._show()

    def _show(self) -> None:
        state, item = self._state, self._items.get(self.rows.chosen_key() or "")
        self.title.set_text(tr("Чеки надсилаються") if state.enabled else tr("Чеки не надсилаються"))
        self.figures.set_text(push_words(state))
        is_refused = item is not None and item.state == "REFUSED"
        problem = state.problem.message if state.problem else ""
        trouble = told(item.reason if item is not None and is_refused else problem)
        self.trouble.set_text(trouble)
        colours = self._look.colours
        self.warning.set_text(self._warning(), colours.stop if self._needs_consent else colours.ink_soft)
        self.rows.set_empty(tr("Усе надіслано.") if state.enabled else tr("Надсилання вимкнено."))
        self._show_switch()
        self.aside.setVisible(is_refused)
        # while a consent is asked for, nothing is sent without it
        self.retry.setVisible(is_refused and not self._needs_consent)
        self.retry_all.setVisible(is_refused and not self._needs_consent and state.refused > 1)

    def _warning(self) -> str:
        if self._needs_consent:
            return tr(
                "Цей магазин у SmartKasa фіскалізує чеки сам. Якщо надсилати, SmartKasa може провести той самий продаж"
                " ще раз. Вмикайте, лише якщо SmartKasa підтвердила, що так можна."
            )
        return tr(
            "SmartKasa отримує чеки, вже проведені через Checkbox, для обліку і залишків. Оплати не передаються:"
            " SmartKasa не приймає оплат. Надіслане каса не змінює і не видаляє."
        )

    @property
    def _needs_consent(self) -> bool:
        problem = self._state.problem
        return self._consent_asked or (problem is not None and problem.code == NEEDS_CONSENT)

    def _show_switch(self) -> None:
        """Red where a sale may be booked twice, with a way to say no beside it; else plain once it is on."""
        on = self._state.enabled
        if self._needs_consent:
            # no key agrees: not the one that asked, which may bounce, nor Enter, which a scanner sends and a habit too
            self.switch.role, self.switch.key, words = Role.STOP, "", tr("Так, надсилати все одно")
        else:
            self.switch.key = "F6"
            self.switch.role = Role.PLAIN if on else Role.ACCENT
            words = tr("Вимкнути надсилання") if on else tr("Увімкнути надсилання")
        self.switch.setText(words)
        self.switch.update()
        self.decline.take_esc(self._consent_asked)
        self.decline.setVisible(self._consent_asked or (self._needs_consent and on))

    # doing

    def _turn(self) -> None:
        """The switch, touched."""
        self._desk.start(self._switch())

    def _enter(self) -> None:
        """Gives no consent that is asked for; else tries again."""
        if self._consent_asked:
            self._declined()
        else:
            self._retry()

    def _press_switch(self) -> None:
        """Turns it, but gives no consent: a key that bounces must not agree to what it asked."""
        if not self._needs_consent:
            self._turn()

    async def _switch(self) -> None:
        consent = self._needs_consent
        on = consent or not self._state.enabled
        answer = await self._desk.attempt(lambda till: till.push_switch(on=on, consent=consent))
        refused = self._desk.notice
        self._consent_asked = answer is None and refused is not None and refused.code == NEEDS_CONSENT
        if self._consent_asked:
            # the warning stands here in full
            self._desk.forget_mistake()
        self._show()

    def _declined(self) -> None:
        """No consent: what was asked for is taken back, and what is on goes off."""
        if self._consent_asked:
            self._consent_asked = False
            self._show()
        else:
            self._desk.start(self._desk.attempt(lambda till: till.push_switch(on=False)))

    def _retry(self) -> None:
        key = self.rows.chosen_key()
        if key is not None and not self.retry.isHidden():
            self._run(lambda till: till.push_retry(key))

    def _run(self, command: Command[Any]) -> None:
        self._desk.start(self._then_load(command))

    async def _then_load(self, command: Command[Any]) -> None:
        await self._desk.attempt(command)
        await self._load()

    def _ask_why(self) -> None:
        if not self.aside.isHidden():
            self._given_up = self.rows.chosen_key() or ""
            self.reasons.open(why_not_sent())
            self.side.setCurrentWidget(self.reasons)

    def _reason_given(self, reason: object) -> None:
        self.side.setCurrentIndex(0)
        key = self._given_up
        if isinstance(reason, str) and key in self._items:
            self._run(lambda till: till.push_set_aside(key, reason))

    @property
    def asking(self) -> bool:
        """Is a reason being asked for?"""
        return self.side.currentWidget() is self.reasons

    def do(self, action: Action) -> bool:
        """Arrows choose, Enter tries again, Delete gives up, F6 is the switch; Enter and Esc take a warning back."""
        if self.asking:
            return self.reasons.do(action)
        deeds: dict[Action, Callable[[], None]] = {
            Action.ENTER: self._enter,
            Action.VOID: self._ask_why,
            Action.PAY: self._press_switch,
        }
        if action in STEPS:
            self.rows.step(STEPS[action])
        elif action in deeds:
            deeds[action]()
        elif action is Action.BACK and self._consent_asked:
            self._declined()
        else:
            return False
        return True

    def type_text(self, text: str) -> bool:
        """The words of a reason."""
        return self.asking and self.reasons.type_text(text)
