"""Text that does not answer to touch: plain labels, and figures that grow as large as their box allows."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from pos_app.ui.theme import Look, Size, TillFont, rung, set_pixels
from pos_app.ui.widgets import paint


class Text(QLabel):
    """A label of plain text in a colour of the theme; wraps when it is told to."""

    def __init__(
        self,
        look: Look,
        text: str = "",
        *,
        size: int = Size.TEXT,
        bold: bool = False,
        colour: QColor | None = None,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(wrap)
        self.setFont(look.bold(size) if bold else look.font(size))
        if colour is not None:
            self.paint_in(colour)

    def paint_in(self, colour: QColor) -> None:
        """Another colour for the text."""
        own = QPalette()
        own.setColor(QPalette.ColorRole.WindowText, colour)
        self.setPalette(own)


class Line(QWidget):
    """One line, or a few, painted as plain text; a name too long for its place ends in an ellipsis."""

    def __init__(
        self,
        look: Look,
        text: str = "",
        *,
        size: int = Size.TEXT,
        bold: bool = False,
        colour: QColor | None = None,
        align: Qt.AlignmentFlag = paint.LEFT,
        most: int = 1,
        elides: bool = False,
        from_top: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._from_top = from_top
        self.elides = elides
        """May it be cut: is it a name of any length?"""
        self._usual = look.bold(size, grows=False) if bold else look.font(size, grows=False)
        self._enlarged = look.bold(size) if bold else look.font(size)
        self._colour = colour or look.colours.ink
        self._align = align
        self._text = text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.allow(most)

    def allow(self, most: int) -> None:
        """So many lines at most: enlarged where the page has room, of the usual size where it has none."""
        self._most = most
        self.setMinimumHeight(QFontMetrics(self._usual).lineSpacing() * most)
        self.setMaximumHeight(QFontMetrics(self._enlarged).lineSpacing() * most)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for enlarged letters."""
        return QSize(0, self.maximumHeight())

    def text(self) -> str:
        """The whole text, however much of it is to be seen."""
        return self._text

    def set_text(self, text: str, colour: QColor | None = None) -> None:
        """Show another text."""
        if (text, colour or self._colour) != (self._text, self._colour):
            self._text = text
            self.setAccessibleName(text)
            self._colour = colour or self._colour
            self.update()

    def text_fits(self) -> bool:
        """Is the whole text to be read?"""
        return paint.is_whole(self._rows()[0], self._text)

    def _rows(self) -> tuple[list[str], TillFont]:
        """The lines, and their font: enlarged as far as the place allows."""
        font = TillFont(self._enlarged, self._enlarged.smallest)
        return paint.wrap(self._text, font, self.width(), self._most, self.height()), font

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's
        """The text on as many lines as there may be."""
        painter = QPainter(self)
        rows, font = self._rows()
        rect = self.rect()
        if self._from_top:
            rect.setHeight(QFontMetrics(font).lineSpacing() * len(rows))
        paint.lines(painter, rect, rows, font, self._colour, self._align)


class Figure(QWidget):
    """A sum as large as its box allows, up to a size of the type scale."""

    def __init__(
        self,
        look: Look,
        *,
        size: int = Size.DUE,
        colour: QColor | None = None,
        align: Qt.AlignmentFlag = paint.RIGHT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._size = size
        self._colour = colour or look.colours.ink
        self._align = align
        self._text = ""

    def text(self) -> str:
        """What is shown."""
        return self._text

    def set_text(self, text: str, colour: QColor | None = None) -> None:
        """Show another sum."""
        if (text, colour or self._colour) != (self._text, self._colour):
            self._text = text
            self.setAccessibleName(text)
            self._colour = colour or self._colour
            self.update()

    def font_used(self) -> QFont:
        """The font after fitting width and height."""
        return figure_font(self._look, self._text, self._size, self.width(), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002 - Qt's
        """The sum, fitted: what is seen of it stands in the middle of the box."""
        painter = QPainter(self)
        font = self.font_used()
        above, below = _ink(font)
        metrics = QFontMetrics(font)
        # the line of letters is higher than the digits, its middle is not theirs, and what lies outside is cut
        down = (above - below) // 2 - (metrics.ascent() - metrics.descent()) // 2
        room = self.rect().translated(0, down).adjusted(0, -metrics.height(), 0, metrics.height())
        paint.line(painter, room, self._text, font, self._colour, self._align)


def _ink(font: QFont) -> tuple[int, int]:
    """How far digits reach above the line, and the comma below it."""
    metrics = QFontMetrics(font)
    return -metrics.tightBoundingRect("0").top(), max(0, metrics.tightBoundingRect(",").bottom())


def figure_font(look: Look, text: str, size: int, width: int, height: int) -> QFont:
    """A bold font of at most `size`, as large as a box holds: digits have no descenders, only the comma has."""
    font = look.bold(size)
    ink = sum(_ink(font))
    if ink > height:
        set_pixels(font, rung(font.pixelSize() * height // ink))
    return paint.fitted(font, text, width, look.px(Size.SMALL))
