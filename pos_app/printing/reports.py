"""X and Z reports on paper, from Checkbox's ReportModel as it was received, and the test page."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from pos_app.domain.money import format_hryvnias, whole_kopecks
from pos_app.domain.receipt import Seller
from pos_app.printing.layout import Align, Block, Columns, Cut, Feed, Layout, Qr, Rule, Sample, Text
from pos_app.printing.profiles import PAGES
from pos_app.printing.receipts import MAKER, head, moment

_LETTERS = "Ґґ Єє Іі Її Щщ Яя"
"""Those that the pages differ in."""
_COUNTS = (
    ("sell_receipts_count", "Чеків продажу"),
    ("return_receipts_count", "Чеків повернення"),
    ("cash_withdrawal_receipts_count", "Чеків видачі готівки"),
)
_ROUNDINGS = (
    ("sales_round_up", "Заокруглення продажів +"),
    ("sales_round_down", "Заокруглення продажів -"),
    ("returns_round_up", "Заокруглення повернень +"),
    ("returns_round_down", "Заокруглення повернень -"),
)
_FORM_SUMS = (
    ("sell_sum", "Продажі"),
    ("return_sum", "Повернення"),
    ("service_in", "Службове внесення"),
    ("service_out", "Службове вилучення"),
    ("cash_withdrawal", "Видача готівки"),
    ("cash_withdrawal_commission", "Комісія за видачу"),
)


def report_layout(report: Mapping[str, Any], seller: Seller, *, cashier_name: str, copy: bool = False) -> Layout:
    """An X report, or a Z report when Checkbox says that it is one."""
    return tuple(_blocks(report, seller, cashier_name, copy=copy))


def no_report_yet_layout(seller: Seller, *, cashier_name: str) -> Layout:
    """What is shown where a Z report would be after a close without Checkbox: it comes with the way back."""
    return (
        *head(seller),
        Rule(),
        Text("ЗМІНУ ЗАКРИТО ОФЛАЙН", Align.CENTER, bold=True),
        Text(f"Касир: {cashier_name}"),
        Rule(),
        Text("Z-звіт складе Checkbox, коли з'явиться зв'язок. Каса звірить його зі своїми сумами і надрукує сама."),
    )


def _blocks(report: Mapping[str, Any], seller: Seller, cashier_name: str, *, copy: bool) -> Iterator[Block]:
    if copy:
        yield Text("КОПІЯ", Align.CENTER, bold=True, double=True)
    yield from head(seller)
    yield Rule()
    is_z = bool(report.get("is_z_report"))
    yield Text("Z-ЗВІТ" if is_z else "X-ЗВІТ", Align.CENTER, bold=True, double=True)
    yield Text(f"№ {report.get('serial', '')}", Align.CENTER)
    yield Text(f"Касир: {cashier_name}")
    yield Rule()
    yield from _forms(report.get("payments") or ())
    yield from _taxes(report.get("taxes") or ())
    yield Rule()
    for key, name in _COUNTS:
        yield Columns(name, str(report.get(key) or 0))
    for key, name in _ROUNDINGS:
        if report.get(key):
            yield Columns(name, format_hryvnias(int(report[key])))
    yield Columns("Залишок на початок", format_hryvnias(int(report.get("initial") or 0)))
    yield Columns("ГОТІВКА В КАСІ", format_hryvnias(int(report.get("balance") or 0)), bold=True)
    yield Rule()
    if report.get("created_at"):
        yield Text(moment(_moment(str(report["created_at"]))), Align.CENTER)
    yield Text(f"ФН ПРРО {seller.fiscal_number}", Align.CENTER)
    yield Text(_title(seller, is_z=is_z), Align.CENTER, bold=True)
    yield Text(MAKER, Align.CENTER)
    yield Feed(1)
    yield Cut()


def _moment(text: str) -> datetime:
    # Checkbox writes times with an offset; a naive one is UTC
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else datetime.fromisoformat(text + "+00:00")


def _title(seller: Seller, *, is_z: bool) -> str:
    if seller.test:
        return "ТЕСТОВИЙ НЕФІСКАЛЬНИЙ ДОКУМЕНТ"
    return "ФІСКАЛЬНИЙ ЗВІТНИЙ ЧЕК" if is_z else "НЕФІСКАЛЬНИЙ ЗВІТНИЙ ЧЕК"


def _forms(payments: Sequence[Mapping[str, Any]]) -> Iterator[Block]:
    for payment in payments:
        yield Text(str(payment.get("label") or payment.get("type") or ""), bold=True)
        for key, name in _FORM_SUMS:
            amount = int(payment.get(key) or 0)
            if amount or key in {"sell_sum", "return_sum"}:
                yield Columns(name, format_hryvnias(amount), indent=2)


def _taxes(taxes: Sequence[Mapping[str, Any]]) -> Iterator[Block]:
    used = [tax for tax in taxes if tax.get("sales_turnover") or tax.get("returns_turnover")]
    if used:
        yield Rule()
        yield Text("ПОДАТКИ", bold=True)
    for tax in used:
        rate = _rate(tax.get("rate")) + (f" + {_rate(tax['extra_rate'])}" if tax.get("extra_rate") else "")
        yield Text(f"{tax.get('label', '')} {tax.get('symbol', '')} {rate}")
        yield Columns("Обіг продажів", format_hryvnias(whole_kopecks(tax.get("sales_turnover"))), indent=2)
        yield from _tax_sums(tax, "sell_sum", "з продажів")
        if tax.get("returns_turnover"):
            yield Columns("Обіг повернень", format_hryvnias(whole_kopecks(tax["returns_turnover"])), indent=2)
            yield from _tax_sums(tax, "return_sum", "з повернень")


def _tax_sums(tax: Mapping[str, Any], key: str, what: str) -> Iterator[Block]:
    """VAT and excise each on a row of its own, as on receipts; where Checkbox does not tell them apart, their sum."""
    vat, excise = tax.get(f"rate_{key}"), tax.get(f"extra_rate_{key}")
    if not tax.get("extra_rate") or vat is None or excise is None:
        yield Columns(f"Податок {what}", format_hryvnias(whole_kopecks(tax.get(key))), indent=2)
        return
    yield Columns(f"ПДВ {what}", format_hryvnias(whole_kopecks(vat)), indent=2)
    yield Columns(f"Акцизний податок {what}", format_hryvnias(whole_kopecks(excise)), indent=2)


def _rate(rate: object) -> str:
    return f"{Decimal(str(rate or 0)):.2f} %".replace(".", ",")


def alphabet_page(columns: int = 48) -> Layout:
    """The alphabet in every code page that printers have, each line with its number: which of them reads well?

    Then widths, sizes and a QR: what they show wrong is the set-up's other questions.
    """
    return (
        Text("ТЕСТОВА СТОРІНКА", Align.CENTER, bold=True, double=True),
        Rule(),
        *(
            Sample(f"{number}) {encoding.upper()}:{page} {_LETTERS}"[:columns], encoding, page)
            for number, (encoding, page) in enumerate(PAGES, 1)
        ),
        Rule(),
        Text("АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ"),
        Text("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"),
        Text("0123456789 № % , . : - + = ( ) '"),
        Columns("Ліворуч", "1 234,56"),
        Columns("Жирний", "1 234,56", bold=True),
        Columns("Великий", "1 234,56", double=True),
        Qr("https://cabinet.tax.gov.ua"),
        Rule("="),
        Feed(1),
        Cut(),
    )
