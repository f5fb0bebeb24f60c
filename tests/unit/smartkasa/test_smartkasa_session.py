"""Tokens: who renews them, how often, and what is kept."""

import asyncio
from datetime import timedelta

import httpx
import pytest

from pos_app.smartkasa import BadAnswer, Invalid, KeyRefused, NoAnswer, Unauthorized

UNITS = "/api/v1/inventory/unit_types"
REFRESH = "/api/v1/auth/refresh"
SESSIONS = "/api/v1/auth/sessions"


async def test_sign_in_sends_the_wrapped_body_and_saves_the_refresh_token(make, fake, tokens):
    client = make()
    await client.sign_in("380960000006", "pa55-word")
    assert client.signed_in
    assert await tokens.load() == "r1"
    assert fake.requests[0].headers["X-API-KEY"] == "key-0123456789"
    assert "Authorization" not in fake.requests[0].headers


async def test_a_wrong_password_names_itself_and_the_action(make):
    with pytest.raises(Invalid) as caught:
        await make().sign_in("380960000006", "wrong")
    assert caught.value.codes == ("phone_number_or_password_invalid",)
    assert caught.value.status == 422
    assert "пароль" in caught.value.message
    assert caught.value.action == "check_settings"


async def test_a_wrong_api_key_is_told_apart_from_a_wrong_password(make):
    with pytest.raises(KeyRefused):
        await make(api_key="other").sign_in("380960000006", "pa55-word")


async def test_many_refusals_at_once_make_one_refresh(client, fake, listed):
    fake.answers[f"GET {UNITS}"] = listed([])
    await client.list_unit_types()
    fake.pair += 1  # the server has ended the session's access token and issued the pair after
    fake.gate = asyncio.Event()
    await_all = asyncio.gather(*(client.list_unit_types() for _ in range(20)))
    await fake.asked(UNITS, 21)
    await fake.asked(REFRESH)
    fake.refresh_answer = fake._tokens()
    fake.gate.set()
    await await_all
    assert fake.count(REFRESH) == 1
    assert fake.count(UNITS) == 41
    assert fake.requests[-1].headers["Authorization"] == f"Bearer a{fake.pair}"


async def test_the_new_refresh_token_is_saved_even_if_the_caller_is_cancelled(make, fake, tokens):
    await make().sign_in("380960000006", "pa55-word")
    client = make()
    fake.gate = asyncio.Event()
    call = asyncio.create_task(client.list_unit_types())
    await fake.asked(REFRESH)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    fake.gate.set()
    await client.aclose()
    assert await tokens.load() == "r2"


async def test_a_saved_refresh_token_opens_a_session_with_no_password(make, fake, tokens, listed):
    await make().sign_in("380960000006", "pa55-word")
    fake.answers[f"GET {UNITS}"] = listed([])
    await make().list_unit_types()
    assert fake.count(SESSIONS) == 1
    assert await tokens.load() == "r2"


async def test_a_refused_refresh_token_is_forgotten_and_credentials_are_asked(client, fake, tokens, listed):
    await tokens.save("stale")
    fake.answers[f"GET {UNITS}"] = listed([])
    await client.list_unit_types()
    assert [r.url.path for r in fake.requests] == [REFRESH, SESSIONS, UNITS]
    assert await tokens.load() == "r1"


async def test_without_credentials_a_spent_session_is_unauthorized(make, tokens):
    await tokens.save("stale")
    with pytest.raises(Unauthorized):
        await make().list_unit_types()
    assert await tokens.load() is None


async def test_a_portal_that_says_401_does_not_cost_the_session(client, fake, tokens, listed):
    fake.answers[f"GET {UNITS}"] = listed([])
    await client.list_unit_types()
    fake.pair += 1
    fake.refresh_answer = httpx.Response(401, text="<html>Pay for Wi-Fi</html>")
    with pytest.raises(BadAnswer):
        await client.list_unit_types()
    assert await tokens.load() == "r1"


async def test_an_access_token_is_renewed_before_its_end(client, fake, listed):
    fake.answers[f"GET {UNITS}"] = listed([])
    await client.list_unit_types()
    fake.clock += timedelta(minutes=59, seconds=40)
    await client.list_unit_types()
    assert fake.count(REFRESH) == 1
    assert fake.count(UNITS) == 2


async def test_a_clock_that_runs_ahead_does_not_refresh_before_every_call(client, fake, listed):
    fake.access_lives = timedelta(hours=-5)
    fake.answers[f"GET {UNITS}"] = listed([])
    for _ in range(5):
        await client.list_unit_types()
    assert fake.count(REFRESH) == 0
    assert fake.count(UNITS) == 5


async def test_tokens_with_no_end_told_are_used_until_refused(client, fake, listed):
    fake.access_lives = None
    fake.answers[f"GET {UNITS}"] = listed([])
    await client.list_unit_types()
    fake.clock += timedelta(days=30)
    await client.list_unit_types()
    assert fake.count(REFRESH) == 0


async def test_the_bare_token_is_tried_once_and_remembered(client, fake, listed):
    fake.bare_only = True
    fake.answers[f"GET {UNITS}"] = listed([])
    for _ in range(3):
        await client.list_unit_types()
    sent = [r.headers["Authorization"] for r in fake.requests if r.url.path == UNITS]
    assert sent == ["Bearer a1", "a1", "a1", "a1"]
    assert fake.count(REFRESH) == 0


async def test_a_form_known_to_work_is_not_doubted_by_a_later_401(client, fake, listed):
    fake.answers[f"GET {UNITS}"] = listed([])
    await client.list_unit_types()
    fake.pair += 1
    fake.refresh_answer = fake._tokens()
    await client.list_unit_types()
    assert [r.headers["Authorization"] for r in fake.requests if r.url.path == UNITS] == [
        "Bearer a1", "Bearer a1", "Bearer a3",
    ]  # fmt: skip


async def test_a_server_that_refuses_every_token_is_not_asked_for_ever(client, fake):
    fake.answers[f"GET {UNITS}"] = lambda request: httpx.Response(401, json={"message": "Unauthorized"})
    with pytest.raises(Unauthorized):
        await client.list_unit_types()
    assert fake.count(UNITS) == 4
    assert fake.count(REFRESH) == 1


async def test_an_explicit_refresh_sends_the_token_in_its_header_and_no_body(client, fake, tokens):
    await client.sign_in("380960000006", "pa55-word")
    await client.refresh()
    sent = fake.requests[-1]
    assert sent.headers["X-Refresh-Token"] == "r1"
    assert sent.content == b""
    assert await tokens.load() == "r2"


async def test_signing_out_forgets_both_tokens(client, fake, tokens):
    path = "/api/v1/auth/sessions/logout"
    fake.answers[f"DELETE {path}"] = lambda request: httpx.Response(200, json={"data": {"id": "x"}, "meta": {}})
    await client.sign_in("380960000006", "pa55-word")
    await client.sign_out()
    assert fake.count(path) == 1
    assert not client.signed_in
    assert await tokens.load() is None


async def test_signing_out_of_nothing_asks_nobody(client, fake):
    await client.sign_out()
    assert fake.requests == []


async def test_a_session_that_ended_by_itself_is_signed_out_quietly(make, fake, tokens):
    await tokens.save("stale")
    await make().sign_out()
    assert fake.count("/api/v1/auth/sessions/logout") == 0
    assert await tokens.load() is None


async def test_signing_out_with_no_network_still_forgets(client, fake, tokens):
    await client.sign_in("380960000006", "pa55-word")

    def cut(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no route")

    fake.answers["DELETE /api/v1/auth/sessions/logout"] = cut
    with pytest.raises(NoAnswer):
        await client.sign_out()
    assert await tokens.load() is None


async def test_a_failed_renewal_is_tried_afresh_by_the_next_call(client, fake, tokens, listed):
    fake.answers[f"GET {UNITS}"] = listed([])
    await tokens.save("r0")
    fake.refresh_answer = httpx.Response(503)
    with pytest.raises(Exception, match="smartkasa_server_fault"):
        await client.list_unit_types()
    assert await tokens.load() == "r0"
    fake.refresh_answer = None
    fake.pair = 0
    await tokens.save("r0")
    await client.list_unit_types()
    assert client.signed_in


async def test_a_call_that_comes_after_the_renewal_uses_its_token(client, fake, listed):
    fake.answers[f"GET {UNITS}"] = listed([])
    await client.list_unit_types()
    session = client._transport.session
    assert await session.renew("an older token") == "a1"
    assert fake.count(REFRESH) == 0
