"""The look of the window and its keys: chosen on a page, seen at once, kept on this register."""

import asyncio
import json

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from ui_devices import FakeBench
from ui_fake_till import PIN, FakeTill
from ui_goods import ean
from ui_stage import Stage
from ui_walk import faults, place_of

from pos_app.app import window as app_window
from pos_app.domain.errors import PosError
from pos_app.ui.app import WindowApp, WindowOptions, run_window
from pos_app.ui.keys import KEYS, Action, KeyTable
from pos_app.ui.preferences import PRESETS, THEMES, Preferences
from pos_app.ui.screens.palette_pane import _TWICE
from pos_app.ui.screens.tasks import Task
from pos_app.ui.theme import load_palette

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def page(stage, tab=0):
    stage.window.open_page(Task.APPEARANCE)
    stage.window.appearance.tabs.choose(tab)
    stage.calm()
    return stage.window.appearance


def drawn(stage, true):
    stage.until(true)
    stage.calm()


# what is kept


def test_what_was_chosen_is_the_same_after_the_next_start():
    chosen = Preferences("mono", "en", False, preset="kiosk", mirrored=True, text=175, keys={"pay": "Ctrl+P"})
    again = Preferences()
    again.take_kept(chosen.kept())
    assert again == chosen


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        "null",
        '{"text": true}',
        '{"text": [100]}',
        '{"theme": "pink", "text": 1000, "mirrored": 3, "keys": [1], "hint": "x"}',
    ],
)
def test_a_file_that_means_nothing_changes_nothing(text):
    chosen = Preferences()
    chosen.take_kept(text)
    assert chosen == Preferences()


def test_the_program_reads_what_it_wrote_and_knows_the_tills_to_learn_on(tmp_path, monkeypatch):
    seen = []
    monkeypatch.setattr(app_window, "run_window", lambda make, options: seen.append(options) or 0)
    app_window.run(app_window.Opened(lambda: None, tmp_path, read_training=lambda: None))
    seen[0].keep(Preferences("dark", text=150).kept())
    app_window.run(app_window.Opened(lambda: None, tmp_path))
    first, second = seen
    assert (second.preferences.theme, second.preferences.text) == ("dark", 150)
    assert [one.name for one in tmp_path.iterdir()] == ["look.json"]
    assert first.make_training is not None
    assert not first.preferences.training
    assert second.make_training is None
    assert second.preferences.training


# the page


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_is_seen_at_once_and_the_page_stays(till, theme):
    kept = []
    till.window.preferred.connect(lambda: kept.append(json.loads(till.window._preferences.kept())))
    appearance = page(till)
    place = THEMES.index(theme)
    till.touch(appearance.appearance.answers["theme"].buttons[place])
    drawn(till, lambda: till.window.look.colours == load_palette(theme))
    assert till.window.shows("appearance")
    assert [one["theme"] for one in kept] == ([] if theme == "light" else [theme])
    assert faults(till.window) == []


def test_all_of_it_by_keys_alone(till):
    page(till)
    till.key(Key.Key_Down)
    till.key(Key.Key_Right)
    drawn(till, lambda: till.window.look.plan.columns == 5)
    till.key(Key.Key_Right)
    drawn(till, lambda: not till.window.look.plan.numpad)
    till.key(Key.Key_Escape)
    assert till.window.shows("till")
    assert till.window.till.pad.tiles.per_page == 20


def test_sound_is_off_at_once_and_nothing_is_drawn_anew(till):
    appearance = page(till)
    till.desk.sounds.on = True
    till.window._preferences.sound = True
    till.touch(appearance.appearance.answers["sound"].buttons[1])
    assert not till.desk.sounds.on
    assert till.window.appearance is appearance


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1366, 768), (1920, 1080)])
@pytest.mark.parametrize("text", [100, 200])
def test_every_layout_is_whole_at_every_size_of_text(qapp, preset, width, height, text):
    stage = Stage(FakeTill(), width, height, preset=preset, text=text, mirrored=text == 200)
    stage.open_till()
    for number in (1, 2, 3, 5, 7):
        stage.scan(ean(number))
    found = faults(stage.window)
    stage.touch("Пошук", stage.window.till.pad)
    found += faults(stage.window)
    stage.key(Key.Key_F6)
    stage.calm()
    found += faults(stage.window)
    stage.key(Key.Key_Escape)
    page(stage)
    found += faults(stage.window)
    stage.window.appearance.tabs.choose(1)
    found += faults(stage.window)
    stage.close()
    assert found == []


def test_letters_grow_where_they_have_room_and_positions_never_move(qapp):
    places, pixels = [], []
    for text in (100, 200):
        stage = Stage(FakeTill(), text=text)
        stage.open_till()
        window = stage.window
        watched = (window.till.table, window.till.totals, window.till.pad.pay_button)
        clock = place_of(window.top.clock, window)
        places.append([*(place_of(widget, window) for widget in watched), clock.left(), clock.right()])
        pixels.append(window.till.pad.block.numpad.keys["7"].text_rows()[1])
        stage.close()
    assert places[0] == places[1]
    assert pixels[1] > 1.5 * pixels[0]


def test_mirrored_the_receipt_is_on_the_right(qapp):
    stage = Stage(FakeTill(), mirrored=True)
    stage.open_till()
    till = stage.window.till
    assert till.panes.geometry().right() < till.table.geometry().left()
    stage.close()


# keys


def press(stage, key, modifiers=Qt.KeyboardModifier.NoModifier, text=""):
    stage.key(key, text, modifiers)


def test_an_action_gets_another_key_and_the_old_one_is_free(till):
    shortcuts = page(till, 1).shortcuts
    till.enter()
    assert shortcuts.waiting is Action.SEARCH
    press(till, Key.Key_F, CTRL)
    assert till.window._preferences.keys == {"search": "Ctrl+F"}
    drawn(till, lambda: not till.window._rebuild_later.isActive())
    till.window.show_till()
    press(till, Key.Key_F2)
    assert till.window.till.pad.tab == "quick"
    press(till, Key.Key_F, CTRL)
    assert till.window.till.pad.tab == "search"
    assert till.window.key_bar.buttons[Action.SEARCH].key == "Ctrl+F"


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        (Key.Key_F6, "", "F6 уже має дію «Оплата»."),
        (Key.Key_Tab, "", "Tab уже має дію «керування списком»."),
        (Key.Key_A, "a", "A не підходить: нею друкують."),
    ],
)
def test_a_key_that_is_taken_or_typed_with_is_refused_in_words(till, key, text, words):
    shortcuts = page(till, 1).shortcuts
    till.enter()
    press(till, key, text=text)
    assert shortcuts.note.text() == words
    assert till.window._preferences.keys == {}


def test_the_usual_keys_come_back(till):
    till.window._keys.give(Action.PAY, "Ctrl+P")
    till.window._preferences.keys = {"pay": "Ctrl+P"}
    page(till, 1)
    press(till, Key.Key_Delete)
    assert till.window._preferences.keys == {}
    assert till.window._keys.key(Action.PAY) == "F6"


def test_what_was_kept_wrongly_leaves_the_usual_keys():
    table = KeyTable({"pay": "F12", "nothing": "F1", "back": "F8", "search": "q", "price": "Ctrl+B"})
    assert table.changed == {Action.PRICE: "Ctrl+B"}
    assert table.key(Action.PAY) == KEYS[Action.PAY]


@pytest.mark.parametrize("typed", ["звіти", "pdsnb"])
def test_the_palette_finds_an_action_in_either_layout_and_does_it(till, typed):
    press(till, Key.Key_K, CTRL)
    till.type(typed)
    till.enter()
    till.until(lambda: till.window.shows("reports"))


def test_the_palette_finds_the_demo_s_switches_where_there_are_any(till):
    press(till, Key.Key_K, CTRL)
    till.type("злам")
    assert till.window.till.panes.pane.rows.rows == ()
    press(till, Key.Key_K, CTRL)
    till.desk.bench = FakeBench()
    press(till, Key.Key_K, CTRL)
    till.type("злам")
    till.enter()
    till.until(lambda: till.window.shows("bench"))


def test_the_palette_opens_over_the_till_from_any_page(till):
    page(till)
    press(till, Key.Key_K, CTRL)
    assert till.window.shows("till")
    till.type("кільк")
    assert till.window.till.panes.pane.rows.rows[0].key == Action.QUANTITY
    press(till, Key.Key_K, CTRL)
    assert till.window.till.panes.pane is None


def test_no_word_of_the_palette_means_an_action_and_another_task():
    assert set(Action) & set(Task) == set(_TWICE)


def hold(stage, kind):
    stage.app.sendEvent(stage.window, QKeyEvent(kind, Key.Key_F1.value, Qt.KeyboardModifier.NoModifier))


def test_held_the_help_key_shows_the_key_of_each_button_and_released_takes_them_away(till):
    till.scan(ean(1))
    hold(till, QEvent.Type.KeyPress)
    till.until(lambda: till.window.hints.shown is not None)
    shown = {key for _, key in till.window.hints.shown.hints}
    assert {"F2", "F6", "F12", "Ctrl+G", "Ctrl+D"} <= shown
    till.window.grab()
    hold(till, QEvent.Type.KeyRelease)
    assert till.window.hints.shown is None
    assert till.window.till.panes.pane is None


def held(till):
    hold(till, QEvent.Type.KeyPress)
    till.until(lambda: till.window.hints.shown is not None)
    return till.window.hints.shown.marked


@pytest.mark.parametrize("ukrainian", [False, True])
def test_a_button_without_a_key_is_touched_by_the_sign_that_is_shown_on_it(till, ukrainian):
    till.window.open_page(Task.REPORTS)
    till.calm()
    button = till.window.reports.tabs.buttons[4]
    mark = next(mark for mark, one in held(till).items() if one is button)
    typed = dict(zip("QWERTYUIOP", "ЙЦУКЕНГШЩЗ", strict=True)).get(mark, mark) if ukrainian else mark
    till.app.sendEvent(till.window, QKeyEvent(QEvent.Type.KeyPress, ord(typed), Qt.KeyboardModifier.NoModifier, typed))
    till.scanner.hand_on()
    assert till.window.hints.shown is None
    assert till.window.reports.tabs.place == 4
    hold(till, QEvent.Type.KeyRelease)
    assert till.window.shows("reports")


def test_a_sign_that_stands_nowhere_stays_a_key(till):
    assert "Z" not in held(till)
    till.key(Key.Key_F10)
    hold(till, QEvent.Type.KeyRelease)
    assert till.window.hints.shown is None
    assert till.window.till.panes.pane is not None


# training, and a slow sale


def test_training_is_another_till_in_another_colour_and_ends_again(qapp):
    shop, school = FakeTill(), FakeTill()
    seen = []

    async def make_shop():
        return shop

    async def make_school():
        return school

    options = WindowOptions(make_training=make_school, training_hint="Навчальна каса")

    def look():
        window = options_window[-1]
        top = window.window()
        if not top.isVisible() or top.content is not window or len(seen) == len(options_window):
            return
        if window._desk.state.cashier is None:
            if not window.sign_in._waiting and not window._desk._running:
                for text in (*PIN, "\r"):
                    key = Key.Key_Return if text == "\r" else Key(ord(text))
                    QApplication.sendEvent(window, QKeyEvent(QEvent.Type.KeyPress, key.value, CTRL & ~CTRL, text))
                window.sign_in.pin.set_text(PIN)
                window.sign_in.sign_in()
        elif window._desk.idle or window.till.panes.pane is not None:
            if window.till.panes.pane is not None:
                window.till.panes.pane.go_back()
                return
            seen.append((window.look.training, window.look.colours.bar.name(), window._preferences.hint))
            if len(seen) == 3:
                top.close()
            else:
                window.till.run_task(Task.TRAINING)

    options_window = []

    def shown(window):
        options_window.append(window)
        timer = QTimer(window, interval=15)
        timer.timeout.connect(look)
        timer.start()

    options.on_shown = shown
    assert run_window(make_shop, options) == 0
    light = load_palette("light")
    assert seen == [
        (False, light.bar.name(), ""),
        (True, light.training.name(), "Навчальна каса"),
        (False, light.bar.name(), ""),
    ]
    assert shop.calls.count(("shutdown",)) == 2
    assert school.calls.count(("shutdown",)) == 1


def test_in_training_the_receipt_says_across_itself_that_it_is_none(qapp):
    pictures = []
    for training in (False, True):
        stage = Stage(FakeTill(), training=training)
        stage.open_till()
        pictures.append(stage.window.till.table.view.viewport().grab().toImage())
        stage.close()
    assert pictures[0] != pictures[1]


def test_while_a_slow_sale_is_registered_its_receipt_stays_in_sight(till):
    numbered = till.till.gates["number"] = asyncio.Event()
    till.scan(ean(1))
    till.key(Key.Key_F12)
    till.until(lambda: till.desk.state.cart.is_empty)
    till.app.processEvents()
    assert till.window.till.table.model.rowCount() == 1
    assert till.window.till.totals.figure == "32,50"
    till.engine._loop.call_soon_threadsafe(numbered.set)
    till.until(lambda: till.window.till.panes.pane is None)
    till.calm()
    assert till.window.till.table.model.rowCount() == 0
    assert till.window.till.totals.caption == "РЕШТА"


def test_choices_that_cannot_be_written_are_told(qapp):
    class Desk:
        async def look_up(self, command):
            raise OSError(28, "No space left on device")

    app = WindowApp.__new__(WindowApp)
    app.desk = Desk()
    keeping = app._keep_in_a_worker(lambda text: None, "{}")
    with pytest.raises(PosError) as told:
        keeping.send(None)
    assert told.value.code == "disk_full"
