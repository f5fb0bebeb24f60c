"""The rows of a long answer, few at a time: as its bytes arrive, never whole, and with a breath between two slices.

A JSON parser and a validator hold Python's one lock while they work. Given a whole answer they would hold it, and with
it the engine's loop, for tens of milliseconds; given a slice, for about one.
"""

import codecs
import json
import re
import time
from collections.abc import Callable, Iterator
from typing import Any, Final, Generic, TypeVar

from pydantic import ValidationError

from pos_app.smartkasa import models as m
from pos_app.smartkasa.answers import envelope
from pos_app.smartkasa.errors import BadAnswer

W = TypeVar("W", bound=m.Wire)

SLICE: Final = 32 * 1024
"""Bytes read in one slice: some twenty cards or products, about a millisecond."""

BREATH_S: Final = 0.000_1
"""How long a working thread lets go of Python's lock between two slices: asking for it takes the loop as long."""

LONGEST_ROW: Final = 1024 * 1024
MOST_LEFT_OUT: Final = 100
_HEAD: Final = re.compile(r'\s*\{\s*(?:"meta"\s*:\s*\{[^{}]*\}\s*,\s*)?"data"\s*:\s*\[')
_LONGEST_HEAD: Final = 4096
_BETWEEN: Final = re.compile(r"[\s,]*")
_ROW: Final = json.JSONDecoder()


def breathe() -> None:
    """Let the loop's thread run, if it waits: a thread that only computes gives way after 5 ms at the soonest."""
    time.sleep(BREATH_S)


class RowFeed:
    """Takes the bytes of `{"data": [rows], "meta": {…}}` piece by piece and gives the rows that are complete."""

    def __init__(self, head: re.Pattern[str] = _HEAD) -> None:
        self._head = head
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._text = ""
        self._at = 0
        self._opening = ""
        self._inside = False
        self._over = False

    def feed(self, part: bytes) -> list[Any]:
        """The rows that this piece completes. Raises BadAnswer for what is no list of rows."""
        try:
            self._text = self._text[self._at :] + self._decoder.decode(part)
        except UnicodeDecodeError:
            raise BadAnswer from None
        self._at = 0
        if not self._inside and not self._open():
            return []
        return [] if self._over else self._rows()

    def _open(self) -> bool:
        found = self._head.match(self._text)
        if found is None:
            if len(self._text) > _LONGEST_HEAD:
                raise BadAnswer
            return False
        self._opening, self._at, self._inside = found.group(), found.end(), True
        return True

    def _rows(self) -> list[Any]:
        text, end = self._text, len(self._text)
        rows, at = self._many(text, self._at)
        while True:
            at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing too
            if at == end:
                break
            if text[at] == "]":
                self._over = True
                break
            try:
                row, at = _ROW.raw_decode(text, at)
            except (ValueError, RecursionError):
                if end - at > LONGEST_ROW:
                    raise BadAnswer from None
                break  # cut: the next piece may complete it
            rows.append(row)
        self._at = at
        return rows

    def _many(self, text: str, at: int) -> tuple[list[Any], int]:
        """(rows, where the next one begins): all rows up to the last "},{" at once, twice as fast as one by one.

        Where that cuts a row (inside a nested list or a text), the brackets do not balance and nothing is taken.
        """
        cut = text.rfind("},{", at)
        if cut < 0:
            return [], at
        try:
            return json.loads(f"[{text[at : cut + 1]}]"), cut + 2
        except (ValueError, RecursionError):
            return [], at

    def end(self) -> dict[str, Any]:
        """The whole object but for its rows. Raises BadAnswer when it was cut short or spoilt on the way."""
        try:
            self._decoder.decode(b"", final=True)
            rest = json.loads(self._opening + self._text[self._at :]) if self._over else None
        except ValueError:
            raise BadAnswer from None
        if not isinstance(rest, dict):
            raise BadAnswer
        return rest


class Slices(Generic[W]):
    """A page's rows as typed lists, few at a time; `meta` and `unreadable` are known once all were read.

    Raises BadAnswer while it is read: whoever keeps the rows keeps them only when the page has come to its end.
    """

    def __init__(self, body: bytes, validate: Callable[[list[Any]], list[W]]) -> None:
        self._body = body
        self._validate = validate
        self.count = 0
        self.unreadable = 0
        self.left_out: list[tuple[Any, str]] = []
        """The first rows that could not be read, each with the name of the field that could not; "" for no object."""
        self.meta = m.Meta()

    def __iter__(self) -> Iterator[list[W]]:
        for rows in self._raw():
            self.count += len(rows)
            items = self._readable(rows)
            self.unreadable += len(rows) - len(items)
            yield items
            if len(self._body) > SLICE:
                breathe()

    def _raw(self) -> Iterator[list[Any]]:
        feed = RowFeed()
        if _HEAD.match(self._body[:_LONGEST_HEAD].decode(errors="replace")) is None:
            data, meta = envelope(self._body, 200)  # its parts come in another order
            if not isinstance(data, list):
                raise BadAnswer(status=200)
            yield data
        else:
            for start in range(0, len(self._body), SLICE):
                yield feed.feed(self._body[start : start + SLICE])
            meta = feed.end().get("meta") or {}
        self.meta = meta_of(meta)

    def _readable(self, rows: list[Any]) -> list[W]:
        """A row that cannot be read is left out: one spoilt product must not stop the whole catalog."""
        try:
            return self._validate(rows)
        except ValidationError:
            return [item for row in rows for item in self._one(row)]

    def _one(self, row: Any) -> list[W]:
        try:
            return self._validate([row])
        except ValidationError as error:
            if len(self.left_out) < MOST_LEFT_OUT:
                place = error.errors(include_input=False, include_url=False)[0]["loc"]
                self.left_out.append((row, str(place[1]) if len(place) > 1 else ""))
            return []


def meta_of(meta: object) -> m.Meta:
    """Where a page lies in its list. Raises BadAnswer."""
    try:
        return m.Meta.model_validate(meta if isinstance(meta, dict) else {})
    except ValidationError:
        raise BadAnswer(status=200) from None
