"""A whole window over the fake till: engine thread, screen loop and all; for the tests and for the pictures."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

import qasync
from PySide6.QtCore import QAbstractEventDispatcher, QDeadlineTimer, QEvent, QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from shiboken6 import delete
from ui_fake_till import NOW, PIN, FakeTill

from pos_app.ui.desk import Desk
from pos_app.ui.engine import Engine
from pos_app.ui.i18n import tr
from pos_app.ui.preferences import Preferences
from pos_app.ui.scanner import ScannerFilter
from pos_app.ui.sounds import Sounds
from pos_app.ui.window import Window

T = TypeVar("T")
HANGS_MS = 60_000
"""So long nothing takes on the busiest machine."""


class Stage:
    """Everything between a cashier's fingers and the till's door."""

    def __init__(self, till: FakeTill | None = None, width: int = 1366, height: int = 768, **preferences: Any) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.app = app
        self.till = till or FakeTill()
        self.loop = qasync.QEventLoop(app, already_running=True)
        self.ms = 1000.0
        self.engine = Engine(self._make)
        self.desk = Desk(self.engine, self.loop, Sounds(on=False))
        self.heard: list[str] = []
        self.desk.sounds.play = lambda sound: self.heard.append(str(sound))  # type: ignore[method-assign]
        self.scanner = ScannerFilter(clock_ms=lambda: self.ms)
        app.installEventFilter(self.scanner)
        self.window = Window(
            self.desk,
            self.scanner,
            Preferences(sound=False, **preferences),
            size=(width, height),
            now=lambda: NOW,
            new_id=self._new_id,
        )
        self._ids = 0
        self._ready = False
        self.engine.started.connect(self._started)
        self.window.show()
        self.engine.start()
        self.until(lambda: self._ready)

    async def _make(self) -> FakeTill:
        return self.till

    def _started(self, state: object) -> None:
        self.desk.show(state)  # type: ignore[arg-type]
        self._ready = True

    def _new_id(self) -> str:
        self._ids += 1
        return f"request-{self._ids}"

    def close(self) -> None:
        """Take everything down again; nothing may run on."""
        self.app.removeEventFilter(self.scanner)
        stopping = self.loop.create_task(self.desk.stop())
        self.until(stopping.done)
        self.engine.stop()
        self.window._language.switch("uk")
        self.window.close()
        # with all their timers: none may come to a loop that is closed
        for ended in (self.window, self.scanner, self.desk):
            delete(ended)
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.app.processEvents()
        self.loop.stop()
        self.app.aboutToQuit.disconnect(self.loop._after_run_forever)
        asyncio.events._set_running_loop(None)
        self.loop.close()

    # waiting

    def until(self, true: Callable[[], object], timeout_ms: int = HANGS_MS) -> None:
        """Let events run until something is true; the timeout only ends a test that hangs."""
        deadline = QDeadlineTimer(timeout_ms)
        ticker = QTimer(interval=4)  # what the engine's thread did without a signal is looked at again, too
        ticker.start()
        dispatcher = QAbstractEventDispatcher.instance()
        while not true():
            if deadline.hasExpired():
                raise AssertionError("it did not come true in time")
            dispatcher.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        ticker.stop()

    def calm(self) -> None:
        """Wait until no flow runs that is not waiting for the cashier, and everything is painted."""
        self.until(lambda: self.desk._running == 0)
        for _ in range(3):
            self.engine_turn()
            self.app.processEvents()

    def engine_turn(self) -> None:
        """Wait until the engine has done all it was asked before now, and its signals have been taken."""

        async def nothing(till: object) -> None:
            await asyncio.sleep(0)

        done = self.engine.submit(nothing)
        self.until(done.done)
        self.app.processEvents()

    def tell(self, **changes: Any) -> None:
        """Let the till publish a changed state."""

        async def publish(till: object) -> None:
            self.till.publish(**changes)

        self.until(self.engine.submit(publish).done)
        revision = self.till.state.revision
        self.until(lambda: self.desk.state.revision >= revision)
        self.app.processEvents()

    def till_does(self, command: Callable[[Any], Any]) -> None:
        """Run a command straight at the till."""
        done = self.engine.submit(command)
        self.until(done.done)
        done.result()
        self.calm()

    # fingers

    def key(self, key: Qt.Key, text: str = "", modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key, pressed by a person: long after the one before."""
        self.ms += 200
        self._press(key, text, modifiers)
        if text and text.isprintable():
            self.scanner.hand_on()
        self.app.processEvents()

    def _press(self, key: Qt.Key, text: str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            self.app.sendEvent(self.window, QKeyEvent(kind, key.value, modifiers, text))

    def type(self, text: str) -> None:
        """A person types."""
        for char in text:
            self.key(Qt.Key(ord(char.upper())) if ord(char) < 128 else Qt.Key.Key_unknown, char)

    def enter(self) -> None:
        """The Enter key."""
        self.key(Qt.Key.Key_Return, "\r")

    def burst(self, code: str, gap_ms: float = 8, end: Qt.Key = Qt.Key.Key_Return) -> None:
        """A scanner types."""
        self.ms += 500
        for char in code:
            self.ms += gap_ms
            self._press(Qt.Key(ord(char.upper())) if ord(char) < 128 else Qt.Key.Key_unknown, char)
        self.ms += gap_ms
        self._press(end, "\r" if end == Qt.Key.Key_Return else "\t")

    def touch(self, target: QWidget | str, within: QWidget | None = None) -> None:
        """A finger on a widget, or on the visible button with this text."""
        widget = self.button(target, within) if isinstance(target, str) else target
        assert widget.isVisible(), f"{target} is not there to touch"
        assert widget.isEnabled(), f"{target} is dim"
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.app.processEvents()

    def touch_at(self, widget: QWidget, point: QPoint) -> None:
        """A finger on a place of a painted widget."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
        self.app.processEvents()

    def button(self, text: str, within: QWidget | None = None) -> QAbstractButton:
        """The visible button with a text or an accessible name, in whichever language the window speaks."""
        for button in (within or self.window).findChildren(QAbstractButton):
            if button.isVisible() and {text, tr(text)} & {button.text(), button.accessibleName()}:
                return button
        raise AssertionError(f"no visible button says {text!r}")

    def touch_tile(self, title: str) -> None:
        """A finger on the tile with this beginning of a title."""
        grid = self.window.till.pad.tiles
        begins = (title, tr(title))
        place = next(place for place, tile in enumerate(grid.tiles) if tile.title.startswith(begins))
        while grid.page != place // 12:
            self.touch(self.window.till.pad.forth)
        self.touch_at(grid, grid.tile_rect(place % 12).center())

    # ready-made beginnings

    def sign_in(self) -> None:
        """By the PIN."""
        self.type(PIN)
        self.enter()
        self.until(lambda: self.desk.state.cashier is not None)
        self.calm()

    def open_till(self) -> None:
        """Signed in, shift open, nothing in the basket."""
        self.sign_in()
        self.enter()
        self.until(lambda: self.desk.state.shift is not None)
        self.calm()

    def scan(self, code: str) -> None:
        """A scan, taken to its end."""
        before = len(self.till.called("scan"))
        self.burst(code)
        self.until(lambda: len(self.till.called("scan")) > before)
        self.calm()
