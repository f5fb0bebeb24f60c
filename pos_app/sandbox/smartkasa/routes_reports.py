"""Reports: what sold how much, and Z-reports."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pos_app.sandbox.smartkasa.answers import JsonObject, answer, field_refused, filtered, money, paged, whole
from pos_app.sandbox.smartkasa.good import Good
from pos_app.sandbox.smartkasa.routes_receipts import RETURN, SALE
from pos_app.sandbox.smartkasa.wire import picture
from pos_app.sandbox.smartkasa.world import World, world

_MONTH: Final = 30


def _day(request: Request, name: str) -> date | None:
    text = request.query_params.get(name)
    if text is None:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise field_refused(name, "invalid") from None


async def _sales(request: Request) -> Response:
    """What every good sold in these days: the demo catalog's own pace, and what receipts brought since."""
    place = world(request)
    start, end = _day(request, "date_start"), _day(request, "date_end")
    days = _MONTH if start is None or end is None else (end - start).days + 1
    if days < 1:
        raise field_refused("date_end", "invalid")
    shop_id = whole(request, "shop_id")
    hidden = frozenset() if shop_id is None else place.hidden_categories(shop_id)
    pushed = _pushed(place, start, end, shop_id)
    sold = [
        (good, Decimal(good.popularity * days) / _MONTH + pushed[good.id])
        for good in _popular(place, hidden, set(pushed))
    ]
    return answer(_report(place, sold, str(request.base_url).rstrip("/")))


def _popular(place: World, hidden: frozenset[str], pushed: set[str]) -> Iterable[Good]:
    """Goods that sell at all: the demo's own, and any that a receipt named."""
    own = {good.id for good in place.catalog.goods}
    for good_id in sorted(own | pushed):
        good = place.shelf.get(good_id)
        if good is not None and good.category_id not in hidden and (good.popularity or good_id in pushed):
            yield good


def _pushed(place: World, start: date | None, end: date | None, shop_id: int | None) -> defaultdict[str, Decimal]:
    counts: defaultdict[str, Decimal] = defaultdict(Decimal)
    for receipt in place.receipts.values():
        day = date.fromisoformat(receipt["created_at"][:10])
        elsewhere = shop_id is not None and (receipt["shop_id"] or place.shop_id) != shop_id
        if elsewhere or not (start or day) <= day <= (end or day) or receipt["type"] not in {SALE, RETURN}:
            continue
        for item in receipt["items"]:
            if item["product_id"]:
                counts[item["product_id"]] += Decimal(item["quantity"]) * (1 if receipt["type"] == SALE else -1)
    return counts


def _report(place: World, sold: list[tuple[Good, Decimal]], base_url: str) -> JsonObject:
    most = max((count for _, count in sold), default=Decimal(1))
    rows: list[JsonObject] = []
    total_count, total_amount = Decimal(0), Decimal(0)
    for good, exact in sorted(sold, key=lambda pair: -pair[1]):
        count = exact.quantize(Decimal("0.001" if good.sold_by_weight else "1"), ROUND_HALF_UP)
        amount = (good.price * count).quantize(Decimal("0.01"), ROUND_HALF_UP)
        total_count, total_amount = total_count + count, total_amount + amount
        subgroup = place.subgroups.get(good.subgroup_id or 0)
        rows.append(
            {
                "id": good.id,
                "category_id": good.category_id,
                "number": good.number,
                "picture": picture(place.catalog.pictures.get(good.picture or ""), base_url),
                "popularity": money((exact * 100 / most).quantize(Decimal("0.1"), ROUND_HALF_UP)),
                "price": money(good.price),
                "subgroup_id": good.subgroup_id,
                "subgroup_title": subgroup["title"] if subgroup else None,
                "title": good.title,
                "total_amount": money(amount),
                "total_count": money(count),
                "unit_type_id": good.unit_type_id,
                "unit_type_name": None,
            }
        )
    return {"id": 0, "products": rows, "total_amount": total_amount, "total_count": total_count}


async def _z_reports(request: Request) -> Response:
    place = world(request)
    start, end = _day(request, "date_start"), _day(request, "date_end")
    rows = [
        row
        for row in filtered(request, place.z_reports, ("terminal_id", "shop_id"))
        if (start or date.min) <= date.fromisoformat(row["created_at"][:10]) <= (end or date.max)
    ]
    return paged(request, rows, place.behaviour.page_limit)


ROUTES: Final = [
    Route("/stats/product_daily_sales/alter", _sales, methods=["GET"]),
    Route("/reports/z-reports", _z_reports, methods=["GET"]),
]
