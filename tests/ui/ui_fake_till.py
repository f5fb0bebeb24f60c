"""A till with the domain's own arithmetic and no server, printer or disk: the window's other side in its tests."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import ui_reports
from ui_card import FakeCards
from ui_devices import FakeDevices
from ui_fake_assortment import FakeAssortment, FakeLabels
from ui_fake_printer import FakePaper, FakePrinterDesk
from ui_goods import CATEGORIES, goods, picture
from ui_offers import FakeShop
from ui_orders import FakeOrders
from ui_people import FakePeople
from ui_setup import FakeSetup

from pos_app.catalog.barcode_rules import USUAL, BarcodeRules, CardRule, Pack
from pos_app.catalog.reading import read_scan
from pos_app.domain import cart as carts
from pos_app.domain.cart import Cart
from pos_app.domain.discount import Adjustment
from pos_app.domain.e_receipt import EReceipt, SendState, SendWay
from pos_app.domain.errors import PosError, Unreachable, refused
from pos_app.domain.excise import is_excise_stamp
from pos_app.domain.in_store import InStoreRule
from pos_app.domain.mending import Change
from pos_app.domain.payment import Payment, PaymentType, Quote, quote, settle, settle_return
from pos_app.domain.product import Product
from pos_app.domain.quantity import ONE, parse_quantity
from pos_app.domain.receipt import (
    Delivery,
    FiscalStamp,
    ReceiptKind,
    ReceiptState,
    Seller,
    make_cash_movement,
    make_sale,
)
from pos_app.domain.register import Mode, RegisterInfo
from pos_app.domain.reprint import Reprint, ReprintList, ReprintReason
from pos_app.domain.return_ways import Back, back_by, ways_back
from pos_app.domain.returns import Left, WantedLine, left_to_return, make_return, return_lines
from pos_app.domain.rounding import TO_FIFTY
from pos_app.domain.shift import ShiftSums
from pos_app.domain.tax import Tax
from pos_app.domain.totals import EMPTY, cart_totals
from pos_app.reports.sales import DayRow, SalesReport, SoldTotals, Span, ZRow
from pos_app.reports.server_sales import ServerSales
from pos_app.store.catalog import CatalogRow
from pos_app.till.code_state import BadgeRow, BarcodeTest, PackRow
from pos_app.till.goods import Subgroup
from pos_app.till.state import (
    Cashier,
    CatalogState,
    Category,
    CloseResult,
    LookUp,
    Outcome,
    Parked,
    Printer,
    PrinterCondition,
    Problem,
    PushItem,
    PushState,
    ReceiptView,
    ScanResult,
    ShelfCard,
    Shift,
    TillState,
    Unsettled,
    Voided,
)
from pos_app.ui.words import money

NOW = datetime(2026, 3, 14, 10, 41, tzinfo=UTC)
PIN = "2580"
BADGE = "BADGE-0042"
SELLER = Seller(
    "ТОВ «Затишна крамниця»",
    "ПН 430123426551",
    "м. Київ, вул. Ярославів Вал, 14",
    "Магазин «Затишок»",
    "4000162280",
    test=True,
)
TAXES = {1: Tax(1, "ПДВ 20%", "А", Decimal(20)), 2: Tax(2, "Без ПДВ", "Б", Decimal(0), no_vat=True)}
RIGHTS = frozenset(
    {
        "return", "technical_return", "discount", "price", "drawer", "cash_out", "settings", "reports",
        "reports_history", "catalog", "cost",
    }
)  # fmt: skip


SUBGROUPS = {7: "Пісне", 8: "Акція тижня", 9: "Для дому і саду"}


class Shelf:
    """The fake's goods as the catalog's rows."""

    def __init__(self, products: Sequence[Product]) -> None:
        self.rows = [
            CatalogRow(
                one.id, one.code, one.name, one.price, one.unit, folded="", hash="",
                barcodes=(one.barcode,) if one.barcode else (), sold_by_weight=one.sold_by_weight, excise=one.excise,
            )
            for one in products
        ]  # fmt: skip

    def by_barcode(self, number: str) -> list[CatalogRow]:
        return [row for row in self.rows if number in row.barcodes]

    def by_code(self, code: str) -> list[CatalogRow]:
        return [row for row in self.rows if row.code == code]

    def by_id(self, product_id: str) -> CatalogRow | None:
        return next((row for row in self.rows if row.id == product_id), None)


class FakeTill(FakeCards, FakeOrders, FakePeople, FakeShop):
    """Everything in memory; `gates` holds commands back until a test opens them."""

    def __init__(self, products: Sequence[Product] | None = None) -> None:
        FakePeople.__init__(self)
        FakeShop.__init__(self)
        self.products = list(goods() if products is None else products)
        self.calls: list[tuple[Any, ...]] = []
        self.at = NOW
        self.fail_next: dict[str, PosError] = {}
        self.gates: dict[str, asyncio.Event] = {}
        self.views: list[ReceiptView] = []
        self.has_z = True
        self.cash_left = 0
        self.elsewhere: ReceiptView | None = None
        self.on_their_way: list[Unsettled] = []
        self.reprints: list[Reprint] = []
        self.sent: list[EReceipt] = []
        self.items: list[Mapping[str, Any]] = [
            {"id": "a1", "kind": "SELL", "total": 12850, "at": NOW, "reason": "Невірний код ПДВ"}
        ]
        self.rules = USUAL
        self.known_badges: list[BadgeRow] = []
        self.overrides: list[dict[str, Any]] = []
        self.bare_excise: dict[str, Any] = {"count": 0, "names": []}
        self.nothing_sold = False
        self.smartkasa_silent = False
        self.push_rows: list[PushItem] = []
        self.shop_fiscalises = False
        self.keys: list[str | None] = [None] * 24
        self.favoured: set[str] = set()
        self.labelled: dict[int, frozenset[str]] = {}
        self.rights = RIGHTS
        self.assortment = FakeAssortment(self)
        self.printer = FakePrinterDesk(self)
        self.paper = FakePaper(self)
        self.labels = FakeLabels(self)
        self.devices = FakeDevices(self)
        self.setup = FakeSetup(self)
        self._listeners: list[Callable[[TillState], None]] = []
        self._event_listeners: list[Callable[[str, Mapping[str, Any]], None]] = []
        self._parked: dict[str, Cart] = {}
        self._history: list[Cart] = []
        self._number = 0
        self._state = TillState(
            register=RegisterInfo("4000162280", "м. Київ, вул. Ярославів Вал, 14", "Каса 2", True, True),
            seller=SELLER,
            printer=Printer(PrinterCondition.OK),
            catalog=CatalogState(len(self.products), NOW),
        )

    # publishing

    @property
    def state(self) -> TillState:
        return self._state

    def subscribe(self, listener: Callable[[TillState], None]) -> None:
        self._listeners.append(listener)

    def subscribe_events(self, listener: Callable[[str, Mapping[str, Any]], None]) -> None:
        self._event_listeners.append(listener)

    def publish(self, **changes: Any) -> None:
        self._state = replace(self._state, revision=self._state.revision + 1, **changes)
        for listener in self._listeners:
            listener(self._state)

    def _new_id(self, kind: str = "id") -> str:
        self._number += 1
        return f"{kind}{self._number}"

    async def _enter(self, name: str, *arguments: Any) -> None:
        self.calls.append((name, *arguments))
        self.need(name)
        if name in self.gates:
            await self.gates[name].wait()
        if name in self.fail_next:
            raise self.fail_next.pop(name)

    def called(self, name: str) -> list[tuple[Any, ...]]:
        """The arguments of every call of a command."""
        return [call[1:] for call in self.calls if call[0] == name]

    def _set_cart(self, cart: Cart, last: str | None = None, **changes: Any) -> None:
        if cart != self._state.cart:
            self._history.append(self._state.cart)
        cart, verdicts = self.priced(cart, self.at)
        totals = cart_totals(cart, TAXES)
        self.publish(
            cart=cart, totals=totals, last_line_id=last, can_undo=bool(self._history), verdicts=verdicts,
            age_wanted=self.age_wanted(cart), **changes,
        )  # fmt: skip

    # people

    async def sign_in_pin(self, pin_code: str) -> Cashier:
        await self._enter("sign_in_pin", pin_code)
        if pin_code != PIN:
            raise refused("wrong_pin")
        cashier = Cashier("c1", "Олена Коваленко", self.rights)
        self.publish(cashier=cashier)
        return cashier

    async def sign_in(self, login: str, password: str) -> Cashier:
        await self._enter("sign_in", login, password)
        return await self.sign_in_pin(PIN)

    async def sign_out(self) -> None:
        await self._enter("sign_out")
        self.publish(cashier=None)

    # shift

    async def open_shift(self, counted_cash: int | None = None) -> Shift:
        await self._enter("open_shift", counted_cash)
        shift = Shift("s1", 12, NOW, ShiftSums(initial=self.cash_left))
        if counted_cash is not None and counted_cash < self.cash_left:
            self.publish(problem=Problem("opening_short", f"За обліком {money(self.cash_left)}.", safe=False))
        self.publish(shift=shift, mode=Mode.ONLINE)
        return shift

    async def x_report(self) -> Mapping[str, Any]:
        await self._enter("x_report")
        return self._report(is_z=False)

    def _report(self, *, is_z: bool) -> dict[str, Any]:
        assert self._state.shift is not None
        sums = self._state.shift.sums
        return {
            "is_z_report": is_z,
            "serial": 12,
            "payments": [
                {"type": "CASH", "label": "Готівка", "sell_sum": sums.cash_sales, "return_sum": sums.cash_returns,
                 "service_in": sums.service_in, "service_out": sums.service_out},
                {"type": "CASHLESS", "label": "Картка", "sell_sum": sums.card_sales, "return_sum": sums.card_returns},
            ],
            "taxes": [],
            "sell_receipts_count": sums.sales_count,
            "return_receipts_count": sums.returns_count,
            "initial": sums.initial,
            "balance": sums.cash,
            "created_at": NOW.isoformat(),
        }  # fmt: skip

    async def cash_in(self, amount: int, comment: str = "") -> ReceiptView:
        await self._enter("cash_in", amount, comment)
        return self._service(ReceiptKind.SERVICE_IN, amount, comment)

    async def cash_out(self, amount: int, comment: str = "") -> ReceiptView:
        await self._enter("cash_out", amount, comment)
        if self._state.shift and amount > self._state.shift.sums.cash:
            raise refused("cash_short")
        return self._service(ReceiptKind.SERVICE_OUT, amount, comment)

    def _service(self, kind: ReceiptKind, amount: int, comment: str) -> ReceiptView:
        payment = Payment(PaymentType.CASH, amount)
        receipt = make_cash_movement(
            kind, amount, payment, receipt_id=self._new_id("r"), sold_at=NOW, cashier_name="Олена К.", comment=comment
        )
        return self._keep(receipt)

    async def close_shift(self, counted_cash: int | None = None) -> CloseResult:
        await self._enter("close_shift", counted_cash)
        shift = self._state.shift
        if shift is None:
            raise refused("shift_not_open")
        report = self._report(is_z=True) if self.has_z else {}
        self.publish(shift=None, mode=Mode.NO_SHIFT)
        return CloseResult(shift, report, 0 if counted_cash is None else counted_cash - shift.sums.cash)

    # catalog

    async def sync_catalog(self, *, full: bool = False) -> Mapping[str, Any]:
        await self._enter("sync_catalog", full)
        return {}

    async def stop_sync(self) -> None:
        await self._enter("stop_sync")
        self.publish(catalog=replace(self._state.catalog, syncing=None))

    async def search(
        self,
        query: str,
        *,
        limit: int = 50,
        category_id: str | None = None,
        subgroup_id: int | None = None,
        in_stock: bool = False,
    ) -> Sequence[Product]:
        await self._enter("search", query)
        words = query.casefold().split()
        found = [
            product
            for product in self.products
            if all(word in f"{product.name} {product.code}".casefold() for word in words)
            and category_id in {None, product.category_id}
            and (subgroup_id is None or product.id in self.labelled.get(subgroup_id, ()))
            and not (in_stock and product.stock is not None and product.stock <= 0)
        ]
        return found[:limit]

    async def by_barcode(self, barcode: str) -> Sequence[Product]:
        await self._enter("by_barcode", barcode)
        return [product for product in self.products if barcode in {product.barcode, product.code}]

    async def categories(self) -> Sequence[Category]:
        return tuple(self.assortment.categories)

    async def subgroups(self) -> Sequence[Subgroup]:
        return tuple(Subgroup(key, SUBGROUPS[key], len(ids)) for key, ids in self.labelled.items())

    async def quick_products(self, limit: int = 24) -> Sequence[Product]:
        pinned = {product.id: product for product in self.products if product.id in self.keys}
        others = iter([product for product in self.products if product.id not in pinned])
        placed = [pinned[key] if key in pinned else next(others, None) for key in self.keys[:limit]]
        return [product for product in placed if product is not None]

    async def quick_keys(self) -> Sequence[str | None]:
        return tuple(self.keys)

    async def set_quick_keys(self, keys: Sequence[str | None]) -> None:
        await self._enter("set_quick_keys", tuple(keys))
        self.keys = list(keys)
        self._edited()

    async def favourites(self, limit: int = 48) -> Sequence[Product]:
        return [product for product in self.products if product.id in self.favoured][:limit]

    async def set_favourite(self, product_id: str, chosen: bool) -> None:
        await self._enter("set_favourite", product_id, chosen)
        (self.favoured.add if chosen else self.favoured.discard)(product_id)
        self._edited()

    async def shelf_card(self, product_id: str) -> ShelfCard:
        product = next(product for product in self.products if product.id == product_id)
        names = tuple(category.name for category in CATEGORIES if category.id == product.category_id)
        return ShelfCard(
            product, (product.barcode,) if product.barcode else (), names, "ПДВ 20%", NOW,
            favourite=product_id in self.favoured, pinned=product_id in self.keys,
            cost=product.price * 7 // 10 if "cost" in self.rights else None,
        )  # fmt: skip

    async def show_in_stock_only(self, only: bool) -> None:
        await self._enter("show_in_stock_only", only)
        self.publish(catalog=replace(self._state.catalog, in_stock_only=only))

    def _edited(self) -> None:
        self.publish(catalog=replace(self._state.catalog, edits=self._state.catalog.edits + 1))

    async def picture(self, product: Product) -> bytes | None:
        return picture(product)

    # basket

    async def scan(self, code: str) -> ScanResult:
        await self._enter("scan", code)
        times, _, bare = code.rpartition("*")
        quantity, code = (parse_quantity(times), bare) if times else (None, code)
        if is_excise_stamp(code):
            cart, line = carts.add_stamp(self._state.cart, code)
            self._set_cart(cart, line.id)
            return ScanResult(Outcome.EXCISE_TAKEN, code, line_id=line.id)
        sold = next((view for view in self.views if view.receipt.id == code), None)
        if sold is not None:
            return ScanResult(Outcome.RECEIPT, code, receipt_id=sold.receipt.id)
        found = tuple(await self.by_barcode(code))
        if not found:
            self.publish(unknown_code=code)
            return ScanResult(Outcome.UNKNOWN, code)
        if len(found) > 1:
            return ScanResult(Outcome.CHOOSE, code, found)
        return await self._add_scanned(found[0], code, quantity)

    async def _add_scanned(self, product: Product, code: str, quantity: int | None) -> ScanResult:
        if product.sold_by_weight and quantity is None:
            return ScanResult(Outcome.WEIGHT_NEEDED, code, (product,))
        if product.free_price:
            return ScanResult(Outcome.PRICE_NEEDED, code, (product,))
        await self.add(product.id, quantity)
        outcome = Outcome.EXCISE_NEEDED if product.excise else Outcome.PRODUCT
        return ScanResult(outcome, code, (product,), line_id=self._state.last_line_id)

    async def add(self, product_id: str, quantity: int | None = None, price: int | None = None) -> None:
        await self._enter("add", product_id, quantity, price)
        product = next(product for product in self.products if product.id == product_id)
        make_id = lambda: self._new_id("l")  # noqa: E731
        cart, line = carts.add_product(self._state.cart, product, quantity or ONE, new_id=make_id, price=price)
        self._set_cart(cart, line.id, last_receipt=None)

    async def set_quantity(self, line_id: str, quantity: int) -> None:
        await self._enter("set_quantity", line_id, quantity)
        self._set_cart(carts.set_quantity(self._state.cart, line_id, quantity), line_id)

    async def set_price(self, line_id: str, price: int) -> None:
        await self._enter("set_price", line_id, price)
        self._set_cart(carts.set_price(self._state.cart, line_id, price), line_id)

    async def take_price(self, line_id: str) -> None:
        await self._enter("take_price", line_id)
        news = next(one for one in self._state.news if one.line_id == line_id)
        line = self._state.cart.line(line_id)
        product = replace(line.product, price=news.price)
        others = tuple(one for one in self._state.news if one is not news)
        self._set_cart(carts.take_up(self._state.cart, line_id, product), line_id, news=others)

    async def remove(self, line_id: str) -> None:
        await self._enter("remove", line_id)
        before = self._state.cart
        cart = carts.remove_line(before, line_id)
        gone = Voided(before.line(line_id), before.lines.index(before.line(line_id)))
        self._set_cart(cart, voided=() if cart.is_empty else (*self._state.voided, gone))

    async def remove_stamp(self, line_id: str, code: str) -> None:
        await self._enter("remove_stamp", line_id, code)
        self._set_cart(carts.remove_stamp(self._state.cart, line_id, code), line_id)

    async def void_stamp(self, line_id: str, code: str) -> None:
        await self._enter("void_stamp", line_id, code)
        self._set_cart(carts.void_stamp(self._state.cart, line_id, code), line_id)

    async def discount(self, adjustment: Adjustment, line_id: str | None = None) -> None:
        await self._enter("discount", adjustment, line_id)
        if line_id is None:
            self._set_cart(carts.discount_receipt(self._state.cart, adjustment), self._state.last_line_id)
        else:
            self._set_cart(carts.discount_line(self._state.cart, line_id, adjustment), line_id)

    async def undo(self) -> None:
        await self._enter("undo")
        if not self._history:
            raise refused("nothing_to_undo")
        cart = self._history.pop()
        voided = tuple(one for one in self._state.voided if all(line.id != one.line.id for line in cart.lines))
        totals = cart_totals(cart, TAXES)
        self.publish(cart=cart, totals=totals, voided=voided, last_line_id=None, can_undo=bool(self._history))

    async def clear(self) -> None:
        await self._enter("clear")
        self._set_cart(Cart(), voided=())

    async def park(self, note: str = "") -> str:
        await self._enter("park", note)
        if self._state.cart.is_empty:
            raise refused("empty_cart")
        parked_id = self._new_id("k")
        self._parked[parked_id] = self._state.cart
        lines = self._state.cart.lines
        names = tuple(line.product.name for line in lines[:3])
        row = Parked(parked_id, NOW, self._state.totals.total, len(lines), note, names=names)
        self._set_cart(Cart(), voided=(), parked=(row, *self._state.parked))
        return parked_id

    async def parked(self) -> Sequence[Parked]:
        return self._state.parked

    async def resume(self, parked_id: str) -> None:
        await self._enter("resume", parked_id)
        if not self._state.cart.is_empty:
            raise refused("cart_not_empty")
        left = tuple(row for row in self._state.parked if row.id != parked_id)
        self._set_cart(self._parked.pop(parked_id), parked=left)

    async def dismiss_problem(self) -> None:
        await self._enter("dismiss_problem")
        self.publish(problem=None, unknown_code="", look_up=LookUp())

    # sale

    async def quote(
        self, payments: Sequence[Payment], receipt_id: str | None = None, lines: Sequence[WantedLine] | None = None
    ) -> Quote:
        if receipt_id is None:
            return quote(self._state.totals.total, payments, TO_FIFTY)
        view = await self.receipt(receipt_id)
        back = return_lines(view.receipt, self._left(view), lines, TAXES)
        return quote(back.total, payments, TO_FIFTY)

    async def ways_back(self, receipt_id: str, lines: Sequence[WantedLine] | None = None) -> Sequence[Back]:
        view = await self.receipt(receipt_id)
        total = return_lines(view.receipt, self._left(view), lines, TAXES).total
        earlier = [one.receipt for one in self.views if one.receipt.related_receipt_id == receipt_id]
        ways = ways_back(view.receipt, terminal=not self._state.card.manual)
        return [back_by(way, view.receipt, earlier, total, TO_FIFTY) for way in ways]

    async def pay(
        self, payments: Sequence[Payment], delivery: Delivery | None = None, request_id: str | None = None
    ) -> ReceiptView:
        await self._enter("pay", tuple(payments), request_id)
        if self._state.unknown_code:
            raise refused("unknown_product")
        carts.check_ready_to_pay(self._state.cart)
        totals = self._state.totals
        settled = settle(totals.total, payments, TO_FIFTY)
        if self._state.cart.part is not None and settled.rounding:
            raise refused("prepayment_rounding")
        receipt = make_sale(
            self._state.cart, totals, settled, receipt_id=self._new_id("r"), sold_at=NOW, cashier_name="Олена К."
        )
        self._history.clear()
        self.tie_all(receipt.id)
        # as in the real till: the basket is empty as soon as the sale is on disk, its number comes later
        self.publish(cart=Cart(), totals=EMPTY, voided=(), last_line_id=None, can_undo=False)
        if "number" in self.gates:
            await self.gates["number"].wait()
        return self._keep(receipt)

    def _keep(self, receipt: Any, **changes: Any) -> ReceiptView:
        code = f"TEST-{len(self.views) + 1:06d}"
        url = f"https://cabinet.tax.gov.ua/cashregs/check?id={code}&fn=4000162280&sm={receipt.due / 100:.2f}"
        view = ReceiptView(receipt, FiscalStamp(ReceiptState.FISCAL, code, NOW, tax_url=url))
        view = replace(view, returned=tuple(0 for _ in receipt.lines))
        self.views.insert(0, view)
        shift = self._state.shift
        if shift is not None:
            shift = replace(shift, sums=shift.sums.plus(receipt))
        if receipt.kind is ReceiptKind.SELL:
            changes["last_receipt"] = view
        self.publish(shift=shift, **changes)
        return view

    async def give_back(
        self,
        receipt_id: str,
        payments: Sequence[Payment],
        lines: Sequence[WantedLine] | None = None,
        *,
        technical: bool = False,
        reason: str = "",
    ) -> ReceiptView:
        await self._enter("give_back", receipt_id, tuple(payments), lines, *((reason,) if technical else ()))
        view = await self.receipt(receipt_id)
        back = return_lines(view.receipt, self._left(view), lines, TAXES)
        settled = settle_return(back.total, payments, TO_FIFTY)
        receipt = make_return(
            view.receipt, back, settled, receipt_id=self._new_id("r"), sold_at=NOW, cashier_name="Олена К.",
            sale_fiscal_code=view.fiscal.fiscal_code, technical=technical, reason=reason,
        )  # fmt: skip
        gone = list(view.returned)
        for want in back.origins:
            gone[want.index] += want.quantity
        self.views[self.views.index(view)] = replace(view, returned=tuple(gone))
        return self._keep(receipt, last_receipt=None)

    def _left(self, view: ReceiptView) -> tuple[Left, ...]:
        gone = {
            place: Left(quantity, view.receipt.lines[place].final * quantity // view.receipt.lines[place].quantity)
            for place, quantity in enumerate(view.returned)
        }
        return left_to_return(view.receipt, gone)

    async def receipts(self, *, limit: int = 50, before: str | None = None) -> Sequence[ReceiptView]:
        start = 0
        if before is not None:
            start = next(place for place, view in enumerate(self.views) if view.receipt.id == before) + 1
        return self.views[start : start + limit]

    async def find_receipts(self, words: str, *, limit: int = 50) -> Sequence[ReceiptView]:
        await self._enter("find_receipts", words)
        wanted = words.casefold()
        found = [one for one in self.views if wanted in " ".join(x.name for x in one.receipt.lines).casefold()]
        return found[:limit]

    async def fetch_receipt(self, fiscal_code: str) -> ReceiptView:
        await self._enter("fetch_receipt", fiscal_code)
        if self.elsewhere is None:
            raise refused("unknown_receipt")
        self.views.append(self.elsewhere)
        return self.elsewhere

    async def receipt(self, receipt_id: str) -> ReceiptView:
        found = next((view for view in self.views if view.receipt.id == receipt_id), None)
        if found is None:
            raise refused("unknown_receipt")
        return found

    async def reprint(self, receipt_id: str) -> str:
        await self._enter("reprint", receipt_id)
        self.reprints = [item for item in self.reprints if item.receipt_id != receipt_id]
        return "job"

    async def sendings(self, receipt_id: str) -> Sequence[EReceipt]:
        return [one for one in self.sent if one.receipt_id == receipt_id]

    async def send_receipt(self, receipt_id: str, delivery: Delivery) -> Sequence[EReceipt]:
        await self._enter("send_receipt", receipt_id, delivery)
        way, address = (SendWay.EMAIL, delivery.email) if delivery.email else (SendWay.SMS, delivery.phone)
        self.sent.append(EReceipt(receipt_id, way, address or "", SendState.SENT, NOW))
        return self.sent

    async def reprints_due(self, limit: int = 200) -> ReprintList:
        due = [item for item in self.reprints if item.reason is not ReprintReason.NO_QR]
        optional = [item for item in self.reprints if item.reason is ReprintReason.NO_QR]
        return ReprintList((*due[:limit], *optional[:limit]), len(due), len(optional))

    async def reprint_all(self, *, optional: bool) -> int:
        await self._enter("reprint_all", optional)
        part = [item for item in self.reprints if (item.reason is ReprintReason.NO_QR) is optional]
        self.reprints = [item for item in self.reprints if item not in part]
        return len(part)

    async def dismiss_reprint(self, receipt_id: str, reason: str) -> None:
        await self._enter("dismiss_reprint", receipt_id, reason)
        self.reprints = [item for item in self.reprints if item.receipt_id != receipt_id]

    async def dismiss_optional_reprints(self, reason: str) -> int:
        await self._enter("dismiss_optional_reprints", reason)
        self.reprints = [item for item in self.reprints if item.reason is not ReprintReason.NO_QR]
        return 0

    # the rest

    async def unsettled(self, limit: int = 200) -> Sequence[Unsettled]:
        return self.on_their_way[:limit]

    async def attention(self) -> Sequence[Mapping[str, Any]]:
        return self.items

    async def attention_resend(self, item_id: str) -> ReceiptView | None:
        await self._enter("attention_resend", item_id)
        self._settle(item_id)
        return None

    async def attention_mend(self, item_id: str, changes: Sequence[Change]) -> ReceiptView | None:
        await self._enter("attention_mend", item_id, list(changes))
        self._settle(item_id)
        return None

    async def attention_set_aside(self, item_id: str, reason: str) -> None:
        await self._enter("attention_set_aside", item_id, reason)
        self._settle(item_id)

    # reports

    async def sales_report(self, by: str, first: date, last: date) -> SalesReport:
        await self._enter("sales_report", by, first, last)
        if self.nothing_sold:
            return SalesReport(by, Span(first, last), (), SoldTotals())
        return ui_reports.sales(by, first, last, with_cost="cost" in self.rights)

    async def z_reports(self, first: date, last: date) -> Sequence[ZRow]:
        await self._enter("z_reports", first, last)
        return () if self.nothing_sold else ui_reports.z_rows()

    async def day_report(self, first: date, last: date, *, by_month: bool = False) -> Sequence[DayRow]:
        await self._enter("day_report", first, last, by_month)
        return () if self.nothing_sold else ui_reports.day_rows(by_month)

    async def server_sales(self, first: date, last: date) -> ServerSales:
        await self._enter("server_sales", first, last)
        if self.smartkasa_silent:
            raise Unreachable("SmartKasa не відповідає.")
        return ui_reports.server(first, last)

    async def reprint_z(self, shift_id: str) -> str:
        await self._enter("reprint_z", shift_id)
        return self._new_id("job")

    async def export_report(self, name: str, first: date, last: date, kind: str, folder: Path) -> Path:
        await self._enter("export_report", name, first, last, kind, folder)
        return folder / f"Продажі.{kind}"

    # receipts to SmartKasa

    async def push_switch(self, *, on: bool, consent: bool = False) -> PushState:
        await self._enter("push_switch", on, consent)
        if on and self.shop_fiscalises and not consent:
            raise refused("push_needs_consent")
        self.publish(push=replace(self._state.push, enabled=on))
        return self._state.push

    async def push_items(self) -> Sequence[PushItem]:
        await self._enter("push_items")
        return self.push_rows

    async def push_retry(self, receipt_id: str | None = None) -> None:
        await self._enter("push_retry", receipt_id)
        self._push_left([row for row in self.push_rows if receipt_id is not None and row.receipt_id != receipt_id])

    async def push_set_aside(self, receipt_id: str, reason: str) -> None:
        await self._enter("push_set_aside", receipt_id, reason)
        self._push_left([row for row in self.push_rows if row.receipt_id != receipt_id])

    def _push_left(self, rows: list[PushItem]) -> None:
        self.push_rows = rows
        refusals = sum(row.state == "REFUSED" for row in rows)
        self.publish(push=replace(self._state.push, refused=refusals))

    def _settle(self, item_id: str) -> None:
        self.items = [item for item in self.items if item["id"] != item_id]
        self.publish(queue=replace(self._state.queue, attention=len(self.items)))

    async def try_again(self) -> None:
        await self._enter("try_again")
        self.publish(blocked=None)

    async def taxes(self) -> Mapping[str, Any]:
        return {
            "taxes": [
                {"code": 1, "label": "ПДВ 20%", "symbol": "А", "rate": "20"},
                {"code": 2, "label": "ПДВ 7%", "symbol": "Б", "rate": "7"},
                {"code": 8, "label": "Без ПДВ", "symbol": "Е", "rate": "0"},
            ],
            "groups": [
                {"group": "1", "name": "ПДВ 20 %", "used": True, "why": "rates", "conflict": None},
                {
                    "group": "2",
                    "name": "ПДВ 7 %",
                    "used": True,
                    "why": "rates",
                    "conflict": "changed",
                    "was": [{"code": 2, "label": "ПДВ 9%", "symbol": "Б", "rate": "9"}],
                },
                {"group": "4", "name": "без ПДВ", "used": True, "why": "label", "conflict": None},
                {"group": "5", "name": "ПДВ 20 % і акциз 5 %", "used": False, "why": "none_fits", "conflict": None},
            ],
            "proposed": {"1": [1], "2": [2], "4": [8]},
            "confirmed": None,
            "overrides": self.overrides,
            "excise_without_uktzed": self.bare_excise,
        }

    # codes: the very reading of the till, over the fake's goods

    def _shelf(self) -> "Shelf":
        return Shelf(self.products)

    async def barcode_rules(self) -> BarcodeRules:
        return self.rules

    async def packs(self) -> Sequence[PackRow]:
        names = {product.id: product.name for product in self.products}
        packs = self.rules.packs.items()
        return [PackRow(code, one.product_id, names.get(one.product_id, ""), one.count) for code, one in packs]

    async def set_label_rules(self, rules: Sequence[InStoreRule]) -> None:
        await self._enter("set_label_rules", tuple(rules))
        self.rules = replace(self.rules, labels=tuple(rules))

    async def set_pack(self, code: str, product_id: str, count: int) -> None:
        await self._enter("set_pack", code, product_id, count)
        packs = {known: pack for known, pack in self.rules.packs.items() if known != code}
        if count < 0:
            raise refused("bad_rule")
        self.rules = replace(self.rules, packs={**packs, code: Pack(product_id, count)} if count else packs)

    async def set_card_rules(self, cards: Sequence[CardRule]) -> None:
        await self._enter("set_card_rules", tuple(cards))
        self.rules = replace(self.rules, cards=tuple(cards))

    async def test_barcode(self, code: str) -> BarcodeTest:
        read = read_scan(code, self._shelf(), rules=self.rules)
        found = tuple(one for row in read.rows for one in self.products if one.id == row.id)
        return BarcodeTest(read.code, read.kind.value, found, read.quantity, read.price, read.expires, read.steps)

    async def sign_in_badge(self, code: str) -> Cashier:
        await self._enter("sign_in_badge", code)
        if code != BADGE:
            raise refused("badge_unknown")
        return await self.sign_in_pin(PIN)

    async def badges(self) -> Sequence[BadgeRow]:
        return self.known_badges

    async def issue_badge(self, code: str) -> BadgeRow:
        await self._enter("issue_badge", code)
        self.known_badges.append(BadgeRow(self._new_id("b"), "c1", "Олена Коваленко", NOW))
        return self.known_badges[-1]

    async def revoke_badge(self, badge_id: str) -> None:
        await self._enter("revoke_badge", badge_id)
        self.known_badges = [one for one in self.known_badges if one.id != badge_id]

    async def override_tax(self, kind: str, key: str, codes: Sequence[int]) -> Mapping[str, Any]:
        await self._enter("override_tax", kind, key, codes)
        self.overrides = [one for one in self.overrides if (one["kind"], one["key"]) != (kind, key)]
        if codes:
            self.overrides.append({"kind": kind, "key": key, "name": key, "codes": codes, "conflict": None})
        return await self.taxes()

    async def confirm_taxes(self, table: Mapping[str, Sequence[int]]) -> Mapping[str, Any]:
        await self._enter("confirm_taxes", dict(table))
        return {}

    async def open_drawer(self, reason: str) -> None:
        await self._enter("open_drawer", reason)

    async def journal_verify(self) -> Mapping[str, Any]:
        return {"ok": True}

    async def journal_export(self, since: int | None = None) -> Mapping[str, Any]:
        return {"operations": []}

    async def confirm_time(self) -> datetime:
        await self._enter("confirm_time")
        self.publish(clock_doubt=None, problem=None, trouble=None)
        return NOW

    async def advance_clock(self, seconds: int) -> datetime:
        return NOW

    async def wait(self, what: str, timeout_s: float) -> bool:
        return True

    async def shutdown(self) -> None:
        self.calls.append(("shutdown",))
