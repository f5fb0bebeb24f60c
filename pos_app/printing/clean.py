"""Outside text made safe for paper: a product title must not kick the drawer or turn the line around."""

import unicodedata
from typing import Final

_REPLACED: Final = str.maketrans(
    {
        "₴": "грн",
        "ʼ": "'",
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "–": "-",
        "—": "-",
        "−": "-",
        "×": "x",
        "…": "...",
        "\u00a0": " ",
        "\t": " ",
        "\n": " ",
        "\r": " ",
    }
)


def clean(text: str) -> str:
    """The text without control, format (bidi, zero-width), surrogate and private characters; spaces folded.

    Letters are whole: files from a Mac write й and ї as two characters, and a code page has no lone dots.
    """
    replaced = unicodedata.normalize("NFC", text).translate(_REPLACED)
    kept = "".join(letter for letter in replaced if not unicodedata.category(letter).startswith("C"))
    return " ".join(kept.split())
