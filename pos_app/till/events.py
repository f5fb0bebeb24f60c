"""News for whoever listens: what happened by itself, apart from the state that shows how things stand."""

from collections.abc import Callable, Mapping
from typing import Any

from pos_app.store.print_jobs import PrintJob

Listener = Callable[[str, Mapping[str, Any]], None]


class Events:
    """Made before the rooms that tell, so that each can be given `tell`."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> None:
        """Hear of everything from now on, as (kind, details)."""
        self._listeners.append(listener)

    def tell(self, kind: str, details: Mapping[str, Any]) -> None:
        """Tell everyone; `details` in JSON's own types."""
        for listener in tuple(self._listeners):
            listener(kind, details)

    def tell_print(self, kind: str, job: PrintJob) -> None:
        """The print queue's news: `print.done` or `print.failed` with the job."""
        self.tell(kind, {"print_job": job.id, "document": job.kind, "document_id": job.document_id})
