"""Reads a printed document back: its text, QR codes, cuts and drawer pulses, by the printers' manuals."""

import re
from dataclasses import dataclass, field
from pathlib import Path

NAME = re.compile(r"(?P<number>\d{6})-(?P<kind>sale|return|service|x|z|copy|test)-(?P<id>[^.]+)\.bin")


@dataclass
class Paper:
    """One .bin file of the file printer."""

    number: int
    kind: str
    id: str
    text: str = ""
    qr: list[str] = field(default_factory=list)
    cuts: int = 0
    pulses: int = 0

    @property
    def words(self) -> str:
        """The text with all its spacing made one space, so that columns read as sentences."""
        return " ".join(self.text.split())


def papers(folder: Path) -> list[Paper]:
    """All documents of a folder in the order they were printed; every file must be one."""
    return [_read(path) for path in sorted(folder.iterdir())]


def _read(path: Path) -> Paper:
    match = NAME.fullmatch(path.name)
    assert match is not None, f"{path.name} is no name of a print job"
    paper = Paper(int(match["number"]), match["kind"], match["id"])
    data, place = path.read_bytes(), 0
    while place < len(data):
        place = _step(paper, data, place)
    return paper


def _step(paper: Paper, data: bytes, place: int) -> int:
    byte = data[place : place + 1]
    if byte == b"\x1b":
        return _escape(paper, data, place)
    if byte == b"\x1d":
        return _group(paper, data, place)
    assert byte == b"\n" or byte >= b" ", f"control byte {byte!r} on paper"
    paper.text += byte.decode("cp1251")
    return place + 1


def _escape(paper: Paper, data: bytes, place: int) -> int:
    command = data[place + 1 : place + 2]
    if command == b"p":
        paper.pulses += 1
        return place + 5
    if command == b"d":
        paper.text += "\n" * data[place + 2]
    if command == b"t":
        assert data[place + 2] == 46, "the code page is not CP1251"
    return place + (2 if command in (b"@", b"2") else 3)


def _group(paper: Paper, data: bytes, place: int) -> int:
    command = data[place + 1 : place + 2]
    if command == b"V":
        paper.cuts += 1
        return place + (4 if data[place + 2 : place + 3] in (b"A", b"B") else 3)
    if command == b"(":
        length = int.from_bytes(data[place + 3 : place + 5], "little")
        body = data[place + 5 : place + 5 + length]
        if body[1:2] == b"P":
            paper.qr.append(body[3:].decode())
        return place + 5 + length
    return place + 3


def hryvnias(kopecks: int) -> str:
    """1234567 → "12 345,67" as paper shows it."""
    sign = "-" if kopecks < 0 else ""
    whole, rest = divmod(abs(kopecks), 100)
    return f"{sign}{whole:,}".replace(",", " ") + f",{rest:02d}"
