"""Words as they are compared: what is stored with a product, and what a cashier's typing asks the store for.

Both sides fold alike, so a product is found whatever letters look the same, whichever apostrophe was typed, and though
the keyboard stood in the other layout (`vjkjrj` finds «молоко», `сщсф` finds "coca").
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from itertools import chain
from typing import Final

from pos_app.store.catalog import SearchWords

# The letters of a Ukrainian keyboard by the Latin key they lie on; the punctuation keys are letters too.
_LATIN_KEYS: Final = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`\\"
_UKRAINIAN_KEYS: Final = "йцукенгшщзхїфівапролджєячсмитьбю'ґ"
_SHIFTED: Final = str.maketrans('{}:"<>', "[];',.")
_TO_UKRAINIAN: Final = str.maketrans(_LATIN_KEYS, _UKRAINIAN_KEYS)
_TO_LATIN: Final = str.maketrans(_UKRAINIAN_KEYS[:-2] + "ыэъё", _LATIN_KEYS[:-2] + "s']`")

# Letters that mean or look the same become one. The look-alikes stand for the Latin letter they are mistaken for, since
# article numbers and brands are typed in either alphabet.
_SAME: Final = str.maketrans(
    {
        "ґ": "г", "ё": "e", "ы": "и", "э": "e", "ъ": "", "ї": "i", "а": "a", "в": "b", "е": "e", "і": "i", "к": "k",
        "м": "m", "н": "h", "о": "o", "р": "p", "с": "c", "т": "t", "у": "y", "х": "x",
    }
)  # fmt: skip
# apostrophes of all kinds; stress marks and invisible characters, which come with text copied from web pages
_DROPPED: Final = (
    *map(ord, "'’ʼ‘`´′ʹ"), 0xAD, 0xFEFF, *range(0x300, 0x370), *range(0x200B, 0x2010), *range(0x2060, 0x2065),
)  # fmt: skip
_FOLDED: Final = {**_SAME, **dict.fromkeys(_DROPPED)}
_WORD: Final = re.compile(r"[^\W_]+")
MOST_WORDS: Final = 8
MOST_LETTERS: Final = 200
"""More words and letters than this narrow nothing down any further; the rest of the typing is not asked for."""


def fold(text: str) -> str:
    """The words of a text, folded, with one space between them."""
    return " ".join(_words(text))


def folded_product(*, title: str, short_title: str, article: str, barcodes: tuple[str, ...]) -> str:
    """What a product is found by: its titles, its article number in parts and joined, and its barcodes."""
    words = list(chain.from_iterable(map(_folded, f"{title} {short_title}".split())))
    of_article = _words(article)
    words += of_article
    if len(of_article) > 1:
        words.append("".join(of_article))
    for barcode in barcodes:
        words += _words(barcode)
    return " ".join(dict.fromkeys(words))


def match_of(query: str) -> SearchWords | None:
    """What was typed as words to search for: every word the beginning of a word, in either keyboard layout.

    None when nothing that could be searched for was typed.
    """
    # what is typed comes once: it would only push the goods' words out of what is remembered
    readings = dict.fromkeys(tuple(_words(reading, _fold)[:MOST_WORDS]) for reading in _readings(query))
    asked = tuple(words for words in readings if words)
    return SearchWords(asked) if asked else None


def _readings(query: str) -> list[str]:
    """What was typed, and what the same keys give in the other layout."""
    typed = query[:MOST_LETTERS].lower()
    readings = [typed]
    if re.search(r"[a-z]", typed):
        readings.append(typed.translate(_SHIFTED).translate(_TO_UKRAINIAN))
    if re.search(r"[а-яіїєґё]", typed):
        readings.append(typed.translate(_TO_LATIN))
    return readings


def _fold(piece: str) -> tuple[str, ...]:
    composed = unicodedata.normalize("NFKC", piece).casefold()
    return tuple(_WORD.findall(composed.translate(_FOLDED)))


@lru_cache(maxsize=16_384)
def _folded(piece: str) -> tuple[str, ...]:
    """The folded words of a piece; the names of a shop's goods are made of few of them, again and again."""
    return _fold(piece)


def _words(text: str, fold: Callable[[str], tuple[str, ...]] = _folded) -> list[str]:
    """A text's words. No letter reaches over a space, so each piece between spaces is folded by itself."""
    if text.isascii() and text.isalnum():
        return [text.lower()]
    return [word for piece in text.split() for word in fold(piece)]
