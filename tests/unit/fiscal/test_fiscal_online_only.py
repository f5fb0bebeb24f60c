"""What Checkbox alone can make, around an outage: never stamped, never sent into the stay, back if it never was."""

from collections.abc import Callable
from typing import Any

import pytest

from pos_app.checkbox.errors import AnswerClass as A
from pos_app.domain.register import Mode, OperationKind, OperationState
from pos_app.fiscal import effects as f
from pos_app.fiscal import events as e
from pos_app.fiscal import writes as w
from pos_app.fiscal.state import DrainStep, Expected, Pending
from tests.unit.fiscal.conftest import Bench

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
