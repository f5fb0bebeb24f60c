"""Over real sockets: what never left this computer is told from what may have arrived."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from pos_app.checkbox import Ambiguous, CheckboxClient, NotSent, open_http

Peer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def listening(peer: Peer) -> AsyncIterator[int]:
    """A server on loopback that treats each connection as `peer` says; gives its port."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.CancelledError):
            await peer(reader, writer)
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


async def info(url: str, timeout_s: float = 2.0) -> None:
    async with open_http(url, timeout_s) as http:
        client = CheckboxClient(
            http,
            base_url=url,
            license_key="k",
            client_name="n",
            client_version="1",
            device_id="d",
            timeout_s=timeout_s,
        )
        await client.info()


async def read_request(reader: asyncio.StreamReader) -> None:
    await reader.readuntil(b"\r\n\r\n")


async def test_a_refused_connection_is_not_sent() -> None:
    async def nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        return None

    async with listening(nothing) as port:
        pass
    with pytest.raises(NotSent):
        await info(f"http://127.0.0.1:{port}")


async def test_a_name_that_nobody_knows_is_not_sent() -> None:
    with pytest.raises(NotSent):
        await info("http://till.invalid:9", 20.0)


async def test_a_failed_handshake_is_not_sent() -> None:
    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()

    async with listening(plain) as port:
        with pytest.raises(NotSent):
            await info(f"https://127.0.0.1:{port}")


async def test_a_handshake_that_never_ends_is_not_sent() -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    async with listening(silent) as port:
        with pytest.raises(NotSent):
            await info(f"https://127.0.0.1:{port}", 0.2)


async def test_a_server_that_hears_and_says_nothing_is_ambiguous() -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    async with listening(silent) as port:
        with pytest.raises(Ambiguous):
            await info(f"http://127.0.0.1:{port}", 0.2)


async def test_a_connection_dropped_after_the_request_is_ambiguous() -> None:
    async def drop(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)

    async with listening(drop) as port:
        with pytest.raises(Ambiguous):
            await info(f"http://127.0.0.1:{port}")


async def test_a_cut_body_is_ambiguous() -> None:
    async def cut(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"id": "')
        await writer.drain()

    async with listening(cut) as port:
        with pytest.raises(Ambiguous):
            await info(f"http://127.0.0.1:{port}")


async def test_a_body_that_drips_is_ended_by_the_deadline() -> None:
    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n")
        for _ in range(100):
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.02)  # the drip itself

    async with listening(drip) as port:
        with pytest.raises(Ambiguous):
            await info(f"http://127.0.0.1:{port}", 0.2)


async def test_words_that_are_not_http_are_ambiguous() -> None:
    async def babble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(b"220 mail.example ESMTP\r\n")
        await writer.drain()

    async with listening(babble) as port:
        with pytest.raises(Ambiguous):
            await info(f"http://127.0.0.1:{port}")


async def test_the_transports_own_log_holds_no_secret(caplog: pytest.LogCaptureFixture) -> None:
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_request(reader)
        writer.write(b"HTTP/1.1 500 X\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()

    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="httpcore")  # a till that was opened before has silenced it
    async with listening(refuse) as port:
        url = f"http://127.0.0.1:{port}"
        async with open_http(url, 2.0) as http:
            client = CheckboxClient(
                http, base_url=url, license_key="licence-secret", client_name="n", client_version="1", device_id="d"
            )
            client.token = "token-secret"
            with pytest.raises(Ambiguous):
                await client.go_online()
            with pytest.raises(Ambiguous):
                await client.sign_in_pin("pin-secret")
    assert "httpcore" in {record.name.partition(".")[0] for record in caplog.records}
    told = caplog.text + "".join(str(vars(record)) for record in caplog.records)
    assert not [secret for secret in ("licence-secret", "token-secret", "pin-secret") if secret in told]
