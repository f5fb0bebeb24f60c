"""When a till may be set up anew: by whom, and only at rest."""

import json
from dataclasses import replace

import pytest

from pos_app.checkbox.errors import not_sent
from pos_app.domain.errors import PosError
from pos_app.domain.register import OperationState
from pos_app.domain.roles import Role
from pos_app.till.people_state import Proof
from pos_app.till.shop_setup import (
    CheckboxAnswer,
    CheckboxDraft,
    Opens,
    SetupView,
    ShopOfAccount,
    Signer,
    SmartKasaAnswer,
    SmartKasaDraft,
)
from tests.unit.till.conftest import CASH, Bench, MakeBench, id_of

ANSWER = CheckboxAnswer("4000162280", "Каса 2", "Київ", False, "Шевчук Олена", "ФОП", Signer.CLOUD)
DRAFT = CheckboxDraft("a" * 24, pin_code="1234")


class Kept:
    """A set-up that keeps in memory."""

    def __init__(self, opens: Opens = Opens.REAL) -> None:
        self.opens = opens
        self.kept: list[object] = []
        self.shops = (ShopOfAccount(1, "Калина"), ShopOfAccount(2, "Верба"))

    async def view(self) -> SetupView:
        return SetupView(self.opens, "till.toml", restart=bool(self.kept))

    async def ask_checkbox(self, draft: CheckboxDraft) -> CheckboxAnswer:
        return ANSWER

    async def ask_smartkasa(self, draft: SmartKasaDraft) -> SmartKasaAnswer:
        return SmartKasaAnswer(self.shops, draft.shop_id)

    async def keep_checkbox(self, draft: CheckboxDraft, answer: CheckboxAnswer, *, in_file: bool) -> None:
        self.kept.append(answer)

    async def keep_smartkasa(self, draft: SmartKasaDraft, shop_id: int, *, in_file: bool) -> None:
        self.kept.append(shop_id)

    async def open_as(self, opens: Opens) -> None:
        self.kept.append(opens)


async def ready(make_bench: MakeBench, kept: Kept) -> Bench:
    bench = make_bench()
    bench.till = bench.another(setup=kept)
    return await bench.ready()


async def test_only_whoever_has_the_right_sets_a_shop_up_or_a_senior_for_him(make_bench: MakeBench) -> None:
    kept = Kept(Opens.SANDBOX)
    bench = await ready(make_bench, kept)
    owner = bench.account.employ("7777", 61, "Власник")
    await bench.till.set_role(owner, Role.ADMIN)
    setup = bench.till.setup
    for command in (
        setup.ask_checkbox(DRAFT),
        setup.keep_checkbox(DRAFT),
        setup.ask_smartkasa(SmartKasaDraft()),
        setup.keep_smartkasa(SmartKasaDraft()),
        setup.open_as(Opens.REAL),
    ):
        assert await bench.refusal(command) == "not_permitted"
    assert kept.kept == []
    await bench.till.authorised(Proof("7777"), lambda till: till.setup.keep_checkbox(DRAFT))
    assert kept.kept == [ANSWER]
    assert json.loads(bench.journal("setup.checkbox")[0])["register"] == "4000162280"


async def test_a_shop_that_is_not_chosen_is_asked_for(make_bench: MakeBench) -> None:
    bench = await ready(make_bench, Kept(Opens.SANDBOX))
    assert await bench.refusal(bench.till.setup.keep_smartkasa(SmartKasaDraft())) == "shop_needed"
    assert (await bench.till.setup.keep_smartkasa(SmartKasaDraft(shop_id=2))).shop_id == 2


async def test_nothing_is_left_that_is_unsent_open_or_in_the_basket(make_bench: MakeBench) -> None:
    kept = Kept()
    bench = await ready(make_bench, kept)
    till = bench.till
    await till.add(id_of(1))
    assert await bench.refusal(till.setup.open_as(Opens.SANDBOX)) == "cart_not_empty"
    bench.fiscal.outcome = not_sent("cut")
    with pytest.raises(PosError):
        await till.pay(CASH)
    await till.clear()
    assert await bench.refusal(till.setup.open_as(Opens.SANDBOX)) == "setup_shift_open"
    shift = bench.store.shifts.current()
    assert shift is not None
    bench.store.shifts.save(replace(shift, status="CLOSED"))
    assert await bench.refusal(till.setup.open_as(Opens.SANDBOX)) == "setup_unsent"
    assert await bench.refusal(till.setup.keep_checkbox(DRAFT)) == "setup_unsent"
    assert kept.kept == []
    for row in bench.store.operations.unsettled():
        bench.store.operations.save(replace(row, state=OperationState.DONE))
    await till.setup.open_as(Opens.SANDBOX)
    assert kept.kept == [Opens.SANDBOX]
    assert json.loads(bench.journal("setup.opens")[0])["to"] == "sandbox"


async def test_the_training_till_may_be_at_work_while_the_shops_keys_are_kept_but_not_when_it_is_left(
    make_bench: MakeBench,
) -> None:
    kept = Kept(Opens.SANDBOX)
    bench = await ready(make_bench, kept)
    await bench.till.setup.keep_checkbox(DRAFT)
    assert await bench.refusal(bench.till.setup.open_as(Opens.REAL)) == "setup_shift_open"
    await bench.till.close_shift()
    await bench.till.setup.open_as(Opens.REAL)
    assert kept.kept == [ANSWER, Opens.REAL]


async def test_a_till_without_a_set_up_says_where_it_is_set_up(bench: Bench) -> None:
    assert await bench.till.setup.view() is None
    assert await bench.refusal(bench.till.setup.open_as(Opens.REAL)) == "setup_elsewhere"
