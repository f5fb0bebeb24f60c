"""Offers and rules in the shop: put on the basket, sold by name, bounded, explained; age, hours, least prices."""

import json
from decimal import Decimal
from typing import Any

import pytest

from pos_app.domain.discount import Adjustment, AdjustmentMode, AdjustmentType
from pos_app.domain.errors import PosError
from pos_app.domain.offers import MinimumPrice, Offer, OfferKind, Reason
from pos_app.domain.receipt import Delivery
from pos_app.domain.scope import ADULTS, Scope
from pos_app.domain.shop_rules import NoSale, ShopRules
from tests.unit.till.conftest import CARD, CASH, Bench, MakeBench, id_of

MILK, BREAD, VODKA, SWEETS = id_of(1), id_of(2), id_of(4), id_of(6)
DAIRY = Scope(categories=("2",))
STAMP = "2100000000123"


def offer(kind: OfferKind = OfferKind.PERCENT, value: int = 10, **given: Any) -> Offer:
    return Offer(given.pop("id", ""), given.pop("name", "Весна"), kind, Decimal(value), **given)


def percent(value: int) -> Adjustment:
    return Adjustment(AdjustmentType.DISCOUNT, AdjustmentMode.PERCENT, Decimal(value))


async def test_an_offer_is_put_on_every_scan_and_sold_by_its_name(bench: Bench) -> None:
    till = bench.till
    await till.save_offer(offer(scope=DAIRY))
    await till.add(MILK)
    await till.add(MILK)
    await till.add(BREAD)
    assert len(till.state.cart.lines) == 2
    assert till.state.totals.total == 7722 + 2855
    view = await till.pay(CASH)
    applied = view.receipt.lines[0].adjustments
    assert [(one.adjustment.name, one.sum) for one in applied] == [("Весна", -858)]
    assert view.receipt.lines[1].adjustments == ()


async def test_the_state_says_what_became_of_each_offer(bench: Bench) -> None:
    await bench.till.save_offer(offer(OfferKind.NTH_FREE, 3, name="Третій даром"))
    await bench.till.add(MILK, 2000)
    verdict = bench.till.state.verdicts[0]
    assert (verdict.reason, verdict.missing) == (Reason.TOO_FEW, 1000)
    await bench.till.add(MILK)
    assert bench.till.state.verdicts[0].sum == -4290


async def test_an_offer_follows_the_basket_down_and_back(bench: Bench) -> None:
    till = bench.till
    await till.save_offer(offer(OfferKind.PRICE, 4000, least=3000))
    await till.add(MILK, 3000)
    line = till.state.cart.lines[0].id
    assert till.state.totals.total == 12000
    await till.set_quantity(line, 2000)
    assert till.state.totals.total == 8580
    await till.undo()
    assert till.state.totals.total == 12000


async def test_a_change_of_the_offers_reaches_the_open_basket_and_the_next_start(bench: Bench) -> None:
    till = bench.till
    await till.add(MILK)
    saved = await till.save_offer(offer())
    assert till.state.totals.total == 3861
    again = bench.another()
    assert [one.id for one in await again.offers()] == [saved[0].id]
    await till.remove_offer(saved[0].id)
    assert till.state.totals.total == 4290
    assert await bench.refusal(till.remove_offer("x")) == "unknown_offer"
    assert [json.loads(body)["offer"]["name"] for body in bench.journal("offer.saved")] == ["Весна"]


async def test_a_customers_card_brings_its_offer(bench: Bench) -> None:
    await bench.till.save_offer(offer(card=True, value=5))
    await bench.till.add(MILK)
    assert bench.till.state.verdicts[0].reason is Reason.NO_CARD
    from pos_app.catalog.barcode_rules import CardRule

    await bench.till.set_card_rules([CardRule("29999", 0)])
    await bench.till.scan("2999900000001")
    assert bench.till.state.totals.total == 4075


async def test_happy_hours_begin_and_end_by_the_clock(bench: Bench) -> None:
    # noon in UTC is 14:00 in Kyiv
    await bench.till.save_offer(offer(begins=15 * 60, ends=16 * 60))
    await bench.till.add(MILK)
    assert bench.till.state.verdicts[0].reason is Reason.OTHER_HOURS
    bench.seconds = 3600
    await bench.till.add(MILK)
    assert bench.till.state.totals.total == 7722


async def test_trying_out_sells_and_changes_nothing(bench: Bench) -> None:
    before = bench.till.state.revision
    done = await bench.till.try_offers([(MILK, 2000), (BREAD, 1000)], offer=offer(scope=DAIRY))
    assert (done.totals.total, done.verdicts[0].sum) == (7722 + 2855, -858)
    assert bench.till.state.revision == before
    assert await bench.till.offers() == ()
    assert await bench.refusal(bench.till.try_offers([(MILK, 1000)], offer=offer(name=""))) == "bad_offer"


async def test_only_who_may_change_settings_edits_offers(bench: Bench) -> None:
    from pos_app.domain.roles import Role

    await bench.till.set_role(bench.account.employ("7777", 61, "Власник"), Role.ADMIN)
    for command in (bench.till.save_offer(offer()), bench.till.set_shop_rules(ShopRules())):
        assert await bench.refusal(command) == "not_permitted"


async def test_least_prices_bound_discounts_and_prices_by_hand(bench: Bench) -> None:
    till = bench.till
    await till.set_shop_rules(ShopRules(minimums=(MinimumPrice("Молоко", 4000, DAIRY),)))
    await till.add(MILK)
    line = till.state.cart.lines[0].id
    for command in (till.set_price(line, 3999), till.discount(percent(10), line), till.discount(percent(10))):
        with pytest.raises(PosError, match="40,00") as refusal:
            await command
        assert refusal.value.code == "below_minimum"
    await till.set_price(line, 4000)
    assert (await till.pay(CASH)).receipt.total == 4000


async def test_a_discount_of_the_receipt_given_before_is_bounded_at_the_payment(bench: Bench) -> None:
    till = bench.till
    await till.set_shop_rules(ShopRules(minimums=(MinimumPrice("Молоко", 4000, DAIRY),)))
    await till.add(BREAD)
    await till.discount(percent(50))
    await till.add(MILK)
    assert await bench.refusal(till.pay(CASH)) == "below_minimum"
    await till.discount(percent(0))
    await till.pay(CARD)


async def test_goods_are_not_sold_in_hours_without_sale(bench: Bench) -> None:
    till = bench.till
    night = NoSale("Ніч", 14 * 60, 8 * 60, Scope(categories=(ADULTS,)))
    await till.set_shop_rules(ShopRules(no_sale=(night,)))
    with pytest.raises(PosError, match="до 08:00") as refusal:
        await till.add(VODKA)
    assert refusal.value.code == "not_at_this_hour"
    await till.add(MILK)


async def test_an_hour_without_sale_that_has_begun_meanwhile_stops_the_payment(bench: Bench) -> None:
    till = bench.till
    await till.set_shop_rules(ShopRules(no_sale=(NoSale("Ніч", 15 * 60, 8 * 60, Scope(categories=("2",))),)))
    await till.add(MILK)
    bench.seconds = 3600
    assert await bench.refusal(till.pay(CASH)) == "not_at_this_hour"
    assert len(till.state.cart.lines) == 1


async def test_the_buyers_age_is_asked_for_once_a_basket(make_bench: MakeBench) -> None:
    bench = await make_bench(ask_age=True).ready()
    till = bench.till
    await till.set_shop_rules(ShopRules(ask_age=True))
    await till.scan("4820000000048")
    await till.scan("ABCD123456")
    assert till.state.age_wanted
    assert await bench.refusal(till.pay(CASH)) == "age_not_asked"
    await till.confirm_age()
    assert not till.state.age_wanted
    await till.pay(CASH)
    assert len(bench.journal("basket.age_seen")) == 1
    await till.scan("4820000000048")
    assert till.state.age_wanted
    await till.shutdown()


async def test_where_nobody_asked_for_it_the_age_is_not_asked(bench: Bench) -> None:
    await bench.till.add(VODKA)
    assert not bench.till.state.age_wanted


@pytest.mark.parametrize(
    "rules",
    [
        ShopRules(close_at=1440),
        ShopRules(no_sale=(NoSale("x", 60, 60, DAIRY),)),
        ShopRules(no_sale=(NoSale("x", 60, 120, Scope()),)),
        ShopRules(minimums=(MinimumPrice("x", 0, DAIRY),)),
        ShopRules(minimums=(MinimumPrice("x", 100, Scope()),)),
    ],
)
async def test_impossible_rules_are_refused(bench: Bench, rules: ShopRules) -> None:
    assert await bench.refusal(bench.till.set_shop_rules(rules)) == "bad_shop_rule"
    assert await bench.till.shop_rules() == ShopRules()


async def test_a_scan_writes_only_the_lines_that_an_offer_changes(bench: Bench) -> None:
    await bench.till.save_offer(offer(scope=DAIRY))
    await bench.till.add(MILK)
    milk = bench.till.state.cart.lines[0]
    await bench.till.add(BREAD)
    assert bench.till.state.cart.lines[0] is milk


async def test_a_sale_that_came_back_keeps_its_sum_whatever_the_offers_say_by_now(bench: Bench) -> None:
    from pos_app.domain.errors import refused

    await bench.till.save_offer(offer())
    await bench.till.add(MILK)
    bench.fiscal.outcome = refused("refused_by_server")
    assert await bench.refusal(bench.till.pay(CASH)) == "refused_by_server"
    assert bench.till.state.totals.total == 3861
    await bench.till.remove_offer((await bench.till.offers())[0].id)
    assert bench.till.state.totals.total == 3861


async def test_rules_outlive_the_program(bench: Bench) -> None:
    rules = ShopRules(True, (MinimumPrice("Молоко", 4000, DAIRY),), (NoSale("Ніч", 1320, 480, DAIRY),), 1425)
    await bench.till.set_shop_rules(rules)
    assert await bench.another().shop_rules() == rules


async def test_a_basket_emptied_by_undo_leaves_nothing_to_the_next_buyer(make_bench: MakeBench) -> None:
    bench = await make_bench(ask_age=True).ready()
    till = bench.till
    await till.scan("4820000000048")
    await till.confirm_age()
    await till.set_delivery(Delivery("buyer@example.com", None))
    await till.quote(CASH)
    await till.undo()
    assert till.state.cart.is_empty
    assert till.state.delivery is None
    await till.add(MILK)
    # nobody has been told this sum yet: goods leave without the right to void
    await till.remove(till.state.cart.lines[0].id)
    assert len(bench.journal("basket.void_after_total")) == 1  # the undo itself
    await till.scan("4820000000048")
    await till.scan("ABCD123456")
    assert till.state.age_wanted
    assert await bench.refusal(till.pay(CASH)) == "age_not_asked"
    await till.shutdown()


async def test_a_power_cut_between_the_sale_and_its_end_leaves_nothing_to_the_next_buyer(make_bench: MakeBench) -> None:
    bench = await make_bench(ask_age=True).ready()
    await bench.till.scan("4820000000048")
    await bench.till.scan("ABCD123456")
    await bench.till.confirm_age()
    await bench.till.set_delivery(Delivery("buyer@example.com", None))
    await bench.till.quote(CASH)
    kept = {key: bench.store.settings.get(key) for key in ("basket.age_seen", "basket.delivery", "basket.totalled")}
    await bench.till.pay(CASH)
    for key, value in kept.items():
        bench.store.settings.put(key, value)
    again = bench.another()
    await again.start()
    await again.sign_in_pin("1234")
    assert again.state.delivery is None
    await again.scan("4820000000048")
    assert again.state.age_wanted
    assert bench.store.settings.get("basket.totalled") is False
    await again.shutdown()
    await bench.till.shutdown()
