"""Can everybody read it: contrast as painted, names for those who hear the screen, the way of Tab, words and counts."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from screens import basket, history, offline, pay, unknown_code
from ui_fake_till import FakeTill
from ui_stage import Stage
from ui_walk import contrast, faults, pale, untranslated

from pos_app.ui.preferences import THEMES
from pos_app.ui.screens.payment_draft import Method
from pos_app.ui.screens.shelf import Tab
from pos_app.ui.screens.tasks import Task
from pos_app.ui.widgets.buttons import TouchButton
from pos_app.ui.words import counted, day_and_time, hryvnias, money

Key = Qt.Key


def _actions(stage):
    basket(stage, 5)
    stage.window.till.pad.show_tab(Tab.ACTIONS)


def _page(task):
    def scene(stage):
        stage.open_till()
        stage.window.open_page(task)
        stage.calm()

    return scene


PAGES = (Task.TAXES, Task.QUEUE, Task.BARCODES, Task.REPORTS, Task.CATALOG, Task.CLOSE_SHIFT, Task.APPEARANCE)
SCENES = {
    "sign-in": lambda stage: None,
    "till": lambda stage: basket(stage, 5),
    "actions": _actions,
    "pay": pay,
    "certificate": lambda stage: pay(stage, Method.CERTIFICATE),
    "unknown code": unknown_code,
    "offline": offline,
    "history": history,
    **{str(task): _page(task) for task in PAGES},
}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("training", [False, True])
def test_every_ink_is_read_on_its_ground_as_it_is_painted(qapp, theme, training):
    found = []
    for name, scene in SCENES.items():
        if training and name not in {"sign-in", "till", "pay"}:
            continue
        stage = Stage(FakeTill(), theme=theme, training=training)
        scene(stage)
        stage.calm()
        found += [f"{name}: {fault}" for fault in pale(stage.window)]
        stage.close()
    assert found == []


def test_a_pale_ink_and_a_nameless_button_are_found(till):
    assert contrast((0, 0, 0), (255, 255, 255)) == 21
    object.__setattr__(till.window.look.colours, "on_accent", QColor("#6f95dd"))
    till.window.till.pad.tabs[Tab.QUICK].setChecked(True)
    assert any("contrast" in fault for fault in pale(till.window))
    button = TouchButton(till.window.look, "", parent=till.window)
    button.setGeometry(600, 300, 60, 60)
    button.show()
    assert any("has no name" in fault for fault in faults(till.window))


def test_nothing_of_the_program_itself_is_ukrainian_on_an_english_screen(qapp):
    found = []
    for name, scene in SCENES.items():
        stage = Stage(FakeTill(), language="en")
        scene(stage)
        stage.calm()
        till = stage.till
        data = " ".join([*(one.name for one in till.products), repr(till.state), repr(till.views)])
        found += [f"{name}: {text}" for text in untranslated(stage.window, data + _ALLOWED)]
        stage.close()
    assert found == []


_ALLOWED = " К. ПДВ Українська АБВ абвгґдеєжзиіїйклмнопрстуфхцчшщьюя' "
"""The language's own name, and the letters to touch."""


def test_tab_goes_through_the_fields_in_the_order_they_are_read(till):
    till.till_does(lambda one: one.sign_out())
    screen = till.window.sign_in
    screen.ways.choose(1)
    page, order = screen.login_page, []
    for _ in range(3):
        order.append(page.active)
        till.key(Key.Key_Tab)
    assert order == [page.login, page.password, page.login]


def test_tab_in_the_payment_goes_from_the_certificate_to_the_cash(till):
    pay_with(till, Method.CERTIFICATE)
    pane = till.window.till.panes.pane
    assert pane.active is pane.first
    till.key(Key.Key_Tab)
    assert pane.active is pane.cash


def pay_with(stage, method):
    stage.till_does(lambda one: one.add("p1"))
    stage.key(Key.Key_F6)
    stage.calm()
    stage.window.till.panes.pane.choose_method(method)
    stage.calm()


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 чеків"), (1, "1 чек"), (2, "2 чеки"), (5, "5 чеків"), (11, "11 чеків"), (12, "12 чеків"), (14, "14 чеків"),
     (21, "21 чек"), (22, "22 чеки"), (101, "101 чек"), (111, "111 чеків"), (1_004, "1\u00a0004 чеки")],
)  # fmt: skip
def test_counts_have_their_ukrainian_form(count, words):
    assert counted(count, "{count} чек", "{count} чеки", "{count} чеків") == words


def test_sums_and_dates_are_written_as_in_ukraine():
    assert money(123456789) == "1\u00a0234\u00a0567,89"
    assert money(-5) == "−0,05"
    assert hryvnias(100) == "1,00\u00a0₴"
    assert day_and_time(datetime(2026, 7, 1, 21, 30, tzinfo=UTC)) == "02.07.2026 00:30"
    assert day_and_time(datetime(2026, 1, 1, 22, 30, tzinfo=UTC)) == "02.01.2026 00:30"
