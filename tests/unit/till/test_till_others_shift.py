"""A shift belongs to the cashier whose token opened it: nobody else sells, or stamps, anything into it."""

from typing import Any

import pytest

from pos_app.domain.payment import Payment, PaymentType
from pos_app.till.people_state import Proof
from tests.unit.till.card_bench import CardBench, played
from tests.unit.till.conftest import CASH, Bench, id_of
from tests.unit.till.test_till_people import AWAY

OLENA_PIN, TARAS_PIN = "1234", "2345"


async def handed_over(bench: Bench) -> str:
    """Олена has sold in her shift and gone without closing it; Тарас has a PIN that this till knows. → his id."""
    taras = bench.account.employ(TARAS_PIN, 61, "Тарас")
    await bench.till.switch(Proof(TARAS_PIN))
    await bench.till.switch(Proof(OLENA_PIN))
    await bench.till.add(id_of(1))
    await bench.till.pay(CASH)
    await bench.till.sign_out()
    return taras


async def test_without_checkbox_only_who_opened_the_shift_signs_in(bench: Bench) -> None:
    await handed_over(bench)
    bench.account.trouble["sign_in"] = AWAY
    assert await bench.refusal(bench.till.sign_in_pin(TARAS_PIN)) == "register_busy"
    assert bench.till.state.cashier is None
    await bench.till.sign_in_pin(OLENA_PIN)
    await bench.till.add(id_of(1))
    await bench.till.pay(CASH)


async def test_another_who_signs_in_with_checkbox_reads_whose_shift_it_is_and_sells_nothing_in_it(bench: Bench) -> None:
    taras = await handed_over(bench)
    assert (await bench.till.sign_in_pin(TARAS_PIN)).id == taras
    (sale,) = await bench.till.receipts()
    problem = bench.till.state.problem
    assert problem is not None
    assert (problem.code, "Шевчук Олена" in problem.message) == ("register_busy", True)
    await bench.till.add(id_of(1))
    before = len(bench.store.operations.since())
    commands: list[Any] = [
        bench.till.pay([Payment(PaymentType.CASH)]),
        bench.till.give_back(sale.receipt.id, CASH),
        bench.till.cash_in(100),
        bench.till.x_report(),
    ]
    for command in commands:
        assert await bench.refusal(command) == "register_busy"
    assert len(bench.store.operations.since()) == before
    assert not bench.till.state.cart.is_empty


async def test_who_opened_the_shift_takes_it_back_by_his_own_token(bench: Bench) -> None:
    await handed_over(bench)
    await bench.till.sign_in_pin(TARAS_PIN)
    await bench.till.switch(Proof(OLENA_PIN))
    assert bench.account.token == f"token-{OLENA_PIN}"
    assert bench.till.state.problem is None
    await bench.till.add(id_of(1))
    await bench.till.pay(CASH)
    # and another may help out at the till, as long as her token signs
    await bench.till.switch(Proof(TARAS_PIN))
    assert bench.account.token == f"token-{OLENA_PIN}"
    await bench.till.add(id_of(1))
    await bench.till.pay(CASH)


async def test_a_shift_opened_without_checkbox_is_not_sent_by_the_token_of_another(bench: Bench) -> None:
    await handed_over(bench)
    await bench.till.sign_in_pin(OLENA_PIN)
    await bench.till.close_shift()
    bench.account.trouble["sign_in"] = AWAY
    assert bench.account.token == bench.tokens.load() == f"token-{OLENA_PIN}"
    await bench.till.sign_in_pin(OLENA_PIN)
    assert bench.account.token == f"token-{OLENA_PIN}"
    await bench.till.sign_in_pin(TARAS_PIN)
    assert bench.account.token is None
    del bench.account.trouble["sign_in"]
    assert await bench.till.sign_in_again()
    assert bench.account.token == f"token-{TARAS_PIN}"
    # whose token it is was noted with it
    bench.account.trouble["sign_in"] = AWAY
    await bench.till.sign_in_pin(OLENA_PIN)
    assert bench.account.token is None


async def test_a_forgotten_shift_does_not_close_itself_by_anothers_token(bench: Bench) -> None:
    await handed_over(bench)
    await bench.till.sign_in_pin(TARAS_PIN)
    assert await bench.refusal(bench.till._parts.shift.close_by_itself()) == "register_busy"


async def test_another_closes_the_shift_by_his_right_and_opens_his_own(bench: Bench) -> None:
    taras = await handed_over(bench)
    await bench.till.sign_in_pin(TARAS_PIN)
    assert await bench.refusal(bench.till.open_shift()) == "register_busy"
    await bench.till.close_shift()
    assert bench.till.state.problem is None
    assert "closed another's shift" in bench.fiscal.done
    assert len(bench.journal("shift.closed_by_other")) == 1
    await bench.till.open_shift()
    assert bench.store.shifts.current().cashier_id == taras  # type: ignore[union-attr]  # it was just opened
    await bench.till.add(id_of(1))
    await bench.till.pay(CASH)


@pytest.mark.parametrize("meanwhile", [False, True])
async def test_a_shift_that_was_closed_in_the_cabinet_bars_nobodys_way(bench: Bench, meanwhile: bool) -> None:
    """Before he came, or while he was told of it."""
    taras = await handed_over(bench)
    bench.fiscal.closed_there = not meanwhile
    await bench.till.sign_in_pin(TARAS_PIN)
    assert (bench.till.state.problem is not None) is (bench.till.state.shift is not None) is meanwhile
    bench.fiscal.closed_there = True
    await bench.till.open_shift()
    assert bench.till.state.problem is None
    assert bench.store.shifts.current().cashier_id == taras  # type: ignore[union-attr]  # it was just opened


def test_no_card_is_charged_for_a_sale_in_anothers_shift() -> None:
    async def story(bench: CardBench) -> None:
        await handed_over(bench)
        await bench.till.sign_in_pin(TARAS_PIN)
        await bench.fill()
        assert await bench.refusal(bench.till.charge()) == "register_busy"
        assert (bench.charges, bench.unsettled()) == (0, [])

    played(story)
