"""The window's entry point: one QApplication, one qasync loop, one engine, one window."""

import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from pos_app.ui import quick_imports  # noqa: F401 - before everything that it makes quick
from pos_app.ui.preferences import Preferences
from pos_app.ui.scanner import ScannerFilter, ScannerPace
from pos_app.ui.shell import Shell
from pos_app.ui.tidying import Tidying

if TYPE_CHECKING:
    # loaded behind the first frame
    import asyncio

    from pos_app.till.state import TillState
    from pos_app.ui.bench import Bench
    from pos_app.ui.engine import MakeTill
    from pos_app.ui.window import Window

LOADED_UNSEEN_MS = 500
"""When the till is loaded behind a window that has not been painted: minimised, say."""


class After(Enum):
    """What follows the till that has ended in the window."""

    NOTHING = auto()
    TRAINING = auto()
    """The till to learn on, or the shop's own again."""
    RESTART = auto()
    """Whatever the settings say now."""
    RESCUE = auto()
    """The training till, whatever they say: the shop's keys are changed there."""


@dataclass(slots=True)
class WindowOptions:
    """How the window opens. `on_shown` gets the till's window once it is loaded; `on_ready` follows the first state."""

    preferences: Preferences = field(default_factory=Preferences)
    pace: ScannerPace = field(default_factory=ScannerPace)
    full_screen: bool = False
    find_bench: "Callable[[], Bench | None]" = lambda: None
    """The demo's switches, once its till is made; None for a real till."""
    on_shown: "Callable[[Window], None] | None" = None
    on_ready: Callable[[], None] | None = None
    keep: Callable[[str], None] | None = None
    """Writes the preferences down; called in a worker of the engine's thread."""
    make_training: "MakeTill | None" = None
    """Another till, to learn on: its own data, the sandbox's servers. None where there is nothing to learn beside."""
    training_hint: str = ""
    reopen: "Callable[[WindowOptions, bool], tuple[MakeTill, WindowOptions]] | None" = None
    """The till that follows a restart, and how its window opens. Gets how the one before was opened, and whether the
    training till is wanted whatever the settings say."""
    watch_ms: float = 0
    """Log whatever holds the screen longer than this; 0: nobody looks, and it costs nothing."""


class Loader(QObject):
    """Imports what the till is made of, in a thread of its own: the PIN pad is painted and typed into meanwhile."""

    loaded = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.failure: BaseException | None = None
        self._thread = threading.Thread(target=self._load, name="loader", daemon=True)

    def start(self) -> None:
        """Begin; `loaded` follows whether all went well or not."""
        # with a library of C, which the first frame does not wait for
        from pos_app.ui.freed_memory import give_back

        give_back()
        self._thread.start()

    def wait(self) -> None:
        """Until the thread has ended: an import must not be torn off by the end of the program."""
        if self._thread.ident:
            self._thread.join()

    def _load(self) -> None:
        try:
            import qasync  # noqa: F401 - the loop of the screen's thread is made with it

            import pos_app.ui.screens.till
            import pos_app.ui.window  # noqa: F401 - only loaded here
        except BaseException as error:  # noqa: BLE001 - the thread's border: the screen's thread raises it again
            self.failure = error
        self.loaded.emit()


class WindowApp(QObject):
    """Keeps the window's parts together while the program runs."""

    def __init__(self, make_till: "MakeTill", loop: "asyncio.AbstractEventLoop", opening: "Opening") -> None:
        from pos_app.ui.desk import Desk
        from pos_app.ui.engine import Engine
        from pos_app.ui.sounds import Sounds
        from pos_app.ui.window import Window

        super().__init__()
        options = self._options = opening.options
        self.failure: BaseException | None = None
        self.shell = opening.shell
        self.engine = Engine(make_till)
        self.engine.started.connect(self._started)
        self.engine.failed.connect(self._failed)
        self.engine.start()
        self.desk = Desk(self.engine, loop, Sounds(options.preferences.sound))
        self._scanner = opening.scanner
        size = self.shell.width(), self.shell.height()
        language = self.shell.language
        self.window = Window(self.desk, opening.scanner, options.preferences, size=size, language=language)
        self.window.preferred.connect(self._keep)
        self.window.training_wanted.connect(self._turn_training)
        self.window.restart_wanted.connect(lambda: self._restart(After.RESTART))
        self.window.rescue_wanted.connect(lambda: self._restart(After.RESCUE))
        self.ended = loop.create_future()
        """Its result says what follows."""
        self.shell.closed.connect(lambda: self._end(After.NOTHING))
        self._tidying = opening.tidying
        self._has_state = False
        self._moving_in = QTimer(self, interval=0)
        self._moving_in.timeout.connect(self._move_in)
        self._moving_in.start()

    def _move_in(self) -> None:
        """Into the shell, but not under a finger: a touch that began on the PIN pad ends there."""
        if QApplication.mouseButtons():
            return
        self._moving_in.stop()
        self.window.sign_in.take_over(self.shell.sign_in)
        self.shell.show_content(self.window)
        # the page that follows the PIN is made while it is typed
        QTimer.singleShot(0, self.window, lambda: self.window.till)
        if self._options.on_shown is not None:
            self._options.on_shown(self.window)
        self._say_ready()

    def _started(self, state: "TillState") -> None:
        self.desk.bench = self._options.find_bench()
        self.desk.show(state)
        self._tidying.is_pause = lambda: self.desk.idle and self.desk.state.cart.is_empty
        self._has_state = True
        self._say_ready()

    def _say_ready(self) -> None:
        """The window may be in its place before or after the till's first state."""
        if self._options.on_ready is not None and self._has_state and not self._moving_in.isActive():
            self._options.on_ready()

    def _end(self, after: After) -> None:
        if not self.ended.done():
            self.ended.set_result(after)

    def _turn_training(self) -> None:
        """Learning begins or ends with another till; neither sees anything of the other's."""
        from pos_app.ui.screens.tasks import Task

        if self._options.make_training is None:
            # this till is the one to learn on: the first steps say so
            self.window.open_page(Task.GUIDE)
        elif self.window.may_close() and self.desk.idle:
            self._end(After.TRAINING)

    def _restart(self, after: After) -> None:
        """Another till of the settings follows; a pane that asks whether a shift is to be opened is left."""
        if self._options.reopen is not None and self.window.may_close() and not self.desk.at_work:
            self._end(after)

    def _keep(self) -> None:
        if self._options.keep is not None:
            self.desk.start(self._keep_in_a_worker(self._options.keep, self._options.preferences.kept()))

    async def _keep_in_a_worker(self, keep: Callable[[str], None], text: str) -> None:
        import asyncio

        from pos_app.domain.errors import refused

        try:
            await self.desk.look_up(lambda _till: asyncio.to_thread(keep, text))
        except Exception as error:
            raise refused("disk_full") from error

    def _failed(self, error: BaseException) -> None:
        from pos_app.domain.errors import PosError
        from pos_app.ui.i18n import error_text, tr

        self.failure = error
        words = error_text(error) if isinstance(error, PosError) else tr("Каса не запустилася. Дані збережено.")
        self.desk.fail(words, error.code if isinstance(error, PosError) else "internal")

    def leave(self) -> None:
        """Out of the shell: another till moves in."""
        self._tidying.is_pause = lambda: False
        self.window.hide()
        self.window.setParent(None)
        self.window.deleteLater()

    async def stop(self) -> None:
        """End the flows of the screen, then the engine's thread."""
        import asyncio

        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self._scanner)
        await self.desk.stop()
        await asyncio.get_running_loop().run_in_executor(None, self.engine.stop)


class Opening:
    """The time from the first frame until everything is loaded; all that is pressed meanwhile is kept."""

    def __init__(self, app: QApplication, options: WindowOptions) -> None:
        self.options = options
        self._app = app
        self.scanner = ScannerFilter(options.pace)
        self.shell = Shell(options.preferences)
        self.scanner.scanned.connect(self.shell.take_badge)
        self.tidying = Tidying()
        self._loader = Loader()
        self._begun = False
        self._loaded = False
        self._closed = False

    def run(self, app: QApplication) -> bool:
        """Show the shell at once and load the rest; → False where the window was closed before that had ended."""
        loader, waiting = self._loader, QEventLoop()
        loader.loaded.connect(self._load)
        app.setQuitOnLastWindowClosed(False)
        self.shell.closed.connect(self._close)
        if self.options.full_screen:
            self.shell.showFullScreen()
        else:
            self.shell.show()
        self.shell.painted.connect(self._begin, Qt.ConnectionType.QueuedConnection)
        QTimer.singleShot(LOADED_UNSEEN_MS, loader, self._begin)
        while not (self._loaded or self._closed):
            waiting.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        loader.wait()
        if loader.failure is not None:
            raise loader.failure
        self.tidying.start()
        return not self._closed

    def _begin(self) -> None:
        """Behind the first frame, or a window that nobody sees: imports would fight it for the interpreter.

        So would the scanner's filter: the first thing of Qt's own that is shown to it makes PySide name every class it
        has, 30 ms where Qt's platform has such things. No key comes before there is a frame to see.
        """
        if not self._begun:
            self._begun = True
            self._app.installEventFilter(self.scanner)
            self._loader.start()

    def _load(self) -> None:
        self._loaded = True

    def _close(self) -> None:
        self._closed = True


def run_window(make_till: "MakeTill", options: WindowOptions | None = None) -> int:
    """Open the window over a till and run until it is closed. → the process's exit code.

    `make_till` is awaited in the engine's thread; what it raises is shown in the window and makes the exit code 1.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("pos-app")
    opening = Opening(app, options or WindowOptions())
    try:
        return _run_till(app, make_till, opening) if opening.run(app) else 0
    finally:
        opening.tidying.stop()
        delete(opening.shell)  # with the till in it: neither a timer nor a screen's change finds it without its loop


def _run_till(app: QApplication, make_till: "MakeTill", opening: Opening) -> int:
    import asyncio

    import qasync

    # before a till is opened there is nothing that a signal could cut off
    _end_on_signals(opening.shell)
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    if opening.options.watch_ms:
        from pos_app.ui.watchdog import ScreenWatch

        app.aboutToQuit.connect(ScreenWatch(opening.options.watch_ms, app).stop)
    options = opening.options
    training = False
    with loop:
        while True:
            parts = WindowApp(options.make_training if training and options.make_training else make_till, loop, opening)
            after = loop.run_until_complete(parts.ended)
            loop.run_until_complete(parts.stop())
            if after is After.NOTHING:
                return 1 if parts.failure is not None else 0
            parts.leave()
            if after is not After.TRAINING and options.reopen is not None:
                make_till, options = options.reopen(options, after is After.RESCUE)
                opening.options, training = options, False
            else:
                training = not training
                options.preferences.training = training
                options.preferences.hint, options.training_hint = options.training_hint, options.preferences.hint
            opening.shell.open_again(options.preferences)


def _end_on_signals(window: Shell) -> None:
    """Ctrl+C and a shutdown of the computer close the window the ordinary way."""
    import signal

    for name in ("SIGINT", "SIGTERM"):
        signal.signal(getattr(signal, name), lambda *_: window.close())
    if os.name == "posix":
        # Python runs a signal's handler only between its own instructions; Qt waits outside of them
        ticker = QTimer(window, interval=300)
        ticker.timeout.connect(lambda: None)
        ticker.start()
