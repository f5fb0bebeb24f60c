"""People in the window: a senior authorises in place, the operator changes, the till locks itself, roles are given."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from ui_goods import ean
from ui_people import SENIOR_BADGE, SENIOR_PIN
from ui_stage import Stage

from pos_app.domain.errors import refused
from pos_app.domain.roles import Role
from pos_app.till.people_state import Proof
from pos_app.ui.screens.people import LIMIT
from pos_app.ui.screens.tasks import Task
from pos_app.ui.widgets.buttons import TouchButton

Key = Qt.Key


def withheld(till: Stage) -> None:
    """A basket with a line that only a senior may take out."""
    till.till.withheld["remove"] = "void"
    till.open_till()
    till.scan(ean(1))
    till.key(Key.Key_Delete)
    till.until(lambda: till.window.page is till.window.guard)


def gone(till: Stage) -> bool:
    return till.desk.state.cart.is_empty


def test_a_seniors_pin_runs_the_one_command_and_the_till_goes_on(stage: Stage) -> None:
    withheld(stage)
    assert stage.window.guard.words.text() == "Видалення товару після «Оплати»"
    stage.type(SENIOR_PIN)
    stage.enter()
    stage.until(lambda: gone(stage))
    stage.until(lambda: stage.window.page is stage.window.till)
    assert stage.desk.state.cashier.name == "Олена Коваленко"
    assert stage.desk.mistake is None


def test_a_badge_does_the_same_and_sells_nothing(stage: Stage) -> None:
    withheld(stage)
    scans = len(stage.till.called("scan"))
    stage.burst(SENIOR_BADGE)
    stage.until(lambda: gone(stage))
    assert stage.till.called("authorised") == [(Proof(badge=SENIOR_BADGE),)]
    assert len(stage.till.called("scan")) == scans


def test_a_wrong_pin_is_said_there_and_one_may_go_back(stage: Stage) -> None:
    withheld(stage)
    stage.type("1111")
    stage.enter()
    stage.until(lambda: stage.window.guard.error.text())
    assert "PIN" in stage.window.guard.error.text()
    stage.touch(stage.window.guard.back)
    stage.until(lambda: stage.window.page is stage.window.till)
    assert not gone(stage)
    stage.scan(ean(2))
    assert len(stage.desk.state.cart.lines) == 2


def test_another_operator_goes_on_with_the_same_basket(stage: Stage) -> None:
    stage.open_till()
    stage.scan(ean(1))
    stage.window.till.run_task(Task.SWITCH)
    stage.until(lambda: stage.window.page is stage.window.guard)
    stage.type(SENIOR_PIN)
    stage.touch(stage.window.guard.confirm)
    stage.until(lambda: stage.desk.state.cashier.name == "Ірина Бондар")
    stage.until(lambda: stage.window.page is stage.window.till)
    assert len(stage.desk.state.cart.lines) == 1


def test_a_locked_till_opens_for_a_pin_only_and_shows_what_was_there(stage: Stage) -> None:
    stage.open_till()
    stage.scan(ean(1))
    stage.window.till.run_task(Task.HISTORY)
    stage.calm()
    stage.tell(locked=True)
    stage.until(lambda: stage.window.page is stage.window.guard)
    assert not stage.window.guard.back.isVisible()
    stage.key(Key.Key_Escape)
    stage.key(Key.Key_F6)
    assert not stage.window.top.menu_button.isVisible()
    assert stage.window.page is stage.window.guard
    stage.type("2580")
    stage.enter()
    stage.until(lambda: stage.window.page is stage.window.history)
    assert not stage.desk.state.locked


def touch_lamps(stage: Stage, x: int) -> None:
    """A finger on that place of the screen: whatever widget takes it there."""
    lamps = stage.window.top.lamps
    place = lamps.mapTo(stage.window, QPoint(x, lamps.height() // 2))
    widget = stage.window.childAt(place) or stage.window
    stage.touch_at(widget, widget.mapFrom(stage.window, place))


def test_nothing_in_the_bars_leads_past_the_lock(stage: Stage) -> None:
    stage.open_till()
    stage.scan(ean(1))
    stage.key(Key.Key_F5)
    stage.until(lambda: stage.desk.state.parked)
    stage.scan(ean(2))
    stage.tell(locked=True)
    window, top = stage.window, stage.window.top
    stage.until(lambda: window.page is window.guard)
    buttons = (top.menu_button, top.plus, top.more, *top.chips, *window.key_bar.findChildren(TouchButton))
    assert not any(button.isVisible() and button.isEnabled() for button in buttons)
    for x in range(2, top.lamps.width(), 20):
        touch_lamps(stage, x)
    for key in (Key.Key_F1, Key.Key_F2, Key.Key_F5, Key.Key_F11):
        stage.key(key)
    stage.key(Key.Key_K, modifiers=Qt.KeyboardModifier.ControlModifier)
    stage.calm()
    assert window.page is window.guard
    assert window.till.panes.pane is None
    stage.type("2580")
    stage.enter()
    stage.until(lambda: window.page is window.till)
    assert top.chips[0].isVisible()
    touch_lamps(stage, top.lamps.width() - 5)
    stage.until(lambda: window.shows("register"))


@pytest.mark.parametrize("code", ["unreachable", "register_busy", "internal"])
def test_whatever_refuses_a_pin_the_lock_stays_shut_and_says_it(stage: Stage, code: str) -> None:
    async def refusing(_proof: Proof) -> None:
        raise refused(code)

    stage.open_till()
    stage.scan(ean(1))
    stage.till.switch, right = refusing, stage.till.switch
    stage.tell(locked=True)
    stage.until(lambda: stage.window.page is stage.window.guard)
    stage.type("1111")
    stage.enter()
    stage.until(lambda: stage.window.guard.error.text())
    stage.calm()
    assert stage.window.page is stage.window.guard
    stage.till.switch = right
    stage.type("2580")
    stage.enter()
    stage.until(lambda: stage.window.page is stage.window.till)


def test_a_till_that_nobody_touches_locks_itself_and_not_while_it_works(stage: Stage) -> None:
    stage.open_till()
    stage.tell(idle_lock_s=60)
    assert stage.window._guarding.idle.seconds == 60
    stage.tell(busy="paying")
    stage.window._guarding.idle.over()
    stage.calm()
    assert not stage.till.called("lock")
    stage.tell(busy="")
    stage.window._guarding.idle.over()
    stage.until(lambda: stage.window.page is stage.window.guard)
    assert stage.till.called("lock")
    stage.type("2580")
    stage.enter()
    stage.until(lambda: stage.window.page is stage.window.till)


def test_who_opens_the_lock_of_another_comes_to_the_sale(stage: Stage) -> None:
    stage.open_till()
    stage.scan(ean(1))
    stage.window.till.run_task(Task.REPORTS)
    stage.calm()
    stage.tell(locked=True)
    stage.until(lambda: stage.window.page is stage.window.guard)
    stage.type(SENIOR_PIN)
    stage.enter()
    stage.until(lambda: stage.window.page is not stage.window.guard)
    assert stage.window.page is stage.window.till
    stage.scan(ean(2))
    assert len(stage.desk.state.cart.lines) == 2


def test_what_ends_after_the_lock_shows_no_page_past_it(stage: Stage) -> None:
    stage.open_till()
    stage.scan(ean(1))
    stage.tell(locked=True)
    window = stage.window
    stage.until(lambda: window.page is window.guard)
    for late in (
        lambda: window.till.receipt_found.emit("r1"),
        lambda: window.create_product("4820000000017"),
        lambda: window.open_page(Task.PEOPLE),
        window.show_till,
    ):
        late()
        stage.calm()
        assert window.page is window.guard
    asked = stage.desk.start(window._guarding.switch())
    stage.until(asked.done)
    assert window.guard.title.text() == "Касу заблоковано"
    assert not window.guard.back.isVisible()
    stage.type("2580")
    stage.enter()
    stage.until(lambda: window.page is window.till)


def test_signs_that_were_left_on_the_screen_press_nothing_behind_the_lock(stage: Stage) -> None:
    stage.open_till()
    window = stage.window
    window.hints.show()
    pressed = []
    for button in window.hints.shown.marked.values():
        button.clicked.connect(lambda: pressed.append(1))
    sign = next(iter(window.hints.shown.marked))
    stage.tell(locked=True)
    stage.until(lambda: window.page is window.guard)
    stage.key(Key(ord(sign)), sign)
    assert not pressed
    assert window.hints.shown is None


def test_a_pad_that_nobody_comes_to_does_not_keep_the_till_open(stage: Stage) -> None:
    stage.open_till()
    stage.window.till.run_task(Task.SWITCH)
    stage.until(lambda: stage.window.page is stage.window.guard)
    stage.window._guarding.idle.over()
    stage.until(lambda: stage.window.guard.title.text() == "Касу заблоковано")
    stage.key(Key.Key_Escape)
    stage.calm()
    assert stage.window.page is stage.window.guard
    stage.type("2580")
    stage.enter()
    stage.until(lambda: stage.window.page is stage.window.till)


def test_a_till_that_carries_out_a_command_is_not_locked_meanwhile(stage: Stage) -> None:
    async def slow(_till: object) -> None:
        await done

    stage.open_till()
    done = stage.engine._loop.create_future()
    flow = stage.desk.start(stage.desk.attempt(slow))
    stage.until(lambda: stage.desk.runs)
    stage.window._guarding.idle.over()
    stage.engine_turn()
    assert not stage.till.called("lock")
    stage.engine._loop.call_soon_threadsafe(done.set_result, None)
    stage.until(flow.done)
    stage.window._guarding.idle.over()
    stage.until(lambda: stage.window.page is stage.window.guard)


def test_a_touch_begins_the_time_anew(stage: Stage) -> None:
    stage.open_till()
    stage.tell(idle_lock_s=60)
    timer = stage.window._guarding.idle._timer
    timer.setInterval(1)
    stage.window._guarding.idle.eventFilter(stage.window, QEvent(QEvent.Type.MouseButtonPress))
    assert timer.interval() == 60_000


def test_a_serial_scanner_is_a_sign_of_life_too(stage: Stage) -> None:
    stage.open_till()
    stage.tell(idle_lock_s=60)
    timer = stage.window._guarding.idle._timer
    timer.setInterval(1_000_000)
    stage.desk.scanned.emit(ean(1))
    assert timer.interval() == 60_000


def test_a_lock_ends_what_was_being_asked_of_a_senior(stage: Stage) -> None:
    withheld(stage)
    stage.tell(locked=True)
    stage.until(lambda: stage.window.guard.title.text() == "Касу заблоковано")
    stage.type("2580")
    stage.enter()
    stage.until(lambda: stage.window.page is stage.window.till)
    assert not gone(stage)


def test_roles_are_given_by_keys_and_by_touch(stage: Stage) -> None:
    stage.open_till()
    stage.window.till.run_task(Task.PEOPLE)
    stage.until(lambda: stage.window.people.persons.rows.rows)
    stage.type("1")
    stage.until(lambda: stage.till.called("set_role"))
    assert stage.till.called("set_role") == [("c1", Role.ADMIN)]
    stage.key(Key.Key_Down)
    persons = stage.window.people.persons
    assert persons.whose.text() == f"Роль: {persons.rows.chosen_title()}"
    assert [button.key for button in persons.buttons.values()] == ["1", "2", "3", "4"]
    stage.touch(persons.buttons[Role.SENIOR])
    stage.until(lambda: len(stage.till.called("set_role")) == 2)
    assert stage.till.book.people == {"c1": Role.ADMIN, "c2": Role.SENIOR}


def test_the_last_administrator_stays_and_the_strip_says_why(stage: Stage) -> None:
    stage.open_till()
    stage.window.till.run_task(Task.PEOPLE)
    stage.until(lambda: stage.window.people.persons.rows.rows)
    stage.type("3")
    stage.until(lambda: stage.window.people.headline.isVisible())
    assert stage.desk.mistake.code == "admin_needed"


def test_the_advice_to_begin_with_oneself_goes_once_somebody_has_a_role(stage: Stage) -> None:
    stage.open_till()
    stage.window.till.run_task(Task.PEOPLE)
    panel = stage.window.people.persons
    stage.until(lambda: panel.rows.rows)
    assert panel.begin.isVisible()
    stage.type("1")
    stage.until(lambda: not panel.begin.isVisible())
    assert stage.till.book.is_set_up


def test_the_time_of_the_lock_opens_on_the_one_in_force_and_enter_leaves_it(stage: Stage) -> None:
    stage.till.idle_lock_s = 300
    stage.open_till()
    stage.window.till.run_task(Task.PEOPLE)
    people = stage.window.people
    stage.until(lambda: people.persons.rows.rows)
    people.tabs.choose(2)
    assert people.idle.rows.chosen_title() == "5 хв"
    stage.enter()
    stage.until(lambda: stage.till.called("set_idle_lock"))
    assert stage.till.idle_lock_s == 300


def test_rights_and_limits_are_turned_one_by_one(stage: Stage) -> None:
    stage.open_till()
    stage.window.till.run_task(Task.PEOPLE)
    stage.until(lambda: stage.window.people.persons.rows.rows)
    people = stage.window.people
    people.tabs.choose(1)
    stage.enter()
    stage.until(lambda: len(stage.till.called("set_role_rules")) == 1)
    assert stage.till.book.rules[Role.CASHIER].discount_limit == 7
    stage.key(Key.Key_Down)
    stage.enter()
    stage.until(lambda: "return" in stage.till.book.rules[Role.CASHIER].rights)
    stage.calm()
    assert people.rights.rows.rows[0].key == LIMIT
    people.tabs.choose(2)
    stage.key(Key.Key_Down)
    stage.enter()
    stage.until(lambda: stage.till.idle_lock_s == 60)
