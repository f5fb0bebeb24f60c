"""What belongs to products but comes by other ways: how they sell, today's price of all that sells, and their stock."""

import logging
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Final

from pos_app.catalog.passes import Tell
from pos_app.catalog.patience import Patience
from pos_app.catalog.rows import content_hash
from pos_app.catalog.writer import Writer
from pos_app.domain.money import MAX_AMOUNT
from pos_app.smartkasa import SmartKasaClient
from pos_app.smartkasa import models as sk
from pos_app.store.catalog import CatalogStore

log = logging.getLogger(__name__)

BATCH: Final = 500
SALES_DAYS: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class SalesRead:
    """What the statistics brought: prices that differed from ours, and products we do not have."""

    changed: int
    unknown: tuple[str, ...]


async def read_sales(
    client: SmartKasaClient, writer: Writer, patience: Patience, *, shop_id: int, today: date
) -> SalesRead:
    """What sold in the last thirty days comes first in lists, and its price is today's: all in one request."""
    ask = partial(client.product_daily_sales, date_start=today - SALES_DAYS, date_end=today, shop_id=shop_id)
    sales = await patience.ask(ask)
    await writer.do(
        writer.store.put_popularity, [(sold.id, sold.total_count) for sold in sales.products if sold.total_count]
    )
    changed = 0
    unknown: list[str] = []
    for start in range(0, len(sales.products), BATCH):
        batch = sales.products[start : start + BATCH]
        written, missing = await writer.do(_put_prices, writer.store, batch)
        changed += written
        unknown += missing
    return SalesRead(changed, tuple(unknown))


def _put_prices(store: CatalogStore, sold: tuple[sk.ProductSales, ...]) -> tuple[int, list[str]]:
    """(prices that were put right, products that are not here). A price of nothing says nothing."""
    known = {row.id: row for row in store.by_ids([one.id for one in sold])}
    dearer = []
    for one in sold:
        row = known.get(one.id)
        if row is not None and one.price and row.price != one.price <= MAX_AMOUNT:
            priced = replace(row, price=one.price, free_price=row.free_price and row.price != 0)
            dearer.append(replace(priced, hash=content_hash(priced)))
    written = store.put_page(dearer, generation=int(store.fact("generation", 0)))
    return written.changed, [one.id for one in sold if one.id not in known]


async def read_stock(client: SmartKasaClient, writer: Writer, patience: Patience, tell: Tell, *, shop_id: int) -> None:
    """Stock from the stream of cards, written as it comes; in the end a product without a card is not counted."""
    done = 0
    batch: list[tuple[str, int | None]] = []
    patience.requests += 1
    put = partial(writer.store.put_stock, noted=True)
    await writer.do(writer.store.begin_stock)
    async with aclosing(client.stream_cards(shop_id=shop_id)) as parts:
        async for cards in parts:
            batch += [
                (card.product_id, card.count if card.counting_enabled else None)
                for card in cards
                if card.product_id is not None and card.shop_id in (None, shop_id)
            ]
            while len(batch) >= BATCH:
                await writer.do(put, batch[:BATCH])
                del batch[:BATCH]
                done += BATCH
                tell("stock", done, 0)
    await writer.do(put, batch)
    await writer.do(writer.store.end_stock)
    tell("stock", done + len(batch), done + len(batch))
