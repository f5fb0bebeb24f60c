"""The sections of till.toml about scanners, scale, display, terminal and the customer's window, as the till's settings.

What is set on the till's screen comes before them, section by section.
"""

from pos_app.app.settings import DeviceSection, SettingsOfTill
from pos_app.devices.scale_protocols import PROTOCOLS
from pos_app.devices.scanner import Framing
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
)
from pos_app.domain.device import Port
from pos_app.domain.errors import PosError, refused


def device_settings(sections: SettingsOfTill) -> DeviceSettings:
    """The file's sections, checked; `settings_invalid` says what cannot be."""
    scale, display = sections.scale, sections.display
    usual = PROTOCOLS[scale.protocol].defaults if scale.protocol != NONE else {}
    found = DeviceSettings(
        wedge=WedgeSetting(**sections.wedge.model_dump()),
        scanners=tuple(ScannerSetting(_port(one), Framing(one.prefix, one.suffix)) for one in sections.scanners),
        scale=ScaleSetting(scale.protocol, _port(scale, **usual)),
        display=DisplaySetting(
            display.dialect,
            _port(display),
            display.codec,
            display.page if display.page >= 0 else None,
            display.greeting,
        ),
        customer=CustomerSetting(**sections.customer.model_dump()),
        terminal=TerminalSetting(**sections.terminal.model_dump()),
        drawer_shut=sections.drawer_shut,
    )
    try:
        return check(found)
    except PosError as error:
        raise refused("settings_invalid", f"[scanners], [scale], [display], [terminal]: {error.message}") from error


def _port(section: DeviceSection, **usual: object) -> Port:
    """Where it is plugged in; what was not said is as its make is delivered."""
    said = {
        name: value
        for name, value in (("baudrate", section.baudrate), ("bits", section.bits), ("parity", section.parity))
        if value
    }
    values = {**usual, **said, "stop_bits": section.stop_bits, "flow": section.flow}
    return Port(section.device, **values)  # type: ignore[arg-type]  # each is checked with the settings
