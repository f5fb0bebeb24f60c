"""What leaves the till: the exact bytes of every kind of document."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from pos_app.domain.discount import Adjustment, AdjustmentMode, AdjustmentType, AppliedAdjustment
from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.receipt import Delivery, Receipt, ReceiptKind, ReceiptLine
from pos_app.domain.register import OperationKind
from pos_app.fiscal.documents import OwnerTexts, good_prints, open_shift_bytes, receipt_bytes, stamped_bytes

ID = "6a1e8e6c-1c54-4d58-9d55-0d0a3e2f4a11"
OTHER = "0a8f3a6e-7a0e-4b0f-8b65-4c2f4f7f9b22"
PENNY_OFF = AppliedAdjustment(Adjustment(AdjustmentType.DISCOUNT, AdjustmentMode.VALUE, Decimal(1), "знижка"), -1)
ONE_MORE = AppliedAdjustment(Adjustment(AdjustmentType.EXTRA_CHARGE, AdjustmentMode.PERCENT, Decimal(1)), 5)
FIVE_OFF = AppliedAdjustment(Adjustment(AdjustmentType.DISCOUNT, AdjustmentMode.PERCENT, Decimal("5.0")), -29)


def line(**changes: Any) -> ReceiptLine:
    base = ReceiptLine(
        product_id="1", code="К-1", name="Товар", barcode="482", unit="шт", price=123, quantity=1000, sum=123,
        adjustments=(PENNY_OFF,), net=122, final=116, tax_codes=(1, 8), taxes=(), uktzed="0701",
    )  # fmt: skip
    return replace(base, **changes)


def receipt(**changes: Any) -> Receipt:
    second = line(code="К-2", price=456, sum=456, adjustments=(ONE_MORE,), tax_codes=(8,), uktzed=None, barcode=None)
    base = Receipt(
        id=ID, kind=ReceiptKind.SELL, sold_at=datetime(2026, 3, 2, tzinfo=UTC), cashier_name="Олена",
        lines=(line(), second), adjustments=(FIVE_OFF,), sum=579, total=554, due=550, paid=600, change=50,
        payments=(Payment(PaymentType.CASH, 600),), rounding_mode="ROUND_50",
    )  # fmt: skip
    return replace(base, **changes)


def body(one: Receipt, texts: OwnerTexts | None = None) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(receipt_bytes(one, texts or OwnerTexts()))
    return made


def test_the_articles_sample_carries_discounts_with_all_tax_codes() -> None:
    sent = body(receipt())
    assert sent["goods"][0]["discounts"] == [
        {"type": "DISCOUNT", "mode": "VALUE", "value": 1, "tax_codes": [1, 8], "name": "знижка"}
    ]
    assert sent["goods"][1]["discounts"] == [{"type": "EXTRA_CHARGE", "mode": "PERCENT", "value": 1, "tax_codes": [8]}]
    assert sent["discounts"] == [{"type": "DISCOUNT", "mode": "PERCENT", "value": 5, "tax_codes": [1, 8]}]
    assert sent["rounding_mode"] == "ROUND_50"
    assert sent["payments"] == [{"type": "CASH", "value": 600, "label": "Готівка"}]
    assert "tax_code" not in json.dumps(sent).replace("tax_codes", "")


def test_a_fraction_of_a_percent_is_written_exactly() -> None:
    adjustment = Adjustment(AdjustmentType.DISCOUNT, AdjustmentMode.PERCENT, Decimal("7.25"))
    raw = receipt_bytes(receipt(adjustments=(AppliedAdjustment(adjustment, -40),)))
    assert b'"value":7.25' in raw


def test_a_sum_off_that_would_go_below_zero_is_sent_as_what_it_came_to() -> None:
    adjustment = Adjustment(AdjustmentType.DISCOUNT, AdjustmentMode.VALUE, Decimal(9999))
    sent = body(receipt(lines=(line(adjustments=(AppliedAdjustment(adjustment, -123),)),)))
    assert sent["goods"][0]["discounts"][0]["value"] == 123


def test_a_good_names_code_barcode_taxes_and_uktzed_and_no_catalog_id() -> None:
    good = body(receipt())["goods"][0]["good"]
    assert good == {"code": "К-1", "name": "Товар", "price": 123, "barcode": "482", "tax": [1, 8], "uktzed": "0701"}
    assert "good_id" not in body(receipt())["goods"][0]


def test_what_a_line_lacks_is_not_sent() -> None:
    bare = line(tax_codes=(), uktzed=None, barcode=None, adjustments=(), code="")
    sent = body(receipt(lines=(bare,), adjustments=()))
    assert sent["goods"][0] == {
        "good": {"code": "1", "name": "Товар", "price": 123},
        "quantity": 1000,
        "is_return": False,
    }
    assert "discounts" not in sent


def test_paper_and_electronic_excise_stamps_go_their_own_ways() -> None:
    electronic = "010482000000001721ABC"
    good = body(receipt(lines=(line(excise_stamps=("АБВГ123456", electronic)),)))["goods"][0]["good"]
    assert good["excise_barcodes"] == ["АБВГ123456"]
    assert good["e_excise_barcodes"] == [electronic]


def test_a_return_marks_its_goods_and_names_the_sale() -> None:
    sent = body(receipt(kind=ReceiptKind.RETURN, related_receipt_id=OTHER, technical=True))
    assert [item["is_return"] for item in sent["goods"]] == [True, True]
    assert sent["related_receipt_id"] == OTHER
    assert sent["technical_return"] is True
    assert "technical_return" not in body(receipt())


def test_a_card_payment_carries_every_field_of_the_slip() -> None:
    details = {
        "commission": 1, "card_mask": "**** **** **** 5555 and more", "bank_name": "Банк", "auth_code": "7777",
        "rrn": "98765", "payment_system": "VISA", "owner_name": "Покупець", "terminal": "T1",
        "acquirer_and_seller": "A1", "receipt_no": "12", "signature_required": True, "secret": "no",
    }  # fmt: skip
    (card,) = body(receipt(payments=(Payment(PaymentType.CASHLESS, 554, "Картка", 1, details),)))["payments"]
    assert card.pop("card_mask") == "**** **** **** 5555"
    assert "secret" not in card
    assert card == {
        "type": "CASHLESS", "value": 554, "label": "Картка", "code": 1,
        **{name: value for name, value in details.items() if name not in {"card_mask", "secret"}},
    }  # fmt: skip


def test_the_e_receipt_goes_to_a_list_of_addresses_and_a_phone() -> None:
    sent = body(receipt(delivery=Delivery("a@b.ua", "380501234567")))
    assert sent["delivery"] == {"emails": ["a@b.ua"], "phone": "380501234567"}
    assert "delivery" not in body(receipt())


def test_the_owners_texts_stand_where_he_wants_them_cleaned_and_bounded() -> None:
    texts = OwnerTexts(
        departament="Відділ 1", good_header="над товаром\x1b", good_footer="під товаром", barcode="BAR",
        context={"order": "7\x00", "n": 3}, custom={"text_global_header": "Вітаємо"},
    )
    sent = body(receipt(header="Шапка\nдва", footer="Дякуємо"), texts)
    assert sent["departament"] == "Відділ 1"
    assert sent["goods"][0]["good"]["header"] == "над товаром"
    assert sent["goods"][0]["good"]["footer"] == "під товаром"
    assert (sent["header"], sent["footer"], sent["barcode"]) == ("Шапка\nдва", "Дякуємо", "BAR")
    assert sent["context"] == {"order": "7", "n": 3}
    assert sent["custom"] == {"text_global_header": "Вітаємо"}


def test_cash_in_is_positive_and_cash_out_negative() -> None:
    moved = receipt(lines=(), adjustments=(), due=700, total=700, comment="розмін")
    into = body(replace(moved, kind=ReceiptKind.SERVICE_IN))
    out = body(replace(moved, kind=ReceiptKind.SERVICE_OUT, comment=""))
    assert into == {"id": ID, "payment": {"type": "CASH", "value": 700, "label": "Готівка"}, "footer": "розмін"}
    assert out == {"id": ID, "payment": {"type": "CASH", "value": -700, "label": "Готівка"}}


def test_the_same_receipt_always_gives_the_same_bytes() -> None:
    assert receipt_bytes(receipt()) == receipt_bytes(receipt())


def test_a_receipt_that_may_not_be_sent_is_not_made() -> None:
    with pytest.raises(ValueError, match="price"):
        receipt_bytes(receipt(lines=(line(price=0),)))


def test_a_shift_opens_with_its_id_alone() -> None:
    assert json.loads(open_shift_bytes(ID)) == {"id": ID}


def test_a_stamp_adds_code_date_and_the_receipt_before_and_changes_nothing_else() -> None:
    date = datetime(2026, 7, 3, 6, 39, 19, 497000, tzinfo=UTC)
    plain = receipt_bytes(receipt())
    stamped = json.loads(stamped_bytes(OperationKind.SELL, plain, code="TEST-1", date=date, previous_id=OTHER))
    assert stamped.pop("fiscal_code") == "TEST-1"
    assert datetime.fromisoformat(stamped["fiscal_date"]) == date
    assert stamped.pop("fiscal_date").endswith("+03:00")
    assert stamped.pop("previous_receipt_id") == OTHER
    assert stamped == json.loads(plain)


def test_a_second_stamp_replaces_the_first() -> None:
    date = datetime(2026, 7, 3, tzinfo=UTC)
    once = stamped_bytes(OperationKind.RETURN, receipt_bytes(receipt()), code="A", date=date, previous_id=OTHER)
    twice = json.loads(stamped_bytes(OperationKind.RETURN, once, code="B", date=date))
    assert twice["fiscal_code"] == "B"
    assert "previous_receipt_id" not in twice


def test_shifts_are_stamped_and_cash_movements_are_not() -> None:
    date = datetime(2026, 1, 3, tzinfo=UTC)
    opened = json.loads(stamped_bytes(OperationKind.SHIFT_OPEN, open_shift_bytes(ID), code="A", date=date))
    assert (opened["id"], opened["fiscal_code"]) == (ID, "A")
    closed = json.loads(stamped_bytes(OperationKind.SHIFT_CLOSE, b"", code="B", date=date))
    assert set(closed) == {"fiscal_code", "fiscal_date"}
    assert stamped_bytes(OperationKind.SERVICE_IN, b"{}", code="C", date=date) == b"{}"


def test_goods_are_read_back_from_stored_bytes() -> None:
    assert good_prints(receipt_bytes(receipt())) == (("К-1", 123, 1000, False), ("К-2", 456, 1000, False))
    assert good_prints(b"") == ()
