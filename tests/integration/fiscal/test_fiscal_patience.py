"""What a shift does when its patience is over, and what is asked of a shift that is not here."""

from collections.abc import Callable
from typing import Any

import pytest

from pos_app.domain.errors import PosError, Unreachable
from pos_app.domain.receipt import ReceiptState
from pos_app.domain.register import Mode
from pos_app.fiscal.rules import FiscalRules
from pos_app.fiscal.shifts import UNSETTLED_WORDS
from pos_app.sandbox.checkbox import Settings
from pos_app.sandbox.faults import Fault


def out_of_patience(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits for the line looks once: his time is up at once.

    Python 3.11 does not trace what follows a timeout that has run out, so no coverage would be counted after one.
    """

    async def looks_once(holds: Callable[[Any], bool], _timeout_s: float) -> bool:
        return holds(world.fiscal._worker.state)

    monkeypatch.setattr(world.fiscal._worker, "until", looks_once)


def error_of_call(act: Callable[[], object]) -> PosError:
    with pytest.raises(PosError) as caught:
        act()
    return caught.value


@pytest.fixture
def unnumbered(make_world: Callable[..., Any]) -> Any:
    """A till that may go offline; Checkbox has its one sale and gives it no number for a long time."""
    world = make_world(settings=Settings(receipt_delay_s=1000.0), rules=FiscalRules(offline=True))
    world.run(world.opened())
    world.run(world.sell())
    assert [len(world.fiscal._worker.state.queue), len(world.fiscal._worker.state.polls)] == [0, 1]
    return world


def test_a_close_waits_for_numbers_that_checkbox_can_still_give(
    unnumbered: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    out_of_patience(unnumbered, monkeypatch)
    error = unnumbered.error_of(unnumbered.fiscal.close_shift())
    assert (type(error), error.message) == (Unreachable, UNSETTLED_WORDS)
    assert unnumbered.posts("/shifts/close") == []
    assert unnumbered.store.shifts.current().status == "OPENED"


def test_a_close_goes_offline_where_the_missing_numbers_cannot_come(
    unnumbered: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    out_of_patience(unnumbered, monkeypatch)
    unnumbered.plan.outage("refused")
    assert unnumbered.run(unnumbered.fiscal.close_shift()) == {}
    (close,) = [item for item in unnumbered.fiscal._worker.state.queue if item.kind == "SHIFT_CLOSE"]
    assert close.stamp is not None
    assert unnumbered.fiscal.status.mode is Mode.LOCAL_OFFLINE
    assert unnumbered.error_of(unnumbered.sell()).code == "shift_not_open"


def test_a_close_and_an_x_report_do_not_pass_a_receipt_that_may_have_been_sent(
    world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.plan.add(Fault("lost_answer", method="POST", path="*/receipts/sell", times=None))
    world.plan.add(Fault("lost_request", method="GET", path="*/receipts/*", times=None))
    world.error_of(world.sell())
    assert len(world.fiscal._worker.state.queue) == 1
    out_of_patience(world, monkeypatch)
    for work in (world.fiscal.close_shift, world.fiscal.x_report):
        error = world.error_of(work())
        assert (type(error), error.message) == (Unreachable, UNSETTLED_WORDS)
    assert (world.posts("/shifts/close"), world.posts("/reports"), world.jobs()) == ([], [], [])
    assert world.journal("shift.x_report") == []
    world.plan.clear()
    assert world.run(world.sell()).state is ReceiptState.FISCAL


def test_no_sums_and_no_report_are_made_up_for_a_shift_that_is_not_here(world: Any) -> None:
    assert error_of_call(lambda: world.fiscal.sums("unknown")).code == "shift_not_open"
    assert error_of_call(lambda: world.fiscal._shifts._z_report(None)).code == "shift_not_open"
    assert world.fiscal.sums(world.store.shifts.current().id).cash == 0


def test_two_who_wait_for_one_receipt_wait_for_the_same_answer(world: Any) -> None:
    async def both() -> tuple[Any, Any]:
        receipt = world.sale()
        first = world.fiscal._worker.wait_for(receipt.id)
        second = world.fiscal._worker.wait_for(receipt.id)
        assert first is second
        await world.sell(receipt)
        return await first, await second

    mine, theirs = world.run(both())
    assert mine == theirs
    assert mine.state is ReceiptState.FISCAL
