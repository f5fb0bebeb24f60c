"""Discounts given by hand: a sum that stays while its goods leave is held against the limit; the journal knows who."""

import json
from collections.abc import Awaitable
from decimal import Decimal
from typing import Any

import pytest

from pos_app.domain.discount import Adjustment, AdjustmentMode, AdjustmentType
from pos_app.domain.errors import NotPermitted
from pos_app.domain.roles import Role, RoleRules
from pos_app.till.people_state import Proof
from tests.unit.till.conftest import CARD, CASH, Bench, id_of

BAG, MILK, VODKA = id_of(5), id_of(1), id_of(4)
SENIOR = Proof(pin_code="9000")
STAMPS = ("АААА000001", "АААА000002")


def off(value: int, mode: AdjustmentMode = AdjustmentMode.VALUE) -> Adjustment:
    return Adjustment(AdjustmentType.DISCOUNT, mode, Decimal(value))


@pytest.fixture
async def limited(bench: Bench) -> Bench:
    """A cashier who may give 10 %, a senior who may give 20 %, and ten bags at 10,00 in the basket."""
    iryna = bench.account.employ("9000", 60, "Бондар Ірина")
    await bench.till.set_role(bench.account.employ("7777", 61, "Власник"), Role.ADMIN)
    owner = Proof("7777")
    rights = frozenset({"discount", "receipt_discount"})
    await bench.till.authorised(owner, lambda one: one.set_role_rules(Role.CASHIER, RoleRules(rights, Decimal(10))))
    await bench.till.authorised(owner, lambda one: one.set_role(iryna, Role.SENIOR))
    await bench.till.add(BAG, 10_000, price=1000)
    return bench


def line(bench: Bench, place: int = 0) -> str:
    found: str = bench.till.state.cart.lines[place].id
    return found


async def stopped(bench: Bench, command: Awaitable[Any]) -> None:
    """It is refused, in words that tell the way out, and nothing has changed."""
    before = bench.till.state.cart
    with pytest.raises(NotPermitted, match="Приберіть її") as refusal:
        await command
    assert refusal.value.right == "discount_limit"
    assert bench.till.state.cart == bench.store.baskets.load() == before


async def test_pieces_do_not_leave_under_a_discount_that_stays(limited: Bench) -> None:
    till = limited.till
    await till.discount(off(1000), line(limited))
    await stopped(limited, till.set_quantity(line(limited), 9000))
    await stopped(limited, till.set_quantity(line(limited), 1000))
    await stopped(limited, till.set_price(line(limited), 500))
    await till.set_quantity(line(limited), 11_000)
    await till.set_quantity(line(limited), 10_000)
    assert till.state.totals.total == 9000


async def test_lines_do_not_leave_under_a_discount_of_the_receipt(limited: Bench) -> None:
    till = limited.till
    await till.add(MILK)
    await till.discount(off(1429))
    await stopped(limited, till.remove(line(limited, 1)))
    await stopped(limited, till.set_quantity(line(limited), 5000))
    await till.add(MILK)
    await till.set_quantity(line(limited, 1), 1000)
    assert till.state.totals.total == 10_000 + 4290 - 1429


async def test_a_piece_does_not_leave_by_its_stamp_either(limited: Bench) -> None:
    till = limited.till
    await till.remove(line(limited))
    await till.add(VODKA, 2000)
    for stamp in STAMPS:
        await till.scan(stamp)
    await till.discount(off(5000), line(limited))
    await stopped(limited, till.void_stamp(line(limited), STAMPS[0]))


@pytest.mark.parametrize("way", ["taken away", "by a senior", "in percent", "emptied"])
async def test_there_is_always_a_way_out(limited: Bench, way: str) -> None:
    till, bag = limited.till, line(limited)
    await till.discount(off(1000), bag)
    await stopped(limited, till.set_quantity(bag, 5000))
    if way == "taken away":
        await till.discount(off(0), bag)
        await till.set_quantity(bag, 5000)
        assert till.state.totals.total == 5000
    elif way == "by a senior":
        await till.authorised(SENIOR, lambda one: one.set_quantity(bag, 5000))
        assert till.state.totals.total == 4000
        assert json.loads(limited.journal("right.authorised")[-1])["by_name"] == "Бондар Ірина"
        # it was authorised: more goods and the payment need nobody
        await till.set_quantity(bag, 6000)
        assert (await till.pay(CASH)).receipt.total == 5000
    elif way == "in percent":
        await till.discount(off(10, AdjustmentMode.PERCENT), bag)
        await till.set_quantity(bag, 1000)
        assert (await till.pay(CARD)).receipt.total == 900
    else:
        await till.remove(bag)
        assert till.state.cart.is_empty


async def test_a_senior_has_a_limit_too_and_a_refusal_leaves_no_row(limited: Bench) -> None:
    till, bag = limited.till, line(limited)
    await till.discount(off(1000), bag)
    rows = len(limited.journal("right.authorised"))
    with pytest.raises(NotPermitted, match="Бондар Ірина"):
        await till.authorised(SENIOR, lambda one: one.set_quantity(bag, 4000))
    assert len(limited.journal("right.authorised")) == rows
    assert till.state.totals.total == 9000


async def test_what_a_senior_gave_asks_again_only_when_it_rises(limited: Bench) -> None:
    till, bag = limited.till, line(limited)
    await till.authorised(SENIOR, lambda one: one.discount(off(1500), bag))
    await till.add(MILK)
    await till.set_quantity(bag, 11_000)
    await stopped(limited, till.set_quantity(bag, 10_000))
    await till.remove(line(limited, 1))
    await till.undo()
    await till.pay(CASH)


async def test_who_may_give_no_discount_may_still_take_one_away(limited: Bench) -> None:
    till, bag = limited.till, line(limited)
    nothing = RoleRules(frozenset(), Decimal(0))
    await till.authorised(Proof("7777"), lambda one: one.set_role_rules(Role.CASHIER, nothing))
    await till.authorised(SENIOR, lambda one: one.discount(off(1500), bag))
    assert await limited.refusal(till.discount(off(100), bag)) == "not_permitted"
    extra = Adjustment(AdjustmentType.EXTRA_CHARGE, AdjustmentMode.VALUE, Decimal(0))
    assert await limited.refusal(till.discount(extra, bag)) == "not_permitted"
    await till.discount(off(0), bag)
    assert till.state.totals.total == 10_000


async def test_the_journal_keeps_who_gave_how_much_on_what_and_by_whose_word(limited: Bench) -> None:
    till, bag = limited.till, line(limited)
    await till.discount(off(1000), bag)
    await till.authorised(SENIOR, lambda one: one.discount(off(11, AdjustmentMode.PERCENT)))
    assert await limited.refusal(till.discount(off(50, AdjustmentMode.PERCENT))) == "not_permitted"
    first, second = map(json.loads, limited.journal("basket.discount"))
    assert (first["name"], first["good"], first["value"], first["percent"]) == (
        "Шевчук Олена", "Пакунок", "1000", "10.00",
    )  # fmt: skip
    assert "by" not in first
    assert (second["good"], second["mode"], second["value"], second["by_name"]) == ("", "PERCENT", "11", "Бондар Ірина")


def percent(value: int) -> Adjustment:
    return off(value, AdjustmentMode.PERCENT)


@pytest.mark.parametrize("line_first", [True, False])
async def test_a_line_s_discount_and_the_receipt_s_count_together(limited: Bench, line_first: bool) -> None:
    till = limited.till
    first, second = (line(limited), None) if line_first else (None, line(limited))
    await till.discount(percent(6), first)
    with pytest.raises(NotPermitted, match="понад 10 %"):
        await till.discount(percent(6), second)
    await till.discount(percent(4), second)
    # what becomes less asks nobody, nor does a charge, nor the end of one
    await till.authorised(SENIOR, lambda one: one.discount(percent(12), second))
    await till.discount(percent(11), second)
    await till.discount(Adjustment(AdjustmentType.EXTRA_CHARGE, AdjustmentMode.PERCENT, Decimal(3)), first)
    await till.discount(percent(0), second)


async def test_a_discount_of_the_receipt_is_held_against_the_line_that_is_cheapest_already(limited: Bench) -> None:
    till = limited.till
    await till.add(MILK)
    await till.discount(percent(8), line(limited))
    with pytest.raises(NotPermitted, match="понад 10 %"):
        await till.discount(percent(5), None)
    await till.discount(percent(9), line(limited, 1))
    await till.discount(percent(1), None)
