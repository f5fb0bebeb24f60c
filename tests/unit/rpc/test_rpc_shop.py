"""Offers and rules over the RPC: as they are given, so they come back, and they count."""

from dataclasses import replace

import pytest

from pos_app.rpc.methods import METHODS
from pos_app.rpc.params import BadParams, read
from tests.unit.till.conftest import Bench, id_of, make_bench

__all__ = ["make_bench"]
MILK = id_of(1)
OFFER = {"name": "Весна", "kind": "percent", "value": 10, "categories": ["2"], "begins": "08:00", "ends": "20:30"}


async def call(bench: Bench, name: str, /, **given: object) -> dict:
    method = METHODS[name]
    return await method.call(bench.till, read(method.shape, given))


@pytest.fixture
async def bench(make_bench) -> object:
    made = await make_bench().ready()
    yield made
    await made.till.shutdown()


async def test_an_offer_is_saved_counts_is_explained_and_removed(bench: Bench) -> None:
    saved = (await call(bench, "offers.save", **OFFER))["offers"][0]
    assert {name: saved[name] for name in ("name", "kind", "begins", "ends")} == {
        "name": "Весна", "kind": "percent", "begins": "08:00", "ends": "20:30",
    }  # fmt: skip
    await bench.till.add(MILK)
    assert (await call(bench, "offers.explain"))["offers"][0]["sum"] == -429
    assert (await call(bench, "offers.remove", id=saved["id"]))["offers"] == []
    assert (await call(bench, "offers.list"))["offers"] == []


async def test_trying_out_tells_the_sum_and_why_not(bench: Bench) -> None:
    tried = await call(bench, "offers.try", goods=[{"product_id": MILK}], at="2026-03-02T21:00", offer=OFFER)
    assert (tried["cart"]["total"], tried["offers"][0]["reason"]) == (4290, "other_hours")


async def test_rules_come_back_as_they_were_given(bench: Bench) -> None:
    rules = {
        "ask_age": True,
        "close_at": "23:45",
        "withdrawal_limit": 200_000,
        "minimums": [{"name": "Молоко", "price": 4000, "goods": (), "categories": ("2",)}],
        "no_sale": [{"name": "Ніч", "begins": "22:00", "ends": "08:00", "goods": (), "categories": ("adults",)}],
    }
    given = {**rules, "minimums": [{"name": "Молоко", "price": 4000, "categories": ["2"]}]}
    given["no_sale"] = [{"name": "Ніч", "begins": "22:00", "ends": "08:00", "categories": ["adults"]}]
    assert await call(bench, "shop.set_rules", **given) == rules
    assert await call(bench, "shop.rules") == rules
    # what is not told stays: the limit, and what these parameters have no word for
    await bench.till.set_shop_rules(replace(await bench.till.shop_rules(), parked_hours=5))
    del given["withdrawal_limit"]
    assert await call(bench, "shop.set_rules", **given) == rules
    assert (await bench.till.shop_rules()).parked_hours == 5
    assert "cart" in await call(bench, "cart.confirm_age")


@pytest.mark.parametrize("bad", [{"begins": "25:00"}, {"begins": "8"}, {"kind": "gift"}, {"days": ["x"]}])
async def test_bad_words_are_bad_params(bench: Bench, bad: dict) -> None:
    with pytest.raises(BadParams):
        await call(bench, "offers.save", **{**OFFER, **bad})
    with pytest.raises(BadParams):
        await call(bench, "offers.try", goods=[], at="soon")
