"""The line of operations: who may join it, who is at its head, what goes next, and when to look again."""

from dataclasses import replace
from math import inf

from pos_app.domain.register import Mode, OperationKind, OperationState
from pos_app.fiscal import drain, returning
from pos_app.fiscal.clock import Instant
from pos_app.fiscal.decisions import Draft
from pos_app.fiscal.effects import (
    AskReceipt,
    PollReceipt,
    SendOperation,
    WakeAt,
)
from pos_app.fiscal.events import Submitted
from pos_app.fiscal.offline import STAMPING_MODES, offline_refusal, stamp
from pos_app.fiscal.outcomes import spent, still_waiting
from pos_app.fiscal.state import (
    CLOSING,
    SHIFT_KINDS,
    Doing,
    DrainStep,
    Pending,
    Refusal,
    State,
    unclear_close,
)
from pos_app.fiscal.writes import AddOperation


def admission(state: State, kind: OperationKind, now: Instant, *, online: bool = False) -> Refusal | None:
    """Why a new operation may not even begin; None when it may. `online`: Checkbox alone can make it."""
    if any(item.state is OperationState.ATTENTION for item in (*state.queue, *state.polls)):
        return Refusal("attention_needed")
    if kind is OperationKind.SHIFT_OPEN:
        if state.shift is not None:
            return Refusal("shift_already_open")
    elif state.shift is None:
        return Refusal("shift_not_open")
    elif unclear_close(state) is not None:
        return CLOSING
    if state.mode in STAMPING_MODES:
        return offline_refusal(state, kind, now, online=online)
    return None


def submitted(draft: Draft, event: Submitted) -> None:
    """A new operation joins the line; what is blocked is tried afresh for its sake."""
    draft.write(AddOperation(event.item.id))
    draft.change(queue=(*_hurried(draft.state.queue, draft.now.mono), event.item))
    if draft.state.mode in STAMPING_MODES:
        stamp(draft, event.item)


def nudge(draft: Draft) -> None:
    """Try everything now that waits for better times."""
    mono = draft.now.mono
    draft.change(queue=_hurried(draft.state.queue, mono), polls=_hurried(draft.state.polls, mono))
    draft.change_way(probe_at=min(draft.state.way.probe_at, draft.now.mono))
    draft.change(signature_at=min(draft.state.signature_at, mono))
    if not draft.state.queue:
        # nothing waits that could ask: the next sale does
        draft.change(block=None)


def _hurried(items: tuple[Pending, ...], mono: float) -> tuple[Pending, ...]:
    """In one pass: a day offline may hold thousands."""

    def waits(item: Pending) -> bool:
        return item.doing is Doing.IDLE and item.not_before > mono

    return tuple(replace(item, not_before=mono) if waits(item) else item for item in items)


def expire(draft: Draft) -> None:
    """Whoever has waited for his whole budget gets an answer now."""
    for item in draft.state.polls:
        if item.deadline is not None and item.deadline <= draft.now.mono:
            still_waiting(draft, item)
    while True:
        late = next((i for i in draft.state.queue if i.deadline is not None and i.deadline <= draft.now.mono), None)
        if late is None:
            return
        spent(draft, late)


def advance(draft: Draft) -> None:
    """Begin whatever may begin now: the head of the line, one poll, the register's errands."""
    if draft.state.signing:
        return
    returning.errands(draft)
    mode = draft.state.mode
    _advance_queue(draft)
    if draft.state.mode is not mode:
        returning.errands(draft)
    _poll_one(draft)


def _advance_queue(draft: Draft) -> None:
    mode = draft.state.mode
    if mode is Mode.LOCAL_OFFLINE or (mode is Mode.DRAINING and not drain.advance(draft)):
        return
    if not draft.state.queue:
        if draft.state.mode is Mode.DRAINING and draft.state.way.step is DrainStep.SEND:
            returning.begin(draft)
        return
    head = draft.state.queue[0]
    if head.state is OperationState.ATTENTION or head.doing is not Doing.IDLE or head.not_before > draft.now.mono:
        return
    if must_ask(head):
        draft.put(replace(head, doing=Doing.ASKING))
        draft.act(AskReceipt(head.id))
    elif head.kind in SHIFT_KINDS or draft.state.pace.ready_at() <= draft.now.mono:
        # what the server may have keeps its bytes: refused for its date it is certain that the server has it not
        if mode is Mode.DRAINING and head.stamp is not None and not head.maybe_sent and drain.is_stale(draft):
            drain.look_again(draft)
            drain.advance(draft)
        else:
            _send(draft, head)


def must_ask(head: Pending) -> bool:
    """Is the next step of this operation a question, not the bytes?"""
    if head.taken or (head.refusal is not None and not head.cleared):
        return True
    return not head.cleared and (head.state is OperationState.AMBIGUOUS or head.maybe_sent)


def _send(draft: Draft, head: Pending) -> None:
    sent = replace(
        head,
        state=OperationState.SENDING,
        attempts=head.attempts + 1,
        tries=head.tries + 1,
        doing=Doing.POSTING,
        cleared=False,
    )
    draft.save(sent)
    if sent.kind not in SHIFT_KINDS:
        draft.change(pace=draft.state.pace.after(draft.now.mono))
    draft.act(SendOperation(sent.id, sent.attempts))


def _poll_one(draft: Draft) -> None:
    idle = [item for item in draft.state.polls if item.state is OperationState.ACCEPTED]
    if any(item.doing is Doing.ASKING for item in idle):
        return
    due = min(idle, key=lambda item: item.not_before, default=None)
    if due is not None and due.not_before <= draft.now.mono:
        draft.put(replace(due, doing=Doing.ASKING))
        draft.act(PollReceipt(due.id))


def wake(draft: Draft) -> None:
    """Ask to be woken at the earliest moment at which something may be due."""
    times = [at for at in _times(draft) if at > draft.now.mono]
    if times:
        draft.act(WakeAt(min(times)))


def _times(draft: Draft) -> list[float]:
    state = draft.state
    times = [item.deadline for item in (*state.queue, *state.polls) if item.deadline is not None]
    times += [item.not_before for item in (*state.queue[:1], *state.polls) if item.doing is Doing.IDLE]
    if state.queue:
        times.append(state.pace.ready_at())
    if state.signer_off:
        times.append(state.signature_at)
    if state.mode is Mode.DRAINING:
        times += [state.way.quiet_until, state.way.go_at, *(item.not_before for item in state.queue)]
    if returning.wants_probe(draft):
        times += [state.way.probe_at, state.way.go_online_at]
    return [at for at in times if at != inf]
