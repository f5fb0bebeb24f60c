"""The pages of the real till, each by keys alone and by touch alone: settings, people, catalog, history, reports."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from ui_hands import Fingers, Keys, RealStage, open_shift, plain_codes, scan, sign_in, sold

from pos_app.app.demo import sandbox_settings, start_sandbox
from pos_app.app.demo_pin import PIN
from pos_app.catalog.editing import FormField
from pos_app.domain.e_receipt import SendState
from pos_app.domain.errors import SENTENCES
from pos_app.domain.roles import Role
from pos_app.ui.keys import Action
from pos_app.ui.screens.list_panes import DonePane
from pos_app.ui.screens.number_pane import NumberPane
from pos_app.ui.screens.order_panes import OrderPane, OrdersPane
from pos_app.ui.screens.payment import PaymentPane
from pos_app.ui.screens.payment_draft import Method
from pos_app.ui.screens.report_dates import DatesPanel
from pos_app.ui.screens.reports import MONTH
from pos_app.ui.screens.shelf import Tab
from pos_app.ui.screens.tasks import REGISTER_TABS, Task
from pos_app.ui.screens.text_pane import TextPane
from pos_app.ui.theme import load_palette

Key = Qt.Key
OTHER_PIN = "2345"
BOTH = pytest.mark.parametrize("hand", [Keys, Fingers])


@pytest.fixture
def real(qapp, tmp_path) -> Iterator[RealStage]:
    with start_sandbox(tmp_path) as servers:
        stage = RealStage(sandbox_settings(servers), tmp_path)
        stage.servers = servers  # type: ignore[attr-defined]
        yield stage
        stage.close()


def begun(stage, hand):
    """Signed in, the shift open; → numbers of goods."""
    sign_in(stage, hand, PIN)
    codes = plain_codes(stage)
    open_shift(stage, hand)
    return codes


@BOTH
def test_settings_and_people_by_one_hand_alone(real, hand):
    stage, hand = real, hand(real)
    codes = begun(stage, hand)
    _card_rule(stage, hand)
    _customer_card(stage, hand, codes)
    _rule_of_the_shop(stage, hand)
    _cash_for_a_card(stage, hand)
    _order_in_two_parts(stage, hand, codes)
    _services(stage, hand)
    _roles_and_a_seniors_word(stage, hand)
    _look_of_the_window(stage, hand)
    _training(stage, hand)


def _card_rule(stage, hand):
    """A form is opened, filled in and kept: how customers' cards begin."""
    page = hand.page(Task.BARCODES, "barcodes")
    hand.option(page.tabs, 3, Key.Key_Right)
    stage.settled()
    panel = page.cards
    hand.use(panel.add, Key.Key_Plus) if isinstance(hand, Fingers) else stage.type("+")
    hand.write(panel.form.field, "29000")
    hand.use(panel.form.confirm, Key.Key_Return)
    stage.until(lambda: panel.rows.rows)
    stage.settled()
    hand.leave()
    stage.until(lambda: stage.window.shows("till"))


def _customer_card(stage, hand, codes):
    """The card that the rule has made known goes with the receipt."""
    scan(stage, codes[0])
    hand.act(Action.CUSTOMER)
    hand.opened()
    hand.write(hand.pane.card, "2900012345678")
    hand.use(hand.pane.confirm, Key.Key_Return)
    stage.until(lambda: stage.desk.state.cart.customer_card == "2900012345678")
    hand.gone()
    hand.act(Action.EXACT_CASH)
    sold(stage, None)


def _rule_of_the_shop(stage, hand):
    page = hand.page(Task.SHOP_RULES, "shop_rules")
    stage.until(lambda: page.sheet.rows.rows)
    hand.take(page.sheet.rows, "close")
    stage.calm()
    hand.write(page.sheet.form.field, "23:30")
    hand.use(page.sheet.form.confirm, Key.Key_Return)
    stage.until(lambda: page.rules is not None and page.rules.close_at == 23 * 60 + 30)
    stage.settled()
    hand.leave()
    stage.until(lambda: stage.window.shows("till"))


def _cash_for_a_card(stage, hand):
    """The owner sets the limit; a customer gets ten hryvnias for a card that was charged by hand."""
    page = hand.page(Task.SHOP_RULES, "shop_rules")
    stage.until(lambda: page.sheet.rows.rows)
    hand.take(page.sheet.rows, "withdrawal")
    stage.calm()
    hand.write(page.sheet.form.field, "500")
    hand.use(page.sheet.form.confirm, Key.Key_Return)
    stage.until(lambda: stage.desk.state.withdrawal_limit == 50_000)
    stage.settled()
    hand.leave()
    stage.until(lambda: stage.window.shows("till"))
    cash = stage.desk.state.shift.sums.cash
    hand.task(Task.WITHDRAW)
    hand.opened()
    hand.write(hand.pane.field, "10")
    hand.next_field(hand.pane.rrn)
    hand.write(hand.pane.rrn, "812345678901")
    hand.use(hand.pane.confirm, Key.Key_F6)
    stage.until(lambda: isinstance(hand.pane, DonePane))
    stage.settled()
    assert stage.desk.state.shift.sums.cash == cash - 1000
    hand.confirm()
    hand.gone()


def _order_in_two_parts(stage, hand, codes):
    """Ten hryvnias are prepaid in cash and given back; ordered anew, the rest is paid by a card charged by hand."""
    cash = stage.desk.state.shift.sums.cash
    order = _prepaid(stage, hand, codes)
    hand.use(order.back, Key.Key_F9)
    stage.until(lambda: isinstance(hand.pane, DonePane))
    stage.settled()
    hand.confirm()
    hand.gone()
    assert stage.desk.state.shift.sums.cash == cash
    order = _prepaid(stage, hand, codes)
    hand.use(order.confirm, Key.Key_Return)
    stage.until(lambda: isinstance(hand.pane, PaymentPane))
    stage.settled()
    hand.method(Method.CARD)
    stage.settled()
    hand.act(Action.PAY) if isinstance(hand, Keys) else hand.use(hand.pane.confirm, None)
    sold(stage, None)
    assert stage.desk.state.last_receipt.receipt.part.left == 0
    assert stage.desk.state.shift.sums.cash == cash + 1000


def _prepaid(stage, hand, codes):
    """→ the pane of the order that was just made."""
    scan(stage, codes[0])
    before = stage.desk.state.last_receipt
    hand.task(Task.PREPAY)
    stage.until(lambda: isinstance(hand.pane, NumberPane))
    hand.write(hand.pane.field, "10")
    hand.use(hand.pane.confirm, Key.Key_Return)
    stage.until(lambda: isinstance(hand.pane, TextPane))
    hand.use(hand.pane.confirm, Key.Key_Return)
    stage.until(lambda: isinstance(hand.pane, PaymentPane))
    stage.settled()
    hand.use(hand.pane.confirm, Key.Key_F6)
    sold(stage, before.receipt.id if before else None)
    hand.gone()
    hand.task(Task.PREPAY)
    stage.until(lambda: isinstance(hand.pane, OrdersPane))
    stage.settled()
    (row,) = hand.pane.rows.rows
    hand.take(hand.pane.rows, row.key)
    stage.until(lambda: isinstance(hand.pane, OrderPane))
    stage.settled()
    return hand.pane


def _services(stage, hand):
    """A service is asked, and an error is looked up in the help."""
    page = hand.page(Task.SETTINGS, "settings")
    hand.take(page.sheet.rows, "checkbox")
    stage.until(lambda: page._answers)
    stage.settled()
    hand.leave()
    stage.until(lambda: stage.window.shows("till"))
    page = hand.page(Task.HELP, "help")
    hand.write(page.errors.search, "зміну")
    found = page.errors.rows.rows
    assert 0 < len(found) < len(SENTENCES)
    hand.choose(page.errors.rows, found[-1].key)
    assert page.errors.to_do.text()
    hand.empty(page.errors.search)
    hand.leave()
    stage.until(lambda: stage.window.shows("till"))


def _roles_and_a_seniors_word(stage, hand):
    """The owner becomes the administrator; another cashier changes a price by her word, and she comes back."""
    page = hand.page(Task.PEOPLE, "people")
    stage.until(lambda: page.persons.rows.rows)
    hand.use(page.persons.buttons[Role.ADMIN], Key.Key_1) if isinstance(hand, Fingers) else stage.type("1")
    stage.until(lambda: page.persons.buttons[Role.ADMIN].isChecked())
    stage.settled()
    hand.leave()
    _switched(stage, hand, OTHER_PIN)
    scan(stage, plain_codes(stage)[1])
    hand.act(Action.PRICE)
    hand.opened()
    hand.type("15")
    hand.confirm()
    _at_the_guard(stage, hand, PIN)
    stage.until(lambda: stage.desk.state.cart.lines[-1].price == 1500)
    stage.settled()
    hand.task(Task.CLEAR)
    stage.until(lambda: stage.desk.state.cart.is_empty)
    _switched(stage, hand, PIN)


def _switched(stage, hand, pin):
    before = stage.desk.state.cashier
    hand.task(Task.SWITCH)
    _at_the_guard(stage, hand, pin)
    stage.until(lambda: stage.desk.state.cashier.id != before.id)
    stage.settled()


def _at_the_guard(stage, hand, pin):
    stage.until(lambda: stage.window.shows("guard"))
    hand.type(pin)
    hand.confirm()
    stage.until(lambda: stage.window.shows("till"))
    stage.settled()


def _look_of_the_window(stage, hand):
    page = hand.page(Task.APPEARANCE, "appearance")
    themes = page.appearance.answers["theme"]
    hand.option(themes, 1, Key.Key_Right)
    stage.until(lambda: stage.window.look.colours == load_palette("dark"))
    stage.settled()
    hand.leave()
    stage.until(lambda: stage.window.shows("till"))


def _training(stage, hand):
    wanted = []
    stage.window.training_wanted.connect(lambda: wanted.append(1))
    hand.task(Task.TRAINING)
    stage.settled()
    assert wanted == [1]


@BOTH
def test_goods_and_documents_by_one_hand_alone(real, hand, tmp_path, monkeypatch):
    monkeypatch.setattr("pos_app.ui.screens.history.documents", lambda: tmp_path)
    stage, hand = real, hand(real)
    codes = begun(stage, hand)
    _searched(stage, hand)
    last = None
    for code in codes[:2]:
        scan(stage, code)
        hand.act(Action.EXACT_CASH)
        last = sold(stage, last)
    _history(stage, hand, tmp_path)
    _catalog(stage, hand)
    _register(stage, hand)
    _reports(stage, hand, tmp_path)


def _searched(stage, hand):
    """A good is found by its name, and taken out again by undoing it."""
    pad = stage.window.till.pad
    hand.use(pad.tabs[Tab.SEARCH], Key.Key_F2)
    hand.write(pad.input, "молоко")
    stage.until(lambda: pad.tiles.tiles and not pad.shelf.searching)
    if isinstance(hand, Keys):
        stage.enter()
    else:
        hand.tap(pad.tiles, pad.tiles.tile_rect(0).center())
    stage.until(lambda: len(stage.desk.state.cart.lines) == 1)
    stage.settled()
    hand.undo()
    stage.until(lambda: stage.desk.state.cart.is_empty)
    stage.settled()


def _history(stage, hand, folder):
    """The list, the paper, a copy, a PDF, and the receipt sent by e-mail."""
    hand.act(Action.HISTORY)
    page = stage.window.history
    stage.until(lambda: stage.window.shows("history") and page.chosen is not None)
    stage.settled()
    older = page.rows.rows[1].key
    hand.choose(page.rows, older)
    assert page.chosen.receipt.id == older
    assert page.preview.lines()
    hand.use(page.copy_button, Key.Key_Return)
    stage.settled()
    hand.use(page.save_button, Key.Key_F3)
    stage.until(lambda: list(folder.glob("*.pdf")))
    stage.settled()
    hand.use(page.send_button, Key.Key_Tab)
    hand.write(page.sending.field, "olena@example.com")
    hand.use(page.sending.confirm, Key.Key_Return)
    stage.until(lambda: page.sending.rows.rows)
    stage.settled()
    stage.until(lambda: _sent(stage, older))
    hand.use(stage.button("Закрити", page.sending), Key.Key_Escape)
    total = stage.desk.state.last_receipt.receipt.due
    hand.write(page.search, f"{total // 100},{total % 100:02}")
    stage.until(lambda: page._found)
    assert stage.desk.state.last_receipt.receipt.id in {row.key for row in page.rows.rows}
    hand.empty(page.search)
    hand.leave()
    if not stage.window.shows("till"):
        hand.leave()
    stage.until(lambda: stage.window.shows("till"))


def _sent(stage, receipt_id):
    done = stage.engine.submit(lambda till: till.sendings(receipt_id))
    stage.until(done.done)
    return [one.state for one in done.result()] == [SendState.SENT]


def _catalog(stage, hand):
    """A product is found and its price changed in SmartKasa, by its form and by the button for it."""
    page = hand.page(Task.CATALOG, "catalog")
    stage.until(lambda: page.browse.rows.rows)
    hand.write(page.browse.search, "молоко")
    stage.until(lambda: page.browse.product is not None and page._card is not None)
    stage.settled()
    product = page.browse.product
    hand.use(page.card.buttons[Action.ENTER], Key.Key_Return)
    stage.until(lambda: page.editing)
    stage.settled()
    price = page.form.fields[FormField.PRICE]
    if isinstance(hand, Fingers):
        hand.touch(price)
    hand.empty(price)
    hand.write(price, "61,50")
    hand.use(page.form.save_button, Key.Key_F6)
    stage.until(lambda: not page.editing)
    stage.until(lambda: page._card is not None and page._card.product.price == 6150)
    stage.settled()
    assert page.browse.product.id == product.id
    hand.use(page.card.buttons[Action.PRICE], Key.Key_F4)
    stage.until(lambda: page.panes.pane is not None)
    if isinstance(hand, Keys):
        stage.type("62,90")
    else:
        for char in "62,90":
            hand.touch(page.panes.pane.bottom.numpad.keys[char])
    hand.use(page.panes.pane.confirm, Key.Key_Return)
    stage.until(lambda: page._card is not None and page._card.product.price == 6290)
    stage.settled()
    if isinstance(hand, Keys):
        while not stage.window.shows("till"):
            hand.leave()
    else:
        hand.leave()
    stage.until(lambda: stage.window.shows("till"))


def _register(stage, hand):
    """What waits, what needs a person and what is to be printed again; and the page of the devices."""
    page = hand.page(Task.QUEUE, "register")
    for place in range(1, len(REGISTER_TABS)):
        hand.option(page.tabs, place, Key.Key_Right)
        stage.settled()
    hand.leave()
    stage.until(lambda: stage.window.shows("till"))
    page = hand.page(Task.ATTENTION, "register")
    assert REGISTER_TABS[page.tabs.place] is Task.ATTENTION
    hand.leave()
    page = hand.page(Task.DEVICES, "devices")
    hand.option(page.tabs, 3, Key.Key_Right)
    stage.settled()
    hand.use(page.scale.groups["protocol"].buttons[2], None)
    assert page.scale.chosen("protocol") == page.scale.groups["protocol"].options[2].key
    _customers_window(stage, hand, page)
    hand.leave()
    stage.until(lambda: stage.window.shows("till"))


def _customers_window(stage, hand, page):
    """The greeting on the customer's window is typed and kept, and the window switched off."""
    hand.option(page.tabs, page._panels.index(page.customer), Key.Key_Right)
    stage.settled()
    panel = page.customer
    hand.write(panel.fields[0], "!")
    hand.use(panel.ways.buttons[1], None)
    hand.use(panel.save, Key.Key_F6)
    stage.until(lambda: not stage.desk.state.devices.settings.customer.on)
    stage.settled()
    assert stage.desk.state.devices.settings.customer.greeting.endswith("!")


def _reports(stage, hand, folder):
    """Another period, another report, days of one's own, and a file."""
    window = stage.window
    hand.task(Task.REPORTS)
    stage.until(lambda: window.shows("reports"))
    page = window.reports
    # the stage's clock stands still in March, the till's own does not
    page._now = lambda: datetime.now(UTC)
    hand.option(page.periods, MONTH, Key.Key_Tab)
    stage.until(lambda: page.sales.list.rows)
    hand.option(page.tabs, 3, Key.Key_Right)
    stage.until(lambda: page.sales.list.rows)
    stage.settled()
    hand.use(page.periods.buttons[-1], Key.Key_F2)
    stage.until(lambda: isinstance(page.panel, DatesPanel))
    today = page._today()
    if isinstance(hand, Keys):
        stage.type(f"{today:%d%m%Y}")
        stage.enter()
    else:
        hand.touch(page.dates.names[0])
        for char in f"{today:%d%m%Y}":
            hand.touch(page.dates.numpad.keys[char])
        hand.touch("Показати")
    stage.until(lambda: page.span == (today, today) and not isinstance(page.panel, DatesPanel))
    stage.settled()
    hand.use(page.export, Key.Key_F3)
    page.exporting.take_folder(str(folder))
    if isinstance(hand, Keys):
        stage.key(Key.Key_F3)
    else:
        hand.touch("CSV")
    stage.until(lambda: list(folder.glob("*.csv")))
    stage.settled()
    hand.leave()
    stage.until(lambda: window.shows("till"))
