"""Every request that the client can make is one that the vendor's OpenAPI file declares, and it reads the answers."""

import inspect
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import httpx
import pytest

from pos_app.checkbox import CheckboxClient, open_http
from pos_app.checkbox import models as m

ID = UUID("11111111-2222-4333-8444-555555555555")  # the id that the example answers carry
RELATION = "TEST-abcdef"
BASE = "https://checkbox.test"
WHEN = datetime(2026, 11, 21, 8, 24, 46, 501940, tzinfo=UTC)
LATER = datetime(2026, 11, 22, tzinfo=UTC)
FULL_GOOD = m.Good(
    code="4820000000017",
    name="Горілка «Ранок» 0,5",
    price=15990,
    barcode="4820000000017",
    excise_barcodes=("ABCD123456",),
    e_excise_barcodes=("EABC123456",),
    header="Акція",
    footer="Дякуємо",
    original_price=17990,
    tax=(1, 5),
    uktzed="2208601100",
)
PERCENT = m.Discount(mode=m.DiscountMode.PERCENT, value=Decimal("5.5"), tax_codes=(1, 5), name="Картка", privilege="7")
KOPECKS = m.Discount(type=m.DiscountType.EXTRA_CHARGE, mode=m.DiscountMode.VALUE, value=Decimal(100), tax_codes=(8,))
LINES = (
    m.GoodItem(good=FULL_GOOD, quantity=1500, is_return=True, good_id=ID, discounts=(PERCENT, KOPECKS), total_sum=1),
    m.GoodItem(good=m.Good(code="1", name="Хліб", price=123), quantity=1000),
)
CASH = m.CashPayment(value=500, pawnshop_is_return=False)
CARD = m.CardPayment(
    value=1050,
    code=1,
    provider_type=m.ProviderType.TERMINAL,
    commission=0,
    card_mask="4444********1111",
    bank_name="Банк",
    auth_code="A1",
    rrn="123456789012",
    payment_system="VISA",
    owner_name="OLENA",
    terminal="T1",
    acquirer_and_seller="S1",
    receipt_no="17",
    signature_required=False,
    transaction_id="t",
    pawnshop_is_return=False,
)
DELIVERY = m.Delivery(emails=("a@b.ua", "c@d.ua"), phone="380501234567")
CUSTOM = m.Custom(
    html_global_header="<b>",
    html_global_footer="f",
    html_body_style="s",
    html_receipt_style="s",
    html_ruler_style="s",
    html_light_block_style="s",
    text_global_header="h",
    text_global_footer="f",
)
PLAIN: dict[str, Any] = {"id": ID, "goods": LINES[1:], "payments": (CASH,)}
PAID: dict[str, Any] = {
    "id": ID,
    "goods": LINES,
    "payments": (CASH, CARD),
    "cashier_name": "Олена",
    "departament": "1",
    "delivery": DELIVERY,
    "discounts": (PERCENT, KOPECKS),
    "bonuses": (m.Bonus(bonus_card="1", value=5, additional_info="x"),),
    "rounding_mode": m.RoundingMode.ROUND_50,
    "header": "h",
    "footer": "f",
    "barcode": "b",
    "control_number": "1234",
    "order_id": ID,
    "related_receipt_id": ID,
    "related_receipt_created_at": WHEN,
    "stock_code": "s",
    "technical_return": False,
    "is_pawnshop": False,
    "context": {"a": "b", "c": 1, "d": True},
    "custom": CUSTOM,
    "previous_receipt_id": ID,
}
STAMP: dict[str, Any] = {"fiscal_code": "TEST-abcdef", "fiscal_date": WHEN}
DRAFT = m.ReportDraft(
    id=ID,
    serial=1,
    last_receipt_id=ID,
    created_at=WHEN,
    discounts_sum=1,
    extra_charge_sum=1,
    payments=(
        m.ReportPaymentDraft(
            type=m.PaymentType.CASH,
            label="Готівка",
            sell_sum=1,
            return_sum=0,
            service_in=0,
            service_out=0,
            provider_type=m.ProviderType.TERMINAL,
            code=1,
        ),
    ),
    taxes=(
        m.ReportTaxDraft(
            code=1,
            label="ПДВ",
            symbol="А",
            rate=Decimal(20),
            extra_rate=Decimal("1.5"),
            sell_sum=Decimal(1),
            return_sum=Decimal(0),
            sales_turnover=Decimal(1),
            returns_turnover=Decimal(0),
            setup_date=WHEN,
            no_vat=False,
            type=m.TaxType.INCLUDED,
        ),
    ),
    sell_receipts_count=1,
    return_receipts_count=0,
    initial=0,
    balance=1,
)
WITHDRAWAL = m.CashWithdrawal(
    id=ID,
    payment=CARD,
    cashier_name="О",
    departament="1",
    header="h",
    footer="f",
    barcode="b",
    context={"a": 1},
    delivery=DELIVERY,
    previous_receipt_id=ID,
    **STAMP,
)
AFTER = m.AfterPayment(
    id=ID,
    payments=(CASH, CARD),
    cashier_name="О",
    departament="1",
    rounding_mode=m.RoundingMode.ROUND_10,
    delivery=DELIVERY,
    header="h",
    footer="f",
)
GIVE_BACK = m.ReturnPrepayment(
    cashier_name="О", departament="1", rounding_mode=m.RoundingMode.ROUND_10, delivery=DELIVERY
)
LISTING: dict[str, Any] = {"desc": False, "limit": 100, "offset": 3}
SPAN: dict[str, Any] = {"from_date": WHEN, "to_date": LATER}

Call = Callable[[CheckboxClient], Awaitable[Any]]
# every public method, with each form of request it has
CALLS: dict[str, tuple[str, list[Call]]] = {
    "sign_in": ("POST /cashier/signin", [lambda c: c.sign_in("olena", "secret")]),
    "sign_in_pin": ("POST /cashier/signinPinCode", [lambda c: c.sign_in_pin("1234")]),
    "sign_out": ("POST /cashier/signout", [lambda c: c.sign_out()]),
    "me": ("GET /cashier/me", [lambda c: c.me()]),
    "cashier_shift": ("GET /cashier/shift", [lambda c: c.cashier_shift()]),
    "taxes": ("GET /cashier/tax", [lambda c: c.taxes()]),
    "check_signature": ("GET /cashier/check-signature", [lambda c: c.check_signature()]),
    "organization": ("GET /organization", [lambda c: c.organization()]),
    "info": ("GET /cash-registers/info", [lambda c: c.info()]),
    "go_offline": (
        "POST /cash-registers/go-offline",
        [
            lambda c: c.go_offline(m.GoOffline(go_offline_date=WHEN, fiscal_code="TEST-abcdef").to_bytes()),
            lambda c: c.go_offline(m.GoOffline().to_bytes()),
        ],
    ),
    "go_online": ("POST /cash-registers/go-online", [lambda c: c.go_online()]),
    "ping_tax_service": ("POST /cash-registers/ping-tax-service", [lambda c: c.ping_tax_service()]),
    "ask_offline_codes": (
        "GET /cash-registers/ask-offline-codes",
        [lambda c: c.ask_offline_codes(), lambda c: c.ask_offline_codes(count=10000, sync=True)],
    ),
    "get_offline_codes": ("GET /cash-registers/get-offline-codes", [lambda c: c.get_offline_codes(count=10000)]),
    "get_offline_codes_count": (
        "GET /cash-registers/get-offline-codes-count",
        [lambda c: c.get_offline_codes_count()],
    ),
    "get_offline_time": (
        "GET /cash-registers/get-offline-time",
        [lambda c: c.get_offline_time(), lambda c: c.get_offline_time(**SPAN)],
    ),
    "transactions": (
        "GET /transactions",
        [
            lambda c: c.transactions(),
            lambda c: c.transactions(
                status=tuple(m.TransactionStatus), type=tuple(m.TransactionType), desc=False, limit=1000, offset=5
            ),
        ],
    ),
    "open_shift": (
        "POST /shifts",
        [
            lambda c: c.open_shift(m.OpenShift(id=ID).to_bytes()),
            lambda c: c.open_shift(m.OpenShift(id=ID, auto_close_at=LATER, **STAMP).to_bytes()),
        ],
    ),
    "shifts": (
        "GET /shifts",
        [lambda c: c.shifts(), lambda c: c.shifts(statuses=tuple(m.ShiftStatus), **SPAN, **LISTING)],
    ),
    "shift": ("GET /shifts/{shift_id}", [lambda c: c.shift(ID)]),
    "shift_short": ("GET /shifts/short/{shift_id}", [lambda c: c.shift_short(ID)]),
    "close_shift": (
        "POST /shifts/close",
        [
            lambda c: c.close_shift(shift_id=ID),
            lambda c: c.close_shift(m.CloseShift(**STAMP).to_bytes()),
            lambda c: c.close_shift(m.CloseShift(skip_client_name_check=False, report=DRAFT, **STAMP).to_bytes()),
        ],
    ),
    "close_shift_by_id": (
        "POST /shifts/{shift_id}/close",
        [
            lambda c: c.close_shift_by_id(ID),
            lambda c: c.close_shift_by_id(ID, m.CloseShiftById(skip_client_name_check=False, report=DRAFT).to_bytes()),
        ],
    ),
    "sell": (
        "POST /receipts/sell",
        [lambda c: c.sell(m.Sell(**PLAIN).to_bytes()), lambda c: c.sell(m.Sell(**PAID).to_bytes())],
    ),
    "sell_offline": (
        "POST /receipts/sell-offline",
        [
            lambda c: c.sell_offline(m.SellOffline(**PLAIN, **STAMP).to_bytes()),
            lambda c: c.sell_offline(m.SellOffline(**PAID, **STAMP).to_bytes()),
        ],
    ),
    "service": (
        "POST /receipts/service",
        [
            lambda c: c.service(m.Service(id=ID, payment=m.CashPayment(value=-500)).to_bytes()),
            lambda c: c.service(
                m.Service(id=ID, payment=CASH, context={"a": 1}, custom=CUSTOM, footer="f", **STAMP).to_bytes()
            ),
        ],
    ),
    "cash_withdrawal": ("POST /receipts/cash-withdrawal", [lambda c: c.cash_withdrawal(WITHDRAWAL.to_bytes())]),
    "validate": ("POST /receipts/validate", [lambda c: c.validate(m.Sell(**PAID).to_bytes())]),
    "receipt": ("GET /receipts/{receipt_id}", [lambda c: c.receipt(ID), lambda c: c.receipt(str(ID))]),
    "search_receipts": (
        "GET /receipts/search",
        [
            lambda c: c.search_receipts(from_date=WHEN),
            lambda c: c.search_receipts(
                fiscal_code="TEST-abcdef",
                barcode="b",
                shift_ids=(ID, UUID(int=1)),
                branch_ids=(ID,),
                cash_register_ids=[ID],
                stock_code="s",
                self_receipts=False,
                **SPAN,
                **LISTING,
            ),
        ],
    ),
    "receipt_text": (
        "GET /receipts/{receipt_id}/text",
        [lambda c: c.receipt_text(ID), lambda c: c.receipt_text("TEST-abcdef", width=48, is_second_copy=True)],
    ),
    "receipt_png": (
        "GET /receipts/{receipt_id}/png",
        [
            lambda c: c.receipt_png(ID),
            lambda c: c.receipt_png(ID, width=42, paper_width=80, qrcode_scale=50, is_second_copy=True),
        ],
    ),
    "receipt_pdf": ("GET /receipts/{receipt_id}/pdf", [lambda c: c.receipt_pdf(ID, is_second_copy=True)]),
    "receipt_qrcode": ("GET /receipts/{receipt_id}/qrcode", [lambda c: c.receipt_qrcode(ID)]),
    "print_blocks": (
        "GET /receipts/{receipt_id}/print-blocks",
        [lambda c: c.print_blocks(ID, width=48, is_second_copy=True)],
    ),
    "email_receipt": (
        "POST /receipts/{receipt_id}/email",
        [lambda c: c.email_receipt(ID, m.EmailDelivery(emails=("a@b.ua",)).to_bytes())],
    ),
    "sms_receipt": (
        "POST /receipts/{receipt_id}/sms",
        [lambda c: c.sms_receipt(ID, m.SmsDelivery(phone="380501234567").to_bytes())],
    ),
    "make_x_report": ("POST /reports", [lambda c: c.make_x_report()]),
    "reports": (
        "GET /reports",
        [
            lambda c: c.reports(),
            lambda c: c.reports(shift_ids=(ID, ID), serial=4, is_z_report=True, **SPAN, **LISTING),
        ],
    ),
    "report": ("GET /reports/{report_id}", [lambda c: c.report(ID)]),
    "report_text": ("GET /reports/{report_id}/text", [lambda c: c.report_text(ID, width=48)]),
    "report_png": ("GET /reports/{report_id}/png", [lambda c: c.report_png(ID, width=42, paper_width=80)]),
    "periodical_report": (
        "GET /reports/periodical",
        [lambda c: c.periodical_report(**SPAN), lambda c: c.periodical_report(width=48, is_short=True, **SPAN)],
    ),
    "make_prepayment": (
        "POST /prepayment-receipts",
        [
            lambda c: c.make_prepayment(m.Prepayment(**PLAIN).to_bytes()),
            lambda c: c.make_prepayment(m.Prepayment(custom_relation_id="relation-17", **PAID).to_bytes()),
        ],
    ),
    "make_after_payment": (
        "POST /prepayment-receipts/{relation_id}",
        [lambda c: c.make_after_payment(RELATION, AFTER.to_bytes())],
    ),
    "return_prepayment": (
        "POST /prepayment-receipts/{relation_id}/return",
        [lambda c: c.return_prepayment("a/b ї", GIVE_BACK.to_bytes())],
    ),
    "prepayment": ("GET /prepayment-receipts/{relation_id}", [lambda c: c.prepayment(RELATION)]),
    "search_prepayments": (
        "GET /prepayment-receipts/search",
        [
            lambda c: c.search_prepayments(),
            lambda c: c.search_prepayments(
                search="x", cash_register_id=ID, status=m.PrepaymentStatus.FULL_PAID, **SPAN, **LISTING
            ),
        ],
    ),
}
FORMS = [
    pytest.param(operation, call, full, id=f"{name}-{n}-{'full' if full else 'bare'}")
    for name, (operation, calls) in CALLS.items()
    for n, call in enumerate(calls)
    for full in (True, False)
]


def by_example(api: Any, seen: list[str], *, full: bool) -> httpx.MockTransport:
    """A server that lets through declared requests only, and answers each with an example."""

    def answer(request: httpx.Request) -> httpx.Response:
        template = api.check_request(request)
        seen.append(f"{request.method} {template.removeprefix('/api/v1')}")
        _, operation = api.operation(request.method, request.url.raw_path.decode().partition("?")[0])
        status, media, body = api.example_answer(operation, full=full)
        files = {"image/png": b"\x89PNG", "application/pdf": b"%PDF", "text/plain": "ЧЕК".encode()}
        content = files[media] if media in files else json.dumps(body).encode()
        return httpx.Response(status, content=content, headers={"content-type": media})

    return httpx.MockTransport(answer)


@pytest.mark.parametrize(("operation", "call", "full"), FORMS)
async def test_a_request_is_as_declared_and_its_declared_answer_is_read(
    checkbox_api: Any, operation: str, call: Call, full: bool
) -> None:
    seen: list[str] = []
    async with open_http(BASE, 2.0, by_example(checkbox_api, seen, full=full)) as http:
        client = CheckboxClient(
            http, base_url=BASE, license_key="k", access_key="a", client_name="n", client_version="1", device_id="d"
        )
        client.token = "token"
        await call(client)
    assert seen == [operation]


COMPOSED = {"whose_pin"}
"""Made of calls that stand in CALLS, with a client that forgets their token."""


def test_no_method_of_the_client_is_left_out() -> None:
    methods = {name for name, member in inspect.getmembers(CheckboxClient, callable) if not name.startswith("_")}
    assert methods == set(CALLS) | COMPOSED


def test_every_body_is_tried_with_every_field_it_has() -> None:
    whole = [
        m.Sell(**PAID),
        m.SellOffline(**PAID, **STAMP),
        m.Prepayment(custom_relation_id="relation-17", **PAID),
        WITHDRAWAL,
        AFTER,
        GIVE_BACK,
        DRAFT,
        *DRAFT.payments,
        *DRAFT.taxes,
        CARD,
        CASH,
        FULL_GOOD,
        LINES[0],
        PERCENT,
        DELIVERY,
        CUSTOM,
    ]
    empty = [(type(body).__name__, name) for body in whole for name, value in body if value is None]
    assert empty == []
