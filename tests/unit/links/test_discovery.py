"""Finding printers: USB by class and maker, the system's queues, and the shop's own network only."""

import asyncio
from pathlib import Path

from pos_app.links import discovery
from pos_app.links.discovery import Found, own_network, sweep, usb_printers
from pos_app.links.usb import UsbId
from tests.unit.links.test_usb_and_windows import FakeUsb


def usblp(folder: Path, number: int, vendor: str, product: str, name: str = "") -> None:
    device = folder / "devices" / f"usb{number}"
    (device / "interface").mkdir(parents=True)
    for file, text in (("idVendor", vendor), ("idProduct", product), ("product", name)):
        if text:
            (device / file).write_text(f"{text}\n", encoding="utf-8")
    entry = folder / "usbmisc" / f"lp{number}"
    entry.mkdir(parents=True)
    (entry / "device").symlink_to(device / "interface")


def test_a_usb_printer_is_named_and_gets_its_makers_profile(tmp_path: Path) -> None:
    epson, keyboard = FakeUsb(UsbId(0x04B8, 0x0E15)), FakeUsb(UsbId(0x04B8, 1), kind=3)
    epson.product = "TM-T20III"
    unknown = FakeUsb(UsbId(0x1234, 0x5678))
    unknown.product = None
    assert usb_printers(lambda: iter([epson, keyboard, unknown]), tmp_path) == [
        Found("usb", "04b8:0e15", "TM-T20III", "epson"),
        Found("usb", "1234:5678", "USB-принтер", "default"),
    ]


def test_a_printer_with_a_device_file_is_found_once_by_its_file(tmp_path: Path) -> None:
    usblp(tmp_path, 0, "0483", "070b", "POS80 Printer")
    usblp(tmp_path, 1, "0416", "5011")
    usblp(tmp_path, 2, "not", "hex")
    again = FakeUsb(UsbId(0x0483, 0x070B))
    assert usb_printers(lambda: iter([again]), tmp_path / "usbmisc") == [
        Found("usb", "/dev/usb/lp0", "POS80 Printer", "xprinter"),
        Found("usb", "/dev/usb/lp1", "POS-5890", "pos-5890"),
    ]


def test_only_a_private_network_is_looked_at() -> None:
    network = own_network("192.168.7.31")
    assert network is not None
    assert (str(network), network.num_addresses) == ("192.168.7.0/24", 256)
    assert own_network("8.8.8.8") is None
    assert own_network("127.0.0.1") is None


async def test_who_takes_connections_is_found_and_gets_no_byte() -> None:
    got: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        got.append(await reader.read())
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    found = await sweep(["127.0.0.1", "127.0.0.2"], port)
    async with asyncio.timeout(5):
        while not got:  # noqa: ASYNC110  (the server's task is no event of ours)
            await asyncio.sleep(0)
    server.close()
    assert found == [Found("network", f"127.0.0.1:{port}", "принтер у мережі")]
    assert got == [b""]


def test_the_queues_of_windows_come_before_those_of_cups(monkeypatch) -> None:
    monkeypatch.setattr(discovery, "cups_queues", lambda: ["Kasa"])
    assert discovery.system_queues() == [Found("cups", "Kasa", "черга CUPS")]
    monkeypatch.setattr(discovery, "windows_printers", lambda: ["POS-80"])
    assert discovery.system_queues() == [Found("windows", "POS-80", "черга Windows")]


def test_everything_on_this_computer_can_be_listed() -> None:
    assert all(isinstance(one, Found) for one in discovery.local_printers())
