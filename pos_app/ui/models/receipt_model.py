"""The basket's rows for the receipt table; a change touches only the rows that differ."""

from dataclasses import dataclass, replace
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from pos_app.domain.cart import CartLine
from pos_app.domain.totals import LineTotals
from pos_app.till.state import News, Search, TillState
from pos_app.ui.i18n import tr
from pos_app.ui.words import clock, money, quantity, unit

ROW: Final = Qt.ItemDataRole.UserRole
VOIDED: Final = "voided "
"""Before the id of a struck row: it is never the id of a line."""
AnyIndex = QModelIndex | QPersistentModelIndex
_Parts = tuple[int, CartLine, LineTotals | None, News | None]


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """One row as it is painted. `line_id` is empty for the red row of an unknown code."""

    line_id: str
    number: str
    name: str
    quantity: str = ""
    price: str = ""
    sum: str = ""
    note: str = ""
    waits: bool = False
    """Something is still needed before this line can be paid for: excise stamps, a tax that a person confirms."""
    struck: bool = False
    """It was voided: seen, but no longer of the basket."""
    news: str = ""
    """What SmartKasa says of this line, in full; `brief` where there is no room for it."""
    brief: str = ""
    action: str = ""
    """What a touch on the box of the row does, in a word or two rows; no box where there is none."""


def make_row(place: int, line: CartLine, totals: LineTotals | None, news: News | None = None) -> ReceiptRow:
    """A basket line in words."""
    product = line.product
    row = ReceiptRow(
        line.id,
        str(place + 1),
        product.name,
        quantity(line.quantity, unit(product) if product.sold_by_weight else ""),
        money(line.price),
        money(totals.net) if totals else "",
        _note(line, totals),
        line.stamps_missing > 0 or not product.tax_codes,
    )
    return row if news is None else _with_news(row, news)


def _with_news(row: ReceiptRow, news: News) -> ReceiptRow:
    if news.price is None:
        return replace(row, news=tr("товару більше немає в SmartKasa"), brief=tr("немає в SmartKasa"))
    words = {"time": clock(news.at), "price": money(news.price)}
    full = tr("ціну змінено в SmartKasa о {time}: {price}").format(**words)
    return replace(row, news=full, brief=tr("нова ціна"), action=f"{tr('Взяти')}\n{words['price']}")


def _note(line: CartLine, totals: LineTotals | None) -> str:
    notes = []
    if not line.product.tax_codes:
        notes.append(tr("податок не підтверджено"))
    if line.product.excise:
        scanned = len(line.excise_stamps)
        notes.append(tr("акцизних марок {have} з {need}").format(have=scanned, need=scanned + line.stamps_missing))
    applied = totals.adjustments if totals else ()
    notes += [f"{one.adjustment.name} {money(one.sum)}" for one in applied if one.adjustment.offer and one.sum]
    change = sum(one.sum for one in applied if not one.adjustment.offer)
    if change:
        notes.append((tr("знижка {sum}") if change < 0 else tr("надбавка {sum}")).format(sum=money(change)))
    return " · ".join(notes)


def struck_row(line: CartLine) -> ReceiptRow:
    """A voided line in words; no key is about it."""
    product = line.product
    amount = quantity(line.quantity, unit(product) if product.sold_by_weight else "")
    return ReceiptRow(f"{VOIDED}{line.id}", "", product.name, amount, money(line.price), struck=True)


def _unknown_row(state: TillState) -> ReceiptRow:
    """The red row of a code that no product has, and what SmartKasa says of it."""
    found = state.look_up.products
    note = {
        Search.SEARCHING: tr("немає в каталозі, шукаємо в SmartKasa…"),
        Search.ABSENT: tr("немає ні в каталозі, ні в SmartKasa"),
        Search.SILENT: tr("немає в каталозі, SmartKasa не відповідає"),
    }.get(state.look_up.search, tr("немає в каталозі"))
    if not found:
        return ReceiptRow("", "?", state.unknown_code, note=note)
    more = f" (+{len(found) - 1})" if len(found) > 1 else ""
    note = tr("є в SmartKasa: {name}, {price}").format(name=found[0].name, price=money(found[0].price)) + more
    return ReceiptRow("", "?", state.unknown_code, note=note, action=tr("Додати"))


class ReceiptModel(QAbstractListModel):
    """Rows for one QListView; `ROW` is the only role with data, and the name for those who read the screen aloud."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[ReceiptRow] = []
        self._made: dict[str, tuple[_Parts, ReceiptRow]] = {}

    def rowCount(self, parent: AnyIndex | None = None) -> int:  # noqa: N802 - Qt's name
        """How many rows."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A row for the delegate, its name for everybody else."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        return row.name if role == Qt.ItemDataRole.DisplayRole else None

    def row(self, place: int) -> ReceiptRow | None:
        """The row at a place, None outside."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def last_line(self) -> int | None:
        """Where the last line of the basket stands; struck rows are none."""
        return next((place for place in range(len(self._rows) - 1, -1, -1) if not self._rows[place].struck), None)

    def place_of(self, line_id: str | None) -> int | None:
        """Where a line stands."""
        return next((place for place, row in enumerate(self._rows) if line_id and row.line_id == line_id), None)

    def show_state(self, state: TillState) -> None:
        """Take over the basket of a new state."""
        self._replace(self._new_rows(state))

    def _new_rows(self, state: TillState) -> list[ReceiptRow]:
        totals = {row.line_id: row for row in state.totals.lines}
        news = {one.line_id: one for one in state.news}
        made: dict[str, tuple[_Parts, ReceiptRow]] = {}
        rows: list[ReceiptRow] = []
        for place, line in enumerate(state.cart.lines):
            rows += [struck_row(one.line) for one in state.voided if one.place == place]
            parts = (place, line, totals.get(line.id), news.get(line.id))
            before = self._made.get(line.id)
            made[line.id] = before if before is not None and before[0] == parts else (parts, make_row(*parts))
            rows.append(made[line.id][1])
        rows += [struck_row(one.line) for one in state.voided if one.place >= len(state.cart.lines)]
        self._made = made
        if state.unknown_code:
            rows.append(_unknown_row(state))
        return rows

    def _replace(self, rows: list[ReceiptRow]) -> None:
        old = self._rows
        start = 0
        while start < min(len(old), len(rows)) and old[start].line_id == rows[start].line_id:
            start += 1
        tail = 0
        while tail < min(len(old), len(rows)) - start and old[-1 - tail].line_id == rows[-1 - tail].line_id:
            tail += 1
        changed = [place for place in range(start) if old[place] != rows[place]]
        self._cut_and_put(start, len(old) - tail, rows[start : len(rows) - tail])
        changed += [place for place in range(len(rows) - tail, len(rows)) if self._rows[place] != rows[place]]
        self._rows = rows
        for place in changed:
            self.dataChanged.emit(self.index(place), self.index(place))

    def _cut_and_put(self, start: int, end: int, new: list[ReceiptRow]) -> None:
        if end > start:
            self.beginRemoveRows(QModelIndex(), start, end - 1)
            self._rows = self._rows[:start] + self._rows[end:]
            self.endRemoveRows()
        if new:
            self.beginInsertRows(QModelIndex(), start, start + len(new) - 1)
            self._rows = self._rows[:start] + new + self._rows[start:]
            self.endInsertRows()
