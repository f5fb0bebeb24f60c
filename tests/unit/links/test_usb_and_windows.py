"""USB by libusb, and Windows' spooler: both with stand-ins that have the vendors' interfaces."""

# ruff: noqa: N802, N815  (the stand-ins have the vendors' names)

import ctypes
import errno
from ctypes import c_uint32, c_void_p, c_wchar_p
from types import SimpleNamespace

import pytest
from usb.core import USBError, USBTimeoutError

from pos_app.links import usb as usb_links
from pos_app.links.link import BUSY, LOST, NO_ACCESS, NOT_FOUND, SILENT, LinkFailed
from pos_app.links.usb import UsbId, usb_link
from pos_app.links.winspool import WindowsLink, windows_printers

XPRINTER = UsbId(0x0483, 0x070B)


class FakeEndpoint:
    def __init__(self, address: int, device: "FakeUsb") -> None:
        self.bEndpointAddress = address
        self.bmAttributes = 2
        self._device = device

    def write(self, data: bytes, timeout: int) -> int:
        assert timeout > 0, "0 would wait for ever"
        return self._device.take(bytes(data))

    def read(self, size: int, timeout: int) -> bytes:
        assert timeout > 0
        if not self._device.says:
            raise USBTimeoutError("timeout", errno=errno.ETIMEDOUT)
        said, self._device.says = self._device.says, b""
        return said


class FakeInterface(list):
    bInterfaceNumber = 0

    def __init__(self, device: "FakeUsb", kind: int = 7) -> None:
        super().__init__([FakeEndpoint(0x81, device), FakeEndpoint(0x02, device)])
        self.bInterfaceClass = kind


class FakeUsb(list):
    """A device with one configuration, as pyusb shows it."""

    def __init__(self, wanted: UsbId = XPRINTER, kind: int = 7, serial: str = "A1") -> None:
        super().__init__([[FakeInterface(self, kind)]])
        self.idVendor, self.idProduct = wanted.vendor, wanted.product
        self.serial_number = serial
        self.got = b""
        self.says = b""
        self.gone = self.mute = False
        self.kernel = True

    def is_kernel_driver_active(self, number: int) -> bool:
        return self.kernel

    def detach_kernel_driver(self, number: int) -> None:
        self.kernel = False

    def attach_kernel_driver(self, number: int) -> None:
        self.kernel = True

    def take(self, data: bytes) -> int:
        if self.gone:
            raise USBError("no such device", errno=errno.ENODEV)
        if self.mute:
            raise USBTimeoutError("timeout", errno=errno.ETIMEDOUT)
        self.got += data[:64]
        return len(data[:64])


@pytest.fixture(autouse=True)
def claims(monkeypatch):
    """usb.util talks to the real library; what it was asked is kept."""
    asked: list[str] = []
    busy: list[int] = []

    def claim(device, number):
        if busy:
            raise USBError("denied", errno=busy[0])
        asked.append("claimed")

    import usb.util

    monkeypatch.setattr(usb.util, "claim_interface", claim)
    monkeypatch.setattr(usb.util, "release_interface", lambda device, number: asked.append("released"))
    monkeypatch.setattr(usb.util, "dispose_resources", lambda device: None)
    return SimpleNamespace(asked=asked, busy=busy)


def failure(link, data=b"x" * 500) -> LinkFailed:
    with pytest.raises(LinkFailed) as raised:
        link.send(data, "a")
    return raised.value


def test_a_usb_printer_gets_the_whole_document_and_answers(claims):
    device = FakeUsb()
    link = usb_link(XPRINTER, devices=lambda: iter([FakeUsb(UsbId(1, 2)), device]))
    link.send(b"r" * 5000, "a")
    assert device.got == b"r" * 5000
    assert not device.kernel
    assert link.ask(b"\x10\x04\x01", 0.05) == b""
    device.take, taken = lambda data: setattr(device, "says", b"\x16") or len(data), device.take
    assert link.ask(b"\x10\x04\x01", 1) == b"\x16"
    device.take = taken
    link.close()
    assert claims.asked == ["claimed", "released"]
    assert device.kernel


def test_a_usb_printer_that_is_not_there_or_is_none_is_told():
    assert failure(usb_link(XPRINTER, devices=lambda: iter([]))).code == NOT_FOUND
    keyboard = FakeUsb(kind=3)
    assert failure(usb_link(XPRINTER, devices=lambda: iter([keyboard]))).code == NOT_FOUND


@pytest.mark.parametrize(("number", "code"), [(errno.EBUSY, BUSY), (errno.EACCES, NO_ACCESS)])
def test_a_usb_printer_of_another_program_is_told(claims, number, code):
    claims.busy.append(number)
    assert failure(usb_link(XPRINTER, devices=lambda: iter([FakeUsb()]))).code == code


def test_a_usb_printer_that_is_pulled_out_in_mid_job_leaves_doubt():
    device = FakeUsb()

    def pulled(data: bytes) -> int:
        device.gone = bool(device.got)
        return FakeUsb.take(device, data)

    device.take = pulled
    error = failure(usb_link(XPRINTER, devices=lambda: iter([device])))
    assert (error.code, error.unsure) == (LOST, True)


def test_a_usb_printer_that_takes_nothing_holds_nobody():
    device = FakeUsb()
    device.mute = True
    error = failure(usb_link(XPRINTER, stall_s=0.0, devices=lambda: iter([device])))
    assert (error.code, error.unsure) == (SILENT, False)


def test_two_alike_are_told_apart_by_their_serial_numbers():
    first, second = FakeUsb(serial="A1"), FakeUsb(serial="B2")
    usb_link(UsbId.parse("0483:070b:B2"), devices=lambda: iter([first, second])).send(b"x", "a")
    assert (first.got, second.got) == (b"", b"x")


def test_a_usb_name_is_read_and_written():
    assert str(UsbId.parse("04B8:0e15")) == "04b8:0e15"
    assert str(UsbId.parse("04b8:0e15:J9:1")) == "04b8:0e15:J9:1"
    for wrong in ("", "printer", "04b8", "04b8:zz"):
        with pytest.raises(ValueError):
            UsbId.parse(wrong)


def test_the_bus_can_be_looked_at_where_there_is_none():
    assert isinstance(list(usb_links.usb_devices()), list)


class FakeWinspool:
    """winspool.drv as far as the link asks; `fails` names a function that says no."""

    def __init__(self, fails: str = "") -> None:
        self.fails = fails
        self.done: list[str] = []
        self.data = b""
        self.short = False

    def _did(self, name: str) -> int:
        self.done.append(name)
        return int(name != self.fails)

    def OpenPrinterW(self, name: c_wchar_p, handle, defaults) -> int:
        handle._obj.value = 7
        return self._did(f"open {name.value}") and self._did("OpenPrinterW")

    def StartDocPrinterW(self, handle: c_void_p, level: int, document) -> int:
        assert (handle.value, level) == (7, 1)
        self.done.append(f"{document._obj.name} {document._obj.datatype}")
        return self._did("StartDocPrinterW")

    def WritePrinter(self, handle, data: bytes, count: int, written) -> int:
        self.data = data[:count]
        written._obj.value = count - int(self.short)
        return self._did("WritePrinter")

    def AbortPrinter(self, handle) -> int:
        return self._did("AbortPrinter")

    def EndDocPrinter(self, handle) -> int:
        return self._did("EndDocPrinter")

    def ClosePrinter(self, handle) -> int:
        return self._did("ClosePrinter")

    def EnumPrintersW(self, flags, server, level, room, size, needed, count) -> int:
        from pos_app.links.winspool import _Named

        rows = (_Named * 2)(_Named("POS-80", None, 0), _Named("Office", None, 0))
        needed._obj.value = ctypes.sizeof(rows)
        self.rows = rows
        if room is None:
            return 0
        ctypes.memmove(room, rows, ctypes.sizeof(rows))
        count._obj.value = 2
        return 1


def windows(dll: FakeWinspool, number: int = 0) -> WindowsLink:
    return WindowsLink("POS-80", dll=lambda: dll, last_error=lambda: number)


def test_windows_gets_the_document_raw_and_under_its_name():
    dll = FakeWinspool()
    windows(dll).send(b"receipt", "000001-sale-a")
    assert dll.data == b"receipt"
    assert dll.done == [
        "open POS-80", "OpenPrinterW", "000001-sale-a RAW", "StartDocPrinterW", "WritePrinter", "EndDocPrinter",
        "ClosePrinter",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fails", "number", "code", "unsure"),
    [
        ("OpenPrinterW", 1801, NOT_FOUND, False),
        ("OpenPrinterW", 5, NO_ACCESS, False),
        ("StartDocPrinterW", 1784, "printer_failed", False),
        ("WritePrinter", 112, "printer_failed", False),
        ("EndDocPrinter", 112, "printer_failed", True),
    ],
)
def test_what_windows_objects_to_is_told(fails, number, code, unsure):
    error = failure(windows(FakeWinspool(fails), number))
    assert (error.code, error.unsure) == (code, unsure)


def test_a_document_that_windows_took_by_half_is_taken_back():
    dll = FakeWinspool()
    dll.short = True
    assert not failure(windows(dll)).unsure
    assert dll.done[-2:] == ["AbortPrinter", "ClosePrinter"]


def test_the_printers_of_windows_are_listed_and_none_elsewhere():
    assert windows_printers(FakeWinspool) == ["POS-80", "Office"]
    assert windows_printers() == []
    assert failure(WindowsLink("POS-80")).code == NOT_FOUND
    assert c_uint32().value == 0
