"""The groups of goods: what each is sold with, why, what speaks against it; all confirmed by one button."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_app.ui.i18n import tr
from pos_app.ui.keys import STEPS, Action
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.tax_words import (
    NOTHING_KNOWN,
    TaxTable,
    bare_excise_in_words,
    code_rows,
    conflict_in_words,
    group_row,
    group_title,
    toggled,
    why_in_words,
)
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.rows import RowList


class TaxGroupsPanel(Keyed):
    """Groups on the left; the chosen one's answers and taxes on the right."""

    confirmed = Signal(object)
    """The table, group → codes."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._known = NOTHING_KNOWN
        self.table: dict[str, tuple[int, ...]] = {}
        self._chosen: dict[str, tuple[int, ...]] = {}
        """What was chosen here and is not confirmed."""
        px, c = look.px, look.colours
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        body = QHBoxLayout()
        body.setSpacing(px(12))
        self.rows = RowList(look, height=60, empty=tr("Каса ще не отримала податки від Checkbox."))
        self.rows.moved.connect(self._explain)
        body.addWidget(self.rows, 54)
        side = QVBoxLayout()
        side.setSpacing(px(4))
        self.title = Line(look, size=Size.LARGE, bold=True, elides=True)
        self.why = Line(look, size=Size.TEXT, most=2, from_top=True)
        self.conflict = Line(look, size=Size.TEXT, bold=True, colour=c.warn_ink, most=3, from_top=True)
        self.caption = Line(look, tr("Податок у Checkbox: торкніться, щоб обрати"), size=Size.SMALL, colour=c.ink_soft)
        self.codes = RowList(look, height=54)
        self.codes.setMinimumHeight(look.px(54 * 3))
        self.codes.taken.connect(self._touched)
        for line in (self.title, self.why, self.conflict, self.caption):
            side.addWidget(line)
        side.addWidget(self.codes, 1)
        body.addLayout(side, 46)
        column.addLayout(body, 1)
        self.bare = Line(look, size=Size.TEXT, colour=c.warn_ink, bold=True, most=2, elides=True)
        self.bare.hide()
        column.addWidget(self.bare)
        self.confirm = TouchButton(look, tr("Підтвердити податки"), role=Role.PAY, key="F6", size=Size.LARGE)
        self.confirm.setFixedHeight(px(70))
        self.confirm.clicked.connect(self.confirm_table)
        column.addWidget(self.confirm)

    def take(self, known: TaxTable) -> None:
        """Another answer of the till; what was chosen here stays, as far as Checkbox has such taxes."""
        self._known = known
        chosen = {group: codes for group, codes in self._chosen.items() if set(codes) <= known.taxes.keys()}
        self.table = known.proposed | known.confirmed | chosen
        self._show()

    def forget_choices(self) -> None:
        """What was chosen and not confirmed."""
        self._chosen = {}

    def _show(self) -> None:
        any_used = any(group.get("used") for group in self._known.groups)
        self.rows.show_rows(
            [
                group_row(
                    group,
                    self.table.get(str(group.get("group")), ()),
                    self._known,
                    needed=bool(group.get("used")) or not any_used,
                )
                for group in self._known.groups
            ]
        )
        bare = bare_excise_in_words(self._known)
        self.bare.set_text(bare)
        self.bare.setVisible(bool(bare))
        self.confirm.setEnabled(bool(self._known.groups))
        self._explain()

    def _explain(self) -> None:
        key = self.rows.chosen_key()
        group = next((group for group in self._known.groups if str(group.get("group")) == key), None)
        self.title.set_text(group_title(group) if group else "")
        self.why.set_text(why_in_words(group.get("why")) if group else "")
        conflict = conflict_in_words(group) if group else ""
        self.conflict.set_text(conflict)
        self.conflict.setVisible(bool(conflict))
        chosen = self.table.get(key or "", ())
        self.codes.show_rows(code_rows(self._known.taxes, chosen))
        self.codes.choose(next((place for place, code in enumerate(self._known.taxes) if code in chosen), 0))

    def _touched(self, code: str) -> None:
        key = self.rows.chosen_key()
        if key is not None:
            self._choose(key, toggled(self.table.get(key, ()), int(code), self._known.taxes))

    def _choose(self, group: str, codes: tuple[int, ...]) -> None:
        self.table[group] = self._chosen[group] = codes
        self._show()

    def _turn(self) -> None:
        """The next of the taxes for the chosen group."""
        key, codes = self.rows.chosen_key(), list(self._known.taxes)
        if key is None or not codes:
            return
        now = self.table.get(key, ())
        place = codes.index(now[0]) + 1 if now and now[0] in codes else 0
        self._choose(key, (codes[place % len(codes)],))

    def confirm_table(self) -> None:
        """The green button."""
        if self.confirm.isEnabled():
            self.confirmed.emit({key: list(codes) for key, codes in self.table.items() if codes})

    def do(self, action: Action) -> bool:
        """Arrows choose a group, Enter changes its tax, F6 confirms."""
        if action in STEPS:
            self.rows.step(STEPS[action])
        elif action is Action.ENTER:
            self._turn()
        elif action is Action.PAY:
            self.confirm_table()
        else:
            return False
        return True
