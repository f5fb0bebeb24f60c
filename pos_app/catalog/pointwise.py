"""Ask SmartKasa about one product right now: one that enters the basket, and a barcode that nobody here knows.

Neither holds up the cashier: the local row is used at once, and what SmartKasa says comes as an offer.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from pos_app.catalog.keeping import keep_products
from pos_app.catalog.rows import belongs_elsewhere
from pos_app.catalog.writer import Writer
from pos_app.smartkasa import NoAnswer, SmartKasaClient, SmartKasaError, means_gone
from pos_app.smartkasa import models as sk
from pos_app.store.catalog import CatalogRow, CatalogStore

REFRESH_LIMIT_S: Final = 0.8
"""A price that comes later than this comes too late for this line."""

ONCE_IN_S: Final = 600.0
"""How often one product is asked for at most."""

LOOK_UP_LIMIT_S: Final = 3.0
UNKNOWN_ONCE_IN_S: Final = 60.0
MOST_REMEMBERED: Final = 5000


@dataclass(frozen=True, slots=True)
class PriceOffer:
    """A product's price in SmartKasa differs from the one in the basket. Kopecks; applied if the cashier agrees."""

    product_id: str
    name: str
    basket: int
    smartkasa: int


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What SmartKasa says of a product now. `row` None: it is `gone` there; the one in the basket may still be sold."""

    row: CatalogRow | None
    offer: PriceOffer | None
    gone: bool = False


class _Lately:
    """What was asked less than so many seconds ago."""

    def __init__(self, monotonic: Callable[[], float], seconds: float) -> None:
        self._monotonic = monotonic
        self._seconds = seconds
        self._asked: OrderedDict[str, float] = OrderedDict()

    def first_time(self, key: str) -> bool:
        """Is it due? Counts as asked from now on."""
        now = self._monotonic()
        if now - self._asked.get(key, -self._seconds) < self._seconds:
            return False
        self._asked.pop(key, None)
        self._asked[key] = now
        while len(self._asked) > MOST_REMEMBERED:
            self._asked.popitem(last=False)
        return True


class Pointwise:
    """Questions about single products. They wait for no pass; only their rows are written in turn with its pages."""

    def __init__(
        self, client: SmartKasaClient, writer: Writer, *, shop_id: int, monotonic: Callable[[], float]
    ) -> None:
        self._client = client
        self._writer = writer
        self._store: CatalogStore = writer.store
        self._shop_id = shop_id
        self._refreshed = _Lately(monotonic, ONCE_IN_S)
        self._looked_up = _Lately(monotonic, UNKNOWN_ONCE_IN_S)

    async def refresh(self, product_id: str, basket_price: int) -> Refreshed | None:
        """What SmartKasa says of a product that lies in the basket at `basket_price` kopecks.

        None when it was asked less than ten minutes ago or does not answer within 800 ms: then the local row stands.
        Raises SmartKasaError when SmartKasa answers that it will not.
        """
        if not self._refreshed.first_time(product_id):
            return None
        try:
            async with asyncio.timeout(REFRESH_LIMIT_S):
                product = await self._client.get_product(product_id)
        except TimeoutError:
            return None
        except SmartKasaError as error:
            if not means_gone(error):
                raise
            return Refreshed(None, None, gone=True)
        if belongs_elsewhere(product, self._shop_id):
            return Refreshed(None, None, gone=True)
        (row,) = await self._writer.do(self._keep, [product])
        differs = not row.free_price and row.price != basket_price
        offer = PriceOffer(row.id, row.name, basket_price, row.price) if differs else None
        return Refreshed(row, offer)

    async def look_up(self, number: str) -> Sequence[CatalogRow]:
        """Products with exactly this barcode, asked of SmartKasa; they are in the catalog from now on.

        Nothing when it has none or was asked for this one a minute ago. Raises SmartKasaError when SmartKasa answers
        that it will not, NoAnswer when it does not answer within three seconds.
        """
        if not number or not self._looked_up.first_time(number):
            return ()
        try:
            async with asyncio.timeout(LOOK_UP_LIMIT_S):
                page = await self._client.list_products(shop_id=self._shop_id, number=number, per_page=50)
        except TimeoutError:
            raise NoAnswer from None
        exact = [product for product in page.items if product.number.strip() == number]
        return await self._writer.do(self._keep, exact) if exact else ()

    def _keep(self, products: Sequence[sk.Product]) -> list[CatalogRow]:
        return keep_products(self._store, products, shop_id=self._shop_id)
