"""No document is left where nothing happens, none goes where it can never arrive, and no lie is taken as done."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from pos_app.checkbox.errors import AnswerClass as A
from pos_app.checkbox.errors import Rejected, Words
from pos_app.checkbox.models.receipt import Receipt as ServerReceipt
from pos_app.domain.receipt import FiscalStamp, ReceiptState, Seller
from pos_app.domain.register import Mode, Obstacle, OperationKind, OperationState, WayOut
from pos_app.fiscal import effects as f
from pos_app.fiscal import events as e
from pos_app.fiscal import writes as w
from pos_app.fiscal.codes import Code
from pos_app.fiscal.courier import Courier
from pos_app.fiscal.hours_check import HoursCheck
from pos_app.fiscal.ledger import Ledger
from pos_app.fiscal.loading import load_state
from pos_app.fiscal.machine import may_mend
from pos_app.fiscal.obstacles import obstacle
from pos_app.fiscal.queueing import admission
from pos_app.fiscal.reading import receipt_document
from pos_app.fiscal.rules import LONGEST_WAIT_S, PATIENT_LOOKS, FiscalRules
from pos_app.fiscal.state import Document, DrainStep, OwnStamp, Pending, Refusal, ShiftFacts, ShiftPaper
from pos_app.fiscal.worker import Times
from pos_app.store.operations import Operation
from pos_app.store.shifts import ShiftRow
from pos_app.store.till_store import TillStore, open_till_store
from tests.unit.fiscal.conftest import NOON, Bench

Make = Callable[..., Bench]
ATTENTION = OperationState.ATTENTION


@pytest.fixture
def store() -> Iterator[TillStore]:
    """An empty till.db."""
    made = open_till_store(None)
    yield made
    made.close()


def draining(make_bench: Make) -> Bench:
    """One sale made offline; our go-offline is taken, the sale is on its way."""
    bench = make_bench(offline=True)
    bench.posted(bench.submit(), A.NOT_SENT)
    bench.later(13)
    bench.feed(e.InfoSeen, e.RegisterSeen(False, False))
    bench.feed(e.CodesSeen, (), False, None)
    bench.feed(e.WentOffline, e.Reply(A.ACCEPTED))
    bench.feed(e.InfoSeen, e.RegisterSeen(True, True))
    assert bench.effects(f.SendOperation) == [f.SendOperation("op1", 2)]
    return bench


# behind a close


def closing(bench: Bench, *, waited_for: bool) -> None:
    """Checkbox has taken the close and does not come to its end."""
    going = Document("close", final=False)
    bench.submit(OperationKind.SHIFT_CLOSE, total=0, name="close")
    bench.posted("close", A.ACCEPTED, document=going)
    for _ in range(0 if waited_for else 12):
        bench.later(1.0)
        if bench.item("close").doing == "ASKING":
            bench.asked("close", A.ACCEPTED, document=going)


@pytest.mark.parametrize("waited_for", [True, False])
def test_nothing_joins_behind_a_close_of_which_nobody_knows(make_bench: Make, waited_for: bool) -> None:
    bench = make_bench(offline=True)
    closing(bench, waited_for=waited_for)
    assert bench.state.shift is not None
    for kind in OperationKind.SELL, OperationKind.SERVICE_IN, OperationKind.SHIFT_CLOSE:
        refusal = admission(bench.state, kind, bench.now)
        assert refusal is not None
        assert (refusal.code, "закривається" in refusal.message) == ("shift_not_open", True)
    told = obstacle(bench.state, bench.now)
    assert told == (None if waited_for else Obstacle("shift_not_open", refusal.message, WayOut.CLOSE_SHIFT))


def test_a_close_that_is_given_up_waiting_for_is_published(make_bench: Make) -> None:
    bench = make_bench(offline=True)
    closing(bench, waited_for=True)
    bench.state = replace(bench.state, queue=(replace(bench.item("close"), state=OperationState.AMBIGUOUS),))
    bench.mono = bench.item("close").deadline or 0.0
    bench.feed(e.Woke)
    assert f.Publish() in bench.decision.effects


def test_a_close_made_offline_bars_the_way_to_nothing_but_its_own_shift(make_bench: Make) -> None:
    bench = make_bench(offline=True)
    bench.posted(bench.submit(OperationKind.SHIFT_CLOSE, total=0), A.NOT_SENT)
    assert bench.state.shift is None
    assert admission(bench.state, OperationKind.SHIFT_OPEN, bench.now) is None
    assert obstacle(bench.state, bench.now) is None


# before the drain


def test_what_the_server_does_not_know_before_the_drain_is_asked_for_once(make_bench: Make) -> None:
    bench = draining(make_bench)
    bench.posted("op1", A.AMBIGUOUS)
    bench.asked("op1", A.NOT_FOUND)
    bench.posted("op1", A.NEED_MANUAL)
    bench.feed(e.InfoSeen, None)
    assert (bench.state.mode, bench.item("op1").tries) == (Mode.LOCAL_OFFLINE, 2)
    bench.later(70)
    bench.feed(e.InfoSeen, e.RegisterSeen(False, False))
    assert bench.effects(f.AskReceipt) == [f.AskReceipt("op1")]
    bench.asked("op1", A.NOT_FOUND)
    assert bench.effects(f.AskReceipt) == []
    assert bench.effects(f.ReadCodes) == [f.ReadCodes(True)]
    assert bench.item("op1").maybe_sent is False


def test_a_receipt_of_before_the_stay_that_the_server_does_not_know_is_left_to_a_manager(make_bench: Make) -> None:
    first = Pending("first", OperationKind.SELL, OperationState.AMBIGUOUS, maybe_sent=True)
    stamped = Pending("x", OperationKind.SELL, OperationState.STAMPED, stamp=OwnStamp(NOON, Code(7, "C07")))
    bench = make_bench(offline=True, mode=Mode.DRAINING, queue=(first, stamped))
    assert bench.feed(e.Woke).effects[:1] == (f.AskReceipt("first"),)
    bench.asked("first", A.NOT_FOUND)
    assert bench.effects(f.AskReceipt) == []
    assert bench.item("first").state is ATTENTION
    bench.feed(e.SetAside, "first", "звірено")
    assert bench.state.way.step is DrainStep.READING


@pytest.mark.parametrize("answer", [A.LOCKED, A.AUTH, A.CONFIGURATION, A.DEFINITE])
def test_why_the_drain_cannot_begin_is_told(make_bench: Make, answer: A) -> None:
    bench = draining(make_bench)
    bench.state = replace(bench.state, way=replace(bench.state.way, step=DrainStep.READING, known_at=0.0))
    bench.feed(e.CodesSeen, None, False, None, e.Reply(answer, refusal=Refusal("register_busy")))
    assert bench.state.block == Refusal("register_busy")
    assert (bench.state.mode, bench.state.shown_mode) == (Mode.LOCAL_OFFLINE, Mode.BLOCKED)
    assert bench.effects(f.WakeAt) != []


@pytest.mark.parametrize("answer", [A.NOT_SENT, A.AMBIGUOUS, A.THROTTLED])
def test_silence_before_the_drain_is_only_tried_again(make_bench: Make, answer: A) -> None:
    bench = draining(make_bench)
    bench.state = replace(bench.state, way=replace(bench.state.way, step=DrainStep.READING, known_at=0.0))
    bench.feed(e.CodesSeen, None, False, None, e.Reply(answer))
    assert (bench.state.block, bench.state.mode) == (None, Mode.LOCAL_OFFLINE)


def asking(make_bench: Make) -> Bench:
    """Before the drain: the first in line may be there, so it is asked for."""
    first = Pending("first", OperationKind.SELL, OperationState.STAMPED, stamp=OwnStamp(NOON, Code(7, "C07")))
    bench = make_bench(offline=True, mode=Mode.DRAINING, queue=(replace(first, maybe_sent=True),))
    assert bench.feed(e.Woke).effects[:1] == (f.AskReceipt("first"),)
    return bench


@pytest.mark.parametrize("answer", [A.DEFINITE, A.NOT_OPEN])
def test_a_question_that_is_refused_is_told_and_asked_again(make_bench: Make, answer: A) -> None:
    bench = asking(make_bench)
    why = Refusal("refused_by_server", "Немає прав переглядати чеки")
    bench.asked("first", answer, refusal=why)
    assert (bench.state.block, bench.state.shown_mode) == (why, Mode.BLOCKED)
    bench.later(13)
    assert bench.effects(f.AskReceipt) == [f.AskReceipt("first")]
    bench.asked("first", A.ACCEPTED, document=bench.document("first", code="C07"))
    assert bench.state.block is None


@pytest.mark.parametrize("answer", [A.AMBIGUOUS, A.NOT_SENT, A.THROTTLED])
def test_a_question_without_an_answer_is_only_asked_again(make_bench: Make, answer: A) -> None:
    bench = asking(make_bench)
    bench.asked("first", answer)
    assert bench.state.block is None


def test_an_answer_about_another_document_or_about_one_that_checkbox_has_bars_nothing(make_bench: Make) -> None:
    bench = asking(make_bench)
    bench.asked("first", A.ACCEPTED, document=bench.document("other"))
    assert bench.state.block is None
    bench = make_bench()
    sale = bench.submit()
    bench.posted(sale, A.ACCEPTED, document=bench.document(sale, code=None, final=False))
    bench.later(1)
    bench.asked(sale, A.DEFINITE, refusal=Refusal("refused_by_server"))
    assert bench.state.block is None


def courier(answer: A) -> Courier:
    """Its cashier gets `answer` where the codes are asked for; the last transaction is of no date."""

    async def codes(**_count: int) -> Any:
        raise Rejected(answer, Words(status=400), code="shift_not_open")

    async def transactions(**_limit: int) -> Any:
        return SimpleNamespace(results=())

    async def nobody() -> bool:
        return False

    calls = dict.fromkeys(("sell", "service", "cash_withdrawal"), nobody)
    client: Any = SimpleNamespace(get_offline_codes=codes, transactions=transactions, **calls)
    return Courier(client, nobody)


def test_a_shift_of_another_cashier_lists_no_codes_and_the_stored_ones_do() -> None:
    assert asyncio.run(courier(A.NOT_OPEN).before_drain(with_codes=True)) == ((), False, None, None)


def test_what_keeps_the_codes_from_being_read_is_carried_on() -> None:
    free, complete, last, instead = asyncio.run(courier(A.LOCKED).before_drain(with_codes=True))
    assert (free, complete, last) == (None, False, None)
    assert instead is not None
    assert instead.answer is A.LOCKED
    assert asyncio.run(courier(A.LOCKED).codes()) == (None, False)


@pytest.mark.parametrize("answer", [A.CONFIGURATION, A.LOCKED, A.AUTH])
def test_a_key_that_is_good_no_longer_is_told_also_offline(make_bench: Make, answer: A) -> None:
    bench = make_bench(offline=True)
    bench.posted(bench.submit(), A.NOT_SENT)
    bench.later(13)
    bench.feed(e.InfoSeen, None, e.Reply(answer, refusal=Refusal("license_invalid")))
    assert (bench.state.block, bench.state.way.unreached) == (Refusal("license_invalid"), False)
    assert (bench.state.mode, bench.effects(f.WakeAt) != []) == (Mode.LOCAL_OFFLINE, True)
    bench.later(13)
    assert bench.effects(f.ReadInfo) == [f.ReadInfo()]


def test_silence_blocks_nothing(make_bench: Make) -> None:
    bench = make_bench(offline=True)
    bench.posted(bench.submit(), A.NOT_SENT)
    bench.later(13)
    for answer in A.NOT_SENT, A.AMBIGUOUS, A.THROTTLED:
        bench.feed(e.InfoSeen, None, e.Reply(answer))
        assert (bench.state.block, bench.state.way.unreached) == (None, True)


def test_the_probe_signs_in_once_where_the_token_is_gone() -> None:
    asked: list[str] = []

    async def info() -> Any:
        asked.append("info")
        if len(asked) == 1:
            raise Rejected(A.AUTH, Words(status=401), code="not_signed_in")
        return "register"

    async def sign_in() -> bool:
        asked.append("sign in")
        return True

    calls = dict.fromkeys(("sell", "service", "cash_withdrawal"), info)
    client: Any = SimpleNamespace(info=info, **calls)
    assert asyncio.run(Courier(client, sign_in).look()) == "register"
    assert asked == ["info", "sign in", "info"]


@pytest.mark.parametrize(
    ("restarted", "went", "left"), [(False, False, "FREE"), (False, True, "BURNT"), (True, False, "BURNT")]
)
def test_the_code_of_a_go_offline_that_was_sent_serves_nothing_else(
    make_bench: Make, restarted: bool, went: bool, left: str
) -> None:
    bench = make_bench(offline=True)
    bench.posted(bench.submit(), A.NOT_SENT)
    bench.later(13)
    if went:
        bench.feed(e.InfoSeen, e.RegisterSeen(False, False))
        bench.feed(e.CodesSeen, (), False, None)
        bench.feed(e.WentOffline, e.Reply(A.AMBIGUOUS))
        bench.feed(e.InfoSeen, None)
        bench.later(13)
    if restarted:
        bench.feed(e.Resumed, 0.0)
    bench.state = replace(bench.state, queue=())
    bench.feed(e.InfoSeen, e.RegisterSeen(False, False))
    assert bench.state.mode is Mode.ONLINE
    assert bench.writes(w.SaveCode) == [w.SaveCode("C20", left)]
    assert (Code(20, "C20") in bench.state.pool.free, bench.state.way.went) == (left == "FREE", False)


def test_no_server_makes_the_line_wait_for_days(bench: Bench) -> None:
    sale = bench.submit(budget=None)
    bench.posted(sale, A.THROTTLED, wait_s=999_999.0)
    assert bench.item(sale).not_before - bench.mono == LONGEST_WAIT_S
    bench.later(LONGEST_WAIT_S)
    bench.posted(sale, A.AMBIGUOUS)
    bench.asked(sale, A.THROTTLED, wait_s=999_999.0)
    assert bench.item(sale).not_before - bench.mono == LONGEST_WAIT_S


# taken, and unknown after


def accepted(bench: Bench) -> str:
    """A sale that Checkbox has taken and not finished."""
    sale = bench.submit()
    bench.posted(sale, A.ACCEPTED, document=bench.document(sale, code=None, final=False))
    assert [item.id for item in bench.state.polls] == [sale]
    return sale


def looked_for(bench: Bench, sale: str, times: int, answer: A = A.NOT_FOUND, **parts: Any) -> None:
    for _ in range(times):
        bench.mono = max(bench.mono, bench.item(sale).not_before)
        bench.feed(e.Woke)
        assert bench.item(sale).doing == "ASKING"
        bench.asked(sale, answer, **parts)


def test_a_receipt_that_checkbox_took_and_lost_is_left_to_a_manager(bench: Bench) -> None:
    sale = accepted(bench)
    began = bench.mono
    looked_for(bench, sale, PATIENT_LOOKS - 1)
    assert bench.item(sale).state is OperationState.ACCEPTED
    looked_for(bench, sale, 1)
    assert (bench.item(sale).state, bench.item(sale).taken) == (ATTENTION, True)
    assert bench.mono - began > 60
    bench.feed(e.AskAgain, sale)
    assert bench.effects(f.AskReceipt) == [f.AskReceipt(sale)]
    bench.asked(sale, A.NOT_FOUND)
    assert bench.effects(f.SendOperation) == [f.SendOperation(sale, 2)]


def test_one_that_is_seen_in_between_is_not_lost(bench: Bench) -> None:
    sale = accepted(bench)
    looked_for(bench, sale, PATIENT_LOOKS - 1)
    looked_for(bench, sale, 1, A.ACCEPTED, document=bench.document(sale, code=None, final=False))
    looked_for(bench, sale, PATIENT_LOOKS - 1)
    assert bench.item(sale).state is OperationState.ACCEPTED


def test_what_a_customer_was_told_is_sold_goes_back_to_no_basket(bench: Bench, no: Refusal) -> None:
    sale = accepted(bench)
    looked_for(bench, sale, PATIENT_LOOKS)
    bench.feed(e.AskAgain, sale)
    bench.asked(sale, A.NOT_FOUND)
    bench.posted(sale, A.DEFINITE, refusal=no)
    bench.asked(sale, A.NOT_FOUND)
    assert bench.writes(w.GiveBack) == []
    assert (bench.item(sale).state, bench.item(sale).refusal) == (ATTENTION, no)


def test_a_receipt_that_is_said_to_be_done_without_a_number_is_looked_at_again_and_then_told(bench: Bench) -> None:
    sale = bench.submit()
    bare = replace(bench.document(sale, code=None), final=False)
    began = bench.mono
    bench.posted(sale, A.ACCEPTED, document=bare)
    looked_for(bench, sale, PATIENT_LOOKS - 2, A.ACCEPTED, document=bare)
    assert (bench.item(sale).state, bench.writes(w.QueuePrint)) == (OperationState.ACCEPTED, [])
    looked_for(bench, sale, 1, A.ACCEPTED, document=bare)
    assert bench.item(sale).state is ATTENTION
    assert bench.mono - began > 60
    bench.feed(e.SetAside, sale, "звірено")
    # a paper without a number would be no receipt
    assert bench.writes(w.QueuePrint) == []
    assert (bench.state.polls, bench.state.queue) == ((), ())


@pytest.mark.parametrize(
    ("told", "final"),
    [
        ({"fiscal_code": "TEST-1"}, True),
        ({"fiscal_code": None}, False),
        ({"fiscal_code": None, "is_created_offline": True}, True),
        ({"fiscal_code": None, "type": "SERVICE_IN"}, True),
    ],
)
def test_done_is_done_with_a_number(told: dict[str, Any], final: bool) -> None:
    answer = {
        "id": "6d0f4f8e-3ad5-4b6f-9d0d-0f7f3f0c1c11", "type": "SELL", "status": "DONE", "serial": 1, "total_sum": 100,
        "total_payment": 100, "total_rest": 0, "payments": [], "taxes": [], "goods": [],
    }  # fmt: skip
    assert receipt_document(ServerReceipt.model_validate(answer | told)).final is final


# after a start


def stopped(store: TillStore, stamp: FiscalStamp) -> Pending:
    """A sale that a manager must look at, with this stamp, as a start finds it."""
    row = Operation(
        "x", OperationKind.SELL, b"{}", NOON, state=ATTENTION, fiscal_code="C07", fiscal_date=NOON, stamp=stamp
    )
    store.operations.add(row)
    (item,) = load_state(store, FiscalRules()).queue
    return item


def test_a_start_knows_a_document_that_the_servers_own_offline_has_numbered(store: TillStore) -> None:
    item = stopped(store, FiscalStamp(ReceiptState.ACCEPTED, "C07", NOON, offline=True))
    assert (item.taken, item.sold, item.stamp) == (True, True, None)
    assert not may_mend(load_state(store, FiscalRules()), "x")


def test_a_start_knows_a_document_that_only_we_have_numbered(store: TillStore) -> None:
    item = stopped(store, FiscalStamp(ReceiptState.OFFLINE, "C07", NOON, offline=True))
    assert (item.taken, item.sold, item.stamp) == (False, True, OwnStamp(NOON, Code(0, "C07")))
    assert may_mend(load_state(store, FiscalRules()), "x")


def test_a_start_after_a_cut_between_adopting_a_shift_and_its_mode_is_online(make_bench: Make) -> None:
    bench = make_bench(mode=Mode.NO_SHIFT)
    bench.feed(e.Resumed, 0.0)
    assert bench.state.mode is Mode.ONLINE
    assert bench.writes(w.SaveMode) == [w.SaveMode(Mode.ONLINE)]


def test_a_start_without_a_shift_stays_without(make_bench: Make) -> None:
    bench = make_bench(mode=Mode.NO_SHIFT, shift=None)
    bench.feed(e.Resumed, 0.0)
    assert bench.writes(w.SaveMode) == []


# hours


def test_two_stays_that_began_with_one_code_are_two_on_disk(make_bench: Make, store: TillStore) -> None:
    bench = make_bench(offline=True)
    ledger = Ledger(store, lambda: "n")
    for sale in "one", "two":
        bench.submit(name=sale)
        bench.posted(sale, A.AMBIGUOUS)
        bench.later(11)
        ledger.apply(bench.writes(w.SaveSession), NOON)
        bench.later(70)
        bench.feed(e.InfoSeen, e.RegisterSeen(False, False))
        bench.asked(sale, A.ACCEPTED, document=bench.document(sale))
        assert (bench.state.mode, bench.state.session) == (Mode.ONLINE, None)
        ledger.apply(bench.writes(w.SaveSession), NOON)
    began = [stay.began for stay in bench.state.stays]
    assert len(set(began)) == 2
    assert [(one.began, one.code) for one in store.offline.sessions()] == [(at, "C20") for at in began]


def test_a_shift_of_which_no_beginning_is_told_still_has_an_end(make_bench: Make, store: TillStore) -> None:
    bench = make_bench(mode=Mode.NO_SHIFT, shift=None)
    bench.submit(OperationKind.SHIFT_OPEN, total=0, name="s")
    paper = ShiftPaper("s", "OPENED", 7)
    bench.posted("s", A.ACCEPTED, document=Document("s", final=True, shift=paper))
    assert bench.state.shift == ShiftFacts("s", bench.state.clock.read(bench.now))
    with store.transaction():
        store.shifts.save(ShiftRow("s", "CREATED", "olena", "Олена", (), Seller("ФОП Шевчук", "ІД 1", "Київ")))
        store.operations.add(Operation("s", OperationKind.SHIFT_OPEN, b"{}", NOON, shift_id="s"))
    Ledger(store, lambda: "n").apply(bench.writes(w.SaveOperation), NOON)
    row = store.shifts.last_opened()
    assert row is not None
    assert (row.id, row.opened_at) == ("s", NOON)


@pytest.mark.parametrize(
    ("told", "understood"),
    [
        (Decimal("1.5"), timedelta(seconds=1.5)),
        (Decimal(-3), timedelta()),
        (Decimal(10) ** 15 - 1, timedelta(days=366)),
    ],
)
def test_hours_that_cannot_be_end_nobody(told: Decimal, understood: timedelta) -> None:
    seen: list[e.HoursSeen] = []
    bench = Bench()

    async def offline_time(**_month: Any) -> Any:
        return SimpleNamespace(status=SimpleNamespace(current=told, total=told))

    async def read(call: Callable[[], Any]) -> Any:
        return await call()

    worker: Any = SimpleNamespace(state=bench.state, handle=seen.append)
    asks: Any = SimpleNamespace(read=read, client=SimpleNamespace(get_offline_time=offline_time))
    asyncio.run(HoursCheck(worker, asks, Times(lambda: NOON, lambda: 1.0)).check())
    assert [(one.in_row, one.in_month) for one in seen] == [(understood, understood)]
    bench.feed(e.HoursSeen, seen[0].in_row, seen[0].in_month)
