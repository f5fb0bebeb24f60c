"""Esc presses the innermost of what can be left, and only that is signed with it."""

import pytest
from test_ui_offers import offers
from ui_walk import faults

from pos_app.domain.errors import refused
from pos_app.ui.widgets.esc_button import EscButton


def signed(stage):
    return [one.text() for one in stage.window.findChildren(EscButton) if one.isVisible() and one.key == "Esc"]


def test_the_sign_goes_inwards_and_comes_back(till):
    page = offers(till)
    assert signed(till) == ["Каса"]
    till.touch(page.offers.add)
    assert signed(till) == ["Не зберігати"]
    page.offers.form.sheet.ask("name")
    assert signed(till) == []  # a mere cross has it, and no room for the word
    page.offers.form.sheet.close_question()
    assert signed(till) == ["Не зберігати"]
    page.offers.close_form()
    assert signed(till) == ["Каса"]


def test_a_strip_has_esc_before_the_page_and_after_a_form(till):
    page = offers(till)
    till.desk.complain(refused("bad_offer"))
    till.calm()
    assert "Каса" not in signed(till)
    assert len(signed(till)) == 1
    till.touch(page.offers.add)
    assert signed(till) == ["Не зберігати"]


@pytest.mark.parametrize("again", [False, True])
def test_what_esc_does_not_press_is_not_signed(till, again):
    button = EscButton(till.window.look, "n", depth=3, parent=till.window)
    button.take_esc(again)
    button.setGeometry(0, 0, 200, 60)
    button.show()
    assert (button.key == "Esc") == again
    assert not [fault for fault in faults(till.window) if fault.startswith("Esc")]
    button.deleteLater()
