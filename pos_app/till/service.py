"""The till itself: the one door for commands of the window and the RPC."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, TypeVar

from pos_app.catalog.editor import CatalogEditor
from pos_app.devices.settings import DeviceSettings
from pos_app.devices.terminals import Terminals, terminal_of
from pos_app.domain.errors import refused
from pos_app.links.stream import open_stream
from pos_app.printing.fitting import Fitting
from pos_app.reports.push_switch import PushChoice
from pos_app.reports.pushing import Pusher
from pos_app.reports.server_sales import ServerReader
from pos_app.store.catalog import CatalogStore
from pos_app.store.operations import Operation
from pos_app.store.till_store import TillStore
from pos_app.till.attention_commands import AttentionCommands
from pos_app.till.basket_commands import BasketCommands
from pos_app.till.clock import TillClock
from pos_app.till.core import Options
from pos_app.till.device_desk import DeviceDesk, OpenLine
from pos_app.till.events import Events, Listener
from pos_app.till.goods_commands import GoodsCommands
from pos_app.till.lookout import Lookout
from pos_app.till.parts import Parts
from pos_app.till.people_commands import PeopleCommands
from pos_app.till.ports import Account, CatalogSync, Closer, FiscalEngine, Freshness, Pictures, Printing, TokenStore
from pos_app.till.receipt_commands import ReceiptCommands
from pos_app.till.record_commands import AHEAD, RecordCommands
from pos_app.till.report_commands import ReportCommands
from pos_app.till.rule_commands import RuleCommands
from pos_app.till.sale_commands import SaleCommands
from pos_app.till.shift_commands import ShiftCommands
from pos_app.till.shop_commands import ShopCommands
from pos_app.till.shop_setup import ShopSetup, ShopSetupDesk
from pos_app.till.state import TillState

T = TypeVar("T")


class Till(
    AttentionCommands,
    BasketCommands,
    GoodsCommands,
    PeopleCommands,
    ReceiptCommands,
    RecordCommands,
    ReportCommands,
    RuleCommands,
    SaleCommands,
    ShiftCommands,
    ShopCommands,
):
    """Implements TillDoor. Made by the app, on the engine's loop; `start` before anything else, `shutdown` at the end.

    `new_id` gives fresh UUIDv4 texts, `salt` so many random bytes; `closers` are awaited last, in order (clients,
    stores, whatever the app opened). The fiscal engine gets `sign_in_again`, the sync `held_products` and
    `catalog_progress`, what keeps the catalog fresh `catalog_changed` and `catalog_problem`.
    """

    def __init__(
        self,
        *,
        store: TillStore,
        catalog: CatalogStore,
        fiscal: FiscalEngine,
        printer: Printing,
        account: Account,
        tokens: TokenStore,
        clock: TillClock,
        new_id: Callable[[], str],
        salt: Callable[[int], bytes],
        events: Events,
        options: Options | None = None,
        sync: CatalogSync | None = None,
        pictures: Pictures | None = None,
        editor: CatalogEditor | None = None,
        pusher: Pusher | None = None,
        push_choice: PushChoice | None = None,
        freshness: Freshness | None = None,
        server_reader: ServerReader | None = None,
        fitting: Fitting | None = None,
        device_settings: DeviceSettings | None = None,
        open_line: OpenLine = open_stream,
        terminals: Terminals = terminal_of,
        setup: ShopSetup | None = None,
        closers: Sequence[Closer] = (),
    ) -> None:
        self._parts = Parts(
            store=store,
            catalog=catalog,
            fiscal=fiscal,
            printer=printer,
            account=account,
            tokens=tokens,
            clock=clock,
            new_id=new_id,
            salt=salt,
            events=events,
            options=options or Options(),
            sync=sync,
            pictures=pictures,
            editor=editor,
            pusher=pusher,
            push_choice=push_choice,
            freshness=freshness,
            server_reader=server_reader,
            fitting=fitting,
            device_settings=device_settings or DeviceSettings(),
            open_line=open_line,
            terminals=terminals,
            setup=setup,
        )
        self._lookout = Lookout(self._parts)
        self._closers = closers
        self._running = 0
        self._at_rest = asyncio.Event()
        self._at_rest.set()
        self._closed = False

    # life

    async def start(self) -> None:
        """Show what is on disk, then let the fiscal engine and the printer go on where they stood."""
        parts = self._parts
        parts.core.fiscal.on_return(parts.refused.take_back)
        parts.core.fiscal.on_given_up(self._given_up)
        self._lookout.watch()
        parts.printer.start()
        parts.paper.show()
        parts.session.resume()
        parts.submitter.resume()
        parts.cards.resume()
        parts.tax_commands.learn()
        parts.basket.refresh()
        parts.parked.expire()
        parts.customer.show()
        parts.basket.resume()
        parts.prices.watch()
        parts.unknown.watch()
        parts.shelf.show()
        parts.supply.start()
        self._lookout.look()
        parts.backups.catch_up()
        parts.push.start()
        if parts.core.options.sandboxed:
            # time that was let pass has passed: the hours offline must outlive the program as a shop's do
            parts.core.clock.advance(parts.core.store.settings.get(AHEAD, 0))
        parts.e_receipts.start()
        await parts.core.fiscal.start()
        await parts.core.printer.start()
        parts.scanner.start()
        parts.shift_watch.begin()
        parts.devices.start()
        parts.service_health.start()

    def _given_up(self, document: Operation) -> None:
        self._parts.attempts.given_up(document)
        self._parts.refused.given_up(document)

    async def shutdown(self) -> None:
        """End: commands that run are waited for, what is unsent stays on disk for the next start."""
        if self._closed:
            return
        self._closed = True
        parts = self._parts
        parts.waiting.end()
        await parts.shift_watch.end()
        await parts.assortment.settled()
        await parts.prices.stop()
        await parts.unknown.stop()
        parts.scanner.stop()
        await parts.devices.stop()
        await parts.supply.stop()
        await parts.cards.stop()
        await parts.push.stop()
        await parts.e_receipts.stop()
        await self._at_rest.wait()
        await parts.submitter.settled()
        await parts.supply.settled()
        await parts.backups.settled()
        await parts.core.fiscal.stop()
        await parts.core.printer.stop()
        for close in self._closers:
            await close()

    async def _do(self, command: Coroutine[Any, Any, T]) -> T:
        """Run a command; after the shutdown has begun none begins any more."""
        if self._closed:
            command.close()
            raise refused("not_available", "Касу вимикають.")
        self._running += 1
        self._at_rest.clear()
        try:
            return await command
        finally:
            self._running -= 1
            if not self._running:
                self._at_rest.set()

    # what is seen

    @property
    def state(self) -> TillState:
        """The picture of this moment: the clocks and the printer are looked at first."""
        if not self._closed:
            self._lookout.look()
        return self._parts.board.state

    @property
    def devices(self) -> DeviceDesk:
        """The devices beside the till."""
        self._open()
        return self._parts.devices

    @property
    def setup(self) -> ShopSetupDesk:
        """Setting the shop up on screen."""
        self._open()
        return self._parts.setup

    def subscribe(self, listener: Callable[[TillState], None]) -> None:
        """See every new picture."""
        self._parts.board.subscribe(listener)

    def subscribe_events(self, listener: Listener) -> None:
        """Hear of what happens by itself, as (kind, details)."""
        self._parts.core.events.subscribe(listener)

    async def dismiss_problem(self) -> None:
        """The cashier has read the strip, and has put the unknown goods aside."""
        if self._lookout.alarm is not None:
            self._parts.core.fiscal.alarm_seen()
        self._parts.board.show(problem=None, unknown_code="", unknown_why=None)

    def _open(self) -> None:
        if self._closed:
            raise refused("not_available", "Касу вимикають.")
