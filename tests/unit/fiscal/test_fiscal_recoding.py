"""Codes that cannot serve: who gets another one, who keeps his own, and what is put on record."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from pos_app.checkbox.errors import AnswerClass as A
from pos_app.domain.register import OperationKind, OperationState
from pos_app.fiscal import writes as w
from pos_app.fiscal.codes import CodePool
from pos_app.fiscal.decisions import Draft
from pos_app.fiscal.recoding import drop_taken, give_another_code, previous_receipt, renew_session, yield_code
from pos_app.fiscal.state import OwnStamp, Pending


@pytest.fixture
def off(make_bench: Callable[..., Any]) -> Any:
    """Offline by our own decision: the stay has C20, the sales op1 and op2 have C19 and C18."""
    bench = make_bench(offline=True)
    bench.posted(bench.submit(), A.NOT_SENT)
    bench.submit()
    return bench


def draft_of(bench: Any) -> Draft:
    return Draft(bench.state, bench.now)


def codes_written(draft: Draft) -> list[tuple[str, str, str | None]]:
    return [(one.code, one.state, one.operation) for one in draft.writes if isinstance(one, w.SaveCode)]


def carried(draft: Draft, item_id: str) -> str | None:
    item = next(one for one in draft.state.queue if one.id == item_id)
    return item.stamp.code.code if item.stamp is not None and item.stamp.code is not None else None


def test_without_a_stay_no_code_is_taken_for_going_offline(bench: Any) -> None:
    draft = draft_of(bench)
    renew_session(draft)
    assert (draft.state, draft.writes) == (bench.state, [])


def test_a_document_that_was_never_stamped_is_given_no_code(bench: Any) -> None:
    sale = bench.item(bench.submit())
    draft = draft_of(bench)
    give_another_code(draft, sale, "code used")
    assert (draft.state, draft.writes, draft.effects) == (bench.state, [], [])


def test_a_stamp_of_a_date_alone_is_given_a_code_and_no_other_is_burnt(off: Any) -> None:
    sale = off.item("op2")
    bare = replace(sale, stamp=OwnStamp(sale.stamp.date))
    draft = draft_of(off)
    draft.put(bare)
    give_another_code(draft, bare, "code used")
    assert codes_written(draft) == [("C17", "RESERVED", "op2")]
    (stamped,) = [one for one in draft.writes if isinstance(one, w.SaveStamp)]
    assert stamped == w.SaveStamp("op2", "C17", sale.stamp.date, "op1", "code used")
    assert w.ReprintDue("op2") in draft.writes
    assert carried(draft, "op2") == "C17"


def test_a_receipt_that_left_the_line_has_nothing_before_it_but_the_last_of_the_line(off: Any) -> None:
    off.submit(OperationKind.SERVICE_IN)
    gone = Pending("gone", OperationKind.SELL)
    assert previous_receipt(draft_of(off), gone) == "op2"
    assert previous_receipt(draft_of(off), off.item("op1")) is None


def test_with_no_code_left_a_document_whose_code_was_taken_waits_for_a_manager(off: Any) -> None:
    off.state = replace(off.state, pool=CodePool.of((), ("C18", "C19", "C20")))
    draft = draft_of(off)
    drop_taken(draft, {"C20", "C19"})
    assert codes_written(draft) == [("C18", "BURNT", "op2")]
    stopped = next(one for one in draft.state.queue if one.id == "op2")
    assert (stopped.state, stopped.refusal.code) == (OperationState.ATTENTION, "no_offline_codes")
    assert carried(draft, "op1") == "C19"


def test_a_stay_whose_code_the_server_gave_away_goes_offline_with_another(off: Any) -> None:
    receipt = Pending("theirs", OperationKind.SELL)
    draft = draft_of(off)
    yield_code(draft, receipt, off.document("theirs", code="C20"))
    assert draft.state.session.code.code == "C17"
    assert codes_written(draft) == [("C17", "RESERVED", "go-offline"), ("C20", "SPENT", "theirs")]
    assert [one.session.code.code for one in draft.writes if isinstance(one, w.SaveSession)] == ["C17"]
    assert [carried(draft, one) for one in ("op1", "op2")] == ["C19", "C18"]


def test_a_document_whose_code_the_server_gave_away_is_stamped_anew_and_printed_again(off: Any) -> None:
    receipt = Pending("theirs", OperationKind.SELL)
    draft = draft_of(off)
    yield_code(draft, receipt, off.document("theirs", code="C18"))
    assert (carried(draft, "op1"), carried(draft, "op2")) == ("C19", "C17")
    assert draft.state.session.code.code == "C20"
    assert codes_written(draft) == [("C18", "BURNT", "op2"), ("C17", "RESERVED", "op2"), ("C18", "SPENT", "theirs")]
    assert [one for one in draft.writes if isinstance(one, w.ReprintDue)] == [w.ReprintDue("op2")]


def test_a_number_that_was_never_ours_takes_no_code_from_anybody(off: Any) -> None:
    draft = draft_of(off)
    yield_code(draft, Pending("theirs", OperationKind.SELL), off.document("theirs", code="F"))
    assert (draft.state, draft.writes) == (off.state, [])
