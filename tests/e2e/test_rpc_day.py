"""A full day over the RPC: every total is the server's to the kopeck, the Z is the journal's, all is on paper once."""

from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.business_day import (
    CARD,
    COUNTED_MORE,
    FLOAT_IN,
    RETURNS,
    SALES,
    TAKEN_OUT,
    Day,
    Evening,
    cash_of,
)
from tests.e2e.paper import hryvnias
from tests.e2e.reckoning import due, half_up
from tests.e2e.shelf import ALL, RATES
from tests.e2e.specification import checkbox_faults, load, smartkasa_faults

pytestmark = pytest.mark.timeout(600)


def not_told(day: Day) -> list[str]:
    """What a till tells of in trouble alone."""
    quiet = ("receipt.fiscal", "mode", "print.done", "catalog.progress", "catalog.synced")
    return [event["kind"] for event in day.till.events if event["kind"] not in quiet]


@pytest.fixture(scope="module")
def evening(long_runs: Callable[[str], Any]) -> Evening:
    """The day, once it is over."""
    result: Evening = long_runs("test_rpc_day.py")
    return result


def test_the_day_holds_what_it_should(evening: Evening) -> None:
    day = evening.day
    assert (len(day.sold), len(day.returned)) == (SALES, RETURNS)
    assert {sold.basket.pay for sold in day.sold} == {"exact", "note", "card", "two-cards", "mixed", "mixed-change"}
    assert any(due(sold.bill.total, sold.card) != sold.bill.total for sold in day.sold if sold.basket.pay == "mixed")
    assert {code for sold in day.sold for code in sold.bill.taxes} == set(RATES)


def test_nothing_was_amiss(evening: Evening) -> None:
    assert not_told(evening.day) == []
    assert evening.day.answers["attention"] == {"items": []}
    assert evening.till.call("attention.list") == {"items": []}


def test_the_catalog_came_whole_but_for_the_other_shops_goods(evening: Evening) -> None:
    sync = evening.day.answers["sync"]
    ours = [good for good in ALL if good.ours]
    assert sync["products"] == sync["added"] == len(ours)
    assert (sync["changed"], sync["hidden"]) == (0, 0)
    assert evening.till.call("till.status")["catalog"]["products"] == len(ours)


def test_every_sale_is_at_the_server_to_the_kopeck(evening: Evening) -> None:
    for sold in evening.day.sold:
        ours, theirs = sold.receipt, evening.server(sold.id)
        assert (ours["kind"], ours["state"], ours["offline"]) == ("SELL", "FISCAL", False)
        assert ours["total"] == theirs.total_sum == sold.bill.total
        assert ours["due"] == theirs.total_payment - theirs.total_rest == sold.due
        assert ours["rounding"] == theirs.round_sum == sold.due - sold.bill.total
        assert ours["paid"] == theirs.total_payment == sold.given
        assert ours["change"] == theirs.total_rest == sold.given - sold.due
        assert {tax["code"]: [tax["value"], tax["extra_value"]] for tax in theirs.taxes} == sold.bill.taxes
        assert [item["sum"] for item in theirs.goods] == sold.bill.sums
        assert (ours["fiscal_code"], ours["tax_url"]) == (theirs.fiscal_code, theirs.tax_url)


def test_every_sale_reached_the_server_in_one_request(evening: Evening) -> None:
    ids = Counter(call.sent["id"] for call in evening.vendors.calls("POST", "/receipts/sell"))
    assert set(ids.values()) == {1}
    assert len(ids) == SALES + RETURNS == len(evening.vendors.receipts("SELL", "RETURN"))


def test_goods_go_as_they_were_scanned(evening: Evening) -> None:
    by_article = {good.article: good for good in ALL}
    for sold in evening.day.sold:
        for item, sent in zip(sold.basket.items, evening.server(sold.id).goods, strict=True):
            good = by_article[sent["good"]["code"]]
            assert good == item.good
            assert (sent["good"]["price"], sent["quantity"]) == (item.unit_price, item.quantity)
            assert [tax["code"] for tax in sent["taxes"]] == [good.code]


def test_stamps_go_with_their_goods(evening: Evening) -> None:
    for sold in evening.day.sold:
        sent = [code for good in evening.server(sold.id).goods for code in good["good"]["excise_barcodes"]]
        assert sent == sold.stamps
    assert sum(len(sold.stamps) for sold in evening.day.sold) >= 3


def test_every_field_of_a_card_payment_arrives(evening: Evening) -> None:
    cards = [sold for sold in evening.day.sold if sold.basket.pay == "card"]
    for sold in cards:
        (payment,) = evening.server(sold.id).payments
        assert {name: payment[name] for name in CARD} == CARD
        assert payment["value"] == sold.bill.total
    assert len(cards) >= 4


def test_the_customers_address_goes_inside_the_receipt(evening: Evening) -> None:
    delivered = [sold for sold in evening.day.sold if sold.basket.delivery]
    sent = {(m["receipt_id"], m["kind"], m["to"]) for m in evening.vendors.state.messages}
    wanted = {(s.id, "email", s.basket.delivery["email"]) for s in delivered if "email" in (s.basket.delivery or {})}
    wanted |= {(s.id, "sms", s.basket.delivery["phone"]) for s in delivered if "phone" in (s.basket.delivery or {})}
    assert sent == wanted
    assert len(wanted) == 4


def test_returns_give_back_what_was_paid_and_no_more(evening: Evening) -> None:
    whole, by_line, part, rest, onto_card = evening.day.returned
    sold = evening.day.sold
    assert whole["total"] == sold[1].bill.total
    assert by_line["total"] == sold[2].bill.nets[1]
    assert part["total"] + rest["total"] == sold[7].bill.total
    exact = Fraction(sold[7].bill.nets[0] * 2 * sold[7].bill.total, 3 * sum(sold[7].bill.nets))
    assert abs(part["total"] - exact) <= 1
    assert onto_card["total"] == onto_card["due"] == sold[10].bill.total
    assert whole["due"] == due(whole["total"])
    for receipt, origin in zip(evening.day.returned, (1, 2, 7, 7, 10), strict=True):
        theirs = evening.server(receipt["id"])
        assert (receipt["kind"], theirs.type) == ("RETURN", "RETURN")
        assert receipt["related_receipt_id"] == sold[origin].id == theirs.details["related_receipt_id"]
        assert receipt["total"] == theirs.total_sum
        assert receipt["due"] == theirs.total_payment
        assert receipt["rounding"] == theirs.round_sum


def test_what_is_given_back_cannot_be_given_back_again(evening: Evening) -> None:
    # the shift is over, and yet the till says first what can never be
    for origin in (1, 7, 10):
        params = {"receipt_id": evening.day.sold[origin].id, "payments": [{"type": "CASH"}]}
        assert evening.till.refusal("sale.return", params).word in ("return_exceeds_sold", "shift_not_open")


def test_cash_movements_are_at_the_server(evening: Evening) -> None:
    came, went = evening.vendors.receipts("SERVICE_IN", "SERVICE_OUT")
    assert (came.total_sum, went.total_sum) == (FLOAT_IN, TAKEN_OUT)
    assert evening.day.answers["cash_in"]["movement"]["id"] == came.id
    assert evening.day.answers["cash_out"]["movement"]["id"] == went.id
    assert evening.day.answers["cash_in"]["movement"]["state"] == "ACCEPTED"


def test_the_drawer_is_counted(evening: Evening) -> None:
    assert evening.closed["difference"] == COUNTED_MORE
    assert evening.z["balance"] == evening.cash
    (shift,) = evening.vendors.state.shifts.values()
    assert (shift.status, shift.balance) == ("CLOSED", evening.cash)


def sums_of(report: dict[str, Any], field: str, *, cash: bool) -> int:
    return sum(row[field] for row in report["payments"] if (row["type"] == "CASH") is cash)


def test_the_z_is_an_independent_sum_of_the_day(evening: Evening) -> None:
    z, day = evening.z, evening.day
    assert (z["sell_receipts_count"], z["return_receipts_count"]) == (SALES, RETURNS)
    assert sums_of(z, "sell_sum", cash=True) == sum(cash_of(sold) for sold in day.sold)
    assert sums_of(z, "sell_sum", cash=False) == sum(sold.card for sold in day.sold)
    assert sums_of(z, "return_sum", cash=True) == sum(r["due"] for r in day.returned[:2])
    assert sums_of(z, "return_sum", cash=False) == sum(r["due"] for r in day.returned[2:])
    assert sums_of(z, "service_in", cash=True) == FLOAT_IN
    assert sums_of(z, "service_out", cash=True) == TAKEN_OUT
    for row in z["taxes"]:
        taken = [sold.bill.taxes.get(row["code"], [0, 0]) for sold in day.sold]
        assert row["rate_sell_sum"] == sum(vat for vat, _ in taken), row["label"]
        assert row["extra_rate_sell_sum"] == sum(excise for _, excise in taken), row["label"]
        exact = [sold.bill.turnover.get(row["code"], Fraction(0)) for sold in day.sold]
        assert row["sales_turnover"] == sum(half_up(part) for part in exact), row["label"]
    up = [r["rounding"] for r in (sold.receipt for sold in day.sold)]
    assert z["sales_round_up"] == sum(value for value in up if value > 0)
    assert z["sales_round_down"] == -sum(value for value in up if value < 0)


def test_the_z_is_the_servers_own(evening: Evening) -> None:
    (kept,) = [report for report in evening.vendors.state.reports.values() if report["is_z_report"]]
    for name in ("id", "serial", "balance", "initial", "sell_receipts_count", "sales_round_up", "sales_round_down"):
        assert evening.z[name] == kept[name]
    sums = next(iter(evening.vendors.state.shifts.values())).sums
    assert sums_of(evening.z, "sell_sum", cash=True) == sums.cash_sales
    assert sums_of(evening.z, "sell_sum", cash=False) == sums.card_sales


def test_the_x_of_the_evening_says_the_same(evening: Evening) -> None:
    x, z = evening.day.answers["x"]["report"], evening.z
    assert (x["is_z_report"], z["is_z_report"]) == (False, True)
    assert x["balance"] == evening.cash
    for name in ("sell_receipts_count", "return_receipts_count", "discounts_sum", "extra_charge_sum"):
        assert x[name] == z[name]
    day = evening.day
    assert z["discounts_sum"] >= sum(sold.bill.discounts for sold in day.sold)
    assert z["extra_charge_sum"] >= sum(sold.bill.charges for sold in day.sold)


def test_the_journal_holds_every_document_once_in_the_servers_order(evening: Evening) -> None:
    operations = evening.till.call("journal.export")["operations"]
    seqs = [one["seq"] for one in operations]
    assert seqs == sorted(set(seqs))
    kinds = Counter(one["kind"] for one in operations)
    wanted = {"SHIFT_OPEN": 1, "SELL": SALES, "RETURN": RETURNS, "SERVICE_IN": 1, "SERVICE_OUT": 1, "SHIFT_CLOSE": 1}
    assert kinds == wanted
    receipts = [one for one in operations if one["kind"] in ("SELL", "RETURN", "SERVICE_IN", "SERVICE_OUT")]
    assert [one["id"] for one in receipts] == [one.id for one in evening.vendors.receipts()]
    states = {one["kind"]: one["state"] for one in operations}
    assert states == dict.fromkeys(("SHIFT_OPEN", "SELL", "RETURN", "SHIFT_CLOSE"), "DONE") | {
        "SERVICE_IN": "ACCEPTED",
        "SERVICE_OUT": "ACCEPTED",
    }
    for one in receipts:
        theirs = evening.server(one["id"])
        assert (one["total"], one["fiscal_code"]) == (theirs.total_sum, theirs.fiscal_code)


def test_the_z_equals_the_journal(evening: Evening) -> None:
    z, totals = evening.z, Counter[str]()
    for one in evening.till.call("journal.export")["operations"]:
        totals[one["kind"]] += one["total"] or 0
    sold = sums_of(z, "sell_sum", cash=True) + sums_of(z, "sell_sum", cash=False)
    given_back = sums_of(z, "return_sum", cash=True) + sums_of(z, "return_sum", cash=False)
    assert sold == totals["SELL"] + z["sales_round_up"] - z["sales_round_down"]
    assert given_back == totals["RETURN"] + z["returns_round_up"] - z["returns_round_down"]
    assert sums_of(z, "service_in", cash=True) == totals["SERVICE_IN"]
    assert sums_of(z, "service_out", cash=True) == totals["SERVICE_OUT"]


def test_the_journal_can_be_read_on_from_any_entry(evening: Evening) -> None:
    everything = evening.till.call("journal.export")["operations"]
    middle = everything[len(everything) // 2]["seq"]
    later = evening.till.call("journal.export", {"since": middle})["operations"]
    assert later == [one for one in everything if one["seq"] > middle]
    assert evening.till.call("journal.export", {"since": everything[-1]["seq"]}) == {"operations": []}


def test_the_journal_is_unbroken(evening: Evening) -> None:
    verified = evening.till.call("journal.verify")
    assert (verified["ok"], verified["broken_at"]) == (True, None)
    assert verified["entries"] > 2 * SALES


def test_each_document_is_on_paper_once(evening: Evening) -> None:
    kinds = Counter(paper.kind for paper in evening.papers)
    assert kinds == {"sale": SALES, "return": RETURNS, "service": 2, "x": 1, "z": 1}
    numbers = [paper.number for paper in evening.papers]
    assert len(set(numbers)) == len(numbers)
    assert all(paper.cuts == 1 for paper in evening.papers)
    assert not list((evening.data / "receipts").glob("*.part"))


def test_paper_says_what_the_server_says(evening: Evening) -> None:
    by_job = {paper.id: paper for paper in evening.papers}
    for receipt in [*(sold.receipt for sold in evening.day.sold), *evening.day.returned]:
        paper = by_job[receipt["print_job"]]
        assert paper.kind == ("sale" if receipt["kind"] == "SELL" else "return")
        assert receipt["fiscal_code"] in paper.words
        assert f"СУМА {hryvnias(receipt['total'])}" in paper.words
        assert paper.qr == [receipt["tax_url"]]
        assert "ОНЛАЙН" in paper.words
        for tax in evening.server(receipt["id"]).taxes:
            if tax["rate"]:
                assert f"{tax['symbol']} {tax['rate']},00 % {hryvnias(tax['value'])}" in paper.words


def test_the_drawer_opens_when_cash_moves_and_not_for_cards(evening: Evening) -> None:
    by_job = {paper.id: paper for paper in evening.papers}
    for sold in evening.day.sold:
        moved = sold.basket.pay not in ("card", "two-cards")
        assert by_job[sold.receipt["print_job"]].pulses == int(moved), sold.basket.pay
    assert [by_job[r["print_job"]].pulses for r in evening.day.returned] == [1, 1, 0, 0, 0]
    assert [paper.pulses for paper in evening.papers if paper.kind == "service"] == [1, 1]


def test_reports_are_on_paper(evening: Evening) -> None:
    x = next(paper for paper in evening.papers if paper.kind == "x")
    z = next(paper for paper in evening.papers if paper.kind == "z")
    assert "X-ЗВІТ" in x.words
    assert "Z-ЗВІТ" in z.words
    for paper in (x, z):
        assert f"ГОТІВКА В КАСІ {hryvnias(evening.cash)}" in paper.words
        assert f"Чеків продажу {SALES}" in paper.words


def test_the_status_tells_how_the_till_stands(evening: Evening) -> None:
    during, after = evening.day.answers["status"], evening.till.call("till.status")
    assert (during["mode"], after["mode"]) == ("ONLINE", "NO_SHIFT")
    assert during["cashier"]["name"] == "Шевчук Олена Петрівна"
    assert during["shift"] is not None
    assert after["shift"] is None
    assert during["queue"] == {"waiting": 0, "ambiguous": 0, "attention": 0}
    assert during["register"] == {"fiscal_number": "TEST373378", "offline_mode": False}
    assert during["offline"]["codes_free"] == len(evening.vendors.state.free_codes) >= 2000
    assert after["printer"] == {"state": "ok", "waiting": 0}
    assert after["cart"]["lines"] == []


def test_receipts_can_be_looked_up_newest_first(evening: Evening) -> None:
    last = evening.till.call("receipts.list", {"limit": 3})["receipts"]
    ids = [one.id for one in reversed(evening.vendors.receipts())]
    assert [one["id"] for one in last] == ids[:3]
    page = evening.till.call("receipts.list", {"limit": 4, "before": ids[2]})["receipts"]
    assert [one["id"] for one in page] == ids[3:7]
    sold = evening.day.sold[5]
    assert evening.till.call("receipts.get", {"receipt_id": sold.id})["receipt"] == sold.receipt


def test_a_copy_says_that_it_is_one(evening: Evening) -> None:
    sold = evening.day.sold[6]
    count = len(evening.papers)
    job = evening.till.call("receipts.reprint", {"receipt_id": sold.id})["print_job"]
    assert evening.till.call("till.wait", {"for": "printed", "timeout_s": 20})["reached"]
    copy = next(paper for paper in evening.papers if paper.id == job)
    assert (copy.kind, copy.pulses, len(evening.papers)) == ("copy", 0, count + 1)
    assert copy.words.startswith("КОПІЯ")
    assert sold.receipt["fiscal_code"] in copy.words
    # taken away again: the day's documents are counted elsewhere
    next((evening.data / "receipts").glob(f"*-{job}.bin")).unlink()


def test_everything_said_to_checkbox_and_by_it_is_as_specified(evening: Evening, specs_dir: Path) -> None:
    exchanges = evening.vendors.checkbox_calls.exchanges
    assert checkbox_faults(load(specs_dir, "checkbox.openapi.json"), exchanges) == []
    assert len(exchanges) > 2 * (SALES + RETURNS)


def test_everything_said_to_smartkasa_and_by_it_is_as_specified(evening: Evening, specs_dir: Path) -> None:
    exchanges = evening.vendors.smartkasa_calls.exchanges
    assert smartkasa_faults(load(specs_dir, "smartkasa.corrected.openapi.json"), exchanges) == []
    assert len(exchanges) >= 6


def test_every_call_names_the_program(evening: Evening) -> None:
    for call in evening.vendors.checkbox_calls.exchanges:
        assert call.headers["x-license-key"] == evening.vendors.checkbox.register.settings.license_key
        assert call.headers["x-client-name"]
        assert call.headers["x-client-version"]


def test_no_secret_is_in_the_log(evening: Evening) -> None:
    texts = [path.read_text("utf-8") for path in evening.data.rglob("*.log")]
    tokens = list(evening.vendors.state.tokens)
    account = evening.vendors.settings_of_till()
    secrets = [account["checkbox"]["license_key"], account["smartkasa"]["password"], account["smartkasa"]["api_key"]]
    for secret in [*tokens, *secrets]:
        assert all(secret not in text for text in [*texts, evening.till.stderr])
