"""Random days at the sandbox register: whatever is sold, its reports agree with its receipts, and both vendors run."""

from pathlib import Path
from random import Random
from typing import Any

import httpx
import pytest

from pos_app.sandbox.checkbox import LICENSE_KEY, Settings, bills, keeping, requests
from pos_app.sandbox.checkbox.troubles import act
from pos_app.sandbox.server import start_servers
from tests.unit.sandbox.checkbox_counter import Counter

CATALOG = Path(__file__).parents[3] / "resources" / "sandbox-catalog"
STEPS = 60


def a_basket(counter: Counter, chance: Random) -> dict[str, Any]:
    """A sale or return of a few things, with or without adjustments, paid in cash, by card or both."""
    body = counter.sale()
    returned = chance.random() < 0.2
    body["goods"] = [
        {
            "good": {"code": "1", "name": "Річ", "price": chance.randint(1, 50_000), "tax": [chance.choice((1, 4, 8))]},
            "quantity": chance.choice((1000, 2000, 333, 1505)),
            "is_return": returned,
            "discounts": [adjustment(chance)] if chance.random() < 0.4 else [],
        }
        for _ in range(chance.randint(1, 4))
    ]
    body["discounts"] = [adjustment(chance)] if chance.random() < 0.3 else []
    if chance.random() < 0.7:
        body["rounding_mode"] = chance.choice(("ROUND_10", "ROUND_50"))
    body["payments"] = [{"type": "CASH", "value": 10_000_000}]
    if returned or chance.random() < 0.5:
        body["payments"] = payments_of(counter, body, chance, returned)
    return body


def adjustment(chance: Random) -> dict[str, Any]:
    kind = chance.choice(("DISCOUNT", "EXTRA_CHARGE"))
    mode = chance.choice(("PERCENT", "VALUE"))
    return {"type": kind, "mode": mode, "value": chance.choice((1, 2.5, 7, 33))}


def payments_of(counter: Counter, body: dict[str, Any], chance: Random, returned: bool) -> list[dict[str, Any]]:
    """Payments that come out even."""
    problems: list[dict[str, Any]] = []
    bill = bills.work_out(counter.register, requests.SELL(body, (), problems))
    total = bill.totals.total
    card = 0 if returned else chance.randint(0, total)
    cash = {"type": "CASH", "value": 0}
    probe = {**body, "payments": [{"type": "CASHLESS", "value": card}, cash]}
    due = bills.work_out(counter.register, requests.SELL(probe, (), problems)).due
    assert not problems
    cash["value"] = due - card
    return [{"type": "CASHLESS", "value": card}, cash] if card else [cash]


@pytest.mark.parametrize("seed", range(8))
def test_a_random_day_adds_up(seed: int) -> None:
    counter = Counter(Settings(deliveries_per_go_online=7), seed=seed)
    chance = Random(seed)
    counter.open(cash=1_000_000)
    for _ in range(STEPS):
        one_step(counter, chance)
        counter.clock.pass_by(chance.random() * 5)
    receipts = counter.ok("GET", "/receipts?limit=100")["results"]
    z = counter.ok("POST", "/shifts/close")["z_report"]
    check_sums(receipts, z)
    copied, ahead = keeping.load(keeping.dump(counter.register.state, 3.5))
    assert (copied, ahead) == (counter.register.state, 3.5)
    check_order(counter)


def one_step(counter: Counter, chance: Random) -> None:
    roll = chance.random()
    if roll < 0.08:
        act(counter.register, chance.choice(("tax_service_down", "tax_service_up")))
    elif roll < 0.12:
        counter.call("POST", "/cash-registers/go-offline")
    elif roll < 0.2:
        counter.ok("POST", "/cash-registers/go-online")
    elif roll < 0.28:
        counter.ok("POST", "/receipts/service", {"payment": {"type": "CASH", "value": chance.choice((500, -300))}})
    elif roll < 0.3:
        counter.ok("GET", "/cash-registers/ask-offline-codes?count=200")
    else:
        counter.ok("POST", "/receipts/sell", a_basket(counter, chance))


def check_sums(receipts: list[dict[str, Any]], z: dict[str, Any]) -> None:
    """The Z report, reckoned anew from the receipts that the server gave out."""
    cash = cards = vat = rounding = 0
    for receipt in receipts:
        sign = -1 if receipt["type"] in ("RETURN", "SERVICE_OUT") else 1
        if receipt["type"].startswith("SERVICE"):
            cash += sum(one["value"] for one in receipt["payments"])
            continue
        card = sum(one["value"] for one in receipt["payments"] if one["type"] == "CASHLESS")
        cards += sign * card
        cash += sign * (receipt["total_payment"] - card - receipt["total_rest"])
        vat += sign * sum(tax["value"] + tax["extra_value"] for tax in receipt["taxes"])
        rounding += receipt["round_sum"]
        assert receipt["total_payment"] - receipt["total_rest"] == receipt["total_sum"] + receipt["round_sum"]
        assert sum(good["sum"] for good in receipt["goods"]) + sum(
            one["sum"] for good in [*receipt["goods"], receipt] for one in good["discounts"]
        ) == receipt["total_sum"]  # fmt: skip
    assert z["initial"] + cash == z["balance"]
    assert sum(row["sell_sum"] - row["return_sum"] for row in z["payments"] if row["type"] == "CASHLESS") == cards
    assert sum(row["sell_sum"] - row["return_sum"] for row in z["taxes"]) == vat
    up = z["sales_round_up"] + z["returns_round_up"]
    assert up - z["sales_round_down"] - z["returns_round_down"] == rounding


def check_order(counter: Counter) -> None:
    """Codes serve once; fiscal dates follow the server's order."""
    ordered = sorted(counter.register.state.transactions.values(), key=lambda one: one.serial)
    codes = [one.offline_id for one in ordered if one.offline_id]
    assert len(codes) == len(set(codes))
    dates = [one.at for one in ordered if one.type != "ASK_OFFLINE_CODES"]
    assert dates == sorted(dates)


def test_the_same_seed_makes_the_same_day() -> None:
    def day() -> bytes:
        counter = Counter(seed=4)
        counter.open()
        for _ in range(5):
            counter.ok("POST", "/receipts/sell", counter.sale())
        return keeping.dump(counter.register.state)

    assert day() == day()


def test_both_vendors_run_side_by_side(tmp_path: Path) -> None:
    with start_servers(CATALOG, state_file=tmp_path / "register.json") as servers:
        assert servers.checkbox_url != servers.smartkasa_url
        info = httpx.get(
            f"{servers.checkbox_url}/api/v1/cash-registers/info", headers={"X-License-Key": LICENSE_KEY}, timeout=5
        )
        assert info.json()["fiscal_number"] == "TEST373378"
        assert httpx.get(f"{servers.smartkasa_url}/api/v1/nowhere", timeout=5).status_code in (401, 404)
    assert (tmp_path / "register.json").exists()
