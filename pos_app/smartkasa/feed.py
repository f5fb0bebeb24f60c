"""The rows of a long answer, few at a time: as its bytes arrive, never whole, and with a breath between two slices.

A JSON parser and a validator hold Python's one lock while they work. Given a whole answer they would hold it, and with
it the engine's loop, for tens of milliseconds; given a slice, for about one.
"""

import codecs
import json
import re
import time
from collections.abc import Iterator
from typing import Any, Final, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from pos_app.smartkasa import models as m
from pos_app.smartkasa.answers import envelope
from pos_app.smartkasa.errors import BadAnswer

W = TypeVar("W", bound=m.Wire)
Rows = TypeAdapter[list[W]]

SLICE: Final = 32 * 1024
"""Bytes read in one slice: some fifty products or twenty cards, well under a millisecond."""

BREATH_S: Final = 0.000_1
"""How long a working thread lets go of Python's lock between two slices: asking for it takes the loop as long."""

LONGEST_ROW: Final = 1024 * 1024
MOST_LEFT_OUT: Final = 100
_HEAD: Final = re.compile(rb'\s*\{\s*(?:"meta"\s*:\s*\{[^{}]*\}\s*,\s*)?"data"\s*:\s*\[')
_LONGEST_HEAD: Final = 4096
_BETWEEN: Final = re.compile(r"[\s,]*")
_ROW: Final = json.JSONDecoder()


def breathe() -> None:
    """Let the loop's thread run, if it waits: a thread that only computes gives way after 5 ms at the soonest."""
    time.sleep(BREATH_S)


class RowFeed(Generic[W]):
    """Takes the bytes of `{"data": [rows], "meta": {…}}` piece by piece and gives the rows that are complete.

    A row that cannot be read is left out and counted: one spoilt product must not stop the whole catalog.
    """

    def __init__(self, rows: Rows[W], head: re.Pattern[bytes] = _HEAD) -> None:
        self._typed = rows
        self._head = head
        self._body = b""
        self._at = 0
        self._opening = b""
        self._inside = False
        self._over = False
        self.unreadable = 0
        self.left_out: list[tuple[Any, str]] = []
        """The first rows that could not be read, each with the name of the field that could not; "" for no object."""

    def feed(self, part: bytes) -> list[W]:
        """The rows that this piece completes. Raises BadAnswer for what is no list of rows."""
        self._body = self._body[self._at :] + part
        self._at = 0
        if not self._inside and not self._open():
            return []
        if self._over:
            return []
        return [*self._many(), *self.readable(self._one_by_one())]

    def _open(self) -> bool:
        found = self._head.match(self._body)
        if found is None:
            if len(self._body) > _LONGEST_HEAD:
                raise BadAnswer
            return False
        self._opening, self._at, self._inside = found.group(), found.end(), True
        return True

    def _many(self) -> list[W]:
        """All rows up to the last "},{", read straight from their bytes: no object is made of what nobody needs.

        Where that cuts a row (inside a nested list or a text), the brackets do not balance and nothing is taken; nor
        where a row cannot be read: then it is looked for one by one.
        """
        cut = self._body.rfind(b"},{", self._at)
        if cut < 0:
            return []
        try:
            rows = self._typed.validate_json(b"[%b]" % self._body[self._at : cut + 1])
        except ValidationError:
            return []
        self._at = cut + 2
        return rows

    def _one_by_one(self) -> list[Any]:
        """The rows that are complete in what is left."""
        try:
            text, _ = codecs.utf_8_decode(self._body[self._at :], "strict", False)
        except UnicodeDecodeError:
            raise BadAnswer from None
        rows: list[Any] = []
        at, end = 0, len(text)
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
        self._at += len(text[:at].encode())
        return rows

    def readable(self, rows: list[Any]) -> list[W]:
        """Rows out of what JSON made of them."""
        try:
            return self._typed.validate_python(rows)
        except ValidationError:
            return [item for row in rows for item in self._one(row)]

    def _one(self, row: Any) -> list[W]:
        try:
            return self._typed.validate_python([row])
        except ValidationError as error:
            self.unreadable += 1
            if len(self.left_out) < MOST_LEFT_OUT:
                place = error.errors(include_input=False, include_url=False)[0]["loc"]
                self.left_out.append((row, str(place[1]) if len(place) > 1 else ""))
            return []

    def end(self) -> dict[str, Any]:
        """The whole object but for its rows. Raises BadAnswer when it was cut short or spoilt on the way."""
        try:
            rest = json.loads(self._opening + self._body[self._at :]) if self._over else None
        except ValueError:
            raise BadAnswer from None
        if not isinstance(rest, dict):
            raise BadAnswer
        return rest


class Slices(Generic[W]):
    """A page's rows as typed lists, few at a time; `meta` and `unreadable` are known once all were read.

    Raises BadAnswer while it is read: whoever keeps the rows keeps them only when the page has come to its end.
    """

    def __init__(self, body: bytes, rows: Rows[W]) -> None:
        self._body = body
        self._feed = RowFeed(rows)
        self._read = 0
        self.meta = m.Meta()

    @property
    def count(self) -> int:
        """How many rows there were so far, unreadable ones included."""
        return self._read + self.unreadable

    @property
    def unreadable(self) -> int:
        """How many rows were left out so far."""
        return self._feed.unreadable

    @property
    def left_out(self) -> list[tuple[Any, str]]:
        """The first of these, each with the name of the field that could not be read; "" for no object."""
        return self._feed.left_out

    def __iter__(self) -> Iterator[list[W]]:
        for rows in self._parts():
            self._read += len(rows)
            yield rows
            if len(self._body) > SLICE:
                breathe()

    def _parts(self) -> Iterator[list[W]]:
        if _HEAD.match(self._body[:_LONGEST_HEAD]) is None:
            data, meta = envelope(self._body, 200)  # its parts come in another order
            if not isinstance(data, list):
                raise BadAnswer(status=200)
            yield self._feed.readable(data)
        else:
            for start in range(0, len(self._body), SLICE):
                yield self._feed.feed(self._body[start : start + SLICE])
            meta = self._feed.end().get("meta") or {}
        self.meta = meta_of(meta)


def meta_of(meta: object) -> m.Meta:
    """Where a page lies in its list. Raises BadAnswer."""
    try:
        return m.Meta.model_validate(meta if isinstance(meta, dict) else {})
    except ValidationError:
        raise BadAnswer(status=200) from None
