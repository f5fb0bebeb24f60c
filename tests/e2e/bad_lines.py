"""Lines that are no requests, two hundred kinds and more, made from a seed; none may end the till."""

import json
from collections.abc import Iterator
from random import Random
from typing import Any

PARSE, INVALID, UNKNOWN, PARAMS = -32700, -32600, -32601, -32602


def line(value: Any) -> bytes:
    """A value as a line."""
    return json.dumps(value, ensure_ascii=False).encode()


def request(**parts: Any) -> bytes:
    """A request with these parts changed; a part that is ... is left out."""
    whole = {"jsonrpc": "2.0", "id": "bad", "method": "till.status", "params": {}} | parts
    return line({name: value for name, value in whole.items() if value is not ...})


def not_json() -> Iterator[bytes]:
    """What no JSON reader takes."""
    good = request()
    yield from (good[:end] for end in range(1, len(good)))
    yield from (b"{", b"}", b"[", b"]", b'"', b"{]", b"[}", b"nul", b"tru", b"undefined", b"NaN", b"-", b"+1", b"01")
    yield from (b"{'jsonrpc': '2.0'}", b'{"a":1,}', b"[1,]", b'{"a" 1}', b'{"a":}', b"{1:2}", b"//x", b"/* */")
    yield from (b"GET / HTTP/1.1", b"till.status", b"\x00", b"\x1b[A", b"\x7f", b"\xff", b"\xc3\x28", b"\xed\xa0\x80")
    yield from (b"\xef\xbb\xbf" + good, b"\x00" + good, good + b"\x00", good + good, good + b" x", b"\xfe\xff\x00{")
    yield from (good.decode().encode("utf-16"), good.replace(b"status", b"stat\xffus"), b'{"a":"\x01"}', b'"\\x41"')
    yield request(params={"x": "@"}).replace(b"@", b"\\ud800")
    yield from (b'{"id":NaN}', b'{"id":Infinity}', b'{"id":-Infinity}', b'{"a":1e}', b'{"a":.5}', b'{"a":0x10}')
    yield from (b"[" * 100_000, b'{"a":' * 100_000, b"[" * 5_000 + b"]" * 4_999, b"{" * 64, b'"' + b"a" * 70_000)
    yield b"x" * (2 * 1024 * 1024)
    yield b'{"jsonrpc":"2.0","id":1,"method":"till.status","params":{"x":"' + b"y" * (2 * 1024 * 1024) + b'"}}'


def no_requests() -> Iterator[bytes]:
    """Good JSON that is no request."""
    yield from map(line, (None, True, False, 0, 1, -1, 1.5, 1e300, "", "till.status", [], [[]], {}, [{}], [1, 2, 3]))
    yield line([{"jsonrpc": "2.0", "id": 1, "method": "till.status"}])
    yield from (request(jsonrpc=version) for version in (..., None, 2, 2.0, "1.0", "2", "2.00", "", [], {}, True))
    yield from (request(method=method) for method in (..., None, 0, 1, True, 1.5, [], {}, ["till.status"]))
    yield from (request(id=identity) for identity in ([], {}, True, False, [1], {"a": 1}))
    yield from (b"[" * 400 + b"]" * 400, line({"a": {"b": {"c": [1] * 1000}}}))
    yield from (line({"result": {}}), line({"error": 1}))


def unknown_methods() -> Iterator[bytes]:
    """Requests for what nobody does."""
    names = ("", " ", "till", "till.", ".status", "till.Status", "TILL.STATUS", "till.status ", "till_status", "event")
    yield from (request(method=name) for name in names)
    names = ("rpc.discover", "__class__", "till.status.x", "sale", "sale.pay()", "продаж", "\x00", "a" * 5000, "../x")
    yield from (request(method=name) for name in names)


def bad_params() -> Iterator[bytes]:
    """Parameters that no method takes."""
    for params in (1, 0, True, False, "x", "", 1.5, [], [1], [{}], [[]]):
        yield request(params=params)
        yield request(method="cart.scan", params=params)
    for params in ({"x": 1}, {"": 1}, {"self": 1}, {"till": 1}, {"given": {}}):
        yield request(params=params)


def broken_by_chance(random: Random) -> Iterator[bytes]:
    """Good requests with bytes changed, left out, doubled: some stay good."""
    good = request(method="catalog.search", params={"query": "молоко", "limit": 3})
    while True:
        bad = bytearray(good)
        for _ in range(random.randint(1, 6)):
            place = random.randrange(len(bad))
            what = random.randrange(3)
            if what == 0:
                bad[place] = random.randrange(256)
            elif what == 1:
                del bad[place]
            else:
                bad[place:place] = bytes([random.randrange(256)])
        yield bytes(bad).replace(b"\n", b" ").replace(b"\r", b" ")


KINDS: list[tuple[int, bytes]] = [
    *((PARSE, bad) for bad in not_json()),
    *((INVALID, bad) for bad in no_requests()),
    *((UNKNOWN, bad) for bad in unknown_methods()),
    *((PARAMS, bad) for bad in bad_params()),
]
"""Each with the code it must be answered with."""
