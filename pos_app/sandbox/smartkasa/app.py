"""Puts the sandbox SmartKasa server together: a plain Starlette app, for httpx.ASGITransport and uvicorn alike."""

from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Final
from uuid import uuid4

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from pos_app.sandbox.smartkasa import (
    control,
    routes_auth,
    routes_cards,
    routes_company,
    routes_goods,
    routes_order,
    routes_receipts,
    routes_reports,
)
from pos_app.sandbox.smartkasa.account import Guard
from pos_app.sandbox.smartkasa.answers import JsonAnswer, RefusalError
from pos_app.sandbox.smartkasa.history import add_history
from pos_app.sandbox.smartkasa.loading import Catalog
from pos_app.sandbox.smartkasa.world import build_world, world

ACCESS_LIFETIME: Final = timedelta(hours=24)
REFRESH_LIFETIME: Final = timedelta(days=30)

API_ROUTES: Final = [
    *routes_auth.ROUTES,
    *routes_company.ROUTES,
    *routes_order.ROUTES,
    *routes_goods.ROUTES,
    *routes_cards.ROUTES,
    *routes_receipts.ROUTES,
    *routes_reports.ROUTES,
]


async def _refusal(request: Request, error: Exception) -> Response:  # noqa: ARG001 - Starlette's signature
    if not isinstance(error, RefusalError):
        raise error
    return JsonAnswer({"errors": error.errors}, status_code=error.status)


async def _http_error(request: Request, error: Exception) -> Response:  # noqa: ARG001 - Starlette's signature
    """A path or method that is not there."""
    if not isinstance(error, HTTPException):
        raise error
    return JsonAnswer({"errors": HTTPStatus(error.status_code).phrase}, status_code=error.status_code)


async def _picture(request: Request) -> Response:
    """A picture by its id; it never changes under one id."""
    for shown in world(request).catalog.pictures.values():
        if shown.id == request.path_params["id"]:
            headers = {"cache-control": "public, max-age=31536000, immutable", "etag": f'"{shown.id}"'}
            return Response(shown.content, media_type="image/png", headers=headers)
    raise HTTPException(404)


def create_app(
    catalog_dir: Path,
    *,
    now: Callable[[], datetime],
    new_id: Callable[[], str] = lambda: str(uuid4()),
    extra_products: int = 0,
    access_lifetime: timedelta = ACCESS_LIFETIME,
    refresh_lifetime: timedelta = REFRESH_LIFETIME,
) -> Starlette:
    """A new server over the demo catalog in `catalog_dir`.

    `now` gives aware times; `extra_products` adds that many invented goods (up to a million), made only when asked for.
    `app.state.sandbox` is the server's `World`: tests may look at it and change it.
    """
    place = build_world(
        Catalog(catalog_dir),
        now=now,
        new_id=new_id,
        extra_products=extra_products,
        access_lifetime=access_lifetime,
        refresh_lifetime=refresh_lifetime,
    )
    add_history(place)
    app = Starlette(
        routes=[
            Mount("/api/v1", routes=API_ROUTES),
            Mount("/_sandbox", routes=control.ROUTES),
            Route("/uploads/store/{id}", _picture, methods=["GET"]),
        ],
        middleware=[Middleware(Guard, account=place.account)],
        exception_handlers={RefusalError: _refusal, HTTPException: _http_error},
    )
    app.state.sandbox = place
    return app
