"""The fields of a product's form on their grid: what is typed in them, what is chosen, and what is wrong with each."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from pos_app.catalog.editing import Fault, FormField, ProductForm
from pos_app.domain.money import parse_hryvnias
from pos_app.till.assortment import Choices
from pos_app.ui.catalog_words import chosen_name, fault_words, field_name
from pos_app.ui.i18n import tr
from pos_app.ui.report_words import margin_of
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.labels import Line
from pos_app.ui.words import money

MONEY: Final = frozenset({FormField.PRICE, FormField.PURCHASE_PRICE})
TEXTS: Final = frozenset({FormField.TITLE, FormField.BARCODE, FormField.CLASSIFIER_CODE})
# where each field stands: row, column, columns
_PLACES: Final[Mapping[FormField, tuple[int, int, int]]] = {
    FormField.TITLE: (0, 0, 2),
    FormField.PRICE: (1, 0, 1),
    FormField.BARCODE: (1, 1, 1),
    FormField.CATEGORY: (2, 0, 2),
    FormField.UNIT: (3, 0, 1),
    FormField.BY_WEIGHT: (3, 1, 1),
    FormField.TAX_GROUP: (4, 0, 2),
    FormField.CLASSIFIER: (5, 0, 1),
    FormField.CLASSIFIER_CODE: (5, 1, 1),
    FormField.PURCHASE_PRICE: (6, 0, 1),
}
_MARGIN: Final = (6, 1)


class FormFields(QWidget):
    """Typed fields hold text; chosen ones show a name, their value is in the form."""

    touched = Signal(object)
    """The FormField under the finger."""
    edited = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(look.px(6))
        self.by_name: dict[FormField, Field] = {}
        for name, (row, place, wide) in _PLACES.items():
            caption = field_name(name) if name in MONEY | TEXTS else f"{field_name(name)} ▾"
            field = Field(look, caption, figures=name in MONEY, size=Size.TEXT, height=52)
            field.touched.connect(lambda name=name: self.touched.emit(name))
            field.changed.connect(lambda _, name=name: self.edited.emit(name))
            grid.addWidget(field, row, place, 1, wide)
            self.by_name[name] = field
        self._margin = Line(look, colour=look.colours.ink_soft)
        grid.addWidget(self._margin, *_MARGIN)
        for name in MONEY:
            self.by_name[name].changed.connect(self._show_margin)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def show_form(self, form: ProductForm, choices: Choices) -> None:
        """Fill all of them in."""
        for name, field in self.by_name.items():
            if name in MONEY:
                price = getattr(form, name)
                field.set_text("" if price is None else money(price).replace("\u00a0", ""))
            elif name in TEXTS:
                field.set_text(getattr(form, name))
            else:
                field.set_text(chosen_name(name, form, choices))

    def show_cost(self, *, shown: bool) -> None:
        """The purchase price and what it leaves, for whoever may see them."""
        self.by_name[FormField.PURCHASE_PRICE].setVisible(shown)
        self._margin.setVisible(shown)

    def _show_margin(self) -> None:
        form, _ = self.read(ProductForm())
        price, cost = form.price, form.purchase_price
        margin = margin_of(price, cost)
        loss = price is not None and cost is not None and cost > price
        ink = self._look.colours.warn_ink if loss else self._look.colours.ink_soft
        self._margin.set_text(tr("Маржа {sum}").format(sum=margin) if margin else "", ink)

    def read(self, form: ProductForm) -> tuple[ProductForm, tuple[Fault, ...]]:
        """The form with what was typed, and which sums are none."""
        values: dict[str, Any] = {name.value: self.by_name[name].text() for name in TEXTS}
        wrong = []
        for name in MONEY:
            text = self.by_name[name].text().strip()
            try:
                values[name.value] = parse_hryvnias(text) if text else None
            except ValueError:
                wrong.append(Fault(name, "price_wrong"))
        return replace(form, **values), tuple(wrong)

    def show_faults(self, faults: Mapping[FormField, Fault]) -> None:
        """Words at the wrong ones, none at the others."""
        for name, field in self.by_name.items():
            field.set_error(fault_words(faults[name]) if name in faults else "")

    def activate(self, name: FormField) -> None:
        """Typing goes to this one."""
        for each, field in self.by_name.items():
            field.set_active(each is name)

    def shown(self) -> list[FormField]:
        """Those that are there for whoever is signed in, in their order."""
        order: Iterable[FormField] = _PLACES
        return [name for name in order if not self.by_name[name].isHidden()]
