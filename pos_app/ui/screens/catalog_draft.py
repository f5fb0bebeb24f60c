"""What was typed into the product's form: kept on disk after each pause, and offered again when it was left unsaved."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from pos_app.catalog.editing import ProductForm
from pos_app.domain.said import NO_BREAK
from pos_app.till.form_drafts import FormDraft
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.screens.pane import Pane
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.labels import Line
from pos_app.ui.words import day_and_time

KEEP_MS: Final = 400
"""What was typed is on disk after a pause of this length."""

Left = Callable[[], tuple[str | None, ProductForm, ProductForm | None] | None]
"""The product's id, its form and how it was opened; None where nothing was changed."""


class DraftKeeper(QObject):
    """Keeps what `left` tells; drops only what it kept itself, so that an older draft is not lost by looking around."""

    def __init__(self, desk: Desk, left: Left, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._left = desk, left
        self._kept = False
        self._pause = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._pause.timeout.connect(self._keep)

    def begin(self, *, kept: bool) -> None:
        """Another form is open; `kept`: it is the draft itself."""
        self._pause.stop()
        self._kept = kept

    def changed(self) -> None:
        """Something was typed or chosen."""
        self._pause.start()

    def _keep(self) -> None:
        left = self._left()
        if left is not None:
            self._kept = True
            self._desk.start(self._desk.look_up(lambda till: till.assortment.drafts.keep(*left)))

    def drop(self) -> None:
        """Saved, or left without saving: there is nothing to offer again."""
        self._pause.stop()
        if self._kept:
            self._kept = False
            self._desk.start(self._desk.look_up(lambda till: till.assortment.drafts.drop()))


class DraftPane(Pane):
    """A form that was left unsaved: go on with it, or throw it away. Esc: neither, it is offered again."""

    def __init__(self, look: Look, draft: FormDraft) -> None:
        super().__init__(look, tr("Незбережені зміни"))
        subject = draft.form.title or (draft.opened.title if draft.opened is not None else "") or tr("Новий товар")
        self.column.addWidget(Line(look, subject, size=Size.LARGE, bold=True, most=3, elides=True, from_top=True))
        at = day_and_time(draft.at).replace(" ", NO_BREAK)
        kept = tr("Форму заповнено: {name}, {time}.").format(name=draft.cashier_name, time=at)
        self.column.addWidget(Line(look, kept, most=2, elides=True, from_top=True))
        words = tr("Її не збережено в SmartKasa: касу було вимкнено або форму не закінчено.")
        self.column.addWidget(Line(look, words, colour=look.colours.ink_soft, most=3, from_top=True))
        self.column.addStretch(1)
        self.resume = TouchButton(look, tr("Продовжити"), role=Role.PAY, key="Enter", size=Size.LARGE)
        self.resume.setFixedHeight(look.px(76))
        self.resume.clicked.connect(lambda: self.done.emit(True))
        self.drop = TouchButton(look, tr("Відкинути зміни"), role=Role.STOP, key="Del", size=Size.LARGE)
        self.drop.setFixedHeight(look.px(64))
        self.drop.clicked.connect(lambda: self.done.emit(False))
        self.column.addWidget(self.resume)
        self.column.addWidget(self.drop)

    def do(self, action: Action) -> bool:
        """Enter goes on, Delete throws away."""
        if action in {Action.ENTER, Action.VOID}:
            self.done.emit(action is Action.ENTER)
            return True
        return super().do(action)
