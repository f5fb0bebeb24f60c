"""Which paths the sandbox Checkbox serves, what each takes, and which rule answers it."""

from collections.abc import Mapping
from typing import Any, Final

from pos_app.sandbox.checkbox import access, answers, documents, offline, prepayments, requests, shapes, shifts
from pos_app.sandbox.checkbox.desk import Answer, Parameter, Request, Route
from pos_app.sandbox.checkbox.queries import PERIOD, STATUSES, number, page_of, paged, yes_or_no
from pos_app.sandbox.checkbox.receipt_routes import RECEIPT_ROUTES
from pos_app.sandbox.checkbox.refusals import refuse
from pos_app.sandbox.checkbox.render_routes import RENDER_ROUTES
from pos_app.sandbox.checkbox.state import Shift

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
    return None if shift is None else documents.shift_with_register(request.register, shift)


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
    return documents.detailed_register(request.register)


def registers(request: Request) -> dict[str, Any]:
    wanted = request.query["fiscal_number"]
    used = request.register.state.current_shift is not None
    there = wanted in (None, request.register.settings.fiscal_number) and request.query["in_use"] in (None, used)
    limit, offset = request.query["limit"], request.query["offset"]
    rows = [documents.detailed_register(request.register)] if there else []
    return answers.page(rows[offset : offset + limit], limit, offset)


def transactions(request: Request) -> dict[str, Any]:
    kinds, statuses = request.query["type"], request.query["status"]
    rows = sorted(request.register.state.transactions.values(), key=lambda row: row.serial)
    rows = [
        row for row in rows if (not kinds or row.type in kinds) and (not statuses or row.status in statuses)
    ]
    return page_of(request, rows, documents.transaction)


def one_transaction(request: Request) -> dict[str, Any] | None:
    found = request.register.state.transactions.get(request.parts["transaction_id"])
    if found is None:
        raise refuse("transaction_unknown")
    return documents.transaction(found)


# -- shifts ---------------------------------------------------------------------------------------------------------


def open_shift(request: Request) -> dict[str, Any]:
    return documents.whole_shift(request.register, shifts.open_shift(request.register, request.by, request.body))


def close_shift(request: Request) -> dict[str, Any]:
    return documents.whole_shift(request.register, shifts.close_shift(request.register, request.by, request.body))


def close_by_id(request: Request) -> dict[str, Any]:
    shift = shifts.close_by_id(request.register, request.parts["shift_id"], request.body)
    return documents.whole_shift(request.register, shift)


def _shift(request: Request) -> Shift:
    found = request.register.state.shifts.get(request.parts["shift_id"])
    if found is None:
        raise refuse("shift_unknown")
    return found


def one_shift(request: Request) -> dict[str, Any]:
    return documents.whole_shift(request.register, _shift(request))


def short_shift(request: Request) -> dict[str, Any]:
    return documents.short_shift(request.register, _shift(request))


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
    return page_of(request, _shift_rows(request), lambda row: documents.shift_with_register(request.register, row))


def register_shifts(request: Request) -> dict[str, Any]:
    return page_of(request, _shift_rows(request), lambda row: documents.shift(request.register, row))


# -- the table ------------------------------------------------------------------------------------------------------

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
    *RECEIPT_ROUTES,
    *prepayments.PREPAYMENT_ROUTES,
    *RENDER_ROUTES,
)
