"""Reports, and receipts to SmartKasa, in the contract's own words."""

from typing import Any

from pos_app.till.state import PushItem, PushState

View = dict[str, Any]


def push_view(push: PushState) -> View:
    """How sending receipts to SmartKasa stands."""
    problem = push.problem
    return {
        "enabled": push.enabled,
        "waiting": push.waiting,
        "refused": push.refused,
        "last_sent_at": push.last_sent_at,
        "problem": {"code": problem.code, "message": problem.message} if problem else None,
    }


def push_item_view(item: PushItem) -> View:
    """A receipt that is not at SmartKasa."""
    return {
        "receipt_id": item.receipt_id,
        "state": item.state,
        "at": item.at,
        "total": item.total,
        "fiscal_code": item.fiscal_code,
        "reason": item.reason,
    }
