"""The pure machine offline: stamping, the way back with all that can be wrong on it, and the return to online."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from pos_app.checkbox.errors import AnswerClass as A
from pos_app.domain.receipt import Receipt, ReceiptKind
from pos_app.domain.register import Mode, OperationKind, OperationState
from pos_app.fiscal import effects as f
from pos_app.fiscal import events as e
from pos_app.fiscal import writes as w
from pos_app.fiscal.budget import Stay
from pos_app.fiscal.codes import Code, CodePool
from pos_app.fiscal.drain import MOST_GOES
from pos_app.fiscal.machine import may_mend
from pos_app.fiscal.offline import offline_refusal
from pos_app.fiscal.queueing import admission
from pos_app.fiscal.recoding import NO_CODES
from pos_app.fiscal.rules import FRESH_S, MOST_COMPARED
from pos_app.fiscal.state import Doing, DrainStep, Expected, Mended, Refusal, ShiftPaper

SEEN_ONLINE = e.RegisterSeen(offline_mode=False, stay_offline=False)
SEEN_MANUAL = e.RegisterSeen(offline_mode=True, stay_offline=True)


@pytest.fixture
def off(make_bench: Callable[..., Any]) -> Any:
    """Offline by our own decision, with two sales stamped: op1, op2."""
    bench = make_bench(offline=True)
    bench.posted(bench.submit(), A.NOT_SENT)
    bench.submit()
    return bench


def all_codes(bench: Any, *without: str) -> list[Code]:
    """Every code of the bench but the ones named."""
    return [Code(n, f"C{n:02}") for n in range(1, 21) if f"C{n:02}" not in without]


def at_the_codes(bench: Any) -> None:
    """Bring the way back to where the codes are read."""
    bench.later(61)
    bench.feed(e.InfoSeen, SEEN_ONLINE)
    assert len(bench.effects(f.ReadCodes)) == 1


def sending(bench: Any) -> None:
    """Bring the way back to where the first document is sent."""
    at_the_codes(bench)
    bench.feed(e.CodesSeen, all_codes(bench), True, None)
    bench.feed(e.WentOffline, e.Reply(A.ACCEPTED))
    bench.feed(e.InfoSeen, SEEN_MANUAL)
    assert len(bench.effects(f.SendOperation)) == 1


def compared_anew(bench: Any, *, last: datetime | None = None) -> None:
    """What was held up may go on when the server's last date, and its codes in a shift, have been read once more."""
    assert [read.codes for read in bench.effects(f.ReadCodes)] == [bench.state.server_shift]
    assert bench.effects(f.SendOperation) == []
    bench.feed(e.CodesSeen, all_codes(bench), True, last)


def refused_for_good(bench: Any, item: str, no: Refusal, answer: A = A.DEFINITE) -> None:
    """Refused, unknown there, refused not for its date or code: left to a manager."""
    bench.posted(item, answer, refusal=no)
    bench.asked(item, A.NOT_FOUND)
    compared_anew(bench)
    assert bench.effects(f.AskReceipt) == [f.AskReceipt(item)]
    bench.asked(item, A.NOT_FOUND)


def throttled(bench: Any, no: Refusal) -> None:
    """The second document has waited until it may be sent again."""
    sending(bench)
    bench.accept("op1", code=bench.item("op1").stamp.code.code)
    bench.posted("op2", A.THROTTLED, refusal=no)
    bench.later(6)


def test_a_stay_takes_a_code_for_itself_then_one_for_each_document_from_the_far_end(make_bench: Any) -> None:
    bench = make_bench(offline=True)
    sale = bench.submit()
    bench.posted(sale, A.NOT_SENT)
    assert [(one.code, one.state) for one in bench.writes(w.SaveCode)] == [("C20", "RESERVED"), ("C19", "RESERVED")]
    assert bench.writes(w.SaveSession)[0].session.code.code == "C20"
    assert bench.writes(w.SaveMode) == [w.SaveMode(Mode.LOCAL_OFFLINE)]
    assert bench.writes(w.QueuePrint) == [w.QueuePrint(sale)]
    assert bench.effects(f.Settled) == [f.Settled(sale)]
    stamp = bench.writes(w.SaveStamp)[0]
    assert stamp.date > bench.writes(w.SaveSession)[0].session.began


def test_everything_older_is_stamped_first_in_order(make_bench: Any) -> None:
    bench = make_bench(offline=True)
    first, second = bench.submit(), bench.submit()
    bench.posted(first, A.AMBIGUOUS)
    bench.later(10)
    assert [one.id for one in bench.writes(w.SaveStamp)] == [first, second]
    dates = [one.date for one in bench.writes(w.SaveStamp)]
    assert dates == sorted(dates)
    assert [one.previous_id for one in bench.writes(w.SaveStamp)] == [None, first]
    assert bench.item(first).maybe_sent
    assert not bench.item(second).maybe_sent


def test_a_request_under_way_is_abandoned_and_may_still_arrive(make_bench: Any) -> None:
    bench = make_bench(offline=True)
    sale = bench.submit()
    bench.later(10)
    assert bench.effects(f.Abandon) == [f.Abandon(sale)]
    assert bench.item(sale).maybe_sent
    assert bench.state.way.quiet_until == bench.mono + 60


def test_without_the_sellers_rows_there_is_no_offline(make_bench: Any) -> None:
    bench = make_bench(offline=True, can_print_offline=False)
    bench.posted(bench.submit(), A.NOT_SENT)
    assert [one.refusal.code for one in bench.effects(f.ReturnToBasket)] == ["unreachable"]


def test_the_months_hours_stop_stamping(make_bench: Any) -> None:
    long_ago = datetime(2026, 2, 28, 22, 0, tzinfo=UTC)
    bench = make_bench(offline=True, stays=(Stay(long_ago, long_ago + timedelta(hours=20)),))
    assert offline_refusal(bench.state, OperationKind.SELL, bench.now) is None
    spent = replace(bench.state, stays=(Stay(long_ago - timedelta(hours=40)),))
    assert offline_refusal(spent, OperationKind.SELL, bench.now).code == "offline_limit"


@pytest.mark.parametrize(
    ("codes", "taken"), [(3, False), (4, False), (5, True)], ids=["reserve", "one for the stay", "one to sell"]
)
def test_the_reserve_is_left_for_closing(make_bench: Any, codes: int, taken: bool) -> None:
    bench = make_bench(offline=True, codes=codes)
    bench.posted(bench.submit(), A.NOT_SENT)
    assert (bench.state.mode is Mode.LOCAL_OFFLINE) == taken
    if taken:
        assert len(bench.state.pool) == 3
        assert admission(bench.state, OperationKind.SELL, bench.now).code == "no_offline_codes"
        assert admission(bench.state, OperationKind.SERVICE_IN, bench.now) is None
        assert admission(bench.state, OperationKind.SHIFT_CLOSE, bench.now) is None
    else:
        assert bench.effects(f.ReturnToBasket)[0].refusal.code == "no_offline_codes"


def test_hours_spent_stop_stamping_even_for_a_close(off: Any) -> None:
    off.state = replace(off.state, shift=replace(off.state.shift, opened_at=off.now.wall))
    off.mono += 35.6 * 3600
    assert admission(off.state, OperationKind.SELL, off.now).code == "offline_limit"
    assert admission(off.state, OperationKind.SHIFT_CLOSE, off.now).code == "offline_limit"


def test_a_shift_of_a_day_may_only_be_closed(off: Any) -> None:
    off.mono += 23.5 * 3600
    assert admission(off.state, OperationKind.SELL, off.now).code == "offline_limit"
    assert admission(off.state, OperationKind.SHIFT_CLOSE, off.now) is None


def test_a_jumped_clock_stops_stamping_until_it_is_confirmed(off: Any) -> None:
    off.feed(e.Woke)
    off.state = replace(off.state, clock=replace(off.state.clock, suspect=True))
    assert admission(off.state, OperationKind.SELL, off.now).code == "clock_suspect"
    off.feed(e.TimeConfirmed)
    assert admission(off.state, OperationKind.SELL, off.now) is None


def test_a_cash_movement_takes_a_place_and_no_code(off: Any) -> None:
    free = len(off.state.pool)
    moved = off.submit(OperationKind.SERVICE_IN)
    assert len(off.state.pool) == free
    assert off.writes(w.SaveStamp)[0].code is None
    assert off.item(moved).state is OperationState.STAMPED


def test_a_shift_closed_offline_sells_nothing_more_and_another_may_open(off: Any) -> None:
    off.submit(OperationKind.SHIFT_CLOSE)
    assert off.writes(w.QueuePrint) == []
    assert admission(off.state, OperationKind.SELL, off.now).code == "shift_not_open"
    opening = off.submit(OperationKind.SHIFT_OPEN)
    assert off.state.shift.id == opening
    assert admission(off.state, OperationKind.SELL, off.now) is None


def test_the_probe_goes_on_while_checkbox_is_away(off: Any) -> None:
    for _ in range(5):
        off.later(12)
        assert off.effects(f.ReadInfo) == [f.ReadInfo()]
        assert off.effects(f.GoOnline) == []
        off.feed(e.InfoSeen, None)
    assert off.state.mode is Mode.LOCAL_OFFLINE


def test_the_way_back_waits_until_no_late_copy_can_arrive(make_bench: Any) -> None:
    bench = make_bench(offline=True)
    bench.submit()
    bench.later(10)
    bench.feed(e.InfoSeen, SEEN_ONLINE)
    assert bench.state.mode is Mode.DRAINING
    assert bench.effects(f.AskReceipt) == []
    assert bench.effects(f.WakeAt)[0].mono == bench.state.way.quiet_until
    bench.later(60)
    assert len(bench.effects(f.AskReceipt)) == 1


def test_an_unclear_document_is_asked_for_until_somebody_can_tell(make_bench: Any) -> None:
    bench = make_bench(offline=True)
    sale = bench.submit()
    bench.later(10)
    bench.mono += 60
    bench.feed(e.InfoSeen, SEEN_ONLINE)
    bench.asked(sale, A.AMBIGUOUS)
    assert bench.state.way.step is DrainStep.SETTLE
    bench.later(12)
    bench.asked(sale, A.NOT_FOUND)
    assert bench.effects(f.ReadCodes) == [f.ReadCodes()]


def test_when_everything_was_there_after_all_nobody_goes_offline(make_bench: Any) -> None:
    bench = make_bench(offline=True)
    sale = bench.submit()
    bench.later(10)
    own = bench.item(sale).stamp.code.code
    bench.mono += 60
    bench.feed(e.InfoSeen, SEEN_ONLINE)
    bench.asked(sale, A.ACCEPTED, document=bench.document(sale, code="SERVER"))
    assert w.SaveCode(own, "BURNT", sale) in bench.decision.writes
    assert bench.writes(w.ReprintDue) == [w.ReprintDue(sale)]
    assert bench.state.mode is Mode.ONLINE
    assert w.SaveCode("C20", "FREE", None) in bench.decision.writes
    assert bench.effects(f.GoOffline) == []


def test_codes_are_read_never_asked_for_before_going_offline(off: Any) -> None:
    at_the_codes(off)
    assert off.effects(f.GoOffline) == []
    off.feed(e.CodesSeen, all_codes(off), True, None)
    (go,) = off.effects(f.GoOffline)
    assert go.code == "C20"
    assert go.date < off.item("op1").stamp.date
    off.feed(e.WentOffline, e.Reply(A.ACCEPTED))
    off.feed(e.InfoSeen, SEEN_MANUAL)
    assert w.SaveCode("C20", "SPENT", "go-offline") in off.decision.writes
    assert off.effects(f.SendOperation) == [f.SendOperation("op1", 2)]


def test_without_a_shift_at_the_server_the_stored_codes_serve(off: Any) -> None:
    off.later(61)
    off.feed(e.InfoSeen, replace(SEEN_ONLINE, has_shift=False))
    assert off.effects(f.ReadCodes) == [f.ReadCodes(codes=False)]
    off.feed(e.CodesSeen, (), False, None)
    assert len(off.effects(f.GoOffline)) == 1


def test_codes_that_cannot_be_read_put_the_way_back_off(off: Any) -> None:
    at_the_codes(off)
    off.feed(e.CodesSeen, None)
    assert off.state.mode is Mode.LOCAL_OFFLINE
    off.later(12)
    assert off.effects(f.ReadInfo) == [f.ReadInfo()]


def test_codes_that_the_server_used_itself_are_replaced_before_sending(off: Any) -> None:
    lost = off.item("op1").stamp.code.code
    date = off.item("op1").stamp.date
    at_the_codes(off)
    off.feed(e.CodesSeen, all_codes(off, lost, "C20"), True, None)
    fresh = off.item("op1").stamp.code.code
    assert fresh not in {lost, "C20"}
    assert w.SaveCode(lost, "BURNT", "op1") in off.decision.writes
    assert w.ReprintDue("op1") in off.decision.writes
    assert off.item("op1").stamp.date == date
    assert off.effects(f.GoOffline)[0].code not in {"C20", fresh}
    restamped = next(one for one in off.writes(w.SaveStamp) if one.id == "op1")
    assert (restamped.code, restamped.previous_id, bool(restamped.why)) == (fresh, None, True)


def test_an_incomplete_list_proves_nothing(off: Any) -> None:
    lost = off.item("op1").stamp.code.code
    at_the_codes(off)
    off.feed(e.CodesSeen, [Code(99, "NEW")], False, None)
    assert off.item("op1").stamp.code.code == lost
    assert off.writes(w.AddCodes) == [w.AddCodes((Code(99, "NEW"),))]


def test_documents_dated_before_the_servers_last_move_behind_it_in_order(off: Any) -> None:
    at_the_codes(off)
    last = off.item("op2").stamp.date + timedelta(hours=1)
    off.feed(e.CodesSeen, all_codes(off), True, last)
    dates = [off.item(name).stamp.date for name in ("op1", "op2")]
    assert last < dates[0] < dates[1]
    assert last < off.effects(f.GoOffline)[0].date <= dates[0]
    assert [one.id for one in off.writes(w.ReprintDue)] == ["op1", "op2"]
    assert {one.why for one in off.writes(w.SaveStamp)} == {"later than ours"}
    third = off.submit()
    assert off.item(third).stamp.date > dates[1]


def test_documents_dated_after_the_servers_last_stay_as_they_are(off: Any) -> None:
    before = [off.item(name).stamp for name in ("op1", "op2")]
    at_the_codes(off)
    off.feed(e.CodesSeen, all_codes(off), True, off.state.session.began - timedelta(hours=1))
    assert [off.item(name).stamp for name in ("op1", "op2")] == before
    assert off.writes(w.ReprintDue) == []


@pytest.mark.parametrize("answer", [A.AMBIGUOUS, A.ALREADY_OFFLINE])
def test_a_lost_answer_to_go_offline_is_looked_up(off: Any, answer: A) -> None:
    at_the_codes(off)
    off.feed(e.CodesSeen, all_codes(off), True, None)
    off.feed(e.WentOffline, e.Reply(answer))
    assert off.effects(f.ReadInfo) == [f.ReadInfo()]
    off.feed(e.InfoSeen, SEEN_MANUAL)
    assert off.effects(f.SendOperation) == [f.SendOperation("op1", 2)]


def test_a_go_offline_that_did_not_land_is_sent_again(off: Any) -> None:
    at_the_codes(off)
    off.feed(e.CodesSeen, all_codes(off), True, None)
    off.feed(e.WentOffline, e.Reply(A.AMBIGUOUS))
    off.feed(e.InfoSeen, SEEN_ONLINE)
    assert goes_after(off, 60) == [pytest.approx(0.4)]
    off.feed(e.WentOffline, e.Reply(A.AMBIGUOUS))
    off.feed(e.InfoSeen, None)
    assert off.state.mode is Mode.LOCAL_OFFLINE


def goes_after(bench: Any, seconds: float) -> list[float]:
    """The moments from now on, in seconds, at which go-offline leaves, woken when the machine wants it; the first."""
    began = bench.mono
    while bench.mono - began < seconds:
        if bench.effects(f.GoOffline):
            return [bench.mono - began]
        if bench.effects(f.ReadInfo):
            bench.feed(e.InfoSeen, SEEN_ONLINE)
        elif bench.effects(f.ReadCodes):
            bench.feed(e.CodesSeen, all_codes(bench), True, None)
        else:
            (wake,) = bench.effects(f.WakeAt)
            bench.later(wake.mono - bench.mono)
    return []


def test_a_server_that_asks_to_be_left_alone_gets_no_go_offline_meanwhile(off: Any) -> None:
    at_the_codes(off)
    off.feed(e.CodesSeen, all_codes(off), True, None)
    off.feed(e.WentOffline, e.Reply(A.THROTTLED, wait_s=60.0))
    assert off.state.mode is Mode.LOCAL_OFFLINE
    assert (off.effects(f.ReadInfo), off.effects(f.GoOffline)) == ([], [])
    off.feed(e.Nudged)
    assert goes_after(off, 120) == [pytest.approx(60.0)]


def test_a_server_that_says_not_how_long_is_left_alone_for_some_seconds(off: Any) -> None:
    at_the_codes(off)
    off.feed(e.CodesSeen, all_codes(off), True, None)
    off.feed(e.WentOffline, e.Reply(A.THROTTLED))
    assert goes_after(off, 120) == [pytest.approx(5.0)]


def test_codes_and_info_are_asked_for_no_sooner_than_the_server_wants(off: Any) -> None:
    at_the_codes(off)
    off.feed(e.CodesSeen, None, False, None, e.Reply(A.THROTTLED, wait_s=40.0))
    off.later(39)
    assert off.effects(f.ReadInfo) == []
    off.later(1)
    assert off.effects(f.ReadInfo) == [f.ReadInfo()]
    off.feed(e.InfoSeen, None, e.Reply(A.THROTTLED, wait_s=30.0))
    off.later(29)
    assert off.effects(f.ReadInfo) == []
    off.later(1)
    assert off.effects(f.ReadInfo) == [f.ReadInfo()]


def test_a_go_offline_that_never_works_is_tried_slower_and_slower_then_once_with_each_probe(off: Any) -> None:
    at_the_codes(off)
    off.feed(e.CodesSeen, all_codes(off), True, None)
    began, moments = off.mono, []
    while off.mono - began < 3600:
        moments.append(off.mono - began)
        off.feed(e.WentOffline, e.Reply(A.AMBIGUOUS))
        goes_after(off, 60)
    pauses = [after - before for before, after in pairwise(moments)]
    assert pauses[:4] == [pytest.approx(one) for one in (0.4, 0.8, 1.6, 3.2)]
    assert pauses[4:] == [pytest.approx(12.0)] * len(pauses[4:])


def test_a_used_code_for_going_offline_is_replaced(off: Any) -> None:
    at_the_codes(off)
    off.feed(e.CodesSeen, all_codes(off), True, None)
    off.feed(e.WentOffline, e.Reply(A.CODE_USED))
    assert w.SaveCode("C20", "BURNT", "go-offline") in off.decision.writes
    off.feed(e.InfoSeen, SEEN_ONLINE)
    assert goes_after(off, 60) == [pytest.approx(0.4)]
    assert off.effects(f.GoOffline)[0].code == "C17"


def test_checkbox_gone_or_refusing_at_go_offline_puts_the_way_back_off(off: Any, no: Refusal) -> None:
    at_the_codes(off)
    off.feed(e.CodesSeen, all_codes(off), True, None)
    off.feed(e.WentOffline, e.Reply(A.NOT_SENT))
    assert off.state.mode is Mode.LOCAL_OFFLINE
    at_the_codes(off)
    off.feed(e.CodesSeen, all_codes(off), True, None)
    off.feed(e.WentOffline, e.Reply(A.DEFINITE, refusal=no))
    assert off.state.shown_mode is Mode.BLOCKED
    assert off.state.mode is Mode.LOCAL_OFFLINE


def test_answers_that_come_at_the_wrong_step_change_nothing(off: Any) -> None:
    assert off.feed(e.WentOffline, e.Reply(A.ACCEPTED)).writes == ()
    assert off.feed(e.CodesSeen, all_codes(off), True, None).writes == ()


def test_documents_go_one_by_one_and_then_returning_is_written_before_go_online(off: Any) -> None:
    sending(off)
    off.accept("op1", code=off.item("op1").stamp.code.code)
    assert off.effects(f.SendOperation) == [f.SendOperation("op2", 1)]
    own = off.item("op2").stamp.code.code
    off.accept("op2", code=own)
    assert w.SaveCode(own, "SPENT", "op2") in off.decision.writes
    assert w.SaveMode(Mode.RETURNING) in off.decision.writes
    assert off.effects(f.GoOnline) == [f.GoOnline()]


def returning(bench: Any) -> None:
    sending(bench)
    for name in ("op1", "op2"):
        bench.accept(name, code=bench.item(name).stamp.code.code)
    assert bench.state.mode is Mode.RETURNING
    bench.feed(e.WentOnline, True)


def test_the_register_is_online_when_info_says_so_and_the_hours_are_added_up(off: Any) -> None:
    returning(off)
    off.later(2)
    assert off.effects(f.ReadInfo) == [f.ReadInfo()]
    off.feed(e.InfoSeen, SEEN_ONLINE)
    assert off.state.mode is Mode.ONLINE
    assert off.state.session is None
    assert off.state.stays[0].ended is not None
    assert off.writes(w.SaveSession)[0].ended is not None


def test_while_returning_sales_go_the_plain_way(off: Any) -> None:
    returning(off)
    off.later(1)
    sale = off.submit()
    assert off.effects(f.SendOperation) == [f.SendOperation(sale, 1)]
    assert off.item(sale).stamp is None


def test_go_online_is_repeated_at_its_interval_and_one_ping_tells_why_it_does_not_work(off: Any) -> None:
    returning(off)
    off.feed(e.InfoSeen, SEEN_MANUAL)
    went, pinged = 1, 0
    for _ in range(60):
        off.later(12)
        if off.effects(f.GoOnline):
            went += 1
            off.feed(e.WentOnline, True)
        if off.effects(f.Ping):
            pinged += 1
            assert went > 2
            off.feed(e.Pinged, True)
        off.feed(e.InfoSeen, SEEN_MANUAL)
    assert pinged == 1
    assert 5 <= went <= 7
    assert off.state.shown_mode is Mode.NEEDS_ATTENTION
    off.feed(e.InfoSeen, SEEN_ONLINE)
    assert off.state.shown_mode is Mode.ONLINE


def test_a_ping_that_nobody_answers_may_be_sent_again(off: Any) -> None:
    returning(off)
    calls = ""
    for _ in range(160):
        off.feed(e.InfoSeen, SEEN_MANUAL)
        off.later(12)
        if off.effects(f.GoOnline):
            calls += "g"
            off.feed(e.WentOnline, True)
        if off.effects(f.Ping):
            calls += "p"
            off.feed(e.Pinged, None)
    assert calls.count("p") > 1
    assert "pp" not in calls
    assert calls.count("g") >= 3 * calls.count("p")
    assert off.state.alarm is None


def test_a_cut_while_returning_begins_with_another_code(off: Any) -> None:
    returning(off)
    old = off.state.session.code
    off.later(1)
    sale = off.submit()
    off.posted(sale, A.NOT_SENT)
    assert off.state.mode is Mode.LOCAL_OFFLINE
    assert off.state.session.code != old
    assert off.item(sale).state is OperationState.STAMPED


def test_needing_manual_offline_goes_offline_again_under_another_code_after_the_servers_last_date(off: Any) -> None:
    sending(off)
    off.accept("op1", code=off.item("op1").stamp.code.code)
    off.posted("op2", A.NEED_MANUAL)
    assert off.writes(w.SaveCode) == []
    assert off.effects(f.ReadInfo) == [f.ReadInfo()]
    off.feed(e.InfoSeen, SEEN_ONLINE)
    assert w.SaveCode("C20", "BURNT", "go-offline") in off.decision.writes
    assert off.effects(f.ReadCodes) == [f.ReadCodes()]
    last = off.item("op2").stamp.date + timedelta(seconds=9)
    off.feed(e.CodesSeen, all_codes(off), True, last)
    (go,) = off.effects(f.GoOffline)
    assert go.code != "C20"
    assert last < go.date <= off.item("op2").stamp.date
    off.feed(e.WentOffline, e.Reply(A.ACCEPTED))
    off.feed(e.InfoSeen, SEEN_MANUAL)
    off.later(1)
    assert [one.id for one in off.effects(f.SendOperation)] == ["op2"] or off.item("op2").doing is Doing.POSTING


def test_a_register_that_is_offline_and_says_that_it_is_not_costs_no_code(off: Any) -> None:
    sending(off)
    before = len(off.state.pool)
    off.posted("op1", A.NEED_MANUAL)
    off.feed(e.InfoSeen, SEEN_MANUAL)
    assert off.state.mode is Mode.LOCAL_OFFLINE
    assert len(off.state.pool) == before
    assert off.effects(f.SendOperation) == []


def test_a_used_code_of_an_unknown_document_is_replaced_and_the_place_kept(off: Any) -> None:
    sending(off)
    old, date = off.item("op1").stamp.code.code, off.item("op1").stamp.date
    off.posted("op1", A.CODE_USED)
    assert off.effects(f.AskReceipt) == [f.AskReceipt("op1")]
    off.asked("op1", A.NOT_FOUND)
    assert w.SaveCode(old, "BURNT", "op1") in off.decision.writes
    assert off.writes(w.ReprintDue) == [w.ReprintDue("op1")]
    assert off.item("op1").stamp.date == date
    compared_anew(off)
    assert off.effects(f.SendOperation) == [f.SendOperation("op1", 3)]


def test_one_used_code_has_all_the_others_compared(off: Any) -> None:
    sending(off)
    left = all_codes(off)[:2]
    off.posted("op1", A.CODE_USED)
    off.asked("op1", A.NOT_FOUND)
    off.feed(e.CodesSeen, left, True, None)
    carried = [item.stamp.code for item in off.state.queue if item.stamp.code is not None]
    assert {code.code for code in carried} <= {code.code for code in left}
    assert len(off.state.pool) == 0


def test_a_used_code_of_a_known_document_is_that_document(off: Any) -> None:
    sending(off)
    own = off.item("op1").stamp.code.code
    off.posted("op1", A.CODE_USED)
    off.asked("op1", A.ACCEPTED, document=off.document("op1", code=own))
    assert w.SaveCode(own, "SPENT", "op1") in off.decision.writes
    assert off.writes(w.ReprintDue) == []


def test_another_previous_receipt_is_told_once_and_then_a_manager(off: Any, no: Refusal) -> None:
    sending(off)
    off.accept("op1", code=off.item("op1").stamp.code.code)
    off.posted("op2", A.PREVIOUS_DIFFERS, refusal=no)
    (again,) = off.writes(w.SaveStamp)
    assert (again.previous_id, again.why) == (None, "previous")
    compared_anew(off)
    off.later(1)
    refused_for_good(off, "op2", no, A.PREVIOUS_DIFFERS)
    assert off.item("op2").state is OperationState.ATTENTION


def test_a_document_that_came_between_has_the_dates_compared_before_the_next_is_sent(off: Any, no: Refusal) -> None:
    sending(off)
    off.accept("op1", code=off.item("op1").stamp.code.code)
    later = off.item("op2").stamp.date + timedelta(seconds=40)
    off.posted("op2", A.PREVIOUS_DIFFERS, refusal=no)
    compared_anew(off, last=later)
    off.later(1)
    assert off.item("op2").doing is Doing.POSTING
    assert off.item("op2").stamp.date > later


def test_what_waited_out_a_throttle_is_compared_before_it_is_sent(off: Any, no: Refusal) -> None:
    throttled(off, no)
    others = off.item("op2").stamp.date + timedelta(seconds=40)
    compared_anew(off, last=others)
    assert off.item("op2").doing is Doing.POSTING
    assert off.item("op2").stamp.date > others


def test_what_goes_on_without_a_stop_is_not_compared_again(off: Any) -> None:
    sending(off)
    off.later(FRESH_S + 1)
    off.accept("op1", code=off.item("op1").stamp.code.code)
    assert off.effects(f.ReadCodes) == []
    assert off.item("op2").doing is Doing.POSTING


def test_refused_for_its_date_a_document_goes_again_with_a_later_one_and_no_manager_is_asked(
    off: Any, no: Refusal
) -> None:
    sending(off)
    others = off.item("op2").stamp.date + timedelta(seconds=40)
    off.posted("op1", A.DEFINITE, refusal=no)
    off.asked("op1", A.NOT_FOUND)
    compared_anew(off, last=others)
    assert off.item("op1").doing is Doing.POSTING
    assert others < off.item("op1").stamp.date < off.item("op2").stamp.date
    refused_for_good(off, "op1", no)
    assert off.item("op1").state is OperationState.ATTENTION


def test_a_refusal_that_could_not_be_asked_about_is_not_held_against_a_document_with_a_later_date(
    off: Any, no: Refusal
) -> None:
    sending(off)
    others = off.item("op2").stamp.date + timedelta(seconds=40)
    off.posted("op1", A.DEFINITE, refusal=no)
    off.asked("op1", A.LOCKED, refusal=no)
    off.later(60)
    compared_anew(off, last=others)
    assert off.effects(f.AskReceipt) == [f.AskReceipt("op1")]
    off.asked("op1", A.NOT_FOUND)
    assert off.item("op1").doing is Doing.POSTING
    assert off.item("op1").stamp.date > others


def test_where_no_code_is_left_the_reason_stays(off: Any, no: Refusal) -> None:
    sending(off)
    off.posted("op1", A.DEFINITE, refusal=no)
    off.asked("op1", A.NOT_FOUND)
    off.state = replace(off.state, pool=CodePool.of([]))
    off.feed(e.CodesSeen, [], True, None)
    assert off.item("op1").state is OperationState.ATTENTION
    assert off.item("op1").refusal == NO_CODES


def test_a_go_offline_that_had_to_wait_is_dated_by_what_is_there_then(off: Any) -> None:
    at_the_codes(off)
    off.feed(e.CodesSeen, all_codes(off), True, None)
    off.feed(e.WentOffline, e.Reply(A.ACCEPTED))
    off.feed(e.InfoSeen, SEEN_ONLINE)
    off.feed(e.WentOffline, e.Reply(A.ACCEPTED))
    off.feed(e.InfoSeen, SEEN_ONLINE)
    others = off.item("op2").stamp.date + timedelta(seconds=40)
    off.later(FRESH_S + 0.1)
    assert off.effects(f.GoOffline) == []
    compared_anew(off, last=others)
    (go,) = off.effects(f.GoOffline)
    assert go.date > others


def test_a_refusal_on_the_way_back_stops_the_line_and_a_manager_may_go_on(off: Any, no: Refusal) -> None:
    sending(off)
    refused_for_good(off, "op1", no)
    assert off.item("op1").state is OperationState.ATTENTION
    assert off.state.shown_mode is Mode.NEEDS_ATTENTION
    off.later(60)
    assert off.effects(f.SendOperation) == []
    off.feed(e.SetAside, "op1", "не буде")
    compared_anew(off)
    assert off.item("op2").doing is Doing.POSTING


def test_while_a_manager_thought_the_server_went_on_and_what_waits_is_dated_after_it(off: Any, no: Refusal) -> None:
    sending(off)
    refused_for_good(off, "op1", no)
    off.later(3600)
    closed_there = off.now.wall - timedelta(minutes=1)
    off.feed(e.SetAside, "op1", "закрито на сайті")
    off.feed(e.CodesSeen, all_codes(off), True, closed_there)
    assert off.item("op2").stamp.date > closed_there
    assert off.writes(w.ReprintDue) == [w.ReprintDue("op2")]


def mended(*, shown: bool = True) -> Mended:
    receipt = Receipt("op1", ReceiptKind.SELL, datetime(2026, 3, 2, 10, tzinfo=UTC), "Олена")
    return Mended(b"{}", receipt, Expected(100, (("A", 100, 1000, False),)), {"cashier": "c"}, shown)


def test_a_mended_document_is_asked_for_first_and_goes_in_its_place(off: Any, no: Refusal) -> None:
    sending(off)
    refused_for_good(off, "op1", no)
    stamp = off.item("op1").stamp
    off.feed(e.Mend, "op1", mended())
    assert off.writes(w.SaveMended) == [w.SaveMended("op1", mended())]
    assert off.writes(w.ReprintDue) == [w.ReprintDue("op1")]
    assert off.effects(f.AskReceipt) == [f.AskReceipt("op1")]
    off.asked("op1", A.NOT_FOUND)
    compared_anew(off)
    assert off.item("op1").doing is Doing.POSTING
    assert (off.item("op1").stamp, off.item("op1").expected) == (stamp, mended().expected)
    assert off.state.queue[0].id == "op1"


def test_what_no_paper_shows_makes_no_copy_due(off: Any, no: Refusal) -> None:
    sending(off)
    refused_for_good(off, "op1", no)
    off.feed(e.Mend, "op1", mended(shown=False))
    assert off.writes(w.ReprintDue) == []


def test_only_a_stopped_document_that_the_server_does_not_have_is_mended(off: Any, no: Refusal) -> None:
    assert not may_mend(off.state, "op1")
    assert off.feed(e.Mend, "op1", mended()).writes == ()
    sending(off)
    off.posted("op1", A.ACCEPTED, document=off.document("op1", total=7))
    assert off.item("op1").state is OperationState.ATTENTION
    assert not may_mend(off.state, "op1")
    assert off.feed(e.Mend, "op1", mended()).writes == ()


def test_an_unclear_answer_on_the_way_back_is_asked_about_and_the_same_bytes_follow(off: Any) -> None:
    sending(off)
    off.posted("op1", A.AMBIGUOUS)
    assert off.effects(f.AskReceipt) == [f.AskReceipt("op1")]
    off.asked("op1", A.NOT_FOUND)
    assert off.effects(f.SendOperation) == [f.SendOperation("op1", 3)]
    assert off.writes(w.SaveStamp) == []


def test_what_the_server_may_have_keeps_its_bytes_however_long_it_stood_still(off: Any) -> None:
    sending(off)
    stamp = off.item("op1").stamp
    off.posted("op1", A.AMBIGUOUS)
    off.later(FRESH_S + 1)
    off.asked("op1", A.NOT_FOUND)
    assert off.effects(f.ReadCodes) == []
    assert off.effects(f.SendOperation) == [f.SendOperation("op1", 3)]
    assert off.item("op1").stamp == stamp


def test_a_comparison_that_fails_on_the_way_sends_what_is_there(off: Any, no: Refusal) -> None:
    throttled(off, no)
    assert off.effects(f.ReadCodes) == [f.ReadCodes(off.state.server_shift, sending=True)]
    off.feed(e.CodesSeen, None, False, None, e.Reply(A.AMBIGUOUS, refusal=no))
    assert off.state.mode is Mode.DRAINING
    assert off.item("op2").doing is Doing.POSTING


def test_others_may_come_first_more_than_once_but_not_for_ever(off: Any, no: Refusal) -> None:
    sending(off)
    for _ in range(MOST_COMPARED):
        off.posted("op1", A.DEFINITE, refusal=no)
        off.asked("op1", A.NOT_FOUND)
        compared_anew(off, last=off.item("op1").stamp.date + timedelta(seconds=1))
        off.later(1)  # two a second
        assert off.item("op1").doing is Doing.POSTING
    off.posted("op1", A.DEFINITE, refusal=no)
    off.asked("op1", A.NOT_FOUND)
    assert off.item("op1").state is OperationState.ATTENTION


def test_checkbox_gone_in_the_middle_keeps_the_place_in_the_line(off: Any) -> None:
    sending(off)
    off.posted("op1", A.NOT_SENT)
    assert off.state.queue[0].id == "op1"
    assert off.effects(f.SendOperation) == []
    off.later(12)
    compared_anew(off)
    assert off.effects(f.AskReceipt) == [f.AskReceipt("op1")]


def test_after_a_start_the_way_back_begins_anew_and_asks_for_what_was_sent(make_bench: Any, off: Any) -> None:
    sending(off)
    for mode in (Mode.DRAINING, Mode.LOCAL_OFFLINE):
        again = make_bench(offline=True)
        queue = tuple(replace(item, doing=Doing.IDLE) for item in off.state.queue)
        again.state = replace(off.state, mode=mode, queue=queue)
        again.feed(e.Resumed, 30.0)
        assert again.state.mode is Mode.LOCAL_OFFLINE
        assert again.effects(f.ReadInfo) == [f.ReadInfo()]
        assert [item.maybe_sent for item in again.state.queue] == [True, False]
        again.feed(e.InfoSeen, SEEN_MANUAL)
        assert again.effects(f.AskReceipt) == []
        again.later(30)
        assert again.effects(f.AskReceipt) == [f.AskReceipt("op1")]


def test_after_a_start_returning_goes_on_returning(make_bench: Any) -> None:
    bench = make_bench(offline=True, mode=Mode.RETURNING)
    bench.feed(e.Resumed, 0.0)
    assert bench.effects(f.GoOnline) == [f.GoOnline()]
    assert bench.effects(f.ReadInfo) == [f.ReadInfo()]
    assert bench.effects(f.GoOffline) == []


def test_shift_documents_drain_with_their_codes_and_leave_our_own_shift_alone(off: Any) -> None:
    closing = off.submit(OperationKind.SHIFT_CLOSE)
    opening = off.submit(OperationKind.SHIFT_OPEN)
    sending(off)
    for name in ("op1", "op2"):
        off.later(1)
        off.accept(name, code=off.item(name).stamp.code.code)
    own = off.item(closing).stamp.code.code
    off.later(1)
    off.posted(closing, A.ACCEPTED, document=replace(off.document(closing), goods=None))
    assert w.SaveCode(own, "SPENT", closing) in off.decision.writes
    assert off.writes(w.QueuePrint) == [w.QueuePrint(closing)]
    assert off.state.shift.id == opening
    assert off.effects(f.SendOperation) == [f.SendOperation(opening, 1)]


def refused_twice(bench: Any, why: Refusal) -> None:
    """Go-offline is refused, looked at anew and refused again."""
    for _ in range(2):
        at_the_codes(bench)
        bench.feed(e.CodesSeen, all_codes(bench), True, None)
        bench.feed(e.WentOffline, e.Reply(A.DEFINITE, refusal=why))


def test_a_go_offline_refused_again_stops_all_at_once_and_one_decision_settles_all(off: Any, no: Refusal) -> None:
    refused_twice(off, no)
    assert [item.state for item in off.state.queue] == [OperationState.ATTENTION] * 2
    off.feed(e.SetAside, "op2", "перевірено")
    assert off.state.queue == ()
    assert [note.body["id"] for note in off.writes(w.Note) if note.kind == "operation.set_aside"] == ["op2", "op1"]
    off.later(12)
    off.feed(e.InfoSeen, SEEN_ONLINE)
    off.later(60)
    assert off.state.mode is Mode.ONLINE


def test_one_question_asks_for_all_that_one_cause_stopped(off: Any, no: Refusal) -> None:
    refused_twice(off, no)
    off.feed(e.AskAgain, "op1")
    assert [item.state for item in off.state.queue] == [OperationState.AMBIGUOUS] * 2


def test_a_document_that_the_server_has_is_decided_on_alone(off: Any, no: Refusal) -> None:
    refused_twice(off, no)
    first, second = off.state.queue
    off.state = replace(off.state, queue=(replace(first, taken=True), second))
    off.feed(e.SetAside, "op1", "перевірено")
    assert [item.id for item in off.state.queue] == ["op2"]
    assert off.state.queue[0].state is OperationState.ATTENTION


def test_another_reason_is_another_question(off: Any, no: Refusal) -> None:
    refused_twice(off, no)
    first, second = off.state.queue
    off.state = replace(off.state, queue=(first, replace(second, refusal=Refusal("refused_by_server", "Інше"))))
    off.feed(e.SetAside, "op1", "перевірено")
    assert [item.id for item in off.state.queue] == ["op2"]


def test_a_shift_that_is_closed_there_stops_its_documents_together_and_leaves_the_next_shift(off: Any) -> None:
    closing = off.submit(OperationKind.SHIFT_CLOSE)
    opening = off.submit(OperationKind.SHIFT_OPEN)
    sending(off)
    off.posted("op1", A.NOT_OPEN, refusal=Refusal("shift_not_open"))
    off.feed(e.ShiftSeen, "op1", False)
    off.asked("op1", A.NOT_FOUND)
    stopped = [item.id for item in off.state.queue if item.state is OperationState.ATTENTION]
    assert stopped == ["op1", "op2"]
    assert off.state.shift.id == opening
    off.feed(e.SetAside, "op1", "закрито на сайті")
    assert [item.id for item in off.state.queue] == [closing, opening]
    compared_anew(off)
    assert off.item(closing).doing is Doing.POSTING


def test_the_close_of_a_shift_that_never_opened_there_is_left_to_a_manager(off: Any) -> None:
    closing = off.submit(OperationKind.SHIFT_CLOSE)
    off.state = replace(off.state, queue=(off.item(closing),))
    sending(off)
    off.posted(closing, A.NOT_OPEN, refusal=Refusal("shift_not_open"))
    off.asked(closing, A.NOT_FOUND)
    assert off.item(closing).state is OperationState.ATTENTION


def opening_refused(off: Any, no: Refusal) -> str:
    """A close and an opening in line; the opening is refused, and the server does not know it."""
    closing, opening = off.submit(OperationKind.SHIFT_CLOSE), off.submit(OperationKind.SHIFT_OPEN)
    off.submit()
    for name in ("op1", "op2", closing):
        item = off.item(name)
        off.state = replace(off.state, queue=tuple(one for one in off.state.queue if one.id != item.id))
    sending(off)
    refused_for_good(off, opening, no)
    assert off.effects(f.ReadShift) == [f.ReadShift(opening)]
    return str(opening)


def test_an_opening_refused_for_a_shift_that_is_open_there_goes_on_in_that_one(off: Any, no: Refusal) -> None:
    opening = opening_refused(off, no)
    own = off.item(opening).stamp.code
    off.feed(e.ShiftSeen, opening, True, ShiftPaper("there", "OPENED", 7))
    assert off.writes(w.MergeShift)[0].into.id == "there"
    assert off.state.shift.id == "there"
    assert own in off.state.pool.free
    assert [item.kind for item in off.state.queue] == [OperationKind.SELL]
    assert off.item(off.state.queue[0].id).doing is Doing.POSTING


def test_what_goes_into_a_shift_that_others_opened_later_has_its_dates_compared_anew(off: Any, no: Refusal) -> None:
    opening = opening_refused(off, no)
    later = off.item(opening).stamp.date + timedelta(hours=1)
    off.feed(e.ShiftSeen, opening, True, ShiftPaper("there", "OPENED", 7, opened_at=later))
    assert off.state.shift.id == "there"
    assert off.effects(f.SendOperation) == []
    assert off.effects(f.ReadCodes)


def test_what_follows_a_close_by_others_has_its_dates_compared_anew(off: Any) -> None:
    closing, opening = off.submit(OperationKind.SHIFT_CLOSE), off.submit(OperationKind.SHIFT_OPEN)
    sending(off)
    for name in ("op1", "op2"):
        off.later(1)
        off.accept(name, code=off.item(name).stamp.code.code)
    off.later(1)
    late = off.item(opening).stamp.date + timedelta(minutes=4)
    there = replace(off.document(closing), goods=None, shift=ShiftPaper("s", "CLOSED", 6, closed_at=late))
    off.posted(closing, A.ACCEPTED, document=there)
    assert off.effects(f.SendOperation) == []
    assert off.effects(f.ReadCodes)
    off.feed(e.CodesSeen, all_codes(off), True, late)
    assert off.item(opening).stamp.date > late


def test_an_opening_refused_for_no_reason_that_can_be_seen_goes_to_a_manager(off: Any, no: Refusal) -> None:
    opening = opening_refused(off, no)
    off.feed(e.ShiftSeen, opening, False)
    assert off.item(opening).state is OperationState.ATTENTION
    off.feed(e.SetAside, opening, "не відкрито")
    assert off.state.shift is None


def test_an_opening_that_nobody_could_look_into_is_looked_into_again(off: Any, no: Refusal) -> None:
    opening = opening_refused(off, no)
    off.feed(e.ShiftSeen, opening, None)
    off.later(12)
    assert off.effects(f.AskReceipt) == [f.AskReceipt(opening)]
    off.asked(opening, A.NOT_FOUND)
    assert off.effects(f.ReadShift) == [f.ReadShift(opening)]


def test_a_go_offline_that_was_taken_and_not_done_sends_nothing(off: Any) -> None:
    at_the_codes(off)
    off.feed(e.CodesSeen, all_codes(off), True, None)
    off.feed(e.WentOffline, e.Reply(A.ACCEPTED))
    assert (off.effects(f.SendOperation), off.effects(f.ReadInfo)) == ([], [f.ReadInfo()])
    off.feed(e.InfoSeen, SEEN_ONLINE)
    assert off.effects(f.SendOperation) == []
    assert goes_after(off, 60) == [pytest.approx(0.4)]


def test_a_register_that_takes_every_go_offline_and_stays_online_is_left_until_the_next_probe(off: Any) -> None:
    at_the_codes(off)
    off.feed(e.CodesSeen, all_codes(off), True, None)
    for _ in range(MOST_GOES):
        off.feed(e.WentOffline, e.Reply(A.ACCEPTED))
        off.feed(e.InfoSeen, SEEN_ONLINE)
        off.later(10)
        if off.effects(f.ReadCodes):
            compared_anew(off)
    assert off.state.mode is Mode.LOCAL_OFFLINE
    assert off.effects(f.GoOffline) == []
