"""Offers, rules and the buyer's age in the window: written, tried out, explained, kept."""

from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Qt
from ui_goods import ean
from ui_offers import SHOP_OFFERS
from ui_stage import Stage

from pos_app.catalog.barcode_rules import BarcodeRules, CardRule
from pos_app.domain.offers import MinimumPrice, OfferKind, Reason
from pos_app.domain.receipt import Delivery
from pos_app.domain.scope import ADULTS, Scope, is_for_adults
from pos_app.domain.shop_rules import ShopRules
from pos_app.ui.screens.age_pane import AgePane
from pos_app.ui.screens.payment import PaymentPane
from pos_app.ui.screens.tasks import Task
from pos_app.ui.widgets.rows import Tone

Key = Qt.Key


def offers(stage: Stage, task: Task = Task.OFFERS):
    stage.window.till.run_task(task)
    stage.until(lambda: stage.window.page is stage.window.offers)
    page = stage.window.offers.offers
    # the list is read behind the page: a key before it is there opens nothing
    stage.until(lambda: page.form.categories and list(page.offers) == list(stage.till.shop_offers))
    stage.calm()
    return stage.window.offers


def answer(stage: Stage, form, key: str, text: str) -> None:
    form.sheet.ask(key)
    for _ in range(20):
        stage.key(Key.Key_Backspace)
    stage.type(text)
    stage.enter()


def test_an_offer_is_written_by_keys_and_saved(till: Stage) -> None:
    page = offers(till)
    till.type("+")
    form = page.offers.form
    answer(till, form, "name", "Весна")
    answer(till, form, "value", "12,5")
    answer(till, form, "hours", "18:00-20:30")
    form.sheet.ask("days")
    till.key(Key.Key_Down)
    till.enter()
    form.sheet.ask("card")
    till.key(Key.Key_F6)
    till.until(lambda: till.till.shop_offers)
    one = till.till.shop_offers[0]
    assert (one.name, one.value, one.begins, one.ends) == ("Весна", Decimal("12.5"), 1080, 1230)
    assert (one.days, one.card) == (frozenset(range(5)), True)
    till.until(lambda: not page.offers.asking)
    assert page.offers.rows.rows[0].figure == "12,5 %"


def test_an_offer_that_has_ended_is_told_apart_and_its_last_day_can_be_taken_away(till: Stage) -> None:
    till.till.shop_offers = list(SHOP_OFFERS)
    page = offers(till)
    till.until(lambda: page.offers.rows.rows)
    rows = {row.key: row for row in page.offers.rows.rows}
    assert "закінчилася 31.01.2026" in rows["o4"].under
    assert [rows[key].tone for key in ("o3", "o4")] == [Tone.PLAIN, Tone.WARN]
    page.offers.edit("o4")
    answer(till, page.offers.form, "last", "")
    assert page.offers.form.draft.last is None


def test_what_cannot_be_read_is_said_and_nothing_is_lost(till: Stage) -> None:
    page = offers(till)
    till.touch(page.offers.add)
    form = page.offers.form
    answer(till, form, "name", "Весна")
    answer(till, form, "hours", "18")
    assert "18:00-20:30" in form.error.text()
    assert form.draft.name == "Весна"
    answer(till, form, "first", "32.13.2026")
    assert "31.12.2026" in form.error.text()


def test_an_offer_that_the_till_refuses_stays_open(till: Stage) -> None:
    page = offers(till)
    till.touch(page.offers.add)
    till.touch(page.offers.form.save)
    till.until(lambda: page.headline.isVisible())
    assert till.desk.mistake.code == "bad_offer"
    assert page.offers.asking


def test_kinds_and_goods_are_chosen_and_an_offer_is_taken_away(till: Stage) -> None:
    till.till.shop_offers = list(SHOP_OFFERS[:1])
    page = offers(till)
    till.enter()
    form = page.offers.form
    form.sheet.ask("kind")
    for _ in range(3):
        till.key(Key.Key_Down)
    till.enter()
    assert form.draft.kind is OfferKind.NTH_FREE
    form.sheet.ask("category")
    till.key(Key.Key_Down)
    till.enter()
    assert form.draft.scope.categories == (ADULTS,)
    form.sheet.ask("good")
    till.burst(ean(2))
    till.until(lambda: form.sheet.form.rows.rows)
    till.enter()
    till.until(lambda: form.draft.scope.goods)
    till.touch(form.remove)
    till.key(Key.Key_Escape)
    assert page.offers.stack.currentWidget() is form
    till.key(Key.Key_Delete)
    till.enter()
    till.calm()
    assert till.till.shop_offers
    till.touch("Видалити назавжди")
    till.until(lambda: not till.till.shop_offers)


def test_the_condition_of_an_offer_stands_in_its_row(till: Stage) -> None:
    till.till.shop_offers = list(SHOP_OFFERS)
    page = offers(till)
    till.until(lambda: page.offers.rows.rows)
    rows = {row.title: row.under for row in page.offers.rows.rows}
    assert rows["Від 500 грн"] == "Відсоток на чек · від 500,00 ₴"


def test_while_a_fact_is_asked_for_nothing_is_done_with_the_whole_offer(till: Stage) -> None:
    till.till.shop_offers = list(SHOP_OFFERS[:1])
    page = offers(till)
    till.enter()
    form = page.offers.form
    foot = (form.back, form.remove, form.save)
    assert all(button.isEnabled() for button in foot)
    for fact in ("kind", "name"):
        form.sheet.ask(fact)
        assert not any(button.isEnabled() for button in foot)
        till.key(Key.Key_Escape)
    assert all(button.isEnabled() for button in foot)


def test_a_draft_is_tried_out_before_it_is_saved(till: Stage) -> None:
    page = offers(till)
    till.touch(page.offers.add)
    answer(till, page.offers.form, "name", "Весна")
    page.tabs.choose(1)
    page.tries.goods = {"p1": 1000}
    page.tries.refresh()
    till.until(lambda: page.tries.verdicts.rows)
    till.until(lambda: page.tries.lines.rows)
    assert page.tries.verdicts.rows[0].title == "Весна"
    assert page.tries.sums.text()
    assert till.till.shop_offers == []


def test_trying_out_takes_a_scan_a_day_an_hour_and_a_card(till: Stage) -> None:
    till.till.shop_offers = list(SHOP_OFFERS)
    page = offers(till)
    page.tabs.choose(1)
    till.calm()
    till.burst(ean(1))
    till.until(lambda: page.tries.sheet.form.rows.rows)
    till.enter()
    till.until(lambda: page.tries.lines.rows)
    assert till.desk.state.cart.is_empty
    answered = {row.key: row for row in page.tries.verdicts.rows}
    assert answered["o1"].figure == "ні"
    page.tries.sheet.ask("time")
    till.type("16:30")
    till.enter()
    till.until(lambda: {row.key: row for row in page.tries.verdicts.rows}["o1"].figure != "ні")
    page.tries.sheet.ask("card")
    till.until(lambda: {row.key: row for row in page.tries.verdicts.rows}["o3"].figure != "ні")


def test_the_cashier_reads_why_an_offer_did_not_count(till: Stage) -> None:
    till.till.shop_offers = list(SHOP_OFFERS)
    till.scan(ean(1))
    assert {one.reason for one in till.desk.state.verdicts} >= {Reason.OTHER_HOURS, Reason.NO_CARD}
    page = offers(till, Task.WHY_NO_OFFER)
    words = [row.under for row in page.why.rows.rows]
    assert "Діє лише 16:00–18:00." in words
    assert "Скануйте картку покупця." in words


def adult(stage: Stage):
    return next(one for one in stage.till.products if is_for_adults(one) and one.barcode)


def test_the_age_is_asked_as_soon_as_goods_for_adults_lie_in_the_basket(till: Stage) -> None:
    till.till.shop = ShopRules(ask_age=True)
    till.scan(ean(1))
    till.scan(adult(till).barcode)
    till.until(lambda: isinstance(till.window.till.panes.pane, AgePane))
    till.enter()
    till.until(lambda: till.till.called("confirm_age"))
    till.until(lambda: not isinstance(till.window.till.panes.pane, AgePane))
    till.until(lambda: not till.desk.state.age_wanted)


def test_no_takes_the_goods_for_adults_out_and_leaves_the_others(till: Stage) -> None:
    till.till.shop = ShopRules(ask_age=True)
    till.scan(ean(1))
    till.scan(adult(till).barcode)
    till.until(lambda: isinstance(till.window.till.panes.pane, AgePane))
    till.touch(till.window.till.panes.pane.no)
    till.until(lambda: len(till.desk.state.cart.lines) == 1)
    assert not is_for_adults(till.desk.state.cart.lines[0].product)


def test_a_question_that_was_left_is_asked_again_before_the_payment(till: Stage) -> None:
    till.till.shop = ShopRules(ask_age=True)
    till.scan(ean(1))
    till.scan(adult(till).barcode)
    till.until(lambda: isinstance(till.window.till.panes.pane, AgePane))
    till.key(Key.Key_Escape)
    till.calm()
    while till.window.till.panes.pane is not None:
        till.key(Key.Key_Escape)
        till.calm()
    till.desk.start(till.window.till.selling.ask_age())
    till.until(lambda: isinstance(till.window.till.panes.pane, AgePane))
    assert not isinstance(till.window.till.panes.pane, PaymentPane)


def test_rules_are_turned_asked_and_taken_away(till: Stage) -> None:
    till.window.till.run_task(Task.SHOP_RULES)
    page = till.window.shop_rules
    till.until(lambda: page.sheet.rows.rows)
    till.enter()
    till.until(lambda: till.till.shop.ask_age)
    till.calm()
    page.sheet.ask("close")
    till.type("23:45")
    till.enter()
    till.until(lambda: till.till.shop.close_at == 23 * 60 + 45)
    till.calm()
    page.sheet.ask("no_sale")
    till.enter()
    till.calm()
    till.type("22:00-08:00")
    till.enter()
    till.until(lambda: till.till.shop.no_sale)
    till.calm()
    page.sheet.ask("minimum")
    till.enter()
    till.calm()
    till.type("89,90")
    till.enter()
    till.until(lambda: till.till.shop.minimums)
    assert till.till.shop.minimums[0].price == 8990
    till.calm()
    page.sheet.ask("hours:0")
    till.key(Key.Key_Down)
    till.enter()
    till.until(lambda: not till.till.shop.no_sale)
    till.calm()
    page.sheet.ask("least:0")
    till.enter()
    till.calm()
    assert till.till.shop.minimums


def test_the_hour_of_closing_shows_itself_and_an_empty_field_switches_it_off(till: Stage) -> None:
    till.till.shop = ShopRules(close_at=23 * 60 + 45)
    till.window.till.run_task(Task.SHOP_RULES)
    page = till.window.shop_rules
    till.until(lambda: page.sheet.rows.rows)
    page.sheet.ask("close")
    assert page.sheet.form.field.text() == "23:45"
    for _ in "23:45":
        till.key(Key.Key_Backspace)
    till.enter()
    till.until(lambda: till.till.shop.close_at is None)


def test_a_touch_on_a_rule_takes_nothing_away_before_it_has_asked(till: Stage) -> None:
    till.till.shop = ShopRules(minimums=(MinimumPrice("18+", 8990, Scope(categories=(ADULTS,))),))
    till.window.till.run_task(Task.SHOP_RULES)
    page = till.window.shop_rules
    till.until(lambda: page.sheet.rows.rows)
    assert next(row for row in page.sheet.rows.rows if row.key == "least:0").figure == "89,90\xa0₴"
    page.sheet.ask("least:0")
    till.calm()
    assert page.sheet.asking
    assert till.till.shop.minimums


def test_an_hour_that_cannot_be_is_said_on_the_strip(till: Stage) -> None:
    till.window.till.run_task(Task.SHOP_RULES)
    page = till.window.shop_rules
    till.until(lambda: page.sheet.rows.rows)
    page.sheet.ask("close")
    till.type("99:99")
    till.enter()
    till.until(lambda: page.headline.isVisible())


def test_a_surcharge_is_given_from_the_pane_of_discounts(till: Stage) -> None:
    till.scan(ean(1))
    till.key(Key.Key_F7)
    till.calm()
    till.key(Key.Key_Left)
    till.type("10")
    till.enter()
    till.until(lambda: till.till.called("discount"))
    assert till.till.called("discount")[0][0].type.value == "EXTRA_CHARGE"


def test_forms_of_payment_are_turned_coded_added_and_used(till: Stage) -> None:
    till.window.till.run_task(Task.SHOP_RULES)
    page = till.window.shop_rules
    till.until(lambda: page.forms.rows.rows)
    page.tabs.choose(1)
    page.forms.ask("form:1")
    till.key(Key.Key_Down)
    till.enter()
    till.until(lambda: till.till.shop.forms[1].enabled)
    till.calm()
    page.forms.ask("form:1")
    for _ in range(7):
        till.key(Key.Key_Down)
    till.enter()
    till.until(lambda: till.till.shop.forms[1].code == 4)
    till.calm()
    page.forms.ask("add")
    till.key(Key.Key_End)
    till.enter()
    till.until(lambda: len(till.till.shop.forms) == 5)
    till.key(Key.Key_Escape)
    till.tell(payment_forms=till.till.shop.forms)
    till.scan(ean(1))
    till.key(Key.Key_F6)
    till.calm()
    pane = till.window.till.panes.pane
    till.touch("Сертифікат")
    till.touch("Сертифікат")
    assert pane.draft.form.label == "З поточного рахунку"
    till.calm()
    till.enter()
    till.until(lambda: till.till.called("pay"))
    payment = till.till.called("pay")[0][0][0]
    assert (payment.label, payment.code) == ("З поточного рахунку", 4)


def customer(till: Stage):
    till.scan(ean(1))
    till.key(Key.Key_F8)
    till.calm()
    return till.window.till.panes.pane


def test_the_customers_contact_is_checked_where_it_is_typed(till: Stage) -> None:
    pane = customer(till)
    till.key(Key.Key_Tab)
    till.type("12")
    till.enter()
    till.until(lambda: pane.contact.error)
    assert pane.contact.error == "Неправильний e-mail або телефон."
    assert pane.contact.text() == "12"
    for _ in range(2):
        till.key(Key.Key_Backspace)
    till.type("0501234567")
    till.enter()
    till.until(lambda: till.desk.state.delivery is not None)
    assert till.desk.state.delivery.phone == "380501234567"
    till.until(lambda: till.window.till.panes.pane is None)


def test_a_card_is_typed_or_scanned_and_taken_away_again(till: Stage) -> None:
    till.till.rules = BarcodeRules(cards=(CardRule("29000", 13),))
    pane = customer(till)
    till.type("4820000000018")
    till.enter()
    till.until(lambda: pane.card.error)
    assert "Такої картки в магазині немає" in pane.card.error
    till.key(Key.Key_Delete)
    till.type("2900012345678")
    till.enter()
    till.until(lambda: till.desk.state.cart.customer_card == "2900012345678")
    till.until(lambda: till.window.till.panes.pane is None)
    till.key(Key.Key_F8)
    till.calm()
    till.key(Key.Key_Delete)
    till.enter()
    till.until(lambda: till.desk.state.cart.customer_card is None)


def test_a_card_read_while_the_pane_is_open_shows_itself_and_brings_its_contact(till: Stage) -> None:
    pane = customer(till)
    cart = replace(till.desk.state.cart, customer_card="2900012345678")
    till.tell(cart=cart, delivery=Delivery(email="olha@example.com"))
    assert (pane.card.text(), pane.contact.text()) == ("2900012345678", "olha@example.com")
    till.enter()
    till.until(lambda: till.window.till.panes.pane is None)
    assert not till.till.called("set_customer_card")
    assert not till.till.called("set_delivery")


def test_a_basket_is_parked_with_a_note(till: Stage) -> None:
    till.scan(ean(1))
    till.window.till.run_task(Task.PARK_NOTE)
    till.calm()
    till.type("Olya")
    till.touch(till.window.till.panes.pane.confirm)
    till.until(lambda: till.desk.state.cart.is_empty)
    assert till.till.called("park") == [("Olya",)]
