"""Joins the service's parts: each gets what it works on, none reaches for another by itself."""

from collections.abc import Callable

from pos_app.catalog.editor import CatalogEditor
from pos_app.devices.settings import DeviceSettings
from pos_app.devices.terminals import Terminals
from pos_app.printing.fitting import Fitting
from pos_app.reports.push_switch import PushChoice
from pos_app.reports.pushing import Pusher
from pos_app.reports.server_sales import ServerReader
from pos_app.store.catalog import CatalogStore
from pos_app.store.till_store import TillStore
from pos_app.till.assortment import AssortmentDesk
from pos_app.till.attempts import AttemptBook
from pos_app.till.backing_up import BackupDesk
from pos_app.till.badges import BadgeDesk
from pos_app.till.barcodes import BarcodeDesk
from pos_app.till.basket import Basket
from pos_app.till.board import Board
from pos_app.till.card_desk import CardDesk
from pos_app.till.clock import TillClock
from pos_app.till.core import Core, Options
from pos_app.till.customer import CustomerDesk
from pos_app.till.device_desk import DeviceDesk, OpenLine
from pos_app.till.e_receipts import EReceiptDesk
from pos_app.till.events import Events
from pos_app.till.goods import Goods
from pos_app.till.identity import Identity
from pos_app.till.importing import ImportDesk
from pos_app.till.kept import KeptBaskets
from pos_app.till.labels import LabelDesk
from pos_app.till.lockout import PinLockout
from pos_app.till.orders import OrderDesk
from pos_app.till.paper_desk import PaperDesk
from pos_app.till.parked import ParkedDesk
from pos_app.till.paying import PaymentDesk
from pos_app.till.people import PeopleDesk
from pos_app.till.ports import Account, CatalogSync, FiscalEngine, Freshness, Pictures, Printing, TokenStore
from pos_app.till.price_watch import PriceWatch
from pos_app.till.pricing import Pricing
from pos_app.till.printer_desk import PrinterDesk
from pos_app.till.pushing import PushDesk
from pos_app.till.receipts import ReceiptDesk
from pos_app.till.records import Records
from pos_app.till.refused import RefusedSales
from pos_app.till.refused_again import RefusedAgain
from pos_app.till.reporting import ReportDesk
from pos_app.till.reprints import ReprintDesk
from pos_app.till.requests import RequestDesk
from pos_app.till.returns import ReturnDesk
from pos_app.till.roles import RoleKeeper
from pos_app.till.sale import SaleDesk
from pos_app.till.scanning import Scanner
from pos_app.till.service_check import ServiceDesk
from pos_app.till.service_health import ServiceHealth
from pos_app.till.session import SessionDesk
from pos_app.till.shelf_desk import ShelfDesk
from pos_app.till.shift import TillShift
from pos_app.till.shift_watch import ShiftWatch
from pos_app.till.shop_book import ShopBook
from pos_app.till.shop_desk import ShopDesk
from pos_app.till.shop_setup import ShopSetup, ShopSetupDesk
from pos_app.till.state import TillState
from pos_app.till.submitting import Submitter
from pos_app.till.sums import ShiftBook
from pos_app.till.supply import SupplyDesk
from pos_app.till.tax_commands import TaxCommands
from pos_app.till.taxes import TaxDesk
from pos_app.till.unknown import UnknownCodes
from pos_app.till.verifier import PinVerifier
from pos_app.till.waiting import Waiting
from pos_app.till.withdrawals import WithdrawalDesk


class Parts:
    """Everything the till is made of.

    `new_id` gives fresh UUIDv4 texts, `salt` so many random bytes.
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
        options: Options,
        sync: CatalogSync | None,
        pictures: Pictures | None,
        editor: CatalogEditor | None = None,
        pusher: Pusher | None = None,
        push_choice: PushChoice | None = None,
        freshness: Freshness | None = None,
        server_reader: ServerReader | None = None,
        fitting: Fitting | None = None,
        device_settings: DeviceSettings,
        open_line: OpenLine,
        terminals: Terminals,
        setup: ShopSetup | None = None,
    ) -> None:
        self.board = Board(TillState())
        self.core = Core(
            store=store,
            catalog=catalog,
            fiscal=fiscal,
            printer=printer,
            clock=clock,
            new_id=new_id,
            events=events,
            board=self.board,
            options=options,
        )
        self.waiting = Waiting()
        self.taxes = TaxDesk(
            store.settings,
            file_table=options.tax_table,
            accept_proposals=options.accept_proposals,
            path=catalog.category_path,
        )
        self.goods = Goods(catalog, self.taxes)
        self.attempts = AttemptBook(self.core)
        self.devices = DeviceDesk(
            self.core,
            device_settings,
            open_line,
            terminals=terminals,
            cards_settled=self.attempts.check_all_settled,
        )
        self.cards = CardDesk(self.core, self.devices.terminal, self.attempts)
        self.devices.on_terminal = self.cards.use
        self.setup = ShopSetupDesk(self.core, setup, self.attempts)
        self.shop = ShopBook(self.core)
        pricing = Pricing(self.goods, self.taxes, self.attempts, self.shop)
        self.basket = Basket(self.core, self.goods, self.attempts, self.shop, pricing)
        self.shop_desk = ShopDesk(self.core, self.shop, self.basket, self.goods, self.taxes)
        self.service_health = ServiceHealth(self.core)
        self.tax_commands = TaxCommands(self.core, self.taxes, self.basket)
        self.barcodes = BarcodeDesk(self.core, self.goods)
        self.scanner = Scanner(self.core, self.basket, self.goods, self.barcodes)
        self.parked = ParkedDesk(self.core, self.basket, self.attempts, self.shop, pricing)
        self.supply = SupplyDesk(self.core, sync, pictures, freshness)
        self.shelf = ShelfDesk(self.core, self.goods, self.supply)
        self.prices = PriceWatch(self.core, self.basket, self.goods, freshness)
        self.supply.on_end = self.prices.follow
        self.unknown = UnknownCodes(self.core, self.goods, freshness)
        self.printer = PrinterDesk(self.core, fitting)
        self.labels = LabelDesk(self.core, self.goods, self.printer.columns)
        imports = ImportDesk(self.core, editor, brought=self.supply.sync)
        self.assortment = AssortmentDesk(
            self.core, self.goods, self.taxes, editor, held=self.held_products, imports=imports
        )
        self.push = PushDesk(self.core, pusher, push_choice)
        self.reports = ReportDesk(self.core, server_reader)
        lockout = PinLockout(store.people, clock)
        verifier = PinVerifier(store.people, clock, days=options.offline_sign_in_days, salt=salt)
        self.roles = RoleKeeper(store.settings)
        self.session = SessionDesk(
            self.core,
            account,
            tokens,
            lockout=lockout,
            verifier=verifier,
            attempts=self.attempts,
            taxes=self.taxes,
            roles=self.roles,
            learned=self.tax_commands.learned,
        )
        self.badges = BadgeDesk(self.core, self.session, lockout, salt)
        self.identity = Identity(
            account, self.badges, lockout=lockout, verifier=verifier, applied=self.roles.applied
        )
        self.people = PeopleDesk(self.core, self.roles, self.session)
        self.account = account
        self._join_money()

    def held_products(self) -> frozenset[str]:
        """Products in open baskets, which must not be hidden. May be asked from another thread."""
        return self.parked.product_ids | frozenset(line.product.id for line in self.board.state.cart.lines)

    def _join_money(self) -> None:
        core, kept = self.core, KeptBaskets(self.core.store)
        self.receipts = ReceiptDesk(core)
        self.reprints = ReprintDesk(core, self.receipts)
        self.paper = PaperDesk(core, self.receipts)
        self.e_receipts = EReceiptDesk(
            core, self.receipts, self.account, self.waiting, self.session.sign_in_again
        )
        self.book = ShiftBook(core.store, core.fiscal.sums)
        self.submitter = Submitter(core, self.receipts, self.book)
        self.refused = RefusedSales(core, self.basket, self.parked, kept, self.book)
        self.orders = OrderDesk(core, self.basket, self.attempts)
        requests = RequestDesk(core, self.receipts, self.waiting)
        self.sale = SaleDesk(
            core, self.basket, self.submitter, kept, requests, self.attempts, self.orders
        )
        self.refused_again = RefusedAgain(core, self.parked, self.sale, self.attempts)
        self.payments = PaymentDesk(core, self.basket, self.attempts, self.cards, self.sale)
        self.returns = ReturnDesk(
            core, self.receipts, self.submitter, self.taxes, self.attempts, self.cards, self.orders, requests
        )
        self.withdrawals = WithdrawalDesk(
            core, self.receipts, self.submitter, self.attempts, self.cards, self.shop, requests
        )
        self.submitter.moved = self.supply.moved
        self.backups = BackupDesk(core)
        self.shift = TillShift(
            core, self.submitter, self.book, self.backups, self.attempts, requests, learned=self.tax_commands.learn
        )
        self.customer = CustomerDesk(core, self.basket, self.shop, self.barcodes, self.parked)
        self.refused.on_back, self.refused.on_show = self.customer.sale_back, self.customer.show
        self.shift_watch = ShiftWatch(core, self.shop, self.shift)
        core.fiscal.on_learned(self.tax_commands.learn)
        self.records = Records(core, self.receipts, self.book, self.waiting)
        self.services = ServiceDesk(core, self.account, self.reports, self.records, self.devices)
