"""What Checkbox alone can make, around an outage: never stamped, never sent into the stay, back if it never was."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from pos_app.checkbox.errors import AnswerClass as A
from pos_app.domain.register import Mode, OperationKind, OperationState
from pos_app.fiscal import effects as f
from pos_app.fiscal import events as e
from pos_app.fiscal import writes as w
from pos_app.fiscal.loading import pending
from pos_app.fiscal.state import DrainStep, Expected, Pending
from pos_app.store.operations import Operation
from tests.unit.fiscal.conftest import NOON, Bench

SEEN_ONLINE = e.RegisterSeen(offline_mode=False, stay_offline=False)


def order(bench: Bench, name: str = "order") -> str:
    """A part of an order joins the line."""
    item = Pending(name, OperationKind.SELL, expected=Expected(100), deadline=bench.mono + 10, online=True)
    bench.feed(e.Submitted, item)
    return name


def given_back(bench: Bench) -> list[str]:
    return [one.id for one in bench.writes(w.GiveBack)]


@pytest.fixture
def bench(make_bench: Callable[..., Bench]) -> Bench:
    """A register online that may go offline by itself."""
    return make_bench(offline=True)


def cut_off(bench: Bench) -> None:
    """The sale behind the order has waited its whole budget: the register goes offline."""
    bench.later(3)
    assert (bench.state.mode, bench.item("sale").state) == (Mode.LOCAL_OFFLINE, OperationState.STAMPED)


def kept_under_way(bench: Bench) -> None:
    """The order is at the server's door when the budgets of it and of the sale behind it end."""
    order(bench)
    bench.later(2)
    bench.submit(name="sale")
    bench.later(9)


def seen_again(bench: Bench, after: float = 61) -> None:
    bench.later(after)
    bench.feed(e.InfoSeen, SEEN_ONLINE)
    assert bench.state.mode is Mode.DRAINING


@pytest.mark.parametrize(("answer", "parts"), [(A.THROTTLED, {"wait_s": 1.0}), (A.AUTH, {})])
def test_one_that_was_turned_away_after_the_stay_began_is_never_sent_into_it(
    bench: Bench, answer: A, parts: dict[str, Any]
) -> None:
    kept_under_way(bench)
    cut_off(bench)
    bench.posted("order", answer, **parts)
    bench.feed(e.SignedIn, True)
    assert bench.item("order").stamp is None
    seen_again(bench)
    assert (bench.effects(f.AskReceipt), bench.effects(f.ReadCodes)) == ([f.AskReceipt("order")], [])
    bench.asked("order", A.NOT_FOUND)
    assert given_back(bench) == ["order"]
    assert [one.id for one in bench.state.queue] == ["sale"]
    assert bench.state.way.step is DrainStep.READING


def test_one_that_checkbox_has_taken_is_not_given_back_because_it_is_not_shown_for_a_moment(bench: Bench) -> None:
    order(bench)
    bench.posted("order", A.ACCEPTED, document=bench.document("order", code=None, final=False))
    bench.posted(bench.submit(), A.NOT_SENT)
    assert bench.state.mode is Mode.LOCAL_OFFLINE
    seen_again(bench)
    bench.later(1)
    bench.asked("order", A.NOT_FOUND)
    assert given_back(bench) == []
    assert bench.item("order").state is OperationState.ACCEPTED


def test_one_that_checkbox_calls_known_and_does_not_show_is_for_a_manager_to_settle(bench: Bench) -> None:
    kept_under_way(bench)
    bench.posted("order", A.DUPLICATE)
    cut_off(bench)
    bench.asked("order", A.AMBIGUOUS)
    seen_again(bench)
    for _ in range(5):
        bench.later(15)
        if bench.item("order").state is OperationState.ATTENTION:
            break
        bench.asked("order", A.NOT_FOUND)
    assert given_back(bench) == []
    assert bench.item("order").state is OperationState.ATTENTION


def test_a_late_copy_is_waited_out_before_one_is_believed_unknown(bench: Bench) -> None:
    kept_under_way(bench)
    bench.posted("order", A.AMBIGUOUS)
    cut_off(bench)
    # the question went out before the stay and is answered after the register is seen again
    seen_again(bench, after=12)
    bench.asked("order", A.NOT_FOUND)
    assert (given_back(bench), bench.item("order").maybe_sent) == ([], True)
    bench.later(61)
    assert bench.effects(f.AskReceipt) == [f.AskReceipt("order")]
    bench.asked("order", A.NOT_FOUND)
    assert given_back(bench) == ["order"]


def asked_in_vain(bench: Bench, every: float = 1) -> None:
    """Checkbox does not know it, however often it is asked; until nobody asks any more."""
    for _ in range(6):
        bench.later(every)
        if bench.item("order").doing == "ASKING":
            bench.asked("order", A.NOT_FOUND)


def stopped_before_the_outage(bench: Bench) -> None:
    """Checkbox says that it has the order's receipt and does not show it; the line behind it goes offline."""
    order(bench)
    bench.posted("order", A.DUPLICATE)
    asked_in_vain(bench)
    assert bench.item("order").state is OperationState.ATTENTION
    bench.state = replace(bench.state, mode=Mode.DRAINING)


def test_one_that_checkbox_once_called_known_stays_with_the_manager_however_often_it_is_asked(bench: Bench) -> None:
    stopped_before_the_outage(bench)
    for _ in range(2):
        bench.feed(e.AskAgain, "order")
        asked_in_vain(bench, every=20)
        assert given_back(bench) == []
        assert bench.item("order").state is OperationState.ATTENTION
        assert "Checkbox знає" in bench.item("order").refusal.message


def test_that_checkbox_once_called_it_known_outlives_the_program(bench: Bench) -> None:
    order(bench)
    bench.posted("order", A.DUPLICATE)
    (saved,) = bench.writes(w.SaveOperation)
    row = Operation("order", OperationKind.SELL, b"", NOON, reason=saved.reason, state=saved.state)
    bench.state = replace(bench.state, mode=Mode.DRAINING, queue=(replace(pending(row, {}), online=True),))
    bench.feed(e.Resumed, 0.0)
    bench.feed(e.InfoSeen, SEEN_ONLINE)
    bench.later(61)
    asked_in_vain(bench)
    assert given_back(bench) == []
    assert bench.item("order").state is OperationState.ATTENTION


def test_asked_again_online_its_bytes_go_once_more_and_it_is_looked_for_again(bench: Bench) -> None:
    order(bench)
    bench.posted("order", A.DUPLICATE)
    asked_in_vain(bench)
    bench.feed(e.AskAgain, "order")
    attempts = bench.item("order").attempts
    asked_in_vain(bench)
    assert bench.item("order").attempts == attempts + 1
    bench.posted("order", A.DUPLICATE)
    asked_in_vain(bench)
    assert (bench.item("order").state, bench.item("order").attempts) == (OperationState.ATTENTION, attempts + 1)
