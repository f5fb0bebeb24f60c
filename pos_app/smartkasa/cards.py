"""Inventory cards out of an answer of any length, parsed as its bytes arrive."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import Any, Final

import httpx
import ijson
from pydantic import ValidationError

from pos_app.smartkasa.errors import BadAnswer
from pos_app.smartkasa.models import Card, Meta

CHUNK: Final = 8 * 1024
"""How many bytes are parsed in one slice of the loop: about six cards, half a millisecond."""


async def cards_in(response: httpx.Response) -> AsyncIterator[Card | Meta]:
    """Each card as soon as it is complete, and the list's meta where it comes.

    Raises BadAnswer when the answer is not such a list or is cut short: a cut answer must not pass for a short list.
    """
    cards: Any = ijson.sendable_list()
    metas: Any = ijson.sendable_list()
    parsers = (ijson.items_coro(cards, "data.item"), ijson.items_coro(metas, "meta"))
    told_meta = False
    async for part in response.aiter_bytes(CHUNK):
        _feed(parsers, part)
        for found in (*_read(cards), *metas):
            yield found if isinstance(found, Card) else _meta(found)
        told_meta = told_meta or bool(metas)
        cards.clear()
        metas.clear()
        await asyncio.sleep(0)  # what has arrived already would otherwise be parsed without a look at the loop
    _end(parsers)
    if not told_meta:
        raise BadAnswer(status=response.status_code)


def _feed(parsers: Iterable[Any], part: bytes) -> None:
    try:
        for parser in parsers:
            parser.send(part)
    except ijson.JSONError:
        raise BadAnswer from None


def _end(parsers: Iterable[Any]) -> None:
    try:
        for parser in parsers:
            parser.close()
    except ijson.JSONError:
        raise BadAnswer from None


def _read(rows: Iterable[object]) -> list[Card]:
    """The rows that are cards; one that cannot be read leaves its product without a stock figure, no more."""
    cards = []
    for row in rows:
        try:
            cards.append(Card.model_validate(row))
        except ValidationError:
            continue
    return cards


def _meta(row: object) -> Meta:
    try:
        return Meta.model_validate(row)
    except ValidationError:
        raise BadAnswer from None
