"""`/_sandbox/…`: what a test or a demo turns behind the vendor's back. No key, no session: loopback only."""

from dataclasses import asdict, fields, replace
from decimal import Decimal
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pos_app.sandbox.smartkasa.answers import JsonAnswer, RefusalError, field_refused, money, not_found
from pos_app.sandbox.smartkasa.forms import body_of
from pos_app.sandbox.smartkasa.world import Behaviour, world

_MONEY: Final = ("price", "procurement_price")
_AUTHORIZATION_FORMS: Final = ("either", "bearer", "bare")


async def _state(request: Request) -> Response:
    """What there is, in figures; receipts whole."""
    place = world(request)
    return JsonAnswer(
        {
            "products": len(place.shelf),
            "categories": len(place.categories),
            "employees": len(place.company.employees),
            "shops": list(place.company.shops),
            "sessions": len(place.account.sessions),
            "receipts": list(place.receipts.values()),
            "behaviour": asdict(place.behaviour) | {"authorization_form": place.account.authorization_form},
        }
    )


async def _change_product(request: Request) -> Response:
    """Any of a good's own fields, money as text or number; `updated_at` stays, as it is not to be trusted."""
    place = world(request)
    given: dict[str, Any] = await body_of(request)
    values = {name: Decimal(str(value)) if name in _MONEY else value for name, value in given.items()}
    try:
        good = place.shelf.change(request.path_params["id"], values)
    except ValueError as problem:
        raise RefusalError(422, str(problem)) from None
    if good is None:
        raise not_found()
    return JsonAnswer({"id": good.id, "title": good.title, "price": money(good.price)})


async def _delete_product(request: Request) -> Response:
    if not world(request).shelf.remove(request.path_params["id"]):
        raise not_found()
    return JsonAnswer({})


async def _behave(request: Request) -> Response:
    """Set any of `Behaviour`'s fields, or `authorization_form`."""
    place, given = world(request), await body_of(request)
    authorization_form = given.pop("authorization_form", place.account.authorization_form)
    if authorization_form not in _AUTHORIZATION_FORMS or not given.keys() <= {
        field.name for field in fields(Behaviour)
    }:
        raise field_refused("behaviour", "invalid")
    place.account.authorization_form = authorization_form
    place.behaviour = replace(place.behaviour, **given)
    return JsonAnswer(asdict(place.behaviour) | {"authorization_form": authorization_form})


async def _put_file(request: Request) -> Response:
    """A file that an import may name: `{"name": "goods.json", "rows": [{"title", "price", "number"}]}`."""
    given = await body_of(request)
    rows = given.get("rows")
    if not isinstance(given.get("name"), str) or not isinstance(rows, list):
        raise field_refused("rows", "invalid")
    world(request).files[given["name"]] = tuple(row for row in rows if isinstance(row, dict))
    return JsonAnswer({})


async def _expire(request: Request) -> Response:
    """End all access tokens now; with `{"refresh": true}` the refresh tokens too."""
    given = await body_of(request)
    world(request).account.expire(refresh=given.get("refresh") is True)
    return JsonAnswer({})


ROUTES: Final = [
    Route("/state", _state, methods=["GET"]),
    Route("/products/{id}", _change_product, methods=["POST"]),
    Route("/products/{id}", _delete_product, methods=["DELETE"]),
    Route("/behaviour", _behave, methods=["POST"]),
    Route("/files", _put_file, methods=["POST"]),
    Route("/expire", _expire, methods=["POST"]),
]
