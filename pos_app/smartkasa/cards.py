"""Inventory cards out of an answer of any length, parsed as its bytes arrive."""

import asyncio
from collections.abc import AsyncIterator
from typing import Final

import httpx
from pydantic import ConfigDict, TypeAdapter

from pos_app.smartkasa.errors import BadAnswer
from pos_app.smartkasa.feed import SLICE, RowFeed, breathe, meta_of
from pos_app.smartkasa.models import Card, Meta

CHUNK: Final = 256 * 1024
"""Bytes that are handed to a worker thread at once: about two hundred cards."""

CARDS: Final = TypeAdapter(list[Card], config=ConfigDict(defer_build=True))


async def cards_in(response: httpx.Response) -> AsyncIterator[list[Card] | Meta]:
    """The cards as they become complete, some at a time, and at the end the list's meta.

    Raises BadAnswer when the answer is not such a list or is cut short: a cut answer must not pass for a short list.
    """
    feed = RowFeed(CARDS)
    async for part in response.aiter_bytes(CHUNK):
        cards = await asyncio.to_thread(_cards, feed, part)
        if cards:
            yield cards
    meta = feed.end().get("meta")
    if not isinstance(meta, dict):
        raise BadAnswer(status=response.status_code)
    yield meta_of(meta)


def _cards(feed: RowFeed[Card], part: bytes) -> list[Card]:
    """Cards out of some bytes; one that cannot be read leaves its product without a stock figure, no more."""
    cards: list[Card] = []
    for start in range(0, len(part), SLICE):
        cards += feed.feed(part[start : start + SLICE])
        breathe()
    return cards
