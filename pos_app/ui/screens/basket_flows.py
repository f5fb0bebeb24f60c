"""The flows of the basket as a whole: laid aside and taken up again, and where its e-receipt goes."""

from PySide6.QtCore import QObject

from pos_app.domain.errors import Refused
from pos_app.domain.receipt import Delivery
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import error_text, tr
from pos_app.ui.screens.list_panes import ParkedPane
from pos_app.ui.screens.pane import PaneHost
from pos_app.ui.screens.text_pane import TextPane
from pos_app.ui.sounds import Sound
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

    # the customer

    async def contact(self) -> None:
        """Where the e-receipt goes; an empty text takes it away."""
        now = self._desk.state.delivery
        start = (now.email or f"+{now.phone}") if now is not None else ""
        words = tr("Чек прийде після оплати. Порожнє поле — лише паперовий чек.")
        while True:
            pane = TextPane(
                self._look, tr("Електронний чек"), tr("E-mail або телефон"), tr("Прийняти"), words=words, start=start,
                letters="123",
            )  # fmt: skip
            text = await self._panes.open(pane)
            if text is None:
                return
            to = Delivery(email=text) if "@" in text else Delivery(phone=text) if text else None
            try:
                await self._desk.run(lambda till, to=to: till.set_delivery(to))  # type: ignore[misc]  # bound at once
            except Refused as error:
                words, start = error_text(error), text
                self._desk.sounds.play(Sound.ATTENTION)
                continue
            return
