"""Baskets of sales under way, kept until the sale is settled."""

from pos_app.domain.cart import Cart
from pos_app.store.till_store import open_till_store
from pos_app.till.kept import KeptBaskets


def test_a_basket_is_handed_out_once_and_an_unknown_one_never() -> None:
    store = open_till_store(None)
    kept = KeptBaskets(store)
    kept.keep("r1", Cart(receipt_id="r1"))
    assert kept.take("nobody") is None
    assert kept.take("r1") == Cart(receipt_id="r1")
    assert kept.take("r1") is None
    store.close()
