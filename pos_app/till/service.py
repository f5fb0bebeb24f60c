"""The till itself: the one door for commands of the window and the RPC."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from pos_app.catalog.barcode_rules import BarcodeRules, CardRule
from pos_app.catalog.editor import CatalogEditor
from pos_app.catalog.gs1 import without_symbol
from pos_app.catalog.sync import Progress
from pos_app.devices.terminal import CardTerminal, ManualTerminal
from pos_app.domain.card import Attempt
from pos_app.domain.discount import Adjustment
from pos_app.domain.e_receipt import EReceipt
from pos_app.domain.errors import refused
from pos_app.domain.in_store import InStoreRule
from pos_app.domain.mending import Change
from pos_app.domain.payment import Payment, Quote
from pos_app.domain.product import Product
from pos_app.domain.receipt import Delivery, ReceiptKind
from pos_app.domain.register import Mode
from pos_app.domain.reprint import ReprintList
from pos_app.domain.returns import WantedLine
from pos_app.reports.push_switch import PushChoice
from pos_app.reports.pushing import Pusher
from pos_app.reports.server_sales import ServerReader
from pos_app.store.catalog import CatalogStore
from pos_app.store.till_store import TillStore
from pos_app.till.assortment import AssortmentDesk
from pos_app.till.clock import TillClock
from pos_app.till.core import Options
from pos_app.till.events import Events, Listener
from pos_app.till.labels import LabelDesk
from pos_app.till.lookout import Lookout
from pos_app.till.parts import Parts
from pos_app.till.ports import Account, CatalogSync, Closer, FiscalEngine, Freshness, Pictures, Printing, TokenStore
from pos_app.till.records import Records
from pos_app.till.refused_again import RefusedAgain
from pos_app.till.report_commands import ReportCommands
from pos_app.till.state import (
    BadgeRow,
    BarcodeTest,
    Cashier,
    Category,
    CloseResult,
    PackRow,
    Parked,
    ReceiptView,
    ScanResult,
    ShelfCard,
    Shift,
    TillState,
    Unsettled,
)

T = TypeVar("T")

FARTHEST_S = 366 * 24 * 3600
AHEAD = "sandbox.clock_ahead_s"
"""The setting that holds how much time was let pass in the sandbox."""
"""The sandbox's clock moves a year at most in one step."""
ALARM = "alarm"
"""The id by which a difference with Checkbox's sums stands in the list of what needs attention."""


class Till(ReportCommands):
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
        terminal: CardTerminal | None = None,
        pusher: Pusher | None = None,
        push_choice: PushChoice | None = None,
        freshness: Freshness | None = None,
        server_reader: ServerReader | None = None,
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
            terminal=terminal or ManualTerminal(),
            pusher=pusher,
            push_choice=push_choice,
            freshness=freshness,
            server_reader=server_reader,
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
        self._lookout.watch()
        parts.session.resume()
        parts.submitter.resume()
        parts.cards.resume()
        parts.tax_commands.learn()
        parts.basket.refresh()
        parts.parked.show()
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

    async def shutdown(self) -> None:
        """End: commands that run are waited for, what is unsent stays on disk for the next start."""
        if self._closed:
            return
        self._closed = True
        parts = self._parts
        parts.waiting.end()
        await parts.assortment.settled()
        await parts.prices.stop()
        await parts.unknown.stop()
        parts.scanner.stop()
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

    # people

    async def sign_in_pin(self, pin_code: str) -> Cashier:
        """Sign in by PIN."""
        return await self._do(self._parts.session.sign_in_pin(pin_code))

    async def sign_in(self, login: str, password: str) -> Cashier:
        """Sign in by login and password."""
        return await self._do(self._parts.session.sign_in(login, password))

    async def sign_in_badge(self, code: str) -> Cashier:
        """Sign in by badge."""
        return await self._do(self._parts.badges.sign_in(without_symbol(code.strip())))

    async def issue_badge(self, code: str) -> BadgeRow:
        """Make a card the badge of whoever is signed in."""
        return await self._do(self._parts.badges.issue(without_symbol(code.strip())))

    async def badges(self) -> Sequence[BadgeRow]:
        """Every badge."""
        return self._parts.badges.list()

    async def revoke_badge(self, badge_id: str) -> None:
        """A badge opens nothing any more."""
        self._open()
        self._parts.badges.revoke(badge_id)

    async def sign_out(self) -> None:
        """Sign out; refused while anything is unsent."""
        await self._do(self._parts.session.sign_out())

    async def sign_in_again(self) -> bool:
        """The silent sign-in, for the fiscal engine."""
        return await self._parts.session.sign_in_again()

    # shift

    async def open_shift(self) -> Shift:
        """Open a shift."""
        return await self._do(self._parts.shift.open())

    async def x_report(self) -> Mapping[str, Any]:
        """An X report, as received."""
        return await self._do(self._parts.shift.x_report())

    async def cash_in(self, amount: int, comment: str = "") -> ReceiptView:
        """Put cash into the drawer."""
        return await self._do(self._parts.shift.move_cash(ReceiptKind.SERVICE_IN, amount, comment))

    async def cash_out(self, amount: int, comment: str = "") -> ReceiptView:
        """Take cash out of the drawer."""
        return await self._do(self._parts.shift.move_cash(ReceiptKind.SERVICE_OUT, amount, comment))

    async def close_shift(self, counted_cash: int | None = None) -> CloseResult:
        """Close the shift."""
        return await self._do(self._parts.shift.close(counted_cash))

    # catalog

    async def sync_catalog(self, *, full: bool = False) -> Mapping[str, Any]:
        """Bring the catalog up to date. Nothing less than a full pass sees every price, so every pass is a full one."""
        del full
        return await self._parts.supply.sync()

    async def stop_sync(self) -> None:
        """Stop bringing the catalog up to date; the next time it goes on from there."""
        self._parts.supply.stop_sync()

    async def search(
        self, query: str, *, limit: int = 50, category_id: str | None = None, in_stock: bool = False
    ) -> Sequence[Product]:
        """Products by the beginnings of words; `in_stock` leaves out what is counted and not there."""
        return self._parts.goods.search(query, limit=limit, category_id=category_id, in_stock=in_stock)

    async def by_barcode(self, barcode: str) -> Sequence[Product]:
        """Products by number."""
        return self._parts.goods.by_barcode(barcode)

    async def categories(self) -> Sequence[Category]:
        """The tree of categories."""
        return self._parts.goods.categories()

    async def quick_products(self, limit: int = 24) -> Sequence[Product]:
        """Pinned products in their places, the best-selling in the others."""
        return self._parts.shelf.quick(limit)

    async def quick_keys(self) -> Sequence[str | None]:
        """The pinned product of each quick key; None where the best sellers stand."""
        return self._parts.shelf.keys()

    async def set_quick_keys(self, keys: Sequence[str | None]) -> None:
        """Pin products to quick keys; needs the right "settings"."""
        self._open()
        self._parts.shelf.set_keys(keys)

    async def favourites(self, limit: int = 48) -> Sequence[Product]:
        """SmartKasa's bookmarked products, and what was added and taken out here."""
        return self._parts.shelf.favourites(limit)

    async def set_favourite(self, product_id: str, chosen: bool) -> None:
        """Put a product among the favourites, or take it out."""
        self._open()
        self._parts.shelf.set_favourite(product_id, chosen)

    async def shelf_card(self, product_id: str) -> ShelfCard:
        """All that this till knows of a product."""
        return self._parts.shelf.card(product_id)

    async def show_in_stock_only(self, only: bool) -> None:
        """Lists of goods leave out what is out of stock, or not."""
        self._open()
        self._parts.shelf.in_stock_only(only)

    async def picture(self, product: Product) -> bytes | None:
        """A product's picture."""
        return await self._parts.supply.picture(product)

    def catalog_progress(self, progress: Progress) -> None:
        """The sync tells how far it is."""
        self._parts.supply.progress(progress)

    def catalog_changed(self) -> None:
        """The catalog was written to in the background."""
        self._parts.supply.show()
        self._parts.prices.catalog_changed()

    def catalog_problem(self, words: str) -> None:
        """Why the catalog cannot be kept fresh; "" when it can again."""
        self._parts.supply.problem(words)

    def held_products(self) -> frozenset[str]:
        """Products in open baskets, which a sync must not hide. May be asked from another thread."""
        return self._parts.held_products()

    @property
    def assortment(self) -> AssortmentDesk:
        """The commands on what the catalog holds."""
        self._open()
        return self._parts.assortment

    @property
    def labels(self) -> LabelDesk:
        """Price labels."""
        self._open()
        return self._parts.labels

    # basket

    async def scan(self, code: str) -> ScanResult:
        """Take a scanned code."""
        return await self._do(self._parts.scanner.scan(code))

    async def add(self, product_id: str, quantity: int | None = None, price: int | None = None) -> None:
        """Put a product in."""
        await self._do(self._parts.basket.add(product_id, quantity, price))

    async def set_quantity(self, line_id: str, quantity: int) -> None:
        """Another quantity for a line."""
        await self._do(self._parts.basket.set_quantity(line_id, quantity))

    async def set_price(self, line_id: str, price: int) -> None:
        """Another price for a line."""
        await self._do(self._parts.basket.set_price(line_id, price))

    async def take_price(self, line_id: str) -> None:
        """Take up the price that SmartKasa has now for a line's good."""
        await self._do(self._parts.prices.take(line_id))

    async def remove(self, line_id: str) -> None:
        """Void a line."""
        await self._do(self._parts.basket.remove(line_id))

    async def discount(self, adjustment: Adjustment, line_id: str | None = None) -> None:
        """A discount or extra charge."""
        await self._do(self._parts.basket.discount(adjustment, line_id))

    async def remove_stamp(self, line_id: str, code: str) -> None:
        """Take an excise stamp off a line; the line waits for another."""
        await self._do(self._parts.basket.remove_stamp(line_id, without_symbol(code.strip())))

    async def void_stamp(self, line_id: str, code: str) -> None:
        """Take the piece with this stamp out of the basket."""
        await self._do(self._parts.basket.void_stamp(line_id, without_symbol(code.strip())))

    async def undo(self) -> None:
        """Take the last change of the basket back."""
        await self._do(self._parts.basket.undo())

    async def clear(self) -> None:
        """Void the basket."""
        await self._do(self._parts.basket.clear())

    async def park(self, note: str = "") -> str:
        """Lay the basket aside."""
        return await self._do(self._parts.parked.park(note))

    async def parked(self) -> Sequence[Parked]:
        """Parked receipts."""
        return self._parts.parked.list()

    async def resume(self, parked_id: str) -> None:
        """Take a parked receipt up."""
        await self._do(self._parts.parked.resume(parked_id))

    # sale

    async def quote(
        self, payments: Sequence[Payment], receipt_id: str | None = None, lines: Sequence[WantedLine] | None = None
    ) -> Quote:
        """What is due for the basket, or, with `receipt_id`, what a return gives back."""
        if receipt_id is None:
            return self._parts.sale.quote(payments)
        return self._parts.returns.quote(receipt_id, payments, lines)

    async def pay(
        self, payments: Sequence[Payment], delivery: Delivery | None = None, request_id: str | None = None
    ) -> ReceiptView:
        """Sell the basket."""
        return await self._do(self._parts.sale.pay(payments, delivery, request_id))

    async def give_back(
        self,
        receipt_id: str,
        payments: Sequence[Payment],
        lines: Sequence[WantedLine] | None = None,
        *,
        technical: bool = False,
    ) -> ReceiptView:
        """Take goods back and give the money out."""
        return await self._do(self._parts.returns.give_back(receipt_id, payments, lines, technical=technical))

    # card payments

    async def charge(self, amount: int | None = None) -> Attempt:
        """Ask the card terminal for the basket's money, or a part of it; → what came of it."""
        return await self._do(self._parts.payments.charge(amount))

    async def interrupt_terminal(self) -> None:
        """Ask the terminal to give up waiting for the card."""
        await self._do(self._parts.payments.interrupt())

    async def card_payments(self, limit: int = 50) -> Sequence[Attempt]:
        """Card payments, the newest first."""
        return self._parts.payments.newest(limit)

    async def check_payment(self, attempt_id: str | None = None) -> Attempt:
        """Ask the terminal what became of a payment."""
        return await self._do(self._parts.payments.check(attempt_id))

    async def payment_charged(self, attempt_id: str, rrn: str = "", auth_code: str = "") -> Attempt:
        """A person holds the slip of an unknown payment."""
        return await self._do(self._parts.payments.charged(attempt_id, rrn, auth_code))

    async def payment_not_charged(self, attempt_id: str, reason: str) -> Attempt:
        """A manager says that an unknown payment was not charged."""
        return await self._do(self._parts.payments.not_charged(attempt_id, reason))

    async def reverse_payment(self, attempt_id: str, reason: str = "", *, by_hand: bool = False) -> Attempt:
        """Give an approved payment back that no receipt carries; → the reversal."""
        return await self._do(self._parts.payments.reverse(attempt_id, reason, by_hand=by_hand))

    async def complete_refund(self, attempt_id: str) -> ReceiptView:
        """Make the return receipt of a refund that the terminal has made."""
        return await self._do(self._parts.returns.complete(attempt_id))

    async def receipts(self, *, limit: int = 50, before: str | None = None) -> Sequence[ReceiptView]:
        """Receipts, the newest first."""
        return self._parts.receipts.list(limit=limit, before=before)

    async def receipt(self, receipt_id: str) -> ReceiptView:
        """One receipt by its UUID or fiscal number."""
        self._parts.core.need()
        return self._parts.receipts.view(self._parts.receipts.find(receipt_id))

    async def reprint(self, receipt_id: str) -> str:
        """Print a copy; → the print job."""
        self._open()
        return self._parts.receipts.reprint(receipt_id)

    async def send_receipt(self, receipt_id: str, delivery: Delivery) -> Sequence[EReceipt]:
        """Send a receipt to a customer who asks afterwards; → how each address stands."""
        return await self._do(self._parts.e_receipts.send(receipt_id, delivery))

    async def sendings(self, receipt_id: str) -> Sequence[EReceipt]:
        """Where a receipt goes or went electronically."""
        return self._parts.e_receipts.of_receipt(receipt_id)

    async def reprints_due(self, limit: int = 200) -> ReprintList:
        """Receipts whose paper is wrong by now, then those whose paper lacks the QR; at most `limit` of each."""
        return self._parts.reprints.listed(limit)

    async def reprint_all(self, *, optional: bool) -> int:
        """Queue a copy of every receipt of one part of the list that can have one now; → how many."""
        return await self._do(self._parts.reprints.print_all(optional=optional))

    async def dismiss_reprint(self, receipt_id: str, reason: str) -> None:
        """Take a receipt off the reprint list without a copy, for a reason."""
        self._open()
        self._parts.reprints.dismiss(receipt_id, reason)

    async def dismiss_optional_reprints(self, reason: str) -> int:
        """Take every receipt that only lacks the QR off the list, for one reason; → how many."""
        self._open()
        return self._parts.reprints.dismiss_optional(reason)

    # queue, attention, taxes, drawer, records

    async def unsettled(self, limit: int = 200) -> Sequence[Unsettled]:
        """The first so many documents on their way to Checkbox, in their order."""
        return self._parts.records.unsettled(limit)

    async def attention(self) -> Sequence[Mapping[str, Any]]:
        """What only a person can settle."""
        items = [*self._parts.records.attention(), *self._parts.refused_again.items()]
        alarm = self._lookout.alarm
        if alarm is not None:
            now = self._parts.core.clock.now()
            items.append({"id": ALARM, "kind": "ALARM", "total": 0, "at": now, "reason": alarm.message})
        return items

    async def attention_resend(self, item_id: str) -> ReceiptView | None:
        """Ask Checkbox about a stopped document once more; → the receipt, None for a shift's document."""
        return await self._do(self._settling(item_id).resend(item_id))

    async def attention_mend(self, item_id: str, changes: Sequence[Change]) -> ReceiptView | None:
        """Change texts of a refused receipt and send it again under its own UUID; its sums cannot change."""
        return await self._do(self._settling(item_id).mend(item_id, changes))

    def _settling(self, item_id: str) -> Records | RefusedAgain:
        again = self._parts.refused_again
        return again if again.has(item_id) else self._parts.records

    async def attention_set_aside(self, item_id: str, reason: str) -> None:
        """Leave a stopped document, or an alarm, as it is, and go on."""
        self._open()
        if item_id == ALARM and self._lookout.alarm is not None:
            self._parts.records.alarm_read(reason)
        else:
            self._settling(item_id).set_aside(item_id, reason)

    async def try_again(self) -> None:
        """Try now what waits for better times, and ask the server again."""
        self._open()
        self._parts.records.try_again()

    async def taxes(self) -> Mapping[str, Any]:
        """The register's taxes, SmartKasa's groups, what is proposed and confirmed."""
        return self._parts.tax_commands.view()

    async def confirm_taxes(self, table: Mapping[str, Sequence[int]]) -> Mapping[str, Any]:
        """Confirm the codes for groups; no codes unmap one."""
        self._open()
        return self._parts.tax_commands.confirm(table)

    async def override_tax(self, kind: str, key: str, codes: Sequence[int]) -> Mapping[str, Any]:
        """An exception for a product, a category or a beginning of a УКТЗЕД; no codes take it away."""
        self._open()
        return self._parts.tax_commands.set_override(kind, key, codes)

    async def barcode_rules(self) -> BarcodeRules:
        """The owner's rules of reading codes."""
        return self._parts.barcodes.rules

    async def packs(self) -> Sequence[PackRow]:
        """The packs by code, with the names of their products."""
        return self._parts.barcodes.packs()

    async def set_label_rules(self, rules: Sequence[InStoreRule]) -> None:
        """All rules of the shop's own labels, in place of the old ones."""
        self._open()
        self._parts.barcodes.set_labels(rules)

    async def set_pack(self, code: str, product_id: str, count: int) -> None:
        """So many pieces of a product lie in the pack with this code; 0 forgets the pack."""
        self._open()
        self._parts.barcodes.set_pack(code, product_id, count)

    async def set_card_rules(self, cards: Sequence[CardRule]) -> None:
        """How customers' cards begin, all of them."""
        self._open()
        self._parts.barcodes.set_cards(cards)

    async def test_barcode(self, code: str) -> BarcodeTest:
        """What a code would be read as, step by step."""
        return self._parts.barcodes.test(code)

    async def open_drawer(self, reason: str) -> None:
        """Open the drawer without a sale, for a reason."""
        self._parts.core.need("drawer")
        if not reason.strip():
            raise refused("reason_needed")
        await self._do(self._parts.core.printer.open_drawer(reason.strip()))

    async def journal_verify(self) -> Mapping[str, Any]:
        """Check the journal's chain."""
        return self._parts.records.verify()

    async def journal_export(self, since: int | None = None) -> Mapping[str, Any]:
        """Every operation after `since`."""
        return self._parts.records.export(since)

    async def confirm_time(self) -> datetime:
        """A person says that the computer's time, which is in doubt, is right."""
        self._open()
        return self._parts.records.confirm_time()

    async def advance_clock(self, seconds: int) -> datetime:
        """Move the till's clock, in the sandbox alone; → what it shows now."""
        self._open()
        core = self._parts.core
        if not core.options.sandboxed or not -FARTHEST_S <= seconds <= FARTHEST_S:
            raise refused("not_available")
        core.clock.advance(seconds)
        core.store.settings.put(AHEAD, core.store.settings.get(AHEAD, 0) + seconds)
        core.journal("sandbox.clock", {"seconds": seconds})
        core.fiscal.wake()
        return core.clock.kyiv()

    async def wait(self, what: str, timeout_s: float) -> bool:
        """Wait for "idle", "online" or "printed"; → whether it was reached. A shutdown ends the waiting."""
        core, waiting = self._parts.core, self._parts.waiting
        if what == "online":
            return await waiting.until(lambda: core.fiscal.status.mode is Mode.ONLINE, timeout_s)
        if what == "idle":
            return await waiting.unless_ended(core.fiscal.wait_idle(timeout_s))
        if what == "printed":
            return await waiting.unless_ended(core.printer.wait_printed(timeout_s))
        raise refused("not_available")

    def _open(self) -> None:
        if self._closed:
            raise refused("not_available", "Касу вимикають.")
