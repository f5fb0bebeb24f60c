"""Every staged screen in three themes, both languages and large letters: read, heard, reached, and ill-treated."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from screens import VARIANTS, all_names, scene
from ui_every_screen import cannot_be_touched_into, no_way_back, silent, tab_order, ukrainian, walk, without_a_key
from ui_goods import ean
from ui_hostile import overfilled, scanned
from ui_ink import inks, pale
from ui_walk import contrast, faults

from pos_app.ui.screens.customer_pane import CustomerPane
from pos_app.ui.screens.list_panes import ListPane
from pos_app.ui.screens.number_pane import NumberPane
from pos_app.ui.screens.shelf import Tab
from pos_app.ui.widgets.buttons import TouchButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.key_hints import MARKS
from pos_app.ui.widgets.labels import Line

EYES = {
    "light": ("uk", "1024x768", scanned),
    "dark": ("en", "1024x768", overfilled),
    "mono": ("uk", "200", lambda stage: []),
}
"""Each theme with a language, a size and an ill treatment of its own: every screen is built three times, no more."""
PARTS = 4


@pytest.mark.timeout(300)
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("theme", EYES)
def test_everybody_reads_hears_and_reaches_everything(qapp, theme, part):
    language, sheet, ill_treated = EYES[theme]
    found = []
    for name in all_names()[part::PARTS]:
        own = VARIANTS.get(name, (name, {}))[1]
        stage = scene(name, theme, sheet, **{"language": language, **own})
        english = stage.window._preferences.language == "en"
        faulty = (*walk(stage, english=english), *ill_treated(stage), *no_way_back(stage))
        found += [f"{name}: {fault}" for fault in faulty]
        stage.close()
    assert found == []


# each of them finds what is broken


def put(till, widget, *place):
    widget.setParent(till.window)
    widget.setGeometry(*place)
    widget.show()
    return widget


def test_a_pale_ink_is_found(till):
    assert contrast((0, 0, 0), (255, 255, 255)) == 21
    assert pale(till.window, inks(till.window)) == []
    look = till.window.look
    look.colours = look.colours._replace(on_accent=QColor("#6f95dd"))
    till.window.till.pad.tabs[Tab.QUICK].setChecked(True)
    assert any("contrast" in fault for fault in pale(till.window, inks(till.window)))


def test_what_says_nothing_to_a_screen_reader_is_found(till):
    assert list(silent(inks(till.window))) == []
    till.window.till.headline.last_item.setAccessibleName("")
    assert list(silent(inks(till.window))) == ["LastItem writes and has no name"]
    put(till, TouchButton(till.window.look, ""), 600, 300, 60, 60)
    assert any("has no name" in fault for fault in faults(till.window))


def test_a_button_that_no_key_leads_to_is_found(till):
    assert list(without_a_key(till.window)) == []
    for number in range(len(MARKS) + 1):
        put(till, TouchButton(till.window.look, f"n{number}"), 600, 300, 60, 60)
    assert f"no key leads to the button 'n{len(MARKS)}'" in list(without_a_key(till.window))


def test_a_key_that_two_buttons_claim_is_found(till):
    for number in range(2):
        put(till, TouchButton(till.window.look, f"n{number}", key="Esc"), 600, 300 + 80 * number, 160, 60)
    assert any(fault.startswith("Esc stands on") for fault in faults(till.window))


def test_a_word_that_nobody_has_translated_is_found(till):
    put(till, Line(till.window.look, "Неперекладене"), 600, 300, 300, 30)
    assert "not translated: 'Неперекладене'" in list(ukrainian(inks(till.window), frozenset({"хліб"})))


@pytest.fixture
def customers(till):
    """Two fields in one pane."""
    till.key(Qt.Key.Key_F8)
    till.calm()
    return till


def test_a_form_that_tab_does_not_go_through_is_found(customers, monkeypatch):
    assert tab_order(customers) == []
    monkeypatch.setattr(CustomerPane, "do", lambda self, action: True)
    assert tab_order(customers) == ["Tab goes [0, 0], and not [0, 1]"]
    customers.window.till.panes.pane.contact.set_active(True)
    assert tab_order(customers) == ["2 of 2 fields have the frame of what is typed into"]


def test_a_field_that_nothing_is_typed_with_is_found(customers):
    assert cannot_be_touched_into(customers) == []
    customers.window.till.panes.pane.letters.hide()
    assert len(cannot_be_touched_into(customers)) == 2


def test_a_pane_that_esc_does_not_leave_is_found(customers, monkeypatch):
    monkeypatch.setattr(CustomerPane, "do", lambda self, action: True)
    assert no_way_back(customers) == ["Esc does not lead back from CustomerPane"]


def test_a_scan_that_is_typed_or_lost_is_found(till, monkeypatch):
    till.scan(ean(2))
    till.key(Qt.Key.Key_F3)
    till.calm()
    assert scanned(till) == []
    monkeypatch.setattr(till.desk, "scan", lambda code: till.window.page.type_text(code))
    assert scanned(till) == ["a scan was typed into a field: ['4820000000017']", "a scan counted 0 times"]


def test_a_screen_that_long_text_breaks_is_found(till, monkeypatch):
    monkeypatch.setattr(ListPane, "take", lambda self, key: None)
    till.scan(ean(2))
    till.key(Qt.Key.Key_F3)
    till.calm()
    typed = NumberPane.type_text
    till.window.till.panes.pane.title.elides = False
    monkeypatch.setattr(
        NumberPane, "type_text", lambda self, text: (self.title.set_text(text), typed(self, text))[1] or True
    )
    assert any("is cut" in fault for fault in overfilled(till))


def test_a_field_takes_no_more_than_it_may(till):
    field = put(till, Field(till.window.look, figures=False), 600, 300, 300, 60)
    field.insert("ї" * 500)
    assert len(field.text()) == 256
