"""Cash for a card in virtual time: one charge, one receipt, one drawer, wherever the power goes and what is lost."""

from collections.abc import Callable
from typing import Any, Final
from unittest.mock import patch

import pytest

from pos_app.domain.receipt import Receipt, ReceiptKind
from pos_app.domain.register import OperationKind
from pos_app.domain.shift import ShiftSums
from pos_app.fiscal import documents
from pos_app.till.attempts import AttemptBook
from tests.simulation.card_mutants import lost_when_refused, never_tied, plan_of
from tests.simulation.card_play import CardResult, play
from tests.simulation.plan import Plan
from tests.simulation.withdrawal_play import WithdrawalPlay, make_plan

PLANS: Final = 6
BOUNDARIES: Final = 40
"""More than the writes and calls of one withdrawal, from the payment's INTENT to Checkbox's number."""
MORNING: Final = ("stock", {})
CASH: Final = ("cash", {"seed": 11})
AGAIN: Final = ("cash", {"seed": 12})


@pytest.mark.parametrize("seed", range(PLANS))
def test_no_day_breaks_the_books(seed: int) -> None:
    result = play(make_plan(seed), WithdrawalPlay)
    assert result.violations == []
    assert result.counts["withdrawals"]


@pytest.mark.parametrize("fault", ["", "silent"])
def test_the_power_may_go_at_every_boundary_of_a_withdrawal(fault: str) -> None:
    cuts = 0
    for boundary in range(1, BOUNDARIES, 2 if fault else 1):
        trouble = [("fault", {"kind": fault, "seconds": 30, "amount": 500})] if fault else []
        plan = plan_of(MORNING, *trouble, ("cut", {"at": boundary, "off": 20}), CASH, AGAIN)
        result = play(plan, WithdrawalPlay)
        assert result.violations == [], f"cut at {boundary}"
        cuts += result.counts["cuts"]
    assert cuts > BOUNDARIES // 4


class Watched(WithdrawalPlay):
    """Counts the withdrawals that got a number of our own."""

    async def run(self) -> CardResult:
        result = await super().run()
        rows = [row for row in self.shop.store.operations.since() if row.kind is OperationKind.CASH_WITHDRAWAL]
        result.counts["stamped"] = sum(1 for row in rows if row.stamp is not None and row.stamp.offline)
        return result


def test_a_withdrawal_whose_checkbox_goes_is_stamped_here_and_arrives_there() -> None:
    result = play(plan_of(MORNING, ("outage", {"s": 90}), CASH, AGAIN), Watched)
    assert result.violations == []
    assert (result.counts["stamped"], result.counts["refused withdrawal_offline"] > 0) == (1, True)


_REAL_BODY, _REAL_PLUS = documents._withdrawal, ShiftSums.plus


def _half(receipt: Any, texts: Any) -> Any:
    made = _REAL_BODY(receipt, texts)
    return made.model_copy(update={"payment": made.payment.model_copy(update={"value": made.payment.value // 2})})


def _cash_stays(self: ShiftSums, receipt: Receipt) -> ShiftSums:
    return self if receipt.kind is ReceiptKind.CASH_WITHDRAWAL else _REAL_PLUS(self, receipt)


def _hands_out_as_well(self: AttemptBook, attempts: Any) -> None:
    """What the terminal is giving back is completed all the same."""


@pytest.mark.parametrize(
    ("broken", "plan"),
    [
        (lambda: patch("pos_app.till.withdrawals.write_tied", never_tied), plan_of(MORNING, CASH)),
        (lambda: patch.object(documents, "_withdrawal", _half), plan_of(MORNING, CASH)),
        (lambda: patch.object(ShiftSums, "plus", _cash_stays), plan_of(MORNING, CASH)),
        (lambda: patch.object(AttemptBook, "loosen", lost_when_refused), plan_of(MORNING, ("signer", {"s": 60}), CASH)),
        (lambda: patch.object(AttemptBook, "check_stays", _hands_out_as_well), make_plan(108)),
    ],
    ids=["never-tied", "half-the-sum", "cash-stays-in-the-books", "lost-when-refused", "given-back-and-handed-out"],
)
def test_a_till_that_is_broken_on_purpose_is_caught(broken: Callable[[], Any], plan: Plan) -> None:
    assert play(plan, WithdrawalPlay).violations == []
    with broken():
        assert play(plan, WithdrawalPlay).violations
