"""The parts of the register's page: the band that says how things stand, and the answers about one document."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app.till.register_said import FEW_CODES, HOURS_IN_MONTH, HOURS_IN_ROW, MONTH_LIMIT, ROW_LIMIT, codes, duration
from pos_app.till.state import TillState
from pos_app.ui.i18n import told, tr
from pos_app.ui.register_words import Explained, button_in_words, mode_in_words, mode_tone
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.rows import Tone
from pos_app.ui.words import day_and_time


class StatusBand(QWidget):
    """The mode in a sentence, the question about the time where there is one, and the three meters."""

    time_confirmed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(4))
        self.title = Line(look, size=Size.TITLE, bold=True)
        self.next = Line(look, size=Size.TEXT, most=2, from_top=True)
        self.meters = [Line(look, size=Size.TEXT, colour=look.colours.ink_soft) for _ in range(3)]
        row = QHBoxLayout()
        row.setSpacing(look.px(16))
        for meter, share in zip(self.meters, (4, 4, 3), strict=True):
            row.addWidget(meter, share)
        self.act = TouchButton(look, "", role=Role.ACCENT)
        self.act.setFixedSize(look.px(230), look.px(52))
        self.act.hide()
        words = QVBoxLayout()
        words.setSpacing(look.px(4))
        words.addWidget(self.title)
        words.addWidget(self.next)
        head = QHBoxLayout()
        head.setSpacing(look.px(16))
        head.addLayout(words, 1)
        head.addWidget(self.act)
        column.addLayout(head)
        column.addWidget(self._time_question())
        column.addLayout(row)

    def _time_question(self) -> QWidget:
        look = self._look
        self.time_question = QWidget()
        row = QHBoxLayout(self.time_question)
        row.setContentsMargins(0, look.px(4), 0, look.px(4))
        self.asked_time = Line(look, size=Size.LARGE, bold=True, colour=look.colours.warn_ink, most=2)
        self.confirm_time = TouchButton(look, tr("Так, час правильний"), role=Role.ACCENT)
        self.confirm_time.setFixedSize(look.px(260), look.px(60))
        self.confirm_time.clicked.connect(self.time_confirmed)
        row.addWidget(self.asked_time, 1)
        row.addWidget(self.confirm_time)
        self.time_question.hide()
        return self.time_question

    def show_state(self, state: TillState, *, at_attention: bool) -> None:
        """Take over a new state; `at_attention`: over the documents that wait for a decision."""
        c, meter = self._look.colours, state.offline
        title, following = mode_in_words(state, at_attention=at_attention)
        self.title.set_text(title, {Tone.STOP: c.stop, Tone.WARN: c.warn_ink}.get(mode_tone(state), c.ink))
        self.next.set_text(following)
        name = button_in_words(state.blocked) if state.blocked is not None else ""
        self.act.setText(name)
        self.act.setVisible(bool(name))
        doubt = state.clock_doubt
        self.time_question.setVisible(doubt is not None)
        if doubt is not None:
            words = tr("Зараз {when}? Якщо ні, виправте годинник комп'ютера.")
            self.asked_time.set_text(words.format(when=day_and_time(doubt)))
            may = state.cashier is not None and "settings" in state.cashier.permissions
            self.confirm_time.setEnabled(may)
        month = tr("За місяць {time}, межа {limit}")
        if meter.by_server and not self._look.compact:
            month = tr("За місяць (Checkbox) {time}, межа {limit}")
        row = tr("Офлайн поспіль {time}, межа {limit}")
        texts = (
            row.format(time=duration(meter.seconds_in_row), limit=duration(ROW_LIMIT)),
            month.format(time=duration(meter.seconds_month), limit=duration(MONTH_LIMIT)),
            tr("Залишилось {codes}").format(codes=told(codes(meter.codes_free))),
        )
        near = (
            5 * meter.seconds_in_row >= 4 * HOURS_IN_ROW,
            5 * meter.seconds_month >= 4 * HOURS_IN_MONTH,
            meter.codes_free < FEW_CODES,
        )
        over = (meter.seconds_in_row >= ROW_LIMIT, meter.seconds_month >= MONTH_LIMIT, False)
        for line, text, warn, stop in zip(self.meters, texts, near, over, strict=True):
            line.set_text(text, c.stop if stop else c.warn_ink if warn else c.ink_soft)


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to do about the chosen document: what the button says, what it does, and whether it may be done."""

    name: str
    do: Callable[[], None]
    may: bool = True


@dataclass(frozen=True, slots=True)
class Deeds:
    """What Enter does, what Delete does, and what stands beside each."""

    first: Deed | None = None
    second: Deed | None = None
    beside_first: Deed | None = None
    beside_second: Deed | None = None

    @property
    def places(self) -> tuple[Deed | None, ...]:
        """As the buttons stand: row by row."""
        return (self.first, self.beside_first, self.second, self.beside_second)


FIRST: Final = 0
SECOND: Final = 2


class DetailPanel(QWidget):
    """What happened, is the money safe, what next; and the few things to do."""

    def __init__(
        self, look: Look, captions: tuple[str, str, str] | None = None, *, second_key: str = "Del"
    ) -> None:
        """`captions` stand over the three answers, where they are not those about a document."""
        super().__init__()
        c, px = look.colours, look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(3))
        names = captions or (tr("Що сталося"), tr("Чи цілі гроші"), tr("Що далі"))
        self.title = Line(look, size=Size.LARGE, bold=True, elides=True)
        self.when = Line(look, size=Size.SMALL, colour=c.ink_soft, elides=True)
        self.what = Line(look, size=Size.TEXT, bold=True, most=2, elides=True, from_top=True)
        self.safe = Line(look, size=16, most=2 if captions is None else 5, from_top=True)
        self.next = Line(look, size=16, most=3, from_top=True)
        column.addWidget(self.title)
        column.addWidget(self.when)
        self._captions = []
        for name, line in zip(names, (self.what, self.safe, self.next), strict=True):
            caption = Line(look, name, size=Size.HINT, colour=c.ink_soft)
            self._captions.append(caption)
            column.addSpacing(px(2))
            column.addWidget(caption)
            column.addWidget(line)
        column.addStretch(1)
        self.first = TouchButton(look, "", role=Role.ACCENT, key="Enter", size=Size.LARGE)
        self.beside_first = TouchButton(look, "", role=Role.PLAIN)
        self.second = TouchButton(look, "", role=Role.PLAIN, key=second_key)
        self.beside_second = TouchButton(look, "", role=Role.PLAIN)
        self.buttons = (self.first, self.beside_first, self.second, self.beside_second)
        self._deeds = Deeds()
        rows = (QHBoxLayout(), QHBoxLayout())
        for place, button in enumerate(self.buttons):
            button.setFixedHeight(px(60))
            button.clicked.connect(lambda _=False, place=place: self.press(place))
            rows[place // 2].addWidget(button, 1)
        for row in rows:
            row.setSpacing(px(8))
            column.addLayout(row)
            column.addSpacing(px(5))

    def explain(self, title: str, when: str, words: Explained) -> None:
        """Another row was chosen."""
        self.title.set_text(title)
        self.when.set_text(when)
        lines = ((self.what, words.what), (self.safe, words.safe), (self.next, words.next))
        for caption, (line, text) in zip(self._captions, lines, strict=True):
            line.set_text(text)
            caption.setVisible(bool(title) and bool(text))

    def offer(self, deeds: Deeds) -> None:
        """What may be done with the chosen row; a place with no deed has no button."""
        self._deeds = deeds
        for button, deed in zip(self.buttons, deeds.places, strict=True):
            button.setVisible(deed is not None)
            button.setText(deed.name if deed else "")
            button.setEnabled(deed is not None and deed.may)

    def press(self, place: int) -> None:
        """Do it, where it may be done."""
        deed = self._deeds.places[place]
        if deed is not None and deed.may:
            deed.do()
