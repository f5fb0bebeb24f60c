"""The whole till with a simulated printer at a serial port: set up on screen, sold with, broken, and settled."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from pos_app.app.compose import open_till
from pos_app.app.demo import PIN
from pos_app.app.paths import resources_folder
from pos_app.app.settings import settings_of
from pos_app.domain.payment import Payment, PaymentType
from pos_app.printing import printer as printer_module
from pos_app.printing import queue as queue_module
from pos_app.printing.trial import Step
from pos_app.sandbox.checkbox import Settings as Register
from pos_app.sandbox.devices import PrinterPort, PrinterTwin
from pos_app.sandbox.server import SandboxServers, start_servers
from pos_app.sandbox.smartkasa.demo import demo_account
from pos_app.store.print_jobs import PrintState
from pos_app.till.service import Till

Shop = tuple[Till, PrinterTwin, SandboxServers]
CATALOG = resources_folder() / "sandbox-catalog"


async def opened(servers: SandboxServers, folder: Path) -> Till:
    account = demo_account(CATALOG)
    till = await open_till(
        settings_of(
            {
                "checkbox": {"base_url": servers.checkbox_url, "license_key": Register().license_key},
                "smartkasa": {
                    "base_url": servers.smartkasa_url, "api_key": account.api_key, "password": account.password,
                    "phone_number": account.phone_number, "shop_id": account.shop_id, "keep_fresh": False,
                },
            }
        ),
        folder / "data",
        without_screen=True,
    )  # fmt: skip
    await till.sign_in_pin(PIN)
    return till


@pytest.fixture
async def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Shop]:
    monkeypatch.setattr(printer_module, "ANSWER_S", 0.2)
    monkeypatch.setattr(printer_module, "FRESH_S", 0.0)
    monkeypatch.setattr(printer_module, "_STEP_S", 0.3)
    monkeypatch.setattr(queue_module, "_POLL_S", 0.05)
    monkeypatch.setattr(queue_module, "_PAUSES_S", (0.05,))
    twin = PrinterTwin()
    register = Register(open_delay_s=0, close_delay_s=0, receipt_delay_s=0)
    with start_servers(CATALOG, settings=register) as servers, PrinterPort(twin, tmp_path / "tty"):
        till = await opened(servers, tmp_path)
        await till.sync_catalog(full=True)
        await till.open_shift()
        yield till, twin, servers
        await till.shutdown()


async def sell(till: Till) -> str:
    goods = await till.quick_products(60)
    good = next(one for one in goods if one.price and not (one.excise or one.sold_by_weight or one.free_price))
    await till.add(good.id)
    view = await till.pay([Payment(PaymentType.CASH)])
    return view.fiscal.fiscal_code or ""


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not true():  # noqa: ASYNC110  (the printer lives in another thread)
            await asyncio.sleep(0.01)


async def a_printer_that_takes_nothing_delays_no_sale(till: Till, twin: PrinterTwin) -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    for _ in range(3):
        await sell(till)
    usual = loop.time() - began
    assert await till.wait("printed", 10)
    twin.set_fault("stall", True)
    began = loop.time()
    for _ in range(3):
        await sell(till)
    assert loop.time() - began < usual + 2.0
    twin.set_fault("stall", False)


async def test_from_the_set_up_to_a_receipt_that_was_cut_off_and_settled(shop: Shop, tmp_path: Path) -> None:
    till, twin, servers = shop
    values = {"transport": "serial", "device": str(tmp_path / "tty"), "profile": "xprinter", "width_mm": 58}
    trial = await till.printer.try_out(values, Step.PAGE, Step.DRAWER)
    assert trial.said is not None
    assert (trial.said.answers, trial.confirms, trial.drawer_high, twin.pulses) == (True, True, True, [2])
    assert "ТЕСТОВА СТОРІНКА" in " ".join(twin.rows[0])
    kept = await till.printer.set_up({**values, "confirms": trial.confirms, "drawer_signal": "high"})
    assert kept.paper.columns == 32
    # sold, with the owner's words on paper
    await till.paper.set_template({"footer": "Дякуємо за покупку"})
    number = await sell(till)
    assert await till.wait("printed", 10)
    paper = " ".join(twin.rows[-1])
    assert f"ЧЕК № {number}" in paper
    assert "Дякуємо за покупку" in paper
    assert till.state.printer.drawer_open is not None
    # the lamp warns before the sale
    twin.set_fault("cover", True)
    await until(lambda: till.state.printer.cover_open is True)
    assert till.state.printer.words == "Кришку принтера відкрито. Закрийте її."
    twin.set_fault("cover", False)
    await until(lambda: till.state.printer.problem == "")
    # paper ends in mid-receipt: the sale is a sale, and the job asks
    twin.lines_left = 8
    cut_off = await sell(till)
    await until(lambda: till.state.printer.asking == 1)
    (job,) = [one for one in await till.printer.jobs() if one.asks]
    assert (job.number, job.state) == (cut_off, PrintState.UNKNOWN)
    twin.switch_off()
    twin.set_fault("paper_out", False)
    before = len(twin.documents)
    await till.printer.again(job.id)
    assert await till.wait("printed", 10)
    assert f"ЧЕК № {cut_off}" in " ".join(twin.rows[-1])
    assert len(twin.documents) == before + 1
    await a_printer_that_takes_nothing_delays_no_sale(till, twin)
    # what was set up outlives the program
    await till.shutdown()
    again = await opened(servers, tmp_path)
    assert again.printer.setup().place.endswith("tty, 19200 бод")
    await until(lambda: again.state.printer.answers is True)
    await again.shutdown()
