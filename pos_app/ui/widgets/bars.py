"""The bar above (who, parked receipts, lamps, clock) and the bar of keys below; both are always there."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from pos_app.till.state import TillState
from pos_app.ui.health_words import device_in_trouble, device_lamp
from pos_app.ui.i18n import tr
from pos_app.ui.keys import BAR, Action, KeyTable, bar_name
from pos_app.ui.lamps import Lamp, LampWords, catalog_lamp, lamps
from pos_app.ui.theme import KEY_BAR, TOP_BAR, Look, Size, make_smaller
from pos_app.ui.widgets import paint
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.labels import Line
from pos_app.ui.words import clock, money, short_name

CHIPS: Final = 2
"""How many parked receipts have a button of their own; one on a narrow screen."""

LARGEST_LAMP: Final = 22
"""Enlarged words of the lamps grow so far: they stand beside the clock, not before it."""


class Lamps(QWidget):
    """Dots with words; a triangle warns, a square stops, half a disc sells offline, a ring is off: colour is never
    alone. A touch tells more.
    """

    touched = Signal()
    catalog_touched = Signal()
    device_touched = Signal(str)
    """A device that does not work: its id."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._shown: tuple[LampWords, ...] = ()
        self._with_catalog = False
        self._of_catalog = 0
        self._device = ""
        self._room = 0
        self._font = look.font(Size.SMALL, grows=False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    @property
    def shown(self) -> tuple[LampWords, ...]:
        """The lamps as they are shown."""
        return self._shown

    def show_state(self, state: TillState) -> None:
        """Take over a new state."""
        shown = lamps(state)
        device = device_in_trouble(state)
        self._device = device.id if device is not None else ""
        catalog = device_lamp(device) if device is not None else catalog_lamp(state)
        usual = self._look.font(Size.SMALL, grows=False)
        wide = sum(self._width(words, usual) for words in shown)
        # on a narrow screen what keeps the till from selling has the room, and the catalog what is left of it
        most = self._look.px(470 if self._look.compact else 700)
        if catalog is not None and wide + self._width(catalog, usual) > most:
            catalog = None
        shown = (catalog, *shown) if catalog is not None else shown
        if shown != self._shown:
            self._shown, self._with_catalog = shown, catalog is not None
            self.setAccessibleName(", ".join(words.text for words in shown))
            self._fill()

    def grow(self, room: int) -> None:
        """Enlarged words grow into the room that is left in the bar."""
        if room != self._room:
            self._room = room
            self._fill()

    def _fill(self) -> None:
        usual = self._look.font(Size.SMALL, grows=False)
        font = self._look.font(Size.SMALL, largest=LARGEST_LAMP)
        while font.pixelSize() > usual.pixelSize() and self._whole(font) > self._room:
            make_smaller(font, usual.pixelSize())
        self._font = font
        self._of_catalog = self._width(self._shown[0], font) if self._shown and self._with_catalog else 0
        self.setFixedWidth(self._whole(font))
        self.update()

    def _whole(self, font: QFont) -> int:
        return sum(self._width(words, font) for words in self._shown)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """What the register or the catalog does, in sentences."""
        point = event.position().toPoint()
        if self.rect().contains(point):
            if point.x() >= self._of_catalog:
                self.touched.emit()
            elif self._device:
                self.device_touched.emit(self._device)
            else:
                self.catalog_touched.emit()

    def _text(self, words: LampWords) -> str:
        return words.short if self._look.compact else words.text

    def _width(self, words: LampWords, font: QFont) -> int:
        return QFontMetrics(font).horizontalAdvance(self._text(words)) + self._look.px(38)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's
        """Each lamp with its words."""
        painter = QPainter(self)
        c, px = self._look.colours, self._look.px
        left = 0
        colours = {
            Lamp.OK: c.lamp_ok,
            Lamp.WARN: c.lamp_warn,
            Lamp.BAD: c.lamp_bad,
            Lamp.AWAY: c.on_bar,
            Lamp.OFF: c.lamp_off,
        }
        for words in self._shown:
            width = self._width(words, self._font)
            dot = QRect(left + px(6), self.height() // 2 - px(6), px(12), px(12))
            self._paint_lamp(painter, dot, words.lamp, colours[words.lamp])
            text = QRect(dot.right() + px(7), 0, width - px(25), self.height())
            ink = c.on_bar if words.lamp is not Lamp.OFF else c.on_bar_soft
            paint.line(painter, text, self._text(words), self._font, ink)
            left += width

    def _paint_lamp(self, painter: QPainter, rect: QRect, lamp: Lamp, colour: QColor) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        if lamp is Lamp.BAD:
            painter.drawRect(rect)
        elif lamp is Lamp.WARN:
            middle = rect.center().x()
            painter.drawPolygon([rect.bottomLeft(), rect.bottomRight(), QRect(middle, rect.top(), 1, 1).center()])
        elif lamp in {Lamp.OFF, Lamp.AWAY}:
            if lamp is Lamp.AWAY:
                painter.drawPie(rect.adjusted(1, 1, -1, -1), 90 * 16, 180 * 16)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(colour)
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawEllipse(rect.adjusted(1, 1, -1, -1))
        else:
            painter.drawEllipse(rect)


class TopBar(QWidget):
    """Menu, till and cashier, parked receipts, lamps, clock."""

    menu = Signal()
    park = Signal()
    resume = Signal(str)
    more_parked = Signal()
    lamps_touched = Signal()

    def __init__(self, look: Look, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._now = now
        px = look.px
        self.setFixedHeight(px(TOP_BAR))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(4), px(2), px(12), px(2))
        layout.setSpacing(px(6))
        self.menu_button = TouchButton(look, "", role=Role.BAR, icon_name="menu")
        self.menu_button.setAccessibleName(tr("Усі дії"))
        self.menu_button.setFixedWidth(px(52))
        self.menu_button.clicked.connect(self.menu)
        self.who = Line(look, size=Size.TEXT, bold=True, colour=look.colours.on_bar, elides=True)
        self.who.setMinimumWidth(px(76 if look.compact else 150))
        self.who.setMaximumWidth(px(300 if look.compact else 380))
        self.chips = [self._chip() for _ in range(1 if look.compact else CHIPS)]
        self.more = TouchButton(look, "", role=Role.BAR, size=Size.SMALL)
        self.more.setFixedWidth(px(60))
        self.more.clicked.connect(self.more_parked)
        self.plus = TouchButton(look, "", role=Role.BAR, icon_name="plus")
        self.plus.setAccessibleName(tr("Відкласти і почати новий чек"))
        self.plus.setFixedWidth(px(52))
        self.plus.clicked.connect(self.park)
        self.lamps = Lamps(look)
        self.lamps.touched.connect(self.lamps_touched)
        self.clock = Line(look, size=Size.LARGE, bold=True, colour=look.colours.on_bar, align=paint.RIGHT)
        self.clock.setFixedWidth(px(82))
        layout.addWidget(self.menu_button)
        layout.addSpacing(px(4))
        layout.addWidget(self.who, 20)
        for widget in (*self.chips, self.more, self.plus):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self.lamps)
        layout.addWidget(self.clock)
        self._ids = [""] * len(self.chips)
        self._guarded = False
        self._state: TillState | None = None
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self._tick()

    def _chip(self) -> TouchButton:
        chip = TouchButton(self._look, "", role=Role.BAR, size=Size.SMALL, icon_name="park")
        chip.setFixedWidth(self._look.px(120 if self._look.compact else 128))
        chip.clicked.connect(lambda: self.resume.emit(self._ids[self.chips.index(chip)]))
        return chip

    def show_state(self, state: TillState) -> None:
        """Take over a new state."""
        self._state = state
        free = state.cashier is not None and not self._guarded
        # in training whose till it is matters less than who sits at it
        till = tr("НАВЧАННЯ") if self._look.training else state.register.title or tr("Каса")
        self.who.set_text(f"{till} · {short_name(state.cashier.name)}" if state.cashier else till)
        self.menu_button.setVisible(free)
        parked = state.parked if free else ()
        for place, chip in enumerate(self.chips):
            chip.setVisible(place < len(parked))
            if place < len(parked):
                self._ids[place] = parked[place].id
                chip.setText(money(parked[place].total))
        self.more.setVisible(len(parked) > len(self.chips))
        self.more.setText(f"+{len(parked) - len(self.chips)}")
        self.plus.setVisible(free)
        self.plus.setEnabled(not state.cart.is_empty)
        self.lamps.show_state(state)
        self._leave_room()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another bar has other room."""
        super().resizeEvent(event)
        self._leave_room()

    def _leave_room(self) -> None:
        """Till and cashier are read first, parked receipts have their buttons, and the lamps what is left."""
        px = self._look.px
        wide = QFontMetrics(self._look.bold(Size.TEXT)).horizontalAdvance(self.who.text())
        others = self.menu_button, *self.chips, self.more, self.plus, self.clock
        taken = min(max(wide, self.who.minimumWidth()), self.who.maximumWidth())
        taken += sum(one.minimumWidth() + px(6) for one in others if not one.isHidden())
        # margins and gaps, and the share that the empty place between has of what is left
        taken += px(64)
        self.lamps.grow(self.width() - taken)

    def guard(self, guarded: bool) -> None:
        """While a PIN is asked for, the bar tells how the till is and leads nowhere: not past the lock either."""
        if guarded != self._guarded:
            self._guarded = guarded
            self.lamps.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, guarded)
            if self._state is not None:
                self.show_state(self._state)

    def _tick(self) -> None:
        self.clock.set_text(clock(self._now()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's
        """The dark ground."""
        QPainter(self).fillRect(self.rect(), self._look.colours.bar)


class KeyBar(QWidget):
    """F1 … F11, each always in its place; a key that can do nothing now is dim.

    On other pages the bar is bare: there the same keys do what the page's own buttons say.
    """

    pressed = Signal(object)

    def __init__(self, look: Look, keys: KeyTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        px = look.px
        self.setFixedHeight(px(KEY_BAR))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(4), px(3), px(4), px(3))
        layout.setSpacing(px(4))
        self.buttons: dict[Action, TouchButton] = {}
        for action in BAR:
            button = TouchButton(look, bar_name(action), role=Role.BAR, key=keys.key(action), size=16)
            button.clicked.connect(lambda _=False, action=action: self.pressed.emit(action))
            layout.addWidget(button, button.sizeHint().width())
            self.buttons[action] = button

    def show_keys(self, actions: frozenset[Action] | None) -> None:
        """Which of the keys do something now; None: the till's page is not shown."""
        for action, button in self.buttons.items():
            button.setVisible(actions is not None)
            button.setEnabled(actions is not None and action in actions)

    def show_parking(self, *, lists: bool) -> None:
        """With an empty receipt the key of parking opens the list of the parked ones, and says so."""
        name = tr("Відкладені") if lists else bar_name(Action.PARK)
        if self.buttons[Action.PARK].text() != name:
            self.buttons[Action.PARK].setText(name)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's
        """The dark ground."""
        QPainter(self).fillRect(self.rect(), self._look.colours.bar)
