"""The cashier's side of the engine: runs commands, keeps mistakes on the strip, lets scans through one by one."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any, Final, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from pos_app.domain.errors import SENTENCES, NotPermitted, PosError
from pos_app.till.device_desk import SCANNED
from pos_app.till.door import TillDoor
from pos_app.till.state import Search, TillState
from pos_app.ui.barcode_words import why_unknown
from pos_app.ui.bench import Bench
from pos_app.ui.card_words import strip_words
from pos_app.ui.engine import Command, Engine
from pos_app.ui.i18n import error_text, tr
from pos_app.ui.leading import button_of, page_of, problem_in_words
from pos_app.ui.sounds import Sound, Sounds
from pos_app.ui.widgets.headline import Level, Notice
from pos_app.ui.words import short_code

T = TypeVar("T")
Flow = asyncio.Task[Any]

CARD_LEFT = "card_left"
"""The strip's word for a card payment that is not settled."""
PRINT_ASKS = "print_asks"
"""The strip's word for a document that was cut off in the printer."""
NEWS = "news"
"""The strip's word for what went well, or waits: it goes by itself."""
NEWS_MS: Final = 5000


class Desk(QObject):
    """One for a window. All of it runs on the screen's thread."""

    changed = Signal(object)
    """The new TillState."""
    notice_changed = Signal()
    page_wanted = Signal(str)
    """The strip's button leads to where its trouble is settled, by the name of the page's task."""
    payment_wanted = Signal()
    withdrawal_wanted = Signal()
    print_wanted = Signal()
    scanned = Signal(str)
    """A code of a serial scanner."""

    def __init__(self, engine: Engine, loop: asyncio.AbstractEventLoop, sounds: Sounds) -> None:
        super().__init__()
        self._engine = engine
        self._loop = loop
        self.sounds = sounds
        self.state = TillState()
        self.on_scan: Callable[[str], Coroutine[Any, Any, None]] | None = None
        """What a scan does; set by the screen that sells."""
        self.authorise: Callable[[NotPermitted, Command[Any]], Awaitable[Any]] | None = None
        """Asks a senior for his PIN or badge and runs the command by his right; set by the window."""
        self.bench: Bench | None = None
        """The demo's switches."""
        self.failure: Notice | None = None
        self._mistake: Notice | None = None
        self._print_left = 0
        """So many documents that were cut off the cashier has left for later."""
        self._news_over = QTimer(self, singleShot=True, interval=NEWS_MS)
        self._news_over.timeout.connect(self._forget_news)
        self._running = 0
        self._holds = 0
        self._scans: deque[str] = deque()
        self._scanning = False
        self._tasks: set[Flow] = set()
        self._asking: dict[asyncio.Future[Any], Flow] = {}
        self._endings: set[asyncio.Task[None]] = set()
        engine.state_changed.connect(self._take_state, Qt.ConnectionType.QueuedConnection)
        engine.happened.connect(self._take_event, Qt.ConnectionType.QueuedConnection)

    # state and notices

    def _take_state(self, state: TillState) -> None:
        if state.revision <= self.state.revision:
            return
        before, self.state = self.state, state
        if state.unknown_code and not before.unknown_code:
            self.sounds.play(Sound.UNKNOWN)
        elif (state.problem is not None and before.problem is None) or state.printer.asking > before.printer.asking:
            self.sounds.play(Sound.ATTENTION)
        sold = state.cart.is_empty and not before.cart.is_empty
        # what was left for later is asked again between two customers
        self._print_left = 0 if sold else min(self._print_left, state.printer.asking)
        self.changed.emit(state)

    def _take_event(self, kind: str, details: Mapping[str, Any]) -> None:
        if kind == SCANNED:
            self.scanned.emit(str(details["code"]))

    def show(self, state: TillState) -> None:
        """Take over the first state."""
        self.state = state
        self.changed.emit(state)

    def fail(self, words: str, code: str) -> None:
        """There is no till to work with: say why, for good."""
        self.failure = Notice(words, code)
        self.notice_changed.emit()

    @property
    def notice(self) -> Notice | None:
        """What the strip says: the cashier's own mistake first, then what the till has to say."""
        if self.failure is not None or self._mistake is not None:
            return self.failure or self._mistake
        if self.state.unknown_code:
            why = why_unknown(self.state.unknown_why)
            if why:
                return Notice(why, "unknown_product", Level.STOP, tr("Прибрати"))
            text = tr("Товару з кодом {code} немає в каталозі.").format(code=short_code(self.state.unknown_code))
            searched = self.state.look_up.search
            search = tr("Шукаємо в SmartKasa…") if searched is Search.SEARCHING else ""
            if searched is Search.FOUND:
                text = tr("Товар із кодом {code} є лише в SmartKasa.").format(code=short_code(self.state.unknown_code))
            if searched is Search.ABSENT:
                text = tr("Коду {code} немає ні тут, ні в SmartKasa.").format(code=short_code(self.state.unknown_code))
            cashier = self.state.cashier
            # while SmartKasa is asked, and where it has the product, there is none to be made
            settled = searched not in {Search.SEARCHING, Search.FOUND}
            may = cashier is not None and "catalog" in cashier.permissions and settled
            more = tr("Додати") if searched is Search.FOUND else tr("Створити товар") if may else ""
            return Notice(f"{text} {search}".strip(), "unknown_product", Level.STOP, tr("Прибрати"), more=more)
        problem = self.state.problem
        if problem is None:
            return self._card_notice() or self._print_notice()
        words, level = problem_in_words(problem, self.state)
        return self._told(words, problem.code, level, safe=problem.safe)

    @property
    def mistake(self) -> Notice | None:
        """What the cashier has just done that was refused, while it stands."""
        return self._mistake

    def _card_notice(self) -> Notice | None:
        """A card payment that was left: it stays on the strip until it is settled."""
        words = strip_words(self.state)
        if not words:
            return None
        mine = self.state.card.of(self.state.cart)
        button = tr("Відкрити") if self._withdrawal_left else tr("Оплата") if mine else tr("Оплати карткою")
        return Notice(words, CARD_LEFT, Level.ATTENTION, button, key="")

    @property
    def _withdrawal_left(self) -> bool:
        return any(one.is_withdrawal for one in self.state.card.unsettled)

    def _print_notice(self) -> Notice | None:
        """Documents that were cut off ask, until the cashier has decided or left them for later."""
        if self.state.printer.asking <= self._print_left or self.state.cashier is None:
            return None
        return Notice(tr(SENTENCES[PRINT_ASKS]), PRINT_ASKS, Level.ATTENTION, tr("Вирішити"))

    def leave_prints(self) -> bool:
        """For later: the lamp and the printer's page still say it. → was there anything?"""
        if self._print_notice() is None:
            return False
        self._print_left = self.state.printer.asking
        self.notice_changed.emit()
        return True

    def tell(self, words: str, *, good: bool = True) -> None:
        """A short word on what was done; it goes by itself, and never stands before a mistake."""
        if self._mistake is None or self._mistake.code == NEWS:
            self._mistake = Notice(words, NEWS, Level.NEWS if good else Level.ATTENTION)
            if good:
                self._news_over.start()
            else:
                self._news_over.stop()
            self.notice_changed.emit()

    def _forget_news(self) -> None:
        if self._mistake is not None and self._mistake.code == NEWS:
            self.forget_mistake()

    def complain(self, error: PosError) -> None:
        """Put an error on the strip."""
        self._mistake = self._told(error_text(error), error.code, Level.STOP, safe=error.safe)
        self.sounds.play(Sound.UNKNOWN if error.code == "unknown_product" else Sound.ATTENTION)
        self.notice_changed.emit()

    def _told(self, words: str, code: str, level: Level, *, safe: bool) -> Notice:
        button = button_of(code, self.state)
        return Notice(words, code, level, button, safe=safe, key="" if button else "Esc")

    def forget_mistake(self) -> None:
        """The next action has begun: an old complaint of ours must not stand beside it."""
        if self._mistake is not None:
            self._mistake = None
            self.notice_changed.emit()

    def settle_notice(self) -> bool:
        """The strip's one button: it leads to where the trouble is settled, or puts away. → was there anything?"""
        notice = self.notice
        leads = page_of(notice.code, self.state) if notice is not None else ""
        if leads:
            self.page_wanted.emit(leads)
        elif notice is not None and notice.code == CARD_LEFT:
            if self._withdrawal_left:
                self.withdrawal_wanted.emit()
            elif self.state.card.of(self.state.cart):
                self.payment_wanted.emit()
            else:
                self.page_wanted.emit("cards")
            return True
        elif notice is not None and notice.code == PRINT_ASKS:
            self.print_wanted.emit()
            return True
        return self.put_away_notice()

    def put_away_notice(self) -> bool:
        """Esc: what has been read goes, and no other page opens. → was there anything to put away?"""
        if self._mistake is not None:
            self.forget_mistake()
            return True
        if self.state.unknown_code or self.state.problem is not None:
            self.start(self.attempt(lambda till: till.dismiss_problem()))
            return True
        return False

    # commands

    async def run(self, command: Command[T]) -> T:
        """A command of the till; raises PosError. Scans wait until it has ended."""
        self._running += 1
        try:
            return await self._engine.run(command)
        finally:
            self._running -= 1
            self._let_scans_through()

    async def attempt(self, command: Command[T]) -> T | None:
        """A command whose refusal goes to the strip. → None when it was refused."""
        self.forget_mistake()
        try:
            return await self.run(command)
        except NotPermitted as error:
            return await self._authorised(error, command)
        except PosError as error:
            self.complain(error)
            return None

    async def carry_out(self, command: Callable[[TillDoor], Awaitable[Any]]) -> bool:
        """The same for a command whose answer says nothing. → was it carried out?"""

        async def done(till: TillDoor) -> bool:
            await command(till)
            return True

        return bool(await self.attempt(done))

    async def _authorised(self, error: NotPermitted, command: Command[T]) -> T | None:
        """Whoever has the right is asked, in place; the cashier stays signed in."""
        if self.authorise is None:
            self.complain(error)
            return None
        try:
            result: T | None = await self.authorise(error, command)
        except PosError as refusal:
            self.complain(refusal)
            return None
        return result

    async def look_up(self, command: Command[T]) -> T:
        """A question that changes nothing (search, pictures, quotes): scans do not wait for it."""
        return await self._engine.run(command)

    def start(self, coroutine: Coroutine[Any, Any, Any]) -> "asyncio.Task[Any]":
        """Let a flow run; what it does not catch itself goes to the strip. → the flow, for who may want to end it."""
        task = self._loop.create_task(self._guarded(coroutine))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        # a flow cancelled before its first step would be left open
        task.add_done_callback(lambda _: coroutine.close())
        return task

    async def _guarded(self, coroutine: Coroutine[Any, Any, Any]) -> None:
        try:
            await coroutine
        except PosError as error:
            self.complain(error)

    @property
    def idle(self) -> bool:
        """No command runs and no pane waits for an answer."""
        return not self._running and not self._holds and not self._scanning

    @property
    def runs(self) -> bool:
        """Does the till carry out a command?"""
        return bool(self._running)

    @property
    def at_work(self) -> bool:
        """Does a command run? A pane may wait for an answer meanwhile, and can be left without one."""
        return self.runs or self._scanning

    def question(self) -> "tuple[asyncio.Future[Any], Callable[[object], None]]":
        """The answer of a pane that the flow at work opens, and what gives it, once: until then the flow does nothing
        else, and nobody waits for its end.
        """
        flow, answer = asyncio.current_task(self._loop), self._loop.create_future()
        if flow is not None:
            self._asking[answer] = flow

        def give(value: object) -> None:
            self._asking.pop(answer, None)
            if not answer.done():
                answer.set_result(value)

        return answer, give

    def after_flows(self, then: Callable[[], None]) -> None:
        """Call `then` once every flow has ended that is at work now: their widgets must live as long as they do. Who
        waits for the answer of a pane knows no other, and may wait all day.
        """
        running = self._tasks.difference(self._asking.values())

        async def wait() -> None:
            # only for flows: if each ending waited for those before it, one flow too long would hold them all
            if running:
                await asyncio.wait(running)
            then()

        ending = self._loop.create_task(wait())
        self._endings.add(ending)
        ending.add_done_callback(self._endings.discard)

    def future(self) -> "asyncio.Future[Any]":
        """A future of the screen's loop, for panes that answer later."""
        return self._loop.create_future()

    async def stop(self) -> None:
        """End the flows that still wait for the cashier."""
        self._news_over.stop()
        for task in (*self._endings, *self._tasks):
            task.cancel()
        await asyncio.gather(*self._endings, *self._tasks, return_exceptions=True)

    # scans

    def scan(self, code: str) -> None:
        """A code from a scanner or typed: taken in its turn, never merged, never dropped."""
        self._scans.append(code)
        self._let_scans_through()

    @property
    def scans_waiting(self) -> int:
        """How many scans have not been taken yet."""
        return len(self._scans)

    def hold_scans(self) -> None:
        """A pane has opened that a scan must not answer."""
        self._holds += 1

    def release_scans(self) -> None:
        """It has closed again."""
        self._holds -= 1
        self._let_scans_through()

    def _let_scans_through(self) -> None:
        if self._scans and not self._scanning and not self._running and not self._holds:
            self._scanning = True
            self.start(self._take_scans())

    async def _take_scans(self) -> None:
        try:
            while self._scans and not self._running and not self._holds:
                code = self._scans.popleft()
                if self.on_scan is not None:
                    await self._guarded(self.on_scan(code))
        finally:
            self._scanning = False
        self._let_scans_through()
