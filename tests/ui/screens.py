"""Contact sheets of every screen × theme × size with believable goods: `python tests/ui/screens.py docs/screens`.

Themes ("dark"), sheets ("1024x768", "200" for text of 200 %) may follow to draw only those; beginnings of names
("05 18") draw single pictures to look at, which are not committed. Runs without a display.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent))

from PIL import Image
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from ui_card_scenes import CARD_SCENES
from ui_catalog_scenes import SCENES as CATALOG
from ui_device_scenes import DEVICE_SCENES
from ui_fake_till import NOW, SELLER, FakeTill
from ui_goods import ean
from ui_ink import inks, pale
from ui_order_scenes import ORDER_SCENES
from ui_printer_scenes import PRINTER_SCENES
from ui_register import on_their_way, papers, refused_item
from ui_reports import refused_receipts
from ui_said_by_others import NOT_TAKEN, REFUSED_BY_CHECKBOX, SIGNER
from ui_shop_scenes import SHOP_SCENES
from ui_stage import Stage
from ui_walk import faults

from pos_app.catalog.barcode_rules import BarcodeRules, CardRule, Pack
from pos_app.domain.card import CARD_LABEL
from pos_app.domain.e_receipt import EReceipt, SendState, SendWay
from pos_app.domain.errors import SENTENCES, Unreachable, refused
from pos_app.domain.in_store import DEFAULT_RULES, InStoreKind, InStoreRule, example_of
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.receipt import FiscalStamp, ReceiptState
from pos_app.domain.register import Mode, Obstacle, OfflineMeter, OperationState, Queue, WayOut
from pos_app.domain.said import sentence
from pos_app.printing.receipts import receipt_layout
from pos_app.till.code_state import BadgeRow
from pos_app.till.state import (
    CatalogState,
    LookUp,
    News,
    Printer,
    PrinterCondition,
    Problem,
    PushState,
    Search,
    SyncProgress,
)
from pos_app.ui.preferences import THEMES
from pos_app.ui.screens.payment_draft import Method
from pos_app.ui.screens.shelf import Tab
from pos_app.ui.screens.tasks import Task
from pos_app.ui.widgets.preview import Preview

SIZES = ((1024, 768), (1366, 768), (1920, 1080))
SCALE = InStoreRule("28", InStoreKind.WEIGHT, 5, 4, 10, verifier=True)
Key = Qt.Key


def basket(stage: Stage, rows: int = 9) -> None:
    """A shopper's basket."""
    stage.open_till()
    for number in (1, 2, 3, 7, 5, 11, 13, 14, 18, 21, 22, 23)[:rows]:
        stage.scan(ean(number))
    stage.scan(ean(2))
    if rows > 3:
        stage.scan(ean(4))
        stage.type("1,240")
        stage.enter()
        stage.calm()


def discounted(stage: Stage) -> None:
    basket(stage)
    stage.key(Key.Key_F7)
    stage.calm()
    stage.type("5")
    stage.enter()
    stage.calm()


def parked(stage: Stage) -> None:
    for _ in range(3):
        basket(stage, 3) if stage.desk.state.cashier is None else stage.scan(ean(3))
        stage.key(Key.Key_F5)
        stage.calm()
    stage.scan(ean(1))


def sold(stage: Stage) -> None:
    basket(stage)
    stage.key(Key.Key_F6)
    stage.calm()
    stage.type("1000")
    stage.enter()
    stage.until(lambda: stage.desk.state.last_receipt is not None)
    stage.calm()


def day(stage: Stage) -> None:
    stage.open_till()
    stage.till_does(lambda till: till.cash_in(100000, "Розмінна монета"))
    for numbers in ((1, 2), (3, 7, 5), (11,), (13, 14, 18, 21), (22, 23), (1, 2, 3, 7, 5)):
        for number in numbers:
            stage.scan(ean(number))
        stage.key(Key.Key_F12)
        stage.until(lambda: stage.desk.state.cart.is_empty)
        stage.calm()
    stage.till_does(lambda till: till.give_back(stage.till.views[2].receipt.id, (Payment(PaymentType.CASH),), None))


def cash_limit(stage: Stage) -> None:
    """More cash than one buyer may pay in a day."""
    basket(stage, 3)
    line = stage.desk.state.cart.lines[0].id
    stage.till_does(lambda till: till.set_price(line, 6_000_000))
    stage.key(Key.Key_F6)
    stage.calm()


def pay(stage: Stage, method: Method = Method.CASH, typed: str = "") -> None:
    discounted(stage)
    stage.key(Key.Key_F6)
    stage.calm()
    pane = stage.window.till.panes.pane
    pane.choose_method(method)
    stage.calm()
    stage.type(typed)
    stage.calm()


def unknown_card(stage: Stage) -> None:
    stage.till.fail_next["pay"] = Unreachable()
    pay(stage, Method.CARD)
    stage.enter()
    stage.calm()


def sign_in_error(stage: Stage) -> None:
    stage.type("1111")
    stage.enter()
    stage.calm()


OTHERS_SHIFT = sentence("Зміну відкрив касир {name}. Нехай цей касир увійде, або закрийте зміну.", name=SIGNER)
ONLY_HE = sentence("Зміна ще відкрита. Має увійти касир {name}.", name=SIGNER)


def others_shift(stage: Stage) -> None:
    """Signed in with Checkbox while another cashier's shift is open here."""
    basket(stage, 3)
    stage.tell(problem=Problem("register_busy", OTHERS_SHIFT))


def only_who_opened(stage: Stage) -> None:
    """Without Checkbox nobody else signs in."""
    stage.till.fail_next["sign_in_pin"] = refused("register_busy", ONLY_HE)
    stage.type("2345")
    stage.enter()
    stage.calm()


def login(stage: Stage) -> None:
    stage.window.sign_in.ways.choose(1)
    stage.type("olena")


def open_shift(stage: Stage) -> None:
    stage.sign_in()
    stage.type("500")


def unknown_code(stage: Stage) -> None:
    basket(stage, 5)
    stage.scan("4006381333931")


def offline(stage: Stage) -> None:
    basket(stage, 5)
    stage.tell(
        mode=Mode.LOCAL_OFFLINE,
        offline=OfflineMeter(1840, 78 * 60, 300_000),
        printer=Printer(PrinterCondition.FAILED, 3, "кришка"),
        problem=Problem("printer_failed", "Принтер не друкує. Чек збережено."),
    )


def tab(stage: Stage, which: Tab, letters: bool = False) -> None:
    basket(stage, 5)
    stage.window.till.pad.show_tab(which, letters=letters)
    stage.calm()


def search(stage: Stage, letters: bool = False) -> None:
    basket(stage, 5)
    if letters:
        stage.touch("Пошук", stage.window.till.pad)
    stage.type("ч")
    stage.until(lambda: stage.window.till.pad.tiles.framed is not None)


def ask(stage: Stage, key: Qt.Key, typed: str = "") -> None:
    basket(stage, 6)
    stage.key(key)
    stage.calm()
    stage.type(typed)


def weight(stage: Stage) -> None:
    basket(stage, 3)
    stage.scan(ean(8))
    stage.type("0,350")


def excise(stage: Stage) -> None:
    basket(stage, 3)
    stage.till_does(lambda till: till.add("p16", 2000))
    stage.scan("ABCD123456")
    stage.desk.start(stage.window.till.selling._stamps())
    stage.until(lambda: stage.window.till.panes.pane is not None)


def choice(stage: Stage) -> None:
    stage.till.products = [
        replace(product, barcode=ean(1)) if product.id in {"p9", "p21"} else product for product in stage.till.products
    ]
    stage.open_till()
    stage.scan(ean(1))


def task(stage: Stage, which: Task) -> None:
    if stage.desk.state.cashier is None:
        basket(stage, 5)
    stage.window.till.run_task(which)
    stage.calm()
    stage.calm()


def history(stage: Stage) -> None:
    day(stage)
    task(stage, Task.HISTORY)
    stage.key(Key.Key_Down)
    stage.calm()


def give_back(stage: Stage) -> None:
    history(stage)
    stage.key(Key.Key_Down)
    stage.key(Key.Key_F9)
    stage.calm()
    stage.key(Key.Key_Down)
    stage.key(Key.Key_Space, " ")
    stage.calm()


def paid_otherwise(stage: Stage, *, mixed: bool = False) -> None:
    """A return of what a certificate has paid, or cash and a card with a terminal: it goes back as it came."""
    basket(stage, 3)
    due = stage.desk.state.totals.total
    by = Payment(PaymentType.CASHLESS, due, "Подарунковий сертифікат")
    parts = (Payment(PaymentType.CASHLESS, 2_500, CARD_LABEL), Payment(PaymentType.CASH, 50_000))
    stage.till_does(lambda till: till.pay(parts if mixed else (by,)))
    stage.tell(card=replace(stage.desk.state.card, manual=False))
    task(stage, Task.HISTORY)
    stage.key(Key.Key_F9)
    stage.until(lambda: stage.window.history.panel.quote is not None)


def mistake(stage: Stage, why: bool = False) -> None:
    """A return of a receipt that was a mistake, and the question why."""
    give_back(stage)
    stage.window.history.panel.kinds.choose(1)
    stage.calm()
    if why:
        stage.key(Key.Key_F6)
        stage.until(lambda: stage.window.history.panel.asking)
        stage.calm()


def close_shift(stage: Stage, closed: bool = False, offline: bool = False) -> None:
    day(stage)
    stage.till.has_z = not offline
    if offline:
        stage.tell(mode=Mode.LOCAL_OFFLINE, queue=Queue(14), offline=OfflineMeter(1840, 9 * 3600, 9 * 3600))
    task(stage, Task.CLOSE_SHIFT)
    for count in ("1", "0", "2", "3"):
        stage.type(count)
        stage.enter()
    if closed:
        stage.key(Key.Key_F6)
        stage.key(Key.Key_F6)
        stage.until(lambda: stage.desk.state.shift is None)
        stage.calm()


def x_report(stage: Stage) -> None:
    day(stage)
    task(stage, Task.X_REPORT)


def returned(stage: Stage) -> None:
    give_back(stage)
    stage.key(Key.Key_F6)
    stage.until(lambda: stage.window.till.panes.pane is not None)
    stage.calm()


def long_names(stage: Stage) -> None:
    stage.till.products = [
        replace(product, name=f"{product.name}, подарункова упаковка з дуже довгою назвою № {place}", price=99_999_900)
        for place, product in enumerate(stage.till.products)
    ]
    stage.open_till()
    for number in (1, 2, 15):
        stage.scan(ean(number))
    stage.window.till.panes.pane.go_back()
    stage.calm()


def refused_receipt(stage: Stage) -> None:
    basket(stage, 5)
    stage.tell(problem=Problem("refused_by_server", "Checkbox відхилив чек. Чек збережено.", safe=False))


MODES = {
    "41-mode-offline": (Mode.LOCAL_OFFLINE, Queue(12), OfflineMeter(1840, 78 * 60, 300_000), None),
    "42-mode-offline-near": (Mode.LOCAL_OFFLINE, Queue(240), OfflineMeter(131, 30 * 3600, 300_000), None),
    "43-mode-draining": (Mode.DRAINING, Queue(12), OfflineMeter(1828, 90 * 60, 300_720), None),
    "44-mode-returning": (Mode.RETURNING, Queue(), OfflineMeter(1828, 92 * 60, 300_840), None),
    "45-mode-auto-offline": (Mode.AUTO_OFFLINE, Queue(), OfflineMeter(1840), None),
    "46-mode-blocked": (
        Mode.BLOCKED,
        Queue(3),
        OfflineMeter(1840),
        Problem("license_invalid", "Неправильний ключ ліцензії каси. Перевірте налаштування."),
    ),
    "47-mode-attention": (
        Mode.NEEDS_ATTENTION,
        Queue(3, 0, 1),
        OfflineMeter(1840),
        Problem("refused_by_server", "Checkbox відхилив чек. Чек збережено."),
    ),
}
"""Each mode of the register as the cashier sees it in the middle of a sale."""


def in_mode(stage: Stage, name: str) -> None:
    basket(stage, 5)
    mode, queue, meter, trouble = MODES[name]
    stage.tell(mode=mode, queue=queue, offline=meter, trouble=trouble, problem=trouble)


def register(stage: Stage, which: Task, mode: str, *, row: int = 0) -> None:
    day(stage)
    stage.till.reprints = papers(3, 24)
    wanted, queue, meter, trouble = MODES[mode]
    if queue.attention:
        stage.till.on_their_way = on_their_way()[: queue.waiting]
        stopped = len(stage.till.items)
        queue = replace(queue, waiting=max(queue.waiting, stopped), attention=stopped)
    else:
        # nothing stands still here: what needs a person would hold up all the others
        way = [one for one in on_their_way() if one.state is not OperationState.ATTENTION]
        stage.till.on_their_way = way[: queue.waiting]
        stage.till.items = []
    stage.tell(mode=wanted, queue=queue, offline=meter, trouble=trouble)
    task(stage, which)
    stage.until(lambda: stage.window.register.rows.rows)
    for _ in range(row):
        stage.key(Key.Key_Down)


def voided(stage: Stage) -> None:
    basket(stage, 6)
    for _ in range(3):
        stage.key(Key.Key_Up)
    stage.key(Key.Key_Delete)
    stage.until(lambda: stage.desk.state.voided)
    stage.calm()


def offline_receipt(stage: Stage) -> None:
    """The history shows paper just as it is printed."""
    basket(stage, 3)
    stage.key(Key.Key_F12)
    stage.until(lambda: stage.desk.state.cart.is_empty)
    stage.tell(mode=Mode.LOCAL_OFFLINE, queue=Queue(1), offline=OfflineMeter(1840, 78 * 60, 300_000))
    view = stage.till.views[0]
    stamp = FiscalStamp(ReceiptState.OFFLINE, "_J8kXb1PqvE", NOW, offline=True)
    stage.till.views[0] = replace(view, fiscal=stamp, printed_as=stamp.fiscal_code)
    task(stage, Task.HISTORY)


def offline_paper() -> QImage:
    """The whole paper of an offline sale: its offline number, and a sentence where the QR would be."""
    stage = Stage(FakeTill())
    offline_receipt(stage)
    view = stage.till.views[0]
    preview = Preview(stage.window.look)
    preview.resize(420, 400)
    preview.show_blocks(receipt_layout(view.receipt, view.fiscal, SELLER))
    sheet = preview.widget()
    sheet.resize(420, sheet.minimumHeight())
    image = sheet.grab().toImage()
    stage.close()
    return image


def set_aside(stage: Stage) -> None:
    register(stage, Task.ATTENTION, "47-mode-attention")
    stage.key(Key.Key_Delete)


def appearance(stage: Stage, tab: int) -> None:
    basket(stage, 5)
    stage.window.open_page(Task.APPEARANCE)
    stage.window.appearance.tabs.choose(tab)


def palette(stage: Stage) -> None:
    basket(stage, 5)
    stage.key(Key.Key_K, "", Qt.KeyboardModifier.ControlModifier)
    stage.type("зв")


def taxes(stage: Stage) -> None:
    stage.till.bare_excise = {"count": 3, "names": ["Вино «Шабо» Каберне", "Горілка «Немирів»"]}
    task(stage, Task.TAXES)
    stage.key(Key.Key_Down)


def overrides(stage: Stage) -> None:
    stage.till.overrides = [
        {"kind": "product", "key": "p7", "name": "Цукор білий 1 кг", "codes": [8], "conflict": None},
        {"kind": "category", "key": "kids", "name": "Дитячі товари", "codes": [2], "conflict": None},
        {
            "kind": "uktzed",
            "key": "2208",
            "name": "2208",
            "codes": [1],
            "conflict": "changed",
            "was": [{"code": 1, "label": "ПДВ 20%", "symbol": "А", "rate": "20", "extra_rate": "5"}],
        },
    ]
    task(stage, Task.TAXES)
    stage.key(Key.Key_Right)
    for _ in range(2):
        stage.key(Key.Key_Down)


def new_override(stage: Stage, *, letters: bool = False) -> None:
    overrides(stage)
    stage.type("+")
    stage.type("ц")
    stage.until(lambda: stage.window.taxes.overrides.form.rows.rows)
    if letters:
        stage.touch(stage.window.taxes.overrides.form.field)
    else:
        stage.enter()
        stage.enter()
    stage.calm()


def barcodes(stage: Stage, tab: int = 0, scan: str = "", typed: str = "") -> None:
    shelf = {"p8": "00008", "p3": "00003"}
    stage.till.products = [
        replace(product, code=shelf.get(product.id, product.code)) for product in stage.till.products
    ]
    stage.till.rules = BarcodeRules(
        (*DEFAULT_RULES, SCALE),
        {"14820000000021": Pack("p2", 12), "4820000000999": Pack("p11", 24), "4820000000888": Pack("p77", 6)},
        (CardRule("29000", 13), CardRule("CLUB")),
    )
    task(stage, Task.BARCODES)
    for _ in range(tab):
        stage.key(Key.Key_Right)
    if scan:
        stage.burst(scan)
        stage.until(lambda: stage.window.barcodes.test.steps.rows)
    stage.type(typed)
    stage.calm()


def badges(stage: Stage) -> None:
    names = ("Олена Коваленко", "Марія Шевчук")
    stage.till.known_badges = [BadgeRow(f"b{place}", "c1", name, NOW) for place, name in enumerate(names)]
    barcodes(stage, 4)


def new_label(stage: Stage) -> None:
    barcodes(stage, 1)
    stage.window.barcodes.labels.edit("28")
    stage.calm()


def new_pack(stage: Stage) -> None:
    barcodes(stage, 2, typed="+")
    stage.burst("14820000000038")
    stage.calm()
    stage.until(lambda: stage.window.barcodes.packs.form.rows.rows)


def stamps(stage: Stage, count: int) -> None:
    basket(stage, 3)
    stage.till_does(lambda till: till.add("p16", 3000))
    for number in range(count):
        stage.scan(f"ABCD12345{number}")
    if count < 3:
        stage.desk.start(stage.window.till.selling._stamps())
        stage.until(lambda: stage.window.till.panes.pane is not None)
        stage.calm()


def return_stamps(stage: Stage) -> None:
    stamps(stage, 3)
    stage.key(Key.Key_F12)
    stage.until(lambda: stage.desk.state.cart.is_empty)
    stage.calm()
    stage.key(Key.Key_F9)
    stage.until(lambda: stage.window.history.rows.rows)
    stage.key(Key.Key_F9)
    stage.until(lambda: stage.window.history.returning)
    stage.until(lambda: stage.window.history.panel.quote is not None)
    stage.key(Key.Key_F6)
    stage.until(lambda: stage.window.history.panel.asking_stamps)
    stage.burst("ABCD123451")
    stage.calm()


def tax_stops(stage: Stage) -> None:
    stage.till.products = [
        replace(product, tax_codes=()) if product.id == "p3" else product for product in stage.till.products
    ]
    basket(stage, 5)
    stage.key(Key.Key_F6)
    stage.calm()


def refused_document(stage: Stage, *, mending: bool = False, letters: bool = False) -> None:
    stage.till.items = [refused_item()]
    register(stage, Task.ATTENTION, "47-mode-attention")
    if mending:
        stage.enter()
        stage.type("0000024")
    if letters:
        stage.touch(stage.window.register.mending.field)


def blocked(stage: Stage, code: str, way: WayOut, mode: Mode) -> None:
    register(stage, Task.QUEUE, "41-mode-offline", row=4)
    message = SENTENCES[code]
    stage.tell(mode=mode, blocked=Obstacle(code, message, way), offline=OfflineMeter(1840, 128_000, 300_000))
    stage.window.register._reload()
    stage.calm()


def without_qr_why(stage: Stage) -> None:
    register(stage, Task.WITHOUT_QR, "44-mode-returning", row=2)
    stage.touch(stage.window.register.details.beside_second)
def offered(stage: Stage) -> None:
    """SmartKasa has another price for one line, and no longer has the good of another."""
    basket(stage, 6)
    first, second = stage.desk.state.cart.lines[1], stage.desk.state.cart.lines[3]
    news = (News(first.id, first.product.id, first.price + 340, NOW), News(second.id, second.product.id, None, NOW))
    stage.tell(news=news)


def unknown_sought(stage: Stage, search: Search = Search.SEARCHING) -> None:
    unknown_code(stage)
    products = tuple(stage.till.products[6:7]) if search is Search.FOUND else ()
    stage.tell(look_up=LookUp(search, products))


READING = SyncProgress("products", 45_000, 100_617, 14)


def reading(stage: Stage) -> None:
    basket(stage, 4)
    stage.tell(catalog=CatalogState(38_214, NOW, READING))
    task(stage, Task.SYNC)


def first_reading(stage: Stage) -> None:
    stage.till.products = []
    stage.tell(catalog=CatalogState(0, None, READING))
    stage.open_till()


def time_in_doubt(stage: Stage) -> None:
    trouble = Problem("clock_suspect", "Годинник комп'ютера змінився. Підтвердіть час.")
    register(stage, Task.QUEUE, "41-mode-offline")
    meter = OfflineMeter(1840, 9 * 3600, 41 * 3600, by_server=True)
    stage.tell(clock_doubt=NOW, trouble=trouble, problem=trouble, offline=meter)
    stage.calm()


def one_cause(stage: Stage) -> None:
    words = "Checkbox відхилив: зміну не відкрито"
    kinds = ("SELL", "SELL", "RETURN", "SELL", "SERVICE_OUT")
    stage.till.items = [
        {"id": f"a{n}", "kind": kind, "total": 12850 + 1117 * n, "at": NOW, "reason": words, "together": len(kinds)}
        for n, kind in enumerate(kinds)
    ]
    register(stage, Task.ATTENTION, "47-mode-attention")


def at_checkbox(stage: Stage) -> None:
    """The tax service did not take a receipt that Checkbox has: set aside it is not printed."""
    words = sentence("Checkbox не провів документ: {why}", why=NOT_TAKEN)
    stage.till.items = [{"id": "a1", "kind": "SELL", "total": 12850, "at": NOW, "reason": words, "at_server": True}]
    register(stage, Task.ATTENTION, "47-mode-attention")


def reports(stage: Stage, tab: str = "hour") -> None:
    stage.open_till()
    stage.window.till.run_task(Task.REPORTS)
    stage.calm()
    page = stage.window.reports
    stage.touch(page.tabs.buttons[next(n for n, one in enumerate(page.tabs.options) if one.key == tab)])
    stage.calm()
    stage.calm()


def compared(stage: Stage, *, silent: bool = False) -> None:
    """Journal, Z and SmartKasa side by side; or SmartKasa out of reach."""
    stage.till.smartkasa_silent = silent
    reports(stage, "days")
    stage.tell(push=PushState(enabled=True))
    stage.enter()
    stage.until(lambda: stage.till.called("server_sales") and stage.window.reports._asking is None)
    stage.calm()


def pushing(stage: Stage) -> None:
    stage.till.push_rows = refused_receipts()
    reports(stage, "push")
    stage.tell(push=PushState(enabled=True, waiting=2, refused=2, last_sent_at=NOW))


def push_consent(stage: Stage) -> None:
    stage.till.shop_fiscalises = True
    reports(stage, "push")
    stage.key(Key.Key_F6)
    stage.until(lambda: stage.window.reports.push._needs_consent)
    stage.calm()


def report_dates(stage: Stage) -> None:
    reports(stage)
    stage.key(Key.Key_F2)
    stage.type("011120")
    stage.calm()


def report_export(stage: Stage) -> None:
    reports(stage, "product")
    stage.window.reports.exporting.take_folder("/home/olena/Documents")
    stage.key(Key.Key_F3)
    stage.calm()


def nothing_sold(stage: Stage) -> None:
    stage.till.nothing_sold = True
    reports(stage)
def sending(stage: Stage, *, letters: bool = False) -> None:
    history(stage)
    receipt_id = stage.window.history.chosen.receipt.id
    stage.till.sent = [
        EReceipt(receipt_id, SendWay.EMAIL, "olena.kovalenko@example.com", SendState.SENT, NOW),
        EReceipt(receipt_id, SendWay.SMS, "380671234567", SendState.REFUSED, NOW, problem=REFUSED_BY_CHECKBOX),
        EReceipt(receipt_id, SendWay.EMAIL, "ivan@example.com", SendState.WAITING, NOW),
    ]
    stage.key(Key.Key_Tab)
    stage.type("maria@exam")
    stage.until(lambda: stage.window.history.sending.rows.rows)
    if letters:
        stage.touch(stage.window.history.sending.field)


def stocked(stage: Stage) -> None:
    """Stock on most goods, none of some."""
    stage.till.products = [
        product if place % 4 == 3 else replace(product, stock=(place * 7 % 5) * 6000)
        for place, product in enumerate(stage.till.products)
    ]
    stage.till.keys[:3] = ["p7", None, "p11"]
    stage.till.favoured = {"p1", "p5", "p9", "p14"}
    stage.tell(catalog=replace(stage.desk.state.catalog, edits=9))


def stock_found(stage: Stage) -> None:
    stocked(stage)
    search(stage)


def subgroups(stage: Stage, *, chosen: bool = False, typed: str = "") -> None:
    stocked(stage)
    ids = [product.id for product in stage.till.products]
    stage.till.labelled = {7: frozenset(ids[2:30:3]), 8: frozenset(ids[1:40:7]), 9: frozenset(ids[4:9])}
    tab(stage, Tab.CATEGORIES)
    stage.touch_tile("Підгрупи")
    stage.calm()
    if chosen:
        stage.touch_tile("Пісне")
        stage.calm()
    if typed:
        stage.type(typed)
    stage.calm()


def favourites(stage: Stage) -> None:
    stocked(stage)
    tab(stage, Tab.CATEGORIES)
    stage.touch_tile("Обране")
    stage.calm()


def card(stage: Stage) -> None:
    stocked(stage)
    basket(stage, 3)
    stage.desk.start(stage.window.till.cards.open("p3"))
    stage.until(lambda: stage.window.till.panes.pane is not None and stage.window.till.panes.pane.card is not None)


def price_check(stage: Stage, *, found: bool = True) -> None:
    stocked(stage)
    stage.open_till()
    task(stage, Task.PRICE_CHECK)
    pane = stage.window.till.panes.pane
    if found:
        stage.burst(ean(2))
        stage.until(lambda: pane.card is not None)


def quick_keys(stage: Stage) -> None:
    stocked(stage)
    basket(stage, 3)
    task(stage, Task.QUICK_KEYS)
    pane = stage.window.till.panes.pane
    stage.touch_at(pane.tiles, pane.tiles.tile_rect(5).center())


SCENES: dict[str, Callable[[Stage], None]] = {
    "01-sign-in": sign_in_error,
    "02-sign-in-login": login,
    "03-open-shift": open_shift,
    "04-till-empty": lambda stage: stage.open_till(),
    "05-till": discounted,
    "06-till-parked": parked,
    "07-unknown-code": unknown_code,
    "08-offline-printer": offline,
    "09-categories": lambda stage: tab(stage, Tab.CATEGORIES),
    "10-search": search,
    "11-search-touch": lambda stage: search(stage, letters=True),
    "12-actions": lambda stage: tab(stage, Tab.ACTIONS),
    "13-quantity": lambda stage: ask(stage, Key.Key_F3),
    "14-weight": weight,
    "15-discount": lambda stage: ask(stage, Key.Key_F7, "10"),
    "16-excise": excise,
    "17-choice": choice,
    "18-pay-cash": lambda stage: pay(stage, Method.CASH, "1000"),
    "19-pay-card": lambda stage: pay(stage, Method.CARD),
    "20-pay-card-unknown": unknown_card,
    "21-pay-mixed": lambda stage: pay(stage, Method.MIXED, "200"),
    "22-pay-certificate": lambda stage: pay(stage, Method.CERTIFICATE, "100"),
    "23-change": sold,
    "24-parked": lambda stage: (parked(stage), task(stage, Task.PARKED)),
    "25-cash-in": lambda stage: (stage.open_till(), task(stage, Task.CASH_IN)),
    "26-history": history,
    "27-return": give_back,
    "28-x-report": x_report,
    "29-close-shift": close_shift,
    "30-z-report": lambda stage: close_shift(stage, closed=True),
    "31-taxes": taxes,
    "70-tax-overrides": overrides,
    "71-tax-override-search": lambda stage: new_override(stage, letters=True),
    "72-tax-override-codes": new_override,
    "73-tax-stops": tax_stops,
    "124-closed-offline": lambda stage: close_shift(stage, closed=True, offline=True),
    "125-one-cause": one_cause,
    "340-at-checkbox": at_checkbox,
    "343-others-shift": others_shift,
    "344-only-who-opened": only_who_opened,
    "82-stamps-taken": lambda stage: (stamps(stage, 2),),
    "83-stamp-out": lambda stage: (stamps(stage, 3), stage.key(Key.Key_Delete), stage.calm()),
    "84-return-stamps": return_stamps,
    "74-barcode-test": lambda stage: barcodes(stage, scan=example_of(SCALE, 8, 125)),
    "75-barcode-test-wrong": lambda stage: barcodes(stage, scan="4820000000018"),
    "76-label-rules": lambda stage: barcodes(stage, 1),
    "77-label-rule": new_label,
    "78-packs": lambda stage: barcodes(stage, 2),
    "79-pack-product": new_pack,
    "80-cards": lambda stage: barcodes(stage, 3),
    "85-badges": badges,
    "81-card": lambda stage: barcodes(stage, 3, typed="+"),
    "126-time-in-doubt": time_in_doubt,
    "32-help": lambda stage: (stage.open_till(), stage.key(Key.Key_F1), stage.calm()),
    "33-attention": lambda stage: register(stage, Task.ATTENTION, "47-mode-attention"),
    "34-drawer": lambda stage: (stage.open_till(), task(stage, Task.DRAWER)),
    "38-returned": returned,
    "341-return-certificate": paid_otherwise,
    "342-return-as-paid": lambda stage: paid_otherwise(stage, mixed=True),
    "190-return-mistake": mistake,
    "191-return-mistake-why": lambda stage: mistake(stage, why=True),
    "39-long-names": long_names,
    "40-refused": refused_receipt,
    **{name: (lambda stage, name=name: in_mode(stage, name)) for name in MODES},
    "48-queue": lambda stage: register(stage, Task.QUEUE, "43-mode-draining", row=1),
    "49-queue-offline": lambda stage: register(stage, Task.QUEUE, "41-mode-offline", row=4),
    "50-set-aside": set_aside,
    "110-reports-hour": reports,
    "111-reports-category": lambda stage: reports(stage, "category"),
    "112-reports-cashier": lambda stage: reports(stage, "cashier"),
    "113-reports-product": lambda stage: reports(stage, "product"),
    "114-reports-day": lambda stage: (reports(stage, "day"), stage.touch("Місяць"), stage.calm()),
    "115-reports-z": lambda stage: (reports(stage, "z"), stage.key(Key.Key_Down), stage.key(Key.Key_Down)),
    "116-reports-compared": compared,
    "117-reports-unreachable": lambda stage: compared(stage, silent=True),
    "118-reports-smartkasa": pushing,
    "119-reports-consent": push_consent,
    "120-reports-dates": report_dates,
    "121-reports-export": report_export,
    "122-reports-empty": nothing_sold,
    "52-voided": voided,
    "53-offline-receipt": offline_receipt,
    "51-reprints": lambda stage: register(stage, Task.REPRINTS, "44-mode-returning", row=1),
    "55-without-qr": lambda stage: register(stage, Task.WITHOUT_QR, "44-mode-returning", row=2),
    "56-without-qr-why": without_qr_why,
    "127-blocked": lambda stage: blocked(stage, "register_busy", WayOut.ASK_AGAIN, Mode.BLOCKED),
    "128-hours-are-over": lambda stage: blocked(stage, "offline_limit", WayOut.ASK_AGAIN, Mode.LOCAL_OFFLINE),
    "57-refused-document": refused_document,
    "58-mending": lambda stage: refused_document(stage, mending=True),
    "129-sending": sending,
    "130-sending-touch": lambda stage: sending(stage, letters=True),
    "59-mending-touch": lambda stage: refused_document(stage, mending=True, letters=True),
    "60-offered-price": offered,
    "61-unknown-sought": unknown_sought,
    "62-unknown-found": lambda stage: unknown_sought(stage, Search.FOUND),
    "63-catalog-reading": reading,
    "64-first-reading": first_reading,
    **CARD_SCENES,
    **ORDER_SCENES,
    "344-cash-limit": cash_limit,
    **SHOP_SCENES,
    "65-search-stock": stock_found,
    "66-favourites": favourites,
    "67-product-card": card,
    "68-price-check": price_check,
    "69-price-check-empty": lambda stage: price_check(stage, found=False),
    "131-quick-keys": quick_keys,
    "200-subgroups": subgroups,
    "201-subgroup": lambda stage: subgroups(stage, chosen=True),
    "202-subgroup-search": lambda stage: subgroups(stage, chosen=True, typed="кав"),
}
SCENES |= CATALOG
SCENES |= {
    "240-appearance": lambda stage: appearance(stage, 0),
    "241-keys-of-actions": lambda stage: appearance(stage, 1),
    "242-palette": lambda stage: palette(stage),
    "243-key-hints": lambda stage: (basket(stage, 5), stage.window.hints.show()),
    "239-key-signs": lambda stage: (reports(stage), stage.window.hints.show()),
}
SCENES |= PRINTER_SCENES
SCENES |= DEVICE_SCENES
PAPER = "54-offline-paper"
VARIANTS = {
    "37-till-english": ("05-till", {"language": "en"}),
    "244-shop-mirrored": ("05-till", {"preset": "shop", "mirrored": True}),
    "245-kiosk": ("05-till", {"preset": "kiosk"}),
    "246-training": ("05-till", {"training": True}),
    # what is set up on the training till is seen in its colours
    **{
        name: (name, {"training": True})
        for name in SCENES
        if name in {"179-settings", "180-first-steps", "181-first-sale"} or "320" <= name[:3] <= "326"
    },
}
"""Scenes with preferences of their own; most of another name."""
SHEETS = {f"{width}x{height}": (width, height, 100) for width, height in SIZES} | {"200": (1366, 768, 200)}
"""What a sheet is called: width, height, text size in percent."""


def scene(name: str, theme: str, sheet: str, **preferences: Any) -> Stage:
    """A stage set for one picture."""
    base, own = VARIANTS.get(name, (name, {}))
    width, height, text = SHEETS[sheet]
    stage = Stage(FakeTill(), width, height, **{"theme": theme, "text": text, **own, **preferences})
    stage.window.setUpdatesEnabled(False)  # nobody looks while it is set: half of the time would go into painting
    SCENES[base](stage)
    stage.window.setUpdatesEnabled(True)
    stage.until(lambda: not stage.window.has("till") or not stage.window.till.pad.shelf.pictures._asked)
    stage.calm()
    return stage


def all_names() -> list[str]:
    """Every picture, in order."""
    return sorted({*SCENES, *VARIANTS}, key=lambda name: (int(name.partition("-")[0]), name))


def save(image: QImage, path: Path) -> None:
    """As a PNG of few colours: enough for flat drawings, and small."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    size, stride = (plain.width(), plain.height()), plain.bytesPerLine()
    picture = Image.frombuffer("RGB", size, bytes(plain.constBits()), "raw", "RGB", stride, 1)
    picture.quantize(palette=_palette(picture), dither=Image.Dither.NONE).save(path, optimize=True)


def _palette(picture: Image.Image) -> Image.Image:
    """The 64 commonest colours just as they are (all that is flat), and 48 spread over the rest (lamps, goods)."""
    counted = sorted(picture.getcolors(picture.width * picture.height), reverse=True)
    common = [colour for _, colour in counted[:64]]
    spread = picture.quantize(48, Image.Quantize.MAXCOVERAGE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in common for part in colour] + spread[: 48 * 3])
    return palette


def contact_sheet(images: list[QImage], width: int, height: int) -> QImage:
    """All pictures of a size, small, five in a row."""
    across, (wide, high) = 5, small_size(width, height)
    rows = -(-len(images) // across)
    sheet = QImage(across * (wide + 8) + 8, rows * (high + 8) + 8, QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.darkGray)
    painter = QPainter(sheet)
    for place, image in enumerate(images):
        painter.drawImage(QRect(8 + place % across * (wide + 8), 8 + place // across * (high + 8), wide, high), image)
    painter.end()
    return sheet


def small_size(width: int, height: int) -> tuple[int, int]:
    """Of a picture on a sheet."""
    return 256, 256 * height // width


def draw(out: Path, theme: str, sheet: str, names: list[str], *, singles: bool) -> None:
    """One sheet, or its pictures as they are; what a walker finds wrong with a picture is said aloud."""
    width, height, _ = SHEETS[sheet]
    smooth = Qt.TransformationMode.SmoothTransformation
    images = []
    for name in names:
        stage = scene(name, theme, sheet)
        image = stage.window.grab().toImage()
        for fault in [*faults(stage.window), *pale(stage.window, inks(stage.window))]:
            sys.stderr.write(f"{theme} {sheet} {name}: {fault}\n")
        stage.close()
        if singles:
            save(image, out / f"{name}-{theme}-{sheet}.png")
        else:
            images.append(image.scaled(*small_size(width, height), Qt.AspectRatioMode.IgnoreAspectRatio, smooth))
    if images:
        save(contact_sheet(images, width, height), out / f"contact-{theme}-{sheet}.png")


def main() -> None:
    """Words after the folder choose themes, sheets and, by beginnings of names, single pictures instead of sheets."""
    out, words = Path(sys.argv[1]), sys.argv[2:]
    out.mkdir(parents=True, exist_ok=True)
    QApplication(sys.argv[:1])
    wanted = [word for word in words if word not in (*THEMES, *SHEETS)]
    names = [name for name in all_names() if not wanted or any(name.startswith(word) for word in wanted)]
    for theme in [word for word in words if word in THEMES] or (THEMES[:1] if wanted else THEMES):
        for sheet in [word for word in words if word in SHEETS] or (["1366x768"] if wanted else list(SHEETS)):
            draw(out, theme, sheet, names, singles=bool(wanted))
    if any(PAPER.startswith(word) for word in wanted):
        save(offline_paper(), out / f"{PAPER}.png")


if __name__ == "__main__":
    main()
