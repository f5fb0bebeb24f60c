"""The fiscal register's page: what it does now, what is on its way, what a person must decide, what to print again."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from pos_app.domain.mending import Change
from pos_app.domain.register import WayOut
from pos_app.till.state import TillState
from pos_app.ui.desk import CARD_LEFT, PRINT_ASKS, Desk
from pos_app.ui.engine import Command
from pos_app.ui.keys import STEPS, Action
from pos_app.ui.screens.card_list import CardListing
from pos_app.ui.screens.copying import print_copy
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.screens.mend_panel import MendPanel
from pos_app.ui.screens.page import way_back
from pos_app.ui.screens.reason_panel import ReasonPanel, Why
from pos_app.ui.screens.register_lists import Acts, AttentionListing, Listing, QueueListing, ReprintListing
from pos_app.ui.screens.tasks import REGISTER_TABS, Task
from pos_app.ui.theme import Look
from pos_app.ui.widgets.headline import Headline
from pos_app.ui.widgets.options import Option, OptionRow
from pos_app.ui.widgets.register_parts import FIRST, SECOND, DetailPanel, StatusBand
from pos_app.ui.widgets.rows import RowList

PAUSE_MS: Final = 200
"""While receipts are handed over the list is read anew so often at most."""
MOST_SHOWN: Final = 100
"""So many receipts of each part of the reprint list are read at once."""


class RegisterScreen(Keyed):
    """Five lists under one band. Nothing here is kept: all of it is asked for again when the state changes."""

    left = Signal()
    close_shift = Signal()
    """The way out is to close the shift, on its own page."""
    parked_wanted = Signal()
    """The receipt that a card has paid for was put aside."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look, self._desk = look, desk
        parked = self.parked_wanted.emit
        acts = Acts(self._run, self._copy, self._ask, self._mend, self._explain, lambda: desk.state, parked)
        self._queue, self._attention = QueueListing(acts), AttentionListing(acts)
        self._reprints = (ReprintListing(acts, optional=False), ReprintListing(acts, optional=True))
        self._lists: tuple[Listing, ...] = (self._queue, self._attention, *self._reprints, CardListing(acts))
        self._known = False
        """Have the lists been read? Until then "there is nothing" would be untrue."""
        self._seen: object = None
        self._asked_about: str | None = None
        self._answered: Callable[[str], Command[Any]] | None = None
        self._mended: Callable[[Sequence[Change]], Command[Any]] | None = None
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
        self.band.time_confirmed.connect(lambda: desk.start(desk.attempt(lambda till: till.confirm_time())))
        self.band.act.clicked.connect(self._way_out)
        column.addWidget(self.band)
        body = QHBoxLayout()
        body.setSpacing(px(8))
        self.rows = RowList(look, height=64)
        self.rows.moved.connect(self._moved)
        body.addWidget(self.rows, 54)
        body.addWidget(self._side(), 46)
        column.addLayout(body, 1)
        self._later = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._later.timeout.connect(self._reload)

    def _head(self) -> QHBoxLayout:
        look = self._look
        head = QHBoxLayout()
        head.setSpacing(look.px(8))
        back = way_back(look)
        back.clicked.connect(self.left)
        head.addWidget(back)
        # each is as wide as its name with a count of two figures, which comes and goes
        options = [Option(tab, f"{one.name} · 00") for tab, one in zip(REGISTER_TABS, self._lists, strict=True)]
        self.tabs = OptionRow(look, options, self._turned)
        for button, one in zip(self.tabs.buttons, self._lists, strict=True):
            button.setText(one.name)
        head.addWidget(self.tabs, 1)
        return head

    def _side(self) -> QStackedWidget:
        self.side = QStackedWidget()
        self.details = DetailPanel(self._look)
        self.reasons = ReasonPanel(self._look)
        self.reasons.answered.connect(self._reason_given)
        self.side.addWidget(self.details)
        self.side.addWidget(self.reasons)
        self.mending = MendPanel(self._look, self._desk)
        self.mending.answered.connect(self._changes_given)
        self.side.addWidget(self.mending)
        return self.side

    # opening and loading

    def open(self, task: Task) -> None:
        """Show a tab, read anew."""
        self.tabs.choose(REGISTER_TABS.index(task))
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
        self._queue.take(await self._desk.look_up(lambda till: till.unsettled()))
        self._attention.take(await self._desk.look_up(lambda till: till.attention()))
        reprints = await self._desk.look_up(lambda till: till.reprints_due(MOST_SHOWN))
        for part in self._reprints:
            part.take(reprints)
        self._known = True
        self._show_lists()

    def show_state(self, state: TillState) -> None:
        """The band at once; the lists once things have calmed down."""
        self._show_band(state)
        self.show_notice()
        seen = (state.mode, state.queue, state.trouble, state.blocked, state.printer.waiting, state.card)
        if seen != self._seen:
            self._seen = seen
            if self.isVisible() and not self._later.isActive():
                self._later.start()

    def _show_band(self, state: TillState) -> None:
        self.band.show_state(state, at_attention=self.tab is Task.ATTENTION)

    def show_notice(self) -> None:
        """The strip stands under the tabs while a mistake was made here; the band says the rest."""
        notice = self._desk.notice
        trouble = self._desk.state.problem
        elsewhere = {CARD_LEFT, PRINT_ASKS, *([trouble.code] if trouble is not None else [])}
        told = notice is None or notice.code in elsewhere
        if notice is not None:
            self.headline.show_state(self._desk.state, notice)
        self.headline.setVisible(not told)

    # showing

    @property
    def _list(self) -> Listing:
        return self._lists[self.tabs.place]

    def _show_lists(self) -> None:
        for button, one in zip(self.tabs.buttons, self._lists, strict=True):
            button.setText(f"{one.name} · {one.count}" if one.count else one.name)
        self._fill()
        if self.asking and self.rows.chosen_key() != self._asked_about:
            # somebody settled it meanwhile: the reason must not go to another document
            self.side.setCurrentWidget(self.details)

    def _turned(self) -> None:
        self._show_band(self._desk.state)
        self.side.setCurrentWidget(self.details)
        self._list.moved()
        self._fill()

    def _moved(self) -> None:
        self._list.moved()
        self._explain()

    def _fill(self) -> None:
        self.rows.set_empty(self._list.empty if self._known else "")
        self.rows.show_rows(self._list.rows())
        self._explain()

    def _explain(self) -> None:
        key = self.rows.chosen_key() or ""
        title = next((row.title for row in self.rows.rows if row.key == key), "")
        when, words = self._list.about(key)
        self.details.explain(title, when, words)
        self.details.offer(self._list.deeds(key))

    # doing

    def _way_out(self) -> None:
        """What stands in the way of sales: what can be done about it from here."""
        blocked = self._desk.state.blocked
        if blocked is None:
            return
        if blocked.way is WayOut.CLOSE_SHIFT:
            self.close_shift.emit()
        else:
            self._run(lambda till: till.try_again())

    def _run(self, command: Command[Any]) -> None:
        self._desk.start(self._then_reload(command))

    def _copy(self, receipt_id: str) -> None:
        self._desk.start(self._copied(receipt_id))

    async def _copied(self, receipt_id: str) -> None:
        await print_copy(self._desk, receipt_id)
        await self._load()

    async def _then_reload(self, command: Command[Any]) -> None:
        await self._desk.attempt(command)
        await self._load()

    def _ask(self, why: Why, answered: Callable[[str], Command[Any]]) -> None:
        self._asked_about, self._answered = self.rows.chosen_key(), answered
        self.reasons.open(why)
        self.side.setCurrentWidget(self.reasons)

    def _mend(self, item: Mapping[str, Any], mended: Callable[[Sequence[Change]], Command[Any]]) -> None:
        self._asked_about, self._mended = self.rows.chosen_key(), mended
        self.mending.open(item)
        self.side.setCurrentWidget(self.mending)

    def _changes_given(self, changes: object) -> None:
        mended, self._mended = self._mended, None
        if not isinstance(changes, list):
            self.side.setCurrentWidget(self.details)
        elif mended is not None:
            self._desk.start(self._send_mended(changes, mended))

    async def _send_mended(self, changes: Sequence[Change], mended: Callable[[Sequence[Change]], Command[Any]]) -> None:
        """The form stays until the till has taken it: what was typed must not be typed again for one mistake."""
        taken = await self._desk.carry_out(mended(changes))
        if self.side.currentWidget() is self.mending and self._mended is None:
            if taken:
                self.side.setCurrentWidget(self.details)
            else:
                self._mended = mended
        await self._load()

    def _reason_given(self, reason: object) -> None:
        answered, self._answered = self._answered, None
        self.side.setCurrentWidget(self.details)
        if reason and answered is not None:
            self._run(answered(str(reason)))

    # keys

    @property
    def asking(self) -> bool:
        """Is a reason being given, or a receipt mended?"""
        return self.side.currentWidget() is not self.details

    @property
    def _form(self) -> Keyed:
        return self.mending if self.side.currentWidget() is self.mending else self.reasons

    def do(self, action: Action) -> bool:
        """Left and right change the list, arrows the row, Enter and Delete do, Esc leaves."""
        if self.asking:
            return self._form.do(action)
        if action in STEPS:
            self.rows.step(STEPS[action])
        elif action in {Action.LEFT, Action.RIGHT}:
            self.tabs.choose(self.tabs.place + (1 if action is Action.RIGHT else -1))
        elif action is Action.ENTER:
            self.details.press(FIRST)
        elif action is Action.VOID:
            self.details.press(SECOND)
        elif action is Action.BACK:
            if self.headline.isHidden() or not self._desk.put_away_notice():
                self.left.emit()
        else:
            return False
        return True

    def type_text(self, text: str) -> bool:
        """A reason in one's own words, or what is mended."""
        return self._form.type_text(text) if self.asking else False
