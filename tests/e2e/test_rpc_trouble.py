"""Checkbox in trouble, over real HTTP: one receipt at the server for each sale, and the next sale works."""

from typing import Any

import pytest

from tests.e2e.conftest import Counter, MakeTill
from tests.e2e.paper import papers
from tests.e2e.rpc_driver import RpcError, RpcTill
from tests.e2e.shelf import MILK, PIECES
from tests.e2e.vendors import PIN, PROMPT, Vendors

CASH = [{"type": "CASH"}]
SELL, ASK = "*/receipts/sell", "*/receipts/*-*"
IMPATIENT: dict[str, Any] = {
    "offline": False,
    "request_timeout_s": 0.8,
    "online_budget_s": 3.0,
    "probe_interval_s": 0.3,
    "go_online_retry_s": 0.5,
}
SELLS_ON = {**IMPATIENT, "offline": True, "quarantine_s": 0.5}


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory, stocked_folder: Any) -> Any:
    """A shared till that soon loses its patience."""
    from tests.e2e.conftest import shared_counter

    yield from shared_counter(tmp_path_factory, stocked_folder, fiscal=IMPATIENT)


@pytest.fixture
def spoilt(ready: Counter) -> Any:
    """The shared till; whatever a test breaks is mended after it."""
    yield ready
    ready.vendors.plan.clear()
    for name in ("signer_on", "cashier_activated", "foreign_cashier_gone", "tax_service_up", "maintenance_over"):
        ready.vendors.act(name)
    ready.vendors.behave(license_key=PROMPT.license_key, goods_limit=None, total_limit=None)


def fill(till: RpcTill) -> int:
    """A basket; → what it costs."""
    return int(till.call("cart.add", {"product_id": PIECES[7].id, "quantity": 3000})["cart"]["total"])


def pay(till: RpcTill, **more: Any) -> dict[str, Any]:
    return dict(till.call("sale.pay", {"payments": CASH, **more})["receipt"])


def check_both_sides(till: RpcTill, vendors: Vendors) -> None:
    """At rest each side has exactly the other's receipts, with the same sums."""
    assert till.call("till.wait", {"for": "idle", "timeout_s": 30}) == {"reached": True}
    kinds = ("SELL", "RETURN", "SERVICE_IN", "SERVICE_OUT")
    ours = {
        one["id"]: one["total"]
        for one in till.call("journal.export")["operations"]
        if one["kind"] in kinds and one["state"] in ("ACCEPTED", "DONE")
    }
    assert ours == {one.id: one.total_sum for one in vendors.receipts()}


LINK_TROUBLE: dict[str, list[dict[str, Any]]] = {
    "the request is lost": [{"kind": "lost_request"}],
    "the request is lost twice": [{"kind": "lost_request", "times": 2}],
    "the answer is lost": [{"kind": "lost_answer"}],
    "the answer is lost and the question too": [{"kind": "lost_answer"}, {"kind": "lost_request", "path": ASK}],
    "502 before the work": [{"kind": "server_error"}],
    "502 after the work": [{"kind": "server_error", "processed": True}],
    "503 before the work": [{"kind": "server_error", "status": 503}],
    "500 after the work": [{"kind": "server_error", "status": 500, "processed": True}],
    "HTML before the work": [{"kind": "html"}],
    "HTML with status 200 before the work": [{"kind": "html", "status": 200}],
    "HTML after the work": [{"kind": "html", "processed": True}],
    "half an answer": [{"kind": "cut_body"}],
    "null": [{"kind": "null"}],
    "an answer about another receipt": [{"kind": "wrong_id"}],
    "an answer that comes too late": [{"kind": "delay", "seconds": 1.2}],
    "silence": [{"kind": "black_hole"}],
    "a copy that comes later": [{"kind": "late_copy"}],
    "half an answer to the question": [{"kind": "lost_answer"}, {"kind": "cut_body", "path": ASK}],
    "null for the question": [{"kind": "lost_answer"}, {"kind": "null", "path": ASK}],
    "no number for a while": [{"kind": "server_error", "path": ASK, "times": 2}],
    "the token is revoked": [{"kind": "token_revoked"}],
    "the token is revoked and the answer lost": [{"kind": "token_revoked"}, {"kind": "lost_answer", "after": 1}],
}


@pytest.mark.parametrize("name", LINK_TROUBLE)
def test_a_sale_survives_the_link(spoilt: Counter, name: str) -> None:
    till, vendors = spoilt.till, spoilt.vendors
    before = len(vendors.receipts("SELL"))
    total = fill(till)
    for fault in LINK_TROUBLE[name]:
        vendors.plan.script(**{"path": SELL, **fault})
    receipt = pay(till)
    assert (receipt["state"], receipt["total"]) == ("FISCAL", total)
    assert all(fault["struck"] for fault in vendors.plan.describe())
    vendors.release_copies()
    assert len(vendors.receipts("SELL")) == before + 1
    assert till.call("till.status")["mode"] == "ONLINE"
    spoilt.sell()
    check_both_sides(till, vendors)


def test_every_try_sends_the_same_bytes(spoilt: Counter) -> None:
    till, vendors = spoilt.till, spoilt.vendors
    fill(till)
    before = len(vendors.calls("POST", "/receipts/sell"))
    vendors.plan.script("late_copy", SELL, times=2)
    receipt = pay(till)
    vendors.release_copies()
    tries = vendors.calls("POST", "/receipts/sell")[before:]
    assert [call.status for call in tries] == [201, 400, 400]
    assert len({call.body for call in tries}) == 1
    assert tries[0].sent["id"] == receipt["id"]


# trouble: what is done to the server, what the cashier is told, what mends it
TROUBLE: dict[str, tuple[dict[str, Any], str]] = {
    "signer_off": ({"action": "signer_off", "back": "signer_on"}, "signer_off"),
    "cashier deactivated": ({"action": "cashier_deactivated", "back": "cashier_activated"}, "cashier_deactivated"),
    "license key changed": ({"behave": {"license_key": "another-key"}}, "license_invalid"),
    "too many goods": ({"behave": {"goods_limit": 0}}, "refused_by_server"),
    "too large a sum": ({"behave": {"total_limit": 1}}, "refused_by_server"),
}


@pytest.mark.parametrize("name", TROUBLE)
def test_a_refused_sale_is_back_in_the_basket_and_sold_when_the_trouble_is_over(spoilt: Counter, name: str) -> None:
    trouble, word = TROUBLE[name]
    till, vendors = spoilt.till, spoilt.vendors
    before = len(vendors.receipts("SELL"))
    total = fill(till)
    vendors.act(trouble["action"]) if "action" in trouble else vendors.behave(**trouble["behave"])
    for _ in range(2):
        error = till.refusal("sale.pay", {"payments": CASH, "request_id": f"refused {name}"})
        assert (error.code, error.word, error.safe) == (-32000, word, True)
        assert till.call("cart.get")["cart"]["total"] == total
    assert len(vendors.receipts("SELL")) == before
    vendors.act(trouble["back"]) if "back" in trouble else vendors.behave(
        license_key=PROMPT.license_key, goods_limit=None, total_limit=None
    )
    receipt = pay(till, request_id=f"refused {name}")
    assert (receipt["state"], receipt["total"]) == ("FISCAL", total)
    assert len(vendors.receipts("SELL")) == before + 1
    assert till.call("till.status")["mode"] == "ONLINE"
    spoilt.sell()
    check_both_sides(till, vendors)


def test_the_servers_reason_is_told_in_its_own_words(spoilt: Counter) -> None:
    spoilt.vendors.behave(total_limit=100)
    fill(spoilt.till)
    error = spoilt.till.refusal("sale.pay", {"payments": CASH})
    assert "Сума чеку не може перевищувати 1.00" in error.message


def test_a_refused_return_leaves_everything_to_be_returned(spoilt: Counter) -> None:
    till, vendors = spoilt.till, spoilt.vendors
    sold = spoilt.sell()
    before = till.call("shift.x_report")["report"]["balance"]
    vendors.act("signer_off")
    wanted = {"receipt_id": sold["id"], "payments": CASH}
    assert till.refusal("sale.return", wanted).word == "signer_off"
    vendors.act("signer_on")
    assert till.call("sale.return", wanted)["receipt"]["due"] == sold["due"]
    assert till.call("shift.x_report")["report"]["balance"] == before - sold["due"]
    check_both_sides(till, vendors)


@pytest.mark.parametrize("fault", ["lost_request", "lost_answer", "server_error", "cut_body", "null", "token_revoked"])
def test_a_return_and_a_cash_movement_survive_the_link_too(spoilt: Counter, fault: str) -> None:
    till, vendors = spoilt.till, spoilt.vendors
    sold = spoilt.sell()
    vendors.plan.script(fault, SELL)
    back = till.call("sale.return", {"receipt_id": sold["id"], "payments": CASH})["receipt"]
    assert back["state"] == "FISCAL"
    vendors.plan.script(fault, "*/receipts/service")
    assert till.call("shift.cash_in", {"amount": 4_200})["movement"]["state"] == "ACCEPTED"
    assert [one.total_sum for one in vendors.receipts("SERVICE_IN")].count(4_200) >= 1
    check_both_sides(till, vendors)


def test_a_register_held_by_another_cashier_is_told_and_opens_when_it_is_free(
    make_till: MakeTill, vendors: Vendors
) -> None:
    till = make_till(vendors)
    till.call("session.sign_in", {"pin_code": PIN})
    vendors.act("foreign_cashier")
    error = till.refusal("shift.open", {})
    assert (error.word, error.safe) == ("register_busy", True)
    vendors.act("foreign_cashier_gone")
    assert till.call("shift.open", {})["shift"]["id"] in vendors.state.shifts
    till.call("cart.add", {"product_id": MILK.id})
    assert pay(till)["state"] == "FISCAL"


def test_a_shift_taken_by_another_cashier_is_gone_on_with_when_it_is_back(open_till: RpcTill, vendors: Vendors) -> None:
    total = fill(open_till)
    vendors.act("foreign_cashier")
    for _ in range(2):
        error = open_till.refusal("sale.pay", {"payments": CASH})
        assert (error.word, error.safe) == ("shift_not_open", True)
        assert open_till.call("cart.get")["cart"]["total"] == total
    assert open_till.refusal("shift.open", {}).word == "register_busy"
    vendors.act("foreign_cashier_gone")
    open_till.call("shift.open", {})
    assert pay(open_till)["total"] == total
    assert len(vendors.receipts("SELL")) == len(vendors.state.shifts) == 1
    check_both_sides(open_till, vendors)
    assert open_till.call("shift.close", {})["z_report"]["sell_receipts_count"] == 1
    assert open_till.call("attention.list") == {"items": []}


def test_one_shift_is_opened_and_closed_whatever_happens_to_the_link(make_till: MakeTill, vendors: Vendors) -> None:
    till = make_till(vendors, fiscal=IMPATIENT)
    till.call("session.sign_in", {"pin_code": PIN})
    cash = 0
    for number, fault in enumerate(("lost_request", "lost_answer", "server_error", "html", "cut_body", "null"), 1):
        vendors.plan.script(fault, "*/shifts", method="POST")
        till.call("shift.open", {})
        till.call("cart.add", {"product_id": MILK.id})
        cash += pay(till)["due"]
        vendors.plan.script(fault, "*/shifts/*close")
        closed = till.call("shift.close", {"counted_cash": cash})
        assert closed["difference"] == 0
        assert len(vendors.state.shifts) == number
        shift = list(vendors.state.shifts.values())[-1]
        assert shift.status == "CLOSED"
        assert closed["z_report"]["balance"] == shift.balance == cash
        assert closed["z_report"]["sell_receipts_count"] == 1
        assert till.call("till.status")["mode"] == "NO_SHIFT"
        assert all(fault["struck"] for fault in vendors.plan.describe())


def test_a_server_that_is_gone_takes_no_sale_and_gives_the_basket_back(spoilt: Counter) -> None:
    till, vendors = spoilt.till, spoilt.vendors
    before = len(vendors.receipts("SELL"))
    total = fill(till)
    vendors.checkbox_server.close_door()
    try:
        error = till.refusal("sale.pay", {"payments": CASH}, timeout_s=IMPATIENT["online_budget_s"] + 0.5)
        assert (error.word, error.safe) == ("unreachable", True)
        assert till.call("cart.get")["cart"]["total"] == total
    finally:
        vendors.checkbox_server.open_door()
    assert pay(till)["total"] == total
    assert len(vendors.receipts("SELL")) == before + 1
    check_both_sides(till, vendors)


@pytest.mark.parametrize("fault", ["black_hole", "lost_answer", "server_error"])
def test_a_sale_of_unknown_fate_is_kept_and_settles_by_itself(spoilt: Counter, fault: str) -> None:
    till, vendors = spoilt.till, spoilt.vendors
    before = len(vendors.receipts("SELL"))
    fill(till)
    vendors.plan.script(fault, "*", times=None, **({"processed": True} if fault == "server_error" else {}))
    params = {"payments": CASH, "request_id": f"unknown {fault}"}
    error = till.refusal("sale.pay", params, timeout_s=IMPATIENT["online_budget_s"] + 0.5)
    assert (error.word, error.safe) == ("unreachable", True)
    assert till.call("till.status")["queue"]["ambiguous"] == 1
    assert till.call("cart.get")["cart"]["lines"] == []
    vendors.plan.clear()
    assert till.call("till.wait", {"for": "idle", "timeout_s": 30})["reached"]
    assert len(vendors.receipts("SELL")) == before + 1
    receipt = till.call("sale.pay", params)["receipt"]
    assert (receipt["state"], receipt["id"]) == ("FISCAL", vendors.receipts("SELL")[-1].id)
    spoilt.sell()
    check_both_sides(till, vendors)


@pytest.mark.parametrize("outage", ["closed door", "black_hole", "server_error"])
def test_a_till_that_may_sell_offline_sells_on_and_hands_everything_in_afterwards(
    make_till: MakeTill, vendors: Vendors, outage: str
) -> None:
    till = make_till(vendors, fiscal=SELLS_ON)
    till.call("session.sign_in", {"pin_code": PIN})
    till.call("shift.open", {})
    fill(till)
    online = pay(till)
    assert till.call("till.wait", {"for": "idle", "timeout_s": 30})["reached"]
    if outage == "closed door":
        vendors.checkbox_server.close_door()
    else:
        vendors.plan.outage(outage)
    stamped = []
    for _ in range(3):
        fill(till)
        params = {"payments": CASH}
        stamped.append(till.call("sale.pay", params, timeout_s=SELLS_ON["online_budget_s"] + 0.5)["receipt"])
    assert [(one["state"], one["offline"]) for one in stamped] == [("OFFLINE", True)] * 3
    codes = [one["fiscal_code"] for one in stamped]
    assert len(set(codes)) == 3
    assert set(codes) <= set(vendors.checkbox.register.state.codes)
    status = till.call("till.status")
    assert (status["mode"], status["queue"]["waiting"]) == ("LOCAL_OFFLINE", 3)
    vendors.plan.clear()
    vendors.checkbox_server.open_door()
    assert till.call("till.wait", {"for": "online", "timeout_s": 40}, 50) == {"reached": True}
    check_both_sides(till, vendors)
    assert [one.id for one in vendors.receipts("SELL")] == [one["id"] for one in (online, *stamped)]
    assert [vendors.state.receipts[one["id"]].fiscal_code for one in stamped] == codes
    total = sum(one["due"] for one in (online, *stamped))
    assert till.call("shift.close", {"counted_cash": total})["difference"] == 0
    assert till.call("attention.list") == {"items": []}
    assert till.call("till.wait", {"for": "printed", "timeout_s": 20})["reached"]
    on_paper = [one.words for one in papers(till.data_dir / "receipts") if one.kind == "sale"]
    assert [("ОФЛАЙН" in words, code in words) for words, code in zip(on_paper[1:], codes, strict=True)] == [
        (True, True)
    ] * 3


def test_a_tax_service_that_is_down_is_the_servers_business(spoilt: Counter) -> None:
    till, vendors = spoilt.till, spoilt.vendors
    vendors.act("tax_service_down")
    fill(till)
    receipt = pay(till)
    assert receipt["offline"] is True
    assert receipt["fiscal_code"] == vendors.state.receipts[receipt["id"]].fiscal_code
    assert till.call("till.status")["mode"] == "AUTO_OFFLINE"
    vendors.act("tax_service_up")
    assert till.call("till.wait", {"for": "online", "timeout_s": 20}) == {"reached": True}
    assert spoilt.sell()["offline"] is False
    check_both_sides(till, vendors)


def test_maintenance_is_told_in_the_vendors_words_and_the_sale_is_made_once(spoilt: Counter) -> None:
    till, vendors = spoilt.till, spoilt.vendors
    before = len(vendors.receipts("SELL"))
    fill(till)
    vendors.act("maintenance")
    error = till.refusal("sale.pay", {"payments": CASH}, timeout_s=IMPATIENT["online_budget_s"] + 0.5)
    assert (error.word, error.safe) == ("unreachable", True)
    assert "3:30 GMT+3" in error.message
    vendors.act("maintenance_over")
    assert till.call("till.wait", {"for": "idle", "timeout_s": 30})["reached"]
    if till.call("cart.get")["cart"]["lines"]:
        pay(till)
    assert len(vendors.receipts("SELL")) == before + 1
    check_both_sides(till, vendors)


def test_signing_in_through_a_bad_link_says_so_and_works_later(make_till: MakeTill, vendors: Vendors) -> None:
    till = make_till(vendors, fiscal=IMPATIENT)
    vendors.checkbox_server.close_door()
    error = till.refusal("session.sign_in", {"pin_code": PIN})
    assert (error.word, error.safe) == ("unreachable", True)
    vendors.checkbox_server.open_door()
    assert till.call("session.sign_in", {"pin_code": PIN})["cashier"]


def test_a_catalog_that_cannot_be_read_leaves_what_there_is(spoilt: Counter) -> None:
    till, vendors = spoilt.till, spoilt.vendors
    vendors.smartkasa_server.close_door()
    try:
        with pytest.raises(RpcError) as told:
            till.call("catalog.sync", timeout_s=60)
        assert (told.value.word, told.value.safe) == ("unreachable", True)
        assert till.call("catalog.by_barcode", {"barcode": MILK.number})["products"]
        spoilt.sell()
    finally:
        vendors.smartkasa_server.open_door()
    assert till.call("catalog.sync")["products"] > 600
