"""Cash for a card's money: how much may be handed out, and the receipt of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from pos_app.domain.errors import refused
from pos_app.domain.money import MAX_AMOUNT, format_hryvnias
from pos_app.domain.payment import Payment
from pos_app.domain.receipt import Receipt, ReceiptKind
from pos_app.domain.said import sentence

HRYVNIA: Final = 100
"""Kopecks: so much at least, and in whole ones, so that no rounding stands between the card and the hand."""


def check_withdrawal(amount: int, *, limit: int, in_drawer: int) -> None:
    """May so much be handed out? `limit`: the shop's own, 0 where it hands none out; `in_drawer`: cash that is free.

    Raises `withdrawal_off`, `bad_price`, `withdrawal_limit`, `cash_short`.
    """
    if limit <= 0:
        raise refused("withdrawal_off")
    if not HRYVNIA <= amount <= MAX_AMOUNT or amount % HRYVNIA:
        raise refused("bad_price", "Готівку видають цілими гривнями, від 1,00 ₴.")
    if amount > limit:
        raise refused(
            "withdrawal_limit", sentence("За один раз видаємо не більше {limit} ₴.", limit=format_hryvnias(limit))
        )
    if amount > in_drawer:
        raise refused(
            "cash_short",
            sentence("У скриньці лише {sum} ₴. Назвіть меншу суму.", sum=format_hryvnias(max(in_drawer, 0))),
        )


def make_withdrawal(
    amount: int,
    payment: Payment,
    *,
    receipt_id: str,
    sold_at: datetime,
    cashier_name: str,
    texts: Mapping[str, str] | None = None,
) -> Receipt:
    """The receipt: `payment` is the card's, for the same `amount`. `texts` may hold the owner's header and footer."""
    owner = texts or {}
    return Receipt(
        id=receipt_id,
        kind=ReceiptKind.CASH_WITHDRAWAL,
        sold_at=sold_at,
        cashier_name=cashier_name,
        total=amount,
        due=amount,
        paid=amount,
        payments=(payment,),
        header=owner.get("header", ""),
        footer=owner.get("footer", ""),
    )
