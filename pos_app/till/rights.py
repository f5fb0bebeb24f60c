"""What a cashier may do: the rights of Checkbox's `cashier/me` in the till's own words."""

from typing import Final

from pos_app.checkbox.models.cashier import Me, Permissions
from pos_app.domain.errors import NotPermitted, refused
from pos_app.till.state import Cashier

TECHNICAL_RETURN: Final = "technical_return"
"""Taking back a receipt that was a mistake, which is marked so at the tax service."""

CATALOG: Final = "catalog"
"""To change goods in SmartKasa."""

COST: Final = "cost"
"""To see what goods were bought for."""

WITHDRAWAL: Final = "withdrawal"
"""To hand out cash for a card's money."""

ALWAYS: Final = frozenset({"drawer", "reports", "settings", "void", "close_other", "old_return", TECHNICAL_RETURN})
"""Rights that Checkbox knows nothing of: everyone has them where no roles are set up."""

_BY_RIGHT: Final = {
    "sale": "sales",
    "return": "returns",
    "cash_in": "service_in",
    "cash_out": "service_out",
    "discount": "add_discounts",
    "receipt_discount": "add_receipt_discount",
    "price": "editing_good_price",
    "park": "deferred_receipt",
    "pay_cash": "cash_payment",
    "pay_card": "card_payment",
    "pay_mixed": "mixed_payment",
    "reports_history": "reports_history",
}


_BY_SEVERAL: Final = {
    CATALOG: ("editing_good_price", "can_add_manual_good"),
    WITHDRAWAL: ("sales", "card_payment"),
    COST: ("editing_good_price", "can_add_manual_good", "reports_history"),
}
"""Rights that Checkbox has no word for: whoever may set prices and sell goods of his own making may edit the catalog,
whoever may look into past reports besides sees what goods were bought for, and whoever sells by card may hand out cash
for a card's money."""


def rights_of(me: Me) -> frozenset[str]:
    """The till's rights of a signed-in cashier; what Checkbox leaves unsaid is allowed."""
    given = me.permissions or Permissions()
    allowed = {right for right, name in _BY_RIGHT.items() if getattr(given, name) is not False}
    allowed |= {right for right, names in _BY_SEVERAL.items() if all(getattr(given, n) is not False for n in names)}
    return ALWAYS | allowed


def need(cashier: Cashier | None, right: str = "") -> Cashier:
    """The signed-in cashier, who has the right; `not_signed_in` or `not_permitted` otherwise."""
    if cashier is None:
        raise refused("not_signed_in")
    if right and right not in cashier.permissions:
        raise NotPermitted(right)
    return cashier
