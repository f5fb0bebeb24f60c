"""How a report's rows, differences and days are worded on the screen."""

from datetime import date
from typing import Final

from pos_app.domain.said import NO_BREAK
from pos_app.reports.sales import Cost, DayRow, SalesReport, SoldRow, ZRow
from pos_app.reports.server_sales import ServerSales
from pos_app.till.state import PushItem, PushState
from pos_app.ui.i18n import told, tr
from pos_app.ui.widgets.figure_list import Cell, Heading
from pos_app.ui.widgets.rows import Row, Tone
from pos_app.ui.words import clock, counted, day_and_time, hryvnias, money, quantity, rounding_words, short_name

MOST_ROWS: Final = 200
"""So many rows are shown; the file of an export has them all."""


def day_name(day: date) -> str:
    """A day with its weekday: "сб 14.03"."""
    names = (tr("пн"), tr("вт"), tr("ср"), tr("чт"), tr("пт"), tr("сб"), tr("нд"))
    return f"{names[day.weekday()]} {day:%d.%m.%Y}"


def span_name(first: date, last: date) -> str:
    """One day, or from one to another."""
    return day_name(first) if first == last else f"{first:%d.%m.%Y} – {last:%d.%m.%Y}"


def row_title(by: str, row: SoldRow) -> str:
    """What a row is called."""
    if by == "hour":
        return f"{int(row.key):02}:00 – {(int(row.key) + 1) % 24:02}:00"
    if by == "day":
        return day_name(row.day)
    if by == "month":
        return f"{row.key[4:]}.{row.key[:4]}"
    if by == "category" and not row.name:
        return tr("Без категорії") if not row.key else tr("Категорії вже немає")
    return row.name


def headings(report: SalesReport) -> tuple[Heading, ...]:
    """The columns of a sales report; the margin for whoever may see it."""
    by = report.by
    names = {
        "hour": tr("Година"),
        "day": tr("День"),
        "month": tr("Місяць"),
        "category": tr("Категорія"),
        "cashier": tr("Касир"),
        "product": tr("Товар"),
        "payment": tr("Форма оплати"),
    }
    middle = {"product": Heading(tr("К-сть"), 13), "category": None}.get(by, Heading(tr("Чеків"), 9))
    wide = 22 if by in {"hour", "day", "month", "payment"} else 34
    return (
        Heading(names[by], wide, figures=False),
        Heading(tr("Разом, ₴"), 40, figures=False),
        *([middle] if middle is not None else []),
        Heading(tr("Продано"), 15),
        Heading(tr("Повернено"), 14),
        *([Heading(tr("Маржа"), 20)] if report.with_cost else []),
    )


def figures(report: SalesReport) -> list[tuple[Cell, ...]]:
    """The first rows of a sales report, each with its bar."""
    shown = report.rows[:MOST_ROWS]
    most = max((abs(row.net) for row in shown), default=0) or 1
    margins: list[Cell] = [Cell(margin_words(row.cost) if row.cost is not None else "—") for row in shown]
    return [
        (*_figures(report.by, row, most), *([margin] if report.with_cost else []))
        for row, margin in zip(shown, margins, strict=True)
    ]


def margin_words(cost: Cost) -> str:
    """What is left, and what share that is."""
    percent = f" ({cost.percent} %)".replace("-", "\u2212") if cost.percent is not None else ""
    return f"{money(cost.margin)}{percent}"


def _figures(by: str, row: SoldRow, most: int) -> tuple[Cell, ...]:
    middle = {
        "product": [Cell(quantity(row.quantity - row.returned_quantity, row.unit))],
        "category": [],
    }.get(by, [Cell(str(row.receipts))])
    tone = Tone.STOP if row.net < 0 else Tone.PLAIN
    return (
        Cell(row_title(by, row)),
        Cell(money(row.net), tone, bar=abs(row.net) * 100 // most),
        *middle,
        Cell(money(row.amount)),
        Cell(money(row.returned) if row.returned else ""),
    )


def margin_of(price: int | None, cost: int | None) -> str:
    """What one piece brings above what it was bought for; "" where either is unknown."""
    return margin_words(Cost(price, cost)) if price and cost is not None else ""


def totals_words(report: SalesReport) -> tuple[str, str]:
    """(how much of what, what else belongs to it)."""
    totals = report.totals
    receipts = counted(totals.receipts, tr("{count} чек"), tr("{count} чеки"), tr("{count} чеків"))
    returns = counted(totals.returns, tr("{count} повернення"), tr("{count} повернення "), tr("{count} повернень"))
    parts = [tr("продано {sum}").format(sum=money(totals.amount))]
    if totals.returned:
        parts.append(tr("повернено {sum}").format(sum=money(totals.returned)))
    if totals.discounts:
        parts.append(tr("знижки {sum}").format(sum=money(-totals.discounts)))
    if totals.charges:
        parts.append(tr("надбавки {sum}").format(sum=money(totals.charges)))
    if report.with_cost and report.cost != Cost():
        parts.append(tr("маржа {sum}").format(sum=margin_words(report.cost)))
        unknown = sum(row.net for row in report.rows) - report.cost.brought
        if unknown:
            parts.append(tr("без ціни закупівлі {sum}").format(sum=money(unknown)))
    if report.before_rounding and totals.rounding:
        parts.append(rounding_words(totals.rounding))
    parts = [part.replace(" ", NO_BREAK) for part in parts]  # a sum never stands in another line than its name
    if report.span.shift_id is not None:
        parts.insert(0, tr("лише ваша відкрита зміна"))
    if len(report.rows) > MOST_ROWS:
        parts.insert(0, tr("показано {shown} з {count}, решта у файлі").format(shown=MOST_ROWS, count=len(report.rows)))
    return f"{receipts}, {returns.strip()}", " · ".join(parts)


# Z reports and days


def z_row(row: ZRow) -> Row:
    """A Z report in the list: what is wrong with it is what stands out."""
    hours = f"{clock(row.opened_at)}–{clock(row.closed_at)}" if row.opened_at and row.closed_at else ""
    whose = " · ".join(filter(None, (short_name(row.cashier), hours)))
    title = tr("Z № {serial} · {day}").format(serial=row.serial, day=day_name(row.day))
    told = z_words(row.difference) if row.difference else tr("збігається з журналом")
    tone = Tone.STOP if row.difference else Tone.PLAIN
    return Row(row.shift_id, title, told, money(row.sales - row.returned), whose, "report", tone)


def difference_words(difference: int) -> str:
    """How far the other side is from our journal."""
    word = tr("більше на {sum}") if difference > 0 else tr("менше на {sum}")
    return word.format(sum=money(abs(difference)))


def z_words(difference: int) -> str:
    """How far a Z report is from our journal."""
    return tr("Z {words}").format(words=difference_words(difference))


def day_headings() -> tuple[Heading, ...]:
    """The columns of days side by side."""
    return (
        Heading(tr("День зміни"), 20, figures=False),
        Heading(tr("Журнал каси"), 16),
        Heading(tr("Z-звіти"), 16),
        Heading(tr("SmartKasa"), 16),
        Heading(tr("Різниця"), 36, figures=False),
    )


def day_cells(row: DayRow, server: ServerSales | str | None, *, pushed: bool) -> tuple[Cell, ...]:
    """A day side by side. `server`: SmartKasa's word, a sentence in its place, or nothing yet.

    Where receipts are not sent there, SmartKasa has its own registers' sales, and no difference is told. All is well
    only where SmartKasa has said so too.
    """
    name = f"{row.first:%m.%Y}" if row.first != row.last else day_name(row.first)
    theirs = money(server.net) if isinstance(server, ServerSales) else server or "—"
    wrong = []
    if row.difference:
        wrong.append(z_words(row.difference))
    if pushed and isinstance(server, ServerSales) and server.net != row.journal.net:
        wrong.append(tr("SmartKasa {words}").format(words=difference_words(server.net - row.journal.net)))
    if wrong:
        words = Cell("; ".join(wrong), Tone.STOP)
    elif row.open_shifts:
        words = Cell(tr("зміна відкрита"), Tone.WARN)
    elif pushed and isinstance(server, ServerSales):
        words = Cell(tr("збігається"), Tone.GOOD)
    else:
        words = Cell(tr("Z збігається"))
    z = money(row.z_net) if row.shifts > row.open_shifts else "—"
    return (Cell(name), Cell(money(row.journal.net)), Cell(z), Cell(theirs), words)


def read_words(server: ServerSales) -> str:
    """When SmartKasa was asked."""
    return tr("Дані SmartKasa станом на {time}").format(time=day_and_time(server.read_at))


def net_words(kopecks: int) -> str:
    """A sum with its currency, as a heading."""
    return hryvnias(kopecks)


# receipts to SmartKasa


def push_words(push: PushState) -> str:
    """How many wait, how many were refused, and when the last one got through."""
    words = [tr("Чекають: {count}").format(count=push.waiting), tr("відхилено: {count}").format(count=push.refused)]
    if push.last_sent_at is not None:
        words.append(tr("останній надіслано {time}").format(time=day_and_time(push.last_sent_at)))
    return ", ".join(words) + "."


def item_row(item: PushItem) -> Row:
    """A receipt that is not at SmartKasa."""
    words = {"WAITING": tr("чекає на надсилання"), "UNCLEAR": tr("перевіряємо, чи вже там")}
    under = words.get(item.state, "") or told(item.reason)
    title = tr("Чек {number}").format(number=item.fiscal_code or item.receipt_id[:8])
    refused = item.state == "REFUSED"
    tone = Tone.STOP if refused else Tone.PLAIN
    return Row(item.receipt_id, title, under, money(item.total), day_and_time(item.at), "receipt", tone)
