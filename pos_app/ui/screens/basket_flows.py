"""The flows of the basket as a whole: laid aside and taken up again, and whose it is."""

from PySide6.QtCore import QObject

from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.screens.customer_pane import CustomerPane
from pos_app.ui.screens.list_panes import ParkedPane
from pos_app.ui.screens.pane import PaneHost
from pos_app.ui.screens.text_pane import TextPane
from pos_app.ui.theme import Look


class BasketFlows(QObject):
    """What selling has besides its goods."""

    def __init__(self, look: Look, desk: Desk, panes: PaneHost) -> None:
        super().__init__(panes)
        self._look = look
        self._desk = desk
        self._panes = panes

    # parking

    async def park(self) -> None:
        """F5: the basket is put aside and the next one can begin; with an empty basket the list opens."""
        if self._desk.state.cart.is_empty:
            await self.choose_parked()
        else:
            await self._desk.attempt(lambda till: till.park())

    async def choose_parked(self) -> None:
        """The list of parked receipts."""
        key = await self._panes.open(ParkedPane(self._look))
        if key is not None:
            await self.resume(str(key))

    async def resume(self, parked_id: str) -> None:
        """Take a parked receipt up again; what lies in the basket is parked first."""
        if not self._desk.state.cart.is_empty and await self._desk.attempt(lambda till: till.park()) is None:
            return
        await self._desk.attempt(lambda till: till.resume(parked_id))

    async def park_with_note(self) -> None:
        """The basket is put aside with a few words on whose it is."""
        if self._desk.state.cart.is_empty:
            return
        pane = TextPane(self._look, tr("Відкласти з приміткою"), tr("Для кого або чому"), tr("Відкласти"))
        note = await self._panes.open(pane)
        if note is not None:
            await self._desk.attempt(lambda till: till.park(str(note)))

    async def customer(self) -> None:
        """F8: the customer's card, and where the e-receipt goes."""
        await self._panes.open(CustomerPane(self._look, self._desk))
