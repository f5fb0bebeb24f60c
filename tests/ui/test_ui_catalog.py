"""The catalog at the window: what SmartKasa says of goods and codes, and how far a reading is."""

import os
import struct
import subprocess
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from ui_fake_till import NOW, FakeTill
from ui_goods import ean
from ui_stage import Stage

from pos_app.domain.errors import refused
from pos_app.till.state import CatalogState, Category, LookUp, News, Search, SyncProgress
from pos_app.ui.screens.catalog_pane import CatalogPane
from pos_app.ui.screens.tasks import Task
from pos_app.ui.words import inside_quotes

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
UNKNOWN = "4006381333931"


def rows(stage):
    model = stage.window.till.table.model
    return [model.row(place) for place in range(model.rowCount())]


def dearer(stage, place=0, price=4590):
    """SmartKasa has another price for the good of a line."""
    line = stage.desk.state.cart.lines[place]
    stage.tell(news=(News(line.id, line.product.id, price, NOW),))
    return line


def touch_box(stage, place):
    view = stage.window.till.table.view
    box = view.action_rect(place)
    assert min(box.width(), box.height()) >= 48
    stage.touch_at(view.viewport(), box.center())
    stage.calm()


def test_a_new_price_stands_beside_the_line_and_is_taken_by_touch(till):
    till.scan(ean(1))
    till.scan(ean(2))
    line = dearer(till)
    row = rows(till)[0]
    assert row.news == "ціну змінено в SmartKasa о 12:41: 45,90"
    assert row.price == "32,50"
    view = till.window.till.table.view
    till.touch_at(view.viewport(), view.visualRect(view.model().index(0, 0)).topLeft() + QPoint(60, 20))
    till.calm()
    assert till.till.called("take_price") == []
    touch_box(till, 0)
    assert till.till.called("take_price") == [(line.id,)]
    assert (rows(till)[0].price, rows(till)[0].news, rows(till)[0].action) == ("45,90", "", "")


def test_a_finger_that_slides_off_the_box_takes_nothing(till):
    from PySide6.QtTest import QTest

    till.scan(ean(1))
    dearer(till)
    view = till.window.till.table.view
    box = view.action_rect(0)
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=box.topLeft() - QPoint(40, -10))
    till.calm()
    assert till.till.called("take_price") == []


def test_the_key_takes_the_chosen_lines_price_and_else_the_first(till):
    for number in (1, 2, 3):
        till.scan(ean(number))
    line = dearer(till, 1)
    till.key(Key.Key_F4, modifiers=SHIFT)
    till.calm()
    assert till.till.called("take_price") == [(line.id,)]
    till.key(Key.Key_F4, modifiers=SHIFT)
    till.calm()
    assert len(till.till.called("take_price")) == 1


def test_a_good_that_smartkasa_no_longer_has_is_told_and_offers_nothing(till):
    till.scan(ean(1))
    dearer(till, price=None)
    assert (rows(till)[0].news, rows(till)[0].action) == ("товару більше немає в SmartKasa", "")
    assert till.window.till.table.view.action_rect(0).isEmpty()
    till.key(Key.Key_F6)
    till.calm()
    assert till.window.till.panes.pane is not None


def unknown(stage, search, products=()):
    stage.scan(UNKNOWN)
    stage.tell(look_up=LookUp(search, products))


@pytest.mark.parametrize(
    ("search", "note", "strip"),
    [
        (Search.SEARCHING, "немає в каталозі, шукаємо в SmartKasa…", "Шукаємо в SmartKasa…"),
        (Search.ABSENT, "немає ні в каталозі, ні в SmartKasa", "немає ні тут, ні в SmartKasa."),
        (Search.SILENT, "немає в каталозі, SmartKasa не відповідає", ""),
    ],
)
def test_the_red_row_says_how_the_look_up_goes(till, search, note, strip):
    unknown(till, search)
    assert (rows(till)[-1].note, rows(till)[-1].action) == (note, "")
    assert till.desk.notice.text.endswith(strip)


def test_what_smartkasa_has_is_added_by_touch_and_settles_the_code(till):
    product = till.till.products[2]
    unknown(till, Search.FOUND, (product,))
    assert product.name in rows(till)[-1].note
    touch_box(till, 0)
    assert till.till.called("add")[-1][0] == product.id
    assert till.desk.state.unknown_code == ""
    assert len(till.desk.state.cart.lines) == 1


def test_what_smartkasa_has_is_added_by_the_strips_own_button(till):
    product = till.till.products[2]
    unknown(till, Search.FOUND, (product,))
    till.touch("Додати")
    till.calm()
    assert till.desk.state.cart.lines[0].product.id == product.id
    assert till.desk.notice is None


def test_of_several_goods_with_the_code_the_cashier_chooses_by_keys(till):
    unknown(till, Search.FOUND, tuple(till.till.products[1:3]))
    assert rows(till)[-1].note.endswith("(+1)")
    till.key(Key.Key_F4, modifiers=SHIFT)
    till.calm()
    till.key(Key.Key_Down)
    till.enter()
    till.calm()
    assert till.desk.state.cart.lines[0].product.id == till.till.products[2].id
    assert till.desk.state.unknown_code == ""


def test_what_is_found_and_not_wanted_stays_unknown(till):
    unknown(till, Search.FOUND, tuple(till.till.products[1:3]))
    till.key(Key.Key_F4, modifiers=SHIFT)
    till.calm()
    till.key(Key.Key_Escape)
    till.calm()
    assert till.desk.state.unknown_code == UNKNOWN


READING = SyncProgress("products", 45_000, 100_617, 12.4)


def test_the_catalog_pane_begins_a_reading_shows_how_far_it_is_and_stops_it(till):
    import asyncio

    till.window.till.run_task(Task.SYNC)
    pane = till.window.till.panes.pane
    assert isinstance(pane, CatalogPane)
    assert pane.box.under.text() == "Оновлено: 14.03.2026 12:41"
    till.till.gates["sync_catalog"] = asyncio.Event()
    till.till.fail_next["sync_catalog"] = refused("sync_stopped")
    till.enter()
    till.until(lambda: till.till.called("sync_catalog"))
    till.tell(catalog=CatalogState(600, NOW, READING))
    assert pane.box.how_far.text() == "Товари: 45\u00a0000 з 100\u00a0617"
    assert pane.box.left.text() == "залишилось 12 с"
    assert round(pane.box.bar.share, 2) == 0.45
    till.scan(ean(1))  # scans go on meanwhile
    assert len(till.desk.state.cart.lines) == 1
    till.enter()
    till.calm()
    assert not till.till.called("stop_sync")
    till.touch("Зупинити", pane)
    till.until(lambda: till.till.called("stop_sync"))
    till.calm()
    assert not pane.box.bar.isVisible()
    assert pane.box.under.text() == "Оновлено: 14.03.2026 12:41"
    till.engine.submit(lambda _: _open(till.till.gates["sync_catalog"])).result(5)
    till.calm()
    assert till.desk.notice is None


async def _open(gate):
    gate.set()


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        (SyncProgress("stock", 500, 0, None), ("Залишки: 500", "")),
        (SyncProgress("missing", 3, 9, 600.0), ("Зниклі товари: 3 з 9", "залишилось 10 хв")),
        (SyncProgress("products", 1, 9, 0.1), ("Товари: 1 з 9", "залишилось 1 с")),
    ],
)
def test_progress_is_told_in_words(till, progress, words):
    from pos_app.ui.screens.catalog_pane import sync_words

    assert sync_words(CatalogState(0, None, progress)) == words


def test_the_first_reading_stands_where_the_goods_will_be_and_can_be_begun_by_enter(qapp):
    stage = Stage(FakeTill([]))
    stage.tell(catalog=CatalogState(0, None))
    stage.open_till()
    pad = stage.window.till.pad
    assert pad.shelf.currentWidget() is pad.first
    stage.enter()
    stage.until(lambda: stage.till.called("sync_catalog"))
    stage.tell(catalog=CatalogState(0, None, READING))
    assert pad.first.headline.text() == "Читаємо каталог зі SmartKasa"
    stage.touch("Пошук", pad)
    assert pad.shelf.currentWidget() is pad.tiles
    stage.touch("Швидкі", pad)
    stage.tell(catalog=CatalogState(600, NOW))
    assert pad.shelf.currentWidget() is pad.tiles
    stage.close()


def test_the_lamp_tells_of_a_reading_and_of_trouble_and_opens_the_pane(till):
    lamps = till.window.top.lamps
    assert len(lamps.shown) == 3
    till.tell(catalog=replace(till.desk.state.catalog, syncing=READING))
    assert lamps.shown[0].text == "Каталог 44\u00a0%"
    till.touch_at(lamps, QPoint(10, 20))
    assert isinstance(till.window.till.panes.pane, CatalogPane)
    till.key(Key.Key_Escape)
    till.tell(catalog=replace(till.desk.state.catalog, syncing=None, problem="SmartKasa не відповідає."))
    assert lamps.shown[0].text == "Каталог не оновлюється"
    till.touch_at(lamps, QPoint(lamps.width() - 10, 20))
    assert till.window.page is till.window.register


def test_categories_open_level_by_level_and_lead_back(till, monkeypatch):
    tree = [Category("c1", "Їжа", None), Category("c11", "Молочне", "c1"), Category("c12", "Хліб", "c1")]

    async def categories():
        return tree

    till.till.categories = categories
    till.till.products = [replace(product, category_id="c11") for product in till.till.products[:2]]
    till.tell(catalog=replace(till.desk.state.catalog, edits=9))
    till.calm()
    pad = till.window.till.pad
    titles = lambda: [tile.title for tile in pad.tiles.tiles]  # noqa: E731
    till.key(Key.Key_G, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert titles() == ["Їжа"]
    till.touch_tile("Їжа")
    till.until(lambda: titles()[:3] == ["Їжа", "Молочне", "Хліб"])
    till.touch_tile("Молочне")
    till.until(lambda: titles()[1:] == [product.name for product in till.till.products])
    till.tell(catalog=replace(till.desk.state.catalog, edits=10))
    till.calm()
    assert titles()[0] == "Молочне"  # what changed in the background moves nobody out
    till.touch_tile("Молочне")
    till.until(lambda: titles()[0] == "Їжа")
    till.key(Key.Key_Escape)
    assert titles() == ["Їжа"]
    till.key(Key.Key_Escape)
    assert pad.tab == "quick"


def test_the_page_of_quick_goods_stays_when_the_catalog_changes(till):
    pad = till.window.till.pad
    pad.tiles.turn(1)
    till.till.products[0] = replace(till.till.products[0], price=99)
    till.tell(catalog=replace(till.desk.state.catalog, edits=9))
    till.calm()
    assert pad.tiles.page == 1
    assert pad.tiles.tiles[0].figure == "0,99"


# stock, favourites, quick keys, cards


def stocked(stage):
    stage.till.products[0] = replace(stage.till.products[0], stock=12_000)
    stage.till.products[1] = replace(stage.till.products[1], stock=0)
    stage.till.products[2] = replace(stage.till.products[2], stock=None)
    stage.tell(catalog=replace(stage.desk.state.catalog, edits=9))
    stage.calm()


def test_stock_stands_on_tiles_in_words_and_nothing_where_it_is_not_counted(till):
    stocked(till)
    tiles = till.window.till.pad.tiles.tiles
    assert [(tile.stock, tile.out) for tile in tiles[:3]] == [("12\u00a0шт", False), ("немає", True), ("", False)]


def test_goods_out_of_stock_are_hidden_from_search_on_demand(till):
    stocked(till)
    name = till.till.products[1].name.split()[0].lower()
    till.window.till.run_task(Task.IN_STOCK)
    till.calm()
    assert till.desk.state.catalog.in_stock_only
    till.type(name)
    till.until(lambda: not till.window.till.pad.shelf.searching)
    assert till.till.products[1].id not in {tile.key for tile in till.window.till.pad.tiles.tiles}
    till.window.till.run_task(Task.IN_STOCK)
    till.calm()
    till.key(Key.Key_Backspace)
    till.until(lambda: not till.window.till.pad.shelf.searching)
    assert till.till.products[1].id in {tile.key for tile in till.window.till.pad.tiles.tiles}


def hold(stage, title):
    """A finger that stays on a tile."""
    from PySide6.QtTest import QTest

    grid = stage.window.till.pad.tiles
    place = next(place for place, tile in enumerate(grid.tiles) if tile.title.startswith(title))
    grid._hold.setInterval(1)
    QTest.mousePress(grid, Qt.MouseButton.LeftButton, pos=grid.tile_rect(place).center())
    stage.until(lambda: stage.window.till.panes.pane is not None)
    QTest.mouseRelease(grid, Qt.MouseButton.LeftButton, pos=grid.tile_rect(place).center())
    stage.calm()
    return stage.window.till.panes.pane


def test_a_long_touch_opens_the_card_and_sells_nothing(till):
    from pos_app.ui.screens.card_pane import CardPane

    product = till.till.products[0]
    pane = hold(till, product.name[:8])
    assert isinstance(pane, CardPane)
    assert till.desk.state.cart.is_empty
    till.until(lambda: pane.card is not None)
    facts = [line.text() for line in pane.facts]
    assert f"Штрихкод: {product.barcode}" in facts
    assert "Податок: ПДВ 20%" in facts
    assert "Ціна діє з: 14.03.2026 12:41" in facts
    assert (pane.name.text(), pane.price.text(), pane.per.text()) == (product.name, "32,50", "за шт")
    till.enter()
    till.until(lambda: not till.desk.state.cart.is_empty)
    assert till.desk.state.cart.lines[0].product.id == product.id


def card_of_line(stage):
    stage.scan(ean(1))
    stage.key(Key.Key_F2, modifiers=SHIFT)
    stage.until(lambda: stage.window.till.panes.pane is not None and stage.window.till.panes.pane.card is not None)
    return stage.window.till.panes.pane


def test_the_card_makes_a_favourite_which_stands_first_among_the_categories(till):
    pane = card_of_line(till)
    till.type("*")
    till.until(lambda: pane.card.favourite)
    assert pane.favour_button.text() == "Прибрати з обраного"
    till.key(Key.Key_Escape)
    till.touch("Категорії", till.window.till.pad)
    tiles = till.window.till.pad.tiles
    assert tiles.tiles[0].title == "Обране"
    till.touch_tile("Обране")
    till.until(lambda: [tile.key for tile in tiles.tiles[1:]] == ["p1"])
    pane = hold(till, till.till.products[0].name[:8])
    till.until(lambda: pane.card is not None)
    till.touch(pane.favour_button)
    till.until(lambda: not pane.card.favourite)


def test_the_card_pins_its_good_to_a_quick_key_and_takes_it_off(till):
    pane = card_of_line(till)
    till.type("+")
    till.until(lambda: pane.card.pinned)
    assert till.till.keys[0] == "p1"
    assert till.window.till.pad.tiles.tiles[0].pinned
    till.touch(pane.pin_button)
    till.until(lambda: not pane.card.pinned)
    assert till.till.keys[0] is None
    till.till.fail_next["set_quick_keys"] = refused("not_permitted")
    till.touch(pane.pin_button)
    till.calm()
    assert till.desk.notice.code == "not_permitted"
    assert not pane.card.pinned


def test_a_price_check_shows_what_is_scanned_and_typed_and_sells_nothing(till):
    till.window.till.run_task(Task.PRICE_CHECK)
    till.calm()
    pane = till.window.till.panes.pane
    till.burst(ean(2))
    till.until(lambda: pane.card is not None)
    assert pane.name.text() == till.till.products[1].name
    till.burst(ean(3))
    till.until(lambda: pane.card is not None and pane.card.product.id == "p3")
    till.burst(UNKNOWN)
    till.until(lambda: pane.card is None)
    assert UNKNOWN in pane.name.text()
    assert not pane.add_button.isVisible()
    till.type(till.till.products[0].code)
    till.enter()
    till.until(lambda: pane.card is not None and pane.card.product.id == "p1")
    assert till.desk.state.cart.is_empty
    assert till.desk.state.unknown_code == ""
    assert till.till.called("scan") == []
    till.key(Key.Key_Escape)
    till.scan(ean(2))
    assert len(till.desk.state.cart.lines) == 1


def order(stage):
    from pos_app.ui.screens.quick_keys_pane import QuickKeysPane

    stage.window.till.run_task(Task.QUICK_KEYS)
    stage.calm()
    pane = stage.window.till.panes.pane
    assert isinstance(pane, QuickKeysPane)
    stage.until(lambda: pane.tiles.tiles)  # the goods are asked for
    return pane


def places(pane):
    return [tile.title for tile in pane.tiles.tiles]


def test_quick_keys_are_put_in_order_by_touch(till):
    pane = order(till)
    names = [product.name for product in till.till.products]
    till.touch_at(pane.tiles, pane.tiles.tile_rect(5).center())
    assert pane.hint.text() == f"Куди поставити «{inside_quotes(names[5])}»?"
    assert [tile.title for tile in pane.tiles.tiles if tile.taken] == [names[5]]
    assert not pane.free.isEnabled()  # it is not pinned
    till.touch_at(pane.tiles, pane.tiles.tile_rect(0).center())
    till.until(lambda: till.till.keys[0] == "p6")
    till.calm()
    assert places(pane)[:3] == [names[5], names[0], names[1]]
    assert pane.tiles.tiles[0].pinned
    till.touch_at(pane.tiles, pane.tiles.tile_rect(1).center())
    till.touch_at(pane.tiles, pane.tiles.tile_rect(0).center())
    till.until(lambda: till.till.keys[:2] == ["p1", "p6"])  # they change places
    till.calm()
    till.touch_at(pane.tiles, pane.tiles.tile_rect(1).center())
    till.touch("Відкріпити", pane)
    till.until(lambda: till.till.keys[:2] == ["p1", None])
    till.touch("Готово", pane)
    assert till.window.till.panes.pane is None
    assert till.window.till.pad.tiles.tiles[0].pinned


def test_quick_keys_are_put_in_order_by_keys(till):
    pane = order(till)
    for key in (Key.Key_Right, Key.Key_Right):
        till.key(key)
    till.enter()
    till.key(Key.Key_Left)
    till.enter()
    till.until(lambda: till.till.keys[0] == "p2")
    till.calm()
    till.key(Key.Key_Delete)
    till.until(lambda: till.till.keys[0] is None)
    till.calm()
    till.enter()
    till.enter()  # the same place twice: its good stays there for good
    till.until(lambda: till.till.keys[0] == "p1")
    till.till.fail_next["set_quick_keys"] = refused("not_permitted")
    till.calm()
    till.key(Key.Key_Delete)
    till.calm()
    assert (till.till.keys[0], till.desk.notice.code) == ("p1", "not_permitted")
    assert places(pane)[0] == till.till.products[0].name


def _png(width, height):
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage

    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


@pytest.mark.parametrize(
    ("size", "shown"),
    [((40, 30), (40, 30)), ((3000, 1500), (320, 160)), ((400, 2000), (64, 320)), ((320, 320), (320, 320))],
)
def test_a_picture_is_kept_no_larger_than_it_is_shown(qapp, size, shown):
    from pos_app.ui.pictures import decoded

    image = decoded(_png(*size))
    assert (image.width(), image.height()) == shown


def test_pictures_take_no_more_memory_than_they_may(till, monkeypatch):
    from pos_app.ui import pictures

    monkeypatch.setattr(pictures, "KEPT_BYTES", 3 * 40 * 40 * 4)

    async def read(door, product):
        return QImage(40, 40, QImage.Format.Format_ARGB32)

    monkeypatch.setattr(pictures, "_read", read)
    shelf = till.window.till.pad.shelf.pictures
    goods = [replace(till.till.products[0], id=f"picture{n}") for n in range(5)]
    shelf.know(goods)
    for product in goods:
        shelf.get(product.id)
        till.until(lambda product=product: product.id in shelf._images)
    assert [product.id for product in goods if product.id in shelf._images] == ["picture2", "picture3", "picture4"]
    assert shelf.get("picture0") is None  # asked for again
    till.until(lambda: "picture0" in shelf._images)
    assert shelf._bytes == 3 * 40 * 40 * 4


@pytest.mark.parametrize("data", [b"<html>no picture</html>", b"\x89PNG\r\n\x1a\n" + b"\0" * 200])
def test_what_is_no_picture_is_none(qapp, data):
    from pos_app.ui.pictures import decoded

    assert decoded(data) is None


def test_a_picture_that_says_it_is_huge_is_none_and_is_not_unpacked(qapp):
    from pos_app.ui.pictures import decoded

    header = struct.pack(">IIBBBBB", 9000, 9000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    assert decoded(b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 0) + b"IDAT") is None


def test_a_photograph_stands_upright_and_a_drawing_in_svg_is_none(qapp):
    from io import BytesIO

    from PIL import Image

    from pos_app.ui.pictures import decoded

    turned = Image.Exif()
    turned[0x0112] = 6
    stored = BytesIO()
    Image.new("RGB", (60, 20), (200, 10, 10)).save(stored, "JPEG", exif=turned)
    image = decoded(stored.getvalue())
    assert (image.width(), image.height()) == (20, 60)
    assert image.pixelColor(10, 30).red() > 150
    assert decoded(b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>') is None


def test_pictures_are_unpacked_while_pages_are_taken_away_and_nobody_waits_for_ever():
    """Qt's reader deadlocked here within seconds: a till that is frozen until somebody pulls its plug."""
    program = Path(__file__).with_name("decoding_while_pages_go.py")
    env = {**os.environ, "PYTHONPATH": str(program.parents[2])}
    done = subprocess.run([sys.executable, str(program)], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def labelled(stage):
    ids = [product.id for product in stage.till.products]
    stage.till.labelled = {7: frozenset(ids[2:12:3])}
    stage.tell(catalog=replace(stage.desk.state.catalog, edits=90))
    stage.calm()
    return [product.name for product in stage.till.products if product.id in stage.till.labelled[7]]


def test_a_subgroup_narrows_tiles_and_search_until_it_is_left(till):
    names = labelled(till)
    pad = till.window.till.pad
    till.key(Key.Key_G, modifiers=Qt.KeyboardModifier.ControlModifier)
    till.calm()
    till.touch_tile("Підгрупи")
    till.calm()
    till.touch_tile("Пісне")
    till.calm()
    assert [tile.title for tile in pad.tiles.tiles if tile.picture or tile.letter][1:] == names
    assert pad.input._chip == "Пісне"
    till.type(names[0][:3])
    till.calm()
    assert {tile.title for tile in pad.tiles.tiles} <= set(names)
    assert names[0] in {tile.title for tile in pad.tiles.tiles}
    till.key(Key.Key_Escape)  # the text
    till.key(Key.Key_Escape)  # the subgroup
    till.calm()
    assert (pad.input._chip, pad.shelf.subgroup) == ("", None)


def test_a_subgroup_is_chosen_by_keys_and_ends_with_the_good_that_was_taken(till):
    names = labelled(till)
    pad = till.window.till.pad
    till.key(Key.Key_G, modifiers=Qt.KeyboardModifier.ControlModifier)
    till.calm()
    while pad.tiles.framed.title != "Підгрупи":
        till.key(Key.Key_Right)
    till.enter()
    till.calm()
    till.key(Key.Key_Right)  # past the way back
    till.enter()
    till.calm()
    assert pad.shelf.subgroup is not None
    till.type(names[1][:4])
    till.calm()
    till.enter()
    till.calm()
    assert till.desk.state.cart.lines[-1].product.name in names
    assert (pad.input._chip, pad.shelf.subgroup) == ("", None)


def test_a_subgroup_that_is_gone_leaves_all_goods(till):
    labelled(till)
    pad = till.window.till.pad
    till.key(Key.Key_G, modifiers=Qt.KeyboardModifier.ControlModifier)
    till.calm()
    till.touch_tile("Підгрупи")
    till.calm()
    till.touch_tile("Пісне")
    till.till.labelled = {}
    till.tell(catalog=replace(till.desk.state.catalog, edits=91))
    till.calm()
    assert pad.shelf.subgroup is None
    assert "Підгрупи" not in {tile.title for tile in pad.tiles.tiles}
