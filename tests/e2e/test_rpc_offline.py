"""Checkbox gone in the middle of a day: the till sells on with its own codes and comes back with every receipt once."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import Counter, shared_counter
from tests.e2e.shelf import MILK

QUICK = {
    "offline": True,
    "request_timeout_s": 1.0,
    "online_budget_s": 2.0,
    "probe_interval_s": 0.3,
    "quarantine_s": 0.5,
    "go_online_retry_s": 0.3,
}
CASH = [{"type": "CASH"}]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, stocked_folder: Path) -> Iterator[Counter]:
    """A till that may go offline, and is in no mood to wait."""
    yield from shared_counter(tmp_path_factory, stocked_folder, fiscal=QUICK)


def sell(shop: Counter) -> dict[str, Any]:
    shop.till.call("cart.add", {"product_id": MILK.id})
    receipt: dict[str, Any] = shop.till.call("sale.pay", {"payments": CASH}, timeout_s=3.0)["receipt"]
    return receipt


def codes_at_server(shop: Counter) -> list[str]:
    return [str(one.fiscal_code) for one in shop.vendors.receipts("SELL")]


@pytest.mark.parametrize("how", ["door", "black_hole"])
def test_an_outage_is_sold_through_and_every_receipt_arrives_once_in_order(shop: Counter, how: str) -> None:
    before = codes_at_server(shop)
    sold = [sell(shop)]
    assert sold[0]["state"] == "FISCAL"
    if how == "door":
        shop.vendors.checkbox_server.close_door()
    else:
        shop.vendors.plan.script("black_hole", "*", times=None)
    try:
        began = time.monotonic()
        sold += [sell(shop) for _ in range(3)]
        took = time.monotonic() - began
        status = shop.till.call("till.status")
    finally:
        if how == "door":
            shop.vendors.checkbox_server.open_door()
        else:
            shop.vendors.plan.clear()
    assert [one["state"] for one in sold[1:]] == ["OFFLINE"] * 3
    assert all(one["offline"] and one["fiscal_code"] and one["tax_url"] is None for one in sold[1:])
    assert took < 3 * QUICK["online_budget_s"] + 1
    assert status["mode"] == "LOCAL_OFFLINE"
    assert status["queue"]["waiting"] >= 2
    assert shop.till.call("till.wait", {"for": "online", "timeout_s": 30})["reached"]
    assert shop.till.call("till.wait", {"for": "idle", "timeout_s": 30})["reached"]
    there = [one.id for one in shop.vendors.receipts("SELL")][len(before) :]
    assert there == [one["id"] for one in sold]
    exported = {one["id"]: one for one in shop.till.call("journal.export")["operations"]}
    assert {exported[one["id"]]["state"] for one in sold} <= {"ACCEPTED", "DONE"}
    assert sell(shop)["state"] == "FISCAL"
    assert shop.till.call("journal.verify")["ok"]


def test_a_day_with_an_outage_closes_with_a_z_that_agrees(shop: Counter) -> None:
    closed = shop.till.call("shift.close", {}, timeout_s=30)
    sales = list(shop.vendors.receipts("SELL"))
    assert closed["z_report"]["sell_receipts_count"] == len(sales)
    assert closed["difference"] == 0
    shop.till.call("shift.open", {}, timeout_s=30)
