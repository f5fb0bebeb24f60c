"""The fiscal register's page: what it does now, what is on its way, what a person must decide, what to print again."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from pos_app.till.state import ReceiptView, TillState, Unsettled
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.register_words import (
    RECEIPTS,
    Explained,
    attention_in_words,
    attention_row,
    document_in_words,
    document_row,
    reprint_in_words,
    reprint_row,
)
from pos_app.ui.screens.number_pane import Option, OptionRow
from pos_app.ui.screens.pane import Keyed
from pos_app.ui.screens.reason_panel import ReasonPanel
from pos_app.ui.screens.tasks import Task
from pos_app.ui.theme import Look
from pos_app.ui.widgets.buttons import TouchButton
from pos_app.ui.widgets.headline import Headline
from pos_app.ui.widgets.register_parts import DetailPanel, StatusBand
from pos_app.ui.widgets.rows import RowList
from pos_app.ui.words import day_and_time

_STEPS: Final = {Action.UP: -1, Action.DOWN: 1, Action.PAGE_UP: -6, Action.PAGE_DOWN: 6, Action.HOME: -9999}
_TABS: Final = (Task.QUEUE, Task.ATTENTION, Task.REPRINTS)
PAUSE_MS: Final = 200
"""While receipts are handed over the list is read anew so often at most."""
NOTHING: Final = Explained("", "", "")


class RegisterScreen(Keyed):
    """Three lists under one band. Nothing here is kept: all of it is asked for again when the state changes."""

    left = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look, self._desk = look, desk
        self._documents: dict[str, Unsettled] = {}
        self._items: dict[str, Mapping[str, Any]] = {}
        self._reprints: dict[str, ReceiptView] = {}
        self._seen: object = None
        self._asked_about: str | None = None
        px = look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(8), px(8), px(8))
        column.setSpacing(px(8))
        column.addLayout(self._head())
        self.headline = Headline(look)
        self.headline.acted.connect(desk.settle_notice)
        self.headline.hide()
        column.addWidget(self.headline)
        self.band = StatusBand(look)
        column.addWidget(self.band)
        body = QHBoxLayout()
        body.setSpacing(px(8))
        self.rows = RowList(look, height=64)
        self.rows.moved.connect(self._explain)
        body.addWidget(self.rows, 54)
        body.addWidget(self._side(), 46)
        column.addLayout(body, 1)
        self._later = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._later.timeout.connect(self._reload)

    def _head(self) -> QHBoxLayout:
        look = self._look
        head = QHBoxLayout()
        head.setSpacing(look.px(8))
        back = TouchButton(look, tr("Каса"), icon_name="left", key="Esc")
        back.setFixedSize(look.px(120), look.px(60))
        back.clicked.connect(self.left)
        head.addWidget(back)
        names = (tr("Черга ПРРО"), tr("Увага"), tr("Передрук"))
        self.tabs = OptionRow(look, [Option(tab, name) for tab, name in zip(_TABS, names, strict=True)], self._turned)
        head.addWidget(self.tabs, 1)
        return head

    def _side(self) -> QStackedWidget:
        self.side = QStackedWidget()
        self.details = DetailPanel(self._look)
        self.details.first.clicked.connect(self.first)
        self.details.second.clicked.connect(self.second)
        self.reasons = ReasonPanel(self._look)
        self.reasons.answered.connect(self._set_aside)
        self.side.addWidget(self.details)
        self.side.addWidget(self.reasons)
        return self.side

    # opening and loading

    def open(self, task: Task) -> None:
        """Show a tab, read anew."""
        self.tabs.choose(_TABS.index(task))
        self.show_state(self._desk.state)
        self._reload()

    @property
    def tab(self) -> Task:
        """Which list is shown."""
        return Task(self.tabs.chosen.key)

    def _reload(self) -> None:
        if self.isVisible():
            self._desk.start(self._load())

    async def _load(self) -> None:
        documents = await self._desk.look_up(lambda till: till.unsettled())
        items = await self._desk.look_up(lambda till: till.attention())
        reprints = await self._desk.look_up(lambda till: till.reprints_due())
        self._documents = {one.id: one for one in documents}
        self._items = {str(item.get("id")): item for item in items}
        self._reprints = {view.receipt.id: view for view in reprints}
        self._show_lists()

    def show_state(self, state: TillState) -> None:
        """The band at once; the lists once things have calmed down."""
        self.band.show_state(state)
        self.show_notice()
        seen = (state.mode, state.queue, state.trouble)
        if seen != self._seen:
            self._seen = seen
            if self.isVisible() and not self._later.isActive():
                self._later.start()

    def show_notice(self) -> None:
        """The strip stands under the tabs while a mistake was made here; the band says the rest."""
        notice = self._desk.notice
        trouble = self._desk.state.problem
        told = notice is None or (trouble is not None and notice.code == trouble.code)
        if notice is not None:
            self.headline.show_state(self._desk.state, notice)
        self.headline.setVisible(not told)

    # showing

    def _show_lists(self) -> None:
        queue = self._desk.state.queue
        counts = (max(len(self._documents), queue.waiting), len(self._items), len(self._reprints))
        for button, option, count in zip(self.tabs.buttons, self.tabs.options, counts, strict=True):
            button.setText(f"{option.name} · {count}" if count else option.name)
        self._fill()
        if self.asking and self.rows.chosen_key() != self._asked_about:
            # somebody settled it meanwhile: the reason must not go to another document
            self.side.setCurrentWidget(self.details)

    def _turned(self) -> None:
        self.side.setCurrentWidget(self.details)
        self._fill()

    def _fill(self) -> None:
        mode = self._desk.state.mode
        make: dict[Task, Callable[[], Sequence[Any]]] = {
            Task.QUEUE: lambda: [document_row(one, mode) for one in self._documents.values()],
            Task.ATTENTION: lambda: [attention_row(item) for item in self._items.values()],
            Task.REPRINTS: lambda: [reprint_row(view) for view in self._reprints.values()],
        }
        empty = {
            Task.QUEUE: tr("Черга порожня: Checkbox має все."),
            Task.ATTENTION: tr("Нічого не потребує уваги."),
            Task.REPRINTS: tr("Передруковувати нічого."),
        }
        self.rows.set_empty(empty[self.tab])
        self.rows.show_rows(make[self.tab]())
        self._explain()

    def _explain(self) -> None:
        key = self.rows.chosen_key() or ""
        title = next((row.title for row in self.rows.rows if row.key == key), "")
        may = self._may_decide()
        if self.tab is Task.QUEUE and key in self._documents:
            document = self._documents[key]
            when = tr("з {time}").format(time=day_and_time(document.since))
            self.details.explain(title, when, document_in_words(document, self._desk.state.mode))
        elif self.tab is Task.ATTENTION and key in self._items:
            item = self._items[key]
            words = attention_in_words(item)
            if not may:
                words = Explained(words.what, words.safe, tr("Покличте старшого касира: для рішення потрібні права."))
            at = item.get("at")
            self.details.explain(title, day_and_time(at) if at else "", words)
        elif self.tab is Task.REPRINTS and key in self._reprints:
            view = self._reprints[key]
            self.details.explain(title, day_and_time(view.receipt.sold_at), reprint_in_words(view))
        else:
            self.details.explain("", "", NOTHING)
        self._offer(key, may)

    def _offer(self, key: str, may: bool) -> None:
        first = second = ""
        if self.tab is Task.ATTENTION and key in self._items:
            receipt = str(self._items[key].get("kind")) in RECEIPTS
            first = tr("Спитати і надіслати ще раз") if receipt else ""
            second = tr("Відкласти з причиною")
        elif self.tab is Task.REPRINTS and key in self._reprints:
            first, may = tr("Друк копії"), True
            second = tr("Друкувати всі") if len(self._reprints) > 1 else ""
        self.details.offer(first, second, may=may)

    def _may_decide(self) -> bool:
        cashier = self._desk.state.cashier
        return cashier is not None and "settings" in cashier.permissions

    # doing

    def first(self) -> None:
        """Ask again, or print the copy."""
        key = self.rows.chosen_key()
        if key is None or not self.details.first.isEnabled() or self.details.first.isHidden():
            return
        if self.tab is Task.ATTENTION:
            self._desk.start(self._then_reload(self._desk.attempt(lambda till: till.attention_resend(key))))
        else:
            self._desk.start(self._print([key]))

    def second(self) -> None:
        """Set aside, or print all copies."""
        if not self.details.second.isEnabled() or self.details.second.isHidden():
            return
        if self.tab is Task.ATTENTION:
            self._asked_about = self.rows.chosen_key()
            self.reasons.open()
            self.side.setCurrentWidget(self.reasons)
        else:
            self._desk.start(self._print(list(self._reprints)))

    def _set_aside(self, reason: object) -> None:
        key = self._asked_about
        self.side.setCurrentWidget(self.details)
        if reason and key is not None:
            words = str(reason)
            self._desk.start(self._then_reload(self._desk.attempt(lambda till: till.attention_set_aside(key, words))))

    async def _print(self, keys: Sequence[str]) -> None:
        for key in keys:
            if await self._copy(key) is None:
                break
        await self._load()

    async def _copy(self, key: str) -> str | None:
        return await self._desk.attempt(lambda till: till.reprint(key))

    async def _then_reload(self, doing: Any) -> None:
        await doing
        await self._load()

    # keys

    @property
    def asking(self) -> bool:
        """Is a reason being given?"""
        return self.side.currentWidget() is self.reasons

    def do(self, action: Action) -> bool:
        """Left and right change the list, arrows the row, Enter and Delete do, Esc leaves."""
        if self.asking:
            return self.reasons.do(action)
        if action in _STEPS:
            self.rows.step(_STEPS[action])
        elif action in {Action.LEFT, Action.RIGHT}:
            self.tabs.choose(self.tabs.place + (1 if action is Action.RIGHT else -1))
        elif action is Action.ENTER:
            self.first()
        elif action is Action.VOID:
            self.second()
        elif action is Action.BACK:
            if self.headline.isHidden() or not self._desk.settle_notice():
                self.left.emit()
        else:
            return False
        return True

    def type_text(self, text: str) -> bool:
        """A reason in one's own words."""
        return self.reasons.type_text(text) if self.asking else False
