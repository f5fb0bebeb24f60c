"""Finding printers: serial ports by name, USB by class and maker, the system's queues, the shop's network on demand."""

import asyncio
import contextlib
import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path
from typing import Any, Final

from pos_app.links.cups import cups_queues
from pos_app.links.ports import serial_ports
from pos_app.links.usb import UsbId, printer_interface, usb_devices
from pos_app.links.winspool import windows_printers

MAKERS: Final = {
    0x04B8: ("Epson", "epson"),
    0x0519: ("Star", "star"),
    0x1504: ("Bixolon", "bixolon"),
    0x0416: ("POS-5890", "pos-5890"),
    0x0483: ("Xprinter", "xprinter"),
    0x1FC9: ("Xprinter", "xprinter"),
    0x0FE6: ("Rongta", "rongta"),
    0x20D1: ("Rongta", "rongta"),
    0x28E9: ("POS-5890", "pos-5890"),
}
"""USB vendor → whose printers use it, and the profile to begin with."""
_USBLP: Final = Path("/sys/class/usbmisc")
_AT_ONCE: Final = 64
_CONNECT_S: Final = 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """A printer that may be there: how it is reached, what it is called, and which profile fits its maker."""

    transport: str
    place: str
    title: str
    profile: str = "default"


def usblp_printers(folder: Path = _USBLP) -> Iterator[tuple[Found, str]]:
    """The device files of Linux's printer driver, each with its USB name."""
    for entry in sorted(folder.glob("lp*")):
        with contextlib.suppress(OSError, ValueError):
            device = (entry / "device").resolve().parent
            vendor, product = (int((device / name).read_text(), 16) for name in ("idVendor", "idProduct"))
            product_name = device / "product"
            title = product_name.read_text(encoding="utf-8").strip() if product_name.exists() else ""
            yield (
                Found("usb", f"/dev/usb/{entry.name}", title or _maker(vendor), _profile(vendor)),
                str(UsbId(vendor, product)),
            )


def usb_printers(devices: Callable[[], Iterator[Any]] = usb_devices, folder: Path = _USBLP) -> list[Found]:
    """USB printers; one that has a device file is reached by it, since a till's user may open that."""
    with_file = list(usblp_printers(folder))
    known = {name for _, name in with_file}
    found = [one for one, _ in with_file]
    for device in devices():
        name = UsbId(device.idVendor, device.idProduct)
        if str(name) not in known and printer_interface(device) is not None:
            found.append(Found("usb", str(name), _title(device), _profile(device.idVendor)))
    return found


def _title(device: Any) -> str:
    with contextlib.suppress(OSError, ValueError):  # pyusb: ValueError where the strings may not be read
        if device.product:
            return str(device.product)
    return _maker(device.idVendor)


def _maker(vendor: int) -> str:
    return MAKERS.get(vendor, ("USB-принтер", ""))[0]


def _profile(vendor: int | None) -> str:
    return MAKERS.get(vendor or 0, ("", "default"))[1]


def system_queues() -> list[Found]:
    """The printers that Windows or CUPS has."""
    windows = [Found("windows", name, "черга Windows") for name in windows_printers()]
    return windows or [Found("cups", name, "черга CUPS") for name in cups_queues()]


def _on_serial_ports() -> list[Found]:
    return [Found("serial", port.address, port.name or "послідовний порт") for port in serial_ports()]


def local_printers() -> list[Found]:
    """All that can be found without asking the network. Blocks for up to some seconds."""
    return [*usb_printers(), *system_queues(), *_on_serial_ports()]


def own_network(address: str | None = None) -> IPv4Network | None:
    """The shop's own network: the 256 addresses round this computer's; None where it has no private address."""
    mine = address or _own_address()
    if mine is None or not IPv4Address(mine).is_private or IPv4Address(mine).is_loopback:
        return None
    return IPv4Network(f"{mine}/24", strict=False)


def _own_address() -> str | None:
    # nothing is sent: the system only says which of its addresses it would send from
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, contextlib.suppress(OSError):
        probe.connect(("192.0.2.1", 9))
        return str(probe.getsockname()[0])
    return None


async def sweep(hosts: Sequence[str], port: int = 9100, *, connect_s: float = _CONNECT_S) -> list[Found]:
    """Which addresses take connections on the printers' port. Nothing is sent: an office printer would print it."""
    room = asyncio.Semaphore(_AT_ONCE)

    async def knock(host: str) -> Found | None:
        async with room:
            try:
                async with asyncio.timeout(connect_s):
                    _, writer = await asyncio.open_connection(host, port)
            except (OSError, TimeoutError):
                return None
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()
            return Found("network", f"{host}:{port}", "принтер у мережі")

    answers = await asyncio.gather(*(knock(host) for host in hosts))
    return [one for one in answers if one is not None]


async def network_printers() -> list[Found]:
    """Printers on the shop's own network; asked for by a person alone."""
    network = own_network()
    return await sweep([str(host) for host in network.hosts()]) if network is not None else []
