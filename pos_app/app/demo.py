"""`pos-app demo`: the till on embedded sandbox servers, in a window or as a day without one."""

import asyncio
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from pos_app.app.compose import open_till
from pos_app.app.demo_pin import PIN
from pos_app.app.paths import resources_folder
from pos_app.app.settings import SettingsOfTill, settings_of
from pos_app.domain.discount import Adjustment, AdjustmentMode, AdjustmentType
from pos_app.domain.money import format_hryvnias
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.product import Product
from pos_app.domain.returns import WantedLine
from pos_app.sandbox.checkbox import Settings as Register
from pos_app.sandbox.server import SandboxServers, start_servers
from pos_app.sandbox.smartkasa.demo import demo_account
from pos_app.sandbox.terminal import BankTerminal, TerminalServer
from pos_app.till.door import TillDoor

Say = Callable[[str], None]


def start_sandbox(data_dir: Path) -> SandboxServers:
    """Both vendors' servers on loopback; the register is kept in the data folder from one demo to the next."""
    data_dir.mkdir(parents=True, exist_ok=True)
    register = Register(open_delay_s=0.3, close_delay_s=0.3, receipt_delay_s=0.3)
    return start_servers(
        resources_folder() / "sandbox-catalog", settings=register, state_file=data_dir / "register.bin"
    )


def start_terminal() -> TerminalServer:
    """The simulated card terminal on loopback: its customer takes two seconds to find the card."""
    return TerminalServer(BankTerminal(card_s=2.0)).start()


class Addresses(Protocol):
    """Where the simulated devices are found."""

    @property
    def printer_port(self) -> int: ...

    def address(self, device: str) -> str:
        """What the till opens."""
        ...


def sandbox_settings(
    servers: SandboxServers, terminal: TerminalServer | None = None, devices: Addresses | None = None
) -> SettingsOfTill:
    """The settings of a till on the embedded servers, with the simulated terminal and devices where there are any."""
    account = demo_account(resources_folder() / "sandbox-catalog")
    register = Register()
    return settings_of(
        {
            "checkbox": {
                "base_url": servers.checkbox_url,
                "license_key": register.license_key,
                "access_key": register.access_key,
            },
            "smartkasa": {
                "base_url": servers.smartkasa_url,
                "api_key": account.api_key,
                "phone_number": account.phone_number,
                "password": account.password,
                "shop_id": account.shop_id,
            },
            "printer": {"transport": "file"},
            **(_devices(devices) if devices is not None else {}),
            "terminal": {"transport": "network", "host": "127.0.0.1", "port": terminal.port} if terminal else {},
        }
    )


def _devices(devices: Addresses) -> dict[str, Any]:
    return {
        "printer": {
            "transport": "network", "host": "127.0.0.1", "port": devices.printer_port, "drawer_signal": "high"
        },
        "scanners": [{"device": devices.address("scanner")}],
        "scale": {"protocol": "sics", "device": devices.address("scale")},
        "display": {"dialect": "cd5220", "device": devices.address("display")},
    }


def run_headless(data_dir: Path, say: Say = print) -> int:
    """A short day without a window: every receipt is printed here as text."""
    with start_sandbox(data_dir) as servers:
        return asyncio.run(_live(sandbox_settings(servers), data_dir, say))


async def _live(settings: SettingsOfTill, data_dir: Path, say: Say) -> int:
    till = await open_till(settings, data_dir, on_paper=say)
    try:
        await demo_day(till, say)
    finally:
        await till.shutdown()
    return 0


async def demo_day(till: TillDoor, say: Say) -> None:
    """Sign in, fill the catalog, open a shift, sell in every way, take goods back, close with a Z report."""
    cashier = await till.sign_in_pin(PIN)
    say(f"Касир: {cashier.name}")
    synced = await till.sync_catalog(full=True)
    say(f"Каталог: {synced['products']} товарів за {synced['seconds']} с")
    if till.state.shift is None:
        await till.open_shift()
    await till.cash_in(200_000, "Розмінна монета")
    goods = _plain(await till.quick_products(60))
    await _cash_sale(till, goods)
    sold = await _discounted_card_sale(till, goods)
    await _mixed_sale(till, goods)
    await till.give_back(sold, [Payment(PaymentType.CASHLESS, label="Картка")], [WantedLine(0, 1000)])
    await till.x_report()
    await till.cash_out(50_000, "Інкасація")
    closed = await till.close_shift()
    await till.wait("printed", 30)
    say(f"Зміну закрито. Готівка в касі: {format_hryvnias(closed.shift.sums.cash)} грн.")


def _plain(products: object) -> list[Product]:
    assert isinstance(products, list | tuple)
    return [
        one
        for one in products
        if not (one.excise or one.sold_by_weight or one.free_price) and one.tax_codes and one.price
    ]


async def _cash_sale(till: TillDoor, goods: list[Product]) -> None:
    for product in goods[:3]:
        await till.scan(product.barcode or product.code)
    quote = await till.quote([Payment(PaymentType.CASH)])
    note = -(-quote.due // 50_000) * 50_000
    await till.pay([Payment(PaymentType.CASH, note, "Готівка")])


async def _discounted_card_sale(till: TillDoor, goods: list[Product]) -> str:
    await till.add(goods[3].id, 3000)
    await till.add(goods[4].id)
    five_off = Adjustment(AdjustmentType.DISCOUNT, AdjustmentMode.PERCENT, Decimal(5), "Картка покупця")
    await till.discount(five_off)
    view = await till.pay([Payment(PaymentType.CASHLESS, label="Картка", code=1)])
    return view.receipt.id


async def _mixed_sale(till: TillDoor, goods: list[Product]) -> None:
    await till.add(goods[5].id, 2000)
    card = Payment(PaymentType.CASHLESS, goods[5].price, "Картка", 1)
    quote = await till.quote([card, Payment(PaymentType.CASH)])
    cash = Payment(PaymentType.CASH, quote.due - goods[5].price, "Готівка")
    await till.pay([card, cash])
