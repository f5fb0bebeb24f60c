"""Receipts already made: found, shown with what the tax service gave them, returned in part, printed again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from pos_app.checkbox.errors import AnswerClass, CheckboxError
from pos_app.checkbox.models.receipt import Receipt as WireReceipt
from pos_app.checkbox.receipts import receipt_key
from pos_app.domain.errors import Refused, Unreachable, refused
from pos_app.domain.excise import stamp_key
from pos_app.domain.receipt import FiscalStamp, Receipt, ReceiptState
from pos_app.domain.register import OperationState
from pos_app.domain.returns import Left, left_to_return
from pos_app.domain.said import sentence
from pos_app.fiscal.state import RECEIPTS
from pos_app.store.operations import Operation
from pos_app.store.print_jobs import PrintJob
from pos_app.till.core import Core
from pos_app.till.foreign import ForeignReceipts
from pos_app.till.ports import Account
from pos_app.till.receipt_finder import ReceiptFinder
from pos_app.till.state import ReceiptView

UNDER_WAY: Final = frozenset({OperationState.INTENT, OperationState.SENDING, OperationState.AMBIGUOUS})
"""Durable here, Checkbox's word still to come."""

KEPT_WORDS: Final = sentence("Checkbox ще не відповів щодо цього чека. Його збережено, він завершиться сам.")
NO_NUMBER_YET: Final = sentence("Фіскального номера ще немає. Копія буде, щойно Checkbox його дасть.")
NO_PAPER: Final = sentence("Чек знято з черги, бо Checkbox його не підтвердив: копії немає.")
LONG_AGO: Final = timedelta(days=90)
"""Checkbox's own search reaches no further."""
MOST_LISTED: Final = 500


class ReceiptDesk:
    """Reads the operations as receipts."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._finder = ReceiptFinder(core.store)
        self._foreign = ForeignReceipts(core.store.settings)

    def find(self, receipt_id: str) -> Operation:
        """A receipt's row by its UUID or fiscal number; `unknown_receipt` where there is none."""
        operations = self._core.store.operations
        row = operations.by_id(receipt_id) or operations.by_fiscal_code(receipt_id) or self._foreign.find(receipt_id)
        if row is None or row.document is None or row.state is OperationState.REJECTED:
            raise refused("unknown_receipt")
        return row

    def sold(self, receipt_id: str) -> tuple[Operation, Receipt]:
        """A sale that can be given back; one that Checkbox has not answered for yet cannot."""
        row = self.find(receipt_id)
        assert row.document is not None  # `find` gives receipts alone
        if row.state in UNDER_WAY:
            raise Unreachable(KEPT_WORDS)
        if row.state is OperationState.ATTENTION:
            raise refused("attention_needed")
        return row, row.document

    def view(self, row: Operation) -> ReceiptView:
        """A receipt as people see it; `row` has a document, as every receipt has."""
        assert row.document is not None
        job = self._core.store.print_jobs.of_document(row.id)
        return ReceiptView(
            row.document, stamp_of(row), job.id if job else None, self._returned(row), printed_as=row.printed_as
        )

    async def fetch(self, fiscal_code: str, account: Account) -> ReceiptView:
        """A sale by its fiscal number, read from Checkbox where this till did not make it; needs `old_return`.

        `prepayment_open` for one of an order that is not paid to the end.
        """
        code = fiscal_code.strip()
        try:
            return self.view(self.find(code))
        except Refused:
            cashier = self._core.need("old_return")
        try:
            receipt_key(code)
        except ValueError:
            raise refused("unknown_receipt", "Фіскальний номер — з чека, 11 літер і цифр.") from None
        try:
            found = await account.receipt(code)
            await _check_no_open_order(found, account)
        except CheckboxError as error:
            if error.answer is AnswerClass.NOT_FOUND:
                raise refused("unknown_receipt", "Checkbox не знає чека з таким номером.") from error
            raise
        with self._core.store.transaction():
            receipt_id = self._foreign.keep(found, self._core.catalog.by_code)
            row = self.find(receipt_id)
            lines = row.document.lines if row.document is not None else ()
            self._core.store.stamps.add((stamp_key(one) for line in lines for one in line.excise_stamps), receipt_id)
            self._core.journal("receipt.fetched", {"receipt": receipt_id, "code": code, "cashier": cashier.id})
        return self.view(row)

    def is_old(self, row: Operation) -> bool:
        """Does giving it back need a senior: sold by another till, or more than ninety days ago?"""
        return row.seq == 0 or self._core.clock.now() - row.sold_at > LONG_AGO

    async def search(self, words: str, *, limit: int) -> tuple[ReceiptView, ...]:
        """Receipts that have all these words: number, sum, time, product, cashier; the newest first."""
        self._core.need()
        rows = await self._finder.find(words, limit=max(1, min(limit, MOST_LISTED)))
        return tuple(self.view(row) for row in rows)

    def list(self, *, limit: int, before: str | None) -> tuple[ReceiptView, ...]:
        """The newest receipts first; `before` is a receipt's id, itself left out."""
        self._core.need()
        earlier = self.find(before).id if before is not None else None
        rows = self._core.store.operations.receipts(limit=max(0, min(limit, MOST_LISTED)), before=earlier)
        return tuple(self.view(row) for row in rows)

    def reprint(self, receipt_id: str) -> str:
        """Queue a copy, marked as one; → the print job. A copy never makes a new operation; see `check_paper`.

        The receipt leaves the reprint list when the copy has come out of the printer.
        """
        cashier = self._core.need()
        row = self.find(receipt_id)
        if row.state in UNDER_WAY:
            raise Unreachable(KEPT_WORDS)
        check_paper(row)
        store, now = self._core.store, self._core.clock.now()
        job = PrintJob(self._core.new_id(), "copy", row.id, now, {"receipt_id": row.id})
        with store.transaction():
            store.print_jobs.add(job)
            self._core.journal("receipt.reprint", {"receipt": row.id, "job": job.id, "cashier": cashier.id})
        self._core.printer.wake()
        return job.id

    # what has been given back

    def left(self, row: Operation, sale: Receipt) -> tuple[Left, ...]:
        """What is left to return, line by line."""
        return left_to_return(sale, self._gone(row))

    def remember_return(self, sale_id: str, return_id: str, lines: Sequence[Sequence[int]]) -> None:
        """Note which lines a return takes back, as (index, thousandths, kopecks); in the return's own transaction.

        A return that was refused and goes again under its own id is noted once, as it goes now.
        """
        settings = self._core.store.settings
        others = [row for row in settings.get(_key(sale_id), []) if row[0] != return_id]
        settings.put(_key(sale_id), [*others, [return_id, [list(line) for line in lines]]])

    def returns_of(self, row: Operation) -> tuple[Receipt, ...]:
        """The returns of a sale that were not refused."""
        rows = self._core.store.operations.returns_of(row.id)
        return tuple(one.document for one in rows if one.document is not None)

    def _gone(self, row: Operation) -> Mapping[int, Left]:
        """What returns that were not refused took back, by the line's index."""
        valid = {one.id for one in self._core.store.operations.returns_of(row.id)}
        gone: dict[int, Left] = {}
        if not valid:
            return gone
        for return_id, lines in self._core.store.settings.get(_key(row.id), []):
            for index, quantity, amount in lines if return_id in valid else ():
                before = gone.get(index, Left(0, 0))
                gone[index] = Left(before.quantity + quantity, before.amount + amount)
        return gone

    def _returned(self, row: Operation) -> tuple[int, ...]:
        gone = self._gone(row)
        lines = row.document.lines if row.document else ()
        return tuple(gone[index].quantity if index in gone else 0 for index in range(len(lines)))


def check_paper(row: Operation) -> None:
    """Whoever sees a fiscal receipt may believe it: only one whose own paper was due with its number has a copy.

    `attention_needed` while a manager must decide; `not_available` before the number is there, and for good where
    Checkbox never confirmed the receipt or has another under its number. What is kept of another till's sale has
    neither seller nor payment nor tax: no paper of it would be a receipt.
    """
    if row.seq == 0:
        raise refused("not_available", "Копію друкує каса, що продала.")
    if row.kind not in RECEIPTS:
        return
    if row.state in UNDER_WAY:
        raise refused("not_available", NO_NUMBER_YET)
    if row.fiscal_code is not None and row.printed_as is not None:
        return
    if row.state is OperationState.ATTENTION:
        raise refused("attention_needed")
    raise refused("not_available", NO_NUMBER_YET if row.state is OperationState.ACCEPTED else NO_PAPER)


async def _check_no_open_order(found: WireReceipt, account: Account) -> None:
    """A prepayment is given back as an order, by the till that took it: as goods it would leave the order open."""
    if found.pre_payment_relation_id is None:
        return
    chain = (await account.prepayment(found.pre_payment_relation_id)).receipt_chain
    if chain is None or chain.after_payment_receipt is None:
        raise refused("prepayment_open", "Це передплата за замовленням. Її повертає каса, яка її взяла.")


def _key(sale_id: str) -> str:
    return f"returned.{sale_id}"


def stamp_of(row: Operation) -> FiscalStamp:
    """What the tax service's side gave a receipt so far."""
    if row.state in UNDER_WAY:
        return FiscalStamp(ReceiptState.PENDING)
    if row.state is OperationState.ATTENTION:
        return replace(row.stamp or FiscalStamp(ReceiptState.ATTENTION), state=ReceiptState.ATTENTION)
    return row.stamp or FiscalStamp(ReceiptState.ACCEPTED)
