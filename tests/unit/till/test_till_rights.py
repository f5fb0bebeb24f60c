"""Rights in the shop: roles, a senior who authorises in place, another operator, and the lock."""

import asyncio
import json
from decimal import Decimal
from functools import partial

import pytest

from pos_app.checkbox.errors import ambiguous, not_sent
from pos_app.domain.discount import Adjustment, AdjustmentMode, AdjustmentType
from pos_app.domain.errors import NotPermitted, PosError
from pos_app.domain.roles import Role, RoleRules
from pos_app.till.lockout import FREE_TRIES
from pos_app.till.people_state import Proof
from tests.unit.till.conftest import CASH, Bench, id_of

MILK = id_of(1)
OLENA = id_of(5)
SENIOR = Proof(pin_code="9000")


def percent(value: int) -> Adjustment:
    return Adjustment(AdjustmentType.DISCOUNT, AdjustmentMode.PERCENT, Decimal(value))


async def with_roles(bench: Bench) -> str:
    """Olena is a cashier, Iryna a senior, the owner an administrator. → Iryna's id."""
    till = bench.till
    iryna = bench.account.employ("9000", 60, "Бондар Ірина")
    owner = bench.account.employ("7777", 61, "Власник")
    await till.set_role(owner, Role.ADMIN)
    await till.authorised(Proof("7777"), lambda one: one.set_role(iryna, Role.SENIOR))
    return iryna


async def test_where_no_roles_are_set_up_checkbox_alone_decides(bench: Bench) -> None:
    cashier = bench.till.state.cashier
    assert cashier is not None
    assert cashier.role == ""
    assert {"return", "price", "void", "settings"} <= cashier.permissions


async def test_a_missing_right_says_which_it_is(bench: Bench) -> None:
    await with_roles(bench)
    with pytest.raises(NotPermitted) as refusal:
        await bench.till.cash_out(100)
    assert (refusal.value.code, refusal.value.right) == ("not_permitted", "cash_out")


async def test_a_senior_authorises_in_place_and_both_names_are_journalled(bench: Bench) -> None:
    iryna = await with_roles(bench)
    token = bench.account.token
    await bench.till.authorised(SENIOR, lambda till: till.cash_out(100))
    entry = json.loads(bench.journal("right.authorised")[-1])
    assert entry == {
        "right": "cash_out", "cashier": OLENA, "name": "Шевчук Олена", "by": iryna, "by_name": "Бондар Ірина",
    }  # fmt: skip
    assert bench.till.state.cashier is not None
    assert bench.till.state.cashier.id == OLENA
    assert bench.account.token == token
    assert await bench.refusal(bench.till.cash_out(100)) == "not_permitted"


async def test_a_senior_cannot_authorise_what_he_may_not_do(bench: Bench) -> None:
    await with_roles(bench)
    with pytest.raises(PosError, match="Бондар Ірина") as refusal:
        await bench.till.authorised(SENIOR, lambda till: till.set_idle_lock(60))
    assert refusal.value.code == "not_permitted"


async def guess_until_locked(bench: Bench) -> None:
    """Wrong PINs for a senior's word, each refused as one, until the right one is not taken either."""
    for _ in range(FREE_TRIES):
        wrong = bench.till.authorised(Proof("1111"), lambda till: till.cash_out(100))
        assert await bench.refusal(wrong) == "wrong_pin"
    assert await bench.refusal(bench.till.authorised(SENIOR, lambda till: till.cash_out(100))) == "pin_locked"


async def test_a_wrong_pin_authorises_nothing_and_counts_as_a_guess(bench: Bench) -> None:
    await with_roles(bench)
    await guess_until_locked(bench)


async def test_the_cashiers_own_pin_does_not_begin_the_count_anew(bench: Bench) -> None:
    await with_roles(bench)
    assert await bench.refusal(bench.till.authorised(Proof("1111"), lambda till: till.cash_out(1))) == "wrong_pin"
    assert await bench.refusal(bench.till.authorised(Proof("1234"), lambda till: till.cash_out(1))) == "not_permitted"
    assert bench.store.people.lock().failures == 1
    await bench.till.authorised(SENIOR, lambda till: till.cash_out(1))
    assert bench.store.people.lock().failures == 0


async def test_ones_own_lock_does_not_make_guesses_at_a_seniors_pin_free(bench: Bench) -> None:
    await with_roles(bench)
    guess = partial(bench.till.authorised, Proof("1111"), lambda till: till.cash_out(1))
    for _ in range(FREE_TRIES - 2):
        assert await bench.refusal(guess()) == "wrong_pin"
    await bench.till.lock()
    await bench.till.switch(Proof("1234"))
    assert bench.store.people.lock().failures == FREE_TRIES - 3
    for _ in range(3):
        assert await bench.refusal(guess()) == "wrong_pin"
    assert await bench.refusal(guess()) == "pin_locked"


async def test_a_badge_authorises_too(bench: Bench) -> None:
    await with_roles(bench)
    await bench.till.switch(SENIOR)
    await bench.till.issue_badge("BADGE-9000")
    await bench.till.switch(Proof("1234"))
    await bench.till.authorised(Proof(badge="BADGE-9000"), lambda till: till.cash_out(100))
    assert len(bench.journal("right.authorised")) == 2  # the owner's, when the roles were made, and this one


async def test_without_checkbox_a_senior_who_was_here_authorises(bench: Bench) -> None:
    await with_roles(bench)
    await bench.till.authorised(SENIOR, lambda till: till.cash_out(100))
    bench.account.trouble["whose_pin"] = not_sent("no route")
    await bench.till.authorised(SENIOR, lambda till: till.cash_out(100))
    assert await bench.refusal(bench.till.authorised(Proof("5555"), lambda till: till.cash_out(1))) == "wrong_pin"


async def test_a_wrong_pin_counts_while_checkbox_is_ill_too(bench: Bench) -> None:
    await with_roles(bench)
    await bench.till.authorised(SENIOR, lambda till: till.cash_out(1))
    bench.account.trouble["whose_pin"] = ambiguous("504")
    await guess_until_locked(bench)


async def test_guesses_made_at_once_are_counted_one_after_another(bench: Bench) -> None:
    await with_roles(bench)
    guesses = (bench.till.authorised(Proof(f"11{n:02}"), lambda till: till.cash_out(1)) for n in range(20))
    answers = await asyncio.gather(*guesses, return_exceptions=True)
    codes = [answer.code for answer in answers if isinstance(answer, PosError)]
    assert codes == ["wrong_pin"] * FREE_TRIES + ["pin_locked"] * (20 - FREE_TRIES)


async def test_a_discount_above_the_roles_limit_needs_a_senior(bench: Bench) -> None:
    await with_roles(bench)
    till = bench.till
    await till.add(MILK)
    await till.discount(percent(5))
    assert await bench.refusal(till.discount(percent(6))) == "not_permitted"
    await till.authorised(SENIOR, lambda one: one.discount(percent(20)))
    assert till.state.totals.total == 3432
    above = till.authorised(SENIOR, lambda one: one.discount(percent(21)))
    assert await bench.refusal(above) == "not_permitted"
    value = Adjustment(AdjustmentType.DISCOUNT, AdjustmentMode.VALUE, Decimal(2000))
    assert await bench.refusal(till.discount(value, till.state.cart.lines[0].id)) == "not_permitted"
    extra = Adjustment(AdjustmentType.EXTRA_CHARGE, AdjustmentMode.PERCENT, Decimal(50))
    await till.discount(extra)


async def test_after_the_total_goods_leave_the_basket_by_the_right_to_void(bench: Bench) -> None:
    await with_roles(bench)
    till = bench.till
    await till.add(MILK, 2000)
    line = till.state.cart.lines[0].id
    await till.set_quantity(line, 3000)
    await till.set_quantity(line, 2000)
    await till.quote(CASH)
    await till.set_quantity(line, 3000)
    for command in (till.set_quantity(line, 1000), till.remove(line), till.clear(), till.undo()):
        assert await bench.refusal(command) == "not_permitted"
    await till.authorised(SENIOR, lambda one: one.remove(line))
    assert json.loads(bench.journal("basket.void_after_total")[-1])["total"] == 12870
    await till.add(MILK)
    await till.remove(till.state.cart.lines[0].id)


async def test_to_lay_a_basket_aside_does_not_forget_that_the_total_was_shown(bench: Bench) -> None:
    await with_roles(bench)
    till = bench.till
    await till.add(MILK)
    await till.quote(CASH)
    parked = await till.park()
    await till.add(MILK)
    await till.clear()
    await till.resume(parked)
    assert await bench.refusal(till.clear()) == "not_permitted"
    await till.authorised(SENIOR, lambda one: one.clear())
    await till.add(MILK)
    await till.resume(await till.park())
    await till.clear()


async def test_a_restart_does_not_forget_that_the_total_was_shown(bench: Bench) -> None:
    await with_roles(bench)
    await bench.till.add(MILK)
    await bench.till.quote(CASH)
    again = bench.another()
    await again.start()
    await again.sign_in_pin("1234")
    assert await bench.refusal(again.remove(again.state.cart.lines[0].id)) == "not_permitted"
    await again.shutdown()


async def test_switching_changes_the_operator_and_leaves_the_fiscal_cashier(bench: Bench) -> None:
    iryna = bench.account.employ("9000", 60, "Бондар Ірина")
    token = bench.account.token
    await bench.till.add(MILK)
    await bench.till.switch(SENIOR)
    assert bench.till.state.cashier is not None
    assert bench.till.state.cashier.id == iryna
    assert bench.account.token == token
    view = await bench.till.pay(CASH)
    assert view.receipt.cashier_name == "Бондар Ірина"
    entry = json.loads(bench.journal("session.switch")[-1])
    assert (entry["from"], entry["to"], entry["fiscal"]) == (OLENA, iryna, OLENA)


async def test_once_the_shift_is_closed_the_operator_becomes_the_fiscal_cashier(bench: Bench) -> None:
    bench.account.employ("9000", 60, "Бондар Ірина")
    await bench.till.switch(SENIOR)
    await bench.till.close_shift()
    await bench.till.open_shift()
    row = bench.store.shifts.current()
    assert row is not None
    assert row.cashier_name == "Бондар Ірина"
    assert bench.account.token == "token-9000"


async def test_a_shift_is_not_opened_at_a_locked_till_and_the_lock_stays(bench: Bench) -> None:
    bench.account.employ("9000", 60, "Бондар Ірина")
    await bench.till.switch(SENIOR)
    await bench.till.close_shift()
    await bench.till.lock()
    assert await bench.refusal(bench.till.open_shift()) == "till_locked"
    assert bench.till.state.locked


async def test_anothers_shift_is_closed_by_right_only(bench: Bench) -> None:
    await with_roles(bench)
    petro = bench.account.employ("3333", 62, "Петро")
    await bench.till.switch(Proof("3333"))
    assert bench.till.state.cashier is not None
    assert bench.till.state.cashier.id == petro
    assert await bench.refusal(bench.till.close_shift()) == "not_permitted"
    await bench.till.authorised(SENIOR, lambda till: till.close_shift())
    assert json.loads(bench.journal("shift.closed_by_other")[-1])["of"] == OLENA


async def test_a_locked_till_does_nothing_until_somebody_proves_who_he_is(bench: Bench) -> None:
    await bench.till.add(MILK)
    await bench.till.lock()
    assert bench.till.state.locked
    assert await bench.refusal(bench.till.add(MILK)) == "till_locked"
    assert await bench.refusal(bench.till.pay(CASH)) == "till_locked"
    assert await bench.refusal(bench.till.switch(Proof("0000"))) == "wrong_pin"
    await bench.till.switch(Proof("1234"))
    assert not bench.till.state.locked
    assert len(bench.till.state.cart.lines) == 1
    assert [len(bench.journal(kind)) for kind in ("session.lock", "session.unlock")] == [1, 1]


async def test_rules_of_a_role_count_at_once_and_after_a_restart(bench: Bench) -> None:
    await with_roles(bench)
    rules = RoleRules(frozenset({"cash_out"}), Decimal(0))
    view = await bench.till.authorised(Proof("7777"), lambda till: till.set_role_rules(Role.CASHIER, rules))
    assert view.rules[Role.CASHIER] == rules
    await bench.till.cash_out(100)
    assert await bench.refusal(bench.till.cash_in(100)) == "not_permitted"
    again = bench.another()
    await again.start()
    cashier = await again.sign_in_pin("1234")
    assert "cash_in" not in cashier.permissions
    assert "cash_out" in cashier.permissions
    await again.shutdown()


async def test_the_page_of_people_lists_who_has_worked_here(bench: Bench) -> None:
    iryna = await with_roles(bench)
    await bench.till.switch(SENIOR)
    view = await bench.till.people()
    named = {one.name: one.role for one in view.people if one.name}
    assert named == {"Бондар Ірина": Role.SENIOR, "Шевчук Олена": None}
    assert view.set_up
    assert iryna in {one.id for one in view.people}


async def test_the_time_until_the_lock_is_kept_and_bounded(bench: Bench) -> None:
    assert (await bench.till.set_idle_lock(300)).idle_lock_s == 300
    assert bench.till.state.idle_lock_s == 300
    assert await bench.refusal(bench.till.set_idle_lock(-1)) == "bad_role"
    assert await bench.refusal(bench.till.set_role("x", Role.CASHIER)) == "admin_needed"
