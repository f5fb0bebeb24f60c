"""The pure machine online: what each answer makes it write and do."""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from pos_app.checkbox.errors import AnswerClass as A
from pos_app.domain.register import Mode, OperationKind, OperationState
from pos_app.fiscal import effects as f
from pos_app.fiscal import events as e
from pos_app.fiscal import writes as w
from pos_app.fiscal.queueing import admission
from pos_app.fiscal.state import Doing, Pending, Refusal, ShiftFacts

STOPPED = Pending("x", OperationKind.SELL, OperationState.ATTENTION)


def test_a_sale_is_written_before_it_is_sent(bench: Any) -> None:
    sale = bench.submit()
    assert [type(one) for one in bench.decision.writes] == [w.AddOperation, w.SaveOperation]
    assert bench.writes(w.SaveOperation) == [w.SaveOperation(sale, OperationState.SENDING, 1)]
    assert bench.effects(f.SendOperation) == [f.SendOperation(sale, 1)]


def test_equal_inputs_give_equal_decisions(make_bench: Callable[..., Any]) -> None:
    one, other = make_bench(), make_bench()
    one.submit()
    other.submit()
    assert one.decision == other.decision
    assert one.accept("op1") == other.accept("op1")


def test_only_the_head_of_the_line_is_sent(bench: Any) -> None:
    first, second = bench.submit(), bench.submit()
    assert bench.effects(f.SendOperation) == []
    bench.accept(first)
    assert bench.effects(f.SendOperation) == [f.SendOperation(second, 1)]


def test_the_servers_pace_is_kept(bench: Any) -> None:
    for _ in range(2):
        bench.accept(bench.submit())
    third = bench.submit()
    assert bench.effects(f.SendOperation) == []
    (wake,) = bench.effects(f.WakeAt)
    assert wake.mono == 101.0
    bench.later(1.0)
    assert bench.effects(f.SendOperation) == [f.SendOperation(third, 1)]


def test_the_pace_of_the_organisation_counts(make_bench: Callable[..., Any]) -> None:
    bench = make_bench()
    bench.feed(e.SellerCached, (1, 60.0))
    bench.accept(bench.submit())
    bench.submit(budget=100.0)
    assert bench.effects(f.SendOperation) == []
    bench.later(59)
    assert bench.effects(f.SendOperation) == []
    bench.later(1)
    assert len(bench.effects(f.SendOperation)) == 1


def test_three_tries_and_no_more(bench: Any) -> None:
    sale = bench.submit()
    for attempt in range(1, 4):
        assert bench.item(sale).attempts == attempt
        bench.posted(sale, A.AMBIGUOUS)
        assert bench.effects(f.AskReceipt) == [f.AskReceipt(sale)]
        bench.later(0.6)
        bench.asked(sale, A.NOT_FOUND)
    assert bench.effects(f.Kept)[0].refusal.code == "unreachable"
    assert bench.item(sale).state is OperationState.AMBIGUOUS
    assert bench.item(sale).deadline is None


def test_in_the_background_each_round_asks_first_and_sends_once(bench: Any) -> None:
    sale = bench.submit()
    bench.posted(sale, A.AMBIGUOUS)
    bench.later(10)
    assert len(bench.effects(f.Kept)) == 1
    bench.asked(sale, A.AMBIGUOUS)
    for _ in range(5):
        bench.later(12)
        assert bench.effects(f.AskReceipt) == [f.AskReceipt(sale)]
        bench.asked(sale, A.NOT_FOUND)
        assert len(bench.effects(f.SendOperation)) == 1
        bench.posted(sale, A.AMBIGUOUS)
        assert bench.effects(f.AskReceipt) == [f.AskReceipt(sale)]
        bench.asked(sale, A.NOT_FOUND)
        assert bench.effects(f.SendOperation) == []


def test_an_answer_to_an_older_try_is_not_believed(bench: Any) -> None:
    sale = bench.submit()
    before = bench.state
    assert bench.feed(e.Posted, sale, 7, e.Reply(A.DEFINITE)).state.queue == before.queue
    assert bench.feed(e.Posted, "nobody", 1, e.Reply(A.DEFINITE)).state.queue == before.queue
    assert bench.feed(e.Asked, sale, e.Reply(A.NOT_FOUND)).state.queue == before.queue
    assert bench.feed(e.ShiftSeen, sale, True).state.queue == before.queue


def test_an_accepted_answer_about_another_document_is_unclear(bench: Any) -> None:
    sale = bench.submit()
    bench.posted(sale, A.ACCEPTED, document=bench.document("other"))
    assert bench.item(sale).state is OperationState.AMBIGUOUS
    bench.asked(sale, A.ACCEPTED, document=bench.document("other"))
    assert bench.item(sale).state is OperationState.AMBIGUOUS
    assert bench.item(sale).doing is Doing.IDLE


def test_an_accepted_sale_is_polled_slower_and_slower(bench: Any) -> None:
    sale = bench.submit()
    bench.posted(sale, A.ACCEPTED, document=bench.document(sale, final=False, code=None))
    assert bench.item(sale).state is OperationState.ACCEPTED
    pauses = []
    for _ in range(14):
        pause = bench.item(sale).not_before - bench.mono
        pauses.append(pause)
        bench.later(pause)
        assert bench.effects(f.PollReceipt) == [f.PollReceipt(sale)]
        bench.asked(sale, A.ACCEPTED, document=bench.document(sale, final=False, code=None))
    assert pauses == sorted(pauses)
    assert pauses[0] == pytest.approx(0.05)
    assert pauses[-1] == pytest.approx(12.0)


def test_a_poll_that_finds_nothing_is_no_reason_to_send_again(bench: Any) -> None:
    sale = bench.submit()
    bench.posted(sale, A.ACCEPTED, document=bench.document(sale, final=False, code=None))
    for answer in (A.NOT_FOUND, A.AMBIGUOUS, A.LOCKED, A.NOT_SENT):
        bench.later(13)
        bench.asked(sale, answer)
        assert bench.effects(f.SendOperation) == []
        assert bench.item(sale).state is OperationState.ACCEPTED


def test_only_one_poll_runs_at_a_time(bench: Any) -> None:
    for _ in range(2):
        sale = bench.submit()
        bench.posted(sale, A.ACCEPTED, document=bench.document(sale, final=False, code=None))
    bench.later(5)
    assert len(bench.effects(f.PollReceipt)) == 1
    bench.later(5)
    assert bench.effects(f.PollReceipt) == []


def test_a_refused_sale_is_sent_back_only_after_the_server_does_not_know_it(bench: Any, no: Refusal) -> None:
    sale = bench.submit()
    bench.posted(sale, A.DEFINITE, refusal=no)
    assert bench.writes(w.GiveBack) == []
    assert bench.effects(f.AskReceipt) == [f.AskReceipt(sale)]
    bench.asked(sale, A.NOT_FOUND)
    assert bench.writes(w.GiveBack) == [w.GiveBack(sale, no)]
    assert bench.effects(f.ReturnToBasket) == [f.ReturnToBasket(sale, no)]
    assert bench.state.queue == ()


def test_what_may_have_been_sent_is_never_sent_back_for_a_lock(bench: Any, no: Refusal) -> None:
    sale = bench.submit()
    bench.posted(sale, A.AMBIGUOUS)
    bench.asked(sale, A.LOCKED, refusal=no)
    assert bench.effects(f.ReturnToBasket) == []
    assert bench.effects(f.Kept) == [f.Kept(sale, no)]
    assert bench.state.shown_mode is Mode.BLOCKED


def test_a_wrong_key_is_not_tried_in_a_loop(bench: Any, no: Refusal) -> None:
    sale = bench.submit()
    bench.posted(sale, A.AMBIGUOUS)
    bench.asked(sale, A.CONFIGURATION, refusal=no)
    assert bench.item(sale).not_before == math.inf
    assert bench.effects(f.WakeAt) == []
    bench.submit()
    assert bench.effects(f.AskReceipt) == [f.AskReceipt(sale)]


def test_a_nudge_wakes_what_waits_for_better_times(bench: Any, no: Refusal) -> None:
    sale = bench.submit()
    bench.posted(sale, A.AMBIGUOUS)
    bench.asked(sale, A.CONFIGURATION, refusal=no)
    bench.feed(e.Nudged)
    assert bench.effects(f.AskReceipt) == [f.AskReceipt(sale)]


def test_nothing_is_begun_while_signing_in(bench: Any) -> None:
    first = bench.submit()
    bench.posted(first, A.AUTH)
    assert bench.effects(f.SignInAgain) == [f.SignInAgain()]
    bench.submit()
    bench.later(1)
    assert bench.effects(f.SendOperation) == []
    assert bench.effects(f.SignInAgain) == []
    bench.feed(e.SignedIn, True)
    assert bench.effects(f.SendOperation) == [f.SendOperation(first, 2)]


def test_an_unclear_sale_whose_sign_in_fails_is_kept_and_tried_again(bench: Any) -> None:
    sale = bench.submit()
    bench.posted(sale, A.AMBIGUOUS)
    bench.asked(sale, A.AUTH)
    bench.feed(e.SignedIn, False)
    assert bench.effects(f.Kept)[0].refusal.code == "not_signed_in"
    bench.later(60)
    assert bench.effects(f.AskReceipt) == [f.AskReceipt(sale)]
    bench.asked(sale, A.AUTH)
    assert bench.effects(f.SignInAgain) == [f.SignInAgain()]


def test_a_sale_that_waits_to_be_sent_goes_back_when_its_time_is_up(bench: Any) -> None:
    first = bench.submit()
    bench.posted(first, A.AMBIGUOUS)
    second = bench.submit()
    bench.later(10)
    assert [one.id for one in bench.effects(f.Kept)] == [first]
    assert [(one.id, one.refusal.code) for one in bench.effects(f.ReturnToBasket)] == [(second, "unreachable")]


def test_a_sale_under_way_at_its_deadline_is_kept_and_its_answer_still_counts(bench: Any) -> None:
    sale = bench.submit()
    bench.later(10)
    assert len(bench.effects(f.Kept)) == 1
    bench.accept(sale)
    assert bench.state.queue == ()
    assert [type(one) for one in bench.decision.writes] == [w.SaveOperation, w.QueuePrint]


def test_exactly_at_the_deadline_nothing_new_is_sent(bench: Any) -> None:
    first = bench.submit()
    second = bench.submit()
    bench.posted(first, A.THROTTLED, wait_s=10.0)
    bench.later(10)
    assert bench.effects(f.SendOperation) == []
    assert {one.id for one in bench.effects(f.ReturnToBasket)} == {first, second}


def test_a_shift_is_polled_until_it_is_open_and_nothing_overtakes_it(make_bench: Callable[..., Any]) -> None:
    bench = make_bench(shift=None, mode=Mode.NO_SHIFT, server_shift=False)
    opening = bench.submit(OperationKind.SHIFT_OPEN, budget=30.0)
    bench.posted(opening, A.ACCEPTED, document=replace(bench.document(opening, final=False), total=None))
    sale = bench.submit()
    assert bench.effects(f.SendOperation) == []
    assert bench.effects(f.AskReceipt) == [f.AskReceipt(opening)]
    bench.asked(opening, A.ACCEPTED, document=replace(bench.document(opening), total=100))
    assert bench.state.mode is Mode.ONLINE
    assert bench.state.shift.id == opening
    assert bench.effects(f.SendOperation) == [f.SendOperation(sale, 1)]


def test_a_taken_shift_that_seems_unknown_is_asked_for_patiently_before_its_bytes_go_again(bench: Any) -> None:
    closing = bench.submit(OperationKind.SHIFT_CLOSE, budget=300.0)
    bench.posted(closing, A.ACCEPTED, document=replace(bench.document(closing, final=False), total=None))
    asked = 0
    while not bench.effects(f.SendOperation):
        bench.later(3)
        assert bench.item(closing).doing is Doing.ASKING
        bench.asked(closing, A.NOT_FOUND)
        asked += 1
    assert asked >= 5


def test_after_a_start_everything_unsettled_is_asked_for_first(make_bench: Callable[..., Any]) -> None:
    queue = (Pending("a", OperationKind.SELL, OperationState.INTENT), Pending("b", OperationKind.SELL))
    stopped = Pending("s", OperationKind.SELL, OperationState.ATTENTION)
    bench = make_bench(queue=queue)
    bench.feed(e.Resumed, 0.0)
    assert bench.effects(f.AskReceipt) == [f.AskReceipt("a")]
    assert {item.state for item in bench.state.queue} == {OperationState.AMBIGUOUS}
    still = make_bench(queue=(stopped,))
    still.feed(e.Resumed, 0.0)
    assert still.item("s").state is OperationState.ATTENTION
    assert still.decision.writes == ()


@pytest.mark.parametrize(
    ("state", "kind", "code"),
    [
        ({"shift": None}, OperationKind.SELL, "shift_not_open"),
        ({}, OperationKind.SHIFT_OPEN, "shift_already_open"),
        ({"queue": (STOPPED,)}, OperationKind.SELL, "attention_needed"),
        ({"polls": (STOPPED,)}, OperationKind.SELL, "attention_needed"),
    ],
)
def test_what_may_not_begin_is_refused_at_the_door(
    make_bench: Callable[..., Any], state: dict[str, Any], kind: OperationKind, code: str
) -> None:
    bench = make_bench(**state)
    refusal = admission(bench.state, kind, bench.now)
    assert refusal is not None
    assert refusal.code == code


def test_an_alarm_stops_no_sale_and_goes_when_it_was_read(bench: Any) -> None:
    bench.feed(e.Alarmed, Refusal("total_differs", "Z"))
    assert bench.state.shown_mode is Mode.NEEDS_ATTENTION
    assert admission(bench.state, OperationKind.SELL, bench.now) is None
    bench.feed(e.AlarmSeen)
    assert bench.state.shown_mode is Mode.ONLINE


def test_setting_aside_gives_up_what_the_server_does_not_have(make_bench: Callable[..., Any]) -> None:
    bench = make_bench(queue=(Pending("x", OperationKind.SELL, OperationState.ATTENTION),))
    bench.feed(e.SetAside, "x", "помилка")
    assert bench.writes(w.SaveOperation)[0].state is OperationState.REJECTED
    assert bench.writes(w.QueuePrint) == []
    assert bench.feed(e.SetAside, "x", "знову").writes == ()
    assert bench.feed(e.AskAgain, "x").writes == ()


def test_the_servers_own_offline_is_a_lamp_and_is_ended_at_the_allowed_pace(bench: Any) -> None:
    sale = bench.submit()
    bench.posted(sale, A.ACCEPTED, document=bench.document(sale, offline=True))
    assert bench.state.shown_mode is Mode.AUTO_OFFLINE
    assert len(bench.effects(f.ReadInfo)) == 1
    assert len(bench.effects(f.GoOnline)) == 1
    bench.feed(e.WentOnline, True)
    bench.feed(e.InfoSeen, e.RegisterSeen(True, False))
    for _ in range(9):
        bench.later(12)
        assert bench.effects(f.GoOnline) == []
        bench.feed(e.InfoSeen, e.RegisterSeen(True, False))
    bench.later(12)
    assert len(bench.effects(f.GoOnline)) == 1
    assert bench.effects(f.Ping) == []
    bench.feed(e.WentOnline, False)
    bench.feed(e.InfoSeen, e.RegisterSeen(False, False))
    assert bench.state.shown_mode is Mode.ONLINE


def test_go_online_is_not_sent_with_anything_queued(bench: Any) -> None:
    sale = bench.submit()
    bench.posted(sale, A.AMBIGUOUS)
    bench.feed(e.InfoSeen, e.RegisterSeen(True, False))
    bench.later(200)
    assert bench.effects(f.GoOnline) == []


def test_the_servers_time_ends_a_suspicion(bench: Any) -> None:
    bench.feed(e.Woke)
    bench.state = replace(bench.state, clock=replace(bench.state.clock, suspect=True))
    bench.feed(e.ServerTime, bench.now.wall)
    assert not bench.state.clock.suspect


def test_an_adopted_shift_puts_the_register_online(make_bench: Callable[..., Any]) -> None:
    bench = make_bench(shift=None, mode=Mode.NO_SHIFT)
    bench.feed(e.ShiftAdopted, ShiftFacts("s"))
    assert bench.state.mode is Mode.ONLINE
    assert bench.writes(w.SaveMode) == [w.SaveMode(Mode.ONLINE)]


def test_codes_are_asked_for_after_the_moment_is_written(make_bench: Callable[..., Any]) -> None:
    bench = make_bench(codes=10)
    bench.feed(e.RefillDue)
    assert [type(one) for one in bench.decision.writes] == [w.SaveClock, w.Note]
    assert bench.effects(f.AskCodes) == [f.AskCodes(2000)]
    assert bench.feed(e.RefillDue).effects == ()
    bench.feed(e.CodesAsked)
    assert bench.effects(f.ListCodes) == [f.ListCodes()]
    bench.feed(e.CodesListed, None)
    assert not bench.state.refilling
    bench.feed(e.RefillDue)
    assert bench.effects(f.AskCodes) == []
    assert bench.effects(f.ListCodes) == [f.ListCodes()]


def test_the_pace_is_counted_from_the_answers_for_being_too_quick_costs_seconds(bench: Any) -> None:
    """The server counts from some moment between sending and answering."""
    first = bench.submit()
    bench.later(0.4)
    bench.posted(first, A.ACCEPTED, document=bench.document(first, final=True))
    second = bench.submit()
    bench.later(0.1)
    bench.posted(second, A.ACCEPTED, document=bench.document(second, final=True))
    third = bench.submit()
    assert bench.effects(f.SendOperation) == []
    bench.later(0.8)
    assert bench.effects(f.SendOperation) == []
    bench.later(0.2)
    assert [one.id for one in bench.effects(f.SendOperation)] == [third]
