"""The panels of serial scanners, the scale and the line display: their settings, saved at once and checked."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any, Final

from pos_app.devices.scale_protocols import PROTOCOLS
from pos_app.devices.settings import NONE, DeviceSettings, DisplaySetting, ScaleSetting, ScannerSetting
from pos_app.domain.device import TROUBLES, Port
from pos_app.till.device_desk import Checked
from pos_app.till.health import SCALES
from pos_app.till.state import TillState
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.screens.port_panel import Group, PortPanel, speeds
from pos_app.ui.sounds import Sound
from pos_app.ui.theme import Look
from pos_app.ui.widgets.options import Option

PAGES: Final = ("", "6", "7", "17", "44", "46", "73")
"""Code pages of displays, as their makers number them; empty leaves the display's own."""


class DevicePanel(PortPanel):
    """What the three have in common: reading the ports, saving, checking, saying what came of it."""

    def __init__(self, look: Look, desk: Desk, groups: list[Group], *, off: str) -> None:
        super().__init__(look, groups, off=off)
        self._desk = desk
        self._shown: object = None
        self.saved.connect(self.store)
        self.switched_off.connect(self.remove)
        self.checked.connect(self._begin_check)

    @property
    def _settings(self) -> DeviceSettings:
        return self._desk.state.devices.settings

    def open(self) -> None:
        """Read the ports anew."""
        self.say("")
        self._shown = None
        self.show_state(self._desk.state)
        self._desk.start(self._load())

    async def _load(self) -> None:
        ports = await self._desk.look_up(lambda till: till.devices.ports())
        self.take_ports(ports, self.used(self._settings))

    def used(self, settings: DeviceSettings) -> dict[str, str]:
        """Which port is whose."""
        found = {one.port.address: tr("Сканер {number}").format(number=n) for n, one in enumerate(settings.scanners, 1)}
        if settings.scale.protocol != NONE:
            found[settings.scale.port.address] = tr("Ваги")
        if settings.display.dialect != NONE:
            found[settings.display.port.address] = tr("Дисплей")
        if settings.terminal.transport == "serial":
            found[settings.terminal.device] = tr("Термінал")
        return found

    def show_state(self, state: TillState) -> None:
        """Other settings: shown where they were changed elsewhere."""
        if state.devices.settings != self._shown:
            self._shown = state.devices.settings
            self.take_settings(state.devices.settings)
            self.take_ports(self._ports, self.used(state.devices.settings))

    def take_settings(self, settings: DeviceSettings) -> None:
        """Show what is set."""

    def store(self) -> None:
        """Save what is chosen."""

    def remove(self) -> None:
        """The device is no more."""

    def device(self) -> str:
        """The id of the device that is checked."""
        return ""

    @property
    def set_address(self) -> str:
        """The port of the device that is checked."""
        return self.address

    def _save(self, command: Callable[[Any], Coroutine[Any, Any, None]], words: str) -> None:
        self._desk.start(self._saving(command, words))

    async def _saving(self, command: Callable[[Any], Coroutine[Any, Any, None]], words: str) -> None:
        if await self._desk.carry_out(command):
            self._desk.sounds.play(Sound.OK)
            self.say(words)

    def _begin_check(self) -> None:
        """The till tries what is set: of another port that is shown here its answer would be untrue."""
        if self.address == self.set_address:
            self._desk.start(self._check())
        else:
            self.say(tr("Спершу збережіть, потім перевірте."))

    async def _check(self) -> None:
        self.say(tr("Перевіряємо…"))
        device = self.device()
        found: Checked | None = await self._desk.attempt(lambda till: till.devices.check(device))
        if found is None:
            self.say("")
            return
        self._desk.sounds.play(Sound.OK if found.well else Sound.ATTENTION)
        words, advice = TROUBLES.get(found.health.trouble, ("", ""))
        self.say(f"{tr(words)}. {tr(advice)}" if words else self.well(found.said))

    def well(self, said: str) -> str:
        """What is said of a device that works."""
        return tr("Працює. {said}").format(said=said).strip()


class ScaleDevicePanel(DevicePanel):
    """The scale."""

    def __init__(self, look: Look, desk: Desk) -> None:
        protocols = ("protocol", tr("Протокол ваг"), [Option(key, name) for key, name in SCALES.items()])
        super().__init__(look, desk, [protocols, speeds()], off=tr("Прибрати ваги"))
        for button in self.groups["protocol"].buttons:
            button.clicked.connect(self._usual_speed)

    def _usual_speed(self) -> None:
        """The speed that the make is delivered with."""
        self.choose("speed", str(PROTOCOLS[self.chosen("protocol")].defaults["baudrate"]))

    def take_settings(self, settings: DeviceSettings) -> None:
        """What is set, or how the first make is delivered."""
        scale = settings.scale
        self.field.set_text(scale.port.address)
        if scale.protocol != NONE:
            self.choose("protocol", scale.protocol)
            self.choose("speed", str(scale.port.baudrate))

    def store(self) -> None:
        """Parity and bits are the make's, unless the file says otherwise of the same port."""
        protocol, speed = self.chosen("protocol"), int(self.chosen("speed"))
        known = self._settings.scale
        if known.protocol == protocol and known.port.address == self.address:
            port = replace(known.port, baudrate=speed)
        else:
            usual: dict[str, Any] = {**PROTOCOLS[protocol].defaults, "baudrate": speed}
            port = Port(self.address, **usual)
        self._save(lambda till: till.devices.set_scale(ScaleSetting(protocol, port)), tr("Збережено. Тепер перевірте."))

    def remove(self) -> None:
        """No scale."""
        self._save(lambda till: till.devices.set_scale(ScaleSetting()), tr("Ваги вимкнено."))

    def device(self) -> str:
        """The scale."""
        return "scale"

    @property
    def set_address(self) -> str:
        """Where the scale is set to be."""
        return self._settings.scale.port.address

    def well(self, said: str) -> str:
        """The weight on it."""
        return tr("Працює. На вагах: {said}").format(said=said) if said else tr("Працює, вага ще не встановилася.")


class DisplayDevicePanel(DevicePanel):
    """The line display."""

    def __init__(self, look: Look, desk: Desk) -> None:
        dialects = [Option("cd5220", "CD5220"), Option("escpos", "ESC/POS")]
        codecs = [Option("cp866", "CP866"), Option("cp1251", "CP1251"), Option("cp1125", "CP1125")]
        codecs.append(Option("ascii", tr("Латиниця")))
        pages = [Option(one, one or tr("як є")) for one in PAGES]
        groups: list[Group] = [
            ("dialect", tr("Протокол дисплея"), dialects),
            ("codec", tr("Абетка"), codecs),
            ("page", tr("Номер кодової сторінки"), pages),
            speeds(),
        ]
        super().__init__(look, desk, groups, off=tr("Прибрати дисплей"))

    def take_settings(self, settings: DeviceSettings) -> None:
        """What is set."""
        display = settings.display
        self.field.set_text(display.port.address)
        if display.dialect != NONE:
            self.choose("dialect", display.dialect)
            self.choose("codec", display.codec)
            self.choose("page", "" if display.page is None else str(display.page))
            self.choose("speed", str(display.port.baudrate))

    def store(self) -> None:
        """The greeting stays as it is, and what the file says of the same port's parity and bits."""
        page, known = self.chosen("page"), self._settings.display.port
        port = known if known.address == self.address else Port(self.address)
        display = DisplaySetting(
            self.chosen("dialect"),
            replace(port, baudrate=int(self.chosen("speed"))),
            self.chosen("codec"),
            int(page) if page else None,
            self._settings.display.greeting,
        )
        self._save(lambda till: till.devices.set_display(display), tr("Збережено. Тепер перевірте."))

    def remove(self) -> None:
        """No display."""
        off = replace(self._settings.display, dialect=NONE)
        self._save(lambda till: till.devices.set_display(off), tr("Дисплей вимкнено."))

    def device(self) -> str:
        """The display."""
        return "display"

    @property
    def set_address(self) -> str:
        """Where the display is set to be."""
        return self._settings.display.port.address

    def well(self, said: str) -> str:
        """Whether it can be read only a person sees."""
        return tr("На дисплеї має бути: {said}").format(said=said)


class ScannersDevicePanel(DevicePanel):
    """Serial scanners: the chosen port is one, or is one no more."""

    def __init__(self, look: Look, desk: Desk) -> None:
        suffixes = [Option("enter", "Enter"), Option("tab", "Tab"), Option("none", tr("Нічим"))]
        groups: list[Group] = [("suffix", tr("Чим сканер завершує код"), suffixes), speeds()]
        super().__init__(look, desk, groups, off=tr("Прибрати сканер"))

    def take_settings(self, settings: DeviceSettings) -> None:
        """The first scanner, where nothing is typed yet."""
        if settings.scanners and not self.address:
            self._show(settings.scanners[0])

    def _show(self, scanner: ScannerSetting) -> None:
        self.field.set_text(scanner.port.address)
        self.choose("suffix", scanner.framing.suffix)
        self.choose("speed", str(scanner.port.baudrate))

    def _take_port(self, address: str) -> None:
        super()._take_port(address)
        known = next((one for one in self._settings.scanners if one.port.address == address), None)
        if known is not None:
            self._show(known)

    def store(self) -> None:
        """One more scanner, or the same one set otherwise; what the file says besides stays."""
        others = [one for one in self._settings.scanners if one.port.address != self.address]
        known = next((one for one in self._settings.scanners if one.port.address == self.address), None)
        scanner = known or ScannerSetting(Port(self.address))
        port = replace(scanner.port, baudrate=int(self.chosen("speed")))
        scanners = [*others, ScannerSetting(port, replace(scanner.framing, suffix=self.chosen("suffix")))]
        self._save(lambda till: till.devices.set_scanners(scanners), tr("Збережено. Скануйте що-небудь."))

    def remove(self) -> None:
        """The chosen port is no scanner."""
        others = [one for one in self._settings.scanners if one.port.address != self.address]
        self._save(lambda till: till.devices.set_scanners(others), tr("Цей порт більше не сканер."))

    def device(self) -> str:
        """The scanner at the chosen port."""
        places = [one.port.address for one in self._settings.scanners]
        return f"scanner-{places.index(self.address) + 1}" if self.address in places else ""

    def take_scan(self, code: str) -> None:
        """What was scanned while this panel is open is shown and sells nothing."""
        shown = "".join(char if char.isprintable() else "␝" for char in code)
        self.say(tr("Прочитано: {code}").format(code=shown))


DEVICE_TABS: Final = ("health", "wedge", "scanners", "scale", "display", "customer")
