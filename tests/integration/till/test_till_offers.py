"""Offers through the whole till and Checkbox's own sums: names and kopecks arrive as the basket shows them."""

from decimal import Decimal

from pos_app.domain.discount import Adjustment, AdjustmentMode, AdjustmentType
from pos_app.domain.offers import Offer, OfferKind
from pos_app.domain.receipt import ReceiptState
from pos_app.domain.returns import WantedLine
from pos_app.domain.scope import Scope
from tests.integration.till.conftest import CARD, CASH, World, id_of


def offer(kind: OfferKind, value: str, name: str, **given: object) -> Offer:
    return Offer("", name, kind, Decimal(value), **given)  # type: ignore[arg-type]  # keyword values of many types


async def with_offers(world: World) -> None:
    till = world.till
    await till.save_offer(offer(OfferKind.PERCENT, "7.5", "Весна", priority=1))
    await till.save_offer(offer(OfferKind.NTH_FREE, "3", "Третій даром", scope=Scope((id_of(1),)), priority=2))
    await till.save_offer(offer(OfferKind.RECEIPT_PERCENT, "3.33", "Від 50 грн", least=5000))
    await till.add(id_of(1), 3000)
    await till.add(id_of(2), 1000)
    by_hand = Adjustment(AdjustmentType.EXTRA_CHARGE, AdjustmentMode.VALUE, Decimal(7), "Пакування")
    await till.discount(by_hand, till.state.cart.lines[1].id)


async def test_checkbox_counts_offers_to_the_same_kopeck_and_prints_their_names(world: World) -> None:
    await with_offers(world)
    total = world.till.state.totals.total
    view = await world.till.pay(CARD)
    assert view.fiscal.state is ReceiptState.FISCAL
    told = world.server_receipts()[-1]
    assert told.total_sum == total
    names = [one.name for line in view.receipt.lines for one in [applied.adjustment for applied in line.adjustments]]
    assert names == ["Весна", "Третій даром", "Весна", "Пакування"]


async def test_goods_with_offers_come_back_for_what_was_paid(world: World) -> None:
    await with_offers(world)
    sale = (await world.till.pay(CASH)).receipt
    first = await world.till.give_back(sale.id, CASH, [WantedLine(0, 1000)])
    second = await world.till.give_back(sale.id, CASH)
    assert first.receipt.total + second.receipt.total == sale.total
    assert second.fiscal.state is ReceiptState.FISCAL


async def test_a_sale_of_another_till_is_read_from_checkbox_and_given_back(world: World) -> None:
    """The sandbox has it; this till is made to forget that it sold it."""
    await with_offers(world)
    sold = await world.till.pay(CASH)
    code, sale_id = sold.fiscal.fiscal_code, sold.receipt.id
    assert code is not None
    wire = await world.till._parts.account.receipt(code)
    from pos_app.till.foreign import sale_of

    read = sale_of(wire)
    assert (read.id, read.total, read.due) == (sale_id, sold.receipt.total, sold.receipt.due)
    assert [(line.net, line.final, line.tax_codes) for line in read.lines] == [
        (line.net, line.final, line.tax_codes) for line in sold.receipt.lines
    ]
