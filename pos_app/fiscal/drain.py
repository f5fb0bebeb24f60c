"""The way back from offline: ask for what is unclear, compare codes and dates, go offline there, send in order."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from pos_app.checkbox.errors import AnswerClass as A
from pos_app.domain.register import Mode, OperationState
from pos_app.fiscal.clock import REDATE_STEP
from pos_app.fiscal.decisions import Draft
from pos_app.fiscal.effects import (
    AskReceipt,
    GoOffline,
    ReadCodes,
    ReadInfo,
)
from pos_app.fiscal.events import CodesSeen, RegisterSeen, Reply, WentOffline
from pos_app.fiscal.recoding import drop_taken, previous_receipt, renew_session
from pos_app.fiscal.rules import ASK_BACKOFF_S, FRESH_S, MOST_COMPARED, THROTTLE_WAIT_S
from pos_app.fiscal.state import (
    SHIFT_KINDS,
    Document,
    Doing,
    DrainStep,
    OwnStamp,
    Pending,
    Refusal,
    Session,
)
from pos_app.fiscal.stopping import stop_all
from pos_app.fiscal.writes import (
    AddCodes,
    Note,
    ReprintDue,
    SaveClock,
    SaveCode,
    SaveSession,
    SaveStamp,
)

MOST_GOES: Final = 5
"""How often go-offline is sent, slower and slower, before the next probe, and from then on with each probe once: a
register that takes it and stays online is left in peace."""

CODE_USED = Refusal("refused_by_server", "Офлайн-код уже використано.")
SAYS_BOTH = Refusal(
    "refused_by_server",
    "Checkbox не приймає офлайн-чеки, хоча каса в нього офлайн. Зверніться в підтримку Checkbox.",
)


def begin(draft: Draft) -> None:
    """Checkbox answers again."""
    draft.set_mode(Mode.DRAINING)
    goes = min(draft.state.way.goes, MOST_GOES - 1)
    draft.change_way(step=DrainStep.SETTLE, sent_offline=0, goes=goes, known_at=0.0)


def compare_anew(draft: Draft) -> None:
    """Sending was held up: meanwhile the server's last document, its codes and its mode may be others."""
    if draft.state.mode is Mode.DRAINING and draft.state.way.step in {DrainStep.GO, DrainStep.SEND}:
        draft.change_way(step=DrainStep.SETTLE, known_at=0.0)


def look_again(draft: Draft) -> None:
    """Others may have been there: the server's last date and its codes once more, before anything that has a date."""
    if draft.state.mode is Mode.DRAINING and draft.state.way.step in {DrainStep.GO, DrainStep.SEND}:
        draft.change_way(step=DrainStep.CODES)


def is_stale(draft: Draft) -> bool:
    """May others have made a document since we last knew the server's last one?"""
    return draft.now.mono - draft.state.way.known_at > FRESH_S


def advance(draft: Draft) -> bool:
    """Take the next step; → may the head of the queue be sent now?"""
    way = draft.state.way
    if any(item.state is OperationState.ATTENTION for item in draft.state.queue[:1]):
        return False
    goes = way.step is DrainStep.GO and way.goes < MOST_GOES and way.go_at <= draft.now.mono
    if goes and draft.state.session is not None and not draft.state.stay_offline and is_stale(draft):
        look_again(draft)
    if draft.state.way.step is DrainStep.SETTLE and draft.now.mono >= way.quiet_until:
        _settle(draft)
    if draft.state.way.step is DrainStep.CODES:
        draft.change_way(step=DrainStep.READING)
        draft.act(ReadCodes(draft.state.server_shift, draft.state.way.known_at > 0))
    if draft.state.way.step is DrainStep.GO:
        _go(draft)
    if draft.state.way.step is DrainStep.CHECK and not draft.state.way.probing:
        draft.change_way(probing=True)
        draft.act(ReadInfo())
    return draft.state.way.step is DrainStep.SEND


def _settle(draft: Draft) -> None:
    """Ask for everything that the server may have got before we went offline, and for all that is never stamped."""
    asking = any(item.doing is not Doing.IDLE for item in draft.state.queue)
    open_ones = (item for item in draft.state.queue if item.state is not OperationState.ATTENTION)
    unsure = [item for item in open_ones if item.maybe_sent or item.online]
    unclear = next((item for item in unsure if item.not_before <= draft.now.mono), None)
    held_up = any(item.not_before > draft.now.mono for item in draft.state.queue[:1])
    if asking or held_up or (unsure and unclear is None):
        return
    if unclear is not None:
        draft.put(replace(unclear, doing=Doing.ASKING))
        draft.act(AskReceipt(unclear.id))
    elif draft.state.queue:
        draft.change_way(step=DrainStep.CODES)
    elif draft.state.stay_offline:
        _offline_there(draft)
    else:
        end_session(draft, "BURNT" if draft.state.way.went else "FREE")
        draft.change(block=None)
        draft.set_mode(Mode.ONLINE if draft.state.shift else Mode.NO_SHIFT)


def _go(draft: Draft) -> None:
    session = draft.state.session
    if draft.state.stay_offline or session is None:
        _offline_there(draft)
        return
    if draft.state.way.goes >= MOST_GOES:
        back_offline(draft)
        return
    if draft.state.way.go_at > draft.now.mono:
        return
    draft.change_way(step=DrainStep.GOING, went=True)
    draft.act(GoOffline(_go_date(draft, session), session.code.code))


def _offline_there(draft: Draft) -> None:
    """The server is offline by our word: its code is spent, the documents may go."""
    if not (draft.state.way.both and draft.state.queue):
        draft.change(block=None)
    draft.change_way(refused=False, goes=0, go_at=0.0)
    if draft.state.session is not None:
        draft.write(SaveCode(draft.state.session.code.code, "SPENT", "go-offline"))
    draft.change_way(step=DrainStep.SEND)


def _go_date(draft: Draft, session: Session) -> datetime:
    """Not before the server's last document, not after the first of ours that follows."""
    last = draft.state.clock.last_server
    date = session.began if last is None else max(session.began, last + REDATE_STEP)
    first = next((item.stamp.date for item in draft.state.queue if item.stamp is not None), date)
    return min(date, first)


def found(draft: Draft, item: Pending, document: Document) -> Pending:
    """Where the server has under its own number what we stamped in vain, our code is burnt: it is on paper already."""
    own = item.stamp.code if item.stamp else None
    if own is None or item.kind in SHIFT_KINDS or document.stamp is None or document.stamp.fiscal_code == own.code:
        return item
    draft.write(SaveCode(own.code, "BURNT", item.id), ReprintDue(item.id))
    return draft.put(replace(item, stamp=None))


def reconciled(draft: Draft, item: Pending, reply: Reply) -> bool:
    """Refusals that only the way back knows; → was this one of them?"""
    if reply.answer is A.NEED_MANUAL:
        draft.change_way(step=DrainStep.CHECK, landed=True)
        draft.save(replace(item, state=OperationState.STAMPED))
    elif reply.answer is A.CODE_USED:
        draft.put(replace(item, doing=Doing.ASKING, refusal=CODE_USED))
        draft.act(AskReceipt(item.id))
    elif reply.answer is A.PREVIOUS_DIFFERS and item.stamp is not None and not item.reopened:
        code = item.stamp.code
        draft.write(SaveStamp(item.id, code.code if code else None, item.stamp.date, None, "previous"))
        draft.save(replace(item, state=OperationState.STAMPED, reopened=True))
        # a document that is not in our line came between: its date may be later than ours
        compare_anew(draft)
    else:
        return False
    return True


def _again_offline(draft: Draft) -> None:
    """A late go-online has landed: once more offline, with another code and a later date than the server's last."""
    session = draft.state.session
    draft.change_way(step=DrainStep.CODES, known_at=0.0)
    if session is not None and draft.state.pool.can_serve(1, reserve=0):
        draft.write(SaveCode(session.code.code, "BURNT", "go-offline"))
        renew_session(draft)


def codes_seen(draft: Draft, event: CodesSeen) -> None:
    """The server's list of free codes, and its last date, before anything is sent."""
    if draft.state.way.step is not DrainStep.READING:
        return
    if event.codes is None and draft.state.stay_offline and draft.state.way.known_at > 0:
        # compared once already: it goes as it is, and what is refused for its date is put right then
        draft.change_way(step=DrainStep.SEND, known_at=draft.now.mono)
        return
    if event.codes is None:
        if event.reply is not None and event.reply.is_refusal:
            # said as a refused go-offline is: else the line would wait for ever and nobody would know for what
            draft.change(block=event.reply.refusal)
        back_offline(draft, event.reply)
        return
    refused = next((item for item in draft.state.queue[:1] if item.refusal is not None), None)
    added, pool = draft.state.pool.plus(event.codes)
    draft.change(pool=pool)
    if added:
        draft.write(AddCodes(added))
    if event.complete:
        drop_taken(draft, {code.code for code in event.codes})
    if event.last_date is not None:
        _redate(draft, event.last_date)
    if refused is not None:
        _once_more(draft, refused)
    draft.change_way(step=DrainStep.GO, known_at=draft.now.mono)


def _once_more(draft: Draft, refused: Pending) -> None:
    """The refused head: with another date or code it goes again, as it was it is asked for and left to a manager."""
    head = draft.state.queue[0]
    if head.state is OperationState.ATTENTION:
        return  # no code is left for it
    if head.stamp != refused.stamp:
        draft.put(replace(head, refusal=None, compared=max(head.compared, 1), cleared=refused.compared > 0))
    elif refused.compared:
        draft.put(replace(head, compared=MOST_COMPARED, cleared=False))


def _redate(draft: Draft, last: datetime) -> None:
    """The server's last document is later than ours: ours move behind it by a millisecond each, in order."""
    draft.change(clock=draft.state.clock.server_said(last))
    floor = last
    session = draft.state.session
    if session is not None and not draft.state.stay_offline and session.began <= floor:
        floor += REDATE_STEP
        moved = replace(session, began=floor)
        draft.change(session=moved)
        draft.write(SaveSession(moved), Note("offline.redated", {"date": floor}))
    for item in draft.state.queue:
        if item.stamp is None or item.maybe_sent:
            continue  # what the server may have keeps the bytes that it may have
        floor = max(item.stamp.date, floor + REDATE_STEP)
        if floor != item.stamp.date:
            code, before = item.stamp.code, previous_receipt(draft, item)
            draft.write(
                SaveStamp(item.id, code.code if code else None, floor, before, "later than ours"), ReprintDue(item.id)
            )
            draft.save(replace(item, stamp=OwnStamp(floor, code)))
    draft.change(clock=draft.state.clock.stamped(floor))
    draft.write(SaveClock(draft.state.clock))


def went_offline(draft: Draft, event: WentOffline) -> None:
    """The answer to our go-offline."""
    if draft.state.way.step is not DrainStep.GOING:
        return
    answer = event.reply.answer
    session = draft.state.session
    if answer in {A.ACCEPTED, A.AMBIGUOUS, A.ALREADY_OFFLINE}:
        # only `info` proves it: a shift sent to a register that is online after all opens or closes with its own date
        draft.change_way(step=DrainStep.CHECK, goes=draft.state.way.goes + 1)
        _not_before(draft, min(ASK_BACKOFF_S * 2 ** (draft.state.way.goes - 1), draft.state.rules.probe_interval_s))
    elif answer is A.THROTTLED:
        back_offline(draft, event.reply)
        _not_before(draft, event.reply.pause(THROTTLE_WAIT_S))
    elif answer is A.CODE_USED and session is not None and len(draft.state.pool):
        draft.write(SaveCode(session.code.code, "BURNT", "go-offline"))
        renew_session(draft)
        draft.change_way(step=DrainStep.CHECK)
        _not_before(draft, ASK_BACKOFF_S)
    elif answer in {A.DEFINITE, A.CODE_USED} and draft.state.way.refused:
        _leave_to_manager(draft, event.reply)
    else:
        if answer is not A.NOT_SENT:
            draft.change(block=event.reply.refusal)
            draft.change_way(refused=answer in {A.DEFINITE, A.CODE_USED})
        back_offline(draft)


def _not_before(draft: Draft, seconds: float) -> None:
    """The next go-offline is not sent sooner, whoever hurries the line."""
    draft.change_way(go_at=draft.now.mono + seconds)


def _leave_to_manager(draft: Draft, reply: Reply) -> None:
    """Refused again after codes and dates were compared anew: nothing in line can be sent as it stands."""
    draft.change(block=None)
    draft.change_way(refused=False)
    back_offline(draft)
    stop_all(draft, reply.refusal, draft.state.queue)


def checked(draft: Draft, seen: RegisterSeen | None) -> None:
    """`info` says whether our go-offline has been taken."""
    landed = draft.state.way.landed
    draft.change_way(landed=False)
    if seen is not None and landed and seen.stay_offline:
        # a register that says both is asked again later; no code is spent on it
        draft.change_way(both=draft.state.way.both + 1)
        if draft.state.way.both > 1:
            draft.change(block=SAYS_BOTH)
        back_offline(draft)
    elif seen is None:
        back_offline(draft)
    elif seen.stay_offline:
        _offline_there(draft)
    elif landed:
        _again_offline(draft)
    else:
        draft.change_way(step=DrainStep.GO)


def back_offline(draft: Draft, reply: Reply | None = None) -> None:
    """Checkbox is gone again, or wants to be left alone (`reply`): nothing is lost, the next probe begins anew."""
    draft.set_mode(Mode.LOCAL_OFFLINE)
    draft.change_way(step=DrainStep.SETTLE, probing=False, probe_at=draft.now.mono + probe_pause(draft, reply))


def probe_pause(draft: Draft, reply: Reply | None) -> float:
    """Seconds until the register is looked at again; a server that was asked too often says when."""
    if reply is None or reply.answer is not A.THROTTLED:
        return draft.state.rules.probe_interval_s
    return reply.pause(THROTTLE_WAIT_S)


def end_session(draft: Draft, code_state: str) -> None:
    """The stay is over: its hours are added up."""
    session = draft.state.session
    if session is None:
        return
    end = max(draft.state.clock.read(draft.now), session.began)
    stays = tuple(replace(stay, ended=end) if stay.ended is None else stay for stay in draft.state.stays)
    if code_state == "FREE":
        draft.change(pool=draft.state.pool.give_back(session.code))
    draft.write(SaveCode(session.code.code, code_state, "go-offline" if code_state == "SPENT" else None))
    draft.change(session=None, stays=stays)
    draft.change_way(went=False)
    draft.write(SaveSession(session, end), Note("offline.ended", {"date": end}))
