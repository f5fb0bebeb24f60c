"""What the parts of the fake till have of the whole: said to the type checker alone, made by FakeTill."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pos_app.domain.cart import Cart
    from pos_app.domain.receipt import Receipt
    from pos_app.till.state import ReceiptView, TillState


class FakePart:
    """One for cards, one for orders, and so on; FakeTill is all of them."""

    if TYPE_CHECKING:
        at: Any
        views: list[ReceiptView]

        @property
        def state(self) -> TillState: ...

        def publish(self, **changes: Any) -> None: ...

        async def _enter(self, name: str, *arguments: Any) -> None: ...

        def _keep(self, receipt: Receipt) -> ReceiptView: ...

        def _new_id(self, kind: str = "id") -> str: ...

        def _set_cart(self, cart: Cart, last: str | None = None, **changes: Any) -> None: ...
