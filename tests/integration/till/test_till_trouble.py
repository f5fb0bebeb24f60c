"""When Checkbox refuses, is silent or is out of reach: no sale is lost, none is made twice, and the next step works."""

import asyncio
from dataclasses import replace

import pytest

from pos_app.domain.e_receipt import SendState
from pos_app.domain.errors import PosError
from pos_app.domain.mending import Change, MendField
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.receipt import Delivery, ReceiptState
from pos_app.domain.register import Mode, OperationState
from pos_app.domain.reprint import ReprintReason
from pos_app.fiscal.rules import FiscalRules
from pos_app.sandbox.faults import Fault
from tests.integration.till.conftest import CARD, CASH, GOODS, QUICK, MakeWorld, World, id_of, until


async def refusal_of(world: World, request_id: str | None = None) -> PosError:
    with pytest.raises(PosError) as refusal:
        await world.till.pay(CARD, request_id=request_id)
    return refusal.value


def refuse_sales(world: World) -> None:
    """The cashier's signature program is off: Checkbox refuses in so many words."""
    world.plan.script("signer_off", path="*/receipts/sell")


async def test_a_refused_sale_comes_back_into_the_basket_with_its_uuid(world: World) -> None:
    await world.till.add(id_of(1))
    await world.till.add(id_of(2), 2000)
    before = world.till.state.cart
    assert world.till.state.shift is not None
    cash = world.till.state.shift.sums
    refuse_sales(world)
    error = await refusal_of(world, "r-1")
    assert (error.code, error.safe) == ("signer_off", True)
    cart = world.till.state.cart
    assert cart.lines == before.lines
    assert cart.receipt_id is not None
    assert world.till.state.shift.sums == cash
    assert world.till.state.problem is not None
    assert world.store.settings.receipt_of_request("r-1") is None
    world.plan.script("signer_on", path="*/receipts/sell")
    view = await world.till.pay(CARD, request_id="r-1")
    assert view.receipt.id == cart.receipt_id
    assert len(world.server_receipts()) == 1
    assert ("receipt.refused", cart.receipt_id) in [(kind, told.get("receipt_id")) for kind, told in world.told]


async def test_money_of_what_is_given_up_is_loose_however_soon_the_power_goes(make_world: MakeWorld) -> None:
    world = await make_world().selling()
    await world.till.add(id_of(1))
    world.plan.add(Fault("lost_request", path="*/receipts/*", times=None))
    await refusal_of(world)
    (row,) = world.store.operations.unsettled()
    assert [one.tied_to for one in world.store.payments.of_document(row.id)] == [row.id]
    with world.store.transaction():
        world.store.operations.save(replace(row, state=OperationState.ATTENTION, reason="Checkbox його не показує."))
    await world.restart()
    world.fiscal.set_aside(row.id, "не знайдено")  # and there the power goes
    world.plan.clear()
    await world.restart()
    assert world.store.operations.by_id(row.id).state is OperationState.REJECTED
    assert [(one.is_loose, one.tied_to) for one in world.store.payments.of_document(row.id)] == [(True, None)]


async def test_in_the_window_a_refused_sale_is_parked_with_its_reason_and_money(make_world: MakeWorld) -> None:
    world = await make_world(refused_sale_to_basket=False).selling()
    await world.till.add(id_of(1))
    refuse_sales(world)
    await refusal_of(world)
    state = world.till.state
    assert state.cart.is_empty
    assert [(row.total, bool(row.refused)) for row in state.parked] == [(4290, True)]
    assert next(world.store.baskets.parked()).payments == (Payment(PaymentType.CASHLESS, 4290),)
    await world.till.resume(state.parked[0].id)
    assert world.till.state.cart.receipt_id is not None
    assert world.till.state.parked == ()


async def test_a_refused_sale_does_not_push_the_next_basket_aside(world: World) -> None:
    await world.till.add(id_of(1))
    world.plan.script("delay", path="*/receipts/sell", seconds=0.1)
    refuse_sales(world)
    paying = asyncio.ensure_future(refusal_of(world))
    await until(lambda: world.till.state.cart.is_empty)
    await world.till.add(id_of(2))
    await paying
    assert [line.product.name for line in world.till.state.cart.lines] == ["Хліб"]
    assert [row.total for row in world.till.state.parked] == [4290]


async def test_an_answer_that_never_comes_leaves_the_sale_kept_and_it_settles_by_itself(make_world: MakeWorld) -> None:
    rules = FiscalRules(online_budget_s=0.5, probe_interval_s=0.1, quarantine_s=0.1)
    world = await make_world(rules=rules).selling()
    await world.till.add(id_of(1))
    world.plan.outage("black_hole")
    error = await refusal_of(world, "r-2")
    assert (error.code, error.safe) == ("unreachable", True)
    assert world.till.state.cart.is_empty
    assert [view.fiscal.state for view in await world.till.receipts()] == [ReceiptState.PENDING]
    with pytest.raises(PosError) as refusal:
        await world.till.sign_out()
    assert refusal.value.code == "unreachable"
    with pytest.raises(PosError) as refusal:
        await world.till.pay(CARD, request_id="r-2")
    assert refusal.value.code == "unreachable"
    world.plan.clear()
    assert await world.till.wait("idle", 5)
    view = await world.till.pay(CARD, request_id="r-2")
    assert view.fiscal.state is ReceiptState.FISCAL
    assert len(world.server_receipts()) == 1
    told = [details["receipt_id"] for kind, details in world.told if kind == "receipt.fiscal"]
    assert told == [view.receipt.id]


async def test_a_sale_cut_off_by_a_kill_is_there_once_after_the_restart(world: World) -> None:
    await world.till.add(id_of(1))
    world.plan.script("lost_answer", path="*/receipts/sell")
    world.plan.script("black_hole", path="*/receipts/*", method="GET", times=None)
    paying = asyncio.ensure_future(refusal_of(world, "r-3"))
    await until(lambda: bool(world.server_receipts()))
    await world.kill()
    await paying
    world.plan.clear()
    world.open()
    await world.till.start()
    await world.till.sign_in_pin("1234")
    view = await world.till.pay(CARD, request_id="r-3")
    assert [one.id for one in world.server_receipts()] == [view.receipt.id]
    assert world.till.state.cart.is_empty


async def test_two_of_the_same_request_at_once_are_one_sale(world: World) -> None:
    await world.till.add(id_of(1))
    one, other = await asyncio.gather(world.till.pay(CARD, request_id="r-4"), world.till.pay(CARD, request_id="r-4"))
    assert one == other
    assert len(world.server_receipts()) == 1


async def test_a_caller_that_goes_away_takes_no_sale_with_it(world: World) -> None:
    await world.till.add(id_of(1))
    paying = asyncio.ensure_future(world.till.pay(CARD, request_id="r-5"))
    await until(lambda: world.till.state.cart.is_empty)
    paying.cancel()
    with pytest.raises(asyncio.CancelledError):
        await paying
    assert await world.till.wait("idle", 5)
    assert (await world.till.pay(CARD, request_id="r-5")).fiscal.state is ReceiptState.FISCAL
    assert len(world.server_receipts()) == 1


async def test_what_is_wrong_with_a_basket_is_told_before_anything_is_sent(world: World) -> None:
    with pytest.raises(PosError) as refusal:
        await world.till.pay(CASH)
    assert refusal.value.code == "empty_cart"
    await world.till.add(id_of(1))
    for payments, code in (
        ([Payment(PaymentType.CASH, 4299)], "payment_too_small"),
        ([Payment(PaymentType.CASHLESS, 4291)], "card_over_total"),
        ([], "payment_too_small"),
    ):
        with pytest.raises(PosError) as refusal:
            await world.till.pay(payments, request_id="r-6")
        assert refusal.value.code == code
    await world.till.close_shift()
    with pytest.raises(PosError) as refusal:
        await world.till.pay(CARD)
    assert refusal.value.code == "shift_not_open"
    assert world.posts("/receipts/sell") == 0
    assert not world.till.state.cart.is_empty


async def test_a_token_that_is_gone_is_renewed_by_itself(world: World) -> None:
    await world.till.add(id_of(1))
    world.client.token = "gone"
    assert (await world.till.pay(CARD)).fiscal.state is ReceiptState.FISCAL
    assert world.tokens.load() == world.client.token


async def test_the_engine_s_state_is_what_the_screen_shows(world: World) -> None:
    assert world.till.state.mode is Mode.ONLINE
    assert world.till.state.queue.waiting == 0
    assert world.till.state.seller is not None
    assert world.till.state.register.fiscal_number
    rows = world.store.operations.since()
    assert {row.state for row in rows} == {OperationState.DONE}


async def test_papers_of_an_outage_want_a_qr_and_a_copy_with_it_takes_them_off_the_list(make_world: MakeWorld) -> None:
    rules = FiscalRules(
        offline=True, online_budget_s=0.3, probe_interval_s=0.1, quarantine_s=0.1, go_online_retry_s=0.2
    )
    world = await make_world(rules=rules).selling()
    await until(lambda: world.fiscal.status.offline.codes_free > 10)
    world.plan.outage("refused")
    sold = []
    for number in (1, 2):
        await world.till.add(id_of(number))
        sold.append(await world.till.pay(CARD))
    assert await world.till.wait("printed", 5)
    listed = await world.till.reprints_due()
    assert [(item.reason, item.ready) for item in listed.items] == [(ReprintReason.NO_QR, False)] * 2
    assert await world.till.reprint_all(optional=True) == 0
    world.plan.clear()
    assert await world.till.wait("online", 20)
    await until(lambda: all(item.ready for item in world.store.reprints.listed(9).items))
    await world.till.reprint(sold[0].receipt.id)
    assert await world.till.wait("printed", 5)
    (left,) = (await world.till.reprints_due()).items
    assert left.receipt_id == sold[1].receipt.id
    await world.till.dismiss_reprint(left.receipt_id, "не просили")
    assert (await world.till.reprints_due()).items == ()


async def parked_refused_sale(make_world: MakeWorld) -> tuple[World, str]:
    """In the window: a sale that Checkbox does not take for its barcode lies parked, its money taken."""
    world = await make_world(refused_sale_to_basket=False).selling()
    await world.till.add(id_of(1))
    world.server.register.state.world.refused_values = {"barcode": [GOODS[0].barcodes[0]]}
    assert (await refusal_of(world)).code == "refused_by_server"
    (item,) = await world.till.attention()
    return world, item["id"]


async def test_a_parked_refused_sale_is_mended_and_sold_under_its_uuid_with_its_payment(make_world: MakeWorld) -> None:
    world, receipt_id = await parked_refused_sale(make_world)
    (item,) = await world.till.attention()
    assert (item["line"], item["field"], item["may"]) == (0, "barcode", ["resend", "mend", "set_aside"])
    assert item["parked"] == world.till.state.parked[0].id
    with pytest.raises(PosError) as refusal:
        await world.till.attention_resend(receipt_id)
    assert refusal.value.code == "refused_by_server"
    await until(lambda: len(world.till.state.parked) == 1)
    view = await world.till.attention_mend(receipt_id, [Change(MendField.BARCODE, "4820000000024", 0)])
    assert view is not None
    assert (view.receipt.id, view.fiscal.state) == (receipt_id, ReceiptState.FISCAL)
    assert view.receipt.payments[0].value == 4290
    assert world.till.state.parked == ()
    assert await world.till.attention() == []
    assert [one.id for one in world.server_receipts()] == [receipt_id]
    (entry,) = [entry for entry in world.store.journal.entries() if entry.kind == "sale.mended"]
    assert "4820000000024" in entry.body


async def test_a_parked_refused_sale_is_given_up_by_a_senior_for_a_reason(make_world: MakeWorld) -> None:
    world, receipt_id = await parked_refused_sale(make_world)
    with pytest.raises(PosError) as refusal:
        await world.till.attention_set_aside(receipt_id, " ")
    assert refusal.value.code == "reason_needed"
    await world.till.attention_set_aside(receipt_id, "Гроші повернуто покупцеві")
    assert (await world.till.attention(), world.till.state.parked) == ([], ())
    assert any(entry.kind == "sale.set_aside" for entry in world.store.journal.entries())
    await world.till.add(id_of(2))
    assert (await world.till.pay(CARD)).fiscal.state is ReceiptState.FISCAL


OFFLINE_RULES = FiscalRules(
    offline=True, online_budget_s=0.3, probe_interval_s=0.1, quarantine_s=0.1, go_online_retry_s=0.2
)


async def test_after_an_outage_checkbox_sends_to_the_address_of_the_sale_by_itself_and_once(
    make_world: MakeWorld,
) -> None:
    world = await make_world(rules=OFFLINE_RULES).selling()
    await until(lambda: world.fiscal.status.offline.codes_free > 10)
    world.plan.outage("refused")
    await world.till.add(id_of(1))
    sold = await world.till.pay(CARD, Delivery("olena@example.com", "0671234567"))
    assert sold.fiscal.state is ReceiptState.OFFLINE
    (asked,) = await world.till.send_receipt(sold.receipt.id, Delivery("ivan@example.com"))
    assert asked.state is SendState.WAITING
    (left,) = await world.till.send_receipt(sold.receipt.id, Delivery("olena@example.com"))
    assert left.state is SendState.BY_CHECKBOX
    world.plan.clear()
    assert await world.till.wait("online", 20)
    await until(lambda: len(world.server.register.state.messages) == 3)
    there = [(one["kind"], one["to"]) for one in world.server.register.state.messages]
    assert sorted(there) == [("email", "ivan@example.com"), ("email", "olena@example.com"), ("sms", "380671234567")]
    told = [(one.address, one.state) for one in await world.till.sendings(sold.receipt.id)]
    assert told[-1] == ("ivan@example.com", SendState.SENT)


async def test_a_phone_is_refused_in_words_where_the_shop_has_no_such_service(make_world: MakeWorld) -> None:
    world = await make_world(settings=replace(QUICK, sms_is_active=False)).selling()
    await world.till.add(id_of(1))
    sold = await world.till.pay(CARD)
    (told,) = await world.till.send_receipt(sold.receipt.id, Delivery(phone="0671234567"))
    assert (told.state, told.problem) == (SendState.REFUSED, "Checkbox відхилив: Опція не активована для організації")
    assert world.server.register.state.messages == []
