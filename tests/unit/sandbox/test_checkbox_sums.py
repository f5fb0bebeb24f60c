"""The sandbox's arithmetic: the vendor's own sample, rounding, excise, and the sums of X and Z reports."""

from fractions import Fraction
from typing import Any

import pytest

from pos_app.sandbox.checkbox.arithmetic import cash_rounded, due, exact, half_up, line_sum
from tests.unit.sandbox.checkbox_counter import Counter

SAMPLE: dict[str, Any] = {
    "goods": [
        {
            "good": {"code": "A", "name": "Товар 1", "price": 123, "tax": [1, 8]},
            "quantity": 1000,
            "discounts": [{"type": "DISCOUNT", "mode": "VALUE", "value": 1, "tax_codes": [1, 8]}],
        },
        {
            "good": {"code": "B", "name": "Товар 2", "price": 456, "tax": [8]},
            "quantity": 1000,
            "discounts": [{"type": "EXTRA_CHARGE", "mode": "PERCENT", "value": 1, "tax_codes": [8]}],
        },
    ],
    "discounts": [{"type": "DISCOUNT", "mode": "PERCENT", "value": 5, "tax_code": 8}],
    "payments": [
        {"type": "CASH", "value": 50, "label": "Готівка"},
        {"type": "CASHLESS", "value": 500, "label": "Карта", "code": 1, "acquirer_and_seller": "Банк"},
    ],
    "rounding": True,
}


def test_the_articles_sample_comes_to_its_published_sums() -> None:
    counter = Counter()
    counter.open()
    receipt = counter.ok("POST", "/receipts/sell", {**SAMPLE, "id": counter.new_id()})
    assert (receipt["total_sum"], receipt["total_payment"], receipt["total_rest"]) == (554, 550, 0)
    assert [good["sum"] for good in receipt["goods"]] == [123, 456]
    assert [good["discounts"][0]["sum"] for good in receipt["goods"]] == [-1, 5]
    assert receipt["discounts"][0]["sum"] == -29
    assert receipt["discounts"][0]["tax_codes"] == [8]
    assert [(tax["code"], tax["value"]) for tax in receipt["taxes"]] == [(1, 19), (8, 0)]
    assert receipt["payments"][1]["acquiring"] == "Банк"


def test_three_samples_turn_over_what_the_article_shows() -> None:
    counter = Counter()
    counter.open()
    for _ in range(3):
        receipt = counter.ok("POST", "/receipts/sell", {**SAMPLE, "id": counter.new_id()})
    taxes = {tax["code"]: tax for tax in receipt["shift"]["taxes"]}
    assert (taxes[1]["sales"], taxes[1]["sales_turnover"]) == (57, 348)
    assert taxes[8]["sales_turnover"] == 3 * 554
    assert receipt["shift"]["balance"]["cash_sales"] == 150
    assert receipt["shift"]["balance"]["card_sales"] == 1500


@pytest.mark.parametrize(
    ("value", "rounded"),
    [(Fraction(1, 2), 1), (Fraction(3, 2), 2), (Fraction(-1, 2), -1), (Fraction(49, 100), 0), (Fraction(7), 7)],
)
def test_a_half_is_rounded_away_from_zero(value: Fraction, rounded: int) -> None:
    assert half_up(value) == rounded


def test_a_line_is_rounded_once() -> None:
    assert line_sum(333, 1500) == 500  # 499.5
    assert line_sum(199, 2) == 0  # 0.398


def test_a_percent_is_taken_as_written_not_as_a_binary_float() -> None:
    assert exact(1.1) == Fraction(11, 10)


@pytest.mark.parametrize(
    ("amount", "mode", "rounded"),
    [
        (101, "ROUND_50", 100),
        (124, "ROUND_50", 100),
        (125, "ROUND_50", 150),
        (149, "ROUND_50", 150),
        (174, "ROUND_50", 150),
        (175, "ROUND_50", 200),
        (104, "ROUND_10", 100),
        (105, "ROUND_10", 110),
        (105, None, 105),
    ],
)
def test_cash_is_rounded_by_the_named_step(amount: int, mode: str | None, rounded: int) -> None:
    assert cash_rounded(amount, mode) == rounded


def test_only_the_cash_remainder_is_rounded() -> None:
    assert due(554, 500, True, "ROUND_50") == 550
    assert due(554, 513, True, "ROUND_50") == 563
    assert due(554, 554, False, "ROUND_50") == 554
    assert due(554, 554, True, "ROUND_50") == 554


def test_excise_is_taken_out_before_vat() -> None:
    counter = Counter()
    counter.open()
    body = counter.sale(143800)
    body["goods"][0]["good"]["tax"] = [4]
    receipt = counter.ok("POST", "/receipts/sell", body)
    tax = receipt["taxes"][0]
    assert (tax["extra_value"], tax["value"]) == (6848, 22825)


def test_excise_is_rounded_before_vat_is_taken_of_the_rest() -> None:
    counter = Counter()
    counter.open()
    body = counter.sale(5490)
    body["goods"][0]["good"]["tax"] = [4]
    # 261,43 of excise; of 5228,57 VAT would be 871,43, of 5229 it is 871,5
    tax = counter.ok("POST", "/receipts/sell", body)["taxes"][0]
    assert (tax["extra_value"], tax["value"]) == (261, 872)


def test_change_is_told_and_stays_out_of_the_sums() -> None:
    counter = Counter()
    counter.open()
    receipt = counter.ok("POST", "/receipts/sell", counter.sale(1230, payments=[{"type": "CASH", "value": 2000}]))
    assert (receipt["total_payment"], receipt["total_rest"]) == (2000, 770)
    assert receipt["shift"]["balance"]["cash_sales"] == 1230
    assert counter.ok("POST", "/reports")["payments"][0]["sell_sum"] == 1230


def test_rounding_up_and_down_is_counted_apart() -> None:
    counter = Counter()
    counter.open()
    for total, paid in ((1026, 1050), (1020, 1000)):
        body = counter.sale(total, payments=[{"type": "CASH", "value": paid}], rounding_mode="ROUND_50")
        receipt = counter.ok("POST", "/receipts/sell", body)
        assert (receipt["total_sum"], receipt["round_sum"], receipt["total_rest"]) == (total, paid - total, 0)
    report = counter.ok("POST", "/reports")
    assert (report["sales_round_up"], report["sales_round_down"]) == (24, 20)
    assert report["balance"] == 2050


def test_the_z_report_adds_up_sales_returns_and_cash() -> None:
    counter = Counter()
    shift = counter.open(cash=10_000)
    card = [{"type": "CASHLESS", "value": 700, "label": "Картка"}]
    counter.ok("POST", "/receipts/sell", counter.sale(1200))
    counter.ok("POST", "/receipts/sell", counter.sale(700, payments=card))
    counter.ok("POST", "/receipts/sell", counter.giving_back(600))
    counter.ok("POST", "/receipts/service", {"payment": {"type": "CASH", "value": -300}})
    closing = counter.ok("POST", "/shifts/close")
    assert closing["status"] == "CLOSING"
    z = closing["z_report"]
    cash, cards = z["payments"]
    assert (cash["type"], cash["sell_sum"], cash["return_sum"]) == ("CASH", 1200, 600)
    assert (cash["service_in"], cash["service_out"]) == (10_000, 300)
    assert (cards["code"], cards["sell_sum"]) == (1, 700)
    tax = z["taxes"][0]
    assert (tax["sell_sum"], tax["return_sum"]) == (200 + 117, 100)
    assert (tax["sales_turnover"], tax["returns_turnover"]) == (1900, 600)
    assert (z["sell_receipts_count"], z["return_receipts_count"]) == (2, 1)
    assert (z["initial"], z["balance"]) == (0, 10_300)
    counter.clock.pass_by(3)
    assert counter.ok("GET", f"/shifts/{shift}")["status"] == "CLOSED"
    assert counter.ok("GET", "/cashier/shift") is None


def test_the_cash_that_is_left_begins_the_next_shift() -> None:
    counter = Counter()
    counter.open(cash=5000)
    counter.ok("POST", "/shifts/close")
    counter.clock.pass_by(3)
    shift = counter.open()
    assert counter.ok("GET", f"/shifts/{shift}")["balance"]["initial"] == 5000


def test_x_and_z_reports_are_numbered_apart() -> None:
    counter = Counter()
    counter.open()
    assert [counter.ok("POST", "/reports")["serial"] for _ in range(2)] == [1, 2]
    assert counter.ok("POST", "/shifts/close")["z_report"]["serial"] == 1
    state = counter.ok("GET", "/cash-registers/info")["documents_state"]
    assert (state["last_report_code"], state["last_z_report_code"]) == (2, 1)
