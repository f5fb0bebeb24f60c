"""What stands in the way of sales: each reason with its way out, and a row of the journal when it comes and goes."""

from collections.abc import Mapping
from typing import Final

from pos_app.domain.errors import SENTENCES
from pos_app.domain.register import Obstacle, OperationKind, OperationState, WayOut
from pos_app.fiscal.clock import Instant
from pos_app.fiscal.decisions import Draft
from pos_app.fiscal.offline import STAMPING_MODES, offline_refusal
from pos_app.fiscal.state import CLOSING, Refusal, State, unclear_close
from pos_app.fiscal.writes import Note

_WAYS: Final[Mapping[str, WayOut]] = {
    "attention_needed": WayOut.DECIDE,
    "clock_suspect": WayOut.CONFIRM_TIME,
}
"""Whatever is not named is mended elsewhere (a key, another cashier, the signature), and then the server is asked."""


def obstacle(state: State, now: Instant) -> Obstacle | None:
    """Why a sale could not be made now, as far as that is known without trying; None: it may be tried."""
    if any(item.state is OperationState.ATTENTION for item in (*state.queue, *state.polls)):
        return _told(Refusal("attention_needed"))
    if state.alarm is not None:
        return Obstacle(state.alarm.code, _message(state.alarm), WayOut.DECIDE)
    closing = unclear_close(state)
    if closing is not None and closing.deadline is None:
        return Obstacle(CLOSING.code, CLOSING.message, WayOut.CLOSE_SHIFT)
    refusal = _stopped(state, now)
    if refusal is not None and refusal.code == "offline_limit" and _may_close(state, now):
        return Obstacle(refusal.code, _message(refusal), WayOut.CLOSE_SHIFT)
    return None if refusal is None else _told(refusal)


def _may_close(state: State, now: Instant) -> bool:
    """A shift's day that is over ends with its close; when the hours offline are over nothing is stamped any more."""
    return offline_refusal(state, OperationKind.SHIFT_CLOSE, now) is None


def note_obstacle(draft: Draft) -> None:
    """Journal what has come to stand in the way, and what no longer does."""
    refusal = _stopped(draft.state, draft.now)
    code = refusal.code if refusal is not None else ""
    if code == draft.state.told_obstacle:
        return
    if refusal is not None:
        draft.write(Note("sales.blocked", {"code": code, "message": _message(refusal)}))
    else:
        draft.write(Note("sales.unblocked", {"code": draft.state.told_obstacle}))
    draft.change(told_obstacle=code)


def _stopped(state: State, now: Instant) -> Refusal | None:
    if state.block is not None:
        return state.block
    if state.signer_off:
        return Refusal("signer_off")
    if state.mode not in STAMPING_MODES or state.shift is None or not state.rules.offline:
        return None
    refusal = offline_refusal(state, OperationKind.SELL, now)
    return refusal if refusal is not None and refusal.code != "unreachable" else None


def _told(refusal: Refusal) -> Obstacle:
    return Obstacle(refusal.code, _message(refusal), _WAYS.get(refusal.code, WayOut.ASK_AGAIN))


def _message(refusal: Refusal) -> str:
    return refusal.message or SENTENCES.get(refusal.code, SENTENCES["internal"])
