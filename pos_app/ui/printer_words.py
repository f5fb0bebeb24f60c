"""The printer in the cashier's words: its state, its jobs, the questions of its set-up, the rows of a receipt."""

from collections.abc import Mapping
from typing import Any, Final

from pos_app.printing.profiles import PAGES
from pos_app.printing.status import Paper
from pos_app.printing.template import ReceiptTemplate, Row
from pos_app.till.printer_desk import JobRow, PrintState
from pos_app.till.state import Printer, PrinterCondition
from pos_app.ui.i18n import told, tr
from pos_app.ui.widgets.rows import Row as ListRow
from pos_app.ui.widgets.rows import Tone
from pos_app.ui.words import day_and_time

SPEEDS: Final = (9600, 19200, 38400, 57600, 115200)


def sentence(printer: Printer) -> str:
    """The whole state in one sentence."""
    if printer.state is PrinterCondition.NONE:
        return tr("Принтера не налаштовано.")
    if printer.reserve_used:
        return f"{tr('Друкує резервний')}. {told(printer.last_error)}"
    if printer.problem:
        return told(printer.problem)
    said = {
        PrinterCondition.UNKNOWN: tr("Ще не друкував"),
        PrinterCondition.PRINTING: tr("Друкує"),
    }.get(printer.state, tr("Працює"))
    if printer.paper is Paper.LOW:
        said += f", {tr('папір закінчується')}"
    if printer.drawer_open:
        said += f", {tr('скриньку відкрито')}"
    if printer.answers is False:
        said += f", {tr('стану не повідомляє')}"
    return f"{said}."


def facts(printer: Printer) -> list[tuple[str, str]]:
    """What is known of it, each with its name."""
    success = day_and_time(printer.last_success_at) if printer.last_success_at else "—"
    error = f"{day_and_time(printer.last_error_at)} · {told(printer.last_error)}" if printer.last_error_at else "—"
    return [
        (tr("Де"), printer.place or "—"),
        (tr("Востаннє надрукував"), success),
        (tr("Остання помилка"), error),
        (tr("У черзі"), str(printer.waiting)),
    ]


def job_row(job: JobRow) -> ListRow:
    """A job as a row of the list."""
    kinds = {
        "sale": tr("Чек"),
        "return": tr("Чек повернення"),
        "service": tr("Службовий чек"),
        "withdrawal": tr("Видача готівки"),
        "copy": tr("Копія чека"),
        "x": tr("X-звіт"),
        "z": tr("Z-звіт"),
        "test": tr("Тестова сторінка"),
        "drawer": tr("Скринька"),
        "label": tr("Етикетки"),
        "parked": tr("Відкладений чек"),
    }
    states = {
        PrintState.QUEUED: tr("чекає"),
        PrintState.PRINTING: tr("друкується"),
        PrintState.DONE: tr("надруковано"),
        PrintState.FAILED: tr("не вийшов, каса спробує ще"),
        PrintState.UNKNOWN: tr("перервано: перевірте, чи вийшов"),
        PrintState.DROPPED: tr("знято з друку"),
    }
    title = kinds.get(job.kind, job.kind)
    if job.number:
        title = f"{title} № {job.number}"
    tone = Tone.WARN if job.asks else Tone.STOP if job.state is PrintState.FAILED else Tone.PLAIN
    under = states[job.state] + (f" · {told(job.problem)}" if job.problem and job.state is not PrintState.DONE else "")
    icon = {PrintState.FAILED: "alert", PrintState.DONE: "check", PrintState.DROPPED: "close"}.get(job.state, "printer")
    return ListRow(job.id, title, under, "", day_and_time(job.at), "alert" if job.asks else icon, tone)


def found_row(found: Any) -> ListRow:
    """A printer that was found, as an answer to choose."""
    ways = {
        "usb": "USB",
        "serial": tr("Порт"),
        "network": tr("Мережа"),
        "windows": tr("Черга Windows"),
        "cups": tr("Черга CUPS"),
    }
    queue = found.transport in {"windows", "cups"}
    title, under = (found.place, "") if queue else (found.title, found.place)
    key = f"{found.transport}|{found.place}|{found.profile}"
    return ListRow(key, title, under, ways[found.transport], icon_name="printer")


def page_rows() -> list[ListRow]:
    """The lines of the test page: which of them reads well?"""
    rows = [
        ListRow(f"{encoding}:{page}", tr("Рядок {number}").format(number=number), f"{encoding.upper()}:{page}")
        for number, (encoding, page) in enumerate(PAGES, 1)
    ]
    none = tr("Жоден не читається")
    return [*rows, ListRow("raster", none, tr("Каса друкуватиме літери малюнком"))]


def template_rows(template: ReceiptTemplate) -> list[ListRow]:
    """What an owner may change of the receipt, then what the law asks for."""
    texts: Mapping[str, tuple[str, str]] = {
        "header": (tr("Текст угорі"), template.header),
        "footer": (tr("Текст унизу"), template.footer),
        "e_header": (tr("Угорі електронного чека"), template.e_header),
        "e_footer": (tr("Унизу електронного чека"), template.e_footer),
    }
    rows = [
        ListRow(key, name, text.replace("\n", " | ") or "—", icon_name="receipt") for key, (name, text) in texts.items()
    ]
    names = {
        Row.LOGO: tr("Логотип"),
        Row.CASHIER: tr("Касир"),
        Row.LARGE_TOTAL: tr("СУМА великими літерами"),
        Row.COUNT: tr("Кількість позицій і штук"),
        Row.SAVED: tr("Економія покупця"),
        Row.RETURN_CODE: tr("Штрихкод чека для повернення"),
    }
    for row, name in names.items():
        shown = template.shows(row) and (row is not Row.LOGO or bool(template.logo))
        under = tr("Оберіть файл PNG або JPEG") if row is Row.LOGO and not template.logo else ""
        tone = Tone.GOOD if shown else Tone.PLAIN
        rows.append(ListRow(row, name, under, tr("є") if shown else tr("немає"), tone=tone))
    law = tr("за законом")
    return [*rows, *(ListRow(key, name, "", law) for key, name in _of_the_law().items())]


def _of_the_law() -> dict[str, str]:
    """The rows of `MANDATORY`, in its order."""
    return {
        "seller": tr("Назва продавця"),
        "outlet": tr("Господарська одиниця"),
        "address": tr("Адреса"),
        "tax_number": tr("ПН або ІД"),
        "goods": tr("Товар, кількість, ціна, вартість, літера податку"),
        "uktzed": tr("УКТЗЕД, штрихкод і акцизна марка"),
        "card": tr("Реквізити оплати карткою"),
        "payment": tr("Форма оплати і сума"),
        "total": tr("СУМА"),
        "taxes": tr("ПДВ і акциз"),
        "rounding": tr("Заокруглення, до сплати, решта"),
        "number": tr("ЧЕК №, дата і час"),
        "qr": tr("QR-код"),
        "mode": tr("ОНЛАЙН або ОФЛАЙН, контрольне число"),
        "register": tr("ФН ПРРО"),
        "title": tr("ФІСКАЛЬНИЙ ЧЕК і виробник"),
    }
