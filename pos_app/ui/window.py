"""The one window: bars, pages, and the keyboard led to where it belongs."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from pos_app.domain.product import Product
from pos_app.till.state import TillState
from pos_app.ui.beside import Beside
from pos_app.ui.desk import Desk
from pos_app.ui.guarding import Guarding
from pos_app.ui.hinting import Hinting
from pos_app.ui.i18n import Language
from pos_app.ui.keys import Action, KeyTable, typed_text
from pos_app.ui.pages import PLAIN, Pages
from pos_app.ui.parting import Parting
from pos_app.ui.preferences import THEMES, Preferences
from pos_app.ui.scanner import ScannerFilter
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.screens.pane import PaneHost
from pos_app.ui.screens.sign_in import SignInScreen
from pos_app.ui.screens.tasks import REGISTER_TABS, Task
from pos_app.ui.shell import SMALLEST
from pos_app.ui.theme import Look, font_family, load_palette, qt_palette, scale_for
from pos_app.ui.widgets.bars import KeyBar, TopBar


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _new_id() -> str:
    return str(uuid4())


class Window(Pages):
    """Draws the state it is given; builds its pages anew for another size, theme or language."""

    preferred = Signal()
    """The preferences are other ones now: they want to be kept."""
    training_wanted = Signal()
    """Training is to begin, or to end."""

    def __init__(
        self,
        desk: Desk,
        scanner: ScannerFilter,
        preferences: Preferences | None = None,
        *,
        size: tuple[int, int] = (1366, 768),
        now: Callable[[], datetime] = _utc_now,
        new_id: Callable[[], str] = _new_id,
        keys: KeyTable | None = None,
        language: Language | None = None,
    ) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        self.setMinimumSize(*SMALLEST)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._desk = desk
        self._preferences = preferences or Preferences()
        self._now = now
        self._new_id = new_id
        self._keys = keys or KeyTable(self._preferences.keys)
        self._language = language or Language()
        self._language.switch(self._preferences.language)
        self._family = font_family()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._built: list[QWidget] = []
        self._chosen_last = ""
        self.hints = Hinting(self, self._keys, lambda: self.top)
        self._holding = False
        self._drawn_for: tuple[float, bool] | None = None
        self._signed_in: bool | None = None
        self._guarding = Guarding(self, desk)
        self.parting = Parting(desk.after_flows, self)
        self._rebuild_later = QTimer(self, interval=30)
        self._rebuild_later.timeout.connect(self._rebuild)
        desk.changed.connect(self._show_state)
        desk.notice_changed.connect(self._show_notice)
        desk.page_wanted.connect(self._open_led)
        desk.payment_wanted.connect(self._open_payment)
        desk.withdrawal_wanted.connect(self._open_withdrawal)
        desk.print_wanted.connect(self._open_prints)
        scanner.scanned.connect(self._scanned)
        desk.scanned.connect(self._scanned)
        self.beside = Beside(desk, scanner, self)
        self.resize(*size)
        self.build()

    # building

    def build(self) -> None:
        """Make everything anew in the present size, theme and language."""
        chosen = self._preferences
        palette = load_palette(chosen.theme)
        if chosen.training:
            palette = palette.for_training()
        size = self.width(), self.height()
        self.look = Look(
            palette, self._family, *size, text=chosen.text, preset=chosen.preset, training=chosen.training
        )
        self._drawn_for = (self.look.scale, self.look.compact)
        for host in self.findChildren(PaneHost):
            host.leave()
        if self.has("history"):
            self.history.panel.leave()
        for widget in self._built:
            self._layout.removeWidget(widget)
            self.parting.take(widget)
        self.setPalette(qt_palette(palette))
        self._desk.authorise = self._guarding.authorise
        choosing = self.shows("appearance") if self._built else False
        self._make_pages()
        self._signed_in = None
        self._show_state(self._desk.state)
        if choosing:
            self.show_page(self.appearance)
            if self._chosen_last in self.appearance.appearance.answers:
                self.appearance.appearance.stand_at(self._chosen_last)

    def _make_pages(self) -> None:
        """The bars and the sign-in; every other page is made when it is first wanted."""
        look, desk = self.look, self._desk
        self.forget_pages()
        self.top = TopBar(look, self._now)
        self.key_bar = KeyBar(look, self._keys)
        self.sign_in = SignInScreen(look, desk, self._preferences.hint, rescue=self._preferences.rescue)
        self.sign_in.rescue_wanted.connect(self.rescue_wanted)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.sign_in)
        for widget, stretch in ((self.top, 0), (self.pages, 1), (self.key_bar, 0)):
            self._layout.addWidget(widget, stretch)
        self._built = [self.top, self.pages, self.key_bar]
        self.top.menu.connect(self._menu)
        self.top.park.connect(lambda: self._desk.start(self.till.selling.park()))
        self.top.resume.connect(lambda parked: self._desk.start(self.till.selling.resume(parked)))
        self.top.more_parked.connect(lambda: self._desk.start(self.till.selling.choose_parked()))
        self.top.lamps_touched.connect(lambda: self._open_register(Task.QUEUE))
        self.top.lamps.catalog_touched.connect(self._open_catalog)
        self.top.lamps.device_touched.connect(self.beside.open_devices)
        self.key_bar.pressed.connect(self._do)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another screen: the drawing is made again for its scale, once the resizing is over."""
        super().resizeEvent(event)
        wanted = (scale_for(self.width(), self.height()), self.width() < 1200)
        if wanted != self._drawn_for:
            self._rebuild_later.start()

    def _rebuild(self) -> None:
        """As soon as nothing is asked and nothing runs: an open pane is never taken away."""
        if self._desk.idle and (not self.has("till") or self.till.panes.pane is None):
            self._rebuild_later.stop()
            self.build()

    # state

    def _show_state(self, state: TillState) -> None:
        self.top.show_state(state)
        signed_in = state.cashier is not None
        if signed_in != self._signed_in:
            self._signed_in = signed_in
            self._guarding.leave()
            self.show_page(self.till if signed_in else self.sign_in)
            if signed_in and self._preferences.first_run:
                self._preferences.first_run = False
                self.preferred.emit()
                self.open_page(Task.GUIDE)
        self._guarding.show_state(state)
        page = self.page
        if self.has("till") and page is not self.till:
            self.till.show_state(state)
        page.show_state(state)
        self.show_keys()

    def _show_notice(self) -> None:
        self.sign_in.show_notice()
        if self.has("till"):
            self.till.show_notice()
        for page in self._asides:
            page.show_notice()

    def show_keys(self) -> None:
        self.top.guard(self.shows("guard"))
        self.key_bar.show_keys(self.till.enabled_actions(self._desk.state) if self.shows("till") else None)
        self.key_bar.show_parking(lists=self._desk.state.cart.is_empty)

    # pages

    def show_page(self, page: Keyed) -> None:
        if self._desk.state.locked and self.shows("guard"):
            # what ended late leads nowhere past the lock
            self._guarding.come_back_to(page)
            return
        self.pages.setCurrentWidget(page)
        if self.has("reports") and page is not self.reports:
            self.reports.leave()
        if self.has("catalog") and not self.shows("catalog", "guard"):
            self.catalog.leave()
        if self.has("history") and not self.shows("history", "guard"):
            self.history.leave()
        self.hold_scans()
        self.show_keys()

    def hold_scans(self) -> None:
        """Where something is being asked, a scan waits; the list of receipts is left for it."""
        hold = self.shows("close_shift", "taxes", "people", "shop_rules", "guard")
        hold = hold or (self.shows("history") and self.history.returning)
        hold = hold or (self.shows("reports") and self.reports.busy)
        # the product's form waits on its page; it holds no scan anywhere else
        hold = hold or (self.shows("catalog") and self.catalog.editing)
        if hold and not self._holding:
            self._desk.hold_scans()
        elif self._holding and not hold:
            self._desk.release_scans()
        self._holding = hold

    def show_till(self) -> None:
        """Back to selling."""
        self.show_page(self.till)
        self.till.show_state(self._desk.state)

    def open_page(self, name: str) -> None:
        task = Task(name)
        self._lead_back = None
        if task in PLAIN:
            page = getattr(self, PLAIN[task])
            if page is not None:
                self.show_page(page)
                page.open()
        elif task is Task.HISTORY or task is Task.RETURN:
            self.show_page(self.history)
            self.history.open(for_return=task is Task.RETURN)
        elif task is Task.GUIDE:
            self.show_page(self.settings)
            self.settings.open(guide=True)
        elif task is Task.WHY_NO_OFFER:
            self.show_page(self.offers)
            self.offers.open(why=True)
        elif task is Task.TRAINING:
            self.training_wanted.emit()
        elif task in REGISTER_TABS:
            self._open_register(task)
        elif not self._guarding.do(task):
            self._prefer(task)

    def _prefer(self, task: Task) -> None:
        """The tiles that change the look at once."""
        chosen = self._preferences
        if task is Task.SOUND:
            chosen.sound = not chosen.sound
        elif task is Task.LANGUAGE:
            chosen.language = "en" if chosen.language == "uk" else "uk"
        elif task is Task.THEME:
            chosen.theme = THEMES[(THEMES.index(chosen.theme) + 1) % len(THEMES)]
        self.prefer(str(task))

    def prefer(self, name: str) -> None:
        """Kept, heard and seen at once."""
        chosen = self._preferences
        self._chosen_last = name
        self._desk.sounds.on = chosen.sound
        self._language.switch(chosen.language)
        self.preferred.emit()
        if name != "sound":
            self._rebuild_later.start()

    def _open_register(self, task: Task) -> None:
        """The queue, what needs attention, or the reprints; nothing may be half asked on the till meanwhile."""
        if self._desk.state.cashier is not None and (self.till.panes.pane is None or self.till.panes.pane.modest):
            self.show_page(self.register)
            self.register.open(task)

    def _open_payment(self) -> None:
        """From the strip: what the card has paid is completed there."""
        self.show_till()
        if self.till.panes.pane is None or self.till.panes.pane.modest:
            self.till.do(Action.PAY)

    def _open_withdrawal(self) -> None:
        """From the strip: a card that was charged for cash; what is open on the till keeps its question."""
        self.show_till()
        if self.till.panes.pane is None or self.till.panes.pane.modest:
            self.till.run_task(Task.WITHDRAW)

    def _open_prints(self) -> None:
        """From the strip: beside the receipt, or on the printer's page where another page is open."""
        if self.page is self.till:
            self._desk.start(self.till.settle_prints())
        else:
            self.open_page(Task.PRINTER)

    def _open_led(self, name: str) -> None:
        """From the strip; a pane that is open on the till keeps its question, and the page itself what is typed."""
        if not self.shows(name) and (self.till.panes.pane is None or self.till.panes.pane.modest):
            self.open_page(name)

    def _open_catalog(self) -> None:
        if self._desk.state.cashier is not None and self.page is self.till:
            self.till.show_catalog()

    def create_product(self, code: str) -> None:
        self.show_page(self.catalog)
        self.catalog.new_for_sale(code)

    def sell_created(self, product: Product) -> None:
        """A product that was made for a scanned code: the red row is settled, and it goes into the basket."""
        self.show_till()
        self._desk.start(self.till.selling.sell_created(product))

    def open_receipt(self, receipt_id: str) -> None:
        self.show_page(self.history)
        self.history.open(receipt_id=receipt_id, for_return=True)

    def _menu(self) -> None:
        if self.page is not self.till:
            self.show_till()
        self.till.show_actions()

    def may_close(self) -> bool:
        """Not in the middle of a payment or of closing a shift: their outcome must be seen."""
        return not self._desk.state.busy

    # keyboard and scanner

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """An action by the table, or typing. Help, held, shows the keys of all buttons; Delete asks and no more."""
        event.accept()
        if event.isAutoRepeat() and self._keys.action(event) in {Action.HELP, Action.VOID}:
            return
        if self.hints.touch(event):
            return
        if not self.page.raw_key(event):
            self._press(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """A short press of the help's key opens the help; after a long one the hints go away."""
        event.accept()
        if event.isAutoRepeat() or self._keys.action(event) is not Action.HELP:
            return
        if self.hints.end():
            self._do(Action.HELP)

    def _press(self, event: QKeyEvent) -> None:
        action = self._keys.action(event)
        if action is Action.HELP:
            self.hints.begin()
            return
        if action is Action.PASTE:
            self.page.type_text("".join(filter(str.isprintable, QGuiApplication.clipboard().text().strip())))
        elif action is not None:
            self._do(action)
        elif text := typed_text(event):
            self.page.type_text(text)

    def _do(self, action: object) -> None:
        if action is Action.PALETTE and self._desk.state.cashier is not None and not self.shows("till", "guard"):
            if not self._holding:
                self.show_till()
                self.till.do(Action.PALETTE)
        elif isinstance(action, Action):
            self.page.do(action)

    def _scanned(self, code: str) -> None:
        if self._desk.state.cashier is None:
            # goods cannot be scanned by nobody: what is scanned here is a badge
            self.sign_in.take_badge(code)
            return
        if self.shows("guard"):
            self.guard.take_badge(code)
            return
        if self.shows("offers"):
            self.offers.take_scan(code)
            return
        if self.shows("catalog"):
            self.catalog.scanned(code)
            return
        if self.shows("settings") and self.settings.take_scan(code):
            return
        if self.shows("register", "reports", "printer") or (self.shows("history") and not self.history.returning):
            self.show_till()
        if self.shows("barcodes"):
            self.barcodes.take_scan(code)
            return
        if self.shows("devices"):
            self.devices.take_scan(code)
            return
        if self.shows("history") and self.history.returning and self.history.panel.asking_stamps:
            self.history.panel.take_scan(code)
            return
        self._desk.scan(code)
