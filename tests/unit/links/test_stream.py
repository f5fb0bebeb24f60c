"""Lines that stay open: serial ports (pseudo-terminals) and sockets, their faults, and who else has the port."""

import os
import sys

import pytest

from pos_app.domain.device import Port, Trouble
from pos_app.links.ports import serial_ports
from pos_app.links.stream import LineFailed, open_stream
from pos_app.sandbox.devices import PtyPlug, TcpPlug

needs_pty = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")


class Echo:
    def heard(self, data: bytes) -> bytes:
        return data.upper()


async def test_a_socket_carries_bytes_both_ways_and_tells_when_it_broke_off() -> None:
    plug = TcpPlug(Echo())
    await plug.plug_in()
    stream = await open_stream(Port(plug.address))
    await stream.write(b"abc")
    assert await stream.read() == b"ABC"
    assert stream.pending() == b""
    plug.pull_out()
    for _ in range(2):
        with pytest.raises(LineFailed) as failed:
            await stream.read()
        assert failed.value.trouble is Trouble.LOST
    with pytest.raises(LineFailed):
        await stream.write(b"x")
    await stream.close()
    with pytest.raises(LineFailed) as refused:
        await open_stream(Port(plug.address))
    assert refused.value.trouble is Trouble.SILENT


@pytest.mark.parametrize("address", ["tcp://", "tcp://host", "tcp://host:99999"])
async def test_an_address_that_is_none_is_told_as_a_setting(address: str) -> None:
    with pytest.raises(LineFailed) as failed:
        await open_stream(Port(address))
    assert failed.value.trouble is Trouble.SETTINGS
    assert failed.value.code == "device_failed"


@needs_pty
async def test_a_serial_port_carries_bytes_both_ways() -> None:
    plug = PtyPlug(Echo())
    stream = await open_stream(Port(plug.address, 9600, bits=8, parity="N"))
    await stream.write(b"abc\r")
    heard = b""
    while len(heard) < 4:
        heard += await stream.read()
    assert heard == b"ABC\r"
    await stream.close()
    plug.pull_out()


@needs_pty
async def test_a_port_has_one_owner() -> None:
    plug = PtyPlug(Echo())
    first = await open_stream(Port(plug.address))
    with pytest.raises(LineFailed) as failed:
        await open_stream(Port(plug.address))
    assert failed.value.trouble is Trouble.BUSY
    await first.close()
    again = await open_stream(Port(plug.address))
    await again.close()
    plug.pull_out()


@needs_pty
async def test_a_cable_pulled_out_ends_the_line_and_a_port_that_is_not_there_is_absent() -> None:
    plug = PtyPlug(None)
    stream = await open_stream(Port(plug.address))
    plug.pull_out()
    with pytest.raises(LineFailed) as failed:
        await stream.read()
    assert failed.value.trouble is Trouble.LOST
    await stream.close()
    with pytest.raises(LineFailed) as gone:
        await open_stream(Port("/dev/no-such-port"))
    assert gone.value.trouble is Trouble.ABSENT


@needs_pty
async def test_a_device_that_takes_no_bytes_is_silent_and_holds_nobody() -> None:
    main, side = os.openpty()
    stream = await open_stream(Port(os.ttyname(side)))
    with pytest.raises(LineFailed) as failed:
        for _ in range(8):
            await stream.write(bytes(8000))
    assert failed.value.trouble is Trouble.SILENT
    os.close(main)
    os.close(side)
    await stream.close()


async def test_an_impossible_speed_is_a_setting() -> None:
    with pytest.raises(LineFailed) as failed:
        await open_stream(Port("/dev/null", bits=3))
    assert failed.value.trouble is Trouble.SETTINGS


def test_the_ports_of_this_computer_are_told_in_order() -> None:
    found = serial_ports()
    assert [one.address for one in found] == sorted(one.address for one in found)
