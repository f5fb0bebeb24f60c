"""The hours the law allows: 36 in a row and 168 a calendar month (Kyiv) without the tax service, 24 for a shift.

The till stops half an hour early (ten minutes for a shift), so that what was begun can still be closed lawfully.
"""

from collections.abc import Sequence
from dataclasses import dataclass
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


def meter(stays: Sequence[Stay], at: datetime) -> Meter:
    """What the meters show at a moment. Stays that overlap count once."""
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
