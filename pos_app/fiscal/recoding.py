"""Codes that cannot serve: another one for the document or the stay, on the record, and the paper printed again."""

from collections.abc import Set
from dataclasses import replace
from typing import Final

from pos_app.domain.register import OperationState
from pos_app.fiscal.decisions import Draft
from pos_app.fiscal.state import RECEIPTS, Document, Doing, OwnStamp, Pending, Refusal
from pos_app.fiscal.stopping import stop
from pos_app.fiscal.writes import ReprintDue, SaveCode, SaveSession, SaveStamp

NO_CODES: Final = Refusal("no_offline_codes", "Офлайн-код чека вже використано, а інших немає.")


def renew_session(draft: Draft) -> None:
    """Another code for the go-offline that is to come."""
    session = draft.state.session
    if session is None:
        return
    code, pool = draft.state.pool.take()
    renewed = replace(session, code=code)
    draft.change(pool=pool, session=renewed)
    draft.write(SaveCode(code.code, "RESERVED", "go-offline"), SaveSession(renewed))


def give_another_code(draft: Draft, item: Pending, why: str) -> None:
    """Stamp a document anew under another code, date and place kept; with no code left only a manager can go on."""
    if item.stamp is None:
        return
    code = None
    if item.stamp.code is not None:
        draft.write(SaveCode(item.stamp.code.code, "BURNT", item.id))
    if len(draft.state.pool):
        code, pool = draft.state.pool.take()
        draft.change(pool=pool)
        draft.write(SaveCode(code.code, "RESERVED", item.id))
    number, date = code.code if code else None, item.stamp.date
    draft.write(SaveStamp(item.id, number, date, previous_receipt(draft, item), why), ReprintDue(item.id))
    fresh = replace(item, state=OperationState.STAMPED, stamp=OwnStamp(date, code), refusal=None, tries=0)
    fresh = draft.save(replace(fresh, doing=Doing.IDLE, asks=0, cleared=False, maybe_sent=False))
    if code is None:
        stop(draft, fresh, NO_CODES)


def previous_receipt(draft: Draft, item: Pending) -> str | None:
    """The receipt before this one in the line; cash movements and shifts are no fiscal receipts."""
    before = None
    for one in draft.state.queue:
        if one.id == item.id:
            return before
        before = one.id if one.kind in RECEIPTS else before
    return before


def drop_taken(draft: Draft, listed: Set[str]) -> None:
    """The server's own offline has used some of our codes: the stay and those that wait for sending get others."""
    gone, pool = draft.state.pool.without(listed)
    draft.change(pool=pool)
    for code in gone:
        draft.write(SaveCode(code.code, "BURNT"))
    session = draft.state.session
    if session is not None and session.code.code not in listed and not draft.state.stay_offline and len(pool):
        draft.write(SaveCode(session.code.code, "BURNT", "go-offline"))
        renew_session(draft)
    for item in draft.state.queue:
        own = item.stamp.code if item.stamp is not None and not item.maybe_sent else None
        if own is not None and own.code not in listed:
            give_another_code(draft, item, "code taken by the server")


def yield_code(draft: Draft, item: Pending, document: Document) -> None:
    """The server's own offline gave `item` a code of ours: it leaves the pool, and whoever carries it gets another."""
    code = document.stamp.fiscal_code if document.stamp is not None else None
    if code is None or code not in draft.state.pool.known or _carries(item, code):
        return
    _, pool = draft.state.pool.without({one.code for one in draft.state.pool.free if one.code != code})
    draft.change(pool=pool)
    session = draft.state.session
    if session is not None and session.code.code == code and not draft.state.stay_offline and len(pool):
        renew_session(draft)
    for other in draft.state.queue:
        if other.id != item.id and _carries(other, code):
            give_another_code(draft, other, "code taken by the server")
    draft.write(SaveCode(code, "SPENT", item.id))


def _carries(item: Pending, code: str) -> bool:
    return item.stamp is not None and item.stamp.code is not None and item.stamp.code.code == code
