"""Cash for a card at Checkbox: registered once whatever is lost or cut, counted the same on both sides, never lost."""

import asyncio
import json
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest

from pos_app.checkbox.models.sale import CardPayment, CashWithdrawal
from pos_app.domain.errors import PosError
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.receipt import Receipt, ReceiptState
from pos_app.domain.register import Mode, OperationState
from pos_app.domain.withdrawal import make_withdrawal
from pos_app.fiscal.rules import FiscalRules
from tests.integration.fiscal.conftest import Somebody
from tests.integration.fiscal.test_fiscal_kill import documents_of, every_cut
from tests.integration.fiscal.test_fiscal_offline import back_online

PATH = "/receipts/cash-withdrawal"
SENT = f"*{PATH}"
SLIP = {"rrn": "812345678901", "auth_code": "777001", "card_mask": "414949******4242", "terminal": "S1K2"}


def withdrawal(world: Any, amount: int = 50_000) -> Receipt:
    card = Payment(PaymentType.CASHLESS, amount, "Картка", details=SLIP)
    return make_withdrawal(
        amount, card, receipt_id=world.new_id(), sold_at=world.now(), cashier_name="Шевчук Олена", texts={"footer": "Б"}
    )


def stocked(world: Any, cash: int = 100_000) -> Any:
    world.run(world.fiscal.submit(world.cash_in(cash)))
    return world


@pytest.fixture
def till(make_world: Callable[..., Any]) -> Any:
    """A till that may go offline, with its shift open and cash in the drawer."""
    made = make_world(rules=FiscalRules(offline=True))
    made.run(made.opened())
    return stocked(made)


def test_a_withdrawal_is_numbered_printed_and_opens_the_drawer(world: Any) -> None:
    receipt = withdrawal(stocked(world))
    stamp = world.run(world.fiscal.submit(receipt))
    there = world.on_server(receipt.id)
    assert (stamp.state, stamp.fiscal_code) == (ReceiptState.FISCAL, there.fiscal_code)
    assert (there.type, there.total_sum, there.goods) == ("CASH_WITHDRAWAL", 50_000, [])
    assert world.row(receipt.id).state is OperationState.DONE
    assert world.jobs()[-1] == ("withdrawal", receipt.id)
    assert world.store.print_jobs.of_document(receipt.id).open_drawer
    (body,) = world.posts(PATH)
    assert body == world.row(receipt.id).body
    told = json.loads(body)
    assert told["payment"] | {"value": 50_000, "type": "CASHLESS", **SLIP} == told["payment"]
    assert (told["id"], told["cashier_name"], told["footer"]) == (receipt.id, "Шевчук Олена", "Б")


def test_the_day_closes_with_equal_sums_and_the_drawer_is_lighter(world: Any) -> None:
    async def day() -> dict[str, Any]:
        await world.sell(world.cash_sale(20_000))
        await world.sell(world.sale(7_000))
        for amount in (50_000, 10_000):
            await world.fiscal.submit(withdrawal(world, amount))
        x = await world.fiscal.x_report()
        assert x["balance"] == 100_000 + 20_000 - 60_000
        return await world.fiscal.close_shift()

    stocked(world)
    z = world.run(day())
    assert (z["sell_receipts_count"], z["cash_withdrawal_receipts_count"], z["balance"]) == (2, 2, 60_000)
    assert sum(row["cash_withdrawal"] for row in z["payments"]) == 60_000
    # a withdrawal is no turnover: the card's sales are those of goods alone
    assert sum(row["sell_sum"] for row in z["payments"] if row["type"] == "CASHLESS") == 7_000
    sums = world.fiscal.sums(world.store.shifts.last().id)
    assert (sums.cash, sums.withdrawn, sums.withdrawals_count, sums.card_sales) == (60_000, 60_000, 2, 7_000)
    assert world.fiscal.status.problem is None


@pytest.mark.parametrize("count", [True, False])
def test_a_kopeck_or_a_receipt_that_only_one_side_has_is_an_alarm(world: Any, count: bool) -> None:
    world.run(world.fiscal.submit(withdrawal(stocked(world))))
    (shift,) = world.server.register.state.shifts.values()
    if count:
        shift.sums.withdrawal_receipts += 1
    else:
        next(row for row in shift.sums.payments.values() if row.cash_withdrawal).cash_withdrawal += 1
    world.run(world.fiscal.close_shift())
    assert world.fiscal.status.problem.code == "total_differs"
    assert "видач" in world.fiscal.status.problem.message


@pytest.mark.parametrize("fault", ["lost_answer", "lost_request", "late_copy", "cut_body", "null", "wrong_id"])
def test_an_answer_that_is_lost_is_asked_for_by_id_and_registered_once(world: Any, fault: str) -> None:
    receipt = withdrawal(stocked(world))
    world.plan.script(fault, path=SENT)
    stamp = world.run(world.fiscal.submit(receipt))
    assert stamp.fiscal_code == world.on_server(receipt.id).fiscal_code
    assert documents_of(world, receipt.id) == 1
    assert world.gets(receipt.id) >= 1
    assert len(set(world.posts(PATH))) == 1


def test_a_drawer_that_checkbox_finds_too_light_sends_it_back_and_it_is_taken_later(world: Any) -> None:
    receipt = withdrawal(stocked(world, 10_000))
    with pytest.raises(PosError) as refusal:
        world.run(world.fiscal.submit(receipt))
    assert "недостатньо" in refusal.value.message.lower()
    assert [one.id for one, _ in world.returned] == [receipt.id]
    assert world.row(receipt.id).state is OperationState.REJECTED
    assert world.fiscal.sums(world.store.shifts.current().id).cash == 10_000
    stocked(world)
    world.run(world.fiscal.submit(receipt))
    assert documents_of(world, receipt.id) == 1
    assert world.row(receipt.id).state is OperationState.DONE


def test_checkbox_gone_after_the_card_was_charged_leaves_a_stamped_receipt_that_arrives_in_its_place(till: Any) -> None:
    first, last = till.sale(), till.sale()
    till.run(till.sell(first))
    till.plan.outage("refused")
    receipt = withdrawal(till)
    stamp = till.run(till.fiscal.submit(receipt))
    assert (stamp.state, stamp.offline) == (ReceiptState.OFFLINE, True)
    assert till.jobs()[-1] == ("withdrawal", receipt.id)
    till.run(till.sell(last))
    till.plan.clear()
    assert till.run(back_online(till))
    there = till.on_server(receipt.id)
    assert (there.offline, there.fiscal_code) == (True, stamp.fiscal_code)
    assert [one.id for one in till.server_receipts][1:] == [first.id, receipt.id, last.id]
    told = json.loads(till.row(receipt.id).body)
    assert (told["fiscal_code"], told["previous_receipt_id"]) == (stamp.fiscal_code, first.id)
    assert json.loads(till.row(last.id).body)["previous_receipt_id"] == receipt.id
    assert not till.row(receipt.id).stamp.reprint_due
    z = till.run(till.fiscal.close_shift())
    assert (z["cash_withdrawal_receipts_count"], till.fiscal.status.problem) == (1, None)


def test_a_tax_service_that_is_silent_lets_checkbox_number_it(till: Any) -> None:
    till.server.register.state.world.tax_service_down = True
    stamp = till.run(till.fiscal.submit(withdrawal(till)))
    assert stamp.fiscal_code is not None
    assert till.on_server(till.store.operations.since()[-1].id).offline


def test_one_that_is_refused_on_the_way_back_stops_the_line_and_cannot_be_mended(till: Any) -> None:
    till.plan.outage("refused")
    receipt = withdrawal(till)
    till.run(till.fiscal.submit(receipt))
    till.server.register.state.world.refused_values = {"footer": ["Б"]}
    till.plan.clear()
    till.run(till.fiscal._worker.until(lambda state: state.shown_mode is Mode.NEEDS_ATTENTION, 900))
    (row,) = till.store.operations.stopped()
    assert (row.id, till.fiscal.may_mend(row.id)) == (receipt.id, False)
    till.server.register.state.world.refused_values = {}
    till.within(lambda: till.fiscal.ask_again(row.id))
    assert till.run(back_online(till))
    assert documents_of(till, receipt.id) == 1


@pytest.mark.parametrize("fault", ["", "lost_answer"])
def test_a_withdrawal_cut_anywhere_is_there_once_or_not_at_all(make_world: Callable[..., Any], fault: str) -> None:
    def ready(world: Any) -> None:
        world.run(world.opened())
        stocked(world)
        world.sold = withdrawal(world)
        if fault:
            world.plan.script(fault, path=SENT)

    seen = 0
    for world, killer in cuts(make_world, ready):
        receipt = world.sold
        row = world.store.operations.by_id(receipt.id)
        if row is None:
            assert documents_of(world, receipt.id) == 0
            assert killer.places == ["before write"]
            continue
        seen += 1
        assert row.state is OperationState.DONE, killer.places
        assert documents_of(world, receipt.id) == 1
        assert world.on_server(receipt.id).fiscal_code == row.fiscal_code
        assert [job for job in world.jobs() if job[0] == "withdrawal"] == [("withdrawal", receipt.id)]
        assert set(world.posts(PATH)) == {row.body}
        assert world.fiscal.sums(row.shift_id).withdrawn == 50_000
        assert world.store.journal.verify().ok
    assert seen > 5


def cuts(make_world: Callable[..., Any], ready: Callable[[Any], None]) -> Iterator[Any]:
    return every_cut(make_world, ready, lambda world: world.fiscal.submit(world.sold))


def test_what_another_program_handed_out_before_is_no_alarm(make_world: Callable[..., Any]) -> None:
    world = make_world()
    paid = CashWithdrawal(id=uuid4(), payment=CardPayment(value=30_000)).to_bytes()

    async def another() -> None:
        await world.start()
        await world.client.open_shift(b'{"id": "6a1e8e6c-1c54-4d58-9d55-0d0a3e2f4a11"}')
        await asyncio.sleep(3)
        await world.client.service(b'{"payment": {"type": "CASH", "value": 90000, "label": "x"}}')
        await world.client.cash_withdrawal(paid)
        await asyncio.sleep(5)

    world.run(another())
    world.run(world.fiscal.open_shift(Somebody()))
    world.run(world.fiscal.submit(withdrawal(world, 10_000)))
    (shift,) = world.server.register.state.shifts.values()
    ours = world.fiscal.sums(shift.id)
    assert (ours.cash, ours.withdrawn, shift.balance) == (50_000, 40_000, 50_000)
    world.run(world.fiscal.x_report())
    assert world.fiscal.status.problem is None


def test_the_kind_is_in_the_list_and_is_no_sale(world: Any) -> None:
    receipt = withdrawal(stocked(world))
    world.run(world.fiscal.submit(receipt))
    assert world.store.operations.receipts(limit=1)[0].document == receipt
    assert world.store.database.rows("SELECT count(*) FROM sold_receipt")[0][0] == 0
