"""What goes wrong is told apart by what to do next."""

import asyncio
import logging
from datetime import UTC, datetime

import httpx
import pytest

from pos_app.domain.errors import PosError, Refused, Unreachable
from pos_app.smartkasa import (
    BadAnswer,
    Forbidden,
    Invalid,
    NoAnswer,
    NotFound,
    ServerFault,
    SmartKasaError,
    Throttled,
    means_gone,
)
from pos_app.smartkasa.answers import complaints_in, error_of, retry_after
from pos_app.smartkasa.errors import KNOWN, Action

PRODUCT = "GET /api/v1/inventory/products/p1"


def now() -> datetime:
    return datetime(2026, 9, 1, 12, 0, tzinfo=UTC)


def of(status: int, body: bytes = b'{"message": "x"}', **headers: str) -> SmartKasaError:
    return error_of(status, httpx.Headers(headers), body, now)


@pytest.mark.parametrize(
    ("status", "kind", "family"),
    [
        (400, Invalid, Refused), (403, Forbidden, Refused), (404, NotFound, Refused), (418, Invalid, Refused),
        (422, Invalid, Refused), (429, Throttled, Unreachable), (500, ServerFault, Unreachable),
        (502, ServerFault, Unreachable), (302, BadAnswer, Unreachable),
    ],
)  # fmt: skip
def test_each_status_has_its_error_and_family(status, kind, family):
    error = of(status)
    assert type(error) is kind
    assert isinstance(error, family)
    assert error.status == status


def test_the_three_error_shapes_become_one():
    by_field = of(422, b'{"errors": {"title": [{"error": "blank", "messages": "x"}], "price": [{"error": "odd"}]}}')
    assert by_field.codes == ("blank", "odd")
    assert by_field.field == "title"
    assert by_field.message.startswith("«Назва»: Поле не може бути порожнім")
    assert by_field.action is Action.CORRECT_FIELD
    as_text = of(422, b'{"errors": "[Form.new] wrong has invalid type"}')
    assert as_text.complaints[0].text.startswith("[Form.new]")
    assert as_text.field is None
    as_message = of(401, b'{"message": "Unauthorized"}')
    assert as_message.code == "smartkasa_unauthorized"
    assert as_message.action is Action.SIGN_IN


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"null", b"{}", b"[" * 100_000, b'"text"', b"\xff\xfe"])
def test_a_refusal_in_foreign_words_is_not_believed(body):
    assert complaints_in(body) is None
    assert type(of(422, body)) is BadAnswer
    assert type(of(401, body)) is BadAnswer


def test_a_foreign_page_that_says_404_does_not_make_a_product_disappear():
    assert not means_gone(of(404, b"<html>nginx</html>"))
    assert means_gone(of(404, b""))
    assert means_gone(of(404, b'{"message": "Not Found"}'))
    assert means_gone(of(422, b'{"errors": {"id": [{"error": "invalid"}]}}'))
    assert not means_gone(of(422, b'{"errors": {"title": [{"error": "invalid"}]}}'))


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None), ("7", 7.0), ("Tue, 01 Sep 2026 12:01:30 GMT", 90.0), ("Tue, 01 Sep 2026 11:00:00 GMT", 0.0),
        ("Tue, 01 Sep 2026 12:00:10 -0000", 10.0), ("soon", None), ("-5", None), ("٣", None),
    ],
)  # fmt: skip
def test_retry_after_is_read_as_seconds_or_as_a_date(value, seconds):
    assert retry_after(value, now) == seconds


def test_a_throttled_call_tells_how_long_to_wait():
    assert of(429, b"", **{"retry-after": "30"}).retry_after == 30.0


def test_every_known_code_has_a_sentence_that_says_what_to_do():
    for code, (sentence, action) in KNOWN.items():
        assert sentence.count(".") >= 2, code
        assert isinstance(action, Action)


def test_every_error_class_has_its_own_words():
    for kind in (NoAnswer, BadAnswer, ServerFault, Throttled, Forbidden, NotFound, Invalid):
        assert kind.default_code in KNOWN
        assert isinstance(kind(), PosError)


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, text="<html>Welcome to Hotel Wi-Fi</html>"), httpx.Response(200, text="null"),
        httpx.Response(200, text='{"data": null}'), httpx.Response(200, text='{"data": {"id": "p1"'),
        httpx.Response(200, json={"data": {"title": "no id"}, "meta": {}}), httpx.Response(204),
        httpx.Response(307, headers={"location": "https://elsewhere.test/"}), httpx.Response(200, text="[" * 50_000),
        httpx.Response(200, json={"data": {"id": "p1", "price": "free"}, "meta": {}}),
    ],
)  # fmt: skip
async def test_a_wrong_body_is_a_bad_answer(client, fake, answer):
    fake.answers[PRODUCT] = lambda request: answer
    with pytest.raises(BadAnswer):
        await client.get_product("p1")


async def test_a_redirect_is_not_followed_with_the_key_in_hand(client, fake):
    fake.answers[PRODUCT] = lambda request: httpx.Response(302, headers={"location": "https://elsewhere.test/"})
    with pytest.raises(BadAnswer):
        await client.get_product("p1")
    assert {request.url.host for request in fake.requests} == {"core.smartkasa.test"}


@pytest.mark.parametrize("fault", [httpx.ConnectError, httpx.ReadTimeout, httpx.RemoteProtocolError, httpx.PoolTimeout])
async def test_a_broken_link_is_no_answer(client, fake, fault):
    def fail(request: httpx.Request) -> httpx.Response:
        raise fault("broken")

    fake.answers[PRODUCT] = fail
    with pytest.raises(NoAnswer) as caught:
        await client.get_product("p1")
    assert caught.value.safe


async def test_an_answer_larger_than_memory_should_hold_is_refused(client, fake, monkeypatch):
    monkeypatch.setattr("pos_app.smartkasa.transport.read_whole.__defaults__", (10,))
    fake.answers[PRODUCT] = lambda request: httpx.Response(200, json={"data": {"id": "p1"}, "meta": {}})
    with pytest.raises(BadAnswer):
        await client.get_product("p1")


async def test_a_server_that_drips_is_given_up(client, make, fake):
    class Drip(httpx.AsyncByteStream):
        async def __aiter__(self):
            await asyncio.Event().wait()
            yield b""

    await client.sign_in("380960000006", "pa55-word")
    hurried = make(timeout_s=0.01)
    fake.answers[PRODUCT] = lambda request: httpx.Response(200, stream=Drip())
    with pytest.raises(NoAnswer):
        await hurried.get_product("p1")


async def test_secrets_are_in_no_repr_no_log_and_no_error(client, fake, caplog):
    caplog.set_level(logging.DEBUG)
    fake.answers["GET /api/v1/rsn/employees/7"] = lambda request: httpx.Response(
        200, json={"data": {"id": 7, "pin_code": "6122", "inn": "1234567891", "passport_number": "654321"}, "meta": {}}
    )
    await client.sign_in("380960000006", "pa55-word")
    employee = await client.get_employee(7)
    assert employee.pin_code is not None
    assert employee.pin_code.get_secret_value() == "6122"
    fake.answers[PRODUCT] = lambda request: httpx.Response(200, json={"data": {"id": "p", "price": "s3cret"}})
    with pytest.raises(BadAnswer) as caught:
        await client.get_product("p1")
    seen = [repr(client), repr(client._transport), repr(client._transport.session), repr(employee), repr(caught.value)]
    text = "\n".join([*seen, caplog.text, str(employee.model_dump())])
    for secret in ("key-0123456789", "pa55-word", "a1", "r1", "6122", "1234567891", "654321", "s3cret"):
        assert secret not in text


async def test_words_of_a_refused_sign_in_that_might_repeat_the_password_are_dropped(make, fake):
    fake._sign_in = lambda request: httpx.Response(422, json={"errors": '"pa55-word" (String) is wrong'})
    with pytest.raises(Invalid) as caught:
        await make().sign_in("1", "pa55-word")
    assert caught.value.complaints == ()


@pytest.mark.parametrize(
    "body", [{"data": {"refresh": "r"}, "meta": {}}, {"data": {"access": "", "refresh": "r"}}, {"data": []}, {}]
)
async def test_a_sign_in_without_tokens_is_a_bad_answer(make, fake, body):
    fake._sign_in = lambda request: httpx.Response(201, json=body)
    with pytest.raises(BadAnswer):
        await make().sign_in("380960000006", "pa55-word")


@pytest.mark.parametrize("body", [{"data": {"id": 1}, "meta": {}}, {"data": [], "meta": {"total_count": "many"}}])
async def test_what_is_no_list_is_a_bad_answer(client, fake, body):
    fake.answers["GET /api/v1/inventory/unit_types"] = lambda request: httpx.Response(200, json=body)
    with pytest.raises(BadAnswer):
        await client.list_unit_types()


def test_complaints_in_unusual_shapes_are_still_complaints():
    error = of(422, b'{"errors": {"title": ["is odd"], "price": {"error": "blank"}, "sum": [{"message": "m"}]}}')
    assert [(c.field, c.code, c.text) for c in error.complaints] == [
        ("title", "", "is odd"), ("price", "blank", ""), ("sum", "", "m"),
    ]  # fmt: skip
