"""Taking and giving money: what stops a sale, what a refusal leaves behind, and what each right allows."""

import asyncio
import json
from dataclasses import replace

import pytest

from pos_app.domain.errors import Refused, Unreachable, refused
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.receipt import Delivery, ReceiptState
from pos_app.domain.register import OperationState
from pos_app.domain.returns import WantedLine
from pos_app.domain.rounding import CashRounding
from pos_app.till.sale import checked_delivery
from pos_app.till.state import Cashier
from tests.unit.till.conftest import CARD, CASH, ME, Bench, MakeBench, id_of


async def sold(bench: Bench, payments: tuple[Payment, ...] = CARD) -> str:
    await bench.till.add(id_of(1))
    return (await bench.till.pay(payments)).receipt.id


def take_rights(bench: Bench, *rights: str) -> None:
    """Leave the signed-in cashier without some rights."""
    cashier = bench.till.state.cashier
    assert cashier is not None
    poorer = replace(cashier, permissions=cashier.permissions - set(rights))
    bench.till._parts.board.show(cashier=poorer)


async def test_a_sale_the_engine_does_not_let_in_leaves_basket_and_undo_as_they_were(bench: Bench) -> None:
    await bench.till.add(id_of(1))
    before = bench.till.state
    bench.fiscal.before_writing = refused("offline_limit")
    assert await bench.refusal(bench.till.pay(CARD, request_id="r")) == "offline_limit"
    after = bench.till.state
    assert (after.cart, after.can_undo, after.shift) == (before.cart, True, before.shift)
    assert bench.store.settings.receipt_of_request("r") is None


async def test_a_sale_that_could_not_be_written_leaves_everything_as_it_was(bench: Bench) -> None:
    await bench.till.add(id_of(1))
    before = bench.till.state
    bench.fiscal.while_writing = refused("disk_full")
    assert await bench.refusal(bench.till.pay(CASH, request_id="r")) == "disk_full"
    assert bench.till.state.cart == before.cart == bench.store.baskets.load()
    assert bench.till.state.shift == before.shift
    assert bench.store.settings.receipt_of_request("r") is None
    bench.fiscal.while_writing = None
    assert (await bench.till.pay(CASH, request_id="r")).fiscal.state is ReceiptState.FISCAL


async def test_a_fault_of_ours_while_writing_is_told_and_loses_nothing(bench: Bench) -> None:
    await bench.till.add(id_of(1))
    bench.fiscal.before_writing = ZeroDivisionError("ours")
    with pytest.raises(ZeroDivisionError):
        await bench.till.pay(CARD)
    assert not bench.till.state.cart.is_empty
    assert bench.till.state.busy == ""


async def test_a_refused_sale_takes_its_cash_out_of_the_sums_again(bench: Bench) -> None:
    await bench.till.add(id_of(1))
    bench.fiscal.outcome = Refused("Ні.", code="refused_by_server")
    assert await bench.refusal(bench.till.pay(CASH)) == "refused_by_server"
    shift = bench.till.state.shift
    assert shift is not None
    assert (shift.sums.cash, shift.sums.sales_count) == (500, 0)
    assert bench.till.state.problem is not None
    assert bench.till.state.problem.message == "Ні."
    assert "receipt.refused" in bench.kinds_told()
    await bench.till.dismiss_problem()
    assert bench.till.state.problem is None


async def test_a_refused_return_may_be_made_again(bench: Bench) -> None:
    sale = await sold(bench)
    bench.fiscal.outcome = Refused(code="signer_off")
    assert await bench.refusal(bench.till.give_back(sale, CARD)) == "signer_off"
    assert bench.till.state.cart.is_empty
    assert (await bench.till.receipt(sale)).returned == (0,)
    bench.fiscal.outcome = ReceiptState.FISCAL
    await bench.till.give_back(sale, CARD)
    assert await bench.refusal(bench.till.give_back(sale, CARD)) == "return_exceeds_sold"


async def test_a_kept_sale_blocks_its_return_and_its_copy_until_its_fate_is_known(bench: Bench) -> None:
    await bench.till.add(id_of(1))
    bench.fiscal.outcome = Unreachable()
    assert await bench.refusal(bench.till.pay(CARD, request_id="r")) == "unreachable"
    row = bench.store.operations.since()[-1]
    assert await bench.refusal(bench.till.give_back(row.id, CARD)) == "unreachable"
    assert await bench.refusal(bench.till.reprint(row.id)) == "unreachable"
    assert await bench.refusal(bench.till.pay(CARD, request_id="r")) == "unreachable"
    assert bench.till.state.shift is not None
    assert bench.till.state.shift.sums.card_sales == 4290
    assert (await bench.till.receipt(row.id)).fiscal.state is ReceiptState.PENDING
    bench.fiscal.outcome = ReceiptState.FISCAL
    bench.fiscal.settle(row)
    bench.fiscal.tell()
    assert bench.told[-1][0] == "receipt.fiscal"
    assert (await bench.till.pay(CARD, request_id="r")).receipt.id == row.id


async def test_a_request_whose_sale_was_refused_later_sells_anew(bench: Bench) -> None:
    await bench.till.add(id_of(1))
    bench.fiscal.outcome = Unreachable()
    await bench.refusal(bench.till.pay(CARD, request_id="r"))
    row = bench.store.operations.since()[-1]
    bench.fiscal.outcome = Refused(code="refused_by_server")
    paying = asyncio.ensure_future(bench.till.pay(CARD, request_id="r"))
    await asyncio.sleep(0)
    with pytest.raises(Refused):
        bench.fiscal.settle(row)
    bench.fiscal.outcome = ReceiptState.FISCAL
    bench.fiscal.tell()
    view = await paying
    assert view.receipt.id == row.id
    assert view.fiscal.state is ReceiptState.FISCAL


async def test_a_stopped_sale_is_told_and_cannot_be_given_back(bench: Bench) -> None:
    await bench.till.add(id_of(1))
    bench.fiscal.outcome = Refused("Сума інша.", code="total_differs")
    assert await bench.refusal(bench.till.pay(CARD, request_id="r")) == "total_differs"
    row = bench.store.operations.since()[-1]
    assert ("receipt.attention", {"receipt_id": row.id, "code": "total_differs"}) in bench.told
    assert await bench.refusal(bench.till.give_back(row.id, CARD)) == "attention_needed"
    assert (await bench.till.pay(CARD, request_id="r")).fiscal.state is ReceiptState.ATTENTION
    assert await bench.refusal(bench.till.sign_out()) == "attention_needed"


async def test_a_kept_sale_that_is_stopped_later_is_told_then(bench: Bench) -> None:
    await bench.till.add(id_of(1))
    bench.fiscal.outcome = Unreachable()
    await bench.refusal(bench.till.pay(CARD))
    row = bench.store.operations.since()[-1]
    bench.store.operations.save(replace(row, state=OperationState.ATTENTION))
    bench.fiscal.tell()
    bench.fiscal.tell()
    assert bench.kinds_told().count("receipt.attention") == 1


async def test_a_kept_sale_that_is_refused_later_leaves_the_watch(bench: Bench) -> None:
    await bench.till.add(id_of(1))
    bench.fiscal.outcome = Unreachable()
    await bench.refusal(bench.till.pay(CARD))
    row = bench.store.operations.since()[-1]
    bench.store.operations.save(replace(row, state=OperationState.REJECTED))
    bench.fiscal.tell()
    assert "receipt.fiscal" not in bench.kinds_told()


async def test_returns_are_only_of_sales_that_are_known(bench: Bench) -> None:
    movement = await bench.till.cash_in(1000)
    assert movement.fiscal.state is not ReceiptState.PENDING
    for receipt_id in ("nothing", movement.receipt.id):
        assert await bench.refusal(bench.till.give_back(receipt_id, CARD)) == "unknown_receipt"
    shift_open = bench.store.operations.by_id("none")
    assert shift_open is None
    sale = await sold(bench)
    for lines, code in (
        ([WantedLine(5, 1000)], "return_exceeds_sold"),
        ([WantedLine(0, 0)], "bad_quantity"),
        ([], "return_exceeds_sold"),
    ):
        assert await bench.refusal(bench.till.give_back(sale, CARD, lines)) == code
        assert await bench.refusal(bench.till.quote(CARD, sale, lines)) == code


async def test_a_technical_return_is_marked_and_journalled_with_its_right_and_its_reason(bench: Bench) -> None:
    sale = await sold(bench)
    for nothing in ("", "  "):
        refusal = await bench.refusal(bench.till.give_back(sale, CARD, technical=True, reason=nothing))
        assert refusal == "reason_needed"
    assert bench.store.operations.returns_of(sale) == []
    view = await bench.till.give_back(sale, CARD, technical=True, reason=" Чек пробито двічі ")
    assert (view.receipt.technical, view.receipt.comment) == (True, "Чек пробито двічі")
    (entry,) = map(json.loads, bench.journal("return.technical"))
    assert entry == {
        "receipt": view.receipt.id, "sale": sale, "total": view.receipt.total, "reason": "Чек пробито двічі",
        "right": "technical_return", "cashier": ME["id"],
    }  # fmt: skip


async def test_the_change_of_the_sale_before_does_not_stand_beside_a_return(bench: Bench) -> None:
    sale = await sold(bench)
    assert bench.till.state.last_receipt is not None
    await bench.till.give_back(sale, CARD)
    assert bench.till.state.last_receipt is None


async def test_a_plain_return_needs_neither(bench: Bench) -> None:
    sale = await sold(bench)
    take_rights(bench, "technical_return")
    assert not (await bench.till.give_back(sale, CARD, reason="нічого")).receipt.technical
    assert bench.journal("return.technical") == []


async def test_a_technical_return_that_cannot_be_written_leaves_no_entry(bench: Bench) -> None:
    sale = await sold(bench)
    bench.fiscal.while_writing = refused("disk_full")
    assert await bench.refusal(bench.till.give_back(sale, CARD, technical=True, reason="двічі")) == "disk_full"
    assert bench.journal("return.technical") == []


@pytest.mark.parametrize(
    ("right", "command"),
    [
        ("sale", lambda till: till.pay(CARD)),
        ("pay_card", lambda till: till.pay(CARD)),
        ("pay_cash", lambda till: till.pay(CASH)),
        ("pay_mixed", lambda till: till.pay((*CARD, *CASH))),
        ("return", lambda till: till.give_back("x", CARD)),
        ("return", lambda till: till.give_back("x", CARD, technical=True, reason="двічі")),
        ("technical_return", lambda till: till.give_back("x", CARD, technical=True, reason="двічі")),
        ("cash_in", lambda till: till.cash_in(1)),
        ("cash_out", lambda till: till.cash_out(1)),
        ("reports", lambda till: till.x_report()),
        ("drawer", lambda till: till.open_drawer("так")),
        ("settings", lambda till: till.confirm_taxes({})),
        ("settings", lambda till: till.attention_resend("x")),
        ("park", lambda till: till.park()),
        ("price", lambda till: till.add(id_of(1), None, 1)),
        ("price", lambda till: till.set_price(till.state.cart.lines[0].id, 1)),
    ],
)
async def test_each_right_is_asked_for(bench: Bench, right: str, command: object) -> None:
    await bench.till.add(id_of(1))
    take_rights(bench, right)
    assert callable(command)
    assert await bench.refusal(command(bench.till)) == "not_permitted"


async def test_a_good_without_a_price_gets_one_without_any_right(bench: Bench) -> None:
    take_rights(bench, "price")
    await bench.till.add(id_of(5), None, 1500)
    await bench.till.set_price(bench.till.state.cart.lines[0].id, 1600)
    assert bench.till.state.totals.total == 1600


@pytest.mark.parametrize("amount", [0, -5, 100_000_000])
async def test_cash_moves_in_sums_a_till_can_hold(bench: Bench, amount: int) -> None:
    assert await bench.refusal(bench.till.cash_in(amount)) == "bad_price"
    assert await bench.refusal(bench.till.cash_out(amount)) == "bad_price"


async def test_the_counted_drawer_is_held_against_what_it_should_hold(bench: Bench) -> None:
    assert await bench.refusal(bench.till.close_shift(-1)) == "bad_price"
    await sold(bench, CASH)
    result = await bench.till.close_shift(5000)
    assert result.difference == 5000 - (500 + 4300)
    assert bench.journal("shift.counted") != []
    assert bench.till.state.shift is None
    await bench.till.open_shift()
    assert (await bench.till.close_shift()).difference == 0


async def test_an_owner_may_keep_cash_unrounded(make_bench: MakeBench) -> None:
    bench = await make_bench(cash_rounding=CashRounding.NONE).ready()
    await bench.till.add(id_of(1))
    assert (await bench.till.quote(CASH)).due == 4290


async def test_the_owner_s_header_and_footer_stand_on_every_sale(make_bench: MakeBench) -> None:
    bench = await make_bench(texts={"header": "Вітаємо", "footer": "Дякуємо"}).ready()
    await bench.till.add(id_of(1))
    receipt = (await bench.till.pay(CARD, Delivery(email="a@b.ua"))).receipt
    assert (receipt.header, receipt.footer, receipt.delivery.email) == ("Вітаємо", "Дякуємо", "a@b.ua")


@pytest.mark.parametrize("given", ["0671234567", "380671234567", "+38 (067) 123-45-67"])
def test_a_phone_is_sent_in_one_form(given: str) -> None:
    assert checked_delivery(Delivery(phone=given)) == Delivery(phone="380671234567")


@pytest.mark.parametrize("given", [Delivery(email="olena"), Delivery(email="a@b"), Delivery(phone="12345")])
def test_a_contact_that_is_none_is_refused_before_the_sale(given: Delivery) -> None:
    with pytest.raises(Refused) as refusal:
        checked_delivery(given)
    assert refusal.value.code == "bad_contact"


def test_no_contact_is_no_delivery() -> None:
    assert checked_delivery(None) is None
    assert checked_delivery(Delivery(email="", phone="")) is None


async def test_the_next_basket_begins_and_the_last_change_leaves_the_screen(bench: Bench) -> None:
    await sold(bench, (Payment(PaymentType.CASH, 5000),))
    assert bench.till.state.last_receipt is not None
    assert bench.till.state.last_receipt.receipt.change == 700
    await bench.till.add(id_of(2))
    assert bench.till.state.last_receipt is None


async def test_a_receipt_list_goes_on_from_a_receipt(bench: Bench) -> None:
    first, second = await sold(bench), await sold(bench)
    assert [view.receipt.id for view in await bench.till.receipts()] == [second, first]
    assert [view.receipt.id for view in await bench.till.receipts(before=second)] == [first]
    assert await bench.refusal(bench.till.receipts(before="nothing")) == "unknown_receipt"


async def test_an_operation_without_a_receipt_is_no_receipt(bench: Bench) -> None:
    sale = await sold(bench)
    bench.store.database.run("UPDATE operation SET document = NULL WHERE id = ?", (sale,))
    assert await bench.refusal(bench.till.receipt(sale)) == "unknown_receipt"


def test_who_is_nobody_has_no_rights() -> None:
    assert Cashier("1", "Олена").permissions == frozenset()


async def test_after_the_shift_is_closed_nothing_is_said_of_its_last_sale(bench: Bench) -> None:
    await sold(bench)
    await bench.till.close_shift()
    assert bench.till.state.last_receipt is None
