"""A Checkbox server in a few lines, and answers in the vendor's manner."""

import json
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Any

import httpx
import pytest

from pos_app.checkbox import CheckboxClient, open_http

BASE = "https://checkbox.test"


class Server:
    """Answers each request with what it was told to, and remembers what it was asked."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.dates: list[datetime] = []
        self.answer: Callable[[httpx.Request], httpx.Response] = lambda _: httpx.Response(500)

    def says(self, status: int, body: Any = None, *, raw: bytes | None = None, **headers: str) -> None:
        content = raw if raw is not None else json.dumps(body, ensure_ascii=False).encode()
        named = {"content-type": "application/json"} | {k.replace("_", "-"): v for k, v in headers.items()}
        self.answer = lambda _: httpx.Response(status, content=content, headers=named)

    def breaks(self, error: type[httpx.RequestError]) -> None:
        def fail(request: httpx.Request) -> httpx.Response:
            raise error("broken", request=request)

        self.answer = fail

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return self.answer(request)

    @property
    def last(self) -> httpx.Request:
        return self.requests[-1]


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
async def client(server: Server) -> AsyncIterator[CheckboxClient]:
    async with open_http(BASE, 2.0, httpx.MockTransport(server)) as http:
        made = CheckboxClient(
            http,
            base_url=BASE,
            license_key="licence-secret",
            access_key="access-secret",
            client_name="pos-app",
            client_version="0.1.0",
            device_id="till-1",
            timeout_s=2.0,
            on_server_date=server.dates.append,
        )
        made.token = "token-secret"
        yield made


@pytest.fixture
def receipt_answer() -> dict[str, Any]:
    """A sale as the server answers it right after the POST."""
    return {
        "id": "5b7d533c-97c8-4db7-8f5f-4b3aaca44a77",
        "type": "SELL",
        "serial": 40,
        "status": "CREATED",
        "goods": [
            {
                "good": {"code": "1", "name": "Хліб", "price": 123, "barcode": None, "excise_barcodes": ["AAAA123456"]},
                "good_id": None,
                "sum": 123,
                "quantity": 1000,
                "is_return": False,
                "taxes": [{"code": 1, "label": "ПДВ", "symbol": "А", "rate": 20, "value": 19, "extra_value": 0.5}],
                "discounts": [{"type": "DISCOUNT", "mode": "PERCENT", "value": 5, "sum": -6, "tax_codes": [8, "А"]}],
            }
        ],
        "payments": [{"type": "CASHLESS", "value": 118, "label": "Картка", "code": 1, "pawnshop_is_return": None}],
        "total_sum": 118,
        "total_payment": 118,
        "total_rest": 0,
        "round_sum": 0,
        "fiscal_code": None,
        "fiscal_date": None,
        "delivered_at": None,
        "created_at": "2026-11-20T08:24:46.501940+00:00",
        "updated_at": None,
        "taxes": None,
        "discounts": [],
        "is_created_offline": False,
        "is_sent_dps": None,
        "technical_return": False,
        "control_number": None,
        "context": {"till": 1},
    }


@pytest.fixture
def shift_answer() -> dict[str, Any]:
    """A shift that has just been asked to open."""
    return {
        "id": "a8d6cd50-b151-4598-8259-5b5e15655eb0",
        "serial": 10,
        "status": "CREATED",
        "z_report": None,
        "opened_at": None,
        "closed_at": None,
        "initial_transaction": {
            "id": "93e42158-66dd-4831-ac7a-165d96658b67",
            "type": "SHIFT_OPEN",
            "serial": 43,
            "status": "PENDING",
            "created_at": "2022-06-22T12:22:09.202431+00:00",
        },
        "closing_transaction": None,
        "created_at": "2022-06-22T12:22:09.202431+00:00",
        "updated_at": None,
        "balance": {"initial": 455000, "balance": 455000, "cash_sales": 0, "card_sales": 0, "updated_at": None},
        "taxes": [{"code": 1, "label": "ПДВ", "symbol": "А", "rate": 20, "extra_rate": 0, "sales": 0, "returns": 0}],
        "cash_register": {"id": "cb6905fd-5296-45ba-be4d-79302cf43a59", "fiscal_number": "TEST373378", "active": True},
        "cashier": {
            "id": "19ff96e0-993b-4403-a39f-42274484e3a9",
            "full_name": "Тестова Касирка",
            "signature_type": "TEST",
            "permissions": {"orders": True},
        },
    }


@pytest.fixture
def report_answer() -> dict[str, Any]:
    """An X report in the older form, without the counters that came later."""
    return {
        "id": "adad2993-3359-499e-a8de-34c5753e8918",
        "serial": 1,
        "is_z_report": False,
        "payments": [{"type": "CASH", "label": "Готівка", "sell_sum": 1350, "return_sum": 0, "code": None}],
        "taxes": [
            {
                "code": 6,
                "label": "ВЗ",
                "symbol": "Е",
                "rate": 1.5,
                "sell_sum": 57,
                "return_sum": 0,
                "sales_turnover": 348,
                "returns_turnover": 0,
            }
        ],
        "sell_receipts_count": 4,
        "return_receipts_count": 0,
        "balance": 1350,
        "initial": 0,
        "created_at": "2022-07-03T07:04:10.319954+00:00",
    }
