"""Everything this server knows, in one place: what routes read and change, and what a test may look at."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any, cast

from starlette.requests import Request

from pos_app.sandbox.smartkasa.account import Account, load_account
from pos_app.sandbox.smartkasa.answers import JsonObject, moment
from pos_app.sandbox.smartkasa.cards import Cards
from pos_app.sandbox.smartkasa.company import Company
from pos_app.sandbox.smartkasa.good import Good
from pos_app.sandbox.smartkasa.imports import DEMO_FILE, Job
from pos_app.sandbox.smartkasa.loading import CATALOG_BORN, Catalog
from pos_app.sandbox.smartkasa.shelf import Shelf
from pos_app.sandbox.smartkasa.synthetic import Synthetic


@dataclass(slots=True)
class Behaviour:
    """What may be turned to see how a client bears it.

    `page_limit` clamps `per_page`; `pin_in_lists` adds pin_code to employee lists; `empty_products` answers product
    lists with nothing though there are goods. `known_goods_only` refuses receipts whose lines name an unknown good.
    `torn_batches`: only the first half of a batch of receipts is kept; "told": and answered, "fault": then 500.
    `search_by_number` False: the list of receipts takes no notice of the fiscal number it is asked for.
    """

    page_limit: int = 500
    pin_in_lists: bool = False
    empty_products: bool = False
    known_goods_only: bool = False
    torn_batches: str = ""
    search_by_number: bool = True


@dataclass(slots=True)
class World:
    """The account's data."""

    catalog: Catalog
    account: Account
    company: Company
    shelf: Shelf
    cards: Cards
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    categories: dict[str, JsonObject]
    subgroups: dict[int, JsonObject]
    receipts: dict[str, JsonObject] = field(default_factory=dict)
    transactions: dict[str, JsonObject] = field(default_factory=dict)
    shifts: dict[str, JsonObject] = field(default_factory=dict)
    z_reports: list[JsonObject] = field(default_factory=list)
    imports: dict[int, Job] = field(default_factory=dict)
    files: dict[str, tuple[JsonObject, ...]] = field(default_factory=lambda: {"goods.json": DEMO_FILE})
    behaviour: Behaviour = field(default_factory=Behaviour)
    numbers: "count[int]" = field(default_factory=lambda: count(90_000))

    @property
    def shop_id(self) -> int:
        """The demo till's shop."""
        return cast(int, self.catalog.shop["default_shop_id"])

    def hidden_categories(self, shop_id: int) -> frozenset[str]:
        """The categories that are not for this shop."""
        return frozenset(
            row["id"] for row in self.categories.values() if row["shop_ids"] and shop_id not in row["shop_ids"]
        )

    def set_price(self, product_id: str, price: str) -> None:
        """Another price, with no trace in `updated_at`, as a client may well meet it. KeyError where there is none."""
        if self.shelf.change(product_id, {"price": Decimal(price)}) is None:
            raise KeyError(product_id)

    def put_imported(self, category_id: str, given: JsonObject) -> bool:
        """A row of an imported file: another price and title for the product with its number, else a new product."""
        values: JsonObject = {"title": given["title"], "price": Decimal(str(given["price"])), "updated_at": self.now()}
        number = given.get("number")
        same = self.shelf.find(number=number).page(0, 50) if number else []
        old = next((good for good in same if good.number == number), None)
        if old is not None:
            self.shelf.change(old.id, values)
            return False
        made: JsonObject = {"id": self.new_id(), "created_at": self.now(), "category_id": category_id}
        self.shelf.add(Good(**made, **values, number=number, tax_group_id=1))
        return True


def world(request: Request) -> World:
    """The world of the app that serves this request."""
    return cast(World, request.app.state.sandbox)


def build_world(
    catalog: Catalog,
    *,
    now: Callable[[], datetime],
    new_id: Callable[[], str],
    extra_products: int,
    access_lifetime: timedelta,
    refresh_lifetime: timedelta,
) -> World:
    """A new world out of the demo catalog."""
    demo = load_account(catalog.shop)
    account = Account(
        **demo, now=now, new_id=new_id, access_lifetime=access_lifetime, refresh_lifetime=refresh_lifetime
    )
    open_leaves = sorted({good.category_id or "" for good in catalog.goods} - _only_elsewhere(catalog))
    synthetic = Synthetic(extra_products, open_leaves, sorted(catalog.pictures), CATALOG_BORN - timedelta(days=30))
    shelf = Shelf(catalog.goods, synthetic)
    born = moment(CATALOG_BORN)
    return World(
        catalog=catalog,
        account=account,
        company=Company(catalog.shop, catalog.staff, now),
        shelf=shelf,
        cards=Cards(catalog.cards, shelf, synthetic, catalog.shop["default_shop_id"], now),
        now=now,
        new_id=new_id,
        categories={row["id"]: _category(row, catalog.shop["partner"]["id"], born) for row in catalog.categories},
        subgroups={
            number: {"id": number, "created_at": born, "title": title, "updated_at": born}
            for title, number in catalog.subgroups.items()
        },
    )


def _only_elsewhere(catalog: Catalog) -> set[str]:
    main: Any = catalog.shop["default_shop_id"]
    return {row["id"] for row in catalog.categories if row["shop_ids"] and main not in row["shop_ids"]}


def _category(row: JsonObject, partner_id: int, born: str) -> JsonObject:
    return {**row, "partner_id": partner_id, "created_at": born, "updated_at": born}
