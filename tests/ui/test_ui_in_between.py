"""What comes in the middle of a flow: a key that bounces, an answer that is late, a state that changes under a form."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from test_ui_pages import sell, task
from test_ui_register import open_mending, open_register
from ui_goods import ean
from ui_people import SENIOR_PIN

from pos_app.domain import cart as carts
from pos_app.domain.errors import Unreachable, refused
from pos_app.domain.register import Mode
from pos_app.ui.screens.tasks import Task

Key = Qt.Key


def pane(stage):
    return stage.window.till.panes.pane


def history_of(stage):
    """The receipts, the newest chosen."""
    stage.key(Key.Key_F11)
    stage.calm()
    return stage.window.history


def press_twice(stage, key=Key.Key_Return, text="\r"):
    """A key that bounces: both presses wait in the queue before the window does anything."""
    stage._press(key, text)
    stage._press(key, text)
    stage.calm()
    stage.calm()


def hold(stage, command):
    """A command that the fake answers late. → what lets it go"""
    gate, ask = asyncio.Event(), getattr(stage.till, command)

    async def late(*arguments, **named):
        answer = await ask(*arguments, **named)
        await gate.wait()
        return answer

    setattr(stage.till, command, late)

    def go():
        setattr(stage.till, command, ask)
        stage.engine._loop.call_soon_threadsafe(gate.set)
        stage.engine_turn()
        stage.calm()
        stage.calm()

    return go


def stop_at(stage, command):
    """A command that does not end before it may. → what lets it go"""
    gate = stage.till.gates[command] = asyncio.Event()

    def go():
        stage.engine._loop.call_soon_threadsafe(gate.set)
        stage.calm()
        stage.calm()

    return go


@pytest.fixture
def paying(till):
    """A basket of 291,20 with the payment pane open."""
    for number in (2, 3, 14, 18):
        till.scan(ean(number))
    till.key(Key.Key_F6)
    till.calm()
    return till


# giving back


def test_a_return_key_that_bounces_gives_back_once(till):
    for _ in range(3):
        till.scan(ean(1))
    sell(till)
    history_of(till)
    till.key(Key.Key_F9)
    till.type("--")
    till.calm()
    press_twice(till)
    assert len(till.till.called("give_back")) == 1


def test_a_mistaken_receipt_s_key_that_bounces_asks_for_one_reason(till):
    sell(till, 1)
    panel = history_of(till).panel
    till.key(Key.Key_F9)
    till.calm()
    till.key(Key.Key_Tab)
    press_twice(till)
    assert panel._side.count() == 2
    till.key(Key.Key_Escape)
    till.calm()
    assert not panel.asking
    assert panel.confirm.isEnabled()


def test_a_reason_asked_for_one_receipt_is_not_answered_for_another(till):
    sell(till, 1)
    sell(till, 2)
    older = till.till.views[1].receipt.id
    panel = history_of(till).panel
    till.key(Key.Key_F9)
    till.calm()
    till.key(Key.Key_Tab)
    till.enter()
    till.calm()
    assert panel.asking
    till.touch("Каса")
    till.calm()
    history_of(till)
    till.key(Key.Key_Down)
    till.key(Key.Key_F9)
    till.calm()
    till.calm()
    assert not panel.asking
    till.enter()
    till.until(lambda: till.till.called("give_back"))
    assert [call[0] for call in till.till.called("give_back")] == [older]


@pytest.mark.parametrize("by", ["a touch", "another's PIN at the lock"])
def test_a_question_of_a_return_ends_with_the_page_it_stands_on(till, by):
    sell(till, 1)
    panel = history_of(till).panel
    till.key(Key.Key_F9)
    till.calm()
    till.key(Key.Key_Tab)
    till.enter()
    till.until(lambda: panel.asking)
    if by == "a touch":
        till.touch("Каса")
    else:
        till.tell(locked=True)
        till.until(lambda: till.window.page is till.window.guard)
        till.type(SENIOR_PIN)
        till.enter()
    till.until(lambda: till.window.page is till.window.till)
    till.until(lambda: not panel.asking)
    assert till.till.called("give_back") == []


def test_a_return_that_is_being_registered_is_not_left_by_its_cross(till):
    sell(till, 1)
    panel = history_of(till).panel
    go = stop_at(till, "give_back")
    till.key(Key.Key_F9)
    till.calm()
    till.enter()
    till.until(lambda: till.till.called("give_back"))
    assert not panel.back_button.isEnabled()
    go()
    assert till.window.page is till.window.till
    assert panel.back_button.isEnabled()


# payment


def test_a_card_is_not_charged_for_the_rounded_sum_of_cash_that_still_stands_there(paying):
    paying.till_does(lambda till: _plug_in(paying))
    go = hold(paying, "quote")
    paying.key(Key.Key_Right)
    paying.enter()
    paying.engine_turn()
    assert paying.till.called("charge") == []
    go()
    paying.until(lambda: pane(paying) is None)
    assert paying.till.called("charge") == [(29120,)]


def test_esc_while_the_sum_is_counted_takes_the_press_back(paying):
    go = hold(paying, "quote")
    paying.key(Key.Key_Right)
    paying.enter()
    paying.key(Key.Key_Escape)
    go()
    assert paying.till.called("pay") == []


def test_another_sum_of_the_basket_under_the_open_pane_is_counted_anew(paying):
    paying.till_does(lambda till: _dearer(paying))
    assert pane(paying).due.text() == "301,00"
    paying.enter()
    paying.until(lambda: paying.till.called("pay"))
    (payment,), _ = paying.till.called("pay")[0]
    assert payment.value == 30100


def test_what_is_typed_and_touched_while_a_sale_is_registered_changes_nothing(paying):
    paying.type("500")
    go = stop_at(paying, "pay")
    paying.till.fail_next["pay"] = refused("cash_short")
    paying.enter()
    paying.until(lambda: paying.till.called("pay"))
    open_pane = pane(paying)
    paying.key(Key.Key_Backspace)
    paying.key(Key.Key_F12)
    paying.touch("500", open_pane.notes_row)
    paying.touch("300", open_pane.notes_row)
    assert (open_pane.cash.text(), open_pane.change.text()) == ("500", "209,00")
    go()
    assert (pane(paying).cash.text(), paying.desk.notice.code) == ("500", "cash_short")


def test_f12_after_a_part_by_card_pays_the_rest_as_cash_is_rounded(paying):
    paying.till_does(lambda till: _plug_in(paying))
    paying.till.card_answer = "partial"
    paying.key(Key.Key_Right)
    paying.calm()
    paying.enter()
    paying.until(lambda: pane(paying).draft.held == (10_000,))
    paying.calm()
    paying.key(Key.Key_F12)
    paying.until(lambda: paying.till.called("pay"))
    payments, _ = paying.till.called("pay")[0]
    assert [payment.value for payment in payments] == [10_000, 19_100]


async def _plug_in(stage):
    stage.till.plug_in()


async def _dearer(stage):
    cart = stage.till.state.cart
    stage.till._set_cart(carts.set_price(cart, cart.lines[0].id, cart.lines[0].price + 1000))


# sending a receipt


def begin_sending(stage, address):
    """The chosen receipt is on its way to an address. → what lets it end"""
    go = stop_at(stage, "send_receipt")
    stage.key(Key.Key_Tab)
    stage.type(address)
    stage.enter()
    stage.until(lambda: stage.till.called("send_receipt"))
    return go


def test_a_sending_key_that_bounces_sends_once(till):
    sell(till, 1)
    history_of(till)
    till.key(Key.Key_Tab)
    till.type("a@b.ua")
    press_twice(till)
    assert len(till.till.called("send_receipt")) == 1


def test_typing_on_while_a_receipt_is_sent_sends_no_second_one_and_is_kept(till):
    sell(till, 1)
    sending = history_of(till).sending
    go = begin_sending(till, "a@b.u")
    till.type("a")
    till.enter()
    assert not sending.confirm.isEnabled()
    go()
    assert (sending.field.text(), sending.confirm.isEnabled()) == ("a@b.ua", True)
    assert len(till.till.called("send_receipt")) == 1


def test_the_end_of_one_sending_leaves_the_address_of_the_next_receipt(till):
    sell(till, 1)
    sell(till, 2)
    sending = history_of(till).sending
    go = begin_sending(till, "a@b.ua")
    till.key(Key.Key_Escape)
    till.key(Key.Key_Down)
    till.key(Key.Key_Tab)
    till.type("second@b.ua")
    go()
    assert sending.field.text() == "second@b.ua"


def test_where_one_receipt_went_is_not_told_of_another(till):
    sell(till, 1)
    sell(till, 2)
    sending = history_of(till).sending
    till.key(Key.Key_Tab)
    till.type("a@b.ua")
    till.enter()
    till.until(lambda: sending.rows.rows)
    till.key(Key.Key_Escape)
    go = hold(till, "sendings")
    till.key(Key.Key_Tab)
    till.engine_turn()
    assert sending.rows.empty == ""
    till.key(Key.Key_Escape)
    till.key(Key.Key_Down)
    till.key(Key.Key_Tab)
    go()
    assert sending.rows.rows == ()
    assert sending.rows.empty == "Цей чек ще нікому не надсилали."


# history


def test_more_receipts_that_are_read_put_no_return_away(till):
    sell(till, 1)
    page = history_of(till)
    go = hold(till, "receipts")
    page._complete = False
    page._show_chosen()
    till.key(Key.Key_F9)
    assert page.returning
    go()
    assert page.returning


def test_a_list_of_receipts_opened_anew_begins_with_the_newest(till):
    for _ in range(51):
        sell(till, 1)
    newest = till.till.views[0].receipt.id
    page = history_of(till)
    go = hold(till, "receipts")
    page.rows.choose(49)
    till.engine_turn()
    till.key(Key.Key_Escape)
    till.key(Key.Key_F11)
    go()
    assert page.rows.rows[0].key == newest
    assert len(page.rows.rows) >= 50


def test_a_scanned_receipt_is_returned_though_something_was_typed_meanwhile(till):
    sell(till, 1)
    go = hold(till, "receipt")
    till.window.open_receipt(till.till.views[0].receipt.id)
    till.engine_turn()
    till.type("zzz")
    go()
    assert till.window.history.returning


def test_without_a_shift_no_return_is_offered(till):
    sell(till, 1)
    page = history_of(till)
    till.tell(shift=None, mode=Mode.NO_SHIFT)
    assert not page.return_button.isEnabled()


# the rest


def test_a_contact_that_is_refused_once_its_pane_is_left_is_told_on_the_strip(till):
    till.scan(ean(1))
    go = stop_at(till, "set_delivery")
    till.till.fail_next["set_delivery"] = refused("bad_contact")
    till.key(Key.Key_F8)
    till.calm()
    till.key(Key.Key_Tab)
    till.type("123")
    till.enter()
    till.until(lambda: till.till.called("set_delivery"))
    till.key(Key.Key_Escape)
    go()
    assert till.desk.notice.code == "bad_contact"


def test_a_shift_that_was_not_opened_is_offered_again_with_what_was_counted(stage):
    stage.sign_in()
    stage.till.fail_next["open_shift"] = refused("register_busy")
    stage.type("500,50")
    stage.enter()
    stage.until(lambda: stage.desk.notice is not None)
    stage.calm()
    assert (pane(stage).field.text(), stage.desk.notice.code) == ("500,50", "register_busy")
    stage.enter()
    stage.until(lambda: stage.till.called("cash_in"))
    stage.calm()
    assert stage.till.called("open_shift") == [(50050,), (50050,)]
    assert pane(stage) is None


def test_too_much_change_money_is_called_a_sum_and_no_price(stage):
    stage.sign_in()
    stage.type("1000000")
    stage.enter()
    assert pane(stage).field._error == "Сума готівки має бути від 0 до 999 999,99 ₴."


def test_a_shift_that_closes_by_itself_while_it_is_counted_is_told(till):
    task(till, Task.CLOSE_SHIFT)
    page = till.window.page
    till.type("5")
    till.key(Key.Key_F6)
    till.tell(shift=None, mode=Mode.NO_SHIFT)
    assert (page.title.text(), page.confirm.text(), page.difference.text()) == ("Зміну закрито", "Зміну закрито", "")
    assert not page.confirm.isEnabled()


def test_what_was_mended_stays_when_it_is_refused(till):
    screen, form = open_mending(till)
    till.type("1")
    till.till.fail_next["attention_mend"] = refused("bad_mend")
    till.enter()
    till.until(lambda: till.desk.notice is not None)
    till.calm()
    assert (screen.side.currentWidget(), form.confirm.isEnabled()) == (form, True)
    till.enter()
    till.until(lambda: len(till.till.called("attention_mend")) == 2)
    till.calm()
    first, second = till.till.called("attention_mend")
    assert first == second
    assert not screen.asking


def test_an_unread_queue_is_not_called_empty(till):
    go = hold(till, "unsettled")
    till.window.till.run_task(Task.QUEUE)
    till.app.processEvents()
    assert till.window.register.rows.empty == ""
    go()
    assert open_register(till, Task.QUEUE).rows.empty == "Черга порожня: Checkbox має все."


def test_a_withdrawal_s_key_that_bounces_asks_once(till):
    till.till_does(lambda _: _plug_in(till))
    till.till_does(lambda door: door.cash_in(100_000))
    till.tell(withdrawal_limit=500_000)
    task(till, Task.WITHDRAW)
    till.type("200")
    press_twice(till)
    assert len(till.till.called("withdraw")) == 1


def test_the_pay_key_leaves_the_counted_cash_where_it_is_typed(stage):
    stage.sign_in()
    stage.type("500")
    stage.key(Key.Key_F6)
    stage.key(Key.Key_F12)
    stage.calm()
    assert (pane(stage).field.text(), pane(stage).field._error) == ("500", "Спершу відкрийте зміну.")
    stage.enter()
    stage.until(lambda: stage.till.called("open_shift"))


def test_a_search_that_failed_late_takes_no_words_of_the_next_one_away(till):
    history = history_of(till)
    till.till.fail_next["find_receipts"] = Unreachable()
    go = stop_at(till, "find_receipts")
    till.type("zzz")
    till.until(lambda: till.till.called("find_receipts"))
    for _ in range(3):
        till.key(Key.Key_Backspace)
    till.type("q")
    words = history.rows.empty
    go()
    assert (words, history.rows.empty) == ("Такого чека немає.", "Такого чека немає.")
