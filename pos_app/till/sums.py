"""The open shift's sums, kept up with every receipt and counted anew from the disk when one was taken back."""

from collections.abc import Callable

from pos_app.domain.receipt import Receipt
from pos_app.domain.shift import ShiftSums
from pos_app.store.shifts import ShiftRow
from pos_app.store.till_store import TillStore
from pos_app.till.state import Shift

OPEN_STATUSES = frozenset({"OPENED", "CLOSING"})


class ShiftBook:
    """Counts what is durable, also what Checkbox has not answered for: the cash is in the drawer."""

    def __init__(self, store: TillStore, count: Callable[[str], ShiftSums]) -> None:
        """`count` adds up a shift by its id from what is on disk."""
        self._store = store
        self._count = count
        self._shift_id = ""
        self._sums = ShiftSums()

    def current(self) -> Shift | None:
        """The open shift with its sums; None where there is none."""
        row = self._store.shifts.current()
        if row is None or row.status not in OPEN_STATUSES:
            self._shift_id = ""
            return None
        return self.shown(row)

    def shown(self, row: ShiftRow) -> Shift:
        """A shift with its sums."""
        return Shift(row.id, row.serial, row.opened_at, self._sums_of(row))

    def add(self, receipt: Receipt) -> None:
        """One more receipt is durable."""
        if self._shift_id:
            self._sums = self._sums.plus(receipt)

    def forget(self) -> None:
        """A receipt was taken back: count anew at the next look."""
        self._shift_id = ""

    def _sums_of(self, row: ShiftRow) -> ShiftSums:
        if row.id != self._shift_id:
            self._sums = self._count(row.id)
            self._shift_id = row.id
        return self._sums
