"""Every answer of every route of the sandbox Checkbox, good or bad, is one the vendor's specification knows."""

import copy
import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from pos_app.sandbox.checkbox import ACCESS_KEY, Answer, Call
from pos_app.sandbox.checkbox.desk import PREFIX, Route
from pos_app.sandbox.checkbox.routes import ROUTES
from pos_app.sandbox.checkbox.troubles import act
from tests.unit.sandbox.checkbox_counter import Counter

FORMATS = FormatChecker(())
# the live service leaves these out too, or they belong to trades that this sandbox does not play
NOT_SAID = {
    "ReceiptModel": {"fiscal_api_type", "service_currency_exchange", "processed_counter"},
    "ReportModel": {"shift"},
    "ShiftWithCashierAndCashRegister": {"fiscal_api_type", "evpez_shift_id"},
    "CashRegisterDeviceModel": {
        *("type", "has_monobank_terminal", "has_qr_acquiring", "has_internet_acquiring", "has_iban_acquiring"),
        *("ettn_acquiring_id", "fiscal_api_type", "vehicle_license_plate", "is_superkasa", "has_easypay_acquiring"),
        *("has_rozetkapay_acquiring", "has_pos_acquiring"),
    },
}


@FORMATS.checks("uuid", ValueError)
def _uuid(value: object) -> bool:
    return not isinstance(value, str) or str(UUID(value)) == value


@FORMATS.checks("date-time", ValueError)
def _date_time(value: object) -> bool:
    """Offline codes are dated without an offset, as in the vendor's article."""
    return not isinstance(value, str) or datetime.fromisoformat(value) is not None


def tightened(node: Any) -> Any:
    """No object may have a field that is not listed; what is not required may be null, as the article's answers are."""
    if isinstance(node, list):
        return [tightened(item) for item in node]
    if not isinstance(node, dict):
        return node
    result = {key: tightened(value) for key, value in node.items()}
    if isinstance(node.get("properties"), dict) and node.get("type") == "object":
        needed = node.get("required", [])
        for name, schema in result["properties"].items():
            if name not in needed:
                result["properties"][name] = {"anyOf": [schema, {"type": "null"}]}
        result.setdefault("additionalProperties", False)
    return result


class Contract:
    """Checks answers against the specification and notes which routes have been seen to succeed."""

    def __init__(self, document: dict[str, Any], schemas: dict[str, Any]) -> None:
        self.document = document
        self._schemas = schemas
        self.seen: set[tuple[str, str]] = set()

    def operation(self, route: Route) -> dict[str, Any]:
        """The documented operation of a route; KeyError if there is none."""
        operation: dict[str, Any] = self.document["paths"][PREFIX + route.path][route.method.lower()]
        return operation

    def against(self, name_or_schema: Any, value: Any) -> None:
        """Raises ValidationError unless the value fits."""
        schema = name_or_schema
        if isinstance(schema, str):
            schema = {"$ref": f"#/components/schemas/{schema}"}
        whole = {"components": {"schemas": self._schemas}, "allOf": [tightened(schema)]}
        Draft202012Validator(whole, format_checker=FORMATS).validate(value)

    def success(self, route: Route, answer: Answer) -> None:
        """Raises ValidationError unless status, media type and body are documented for the route."""
        documented = self.operation(route)["responses"]
        if str(answer.status) not in documented:
            raise ValidationError(f"{answer.status} is not documented for {route.path}")
        content = documented[str(answer.status)].get("content", {})
        self.seen.add((route.method, route.path))
        if answer.status == 205:
            return
        media = answer.content_type.partition(";")[0]
        if media not in content:
            raise ValidationError(f"{media} is not documented for {route.path}")
        if media == "application/json" and content[media]["schema"]:
            self.against(content[media]["schema"], answer.json())

    def error(self, answer: Answer) -> None:
        """Raises ValidationError unless an error has the documented form."""
        self.against("HTTPValidationError" if answer.status == 422 else "HTTPError", answer.json())

    def complete(self, name: str, value: dict[str, Any]) -> None:
        """Raises ValidationError unless every field of the model is there, null at least."""
        declared = set(self.document["components"]["schemas"][name]["properties"])
        missing = declared - set(value) - NOT_SAID.get(name, set())
        if missing:
            raise ValidationError(f"{name} lacks {sorted(missing)}")


class WatchedCounter(Counter):
    """A counter that holds every answer against the contract."""

    def __init__(self, contract: Contract) -> None:
        super().__init__()
        self.contract = contract

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        answer = super().call(method, path, body, **headers)
        if answer.status >= 400:
            self.contract.error(answer)
        else:
            route = route_of(method, path.partition("?")[0])
            # the article: no shift is `null`, though the specification declares a shift
            if not (route.path == "/cashier/shift" and answer.body == b"null"):
                self.contract.success(route, answer)
        return answer


def route_of(method: str, path: str) -> Route:
    """The route that a path belongs to, fixed ones first."""
    found = [
        route
        for route in ROUTES
        if route.method == method and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", route.path), path)
    ]
    return min(found, key=lambda route: route.path.count("{"))


def filled(path: str) -> str:
    """A route's path with believable parts."""
    path = path.replace("{relation_id}", "order-2026-01")
    return re.sub(r"\{\w+\}", "11111111-2222-4333-8444-555555555555", path)


@pytest.fixture(scope="session")
def document(specs_dir: Path) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads((specs_dir / "checkbox.openapi.json").read_text("utf-8"))
    return whole


@pytest.fixture(scope="session")
def schemas(document: dict[str, Any]) -> dict[str, Any]:
    strict: dict[str, Any] = tightened(document["components"]["schemas"])
    # the live service adds a stable code to every error, and pydantic's context to what it names
    for name, extra in (("HTTPError", "code"), ("HTTPValidationError", "code"), ("ValidationError", "ctx")):
        strict[name]["properties"][extra] = {}
    return strict


@pytest.fixture
def contract(document: dict[str, Any], schemas: dict[str, Any]) -> Contract:
    return Contract(document, schemas)


@pytest.fixture
def counter(contract: Contract) -> WatchedCounter:
    made = WatchedCounter(contract)
    made.open(cash=100_000)
    return made


def rich_sale(counter: Counter) -> dict[str, Any]:
    """A sale with about everything that a sale may have."""
    body = counter.sale(12_345, payments=[{"type": "CASHLESS", "value": 10_000, "commission": 1, "rrn": "98765",
        "card_mask": "**** **** **** 5555", "acquirer_and_seller": "Банк", "signature_required": True},
        {"type": "CASH", "value": 5_000}], rounding_mode="ROUND_50", header="Вітаємо", footer="Дякуємо", barcode="AB1",
        context={"a": 1}, custom={"text_global_header": "Х"}, delivery={"email": "a@example.com"})  # fmt: skip
    good = {"code": "2", "name": "Пиво", "price": 4_000, "tax": [4], "excise_barcodes": ["ABCD123456"]}
    discount = {"type": "DISCOUNT", "mode": "PERCENT", "value": 2.5, "tax_codes": [4], "name": "Акція"}
    body["goods"].append({"good": good, "quantity": 250, "discounts": [discount], "good_id": counter.new_id()})
    body["discounts"] = [{"type": "DISCOUNT", "mode": "VALUE", "value": 75, "tax_codes": [1, 4]}]
    return body


def test_every_route_answers_as_documented(counter: WatchedCounter, contract: Contract) -> None:
    """One busy day that goes through all routes; each answer is checked as it comes."""
    counter.ok("POST", "/cashier/signin", {"login": "taras", "password": "taras-2345"})
    for path in ("/cashier/me", "/cashier/shift", "/cashier/check-signature", "/cashier/tax", "/tax", "/organization",
                 "/organization/receipt-config", "/organization/cashiers", "/cash-registers", "/cash-registers/info",
                 "/cash-registers/shifts", "/cash-registers/get-offline-codes?count=3",
                 "/cash-registers/get-offline-codes-count", "/shifts", "/transactions"):  # fmt: skip
        counter.ok("GET", path)
    counter.ok("GET", f"/cash-registers/{counter.register.settings.register_id}")
    counter.ok("GET", "/cash-registers/ask-offline-codes?count=150&sync=true")
    counter.ok("POST", "/receipts/validate", rich_sale(counter))
    sale = counter.ok("POST", "/receipts/sell", rich_sale(counter))
    counter.clock.pass_by(3)
    for path in ("", "/text", "/html", "/png", "/pdf", "/qrcode", "/xml", "/print-blocks"):
        assert counter.call("GET", f"/receipts/{sale['id']}{path}").status == 200
    counter.ok("POST", f"/receipts/{sale['id']}/email", ["a@example.com"])
    counter.ok("POST", f"/receipts/{sale['id']}/sms", {"phone": "380501234567"})
    counter.ok("POST", "/receipts/sell", counter.giving_back(related_receipt_id=sale["id"]))
    counter.ok("POST", "/receipts/cash-withdrawal", {"payment": {"type": "CASHLESS", "value": 500}})
    counter.ok("GET", "/receipts")
    counter.ok("GET", "/receipts/search")
    transaction = counter.ok("GET", f"/receipts/{sale['id']}")["transaction_id"]
    counter.ok("GET", f"/transactions/{transaction}")
    parts = counter.sale(1000, payments=[{"type": "CASH", "value": 300}], custom_relation_id="order-2026-01")
    counter.ok("POST", "/prepayment-receipts", parts)
    rest = [{"type": "CASH", "value": 700}]
    counter.ok("POST", "/prepayment-receipts/order-2026-01", {"payments": rest})
    counter.ok("GET", "/prepayment-receipts/order-2026-01")
    counter.ok("POST", "/prepayment-receipts/order-2026-01/return", {})
    counter.ok("GET", "/prepayment-receipts/search")
    counter.clock.pass_by(60)
    counter.go_offline()
    counter.ok("POST", "/receipts/sell-offline", counter.offline_sale())
    counter.clock.pass_by(3)
    counter.ok("POST", "/cash-registers/go-online")
    counter.ok("POST", "/cash-registers/ping-tax-service")
    counter.clock.pass_by(6)
    counter.ok("GET", "/cash-registers/get-offline-time")
    report = counter.ok("POST", "/reports")["id"]
    for path in ("", "/text", "/png"):
        assert counter.call("GET", f"/reports/{report}{path}").status == 200
    shift = counter.ok("POST", "/shifts/close")["id"]
    counter.clock.pass_by(3)
    counter.ok("GET", f"/shifts/{shift}")
    counter.ok("GET", f"/shifts/short/{shift}")
    counter.ok("GET", "/reports")
    counter.ok("GET", "/reports/search")
    period = "from_date=2026-09-14T00:00:00Z&to_date=2026-09-15T00:00:00Z"
    assert counter.call("GET", f"/reports/periodical?{period}").status == 200
    again = counter.open()
    counter.ok("POST", f"/shifts/{again}/close")
    counter.ok("POST", "/cashier/signout")
    assert {(route.method, route.path) for route in ROUTES} - contract.seen == set()


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")
def test_every_route_refuses_strangers_as_documented(route: Route, contract: Contract) -> None:
    counter = Counter()
    path, license_key = PREFIX + filled(route.path), {"x-license-key": counter.register.settings.license_key}
    wrong_key = counter.desk.handle(Call(route.method, path, {**license_key, "x-access-key": f"{ACCESS_KEY}!"}))
    assert wrong_key.status == 403
    contract.error(wrong_key)
    wrong_license = counter.desk.handle(Call(route.method, path, {"x-license-key": "no"}))
    assert wrong_license.status == 401
    contract.error(wrong_license)
    if route.token:
        unsigned = counter.desk.handle(Call(route.method, path, license_key))
        assert unsigned.status == 403
        contract.error(unsigned)
        revoked = counter.desk.handle(Call(route.method, path, {**license_key, "authorization": "Bearer x.y.z"}))
        assert revoked.status == 401
        contract.error(revoked)
    if route.license == "needed":
        counter.sign_in()
        answer = counter.desk.handle(Call(route.method, path, {"authorization": f"Bearer {counter.token}"}))
        assert answer.status == 422
        contract.error(answer)


@pytest.mark.parametrize("route", [route for route in ROUTES if route.body], ids=lambda route: route.path)
def test_every_body_that_is_wrong_is_named_as_documented(route: Route, counter: WatchedCounter) -> None:
    for body in (b"{", 17):
        answer = counter.call(route.method, filled(route.path), body)
        assert answer.status == (400 if body == b"{" else 422)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")
def test_every_route_takes_the_documented_query_and_no_other(route: Route, contract: Contract) -> None:
    declared = {
        parameter["name"]
        for parameter in contract.operation(route).get("parameters", [])
        if parameter["in"] == "query"
    }
    assert set(route.query) <= declared
    left_out = {"simple", "show_buttons", "organization_id", "download", "is_second_copy", "qrcode_scale"}
    assert declared - set(route.query) <= left_out


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: f"{route.method} {route.path}")
def test_every_route_asks_for_keys_where_the_document_does(route: Route, contract: Contract) -> None:
    operation = contract.operation(route)
    assert route.token == bool(operation.get("security"))
    needed = {one["name"] for one in operation.get("parameters", []) if one["in"] == "header" and one["required"]}
    assert (route.license == "needed") == ("X-License-Key" in needed)
    assert (route.body is not None) == ("requestBody" in operation)
    if route.body is not None:
        assert route.body_needed == operation["requestBody"].get("required", False)


def test_receipts_shifts_and_reports_carry_every_field(counter: WatchedCounter, contract: Contract) -> None:
    receipt = counter.ok("POST", "/receipts/sell", rich_sale(counter))
    contract.complete("ReceiptModel", receipt)
    contract.complete("GoodItemModel", receipt["goods"][0])
    contract.complete("ShortTransaction", receipt["transaction"])
    contract.complete("ShiftWithCashierAndCashRegister", receipt["shift"])
    contract.complete("BalanceModel", receipt["shift"]["balance"])
    contract.complete("CashierModel", receipt["shift"]["cashier"])
    contract.complete("ReportModel", counter.ok("POST", "/reports"))
    contract.complete("CashRegisterDeviceModel", counter.ok("GET", "/cash-registers/info"))


@pytest.mark.parametrize("trouble", ["maintenance", "signer_off", "kasa", "cashier_deactivated", "token_revoked"])
def test_troubles_are_told_as_documented(trouble: str, counter: WatchedCounter) -> None:
    act(counter.register, trouble)
    assert counter.call("POST", "/shifts/close").status >= 400


# -- the checker itself ---------------------------------------------------------------------------------------------


def broken_receipt(receipt: dict[str, Any], name: str) -> dict[str, Any]:
    """The receipt with one thing wrong."""
    wrong = copy.deepcopy(receipt)
    changes: dict[str, Any] = {
        "an undeclared field": lambda: wrong.update(total=1),
        "a missing field": lambda: wrong.pop("serial"),
        "null in a needed field": lambda: wrong.update(total_sum=None),
        "a sum that is text": lambda: wrong.update(total_sum="100"),
        "an unknown status": lambda: wrong.update(status="FINE"),
        "an id that is no UUID": lambda: wrong.update(id="17"),
        "a date that is none": lambda: wrong.update(created_at="yesterday"),
        "an undeclared field inside": lambda: wrong["goods"][0]["good"].update(colour="red"),
        "a missing field inside": lambda: wrong["shift"]["taxes"][0].pop("sales"),
        "an unknown payment": lambda: wrong["payments"][0].update(type="GOLD"),
    }
    changes[name]()
    return wrong


@pytest.mark.parametrize(
    "name",
    ["an undeclared field", "a missing field", "null in a needed field", "a sum that is text", "an unknown status",
     "an id that is no UUID", "a date that is none", "an undeclared field inside", "a missing field inside",
     "an unknown payment"],
)  # fmt: skip
def test_the_checker_catches_a_wrong_receipt(counter: WatchedCounter, contract: Contract, name: str) -> None:
    receipt = counter.ok("POST", "/receipts/sell", rich_sale(counter))
    contract.against("ReceiptModel", receipt)
    with pytest.raises(ValidationError):
        contract.against("ReceiptModel", broken_receipt(receipt, name))


def test_the_checker_catches_wrong_statuses_media_and_errors(counter: WatchedCounter, contract: Contract) -> None:
    route = route_of("POST", "/receipts/sell")
    good = counter.call("POST", route.path, counter.sale())
    with pytest.raises(ValidationError, match="200 is not documented"):
        contract.success(route, Answer(200, good.body))
    with pytest.raises(ValidationError, match="text/html is not documented"):
        contract.success(route, Answer(201, good.body, "text/html"))
    with pytest.raises(ValidationError):
        contract.error(Answer(400, b'{"error": "no message"}'))
    with pytest.raises(ValidationError):
        contract.error(Answer(422, b'{"message": "no", "detail": [{"loc": "body"}]}'))
    with pytest.raises(ValidationError, match="lacks"):
        contract.complete("ReceiptModel", {"id": "1"})
