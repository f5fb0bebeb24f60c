"""catalog.db: the goods as SmartKasa has them, searchable at once however many there are.

Written only by the sync, page by page, each page with the sync's cursor in one transaction. It may be thrown away and
read anew. Text for search is folded by whoever writes and asks (`folded`); the store compares it as it stands.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import apsw

from pos_app.domain.product import Product
from pos_app.store.database import Database, Migration, Row, open_database


@dataclass(frozen=True, slots=True)
class CatalogRow:
    """One product. `id` is SmartKasa's UUID; `price` kopecks a unit; `stock` thousandths (None: not counted).

    `folded` is the text to search in; `hash` the content's, so that an unchanged row is not written again;
    `tax_group` SmartKasa's 0–10; `popularity` the higher the sooner shown.
    """

    id: str
    code: str
    name: str
    price: int
    unit: str
    folded: str
    hash: str
    barcodes: tuple[str, ...] = ()
    sold_by_weight: bool = False
    free_price: bool = False
    excise: bool = False
    tax_group: int = 0
    uktzed: str | None = None
    category_id: str | None = None
    picture_id: str | None = None
    picture_url: str | None = None
    popularity: int = 0
    stock: int | None = None
    adults_only: bool = False

    def product(self, tax_codes: Sequence[int] = ()) -> Product:
        """The product as the till sells it, with the register's tax codes for its group."""
        return Product(
            id=self.id,
            code=self.code,
            name=self.name,
            barcode=self.barcodes[0] if self.barcodes else None,
            price=self.price,
            unit=self.unit,
            sold_by_weight=self.sold_by_weight,
            free_price=self.free_price,
            excise=self.excise,
            tax_group=self.tax_group,
            tax_codes=tuple(tax_codes),
            stock=self.stock,
            uktzed=self.uktzed,
            category_id=self.category_id,
            picture_id=self.picture_id,
            picture_url=self.picture_url,
            adults_only=self.adults_only,
        )


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """One category of the shop's tree; ids are SmartKasa's UUIDs."""

    id: str
    name: str
    parent_id: str | None
    place: int = 0


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit of measure: SmartKasa's `code` first, its account's `id` second."""

    id: int
    code: str
    name: str
    weighted: bool


@dataclass(frozen=True, slots=True)
class PageResult:
    """What writing a page changed."""

    added: int
    changed: int


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


MIGRATIONS: Final[tuple[Migration, ...]] = (_v1,)

_COLUMNS = (
    "id, code, name, price, unit, folded, hash, barcodes, sold_by_weight, free_price, excise, tax_group, uktzed,"
    " category_id, picture_id, picture_url, popularity, stock, adults_only"
)


class CatalogStore:
    """Every table of catalog.db. The sync calls `begin_pass`, `put_page` …; the till only reads."""

    def __init__(self, database: Database) -> None:
        self.database = database

    # what the sync writes

    def put_page(self, rows: Iterable[CatalogRow], *, generation: int, cursor: Any = None) -> PageResult:
        """One page and the cursor after it, in one transaction. A row without stock leaves the known stock as it is."""
        added = changed = 0
        with self.database.transaction():
            for row in rows:
                old = self.database.row("SELECT hash, hidden, n FROM product WHERE id = ?", (row.id,))
                if old is None:
                    added += 1
                elif old[:2] == (row.hash, 0):
                    self.database.run("UPDATE product SET generation = ? WHERE id = ?", (generation, row.id))
                    continue
                else:
                    changed += 1
                self._put(row, generation, old_n=old[2] if old else None)
            if cursor is not None:
                self.put_fact("cursor", cursor)
        return PageResult(added, changed)

    def _put(self, row: CatalogRow, generation: int, *, old_n: int | None) -> None:
        if old_n is not None:
            self._forget_text(old_n)
        self.database.run(
            f"INSERT INTO product ({_COLUMNS}, generation)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET code = excluded.code, name = excluded.name, price = excluded.price,"
            " unit = excluded.unit, folded = excluded.folded, hash = excluded.hash, barcodes = excluded.barcodes,"
            " sold_by_weight = excluded.sold_by_weight, free_price = excluded.free_price, excise = excluded.excise,"
            " tax_group = excluded.tax_group, uktzed = excluded.uktzed, category_id = excluded.category_id,"
            " picture_id = excluded.picture_id, picture_url = excluded.picture_url,"
            " stock = coalesce(excluded.stock, stock), adults_only = excluded.adults_only, hidden = 0,"
            " generation = excluded.generation",
            (
                row.id,
                row.code,
                row.name,
                row.price,
                row.unit,
                row.folded,
                row.hash,
                json.dumps(row.barcodes),
                int(row.sold_by_weight),
                int(row.free_price),
                int(row.excise),
                row.tax_group,
                row.uktzed,
                row.category_id,
                row.picture_id,
                row.picture_url,
                row.popularity,
                row.stock,
                int(row.adults_only),
                generation,
            ),
        )
        n = self.database.connection.last_insert_rowid() if old_n is None else old_n
        self.database.run("INSERT INTO product_text (rowid, folded) VALUES (?, ?)", (n, row.folded))
        for number in dict.fromkeys(row.barcodes):
            self.database.run("INSERT INTO barcode (number, product) VALUES (?, ?)", (number, n))

    def _forget_text(self, n: int) -> None:
        self.database.run("DELETE FROM product_text WHERE rowid = ?", (n,))
        self.database.run("DELETE FROM barcode WHERE product = ?", (n,))

    def unseen(self, generation: int) -> list[str]:
        """Shown products that the pass of this generation did not meet: candidates for hiding, each to be confirmed."""
        rows = self.database.rows(
            "SELECT id FROM product WHERE hidden = 0 AND generation < ? ORDER BY n", (generation,)
        )
        return [row[0] for row in rows]

    def touch(self, product_ids: Iterable[str], *, generation: int) -> None:
        """Confirmed to be there after all."""
        with self.database.transaction():
            for product_id in product_ids:
                self.database.run("UPDATE product SET generation = ? WHERE id = ?", (generation, product_id))

    def hide(self, product_ids: Iterable[str]) -> int:
        """Deleted in SmartKasa: no longer found or scanned. The row stays for receipts that name it."""
        hidden = 0
        with self.database.transaction():
            for product_id in product_ids:
                row = self.database.row("SELECT n FROM product WHERE id = ? AND hidden = 0", (product_id,))
                if row is not None:
                    hidden += self.database.run("UPDATE product SET hidden = 1 WHERE n = ?", row)
                    self._forget_text(row[0])
        return hidden

    def put_stock(self, stock: Iterable[tuple[str, int | None]]) -> None:
        """Stock of products by id, thousandths."""
        with self.database.transaction():
            for product_id, quantity in stock:
                self.database.run("UPDATE product SET stock = ? WHERE id = ?", (quantity, product_id))

    def put_popularity(self, popularity: Iterable[tuple[str, int]]) -> None:
        """How often products sell, by id; everything else is 0."""
        with self.database.transaction():
            self.database.run("UPDATE product SET popularity = 0 WHERE popularity <> 0")
            for product_id, rank in popularity:
                self.database.run("UPDATE product SET popularity = ? WHERE id = ?", (rank, product_id))

    def put_categories(self, categories: Iterable[CategoryRow]) -> None:
        """All categories of the shop, in place of the old ones."""
        with self.database.transaction():
            self.database.run("DELETE FROM category")
            for row in categories:
                self.database.run(
                    "INSERT OR REPLACE INTO category (id, name, parent_id, place) VALUES (?, ?, ?, ?)",
                    (row.id, row.name, row.parent_id, row.place),
                )

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
        return int(self.database.rows("SELECT count(*) FROM product WHERE hidden = 0")[0][0])

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
        self, match: str, *, limit: int, category_ids: Sequence[str] = (), ranked: bool = False
    ) -> list[CatalogRow]:
        """Products whose folded text matches an FTS5 expression.

        `ranked` sorts by match, which costs much for one short prefix of a million rows; otherwise popularity decides
        among the first thousand hits.
        """
        among = f" AND category_id IN ({_marks(category_ids)})" if category_ids else ""
        found = "SELECT rowid FROM product_text WHERE product_text MATCH ?"
        found += " ORDER BY rank LIMIT 1000" if ranked else " LIMIT 1000"
        rows = self.database.rows(
            f"SELECT {_COLUMNS} FROM product JOIN ({found}) hit ON product.n = hit.rowid WHERE hidden = 0{among}"
            " ORDER BY popularity DESC, n LIMIT ?",
            (match, *category_ids, limit),
        )
        return [_row(row) for row in rows]

    def popular(self, *, limit: int, category_ids: Sequence[str] = ()) -> list[CatalogRow]:
        """The best-selling products, of some categories if they are named."""
        among = f" AND category_id IN ({_marks(category_ids)})" if category_ids else ""
        rows = self.database.rows(
            f"SELECT {_COLUMNS} FROM product WHERE hidden = 0{among} ORDER BY popularity DESC, n LIMIT ?",
            (*category_ids, limit),
        )
        return [_row(row) for row in rows]

    def categories(self) -> list[tuple[CategoryRow, int]]:
        """Every category with how many shown products lie right in it."""
        counts: dict[str | None, int] = dict(
            self.database.rows("SELECT category_id, count(*) FROM product WHERE hidden = 0 GROUP BY category_id")
        )
        rows = self.database.rows("SELECT id, name, parent_id, place FROM category ORDER BY place, name")
        return [(CategoryRow(*row), int(counts.get(row[0], 0))) for row in rows]

    def units(self) -> list[UnitRow]:
        """Every unit of measure."""
        rows = self.database.rows("SELECT id, code, name, weighted FROM unit")
        return [UnitRow(row[0], row[1], row[2], bool(row[3])) for row in rows]

    def tax_groups(self) -> list[int]:
        """Which of SmartKasa's tax groups occur among shown products."""
        return [row[0] for row in self.database.rows("SELECT DISTINCT tax_group FROM product WHERE hidden = 0")]

    def close(self) -> None:
        """Close the file."""
        self.database.close()


def open_catalog_store(path: Path | None) -> CatalogStore:
    """Open catalog.db; NORMAL durability, since every row can be read anew. `path` None: memory."""
    return CatalogStore(open_database(path, MIGRATIONS, durable=False))


def _marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))


def _row(row: Row) -> CatalogRow:
    return CatalogRow(
        id=row[0],
        code=row[1],
        name=row[2],
        price=row[3],
        unit=row[4],
        folded=row[5],
        hash=row[6],
        barcodes=tuple(json.loads(row[7])),
        sold_by_weight=bool(row[8]),
        free_price=bool(row[9]),
        excise=bool(row[10]),
        tax_group=row[11],
        uktzed=row[12],
        category_id=row[13],
        picture_id=row[14],
        picture_url=row[15],
        popularity=row[16],
        stock=row[17],
        adults_only=bool(row[18]),
    )
