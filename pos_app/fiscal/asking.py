"""What the answers to questions mean: does the server have it, is it done, is a shift open, did the sign-in work?"""

from dataclasses import replace
from itertools import dropwhile, takewhile

from pos_app.checkbox.errors import AnswerClass as A
from pos_app.domain.register import Mode, OperationKind, OperationState
from pos_app.domain.said import sentence
from pos_app.fiscal import drain
from pos_app.fiscal.decisions import Draft
from pos_app.fiscal.events import Asked, Reply, ShiftSeen, SignatureSeen, SignedIn
from pos_app.fiscal.offline import ONLINE_ONLY
from pos_app.fiscal.outcomes import keep, look_for_another_shift, send_back, spent, taken
from pos_app.fiscal.recoding import give_another_code
from pos_app.fiscal.replies import blocked, confirm, not_signed_in, sign_in
from pos_app.fiscal.rules import ASK_BACKOFF_S, MAX_TRIES, MOST_COMPARED, PATIENT_LOOKS, SIGNATURE_EVERY_S
from pos_app.fiscal.state import (
    NOT_SHOWN,
    SHIFT_KINDS,
    Doing,
    DrainStep,
    Pending,
    Refusal,
    ShiftFacts,
    ShiftPaper,
    is_elsewhere,
)
from pos_app.fiscal.stopping import stop, stop_all
from pos_app.fiscal.writes import LoseShift, MergeShift, SaveCode

PATIENT_ASKS = 5
"""How often a shift that the server has taken may seem unknown before its bytes go again."""

LOST = Refusal("attention_needed", "Checkbox не має цього чека, хоча його вже продано.")


def asked(draft: Draft, event: Asked) -> None:
    """The answer to a GET by id has come."""
    item = next((one for one in (*draft.state.queue, *draft.state.polls) if one.id == event.id), None)
    if item is None or item.doing is not Doing.ASKING:
        return
    item = draft.put(replace(item, doing=Doing.IDLE))
    reply = event.reply
    if reply.answer is A.ACCEPTED and reply.document is not None and reply.document.id == item.id:
        taken(draft, drain.found(draft, item, reply.document), reply.document)
    elif reply.answer is A.NOT_FOUND and item.state is OperationState.ACCEPTED:
        _missed(draft, item, reply)
    elif reply.answer is A.NOT_FOUND and _never_was(draft, item):
        # it may not go before what was stamped
        send_back(draft, item, item.refusal or ONLINE_ONLY)
    elif reply.answer is A.NOT_FOUND:
        _missing(draft, item)
    elif reply.answer in {A.AUTH, A.CREDENTIALS}:
        sign_in(draft, item)
    elif reply.answer in {A.CONFIGURATION, A.LOCKED, A.SIGNER} and item.state is not OperationState.ACCEPTED:
        blocked(draft, item, reply)
    else:
        _cannot_tell(draft, item, reply)


def _never_was(draft: Draft, item: Pending) -> bool:
    """Is what Checkbox alone can make, and does not know on the way back, nowhere? Not while a late copy may arrive,
    nor where Checkbox has said that it has it: then it is not shown for a moment.
    """
    if not item.online or draft.state.mode is not Mode.DRAINING:
        return False
    told = item.duplicate or item.sold
    return not told and (item.refusal is not None or draft.now.mono >= draft.state.way.quiet_until)


def _missing(draft: Draft, item: Pending) -> None:
    """The server does not know it: the same bytes again, or back if it was refused, or enough for now."""
    draining = draft.state.mode is Mode.DRAINING
    way = draft.state.way
    settling = draining and way.step is DrainStep.SETTLE and draft.now.mono >= way.quiet_until
    limit = MAX_TRIES if item.deadline is not None or draining else 1
    if item.refusal is not None:
        _refused_there(draft, item, item.refusal, draining=draining)
    elif (item.taken and item.asks < PATIENT_ASKS) or (item.duplicate and item.asks < MAX_TRIES):
        _later(draft, item, ASK_BACKOFF_S)
    elif item.duplicate and item.tries:
        stop(draft, item, NOT_SHOWN)
    elif item.stamp is not None and (item.tries == 0 or settling):
        # late copies have been waited out: asked once more it would be asked for ever
        draft.put(replace(item, maybe_sent=False, cleared=True, asks=0))
    elif settling:
        # sold online before the stay and unknown now: it has no place among what was stamped
        stop(draft, item, NOT_SHOWN if item.duplicate else LOST)
    elif item.tries < limit:
        draft.put(replace(item, cleared=True, taken=False, asks=0, not_before=draft.now.mono))
    elif item.deadline is not None:
        spent(draft, item)
    else:
        keep(draft, item, Refusal("unreachable"))


def _refused_there(draft: Draft, item: Pending, refusal: Refusal, *, draining: bool) -> None:
    """Refused in so many words, and the server does not have it."""
    if refusal is drain.CODE_USED and draining:
        drain.compare_anew(draft)  # others may be used as well
        give_another_code(draft, item, "code used")
    elif draining and refusal.code == "shift_not_open":
        stop_all(draft, refusal, _rest_of_shift(draft, item))
    elif draining and item.stamp is not None and item.compared < MOST_COMPARED:
        # perhaps for its date alone: others may have made a document a moment before it
        draft.put(replace(item, compared=item.compared + 1, cleared=True, maybe_sent=False))
        drain.look_again(draft)
    elif draining and item.kind is OperationKind.SHIFT_OPEN and not item.reopened:
        # perhaps because a shift that we took for closed is open there
        look_for_another_shift(draft, item)
    elif draining or item.sold:
        stop(draft, item, refusal)
    else:
        send_back(draft, item, refusal)


def _missed(draft: Draft, item: Pending, reply: Reply) -> None:
    """The server took it and does not know it any more: for a while that is a copy of its books which lags behind."""
    missed = replace(item, missed=item.missed + 1)
    if missed.missed < PATIENT_LOOKS:
        _cannot_tell(draft, missed, reply)
    else:
        stop(draft, replace(missed, taken=True), LOST)


def _rest_of_shift(draft: Draft, item: Pending) -> tuple[Pending, ...]:
    """A document and those behind it in its shift; a close behind them is asked for by itself, it may be done there."""
    behind = tuple(dropwhile(lambda one: one.id != item.id, draft.state.queue))[1:]
    return (item, *takewhile(lambda one: one.kind not in SHIFT_KINDS, () if item.kind in SHIFT_KINDS else behind))


def _cannot_tell(draft: Draft, item: Pending, reply: Reply) -> None:
    """The question itself got no usable answer: ask again, slower and slower.

    One that is refused is told, or the line would wait for it and nobody would know for what.
    """
    if reply.is_refusal and reply.answer is not A.ACCEPTED and item.state is not OperationState.ACCEPTED:
        draft.change(block=reply.refusal)
    if item.state is OperationState.SENDING and not item.taken:
        item = draft.save(replace(item, state=OperationState.AMBIGUOUS), unclear=False)
    item = replace(item, silent=True)
    interval = draft.state.rules.probe_interval_s
    grown: float = ASK_BACKOFF_S * 2.0 ** min(item.asks, 10)
    hurried = item.deadline is not None or item.state is OperationState.ACCEPTED
    pause = min(grown, interval) if hurried else interval
    _later(draft, item, reply.pause(pause))


def _later(draft: Draft, item: Pending, pause: float) -> None:
    draft.put(replace(item, asks=item.asks + 1, not_before=draft.now.mono + pause))


def shift_seen(draft: Draft, event: ShiftSeen) -> None:
    """A receipt was refused for want of a shift; now the shift itself has been looked at."""
    item = next((one for one in draft.state.queue if one.id == event.id), None)
    if item is None or item.doing is not Doing.READING_SHIFT:
        return
    item = draft.put(replace(item, doing=Doing.IDLE))
    if item.kind is OperationKind.SHIFT_OPEN:
        _opening_seen(draft, item, event)
        return
    elsewhere = event.paper is not None and is_elsewhere(draft.state, event.paper.register)
    if event.opened and not elsewhere:
        _not_before(draft, item, event.paper)
        draft.put(replace(item, reopened=True, cleared=True, refusal=None))
        return
    if event.opened is not None:
        lose_shift(draft)
    confirm(draft, item, item.refusal or Refusal("shift_not_open"))


def _opening_seen(draft: Draft, item: Pending, event: ShiftSeen) -> None:
    """An opening made offline was refused: where a shift is open at the server, what was sold belongs to that one."""
    if event.opened is None:
        draft.put(replace(item, reopened=False, not_before=draft.now.mono + draft.state.rules.probe_interval_s))
    elif event.paper is None:
        stop(draft, item, item.refusal or Refusal("attention_needed"))
    elif is_elsewhere(draft.state, event.paper.register):
        stop(draft, item, open_elsewhere(event.paper))
    else:
        _not_before(draft, item, event.paper)
        draft.write(MergeShift(item.id, event.paper))
        draft.save(replace(item, state=OperationState.REJECTED), reason="merged")
        if item.stamp is not None and item.stamp.code is not None:
            draft.change(pool=draft.state.pool.give_back(item.stamp.code))
            draft.write(SaveCode(item.stamp.code.code, "FREE"))
        if draft.state.shift is not None and draft.state.shift.id == item.id:
            draft.change(shift=ShiftFacts(event.paper.id, event.paper.opened_at))
        draft.drop(item)


def _not_before(draft: Draft, item: Pending, paper: ShiftPaper | None) -> None:
    """A shift that others opened after ours was stamped takes nothing that is dated before it."""
    opened_at = paper.opened_at if paper is not None else None
    if item.stamp is not None and opened_at is not None and opened_at > item.stamp.date:
        drain.compare_anew(draft)


def open_elsewhere(paper: ShiftPaper) -> Refusal:
    """A cashier has one shift at a time, and it is on another register."""
    words = sentence("Ваша зміна відкрита на іншій касі ({number}). Закрийте її там.", number=paper.register_number)
    return Refusal("register_busy", words)


def lose_shift(draft: Draft) -> None:
    """The server has no open shift: neither have we."""
    draft.change(server_shift=False)
    ours = draft.state.shift
    if ours is not None and any(item.id == ours.id for item in draft.state.queue):
        return  # the server is still to hear of this one: the shift it has no longer is an earlier one
    if ours is not None:
        draft.write(LoseShift(ours.id))
    draft.change(shift=None)
    if draft.state.mode is Mode.ONLINE:
        draft.set_mode(Mode.NO_SHIFT)


def signed_in(draft: Draft, event: SignedIn) -> None:
    """The silent sign-in has ended; after a good one everything goes on as if nothing had been."""
    draft.change(signing=False)
    if event.ok:
        return
    for item in (*draft.state.queue, *draft.state.polls):
        if item.signed_in and item.doing is Doing.IDLE:
            not_signed_in(draft, item)


def signature_seen(draft: Draft, event: SignatureSeen) -> None:
    """The signature program answers again, or not yet."""
    draft.change(checking_signature=False, signature_at=draft.now.mono + SIGNATURE_EVERY_S)
    if event.online:
        draft.change(signer_off=False)
