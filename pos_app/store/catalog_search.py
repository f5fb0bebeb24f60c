"""Finding goods by the beginnings of words: first what matches better, then what sells better."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pos_app.store.catalog_rows import COLUMNS, CatalogRow, SearchWords, row_of
from pos_app.store.catalog_schema import FIRST, LONGEST_PREFIX, category_key, n_of, subgroup_key
from pos_app.store.database import Database

_HITS: Final = "SELECT rowid FROM product_text WHERE product_text MATCH ? ORDER BY rowid LIMIT ?"


MOST_LOOKED_THROUGH: Final = 4000
"""Where only goods in stock are wanted and so many of the best matches are out of stock, the rest are too."""


@dataclass(frozen=True, slots=True)
class Among:
    """Where to look: among the goods of any of these categories, of this subgroup, or of both; else among all."""

    category_ids: tuple[str, ...] = ()
    subgroup_id: int | None = None

    def narrowed(self, match: str) -> str:
        """An FTS5 expression for what matches and lies there."""
        parts = [match]
        if self.category_ids:
            parts.append(" OR ".join(f'"{category_key(category_id)}"' for category_id in self.category_ids))
        if self.subgroup_id is not None:
            parts.append(f'"{subgroup_key(self.subgroup_id)}"')
        return match if len(parts) == 1 else " AND ".join(f"({part})" for part in parts)


def find(
    database: Database, words: SearchWords, *, limit: int, among: Among, in_stock: bool = False
) -> list[CatalogRow]:
    """The first `limit` goods, or of those that are in stock or not counted."""
    if not in_stock:
        return _find(database, words, limit, among)
    wide = limit
    while True:
        found = _find(database, words, wide, among)
        there = [row for row in found if row.stock is None or row.stock > 0]
        if len(there) >= limit or len(found) < wide or wide >= MOST_LOOKED_THROUGH:
            return there[:limit]
        wide *= 4


def _find(database: Database, words: SearchWords, limit: int, among: Among) -> list[CatalogRow]:
    """Each kind of match is asked for in turn, until there are enough.

    The index stands in the order of sales, so each question ends after its first few answers, however many there are.
    """
    tiers: dict[int, int] = {}
    for tier, match in enumerate(_matches(words, among)):
        if len(tiers) >= limit:
            break
        for (hit,) in database.rows(_HITS, (match, limit)):
            tiers.setdefault(n_of(hit), tier)
    if not tiers:
        return []
    marks = ", ".join("?" * len(tiers))
    rows = database.rows(
        f"SELECT {COLUMNS}, n FROM product WHERE hidden = 0 AND n IN ({marks})", list(tiers)
    )
    rows.sort(key=lambda row: (tiers[row[-1]], -row[_POPULARITY], row[-1]))
    return [row_of(row) for row in rows[:limit]]


_POPULARITY: Final = COLUMNS.split(", ").index("popularity")


def _matches(words: SearchWords, among: Among) -> list[str]:
    """FTS5 expressions, the best kind of match first."""
    kinds = (_begins_with_the_word, _whole_words, _begins_with, _anywhere)
    found = [" OR ".join(f"({kind(reading)})" for reading in words.readings if reading) for kind in kinds]
    return [among.narrowed(match) for match in dict.fromkeys(found) if match]


def _begins_with_the_word(words: tuple[str, ...]) -> str:
    return " AND ".join([f'"{FIRST}{words[0]}"', *_prefixes(words[1:])])


def _whole_words(words: tuple[str, ...]) -> str:
    """All but the last are whole; the last is whole too: it is an article, a barcode, or a word that was typed out."""
    return " AND ".join(f'"{word}"' for word in words)


def _begins_with(words: tuple[str, ...]) -> str:
    """The mark takes one of the letters that the index has the beginnings for; the whole beginning is asked for too."""
    return " AND ".join([f'"{FIRST}{words[0][: LONGEST_PREFIX - 1]}"*', *_prefixes(words)])


def _anywhere(words: tuple[str, ...]) -> str:
    return " AND ".join(_prefixes(words))


def _prefixes(words: Sequence[str]) -> list[str]:
    return [f'"{word}"*' for word in words]
