"""The devices beside the till: started from the owner's settings, looked after, weighed on, checked when asked."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

from pos_app.devices.keeper import Record, record
from pos_app.devices.line_display import DIALECTS, WIDTH, LineDisplay
from pos_app.devices.scale import Scale
from pos_app.devices.scale_protocols import PROTOCOLS, Reading
from pos_app.devices.scanner import SerialScanner
from pos_app.devices.settings import (
    NONE,
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
from pos_app.devices.terminal import CardTerminal
from pos_app.devices.terminals import Terminals, terminal_of
from pos_app.domain.device import Condition, DeviceKind, FoundPort, Health, Port
from pos_app.domain.errors import refused
from pos_app.domain.quantity import format_quantity
from pos_app.links.ports import serial_ports
from pos_app.links.stream import Stream
from pos_app.till.core import Core
from pos_app.till.display_text import display_lines
from pos_app.till.state import Problem, TillState
from pos_app.till.terminal_watch import TerminalWatch

SETTINGS: Final = "devices"
SCANNED: Final = "device.scan"
"""The event that carries a code of a serial scanner: {code, device}."""
CHECK_S: Final = 3.0
TEST_PICTURE_S: Final = 5.0

OpenLine = Callable[[Port], Awaitable[Stream]]
Ports = Callable[[], tuple[FoundPort, ...]]


class _Running(Protocol):
    def start(self) -> None: ...
    async def stop(self) -> None: ...
    def hurry(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check came to: the device as it is now, and what it said of itself or did, in a few words."""

    health: Health
    said: str = ""

    @property
    def well(self) -> bool:
        """Does it work?"""
        return self.health.condition is Condition.OK


class DeviceDesk:
    """The commands on devices. `base`: what the settings' file says; what was set on screen comes before it."""

    def __init__(
        self,
        core: Core,
        base: DeviceSettings,
        open_line: OpenLine,
        ports: Ports = serial_ports,
        *,
        terminals: Terminals = terminal_of,
        cards_settled: Callable[[], None] = lambda: None,
    ) -> None:
        """`cards_settled` raises while a payment on the terminal is not known, or waits for its receipt."""
        self._core = core
        self._cards_settled = cards_settled
        self._terminals = terminals
        self._open_line = open_line
        self._ports = ports
        self.settings = from_json(core.store.settings.get(SETTINGS), base)
        self._running: dict[str, _Running] = {}
        self._records: dict[str, Record] = {}
        self._scale: Scale | None = None
        self._display: LineDisplay | None = None
        self._weighing: AsyncExitStack | None = None
        self.terminal = terminals(self.settings.terminal)
        self.on_terminal: Callable[[CardTerminal], None] = lambda _terminal: None
        """Who charges cards hears of another terminal."""
        self._test_until: asyncio.TimerHandle | None = None
        self._change = asyncio.Event()
        self._show(settings=self.settings)

    # life

    def start(self) -> None:
        """Open what is set up, in the background: no device that is missing holds the till."""
        for name in ("scanners", "scale", "display", "terminal"):
            self._begin(name)
        self._core.board.subscribe(self._follow)
        self._told()

    async def stop(self) -> None:
        """Let every port go."""
        if self._test_until is not None:
            self._test_until.cancel()
        await asyncio.gather(*(device.stop() for device in self._running.values()))

    def _record(self, kind: DeviceKind, place: str, number: int = 0) -> Record:
        return record(kind, place, self._core.clock.now, self._told, number=number)

    def _begin(self, name: str) -> None:
        """Make and start what one section of the settings asks for."""
        settings = self.settings
        if name == "scanners":
            for number, scanner in enumerate(settings.scanners, start=1):
                self._begin_scanner(number, scanner)
        elif name == "scale" and settings.scale.protocol != NONE:
            port = settings.scale.port
            self._records["scale"] = kept = self._record(DeviceKind.SCALE, port.address)
            protocol = PROTOCOLS[settings.scale.protocol]
            self._scale = Scale(self._opener(port), protocol, kept, self._weight_seen)
            self._run("scale", self._scale)
        elif name == "display" and settings.display.dialect != NONE:
            display = settings.display
            self._records["display"] = kept = self._record(DeviceKind.DISPLAY, display.port.address)
            dialect = DIALECTS[display.dialect]
            self._display = LineDisplay(self._opener(display.port), dialect, display.codec, display.page, kept)
            self._run("display", self._display)
            self._follow(self._core.board.state)
        elif name == "terminal" and not self.terminal.is_manual:
            self._records["terminal"] = kept = self._record(DeviceKind.TERMINAL, settings.terminal.place)
            self._run("terminal", TerminalWatch(self._core, self.terminal, kept))

    def _begin_scanner(self, number: int, setting: ScannerSetting) -> None:
        key = f"scanner-{number}"
        self._records[key] = kept = self._record(DeviceKind.SCANNER, setting.port.address, number)

        def scanned(code: str) -> None:
            self._core.events.tell(SCANNED, {"code": code, "device": key})

        scanner = SerialScanner(
            self._opener(setting.port), setting.framing, kept, scanned=scanned, half=self._half_a_code
        )
        self._run(key, scanner)

    def _opener(self, port: Port) -> Callable[[], Awaitable[Stream]]:
        return lambda: self._open_line(port)

    def _run(self, key: str, device: _Running) -> None:
        self._running[key] = device
        device.start()

    async def _end(self, name: str) -> None:
        keys = [key for key in self._running if key == name or (name == "scanners" and key.startswith("scanner-"))]
        for key in keys:
            await self._running.pop(key).stop()
            self._records.pop(key, None)
        if name == "scale":
            self._scale = None
        elif name == "display":
            self._display = None

    # what is shown

    def _show(self, **changes: Any) -> None:
        self._core.board.show(devices=replace(self._core.board.state.devices, **changes))

    async def look(self) -> None:
        """Publish how every device is now; successes that change nothing are not published by themselves."""
        self._told()

    def _told(self, _health: Health | None = None) -> None:
        self._change.set()
        self._show(health=tuple(kept.health for _, kept in sorted(self._records.items())))

    def _weight_seen(self, reading: Reading) -> None:
        self._show(weighing=reading)

    def _half_a_code(self) -> None:
        """A code that broke off is not sold; the cashier hears of it, once, and scans again."""
        words = "Сканер передав лише половину коду. Скануйте товар ще раз."
        self._core.board.show(problem=Problem("scan_half", words))

    def _follow(self, state: TillState) -> None:
        if self._display is not None and self._test_until is None:
            self._display.show(*display_lines(state, self.settings.display.greeting))

    # weighing

    async def watch_scale(self) -> None:
        """Show the weight all the time, until `leave_scale`."""
        if self._scale is not None and self._weighing is None:
            self._weighing = stack = AsyncExitStack()
            await stack.enter_async_context(self._scale.watched())

    async def leave_scale(self) -> None:
        """Nobody weighs any more."""
        stack, self._weighing = self._weighing, None
        if stack is not None:
            await stack.aclose()
        self._show(weighing=None)

    async def weigh(self) -> int:
        """The settled weight, thousandths. Refusals: `scale_none` and those of `Scale.weigh`."""
        return await self._need_scale().weigh()

    async def tare(self) -> None:
        """What lies on the scale now is packaging."""
        await self._need_scale().tare()

    async def zero(self) -> None:
        """What the scale shows now is nought."""
        await self._need_scale().zero()

    def _need_scale(self) -> Scale:
        if self._scale is None:
            raise refused("scale_none")
        return self._scale

    # settings

    async def set_wedge(self, wedge: WedgeSetting) -> None:
        """Other thresholds for keyboard scanners."""
        await self._set("wedge", wedge)

    async def set_scanners(self, scanners: Sequence[ScannerSetting]) -> None:
        """All serial scanners, in place of those before."""
        await self._set("scanners", tuple(scanners))

    async def set_scale(self, scale: ScaleSetting) -> None:
        """Another scale, or none."""
        await self._set("scale", scale)

    async def set_display(self, display: DisplaySetting) -> None:
        """Another line display, or none."""
        await self._set("display", display)

    async def set_customer(self, customer: CustomerSetting) -> None:
        """The customer's window."""
        await self._set("customer", customer)

    async def set_terminal(self, terminal: TerminalSetting) -> None:
        """Another card terminal, or none. `payment_unknown` or `card_held` while money may hang on the old one.

        Only the old one knows of it: the new one's memory would say that nothing was charged.
        """
        await self._set("terminal", terminal)

    async def set_drawer_shut(self, wanted: bool) -> None:
        """A sale for cash begins with a shut drawer, or not."""
        await self._set("drawer_shut", wanted)

    async def _set(self, name: str, value: object) -> None:
        """Check, write, journal, and begin anew with the device that it is about."""
        cashier = self._core.need("settings")
        changed: Mapping[str, Any] = {name: value}
        settings = check(replace(self.settings, **changed))
        if settings == self.settings:
            return
        if name == "terminal":
            self._cards_settled()
        with self._core.store.transaction():
            # the other sections stay with the file as long as nobody has set them on the screen
            kept = self._core.store.settings.get(SETTINGS) or {}
            self._core.store.settings.put(SETTINGS, {**kept, name: to_json(settings)[name]})
            self._core.journal("devices.set", {"cashier": cashier.id, "section": name})
        self.settings = settings
        self._show(settings=settings)
        if name == "terminal":
            # before anything is awaited: a charge that begins now goes to the new one
            self.terminal = self._terminals(settings.terminal)
            self.on_terminal(self.terminal)
        await self._end(name)
        self._begin(name)
        self._told()

    async def ports(self) -> tuple[FoundPort, ...]:
        """The serial ports of this computer."""
        return await asyncio.get_running_loop().run_in_executor(None, self._ports)

    # checks

    async def check(self, device: str) -> Checked:
        """Try a device now, by its id; `device_failed` for one that is not set up."""
        if device not in self._records:
            raise refused("device_settings", "Цей пристрій не налаштовано.")
        running = self._running[device]
        if isinstance(running, TerminalWatch):
            said = await running.check()
            return Checked(self._records[device].health, said)
        running.hurry()
        said = ""
        if device == "scale":
            said = await self._check_scale()
        elif device == "display":
            said = self._show_test_picture()
        await self._settle(self._records[device])
        return Checked(self._records[device].health, said)

    async def _settle(self, kept: Record) -> None:
        """A device that is being opened may take a moment."""
        with suppress(TimeoutError):
            async with asyncio.timeout(CHECK_S):
                while kept.health.condition is Condition.WAITING:
                    self._change.clear()
                    await self._change.wait()

    async def _check_scale(self) -> str:
        scale = self._need_scale()
        async with scale.watched():
            reading = await scale.next_look(CHECK_S)
        return "" if reading.weight is None else f"{format_quantity(reading.weight)} кг"

    def _show_test_picture(self) -> str:
        assert self._display is not None  # it has a record
        upper, lower = "Їжак ґав щюєь 12,34"[:WIDTH], "12345678901234567890"
        self._display.show(upper, lower)
        loop = asyncio.get_running_loop()
        self._test_until = loop.call_later(TEST_PICTURE_S, self._test_over)
        return upper

    def _test_over(self) -> None:
        self._test_until = None
        self._follow(self._core.board.state)
