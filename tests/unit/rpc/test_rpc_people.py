"""People over the RPC: roles given and taken, and a senior's word beside a command."""

import pytest

from pos_app.rpc.methods import METHODS
from pos_app.rpc.people_methods import AUTHORISABLE
from tests.unit.till.conftest import Bench, make_bench

__all__ = ["make_bench"]


async def call(bench: Bench, name: str, **given: object) -> dict:
    from pos_app.rpc.params import read

    method = METHODS[name]
    return await method.call(bench.till, read(method.shape, given))


@pytest.fixture
async def bench(make_bench) -> object:
    made = await make_bench().ready()
    yield made
    await made.till.shutdown()


async def test_a_seniors_word_beside_a_command(bench: Bench) -> None:
    owner = bench.account.employ("7777", 61, "Власник")
    view = await call(bench, "people.set_role", id=owner, role="admin")
    assert view["set_up"]
    assert await bench.refusal(call(bench, "shift.cash_out", amount=100)) == "not_permitted"
    given = {"amount": 100, "authorise": {"pin_code": "7777"}}
    assert (await call(bench, "shift.cash_out", **given))["movement"]["total"] == 100
    wrong = {"amount": 100, "authorise": {"badge": "BADGE-77777"}}
    assert await bench.refusal(call(bench, "shift.cash_out", **wrong)) == "badge_unknown"


async def test_rules_and_the_lock(bench: Bench) -> None:
    view = await call(bench, "people.set_rights", role="cashier", rights=["return"], discount_limit=3)
    assert view["roles"]["cashier"] == {"rights": ["return"], "discount_limit": 3}
    assert (await call(bench, "people.set_idle_lock", seconds=60))["idle_lock_s"] == 60
    await call(bench, "session.lock")
    assert (await call(bench, "session.switch", pin_code="1234"))["cashier"]["name"] == "Шевчук Олена"
    assert len((await call(bench, "people.list"))["people"]) == 1


def test_every_authorisable_method_is_there() -> None:
    assert set(METHODS) >= AUTHORISABLE
    assert all("authorise" in METHODS[name].shape for name in AUTHORISABLE)
