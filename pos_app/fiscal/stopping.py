"""Leaving a document to a manager: it stays where it is, with the reason, and nothing goes on by itself."""

from dataclasses import replace

from pos_app.domain.register import OperationState
from pos_app.fiscal.decisions import Draft
from pos_app.fiscal.effects import Stopped
from pos_app.fiscal.state import Document, Doing, Pending, Refusal
from pos_app.fiscal.writes import Note


def stop(draft: Draft, item: Pending, refusal: Refusal, document: Document | None = None) -> None:
    """Only a manager may go on from here."""
    at_server = item.taken or document is not None
    held = replace(item, state=OperationState.ATTENTION, doing=Doing.IDLE, deadline=None, refusal=refusal)
    held = replace(held, taken=at_server)
    draft.save(held, document=document, reason=refusal.message or refusal.code, fault=refusal)
    draft.write(Note("operation.attention", {"id": item.id, "code": refusal.code}))
    draft.act(Stopped(item.id, refusal))
