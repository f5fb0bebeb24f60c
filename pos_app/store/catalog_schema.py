"""The tables of catalog.db, and how its search index is laid out.

The index keeps no text, only which goods hold a word. A good's place in it (`hit`) begins with how well it sells, so
that the index gives the best sellers first and a search may stop after the first few of a million.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import apsw

from pos_app.store.database import Migration

FIRST: Final = "\ua66e"
"""Before the first word of a name: a letter that nobody types (multiocular O)."""

WITHIN: Final = "\ua66d"
"""Before the key of a category (double monocular o)."""

LABELLED: Final = "\ua66b"
"""Before the number of a subgroup (binocular o)."""

LONGEST_PREFIX: Final = 6
"""The index has the beginnings of words up to this length; longer ones are looked up among whole words."""

_NOT_PLAIN: Final = re.compile(r"[^0-9a-z]")
_PLACES: Final = 40
_BEST: Final = 1023


def hit_of(n: int, popularity: int) -> int:
    """Where the good of row `n` stands in the index: sixteen steps for each doubling of its sales.

    Steps, so that a good does not move whenever one is sold; of those on one step the older stands first.
    """
    step = 0
    if popularity > 0:
        bits = popularity.bit_length()
        step = bits * 16 + ((popularity << 4 >> (bits - 1)) & 15)
    return (_BEST - step) << _PLACES | n


def n_of(hit: int) -> int:
    """The row that stands there."""
    return hit & ((1 << _PLACES) - 1)


@lru_cache(maxsize=4096)
def category_key(category_id: str) -> str:
    """A category as a word of the index."""
    return WITHIN + _NOT_PLAIN.sub("", category_id.lower())


def subgroup_key(subgroup_id: int) -> str:
    """A subgroup as a word of the index."""
    return f"{LABELLED}{subgroup_id}"


def indexed(folded: str, category_id: str | None, subgroup_id: int | None = None) -> str:
    """All words a good is found by."""
    first = folded.split(" ", 1)[0]
    marks = [FIRST + first] if first else []
    if category_id is not None:
        marks.append(category_key(category_id))
    if subgroup_id is not None:
        marks.append(subgroup_key(subgroup_id))
    return " ".join([folded, *marks])


def _v1(connection: apsw.Connection) -> None:
    connection.execute(
        """
        CREATE TABLE product (
            n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, code TEXT NOT NULL, name TEXT NOT NULL,
            price INTEGER NOT NULL, unit TEXT NOT NULL,
            folded TEXT NOT NULL, hash TEXT NOT NULL, barcodes TEXT NOT NULL, sold_by_weight INTEGER NOT NULL,
            free_price INTEGER NOT NULL, excise INTEGER NOT NULL, tax_group INTEGER NOT NULL, uktzed TEXT,
            category_id TEXT, picture_id TEXT, picture_url TEXT, popularity INTEGER NOT NULL, stock INTEGER,
            adults_only INTEGER NOT NULL, hidden INTEGER NOT NULL DEFAULT 0, generation INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX product_code ON product (code);
        CREATE INDEX product_popular ON product (popularity DESC, n) WHERE hidden = 0;
        CREATE INDEX product_category ON product (category_id, popularity DESC, n) WHERE hidden = 0;
        CREATE INDEX product_generation ON product (generation, n) WHERE hidden = 0;
        CREATE TABLE barcode (
            number TEXT NOT NULL, product INTEGER NOT NULL, PRIMARY KEY (number, product)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX barcode_product ON barcode (product);
        CREATE VIRTUAL TABLE product_text USING fts5 (
            folded, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 0", prefix = '1 2 3'
        );
        CREATE TABLE category (
            id TEXT PRIMARY KEY, name TEXT NOT NULL, parent_id TEXT, place INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE unit (
            id INTEGER PRIMARY KEY, code TEXT NOT NULL, name TEXT NOT NULL, weighted INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE fact (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
        """
    )


def _v2(connection: apsw.Connection) -> None:
    """Goods by sales in the index, figures kept instead of counted, and generations apart from the wide rows."""
    connection.execute(
        """
        CREATE TABLE seen (n INTEGER PRIMARY KEY, generation INTEGER NOT NULL) STRICT;
        INSERT INTO seen SELECT n, generation FROM product WHERE hidden = 0;
        DROP INDEX product_generation;
        ALTER TABLE product DROP COLUMN generation;
        CREATE TABLE tally (
            kind TEXT NOT NULL, key TEXT NOT NULL, shown INTEGER NOT NULL, PRIMARY KEY (kind, key)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO tally SELECT 'all', '', count(*) FROM product WHERE hidden = 0;
        INSERT INTO tally
            SELECT 'category', coalesce(category_id, ''), count(*) FROM product WHERE hidden = 0 GROUP BY 2;
        INSERT INTO tally SELECT 'tax', tax_group, count(*) FROM product WHERE hidden = 0 GROUP BY 2;
        DROP TABLE product_text;
        CREATE VIRTUAL TABLE product_text USING fts5 (
            folded, content = '', contentless_delete = 1, detail = none,
            tokenize = "unicode61 remove_diacritics 0", prefix = '1 2 3 4 5 6'
        );
        """
    )

    def texts() -> Iterator[tuple[int, str]]:
        found = connection.cursor().execute(
            "SELECT n, popularity, folded, category_id FROM product WHERE hidden = 0 ORDER BY popularity DESC, n"
        )
        for n, popularity, folded, category_id in found:
            yield hit_of(n, popularity), indexed(folded, category_id)

    connection.executemany("INSERT INTO product_text (rowid, folded) VALUES (?, ?)", texts())


def _v3(connection: apsw.Connection) -> None:
    """Excise goods without a УКТЗЕД are counted for the owner, however many goods there are."""
    connection.execute(
        "CREATE INDEX product_bare_excise ON product (n)"
        " WHERE hidden = 0 AND tax_group BETWEEN 5 AND 10 AND uktzed IS NULL"
    )


def _v4(connection: apsw.Connection) -> None:
    """SmartKasa's bookmarks, since when this till knows a price, and rows that SmartKasa sent spoilt."""
    connection.execute(
        """
        ALTER TABLE product ADD COLUMN bookmarked INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE product ADD COLUMN priced_at INTEGER;
        CREATE INDEX product_bookmarked ON product (popularity DESC, n) WHERE bookmarked = 1 AND hidden = 0;
        CREATE TABLE odd (
            id TEXT PRIMARY KEY, name TEXT NOT NULL, reason TEXT NOT NULL, sold INTEGER NOT NULL,
            generation INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
    )


def _v5(connection: apsw.Connection) -> None:
    """When a product's price changed last, and what it was: for price labels. A changed row alone pays for it."""
    connection.execute(
        """
        CREATE TABLE price_change (n INTEGER PRIMARY KEY, was INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;
        CREATE INDEX price_change_at ON price_change (at);
        CREATE TRIGGER product_price AFTER UPDATE OF price ON product WHEN old.price <> new.price BEGIN
            INSERT OR REPLACE INTO price_change (n, was, at) VALUES (new.n, old.price, unixepoch());
        END;
        """
    )


def _v6(connection: apsw.Connection) -> None:
    """Subgroups, and what goods were bought for; known from the next pass on. Fewer, longer merges of the index."""
    connection.execute(
        """
        ALTER TABLE product ADD COLUMN subgroup_id INTEGER;
        ALTER TABLE product ADD COLUMN cost INTEGER;
        CREATE INDEX product_subgroup ON product (subgroup_id, popularity DESC, n)
            WHERE hidden = 0 AND subgroup_id IS NOT NULL;
        CREATE TABLE subgroup (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;
        INSERT INTO product_text (product_text, rank) VALUES ('automerge', 16);
        """
    )


MIGRATIONS: Final[tuple[Migration, ...]] = (_v1, _v2, _v3, _v4, _v5, _v6)
