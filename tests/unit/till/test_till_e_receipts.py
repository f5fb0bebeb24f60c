"""Electronic receipts asked for afterwards: once an address, retried while Checkbox is away, never in doubt."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from pos_app.checkbox.errors import AnswerClass, Rejected, Words, ambiguous, not_sent
from pos_app.domain.e_receipt import EReceipt, SendState, SendWay
from pos_app.domain.receipt import Delivery
from pos_app.domain.register import OperationState
from pos_app.till.e_receipts import RETRY_S
from tests.unit.till.conftest import CARD, Bench, id_of

MAIL = Delivery(email="olena@example.com")


async def sold(bench: Bench, delivery: Delivery | None = None) -> str:
    await bench.till.add(id_of(1))
    return (await bench.till.pay(CARD, delivery)).receipt.id


async def states(bench: Bench, receipt_id: str) -> list[tuple[str, SendState]]:
    return [(one.address, one.state) for one in await bench.till.sendings(receipt_id)]


async def settled(bench: Bench) -> None:
    """Let the line come to rest."""
    for _ in range(20):
        await asyncio.sleep(0)


def refusing(answer: AnswerClass, words: str = "Опція не активована") -> Rejected:
    return Rejected(answer, Words(status=400, message=words), code="refused_by_server", message=words)


async def test_a_receipt_goes_to_both_addresses_once_however_often_it_is_asked_for(bench: Bench) -> None:
    receipt_id = await sold(bench)
    to = Delivery("olena@example.com", "(067) 123-45-67")
    first = await bench.till.send_receipt(receipt_id, to)
    assert [(one.way, one.state) for one in first] == [(SendWay.EMAIL, SendState.SENT), (SendWay.SMS, SendState.SENT)]
    assert await bench.till.send_receipt(receipt_id, to) == first
    assert bench.account.sent == [
        (receipt_id, '["olena@example.com"]'), (receipt_id, '{"phone":"380671234567"}'),
    ]  # fmt: skip
    assert [kind for kind, _ in bench.told if kind.startswith("receipt.s")] == ["receipt.sent"] * 2


async def test_what_is_no_address_and_what_is_no_receipt_is_refused(bench: Bench) -> None:
    receipt_id = await sold(bench)
    assert await bench.refusal(bench.till.send_receipt(receipt_id, Delivery())) == "bad_contact"
    assert await bench.refusal(bench.till.send_receipt(receipt_id, Delivery("не адреса"))) == "bad_contact"
    assert await bench.refusal(bench.till.send_receipt("nothing", MAIL)) == "unknown_receipt"
    moved = await bench.till.cash_in(500)
    assert await bench.refusal(bench.till.send_receipt(moved.receipt.id, MAIL)) == "not_available"
    assert bench.account.posts == 0


async def test_out_of_reach_it_waits_as_the_schedule_says_and_goes_when_checkbox_answers(bench: Bench) -> None:
    receipt_id = await sold(bench)
    bench.account.trouble["email"] = not_sent("no route")
    (waiting,) = await bench.till.send_receipt(receipt_id, MAIL)
    assert (waiting.state, waiting.tries) == (SendState.WAITING, 1)
    assert waiting.next_at == bench.clock.now() + timedelta(seconds=RETRY_S[0])
    bench.fiscal.tell()
    await settled(bench)
    assert bench.account.posts == 1
    bench.seconds += RETRY_S[0]
    bench.fiscal.tell()
    await settled(bench)
    (waiting,) = await bench.till.sendings(receipt_id)
    assert (waiting.tries, waiting.next_at) == (2, bench.clock.now() + timedelta(seconds=RETRY_S[1]))
    del bench.account.trouble["email"]
    bench.seconds += RETRY_S[1]
    bench.fiscal.tell()
    await settled(bench)
    assert await states(bench, receipt_id) == [("olena@example.com", SendState.SENT)]
    assert bench.account.posts == 3


async def test_a_refusal_is_told_and_a_new_wish_tries_anew(bench: Bench) -> None:
    receipt_id = await sold(bench)
    bench.account.trouble["sms"] = refusing(AnswerClass.DEFINITE)
    (refused,) = await bench.till.send_receipt(receipt_id, Delivery(phone="0671234567"))
    assert (refused.state, refused.problem) == (SendState.REFUSED, "Опція не активована")
    assert bench.till.state.problem is not None
    assert bench.till.state.problem.code == "receipt_not_sent"
    assert "Опція не активована" in bench.till.state.problem.message
    del bench.account.trouble["sms"]
    (sent,) = await bench.till.send_receipt(receipt_id, Delivery(phone="0671234567"))
    assert sent.state is SendState.SENT


async def test_an_answer_that_is_lost_is_not_sent_again_by_itself(bench: Bench) -> None:
    receipt_id = await sold(bench)
    bench.account.trouble["email"] = ambiguous("no answer")
    (unclear,) = await bench.till.send_receipt(receipt_id, MAIL)
    assert unclear.state is SendState.UNCLEAR
    bench.seconds += 10_000
    bench.fiscal.tell()
    await settled(bench)
    assert bench.account.posts == 1


async def test_a_token_that_is_gone_is_renewed_and_the_receipt_goes(bench: Bench) -> None:
    receipt_id = await sold(bench)
    bench.account.trouble["email"] = refusing(AnswerClass.AUTH)

    async def signed_in(pin: str) -> None:
        bench.account.trouble.clear()

    bench.account.sign_in_pin = signed_in  # type: ignore[method-assign]  # the server forgets its grudge
    (sent,) = await bench.till.send_receipt(receipt_id, MAIL)
    assert (sent.state, bench.account.posts) == (SendState.SENT, 2)


async def test_what_is_asked_for_offline_waits_until_checkbox_has_the_receipt(bench: Bench) -> None:
    receipt_id = await sold(bench)
    row = bench.store.operations.by_id(receipt_id)
    assert row is not None
    bench.store.operations.save(replace(row, state=OperationState.STAMPED))
    (waiting,) = await bench.till.send_receipt(receipt_id, MAIL)
    assert (waiting.state, bench.account.posts) == (SendState.WAITING, 0)
    bench.store.operations.save(row)
    bench.fiscal.tell()
    await settled(bench)
    assert await states(bench, receipt_id) == [("olena@example.com", SendState.SENT)]


async def test_an_address_given_with_the_sale_is_left_to_checkbox_until_it_has_the_receipt(bench: Bench) -> None:
    receipt_id = await sold(bench, MAIL)
    assert await states(bench, receipt_id) == [("olena@example.com", SendState.BY_CHECKBOX)]
    row = bench.store.operations.by_id(receipt_id)
    assert row is not None
    bench.store.operations.save(replace(row, state=OperationState.STAMPED))
    (told,) = await bench.till.send_receipt(receipt_id, MAIL)
    assert (told.state, bench.account.posts) == (SendState.BY_CHECKBOX, 0)
    bench.store.operations.save(row)
    (again,) = await bench.till.send_receipt(receipt_id, MAIL)
    assert (again.state, bench.account.posts) == (SendState.SENT, 1)


async def test_what_was_cut_off_in_the_sending_is_told_unclear_after_the_start(bench: Bench) -> None:
    receipt_id = await sold(bench)
    row = EReceipt(receipt_id, SendWay.EMAIL, "olena@example.com", SendState.WAITING, bench.clock.now())
    bench.store.e_receipts.ask(receipt_id, row.way, row.address, row.asked_at)
    bench.store.e_receipts.save(replace(row, state=SendState.SENDING, tries=1))
    again = bench.another()
    await again.start()
    await settled(bench)
    assert [one.state for one in bench.store.e_receipts.of_receipt(receipt_id)] == [SendState.UNCLEAR]
    assert bench.account.posts == 0
    await again.shutdown()


async def test_a_stopped_receipt_is_not_sent_to_anybody(bench: Bench) -> None:
    receipt_id = await sold(bench)
    row = bench.store.operations.by_id(receipt_id)
    assert row is not None
    bench.store.operations.save(replace(row, state=OperationState.ATTENTION))
    assert await bench.refusal(bench.till.send_receipt(receipt_id, MAIL)) == "attention_needed"


@pytest.mark.parametrize("tries", [1, len(RETRY_S), 50])
def test_the_schedule_has_no_end(tries: int) -> None:
    assert RETRY_S[min(tries, len(RETRY_S)) - 1] > 0


@pytest.mark.parametrize("turns", range(4))
async def test_the_line_ends_though_it_is_woken_in_the_same_moment(bench: Bench, turns: int) -> None:
    receipt_id = await sold(bench)
    bench.account.trouble["email"] = not_sent("no route")
    await bench.till.send_receipt(receipt_id, MAIL)
    await settled(bench)
    line = bench.till._parts.e_receipts
    assert line._task is not None
    bench.fiscal.tell()
    for _ in range(turns):
        await asyncio.sleep(0)
    line._task.cancel()
    await settled(bench)
    assert line._task.cancelled()
