"""How goods get into catalog.db: a page at a time, only what differs, and the search index and figures with it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from pos_app.store.catalog_rows import COLUMNS, CatalogRow, OddRow, PageResult, values_of
from pos_app.store.catalog_schema import hit_of, indexed
from pos_app.store.database import Database, Value, told_in_words

AT_ONCE: Final = 250
"""Rows that one statement asks for."""

_SET: Final = ", ".join(
    "stock = coalesce(?, stock)" if name == "stock" else f"{name} = ?"
    for name in COLUMNS.split(", ")
    if name not in {"id", "popularity"}
)
_RANKED: Final = "id, n, popularity, folded, category_id, subgroup_id"
_KEPT: Final = tuple(at for at, name in enumerate(COLUMNS.split(", ")) if name not in {"id", "popularity"})

# what a row was before it is written: n, hash, hidden, popularity, category_id, tax_group, subgroup_id
_Old = tuple[int, str, int, int, str | None, int, int | None]


def many(database: Database, sql: str, rows: Sequence[Sequence[Value]]) -> None:
    """One statement for each of these rows. Inside a transaction."""
    if rows:
        with told_in_words():
            database.connection.executemany(sql, rows)


class Tally:
    """How many goods are shown: in all, by category, tax group and subgroup. Differences are summed, written once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._differences: Counter[tuple[str, str]] = Counter()

    def add(self, category_id: str | None, tax_group: int, subgroup_id: int | None, shown: int) -> None:
        """So many more (or fewer) goods like this are shown."""
        for key in (("all", ""), ("category", category_id or ""), ("tax", str(tax_group))):
            self._differences[key] += shown
        if subgroup_id is not None:
            self._differences["subgroup", str(subgroup_id)] += shown

    def write(self) -> None:
        """Put the differences down."""
        many(
            self._database,
            "INSERT INTO tally (kind, key, shown) VALUES (?, ?, ?)"
            " ON CONFLICT (kind, key) DO UPDATE SET shown = shown + excluded.shown",
            [(kind, key, shown) for (kind, key), shown in self._differences.items() if shown],
        )


def write_page(database: Database, rows: Iterable[CatalogRow], generation: int, at: int | None) -> PageResult:
    """Write the rows that differ, and note all of them as seen; prices are known since `at`. Inside a transaction."""
    page = list({row.id: row for row in rows}.values())
    added = changed = 0
    tally = Tally(database)
    for start in range(0, len(page), AT_ONCE):
        part = page[start : start + AT_ONCE]
        olds = _olds(database, [row.id for row in part])
        new = [row for row in part if row.id not in olds]
        other = [(row, olds[row.id]) for row in part if row.id in olds and olds[row.id][1:3] != (row.hash, 0)]
        same = [olds[row.id][0] for row in part if row.id in olds and olds[row.id][1:3] == (row.hash, 0)]
        _add(database, tally, new, generation, at)
        _change(database, tally, other, generation, at)
        many(database, "UPDATE seen SET generation = ? WHERE n = ?", [(generation, n) for n in same])
        added += len(new)
        changed += len(other)
    tally.write()
    return PageResult(added, changed)


def _olds(database: Database, ids: Sequence[str]) -> dict[str, _Old]:
    marks = ", ".join("?" * len(ids))
    rows = database.rows(
        "SELECT id, n, hash, hidden, popularity, category_id, tax_group, subgroup_id FROM product"
        f" WHERE id IN ({marks})",
        ids,
    )
    return {row[0]: row[1:] for row in rows}


def _add(database: Database, tally: Tally, rows: Sequence[CatalogRow], generation: int, at: int | None) -> None:
    if not rows:
        return
    (last,) = database.rows("SELECT max(n) FROM product")[0]
    numbered = list(enumerate(rows, start=(last or 0) + 1))
    marks = ", ".join("?" * (COLUMNS.count(",") + 3))
    values = [(n, at, *values_of(row)) for n, row in numbered]
    many(database, f"INSERT INTO product (n, priced_at, {COLUMNS}) VALUES ({marks})", values)
    _find(database, [(n, row.popularity, row) for n, row in numbered], generation)
    for row in rows:
        tally.add(row.category_id, row.tax_group, row.subgroup_id, 1)


def _change(
    database: Database, tally: Tally, pairs: Sequence[tuple[CatalogRow, _Old]], generation: int, at: int | None
) -> None:
    shown = []
    for row, (n, _, hidden, popularity, category_id, tax_group, subgroup_id) in pairs:
        if not hidden:
            shown.append((n, popularity))
            tally.add(category_id, tax_group, subgroup_id, -1)
        tally.add(row.category_id, row.tax_group, row.subgroup_id, 1)
    forget(database, shown)
    changed: list[tuple[Value, ...]] = []
    for row, old in pairs:
        values = values_of(row)
        changed.append((*(values[place] for place in _KEPT), row.price, at, old[0]))
    since = "priced_at = CASE WHEN price = ? THEN priced_at ELSE ? END"
    many(database, f"UPDATE product SET {_SET}, {since}, hidden = 0 WHERE n = ?", changed)
    _find(database, [(old[0], old[3], row) for row, old in pairs], generation)


def _find(database: Database, rows: Sequence[tuple[int, int, CatalogRow]], generation: int) -> None:
    """Make goods found: (n, popularity, row)."""
    many(
        database,
        "INSERT INTO product_text (rowid, folded) VALUES (?, ?)",
        [
            (hit_of(n, popularity), indexed(row.folded, row.category_id, row.subgroup_id))
            for n, popularity, row in rows
        ],
    )
    many(
        database,
        "INSERT OR IGNORE INTO barcode (number, product) VALUES (?, ?)",
        [(number, n) for n, _, row in rows for number in row.barcodes],
    )
    many(database, "INSERT OR REPLACE INTO seen (n, generation) VALUES (?, ?)", [(n, generation) for n, _, _ in rows])


def write_odd(database: Database, seen: Sequence[str], odd: Sequence[OddRow], generation: int) -> None:
    """What is wrong with some of the rows just seen; the others are well (again). Inside a transaction."""
    if database.row("SELECT 1 FROM odd LIMIT 1"):
        many(database, "DELETE FROM odd WHERE id = ?", [(product_id,) for product_id in seen])
    many(
        database,
        "INSERT OR REPLACE INTO odd (id, name, reason, sold, generation) VALUES (?, ?, ?, ?, ?)",
        [(row.id, row.name, row.reason, int(row.sold), generation) for row in odd],
    )


def forget(database: Database, goods: Sequence[tuple[int, int]]) -> None:
    """Make goods found no more: (n, popularity)."""
    many(database, "DELETE FROM product_text WHERE rowid = ?", [(hit_of(n, popularity),) for n, popularity in goods])
    many(database, "DELETE FROM barcode WHERE product = ?", [(n,) for n, _ in goods])
    many(database, "DELETE FROM seen WHERE n = ?", [(n,) for n, _ in goods])


def write_popularity(database: Database, popularity: dict[str, int]) -> None:
    """How often goods sell, by id; everything else is 0. Those that sell much better or worse move in the index."""
    old = {
        row[0]: row[1:]
        for row in database.rows(f"SELECT {_RANKED} FROM product WHERE popularity > 0 AND hidden = 0")
    }
    asked = [product_id for product_id, sold in popularity.items() if sold > 0 and product_id not in old]
    for start in range(0, len(asked), AT_ONCE):
        part = asked[start : start + AT_ONCE]
        marks = ", ".join("?" * len(part))
        for row in database.rows(
            f"SELECT {_RANKED} FROM product WHERE hidden = 0 AND id IN ({marks})", part
        ):
            old[row[0]] = row[1:]
    gone: list[tuple[Value, ...]] = []
    back: list[tuple[Value, ...]] = []
    ranks: list[tuple[Value, ...]] = []
    for product_id, (n, before, *words) in old.items():
        after = max(popularity.get(product_id, 0), 0)
        if after != before:
            ranks.append((after, n))
        if hit_of(n, after) != hit_of(n, before):
            gone.append((hit_of(n, before),))
            back.append((hit_of(n, after), indexed(*words)))
    many(database, "DELETE FROM product_text WHERE rowid = ?", gone)
    many(database, "INSERT INTO product_text (rowid, folded) VALUES (?, ?)", back)
    many(database, "UPDATE product SET popularity = ? WHERE n = ?", ranks)
