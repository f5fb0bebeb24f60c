"""Paying by card through a terminal: the steps in words, amber while nobody knows, and a way out of every state."""

import asyncio
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from ui_card import _approval
from ui_fake_till import NOW
from ui_goods import ean

from pos_app.domain.card import Attempt, AttemptKind
from pos_app.domain.payment import PaymentType
from pos_app.ui.card_words import Phase, attempt_in_words, strip_words
from pos_app.ui.screens.tasks import Task
from pos_app.ui.widgets.steps import StepState

Key = Qt.Key
DUE = 29120


@pytest.fixture
def paying(till):
    """A basket of 291,20, a terminal, and the payment pane at the card."""
    till.till_does(_plug_in)
    for number in (2, 3, 14, 18):
        till.scan(ean(number))
    till.key(Key.Key_F6)
    till.calm()
    till.touch("Картка")
    till.calm()
    return till


async def _plug_in(door):
    door.plug_in()


def pane(stage):
    return stage.window.till.panes.pane


def words(stage):
    return [step.text for step in pane(stage).card.steps.steps]


def states(stage):
    return [step.state for step in pane(stage).card.steps.steps]


def paid(stage):
    return [(one.type, one.value) for one in stage.till.called("pay")[-1][0]]


def test_one_press_charges_the_card_and_registers_the_receipt(paying):
    assert pane(paying).confirm.text() == "Надіслати на термінал"
    assert not pane(paying).rrn.isVisible()
    paying.enter()
    paying.until(lambda: pane(paying) is None)
    assert paying.till.called("charge") == [(DUE,)]
    assert paid(paying) == [(PaymentType.CASHLESS, DUE)]
    assert paying.desk.state.card.unsettled == ()


def test_the_steps_follow_the_terminal_and_the_cashier_may_stop_it(paying):
    gate = asyncio.Event()
    paying.till.gates["charge"] = gate
    paying.enter()
    paying.until(lambda: pane(paying).phase is Phase.WORKING and paying.desk.state.card.step)
    assert words(paying)[:2] == ["На термінал: 291,20", "Покупець прикладає картку"]
    assert states(paying)[:3] == [StepState.DONE, StepState.NOW, StepState.TO_COME]
    for step, text in (("pin", "Покупець вводить PIN-код"), ("bank", "Банк перевіряє картку")):
        paying.tell(card=replace(paying.till.state.card, step=step))
        assert words(paying)[1] == text
    assert not pane(paying).confirm.isEnabled()
    paying.key(Key.Key_Escape)
    assert pane(paying) is not None
    paying.touch("Перервати на терміналі")
    paying.until(lambda: paying.till.called("interrupt_terminal"))
    paying.engine._loop.call_soon_threadsafe(gate.set)
    paying.until(lambda: paying.desk.notice is not None)
    assert paying.desk.notice.code == "card_declined"
    assert pane(paying).phase is Phase.READY


@pytest.mark.parametrize(("answer", "code"), [("declined", "card_declined"), ("unreachable", "terminal_failed")])
def test_a_card_that_is_not_taken_is_told_and_may_be_paid_otherwise(paying, answer, code):
    paying.till.card_answer = answer
    paying.enter()
    paying.until(lambda: paying.desk.notice is not None)
    assert paying.desk.notice.code == code
    paying.touch("Готівка")
    paying.calm()
    paying.enter()
    paying.until(lambda: pane(paying) is None)
    assert paid(paying) == [(PaymentType.CASH, 29100)]


def test_unknown_is_amber_and_is_asked_again_and_never_charged_again(paying):
    paying.till.card_answer = "unknown"
    paying.enter()
    paying.until(lambda: pane(paying).phase is Phase.UNKNOWN)
    paying.calm()
    assert states(paying)[2] is StepState.UNKNOWN
    assert words(paying)[2] == "Результат невідомий"
    assert pane(paying).card.reason.text() == "Відповіді термінала не отримано."
    assert pane(paying).confirm.text() == "Перевірити ще раз"
    paying.touch("Перевірити ще раз")
    paying.until(lambda: pane(paying) is None)
    assert len(paying.till.called("charge")) == 1
    assert paid(paying) == [(PaymentType.CASHLESS, DUE)]


def test_what_the_till_finds_out_by_itself_completes_the_sale_too(paying):
    paying.till.card_answer = "unknown"
    paying.enter()
    paying.until(lambda: pane(paying).phase is Phase.UNKNOWN)
    paying.calm()
    paying.till_does(lambda till: till.check_payment())
    paying.until(lambda: pane(paying) is None)
    assert paid(paying) == [(PaymentType.CASHLESS, DUE)]


def test_what_was_never_charged_may_be_charged_by_a_press_of_the_cashier(paying):
    paying.till.card_answer = "lost"
    paying.enter()
    paying.until(lambda: pane(paying).phase is Phase.UNKNOWN)
    paying.calm()
    paying.touch("Перевірити ще раз")
    paying.until(lambda: pane(paying).phase is Phase.READY)
    paying.calm()
    assert len(paying.till.called("charge")) == 1
    paying.till.card_answer = "approved"
    paying.enter()
    paying.until(lambda: pane(paying) is None)
    assert len(paying.till.called("charge")) == 2


def test_the_slip_in_hand_settles_what_the_terminal_cannot_say(paying):
    paying.till.card_answer = "unknown"
    paying.enter()
    paying.until(lambda: pane(paying).phase is Phase.UNKNOWN)
    paying.calm()
    paying.touch("Є чек термінала")
    assert "291,20" not in pane(paying).card.reason.text()
    paying.type("123456789012")
    paying.touch("Так, списано")
    paying.until(lambda: pane(paying) is None)
    ((_, rrn, _),) = paying.till.called("payment_charged")
    assert rrn == "123456789012"


def test_less_than_asked_is_told_and_the_rest_is_paid_in_cash(paying):
    paying.till.card_answer = "partial"
    paying.enter()
    paying.until(lambda: paying.desk.notice is not None)
    paying.until(lambda: pane(paying).draft.held == (10_000,))
    paying.calm()
    assert paying.desk.notice.code == "card_partial"
    assert paying.desk.notice.text.startswith("Карткою оплачено 100,00 з 291,20. Доплатіть карткою чи готівкою")
    assert (pane(paying).due_caption.text(), pane(paying).due.text()) == ("Лишилось", "191,20")
    paying.touch("Готівка")
    paying.calm()
    assert (pane(paying).due.text(), pane(paying).rounding.text()) == ("191,00", "заокруглення −0,20")
    paying.type("200")
    assert pane(paying).change.text() == "9,00"
    paying.enter()
    paying.until(lambda: pane(paying) is None)
    assert paid(paying) == [(PaymentType.CASHLESS, 10_000), (PaymentType.CASH, 20_000)]


def test_less_than_asked_may_be_given_back(paying):
    paying.till.card_answer = "partial"
    paying.enter()
    paying.until(lambda: pane(paying).draft.held == (10_000,))
    paying.calm()
    paying.touch("Картка")
    paying.calm()
    paying.touch("Скасувати оплату карткою")
    paying.until(lambda: pane(paying).draft.held == ())
    paying.calm()
    assert pane(paying).due.text() == "291,20"
    assert paying.desk.state.card.unsettled == ()


def test_a_mixed_payment_charges_its_part(paying):
    paying.touch("Змішана")
    paying.calm()
    paying.type("100")
    paying.calm()
    paying.enter()
    paying.until(lambda: pane(paying) is None)
    assert paying.till.called("charge") == [(10_000,)]
    assert paid(paying) == [(PaymentType.CASHLESS, 10_000), (PaymentType.CASH, 19_100)]


def test_what_the_card_has_paid_of_a_mixed_payment_is_not_asked_of_it_again(paying):
    paying.touch("Змішана")
    paying.calm()
    paying.type("150")
    paying.calm()
    paying.till.card_answer = "partial"
    paying.enter()
    paying.until(lambda: pane(paying).draft.held == (10_000,))
    paying.calm()
    assert (pane(paying).first.text(), pane(paying).due.text()) == ("", "191,00")
    paying.enter()
    paying.until(lambda: pane(paying) is None)
    assert paying.till.called("charge") == [(15_000,)]
    assert paid(paying) == [(PaymentType.CASHLESS, 10_000), (PaymentType.CASH, 19_100)]


def test_a_broken_terminal_is_worked_by_hand(paying):
    paying.touch("Термінал не працює: вручну")
    paying.calm()
    assert "291,20" in pane(paying).card.reason.text()
    paying.type("123456789012")
    paying.touch("Термінал схвалив")
    paying.until(lambda: pane(paying) is None)
    assert paying.till.called("charge") == []
    assert paying.till.called("pay")[0][0][0].details == {"rrn": "123456789012"}


def left(stage, state, **changes):
    """A payment that an earlier run of the till has left for this basket."""

    async def leave(door):
        cart = replace(door.state.cart, receipt_id="sale1")
        door.publish(cart=cart)
        attempt = Attempt("a1", AttemptKind.PURCHASE, DUE, NOW, document="sale1").asked("000007")
        door.put(attempt.unsure("Касу було вимкнено.") if state == "unknown" else attempt.approved(_approval(DUE)))

    stage.till_does(leave)


def test_an_approval_from_before_the_power_cut_is_on_the_strip_and_completes_the_sale(till):
    till.till_does(_plug_in)
    for number in (2, 3, 14, 18):
        till.scan(ean(number))
    left(till, "approved")
    assert "291,20" in till.desk.notice.text
    till.touch("Оплата")
    till.calm()
    assert pane(till).phase is Phase.HELD
    assert pane(till).due.text() == "0,00"
    till.touch("Завершити чек")
    till.until(lambda: pane(till) is None)
    assert till.till.called("charge") == []
    assert paid(till) == [(PaymentType.CASHLESS, DUE)]
    till.calm()
    assert till.desk.notice is None


def test_an_unknown_payment_leads_to_the_list_where_a_manager_decides(till):
    till.till_does(_plug_in)
    for number in (2, 3, 14, 18):
        till.scan(ean(number))
    left(till, "unknown")
    till.touch("Оплата")
    till.calm()
    till.touch("Чека немає, не\u00a0списано")
    till.calm()
    screen = till.window.register
    assert screen.tab is Task.CARDS
    assert [row.title for row in screen.rows.rows] == ["Оплата карткою"]
    till.touch("Не списано, з причиною")
    till.key(Key.Key_Down)
    till.touch("Не списано", screen.reasons)
    till.until(lambda: till.till.called("payment_not_charged"))
    till.until(lambda: not till.desk.state.card.unsettled)
    till.until(lambda: screen.rows.rows == ())


def test_the_list_asks_gives_back_and_completes(till):
    async def leave(door):
        door.plug_in()
        asked = Attempt("a1", AttemptKind.PURCHASE, 500, NOW, document="other").asked("1")
        door.put(asked.unsure("Зв'язок перервано."))
        door.put(replace(asked, id="a2").approved(_approval(700)))
        door.put(replace(asked, id="a3", kind=AttemptKind.REFUND, amount=900).approved(_approval(900)))

    till.till_does(leave)
    till.window.till.run_task(Task.CARDS)
    till.calm()
    screen = till.window.register
    assert len(screen.rows.rows) == 3
    till.touch("Перевірити ще раз")
    till.until(lambda: till.till.called("check_payment"))
    till.calm()
    till.touch("Повернено без термінала")
    till.key(Key.Key_Down)
    till.touch("Повернено", screen.reasons)
    till.until(lambda: till.till.called("reverse_payment"))
    assert till.till.called("reverse_payment")[0] == ("a1", "Термінал не працює, повернув банк")
    till.calm()
    screen.rows.step(-9)
    while screen.rows.chosen_key() != "a3":
        screen.rows.step(1)
    till.touch("Завершити повернення")
    till.until(lambda: till.till.called("complete_refund"))
    till.calm()


def test_what_the_strip_and_the_list_say(till):
    state = till.desk.state
    assert strip_words(state) == ""
    refund = Attempt("a", AttemptKind.REFUND, 100, NOW).asked("").approved(_approval(100))
    assert "повернення" in attempt_in_words(refund, state).next
    other = replace(refund, amount=200)
    assert attempt_in_words(other, state).what == "Термінал повернув 1,00, а треба 2,00."
    bare = Attempt("a", AttemptKind.PURCHASE, 100, NOW).asked("")
    assert attempt_in_words(bare, state).what == "Термінал не відповів."
