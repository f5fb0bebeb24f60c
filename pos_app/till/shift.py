"""The shift: opening, cash in and out, X and Z reports, and closing with the drawer counted."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from pos_app.domain.errors import Bug, refused
from pos_app.domain.money import MAX_AMOUNT, format_hryvnias
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.receipt import LONGEST_COMMENT, ReceiptKind, make_cash_movement
from pos_app.domain.said import sentence
from pos_app.till.attempts import AttemptBook
from pos_app.till.backing_up import BackupDesk
from pos_app.till.core import Core, others_shift_words
from pos_app.till.requests import RequestDesk
from pos_app.till.state import Cashier, CloseResult, Problem, ReceiptView, Shift
from pos_app.till.submitting import Submitter
from pos_app.till.sums import ShiftBook

CASH_LABEL = "Готівка"


class TillShift:
    """`learned` is called when the register's taxes may have been read anew."""

    def __init__(
        self,
        core: Core,
        submitter: Submitter,
        book: ShiftBook,
        backups: BackupDesk,
        attempts: AttemptBook,
        requests: RequestDesk,
        *,
        learned: Callable[[], None],
    ) -> None:
        self._core = core
        self._backups = backups
        self._attempts = attempts
        self._requests = requests
        self._submitter = submitter
        self._book = book
        self._learned = learned

    async def open(self, counted_cash: int | None = None) -> Shift:
        """Open a shift, or go on with the one that is open at Checkbox; `counted_cash`: what lies in the drawer.

        What was counted is journalled beside what should be there, and a shortage is told at once.
        """
        if counted_cash is not None and not 0 <= counted_cash <= MAX_AMOUNT:
            raise refused("bad_price", "Сума готівки має бути від 0 до 999 999,99 ₴.")
        async with self._core.turn:
            cashier = self._core.need()
            await self._see_others_shift()
            if self._core.board.state.shift is not None:
                raise refused("shift_already_open")
            with self._core.busy("opening_shift"):
                row = await self._core.fiscal.open_shift(cashier)
            self._learned()
            self._book.forget()
            self._core.board.show(shift=self._book.current())
            shift = self._book.shown(row)
            if counted_cash is not None:
                self._compare_opening(shift, counted_cash, cashier.id)
            return shift

    async def _see_others_shift(self) -> None:
        """Another cashier's shift bars the way, `register_busy`, unless it has been closed at Checkbox meanwhile."""
        others = self._core.others_shift()
        if others is None:
            return
        if not await self._core.fiscal.others_shift_is_over():
            raise refused("register_busy", others_shift_words(others))
        self._book.forget()
        self._core.board.show(shift=self._book.current())
        self._forget_others_shift()

    def _forget_others_shift(self) -> None:
        """It bars nobody's way any more: the strip that said so goes."""
        problem = self._core.board.state.problem
        if problem is not None and problem.code == "register_busy":
            self._core.board.show(problem=None)

    def _compare_opening(self, shift: Shift, counted: int, cashier_id: str) -> None:
        expected = shift.sums.cash
        body = {"shift": shift.id, "counted": counted, "expected": expected, "cashier": cashier_id}
        self._core.journal("shift.opening_counted", body)
        if counted < expected:
            short, there = format_hryvnias(expected - counted), format_hryvnias(expected)
            words = sentence(
                "У скриньці бракує {short} ₴: за обліком {expected} ₴. Перерахуйте готівку.",
                short=short,
                expected=there,
            )
            self._core.board.show(problem=Problem("opening_short", words, safe=False))

    async def close(self, counted_cash: int | None = None) -> CloseResult:
        """Close the shift; `counted_cash` is what lay in the drawer, kopecks.

        `payment_unknown`, `card_held`: a card's money would be in no receipt of the shift that it was taken in.
        """
        async with self._core.turn:
            cashier = self._core.need()
            shift = self._core.need_shift(anyones=True)
            self._attempts.check_all_settled()
            self._need_own(shift, cashier)
            if counted_cash is not None and not 0 <= counted_cash <= MAX_AMOUNT:
                raise refused("bad_price", "Сума готівки має бути від 0 до 999 999,99 ₴.")
            self._note_count(shift, counted_cash, cashier.id)
            return await self._close(shift, counted_cash)

    async def close_by_itself(self) -> CloseResult:
        """Close a shift that was forgotten, at the hour the shop has set; nobody has counted the drawer."""
        async with self._core.turn:
            shift = self._core.need_shift()
            self._attempts.check_all_settled()
            self._core.journal("shift.closes_itself", {"shift": shift.id})
            return await self._close(shift, None)

    async def _close(self, shift: Shift, counted_cash: int | None) -> CloseResult:
        fiscal, others = self._core.fiscal, self._core.others_shift() is not None
        with self._core.busy("closing_shift"):
            z_report = await (fiscal.close_others_shift() if others else fiscal.close_shift())
        row = self._core.store.shifts.by_id(shift.id)
        if row is None:
            raise Bug(f"Зміни {shift.id} немає.")
        self._book.forget()
        closed = self._book.shown(row)
        self._core.board.show(shift=self._book.current(), shift_left_min=None, last_receipt=None)
        self._forget_others_shift()
        self._core.printer.wake()
        self._backups.begin()
        expected = closed.sums.cash
        return CloseResult(closed, z_report, 0 if counted_cash is None else counted_cash - expected)

    def _need_own(self, shift: Shift, cashier: Cashier) -> None:
        """Whose shift it is closes it, or whoever has the right to close another's."""
        row = self._core.store.shifts.by_id(shift.id)
        if row is not None and row.cashier_id not in {"", cashier.id}:
            self._core.need("close_other")
            body = {"shift": shift.id, "of": row.cashier_id, "of_name": row.cashier_name, "cashier": cashier.id}
            self._core.journal("shift.closed_by_other", body)

    def _note_count(self, shift: Shift, counted_cash: int | None, cashier_id: str) -> None:
        """What was counted is on disk before the close is sent: the answer may come after a restart."""
        if counted_cash is None:
            return
        row = self._core.store.shifts.by_id(shift.id)
        if row is None:
            raise Bug(f"Зміни {shift.id} немає.")
        with self._core.store.transaction():
            self._core.store.shifts.save(replace(row, counted_cash=counted_cash))
            body = {"shift": shift.id, "counted": counted_cash, "expected": shift.sums.cash, "cashier": cashier_id}
            self._core.journal("shift.counted", body)

    async def x_report(self) -> Mapping[str, Any]:
        """An X report as Checkbox gives it; it is printed too."""
        async with self._core.turn:
            self._core.need("reports")
            self._core.need_shift()
            report = await self._core.fiscal.x_report()
            self._core.printer.wake()
            return report

    async def move_cash(
        self, kind: ReceiptKind, amount: int, comment: str, request_id: str | None = None
    ) -> ReceiptView:
        """Put cash in or take it out; never more than there is. The same `request_id` again moves nothing."""
        cashier = self._core.need("cash_in" if kind is ReceiptKind.SERVICE_IN else "cash_out")
        if not 0 < amount <= MAX_AMOUNT:
            raise refused("bad_price", "Сума має бути від 0,01 до 999 999,99 ₴.")
        return await self._requests.once(
            request_id, kind, lambda: self._move(cashier, kind, amount, comment, request_id)
        )

    async def _move(
        self, cashier: Cashier, kind: ReceiptKind, amount: int, comment: str, request_id: str | None
    ) -> ReceiptView:
        async with self._core.turn:
            self._core.need_shift()
            if kind is ReceiptKind.SERVICE_OUT and amount > self._attempts.free_cash():
                raise refused("cash_short")
            receipt = make_cash_movement(
                kind,
                amount,
                Payment(PaymentType.CASH, amount, CASH_LABEL),
                receipt_id=self._core.new_id(),
                sold_at=self._core.clock.now(),
                cashier_name=cashier.name,
                comment=comment[:LONGEST_COMMENT],
            )
            task = await self._submitter.begin(receipt, lambda: self._requests.remember(request_id, receipt.id))
        return await asyncio.shield(task)
