"""What each class of answer to a POST means for the operation that was sent."""

import math
from dataclasses import replace

from pos_app.checkbox.errors import AnswerClass as A
from pos_app.domain.register import Mode, OperationKind, OperationState
from pos_app.fiscal import drain
from pos_app.fiscal.decisions import Draft
from pos_app.fiscal.effects import AskReceipt, ReadShift, SignInAgain
from pos_app.fiscal.events import Posted, Reply
from pos_app.fiscal.outcomes import keep, send_back, spent, taken
from pos_app.fiscal.rules import ASK_BACKOFF_S, SIGNATURE_EVERY_S, SIGNED_OUT_POLL_S, THROTTLE_WAIT_S
from pos_app.fiscal.state import NOT_SHOWN, SHIFT_KINDS, Doing, Pending, Refusal

NOT_SIGNED_IN = Refusal("not_signed_in")
NO_RETRY = math.inf


def posted(draft: Draft, event: Posted) -> None:
    """The answer to a POST has come, or the lack of one."""
    item = next((one for one in draft.state.queue if one.id == event.id), None)
    if item is None or item.doing is not Doing.POSTING or item.attempts != event.attempt:
        return
    item = draft.put(replace(item, doing=Doing.IDLE))
    if item.kind not in SHIFT_KINDS:
        draft.change(pace=draft.state.pace.answered(draft.now.mono))
    reply = event.reply
    if reply.answer is A.ACCEPTED and reply.document is not None and reply.document.id == item.id:
        draft.change_way(known_at=draft.now.mono)
        taken(draft, item, reply.document)
    elif draft.state.mode is Mode.DRAINING and drain.reconciled(draft, item, reply):
        return
    else:
        _not_taken(draft, item, reply)


def _not_taken(draft: Draft, item: Pending, reply: Reply) -> None:
    answer = reply.answer
    if answer in {A.AMBIGUOUS, A.ACCEPTED}:
        unclear(draft, replace(item, heard=reply.refusal.message))
    elif answer is A.DUPLICATE:
        unclear(draft, replace(item, duplicate=True), reason=NOT_SHOWN.message)
    elif answer is A.NOT_SENT:
        _not_sent(draft, item, reply)
    elif answer is A.THROTTLED:
        wait = reply.pause(THROTTLE_WAIT_S)
        draft.put(replace(item, tries=item.tries - 1, not_before=draft.now.mono + wait, refusal=None))
    elif answer in {A.AUTH, A.CREDENTIALS}:
        sign_in(draft, replace(item, tries=item.tries - 1))
    elif answer in {A.CONFIGURATION, A.LOCKED, A.SIGNER}:
        blocked(draft, item, reply)
    elif answer is A.NOT_OPEN and item.kind is not OperationKind.SHIFT_CLOSE and not item.reopened:
        draft.put(replace(item, doing=Doing.READING_SHIFT, refusal=reply.refusal))
        draft.act(ReadShift(item.id))
    else:
        draft.change(block=None)  # the server has looked at the document itself: nothing bars the way to it any more
        confirm(draft, item, reply.refusal)


def unclear(draft: Draft, item: Pending, *, reason: str | None = None) -> None:
    """The server may have it: ask by id before anything else. `reason` outlives the program."""
    asked = replace(item, state=OperationState.AMBIGUOUS, maybe_sent=True, cleared=False, refusal=None)
    draft.save(asked, reason=reason, unclear=True)


def confirm(draft: Draft, item: Pending, refusal: Refusal) -> None:
    """It was refused in so many words; before it goes back, the server must also say that it does not know it."""
    draft.put(replace(item, doing=Doing.ASKING, refusal=refusal, cleared=False))
    draft.act(AskReceipt(item.id))


def _not_sent(draft: Draft, item: Pending, reply: Reply) -> None:
    if item.maybe_sent and item.deadline is not None:
        draft.put(replace(item, cleared=False, not_before=draft.now.mono + ASK_BACKOFF_S))
    elif draft.state.mode is Mode.DRAINING or item.maybe_sent:
        keep(draft, item, reply.refusal)
    else:
        spent(draft, item, reply.refusal)


def sign_in(draft: Draft, item: Pending) -> None:
    """The token is gone: sign in once for this operation, then the same again."""
    if item.signed_in:
        not_signed_in(draft, item)
        return
    draft.put(replace(item, signed_in=True, doing=Doing.IDLE))
    if not draft.state.signing:
        draft.change(signing=True)
        draft.act(SignInAgain())


def not_signed_in(draft: Draft, item: Pending) -> None:
    """Nobody can sign in now: back to the basket, or kept until a cashier does."""
    if item.state is OperationState.ACCEPTED:
        draft.put(replace(item, signed_in=False, not_before=draft.now.mono + SIGNED_OUT_POLL_S))
    elif item.never_sent and item.stamp is None:
        send_back(draft, item, NOT_SIGNED_IN)
    else:
        keep(draft, item, NOT_SIGNED_IN, pause=SIGNED_OUT_POLL_S)


def blocked(draft: Draft, item: Pending, reply: Reply) -> None:
    """Nothing can be sent until a person acts; the next sale asks again, untried nothing is refused."""
    if reply.answer is A.SIGNER:
        draft.change(signer_off=True, signature_at=draft.now.mono + SIGNATURE_EVERY_S)
    else:
        draft.change(block=reply.refusal)
    if item.never_sent and item.stamp is None:
        send_back(draft, item, reply.refusal)
    else:
        keep(draft, item, reply.refusal, pause=NO_RETRY if reply.answer is A.CONFIGURATION else None)
