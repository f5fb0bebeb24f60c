"""Orders in the window: a basket is prepaid, the rest is paid or the prepayment goes back, each in a few presses."""

import asyncio
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from ui_fake_till import FakeTill
from ui_order_scenes import WHO, asked, basket, named, none, one, ordered, pane, paying, receipts, rest, waiting
from ui_people import SENIOR_PIN
from ui_stage import Stage

from pos_app.devices.settings import NONE
from pos_app.domain.errors import refused
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.payment_form import DEFAULT_FORMS
from pos_app.domain.receipt import ReceiptKind
from pos_app.domain.register import Mode
from pos_app.ui.receipt_words import kind_name, receipt_row, searchable
from pos_app.ui.screens.list_panes import DonePane
from pos_app.ui.screens.number_pane import NumberPane
from pos_app.ui.screens.order_panes import OrderPane, OrdersPane, given_back
from pos_app.ui.screens.payment import PaymentPane
from pos_app.ui.screens.payment_draft import Method
from pos_app.ui.screens.tasks import Task
from pos_app.ui.screens.text_pane import TextPane

Key = Qt.Key
WHOLE, PART = 29_120, 10_000


def totals(stage):
    return stage.window.till.totals


def gone(stage):
    stage.until(lambda: pane(stage) is None)
    stage.calm()


def test_a_basket_is_prepaid_by_keys(till):
    ordered(till)
    assert till.till.called("set_prepayment") == [(PART, WHO)]
    receipt = till.till.views[0].receipt
    assert (receipt.total, receipt.part.whole, receipt.part.left) == (PART, WHOLE, WHOLE - PART)
    assert pane(till) is None
    assert till.desk.state.cart.is_empty
    number = receipt.part.order[:8].upper()
    assert till.window.till.headline.last_item._under == f"Замовлення № {number}, лишилось 191,20"


def test_a_basket_is_prepaid_by_touch_a_share_of_it(till):
    asked(till)
    assert not pane(till).confirm.isEnabled()
    till.touch("50 % · 145")
    till.touch("Далі")
    till.until(lambda: isinstance(pane(till), TextPane))
    till.calm()
    till.touch("До оплати")
    till.until(lambda: isinstance(pane(till), PaymentPane))
    till.calm()
    assert till.till.called("set_prepayment") == [(14_500, "")]
    till.touch("Оплачено")
    till.until(lambda: bool(till.till.views))
    assert till.till.views[0].receipt.total == 14_500


def test_the_total_says_what_is_paid_now_and_what_is_left(till):
    paying(till)
    assert (totals(till).caption, totals(till).figure) == ("ПЕРЕДПЛАТА", "100,00")
    assert totals(till)._small[0] == "Лишиться 191,20"


@pytest.mark.parametrize("typed", ["0", "0,50", "100,50", "291,20", "292", "5000", ""])
def test_a_part_that_may_not_be_is_said_at_the_field(till, typed):
    asked(till)
    till.type(typed)
    till.enter()
    assert pane(till).field.error
    assert till.till.called("set_prepayment") == []


def test_a_prepayment_is_put_right_or_taken_away_before_it_is_paid(till):
    paying(till)
    till.key(Key.Key_Escape)
    gone(till)
    till.window.till.run_task(Task.PREPAY)
    till.calm()
    assert pane(till).field._placeholder == "100"
    till.type("150")
    till.enter()
    till.until(lambda: isinstance(pane(till), TextPane))
    till.calm()
    assert pane(till).field.text() == WHO
    till.enter()
    till.until(lambda: isinstance(pane(till), PaymentPane))
    till.key(Key.Key_Escape)
    gone(till)
    assert totals(till).figure == "150,00"
    till.window.till.run_task(Task.PREPAY)
    till.calm()
    till.key(Key.Key_Delete)
    till.until(lambda: till.desk.state.cart.part is None)
    assert totals(till).figure == "291,20"


def test_whoever_goes_back_has_ordered_nothing(till):
    named(till)
    till.key(Key.Key_Escape)
    gone(till)
    assert till.till.called("set_prepayment") == []
    assert till.desk.state.cart.part is None


def test_the_rest_is_paid_from_the_list(till):
    receipts(till)
    assert [kind_name(view) for view in till.till.views] == ["Доплата", "Передплата"]
    last = till.till.views[0].receipt
    assert (last.total, last.part.before, last.part.left) == (WHOLE - PART, PART, 0)
    till.window.show_till()
    till.window.till.run_task(Task.PREPAY)
    till.until(lambda: isinstance(pane(till), OrdersPane))
    assert not pane(till).rows.rows


def test_the_list_and_the_order_say_who_what_and_how_much(till):
    waiting(till)
    (row,) = pane(till).rows.rows
    assert row.title.startswith(WHO)
    assert row.under.startswith("№ 3F2A91C0 · ")
    assert "Молоко" in row.last
    assert (row.figure, row.figure_under) == ("191,20\u00a0₴", "лишилося з 291,20")
    till.enter()
    till.until(lambda: isinstance(pane(till), OrderPane))
    assert pane(till).who.text() == WHO
    assert pane(till).goods.text().endswith(" і ще 1")
    assert pane(till).goods.text().count(" · ") == 2
    assert pane(till).confirm.text() == "Доплатити 191,20"
    assert "3F2A91C0" in pane(till).title.text()


def test_the_rest_with_kopecks_is_not_taken_in_cash(till):
    rest(till)
    till.until(lambda: pane(till).quote is not None)
    till.calm()
    assert pane(till).draft.method is Method.CARD
    assert pane(till).rounding.text() == ""
    pane(till).choose_method(Method.CASH)
    till.calm()
    assert pane(till).rounding.text() == "лише карткою"
    assert totals(till)._small[0] == "Сплачено 100,00"
    till.enter()
    till.until(lambda: till.desk.notice is not None)
    assert till.desk.notice.code == "prepayment_rounding"
    assert len(till.till.views) == 1


def test_the_prepayment_goes_back_by_a_key_or_a_touch(qapp):
    for act in (lambda stage: stage.key(Key.Key_F9), lambda stage: stage.touch("Повернути передплату 100,00")):
        stage = Stage(FakeTill(), 1024, 768)
        one(stage)
        act(stage)
        stage.until(lambda stage=stage: isinstance(pane(stage), DonePane))
        shown = pane(stage)
        assert (shown.caption.text(), shown.figure.text()) == ("Віддайте покупцеві готівкою", "100,00")
        assert stage.till.called("give_up_order") == [("3f2a91c0-0",)]
        assert stage.till.views[0].receipt.kind is ReceiptKind.RETURN
        assert kind_name(stage.till.views[0]) == "Повернення передплати"
        assert "paid" in stage.heard
        stage.enter()
        gone(stage)
        stage.close()


def test_what_was_paid_in_two_ways_goes_back_in_two(till):
    ordered(till)
    view = till.till.views[0]
    both = (Payment(PaymentType.CASH, 4_000), Payment(PaymentType.CASHLESS, 6_000, "Картка"))
    shown = given_back(till.window.look, replace(view, receipt=replace(view.receipt, payments=both)), DEFAULT_FORMS)
    assert (shown.caption.text(), shown.figure.text()) == ("Віддайте готівкою; на картку 60,00", "40,00")
    by_card = replace(view, receipt=replace(view.receipt, payments=both[1:], total=6_000))
    shown = given_back(till.window.look, by_card, DEFAULT_FORMS)
    assert "картку" in shown.caption.text()


def test_while_the_money_goes_back_nothing_else_is_done_and_the_terminal_can_be_stopped(till):
    one(till)
    till.till.gates["give_up_order"] = asyncio.Event()
    till.key(Key.Key_F9)
    till.until(lambda: till.till.called("give_up_order"))
    assert pane(till).running
    till.key(Key.Key_F9)
    till.key(Key.Key_Return)
    till.key(Key.Key_Escape)
    assert isinstance(pane(till), OrderPane)
    assert len(till.till.called("give_up_order")) == 1
    told = replace(till.till.state.card, step="card")
    till.till.publish(card=told)
    till.until(lambda: "Термінал" in pane(till).back.text())
    till.key(Key.Key_Escape)
    till.until(lambda: till.till.called("interrupt_terminal"))
    till.till.publish(card=replace(told, step=""))
    till.till_does(_open_gate)
    till.until(lambda: isinstance(pane(till), DonePane))


async def _open_gate(door):
    door.gates["give_up_order"].set()


def test_a_refused_return_is_said_and_the_order_stays(till):
    one(till)
    till.till.fail_next["give_up_order"] = refused("not_enough_cash")
    till.key(Key.Key_F9)
    till.until(lambda: till.desk.notice is not None)
    assert till.desk.notice.code == "not_enough_cash"
    assert isinstance(pane(till), OrderPane)
    assert not pane(till).running
    assert till.till.called("take_order") == []


def test_the_rest_in_the_basket_is_not_prepaid_again(till):
    rest(till)
    till.key(Key.Key_Escape)
    gone(till)
    till.window.till.run_task(Task.PREPAY)
    till.until(lambda: till.desk.notice is not None)
    assert till.desk.notice.code == "prepayment_locked"


def test_without_checkbox_or_a_shift_it_says_so_and_asks_nothing(till):
    basket(till)
    till.tell(mode=Mode.LOCAL_OFFLINE)
    till.window.till.run_task(Task.PREPAY)
    till.until(lambda: till.desk.notice is not None)
    assert till.desk.notice.code == "prepayment_offline"
    assert pane(till) is None


def test_a_shop_without_cards_takes_no_order_whose_rest_nothing_could_pay(till):
    basket(till)
    devices = till.till.state.devices
    none_there = replace(devices.settings.terminal, transport=NONE)
    till.tell(devices=replace(devices, settings=replace(devices.settings, terminal=none_there)))
    till.window.till.run_task(Task.PREPAY)
    till.until(lambda: till.desk.notice is not None)
    assert till.desk.notice.code == "prepayment_rounding"
    assert pane(till) is None


def test_a_seniors_word_gives_a_prepayment_back_and_without_it_the_order_stays(till):
    one(till)
    till.till.withheld["give_up_order"] = "return"
    till.key(Key.Key_F9)
    till.until(lambda: till.window.page is till.window.guard)
    till.touch(till.window.guard.back)
    till.until(lambda: till.window.page is till.window.till)
    till.calm()
    assert isinstance(pane(till), OrderPane)
    assert not pane(till).running
    till.key(Key.Key_F9)
    till.until(lambda: till.window.page is till.window.guard)
    till.type(SENIOR_PIN)
    till.enter()
    till.until(lambda: isinstance(pane(till), DonePane))
    assert till.till.views[0].receipt.kind is ReceiptKind.RETURN


def test_a_lock_leaves_an_order_as_it_was(till):
    one(till)
    till.till_does(lambda door: door.sign_out())
    till.until(lambda: pane(till) is None or not isinstance(pane(till), OrderPane))
    assert till.till.called("give_up_order") == []
    assert till.till.called("take_order") == []


def test_where_nobody_has_ordered_the_list_says_how_it_is_done(till):
    none(till)
    assert isinstance(pane(till), OrdersPane)
    till.key(Key.Key_Escape)
    gone(till)


def test_an_order_is_found_among_the_receipts_by_its_number_and_its_customer(till):
    ordered(till)
    view = till.till.views[0]
    assert "3f2a91c0" in searchable(view)
    assert "067 123" in searchable(view)
    assert WHO in receipt_row(view).under


def test_a_whole_sum_says_that_the_goods_stay(till):
    basket(till)
    line = till.desk.state.cart.lines[0].id
    till.till_does(lambda door: door.set_price(line, 4_270))
    till.window.till.run_task(Task.PREPAY)
    till.until(lambda: isinstance(pane(till), NumberPane))
    assert pane(till).under.text() == "Товари лишаються в магазині."
