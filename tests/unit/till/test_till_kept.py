"""Baskets of sales under way, kept until the sale is settled."""

from datetime import UTC, datetime

from pos_app.domain.cart import Cart
from pos_app.domain.register import OperationKind, OperationState
from pos_app.store.operations import Operation
from pos_app.store.till_store import open_till_store
from pos_app.till.kept import KeptBaskets

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def test_a_basket_is_handed_out_once_and_an_unknown_one_never() -> None:
    store = open_till_store(None)
    kept = KeptBaskets(store)
    kept.keep("r1", Cart(receipt_id="r1"))
    assert kept.take("nobody") is None
    assert kept.take("r1") == Cart(receipt_id="r1")
    assert kept.take("r1") is None
    store.close()


def test_only_sales_that_may_still_come_back_are_kept() -> None:
    """A day offline stamps thousands: what each sale writes must not grow with them."""
    store = open_till_store(None)
    kept = KeptBaskets(store)
    for number, state in enumerate((OperationState.STAMPED, OperationState.AMBIGUOUS, OperationState.DONE)):
        store.operations.add(Operation(f"r{number}", OperationKind.SELL, b"{}", NOW, state=state))
        kept.keep(f"r{number}", Cart(receipt_id=f"r{number}"))
    kept.keep("the next", Cart(receipt_id="the next"))
    assert [kept.take(one) is not None for one in ("r0", "r1", "r2", "the next")] == [False, True, False, True]
    store.close()
