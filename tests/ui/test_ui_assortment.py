"""The catalog edited in the window: by keys alone, by touch alone, without the right, and without SmartKasa."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from shiboken6 import isValid
from ui_fake_till import NOW, FakeTill
from ui_goods import ean
from ui_stage import Stage

from pos_app.catalog.editing import FormField, ProductForm
from pos_app.domain.errors import Unreachable, refused
from pos_app.till.form_drafts import FormDraft
from pos_app.till.state import ImportPhase
from pos_app.ui.keys import Action
from pos_app.ui.screens.tasks import Task
from pos_app.ui.theme import Size
from pos_app.ui.widgets.field import Field

Key = Qt.Key
FREE = "4820000009102"


def page(stage):
    return stage.window.catalog


def open_catalog(stage, text="", name=""):
    """The page, and the product that a search finds first."""
    stage.window.till.run_task(Task.CATALOG)
    stage.until(lambda: page(stage).browse.rows.rows)
    stage.calm()
    if text:
        stage.type(text)
        stage.until(lambda: page(stage).browse.product is not None and page(stage).browse.product.name.startswith(name))
        stage.until(lambda: page(stage)._card is not None)
        stage.calm()


def editing(stage):
    stage.until(lambda: page(stage).editing)
    stage.calm()
    return page(stage).form


def create_key(stage):
    stage.key(Key.Key_N, "\x0e", Qt.KeyboardModifier.ControlModifier)


def test_an_unknown_code_becomes_a_product_in_the_basket_by_keys_alone(till):
    till.scan(FREE)
    assert till.desk.notice.more == "Створити товар"
    create_key(till)
    form = editing(till)
    assert form.fields[FormField.BARCODE].text() == FREE
    till.type("Пряник медовий")
    till.enter()
    till.type("12,99")
    till.enter()
    till.key(Key.Key_Tab)
    assert form.active is FormField.CATEGORY
    till.type("солод")
    till.enter()
    assert form.fields[FormField.CATEGORY].text() == "Солодощі"
    till.key(Key.Key_F6)
    till.until(lambda: not till.desk.state.cart.is_empty)
    till.calm()
    (line,) = till.desk.state.cart.lines
    assert (line.product.name, line.price, line.product.barcode) == ("Пряник медовий", 1299, FREE)
    assert line.product.category_id == "sweets"
    assert till.window.page is till.window.till
    assert till.desk.state.unknown_code == ""


def test_a_row_of_the_list_before_is_no_answer_to_the_field_that_was_touched_meanwhile(till):
    till.scan(FREE)
    create_key(till)
    form = editing(till)
    form.activate(FormField.TAX_GROUP)
    before = form._form
    form.list.taken.emit("sweets")
    assert form._form == before
    assert form.active is FormField.TAX_GROUP


def test_an_unknown_code_becomes_a_product_in_the_basket_by_touch_alone(till):
    till.scan(FREE)
    till.touch("Створити товар")
    form = editing(till)
    for letter in "чай":
        till.touch(letter, form.letters)
    till.touch(form.fields[FormField.PRICE])
    for digit in "45":
        till.touch(digit, form.numpad)
    till.touch("Зберегти в SmartKasa")
    till.until(lambda: not till.desk.state.cart.is_empty)
    assert till.desk.state.cart.lines[0].product.name == "чай"
    assert till.desk.state.cart.lines[0].price == 4500


def test_leaving_the_form_of_an_unknown_code_leaves_the_red_row(till):
    till.scan(FREE)
    create_key(till)
    editing(till)
    till.key(Key.Key_Escape)
    till.calm()
    assert till.window.page is till.window.till
    assert till.desk.state.unknown_code == FREE
    assert till.till.called("assortment.save") == []


def test_without_the_right_an_unknown_code_offers_nothing_and_the_page_is_read_only(qapp):
    fake = FakeTill()
    fake.rights -= {"catalog", "cost"}
    stage = Stage(fake)
    stage.open_till()
    stage.scan(FREE)
    assert stage.desk.notice.more == ""
    create_key(stage)
    assert stage.window.page is stage.window.till
    stage.key(Key.Key_Escape)
    stage.calm()
    open_catalog(stage, "молоко", "Молоко")
    card = page(stage).card
    assert "Лише перегляд" in card.note.text()
    assert "Закупівельна ціна" not in [caption.text() for caption, _ in card.facts]
    for key in (Key.Key_F3, Key.Key_F4, Key.Key_F7, Key.Key_Delete, Key.Key_Return):
        stage.key(key)
        stage.calm()
        assert not page(stage).editing
        assert page(stage).panes.pane is None
    stage.key(Key.Key_F5)
    stage.calm()
    assert not page(stage).panes.pane.turn.isEnabled()
    assert not [call for call in stage.till.calls if call[0] in {"assortment.save", "assortment.delete"}]
    stage.close()


def test_a_price_alone_is_changed_by_keys_and_sold_at_once(till):
    open_catalog(till, "молоко", "Молоко")
    till.key(Key.Key_F4)
    till.calm()
    till.type("45,50")
    till.enter()
    till.until(lambda: till.till.called("assortment.set_price"))
    till.until(lambda: page(till)._card is not None and page(till)._card.product.price == 4550)
    assert till.till.called("assortment.set_price") == [("p2", 4550, 4290)]
    for _ in range(2):
        till.key(Key.Key_Escape)
    till.calm()
    till.scan(ean(2))
    assert till.desk.state.cart.lines[0].price == 4550


def test_a_price_is_changed_by_touch(till):
    open_catalog(till, "молоко", "Молоко")
    till.touch("Ціна", page(till).card)
    till.calm()
    pane = page(till).panes.pane
    for digit in "50":
        till.touch(digit, pane)
    till.touch("Зберегти в SmartKasa", pane)
    till.until(lambda: till.till.called("assortment.set_price") == [("p2", 5000, 4290)])


@pytest.mark.parametrize(("key", "price"), [(Key.Key_F5, 4990), (Key.Key_F4, 4550)])
def test_a_price_changed_elsewhere_is_told_and_the_person_decides(till, key, price):
    open_catalog(till, "молоко", "Молоко")
    till.till.assortment.changed_elsewhere("p2", price=4990)
    till.key(Key.Key_F4)
    till.calm()
    till.type("45,50")
    till.enter()
    till.until(lambda: getattr(page(till).panes.pane, "panel", None) is not None)
    told = page(till).panes.pane.panel.told[0]
    assert told[0].text() == "Ціну змінено в SmartKasa о 12:41: 49,90"
    assert told[1].text() == "У вас: 45,50"
    for habit in (Key.Key_Return, Key.Key_F6, Key.Key_Delete):
        till.key(habit)
    till.calm()
    assert page(till).panes.pane is not None, "a habit decides nothing"
    till.key(key)
    till.until(lambda: page(till).panes.pane is None and till.till.assortment.forms["p2"].price == price)


@pytest.mark.parametrize(("button", "price"), [("Взяти зі SmartKasa", 4990), ("Залишити моє", 4550)])
def test_a_conflict_on_the_form_is_settled_by_touch_and_keeps_the_rest(till, button, price):
    open_catalog(till, "молоко", "Молоко")
    till.touch("Змінити", page(till).card)
    form = editing(till)
    form.fields[FormField.TITLE].set_text("Молоко свіже")
    form.fields[FormField.PRICE].set_text("45,50")
    till.till.assortment.changed_elsewhere("p2", price=4990, tax_group=2)
    till.touch("Зберегти в SmartKasa")
    till.until(lambda: form._conflict is not None)
    till.touch(button)
    till.until(lambda: not page(till).editing)
    saved = till.till.assortment.forms["p2"]
    assert (saved.title, saved.price, saved.tax_group) == ("Молоко свіже", price, 2)


def test_an_undecided_conflict_goes_back_to_the_form_with_everything_on_it(till):
    open_catalog(till, "молоко", "Молоко")
    till.enter()
    form = editing(till)
    till.key(Key.Key_Tab)
    form.fields[FormField.PRICE].set_text("45,50")
    till.till.assortment.changed_elsewhere("p2", price=4990)
    till.key(Key.Key_F6)
    till.until(lambda: form._conflict is not None)
    till.key(Key.Key_Escape)
    assert page(till).editing
    assert form.fields[FormField.PRICE].text() == "45,50"
    till.key(Key.Key_F6)
    till.until(lambda: form._conflict is not None)


def test_wrong_fields_say_what_is_wrong_and_a_warning_may_be_passed_over(till):
    open_catalog(till)
    till.key(Key.Key_F3)
    form = editing(till)
    till.key(Key.Key_F6)
    till.until(lambda: form._faults)
    assert form.fields[FormField.TITLE].error == "Вкажіть назву товару."
    assert form.fields[FormField.PRICE].error == "Вкажіть ціну."
    till.type("Кефір")
    assert form.fields[FormField.TITLE].error == ""
    form.fields[FormField.PRICE].set_text("0,001")
    till.key(Key.Key_F6)
    assert form.fields[FormField.PRICE].error == "Введіть ціну, наприклад 42,90."
    form.fields[FormField.PRICE].set_text("30")
    form.scanned(ean(2))
    till.key(Key.Key_F6)
    till.until(lambda: form._faults)
    assert form.words.text() == "Цей код уже має «Молоко „Яготинське“ 2,6 % 900 г»."
    assert form.save_button.text() == "Зберегти все одно"
    till.key(Key.Key_F6)
    till.until(lambda: not page(till).editing)
    assert till.till.products[-1].name == "Кефір"


def test_a_warning_is_told_again_when_the_form_was_changed_after_it(till):
    open_catalog(till)
    till.key(Key.Key_F3)
    form = editing(till)
    till.type("Кефір")
    form.fields[FormField.PRICE].set_text("30")
    form.scanned(ean(2))
    till.key(Key.Key_F6)
    till.until(lambda: form._faults)
    form.scanned(ean(3))
    assert form.save_button.text() == "Зберегти в SmartKasa"
    till.key(Key.Key_F6)
    till.until(lambda: form._faults)
    assert "Яйця" in form.words.text()


def test_smartkasa_out_of_reach_keeps_what_was_typed(till):
    open_catalog(till)
    till.key(Key.Key_F3)
    form = editing(till)
    till.type("Кефір")
    form.fields[FormField.PRICE].set_text("30")
    till.till.fail_next["assortment.save"] = Unreachable(code="changes_not_saved")
    till.key(Key.Key_F6)
    till.until(lambda: till.desk.notice is not None)
    assert till.desk.notice.text == "SmartKasa не відповідає. Зміни не збережено, форма на місці."
    assert page(till).editing
    assert (form.fields[FormField.TITLE].text(), form.fields[FormField.PRICE].text()) == ("Кефір", "30")
    till.key(Key.Key_F6)
    till.until(lambda: not page(till).editing)


def test_unsaved_changes_are_not_left_by_one_key(till):
    open_catalog(till)
    till.key(Key.Key_F3)
    form = editing(till)
    till.type("Кефір")
    till.key(Key.Key_Escape)
    assert page(till).editing
    assert form.words.text().startswith("Зміни не збережено")
    till.key(Key.Key_Escape)
    assert not page(till).editing


def test_a_product_that_smartkasa_does_not_answer_about_is_shown_as_the_till_knows_it(till):
    till.till.fail_next["assortment.open"] = Unreachable("SmartKasa не відповідає.")
    till.window.till.run_task(Task.CATALOG)
    till.calm()
    till.type("молоко")
    till.until(lambda: page(till)._trouble)
    assert page(till).card.price.text().startswith("42,90")
    assert page(till).card.note.text() == "SmartKasa не відповідає."
    assert not page(till).card.buttons[Action.ENTER].isEnabled()
    till.enter()  # asks once more
    editing(till)


def test_a_deletion_is_confirmed_in_its_place_and_never_by_enter(till):
    open_catalog(till, "сметана", "Сметана")
    till.key(Key.Key_Delete)
    till.calm()
    till.enter()
    held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Delete.value, Qt.KeyboardModifier.NoModifier, "", True)
    till.app.sendEvent(till.window, held)
    till.calm()
    assert till.till.called("assortment.delete") == []
    till.key(Key.Key_Delete)
    till.until(lambda: till.till.called("assortment.delete") == [("p13",)])
    till.until(lambda: page(till).panes.pane is None and not page(till).browse.rows.rows)


def test_a_scan_finds_the_product_on_the_page_and_sells_nothing(till):
    open_catalog(till)
    till.burst(ean(1))
    till.until(lambda: page(till)._card is not None)
    assert page(till).browse.product.name.startswith("Хліб")
    assert till.desk.state.cart.is_empty


def test_stock_is_counted_by_one_key(till):
    open_catalog(till, "молоко", "Молоко")
    till.key(Key.Key_F5)
    till.calm()
    till.key(Key.Key_F5)
    till.until(lambda: till.till.called("assortment.count_stock") == [("p2", True)])
    till.until(lambda: page(till)._card is not None and page(till)._card.stock.counted)


def test_a_category_is_made_renamed_and_deleted_by_keys(till):
    open_catalog(till)
    till.key(Key.Key_F7)
    till.until(lambda: page(till).panes.pane is not None)
    till.enter()
    till.until(lambda: hasattr(page(till).panes.pane, "letters"))
    till.type("Заморожене")
    till.enter()
    till.until(lambda: any(row.title == "Заморожене" for row in page(till).browse.rows.rows))
    till.key(Key.Key_End)
    till.key(Key.Key_F7)
    till.until(lambda: page(till).panes.pane is not None)
    till.key(Key.Key_Down)
    till.key(Key.Key_Down)
    till.enter()
    till.until(lambda: hasattr(page(till).panes.pane, "confirm"))
    till.key(Key.Key_Delete)
    till.until(lambda: till.till.called("assortment.delete_category") == [("c12",)])


def test_an_import_is_begun_watched_and_goes_on_when_the_page_is_left(till):
    open_catalog(till)
    till.key(Key.Key_F9)
    till.calm()
    till.type("https://files.test/goods.json")
    till.enter()
    till.until(lambda: till.till.called("imports.start") == [("https://files.test/goods.json", "bread")])
    till.calm()
    pane = page(till).panes.pane
    assert pane.status.text() == "Чекає в черзі SmartKasa: goods.json"
    till.key(Key.Key_Escape)
    till.calm()

    async def go_on(fake):
        fake.assortment.imports.show(phase=ImportPhase.RUNNING, products=6, created=2, problems=("Рядок 3: назва",))

    till.till_does(go_on)
    till.key(Key.Key_F9)
    till.calm()
    pane = page(till).panes.pane
    assert pane.counts.text() == "Рядків\u00a06: створено\u00a02, оновлено\u00a00, з помилками\u00a01."
    assert [row.title for row in pane.rows.rows] == ["Рядок 3: назва"]
    till.key(Key.Key_Delete)
    till.until(lambda: till.till.called("imports.stop_watching"))
    till.until(lambda: "(каса не чекає)" in pane.status.text())


def test_enter_after_an_import_takes_the_same_file_in_no_second_time(till):
    async def done(fake):
        fake.assortment.imports.show(phase=ImportPhase.DONE, products=6, created=6, watched=False)

    open_catalog(till)
    till.key(Key.Key_F9)
    till.calm()
    till.type("https://files.test/goods.json")
    till.enter()
    till.until(lambda: till.till.called("imports.start"))
    till.till_does(done)
    till.calm()
    till.enter()
    till.calm()
    assert len(till.till.called("imports.start")) == 1
    till.type("5")
    till.enter()
    till.until(lambda: len(till.till.called("imports.start")) == 2)


def test_an_import_that_was_refused_can_be_begun_again(till):
    open_catalog(till)
    till.key(Key.Key_F9)
    till.calm()
    till.till.fail_next["imports.start"] = refused("import_address")
    till.type("ftp://files.test/goods.json")
    till.enter()
    till.until(lambda: till.desk.mistake is not None)
    till.calm()
    till.enter()
    till.until(lambda: len(till.till.called("imports.start")) == 2)


def test_a_fault_stands_beside_the_name_of_its_field(till):
    field = Field(till.window.look, "Ціна, грн")
    field.set_error("Не більше 999 999,99 ₴.")
    assert field._error_words(2000) == "Ціна: не більше 999 999,99 ₴."
    field.set_error("Ціна має бути більшою за нуль.")
    assert field._error_words(2000) == "Ціна має бути більшою за нуль."
    field.set_error("Вкажіть її.")
    shown = QFontMetrics(till.window.look.bold(Size.HINT)).horizontalAdvance("Вкажіть її.")
    assert field._error_words(shown + 8) == "Вкажіть її."


def test_names_of_any_kind_stay_plain_on_the_page(qapp):
    evil = "<b>Дуже</b> довга назва <img src='x'> " * 4
    fake = FakeTill()
    fake.products = [replace(product, name=evil) for product in fake.products]
    stage = Stage(fake)
    stage.open_till()
    open_catalog(stage, ean(2))
    assert page(stage).card.name.text() == evil
    stage.close()


def test_labels_are_printed_by_keys(till):
    open_catalog(till, "молоко", "Молоко")
    till.key(Key.Key_F10)
    till.until(lambda: page(till).panes.pane is not None)
    lines = "\n".join(page(till).panes.pane.preview.lines())
    assert "42,90 грн" in lines
    assert "за 1 шт" in lines
    till.type("12")
    till.key(Key.Key_Up)
    till.enter()
    till.until(lambda: till.till.called("labels.print") == [(["p2"], 13)])


def test_labels_are_printed_by_touch(till):
    open_catalog(till, "молоко", "Молоко")
    till.touch("Етикетка", page(till).card)
    till.until(lambda: page(till).panes.pane is not None)
    till.touch("Більше")
    till.touch("Друк")
    till.until(lambda: till.till.called("labels.print") == [(["p2"], 2)])


def test_labels_of_all_changed_prices_are_printed_at_once(till):
    till.till.labels.was = {"p2": 3990, "p3": 7000}
    open_catalog(till)
    till.key(Key.Key_F11)
    till.until(lambda: page(till).panes.pane.rows.rows)
    rows = page(till).panes.pane.rows.rows
    assert [(row.figure, row.under) for row in rows] == [
        ("42,90", "було 39,90, 14.03.2026 12:41"), ("68,50", "було 70,00, 14.03.2026 12:41"),
    ]  # fmt: skip
    till.key(Key.Key_Right)
    assert page(till).panes.pane.rows.rows == ()
    till.key(Key.Key_Left)
    till.key(Key.Key_F6)
    till.until(lambda: getattr(page(till).panes.pane, "copies", 0) == 1)
    till.enter()
    till.until(lambda: till.till.called("labels.print") == [(["p2", "p3"], 1)])


def typed(till):
    """A new product with a title, kept on disk, and the till begins anew."""
    till.window.till.run_task(Task.CATALOG)
    till.key(Key.Key_F3)
    form = editing(till)
    till.type("Пряник медовий")
    till.until(lambda: till.till.assortment.drafts.kept is not None)
    assert till.till.assortment.drafts.kept.form.title == "Пряник медовий"
    return form


def left_unsaved(till):
    """What an earlier run of the program kept; the catalog's page is opened."""
    form = ProductForm("Пряник медовий", None, FREE, unit=2009, tax_group=1)
    till.till.assortment.drafts.kept = FormDraft(None, form, None, "Олена Коваленко", NOW)
    till.window.till.run_task(Task.CATALOG)
    till.until(lambda: page(till).panes.pane is not None)
    till.calm()


def test_a_form_left_by_a_power_cut_is_offered_again_and_gone_on_with(till):
    left_unsaved(till)
    till.enter()
    form = editing(till)
    assert (form.fields[FormField.TITLE].text(), form.fields[FormField.BARCODE].text()) == ("Пряник медовий", FREE)
    till.enter()
    till.type("12,99")
    till.key(Key.Key_F6)
    till.until(lambda: not page(till).editing)
    till.until(lambda: till.till.assortment.drafts.kept is None)
    assert till.till.products[-1].name == "Пряник медовий"


def test_a_draft_is_left_for_later_or_thrown_away(till):
    left_unsaved(till)
    till.key(Key.Key_Escape)
    till.calm()
    assert page(till).panes.pane is None
    assert till.till.assortment.drafts.kept is not None
    till.key(Key.Key_Escape)
    till.window.till.run_task(Task.CATALOG)
    till.until(lambda: page(till).panes.pane is not None)
    till.key(Key.Key_Delete)
    till.until(lambda: till.till.assortment.drafts.kept is None)
    assert not page(till).editing


def test_a_search_that_was_about_to_begin_on_a_page_made_anew_never_does(till):
    open_catalog(till)
    browse = page(till).browse
    till.type("м")
    assert browse._pause.isActive()
    till.window.build()
    assert not browse._pause.isActive()


def test_a_form_that_stays_open_on_its_page_holds_no_scan_on_the_till(till):
    typed(till)
    till.burst(ean(2))
    till.calm()
    assert till.desk.state.cart.is_empty
    till.window.top.menu.emit()
    till.key(Key.Key_Escape)
    till.burst(ean(3))
    till.until(lambda: len(till.desk.state.cart.lines) == 1)
    assert till.desk.scans_waiting == 0


def test_a_form_left_on_purpose_is_not_offered_again(till):
    typed(till)
    till.key(Key.Key_Escape)
    till.key(Key.Key_Escape)
    till.until(lambda: not page(till).editing)
    till.calm()
    assert till.till.assortment.drafts.kept is None


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_a_label_is_shown_as_wide_as_its_paper(till, columns):
    till.till.labels.columns = columns
    open_catalog(till, "молоко", "Молоко")
    till.key(Key.Key_F10)
    till.until(lambda: page(till).panes.pane is not None)
    till.calm()
    lines = page(till).panes.pane.preview.lines()
    assert max(map(len, lines)) <= columns
    assert any(len(line) == columns for line in lines)


def test_a_question_of_the_catalog_is_put_away_with_its_page_and_holds_no_scan(till):
    open_catalog(till)
    till.key(Key.Key_F7)
    till.until(lambda: page(till).panes.pane is not None)
    before = page(till)
    till.window.show_till()
    assert before.panes.pane is None
    till.until(lambda: not till.desk._tasks and not till.desk._endings)
    assert till.desk.idle


def test_a_pane_ends_though_another_is_open_all_day(till):
    till.scan(ean(2))
    open_catalog(till)
    till.key(Key.Key_F7)
    till.until(lambda: page(till).panes.pane is not None)
    till.window.pages.setCurrentWidget(till.window.till)
    till.key(Key.Key_F7)
    pane = till.window.till.panes.pane
    assert pane is not None
    till.key(Key.Key_Escape)
    till.until(lambda: not till.desk._endings)
    assert not isValid(pane)
    assert page(till).panes.pane is not None
