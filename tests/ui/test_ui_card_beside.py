"""What stands beside a card payment: what is left to pay, the other ways, the strip's button, and the list."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from ui_card import _approval
from ui_card_scenes import left, ready
from ui_fake_till import NOW

from pos_app.domain.card import Attempt, AttemptKind
from pos_app.ui.card_words import Phase
from pos_app.ui.screens.list_panes import ParkedPane
from pos_app.ui.screens.tasks import Task

Key = Qt.Key
DUE = 29120


@pytest.fixture
def paying(till):
    """A basket of 291,20, a terminal, and the payment pane at the card."""
    ready(till)
    return till


def pane(stage):
    return stage.window.till.panes.pane


def test_what_a_card_has_paid_is_not_asked_for_in_cash(till):
    left(till, known=True)
    totals, pad = till.window.till.totals, till.window.till.pad
    assert (totals.caption, totals.figure, totals._small[0]) == ("ЛИШИЛОСЬ СПЛАТИТИ", "0,00", "карткою 291,20")
    assert (pad.exact_button.isEnabled(), pad.pay_button.text()) == (False, "ЗАВЕРШИТИ ЧЕК")
    till.key(Key.Key_F12)
    till.calm()
    assert (pane(till), till.till.called("pay")) == (None, [])


def test_while_nobody_knows_of_a_card_exact_cash_is_off(till):
    left(till, known=False)
    assert not till.window.till.pad.exact_button.isEnabled()
    till.key(Key.Key_F12)
    till.calm()
    assert pane(till) is None


def ways(stage):
    return [button.text() for button in pane(stage).methods.values() if button.isEnabled()]


def test_while_the_terminal_has_its_say_no_other_way_is_open(paying):
    assert len(ways(paying)) == 4
    paying.till.card_answer = "unknown"
    gate = asyncio.Event()
    paying.till.gates["charge"] = gate
    paying.enter()
    paying.until(lambda: pane(paying).phase is Phase.WORKING)
    assert ways(paying) == ["Картка"]
    paying.engine._loop.call_soon_threadsafe(gate.set)
    paying.until(lambda: pane(paying).phase is Phase.UNKNOWN)
    paying.calm()
    assert ways(paying) == ["Картка"]
    for key in (Key.Key_Left, Key.Key_Right, Key.Key_F12):
        paying.key(key)
        assert pane(paying).draft.method == "card"


def test_a_mixed_payment_of_which_nobody_knows_leads_to_the_card(paying):
    paying.touch("Змішана")
    paying.calm()
    paying.type("100")
    paying.calm()
    paying.till.card_answer = "unknown"
    paying.enter()
    paying.until(lambda: pane(paying).phase is Phase.UNKNOWN)
    paying.calm()
    assert ways(paying) == ["Картка", "Змішана"]
    paying.key(Key.Key_Right)
    assert pane(paying).draft.method == "card"


def test_figures_typed_beside_a_terminal_are_no_slip(paying):
    paying.type("123")
    assert pane(paying).rrn.text() == ""
    paying.enter()
    paying.until(lambda: pane(paying) is None)
    assert paying.till.called("charge") == [(DUE,)]


def test_the_strip_has_no_button_to_the_pane_that_is_open(till):
    left(till, known=True)
    button = till.window.till.headline.strip.button
    assert (button.isVisible(), button.text()) == (True, "Оплата")
    till.touch("Оплата")
    till.calm()
    assert not button.isVisible()
    till.desk.payment_wanted.emit()
    till.calm()
    assert till.till.called("pay") == []
    till.key(Key.Key_Escape)
    assert button.isVisible()


def test_the_receipt_that_a_card_has_paid_for_is_a_press_away(till):
    async def leave(door):
        door.plug_in()
        door.put(Attempt("a1", AttemptKind.PURCHASE, 700, NOW, document="x").asked("1").approved(_approval(700)))

    till.till_does(leave)
    till.window.till.run_task(Task.CARDS)
    till.calm()
    till.enter()
    till.calm()
    assert isinstance(pane(till), ParkedPane)


def test_beside_a_terminal_the_figures_are_dim_and_the_slips_are_not(paying):
    keys = pane(paying).bottom.numpad.keys
    assert (keys["5"].isEnabled(), keys["\r"].isEnabled()) == (False, True)
    paying.touch("Термінал не працює: вручну")
    paying.calm()
    assert keys["5"].isEnabled()
