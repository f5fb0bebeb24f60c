"""What a person decides is written word for word, and what begins anew begins with nothing of before."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pos_app.domain.register import Mode, OperationKind, OperationState
from pos_app.fiscal import effects as f
from pos_app.fiscal import events as e
from pos_app.fiscal import writes as w
from pos_app.fiscal.budget import ServerHours, Stay, meter, month_start
from pos_app.fiscal.codes import Code
from pos_app.fiscal.offline import offline_refusal
from pos_app.fiscal.state import Doing, OwnStamp, Pending, Refusal, ShiftFacts
from tests.unit.fiscal.conftest import NOON, Bench

Make = Callable[..., Bench]
ATTENTION = OperationState.ATTENTION
STAMP = OwnStamp(NOON, Code(7, "C07"))
USED = Pending(
    "x", OperationKind.SELL, ATTENTION, attempts=5, tries=3, asks=4, cleared=True, duplicate=True, reopened=True,
    compared=3, not_before=10**9, refusal=Refusal("refused_by_server", "Ні"),
)  # fmt: skip


def notes(bench: Bench) -> list[tuple[str, Any]]:
    return [(note.kind, note.body) for note in bench.writes(w.Note)]


# decisions, as the journal tells them


def test_asking_again_is_journalled_with_whether_checkbox_has_it(make_bench: Make) -> None:
    for taken in (False, True):
        bench = make_bench(queue=(replace(USED, taken=taken),))
        bench.feed(e.AskAgain, "x")
        assert notes(bench) == [("operation.ask_again", {"id": "x", "at_server": taken})]


@pytest.mark.parametrize(
    ("taken", "kind", "state", "paper"),
    [
        (False, OperationKind.SELL, OperationState.REJECTED, []),
        (True, OperationKind.SELL, OperationState.DONE, []),
        (True, OperationKind.SERVICE_IN, OperationState.DONE, []),
        (True, OperationKind.SHIFT_CLOSE, OperationState.DONE, [w.QueuePrint("x")]),
    ],
    ids=["not at Checkbox", "at Checkbox", "cash at Checkbox", "a close at Checkbox"],
)
def test_setting_aside_is_written_with_its_reason_and_prints_a_z_report_alone(
    make_bench: Make, taken: bool, kind: OperationKind, state: OperationState, paper: list[w.QueuePrint]
) -> None:
    bench = make_bench(queue=(replace(USED, taken=taken, kind=kind),))
    bench.feed(e.SetAside, "x", "звірено")
    assert bench.writes(w.SaveOperation) == [w.SaveOperation("x", state, 5, reason="звірено")]
    assert notes(bench) == [("operation.set_aside", {"id": "x", "reason": "звірено", "state": state})]
    assert bench.writes(w.QueuePrint) == paper
    assert bench.state.queue == ()


def test_an_alarm_is_journalled_in_its_own_words(bench: Bench) -> None:
    bench.feed(e.Alarmed, Refusal("total_differs", "Z на 5 копійок"))
    assert notes(bench) == [("alarm", {"code": "total_differs", "message": "Z на 5 копійок"})]


def test_a_confirmed_time_is_on_disk_with_who_confirmed_it(bench: Bench) -> None:
    bench.feed(e.Woke)
    bench.state = replace(bench.state, clock=replace(bench.state.clock, suspect=True))
    bench.feed(e.TimeConfirmed, "olena")
    assert bench.writes(w.SaveClock) == [w.SaveClock(bench.state.clock)]
    assert notes(bench) == [("clock.confirmed", {"at": bench.state.clock.read(bench.now), "by": "olena"})]
    assert bench.feed(e.TimeConfirmed, "olena").writes == ()


# what people see is told when it changes, and only then


@pytest.mark.parametrize(
    ("change", "event"),
    [
        ({}, (e.Alarmed, Refusal("total_differs", "Z"))),
        ({}, (e.ShiftAdopted, ShiftFacts("other"))),
        ({"queue": (USED,)}, (e.SetAside, "x", "звірено")),
        ({"queue": (USED, replace(USED, id="y", refusal=Refusal("a", "Інше")))}, (e.SetAside, "x", "звірено")),
    ],
    ids=["alarm", "shift", "queue", "queue, the mode as it was"],
)
def test_a_change_that_people_see_is_published(make_bench: Make, change: dict[str, Any], event: Any) -> None:
    bench = make_bench(**change)
    bench.feed(*event)
    assert f.Publish() in bench.decision.effects
    assert None not in bench.decision.effects


def test_a_doubt_about_the_time_and_a_server_that_is_gone_are_published(bench: Bench) -> None:
    bench.feed(e.Woke)
    assert f.Publish() not in bench.feed(e.Woke).effects
    bench.state = replace(bench.state, clock=replace(bench.state.clock, suspect=True))
    assert f.Publish() in bench.feed(e.ServerTime, bench.now.wall).effects
    assert f.Publish() in bench.feed(e.InfoSeen, None).effects
    assert bench.state.way.unreached is True
    assert f.Publish() in bench.feed(e.ServerTime, bench.now.wall).effects
    assert bench.state.way.unreached is False


# what begins anew


def test_a_document_asked_for_anew_has_forgotten_its_earlier_tries_and_not_whose_it_is(make_bench: Make) -> None:
    bench = make_bench(queue=(USED,))
    bench.feed(e.AskAgain, "x")
    assert bench.effects(f.AskReceipt) == [f.AskReceipt("x")]
    fresh = replace(
        USED, state=OperationState.AMBIGUOUS, maybe_sent=True, cleared=False, duplicate=True, tries=0, asks=0,
        reopened=False, compared=0, refusal=None, not_before=bench.now.mono, doing=Doing.ASKING,
    )  # fmt: skip
    assert bench.item("x") == fresh
    assert (fresh.maybe_sent, bench.item("x").duplicate, bench.item("x").cleared) == (True, True, False)


def test_a_document_that_was_only_polled_goes_to_the_head_of_the_line_and_is_polled_no_more(make_bench: Make) -> None:
    bench = make_bench(queue=(Pending("behind", OperationKind.SELL),), polls=(replace(USED, taken=True),))
    bench.feed(e.AskAgain, "x")
    assert [item.id for item in bench.state.queue] == ["x", "behind"]
    assert bench.state.polls == ()
    assert bench.item("x").taken is False


def test_one_in_the_line_keeps_its_place(make_bench: Make) -> None:
    bench = make_bench(queue=(replace(USED, id="first", refusal=Refusal("a", "Інше")), USED))
    bench.feed(e.AskAgain, "x")
    assert [item.id for item in bench.state.queue] == ["first", "x"]


def test_a_start_while_returning_asks_and_goes_online_at_once(make_bench: Make) -> None:
    bench = make_bench(mode=Mode.RETURNING)
    bench.state = replace(bench.state, way=replace(bench.state.way, probe_at=10**9, go_online_at=10**9))
    bench.feed(e.Resumed, 0.0)
    assert bench.effects(f.ReadInfo) == [f.ReadInfo()]
    assert bench.effects(f.GoOnline) == [f.GoOnline()]
    assert bench.state.way.probing is True


def test_a_start_online_looks_at_the_register_once_and_sends_nothing_there(make_bench: Make) -> None:
    bench = make_bench()
    bench.feed(e.Resumed, 0.0)
    assert bench.effects(f.ReadInfo) == [f.ReadInfo()]
    assert bench.state.way.probing is True
    assert (bench.state.way.probe_at, bench.state.way.go_online_at) == (0.0, 0.0)
    assert None not in bench.decision.effects
    # the first look is under way: no second one beside it
    bench.state = replace(bench.state, server_offline=True)
    assert f.ReadInfo() not in bench.later(30).effects


def test_a_start_offline_looks_once(make_bench: Make) -> None:
    bench = make_bench(offline=True, mode=Mode.LOCAL_OFFLINE)
    bench.feed(e.Resumed, 0.0)
    assert bench.effects(f.ReadInfo) == [f.ReadInfo()]


@pytest.mark.parametrize(("attempts", "asked"), [(0, False), (1, True), (2, True)])
def test_a_stamped_document_is_asked_for_after_a_start_when_it_ever_went_out(
    make_bench: Make, attempts: int, asked: bool
) -> None:
    sending = Pending("x", OperationKind.SELL, OperationState.SENDING, attempts=attempts, stamp=STAMP)
    bench = make_bench(offline=True, mode=Mode.DRAINING, queue=(sending,))
    bench.feed(e.Resumed, 30.0)
    assert (bench.item("x").state, bench.item("x").maybe_sent) == (OperationState.STAMPED, asked)
    assert bench.writes(w.SaveOperation) == [w.SaveOperation("x", OperationState.STAMPED, attempts)]


def test_an_adopted_shift_is_the_servers_and_lifts_a_block(make_bench: Make) -> None:
    bench = make_bench(shift=None, mode=Mode.NO_SHIFT, server_shift=False, block=Refusal("register_busy"))
    bench.feed(e.ShiftAdopted, ShiftFacts("s"))
    assert bench.state.server_shift is True
    assert bench.state.block is None


def test_a_shift_that_has_ended_elsewhere_is_over_here(make_bench: Make) -> None:
    bench = make_bench(shift=ShiftFacts("s"))
    bench.feed(e.ShiftOver)
    assert (bench.state.shift, bench.state.server_shift, bench.state.mode) == (None, False, Mode.NO_SHIFT)
    assert bench.writes(w.LoseShift) == [w.LoseShift("s")]


def test_the_pace_that_is_read_anew_remembers_what_has_just_gone(make_bench: Make) -> None:
    bench = make_bench(can_print_offline=False)
    bench.accept(bench.submit())
    bench.feed(e.SellerCached, (1, 60.0))
    assert bench.state.can_print_offline is True
    assert bench.state.pace.ready_at() == bench.mono + 60.0
    bench.submit(budget=100.0)
    assert bench.effects(f.SendOperation) == []


def test_a_till_that_cannot_print_a_lawful_form_does_not_sell_offline(make_bench: Make) -> None:
    bench = make_bench(offline=True, can_print_offline=False)
    assert offline_refusal(bench.state, OperationKind.SELL, bench.now) is not None
    bench.feed(e.SellerCached, (2, 1.0))
    assert offline_refusal(bench.state, OperationKind.SELL, bench.now) is None


def test_a_go_online_that_was_answered_may_be_repeated_at_its_interval(make_bench: Make) -> None:
    bench = make_bench(mode=Mode.RETURNING)
    bench.later(1)
    assert bench.state.way.going_online is True
    bench.feed(e.WentOnline, True)
    assert bench.state.way.going_online is False
    assert bench.state.way.probe_at <= bench.mono + 2.0


def test_the_time_moves_in_the_state_that_is_kept(bench: Bench) -> None:
    before = bench.feed(e.Woke).state
    assert before.clock.seen is not None
    assert bench.feed(e.Woke).state is not None
    assert bench.state.clock is before.clock


# the hours


def test_a_month_begins_at_its_first_moment_in_kyiv_told_in_the_zone_of_the_question() -> None:
    asked = datetime(2026, 3, 17, 12, 34, 56, 789_000, tzinfo=UTC)
    assert month_start(asked) == datetime(2026, 2, 28, 22, tzinfo=UTC)
    assert month_start(asked).tzinfo is UTC
    # the clocks went back in the night of 25 October: the moment asked about is the second 03:30
    twice = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert month_start(twice) == datetime(2026, 9, 30, 21, tzinfo=UTC)


def test_a_stay_that_ended_when_the_server_counted_is_in_its_count_already() -> None:
    noon = datetime(2026, 3, 17, 12, tzinfo=UTC)
    counted = ServerHours(noon, None, timedelta(hours=3))
    stays = (Stay(noon - timedelta(hours=3), noon),)
    assert meter(stays, noon + timedelta(hours=1), counted).in_month == timedelta(hours=3)
    assert meter((Stay(noon, noon),), noon + timedelta(hours=1)).in_month == timedelta()
