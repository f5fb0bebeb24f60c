"""Fonts are few and made alike: Qt keeps each, and opens a file again for each that is made in another way."""

from pathlib import Path

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from pos_app.ui import theme
from pos_app.ui.pages import PAGES
from pos_app.ui.theme import Size, figure_like, font_family, rung, set_pixels

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


def test_a_font_of_each_size_is_held_as_qt_throws_away_what_nobody_holds():
    font = QFont(font_family())
    figure_like(font, QFont.Weight.DemiBold)
    set_pixels(font, 77)
    assert any(held.pixelSize() == 77 and held.weight() == font.weight() for held in theme._HELD.values())
    others = [
        path.name
        for path in Path(theme.__file__).parent.rglob("*.py")
        if path.name != "theme.py" and ".setPixelSize(" in path.read_text(encoding="utf-8")
    ]
    assert others == [], "a size given past theme.set_pixels is not held"
