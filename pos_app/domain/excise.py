"""Excise stamps: what is one, and when two readings are the same stamp."""

import re
from typing import Final

_PAPER: Final = re.compile(r"[A-ZА-ЯІЇЄҐ]{4}\d{6}")
_LATIN: Final = "ABEIKMHOPCTXY"
_CYRILLIC: Final = "АВЕІКМНОРСТХУ"
_TO_LATIN: Final = str.maketrans(_CYRILLIC, _LATIN)
_TO_CYRILLIC: Final = str.maketrans(_LATIN, _CYRILLIC)
_SEPARATOR: Final = "\x1d"


def is_excise_stamp(code: str) -> bool:
    """Is this a paper excise stamp's code: four capital letters and six digits?"""
    return _PAPER.fullmatch(code) is not None


def paper_stamp(code: str) -> str | None:
    """A paper stamp in its one writing; None for any other code.

    The bars hold Latin letters, people type the Cyrillic ones that look alike: all four go to Latin where that is
    possible, and to Cyrillic where one of them has no Latin twin.
    """
    text = code.replace(" ", "").upper()
    if not is_excise_stamp(text):
        return None
    letters = text[:4].translate(_TO_LATIN)
    return (letters if letters.isascii() else letters.translate(_TO_CYRILLIC)) + text[4:]


def stamp_key(stamp: str) -> str:
    """What is equal for two readings of the same stamp: its one writing, with or without a scanner's separators."""
    return paper_stamp(stamp) or stamp.replace(_SEPARATOR, "")
