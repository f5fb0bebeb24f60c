"""Receipts of the register: search, the receipt as printed, a copy on paper, and giving goods back."""

import re
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_app.domain.errors import PosError
from pos_app.printing.receipts import receipt_layout
from pos_app.till.state import ReceiptView, TillState
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import STEPS, Action
from pos_app.ui.receipt_words import kind_name, receipt_row, registered, returnable, searchable
from pos_app.ui.screens.copying import print_copy
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.screens.page import way_back
from pos_app.ui.screens.report_export import documents
from pos_app.ui.screens.return_panel import ReturnPanel
from pos_app.ui.screens.send_panel import SendPanel
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton, make_alike
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.headline import Headline
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.numpad import TouchKeyboard
from pos_app.ui.widgets.preview import Preview, seller_of
from pos_app.ui.widgets.rows import Row, RowList
from pos_app.ui.words import money

PAGE: Final = 50
SHORTEST_QUESTION: Final = 2
ELSEWHERE: Final = "elsewhere"
"""The row that asks Checkbox for a number that no receipt here has."""
FISCAL_CODE: Final = re.compile(r"[A-Za-z0-9_-]{6,32}")


class HistoryScreen(Keyed):
    """A list on the left, paper or the return on the right."""

    left = Signal()
    returned = Signal(object)
    """Goods were given back: the return's ReceiptView."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self.look = look
        self._desk = desk
        self._views: dict[str, ReceiptView] = {}
        self._order: list[str] = []
        self._found: list[str] = []
        self._asked = 0
        self._complete = False
        self._loading = False
        self._opening = 0
        """Counts the openings: what an earlier one has asked for changes nothing any more."""
        self._paper_of: str | None = None
        px = look.px
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(8), px(8), px(8), px(8))
        layout.setSpacing(px(8))
        layout.addLayout(self._list_side(), 54 if look.compact else 56)
        layout.addLayout(self._paper_side(), 46 if look.compact else 44)

    def _list_side(self) -> QVBoxLayout:
        look = self.look
        column = QVBoxLayout()
        column.setSpacing(look.px(8))
        head = QHBoxLayout()
        back = way_back(look)
        back.clicked.connect(self.left)
        self.search = Field(look, figures=False, size=Size.LARGE, icon_name="search", height=60)
        self.search.set_placeholder(tr("Номер, сума, час, товар або касир"))
        self.search.changed.connect(self._search)
        self.search.touched.connect(self._toggle_letters)
        head.addWidget(back)
        head.addWidget(self.search, 1)
        self.headline = Headline(look)
        self.headline.acted.connect(self._desk.settle_notice)
        self.headline.hide()
        self.rows = RowList(look, height=64, empty=tr("Чеків немає."))
        self.rows.moved.connect(self._show_chosen)
        self.rows.taken.connect(self._fetch)
        self.letters = TouchKeyboard(look, "123")
        self.letters.setFixedHeight(look.px(264))
        self.letters.pressed.connect(self.touch_key)
        self.letters.hide()
        column.addLayout(head)
        column.addWidget(self.headline)
        column.addWidget(self.rows, 1)
        column.addWidget(self.letters)
        return column

    def _paper_side(self) -> QVBoxLayout:
        look = self.look
        column = QVBoxLayout()
        self.side = QStackedWidget()
        column.addWidget(self.side, 1)
        paper = QWidget()
        inner = QVBoxLayout(paper)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(look.px(8))
        self.title = Line(look, size=Size.LARGE, bold=True, elides=True)
        self.title.setFixedHeight(look.px(48))
        self.preview = Preview(look)
        buttons = QHBoxLayout()
        buttons.setSpacing(look.px(8))
        self.copy_button = TouchButton(look, tr("Друк копії"), icon_name="printer", key="Enter")
        self.return_button = TouchButton(look, tr("Повернути товар"), role=Role.STOP, icon_name="return", key="F9")
        self.copy_button.clicked.connect(self.print_copy)
        self.return_button.clicked.connect(self.start_return)
        self.send_button = TouchButton(look, tr("Надіслати чек"), icon_name="receipt", key="Tab")
        self.send_button.clicked.connect(self.start_sending)
        self.save_button = TouchButton(look, "PDF", key="F3")
        self.save_button.clicked.connect(self.save_as_pdf)
        self.save_button.setFixedSize(look.px(96), look.px(48))
        below = self.copy_button, self.send_button, self.return_button
        for button in below:
            button.setFixedHeight(look.px(72))
            buttons.addWidget(button, 1)
        make_alike(*below)
        head = QHBoxLayout()
        head.setSpacing(look.px(8))
        head.addWidget(self.title, 1)
        head.addWidget(self.save_button)
        inner.addLayout(head)
        inner.addWidget(self.preview, 1)
        inner.addLayout(buttons)
        self.side.addWidget(paper)
        self.panel = ReturnPanel(look, self._desk)
        self.panel.finished.connect(self._returned)
        self.side.addWidget(self.panel)
        self.sending = SendPanel(look, self._desk)
        self.sending.answered.connect(lambda _: self._show_paper())
        self.side.addWidget(self.sending)
        self.side.currentChanged.connect(lambda _: self.search.set_active(self._form is None))
        return column

    # opening and loading

    def open(self, *, receipt_id: str = "", for_return: bool = False) -> None:
        """Show the newest receipts; `receipt_id` is chosen, and with `for_return` its return begins."""
        self.search.clear()
        self.letters.hide()
        self._show_paper()
        self._desk.start(self._open(receipt_id, for_return))

    def leave(self) -> None:
        """Of months that were looked through nothing stays; a return that is under way keeps its receipt.

        A question it has asked is left as if the cashier went back: its flow would wait for ever behind another page.
        """
        self.panel.leave()
        if self._views and not self.returning:
            self._views, self._order, self._found = {}, [], []
            self.rows.show_rows(())
            self._show_chosen()

    async def _open(self, receipt_id: str, for_return: bool) -> None:
        self._views, self._order, self._complete = {}, [], False
        self._loading = False
        self._opening = opening = self._opening + 1
        await self._load_more()
        if opening != self._opening:
            return
        self.rows.choose(0)
        if receipt_id:
            view = await self._desk.attempt(lambda till: till.receipt(receipt_id))
            if view is None or opening != self._opening:
                return
            self._keep([view], first=True)
            self.search.clear()  # whatever was typed meanwhile, this one is to be seen
            self._show_rows()
            self.rows.choose(next(place for place, row in enumerate(self.rows.rows) if row.key == receipt_id))
            if for_return:
                self.start_return()

    async def _load_more(self) -> None:
        if self._loading or self._complete:
            return
        self._loading, opening = True, self._opening
        try:
            before = self._order[-1] if self._order else None
            views = await self._desk.look_up(lambda till: till.receipts(limit=PAGE, before=before))
            if opening != self._opening:
                return
            self._complete = len(views) < PAGE
            self._keep(views)
        finally:
            if opening == self._opening:
                self._loading = False
        self._show_rows()
        self._show_chosen()

    def _keep(self, views: Sequence[ReceiptView], *, first: bool = False) -> None:
        fresh = [view.receipt.id for view in views if view.receipt.id not in self._views]
        self._views.update((view.receipt.id, view) for view in views)
        self._order = [*fresh, *self._order] if first else [*self._order, *fresh]

    # showing

    def _search(self, text: str) -> None:
        """What is loaded is looked through at once, all receipts there are a moment later."""
        self._asked += 1
        self._found = []
        words = text.strip()
        asks = len(words) >= SHORTEST_QUESTION
        self.rows.set_empty(self._nothing(words, asks=asks))
        self._show_rows()
        if asks:
            self._desk.start(self._find(self._asked, words))

    async def _find(self, number: int, words: str) -> None:
        try:
            views = await self._desk.look_up(lambda till: till.find_receipts(words, limit=PAGE))
        except PosError:
            if number == self._asked:
                self.rows.set_empty("")  # the strip says why; "there is none" would be untrue
            raise
        if number == self._asked:
            self._views.update((view.receipt.id, view) for view in views)
            self._found = [view.receipt.id for view in views]
            self.rows.set_empty(self._nothing(words, asks=False))
            self._show_rows()

    @staticmethod
    def _nothing(words: str, *, asks: bool) -> str:
        """What is said where no receipt is shown: none yet, none fits, or all there are still being looked through."""
        if not words:
            return tr("Чеків немає.")
        return tr("Шукаємо в усіх чеках…") if asks else tr("Такого чека немає.")

    def _show_rows(self) -> None:
        wanted = self.search.text().casefold().strip()
        near = [key for key in self._order if not wanted or wanted in searchable(self._views[key])]
        far = [key for key in self._found if key not in near] if wanted else []
        rows = [receipt_row(self._views[key]) for key in (*near, *far)]
        if not rows and FISCAL_CODE.fullmatch(self.search.text().strip()):
            rows = [Row(ELSEWHERE, tr("Знайти цей номер у Checkbox"), tr("чек іншої каси"), icon_name="search")]
        self.rows.show_rows(rows)

    def _fetch(self, key: str) -> None:
        """The receipt of another till, by the fiscal number that was typed."""
        if key == ELSEWHERE:
            self._desk.start(self._bring(self.search.text().strip()))

    async def _bring(self, code: str) -> None:
        view = await self._desk.attempt(lambda till: till.fetch_receipt(code))
        if view is not None:
            self.search.clear()
            self._keep([view], first=True)
            self._show_rows()
            self.rows.choose(0)

    def show_state(self, state: TillState) -> None:  # noqa: ARG002 - the list is asked for, not in the state
        """The strip, and whether goods may be given back: without a shift they may not."""
        self.show_notice()
        self._offer_return()

    def show_notice(self) -> None:
        """The strip stands over the list while there is something to say."""
        self.headline.stand_for(self._desk.state, self._desk.notice)

    @property
    def chosen(self) -> ReceiptView | None:
        """The chosen receipt."""
        return self._views.get(self.rows.chosen_key() or "")

    def _show_chosen(self) -> None:
        view = self.chosen
        if self._paper_of != (view.receipt.id if view else None):
            self._paper_of = view.receipt.id if view else None
            self._show_paper()
        self.copy_button.setEnabled(view is not None)
        self.save_button.setEnabled(view is not None)
        self.send_button.setEnabled(view is not None and bool(view.receipt.lines) and registered(view))
        self._offer_return()
        if view is None:
            self.title.set_text("")
            self.preview.show_blocks(())
            return
        self.title.set_text(f"{kind_name(view)} · {money(view.receipt.due)}")
        state = self._desk.state
        layout = receipt_layout(view.receipt, view.fiscal, seller_of(state), copy=True, template=state.template)
        self.preview.show_blocks(layout)
        if self.rows.currentIndex().row() == len(self._order) - 1:
            self._desk.start(self._load_more())

    def _offer_return(self) -> None:
        view = self.chosen
        self.return_button.setEnabled(view is not None and returnable(view) and self._desk.state.shift is not None)

    @property
    def returning(self) -> bool:
        """Is a return being put together?"""
        return self.side.currentWidget() is self.panel

    @property
    def _form(self) -> Keyed | None:
        """What stands over the paper, and takes the keys."""
        current = self.side.currentWidget()
        return current if isinstance(current, Keyed) else None

    def _show_paper(self) -> None:
        self.side.setCurrentIndex(0)

    def _toggle_letters(self) -> None:
        self.letters.setVisible(not self.letters.isVisible())

    # doing

    def print_copy(self) -> None:
        """A copy on paper, marked as one."""
        view = self.chosen
        if view is not None:
            self._desk.start(print_copy(self._desk, view.receipt.id))

    def save_as_pdf(self) -> None:
        """The receipt as a file among the person's documents."""
        view = self.chosen
        if view is not None:
            self._desk.start(self._save(view.receipt.id))

    async def _save(self, receipt_id: str) -> None:
        path = await self._desk.attempt(lambda till: till.paper.save(receipt_id, "pdf", documents()))
        if path is not None:
            self.title.set_text(tr("Збережено: {path}").format(path=path.name))

    def start_return(self) -> None:
        """The lines to give back, in place of the paper."""
        view = self.chosen
        if view is not None and self.return_button.isEnabled():
            self.panel.open(view)
            self.side.setCurrentWidget(self.panel)

    def start_sending(self) -> None:
        """Where the receipt shall go, in place of the paper."""
        view = self.chosen
        if view is not None and self.send_button.isEnabled():
            self.sending.open(view)
            self.side.setCurrentWidget(self.sending)

    def _returned(self, view: object) -> None:
        self._show_paper()
        if view is not None:
            self.left.emit()
            self.returned.emit(view)

    # keys

    def do(self, action: Action) -> bool:
        """Arrows through the list, Enter prints a copy, F3 saves a PDF, Tab sends it, F9 gives back, Esc leaves."""
        if self._form is not None:
            return self._form.do(action)
        if action in STEPS:
            self.rows.step(STEPS[action])
        elif action is Action.RETURN:
            self.start_return()
        elif action is Action.NEXT:
            self.start_sending()
        elif action is Action.QUANTITY:
            self.save_as_pdf()
        elif action is Action.ENTER and self.rows.chosen_key() == ELSEWHERE:
            self.rows.take()
        elif action is Action.ENTER:
            self.print_copy()
        elif action is Action.BACKSPACE:
            self.search.backspace()
        elif action is Action.BACK:
            self._step_back()
        else:
            return False
        return True

    def _step_back(self) -> None:
        if self._desk.put_away_notice():
            return
        if self.search.text():
            self.search.clear()
        elif self.letters.isVisible():
            self.letters.hide()
        else:
            self.left.emit()

    def type_text(self, text: str) -> bool:
        """Typing searches."""
        if self._form is not None:
            return self._form.type_text(text)
        self.search.insert(text)
        return True
