"""The test field: scan or type a code and see what the till reads in it, step by step."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_app.catalog.scan import Said
from pos_app.domain.in_store import InStoreRule
from pos_app.till.code_state import BarcodeTest
from pos_app.ui.barcode_words import step_row, verdict
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.screens.pane import IntoField
from pos_app.ui.sounds import Sound
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.layout_digits import LayoutDigits
from pos_app.ui.widgets.numpad import TouchKeyboard
from pos_app.ui.widgets.rows import RowList


class BarcodeTestPanel(IntoField, Keyed):
    """Sells nothing; whatever is scanned while it is open comes here."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._look = look
        self._rules: tuple[InStoreRule, ...] = ()
        self._asked = 0
        px = look.px
        body = QHBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(px(12))
        left = QVBoxLayout()
        left.setSpacing(px(8))
        caption = tr("Скануйте або введіть код")
        self.field = Field(look, caption, figures=False, size=Size.LARGE, height=64)
        self.field.changed.connect(self._typed)
        self.verdict = Line(look, size=Size.TITLE, bold=True, most=2, elides=True)
        self.digits = LayoutDigits(look)
        self.digits.hide()
        self.steps = RowList(look, height=54, empty=tr("Тут буде видно крок за кроком, як каса читає код."), still=True)
        for widget in (self.field, self.verdict, self.digits):
            left.addWidget(widget)
        left.addWidget(self.steps, 1)
        body.addLayout(left, 54)
        self.keys = TouchKeyboard(look, "123")
        self.keys.pressed.connect(self.touch_key)
        body.addWidget(self.keys, 46)

    def take(self, rules: tuple[InStoreRule, ...]) -> None:
        """The rules of labels, for drawing; what was read is read again by them."""
        self._rules = rules
        self._typed(self.field.text())

    def take_scan(self, code: str) -> None:
        """A scanned code takes the place of what was typed; what a field cannot hold is read all the same."""
        self.field.set_text("".join(char if char.isprintable() else "␝" for char in code))
        self._read(code)

    def _typed(self, text: str) -> None:
        self._read(text)

    def _read(self, code: str) -> None:
        self._asked += 1
        if code.strip():
            self._desk.start(self._ask(self._asked, code))
        else:
            self._show(None)

    async def _ask(self, number: int, code: str) -> None:
        found = await self._desk.look_up(lambda till: till.test_barcode(code))
        if number == self._asked:
            self._show(found)

    def _show(self, found: BarcodeTest | None) -> None:
        steps = found.steps if found is not None else ()
        last = len(steps) - 1
        self.steps.show_rows([step_row(place, step, last=place == last) for place, step in enumerate(steps)])
        words, known = verdict(found) if found is not None else ("", True)
        c = self._look.colours
        self.verdict.set_text(words, c.pay if known else c.stop)
        label = next((step for step in steps if step.said is Said.LABEL), None)
        rule = next((one for one in self._rules if label is not None and one.prefix == label.values["prefix"]), None)
        self.digits.setVisible(rule is not None)
        if found is not None and rule is not None:
            self.digits.show_rule(rule, found.code)

    def do(self, action: Action) -> bool:
        """Backspace takes a character back; Delete empties the field; Enter reads again."""
        if action is Action.BACKSPACE:
            self.field.backspace()
        elif action is Action.VOID:
            self.field.clear()
        elif action is Action.ENTER:
            self._desk.sounds.play(Sound.OK)
            self._read(self.field.text())
        else:
            return False
        return True
