"""The hours the law allows: 36 in a row and 168 a calendar month (Kyiv) without the tax service, 24 for a shift.

The till stops half an hour early (ten minutes for a shift), so that what was begun can still be closed lawfully.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from pos_app.fiscal.clock import to_kyiv

ROW_LIMIT: Final = timedelta(hours=36)
MONTH_LIMIT: Final = timedelta(hours=168)
SHIFT_LIMIT: Final = timedelta(hours=24)
ROW_STOP: Final = timedelta(hours=35, minutes=30)
MONTH_STOP: Final = timedelta(hours=167, minutes=30)
SHIFT_STOP: Final = timedelta(hours=23, minutes=50)


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay offline; `ended` None while it lasts."""

    began: datetime
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class Meter:
    """Time spent offline: in the stay that lasts, and in this Kyiv month."""

    in_row: timedelta
    in_month: timedelta

    @property
    def is_spent(self) -> bool:
        """No document may be stamped any more."""
        return self.in_row >= ROW_STOP or self.in_month >= MONTH_STOP


@dataclass(frozen=True, slots=True)
class ServerHours:
    """The hours as Checkbox counted them at a moment: since when it has been offline in a row, and this month's sum.

    It counts what the till cannot: stays offline by its own decision, and those before this till.
    """

    at: datetime
    row_began: datetime | None
    in_month: timedelta

    def ended(self, at: datetime) -> "ServerHours":
        """The server is online again."""
        return ServerHours(at, None, self.month_at(at, ()))

    def month_at(self, at: datetime, stays: Sequence[Stay]) -> timedelta:
        """The month's sum at a later moment: the server's own stay lasts until it is seen to end, ours are added."""
        month = month_start(at)
        known = self.in_month if month_start(self.at) == month else timedelta()
        since = max(self.at, month)
        if self.row_began is not None:
            return known + max(at - since, timedelta())
        going_on = (stay for stay in stays if stay.ended is None or stay.ended > since)
        later = [replace(stay, began=max(stay.began, since)) for stay in going_on]
        return known + _own(later, at).in_month


def meter(stays: Sequence[Stay], at: datetime, server: ServerHours | None = None) -> Meter:
    """What the meters show at a moment: our own count or the server's, whichever is larger."""
    own = _own(stays, at)
    if server is None:
        return own
    in_row = at - server.row_began if server.row_began is not None else timedelta()
    return Meter(max(own.in_row, in_row), max(own.in_month, server.month_at(at, stays)))


def _own(stays: Sequence[Stay], at: datetime) -> Meter:
    """Stays that overlap count once."""
    month = month_start(at)
    in_row = timedelta()
    in_month = timedelta()
    covered = month
    for stay in sorted(stays, key=lambda one: one.began):
        end = at if stay.ended is None else min(stay.ended, at)
        if stay.ended is None:
            in_row = max(in_row, at - stay.began)
        start = max(stay.began, covered)
        if end > start:
            in_month += end - start
            covered = end
    return Meter(max(in_row, timedelta()), in_month)


def month_start(at: datetime) -> datetime:
    """The first moment of the Kyiv month that `at` lies in, in the time zone of `at`."""
    local = to_kyiv(at)
    return local.replace(day=1, hour=0, minute=0, second=0, microsecond=0, fold=0).astimezone(at.tzinfo)


def shift_is_over(opened_at: datetime | None, at: datetime) -> bool:
    """Has the shift lived so long that nothing but its close may be stamped?"""
    return opened_at is not None and at - opened_at >= SHIFT_STOP
