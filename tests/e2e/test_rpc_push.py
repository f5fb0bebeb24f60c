"""Receipts to SmartKasa and reports from a real process: killed while SmartKasa answers, everything is there once."""

from typing import Any

from tests.e2e.conftest import MakeTill
from tests.e2e.rpc_driver import RpcTill
from tests.e2e.shelf import MILK
from tests.e2e.vendors import PIN, Vendors


def pushed(vendors: Vendors) -> list[dict[str, Any]]:
    """What this till has sent, in SmartKasa's order."""
    rows = list(vendors.smartkasa.state.sandbox.receipts.values())
    return [row for row in rows if (row["description"] or "").startswith("Checkbox ")]


def begin_sale(till: RpcTill) -> int:
    till.call("cart.scan", {"code": MILK.number})
    return till.send("sale.pay", {"payments": [{"type": "CASH"}]})


def sell(till: RpcTill) -> dict[str, Any]:
    receipt: dict[str, Any] = till.result(begin_sale(till))["receipt"]
    return receipt


def at_rest(till: RpcTill) -> bool:
    status = till.call("push.status")
    return bool(status["waiting"] == 0 and status["last_sent_at"])


def test_a_kill_while_smartkasa_answers_doubles_nothing(vendors: Vendors, make_till: MakeTill) -> None:
    till = make_till(vendors, smartkasa={"push_receipts": True})
    till.call("session.sign_in", {"pin_code": PIN})
    till.call("shift.open")
    killed: list[str] = []

    def kill(method: str, path: str) -> None:
        if method == "POST" and "/pos/receipts" in path and not killed:
            killed.append(path)
            till.process.kill()

    vendors.smartkasa_calls.answered = kill
    begin_sale(till)
    till.wait_for(lambda: not till.is_running)
    till.exit_code()
    assert killed
    assert len(pushed(vendors)) == 1
    till.restart()
    till.call("session.sign_in", {"pin_code": PIN})
    sold = [till.call("receipts.list")["receipts"][0], sell(till), sell(till)]
    # so long a copy of the lost request might still have come
    for clock in (lambda: vendors.pass_time(61), lambda: till.call("sandbox.advance_clock", {"seconds": 61})):
        clock()
    till.call("push.switch", {"enabled": True})
    till.wait_for(lambda: at_rest(till) and len(pushed(vendors)) == 3)
    back = till.call("sale.return", {"receipt_id": sold[0]["id"], "payments": [{"type": "CASH"}]})["receipt"]
    till.wait_for(lambda: at_rest(till) and len(pushed(vendors)) == 4)
    rows = pushed(vendors)
    numbers = {till.call("receipts.get", {"receipt_id": one["id"]})["receipt"]["fiscal_code"] for one in (*sold, back)}
    assert {row["fiscal_number"] for row in rows} == numbers
    assert rows[-1]["related_fiscal_number"] in numbers
    assert [(row["type"], row["state"]) for row in rows] == [(0, 2), (0, 2), (0, 2), (3, 3)]
    assert not [one for one in vendors.smartkasa_calls.exchanges if one.method in {"PUT", "DELETE"}]
    the_reports_agree(till, 2 * sold[0]["due"])


def the_reports_agree(till: RpcTill, net: int) -> None:
    """By every group, and with the Z report."""
    today = till.call("sandbox.advance_clock", {"seconds": 0})["now"][:10]
    closed = till.call("shift.close", {})
    days = {"from": today, "to": today}
    for by in ("hour", "cashier", "payment", "product"):
        report = till.call("reports.sales", {**days, "by": by})
        assert report["totals"]["net"] == net
        rounding = report["totals"]["rounding"] if by == "product" else 0
        assert sum(row["net"] for row in report["rows"]) + rounding == net
    (z,) = till.call("reports.z", days)["reports"]
    assert (z["difference"], z["sales"] - z["returned"]) == (0, net)
    assert z["report"]["balance"] == closed["z_report"]["balance"]
