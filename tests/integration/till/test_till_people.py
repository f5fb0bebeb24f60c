"""Operators and seniors with the sandbox Checkbox: nobody's token moves, and a real sale goes out under it."""

import pytest

from pos_app.domain.errors import PosError
from pos_app.domain.receipt import ReceiptState
from pos_app.domain.roles import Role
from pos_app.till.people_state import Proof
from tests.integration.till.conftest import CARD, World, id_of

TARAS, IRYNA = Proof("2345"), Proof("3456")


async def test_a_person_whom_only_checkbox_knows_works_on_under_the_shifts_token(world: World) -> None:
    token = world.client.token
    shown = await world.till.switch(TARAS)
    assert shown.name == "Бондаренко Тарас Іванович"
    assert world.client.token == token
    await world.till.add(id_of(1))
    view = await world.till.pay(CARD)
    assert (view.fiscal.state, view.receipt.cashier_name) == (ReceiptState.FISCAL, "Бондаренко Тарас Іванович")
    again = await world.till.switch(Proof("1234"))
    assert again.name == "Шевчук Олена Петрівна"


async def test_the_next_shift_is_the_operators_own_at_checkbox(world: World) -> None:
    await world.till.switch(TARAS)
    await world.till.close_shift()
    await world.till.open_shift()
    row = world.store.shifts.current()
    assert row is not None
    assert row.cashier_name == "Бондаренко Тарас Іванович"


async def test_what_checkbox_withholds_no_role_gives_and_a_senior_may_still_authorise(world: World) -> None:
    await world.till.add(id_of(1))
    sale = (await world.till.pay(CARD)).receipt.id
    iryna = await world.till.switch(IRYNA)
    assert "return" not in iryna.permissions
    with pytest.raises(PosError) as refusal:
        await world.till.give_back(sale, CARD)
    assert refusal.value.code == "not_permitted"
    back = await world.till.authorised(Proof("1234"), lambda till: till.give_back(sale, CARD))
    assert back.fiscal.state is ReceiptState.FISCAL
    await world.till.set_role(iryna.id, Role.ADMIN)
    assert world.till.state.cashier is not None
    assert "return" not in world.till.state.cashier.permissions


async def test_a_pin_that_checkbox_does_not_know_authorises_nothing(world: World) -> None:
    with pytest.raises(PosError) as refusal:
        await world.till.switch(Proof("9999"))
    assert refusal.value.code == "wrong_pin"
    assert world.store.people.lock().failures == 1
