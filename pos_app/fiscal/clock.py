"""The fiscal clock: a time that never runs backwards, never trusts a jump, and is stamped on documents in order.

UTC inside, Europe/Kyiv with its offset on the wire. Between samples of the server's `Date` the monotonic clock
counts, so a clerk who sets the wall clock moves nothing; a wall clock that runs ahead of the monotonic one by more
than five minutes (a jump, or a sleep of the computer) blocks stamping until the server or a manager confirms: one
date in the future would poison all that follow. At a start without the server nothing counts yet: there the wall clock
is held against the last moment on disk, and blocks where it is more than five minutes away from it on either side.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

KYIV: Final = ZoneInfo("Europe/Kyiv")
SUSPECT_JUMP: Final = timedelta(minutes=5)
STEP: Final = timedelta(seconds=1)
REDATE_STEP: Final = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Instant:
    """One moment by both clocks: `wall` is aware, `mono` is seconds of a clock that only goes forward."""

    wall: datetime
    mono: float


@dataclass(frozen=True, slots=True)
class FiscalClock:
    """What the clock knows. `anchor` is the fiscal time at `seen`; `offset` is server time − wall time."""

    offset: timedelta = timedelta()
    anchor: datetime | None = None
    seen: Instant | None = None
    suspect: bool = False
    last_fiscal: datetime | None = None
    last_server: datetime | None = None
    last_ask: datetime | None = None
    evidence: datetime | None = None
    """The last moment that the disk knows of an earlier run."""

    def observed(self, now: Instant) -> "FiscalClock":
        """Look at both clocks: the first look anchors, a later one finds a forward jump of the wall clock."""
        if self.anchor is None or self.seen is None:
            start = _utc(now.wall) + self.offset
            away = timedelta() if self.evidence is None else abs(start - self.evidence)
            return replace(self, anchor=start, seen=now, suspect=away > SUSPECT_JUMP)
        ahead = (now.wall - self.seen.wall) - timedelta(seconds=now.mono - self.seen.mono)
        return replace(self, suspect=True) if ahead > SUSPECT_JUMP else self

    def sampled(self, now: Instant, server: datetime) -> "FiscalClock":
        """The server named its time: that is the time."""
        return replace(self, offset=_utc(server) - now.wall, anchor=_utc(server), seen=now, suspect=False)

    def confirmed(self, now: Instant) -> "FiscalClock":
        """A manager says that the proposed time is right."""
        proposed = self.proposed(now.wall)
        return replace(self, offset=proposed - _utc(now.wall), anchor=proposed, seen=now, suspect=False)

    def proposed(self, wall: datetime) -> datetime:
        """What a manager is asked about: the wall clock, with the server's correction while that is a small one (UTC).

        A large correction is that of a clock which has been set since.
        """
        return _utc(wall) + (self.offset if abs(self.offset) <= SUSPECT_JUMP else timedelta())

    def read(self, now: Instant) -> datetime:
        """The time as it stands, before any rule about order (UTC)."""
        if self.anchor is None or self.seen is None:
            return _utc(now.wall) + self.offset
        return self.anchor + timedelta(seconds=now.mono - self.seen.mono)

    def next_date(self, now: Instant) -> datetime:
        """The date for the next document: after the last one by a second, not before the server's nor the last ask."""
        floors = [self.last_server, self.last_ask, self.last_fiscal + STEP if self.last_fiscal else None]
        return max([_milliseconds(self.read(now)), *(_milliseconds_up(floor) for floor in floors if floor is not None)])

    def stamped(self, date: datetime) -> "FiscalClock":
        """Remember the date that a document got."""
        return replace(self, last_fiscal=latest(self.last_fiscal, date))

    def server_said(self, date: datetime | None) -> "FiscalClock":
        """Remember a date seen on a document of the server."""
        return replace(self, last_server=latest(self.last_server, date))

    def asked(self, at: datetime) -> "FiscalClock":
        """Remember when codes were asked for: nothing offline may be dated before."""
        return replace(self, last_ask=latest(self.last_ask, at))


def latest(one: datetime | None, other: datetime | None) -> datetime | None:
    """The later of two moments, where None is no moment at all."""
    known = [_utc(moment) for moment in (one, other) if moment is not None]
    return max(known, default=None)


def to_kyiv(moment: datetime) -> datetime:
    """The moment as Kyiv's clocks show it, with the offset of that moment."""
    return moment.astimezone(KYIV)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _milliseconds(moment: datetime) -> datetime:
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def _milliseconds_up(moment: datetime) -> datetime:
    """Documents carry milliseconds; a floor is rounded up, or a date could slip below it."""
    floor = _milliseconds(moment)
    return floor if floor == moment else floor + REDATE_STEP
