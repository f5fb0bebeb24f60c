"""till.db as a whole: one file, one connection, one transaction for everything that belongs together."""

from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path

from pos_app.domain.errors import PosError, refused
from pos_app.domain.register import OperationKind
from pos_app.store.backups import backups_in, make_backup, thin_out
from pos_app.store.badges import Badges
from pos_app.store.baskets import Baskets
from pos_app.store.database import Database, open_database, open_to_read
from pos_app.store.e_receipts import EReceipts
from pos_app.store.journal import Journal
from pos_app.store.labels import Labels
from pos_app.store.offline import OfflineTables
from pos_app.store.operations import Operations
from pos_app.store.outbox import Outbox
from pos_app.store.outlines import Outlines
from pos_app.store.payments import Payments
from pos_app.store.people import People
from pos_app.store.print_jobs import PrintJobs
from pos_app.store.register import RegisterTable
from pos_app.store.reprints import Reprints
from pos_app.store.room import DiskRoom
from pos_app.store.schema import MIGRATIONS
from pos_app.store.settings import Settings
from pos_app.store.shifts import Shifts
from pos_app.store.stamps import SoldStamps

TILL_DB = "till.db"
BACKUPS = "backups"
RESTORING = ".restoring"
"""What a restore that was cut off leaves beside the file; the till does not start until it is repeated."""
RESTORE_ADVICE = "Відновіть копію: pos-app restore --latest."

CLOCKS_DIFFER = timedelta(minutes=5)
"""A shift's end is told by Checkbox's clock, a copy's name by the computer's."""
_READ_TABLES = {"journal", "operation", "offline_code", "setting", "sqlite_sequence"}
_CLEAN_END = "clean_end"


class TillStore:
    """Every table of till.db. Usage: `with store.transaction(): store.operations.add(…); store.journal.append(…)`.

    `path` is the file, None in memory; `room` guards the disk; `reading`: opened to read and no more.
    """

    def __init__(
        self,
        database: Database,
        *,
        path: Path | None = None,
        room: DiskRoom | None = None,
        vfs: str | None = None,
        reading: bool = False,
    ) -> None:
        self.database = database
        self.path = path
        self.room = room
        self._vfs = vfs
        self._reading = reading
        self.journal = Journal(database)
        self.operations = Operations(database)
        self.outlines = Outlines(database)
        self.shifts = Shifts(database)
        self.register = RegisterTable(database)
        self.offline = OfflineTables(database)
        self.print_jobs = PrintJobs(database)
        self.labels = Labels(database)
        self.reprints = Reprints(database)
        self.e_receipts = EReceipts(database)
        self.baskets = Baskets(database)
        self.payments = Payments(database)
        self.settings = Settings(database)
        self.people = People(database)
        self.outbox = Outbox(database)
        self.stamps = SoldStamps(database)
        self.badges = Badges(database)
        if room is not None:
            database.on_full = room.release
            self.operations.admit = self._admit

    def transaction(self) -> AbstractContextManager[None]:
        """Everything inside is on disk together or not at all; an inner transaction joins the outer one.

        `disk_full` throws the ballast off, where there is one: the same work once more then finds room.
        """
        return self.database.transaction()

    def back_up(self, now: datetime) -> Path | None:
        """Put a dated copy into the folder `backups` and thin the old ones out; → the copy, None in memory.

        Reads through a connection of its own: call it in a worker thread. Raises what `make_backup` raises.
        """
        if self.path is None:
            return None
        folder = self.path.parent / BACKUPS
        made = make_backup(self.path, folder, now, vfs=self._vfs)
        thin_out(folder, now)
        return made

    def lacks_backup(self) -> bool:
        """Was a shift closed of which no copy was made (the power went, the disk was full)?"""
        last = self.shifts.last()
        if self.path is None or last is None or last.closed_at is None or last.status != "CLOSED":
            return False
        made = backups_in(self.path.parent / BACKUPS)
        return not made or made[0].made_at < last.closed_at - CLOCKS_DIFFER

    def counts_sales(self) -> bool:
        """Has this file the tables of what was sold? One of an older program that is only read has not."""
        return self.database.row("SELECT 1 FROM sqlite_schema WHERE name = 'sold_day'") is not None

    def close(self) -> None:
        """Note the clean end and close the file."""
        if not self._reading:
            self._note_end()
        self.database.close()

    def _note_end(self) -> None:
        try:
            self.settings.put(_CLEAN_END, True)
        except PosError as error:
            # no room even for that: the next start checks the pages
            if error.code != "disk_full":
                raise

    def check(self) -> None:
        """Read the whole file once: schema and pages. Raises `database_damaged`."""
        self.database.check_schema(MIGRATIONS)
        self.database.check()

    def begin(self) -> None:
        """At start: pages after an unclean end, then the journal's new rows. Raises `database_damaged`."""
        self.database.check_schema(MIGRATIONS)
        if not self._ended_cleanly():
            self.database.check()
        with self.transaction():
            verdict = self.journal.verify_new()
            if not verdict.ok:
                words = f"Журнал пошкоджено: запис {verdict.broken_at}. {RESTORE_ADVICE}"
                raise refused("database_damaged", words, safe=False)
            self.settings.put(_CLEAN_END, False)

    def _ended_cleanly(self) -> bool:
        try:
            return bool(self.settings.get(_CLEAN_END, True))
        except (ValueError, PosError):
            # not even that can be read: the pages say what is wrong
            return False

    def _admit(self, kind: OperationKind) -> None:
        """What ends a day is always let in; what begins something needs room."""
        if self.room is not None and kind is not OperationKind.SHIFT_CLOSE:
            self.room.require()


def open_till_store(path: Path | None, *, vfs: str | None = None, room: DiskRoom | None = None) -> TillStore:
    """Open till.db; after an unclean end its pages are checked first (`database_damaged`). `path` None: memory.

    `room`: the guard of the disk that the file lies on; without it there is no ballast.
    """
    if path is not None and path.with_name(path.name + RESTORING).exists():
        raise refused("database_damaged", "Відновлення бази перервано. Повторіть pos-app restore --yes.", safe=False)
    if room is not None:
        room.prepare()
    try:
        store = TillStore(open_database(path, MIGRATIONS, vfs=vfs), path=path, room=room, vfs=vfs)
        try:
            _begin(store)
        except BaseException:
            store.database.close()
            raise
    except PosError as error:
        raise _advised(error) from error
    return store


def open_till_store_to_read(path: Path) -> TillStore:
    """Open a till.db that is there to look at it, also while the till runs; nothing is written.

    Raises `database_newer`, `disk_read_only` where there is none, `database_damaged`.
    """
    try:
        database = open_to_read(path, MIGRATIONS)
        try:
            _need_tables(database)
        except BaseException:
            database.close()
            raise
        return TillStore(database, path=path, reading=True)
    except PosError as error:
        raise _advised(error) from error


def _need_tables(database: Database) -> None:
    """A file without them is no till.db, or its first page has gone bad."""
    names = {name for (name,) in database.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    if not names >= _READ_TABLES:
        raise refused("database_damaged", safe=False)


def _begin(store: TillStore) -> None:
    try:
        store.begin()
    except PosError as error:
        if error.code != "disk_full" or store.room is None:
            raise
        # the ballast is off now: a full disk must not keep what is in hand from being settled
        store.begin()


def _advised(error: PosError) -> PosError:
    """Damage is told with the way out."""
    if error.code != "database_damaged" or RESTORE_ADVICE in error.message:
        return error
    return refused("database_damaged", f"Базу даних пошкоджено. {RESTORE_ADVICE}", safe=False)
