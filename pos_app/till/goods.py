"""The goods as the till sells them: rows of the catalog with the register's tax codes put on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from pos_app.catalog.search import match_of
from pos_app.domain.barcode import same_number
from pos_app.domain.cart import Cart
from pos_app.domain.errors import Bug, refused
from pos_app.domain.product import Product
from pos_app.domain.tax import check_codes
from pos_app.store.catalog import CatalogRow, CatalogStore
from pos_app.till.state import Category
from pos_app.till.taxes import TaxDesk

MOST_FOUND: Final = 500
"""More rows than this nobody reads; a larger `limit` gives so many."""


@dataclass(frozen=True, slots=True)
class Subgroup:
    """A label under which goods of several categories stand together; `products`: how many carry it."""

    id: int
    name: str
    products: int = 0


class Goods:
    """Reads the catalog."""

    def __init__(self, catalog: CatalogStore, taxes: TaxDesk) -> None:
        self._catalog = catalog
        self._taxes = taxes

    def product(self, product_id: str) -> Product:
        """One product; `unknown_product` where there is none."""
        row = self.row(product_id)
        if row is None:
            raise refused("unknown_product")
        return self.sold(row)

    def row(self, product_id: str) -> CatalogRow | None:
        """One row of the catalog by the product's id."""
        return self._catalog.by_id(product_id)

    def sold(self, row: CatalogRow) -> Product:
        """A row as it is sold."""
        return row.product(self._taxes.codes_of(row))

    def products(self, rows: Iterable[CatalogRow]) -> tuple[Product, ...]:
        """Several of them."""
        return tuple(self.sold(row) for row in rows)

    def by_barcode(self, barcode: str) -> tuple[Product, ...]:
        """Every product with this number, however its zeros are written."""
        for number in same_number(barcode.strip()):
            rows = self._catalog.by_barcode(number)
            if rows:
                return self.products(rows)
        return ()

    def search(
        self,
        query: str,
        *,
        limit: int,
        category_id: str | None,
        subgroup_id: int | None = None,
        in_stock: bool = False,
    ) -> tuple[Product, ...]:
        """What is found by the beginnings of words, the best-selling first; no words: the whole category, subgroup."""
        within = self._branch(category_id)
        if category_id is not None and not within:
            return ()
        limit = max(0, min(limit, MOST_FOUND))
        match = match_of(query)
        if match is not None:
            found = self._catalog.search(
                match, limit=limit, category_ids=within, subgroup_id=subgroup_id, in_stock=in_stock
            )
            return self.products(found)
        if query.strip():
            return ()
        found = self._catalog.popular(limit=limit, category_ids=within, subgroup_id=subgroup_id, in_stock=in_stock)
        return self.products(found)

    def popular(self, limit: int) -> tuple[Product, ...]:
        """The best-selling products."""
        return self.products(self._catalog.popular(limit=max(0, min(limit, MOST_FOUND))))

    def categories(self) -> tuple[Category, ...]:
        """The tree of categories."""
        rows = self._catalog.categories()
        return tuple(Category(row.id, row.name, row.parent_id, count) for row, count in rows)

    def subgroups(self) -> tuple[Subgroup, ...]:
        """The subgroups that goods carry."""
        return tuple(Subgroup(row.id, row.name, count) for row, count in self._catalog.subgroups() if count)

    def _branch(self, category_id: str | None) -> tuple[str, ...]:
        """A category and all below it; nothing for an unknown one and where none is named."""
        if category_id is None:
            return ()
        rows = [row for row, _ in self._catalog.categories()]
        found = [row.id for row in rows if row.id == category_id]
        for parent in found:
            found += [row.id for row in rows if row.parent_id == parent and row.id not in found]
        return tuple(found)

    def retaxed(self, cart: Cart) -> Cart:
        """The basket with every product's tax codes as they are now; the very same basket where none differs.

        What is left of an order keeps the codes of its prepayment; a line whose codes the register has no longer has
        none: such a rest cannot be paid, but it can be seen, left and given up.
        """
        codes_now = self._codes_left if cart.is_rest else self._codes_now
        return _with_products(cart, [replace(line.product, tax_codes=codes_now(line.product)) for line in cart.lines])

    def refreshed(self, cart: Cart) -> Cart:
        """The basket with what the law and the shop's rules ask of its goods, as the catalog has it now.

        Prices, names and units stay as they were scanned. Of what is left of an order only who may have it is looked
        up: the goods are handed over now.
        """
        if cart.is_empty:
            return cart
        rows = {row.id: row for row in self._catalog.by_ids([line.product.id for line in cart.lines])}
        products = [line.product for line in cart.lines]
        follow = _for_whom if cart.is_rest else _refreshed
        return _with_products(cart, [follow(one, rows[one.id]) if one.id in rows else one for one in products])

    def is_another(self, product: Product, row: CatalogRow | None) -> bool:
        """Does the law or the shop ask something else of this product now than when it was scanned?"""
        return row is not None and _refreshed(product, row) != product

    def _codes_left(self, product: Product) -> tuple[int, ...]:
        try:
            check_codes(product.tax_codes, self._taxes.taxes)
        except Bug:
            return ()
        return product.tax_codes

    def _codes_now(self, product: Product) -> tuple[int, ...]:
        return self._taxes.codes(
            product.tax_group, product_id=product.id, category_id=product.category_id, uktzed=product.uktzed
        )


def _refreshed(product: Product, row: CatalogRow) -> Product:
    return replace(
        product,
        tax_group=row.tax_group,
        excise=row.excise,
        uktzed=row.uktzed,
        category_id=row.category_id,
        adults_only=row.adults_only,
    )


def _for_whom(product: Product, row: CatalogRow) -> Product:
    return replace(product, adults_only=row.adults_only)


def _with_products(cart: Cart, products: Iterable[Product]) -> Cart:
    """The basket with these products in its lines; what does not differ stays the very same."""
    lines = tuple(
        line if product == line.product else replace(line, product=product)
        for line, product in zip(cart.lines, products, strict=True)
    )
    same = all(new is old for new, old in zip(lines, cart.lines, strict=True))
    return cart if same else replace(cart, lines=lines)
