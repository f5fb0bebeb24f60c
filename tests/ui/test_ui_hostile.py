"""A hostile or tired hand: screens that go away, keys and fingers faster than anybody's, twice instead of once."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QMargins, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from ui_fake_till import NOW
from ui_goods import ean

from pos_app.ui.customer_window import CustomerWindow
from pos_app.ui.in_sight import in_sight
from pos_app.ui.preferences import Preferences
from pos_app.ui.shell import Shell
from pos_app.ui.widgets.field import LONGEST
from pos_app.ui.words import clock

Key = Qt.Key
LEFT_SCREEN, RIGHT_SCREEN = QRect(0, 0, 1366, 768), QRect(1366, 0, 1920, 1080)


@pytest.fixture
def shell(till):
    """The window in its shell, as a user has it."""
    shell = Shell(Preferences(sound=False))
    shell.show_content(till.window)
    shell.show()
    yield shell
    till.window.setParent(None)
    shell.hide()
    shell.deleteLater()


def paying(till):
    """A basket of 291,20 and the payment pane with half of it typed."""
    for number in (2, 3, 14, 18):
        till.scan(ean(number))
    till.key(Key.Key_F6)
    till.calm()
    till.type("50")
    return till.window.till.panes.pane


def paid(till, pane):
    """What was typed is still there, and the sale goes to its end."""
    assert till.window.till.panes.pane is pane
    assert pane.cash.text() == "50"
    till.type("0")
    till.enter()
    till.until(lambda: till.desk.state.last_receipt is not None)
    assert len(till.till.called("pay")) == 1
    assert till.desk.state.last_receipt.receipt.change == 50_000 - 29_100


# screens


@pytest.mark.parametrize(
    ("frame", "screens", "wanted"),
    [
        (QRect(100, 50, 1024, 700), [LEFT_SCREEN], QRect(100, 50, 1024, 700)),
        (QRect(1366, 0, 1920, 1080), [LEFT_SCREEN, RIGHT_SCREEN], QRect(1366, 0, 1920, 1080)),
        (QRect(1366, 0, 1920, 1080), [LEFT_SCREEN], LEFT_SCREEN),
        (QRect(1500, 100, 1024, 700), [LEFT_SCREEN], QRect(171, 34, 1024, 700)),
        (QRect(-3000, 0, 1024, 700), [RIGHT_SCREEN], QRect(1366 + 448, 190, 1024, 700)),
        (QRect(1500, 100, 1024, 700), [], QRect(1500, 100, 1024, 700)),
        (QRect(200, 60, 1366, 768), [LEFT_SCREEN, RIGHT_SCREEN], LEFT_SCREEN),
        (QRect(0, 0, 1366, 768), [QRect(0, 0, 1024, 768)], QRect(0, 0, 1024, 768)),
        (QRect(1366 + 900, 400, 1024, 700), [LEFT_SCREEN, RIGHT_SCREEN], QRect(1366 + 896, 380, 1024, 700)),
    ],
)
def test_a_window_stands_where_a_screen_is(frame, screens, wanted):
    found = in_sight(frame, screens)
    assert found.size() == wanted.size()
    assert (found.topLeft() - wanted.topLeft()).manhattanLength() <= 2


def test_a_windows_frame_is_seen_too():
    assert in_sight(RIGHT_SCREEN, [LEFT_SCREEN], QMargins(2, 30, 2, 2)) == QRect(2, 30, 1362, 736)


def test_the_screen_is_unplugged_in_the_middle_of_a_payment(till, shell, monkeypatch):
    pane = paying(till)
    screen = QGuiApplication.primaryScreen()
    shell.setGeometry(screen.geometry().right() + 500, 40, 1024, 740)
    assert not screen.geometry().contains(shell.geometry().center())
    QGuiApplication.instance().screenRemoved.emit(screen)
    till.until(lambda: screen.geometry().contains(shell.geometry().center()))
    assert till.window.isVisible()
    paid(till, pane)


def test_the_customers_screen_goes_and_comes_in_the_middle_of_a_payment(till, shell, monkeypatch):
    class Second:
        """A screen beside the cashier's."""

        def geometry(self):
            return till.window.screen().geometry()

    pane = paying(till)
    app, screen = QGuiApplication.instance(), QGuiApplication.primaryScreen()
    monkeypatch.setattr(CustomerWindow, "second_screen", property(lambda _: Second()))
    app.screenAdded.emit(screen)
    customer = till.window.beside.customer
    assert customer.view.isVisible()
    monkeypatch.setattr(CustomerWindow, "second_screen", property(lambda _: None))
    app.screenRemoved.emit(screen)
    assert customer.view is None
    paid(till, pane)


def test_another_resolution_in_the_middle_of_a_payment_waits_for_its_end(till):
    pane = paying(till)
    scale = till.window.look.scale
    till.window.resize(1920, 1080)
    till.calm()
    till.until(till.window._rebuild_later.isActive)
    till.window._rebuild_later.timeout.emit()  # it looks, and sees that something is asked
    assert till.window.look.scale == scale
    paid(till, pane)
    till.key(Key.Key_Escape)
    till.until(lambda: till.window.look.scale > scale)
    till.scan(ean(1))
    assert till.window.till.table.model.rowCount() == 1


# faster than anybody


def test_two_hundred_keys_in_a_second_all_arrive_in_their_order(till):
    wanted = "".join(str(number % 10) for number in range(200))
    for char in wanted:
        till.ms += 5
        till._press(Qt.Key(ord(char)), char)
    till.scanner.hand_on()
    till.calm()
    assert till.window.till.pad.input.text() == wanted[:LONGEST]
    assert till.till.called("scan") == []


def test_a_key_held_on_the_money_pays_once(till):
    till.scan(ean(1))
    for _ in range(40):
        till._press(Key.Key_F12, "")
    till.until(lambda: till.desk.state.last_receipt is not None)
    till.calm()
    assert len(till.till.called("pay")) == 1
    assert till.window.till.panes.pane is None


@pytest.mark.parametrize("key", [Key.Key_F3, Key.Key_F5, Key.Key_F7, Key.Key_F8, Key.Key_F10])
def test_a_key_pressed_many_times_opens_one_pane(till, key):
    till.scan(ean(1))
    for _ in range(10):
        till._press(key, "")
    till.calm()
    assert len(till.window.till.panes._panes) <= 1
    if till.window.till.panes.pane is not None:
        till.key(Key.Key_Escape)
        till.calm()
    assert till.window.till.panes.pane is None
    assert len(till.desk.state.cart.lines) + sum(parked.lines for parked in till.desk.state.parked) == 1


def test_a_button_touched_twice_at_once_does_it_once(till):
    till.scan(ean(1))
    till.touch(till.window.till.pad.exact_button)
    QTest.mouseClick(till.window.till.pad.exact_button, Qt.MouseButton.LeftButton)
    till.until(lambda: till.desk.state.last_receipt is not None)
    till.calm()
    assert len(till.till.called("pay")) == 1


def fingers(till, *targets):
    """All down, then all up, as real touches."""
    glass = QTest.createTouchDevice()
    for act in ("press", "release"):
        event = QTest.touchEvent(till.window, glass)
        for number, widget in enumerate(targets):
            getattr(event, act)(number, widget.rect().center(), widget)
        event.commit()
        till.app.processEvents()


def test_of_two_fingers_the_first_alone_touches(till):
    till.scan(ean(1))
    pad = till.window.till.pad
    fingers(till, pad.exact_button, pad.pay_button)
    till.until(lambda: till.desk.state.last_receipt is not None)
    till.calm()
    assert len(till.till.called("pay")) == 1
    assert till.window.till.panes.pane is None
    fingers(till, pad.block.numpad.keys["1"], pad.block.numpad.keys["2"])
    assert pad.input.text() == "1"
    till.touch(pad.block.numpad.keys["3"])
    assert pad.input.text() == "13"


def test_a_finger_that_slides_off_a_button_touches_nothing(till):
    till.scan(ean(1))
    glass, button = QTest.createTouchDevice(), till.window.till.pad.exact_button
    QTest.touchEvent(till.window, glass).press(0, button.rect().center(), button).commit()
    till.app.processEvents()
    QTest.touchEvent(till.window, glass).move(0, QPoint(5, -300), button).commit()
    till.app.processEvents()
    QTest.touchEvent(till.window, glass).release(0, QPoint(5, -300), button).commit()
    till.calm()
    assert till.till.called("pay") == []
    assert not button.isDown()


def test_the_window_is_closed_in_the_middle_of_a_payment_and_stays(till, shell):
    pane = paying(till)
    till.tell(busy="paying")
    assert not shell.close()
    assert till.window.isVisible()
    till.tell(busy="")
    paid(till, pane)
    assert shell.close()


def test_a_clock_that_is_moved_back_moves_nothing_but_the_clock(till):
    moved = []
    till.window.top._now = lambda: NOW - timedelta(days=400) if moved else NOW
    pane = paying(till)
    moved.append(1)
    till.window.top._tick()
    till.calm()
    assert till.window.top.clock.text() == clock(NOW - timedelta(days=400))
    paid(till, pane)
