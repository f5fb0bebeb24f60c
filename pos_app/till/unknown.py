"""An unknown barcode is looked up at SmartKasa while the cashier goes on: what it has is offered, never put in."""

import asyncio

from pos_app.till.core import Core
from pos_app.till.goods import Goods
from pos_app.till.ports import Freshness
from pos_app.till.state import LookUp, Search, TillState


class UnknownCodes:
    """Watches for the code that no product has."""

    def __init__(self, core: Core, goods: Goods, freshness: Freshness | None) -> None:
        self._core = core
        self._goods = goods
        self._freshness = freshness
        self._code = ""
        self._asking: asyncio.Task[None] | None = None

    def watch(self) -> None:
        """Begin."""
        self._core.board.subscribe(self._look)

    async def stop(self) -> None:
        """Look nothing up any more."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.gather(self._asking, return_exceptions=True)

    def _look(self, state: TillState) -> None:
        if state.unknown_code == self._code:
            return
        self._code = state.unknown_code
        if self._asking is not None:
            self._asking.cancel()
            self._asking = None
        searching = bool(self._code) and self._freshness is not None
        self._core.board.show(look_up=LookUp(Search.SEARCHING if searching else Search.NONE))
        if self._code and self._freshness is not None:
            self._asking = asyncio.ensure_future(self._search(self._freshness, self._code))

    async def _search(self, freshness: Freshness, code: str) -> None:
        rows = await freshness.look_up(code)
        if code != self._code:
            return
        products = self._goods.products(rows or ())
        search = Search.SILENT if rows is None else Search.FOUND if products else Search.ABSENT
        self._core.board.show(look_up=LookUp(search, products))
        if products:
            self._core.events.tell("catalog.found", {"code": code, "product_ids": [each.id for each in products]})
