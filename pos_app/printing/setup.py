"""How one printer is set up: the way to it, its paper, its habits; from the settings file, or as edited on screen."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from pos_app.domain.errors import refused
from pos_app.domain.said import sentence
from pos_app.links.cups import CupsLink
from pos_app.links.device import device_link
from pos_app.links.file import FileLink
from pos_app.links.link import Link, LinkFailed, Unusable
from pos_app.links.network import network_link
from pos_app.links.serial import serial_link
from pos_app.links.usb import UsbId, usb_link
from pos_app.links.winspool import WindowsLink
from pos_app.printing.profiles import MAKERS, PaperProfile, paper_profile

TRANSPORTS: Final = ("none", "file", "serial", "usb", "network", "windows", "cups")
FLOWS: Final = ("none", "rtscts", "xonxoff", "dsrdtr")
DRAWER_SIGNALS: Final = ("none", "high", "low")
ASB_WAYS: Final = ("auto", "on", "off")
QR_WAYS: Final = ("auto", "native", "raster")
COLUMNS: Final = (32, 42, 48)
MOST_COPIES: Final = 5
_CODEPAGE: Final = re.compile(r"auto|(?:cp1251|cp1125)(?::(?:\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5]))?")


@dataclass(frozen=True, slots=True)
class PrinterSetup:
    """One printer. `path` is relative to the data folder; `usb` is "vvvv:pppp", with ":serial" where there are two.

    `device` may be a serial port, or for `usb` a device file (/dev/usb/lp0). `queue`: its name in Windows or CUPS.
    `columns` 0: by the paper's width. `drawer_signal`: the level of the drawer's switch when it is open.
    `confirms`: the printer tells when a document is on paper (found out by the set-up). `copies` beside the receipt.
    `asb`: it tells by itself when its state changes (GS a): auto, as its maker's manual says; on, off.
    """

    transport: str = "none"
    path: str = "receipts"
    device: str = "/dev/ttyUSB0"
    baudrate: int = 19200
    flow: str = "none"
    host: str = ""
    port: int = 9100
    usb: str = ""
    queue: str = ""
    profile: str = "default"
    width_mm: int = 80
    columns: int = 0
    codepage: str = "auto"
    raster: bool = False
    qr: str = "auto"
    cut: bool = True
    open_drawer: bool = True
    drawer_pin: int = 2
    drawer_signal: str = "none"
    status: bool = True
    confirms: bool = False
    copies: int = 0
    asb: str = "auto"

    @property
    def speaks_up(self) -> bool:
        """Shall it be made to tell by itself when its state changes?"""
        by_maker = MAKERS.get(self.profile.lower(), MAKERS["default"]).asb
        return self.status and (by_maker if self.asb == "auto" else self.asb == "on")

    @property
    def paper(self) -> PaperProfile:
        """How its text is written."""
        return paper_profile(
            self.profile,
            self.width_mm,
            self.codepage,
            columns=self.columns,
            raster=self.raster,
            qr=self.qr,
            cuts=self.cut,
        )

    @property
    def place(self) -> str:
        """Where it is, in a few words."""
        places = {
            "none": "немає",
            "file": self.path,
            "serial": f"{self.device}, {self.baudrate} бод",
            "usb": self.usb or self.device,
            "network": f"{self.host}:{self.port}",
        }
        return places.get(self.transport, self.queue)

    def changed(self, values: Mapping[str, Any]) -> "PrinterSetup":
        """With some values changed; `bad_printer` says which one cannot be."""
        return checked(replace(self, **_typed(values)))

    def as_dict(self) -> dict[str, Any]:
        """As JSON, for the store and for the RPC."""
        return asdict(self)


_NAMES: Final = {field.name: field for field in fields(PrinterSetup)}


def _typed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Only known names, and each value of the type that its default has."""
    plain = PrinterSetup()
    for name, value in values.items():
        if name not in _NAMES:
            raise refused("bad_printer", sentence("Налаштування принтера «{name}» невідоме.", name=name))
        if type(value) is not type(getattr(plain, name)):
            raise refused("bad_printer", sentence("Налаштування принтера «{name}» має інший вигляд.", name=name))
    return dict(values)


def checked(setup: PrinterSetup) -> PrinterSetup:
    """The same set-up; `bad_printer` with the reason where it cannot be."""
    wrong = next((words for words, right in _rules(setup) if not right), None)
    if wrong is not None:
        raise refused("bad_printer", wrong)
    return setup


def _rules(setup: PrinterSetup) -> tuple[tuple[str, bool], ...]:
    way = setup.transport
    return (
        (sentence("Спосіб під'єднання принтера невідомий."), way in TRANSPORTS),
        (sentence("Вкажіть порт принтера."), way != "serial" or bool(setup.device)),
        (sentence("Швидкість порту має бути від 1200 до 921600."), 1200 <= setup.baudrate <= 921600),
        (sentence("Керування потоком: none, rtscts, xonxoff або dsrdtr."), setup.flow in FLOWS),
        (sentence("Вкажіть адресу принтера в мережі."), way != "network" or bool(setup.host.strip())),
        (sentence("Порт мережі має бути від 1 до 65535."), 1 <= setup.port <= 65535),
        (sentence("Вкажіть USB-принтер: vvvv:pppp або файл пристрою."), way != "usb" or _usb_is_right(setup)),
        (sentence("Вкажіть назву черги друку."), way not in {"windows", "cups"} or bool(setup.queue.strip())),
        (sentence("Тека чеків має бути всередині теки даних."), way != "file" or _is_inside(setup.path)),
        (sentence("Ширина паперу має бути від 48 до 112 мм."), 48 <= setup.width_mm <= 112),
        (sentence("Кодова сторінка: auto, cp1251 або cp1251:46."), bool(_CODEPAGE.fullmatch(setup.codepage.lower()))),
        (sentence("У рядку може бути 32, 42 або 48 знаків."), setup.columns in (0, *COLUMNS)),
        (sentence("QR: auto, native або raster."), setup.qr in QR_WAYS),
        (sentence("Скринька під'єднана до контакту 2 або 5."), setup.drawer_pin in {2, 5}),
        (sentence("Сигнал скриньки: none, high або low."), setup.drawer_signal in DRAWER_SIGNALS),
        (sentence("Автостан принтера: auto, on або off."), setup.asb in ASB_WAYS),
        (sentence("Копій може бути від 0 до {most}.", most=MOST_COPIES), 0 <= setup.copies <= MOST_COPIES),
    )


def _usb_is_right(setup: PrinterSetup) -> bool:
    if not setup.usb:
        return setup.device.startswith("/dev/")
    try:
        UsbId.parse(setup.usb)
    except ValueError:
        return False
    return True


def _is_inside(path: str) -> bool:
    return bool(path) and ".." not in Path(path).parts


def link_of(setup: PrinterSetup, data_dir: Path) -> Link | None:
    """The link to a printer; None where there is none, one that only says why where it cannot be here."""
    try:
        return _link_of(setup, data_dir)
    except LinkFailed as error:
        return Unusable(error)


def _link_of(setup: PrinterSetup, data_dir: Path) -> Link | None:
    way = setup.transport
    if way == "file":
        return FileLink(data_dir / setup.path)
    if way == "network":
        return network_link(setup.host, setup.port)
    if way == "serial":
        return serial_link(setup.device, setup.baudrate, flow=setup.flow)  # type: ignore[arg-type]  # checked above
    if way == "usb":
        return usb_link(UsbId.parse(setup.usb)) if setup.usb else device_link(Path(setup.device))
    if way == "windows":
        return WindowsLink(setup.queue)
    if way == "cups":
        return CupsLink(setup.queue)
    return None
