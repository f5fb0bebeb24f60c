"""What stands in the way of sales: every reason told with its way out, journalled when it comes and when it goes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from pos_app.checkbox.errors import AnswerClass as A
from pos_app.domain.errors import SENTENCES
from pos_app.domain.register import Mode, Obstacle, OperationKind, OperationState, WayOut
from pos_app.fiscal import events as e
from pos_app.fiscal import writes as w
from pos_app.fiscal.budget import Stay
from pos_app.fiscal.obstacles import obstacle
from pos_app.fiscal.state import Pending, Refusal, ShiftFacts
from tests.unit.fiscal.conftest import NOON, Bench


def notes(bench: Bench) -> list[tuple[str, str]]:
    return [(note.kind, note.body["code"]) for note in bench.writes(w.Note) if note.kind.startswith("sales.")]


def code_of(bench: Bench) -> str | None:
    found = obstacle(bench.state, bench.now)
    return found.code if found is not None else None


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (A.CONFIGURATION, "license_invalid"),
        (A.CONFIGURATION, "access_key_invalid"),
        (A.LOCKED, "register_busy"),
        (A.LOCKED, "register_blocked"),
        (A.LOCKED, "cashier_deactivated"),
        (A.SIGNER, "signer_off"),
    ],
)
def test_a_block_is_told_journalled_once_and_lifted_by_asking_again(bench: Bench, answer: A, code: str) -> None:
    bench.posted(bench.submit(), answer, refusal=Refusal(code))
    assert notes(bench) == [("sales.blocked", code)]
    assert obstacle(bench.state, bench.now) == Obstacle(code, SENTENCES[code], WayOut.ASK_AGAIN)
    bench.posted(bench.submit(), answer, refusal=Refusal(code))
    assert notes(bench) == []
    if answer is A.SIGNER:
        bench.feed(e.Nudged)
        bench.feed(e.SignatureSeen, True)
    else:
        bench.feed(e.Nudged)
    assert notes(bench) == [("sales.unblocked", code)]
    assert code_of(bench) is None


def test_a_nudge_has_the_signature_looked_at_now(bench: Bench) -> None:
    bench.posted(bench.submit(), A.SIGNER, refusal=Refusal("signer_off"))
    bench.feed(e.Nudged)
    assert bench.state.checking_signature


def test_a_block_with_something_waiting_stays_until_the_server_takes_it(bench: Bench) -> None:
    first = bench.submit()
    bench.posted(first, A.AMBIGUOUS)
    bench.asked(first, A.LOCKED, refusal=Refusal("register_busy"))
    assert code_of(bench) == "register_busy"
    bench.feed(e.Nudged)
    assert code_of(bench) == "register_busy"
    bench.asked(first, A.ACCEPTED, document=bench.document(first))
    assert notes(bench) == [("sales.unblocked", "register_busy")]


@pytest.fixture
def off(make_bench: Callable[..., Bench]) -> Bench:
    """Offline by our own decision."""
    made = make_bench(offline=True)
    made.posted(made.submit(), A.NOT_SENT)
    return made


def test_the_hours_offline_stop_sales_and_only_checkbox_can_help(off: Bench) -> None:
    off.state = replace(off.state, stays=(Stay(NOON - timedelta(hours=36)),))
    off.later(1)
    assert notes(off) == [("sales.blocked", "offline_limit")]
    told = obstacle(off.state, off.now)
    assert told is not None
    assert told.way is WayOut.ASK_AGAIN


def test_a_shift_of_a_day_stops_sales_offline_and_is_closed(off: Bench) -> None:
    off.state = replace(off.state, shift=ShiftFacts("shift", NOON - timedelta(hours=23, minutes=52)))
    off.later(1)
    told = obstacle(off.state, off.now)
    assert told == Obstacle("offline_limit", "Зміна триває майже добу. Закрийте зміну.", WayOut.CLOSE_SHIFT)


def test_the_last_codes_stop_sales(make_bench: Callable[..., Bench]) -> None:
    off = make_bench(offline=True, codes=5)
    off.posted(off.submit(), A.NOT_SENT)
    assert code_of(off) == "no_offline_codes"


def test_a_clock_that_jumped_stops_sales_until_it_is_confirmed(off: Bench) -> None:
    jumped = replace(off.now, wall=off.now.wall + timedelta(hours=2))
    off.state = replace(off.state, clock=off.state.clock.observed(jumped))
    off.later(1)
    told = obstacle(off.state, off.now)
    assert told is not None
    assert (told.code, told.way) == ("clock_suspect", WayOut.CONFIRM_TIME)
    assert notes(off) == [("sales.blocked", "clock_suspect")]
    off.feed(e.TimeConfirmed)
    assert notes(off) == [("sales.unblocked", "clock_suspect")]


def test_online_no_limit_of_the_offline_hours_stands_in_the_way(bench: Bench) -> None:
    bench.state = replace(bench.state, stays=(Stay(NOON - timedelta(hours=200), NOON - timedelta(hours=1)),))
    bench.later(1)
    assert code_of(bench) is None


def test_a_stopped_document_and_an_alarm_wait_for_a_decision(make_bench: Callable[..., Bench]) -> None:
    stopped = make_bench(queue=(Pending("x", OperationKind.SELL, OperationState.ATTENTION),))
    told = obstacle(stopped.state, stopped.now)
    assert told is not None
    assert (told.code, told.way) == ("attention_needed", WayOut.DECIDE)
    alarmed = make_bench(alarm=Refusal("total_differs"))
    told = obstacle(alarmed.state, alarmed.now)
    assert told is not None
    assert (told.code, told.way) == ("total_differs", WayOut.DECIDE)


def test_the_status_tells_it_whatever_the_mode_is(off: Bench) -> None:
    off.state = replace(off.state, stays=(Stay(NOON - timedelta(hours=36)),))
    off.later(1)
    assert off.state.shown_mode is Mode.LOCAL_OFFLINE
    assert code_of(off) == "offline_limit"
