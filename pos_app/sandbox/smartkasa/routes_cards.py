"""Inventory cards: one list without pages, sent as it is made, and single cards."""

from collections.abc import AsyncIterator, Callable
from decimal import Decimal
from typing import Final

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from pos_app.sandbox.smartkasa.answers import JsonObject, answer, dump, field_refused, invalid, money, not_found
from pos_app.sandbox.smartkasa.forms import FLAG, INTEGER, NUMBER, TEXT, Form
from pos_app.sandbox.smartkasa.good import Card
from pos_app.sandbox.smartkasa.routes_company import path_number
from pos_app.sandbox.smartkasa.wire import card_fields, good_fields, shop_inside
from pos_app.sandbox.smartkasa.world import World, world

_FIELDS: Final = {"shop_id": INTEGER, "counting_enabled": FLAG, "count": NUMBER}
_CARD: Final = Form("Inventory::CardForm", "card", {"product_id": TEXT, **_FIELDS}, required=("product_id", "shop_id"))
_CHANGE: Final = Form("Inventory::CardForm", "card", {"id": INTEGER, **_FIELDS})
_AT_ONCE: Final = 200
"""Cards in one piece of the stream: about 270 kB."""


def _full(place: World, card: Card) -> JsonObject:
    """A card with its product and shop: about 1.35 kB."""
    good = place.shelf.get(card.product_id)
    shop = place.company.shops.get(card.shop_id)
    return {
        **card_fields(card, place.catalog.shop["owner_id"]),
        "product": None if good is None else good_fields(good),
        "shop": None if shop is None else shop_inside(place.company.shop(card.shop_id)),
    }


def _wanted(request: Request) -> Callable[[Card], bool]:
    query = request.query_params
    checks: dict[str, Callable[[Card], str]] = {
        "id": lambda card: str(card.id),
        "product_id": lambda card: card.product_id,
        "shop_id": lambda card: str(card.shop_id),
        "counting_enabled": lambda card: str(card.counting_enabled).lower(),
        "count": lambda card: money(card.count) or "",
    }
    given = [(checks[name], query[name].lower()) for name in checks if name in query]
    return lambda card: all(shown(card) == text for shown, text in given)


async def _cards(request: Request) -> Response:
    return StreamingResponse(_stream(world(request), _wanted(request)), media_type="application/json")


async def _stream(place: World, wanted: Callable[[Card], bool]) -> AsyncIterator[bytes]:
    total, piece, comma = 0, [], b""
    yield b'{"data":['
    for card in place.cards:
        if not wanted(card):
            continue
        total += 1
        piece.append(dump(_full(place, card)))
        if len(piece) == _AT_ONCE:
            yield comma + b",".join(piece)
            piece, comma = [], b","
    if piece:
        yield comma + b",".join(piece)
    yield b'],"meta":' + dump({"total_count": total}) + b"}"


async def _one(request: Request) -> Response:
    place = world(request)
    card = place.cards.get(path_number(request))
    if card is None:
        raise not_found()
    return answer(_full(place, card))


async def _make(request: Request) -> Response:
    """A second card of one product in one shop is refused."""
    place = world(request)
    given = await _CARD.read(request)
    product_id, shop_id = given["product_id"], given["shop_id"]
    if place.shelf.get(product_id) is None or any(c.shop_id == shop_id for c in place.cards.of_product(product_id)):
        raise field_refused("product_id", "invalid")
    if shop_id not in place.company.shops:
        raise field_refused("shop_id", "invalid")
    counting = given.get("counting_enabled")
    card = place.cards.add(product_id, shop_id, Decimal(given.get("count") or 0), counting is not False)
    return answer(card_fields(card), status=201)


async def _change(request: Request) -> Response:
    place, number = world(request), path_number(request)
    given = await _CHANGE.read(request)
    count = given.get("count")
    if given.get("id", number) != number or place.cards.get(number) is None:
        raise invalid()
    place.cards.change(number, count=None if count is None else Decimal(count), counting=given.get("counting_enabled"))
    return answer({"id": number})


async def _delete(request: Request) -> Response:
    number = path_number(request)
    if not world(request).cards.remove(number):
        raise invalid()
    return answer({"id": number})


ROUTES: Final = [
    Route("/inventory/cards", _cards, methods=["GET"]),
    Route("/inventory/cards", _make, methods=["POST"]),
    Route("/inventory/cards/{id}", _one, methods=["GET"]),
    Route("/inventory/cards/{id}", _change, methods=["PUT"]),
    Route("/inventory/cards/{id}", _delete, methods=["DELETE"]),
]
