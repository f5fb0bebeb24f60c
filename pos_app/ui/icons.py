"""Our own SVG icons in any colour and size, drawn once each."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from pos_app.ui.resources import resource


@lru_cache(maxsize=256)
def _drawn(name: str, colour: str, pixels: int, ratio: float) -> QPixmap:
    svg = resource(f"icons/{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    pixmap = QPixmap(round(pixels * ratio), round(pixels * ratio))
    if pixmap.isNull():
        return pixmap  # its place has no room while the window is on its way to another size
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon(name: str, colour: QColor, pixels: int, ratio: float = 1.0) -> QPixmap:
    """The icon `resources/icons/<name>.svg` as a square of `pixels` in one colour."""
    return _drawn(name, colour.name(), pixels, ratio)
