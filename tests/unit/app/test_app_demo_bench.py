"""The demo with its devices: everything is plugged in, each switch is felt by a real till, and mended again."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from pos_app.app.compose import open_till
from pos_app.app.demo import sandbox_settings, start_sandbox
from pos_app.app.demo_bench import GOODS, DemoBench
from pos_app.app.demo_pin import PIN
from pos_app.domain.card import AttemptState
from pos_app.domain.device import Condition, DeviceKind
from pos_app.domain.errors import PosError
from pos_app.domain.payment import Payment, PaymentType
from pos_app.till.device_desk import SCANNED
from pos_app.till.service import Till
from tests.unit.devices.lines import until


class Demo:
    def __init__(self, till: Till, bench: DemoBench, papers: Path) -> None:
        self.till, self.bench, self.papers = till, bench, papers
        self.scanned: list[str] = []
        till.subscribe_events(lambda kind, told: self.scanned.append(told["code"]) if kind == SCANNED else None)

    def of(self, kind: DeviceKind) -> Condition | None:
        health = self.till.state.devices.of(kind)
        return health.condition if health else None


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Demo]:
    with start_sandbox(tmp_path) as servers:
        bench = DemoBench(servers, tmp_path / "receipts").start()
        till = await open_till(sandbox_settings(servers, bench.terminal, bench), tmp_path)
        try:
            yield Demo(till, bench, tmp_path / "receipts")
        finally:
            await till.shutdown()
            bench.stop()


async def test_what_the_demo_scans_is_sold(demo: Demo) -> None:
    await demo.till.sign_in_pin(PIN)
    await demo.till.sync_catalog(full=True)
    for code in GOODS:
        found = await demo.till.by_barcode(code)
        assert [product.barcode for product in found] == [code]


async def test_each_switch_is_felt_and_mended(demo: Demo) -> None:
    till, bench = demo.till, demo.bench
    for kind in (DeviceKind.SCALE, DeviceKind.DISPLAY, DeviceKind.SCANNER, DeviceKind.TERMINAL):
        await until(lambda kind=kind: demo.of(kind) is Condition.OK)
    assert bench.switches()[0].key == "checkbox"
    bench.turn("do", "burst")
    await until(lambda: len(demo.scanned) == 10)
    bench.turn("weight", "1240")
    assert await till.devices.weigh() == 1240
    bench.turn("scale", "overload")
    with pytest.raises(PosError) as error:
        await till.devices.weigh()
    assert error.value.code == "scale_overload"
    for device, kind in (("scale", DeviceKind.SCALE), ("scanner", DeviceKind.SCANNER), ("display", DeviceKind.DISPLAY)):
        bench.turn(device, "cable")
        await until(lambda kind=kind: demo.of(kind) is Condition.BAD)
        bench.turn(device, "")
    assert await till.devices.weigh() == 1240
    for kind in (DeviceKind.DISPLAY, DeviceKind.SCANNER):
        await until(lambda kind=kind: demo.of(kind) is Condition.OK)
    assert any("1,240" in words for words in bench.seen())


async def test_a_sale_goes_on_whatever_is_broken_and_the_paper_comes_when_the_printer_is_back(demo: Demo) -> None:
    till, bench = demo.till, demo.bench
    await till.sign_in_pin(PIN)
    await till.sync_catalog(full=True)
    await till.open_shift()
    good = next(one for one in await till.quick_products(60) if one.price and not (one.excise or one.sold_by_weight))
    bench.turn("printer", "cable")
    bench.turn("display", "cable")
    bench.turn("terminal", "lost_after")
    await till.add(good.id)
    attempt = await till.charge()
    assert attempt.state is AttemptState.UNKNOWN
    bench.turn("terminal", "")
    await until(lambda: [one.state for one in till.state.card.unsettled] == [AttemptState.APPROVED])
    assert bench.terminal.run(bench.terminal.terminal.balance) == good.price
    view = await till.pay([Payment(PaymentType.CASHLESS)])
    assert view.receipt.total == good.price
    assert bench.terminal.run(bench.terminal.terminal.balance) == good.price
    bench.turn("printer", "")
    bench.turn("do", "shut")
    assert await till.wait("printed", 20)
    await until(lambda: list(demo.papers.glob("*.txt")))
    await till.open_drawer("розмін")
    await until(lambda: till.state.printer.drawer_open is True)
    bench.turn("do", "shut")
    await until(lambda: till.state.printer.drawer_open is False)
