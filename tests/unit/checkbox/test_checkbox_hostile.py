"""Every POST of the till meets every wrong answer: it is unclear, never a success, and nothing goes to another host."""

import asyncio
import contextlib
import ssl
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from pos_app.checkbox import Ambiguous, CheckboxClient, NotSent, open_http
from pos_app.checkbox.wire import MAX_ANSWER_BYTES
from pos_app.fiscal.reading import receipt_document

OURS = UUID("5b7d533c-97c8-4db7-8f5f-4b3aaca44a77")
BODY = b'{"id": "5b7d533c-97c8-4db7-8f5f-4b3aaca44a77"}'
Post = Callable[[CheckboxClient], Awaitable[object]]

DOCUMENTS: dict[str, Post] = {
    "sell": lambda client: client.sell(BODY),
    "sell-offline": lambda client: client.sell_offline(BODY),
    "service": lambda client: client.service(BODY),
    "shifts": lambda client: client.open_shift(BODY),
    "shifts-close": lambda client: client.close_shift(shift_id=OURS),
    "x-report": lambda client: client.make_x_report(),
}
COMMANDS: dict[str, Post] = {
    "go-offline": lambda client: client.go_offline(b"{}"),
    "go-online": lambda client: client.go_online(),
    "ping": lambda client: client.ping_tax_service(),
    "sign-in-pin": lambda client: client.sign_in_pin("1234"),
    "sign-in": lambda client: client.sign_in("olena", "secret"),
}
POSTS = DOCUMENTS | COMMANDS

PAGE = b"<html><body><h1>502 Bad Gateway</h1></body></html>"
WRONG = {"a": 1}
ANSWERS: dict[str, tuple[int, bytes]] = {
    "html": (200, PAGE),
    "html and 502": (502, PAGE),
    "nothing": (200, b""),
    "cut": (201, BODY[:-9]),
    "null": (200, b"null"),
    "a list": (200, b"[]"),
    "a word": (200, b'"DONE"'),
    "a number": (200, b"17"),
    "not text": (200, b"\xff\xfe\x00"),
    "10 MB and more": (200, b" " * (MAX_ANSWER_BYTES + 1)),
    "500": (500, b"{}"),
    "redirect": (302, b""),
    "permanent redirect": (308, BODY),
}


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("post", POSTS)
async def test_a_wrong_answer_is_no_answer(client: CheckboxClient, server: Any, post: str, answer: str) -> None:
    status, content = ANSWERS[answer]
    client.token = token = None if post.startswith("sign-in") else "token-secret"
    server.says(status, raw=content, location="https://elsewhere.test/steal")
    with pytest.raises(Ambiguous):
        await POSTS[post](client)
    assert client.token == token
    assert [request.url.host for request in server.requests] == ["checkbox.test"]


@pytest.mark.parametrize("post", DOCUMENTS)
async def test_an_error_inside_a_success_is_no_document(client: CheckboxClient, server: Any, post: str) -> None:
    server.says(200, {"status": "ERROR", "error": {"message": "Щось пішло не так"}})
    with pytest.raises(Ambiguous):
        await DOCUMENTS[post](client)


@pytest.mark.parametrize("post", POSTS)
async def test_fields_of_the_wrong_type_are_no_answer(client: CheckboxClient, server: Any, post: str) -> None:
    server.says(200, {"id": WRONG, "status": WRONG, "type": "bearer", "access_token": WRONG})
    with pytest.raises(Ambiguous):
        await POSTS[post](client)


@pytest.mark.parametrize("field", ["type", "status"])
async def test_an_unknown_word_is_read_and_settles_nothing(
    client: CheckboxClient, server: Any, receipt_answer: dict[str, Any], field: str
) -> None:
    """New words of the vendor must not stop a till, and none but DONE is taken for done."""
    server.says(201, receipt_answer | {field: "HM"})
    document = receipt_document(await client.sell(BODY))
    assert not document.final
    assert not document.failed


async def test_a_wrong_certificate_means_that_nothing_was_sent(tmp_path: Path) -> None:
    """Whoever stands there instead of Checkbox gets neither a token nor a receipt."""
    heard = bytearray()

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, ssl.SSLError):
            heard.extend(await reader.read())
        writer.close()

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate_of_our_own(tmp_path))
    listening = await asyncio.start_server(listen, "127.0.0.1", 0, ssl=context)
    url = f"https://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    async with listening, open_http(url, 5.0) as http:
        made = CheckboxClient(
            http, base_url=url, license_key="k", client_name="n", client_version="1", device_id="d", timeout_s=5.0
        )
        made.token = "token-secret"
        for post in POSTS.values():
            with pytest.raises(NotSent):
                await post(made)
    assert heard == b""


def _certificate_of_our_own(folder: Path) -> Path:
    """A certificate for this address that nobody vouches for."""
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "own.pem"
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path
