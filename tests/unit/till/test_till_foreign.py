"""Goods of another till come back here: by the fiscal number, with a senior's right, never more than was sold."""

from pathlib import Path
from typing import Any

import pytest

from pos_app.checkbox.errors import AnswerClass, Rejected, Words, not_sent
from pos_app.domain.errors import PosError
from pos_app.domain.excise import stamp_key
from pos_app.domain.returns import WantedLine
from pos_app.domain.roles import Role
from pos_app.till.people_state import Proof
from tests.unit.till.conftest import CASH, Bench, id_of

CODE = "KfR5s_12345"
SALE = id_of(700)


def told(**given: Any) -> dict[str, Any]:
    tax = {"code": 1, "label": "ПДВ", "symbol": "А", "rate": 20, "value": 0}
    goods = [
        {"good": {"code": "A-1", "name": "Молоко", "price": 4290}, "quantity": 2000, "sum": 8580, "taxes": [tax],
         "discounts": [{"type": "DISCOUNT", "mode": "VALUE", "value": 580, "sum": 580}]},
        {"good": {"code": "A-2", "name": "Хліб", "price": 2000}, "quantity": 1000, "sum": 2000, "taxes": [tax]},
    ]  # fmt: skip
    return {
        "id": SALE, "type": "SELL", "status": "DONE", "total_sum": 9500, "total_payment": 10000, "total_rest": 500,
        "goods": goods, "payments": [], "taxes": [], "fiscal_code": CODE, "fiscal_date": "2026-03-01T10:00:00+00:00",
        "discounts": [{"type": "DISCOUNT", "mode": "PERCENT", "value": 5, "sum": 500}], **given,
    }  # fmt: skip


async def cash_in_the_drawer(bench: Bench) -> None:
    await bench.till.cash_in(50_000)


async def test_a_sale_of_another_till_is_read_and_given_back_line_by_line(bench: Bench) -> None:
    bench.account.receipts[CODE] = told()
    await cash_in_the_drawer(bench)
    view = await bench.till.fetch_receipt(CODE)
    assert [(line.name, line.net, line.final) for line in view.receipt.lines] == [
        ("Молоко", 8000, 7600), ("Хліб", 2000, 1900),
    ]  # fmt: skip
    back = await bench.till.give_back(SALE, CASH, [WantedLine(0, 1000)])
    assert (back.receipt.total, back.receipt.related_receipt_id, back.receipt.related_fiscal_code) == (3800, SALE, CODE)
    exceeds = bench.till.give_back(SALE, CASH, [WantedLine(0, 2000)])
    assert await bench.refusal(exceeds) == "return_exceeds_sold"
    rest = await bench.till.give_back(CODE, CASH)
    assert rest.receipt.total == 3800 + 1900
    assert len(bench.journal("receipt.fetched")) == 1


async def test_what_a_prepayment_has_paid_comes_off_the_goods(bench: Bench) -> None:
    """The receipt of an order's rest: its lines come to what Checkbox says, not to goods and prepayment together."""
    tax = {"code": 1, "label": "ПДВ", "symbol": "А", "rate": 20, "value": 0}
    goods = [
        {"good": {"code": "A-1", "name": "Молоко", "price": 4290}, "quantity": 1000, "sum": 4290, "taxes": [tax],
         "discounts": [{"type": "PRE_PAYMENT", "mode": "VALUE", "value": 3000, "sum": -3000}]},
        {"good": {"code": "A-2", "name": "Хліб", "price": 2000}, "quantity": 1000, "sum": 2000, "taxes": [tax],
         "discounts": []},
    ]  # fmt: skip
    bench.account.receipts[CODE] = told(
        goods=goods, discounts=[], total_sum=3290, total_payment=3500, total_rest=210, pre_payment_relation_id=None
    )
    view = await bench.till.fetch_receipt(CODE)
    assert [(line.net, line.final) for line in view.receipt.lines] == [(1290, 1290), (2000, 2000)]


async def test_it_has_neither_copy_nor_file_here(bench: Bench, tmp_path: Path) -> None:
    """What is kept of it names no seller, no payment and no tax, and would say that it is a fiscal receipt."""
    bench.account.receipts[CODE] = told()
    await bench.till.fetch_receipt(CODE)
    assert await bench.refusal(bench.till.reprint(CODE)) == "not_available"
    assert await bench.refusal(bench.till.paper.save(CODE, "pdf", tmp_path)) == "not_available"


async def test_it_needs_a_seniors_right(bench: Bench) -> None:
    bench.account.receipts[CODE] = told()
    senior = bench.account.employ("9000", 60, "Бондар Ірина")
    await bench.till.set_role(senior, Role.ADMIN)
    assert await bench.refusal(bench.till.fetch_receipt(CODE)) == "not_permitted"
    await bench.till.authorised(Proof("9000"), lambda till: till.fetch_receipt(CODE))
    assert await bench.refusal(bench.till.give_back(SALE, CASH)) == "not_permitted"


async def test_an_own_sale_of_more_than_ninety_days_ago_needs_it_too(bench: Bench) -> None:
    await bench.till.add(id_of(1))
    sale = (await bench.till.pay(CASH)).receipt.id
    bench.seconds = 91 * 24 * 3600
    await bench.till.set_role(bench.account.employ("9000", 60, "Бондар Ірина"), Role.ADMIN)
    given = bench.till.authorised(Proof("9000"), lambda till: till.give_back(sale, CASH))
    await given
    assert '"old_return"' in bench.journal("right.authorised")[-1]


@pytest.mark.parametrize("wrong", [{"type": "RETURN"}, {"status": "CREATED"}])
async def test_what_is_no_finished_sale_is_refused(bench: Bench, wrong: dict[str, str]) -> None:
    bench.account.receipts[CODE] = told(**wrong)
    assert await bench.refusal(bench.till.fetch_receipt(CODE)) == "unknown_receipt"


async def test_an_unknown_number_and_a_silent_server_are_told_apart(bench: Bench) -> None:
    for nonsense in ("x!", "4820000000018", "9" * 500):
        assert await bench.refusal(bench.till.fetch_receipt(nonsense)) == "unknown_receipt"
    bench.account.trouble["receipt"] = Rejected(AnswerClass.NOT_FOUND, Words(), code="unknown_receipt")
    with pytest.raises(PosError, match="не знає"):
        await bench.till.fetch_receipt(CODE)
    bench.account.trouble["receipt"] = not_sent("no route")
    assert await bench.refusal(bench.till.fetch_receipt(CODE)) == "unreachable"


async def test_a_copy_is_printed_where_it_was_sold_and_its_stamps_are_known(bench: Bench) -> None:
    sold = told()
    sold["goods"][1]["good"]["excise_barcodes"] = ["ABCD123456"]
    bench.account.receipts[CODE] = sold
    await bench.till.fetch_receipt(CODE)
    assert await bench.refusal(bench.till.reprint(SALE)) == "not_available"
    assert bench.store.stamps.sold_in(stamp_key("ABCD123456")) == SALE


async def test_the_prepayment_of_another_tills_order_comes_back_as_goods_only_once_the_order_is_paid(
    bench: Bench,
) -> None:
    order, rest = id_of(710), id_of(711)
    bench.account.receipts[CODE] = told(pre_payment_relation_id=order)
    open_one = {"id": id_of(712), "relation_id": order, "paid_sum": 9500, "total_sum": 20000,
                "pre_payment_status": "PARTIAL_PAID", "receipt_chain": {"pre_payment_receipts": [SALE]}}  # fmt: skip
    bench.account.orders[order] = open_one
    await cash_in_the_drawer(bench)
    assert await bench.refusal(bench.till.fetch_receipt(CODE)) == "prepayment_open"
    assert await bench.refusal(bench.till.give_back(CODE, CASH)) == "unknown_receipt"
    paid = {"pre_payment_receipts": [SALE], "after_payment_receipt": rest}
    bench.account.orders[order] = {**open_one, "pre_payment_status": "FULL_PAID", "receipt_chain": paid}
    await bench.till.fetch_receipt(CODE)
    assert (await bench.till.give_back(SALE, CASH)).receipt.total == 9500


async def test_its_goods_come_back_as_those_of_the_catalog_and_no_other_goods_of_the_same_article(bench: Bench) -> None:
    sold = told()
    sold["goods"][1]["good"]["name"] = "Батон"  # the article is another product here
    bench.account.receipts[CODE] = sold
    await cash_in_the_drawer(bench)
    view = await bench.till.fetch_receipt(CODE)
    milk, other = view.receipt.lines
    assert (milk.product_id, milk.category_id, milk.tax_group, milk.unit) == (id_of(1), "2", 1, "шт")
    assert (other.product_id, other.category_id, other.tax_group, other.unit) == ("A-2", None, 0, "")
    await bench.till.give_back(SALE, CASH)
    await bench.till._parts.supply.settled()
    assert bench.sync.gone == [(id_of(1), -2000), ("A-2", -1000)]
