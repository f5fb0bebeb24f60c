"""Can everybody read it: contrast as painted, names for those who hear the screen, the way of Tab, words and counts."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from screens import basket, pay
from ui_fake_till import FakeTill
from ui_ink import inks, pale
from ui_stage import Stage

from pos_app.ui.preferences import THEMES
from pos_app.ui.screens.payment_draft import Method
from pos_app.ui.words import counted, day_and_time, hryvnias, money

Key = Qt.Key


TRAINING = {"sign-in": lambda stage: None, "till": lambda stage: basket(stage, 5), "pay": pay}


@pytest.mark.parametrize("theme", THEMES)
def test_every_ink_is_read_in_the_colour_of_training_too(qapp, theme):
    found = []
    for name, scene in TRAINING.items():
        stage = Stage(FakeTill(), theme=theme, training=True)
        scene(stage)
        stage.calm()
        found += [f"{name}: {fault}" for fault in pale(stage.window, inks(stage.window))]
        stage.close()
    assert found == []


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
