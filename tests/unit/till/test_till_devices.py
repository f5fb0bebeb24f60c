"""Devices beside the till: set up from the file or the screen, weighed on, checked; none of them ever holds a sale."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from pos_app.devices.ecr_terminal import EcrTerminal
from pos_app.devices.settings import (
    CustomerSetting,
    DeviceSettings,
    DisplaySetting,
    ScaleSetting,
    ScannerSetting,
    TerminalSetting,
    WedgeSetting,
    check,
    from_json,
    to_json,
)
from pos_app.devices.terminal import ManualTerminal
from pos_app.domain.device import Condition, DeviceKind, FoundPort, Port, Trouble
from pos_app.domain.errors import PosError
from pos_app.domain.payment import Payment, PaymentType
from pos_app.links.stream import LineFailed, Stream
from pos_app.sandbox.devices import DisplayTwin, ScaleTwin
from pos_app.till import device_desk
from pos_app.till.display_text import display_lines
from pos_app.till.state import TillState
from tests.unit.devices.lines import Line, until
from tests.unit.till.conftest import CARD, CASH, Bench, MakeBench, id_of

SCANNER = ScannerSetting(Port("COM3"))
SCALE = ScaleSetting("sics", Port("COM4"))
DISPLAY = DisplaySetting("cd5220", Port("COM5"))


class Shop:
    """A till whose ports are lines in memory: COM3 a scanner, COM4 a scale, COM5 a display."""

    def __init__(self, bench: Bench, settings: DeviceSettings, **given: Any) -> None:
        self.bench = bench
        self.scale, self.display = ScaleTwin("sics"), DisplayTwin()
        self.lines = {"COM3": Line(), "COM4": Line(self.scale), "COM5": Line(self.display)}
        self.till = bench.till = bench.another(device_settings=settings, open_line=self.open, **given)

    async def open(self, port: Port) -> Stream:
        line = self.lines.get(port.address)
        if line is None:
            raise LineFailed(Trouble.ABSENT)
        return await line.open()

    def of(self, kind: DeviceKind) -> Condition | None:
        health = self.till.state.devices.of(kind)
        return health.condition if health else None


@pytest.fixture
async def shop(make_bench: MakeBench) -> Any:
    made = Shop(make_bench(), DeviceSettings(scanners=(SCANNER,), scale=SCALE, display=DISPLAY))
    await made.bench.ready()
    yield made
    await made.till.shutdown()


async def test_everything_set_up_is_opened_and_told(shop: Shop) -> None:
    await until(lambda: shop.of(DeviceKind.SCALE) is Condition.OK)
    await until(lambda: shop.of(DeviceKind.DISPLAY) is Condition.OK)
    assert [one.id for one in shop.till.state.devices.health] == ["display", "scale", "scanner-1"]
    assert shop.of(DeviceKind.TERMINAL) is None


async def test_a_code_of_a_serial_scanner_is_told_once_with_its_scanner(shop: Shop) -> None:
    await until(lambda: shop.lines["COM3"].opened)
    shop.lines["COM3"].inbox.put(b"]E04820000000017\r4820000000024\r")
    await until(lambda: len(shop.bench.told) >= 2)
    scans = [details for kind, details in shop.bench.told if kind == device_desk.SCANNED]
    assert scans == [
        {"code": "]E04820000000017", "device": "scanner-1"},
        {"code": "4820000000024", "device": "scanner-1"},
    ]


async def test_half_a_code_is_on_the_strip_and_sells_nothing(shop: Shop) -> None:
    await until(lambda: shop.lines["COM3"].opened)
    shop.lines["COM3"].inbox.put(b"48200000")
    await until(lambda: shop.till.state.problem is not None)
    assert shop.till.state.problem is not None
    assert shop.till.state.problem.code == "scan_half"
    assert device_desk.SCANNED not in shop.bench.kinds_told()


async def test_the_weight_is_shown_while_somebody_weighs_and_only_then(shop: Shop) -> None:
    shop.scale.grams = 350
    await shop.till.devices.watch_scale()
    await shop.till.devices.watch_scale()
    await until(lambda: shop.till.state.devices.weighing is not None)
    assert await shop.till.devices.weigh() == 350
    await until(lambda: shop.till.state.devices.weighing == device_desk.Reading(350, stable=True))
    await shop.till.devices.tare()
    shop.scale.grams = 850
    assert await shop.till.devices.weigh() == 500
    await shop.till.devices.zero()
    await shop.till.devices.leave_scale()
    assert shop.till.state.devices.weighing is None


async def test_without_a_scale_weighing_says_so(bench: Bench) -> None:
    devices = bench.till.devices
    await devices.watch_scale()
    for command in (devices.weigh, devices.tare, devices.zero):
        assert await bench.refusal(command()) == "scale_none"


async def test_no_dead_device_holds_a_sale(make_bench: MakeBench) -> None:
    settings = DeviceSettings(scanners=(SCANNER,), scale=SCALE, display=DISPLAY)
    shop = Shop(make_bench(), settings)
    for line in shop.lines.values():
        line.broken = Trouble.ABSENT
    await shop.bench.ready()
    await shop.till.add(id_of(1))
    await shop.till.pay(CASH)
    await until(lambda: all(one.condition is Condition.BAD for one in shop.till.state.devices.health))
    assert len(shop.till.state.devices.health) == 3
    await shop.till.shutdown()


async def test_the_customer_reads_line_total_change_and_greeting(shop: Shop) -> None:
    await until(lambda: shop.display.rows[0].strip() == "Вiтаємо!")
    await shop.till.add(id_of(1), 2000)
    await until(lambda: shop.display.rows == ("Молоко       2x42,90", "РАЗОМ          85,80"))
    await shop.till.pay((Payment(PaymentType.CASH, 10_000),))
    await until(lambda: shop.display.rows == ("СПЛАЧЕНО      100,00", "РЕШТА          14,00"))
    await shop.till.add(id_of(2))
    await until(lambda: shop.display.rows[0] == "Хлiб           28,55")
    await shop.till.pay(CARD)
    await until(lambda: "Дякуємо!" in shop.display.rows[1])


async def test_settings_made_on_screen_count_at_once_and_after_a_restart(shop: Shop) -> None:
    devices = shop.till.devices
    await devices.set_wedge(WedgeSetting(gap_ms=50, shortest=8))
    await devices.set_scale(ScaleSetting())
    await devices.set_display(replace(DISPLAY, greeting="Доброго дня!"))
    await devices.set_customer(CustomerSetting(on=False))
    await devices.set_drawer_shut(True)
    await devices.set_drawer_shut(True)
    await devices.set_scanners([])
    assert [one.id for one in shop.till.state.devices.health] == ["display"]
    await until(lambda: shop.display.rows[0].strip() == "Доброго дня!")
    assert len(shop.bench.journal("devices.set")) == 6
    await shop.till.shutdown()
    again = shop.bench.another(device_settings=DeviceSettings(scale=SCALE))
    kept = again.state.devices.settings
    assert (kept.wedge.gap_ms, kept.scale.protocol, kept.display.greeting) == (50, "none", "Доброго дня!")
    assert (kept.customer.on, kept.drawer_shut, kept.scanners) == (False, True, ())


@pytest.mark.parametrize(
    "change",
    [
        lambda one: replace(one, wedge=WedgeSetting(gap_ms=0)),
        lambda one: replace(one, wedge=WedgeSetting(shortest=99)),
        lambda one: replace(one, wedge=WedgeSetting(prefix="ab")),
        lambda one: replace(one, scanners=(SCANNER,) * 5),
        lambda one: replace(one, scanners=(SCANNER, SCANNER)),
        lambda one: replace(one, scanners=(ScannerSetting(Port("COM3", 17)),)),
        lambda one: replace(one, scanners=(ScannerSetting(Port(" ")),)),
        lambda one: replace(one, scale=replace(SCALE, protocol="dibal")),
        lambda one: replace(one, scale=replace(SCALE, port=Port("COM4", bits=5))),
        lambda one: replace(one, scale=SCALE, display=replace(DISPLAY, port=Port("COM4"))),
        lambda one: replace(one, display=replace(DISPLAY, codec="koi8-u")),
        lambda one: replace(one, display=replace(DISPLAY, page=300)),
        lambda one: replace(one, customer=CustomerSetting(greeting="а" * 61)),
    ],
)
def test_settings_that_cannot_be_are_refused_in_words(change: Callable[[DeviceSettings], DeviceSettings]) -> None:
    with pytest.raises(PosError) as error:
        check(change(DeviceSettings()))
    assert error.value.code == "device_settings"


def test_settings_survive_the_disk_and_a_spoilt_section_falls_back() -> None:
    settings = DeviceSettings(WedgeSetting(40, 7, "~"), (SCANNER,), SCALE, replace(DISPLAY, page=17), drawer_shut=True)
    assert from_json(to_json(settings), DeviceSettings()) == settings
    assert from_json(None, settings) == settings
    spoilt = {**to_json(settings), "scale": {"protocol": "sics"}, "wedge": {"gap": 1}}
    found = from_json(spoilt, DeviceSettings())
    assert (found.scale, found.wedge) == (ScaleSetting(), WedgeSetting())
    assert found.scanners == (SCANNER,)


async def test_checks_say_what_they_found(shop: Shop) -> None:
    devices = shop.till.devices
    shop.scale.grams = 1250
    found = await devices.check("scale")
    assert (found.well, found.said) == (True, "1,250 кг")
    shown = await devices.check("display")
    assert shown.well
    await until(lambda: shop.display.rows[1] == "12345678901234567890")
    assert (await devices.check("scanner-1")).well
    shop.lines["COM3"].break_off(Trouble.ABSENT)
    await until(lambda: shop.of(DeviceKind.SCANNER) is Condition.BAD)
    assert not (await devices.check("scanner-1")).well
    assert await shop.bench.refusal(devices.check("scanner-9")) == "device_settings"
    assert await shop.bench.refusal(devices.check("terminal")) == "device_settings"
    await devices.look()
    devices._test_over()
    await until(lambda: shop.display.rows[0].strip() == "Вiтаємо!")


async def test_ports_are_listed_and_a_cashier_without_the_right_changes_nothing(shop: Shop) -> None:
    shop.till.devices._ports = lambda: (FoundPort("COM7", "Prolific"),)
    assert await shop.till.devices.ports() == (FoundPort("COM7", "Prolific"),)
    cashier = shop.till.state.cashier
    assert cashier is not None
    shop.till._parts.board.show(cashier=replace(cashier, permissions=frozenset()))
    assert await shop.bench.refusal(shop.till.devices.set_scale(ScaleSetting())) == "not_permitted"


async def test_the_terminal_is_asked_before_the_customer_waits(make_bench: MakeBench) -> None:
    from pos_app.links.dialogue import open_dialogue
    from pos_app.sandbox.terminal import BankTerminal, TerminalServer

    with TerminalServer(BankTerminal()) as server:
        terminal = EcrTerminal(lambda: open_dialogue("127.0.0.1", server.port, timeout_s=0.5), answer_timeout_s=0.5)
        shop = Shop(make_bench(), DeviceSettings(), terminals=lambda _: terminal)
        await shop.bench.ready()
        await until(lambda: shop.of(DeviceKind.TERMINAL) is Condition.OK)
        found = await shop.till.devices.check("terminal")
        assert (found.well, found.said) == (True, "SANDBOX simulated")
    lost = await shop.till.devices.check("terminal")
    assert not lost.well
    assert lost.health.last_ok is not None
    await shop.till.shutdown()


async def test_another_terminal_counts_at_once_and_is_asked(make_bench: MakeBench) -> None:
    from pos_app.sandbox.terminal import BankTerminal, TerminalServer
    from pos_app.till.service_check import Service

    bench = Shop(make_bench(), DeviceSettings(scale=SCALE)).bench
    await bench.ready()
    till = bench.till
    assert (till.state.card.manual, till.state.devices.of(DeviceKind.TERMINAL)) == (True, None)
    with TerminalServer(BankTerminal()) as server:
        await till.devices.set_terminal(TerminalSetting("network", "127.0.0.1", server.port))
        assert not till.state.card.manual
        found = await till.devices.check("terminal")
        assert (found.well, found.said, found.health.name) == (True, "SANDBOX simulated", f"127.0.0.1:{server.port}")
        asked = await till.check_service(Service.TERMINAL)
        assert (asked.ok, asked.words) == (True, "SANDBOX simulated")
    assert not (await till.check_service(Service.TERMINAL)).ok
    (entry,) = bench.journal("devices.set")
    assert '"section":"terminal"' in entry.replace(" ", "")
    # what nobody set on the screen stays with the file
    assert set(bench.store.settings.get("devices")) == {"terminal"}
    await till.devices.set_terminal(TerminalSetting("none"))
    assert (till.state.card.manual, till.state.devices.of(DeviceKind.TERMINAL)) == (True, None)
    for wrong in (
        TerminalSetting("network"),
        TerminalSetting("network", "192.168.1.50 "),
        TerminalSetting("network", "каса"),
        TerminalSetting("network", "192.0.2.9", 0),
        TerminalSetting("serial"),
        TerminalSetting("serial", device="COM4"),
        TerminalSetting("serial", device="COM6", baudrate=5),
        TerminalSetting("pigeon"),
        TerminalSetting(merchant=100),
    ):
        assert await bench.refusal(till.devices.set_terminal(wrong)) == "device_settings", wrong
    await till.shutdown()


async def test_a_terminal_worked_by_hand_cannot_be_asked_who_it_is() -> None:
    with pytest.raises(PosError):
        await ManualTerminal().identify()


async def test_a_full_disk_leaves_the_old_settings_in_force(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise PosError(code="disk_full")

    monkeypatch.setattr(shop.bench.store.settings, "put", full)
    assert await shop.bench.refusal(shop.till.devices.set_scale(ScaleSetting())) == "disk_full"
    assert shop.till.state.devices.settings.scale == SCALE
    shop.scale.grams = 350
    assert await shop.till.devices.weigh() == 350


def test_nobody_at_the_till_is_told_too() -> None:
    assert display_lines(TillState(), "Вітаємо!") == ("Каса зачинена", "")


async def test_long_names_and_large_sums_fit_the_two_lines(bench: Bench) -> None:
    await bench.till.add(id_of(4), 9_999_000)
    state = bench.till.state
    for shown in (state, replace(state, last_line_id=None), replace(state, busy="paying")):
        assert all(len(line) <= 20 for line in display_lines(shown, "Вітаємо!"))
    assert display_lines(replace(state, busy="paying"), "")[1] == "РАЗОМ   2 499 750,00"


async def test_checkbox_and_smartkasa_are_told_since_when_and_what_was_last(bench: Bench) -> None:
    from pos_app.domain.register import Mode, Obstacle, WayOut
    from pos_app.fiscal.status import Trouble as FiscalTrouble

    def checkbox() -> Any:
        return next(one for one in bench.till.state.devices.services if one.kind is DeviceKind.CHECKBOX)

    bench.fiscal.tell(mode=Mode.ONLINE)
    assert checkbox().condition is Condition.OK
    since = checkbox().since
    bench.seconds += 60
    bench.fiscal.tell(mode=Mode.LOCAL_OFFLINE)
    assert (checkbox().condition, checkbox().trouble, checkbox().last_ok) == (Condition.WARN, Trouble.SILENT, since)
    bench.fiscal.tell(obstacle=Obstacle("register_busy", "Каса зайнята іншим касиром.", WayOut.ASK_AGAIN))
    assert checkbox().last_said == "Каса зайнята іншим касиром."
    bench.fiscal.tell(obstacle=None, problem=FiscalTrouble("total_differs", "Суми різні."))
    assert (checkbox().condition, checkbox().last_said) == (Condition.BAD, "Суми різні.")
    bench.fiscal.tell(mode=Mode.NO_SHIFT, problem=None)
    assert checkbox().condition is Condition.WAITING
    bench.till.catalog_problem("SmartKasa не відповідає.")
    smartkasa = bench.till.state.devices.services[1]
    assert (smartkasa.condition, smartkasa.last_said) == (Condition.WARN, "SmartKasa не відповідає.")
    bench.till.catalog_problem("")
    await bench.till.sync_catalog()
    await asyncio.sleep(0)
    assert bench.till.state.devices.services[1].kind is DeviceKind.SMARTKASA
