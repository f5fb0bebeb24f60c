"""Going offline by ourselves: may we, with which code and date, and everything that waits is stamped in its order."""

from dataclasses import replace
from datetime import datetime

from pos_app.domain.register import Mode, OperationKind, OperationState
from pos_app.fiscal.budget import Stay, meter, shift_is_over
from pos_app.fiscal.clock import Instant
from pos_app.fiscal.codes import RESERVE, Code
from pos_app.fiscal.decisions import Draft
from pos_app.fiscal.effects import Abandon, Settled
from pos_app.fiscal.recoding import renew_session
from pos_app.fiscal.state import (
    CASH_MOVEMENTS,
    RECEIPTS,
    SHIFT_KINDS,
    Doing,
    OwnStamp,
    Pending,
    Refusal,
    Session,
    ShiftFacts,
    State,
)
from pos_app.fiscal.writes import (
    Note,
    QueuePrint,
    SaveClock,
    SaveCode,
    SaveSession,
    SaveStamp,
)

STAMPING_MODES = frozenset({Mode.LOCAL_OFFLINE, Mode.DRAINING})


ONLINE_ONLY = Refusal("prepayment_offline")


def offline_refusal(state: State, kind: OperationKind, now: Instant, *, online: bool = False) -> Refusal | None:
    """Why a document of this kind may not be stamped now; None when it may. `online`: it never may."""
    if online:
        return ONLINE_ONLY
    if not state.rules.offline or not state.can_print_offline:
        return Refusal("unreachable")
    if state.clock.observed(now).suspect:
        return Refusal("clock_suspect")
    date = state.clock.next_date(now)
    if meter(state.stays, date, state.server_hours).is_spent:
        return Refusal("offline_limit")
    opened = state.shift.opened_at if state.shift else None
    if kind is not OperationKind.SHIFT_CLOSE and shift_is_over(opened, date):
        return Refusal("offline_limit", "Зміна триває майже добу. Закрийте зміну.")
    needed = _codes_needed(state, kind)
    # a shift that leaves no code for a sale need not be opened, and one that cannot be closed must not be
    if needed and not state.pool.can_serve(needed, reserve=0 if kind is OperationKind.SHIFT_CLOSE else RESERVE):
        return Refusal("no_offline_codes")
    return None


def _codes_needed(state: State, kind: OperationKind) -> int:
    """Codes for this document and, where a stay has yet to begin or begins anew, for go-offline and all that waits.

    What the server may have without our knowing it may have numbered from the same pool, in its own offline.
    """
    unclear = sum(1 for item in state.queue if not item.never_sent)
    if state.session is not None and state.mode in STAMPING_MODES:
        return unclear + (0 if kind in CASH_MOVEMENTS else 1)
    return unclear + 1 + sum(1 for item in state.queue if item.stamp is None and item.kind not in CASH_MOVEMENTS)


def go_offline(draft: Draft) -> None:
    """Begin a stay: a code and date for go-offline, then every waiting operation is stamped, the oldest first."""
    if draft.state.session is None:
        _begin_session(draft)
    elif draft.state.mode is Mode.RETURNING and len(draft.state.pool):
        renew_session(draft)
    draft.set_mode(Mode.LOCAL_OFFLINE)
    draft.change_way(probe_at=draft.now.mono + draft.state.rules.probe_interval_s, probing=False)
    for item in draft.state.queue:
        if item.state is not OperationState.ATTENTION and item.stamp is None and not item.online:
            stamp(draft, item)


def _begin_session(draft: Draft) -> None:
    code = _take_code(draft, "go-offline")
    date = _take_date(draft)
    # a code may go back unused and serve another stay: each has its own row, or its hours would be lost
    session = Session(f"offline-{code.code}-{date:%Y%m%dT%H%M%S}", date, code)
    draft.change(session=session, stays=(*draft.state.stays, Stay(date)))
    draft.write(SaveSession(session), Note("offline.began", {"date": date, "code": code.code}))


def stamp(draft: Draft, item: Pending) -> Pending:
    """Give a document its code and date; from here on it counts as sold."""
    unclear = item.maybe_sent or item.taken or item.doing is Doing.POSTING
    if item.doing is not Doing.IDLE:
        draft.act(Abandon(item.id))
    code = None if item.kind in CASH_MOVEMENTS else _take_code(draft, item.id)
    date = _take_date(draft)
    stamped = replace(
        item,
        state=OperationState.STAMPED,
        stamp=OwnStamp(date, code),
        doing=Doing.IDLE,
        maybe_sent=unclear,
        sold=True,
        taken=False,
        silent=False,
        cleared=False,
        refusal=None,
        duplicate=False,
        signed_in=False,
        reopened=False,
        deadline=None,
        not_before=0.0,
        tries=0,
        asks=0,
    )
    draft.write(SaveStamp(item.id, code.code if code else None, date, draft.state.last_receipt))
    draft.save(stamped, unclear=unclear)
    if item.kind in RECEIPTS:
        draft.change(last_receipt=item.id)
    elif item.kind is OperationKind.SHIFT_CLOSE:
        draft.change(shift=None)
    elif item.kind is OperationKind.SHIFT_OPEN:
        draft.change(shift=ShiftFacts(item.id, date))
    if item.kind not in SHIFT_KINDS:
        draft.write(QueuePrint(item.id))
    draft.act(Settled(item.id))
    return stamped


def _take_code(draft: Draft, owner: str) -> Code:
    code, pool = draft.state.pool.take()
    draft.change(pool=pool)
    draft.write(SaveCode(code.code, "RESERVED", owner))
    return code


def _take_date(draft: Draft) -> datetime:
    date = draft.state.clock.next_date(draft.now)
    draft.change(clock=draft.state.clock.stamped(date))
    draft.write(SaveClock(draft.state.clock))
    return date
