"""A caller's own id for what it asks: goods go back once, and cash moves once, however often it asks."""

import asyncio

import pytest

from pos_app.domain.errors import Refused, Unreachable
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.receipt import ReceiptKind, ReceiptState
from pos_app.domain.returns import WantedLine
from tests.unit.till.card_bench import CardBench, played
from tests.unit.till.conftest import CARD, CASH, Bench, id_of

PIECE = [WantedLine(0, 1000)]


async def sold(bench: Bench) -> str:
    await bench.till.add(id_of(1), 3000)
    return (await bench.till.pay(CASH)).receipt.id


def drawer(bench: Bench) -> int:
    shift = bench.till.state.shift
    assert shift is not None
    return shift.sums.cash


def kinds(bench: Bench) -> list[str]:
    return [row.kind.value for row in bench.store.operations.since()]


async def test_a_part_given_back_by_one_request_is_given_back_once(bench: Bench) -> None:
    sale = await sold(bench)
    before = drawer(bench)
    first = await bench.till.give_back(sale, CASH, PIECE, request_id="r")
    again = await bench.till.give_back(sale, CASH, PIECE, request_id="r")
    assert again.receipt == first.receipt
    assert before - drawer(bench) == first.receipt.due
    assert kinds(bench).count("RETURN") == 1
    other = await bench.till.give_back(sale, CASH, PIECE, request_id="r2")
    assert other.receipt.id != first.receipt.id


async def test_two_at_once_are_one_return(bench: Bench) -> None:
    sale = await sold(bench)
    both = [bench.till.give_back(sale, CASH, PIECE, request_id="r") for _ in range(2)]
    first, second = await asyncio.gather(*both)
    assert first.receipt.id == second.receipt.id
    assert kinds(bench).count("RETURN") == 1


async def test_a_refused_return_s_request_is_free_again(bench: Bench) -> None:
    sale = await sold(bench)
    bench.fiscal.outcome = Refused(code="signer_off")
    assert await bench.refusal(bench.till.give_back(sale, CASH, PIECE, request_id="r")) == "signer_off"
    bench.fiscal.outcome = ReceiptState.FISCAL
    assert (await bench.till.give_back(sale, CASH, PIECE, request_id="r")).receipt.kind is ReceiptKind.RETURN


async def test_a_return_whose_fate_is_unknown_is_not_begun_anew(bench: Bench) -> None:
    sale = await sold(bench)
    bench.fiscal.outcome = Unreachable()
    assert await bench.refusal(bench.till.give_back(sale, CASH, PIECE, request_id="r")) == "unreachable"
    assert await bench.refusal(bench.till.give_back(sale, CASH, PIECE, request_id="r")) == "unreachable"
    assert kinds(bench).count("RETURN") == 1


@pytest.mark.parametrize(("command", "kind"), [("cash_in", "SERVICE_IN"), ("cash_out", "SERVICE_OUT")])
async def test_cash_moves_once_for_one_request(bench: Bench, command: str, kind: str) -> None:
    await sold(bench)
    before = drawer(bench)
    move = getattr(bench.till, command)
    first = await move(500, "Розмін", request_id="r")
    assert (await move(500, "Розмін", request_id="r")).receipt.id == first.receipt.id
    assert abs(drawer(bench) - before) == 500
    assert kinds(bench).count(kind) == 1


async def test_a_request_of_another_kind_is_not_taken_for_its_answer(bench: Bench) -> None:
    sale = await sold(bench)
    await bench.till.cash_in(500, request_id="r")
    assert await bench.refusal(bench.till.give_back(sale, CASH, PIECE, request_id="r")) == "request_used"
    assert await bench.refusal(bench.till.cash_out(500, request_id="r")) == "request_used"
    assert "RETURN" not in kinds(bench)


def test_a_request_goes_on_with_the_refund_that_it_has_begun() -> None:
    async def story(bench: CardBench) -> None:
        await bench.till.add(id_of(1), 3000)
        await bench.till.charge()
        sale = (await bench.till.pay(CARD)).receipt.id
        bench.fiscal.before_writing = RuntimeError("power")
        with pytest.raises(RuntimeError):
            await bench.till.give_back(sale, CARD, PIECE, request_id="r")
        bench.fiscal.before_writing = None
        (held,) = bench.unsettled()
        await bench.killed()
        view = await bench.till.give_back(sale, CARD, PIECE, request_id="r")
        assert (view.receipt.id, bench.unsettled()) == (held.document, [])
        assert (await bench.till.give_back(sale, CARD, PIECE, request_id="r")).receipt.id == view.receipt.id
        assert [method for method, _ in bench.bank.asked].count("Refund") == 1

    played(story)


def test_a_return_that_checkbox_refuses_goes_on_with_its_refund_by_the_same_request() -> None:
    async def story(bench: CardBench) -> None:
        await bench.till.add(id_of(1), 3000)
        await bench.till.charge()
        sale = (await bench.till.pay(CARD)).receipt.id
        bench.fiscal.outcome = Refused(code="signer_off")
        assert await bench.refusal(bench.till.give_back(sale, CARD, PIECE, request_id="r")) == "signer_off"
        bench.fiscal.outcome = ReceiptState.FISCAL
        view = await bench.till.give_back(sale, CARD, PIECE, request_id="r")
        assert (view.fiscal.state, bench.unsettled()) == (ReceiptState.FISCAL, [])
        assert [method for method, _ in bench.bank.asked].count("Refund") == 1

    played(story)


def test_a_refund_that_nobody_knows_of_is_not_made_again_by_the_same_request() -> None:
    async def story(bench: CardBench) -> None:
        await bench.till.add(id_of(1))
        await bench.till.charge()
        sale = (await bench.till.pay(CARD)).receipt.id
        bench.fail("silent", seconds=200)
        card = [Payment(PaymentType.CASHLESS)]
        assert await bench.refusal(bench.till.give_back(sale, card, request_id="r")) == "payment_unknown"
        assert await bench.refusal(bench.till.give_back(sale, card, request_id="r")) == "payment_unknown"
        assert bench.states()[-1] == "UNKNOWN"

    played(story)
