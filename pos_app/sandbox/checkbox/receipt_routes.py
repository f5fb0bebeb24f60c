"""Routes of receipts and reports at the sandbox Checkbox."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from pos_app.sandbox.checkbox import bills, cash, documents, receipts, reports, requests, shapes
from pos_app.sandbox.checkbox.desk import Answer, Parameter, Request, Route, json_answer
from pos_app.sandbox.checkbox.queries import IDS, PERIOD, number, page_of, paged, yes_or_no
from pos_app.sandbox.checkbox.refusals import refuse
from pos_app.sandbox.checkbox.state import Receipt


def _created(request: Request, receipt: Receipt, status: int = 201) -> Answer:
    location = {"Location": f"{request.register.settings.public_url}/api/v1/receipts/{receipt.id}"}
    return json_answer(status, documents.receipt(request.register, receipt), location)


def sell(request: Request) -> Answer:
    body = {**request.body, "fiscal_code": None, "fiscal_date": None}
    return _created(request, receipts.sell(request.register, request.by, body))


def sell_offline(request: Request) -> Answer:
    return _created(request, receipts.sell(request.register, request.by, request.body, manual=True))


def service(request: Request) -> Answer:
    return _created(request, cash.service(request.register, request.by, request.body))


def withdraw(request: Request) -> Answer:
    return _created(request, cash.withdraw(request.register, request.by, request.body), 200)


def validate(request: Request) -> dict[str, bool]:
    shift = request.register.shift_of(request.by)
    bill = bills.work_out(request.register, request.body)
    if shift is not None:
        bills.check_payment(bill, shift)
    return {"is_valid": True}


def one_receipt(request: Request) -> dict[str, Any]:
    return documents.stored_receipt(request.register, request.register.receipt(request.parts["receipt_id"]))


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
    return page_of(request, rows, lambda row: documents.receipt(request.register, row))


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
    return page_of(request, rows, lambda row: documents.receipt(register, row))


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
    if not request.register.settings.sms_is_active:
        raise refuse("option")
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
    return page_of(request, rows, lambda row: row)


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

RECEIPT_ROUTES: Final[tuple[Route, ...]] = (
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
)
