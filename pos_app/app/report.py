"""`pos-app report`: sales, Z reports and days as text, CSV or XLSX, also while the till runs."""

import asyncio
import sys
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from pos_app.domain.errors import PosError, refused
from pos_app.reports.files import as_text, save
from pos_app.reports.sales import SalesReader, Span
from pos_app.reports.tables import Table, days_table, sales_table, z_table
from pos_app.store.catalog import open_catalog_store
from pos_app.store.sold import KYIV
from pos_app.store.till_store import TILL_DB, open_till_store_to_read


def run(data_dir: Path, by: str, first: date | None, last: date | None, kind: str, folder: Path | None) -> int:
    """Print a report, or write it into `folder`; today where no days are given. Raises PosError."""
    path = data_dir / TILL_DB
    if not path.exists():
        raise refused("not_available", f"Журналу немає: каса ще не працювала в теці {data_dir}.")
    today = datetime.now(KYIV).date()
    begin = first or last or today
    end = last or max(begin, today if first else begin)
    if end < begin:
        raise refused("report_dates")
    store = open_till_store_to_read(path)
    try:
        if not store.counts_sales():
            raise refused("not_available", "База давніша за звіти. Відкрийте касу раз: вона все підрахує.")
        reader = SalesReader(store, lambda: _category_names(data_dir))
        table = asyncio.run(_table(reader, by, begin, end))
    finally:
        store.close()
    if kind == "text" and folder is None:
        sys.stdout.write(as_text(table).decode())
    else:
        sys.stdout.write(f"{save(table, kind, folder or Path.cwd())}\n")
    return 0


async def _table(reader: SalesReader, by: str, first: date, last: date) -> Table:
    if by == "z":
        return z_table(await reader.z_reports(first, last), first, last)
    if by in {"days", "months"}:
        return days_table(await reader.days(first, last, by_month=by == "months"), first, last)
    return sales_table(await reader.sales(by, Span(first, last)))


def _category_names(data_dir: Path) -> Mapping[str, str]:
    """What categories are called; a catalog that cannot be read costs their names and no more."""
    path = data_dir / "catalog.db"
    if not path.exists():
        return {}
    try:
        catalog = open_catalog_store(path)
    except PosError:
        return {}
    try:
        return {row.id: row.name for row, _ in catalog.categories()}
    finally:
        catalog.close()
