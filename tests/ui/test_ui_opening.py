"""From the first frame to the till: the PIN pad is there at once, and nothing that is pressed meanwhile is lost."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui_fake_till import PIN, FakeTill

from pos_app.ui.app import Loader, WindowOptions, run_window
from pos_app.ui.scanner import ScannerFilter
from pos_app.ui.shell import Shell

HEAVY = ("asyncio", "qasync", "httpx", "pydantic", "apsw", "pos_app.till", "pos_app.store", "pos_app.ui.window")


def test_nothing_of_the_till_is_loaded_before_the_first_frame():
    look = "import sys, pos_app.app.cli, pos_app.app.window; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "pos_app.ui.shell" in loaded
    assert [name for name in loaded if name.startswith(HEAVY)] == []


def shell() -> Shell:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, Shell) and one.isVisible())


def press(key: Qt.Key, text: str = "") -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(shell(), QKeyEvent(kind, key.value, Qt.KeyboardModifier.NoModifier, text))


def opened(monkeypatch, while_loading, then) -> FakeTill:
    """Run the whole program; `while_loading` has the screen while nothing of the till is there."""
    till = FakeTill()
    load = Loader._load

    def slow(loader: Loader) -> None:
        QTimer.singleShot(0, loader, pressed)
        asked.wait()
        load(loader)

    import threading

    asked = threading.Event()

    def pressed() -> None:
        assert shell().content is None
        while_loading()
        asked.set()

    monkeypatch.setattr(Loader, "_load", slow)

    async def make() -> FakeTill:
        return till

    windows = []

    def look() -> None:
        top = windows[0].window()
        if top.isVisible() and then(windows[0]):
            top.close()

    def shown(window) -> None:
        windows.append(window)
        timer = QTimer(window, interval=10)
        timer.timeout.connect(look)
        timer.start()

    assert run_window(make, WindowOptions(on_shown=shown)) == 0
    return till


def test_the_scanner_s_filter_sees_nothing_before_the_first_frame_and_every_key_after_it(qapp, monkeypatch):
    seen: list[tuple[str, bool]] = []
    framed: list[bool] = []
    look_at, paint = ScannerFilter.eventFilter, Shell.paintEvent

    def looked(self, watched, event):
        seen.append((event.type().name, bool(framed)))
        return look_at(self, watched, event)

    def painted(self, event):
        paint(self, event)
        framed.append(True)

    monkeypatch.setattr(ScannerFilter, "eventFilter", looked)
    monkeypatch.setattr(Shell, "paintEvent", painted)
    opened(monkeypatch, lambda: press(Qt.Key.Key_1, "1"), lambda window: True)
    assert ("KeyPress", True) in seen
    assert [name for name, after in seen if not after] == []


def signed_in(window) -> bool:
    return window._desk.state.cashier is not None and window.shows("till")


def test_a_pin_typed_while_the_till_is_loaded_signs_in(qapp, monkeypatch):
    def type_pin():
        for digit in PIN:
            press(Qt.Key(ord(digit)), digit)
        press(Qt.Key.Key_Return, "\r")
        assert shell().sign_in.enter.text() == "Перевіряємо…"

    till = opened(monkeypatch, type_pin, signed_in)
    assert ("sign_in_pin", PIN) in till.calls


def test_a_pin_touched_while_the_till_is_loaded_signs_in(qapp, monkeypatch):
    def touch_pin():
        for digit in PIN:
            QTest.mouseClick(shell().sign_in.numpad.keys[digit], Qt.MouseButton.LeftButton)
        QTest.mouseClick(shell().sign_in.enter, Qt.MouseButton.LeftButton)

    till = opened(monkeypatch, touch_pin, signed_in)
    assert ("sign_in_pin", PIN) in till.calls


def test_half_a_pin_is_finished_on_the_page_that_takes_over(qapp, monkeypatch):
    def half():
        for digit in PIN[:2]:
            press(Qt.Key(ord(digit)), digit)

    def finish(window):
        if window.sign_in.pin.text() == PIN[:2]:
            for digit in PIN[2:]:
                press(Qt.Key(ord(digit)), digit)
            press(Qt.Key.Key_Return, "\r")
        return signed_in(window)

    till = opened(monkeypatch, half, finish)
    assert till.called("sign_in_pin") == [(PIN,)]


@pytest.mark.parametrize("way", ["pin", "login"])
def test_what_was_chosen_and_typed_stands_on_the_page_that_takes_over(qapp, monkeypatch, way):
    def type_login():
        press(Qt.Key.Key_Right)
        for letter in "olena":
            press(Qt.Key(ord(letter.upper())), letter)
        if way == "pin":
            press(Qt.Key.Key_Left)

    def stands(window):
        return window.sign_in.ways.chosen.key == way and window.sign_in.login_page.login.text() == "olena"

    opened(monkeypatch, type_login, stands)


def test_a_badge_scanned_while_the_till_is_loaded_is_taken(qapp, monkeypatch):
    till = opened(monkeypatch, lambda: shell().take_badge("BADGE-1"), lambda window: till_heard(window))
    assert till.called("sign_in_badge")


def till_heard(window) -> bool:
    return not window.sign_in._waiting and bool(window.sign_in.error.text() or window.shows("till"))


def test_closing_the_window_while_the_till_is_loaded_ends_the_program(qapp, monkeypatch):
    made = []
    load = Loader._load

    def slow(loader: Loader) -> None:
        QTimer.singleShot(0, loader, lambda: shell().close())
        load(loader)

    monkeypatch.setattr(Loader, "_load", slow)
    assert run_window(lambda: made.append(1), WindowOptions()) == 0
    assert made == []


def test_what_cannot_be_loaded_is_told_by_the_program_itself(qapp, monkeypatch):
    def broken(loader: Loader) -> None:
        loader.failure = ImportError("qasync")
        loader.loaded.emit()

    monkeypatch.setattr(Loader, "_load", broken)
    with pytest.raises(ImportError):
        run_window(lambda: None, WindowOptions())
    assert not any(isinstance(one, Shell) and one.isVisible() for one in QApplication.topLevelWidgets())


def test_a_finger_on_the_pad_is_waited_for_before_the_till_takes_its_place(qapp, monkeypatch):
    held = []
    monkeypatch.setattr(QApplication, "mouseButtons", staticmethod(lambda: Qt.MouseButton.LeftButton if held else 0))

    def hold():
        held.append(1)
        QTimer.singleShot(60, qapp, held.clear)

    def moved(window):
        assert not held
        return True

    opened(monkeypatch, hold, moved)


def test_pyside_reads_no_sources_of_what_is_imported_after_it():
    look = "import linecache, pos_app.ui.app, pos_app.ui.window; print(*linecache.cache)"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert [name for name in done.stdout.split() if "pos_app" in name] == []
