"""The demo's switches: break something here, go back to the till, and see what the cashier sees."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from pos_app.till.state import TillState
from pos_app.ui.bench import Bench, Switch
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.screens.page import way_back
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.labels import Line

COLUMNS = 2
MOST_IN_HALF = 5
"""A switch of more positions has the whole width: their names must be read."""
LOOK_EVERY_MS = 1000


class BenchPage(Keyed):
    """Every switch in its place; a position that is wrong is red, so that nobody forgets it."""

    left = Signal()

    def __init__(self, look: Look, bench: Bench) -> None:
        super().__init__()
        self._look = look
        self._bench = bench
        self._buttons: dict[tuple[str, str], TouchButton] = {}
        px = look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(8), px(8), px(8))
        column.setSpacing(px(6))
        head = QHBoxLayout()
        head.setSpacing(px(12))
        back = way_back(look)
        back.clicked.connect(self.left)
        head.addWidget(back)
        words = tr("Зламайте щось і поверніться до каси: вона покаже, що робити.")
        head.addWidget(Line(look, words, size=Size.TEXT, bold=True, most=2), 1)
        self.mend = TouchButton(look, tr("Усе справне"), role=Role.PAY, key="F6")
        self.mend.setFixedSize(px(190), px(60))
        self.mend.clicked.connect(self.mend_all)
        head.addWidget(self.mend)
        column.addLayout(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(8))
        place = 0
        for switch in bench.switches():
            wide = COLUMNS if len(switch.positions) > MOST_IN_HALF else 1
            place += place % COLUMNS if wide > 1 else 0
            grid.addLayout(self._row(switch), place // COLUMNS, place % COLUMNS, 1, wide)
            place += wide
        for column_of_grid in range(COLUMNS):
            grid.setColumnStretch(column_of_grid, 1)
        column.addLayout(grid)
        column.addStretch(1)
        self.seen = Line(look, size=Size.TEXT, colour=look.colours.ink_soft, most=2, elides=True)
        column.addWidget(self.seen)
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look_again)
        self._draw()

    def _row(self, switch: Switch) -> QVBoxLayout:
        look = self._look
        box = QVBoxLayout()
        box.setSpacing(look.px(2))
        box.addWidget(Line(look, switch.name, size=Size.SMALL, colour=look.colours.ink_soft))
        row = QHBoxLayout()
        row.setSpacing(look.px(4))
        for position in switch.positions:
            button = TouchButton(
                look, position.name, role=Role.PLAIN if switch.momentary else Role.TAB, size=Size.SMALL
            )
            button.setCheckable(not switch.momentary)
            button.setFixedHeight(look.px(52))
            button.clicked.connect(lambda _=False, key=(switch.key, position.key): self.turn(*key))
            row.addWidget(button, 1)
            self._buttons[switch.key, position.key] = button
        box.addLayout(row)
        return box

    def open(self) -> None:
        """Begin to look."""
        self._draw()
        self._timer.start()

    def _look_again(self) -> None:
        if self.isVisible():
            self._draw()
        else:
            self._timer.stop()

    def turn(self, switch: str, position: str) -> None:
        """Put a switch into a position."""
        self._bench.turn(switch, position)
        self._draw()

    def mend_all(self) -> None:
        """Everything into its good position."""
        for switch in self._bench.switches():
            good = next((one.key for one in switch.positions if one.good), switch.at)
            if not switch.momentary and switch.at != good:
                self._bench.turn(switch.key, good)
        self._draw()

    def _draw(self) -> None:
        for switch in self._bench.switches():
            for position in switch.positions:
                button = self._buttons[switch.key, position.key]
                chosen = switch.at == position.key and not switch.momentary
                role = Role.STOP if chosen and not position.good else Role.PLAIN if switch.momentary else Role.TAB
                if (button.isChecked(), button.role) != (chosen, role):
                    button.setChecked(chosen)
                    button.role = role
                    button.update()
        self.seen.set_text("   ".join(self._bench.seen()))

    def show_state(self, state: TillState) -> None:
        """The till's state is not shown here."""

    def show_notice(self) -> None:
        """Nor are its notices: one goes back to see them."""

    def do(self, action: Action) -> bool:
        """F6 mends everything, Esc leaves."""
        if action is Action.PAY:
            self.mend_all()
        elif action is Action.BACK:
            self.left.emit()
        else:
            return False
        return True
