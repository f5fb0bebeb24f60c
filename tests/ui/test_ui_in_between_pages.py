"""What comes in the middle on the pages of the shop: a key that bounces, a late answer, another device."""

from dataclasses import replace
from decimal import Decimal

import pytest
import ui_reports
from PySide6.QtCore import Qt
from test_ui_guide import checkbox_typed, guide_of
from test_ui_in_between import hold, press_twice, stop_at
from test_ui_offers import answer, offers
from ui_device_scenes import page as devices_page
from ui_fake_till import NOW
from ui_goods import ean
from ui_offers import SHOP_OFFERS
from ui_printer_scenes import setup, template
from ui_setup import KEY

from pos_app.catalog.editing import FormField
from pos_app.devices.scanner import Framing
from pos_app.devices.settings import ScannerSetting, TerminalSetting
from pos_app.domain.device import Port
from pos_app.domain.errors import Unreachable, refused
from pos_app.domain.payment_form import LABELS, PaymentForm
from pos_app.domain.scope import Scope
from pos_app.till.state import ImportPhase, ImportProgress, PushState
from pos_app.ui.screens.tasks import Task

Key = Qt.Key


# offers


def test_a_saving_key_that_bounces_makes_one_offer(till):
    page = offers(till)
    till.type("+")
    answer(till, page.offers.form, "name", "Весна")
    press_twice(till, Key.Key_F6, "")
    till.until(lambda: till.till.shop_offers)
    till.calm()
    assert len(till.till.called("save_offer")) == 1


def test_what_is_being_typed_is_in_the_offer_that_is_saved(till):
    till.till.shop_offers = list(SHOP_OFFERS[:1])
    page = offers(till)
    till.enter()
    form = page.offers.form
    form.sheet.ask("value")
    till.type("25")
    till.key(Key.Key_F6)
    till.calm()
    till.key(Key.Key_F6)
    till.until(lambda: till.till.called("save_offer"))
    assert till.till.called("save_offer")[0][0].value == Decimal(25)


def test_delete_while_an_offer_s_name_is_typed_takes_no_offer_away(till):
    till.till.shop_offers = list(SHOP_OFFERS[:1])
    page = offers(till)
    till.enter()
    page.offers.form.sheet.ask("name")
    till.key(Key.Key_Delete)
    till.calm()
    assert till.till.called("remove_offer") == []


def test_an_hour_that_cannot_be_tried_is_said(till):
    page = offers(till)
    page.tabs.choose(1)
    page.tries.sheet.ask("time")
    till.type("25:99")
    till.enter()
    till.calm()
    assert till.desk.mistake is not None


# rules


def test_a_rule_changed_while_another_is_saved_keeps_both(till):
    till.window.till.run_task(Task.SHOP_RULES)
    page = till.window.shop_rules
    till.until(lambda: page.sheet.rows.rows)
    before = till.till.shop
    go = hold(till, "set_shop_rules")
    page.sheet.ask("age")
    till.engine_turn()
    page.sheet.ask("contacts")
    go()
    till.calm()
    after = till.till.shop
    assert (after.ask_age, after.remember_contacts) == (not before.ask_age, not before.remember_contacts)


# receipts to SmartKasa


def test_a_reason_for_one_refused_receipt_gives_up_no_other(till):
    till.window.till.run_task(Task.REPORTS)
    till.calm()
    till.till.push_rows = ui_reports.refused_receipts()[:3]
    till.tell(push=PushState(enabled=True, waiting=1, refused=2, last_sent_at=NOW))
    till.window.reports.open("push")
    till.calm()
    till.key(Key.Key_Delete)
    till.calm()
    till.till.push_rows = till.till.push_rows[1:]
    till.tell(push=PushState(enabled=True, waiting=1, refused=1, last_sent_at=NOW))
    till.calm()
    till.key(Key.Key_Down)
    till.enter()
    till.calm()
    assert [call[0] for call in till.till.called("push_set_aside")] in ([], ["r1"])


# devices


def test_a_terminal_that_is_half_told_is_not_checked_by_the_one_before(stage):
    devices_page(stage, 5)
    panel = stage.window.devices.terminal
    stage.till_does(_serial)
    stage.calm()
    panel._changed("transport", "network")
    stage.calm()
    stage.key(Key.Key_Escape)
    stage.key(Key.Key_End)
    stage.enter()
    stage.calm()
    assert stage.till.called("check") == []


async def _serial(till):
    await till.devices.set_terminal(TerminalSetting("serial", device="COM9"))


@pytest.mark.parametrize("tab", [3, 4])
def test_a_port_that_is_not_saved_is_not_checked_by_the_one_before(stage, tab):
    devices_page(stage, tab)
    panel = stage.window.devices.panel
    stage.until(lambda: panel.rows.rows)
    panel._take_port("COM3")
    stage.key(Key.Key_F2)
    stage.calm()
    assert stage.till.called("check") == []
    assert "збережіть" in panel.words.text()


def test_an_account_that_was_typed_and_not_saved_is_not_shown_as_the_shop_s(stage):
    devices_page(stage, 6)
    panel = stage.window.devices.customer
    known = panel.fields[2].text()
    panel._choose(2)
    stage.type("UA00")
    stage.key(Key.Key_Escape)
    stage.calm()
    stage.window.till.run_task(Task.DEVICES)
    stage.calm()
    stage.touch(stage.window.devices.tabs.buttons[6])
    assert panel.fields[2].text() == known


def test_a_printer_s_question_is_answered_once(stage):
    setup(stage, "usb|/dev/usb/lp0|xprinter", "80", "raster", "native", "yes")
    panel = stage.window.printer.setup
    go = stop_at(stage, "printer.set_up")
    panel._take("yes")
    stage.engine_turn()
    panel._take("other")
    stage.engine_turn()
    go()
    stage.calm()
    stage.calm()
    stage.until(lambda: not stage.desk._tasks)
    assert len(stage.till.printer.tried) == 2


# keys of the shop


def test_an_answer_for_the_key_before_stands_for_no_other(till):
    guide = guide_of(till)
    checkbox_typed(till, guide)
    form = guide.checkbox
    go = _hold_ask(till)
    till.key(Key.Key_F5)
    till.engine_turn()
    form._changed("license", "another-key")
    form.sheet.close_question()
    go()
    assert not form.save.isEnabled()
    assert form.facts.rows == ()


def _hold_ask(stage):
    class Held:
        till, engine = stage.till.setup, stage.engine
        calm, engine_turn = staticmethod(stage.calm), staticmethod(stage.engine_turn)

    return hold(Held, "ask_checkbox")


def test_a_key_that_is_being_typed_is_the_one_that_is_kept(till):
    guide = guide_of(till)
    checkbox_typed(till, guide)
    form = guide.checkbox
    till.key(Key.Key_F5)
    till.until(lambda: form.save.isEnabled())
    form.sheet.ask("license")
    till.type("9")
    till.key(Key.Key_F6)
    till.calm()
    assert till.till.called("keep_checkbox") == []
    assert form.fields.typed["license"] == KEY + "9"


# the receipt's own words


def test_a_text_of_the_receipt_that_is_refused_is_still_there(stage):
    template(stage, typing=True)
    panel = stage.window.printer.template
    stage.till.fail_next["paper.set_template"] = refused("bad_template")
    typed = panel.form.field.text() + "щось"
    stage.type("щось")
    stage.enter()
    stage.calm()
    assert panel.asking
    assert panel.form.field.text() == typed


# the catalog


def test_enter_passes_a_unit_that_is_in_no_list(till):
    product = till.till.products[0]
    till.till.assortment.changed_elsewhere(product.id, unit=777)
    till.window.till.run_task(Task.CATALOG)
    page = till.window.catalog
    till.until(lambda: page.browse.rows.rows)
    till.type(ean(1))
    till.until(lambda: page.browse._products)
    till.calm()
    page.edit()
    till.until(lambda: page.editing)
    form = page.form
    form.activate(FormField.UNIT)
    till.enter()
    assert form._read()[0].unit == 777
    form.activate(FormField.UNIT)
    till.key(Key.Key_Down)
    till.enter()
    assert form._read()[0].unit == 301


# what is found


def test_enter_takes_nothing_that_was_found_for_less_than_is_typed(till):
    till.window.till.run_task(Task.TAXES)
    page = till.window.taxes
    till.until(lambda: page.groups.rows.rows)
    page.tabs.choose(1)
    form = page.overrides.form
    page.overrides.begin()
    form.kinds.choose(2)
    till.calm()
    till.type("22")
    till.until(lambda: form.rows.rows)
    till._press(Key.Key_0, "0")
    till._press(Key.Key_3, "3")
    till._press(Key.Key_Return, "\r")
    till.calm()
    till.calm()
    till.enter()
    assert form._target == ("uktzed", "2203")


def test_a_good_that_was_found_for_other_words_is_not_taken(till):
    page = offers(till)
    till.type("+")
    form = page.offers.form
    form.sheet.ask("good")
    till.type("молоко")
    till.until(lambda: form.sheet.form.rows.rows)
    till.calm()
    form.sheet.form._write(False)
    found = {row.key for row in form.sheet.form.rows.rows}
    go = hold(till, "search")
    form.sheet.form.field.set_text("хліб")
    till.engine_turn()
    till.enter()
    assert not found & set(form.draft.scope.goods)
    go()


# people


def test_two_rights_turned_one_after_the_other_are_both_turned(till):
    till.window.till.run_task(Task.PEOPLE)
    page = till.window.people
    till.calm()
    till.calm()
    page.tabs.choose(1)
    role = page.rights.role
    before = page.rights._view.rules[role].rights
    go = hold(till, "set_role_rules")
    first, second = (row.key for row in page.rights.rows.rows[1:3])
    page.rights.turn(first)
    till.engine_turn()
    page.rights.turn(second)
    go()
    till.calm()
    assert till.till.called("set_role_rules")[-1][1].rights == before ^ {first, second}
    assert page.rights._view.rules[role].rights == before ^ {first, second}


# a key that bounces upon a list of choices


def test_a_key_that_bounces_switches_no_form_of_payment_off(till):
    till.till.shop = replace(till.till.shop, forms=(PaymentForm("Переказ", LABELS[0]),))
    till.window.till.run_task(Task.SHOP_RULES)
    page = till.window.shop_rules
    till.until(lambda: page.sheet.rows.rows)
    page.tabs.choose(1)
    press_twice(till)
    assert till.till.called("set_shop_rules") == []


def test_a_key_that_bounces_gives_an_offer_to_no_other_goods(till):
    till.till.shop_offers = [replace(SHOP_OFFERS[0], scope=Scope(categories=(till.till.assortment.categories[0].id,)))]
    page = offers(till)
    till.enter()
    form = page.offers.form
    meant = form.draft.scope
    places = [row.key for row in form.sheet.rows.rows]
    form.sheet.rows.choose(places.index("category"))
    press_twice(till)
    assert form.draft.scope == meant


# files of goods


def test_an_import_whose_answer_was_lost_is_looked_for_before_it_may_begin_again(till):
    till.window.till.run_task(Task.CATALOG)
    till.until(lambda: till.window.catalog.browse.rows.rows)
    till.key(Key.Key_Down)
    till.key(Key.Key_F9)
    till.calm()
    shown = till.window.catalog.panes.pane
    till.type("https://files.test/goods.json")
    till.till.fail_next["imports.start"] = Unreachable(code="changes_not_saved")
    till.till.assortment.imports.earlier = [ImportProgress(585, "goods.json", ImportPhase.RUNNING, at=NOW)]
    till.enter()
    till.until(lambda: till.desk.notice is not None)
    till.calm()
    assert till.desk.notice.code == "changes_not_saved"
    assert [row.key for row in shown.rows.rows] == ["585"]


def test_what_the_file_says_of_a_device_s_port_survives_another_speed(stage):
    devices_page(stage, 2)
    settings = stage.desk.state.devices.settings
    port = Port("/dev/ttyS7", 9600, bits=7, parity="E")
    scanner = ScannerSetting(port, Framing(prefix="~", suffix="tab"))
    display = replace(settings.display, dialect="cd5220", port=port)
    stage.tell(devices=replace(stage.desk.state.devices, settings=replace(
        settings, scanners=(scanner,), display=display)))  # fmt: skip
    pages = stage.window.devices
    pages.scanners.choose("suffix", "tab")
    for panel in (pages.scanners, pages.display):
        panel.take_settings(stage.desk.state.devices.settings)
        panel.field.set_text(port.address)
        panel.choose("speed", "19200")
        panel.store()
        stage.calm()
    quick = replace(port, baudrate=19200)
    assert list(stage.till.called("set_scanners")[-1][0]) == [replace(scanner, port=quick)]
    assert stage.till.called("set_display")[-1][0].port == quick
