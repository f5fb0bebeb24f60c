"""The 4×3 tiles: goods, categories, found goods or actions, painted by one widget and turned in pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QImage, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos_app.ui.i18n import tr
from pos_app.ui.icons import icon
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets import paint

COLUMNS: Final = 4
ROWS: Final = 3
PAGE: Final = COLUMNS * ROWS
HOLD_MS: Final = 600
"""How long a finger stays on a tile to mean something else than a tap."""
_AVATARS: Final = (0, 35, 95, 150, 195, 225, 265, 320)
"""Hues of the letter on a tile without a picture; the colour comes from the name, so it never changes."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile. `figure` is its price or count, `picture` a key to ask the pictures by, `icon_name` one of ours."""

    key: str
    title: str
    figure: str = ""
    picture: str = ""
    icon_name: str = ""
    enabled: bool = True
    letter: bool = True
    stock: str = ""
    """What lies in the shop, in words; red where that is nothing."""
    out: bool = False
    pinned: bool = False
    taken: bool = False
    """In hand, to be put elsewhere."""


class TileGrid(QWidget):
    """Twelve tiles a page. A tap chooses; the keyboard moves a frame and chooses with Enter."""

    chosen = Signal(str)
    held = Signal(str)
    """A finger has stayed on a tile."""
    page_changed = Signal()

    def __init__(
        self,
        look: Look,
        picture: Callable[[str], QImage | None],
        *,
        columns: int = COLUMNS,
        rows: int = ROWS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns, self.rows = columns, rows
        self.per_page = columns * rows
        self.setAccessibleName(tr("Плитки"))
        self._look = look
        self._picture = picture
        self._scaled: dict[str, QPixmap] = {}
        self._tiles: tuple[Tile, ...] = ()
        self._page = 0
        self._pressed: int | None = None
        self._framed: int | None = None
        self._empty = ""
        self._hold = QTimer(self, singleShot=True, interval=HOLD_MS)
        self._hold.timeout.connect(self._stayed)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """All tiles, of all pages."""
        return self._tiles

    @property
    def page(self) -> int:
        """The page shown, from 0."""
        return self._page

    @property
    def pages(self) -> int:
        """How many pages there are, at least 1."""
        return max(1, -(-len(self._tiles) // self.per_page))

    @property
    def framed(self) -> Tile | None:
        """The tile the keyboard stands on."""
        return self._tiles[self._framed] if self._framed is not None else None

    def show_tiles(self, tiles: Sequence[Tile], *, framed: bool = False, empty: str = "", stay: bool = False) -> None:
        """Show other tiles from their first page; `framed` puts the keyboard's frame on the first of them.

        `stay`: they are the same list a little later, so page and frame stay where they are.
        """
        new = tuple(tiles)
        frame = 0 if framed and new else None
        if stay and self._framed is not None and new:
            frame = min(self._framed, len(new) - 1)
        if (new, frame, empty) == (self._tiles, self._framed, self._empty):
            return
        self._tiles = new
        self._framed = frame
        self._empty = empty
        self._page = min(self._page, self.pages - 1) if stay else 0
        self.page_changed.emit()
        self.update()

    def turn(self, step: int) -> None:
        """Turn pages; from the last to the first again."""
        self._page = (self._page + step) % self.pages
        if self._framed is not None:
            self._framed = self._page * self.per_page
        self.page_changed.emit()
        self.update()

    def move_frame(self, step: int) -> None:
        """Move the keyboard's frame by so many tiles, turning the page with it."""
        if self._tiles:
            start = -1 if self._framed is None and step > 0 else self._framed or 0
            self._framed = max(0, min(start + step, len(self._tiles) - 1))
            self._page = self._framed // self.per_page
            self.page_changed.emit()
            self.update()

    def choose_framed(self) -> bool:
        """Choose what the frame stands on; False where there is no frame."""
        tile = self.framed
        if tile is None or not tile.enabled:
            return False
        self.chosen.emit(tile.key)
        return True

    def picture_came(self, key: str) -> None:
        """A picture asked for has come: paint the tiles that show it, and no others."""
        self._scaled.pop(key, None)
        for place, tile in enumerate(self._shown()):
            if tile.picture == key:
                self.update(self.tile_rect(place))

    def tile_rect(self, place: int) -> QRect:
        """Where a place of the page is; all gaps are the same, the last column and row end at the edge."""
        gap = self._look.px(6)
        column, row = place % self.columns, place // self.columns
        left = column * (self.width() + gap) // self.columns
        right = (column + 1) * (self.width() + gap) // self.columns - gap
        top = row * (self.height() + gap) // self.rows
        bottom = (row + 1) * (self.height() + gap) // self.rows - gap
        return QRect(left, top, right - left, bottom - top)

    def _shown(self) -> tuple[Tile, ...]:
        return self._tiles[self._page * self.per_page : (self._page + 1) * self.per_page]

    def _place_at(self, point: QPoint) -> int | None:
        return next((place for place, _ in enumerate(self._shown()) if self.tile_rect(place).contains(point)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The finger is down: show it at once."""
        self._pressed = self._place_at(event.position().toPoint())
        self._hold.start()
        self.update()

    def _stayed(self) -> None:
        """Long enough for the other meaning of a touch."""
        pressed, self._pressed = self._pressed, None
        self.update()
        shown = self._shown()
        if pressed is not None and pressed < len(shown):
            self.held.emit(shown[pressed].key)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The finger is up: chosen, if it is still on the same tile."""
        self._hold.stop()
        pressed, self._pressed = self._pressed, None
        self.update()
        if pressed is not None and pressed == self._place_at(event.position().toPoint()):
            tile = self._shown()[pressed]
            if tile.enabled:
                self.chosen.emit(tile.key)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The tiles that need painting; empty places stay empty, so that none ever moves."""
        painter = QPainter(self)
        shown = self._shown()
        for place, tile in enumerate(shown):
            rect = self.tile_rect(place)
            if rect.intersects(event.rect()):
                self._paint_tile(painter, rect, tile, place)
        if not shown and self._empty:
            font = self._look.font(Size.TEXT)
            rows = paint.wrap(self._empty, font, self.width() - self._look.px(40), 3)
            paint.lines(painter, self.rect(), rows, font, self._look.colours.ink_soft, paint.CENTRE)

    def _paint_tile(self, painter: QPainter, rect: QRect, tile: Tile, place: int) -> None:
        c, px = self._look.colours, self._look.px
        ground = c.key_down if place == self._pressed else c.surface if tile.enabled else c.sunken
        framed = tile.taken or self._framed == self._page * self.per_page + place
        paint.box(painter, rect, ground, c.accent if framed else c.key_line, px(6))
        if framed:
            paint.box(painter, rect.adjusted(1, 1, -1, -1), c.accent_soft, c.accent, px(5))
        ink = c.ink if tile.enabled else c.ink_faint
        inner = rect.adjusted(px(6), px(5), -px(6), -px(4))
        if not tile.letter and not tile.icon_name:
            self._paint_words(painter, inner, tile, ink)
            return
        side = min(px(40), inner.height() - px(39))
        mark = QRect(inner.left(), inner.top(), side, side)
        self._paint_mark(painter, mark, tile, ink)
        beside = QRect(mark.right() + px(6), inner.top(), inner.right() - mark.right() - px(6), side)
        if tile.stock:
            colour = self._look.colours.stop if tile.out else c.ink_soft
            beside = self._paint_stock(painter, beside, tile.stock, colour)
        if tile.icon_name:
            # the key of an action: its name is what is read
            font = self._look.font(Size.SMALL, grows=False)
            paint.line(painter, beside, tile.figure, font, c.ink_soft, paint.RIGHT)
        else:
            self._paint_figure(painter, beside, tile.figure, ink, 16 if tile.stock else Size.TEXT)
        if tile.pinned:
            paint.box(painter, QRect(rect.left() + px(2), rect.top() + px(2), px(9), px(9)), c.accent, None, px(4))
        below = QRect(inner.left(), mark.bottom() + px(2), inner.width(), inner.bottom() - mark.bottom() - px(1))
        self._paint_title(painter, below, tile.title, ink)

    def _paint_stock(self, painter: QPainter, rect: QRect, stock: str, colour: QColor) -> QRect:
        """How many there are, at the foot of the price's place: what is left of it, high enough for the price."""
        font = self._look.font(Size.HINT, grows=False)
        high = QFontMetrics(font).capHeight() + self._look.px(4)
        under = QRect(rect.left(), rect.bottom() - high + 1, rect.width(), high)
        # digits need no room below their line
        below = under.adjusted(0, -self._look.px(6), 0, self._look.px(6))
        paint.line(painter, below, stock, font, colour, paint.RIGHT)
        return QRect(rect.left(), rect.top() - self._look.px(3), rect.width(), rect.height() - high + self._look.px(3))

    def _paint_figure(self, painter: QPainter, rect: QRect, figure: str, ink: QColor, size: int) -> None:
        """The price: smaller where it has no room, in width or in height; before a digit goes its unit goes."""
        bold = self._look.bold(size)
        paint.shrink(bold, rect.height(), lambda: True)
        font = paint.fitted(bold, figure, rect.width(), self._look.px(11))
        if QFontMetrics(font).horizontalAdvance(figure) > rect.width():
            figure = figure.partition("/")[0]
            font = paint.fitted(bold, figure, rect.width(), self._look.px(10))
        paint.line(painter, rect, figure, font, ink, paint.RIGHT)

    def _paint_words(self, painter: QPainter, rect: QRect, tile: Tile, ink: QColor) -> None:
        px = self._look.px
        figure = QRect(rect.left(), rect.bottom() - px(18), rect.width(), px(18))
        title = QRect(rect.left(), rect.top(), rect.width(), rect.height() - (px(20) if tile.figure else 0))
        font = self._look.bold(Size.SMALL)
        rows = paint.wrap(tile.title, font, rect.width(), 2)
        paint.lines(painter, title, rows, font, ink, paint.CENTRE)
        paint.line(painter, figure, tile.figure, self._look.font(Size.HINT), self._look.colours.ink_soft, paint.CENTRE)

    def _paint_title(self, painter: QPainter, rect: QRect, title: str, ink: QColor) -> None:
        """As large as it may be read whole; too long for that, small and cut."""
        font = self._look.font(Size.SMALL)
        rows = paint.wrap(title, font, rect.width(), 2, rect.height())
        for size in (14, Size.HINT):
            if paint.is_whole(rows, title):
                break
            font = self._look.font(size, grows=False)
            most = max(1, rect.height() // (QFontMetrics(font).lineSpacing() - 2))
            rows = paint.wrap(title, font, rect.width(), min(most, 3 if size is Size.HINT else 2))
        paint.lines(painter, rect, rows, font, ink)

    def _paint_mark(self, painter: QPainter, rect: QRect, tile: Tile, ink: QColor) -> None:
        ratio = self.devicePixelRatioF()
        if tile.icon_name:
            side = min(rect.width(), self._look.px(30))
            painter.drawPixmap(rect.left(), rect.top(), icon(tile.icon_name, ink, side, ratio))
            return
        pixmap = self._pixmap(tile.picture, rect.width(), ratio)
        if pixmap is not None:
            painter.drawPixmap(rect.topLeft(), pixmap)
            return
        hue = _AVATARS[sum(map(ord, tile.title)) % len(_AVATARS)]
        dark = self._look.colours.surface.lightness() < 128
        grey = self._look.colours.is_grey
        ground = QColor.fromHsl(hue, 0 if grey else 90, 70 if dark else 222)
        letter = QColor.fromHsl(hue, 0 if grey else 140, 215 if dark else 62)
        paint.box(painter, rect, ground, None, self._look.px(5))
        paint.line(painter, rect, tile.title[:1].upper(), self._look.bold(Size.LARGE), letter, paint.CENTRE)

    def _pixmap(self, key: str, side: int, ratio: float) -> QPixmap | None:
        if not key:
            return None
        if key not in self._scaled:
            image = self._picture(key)
            if image is None:
                return None
            pixels = round(side * ratio)
            smooth = Qt.TransformationMode.SmoothTransformation
            image = paint.in_theme(image, self._look.colours)
            pixmap = QPixmap.fromImage(image.scaled(pixels, pixels, Qt.AspectRatioMode.KeepAspectRatio, smooth))
            pixmap.setDevicePixelRatio(ratio)
            self._scaled[key] = pixmap
        return self._scaled[key]
