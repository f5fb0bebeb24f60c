"""A printer on USB without a driver: bulk transfers by libusb (pyusb), found by vendor, product and serial number."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from pos_app.domain.said import sentence
from pos_app.links.link import NOT_FOUND, LinkFailed
from pos_app.links.wire import STALL_S, WireLink

PRINTER_CLASS: Final = 7
_AT_ONCE: Final = 4096


@dataclass(frozen=True, slots=True)
class UsbId:
    """A device as it is named in settings: "04b8:0e15", or with its serial number "04b8:0e15:J9XF1234"."""

    vendor: int
    product: int
    serial: str = ""

    @classmethod
    def parse(cls, text: str) -> "UsbId":
        """ValueError for what is no such name."""
        vendor, product, *serial = text.strip().split(":", 2)
        return cls(int(vendor, 16), int(product, 16), serial[0] if serial else "")

    def __str__(self) -> str:
        numbers = f"{self.vendor:04x}:{self.product:04x}"
        return f"{numbers}:{self.serial}" if self.serial else numbers


def usb_devices() -> Iterator[Any]:
    """Every USB device that may be looked at; nothing where there is no libusb."""
    import libusb_package
    import usb.core

    # USBError is an OSError: no bus, or no right to look at it
    with contextlib.suppress(usb.core.NoBackendError, OSError):
        yield from usb.core.find(find_all=True, backend=libusb_package.get_libusb1_backend())


def printer_interface(device: Any) -> Any | None:
    """The interface of the printer class, or one of the vendor's own with a way in for bytes."""
    with contextlib.suppress(OSError):
        found = [interface for configuration in device for interface in configuration]
        printers = [one for one in found if one.bInterfaceClass == PRINTER_CLASS]
        return next((one for one in printers if _endpoint(one, inward=False) is not None), None)
    return None


def _endpoint(interface: Any, *, inward: bool) -> Any | None:
    """The bulk endpoint towards us or away from us (bits 0–1 of its attributes: 2 is bulk)."""
    return next(
        (one for one in interface if bool(one.bEndpointAddress & 0x80) is inward and one.bmAttributes & 0x03 == 2),
        None,
    )


class UsbWire:
    """A claimed printer interface; the kernel's own driver is let back in when it is closed."""

    def __init__(self, device: Any, interface: Any) -> None:
        self._device = device
        self._number = interface.bInterfaceNumber
        self._out = _endpoint(interface, inward=False)
        self._in = _endpoint(interface, inward=True)
        self._detached = False
        with contextlib.suppress(NotImplementedError):  # there is no kernel driver on Windows
            if device.is_kernel_driver_active(self._number):
                device.detach_kernel_driver(self._number)
                self._detached = True
        self._claim()

    def _claim(self) -> None:
        import usb.util

        usb.util.claim_interface(self._device, self._number)

    def write(self, data: bytes, timeout_s: float) -> int:
        """As much as the printer takes in time."""
        from usb.core import USBTimeoutError

        try:
            assert self._out is not None
            return int(self._out.write(data[:_AT_ONCE], _ms(timeout_s)))
        except USBTimeoutError:
            return 0

    def read(self, timeout_s: float) -> bytes:
        """What has come; nothing from a printer without a way back."""
        if self._in is None:
            return b""
        from usb.core import USBTimeoutError

        try:
            return bytes(self._in.read(64, _ms(timeout_s)))
        except USBTimeoutError:
            return b""

    def left(self) -> int:
        """A transfer has ended once the printer has it."""
        return 0

    def close(self) -> None:
        """Let the interface go."""
        import usb.util

        with contextlib.suppress(OSError):
            usb.util.release_interface(self._device, self._number)
        if self._detached:
            with contextlib.suppress(OSError):
                self._device.attach_kernel_driver(self._number)
        with contextlib.suppress(OSError):
            usb.util.dispose_resources(self._device)


def _ms(seconds: float) -> int:
    # libusb takes 0 for "without an end"
    return max(1, int(seconds * 1000))


def usb_link(
    wanted: UsbId, *, stall_s: float = STALL_S, devices: Callable[[], Iterator[Any]] = usb_devices
) -> WireLink:
    """A printer by its USB name, held; after an unplugged cable it is looked for again."""

    def opened() -> UsbWire:
        for device in devices():
            if (device.idVendor, device.idProduct) == (wanted.vendor, wanted.product) and _same(device, wanted):
                interface = printer_interface(device)
                if interface is not None:
                    return UsbWire(device, interface)
        raise LinkFailed(
            sentence("USB-принтера {name} не знайдено. Перевірте кабель і живлення.", name=wanted), code=NOT_FOUND
        )

    return WireLink(opened, holds=True, stall_s=stall_s)


def _same(device: Any, wanted: UsbId) -> bool:
    if not wanted.serial:
        return True
    with contextlib.suppress(OSError, ValueError):  # pyusb: ValueError where the strings may not be read
        return bool(device.serial_number == wanted.serial)
    return False
