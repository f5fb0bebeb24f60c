"""Why a document is taken off the queue: a few ready reasons, or one in own words; it goes to the journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from pos_app.ui.i18n import tr
from pos_app.ui.screens.answer_panel import AnswerPanel
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.rows import Row, RowList
from pos_app.ui.words import money


@dataclass(frozen=True, slots=True)
class Why:
    """What a reason is asked for: the question, the button, and ready reasons as (for the journal, for the screen).

    What goes to the journal is Ukrainian whatever the window's language is.
    """

    title: str
    confirm: str
    ready: Sequence[tuple[str, str]]


class SetAside(Enum):
    """What is given up: a document that Checkbox does not have, one that it has in its own way, an alarm."""

    NEVER_SENT = auto()
    AT_SERVER = auto()
    ALARM = auto()


def why_set_aside(kind: SetAside) -> Why:
    """A document is left as it is; what follows from that is said where it is decided."""
    ready = (
        ("Помилковий документ", tr("Помилковий документ")),
        ("Проведено інакше", tr("Проведено інакше")),
        ("Гроші повернуто покупцеві", tr("Гроші повернуто покупцеві")),
        ("Звірено, розбіжність пояснено", tr("Звірено, розбіжність пояснено")),
    )
    if kind is SetAside.ALARM:
        return Why(tr("Чому закриваєте сповіщення?"), tr("Закрити сповіщення"), ready)
    never = tr("Податкова його не отримає. Чому знімаєте з черги?")
    there = tr("У Checkbox він лишиться. Чому знімаєте з черги?")
    return Why(there if kind is SetAside.AT_SERVER else never, tr("Зняти з черги"), ready)


def why_no_copy(count: int = 1) -> Why:
    """Receipts leave the reprint list without a copy."""
    title = tr("Чому без копії?") if count == 1 else tr("Чому без копій ({count})?").format(count=count)
    ready = (
        ("Покупець пішов без копії", tr("Покупець пішов без копії")),
        ("Копію не просили", tr("Копію не просили")),
        ("Надіслано електронний чек", tr("Надіслано електронний чек")),
        ("Надруковано з кабінету Checkbox", tr("Надруковано з кабінету Checkbox")),
    )
    return Why(title, tr("Прибрати зі списку"), ready)


def why_not_charged() -> Why:
    """An unknown card payment is settled by a person."""
    ready = (
        ("На терміналі такої оплати немає", tr("На терміналі такої оплати немає")),
        ("У застосунку банку покупця списання немає", tr("У застосунку банку покупця списання немає")),
        ("Оплату скасовано на терміналі", tr("Оплату скасовано на терміналі")),
    )
    return Why(tr("Чому не списано?"), tr("Не списано"), ready)


def why_undone() -> Why:
    """A card payment went back to the customer without the terminal."""
    ready = (
        ("Термінал не працює, повернув банк", tr("Термінал не працює, повернув банк")),
        ("Повернено готівкою", tr("Повернено готівкою")),
        ("Скасовано на іншому терміналі", tr("Скасовано на іншому терміналі")),
    )
    return Why(tr("Як повернено гроші?"), tr("Повернено"), ready)


def why_technical(total: int) -> Why:
    """A whole receipt was a mistake: nobody brings goods back. `total`: what is taken back, in kopecks."""
    ready = (
        ("Чек пробито двічі", tr("Чек пробито двічі")),
        ("Пробито не той товар", tr("Пробито не той товар")),
        ("Помилка у формі оплати", tr("Помилка у формі оплати")),
        ("Покупець відмовився до оплати", tr("Покупець відмовився до оплати")),
    )
    return Why(tr("Чому чек помилковий?"), tr("Технічне повернення {sum}").format(sum=money(total)), ready)


class ReasonPanel(AnswerPanel):
    """Answers the reason, or None when the person went back.

    Nothing is chosen at first, and a touch only chooses: a key pressed once too often must not book a reason that
    nobody has read. A row and words of one's own exclude each other.
    """

    def __init__(self, look: Look) -> None:
        super().__init__(
            look,
            rows=RowList(look, height=52),
            field=Field(look, tr("або інша причина"), figures=False, size=Size.LARGE, height=60),
            confirm=TouchButton(look, "", role=Role.STOP, key="Enter"),
        )
        self.rows.moved.connect(self._chosen)
        self.field.changed.connect(self._typed)
        self.field.touched.connect(self._turn)
        self.column.addWidget(self.rows, 1)
        self.column.addWidget(self.field)
        self.column.addWidget(self.letters, 1)
        self.column.addWidget(self.confirm)

    def open(self, why: Why) -> None:
        """Ask anew."""
        self.title.set_text(why.title)
        self.confirm.setText(why.confirm)
        self.rows.show_rows([Row(reason, name) for reason, name in why.ready])
        self.rows.choose_none()
        self.field.clear()
        self._write(False)

    def _chosen(self) -> None:
        chosen = self.rows.chosen_key() is not None
        if chosen:
            self.field.clear()
        self.field.set_active(not chosen)
        self.confirm.setEnabled(bool(self._reason))

    def _typed(self, text: str) -> None:
        if text:
            self.rows.choose_none()
        self.confirm.setEnabled(bool(self._reason))

    def _turn(self) -> None:
        self.rows.choose_none()
        super()._turn()

    @property
    def _reason(self) -> str:
        return self.rows.chosen_key() or self.field.text().strip()

    def _answer(self) -> None:
        if self._reason:
            self.answered.emit(self._reason)
