"""Where a device is plugged in and how it speaks: ports found on the left, choices on the right, save and check."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.domain.device import FoundPort
from pos_app.ui.i18n import tr
from pos_app.ui.keys import STEPS, Action
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.screens.pane import IntoField
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.numpad import TouchKeyboard
from pos_app.ui.widgets.options import Option, OptionRow
from pos_app.ui.widgets.rows import Row, RowList, Tone

SPEEDS: Final = ("2400", "4800", "9600", "19200", "38400", "115200")
Group = tuple[str, str, Sequence[Option]]
"""Its key, its caption, its options."""


def speeds() -> Group:
    """The speeds of a port."""
    return "speed", tr("Швидкість, бод"), [Option(one, one) for one in SPEEDS]


class PortPanel(IntoField, Keyed):
    """One device's settings. Whoever made it reads `address` and `chosen`, and hears the three buttons."""

    saved = Signal()
    switched_off = Signal()
    checked = Signal()

    def __init__(self, look: Look, groups: Sequence[Group], *, off: str) -> None:
        super().__init__()
        self._used: Mapping[str, str] = {}
        self._ports: tuple[FoundPort, ...] = ()
        px = look.px
        body = QHBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(px(12))
        empty = tr("Портів не знайдено. Під'єднайте пристрій або введіть адресу.")
        self.rows = RowList(look, height=60, empty=empty)
        self.rows.taken.connect(self._take_port)
        body.addWidget(self.rows, 44)
        column = QVBoxLayout()
        column.setSpacing(px(4))
        self.field = Field(look, tr("Порт або tcp://адреса:порт"), figures=False, size=Size.LARGE)
        column.addWidget(self.field)
        self.groups: dict[str, OptionRow] = {}
        self.ways = self._add_groups(look, groups)
        column.addWidget(self.ways)
        self.letters = TouchKeyboard(look, "ABC")
        self.letters.pressed.connect(self.touch_key)
        self.field.touched.connect(lambda: self._write(self.letters.isHidden()))
        self.letters.hide()
        column.addWidget(self.letters, 10)
        self.words = Line(look, size=Size.TEXT, bold=True, most=2, elides=True)
        column.addStretch(1)
        column.addWidget(self.words)
        column.addLayout(self._buttons(look, off))
        body.addLayout(column, 56)

    def _add_groups(self, look: Look, groups: Sequence[Group]) -> QWidget:
        ways = QWidget()
        column = QVBoxLayout(ways)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(4))
        for key, caption, options in groups:
            column.addWidget(Line(look, caption, size=Size.HINT, colour=look.colours.ink_soft))
            self.groups[key] = OptionRow(look, options, lambda: None)
            column.addWidget(self.groups[key])
        return ways

    def _write(self, writing: bool) -> None:
        """The letters to touch in place of the choices."""
        self.letters.setVisible(writing)
        self.ways.setVisible(not writing)

    def _buttons(self, look: Look, off: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        # without a key: Delete belongs to the field that stands open all the time
        self.off = TouchButton(look, off, role=Role.STOP)
        self.off.clicked.connect(self.switched_off)
        self.test = TouchButton(look, tr("Перевірити"), key="F2")
        self.test.clicked.connect(self.checked)
        self.save = TouchButton(look, tr("Зберегти"), role=Role.PAY, key="F6", size=Size.LARGE)
        self.save.clicked.connect(self.saved)
        for button, wide in ((self.off, 3), (self.test, 3), (self.save, 4)):
            button.setFixedHeight(look.px(64))
            row.addWidget(button, wide)
        return row

    # what is set

    @property
    def address(self) -> str:
        """The port that is chosen or typed."""
        return self.field.text().strip()

    def chosen(self, group: str) -> str:
        """The option of a group."""
        return self.groups[group].chosen.key

    def choose(self, group: str, key: str) -> None:
        """Choose an option; one that is not there leaves the choice as it is."""
        row = self.groups[group]
        place = next((place for place, option in enumerate(row.options) if option.key == key), None)
        if place is not None:
            row.choose(place)

    def take_ports(self, ports: Sequence[FoundPort], used: Mapping[str, str]) -> None:
        """The ports of this computer, and what each is used for by now."""
        self._ports, self._used = tuple(ports), used
        known = {port.address for port in ports}
        shown = [*ports, *(FoundPort(address, "") for address in used if address not in known)]
        self.rows.show_rows([self._row(port) for port in shown])
        own = next((place for place, port in enumerate(shown) if port.address == self.address), None)
        if own is not None:
            self.rows.choose(own)

    def _row(self, port: FoundPort) -> Row:
        use = self._used.get(port.address, "")
        return Row(port.address, port.address, port.name or "—", use, tone=Tone.GOOD if use else Tone.PLAIN)

    def _take_port(self, address: str) -> None:
        self.field.set_text(address)

    def say(self, words: str) -> None:
        """What came of saving or checking."""
        self.words.set_text(words)

    # keys

    def do(self, action: Action) -> bool:
        """Arrows choose a port, Enter takes it; F6 saves, F2 checks, Delete empties the field."""
        if action in STEPS:
            self.rows.step(STEPS[action])
        elif action is Action.ENTER and self.letters.isHidden():
            self.rows.take()
        elif action in {Action.ENTER, Action.BACK} and not self.letters.isHidden():
            self._write(False)
        elif action is Action.PAY:
            self.saved.emit()
        elif action is Action.SEARCH:
            self.checked.emit()
        elif action is Action.VOID:
            self.field.clear()
        elif action is Action.BACKSPACE:
            self.field.backspace()
        else:
            return False
        return True
