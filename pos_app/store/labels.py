"""Which price each product's last label shows, so that those that are no longer true can be printed anew."""

from collections.abc import Iterable
from datetime import datetime

from pos_app.store.database import Database


class Labels:
    """The table `label`; whoever calls opens the transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def printed(self, prices: Iterable[tuple[str, int]], at: datetime) -> None:
        """Labels of these products came out, with the prices of that moment."""
        for product_id, price in prices:
            self._database.run(
                "INSERT OR REPLACE INTO label (product, price, printed_at) VALUES (?, ?, ?)",
                (product_id, price, at.isoformat()),
            )

    def after(self, product_id: str, limit: int) -> list[tuple[str, int, datetime]]:
        """The next so many labels after that product, in the order of ids: (product, price, when)."""
        rows = self._database.rows(
            "SELECT product, price, printed_at FROM label WHERE product > ? ORDER BY product LIMIT ?",
            (product_id, limit),
        )
        return [(row[0], row[1], datetime.fromisoformat(row[2])) for row in rows]
