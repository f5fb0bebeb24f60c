"""The line protocol: what is no request is told so, order is kept, and nothing a caller sends ends the process."""

import asyncio
import io
import json
import logging
import os
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_app.domain.errors import Bug
from pos_app.rpc.server import LONGEST_LINE
from pos_app.rpc.serving import OutputThread, serve_stdio
from tests.unit.rpc.conftest import NOT_SIGNED_IN, NotedTill, Wire, answer_to

STATUS = {"jsonrpc": "2.0", "id": "s", "method": "till.status"}


async def code_of(line: bytes) -> tuple[int, Any]:
    wire = Wire()
    wire.say(line)
    (answer,) = await wire.hang_up()
    return answer["error"]["code"], answer["id"]


@pytest.mark.parametrize(
    ("line", "code", "request_id"),
    [
        (b"nonsense", -32700, None),
        (b'{"jsonrpc": "2.0", "id": 1', -32700, None),
        (b"\xff\xfe", -32700, None),
        (b"[" * 100_000, -32700, None),
        (b'{"jsonrpc": "2.0", "id": "\\u0041", "params": ' + b"[" * 900 + b"]" * 900 + b"}", -32700, None),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "till.wait", "params": {"timeout_s": NaN}}', -32700, None),
        (b'{"jsonrpc": "2.0", "id": "\\ud800", "method": "till.status"}', -32700, None),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "till.wait", "params": {"x": 1e9999999999999999999}}', -32700, None),
        (b'{"jsonrpc": "2.0", "id": 1e-9999999999999999999, "method": "till.status"}', -32700, None),
        (b'{"jsonrpc": "2.0", "id": 1e999999999, "method": "till.status"}', -32700, None),
        (b"[]", -32600, None),
        (b"7", -32600, None),
        (b'{"jsonrpc": "1.0", "id": 3, "method": "till.status"}', -32600, 3),
        (b'{"jsonrpc": "2.0", "id": 3, "method": 7}', -32600, 3),
        (b'{"jsonrpc": "2.0", "id": [1], "method": "till.status"}', -32600, None),
        (b'{"jsonrpc": "2.0", "id": true, "method": "till.status"}', -32600, None),
        (b'{"jsonrpc": "2.0", "id": 4, "method": "till.explode"}', -32601, 4),
        (b'{"jsonrpc": "2.0", "id": 5, "method": "till.status", "params": [1]}', -32602, 5),
        (b'{"jsonrpc": "2.0", "id": 5, "method": "till.status", "params": {"x": 1}}', -32602, 5),
    ],
)
async def test_what_is_no_request_gets_its_standard_code(line: bytes, code: int, request_id: Any) -> None:
    assert await code_of(line) == (code, request_id)


async def test_a_line_too_long_is_refused_and_the_next_one_is_answered() -> None:
    wire = Wire()
    wire.say(b'{"x": "' + b"a" * (3 * LONGEST_LINE) + b'"}', STATUS)
    answers = await wire.hang_up()
    assert [answer.get("error", {}).get("code") for answer in answers] == [-32700, None]
    assert answers[1]["id"] == "s"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.binary(max_size=40), st.text(max_size=40).map(str.encode)), max_size=8))
def test_no_bad_line_ends_the_server(lines: list[bytes]) -> None:
    async def play() -> list[Any]:
        wire = Wire()
        for line in lines:
            wire.say(line)
        wire.say(STATUS)
        return await wire.hang_up()

    answers = asyncio.run(play())
    assert answers[-1]["id"] == "s"
    assert "result" in answers[-1]
    assert all(answer["error"]["code"] in {-32700, -32600} for answer in answers[:-1])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
METHODS_WITH_MUCH_TO_SAY = ["sale.pay", "cart.discount", "cart.add", "taxes.confirm", "shift.cash_in", "sale.quote"]
PARAMS = st.dictionaries(
    st.sampled_from(["payments", "code", "line_id", "quantity", "type", "mode", "value", "table", "amount", "lines"]),
    JSON,
    max_size=5,
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(METHODS_WITH_MUCH_TO_SAY), PARAMS)
def test_no_parameters_are_an_internal_error(method: str, params: dict[str, Any]) -> None:
    refused = dict.fromkeys(("pay", "cash_in", "quote", "confirm_taxes"), NOT_SIGNED_IN)
    answer = asyncio.run(answer_to(method, params, **refused))
    assert "result" in answer or answer["error"]["code"] in {-32602, -32000}


async def test_requests_are_answered_in_the_order_they_come() -> None:
    wire = Wire()
    for number in range(20):
        wire.ask("till.status", request_id=number)
    assert [answer["id"] for answer in await wire.hang_up()] == list(range(20))


async def test_a_wait_holds_nothing_up_and_is_answered_when_it_ends() -> None:
    wire = Wire()
    wire.ask("till.wait", {"for": "idle", "timeout_s": 60}, "w")
    wire.ask("till.status", request_id="s")
    await asyncio.sleep(0.01)
    assert [answer["id"] for answer in wire.out.answers] == ["s"]
    wire.till.release.set()
    await asyncio.sleep(0.01)
    assert wire.out.answers[1:] == [{"jsonrpc": "2.0", "id": "w", "result": {"reached": True}}]
    await wire.hang_up()


async def test_a_notification_is_done_and_not_answered() -> None:
    wire = Wire()
    wire.say({"jsonrpc": "2.0", "method": "cart.clear"})
    wire.say(STATUS)
    answers = await wire.hang_up()
    assert [answer["id"] for answer in answers] == ["s"]
    assert [name for name, _, _ in wire.till.asked] == ["clear"]


async def test_the_end_of_input_shuts_the_till_down() -> None:
    wire = Wire()
    wire.ask("till.wait", {"for": "online", "timeout_s": 60}, "w")
    answers = await wire.hang_up()
    assert wire.till.shut == 1
    assert answers == [{"jsonrpc": "2.0", "id": "w", "result": {"reached": True}}]


@pytest.mark.parametrize("how", ["end of input", "till.shutdown"])
async def test_a_sync_that_runs_is_finished_before_the_end(how: str) -> None:
    wire = Wire()
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def sync_catalog(*, full: bool) -> dict[str, int]:
        begun.set()
        await go_on.wait()
        return {"products": 1 if full else 0}

    wire.till.sync_catalog = sync_catalog
    wire.ask("catalog.sync", {"full": True}, "c")
    if how == "till.shutdown":
        wire.ask(how, request_id="e")
    else:
        wire.reader.feed_eof()
    await begun.wait()
    await asyncio.sleep(0.01)
    assert wire.till.shut == 0
    go_on.set()
    assert await asyncio.wait_for(wire.task, 5) == 0
    assert wire.out.answers[0] == {"jsonrpc": "2.0", "id": "c", "result": {"products": 1}}
    assert wire.till.shut == 1


async def test_a_shutdown_is_answered_and_ends_the_server() -> None:
    wire = Wire()
    wire.ask("till.shutdown", {"now": True}, 1)
    wire.ask("till.shutdown", request_id=2)
    wire.ask("till.status", request_id=3)
    assert await asyncio.wait_for(wire.task, 5) == 0
    assert [(answer["id"], "result" in answer) for answer in wire.out.answers] == [(1, False), (2, True)]
    assert wire.till.shut == 1


async def test_a_last_line_without_its_end_is_a_request_too() -> None:
    wire = Wire()
    wire.reader.feed_data(json.dumps(STATUS).encode())
    assert [answer["id"] for answer in await wire.hang_up()] == ["s"]


async def test_events_come_between_answers_at_once() -> None:
    wire = Wire()
    await asyncio.sleep(0.01)
    wire.till.listeners[0]("print.done", {"print_job": "j1"})
    expected = {"jsonrpc": "2.0", "method": "event", "params": {"print_job": "j1", "kind": "print.done"}}
    assert wire.out.answers == [expected]
    await wire.hang_up()


async def test_a_refusal_carries_its_code_its_sentence_and_whether_the_money_is_safe() -> None:
    answer = await answer_to("cart.clear", clear=NOT_SIGNED_IN)
    assert answer["error"]["code"] == -32000
    assert answer["error"]["data"] == {
        "code": "not_signed_in",
        "message": "Спочатку увійдіть: PIN-код касира.",
        "safe": True,
    }


async def test_a_fault_of_ours_is_logged_and_told_and_the_next_request_works(caplog: pytest.LogCaptureFixture) -> None:
    wire = Wire()
    wire.till.answers["clear"] = ZeroDivisionError("ours")
    wire.ask("cart.clear")
    wire.ask("till.status", request_id=2)
    with caplog.at_level(logging.ERROR):
        first, second = await wire.hang_up()
    assert (first["error"]["code"], first["error"]["data"]["code"]) == (-32603, "internal")
    assert "result" in second
    assert "cart.clear has failed" in caplog.text
    assert (await answer_to("cart.clear", clear=Bug()))["error"]["data"]["code"] == "internal"


class ClosedPipe:
    """A caller that went away."""

    def __init__(self) -> None:
        self.tries = 0

    def write(self, data: bytes) -> None:
        self.tries += 1

    async def drain(self) -> None:
        raise BrokenPipeError


class ShutPipe(ClosedPipe):
    def write(self, data: bytes) -> None:
        super().write(data)
        raise BrokenPipeError


@pytest.mark.parametrize("kind", [ClosedPipe, ShutPipe])
async def test_a_caller_that_no_longer_reads_does_not_stop_what_was_asked(kind: type[ClosedPipe]) -> None:
    from pos_app.rpc.server import serve

    till, out, reader = NotedTill(), kind(), asyncio.StreamReader()
    request = b'{"jsonrpc":"2.0","id":1,"method":"cart.clear"}\n'
    reader.feed_data(request * 3)
    reader.feed_eof()
    assert await serve(till, reader, out) == 0  # type: ignore[arg-type]  # the noted till answers by name
    assert [name for name, _, _ in till.asked] == ["clear"] * 3
    assert (out.tries, till.shut) == (1, 1)


async def test_standard_input_and_output_are_served_from_pipes_and_files() -> None:
    out = io.BytesIO()
    source = io.BufferedReader(io.BytesIO(json.dumps(STATUS).encode() + b"\n" + "мова".encode() + b"\n"))  # type: ignore[arg-type]  # a raw stream for tests
    assert await serve_stdio(NotedTill(), source, out) == 0  # type: ignore[arg-type]  # the noted till answers by name
    assert [json.loads(line)["id"] for line in out.getvalue().splitlines()] == ["s", None]


async def test_a_pipe_that_stays_open_does_not_keep_a_till_that_was_shut_down() -> None:
    read_end, write_end = os.pipe()
    out = io.BytesIO()
    os.write(write_end, b'{"jsonrpc":"2.0","id":1,"method":"till.shutdown"}\n')
    with os.fdopen(read_end, "rb") as source:
        assert await serve_stdio(NotedTill(), source, out) == 0  # type: ignore[arg-type]  # the noted till answers by name
        os.close(write_end)
    assert json.loads(out.getvalue())["result"] == {}


async def test_lines_are_written_in_their_order_whoever_drains_first() -> None:
    target = io.BytesIO()
    out = OutputThread(target)
    for number in range(50):
        out.write(b"%d\n" % number)
        await asyncio.gather(out.drain(), out.drain())
    assert target.getvalue().split() == [b"%d" % number for number in range(50)]
