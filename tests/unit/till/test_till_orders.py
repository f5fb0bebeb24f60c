"""Orders at the till: a part now, the rest once, or all of it back; never twice, never a kopeck astray."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from pos_app.devices.settings import MANUAL, TerminalSetting
from pos_app.devices.terminal import ManualTerminal
from pos_app.domain.card import AttemptState
from pos_app.domain.discount import Adjustment, AdjustmentMode, AdjustmentType
from pos_app.domain.e_receipt import SendState
from pos_app.domain.errors import PosError, Unreachable, refused
from pos_app.domain.orders import kept_payments
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.receipt import Delivery, ReceiptKind, ReceiptState
from pos_app.domain.register import Mode
from pos_app.domain.scope import ADULTS, Scope
from pos_app.domain.shop_rules import NoSale
from pos_app.till.state import OpenOrder, ReceiptView
from tests.unit.till.card_bench import CardBench
from tests.unit.till.card_bench import played as played_on
from tests.unit.till.conftest import CARD, CASH, TAXES, good, id_of

SWEETS = 10_000
"""Three of them are 300,00."""
WHOLE = 3 * SWEETS


def played(story: Callable[[CardBench], Awaitable[None]]) -> None:
    async def with_basket(bench: CardBench) -> None:
        await bench.till.add(id_of(1))
        await bench.till.clear()
        await basket(bench)
        await story(bench)

    played_on(with_basket)


async def basket(bench: CardBench) -> None:
    await bench.till.cash_in(100_000)
    await bench.till.add(id_of(2), 2000)
    line = bench.till.state.cart.lines[0].id
    await bench.till.remove(line)
    await bench.till.add(id_of(5), 3000, SWEETS)


async def prepaid(bench: CardBench, amount: int = 10_000, payments: tuple[Payment, ...] = CASH) -> ReceiptView:
    await bench.till.set_prepayment(amount, " Пані Марія ")
    return await bench.till.pay(payments)


async def the_order(bench: CardBench) -> OpenOrder:
    (order,) = await bench.till.open_orders()
    return order


def cash(bench: CardBench) -> int:
    assert bench.till.state.shift is not None
    return bench.till.state.shift.sums.cash


def test_a_part_is_paid_now_and_the_rest_from_the_list_of_orders() -> None:
    async def story(bench: CardBench) -> None:
        before = cash(bench)
        await bench.till.set_prepayment(10_000, " Пані Марія ")
        totals = bench.till.state.totals
        assert (totals.total, totals.elsewhere, totals.discount_sum) == (10_000, 20_000, 0)
        view = await bench.till.pay([Payment(PaymentType.CASH, 50_000)])
        first = view.receipt
        assert (first.kind, first.total, first.change) == (ReceiptKind.SELL, 10_000, 40_000)
        assert first.part is not None
        assert (first.part.whole, first.part.left, first.part.note, first.by_chain) == (
            WHOLE,
            20_000,
            "Пані Марія",
            True,
        )
        assert bench.till.state.cart.is_empty
        assert bench.till.state.cart.part is None
        order = await the_order(bench)
        assert (order.whole, order.paid, order.left, order.note) == (WHOLE, 10_000, 20_000, "Пані Марія")
        await bench.till.take_order(order.order)
        assert bench.till.state.totals.total == 20_000
        rest = (await bench.till.pay(CASH)).receipt
        assert rest.part is not None
        assert (rest.total, rest.part.before, rest.part.first) == (20_000, 10_000, first.id)
        assert (rest.part.whole, rest.part.left) == (WHOLE, 0)
        assert rest.part.first_code == view.fiscal.fiscal_code
        assert await bench.till.open_orders() == ()
        assert cash(bench) == before + WHOLE

    played(story)


def test_an_order_names_its_first_goods_and_counts_the_others() -> None:
    async def story(bench: CardBench) -> None:
        for number in (1, 2, 3):
            await bench.till.add(id_of(number), 1000)
        await prepaid(bench)
        order = await the_order(bench)
        assert (order.names, order.more) == (("Пакунок", "Молоко", "Хліб"), 1)

    played(story)


def test_an_order_waits_through_a_restart_and_the_next_shift() -> None:
    async def story(bench: CardBench) -> None:
        await prepaid(bench)
        await bench.till.add(id_of(5), 1000, SWEETS)
        await bench.till.set_prepayment(5_000)
        await bench.killed()
        part = bench.till.state.cart.part
        assert part is not None
        assert (part.amount, bench.till.state.totals.total) == (5_000, 5_000)
        await bench.till.set_prepayment(None)
        assert bench.till.state.totals.total == SWEETS
        await bench.till.clear()
        await bench.till.close_shift()
        await bench.till.open_shift()
        await bench.till.take_order((await the_order(bench)).order)
        await bench.till.pay(CASH)

    played(story)


@pytest.mark.parametrize("amount", [0, -100, 150, 99, WHOLE, WHOLE + 100, 29_950])
def test_a_part_is_whole_hryvnias_and_less_than_all(amount: int) -> None:
    async def story(bench: CardBench) -> None:
        assert await bench.refusal(bench.till.set_prepayment(amount)) == "bad_prepayment"
        assert bench.till.state.cart.part is None

    played(story)


def test_goods_that_leave_after_the_part_was_named_are_noticed_at_the_payment() -> None:
    async def story(bench: CardBench) -> None:
        await bench.till.set_prepayment(20_000)
        line = bench.till.state.cart.lines[0].id
        await bench.till.set_quantity(line, 2000)
        assert await bench.refusal(bench.till.pay(CASH)) == "bad_prepayment"
        assert await bench.refusal(bench.till.charge()) == "bad_prepayment"
        await bench.till.remove(line)
        assert bench.till.state.cart.part is None
        assert await bench.refusal(bench.till.set_prepayment(100)) == "empty_cart"

    played(story)


def test_excise_goods_are_no_order() -> None:
    async def story(bench: CardBench) -> None:
        await bench.till.add(id_of(4))
        assert await bench.refusal(bench.till.set_prepayment(10_000)) == "prepayment_excise"

    played(story)


def test_nothing_of_the_rest_can_be_changed_but_it_can_be_left() -> None:
    async def story(bench: CardBench) -> None:
        await prepaid(bench)
        order = (await the_order(bench)).order
        await bench.till.take_order(order)
        line = bench.till.state.cart.lines[0].id
        half = Adjustment(AdjustmentType.DISCOUNT, AdjustmentMode.PERCENT, Decimal(5))
        for change in (
            bench.till.add(id_of(2)),
            bench.till.set_quantity(line, 4000),
            bench.till.set_price(line, 100),
            bench.till.discount(half),
            bench.till.set_prepayment(100),
        ):
            assert await bench.refusal(change) == "prepayment_locked"
        assert bench.till.state.totals.total == 20_000
        assert await bench.refusal(bench.till.take_order(order)) == "cart_not_empty"
        await bench.till.clear()
        assert (await the_order(bench)).order == order

    played(story)


def test_the_rest_is_paid_once_however_often_it_is_taken() -> None:
    async def story(bench: CardBench) -> None:
        await prepaid(bench)
        order = (await the_order(bench)).order
        await bench.till.take_order(order)
        parked = await bench.till.park()
        assert await bench.refusal(bench.till.take_order(order)) == "order_in_use"
        assert await bench.refusal(bench.till.give_up_order(order)) == "order_in_use"
        await bench.till.resume(parked)
        assert await bench.refusal(bench.till.give_up_order(order)) == "order_in_use"
        assert bench.till.state.totals.total == 20_000
        await bench.till.pay(CASH)
        assert await bench.refusal(bench.till.take_order(order)) == "unknown_order"
        assert await bench.refusal(bench.till.give_up_order(order)) == "unknown_order"

    played(story)


@pytest.mark.parametrize("mode", [Mode.LOCAL_OFFLINE, Mode.DRAINING])
def test_while_checkbox_is_out_of_reach_no_part_is_taken_and_no_card_charged(mode: Mode) -> None:
    async def story(bench: CardBench) -> None:
        await prepaid(bench)
        order = (await the_order(bench)).order
        await bench.till.take_order(order)
        bench.fiscal.tell(mode=mode)
        for command in (bench.till.pay(CASH), bench.till.charge()):
            assert await bench.refusal(command) == "prepayment_offline"
        assert bench.charges == 0
        bench.fiscal.tell(mode=Mode.ONLINE)
        await bench.till.pay(CASH)

    played(story)


def test_kopecks_of_the_rest_are_paid_by_card_for_cash_is_rounded() -> None:
    async def story(bench: CardBench) -> None:
        await bench.till.add(id_of(1))
        await prepaid(bench)
        await bench.till.take_order((await the_order(bench)).order)
        assert bench.till.state.totals.total == WHOLE + 4290 - 10_000
        assert await bench.refusal(bench.till.pay(CASH)) == "prepayment_rounding"
        await bench.till.charge()
        await bench.till.pay(CARD)
        assert (bench.states(), bench.bank.balance()) == (["TIED"], WHOLE + 4290 - 10_000)

    played(story)


def test_a_card_pays_the_part_and_gets_it_back_when_the_order_is_given_up() -> None:
    async def story(bench: CardBench) -> None:
        await bench.till.set_prepayment(10_000)
        charged = await bench.till.charge()
        assert charged.moved == 10_000
        assert await bench.refusal(bench.till.set_prepayment(5_000)) == "card_held"
        await bench.till.pay(CARD)
        order = await the_order(bench)
        assert await bench.refusal(bench.till.give_back(order.receipt_id, CARD)) == "prepayment_open"
        back = await bench.till.give_up_order(order.order)
        assert (back.receipt.kind, back.receipt.due, back.receipt.by_chain) == (ReceiptKind.RETURN, 10_000, True)
        assert (bench.states(), bench.bank.balance()) == (["TIED", "TIED"], 0)
        assert await bench.till.open_orders() == ()

    played(story)


def test_an_order_given_up_while_the_terminal_is_silent_is_completed_later_and_once() -> None:
    async def story(bench: CardBench) -> None:
        await bench.till.set_prepayment(10_000)
        await bench.till.charge()
        await bench.till.pay(CARD)
        order = (await the_order(bench)).order
        bench.fail("silent", method="Refund")
        assert await bench.refusal(bench.till.give_up_order(order)) == "payment_unknown"
        assert await bench.refusal(bench.till.give_up_order(order)) == "payment_unknown"
        assert await bench.refusal(bench.till.take_order(order)) == "order_in_use"
        await asyncio.sleep(30)
        assert await bench.refusal(bench.till.take_order(order)) == "order_in_use"
        (refund,) = bench.unsettled()
        assert refund.state is AttemptState.APPROVED
        await bench.till.complete_refund(refund.id)
        assert (await bench.till.open_orders(), bench.bank.balance()) == ((), 0)

    played(story)


def test_cash_goes_back_as_cash_and_only_where_there_is_enough() -> None:
    async def story(bench: CardBench) -> None:
        await prepaid(bench, 20_000)
        order = (await the_order(bench)).order
        have = cash(bench)
        await bench.till.cash_out(have - 10_000)
        assert await bench.refusal(bench.till.give_up_order(order)) == "cash_short"
        await bench.till.cash_in(10_000)
        await bench.till.give_up_order(order)
        assert cash(bench) == 0

    played(story)


def test_goods_of_a_finished_order_come_back_by_both_of_its_receipts() -> None:
    async def story(bench: CardBench) -> None:
        before = cash(bench)
        first = await prepaid(bench)
        await bench.till.take_order((await the_order(bench)).order)
        rest = await bench.till.pay(CASH)
        for view, due in ((rest, 20_000), (first, 10_000)):
            back = await bench.till.give_back(view.receipt.id, CASH)
            assert (back.receipt.due, back.receipt.by_chain) == (due, False)
        assert cash(bench) == before
        sold = bench.store.database.rows("SELECT quantity, amount, returned_quantity, returned FROM sold_day")
        assert sold == [(3000, WHOLE, 3000, WHOLE)]

    played(story)


def test_goods_are_counted_with_the_rest_and_no_part_is_a_discount() -> None:
    async def story(bench: CardBench) -> None:
        first = await prepaid(bench)
        rows = bench.store.database.rows
        assert rows("SELECT quantity, amount FROM sold_day") == [(0, 10_000)]
        assert rows("SELECT sum, total FROM sold_receipt") == [(10_000, 10_000)]
        await bench.till.take_order((await the_order(bench)).order)
        await bench.till.pay(CASH)
        assert rows("SELECT quantity, amount FROM sold_day") == [(3000, WHOLE)]
        assert rows("SELECT sum(sum), sum(total) FROM sold_receipt") == [(WHOLE, WHOLE)]
        assert first.receipt.id

    played(story)


def test_a_refused_prepayment_comes_back_as_it_was_and_is_no_order() -> None:
    async def story(bench: CardBench) -> None:
        await bench.till.set_prepayment(10_000, "Іван")
        bench.fiscal.outcome = refused("refused_by_server")
        assert await bench.refusal(bench.till.pay(CASH)) == "refused_by_server"
        part = bench.till.state.cart.part
        assert part is not None
        assert (part.amount, part.note, await bench.till.open_orders()) == (10_000, "Іван", ())
        bench.fiscal.outcome = ReceiptState.FISCAL
        await bench.till.pay(CASH)
        assert (await the_order(bench)).paid == 10_000

    played(story)


def test_a_refused_rest_leaves_the_order_open() -> None:
    async def story(bench: CardBench) -> None:
        await prepaid(bench)
        order = await the_order(bench)
        await bench.till.take_order(order.order)
        bench.fiscal.outcome = refused("refused_by_server")
        with pytest.raises(PosError):
            await bench.till.pay(CASH)
        assert await the_order(bench) == order
        assert bench.till.state.totals.total == 20_000
        bench.fiscal.outcome = ReceiptState.FISCAL
        await bench.till.pay(CASH)
        assert await bench.till.open_orders() == ()

    played(story)


def test_a_prepayment_that_nobody_knows_of_is_no_order_yet() -> None:
    async def story(bench: CardBench) -> None:
        bench.fiscal.outcome = Unreachable()
        with pytest.raises(PosError):
            await prepaid(bench)
        assert await bench.till.open_orders() == ()

    played(story)


def _other_taxes(bench: CardBench) -> None:
    """The register has one tax less: that of the order's goods."""
    codes = {code for line in bench.till.state.cart.lines for code in line.product.tax_codes}
    bench.fiscal.served = {code: tax for code, tax in TAXES.items() if code not in codes}


def test_a_rest_whose_tax_the_register_has_no_longer_can_be_left_and_given_up() -> None:
    async def story(bench: CardBench) -> None:
        _other_taxes(bench)
        await prepaid(bench)
        await bench.till.close_shift()
        await bench.till.open_shift()
        order = (await the_order(bench)).order
        await bench.till.take_order(order)
        assert await bench.refusal(bench.till.charge()) == "tax_unmapped"
        assert await bench.refusal(bench.till.pay(CASH)) == "tax_unmapped"
        await bench.killed()
        assert bench.till.state.totals.total == WHOLE - 10_000
        await bench.till.clear()
        await bench.till.give_up_order(order)
        assert await bench.till.open_orders() == ()

    played(story)


def test_a_rest_in_the_basket_outlives_the_loss_of_its_tax() -> None:
    async def story(bench: CardBench) -> None:
        _other_taxes(bench)
        await prepaid(bench)
        await bench.till.take_order((await the_order(bench)).order)
        parked = await bench.till.park()
        await bench.till.resume(parked)
        await bench.till.close_shift()
        await bench.till.open_shift()
        assert await bench.refusal(bench.till.pay(CASH)) == "tax_unmapped"
        parked = await bench.till.park()
        await bench.till.resume(parked)
        await bench.till.clear()

    played(story)


@pytest.mark.parametrize("outcome", [Unreachable(), refused("total_differs")])
def test_the_prepayment_is_not_returned_by_itself_while_nobody_knows_of_the_rest(outcome: PosError) -> None:
    async def story(bench: CardBench) -> None:
        first = (await prepaid(bench)).receipt
        await bench.till.take_order((await the_order(bench)).order)
        bench.fiscal.outcome = outcome
        assert await bench.refusal(bench.till.pay(CASH)) == outcome.code
        bench.fiscal.outcome = ReceiptState.FISCAL
        assert await bench.refusal(bench.till.give_back(first.id, CASH)) == "attention_needed"
        # Checkbox will not have the rest: the order is as open as it was, and can be paid
        (row,) = [
            one
            for one in bench.store.operations.since()
            if one.document and one.document.part and one.document.part.before
        ]
        with pytest.raises(PosError):
            bench.fiscal.refuse(row, refused("refused_by_server"))
        await asyncio.sleep(0)
        assert await bench.refusal(bench.till.give_back(first.id, CASH)) == "prepayment_open"
        await bench.till.pay(CASH)
        assert await bench.till.open_orders() == ()

    played(story)


def test_cash_in_two_handfuls_pays_a_part_with_its_change() -> None:
    async def story(bench: CardBench) -> None:
        handfuls = (Payment(PaymentType.CASH, 2_000), Payment(PaymentType.CASH, 50_000))
        first = (await prepaid(bench, payments=handfuls)).receipt
        assert [one.value for one in kept_payments(first)] == [10_000]
        before = cash(bench)
        await bench.till.give_up_order((await the_order(bench)).order)
        assert cash(bench) == before - 10_000

    played(story)


def test_an_order_that_came_back_keeps_its_name_whatever_is_done_to_its_part() -> None:
    async def story(bench: CardBench) -> None:
        bench.fiscal.outcome = refused("refused_by_server")
        await bench.till.set_prepayment(10_000)
        assert await bench.refusal(bench.till.pay(CASH)) == "refused_by_server"
        part = bench.till.state.cart.part
        assert part is not None
        await bench.till.set_prepayment(None)
        await bench.till.set_prepayment(10_000)
        bench.fiscal.outcome = ReceiptState.FISCAL
        # Checkbox may have a late copy of the first try under this UUID: the rest would be of another order
        await bench.till.pay(CASH)
        assert (await the_order(bench)).order == part.order

    played(story)


def test_a_prepayment_by_two_cards_says_how_it_is_given_back_and_can_be() -> None:
    async def story(bench: CardBench) -> None:
        by_hand = ManualTerminal()
        await bench.till._parts.cards.stop()
        bench.till = bench.another(terminals=lambda one: by_hand if one.transport == MANUAL else bench.wire.driver())
        await bench.till.start()
        await bench.till.sign_in_pin("1234")
        await bench.till.devices.set_terminal(TerminalSetting(transport="network", host="10.0.0.5"))
        await bench.till.set_prepayment(10_000)
        for part in (4_000, 6_000):
            await bench.till.charge(part)
        await bench.till.pay([Payment(PaymentType.CASHLESS, 4_000), Payment(PaymentType.CASHLESS, 6_000)])
        order = (await the_order(bench)).order
        with pytest.raises(PosError, match="двох карток") as told:
            await bench.till.give_up_order(order)
        assert (told.value.code, bench.states()) == ("return_sum_differs", ["TIED", "TIED"])
        # both go back by the terminal's own menu
        await bench.till.devices.set_terminal(TerminalSetting())
        view = await bench.till.give_up_order(order)
        assert [one.value for one in view.receipt.payments] == [4_000, 6_000]
        assert await bench.till.open_orders() == ()

    played(story)


def test_the_rest_is_not_paid_while_the_prepayment_is_on_its_way_back() -> None:
    async def story(bench: CardBench) -> None:
        await bench.till.set_prepayment(10_000)
        await bench.till.charge()
        await bench.till.pay(CARD)
        order = (await the_order(bench)).order
        await bench.till.take_order(order)
        await bench.till.clear()
        bench.fiscal.before_writing = refused("prepayment_offline")
        assert await bench.refusal(bench.till.give_up_order(order)) == "prepayment_offline"
        bench.fiscal.before_writing = None
        (refund,) = bench.unsettled()
        await bench.till.undo()
        assert bench.till.state.cart.is_rest
        assert await bench.refusal(bench.till.charge()) == "order_in_use"
        assert await bench.refusal(bench.till.pay(CASH)) == "order_in_use"
        await bench.till.clear()
        await bench.till.complete_refund(refund.id)
        assert (await bench.till.open_orders(), bench.bank.balance()) == ((), 0)

    played(story)


def test_goods_for_adults_are_handed_over_by_the_same_rules_as_they_are_sold() -> None:
    """The goods leave the shop with the rest: at that hour, and to whoever comes for them."""

    async def story(bench: CardBench) -> None:
        bench.catalog.put_page([good(7, "Енергетик", 5000, adults_only=True)], generation=2)
        await bench.till.set_shop_rules(replace(await bench.till.shop_rules(), ask_age=True))
        await bench.till.clear()
        await bench.till.add(id_of(7), 3000)
        await bench.till.confirm_age()
        await prepaid(bench)
        await bench.till.take_order((await the_order(bench)).order)
        assert bench.till.state.age_wanted
        assert await bench.refusal(bench.till.pay(CASH)) == "age_not_asked"
        await bench.till.confirm_age()
        night = NoSale("Ніч", 13 * 60, 8 * 60, Scope(categories=(ADULTS,)))
        await bench.till.set_shop_rules(replace(await bench.till.shop_rules(), no_sale=(night,)))
        assert await bench.refusal(bench.till.pay(CASH)) == "not_at_this_hour"
        await bench.till.set_shop_rules(replace(await bench.till.shop_rules(), no_sale=()))
        assert (await bench.till.pay(CASH)).receipt.total == 5_000

    played(story)


def test_nobody_is_told_that_checkbox_sends_the_return_of_an_order() -> None:
    """The address of the prepayment is not in the return: whoever wants it by e-mail is sent it from here."""

    async def story(bench: CardBench) -> None:
        await bench.till.set_prepayment(10_000)
        first = await bench.till.pay(CASH, Delivery("maria@example.com"))
        assert [one.state for one in await bench.till.sendings(first.receipt.id)] == [SendState.BY_CHECKBOX]
        back = await bench.till.give_up_order((await the_order(bench)).order)
        assert await bench.till.sendings(back.receipt.id) == []

    played(story)
