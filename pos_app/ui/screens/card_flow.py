"""The flows about goods that sell nothing: a card, a price check, the order of the quick keys."""

from collections.abc import Awaitable, Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from pos_app.domain.errors import PosError
from pos_app.domain.product import Product
from pos_app.till.door import TillDoor
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.pictures import Pictures
from pos_app.ui.screens.card_pane import CardPane
from pos_app.ui.screens.pane import PaneHost
from pos_app.ui.screens.quick_keys_pane import QuickKeysPane
from pos_app.ui.theme import Look
from pos_app.ui.words import short_code


class GoodsCards(QObject):
    """Opens the panes and does what they ask for."""

    def __init__(
        self, look: Look, desk: Desk, panes: PaneHost, pictures: Pictures, sell: Callable[[Product], None]
    ) -> None:
        super().__init__(panes)
        self._look = look
        self._desk = desk
        self._panes = panes
        self._pictures = pictures
        self._sell = sell

    async def open(self, product_id: str) -> None:
        """The card of one good."""
        pane = self._pane(CardPane(self._look))
        answer = self._panes.open(pane)
        await self._show(pane, product_id)
        await answer

    async def check_prices(self) -> None:
        """Scans show the card instead of selling, until the pane is closed."""
        pane = self._pane(CardPane(self._look, check=lambda code: self._check(pane, code)))
        pane.typed.connect(lambda code: self._desk.start(self._check(pane, code)))
        await self._panes.open(pane)

    def _pane(self, pane: CardPane) -> CardPane:
        pane.chosen.connect(self._sell)
        pane.favoured.connect(
            lambda key, on: self._desk.start(self._change(pane, key, lambda till: till.set_favourite(key, on)))
        )
        pane.pinned.connect(lambda key, on: self._desk.start(self._change(pane, key, lambda till: _pin(till, key, on))))
        self._pictures.came.connect(lambda key: self._picture_came(pane, key))
        return pane

    async def _change(self, pane: CardPane, key: str, command: Callable[[TillDoor], Awaitable[None]]) -> None:
        async def carry_out(till: TillDoor) -> bool:
            await command(till)
            return True

        if await self._desk.attempt(carry_out):
            await self._show(pane, key)

    async def _check(self, pane: CardPane, code: str) -> None:
        found = await self._desk.look_up(lambda till: _named(till, code))
        if self._panes.pane is not pane:
            return
        if found:
            await self._show(pane, found[0].id)
        else:
            pane.say(tr("Товару з кодом {code} немає в каталозі.").format(code=short_code(code)))

    async def _show(self, pane: CardPane, product_id: str) -> None:
        try:
            card = await self._desk.look_up(lambda till: till.shelf_card(product_id))
        except PosError as error:
            self._desk.complain(error)
            return
        if self._panes.pane is pane:
            pane.show_card(card, self._picture(card.product))

    def _picture(self, product: Product) -> QImage | None:
        if not (product.picture_id or product.picture_url):
            return None
        self._pictures.know([product])
        return self._pictures.get(product.id)

    def _picture_came(self, pane: CardPane, key: str) -> None:
        if self._panes.pane is pane and pane.card is not None and pane.card.product.id == key:
            pane.picture.show_picture(self._pictures.get(key), pane.card.product.name)

    # quick keys

    async def order_keys(self) -> None:
        """A manager puts the quick keys in order."""
        pane = QuickKeysPane(self._look, self._pictures.get)
        pane.changed.connect(lambda keys: self._desk.start(self._set_keys(pane, keys)))
        answer = self._panes.open(pane)
        await self._show_keys(pane)
        await answer

    async def _set_keys(self, pane: QuickKeysPane, keys: Sequence[str | None]) -> None:
        await self._desk.attempt(lambda till: till.set_quick_keys(keys))
        await self._show_keys(pane)

    async def _show_keys(self, pane: QuickKeysPane) -> None:
        keys = await self._desk.look_up(lambda till: till.quick_keys())
        products = await self._desk.look_up(lambda till: till.quick_products(len(keys)))
        if self._panes.pane is pane:
            pane.show_keys(keys, products)


async def _pin(till: TillDoor, product_id: str, wanted: bool) -> None:
    """To the first place that nobody's good has, or off its place."""
    keys = [None if key == product_id else key for key in await till.quick_keys()]
    if wanted:
        place = keys.index(None) if None in keys else len(keys) - 1
        keys[place] = product_id
    await till.set_quick_keys(keys)


async def _named(till: TillDoor, code: str) -> Sequence[Product]:
    """By the number, else by what the words find."""
    return await till.by_barcode(code) or await till.search(code, limit=1)
