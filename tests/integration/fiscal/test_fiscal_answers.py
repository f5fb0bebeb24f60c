"""Every row of the table of answers, against the sandbox with faults: a sale reaches Checkbox once or goes back."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from pos_app.checkbox.errors import AnswerClass, Rejected, Throttled, Words
from pos_app.domain.errors import PosError, Refused
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.receipt import Receipt, ReceiptKind, ReceiptState
from pos_app.domain.register import Mode, OperationState
from pos_app.fiscal.trouble import Kept, NotSent, SentBack, Stopped
from pos_app.sandbox.checkbox import Settings
from pos_app.sandbox.checkbox.troubles import act
from pos_app.sandbox.faults import Fault

SELL = "*/receipts/sell"
ASK = "*/receipts/????????-*"


def fails(world: Any, kind: str, path: str = SELL, **when: Any) -> None:
    world.plan.add(Fault(kind, path=path, **when))


def assert_once(world: Any, receipt: Receipt) -> None:
    """Both sides have it, once, from the same bytes, with one print job and everything settled."""
    server = world.server.register.state
    assert [one.document for one in server.transactions.values()].count(receipt.id) == 1
    assert world.on_server(receipt.id).total_sum == receipt.total
    assert world.row(receipt.id).state is OperationState.DONE
    assert world.row(receipt.id).fiscal_code == world.on_server(receipt.id).fiscal_code
    assert world.jobs().count(("sale", receipt.id)) == 1
    assert {body for body in world.posts() if json.loads(body)["id"] == receipt.id} == {world.row(receipt.id).body}
    assert world.fiscal.status.queue.waiting == 0


def assert_back(world: Any, receipt: Receipt, code: str) -> None:
    """Only here, rejected, handed back with its UUID, nothing printed."""
    assert world.on_server(receipt.id) is None
    assert world.row(receipt.id).state is OperationState.REJECTED
    assert [(one.id, refusal.code) for one, refusal in world.returned] == [(receipt.id, code)]
    assert ("sale", receipt.id) not in world.jobs()
    assert world.fiscal.status.queue.waiting == 0


def refused(world: Any, receipt: Receipt) -> PosError:
    with pytest.raises(PosError) as caught:
        world.run(world.sell(receipt))
    return caught.value


AMBIGUOUS = [
    Fault("lost_request"),
    Fault("lost_answer"),
    Fault("late_copy"),
    Fault("black_hole"),
    Fault("server_error"),
    Fault("server_error", processed=True),
    Fault("server_error", status=503),
    Fault("html"),
    Fault("html", processed=True),
    Fault("cut_body"),
    Fault("null"),
    Fault("wrong_id"),
    Fault("delay", seconds=7),
]


# two timeouts are the whole budget: told in another test
TWICE = [replace(fault, times=times) for fault in AMBIGUOUS for times in (1, 2) if (fault.kind, times) != ("delay", 2)]


@pytest.mark.parametrize("fault", TWICE, ids=lambda one: f"{one.kind}-{one.status}-{one.processed}-{one.times}")
def test_an_unclear_answer_is_asked_about_and_the_sale_is_made_once(world: Any, fault: Fault) -> None:
    world.plan.add(replace(fault, path=SELL))
    receipt = world.sale()
    stamp = world.run(world.sell(receipt))
    assert stamp.state is ReceiptState.FISCAL
    world.run(world.plan.release())
    assert_once(world, receipt)
    assert world.row(receipt.id).attempts <= 3


@pytest.mark.parametrize("fault", AMBIGUOUS, ids=lambda fault: f"{fault.kind}-{fault.status}-{fault.processed}")
def test_a_lost_answer_and_a_broken_question_still_make_one_sale(world: Any, fault: Fault) -> None:
    fails(world, "lost_answer")
    world.plan.add(replace(fault, path=ASK, times=1))
    receipt = world.sale()
    assert world.run(world.sell(receipt)).state is ReceiptState.FISCAL
    assert_once(world, receipt)
    assert len(world.posts()) == 1


def test_the_question_comes_before_the_same_bytes_again(world: Any) -> None:
    fails(world, "lost_request")
    receipt = world.sale()
    world.run(world.sell(receipt))
    seen = [struck for struck in world.plan.struck if "receipts" in struck[2]]
    asked = [call for call in world.calls if receipt.id in call[1] or call[1].endswith("/receipts/sell")]
    assert [kind for kind, _, _ in seen] == ["lost_request"]
    assert [method for method, _, _ in asked][:2] == ["GET", "POST"]


def test_a_connection_refused_gives_the_sale_back_at_once(world: Any) -> None:
    world.plan.outage("refused")
    receipt = world.sale()
    began = world.loop.time()
    error = refused(world, receipt)
    assert (type(error), error.code, error.safe) == (NotSent, "unreachable", True)
    assert world.loop.time() - began < 1
    assert_back(world, receipt, "unreachable")


def test_a_refused_connection_after_an_unclear_answer_does_not_give_the_sale_back(world: Any) -> None:
    fails(world, "lost_answer")
    fails(world, "refused", path=ASK)
    receipt = world.sale()
    assert world.run(world.sell(receipt)).state is ReceiptState.FISCAL
    assert_once(world, receipt)


def test_a_returned_sale_is_sold_again_under_its_own_id(world: Any) -> None:
    world.plan.outage("refused")
    receipt = world.sale()
    refused(world, receipt)
    world.plan.clear()
    assert world.run(world.sell(receipt)).state is ReceiptState.FISCAL
    assert_once(world, receipt)


@pytest.mark.parametrize("kind", ["black_hole", "lost_request", "server_error", "html", "null"])
def test_what_stays_unclear_is_kept_and_settles_by_itself(world: Any, kind: str) -> None:
    fails(world, kind, path="*", times=None)
    receipt = world.sale()
    began = world.loop.time()
    error = refused(world, receipt)
    assert (type(error), error.code, error.safe) == (Kept, "unreachable", True)
    assert "збережено" in error.message
    assert world.loop.time() - began <= world.rules.online_budget_s + 0.5
    assert world.fiscal.status.queue.ambiguous == 1
    assert world.row(receipt.id).state is OperationState.AMBIGUOUS
    world.plan.clear()
    assert world.run(world.fiscal.wait_idle(60))
    world.run(asyncio.sleep(10))
    assert_once(world, receipt)
    assert world.returned == []


def test_timeouts_alone_stay_within_the_budget(world: Any) -> None:
    fails(world, "delay", path="*", times=None, seconds=60)
    began = world.loop.time()
    assert isinstance(refused(world, world.sale()), Kept)
    assert world.loop.time() - began <= world.rules.online_budget_s + 0.5


def test_while_something_older_is_unclear_later_sales_wait_and_go_back(world: Any) -> None:
    fails(world, "lost_request", path="*", times=None)
    first, second = world.sale(), world.sale()
    refused(world, first)
    began = world.loop.time()
    error = refused(world, second)
    assert (type(error), error.code) == (NotSent, "unreachable")
    assert world.loop.time() - began <= world.rules.online_budget_s + 0.5
    assert world.row(second.id).attempts == 0
    world.plan.clear()
    assert world.run(world.fiscal.wait_idle(60))
    assert world.run(world.sell(second)).state is ReceiptState.FISCAL
    assert [one.id for one in world.server_receipts] == [first.id, second.id]


def test_a_later_sale_waits_for_the_older_one_and_goes_second(world: Any) -> None:
    fails(world, "lost_request", path="*", times=8)
    first, second = world.sale(), world.sale()

    async def both() -> list[Any]:
        return await asyncio.gather(world.sell(first), world.sell(second), return_exceptions=True)

    world.run(both())
    world.run(world.fiscal.wait_idle(60))
    made = [one.id for one in world.server_receipts]
    assert made in ([first.id, second.id], [first.id])


def test_a_late_copy_cannot_make_a_second_receipt(world: Any) -> None:
    fails(world, "late_copy")
    receipt = world.sale()
    world.run(world.sell(receipt))
    assert world.run(world.plan.release()) == 1
    assert_once(world, receipt)
    assert len(world.server_receipts) == 1


def raising(world: Any, name: str, error: Exception, times: int = 1) -> list[bytes]:
    """Let a call of the client fail so, `times` times; → what it was given."""
    real, given = getattr(world.client, name), []

    async def fail(*args: Any, **named: Any) -> Any:
        given.append(args[0] if args else b"")
        if len(given) <= times:
            raise error
        return await real(*args, **named)

    setattr(world.client, name, fail)
    world.fiscal._worker._courier._posts = {
        **world.fiscal._worker._courier._posts,
        **({"SELL": fail} if name == "sell" else {}),
    }
    return given


def rejected(answer: AnswerClass, code: str, message: str = "") -> Rejected:
    return Rejected(answer, Words(status=400, message=message), code=code, message=message)


def test_a_duplicate_that_is_ours_is_accepted(world: Any) -> None:
    receipt = world.sale()
    fails(world, "lost_answer")
    fails(world, "lost_request", path=ASK, times=None)
    assert isinstance(refused(world, receipt), Kept)
    raising(world, "receipt", rejected(AnswerClass.NOT_FOUND, "unknown_receipt"))
    world.plan.clear()
    world.run(world.fiscal.wait_idle(60))
    world.run(asyncio.sleep(10))
    assert_once(world, receipt)
    assert len(world.posts()) == 2


def test_a_duplicate_that_is_another_sale_needs_a_manager(world: Any) -> None:
    first = world.sale(4200)
    world.run(world.sell(first))
    world.store.operations._database.run("DELETE FROM operation WHERE id = ?", (first.id,))
    changed = replace(world.sale(4300), id=first.id)
    error = refused(world, changed)
    assert (type(error), error.code) == (Stopped, "total_differs")
    assert world.row(first.id).state is OperationState.ATTENTION
    assert world.fiscal.status.mode is Mode.NEEDS_ATTENTION
    assert world.fiscal.status.queue.attention == 1
    assert world.fiscal.status.problem.code == "total_differs"
    later = refused_at_the_door(world)
    assert later.code == "attention_needed"
    world.within(lambda: world.fiscal.set_aside(first.id, "розібралися"))
    assert world.fiscal.status.mode is Mode.ONLINE
    assert world.run(world.sell()).state is ReceiptState.FISCAL


def refused_at_the_door(world: Any) -> PosError:
    receipt = world.sale()
    error = refused(world, receipt)
    assert type(error) is Refused
    assert world.store.operations.by_id(receipt.id) is None
    return error


def test_a_duplicate_that_cannot_be_found_needs_a_manager(world: Any) -> None:
    raising(world, "sell", rejected(AnswerClass.DUPLICATE, "refused_by_server"), times=99)
    receipt = world.sale()
    error = refused(world, receipt)
    assert (type(error), error.code) == (Stopped, "attention_needed")
    world.fiscal._worker._courier._posts = {"SELL": world.client.__class__.sell.__get__(world.client)}
    world.within(lambda: world.fiscal.ask_again(receipt.id))
    assert world.run(world.fiscal.wait_idle(60))
    world.run(asyncio.sleep(10))
    assert_once(world, receipt)


def test_a_revoked_token_costs_one_sign_in(world: Any) -> None:
    act(world.server.register, "token_revoked")
    receipt = world.sale()
    assert world.run(world.sell(receipt)).state is ReceiptState.FISCAL
    assert world.sign_ins == 1
    assert_once(world, receipt)


def test_a_token_revoked_between_sale_and_number_costs_one_sign_in_too(world: Any) -> None:
    world.plan.add(Fault("token_revoked", path=ASK))
    receipt = world.sale()
    assert world.run(world.sell(receipt)).state is ReceiptState.FISCAL
    assert world.sign_ins == 1
    assert_once(world, receipt)


def test_when_nobody_can_sign_in_the_sale_goes_back(world: Any) -> None:
    world.can_sign_in = False
    act(world.server.register, "token_revoked")
    receipt = world.sale()
    error = refused(world, receipt)
    assert (type(error), error.code) == (SentBack, "not_signed_in")
    assert_back(world, receipt, "not_signed_in")


def test_a_token_refused_twice_gives_the_sale_back(world: Any) -> None:
    raising(world, "sell", rejected(AnswerClass.AUTH, "not_signed_in"), times=2)
    receipt = world.sale()
    assert refused(world, receipt).code == "not_signed_in"
    assert world.sign_ins == 1
    assert_back(world, receipt, "not_signed_in")


def test_an_unclear_sale_without_a_token_is_kept_until_a_cashier_signs_in(world: Any) -> None:
    fails(world, "lost_answer")
    world.plan.add(Fault("token_revoked", path=ASK))
    world.can_sign_in = False
    receipt = world.sale()
    assert isinstance(refused(world, receipt), Kept)
    world.can_sign_in = True
    world.within(world.fiscal.wake)
    assert world.run(world.fiscal.wait_idle(30))
    world.run(asyncio.sleep(20))
    assert_once(world, receipt)


def test_a_numberless_receipt_is_polled_on_after_a_failed_sign_in(world: Any) -> None:
    world.plan.add(Fault("token_revoked", path=ASK))
    world.can_sign_in = False
    receipt = world.sale()
    assert world.run(world.sell(receipt)).state is ReceiptState.ACCEPTED
    world.can_sign_in = True
    world.run(asyncio.sleep(75))  # as often as nobody can sign in, it is asked for
    assert_once(world, receipt)


@pytest.mark.parametrize("status", [429, 408])
def test_too_often_waits_and_sends_the_same_bytes(world: Any, status: int) -> None:
    fails(world, "server_error", status=status)
    receipt = world.sale()
    began = world.loop.time()
    assert world.run(world.sell(receipt)).state is ReceiptState.FISCAL
    assert world.loop.time() - began >= 5
    assert_once(world, receipt)


def test_too_often_waits_as_long_as_it_is_told(world: Any) -> None:
    error = Throttled(AnswerClass.THROTTLED, Words(status=429, retry_after_s=2.0), code="throttled")
    raising(world, "sell", error)
    began = world.loop.time()
    world.run(world.sell())
    assert 2 <= world.loop.time() - began < 5


def test_too_often_for_the_whole_budget_gives_the_sale_back(world: Any) -> None:
    fails(world, "server_error", status=429, times=None)
    receipt = world.sale()
    assert isinstance(refused(world, receipt), NotSent)
    assert_back(world, receipt, "unreachable")


def test_a_wrong_licence_key_blocks_and_the_next_sale_tries_again(world: Any) -> None:
    right = dict(world.client._headers)
    raising(world, "sell", rejected(AnswerClass.CONFIGURATION, "license_invalid"), times=1)
    receipt = world.sale()
    assert refused(world, receipt).code == "license_invalid"
    assert_back(world, receipt, "license_invalid")
    assert world.fiscal.status.mode is Mode.BLOCKED
    assert world.fiscal.status.problem.code == "license_invalid"
    assert dict(world.client._headers) == right
    assert world.run(world.sell(receipt)).state is ReceiptState.FISCAL
    assert world.fiscal.status.mode is Mode.ONLINE
    assert world.fiscal.status.problem is None


def test_an_unclear_sale_behind_a_wrong_key_is_kept_and_not_asked_in_a_loop(world: Any) -> None:
    fails(world, "lost_answer")
    asked = raising(world, "receipt", rejected(AnswerClass.CONFIGURATION, "access_key_invalid"), times=2)
    receipt = world.sale()
    error = refused(world, receipt)
    assert (type(error), error.code) == (Kept, "access_key_invalid")
    world.run(asyncio.sleep(600))
    assert len(asked) == 1
    other = world.sale()
    assert refused(world, other).code in {"unreachable", "access_key_invalid"}
    assert len(asked) == 2
    world.within(world.fiscal.wake)
    world.run(world.fiscal.wait_idle(30))
    world.run(asyncio.sleep(20))
    assert_once(world, receipt)


@pytest.mark.parametrize(
    ("trouble", "code"),
    [
        ("foreign_cashier", "shift_not_open"),
        ("kasa", "register_blocked"),
        ("cashier_deactivated", "cashier_deactivated"),
    ],
)
def test_a_locked_register_gives_the_sale_back_and_says_who(world: Any, trouble: str, code: str) -> None:
    act(world.server.register, trouble)
    receipt = world.sale()
    assert refused(world, receipt).code == code
    assert_back(world, receipt, code)


def test_a_busy_register_blocks_until_it_is_free(world: Any) -> None:
    raising(world, "sell", rejected(AnswerClass.LOCKED, "register_busy", "Каса зайнята: Тарас"))
    error = refused(world, world.sale())
    assert (error.code, error.message) == ("register_busy", "Каса зайнята: Тарас")
    assert world.fiscal.status.mode is Mode.BLOCKED
    assert world.run(world.sell()).state is ReceiptState.FISCAL
    assert world.fiscal.status.mode is Mode.ONLINE


def test_a_signer_that_is_off_gives_the_sale_back_and_is_looked_at_every_half_minute(world: Any) -> None:
    act(world.server.register, "signer_off")
    receipt = world.sale()
    assert refused(world, receipt).code == "signer_off"
    assert_back(world, receipt, "signer_off")
    assert world.fiscal.status.mode is Mode.ONLINE
    assert world.fiscal.status.problem.code == "signer_off"
    world.run(asyncio.sleep(95))
    assert world.gets("check-signature") == 3
    act(world.server.register, "signer_on")
    world.run(asyncio.sleep(30))
    assert world.fiscal.status.problem is None
    world.run(asyncio.sleep(120))
    assert world.gets("check-signature") == 4
    assert world.run(world.sell(receipt)).state is ReceiptState.FISCAL


def test_a_signer_check_that_fails_changes_nothing(world: Any) -> None:
    act(world.server.register, "signer_off")
    refused(world, world.sale())
    fails(world, "refused", path="*/check-signature")
    world.run(asyncio.sleep(31))
    assert world.fiscal.status.problem.code == "signer_off"


def test_without_a_shift_at_the_server_the_sale_goes_back_and_the_shift_is_over(world: Any) -> None:
    shift_id = world.fiscal.status.shift_id
    register = world.server.register
    from pos_app.sandbox.checkbox import shifts

    shifts.close_by_id(register, shift_id, {"skip_client_name_check": True, "report": None})
    world.run(asyncio.sleep(5))
    receipt = world.sale()
    assert refused(world, receipt).code == "shift_not_open"
    assert_back(world, receipt, "shift_not_open")
    assert world.fiscal.status.mode is Mode.NO_SHIFT
    assert world.store.shifts.by_id(shift_id).status == "CLOSED"
    assert refused_at_the_door(world).code == "shift_not_open"


def test_a_false_word_that_no_shift_is_open_costs_one_more_try(world: Any) -> None:
    given = raising(world, "sell", rejected(AnswerClass.NOT_OPEN, "shift_not_open"))
    receipt = world.sale()
    assert world.run(world.sell(receipt)).state is ReceiptState.FISCAL
    assert given == [given[0]] * 2
    assert_once(world, receipt)


def test_said_twice_that_no_shift_is_open_gives_the_sale_back(world: Any) -> None:
    given = raising(world, "sell", rejected(AnswerClass.NOT_OPEN, "shift_not_open"), times=9)
    receipt = world.sale()
    assert refused(world, receipt).code == "shift_not_open"
    assert len(given) == 2
    assert_back(world, receipt, "shift_not_open")


def test_no_shift_open_and_nobody_to_ask_gives_the_sale_back(world: Any) -> None:
    raising(world, "sell", rejected(AnswerClass.NOT_OPEN, "shift_not_open"), times=9)
    fails(world, "refused", path="*/cashier/shift", times=None)
    receipt = world.sale()
    assert refused(world, receipt).code == "shift_not_open"
    assert world.fiscal.status.mode is Mode.ONLINE


def test_a_payment_too_small_for_the_server_goes_back_in_its_words(world: Any) -> None:
    receipt = replace(world.sale(), payments=(Payment(PaymentType.CASHLESS, 100),))
    error = refused(world, receipt)
    assert (type(error), error.code) == (SentBack, "payment_too_small")
    assert_back(world, receipt, "payment_too_small")


def test_an_unknown_tax_goes_back_with_the_line_at_fault(world: Any) -> None:
    bad = replace(world.sale().lines[0], tax_codes=(99,), taxes=())
    paid = (Payment(PaymentType.CASHLESS, 8400),)
    receipt = replace(world.sale(), lines=(world.sale().lines[0], bad), total=8400, payments=paid)
    error = refused(world, receipt)
    assert isinstance(error, SentBack)
    assert error.code == "refused_by_server"
    assert_back(world, receipt, "refused_by_server")


def test_a_422_names_the_basket_line(world: Any) -> None:
    from pos_app.checkbox.errors import FieldError

    words = Words(status=422, fields=(FieldError(("body", "goods", 1, "good", "price"), "must be positive"),))
    raising(world, "sell", Rejected(AnswerClass.DEFINITE, words, code="refused_by_server", message="Ні"))
    error = refused(world, world.sale())
    assert isinstance(error, SentBack)
    assert error.line == 1


def test_a_refusal_whose_receipt_is_there_after_all_is_accepted(world: Any) -> None:
    receipt = world.sale()
    real = world.client.sell

    async def made_but_refused(body: bytes) -> Any:
        await real(body)
        raise rejected(AnswerClass.DEFINITE, "refused_by_server")

    world.fiscal._worker._courier._posts = {"SELL": made_but_refused}
    assert world.run(world.sell(receipt)).state is ReceiptState.FISCAL
    assert_once(world, receipt)


def test_a_refusal_that_cannot_be_confirmed_goes_back_when_time_is_up(world: Any) -> None:
    raising(world, "sell", rejected(AnswerClass.DEFINITE, "refused_by_server"))
    fails(world, "lost_request", path=ASK, times=None)
    receipt = world.sale()
    assert refused(world, receipt).code == "refused_by_server"
    assert_back(world, receipt, "refused_by_server")


def test_cash_that_is_not_there_cannot_be_taken_out(world: Any) -> None:
    receipt = world.cash_in(999999, ReceiptKind.SERVICE_OUT)
    with pytest.raises(SentBack) as caught:
        world.run(world.fiscal.submit(receipt))
    assert caught.value.code == "cash_short"
    assert_back(world, receipt, "cash_short")


@pytest.mark.parametrize("kind", ["lost_answer", "lost_request", "null", "cut_body"])
def test_a_cash_movement_is_made_once_too(world: Any, kind: str) -> None:
    fails(world, kind, path="*/receipts/service")
    receipt = world.cash_in(700)
    assert world.run(world.fiscal.submit(receipt)).state is ReceiptState.ACCEPTED
    assert [one.id for one in world.server_receipts] == [receipt.id]
    assert world.row(receipt.id).state is OperationState.ACCEPTED
    assert world.jobs() == [("service", receipt.id)]


def test_a_total_that_differs_stops_everything_aloud(world: Any) -> None:
    receipt = replace(world.cash_sale(4200), total=4300, paid=5000, payments=(Payment(PaymentType.CASH, 5000),))
    error = refused(world, receipt)
    assert (type(error), error.code) == (Stopped, "total_differs")
    assert world.fiscal.status.mode is Mode.NEEDS_ATTENTION
    assert world.returned == []
    assert len(world.journal("operation.attention")) == 1
    world.within(lambda: world.fiscal.set_aside(receipt.id, "прийнято суму Checkbox"))
    assert world.row(receipt.id).state is OperationState.DONE
    # our goods and sums under the number of the server's document would be a false receipt
    assert world.jobs() == []


def test_a_receipt_that_the_server_gives_up_needs_a_manager(world: Any) -> None:
    world.server.register.state.world.failing_receipts = 1
    receipt = world.sale()
    error = refused(world, receipt)
    assert (type(error), error.code) == (Stopped, "attention_needed")
    assert world.fiscal.status.mode is Mode.NEEDS_ATTENTION
    assert world.jobs() == []


def test_setting_aside_wants_a_reason(world: Any) -> None:
    with pytest.raises(Refused) as caught:
        world.fiscal.set_aside("x", " ")
    assert caught.value.code == "reason_needed"


def test_a_slow_number_is_waited_for_and_then_fetched_in_the_background(make_world: Callable[..., Any]) -> None:
    world = make_world(settings=Settings(receipt_delay_s=40.0))
    world.run(world.opened())
    receipt = world.sale()
    began = world.loop.time()
    stamp = world.run(world.sell(receipt))
    assert stamp.state is ReceiptState.ACCEPTED
    assert stamp.fiscal_code is None
    assert world.loop.time() - began == pytest.approx(10.0, abs=0.5)
    assert world.jobs() == []
    assert world.fiscal.status.unfinished == 1
    assert world.gets(f"/receipts/{receipt.id}") < 12
    second = world.sale()
    world.run(world.sell(second))
    world.run(asyncio.sleep(60))
    assert_once(world, receipt)
    assert_once(world, second)


def test_a_server_that_went_offline_by_itself_shows_another_lamp_and_comes_back(world: Any) -> None:
    act(world.server.register, "tax_service_down")
    receipt = world.sale()
    stamp = world.run(world.sell(receipt))
    assert stamp.offline
    assert stamp.state is ReceiptState.FISCAL
    assert world.fiscal.status.mode is Mode.AUTO_OFFLINE
    act(world.server.register, "tax_service_up")
    world.run(asyncio.sleep(300))
    assert world.fiscal.status.mode is Mode.ONLINE
    assert world.gets("cash-registers/info") >= 2


def test_maintenance_is_waited_out(world: Any) -> None:
    act(world.server.register, "maintenance")
    receipt = world.sale()
    error = refused(world, receipt)
    assert isinstance(error, Kept)
    assert "3:30" in error.message
    act(world.server.register, "maintenance_over")
    world.run(world.fiscal.wait_idle(60))
    world.run(asyncio.sleep(20))
    assert_once(world, receipt)


def test_a_contact_that_cannot_be_sent_is_refused_before_anything_is_written(world: Any) -> None:
    from pos_app.domain.receipt import Delivery

    receipt = replace(world.sale(), delivery=Delivery(phone="12"))
    error = refused(world, receipt)
    assert error.code == "refused_by_server"
    assert world.store.operations.by_id(receipt.id) is None
