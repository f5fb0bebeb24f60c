"""The owner's receipt: its template with a preview, documents as PDF and PNG, and notes of parked baskets."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from pos_app.domain.errors import refused
from pos_app.domain.money import round_half_up
from pos_app.domain.receipt import FiscalStamp, Receipt, Seller
from pos_app.domain.said import sentence
from pos_app.printing.documents import TEMPLATE, template_in
from pos_app.printing.layout import Layout
from pos_app.printing.picture import logo_of, pdf_of, png_of
from pos_app.printing.receipts import receipt_layout
from pos_app.printing.template import ReceiptTemplate, template_of
from pos_app.reports.files import save_bytes
from pos_app.store.print_jobs import PrintJob
from pos_app.till.core import Core
from pos_app.till.receipts import ReceiptDesk, check_paper

KINDS: Final = ("pdf", "png")


class PaperDesk:
    """The template is the owner's (right "settings"); whoever is signed in may save a receipt as a file."""

    def __init__(self, core: Core, receipts: ReceiptDesk) -> None:
        self._core = core
        self._receipts = receipts

    def show(self) -> None:
        """Publish the template: every preview shows what the paper will."""
        self._core.board.show(template=template_in(self._core.store.settings))

    def template(self) -> ReceiptTemplate:
        """The owner's template."""
        return template_in(self._core.store.settings)

    async def set_template(self, values: Mapping[str, Any]) -> ReceiptTemplate:
        """Change what is named of the template, for receipts from now on.

        `rows` are the optional rows to show. `bad_template` says what cannot be, `row_mandatory` for a row of the law.
        """
        cashier = self._core.need("settings")
        unknown = values.keys() - self.template().kept().keys()
        if unknown:
            raise refused("bad_template", sentence("«{name}» не є частиною макета.", name=min(unknown)))
        after = template_of({**self.template().kept(), **values})
        with self._core.store.transaction():
            self._core.store.settings.put(TEMPLATE, after.kept())
            changed = {name: value for name, value in values.items() if name != "logo"}
            self._core.journal("receipt.template", {"changed": changed, "cashier": cashier.id})
        self.show()
        return after

    async def set_row(self, name: str, *, shown: bool) -> ReceiptTemplate:
        """Show an optional row, or leave it out; `row_mandatory` for one of the law."""
        return await self.set_template({"rows": sorted(self.template().with_row(name, shown=shown).rows)})

    async def set_logo(self, file: bytes) -> ReceiptTemplate:
        """Take a PNG or JPEG as the logo; nothing takes it away."""
        self._core.need("settings")
        logo = await asyncio.to_thread(logo_of, file) if file else b""
        return await self.set_template({"logo": ReceiptTemplate(logo=logo).kept()["logo"]})

    async def load_logo(self, path: Path | None) -> ReceiptTemplate:
        """Take the logo from a file, or take it away; `bad_template` where the file is none."""
        self._core.need("settings")
        return await self.set_logo(await asyncio.to_thread(_read, path) if path is not None else b"")

    async def save(self, receipt_id: str, kind: str, folder: Path) -> Path:
        """Write a receipt, as it is printed, into a folder as pdf or png; → the file. Raises `export_folder`."""
        self._core.need()
        if kind not in KINDS:
            raise refused("not_available")
        row = self._receipts.find(receipt_id)
        check_paper(row)
        view = self._receipts.view(row)
        layout = self._layout(view.receipt, view.fiscal)
        name = f"Чек {view.fiscal.fiscal_code or view.receipt.id}"
        return await asyncio.to_thread(lambda: save_bytes(_drawn(layout, kind, name), name, kind, folder))

    def _layout(self, receipt: Receipt, stamp: FiscalStamp) -> Layout:
        row = self._core.store.operations.by_id(receipt.id)
        shift = self._core.store.shifts.by_id(row.shift_id) if row is not None and row.shift_id else None
        seller = shift.seller if shift is not None else Seller("", "", "")
        return receipt_layout(receipt, stamp, seller, template=self.template())

    async def print_parked(self, parked_id: str) -> str:
        """Queue a note of a parked basket; → the print job."""
        self._core.need()
        row = self._core.store.baskets.parked_receipt(parked_id)
        if row is None:
            raise refused("unknown_parked")
        lines = [[line.product.name, line.quantity, _sum(line.price, line.quantity)] for line in row.cart.lines]
        payload = {"note": row.note, "at": row.at.isoformat(), "total": row.total, "lines": lines}
        job_id = self._core.new_id()
        self._core.store.print_jobs.add(PrintJob(job_id, "parked", job_id, self._core.clock.now(), payload))
        self._core.printer.wake()
        return job_id


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise refused("bad_template", sentence("Файл логотипа не читається: {why}.", why=error.strerror)) from error


def _drawn(layout: Layout, kind: str, title: str) -> bytes:
    return pdf_of(layout, title=title) if kind == "pdf" else png_of(layout)


def _sum(price: int, quantity: int) -> int:
    return round_half_up(price * quantity, 1000)
