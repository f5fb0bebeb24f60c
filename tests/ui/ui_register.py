"""A queue after an outage for the window's tests and pictures: a document in every state, papers to print again."""

from datetime import timedelta
from typing import Any

from ui_fake_till import NOW

from pos_app.domain.receipt import Delivery, ReceiptKind
from pos_app.domain.register import OperationKind, OperationState
from pos_app.domain.reprint import Reprint, ReprintReason
from pos_app.till.state import Unsettled


def on_their_way() -> list[Unsettled]:
    """One of each, as they may stand behind each other."""
    rows = (
        (OperationKind.SELL, OperationState.ACCEPTED, 8480, None, ""),
        (OperationKind.SELL, OperationState.AMBIGUOUS, 12850, None, ""),
        (OperationKind.SELL, OperationState.ATTENTION, 23690, None, "Невірний код ПДВ"),
        (OperationKind.SHIFT_OPEN, OperationState.STAMPED, 0, "OF-000117", ""),
        (OperationKind.SELL, OperationState.STAMPED, 9990, "OF-000118", ""),
        (OperationKind.SERVICE_IN, OperationState.STAMPED, 50000, None, ""),
        (OperationKind.RETURN, OperationState.STAMPED, 4290, "OF-000119", ""),
        (OperationKind.SELL, OperationState.SENDING, 3250, "OF-000120", ""),
        (OperationKind.SELL, OperationState.INTENT, 15490, None, ""),
    )
    made = []
    for place, (kind, state, total, code, reason) in enumerate(rows):
        at = NOW - timedelta(minutes=40 - 3 * place)
        made.append(Unsettled(f"q{place}", kind, state, at, at + timedelta(seconds=5), total, code, reason))
    return made


def papers(due: int = 1, optional: int = 0) -> list[Reprint]:
    """A reprint list as an outage leaves it: other numbers, another time, many papers without a QR."""
    made = []
    for place in range(due + optional):
        reason = ReprintReason.NO_QR if place >= due else ReprintReason.DATE if place % 3 == 2 else ReprintReason.NUMBER
        paper = f"OF-{117 + place:06d}"
        number = f"J8kXb1PqvE{place}" if reason is ReprintReason.NUMBER else paper
        with_contact = Delivery("olena.kovalenko@example.com", "380671234567") if place % 4 == 1 else Delivery()
        at = NOW - timedelta(hours=5, minutes=-place)
        ready = reason is not ReprintReason.NO_QR or place < due + optional - 1
        total = 4290 + 317 * place
        made.append(
            Reprint(f"p{place}", ReceiptKind.SELL, at, total, reason, number, paper, ready, delivery=with_contact)
        )
    return made


def refused_item() -> dict[str, Any]:
    """A receipt that Checkbox refused for the barcode of its second line."""
    goods = (("Молоко «Ранок» 2,5 % 900 мл", "001", "4820000000017", 4290), ("Коньяк 5 зірок", "007", "482000", 45900))
    lines = [
        {
            "index": place, "quantity": 1000, "price": price, "total": price, "name": name, "code": code,
            "barcode": barcode, "uktzed": "2208" if place else "",
            "excise_stamps": ["АБВГ123456"] if place else [], "tax_codes": [1],
        }
        for place, (name, code, barcode, price) in enumerate(goods)
    ]  # fmt: skip
    mend = {"email": "", "phone": "380671234567", "header": "", "footer": "Дякуємо!", "cashier_name": "Олена К."}
    return {
        "id": "a9", "kind": "SELL", "total": 50190, "at": NOW, "reason": "Checkbox відхилив: Невірний штрихкод",
        "may": ["resend", "mend", "set_aside"], "line": 1, "field": "barcode", "mend": {**mend, "lines": lines},
    }  # fmt: skip
