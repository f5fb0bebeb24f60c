"""The one button of the till: painted, flat, at least 12 mm, its text always fits."""

from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from pos_app.ui.i18n import tr
from pos_app.ui.icons import icon
from pos_app.ui.theme import TARGET, Look, Size, make_smaller, set_pixels
from pos_app.ui.widgets import paint


class Role(StrEnum):
    """What a button is for; it decides the colours. Green is for pay, red for void and stop."""

    PLAIN = "plain"
    KEY = "key"
    PAY = "pay"
    CASH = "cash"
    STOP = "stop"
    QUIET = "quiet"
    ACCENT = "accent"
    TAB = "tab"
    BAR = "bar"
    STRIP = "strip"


class _Paint(NamedTuple):
    ground: QColor | None
    down: QColor
    ink: QColor
    border: QColor | None


def _colours(role: Role, look: Look, chosen: bool) -> _Paint:
    c = look.colours
    if role is Role.TAB:
        return _Paint(c.accent if chosen else c.surface, c.accent_down, c.on_accent if chosen else c.ink, c.key_line)
    table = {
        Role.PLAIN: _Paint(c.surface, c.key_down, c.ink, c.key_line),
        Role.KEY: _Paint(c.key, c.key_down, c.ink, c.key_line),
        Role.PAY: _Paint(c.pay, c.pay_down, c.on_pay, None),
        Role.CASH: _Paint(c.pay_soft, c.key_down, c.pay_down if c.pay_soft.lightness() > 128 else c.ink, c.pay),
        # what cannot be taken back never looks like the next step, with no colours to tell them apart either
        Role.STOP: _Paint(c.surface, c.key_down, c.ink, c.ink)
        if c.is_grey
        else _Paint(c.stop, c.stop_down, c.on_stop, None),
        Role.QUIET: _Paint(None, c.key_down, c.ink, None),
        Role.ACCENT: _Paint(c.accent, c.accent_down, c.on_accent, None),
        Role.BAR: _Paint(c.bar_raised, c.accent_down, c.on_bar, None),
        Role.STRIP: _Paint(c.surface, c.key_down, c.ink, c.key_line),
    }
    return table[role]


def icon_words(name: str) -> str:
    """What an icon says where it stands alone, for those who hear the screen."""
    return {
        "left": tr("Назад"),
        "right": tr("Далі"),
        "up": tr("Вгору"),
        "down": tr("Вниз"),
        "close": tr("Закрити"),
        "plus": tr("Більше"),
        "minus": tr("Менше"),
        "menu": tr("Усі дії"),
        "star": tr("Обране"),
        "backspace": tr("Стерти"),
        "enter": tr("Ввести"),
        "space": tr("Пробіл"),
        "shift_key": tr("Великі літери"),
    }.get(name, name)


def make_alike(*buttons: "TouchButton") -> None:
    """Give the words of buttons in one row one size: that of the one with the least room."""
    for button in buttons:
        button.alike = buttons


class TouchButton(QAbstractButton):
    """A button with a text, and perhaps a key in its corner and an icon. Takes no focus: the keyboard goes by keys."""

    def __init__(
        self,
        look: Look,
        text: str,
        *,
        role: Role = Role.PLAIN,
        key: str = "",
        icon_name: str = "",
        size: int = Size.TEXT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look = look
        self.role = role
        self.key = key
        self.icon_name = icon_name
        self.size_token = size
        self._measured_for: tuple[object, ...] = ()
        self._measured: tuple[list[str], int] = ([], 0)
        self.alike: tuple[TouchButton, ...] = ()
        """Buttons whose letters have one size with these, this one among them."""
        self._wide: tuple[str, int] = ("", -1)
        """The text that was measured for a hint, and its width: a layout asks again and again."""
        self.setText(text)
        if icon_name and not text:
            self.setAccessibleName(icon_words(icon_name))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(look.px(TARGET), look.px(TARGET))

    def turn_role(self, role: Role) -> None:
        """The same button leads to something else now."""
        if role is not self.role:
            self.role = role
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for the text on one line."""
        text = self.text()
        if text != self._wide[0] or self._wide[1] < 0:
            metrics = QFontMetrics(self.look.bold(self.size_token, grows=False))
            self._wide = text, max(metrics.horizontalAdvance(row) for row in text.split("\n"))
        return QSize(self._wide[1] + self.look.px(32), self.look.px(TARGET))

    def text_rows(self) -> tuple[list[str], int]:
        """The rows as they are painted, and the font's pixels: the text is broken first and made smaller then.

        Measured once for a text and a place: of large letters every size is tried, which takes 2 ms.
        """
        measured_for = (self.text(), self.width(), self.height(), self.key, self.icon_name, self.size_token)
        if measured_for != self._measured_for:
            self._measured_for, self._measured = measured_for, self._measure()
        return self._measured

    def painted_rows(self) -> tuple[list[str], int]:
        """The same in the size that buttons of one row have in common, if they were made alike."""
        rows, pixels = self.text_rows()
        common = min((one.text_rows()[1] for one in self.alike), default=pixels)
        return (self._rows(common), common) if common < pixels else (rows, pixels)

    def _measure(self) -> tuple[list[str], int]:
        room = self._text_rect()
        font = self.look.bold(self.size_token)
        rows = self._rows(font.pixelSize())
        # a sum alone cannot be broken: it is rather small than cut
        smallest = self.look.px(Size.HINT if " " in self.text() else Size.HINT - 2)
        while font.pixelSize() > smallest and not self._fit(rows, font.pixelSize(), room):
            make_smaller(font, smallest)
            rows = self._rows(font.pixelSize())
        return rows, font.pixelSize()

    def text_fits(self) -> bool:
        """Is the whole text to be read?"""
        rows, pixels = self.text_rows()
        whole = paint.is_whole(rows, self.text())
        return whole and self._fit(rows, pixels, self._text_rect())

    def _rows(self, pixels: int) -> list[str]:
        font = self.look.bold(self.size_token)
        set_pixels(font, pixels)
        metrics = QFontMetrics(font)
        room = self._text_rect()
        most = max(1, room.height() // metrics.lineSpacing())
        parts = self.text().split("\n")
        wide, airy = metrics.horizontalAdvance(self.text()), room.width() - self.look.px(12)
        if len(parts) > 1 or wide <= airy:
            return parts
        # rather in two lines than from edge to edge
        rows = paint.wrap(self.text(), font, airy, most)
        if paint.is_whole(rows, self.text()):
            return rows
        return parts if wide <= room.width() else paint.wrap(self.text(), font, room.width(), most)

    def _fit(self, rows: list[str], pixels: int, room: QRect) -> bool:
        font = self.look.bold(self.size_token)
        set_pixels(font, pixels)
        metrics = QFontMetrics(font)
        whole = paint.is_whole(rows, self.text())
        # letters stay off the border while there are smaller ones to choose
        spare = 2 * self.look.px(3) if pixels > self.look.px(Size.SMALL) else 0
        wide = all(metrics.horizontalAdvance(row) <= room.width() - spare for row in rows)
        return whole and wide and metrics.lineSpacing() * len(rows) <= room.height() + metrics.leading() + 1

    def _icon_pixels(self) -> int:
        return self.look.px(24) if self.icon_name else 0

    def _text_rect(self) -> QRect:
        px = self.look.px
        rect = self.rect().adjusted(px(5), px(3), -px(5), -px(3))
        if self.icon_name and self.text():
            rect.setLeft(rect.left() + self._icon_pixels() + px(10))
        if self.key:
            rect.setTop(rect.top() + QFontMetrics(self.look.font(Size.HINT, grows=False)).height() - px(2))
        return rect

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's
        """Ground, icon, text, key."""
        painter = QPainter(self)
        colours = _colours(self.role, self.look, self.isChecked())
        pressed = self.isDown()
        enabled = self.isEnabled()
        ground = colours.down if pressed else colours.ground
        if not enabled and colours.ground is not None:
            ground = self.look.colours.bar if self.role is Role.BAR else self.look.colours.sunken
        ink = colours.ink if enabled else self._faint()
        if ground is not None:
            border = colours.border if enabled else None if self.role is Role.BAR else self.look.colours.line
            paint.box(painter, self.rect(), ground, border, self.look.px(6))
        if enabled and self.role is Role.STOP and self.look.colours.is_grey:
            paint.frame(painter, self.rect(), ink, self.look.px(2))
        rows, pixels = self.painted_rows()
        font = self.look.bold(self.size_token)
        set_pixels(font, pixels)
        place = self._text_rect()
        if self.icon_name and self.text():
            # icon and words stand in the middle together, as words alone do beside them
            wide = max(map(QFontMetrics(font).horizontalAdvance, rows))
            place.setLeft(place.left() + max(0, (place.width() - wide) // 2))
        self._paint_icon(painter, ink, place)
        paint.lines(painter, place, rows, font, ink, paint.LEFT if self.icon_name else paint.CENTRE)
        if self.key:
            self._paint_key(painter, ink)

    def _faint(self) -> QColor:
        c = self.look.colours
        return c.lamp_off if self.role is Role.BAR else c.ink_faint

    def _paint_icon(self, painter: QPainter, ink: QColor, words: QRect) -> None:
        if not self.icon_name:
            return
        pixels = self._icon_pixels()
        left = words.left() - pixels - self.look.px(7) if self.text() else (self.width() - pixels) // 2
        pixmap = icon(self.icon_name, ink, pixels, self.devicePixelRatioF())
        middle = self._text_rect().center().y() if self.text() or self.key else self.height() // 2
        painter.drawPixmap(left, middle - pixels // 2, pixmap)

    def _paint_key(self, painter: QPainter, ink: QColor) -> None:
        px = self.look.px
        rect = self.rect().adjusted(px(8), px(4), -px(8), 0)
        font = self.look.font(Size.HINT, grows=False)
        rect.setHeight(QFontMetrics(font).height())
        paint.line(painter, rect, self.key, font, ink, paint.LEFT)
