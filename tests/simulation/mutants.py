"""Engines broken on purpose, one or more for each invariant: the simulation must catch every one of them.

A mutant is a context: inside it one piece of the shipped code is replaced by a wrong one. Nothing here is shipped.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from pos_app.domain.register import Mode, OperationState
from pos_app.fiscal import (
    budget,
    clock,
    codes,
    drain,
    engine,
    events,
    ledger,
    machine,
    offline,
    outcomes,
    queueing,
    reading,
    reckoning,
    refill,
    replies,
    returning,
    worker,
)
from pos_app.fiscal import writes as w
from pos_app.fiscal.effects import SendOperation, Settled
from pos_app.fiscal.state import CASH_MOVEMENTS, Doing
from pos_app.store import journal
from tests.simulation.drills import DRILLS
from tests.simulation.plan import Plan
from tests.simulation.profile import make_plan

KEPT: Final = Path(__file__).parent / "kept"


@dataclass(frozen=True)
class Mutant:
    """`number`: the invariant that must catch it; `wrong`: what the code does wrong, in a sentence."""

    name: str
    number: int
    wrong: str
    broken: Callable[[], Any]

    @property
    def plan(self) -> Plan:
        """The plan that catches it: a drill or a kept plan by name, or the plan of a seed."""
        where = CAUGHT_BY[self.name]
        if isinstance(where, int):
            return make_plan(where)
        return DRILLS[where] if where in DRILLS else Plan.from_json((KEPT / f"{where}.json").read_text())


CAUGHT_BY: Final[Mapping[str, int | str]] = {
    "forgets-stamped": 11,
    "silence-is-yes": 2,
    "burnt-is-free": "answers-lost-for-long",
    "wall-date": 0,
    "no-redate": "later-date-at-the-server",
    "cash-first": "cash-between-sales",
    "sells-behind-a-close": "close-that-takes-long",
    "new-bytes": 2,
    "stamp-after": 0,
    "mend-renames": "refused-until-mended",
    "mend-unaudited": "refused-until-mended",
    "twice": 0,
    "all-at-once": 21,
    "no-reserve": "last-codes",
    "stay-anew": "month-with-a-restart",
    "never-spent": "month",
    "own-hours-alone": "month-of-a-silent-tax-service",
    "long-shift": "day-long-shift",
    "asks-when-queued": "few-codes-in-a-burst",
    "ping-probe": 0,
    "card-for-cash": 2,
    "cash-forgotten": "two-days-without-checkbox",
    "z-lost": 0,
    "no-paper": 0,
    "not-listed": "answers-lost-for-long",
    "date-not-listed": "later-date-at-the-server",
    "false-paper": "refused-by-the-tax-service",
    "body-unhashed": 0,
    "end-uncounted": 0,
    "never-online": 0,
    "one-by-one": "web-closed-and-codes-gone",
    "deaf-manager": "refused-by-the-tax-service",
    "one-probe": 0,
    "no-timer": 0,
    "over-is-open": "opening-refused-by-the-tax-service",
    "blind-after-a-stop": "closed-there-while-a-manager-thought",
    "fresh-for-ever": "opened-there-while-a-close-was-unclear",
    "list-unread": "own-offline-takes-codes-unseen",
    "stay-for-nothing": "returning-with-few-codes",
    "blocked-for-ever": "refused-after-a-block",
    "hours-unheard": "offline-by-another-cashier",
}
"""The seed of a plan, or the name of a drill or of a kept plan, for each mutant."""


def _swap(place: Any, name: str, wrong: Callable[..., Any]) -> Callable[[], Any]:
    """Replace `place.name` by `wrong`, which gets the real thing first."""

    def broken() -> Any:
        real = getattr(place, name)
        return patch.object(place, name, lambda *args, **named: wrong(real, *args, **named))

    return broken


def _several(*parts: Callable[[], Any]) -> Callable[[], Any]:
    """Several replacements at once."""

    @contextmanager
    def broken() -> Iterator[None]:
        with contextlib.ExitStack() as stack:
            for part in parts:
                stack.enter_context(part())
            yield

    return broken


# 1, 2


def _forgets_stamped(real: Any, store: Any, rules: Any) -> Any:
    """After a start what was sold offline is not in the line any more."""
    state = real(store, rules)
    gone = [item for item in state.queue if item.stamp is not None]
    for item in gone:
        row = store.operations.by_id(item.id)
        store.operations.save(replace(row, state=OperationState.REJECTED))
    return replace(state, queue=tuple(item for item in state.queue if item.stamp is None))


def _done_at_once(real: Any, draft: Any, event: Any) -> None:
    """Any answer with a 2xx in it, or none, counts as accepted: the receipt is written off as done."""
    item = next((one for one in draft.state.queue if one.id == event.id), None)
    if item is not None and item.doing is Doing.POSTING and event.reply.answer == "AMBIGUOUS":
        draft.save(replace(item, state=OperationState.DONE, doing=Doing.IDLE))
        draft.write(w.QueuePrint(item.id))
        draft.drop(item)
        draft.act(Settled(item.id))
        return
    real(draft, event)


# 3


def _burnt_is_free(real: Any, draft: Any, item: Any, document: Any) -> Any:
    """A code that is on paper in vain is put back into the pool."""
    own = item.stamp.code if item.stamp else None
    found = real(draft, item, document)
    if own is not None and found.stamp is None:
        draft.change(pool=draft.state.pool.give_back(own))
        draft.writes[:] = [one for one in draft.writes if not (isinstance(one, w.SaveCode) and one.code == own.code)]
        draft.write(w.SaveCode(own.code, "FREE", None))
    return found


# 4


def _wall_date(real: Any, self: Any, now: Any) -> datetime:
    """The date is what the computer's clock shows."""
    moment: datetime = now.wall
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def _no_redate(real: Any, draft: Any, last: Any) -> None:
    """The server's last date is not looked at before the way back."""


# 5


def _cash_first(real: Any, draft: Any) -> None:
    """On the way back cash movements go first: they need no code."""
    idle = all(item.doing is Doing.IDLE for item in draft.state.queue)
    if draft.state.mode is Mode.DRAINING and idle:
        draft.change(queue=tuple(sorted(draft.state.queue, key=lambda item: item.kind not in CASH_MOVEMENTS)))
    real(draft)


def _behind_a_close(real: Any, state: Any, *args: Any, **named: Any) -> Any:
    """A close that Checkbox takes long over bars the way to nothing."""
    return real(replace(state, queue=()), *args, **named)


# 6


def _restamped_in_silence(real: Any, self: Any, row: Any) -> Any:
    """The bytes are made anew for a second try."""
    if row.attempts > 1 and row.body:
        row = replace(row, body=row.body.replace(b'"cashier_name"', b' "cashier_name"'))
    return real(self, row)


def _bytes_of_memory(real: Any, self: Any, at: Any, write: Any) -> None:
    """A stamp's bytes are journalled before the date is put in."""
    real(self, at, write)
    row = self.row(write.id)
    if row.body:
        self.store.operations.save(replace(row, body=row.body + b" "))


# 7


def _twice(real: Any, self: Any, effect: Any) -> None:
    """A POST is sent twice to be sure."""
    real(self, effect)
    if isinstance(effect, SendOperation):
        real(self, effect)


def _all_at_once(real: Any, draft: Any) -> None:
    """Whatever waits is sent at once, not the head alone."""
    real(draft)
    if draft.state.mode is Mode.ONLINE:
        for item in draft.state.queue[1:2]:
            if item.state is OperationState.INTENT and item.doing is Doing.IDLE and not draft.state.signing:
                queueing._send(draft, item)


# 8


def _no_reserve(real: Any, self: Any, documents: int, *, reserve: int = codes.RESERVE) -> bool:
    """The last codes are sold too."""
    return bool(real(self, documents, reserve=0))


# 9


def _stay_begins_at_start(real: Any, store: Any, rules: Any) -> Any:
    """After a start the stay's hours begin anew."""
    state = real(store, rules)
    return replace(state, stays=tuple(one for one in state.stays if one.ended is not None))


def _never_spent(real: Any, stays: Any, at: Any, server: Any = None) -> Any:
    """The hours are counted and not looked at."""
    return budget.Meter(timedelta(), timedelta())


def _server_hours_unheard(real: Any, draft: Any, event: Any) -> None:
    """What the server counted of its own stays offline is not looked at."""


def _shift_never_over(real: Any, opened_at: Any, at: Any) -> bool:
    """A shift may last."""
    return False


# 10


def _asks_when_queued(real: Any, facts: Any, low: int, at: Any) -> bool:
    """Codes are asked for whenever they are few."""
    return bool(facts.free < low)


def _pings_to_probe(real: Any, draft: Any) -> None:
    """The probe is a ping."""
    from pos_app.fiscal.effects import Ping, ReadInfo

    before = len(draft.effects)
    real(draft)
    if draft.state.mode is Mode.LOCAL_OFFLINE and any(isinstance(one, ReadInfo) for one in draft.effects[before:]):
        draft.act(Ping())


# 11


def _sum_off(real: Any, receipt: Any, *rest: Any) -> Any:
    """A kopeck is lost where a discount was given: the server is told another sum of money than the journal."""
    body = real(receipt, *rest)
    if len(receipt.payments) == 1 and receipt.payments[0].type == "CASH" and receipt.change > 0:
        value = str(receipt.payments[0].value).encode()
        short = str((receipt.payments[0].value or 0) - receipt.change).encode()
        body = body.replace(b'"value":' + value, b'"value":' + short)
        body = body.replace(b'"type":"CASH"', b'"type":"CASHLESS"')
    return body


def _drawer_empty(real: Any, self: Any) -> int:
    """The cash of the last shift does not go on into this one."""
    return 0


def _z_lost(real: Any, self: Any, at: Any, operation: Any, paper: Any) -> None:
    """The Z report is not kept."""
    real(self, at, operation, replace(paper, z_report=None))


# 12


def _no_paper(real: Any, self: Any, at: Any, write: Any) -> None:
    """A sale without a number yet gets no print job."""
    row = self.row(write.id)
    if row.stamp is not None and row.stamp.offline:
        return
    real(self, at, write)


def _not_listed(real: Any, self: Any, at: Any, write: Any) -> None:
    """Another number on paper than at the server: nobody is told."""


def _never_due(real: Any, row: Any, stamp: Any) -> Any:
    found = real(row, stamp)
    return replace(found, stamp=replace(found.stamp, reprint_due=False))


# 14


def _believes_hashes(real: Any, n: int, at: str, kind: str, body: str, prev_hash: str) -> str:
    """The journal's digest leaves the body out."""
    return str(real(n, at, kind, "", prev_hash))


def _end_not_counted(real: Any, self: Any) -> Any:
    """Rows cut off the end are not missed."""
    verdict = real(self)
    if not verdict.ok and verdict.broken_at == verdict.entries + 1:
        left = self._database.row("SELECT count(*) FROM journal")
        if left is not None and left[0] == verdict.entries:
            return journal.Verdict(True, verdict.entries)
    return verdict


# 15


def _never_online(real: Any, draft: Any) -> None:
    """go-online is never sent."""
    draft.change_way(go_online_at=draft.now.mono + 3600)


def _one_probe(real: Any, draft: Any, event: Any) -> None:
    """A probe without an answer is waited for for ever."""
    if event.register is None and draft.state.mode is Mode.LOCAL_OFFLINE:
        return
    real(draft, event)


def _unclear_is_free(real: Any, state: Any, kind: Any) -> Any:
    """What the server may have used no code of the pool."""
    return real(state, kind) - sum(1 for item in state.queue if not item.never_sent)


def _stay_for_nothing(real: Any, state: Any, kind: Any) -> Any:
    """A stay that begins during the return is served by the code of the one before."""
    if state.session is None:
        return real(state, kind)
    return 0 if kind in CASH_MOVEMENTS else 1


def _still_blocked(real: Any, draft: Any, item: Any, reply: Any) -> None:
    """What barred the way bars it still, whatever the server says of the next receipt."""
    block = draft.state.block
    real(draft, item, reply)
    draft.change(block=draft.state.block or block)


def _hours_unheard(real: Any, draft: Any, event: Any) -> None:
    """The server's count says that the register is offline; nobody looks."""
    way = draft.state.way
    real(draft, event)
    draft.change_way(look=way.look, probe_at=way.probe_at)


# 16


def _deaf_manager(real: Any, draft: Any, item_id: str) -> tuple[()]:
    """A stopped document cannot be found by those who decide on it."""
    return ()


def _false_paper(real: Any, draft: Any, event: Any) -> None:
    """What is set aside is printed, whatever the server has."""
    items = machine.stopped_with(draft, event.id)
    real(draft, event)
    draft.write(*(w.QueuePrint(item.id) for item in items if item.taken))


def _one_by_one(real: Any, draft: Any, item_id: str) -> Any:
    """A decision is about one document, whatever stopped it."""
    return real(draft, item_id)[:1]


def _stops_the_first(real: Any, draft: Any, refusal: Any, items: Any) -> None:
    """What stops all stops the first alone."""
    real(draft, refusal, [item for item in items if item.state is not OperationState.ATTENTION][:1])


def _no_timer(real: Any, self: Any, mono: float) -> None:
    """Nobody wakes the machine."""
    if self.state.mode is Mode.LOCAL_OFFLINE:
        if self._timer is not None:
            self._timer.cancel()
        return
    real(self, mono)


def _over_is_open(real: Any, draft: Any, item: Any, document: Any) -> None:
    """An opening that has ended is an open shift, however it ended."""
    if document.shift is not None:
        document = replace(document, shift=replace(document.shift, status="OPENED"))
    real(draft, item, document)


def _handler(event: type, wrong: Callable[..., None]) -> Callable[[], Any]:
    """Replace what the machine does on an event."""

    def broken() -> Any:
        real = machine._HANDLERS[event]
        return patch.dict(machine._HANDLERS, {event: lambda draft, what: wrong(real, draft, what)})

    return broken


def _mend_renames(real: Any, row: Any, changes: Any, taxes: Any, **named: Any) -> Any:
    """Mended bytes go under a UUID of their own."""
    made = real(row, changes, taxes, **named)
    other = row.id[:-12] + row.id[:-13:-1]
    return replace(made, body=made.body.replace(row.id.encode(), other.encode()))


def _mend_in_silence(_real: Any, self: Any, _at: Any, write: Any) -> None:
    """Other bytes are kept and nobody can say who changed what."""
    self.store.operations.mend(write.id, write.mended.body, write.mended.receipt, shown=write.mended.shown)


MUTANTS: Final[tuple[Mutant, ...]] = (
    Mutant(
        "forgets-stamped",
        1,
        "a start forgets what was sold offline",
        _swap(engine, "load_state", _forgets_stamped),
    ),
    Mutant(
        "silence-is-yes",
        2,
        "no answer counts as accepted",
        _handler(events.Posted, _done_at_once),
    ),
    Mutant("burnt-is-free", 3, "a code on paper goes back to the pool", _swap(drain, "found", _burnt_is_free)),
    Mutant("wall-date", 4, "documents carry the wall clock's date", _swap(clock.FiscalClock, "next_date", _wall_date)),
    Mutant("no-redate", 4, "the server's later date is not looked at", _swap(drain, "_redate", _no_redate)),
    Mutant("cash-first", 5, "cash movements overtake sales", _swap(queueing, "_advance_queue", _cash_first)),
    Mutant("sells-behind-a-close", 5, "a sale joins behind a close", _swap(worker, "admission", _behind_a_close)),
    Mutant("new-bytes", 6, "a second try has bytes of its own", _swap(worker.Courier, "send", _restamped_in_silence)),
    Mutant(
        "stamp-after",
        6,
        "a stamp's bytes change after the journal",
        _swap(ledger.Ledger, "_save_stamp", _bytes_of_memory),
    ),
    Mutant("mend-renames", 6, "a mended document has another UUID", _swap(engine, "mend", _mend_renames)),
    Mutant(
        "mend-unaudited",
        6,
        "a mended document's bytes are not journalled",
        _swap(ledger.Ledger, "_save_mended", _mend_in_silence),
    ),
    Mutant("twice", 7, "a POST is sent twice", _swap(worker.Worker, "_perform", _twice)),
    Mutant("all-at-once", 7, "the second in line does not wait", _swap(queueing, "_advance_queue", _all_at_once)),
    Mutant("no-reserve", 8, "the last three codes are sold", _swap(codes.CodePool, "can_serve", _no_reserve)),
    Mutant("stay-anew", 9, "a start forgets the stay's hours", _swap(engine, "load_state", _stay_begins_at_start)),
    Mutant("never-spent", 9, "the offline hours have no end", _swap(offline, "meter", _never_spent)),
    Mutant(
        "own-hours-alone",
        9,
        "the server's count of the hours is not heard",
        _handler(events.HoursSeen, _server_hours_unheard),
    ),
    Mutant("long-shift", 9, "a shift may last", _swap(offline, "shift_is_over", _shift_never_over)),
    Mutant(
        "asks-when-queued",
        10,
        "codes are asked for with sales waiting",
        _swap(refill, "may_ask", _asks_when_queued),
    ),
    Mutant("ping-probe", 10, "the probe is a ping", _swap(returning, "errands", _pings_to_probe)),
    Mutant(
        "card-for-cash",
        11,
        "the server is told card where cash was given",
        _swap(engine, "receipt_bytes", _sum_off),
    ),
    Mutant(
        "cash-forgotten",
        11,
        "a shift opened offline begins with an empty drawer",
        _swap(reckoning.Reckoning, "cash_left", _drawer_empty),
    ),
    Mutant("z-lost", 11, "the Z report is not kept", _swap(ledger.Ledger, "_save_shift", _z_lost)),
    Mutant("no-paper", 12, "an offline sale gets no paper", _swap(ledger.Ledger, "_queue_print", _no_paper)),
    Mutant(
        "not-listed",
        12,
        "other paper is not put on the reprint list",
        _several(_swap(ledger.Ledger, "_reprint_due", _not_listed), _swap(ledger, "_with_server_stamp", _never_due)),
    ),
    Mutant(
        "false-paper",
        12,
        "a receipt that the tax service did not take is printed when it is set aside",
        _handler(events.SetAside, _false_paper),
    ),
    Mutant(
        "date-not-listed",
        12,
        "a receipt sent with a later date than its paper is not put on the reprint list",
        _swap(ledger.Ledger, "_reprint_due", _not_listed),
    ),
    Mutant("body-unhashed", 14, "the digest leaves the body out", _swap(journal, "_digest", _believes_hashes)),
    Mutant(
        "end-uncounted",
        14,
        "rows cut off the end are not missed",
        _swap(journal.Journal, "verify", _end_not_counted),
    ),
    Mutant("never-online", 15, "go-online is never sent", _swap(returning, "_go_online", _never_online)),
    Mutant(
        "one-probe",
        16,
        "a lost probe is waited for for ever",
        _handler(events.InfoSeen, _one_probe),
    ),
    Mutant("deaf-manager", 15, "a manager's decision finds no document", _swap(machine, "stopped_with", _deaf_manager)),
    Mutant(
        "one-by-one",
        15,
        "one cause is a question for each document",
        _several(_swap(machine, "stopped_with", _one_by_one), _swap(drain, "stop_all", _stops_the_first)),
    ),
    Mutant(
        "blind-after-a-stop",
        4,
        "what was held up is sent with its old date",
        _several(
            _swap(drain, "compare_anew", lambda _real, _draft: None),
            _swap(drain, "is_stale", lambda _real, _draft: False),
        ),
    ),
    Mutant(
        "fresh-for-ever",
        4,
        "what stood still for a moment is sent with its old date",
        _swap(drain, "is_stale", lambda _real, _draft: False),
    ),
    Mutant(
        "list-unread",
        3,
        "what the server's own offline takes from the pool is not looked up",
        _several(
            _swap(refill, "read_list", lambda _real, _draft: None),
            _swap(offline, "_codes_needed", _unclear_is_free),
        ),
    ),
    Mutant("stay-for-nothing", 8, "a second stay needs no code", _swap(offline, "_codes_needed", _stay_for_nothing)),
    Mutant(
        "blocked-for-ever",
        15,
        "only a receipt that is taken lifts a block",
        _swap(replies, "_not_taken", _still_blocked),
    ),
    Mutant("hours-unheard", 15, "the server's hours start no look", _handler(events.HoursSeen, _hours_unheard)),
    Mutant(
        "over-is-open",
        16,
        "an opening that the tax service refused counts as an open shift",
        _several(
            _swap(reading, "_never_opened", lambda _real, _shift: False),
            _swap(outcomes, "_shift_changed", _over_is_open),
        ),
    ),
    Mutant("no-timer", 16, "offline nobody wakes the machine", _swap(worker.Worker, "_wake_at", _no_timer)),
)
