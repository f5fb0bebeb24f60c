"""The check against the vendor's OpenAPI file can fail: deliberately wrong requests and answers are caught."""

from typing import Any

import httpx
import pytest
from jsonschema.exceptions import ValidationError

ID = "11111111-2222-4333-8444-555555555555"
BASE = "https://checkbox.test"


def request(path: str, body: Any = None, method: str = "POST") -> httpx.Request:
    headers = {"authorization": "Bearer t", "x-license-key": "k"}
    return httpx.Request(method, f"{BASE}/api/v1{path}", json=body, headers=headers)


GOOD = {"code": "1", "name": "Хліб", "price": 123}
SALE = {"id": ID, "goods": [{"good": GOOD, "quantity": 1000}], "payments": [{"type": "CASH", "value": 123}]}
WRONG = {
    "an amount that is text": request("/receipts/sell", SALE | {"payments": [{"type": "CASH", "value": "123"}]}),
    "an amount that is a fraction": request("/receipts/sell", SALE | {"payments": [{"type": "CASH", "value": 1.5}]}),
    "an unknown payment": request("/receipts/sell", SALE | {"payments": [{"type": "CHEQUE", "value": 1}]}),
    "a misspelt field": request("/receipts/sell", SALE | {"department": "1"}),
    "a misspelt field inside": request(
        "/receipts/sell", SALE | {"goods": [{"good": GOOD | {"taxs": [1]}, "quantity": 1}]}
    ),
    "a deprecated field": request(
        "/receipts/sell", SALE | {"goods": [{"good": GOOD | {"excise_barcode": "A"}, "quantity": 1}]}
    ),
    "a null": request("/receipts/sell", SALE | {"header": None}),
    "no goods": request("/receipts/sell", SALE | {"goods": []}),
    "no name": request("/receipts/sell", SALE | {"goods": [{"good": {"code": "1", "price": 1}, "quantity": 1}]}),
    "an id that is no UUID": request("/receipts/sell", SALE | {"id": "17"}),
    "a date without offset": request(
        "/receipts/sell-offline", SALE | {"fiscal_code": "x", "fiscal_date": "2026-11-21T08:00:00"}
    ),
    "a missing date": request("/receipts/sell-offline", SALE | {"fiscal_code": "x"}),
    "no body": request("/receipts/sell"),
    "a body where none belongs": request("/cash-registers/go-online", {}),
    "an unknown path": request("/receipts/buy", SALE),
    "an unknown parameter": request("/shifts?state=OPENED", method="GET"),
    "an unknown word": request("/shifts?statuses=OPEN", method="GET"),
    "a number out of range": request("/cash-registers/get-offline-codes?count=10001", method="GET"),
    "a flag that is no flag": request("/shifts?desc=1", method="GET"),
    "no token": httpx.Request("GET", f"{BASE}/api/v1/shifts"),
    "no licence key": httpx.Request("GET", f"{BASE}/api/v1/cash-registers/info", headers={"authorization": "Bearer t"}),
    "a wrong phone": request(f"/receipts/{ID}/sms", {"phone": "+380501234567"}),
    "a wrong address": request(f"/receipts/{ID}/email", ["nobody"]),
    "a wrong fiscal code": request("/receipts/17", method="GET"),
}


def test_the_check_lets_the_right_request_through(checkbox_api: Any) -> None:
    assert checkbox_api.check_request(request("/receipts/sell", SALE)) == "/api/v1/receipts/sell"


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_the_check_catches_a_wrong_request(checkbox_api: Any, wrong: httpx.Request) -> None:
    with pytest.raises(ValidationError):
        checkbox_api.check_request(wrong)


def test_an_answer_is_held_against_the_file_too(checkbox_api: Any) -> None:
    path = f"/api/v1/receipts/{ID}"
    _, operation = checkbox_api.operation("GET", path)
    status, _, body = checkbox_api.example_answer(operation, full=True)
    checkbox_api.check_answer("GET", path, status, body | {"fiscal_code": None})
    for wrong in (body | {"total_sum": "7"}, body | {"id": "17"}, body | {"total_sum": None}, []):
        with pytest.raises(ValidationError):
            checkbox_api.check_answer("GET", path, status, wrong)
