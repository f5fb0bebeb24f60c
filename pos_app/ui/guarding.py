"""Who is at the till: the pad over a page for a senior's word, another operator, or the lock after idle time."""

from typing import Any

from PySide6.QtWidgets import QApplication

from pos_app.domain.errors import NotPermitted
from pos_app.till.people_state import Proof
from pos_app.till.state import Cashier, TillState
from pos_app.ui.desk import Desk
from pos_app.ui.engine import Command
from pos_app.ui.i18n import error_text, tr
from pos_app.ui.idle import IdleWatch
from pos_app.ui.pages import Pages
from pos_app.ui.rights_words import right_name
from pos_app.ui.screens.guard import Ask, Gone, GuardScreen, Try
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.screens.tasks import Task


class Guarding:
    """One for a window. The pad stands in place of the page that is shown, which comes back as it was."""

    def __init__(self, window: Pages, desk: Desk) -> None:
        self._window = window
        self._desk = desk
        self._back: Keyed | None = None
        self._lock_shown: GuardScreen | None = None
        self.idle = IdleWatch(self.lock, self._is_busy, window)
        # a serial scanner presses no key
        desk.scanned.connect(self.idle.seen)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self.idle)

    def _is_busy(self) -> bool:
        # a pad that waits for somebody is no work: who goes back from it must not find the till open
        return bool(self._desk.state.busy) or self._desk.runs

    def show_state(self, state: TillState) -> None:
        """A locked till shows the pad; one that is open is watched for idle time."""
        if state.locked and self._lock_shown is not self._window.guard:
            self._lock_shown = self._window.guard
            self._desk.start(self._unlock())
        self.idle.watch(state.idle_lock_s if state.cashier is not None and not state.locked else 0)

    def do(self, task: Task) -> bool:
        """The tasks of who works here. → was it one of them?"""
        if task is Task.SWITCH:
            self._desk.start(self.switch())
        elif task is Task.LOCK:
            self.lock()
        elif task is Task.SIGN_OUT:
            self._desk.start(self._desk.attempt(lambda till: till.sign_out()))
        else:
            return False
        return True

    async def authorise(self, error: NotPermitted, command: Command[Any]) -> Any:
        """A senior's PIN or badge runs one command by his right. → its result, None when nobody came."""
        words = error_text(error) if error.right == "discount_limit" else right_name(error.right)
        ask = Ask(tr("Потрібен дозвіл старшого"), words, tr("Дозволити"))
        return await self._show(ask, lambda proof: self._desk.run(lambda till: till.authorised(proof, command)))

    async def switch(self) -> None:
        """Another person goes on with the same basket."""
        cashier = self._desk.state.cashier
        words = tr("Зараз за касою {name}.").format(name=cashier.name) if cashier else ""
        ask = Ask(tr("Хто працює далі?"), words, tr("Увійти"))
        await self._show(ask, self._change)

    async def _unlock(self) -> None:
        cashier = self._desk.state.cashier
        words = tr("Працює {name}. Чек збережено.").format(name=cashier.name) if cashier else ""
        ask = Ask(tr("Касу заблоковано"), words, tr("Розблокувати"), may_leave=False)
        try:
            await self._show(ask, self._change)
        finally:
            self._lock_shown = None

    async def _change(self, proof: Proof) -> Cashier:
        """Another person comes to the sale: what the one before had opened is not for everybody's eyes."""
        before = self._desk.state.cashier
        now = await self._desk.run(lambda till: till.switch(proof))
        if before is not None and now.id != before.id:
            self.come_back_to(self._window.till)
        return now

    def lock(self) -> None:
        """Nobody is there, or the cashier says so."""
        self._desk.start(self._desk.attempt(lambda till: till.lock()))

    def come_back_to(self, page: Keyed) -> None:
        """Another page than the one that was shown follows the pad."""
        self._back = page

    async def _show(self, ask: Ask, attempt: Try) -> Any:
        window, guard = self._window, self._window.guard
        if self._desk.state.locked and ask.may_leave:
            # what is asked now was asked before the lock: whoever leaves this pad must not leave the lock's
            return None
        guard.leave(force=True)
        if self._back is None:
            self._back = window.page
        window.pages.setCurrentWidget(guard)
        window.hold_scans()
        window.show_keys()
        try:
            answer = await guard.ask(ask, attempt)
        finally:
            if not guard.asking:
                self.leave()
        return None if answer is Gone else answer

    def leave(self) -> None:
        """The page under the pad comes back."""
        window = self._window
        if not window.has("guard"):
            return
        window.guard.leave(force=True)
        back, self._back = self._back, None
        if back is not None and window.page is window.guard:
            window.show_page(back)
            back.show_state(self._desk.state)
