"""Exceptions from the tax groups: for one product, a category or a beginning of a УКТЗЕД code."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.screens.list_with_form import ListWithForm
from pos_app.ui.screens.tax_override_form import TaxOverrideForm
from pos_app.ui.tax_words import NOTHING_KNOWN, TaxTable, conflict_in_words, override_key, override_row
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.rows import RowList


class TaxOverridesPanel(ListWithForm[TaxOverrideForm]):
    """The list on the left; on the right the order in which exceptions count, or the form of a new one."""

    changed = Signal(str, str, object)
    """Kind, key and codes of an exception; no codes take it away."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._known = NOTHING_KNOWN
        body = QHBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(look.px(12))
        self.rows = RowList(look, height=60, empty=tr("Винятків немає: податок кожного товару каже його група."))
        self.rows.moved.connect(self._explain)
        body.addWidget(self.rows, 50)
        self.side = QStackedWidget()
        self.side.addWidget(self._make_order(look))
        self.form = TaxOverrideForm(look, desk)
        self.form.answered.connect(self._answered)
        self.side.addWidget(self.form)
        body.addWidget(self.side, 50)

    def _make_order(self, look: Look) -> QWidget:
        self.order = QWidget()
        px, c = look.px, look.colours
        column = QVBoxLayout(self.order)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(Line(look, tr("Що діє першим"), size=Size.LARGE, bold=True))
        steps = (
            tr("1. Виняток для товару"),
            tr("2. Виняток для категорії, починаючи з найближчої"),
            tr("3. Найдовший початок коду УКТЗЕД"),
            tr("4. Група податку зі SmartKasa"),
        )
        for step in steps:
            column.addWidget(Line(look, step, size=Size.TEXT, most=2 if look.compact else 1))
        self.conflict = Line(look, size=Size.TEXT, bold=True, colour=c.warn_ink, most=3, from_top=True)
        column.addSpacing(px(8))
        column.addWidget(self.conflict)
        column.addStretch(1)
        self.add = TouchButton(look, tr("Додати виняток"), role=Role.ACCENT, key="+", size=Size.LARGE)
        self.remove = TouchButton(look, tr("Прибрати виняток"), role=Role.STOP, key="Del")
        self.add.clicked.connect(self.begin)
        self.remove.clicked.connect(self._remove)
        for button in (self.add, self.remove):
            button.setFixedHeight(px(60))
            column.addWidget(button)
        return self.order

    def take(self, known: TaxTable) -> None:
        """Another answer of the till."""
        self._known = known
        self.rows.show_rows([override_row(item, known) for item in known.overrides])
        self._explain()

    def _explain(self) -> None:
        chosen = next((one for one in self._known.overrides if override_key(one) == self.rows.chosen_key()), None)
        self.conflict.set_text(conflict_in_words(chosen) if chosen else "")
        self.remove.setEnabled(chosen is not None)
        self.add.setEnabled(bool(self._known.taxes))

    def begin(self) -> None:
        """A new exception."""
        if self.add.isEnabled():
            self.form.open(self._known.taxes)
            self.side.setCurrentWidget(self.form)

    def _remove(self) -> None:
        chosen = next((one for one in self._known.overrides if override_key(one) == self.rows.chosen_key()), None)
        if chosen is not None:
            self.changed.emit(str(chosen["kind"]), str(chosen["key"]), [])

    def _answered(self, answer: object) -> None:
        if isinstance(answer, tuple):
            self.changed.emit(*answer)
        else:
            self.close_form()
