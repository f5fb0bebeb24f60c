"""The owner's receipt: texts, logo and rows on the left, and on the right the receipt as it will be printed."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget

from pos_app.printing.sample import sample_layout
from pos_app.printing.template import MANDATORY, USUAL, ReceiptTemplate, Row
from pos_app.till.state import TillState
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import STEPS, Action
from pos_app.ui.printer_words import template_rows
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.screens.template_text import TemplateTextForm
from pos_app.ui.theme import Look
from pos_app.ui.widgets.preview import Preview
from pos_app.ui.widgets.rows import RowList


class ReceiptTemplatePanel(Keyed):
    """A touch or Enter changes a row; what is typed is seen in the receipt at once, and kept when it is confirmed."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._template = USUAL
        self._state: TillState | None = None
        self.dialog: QFileDialog | None = None
        px = look.px
        body = QHBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(px(12))
        self.side = QStackedWidget()
        self.rows = RowList(look, height=54)
        self.rows.taken.connect(self._take)
        self.form = TemplateTextForm(look)
        self.form.typed.connect(self._typed)
        self.form.answered.connect(self._answered)
        self.side.addWidget(self.rows)
        self.side.addWidget(self.form)
        body.addWidget(self.side, 54)
        self.preview = Preview(look)
        body.addWidget(self.preview, 46)
        self._draw(self._template)
        self.rows.show_rows(template_rows(self._template))

    def show_state(self, state: TillState) -> None:
        """The template as the till has it; one that is being typed is left alone."""
        if state.template == self._template and self._state is not None and self._state.seller == state.seller:
            return
        self._state, self._template = state, state.template
        self.rows.show_rows(template_rows(state.template))
        if not self.asking:
            self._draw(state.template)

    @property
    def asking(self) -> bool:
        """Is a text being typed?"""
        return self.side.currentWidget() is self.form

    def _draw(self, template: ReceiptTemplate) -> None:
        self.preview.show_blocks(sample_layout(template, self._state.seller if self._state is not None else None))

    def _take(self, key: str) -> None:
        if key in MANDATORY or key in set(Row):
            if key == Row.LOGO and not self._template.logo:
                self._pick_logo()
            else:
                shown = key not in MANDATORY and not self._template.shows(Row(key))
                self._desk.start(self._desk.attempt(lambda till: till.paper.set_row(key, shown=shown)))
            return
        self.form.ask(key, self.rows.chosen_title(), getattr(self._template, key))
        self.side.setCurrentWidget(self.form)

    def _typed(self, key: str, text: str) -> None:
        if self.asking:
            values: dict[str, Any] = {key: text}
            self._draw(replace(self._template, **values))

    def _answered(self, key: str, answer: object) -> None:
        if isinstance(answer, str):
            self._desk.start(self._keep(key, answer))
        else:
            self._close_form()

    async def _keep(self, key: str, text: str) -> None:
        """A text that is refused stays where it was typed."""
        kept = await self._desk.attempt(lambda till: till.paper.set_template({key: text}))
        if kept is not None and self.asking and self.form.text() == text:
            self._close_form()

    def _close_form(self) -> None:
        self.side.setCurrentWidget(self.rows)
        self._draw(self._template)

    # the logo

    def _pick_logo(self) -> None:
        """Let the person choose; what was chosen comes by a signal."""
        self.dialog = QFileDialog(self, tr("Логотип"), str(Path.home()), "PNG, JPEG (*.png *.jpg *.jpeg)")
        self.dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.fileSelected.connect(self.take_logo)
        self.dialog.open()

    def take_logo(self, path: str) -> None:
        """The file was chosen; an empty path takes the logo away."""
        self._desk.start(self._desk.attempt(lambda till: till.paper.load_logo(Path(path) if path else None)))

    def do(self, action: Action) -> bool:
        """Arrows choose, Enter changes, Delete takes a text or the logo away; an open form has the keys."""
        if self.asking:
            return self.form.do(action)
        key = self.rows.chosen_key()
        if action in STEPS:
            self.rows.step(STEPS[action])
        elif action is Action.ENTER:
            self.rows.take()
        elif action is Action.VOID and key == Row.LOGO:
            self.take_logo("")
        elif action is Action.VOID and key is not None and key not in MANDATORY and key not in set(Row):
            self._desk.start(self._desk.attempt(lambda till: till.paper.set_template({key: ""})))
        else:
            return False
        return True

    def type_text(self, text: str) -> bool:
        """Into the text that is being typed."""
        return self.asking and self.form.type_text(text)

    def clear_typed(self) -> None:
        """An empty text."""
        if self.asking:
            self.form.clear_typed()
