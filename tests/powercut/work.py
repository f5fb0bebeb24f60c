"""What a till writes in a day, through the production store: scans, sales, answers, paper, codes, a restart."""

import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pos_app.domain.cart import Cart, add_product
from pos_app.domain.product import Product
from pos_app.domain.register import OperationKind, OperationState
from pos_app.store.offline import CodeState, OfflineCode
from pos_app.store.operations import Operation
from pos_app.store.print_jobs import PrintJob, PrintState
from pos_app.store.till_store import TillStore, open_till_store
from tests.powercut.disk import NAME, Event, RecordingDisk, Returned

BEGAN = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SALES = 24
CHECKPOINT_PAGES = 25
"""Small, so that checkpoints fall into the day too."""
_UNTOLD = "'clean_end', 'journal_anchor'"
"""What opening and closing note for themselves."""


@dataclass
class Day:
    """A day's events on the disk, and what the file says after each transaction that returned."""

    events: list[Event]
    states: list[str]
    """`states[n]` is the digest of all tables after transaction n; 0 is the opened, empty till."""


def live(disk: RecordingDisk, folder: Path, seed: int, *, synchronous: str = "FULL") -> Day:
    """Work through a day on the recording disk."""
    disk.events = []
    worker = _Worker(disk, folder / "till.db", random.Random(seed), synchronous)
    worker.work()
    return Day(disk.events, worker.states)


def digest_of(store: TillStore) -> str:
    """All rows of all tables, but for what opening and closing note for themselves."""
    told = hashlib.sha256()
    names = store.database.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    for (name,) in names:
        only = f" WHERE key NOT IN ({_UNTOLD})" if name == "setting" else ""
        columns = [column for (column,) in store.database.rows("SELECT name FROM pragma_table_info(?)", (name,))]
        # long bytes are held against their own hash elsewhere (`Operations.damaged`)
        told_of = ", ".join(column for column in columns if (name, column) != ("operation", "body"))
        rows = store.database.rows(f"SELECT {told_of} FROM {name}{only} ORDER BY {told_of}")
        told.update(repr((name, rows)).encode())
    return told.hexdigest()


class _Worker:
    def __init__(self, disk: RecordingDisk, path: Path, dice: random.Random, synchronous: str) -> None:
        self.states: list[str] = []
        self._disk = disk
        self._path = path
        self._dice = dice
        self._synchronous = synchronous
        self._now = BEGAN
        self._cart = Cart()
        self._number = 0
        self._store = self._open()
        self._done()

    def _open(self) -> TillStore:
        store = open_till_store(self._path, vfs=NAME)
        store.database.connection.execute(f"PRAGMA synchronous = {self._synchronous}")
        store.database.connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
        return store

    def work(self) -> None:
        for number in range(SALES):
            if number == SALES // 2:
                self._store.close()
                self._store = self._open()
            self._sell(number)
        # the power goes while the till is open
        self._disk.recording = False
        self._store.database.close()
        self._disk.recording = True

    def _sell(self, number: int) -> None:
        for _ in range(self._dice.randint(1, 3)):
            self._step(self._scan)
        row = Operation(
            f"receipt-{number}", OperationKind.SELL, self._dice.randbytes(self._dice.randint(300, 9000)), self._now
        )
        self._step(lambda: self._intend(row))
        if self._dice.random() < 0.3:
            self._step(lambda: self._codes(self._dice.choice((3, 150))))
        self._step(lambda: self._settle(row))
        self._step(lambda: self._store.print_jobs.set_state(row.id, PrintState.DONE, at=self._now))

    def _step(self, transaction: Callable[[], None]) -> None:
        self._now += timedelta(seconds=7)
        transaction()
        self._done()

    def _done(self) -> None:
        self._disk.note(Returned(len(self.states)))
        self.states.append(digest_of(self._store))

    def _scan(self) -> None:
        self._number += 1
        number = self._number
        product = Product(str(number), f"{number:04d}", f"Товар {number}", "", 100 * number, "шт", tax_codes=(1,))
        cart, _ = add_product(self._cart, product, 1000, new_id=lambda: f"line-{number}")
        self._store.baskets.save(self._cart, cart)
        self._cart = cart

    def _intend(self, row: Operation) -> None:
        with self._store.transaction():
            added = self._store.operations.add(row)
            self._store.journal.append(self._now, "operation.intent", {"id": row.id, "seq": added.seq})
            self._store.baskets.save(self._cart, Cart())
            self._store.settings.remember_request(f"request-{row.id}", row.id)
        self._cart = Cart()

    def _settle(self, row: Operation) -> None:
        with self._store.transaction():
            self._store.operations.save(replace(row, state=OperationState.DONE, fiscal_code=f"code-{row.id}"))
            self._store.journal.append(self._now, "operation.state", {"id": row.id, "state": "DONE"})
            self._store.print_jobs.add(PrintJob(row.id, "sale", row.id, self._now, {"of": row.id}))

    def _codes(self, count: int) -> None:
        first = self._dice.randrange(10**9)
        with self._store.transaction():
            self._store.offline.add_codes(OfflineCode(f"c{first + n}", first + n) for n in range(count))
            self._store.offline.set_code(f"c{first}", CodeState.RESERVED, "receipt")
            self._store.journal.append(self._now, "codes.added", {"count": count})
