"""Mending a refused receipt: what of it may be changed, and sending it again under its own UUID."""

from collections.abc import Mapping, Sequence
from typing import Any

from pos_app.domain.errors import refused
from pos_app.domain.excise import paper_stamp, stamp_key, stamp_keys
from pos_app.domain.mending import LINE_FIELDS, RECEIPT_FIELDS, Change, MendField, value_of
from pos_app.domain.receipt import Delivery, Receipt, ReceiptKind
from pos_app.store.operations import Operation
from pos_app.till.core import Core
from pos_app.till.sale import checked_delivery

RESEND = "resend"


class MendDesk:
    """What a senior may do with a receipt that Checkbox does not want as it is."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def offered(self, row: Operation) -> Mapping[str, Any]:
        """What may be done with a stopped document, what the server objects to, and what stands there now."""
        may = [RESEND, "set_aside"]
        mend = None
        if row.document is not None and self._core.fiscal.may_mend(row.id):
            may.insert(1, "mend")
            mend = shown(row.document)
        return {"may": may, "line": row.fault_line, "field": row.fault_field, "mend": mend}

    def mend(self, row: Operation, changes: Sequence[Change]) -> None:
        """Check the changes as a cashier's own typing is checked, then hand them to the engine."""
        cashier = self._core.need("settings")
        if row.document is None:
            raise refused("not_available")
        wanted = [tidied(change) for change in changes]
        self._check_stamps(row.document, wanted)
        # the table of sold stamps follows the document, in the engine's own transaction
        self._core.fiscal.mend(row.id, wanted, by=cashier.id)

    def _check_stamps(self, receipt: Receipt, changes: Sequence[Change]) -> None:
        """A stamp goes over the counter once: one that another receipt has sold cannot stand in this one too."""
        own = receipt.related_receipt_id if receipt.kind is ReceiptKind.RETURN else receipt.id
        here = set(stamp_keys(receipt.lines))
        for change in changes:
            if change.field is not MendField.EXCISE_STAMPS:
                continue
            for key in (stamp_key(str(stamp)) for stamp in change.value):
                if key not in here and self._core.store.stamps.sold_in(key) not in {None, own}:
                    raise refused("excise_sold", "Цю акцизну марку вже продано в іншому чеку. Перевірте її.")


def tidied(change: Change) -> Change:
    """A contact and a stamp as they are sent, whatever spaces were typed; `bad_contact`."""
    if change.field is MendField.EXCISE_STAMPS:
        texts = (str(stamp).strip() for stamp in change.value)
        return Change(change.field, tuple(paper_stamp(text) or text for text in texts), change.line)
    if change.field not in {MendField.EMAIL, MendField.PHONE} or not change.value:
        return change
    is_email = change.field is MendField.EMAIL
    given = Delivery(email=str(change.value)) if is_email else Delivery(phone=str(change.value))
    checked = checked_delivery(given) or Delivery()
    return Change(change.field, (checked.email if is_email else checked.phone) or "")


def shown(receipt: Receipt) -> Mapping[str, Any]:
    """What stands now in the places that may be mended, with the rows to know them by."""
    own = {field.value: value_of(receipt, field) for field in RECEIPT_FIELDS}
    lines = [
        {
            "index": place,
            "quantity": line.quantity,
            "price": line.price,
            "total": line.net,
            **{field.value: _listed(value_of(receipt, field, place)) for field in LINE_FIELDS},
        }
        for place, line in enumerate(receipt.lines)
    ]
    return {**own, "lines": lines}


def _listed(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
