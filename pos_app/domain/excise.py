"""Excise stamps: what is one, and when two readings are the same stamp."""

import re
from collections.abc import Iterable
from typing import Final, Protocol

_PAPER: Final = re.compile(r"[A-ZА-ЯІЇЄҐ]{4}\d{6}")
_LATIN: Final = "ABEIKMHOPCTXY"
_CYRILLIC: Final = "АВЕІКМНОРСТХУ"
_TO_LATIN: Final = str.maketrans(_CYRILLIC, _LATIN)
_TO_CYRILLIC: Final = str.maketrans(_LATIN, _CYRILLIC)
_SEPARATOR: Final = "\x1d"


class Stamped(Protocol):
    """A line of a basket or of a receipt."""

    @property
    def excise_stamps(self) -> tuple[str, ...]: ...


def is_excise_stamp(code: str) -> bool:
    """Is this a paper excise stamp's code: four capital letters and six digits?"""
    return _PAPER.fullmatch(code) is not None


def paper_stamp(code: str) -> str | None:
    """A paper stamp as it goes to the tax service: as it was read, in capitals; None for any other code.

    Only letters of two alphabets side by side, which no stamp has, are brought to one.
    """
    text = code.replace(" ", "").upper()
    if not is_excise_stamp(text):
        return None
    latin = sum(letter.isascii() for letter in text[:4])
    return text if latin in {0, 4} else _folded(text)


def _folded(stamp: str) -> str:
    """All four letters in Latin where that is possible, and in Cyrillic where one of them has no Latin twin."""
    letters = stamp[:4].translate(_TO_LATIN)
    return (letters if letters.isascii() else letters.translate(_TO_CYRILLIC)) + stamp[4:]


def stamp_key(stamp: str) -> str:
    """What is equal for two readings of the same stamp.

    The bars hold Latin letters and people type the Cyrillic ones that look alike; a scanner may leave separators out.
    """
    paper = paper_stamp(stamp)
    return _folded(paper) if paper is not None else stamp.replace(_SEPARATOR, "")


def stamp_keys(lines: Iterable[Stamped]) -> list[str]:
    """The keys of every stamp on these lines, in order."""
    return [stamp_key(stamp) for line in lines for stamp in line.excise_stamps]
