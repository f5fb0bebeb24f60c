"""QR codes as they are shown, a pixel a module."""

from functools import lru_cache

from PySide6.QtGui import QImage


@lru_cache(maxsize=8)
def qr_image(text: str) -> QImage:
    """Black on white with a narrow frame. Kept: a code takes up to 10 ms, and one receipt is shown again and again."""
    import segno  # takes 40 ms to import, and most screens show no code

    rows = [bytes(0 if dark else 255 for dark in row) for row in segno.make_qr(text, error="m").matrix_iter(border=2)]
    side = len(rows)
    return QImage(b"".join(rows), side, side, side, QImage.Format.Format_Grayscale8).copy()
