"""Where there is little room: what matters of a name stays, figures are whole, and no two meanings look the same."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QListView
from ui_fake_till import FakeTill
from ui_goods import ean
from ui_stage import Stage

from pos_app.ui.models.receipt_model import ReceiptModel, ReceiptRow
from pos_app.ui.screens.shelf import Tab
from pos_app.ui.theme import Look, font_family, load_palette, set_pixels
from pos_app.ui.widgets import paint
from pos_app.ui.widgets.buttons import Role, TouchButton, make_alike
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.figure_list import Cell, FigureList, Heading
from pos_app.ui.widgets.key_hints import KeyHints
from pos_app.ui.widgets.receipt_row import NARROWEST_NAME, Columns, RowDelegate
from pos_app.ui.widgets.rows import Row, RowList, Tone
from pos_app.ui.widgets.tiles import Tile, TileGrid


def look(theme="light", width=1366, text=100, preset="supermarket"):
    return Look(load_palette(theme), font_family(), width, 768, text=text, preset=preset)


def test_a_line_ends_neither_inside_a_sum_nor_between_a_number_and_its_unit(qapp):
    font = look().font(18)
    metrics = QFontMetrics(font)
    said = "маржа 13\u00a0434,80"
    assert paint.wrap(said, font, metrics.horizontalAdvance("маржа 13\u00a0"), 3)[0] == "маржа"
    way = "натисніть Дії → Передплата"
    assert paint.wrap(way, font, metrics.horizontalAdvance("натисніть Дії → Пере"), 3)[0] == "натисніть"
    milk = "Молоко «Яготинське» 2,6 % 900 г"
    rows = paint.wrap(milk, font, metrics.horizontalAdvance("Молоко «Яготинське» 2,6 "), 2)
    assert [row.split() for row in rows] == [["Молоко", "«Яготинське»"], ["2,6", "%", "900", "г"]]


def test_what_is_cut_keeps_the_measure_that_tells_goods_apart(qapp):
    font = look().font(18)
    wide = QFontMetrics(font).horizontalAdvance("Вода мінеральна «Моршинська»")
    cut = paint.elided("Вода мінеральна «Моршинська» слабогазована 1,5 л", font, wide)
    assert cut.split("…")[1].split() == ["1,5", "л"]
    assert QFontMetrics(font).horizontalAdvance(cut) <= wide
    others = (
        "Олія соняшникова рафінована дезодорована",
        "3 поз. · Хліб «Київський» пшеничний, Яйця курячі 10 шт",
        "Чай чорний «Lovare» Золотий Цейлон 50 пакетиків по 2 г",
        "Штрихкод: цей код уже має «Молоко «Яготинське» 900 г».",
    )
    assert all(paint.elided(text, font, wide).endswith("…") for text in others)


@pytest.mark.parametrize(
    ("name", "room", "left"),
    [
        ("Чай чорний Золотий Цейлон 50 пакетиків по 2 г", "Чай чорний Золотий Цейлон 5", "Цейлон…"),
        ("Чай чорний Золотий Цейлон 50 пакетиків по 2 г", "Чай чорний Золотий Цейлон 50 па", "Цейлон…"),
        ("Яйця курячі С1, 10, лоток", "Яйця курячі С1, 10, лот", "10 …"),
        ("Молоко «Яготинське» 2,6 % 900 г", "Молоко «Яготинське» 2, 900 г", "«Яготинське»… 900 г"),
        ("Молоко «Яготинське» 2,6 % 900 г пакет", "Молоко «Яготинське» 2,6 % 90", "2,6 %…"),
        ("14.03.2026 12:41 · Молоко «Яготинське»", "14.03.2026 12:41 · М", "12:41 …"),
        ("Олія соняшникова рафінована", "Олія соняшникова раф", "соняшникова…"),
        ("Олія соняшникова рафінована", "Олія соняшникова рафіно", "рафін…"),
        ("4006381333931", "4006381", "400638…"),
    ],
)
def test_a_cut_leaves_no_part_of_a_number(qapp, name, room, left):
    font = look().font(18)
    metrics = QFontMetrics(font)
    wide = metrics.horizontalAdvance(f"{room}…")
    cut = paint.elided(name, font, wide)
    assert " ".join(cut.split()).endswith(left)
    assert metrics.horizontalAdvance(cut) <= wide


def test_enlarged_text_is_broken_at_the_size_in_which_it_is_painted(qapp):
    font = look(text=200).font(18)
    rows = paint.wrap("Хліб «Київський» пшеничний 500 г", font, 420, 2, 40)
    assert [row.split() for row in rows] == [["Хліб", "«Київський»", "пшеничний", "500", "г"]]
    assert QFontMetrics(font).height() <= 41


@pytest.mark.parametrize("preset", ["kiosk", "shop"])
@pytest.mark.parametrize("text", [100, 200])
def test_a_narrow_receipt_still_says_what_is_sold(qapp, preset, text, monkeypatch):
    narrow = look(width=1024, text=text, preset=preset)
    wide = 1024 * narrow.plan.receipt // 100 - 40
    columns = Columns(narrow, QRect(0, 0, wide, 48))
    assert columns.stacked
    assert columns.name.width() >= NARROWEST_NAME
    said = painted(monkeypatch)
    canvas = QImage(wide, 48, QImage.Format.Format_RGB32)
    painter = QPainter(canvas)
    row = ReceiptRow("1", "1", "Цукор білий 1 кг", "1,240 кг", "59,90", "74,28")
    RowDelegate(narrow)._paint_stacked(painter, columns, row, narrow.colours.ink, narrow.font(18))
    painter.end()
    whole = {text for text, rect, font in said if QFontMetrics(font).horizontalAdvance(text) <= rect.width()}
    assert whole == {"Цукор білий 1 кг", "1,240 кг × 59,90", "74,28"}


@pytest.mark.parametrize("width", [1024, 1366])
def test_a_quantity_and_a_price_are_never_read_as_one_number(qapp, width):
    columns = Columns(look(width=width), QRect(0, 0, width * 57 // 100, 48))
    assert not columns.stacked
    assert columns.price.left() - columns.quantity.right() >= 20
    assert columns.sum.left() - columns.price.right() >= 12


def test_enlarged_names_of_neighbouring_rows_look_alike(qapp, monkeypatch):
    said = painted(monkeypatch)
    model = ReceiptModel()
    names = enumerate(("Банани", "Хліб"))
    model._replace([ReceiptRow(str(place), "1", name, "1", "9,00", "9,00") for place, name in names])
    table = QListView()
    table.setModel(model)
    delegate = RowDelegate(look(text=200))
    table.setItemDelegate(delegate)
    table.resize(778, 200)
    table.grab()
    sizes = {text: font.pixelSize() for text, _, font in said}
    assert sizes["Банани"] == sizes["Хліб"] == 25
    assert max(sizes.values()) <= 29


@pytest.mark.parametrize("text", [100, 200])
@pytest.mark.parametrize("action", ["Додати", "Взяти\n46,30"])
def test_what_a_touch_of_a_row_does_stands_within_its_box(qapp, text, action, monkeypatch):
    big = look(text=text)
    columns = Columns(big, QRect(0, 0, 778, 48))
    row = ReceiptRow("1" if "46" in action else "", "1", "Молоко", "1", "42,90", "42,90", action=action)
    box = columns.action(row)
    assert box.width() >= 64
    said = painted(monkeypatch, "lines")
    canvas = QImage(778, 48, QImage.Format.Format_RGB32)
    painter = QPainter(canvas)
    RowDelegate(big)._paint_action(painter, box, action)
    painter.end()
    [(words, _, font)] = said
    assert max(QFontMetrics(font).horizontalAdvance(word) for word in words) <= box.width() - 12


@pytest.mark.parametrize("text", [100, 200])
def test_a_price_over_a_stock_keeps_its_digits(qapp, text, monkeypatch):
    grid = TileGrid(look(text=text), lambda key: None)
    grid.show_tiles([Tile("1", "Кава мелена 225 г", "154,90", stock="24 шт")])
    grid.resize(564, 242)
    said = painted(monkeypatch)
    grid.grab()
    rect, font = next((rect, font) for text, rect, font in said if text == "154,90")
    metrics = QFontMetrics(font)
    # Qt centres the line of letters and cuts what lies outside its place
    base = rect.top() + (rect.height() - metrics.height()) / 2 + metrics.ascent()
    ink = metrics.tightBoundingRect("154,90")
    assert base + ink.top() >= rect.top()
    assert base + ink.bottom() <= rect.bottom() + 1
    assert metrics.horizontalAdvance("154,90") <= rect.width()


def test_without_colours_what_cannot_be_taken_back_does_not_look_like_the_next_step(qapp):
    grey = look("mono")
    pictures = []
    for role in (Role.PAY, Role.STOP, Role.PLAIN):
        button = TouchButton(grey, "Видалити", role=role)
        button.resize(200, 64)
        pictures.append(button.grab().toImage())
    assert pictures[0] != pictures[1] != pictures[2]
    assert pictures[1].pixelColor(100, 12).lightness() > 200


@pytest.mark.parametrize("width", range(100, 240, 10))
def test_enlarged_words_of_a_button_stay_off_its_border(qapp, width):
    big = look(text=200)
    button = TouchButton(big, "Категорії")
    button.resize(width, 48)
    rows, pixels = button.text_rows()
    font = big.bold(18)
    set_pixels(font, pixels)
    assert rows == ["Категорії"]
    assert QFontMetrics(font).horizontalAdvance("Категорії") <= width - 16


def test_a_button_with_an_icon_has_its_words_in_the_middle_as_the_others(qapp, monkeypatch):
    said = painted(monkeypatch, "lines")
    button = TouchButton(look(), "Друк", icon_name="printer")
    button.resize(500, 64)
    button.grab()
    [(rows, rect, font)] = said
    ends = rect.left() + QFontMetrics(font).horizontalAdvance(rows[0])
    before, after = rect.left() - 7 - 24, 500 - ends
    assert abs(before - after) <= 4


def test_buttons_that_are_made_alike_have_letters_of_one_size(qapp):
    big = look(text=200)
    buttons = [TouchButton(big, words) for words in ("Друк копії", "Надіслати чек", "Повернути товар")]
    for button in buttons:
        button.resize(160, 72)
    assert len({button.painted_rows()[1] for button in buttons}) > 1
    make_alike(*buttons)
    assert len({button.painted_rows()[1] for button in buttons}) == 1


@pytest.mark.parametrize(("text", "least"), [(100, 13), (200, 20)])
def test_the_caption_of_a_high_field_grows_with_the_text(qapp, text, least, monkeypatch):
    said = painted(monkeypatch)
    field = Field(look(text=text), "Отримано готівкою", height=76)
    field.resize(430, 76)
    field.grab()
    [font] = [font for words, _, font in said if words == "Отримано готівкою"]
    assert font.pixelSize() >= least


def test_what_is_typed_ends_where_its_placeholder_ended(qapp, monkeypatch):
    said = painted(monkeypatch)
    field = Field(look(), "100 грн ×", placeholder="0", height=76)
    field.resize(200, 76)
    field.grab()
    [end] = [rect.right() for words, rect, _ in said if words == "0"]
    field.set_active(False)
    field.set_text("0")
    typed = field.grab().toImage()
    ink = [x for x in range(20, 190) if any(typed.pixelColor(x, y).lightness() < 90 for y in range(30, 70))]
    assert 0 <= end - max(ink) <= 6


def test_words_of_a_report_stand_apart_from_the_figures_before_them(qapp):
    report = FigureList(look())
    headings = (Heading("Z-звіти", 16), Heading("SmartKasa", 16), Heading("Різниця", 36, figures=False))
    report.show_rows(headings, [[Cell("1,00"), Cell("1,00"), Cell("збігається")]])
    report.resize(900, 300)
    figures, last, words = report.columns()
    assert last.left() - figures.right() < 16
    assert words.left() - last.right() > 30
    assert words.right() < 900 - 12


def test_without_colours_each_tone_of_a_row_has_its_own_edge(qapp):
    edges = []
    for tone in (Tone.PLAIN, Tone.WARN, Tone.STOP):
        rows = RowList(look("mono"), still=True)
        rows.resize(300, 200)
        rows.show_rows([Row("1", "Чек", "під ним", tone=tone)])
        edges.append(rows.grab(QRect(0, 0, 12, 58)).toImage())
    assert edges[0] != edges[1] != edges[2] != edges[0]


def test_titles_of_one_list_have_one_size(qapp, monkeypatch):
    said, lines = painted(monkeypatch), painted(monkeypatch, "lines")
    rows = RowList(look(text=200))
    rows.resize(600, 200)
    rows.show_rows([Row("1", "Олена Коваленко", "зараз за касою"), Row("2", "Ірина Бондар")])
    rows.grab()
    with_under = next(font for text, _, font in said if text == "Олена Коваленко")
    without = next(font for text, _, font in lines if text == ["Ірина Бондар"])
    assert (with_under.pixelSize(), with_under.weight()) == (without.pixelSize(), without.weight())


@pytest.mark.parametrize("text", [100, 200])
def test_orders_of_one_person_are_told_apart_by_their_number(qapp, text, monkeypatch):
    said = painted(monkeypatch)
    rows = RowList(look(text=text, width=1024), height=92)
    rows.resize(470, 400)
    who, left, goods = "Пані Марія", "лишилося з 291,20", "Молоко «Яготинське» 2,6 % 900 г · Яйця курячі С1, 10 шт"
    numbers = [f"№ {order} · 14.03.2026 12:41" for order in ("3F2A91C0", "3F2A91C1")]
    rows.show_rows([Row(number, who, number, "191,20 ₴", left, "mixed", last=goods) for number in numbers])
    rows.grab()
    whole = {text for text, rect, font in said if QFontMetrics(font).horizontalAdvance(text) <= rect.width()}
    assert whole >= {who, left, *numbers}


def test_a_reason_has_the_line_under_a_date_to_itself(qapp, monkeypatch):
    said = painted(monkeypatch)
    rows = RowList(look())
    rows.resize(500, 200)
    rows.show_rows([Row("1", "X-звіт", "не вийшов", figure_under="14.03.2026 12:41"), Row("2", "Чек", "є", "1,00")])
    rows.grab()
    places = {text: rect for text, rect, _ in said}
    assert places["14.03.2026 12:41"].bottom() <= places["не вийшов"].top()
    assert places["не вийшов"].right() > places["14.03.2026 12:41"].left()
    assert places["є"].right() < places["1,00"].left()


@pytest.mark.parametrize(("text", "count", "high"), [(200, 3, 78), (200, 6, 60), (100, 3, 60)])
def test_enlarged_rows_are_higher_where_all_are_still_seen(qapp, text, count, high):
    rows = RowList(look(text=text))
    rows.resize(600, 400)
    rows.show_rows([Row(str(place), "Олена Коваленко", "зараз за касою") for place in range(count)])
    rows.grab()
    assert rows.visualRect(rows.model().index(1, 0)).height() == high


def test_the_tab_of_the_tiles_is_marked_from_the_start(qapp):
    stage = Stage(FakeTill())
    stage.open_till()
    assert [tab for tab, button in stage.window.till.pad.tabs.items() if button.isChecked()] == [Tab.QUICK]
    stage.close()


def test_enlarged_lamps_grow_into_the_room_beside_them_and_over_nothing(qapp):
    bars = {}
    for text in (100, 200):
        stage = Stage(FakeTill(), text=text)
        stage.open_till()
        bars[text] = [stage.window.top.lamps.width()]
        for number in (1, 2, 3):
            stage.scan(ean(number))
            stage.key(Qt.Key.Key_F5)
            stage.calm()
        top = stage.window.top
        assert not top.more.isHidden()
        assert top.plus.geometry().right() < top.lamps.geometry().left()
        assert top.lamps.geometry().right() <= top.clock.geometry().left()
        bars[text].append(top.lamps.width())
        stage.close()
    assert bars[100][0] == bars[100][1] <= bars[200][1] <= bars[200][0]
    assert bars[200][0] > bars[100][0] * 5 // 4


def test_in_training_the_bar_says_so_and_still_names_the_cashier(qapp):
    stage = Stage(FakeTill(), training=True)
    stage.open_till()
    assert stage.window.top.who.text() == "НАВЧАННЯ · Олена К."
    stage.close()


def test_a_button_that_does_nothing_now_has_no_sign_of_a_key(qapp):
    stage = Stage(FakeTill())
    stage.open_till()
    pay = stage.window.till.pad.pay_button
    assert not pay.isEnabled()
    hints = KeyHints(stage.window.look, stage.window, ())
    assert pay not in [widget for widget, _ in hints.hints]
    assert pay not in hints.marked.values()
    stage.close()


def painted(monkeypatch, name="line"):
    """What is painted from now on by one of paint's functions: the text, its place, and the font in its last size."""
    said, usual = [], getattr(paint, name)

    def told(painter, rect, text, font, *more):
        usual(painter, rect, text, font, *more)
        said.append((text, rect, font))

    monkeypatch.setattr(paint, name, told)
    return said
