"""Which paths the sandbox Checkbox serves, what each takes, and which rule answers it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from pos_app.sandbox.checkbox import access, answers, offline, prepayments, receipts, reports, requests, shapes, shifts
from pos_app.sandbox.checkbox.desk import Answer, Parameter, Request, Route, json_answer
from pos_app.sandbox.checkbox.queries import IDS, PERIOD, STATUSES, number, paged, yes_or_no
from pos_app.sandbox.checkbox.refusals import refuse
from pos_app.sandbox.checkbox.render_routes import RENDER_ROUTES
from pos_app.sandbox.checkbox.state import Receipt, Shift


def _page(request: Request, rows: list[Any], show: Any) -> dict[str, Any]:
    limit, offset = request.query["limit"], request.query["offset"]
    ordered = rows[::-1] if request.query["desc"] else rows
    return answers.page([show(row) for row in ordered[offset : offset + limit]], limit, offset)


# -- cashier and organisation ---------------------------------------------------------------------------------------


def _token(token: str) -> dict[str, str]:
    return {"type": "bearer", "token_type": "bearer", "access_token": token}


def sign_in(request: Request) -> dict[str, str]:
    return _token(access.sign_in(request.register, request.body["login"], request.body["password"]))


def sign_in_by_pin(request: Request) -> dict[str, str]:
    return _token(access.sign_in_by_pin(request.register, request.body["pin_code"]))


def sign_out(request: Request) -> Answer:
    access.revoke(request.register, request.authorization)
    return Answer(205, b"")


def current_shift(request: Request) -> dict[str, Any] | None:
    shift = request.register.shift_of(request.by)
    return None if shift is None else answers.shift_with_register(request.register, shift)


def check_signature(request: Request) -> dict[str, Any]:
    works = not request.register.state.world.signer_off
    kind = "TEST" if request.register.settings.is_test else "AGENT"
    return {"online": works, "type": kind, "shift_open_possibility": works}


def taxes(request: Request) -> list[dict[str, Any]]:
    return [answers.tax(request.register, rate) for rate in request.register.settings.taxes]


def cashiers(request: Request) -> list[dict[str, Any]]:
    off = request.register.state.world.deactivated
    return [
        {"id": one.id, "full_name": one.full_name, "active": one.id not in off}
        for one in request.register.settings.cashiers
    ]


def receipt_config(request: Request) -> dict[str, Any]:
    return {"organization": answers.organization(request.register)}


# -- register -------------------------------------------------------------------------------------------------------


def go_offline(request: Request) -> dict[str, Any]:
    transaction = offline.go_offline(request.register, request.by, request.body)
    return {"status": "ok", "id": transaction.id}


def ask_codes(request: Request) -> dict[str, Any]:
    return offline.ask_codes(request.register, request.query["count"], request.query["sync"])


def one_register(request: Request) -> dict[str, Any]:
    if request.parts["cash_register_id"] != request.register.settings.register_id:
        raise refuse("register_unknown")
    return answers.detailed_register(request.register)


def registers(request: Request) -> dict[str, Any]:
    wanted = request.query["fiscal_number"]
    used = request.register.state.current_shift is not None
    there = wanted in (None, request.register.settings.fiscal_number) and request.query["in_use"] in (None, used)
    limit, offset = request.query["limit"], request.query["offset"]
    rows = [answers.detailed_register(request.register)] if there else []
    return answers.page(rows[offset : offset + limit], limit, offset)


def transactions(request: Request) -> dict[str, Any]:
    kinds, statuses = request.query["type"], request.query["status"]
    rows = sorted(request.register.state.transactions.values(), key=lambda row: row.serial)
    rows = [
        row for row in rows if (not kinds or row.type in kinds) and (not statuses or row.status in statuses)
    ]
    return _page(request, rows, answers.transaction)


def one_transaction(request: Request) -> dict[str, Any] | None:
    found = request.register.state.transactions.get(request.parts["transaction_id"])
    if found is None:
        raise refuse("transaction_unknown")
    return answers.transaction(found)


# -- shifts ---------------------------------------------------------------------------------------------------------


def open_shift(request: Request) -> dict[str, Any]:
    return answers.whole_shift(request.register, shifts.open_shift(request.register, request.by, request.body))


def close_shift(request: Request) -> dict[str, Any]:
    return answers.whole_shift(request.register, shifts.close_shift(request.register, request.by, request.body))


def close_by_id(request: Request) -> dict[str, Any]:
    shift = shifts.close_by_id(request.register, request.parts["shift_id"], request.body)
    return answers.whole_shift(request.register, shift)


def _shift(request: Request) -> Shift:
    found = request.register.state.shifts.get(request.parts["shift_id"])
    if found is None:
        raise refuse("shift_unknown")
    return found


def one_shift(request: Request) -> dict[str, Any]:
    return answers.whole_shift(request.register, _shift(request))


def short_shift(request: Request) -> dict[str, Any]:
    return answers.short_shift(request.register, _shift(request))


def _shift_rows(request: Request) -> list[Shift]:
    since, until = request.query["from_date"], request.query["to_date"]
    statuses = request.query["statuses"]
    return [
        row
        for row in request.register.state.shifts.values()
        if (not statuses or row.status in statuses)
        and (since is None or row.created_at >= since)
        and (until is None or row.created_at <= until)
    ]


def shift_list(request: Request) -> dict[str, Any]:
    return _page(request, _shift_rows(request), lambda row: answers.shift_with_register(request.register, row))


def register_shifts(request: Request) -> dict[str, Any]:
    return _page(request, _shift_rows(request), lambda row: answers.shift(request.register, row))


# -- receipts -------------------------------------------------------------------------------------------------------


def _created(request: Request, receipt: Receipt, status: int = 201) -> Answer:
    location = {"Location": f"{request.register.settings.public_url}/api/v1/receipts/{receipt.id}"}
    return json_answer(status, answers.receipt(request.register, receipt), location)


def sell(request: Request) -> Answer:
    body = {**request.body, "fiscal_code": None, "fiscal_date": None}
    return _created(request, receipts.sell(request.register, request.by, body))


def sell_offline(request: Request) -> Answer:
    return _created(request, receipts.sell(request.register, request.by, request.body, manual=True))


def service(request: Request) -> Answer:
    return _created(request, receipts.service(request.register, request.by, request.body))


def withdraw(request: Request) -> Answer:
    return _created(request, receipts.withdraw(request.register, request.by, request.body), 200)


def validate(request: Request) -> dict[str, bool]:
    shift = request.register.shift_of(request.by)
    bill = receipts.work_out(request.register, request.body)
    if shift is not None:
        receipts.check_payment(bill, shift)
    return {"is_valid": True}


def one_receipt(request: Request) -> dict[str, Any]:
    return answers.stored_receipt(request.register, request.register.receipt(request.parts["receipt_id"]))


def receipt_list(request: Request) -> dict[str, Any]:
    shift = request.register.shift_of(request.by)
    code, serial = request.query["fiscal_code"], request.query["serial"]
    rows = [
        row
        for row in request.register.state.receipts.values()
        if (shift is None or code is not None or serial is not None or row.shift_id == shift.id)
        and (code is None or row.fiscal_code == code)
        and (serial is None or row.serial == serial)
    ]
    return _page(request, rows, lambda row: answers.receipt(request.register, row))


def search_receipts(request: Request) -> dict[str, Any]:
    """At most so many days back; without from_date older receipts silently stay away."""
    query, register = request.query, request.register
    reach = timedelta(days=register.settings.search_days)
    until = query["to_date"] or register.now()
    since = query["from_date"] or until - reach
    if until - since > reach or since > until:
        raise refuse("interval")
    rows = [row for row in register.state.receipts.values() if since <= row.created_at <= until]
    rows = [row for row in rows if _found(request, row)]
    return _page(request, rows, lambda row: answers.receipt(register, row))


def _found(request: Request, row: Receipt) -> bool:
    query = request.query
    register_ids = query["cash_register_id"]
    return (
        (query["fiscal_code"] is None or row.fiscal_code == query["fiscal_code"])
        and (query["barcode"] is None or row.details.get("barcode") == query["barcode"])
        and (query["stock_code"] is None or row.details.get("stock_code") == query["stock_code"])
        and (not query["shift_id"] or row.shift_id in query["shift_id"])
        and (not register_ids or request.register.settings.register_id in register_ids)
        and (not query["self_receipts"] or row.cashier_id == request.by.id)
    )


def send_email(request: Request) -> dict[str, str]:
    receipt = request.register.receipt(request.parts["receipt_id"])
    for address in request.body:
        request.register.state.messages.append({"kind": "email", "to": address, "receipt_id": receipt.id})
    return {"status": "ok"}


def send_sms(request: Request) -> dict[str, str]:
    receipt = request.register.receipt(request.parts["receipt_id"])
    message = {"kind": "sms", "to": request.body["phone"], "receipt_id": receipt.id}
    request.register.state.messages.append(message)
    return {"status": "ok"}


# -- reports --------------------------------------------------------------------------------------------------------


def x_report(request: Request) -> Answer:
    report = reports.x_report(request.register, request.register.working_shift(request.by))
    location = {"Location": f"{request.register.settings.public_url}/api/v1/reports/{report['id']}"}
    return json_answer(201, report, location)


def one_report(request: Request) -> dict[str, Any]:
    return reports.report(request.register, request.parts["report_id"])


def report_list(request: Request) -> dict[str, Any]:
    query = request.query
    since, until = (None if at is None else at.isoformat() for at in (query["from_date"], query["to_date"]))
    rows = [
        row
        for row in request.register.state.reports.values()
        if (since is None or row["created_at"] >= since)
        and (until is None or row["created_at"] <= until)
        and (not query["shift_id"] or row["shift_id"] in query["shift_id"])
        and query["serial"] in (None, row["serial"])
        and query["is_z_report"] in (None, row["is_z_report"])
    ]
    return _page(request, rows, lambda row: row)


# -- the table ------------------------------------------------------------------------------------------------------

RECEIPT_QUERY: Final[Mapping[str, Parameter]] = {
    "fiscal_code": Parameter(shapes.text()),
    "serial": Parameter(number()),
    **paged(100),
}
SEARCH_QUERY: Final[Mapping[str, Parameter]] = {
    "fiscal_code": Parameter(shapes.text()),
    "barcode": Parameter(shapes.text()),
    "stock_code": Parameter(shapes.text()),
    "shift_id": IDS,
    "branch_id": IDS,
    "cash_register_id": IDS,
    "self_receipts": Parameter(yes_or_no, True),
    **PERIOD,
    **paged(100),
}
REPORT_QUERY: Final[Mapping[str, Parameter]] = {
    "shift_id": IDS,
    "serial": Parameter(number()),
    "is_z_report": Parameter(yes_or_no),
    **PERIOD,
    **paged(1000),
}
SHIFT_QUERY: Final[Mapping[str, Parameter]] = {"statuses": STATUSES, **PERIOD, **paged(1000)}

ROUTES: Final[tuple[Route, ...]] = (
    Route("POST", "/cashier/signin", sign_in, token=False, body=requests.SIGN_IN),
    Route("POST", "/cashier/signinPinCode", sign_in_by_pin, token=False, license="needed", body=requests.SIGN_IN_PIN),
    Route("POST", "/cashier/signout", sign_out),
    Route("GET", "/cashier/me", lambda request: answers.me(request.register, request.by)),
    Route("GET", "/cashier/shift", current_shift),
    Route("GET", "/cashier/check-signature", check_signature),
    Route("GET", "/cashier/tax", taxes),
    Route("GET", "/tax", taxes, token=False, license="needed"),
    Route("GET", "/organization", lambda request: answers.organization(request.register)),
    Route("GET", "/organization/receipt-config", receipt_config),
    Route("GET", "/organization/cashiers", cashiers),
    Route("POST", "/cash-registers/go-online", lambda r: offline.go_online(r.register, r.by), license="needed"),
    Route(
        "POST",
        "/cash-registers/go-offline",
        go_offline,
        license="needed",
        body=requests.GO_OFFLINE,
        body_needed=False,
    ),
    Route("POST", "/cash-registers/ping-tax-service", lambda r: offline.ping(r.register), license="needed"),
    Route(
        "GET",
        "/cash-registers/ask-offline-codes",
        ask_codes,
        license="needed",
        query={"count": Parameter(number(1, 10000), 2000), "sync": Parameter(yes_or_no, False)},
    ),
    Route(
        "GET",
        "/cash-registers/get-offline-codes",
        lambda r: offline.get_codes(r.register, r.query["count"]),
        license="needed",
        query={"count": Parameter(number(1, 10000), 150)},
    ),
    Route(
        "GET", "/cash-registers/get-offline-codes-count", lambda r: offline.count_codes(r.register), license="needed"
    ),
    Route(
        "GET",
        "/cash-registers/get-offline-time",
        lambda r: offline.offline_time(r.register, r.query["from_date"], r.query["to_date"]),
        license="needed",
        query=PERIOD,
    ),
    Route(
        "GET",
        "/cash-registers",
        registers,
        query={
            "in_use": Parameter(yes_or_no),
            "fiscal_number": Parameter(shapes.text()),
            **{name: one for name, one in paged(1000).items() if name != "desc"},
        },
    ),
    Route("GET", "/cash-registers/info", lambda r: answers.info(r.register), token=False, license="needed"),
    Route(
        "GET",
        "/cash-registers/shifts",
        register_shifts,
        token=False,
        license="needed",
        query={**SHIFT_QUERY, **paged(50)},
    ),
    Route("GET", "/cash-registers/{cash_register_id}", one_register),
    Route("GET", "/shifts", shift_list, query=SHIFT_QUERY),
    Route(
        "POST", "/shifts", open_shift, 202, license="needed", body=requests.OPEN_SHIFT, body_needed=False
    ),
    Route("POST", "/shifts/close", close_shift, 202, body=requests.CLOSE_SHIFT, body_needed=False),
    Route(
        "POST",
        "/shifts/{shift_id}/close",
        close_by_id,
        license="needed",
        body=requests.CLOSE_SHIFT_BY_ID,
        body_needed=False,
    ),
    Route("GET", "/shifts/{shift_id}", one_shift),
    Route("GET", "/shifts/short/{shift_id}", short_shift),
    Route("GET", "/receipts", receipt_list, query=RECEIPT_QUERY),
    Route("GET", "/receipts/search", search_receipts, query=SEARCH_QUERY),
    Route("POST", "/receipts/sell", sell, body=requests.SELL),
    Route("POST", "/receipts/sell-offline", sell_offline, body=requests.SELL_OFFLINE),
    Route("POST", "/receipts/service", service, body=requests.SERVICE),
    Route("POST", "/receipts/cash-withdrawal", withdraw, body=requests.CASH_WITHDRAWAL),
    Route("POST", "/receipts/validate", validate, body=requests.SELL),
    Route("GET", "/receipts/{receipt_id}", one_receipt),
    Route("POST", "/receipts/{receipt_id}/email", send_email, body=requests.EMAILS),
    Route("POST", "/receipts/{receipt_id}/sms", send_sms, body=requests.SMS),
    Route("POST", "/reports", x_report, 201),
    Route("GET", "/reports", report_list, query=REPORT_QUERY),
    Route("GET", "/reports/search", report_list, query={**REPORT_QUERY, "cash_register_id": IDS}),
    Route("GET", "/reports/{report_id}", one_report),
    Route(
        "GET",
        "/transactions",
        transactions,
        query={
            "status": Parameter(shapes.text(), many=True),
            "type": Parameter(shapes.text(), many=True),
            **paged(1000),
        },
    ),
    Route("GET", "/transactions/{transaction_id}", one_transaction),
    *prepayments.PREPAYMENT_ROUTES,
    *RENDER_ROUTES,
)
