"""kill -9 around a card payment through a real terminal's protocol: charged once, sold once, or given back once."""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from pos_app.sandbox.terminal import BankTerminal, Fault, TerminalServer
from tests.e2e.conftest import MakeTill
from tests.e2e.rpc_driver import RpcTill
from tests.e2e.shelf import MILK
from tests.e2e.vendors import PIN, Vendors

CARD = {"payments": [{"type": "CASHLESS"}]}


@pytest.fixture
def terminal() -> Iterator[TerminalServer]:
    with TerminalServer(BankTerminal(random=Random(5))) as running:
        running.run(lambda: running.terminal.somebody_pays(100))
        yield running


@pytest.fixture
def till(make_till: MakeTill, vendors: Vendors, terminal: TerminalServer) -> RpcTill:
    """A till with a terminal, a cashier, an open shift, and one good in the basket."""
    section = {"transport": "network", "host": "127.0.0.1", "port": terminal.port, "card_timeout_s": 3.0}
    made = make_till(vendors, terminal=section)
    made.call("session.sign_in", {"pin_code": PIN})
    made.call("shift.open", {})
    made.call("cart.add", {"product_id": MILK.id})
    return made


def after_the_kill(till: RpcTill) -> dict[str, Any]:
    """Start again and sign in; → the payment as it stands once it is known."""
    till.restart()
    till.call("session.sign_in", {"pin_code": PIN})
    found: list[dict[str, Any]] = []

    def is_known() -> bool:
        found[:] = till.call("payment.attempts")["payments"]
        return found[0]["state"] not in {"INTENT", "ASKED", "UNKNOWN"}

    till.wait_for(is_known)
    return found[0]


def purchases(terminal: TerminalServer) -> int:
    return terminal.run(lambda: sum(method == "Purchase" for method, _ in terminal.terminal.asked))


def sold_once(till: RpcTill, vendors: Vendors, terminal: TerminalServer) -> None:
    """The books of all three: one charge, one receipt that carries it, nothing left over."""
    assert till.call("payment.attempts")["unsettled"] == []
    assert purchases(terminal) == 1
    assert terminal.run(terminal.terminal.balance) == MILK.price
    (receipt,) = vendors.receipts("SELL")
    assert receipt.payments[0]["rrn"] == terminal.run(lambda: terminal.terminal.slips[1].rrn)
    assert till.call("journal.verify")["ok"]


def test_killed_between_approval_and_sale_the_sale_is_completed(
    till: RpcTill, vendors: Vendors, terminal: TerminalServer
) -> None:
    assert till.call("payment.charge")["payment"]["state"] == "APPROVED"
    till.kill()
    payment = after_the_kill(till)
    assert (payment["state"], payment["approved"]) == ("APPROVED", MILK.price)
    assert len(till.call("cart.get")["cart"]["lines"]) == 1
    assert till.refusal("cart.clear").word == "card_held"
    assert till.refusal("session.sign_out").word == "card_held"
    assert till.refusal("payment.charge").word == "card_over_total"
    till.call("sale.pay", CARD)
    sold_once(till, vendors, terminal)


def test_killed_while_the_answer_is_under_way_the_terminal_is_asked(
    till: RpcTill, vendors: Vendors, terminal: TerminalServer
) -> None:
    terminal.run(lambda: terminal.terminal.faults.append(Fault("silent")))
    till.send("payment.charge")
    till.wait_for(lambda: terminal.run(lambda: len(terminal.terminal.slips)) == 2)
    till.kill()
    assert after_the_kill(till)["state"] == "APPROVED"
    till.call("sale.pay", CARD)
    sold_once(till, vendors, terminal)


def test_killed_between_approval_and_sale_the_money_is_given_back_once(
    till: RpcTill, vendors: Vendors, terminal: TerminalServer
) -> None:
    till.call("payment.charge")
    till.kill()
    payment = after_the_kill(till)
    reversal = till.call("payment.reverse", {"payment_id": payment["id"], "reason": "клієнт пішов"})["payment"]
    assert (reversal["state"], reversal["tied_to"]) == ("TIED", payment["id"])
    assert till.refusal("payment.reverse", {"payment_id": payment["id"]}).word == "unknown_payment"
    till.restart()
    till.call("session.sign_in", {"pin_code": PIN})
    assert till.call("payment.attempts")["unsettled"] == []
    assert terminal.run(terminal.terminal.balance) == 0
    till.call("cart.clear")
    assert vendors.receipts("SELL") == []


def test_killed_before_the_card_nothing_was_charged_and_it_is_paid_in_cash(
    till: RpcTill, vendors: Vendors, terminal: TerminalServer
) -> None:
    terminal.run(lambda: terminal.terminal.faults.append(Fault("deaf")))
    till.send("payment.charge")
    till.wait_for(lambda: purchases(terminal) == 1)
    till.kill()
    assert after_the_kill(till)["state"] == "NOT_CHARGED"
    assert till.refusal("sale.pay", CARD).word == "card_not_charged"
    till.call("sale.pay", {"payments": [{"type": "CASH"}]})
    assert terminal.run(terminal.terminal.balance) == 0
    assert len(vendors.receipts("SELL")) == 1
