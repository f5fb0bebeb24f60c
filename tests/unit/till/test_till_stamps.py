"""Excise stamps: each goes over the counter once, the right one leaves a basket, a return brings its own back."""

import pytest

from pos_app.domain.errors import PosError
from pos_app.domain.returns import WantedLine
from pos_app.fiscal.state import Refusal
from pos_app.till.state import Outcome
from tests.unit.till.conftest import CASH, Bench, id_of

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
