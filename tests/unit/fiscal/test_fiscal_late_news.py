"""News and errands that come when what they are about is gone or settled already: nothing is undone or done twice."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from pos_app.checkbox.errors import AnswerClass as A
from pos_app.domain.errors import Refused
from pos_app.domain.mending import Change, MendField
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.receipt import Receipt, ReceiptKind, ReceiptLine, Seller
from pos_app.domain.register import Mode, OperationKind, OperationState
from pos_app.domain.shift import ShiftSums
from pos_app.domain.tax import Tax, TaxSum
from pos_app.fiscal import events as e
from pos_app.fiscal import writes as w
from pos_app.fiscal.codes import CodePool
from pos_app.fiscal.comparing import differences
from pos_app.fiscal.decisions import Draft
from pos_app.fiscal.documents import receipt_bytes
from pos_app.fiscal.drain import end_session
from pos_app.fiscal.mending import mend, mended_bytes
from pos_app.fiscal.offline import go_offline
from pos_app.fiscal.outcomes import spent
from pos_app.fiscal.proving import _changes
from pos_app.fiscal.state import Doing, DrainStep, OwnStamp, Pending, Refusal, ShiftFacts, ShiftPaper
from pos_app.fiscal.upkeep import Upkeep
from pos_app.fiscal.worker import Times
from pos_app.store.operations import Operation
from pos_app.store.shifts import ShiftRow

NOON = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
VAT = Tax(1, "ПДВ", "А", Decimal(20))
EXCISE = Tax(2, "ПДВ", "Б", Decimal(20), Decimal("5.00"))


@pytest.fixture
def off(make_bench: Callable[..., Any]) -> Any:
    """Offline by our own decision: the stay has C20, the sales op1 and op2 have C19 and C18."""
    bench = make_bench(offline=True)
    bench.posted(bench.submit(), A.NOT_SENT)
    bench.submit()
    return bench


def test_whoever_waits_for_a_receipt_that_is_settled_moves_no_other_deadline(bench: Any) -> None:
    sale = bench.submit()
    before = bench.item(sale).deadline
    bench.feed(e.Awaited, "settled", bench.mono + 500)
    assert bench.item(sale).deadline == before
    bench.feed(e.Awaited, sale, bench.mono + 500)
    assert bench.item(sale).deadline == bench.mono + 500


def test_a_stamped_receipt_gets_no_deadline_from_whoever_waits(off: Any) -> None:
    off.feed(e.Awaited, "op1", off.mono + 500)
    assert off.item("op1").deadline is None


def test_adopting_a_shift_brings_nobody_online_who_is_offline(off: Any) -> None:
    off.feed(e.ShiftAdopted, ShiftFacts("other", NOON))
    assert (off.state.shift, off.state.mode) == (ShiftFacts("other", NOON), Mode.LOCAL_OFFLINE)
    assert off.writes(w.SaveMode) == []


def test_adopting_a_shift_without_one_brings_the_register_online(make_bench: Callable[..., Any]) -> None:
    bench = make_bench(mode=Mode.NO_SHIFT, shift=None)
    bench.feed(e.ShiftAdopted, ShiftFacts("other", NOON))
    assert bench.state.mode is Mode.ONLINE
    assert bench.writes(w.SaveMode) == [w.SaveMode(Mode.ONLINE)]


def test_a_stay_that_is_over_ends_once(off: Any) -> None:
    draft = Draft(off.state, off.now)
    end_session(draft, "FREE")
    written, state = list(draft.writes), draft.state
    assert (state.session, state.pool.free[-1].code) == (None, "C20")
    end_session(draft, "FREE")
    assert (draft.writes, draft.state) == (written, state)


def test_where_checkbox_is_offline_without_a_stay_of_ours_no_code_is_spent_on_it(off: Any) -> None:
    way = replace(off.state.way, step=DrainStep.GO, known_at=off.mono)
    off.state = replace(off.state, session=None, mode=Mode.DRAINING, way=way)
    off.feed(e.Woke)
    assert off.state.way.step is DrainStep.SEND
    assert off.writes(w.SaveCode) == []


def test_going_offline_leaves_what_is_stamped_or_waits_for_a_manager_as_it_is(off: Any) -> None:
    stopped = Pending("stopped", OperationKind.SELL, OperationState.ATTENTION)
    fresh = Pending("fresh", OperationKind.SELL)
    off.state = replace(off.state, queue=(*off.state.queue, stopped, fresh))
    before = off.state.queue[:3]
    draft = Draft(off.state, off.now)
    go_offline(draft)
    assert draft.state.queue[:3] == before
    assert [one.id for one in draft.writes if isinstance(one, w.SaveStamp)] == ["fresh"]


def test_going_offline_sends_back_what_was_refused_and_never_sent(make_bench: Callable[..., Any]) -> None:
    bench = make_bench(offline=True)
    head, refused = bench.submit(), bench.submit()
    no = Refusal("refused_by_server", "Ні")
    bench.state = replace(bench.state, queue=(bench.item(head), replace(bench.item(refused), refusal=no)))
    draft = Draft(bench.state, bench.now)
    spent(draft, bench.item(head))
    assert [(one.id, one.refusal) for one in draft.writes if isinstance(one, w.GiveBack)] == [(refused, no)]
    assert [one.id for one in draft.writes if isinstance(one, w.SaveStamp)] == [head]
    assert [one.id for one in draft.state.queue] == [head]


def test_gone_again_on_the_way_back_with_no_code_left_the_stay_keeps_its_own(off: Any) -> None:
    off.state = replace(off.state, mode=Mode.RETURNING, pool=CodePool.of((), ("C18", "C19", "C20")))
    session = off.state.session
    draft = Draft(off.state, off.now)
    go_offline(draft)
    assert (draft.state.mode, draft.state.session) == (Mode.LOCAL_OFFLINE, session)
    assert [one for one in draft.writes if isinstance(one, w.SaveCode)] == []


def test_an_opening_merged_after_its_shift_was_closed_leaves_the_till_without_one(off: Any) -> None:
    code = off.state.session.code
    opening = Pending("s2", OperationKind.SHIFT_OPEN, OperationState.STAMPED, stamp=OwnStamp(NOON, code))
    opening = replace(opening, doing=Doing.READING_SHIFT, not_before=off.mono + 900, refusal=Refusal("x"))
    off.state = replace(off.state, queue=(opening,), shift=None)
    paper = ShiftPaper("s0", "OPENED", 7, NOON)
    off.feed(e.ShiftSeen, "s2", True, paper)
    assert off.writes(w.MergeShift) == [w.MergeShift("s2", paper)]
    assert (off.state.queue, off.state.shift) == ((), None)


def test_an_opening_merged_with_no_code_of_its_own_frees_none(off: Any) -> None:
    opening = Pending("s2", OperationKind.SHIFT_OPEN, OperationState.STAMPED, stamp=OwnStamp(NOON))
    opening = replace(opening, doing=Doing.READING_SHIFT, not_before=off.mono + 900, refusal=Refusal("x"))
    off.state = replace(off.state, queue=(opening,), shift=ShiftFacts("s2", NOON))
    pool = off.state.pool
    off.feed(e.ShiftSeen, "s2", True, ShiftPaper("s0", "OPENED", 7, NOON))
    assert (off.writes(w.SaveCode), off.state.pool) == ([], pool)
    assert off.state.shift == ShiftFacts("s0", NOON)


def test_when_the_servers_last_date_is_later_only_what_has_a_date_is_moved(off: Any) -> None:
    unstamped = Pending("unstamped", OperationKind.SELL, OperationState.ATTENTION)
    first, second = off.state.queue
    way = replace(off.state.way, step=DrainStep.READING)
    off.state = replace(off.state, mode=Mode.DRAINING, way=way, queue=(first, unstamped, second))
    last = second.stamp.date + timedelta(hours=1)
    off.feed(e.CodesSeen, [*off.state.pool.free], False, last)
    stamps = off.writes(w.SaveStamp)
    assert [(one.id, one.code) for one in stamps] == [("op1", "C19"), ("op2", "C18")]
    assert last < off.state.session.began < stamps[0].date < stamps[1].date
    assert off.item("unstamped") == unstamped


def test_upkeep_that_never_began_ends_at_once() -> None:
    looked: list[str] = []

    async def look() -> None:
        looked.append("looked")

    upkeep = Upkeep([look], Times(lambda: NOON, lambda: 0.0))
    asyncio.run(upkeep.end())
    assert looked == []


def test_another_count_of_receipts_is_told_as_a_count_and_not_as_money() -> None:
    report = {"balance": 0, "initial": 0, "sell_receipts_count": 3, "return_receipts_count": 1}
    ours = ShiftSums(sales_count=2, returns_count=1)
    assert differences(ours, report) == ["чеків продажу: у нас 2, у Checkbox 3"]
    assert differences(ours, report, counts=False) == []


@pytest.mark.parametrize("told", [834.5, 835.4, "834.5"])
def test_a_tax_that_checkbox_tells_in_parts_of_a_kopeck_is_compared_rounded_half_up(told: object) -> None:
    ours = ShiftSums(sales_taxes=(TaxSum(1, "А", "ПДВ", Decimal(20), Decimal(0), 835, 0, 5007),))
    tax = {"code": 1, "symbol": "А", "sell_sum": told, "return_sum": 0, "sales_turnover": 5007, "returns_turnover": 0}
    report = {"balance": 0, "initial": 0, "sell_receipts_count": 0, "return_receipts_count": 0, "taxes": [tax]}
    assert differences(ours, report) == []


def test_a_tax_that_is_gone_and_one_that_is_new_are_told_to_the_owner() -> None:
    seller = Seller("ФОП Шевчук", "ІД 1", "Київ")
    row = ShiftRow("s1", "OPENED", "olena", "Олена", (VAT,), seller)
    facts: Any = SimpleNamespace(taxes=(EXCISE,), seller=seller)
    assert _changes(row, facts) == ["податок А ПДВ 20 % → немає", "податок немає → Б ПДВ 20 % + 5 %"]
    same: Any = SimpleNamespace(taxes=(VAT,), seller=seller)
    assert _changes(row, same) == []


def test_a_document_without_a_receipt_cannot_be_mended() -> None:
    close = Operation("c1", OperationKind.SHIFT_CLOSE, b"{}", NOON)
    with pytest.raises(Refused) as caught:
        mend(close, [Change(MendField.NAME, "Хліб", 0)], {}, by="olena")
    assert caught.value.code == "not_available"


def test_a_tax_more_on_a_line_is_carried_whole_and_what_only_the_stored_bytes_have_stays() -> None:
    line = ReceiptLine(
        product_id="77", code="A-1", name="Хліб", barcode=None, unit="шт", price=4200, quantity=1000, sum=4200,
        adjustments=(), net=4200, final=4200, tax_codes=(1,), taxes=(),
    )  # fmt: skip
    before = Receipt(
        id="6a1e8e6c-1c54-4d58-9d55-0d0a3e2f4a11", kind=ReceiptKind.SELL, sold_at=NOON, cashier_name="Олена",
        lines=(line,), sum=4200, total=4200, due=4200, paid=4200, payments=(Payment(PaymentType.CASH, 4200),),
    )  # fmt: skip
    after = replace(before, lines=(replace(line, tax_codes=(1, 8)),))
    stored = json.loads(receipt_bytes(before)) | {"footer": "Дякуємо"}
    mended = json.loads(mended_bytes(json.dumps(stored).encode(), before, after))
    assert mended["goods"][0]["good"].pop("tax") == [1, 8]
    assert stored["goods"][0]["good"].pop("tax") == [1]
    assert mended == stored
