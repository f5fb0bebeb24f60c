"""A report's table as a file: CSV and XLSX as a Ukrainian spreadsheet reads them, text for the terminal; never half."""

import csv
import errno
import io
import os
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from pos_app.domain.errors import refused
from pos_app.domain.money import format_hryvnias
from pos_app.domain.quantity import format_quantity
from pos_app.domain.said import sentence
from pos_app.reports.tables import Cell, Column, Kind, Table

_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so would be a formula: who names a product must run nothing in the owner's spreadsheet."""
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_FORMATS: Final = {
    Kind.COUNT: "0",
    Kind.MONEY: "#,##0.00",
    Kind.QUANTITY: "#,##0.000",
    Kind.DAY: "dd.mm.yyyy",
    Kind.MOMENT: "dd.mm.yyyy hh:mm",
    Kind.TEXT: "@",
}
_WIDTHS: Final = {Kind.TEXT: 28, Kind.COUNT: 10, Kind.MONEY: 16, Kind.QUANTITY: 12, Kind.DAY: 12, Kind.MOMENT: 17}
_WIDEST: Final = 60
_NO_ROOM: Final = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


def as_csv(table: Table) -> bytes:
    """UTF-8 with a mark, semicolons and decimal commas; the total is the last line, notes are left out."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.title for column in table.columns])
    for row in (*table.rows, *([table.total] if table.total else [])):
        writer.writerow([_plain(column, cell) for column, cell in zip(table.columns, row, strict=True)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _plain(column: Column, cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(cell)
    if column.kind is Kind.MONEY and isinstance(cell, int):
        return f"{Decimal(cell).scaleb(-2):.2f}".replace(".", ",")
    if column.kind is Kind.QUANTITY and isinstance(cell, int):
        return f"{Decimal(cell).scaleb(-3):f}".replace(".", ",")
    if isinstance(cell, datetime):
        return f"{cell:%d.%m.%Y %H:%M}"
    return f"{cell:%d.%m.%Y}" if isinstance(cell, date) else str(cell)


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula, on one line and without control characters."""
    clean = _CONTROL.sub("", text).replace("\n", " ")
    return f"'{clean}" if clean.startswith(_DANGEROUS) else clean


def as_xlsx(table: Table) -> bytes:
    """Numbers as numbers, dates as dates, texts as texts whatever they begin with; the heading stays in sight."""
    import xlsxwriter  # takes 100 ms to import, which no start of the till has to spare

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("Звіт")
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
        plain = {kind: book.add_format({"num_format": form}) for kind, form in _FORMATS.items()}
        total = {kind: book.add_format({"num_format": form, "bold": True, "top": 1}) for kind, form in _FORMATS.items()}
        sheet.write_string(0, 0, table.title, book.add_format({"bold": True, "font_size": 14}))
        for place, column in enumerate(table.columns):
            sheet.write_string(2, place, column.title, bold)
            sheet.set_column(place, place, _width(table, place))
        for number, row in enumerate(table.rows):
            _write_row(sheet, 3 + number, table.columns, row, plain)
        last = 3 + len(table.rows)
        if table.total:
            _write_row(sheet, last, table.columns, table.total, total)
        for number, note in enumerate(table.notes):
            sheet.write_string(last + 2 + number, 0, note)
        sheet.freeze_panes(3, 0)
        if table.rows:
            sheet.autofilter(2, 0, last - 1, len(table.columns) - 1)
    return out.getvalue()


def _write_row(
    sheet: Any, number: int, columns: tuple[Column, ...], row: tuple[Cell, ...], looks: Mapping[Kind, Any]
) -> None:
    for place, (column, cell) in enumerate(zip(columns, row, strict=True)):
        look = looks[column.kind]
        if cell is None:
            sheet.write_blank(number, place, None, look)
        elif isinstance(cell, str):
            sheet.write_string(number, place, _CONTROL.sub("", cell), looks[Kind.TEXT])
        elif isinstance(cell, datetime):
            # a spreadsheet knows no offsets: what Kyiv's clocks show is written
            sheet.write_datetime(number, place, cell.replace(tzinfo=None), look)
        elif isinstance(cell, date):
            sheet.write_datetime(number, place, cell, look)
        else:
            sheet.write_number(number, place, _number(column, cell), look)


def _number(column: Column, cell: int) -> float | int:
    # a spreadsheet has nothing but doubles; below 10¹³ kopecks each has its own
    scale = {Kind.MONEY: 100, Kind.QUANTITY: 1000}.get(column.kind)
    return cell if scale is None else cell / scale


def _width(table: Table, place: int) -> int:
    column = table.columns[place]
    if column.kind is not Kind.TEXT:
        return _WIDTHS[column.kind]
    longest = max((len(str(row[place] or "")) for row in table.rows), default=0)
    return min(max(len(column.title) + 4, longest + 2, 12), _WIDEST)


def as_text(table: Table) -> bytes:
    """Columns for a terminal."""
    rows = [[column.title for column in table.columns]]
    rows += [[_shown(c, cell) for c, cell in zip(table.columns, row, strict=True)] for row in table.rows]
    if table.total:
        rows.append([_shown(c, cell) for c, cell in zip(table.columns, table.total, strict=True)])
    widths = [max(len(row[place]) for row in rows) for place in range(len(table.columns))]
    lines = [table.title, ""]
    for number, row in enumerate(rows):
        if number == len(rows) - 1 and table.total:
            lines.append("─" * (sum(widths) + 2 * len(widths) - 2))
        cells = [
            text.ljust(width) if column.kind is Kind.TEXT else text.rjust(width)
            for text, width, column in zip(row, widths, table.columns, strict=True)
        ]
        lines.append("  ".join(cells).rstrip())
    return ("\n".join([*lines, "", *table.notes]).rstrip() + "\n").encode()


def _shown(column: Column, cell: Cell) -> str:
    if isinstance(cell, int) and column.kind is Kind.MONEY:
        return format_hryvnias(cell)
    if isinstance(cell, int) and column.kind is Kind.QUANTITY:
        return format_quantity(cell)
    return _CONTROL.sub("", _plain(column, cell)).lstrip("'") if not isinstance(cell, str) else _CONTROL.sub("", cell)


FORMATS: Final[Mapping[str, Callable[[Table], bytes]]] = {"csv": as_csv, "xlsx": as_xlsx, "text": as_text}


def save(table: Table, kind: str, folder: Path) -> Path:
    """Write a report into a folder, under a name that is not taken; → the file. What is there is never written over.

    Raises `disk_full`, `export_folder` where nothing may be written.
    """
    return save_bytes(FORMATS[kind](table), table.title, "txt" if kind == "text" else kind, folder)


def save_bytes(data: bytes, title: str, extension: str, folder: Path) -> Path:
    """Write a file called after its title, as `save` does."""
    part = folder / f".{uuid4().hex}.part"
    try:
        part.write_bytes(data)
        return _given_name(part, folder, re.sub(r'[<>:"/\\|?*]', "-", title), extension)
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise refused("disk_full") from error
        raise refused(
            "export_folder", sentence("У теку «{folder}» не можна записати. Оберіть іншу.", folder=folder)
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _given_name(part: Path, folder: Path, name: str, extension: str) -> Path:
    """A second export of the same days stands beside the first, which a spreadsheet may hold open."""
    for number in range(1, 1000):
        path = folder / (f"{name}.{extension}" if number == 1 else f"{name} ({number}).{extension}")
        try:
            os.link(part, path)
        except FileExistsError:
            continue
        except OSError:
            # a disk without hard links (a USB stick)
            if path.exists():
                continue
            part.replace(path)
        return path
    raise refused("export_folder")
