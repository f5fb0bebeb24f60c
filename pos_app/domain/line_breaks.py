"""Where a text may be broken into lines, on the screen and on paper."""

import re
from typing import Final

from pos_app.domain.said import NO_BREAK

_BEFORE_A_UNIT: Final = re.compile(r"(?<=\d) (?=(?:%|[мк]?г|м?л|шт|[см]?м|грн|₴)(?![^\W_]))")


def keep_units(text: str) -> str:
    """The same text, in which no line ends between a number and its unit, nor beside the arrow of a way.

    "0,85 л" and "Дії → Передплата" are read in one piece.
    """
    return _BEFORE_A_UNIT.sub(NO_BREAK, text).replace(" → ", f"{NO_BREAK}→{NO_BREAK}")
