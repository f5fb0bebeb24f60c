"""Byte links: whole documents out, and trouble told by a code and in words."""

import os
import pty
import select
import socket
import threading
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pos_app.domain.errors import SENTENCES
from pos_app.links.cups import CupsLink, cups_queues
from pos_app.links.device import device_link
from pos_app.links.file import FileLink
from pos_app.links.link import BUSY, LOST, NO_ACCESS, NOT_FOUND, SILENT, STOPPED, Link, LinkFailed
from pos_app.links.network import network_link
from pos_app.links.serial import serial_link

DOCUMENT = b"receipt" * 1000


def failure(link: Link, data: bytes = DOCUMENT) -> LinkFailed:
    with pytest.raises(LinkFailed) as raised:
        link.send(data, "a")
    link.close()
    assert raised.value.message
    assert raised.value.code in SENTENCES
    return raised.value


class Terminal:
    """A pair of a pseudo-terminal: `name` for the link, `take` for what the printer reads."""

    def __init__(self) -> None:
        self.master, self.slave = pty.openpty()
        tty.setraw(self.slave)
        self.name = os.ttyname(self.slave)

    def take(self, count: int) -> bytes:
        got = b""
        while len(got) < count and select.select([self.master], [], [], 5)[0]:
            got += os.read(self.master, 4096)
        return got

    def unplug(self) -> None:
        for end in (self.master, self.slave):
            if end >= 0:
                os.close(end)
        self.master = self.slave = -1


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    made = Terminal()
    yield made
    made.unplug()


@contextmanager
def listening(serve) -> Iterator[int]:
    """A TCP printer: `serve` gets each connection."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def run() -> None:
            connection, _ = server.accept()
            with connection:
                serve(connection)

        thread = threading.Thread(target=run)
        thread.start()
        yield server.getsockname()[1]
        thread.join(10)
        assert not thread.is_alive()


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    link = FileLink(tmp_path / "out")
    link.send(b"one", "000001-sale-a")
    link.send(b"two", "000001-sale-a")
    link.close()
    assert [(path.name, path.read_bytes()) for path in (tmp_path / "out").iterdir()] == [("000001-sale-a.bin", b"two")]
    assert (link.reads, link.ask(b"\x10\x04\x01", 1)) == (False, b"")


def test_a_folder_that_cannot_be_made_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("in the way")
    error = failure(FileLink(tmp_path / "out"))
    assert (error.code, error.unsure) == ("printer_failed", False)


# the network


def test_a_network_printer_gets_the_whole_document() -> None:
    got: list[bytes] = []

    def serve(connection: socket.socket) -> None:
        with connection.makefile("rb") as stream:
            got.append(stream.read())

    with listening(serve) as port:
        network_link("127.0.0.1", port).send(DOCUMENT, "a")
    assert got == [DOCUMENT]


def test_a_network_printer_answers_what_it_is_asked() -> None:
    def serve(connection: socket.socket) -> None:
        assert connection.recv(10) == b"\x10\x04\x01"
        connection.sendall(b"\x16")
        connection.recv(1)

    with listening(serve) as port:
        assert network_link("127.0.0.1", port).ask(b"\x10\x04\x01", 5) == b"\x16"


def test_a_mute_network_printer_says_nothing_in_its_time() -> None:
    with listening(lambda connection: connection.recv(10) and connection.recv(1)) as port:
        assert network_link("127.0.0.1", port).ask(b"\x10\x04\x01", 0.05) == b""


def test_a_network_printer_that_is_off_is_told_in_words() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    error = failure(network_link("127.0.0.1", port, connect_s=1))
    assert (error.code, error.unsure) == (NOT_FOUND, False)


def test_a_network_printer_that_hangs_up_in_mid_job_leaves_doubt() -> None:
    def serve(connection: socket.socket) -> None:
        connection.recv(10)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")

    with listening(serve) as port:
        error = failure(network_link("127.0.0.1", port), b"x" * 8_000_000)
    assert (error.code, error.unsure) == (LOST, True)


def test_a_network_printer_that_stops_reading_holds_nobody() -> None:
    over = threading.Event()
    with listening(lambda connection: over.wait(10)) as port:
        error = failure(network_link("127.0.0.1", port, stall_s=0.3), b"x" * 30_000_000)
        over.set()
    assert (error.code, error.unsure) == (SILENT, True)


def test_a_job_can_be_stopped_from_another_thread() -> None:
    over, links = threading.Event(), list[Link]()

    def printer(connection: socket.socket) -> None:
        connection.recv(1)  # the job is on its way
        links[0].cancel()
        over.wait(10)

    with listening(printer) as port:
        link = network_link("127.0.0.1", port)
        links.append(link)
        error = failure(link, b"x" * 30_000_000)
        over.set()
    assert (error.code, error.unsure) == (STOPPED, True)


# the serial port


def test_a_serial_printer_gets_the_whole_document_and_the_port_stays_ours(terminal: Terminal) -> None:
    link = serial_link(terminal.name)
    got: list[bytes] = []
    for _ in range(2):
        reader = threading.Thread(target=lambda: got.append(terminal.take(len(DOCUMENT))))
        reader.start()
        link.send(DOCUMENT, "a")
        reader.join(5)
    assert got == [DOCUMENT, DOCUMENT]
    other = failure(serial_link(terminal.name))
    assert (other.code, other.unsure) == (BUSY, False)
    link.close()
    serial_link(terminal.name).ask(b"", 0)


def test_a_serial_printer_answers(terminal: Terminal) -> None:
    def printer() -> None:
        assert terminal.take(3) == b"\x10\x04\x04"
        os.write(terminal.master, b"\x1e")

    thread = threading.Thread(target=printer)
    thread.start()
    link = serial_link(terminal.name)
    assert link.ask(b"\x10\x04\x04", 5) == b"\x1e"
    assert link.ask(b"\x10\x04\x04", 0.05) == b""
    thread.join(5)
    link.close()


def test_a_serial_printer_that_stops_reading_holds_nobody(terminal: Terminal) -> None:
    error = failure(serial_link(terminal.name, stall_s=0.2), b"x" * 1_000_000)
    assert (error.code, error.unsure) == (SILENT, True)


def test_an_unplugged_cable_is_found_again(terminal: Terminal, tmp_path: Path) -> None:
    name = tmp_path / "ttyUSB0"
    name.symlink_to(terminal.name)
    link = serial_link(str(name))
    link.send(b"one", "a")
    terminal.unplug()
    lost = failure(link)
    assert lost.code in {LOST, NOT_FOUND}
    assert not lost.unsure
    again = Terminal()
    name.unlink()
    name.symlink_to(again.name)
    link.send(b"two", "b")
    assert again.take(3) == b"two"
    link.close()
    again.unplug()


def test_a_held_port_that_was_plugged_in_anew_prints_without_a_failure(terminal: Terminal, tmp_path: Path) -> None:
    name = tmp_path / "ttyUSB0"
    name.symlink_to(terminal.name)
    link = serial_link(str(name))
    link.send(b"one", "a")
    again = Terminal()
    name.unlink()
    name.symlink_to(again.name)
    terminal.unplug()
    link.send(b"two", "b")
    assert again.take(3) == b"two"
    link.close()
    again.unplug()


def test_a_port_that_is_not_there_is_told_in_words() -> None:
    error = failure(serial_link("/dev/none"))
    assert error.code == NOT_FOUND
    assert "/dev/none" in error.message


def test_a_speed_that_a_port_cannot_have_is_told_in_words(terminal: Terminal) -> None:
    assert failure(serial_link(terminal.name, -5)).code == NOT_FOUND


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open everything")
def test_a_port_without_rights_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "lp0").touch(mode=0)
    assert failure(device_link(tmp_path / "lp0")).code == NO_ACCESS


# device files


def test_a_device_file_takes_the_document_and_answers(terminal: Terminal) -> None:
    link = device_link(Path(terminal.name))
    link.send(b"receipt", "a")
    assert terminal.take(7) == b"receipt"
    os.write(terminal.master, b"old news")
    thread = threading.Timer(0.05, lambda: os.write(terminal.master, b"\x16"))
    thread.start()
    assert link.heard() == b"old news"
    assert link.heard() == b""
    assert link.ask(b"\x10\x04\x01", 5) == b"\x16"
    thread.join()
    link.close()


def test_a_device_file_that_stops_reading_holds_nobody(terminal: Terminal) -> None:
    error = failure(device_link(Path(terminal.name), stall_s=0.2), b"x" * 1_000_000)
    assert (error.code, error.unsure) == (SILENT, True)


def test_a_device_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert failure(device_link(tmp_path / "lp9")).code == NOT_FOUND


# CUPS, by stand-ins for its two commands


def command(tmp_path: Path, body: str) -> tuple[str, ...]:
    script = tmp_path / "command"
    script.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    return ("/bin/sh", str(script))


def test_cups_gets_the_document_raw_and_under_its_name(tmp_path: Path) -> None:
    words = command(tmp_path, f'cat > {tmp_path}/got; echo "$@" > {tmp_path}/words')
    CupsLink("Kasa_1", command=words).send(DOCUMENT, "000001-sale-a")
    assert (tmp_path / "got").read_bytes() == DOCUMENT
    assert (tmp_path / "words").read_text() == "-d Kasa_1 -o raw -t 000001-sale-a\n"


def test_what_cups_objects_to_is_told(tmp_path: Path) -> None:
    error = failure(CupsLink("Kasa", command=command(tmp_path, "cat >/dev/null; echo no such queue >&2; exit 1")))
    assert (error.code, error.unsure) == (NOT_FOUND, False)
    assert "no such queue" in error.message


def test_a_cups_that_hangs_holds_nobody(tmp_path: Path) -> None:
    error = failure(CupsLink("Kasa", command=command(tmp_path, "exec sleep 20"), timeout_s=0.2))
    assert (error.code, error.unsure) == (SILENT, True)


def test_a_computer_without_cups_is_told() -> None:
    assert failure(CupsLink("Kasa", command=("no-such-command",))).code == NOT_FOUND
    assert cups_queues(command=("no-such-command",)) == []


@pytest.mark.parametrize("queue", ["", "-h", "two words", "a/b", "a#b"])
def test_what_cannot_be_a_queue_is_never_put_into_a_command(queue: str) -> None:
    with pytest.raises(LinkFailed):
        CupsLink(queue)


def test_the_queues_of_cups_are_listed(tmp_path: Path) -> None:
    assert cups_queues(command=command(tmp_path, "printf 'Kasa_1\\nOffice\\n'")) == ["Kasa_1", "Office"]
    assert cups_queues(command=command(tmp_path, "exit 1")) == []
