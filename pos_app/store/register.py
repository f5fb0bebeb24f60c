"""The one row on the register: its mode, its clocks, and what Checkbox said of it last."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from pos_app.domain.register import Mode, RegisterInfo
from pos_app.store.codec import dump, load
from pos_app.store.database import Database


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """The register as it stands on disk. `server_offset_ms` is server time − wall clock."""

    mode: Mode = Mode.NO_SHIFT
    last_fiscal_date: datetime | None = None
    last_server_date: datetime | None = None
    server_offset_ms: int | None = None
    last_ask_at: datetime | None = None
    last_ambiguous_at: datetime | None = None
    info: RegisterInfo = field(default_factory=RegisterInfo)
    limits: dict[str, int] = field(default_factory=dict)
    """What `cashier/me` allows: receipts_ratelimit_* and the like."""


class RegisterTable:
    """The table `register`; whoever calls opens the transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self) -> RegisterRow:
        """The row; it is always there."""
        row = self._database.rows(
            "SELECT mode, last_fiscal_date, last_server_date, server_offset_ms, last_ask_at, last_ambiguous_at,"
            " info, me FROM register"
        )[0]
        return RegisterRow(
            mode=Mode(row[0]),
            last_fiscal_date=_moment(row[1]),
            last_server_date=_moment(row[2]),
            server_offset_ms=row[3],
            last_ask_at=_moment(row[4]),
            last_ambiguous_at=_moment(row[5]),
            info=_info(row[6]) if row[6] else RegisterInfo(),
            limits=load(dict[str, int], row[7]) if row[7] else {},
        )

    def save(self, row: RegisterRow) -> None:
        """Write the whole row."""
        self._database.run(
            "UPDATE register SET mode = ?, last_fiscal_date = ?, last_server_date = ?, server_offset_ms = ?,"
            " last_ask_at = ?, last_ambiguous_at = ?, info = ?, me = ?",
            (
                row.mode.value,
                _text(row.last_fiscal_date),
                _text(row.last_server_date),
                row.server_offset_ms,
                _text(row.last_ask_at),
                _text(row.last_ambiguous_at),
                dump(row.info),
                dump(row.limits),
            ),
        )


@lru_cache(maxsize=4)
def _info(text: str) -> RegisterInfo:
    """It changes rarely and is looked at with every change of the status."""
    return load(RegisterInfo, text)


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
