"""Every screen at every size: nothing too small, nothing cut, nothing over something else, nothing moves."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from ui_fake_till import NOW, FakeTill
from ui_goods import ean, goods
from ui_register import on_their_way, papers, refused_item
from ui_reports import refused_receipts
from ui_stage import Stage
from ui_walk import faults, place_of

from pos_app.catalog.barcode_rules import BarcodeRules, CardRule, Pack
from pos_app.catalog.editing import FAULTS, Fault, FormField
from pos_app.domain.errors import SENTENCES, refused
from pos_app.domain.register import Mode, Obstacle, OfflineMeter, Queue, WayOut
from pos_app.till.state import (
    ImportPhase,
    LookUp,
    News,
    Parked,
    Printer,
    PrinterCondition,
    Problem,
    PushState,
    Search,
    SyncProgress,
)
from pos_app.ui.screens.payment_draft import Method
from pos_app.ui.screens.register import MOST_SHOWN
from pos_app.ui.screens.shelf import Tab
from pos_app.ui.screens.tasks import REGISTER_TABS, Task
from pos_app.ui.theme import Look, Size, font_family, load_palette
from pos_app.ui.widgets.headline import Notice, Strip
from pos_app.ui.widgets.labels import Figure

Key = Qt.Key
SIZES = [(1024, 768), (1366, 768), (1920, 1080)]
BLOCKING = (
    "license_invalid", "access_key_invalid", "register_busy", "register_blocked", "cashier_deactivated", "signer_off",
    "offline_limit", "no_offline_codes",
)  # fmt: skip
LONG_TROUBLE = Problem("offline_limit", "Час роботи офлайн вичерпано. Продаж зупинено до відновлення зв'язку.")
EVIL = "<b>Дуже</b> довга назва товару <img src='x'>, якій немає кінця і яка не вміститься ні в чеку, ні на плитці"


def walk(stage, what):
    stage.calm()
    return [f"{what}: {fault}" for fault in faults(stage.window)]


def leave(stage):
    while stage.window.till.panes.pane is not None:
        stage.window.till.panes.pane.go_back()
    stage.window.show_till()
    stage.calm()


@pytest.mark.parametrize(("size", "language"), [(SIZES[0], "uk"), (SIZES[0], "en"), (SIZES[2], "uk")])
def test_subgroups_are_neither_cut_nor_crowded(qapp, size, language):
    found = []
    stage = Stage(FakeTill(), *size, language=language)
    stage.till.labelled = {7: frozenset({"p1", "p2"}), 9: frozenset({"p3"})}
    stage.open_till()
    pad = stage.window.till.pad
    pad.show_tab(Tab.CATEGORIES)
    for key in ("subgroups", "subgroup:9"):
        pad.tiles.chosen.emit(key)
        found += walk(stage, key)
    stage.type("щ")
    assert pad.shelf.subgroup is not None
    found += walk(stage, "nothing of a subgroup")
    stage.close()
    assert found == []


@pytest.mark.parametrize("language", ["uk", "en"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_is_cut_crowded_or_too_small(qapp, width, height, language):
    stage = Stage(FakeTill(), width, height, language=language)
    found = walk(stage, "sign-in")
    stage.type("1111")
    stage.enter()
    stage.calm()
    found += walk(stage, "wrong pin")
    stage.window.sign_in.ways.choose(1)
    found += walk(stage, "login")
    stage.window.sign_in.ways.choose(0)
    stage.sign_in()
    found += walk(stage, "open shift")
    stage.enter()
    stage.until(lambda: stage.desk.state.shift is not None)
    found += walk(stage, "empty till")
    found += _selling(stage)
    found += _paying(stage)
    found += _pages(stage)
    stage.close()
    assert found == []


def _selling(stage):
    found = []
    for number in (1, 2, 3, 5, 7, 9, 11, 13, 14, 18):
        stage.scan(ean(number))
    found += walk(stage, "till")
    for tab in Tab:
        stage.window.till.pad.show_tab(tab, letters=tab is Tab.SEARCH)
        found += walk(stage, tab)
    stage.window.till.pad.tiles.turn(1)
    found += walk(stage, "second page of actions")
    stage.window.till.pad.show_tab(Tab.QUICK)
    for key in (Key.Key_F3, Key.Key_F4, Key.Key_F7, Key.Key_F10, Key.Key_F1):
        stage.key(key)
        found += walk(stage, key)
        leave(stage)
    stage.scan(ean(4))
    stage.type("0")
    stage.enter()
    found += walk(stage, "weight refused")
    leave(stage)
    stage.till_does(lambda till: till.add("p16", 2000))
    stage.key(Key.Key_F6)
    found += walk(stage, "excise")
    stage.scan("ABCD000001")
    found += walk(stage, "a stamp taken")
    stage.touch(stage.window.till.panes.pane.field)
    found += walk(stage, "excise in letters")
    stage.key(Key.Key_Delete)
    stage.calm()
    found += walk(stage, "a stamp comes out")
    stage.key(Key.Key_Delete)
    stage.calm()
    stage.scan("4006381333931")
    found += walk(stage, "unknown code")
    found += _catalog(stage)
    problem = Problem("offline_limit", "Час роботи офлайн вичерпано. Продаж зупинено до відновлення зв'язку.")
    stage.tell(unknown_code="", problem=problem)
    parked = tuple(Parked(f"k{n}", stage.window._now(), 12345678, 12, "", "Невірний податок") for n in range(9))
    printer = Printer(PrinterCondition.FAILED, 4, "папір")
    stage.tell(mode=Mode.AUTO_OFFLINE, offline=OfflineMeter(1840, 123_120, 0), printer=printer, parked=parked)
    found += walk(stage, "strip, lamps and parked receipts")
    stage.tell(problem=None, mode=Mode.ONLINE, printer=Printer(PrinterCondition.OK))
    stage.key(Key.Key_F5, modifiers=Qt.KeyboardModifier.ShiftModifier)
    found += walk(stage, "parked")
    leave(stage)
    return found


def _catalog(stage):
    found = []
    for search in Search:
        products = tuple(stage.till.products[:2]) if search is Search.FOUND else ()
        stage.tell(look_up=LookUp(search, products))
        found += walk(stage, f"unknown code {search}")
    first, *_, last = stage.desk.state.cart.lines
    stage.tell(news=(News(first.id, "p1", 99_999_900, NOW), News(last.id, "p2", None, NOW)))
    found += walk(stage, "news")
    before = stage.desk.state.catalog
    for catalog in (
        replace(before, syncing=SyncProgress("products", 945_000, 1_000_617, 1400)),
        replace(before, syncing=SyncProgress("stock", 945_000, 0)),
        replace(before, problem="SmartKasa не відповідає. Каталог працює з останніх збережених даних."),
        replace(before, products=0, synced_at=None),
        replace(before, products=0, synced_at=None, syncing=SyncProgress("products", 945_000, 1_000_617, 1400)),
        replace(before, products=0, problem="SmartKasa показує порожній каталог. Товари на касі збережено."),
    ):
        stage.tell(catalog=catalog, mode=Mode.ONLINE)
        found += walk(stage, "catalog lamp")
        stage.window.till.run_task(Task.SYNC)
        found += walk(stage, "catalog pane")
        leave(stage)
    stage.tell(catalog=before, news=(), look_up=LookUp())
    stage.till_does(lambda till: till.dismiss_problem())
    for task in (Task.PRICE_CHECK, Task.QUICK_KEYS):
        stage.window.till.run_task(task)
        found += walk(stage, task)
        leave(stage)
    for product_id in ("p1", "p3"):
        stage.desk.start(stage.window.till.cards.open(product_id))
        stage.calm()
        stage.type("*+")
        stage.calm()
        found += walk(stage, "card")
        leave(stage)
    return found


def _paying(stage):
    found = []
    stage.key(Key.Key_F6)
    stage.calm()
    for method in Method:
        stage.window.till.panes.pane.choose_method(method)
        found += walk(stage, f"pay {method}")
    leave(stage)
    stage.key(Key.Key_F12)
    stage.until(lambda: stage.desk.state.last_receipt is not None)
    found += walk(stage, "change")
    return found


def _pages(stage):
    found = []
    for task in (Task.CASH_IN, Task.CASH_OUT, Task.X_REPORT, Task.TAXES, Task.HISTORY):
        stage.window.till.run_task(task)
        stage.calm()
        found += walk(stage, task)
        if task is Task.HISTORY:
            stage.touch(stage.window.history.search)
            found += walk(stage, "history letters")
            stage.key(Key.Key_Tab)
            found += walk(stage, "sending")
            stage.touch(stage.window.history.sending.field)
            found += walk(stage, "sending in letters")
            stage.key(Key.Key_Escape)
            stage.key(Key.Key_F9)
            found += walk(stage, "return")
        leave(stage)
    found += _register(stage)
    found += _taxes(stage)
    found += _assortment(stage)
    found += _barcodes(stage)
    found += _reports(stage)
    stage.window.till.run_task(Task.CLOSE_SHIFT)
    found += walk(stage, "close shift")
    stage.key(Key.Key_F6)
    found += walk(stage, "close shift?")
    stage.key(Key.Key_F6)
    stage.until(lambda: stage.desk.state.shift is None)
    found += walk(stage, "Z report")
    return found


def _barcodes(stage):
    found = []
    stage.till.rules = BarcodeRules(packs={"14820000000021": Pack("p2", 12)}, cards=(CardRule("29000", 13),))
    stage.window.till.run_task(Task.BARCODES)
    stage.until(lambda: stage.window.barcodes.labels.rows.rows)
    screen = stage.window.barcodes
    for code in ("2000002012506", "]d20104820000000024310300125017261231", "4820000000018", "x" * 400):
        screen.take_scan(code)
        stage.until(lambda: screen.test.steps.rows)
        found += walk(stage, f"code {code[:20]}")
    for place in range(1, 5):
        screen.tabs.choose(place)
        found += walk(stage, f"codes {place}")
        stage.type("+")
        found += walk(stage, f"codes {place} form")
        stage.key(Key.Key_Escape)
    leave(stage)
    return found


def _reports(stage):
    found = []
    stage.till.push_rows = refused_receipts()
    stage.window.till.run_task(Task.REPORTS)
    page = stage.window.reports
    for place, option in enumerate(page.tabs.options):
        page.tabs.choose(place)
        stage.calm()
        found += walk(stage, f"report {option.key}")
    stage.tell(push=PushState(True, 12, 2, NOW, Problem("push_needs_consent", "Підтвердьте надсилання чеків.")))
    found += walk(stage, "receipts to SmartKasa")
    stage.key(Key.Key_Delete)
    found += walk(stage, "why not send")
    stage.key(Key.Key_Escape)
    stage.tell(push=PushState())
    stage.key(Key.Key_F2)
    found += walk(stage, "dates of a report")
    stage.enter()
    stage.key(Key.Key_Left)
    stage.calm()
    stage.enter()
    stage.until(lambda: page._asking is None)
    found += walk(stage, "days and SmartKasa")
    stage.key(Key.Key_F3)
    found += walk(stage, "export")
    stage.key(Key.Key_Escape)
    stage.desk.complain(refused("export_folder"))
    found += walk(stage, "report and strip")
    stage.desk.forget_mistake()
    page.leave()
    leave(stage)
    return found


def _assortment(stage):
    page = stage.window.catalog
    stage.window.till.run_task(Task.CATALOG)
    stage.until(lambda: page.browse.rows.rows)
    found = walk(stage, "catalog")
    stage.touch(page.browse.search)
    stage.type("молоко")
    stage.until(lambda: page._card is not None)
    found += walk(stage, "catalog found")
    stage.till.labels.was = {"p2": 3990}
    for key in (Key.Key_F4, Key.Key_F5, Key.Key_F7, Key.Key_F9, Key.Key_F10, Key.Key_F11, Key.Key_Delete):
        stage.key(key)
        stage.until(lambda: page.panes.pane is not None)
        found += walk(stage, f"catalog {key}")
        page.panes.pane.go_back()
        stage.calm()
    stage.key(Key.Key_F9)
    stage.until(lambda: page.panes.pane is not None)
    for phase in ImportPhase:
        problems = (EVIL, "Рядок 3: назва")
        counts = {"products": 123_456, "created": 99_999, "updated": 99_999, "problems": problems, "watched": False}
        told = {"phase": phase, "filename": EVIL[:40], **counts}
        stage.till_does(lambda till, told=told: _import(till, told))
        found += walk(stage, f"import {phase}")
    stage.touch(page.panes.pane.field)
    found += walk(stage, "import address in letters")
    page.panes.pane.go_back()
    return found + _product_form(stage, page)


def _product_form(stage, page):
    found = []
    stage.until(lambda: page._card is not None and page.panes.pane is None)
    stage.enter()
    stage.until(lambda: page.editing)
    for field in FormField:
        page.form.activate(field)
        found += walk(stage, f"form {field}")
    page.form._show_faults(tuple(Fault(field, code, EVIL[:30]) for field, code in zip(FormField, FAULTS, strict=False)))
    found += walk(stage, "form with faults")
    page.form._show_faults(())
    stage.till.assortment.changed_elsewhere("p2", price=4990, title=EVIL, tax_group=2)
    page.form.fields[FormField.TITLE].set_text("Молоко")
    page.form.save()
    stage.until(lambda: page.form._conflict is not None)
    found += walk(stage, "form in conflict")
    for _ in range(3):
        stage.key(Key.Key_Escape)
    leave(stage)
    return found


async def _import(till, told):
    till.assortment.imports.show(**told)


def _taxes(stage):
    found = []
    stage.till.bare_excise = {"count": 12, "names": [EVIL, EVIL]}
    stage.till.overrides = [
        {"kind": "product", "key": "p7", "name": EVIL, "codes": [8], "conflict": "gone"},
        {"kind": "uktzed", "key": "2208", "name": "2208", "codes": [1], "conflict": "not_a_payer"},
    ]
    stage.window.till.run_task(Task.TAXES)
    stage.until(lambda: stage.window.taxes.overrides.rows.rows)
    for place in range(4):
        stage.window.taxes.groups.rows.choose(place)
        found += walk(stage, f"tax group {place}")
    stage.key(Key.Key_Right)
    for place in range(2):
        stage.window.taxes.overrides.rows.choose(place)
        found += walk(stage, f"tax exception {place}")
    stage.type("+")
    form = stage.window.taxes.overrides.form
    for place in range(3):
        form.kinds.choose(place)
        found += walk(stage, f"new exception {place}")
    stage.touch(form.field)
    found += walk(stage, "new exception in letters")
    stage.type("22")
    stage.until(lambda: form.rows.rows)
    stage.enter()
    found += walk(stage, "taxes of an exception")
    leave(stage)
    return found


def _register(stage):
    found = []
    screen = stage.window.register
    stage.till.on_their_way = on_their_way()
    stage.till.reprints = papers(3, 1200)
    for task in set(REGISTER_TABS) - {Task.CARDS}:
        stage.window.till.run_task(task)
        stage.until(lambda: screen.rows.rows)
        for place in range(min(len(screen.rows.rows), 10)):
            screen.rows.choose(place)
            found += walk(stage, f"{task} {place}")
    stage.window.till.run_task(Task.ATTENTION)
    stage.key(Key.Key_Delete)
    found += walk(stage, "reasons")
    stage.touch(screen.reasons.field)
    found += walk(stage, "reason in letters")
    stage.key(Key.Key_Escape)
    stage.till.items = [refused_item()]
    stage.window.till.run_task(Task.ATTENTION)
    stage.until(lambda: screen.details.beside_first.isVisible())
    found += walk(stage, "refused document")
    stage.enter()
    for place in range(len(screen.mending.rows.rows)):
        screen.mending.rows.choose(place)
        found += walk(stage, f"mending {place}")
    stage.touch(screen.mending.field)
    found += walk(stage, "mending in letters")
    stage.key(Key.Key_Escape)
    stage.window.till.run_task(Task.WITHOUT_QR)
    stage.until(lambda: len(screen.rows.rows) == MOST_SHOWN)
    stage.touch(screen.details.beside_first)
    found += walk(stage, "all copies?")
    stage.touch(screen.details.beside_second)
    found += walk(stage, "why no copies")
    stage.key(Key.Key_Escape)
    meter = OfflineMeter(1840, 123_120, 597_600)
    for mode in Mode:
        stage.tell(mode=mode, queue=Queue(12, 1, 0), offline=meter, trouble=LONG_TROUBLE)
        found += walk(stage, f"register {mode}")
    for code in BLOCKING:
        stage.tell(mode=Mode.LOCAL_OFFLINE, blocked=Obstacle(code, SENTENCES[code], WayOut.ASK_AGAIN))
        found += walk(stage, f"register: {code}")
    stage.tell(blocked=None)
    stage.window.show_till()
    for mode in Mode:
        stage.tell(mode=mode)
        found += walk(stage, f"lamps {mode}")
        lamps, clock = stage.window.top.lamps, stage.window.top.clock
        assert lamps.geometry().right() <= clock.geometry().left()
    stage.tell(mode=Mode.ONLINE, queue=Queue(), offline=OfflineMeter(), trouble=None)
    leave(stage)
    return found


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_names_of_any_length_and_kind_stay_plain_and_in_their_place(qapp, width, height):
    till = FakeTill([replace(product, name=EVIL, price=99_999_999) for product in goods()])
    stage = Stage(till, width, height)
    stage.open_till()
    stage.scan(ean(1))
    found = walk(stage, "till")
    assert stage.window.till.headline.last_item.title == EVIL
    stage.key(Key.Key_F6)
    stage.calm()
    found += walk(stage, "pay")
    leave(stage)
    stage.close()
    assert found == []


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_positions_never_move(qapp, width, height):
    stage = Stage(FakeTill(), width, height)
    stage.open_till()
    till = stage.window.till

    def places():
        watched = (till.headline, till.table, till.totals, till.panes, stage.window.key_bar, stage.window.top.clock)
        return [place_of(widget, stage.window) for widget in watched]

    def numpad():
        block = till.panes.current.block if till.panes.pane is None else till.panes.pane.bottom
        return place_of(block.numpad, stage.window)

    empty, keys = places(), numpad()
    for number in (1, 2, 3, 5, 7, 9, 11, 13, 14, 18):
        stage.scan(ean(number))
    assert places() == empty
    stage.scan("4006381333931")
    assert places() == empty
    stage.key(Key.Key_Escape)
    stage.calm()
    for key in (Key.Key_F3, Key.Key_F7, Key.Key_F6):
        stage.key(key)
        stage.calm()
        assert (places(), numpad()) == (empty, keys)
        leave(stage)
    stage.tell(queue=Queue(waiting=3), mode=Mode.AUTO_OFFLINE)
    stage.key(Key.Key_F12)
    stage.until(lambda: stage.desk.state.last_receipt is not None)
    stage.calm()
    assert places() == empty
    stage.close()


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_pay_button_is_wide_and_the_due_sum_is_64_points(qapp, width, height):
    stage = Stage(FakeTill(), width, height)
    stage.open_till()
    pay = stage.window.till.pad.pay_button
    assert pay.width() >= 200
    assert pay.height() >= 98
    stage.scan(ean(1))
    stage.key(Key.Key_F6)
    stage.calm()
    due = stage.window.till.panes.pane.due
    assert due.font_used().pixelSize() >= 85
    stage.close()


def test_the_window_is_drawn_again_for_another_size(stage):
    stage.open_till()
    assert stage.window.look.scale == 1
    stage.window.resize(1920, 1080)
    stage.until(lambda: stage.window.look.scale == 1.4)
    stage.calm()
    assert faults(stage.window) == []
    stage.scan(ean(1))
    assert stage.window.till.table.model.rowCount() == 1
    assert stage.window.till.totals.figure == "32,50"


@pytest.mark.parametrize("height", [36, 70, 96])
def test_a_figure_that_fills_its_box_keeps_the_tail_of_its_comma(qapp, height):
    figure = Figure(Look(load_palette("light"), font_family()), size=Size.CHANGE)
    figure.resize(400, height)
    figure.set_text("42,90")
    image = figure.grab().toImage()
    ground = image.pixel(0, 0)
    inked = [y for y in range(image.height()) if any(image.pixel(x, y) != ground for x in range(image.width()))]
    ink = QFontMetrics(figure.font_used()).tightBoundingRect("42,90").height()
    assert inked[-1] - inked[0] + 1 >= ink - 1
    assert abs(inked[0] - (height - 1 - inked[-1])) <= 2


@pytest.mark.parametrize("text", [100, 150, 200])
def test_the_strips_enlarged_words_are_painted_as_they_were_measured(qapp, text):
    strip = Strip(Look(load_palette("light"), font_family(), text=text))
    strip.resize(780, 72)
    strip.show_notice(Notice("Карткою вже оплачено 291,20. Завершіть чек або скасуйте оплату.", "card_left"))
    room = strip._text_rect()
    image = strip.grab().toImage()
    ground = image.pixel(room.right(), room.top())
    edge = range(room.right() - 1, room.right() + 3)
    assert {image.pixel(x, y) for x in edge for y in range(room.top(), room.bottom())} == {ground}
