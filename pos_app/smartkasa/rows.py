"""Turn the body of an answer into typed rows, off the loop when it is long, and past rows that cannot be read."""

import asyncio
import re
from collections.abc import Callable
from typing import Final, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from pos_app.smartkasa import models as m
from pos_app.smartkasa import trade_models as t
from pos_app.smartkasa.answers import envelope
from pos_app.smartkasa.errors import BadAnswer
from pos_app.smartkasa.feed import SLICE, RowFeed, Rows, Slices, breathe

SMALL_BODY: Final = 16 * 1024
"""Bodies up to this size are parsed on the loop; larger ones in a worker thread: no slice of the loop is long."""

W = TypeVar("W", bound=m.Wire)
R = TypeVar("R")
LATER: Final = ConfigDict(defer_build=True)
"""Built when the first such answer comes: building all takes longer than a start should."""

TERMINALS: Final = TypeAdapter(list[m.Terminal], config=LATER)
SHOPS: Final = TypeAdapter(list[m.Shop], config=LATER)
STAFF: Final = TypeAdapter(list[m.ShopStaff], config=LATER)
UNITS: Final = TypeAdapter(list[m.UnitType], config=LATER)
CATEGORIES: Final = TypeAdapter(list[m.Category], config=LATER)
PRODUCTS: Final = TypeAdapter(list[m.Product], config=LATER)
PEOPLE: Final = TypeAdapter(list[m.StaffMember], config=LATER)
SUBGROUPS: Final = TypeAdapter(list[m.Subgroup], config=LATER)
MADE: Final = TypeAdapter(list[m.MadeProduct], config=LATER)
IMPORTS: Final = TypeAdapter(list[m.ImportJob], config=LATER)
SHIFTS: Final = TypeAdapter(list[t.Shift], config=LATER)
RECEIPTS: Final = TypeAdapter(list[t.Receipt], config=LATER)
POSTED: Final = TypeAdapter(list[t.PostedReceipt], config=LATER)
SALES: Final = TypeAdapter(list[m.ProductSales], config=LATER)
SALES_HEAD: Final = re.compile(rb'\s*\{\s*"data"\s*:\s*\{[^{}\[\]]*"products"\s*:\s*\[')
Z_REPORTS: Final = TypeAdapter(list[t.ZReport], config=LATER)


async def off_loop(body: bytes, parse: Callable[[], R], *, ready: bool = True) -> R:
    """Run `parse` here for a short body, in a worker thread for a long one, or when its models are yet to be built."""
    return parse() if ready and len(body) <= SMALL_BODY else await asyncio.to_thread(parse)


def one_in(body: bytes, model: type[W]) -> W:
    """The one object in an answer. Raises BadAnswer."""
    data, _ = envelope(body, 200)
    try:
        return model.model_validate(data)
    except ValidationError:
        raise BadAnswer(status=200) from None


def page_in(body: bytes, rows: Rows[W]) -> m.Page[W]:
    """The rows in an answer and where they lie in the list. Raises BadAnswer when it is no list."""
    slices = Slices(body, rows)
    items = [item for part in slices for item in part]
    return m.Page(items, slices.meta, slices.unreadable)


def sales_in(body: bytes) -> m.DailySales:
    """Statistics, whose rows lie one step deeper than those of lists. Raises BadAnswer."""
    if SALES_HEAD.match(body[:4096]) is None:
        return one_in(body, m.DailySales)
    feed = RowFeed(SALES, SALES_HEAD)
    sold: list[m.ProductSales] = []
    for start in range(0, len(body), SLICE):
        sold += feed.feed(body[start : start + SLICE])
        if len(body) > SLICE:
            breathe()
    data = feed.end().get("data")
    if feed.unreadable:
        raise BadAnswer(status=200)
    try:
        whole = m.DailySales.model_validate(data)
    except ValidationError:
        raise BadAnswer(status=200) from None
    return whole.model_copy(update={"products": tuple(sold)})
