"""What each request of the Checkbox API may hold: the shapes of bodies and of query parameters."""

from typing import Final

from pos_app.sandbox.checkbox.shapes import (
    Check,
    Field,
    by_type,
    either,
    email,
    flag,
    list_of,
    mapping,
    moment,
    needed,
    number,
    one_of,
    record,
    text,
    uuid,
    whole,
)

BIGGEST: Final = 100_000_000_000 - 1
CONTROL_NUMBER: Final = either(whole(), text(1, 4))
TAX_CODES: Final = either(list_of(whole()), list_of(text()))
CONTEXT: Final = mapping(either(text(), whole(), number(), flag))

SIGN_IN: Final = record({"login": needed(text(1)), "password": needed(text(1))})
SIGN_IN_PIN: Final = record({"pin_code": needed(text())})
OPEN_SHIFT: Final = record({"id": uuid, "auto_close_at": moment, "fiscal_code": text(), "fiscal_date": moment})
GO_OFFLINE: Final = record({"go_offline_date": moment, "fiscal_code": text()})

CUSTOM: Final = record(
    {
        name: text()
        for name in (
            "html_global_header",
            "html_global_footer",
            "html_body_style",
            "html_receipt_style",
            "html_ruler_style",
            "html_light_block_style",
            "text_global_header",
            "text_global_footer",
        )
    }
)
DISCOUNT: Final = record(
    {
        "type": needed(one_of("DISCOUNT", "PRE_PAYMENT", "EXTRA_CHARGE")),
        "mode": needed(one_of("PERCENT", "VALUE")),
        "value": needed(number(0)),
        "tax_code": either(whole(), text()),
        "tax_codes": TAX_CODES,
        "name": text(),
        "privilege": text(),
    }
)
GOOD: Final = record(
    {
        "code": needed(text(1, 256)),
        "name": needed(text(1)),
        "barcode": text(0, 4096),
        "excise_barcode": text(0, 4096),
        "excise_barcodes": list_of(text()),
        "e_excise_barcodes": list_of(text()),
        "header": text(0, 1024),
        "footer": text(0, 1024),
        "price": needed(whole(1, BIGGEST)),
        "original_price": whole(),
        "taxes": TAX_CODES,
        "tax": TAX_CODES,
        "uktzed": text(0, 64),
        "icon": text(),
    }
)
GOOD_ITEM: Final = record(
    {
        "good": needed(GOOD),
        "good_id": uuid,
        "quantity": needed(whole(1)),
        "is_return": Field(flag, default=False),
        "is_winnings_payout": flag,
        "discounts": Field(list_of(DISCOUNT), default=[]),
        "total_sum": whole(),
    }
)
DELIVERY: Final = record(
    {"email": email, "emails": list_of(email), "phone": text(pattern=r"\+?380\d{9}")}
)
BONUS: Final = record({"bonus_card": needed(text()), "value": needed(whole()), "additional_info": text()})
CASH: Final[dict[str, Field | Check]] = {
    "pawnshop_is_return": flag,
    "operation_type": text(),
    "value": needed(whole(-BIGGEST, BIGGEST)),
    "label": Field(text(1, 128), default="Готівка"),
}
BANK_RECEIPT: Final = record(
    {
        "bank_transaction_id": needed(text(0, 255)),
        "receipt_id": text(0, 255),
        "company_registration_id": text(0, 255),
        "message": text(0, 255),
    }
)
CARD: Final[dict[str, Field | Check]] = {
    **CASH,
    "provider_type": one_of("TAPXPHONE", "POSCONTROL", "TERMINAL", "ANDROID_PAYLINK", "DESKTOP_PAYLINK"),
    "code": Field(whole(1, 9), default=1),
    "commission": whole(),
    "label": Field(text(1, 128), default="Картка"),
    "card_mask": text(0, 19),
    "bank_name": text(),
    "auth_code": text(),
    "rrn": text(),
    "payment_system": text(),
    "owner_name": text(),
    "terminal": text(),
    "acquiring": text(),
    "acquirer_and_seller": text(),
    "receipt_no": text(),
    "signature_required": flag,
    "tapxphone_terminal": uuid,
    "transaction_id": text(),
    "ereceipt_data": BANK_RECEIPT,
}
PAYMENT: Final = by_type({"CASH": record(CASH), "CASHLESS": record(CARD), "CARD": record(CARD)}, "CASH")
ROUNDING: Final[dict[str, Field | Check]] = {
    "rounding": Field(flag, default=False),
    "rounding_mode": one_of("ROUND_10", "ROUND_50"),
}
SELL_FIELDS: Final[dict[str, Field | Check]] = {
    "id": uuid,
    "cashier_name": text(),
    "departament": text(),
    "goods": needed(list_of(GOOD_ITEM, 1)),
    "delivery": DELIVERY,
    "discounts": Field(list_of(DISCOUNT), default=[]),
    "bonuses": Field(list_of(BONUS), default=[]),
    "payments": Field(list_of(PAYMENT), default=[]),
    **ROUNDING,
    "header": text(),
    "footer": text(),
    "barcode": text(),
    "control_number": CONTROL_NUMBER,
    "order_id": uuid,
    "related_receipt_id": uuid,
    "related_receipt_created_at": moment,
    "stock_code": text(),
    "technical_return": Field(flag, default=False),
    "is_pawnshop": flag,
    "context": CONTEXT,
    "custom": CUSTOM,
    "previous_receipt_id": uuid,
    "callback_url": text(1, 2083),
}
SELL: Final = record(SELL_FIELDS)
SELL_OFFLINE: Final = record({**SELL_FIELDS, "fiscal_code": needed(text()), "fiscal_date": needed(moment)})
SERVICE: Final = record(
    {
        "payment": needed(by_type({"CASH": record(CASH)}, "CASH")),
        "context": CONTEXT,
        "custom": CUSTOM,
        "control_number": CONTROL_NUMBER,
        "id": uuid,
        "fiscal_code": text(),
        "fiscal_date": moment,
        "footer": text(),
    }
)
CASH_WITHDRAWAL: Final = record(
    {
        "cashier_name": text(),
        "departament": text(),
        "payment": needed(by_type({"CASHLESS": record({**CARD, "value": needed(whole(1, BIGGEST))})}, "CASHLESS")),
        "header": text(),
        "footer": text(),
        "barcode": text(),
        "context": CONTEXT,
        "delivery": DELIVERY,
        "previous_receipt_id": uuid,
        "control_number": CONTROL_NUMBER,
        "id": uuid,
        "fiscal_code": text(),
        "fiscal_date": moment,
    }
)
PREPAYMENT: Final = record({**SELL_FIELDS, "custom_relation_id": text(10, 256), "ettn": text(12, 28)})
AFTER_PAYMENT: Final = record(
    {
        "cashier_name": text(),
        "departament": text(),
        **ROUNDING,
        "delivery": DELIVERY,
        "id": uuid,
        "payments": Field(list_of(PAYMENT), default=[]),
        "header": text(),
        "footer": text(),
    }
)
RETURN_CHAIN: Final = record(
    {
        "cashier_name": text(),
        "departament": text(),
        **ROUNDING,
        "delivery": DELIVERY,
        "skip_total_cash_validation": Field(flag, default=False),
        "check_ettn": Field(flag, default=False),
    }
)
EMAILS: Final = list_of(email, 1)
SMS: Final = record({"phone": needed(text(pattern=r"380\d{9}"))})

_COUNT: Final = needed(whole(0))
_MONEY: Final = needed(whole())
REPORT: Final = record(
    {
        "id": uuid,
        "serial": whole(),
        "payments": needed(
            list_of(
                record(
                    {
                        "type": needed(one_of("CASH", "CARD", "CASHLESS")),
                        "code": whole(),
                        "label": needed(text()),
                        "sell_sum": _MONEY,
                        "return_sum": _MONEY,
                        "service_in": _MONEY,
                        "service_out": _MONEY,
                        "cash_withdrawal": Field(whole(), default=0),
                        "cash_withdrawal_commission": Field(whole(), default=0),
                    }
                )
            )
        ),
        "taxes": needed(
            list_of(
                record(
                    {
                        "code": needed(whole()),
                        "label": needed(text()),
                        "symbol": needed(text()),
                        "rate": needed(number()),
                        "extra_rate": needed(number()),
                        "sell_sum": needed(number()),
                        "return_sum": needed(number()),
                        "sales_turnover": needed(number()),
                        "returns_turnover": needed(number()),
                        "setup_date": needed(moment),
                    }
                )
            )
        ),
        "sell_receipts_count": _COUNT,
        "return_receipts_count": _COUNT,
        "cash_withdrawal_receipts_count": Field(whole(0), default=0),
        "last_receipt_id": uuid,
        "initial": _MONEY,
        "balance": _MONEY,
        "sales_round_up": Field(whole(), default=0),
        "sales_round_down": Field(whole(), default=0),
        "returns_round_up": Field(whole(), default=0),
        "returns_round_down": Field(whole(), default=0),
        "created_at": moment,
    }
)
CLOSE_SHIFT: Final = record(
    {
        "skip_client_name_check": Field(flag, default=False),
        "report": REPORT,
        "fiscal_code": text(),
        "fiscal_date": moment,
    }
)
CLOSE_SHIFT_BY_ID: Final = record({"skip_client_name_check": Field(flag, default=False), "report": REPORT})
