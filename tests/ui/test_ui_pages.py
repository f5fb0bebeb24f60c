"""Signing in, the shift, history and returns, taxes: every page by keys and by touch."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from shiboken6 import isValid
from ui_fake_till import BADGE
from ui_goods import ean

from pos_app.catalog.barcode_rules import CardRule
from pos_app.domain.card import Attempt, AttemptKind, AttemptState
from pos_app.domain.errors import refused
from pos_app.domain.in_store import InStoreKind, InStoreRule
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.receipt import Delivery
from pos_app.domain.returns import WantedLine
from pos_app.till.state import CatalogState, Problem
from pos_app.ui.models.receipt_model import ROW
from pos_app.ui.preferences import Preferences
from pos_app.ui.screens.shift_close import count_rows
from pos_app.ui.screens.shift_panes import OpenShiftPane
from pos_app.ui.screens.tasks import Task
from pos_app.ui.shell import Shell
from pos_app.ui.widgets.headline import Level
from pos_app.ui.widgets.rows import Tone

Key = Qt.Key
UNKNOWN = Attempt("a", AttemptKind.PURCHASE, 3250, datetime(2026, 3, 14, 10, tzinfo=UTC), AttemptState.UNKNOWN)


def page(stage):
    return stage.window.page


def task(stage, which):
    stage.window.till.run_task(which)
    stage.calm()
    stage.calm()


async def _opened(gate):
    gate.set()


def sell(stage, *numbers):
    for number in numbers:
        stage.scan(ean(number))
    stage.key(Key.Key_F12)
    stage.until(lambda: stage.desk.state.cart.is_empty)
    stage.calm()


def test_a_badge_signs_in_and_a_wrong_one_is_said(stage):
    stage.burst("BADGE-0041")
    stage.until(lambda: stage.window.sign_in.error.text())
    assert stage.window.sign_in.error.text() == "Такого бейджа немає. Увійдіть з PIN-кодом."
    stage.burst(BADGE)
    stage.until(lambda: stage.desk.state.cashier is not None)
    assert stage.till.called("scan") == []


def test_a_wrong_pin_is_said_and_the_right_one_opens_the_till(stage):
    stage.type("1111")
    stage.enter()
    stage.until(lambda: stage.window.sign_in.error.text())
    assert stage.window.sign_in.error.text() == "Неправильний PIN-код. Спробуйте ще раз."
    assert stage.window.sign_in.pin.text() == ""
    stage.type("2580")
    assert stage.window.sign_in.error.text() == ""
    stage.enter()
    stage.until(lambda: page(stage) is stage.window.till)


def test_a_locked_pin_says_so(stage):
    stage.till.fail_next["sign_in_pin"] = refused("pin_locked")
    stage.type("2580")
    stage.enter()
    stage.until(lambda: stage.window.sign_in.error.text())
    assert stage.window.sign_in.error.text() == "Забагато спроб. Зачекайте і спробуйте ще раз."


def test_a_pin_takes_digits_only_and_shows_none_of_them(stage):
    stage.type("2a5,8")
    assert stage.window.sign_in.pin.text() == "258"


def test_login_and_password_are_typed_on_the_screen_letters(stage):
    stage.touch("Логін і пароль")
    for letter in "olena":
        stage.touch(letter, stage.window.sign_in.login_page.keyboard)
    stage.touch(stage.window.sign_in.login_page.password)
    for letter in "kava":
        stage.touch(letter, stage.window.sign_in.login_page.keyboard)
    stage.touch("Увійти")
    stage.until(lambda: page(stage) is stage.window.till)
    assert stage.till.called("sign_in") == [("olena", "kava")]
    stage.until(lambda: stage.window.sign_in.login_page.password.text() == "")


def test_the_shift_is_offered_and_its_change_money_put_in(stage):
    stage.sign_in()
    assert isinstance(stage.window.till.panes.pane, OpenShiftPane)
    stage.type("500")
    stage.enter()
    stage.until(lambda: stage.till.called("cash_in"))
    stage.calm()
    assert stage.window.till.panes.pane is None
    assert stage.desk.state.shift.sums.cash == 50000


def test_cash_that_the_last_shift_left_is_not_put_in_a_second_time(stage):
    stage.till.cash_left = 87500
    stage.sign_in()
    stage.type("900")
    stage.enter()
    stage.until(lambda: stage.till.called("cash_in"))
    stage.calm()
    assert stage.till.called("cash_in") == [(2500, "Розмінна монета")]
    assert stage.desk.state.shift.sums.cash == 90000


def test_less_cash_than_the_books_have_is_told_when_the_shift_opens(stage):
    stage.till.cash_left = 87500
    stage.sign_in()
    stage.type("500")
    stage.enter()
    stage.until(lambda: stage.desk.notice is not None)
    assert "875,00" in stage.desk.notice.text
    assert stage.till.called("cash_in") == []


def test_cash_goes_in_and_out_by_keys_with_a_reason(till):
    task(till, Task.CASH_IN)
    till.type("1000")
    till.enter()
    till.until(lambda: till.till.called("cash_in"))
    till.calm()
    task(till, Task.CASH_OUT)
    till.key(Key.Key_Right)
    till.type("300")
    till.enter()
    till.until(lambda: till.till.called("cash_out"))
    assert till.till.called("cash_in") == [(100000, "Розмінна монета")]
    assert till.till.called("cash_out") == [(30000, "Постачальнику")]


def test_more_cash_than_there_is_cannot_be_taken_out(till):
    task(till, Task.CASH_OUT)
    till.type("300")
    till.enter()
    till.until(lambda: till.desk.notice is not None)
    assert till.desk.notice.code == "cash_short"


def test_the_x_report_is_shown_as_printed(till):
    sell(till, 1)
    task(till, Task.X_REPORT)
    assert any("X-ЗВІТ" in line for line in till.window.till.panes.pane.preview.lines())
    till.enter()
    assert till.window.till.panes.pane is None


def test_closing_counts_notes_asks_once_more_and_shows_the_z_report(till):
    sell(till, 1, 2)
    task(till, Task.CLOSE_SHIFT)
    close = till.window.close_shift
    assert page(till) is close
    for _ in range(3):
        till.enter()
    till.type("1")
    assert close.difference.text() == "надлишок 24,50"
    till.key(Key.Key_F6)
    till.calm()
    assert till.till.called("close_shift") == []
    till.key(Key.Key_F6)
    till.until(lambda: till.desk.state.shift is None)
    till.calm()
    assert till.till.called("close_shift") == [(10000,)]
    assert any("Z-ЗВІТ" in line for line in close.preview.lines())
    told = [(row.title, row.figure, row.tone) for row in close.rows.rows[-2:]]
    assert told == [("Пораховано", "100,00", Tone.PLAIN), ("Надлишок", "24,50", Tone.STOP)]
    till.enter()
    assert page(till) is till.window.till


def test_sales_and_returns_of_the_shift_are_told_apart_by_cash(till):
    sell(till, 1, 2)
    till.till_does(lambda door: door.give_back(till.till.views[0].receipt.id, (Payment(PaymentType.CASH),), None))
    task(till, Task.CLOSE_SHIFT)
    told = {row.key: row.figure for row in till.window.close_shift.rows.rows}
    assert (told["sales"], told["sales_cash"], told["sales_card"]) == ("75,50", "75,50", "0,00")
    assert (told["returns"], told["returns_cash"], told["returns_card"]) == ("−75,50", "−75,50", "0,00")
    assert told["expected"] == "0,00"


def test_a_drawer_that_holds_what_it_should_is_told_so():
    told = [(row.title, row.figure, row.tone) for row in count_rows(7550, 0)]
    assert told == [("Пораховано", "75,50", Tone.PLAIN), ("Сходиться", "", Tone.GOOD)]
    assert [(row.title, row.figure) for row in count_rows(7400, -150)][1] == ("Нестача", "1,50")


def test_a_shift_closed_offline_says_that_its_report_is_still_to_come(till):
    till.till.has_z = False
    task(till, Task.CLOSE_SHIFT)
    till.touch("Закрити зміну, Z-звіт")
    till.touch("Так, закрити зміну")
    till.until(lambda: till.desk.state.shift is None)
    till.calm()
    lines = till.window.close_shift.preview.lines()
    assert any("ЗМІНУ ЗАКРИТО ОФЛАЙН" in line for line in lines)
    assert not any("X-ЗВІТ" in line or "Z-ЗВІТ" in line for line in lines)


def test_a_shift_closed_without_counting_says_nothing_of_the_drawer(till):
    task(till, Task.CLOSE_SHIFT)
    till.touch("Закрити зміну, Z-звіт")
    till.touch("Так, закрити зміну")
    till.until(lambda: till.desk.state.shift is None)
    assert till.till.called("close_shift") == [(None,)]
    till.calm()
    assert till.window.close_shift.rows.rows[-1].figure == "не пораховано"


def test_history_finds_by_sum_shows_the_paper_and_prints_a_copy(till):
    sell(till, 1)
    sell(till, 2, 3)
    till.key(Key.Key_F11)
    till.calm()
    history = till.window.history
    till.type("32,5")
    assert [row.figure for row in history.rows.rows] == ["32,50"]
    paper = history.preview.lines()
    assert any("КОПІЯ" in line for line in paper)
    assert any("ТОВ «Затишна крамниця»" in line for line in paper)
    assert any("ПН 430123426551" in line for line in paper)
    till.enter()
    till.until(lambda: till.till.called("reprint"))
    assert till.till.called("reprint") == [(till.till.views[1].receipt.id,)]


def test_a_receipt_is_sent_to_a_customer_who_asks_afterwards(till):
    sell(till, 1)
    task(till, Task.HISTORY)
    history = till.window.history
    receipt_id = till.till.views[0].receipt.id
    till.key(Key.Key_Tab)
    assert not history.sending.confirm.isEnabled()
    till.type("olena@example.com")
    till.enter()
    till.until(lambda: till.till.called("send_receipt") == [(receipt_id, Delivery("olena@example.com"))])
    till.until(lambda: [row.under for row in history.sending.rows.rows] == ["надіслано"])
    assert history.sending.field.text() == ""
    till.touch(history.sending.field)
    till.touch("123", history.sending.letters)
    for digit in "0671234567":
        till.touch(digit, history.sending.letters)
    till.touch("Надіслати", history.sending)
    till.until(lambda: len(history.sending.rows.rows) == 2)
    assert till.till.called("send_receipt")[1] == (receipt_id, Delivery(phone="0671234567"))
    till.key(Key.Key_Escape)
    assert history.preview.isVisible()


def test_an_address_that_is_none_is_said_and_stays_to_be_mended(till):
    sell(till, 1)
    task(till, Task.HISTORY)
    till.till.fail_next["send_receipt"] = refused("bad_contact")
    till.key(Key.Key_Tab)
    till.type("olena")
    till.enter()
    till.until(till.window.history.headline.isVisible)
    assert till.window.history.sending.field.text() == "olena"
    assert till.window.history.sending.confirm.isEnabled()


def test_history_reads_on_when_the_end_of_the_list_is_reached(till):
    for _ in range(60):
        till.till_does(lambda door: door.cash_in(100))
    till.key(Key.Key_F11)
    till.calm()
    assert len(till.window.history.rows.rows) == 50
    till.key(Key.Key_End)
    till.until(lambda: len(till.window.history.rows.rows) == 60)


def test_a_whole_receipt_is_returned_by_keys(till):
    sell(till, 1, 2)
    sold = till.till.views[0].receipt.id
    till.key(Key.Key_F9)
    till.calm()
    till.key(Key.Key_F9)
    till.until(lambda: till.window.history.panel.quote is not None)
    till.enter()
    till.until(lambda: till.till.called("give_back"))
    till.calm()
    receipt_id, (payment,), lines = till.till.called("give_back")[0]
    assert (receipt_id, payment.type, payment.value, lines) == (sold, PaymentType.CASH, 7550, None)
    assert page(till) is till.window.till
    done = till.window.till.panes.pane
    assert (done.caption.text(), done.figure.text()) == ("Віддайте покупцеві готівкою", "75,50")
    till.scan(ean(3))
    assert till.window.till.panes.pane is None


def test_a_return_in_cash_says_how_it_is_rounded(till):
    sell(till, 2)
    till.key(Key.Key_F9)
    till.calm()
    till.key(Key.Key_F9)
    panel = till.window.history.panel
    till.until(lambda: panel.quote is not None)
    assert (panel.due.text(), panel.rounding.text()) == ("43,00", "заокруглення +0,10")


def asked_for_the_mistake(till):
    """A sale whose technical return asks why; → the panel that asks."""
    sell(till, 1)
    till.key(Key.Key_F9)
    till.calm()
    till.key(Key.Key_F9)
    panel = till.window.history.panel
    till.until(lambda: panel.quote is not None)
    till.touch("Чек помилковий")
    till.enter()
    till.until(lambda: panel.asking)
    return panel


def test_a_receipt_that_was_a_mistake_is_taken_back_for_a_reason(till):
    panel = asked_for_the_mistake(till)
    till.key(Key.Key_Escape)
    till.until(lambda: not panel.asking)
    assert till.till.called("give_back") == []
    till.enter()
    till.until(lambda: panel.asking)
    assert not panel._pane.confirm.isEnabled()
    till.enter()
    assert panel.asking
    till.key(Key.Key_Down)
    till.touch(f"Технічне повернення {panel.due.text()}")
    till.until(lambda: till.till.called("give_back"))
    till.calm()
    assert till.till.called("give_back")[0][3] == "Чек пробито двічі"
    till.enter()
    till.key(Key.Key_F11)
    till.calm()
    back, sale = till.window.history.rows.rows[:2]
    assert "Технічне повернення" in back.title
    assert "Чек пробито двічі" in back.under
    assert sale.figure_under == "повернуто"
    assert till.window.history.rows.chosen_key() == back.key
    assert [view.receipt.technical for view in till.till.views] == [True, False]


def test_a_return_that_asks_on_a_page_left_for_the_till_holds_no_other_page_back_and_ends_with_its_own(till):
    panel = asked_for_the_mistake(till)
    till.window.top.menu.emit()
    till.key(Key.Key_Escape)
    till.until(lambda: not till.desk._endings)  # the actions that were left are gone
    before = till.window.till
    till.window.build()
    till.until(lambda: not till.desk._tasks and not till.desk._endings and till.window.parting.over)
    till.app.processEvents()
    assert not isValid(before)
    assert not isValid(panel)


def test_who_lacks_the_right_is_not_offered_a_technical_return(till):
    sell(till, 1)
    cashier = till.desk.state.cashier
    till.tell(cashier=replace(cashier, permissions=cashier.permissions - {"technical_return"}))
    till.key(Key.Key_F9)
    till.calm()
    till.key(Key.Key_F9)
    panel = till.window.history.panel
    till.until(lambda: panel.quote is not None)
    assert not panel.kinds.isVisible()
    till.key(Key.Key_Tab)
    assert panel.kinds.place == 0


def test_esc_leaves_the_receipts_while_a_card_payment_waits(till):
    sell(till, 1)
    till.tell(card=replace(till.desk.state.card, unsettled=(UNKNOWN,)))
    till.key(Key.Key_F11)
    till.calm()
    assert till.desk.notice is not None
    till.key(Key.Key_Escape)
    till.calm()
    assert page(till) is till.window.till


def test_a_shift_that_a_card_payment_keeps_open_says_so_and_leads_to_the_payment(till):
    sell(till, 1)
    till.till.fail_next["close_shift"] = refused("payment_unknown")
    task(till, Task.CLOSE_SHIFT)
    till.calm()
    till.key(Key.Key_F6)
    till.key(Key.Key_F6)
    till.until(lambda: till.desk.notice is not None)
    assert till.window.close_shift.headline.isVisible()
    till.touch("Оплати карткою", till.window.close_shift)
    till.calm()
    assert page(till) is till.window.register
    assert till.desk.notice is None


def test_one_line_is_returned_by_touch_and_the_rest_stays_left(till):
    sell(till, 1, 1, 2)
    till.touch("Повернення", till.window.key_bar)
    till.calm()
    till.touch("Повернути товар")
    panel = till.window.history.panel
    till.until(lambda: panel.quote is not None)
    till.key(Key.Key_Down)
    till.touch("Рядок так / ні")
    till.key(Key.Key_Up)
    till.touch(panel.less)
    till.until(lambda: panel.quote is not None)
    assert panel.due.text() == "32,50"
    till.touch("ПОВЕРНУТИ")
    till.until(lambda: till.till.called("give_back"))
    till.calm()
    assert till.till.called("give_back")[0][2] == (WantedLine(0, 1000),)
    till.key(Key.Key_F9)
    till.calm()
    till.key(Key.Key_Down)
    till.key(Key.Key_F9)
    till.until(lambda: panel.quote is not None)
    assert [want.quantity for want in panel.wanted] == [1000, 1000]


def paid_by(till, *payments):
    """A sale paid so, its return open; → the panel."""
    till.scan(ean(1))
    till.calm()
    till.till_does(lambda door: door.pay(payments))
    till.key(Key.Key_F9)
    till.calm()
    till.key(Key.Key_F9)
    panel = till.window.history.panel
    till.until(lambda: panel.quote is not None)
    return panel


def test_what_a_certificate_paid_goes_back_to_a_certificate_at_first(till):
    panel = paid_by(till, Payment(PaymentType.CASHLESS, 3250, "Подарунковий сертифікат"))
    assert [one.name for one in panel.ways.options] == ["Готівкою", "Сертифікат"]
    assert (panel.ways.chosen.name, panel.parts.text()) == ("Сертифікат", "Сертифікат 32,50")
    till.enter()
    till.until(lambda: till.till.called("give_back"))
    till.calm()
    _, payments, _ = till.till.called("give_back")[0]
    assert payments == (Payment(PaymentType.CASHLESS, 3250, "Подарунковий сертифікат"),)
    done = till.window.till.panes.pane
    assert (done.caption.text(), done.figure.text()) == ("Поверніть: Сертифікат 32,50", "32,50")


def test_a_mixed_sale_goes_back_in_both_parts_and_the_terminal_is_offered_no_more(till):
    till.tell(card=replace(till.desk.state.card, manual=False))
    panel = paid_by(till, Payment(PaymentType.CASHLESS, 1000, "Картка"), Payment(PaymentType.CASH, 2250))
    assert [one.name for one in panel.ways.options] == ["Готівкою", "Як сплачено"]
    assert (panel.ways.place, panel.parts.text(), panel.due.text()) == (1, "Картка 10,00 + Готівка 22,50", "32,50")
    till.key(Key.Key_Left)
    assert (panel.parts.text(), panel.due.text()) == ("Готівка 32,50", "32,50")
    till.key(Key.Key_Left)
    till.enter()
    till.until(lambda: till.till.called("give_back"))
    till.calm()
    done = till.window.till.panes.pane
    assert (done.caption.text(), done.figure.text()) == ("Віддайте готівкою; на картку 10,00", "22,50")


def test_a_receipts_qr_opens_its_return(till):
    sell(till, 1)
    receipt_id = till.till.views[0].receipt.id
    till.desk.scan(receipt_id)
    till.until(lambda: page(till) is till.window.history)
    panel = till.window.history.panel
    till.until(lambda: panel.quote is not None)
    assert panel.isVisible()


def test_a_refused_return_says_why_and_stays(till):
    sell(till, 1)
    till.key(Key.Key_F9)
    till.calm()
    till.key(Key.Key_F9)
    till.until(lambda: till.window.history.panel.quote is not None)
    till.till.fail_next["give_back"] = refused("cash_short")
    till.enter()
    till.until(lambda: till.desk.notice is not None)
    assert till.window.history.headline.strip.isVisible()
    assert till.window.history.panel.isVisible()


def test_a_scan_waits_while_a_return_is_put_together_and_leaves_the_list_of_receipts(till):
    sell(till, 1)
    till.key(Key.Key_F11)
    till.calm()
    till.scan(ean(2))
    assert page(till) is till.window.till
    till.key(Key.Key_F5)
    till.calm()
    till.key(Key.Key_F9)
    till.calm()
    till.key(Key.Key_F9)
    till.until(lambda: till.window.history.returning)
    till.burst(ean(3))
    till.calm()
    assert till.desk.scans_waiting == 1
    till.key(Key.Key_Escape)
    till.until(lambda: len(till.desk.state.cart.lines) == 1)


def test_the_window_does_not_close_in_the_middle_of_a_payment(till):
    shell = Shell(Preferences())
    shell.show_content(till.window)
    shell.show()
    till.tell(busy="paying")
    assert not shell.close()
    assert till.window.isVisible()
    till.tell(busy="")
    assert shell.close()
    till.window.setParent(None)


def test_taxes_are_turned_by_touch_and_confirmed_together(till):
    task(till, Task.TAXES)
    for _ in range(3):
        till.key(Key.Key_Down)
    till.enter()
    till.key(Key.Key_F6)
    till.until(lambda: till.till.called("confirm_taxes"))
    assert till.till.called("confirm_taxes") == [({"1": [1], "2": [2], "4": [8], "5": [1]},)]


def test_a_tax_is_chosen_by_touch_and_why_and_what_changed_is_told(till):
    task(till, Task.TAXES)
    groups = till.window.taxes.groups
    till.key(Key.Key_Down)
    assert "Було: Б ПДВ 9% (9 %)" in groups.conflict.text()
    assert groups.why.text().startswith("Ставки збігаються")
    till.touch_at(groups.codes.viewport(), groups.codes.visualRect(groups.codes.model().index(2, 0)).center())
    assert groups.table["2"] == (8,)
    till.touch(groups.confirm)
    till.until(lambda: page(till) is till.window.till)
    assert till.till.called("confirm_taxes") == [({"1": [1], "2": [8], "4": [8]},)]


def test_the_list_of_taxes_opens_on_the_chosen_one(till):
    till.till.bare_excise = {"count": 3, "names": ["Вино", "Горілка"]}
    task(till, Task.TAXES)
    groups = till.window.taxes.groups
    for code in (group_codes[0] for group_codes in list(groups.table.values())):
        assert groups.codes.chosen_key() == str(code)
        till.key(Key.Key_Down)
    assert groups.bare.text().endswith("Вино · Горілка і ще 1")


def test_an_exception_is_made_and_taken_away_by_keys(till):
    task(till, Task.TAXES)
    till.key(Key.Key_Right)
    till.type("+")
    form = till.window.taxes.overrides.form
    till.type("вода")
    till.until(lambda: [row.title for row in form.rows.rows] == ["Вода мінеральна «Моршинська» слабогазована 1,5 л"])
    till.enter()
    till.key(Key.Key_Down)
    till.enter()
    till.key(Key.Key_F6)
    till.until(lambda: till.till.called("override_tax"))
    till.calm()
    assert till.till.called("override_tax") == [("product", "p5", [2])]
    assert len(till.window.taxes.overrides.rows.rows) == 1
    till.key(Key.Key_Delete)
    till.until(lambda: len(till.till.called("override_tax")) == 2)
    assert till.till.called("override_tax")[1] == ("product", "p5", [])


def test_what_is_found_is_seen_above_the_letters_on_the_screen(till):
    task(till, Task.TAXES)
    till.key(Key.Key_Right)
    till.type("+")
    form = till.window.taxes.overrides.form
    till.touch(form.field)
    till.type("а")
    till.until(lambda: len(form.rows.rows) > 2)
    till.calm()
    assert form.letters.isVisible()
    seen = form.rows.viewport().rect()
    assert all(seen.contains(form.rows.visualRect(form.rows.model().index(place, 0))) for place in (0, 1))


def test_a_refused_exception_is_told_on_the_page(till):
    till.till.fail_next["override_tax"] = refused("not_permitted")
    task(till, Task.TAXES)
    till.key(Key.Key_Right)
    till.type("+")
    form = till.window.taxes.overrides.form
    form.kinds.choose(2)
    till.type("2208")
    till.until(lambda: form.rows.rows)
    till.enter()
    till.enter()
    till.key(Key.Key_F6)
    till.until(lambda: till.window.taxes.headline.isVisible())
    assert till.desk.notice.code == "not_permitted"


def test_goods_without_a_confirmed_tax_are_not_paid_for_and_the_strip_leads_to_the_taxes(till):
    till.till.products = [replace(product, tax_codes=()) for product in till.till.products]
    till.scan(ean(1))
    assert till.window.till.table.model.index(0).data(ROW).note == "податок не підтверджено"
    till.key(Key.Key_F6)
    till.calm()
    assert till.window.till.panes.pane is None
    assert till.desk.notice.code == "tax_unmapped"
    pad = till.window.till.pad
    assert [pad.pay_button.isEnabled(), pad.exact_button.isEnabled()] == [False, False]
    till.touch("Податки", till.window.till.headline)
    till.until(lambda: page(till) is till.window.taxes)
    assert till.desk.notice is None
    assert pad.pay_button.isEnabled()


@pytest.mark.parametrize("code", ["register_busy", "shift_ends", "shift_not_closed"])
def test_a_shift_that_must_be_closed_leads_to_its_page(till, code):
    till.tell(problem=Problem(code, "Зміну відкрив касир Олена. Нехай цей касир увійде, або закрийте зміну."))
    # Esc puts the words away and leads nowhere: the button does not promise it
    assert till.window.till.headline.strip.button.key == ""
    till.touch("Зміна", till.window.till.headline)
    till.until(lambda: page(till) is till.window.close_shift)
    till.tell(problem=Problem(code, "Зміну відкрив касир Олена."))
    counted = till.window.close_shift
    till.desk.settle_notice()
    till.calm()
    assert page(till) is counted


def test_before_anybody_has_signed_in_the_strip_leads_to_no_shift(stage):
    stage.desk.complain(refused("register_busy", "Зміна ще відкрита. Має увійти касир Олена."))
    notice = stage.desk.notice
    assert (notice.code, notice.button, notice.key) == ("register_busy", "", "Esc")


def test_of_the_receipts_that_were_looked_through_none_is_kept_once_the_page_is_left(till):
    sell(till, 1)
    sell(till, 2)
    task(till, Task.HISTORY)
    history = till.window.history
    till.until(lambda: history.chosen is not None)
    assert len(history._views) == 2
    till.key(Key.Key_Escape)
    till.until(lambda: page(till) is till.window.till)
    assert (history._views, history.rows.rows, history.chosen) == ({}, (), None)
    task(till, Task.HISTORY)
    till.until(lambda: history.chosen is not None)
    assert len(history.rows.rows) == 2


def codes(till, tab):
    task(till, Task.BARCODES)
    for _ in range(tab):
        till.key(Key.Key_Right)
    return till.window.barcodes


def test_a_label_s_rule_is_made_by_touch_and_kept(till):
    screen = codes(till, 1)
    till.touch(screen.labels.add)
    assert screen.labels.draft.prefix == "26"
    assert screen.labels.digits.code.startswith("26")
    till.touch(screen.labels.verifier.buttons[1])
    till.touch(screen.labels.kinds.buttons[1])
    assert (screen.labels.draft.value_digits, screen.labels.draft.kind) == (4, InStoreKind.PRICE)
    till.touch(screen.labels.save)
    till.until(lambda: till.till.called("set_label_rules"))
    (rules,) = till.till.called("set_label_rules")[0]
    assert rules[-1] == InStoreRule("26", InStoreKind.PRICE, 5, 4, 1, verifier=True)
    till.until(lambda: not screen.labels.asking)
    assert screen.labels.rows.rows[-1].key == "26"


def test_a_label_s_prefix_is_typed_and_a_rule_goes_by_the_delete_key(till):
    screen = codes(till, 1)
    till.enter()
    for _ in range(2):
        till.key(Key.Key_Backspace)
    till.type("27")
    till.key(Key.Key_F6)
    till.until(lambda: till.till.called("set_label_rules"))
    assert till.till.called("set_label_rules")[0][0][0].prefix == "27"
    till.until(lambda: not screen.labels.asking)
    till.calm()
    till.key(Key.Key_Delete)
    till.until(lambda: len(till.till.called("set_label_rules")) == 2)
    assert len(till.till.called("set_label_rules")[1][0]) == 5


def test_a_pack_is_made_by_scanning_box_and_piece(till):
    screen = codes(till, 2)
    till.type("+")
    till.burst("14820000000038")
    till.until(lambda: screen.packs.form.rows.rows)
    till.enter()
    till.type("12")
    till.enter()
    till.until(lambda: till.till.called("set_pack"))
    assert till.till.called("set_pack") == [("14820000000038", "p3", 12)]
    till.until(lambda: screen.packs.rows.rows)
    assert screen.packs.rows.rows[0].figure == "× 12"


def test_a_pack_of_nonsense_is_refused_in_words_and_nothing_is_lost(till):
    screen = codes(till, 2)
    till.type("+")
    till.burst("14820000000038")
    till.until(lambda: screen.packs.form.rows.rows)
    till.enter()
    till.type("багато")
    till.enter()
    till.until(lambda: screen.headline.isVisible())
    assert till.desk.notice.code == "bad_rule"
    assert screen.packs.asking


def test_a_card_is_scanned_and_its_beginning_left(till):
    screen = codes(till, 3)
    till.type("+")
    till.burst("2900011112222")
    assert screen.cards.form.field.text() == "2900011112222"
    for _ in range(8):
        till.key(Key.Key_Backspace)
    till.enter()
    till.until(lambda: till.till.called("set_card_rules"))
    assert till.till.called("set_card_rules") == [((CardRule("29000", 13),),)]


def test_a_badge_is_made_and_revoked(till):
    screen = codes(till, 4)
    till.type("+")
    till.burst("BADGE-0042")
    till.until(lambda: screen.badges.rows.rows)
    assert till.till.called("issue_badge") == [("BADGE-0042",)]
    assert screen.badges.rows.rows[0].title == "Олена Коваленко"
    till.key(Key.Key_Delete)
    till.until(lambda: not screen.badges.rows.rows)
    assert till.till.called("revoke_badge") == [("b1",)]


def test_a_code_is_typed_by_touch_and_read_at_once(till):
    screen = codes(till, 0)
    for digit in ean(2):
        till.touch(digit, screen.test.keys)
    till.until(lambda: screen.test.verdict.text().startswith("Молоко"))
    till.key(Key.Key_Delete)
    assert screen.test.steps.rows == ()
    till.key(Key.Key_Escape)
    assert page(till) is till.window.till


def test_a_customer_s_card_stands_over_the_sum(till):
    till.scan(ean(1))
    till.tell(cart=replace(till.desk.state.cart, customer_card="2900011112222"))
    assert "Картка …112222" in till.window.till.totals._small


def test_the_drawer_opens_for_a_reason(till):
    till.key(Key.Key_F10)
    till.calm()
    till.key(Key.Key_Down)
    till.enter()
    till.until(lambda: till.till.called("open_drawer"))
    assert till.till.called("open_drawer") == [("Перевірка готівки",)]


def test_signing_out_leads_back_to_the_pin(till):
    task(till, Task.SIGN_OUT)
    till.until(lambda: page(till) is till.window.sign_in)
    assert not till.window.top.menu_button.isVisible()


def test_a_problem_of_the_till_is_a_strip_until_it_is_dismissed(till):
    till.tell(problem=Problem("printer_failed", "Принтер не друкує. Чек збережено."))
    assert till.desk.notice.level is Level.ATTENTION
    till.key(Key.Key_Escape)
    till.until(lambda: till.desk.state.problem is None)
    till.tell(problem=Problem("total_differs", "Сума чека на сервері відрізняється.", safe=False))
    assert till.desk.notice.level is Level.STOP
    assert "Перевірте гроші!" in till.desk.notice.text


def test_a_synced_catalog_brings_new_tiles(till):
    till.till.products = till.till.products[:3]
    till.tell(catalog=CatalogState(3, datetime(2026, 3, 15, tzinfo=UTC)))
    till.until(lambda: len(till.window.till.pad.tiles.tiles) == 3)


def test_the_actions_tab_is_reached_by_keys_and_runs_what_is_framed(till):
    till.key(Key.Key_D, "\x04", Qt.KeyboardModifier.ControlModifier)
    till.key(Key.Key_Down)
    till.enter()
    till.calm()
    assert till.window.till.panes.pane.title.text() == "Внесення готівки"


def test_the_search_of_receipts_reaches_those_that_are_not_loaded(till):
    till.scan(ean(1))
    till.key(Key.Key_F12)
    till.until(lambda: till.till.views)
    till.calm()
    old = till.till.views[0]
    till.till.views = [replace(old, receipt=replace(old.receipt, id=f"r-{n}", lines=())) for n in range(60)]
    till.till.views.append(replace(old, receipt=replace(old.receipt, id="old-one")))
    task(till, Task.HISTORY)
    till.until(lambda: till.window.history.rows.rows)
    till.window.history.search.set_text(old.receipt.lines[0].name[:6])
    till.until(lambda: [row.key for row in till.window.history.rows.rows] == ["old-one"])


def test_a_search_that_finds_no_receipt_leaves_no_paper_and_no_button_that_would_act_on_it(till):
    sell(till, 1)
    till.key(Key.Key_F11)
    till.calm()
    history = till.window.history
    till.until(lambda: history.preview.lines())
    gate = till.till.gates["find_receipts"] = asyncio.Event()
    till.type("немає такого")
    assert history.rows.empty == "Шукаємо в усіх чеках…"
    assert history.preview.lines() == []
    assert not any(
        button.isEnabled()
        for button in (history.copy_button, history.save_button, history.send_button, history.return_button)
    )
    till.engine.submit(lambda _: _opened(gate)).result(5)
    till.until(lambda: history.rows.empty == "Такого чека немає.")
    till.key(Key.Key_Escape)
    till.until(history.copy_button.isEnabled)


def test_an_error_that_the_help_does_not_know_leaves_no_advice_for_another(till):
    task(till, Task.HELP)
    errors = till.window.help.errors
    errors.open("disk_full")
    assert errors.what.text()
    errors.search.set_text("немає такої")
    assert errors.page.isHidden()
    errors.search.clear()
    assert not errors.page.isHidden()
    assert errors.code.text().endswith(errors.rows.chosen_key())


def test_a_search_of_receipts_that_fails_does_not_say_that_there_is_none(till):
    sell(till, 1)
    till.key(Key.Key_F11)
    till.calm()
    till.till.fail_next["find_receipts"] = refused("disk_full")
    till.type("я")
    till.type("я")
    till.until(lambda: till.desk.mistake is not None)
    assert till.window.history.rows.empty == ""


def test_a_number_that_no_receipt_here_has_is_asked_of_checkbox(till):
    till.scan(ean(1))
    till.key(Key.Key_F12)
    till.until(lambda: till.till.views)
    till.calm()
    old = till.till.views[0]
    task(till, Task.HISTORY)
    till.until(lambda: till.window.history.rows.rows)
    till.window.history.search.set_text("KfR5s_99999")
    till.until(lambda: [row.key for row in till.window.history.rows.rows] == ["elsewhere"])
    till.enter()
    till.until(lambda: till.desk.mistake is not None)
    assert till.desk.mistake.code == "unknown_receipt"
    till.till.elsewhere = replace(old, receipt=replace(old.receipt, id="foreign"))
    till.touch_at(till.window.history.rows.viewport(), till.window.history.rows.visualRect(
        till.window.history.rows.model().index(0, 0)).center())
    till.until(lambda: till.window.history.chosen is not None and till.window.history.chosen.receipt.id == "foreign")


def test_the_bar_of_keys_is_bare_where_the_page_s_own_buttons_have_them(till):
    till.open_till()
    bar = till.window.key_bar
    assert all(button.isVisible() for button in bar.buttons.values())
    till.window.open_page(Task.CATALOG)
    till.calm()
    assert not any(button.isVisible() for button in bar.buttons.values()), "F3 there is a new product"
    height = bar.height()
    till.window.show_till()
    till.calm()
    assert all(button.isVisible() for button in bar.buttons.values())
    assert bar.height() == height
