"""Cash for a card's money: charged once, on paper once, and never more than drawer, shop and Checkbox allow."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from pos_app.devices.settings import NONE, TerminalSetting
from pos_app.devices.terminal import ManualTerminal
from pos_app.domain.card import AttemptState
from pos_app.domain.errors import PosError, Refused, Unreachable, refused
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.receipt import ReceiptKind, ReceiptState, make_cash_movement
from pos_app.domain.register import Mode, OperationKind
from pos_app.domain.roles import DEFAULT_RULES, Role, RoleRules
from pos_app.fiscal.status import Trouble
from pos_app.till.display_text import display_lines
from pos_app.till.people_state import Proof
from pos_app.till.state import ReceiptView
from tests.unit.till.card_bench import CardBench
from tests.unit.till.card_bench import played as played_on
from tests.unit.till.conftest import CASH, NOON, id_of

FLOAT = 500
"""What the bench's drawer holds at the opening."""
HUNDRED = 10_000


async def stocked(bench: CardBench, limit: int = 300_000, cash: int = 200_000) -> None:
    """The shop hands out cash, and there is some."""
    await bench.till.set_shop_rules(replace(await bench.till.shop_rules(), withdrawal_limit=limit))
    if cash:
        await bench.till.cash_in(cash)


def played(story: Callable[[CardBench], Awaitable[None]]) -> None:
    async def with_cash(bench: CardBench) -> None:
        await stocked(bench)
        await story(bench)

    played_on(with_cash)


def drawer(bench: CardBench) -> int:
    shift = bench.till.state.shift
    assert shift is not None
    return shift.sums.cash


def withdrawals(bench: CardBench) -> list[str]:
    rows = bench.store.operations.since(0)
    return [row.state.value for row in rows if row.kind is OperationKind.CASH_WITHDRAWAL]


def test_the_customer_reads_what_his_card_is_asked_for_and_not_the_basket_beside_it() -> None:
    async def story(bench: CardBench) -> None:
        await bench.fill()
        await asyncio.sleep(0)
        asked = asyncio.ensure_future(bench.till.withdraw(HUNDRED))
        await asyncio.sleep(2)
        assert bench.till.state.card.step
        assert display_lines(bench.till.state, "") == (" Прикладіть картку", "З КАРТКИ      100,00")
        await asked
        assert display_lines(bench.till.state, "")[1] == "РАЗОМ          42,90"
        asked = asyncio.ensure_future(bench.till.charge())
        await asyncio.sleep(2)
        assert display_lines(bench.till.state, "") == (" Прикладіть картку", "РАЗОМ          42,90")
        await asked

    played(story)


def test_the_card_is_charged_the_receipt_made_and_the_cash_leaves_the_drawer() -> None:
    async def story(bench: CardBench) -> None:
        before = drawer(bench)
        view = await bench.till.withdraw(HUNDRED)
        assert (view.receipt.kind, view.receipt.due) == (ReceiptKind.CASH_WITHDRAWAL, HUNDRED)
        (payment,) = view.receipt.payments
        assert (payment.type, payment.value) == (PaymentType.CASHLESS, HUNDRED)
        assert payment.details["rrn"] == bench.bank.slips[0].rrn
        assert payment.details["card_mask"] == "414949XXXXXX4242"
        assert (bench.states(), bench.charges, bench.bank.balance()) == (["TIED"], 1, HUNDRED)
        assert drawer(bench) == before - HUNDRED
        shift = bench.till.state.shift
        assert shift is not None
        assert (shift.sums.withdrawn, shift.sums.withdrawals_count, shift.sums.card_sales) == (HUNDRED, 1, 0)
        kinds = [one.kind for one in bench.store.journal.entries()]
        steps = [kind for kind in kinds if kind.startswith(("payment.", "cash.withdrawn"))]
        assert steps == ["payment.intent", "payment.asked", "payment.approved", "payment.tied", "cash.withdrawn"]
        assert (await bench.till.receipts())[0].receipt.kind is ReceiptKind.CASH_WITHDRAWAL
        assert bench.till.state.card.unsettled == ()

    played(story)


def test_the_payment_and_its_receipt_are_on_disk_before_the_terminal_hears() -> None:
    async def story(bench: CardBench) -> None:
        begun = asyncio.ensure_future(bench.till.withdraw(HUNDRED))
        await asyncio.sleep(1)
        (attempt,) = bench.unsettled()
        assert attempt.is_open
        assert attempt.draft is not None
        assert (attempt.draft.id, attempt.draft.due) == (attempt.document, HUNDRED)
        assert withdrawals(bench) == []
        view = await begun
        assert view.receipt.id == attempt.document

    played(story)


@pytest.mark.parametrize(
    ("amount", "code"),
    [(0, "bad_price"), (-100, "bad_price"), (150, "bad_price"), (10_050, "bad_price"), (300_100, "withdrawal_limit"),
     (250_000, "cash_short")],
)  # fmt: skip
def test_a_sum_that_may_not_be_handed_out_charges_nothing(amount: int, code: str) -> None:
    async def story(bench: CardBench) -> None:
        assert await bench.refusal(bench.till.withdraw(amount)) == code
        assert (bench.states(), bench.charges, withdrawals(bench)) == ([], 0, [])

    played(story)


def test_the_last_hryvnia_of_the_drawer_and_of_the_limit_may_go() -> None:
    async def story(bench: CardBench) -> None:
        await bench.till.cash_out(FLOAT)
        view = await bench.till.withdraw(200_000)
        assert (view.receipt.due, drawer(bench)) == (200_000, 0)

    played(story)


def test_a_shop_that_hands_out_no_cash_says_so() -> None:
    async def story(bench: CardBench) -> None:
        await bench.till.cash_in(100_000)
        assert bench.till.state.withdrawal_limit == 0
        assert await bench.refusal(bench.till.withdraw(HUNDRED)) == "withdrawal_off"
        assert bench.charges == 0
        await stocked(bench, limit=HUNDRED, cash=0)
        assert bench.till.state.withdrawal_limit == HUNDRED
        await bench.till.withdraw(HUNDRED)

    played_on(story)


@pytest.mark.parametrize("mode", [Mode.LOCAL_OFFLINE, Mode.DRAINING])
def test_no_card_is_charged_for_cash_while_checkbox_is_out_of_reach(mode: Mode) -> None:
    async def story(bench: CardBench) -> None:
        bench.fiscal.tell(mode=mode)
        assert await bench.refusal(bench.till.withdraw(HUNDRED)) == "withdrawal_offline"
        assert bench.charges == 0
        bench.fiscal.tell(mode=Mode.AUTO_OFFLINE)
        await bench.till.withdraw(HUNDRED)

    played(story)


@pytest.mark.parametrize(("mode", "code"), [(Mode.BLOCKED, "license_invalid"), (Mode.NEEDS_ATTENTION, "total_differs")])
def test_a_register_that_takes_nothing_charges_nothing(mode: Mode, code: str) -> None:
    async def story(bench: CardBench) -> None:
        bench.fiscal.tell(mode=mode, problem=Trouble(code, ""))
        assert await bench.refusal(bench.till.withdraw(HUNDRED)) == code
        assert bench.charges == 0

    played(story)


def test_without_a_shift_or_the_right_nothing_is_charged() -> None:
    async def story(bench: CardBench) -> None:
        await bench.till.close_shift()
        assert await bench.refusal(bench.till.withdraw(HUNDRED)) == "shift_not_open"
        bench.account.permissions = {"card_payment": False}
        await bench.till.sign_out()
        await bench.till.sign_in_pin("1234")
        assert await bench.refusal(bench.till.withdraw(HUNDRED)) == "not_permitted"
        assert bench.charges == 0

    played(story)


def test_a_cashier_without_the_right_works_by_a_seniors_word_and_both_names_are_kept() -> None:
    async def story(bench: CardBench) -> None:
        rules = DEFAULT_RULES[Role.CASHIER]
        senior = bench.account.employ("9000", 60, "Бондар Ірина")
        await bench.till.set_role(senior, Role.ADMIN)
        by_senior = Proof("9000")
        without = RoleRules(rules.rights - {"withdrawal"}, rules.discount_limit)
        await bench.till.authorised(by_senior, lambda till: till.set_role_rules(Role.CASHIER, without))
        assert await bench.refusal(bench.till.withdraw(HUNDRED)) == "not_permitted"
        assert bench.charges == 0
        view = await bench.till.authorised(by_senior, lambda till: till.withdraw(HUNDRED))
        assert view.receipt.due == HUNDRED
        assert '"withdrawal"' in bench.journal("right.authorised")[-1]

    played(story)


def test_a_declined_card_gives_no_cash_and_the_next_card_may_come() -> None:
    async def story(bench: CardBench) -> None:
        before = drawer(bench)
        bench.fail("declined")
        assert await bench.refusal(bench.till.withdraw(HUNDRED)) == "card_declined"
        assert (withdrawals(bench), drawer(bench), bench.bank.balance()) == ([], before, 0)
        await bench.till.withdraw(HUNDRED)
        assert bench.states() == ["DECLINED", "TIED"]

    played(story)


@pytest.mark.parametrize("fault", ["silent", "lost_after", "lost_before", "garbage", "late"])
def test_a_lost_answer_is_asked_for_and_the_withdrawal_completed_with_one_charge(fault: str) -> None:
    async def story(bench: CardBench) -> None:
        bench.bank.somebody_pays(100)
        before = drawer(bench)
        bench.fail(fault, seconds=200)
        assert await bench.refusal(bench.till.withdraw(HUNDRED, request_id="r1")) == "payment_unknown"
        (unknown,) = bench.unsettled()
        assert unknown.state is AttemptState.UNKNOWN
        # while nobody knows, no second charge: neither by a new request nor by the same one
        assert await bench.refusal(bench.till.withdraw(HUNDRED)) == "payment_unknown"
        assert await bench.refusal(bench.till.withdraw(HUNDRED, request_id="r1")) == "payment_unknown"
        assert await bench.refusal(bench.till.complete_withdrawal(unknown.id)) == "unknown_payment"
        await asyncio.sleep(30)
        assert bench.states() == ["APPROVED"]
        assert await bench.refusal(bench.till.withdraw(HUNDRED)) == "card_held"
        assert await bench.refusal(bench.till.close_shift()) == "card_held"
        view = await bench.till.withdraw(HUNDRED, request_id="r1")
        assert (view.receipt.id, bench.states(), bench.charges) == (unknown.document, ["TIED"], 1)
        assert (drawer(bench), bench.bank.balance()) == (before - HUNDRED, HUNDRED)
        again = await bench.till.withdraw(HUNDRED, request_id="r1")
        assert (again.receipt.id, bench.charges, withdrawals(bench)) == (view.receipt.id, 1, ["DONE"])

    played(story)


def test_what_the_terminal_never_did_is_let_go_and_may_be_begun_anew() -> None:
    async def story(bench: CardBench) -> None:
        bench.bank.somebody_pays(100)
        bench.fail("cut_before")
        assert await bench.refusal(bench.till.withdraw(HUNDRED, request_id="r1")) == "payment_unknown"
        await asyncio.sleep(30)
        assert bench.states() == ["NOT_CHARGED"]
        await bench.till.withdraw(HUNDRED, request_id="r1")
        assert (bench.states(), bench.bank.balance()) == (["NOT_CHARGED", "TIED"], HUNDRED)

    played(story)


def test_two_presses_of_one_request_are_one_withdrawal() -> None:
    async def story(bench: CardBench) -> None:
        both = [bench.till.withdraw(HUNDRED, request_id="r1") for _ in range(2)]
        first, second = await asyncio.gather(*both)
        assert (first.receipt.id, bench.charges) == (second.receipt.id, 1)

    played(story)


def test_two_withdrawals_at_once_charge_one_card() -> None:
    async def story(bench: CardBench) -> None:
        begun = asyncio.ensure_future(bench.till.withdraw(HUNDRED))
        await asyncio.sleep(1)
        assert await bench.refusal(bench.till.withdraw(HUNDRED)) == "payment_unknown"
        await begun
        assert bench.charges == 1

    played(story)


def test_a_kill_while_the_card_is_asked_leaves_one_charge_that_is_completed_after_the_restart() -> None:
    async def story(bench: CardBench) -> None:
        before = drawer(bench)
        bench.bank.somebody_pays(100)
        bench.fail("silent")
        begun = asyncio.ensure_future(bench.till.withdraw(HUNDRED))
        await asyncio.sleep(10)
        await bench.killed()
        await asyncio.gather(begun, return_exceptions=True)
        await asyncio.sleep(20)
        (charged,) = bench.unsettled()
        assert (charged.state, charged.is_withdrawal) == (AttemptState.APPROVED, True)
        assert await bench.refusal(bench.till.withdraw(HUNDRED)) == "card_held"
        view = await bench.till.complete_withdrawal(charged.id)
        assert (view.receipt.id, bench.charges, bench.states()) == (charged.document, 1, ["TIED"])
        assert drawer(bench) == before - HUNDRED

    played(story)


def test_whoever_hands_out_the_cash_stands_on_the_receipt() -> None:
    """The drawer is short by another's hand, should the receipt name who was at the till when the card was charged."""

    async def story(bench: CardBench) -> None:
        bench.account.employ("2345", 61, "Тарас")
        bench.fail("silent")
        assert await bench.refusal(bench.till.withdraw(HUNDRED)) == "payment_unknown"
        await asyncio.sleep(30)
        await bench.till.switch(Proof("2345"))
        (held,) = bench.unsettled()
        view = await bench.till.complete_withdrawal(held.id)
        assert view.receipt.cashier_name == "Тарас"

    played(story)


def test_a_kill_between_approval_and_receipt_leaves_money_that_is_given_back_or_completed() -> None:
    async def story(bench: CardBench) -> None:
        bench.fiscal.before_writing = RuntimeError("power")
        with pytest.raises(RuntimeError):
            await bench.till.withdraw(HUNDRED)
        bench.fiscal.before_writing = None
        await bench.killed()
        (charged,) = bench.unsettled()
        assert charged.is_loose
        reversal = await bench.till.reverse_payment(charged.id, "клієнт пішов")
        assert (reversal.state, bench.states()) == (AttemptState.TIED, ["REVERSED", "TIED"])
        assert (bench.bank.balance(), withdrawals(bench)) == (0, [])
        assert await bench.refusal(bench.till.complete_withdrawal(charged.id)) == "unknown_payment"

    played(story)


def test_a_receipt_that_checkbox_refuses_keeps_the_money_for_another_try_or_the_way_back() -> None:
    async def story(bench: CardBench) -> None:
        before = drawer(bench)
        bench.fiscal.outcome = refused("refused_by_server", "Недостатньо коштів")
        assert await bench.refusal(bench.till.withdraw(HUNDRED, request_id="r1")) == "refused_by_server"
        (held,) = bench.unsettled()
        assert (held.is_loose, held.moved, drawer(bench), withdrawals(bench)) == (True, HUNDRED, before, ["REJECTED"])
        problem = bench.till.state.problem
        assert problem is not None
        assert "Недостатньо" in problem.message
        assert await bench.refusal(bench.till.complete_withdrawal(held.id)) == "refused_by_server"
        bench.fiscal.outcome = ReceiptState.FISCAL
        view = await bench.till.withdraw(HUNDRED, request_id="r1")
        # the same UUID: a late copy of the first try must not become a second receipt
        assert (view.receipt.id, bench.charges, withdrawals(bench)) == (held.document, 1, ["DONE"])
        assert drawer(bench) == before - HUNDRED

    played(story)


@pytest.mark.parametrize(
    ("outcome", "state", "told"),
    [(Unreachable(), "AMBIGUOUS", "unreachable"), (refused("total_differs"), "ATTENTION", "attention_needed")],
)
def test_a_receipt_that_nobody_knows_of_yet_is_no_word_to_hand_out_cash_and_not_charged_again(
    outcome: PosError, state: str, told: str
) -> None:
    async def story(bench: CardBench) -> None:
        bench.fiscal.outcome = outcome
        assert await bench.refusal(bench.till.withdraw(HUNDRED, request_id="r1")) == outcome.code
        assert (bench.states(), withdrawals(bench)) == (["TIED"], [state])
        bench.fiscal.outcome = ReceiptState.FISCAL
        assert await bench.refusal(bench.till.withdraw(HUNDRED, request_id="r1")) == told
        (row,) = [one for one in bench.store.operations.since() if one.kind is OperationKind.CASH_WITHDRAWAL]
        bench.fiscal.settle(row)
        view: ReceiptView = await bench.till.withdraw(HUNDRED, request_id="r1")
        assert (view.receipt.id, view.fiscal.state, bench.charges) == (row.id, ReceiptState.FISCAL, 1)

    played(story)


@pytest.mark.parametrize("fault", ["partial", "other_sum"])
def test_another_sum_than_asked_makes_no_receipt_and_goes_back(fault: str) -> None:
    async def story(bench: CardBench) -> None:
        bench.fail(fault, amount=HUNDRED - 1000 if fault == "partial" else HUNDRED + 1000)
        assert await bench.refusal(bench.till.withdraw(HUNDRED)) == "card_partial"
        (wrong,) = bench.unsettled()
        assert await bench.refusal(bench.till.complete_withdrawal(wrong.id)) == "card_partial"
        await bench.till.reverse_payment(wrong.id)
        assert withdrawals(bench) == []

    played(story)


def test_cash_that_a_card_was_charged_for_is_promised_to_nobody_else() -> None:
    async def story(bench: CardBench) -> None:
        await bench.till.add(id_of(1))
        sale = await bench.till.pay(CASH)
        begun = asyncio.ensure_future(bench.till.withdraw(drawer(bench) // 100 * 100))
        await asyncio.sleep(1)
        assert await bench.refusal(bench.till.cash_out(HUNDRED)) == "cash_short"
        assert await bench.refusal(bench.till.give_back(sale.receipt.id, CASH)) == "cash_short"
        view = await begun
        assert view.fiscal.state is ReceiptState.FISCAL

    played(story)


def test_a_drawer_emptied_before_the_receipt_keeps_the_money_until_there_is_cash() -> None:
    async def story(bench: CardBench) -> None:
        bench.fiscal.before_writing = RuntimeError("power")
        with pytest.raises(RuntimeError):
            await bench.till.withdraw(200_000)
        bench.fiscal.before_writing = None
        (held,) = bench.unsettled()
        # cash went another way: the books are those of Checkbox's shift after a merge
        gone = Payment(PaymentType.CASH, 150_000)
        taken: dict[str, Any] = {"receipt_id": id_of(800), "sold_at": NOON, "cashier_name": "Олена"}
        await bench.fiscal.submit(make_cash_movement(ReceiptKind.SERVICE_OUT, 150_000, gone, **taken))
        bench.till._parts.book.forget()
        bench.till._parts.board.show(shift=bench.till._parts.book.current())
        assert await bench.refusal(bench.till.complete_withdrawal(held.id)) == "cash_short"
        assert bench.unsettled() == [held]

    played(story)


def test_a_withdrawal_is_no_sale_and_nothing_of_it_comes_back_as_goods() -> None:
    async def story(bench: CardBench) -> None:
        view = await bench.till.withdraw(HUNDRED)
        with pytest.raises(Refused, match="чек продажу"):
            await bench.till.give_back(view.receipt.id, CASH)
        copy = await bench.till.reprint(view.receipt.id)
        assert copy
        await bench.till.close_shift()

    played(story)


# a terminal that is worked by hand


def by_hand(story: Callable[[CardBench], Awaitable[None]]) -> None:
    async def lived(bench: CardBench) -> None:
        bench.till = bench.another(terminals=lambda _: ManualTerminal())
        await bench.till.start()
        await bench.till.sign_in_pin("1234")
        await stocked(bench)
        await story(bench)

    played_on(lived)


def test_without_a_terminal_the_slip_is_the_word_for_it_and_pays_once() -> None:
    async def story(bench: CardBench) -> None:
        assert await bench.refusal(bench.till.withdraw(HUNDRED)) == "terminal_manual"
        view = await bench.till.withdraw(HUNDRED, rrn="123456789012", auth_code="AB12")
        (payment,) = view.receipt.payments
        assert (payment.details["rrn"], payment.details["auth_code"]) == ("123456789012", "AB12")
        (attempt,) = bench.store.payments.of_document(view.receipt.id)
        assert (attempt.manual, attempt.state) == (True, AttemptState.TIED)
        assert await bench.refusal(bench.till.withdraw(HUNDRED, rrn="123456789012")) == "unknown_payment"
        assert len(withdrawals(bench)) == 1

    by_hand(story)


def test_a_shop_that_takes_no_cards_hands_out_no_cash_for_them() -> None:
    async def story(bench: CardBench) -> None:
        await bench.till.devices.set_terminal(TerminalSetting(transport=NONE))
        assert await bench.refusal(bench.till.withdraw(HUNDRED, rrn="123456789012")) == "withdrawal_off"
        assert (bench.states(), withdrawals(bench)) == ([], [])

    by_hand(story)


def test_a_refused_receipt_of_a_slip_by_hand_keeps_the_shift_open_until_it_is_settled() -> None:
    async def story(bench: CardBench) -> None:
        bench.fiscal.outcome = refused("refused_by_server")
        assert await bench.refusal(bench.till.withdraw(HUNDRED, rrn="1")) == "refused_by_server"
        (held,) = bench.unsettled()
        assert await bench.refusal(bench.till.close_shift()) == "card_held"
        bench.fiscal.outcome = ReceiptState.FISCAL
        await bench.till.complete_withdrawal(held.id)
        await bench.till.close_shift()

    by_hand(story)


# given back and completed at once


def _held(bench: CardBench) -> Any:
    (held,) = [one for one in bench.unsettled() if one.is_withdrawal]
    return held


async def _charged_with_no_receipt(bench: CardBench) -> None:
    bench.fiscal.outcome = refused("refused_by_server")
    assert await bench.refusal(bench.till.withdraw(HUNDRED, request_id="r1")) == "refused_by_server"
    bench.fiscal.outcome = ReceiptState.FISCAL


def test_what_the_terminal_is_giving_back_just_now_is_not_handed_out_as_well() -> None:
    async def story(bench: CardBench) -> None:
        await _charged_with_no_receipt(bench)
        held = _held(bench)
        reversing = asyncio.ensure_future(bench.till.reverse_payment(held.id))
        await asyncio.sleep(0.5)
        assert await bench.refusal(bench.till.complete_withdrawal(held.id)) == "payment_unknown"
        await reversing
        assert (bench.states(), withdrawals(bench), bench.bank.balance()) == (["REVERSED", "TIED"], ["REJECTED"], 0)

    played(story)


def test_a_way_back_whose_answer_was_lost_is_found_out_before_the_cash_may_leave() -> None:
    async def story(bench: CardBench) -> None:
        await _charged_with_no_receipt(bench)
        held = _held(bench)
        bench.fail("lost_after")
        await bench.till.reverse_payment(held.id)
        await bench.killed()
        assert any(one.is_open for one in bench.unsettled())
        assert await bench.refusal(bench.till.complete_withdrawal(held.id)) == "payment_unknown"
        assert await bench.refusal(bench.till.withdraw(HUNDRED, request_id="r1")) == "payment_unknown"
        await asyncio.sleep(30)
        assert (bench.states(), withdrawals(bench), bench.bank.balance()) == (["REVERSED", "TIED"], ["REJECTED"], 0)
        await bench.till.close_shift()

    played(story)
