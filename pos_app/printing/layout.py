"""The typed blocks a document is made of, and how they flow into lines of a given width.

Screen, paper and picture all draw the same lines: what the preview shows is what the paper shows.
"""

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from pos_app.domain.line_breaks import keep_units
from pos_app.domain.said import NO_BREAK
from pos_app.printing.clean import clean


class Align(StrEnum):
    """Where a text stands in its line."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Text:
    """A text that wraps. `double`: twice as wide and high."""

    text: str
    align: Align = Align.LEFT
    bold: bool = False
    double: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """A name on the left that wraps, an amount on the right that breaks only where it is wider than the paper."""

    left: str
    right: str
    bold: bool = False
    double: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper."""

    mark: str = "-"


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code of `data`; `size` is dots a module."""

    data: str
    size: int = 4


@dataclass(frozen=True, slots=True)
class Barcode:
    """The bars of a code, without its text; on paper too narrow for them nothing is printed."""

    data: str


@dataclass(frozen=True, slots=True)
class Feed:
    """Empty lines."""

    lines: int = 1


@dataclass(frozen=True, slots=True)
class Cut:
    """Cut the paper."""


@dataclass(frozen=True, slots=True)
class Drawer:
    """Open the cash drawer by a pulse on this pin (2 or 5)."""

    pin: int = 2


@dataclass(frozen=True, slots=True)
class Picture:
    """A logo, as a PNG; no wider than the paper."""

    png: bytes


@dataclass(frozen=True, slots=True)
class Sample:
    """A line in another code page than the printer is set to: which of them reads well?"""

    text: str
    encoding: str
    page: int


Block = Text | Columns | Rule | Qr | Barcode | Feed | Cut | Drawer | Picture | Sample
Layout = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, already padded to its place; `double` lines hold half as many characters."""

    text: str
    bold: bool = False
    double: bool = False


Part = Line | Qr | Barcode | Cut | Drawer | Picture | Sample


def flow(layout: Iterable[Block], columns: int) -> Iterator[Part]:
    """Break the blocks into lines of `columns` characters; codes, cuts and drawer pulses pass through."""
    for block in layout:
        if isinstance(block, Text):
            yield from _text(block, columns)
        elif isinstance(block, Columns):
            yield from _columns(block, columns)
        elif isinstance(block, Rule):
            yield Line(block.mark * columns)
        elif isinstance(block, Feed):
            yield from (Line("") for _ in range(block.lines))
        else:
            yield block


def as_text(layout: Iterable[Block], columns: int = 48) -> str:
    """The document as plain text, a QR as its address: for logs of a headless demo and for tests."""
    rows = []
    single = (replace(block, double=False) if isinstance(block, Text | Columns) else block for block in layout)
    for part in flow(single, columns):
        if isinstance(part, Line):
            rows.append(part.text)
        elif isinstance(part, Qr):
            rows.append(f"[QR] {part.data}")
        elif isinstance(part, Barcode):
            rows.append(f"[|||] {part.data}")
        elif isinstance(part, Sample):
            rows.append(part.text)
        elif isinstance(part, Picture):
            rows.append("[логотип]")
    return "\n".join(row.rstrip() for row in rows) + "\n"


def _text(block: Text, columns: int) -> Iterator[Line]:
    width = columns // 2 if block.double else columns
    for row in _wrap(clean(block.text), width):
        if block.align is Align.CENTER:
            row = row.center(width).rstrip()
        elif block.align is Align.RIGHT:
            row = row.rjust(width)
        yield Line(row, block.bold, block.double)


def _columns(block: Columns, columns: int) -> Iterator[Line]:
    width = columns // 2 if block.double else columns
    right = clean(block.right)
    indent = " " * block.indent
    rows = _wrap(clean(block.left), width - block.indent)
    *first, last = rows
    for row in first:
        yield Line(indent + row, block.bold, block.double)
    if len(indent) + len(last) + 1 + len(right) > width:
        yield Line(indent + last, block.bold, block.double)
        for row in [right] if len(right) <= width else _wrap(right, width):
            yield Line(row.rjust(width), block.bold, block.double)
    else:
        yield Line(indent + last + right.rjust(width - len(indent) - len(last)), block.bold, block.double)


def _wrap(text: str, width: int) -> list[str]:
    rows = textwrap.wrap(keep_units(text), width, break_long_words=True, break_on_hyphens=False)
    return [row.replace(NO_BREAK, " ") for row in rows] or [""]
