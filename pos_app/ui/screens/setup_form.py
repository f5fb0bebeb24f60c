"""A form of a vendor's keys: what is typed on the left; what it is, and what the vendor said of it, on the right.

What is typed lives in the form alone and is forgotten when it is left.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_app.till.shop_setup import Opens, SetupView
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.screens.setup_fields import Fields
from pos_app.ui.screens.setup_question import QuestionPanel
from pos_app.ui.screens.sheet import Sheet
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.esc_button import Depth, EscButton
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.rows import RowList, Tone


class SetupForm(Keyed):
    """One for each vendor. Saving asks the vendor once more: nothing is kept that nobody answers for."""

    left = Signal()
    kept = Signal()

    def __init__(self, look: Look, desk: Desk, fields: Fields) -> None:
        super().__init__()
        self._desk = desk
        self.fields = fields
        self._view = SetupView(Opens.SANDBOX, "")
        self._good = False
        self._changes = 0
        """So often was anything typed: an answer to what stood there before is none."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.stack = QStackedWidget()
        column.addWidget(self.stack)
        self.stack.addWidget(self._make_page(look))
        self.question = QuestionPanel(look, tr("Не зберігати"), advised=False)
        self.question.agreed.connect(lambda: desk.start(self._keep(in_file=True)))
        self.question.declined.connect(self._back_from_question)
        self.stack.addWidget(self.question)

    def _make_page(self, look: Look) -> QWidget:
        px = look.px
        page = QWidget()
        body = QHBoxLayout(page)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(px(16))
        self.sheet = Sheet(look, self._desk, height=68)
        self.sheet.changed.connect(self._changed)
        body.addWidget(self.sheet, 50)
        side = QVBoxLayout()
        side.setSpacing(px(8))
        self.title = Line(look, self.fields.title, size=Size.LARGE, bold=True)
        self.help = Line(look, self.fields.words, size=Size.TEXT, most=7, from_top=True)
        self.facts = RowList(look, height=62, still=True, empty=tr("Тут буде відповідь після перевірки."))
        side.addWidget(self.title)
        side.addWidget(self.help)
        side.addWidget(self.facts, 1)
        self.check = TouchButton(look, tr("Перевірити"), role=Role.ACCENT, key="F5", size=Size.LARGE)
        self.save = TouchButton(look, tr("Зберегти"), role=Role.PAY, key="F6", size=Size.LARGE)
        self.leave = EscButton(look, tr("Назад"), depth=Depth.FORM)
        self.check.clicked.connect(self._begin_check)
        self.save.clicked.connect(self._save)
        self.leave.clicked.connect(self.left)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        for button, wide in ((self.leave, 2), (self.check, 3), (self.save, 3)):
            button.setFixedHeight(px(72))
            row.addWidget(button, wide)
        side.addLayout(row)
        body.addLayout(side, 50)
        return page

    def open(self, view: SetupView) -> None:
        """Begin with what is kept, and with nothing typed."""
        self._view = view
        self._changes += 1
        self.fields.begin(view)
        self.stack.setCurrentIndex(0)
        self.facts.show_rows([])
        self._show(good=False)
        first = self.fields.entries()[0]
        if first.tone is Tone.WARN:
            # nothing is kept yet: the first field is what one came for
            self.sheet.ask(first.key)

    def forget(self) -> None:
        """Nothing that was typed stays behind."""
        self.fields.begin(self._view)

    def _show(self, *, good: bool) -> None:
        self._good = good
        self.sheet.show_entries(self.fields.entries())
        self.check.setEnabled(True)
        self.save.setEnabled(good)

    def _changed(self, key: str, text: str) -> None:
        self._desk.forget_mistake()
        self._changes += 1
        if not self.fields.take(key, text.strip()):
            self.facts.show_rows(self.fields.facts(None))
            self._show(good=self.fields.complete)
            return
        self.facts.show_rows([])
        self._show(good=False)
        following = self.fields.following(key)
        if following:
            self.sheet.ask(following)

    def _begin_check(self) -> None:
        self.sheet.finish()
        if not self.sheet.asking:
            self._desk.start(self._check())

    async def _check(self) -> None:
        self._wait(tr("Перевіряємо…"))
        changes = self._changes
        answer = await self._desk.attempt(self.fields.ask())
        if changes != self._changes:
            answer = None
        self.check.setText(tr("Перевірити"))
        self.leave.setEnabled(True)
        self.facts.show_rows(self.fields.facts(answer) if answer is not None else [])
        self._show(good=answer is not None and self.fields.complete)
        if answer is not None and not self.fields.complete:
            # what is to be chosen of the answer stands last
            self.sheet.ask(self.fields.entries()[-1].key)

    def _wait(self, words: str) -> None:
        self.check.setText(words)
        for button in (self.check, self.save, self.leave):
            button.setEnabled(False)

    def _save(self) -> None:
        if not self.sheet.finish():
            # a key that was still being typed is to be checked before it is kept
            return
        if not self._view.has_keyring and self.fields.secret:
            self.question.ask(
                tr("Сховища паролів на цьому комп'ютері немає"),
                tr(
                    "Ключі можна записати лише у файл {file} відкритим текстом. Читати його зможе тільки цей "
                    "користувач комп'ютера і той, хто забере диск. Надійніше встановити сховище паролів (у Linux це "
                    "gnome-keyring або KWallet) і повернутися сюди."
                ).format(file=self._view.file),
                tr("Записати у файл"),
            )
            self.stack.setCurrentIndex(1)
        else:
            self._desk.start(self._keep(in_file=False))

    def _back_from_question(self) -> None:
        self.stack.setCurrentIndex(0)

    async def _keep(self, *, in_file: bool) -> None:
        self._wait(tr("Зберігаємо…"))
        self.question.wait(True)
        kept = await self._desk.attempt(self.fields.keep(in_file=in_file))
        self.question.wait(False)
        self.stack.setCurrentIndex(0)
        self.check.setText(tr("Перевірити"))
        self.leave.setEnabled(True)
        self._show(good=self._good)
        if kept is not None:
            self.forget()
            self.kept.emit()

    def take_scan(self, code: str) -> bool:
        """A key that is scanned from the vendor's page."""
        return self.stack.currentIndex() == 0 and self.sheet.take_scan(code)

    def do(self, action: Action) -> bool:
        """F5 checks, F6 saves, Esc leaves once nothing is asked."""
        if self.stack.currentIndex():
            return self.question.do(action)
        if self.sheet.do(action):
            return True
        button = {Action.PARK: self.check, Action.PAY: self.save, Action.BACK: self.leave}.get(action)
        if button is None:
            return False
        if action is not Action.BACK or not self._desk.put_away_notice():
            button.click()
        return True

    def type_text(self, text: str) -> bool:
        """Into the field that is open."""
        return self.sheet.type_text(text)

    def clear_typed(self) -> None:
        """An empty field."""
        self.sheet.clear_typed()
