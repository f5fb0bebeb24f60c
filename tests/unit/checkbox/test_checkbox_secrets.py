"""Signing in and out, and what must never be shown, kept or sent elsewhere."""

import json
import logging
from typing import Any
from uuid import UUID

import httpx
import pytest

from pos_app.checkbox import Ambiguous, AnswerClass, CheckboxClient, CheckboxError, open_http
from pos_app.domain.errors import Refused

RECEIPT = UUID("5b7d533c-97c8-4db7-8f5f-4b3aaca44a77")
BODY = json.dumps({"id": str(RECEIPT), "goods": []}).encode()
PIN = "9753186420"
"""Long: four figures stand in a time of the log by chance."""
SECRETS = ("token-secret", "licence-secret", "access-secret", PIN, "пароль", "fresh-token")


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


async def test_no_secret_is_ever_logged_or_shown(
    client: CheckboxClient, server: Any, caplog: pytest.LogCaptureFixture, receipt_answer: dict[str, Any]
) -> None:
    caplog.set_level(logging.DEBUG)
    seen = []
    server.says(200, {"access_token": "fresh-token", "type": "bearer"})
    await client.sign_in_pin(PIN)
    await client.sign_in("olena", "пароль")
    seen.append(repr(client))
    server.says(403, {"message": "Невірний пінкод"})
    with pytest.raises(CheckboxError) as wrong:
        await client.sign_in_pin(PIN)
    server.says(200, {"access_token": "fresh-token\nX: y"})
    with pytest.raises(Ambiguous) as odd:
        await client.sign_in_pin(PIN)
    server.says(201, receipt_answer)
    await client.sell(BODY)
    seen += [repr(wrong.value), str(wrong.value), repr(odd.value), odd.value.server_message, caplog.text]
    seen += [str(vars(record)) for record in caplog.records]
    assert not [secret for secret in SECRETS if any(secret in text for text in seen)]
    assert "Хліб" not in caplog.text


async def test_the_log_tells_method_path_status_and_time(
    client: CheckboxClient, server: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "pos_app.checkbox")
    server.says(200, None)
    await client.cashier_shift()
    server.breaks(httpx.ReadError)
    with pytest.raises(Ambiguous):
        await client.cashier_shift()
    first, second = (record.getMessage() for record in caplog.records if record.name.startswith("pos_app"))
    assert first.startswith("GET /cashier/shift 200 ")
    assert first.endswith(" ms")
    assert second.startswith("GET /cashier/shift failed ")


async def test_signing_in_replaces_the_token_and_sends_none(client: CheckboxClient, server: Any) -> None:
    server.says(200, {"access_token": "fresh-token", "type": "bearer", "token_type": "bearer"})
    await client.sign_in_pin("4321")
    assert client.token == "fresh-token"
    assert "authorization" not in server.last.headers
    assert server.last.content == b'{"pin_code":"4321"}'


async def test_empty_credentials_are_refused_without_asking(client: CheckboxClient, server: Any) -> None:
    for attempt in (client.sign_in_pin(""), client.sign_in("", "x"), client.sign_in("x", "")):
        with pytest.raises(CheckboxError) as caught:
            await attempt
        assert (caught.value.answer, caught.value.code) == (AnswerClass.CREDENTIALS, "wrong_pin")
    assert server.requests == []


async def test_205_without_a_body_is_a_sign_out(client: CheckboxClient, server: Any) -> None:
    server.says(205, raw=b"")
    await client.sign_out()
    assert client.token is None


async def test_a_revoked_token_is_signed_out_too(client: CheckboxClient, server: Any) -> None:
    server.says(401, {"message": "Невірний токен доступу"})
    await client.sign_out()
    assert client.token is None


async def test_a_sign_out_that_did_not_get_through_keeps_the_token(client: CheckboxClient, server: Any) -> None:
    server.says(502, raw=b"<html>")
    with pytest.raises(Ambiguous):
        await client.sign_out()
    assert client.token == "token-secret"


async def test_renders_go_without_a_token(client: CheckboxClient, server: Any) -> None:
    server.says(200, raw="ЧЕК".encode(), content_type="text/plain; charset=utf-8")
    assert await client.receipt_text(RECEIPT) == "ЧЕК"
    assert "authorization" not in server.last.headers


async def test_cookies_are_not_kept(client: CheckboxClient, server: Any) -> None:
    server.says(200, None, set_cookie="session=1")
    await client.cashier_shift()
    await client.cashier_shift()
    assert "cookie" not in server.last.headers


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"license_key": ""}, "license_invalid"),
        ({"license_key": "ключ"}, "license_invalid"),
        ({"license_key": "a\r\nX-Evil: 1"}, "license_invalid"),
        ({"access_key": "ключ"}, "access_key_invalid"),
        ({"client_name": "каса"}, "settings_invalid"),
        ({"device_id": ""}, "settings_invalid"),
    ],
)
async def test_a_key_that_fits_no_header_is_a_settings_error(changed: dict[str, str], code: str) -> None:
    async with open_http("https://checkbox.test", 1.0, httpx.MockTransport(lambda _: httpx.Response(200))) as http:
        with pytest.raises(Refused) as caught:
            made(http, **changed)
    assert caught.value.code == code
    assert "ключ" not in repr(caught.value).replace(caught.value.message, "")


async def test_a_token_with_a_line_break_is_not_taken(client: CheckboxClient) -> None:
    with pytest.raises(ValueError, match="visible"):
        client.token = "a\nb"
    assert client.token == "token-secret"


@pytest.mark.parametrize(
    "url",
    ["", "checkbox.ua", "ftp://checkbox.ua", "https://", "http://[bad", "http://[bad]/", "https://a:b@checkbox.ua"],
)
def test_a_wrong_address_is_a_settings_error(url: str) -> None:
    with pytest.raises(Refused) as caught:
        open_http(url, 1.0)
    assert caught.value.code == "settings_invalid"


@pytest.mark.parametrize(
    ("url", "trusts"), [("https://api.checkbox.ua", True), ("http://127.0.0.1:1", False), ("http://localhost", False)]
)
async def test_the_environment_counts_only_where_it_names_a_proxy_and_never_for_this_computer(
    monkeypatch: pytest.MonkeyPatch, url: str, trusts: bool
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    async with open_http(url, 1.0) as http:
        assert http.trust_env is False
    monkeypatch.setenv("https_proxy", "http://proxy.test:3128")
    async with open_http(url, 1.0) as http:
        assert http.trust_env is trusts
        assert http.follow_redirects is False
