"""The offline hours held against the server's own count: the larger counts, and a difference is told."""

from datetime import timedelta
from typing import Any, Final

from pos_app.fiscal import events as e
from pos_app.fiscal.budget import Meter, ServerHours, meter
from pos_app.fiscal.decisions import Draft
from pos_app.fiscal.writes import Note, SaveHours

TOLERANCE: Final = timedelta(minutes=5)
"""A stay is dated on both sides by its own documents: so far apart the two counts may be."""


def hours_seen(draft: Draft, event: e.HoursSeen) -> None:
    """The server's count has come; a difference is journalled when it has changed by more than what may be."""
    at = draft.state.clock.read(draft.now)
    theirs = ServerHours(at, at - event.in_row if event.in_row else None, event.in_month)
    before, ours = draft.state.server_hours, meter(draft.state.stays, at)
    gap = _gap(ours, Meter(event.in_row, event.in_month))
    differs = _in_seconds(ours, event) | {"at": at.isoformat()} if gap > TOLERANCE else None
    draft.change(server_hours=theirs)
    draft.write(SaveHours(theirs, differs))
    known = meter(draft.state.stays, at, before)
    if differs is not None and (before is None or _gap(known, Meter(event.in_row, event.in_month)) > TOLERANCE):
        draft.write(Note("offline.hours_differ", differs))
    if event.in_row and not draft.state.server_offline:
        # somebody else worked there while the tax service was silent, or a shift went offline by itself
        draft.change_way(look=True, probe_at=draft.now.mono)


def _gap(one: Meter, other: Meter) -> timedelta:
    return max(abs(one.in_row - other.in_row), abs(one.in_month - other.in_month))


def _in_seconds(ours: Meter, event: e.HoursSeen) -> dict[str, Any]:
    return {
        "row": round(ours.in_row.total_seconds()),
        "month": round(ours.in_month.total_seconds()),
        "server_row": round(event.in_row.total_seconds()),
        "server_month": round(event.in_month.total_seconds()),
    }
