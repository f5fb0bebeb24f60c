"""Each refusal of the sandbox Checkbox, with its status, its stable code and the article's own words."""

from typing import Any

import pytest

from pos_app.sandbox.checkbox import CASHIERS, Call, Settings
from pos_app.sandbox.checkbox.troubles import act
from tests.unit.sandbox.checkbox_counter import Counter

CARD = {"type": "CASHLESS", "value": 1000}
CASH = {"type": "CASH", "value": 1000}
SELL = "/receipts/sell"


@pytest.fixture
def counter() -> Counter:
    made = Counter()
    made.open()
    return made


# -- the door -------------------------------------------------------------------------------------------------------


def test_a_wrong_license_key_is_401(counter: Counter) -> None:
    told = counter.refused("GET", "/cash-registers/info", x_license_key="another")
    assert told == (401, "cash_register.invalid_license_key", "Невірний ключ ліцензії каси")


def test_a_missing_license_key_is_422_where_it_is_needed() -> None:
    counter = Counter()
    answer = counter.desk.handle(Call("GET", "/api/v1/cash-registers/info"))
    assert answer.status == 422
    assert answer.json()["detail"][0]["loc"] == ["header", "X-License-Key"]


def test_a_wrong_access_key_is_403(counter: Counter) -> None:
    told = counter.refused("GET", "/cashier/me", x_access_key="another")
    assert told == (403, "integration.invalid_access_key", "Невірний ключ доступу")


def test_an_access_key_may_be_asked_for() -> None:
    counter = Counter(Settings(access_key_required=True))
    assert counter.refused("POST", "/cashier/signinPinCode", {"pin_code": "1234"})[0] == 403
    answer = counter.call("POST", "/cashier/signinPinCode", {"pin_code": "1234"}, x_access_key="sandbox-access-key")
    assert answer.status == 200


def test_a_wrong_pin_and_a_wrong_password_are_403() -> None:
    counter = Counter()
    told = counter.refused("POST", "/cashier/signinPinCode", {"pin_code": "9999"})
    assert told == (403, "cashier.invalid_credentials", "Невірний пінкод")
    told = counter.refused("POST", "/cashier/signin", {"login": "olena", "password": "no"})
    assert told == (403, "cashier.invalid_credentials", "Невірний логін або пароль")
    assert counter.ok("POST", "/cashier/signin", {"login": "olena", "password": "olena-1234"})["type"] == "bearer"


def test_without_a_token_it_is_403_and_with_a_revoked_one_401(counter: Counter) -> None:
    token, counter.token = counter.token, None
    assert counter.refused("GET", "/cashier/me") == (403, "base.not_authenticated", "Not authenticated")
    counter.token = token
    counter.ok("POST", "/cashier/signout")
    assert counter.refused("GET", "/cashier/me") == (401, "base.credentials", "Невірний токен доступу")
    assert counter.refused("POST", "/cashier/signout")[0] == 401


def test_a_deactivated_cashier_is_403_everywhere(counter: Counter) -> None:
    act(counter.register, "cashier_deactivated")
    told = (403, "cashier.deactivated", "Доступ заборонено, оскільки касира деактивовано")
    assert counter.refused("GET", "/cashier/me") == told
    assert counter.refused("POST", "/cashier/signinPinCode", {"pin_code": "1234"}) == told
    act(counter.register, "cashier_activated")
    assert counter.ok("GET", "/cashier/me")["full_name"] == CASHIERS[0].full_name


def test_maintenance_is_503_in_the_vendors_words(counter: Counter) -> None:
    act(counter.register, "maintenance")
    told = counter.refused("GET", "/cashier/me")
    assert told == (503, "base.maintenance", "Maintenance work till 3:30 GMT+3. Sorry for the inconvenience.")


def test_an_unknown_path_is_404_and_a_wrong_method_405(counter: Counter) -> None:
    assert counter.refused("GET", "/nowhere")[0] == 404
    assert counter.refused("DELETE", "/receipts/sell")[0] == 405
    assert counter.refused("POST", f"/receipts/{counter.new_id()}")[0] == 405


def test_an_old_server_sends_no_codes() -> None:
    counter = Counter(Settings(errors_have_codes=False))
    answer = counter.call("GET", "/cashier/me")
    assert answer.json() == {"message": "Not authenticated"}


# -- bodies ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("raw", [b"{", b"\xff", b'{"pin_code": NaN}', b"[" * 100_000])
def test_a_body_that_cannot_be_read_is_400(raw: bytes) -> None:
    answer = Counter().call("POST", "/cashier/signinPinCode", raw)
    assert (answer.status, answer.json()["message"]) == (400, "There was an error parsing the body")


def broken(counter: Counter, path: str, body: Any) -> list[Any]:
    answer = counter.call("POST", path, body)
    assert answer.status == 422, answer.body.decode()
    assert answer.json()["message"] == "Validation error"
    return [problem["loc"] for problem in answer.json()["detail"]]


@pytest.mark.parametrize(
    ("change", "loc"),
    [
        ({"goods": None}, ["goods"]),
        ({"goods": []}, ["goods"]),
        ({"id": "not-a-uuid"}, ["id"]),
        ({"rounding_mode": "ROUND_25"}, ["rounding_mode"]),
        ({"rounding": None}, ["rounding"]),
        ({"payments": [{"type": "CASH", "value": 10.5}]}, ["payments", 0, "value"]),
        ({"payments": [{"type": "CASH", "value": True}]}, ["payments", 0, "value"]),
        ({"payments": [{"type": "GOLD", "value": 10}]}, ["payments", 0, "type"]),
        ({"payments": [{**CARD, "code": 10}]}, ["payments", 0, "code"]),
        ({"payments": [{**CARD, "card_mask": "*" * 20}]}, ["payments", 0, "card_mask"]),
        ({"payments": [{**CASH, "label": ""}]}, ["payments", 0, "label"]),
        ({"payments": [{**CASH, "value": -1000}]}, ["payments", 0, "value"]),
        ({"discounts": [{"type": "GIFT", "mode": "VALUE", "value": 1}]}, ["discounts", 0, "type"]),
        ({"discounts": [{"type": "DISCOUNT", "mode": "VALUE", "value": -1}]}, ["discounts", 0, "value"]),
        ({"discounts": [{"type": "DISCOUNT", "mode": "VALUE", "value": 1, "tax_codes": [77]}]},
         ["discounts", 0, "tax_codes"]),
        ({"delivery": {"phone": "0501234567"}}, ["delivery", "phone"]),
        ({"delivery": {"emails": ["nobody"]}}, ["delivery", "emails", 0]),
        ({"related_receipt_created_at": "yesterday"}, ["related_receipt_created_at"]),
        ({"context": {"a": []}}, ["context", "a"]),
    ],
)  # fmt: skip
def test_a_wrong_field_is_422_that_names_it(counter: Counter, change: dict[str, Any], loc: list[Any]) -> None:
    body = {**counter.sale(), **change}
    assert ["body", "payload", *loc] in broken(counter, SELL, body)


@pytest.mark.parametrize(
    ("change", "name"),
    [({"price": 0}, "price"), ({"price": "10"}, "price"), ({"name": ""}, "name"), ({"code": None}, "code"),
     ({"tax": [77]}, "tax"), ({"tax": ["Ю"]}, "tax"), ({"tax": [1, 2]}, "tax"), ({"uktzed": "1" * 65}, "uktzed")],
)  # fmt: skip
def test_a_wrong_good_is_422_that_names_its_line(counter: Counter, change: dict[str, Any], name: str) -> None:
    body = counter.sale()
    body["goods"].append({"good": {**body["goods"][0]["good"], **change}, "quantity": 1000})
    assert broken(counter, SELL, body) == [["body", "payload", "goods", 1, "good", name]]


def test_every_wrong_field_is_named_at_once(counter: Counter) -> None:
    assert len(broken(counter, SELL, {"id": 1, "payments": 2})) == 3


def test_letters_and_codes_of_taxes_mean_the_same(counter: Counter) -> None:
    body = counter.sale()
    body["goods"][0]["good"]["tax"] = ["А"]
    assert counter.ok("POST", SELL, body)["taxes"][0]["code"] == 1


def test_a_sale_and_a_return_do_not_mix(counter: Counter) -> None:
    body = counter.sale()
    body["goods"].append({**body["goods"][0], "is_return": True})
    assert broken(counter, SELL, body) == [["body", "payload", "goods"]]


def test_query_parameters_are_checked(counter: Counter) -> None:
    for query in ("limit=0", "limit=101", "limit=ten", "from_date=never", "shift_id=1", "self_receipts=perhaps"):
        assert counter.call("GET", f"/receipts/search?{query}").status == 422
    assert counter.call("GET", "/receipts/search?from_date=2026-09-14T00:00:00%2B03:00").status == 422
    assert counter.ok("GET", "/receipts/search?from_date=2026-09-14T00:00:00+03:00")["results"] == []


# -- money ----------------------------------------------------------------------------------------------------------


def test_too_little_money_is_refused(counter: Counter) -> None:
    told = counter.refused("POST", SELL, counter.sale(1000, payments=[{"type": "CASH", "value": 999}]))
    assert told == (400, "receipt.payment_too_small", "Сума платежів не може бути меньшою ніж сума чеку")


def test_a_card_gives_no_change(counter: Counter) -> None:
    for payments in ([{"type": "CASHLESS", "value": 1001}], [{"type": "CASHLESS", "value": 1500}, CASH]):
        assert counter.refused("POST", SELL, counter.sale(1000, payments=payments))[1] == "receipt.card_over_total"


def test_a_return_is_paid_exactly(counter: Counter) -> None:
    body = counter.giving_back(454400, payments=[{"type": "CASHLESS", "value": 454399}])
    told = counter.refused("POST", SELL, body)
    assert told[2] == "Сума платежів повинна дорівнювати сумі чеку повернення (4544.00)"
    counter.ok("POST", "/receipts/service", {"payment": {"type": "CASH", "value": 500_000}})
    body = counter.giving_back(454400, payments=[{"type": "CASH", "value": 454401}])
    assert counter.refused("POST", SELL, body) == told


def test_a_return_follows_the_rounding_mode(counter: Counter) -> None:
    counter.ok("POST", "/receipts/service", {"payment": {"type": "CASH", "value": 5000}})
    body = counter.giving_back(1020, payments=[{"type": "CASH", "value": 1000}])
    assert counter.refused("POST", SELL, body)[1] == "receipt.return_sum_differs"
    assert counter.ok("POST", SELL, {**body, "rounding_mode": "ROUND_50"})["round_sum"] == -20


def test_no_more_cash_leaves_than_there_is(counter: Counter) -> None:
    counter.ok("POST", "/receipts/service", {"payment": {"type": "CASH", "value": 500}})
    text = "Неможливо виконати операцію, оскільки в касі недостатньо коштів (10.00 > 5.00)"
    told = counter.refused("POST", SELL, counter.giving_back(1000))
    assert told == (400, "cash_register.not_enough_cash", text)
    assert counter.refused("POST", "/receipts/service", {"payment": {"type": "CASH", "value": -1000}})[2] == text
    assert counter.refused("POST", "/receipts/cash-withdrawal", {"payment": CARD})[2] == text


def test_a_refused_receipt_leaves_no_trace(counter: Counter) -> None:
    before = counter.register.state.receipt_serial, counter.register.state.transaction_serial
    body = counter.sale(payments=[])
    counter.refused("POST", SELL, body)
    assert (counter.register.state.receipt_serial, counter.register.state.transaction_serial) == before
    assert counter.refused("GET", f"/receipts/{body['id']}")[:2] == (404, "receipt.not_found")
    assert counter.ok("POST", SELL, {**body, "payments": [CASH]})["id"] == body["id"]


# -- order of things ------------------------------------------------------------------------------------------------


def test_a_second_receipt_under_an_id_is_refused(counter: Counter) -> None:
    body = counter.sale()
    counter.ok("POST", SELL, body)
    told = (400, "receipt.already_exists", "Вказаний id чеку вже існує")
    assert counter.refused("POST", SELL, body) == told
    assert counter.refused("POST", "/receipts/service", {"id": body["id"], "payment": CASH}) == told
    assert len(counter.register.state.receipts) == 1


def test_the_previous_receipt_must_be_the_last_one(counter: Counter) -> None:
    first = counter.ok("POST", SELL, counter.sale())["id"]
    counter.ok("POST", "/receipts/service", {"payment": CASH})
    told = counter.refused("POST", SELL, counter.sale(previous_receipt_id=counter.new_id()))
    assert told[1] == "receipt.previous_id_last_id_differs"
    assert told[2] == "id попереднього чеку відрізняється від останнього збереженого чеку"
    counter.ok("POST", SELL, counter.sale(previous_receipt_id=first))
    assert counter.refused("POST", SELL, counter.sale(previous_receipt_id=first))[1] == told[1]


def test_an_unknown_order_is_refused(counter: Counter) -> None:
    told = counter.refused("POST", SELL, counter.sale(order_id=counter.new_id()))
    assert told[2] == "Вказано невідомий ідентифікатор замовлення"


@pytest.mark.parametrize("path", ["/shifts/close", "/reports", "/receipts/sell", "/receipts/service"])
def test_without_an_open_shift_nothing_goes(path: str) -> None:
    counter = Counter()
    counter.sign_in()
    bodies = {"/receipts/sell": counter.sale(), "/receipts/service": {"payment": CASH}}
    told = (400, "shift.not_opened", "Зміну не відкрито")
    assert counter.refused("POST", path, bodies.get(path)) == told
    counter.ok("POST", "/shifts")
    assert counter.refused("POST", path, bodies.get(path)) == told
    counter.clock.pass_by(3)
    counter.ok("POST", path, bodies.get(path))


def test_a_shift_is_opened_once(counter: Counter) -> None:
    shift = counter.register.current()
    assert shift is not None
    again = counter.ok("POST", "/shifts", {"id": shift.id})
    assert (again["id"], again["status"], again["serial"]) == (shift.id, "OPENED", 1)
    told = counter.refused("POST", "/shifts", {"id": counter.new_id()})
    assert told == (400, "shift.already_opened", "Касир вже працює з даною касою")


def test_another_cashier_finds_the_register_busy(counter: Counter) -> None:
    counter.sign_in("2345")
    told = (400, "cash_register.busy", "Каса зайнята іншим касиром")
    for path in ("/shifts", "/cash-registers/go-online", "/cash-registers/go-offline"):
        assert counter.refused("POST", path) == told
    assert counter.refused("POST", SELL, counter.sale())[1] == "shift.not_opened"
    assert counter.ok("GET", "/cashier/shift") is None


def test_a_foreign_cashier_can_take_the_shift_and_leave_it(counter: Counter) -> None:
    act(counter.register, "foreign_cashier")
    assert counter.refused("POST", "/shifts", {})[1] == "cash_register.busy"
    act(counter.register, "foreign_cashier_gone")
    counter.ok("POST", SELL, counter.sale())


def test_a_foreign_cashier_can_come_first() -> None:
    counter = Counter()
    counter.sign_in()
    act(counter.register, "foreign_cashier")
    assert counter.refused("POST", "/shifts")[1] == "cash_register.busy"
    counter.clock.pass_by(3)
    counter.ok("GET", "/cash-registers/info")
    act(counter.register, "foreign_cashier_gone")
    counter.clock.pass_by(3)
    counter.open()


def test_without_the_signature_documents_stop_and_it_is_told(counter: Counter) -> None:
    act(counter.register, "signer_off")
    assert counter.ok("GET", "/cashier/check-signature")["online"] is False
    told = counter.refused("POST", SELL, counter.sale())
    assert told[2] == "CheckBox Підпис неактивний, запустіть його, будь ласка"
    assert counter.refused("POST", "/shifts/close")[1] == told[1]
    act(counter.register, "signer_on")
    counter.ok("POST", SELL, counter.sale())


def test_a_shift_of_the_vendors_own_till_is_409(counter: Counter) -> None:
    act(counter.register, "kasa")
    told = counter.refused("POST", "/shifts/close")
    assert told[0] == 409
    assert told[2].startswith("Зміну відкрито за допомогою CheckBox Kasa")
    assert counter.refused("POST", SELL, counter.sale())[0] == 409
    counter.ok("POST", "/shifts/close", {"skip_client_name_check": True})


def test_a_cashier_without_the_right_may_not_give_back() -> None:
    counter = Counter()
    counter.sign_in("3456")
    counter.open(cash=1000)
    assert counter.refused("POST", SELL, counter.giving_back())[:2] == (403, "cashier.permission_denied")


def test_a_shift_older_than_a_day_sells_no_more_but_closes(counter: Counter) -> None:
    counter.clock.pass_by(24 * 3600 + 1)
    assert counter.refused("POST", SELL, counter.sale())[1] == "shift.time_exceeded"
    counter.ok("POST", "/shifts/close")


def test_the_hour_of_closing_must_be_today_and_is_kept() -> None:
    counter = Counter()
    counter.sign_in()
    for at in ("2026-09-15T01:00:00+03:00", "2026-09-14T08:00:00+03:00"):
        assert counter.refused("POST", "/shifts", {"auto_close_at": at})[1] == "date.wrong_interval"
    shift = counter.ok("POST", "/shifts", {"auto_close_at": "2026-09-14T21:00:00+03:00"})["id"]
    counter.clock.pass_by(12 * 3600 + 5)
    counter.ok("GET", "/cash-registers/info")
    counter.clock.pass_by(5)
    assert counter.ok("GET", f"/shifts/short/{shift}")["status"] == "CLOSED"


def test_more_than_two_receipts_a_second_block_the_register_for_five() -> None:
    counter = Counter(Settings(pace_is_limited=True))
    counter.open()
    for _ in range(2):
        counter.ok("POST", SELL, counter.sale())
    assert counter.refused("POST", SELL, counter.sale())[:2] == (429, "base.too_many_requests")
    counter.clock.pass_by(4)
    assert counter.refused("POST", SELL, counter.sale())[0] == 429
    counter.clock.pass_by(1)
    counter.ok("POST", SELL, counter.sale())


def test_limits_of_the_organisation_hold_and_are_told() -> None:
    counter = Counter(Settings(goods_limit=1, total_limit=5000))
    counter.open()
    assert counter.ok("GET", "/cashier/me")["organization"]["settings"]["receipt_limits"]["goods_count"] == 1
    assert broken(counter, SELL, counter.sale(5001)) == [["body", "payload", "goods"]]


def test_search_reaches_ninety_days_and_loses_older_ones_silently(counter: Counter) -> None:
    counter.ok("POST", SELL, counter.sale())
    counter.ok("POST", "/shifts/close")
    counter.clock.pass_by(100 * 86400)
    assert counter.ok("GET", "/receipts/search")["results"] == []
    wide = "/receipts/search?from_date=2026-09-01T00:00:00Z"
    assert counter.refused("GET", wide)[1] == "date.wrong_interval"
    near = f"{wide}&to_date=2026-10-01T00:00:00Z"
    assert len(counter.ok("GET", near)["results"]) == 1


def test_a_receipt_that_the_tax_service_rejects_ends_in_error(counter: Counter) -> None:
    counter.register.state.world.failing_receipts = 1
    identity = counter.ok("POST", SELL, counter.sale())["id"]
    counter.clock.pass_by(3)
    receipt = counter.ok("GET", f"/receipts/{identity}")
    assert (receipt["status"], receipt["transaction"]["status"], receipt["fiscal_code"]) == ("ERROR", "ERROR", None)
