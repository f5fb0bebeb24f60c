"""How Checkbox's word on a shift is read: open, on its way, closed since, or never open at all."""

from typing import Any

import pytest

from pos_app.checkbox.models.shift import Shift
from pos_app.domain.register import OperationKind
from pos_app.fiscal.reading import shift_document

ID = "6a1e8e6c-1c54-4d58-9d55-0d0a3e2f4a11"
AT = "2026-03-02T08:00:00+02:00"
Z: dict[str, Any] = {
    "id": ID, "serial": 1, "is_z_report": True, "payments": [], "taxes": [],
    "sell_receipts_count": 0, "return_receipts_count": 0, "balance": 0, "initial": 0,
}  # fmt: skip


def shift(status: str, *, opening: str = "DONE", words: str | None = None, **parts: Any) -> Shift:
    message = {"id": ID, "status": opening, "response_error_message": words}
    return Shift.model_validate({"id": ID, "status": status, "serial": 1, "initial_transaction": message, **parts})


def read(kind: OperationKind, one: Shift) -> tuple[bool, str] | None:
    document = shift_document(kind, ID, one)
    return None if document is None else (document.final, document.failed)


@pytest.mark.parametrize(
    ("one", "final", "failed"),
    [
        (shift("CREATED", opening="PENDING"), False, ""),
        (shift("OPENING", opening="SIGNED"), False, ""),
        (shift("OPENED", opened_at=AT), True, ""),
        (shift("CLOSING", opened_at=AT), False, ""),
        (shift("CLOSED", opened_at=AT, z_report=Z), True, ""),
        (shift("CLOSED", opened_at=AT), True, ""),
        (shift("CLOSED", z_report=Z), True, ""),
        (shift("CLOSED", opened_at=AT, z_report=Z, opening="ERROR", words="запізно"), True, ""),
        (shift("CLOSED", opening="ERROR", words="строк минув"), True, "строк минув"),
        (shift("CLOSED", opened_at=AT, opening="CANCELLED", words="скасовано"), True, "скасовано"),
        (shift("CLOSED", initial_transaction=None), True, "CLOSED"),
    ],
)
def test_an_opening_ends_open_or_with_the_reason_why_not(one: Shift, final: bool, failed: str) -> None:
    assert read(OperationKind.SHIFT_OPEN, one) == (final, failed)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (shift("OPENED", opened_at=AT), None),
        (shift("CLOSING", opened_at=AT), (False, "")),
        (shift("CLOSED", opened_at=AT, z_report=Z), (True, "")),
        (shift("CLOSED", opening="ERROR"), None),
    ],
)
def test_a_shift_that_was_never_open_was_never_closed(one: Shift, expected: tuple[bool, str] | None) -> None:
    assert read(OperationKind.SHIFT_CLOSE, one) == expected
