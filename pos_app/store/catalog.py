"""catalog.db: the goods as SmartKasa has them, searchable at once however many there are.

Written only by the sync, page by page, each page with the sync's cursor in one transaction. It may be thrown away and
read anew. Text for search is folded by whoever writes and asks (`folded`); the store compares it as it stands.
"""

import heapq
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final

from pos_app.store.catalog_rows import COLUMNS as _COLUMNS
from pos_app.store.catalog_rows import CatalogRow, CategoryRow, OddRow, PageResult, SearchWords, SubgroupRow, UnitRow
from pos_app.store.catalog_rows import row_of as _row
from pos_app.store.catalog_schema import MIGRATIONS
from pos_app.store.catalog_search import Among, find
from pos_app.store.catalog_writing import Tally, forget, many, write_odd, write_page, write_popularity
from pos_app.store.database import Database, open_database

__all__ = [
    "CatalogRow",
    "CatalogStore",
    "CategoryRow",
    "OddRow",
    "PageResult",
    "SearchWords",
    "SubgroupRow",
    "UnitRow",
    "open_catalog_store",
]


_PAGES_IN_WAL: Final = 4000
"""16 MB: a pass writes the same pages of the index again and again, and folding each into the file costs the most."""


class CatalogStore:
    """Every table of catalog.db. The sync calls `begin_pass`, `put_page` …; the till only reads."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.now: Callable[[], datetime] | None = None
        """The clock by which a price is known since then; set by whoever writes."""

    @property
    def moment(self) -> int | None:
        """Now by that clock, seconds of Unix time; None where it was not set."""
        return int(self.now().timestamp()) if self.now is not None else None

    # what the sync writes

    def put_page(self, rows: Iterable[CatalogRow], *, generation: int, cursor: Any = None) -> PageResult:
        """One page and the cursor after it, in one transaction. A row without stock leaves the known stock as it is."""
        with self.database.transaction():
            result = write_page(self.database, rows, generation, self.moment)
            if cursor is not None:
                self.put_fact("cursor", cursor)
        return result

    def put_odd(self, seen: Sequence[str], odd: Sequence[OddRow], *, generation: int) -> None:
        """What is wrong with some of the rows just seen, for the doctor to name."""
        with self.database.transaction():
            write_odd(self.database, seen, odd, generation)

    def forget_odd(self, generation: int) -> None:
        """A pass of this generation has come to its end: what it did not meet again is no longer there."""
        self.database.run("DELETE FROM odd WHERE generation < ?", (generation,))

    def odd(self, most: int) -> tuple[int, list[OddRow]]:
        """How many rows SmartKasa sent spoilt, and the first so many; those that cannot be sold first."""
        count = self.database.row("SELECT count(*) FROM odd")
        rows = self.database.rows("SELECT id, name, reason, sold FROM odd ORDER BY sold, name, id LIMIT ?", (most,))
        return (count[0] if count else 0), [OddRow(row[0], row[1], row[2], bool(row[3])) for row in rows]

    def numbers_of_several(self, most: int) -> list[str]:
        """Barcodes that more than one shown product has, the first so many."""
        rows = self.database.rows(
            "SELECT number FROM barcode GROUP BY number HAVING count(*) > 1 ORDER BY number LIMIT ?", (most,)
        )
        return [row[0] for row in rows]

    def unseen(self, generation: int) -> list[str]:
        """Shown products that the pass of this generation did not meet: candidates for hiding, each to be confirmed."""
        rows = self.database.rows(
            "SELECT id FROM seen JOIN product USING (n) WHERE generation < ? ORDER BY n", (generation,)
        )
        return [row[0] for row in rows]

    def hide(self, product_ids: Iterable[str]) -> int:
        """Deleted in SmartKasa: no longer found or scanned. The row stays for receipts that name it."""
        hidden = 0
        with self.database.transaction():
            tally = Tally(self.database)
            for product_id in product_ids:
                row = self.database.row(
                    "SELECT n, popularity, category_id, tax_group, subgroup_id FROM product"
                    " WHERE id = ? AND hidden = 0",
                    (product_id,),
                )
                if row is not None:
                    hidden += self.database.run("UPDATE product SET hidden = 1 WHERE n = ?", row[:1])
                    forget(self.database, [row[:2]])
                    tally.add(row[2], row[3], row[4], -1)
            tally.write()
        return hidden

    def begin_stock(self) -> None:
        """All cards of the shop come now, by `put_stock` with `noted`."""
        self.database.run("CREATE TEMP TABLE IF NOT EXISTS carded (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID")
        self.database.run("DELETE FROM temp.carded")

    def end_stock(self) -> None:
        """They have all come: what has no card is not counted any more. No card at all is no answer to believe."""
        if self.database.row("SELECT 1 FROM temp.carded LIMIT 1"):
            self.database.run(
                "UPDATE product SET stock = NULL WHERE stock IS NOT NULL AND id NOT IN (SELECT id FROM temp.carded)"
            )
        self.database.run("DELETE FROM temp.carded")

    def put_stock(self, stock: Sequence[tuple[str, int | None]], *, noted: bool = False) -> None:
        """Stock of products by id, thousandths; `noted`: between `begin_stock` and `end_stock`."""
        with self.database.transaction():
            if noted:
                ids = [(product_id,) for product_id, _ in stock]
                many(self.database, "INSERT OR IGNORE INTO temp.carded (id) VALUES (?)", ids)
            many(
                self.database,
                "UPDATE product SET stock = ? WHERE id = ? AND stock IS NOT ?",
                [(quantity, product_id, quantity) for product_id, quantity in stock],
            )

    def take_stock(self, goods: Iterable[tuple[str, int]]) -> None:
        """So much less of products by id, thousandths, where stock is counted."""
        with self.database.transaction():
            many(
                self.database,
                "UPDATE product SET stock = stock - ? WHERE id = ? AND stock IS NOT NULL",
                [(quantity, product_id) for product_id, quantity in goods],
            )

    def put_popularity(self, popularity: Iterable[tuple[str, int]]) -> None:
        """How often products sell, by id; everything else is 0."""
        with self.database.transaction():
            write_popularity(self.database, dict(popularity))

    def tidy(self, pages: int = 500) -> bool:
        """Merge a little of the search index, so that it stays one; → was there anything to do?"""
        before = self.database.connection.total_changes()
        self.database.run("INSERT INTO product_text (product_text, rank) VALUES ('merge', ?)", (pages,))
        return self.database.connection.total_changes() - before >= 2

    def put_categories(self, categories: Iterable[CategoryRow]) -> None:
        """All categories of the shop, in place of the old ones."""
        with self.database.transaction():
            self.database.run("DELETE FROM category")
            for row in categories:
                self.database.run(
                    "INSERT OR REPLACE INTO category (id, name, parent_id, place) VALUES (?, ?, ?, ?)",
                    (row.id, row.name, row.parent_id, row.place),
                )

    def put_subgroups(self, subgroups: Iterable[SubgroupRow]) -> None:
        """All subgroups of the account, in place of the old ones."""
        with self.database.transaction():
            self.database.run("DELETE FROM subgroup")
            rows = [(row.id, row.name) for row in subgroups]
            many(self.database, "INSERT OR REPLACE INTO subgroup (id, name) VALUES (?, ?)", rows)

    def put_units(self, units: Iterable[UnitRow]) -> None:
        """All units of measure, in place of the old ones."""
        with self.database.transaction():
            self.database.run("DELETE FROM unit")
            for row in units:
                self.database.run(
                    "INSERT OR REPLACE INTO unit (id, code, name, weighted) VALUES (?, ?, ?, ?)",
                    (row.id, row.code, row.name, int(row.weighted)),
                )

    def put_fact(self, key: str, value: Any) -> None:
        """A small fact of the sync: cursor, generation, synced_at …"""
        self.database.run("INSERT OR REPLACE INTO fact (key, value) VALUES (?, ?)", (key, json.dumps(value)))

    # what the till reads

    def fact(self, key: str, default: Any = None) -> Any:
        """A small fact of the sync, JSON."""
        row = self.database.row("SELECT value FROM fact WHERE key = ?", (key,))
        return json.loads(row[0]) if row else default

    def count(self) -> int:
        """How many products are shown."""
        row = self.database.row("SELECT shown FROM tally WHERE kind = 'all'")
        return int(row[0]) if row else 0

    def by_id(self, product_id: str) -> CatalogRow | None:
        """One shown product."""
        row = self.database.row(f"SELECT {_COLUMNS} FROM product WHERE id = ? AND hidden = 0", (product_id,))
        return _row(row) if row else None

    def by_ids(self, product_ids: Sequence[str]) -> list[CatalogRow]:
        """Shown products by their ids, in no order."""
        rows = self.database.rows(
            f"SELECT {_COLUMNS} FROM product WHERE hidden = 0 AND id IN ({_marks(product_ids)})", product_ids
        )
        return [_row(row) for row in rows]

    def by_barcode(self, number: str) -> list[CatalogRow]:
        """Every shown product with this number; barcodes are not unique in SmartKasa."""
        rows = self.database.rows(
            f"SELECT {_COLUMNS} FROM product WHERE hidden = 0"
            " AND n IN (SELECT product FROM barcode WHERE number = ?) ORDER BY popularity DESC, n",
            (number,),
        )
        return [_row(row) for row in rows]

    def by_code(self, code: str) -> list[CatalogRow]:
        """Every shown product with this article number."""
        rows = self.database.rows(f"SELECT {_COLUMNS} FROM product WHERE hidden = 0 AND code = ? ORDER BY n", (code,))
        return [_row(row) for row in rows]

    def search(
        self,
        words: SearchWords,
        *,
        limit: int,
        category_ids: Sequence[str] = (),
        subgroup_id: int | None = None,
        in_stock: bool = False,
    ) -> list[CatalogRow]:
        """Products that hold the beginnings of all words: the better match first, then the better seller."""
        among = Among(tuple(category_ids), subgroup_id)
        return find(self.database, words, limit=limit, among=among, in_stock=in_stock)

    def bookmarked(self, *, limit: int) -> list[CatalogRow]:
        """Products under SmartKasa's bookmarks, the best sellers first."""
        rows = self.database.rows(
            f"SELECT {_COLUMNS} FROM product WHERE bookmarked = 1 AND hidden = 0 ORDER BY popularity DESC, n LIMIT ?",
            (limit,),
        )
        return [_row(row) for row in rows]

    def priced_at(self, product_id: str) -> datetime | None:
        """Since when this till knows a product's price."""
        row = self.database.row("SELECT priced_at FROM product WHERE id = ?", (product_id,))
        return datetime.fromtimestamp(row[0], UTC) if row and row[0] is not None else None

    def popular(
        self,
        *,
        limit: int,
        category_ids: Sequence[str] = (),
        subgroup_id: int | None = None,
        in_stock: bool = False,
    ) -> list[CatalogRow]:
        """The best-selling products, of some categories or a subgroup if they are named."""
        there = " AND (stock IS NULL OR stock > 0)" if in_stock else ""
        there += "" if subgroup_id is None else f" AND subgroup_id = {int(subgroup_id)}"
        if not category_ids:
            rows = self.database.rows(
                f"SELECT {_COLUMNS} FROM product WHERE hidden = 0{there} ORDER BY popularity DESC, n LIMIT ?", (limit,)
            )
            return [_row(row) for row in rows]
        # the index has each category in this order: taking the best of each is cheaper than sorting a whole branch
        branches = [
            self.database.rows(
                f"SELECT -popularity, n FROM product WHERE hidden = 0 AND category_id = ?{there}"
                " ORDER BY popularity DESC, n LIMIT ?",
                (category_id, limit),
            )
            for category_id in dict.fromkeys(category_ids)
        ]
        best = [n for _, n in islice(heapq.merge(*branches), limit)]
        found = {
            row[-1]: _row(row)
            for row in self.database.rows(f"SELECT {_COLUMNS}, n FROM product WHERE n IN ({_marks(best)})", best)
        }
        return [found[n] for n in best]

    def repriced(self, since: int, *, limit: int) -> list[tuple[CatalogRow, int, int]]:
        """Shown products whose price changed since then: each with what it was and when, seconds of Unix time."""
        rows = self.database.rows(
            f"SELECT {_COLUMNS}, was, at FROM price_change JOIN product USING (n)"
            " WHERE at >= ? AND hidden = 0 AND price <> was ORDER BY at DESC, n LIMIT ?",
            (since, limit),
        )
        return [(_row(row), row[-2], row[-1]) for row in rows]

    def categories(self) -> list[tuple[CategoryRow, int]]:
        """Every category with how many shown products lie right in it."""
        counts: dict[str, int] = dict(self.database.rows("SELECT key, shown FROM tally WHERE kind = 'category'"))
        rows = self.database.rows("SELECT id, name, parent_id, place FROM category ORDER BY place, name")
        return [(CategoryRow(*row), int(counts.get(row[0], 0))) for row in rows]

    def subgroups(self) -> list[tuple[SubgroupRow, int]]:
        """Every subgroup by name, with how many shown products carry it."""
        counts: dict[str, int] = dict(self.database.rows("SELECT key, shown FROM tally WHERE kind = 'subgroup'"))
        rows = [SubgroupRow(*row) for row in self.database.rows("SELECT id, name FROM subgroup ORDER BY name, id")]
        return [(row, int(counts.get(str(row.id), 0))) for row in rows]

    def units(self) -> list[UnitRow]:
        """Every unit of measure."""
        rows = self.database.rows("SELECT id, code, name, weighted FROM unit")
        return [UnitRow(row[0], row[1], row[2], bool(row[3])) for row in rows]

    def tax_groups(self) -> list[int]:
        """Which of SmartKasa's tax groups occur among shown products."""
        rows = self.database.rows("SELECT key FROM tally WHERE kind = 'tax' AND shown > 0")
        return sorted(int(row[0]) for row in rows)

    def category_path(self, category_id: str) -> list[str]:
        """A category and those above it, nearest first; a loop among them ends after so many steps."""
        rows = self.database.rows(
            "WITH RECURSIVE up (id, far) AS (SELECT ?, 0 UNION"
            " SELECT parent_id, far + 1 FROM category JOIN up USING (id) WHERE parent_id IS NOT NULL AND far < 16)"
            " SELECT id FROM up ORDER BY far",
            (category_id,),
        )
        return list(dict.fromkeys(row[0] for row in rows))

    def excise_without_uktzed(self, most: int) -> tuple[int, list[str]]:
        """How many shown excise goods have no УКТЗЕД, which their receipt must show; and names of the first so many."""
        bare = "FROM product WHERE hidden = 0 AND tax_group BETWEEN 5 AND 10 AND uktzed IS NULL"
        count = self.database.row(f"SELECT count(*) {bare}")
        names = self.database.rows(f"SELECT name {bare} ORDER BY n LIMIT ?", (most,))
        return (count[0] if count else 0), [row[0] for row in names]

    def close(self) -> None:
        """Close the file."""
        self.database.close()


def open_catalog_store(path: Path | None) -> CatalogStore:
    """Open catalog.db; NORMAL durability, since every row can be read anew. `path` None: memory."""
    database = open_database(path, MIGRATIONS, durable=False)
    database.connection.wal_autocheckpoint(_PAGES_IN_WAL)
    return CatalogStore(database)


def _marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))
