"""Inventory cards: how much of a product a shop has."""

from collections.abc import AsyncGenerator, Sequence
from typing import Final

from pos_app.smartkasa import drafts as d
from pos_app.smartkasa import models as m
from pos_app.smartkasa.calls import Calls
from pos_app.smartkasa.cards import cards_in
from pos_app.smartkasa.transport import Call, query_of, segment

_CARDS: Final = "/api/v1/inventory/cards"


class StockCalls(Calls):
    """Endpoints about stock."""

    async def stream_cards(
        self, *, shop_id: int | None = None, product_id: str | None = None, counting_enabled: bool | None = None
    ) -> AsyncGenerator[Sequence[m.Card], None]:
        """All inventory cards, some at a time as they arrive: the answer is not paginated and may be 135 MB.

        Should the server come to paginate it, `next_page` is obeyed. Close the iterator if it is left early
        (`contextlib.aclosing`). Cards that cannot be read are left out.
        """
        page: int | None = 1
        while page is not None:
            # the specification knows no `page` here, so the first request does not carry one
            query = query_of(
                shop_id=shop_id,
                product_id=product_id,
                counting_enabled=counting_enabled,
                page=None if page == 1 else page,
            )
            meta = m.Meta()
            async with self._transport.stream(Call("GET", _CARDS, query)) as response:
                async for found in cards_in(response):
                    if isinstance(found, m.Meta):
                        meta = found
                    else:
                        yield found
            page = meta.next_page if meta.next_page is not None and meta.next_page > page else None

    async def get_card(self, card_id: int) -> m.Card:
        """One card. Raises NotFound."""
        return await self._one(f"{_CARDS}/{segment(card_id)}", m.Card)

    async def create_card(self, draft: d.NewCard) -> m.Card:
        """Begin to keep a product's stock in a shop."""
        return await self._one(_CARDS, m.Card, method="POST", body={"card": draft.fields()})

    async def update_card(self, card_id: int, draft: d.CardDraft) -> None:
        """Set the stock, or whether it is counted."""
        await self._done("PUT", f"{_CARDS}/{segment(card_id)}", {"card": {"id": card_id, **draft.fields()}})

    async def delete_card(self, card_id: int) -> None:
        """Keep a product's stock in a shop no longer."""
        await self._done("DELETE", f"{_CARDS}/{segment(card_id)}")
