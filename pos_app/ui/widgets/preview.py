"""Paper on the screen: the document's own lines, drawn as the printer would print them."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics, QFontMetricsF, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from pos_app.domain.receipt import Seller
from pos_app.printing.bars import bars_of
from pos_app.printing.layout import Barcode, Block, Line, Picture, Qr, Sample, flow
from pos_app.printing.profiles import DOTS_WIDE
from pos_app.till.state import TillState
from pos_app.ui.theme import Look, Size, figure_like, make_smaller, rung, set_pixels
from pos_app.ui.widgets.qr import qr_image
from pos_app.ui.widgets.scrolling import scroll_by_finger

_LEAST = 8
"""Pixels of the smallest type."""
COLUMNS = 42
"""Characters of a line where nobody says how wide the paper is."""


def seller_of(state: TillState) -> Seller:
    """The head of a preview, as it is printed; before the first shift only what the register says of itself."""
    if state.seller is not None:
        return state.seller
    register = state.register
    return Seller("", "", register.address, fiscal_number=register.fiscal_number, test=register.test)


@dataclass(frozen=True, slots=True)
class _Logo:
    """A logo, in dots of the printer."""

    image: QImage


class _Paper(QWidget):
    """The sheet itself, as long as its document."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._parts: list[Line | QImage | _Logo] = []
        self._columns = COLUMNS
        self._font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        figure_like(self._font, QFont.Weight.Normal)
        set_pixels(self._font, rung(look.px(Size.SMALL)))

    def show_blocks(self, blocks: Iterable[Block], columns: int) -> None:
        self._parts, self._columns = [], columns
        for part in flow(blocks, columns):
            if isinstance(part, Line):
                self._parts.append(part)
            elif isinstance(part, Qr):
                self._parts.append(qr_image(part.data))
            elif isinstance(part, Picture):
                self._parts.append(_Logo(QImage.fromData(part.png)))
            elif isinstance(part, Sample):
                self._parts.append(Line(part.text))
            elif isinstance(part, Barcode) and (modules := bars_of(part.data)):
                self._parts.append(_bars(modules))
        self.setAccessibleName("\n".join(line.strip() for line in self.lines()))
        self._fit()

    def lines(self) -> list[str]:
        """The text as printed."""
        return [part.text for part in self._parts if isinstance(part, Line)]

    def fit_width(self, width: int) -> None:
        """Choose the largest type that lets a whole line stand in the width."""
        set_pixels(self._font, rung(self._look.px(Size.SMALL) + 5))
        room = width - self._look.px(28)
        while self._font.pixelSize() > _LEAST and self._width() > room:
            make_smaller(self._font, _LEAST)
        self._fit()

    def _row(self) -> int:
        return QFontMetrics(self._font).lineSpacing() + 1

    def _width(self) -> int:
        return round(QFontMetricsF(self._font).horizontalAdvance("0" * self._columns))

    def _height_of(self, part: Line | QImage | _Logo) -> int:
        if isinstance(part, _Logo):
            return part.image.height() * self._width() // DOTS_WIDE + self._look.px(6)
        if isinstance(part, QImage):
            return self._look.px(150 if part.height() > 1 else 64)
        return self._row() * (2 if part.double else 1)

    def _fit(self) -> None:
        self.setMinimumHeight(sum(map(self._height_of, self._parts)) + self._look.px(28))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as its place, as long as its text."""
        return QSize(self._look.px(320), self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's
        """The lines one under the other, in black on paper whatever the theme."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colours.paper)
        painter.setPen(Qt.GlobalColor.black)
        width = self._width()
        left = (self.width() - width) // 2
        top = self._look.px(14)
        for part in self._parts:
            height = self._height_of(part)
            if isinstance(part, _Logo):
                wide = part.image.width() * width // DOTS_WIDE
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(QRect((self.width() - wide) // 2, top, wide, height - self._look.px(6)), part.image)
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
            elif isinstance(part, QImage):
                side = height - self._look.px(10)
                wide = side if part.height() > 1 else part.width() * max(1, min(3, width // part.width()))
                painter.drawImage(QRect((self.width() - wide) // 2, top, wide, side), part)
            else:
                self._paint_line(painter, QRect(left, top, width + 2, height), part)
            top += height

    def _paint_line(self, painter: QPainter, rect: QRect, part: Line) -> None:
        font = QFont(self._font)
        if part.bold:
            figure_like(font, QFont.Weight.Bold)
        set_pixels(font, font.pixelSize() * 2 if part.double else font.pixelSize())
        painter.setFont(font)
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, part.text)


def _bars(modules: str) -> QImage:
    """One row of pixels, a pixel a module."""
    image = QImage(len(modules), 1, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    for place, module in enumerate(modules):
        if module == "1":
            image.setPixelColor(place, 0, Qt.GlobalColor.black)
    return image


class Preview(QScrollArea):
    """A document that scrolls when it is longer than its place."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paper = _Paper(look)
        self.setWidget(self._paper)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll_by_finger(self, look)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_blocks(self, blocks: Iterable[Block], columns: int = COLUMNS) -> None:
        """Show a document, from its top, on paper with so many characters a line."""
        self._paper.show_blocks(blocks, columns)
        self._paper.fit_width(self.viewport().width())
        self.verticalScrollBar().setValue(0)

    def lines(self) -> list[str]:
        """The text as printed."""
        return self._paper.lines()

    def scroll(self, step: int) -> None:  # type: ignore[override]  # the only scrolling a receipt has is by lines
        """Scroll by so many steps of the bar."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + step * self._paper.height() // 12)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The type follows the width."""
        super().resizeEvent(event)
        self._paper.fit_width(self.viewport().width())
