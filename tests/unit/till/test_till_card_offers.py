"""The shop's offers on a basket that a card was asked to pay for: right for its goods, and still once money moved."""

from decimal import Decimal
from typing import Any

import pytest

from pos_app.domain.cart import Cart
from pos_app.domain.errors import Refused
from pos_app.domain.offers import Offer, OfferKind
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.receipt import ReceiptState
from tests.unit.till.card_bench import CardBench, played
from tests.unit.till.conftest import CARD, CASH, id_of

MILK = 4290
LOYALTY = "2999900000001"


async def third_free(bench: CardBench) -> None:
    await bench.till.save_offer(Offer("", "Третій даром", OfferKind.NTH_FREE, Decimal(3)))


async def with_card_off(bench: CardBench, percent: int = 10, **given: Any) -> None:
    from pos_app.catalog.barcode_rules import CardRule

    await bench.till.set_card_rules([CardRule("29999", 0)])
    await bench.till.save_offer(Offer("", "З карткою", OfferKind.PERCENT, Decimal(percent), card=True, **given))


async def milk(bench: CardBench, pieces: int = 1) -> str:
    """So much milk in the basket; → its line."""
    await bench.till.add(id_of(1), pieces * 1000)
    line: str = bench.till.state.cart.lines[0].id
    return line


async def declined(bench: CardBench, pieces: int) -> str:
    """So much milk in the basket, and a card that said no; → its line."""
    line = await milk(bench, pieces)
    bench.fail("declined")
    await bench.till.charge()
    return line


def test_after_a_declined_card_an_offer_leaves_with_the_goods_that_it_was_for() -> None:
    async def story(bench: CardBench) -> None:
        await third_free(bench)
        line = await declined(bench, 3)
        assert bench.till.state.totals.total == 2 * MILK
        await bench.till.set_quantity(line, 1000)
        assert bench.till.state.totals.total == MILK
        assert (await bench.till.pay(CASH)).receipt.total == MILK

    played(story)


def test_after_a_declined_card_goods_bring_their_offer_and_so_does_a_customers_card() -> None:
    async def story(bench: CardBench) -> None:
        await third_free(bench)
        await with_card_off(bench, priority=200)
        await declined(bench, 2)
        await bench.till.add(id_of(1))
        assert bench.till.state.totals.total == 2 * MILK
        await bench.till.scan(LOYALTY)
        assert bench.till.state.totals.total == 7722
        await bench.till.charge()
        assert (await bench.till.pay(CARD)).receipt.total == 7722

    played(story)


def test_other_offers_reach_a_basket_whose_card_was_declined() -> None:
    async def story(bench: CardBench) -> None:
        await declined(bench, 3)
        await third_free(bench)
        assert bench.till.state.totals.total == 2 * MILK

    played(story)


@pytest.mark.parametrize("emptied_by", ["remove", "undo"])
def test_a_basket_emptied_line_by_line_leaves_nothing_to_the_next_customer(emptied_by: str) -> None:
    async def story(bench: CardBench) -> None:
        await third_free(bench)
        line = await declined(bench, 1)
        if emptied_by == "remove":
            await with_card_off(bench)
            await bench.till.scan(LOYALTY)
            await bench.till.remove(line)
        else:
            await bench.till.undo()
        assert bench.till.state.cart == bench.store.baskets.load() == Cart()
        await bench.till.add(id_of(1), 3000)
        assert bench.till.state.totals.total == 2 * MILK

    played(story)


def test_a_line_voided_by_mistake_comes_back_with_the_customers_card() -> None:
    async def story(bench: CardBench) -> None:
        await with_card_off(bench)
        line = await milk(bench)
        await bench.till.scan(LOYALTY)
        await bench.till.remove(line)
        await bench.till.undo()
        assert bench.till.state.cart.customer_card == LOYALTY
        assert bench.till.state.totals.total == 3861

    played(story)


def test_what_a_card_has_paid_for_keeps_its_sum_until_its_goods_change() -> None:
    async def story(bench: CardBench) -> None:
        await third_free(bench)
        line = await milk(bench, 3)
        bench.fail("partial", amount=1000)
        await bench.till.charge()
        for offer in await bench.till.offers():
            await bench.till.remove_offer(offer.id)
        await with_card_off(bench)
        await bench.till.scan(LOYALTY)
        assert bench.till.state.totals.total == 2 * MILK
        # other goods, another sum: the offers are those of now
        await bench.till.set_quantity(line, 2000)
        assert bench.till.state.totals.total == 7722
        await bench.till.undo()
        assert bench.till.state.totals.total == 2 * MILK
        parts = [Payment(PaymentType.CASHLESS, 1000), Payment(PaymentType.CASH, 7600)]
        assert (await bench.till.pay(parts)).receipt.total == 2 * MILK

    played(story)


def test_a_payment_that_was_reversed_leaves_the_basket_to_the_offers_again() -> None:
    async def story(bench: CardBench) -> None:
        await bench.till.add(id_of(1), 3000)
        paid = await bench.till.charge()
        await third_free(bench)
        assert bench.till.state.totals.total == 3 * MILK
        await bench.till.reverse_payment(paid.id)
        await with_card_off(bench, priority=200)
        assert bench.till.state.totals.total == 2 * MILK

    played(story)


def test_a_sale_that_came_back_and_loses_goods_loses_their_offer() -> None:
    async def story(bench: CardBench) -> None:
        await third_free(bench)
        line = await milk(bench, 3)
        bench.fiscal.outcome = Refused(code="refused_by_server")
        assert await bench.refusal(bench.till.pay(CASH)) == "refused_by_server"
        bench.fiscal.outcome = ReceiptState.FISCAL
        await bench.till.set_quantity(line, 1000)
        assert (await bench.till.pay(CASH)).receipt.total == MILK

    played(story)
