"""Fonts are few and made alike: Qt keeps each, and opens a file again for each that is made in another way."""

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from pos_app.ui.pages import PAGES
from pos_app.ui.theme import Size, rung

WEIGHT = QFont.Tag("wght")


def test_no_widget_has_a_font_without_its_weight_s_axis(till):
    till.calm()
    for name in PAGES:
        getattr(till.window, name)
    without = {
        type(one).__name__ for one in till.window.findChildren(QWidget) if not one.font().isVariableAxisSet(WEIGHT)
    }
    assert without == set()


def test_text_has_few_sizes_and_is_made_no_smaller_than_it_must():
    assert all(rung(size) == size for size in Size)
    assert len({rung(pixels) for pixels in range(13, 200)}) <= 22
    assert all(0.83 * pixels <= rung(pixels) <= pixels for pixels in range(1, 400))
