"""How an operation ends or stops: accepted, finished, sent back, kept for later, or left for a manager."""

import math
from dataclasses import replace

from pos_app.checkbox.models.words import ShiftStatus
from pos_app.domain.receipt import ReceiptState
from pos_app.domain.register import Mode, OperationKind, OperationState
from pos_app.domain.said import sentence
from pos_app.fiscal import drain, refill
from pos_app.fiscal.decisions import Draft
from pos_app.fiscal.effects import (
    Kept,
    ReadShift,
    ReturnToBasket,
    Settled,
)
from pos_app.fiscal.offline import ONLINE_ONLY, go_offline, offline_refusal
from pos_app.fiscal.recoding import yield_code
from pos_app.fiscal.rules import PATIENT_LOOKS, POLL_AFTER_S
from pos_app.fiscal.state import (
    CASH_MOVEMENTS,
    RECEIPTS,
    SHIFT_KINDS,
    UNREACHABLE,
    Document,
    Doing,
    Pending,
    Refusal,
    ShiftFacts,
    is_elsewhere,
)
from pos_app.fiscal.stopping import alarm, stop
from pos_app.fiscal.writes import (
    GiveBack,
    Note,
    QueuePrint,
    SaveCode,
)

KEPT_WORDS = sentence("Checkbox не відповідає. Чек збережено, його буде завершено автоматично.")
KEPT_SHIFT_WORDS = sentence("Checkbox не відповідає. Стан зміни буде з'ясовано автоматично.")
DIFFERS = Refusal("total_differs")
ELSEWHERE = Refusal("attention_needed", "Checkbox провів чек на іншій касі. Зверніться в підтримку Checkbox.")
NO_NUMBER = Refusal("attention_needed", "Checkbox провів чек, а фіскального номера не дав.")


def taken(draft: Draft, item: Pending, document: Document) -> None:
    """The server has the operation: is it ours, and is it finished?"""
    yield_code(draft, item, document)
    draft.change(block=None, signer_off=False)
    if draft.state.way.both:
        draft.change_way(both=0)
    if item.state is not OperationState.ACCEPTED and is_elsewhere(draft.state, document.register):
        alarm(draft, ELSEWHERE)
    if item.expected is not None and item.expected.differs(document):
        stop(draft, item, DIFFERS, document)
    elif document.failed and item.kind is OperationKind.SHIFT_OPEN:
        _not_opened(draft, replace(item, taken=False), document)
    elif document.failed:
        words = sentence("Checkbox не провів документ: {why}", why=document.failed)
        stop(draft, item, Refusal("attention_needed", words), document)
    elif document.final or item.kind in CASH_MOVEMENTS:
        finish(draft, item, document)
    elif item.kind in SHIFT_KINDS:
        waiting = replace(item, taken=True, silent=False, doing=Doing.IDLE, refusal=None)
        draft.put(replace(waiting, not_before=draft.now.mono + poll_pause(item.asks), asks=item.asks + 1))
    else:
        _poll(draft, item, document)


def _not_opened(draft: Draft, item: Pending, document: Document) -> None:
    """The tax service has refused the opening: there is no shift, and what has this id will never be one."""
    refusal = Refusal("refused_by_server", sentence("Податкова не відкрила зміну: {why}", why=document.failed))
    if item.stamp is None:
        send_back(draft, item, refusal)
    elif item.reopened:
        stop(draft, item, refusal)
    else:
        look_for_another_shift(draft, replace(item, refusal=refusal))


def look_for_another_shift(draft: Draft, item: Pending) -> None:
    """An opening that was sold in here cannot be had: is a shift open there that these documents may go into?"""
    draft.put(replace(item, doing=Doing.READING_SHIFT, reopened=True))
    draft.act(ReadShift(item.id))


def _poll(draft: Draft, item: Pending, document: Document) -> None:
    """Move a receipt to those that Checkbox has and the tax service has not numbered yet."""
    _spend_code(draft, item)
    looks = item.asks + 1 if item.state is OperationState.ACCEPTED else 0
    done = document.stamp is not None and document.stamp.state is ReceiptState.FISCAL
    moved = replace(
        item,
        state=OperationState.ACCEPTED,
        doing=Doing.IDLE,
        refusal=None,
        maybe_sent=False,
        sold=True,
        missed=item.missed + 1 if done else 0,
        asks=looks,
        not_before=draft.now.mono + poll_pause(looks),
    )
    if item.state is OperationState.ACCEPTED:
        if moved.missed >= PATIENT_LOOKS:
            stop(draft, moved, NO_NUMBER, document)
        else:
            draft.put(moved)
        return
    draft.drop(item)
    draft.change(polls=(*draft.state.polls, moved))
    draft.save(moved, document=document)
    _remember(draft, item, document)


def poll_pause(looks: int) -> float:
    """Seconds until a document is looked at again that was looked at so often."""
    return POLL_AFTER_S[min(looks, len(POLL_AFTER_S) - 1)]


def finish(draft: Draft, item: Pending, document: Document) -> None:
    """Nothing more will come: write it, print it once, tell who waits."""
    last = OperationState.ACCEPTED if item.kind in CASH_MOVEMENTS else OperationState.DONE
    draft.save(replace(item, state=last, doing=Doing.IDLE), document=document)
    _spend_code(draft, item)
    draft.drop(item)
    _remember(draft, item, document)
    if item.kind is not OperationKind.SHIFT_OPEN:
        draft.write(QueuePrint(item.id))
    if item.kind in SHIFT_KINDS:
        _shift_changed(draft, item, document)
    else:
        refill.when_due(draft)
    draft.act(Settled(item.id))


def _shift_changed(draft: Draft, item: Pending, document: Document) -> None:
    """The server's shift is open or closed; one that was stamped offline is so with us already.

    One that others have closed before the till asked is over, however it was opened.
    """
    paper = document.shift
    opened = item.kind is OperationKind.SHIFT_OPEN and (paper is None or paper.status != ShiftStatus.CLOSED)
    draft.change(server_shift=opened)
    if item.stamp is not None:
        if not opened and draft.state.shift is not None and draft.state.shift.id == item.id:
            draft.change(shift=None)
        if not opened and paper is not None and paper.closed_at != item.stamp.date:
            # closed there by others, perhaps later than what follows it in our line is dated
            drain.compare_anew(draft)
        return
    # a shift does not tell whether the server stamped it in its own offline: look at the register
    draft.change_way(look=True, probe_at=draft.now.mono)
    if opened:
        told = paper.opened_at if paper else None
        draft.change(shift=ShiftFacts(item.id, told or draft.state.clock.read(draft.now)))
        if draft.state.mode is Mode.NO_SHIFT:
            draft.set_mode(Mode.ONLINE)
    else:
        draft.change(shift=None)
        if draft.state.mode is Mode.ONLINE:
            draft.set_mode(Mode.NO_SHIFT)


def _remember(draft: Draft, item: Pending, document: Document) -> None:
    """What the server's document tells about the register: its last date, and whether it is offline by itself."""
    stamp = document.stamp
    if draft.state.documents_since_ask is not None and item.state is not OperationState.ACCEPTED:
        draft.change(documents_since_ask=draft.state.documents_since_ask + 1)
    draft.change(clock=draft.state.clock.server_said(stamp.fiscal_date if stamp else None))
    if item.kind in RECEIPTS:
        draft.change(last_receipt=item.id)
        ours = item.stamp is not None or draft.state.mode not in {Mode.ONLINE, Mode.RETURNING}
        if stamp is not None and stamp.offline and not ours and not draft.state.server_offline:
            draft.change(server_offline=True)
            draft.change_way(look=True, probe_at=draft.now.mono)


def _spend_code(draft: Draft, item: Pending) -> None:
    if item.stamp is not None and item.stamp.code is not None and item.state is not OperationState.ACCEPTED:
        draft.write(SaveCode(item.stamp.code.code, "SPENT", item.id))
        draft.change_way(sent_offline=draft.state.way.sent_offline + 1)


def still_waiting(draft: Draft, item: Pending) -> None:
    """The cashier has waited long enough for a number that is still coming: the receipt is accepted."""
    draft.put(replace(item, deadline=None))
    draft.act(Settled(item.id))


def send_back(draft: Draft, item: Pending, refusal: Refusal) -> None:
    """The server certainly does not have it: it goes back with its UUID, payment untouched."""
    back = replace(item, state=OperationState.REJECTED, doing=Doing.IDLE)
    draft.save(back, reason=refusal.message or refusal.code, fault=refusal)
    draft.write(GiveBack(item.id, refusal), Note("operation.sent_back", {"id": item.id, "code": refusal.code}))
    draft.drop(item)
    draft.act(ReturnToBasket(item.id, refusal))


def keep(draft: Draft, item: Pending, refusal: Refusal, *, pause: float | None = None) -> None:
    """Nobody knows whether the server has it: it stays first in line, and the till goes on asking by itself."""
    drain.compare_anew(draft)
    wait = draft.state.rules.probe_interval_s if pause is None else pause
    waited = item.deadline is not None
    held = replace(item, deadline=None, tries=0, asks=0, cleared=False, signed_in=False)
    if held.doing is Doing.IDLE:
        held = replace(held, not_before=math.inf if math.isinf(wait) else draft.now.mono + wait)
    if held.doing is Doing.IDLE and held.state not in {OperationState.AMBIGUOUS, OperationState.STAMPED}:
        held = draft.save(replace(held, state=OperationState.AMBIGUOUS), unclear=held.maybe_sent)
    draft.put(held)
    if waited:
        draft.act(Kept(item.id, refusal))


def spent(draft: Draft, item: Pending, refusal: Refusal | None = None) -> None:
    """The budget is used up: go offline where the law allows it, else send back or keep."""
    why_not = _why_not_offline(draft, item)
    if why_not is None:
        for one in draft.state.queue:
            if one.never_sent and (one.refusal is not None or one.online):
                send_back(draft, one, one.refusal or ONLINE_ONLY)
        go_offline(draft)
    elif item.never_sent:
        told = why_not if why_not.code != "unreachable" else refusal
        send_back(draft, item, item.refusal or told or UNREACHABLE)
    else:
        words = KEPT_SHIFT_WORDS if item.kind in SHIFT_KINDS else KEPT_WORDS
        keep(draft, item, refusal or Refusal("unreachable", f"{words} {item.heard}".strip()))


def _why_not_offline(draft: Draft, item: Pending) -> Refusal | None:
    """What the server has refused is not sold offline either, and what it has and tells of needs no second number."""
    if item.taken and not item.silent:
        return UNREACHABLE
    return item.refusal or offline_refusal(draft.state, item.kind, draft.now, online=item.online)
