"""The sixteen invariants of the fiscal engine, each a function that yields what is wrong; nothing yielded, all is well.

Number 0 is the harness's own: the engine lives, and whoever asked was answered within the promised time.
Number 13 speaks of card payments; see docs/proof.md for what it covers.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

import apsw

from pos_app.domain.register import Mode, OperationState
from pos_app.fiscal.rules import FRESH_S
from pos_app.sandbox.checkbox.state import Transaction
from pos_app.store.database import Database
from pos_app.store.journal import Journal
from tests.simulation.watch import RECEIPTS, SALES, SERVICE, Moment, Op, Witness

Check = Callable[[Witness], Iterator[str]]
KYIV: Final = ZoneInfo("Europe/Kyiv")
RESERVE: Final = 3
OLD_DATE: Final = "Час фіскалізації"
UNDATED: Final = frozenset({"ASK_OFFLINE_CODES", "PING", "X_REPORT"})


# 1 ------------------------------------------------------------------------------------------------------------------


def shown_is_on_disk(w: Witness) -> Iterator[str]:
    """1 A sale shown as accepted is on disk after any cut."""
    for receipt_id, (_, told) in w.shown.items():
        op = w._read(receipt_id)
        if op is None:
            yield f"{receipt_id} was shown as sold and is not on disk"
        elif op.state == "REJECTED" and receipt_id not in w.set_aside:
            yield f"{receipt_id} was shown as sold and is given up"
        elif told and told not in {op.code, op.printed_as}:
            yield f"{receipt_id} was shown under {told}, the disk says {op.code}"


# 2 ------------------------------------------------------------------------------------------------------------------


def both_sides_hold_the_same(w: Witness) -> Iterator[str]:
    """2 At rest the settled receipts here are those at the server, with equal sums.

    A refused one whose copy was taken later nobody could know of: its shift's sums differ, and the till names it.
    """
    ours = {op.id: op.total for op in w.ops.values() if op.kind in SALES and op.state in {"ACCEPTED", "DONE"}}
    theirs = {one.id: abs(one.total_sum) for one in w.world.state.receipts.values()}
    for receipt_id in sorted(ours.keys() ^ theirs.keys()):
        state = w.ops[receipt_id].state if receipt_id in w.ops else "unknown"
        if state in {"REJECTED", "unknown"} and receipt_id in w.world.link.taken_late:
            continue
        yield f"{receipt_id} ({state} here) is {'here' if receipt_id in ours else 'at the server'} only"
    for receipt_id in sorted(ours.keys() & theirs.keys()):
        if ours[receipt_id] != theirs[receipt_id]:
            yield f"{receipt_id} is {ours[receipt_id]} here and {theirs[receipt_id]} there"


# 3 ------------------------------------------------------------------------------------------------------------------


def one_code_one_document(w: Witness) -> Iterator[str]:
    """3 One code, one document: reserved for one, on one paper; what is on paper is never free again."""
    for code, state, owner in w.codes_set:
        if state == "RESERVED":
            if owner is not None and w.owner.get(code, owner) != owner:
                yield f"{code} of {w.owner[code]} was given to {owner}"
            w.owner[code] = owner or ""
        elif state == "FREE":
            if code in w.paper:
                yield f"{code} is on the paper of {w.paper[code]} and free again"
            w.owner.pop(code, None)
    for op in w.touched:
        first = w.paper.get(op.printed_as or "")
        if first in w.set_aside - {op.id} or _is_overruled(w, first, op):
            # the server never had that document, or not under that number, and has used it in its own offline
            del w.paper[op.printed_as or ""]
        if op.printed_as is not None and w.paper.setdefault(op.printed_as, op.id) != op.id:
            yield f"{op.printed_as} is on the papers of {w.paper[op.printed_as]} and {op.id}"


def _is_overruled(w: Witness, first: str | None, op: Op) -> bool:
    """Has the server given the number to this one, is a copy of the first paper due, and was it none of the till's?"""
    if first is None or first == op.id or first not in w.ops:
        return False
    there = w.world.register.state.receipts.get(op.id)
    if there is None or there.fiscal_code != op.printed_as:
        return False
    return bool(w.ops[first].stamp.get("reprint_due")) and w.owner.get(op.printed_as or "") != op.id


def one_code_at_the_server(w: Witness) -> Iterator[str]:
    """3 … and the server's document under a code is the one whose paper carries it, but for what a manager gave up."""
    for one in w.world.register.state.receipts.values():
        mine = w.paper.get(one.fiscal_code or "")
        listed = mine in w.ops and w.ops[mine].stamp.get("reprint_due")
        if mine is not None and mine != one.id and not listed and mine not in w.set_aside:
            yield f"{one.fiscal_code} is {one.id} at the server and on the paper of {mine}"


# 4 ------------------------------------------------------------------------------------------------------------------


def stamps_rise(w: Witness) -> Iterator[str]:
    """4 Dates of what waits rise in order, and none is before the last request for codes."""
    if not any(kind == "operation.stamped" for kind, _ in w.fresh):
        return
    waiting = [op for op in w.unsettled if op.state != "ATTENTION" and op.date is not None and op.kind not in SERVICE]
    for before, after in pairwise(waiting):
        assert before.date is not None
        assert after.date is not None
        if after.date <= before.date:
            yield f"{after.id} ({after.date}) is dated no later than {before.id} ({before.date}) before it"
    asked = w.query("SELECT last_ask_at FROM register")[0][0]
    floor = datetime.fromisoformat(asked) if asked else None
    for op, date, _ in w.stamped_now():
        if floor is not None and date < _to_ms(floor):
            yield f"{op.id} is dated {date}, before the last request for codes at {floor}"


def _to_ms(moment: datetime) -> datetime:
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def no_date_is_refused(w: Witness) -> Iterator[str]:
    """4 … and the server refuses no date, but one that others overtook in the blink after it was compared."""
    answer, request = w.answer, w.request
    if answer is None or request is None or not (request.is_fiscal or request.short.endswith("/go-offline")):
        return
    if answer.status < 300:
        w.took_ours_at = w.world.register.now()
    elif answer.status == 400 and OLD_DATE in answer.body.decode() and not _just_overtaken(w):
        yield f"the server refuses the date of {request.short}: {answer.body.decode()}"


def _just_overtaken(w: Witness) -> bool:
    """Was the server's last document made by others, and no longer ago than the till may rely on what it knows?"""
    last = max((one for one in w.world.state.transactions.values() if one.type not in UNDATED), key=_serial)
    by_others = w.took_ours_at is None or last.created_at > w.took_ours_at
    return by_others and w.world.register.now() - last.created_at <= timedelta(seconds=FRESH_S + 1)


def _serial(one: Transaction) -> int:
    return one.serial


def no_manager_is_asked_about_a_date(w: Witness) -> Iterator[str]:
    """4 … and what is refused for its date is put right by the till, not by a person."""
    for item in w.world.fiscal._worker.state.queue[:1]:
        if item.state is OperationState.ATTENTION and item.refusal is not None and OLD_DATE in item.refusal.message:
            yield f"a manager is asked about the date of {item.kind} {item.id}"


def server_dates_rise(w: Witness) -> Iterator[str]:
    """4 … and in the server's order they never decrease."""
    chain = sorted(w.world.state.transactions.values(), key=lambda one: one.serial)
    dated = [one for one in chain if one.type not in UNDATED]
    for before, after in pairwise(dated):
        if after.at < before.at:
            yield f"transaction {after.serial} is dated {after.at}, {before.serial} before it {before.at}"


# 5 ------------------------------------------------------------------------------------------------------------------


def same_order(w: Witness) -> Iterator[str]:
    """5 The server's order is ours. What was sent back and sold again stands where it came first or last: left out."""
    theirs = [one.id for one in sorted(w.world.state.receipts.values(), key=lambda one: one.serial)]
    theirs = [one for one in theirs if one in w.ops and one not in w.sent_back]
    there = set(theirs)
    ours = [op.id for op in sorted(w.ops.values(), key=lambda op: op.seq) if op.id in there]
    for place, (mine, its) in enumerate(zip(ours, theirs, strict=True)):
        if mine != its:
            yield f"place {place}: {mine} here, {its} at the server"
            return


def nothing_behind_a_close(w: Witness) -> Iterator[str]:
    """5 … and nothing is stamped into a shift whose close stands before it: there it could never arrive."""
    closed = {op.shift_id: op for op in w.ops.values() if op.kind == "SHIFT_CLOSE" and op.state != "REJECTED"}
    for op, _, why in w.stamped_now():
        close = closed.get(op.shift_id)
        if not why and close is not None and close.seq < op.seq:
            yield f"{op.id} was stamped into shift {op.shift_id}, whose close {close.id} stands before it"


# 6 ------------------------------------------------------------------------------------------------------------------


def bytes_are_those_on_disk(w: Witness) -> Iterator[str]:
    """6 Every attempt sends the bytes that were journalled before it: the first, or those of an audited re-stamp."""
    if w.request is None or not w.request.is_fiscal:
        return
    operation, digest = w.sha_of(w.request)
    known = w.last_sha.get(operation or "")
    if known is None:
        yield f"{w.request.short} sends {operation}, which is not on disk"
    elif known != digest:
        yield f"{w.request.short} sends other bytes for {operation} than the journal holds"


# 7 ------------------------------------------------------------------------------------------------------------------


def one_post_in_flight(w: Witness) -> Iterator[str]:
    """7 One fiscal POST is under way at a time."""
    if len(w.in_flight) > 1:
        yield f"{len(w.in_flight)} under way: {[one.short for one in w.in_flight]}"


# 8 ------------------------------------------------------------------------------------------------------------------


def reserve_is_kept(w: Witness) -> Iterator[str]:
    """8 A shift can always be closed: no sale takes one of the last three codes."""
    fresh = [op for op, _, why in w.stamped_now() if op.kind in RECEIPTS and not why]
    if not fresh:
        return
    free = w.query("SELECT count(*) FROM offline_code WHERE state = 'FREE'")[0][0]
    if free < RESERVE:
        yield f"{fresh[-1].id} was stamped and {free} codes are left"


# 9 ------------------------------------------------------------------------------------------------------------------


def hours_are_kept(w: Witness) -> Iterator[str]:
    """9 Nothing is stamped after 35 h 30 in a row, 167 h 30 in a Kyiv month, or 23 h 50 of a shift."""
    for op, date, why in w.stamped_now():
        if why or op.kind in SERVICE:
            continue
        stays = w.stays()
        row = max((date - began for began, ended in stays if ended is None), default=timedelta())
        if row >= timedelta(hours=35, minutes=30):
            yield f"{op.id} was stamped {row} into a stay"
        month = _offline_in_month(stays, date)
        if month >= timedelta(hours=167, minutes=30):
            yield f"{op.id} was stamped after {month} of offline this month"
        opened = w.query("SELECT opened_at FROM shift WHERE id = ?", (op.shift_id,))
        if op.kind in RECEIPTS and opened and opened[0][0]:
            age = date - datetime.fromisoformat(opened[0][0])
            if age >= timedelta(hours=23, minutes=50):
                yield f"{op.id} was stamped {age} into its shift"


def hours_of_both_are_kept(w: Witness) -> Iterator[str]:
    """9 … nor past the law's own limits, where the server's stays by its own decision are counted with ours."""
    if not any(True for _ in w.stamped_now()):
        return
    theirs = [(one.start, one.end) for one in w.world.register.state.sessions]
    for op, date, why in w.stamped_now():
        if why or op.kind in SERVICE:
            continue
        ours = [(began, ended or date) for began, ended in w.stays()]
        month = _offline_in_month([*ours, *((a, b or w.world.now()) for a, b in theirs)], date)
        if month >= timedelta(hours=168):
            yield f"{op.id} was stamped after {month} of offline this month by both counts"


def _offline_in_month(stays: list[tuple[datetime, datetime | None]], at: datetime) -> timedelta:
    """Counted on its own, second by hand: every stay clipped to the Kyiv month of `at`, overlaps once."""
    local = at.astimezone(KYIV)
    begins = datetime(local.year, local.month, 1, tzinfo=KYIV).astimezone(UTC)
    total, until = timedelta(), begins
    for began, ended in sorted(stays):
        start, end = max(began, until), min(ended or at, at)
        if end > start:
            total += end - start
            until = end
    return total


# 10 -----------------------------------------------------------------------------------------------------------------


def no_ping_no_ask(w: Witness) -> Iterator[str]:
    """10 No ping and no request for codes while anything is not yet at Checkbox."""
    if w.request is None or not w.request.short.endswith(("/ping-tax-service", "/ask-offline-codes")):
        return
    there = w.world.register.state.receipts
    waiting = w.query("SELECT id, state FROM operation WHERE state NOT IN ('ACCEPTED', 'DONE', 'REJECTED')")
    for operation_id, state in waiting:
        # what the server has and the tax service refused is a manager's matter, and is at Checkbox
        if not (state == "ATTENTION" and operation_id in there):
            yield f"{w.request.short} while {operation_id} is {state}"
            return


# 11 -----------------------------------------------------------------------------------------------------------------


def sums_agree(w: Witness) -> Iterator[str]:
    """11 Local sums = the server's Z = the printed Z, to the kopeck."""
    state = w.world.register.state
    for shift in state.shifts.values():
        if shift.status != "CLOSED" or shift.id in w.seen_shifts or shift.z_report is None:
            continue
        if any(op.shift_id == shift.id for op in w.unsettled):
            continue
        w.seen_shifts.add(shift.id)
        rows = w.query("SELECT status, z_report FROM shift WHERE id = ?", (shift.id,))
        if not rows:
            continue
        report = state.reports[shift.z_report]
        yield from _against_report(w, shift.id, report)


def carried_cash_agrees(w: Witness) -> Iterator[str]:
    """11 … and a shift opened without Checkbox began here with the cash that the server has in it."""
    if w.set_aside or w.world.link.taken_late:
        return  # what a manager gave up is missing on one side, and a copy that was taken later on the other
    carried = w.query("SELECT key, value FROM setting WHERE key LIKE 'shift.%.cash_carried'")
    for key, cash in carried:
        shift = w.world.state.shifts.get(key.split(".")[1])
        if shift is not None and shift.initial != int(cash):
            yield f"shift {shift.id} began with {cash} here and {shift.initial} at the server"


def _against_report(w: Witness, shift_id: str, report: dict[str, object]) -> Iterator[str]:
    for late in w.world.link.taken_late:
        # paid for under the same id on another day it is in that day's sums here
        if shift_id in {w.world.state.receipts[late].shift_id, w.ops[late].shift_id if late in w.ops else None}:
            return
    sums: Counter[str] = Counter()
    for op in w.ops.values():
        if op.shift_id != shift_id or op.kind not in SALES or op.state == "REJECTED":
            continue
        row = w.world.store.operations.by_id(op.id)
        assert row is not None
        assert row.document is not None
        for payment in row.document.payments:
            change = row.document.change if payment.type == "CASH" else 0
            sums[f"{op.kind}.{payment.type}"] += (payment.value or 0) - change
    payments = report["payments"]
    assert isinstance(payments, list)
    theirs: Counter[str] = Counter()
    for one in payments:
        kind = "CASH" if one["type"] == "CASH" else "CASHLESS"
        theirs[f"SELL.{kind}"] += one["sell_sum"]
        theirs[f"RETURN.{kind}"] += one["return_sum"]
        theirs["SERVICE_IN.CASH"] += one["service_in"]
        theirs["SERVICE_OUT.CASH"] += one["service_out"]
    for name in sorted(sums.keys() | theirs.keys()):
        if sums[name] != theirs[name]:
            yield f"shift {shift_id}: {name} is {sums[name]} here and {theirs[name]} in the Z report"


def z_is_kept_as_received(w: Witness) -> Iterator[str]:
    """11 … and what is printed is the report that the server gave."""
    for op in w.ops.values():
        if op.kind != "SHIFT_CLOSE" or op.state != "DONE":
            continue
        row = w.world.store.shifts.by_id(op.shift_id or "")
        shift = w.world.state.shifts.get(op.shift_id or "")
        if row is None or shift is None or shift.z_report is None:
            continue
        report = w.world.state.reports[shift.z_report]
        if row.z_report is None:
            yield f"shift {row.id} was closed and its Z report is not here"
        elif any(row.z_report[name] != report[name] for name in ("balance", "sell_receipts_count", "initial")):
            yield f"shift {row.id}: the Z report kept is not the server's"


# 12 -----------------------------------------------------------------------------------------------------------------


def paper_for_all(w: Witness) -> Iterator[str]:
    """12 Every settled sale has paper or a print job, but for what a manager has set aside."""
    for op in w.touched:
        done = op.state == "STAMPED" or (op.state == "DONE" and op.id not in w.set_aside)
        sold = op.kind in SALES and (done or (op.state == "ACCEPTED" and op.kind in SERVICE))
        closed = op.kind == "SHIFT_CLOSE" and op.state == "DONE"
        document = op.shift_id if closed else op.id
        if (sold or closed) and not w.query("SELECT 1 FROM print_job WHERE id = ?", (document,)):
            yield f"{op.kind} {op.id} is {op.state} and nothing will be printed"


def no_false_paper(w: Witness) -> Iterator[str]:
    """12 … and what the server has and no one has confirmed gets none when a manager sets it aside."""
    for op in w.touched:
        if op.kind not in SALES or op.id not in w.set_aside or op.state != "DONE" or op.stamp.get("offline"):
            continue
        if w.query("SELECT 1 FROM print_job WHERE id = ?", (op.id,)):
            yield f"{op.kind} {op.id} was set aside and will be printed"


def other_paper_is_listed(w: Witness) -> Iterator[str]:
    """12 … and where the paper carries another number, or an earlier date, than the server's document, it is on the
    reprint list.
    """
    for op in w.touched:
        if op.printed_as is None or op.state not in {"ACCEPTED", "DONE"} or op.stamp.get("reprint_due"):
            continue
        if op.code is not None and op.printed_as != op.code:
            yield f"{op.id} has {op.printed_as} on paper and {op.code} at the server, and is not to be reprinted"
        elif op.id in w.redated:
            yield f"{op.id} was sent with a later date than its paper shows, and is not to be reprinted"


# 14 -----------------------------------------------------------------------------------------------------------------


def tampering_is_found(w: Witness) -> Iterator[str]:
    """14 The journal is whole, and any flipped byte or deleted row in a copy of it is found."""
    verdict = w.world.store.journal.verify()
    if not verdict.ok:
        yield f"the journal is broken at {verdict.broken_at}"
    copy = apsw.Connection(":memory:")
    with copy.backup("main", w.world.store.database.connection, "main") as backup:
        backup.step()
    copy.execute("DROP TRIGGER journal_keeps_rows; DROP TRIGGER journal_loses_nothing")
    count = verdict.entries
    if not count:
        return
    journal = Journal(Database(copy))
    victim = w.world.random.randint(1, count)
    blows = {
        "a flipped byte": "UPDATE journal SET body = substr(body, 1, length(body) - 1) || '~' WHERE n = ?",
        "another moment": "UPDATE journal SET at = '2020-01-01T00:00:00+00:00' WHERE n = ?",
        "a deleted row": "DELETE FROM journal WHERE n = ?",
        "a cut end": "DELETE FROM journal WHERE n >= ?",
    }
    for name, blow in blows.items():
        copy.execute("SAVEPOINT blow")
        copy.execute(blow, (victim,))
        if journal.verify().ok:
            yield f"{name} at row {victim} of {count} is not found"
        copy.execute("ROLLBACK TO blow")
    copy.close()


# 15 -----------------------------------------------------------------------------------------------------------------


def comes_back(w: Witness) -> Iterator[str]:
    """15 Ten minutes after the faults have ended nothing is queued and the register is online."""
    status = w.world.fiscal.status
    if status.queue.waiting or status.queue.attention:
        waiting = [f"{op.kind} {op.state} {op.stamp.get('fiscal_code')}" for op in w.unsettled[:3]]
        yield f"{status.mode}: {status.queue} still waits: {waiting}; {status.problem}"
    elif status.mode is Mode.BLOCKED and status.shift_id is None:
        return  # nothing is sold, so nothing asks; the next opening asks anew
    elif status.mode not in {Mode.ONLINE, Mode.NO_SHIFT}:
        yield f"the mode is {status.mode}: {status.problem}"
    elif w.world.state.offline_mode:
        yield "the till says online, the server is offline"


# 16 -----------------------------------------------------------------------------------------------------------------


def there_is_a_way_out(w: Witness) -> Iterator[str]:
    """16 Whatever waits, something will happen by itself or a person can do something."""
    fiscal = w.world.fiscal
    worker = fiscal._worker
    state = worker.state
    if w.world.power.dead or w.world.wrong.disk_full or worker._loop is None:
        return
    stopped = [item for item in (*state.queue, *state.polls) if item.state == "ATTENTION"]
    if state.shown_mode is Mode.NEEDS_ATTENTION and not stopped and state.alarm is None:
        yield "NEEDS_ATTENTION, and nothing for a manager to decide"
    waits = [item for item in (*state.queue, *state.polls) if item.state != "ATTENTION"]
    away = state.mode in {Mode.LOCAL_OFFLINE, Mode.DRAINING, Mode.RETURNING}
    if not waits and not away:
        return
    offered_again = worker._in_hand is not None and not worker._loop.done()  # the disk was full a moment ago
    moving = worker._timer is not None or bool(worker._tasks) or not worker._inbox.empty() or offered_again
    by_person = bool(stopped) or state.block is not None
    if not moving and not by_person:
        held = [(item.kind, item.state, item.doing) for item in waits[:2]]
        yield f"{state.mode}: {len(waits)} wait ({held}), nothing will happen"


def the_open_shift_is_known(w: Witness) -> Iterator[str]:
    """16 … and the shift that the till works in is the one that is open on disk: else it takes neither a sale nor an
    opening.
    """
    if w.world.power.dead or w.world.wrong.disk_full:
        return
    shift = w.world.fiscal._worker.state.shift
    here = [one for (one,) in w.query("SELECT id FROM shift WHERE status IN ('OPENED', 'CLOSING')")]
    held = [shift.id] if shift is not None else []
    if here != held:
        yield f"the till works in shift {held}, open on disk is {here}"


# 0 ------------------------------------------------------------------------------------------------------------------


def the_engine_lives(w: Witness) -> Iterator[str]:
    """0 No fault of our own ends the engine."""
    world = w.world
    loop = world.fiscal._worker._loop
    if not world.power.dead and loop is not None and loop.done():
        error = None if loop.cancelled() else loop.exception()
        yield f"the engine has died: {error!r} {world.unhandled[:1]}"
    elif world.unhandled:
        yield f"an error nobody took: {world.unhandled.pop()}"


INVARIANTS: Final[tuple[tuple[int, Moment, Check], ...]] = (
    (0, Moment.EVENT, the_engine_lives),
    (15, Moment.REST, comes_back),
    (1, Moment.BOOT, shown_is_on_disk),
    (1, Moment.REST, shown_is_on_disk),
    (2, Moment.REST, both_sides_hold_the_same),
    (3, Moment.COMMIT, one_code_one_document),
    (3, Moment.EVENT, one_code_at_the_server),
    (4, Moment.COMMIT, stamps_rise),
    (4, Moment.ARRIVED, no_date_is_refused),
    (4, Moment.COMMIT, no_manager_is_asked_about_a_date),
    (4, Moment.REST, server_dates_rise),
    (5, Moment.REST, same_order),
    (5, Moment.COMMIT, nothing_behind_a_close),
    (6, Moment.CALL, bytes_are_those_on_disk),
    (7, Moment.CALL, one_post_in_flight),
    (8, Moment.COMMIT, reserve_is_kept),
    (9, Moment.COMMIT, hours_are_kept),
    (9, Moment.COMMIT, hours_of_both_are_kept),
    (10, Moment.CALL, no_ping_no_ask),
    (11, Moment.REST, sums_agree),
    (11, Moment.REST, carried_cash_agrees),
    (11, Moment.REST, z_is_kept_as_received),
    (12, Moment.COMMIT, paper_for_all),
    (12, Moment.COMMIT, no_false_paper),
    (12, Moment.COMMIT, other_paper_is_listed),
    (14, Moment.END, tampering_is_found),
    (16, Moment.EVENT, there_is_a_way_out),
    (16, Moment.EVENT, the_open_shift_is_known),
)
AT: Final = {
    moment: tuple((number, check) for number, when, check in INVARIANTS if when is moment) for moment in Moment
}
