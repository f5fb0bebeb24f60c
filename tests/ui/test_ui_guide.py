"""The first steps in the window: a test sale at once, a real shop by keys and by touch, and the way to it and back."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from ui_ink import inks, pale
from ui_setup import API_KEY, KEY, SHOPS
from ui_shop_scenes import SHOP_SCENES
from ui_stage import Stage
from ui_walk import faults

from pos_app.domain.errors import refused
from pos_app.till.service_check import Service
from pos_app.till.shop_setup import CheckboxDraft, Opens, Safe, SmartKasaDraft
from pos_app.ui.guide_words import Step
from pos_app.ui.screens.payment import PaymentPane
from pos_app.ui.screens.tasks import Task

Key = Qt.Key


def guide_of(stage: Stage):
    stage.window.till.run_task(Task.GUIDE)
    stage.until(lambda: stage.window.settings.guide.view == (stage.till.setup.kept if stage.till.setup.here else None))
    stage.calm()
    return stage.window.settings.guide


def figures(guide) -> dict[str, str]:
    return {row.key: row.figure for row in guide.rows.rows}


def checkbox_typed(stage: Stage, guide, key: str = KEY, pin: str = "1234") -> None:
    """Through the form by keys: the key, then the PIN, which is asked by itself."""
    stage.touch(guide.more if guide.rows.chosen_key() == "1" else guide.act)
    form = guide.checkbox
    assert guide.stack.currentWidget() is form
    stage.type(key)
    stage.enter()
    stage.type(pin)
    stage.enter()


def test_a_new_till_sells_for_a_test_by_two_touches_and_opens_its_shift_for_it(qapp):
    stage = Stage(first_run=True)
    stage.sign_in()
    guide = stage.window.settings.guide
    stage.until(lambda: guide.view is not None)
    stage.touch(guide.act)
    stage.until(lambda: isinstance(stage.window.till.panes.pane, PaymentPane))
    stage.calm()
    stage.touch(stage.window.till.panes.pane.confirm)
    stage.until(lambda: stage.window.page is stage.window.settings)
    stage.calm()
    assert guide.rows.chosen_key() == "5"
    assert figures(guide)["5"] == "готово"
    assert guide.act.text() == "До каси"
    assert "кроки 2 і 3" in guide.words.text()
    stage.touch(guide.more)
    assert stage.window.page is stage.window.history
    stage.close()


def test_a_shops_keys_are_checked_kept_and_lead_to_the_real_till(till: Stage):
    guide = guide_of(till)
    checkbox_typed(till, guide)
    form = guide.checkbox
    assert not form.save.isEnabled()
    till.key(Key.Key_F5)
    till.until(lambda: form.facts.rows)
    assert [row.title for row in form.facts.rows] == [
        "ПРРО 4000162280", "Шевчук Олена Петрівна", "Підпис не відповідає", "На цьому ПРРО відкрито зміну",
    ]  # fmt: skip
    till.key(Key.Key_F6)
    till.until(lambda: till.till.setup.kept.license_tail == KEY[-4:])
    till.calm()
    assert till.till.called("keep_checkbox") == [(False,)]
    assert till.till.called("ask_checkbox")[0] == (CheckboxDraft(KEY, pin_code="1234"),)
    assert form.fields.typed == {}
    guide.rows.choose(2)
    till.touch(guide.act)
    _smartkasa_by_touch(till, guide)
    assert {"2": "готово", "3": "готово"}.items() <= figures(guide).items()
    restarts = []
    till.window.restart_wanted.connect(lambda: restarts.append(1))
    guide.rows.choose(0)
    assert guide.act.text() == "Перейти на справжню касу"
    till.touch(guide.act)
    assert "кожен чек іде до податкової, і його" in guide.question.warnings[0].text()
    till.touch(guide.question.yes)
    till.until(lambda: restarts)
    assert [call[0] for call in till.till.calls if call[0] in {"close_shift", "open_as"}] == ["close_shift", "open_as"]
    assert guide.act.text() == "Перезапустити касу"


def _smartkasa_by_touch(stage: Stage, guide) -> None:
    form = guide.smartkasa
    sheet = form.sheet
    letters = sheet.form.letters
    for char in API_KEY:
        if char == "-":
            stage.touch(letters._next)
        stage.touch(char, letters)
        if char == "-":
            while letters._alphabet != "AB1":
                stage.touch(letters._next)
    stage.touch(sheet.form.confirm)
    assert sheet.form.field.text() == "380"
    stage.type("671234567")
    stage.enter()
    assert sheet.form.field._hidden
    stage.type("Pass-1")
    stage.enter()
    stage.touch(form.check)
    stage.until(lambda: form.facts.rows)
    assert form.facts.rows[0].title == "Оберіть магазин ліворуч"
    assert not form.save.isEnabled()
    assert sheet.asking
    sheet.choices.taken.emit(str(SHOPS[1].id))
    assert [row.key for row in form.facts.rows] == ["shop", "fiscal"]
    stage.touch(form.save)
    stage.until(lambda: stage.till.setup.kept.shop_id == SHOPS[1].id)
    stage.calm()
    draft = stage.till.called("ask_smartkasa")[-1][0]
    assert draft == SmartKasaDraft(API_KEY, "380671234567", "Pass-1", SHOPS[1].id)


def test_a_wrong_key_is_told_on_the_strip_and_cannot_be_saved(till: Stage):
    guide = guide_of(till)
    checkbox_typed(till, guide, key="0" * 24)
    till.touch(guide.checkbox.check)
    till.until(lambda: till.desk.mistake is not None)
    till.calm()
    assert till.desk.mistake.code == "license_invalid"
    assert not till.window.settings.headline.isHidden()
    assert not guide.checkbox.save.isEnabled()
    assert guide.checkbox.check.isEnabled()
    till.key(Key.Key_F6)
    assert till.till.called("keep_checkbox") == []
    till.key(Key.Key_Escape)
    assert till.desk.mistake is None
    till.key(Key.Key_Escape)
    assert guide.stack.currentIndex() == 0
    assert guide.checkbox.fields.typed == {}


def test_a_dead_server_is_told_and_what_was_typed_stays(till: Stage):
    guide = guide_of(till)
    checkbox_typed(till, guide)
    till.till.setup.silent = True
    till.touch(guide.checkbox.check)
    till.until(lambda: till.desk.mistake is not None)
    till.calm()
    assert "Нічого не змінено" in till.desk.mistake.text
    till.till.setup.silent = False
    till.touch(guide.checkbox.check)
    till.until(lambda: guide.checkbox.facts.rows)
    assert guide.checkbox.save.isEnabled()


def test_without_a_keyring_plain_text_is_asked_about_first(till: Stage):
    till.till.setup.kept = replace(till.till.setup.kept, has_keyring=False)
    guide = guide_of(till)
    checkbox_typed(till, guide)
    form = guide.checkbox
    till.touch(form.check)
    till.until(lambda: form.save.isEnabled())
    till.touch(form.save)
    assert "відкритим текстом" in form.question.words.text()
    assert till.till.called("keep_checkbox") == []
    till.key(Key.Key_Escape)
    assert form.stack.currentIndex() == 0
    till.touch(form.save)
    till.touch(form.question.yes)
    till.until(lambda: till.till.setup.kept.keys_in is Safe.FILE)
    till.calm()
    guide.rows.choose(0)
    assert "Увага" in guide.warning.text()


def test_a_settings_file_that_cannot_be_written_is_told_and_the_form_stays(till: Stage):
    till.till.setup.refusal = refused("settings_read_only")
    guide = guide_of(till)
    checkbox_typed(till, guide)
    till.touch(guide.checkbox.check)
    till.until(lambda: guide.checkbox.save.isEnabled())
    till.touch(guide.checkbox.save)
    till.until(lambda: till.desk.mistake is not None)
    till.calm()
    assert guide.stack.currentWidget() is guide.checkbox
    assert guide.checkbox.fields.typed["license"] == KEY


def test_a_scanned_key_answers_the_question_and_is_no_product(till: Stage):
    guide = guide_of(till)
    till.touch(guide.more)
    till.burst(KEY)
    till.calm()
    assert guide.checkbox.fields.typed["license"] == KEY
    assert till.till.called("scan") == []


def real(stage: Stage) -> None:
    stage.till.setup.kept = replace(
        stage.till.setup.kept, opens=Opens.REAL, keys_in=Safe.KEYRING, license_tail="df64", register="4000162280"
    )
    stage.tell(register=replace(stage.desk.state.register, test=False))


def test_the_real_till_goes_back_to_training_only_at_rest_and_has_no_test_sale(till: Stage):
    real(till)
    guide = guide_of(till)
    assert guide.more.text() == "Повернутися на навчальну"
    till.key(Key.Key_F2)
    till.enter()
    till.until(lambda: till.desk.mistake is not None)
    till.calm()
    assert till.desk.mistake.code == "setup_shift_open"
    assert till.till.called("close_shift") == []
    guide.rows.choose(4)
    assert guide.act.text() == "До каси"
    till.enter()
    assert till.window.page is till.window.till
    assert till.window.till.panes.pane is None


def test_the_real_till_asks_its_services_and_leads_to_printer_and_taxes(till: Stage):
    real(till)
    guide = guide_of(till)
    till.enter()
    assert guide.rows.chosen_key() == "2"
    till.enter()
    till.until(lambda: till.till.called("check_service"))
    till.calm()
    assert figures(guide)["2"] == "готово"
    guide.rows.choose(3)
    till.key(Key.Key_F2)
    assert till.window.page is till.window.printer
    till.key(Key.Key_Escape)
    assert till.window.page is till.window.settings
    assert guide.rows.chosen_key() == "4"
    guide.rows.choose(4)
    till.touch(guide.more)
    assert till.window.page is till.window.taxes
    till.window.show_till()
    till.window.till.run_task(Task.PRINTER)
    till.key(Key.Key_Escape)
    assert till.window.page is till.window.till


def test_a_demo_or_training_beside_a_shop_sets_nothing_up(till: Stage):
    till.till.setup.here = False
    till.till.silent = {Service.SMARTKASA}
    guide = guide_of(till)
    assert not guide.more.isVisible()
    assert "запустіть pos-app" in guide.words.text()
    till.enter()
    assert guide.act.text() == "Перевірити"


def test_the_settings_page_leads_to_the_choice(till: Stage):
    till.window.till.run_task(Task.SETTINGS)
    page = till.window.settings
    till.until(lambda: page.guide.view is not None)
    till.calm()
    assert {row.key: row.figure for row in page.sheet.rows.rows}["guide"] == "навчальна"
    page.sheet.ask("guide")
    assert page.panel is page.guide


@pytest.mark.parametrize("way", ["login", "pin"])
def test_a_cashier_is_checked_by_login_too(till: Stage, way: str):
    guide = guide_of(till)
    till.touch(guide.more)
    sheet = guide.checkbox.sheet
    till.key(Key.Key_Escape)
    sheet.ask("way")
    sheet.choices.taken.emit(way)
    till.type("1234" if way == "pin" else "olena")
    till.enter()
    if way == "login":
        till.type("pass-1")
        till.enter()
    till.touch(guide.checkbox.check)
    till.until(lambda: guide.checkbox.facts.rows)
    draft = till.till.called("ask_checkbox")[-1][0]
    assert (draft.pin_code, draft.login) == (("1234", "") if way == "pin" else ("", "olena"))


@pytest.mark.parametrize(("language", "text"), [("uk", 200), ("en", 100)])
def test_no_step_is_cut_crowded_too_small_or_pale(qapp, language: str, text: int):
    found = []
    for name in [name for name in SHOP_SCENES if name.startswith("32")]:
        stage = Stage(width=1024, height=768, language=language, text=text)
        SHOP_SCENES[name](stage)
        stage.calm()
        found += [f"{name}: {fault}" for fault in (*faults(stage.window), *pale(stage.window, inks(stage.window)))]
        stage.close()
    assert found == []


def test_a_real_tills_new_key_says_that_it_counts_after_a_restart(till: Stage):
    real(till)
    guide = guide_of(till)
    guide.rows.choose(1)
    till.touch(guide.more)
    form = guide.checkbox
    form.fields.typed |= {"license": KEY, "pin": "1234"}
    till.touch(form.check)
    till.until(lambda: form.save.isEnabled())
    till.till.setup.kept = replace(till.till.setup.kept, restart=True)
    till.touch(form.save)
    till.until(lambda: guide.stack.currentIndex() == 0)
    till.calm()
    assert guide.rows.chosen_key() == "1"
    assert guide.act.text() == "Перезапустити касу"


@pytest.mark.parametrize("rescue", [True, False])
def test_where_keys_are_refused_the_way_to_change_them_is_on_the_sign_in_page(qapp, rescue: bool):
    stage = Stage(rescue=rescue)
    screen, wanted = stage.window.sign_in, []
    stage.window.rescue_wanted.connect(lambda: wanted.append(1))
    for code, offered in (("wrong_pin", False), ("license_invalid", rescue)):
        stage.till.fail_next["sign_in_pin"] = refused(code)
        stage.type("2580")
        stage.enter()
        stage.until(lambda: not screen._waiting)
        stage.calm()
        assert screen._poster.rescue.isVisible() is offered
    assert faults(stage.window) == []
    if rescue:
        stage.touch(screen._poster.rescue)
        assert wanted == [1]
    stage.close()


def test_a_step_that_failed_is_told_from_one_not_begun(till: Stage):
    till.till.silent = {Service.SMARTKASA}
    guide = guide_of(till)
    till.window.settings._check(Service.SMARTKASA)
    till.until(lambda: figures(guide)[Step.GOODS] == "не вдалося")
    rows = {row.key: row for row in guide.rows.rows}
    assert (rows[Step.GOODS].icon_name, rows[Step.PRINTER].icon_name) == ("alert", "circle")


def test_a_shop_without_smartkasa_is_warned_before_it_opens_without_goods(till: Stage):
    till.till.setup.kept = replace(till.till.setup.kept, license_tail="df64", register="4000162280")
    guide = guide_of(till)
    till.touch(guide.act)
    assert "товарів у справжній касі не буде" in guide.question.warnings[1].text()
    till.key(Key.Key_Escape)
    till.till.setup.kept = replace(till.till.setup.kept, shop_id=7)
    guide = guide_of(till)
    till.touch(guide.act)
    assert not guide.question.warnings[1].text()


def test_a_shops_till_on_a_test_register_sells_for_a_test_and_says_that_it_is_none(till: Stage):
    real(till)
    till.tell(register=replace(till.desk.state.register, test=True))
    guide = guide_of(till)
    assert "на тестовому ПРРО" in guide.words.text()
    guide.rows.choose(4)
    assert guide.more.text() == "Податки"
    till.touch(guide.act)
    till.until(lambda: isinstance(till.window.till.panes.pane, PaymentPane))
    till.calm()
    till.enter()
    till.until(lambda: till.window.page is till.window.settings)
    till.calm()
    assert "справжнього ПРРО" in guide.words.text()
    assert guide.act.text() == "До каси"
