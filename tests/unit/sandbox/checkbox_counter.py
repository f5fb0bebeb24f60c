"""A counter for sandbox tests: a virtual clock, a desk without HTTP, and short ways to open a shift and sell."""

import json
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from pos_app.sandbox.checkbox import LICENSE_KEY, Answer, Call, Register, Settings, make_desk

START = datetime(2026, 9, 14, 6, 0, 0, tzinfo=UTC)


class VirtualClock:
    """Time that moves only when a test says so."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class Counter:
    """One register with a cashier in front of it."""

    def __init__(self, settings: Settings | None = None, seed: int = 1) -> None:
        self.clock = VirtualClock()
        self.random = Random(seed + 1_000_000)
        self.register = Register(settings, clock=self.clock, random=Random(seed))
        self.desk = make_desk(self.register)
        self.token: str | None = None

    def new_id(self) -> str:
        return str(UUID(int=self.random.getrandbits(128), version=4))

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        path, _, query = path.partition("?")
        pairs = tuple((part.partition("=")[0], part.partition("=")[2]) for part in query.split("&") if part)
        sent = {"x-license-key": LICENSE_KEY, **{name.replace("_", "-"): value for name, value in headers.items()}}
        if self.token is not None:
            sent.setdefault("authorization", f"Bearer {self.token}")
        raw = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        return self.desk.handle(Call(method, f"/api/v1{path}", sent, raw, pairs))

    def ok(self, method: str, path: str, body: Any = None) -> Any:
        answer = self.call(method, path, body)
        assert answer.status in (200, 201, 202, 205), answer.body.decode()
        return answer.json() if answer.body else None

    def refused(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, str, str]:
        answer = self.call(method, path, body, **headers)
        assert answer.status >= 400, answer.body.decode()
        told = answer.json()
        return answer.status, told["code"], told["message"]

    def sign_in(self, pin_code: str = "1234") -> None:
        self.token = None
        self.token = self.ok("POST", "/cashier/signinPinCode", {"pin_code": pin_code})["access_token"]

    def open(self, cash: int = 0, **fields: Any) -> str:
        """Sign in, open a shift, wait for it, put in cash; the shift's id."""
        if self.token is None:
            self.sign_in()
        shift = self.ok("POST", "/shifts", {"id": self.new_id(), **fields})
        self.clock.pass_by(3)
        if cash:
            self.ok("POST", "/receipts/service", {"payment": {"type": "CASH", "value": cash, "label": "Готівка"}})
        return str(shift["id"])

    def sale(self, total: int = 1000, **fields: Any) -> dict[str, Any]:
        """The body of a simple cash sale of one thing."""
        return {
            "id": self.new_id(),
            "goods": [{"good": {"code": "1", "name": "Хліб", "price": total, "tax": [1]}, "quantity": 1000}],
            "payments": [{"type": "CASH", "value": total}],
            **fields,
        }

    def giving_back(self, total: int = 1000, **fields: Any) -> dict[str, Any]:
        """The body of a cash return of one thing."""
        body = self.sale(total, **fields)
        body["goods"][0]["is_return"] = True
        return body

    def go_offline(self, seconds: float = 1) -> datetime:
        """Go offline by the client's decision, dated now, and let a little time pass."""
        at = self.clock.now
        codes = self.codes()
        self.ok("POST", "/cash-registers/go-offline", {"go_offline_date": at.isoformat(), "fiscal_code": codes[-1]})
        self.clock.pass_by(seconds)
        return at

    def codes(self) -> list[str]:
        """The free codes, near end first."""
        return list(self.register.state.free_codes)

    def offline_sale(self, total: int = 1000, **fields: Any) -> dict[str, Any]:
        """A sale stamped with the farthest code and the time now."""
        stamp = {"fiscal_code": self.codes()[-1], "fiscal_date": self.clock.now.isoformat()}
        return {**self.sale(total), **stamp, **fields}
