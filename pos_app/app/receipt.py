"""`pos-app receipt`: a receipt as it was printed, as text, PDF or PNG, also while the till runs."""

import sys
from pathlib import Path

from pos_app.domain.errors import refused
from pos_app.domain.receipt import FiscalStamp, ReceiptState, Seller
from pos_app.printing.documents import template_in
from pos_app.printing.layout import as_text
from pos_app.printing.picture import pdf_of, png_of
from pos_app.printing.receipts import receipt_layout
from pos_app.reports.files import save_bytes
from pos_app.store.operations import Operation
from pos_app.store.till_store import TILL_DB, TillStore, open_till_store_to_read
from pos_app.till.receipts import check_paper


def run(data_dir: Path, number: str, kind: str, folder: Path | None) -> int:
    """Print the receipt as text, or write it into `folder`. Raises PosError."""
    path = data_dir / TILL_DB
    if not path.exists():
        raise refused("not_available", f"Журналу немає: каса ще не працювала в теці {data_dir}.")
    store = open_till_store_to_read(path)
    try:
        row = _found(store, number)
        assert row.document is not None
        shift = store.shifts.by_id(row.shift_id) if row.shift_id else None
        seller = shift.seller if shift is not None else Seller("", "", "")
        # a receipt without a number would be taken for one
        check_paper(row)
        stamp = row.stamp or FiscalStamp(ReceiptState.ACCEPTED)
        layout = receipt_layout(row.document, stamp, seller, template=template_in(store.settings))
    finally:
        store.close()
    if kind == "text":
        sys.stdout.write(as_text(layout))
        return 0
    title = f"Чек {row.fiscal_code or row.id}"
    data = pdf_of(layout, title=title) if kind == "pdf" else png_of(layout)
    sys.stdout.write(f"{save_bytes(data, title, kind, folder or Path.cwd())}\n")
    return 0


def _found(store: TillStore, number: str) -> Operation:
    row = store.operations.by_id(number) or store.operations.by_fiscal_code(number)
    if row is None or row.document is None:
        raise refused("unknown_receipt")
    return row

