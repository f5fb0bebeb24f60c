"""The form for a refused receipt: each place that may be mended is a row; what is typed goes into the chosen one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from pos_app.domain.errors import PosError, refused
from pos_app.domain.mending import LINE_FIELDS, RECEIPT_FIELDS, Change, MendField, Value
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.register_words import place_in_words
from pos_app.ui.screens.answer_panel import AnswerPanel
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.rows import Row, RowList, Tone

_LISTS: Final = frozenset({MendField.EXCISE_STAMPS, MendField.TAX_CODES})


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the form. `subject`: the line's goods, empty for the receipt's own places."""

    field: MendField
    line: int | None
    subject: str
    was: str
    now: str
    faulty: bool

    @property
    def key(self) -> str:
        """Names the place among the others."""
        return f"{self.line}.{self.field}"


class MendPanel(AnswerPanel):
    """Answers the changes, or None when the person went back."""

    together = True

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(
            look,
            rows=RowList(look, height=56),
            field=Field(look, figures=False, size=Size.LARGE, height=60),
            confirm=TouchButton(look, tr("Виправити і надіслати"), role=Role.ACCENT, key="Enter", size=Size.LARGE),
            letters="123",
        )
        self._desk = desk
        self._places: dict[str, Place] = {}
        self.title.set_text(tr("Що виправити?"))
        self.rows.moved.connect(self._chosen)
        self.field.touched.connect(self._turn)
        self.field.changed.connect(self._typed)
        self.column.addWidget(self.rows, 1)
        self.column.addWidget(self.field)
        self.column.addWidget(self.letters, 1)
        self.column.addWidget(self.confirm)

    def open(self, item: Mapping[str, Any]) -> None:
        """Begin with what stands in the receipt now; the place that Checkbox objects to is first and chosen."""
        self._places = {place.key: place for place in places(item)}
        self.rows.show_rows([_row(place) for place in self._places.values()])
        self.rows.choose(0)
        self._chosen()
        self._write(False)

    def changes(self) -> list[Change]:
        """What was typed, as the till takes it; `bad_mend` for tax codes that are no numbers."""
        changed = [place for place in self._places.values() if place.now.strip() != place.was]
        return [Change(place.field, _value(place), place.line) for place in changed]

    def _chosen(self) -> None:
        place = self._places.get(self.rows.chosen_key() or "")
        if place is not None:
            self.field.set_caption(" · ".join(filter(None, (place_in_words(place.field), place.subject[:24]))))
            self.field.set_text(place.now)

    def _typed(self, text: str) -> None:
        key = self.rows.chosen_key() or ""
        if key in self._places and self._places[key].now != text:
            self._places[key] = replace(self._places[key], now=text)
            self.rows.show_rows([_row(place) for place in self._places.values()])
        self.confirm.setEnabled(any(place.now.strip() != place.was for place in self._places.values()))

    def _write(self, writing: bool) -> None:
        # while the rows are hidden the caption says which place is typed into
        super()._write(writing)
        self._typed(self.field.text())

    def _answer(self) -> None:
        if not self.confirm.isEnabled():
            return
        try:
            self.answered.emit(self.changes())
        except PosError as error:
            self._desk.complain(error)


def places(item: Mapping[str, Any]) -> Sequence[Place]:
    """Every place of an item that may be mended, the one that Checkbox objects to first."""
    mend: Mapping[str, Any] = item["mend"]
    found = []
    for line in mend["lines"]:
        wanted = [one for one in LINE_FIELDS if one is not MendField.EXCISE_STAMPS or line[one.value]]
        subject = f"{line['index'] + 1}. {line['name']}"
        found += [_place(one, line["index"], subject, line[one.value], item) for one in wanted]
    found += [_place(one, None, "", mend[one.value], item) for one in RECEIPT_FIELDS]
    return sorted(found, key=lambda place: not place.faulty)


def _place(field: MendField, line: int | None, subject: str, value: object, item: Mapping[str, Any]) -> Place:
    text = ", ".join(str(part) for part in value) if isinstance(value, list | tuple) else str(value)
    faulty = (item.get("line"), item.get("field")) == (line, field.value)
    return Place(field, line, subject, text, text, faulty)


def _value(place: Place) -> Value:
    text = place.now.strip()
    if place.field not in _LISTS:
        return text
    parts = tuple(part.strip() for part in text.replace(";", ",").split(",") if part.strip())
    if place.field is MendField.EXCISE_STAMPS:
        return parts
    if not all(part.isdecimal() for part in parts):
        raise refused("bad_mend")
    return tuple(int(part) for part in parts)


def _row(place: Place) -> Row:
    changed = place.now.strip() != place.was
    tone = Tone.GOOD if changed else Tone.STOP if place.faulty else Tone.PLAIN
    title = " · ".join(filter(None, (place_in_words(place.field), place.subject)))
    return Row(place.key, title, place.now or "—", "", "", "", tone)
