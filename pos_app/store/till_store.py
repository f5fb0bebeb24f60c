"""till.db as a whole: one file, one connection, one transaction for everything that belongs together."""

from contextlib import AbstractContextManager
from pathlib import Path

from pos_app.store.baskets import Baskets
from pos_app.store.database import Database, open_database
from pos_app.store.journal import Journal
from pos_app.store.offline import OfflineTables
from pos_app.store.operations import Operations
from pos_app.store.people import People
from pos_app.store.print_jobs import PrintJobs
from pos_app.store.register import RegisterTable
from pos_app.store.schema import MIGRATIONS
from pos_app.store.settings import Settings
from pos_app.store.shifts import Shifts

_CLEAN_END = "clean_end"


class TillStore:
    """Every table of till.db. Usage: `with store.transaction(): store.operations.add(…); store.journal.append(…)`."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.journal = Journal(database)
        self.operations = Operations(database)
        self.shifts = Shifts(database)
        self.register = RegisterTable(database)
        self.offline = OfflineTables(database)
        self.print_jobs = PrintJobs(database)
        self.baskets = Baskets(database)
        self.settings = Settings(database)
        self.people = People(database)

    def transaction(self) -> AbstractContextManager[None]:
        """Everything inside is on disk together or not at all; an inner transaction joins the outer one."""
        return self.database.transaction()

    def close(self) -> None:
        """Note the clean end and close the file."""
        self.settings.put(_CLEAN_END, True)
        self.database.close()


def open_till_store(path: Path | None, *, vfs: str | None = None) -> TillStore:
    """Open till.db; after an unclean end its pages are checked first (`database_damaged`). `path` None: memory."""
    store = TillStore(open_database(path, MIGRATIONS, vfs=vfs))
    try:
        if not store.settings.get(_CLEAN_END, True):
            store.database.check()
        store.settings.put(_CLEAN_END, False)
    except BaseException:
        store.database.close()
        raise
    return store
