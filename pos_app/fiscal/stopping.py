"""Leaving documents to a manager: they stay where they are, with the reason, and nothing goes on by itself.

What is wrong with the register and not with a document stops all that cannot be sent, with one reason, and one
decision is about all of them: a hundred sales behind a shift closed on the web are not a hundred questions.
"""

from collections.abc import Iterable
from dataclasses import replace

from pos_app.domain.register import OperationState
from pos_app.fiscal.decisions import Draft
from pos_app.fiscal.effects import Stopped
from pos_app.fiscal.state import Document, Doing, Pending, Refusal
from pos_app.fiscal.writes import Note


def stop_all(draft: Draft, refusal: Refusal, items: Iterable[Pending]) -> None:
    """One cause for many: those of `items` that nobody has stopped yet."""
    for item in items:
        if item.state is not OperationState.ATTENTION:
            stop(draft, item, refusal)


def stopped_with(draft: Draft, item_id: str) -> tuple[Pending, ...]:
    """The stopped document of this id first, then those that one cause has stopped with it.

    A document that the server has as its own is a question by itself. The words are the cause: they outlive a restart.
    """
    everything = (*draft.state.queue, *draft.state.polls)
    stopped = [item for item in everything if item.state is OperationState.ATTENTION]
    chosen = next((item for item in stopped if item.id == item_id), None)
    if chosen is None or chosen.taken:
        return () if chosen is None else (chosen,)
    same = (item for item in stopped if item.id != item_id and not item.taken and _words(item) == _words(chosen))
    return (chosen, *same)


def _words(item: Pending) -> str:
    return (item.refusal.message or item.refusal.code) if item.refusal else ""


def alarm(draft: Draft, refusal: Refusal) -> None:
    """Nothing stops; a manager is to read it."""
    draft.change(alarm=refusal)
    draft.write(Note("alarm", {"code": refusal.code, "message": refusal.message}))


def stop(draft: Draft, item: Pending, refusal: Refusal, document: Document | None = None) -> None:
    """Only a manager may go on from here."""
    at_server = item.taken or document is not None
    held = replace(item, state=OperationState.ATTENTION, doing=Doing.IDLE, deadline=None, refusal=refusal)
    held = replace(held, taken=at_server)
    draft.save(held, document=document, reason=refusal.message or refusal.code, fault=refusal)
    draft.write(Note("operation.attention", {"id": item.id, "code": refusal.code}))
    draft.act(Stopped(item.id, refusal))
