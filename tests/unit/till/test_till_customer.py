"""The customer's e-receipt, remembered only if the shop says so; parked receipts that have lain too long."""

import asyncio
import json
from dataclasses import replace

import pytest

from pos_app.catalog.barcode_rules import CardRule
from pos_app.domain.errors import refused
from pos_app.domain.receipt import Delivery, ReceiptState
from pos_app.domain.shop_rules import ShopRules
from tests.unit.till.conftest import CASH, Bench, id_of

MILK = id_of(1)
CARD_CODE = "2999900000001"
MAIL = Delivery(email="olha@example.com")


async def with_card(bench: Bench) -> None:
    await bench.till.set_card_rules([CardRule("29999", 0)])
    await bench.till.add(MILK)
    await bench.till.scan(CARD_CODE)


async def test_the_contact_goes_with_this_basket_and_not_with_the_next(bench: Bench) -> None:
    await bench.till.add(MILK)
    assert await bench.till.set_delivery(Delivery(phone="050 123-45-67")) == Delivery(phone="380501234567")
    view = await bench.till.pay(CASH)
    assert view.receipt.delivery.phone == "380501234567"
    assert bench.till.state.delivery is None
    await bench.till.add(MILK)
    assert (await bench.till.pay(CASH)).receipt.delivery == Delivery()


async def test_what_is_neither_mail_nor_phone_is_refused_and_nothing_changes(bench: Bench) -> None:
    await bench.till.add(MILK)
    await bench.till.set_delivery(MAIL)
    assert await bench.refusal(bench.till.set_delivery(Delivery(phone="12"))) == "bad_contact"
    assert bench.till.state.delivery == MAIL
    await bench.till.set_delivery(None)
    assert bench.till.state.delivery is None


async def test_a_typed_card_counts_as_a_scanned_one_and_can_be_taken_away(bench: Bench) -> None:
    await bench.till.set_card_rules([CardRule("29999", 0)])
    await bench.till.add(MILK)
    assert await bench.refusal(bench.till.set_customer_card("4820000000018")) == "card_unknown"
    assert bench.till.state.cart.customer_card is None
    await bench.till.set_customer_card(CARD_CODE)
    assert bench.till.state.cart.customer_card == CARD_CODE
    await bench.till.set_customer_card(None)
    assert bench.till.state.cart.customer_card is None
    await bench.till.undo()
    assert bench.till.state.cart.customer_card == CARD_CODE


async def test_the_contact_outlives_a_restart(bench: Bench) -> None:
    await bench.till.add(MILK)
    await bench.till.set_delivery(MAIL)
    again = bench.another()
    await again.start()
    assert again.state.delivery == MAIL
    await again.shutdown()


async def test_a_shop_that_does_not_say_so_remembers_nobody(bench: Bench) -> None:
    await with_card(bench)
    await bench.till.set_delivery(MAIL)
    await bench.till.pay(CASH)
    await with_card(bench)
    assert bench.till.state.delivery is None
    assert not bench.journal("customer.contact")


async def test_a_shop_that_says_so_knows_the_customer_by_the_card_until_it_says_no(bench: Bench) -> None:
    await bench.till.set_shop_rules(ShopRules(remember_contacts=True))
    await with_card(bench)
    await bench.till.set_delivery(MAIL)
    await bench.till.pay(CASH)
    await with_card(bench)
    assert bench.till.state.delivery == MAIL
    await bench.till.clear()
    await bench.till.set_shop_rules(ShopRules())
    await bench.till.set_shop_rules(ShopRules(remember_contacts=True))
    await with_card(bench)
    assert bench.till.state.delivery is None


async def test_parked_receipts_that_have_lain_too_long_are_taken_away_and_journalled(bench: Bench) -> None:
    await bench.till.add(MILK)
    await bench.till.park("  Оля, стіл 4  ")
    assert bench.till.state.parked[0].note == "Оля, стіл 4"
    bench.seconds = 25 * 3600
    await bench.till.add(MILK)
    await bench.till.park("свіжий")
    assert [one.note for one in bench.till.state.parked] == ["свіжий"]
    gone = json.loads(bench.journal("parked.expired")[0])
    assert (gone["note"], gone["lines"]) == ("Оля, стіл 4", [[MILK, 1000, 4290]])


async def test_without_a_time_limit_parked_receipts_stay(bench: Bench) -> None:
    await bench.till.set_shop_rules(ShopRules(parked_hours=0))
    await bench.till.add(MILK)
    await bench.till.park()
    bench.seconds = 25 * 3600
    again = bench.another()
    await again.start()
    assert len(again.state.parked) == 1
    await again.shutdown()


async def test_a_refused_sale_never_expires(bench: Bench) -> None:
    bench.till._parts.core.options = replace(bench.options, refused_sale_to_basket=False)
    await bench.till.add(MILK)
    bench.fiscal.outcome = refused("refused_by_server")
    assert await bench.refusal(bench.till.pay(CASH)) == "refused_by_server"
    bench.seconds = 48 * 3600
    again = bench.another()
    await again.start()
    assert len(again.state.parked) == 1
    await again.shutdown()


async def test_a_contact_is_laid_aside_with_its_basket_and_taken_up_again(bench: Bench) -> None:
    await bench.till.add(id_of(1))
    await bench.till.set_delivery(MAIL)
    parked = await bench.till.park()
    assert bench.till.state.delivery is None
    await bench.till.add(id_of(2))
    assert (await bench.till.pay(CASH)).receipt.delivery == Delivery()
    await bench.till.resume(parked)
    assert bench.till.state.delivery == MAIL
    assert (await bench.till.pay(CASH)).receipt.delivery == MAIL
    # nothing of it is kept for anybody else
    await bench.till.add(id_of(1))
    assert bench.till.state.delivery is None
    await bench.till.resume(await bench.till.park())
    assert bench.till.state.delivery is None
    assert not bench.store.settings.get("parked.contacts")


async def test_a_contact_laid_aside_outlives_a_restart_and_goes_with_what_lay_too_long(bench: Bench) -> None:
    await bench.till.set_shop_rules(ShopRules(parked_hours=1))
    for number in (1, 2):
        await bench.till.add(id_of(number))
        await bench.till.set_delivery(Delivery(email=f"{number}@example.com"))
        bench.seconds += 50 * 60
        parked = await bench.till.park()
    assert list(bench.store.settings.get("parked.contacts")) == [row.id for row in bench.till.state.parked]
    again = bench.another()
    await again.start()
    await again.sign_in_pin("1234")
    await again.resume(parked)
    assert again.state.delivery == Delivery(email="2@example.com")
    await again.shutdown()


@pytest.mark.parametrize("to_basket", [True, False])
async def test_a_refused_sale_comes_back_with_its_contact(bench: Bench, to_basket: bool) -> None:
    bench.till._parts.core.options = replace(bench.options, refused_sale_to_basket=to_basket)
    await bench.till.add(MILK)
    await bench.till.set_delivery(MAIL)
    bench.fiscal.outcome = refused("refused_by_server")
    assert await bench.refusal(bench.till.pay(CASH)) == "refused_by_server"
    await asyncio.sleep(0)
    bench.fiscal.outcome = ReceiptState.FISCAL
    if not to_basket:
        assert bench.till.state.delivery is None
        await bench.till.resume(bench.till.state.parked[0].id)
    assert bench.till.state.delivery == MAIL
    assert (await bench.till.pay(CASH)).receipt.delivery == MAIL
    assert bench.till.state.delivery is None
