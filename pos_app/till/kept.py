"""Baskets of sales under way, kept until the sale is settled, so that a refused one comes back whole."""

from typing import Final

from pos_app.domain.cart import Cart
from pos_app.domain.register import OperationState
from pos_app.store.codec import dump, load
from pos_app.store.till_store import TillStore

_KEY: Final = "sales.under_way"


class KeptBaskets:
    """By the receipt's UUID; whoever calls opens the transaction."""

    def __init__(self, store: TillStore) -> None:
        self._store = store

    def keep(self, receipt_id: str, cart: Cart) -> None:
        """Keep a basket; those whose sale was settled meanwhile are thrown away."""
        rows = {known: text for known, text in self._rows().items() if self._is_open(known)}
        self._store.settings.put(_KEY, {**rows, receipt_id: dump(cart)})

    def take(self, receipt_id: str) -> Cart | None:
        """Hand a basket out; None where none was kept."""
        rows = self._rows()
        text = rows.pop(receipt_id, None)
        if text is None:
            return None
        self._store.settings.put(_KEY, rows)
        return load(Cart, text)

    def _rows(self) -> dict[str, str]:
        rows: dict[str, str] = self._store.settings.get(_KEY, {})
        return rows

    def _is_open(self, receipt_id: str) -> bool:
        """May it still come back? One that was stamped offline was told as sold: it never does, and a day offline has
        thousands of them.
        """
        row = self._store.operations.by_id(receipt_id)
        return row is not None and not row.state.is_settled and row.state is not OperationState.STAMPED
