"""The window's pages, each imported, built and joined when it is first wanted: a till opens with the PIN pad alone."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget

from pos_app.domain.product import Product
from pos_app.ui.desk import Desk
from pos_app.ui.keys import KeyTable
from pos_app.ui.preferences import Preferences
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.screens.tasks import Task
from pos_app.ui.shell import Content
from pos_app.ui.theme import Look

if TYPE_CHECKING:
    from pos_app.ui.beside import Beside
    from pos_app.ui.screens.appearance import AppearanceScreen
    from pos_app.ui.screens.barcodes import BarcodesScreen
    from pos_app.ui.screens.bench_page import BenchPage
    from pos_app.ui.screens.catalog import CatalogScreen
    from pos_app.ui.screens.devices import DevicesScreen
    from pos_app.ui.screens.guard import GuardScreen
    from pos_app.ui.screens.help import HelpScreen
    from pos_app.ui.screens.history import HistoryScreen
    from pos_app.ui.screens.offers import OffersScreen
    from pos_app.ui.screens.people import PeopleScreen
    from pos_app.ui.screens.printer import PrinterScreen
    from pos_app.ui.screens.register import RegisterScreen
    from pos_app.ui.screens.reports import ReportsScreen
    from pos_app.ui.screens.settings import SettingsScreen
    from pos_app.ui.screens.shift_close import CloseShiftScreen
    from pos_app.ui.screens.shop_rules import ShopRulesScreen
    from pos_app.ui.screens.taxes import TaxesScreen
    from pos_app.ui.screens.till import TillScreen


P = TypeVar("P")
PAGES: Final = (
    "till", "history", "close_shift", "taxes", "register", "barcodes", "reports", "catalog", "people", "offers",
    "shop_rules", "guard", "appearance", "printer", "settings", "help", "devices", "bench",
)  # fmt: skip
"""The pages by the names of their properties."""
PLAIN: Final = {
    Task.CLOSE_SHIFT: "close_shift",
    Task.TAXES: "taxes",
    Task.BARCODES: "barcodes",
    Task.REPORTS: "reports",
    Task.CATALOG: "catalog",
    Task.PEOPLE: "people",
    Task.SHOP_RULES: "shop_rules",
    Task.OFFERS: "offers",
    Task.APPEARANCE: "appearance",
    Task.PRINTER: "printer",
    Task.SETTINGS: "settings",
    Task.HELP: "help",
    Task.DEVICES: "devices",
    Task.BENCH: "bench",
}
"""Tasks that are a page of their own, by the names of their properties."""


class Pages(Content):
    """What a page is made of and joined to; the window says what follows."""

    restart_wanted = Signal()
    """The settings are other ones: the till that they name is to be opened."""

    look: Look
    pages: QStackedWidget
    _desk: Desk
    _preferences: Preferences
    _keys: KeyTable
    _now: Callable[[], datetime]
    _new_id: Callable[[], str]
    _asides: list[Any]
    rescue_wanted = Signal()
    """The training till instead, once: the shop's keys are to be changed there."""
    _lead_back: tuple[Keyed, Task] | None = None
    """The page that was come to from the settings, and which of their tabs it leads back to."""
    beside: "Beside"

    @cached_property
    def till(self) -> "TillScreen":
        """Where a cashier spends the day."""
        from pos_app.ui.screens.till import TillScreen

        mirrored = self._preferences.mirrored
        page = TillScreen(self.look, self._desk, self._keys, self._new_id, mirrored=mirrored)
        self.pages.addWidget(page)
        self._desk.on_scan = page.selling.scan
        page.page.connect(self.open_page)
        page.receipt_found.connect(self.open_receipt)
        page.explained.connect(self.explain)
        page.create_wanted.connect(self.create_product)
        page.panes.changed.connect(self.show_keys)
        page.show_state(self._desk.state)
        return page

    @cached_property
    def history(self) -> "HistoryScreen":
        """The shift's receipts, and returns."""
        from pos_app.ui.screens.history import HistoryScreen

        page = self._aside(HistoryScreen(self.look, self._desk))
        page.side.currentChanged.connect(self.hold_scans)
        page.returned.connect(lambda view: self._desk.start(self.till.shift_tasks.returned(view)))
        return page

    @cached_property
    def close_shift(self) -> "CloseShiftScreen":
        """Counting the drawer and the Z report."""
        from pos_app.ui.screens.shift_close import CloseShiftScreen

        return self._aside(CloseShiftScreen(self.look, self._desk, blind=self._preferences.blind_close))

    @cached_property
    def taxes(self) -> "TaxesScreen":
        """Which group has which tax."""
        from pos_app.ui.screens.taxes import TaxesScreen

        return self._aside(TaxesScreen(self.look, self._desk))

    @cached_property
    def register(self) -> "RegisterScreen":
        """What waits, what needs a person, what is to be printed again."""
        from pos_app.ui.screens.register import RegisterScreen

        page = self._aside(RegisterScreen(self.look, self._desk))
        page.close_shift.connect(lambda: self.open_page(Task.CLOSE_SHIFT))
        page.parked_wanted.connect(self._open_parked)
        return page

    def _open_parked(self) -> None:
        self.show_till()
        self.till.run_task(Task.PARKED)

    @cached_property
    def barcodes(self) -> "BarcodesScreen":
        """Labels, packs, cards and badges."""
        from pos_app.ui.screens.barcodes import BarcodesScreen

        return self._aside(BarcodesScreen(self.look, self._desk))

    @cached_property
    def reports(self) -> "ReportsScreen":
        """What was sold."""
        from pos_app.ui.screens.reports import ReportsScreen

        page = self._aside(ReportsScreen(self.look, self._desk, self._now))
        page.turned.connect(self.hold_scans)
        return page

    @cached_property
    def catalog(self) -> "CatalogScreen":
        """The goods, and editing them through SmartKasa."""
        from pos_app.ui.screens.catalog import CatalogScreen

        page = self._aside(CatalogScreen(self.look, self._desk))
        page.stack.currentChanged.connect(self.hold_scans)
        page.created.connect(self.sell_created)
        return page

    @cached_property
    def people(self) -> "PeopleScreen":
        """Who has which role, and what a role may do."""
        from pos_app.ui.screens.people import PeopleScreen

        return self._aside(PeopleScreen(self.look, self._desk))

    @cached_property
    def offers(self) -> "OffersScreen":
        """The shop's offers, tried out and explained."""
        from pos_app.ui.screens.offers import OffersScreen

        return self._aside(OffersScreen(self.look, self._desk, self._now))

    @cached_property
    def shop_rules(self) -> "ShopRulesScreen":
        """Age, hours without sale, least prices, forms of payment."""
        from pos_app.ui.screens.shop_rules import ShopRulesScreen

        return self._aside(ShopRulesScreen(self.look, self._desk))

    @cached_property
    def settings(self) -> "SettingsScreen":
        """Each service with a check beside it, and the first steps."""
        from pos_app.ui.screens.settings import SettingsScreen

        page = self._aside(SettingsScreen(self.look, self._desk))
        page.wanted.connect(self._open_from_settings)
        page.test_sale.connect(self.sell_for_a_test)
        # once the flow that asks for it has ended
        page.restart.connect(lambda: QTimer.singleShot(0, self, self.restart_wanted.emit))
        return page

    @cached_property
    def help(self) -> "HelpScreen":
        """Each error explained, and what this program is."""
        from pos_app.ui.screens.help import HelpScreen

        return self._aside(HelpScreen(self.look, self._desk))

    def explain(self, code: str) -> None:
        """The page of an error."""
        self.open_page(Task.HELP)
        self.help.open(code)

    def sell_for_a_test(self) -> None:
        """One good of the shelf, and the payment; then back to the steps, which say what comes next."""
        self.show_till()
        self._desk.start(self._sell_for_a_test())

    async def _sell_for_a_test(self) -> None:
        before = self._desk.state.last_receipt
        await self.till.selling.sell_for_a_test()
        if self._desk.state.last_receipt != before and self.shows("till"):
            self.open_page(Task.GUIDE)
            self.settings.guide.stand_at_the_end()

    @cached_property
    def guard(self) -> "GuardScreen":
        """The pad over a page: a senior's word, another operator, the lock."""
        from pos_app.ui.screens.guard import GuardScreen

        page = GuardScreen(self.look, self._desk)
        self.pages.addWidget(page)
        return page

    @cached_property
    def appearance(self) -> "AppearanceScreen":
        """How the window looks, and its keys."""
        from pos_app.ui.screens.appearance import AppearanceScreen

        page = self._aside(AppearanceScreen(self.look, self._desk, self._preferences, self._keys))
        page.chosen.connect(self.prefer)
        return page

    @cached_property
    def printer(self) -> "PrinterScreen":
        """The printer: its state, its set-up, the owner's receipt."""
        from pos_app.ui.screens.printer import PrinterScreen

        return self._aside(PrinterScreen(self.look, self._desk))

    @cached_property
    def devices(self) -> "DevicesScreen":
        """Everything beside the till, and how it is set up."""
        from pos_app.ui.screens.devices import DevicesScreen

        page = self._aside(DevicesScreen(self.look, self._desk, self.beside.has_second_screen, self._now))
        page.page_wanted.connect(self.open_page)
        page.printer_wanted.connect(self.open_printer)
        return page

    @cached_property
    def bench(self) -> "BenchPage | None":
        """The demo's switches; None on a real till."""
        from pos_app.ui.screens.bench_page import BenchPage

        return self._aside(BenchPage(self.look, self._desk.bench)) if self._desk.bench is not None else None

    def forget_pages(self) -> None:
        """They belong to another size, theme or language; each is made anew when it is wanted."""
        for name in PAGES:
            self.__dict__.pop(name, None)
        self._asides = []

    def has(self, name: str) -> bool:
        """Has this page been made?"""
        return name in self.__dict__

    def _aside(self, page: P) -> P:
        """A page that one comes to from the till and leaves for it again."""
        joined: Any = page
        self._asides.append(joined)
        self.pages.addWidget(joined)
        joined.left.connect(self._leave_page)
        joined.show_notice()
        return page

    def _open_from_settings(self, name: str) -> None:
        """A page that the settings or the first steps lead to leads back to them."""
        guide = self.settings.panel is self.settings.guide
        self.open_page(name)
        self._lead_back = (self.page, Task.GUIDE if guide else Task.SETTINGS)

    def _leave_page(self) -> None:
        left, self._lead_back = self._lead_back, None
        if left is not None and left[0] is self.page:
            self.open_page(left[1])
        else:
            self.show_till()

    def shows(self, *names: str) -> bool:
        """Is one of these pages shown? Asking builds none."""
        return any(self.page is self.__dict__.get(name) for name in names)

    @property
    def page(self) -> Keyed:
        """The page that is shown."""
        page = self.pages.currentWidget()
        assert isinstance(page, Keyed)
        return page

    # what the window does

    def show_page(self, page: Keyed) -> None:
        """Show a page, and put the one that is left in order."""

    def open_page(self, name: str) -> None:
        """Show the page of a task."""

    def open_printer(self, tab: int) -> None:
        """Show the printer's page on one of its tabs."""
        self.open_page(Task.PRINTER)
        self.printer.tabs.choose(tab)

    def show_till(self) -> None:
        """Back to selling."""

    def prefer(self, name: str) -> None:
        """A field of the preferences is another now."""

    def show_keys(self) -> None:
        """The bar of keys as it is now."""

    def hold_scans(self) -> None:
        """Where something is being asked, a scan waits."""

    def open_receipt(self, receipt_id: str) -> None:
        """A receipt's QR was scanned."""

    def create_product(self, code: str) -> None:
        """Make a product for a scanned code."""

    def sell_created(self, product: Product) -> None:
        """It was made."""
