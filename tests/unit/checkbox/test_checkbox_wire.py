"""One exchange: what leaves, what comes back, and what a broken exchange means."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import httpx
import pytest

from pos_app.checkbox import Ambiguous, AnswerClass, CheckboxClient, CheckboxError, NotSent, Throttled, open_http
from pos_app.domain.errors import Bug

RECEIPT = UUID("5b7d533c-97c8-4db7-8f5f-4b3aaca44a77")
BODY = json.dumps({"id": str(RECEIPT), "goods": []}).encode()


def made(http: httpx.AsyncClient, **changed: Any) -> CheckboxClient:
    settings: dict[str, Any] = {
        "base_url": "https://checkbox.test/",
        "license_key": "licence",
        "client_name": "pos-app",
        "client_version": "1",
        "device_id": "till-1",
        "timeout_s": 0.2,
    }
    return CheckboxClient(http, **(settings | changed))


async def test_every_request_says_who_we_are(client: CheckboxClient, server: Any) -> None:
    server.says(200, None)
    await client.cashier_shift()
    headers = server.last.headers
    assert headers["accept"] == "application/json"
    assert headers["x-client-name"] == "pos-app"
    assert headers["x-client-version"] == "0.1.0"
    assert headers["x-device-id"] == "till-1"
    assert headers["x-license-key"] == "licence-secret"
    assert headers["x-access-key"] == "access-secret"
    assert headers["authorization"] == "Bearer token-secret"
    assert str(server.last.url) == "https://checkbox.test/api/v1/cashier/shift"


async def test_the_stored_bytes_are_sent_as_they_are(
    client: CheckboxClient, server: Any, receipt_answer: dict[str, Any]
) -> None:
    stored = b'{ "id":"5b7d533c-97c8-4db7-8f5f-4b3aaca44a77" ,\n"goods":[1.50], "x":"\xd0\xa5" }'
    server.says(201, receipt_answer)
    await client.sell(stored)
    await client.sell(stored)
    assert [r.content for r in server.requests] == [stored, stored]
    assert server.last.headers["content-type"] == "application/json"


async def test_an_empty_close_has_no_body_at_all(
    client: CheckboxClient, server: Any, shift_answer: dict[str, Any]
) -> None:
    server.says(202, shift_answer)
    await client.close_shift()
    assert server.last.content == b""
    assert server.last.headers["content-length"] == "0"
    assert "content-type" not in server.last.headers


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"id": "not an id"}', b"\xff"])
async def test_a_stored_body_that_is_no_document_never_leaves(client: CheckboxClient, server: Any, body: bytes) -> None:
    with pytest.raises(Bug):
        await client.sell(body)
    assert server.requests == []


@pytest.mark.parametrize(
    "error", [httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError], ids=lambda e: e.__name__
)
async def test_no_connection_means_not_sent(client: CheckboxClient, server: Any, error: Any) -> None:
    server.breaks(error)
    with pytest.raises(NotSent) as caught:
        await client.sell(BODY)
    assert (caught.value.answer, caught.value.status) == (AnswerClass.NOT_SENT, None)


@pytest.mark.parametrize(
    "error",
    [
        httpx.ReadTimeout,
        httpx.WriteTimeout,
        httpx.ReadError,
        httpx.WriteError,
        httpx.CloseError,
        httpx.RemoteProtocolError,
        httpx.DecodingError,
    ],
    ids=lambda e: e.__name__,
)
async def test_a_connection_that_breaks_later_is_ambiguous(client: CheckboxClient, server: Any, error: Any) -> None:
    server.breaks(error)
    with pytest.raises(Ambiguous) as caught:
        await client.sell(BODY)
    assert caught.value.answer is AnswerClass.AMBIGUOUS


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"<html>ok</html>",
        b'{"id": "5b7d533c',
        b"[]",
        b"true",
        b'"DONE"',
        b"{}",
        b"\xff\xfe",
        b"[" * 200_000,
        b'{"id": NaN}',
        b'{"id": 1e9999999999999999999}',
        b"1" * 5000,
    ],
    ids=lambda content: repr(content[:12]),
)
async def test_a_success_that_cannot_be_read_is_ambiguous(client: CheckboxClient, server: Any, content: bytes) -> None:
    server.says(201, raw=content)
    with pytest.raises(Ambiguous) as caught:
        await client.sell(BODY)
    assert caught.value.status == 201


@pytest.mark.parametrize("field", ["id", "type", "status", "total_sum", "total_payment", "total_rest"])
@pytest.mark.parametrize("value", ["absent", None, {"odd": 1}])
async def test_a_receipt_without_what_makes_it_one_is_ambiguous(
    client: CheckboxClient, server: Any, receipt_answer: dict[str, Any], field: str, value: Any
) -> None:
    if value == "absent":
        del receipt_answer[field]
    else:
        receipt_answer[field] = value
    server.says(201, receipt_answer)
    with pytest.raises(Ambiguous):
        await client.sell(BODY)


@pytest.mark.parametrize("total", [True, "118", 118.5, 1e30, 10**15])
async def test_a_sum_that_is_not_whole_kopecks_is_ambiguous(
    client: CheckboxClient, server: Any, receipt_answer: dict[str, Any], total: Any
) -> None:
    server.says(201, receipt_answer | {"total_sum": total})
    with pytest.raises(Ambiguous):
        await client.sell(BODY)


async def test_an_answer_about_another_document_is_ambiguous(
    client: CheckboxClient, server: Any, receipt_answer: dict[str, Any], shift_answer: dict[str, Any]
) -> None:
    other = UUID(int=7)
    stranger = json.dumps({"id": str(other)}).encode()
    server.says(201, receipt_answer)
    for call in (client.sell, client.sell_offline, client.service, client.cash_withdrawal, client.make_prepayment):
        with pytest.raises(Ambiguous):
            await call(stranger)
    with pytest.raises(Ambiguous):
        await client.receipt(other)
    with pytest.raises(Ambiguous):
        await client.receipt("ABCDEFGHIJK")
    server.says(202, shift_answer)
    with pytest.raises(Ambiguous):
        await client.open_shift(stranger)
    for ask in (client.shift, client.shift_short, client.close_shift_by_id):
        with pytest.raises(Ambiguous):
            await ask(other)
    with pytest.raises(Ambiguous):
        await client.close_shift(shift_id=other)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308, 304])
async def test_a_redirect_is_ambiguous_and_is_not_followed(client: CheckboxClient, server: Any, status: int) -> None:
    server.says(status, {}, location="https://elsewhere.test/steal")
    with pytest.raises(Ambiguous):
        await client.sell(BODY)
    assert [r.url.host for r in server.requests] == ["checkbox.test"]


async def test_an_oversized_answer_is_ambiguous_and_is_not_read_to_its_end() -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while True:
            read += 1
            yield b" " * 1024 * 1024

    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=endless())

    async with open_http("https://checkbox.test", 1.0, httpx.MockTransport(answer)) as http:
        with pytest.raises(Ambiguous, match="unreachable"):
            await made(http, timeout_s=5.0).info()
    assert read == 11


async def test_an_announced_or_unpacked_size_counts_too(client: CheckboxClient, server: Any) -> None:
    server.says(200, raw=b"{}", content_length="99999999999")
    with pytest.raises(Ambiguous):
        await client.info()
    server.says(200, raw=gzip.compress(b" " * 11 * 1024 * 1024), content_encoding="gzip")
    with pytest.raises(Ambiguous):
        await client.info()


async def test_a_large_answer_within_bounds_is_read(client: CheckboxClient, server: Any) -> None:
    codes = [{"fiscal_code": f"code{n:07d}", "serial_id": n, "created_at": "2026-01-01T00:00:00"} for n in range(5000)]
    server.says(200, codes)
    got = await client.get_offline_codes(count=10000)
    assert [code.serial_id for code in got] == list(range(5000))


async def test_a_large_answer_that_is_broken_is_ambiguous(client: CheckboxClient, server: Any) -> None:
    server.says(200, raw=b"[" + b'{"serial_id": 1},' * 9000)
    with pytest.raises(Ambiguous):
        await client.get_offline_codes(count=10000)


async def test_a_call_ends_by_its_deadline_and_is_then_ambiguous() -> None:
    async def silent(_: httpx.Request) -> httpx.Response:
        await asyncio.Event().wait()
        raise AssertionError

    async with open_http("https://checkbox.test", 1.0, httpx.MockTransport(silent)) as http:
        with pytest.raises(Ambiguous):
            await made(http, timeout_s=0.05).sell(BODY)


async def test_the_servers_clock_is_passed_on_whatever_the_answer(client: CheckboxClient, server: Any) -> None:
    server.says(200, None, date="Mon,16 May 2022 19:38:11 GMT")
    await client.cashier_shift()
    server.says(400, {"message": "Зміну не відкрито"}, date="Sat, 21 Nov 2026 03:00:00 GMT")
    with pytest.raises(CheckboxError):
        await client.make_x_report()
    assert server.dates == [datetime(2022, 5, 16, 19, 38, 11, tzinfo=UTC), datetime(2026, 11, 21, 3, tzinfo=UTC)]


@pytest.mark.parametrize("date", ["", "yesterday", "Mon, 99 May 2022 19:38:11 GMT", "0"])
async def test_an_unreadable_clock_is_passed_over(client: CheckboxClient, server: Any, date: str) -> None:
    server.says(200, None, date=date)
    assert await client.cashier_shift() is None
    assert server.dates == []


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("7", 7.0),
        ("Sat, 21 Nov 2026 03:00:30 GMT", 30.0),
        ("Sat, 21 Nov 2026 02:00:00 GMT", 0.0),
        ("soon", None),
        ("-3", None),
        ("9999999", None),
    ],
)
async def test_throttling_says_how_long_to_wait(
    client: CheckboxClient, server: Any, header: str, expected: float | None
) -> None:
    server.says(429, {"message": "x"}, retry_after=header, date="Sat, 21 Nov 2026 03:00:00 GMT")
    with pytest.raises(Throttled) as caught:
        await client.sell(BODY)
    assert caught.value.retry_after_s == expected


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"<html>", "text/html"), (b"", "image/png"), (b"GIF89a", "image/png"), (b"null", "application/json")],
)
async def test_a_picture_that_is_none_is_ambiguous(
    client: CheckboxClient, server: Any, content: bytes, kind: str
) -> None:
    server.says(200, raw=content, content_type=kind)
    with pytest.raises(Ambiguous):
        await client.receipt_png(RECEIPT)


async def test_a_text_that_is_not_utf8_is_ambiguous(client: CheckboxClient, server: Any) -> None:
    server.says(200, raw=b"\xff\xff", content_type="text/plain")
    with pytest.raises(Ambiguous):
        await client.receipt_text(RECEIPT)


class Stalling(httpx.AsyncBaseTransport):
    """Tells its steps as the real transport does, then hangs."""

    def __init__(self, *steps: str) -> None:
        self._steps = steps

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        for step in self._steps:
            await request.extensions["trace"](step, {})
        await asyncio.Event().wait()
        raise AssertionError


@pytest.mark.parametrize(
    ("steps", "answer"),
    [
        (("connection.connect_tcp.started",), AnswerClass.NOT_SENT),
        (("connection.connect_tcp.complete", "connection.start_tls.started"), AnswerClass.NOT_SENT),
        (("connection.start_tls.complete", "http11.send_request_headers.started"), AnswerClass.AMBIGUOUS),
        (("http11.send_request_body.complete", "http11.receive_response_headers.started"), AnswerClass.AMBIGUOUS),
        ((), AnswerClass.AMBIGUOUS),
    ],
)
async def test_at_the_deadline_the_steps_taken_tell_whether_anything_left(
    steps: tuple[str, ...], answer: AnswerClass
) -> None:
    async with open_http("https://checkbox.test", 1.0, Stalling(*steps)) as http:
        with pytest.raises(CheckboxError) as caught:
            await made(http, timeout_s=0.02).sell(BODY)
    assert caught.value.answer is answer
