"""Cash that goes out beside a card's refund: it lies in the drawer until the card has its money, for nobody else."""

import asyncio
from collections.abc import Sequence

import pytest

from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.receipt import ReceiptKind, make_cash_movement
from tests.unit.till.card_bench import CardBench, played
from tests.unit.till.conftest import NOON, id_of


def drawer(bench: CardBench) -> int:
    assert bench.till.state.shift is not None
    cash: int = bench.till.state.shift.sums.cash
    return cash


async def mixed_sale(bench: CardBench) -> tuple[str, Sequence[Payment]]:
    """128,70: ten by card, the rest in cash. → it, and its money as it goes back."""
    await bench.till.add(id_of(1), 3000)
    await bench.till.charge(1000)
    card, cash = Payment(PaymentType.CASHLESS, 1000, "Картка"), Payment(PaymentType.CASH, 11_850)
    sale = (await bench.till.pay([card, cash])).receipt.id
    _, as_paid = await bench.till.ways_back(sale)
    return sale, as_paid.payments


async def spend(bench: CardBench, amount: int) -> None:
    """Cash goes another way than by this till's commands: the books are those of Checkbox's shift after a merge."""
    gone = Payment(PaymentType.CASH, amount)
    movement = make_cash_movement(
        ReceiptKind.SERVICE_OUT, amount, gone, receipt_id=id_of(800), sold_at=NOON, cashier_name="Олена"
    )
    await bench.fiscal.submit(movement)
    bench.till._parts.book.forget()
    bench.till._parts.board.show(shift=bench.till._parts.book.current())


def test_cash_beside_a_refund_is_promised_to_nobody_else() -> None:
    async def story(bench: CardBench) -> None:
        sale, payments = await mixed_sale(bench)
        begun = asyncio.ensure_future(bench.till.give_back(sale, payments))
        await asyncio.sleep(1)
        assert await bench.refusal(bench.till.cash_out(drawer(bench))) == "cash_short"
        await bench.till.cash_out(500)
        await begun
        assert (drawer(bench), bench.bank.balance()) == (0, 0)

    played(story)


def test_a_refund_whose_return_was_not_written_may_use_the_cash_that_it_was_promised() -> None:
    async def story(bench: CardBench) -> None:
        sale, payments = await mixed_sale(bench)
        await bench.till.cash_out(500)
        bench.fiscal.before_writing = RuntimeError("power")
        with pytest.raises(RuntimeError):
            await bench.till.give_back(sale, payments)
        bench.fiscal.before_writing = None
        assert await bench.refusal(bench.till.cash_out(100)) == "cash_short"
        await bench.till.give_back(sale, payments)
        assert (drawer(bench), bench.bank.balance(), bench.unsettled()) == (0, 0, [])

    played(story)


def test_a_drawer_emptied_before_the_return_keeps_the_refund_until_there_is_cash() -> None:
    async def story(bench: CardBench) -> None:
        sale, payments = await mixed_sale(bench)
        begun = asyncio.ensure_future(bench.till.give_back(sale, payments))
        await asyncio.sleep(1)
        await spend(bench, drawer(bench))
        assert await bench.refusal(begun) == "cash_short"
        (held,) = bench.unsettled()
        assert await bench.refusal(bench.till.complete_refund(held.id)) == "cash_short"
        await bench.till.cash_in(20_000)
        await bench.till.complete_refund(held.id)
        assert (drawer(bench), bench.bank.balance(), bench.unsettled()) == (20_000 - 11_850, 0, [])

    played(story)
