"""Confirming taxes: which tax codes of the register each group of goods is sold with."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.screens.pane import Keyed
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.headline import Headline
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.rows import Row, RowList, Tone

Answer = Mapping[str, Any]


class TaxesScreen(Keyed):
    """A row a group: touch it to change its tax, confirm all at once."""

    left = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._taxes: list[Answer] = []
        self._groups: list[tuple[str, str]] = []
        self.table: dict[str, tuple[int, ...]] = {}
        self._used: set[str] = set()
        px = look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(8), px(8), px(8))
        column.setSpacing(px(8))
        head = QHBoxLayout()
        back = TouchButton(look, tr("Каса"), icon_name="left", key="Esc")
        back.setFixedSize(px(120), px(60))
        back.clicked.connect(self.left)
        head.addWidget(back)
        head.addSpacing(px(8))
        head.addWidget(Line(look, tr("Податки груп товарів"), size=Size.TITLE, bold=True), 1)
        hint = tr("Торкніться групи, щоб змінити її податок. Підтвердьте, коли все вірно.")
        self.hint = Line(look, hint, size=Size.TEXT, colour=look.colours.ink_soft, most=2)
        self.headline = Headline(look)
        self.headline.acted.connect(desk.settle_notice)
        self.headline.hide()
        self.rows = RowList(look, height=64, empty=tr("Каса ще не отримала податки від Checkbox."))
        self.rows.taken.connect(self._turn)
        self.confirm = TouchButton(look, tr("Підтвердити податки"), role=Role.PAY, key="F6", size=Size.LARGE)
        self.confirm.setFixedHeight(px(76))
        self.confirm.clicked.connect(self.confirm_table)
        column.addLayout(head)
        column.addWidget(self.headline)
        column.addWidget(self.hint)
        column.addWidget(self.rows, 1)
        column.addWidget(self.confirm)

    def open(self) -> None:
        """Ask the till for the table."""
        self._desk.start(self._load())

    async def _load(self) -> None:
        answer = await self._desk.attempt(lambda till: till.taxes())
        if answer is not None:
            self._take(answer)

    def _take(self, answer: Answer) -> None:
        self._taxes = list(answer.get("taxes", ()))
        self.table = read_table(answer.get("proposed")) | read_table(answer.get("confirmed"))
        self._groups = read_groups(answer.get("groups"), self.table)
        self._used = {str(group.get("group")) for group in answer.get("groups", ()) if group.get("used")}
        self._groups.sort(key=lambda group: group[0] not in self._used)
        self._show()

    def _show(self) -> None:
        rows = []
        for key, name in self._groups:
            codes = self.table.get(key, ())
            words = ", ".join(self._tax_name(code) for code in codes)
            needed = key in self._used or not self._used
            tone = Tone.WARN if needed and not codes else Tone.PLAIN
            missing = tr("не налаштовано: товари не продаються") if needed else tr("таких товарів немає")
            under = words or missing
            rows.append(Row(key, name, under, self._symbols(codes), "", "taxes", tone))
        self.rows.show_rows(rows)
        self.confirm.setEnabled(bool(self._groups))
        self.show_notice()

    def show_notice(self) -> None:
        """The strip stands under the title while there is something to say."""
        notice = self._desk.notice
        if notice is not None:
            self.headline.show_state(self._desk.state, notice)
        self.headline.setVisible(notice is not None)

    def _tax_name(self, code: int) -> str:
        tax = next((tax for tax in self._taxes if tax.get("code") == code), None)
        return str(tax.get("label") or code) if tax else str(code)

    def _symbols(self, codes: Sequence[int]) -> str:
        return " ".join(str(tax.get("symbol") or "") for tax in self._taxes if tax.get("code") in codes)

    def _turn(self, key: str) -> None:
        codes = [int(tax["code"]) for tax in self._taxes if "code" in tax]
        if not codes:
            return
        now = self.table.get(key, ())
        place = codes.index(now[0]) + 1 if len(now) == 1 and now[0] in codes else 0
        self.table[key] = (codes[place % len(codes)],)
        self._show()

    def confirm_table(self) -> None:
        """The green button."""
        if self.confirm.isEnabled():
            self._desk.start(self._confirm())

    async def _confirm(self) -> None:
        table = {key: list(codes) for key, codes in self.table.items() if codes}
        answer = await self._desk.attempt(lambda till: till.confirm_taxes(table))
        if answer is not None:
            self.left.emit()

    def do(self, action: Action) -> bool:
        """Arrows choose a group, Enter changes its tax, F6 confirms, Esc leaves."""
        if action in {Action.UP, Action.DOWN}:
            self.rows.step(1 if action is Action.DOWN else -1)
        elif action is Action.ENTER:
            self.rows.take()
        elif action is Action.PAY:
            self.confirm_table()
        elif action is Action.BACK:
            if not self._desk.settle_notice():
                self.left.emit()
        else:
            return False
        return True


def read_table(value: object) -> dict[str, tuple[int, ...]]:
    """The till's table of group → codes."""
    if not isinstance(value, Mapping):
        return {}
    return {str(key): tuple(int(code) for code in codes) for key, codes in value.items()}


def read_groups(value: object, table: Mapping[str, object]) -> list[tuple[str, str]]:
    """The groups as (key, title): as the till lists them, or else those of the table."""
    listed = value if isinstance(value, Sequence) else [{"group": key} for key in table]
    groups = []
    for item in listed:
        title = tr("Група {key}").format(key=item.get("group"))
        name = item.get("name")
        groups.append((str(item.get("group")), f"{title}: {name}" if name else title))
    return groups
