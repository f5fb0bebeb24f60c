"""From a print job's row to the layout of its document: rendered at the last moment from what is on disk."""

from dataclasses import replace
from typing import Final

from pos_app.domain.errors import Bug, PosError
from pos_app.domain.receipt import FiscalStamp, ReceiptState, Seller
from pos_app.printing.labels import labels_layout, labels_of
from pos_app.printing.layout import Drawer, Layout
from pos_app.printing.parked import parked_layout
from pos_app.printing.receipts import receipt_layout
from pos_app.printing.reports import alphabet_page, report_layout
from pos_app.printing.template import USUAL, ReceiptTemplate, template_of
from pos_app.store.print_jobs import PrintJob
from pos_app.store.settings import Settings
from pos_app.store.shifts import ShiftRow
from pos_app.store.till_store import TillStore

TEMPLATE: Final = "receipt.template"
"""The setting that holds the owner's template."""


def document_layout(
    job: PrintJob, store: TillStore, *, open_drawer: bool, pin: int = 2, copies: int = 0, columns: int = 48
) -> Layout:
    """The layout of a job. `open_drawer` False leaves the pulse out whatever the job says (a setting).

    `copies` of a sale, a return or a withdrawal follow it, each marked КОПІЯ.
    """
    pulse = job.open_drawer and open_drawer
    if job.kind == "drawer":
        return (Drawer(pin),) if pulse else ()
    if job.kind == "test":
        return alphabet_page(columns)
    if job.kind == "parked":
        return parked_layout(job.payload)
    if job.kind == "label":
        return labels_layout(labels_of(job.payload), copies=int(job.payload.get("copies") or 1))
    if job.kind in {"x", "z"}:
        shift = _shift(store, job.document_id)
        report = job.payload.get("report") or shift.z_report
        if report is None:
            raise Bug(f"Звіту зміни {job.document_id} немає.")
        copy = bool(job.payload.get("copy"))
        return report_layout(report, shift.seller, cashier_name=shift.cashier_name, copy=copy)
    original = _receipt(job, store, pulse=pulse, pin=pin)
    if not copies or job.kind not in {"sale", "return", "withdrawal"}:
        return original
    return original + _receipt(replace(job, kind="copy"), store, pulse=False, pin=pin) * copies


def receipt_of(job: PrintJob) -> str:
    """The id of the receipt that a job prints."""
    return str(job.payload.get("receipt_id") or job.document_id)


def _receipt(job: PrintJob, store: TillStore, *, pulse: bool, pin: int) -> Layout:
    receipt_id = receipt_of(job)
    operation = store.operations.by_id(receipt_id)
    if operation is None or operation.document is None:
        raise Bug(f"Документа {receipt_id} для друку немає.")
    stamp = operation.stamp or FiscalStamp(ReceiptState.PENDING)
    seller = _shift(store, operation.shift_id).seller
    return receipt_layout(
        operation.document,
        stamp,
        seller,
        copy=job.kind == "copy",
        open_drawer=pulse,
        pin=pin,
        template=template_in(store.settings),
    )


def template_in(settings: Settings) -> ReceiptTemplate:
    """The owner's template as it is kept; one that a later program wrote otherwise is the usual one."""
    kept = settings.get(TEMPLATE)
    try:
        return template_of(kept) if isinstance(kept, dict) else USUAL
    except PosError:
        return USUAL


def _shift(store: TillStore, shift_id: str | None) -> ShiftRow:
    shift = (store.shifts.by_id(shift_id) if shift_id else None) or store.shifts.last()
    if shift is None:
        return ShiftRow("", "CLOSED", "", "", (), Seller("", "", ""))
    return shift
