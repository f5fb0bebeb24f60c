"""What a manager edits on screen, and the requests already answered: small facts by key."""

import json
from typing import Any

from pos_app.store.database import Database


class Settings:
    """The tables `setting` and `request`; whoever calls opens the transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str, default: Any = None) -> Any:
        """A setting's JSON value."""
        row = self._database.row("SELECT value FROM setting WHERE key = ?", (key,))
        return json.loads(row[0]) if row else default

    def put(self, key: str, value: Any) -> None:
        """Write a setting."""
        self._database.run(
            "INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)", (key, json.dumps(value, ensure_ascii=False))
        )

    def receipt_of_request(self, request_id: str) -> str | None:
        """The receipt that a `request_id` has already made."""
        row = self._database.row("SELECT receipt_id FROM request WHERE request_id = ?", (request_id,))
        return row[0] if row else None

    def remember_request(self, request_id: str, receipt_id: str) -> None:
        """Tie a `request_id` to its receipt: the same request again sells nothing."""
        self._database.run(
            "INSERT OR REPLACE INTO request (request_id, receipt_id) VALUES (?, ?)", (request_id, receipt_id)
        )

    def forget_requests_of(self, receipt_id: str) -> None:
        """Free the `request_id` of a refused sale."""
        self._database.run("DELETE FROM request WHERE receipt_id = ?", (receipt_id,))
