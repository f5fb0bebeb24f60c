"""The pure core: `decide(state, event)` says what to write, what to do, and what holds then. No I/O, no clock."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from pos_app.domain.register import Mode, OperationKind, OperationState
from pos_app.fiscal import drain, events, refill, returning
from pos_app.fiscal.asking import asked, lose_shift, shift_seen, signature_seen, signed_in
from pos_app.fiscal.decisions import Decision, Draft, changed
from pos_app.fiscal.effects import ListCodes, Publish, ReadInfo
from pos_app.fiscal.hours import hours_seen
from pos_app.fiscal.obstacles import note_obstacle
from pos_app.fiscal.queueing import advance, expire, nudge, submitted, wake
from pos_app.fiscal.replies import posted
from pos_app.fiscal.state import WITH_GOODS, Doing, Pace, Pending, State, unclear_close
from pos_app.fiscal.stopping import alarm, stopped_with
from pos_app.fiscal.writes import Note, QueuePrint, ReprintDue, SaveClock, SaveMended, SaveOperation


def decide(state: State, event: events.Event) -> Decision:
    """One event in, one decision out; equal inputs give equal decisions."""
    clock = state.clock.observed(event.now)
    draft = Draft(state if clock is state.clock else changed(state, {"clock": clock}), event.now)
    _HANDLERS[type(event)](draft, event)
    expire(draft)
    advance(draft)
    wake(draft)
    note_obstacle(draft)
    if _visible(draft.state) != _visible(state):
        draft.act(Publish())
    return draft.decision()


def _visible(state: State) -> tuple[object, ...]:
    """What people see of the state; when it changes the status is published."""
    counts = tuple(item.state for item in state.queue)
    closing = unclear_close(state)
    shift = (state.shift.id if state.shift else None, closing is not None and closing.deadline is None)
    doubt = (state.clock.suspect, state.way.unreached)
    told = (state.block, state.signer_off, state.told_obstacle)
    return (doubt, state.shown_mode, counts, len(state.polls), len(state.pool), *told, shift)


def _resumed(draft: Draft, event: events.Resumed) -> None:
    """Nobody knows how far anything came that was under way: it is asked for by id first."""
    returning.quiet(draft, event.quiet_s)
    draft.change_way(went=draft.state.session is not None)
    begun = tuple(_begun_again(item) for item in draft.state.queue)
    changed = [new for old, new in zip(draft.state.queue, begun, strict=True) if new.state is not old.state]
    draft.change(queue=begun)
    draft.write(*(SaveOperation(item.id, item.state, item.attempts) for item in changed))
    if draft.state.mode is Mode.NO_SHIFT and draft.state.shift is not None:
        # the power went while a shift of the server's was adopted
        draft.set_mode(Mode.ONLINE)
    if draft.state.mode is Mode.DRAINING:
        drain.back_offline(draft)
    if draft.state.mode is Mode.LOCAL_OFFLINE:
        draft.change_way(probe_at=draft.now.mono)
    if draft.state.mode is Mode.RETURNING:
        draft.change_way(go_online_at=draft.now.mono, probe_at=draft.now.mono)
    if not returning.wants_probe(draft):
        draft.change_way(probing=True)
        draft.act(ReadInfo())


def _begun_again(item: Pending) -> Pending:
    if item.state is OperationState.ATTENTION:
        return item
    if item.stamp is not None:
        return replace(item, state=OperationState.STAMPED, maybe_sent=item.attempts > 0)
    return replace(item, state=OperationState.AMBIGUOUS, maybe_sent=True)


def _server_time(draft: Draft, event: events.ServerTime) -> None:
    draft.change(clock=draft.state.clock.sampled(draft.now, event.server))
    draft.change_way(unreached=False)


def _woke(_draft: Draft, _event: events.Woke) -> None:
    """Nothing by itself: whatever is due is found by `advance` and `expire`."""


def _nudged(draft: Draft, _event: events.Nudged) -> None:
    nudge(draft)


def _awaited(draft: Draft, event: events.Awaited) -> None:
    item = next((one for one in draft.state.queue if one.id == event.id), None)
    if item is not None and item.stamp is None and item.state is not OperationState.ATTENTION:
        draft.put(replace(item, deadline=event.deadline))
    nudge(draft)


def _shift_adopted(draft: Draft, event: events.ShiftAdopted) -> None:
    draft.change(shift=event.shift, server_shift=True, block=None)
    if draft.state.mode is Mode.NO_SHIFT:
        draft.set_mode(Mode.ONLINE)


def _shift_over(draft: Draft, _event: events.ShiftOver) -> None:
    lose_shift(draft)


def _seller_cached(draft: Draft, event: events.SellerCached) -> None:
    count, seconds = event.pace
    draft.change(can_print_offline=True, pace=Pace(max(count, 1), seconds, draft.state.pace.sent))


def _codes_seen(draft: Draft, event: events.CodesSeen) -> None:
    drain.codes_seen(draft, event)


def _refill_due(draft: Draft, _event: events.RefillDue) -> None:
    refill.begin(draft)


def _codes_asked(draft: Draft, _event: events.CodesAsked) -> None:
    draft.act(ListCodes())


def _went_online(draft: Draft, _event: events.WentOnline) -> None:
    """The command was taken or not; `info` tells whether it worked."""
    draft.change_way(going_online=False, probe_at=min(draft.state.way.probe_at, draft.now.mono + 2.0))


def _ask_again(draft: Draft, event: events.AskAgain) -> None:
    drain.compare_anew(draft)
    for item in stopped_with(draft, event.id):
        _anew(draft, item)
        draft.write(Note("operation.ask_again", {"id": item.id, "at_server": item.taken}))


def _anew(draft: Draft, item: Pending) -> None:
    """The server is asked for it by its id, whatever came before; where it is unknown the bytes go.

    That it has once said to have it is not forgotten.
    """
    fresh = replace(item, state=OperationState.AMBIGUOUS, maybe_sent=True, taken=False, cleared=False)
    fresh = replace(fresh, refusal=None, reopened=False, compared=0, asks=0, tries=0)
    fresh = replace(fresh, not_before=draft.now.mono)
    if all(one.id != item.id for one in draft.state.queue):
        draft.drop(item)
        draft.change(queue=(fresh, *draft.state.queue))
    draft.save(fresh)


def _mend(draft: Draft, event: events.Mend) -> None:
    """A document that the server has is not ours to change any more."""
    item = next(iter(stopped_with(draft, event.id)), None)
    if item is None or not may_mend(draft.state, item.id):
        return
    drain.compare_anew(draft)
    draft.write(SaveMended(item.id, event.mended))
    if event.mended.shown and item.stamp is not None:
        draft.write(ReprintDue(item.id))
    _anew(draft, replace(item, expected=event.mended.expected))


def may_mend(state: State, item_id: str) -> bool:
    """Is it a stopped receipt of goods that the server does not have? A withdrawal has no words that could be wrong."""
    stopped = next((i for i in state.queue if i.id == item_id and i.state is OperationState.ATTENTION), None)
    return stopped is not None and stopped.kind in WITH_GOODS and not stopped.taken


def _set_aside(draft: Draft, event: events.SetAside) -> None:
    """A document that the server has stays accepted as the server has it; others of one cause are given up for good.

    Neither is printed: the server gave up the one that it has, gave it no number, or has other goods or sums under it,
    and whoever holds a paper may believe it. A close has a paper all the same: the Z report, as received.
    """
    drain.compare_anew(draft)
    for item in stopped_with(draft, event.id):
        last = OperationState.DONE if item.taken else OperationState.REJECTED
        draft.save(replace(item, state=last, doing=Doing.IDLE), reason=event.reason)
        draft.write(Note("operation.set_aside", {"id": item.id, "reason": event.reason, "state": last}))
        if item.taken and item.kind is OperationKind.SHIFT_CLOSE:
            draft.write(QueuePrint(item.id))
        elif not item.taken and draft.state.shift is not None and draft.state.shift.id == item.id:
            draft.change(shift=None)
        draft.drop(item)


def _alarm_seen(draft: Draft, _event: events.AlarmSeen) -> None:
    draft.change(alarm=None)


def _alarmed(draft: Draft, event: events.Alarmed) -> None:
    alarm(draft, event.refusal)


def _time_confirmed(draft: Draft, event: events.TimeConfirmed) -> None:
    if draft.state.clock.suspect:
        draft.change(clock=draft.state.clock.confirmed(draft.now))
        body = {"at": draft.state.clock.read(draft.now), "by": event.by}
        draft.write(SaveClock(draft.state.clock), Note("clock.confirmed", body))


_HANDLERS: Final[Mapping[type[events.Event], Callable[[Draft, Any], None]]] = {
    events.Resumed: _resumed,
    events.Submitted: submitted,
    events.Posted: posted,
    events.Asked: asked,
    events.ShiftSeen: shift_seen,
    events.SignedIn: signed_in,
    events.SignatureSeen: signature_seen,
    events.InfoSeen: returning.info_seen,
    events.ServerTime: _server_time,
    events.Woke: _woke,
    events.Nudged: _nudged,
    events.Awaited: _awaited,
    events.ShiftAdopted: _shift_adopted,
    events.ShiftOver: _shift_over,
    events.SellerCached: _seller_cached,
    events.CodesSeen: _codes_seen,
    events.RefillDue: _refill_due,
    events.CodesAsked: _codes_asked,
    events.CodesListed: refill.listed,
    events.HoursSeen: hours_seen,
    events.WentOffline: drain.went_offline,
    events.WentOnline: _went_online,
    events.Pinged: returning.pinged,
    events.AskAgain: _ask_again,
    events.Mend: _mend,
    events.SetAside: _set_aside,
    events.AlarmSeen: _alarm_seen,
    events.Alarmed: _alarmed,
    events.TimeConfirmed: _time_confirmed,
}
