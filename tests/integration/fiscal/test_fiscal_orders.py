"""Orders at Checkbox: prepaid, paid to the end, given back; counted the same on both sides, once whatever is lost."""

import asyncio
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from pos_app.domain.cart import Cart, CartLine
from pos_app.domain.discount import Adjustment, AdjustmentMode, AdjustmentType
from pos_app.domain.errors import PosError
from pos_app.domain.mending import Change, MendField
from pos_app.domain.orders import cancellation, rest_cart
from pos_app.domain.part import Part
from pos_app.domain.payment import Payment, PaymentType, settle
from pos_app.domain.product import Product
from pos_app.domain.receipt import Receipt, ReceiptKind, ReceiptState, make_sale
from pos_app.domain.register import Mode, OperationKind, OperationState
from pos_app.domain.rounding import TO_FIFTY
from pos_app.domain.totals import cart_totals
from pos_app.fiscal.documents import receipt_bytes
from pos_app.fiscal.mending import mend
from pos_app.fiscal.rules import FiscalRules
from pos_app.sandbox.checkbox import documents, prepayments
from pos_app.store.operations import Operation
from tests.integration.fiscal.test_fiscal_kill import documents_of, every_cut
from tests.integration.fiscal.test_fiscal_offline import back_online

PATH = "/prepayment-receipts"
CASH, CARD = PaymentType.CASH, PaymentType.CASHLESS
BREAD = Product("77", "A-1", "Хліб", "4820000000017", 4200, "шт", tax_group=1, tax_codes=(1,))
CAKE = Product("78", "A-2", "Торт", None, 33_333, "шт", tax_group=1, tax_codes=(2,))
OFF = Adjustment(AdjustmentType.DISCOUNT, AdjustmentMode.PERCENT, Decimal("3.5"), "Картка")


def basket(world: Any, amount: int, *, order: str = "") -> Cart:
    lines = (CartLine("a", BREAD, 4200, 3000), CartLine("b", CAKE, 33_333, 1000, (OFF,)))
    return Cart(lines, (OFF,), part=Part(order or world.new_id(), amount, note="Пані Марія"))


def sold(world: Any, cart: Cart, way: PaymentType = CARD, given: int | None = None) -> Receipt:
    totals = cart_totals(cart, world.fiscal.taxes)
    settled = settle(totals.total, [Payment(way, given or totals.total, "")], TO_FIFTY)
    return make_sale(cart, totals, settled, receipt_id=world.new_id(), sold_at=world.now(), cashier_name="Шевчук Олена")


def prepaid(world: Any, amount: int = 10_000, **given: Any) -> Receipt:
    return sold(world, basket(world, amount), **given)


def rest(world: Any, first: Receipt, **given: Any) -> Receipt:
    return sold(world, rest_cart(first, world.row(first.id).fiscal_code, new_id=world.new_id), **given)


def given_up(world: Any, first: Receipt) -> Receipt:
    code = world.row(first.id).fiscal_code
    return cancellation(first, code, receipt_id=world.new_id(), sold_at=world.now(), cashier_name="Шевчук Олена")


def chain(world: Any, receipt: Receipt) -> Any:
    assert receipt.part is not None
    return world.server.register.state.chains[receipt.part.order]


@pytest.fixture
def till(make_world: Callable[..., Any]) -> Any:
    """A till that may go offline by itself, with its shift open."""
    made = make_world(rules=FiscalRules(offline=True))
    made.run(made.opened())
    return made


def test_an_order_is_prepaid_and_paid_to_the_end_by_a_receipt_that_names_the_first(world: Any) -> None:
    first = prepaid(world, given=20_000, way=CASH)
    assert (first.total, first.due, first.change, first.part.left) == (10_000, 10_000, 10_000, 33_199)
    stamp = world.run(world.sell(first))
    there = world.on_server(first.id)
    assert (there.total_sum, there.relation_id) == (10_000, first.part.order)
    assert stamp.fiscal_code == there.fiscal_code
    body = json.loads(world.posts(PATH)[0])
    assert (body["custom_relation_id"], [one["value"] for one in body["payments"]]) == (first.part.order, [10_000])
    assert [one["type"] for one in body["discounts"]] == ["DISCOUNT"]
    second = rest(world, first)
    world.run(world.sell(second))
    assert (second.total, second.part.before, second.part.first_code) == (33_199, 10_000, stamp.fiscal_code)
    assert (chain(world, first).status, chain(world, first).after_payment) == ("FULL_PAID", second.id)
    assert world.on_server(second.id).total_sum == second.total
    assert world.jobs() == [("sale", first.id), ("sale", second.id)]


def test_taxes_of_each_part_and_the_z_are_the_servers_to_the_kopeck(world: Any) -> None:
    for amount in (10_000, 12_300, 43_100, 100):
        first = prepaid(world, amount)
        stamp = world.run(world.sell(first))
        assert [(tax.code, tax.sum) for tax in stamp.taxes] == [(tax.code, tax.sum) for tax in first.taxes]
        second = rest(world, first)
        stamp = world.run(world.sell(second))
        assert [(tax.code, tax.sum) for tax in stamp.taxes] == [(tax.code, tax.sum) for tax in second.taxes]
    given = prepaid(world, way=CASH)
    world.run(world.sell(given))
    world.run(world.sell(given_up(world, given)))
    z = world.run(world.fiscal.close_shift())
    assert (z["sell_receipts_count"], z["return_receipts_count"]) == (9, 1)
    assert world.fiscal.status.problem is None


def test_an_order_that_is_given_up_goes_back_as_it_was_paid(world: Any) -> None:
    first = prepaid(world, way=CASH)
    world.run(world.sell(first))
    back = given_up(world, first)
    assert (back.kind, back.due, [one.value for one in back.payments]) == (ReceiptKind.RETURN, 10_000, [10_000])
    stamp = world.run(world.sell(back))
    (there,) = [one for one in world.server_receipts if one.type == "RETURN"]
    assert (there.total_sum, there.fiscal_code) == (10_000, stamp.fiscal_code)
    assert (chain(world, first).status, world.row(back.id).state) == ("CANCELLED", OperationState.DONE)
    assert world.jobs()[-1] == ("return", back.id)
    assert world.fiscal.sums(world.store.shifts.current().id).cash == 0


@pytest.mark.parametrize("fault", ["lost_answer", "lost_request", "late_copy", "cut_body", "null"])
@pytest.mark.parametrize("step", ["first", "rest", "back"])
def test_an_answer_that_is_lost_is_found_and_nothing_is_made_twice(world: Any, fault: str, step: str) -> None:
    first = prepaid(world)
    if step == "first":
        world.plan.script(fault, path=f"*{PATH}")
    world.run(world.sell(first))
    if step == "rest":
        world.plan.script(fault, path=f"*{PATH}/*")
        world.run(world.sell(rest(world, first)))
    elif step == "back":
        world.plan.script(fault, path=f"*{PATH}/*/return")
        world.run(world.sell(given_up(world, first)))
    world.run(asyncio.sleep(120))
    states = {"first": "PARTIAL_PAID", "rest": "FULL_PAID", "back": "CANCELLED"}
    assert (chain(world, first).status, len(world.server_receipts)) == (states[step], 1 if step == "first" else 2)
    assert {row.state for row in world.store.operations.since() if row.document} == {OperationState.DONE}
    z = world.run(world.fiscal.close_shift())
    assert z["is_z_report"]
    assert world.fiscal.status.problem is None


def test_without_checkbox_no_prepayment_is_taken_and_it_comes_back_unsold(till: Any) -> None:
    till.plan.outage("refused")
    first = prepaid(till)
    with pytest.raises(PosError) as refusal:
        till.run(till.sell(first))
    assert refusal.value.code == "prepayment_offline"
    assert [one.id for one, _ in till.returned] == [first.id]
    assert till.run(till.sell()).state is ReceiptState.OFFLINE
    with pytest.raises(PosError) as refusal:
        till.run(till.sell(prepaid(till)))
    assert refusal.value.code == "prepayment_offline"
    till.plan.clear()
    assert till.run(back_online(till))
    assert till.run(till.sell(first)).state is ReceiptState.FISCAL


@pytest.mark.parametrize("arrived", [True, False])
def test_one_whose_answer_was_lost_before_the_outage_is_settled_before_the_queue_goes(till: Any, arrived: bool) -> None:
    first, last = prepaid(till), till.sale()
    till.plan.script("lost_answer" if arrived else "lost_request", path=f"*{PATH}")
    till.plan.script("lost_request", method="GET", path="*", times=None)
    till.plan.script("lost_request", path=f"*{PATH}", times=None, after=1)
    till.plan.script("lost_request", path="*/receipts/sell", times=None)
    with pytest.raises(PosError):
        till.run(till.sell(first))
    assert till.row(first.id).state is OperationState.AMBIGUOUS
    assert till.run(till.sell(last)).state is ReceiptState.OFFLINE
    assert till.row(first.id).stamp is None
    till.plan.clear()
    assert till.run(back_online(till))
    ids = [one.id for one in till.server_receipts]
    if arrived:
        assert (ids, till.row(first.id).state) == ([first.id, last.id], OperationState.DONE)
    else:
        assert (ids, till.row(first.id).state) == ([last.id], OperationState.REJECTED)
        assert [one.id for one, _ in till.returned] == [first.id]
        till.run(till.sell(first))
        assert documents_of(till, first.id) == 1
    till.run(till.fiscal.close_shift())
    assert till.fiscal.status.problem is None
    assert till.fiscal.status.mode is Mode.NO_SHIFT


def test_a_silent_tax_service_does_not_stop_an_order(till: Any) -> None:
    till.server.register.state.world.tax_service_down = True
    first = prepaid(till)
    assert till.run(till.sell(first)).fiscal_code
    assert till.on_server(first.id).offline


@pytest.mark.parametrize("step", ["first", "rest", "back"])
def test_cut_anywhere_it_is_there_once_or_not_at_all(make_world: Callable[..., Any], step: str) -> None:
    def ready(world: Any) -> None:
        world.run(world.opened())
        world.first = prepaid(world)
        world.step = world.first
        if step != "first":
            world.run(world.sell(world.first))
            world.step = rest(world, world.first) if step == "rest" else given_up(world, world.first)
        world.before = len(world.server_receipts)

    seen = 0
    for world, killer in every_cut(make_world, ready, lambda world: world.sell(world.step), step=3):
        row = world.store.operations.by_id(world.step.id)
        made = len(world.server_receipts) - world.before
        if row is None:
            assert (made, killer.places) == (0, ["before write"])
            continue
        seen += 1
        assert (row.state, made) == (OperationState.DONE, 1), killer.places
        jobs = [job for job in world.jobs() if job[1] == world.step.id]
        assert len(jobs) == 1
        assert world.store.journal.verify().ok
    assert seen > 3


def test_the_receipts_of_an_order_are_found_and_a_refused_one_is_not_among_them(world: Any) -> None:
    first = prepaid(world)
    world.run(world.sell(first))
    world.run(world.sell())
    assert [row.id for row in world.store.operations.orders()] == [first.id]
    assert [row.id for row in world.store.operations.of_order(first.part.order)] == [first.id]
    plan = world.store.database.rows(
        "EXPLAIN QUERY PLAN SELECT * FROM operation WHERE json_extract(document, '$.part.order') IS NOT NULL"
    )
    assert "operation_order" in str(plan)
    assert '"part"' not in world.store.database.rows("SELECT document FROM operation ORDER BY seq DESC LIMIT 1")[0][0]


def test_of_cash_in_two_handfuls_checkbox_hears_what_was_kept(world: Any) -> None:
    cart = basket(world, 10_000)
    given = [Payment(CASH, 2_000, ""), Payment(CARD, 3_000, ""), Payment(CASH, 50_000, "")]
    settled = settle(10_000, given, TO_FIFTY)
    totals = cart_totals(cart, world.fiscal.taxes)
    first = make_sale(cart, totals, settled, receipt_id=world.new_id(), sold_at=world.now(), cashier_name="Шевчук")
    world.run(world.sell(first))
    kept = [(one["type"], one["value"]) for one in json.loads(world.posts(PATH)[0])["payments"]]
    assert kept == [("CASHLESS", 3_000), ("CASH", 7_000)]
    assert world.on_server(first.id).total_sum == 10_000
    world.run(world.sell(given_up(world, first)))
    assert world.fiscal.sums(world.store.shifts.current().id).cash == 0


@pytest.mark.parametrize("step", ["first", "rest", "back"])
def test_a_stopped_receipt_of_an_order_is_mended_as_any_other_and_stays_in_its_order(world: Any, step: str) -> None:
    first = prepaid(world)
    world.run(world.sell(first))
    receipt = {"first": lambda: first, "rest": lambda: rest(world, first), "back": lambda: given_up(world, first)}[
        step
    ]()
    stored = receipt_bytes(receipt)
    stopped = Operation(receipt.id, OperationKind(receipt.kind.value), stored, world.now(), receipt)
    done = mend(stopped, [Change(MendField.CASHIER_NAME, "Бондар Ірина")], world.fiscal.taxes, by="senior")
    assert json.loads(done.body) == {**json.loads(stored), "cashier_name": "Бондар Ірина"}
    assert done.receipt.part == receipt.part


def test_a_checkbox_that_does_not_name_the_order_on_its_receipts_is_believed_all_the_same(
    world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = documents.receipt
    monkeypatch.setattr(documents, "receipt", lambda *given: {**real(*given), "pre_payment_relation_id": None})
    first = prepaid(world)
    world.run(world.sell(first))
    second = rest(world, first)
    world.run(world.sell(second))
    other = prepaid(world)
    world.run(world.sell(other))
    world.run(world.sell(given_up(world, other)))
    assert {row.state for row in world.store.operations.since() if row.document} == {OperationState.DONE}


@pytest.mark.parametrize("status", ["PARTIAL_PAID", "PARTIAL_CANCELLED"])
@pytest.mark.parametrize("fault", ["lost_answer", "numbered_later"])
def test_an_order_that_was_given_back_is_known_by_its_return_whatever_its_status_is_called(
    world: Any, monkeypatch: pytest.MonkeyPatch, fault: str, status: str
) -> None:
    real = prepayments.short
    monkeypatch.setattr(prepayments, "short", lambda one: {**real(one), "pre_payment_status": status})
    first = prepaid(world, way=CASH)
    world.run(world.sell(first))
    if fault == "lost_answer":
        world.plan.script(fault, path=f"*{PATH}/*/return")
    else:
        world.server.register.state.world.tax_service_down = True
    back = given_up(world, first)
    world.run(world.sell(back))
    world.run(asyncio.sleep(120))
    assert world.row(back.id).state is OperationState.DONE
    assert [one.type for one in world.server_receipts] == ["SELL", "RETURN"]
