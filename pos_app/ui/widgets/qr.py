"""QR codes as they are shown, a pixel a module."""

from functools import lru_cache

from PySide6.QtGui import QImage

from pos_app.printing.qr import qr_rows


@lru_cache(maxsize=8)
def qr_image(text: str) -> QImage:
    """Black on white. Kept: a code takes up to 10 ms, and one receipt is shown again and again."""
    rows = qr_rows(text)
    side = len(rows)
    return QImage(b"".join(rows), side, side, side, QImage.Format.Format_Grayscale8).copy()
