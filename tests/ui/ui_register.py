"""A queue after an outage for the window's tests and pictures: a document in every state, a receipt to print again."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from ui_fake_till import NOW

from pos_app.domain.register import OperationKind, OperationState
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


def reprint_is_due(stage: Any) -> None:
    """The newest receipt has another number than its paper."""
    view = stage.till.views[0]
    due = replace(view.fiscal, reprint_due=True)
    stage.till.views[0] = replace(view, fiscal=due, printed_as="OF-000117")
