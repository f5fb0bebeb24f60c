"""A cashier's shift is open on another register: it is none of ours, and what goes there is told."""

from dataclasses import replace
from typing import Any

import pytest

from pos_app.checkbox.errors import AnswerClass as A
from pos_app.domain.register import Mode, OperationKind, OperationState
from pos_app.fiscal import effects as f
from pos_app.fiscal import events as e
from pos_app.fiscal import writes as w
from pos_app.fiscal.state import ShiftPaper
from tests.unit.fiscal.conftest import Bench

OURS = e.RegisterSeen(False, False, register="ours")
OURS_OFFLINE = e.RegisterSeen(True, True, register="ours")
THERE = ShiftPaper("their-shift", "OPENED", register="theirs", register_number="4000000002")


@pytest.fixture
def known(bench: Bench) -> Bench:
    """A register online, whose id `info` has told."""
    bench.feed(e.InfoSeen, OURS)
    return bench


@pytest.fixture
def draining(make_bench: Any) -> Bench:
    """One sale made offline; our go-offline is taken, the sale is on its way."""
    bench: Bench = make_bench(offline=True)
    bench.posted(bench.submit(), A.NOT_SENT)
    bench.later(61)
    round_of(bench)
    return bench


def round_of(bench: Bench) -> None:
    """Once through the way back, until the head of the line is on its way."""
    bench.feed(e.InfoSeen, OURS)
    bench.feed(e.CodesSeen, (), False, None)
    if bench.effects(f.GoOffline):
        bench.feed(e.WentOffline, e.Reply(A.ACCEPTED))
        bench.feed(e.InfoSeen, OURS_OFFLINE)
    bench.later(1)
    assert bench.item("op1").doing == "POSTING"


def test_a_sale_does_not_go_on_in_a_shift_of_another_register(known: Bench) -> None:
    sale = known.submit()
    known.posted(sale, A.NOT_OPEN)
    known.feed(e.ShiftSeen, sale, True, THERE)
    assert known.effects(f.SendOperation) == []
    assert known.state.shift is None
    known.asked(sale, A.NOT_FOUND)
    assert [one.id for one in known.writes(w.GiveBack)] == [sale]


@pytest.mark.parametrize("paper", [replace(THERE, register=""), replace(THERE, register="ours"), None])
def test_a_shift_of_this_register_or_of_one_that_is_not_told_is_ours(known: Bench, paper: ShiftPaper | None) -> None:
    sale = known.submit()
    known.posted(sale, A.NOT_OPEN)
    known.feed(e.ShiftSeen, sale, True, paper)
    assert known.effects(f.SendOperation) == [f.SendOperation(sale, 2)]


def test_what_was_sold_goes_into_no_shift_of_another_register(make_bench: Any) -> None:
    bench = make_bench(offline=True, mode=Mode.LOCAL_OFFLINE, shift=None, server_shift=False)
    opening = bench.submit(OperationKind.SHIFT_OPEN, total=0, name="op1")
    bench.submit()
    bench.later(61)
    bench.feed(e.InfoSeen, OURS)
    bench.feed(e.CodesSeen, (), False, None)
    bench.feed(e.WentOffline, e.Reply(A.ACCEPTED))
    bench.feed(e.InfoSeen, OURS_OFFLINE)
    bench.posted(opening, A.DEFINITE)
    bench.asked(opening, A.NOT_FOUND)
    bench.feed(e.CodesSeen, (), False, None)
    bench.asked(opening, A.NOT_FOUND)
    bench.feed(e.ShiftSeen, opening, True, THERE)
    assert bench.writes(w.MergeShift) == []
    item = bench.item(opening)
    assert item.state is OperationState.ATTENTION
    assert "4000000002" in item.refusal.message


def test_a_receipt_that_went_to_another_register_raises_the_alarm_once(known: Bench) -> None:
    sale = known.submit()
    document = replace(known.document(sale, code=None, final=False), register="theirs")
    known.posted(sale, A.ACCEPTED, document=document)
    assert known.state.alarm is not None
    assert known.state.shown_mode is Mode.NEEDS_ATTENTION
    assert [one.kind for one in known.writes(w.Note) if one.kind == "alarm"] == ["alarm"]
    known.feed(e.AlarmSeen)
    known.later(1)
    known.asked(sale, A.ACCEPTED, document=replace(known.document(sale), register="theirs"))
    assert known.state.alarm is None


@pytest.mark.parametrize("register", ["", "ours"])
def test_a_receipt_of_this_register_raises_none(known: Bench, register: str) -> None:
    sale = known.submit()
    known.posted(sale, A.ACCEPTED, document=replace(known.document(sale), register=register))
    assert known.state.alarm is None


def test_a_register_that_says_both_again_and_again_is_told_until_a_receipt_is_taken(draining: Bench) -> None:
    draining.posted("op1", A.NEED_MANUAL)
    draining.feed(e.InfoSeen, OURS_OFFLINE)
    assert draining.state.block is None
    for _ in range(3):
        draining.later(13)
        round_of(draining)
        draining.posted("op1", A.NEED_MANUAL)
        draining.feed(e.InfoSeen, OURS_OFFLINE)
        assert draining.state.block is not None
        assert "підтримку" in draining.state.block.message
    draining.later(13)
    round_of(draining)
    assert draining.state.shown_mode is Mode.BLOCKED
    draining.accept("op1", code=draining.item("op1").stamp.code.code)
    assert draining.state.block is None
    assert draining.state.mode is Mode.RETURNING
