"""The weight asked of the scale: shown as it is, taken by Enter once it has settled; or typed as ever."""

import asyncio
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from pos_app.domain.device import DeviceKind
from pos_app.domain.errors import PosError
from pos_app.domain.product import Product
from pos_app.domain.quantity import format_quantity
from pos_app.till.state import TillState
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import error_text, tr
from pos_app.ui.screens.number_pane import NumberAnswer, NumberPane, Question
from pos_app.ui.theme import Look
from pos_app.ui.widgets.buttons import TouchButton
from pos_app.ui.widgets.live_weight import LiveWeight


class WeighPane(NumberPane):
    """With nothing typed the green button weighs; what is typed counts instead, as without a scale."""

    def __init__(self, look: Look, desk: Desk, question: Question, product: Product) -> None:
        self._desk = desk
        self._name = question.confirm
        self._task: asyncio.Task[Any] | None = None
        self.live = LiveWeight(look, product)
        super().__init__(look, replace(question, price=None))  # the scale's own box says what it costs
        self.under.allow(1)  # the scale's box needs the room
        place = self.column.indexOf(self.field)
        self.column.insertWidget(place, self.live)
        keys = QHBoxLayout()
        keys.setSpacing(look.px(8))
        self.tare = TouchButton(look, tr("Тара"))
        self.zero = TouchButton(look, tr("Нуль"))
        self.tare.clicked.connect(lambda: self._command("tare"))
        self.zero.clicked.connect(lambda: self._command("zero"))
        for button in (self.tare, self.zero):
            button.setFixedHeight(look.px(60))
            keys.addWidget(button)
        self.bottom.beside.addLayout(keys)
        desk.start(desk.look_up(lambda till: till.devices.watch_scale()))
        self.done.connect(self._left)

    def _left(self, _answer: object) -> None:
        if self._task is not None:
            self._task.cancel()
        self._desk.start(self._desk.look_up(lambda till: till.devices.leave_scale()))

    @property
    def _may_answer(self) -> bool:
        return self._task is None and (bool(self.field.text()) or not self.live.wrong)

    def _show_use(self) -> None:
        self.confirm.setText(self._name if self.field.text() else tr("Зважити"))
        super()._show_use()

    def show_state(self, state: TillState) -> None:
        """The weight as it is now. While it settles it may be asked for; where there can be none it may not."""
        self.live.show_state(state)
        self._show_use()

    def answer(self) -> None:
        """What is typed, else what lies on the scale."""
        if self.field.text():
            super().answer()
        elif self.confirm.isEnabled():
            self._task = self._desk.start(self._weigh())
            self._show_use()

    async def _weigh(self) -> None:
        try:
            weight = await self._desk.look_up(lambda till: till.devices.weigh())
            text = format_quantity(weight)
            value = self._question.check(text)
        except PosError as error:
            self._task = None
            self._show_use()
            self.field.set_error(error_text(error))
            return
        self._task = None
        self.done.emit(NumberAnswer(text, value))

    def _command(self, name: str) -> None:
        self._desk.start(self._ask_scale(name))

    async def _ask_scale(self, name: str) -> None:
        try:
            if name == "tare":
                await self._desk.look_up(lambda till: till.devices.tare())
            else:
                await self._desk.look_up(lambda till: till.devices.zero())
        except PosError as error:
            self.field.set_error(error_text(error))


def number_pane(look: Look, desk: Desk, question: Question, product: Product) -> NumberPane:
    """What is sold by weight is weighed, where there is a scale."""
    if product.sold_by_weight and desk.state.devices.of(DeviceKind.SCALE) is not None:
        return WeighPane(look, desk, question, product)
    return NumberPane(look, question)
