"""What a receipt costs on its way to paper: `python -m tests.benchmarks.printing`. Exit code 1 when a bound is missed.

Bytes and processor time of a receipt of 30 printed lines with its QR, as text and as pictures; its time on the wire at
two speeds; and how long after "pay" the first byte reaches the printer, in a cash sale with Checkbox at 0 ms.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from pos_app.app.compose import open_till
from pos_app.app.demo import PIN
from pos_app.app.paths import resources_folder
from pos_app.app.settings import settings_of
from pos_app.domain.cart import Cart, CartLine
from pos_app.domain.payment import Payment, PaymentType, settle
from pos_app.domain.product import Product
from pos_app.domain.receipt import FiscalStamp, ReceiptState, Seller, make_sale
from pos_app.domain.rounding import TO_FIFTY
from pos_app.domain.tax import Tax
from pos_app.domain.totals import cart_totals
from pos_app.printing.escpos import to_escpos
from pos_app.printing.layout import Layout, Line, flow
from pos_app.printing.profiles import paper_profile
from pos_app.printing.receipts import receipt_layout
from pos_app.sandbox.checkbox import Settings as Register
from pos_app.sandbox.devices import PrinterPort, PrinterTwin
from pos_app.sandbox.server import start_servers
from pos_app.sandbox.smartkasa.demo import demo_account

LINES = 30
TURNS = 60
SALES = 25
AT = datetime(2026, 11, 21, 9, 5, 7, tzinfo=UTC)
URL = "https://cabinet.tax.gov.ua/cashregs/check?id=AbCdEf12345&fn=4000108640&sm=284.50&time=09:05&date=20261121"


def receipt_of(goods: int) -> Layout:
    """A cash sale of so many goods."""
    product = Product("1", "001", "Кава мелена 225 г", None, 18_950, "шт", tax_codes=(1,))
    cart = Cart(tuple(CartLine(str(n), product, product.price, 1000) for n in range(goods)))
    totals = cart_totals(cart, {1: Tax(1, "ПДВ", "А", 20)})  # type: ignore[arg-type]  # a whole rate will do
    settlement = settle(totals.total, [Payment(PaymentType.CASH, None, "Готівка")], TO_FIFTY)
    receipt = make_sale(cart, totals, settlement, receipt_id="r", sold_at=AT, cashier_name="Олена К.")
    stamp = FiscalStamp(ReceiptState.FISCAL, "AbCdEf12345", AT, tax_url=URL)
    seller = Seller("ТОВ «Ромашка»", "ПН 123456789012", "м. Київ, вул. Садова, 5", "Магазин", "4000108640", test=False)
    return receipt_layout(receipt, stamp, seller, open_drawer=True)


def thirty_lines() -> Layout:
    """As many goods as make thirty printed lines."""
    layouts = (receipt_of(goods) for goods in range(1, LINES))
    return next(layout for layout in layouts if sum(isinstance(part, Line) for part in flow(layout, 48)) >= LINES)


def milliseconds(work: Callable[[], object]) -> tuple[float, float]:
    """The processor's time of one turn: the median, and the quickest."""
    work()
    took = []
    for _ in range(TURNS):
        began = time.process_time()
        work()
        took.append((time.process_time() - began) * 1000)
    return statistics.median(took), min(took)


class Ear(PrinterTwin):
    """A printer that notes when a document's first byte came."""

    def __init__(self) -> None:
        super().__init__()
        self.first: float | None = None

    def heard(self, data: bytes) -> bytes:
        """Status questions are no document."""
        if self.first is None and b"\x1b@" in data:
            self.first = time.perf_counter()
        return super().heard(data)


async def sell(folder: Path) -> tuple[list[float], list[float]]:
    """From "pay" to the first byte at the printer, and to pay's own answer; milliseconds."""
    catalog = resources_folder() / "sandbox-catalog"
    register = Register(open_delay_s=0, close_delay_s=0, receipt_delay_s=0)
    account, ear = demo_account(catalog), Ear()
    with start_servers(catalog, settings=register) as servers, PrinterPort(ear) as port:
        till = await open_till(
            settings_of(
                {
                    "checkbox": {"base_url": servers.checkbox_url, "license_key": register.license_key},
                    "smartkasa": {
                        "base_url": servers.smartkasa_url, "api_key": account.api_key, "password": account.password,
                        "phone_number": account.phone_number, "shop_id": account.shop_id, "keep_fresh": False,
                    },
                    "printer": {"transport": "network", "host": "127.0.0.1", "port": port.port},
                }
            ),
            folder,
            without_screen=True,
        )  # fmt: skip
        await till.sign_in_pin(PIN)
        await till.sync_catalog(full=True)
        await till.open_shift()
        goods = [one for one in await till.quick_products(60) if one.price and not (one.excise or one.sold_by_weight)]
        to_paper, to_answer = [], []
        for turn in range(SALES + 3):
            await till.add(goods[turn % len(goods)].id)
            ear.first = None
            began = time.perf_counter()
            await till.pay([Payment(PaymentType.CASH)])
            answered = time.perf_counter()
            await till.wait("printed", 10)
            if turn >= 3:
                to_paper.append(((ear.first or began) - began) * 1000)
                to_answer.append((answered - began) * 1000)
        await till.shutdown()
    return to_paper, to_answer


def main() -> int:
    """Print the table."""
    layout, missed = thirty_lines(), []
    ways = {
        "text": paper_profile("epson", 80),
        "text, QR as dots": paper_profile("epson", 80, qr="raster"),
        "all as dots": paper_profile("epson", 80, qr="raster", raster=True),
    }
    sys.stdout.write(f"{LINES} printed lines with QR, 80 mm\n")
    for name, profile in ways.items():
        size = len(to_escpos(layout, profile))
        median, quickest = milliseconds(lambda profile=profile: to_escpos(layout, profile))  # type: ignore[misc]
        wire = " / ".join(f"{size * 10 / baud:.2f} s" for baud in (19_200, 115_200))
        sys.stdout.write(f"  {name}: {size} bytes, {median:.2f} ms ({quickest:.2f} at best), wire {wire}\n")
        if name == "text":
            missed += [f"{size} bytes > 1500"] * (size > 1500) + [f"{quickest:.2f} ms > 2 ms"] * (quickest > 2)
    with tempfile.TemporaryDirectory() as folder:
        to_paper, to_answer = asyncio.run(sell(Path(folder)))
    for name, took in (("pay to the first byte", to_paper), ("pay to its answer", to_answer)):
        middle, worst = statistics.median(took), max(took)
        sys.stdout.write(f"  {name}: p50 {middle:.0f} ms, best {min(took):.0f}, worst {worst:.0f}\n")
    missed += [f"first byte after {statistics.median(to_paper):.0f} ms > 100 ms"] * (statistics.median(to_paper) > 100)
    for words in missed:
        sys.stdout.write(f"missed: {words}\n")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
