"""The till: receipt and totals on the left, what sells or a pane on the right."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_app.domain.errors import PosError
from pos_app.till.state import TillState
from pos_app.ui.desk import CARD_LEFT, PRINT_ASKS, Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action, KeyTable
from pos_app.ui.screens.card_flow import GoodsCards
from pos_app.ui.screens.card_pane import CardPane
from pos_app.ui.screens.catalog_pane import CatalogPane
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.screens.list_panes import EXPLAIN, HelpPane
from pos_app.ui.screens.order_panes import OrderFlows
from pos_app.ui.screens.palette_pane import PalettePane
from pos_app.ui.screens.pane import PaneHost
from pos_app.ui.screens.print_ask_pane import PrintAskPane
from pos_app.ui.screens.sale_pad import SalePad
from pos_app.ui.screens.selling import Selling
from pos_app.ui.screens.shelf import Tab
from pos_app.ui.screens.shift_panes import ShiftTasks
from pos_app.ui.screens.tasks import Task
from pos_app.ui.theme import Look
from pos_app.ui.widgets.headline import Headline, Notice
from pos_app.ui.widgets.receipt_table import ReceiptTable
from pos_app.ui.widgets.totals import TotalsBlock

_LINES: Final = {Action.UP: -1, Action.DOWN: 1, Action.PAGE_UP: -7, Action.PAGE_DOWN: 7}
_LINES_ENDS: Final = {Action.HOME: -9999, Action.END: 9999}


class TillScreen(Keyed):
    """Where a cashier spends the day."""

    page = Signal(str)
    """Another page is wanted: a Task's word."""
    receipt_found = Signal(str)
    explained = Signal(str)
    """An error's page is wanted: its code."""
    create_wanted = Signal(str)
    """A product is to be made for this scanned code."""

    def __init__(
        self, look: Look, desk: Desk, keys: KeyTable, new_id: Callable[[], str], *, mirrored: bool = False
    ) -> None:
        super().__init__()
        self._look = look
        self._desk = desk
        self._keys = keys
        self._mirrored = mirrored
        px = look.px
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(8), px(8), px(8), px(8))
        layout.setSpacing(px(8))
        left = QVBoxLayout()
        left.setSpacing(px(8))
        self.headline = Headline(look)
        self.headline.acted.connect(desk.settle_notice)
        self.headline.more.connect(self.settle_unknown)
        self.table = ReceiptTable(look)
        self.totals = TotalsBlock(look)
        left.addWidget(self.headline)
        left.addWidget(self.table, 1)
        left.addWidget(self.totals)
        self.pad = SalePad(look, desk, keys)
        self.panes = PaneHost(desk, self.pad)
        self.panes.changed.connect(lambda: self._show_receipt(desk.state))
        share = look.plan.receipt - (4 if look.compact else 0)
        layout.addLayout(left, share)
        layout.addWidget(self.panes, 100 - share)
        if mirrored:
            layout.setDirection(QHBoxLayout.Direction.RightToLeft)
        self.selling = Selling(look, desk, self.panes, self.pad, self.table.chosen_line, new_id)
        self.selling.receipt_found.connect(self.receipt_found)
        self.orders = OrderFlows(look, desk, self.panes, self.selling.pay)
        self.shift_tasks = ShiftTasks(look, desk, self.panes, new_id)
        self.table.acted.connect(lambda line_id: desk.start(self.selling.take(line_id)))
        self.cards = GoodsCards(look, desk, self.panes, self.pad.shelf.pictures, self._take_product)
        self.pad.shelf.card.connect(lambda key: desk.start(self.cards.open(key)))
        self.pad.scan.connect(desk.scan)
        self.pad.product.connect(self._take_product)
        self.pad.task.connect(self.run_task)
        self.pad.pressed.connect(self.do)
        self.pad.first.begin.connect(self._read_catalog)
        self.pad.first.stop.connect(self._stop_reading)
        self._shift_offered = False
        self._age_asked = False
        self._beginning = False
        self._sold: TillState | None = None

    def show_state(self, state: TillState) -> None:
        """Only what differs is painted again."""
        self._show_receipt(state)
        self.panes.show_state(state)
        self._offer_shift(state)
        self._ask_age(state)

    def _show_receipt(self, state: TillState) -> None:
        seen = self._being_sold(state)
        self.headline.show_state(seen, self._notice, self._invitation)
        self.table.show_state(seen)
        self.totals.show_state(seen)

    def _ask_age(self, state: TillState) -> None:
        """As soon as the first goods for adults lie in the basket; a sale is not left hanging until the payment."""
        if not state.age_wanted:
            self._age_asked = False
        elif not self._age_asked and not state.busy:
            self._age_asked = True
            self._desk.start(self.selling.ask_age())

    def _being_sold(self, state: TillState) -> TillState:
        """While a sale is registered its receipt stays in sight: no empty one stands there before it is settled.

        The basket is empty as soon as the sale is on disk; the pane knows how long the cashier still waits.
        """
        pane = self.panes.pane
        if not state.cart.is_empty or pane is None or not pane.paying:
            self._sold = state if not state.cart.is_empty else None
        if self._sold is None:
            return state
        sold = self._sold
        shown = {name: getattr(sold, name) for name in ("cart", "totals", "card", "voided", "last_line_id", "news")}
        return replace(state, **shown)

    def show_notice(self) -> None:
        """The strip, and what it stands in the way of."""
        self.pad.show_payable()
        self.headline.show_state(self._desk.state, self._notice, self._invitation)

    @property
    def _invitation(self) -> str:
        """How a receipt is begun while this stands on the right: there may be no goods, and a scan may have to wait."""
        pane = self.panes.pane
        if pane is not None and (not pane.takes_scans or isinstance(pane, CardPane)):
            return ""  # a price check takes them too, and sells nothing
        if pane is not None or not self._desk.state.catalog.products:
            return tr("Скануйте товар")
        if self._mirrored:
            return tr("Скануйте товар або оберіть його ліворуч")
        return tr("Скануйте товар або оберіть його праворуч")

    @property
    def _notice(self) -> Notice | None:
        """What the strip says, without its button where that would open nothing, or press the open pane's own."""
        notice, pane = self._desk.notice, self.panes.pane
        if notice is None or pane is None:
            return notice
        shut = {CARD_LEFT: not pane.modest, PRINT_ASKS: not pane.fleeting or isinstance(pane, PrintAskPane)}
        return replace(notice, leads=False) if shut.get(notice.code) else notice

    def _offer_shift(self, state: TillState) -> None:
        if state.cashier is None or state.shift is not None:
            self._shift_offered = False
        elif not self._shift_offered and self.panes.pane is None and not state.busy:
            self._shift_offered = True
            self._desk.start(self.shift_tasks.open_shift())

    def _take_product(self, product: object) -> None:
        self._desk.start(self.selling.add(product, self.pad.take_pending()))  # type: ignore[arg-type]  # a Product

    # keys

    def do(self, action: Action) -> bool:
        """First whatever is open on the right, then the till's own keys."""
        if self.panes.current.do(action):
            return True
        if self.panes.pane is not None and not self.panes.pane.modest:
            return action in _LINES
        return self._own(action)

    def _own(self, action: Action) -> bool:
        flows = {
            Action.QUANTITY: self.selling.change_quantity,
            Action.PRICE: self.selling.change_price,
            Action.DISCOUNT: self.selling.discount,
            Action.VOID: self.selling.void,
            Action.PARK: self.selling.park,
            Action.PARKED: self.selling.choose_parked,
            Action.PAY: self.selling.pay,
            Action.TAKE: self.selling.take,
            Action.CUSTOMER: self.selling.customer,
        }
        if action in flows:
            self._close_pane()
            self._begin(flows[action]())
        elif action is Action.EXACT_CASH:
            self._close_pane()
            self._begin(self.selling.pay(exactly=True))
        elif action in _LINES or action in _LINES_ENDS:
            self.table.move((_LINES | _LINES_ENDS)[action])
        elif action is Action.BACK:
            return self._desk.put_away_notice() or self._ask_prints()
        else:
            return self._tasks(action)
        return True

    def _begin(self, flow: Coroutine[Any, Any, None]) -> None:
        """Let a flow begin; one that was asked for a moment ago comes first, and a key that bounces asks once.

        Its pane is there with its first step, and has the keys from then on.
        """
        if self._beginning:
            flow.close()
            return
        self._beginning = True
        self._desk.start(self._begun(flow))

    async def _begun(self, flow: Coroutine[Any, Any, None]) -> None:
        self._beginning = False
        await flow

    def _tasks(self, action: Action) -> bool:
        tasks = {
            Action.UNDO: Task.UNDO,
            Action.DRAWER: Task.DRAWER,
            Action.HISTORY: Task.HISTORY,
            Action.RETURN: Task.RETURN,
        }
        if action is Action.CARD:
            return self._card()
        if action is Action.NEW:
            self.settle_unknown()
        elif action is Action.HELP:
            self._close_pane()
            self._begin(self._help())
        elif action is Action.PALETTE:
            self._close_pane()
            self._begin(self.find_action())
        elif action in tasks:
            self.run_task(tasks[action])
        else:
            return False
        return True

    def _ask_prints(self) -> bool:
        notice = self._desk.notice
        if notice is None or notice.code != PRINT_ASKS:
            return False
        self._desk.start(self.settle_prints())
        return True

    async def settle_prints(self) -> None:
        """The documents that were cut off, over the right side; what is left undecided is left for later."""
        jobs = await self._desk.look_up(lambda till: till.printer.jobs())
        asking, pane = [job for job in jobs if job.asks], self.panes.pane
        if asking and (pane is None or (pane.fleeting and not isinstance(pane, PrintAskPane))):
            await self.panes.open(PrintAskPane(self._look, self._desk, asking))
            self._desk.leave_prints()

    def _close_pane(self) -> None:
        if self.panes.pane is not None:
            self.panes.pane.go_back()

    async def _help(self) -> None:
        notice = self._desk.notice
        key = await self.panes.open(HelpPane(self._look, self._keys, notice.text if notice else ""))
        if key == EXPLAIN and notice is not None:
            self.explained.emit(notice.code)
        elif key:
            self.do(Action(key))

    async def find_action(self) -> None:
        """The palette: every action and page by its name."""
        demo = self._desk.bench is not None
        found = await self.panes.open(PalettePane(self._look, self._keys, self._desk.state, demo=demo))
        if found in set(Action):
            self.do(Action(found))
        elif found:
            self.run_task(found)

    def settle_unknown(self) -> None:
        """Take the product whose code SmartKasa knows; make the one that nobody knows, where one may."""
        notice, state = self._desk.notice, self._desk.state
        if notice is None or not notice.more or not state.unknown_code or self.panes.pane is not None:
            return
        if state.look_up.products:
            self._desk.start(self.selling.take_found())
        else:
            self.create_wanted.emit(state.unknown_code)

    def type_text(self, text: str) -> bool:
        """Typing goes to what is open on the right."""
        if self.panes.pane is not None and self.panes.pane.fleeting:
            self._close_pane()
        return self.panes.current.type_text(text)

    def show_actions(self) -> None:
        """The menu button: the tab of actions."""
        if self.panes.pane is not None:
            self._close_pane()
        if self.panes.pane is None:
            self.pad.show_tab(Tab.QUICK if self.pad.tab is Tab.ACTIONS else Tab.ACTIONS)

    def run_task(self, name: str) -> None:
        """A tile of the actions tab, or its key."""
        task = Task(name)
        flows = {
            Task.CASH_IN: self.shift_tasks.cash_in,
            Task.CASH_OUT: self.shift_tasks.cash_out,
            Task.WITHDRAW: self.shift_tasks.withdraw,
            Task.PREPAY: self.orders.begin,
            Task.X_REPORT: self.shift_tasks.x_report,
            Task.DRAWER: self.shift_tasks.open_drawer,
            Task.PARKED: self.selling.choose_parked,
            Task.PARK_NOTE: self.selling.park_with_note,
            Task.CUSTOMER: self.selling.customer,
            Task.PRICE_CHECK: self.cards.check_prices,
            Task.QUICK_KEYS: self.cards.order_keys,
            Task.IN_STOCK: self._turn_in_stock,
            Task.PALETTE: self.find_action,
        }
        if task in flows:
            self._begin(flows[task]())
        elif task is Task.UNDO:
            self._desk.start(self._desk.attempt(lambda till: till.undo()))
        elif task is Task.CLEAR:
            self._desk.start(self._desk.attempt(lambda till: till.clear()))
        elif task is Task.SYNC:
            self.show_catalog()
        elif task is Task.CLOSE_SHIFT and self._desk.state.shift is None:
            self._desk.start(self.shift_tasks.open_shift())
        else:
            self.page.emit(task)

    async def _turn_in_stock(self) -> None:
        only = not self._desk.state.catalog.in_stock_only
        await self._desk.attempt(lambda till: till.show_in_stock_only(only))

    def _card(self) -> bool:
        """The card of the good that the frame stands on, else of the chosen line's."""
        tile = self.pad.tiles.framed if self.panes.pane is None else None
        line_id = self.table.chosen_line()
        key = tile.key if tile is not None and self.pad.shelf.known(tile.key) is not None else None
        if key is None and line_id is not None:
            key = self._desk.state.cart.line(line_id).product.id
        if key is None:
            return False
        self._close_pane()
        self._desk.start(self.cards.open(key))
        return True

    def show_catalog(self) -> None:
        """How fresh the catalog is; a reading can be begun and stopped there."""
        if self.panes.pane is not None and not self.panes.pane.fleeting:
            return
        pane = CatalogPane(self._look)
        pane.box.begin.connect(self._read_catalog)
        pane.box.stop.connect(self._stop_reading)
        self.panes.open(pane)

    def _read_catalog(self) -> None:
        self._desk.start(self._sync())

    async def _sync(self) -> None:
        try:
            await self._desk.look_up(lambda till: till.sync_catalog(full=True))
        except PosError as error:
            if error.code != "sync_stopped":
                self._desk.complain(error)

    def _stop_reading(self) -> None:
        self._desk.start(self._desk.attempt(lambda till: till.stop_sync()))

    def enabled_actions(self, state: TillState) -> frozenset[Action]:
        """Which keys of the bar do something now."""
        if self.panes.pane is not None and not self.panes.pane.modest:
            return frozenset()
        always = {Action.HELP, Action.SEARCH, Action.PARK, Action.CUSTOMER, Action.HISTORY, Action.DRAWER}
        basket = {Action.QUANTITY, Action.PRICE, Action.DISCOUNT} if state.cart.lines else set()
        return frozenset(always | basket | ({Action.RETURN} if state.shift else set()))
