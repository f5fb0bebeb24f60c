"""Who buys: the number of the customer's card, and where the e-receipt goes."""

from typing import Final

from pos_app.domain.errors import PosError
from pos_app.domain.receipt import Delivery
from pos_app.till.state import TillState
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import error_text, tr
from pos_app.ui.keys import Action
from pos_app.ui.screens.pane import Pane
from pos_app.ui.sounds import Sound
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.numpad import TouchKeyboard

_ON: Final = {Action.NEXT: 1, Action.DOWN: 1, Action.UP: -1}


class CustomerPane(Pane):
    """Two fields; an empty one takes away what was there. Scans go on meanwhile: a card that is scanned shows itself.

    What the till refuses is said at its field, and the pane stays.
    """

    takes_scans = True

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, tr("Покупець"))
        self._desk = desk
        self._keeping = False
        self._known: tuple[str, str] = ("", "")
        words = tr("Чек прийде після оплати. Порожнє поле прибирає те, що було.")
        self.words = Line(look, words, most=2, from_top=True)
        self.card = Field(look, tr("Картка покупця: скануйте або введіть номер"), figures=False, size=Size.LARGE)
        self.contact = Field(look, tr("E-mail або телефон для чека"), figures=False, size=Size.LARGE)
        self.fields = (self.card, self.contact)
        self.letters = TouchKeyboard(look, "123")
        self.letters.pressed.connect(self.touch_key)
        self.confirm = TouchButton(look, tr("Прийняти"), role=Role.PAY, key="Enter", size=Size.LARGE)
        self.confirm.setFixedHeight(look.px(72))
        self.confirm.clicked.connect(self.answer)
        for widget in (self.words, *self.fields):
            self.column.addWidget(widget)
        self.column.addWidget(self.letters, 1)
        self.column.addWidget(self.confirm)
        for field in self.fields:
            field.touched.connect(lambda field=field: self.activate(field))
        self.activate(self.card)

    def activate(self, field: Field) -> None:
        """Typing goes there from now on."""
        self.active = field
        for each in self.fields:
            each.set_active(each is field)
        self.letters.begin_with("ABC" if field is self.contact else "123")

    def show_state(self, state: TillState) -> None:
        """What is known by now; a card that was just scanned may have brought its contact along."""
        known = (state.cart.customer_card or "", _shown(state.delivery))
        for field, now, before in zip(self.fields, known, self._known, strict=True):
            if now != before:
                field.set_text(now)
        self._known = known

    # answering

    def answer(self) -> None:
        """Keep both; what has not changed is not asked for again."""
        if not self._keeping:
            self._keeping = True
            self.confirm.setEnabled(False)
            self._desk.start(self._keep())

    async def _keep(self) -> None:
        done = await self._keep_card() and await self._keep_contact()
        self._keeping = False
        if not self.closed:
            self.confirm.setEnabled(True)
            if done:
                self.done.emit(True)

    async def _keep_card(self) -> bool:
        number = self.card.text().strip()
        if number == (self._desk.state.cart.customer_card or ""):
            return True
        try:
            await self._desk.run(lambda till: till.set_customer_card(number or None))
        except PosError as error:
            return self._refuse(self.card, error)
        return True

    async def _keep_contact(self) -> bool:
        text = self.contact.text().strip()
        if text == _shown(self._desk.state.delivery):
            return True
        to = Delivery(email=text) if "@" in text else Delivery(phone=text) if text else None
        try:
            await self._desk.run(lambda till: till.set_delivery(to))
        except PosError as error:
            return self._refuse(self.contact, error)
        return True

    def _refuse(self, field: Field, error: PosError) -> bool:
        if self.closed:
            # nobody sees the field any more, and the customer waits for an e-receipt that would not come
            self._desk.complain(error)
            return False
        self._desk.sounds.play(Sound.ATTENTION)
        field.set_error(error_text(error))
        self.activate(field)
        return False

    # keys

    def do(self, action: Action) -> bool:
        """Tab and up and down go between the fields, Enter keeps, Delete empties the field."""
        if action in _ON:
            place = self.fields.index(self.active) + _ON[action]
            self.activate(self.fields[place % len(self.fields)])
        elif action is Action.ENTER:
            self.answer()
        elif action is Action.BACKSPACE:
            self.active.backspace()
        elif action is Action.VOID:
            self.active.clear()
        else:
            return super().do(action)
        return True

    def type_text(self, text: str) -> bool:
        """Into the field that is chosen."""
        self.active.insert(text)
        return True

    def clear_typed(self) -> None:
        """The C key."""
        self.active.clear()


def _shown(to: Delivery | None) -> str:
    return "" if to is None else to.email or f"+{to.phone}"
