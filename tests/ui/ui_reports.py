"""Believable reports for the window's tests: a shop's Saturday, its Z reports, and SmartKasa's word on them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from pos_app.reports.sales import MARGINS, Cost, DayRow, SalesReport, SoldRow, SoldTotals, Span, ZRow
from pos_app.reports.server_sales import ServerSales
from pos_app.till.state import PushItem

DAY = date(2026, 3, 14)
READ_AT = datetime(2026, 3, 14, 10, 41, tzinfo=UTC)
HOURS = (
    (8, 9, 91_240), (9, 21, 214_585), (10, 34, 402_130), (11, 41, 498_760), (12, 52, 631_015), (13, 47, 588_240),
    (14, 29, 341_900), (15, 31, 377_450), (16, 38, 455_625), (17, 55, 702_310), (18, 49, 611_085), (19, 22, 240_770),
)  # fmt: skip
CATEGORIES = (
    ("c1", "Молочні продукти, сири та яйця", 1_204_310), ("c2", "Хліб і випічка", 811_460),
    ("c3", "Ковбаси та м'ясні вироби", 1_455_900), ("c4", "Овочі, фрукти, горіхи та сухофрукти на вагу", 702_015),
    ("c5", "Напої", 455_070), ("", "", 61_200), ("gone", "", 12_340),
)  # fmt: skip
CASHIERS = (("Олена Коваленко", 214, 2_618_840), ("Шевчук Ірина Володимирівна", 198, 2_391_260))
PRODUCTS = (
    ("00042", "Молоко «Ранок» 2,5 %, 900 г", "шт", 812_300, 189_000),
    ("00017", "Хліб житній нарізний", "шт", 411_120, 144_000),
    ("00107", "Ковбаса «Дрогобицька» вищого ґатунку, напівкопчена", "кг", 398_775, 12_480),
    ("00033", "Яйця курячі С1", "шт", 288_000, 480_000),
    ("00200", "=Сир «Гауда»", "кг", 251_415, 6_285),
)  # fmt: skip
FORMS = (("Готівка", 171, 1_806_310), ("Картка", 249, 3_203_790))


def row(key: str, name: str, receipts: int, amount: int, *, unit: str = "", quantity: int = 0) -> SoldRow:
    """A row with a few returns in it, where it has many receipts or none of its own."""
    returned = amount // 400 * 10 if receipts >= 40 or not receipts else 0
    net = amount - returned
    cost = None if key in {"", "gone"} else Cost(net, net * 7 // 10 + len(name) * 90)
    return SoldRow(key, name, unit, receipts, amount, quantity, receipts // 40, returned, 0, cost)


def sales(by: str, first: date, last: date, *, with_cost: bool = False) -> SalesReport:
    """A report by any group; of today nothing is sold yet after the hour that it is."""
    until = READ_AT.hour + 2 if first == DAY else 24
    rows = {
        "hour": [row(str(hour), str(hour), count, amount) for hour, count, amount in HOURS if hour <= until],
        "day": [
            row(f"{DAY - timedelta(days=n):%Y%m%d}", "", 400 - 7 * n, 5_010_100 - 61_240 * n)
            for n in range(14, -1, -1)
            if first <= DAY - timedelta(days=n) <= last
        ],
        "category": [row(key, name, 0, amount) for key, name, amount in CATEGORIES],
        "cashier": [row(name, name, count, amount) for name, count, amount in CASHIERS],
        "product": [row(key, name, 0, amount, unit=unit, quantity=q) for key, name, unit, amount, q in PRODUCTS],
        "payment": [row(name, name, count, amount) for name, count, amount in FORMS],
        "month": [row("202602", "", 9800, 118_220_510), row("202603", "", 5410, 66_120_045)],
    }[by]
    ordered = sorted(rows, key=lambda one: -one.net) if by in {"category", "product"} else rows
    with_cost = with_cost and by in MARGINS
    if not with_cost:
        ordered = [replace(one, cost=None) for one in ordered]
    return SalesReport(by, Span(first, last), tuple(ordered), totals(tuple(ordered), by), with_cost)


def totals(rows: tuple[SoldRow, ...], by: str) -> SoldTotals:
    """What the rows come to."""
    return SoldTotals(
        receipts=sum(one.receipts for one in rows) or 412,
        amount=sum(one.amount for one in rows),
        returns=sum(one.returns for one in rows) or 10 * any(one.returned for one in rows),
        returned=sum(one.returned for one in rows) - (35 if by in {"category", "product"} else 0),
        discounts=-41_260,
        rounding=35 if by in {"category", "product"} else 0,
    )


def _z_paper(serial: int, amount: int) -> dict[str, Any]:
    """The Z report of such a shift, as Checkbox gives it."""
    cash = 1_806_310
    forms = [
        {"type": "CASH", "label": "Готівка", "sell_sum": cash, "return_sum": 41_200, "service_out": 1_152_570,
         "service_in": 200_000},
        {"type": "CASHLESS", "label": "Картка", "sell_sum": amount - cash, "return_sum": 0},
    ]  # fmt: skip
    return {
        "is_z_report": True, "serial": serial, "payments": forms, "sell_receipts_count": 393,
        "return_receipts_count": 3, "initial": 0, "balance": 812_540,
    }  # fmt: skip


def z_rows() -> tuple[ZRow, ...]:
    """A week of closed shifts; one does not agree with our journal."""
    made = []
    for number in range(9):
        opened = datetime(2026, 3, 13, 6, 2, tzinfo=UTC) - timedelta(days=number)
        amount = 4_948_860 - 61_240 * number
        journal = SoldTotals(393, amount - (12_850 if number == 2 else 0), 3, 41_200)
        z = ZRow(
            f"s{number}", 111 - number, opened, opened + timedelta(hours=14), CASHIERS[number % 2][0], 393, amount,
            3, 41_200, 812_540, journal, _z_paper(111 - number, amount),
        )  # fmt: skip
        made.append(z)
    return tuple(made)


def day_rows(by_month: bool = False) -> tuple[DayRow, ...]:
    """The same shifts as days; today's shift is open."""
    days = [DayRow(one.day, one.day, 1, 0, one.journal, one.sales, one.returned) for one in z_rows()]
    today = DayRow(DAY, DAY, 1, 1, SoldTotals(120, 1_402_310, 0, 0), 0, 0)
    if by_month:
        net = SoldTotals(3500, 43_000_000, 20, 371_000)
        return (DayRow(date(2026, 3, 1), date(2026, 3, 31), 10, 1, net, 41_600_000, 371_000),)
    return (today, *days)


def server(first: date, last: date) -> ServerSales:
    """SmartKasa agrees with all days but one."""
    for one in day_rows():
        if one.first == first:
            missing = 4_290 if first.day == 9 else 0
            return ServerSales(first, last, one.journal.net - missing, 1, one.z_net, READ_AT)
    return ServerSales(first, last, 0, 0, 0, READ_AT)


def refused_receipts() -> list[PushItem]:
    """Two that SmartKasa refused, and two on their way."""
    at = datetime(2026, 3, 14, 8, 0, tzinfo=UTC)
    return [
        PushItem("r1", "REFUSED", at, 12850, "TEST-Xk8f2Q", "«Назва»: Поле не може бути порожнім. Заповніть його."),
        PushItem("r2", "REFUSED", at, 4290, "TEST-9mA1cd", "Не вдалося з'ясувати, чи є чек у SmartKasa."),
        PushItem("r3", "UNCLEAR", at, 50620, "TEST-77bDqq"),
        PushItem("r4", "WAITING", at, 9900, "TEST-77bDqr"),
    ]


__all__ = ["DAY", "day_rows", "refused_receipts", "sales", "server", "z_rows"]
