"""Excise stamps: each goes over the counter once, the right one leaves a basket, a return brings its own back."""

from dataclasses import replace

import pytest

from pos_app.domain.errors import PosError, Refused
from pos_app.domain.mending import Change, MendField
from pos_app.domain.receipt import ReceiptState
from pos_app.domain.register import OperationState
from pos_app.domain.returns import WantedLine
from pos_app.fiscal.state import Refusal
from pos_app.till.state import Outcome
from tests.unit.till.card_bench import CardBench, played
from tests.unit.till.conftest import CASH, Bench, MakeBench, id_of

VODKA = "4820000000048"
A, B, C = "ABCD000001", "ABCD000002", "ABCD000003"


async def put(bench: Bench, *stamps: str) -> str:
    """So many bottles with these stamps. → the line."""
    await bench.till.add(id_of(4), 1000 * len(stamps))
    for stamp in stamps:
        assert (await bench.till.scan(stamp)).outcome is Outcome.EXCISE_TAKEN
    return bench.till.state.cart.lines[0].id


def stamps(bench: Bench) -> tuple[str, ...]:
    return bench.till.state.cart.lines[0].excise_stamps


async def test_the_same_stamp_in_other_letters_is_refused(bench: Bench) -> None:
    await bench.till.add(id_of(4), 2000)
    await bench.till.scan("АВЕК000001")  # typed, Cyrillic
    assert stamps(bench) == ("АВЕК000001",)
    assert await bench.refusal(bench.till.scan("ABEK000001")) == "excise_duplicate"


async def test_a_stamp_that_was_sold_is_refused_until_it_comes_back(bench: Bench) -> None:
    await put(bench, A)
    sale = await bench.till.pay(CASH)
    await bench.till.add(id_of(4))
    assert await bench.refusal(bench.till.scan(A)) == "excise_sold"
    assert stamps(bench) == ()
    await bench.till.scan(B)
    await bench.till.pay(CASH)
    await bench.till.give_back(sale.receipt.id, CASH)
    await bench.till.add(id_of(4))
    assert (await bench.till.scan(A)).outcome is Outcome.EXCISE_TAKEN


async def test_a_stamp_sold_while_its_receipt_was_parked_stops_the_payment(bench: Bench) -> None:
    await put(bench, A)
    parked = await bench.till.park()
    await put(bench, A)
    await bench.till.pay(CASH)
    await bench.till.resume(parked)
    assert stamps(bench) == (A,)
    assert await bench.refusal(bench.till.pay(CASH)) == "excise_sold"
    assert stamps(bench) == (A,)


async def test_a_sale_that_checkbox_refuses_frees_its_stamps(bench: Bench) -> None:
    await put(bench, A)
    bench.fiscal.outcome = PosError("ні", code="refused_by_server")
    with pytest.raises(PosError):
        await bench.till.pay(CASH)
    assert bench.store.stamps.sold_in(A) is None
    assert stamps(bench) == (A,)


async def test_the_piece_whose_stamp_is_scanned_leaves_the_basket(bench: Bench) -> None:
    line = await put(bench, A, B, C)
    await bench.till.void_stamp(line, B)
    assert (stamps(bench), bench.till.state.cart.lines[0].quantity) == ((A, C), 2000)
    assert await bench.refusal(bench.till.void_stamp(line, B)) == "excise_not_here"
    await bench.till.undo()
    assert stamps(bench) == (A, B, C)
    await bench.till.void_stamp(line, "]C1ABCD000001")
    await bench.till.void_stamp(line, C)
    await bench.till.void_stamp(line, B)
    assert bench.till.state.cart.is_empty
    assert bench.journal("basket.stamps_unscanned") == []


async def test_the_last_piece_is_struck_with_its_line(bench: Bench) -> None:
    await bench.till.add(id_of(1))
    await bench.till.add(id_of(4))
    await bench.till.scan(A)
    line = bench.till.state.cart.lines[1].id
    await bench.till.void_stamp(line, A)
    assert [one.line.excise_stamps for one in bench.till.state.voided] == [(A,)]


async def test_a_stamp_alone_can_be_taken_off_and_the_line_waits_again(bench: Bench) -> None:
    line = await put(bench, A, B)
    await bench.till.remove_stamp(line, A)
    assert (stamps(bench), bench.till.state.cart.lines[0].stamps_missing) == ((B,), 1)
    assert await bench.refusal(bench.till.pay(CASH)) == "excise_missing"
    await bench.till.scan(A)
    assert stamps(bench) == (B, A)


async def test_stamps_that_leave_unscanned_are_in_the_journal(bench: Bench) -> None:
    line = await put(bench, A, B, C)
    await bench.till.set_quantity(line, 1000)
    assert stamps(bench) == (A,)
    await bench.till.remove(line)
    told = bench.journal("basket.stamps_unscanned")
    assert [B in told[0], C in told[0], A in told[1]] == [True, True, True]


async def test_parked_and_resumed_baskets_keep_their_stamps(bench: Bench) -> None:
    await put(bench, A, B)
    parked = await bench.till.park()
    await bench.till.resume(parked)
    assert stamps(bench) == (A, B)
    assert bench.store.baskets.load().lines[0].excise_stamps == (A, B)


async def test_a_return_brings_back_the_stamps_that_are_scanned(bench: Bench) -> None:
    await put(bench, A, B, C)
    sale = (await bench.till.pay(CASH)).receipt.id
    one = [WantedLine(0, 1000, (B,))]
    back = await bench.till.give_back(sale, CASH, one)
    assert back.receipt.lines[0].excise_stamps == (B,)
    assert await bench.refusal(bench.till.give_back(sale, CASH, one)) == "excise_not_here"
    for wrong, code in (("ZZZZ999999",), "excise_not_here"), ((A,), "excise_missing"), ((A, A), "excise_duplicate"):
        assert await bench.refusal(bench.till.give_back(sale, CASH, [WantedLine(0, 2000, wrong)])) == code
    rest = await bench.till.give_back(sale, CASH)
    assert rest.receipt.lines[0].excise_stamps == (A, C)


async def test_a_whole_return_needs_no_names(bench: Bench) -> None:
    await put(bench, A, B)
    sale = (await bench.till.pay(CASH)).receipt.id
    back = await bench.till.give_back(sale, CASH)
    assert back.receipt.lines[0].excise_stamps == (A, B)


async def test_a_return_that_checkbox_refuses_leaves_its_stamps_sold(bench: Bench) -> None:
    await put(bench, A)
    sale = (await bench.till.pay(CASH)).receipt.id
    back = await bench.till.give_back(sale, CASH)
    assert bench.store.stamps.sold_in(A) is None
    assert bench.fiscal.hook is not None
    with bench.store.transaction():
        bench.fiscal.hook(back.receipt, Refusal("refused_by_server", "ні"))
    assert bench.store.stamps.sold_in(A) == sale


# a refused receipt whose stamp was misread


async def stopped(bench: Bench, receipt_id: str) -> str:
    """Checkbox does not want this receipt as it is."""
    row = bench.store.operations.by_id(receipt_id)
    assert row is not None
    bench.store.operations.save(replace(row, state=OperationState.ATTENTION, stamp=None, reason="Хибна марка"))
    return row.id


async def sold(bench: Bench, *with_stamps: str) -> str:
    await put(bench, *with_stamps)
    return (await bench.till.pay(CASH)).receipt.id


def new_stamps(*wanted: str, line: int = 0) -> list[Change]:
    return [Change(MendField.EXCISE_STAMPS, wanted, line)]


def holders(bench: Bench, *wanted: str) -> list[str | None]:
    return [bench.store.stamps.sold_in(stamp) for stamp in wanted]


async def test_a_mended_stamp_is_sold_and_the_misread_one_is_free_again(bench: Bench) -> None:
    sale = await stopped(bench, await sold(bench, A, B))
    await bench.till.attention_mend(sale, new_stamps(A, C))
    assert holders(bench, A, B, C) == [sale, None, sale]
    await put(bench, B)
    await bench.till.clear()
    await bench.till.add(id_of(4))
    with pytest.raises(PosError) as refusal:
        await bench.till.scan(C)
    assert refusal.value.code == "excise_sold"


async def test_stamps_may_change_places_in_a_mended_receipt(bench: Bench) -> None:
    sale = await stopped(bench, await sold(bench, A, B))
    await bench.till.attention_mend(sale, new_stamps(B, A))
    assert holders(bench, A, B) == [sale, sale]


@pytest.mark.parametrize("typed", [A, " abcd000001 "])
async def test_a_stamp_that_another_receipt_has_sold_cannot_be_mended_into_this_one(bench: Bench, typed: str) -> None:
    other = await sold(bench, A)
    sale = await stopped(bench, await sold(bench, B))
    with pytest.raises(PosError, match="іншому чеку") as refusal:
        await bench.till.attention_mend(sale, new_stamps(typed))
    assert refusal.value.code == "excise_sold"
    assert holders(bench, A, B) == [other, sale]
    row = bench.store.operations.by_id(sale)
    assert row is not None
    assert row.document is not None
    assert row.document.lines[0].excise_stamps == (B,)


async def test_a_typed_stamp_is_mended_in_as_a_scanner_would_have_read_it(bench: Bench) -> None:
    sale = await stopped(bench, await sold(bench, B))
    await bench.till.attention_mend(sale, new_stamps(" abcd 000003 "))
    row = bench.store.operations.by_id(sale)
    assert row is not None
    assert row.document is not None
    assert row.document.lines[0].excise_stamps == (C,)
    assert holders(bench, C) == [sale]


async def test_a_bottle_that_came_back_stays_back_when_its_sale_is_mended(bench: Bench) -> None:
    sale = await sold(bench, A)
    await bench.till.give_back(sale, CASH)
    await stopped(bench, sale)
    await bench.till.attention_mend(sale, new_stamps(C))
    assert holders(bench, A, C) == [None, None]


async def test_a_mended_return_brings_the_other_bottle_back(bench: Bench) -> None:
    sale = await sold(bench, A, B)
    back = (await bench.till.give_back(sale, CASH, [WantedLine(0, 1000, (A,))])).receipt.id
    other = await sold(bench, C)
    await stopped(bench, back)
    assert await bench.refusal(bench.till.attention_mend(back, new_stamps(C))) == "excise_sold"
    await bench.till.attention_mend(back, new_stamps(B))
    assert holders(bench, A, B, C) == [sale, None, other]


async def test_a_refused_sale_sent_again_has_sold_its_stamps(make_bench: MakeBench) -> None:
    bench = await make_bench(refused_sale_to_basket=False).ready()
    sale = await refused_and_parked(bench, A)
    assert holders(bench, A) == [None]
    await bench.till.attention_resend(sale)
    assert holders(bench, A) == [sale]
    await bench.till.shutdown()


async def test_a_refused_sale_is_not_sent_again_with_a_stamp_that_was_sold_meanwhile(make_bench: MakeBench) -> None:
    bench = await make_bench(refused_sale_to_basket=False).ready()
    sale = await refused_and_parked(bench, A)
    other = await sold(bench, A)
    assert await bench.refusal(bench.till.attention_resend(sale)) == "excise_sold"
    assert holders(bench, A) == [other]
    await bench.till.attention_mend(sale, new_stamps(B))
    assert holders(bench, A, B) == [other, sale]
    await bench.till.shutdown()


async def refused_and_parked(bench: Bench, stamp: str) -> str:
    """A sale that Checkbox did not want; → its id."""
    bench.fiscal.outcome = Refused(code="refused_by_server")
    await put(bench, stamp)
    assert await bench.refusal(bench.till.pay(CASH)) == "refused_by_server"
    bench.fiscal.outcome = ReceiptState.FISCAL
    (parked,) = bench.store.baskets.parked()
    assert parked.cart.receipt_id is not None
    return parked.cart.receipt_id


def test_a_stamp_sold_while_its_receipt_was_parked_charges_no_card() -> None:
    async def story(bench: CardBench) -> None:
        await put(bench, A)
        parked = await bench.till.park()
        await put(bench, A)
        await bench.till.pay(CASH)
        await bench.till.resume(parked)
        assert await bench.refusal(bench.till.charge()) == "excise_sold"
        assert (bench.charges, bench.unsettled()) == (0, [])

    played(story)


async def test_a_return_that_is_set_aside_leaves_its_stamps_sold(bench: Bench) -> None:
    await put(bench, A, B)
    sale = (await bench.till.pay(CASH)).receipt.id
    bench.fiscal.outcome = Refused("Сума інша.", code="total_differs")
    one = [WantedLine(0, 1000, (A,))]
    assert await bench.refusal(bench.till.give_back(sale, CASH, one)) == "total_differs"
    (item,) = await bench.till.attention()
    await bench.till.attention_set_aside(item["id"], "каса помилилася")
    bench.fiscal.outcome = ReceiptState.FISCAL
    await bench.till.add(id_of(4))
    assert await bench.refusal(bench.till.scan(A)) == "excise_sold"
    back = await bench.till.give_back(sale, CASH, one)
    assert back.receipt.lines[0].excise_stamps == (A,)
    assert (await bench.till.scan(A)).outcome is Outcome.EXCISE_TAKEN


async def test_a_stamp_that_was_sold_again_stays_with_the_later_sale_when_its_return_is_set_aside(bench: Bench) -> None:
    sale = await sold(bench, A)
    bench.fiscal.outcome = Refused("Сума інша.", code="total_differs")
    await bench.refusal(bench.till.give_back(sale, CASH))
    (item,) = await bench.till.attention()
    bench.fiscal.outcome = ReceiptState.FISCAL
    later = await sold(bench, A)
    await bench.till.attention_set_aside(item["id"], "каса помилилася")
    assert bench.store.stamps.sold_in(A) == later
