"""The theme without colours: what colour says elsewhere is told by form."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage

from pos_app.ui.screens.card_pane import PictureBox
from pos_app.ui.screens.catalog_card import _Shown
from pos_app.ui.theme import Look, font_family, load_palette
from pos_app.ui.widgets.rows import Row, RowList, Tone


def mono() -> Look:
    return Look(load_palette("mono"), font_family())


def test_a_chosen_row_in_trouble_is_told_from_its_neighbours(qapp):
    rows = RowList(mono())
    rows.resize(300, 200)
    rows.show_rows([Row(str(number), "Ваги", "не відповідають", tone=Tone.STOP) for number in range(2)])
    rows.choose(1)
    picture = rows.grab(QRect(0, 0, 300, 200)).toImage()
    darkest = [min(picture.pixelColor(x, y).lightness() for x in range(270, 300)) for y in (28, 58 + 28)]
    assert darkest[0] > 200 > 80 > darkest[1], "a frame, not a shade of grey"


def test_pictures_of_goods_have_no_colour_either(qapp):
    green = QImage(60, 60, QImage.Format.Format_ARGB32)
    green.fill(QColor(0, 180, 60))
    catalog, till = _Shown(mono(), 104), PictureBox(mono())
    catalog.show_image(green)
    till.show_picture(green, "Хліб")
    for shown in (catalog, till):
        middle = shown.grab().toImage().pixelColor(shown.width() // 2, shown.height() // 2)
        assert middle.saturation() == 0
