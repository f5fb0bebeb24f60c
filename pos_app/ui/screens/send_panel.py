"""Sending a receipt to a customer who asks for it afterwards: an e-mail or a phone, and what went where."""

from collections.abc import Sequence

from pos_app.domain.e_receipt import EReceipt, SendState
from pos_app.domain.receipt import Delivery
from pos_app.till.state import ReceiptView
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.screens.answer_panel import AnswerPanel
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.rows import Row, RowList, Tone


class SendPanel(AnswerPanel):
    """Stays open after sending, so that the cashier sees how it ended; Esc or the cross leaves."""

    together = True

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(
            look,
            rows=RowList(look, height=56, still=True),
            field=Field(look, tr("E-mail або телефон"), figures=False, size=Size.LARGE, height=60),
            confirm=TouchButton(look, tr("Надіслати"), role=Role.ACCENT, key="Enter", size=Size.LARGE),
            letters="ABC",
        )
        self._desk = desk
        self._receipt_id = ""
        self._under_way: set[str] = set()
        """The receipts that are being sent."""
        self.title.set_text(tr("Надіслати чек"))
        self.field.touched.connect(self._turn)
        self.field.changed.connect(self._typed)
        self.column.addWidget(self.field)
        self.column.addWidget(self.rows, 1)
        self.column.addWidget(self.letters, 1)
        self.column.addWidget(self.confirm)

    def open(self, view: ReceiptView) -> None:
        """Begin with the contact that the customer left with the sale, if any."""
        self._receipt_id = view.receipt.id
        delivery = view.receipt.delivery
        self.field.set_text(delivery.email or (f"+{delivery.phone}" if delivery.phone else ""))
        self.rows.set_empty("")  # nobody knows yet
        self.rows.show_rows([])
        self._typed(self.field.text())
        self._write(False)
        self._desk.start(self._load())

    async def _load(self) -> None:
        receipt_id = self._receipt_id
        sendings = await self._desk.look_up(lambda till: till.sendings(receipt_id))
        if receipt_id == self._receipt_id:
            self._show(sendings)

    def _show(self, sendings: Sequence[EReceipt]) -> None:
        self.rows.set_empty(tr("Цей чек ще нікому не надсилали."))
        self.rows.show_rows([sending_row(one) for one in sendings])

    def _typed(self, text: str) -> None:
        self.confirm.setEnabled(bool(text.strip()) and self._receipt_id not in self._under_way)

    def _answer(self) -> None:
        text = self.field.text().strip()
        if text and self.confirm.isEnabled():
            # from the press on: a key that bounces must not send twice
            self._under_way.add(self._receipt_id)
            self._typed(text)
            self._desk.start(self._sent(self._receipt_id, text))

    async def _sent(self, receipt_id: str, text: str) -> None:
        to = Delivery(email=text) if "@" in text else Delivery(phone=text)
        try:
            sent = await self._desk.attempt(lambda till: till.send_receipt(receipt_id, to)) is not None
        finally:
            self._under_way.discard(receipt_id)
            self._typed(self.field.text())
        if receipt_id != self._receipt_id:
            return
        if sent and self.field.text().strip() == text:
            self.field.clear()
            self._write(False)
        await self._load()

    def do(self, action: Action) -> bool:
        """Enter sends, Esc leaves once there is nothing more to read in the strip."""
        return (action is Action.BACK and self._desk.put_away_notice()) or super().do(action)


def sending_row(sending: EReceipt) -> Row:
    """Where a receipt goes, and how far it has come in words."""
    words = {
        SendState.WAITING: tr("чекає на Checkbox, надішлеться сам"),
        SendState.SENDING: tr("надсилається"),
        SendState.SENT: tr("надіслано"),
        SendState.UNCLEAR: tr("невідомо, чи надіслано"),
        SendState.REFUSED: tr("не надіслано"),
        SendState.BY_CHECKBOX: tr("надсилає Checkbox разом із чеком"),
    }[sending.state]
    told = sending.problem if sending.state is SendState.REFUSED else ""
    tone = {SendState.SENT: Tone.GOOD, SendState.REFUSED: Tone.STOP, SendState.UNCLEAR: Tone.WARN}
    shown = f"+{sending.address}" if sending.address.isdecimal() else sending.address
    under = ": ".join(filter(None, (words, told)))
    return Row(f"{sending.way}.{sending.address}", shown, under, tone=tone.get(sending.state, Tone.PLAIN))
