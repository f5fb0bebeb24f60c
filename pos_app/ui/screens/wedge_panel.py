"""Calibration of a scanner that plays a keyboard: its key times are drawn, and one press sets the thresholds."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_app.devices.settings import WedgeSetting
from pos_app.till.state import TillState
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.scanner_pace import FEWEST_SCANS, Hand, PaceRuler
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.gap_chart import GapChart
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.options import Option, OptionRow

PREFIXES: Final = ("", "~", "^", "|")
"""Characters that no code of goods begins with and that every scanner can be set to send first."""


class WedgePanel(Keyed):
    """First a few codes are scanned, then a person types; nothing of it sells anything."""

    wanted = Signal(object)
    """The WedgeSetting to set."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.ruler = PaceRuler()
        self._now = WedgeSetting()
        px = look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        ways = (Option(Hand.SCANNER, tr("1. Скануйте")), Option(Hand.PERSON, tr("2. Набирайте вручну")))
        self.ways = OptionRow(look, ways, self._turned)
        self.task = Line(look, size=Size.LARGE, bold=True, most=2)
        self.chart = GapChart(look)
        self.verdict = Line(look, size=Size.TEXT, bold=True, most=2)
        self.last = Line(look, size=Size.TEXT, colour=look.colours.ink_soft, elides=True)
        prefixes = [Option(one, tr("Префікс {sign}").format(sign=one)) for one in PREFIXES[1:]]
        self.prefixes = OptionRow(look, [Option("", tr("Без префікса")), *prefixes], self._show)
        for widget in (self.ways, self.task, self.chart, self.verdict, self.last, self.prefixes):
            column.addWidget(widget, 1 if widget is self.chart else 0)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        self.set = TouchButton(look, tr("Встановити"), role=Role.PAY, key="F6", size=Size.LARGE)
        self.set.clicked.connect(self.accept)
        self.usual = TouchButton(look, tr("Типові значення"))
        self.usual.clicked.connect(lambda: self.wanted.emit(WedgeSetting()))
        self.again = TouchButton(look, tr("Виміряти знову"), key="Del")
        self.again.clicked.connect(self.begin)
        for button, wide in ((self.again, 1), (self.usual, 1), (self.set, 2)):
            button.setFixedHeight(px(64))
            buttons.addWidget(button, wide)
        column.addLayout(buttons)
        self._show()

    # measuring

    def key(self, ms: float, ends: bool) -> None:
        """A key, with its time: from the application-wide filter."""
        if self.ruler.key(ms, ends=ends):
            self._show()

    def take_scan(self, code: str) -> None:
        """A whole code was recognised: shown, so that one sees that it is read rightly."""
        shown = "".join(char if char.isprintable() else "␝" for char in code)
        self.last.set_text(tr("Прочитано: {code}").format(code=shown))

    def begin(self) -> None:
        """Forget what was measured."""
        self.ruler.forget()
        self.ways.choose(0)
        self.last.set_text("")
        self._show()

    def show_state(self, state: TillState) -> None:
        """What is in force."""
        if state.devices.settings.wedge != self._now:
            self._now = state.devices.settings.wedge
            if self._now.prefix in PREFIXES:
                self.prefixes.choose(PREFIXES.index(self._now.prefix))
            self._show()

    def _turned(self) -> None:
        self.ruler.turn(Hand(self.ways.chosen.key))
        self._show()

    def _show(self) -> None:
        if not hasattr(self, "again"):
            return  # a row of options speaks while the panel is being made
        suggestion = self.ruler.suggest()
        c = self._look.colours
        gap = suggestion.gap_ms if suggestion is not None else 0
        self.chart.show_gaps(self.ruler.scanned, self.ruler.typed, now=self._now.gap_ms, suggested=gap)
        count = len(self.ruler.scans)
        if self.ruler.hand is Hand.PERSON:
            self.task.set_text(tr("Наберіть кілька чисел так швидко, як набирає касир."))
        else:
            task = tr("Скануйте різні товари: {count} з {fewest}.")
            self.task.set_text(task.format(count=count, fewest=FEWEST_SCANS))
        now = tr("Зараз: до {gap} мс, від {shortest} знаків.").format(gap=self._now.gap_ms, shortest=self._now.shortest)
        if suggestion is None:
            self.verdict.set_text(now, c.ink_soft)
        elif suggestion.too_slow:
            words = tr("Сканер не швидший за людину. Увімкніть на ньому префікс і оберіть його тут.")
            self.verdict.set_text(words, c.stop)
        else:
            words = tr("Радимо: до {gap} мс, від {shortest} знаків.")
            words = words.format(gap=suggestion.gap_ms, shortest=suggestion.shortest)
            self.verdict.set_text(f"{words} {now}", c.pay)
        self.set.setEnabled(self._chosen() is not None)

    def _chosen(self) -> WedgeSetting | None:
        """What the green button would set; None while there is nothing to set."""
        suggestion, prefix = self.ruler.suggest(), self.prefixes.chosen.key
        if suggestion is not None and not suggestion.too_slow:
            return WedgeSetting(suggestion.gap_ms, suggestion.shortest, prefix)
        return WedgeSetting(self._now.gap_ms, self._now.shortest, prefix) if prefix != self._now.prefix else None

    def accept(self) -> None:
        """One press sets all."""
        chosen = self._chosen()
        if chosen is not None:
            self.wanted.emit(chosen)

    # keys: what a slow scanner types is measured and goes nowhere

    def do(self, action: Action) -> bool:
        """Enter ends a code; F6 sets; Delete begins anew; Esc and the tabs are the page's."""
        if action is Action.PAY:
            self.accept()
        elif action is Action.VOID:
            self.begin()
        elif action in {Action.UP, Action.DOWN}:
            self.ways.choose(self.ways.place + 1)
        else:
            return action in {Action.ENTER, Action.BACKSPACE, Action.NEXT}
        return True

    def type_text(self, text: str) -> bool:  # noqa: ARG002 - measured already, key by key
        """Nothing is typed here."""
        return True
