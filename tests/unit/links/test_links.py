"""Byte links: whole documents out, and trouble told in words."""

import os
import pty
import socket
import threading
from pathlib import Path

import pytest

from pos_app.links.file import FileLink
from pos_app.links.link import LinkFailed
from pos_app.links.network import NetworkLink
from pos_app.links.serial import SerialLink


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    link = FileLink(tmp_path / "out")
    link.send(b"one", "000001-sale-a")
    link.send(b"two", "000001-sale-a")
    link.close()
    assert [(path.name, path.read_bytes()) for path in (tmp_path / "out").iterdir()] == [("000001-sale-a.bin", b"two")]


def test_a_folder_that_cannot_be_made_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("in the way")
    with pytest.raises(LinkFailed) as raised:
        FileLink(tmp_path / "out").send(b"one", "a")
    assert raised.value.code == "printer_failed"
    assert not raised.value.unsure


def test_a_network_printer_gets_the_whole_document() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        got: list[bytes] = []

        def serve() -> None:
            connection, _ = server.accept()
            with connection, connection.makefile("rb") as stream:
                got.append(stream.read())

        thread = threading.Thread(target=serve)
        thread.start()
        link = NetworkLink("127.0.0.1", server.getsockname()[1])
        link.send(b"receipt" * 1000, "a")
        link.close()
        thread.join(5)
    assert got == [b"receipt" * 1000]


def test_a_network_printer_that_is_off_is_told_in_words() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(LinkFailed) as raised:
        NetworkLink("127.0.0.1", port, timeout_s=1).send(b"x", "a")
    assert not raised.value.unsure


def test_a_serial_printer_gets_the_whole_document() -> None:
    ours, theirs = pty.openpty()
    link = SerialLink(os.ttyname(theirs))
    link.send(b"receipt", "a")
    link.close()
    assert os.read(ours, 100) == b"receipt"
    os.close(ours)
    os.close(theirs)


def test_a_serial_printer_that_stops_reading_holds_nobody() -> None:
    ours, theirs = pty.openpty()
    with pytest.raises(LinkFailed) as raised:
        SerialLink(os.ttyname(theirs), timeout_s=0.2).send(b"x" * 1_000_000, "a")
    assert raised.value.unsure
    os.close(ours)
    os.close(theirs)


def test_a_port_that_is_not_there_is_told_in_words() -> None:
    with pytest.raises(LinkFailed) as raised:
        SerialLink("/dev/none").send(b"x", "a")
    assert "/dev/none" in raised.value.message
