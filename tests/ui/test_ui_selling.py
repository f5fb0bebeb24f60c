"""Selling by keys alone, by touch alone and by scanner."""

from decimal import Decimal

from PySide6.QtCore import Qt
from ui_goods import ean

from pos_app.domain.payment import PaymentType
from pos_app.ui.keys import Action
from pos_app.ui.screens.excise_pane import ExcisePane, StampOutPane
from pos_app.ui.screens.list_panes import ChoicePane, HelpPane, ParkedPane
from pos_app.ui.screens.number_pane import NumberPane
from pos_app.ui.screens.payment import PaymentPane
from pos_app.ui.screens.shelf import Tab

Key = Qt.Key


def cart(stage):
    return [(line.product.id, line.quantity, line.price) for line in stage.desk.state.cart.lines]


def pane(stage):
    return stage.window.till.panes.pane


def test_a_sale_is_made_by_keys_alone(stage):
    stage.sign_in()
    stage.enter()
    stage.until(lambda: stage.desk.state.shift is not None)
    stage.calm()
    stage.type("1001")
    stage.enter()
    stage.until(lambda: cart(stage))
    stage.calm()
    stage.key(Key.Key_F3)
    stage.calm()
    stage.type("4")
    stage.enter()
    stage.until(lambda: cart(stage) == [("p1", 4000, 3250)])
    stage.calm()
    stage.key(Key.Key_F6)
    stage.calm()
    stage.type("200")
    stage.enter()
    stage.until(lambda: stage.desk.state.last_receipt is not None)
    stage.calm()
    receipt = stage.till.views[0].receipt
    assert (receipt.due, receipt.paid, receipt.change) == (13000, 20000, 7000)
    assert pane(stage) is None


def test_a_sale_is_made_by_touch_alone(stage):
    for digit in "2580":
        stage.touch(digit)
    stage.touch("Увійти")
    stage.until(lambda: stage.desk.state.cashier is not None)
    stage.calm()
    stage.touch("500", pane(stage))
    stage.touch("Відкрити зміну")
    stage.until(lambda: stage.till.called("cash_in"))
    stage.calm()
    stage.touch_tile("Молоко")
    stage.until(lambda: cart(stage) == [("p2", 1000, 4290)])
    stage.calm()
    stage.touch("К-сть", stage.window.till.pad)
    stage.calm()
    stage.touch("3", pane(stage).bottom)
    stage.touch("Прийняти")
    stage.until(lambda: cart(stage) == [("p2", 3000, 4290)])
    stage.calm()
    stage.touch("ОПЛАТА")
    stage.calm()
    stage.touch("200", pane(stage))
    stage.touch("Оплачено")
    stage.until(lambda: stage.till.called("pay"))
    stage.calm()
    assert stage.till.called("cash_in") == [(50000, "Розмінна монета")]
    assert stage.desk.state.last_receipt.receipt.change == 20000 - 12850


def test_a_product_is_found_by_touch_through_the_letters_and_through_categories(till):
    till.touch("Пошук", till.window.till.pad)
    for letter in "сир":
        till.touch(letter, till.window.till.pad.letters)
    till.until(lambda: till.window.till.pad.tiles.framed is not None)
    assert [tile.title for tile in till.window.till.pad.tiles.tiles] == ["Сир твердий «Комо» Голландський"]
    till.touch("Категорії", till.window.till.pad)
    till.touch_tile("Хліб і випічка")
    till.until(lambda: len(till.window.till.pad.tiles.tiles) == 3)
    till.touch_tile("Батон")
    till.until(lambda: cart(till) == [("p9", 1000, 2890)])


def test_typing_a_name_searches_and_arrows_with_enter_choose(till):
    till.type("шоко")
    till.until(lambda: till.window.till.pad.tiles.framed is not None)
    assert till.window.till.pad.tab is Tab.SEARCH
    till.enter()
    till.until(lambda: cart(till) == [("p11", 1000, 4550)])
    till.calm()
    assert till.window.till.pad.input.text() == ""
    assert till.window.till.pad.tab is Tab.QUICK


def test_only_the_latest_search_is_shown(till):
    till.type("ч")
    till.until(lambda: till.till.called("search"))
    till.type("ай")
    till.until(lambda: [tile.key for tile in till.window.till.pad.tiles.tiles] == ["p18"])
    assert till.till.called("search")[-1] == ("чай",)


def test_a_number_with_a_star_is_the_quantity_of_the_next_scan(till):
    till.type("3*")
    assert till.window.till.pad.pending_quantity == 3000
    till.burst(ean(2))
    till.until(lambda: cart(till) == [("p2", 3000, 4290)])
    till.calm()
    assert till.window.till.pad.pending_quantity is None


def test_a_number_with_a_star_before_excise_goods_wants_so_many_stamps(till):
    till.type("3*")
    till.burst(ean(15))
    till.until(lambda: isinstance(pane(till), ExcisePane))
    assert cart(till) == [("p15", 3000, 16900)]
    assert pane(till).figure.text() == "0 з 3"
    for number in range(3):
        till.scan(f"ABCD12345{number}")
    till.until(lambda: pane(till) is None)
    assert len(till.desk.state.cart.lines[0].excise_stamps) == 3


def test_a_number_with_a_star_before_weight_goods_is_the_weight_and_nothing_is_asked(till):
    till.type("0,350*")
    till.burst(ean(4))
    till.until(lambda: cart(till) == [("p4", 350, 5990)])
    till.calm()
    assert pane(till) is None
    till.burst(ean(4))
    till.until(lambda: isinstance(pane(till), NumberPane))


def test_part_of_a_piece_before_a_star_is_refused_and_adds_nothing(till):
    till.type("2,5*")
    till.burst(ean(1))
    till.until(lambda: till.desk.notice is not None)
    assert till.desk.notice.code == "fraction_not_allowed"
    assert cart(till) == []


def test_a_number_with_a_star_before_goods_of_free_price_asks_for_the_price_alone(till):
    till.type("3*")
    till.burst(ean(17))
    till.until(lambda: isinstance(pane(till), NumberPane))
    till.type("25,50")
    till.enter()
    till.until(lambda: cart(till) == [("p17", 3000, 2550)])


def test_both_decimal_marks_are_one(till):
    till.scan(ean(4))
    assert isinstance(pane(till), NumberPane)
    till.type("0.5")
    assert pane(till).field.text() == "0,5"
    till.type(",")
    assert pane(till).field.text() == "0,5"
    till.enter()
    till.until(lambda: cart(till) == [("p4", 500, 5990)])


def test_a_weight_of_nothing_is_said_and_the_pane_stays(till):
    till.scan(ean(4))
    till.type("0")
    till.enter()
    assert pane(till).field.error == "Кількість має бути більшою за нуль."
    till.type("1")
    assert pane(till).field.error == ""


def test_what_is_typed_stands_with_what_it_costs_before_it_is_confirmed(till):
    till.scan(ean(4))
    assert pane(till).costs.text() == ""
    till.type("0,3")
    assert pane(till).costs.text() == "= 17,97"
    till.type("55")
    assert pane(till).costs.text() == "= 21,26", "0,355 × 59,90, rounded half up"
    till.enter()
    till.until(lambda: cart(till) == [("p4", 355, 5990)])
    till.key(Key.Key_F3)
    till.calm()
    assert pane(till).costs.text() == "= 21,26", "what the line costs now"
    till.type("1")
    assert pane(till).costs.text() == "= 59,90"


def test_goods_of_free_price_ask_for_it(till):
    till.touch(till.window.till.pad.forth)
    till.touch_tile("Листівка")
    till.calm()
    till.type("25,50")
    till.enter()
    till.until(lambda: cart(till) == [("p17", 1000, 2550)])


def test_figures_typed_before_f3_and_f4_are_the_quantity_and_the_price(till):
    till.scan(ean(1))
    till.type("5")
    till.key(Key.Key_F3)
    till.until(lambda: cart(till) == [("p1", 5000, 3250)])
    till.type("30,5")
    till.key(Key.Key_F4)
    till.until(lambda: cart(till) == [("p1", 5000, 3050)])
    till.calm()
    assert pane(till) is None


def test_a_discount_is_given_to_the_receipt_or_to_the_line(till):
    till.scan(ean(1))
    till.scan(ean(2))
    till.key(Key.Key_F7)
    till.calm()
    till.type("10")
    till.enter()
    till.until(lambda: till.till.called("discount"))
    till.calm()
    till.key(Key.Key_F7)
    till.calm()
    till.key(Key.Key_Right)
    till.key(Key.Key_Down)
    till.type("1,50")
    till.enter()
    till.until(lambda: len(till.till.called("discount")) == 2)
    (percent, whole), (amount, line) = till.till.called("discount")
    assert (percent.mode, percent.value, whole) == ("PERCENT", Decimal(10), None)
    assert (amount.mode, amount.value, line) == ("VALUE", Decimal(150), till.desk.state.cart.lines[1].id)


def test_delete_voids_the_chosen_line_and_ctrl_z_brings_it_back(till):
    for number in (1, 2, 3):
        till.scan(ean(number))
    till.key(Key.Key_Up)
    till.key(Key.Key_Delete)
    till.until(lambda: [line[0] for line in cart(till)] == ["p1", "p3"])
    till.calm()
    till.key(Key.Key_Z, "\x1a", Qt.KeyboardModifier.ControlModifier)
    till.until(lambda: [line[0] for line in cart(till)] == ["p1", "p2", "p3"])


def test_a_voided_line_stays_struck_in_its_place_until_the_sale_is_paid(till):
    for number in (1, 2, 3):
        till.scan(ean(number))
    till.key(Key.Key_Up)
    till.key(Key.Key_Delete)
    till.until(lambda: len(cart(till)) == 2)
    till.calm()
    table = till.window.till.table
    rows = [table.model.row(place) for place in range(table.model.rowCount())]
    assert [(row.number, row.struck) for row in rows] == [("1", False), ("", True), ("2", False)]
    assert rows[1].name.startswith("Молоко")
    assert table.chosen_line() == till.desk.state.cart.lines[1].id
    till.key(Key.Key_Up)
    assert table.chosen_line() is None
    till.key(Key.Key_Delete)
    till.calm()
    assert len(till.till.called("remove")) == 1
    till.key(Key.Key_F12)
    till.until(lambda: table.model.rowCount() == 0)


def test_undoing_a_void_makes_the_row_whole_again(till):
    for number in (1, 2):
        till.scan(ean(number))
    till.key(Key.Key_Delete)
    till.until(lambda: till.desk.state.voided)
    till.calm()
    till.key(Key.Key_Z, "\x1a", Qt.KeyboardModifier.ControlModifier)
    till.until(lambda: not till.desk.state.voided)
    model = till.window.till.table.model
    till.until(lambda: [model.row(place).struck for place in range(model.rowCount())] == [False, False])


def test_a_line_is_chosen_by_touch_and_voided_by_touch(till):
    for number in (1, 2, 3):
        till.scan(ean(number))
    view = till.window.till.table.view
    till.touch_at(view.viewport(), view.visualRect(view.model().index(1, 0)).center())
    assert till.window.till.table.chosen_line() == till.desk.state.cart.lines[1].id
    till.touch("К-сть", till.window.till.pad)
    till.calm()
    till.touch("Видалити рядок", pane(till))
    till.until(lambda: [line[0] for line in cart(till)] == ["p1", "p3"])


def test_ctrl_z_works_on_a_ukrainian_layout(till):
    till.scan(ean(1))
    till.key(Key(0x42F), "", Qt.KeyboardModifier.ControlModifier)
    till.until(lambda: not cart(till))


def test_several_goods_of_one_number_let_the_cashier_choose(till):
    from dataclasses import replace

    till.till.products = [
        replace(product, barcode=ean(1)) if product.id == "p9" else product for product in till.till.products
    ]
    till.scan(ean(1))
    assert isinstance(pane(till), ChoicePane)
    till.key(Key.Key_Down)
    till.enter()
    till.until(lambda: cart(till) == [("p9", 1000, 2890)])


def test_an_unknown_code_stays_red_and_payment_waits_until_it_is_settled(till):
    till.scan(ean(1))
    till.scan("4006381333931")
    strip = till.window.till.headline.strip
    assert strip.isVisible()
    assert "4006381333931" in strip.notice.text
    assert till.heard[-1] == "unknown"
    assert till.window.till.table.model.rowCount() == 2
    till.key(Key.Key_F6)
    till.calm()
    assert pane(till) is None
    till.scan(ean(2))
    assert strip.isVisible()
    till.key(Key.Key_Escape)
    till.until(lambda: not till.desk.state.unknown_code)
    till.calm()
    assert not strip.isVisible()
    till.key(Key.Key_F6)
    till.calm()
    assert isinstance(pane(till), PaymentPane)


def test_excise_goods_count_their_missing_stamps_until_none_is_missing(till):
    till.till_does(lambda door: door.add("p16", 2000))
    till.key(Key.Key_F6)
    till.calm()
    excise = pane(till)
    assert isinstance(excise, ExcisePane)
    assert excise.figure.text() == "0 з 2"
    till.burst("ABCD123456")
    till.until(lambda: excise.figure.text() == "1 з 2")
    till.calm()
    for char in "ABCD123457":
        till.key(Key.Key_A, char.lower())
    till.enter()
    till.until(lambda: pane(till) is None)
    assert [line.excise_stamps for line in till.desk.state.cart.lines] == [("ABCD123456", "ABCD123457")]


def three_bottles(till):
    """A line of three with their stamps."""
    till.scan(ean(1))
    till.till_does(lambda door: door.add("p16", 3000))
    for number in (1, 2, 3):
        till.scan(f"ABCD00000{number}")
    till.calm()
    return till.desk.state.cart.lines[1].id


def bottles(till):
    return [(line.quantity, line.excise_stamps) for line in till.desk.state.cart.lines if line.product.id == "p16"]


def test_a_stamp_scanned_by_mistake_leaves_by_a_touch(till):
    till.till_does(lambda door: door.add("p16", 2000))
    till.key(Key.Key_F6)
    till.calm()
    till.burst("ABCD000001")
    till.until(lambda: pane(till).rows.rows)
    till.touch_at(pane(till).rows.viewport(), pane(till).rows.visualRect(pane(till).rows.model().index(0, 0)).center())
    till.until(lambda: till.till.called("remove_stamp"))
    till.calm()
    assert pane(till).figure.text() == "0 з 2"
    assert pane(till).rows.rows == ()


def test_voiding_excise_goods_asks_for_the_stamps_that_come_out(till):
    three_bottles(till)
    till.key(Key.Key_Delete)
    till.calm()
    assert isinstance(pane(till), StampOutPane)
    assert pane(till).figure.text() == "0 з 3"
    till.burst("ABCD000002")
    till.until(lambda: bottles(till) == [(2000, ("ABCD000001", "ABCD000003"))])
    till.burst("ABCD000009")
    till.until(lambda: till.desk.notice is not None)
    assert till.desk.notice.code == "excise_not_here"
    till.burst("ABCD000001")
    till.burst("ABCD000003")
    till.until(lambda: pane(till) is None)
    assert bottles(till) == []
    assert till.till.called("remove") == []


def test_lowering_the_quantity_asks_for_as_many_stamps(till):
    three_bottles(till)
    till.type("2")
    till.key(Key.Key_F3)
    till.calm()
    assert pane(till).figure.text() == "0 з 1"
    till.burst("ABCD000001")
    till.until(lambda: pane(till) is None)
    till.calm()
    assert bottles(till) == [(2000, ("ABCD000002", "ABCD000003"))]
    assert till.till.called("set_quantity") == []


def test_stamps_that_cannot_be_read_leave_without_scanning(till):
    three_bottles(till)
    till.type("1")
    till.key(Key.Key_F3)
    till.calm()
    till.key(Key.Key_Delete)
    till.until(lambda: bottles(till) == [(1000, ("ABCD000001",))])
    till.key(Key.Key_Delete)
    till.calm()
    till.touch("Забрати без сканування", pane(till))
    till.until(lambda: bottles(till) == [])


def test_going_back_keeps_the_bottles(till):
    three_bottles(till)
    till.key(Key.Key_Delete)
    till.calm()
    till.key(Key.Key_Escape)
    till.calm()
    assert [quantity for quantity, _ in bottles(till)] == [3000]


def test_a_return_asks_which_stamps_come_back(till):
    three_bottles(till)
    till.key(Key.Key_F12)
    till.until(lambda: till.desk.state.cart.is_empty)
    till.calm()
    till.key(Key.Key_F9)
    till.until(lambda: till.window.history.rows.rows)
    till.key(Key.Key_F9)
    till.until(lambda: till.window.history.returning)
    panel = till.window.history.panel
    till.key(Key.Key_Space, " ")
    till.key(Key.Key_Down)
    till.type("-")
    till.until(lambda: panel.quote is not None)
    till.key(Key.Key_F6)
    till.until(lambda: panel.asking_stamps)
    stamps = panel._pane
    assert stamps.figure.text() == "0 з 2"
    assert not stamps.last.isEnabled()
    till.burst("ABCD000003")
    till.burst("ZZZZ000003")
    assert stamps.caption.text() == "Цієї марки в чеку немає."
    till.burst("]C1ABCD000001")
    till.until(lambda: till.till.called("give_back"))
    (wanted,) = till.till.called("give_back")[0][2]
    assert (wanted.quantity, wanted.stamps) == (2000, ("ABCD000003", "ABCD000001"))


def test_a_receipt_is_parked_and_taken_up_again(till):
    till.scan(ean(1))
    till.calm()
    assert till.window.key_bar.buttons[Action.PARK].text() == "Відкласти"
    till.key(Key.Key_F5)
    till.until(lambda: len(till.desk.state.parked) == 1)
    till.calm()
    # there is nothing to park now: the same key opens the list
    assert till.window.key_bar.buttons[Action.PARK].text() == "Відкладені"
    assert till.window.top.chips[0].text() == "32,50"
    assert till.desk.state.parked[0].names == (till.till.products[0].name,)
    till.scan(ean(2))
    till.touch(till.window.top.chips[0])
    till.until(lambda: cart(till) == [("p1", 1000, 3250)])
    till.calm()
    assert [row.total for row in till.desk.state.parked] == [4290]
    till.key(Key.Key_F5, modifiers=Qt.KeyboardModifier.ShiftModifier)
    till.calm()
    assert isinstance(pane(till), ParkedPane)
    till.enter()
    till.until(lambda: cart(till) == [("p2", 1000, 4290)])


def test_a_refusal_stands_on_the_strip_until_it_is_settled(till):
    till.key(Key.Key_F12)
    till.calm()
    strip = till.window.till.headline.strip
    assert strip.isVisible()
    assert strip.notice.code == "empty_cart"
    till.touch(strip.button)
    assert not strip.isVisible()


def test_the_help_lists_the_keys_and_does_what_is_touched(till):
    till.scan(ean(1))
    till.key(Key.Key_F1)
    till.calm()
    assert isinstance(pane(till), HelpPane)
    till.key(Key.Key_F12)
    till.until(lambda: till.till.called("pay"))
    payments, _ = till.till.called("pay")[0]
    assert [(payment.type, payment.value) for payment in payments] == [(PaymentType.CASH, 3250)]


def test_a_discount_says_what_it_is_taken_from(till):
    till.scan(ean(1))
    till.scan(ean(2))
    till.key(Key.Key_F7)
    till.calm()
    assert pane(till).under.text() == "Увесь чек: 75,40"
    till.key(Key.Key_Down)
    assert pane(till).under.text() == "Рядок: Молоко «Яготинське» 2,6 % 900 г"
    till.key(Key.Key_Up)
    assert pane(till).under.text() == "Увесь чек: 75,40"


def test_the_receipt_shows_the_newest_line_and_its_sum(till):
    for number in (1, 2, 3, 5, 7, 9, 11, 13, 14, 18, 19):
        till.scan(ean(number))
    table = till.window.till.table
    bottom = table.view.indexAt(table.view.viewport().rect().bottomLeft())
    assert bottom.row() == table.model.rowCount() - 1
    assert table.view.currentIndex().row() == 10
    till.scan(ean(1))
    assert table.view.currentIndex().row() == 0
    assert table.model.row(0).sum == "65,00"


def test_a_good_without_a_price_asks_for_one(till):
    from dataclasses import replace

    till.till.products[0] = replace(till.till.products[0], price=0)
    till.touch_tile(till.till.products[1].name[:6])
    till.till_does(lambda door: door.clear())
    till.tell(catalog=replace(till.desk.state.catalog, edits=9))
    till.calm()
    till.touch_tile(till.till.products[0].name[:6])
    till.until(lambda: isinstance(pane(till), NumberPane))
    till.type("12,50")
    till.enter()
    till.until(lambda: cart(till) == [("p1", 1000, 1250)])
