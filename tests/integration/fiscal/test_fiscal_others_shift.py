"""A shift of another cashier: closed by its id, once, whatever is lost on the way, and over here when it is there."""

import asyncio
from typing import Any
from uuid import UUID

import pytest

from pos_app.checkbox.errors import AnswerClass
from pos_app.domain.errors import Unreachable
from pos_app.domain.register import Mode
from pos_app.sandbox.faults import Fault
from tests.integration.fiscal.test_fiscal_answers import raising, rejected


@pytest.fixture
def sold(world: Any) -> str:
    """A shift with a sale; → its id."""
    world.run(world.sell(world.cash_sale()))
    return str(world.store.shifts.current().id)


def is_closed(world: Any, shift_id: str) -> bool:
    row = world.store.shifts.by_id(shift_id)
    assert world.fiscal.status.mode is Mode.NO_SHIFT
    assert world.fiscal.status.shift_id is None
    return row.status == "CLOSED" and row.closed_at is not None


@pytest.mark.parametrize("kind", ["none", "lost_answer", "lost_request", "cut_body"])
def test_it_is_closed_once_and_its_z_is_kept_printed_and_compared(world: Any, sold: str, kind: str) -> None:
    path = f"*/shifts/{sold}/close"
    if kind != "none":
        world.plan.add(Fault(kind, method="POST", path=path))
    if kind == "lost_request":
        # nothing was closed: the same once more
        assert isinstance(world.error_of(world.fiscal.close_others_shift()), Unreachable)
        assert world.fiscal.status.shift_id == sold
    z = world.run(world.fiscal.close_others_shift())
    assert z["sell_receipts_count"] == 1
    assert is_closed(world, sold)
    assert world.store.shifts.by_id(sold).z_report == z
    assert ("z", sold) in world.jobs()
    assert len(world.journal("shift.over")) == 1
    assert len([one for one in world.server.register.state.reports.values() if one["is_z_report"]]) == 1
    assert world.fiscal.status.mode is Mode.NO_SHIFT


def test_it_is_not_closed_while_checkbox_is_out_of_reach_or_refuses(world: Any, sold: str) -> None:
    raising(world, "close_shift_by_id", rejected(AnswerClass.DEFINITE, "refused_by_server", "Лише старший касир"))
    error = world.error_of(world.fiscal.close_others_shift())
    assert "старший" in error.message
    world.plan.outage()
    assert isinstance(world.error_of(world.fiscal.close_others_shift()), Unreachable)
    assert not world.run(world.fiscal.others_shift_is_over())
    assert world.fiscal.status.shift_id == sold
    assert world.jobs() == [job for job in world.jobs() if job[0] != "z"]


def test_one_that_is_open_there_is_open_here(world: Any, sold: str) -> None:
    assert not world.run(world.fiscal.others_shift_is_over())
    assert world.fiscal.status.shift_id == sold


def test_one_that_was_closed_there_is_over_here_with_its_z_and_without_a_paper(world: Any, sold: str) -> None:
    world.run(world.client.close_shift_by_id(UUID(sold)))
    world.run(asyncio.sleep(30))
    assert world.run(world.fiscal.others_shift_is_over())
    assert is_closed(world, sold)
    assert world.store.shifts.by_id(sold).z_report["sell_receipts_count"] == 1
    assert ("z", sold) not in world.jobs()
    assert world.run(world.fiscal.others_shift_is_over())


@pytest.mark.parametrize("gone", [False, True])
def test_who_may_not_see_anothers_shift_sees_whether_the_register_has_one(world: Any, sold: str, gone: bool) -> None:
    if gone:
        world.run(world.client.close_shift_by_id(UUID(sold)))
        world.run(asyncio.sleep(30))
    raising(world, "shift", rejected(AnswerClass.NOT_FOUND, "unknown_receipt"), times=9)
    assert world.run(world.fiscal.others_shift_is_over()) is gone
    assert (world.fiscal.status.shift_id is None) is gone
