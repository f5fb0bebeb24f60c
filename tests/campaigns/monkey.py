"""A monkey at the whole till: keys, touches, scans, faults, long texts, closings, sizes and clocks, from a seed.

`python -m tests.campaigns.monkey --events 100000 --seeds 5` runs the real window over the real till and the sandbox's
servers, offscreen, and looks all the time: no exception, no screen block over 100 ms of its own processor time, the
basket on disk is the one that is shown, the journal's chain is whole, every sale is at the server once, and the memory
does not grow by more than 10 MB. Exit code 1 when anything is wrong.
"""

import argparse
import ctypes
import gc
import logging
import os
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1] / "ui"))

from pos_app.ui import quick_imports  # isort: skip  # noqa: F401 - first, as in the till: PySide would keep all sources

from PySide6.QtCore import QPoint, Qt, qInstallMessageHandler
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from ui_stage import Stage

from pos_app.app.compose import open_till
from pos_app.app.demo import sandbox_settings
from pos_app.app.demo_pin import PIN
from pos_app.domain.errors import PosError
from pos_app.domain.register import OperationKind, OperationState
from pos_app.domain.totals import cart_totals
from pos_app.sandbox.checkbox import Settings
from pos_app.store.operations import Operation
from pos_app.ui.freed_memory import give_back
from pos_app.ui.pages import Pages
from pos_app.ui.preferences import Preferences
from pos_app.ui.shell import Shell
from pos_app.ui.tidying import Tidying
from pos_app.ui.watchdog import ScreenWatch
from tests.campaigns.servers_apart import ServersApart

LONGEST_MS = 100.0
DRIFT_MB = 10.0
PATIENCE_MS = 30_000
"""Longer than any command may wait for a server."""
PROBED_WITHIN_S = 120
"""So soon a till that is offline looks whether Checkbox is there again."""
SENT_WITHIN_S = 900
"""What an outage has left is sent by itself."""
LOOK_EVERY = 250
SETTLE_EVERY = 25
VERIFY_EVERY = 10 * LOOK_EVERY
COLLECT_EVERY = 50
"""A hand does one thing a second, and once a minute the till collects its garbage (pos_app/ui/tidying.py)."""
WARM = 0.25
"""The share of the events after which the memory is measured first: caches of fonts, icons and pictures are full.

At half of that it is looked at once for nothing: to look makes every page at once and the window anew after it, more
than a day's work ever holds, and what that leaves would count as the monkey's.
"""
SIZES = ((1366, 768), (1024, 768), (1920, 1080), (1024, 740))
LETTERS = "йцукенгшщзхїфівапролджєячсмитьбюґ qwertyASDFG 0123456789,.*+-/\\'\"<>&;%@\u200f\u0301🙂"
Key = Qt.Key
KEYS = (
    *(Key(Key.Key_F1.value + place) for place in range(12)),
    Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right, Key.Key_PageUp, Key.Key_PageDown, Key.Key_Home,
    Key.Key_End, Key.Key_Tab, Key.Key_Delete, Key.Key_Backspace, Key.Key_Escape, Key.Key_Escape, Key.Key_Return,
    Key.Key_Return, Key.Key_Return,
)  # fmt: skip
HELD = (Key.Key_D, Key.Key_G, Key.Key_Z, Key.Key_K, Key.Key_V, Key.Key_N)
QUICK = Settings(
    open_delay_s=0.0, close_delay_s=0.0, receipt_delay_s=0.0, go_online_delay_s=0.0, receipts_per_interval=1000,
    deliveries_per_go_online=100_000,
)  # fmt: skip
DAY = 20_000
"""Events of one working day: the clock goes on by some seven hours meanwhile."""
SOLD_A_DAY = 40
"""A monkey that sells less stands somewhere and learns nothing more."""
LOCKED_OUT_S = 3600
"""Longer than a PIN is locked after wrong ones."""


def rss_mb() -> float:
    """What this process holds now."""
    gc.collect()
    if hasattr(ctypes.CDLL(None), "malloc_trim"):
        ctypes.CDLL(None).malloc_trim(0)
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


@dataclass
class Found:
    """What a run has found, and its figures."""

    wrong: list[str] = field(default_factory=list)
    events: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    sold: int = 0
    there: int = 0
    worst_ms: float = 0.0
    drift_mb: float = 0.0

    def report(self) -> str:
        """In a few lines."""
        kinds = ", ".join(f"{name} {count}" for name, count in sorted(self.kinds.items()))
        held = f"worst block {self.worst_ms:.0f} ms, drift {self.drift_mb:.1f} MB"
        figures = f"{self.sold} sold, {self.there} receipts at the server, {held}"
        return "\n".join([f"{self.events} events ({kinds})", figures, *self.wrong])


class RealStage(Stage):
    """The stage with the real service in the engine's thread, and the shell that a user closes."""

    def __init__(self, servers: ServersApart, folder: Path) -> None:
        self._servers, self._folder = servers, folder
        super().__init__()
        self.shell = Shell(Preferences(sound=False))
        self.shell.show_content(self.window)
        self.shell.show()

    async def _make(self) -> Any:
        self.till = await open_till(sandbox_settings(self._servers), self._folder)
        return self.till

    def _new_id(self) -> str:
        return str(uuid4())

    def close(self) -> None:
        """The window first leaves the shell."""
        self.window.setParent(None)
        self.shell.close()
        self.shell.deleteLater()
        super().close()


def _waits_at(flow: Any) -> str:
    """Each coroutine of a flow and the line that it stands on, down to what it waits for."""
    steps = []
    while (frame := getattr(flow, "cr_frame", None)) is not None:
        steps.append(f"{flow.__qualname__}:{frame.f_lineno}")
        flow = flow.cr_await
    return " > ".join([*steps, repr(flow)])


class _Errors(logging.Handler):
    """What the program itself logs as an error is wrong, too."""

    def __init__(self, found: Found) -> None:
        super().__init__(logging.ERROR)
        self._found = found

    def emit(self, record: logging.LogRecord) -> None:
        words = "".join(traceback.format_exception(*record.exc_info)) if record.exc_info else ""
        self._found.wrong.append(f"logged: {record.getMessage()[:200]} {words[-1500:]}")


class Monkey:
    """One run from one seed."""

    def __init__(
        self, seed: int, folder: Path, *, watch_ms: float = LONGEST_MS, drift_mb: float = DRIFT_MB
    ) -> None:
        self._most_drift_mb = drift_mb
        self.random = Random(seed)
        self.found = Found()
        self._folder = folder
        self._down = False
        self._codes: list[str] = []
        self._first_mb = 0.0
        self._sold = 0
        self._watch_ms = watch_ms
        self._acts: tuple[tuple[int, Callable[[], None]], ...] = (
            (30, self.key), (6, self.held_key), (14, self.digits), (18, self.touch), (6, self.poke),
            (2, self.two_fingers),
            (16, self.scan), (2, self.nonsense), (1, self.long_text), (1, self.fault), (1, self.close),
            (1, self.resize),
            (1, self.clock), (3, self.pay), (2, self.home),
            (4, self.sell),
        )  # fmt: skip

    def run(self, events: int) -> Found:
        """So many events; → what was found."""
        found, errors = self.found, _Errors(self.found)
        logging.getLogger().addHandler(errors)
        before = sys.excepthook
        # as the till does before its second thread; whole collections by the count of events
        give_back()
        tidying = Tidying()
        tidying.start()
        sys.excepthook = lambda *raised: found.wrong.append(f"raised: {''.join(traceback.format_exception(*raised))}")
        qInstallMessageHandler(self._heard)
        try:
            with ServersApart(QUICK) as servers:
                self.servers = servers
                self.stage = RealStage(servers, self._folder)
                self._begin()
                self._play(events)
                self._end()
                self.stage.close()
        finally:
            qInstallMessageHandler(None)
            sys.excepthook = before
            tidying.stop()
            logging.getLogger().removeHandler(errors)
        return found

    def _heard(self, kind: object, context: object, message: str) -> None:
        if "propagateSizeHints" not in message and f"Qt: {message}" not in self.found.wrong:
            self.found.wrong.append(f"Qt: {message}")

    def _begin(self) -> None:
        stage = self.stage
        stage.type(PIN)
        stage.enter()
        stage.until(lambda: stage.desk.state.cashier is not None)
        stage.desk.start(stage.desk.attempt(lambda till: till.sync_catalog(full=True)))
        stage.until(lambda: stage.desk.state.catalog.products >= 600 and not stage.desk._running)
        stage.until(lambda: len(stage.window.till.pad.shelf.quick) > 3)
        self._codes = [one.barcode for one in stage.window.till.pad.shelf.quick if one.barcode]
        self._back_to_work()
        self.watch = ScreenWatch(self._watch_ms, by_hand=True)

    def _play(self, events: int) -> None:
        weights = [weight for weight, _ in self._acts]
        for number in range(events):
            act = self.random.choices(self._acts, weights)[0][1]
            self.found.kinds[act.__name__] = self.found.kinds.get(act.__name__, 0) + 1
            self.found.events = number + 1
            self._step(act)
            if number % SETTLE_EVERY == 0:
                self._settle()
            if number % COLLECT_EVERY == 0:
                gc.collect()
            if number % LOOK_EVERY == LOOK_EVERY - 1:
                self.look(whole=number % VERIFY_EVERY == VERIFY_EVERY - 1)
                self._back_to_work()
            if number in {int(events * WARM / 2), int(events * WARM)}:
                self._first_mb = self._memory()
            if number % DAY == DAY - 1:
                self._day_ends()
            if len(self.found.wrong) > 20:
                return

    def _memory(self) -> float:
        """Megabytes, always with the same look and picture and nothing left to send, and every page made that is made
        when it is first wanted: a frame of the largest window alone takes eight, a page up to six.
        """
        desk, window = self.stage.desk, self.stage.window
        self._send_all()
        self._back_to_work()
        self.home()
        window.show_till()

        def ended() -> bool:
            # a scan that waited its turn may ask for a weight only now, and the window is made anew after it
            if (pane := window.till.panes.pane) is not None:
                pane.go_back()
            return window.parting.over and not (desk._tasks or desk._endings or window._rebuild_later.isActive())

        for name in ("theme", "language", "preset", "mirrored", "text"):
            setattr(window._preferences, name, getattr(Preferences(), name))
        window.prefer("text")
        try:
            # drawn anew, whatever size it had: pictures of goods stay decoded only as long as their page
            for size in (min(SIZES), max(SIZES)):
                self.stage.shell.resize(*size)
                self._quiet()
                self.stage.until(ended, PATIENCE_MS)
        except AssertionError:
            waiting = [_waits_at(task.get_coro()) for task in (*desk._tasks, *desk._endings)]
            where = f"{type(window.page).__name__}, pane {window.till.panes.pane}, {window._rebuild_later.isActive()=}"
            where += f" {desk._holds=} {desk._running=} {desk._scanning=}"
            self.found.wrong.append(f"{len(waiting)} flows do not end on {where}: {waiting[:3]}")
        for name, page in vars(Pages).items():
            if isinstance(page, cached_property):
                getattr(window, name)
        self.stage.calm()
        held = rss_mb()
        alone = [type(one).__name__ for one in self.stage.app.allWidgets() if one.parentWidget() is None]
        if lost := [name for name in alone if name.endswith(("Pane", "Screen", "Panel"))]:
            self.found.wrong.append(f"at event {self.found.events} nobody lets go: {lost}")
        return held

    def _send_all(self) -> None:
        """The servers answer again, and the till comes back by itself: nothing waits any more."""
        if self._down:
            self.fault()
        self.servers.ask("clear")
        self.stage.until(self.stage.engine.submit(lambda till: till.advance_clock(PROBED_WITHIN_S)).done)
        for what in ("online", "idle"):
            reached = self.stage.engine.submit(lambda till, what=what: till.wait(what, SENT_WITHIN_S))
            self.stage.until(reached.done, 2000 * SENT_WITHIN_S)
            if not reached.result():
                self.found.wrong.append(f"at event {self.found.events} the till does not become {what}")

    def _day_ends(self) -> None:
        """As in every shop: all is sent, the shift is closed, and the next day begins with a new one."""
        window, desk = self.stage.window, self.stage.desk
        self._send_all()
        self._back_to_work()
        sold = len(self.servers.ask("receipts"))
        if sold - self._sold < SOLD_A_DAY:
            where = f"{type(window.page).__name__}, pane {window.till.panes.pane}, {desk._holds=}"
            self.found.wrong.append(f"{sold - self._sold} sales until event {self.found.events}: {where}, {desk.state}")
        self._sold = sold
        window.show_till()
        done = self.stage.engine.submit(lambda till: till.close_shift())
        self.stage.until(done.done)
        if (error := done.exception()) is not None:
            self.found.wrong.append(f"the shift is not closed at event {self.found.events}: {error!r}")
        self._quiet()
        self._back_to_work()

    def _step(self, act: Callable[[], None]) -> None:
        if act.__name__ == "fault":
            act()  # the server's own work, done here
        else:
            self.watch.begin()
            try:
                act()
            except Exception:  # noqa: BLE001 - whatever comes out of the window is what is looked for
                words = traceback.format_exc()[-1500:]
                self.found.wrong.append(f"{act.__name__} at event {self.found.events}: {words}")
            self.stage.app.processEvents()
            self.watch.end()

    def _settle(self) -> None:
        """Let what runs get on; a hostile hand does not wait for its end."""
        deadline = time.monotonic() + 0.05
        while self.stage.desk._running and time.monotonic() < deadline:
            self.stage.app.processEvents()

    # what a hand can do

    def key(self) -> None:
        self.stage.key(self.random.choice(KEYS))

    def held_key(self) -> None:
        held = Qt.KeyboardModifier.ControlModifier
        key = self.random.choice(HELD)
        if self.random.random() < 0.3:
            key, held = self.random.choice(KEYS), Qt.KeyboardModifier.ShiftModifier
        self.stage.key(key, "", held)

    def digits(self) -> None:
        """Fast: no pause between the keys."""
        for _ in range(self.random.randint(1, 4)):
            digit = self.random.choice("0123456789,.*")
            self.stage._press(Key(ord(digit)), digit)
        self.stage.scanner.hand_on()

    def touch(self) -> None:
        buttons = [
            one for one in self.stage.window.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()
        ]
        if buttons:
            button = self.random.choice(buttons)
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            if self.random.random() < 0.2 and _alive(button) and button.isVisible():
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def _somewhere(self) -> tuple[QWidget, QPoint]:
        window = self.stage.window
        point = QPoint(self.random.randrange(window.width()), self.random.randrange(window.height()))
        widget = window.childAt(point) or window
        return widget, widget.mapFrom(window, point)

    def poke(self) -> None:
        """A finger anywhere."""
        widget, point = self._somewhere()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)

    def two_fingers(self) -> None:
        """Down, down, up, up."""
        places = [self._somewhere() for _ in range(2)]
        for widget, point in places:
            QTest.mousePress(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
        for widget, point in places:
            if _alive(widget):
                QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)

    def scan(self) -> None:
        self.stage.burst(self.random.choice(self._codes))

    def nonsense(self) -> None:
        codes = ("4006381333931", "ABCD123456", "2912345006789", "0" * 40, "]C1" + "9" * 30, "х" * 12, "1" * 500)
        self.stage.burst(self.random.choice(codes))

    def long_text(self) -> None:
        text = "".join(self.random.choice(LETTERS) for _ in range(500))
        self.stage.window.page.type_text(text)

    def fault(self) -> None:
        """An outage is mended soon, and well times lie between: the till must find its way back again and again."""
        what = self.random.random()
        if self._down or what < 0.1:
            self.servers.ask("open_door" if self._down else "close_door")
            self._down = not self._down
        elif what < 0.3:
            self.servers.ask("script", self.random.choice(("server_error", "html", "cut_body", "null")))
        else:
            self.servers.ask("clear")

    def close(self) -> None:
        """Refused in the middle of a payment; else the window comes back."""
        busy = bool(self.stage.desk.state.busy)
        if self.stage.shell.close():
            if busy:
                self.found.wrong.append("the window was closed in the middle of a payment")
            self.stage.shell.show()

    def resize(self) -> None:
        self.stage.shell.resize(*self.random.choice(SIZES))

    def clock(self) -> None:
        seconds = self.random.choice((1, 60, 300))
        self.stage.engine.submit(lambda till: till.advance_clock(seconds))

    def pay(self) -> None:
        self.stage.key(Key.Key_F12)

    def sell(self) -> None:
        """What a cashier does all day, somewhere between."""
        self.home()
        self.stage.window.show_till() if self.stage.desk.state.cashier is not None else None
        self._turn()
        self.scan()
        self._turn()
        self.pay()

    def home(self) -> None:
        for _ in range(3):
            self.stage.key(Key.Key_Escape)
            self._turn()

    def _turn(self) -> None:
        """Between two keys the screen is free, however fast the hand is."""
        self.stage.app.processEvents()
        self.watch.end()
        self.watch.begin()

    # looking

    def _quiet(self) -> None:
        """Until nothing runs that is not waiting for the hand; commands that wait for a server end by themselves."""
        self._ended(lambda: not self.stage.desk._running)
        self.stage.engine_turn()

    def _ended(self, true: Callable[[], bool]) -> None:
        try:
            self.stage.until(true, PATIENCE_MS)
        except AssertionError:
            stacks = [f"{task.get_stack(limit=1)}" for task in self.stage.desk._tasks]
            self.found.wrong.append(f"a command does not end at event {self.found.events}: {stacks}"[:1500])

    def _back_to_work(self) -> None:
        """A monkey that signed out would learn nothing more."""
        stage, desk = self.stage, self.stage.desk
        if desk.state.cashier is None and not self._down:
            self.servers.ask("clear")
            self._sign_in()
            if desk.state.cashier is None:
                # wrong PINs were typed, and the right one is not heard for a while
                stage.until(stage.engine.submit(lambda till: till.advance_clock(LOCKED_OUT_S)).done)
                self._sign_in()
            if desk.state.cashier is None:
                said = f"{stage.window.sign_in.error.text()!r} on {type(stage.window.page).__name__}"
                self.found.wrong.append(f"nobody can sign in at event {self.found.events}: {said}")
        if desk.state.cashier is not None and desk.state.shift is None:
            stage.window.show_till()
            self._quiet()
            while (pane := stage.window.till.panes.pane) is not None:
                pane.go_back()
            stage.desk.start(stage.desk.attempt(lambda till: till.open_shift()))
            self._quiet()

    def _sign_in(self) -> None:
        screen = self.stage.window.sign_in
        self._ended(lambda: not screen._waiting)
        screen.ways.choose(0)
        screen.pin.set_text(PIN)
        screen.sign_in()
        self._ended(lambda: not screen._waiting)
        self._quiet()

    def look(self, *, whole: bool) -> None:
        """Basket, journal and screen agree; `whole`: the journal is read from its first row."""
        self._quiet()
        self.stage.heard.clear()
        gc.collect()
        done = self.stage.engine.submit(partial(self._compare, whole=whole))
        self.stage.until(done.done)
        try:
            self.found.wrong += done.result()
        except PosError as error:
            self.found.wrong.append(f"cannot look: {error.code}")
        window, desk = self.stage.window, self.stage.desk
        if window.page is window.till and window.till.panes.pane is None and desk._holds:
            self.found.wrong.append("scans are held on the till, where nothing is asked")
        self.found.worst_ms = max([self.found.worst_ms, *(block.own_ms for block in self.watch.blocks)])
        self.found.wrong += [
            f"the screen was held for {one.own_ms:.0f} ms at event {self.found.events}\n{one.stack[-1500:]}"
            for one in self.watch.blocks
            if one.own_ms > self._watch_ms
        ]
        self.watch.blocks.clear()

    async def _compare(self, till: Any, *, whole: bool) -> list[str]:
        wrong = []
        async with till._parts.core.turn:  # between two commands: one whose flow has ended may still be at work
            state, on_disk = till.state, till._parts.core.store.baskets.load()
        if on_disk != state.cart:
            wrong.append(f"the basket on disk is another: {len(on_disk.lines)} and {len(state.cart.lines)} lines")
        if cart_totals(state.cart, till._parts.taxes.taxes) != state.totals:
            wrong.append("the sums that are shown are not the basket's")
        if [line.id for line in state.cart.lines] != [line.line_id for line in state.totals.lines]:
            wrong.append("lines and their sums are not the same lines")
        if whole:
            told = await till.journal_verify()
            if told.get("ok") is not True:
                wrong.append(f"the journal is broken: {told}")
        return wrong

    def _end(self) -> None:
        """Everything is sent; both sides' books hold the same sales, each once."""
        self._send_all()
        self.look(whole=True)
        self.watch.stop()
        self.found.drift_mb = self._memory() - self._first_mb
        if self.found.drift_mb > self._most_drift_mb:
            self.found.wrong.append(f"memory grew by {self.found.drift_mb:.1f} MB")
        done = self.stage.engine.submit(_rows)
        self.stage.until(done.done)
        rows = done.result()
        ours = [row.id for row in rows]
        theirs = self.servers.ask("receipts")
        self.found.sold, self.found.there = sum(row.kind is OperationKind.SELL for row in rows), len(theirs)
        if len(ours) != len(set(ours)):
            self.found.wrong.append("a receipt is twice in the journal")
        strangers = set(theirs) - set(ours)
        if strangers:
            self.found.wrong.append(f"{len(strangers)} receipts are at the server and not here")
        kept = [row.id for row in rows if row.document is not None and row.state is not OperationState.REJECTED]
        missing = set(kept) - set(theirs)
        if missing:
            self.found.wrong.append(f"{len(missing)} receipts are here and not at the server")


async def _rows(till: Any) -> list[Operation]:
    return list(till._parts.core.store.operations.since(0))


def _alive(widget: QWidget) -> bool:
    try:
        widget.objectName()
    except RuntimeError:
        return False
    return True


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    words = parser.parse_args()
    app = QApplication([])
    wrong = 0
    for seed in range(words.first, words.first + words.seeds):
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            found = Monkey(seed, Path(folder)).run(words.events)
        sys.stdout.write(f"seed {seed}, {time.monotonic() - began:.0f} s: {found.report()}\n")
        sys.stdout.flush()
        wrong += len(found.wrong)
    del app
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
