"""An open drawer is told of before a sale, where the owner wants it and the printer can say so."""

from pos_app.domain.cart import Cart
from pos_app.domain.errors import refused
from pos_app.till.state import TillState


class DrawerReminder:
    """Once for a basket: a sensor that is broken must not hold the shop."""

    def __init__(self) -> None:
        self._told: Cart | None = None

    def remind(self, state: TillState) -> None:
        """Refuse by `drawer_open`; the same basket is let through when it is asked for again."""
        if not state.devices.settings.drawer_shut or not state.printer.drawer_open:
            self._told = None
        elif self._told is not state.cart:
            self._told = state.cart
            raise refused("drawer_open")
