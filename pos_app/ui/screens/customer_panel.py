"""The settings of the customer's window, beside a preview of what the customer sees just now."""

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_app.devices.settings import CustomerSetting
from pos_app.till.state import TillState
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.sounds import Sound
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.customer_view import CustomerView
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.numpad import TouchKeyboard
from pos_app.ui.widgets.options import Option, OptionRow

_FIELDS = ("greeting", "payee", "iban", "tax_number")


class CustomerPanel(Keyed):
    """What is typed is saved by F6."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._known: CustomerSetting | None = None
        px = look.px
        body = QHBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(px(12))
        left = QVBoxLayout()
        left.setSpacing(px(6))
        self.preview = CustomerView()
        self.seen = Line(look, tr("Покупець бачить зараз"), size=Size.SMALL, colour=look.colours.ink_soft)
        left.addWidget(self.seen)
        left.addWidget(self.preview, 1)
        self.letters = TouchKeyboard(look)
        self.letters.pressed.connect(self.touch_key)
        self.letters.hide()
        left.addWidget(self.letters, 1)
        body.addLayout(left, 50)
        column = QVBoxLayout()
        column.setSpacing(px(6))
        ways = (Option("on", tr("На другому екрані")), Option("off", tr("Вимкнено")))
        self.ways = OptionRow(look, ways, lambda: None)
        column.addWidget(self.ways)
        captions = (
            tr("Вітання"),
            tr("Отримувач переказу (для QR-оплати)"),
            tr("IBAN магазину"),
            tr("ЄДРПОУ або РНОКПП"),
        )
        self.fields: list[Field] = []
        for place, caption in enumerate(captions):
            field = Field(look, caption, figures=False, size=Size.LARGE)
            field.touched.connect(lambda place=place: self._touched(place))
            self.fields.append(field)
            column.addWidget(field)
        self.words = Line(look, size=Size.TEXT, bold=True, most=2)
        column.addWidget(self.words)
        column.addStretch(1)
        self.save = TouchButton(look, tr("Зберегти"), role=Role.PAY, key="F6", size=Size.LARGE)
        self.save.setFixedHeight(px(64))
        self.save.clicked.connect(self.store)
        column.addWidget(self.save)
        body.addLayout(column, 50)
        self._place = 0
        self._choose(0)

    def open(self) -> None:
        """What is set: an account that was typed and left unsaved would be taken for the one that is paid to."""
        self._known = None
        self.words.set_text("")
        self.show_state(self._desk.state)

    def show_state(self, state: TillState) -> None:
        """The preview at once; the form where it was changed elsewhere."""
        self.preview.show_state(state)
        setting = state.devices.settings.customer
        if setting != self._known:
            self._known = setting
            self.ways.choose(0 if setting.on else 1)
            for name, field in zip(_FIELDS, self.fields, strict=True):
                field.set_text(getattr(setting, name))

    def _choose(self, place: int) -> None:
        self._place = place % len(self.fields)
        for index, field in enumerate(self.fields):
            field.set_active(index == self._place)

    def _touched(self, place: int) -> None:
        """Letters to touch come in place of the preview; the same field once more takes them away."""
        self._write(self.letters.isHidden() or place != self._place)
        self._choose(place)

    def _write(self, writing: bool) -> None:
        self.letters.setVisible(writing)
        self.seen.setVisible(not writing)
        self.preview.setVisible(not writing)

    def store(self) -> None:
        """Check and save."""
        typed = {name: field.text().strip() for name, field in zip(_FIELDS, self.fields, strict=True)}
        setting = replace(self._known or CustomerSetting(), on=self.ways.chosen.key == "on", **typed)
        self._desk.start(self._save(setting))

    async def _save(self, setting: CustomerSetting) -> None:
        self.words.set_text("")
        if await self._desk.carry_out(lambda till: till.devices.set_customer(setting)):
            self._desk.sounds.play(Sound.OK)
            self.words.set_text(tr("Збережено."))

    def do(self, action: Action) -> bool:
        """F6 saves; arrows, Tab and Enter go from field to field; Esc has the letters go before it leaves."""
        if action is Action.PAY:
            self._write(False)
            self.store()
        elif action is Action.BACK and not self.letters.isHidden():
            self._write(False)
        elif action in {Action.UP, Action.DOWN, Action.ENTER, Action.NEXT}:
            self._choose(self._place + (-1 if action is Action.UP else 1))
        elif action is Action.BACKSPACE:
            self.fields[self._place].backspace()
        elif action is Action.VOID:
            self.fields[self._place].clear()
        else:
            return False
        return True

    def type_text(self, text: str) -> bool:
        """Into the field that is chosen."""
        self.fields[self._place].insert(text)
        return True

    def clear_typed(self) -> None:
        """An empty field."""
        self.fields[self._place].clear()
