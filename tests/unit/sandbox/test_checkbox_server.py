"""The sandbox Checkbox over real HTTP and through the test transport: faults, control paths, dates, restarts."""

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from random import Random
from typing import Any

import httpx
import pytest
from starlette.responses import StreamingResponse

from pos_app.sandbox.checkbox import LICENSE_KEY, CheckboxSandbox
from pos_app.sandbox.faults import OTHER_ID, Fault, FaultPlan, FaultyTransport
from pos_app.sandbox.server import LoopbackServer
from tests.unit.sandbox.checkbox_counter import START, VirtualClock

SERVICE = {"payment": {"type": "CASH", "value": 500}}


class Till:
    """An HTTP client with the till's headers over a sandbox of its own."""

    def __init__(self, **options: Any) -> None:
        self.wall = VirtualClock()
        self.sandbox = CheckboxSandbox(clock=self.wall, random=Random(1), **options)
        transport = FaultyTransport(httpx.ASGITransport(self.sandbox.app), self.sandbox.plan)
        self.http = httpx.AsyncClient(
            transport=transport, base_url="http://checkbox.sandbox", headers={"X-License-Key": LICENSE_KEY}
        )

    async def open(self) -> None:
        answer = await self.http.post("/api/v1/cashier/signinPinCode", json={"pin_code": "1234"})
        self.http.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
        await self.http.post("/api/v1/shifts")
        self.wall.pass_by(3)

    async def service(self) -> httpx.Response:
        return await self.http.post("/api/v1/receipts/service", json=SERVICE)

    @property
    def receipts(self) -> int:
        return len(self.sandbox.register.state.receipts)


async def test_who_hangs_up_in_the_middle_of_a_question_has_asked_nothing() -> None:
    sandbox = CheckboxSandbox(clock=VirtualClock(), random=Random(1))
    said = iter([{"type": "http.request", "body": b'{"pin', "more_body": True}, {"type": "http.disconnect"}])
    heard: list[Any] = []

    async def receive() -> Any:
        return next(said)

    async def send(message: Any) -> None:
        heard.append(message)

    path = "/api/v1/cashier/signinPinCode"
    scope = {"type": "http", "method": "POST", "path": path, "query_string": b"", "headers": []}
    await sandbox.app(scope, receive, send)
    assert heard[0]["status"] == 400


@pytest.fixture
async def till() -> Till:
    made = Till()
    await made.open()
    return made


async def test_every_answer_carries_the_date_of_the_servers_clock(till: Till) -> None:
    till.wall.pass_by(3600)
    for path in ("/api/v1/cash-registers/info", "/api/v1/nowhere"):
        answer = await till.http.get(path)
        assert parsedate_to_datetime(answer.headers["Date"]) == till.wall.now
    assert till.wall.now == START + timedelta(hours=1, seconds=3)


async def test_a_sign_out_is_205_without_a_body(till: Till) -> None:
    answer = await till.http.post("/api/v1/cashier/signout")
    assert (answer.status_code, answer.content) == (205, b"")


@pytest.mark.parametrize(
    ("kind", "error", "done"),
    [
        ("refused", httpx.ConnectError, 0),
        ("black_hole", httpx.ReadTimeout, 0),
        ("lost_request", httpx.ReadError, 0),
        ("lost_answer", httpx.ReadError, 1),
    ],
)
async def test_a_broken_link_is_an_error_of_the_transport(
    till: Till, kind: str, error: type[Exception], done: int
) -> None:
    till.sandbox.plan.script(kind, "*/receipts/*")
    with pytest.raises(error):
        await till.service()
    assert till.receipts == done
    assert (await till.service()).status_code == 201


async def test_a_late_copy_arrives_when_it_is_released(till: Till) -> None:
    till.sandbox.plan.script("late_copy", "*/service")
    with pytest.raises(httpx.ReadTimeout):
        await till.service()
    assert till.receipts == 0
    assert await till.sandbox.plan.release() == 1
    assert till.receipts == 1


@pytest.mark.parametrize(("processed", "done"), [(False, 0), (True, 1)])
async def test_a_server_error_comes_before_or_after_the_work(till: Till, processed: bool, done: int) -> None:
    till.sandbox.plan.script("html", "*/service", status=504, processed=processed)
    answer = await till.service()
    assert (answer.status_code, answer.headers["content-type"]) == (504, "text/html")
    assert till.receipts == done


async def test_answers_can_be_cut_null_or_about_something_else(till: Till) -> None:
    for kind in ("cut_body", "null", "wrong_id"):
        till.sandbox.plan.script(kind, "*/service")
    with pytest.raises(ValueError):
        (await till.service()).json()
    assert (await till.service()).json() is None
    assert (await till.service()).json()["id"] == OTHER_ID
    assert till.receipts == 3


async def test_a_delay_waits_as_long_as_told() -> None:
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    sandbox = CheckboxSandbox(clock=VirtualClock())
    sandbox.plan.script("delay", seconds=7)
    transport = FaultyTransport(httpx.ASGITransport(sandbox.app), sandbox.plan, sleep)
    async with httpx.AsyncClient(transport=transport, base_url="http://checkbox.sandbox") as http:
        assert (await http.get("/api/v1/nowhere")).status_code == 404
    assert waited == [7]


async def test_an_outage_lasts_until_it_is_cleared(till: Till) -> None:
    till.sandbox.plan.outage()
    for _ in range(3):
        with pytest.raises(httpx.ConnectError):
            await till.http.get("/api/v1/cash-registers/info")
    till.sandbox.plan.clear()
    assert (await till.http.get("/api/v1/cash-registers/info")).status_code == 200


async def test_a_script_can_act_on_the_server_at_the_second_sale(till: Till) -> None:
    till.sandbox.plan.script("token_revoked", "*/service", after=1)
    assert (await till.service()).status_code == 201
    assert (await till.service()).status_code == 401


def test_chance_comes_from_the_seed() -> None:
    def struck(seed: int) -> list[bool]:
        plan = FaultPlan(seed)
        plan.add(Fault("null", times=None, chance=0.3))
        return [plan.strike("GET", "/") is not None for _ in range(200)]

    assert struck(5) == struck(5)
    assert struck(5) != struck(6)
    assert 30 < sum(struck(5)) < 90


def test_an_unknown_fault_is_refused() -> None:
    with pytest.raises(ValueError, match="gremlin"):
        FaultPlan().script("gremlin")


async def test_the_control_paths_show_and_move_the_register(till: Till) -> None:
    await till.service()
    moved = await till.http.post("/_sandbox/clock", json={"advance_s": 60})
    assert moved.json()["ahead_s"] == 60
    state = (await till.http.post("/_sandbox/state", json={"tax_service_down": True})).json()
    assert state["world"]["tax_service_down"] is True
    assert state["shift"]["balance"] == 500
    assert (await till.http.post("/_sandbox/act", json={"action": "signer_off"})).json()["world"]["signer_off"] is True
    dumped = (await till.http.get("/_sandbox/dump")).json()
    assert [receipt["total_sum"] for receipt in dumped["receipts"]] == [500]
    assert [one["type"] for one in dumped["transactions"]] == ["SHIFT_OPEN"]
    faults = (await till.http.post("/_sandbox/faults", json={"kind": "null", "path": "*/info"})).json()
    assert faults[0]["struck"] == 0
    assert (await till.http.get("/api/v1/cash-registers/info")).json() is None
    assert (await till.http.delete("/_sandbox/faults")).json() == []


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("state", {"nonsense": True}),
        ("state", {"signer_off": "yes"}),
        ("act", {"action": "dance"}),
        ("faults", {"kind": "gremlin"}),
        ("clock", {}),
    ],
)
async def test_a_wrong_control_request_is_400(till: Till, path: str, body: Any) -> None:
    assert (await till.http.post(f"/_sandbox/{path}", json=body)).status_code == 400


async def test_a_restart_finds_the_same_register(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    first = Till(state_file=path)
    await first.open()
    sale = {
        "goods": [{"good": {"code": "1", "name": "Сир", "price": 3000, "tax": [1]}, "quantity": 500}],
        "payments": [{"type": "CASH", "value": 1500}],
    }
    receipt = (await first.http.post("/api/v1/receipts/sell", json=sale)).json()
    await first.http.post("/_sandbox/clock", json={"advance_s": 100})
    second = Till(state_file=path)
    second.wall.now = first.wall.now
    assert second.sandbox.register.state == first.sandbox.register.state
    assert second.sandbox.register.now() == first.sandbox.register.now()
    second.http.headers["Authorization"] = first.http.headers["Authorization"]
    again = (await second.http.get(f"/api/v1/receipts/{receipt['id']}")).json()
    assert (again["status"], again["goods"]) == ("DONE", receipt["goods"])
    assert not path.with_suffix(".json.part").exists()


def test_a_file_that_is_no_register_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "register.json"
    path.write_text(json.dumps({"format": 99}))
    with pytest.raises(ValueError, match="not a sandbox register"):
        CheckboxSandbox(state_file=path)


def test_over_real_http_a_lost_answer_is_a_broken_connection() -> None:
    sandbox = CheckboxSandbox()
    with (
        LoopbackServer(sandbox.app, sandbox.plan) as server,
        httpx.Client(base_url=server.base_url, headers={"X-License-Key": LICENSE_KEY}, timeout=5) as http,
    ):
        assert server.base_url.startswith("http://127.0.0.1:")
        http.post("/_sandbox/faults", json={"kind": "lost_answer", "path": "*/signinPinCode"})
        with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
            http.post("/api/v1/cashier/signinPinCode", json={"pin_code": "1234"})
        assert server.run(lambda: len(sandbox.register.state.tokens)) == 1
        http.post("/_sandbox/faults", json=[{"kind": "lost_request"}, {"kind": "black_hole"}])
        with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
            http.get("/api/v1/cash-registers/info")
        began = time.monotonic()
        with pytest.raises(httpx.ReadTimeout):
            http.get("/api/v1/cash-registers/info", timeout=0.2)
        assert time.monotonic() - began < 2
        answer = http.get("/api/v1/cash-registers/info")
        assert answer.status_code == 200
        assert len(answer.headers.get_list("date")) == 1
    with pytest.raises(httpx.ConnectError):
        httpx.get(server.base_url, timeout=1)


def test_over_real_http_answers_are_spoilt_and_late_copies_arrive() -> None:
    sandbox = CheckboxSandbox()
    with (
        LoopbackServer(sandbox.app, sandbox.plan) as server,
        httpx.Client(base_url=server.base_url, headers={"X-License-Key": LICENSE_KEY}, timeout=5) as http,
    ):
        kinds = ["html", "server_error", "null", "cut_body", "wrong_id", "delay"]
        http.post("/_sandbox/faults", json=[{"kind": kind, "path": "*/info"} for kind in kinds])
        answers = [http.get("/api/v1/cash-registers/info") for _ in kinds]
        assert [answer.status_code for answer in answers] == [502, 502, 200, 200, 200, 200]
        assert answers[0].headers["content-type"] == "text/html"
        assert answers[2].content == b"null"
        assert len(answers[3].content) == len(answers[5].content) // 2
        assert answers[4].json()["id"] == OTHER_ID
        assert answers[5].json()["fiscal_number"] == "TEST373378"
        http.post("/_sandbox/faults", json={"kind": "late_copy", "path": "*/signinPinCode"})
        with pytest.raises(httpx.ReadTimeout):
            http.post("/api/v1/cashier/signinPinCode", json={"pin_code": "1234"}, timeout=0.2)
        assert server.run(lambda: len(sandbox.register.state.tokens)) == 0
        assert http.post("/_sandbox/release").json() == {"released": 1}
        assert server.run(lambda: len(sandbox.register.state.tokens)) == 1


def test_a_closed_door_refuses_and_opens_again_on_the_same_port() -> None:
    sandbox = CheckboxSandbox()
    with LoopbackServer(sandbox.app) as server:
        url = server.base_url
        server.close_door()
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{url}/_sandbox/state", timeout=1)
        server.open_door()
        assert server.base_url == url
        assert httpx.get(f"{url}/_sandbox/state", timeout=5).status_code == 200


def test_no_answer_waits_for_the_callers_receipt() -> None:
    """Nagle's algorithm would hold the body back until the caller has acknowledged the head, 40 ms later."""
    with LoopbackServer(CheckboxSandbox().app) as server, httpx.Client(base_url=server.base_url) as http:
        http.get("/_sandbox/state")
        (transport,) = server._connections.by_caller.values()
        found = transport.get_extra_info("socket")
        assert server.run(lambda: found.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))


def test_a_streamed_answer_can_be_spoilt_too() -> None:
    async def stream(scope: Any, receive: Any, send: Any) -> None:
        async def parts() -> AsyncIterator[bytes]:
            for _ in range(3):
                await asyncio.sleep(0)
                yield b"part"

        await StreamingResponse(parts(), media_type="text/plain")(scope, receive, send)

    plan = FaultPlan()
    plan.script("cut_body")
    with LoopbackServer(stream, plan) as server:
        assert httpx.get(server.base_url, timeout=5).text == "partpa"
        assert httpx.get(server.base_url, timeout=5).text == "partpartpart"
