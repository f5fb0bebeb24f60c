"""What comes in the middle of a flow: a key that bounces, an answer that is late, a state that changes under a form."""

import asyncio

from PySide6.QtCore import Qt
from test_ui_pages import sell
from ui_goods import ean

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
