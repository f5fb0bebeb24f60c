"""What an owner sets about the devices beside the till: plain values, checked, and written as JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from string import ascii_letters, digits
from typing import Any, Final

from pos_app.devices.line_display import CODE_PAGES, DIALECTS
from pos_app.devices.scale_protocols import PROTOCOLS
from pos_app.devices.scanner import Framing
from pos_app.domain.device import Port
from pos_app.domain.errors import PosError, refused
from pos_app.domain.said import sentence
from pos_app.domain.transfer_qr import is_iban

NONE: Final = "none"
BAUD_RATES: Final = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)
SUFFIXES: Final = ("enter", "tab", "none")
MOST_SCANNERS: Final = 4
LONGEST_GREETING: Final = 60
LONGEST_HOST: Final = 253
MOST_MERCHANTS: Final = 99
MANUAL: Final = "manual"
TRANSPORTS: Final = (MANUAL, "network", "serial", NONE)


@dataclass(frozen=True, slots=True)
class WedgeSetting:
    """A scanner that plays a keyboard: at least `shortest` characters, at most `gap_ms` between two keys.

    `prefix`: a character that it sends before each code; what begins with it fast enough is a scan at any length.
    """

    gap_ms: int = 35
    shortest: int = 6
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class ScannerSetting:
    """A scanner on a serial port."""

    port: Port
    framing: Framing = field(default_factory=Framing)


@dataclass(frozen=True, slots=True)
class ScaleSetting:
    """`protocol`: none, cas, toledo8217, sics or axis."""

    protocol: str = NONE
    port: Port = field(default_factory=lambda: Port(""))


@dataclass(frozen=True, slots=True)
class DisplaySetting:
    """`dialect`: none, cd5220 or escpos; `page`: the number of its code page, None leaves it; `greeting` when idle."""

    dialect: str = NONE
    port: Port = field(default_factory=lambda: Port(""))
    codec: str = "cp866"
    page: int | None = None
    greeting: str = "Вітаємо!"


@dataclass(frozen=True, slots=True)
class CustomerSetting:
    """The customer's window on a second screen. `iban` and `payee`: where a QR for a transfer leads; none without."""

    on: bool = True
    greeting: str = "Вітаємо!"
    payee: str = ""
    iban: str = ""
    tax_number: str = ""


@dataclass(frozen=True, slots=True)
class TerminalSetting:
    """The card terminal. `transport`: manual (the cashier works it by hand), network or serial (PrivatBank's JSON
    protocol), none (the shop takes no cards). `merchant`: which of the terminal's merchants is paid, as the bank
    numbers them. `card_timeout_s`: how long a card may take, seconds.
    """

    transport: str = MANUAL
    host: str = ""
    port: int = 2000
    device: str = ""
    baudrate: int = 115200
    merchant: int = 0
    card_timeout_s: float = 120.0

    @property
    def is_asked(self) -> bool:
        """Does the till speak to it?"""
        return self.transport in {"network", "serial"}

    @property
    def place(self) -> str:
        """Where it is, in a few words; empty where the till does not speak to it."""
        places = {"network": f"{self.host}:{self.port}", "serial": self.device}
        return places.get(self.transport, "")


@dataclass(frozen=True, slots=True)
class DeviceSettings:
    """All of them. `drawer_shut`: before a sale an open drawer is told of, where the printer can say so."""

    wedge: WedgeSetting = field(default_factory=WedgeSetting)
    scanners: tuple[ScannerSetting, ...] = ()
    scale: ScaleSetting = field(default_factory=ScaleSetting)
    display: DisplaySetting = field(default_factory=DisplaySetting)
    customer: CustomerSetting = field(default_factory=CustomerSetting)
    terminal: TerminalSetting = field(default_factory=TerminalSetting)
    drawer_shut: bool = False


def to_json(settings: DeviceSettings) -> dict[str, Any]:
    """As it lies in the store."""
    return asdict(settings)


def from_json(stored: Mapping[str, Any] | None, base: DeviceSettings) -> DeviceSettings:
    """The stored sections in place of `base`'s; a section that cannot be is left as `base` has it."""
    settings = base
    for name, read in _SECTIONS.items():
        if stored is not None and name in stored:
            try:
                settings = check(replace(settings, **{name: read(stored[name])}))
            except (TypeError, KeyError, ValueError, PosError):
                continue
    return settings


def check(settings: DeviceSettings) -> DeviceSettings:
    """The same settings; `device_settings` with a sentence where they cannot be."""
    _need(5 <= settings.wedge.gap_ms <= 200, "Між клавішами сканера може бути від 5 до 200 мс.")
    _need(3 <= settings.wedge.shortest <= 30, "Найкоротший код має від 3 до 30 знаків.")
    _need(len(settings.wedge.prefix) <= 1, "Префікс клавіатурного сканера має один знак.")
    _need(
        len(settings.scanners) <= MOST_SCANNERS, sentence("Сканерів може бути щонайбільше {most}.", most=MOST_SCANNERS)
    )
    for scanner in settings.scanners:
        _check_port(scanner.port)
        _need(scanner.framing.suffix in SUFFIXES, "Суфікс сканера: enter, tab або none.")
        _need(len(scanner.framing.prefix) <= 8, "Префікс сканера має до 8 знаків.")
    _need(settings.scale.protocol in {NONE, *PROTOCOLS}, sentence("Протокол ваг: {names}.", names=", ".join(PROTOCOLS)))
    if settings.scale.protocol != NONE:
        _check_port(settings.scale.port)
    display = settings.display
    _need(display.dialect in {NONE, *DIALECTS}, sentence("Протокол дисплея: {names}.", names=", ".join(DIALECTS)))
    _need(display.codec in CODE_PAGES, sentence("Кодування дисплея: {names}.", names=", ".join(CODE_PAGES)))
    _need(display.page is None or 0 <= display.page <= 255, "Номер кодової сторінки: від 0 до 255.")
    if display.dialect != NONE:
        _check_port(display.port)
    for greeting in (display.greeting, settings.customer.greeting):
        _need(len(greeting) <= LONGEST_GREETING, sentence("Вітання має до {most} знаків.", most=LONGEST_GREETING))
    _need(not settings.customer.iban or is_iban(settings.customer.iban), "Такого IBAN немає. Перевірте кожну цифру.")
    _check_terminal(settings.terminal)
    _check_places(settings)
    return settings


def _check_terminal(terminal: TerminalSetting) -> None:
    way, host = terminal.transport, terminal.host
    _need(way in TRANSPORTS, sentence("Зв'язок із терміналом: {names}.", names=", ".join(TRANSPORTS)))
    _need(way != "network" or bool(host.strip()), "Вкажіть адресу термінала в мережі.")
    _need(len(host) <= LONGEST_HOST and set(host) <= _OF_A_HOST, "Адреса термінала: 192.168.1.50 або його ім'я.")
    _need(1 <= terminal.port <= 65535, "Порт мережі має бути від 1 до 65535.")
    _need(way != "serial" or bool(terminal.device.strip()), "Вкажіть COM-порт термінала.")
    _need(terminal.baudrate in BAUD_RATES, sentence("Швидкість порту: {names}.", names=", ".join(map(str, BAUD_RATES))))
    _need(0 <= terminal.merchant <= MOST_MERCHANTS, sentence("Номер мерчанта: від 0 до {most}.", most=MOST_MERCHANTS))
    _need(0 < terminal.card_timeout_s <= 600, "На картку термінал має до 600 секунд.")


def _check_port(port: Port) -> None:
    _need(bool(port.address.strip()), "Вкажіть порт пристрою.")
    _need(port.baudrate in BAUD_RATES, sentence("Швидкість порту: {names}.", names=", ".join(map(str, BAUD_RATES))))
    _need(port.bits in {7, 8} and port.parity in {"N", "E", "O"} and port.stop_bits in {1, 2}, "Такого порту не буває.")


def _check_places(settings: DeviceSettings) -> None:
    """Two devices at one port would hear each other's words."""
    places = [scanner.port.address for scanner in settings.scanners]
    places += [settings.scale.port.address] if settings.scale.protocol != NONE else []
    places += [settings.display.port.address] if settings.display.dialect != NONE else []
    places += [settings.terminal.device] if settings.terminal.transport == "serial" else []
    _need(len(set(places)) == len(places), "Два пристрої не можуть бути на одному порту.")


_OF_A_HOST: Final = frozenset(ascii_letters + digits + ".-_:")
"""What names and addresses of computers are written with."""


def _need(true: bool, words: str) -> None:
    if not true:
        raise refused("device_settings", words)


def _port(stored: Mapping[str, Any]) -> Port:
    return Port(**stored)


def _scanners(stored: Sequence[Mapping[str, Any]]) -> tuple[ScannerSetting, ...]:
    return tuple(ScannerSetting(_port(one["port"]), Framing(**one["framing"])) for one in stored)


_SECTIONS: Final[Mapping[str, Any]] = {
    "wedge": lambda stored: WedgeSetting(**stored),
    "scanners": _scanners,
    "scale": lambda stored: ScaleSetting(stored["protocol"], _port(stored["port"])),
    "display": lambda stored: DisplaySetting(**{**stored, "port": _port(stored["port"])}),
    "customer": lambda stored: CustomerSetting(**stored),
    "terminal": lambda stored: TerminalSetting(**stored),
    "drawer_shut": bool,
}
