"""One SQLite file: opened durable, migrated forward, written in transactions that nest by joining."""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Final

import apsw

from pos_app.domain.errors import Bug, refused

OLDEST_SQLITE: Final = (3, 51, 3)
"""Older versions carry the WAL-reset corruption bug."""

_SCHEMA: Final = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"

Migration = Callable[[apsw.Connection], None]
Value = str | int | bytes | float | None
Row = tuple[Any, ...]

_TROUBLE: Final[Mapping[type[apsw.Error], str]] = {
    apsw.FullError: "disk_full",
    apsw.BusyError: "disk_failed",
    apsw.IOError: "disk_failed",
    apsw.ReadOnlyError: "disk_read_only",
    apsw.PermissionsError: "disk_read_only",
    apsw.CantOpenError: "disk_read_only",
    apsw.CorruptError: "database_damaged",
    apsw.NotADBError: "database_damaged",
}


class _ToldInWords:
    """A context without state, entered around every statement: one object serves all."""

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> None:
        if error is None:
            return
        if isinstance(error, apsw.Error) and type(error) in _TROUBLE:
            raise refused(_TROUBLE[type(error)]) from error
        if isinstance(error, UnicodeDecodeError):
            # what was written was text: a byte has flipped
            raise refused("database_damaged") from error


_TOLD_IN_WORDS: Final = _ToldInWords()


def told_in_words() -> AbstractContextManager[None]:
    """Turn SQLite's trouble with the disk into an error with a sentence and a stable code."""
    return _TOLD_IN_WORDS


class Database:
    """One connection, used by one thread. `synchronous` FULL: a committed transaction survives a power cut."""

    def __init__(self, connection: apsw.Connection) -> None:
        self.connection = connection
        self.on_full: Callable[[], None] = _nothing
        """Called after a transaction was taken back for want of room: make some, so that it can be tried again."""
        self._depth = 0

    def rows(self, sql: str, values: Sequence[Value] | Mapping[str, Value] = ()) -> list[Row]:
        """All rows of a query."""
        with told_in_words():
            return list(self.connection.execute(sql, values))

    def row(self, sql: str, values: Sequence[Value] | Mapping[str, Value] = ()) -> Row | None:
        """The first row of a query, None where there is none."""
        with told_in_words():
            return next(iter(self.connection.execute(sql, values)), None)

    def each(self, sql: str, values: Sequence[Value] | Mapping[str, Value] = ()) -> Iterator[Row]:
        """Rows one at a time, so that a damaged page is met where it is and not before."""
        with told_in_words():
            yield from self.connection.execute(sql, values)

    def run(self, sql: str, values: Sequence[Value] | Mapping[str, Value] = ()) -> int:
        """One statement inside a transaction of its own unless one is open; → how many rows it changed."""
        with self.transaction(), told_in_words():
            self.connection.execute(sql, values)
            return self.connection.changes()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is on disk together or not at all; an inner transaction joins the outer one."""
        if self._depth:
            yield
            return
        with told_in_words():
            self.connection.execute("BEGIN IMMEDIATE")
        self._depth = 1
        try:
            yield
            with told_in_words():
                self.connection.execute("COMMIT")
        except BaseException as error:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            if isinstance(error.__cause__, apsw.FullError):
                # SQLite's own word: a refusal for want of room costs no ballast
                self.on_full()
            raise
        finally:
            self._depth = 0

    def interrupt(self) -> None:
        """End the query that another thread runs here, if one still does: nobody waits for it any more."""
        with contextlib.suppress(apsw.ConnectionClosedError):
            self.connection.interrupt()

    def check(self) -> None:
        """Read the whole file once (quick_check); `database_damaged` when a page does not fit."""
        if self.row("PRAGMA quick_check") != ("ok",):
            raise refused("database_damaged", safe=False)

    def check_schema(self, migrations: Sequence[Migration]) -> None:
        """Are tables, indexes and triggers those that the migrations made? `database_damaged` where they are not."""
        (version,) = self.rows("PRAGMA user_version")[0]
        made = apsw.Connection(":memory:")
        try:
            for migration in migrations[:version]:
                migration(made)
            right = list(made.execute(_SCHEMA))
        finally:
            made.close()
        if self.rows(_SCHEMA) != right:
            raise refused("database_damaged", safe=False)

    def close(self) -> None:
        """Close the connection; the WAL is folded into the file."""
        self.connection.close()


def _nothing() -> None:
    """Where nobody can make room."""


def open_database(
    path: Path | None, migrations: Sequence[Migration], *, durable: bool = True, vfs: str | None = None
) -> Database:
    """Open (or make) the file and bring its schema up to date; `path` None is memory only, for tests.

    Raises `database_newer` for a file that a newer program wrote, `disk_read_only`, `disk_full`, `database_damaged`.
    """
    _check_sqlite()
    with told_in_words():
        connection = apsw.Connection(":memory:" if path is None else str(path), vfs=vfs)
        try:
            _prepare(connection, durable=durable)
            _migrate(connection, path, migrations)
        except BaseException:
            connection.close()
            raise
    return Database(connection)


def open_to_read(path: Path, migrations: Sequence[Migration], *, vfs: str | None = None) -> Database:
    """Open a file that is there, to read and no more; the till may be writing to it meanwhile.

    Raises `database_newer`, `disk_read_only` where there is none, `database_damaged`.
    """
    _check_sqlite()
    with told_in_words():
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY, vfs=vfs)
        try:
            connection.set_busy_timeout(5000)
            connection.execute("PRAGMA trusted_schema = OFF")
            if int(connection.pragma("user_version")) > len(migrations):
                raise refused("database_newer")
        except BaseException:
            connection.close()
            raise
    return Database(connection)


def sqlite_version() -> str:
    """The version of the SQLite in use."""
    return apsw.sqlite_lib_version()


def _check_sqlite() -> None:
    version = tuple(int(part) for part in sqlite_version().split("."))
    if version < OLDEST_SQLITE:
        raise Bug(f"SQLite {sqlite_version()} застаріла: потрібна 3.51.3 або новіша.")


def _prepare(connection: apsw.Connection, *, durable: bool) -> None:
    connection.set_busy_timeout(5000)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = OFF")


def _migrate(connection: apsw.Connection, path: Path | None, migrations: Sequence[Migration]) -> None:
    version = int(connection.pragma("user_version"))
    if version > len(migrations):
        raise refused("database_newer")
    if not version and connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() != (0,):
        # a file with tables and no number: its first page has gone bad, or it is not ours
        raise refused("database_damaged", safe=False)
    if 0 < version < len(migrations) and path is not None:
        _back_up(connection, path, version)
    for number, migration in enumerate(migrations[version:], start=version + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            migration(connection)
            connection.pragma("user_version", number)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _back_up(connection: apsw.Connection, path: Path, version: int) -> None:
    """Keep the file as it was before a migration, beside it: till.db → till.db.v3.bak."""
    target = path.with_name(f"{path.name}.v{version}.bak")
    target.unlink(missing_ok=True)
    connection.execute("VACUUM INTO ?", (str(target),))
