"""The fake till's devices, and a bench of switches for the demo's page."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from pos_app.devices.scale_protocols import Reading
from pos_app.devices.settings import DisplaySetting, ScaleSetting, ScannerSetting, check
from pos_app.domain.device import Condition, DeviceKind, FoundPort, Health, Port, Trouble
from pos_app.domain.errors import PosError
from pos_app.till.device_desk import Checked
from pos_app.ui.bench import Position, Switch

PORTS = (FoundPort("COM3", "Honeywell Voyager 1450g"), FoundPort("COM4", "Prolific USB-to-Serial"), FoundPort("COM7"))


class FakeDevices:
    """Commands on devices; `weight` is what the scale gives, or why it does not."""

    def __init__(self, till: Any) -> None:
        self._till = till
        self.weight: int | PosError = 350
        self.found = Checked(Health("scale", DeviceKind.SCALE, "COM4", Condition.OK), "0,350 кг")

    def show(self, **changes: Any) -> None:
        self._till.publish(devices=replace(self._till.state.devices, **changes))

    def _set(self, name: str, value: Any) -> None:
        self.show(settings=check(replace(self._till.state.devices.settings, **{name: value})))

    async def look(self) -> None:
        await self._till._enter("look")

    async def ports(self) -> tuple[FoundPort, ...]:
        return PORTS

    async def check(self, device: str) -> Checked:
        await self._till._enter("check", device)
        return self.found

    async def watch_scale(self) -> None:
        await self._till._enter("watch_scale")

    async def leave_scale(self) -> None:
        await self._till._enter("leave_scale")
        self.show(weighing=None)

    async def weigh(self) -> int:
        await self._till._enter("weigh")
        if isinstance(self.weight, PosError):
            raise self.weight
        return self.weight

    async def tare(self) -> None:
        await self._till._enter("tare")

    async def zero(self) -> None:
        await self._till._enter("zero")

    async def set_wedge(self, wedge: Any) -> None:
        await self._till._enter("set_wedge", wedge)
        self._set("wedge", wedge)

    async def set_scanners(self, scanners: Sequence[Any]) -> None:
        await self._till._enter("set_scanners", tuple(scanners))
        self._set("scanners", tuple(scanners))

    async def set_scale(self, scale: Any) -> None:
        await self._till._enter("set_scale", scale)
        self._set("scale", scale)

    async def set_display(self, display: Any) -> None:
        await self._till._enter("set_display", display)
        self._set("display", display)

    async def set_drawer_shut(self, wanted: bool) -> None:
        await self._till._enter("set_drawer_shut", wanted)
        self._set("drawer_shut", wanted)

    async def set_terminal(self, terminal: Any) -> None:
        await self._till._enter("set_terminal", terminal)
        self._set("terminal", terminal)

    async def set_customer(self, customer: Any) -> None:
        await self._till._enter("set_customer", customer)
        self._set("customer", customer)

    # staging

    def plug_in(self, *, broken: bool = False) -> None:
        """A scanner, a scale, a display and a terminal; with `broken` each has its own trouble."""
        at = self._till.at
        bad = Condition.BAD if broken else Condition.OK
        ok = {"since": at - timedelta(minutes=40), "last_ok": at - timedelta(minutes=3)}
        before = {**ok, "last_ok": at - timedelta(minutes=41)} if broken else ok
        wrong = {"last_error_at": at - timedelta(minutes=1)} if broken else {}

        def device(kind: DeviceKind, name: str, trouble: Trouble, number: int = 0) -> Health:
            trouble = trouble if broken else Trouble.NONE
            key = f"{kind}-{number}" if number else kind.value
            return Health(key, kind, name, bad, trouble, last_error=trouble, **before, **wrong)

        health = (
            device(DeviceKind.SCANNER, "COM3", Trouble.LOST, 1),
            device(DeviceKind.SCALE, "COM4", Trouble.SILENT),
            device(DeviceKind.DISPLAY, "COM7", Trouble.BUSY),
            device(DeviceKind.TERMINAL, "", Trouble.SILENT),
        )
        services = (
            Health("checkbox", DeviceKind.CHECKBOX, "", Condition.OK, **ok),
            Health("smartkasa", DeviceKind.SMARTKASA, "", Condition.OK, **ok),
        )
        settings = replace(
            self._till.state.devices.settings,
            scanners=(ScannerSetting(Port("COM3")),),
            scale=ScaleSetting("cas", Port("COM4")),
            display=DisplaySetting("cd5220", Port("COM7"), page=17),
        )
        self.show(health=health, services=services, settings=settings)

    def lies_on_the_scale(self, weight: int | None, *, stable: bool = True, trouble: Trouble = Trouble.NONE) -> None:
        self.show(weighing=Reading(weight, stable, trouble))


class FakeBench:
    """Two switches and something to do."""

    def __init__(self) -> None:
        self.at = {"scale": "", "terminal": ""}
        self.turned: list[tuple[str, str]] = []

    def switches(self) -> Sequence[Switch]:
        scale = (Position("", "справні", good=True), Position("silent", "мовчать"), Position("cable", "без кабелю"))
        cards = (Position("", "схвалює", good=True), Position("declined", "відхиляє"))
        return (
            Switch("scale", "Ваги", scale, self.at["scale"]),
            Switch("terminal", "Банківський термінал", cards, self.at["terminal"]),
            Switch("do", "Зробити зараз", (Position("scan", "Сканувати товар"),), momentary=True),
        )

    def turn(self, switch: str, position: str) -> None:
        self.turned.append((switch, position))
        if switch in self.at:
            self.at[switch] = position

    def seen(self) -> Sequence[str]:
        return ("Дисплей: [Молоко  42,90] [РАЗОМ  42,90]", "Ваги: 0,350")
