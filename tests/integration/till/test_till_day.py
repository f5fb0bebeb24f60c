"""A day at the till against the sandbox Checkbox: every sum agrees on both sides to the kopeck."""

from decimal import Decimal

import pytest

from pos_app.domain.discount import Adjustment, AdjustmentMode, AdjustmentType
from pos_app.domain.errors import PosError
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.receipt import ReceiptState
from pos_app.domain.register import Mode
from pos_app.domain.returns import WantedLine
from pos_app.till.state import Outcome
from tests.integration.till.conftest import CARD, CASH, World, id_of


async def test_a_sale_is_fiscalised_printed_and_leaves_the_basket(world: World) -> None:
    result = await world.till.scan("4820000000001")
    assert result.outcome is Outcome.PRODUCT
    view = await world.till.pay(CASH)
    assert view.fiscal.state is ReceiptState.FISCAL
    assert view.fiscal.fiscal_code
    assert (view.receipt.total, view.receipt.rounding, view.receipt.due) == (4290, 10, 4300)
    assert world.till.state.cart.is_empty
    assert world.till.state.last_receipt == view
    assert [one.id for one in world.server_receipts()] == [view.receipt.id]
    assert await world.till.wait("printed", 5)
    assert [name.split("-")[1] for name in world.paper.printed] == ["sale"]
    assert ("receipt.fiscal", view.receipt.id) in [(kind, details.get("receipt_id")) for kind, details in world.told]


async def test_kopecks_that_cash_rounds_away_beside_a_certificate_are_taken_by_checkbox(world: World) -> None:
    await world.till.add(id_of(5), price=10024)
    certificate = Payment(PaymentType.CASHLESS, 10000, "Подарунковий сертифікат")
    assert (await world.till.quote([certificate, *CASH])).due == 10000
    view = await world.till.pay([certificate, Payment(PaymentType.CASH, 0)])
    assert (view.fiscal.state, view.receipt.rounding, view.receipt.due) == (ReceiptState.FISCAL, -24, 10000)
    server = world.server.register.state.receipts[view.receipt.id]
    assert (server.total_sum, server.round_sum) == (10024, -24)


async def test_a_whole_day_comes_out_the_same_at_checkbox(world: World) -> None:
    till = world.till
    await till.cash_in(50000, "розмін")
    for number in range(1, 13):
        await till.add(id_of(1), 1000 * (number % 3 + 1))
        await till.add(id_of(3), 137 * number)
        if number % 3 == 0:
            percent = Adjustment(AdjustmentType.DISCOUNT, AdjustmentMode.PERCENT, Decimal("7.5"))
            await till.discount(percent, till.state.cart.lines[0].id)
        if number % 4 == 0:
            await till.discount(Adjustment(AdjustmentType.DISCOUNT, AdjustmentMode.VALUE, Decimal(333)))
        payments = (CASH, CARD, (Payment(PaymentType.CASHLESS, 1000), Payment(PaymentType.CASH, 100000)))[number % 3]
        view = await till.pay(payments)
        server = world.server.register.state.receipts[view.receipt.id]
        assert server.total_sum == view.receipt.total
    sold = [view for view in await till.receipts() if view.receipt.kind == "SELL"]
    await till.give_back(sold[0].receipt.id, CASH)
    await till.give_back(sold[1].receipt.id, CARD, [WantedLine(0, 1000)])
    await till.cash_out(20000)
    x_report = await till.x_report()
    shift = till.state.shift
    assert shift is not None
    assert x_report["balance"] == shift.sums.cash
    closed = await till.close_shift(shift.sums.cash + 55)
    assert closed.difference == 55
    assert closed.z_report["balance"] == closed.shift.sums.cash
    assert closed.z_report["sell_receipts_count"] == 12
    assert closed.z_report["return_receipts_count"] == 2
    assert till.state.mode is Mode.NO_SHIFT
    assert till.state.shift is None
    assert till.state.problem is None


async def test_returns_by_parts_give_back_exactly_what_was_paid_and_never_more(world: World) -> None:
    till = world.till
    await till.add(id_of(2), 3000)
    discount = Adjustment(AdjustmentType.DISCOUNT, AdjustmentMode.VALUE, Decimal(100))
    await till.discount(discount, till.state.cart.lines[0].id)
    sale = (await till.pay(CARD)).receipt
    parts = []
    for _ in range(3):
        quote = await till.quote(CARD, sale.id, [WantedLine(0, 1000)])
        view = await till.give_back(sale.id, CARD, [WantedLine(0, 1000)])
        assert view.receipt.total == quote.total
        assert view.receipt.related_receipt_id == sale.id
        parts.append(view.receipt.total)
    assert sum(parts) == sale.total == 3 * 2855 - 100
    with pytest.raises(PosError) as refusal:
        await till.give_back(sale.id, CARD, [WantedLine(0, 1000)])
    assert refusal.value.code == "return_exceeds_sold"
    assert (await till.receipt(sale.id)).returned == (3000,)


async def test_money_given_back_must_equal_what_is_due_and_lie_in_the_drawer(world: World) -> None:
    till = world.till
    await till.add(id_of(1))
    sale = (await till.pay(CARD)).receipt
    with pytest.raises(PosError) as refusal:
        await till.give_back(sale.id, [Payment(PaymentType.CASHLESS, 4289)])
    assert refusal.value.code == "return_sum_differs"
    with pytest.raises(PosError) as refusal:
        await till.give_back(sale.id, CASH)
    assert refusal.value.code == "cash_short"
    with pytest.raises(PosError) as refusal:
        await till.cash_out(1)
    assert refusal.value.code == "cash_short"
    await till.cash_in(4300)
    back = await till.give_back(sale.id, CASH)
    assert (back.receipt.total, back.receipt.due) == (4290, 4300)
    assert till.state.shift is not None
    assert till.state.shift.sums.cash == 0


async def test_excise_goods_are_sold_with_their_stamps_alone(world: World) -> None:
    till = world.till
    assert (await till.scan("4820000000004")).outcome is Outcome.EXCISE_NEEDED
    with pytest.raises(PosError) as refusal:
        await till.pay(CARD)
    assert refusal.value.code == "excise_missing"
    assert (await till.scan("АБВГ123456")).outcome is Outcome.EXCISE_TAKEN
    await till.scan("4820000000004")
    with pytest.raises(PosError) as refusal:
        await till.scan("АБВГ123456")
    assert refusal.value.code == "excise_duplicate"
    await till.undo()
    view = await till.pay(CARD)
    assert view.receipt.lines[0].excise_stamps == ("АБВГ123456",)
    assert view.receipt.taxes[0].excise > 0


async def test_a_group_without_a_tax_is_not_sold(world: World) -> None:
    await world.till.add(id_of(6))
    with pytest.raises(PosError) as refusal:
        await world.till.pay(CASH)
    assert refusal.value.code == "tax_unmapped"
    await world.till.confirm_taxes({"9": [1]})
    assert (await world.till.pay(CASH)).fiscal.state is ReceiptState.FISCAL


async def test_the_same_request_again_returns_the_same_receipt_also_after_a_kill(world: World) -> None:
    await world.till.add(id_of(1))
    first = await world.till.pay(CARD, request_id="kiosk-1")
    again = await world.till.pay(CARD, request_id="kiosk-1")
    await world.restart()
    await world.till.sign_in_pin("1234")
    third = await world.till.pay(CARD, request_id="kiosk-1")
    assert {first.receipt.id, again.receipt.id, third.receipt.id} == {first.receipt.id}
    assert len(world.server_receipts()) == 1
