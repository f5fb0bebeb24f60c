"""The first steps: five of them, from choosing sandbox or real shop to the first test sale."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_app.till.service_check import Checked, Service
from pos_app.till.state import TillState
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import STEPS, Action
from pos_app.ui.screens.pane import Keyed
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.rows import Row, RowList, Tone

SHOP, CHECKBOX, GOODS, PRINTER, SALE = "1", "2", "3", "4", "5"
_SERVICES = {CHECKBOX: Service.CHECKBOX, GOODS: Service.SMARTKASA, PRINTER: Service.PRINTER}


def _names() -> dict[str, str]:
    return {
        SHOP: tr("Навчальна каса чи справжня"),
        CHECKBOX: tr("Checkbox і підпис касира"),
        GOODS: tr("Товари зі SmartKasa"),
        PRINTER: tr("Принтер чеків"),
        SALE: tr("Пробний продаж"),
    }


def _words() -> dict[str, str]:
    return {
        SHOP: tr(
            "Без ключів каса навчальна: продавайте сміливо, до податкової нічого не піде. Для справжньої впишіть ключ "
            "каси з кабінету Checkbox у файл till.toml — де він лежить, каже команда pos-app doctor."
        ),
        CHECKBOX: tr(
            "Кожен чек підписує електронний підпис касира. Хмарний підпис працює сам. Якщо підпис на комп'ютері, "
            "запустіть програму Checkbox Підпис і не закривайте її, доки відкрита зміна."
        ),
        GOODS: tr(
            "Товари і ціни приходять зі SmartKasa самі. Потім старший підтверджує податки: Дії → Податки. "
            "Без цього товар видно, але продати його не можна."
        ),
        PRINTER: tr(
            "Увімкніть принтер, вставте папір. Каса каже про папір і кришку до продажу, а чек надрукує, коли зможе: "
            "продаж на папір не чекає."
        ),
        SALE: tr(
            "Каса покладе в чек один товар і відкриє оплату: натисніть зелену кнопку. На справжній касі пробного "
            "продажу немає: чек не забрати назад."
        ),
    }


class GuidePanel(Keyed):
    """The steps on the left, what to do on the right."""

    check = Signal(str)
    """A service's word."""
    test_sale = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        px = look.px
        body = QHBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(px(16))
        self.rows = RowList(look, height=76)
        self.rows.moved.connect(self._show)
        body.addWidget(self.rows, 50)
        side = QVBoxLayout()
        side.setSpacing(px(10))
        self.title = Line(look, size=Size.LARGE, bold=True, most=2, from_top=True)
        self.words = Line(look, size=Size.LARGE, most=9, from_top=True)
        self.act = TouchButton(look, "", role=Role.ACCENT, key="Enter", size=Size.LARGE)
        self.act.setFixedHeight(px(72))
        self.act.clicked.connect(self._act)
        side.addWidget(self.title)
        side.addWidget(self.words)
        side.addStretch(1)
        side.addWidget(self.act)
        body.addLayout(side, 50)
        self._state = TillState()

    def show_answers(self, state: TillState, answers: Mapping[Service, Checked]) -> None:
        """How far each step is."""
        self._state = state
        rows = []
        for key, name in _names().items():
            answer = answers.get(_SERVICES[key]) if key in _SERVICES else None
            done, under = self._done(key, state, answer)
            tone = Tone.GOOD if done else Tone.STOP if answer is not None and not answer.ok else Tone.PLAIN
            words, icon = (tr("готово"), "check") if done else ("", "")
            rows.append(Row(key, f"{key}. {name}", under, words, icon_name=icon, tone=tone))
        self.rows.show_rows(rows)
        self._show()

    @staticmethod
    def _done(key: str, state: TillState, answer: Checked | None) -> tuple[bool, str]:
        if key == SHOP:
            return True, tr("зараз навчальна") if state.register.test else tr("зараз справжня або ще не перевірена")
        if key == SALE:
            return state.last_receipt is not None, ""
        if key == GOODS and answer is None:
            return state.catalog.products > 0, tr("товарів: {count}").format(count=state.catalog.products)
        return answer is not None and answer.ok, answer.words if answer is not None else ""

    def _show(self) -> None:
        key = self.rows.chosen_key() or SHOP
        self.title.set_text(_names()[key])
        self.words.set_text(_words()[key])
        texts = {SALE: tr("Пробний продаж"), SHOP: tr("Далі")}
        self.act.setText(texts.get(key, tr("Перевірити")))
        self.act.setEnabled(key != SALE or (self._state.register.test and self._state.shift is not None))

    def _act(self) -> None:
        key = self.rows.chosen_key() or SHOP
        if key in _SERVICES:
            self.check.emit(_SERVICES[key].value)
        elif key == SHOP:
            self.rows.step(1)
        elif self.act.isEnabled():
            self.test_sale.emit()

    def do(self, action: Action) -> bool:
        """Arrows choose a step, Enter does what its button says."""
        if action in STEPS:
            self.rows.step(STEPS[action])
        elif action is Action.ENTER:
            self._act()
        else:
            return False
        return True
