"""The window's entry point: one QApplication, one qasync loop, one engine, one window."""

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

import qasync
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from pos_app.domain.errors import PosError
from pos_app.till.state import TillState
from pos_app.ui.desk import Desk
from pos_app.ui.engine import Engine, MakeTill
from pos_app.ui.i18n import error_text, tr
from pos_app.ui.scanner import ScannerFilter, ScannerPace
from pos_app.ui.sounds import Sounds
from pos_app.ui.window import Preferences, Window

NEVER_BY_ITSELF = 1_000_000
"""Collections of the younger objects after which Python would look through all of them."""

TIDY_EVERY_MS = 60_000


@dataclass(slots=True)
class WindowOptions:
    """How the window opens. `on_shown` gets the window at its first frame, `on_ready` follows with the first state."""

    preferences: Preferences = field(default_factory=Preferences)
    pace: ScannerPace = field(default_factory=ScannerPace)
    full_screen: bool = False
    on_shown: Callable[[Window], None] | None = None
    on_ready: Callable[[], None] | None = None


class WindowApp(QObject):
    """Keeps the window's parts together while the program runs."""

    def __init__(self, make_till: MakeTill, loop: asyncio.AbstractEventLoop, options: WindowOptions) -> None:
        super().__init__()
        self._options = options
        self.failure: BaseException | None = None
        self.engine = Engine(make_till)
        self.desk = Desk(self.engine, loop, Sounds(options.preferences.sound))
        self.scanner = ScannerFilter(options.pace)
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self.scanner)
        self.window = Window(self.desk, self.scanner, options.preferences)
        self._tidying = QTimer(self, interval=TIDY_EVERY_MS)
        self._tidying.timeout.connect(self._tidy)
        self.engine.started.connect(self._started)
        self.engine.failed.connect(self._failed)

    def start(self) -> None:
        """Show the window, then start the engine: the first frame waits for nothing."""
        if self._options.full_screen:
            self.window.showFullScreen()
        else:
            self.window.show()
        QTimer.singleShot(0, self, self._shown)

    def _shown(self) -> None:
        self.engine.start()
        if self._options.on_shown is not None:
            self._options.on_shown(self.window)

    def _started(self, state: TillState) -> None:
        self.desk.show(state)
        # a whole collection holds the screen for a tenth of a second: it waits for a pause between two customers
        gc.set_threshold(*gc.get_threshold()[:2], NEVER_BY_ITSELF)
        self._tidying.start()
        if self._options.on_ready is not None:
            self._options.on_ready()

    def _tidy(self) -> None:
        if self.desk.idle and self.desk.state.cart.is_empty:
            gc.collect()

    def _failed(self, error: BaseException) -> None:
        self.failure = error
        words = error_text(error) if isinstance(error, PosError) else tr("Каса не запустилася. Дані збережено.")
        self.desk.fail(words, error.code if isinstance(error, PosError) else "internal")

    async def stop(self) -> None:
        """End the flows of the screen, then the engine's thread."""
        await self.desk.stop()
        await asyncio.get_running_loop().run_in_executor(None, self.engine.stop)


def run_window(make_till: MakeTill, options: WindowOptions | None = None) -> int:
    """Open the window over a till and run until it is closed. → the process's exit code.

    `make_till` is awaited in the engine's thread; what it raises is shown in the window and makes the exit code 1.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("pos-app")
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    parts = WindowApp(make_till, loop, options or WindowOptions())
    closed = asyncio.Event()
    app.lastWindowClosed.connect(closed.set)
    app.setQuitOnLastWindowClosed(False)
    _end_on_signals(parts.window)
    parts.start()
    with loop:
        loop.run_until_complete(closed.wait())
        loop.run_until_complete(parts.stop())
    return 1 if parts.failure is not None else 0


def _end_on_signals(window: Window) -> None:
    """Ctrl+C and a shutdown of the computer close the window the ordinary way."""
    for name in ("SIGINT", "SIGTERM"):
        signal.signal(getattr(signal, name), lambda *_: window.close())
    if os.name == "posix":
        # Python runs a signal's handler only between its own instructions; Qt waits outside of them
        ticker = QTimer(window, interval=300)
        ticker.timeout.connect(lambda: None)
        ticker.start()
