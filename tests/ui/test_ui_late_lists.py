"""A list that is read late takes away no form that was opened meanwhile; the answer to one's own change does."""

import pytest
from PySide6.QtCore import Qt
from test_ui_in_between import hold
from ui_goods import ean
from ui_stage import Stage

from pos_app.domain.errors import refused
from pos_app.ui.screens.tasks import Task

Key = Qt.Key


def read_late(stage: Stage, task: Task, command: str, page):
    """A page whose list is still being read. → what lets it come"""
    go = hold(stage, command)
    stage.window.till.run_task(task)
    stage.until(lambda: stage.window.page is page)
    stage.calm()
    return go


def test_offers_read_late_leave_the_new_offer_open(till: Stage) -> None:
    page = till.window.offers
    go = read_late(till, Task.OFFERS, "offers", page)
    till.touch(page.offers.add)
    page.offers.form.sheet.ask("name")
    till.type("весна")
    go()
    assert page.offers.form.sheet.form.field.text() == "весна"
    till.enter()
    page.offers.form.sheet.ask("category")
    assert len(page.offers.form.sheet.choices.rows) > 2  # the categories that came with the list


def test_offers_opened_anew_begin_with_the_list(till: Stage) -> None:
    page = till.window.offers
    read_late(till, Task.OFFERS, "categories", page)()
    till.touch(page.offers.add)
    till.window.show_till()
    till.window.till.run_task(Task.OFFERS)
    till.until(lambda: till.window.page is page)
    assert not page.offers.asking


@pytest.mark.parametrize("tab", [1, 2, 3, 4], ids=["labels", "packs", "cards", "badges"])
def test_codes_read_late_leave_the_form_open(till: Stage, tab: int) -> None:
    page = till.window.barcodes
    go = read_late(till, Task.BARCODES, "badges", page)
    page.tabs.choose(tab)
    till.type("+")
    assert page.panel.asking
    go()
    assert page.panel.asking
    till.key(Key.Key_Escape)
    assert not page.panel.asking


def test_a_pack_that_is_saved_puts_the_form_of_no_other_list_away(till: Stage) -> None:
    page = till.window.barcodes
    read_late(till, Task.BARCODES, "badges", page)()
    page.tabs.choose(3)
    till.type("+")
    go = hold(till, "set_pack")
    page.packs.changed.emit(ean(3), "1", 6)
    go()
    assert page.cards.asking


def test_codes_opened_anew_begin_with_the_lists(till: Stage) -> None:
    page = till.window.barcodes
    read_late(till, Task.BARCODES, "badges", page)()
    page.tabs.choose(2)
    till.type("+")
    till.window.show_till()
    read_late(till, Task.BARCODES, "badges", page)()
    assert not page.packs.asking


def test_taxes_read_late_leave_the_exception_open(till: Stage) -> None:
    page = till.window.taxes
    read_late(till, Task.TAXES, "taxes", page)()
    till.window.show_till()
    go = read_late(till, Task.TAXES, "taxes", page)
    page.tabs.choose(1)
    till.type("+")
    assert page.overrides.asking
    go()
    assert page.overrides.asking


def test_rules_read_late_leave_the_question_open(till: Stage) -> None:
    page = till.window.shop_rules
    read_late(till, Task.SHOP_RULES, "shop_rules", page)()
    till.window.show_till()
    go = read_late(till, Task.SHOP_RULES, "shop_rules", page)
    page.sheet.ask("parked")
    till.type("7")
    go()
    assert page.sheet.asking
    till.enter()
    till.until(lambda: till.till.called("set_shop_rules"))
    assert till.till.called("set_shop_rules")[0][0].parked_hours == 7


def test_an_exception_that_is_refused_stays_where_it_was_written(till: Stage) -> None:
    page = till.window.taxes
    read_late(till, Task.TAXES, "taxes", page)()
    page.tabs.choose(1)
    till.type("+")
    till.till.fail_next["override_tax"] = refused("unknown_product")
    page.overrides.form.answered.emit(("product", "1", [8]))
    till.calm()
    till.calm()
    assert till.desk.mistake.code == "unknown_product"
    assert page.overrides.asking
    page.overrides.form.answered.emit(("product", "1", [8]))
    till.until(lambda: not page.overrides.asking)


def test_taxes_chosen_for_groups_survive_an_exception_and_not_the_page(till: Stage) -> None:
    page = till.window.taxes
    read_late(till, Task.TAXES, "taxes", page)()
    group = page.groups.rows.chosen_key()
    before = page.groups.table.get(group)
    till.enter()
    chosen = page.groups.table[group]
    assert chosen != before
    page.overrides.changed.emit("product", "1", [8])
    till.until(lambda: till.till.called("override_tax"))
    till.calm()
    assert page.groups.table[group] == chosen
    till.window.show_till()
    read_late(till, Task.TAXES, "taxes", page)()
    assert page.groups.table.get(group) == before
