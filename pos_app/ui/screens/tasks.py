"""The tab of actions: everything that is not the sale itself, each a tile in a place of its own."""

from enum import StrEnum
from typing import Final

from pos_app.devices.settings import NONE
from pos_app.till.state import TillState
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action, KeyTable
from pos_app.ui.widgets.tiles import Tile


class Task(StrEnum):
    """What the tiles of the actions tab do."""

    HISTORY = "history"
    RETURN = "return"
    PARKED = "parked"
    UNDO = "undo"
    CASH_IN = "cash_in"
    CASH_OUT = "cash_out"
    WITHDRAW = "withdraw"
    PREPAY = "prepay"
    X_REPORT = "x_report"
    CLOSE_SHIFT = "close_shift"
    CLEAR = "clear"
    DRAWER = "drawer"
    TAXES = "taxes"
    SIGN_OUT = "sign_out"
    ATTENTION = "attention"
    SYNC = "sync"
    PRICE_CHECK = "price_check"
    QUICK_KEYS = "quick_keys"
    IN_STOCK = "in_stock"
    SOUND = "sound"
    LANGUAGE = "language"
    THEME = "theme"
    APPEARANCE = "appearance"
    PALETTE = "palette"
    TRAINING = "training"
    QUEUE = "queue"
    REPRINTS = "reprints"
    BARCODES = "barcodes"
    REPORTS = "reports"
    WITHOUT_QR = "without_qr"
    CARDS = "cards"
    CATALOG = "catalog"
    PEOPLE = "people"
    SWITCH = "switch"
    LOCK = "lock"
    OFFERS = "offers"
    WHY_NO_OFFER = "why_no_offer"
    SHOP_RULES = "shop_rules"
    PRINTER = "printer"
    PARK_NOTE = "park_note"
    CUSTOMER = "customer"
    SETTINGS = "settings"
    GUIDE = "guide"
    HELP = "help_page"
    DEVICES = "devices"
    BENCH = "bench"


REGISTER_TABS: Final = (Task.QUEUE, Task.ATTENTION, Task.REPRINTS, Task.WITHOUT_QR, Task.CARDS)
"""The tabs of the fiscal register's page, in their order."""


def task_tiles(state: TillState, keys: KeyTable, *, demo: bool = False) -> tuple[Tile, ...]:
    """Pages of twelve tiles; one that can do nothing now is dim and stays in its place. `demo`: with its switches."""
    switches = (Tile(Task.BENCH, tr("Зламати щось (демо)"), icon_name="alert"),) if demo else ()
    shift = state.shift is not None
    basket = not state.cart.is_empty
    cards = state.devices.settings.terminal.transport != NONE
    return (
        # the cashier's day
        Tile(Task.HISTORY, tr("Чеки зміни"), keys.key(Action.HISTORY), icon_name="receipt"),
        Tile(Task.RETURN, tr("Повернення"), keys.key(Action.RETURN), icon_name="return", enabled=shift),
        Tile(Task.PARKED, tr("Відкладені чеки"), str(len(state.parked) or ""), icon_name="park"),
        Tile(Task.UNDO, tr("Скасувати дію"), keys.key(Action.UNDO), icon_name="undo", enabled=state.can_undo),
        Tile(Task.CASH_IN, tr("Внесення готівки"), icon_name="cash_in", enabled=shift),
        Tile(Task.CASH_OUT, tr("Вилучення готівки"), icon_name="cash_out", enabled=shift),
        Tile(Task.X_REPORT, tr("X-звіт"), icon_name="report", enabled=shift),
        Tile(
            Task.CLOSE_SHIFT,
            tr("Закрити зміну, Z-звіт") if shift else tr("Відкрити зміну"),
            icon_name="close_shift" if shift else "open_shift",
        ),
        Tile(Task.CLEAR, tr("Очистити чек"), icon_name="clear", enabled=basket),
        Tile(Task.DRAWER, tr("Відкрити скриньку"), keys.key(Action.DRAWER), icon_name="drawer"),
        Tile(Task.PRICE_CHECK, tr("Перевірка ціни"), icon_name="barcode"),
        Tile(Task.SIGN_OUT, tr("Вийти"), icon_name="exit"),
        # what waits, the goods, and how they are sold
        Tile(Task.ATTENTION, tr("Увага"), str(state.queue.attention or ""), icon_name="alert"),
        Tile(Task.QUEUE, tr("Черга ПРРО"), str(state.queue.waiting or ""), icon_name="report"),
        Tile(Task.CARDS, tr("Оплати карткою"), str(len(state.card.unsettled) or ""), icon_name="card"),
        Tile(Task.REPRINTS, tr("Передрук"), icon_name="printer"),
        Tile(Task.REPORTS, tr("Звіти"), icon_name="report"),
        Tile(Task.CATALOG, tr("Каталог товарів"), icon_name="basket"),
        Tile(Task.SYNC, tr("Оновити каталог"), icon_name="sync"),
        Tile(Task.TAXES, tr("Податки"), icon_name="taxes"),
        Tile(Task.BARCODES, tr("Штрихкоди"), icon_name="barcode"),
        Tile(Task.QUICK_KEYS, tr("Швидкі клавіші"), icon_name="keyboard"),
        Tile(
            Task.IN_STOCK,
            tr("Показати всі товари") if state.catalog.in_stock_only else tr("Лише в наявності"),
            icon_name="basket",
        ),
        Tile(Task.WITHDRAW, tr("Видача готівки"), icon_name="cash", enabled=shift and cards),
        # how the till looks
        Tile(Task.APPEARANCE, tr("Вигляд і клавіші"), icon_name="look"),
        Tile(Task.PALETTE, tr("Знайти дію"), keys.key(Action.PALETTE), icon_name="search"),
        Tile(Task.TRAINING, tr("Навчальний режим"), icon_name="help", enabled=not basket),
        Tile(Task.LANGUAGE, "English" if tr("Назад") == "Назад" else "Українська", icon_name="language"),
        Tile(Task.THEME, tr("Темна або світла тема"), icon_name="open_shift"),
        # who works here
        Tile(Task.SWITCH, tr("Змінити касира"), icon_name="user"),
        Tile(Task.LOCK, tr("Заблокувати касу"), icon_name="close_shift"),
        Tile(Task.PEOPLE, tr("Люди і права"), icon_name="user"),
        # what the shop gives and forbids
        Tile(Task.OFFERS, tr("Акції"), icon_name="gift"),
        Tile(Task.WHY_NO_OFFER, tr("Чому не спрацювало"), icon_name="help", enabled=bool(state.verdicts)),
        Tile(Task.SHOP_RULES, tr("Правила продажу"), icon_name="alert"),
        Tile(Task.PRINTER, tr("Принтер і макет чека"), str(state.printer.asking or ""), icon_name="printer"),
        Tile(Task.PARK_NOTE, tr("Відкласти з приміткою"), icon_name="park", enabled=basket),
        Tile(Task.CUSTOMER, tr("Покупець: картка, е-чек"), keys.key(Action.CUSTOMER), icon_name="user"),
        Tile(Task.SETTINGS, tr("Налаштування"), icon_name="sync"),
        Tile(Task.GUIDE, tr("Перші кроки"), icon_name="star"),
        Tile(Task.HELP, tr("Довідка"), icon_name="help"),
        Tile(Task.DEVICES, tr("Пристрої"), icon_name="printer"),
        Tile(Task.PREPAY, tr("Передплата"), icon_name="mixed", enabled=shift),
        Tile(Task.SOUND, tr("Звук"), icon_name="sound"),
        *switches,
    )
