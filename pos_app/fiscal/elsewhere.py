"""Was the register worked elsewhere? At the start its numbers and names are held against what is known here."""

from datetime import datetime
from typing import Any, Final

from pos_app.domain.register import RegisterInfo
from pos_app.store.till_store import TillStore

ELSEWHERE: Final = "fiscal.documents_elsewhere"
"""The setting with what was found at the last start; null: nothing."""
LOOKED_AT: Final = 50


def compare_documents(store: TillStore, before: RegisterInfo, now: RegisterInfo, at: datetime) -> None:
    """Journal what another program did at this register, or that it is another register by now; told by the doctor."""
    found = _moved(before, now)
    ours = _last_here(store, before)
    if ours is not None and now.last_receipt > ours:
        found |= {"receipts": now.last_receipt - ours, "last_receipt": now.last_receipt}
    with store.transaction():
        store.settings.put(ELSEWHERE, {"at": at.isoformat(), **found} if found else None)
        if found:
            store.journal.append(at, "register.changed", found)


def _moved(before: RegisterInfo, now: RegisterInfo) -> dict[str, Any]:
    if not before.fiscal_number:
        return {}
    names = ("fiscal_number", "address", "title")
    return {name: getattr(now, name) for name in names if getattr(before, name) != getattr(now, name)}


def _last_here(store: TillStore, before: RegisterInfo) -> int | None:
    """The number of the last receipt that this till knows of; None while anything of ours is still unclear."""
    queue = store.operations.queue()
    if not before.last_receipt or queue.waiting or queue.attention or store.operations.accepted_not_done(1):
        return None
    numbers = [row.stamp.serial for row in store.operations.receipts(limit=LOOKED_AT) if row.stamp and row.stamp.serial]
    return max([before.last_receipt, *numbers])
