"""Cash for a card in the window: one press charges, no press charges twice, and every half-done one has a way out."""

import asyncio
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from ui_card_scenes import withdrawal_asked, withdrawal_held, withdrawal_left, withdrawal_unknown, withdrawing

from pos_app.domain.receipt import ReceiptKind
from pos_app.domain.shop_rules import ShopRules
from pos_app.ui.card_words import Phase, strip_words
from pos_app.ui.screens.list_panes import DonePane
from pos_app.ui.screens.tasks import Task
from pos_app.ui.screens.withdrawal_pane import WithdrawalPane
from pos_app.ui.widgets.steps import StepState

Key = Qt.Key
SUM = 50_000


def pane(stage):
    return stage.window.till.panes.pane


def texts(stage):
    return [step.text for step in pane(stage).steps.steps]


def states(stage):
    return [step.state for step in pane(stage).steps.steps]


def done(stage):
    stage.until(lambda: isinstance(pane(stage), DonePane))
    assert (pane(stage).caption.text(), pane(stage).figure.text()) == ("Видайте покупцеві готівкою", "500,00")


def asked(stage):
    return [given[0] for given in stage.till.called("withdraw")]


def test_a_sum_by_keys_charges_the_card_and_says_what_to_hand_out(till):
    withdrawal_asked(till)
    assert texts(till) == [
        "На термінал: 500,00", "Покупець прикладає картку", "Термінал схвалив", "Реєструємо чек", "Видайте готівку",
    ]  # fmt: skip
    till.enter()
    done(till)
    assert asked(till) == [SUM]
    assert till.till.views[0].receipt.kind is ReceiptKind.CASH_WITHDRAWAL
    assert "paid" in till.heard
    till.enter()
    assert pane(till) is None


def test_a_ready_sum_by_touch_and_no_sum_that_may_not_be_handed_out(till):
    withdrawing(till, limit=100_000)
    assert [one.text() for one in pane(till).sums if one.isEnabled()] == ["200", "500", "1\u00a0000"]
    till.touch("500")
    till.touch("Списати з картки")
    done(till)
    assert asked(till) == [SUM]


@pytest.mark.parametrize(
    ("typed", "words"), [("", "цілими"), ("100,50", "цілими гривнями"), ("3001", "не більше"), ("2500", "лише")]
)
def test_a_wrong_sum_is_said_at_the_field_and_charges_nothing(till, typed, words):
    withdrawing(till)
    till.type(typed)
    till.enter()
    assert words in pane(till).field.error
    assert asked(till) == []
    assert isinstance(pane(till), WithdrawalPane)


def test_what_does_nothing_looks_so(till):
    withdrawing(till)
    keys = pane(till).bottom.numpad.keys
    assert (pane(till).confirm.isEnabled(), keys["\r"].isEnabled(), keys["5"].isEnabled()) == (False, False, True)
    till.touch("500")
    assert pane(till).confirm.isEnabled()
    gate = asyncio.Event()
    till.till.gates["withdraw"] = gate
    till.enter()
    till.until(lambda: pane(till).phase is Phase.WORKING)
    assert not any(key.isEnabled() for key in keys.values())
    till.engine._loop.call_soon_threadsafe(gate.set)
    done(till)


def test_where_the_shop_hands_out_no_cash_the_tile_says_who_turns_it_on(till):
    till.window.till.run_task(Task.WITHDRAW)
    till.until(lambda: till.desk.notice is not None)
    assert (till.desk.notice.code, pane(till)) == ("withdrawal_off", None)


def test_the_steps_follow_the_terminal_and_esc_stops_it(till):
    withdrawal_asked(till)
    gate = asyncio.Event()
    till.till.gates["withdraw"] = gate
    till.enter()
    till.until(lambda: pane(till).phase is Phase.WORKING)
    till.app.processEvents()
    assert states(till)[:3] == [StepState.DONE, StepState.NOW, StepState.TO_COME]
    assert not pane(till).confirm.isEnabled()
    till.type("9")
    assert pane(till).field.text() == "500"
    till.enter()
    till.key(Key.Key_Escape)
    till.until(lambda: till.till.called("interrupt_terminal"))
    assert isinstance(pane(till), WithdrawalPane)
    till.engine._loop.call_soon_threadsafe(gate.set)
    till.until(lambda: till.desk.notice is not None)
    assert (till.desk.notice.code, pane(till).phase, asked(till)) == ("card_declined", Phase.READY, [SUM])


def test_unknown_is_amber_is_asked_again_and_is_never_charged_again(till):
    withdrawal_unknown(till)
    assert states(till)[2] is StepState.UNKNOWN
    assert pane(till).under.text() == "Відповіді термінала не отримано."
    assert pane(till).reason.text().startswith("Готівки ще не видавайте. Є чек термінала\u00a0— впишіть RRN")
    assert pane(till).confirm.text() == "Перевірити ще раз"
    assert "Видача готівки 500,00: результат невідомий" in strip_words(till.desk.state)
    till.enter()
    done(till)
    assert (asked(till), len(till.till.called("check_payment"))) == ([SUM], 1)


def test_what_the_till_finds_out_by_itself_is_registered_too(till):
    withdrawal_unknown(till)
    till.till_does(lambda door: door.check_payment())
    done(till)


def test_a_charge_that_never_was_leaves_the_sum_for_another_try(till):
    withdrawal_unknown(till)
    till.till.card_answer = "lost"
    till.enter()
    till.until(lambda: pane(till).phase is Phase.READY)
    assert till.desk.notice.code == "terminal_failed"
    till.till.card_answer = "approved"
    till.enter()
    done(till)


def test_the_slip_in_hand_settles_it(till):
    withdrawal_unknown(till)
    till.type("123456789012")
    assert pane(till).confirm.text() == "Так, списано"
    till.enter()
    done(till)
    assert till.till.called("payment_charged")[0][1:] == ("123456789012", "")


def test_a_manager_decides_on_the_page_of_cards(till):
    withdrawal_unknown(till)
    till.key(Key.Key_Delete)
    till.until(lambda: till.window.shows("register"))


def test_a_refused_receipt_is_completed_or_given_back(till):
    withdrawal_held(till)
    words = "Гроші з картки списано, чека ще немає. Готівки ще не видавайте."
    words += " Внесіть готівку (Дії → Внесення) і завершіть."
    assert (pane(till).reason.text(), pane(till).confirm.text()) == (words, "Завершити і видати 500,00")
    till.key(Key.Key_Delete)
    till.until(lambda: till.till.called("reverse_payment"))
    till.until(lambda: pane(till).phase is Phase.READY)
    till.enter()
    till.until(lambda: pane(till).phase is Phase.HELD)
    till.till.register_answer = ""
    till.enter()
    done(till)


def test_another_sum_than_asked_can_only_go_back(till):
    withdrawal_asked(till)
    till.till.card_answer = "partial"
    till.enter()
    till.until(lambda: pane(till).phase is Phase.HELD)
    assert not pane(till).confirm.isEnabled()
    assert "90,00" in pane(till).reason.text()
    till.touch("Скасувати на терміналі")
    till.until(lambda: pane(till).phase is Phase.READY)


def test_while_checkbox_has_not_answered_no_cash_is_handed_out(till):
    withdrawal_asked(till)
    till.till.register_answer = "kept"
    till.enter()
    till.until(lambda: pane(till).phase is Phase.CHECKBOX)
    assert "Готівку видайте, коли каса скаже" in pane(till).reason.text()
    request = till.till.called("withdraw")[0][1]
    till.till.register_answer = ""
    till.enter()
    done(till)
    assert {given[1] for given in till.till.called("withdraw")} == {request}


def test_one_left_by_a_power_cut_stands_on_the_strip_and_is_gone_on_with(till):
    withdrawal_left(till)
    assert "З картки списано 500,00" in till.desk.notice.text
    assert till.window.register.details.title.text() == "Видача готівки"
    till.till.register_answer = ""
    till.key(Key.Key_Escape)
    till.calm()
    till.desk.settle_notice()
    till.until(lambda: isinstance(pane(till), WithdrawalPane))
    assert (pane(till).phase, pane(till).field.text()) == (Phase.HELD, "500")
    till.enter()
    done(till)


def test_the_page_of_cards_completes_it_too(till):
    withdrawal_left(till)
    till.till.register_answer = ""
    till.enter()
    till.until(lambda: not till.desk.state.card.unsettled)
    assert till.till.views[0].receipt.kind is ReceiptKind.CASH_WITHDRAWAL


def test_a_terminal_by_hand_needs_the_slip(till):
    withdrawing(till, terminal=False)
    till.type("500")
    till.enter()
    assert pane(till).rrn.error == "RRN або код"
    till.type("123456789012")
    till.enter()
    done(till)
    assert till.till.called("withdraw")[0][2:] == ("123456789012", "")


def test_without_a_shift_the_pane_goes(till):
    withdrawing(till)
    till.tell(shift=None)
    till.until(lambda: not isinstance(pane(till), WithdrawalPane))


def test_the_closing_page_tells_what_was_handed_out(till):
    withdrawing(till)
    sums = replace(till.desk.state.shift.sums, withdrawn=SUM, withdrawals_count=1)
    till.tell(shift=replace(till.till.state.shift, sums=sums))
    pane(till).go_back()
    till.window.till.run_task(Task.CLOSE_SHIFT)
    till.calm()
    assert sums.cash == 150_000
    row = next(one for one in till.window.close_shift.rows.rows if one.key == "withdrawn")
    assert (row.title, row.figure) == ("Видача з карток, чеків: 1", "−500,00")


@pytest.mark.parametrize(("typed", "limit"), [("2000", 200_000), ("0", 0), ("-", 0)])
def test_the_owner_sets_the_limit_in_the_rules(till, typed, limit):
    till.till.shop = ShopRules(withdrawal_limit=100_000)
    till.window.till.run_task(Task.SHOP_RULES)
    page = till.window.shop_rules
    till.until(lambda: page.sheet.rows.rows)
    page.sheet.ask("withdrawal")
    till.type(typed)
    till.enter()
    till.until(lambda: till.till.shop.withdrawal_limit == limit)


def test_the_headline_invites_to_what_can_be_done(till):
    last = till.window.till.headline.last_item
    assert last._under == "Скануйте товар або оберіть його праворуч"
    withdrawing(till)
    assert last._under == ""
    pane(till).go_back()
    till.window.till.show_catalog()
    till.calm()
    assert last._under == "Скануйте товар"
