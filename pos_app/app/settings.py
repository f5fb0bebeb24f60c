"""till.toml and POS_<SECTION>__<KEY>: what a headless till or an installer sets; the rest is edited on screen.

Secrets are read into SecretStr, so that no repr and no log shows them.
"""

import stat
import sys
import tomllib
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from pos_app.app.opening import SETTINGS_TEXT
from pos_app.app.shop_keys import SECRETS, load_keys
from pos_app.domain.errors import refused
from pos_app.domain.rounding import CashRounding

CHECKBOX_URL: Final = "https://api.checkbox.ua"
SMARTKASA_URL: Final = "https://core.smartkasa.ua"


def _reachable(url: str) -> str:
    """An address that can be asked at all; ValueError for another."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.port == 0:
        raise ValueError(f"адреса має бути як {CHECKBOX_URL}")
    return url


Address = Annotated[str, AfterValidator(_reachable)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class CheckboxSettings(_Section):
    """The cloud register."""

    base_url: Address = CHECKBOX_URL
    license_key: SecretStr = SecretStr("")
    access_key: SecretStr | None = None


class SmartKasaSettings(_Section):
    """Where goods and prices come from."""

    base_url: Address = SMARTKASA_URL
    api_key: SecretStr = SecretStr("")
    phone_number: str = ""
    password: SecretStr = SecretStr("")
    shop_id: int = 0
    push_receipts: bool = False
    keep_fresh: bool = True
    """Read prices, stock and new goods in the background while the till is on."""


class FiscalSettings(_Section):
    """The fiscal engine's patience; seconds."""

    request_timeout_s: float = Field(default=5.0, gt=0, le=60)
    online_budget_s: float = Field(default=10.0, gt=0, le=120)
    probe_interval_s: float = Field(default=12.0, gt=0)
    quarantine_s: float = Field(default=60.0, ge=0)
    go_online_retry_s: float = Field(default=120.0, gt=0)
    offline_codes_low: int = Field(default=500, ge=0)
    offline_codes_count: int = Field(default=2000, ge=0)
    offline: bool = True
    """Sell on with our own codes while Checkbox is out of reach; off: what cannot be sent comes back."""
    offline_sign_in_days: int = Field(default=3, ge=0)
    cash_rounding: CashRounding = CashRounding.BY_DATE


class PrinterSettings(_Section):
    """The receipt printer, as `pos_app.printing.setup.PrinterSetup` says; what was set up on screen comes before it.

    `path` is relative to the data folder. `usb`: "vvvv:pppp", or `device` = "/dev/usb/lp0" and no `usb`.
    """

    transport: Literal["none", "file", "serial", "usb", "network", "windows", "cups"] = "file"
    path: str = "receipts"
    device: str = "/dev/ttyUSB0"
    baudrate: int = 19200
    flow: Literal["none", "rtscts", "xonxoff", "dsrdtr"] = "none"
    host: str = ""
    port: int = 9100
    usb: str = ""
    queue: str = ""
    profile: str = "default"
    width_mm: int = Field(default=80, ge=48, le=112)
    columns: Literal[0, 32, 42, 48] = 0
    codepage: str = "auto"
    raster: bool = False
    qr: Literal["auto", "native", "raster"] = "auto"
    cut: bool = True
    open_drawer: bool = True
    drawer_pin: Literal[2, 5] = 2
    drawer_signal: Literal["none", "high", "low"] = "none"
    status: bool = True
    confirms: bool = False
    copies: int = Field(default=0, ge=0, le=5)
    asb: Literal["auto", "on", "off"] = "auto"


class ReservePrinterSettings(PrinterSettings):
    """The printer that takes over while the receipt printer does not print; none unless the shop names one."""

    transport: Literal["none", "file", "serial", "usb", "network", "windows", "cups"] = "none"
    path: str = "receipts-reserve"


class TerminalSettings(_Section):
    """The card terminal. `manual`: the cashier works it by hand; `none`: the shop takes no cards.

    Else PrivatBank's JSON protocol over TCP or a port; `merchant`: which of the terminal's merchants is paid.
    """

    transport: Literal["manual", "network", "serial", "none"] = "manual"
    host: str = ""
    port: int = Field(default=2000, ge=1, le=65535)
    device: str = ""
    baudrate: int = 115200
    merchant: int = Field(default=0, ge=0, le=99)
    card_timeout_s: float = Field(default=120.0, gt=0, le=600)


class DeviceSection(_Section):
    """Where it is plugged in. `device`: a serial port, or "tcp://host:port". 0 and "": as its make is delivered."""

    device: str = ""
    baudrate: int = 0
    bits: Literal[0, 7, 8] = 0
    parity: Literal["", "N", "E", "O"] = ""
    stop_bits: Literal[1, 2] = 1
    flow: bool = False


class ScannerSection(DeviceSection):
    """`[[scanners]]`: one scanner on a serial port."""

    prefix: str = ""
    suffix: Literal["enter", "tab", "none"] = "enter"


class ScaleSection(DeviceSection):
    """`[scale]`."""

    protocol: Literal["none", "cas", "toledo8217", "sics", "axis"] = "none"


class DisplaySection(DeviceSection):
    """`[display]`: the line display. `page`: -1 leaves its own code page."""

    dialect: Literal["none", "cd5220", "escpos"] = "none"
    codec: Literal["cp866", "cp1251", "cp1125", "ascii"] = "cp866"
    page: int = Field(default=-1, ge=-1, le=255)
    greeting: str = "Вітаємо!"


class WedgeSection(_Section):
    """`[wedge]`: scanners that play a keyboard."""

    gap_ms: int = 35
    shortest: int = 6
    prefix: str = ""


class CustomerSection(_Section):
    """`[customer]`: the customer's window on a second screen."""

    on: bool = True
    greeting: str = "Вітаємо!"
    payee: str = ""
    iban: str = ""
    tax_number: str = ""


class ShopSection(_Section):
    """`[shop]`: what the first steps write. `keyring`: the name of the keys in the system's keyring.

    `folder`: the data folder within the usual one, for a second register's data never lie in the first one's.
    """

    opens: Literal["real", "sandbox"] = "real"
    fiscal_number: str = ""
    folder: str = Field(default="", pattern=r"^(register-[\w-]{1,55})?$")
    keyring: str = ""


class SettingsOfTill(BaseSettings):
    """All of it. The environment comes before the file."""

    model_config = SettingsConfigDict(
        env_prefix="POS_",
        env_nested_delimiter="__",
        extra="ignore",
        frozen=True,
        nested_model_default_partial_update=True,
    )

    shop: ShopSection = ShopSection()
    checkbox: CheckboxSettings = CheckboxSettings()
    smartkasa: SmartKasaSettings = SmartKasaSettings()
    fiscal: FiscalSettings = FiscalSettings()
    printer: PrinterSettings = PrinterSettings()
    reserve_printer: ReservePrinterSettings = ReservePrinterSettings()
    terminal: TerminalSettings = TerminalSettings()
    scanners: tuple[ScannerSection, ...] = ()
    scale: ScaleSection = ScaleSection()
    display: DisplaySection = DisplaySection()
    wedge: WedgeSection = WedgeSection()
    customer: CustomerSection = CustomerSection()
    drawer_shut: bool = False
    taxes: dict[str, tuple[int, ...]] | None = None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment, then what was read from the file."""
        del settings_cls, dotenv_settings, file_secret_settings
        return (env_settings, init_settings)

    @property
    def is_loopback(self) -> bool:
        """Do both services run on this computer (sandbox, tests, training)?"""
        return is_loopback(self.checkbox.base_url) and is_loopback(self.smartkasa.base_url)


def secret_values(settings: SettingsOfTill) -> list[str]:
    """Every secret in plain words, for the log to strike out."""
    found = [settings.checkbox.license_key, settings.smartkasa.api_key, settings.smartkasa.password]
    if settings.checkbox.access_key is not None:
        found.append(settings.checkbox.access_key)
    return [secret.get_secret_value() for secret in found]


def is_loopback(url: str) -> bool:
    """Does the address stay on this computer?"""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def load_settings(path: Path | None) -> SettingsOfTill:
    """Read the file (None: the environment alone). `settings_invalid` says what is wrong and where.

    A file with keys must not be readable by others (mode 0600), unless both services are on this computer.
    """
    data = _read(path) if path is not None else {}
    settings = settings_of(with_keys(data))
    if path is not None and holds_secrets(data) and not settings.is_loopback:
        _check_mode(path)
    return settings


def settings_of(data: Mapping[str, Any]) -> SettingsOfTill:
    """Settings out of sections as a file has them."""
    try:
        return SettingsOfTill(**data)
    except ValidationError as error:
        raise refused("settings_invalid", _explain(error)) from error


def with_keys(data: Mapping[str, Any]) -> dict[str, Any]:
    """The file's sections with the keys that lie in the keyring; what the file itself says comes before them.

    Raises `keyring_failed` where the keyring does not give them.
    """
    shop = data.get("shop")
    name = shop.get("keyring") if isinstance(shop, Mapping) else None
    filled = dict(data)
    if not isinstance(name, str) or not name:
        return filled
    for (section, key), secret in load_keys(name).items():
        there = filled.get(section, {})
        if isinstance(there, Mapping):
            filled[section] = {key: secret, **there}
    return filled


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding=SETTINGS_TEXT))
    except OSError as error:
        raise refused("settings_invalid", f"Файл налаштувань {path} не читається: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise refused("settings_invalid", f"Файл налаштувань {path.name} пошкоджено: {error}.") from error


def _explain(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"Налаштування «{place}» хибне: {first['msg']}."


def holds_secrets(data: Mapping[str, Any]) -> bool:
    """Do the file's own sections hold a key in plain text?"""
    names = {"access_key", *(key for _, key in SECRETS)}
    return any(isinstance(section, Mapping) and names & section.keys() for section in data.values())


def _check_mode(path: Path) -> None:
    if sys.platform != "win32" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise refused("settings_invalid", f"Файл {path.name} з ключами можуть читати інші. Виконайте: chmod 600 {path}")
