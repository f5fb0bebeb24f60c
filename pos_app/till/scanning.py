"""A scanned code becomes a line, a stamp, a receipt to give back, a customer's card, or a question for the cashier."""

import asyncio
import re
from typing import Final

from pos_app.catalog.gs1 import warm_up
from pos_app.catalog.reading import LONGEST_CODE, read_scan
from pos_app.catalog.receipt_links import ReceiptLink
from pos_app.catalog.scan import Said, Scan, ScanKind, Step
from pos_app.domain.errors import refused
from pos_app.domain.product import Product
from pos_app.domain.quantity import MAX_QUANTITY, ONE, parse_quantity
from pos_app.domain.register import OperationKind
from pos_app.domain.said import sentence
from pos_app.store.operations import Operation
from pos_app.till.barcodes import BarcodeDesk
from pos_app.till.basket import Basket
from pos_app.till.core import Core
from pos_app.till.goods import Goods
from pos_app.till.state import Outcome, Problem, ScanResult

EXPIRED: Final = "expired"
_TIMES: Final = re.compile(r"(\d{1,4}(?:[.,]\d{1,3})?)\s*[*×]\s*(.+)")
_WARM_AFTER_S: Final = 3.0
"""The parser of GS1 codes is imported so long after the start: not while the first screen is being drawn."""


class Scanner:
    """Reads codes in the order they come."""

    def __init__(self, core: Core, basket: Basket, goods: Goods, barcodes: BarcodeDesk) -> None:
        self._core = core
        self._basket = basket
        self._goods = goods
        self._barcodes = barcodes
        self._warming: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Get ready for codes that take a parser, in the background."""
        loop = asyncio.get_running_loop()
        self._warming = loop.call_later(_WARM_AFTER_S, lambda: loop.run_in_executor(None, warm_up))

    def stop(self) -> None:
        """No more of that."""
        if self._warming is not None:
            self._warming.cancel()

    async def scan(self, code: str) -> ScanResult:
        """What a code came to; `3*code` is a quantity and a code."""
        async with self._basket.turn:
            self._core.need()
            quantity, bare = _split(code[:LONGEST_CODE].strip(" \t\r\n"))
            waiting = self._basket.cart.line_waiting_for_stamp()
            read = read_scan(
                bare,
                self._core.catalog,
                awaiting=waiting.product if waiting else None,
                rules=self._barcodes.rules,
            )
            result = self._take(read, quantity)
            if result.outcome is Outcome.UNKNOWN:
                # stays until the cashier settles it, whatever is scanned next
                self._core.board.show(unknown_code=result.code, unknown_why=result.why)
            else:
                if result.code == self._core.board.state.unknown_code:
                    # known by now: SmartKasa has told it, or it was typed wrong before
                    self._core.board.show(unknown_code="", unknown_why=None)
                if result.line_id is not None:
                    self._warn_of_expiry(read)
            return result

    def _take(self, read: Scan, quantity: int | None) -> ScanResult:
        if read.kind is ScanKind.STAMP and read.stamp is not None:
            line_id = self._basket.add_stamp(read.stamp)
            return ScanResult(Outcome.EXCISE_TAKEN, read.code, line_id=line_id)
        if read.kind is ScanKind.RECEIPT and read.receipt is not None:
            return self._receipt(read, read.receipt)
        if read.kind is ScanKind.CARD:
            self._basket.attach_card(read.code)
            return ScanResult(Outcome.CUSTOMER, read.code)
        if read.kind is ScanKind.UNKNOWN:
            return self._receipt(read, ReceiptLink(fiscal_code=read.code, receipt_id=read.code.lower()))
        products = self._goods.products(read.rows)
        if read.to_choose:
            return ScanResult(Outcome.CHOOSE, read.code, products)
        return self._product(read, products[0], quantity)

    def _product(self, read: Scan, product: Product, quantity: int | None) -> ScanResult:
        if product.sold_by_weight and read.quantity is None and quantity is None:
            return ScanResult(Outcome.WEIGHT_NEEDED, read.code, (product,))
        if read.price is None and (product.free_price or product.price == 0):
            return ScanResult(Outcome.PRICE_NEEDED, read.code, (product,))
        amount = read.quantity if read.quantity is not None else quantity
        if read.quantity is not None and quantity is not None:
            # so many packs, so many labels: what was typed must not be lost without a word
            amount = _times(read.quantity, quantity)
        stamp = read.stamp if product.excise else None
        # a label's digits hold a weight or a serial: only a number of the catalog is the good's barcode
        barcode = read.code if read.code in read.rows[0].barcodes else None
        line_id = self._basket.put(
            product, ONE if amount is None else amount, price=read.price, barcode=barcode, stamp=stamp
        )
        if not product.excise:
            return ScanResult(Outcome.PRODUCT, read.code, (product,), line_id=line_id)
        outcome = Outcome.EXCISE_NEEDED if stamp is None else Outcome.EXCISE_TAKEN
        return ScanResult(outcome, read.code, (product,), line_id=line_id)

    def _warn_of_expiry(self, read: Scan) -> None:
        """Good until yesterday: the cashier is warned, and decides."""
        if read.expires is not None and read.expires < self._core.clock.kyiv().date():
            words = sentence(
                "Термін придатності минув {date}: «{name}».",
                date=f"{read.expires:%d.%m.%Y}",
                name=read.rows[0].name[:40],
            )
            self._core.board.show(problem=Problem(EXPIRED, words))

    def _receipt(self, read: Scan, link: ReceiptLink) -> ScanResult:
        found = self._find(link)
        if found is None or found.kind is not OperationKind.SELL:
            return ScanResult(Outcome.UNKNOWN, read.code, why=read.why or _of_another_till(read))
        return ScanResult(Outcome.RECEIPT, read.code, receipt_id=found.id)

    def _find(self, link: ReceiptLink) -> Operation | None:
        operations = self._core.store.operations
        by_id = operations.by_id(link.receipt_id) if link.receipt_id else None
        if by_id is None and link.fiscal_code:
            return operations.by_fiscal_code(link.fiscal_code)
        return by_id


def _of_another_till(read: Scan) -> Step | None:
    """A receipt's QR, but no receipt of ours."""
    return Step(Said.RECEIPT) if read.receipt is not None else None


def _times(one: int, quantity: int) -> int:
    """So many times what one code stands for, thousandths."""
    amount, rest = divmod(one * quantity, ONE)
    if rest or not 0 < amount <= MAX_QUANTITY:
        raise refused("bad_quantity")
    return amount


def _split(code: str) -> tuple[int | None, str]:
    """A quantity before the code, if one was typed."""
    match = _TIMES.fullmatch(code)
    if match is None:
        return None, code
    quantity = parse_quantity(match[1])
    if not 0 < quantity <= MAX_QUANTITY:
        raise refused("bad_quantity")
    return quantity, match[2]
