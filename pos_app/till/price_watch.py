"""Tells the cashier when SmartKasa has another price for a good that lies in the basket, or no longer has the good.

A line keeps the price it was scanned at. What SmartKasa says is news beside it, until the cashier takes it up or the
line is settled in another way.
"""

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pos_app.catalog.pointwise import Refreshed
from pos_app.domain.cart import Cart, CartLine
from pos_app.domain.errors import PosError, refused
from pos_app.store.catalog import CatalogRow
from pos_app.till.basket import Basket
from pos_app.till.core import Core
from pos_app.till.goods import Goods
from pos_app.till.ports import Freshness
from pos_app.till.state import News, TillState

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Said:
    """The price in SmartKasa (None: the good is gone), and when it said so."""

    price: int | None
    at: datetime


class PriceWatch:
    """Watches the basket: each good is asked for once it enters. Asking holds nobody up and fails without a word."""

    def __init__(self, core: Core, basket: Basket, goods: Goods, freshness: Freshness | None) -> None:
        self._core = core
        self._basket = basket
        self._goods = goods
        self._freshness = freshness
        self._cart = Cart()
        self._seen: set[str] = set()
        self._said: dict[str, _Said] = {}
        self._asking: set[asyncio.Task[None]] = set()

    def watch(self) -> None:
        """Begin; the basket of before the restart is asked for too."""
        self._core.board.subscribe(self._look)
        self._look(self._core.board.state)

    async def stop(self) -> None:
        """Ask no more."""
        for task in tuple(self._asking):
            task.cancel()
        await asyncio.gather(*self._asking, return_exceptions=True)

    def catalog_changed(self) -> None:
        """The catalog is another one, by whatever way it came: the basket follows, but its prices are the cashier's."""
        self.follow()
        self._compare(self._cart.lines)
        self._show()

    def follow(self) -> None:
        """Taxes and excise of the goods in the basket are those of the catalog."""
        try:
            self._basket.retax()
        except PosError as error:
            # a full disk: the basket stays as it is, and the cashier's next command says why
            log.error("the basket cannot follow the catalog: %s", error.code)

    async def take(self, line_id: str) -> None:
        """The cashier takes SmartKasa's price up; `no_new_price` where there is none to take."""
        async with self._basket.turn:
            self._core.need()
            news = next((one for one in self._core.board.state.news if one.line_id == line_id), None)
            row = self._goods.row(news.product_id) if news is not None and news.price is not None else None
            if news is None or row is None:
                raise refused("no_new_price")
            self._basket.take_up(line_id, self._goods.sold(row))

    # the basket

    def _look(self, state: TillState) -> None:
        if state.cart is self._cart:
            return
        self._cart = state.cart
        if self._cart.is_empty:
            self._seen.clear()
            self._said.clear()
        new = [line for line in self._cart.lines if line.id not in self._seen]
        self._seen.update(line.id for line in new)
        self._compare(new)
        for line in new:
            self._ask(line)
        self._show()

    def _compare(self, lines: Iterable[CartLine]) -> None:
        """With the catalog as it is here: a parked receipt may have been parked at yesterday's prices."""
        ids = [line.product.id for line in lines]
        rows = {row.id: row for row in self._core.catalog.by_ids(ids)} if ids else {}
        for line in lines:
            row = rows.get(line.product.id)
            if row is not None:
                self._note(line, row)

    def _note(self, line: CartLine, row: CatalogRow | None) -> None:
        said = self._said.get(line.id)
        price = None if row is None else row.price
        if said is not None and said.price == price:
            return
        if row is None or (not row.free_price and not line.product.free_price and price != line.product.price):
            self._said[line.id] = _Said(price, self._core.clock.now())
        else:
            self._said.pop(line.id, None)

    def _ask(self, line: CartLine) -> None:
        if self._freshness is not None:
            task = asyncio.ensure_future(self._refresh(self._freshness, line))
            self._asking.add(task)
            task.add_done_callback(self._asking.discard)

    async def _refresh(self, freshness: Freshness, line: CartLine) -> None:
        refreshed: Refreshed | None = await freshness.refresh(line.product.id, line.product.price)
        if refreshed is not None:
            same = [each for each in self._cart.lines if each.product.id == line.product.id]
            for each in same:
                self._note(each, refreshed.row)
            if any(self._goods.is_another(each.product, refreshed.row) for each in same):
                self.follow()
            self._show()

    # what is told

    def _show(self) -> None:
        news = tuple(self._news())
        before = {(one.line_id, one.price) for one in self._core.board.state.news}
        self._core.board.show(news=news)
        for one in news:
            if (one.line_id, one.price) not in before:
                kind = "catalog.gone" if one.price is None else "catalog.price"
                details = {"line_id": one.line_id, "product_id": one.product_id}
                self._core.events.tell(kind, details if one.price is None else {**details, "price": one.price})

    def _news(self) -> Iterable[News]:
        for line in self._cart.lines:
            said = self._said.get(line.id)
            # a price that the cashier set by hand is the cashier's; one taken up is no news any more
            if said is not None and line.price == line.product.price != said.price:
                yield News(line.id, line.product.id, said.price, said.at)
