"""Sending a receipt to a customer who asks for it afterwards: an e-mail or a phone, and what went where."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_app.domain.e_receipt import EReceipt, SendState
from pos_app.domain.receipt import Delivery
from pos_app.till.state import ReceiptView
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.screens.pane import Keyed
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.numpad import TouchKeyboard
from pos_app.ui.widgets.rows import Row, RowList, Tone


class SendPanel(Keyed):
    """Stays open after sending, so that the cashier sees how it ended; Esc or the cross leaves."""

    finished = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._receipt_id = ""
        px = look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        head = QHBoxLayout()
        head.addWidget(Line(look, tr("Надіслати чек"), size=Size.LARGE, bold=True), 1)
        back = TouchButton(look, "", icon_name="close")
        back.setAccessibleName("Esc")
        back.setFixedSize(px(64), px(48))
        back.clicked.connect(self.finished)
        head.addWidget(back)
        self.field = Field(look, tr("E-mail або телефон"), figures=False, size=Size.LARGE, height=60)
        self.field.touched.connect(self._turn)
        self.field.changed.connect(self._typed)
        self.rows = RowList(look, height=56, empty=tr("Цей чек ще нікому не надсилали."), still=True)
        self.letters = TouchKeyboard(look, "123")
        self.letters.pressed.connect(self.touch_key)
        self.confirm = TouchButton(look, tr("Надіслати"), role=Role.ACCENT, key="Enter", size=Size.LARGE)
        self.confirm.setFixedHeight(px(60))
        self.confirm.clicked.connect(self._send)
        column.addLayout(head)
        column.addWidget(self.field)
        column.addWidget(self.rows, 1)
        column.addWidget(self.letters, 1)
        column.addWidget(self.confirm)

    def open(self, view: ReceiptView) -> None:
        """Begin with the contact that the customer left with the sale, if any."""
        self._receipt_id = view.receipt.id
        delivery = view.receipt.delivery
        self.field.set_text(delivery.email or (f"+{delivery.phone}" if delivery.phone else ""))
        self.rows.show_rows([])
        self._typed(self.field.text())
        self._write(False)
        self._desk.start(self._load())

    async def _load(self) -> None:
        receipt_id = self._receipt_id
        self._show(await self._desk.look_up(lambda till: till.sendings(receipt_id)))

    def _show(self, sendings: Sequence[EReceipt]) -> None:
        self.rows.show_rows([sending_row(one) for one in sendings])

    def _typed(self, text: str) -> None:
        self.confirm.setEnabled(bool(text.strip()))

    def _turn(self) -> None:
        self._write(self.letters.isHidden())

    def _write(self, writing: bool) -> None:
        self.letters.setVisible(writing)
        self.rows.setVisible(not writing)

    def _send(self) -> None:
        text = self.field.text().strip()
        if text and self.confirm.isEnabled():
            to = Delivery(email=text) if "@" in text else Delivery(phone=text)
            self._desk.start(self._sent(self._receipt_id, to))

    async def _sent(self, receipt_id: str, to: Delivery) -> None:
        self.confirm.setEnabled(False)
        if await self._desk.attempt(lambda till: till.send_receipt(receipt_id, to)) is not None:
            self.field.clear()
            self._write(False)
        self._typed(self.field.text())
        if receipt_id == self._receipt_id:
            await self._load()

    def do(self, action: Action) -> bool:
        """Enter sends, Esc leaves."""
        if action is Action.ENTER:
            self._send()
        elif action is Action.BACKSPACE:
            self.field.backspace()
        elif action is Action.BACK:
            if not self._desk.put_away_notice():
                self.finished.emit()
        else:
            return False
        return True

    def type_text(self, text: str) -> bool:
        """Into the one field."""
        self.field.insert(text)
        return True


def sending_row(sending: EReceipt) -> Row:
    """Where a receipt goes, and how far it has come in words."""
    words = {
        SendState.WAITING: tr("чекає на Checkbox, піде саме"),
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
