"""Offline at the sandbox register: the client's and the server's decision, codes, dates, and the way back online."""

from datetime import timedelta
from typing import Any

import pytest

from pos_app.sandbox.checkbox import Settings
from pos_app.sandbox.checkbox.troubles import act
from tests.unit.sandbox.checkbox_counter import Counter

SELL = "/receipts/sell"
OFFLINE = "/receipts/sell-offline"
ASK = "/cash-registers/ask-offline-codes"
GET = "/cash-registers/get-offline-codes"


@pytest.fixture
def counter() -> Counter:
    made = Counter()
    made.open()
    made.clock.pass_by(60)
    return made


def modes(counter: Counter) -> tuple[bool, bool]:
    info = counter.ok("GET", "/cash-registers/info")
    return info["offline_mode"], info["stay_offline"]


def test_an_online_receipt_is_created_then_done_with_a_code(counter: Counter) -> None:
    body = counter.sale()
    first = counter.ok("POST", SELL, body)
    assert (first["status"], first["fiscal_code"], first["tax_url"]) == ("CREATED", None, None)
    counter.clock.pass_by(2)
    done = counter.ok("GET", f"/receipts/{body['id']}")
    assert (done["status"], done["is_sent_dps"], done["is_created_offline"]) == ("DONE", True, False)
    assert len(done["fiscal_code"]) == 11
    assert done["control_number"] is None
    assert done["fiscal_code"] in done["tax_url"]
    assert counter.ok("GET", f"/receipts/{done['fiscal_code']}")["id"] == body["id"]


def test_a_shift_is_created_opening_opened(counter: Counter) -> None:
    counter.ok("POST", "/shifts/close")
    counter.clock.pass_by(3)
    shift = counter.ok("POST", "/shifts")
    seen = [shift["status"]]
    for _ in range(2):
        counter.clock.pass_by(1)
        seen.append(counter.ok("GET", f"/shifts/{shift['id']}")["status"])
    assert seen == ["CREATED", "OPENING", "OPENED"]


def test_sell_offline_needs_the_clients_own_offline(counter: Counter) -> None:
    told = counter.refused("POST", OFFLINE, counter.offline_sale())
    assert told[2] == "Cash register should be in manual offline mode!"
    act(counter.register, "tax_service_down")
    counter.ok("POST", SELL, counter.sale())
    assert modes(counter) == (True, False)
    assert counter.refused("POST", OFFLINE, counter.offline_sale())[2] == told[2]
    counter.go_offline()
    assert modes(counter) == (True, True)
    counter.ok("POST", OFFLINE, counter.offline_sale())


def test_an_offline_receipt_has_everything_at_once_but_done(counter: Counter) -> None:
    counter.go_offline()
    body = counter.offline_sale()
    receipt = counter.ok("POST", OFFLINE, body)
    assert (receipt["status"], receipt["fiscal_code"]) == ("CREATED", body["fiscal_code"])
    assert receipt["is_created_offline"] is True
    assert receipt["transaction"]["offline_id"] == body["fiscal_code"]
    assert len(receipt["control_number"]) == 4
    assert "mac=" in receipt["tax_url"]
    counter.clock.pass_by(3)
    done = counter.ok("GET", f"/receipts/{body['id']}")
    assert (done["status"], done["is_sent_dps"]) == ("DONE", False)


def test_the_whole_shift_can_be_offline() -> None:
    counter = Counter()
    counter.sign_in()
    counter.go_offline()

    def stamp() -> dict[str, Any]:
        counter.clock.pass_by(1)
        return {"fiscal_code": counter.codes()[-1], "fiscal_date": counter.clock.now.isoformat()}

    shift = counter.ok("POST", "/shifts", stamp())
    assert shift["initial_transaction"]["offline_id"] is not None
    counter.clock.pass_by(3)
    counter.ok("POST", OFFLINE, {**counter.sale(), **stamp()})
    closing = counter.ok("POST", "/shifts/close", stamp())
    assert closing["closing_transaction"]["offline_id"] is not None
    counter.clock.pass_by(3)
    closed = counter.ok("GET", f"/shifts/{shift['id']}")
    assert closed["status"] == "CLOSED"
    assert closed["z_report"]["fiscal_code"] == closing["closing_transaction"]["offline_id"]
    counter.ok("POST", "/cash-registers/go-online")
    counter.clock.pass_by(6)
    assert modes(counter) == (False, False)
    kinds = [one.type for one in counter.register.state.transactions.values()]
    assert kinds == ["GO_OFFLINE", "SHIFT_OPEN", "RECEIPT", "Z_REPORT", "GO_ONLINE"]
    assert {one.status for one in counter.register.state.transactions.values()} == {"DONE"}


def test_a_second_go_offline_is_refused(counter: Counter) -> None:
    counter.go_offline()
    told = counter.refused("POST", "/cash-registers/go-offline")
    assert told == (400, "cash_register.already_offline", "Каса вже в режимі оффлайн")


def test_an_empty_go_offline_takes_the_nearest_code_and_now(counter: Counter) -> None:
    nearest = counter.codes()[0]
    counter.ok("POST", "/cash-registers/go-offline")
    assert nearest not in counter.codes()
    assert counter.register.state.sessions[0].start == counter.clock.now


def test_a_code_serves_once(counter: Counter) -> None:
    counter.go_offline()
    body = counter.offline_sale()
    counter.ok("POST", OFFLINE, body)
    again = counter.offline_sale(fiscal_code=body["fiscal_code"])
    told = counter.refused("POST", OFFLINE, again)
    assert told[2] == f"[offline_mode_exception#error] Offline code '{body['fiscal_code']}' was used before!"
    unknown = counter.offline_sale(fiscal_code="TEST-000000")
    assert "not found" in counter.refused("POST", OFFLINE, unknown)[2]


def test_fiscal_dates_never_run_backwards(counter: Counter) -> None:
    counter.go_offline(seconds=100)
    counter.ok("POST", OFFLINE, counter.offline_sale())
    at = counter.clock.now
    earlier = counter.offline_sale(fiscal_date=(at - timedelta(milliseconds=1)).isoformat())
    assert counter.refused("POST", OFFLINE, earlier)[1] == "date.fiscal_date_logic"
    counter.ok("POST", OFFLINE, counter.offline_sale(fiscal_date=at.isoformat()))


def test_a_plain_online_sale_moves_the_last_date_past_a_queue(counter: Counter) -> None:
    queued = counter.clock.now
    counter.clock.pass_by(10)
    counter.ok("POST", SELL, counter.sale())
    body = {"go_offline_date": queued.isoformat(), "fiscal_code": counter.codes()[-1]}
    assert counter.refused("POST", "/cash-registers/go-offline", body)[1] == "date.fiscal_date_logic"


def test_nothing_may_be_dated_before_the_last_ask(counter: Counter) -> None:
    before = counter.clock.now
    counter.clock.pass_by(10)
    counter.ok("GET", f"{ASK}?count=10")
    body = {"go_offline_date": before.isoformat(), "fiscal_code": counter.codes()[-1]}
    told = counter.refused("POST", "/cash-registers/go-offline", body)
    assert told[1] == "date.fiscal_date_logic"
    assert "офлайн кодів" in told[2]


def test_a_receipt_is_dated_after_the_opening_of_its_shift() -> None:
    counter = Counter(Settings(open_delay_s=0))
    counter.sign_in()
    counter.go_offline()
    opened = counter.clock.now.isoformat()
    counter.ok("POST", "/shifts", {"fiscal_code": counter.codes()[-1], "fiscal_date": opened})
    told = counter.refused("POST", OFFLINE, counter.offline_sale())
    assert told[2] == "Час фіскалізації чека повинен бути більше ніж час відкриття зміни"
    counter.clock.pass_by(0.001)
    counter.ok("POST", OFFLINE, counter.offline_sale())


def test_a_date_in_the_future_poisons_what_follows_unless_it_is_refused(counter: Counter) -> None:
    counter.go_offline()
    future = (counter.clock.now + timedelta(hours=1)).isoformat()
    counter.ok("POST", OFFLINE, counter.offline_sale(fiscal_date=future))
    assert counter.refused("POST", OFFLINE, counter.offline_sale())[1] == "date.fiscal_date_logic"
    strict = Counter(Settings(future_tolerance_s=600))
    strict.open()
    strict.clock.pass_by(60)
    strict.go_offline()
    assert strict.refused("POST", OFFLINE, strict.offline_sale(fiscal_date=future))[1] == "date.wrong_interval"


def test_the_server_goes_offline_by_itself_when_the_tax_service_is_silent(counter: Counter) -> None:
    near = counter.codes()[:2]
    act(counter.register, "tax_service_down")
    receipt = counter.ok("POST", SELL, counter.sale())
    assert modes(counter) == (True, False)
    assert (receipt["is_created_offline"], receipt["fiscal_code"]) == (True, near[1])
    assert near[0] not in counter.codes()
    assert counter.refused("POST", "/cash-registers/go-online", None, x_license_key="no")[0] == 401


def test_it_comes_back_by_itself_with_the_next_sale_after_the_silence(counter: Counter) -> None:
    act(counter.register, "tax_service_down")
    counter.ok("POST", SELL, counter.sale())
    act(counter.register, "tax_service_up")
    counter.ok("POST", SELL, counter.sale())
    assert modes(counter) == (True, False)
    counter.clock.pass_by(6)
    assert modes(counter) == (False, False)
    assert all(receipt.sent_at for receipt in counter.register.state.receipts.values())


def test_a_receipt_under_way_when_the_silence_begins_is_stamped(counter: Counter) -> None:
    bodies = [counter.sale() for _ in range(3)]
    for body in bodies:
        counter.ok("POST", SELL, body)
    act(counter.register, "tax_service_down")
    counter.clock.pass_by(2)
    receipts = [counter.ok("GET", f"/receipts/{body['id']}") for body in bodies]
    assert [receipt["status"] for receipt in receipts] == ["DONE"] * 3
    assert all(receipt["is_created_offline"] for receipt in receipts)
    ordered = sorted(counter.register.state.transactions.values(), key=lambda one: one.serial)
    assert [one.at for one in ordered] == sorted(one.at for one in ordered)


def test_without_codes_the_server_cannot_go_offline() -> None:
    counter = Counter(Settings(offline_codes_at_start=1))
    counter.open()
    act(counter.register, "tax_service_down")
    assert "No available offline codes" in counter.refused("POST", SELL, counter.sale())[2]
    assert modes(counter) == (False, False)


def test_a_long_queue_needs_more_than_one_go_online() -> None:
    counter = Counter(Settings(deliveries_per_go_online=2))
    counter.open()
    counter.go_offline()
    for _ in range(3):
        counter.ok("POST", OFFLINE, counter.offline_sale())
    assert counter.ok("POST", "/cash-registers/go-online") == {"status": "ok"}
    counter.clock.pass_by(6)
    assert modes(counter) == (True, True)
    counter.ok("POST", "/cash-registers/go-online")
    counter.clock.pass_by(6)
    assert modes(counter) == (False, False)


def test_go_online_leads_nowhere_while_the_tax_service_is_silent(counter: Counter) -> None:
    counter.go_offline()
    act(counter.register, "tax_service_down")
    counter.ok("POST", "/cash-registers/go-online")
    counter.clock.pass_by(60)
    assert modes(counter) == (True, True)
    ping = counter.ok("POST", "/cash-registers/ping-tax-service")
    assert (ping["status"], "DEADLINE_EXCEEDED" in ping["error"]) == ("ERROR", True)


def test_ping_starts_the_return_online_too(counter: Counter) -> None:
    counter.go_offline()
    ping = counter.ok("POST", "/cash-registers/ping-tax-service")
    assert (ping["status"], ping["error"].startswith("ERROR_BAD_HASH_PREV store")) == ("DONE", True)
    counter.clock.pass_by(6)
    assert modes(counter) == (False, False)
    assert counter.ok("POST", "/cash-registers/ping-tax-service") == {"status": "DONE", "error": None}


def test_go_online_and_ping_can_be_held_to_once_in_two_minutes() -> None:
    counter = Counter(Settings(return_is_limited=True))
    counter.open()
    counter.ok("POST", "/cash-registers/go-online")
    counter.clock.pass_by(119)
    assert counter.refused("POST", "/cash-registers/ping-tax-service")[0] == 429
    counter.clock.pass_by(1)
    counter.ok("POST", "/cash-registers/ping-tax-service")


# -- codes ----------------------------------------------------------------------------------------------------------


def test_asking_repeats_the_unused_codes_and_adds_the_rest(counter: Counter) -> None:
    counter.ok("GET", f"{ASK}?count=120&sync=true")
    codes = [row["fiscal_code"] for row in counter.ok("GET", f"{GET}?count=10000")]
    assert len(codes) == 120
    counter.ok("GET", f"{ASK}?count=50&sync=true")
    assert [row["fiscal_code"] for row in counter.ok("GET", f"{GET}?count=10000")] == codes


def test_asking_without_waiting_says_ok_and_the_codes_come_later(counter: Counter) -> None:
    assert counter.ok("GET", f"{ASK}?count=150") == {"status": "OK"}
    assert len(counter.ok("GET", f"{GET}?count=10000")) == 100
    counter.clock.pass_by(3)
    assert len(counter.ok("GET", f"{GET}?count=10000")) == 150


def test_the_nearest_codes_come_first_and_only_150_by_default(counter: Counter) -> None:
    counter.ok("GET", f"{ASK}?count=200&sync=true")
    rows = counter.ok("GET", GET)
    assert [row["serial_id"] for row in rows] == list(range(1, 151))


def test_asking_six_times_of_the_last_ten_transactions_is_too_often(counter: Counter) -> None:
    for _ in range(6):
        assert counter.ok("GET", f"{ASK}?count=10")["status"] == "OK"
    told = {"status": "ERROR", "error": "Занадто часто виконується запит отримання офлайн кодів"}
    assert counter.ok("GET", f"{ASK}?count=10") == told
    assert counter.ok("GET", f"{ASK}?count=10&sync=true") == told
    for _ in range(5):
        counter.ok("POST", SELL, counter.sale())
    assert counter.ok("GET", f"{ASK}?count=10")["status"] == "OK"


def test_asking_needs_online_and_a_tax_service_that_answers(counter: Counter) -> None:
    act(counter.register, "tax_service_down")
    assert counter.ok("GET", f"{ASK}?count=300&sync=true")["status"] == "TIMEOUT"
    assert counter.ok("GET", f"{ASK}?count=300")["status"] == "OK"
    counter.clock.pass_by(10)
    assert len(counter.codes()) == 100
    counter.go_offline()
    assert counter.ok("GET", ASK)["status"] == "ERROR"


def test_codes_are_given_only_while_a_shift_is_open() -> None:
    counter = Counter()
    counter.sign_in()
    assert counter.refused("GET", GET) == (400, "shift.not_opened", "Зміну не відкрито")


def test_codes_are_counted(counter: Counter) -> None:
    counter.go_offline()
    counted = counter.ok("GET", "/cash-registers/get-offline-codes-count")
    assert (counted["available"], counted["used"], counted["enough_offline_codes"]) == (99, 1, False)


def test_time_offline_is_added_up(counter: Counter) -> None:
    counter.go_offline(seconds=3600)
    time = counter.ok("GET", "/cash-registers/get-offline-time")
    assert time["status"] == {"current": 3600.0, "total": 3600.0}
    counter.ok("POST", "/cash-registers/go-online")
    counter.clock.pass_by(3600)
    time = counter.ok("GET", "/cash-registers/get-offline-time")
    assert time["status"] == {"current": 0.0, "total": 3605.0}
    assert len(time["sessions"]) == 1


def test_an_organisation_may_have_no_offline() -> None:
    counter = Counter(Settings(offline_allowed=False))
    counter.open()
    assert counter.refused("POST", "/cash-registers/go-offline")[1] == "organization.option_disabled"


def test_cash_movements_go_offline_too_and_take_no_code(counter: Counter) -> None:
    counter.go_offline()
    free = len(counter.codes())
    receipt = counter.ok("POST", "/receipts/service", {"payment": {"type": "CASH", "value": 100}})
    assert (receipt["status"], receipt["transaction"], receipt["fiscal_code"]) == ("DONE", None, None)
    assert len(counter.codes()) == free


# -- paid in parts --------------------------------------------------------------------------------------------------


def test_a_purchase_can_be_paid_in_two_parts_and_given_back(counter: Counter) -> None:
    counter.ok("POST", "/receipts/service", {"payment": {"type": "CASH", "value": 5000}})
    relation = "order-2026-77"
    first = counter.sale(1000, payments=[{"type": "CASH", "value": 300}], custom_relation_id=relation)
    prepaid = counter.ok("POST", "/prepayment-receipts", first)
    assert (prepaid["total_sum"], prepaid["pre_payment_relation_id"]) == (300, relation)
    info = counter.ok("GET", f"/prepayment-receipts/{relation}")
    assert (info["pre_payment_status"], info["left_to_pay"]) == ("PARTIAL_PAID", 700)
    rest = {"payments": [{"type": "CASHLESS", "value": 700}]}
    after = counter.ok("POST", f"/prepayment-receipts/{relation}", rest)
    assert after["total_sum"] == 700
    info = counter.ok("GET", f"/prepayment-receipts/{relation}")
    assert (info["pre_payment_status"], info["receipt_chain"]["after_payment_receipt"]) == ("FULL_PAID", after["id"])
    assert counter.refused("POST", f"/prepayment-receipts/{relation}", rest)[1] == "prepayment.closed"
    returned = counter.ok("POST", f"/prepayment-receipts/{relation}/return", {})
    assert [(one["type"], one["total_sum"]) for one in returned] == [("RETURN", 300), ("RETURN", 700)]
    assert counter.ok("GET", "/prepayment-receipts/search?status=CANCELLED")["meta"]["total_items"] == 1
    report = counter.ok("POST", "/reports")
    assert (report["balance"], report["discounts_sum"]) == (5000, 0)


def test_a_prepayment_is_less_than_the_whole(counter: Counter) -> None:
    assert counter.refused("POST", "/prepayment-receipts", counter.sale(1000))[1] == "prepayment.wrong_sum"
    assert counter.refused("GET", "/prepayment-receipts/never-was-one")[0] == 404


def test_cash_can_be_given_out_against_a_card(counter: Counter) -> None:
    counter.ok("POST", "/receipts/service", {"payment": {"type": "CASH", "value": 5000}})
    receipt = counter.ok("POST", "/receipts/cash-withdrawal", {"payment": {"type": "CASHLESS", "value": 2000}})
    assert receipt["type"] == "CASH_WITHDRAWAL"
    report = counter.ok("POST", "/reports")
    assert (report["balance"], report["cash_withdrawal_receipts_count"]) == (3000, 1)
    assert [row["cash_withdrawal"] for row in report["payments"]] == [0, 2000]


# -- paper ----------------------------------------------------------------------------------------------------------


def test_renders_need_no_token_and_say_what_was_sold(counter: Counter) -> None:
    identity = counter.ok("POST", SELL, counter.sale(header="Вітаємо", barcode="AB12"))["id"]
    counter.clock.pass_by(3)
    counter.token = None
    text = counter.call("GET", f"/receipts/{identity}/text?width=32&is_second_copy=true").body.decode()
    assert all(len(line) <= 32 for line in text.splitlines())
    assert all(word in text for word in ("Хліб", "СУМА", "КОПІЯ", "Вітаємо", "ТЕСТОВИЙ НЕФІСКАЛЬНИЙ", "ОНЛАЙН"))
    assert counter.call("GET", f"/receipts/{identity}/png").body.startswith(b"\x89PNG")
    assert counter.call("GET", f"/receipts/{identity}/qrcode").body.startswith(b"\x89PNG")
    assert counter.call("GET", f"/receipts/{identity}/pdf").body.startswith(b"%PDF")
    assert b"<pre>" in counter.call("GET", f"/receipts/{identity}/html").body
    assert "Хліб".encode() in counter.call("GET", f"/receipts/{identity}/xml").body
    blocks = counter.call("GET", f"/receipts/{identity}/print-blocks").json()["blocks"]
    assert [block["type"] for block in blocks] == ["text", "qrcode", "barcode"]


def test_receipts_can_be_sent_to_the_customer(counter: Counter) -> None:
    delivery = {"emails": ["a@example.com"], "phone": "380501234567"}
    identity = counter.ok("POST", SELL, counter.sale(delivery=delivery))["id"]
    counter.ok("POST", f"/receipts/{identity}/email", ["b@example.com"])
    counter.ok("POST", f"/receipts/{identity}/sms", {"phone": "380671234567"})
    sent = [message["to"] for message in counter.register.state.messages]
    assert sent == ["a@example.com", "380501234567", "b@example.com", "380671234567"]
    assert counter.call("POST", f"/receipts/{identity}/email", []).status == 422


def test_reports_are_kept_and_summed_over_a_period(counter: Counter) -> None:
    counter.ok("POST", SELL, counter.sale())
    z_report = counter.ok("POST", "/shifts/close")["z_report"]
    kept = counter.ok("GET", f"/reports/{z_report['id']}")
    assert kept["payments"] == z_report["payments"]
    assert "Z-ЗВІТ" in counter.call("GET", f"/reports/{z_report['id']}/text").body.decode()
    assert counter.call("GET", f"/reports/{z_report['id']}/png").body.startswith(b"\x89PNG")
    period = "from_date=2026-09-14T00:00:00Z&to_date=2026-09-15T00:00:00Z"
    text = counter.call("GET", f"/reports/periodical?{period}").body.decode()
    assert "10.00" in text
    assert counter.call("GET", "/reports/periodical").status == 422
    assert len(counter.ok("GET", "/reports?is_z_report=true")["results"]) == 1
    assert counter.ok("GET", "/reports/search?is_z_report=false")["results"] == []


def test_a_report_made_by_the_client_is_taken_unchecked(counter: Counter) -> None:
    given = {"payments": [], "taxes": [], "sell_receipts_count": 7, "return_receipts_count": 0, "initial": 1,
             "balance": 2}  # fmt: skip
    report = counter.ok("POST", "/shifts/close", {"report": given})["z_report"]
    assert (report["sell_receipts_count"], report["balance"], report["payments"]) == (7, 2, [])
