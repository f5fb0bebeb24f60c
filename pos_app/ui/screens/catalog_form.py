"""The product's form over the whole page: fields on the left, what helps to fill one in on the right."""

from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_app.catalog.editing import Fault, FormField, ProductForm, changed_fields, rebased
from pos_app.catalog.editor import Outcome
from pos_app.catalog.rows import PIECE_CODE
from pos_app.domain.product import Product
from pos_app.till.assortment import Choices, ProductCard, SavedProduct
from pos_app.till.form_drafts import FormDraft
from pos_app.till.state import TillState
from pos_app.ui.catalog_words import choices_of, chosen_name, fault_words, with_choice
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.screens.catalog_conflict import ConflictPanel
from pos_app.ui.screens.catalog_draft import DraftKeeper
from pos_app.ui.screens.catalog_fields import MONEY, TEXTS, FormFields
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.esc_button import Depth, EscButton
from pos_app.ui.widgets.headline import Headline
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.numpad import Numpad, TouchKeyboard
from pos_app.ui.widgets.rows import Row, RowList

_STEPS: Final = {Action.NEXT: 1, Action.RIGHT: 1, Action.LEFT: -1}
NO_CHOICES: Final = Choices((), (), ())


@dataclass(frozen=True, slots=True)
class _Start:
    """What the form was opened with: None for a new product."""

    product_id: str | None = None
    form: ProductForm | None = None


class FormScreen(Keyed):
    """Keeps what was typed until it is saved or left; a change that SmartKasa did not take stays on the form."""

    left = Signal()
    saved = Signal(object)
    """The product as it is now."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look, self._desk = look, desk
        self._start = _Start()
        self._form = ProductForm()
        self._choices = NO_CHOICES
        self._faults: dict[FormField, Fault] = {}
        self._accepted: ProductForm | None = None
        self._conflict: SavedProduct | None = None
        self._saving = False
        self._leaving = False
        self._filter, self._pointed = "", False
        """Was a row of the list pointed at? Else the field is passed by and keeps what it has."""
        self._draft = DraftKeeper(desk, self._left_unsaved, self)
        self.active = FormField.TITLE
        px = look.px
        columns = QHBoxLayout(self)
        columns.setContentsMargins(px(8), px(8), px(8), px(8))
        columns.setSpacing(px(8))
        columns.addLayout(self._fields_side(), 56)
        columns.addLayout(self._aid_side(), 44)

    # building

    def _fields_side(self) -> QVBoxLayout:
        look = self._look
        column = QVBoxLayout()
        column.setSpacing(look.px(6))
        head = QHBoxLayout()
        self.back = EscButton(look, tr("Каталог"), depth=Depth.FORM, icon_name="left")
        self.back.setFixedSize(look.px(132), look.px(56))
        self.back.clicked.connect(self._step_back)
        self.title = Line(look, size=Size.LARGE, bold=True, elides=True)
        head.addWidget(self.back)
        head.addSpacing(look.px(8))
        head.addWidget(self.title, 1)
        self.headline = Headline(look)
        self.headline.acted.connect(self._desk.settle_notice)
        self.headline.hide()
        column.addLayout(head)
        column.addWidget(self.headline)
        self.grid = FormFields(look)
        self.grid.touched.connect(self.activate)
        self.grid.edited.connect(self._edited)
        self.fields = self.grid.by_name
        column.addWidget(self.grid)
        self.words = Line(look, size=Size.SMALL, most=3, from_top=True)
        column.addWidget(self.words)
        column.addStretch(1)
        return column

    def _aid_side(self) -> QVBoxLayout:
        look = self._look
        column = QVBoxLayout()
        column.setSpacing(look.px(8))
        self.aid = QStackedWidget()
        self.numpad = Numpad(look, without=("*",))
        self.letters = TouchKeyboard(look)
        self.list = RowList(look, height=52, empty=tr("Нічого не знайдено."))
        self.conflict = ConflictPanel(look)
        self.numpad.pressed.connect(self.touch_key)
        self.letters.pressed.connect(self.touch_key)
        self.list.taken.connect(self._choose)
        self.conflict.answered.connect(self._settle)
        self._aids: list[QWidget] = []
        for widget, height in ((self.numpad, 274), (self.letters, 330), (self.list, 0), (self.conflict, 0)):
            self._aids.append(self._standing(widget, height))
        self.save_button = TouchButton(look, tr("Зберегти в SmartKasa"), role=Role.PAY, key="F6", size=Size.LARGE)
        self.save_button.setFixedHeight(look.px(76))
        self.save_button.clicked.connect(self.save)
        column.addWidget(self.aid, 1)
        column.addWidget(self.save_button)
        return column

    def _standing(self, widget: QWidget, height: int) -> QWidget:
        """One way to fill a field in, at the bottom of the place."""
        page = QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, 0, 0)
        if height:
            widget.setFixedHeight(self._look.px(height))
            inner.addStretch(1)
        inner.addWidget(widget)
        self.aid.addWidget(page)
        return page

    # opening

    def open(
        self, card: ProductCard | None, choices: Choices, *, barcode: str = "", category_id: str | None = None
    ) -> None:
        """Begin: with a product, or a new one with the code that was scanned."""
        if card is None:
            usual = next((one.group for one in choices.tax_groups if one.meaning), 0)
            self._start = _Start()
            form = ProductForm(barcode=barcode, category_id=category_id, unit=PIECE_CODE, tax_group=usual)
        else:
            self._start = _Start(card.product.id, card.form)
            form = card.form
        self._begin(form, choices, "" if card is None else card.product.name, kept=False)

    def resume(self, draft: FormDraft, choices: Choices) -> None:
        """Go on with what was left; what SmartKasa has changed since then is a conflict when it is saved."""
        self._start = _Start(draft.product_id, draft.opened)
        self._begin(draft.form, choices, draft.opened.title if draft.opened is not None else "", kept=True)

    def _begin(self, form: ProductForm, choices: Choices, name: str, *, kept: bool) -> None:
        self._choices = choices
        self.title.set_text(name or tr("Новий товар"))
        cashier = self._desk.state.cashier
        self.grid.show_cost(shown=cashier is not None and "cost" in cashier.permissions)
        self._conflict, self._accepted, self._leaving = None, None, False
        self._show_form(form)
        self._show_faults(())
        self._draft.begin(kept=kept)
        self.activate(FormField.PRICE if name else FormField.TITLE)

    def _show_form(self, form: ProductForm) -> None:
        self._form = form
        self.grid.show_form(form, self._choices)

    @property
    def touched(self) -> bool:
        """Is there anything on the form that is not saved?"""
        return self.isVisible() and self._read()[0] != (self._start.form or self._form_of_new())

    def _left_unsaved(self) -> tuple[str | None, ProductForm, ProductForm | None] | None:
        return (self._start.product_id, self._read()[0], self._start.form) if self.touched else None

    def _form_of_new(self) -> ProductForm:
        return replace(self._form, title="", price=None, purchase_price=None, classifier_code="")

    # filling in

    def activate(self, name: FormField) -> None:
        """Typing goes to this field from now on; the right side helps with it."""
        self.active = name
        self.grid.activate(name)
        self._filter, self._pointed = "", False
        self.save_button.setVisible(self._conflict is None)
        if self._conflict is not None:
            self.aid.setCurrentWidget(self._aids[3])
        elif name in MONEY or name in {FormField.BARCODE, FormField.CLASSIFIER_CODE}:
            self.aid.setCurrentWidget(self._aids[0])
        elif name is FormField.TITLE:
            self.aid.setCurrentWidget(self._aids[1])
        else:
            self.aid.setCurrentWidget(self._aids[2])
            self._show_list()
        self._show_words()

    def _show_list(self) -> None:
        wanted = self._filter.casefold()
        found = [(value, name) for value, name in choices_of(self.active, self._choices) if wanted in name.casefold()]
        self.list.show_rows([Row(value, name) for value, name in found])
        now = self.fields[self.active].text()
        if not wanted:
            self.list.choose(next((place for place, (_, name) in enumerate(found) if name == now), 0))

    def _choose(self, value: str) -> None:
        """A row was touched; with a second finger on another field it may be an answer to the one before."""
        if value in dict(choices_of(self.active, self._choices)):
            self._take(value)
            self._go(1)

    def _take(self, value: str) -> None:
        self._form = replace(self._form, **with_choice(self._form, self.active, value))
        self.fields[self.active].set_text(chosen_name(self.active, self._form, self._choices))
        self._draft.changed()

    def _edited(self, name: FormField) -> None:
        self._leaving = False
        self._faults.pop(name, None)
        self._show_words()
        self._draft.changed()

    def _go(self, by: int) -> None:
        shown = self.grid.shown()
        self.activate(shown[(shown.index(self.active) + by) % len(shown)])

    def scanned(self, code: str) -> None:
        """A scanner fills the barcode in."""
        self.fields[FormField.BARCODE].set_text(code)
        self.activate(FormField.BARCODE)

    # reading and saving

    def _read(self) -> tuple[ProductForm, tuple[Fault, ...]]:
        return self.grid.read(self._form)

    def save(self) -> None:
        """The green button, F6."""
        if self._saving or self._conflict is not None:
            return
        form, wrong = self._read()
        if wrong:
            self._show_faults(wrong)
            return
        self._saving = True
        self.save_button.setEnabled(False)
        self._desk.start(self._save(form))

    async def _save(self, form: ProductForm) -> None:
        start, despite = self._start, self._accepted == form
        try:
            saved = await self._desk.attempt(
                lambda till: till.assortment.save(start.product_id, form, start.form, despite_warnings=despite)
            )
        finally:
            self._saving = False
            self.save_button.setEnabled(True)
        if saved is None or start is not self._start:
            return
        if saved.outcome is Outcome.FAULTY:
            self._accepted = form if all(fault.warning for fault in saved.faults) else None
            self._show_faults(saved.faults)
        elif saved.outcome is Outcome.CONFLICT:
            self._conflict = saved
            self.conflict.ask(saved.conflicts, saved.changed_at, self._choices)
            self.activate(self.active)
        else:
            self._show_faults(())
            self._end(saved.product)

    def _settle(self, mine: bool | None) -> None:
        """Theirs is taken over, or mine is saved upon what is there now; undecided, the form stays as it is."""
        told, self._conflict = self._conflict, None
        if mine is None or told is None or told.now is None or self._start.form is None:
            self.activate(self.active)
            return
        form, _ = self._read()
        wanted = rebased(self._start.form, form, told.now, mine=mine)
        self._start = _Start(self._start.product_id, told.now)
        self._show_form(wanted)
        self.activate(FormField.PRICE)
        if changed_fields(told.now, wanted):
            self.save()
        else:
            self._end(told.product)

    def _end(self, product: Product | None) -> None:
        self._draft.drop()
        self.saved.emit(product)

    # what is wrong

    def _show_faults(self, faults: tuple[Fault, ...]) -> None:
        self._faults = {fault.field: fault for fault in faults}
        self.grid.show_faults(self._faults)
        warned = bool(faults) and all(fault.warning for fault in faults)
        self.save_button.setText(tr("Зберегти все одно") if warned else tr("Зберегти в SmartKasa"))
        if faults:
            self.activate(faults[0].field)
        self._show_words()

    def _show_words(self) -> None:
        c = self._look.colours
        fault = self._faults.get(self.active)
        if self._leaving:
            self.words.set_text(tr("Зміни не збережено. Esc ще раз — вийти без них, F6 — зберегти."), c.stop)
        elif fault is not None:
            self.words.set_text(fault_words(fault), c.stop)
        elif not self._faults:
            self.save_button.setText(tr("Зберегти в SmartKasa"))
            hint = tr("Коротку назву, артикул, підгрупу, вільну ціну й картинку змінюють у SmartKasa.")
            self.words.set_text(hint, c.ink_soft)
        else:
            self.words.set_text("")

    def show_state(self, state: TillState) -> None:  # noqa: ARG002 - nothing of the form lies in the state
        """Only the strip."""
        self.show_notice()

    def show_notice(self) -> None:
        """The strip stands over the fields while there is something to say."""
        notice = self._desk.notice
        if notice is not None and notice.code != "unknown_product":
            self.headline.show_state(self._desk.state, notice)
        self.headline.setVisible(notice is not None and notice.code != "unknown_product")

    # keys

    @property
    def _choosing(self) -> bool:
        return self.active not in MONEY | TEXTS

    def do(self, action: Action) -> bool:
        """Tab and arrows go from field to field, Enter too; in a list the arrows choose. F6 saves, Esc leaves."""
        if self._conflict is not None:
            return self.conflict.do(action)
        if action in _STEPS:
            self._go(_STEPS[action])
        elif action in {Action.UP, Action.DOWN}:
            self._pointed, step = True, 1 if action is Action.DOWN else -1
            self.list.step(step) if self._choosing else self._go(step)
        elif action is Action.ENTER:
            self._enter()
        elif action is Action.PAY:
            self._pick()
            self.save()
        elif action is Action.BACKSPACE:
            self._erase()
        elif action is Action.BACK:
            self._step_back()
        else:
            return False
        return True

    def _enter(self) -> None:
        self._pick()
        self._go(1)

    def _pick(self) -> None:
        key = self.list.chosen_key()
        if self._choosing and self._pointed and key is not None:
            self._take(key)

    def _erase(self) -> None:
        if self._choosing:
            self._filter = self._filter[:-1]
            self._show_list()
        else:
            self.fields[self.active].backspace()

    def _step_back(self) -> None:
        if not self.headline.isHidden() and self._desk.put_away_notice():
            return
        if self.touched and not self._leaving:
            self._leaving = True
            self._show_words()
            return
        self._leaving = False
        self._draft.drop()
        self.left.emit()

    def type_text(self, text: str) -> bool:
        """Typing fills the field in, or looks in its list."""
        if self._conflict is not None:
            return False
        if self._choosing:
            self._filter, self._pointed = self._filter + text, True
            self._show_list()
        else:
            self.fields[self.active].insert(text)
        return True

    def clear_typed(self) -> None:
        """The C key."""
        if not self._choosing:
            self.fields[self.active].clear()
