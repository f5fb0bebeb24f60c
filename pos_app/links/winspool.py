"""A printer behind Windows' spooler: documents go to its queue raw, by winspool.drv. All Windows code of the links.

`dll` is winspool.drv, or in tests a stand-in with the same functions.
"""

import ctypes
from collections.abc import Callable
from ctypes import Structure, byref, c_uint32, c_void_p, c_wchar_p
from typing import Any, ClassVar, Final

from pos_app.domain.said import sentence
from pos_app.links.link import NO_ACCESS, NOT_FOUND, LinkFailed, OneWay

_ACCESS_DENIED: Final = 5
_NO_SUCH_PRINTER: Final = 1801
_LOCAL_AND_CONNECTED: Final = 0x02 | 0x04


class _Document(Structure):
    """DOC_INFO_1W."""

    _fields_: ClassVar = [("name", c_wchar_p), ("output", c_wchar_p), ("datatype", c_wchar_p)]


class _Named(Structure):
    """PRINTER_INFO_4W."""

    _fields_: ClassVar = [("name", c_wchar_p), ("server", c_wchar_p), ("attributes", c_uint32)]


def _load() -> Any:
    windows = getattr(ctypes, "WinDLL", None)
    if windows is None:
        raise LinkFailed("Черга Windows є лише у Windows.", code=NOT_FOUND)
    return windows("winspool.drv", use_last_error=True)


def _last_error() -> int:
    return int(getattr(ctypes, "get_last_error", lambda: 0)())


class WindowsLink(OneWay):
    """Hands each document to the spooler, which keeps it until the printer is there."""

    def __init__(
        self, printer: str, *, dll: Callable[[], Any] = _load, last_error: Callable[[], int] = _last_error
    ) -> None:
        self._printer = printer
        self._load = dll
        self._last_error = last_error

    def send(self, data: bytes, name: str) -> None:
        """Queue one document under its name; it is there whole or taken back."""
        dll, handle = self._load(), c_void_p()
        if not dll.OpenPrinterW(c_wchar_p(self._printer), byref(handle), None):
            raise self._failed()
        try:
            document = _Document(name, None, "RAW")
            if not dll.StartDocPrinterW(handle, 1, byref(document)):
                raise self._failed()
            self._write(dll, handle, data)
            if not dll.EndDocPrinter(handle):
                raise self._failed(unsure=True)
        finally:
            dll.ClosePrinter(handle)

    def _write(self, dll: Any, handle: c_void_p, data: bytes) -> None:
        written = c_uint32()
        whole = dll.WritePrinter(handle, data, len(data), byref(written)) and written.value == len(data)
        if not whole:
            error = self._failed()
            dll.AbortPrinter(handle)  # a document by half would lie in the queue for ever
            raise error

    def _failed(self, *, unsure: bool = False) -> LinkFailed:
        number = self._last_error()
        if number == _NO_SUCH_PRINTER:
            return LinkFailed(sentence("Принтера «{name}» у Windows немає.", name=self._printer), code=NOT_FOUND)
        if number == _ACCESS_DENIED:
            return LinkFailed(sentence("Windows не пускає до принтера «{name}».", name=self._printer), code=NO_ACCESS)
        return LinkFailed(sentence("Windows не прийняла документ (помилка {number}).", number=number), unsure=unsure)


def windows_printers(dll: Callable[[], Any] = _load) -> list[str]:
    """Names of the printers that Windows has; none elsewhere."""
    try:
        winspool = dll()
    except LinkFailed:
        return []
    needed, count = c_uint32(), c_uint32()
    winspool.EnumPrintersW(_LOCAL_AND_CONNECTED, None, 4, None, 0, byref(needed), byref(count))
    if not needed.value:
        return []
    room = ctypes.create_string_buffer(needed.value)
    if not winspool.EnumPrintersW(_LOCAL_AND_CONNECTED, None, 4, room, needed.value, byref(needed), byref(count)):
        return []
    found = ctypes.cast(room, ctypes.POINTER(_Named))
    return [str(found[place].name) for place in range(count.value)]
