"""Paying by card through a terminal: charged once, known in the end, and never without a receipt or a way back."""

import asyncio
from dataclasses import replace
from decimal import Decimal

import pytest

from pos_app.devices.settings import TerminalSetting
from pos_app.devices.terminal import CardAnswer, TerminalStep, Told
from pos_app.domain.card import Approval, Attempt, AttemptKind, AttemptState
from pos_app.domain.discount import Adjustment, AdjustmentMode, AdjustmentType
from pos_app.domain.errors import PosError, Refused, refused
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.receipt import ReceiptState
from pos_app.domain.return_ways import BackWay
from pos_app.domain.returns import WantedLine
from pos_app.domain.slips import MOST_READ
from pos_app.till.people_state import Proof
from tests.unit.till.card_bench import CardBench, played
from tests.unit.till.conftest import CARD, CASH, Bench, id_of

MILK = 4290


def test_a_charged_card_is_on_the_receipt_of_its_one_sale() -> None:
    async def story(bench: CardBench) -> None:
        await bench.fill()
        paid = await bench.till.charge()
        assert (paid.state, paid.moved) == (AttemptState.APPROVED, MILK)
        view = await bench.till.pay(CARD)
        (payment,) = view.receipt.payments
        assert payment.details["rrn"] == bench.bank.slips[0].rrn
        assert payment.details["card_mask"] == "414949XXXXXX4242"
        assert bench.states() == ["TIED"]
        (tied,) = bench.store.payments.of_document(view.receipt.id)
        assert tied.tied_to == view.receipt.id
        kinds = [entry.kind for entry in bench.store.journal.entries() if entry.kind.startswith("payment.")]
        assert kinds == ["payment.intent", "payment.asked", "payment.approved", "payment.tied"]
        assert bench.till.state.card.unsettled == ()

    played(story)


def test_the_steps_of_the_terminal_are_seen_and_the_basket_stands_still_meanwhile() -> None:
    async def story(bench: CardBench) -> None:
        await bench.fill()
        seen: list[str] = []
        bench.till.subscribe(lambda state: seen.append(state.card.step))
        charge = asyncio.ensure_future(bench.till.charge())
        await asyncio.sleep(2)
        assert await bench.refusal(bench.till.add(id_of(2))) == "payment_unknown"
        assert await bench.refusal(bench.till.clear()) == "payment_unknown"
        assert await bench.refusal(bench.till.park()) == "payment_unknown"
        assert await bench.refusal(bench.till.charge()) == "payment_unknown"
        assert await bench.refusal(bench.till.pay(CASH)) == "payment_unknown"
        assert await bench.refusal(bench.till.sign_out()) == "payment_unknown"
        waiting = bench.till.state.card.unsettled[0].id
        assert await bench.refusal(bench.till.payment_not_charged(waiting, "ні")) == "sale_in_progress"
        assert (await bench.till.check_payment(waiting)).state is AttemptState.ASKED
        await charge
        assert {TerminalStep.SENT, TerminalStep.CARD} <= set(seen)
        assert bench.till.state.card.step == ""

    played(story)


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        ("silent", "APPROVED"),
        ("lost_after", "APPROVED"),
        ("lost_before", "APPROVED"),
        ("garbage", "APPROVED"),
        ("late", "APPROVED"),
        ("cut_before", "NOT_CHARGED"),
        ("deaf", "NOT_CHARGED"),
    ],
)
def test_a_lost_answer_is_asked_for_and_never_charged_again(fault: str, outcome: str) -> None:
    async def story(bench: CardBench) -> None:
        bench.bank.somebody_pays(100)
        await bench.fill()
        bench.fail(fault, seconds=200)
        paid = await bench.till.charge()
        assert paid.state is AttemptState.UNKNOWN
        assert bench.till.state.card.unsettled[0].reason
        await asyncio.sleep(30)
        assert bench.states() == [outcome]
        assert bench.charges == 1
        if outcome == "APPROVED":
            await bench.till.pay(CARD)
            assert bench.states() == ["TIED"]
        else:
            assert bench.bank.balance() == 0
            await bench.till.charge()
            await bench.till.pay(CARD)
        assert bench.bank.balance() == MILK

    played(story)


def test_a_card_that_takes_its_time_is_waited_for_after_the_link_is_gone() -> None:
    async def story(bench: CardBench) -> None:
        bench.bank.card_s = 60
        await bench.fill()
        bench.fail("lost_before")
        await bench.till.charge()
        await asyncio.sleep(20)
        # the customer still looks for the card: nothing may be concluded from a terminal without a slip
        assert bench.states() == ["UNKNOWN"]
        await asyncio.sleep(90)
        assert bench.states() == ["APPROVED"]

    played(story)


def test_an_answer_told_twice_counts_once() -> None:
    async def story(bench: CardBench) -> None:
        bench.fail("twice")
        for _ in range(2):
            await bench.fill()
            await bench.till.charge()
            await bench.till.pay(CARD)
        assert bench.states() == ["TIED", "TIED"]
        assert bench.bank.balance() == 2 * MILK

    played(story)


def test_a_declined_card_leaves_the_basket_free() -> None:
    async def story(bench: CardBench) -> None:
        await bench.fill()
        bench.fail("declined")
        paid = await bench.till.charge()
        assert (paid.state, "0116" in paid.reason) == (AttemptState.DECLINED, True)
        await bench.till.add(id_of(2))
        await bench.till.pay(CASH)
        assert bench.bank.balance() == 0

    played(story)


def test_a_terminal_that_cannot_be_reached_or_is_busy_is_told_and_nothing_is_charged() -> None:
    async def story(bench: CardBench) -> None:
        await bench.fill()
        bench.wire.cable = False
        paid = await bench.till.charge()
        assert paid.state is AttemptState.NOT_CHARGED
        assert "кабель" in paid.reason
        bench.wire.cable = True
        bench.fail("mute", times=1)
        assert (await bench.till.charge()).state is AttemptState.NOT_CHARGED
        bench.bank._step = "3"
        assert "зайнятий" in (await bench.till.charge()).reason
        assert bench.charges == 0

    played(story)


def test_less_than_asked_is_told_and_the_rest_is_paid_otherwise_or_all_is_reversed() -> None:
    async def story(bench: CardBench) -> None:
        await bench.fill()
        bench.fail("partial", amount=1000)
        paid = await bench.till.charge()
        assert (paid.state, paid.moved, paid.is_partial) == (AttemptState.APPROVED, 1000, True)
        assert await bench.refusal(bench.till.pay(CARD)) == "card_not_charged"
        assert await bench.refusal(bench.till.pay(CASH)) == "card_held"
        assert await bench.refusal(bench.till.charge(MILK)) == "card_over_total"
        parts = [Payment(PaymentType.CASHLESS, 1000), Payment(PaymentType.CASH, 5000)]
        view = await bench.till.pay(parts)
        assert view.receipt.change == 5000 + 1000 - view.receipt.due
        # the same with the money given back
        await bench.fill()
        bench.fail("partial", amount=1000)
        part = await bench.till.charge()
        reversal = await bench.till.reverse_payment(part.id, "клієнт передумав")
        assert (reversal.state, reversal.tied_to) == (AttemptState.TIED, part.id)
        await bench.till.pay(CASH)
        assert bench.states() == ["TIED", "REVERSED", "TIED"]
        assert bench.bank.balance() == 1000

    played(story)


def test_two_cards_may_pay_for_one_sale_and_no_more_than_is_due() -> None:
    async def story(bench: CardBench) -> None:
        await bench.fill()
        await bench.till.charge(1000)
        await bench.till.charge()
        assert await bench.refusal(bench.till.charge()) == "card_over_total"
        await bench.till.pay([Payment(PaymentType.CASHLESS, 1000), Payment(PaymentType.CASHLESS, MILK - 1000)])
        assert bench.states() == ["TIED", "TIED"]

    played(story)


def test_a_sum_larger_than_asked_is_never_taken_silently() -> None:
    async def story(bench: CardBench) -> None:
        await bench.fill()
        bench.fail("other_sum", amount=MILK + 500)
        paid = await bench.till.charge()
        assert paid.moved == MILK + 500
        assert await bench.refusal(bench.till.pay(CARD)) == "card_not_charged"
        assert await bench.refusal(bench.till.pay([Payment(PaymentType.CASHLESS, MILK + 500)])) == "card_over_total"
        await bench.till.reverse_payment(paid.id)
        assert bench.bank.balance() == 500 + MILK - bench.bank.slips[0].amount

    played(story)


def test_somebody_elses_slip_is_not_taken_for_ours() -> None:
    async def story(bench: CardBench) -> None:
        bench.bank.somebody_pays(100)
        await bench.fill()
        bench.fail("deaf")
        await bench.till.charge()
        bench.bank.somebody_pays(7700)
        await asyncio.sleep(60)
        (unknown,) = bench.unsettled()
        assert "77,00" in unknown.reason
        assert await bench.refusal(bench.till.payment_not_charged(unknown.id, " ")) == "reason_needed"
        await bench.till.payment_not_charged(unknown.id, "Чека немає, клієнт показав банк")
        assert bench.states() == ["NOT_CHARGED"]
        assert "Чека немає" in bench.journal("payment.not_charged")[0]

    played(story)


def test_ours_is_found_behind_somebody_elses() -> None:
    async def story(bench: CardBench) -> None:
        bench.bank.somebody_pays(100)
        await bench.fill()
        bench.fail("silent")
        bench.fail("others_last", method="GetReceiptInfo", amount=9900, times=0)
        await bench.till.charge()
        bench.bank.somebody_pays(9900)
        await asyncio.sleep(30)
        assert bench.states() == ["APPROVED"]
        (paid,) = bench.unsettled()
        assert paid.approval is not None
        assert paid.approval.rrn == bench.bank.slips[1].rrn

    played(story)


def test_a_person_with_the_slip_in_hand_settles_it() -> None:
    async def story(bench: CardBench) -> None:
        await bench.fill()
        bench.fail("silent")
        await bench.till.charge()
        bench.wire.cable = False
        await asyncio.sleep(5)
        (unknown,) = bench.unsettled()
        assert await bench.refusal(bench.till.payment_charged(unknown.id)) == "reason_needed"
        paid = await bench.till.payment_charged(unknown.id, rrn="123")
        assert paid.is_loose
        assert not bench.store.payments.has_rrn("123", AttemptKind.REFUND)
        await bench.till.pay(CARD)
        assert bench.states() == ["TIED"]

    played(story)


def test_a_slip_of_an_earlier_payment_settles_no_second_one() -> None:
    async def story(bench: CardBench) -> None:
        await bench.fill()
        first = await bench.till.charge()
        assert first.approval is not None
        await bench.till.pay(CARD)
        await bench.fill()
        bench.fail("silent")
        await bench.till.charge()
        bench.wire.cable = False
        await asyncio.sleep(5)
        (unknown,) = bench.unsettled()
        with pytest.raises(PosError, match="іншій оплаті"):
            await bench.till.payment_charged(unknown.id, rrn=first.approval.rrn)
        assert bench.unsettled()[0].is_open
        assert (await bench.till.payment_charged(unknown.id, rrn="777000777000")).is_loose

    played(story)


def test_an_approval_without_a_slips_number_is_believed_by_a_terminal_with_an_empty_memory() -> None:
    async def story(bench: CardBench) -> None:
        bench.till = bench.another(terminals=lambda _: Numberless())
        await bench.till.start()
        await bench.till.sign_in_pin("1234")
        await bench.fill()
        charged = await bench.till.charge()
        assert (charged.state, charged.moved) == (AttemptState.APPROVED, MILK)
        await bench.till.pay(CARD)

    played(story)


class Numberless:
    """A terminal that numbers no slips and remembers none."""

    is_manual = False

    async def purchase(self, amount: int, told: Told) -> CardAnswer:
        return CardAnswer(Approval(amount, rrn="1"))

    async def is_busy(self) -> bool:
        return False

    async def slip(self, number: str = "") -> None:
        return None

    async def interrupt(self) -> None: ...


@pytest.mark.parametrize("fault", ["silent", "late"])
def test_an_unknown_payment_is_asked_for_after_a_restart_and_its_sale_completed(fault: str) -> None:
    async def story(bench: CardBench) -> None:
        await bench.fill()
        bench.fail(fault, seconds=500)
        charge = asyncio.ensure_future(bench.till.charge())
        await asyncio.sleep(10)
        await bench.killed()
        await asyncio.gather(charge, return_exceptions=True)
        assert bench.states() == ["UNKNOWN"]
        await asyncio.sleep(10)
        assert bench.states() == ["APPROVED"]
        assert bench.till.state.card.of(bench.till.state.cart)[0].moved == MILK
        assert await bench.refusal(bench.till.clear()) == "card_held"
        (line,) = bench.till.state.cart.lines
        assert await bench.refusal(bench.till.remove(line.id)) == "card_held"
        assert await bench.refusal(bench.till.sign_out()) == "card_held"
        assert await bench.refusal(bench.till.charge()) == "card_over_total"
        await bench.till.pay(CARD)
        assert (bench.states(), bench.charges) == (["TIED"], 1)

    played(story)


def test_an_intent_that_the_terminal_never_heard_of_is_nothing_after_a_restart() -> None:
    async def story(bench: CardBench) -> None:
        await bench.fill()
        bench.till._parts.payments._intend(bench.till._parts.core.need(), None)
        assert bench.states() == ["INTENT"]
        await bench.killed()
        assert bench.states() == ["NOT_CHARGED"]
        assert bench.bank.asked == []

    played(story)


def test_a_sale_that_checkbox_refuses_keeps_its_approval_and_does_not_charge_again() -> None:
    async def story(bench: CardBench) -> None:
        await bench.fill()
        await bench.till.charge()
        bench.fiscal.outcome = Refused("Невірний код ПДВ", code="refused_by_server")
        assert await bench.refusal(bench.till.pay(CARD)) == "refused_by_server"
        await asyncio.sleep(0)
        assert bench.states() == ["APPROVED"]
        (parked,) = bench.till.state.parked
        await bench.till.resume(parked.id)
        bench.fiscal.outcome = ReceiptState.FISCAL
        assert await bench.refusal(bench.till.charge()) == "card_over_total"
        await bench.till.pay(CARD)
        assert (bench.states(), bench.charges) == (["TIED"], 1)

    played(story, refused_sale_to_basket=False)


def test_a_sale_that_could_not_be_written_leaves_its_approval_waiting() -> None:
    async def story(bench: CardBench) -> None:
        await bench.fill()
        await bench.till.charge()
        bench.fiscal.while_writing = refused("disk_full")
        assert await bench.refusal(bench.till.pay(CARD)) == "disk_full"
        assert bench.states() == ["APPROVED"]
        bench.fiscal.while_writing = None
        await bench.till.pay(CARD)
        assert bench.states() == ["TIED"]

    played(story)


def test_undo_keeps_what_the_card_paid_with_its_basket() -> None:
    async def story(bench: CardBench) -> None:
        await bench.fill()
        await bench.fill(2)
        bench.fail("partial", amount=1000)
        await bench.till.charge()
        await bench.till.undo()
        assert bench.till.state.card.of(bench.till.state.cart)[0].moved == 1000
        five_off = Adjustment(AdjustmentType.DISCOUNT, AdjustmentMode.VALUE, Decimal(5))
        await bench.till.discount(five_off)
        await bench.till.undo()
        assert bench.till.state.card.of(bench.till.state.cart)

    played(story)


def test_a_refused_sale_that_was_cleared_and_taken_back_keeps_its_uuid() -> None:
    async def story(bench: CardBench) -> None:
        await bench.fill()
        bench.fiscal.outcome = Refused(code="refused_by_server")
        assert await bench.refusal(bench.till.pay(CASH)) == "refused_by_server"
        bench.fiscal.outcome = ReceiptState.FISCAL
        receipt_id = bench.till.state.cart.receipt_id
        assert receipt_id is not None
        await bench.till.clear()
        await bench.till.undo()
        # a late copy of the first try must not become a second receipt
        assert (await bench.till.pay(CASH)).receipt.id == receipt_id

    played(story)


def test_the_terminal_gives_up_when_the_cashier_says_so() -> None:
    async def story(bench: CardBench) -> None:
        bench.bank.card_s = 60
        await bench.fill()
        charge = asyncio.ensure_future(bench.till.charge())
        await asyncio.sleep(5)
        await bench.till.interrupt_terminal()
        paid = await charge
        assert (paid.state, paid.reason) == (AttemptState.DECLINED, "Операцію скасовано на терміналі.")

    played(story)


def test_only_an_approval_without_a_receipt_can_be_reversed() -> None:
    async def story(bench: CardBench) -> None:
        await bench.fill()
        paid = await bench.till.charge()
        await bench.till.pay(CARD)
        assert await bench.refusal(bench.till.reverse_payment(paid.id)) == "unknown_payment"
        assert await bench.refusal(bench.till.reverse_payment("nothing")) == "unknown_payment"
        assert await bench.refusal(bench.till.check_payment(paid.id)) == "unknown_payment"

    played(story)


def test_a_terminal_that_is_gone_for_good_leaves_a_way_out() -> None:
    async def story(bench: CardBench) -> None:
        await bench.fill()
        paid = await bench.till.charge()
        bench.wire.cable = False
        assert (await bench.till.reverse_payment(paid.id)).state is AttemptState.NOT_CHARGED
        assert await bench.refusal(bench.till.reverse_payment(paid.id, " ", by_hand=True)) == "reason_needed"
        reversal = await bench.till.reverse_payment(paid.id, "Повернув банк", by_hand=True)
        assert (reversal.state, reversal.manual) == (AttemptState.TIED, True)
        assert "Повернув банк" in bench.journal("payment.intent")[-1]
        await bench.till.clear()
        await bench.till.sign_out()

    played(story)


def test_a_reversal_whose_answer_was_lost_is_asked_for_too() -> None:
    async def story(bench: CardBench) -> None:
        await bench.fill()
        paid = await bench.till.charge()
        bench.fail("silent", method="Withdrawal")
        assert (await bench.till.reverse_payment(paid.id)).state is AttemptState.UNKNOWN
        assert await bench.refusal(bench.till.reverse_payment(paid.id)) == "payment_unknown"
        await asyncio.sleep(20)
        assert bench.states() == ["REVERSED", "TIED"]
        assert bench.bank.balance() == 0
        await bench.till.clear()

    played(story)


async def sold(bench: CardBench) -> str:
    await bench.fill()
    await bench.till.charge()
    return (await bench.till.pay(CARD)).receipt.id


def test_a_return_gives_the_money_back_through_the_terminal_first() -> None:
    async def story(bench: CardBench) -> None:
        sale = await sold(bench)
        view = await bench.till.give_back(sale, CARD)
        assert bench.states() == ["TIED", "TIED"]
        assert bench.bank.balance() == 0
        assert view.receipt.payments[0].details["rrn"] == bench.bank.slips[1].rrn

    played(story)


def test_a_refund_that_the_terminal_refuses_makes_no_return() -> None:
    async def story(bench: CardBench) -> None:
        sale = await sold(bench)
        bench.fail("declined")
        assert await bench.refusal(bench.till.give_back(sale, CARD)) == "card_declined"
        assert bench.store.operations.returns_of(sale) == []
        await bench.till.give_back(sale, CARD)

    played(story)


def test_an_unknown_refund_is_completed_once_it_is_known_also_after_a_restart() -> None:
    async def story(bench: CardBench) -> None:
        sale = await sold(bench)
        bench.fail("silent")
        assert await bench.refusal(bench.till.give_back(sale, CARD)) == "payment_unknown"
        assert await bench.refusal(bench.till.give_back(sale, CARD)) == "payment_unknown"
        await bench.killed()
        await asyncio.sleep(10)
        (refund,) = bench.unsettled()
        assert refund.is_loose
        view = await bench.till.complete_refund(refund.id)
        assert view.receipt.related_receipt_id == sale
        assert await bench.refusal(bench.till.complete_refund(refund.id)) == "unknown_payment"
        assert await bench.refusal(bench.till.give_back(sale, CARD)) == "return_exceeds_sold"
        assert (bench.states(), bench.bank.balance()) == (["TIED", "TIED"], 0)

    played(story)


def test_a_return_is_made_by_whoever_completes_its_refund() -> None:
    async def story(bench: CardBench) -> None:
        bench.account.employ("2345", 61, "Тарас")
        sale = await sold(bench)
        bench.fail("silent")
        assert await bench.refusal(bench.till.give_back(sale, CARD)) == "payment_unknown"
        await asyncio.sleep(30)
        await bench.till.switch(Proof("2345"))
        (refund,) = bench.unsettled()
        assert (await bench.till.complete_refund(refund.id)).receipt.cashier_name == "Тарас"

    played(story)


def test_why_a_technical_refund_was_made_outlives_the_power() -> None:
    async def story(bench: CardBench) -> None:
        sale = await sold(bench)
        bench.fail("silent")
        back = bench.till.give_back(sale, CARD, technical=True, reason="Помилка у формі оплати")
        assert await bench.refusal(back) == "payment_unknown"
        assert bench.journal("return.technical") == []
        await bench.killed()
        await asyncio.sleep(10)
        (refund,) = bench.unsettled()
        view = await bench.till.complete_refund(refund.id)
        assert view.receipt.technical
        (entry,) = bench.journal("return.technical")
        assert "Помилка у формі оплати" in entry

    played(story)


def test_a_return_that_checkbox_refuses_does_not_give_the_money_back_twice() -> None:
    async def story(bench: CardBench) -> None:
        sale = await sold(bench)
        bench.fiscal.outcome = Refused(code="signer_off")
        assert await bench.refusal(bench.till.give_back(sale, CARD)) == "signer_off"
        bench.fiscal.outcome = ReceiptState.FISCAL
        await bench.till.give_back(sale, CARD)
        assert (bench.states(), bench.bank.balance()) == (["TIED", "TIED"], 0)

    played(story)


def test_a_return_of_a_part_that_checkbox_refused_and_then_takes_is_counted_once() -> None:
    async def story(bench: CardBench) -> None:
        await bench.till.add(id_of(1), 4000)
        await bench.till.charge()
        sale = (await bench.till.pay(CARD)).receipt.id
        bench.fiscal.outcome = Refused(code="signer_off")
        one = [WantedLine(0, 1000)]
        assert await bench.refusal(bench.till.give_back(sale, CARD, one)) == "signer_off"
        (refund,) = bench.unsettled()
        assert await bench.refusal(bench.till.complete_refund(refund.id)) == "signer_off"
        bench.fiscal.outcome = ReceiptState.FISCAL
        await bench.till.complete_refund(refund.id)
        assert (await bench.till.receipt(sale)).returned == (1000,)
        assert (await bench.till.quote(CARD, sale)).total == 3 * MILK
        await bench.till.give_back(sale, CARD)
        assert ((await bench.till.receipt(sale)).returned, bench.bank.balance()) == ((4000,), 0)

    played(story)


def test_a_return_refused_again_and_again_under_other_uuids_gives_the_money_back_once() -> None:
    async def story(bench: CardBench) -> None:
        sale = await sold(bench)
        bench.fiscal.outcome = Refused(code="signer_off")
        for _ in range(3):
            assert await bench.refusal(bench.till.give_back(sale, CARD)) == "signer_off"
            (refund,) = bench.unsettled()
            assert refund.is_loose
        await bench.killed()
        bench.fiscal.outcome = ReceiptState.FISCAL
        view = await bench.till.give_back(sale, CARD)
        assert (bench.states(), bench.bank.balance()) == (["TIED", "TIED"], 0)
        assert view.receipt.payments[0].details["rrn"] == bench.bank.slips[1].rrn
        (tied,) = [one for one in bench.store.payments.of_document(view.receipt.id) if one.kind is AttemptKind.REFUND]
        assert tied.tied_to == view.receipt.id

    played(story)


def test_a_refund_that_is_being_undone_makes_no_return_meanwhile() -> None:
    async def story(bench: CardBench) -> None:
        sale = await sold(bench)
        bench.fiscal.outcome = Refused(code="signer_off")
        assert await bench.refusal(bench.till.give_back(sale, CARD)) == "signer_off"
        (refund,) = bench.unsettled()
        bench.fiscal.outcome = ReceiptState.FISCAL
        bench.fail("lost_after")
        await bench.till.reverse_payment(refund.id)
        for back in (bench.till.complete_refund(refund.id), bench.till.give_back(sale, CARD)):
            assert await bench.refusal(back) == "payment_unknown"
        await asyncio.sleep(30)
        assert (bench.states(), bench.bank.balance()) == (["TIED", "REVERSED", "TIED"], MILK)
        await bench.till.give_back(sale, CARD)
        assert bench.bank.balance() == 0

    played(story)


CERTIFICATE = Payment(PaymentType.CASHLESS, label="Подарунковий сертифікат", code=2)


def test_a_terminal_gives_no_money_to_a_card_that_brought_none() -> None:
    async def story(bench: CardBench) -> None:
        for payment in (CERTIFICATE, Payment(PaymentType.CASH)):
            await bench.fill()
            sale = (await bench.till.pay([payment])).receipt.id
            asked = len(bench.bank.asked)
            assert await bench.refusal(bench.till.give_back(sale, CARD)) == "return_sum_differs"
            assert (len(bench.bank.asked), bench.unsettled()) == (asked, [])

    played(story)


def test_a_certificate_gets_its_money_back_as_a_certificate() -> None:
    async def story(bench: CardBench) -> None:
        await bench.fill()
        sale = (await bench.till.pay([CERTIFICATE])).receipt.id
        by_cash, as_paid = await bench.till.ways_back(sale)
        assert (by_cash.way, by_cash.quote.due) == (BackWay.CASH, 4300)
        assert (as_paid.way, as_paid.payments) == (BackWay.AS_PAID, (replace(CERTIFICATE, value=MILK),))
        view = await bench.till.give_back(sale, as_paid.payments)
        assert [(one.label, one.code, one.value) for one in view.receipt.payments] == [
            ("Подарунковий сертифікат", 2, MILK)
        ]
        assert bench.unsettled() == []

    played(story)


def test_money_of_a_mixed_sale_goes_back_as_it_came_and_to_the_card_no_more_than_it_brought() -> None:
    async def story(bench: CardBench) -> None:
        await bench.till.add(id_of(1), 3000)
        await bench.till.charge(1000)
        cash = Payment(PaymentType.CASH, 3 * MILK)
        sale = (await bench.till.pay([Payment(PaymentType.CASHLESS, 1000, "Картка"), cash])).receipt.id
        one = [WantedLine(0, 1000)]
        assert await bench.refusal(bench.till.give_back(sale, CARD, one)) == "return_sum_differs"
        _, as_paid = await bench.till.ways_back(sale, one)
        assert [(p.type, p.value) for p in as_paid.payments] == [(PaymentType.CASHLESS, 1000), (PaymentType.CASH, 3300)]
        await bench.till.give_back(sale, as_paid.payments, one)
        assert bench.bank.balance() == 0
        # the card has its money back: the rest is cash alone
        _, rest = await bench.till.ways_back(sale)
        assert [(p.type, p.value) for p in rest.payments] == [(PaymentType.CASH, 8600)]
        assert await bench.refusal(bench.till.give_back(sale, CARD, one)) == "return_sum_differs"
        await bench.till.give_back(sale, rest.payments)
        assert bench.bank.balance() == 0

    played(story)


def test_a_refund_of_another_sum_makes_no_return() -> None:
    async def story(bench: CardBench) -> None:
        sale = await sold(bench)
        bench.fail("partial", amount=1000)
        assert await bench.refusal(bench.till.give_back(sale, CARD)) == "card_partial"
        (wrong,) = bench.unsettled()
        assert await bench.refusal(bench.till.complete_refund(wrong.id)) == "card_partial"
        assert await bench.refusal(bench.till.give_back(sale, CARD)) == "card_not_charged"
        await bench.till.reverse_payment(wrong.id)
        await bench.till.give_back(sale, CARD)
        assert bench.bank.balance() == 0
        two = [Payment(PaymentType.CASHLESS, 1000), Payment(PaymentType.CASHLESS, MILK - 1000)]
        other = await sold(bench)
        assert await bench.refusal(bench.till.give_back(other, two)) == "return_sum_differs"

    played(story)


async def test_a_payment_that_people_vouch_for_is_journalled_with_its_sale(bench: Bench) -> None:
    await bench.till.add(id_of(1))
    paid = Payment(PaymentType.CASHLESS, details={"rrn": "777", "card_mask": "4149499991231234"})
    view = await bench.till.pay([paid])
    (tied,) = bench.store.payments.of_document(view.receipt.id)
    assert (tied.state, tied.manual, tied.moved) == (AttemptState.TIED, True, MILK)
    assert view.receipt.payments[0].details["card_mask"] == "414949******1234"
    back = await bench.till.give_back(view.receipt.id, CARD, [WantedLine(0, 1000)])
    assert [one.kind.value for one in bench.store.payments.of_document(back.receipt.id)] == ["REFUND"]
    assert await bench.refusal(bench.till.charge()) == "terminal_manual"


async def test_a_refused_sale_paid_by_hand_may_be_paid_again_as_before(bench: Bench) -> None:
    await bench.till.add(id_of(1))
    bench.fiscal.outcome = Refused("Ні.", code="refused_by_server")
    vouched = [Payment(PaymentType.CASHLESS, details={"rrn": "777"})]
    assert await bench.refusal(bench.till.pay(vouched)) == "refused_by_server"
    bench.fiscal.outcome = ReceiptState.FISCAL
    await bench.till.pay(vouched)
    assert [one.state.value for one in bench.store.payments.newest(9)] == ["TIED"]
    # paid otherwise the second time: the first is left to be reversed by hand
    await bench.till.add(id_of(1))
    bench.fiscal.outcome = Refused("Ні.", code="refused_by_server")
    assert await bench.refusal(bench.till.pay(vouched)) == "refused_by_server"
    bench.fiscal.outcome = ReceiptState.FISCAL
    await bench.till.pay(CASH)
    await asyncio.sleep(0)
    (left,) = bench.till.state.card.unsettled
    reversal = await bench.till.reverse_payment(left.id)
    assert (reversal.state, reversal.manual) == (AttemptState.TIED, True)
    assert [one.state.value for one in await bench.till.card_payments()] == ["TIED", "REVERSED", "TIED"]
    await bench.till.sign_out()


def test_a_terminal_that_stands_still_is_worked_by_hand() -> None:
    async def story(bench: CardBench) -> None:
        await bench.fill()
        bench.wire.cable = False
        assert await bench.refusal(bench.till.pay(CARD)) == "card_not_charged"
        await bench.till.pay([Payment(PaymentType.CASHLESS, details={"auth_code": "A1"})])
        assert bench.states() == ["TIED"]

    played(story)


def fill_disk(bench: CardBench, state: AttemptState) -> None:
    """The disk takes no payment of this state, once."""
    payments = bench.store.payments
    save = payments.save

    def failing(attempt: Attempt) -> None:
        if attempt.state is state:
            payments.save = save
            raise refused("disk_full")
        save(attempt)

    payments.save = failing


def test_an_answer_that_belongs_to_an_earlier_payment_is_not_believed() -> None:
    async def story(bench: CardBench) -> None:
        await bench.fill()
        await bench.till.charge()
        await bench.till.pay(CARD)
        (first,) = bench.store.payments.newest(1)
        assert first.approval is not None
        terminal = bench.till._parts.cards._terminal
        purchase = terminal.purchase

        async def repeated(amount: int, told: Told) -> CardAnswer:
            await purchase(amount, told)
            return CardAnswer(first.approval)

        terminal.purchase = repeated
        await bench.fill()
        paid = await bench.till.charge()
        assert (paid.state, paid.reason) == (AttemptState.UNKNOWN, "Термінал повторив чек іншої оплати.")
        assert await bench.refusal(bench.till.pay(CARD)) == "payment_unknown"
        await asyncio.sleep(30)
        assert bench.states() == ["TIED", "APPROVED"]
        view = await bench.till.pay(CARD)
        assert view.receipt.payments[0].details["rrn"] == bench.bank.slips[1].rrn
        assert (bench.charges, bench.bank.balance()) == (2, 2 * MILK)

    played(story)


def test_a_payment_that_the_disk_did_not_take_before_the_terminal_heard_of_it_is_nothing() -> None:
    async def story(bench: CardBench) -> None:
        await bench.fill()
        fill_disk(bench, AttemptState.ASKED)
        assert await bench.refusal(bench.till.charge()) == "disk_full"
        assert (bench.states(), bench.charges) == (["INTENT"], 0)
        await asyncio.sleep(30)
        assert bench.states() == ["NOT_CHARGED"]
        assert bench.store.payments.newest(1)[0].reason == "Термінал про цю оплату не питали."
        await bench.till.charge()
        await bench.till.pay(CARD)
        assert bench.bank.balance() == MILK

    played(story)


def test_an_approval_that_the_disk_did_not_take_is_asked_for_and_not_charged_again() -> None:
    async def story(bench: CardBench) -> None:
        await bench.fill()
        fill_disk(bench, AttemptState.APPROVED)
        assert await bench.refusal(bench.till.charge()) == "disk_full"
        assert (bench.states(), bench.charges) == (["ASKED"], 1)
        assert await bench.refusal(bench.till.pay(CARD)) == "payment_unknown"
        await asyncio.sleep(30)
        assert (bench.states(), bench.charges) == (["APPROVED"], 1)
        await bench.till.pay(CARD)
        assert (bench.states(), bench.bank.balance()) == (["TIED"], MILK)

    played(story)


def test_an_approval_that_the_disk_did_not_take_is_settled_by_whoever_holds_the_slip() -> None:
    async def story(bench: CardBench) -> None:
        await bench.fill()
        fill_disk(bench, AttemptState.APPROVED)
        await bench.refusal(bench.till.charge())
        (asked,) = bench.unsettled()
        done = await bench.till.payment_charged(asked.id, rrn=bench.bank.slips[0].rrn)
        assert (done.state, done.moved) == (AttemptState.APPROVED, MILK)
        assert len([entry for entry in bench.store.journal.entries() if entry.kind == "payment.decided"]) == 1
        await bench.till.pay(CARD)
        assert (bench.states(), bench.charges) == (["TIED"], 1)

    played(story)


def test_a_payment_lost_among_too_many_slips_waits_for_a_person() -> None:
    async def story(bench: CardBench) -> None:
        bench.bank.somebody_pays(100)
        await bench.fill()
        bench.fail("lost_after")
        await bench.till.charge()
        for _ in range(MOST_READ + 5):
            bench.bank.somebody_pays(200)
        await asyncio.sleep(120)
        assert (bench.states(), bench.charges) == (["UNKNOWN"], 1)
        (unknown,) = bench.unsettled()
        assert unknown.reason
        ours = next(slip for slip in bench.bank.slips if slip.ours)
        await bench.till.payment_charged(unknown.id, rrn=ours.rrn)
        await bench.till.pay(CARD)
        assert bench.states() == ["TIED"]

    played(story)


def test_a_shift_stays_open_while_it_is_unknown_whether_a_card_was_charged() -> None:
    async def story(bench: CardBench) -> None:
        await bench.fill()
        bench.fail("silent")
        charged = await bench.till.charge()
        assert charged.is_open
        with pytest.raises(PosError, match=r"Перевірте термінал") as refusal:
            await bench.till.close_shift(0)
        assert refusal.value.code == "payment_unknown"
        assert bench.till.state.shift is not None
        assert bench.journal("shift.counted") == []
        await asyncio.sleep(60)
        # known now, and in no receipt yet: it belongs into this shift
        assert bench.till.state.card.unsettled[0].is_loose
        assert await bench.refusal(bench.till.close_shift(0)) == "card_held"
        await bench.till.pay(CARD)
        await bench.till.close_shift(0)
        assert bench.till.state.shift is None

    played(story)


def test_a_payment_that_a_manager_settles_lets_the_shift_close() -> None:
    async def story(bench: CardBench) -> None:
        await bench.fill()
        bench.fail("silent")
        charged = await bench.till.charge()
        assert await bench.refusal(bench.till.close_shift()) == "payment_unknown"
        await bench.till.payment_not_charged(charged.id, "На терміналі такої оплати немає")
        await bench.till.close_shift()
        assert bench.till.state.shift is None

    played(story)


def test_money_that_hangs_on_a_terminal_keeps_it_until_it_is_settled() -> None:
    async def story(bench: CardBench) -> None:
        other = TerminalSetting("network", "192.0.2.9")
        bench.bank.somebody_pays(100)
        await bench.fill()
        bench.fail("lost_after")
        await bench.till.charge()
        assert await bench.refusal(bench.till.devices.set_terminal(other)) == "payment_unknown"
        await asyncio.sleep(30)
        assert bench.states() == ["APPROVED"]
        # charged, and no receipt carries it yet: only this terminal can undo it
        assert await bench.refusal(bench.till.devices.set_terminal(other)) == "card_held"
        assert bench.till.state.devices.settings.terminal == TerminalSetting()
        await bench.till.pay(CARD)
        await bench.till.devices.set_terminal(other)
        assert bench.till.state.devices.settings.terminal == other

    played(story)


def test_money_of_a_sale_that_a_manager_sets_aside_unsold_can_be_given_back() -> None:
    async def story(bench: CardBench) -> None:
        await bench.fill()
        await bench.till.charge()
        bench.fiscal.outcome = Refused(code="total_differs")
        assert await bench.refusal(bench.till.pay(CARD)) == "total_differs"
        (item,) = await bench.till.attention()
        bench.fiscal.outcome = ReceiptState.FISCAL
        await bench.till.attention_set_aside(item["id"], "Checkbox такого чека не показує")
        (loose,) = bench.unsettled()
        assert await bench.refusal(bench.till.close_shift()) == "card_held"
        await bench.till.reverse_payment(loose.id)
        assert (bench.states(), bench.bank.balance()) == (["REVERSED", "TIED"], 0)
        await bench.till.close_shift()

    played(story)
