"""Bytes going out are always the same; answers coming in may be dressed in many ways."""

import json
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pos_app.checkbox import models as m
from pos_app.checkbox.jsontext import dump_json, parse_json

ID = UUID("5b7d533c-97c8-4db7-8f5f-4b3aaca44a77")
KYIV = timezone(timedelta(hours=2))
BREAD = m.Good(code="1", name="Хліб", price=123)


def sale(**changed: Any) -> m.Sell:
    fields: dict[str, Any] = {
        "id": ID,
        "goods": (m.GoodItem(good=BREAD, quantity=1000),),
        "payments": (m.CashPayment(value=200),),
    }
    return m.Sell(**(fields | changed))


def test_the_bytes_of_a_sale_are_compact_utf8_without_nulls() -> None:
    expected = (
        '{"id":"5b7d533c-97c8-4db7-8f5f-4b3aaca44a77",'
        '"goods":[{"good":{"code":"1","name":"Хліб","price":123},"quantity":1000,"is_return":false}],'
        '"payments":[{"type":"CASH","value":200,"label":"Готівка"}]}'
    )
    assert sale().to_bytes() == expected.encode()
    assert sale().to_bytes() == sale().to_bytes()


def test_a_date_goes_out_with_its_offset_and_microseconds() -> None:
    body = m.GoOffline(go_offline_date=datetime(2026, 11, 21, 10, 0, tzinfo=KYIV), fiscal_code="lRvyZSJLrC4")
    assert json.loads(body.to_bytes())["go_offline_date"] == "2026-11-21T10:00:00.000000+02:00"


def test_a_date_without_offset_never_goes_out() -> None:
    with pytest.raises(ValidationError):
        m.GoOffline(go_offline_date=datetime(2026, 11, 21, 10, 0))  # noqa: DTZ001 - that is the point


@pytest.mark.parametrize(
    ("value", "text"), [("5", b'"value":5,'), ("5.0", b'"value":5,'), ("5.5", b'"value":5.5,'), ("0", b'"value":0,')]
)
def test_a_percentage_goes_out_as_a_number(value: str, text: bytes) -> None:
    discount = m.Discount(mode=m.DiscountMode.PERCENT, value=Decimal(value), tax_codes=(1,))
    assert text in discount.to_bytes()


@given(st.decimals(min_value=0, max_value=10**9, places=4))
def test_a_number_goes_out_exactly(value: Decimal) -> None:
    assert json.loads(dump_json([value]), parse_float=Decimal, parse_int=Decimal) == [value]


@pytest.mark.parametrize(
    "broken",
    [
        lambda: sale(goods=()),
        lambda: sale(unknown=1),
        lambda: m.Good(code="1", name="Хліб", price=0),
        lambda: m.Good(code="1", name="Хліб", price=1.5),  # type: ignore[arg-type]
        lambda: m.Good(code="", name="Хліб", price=1),
        lambda: m.Good(code="1", name="", price=1),
        lambda: m.Good(code="1", name="Хліб", price=1, tax=(1, 2, 3)),
        lambda: m.Good(code="1", name="\ud800", price=1),
        lambda: m.GoodItem(good=BREAD, quantity=0),
        lambda: m.GoodItem(good=BREAD, quantity=Decimal(1)),  # type: ignore[arg-type]
        lambda: m.CashPayment(value=True),
        lambda: m.CashPayment(value=10**11),
        lambda: m.CashPayment(value=1, label=""),
        lambda: m.CardPayment(value=1, card_mask="4" * 20),
        lambda: m.Discount(mode=m.DiscountMode.PERCENT, value=Decimal(-1)),
        lambda: m.Discount(mode=m.DiscountMode.VALUE, value=Decimal("1.5")),
        lambda: m.Delivery(emails=("a@b.ua", "a@b.ua")),
        lambda: m.Delivery(emails=("nobody",)),
        lambda: m.Delivery(phone="+380501234567"),
        lambda: m.CloseShift(skip_client_name_check=True),  # type: ignore[arg-type]
        lambda: m.SellOffline(**dict(sale())),
        lambda: m.EmailDelivery(emails=()),
    ],
)
def test_a_body_that_the_server_would_refuse_is_not_made(broken: Any) -> None:
    with pytest.raises(ValidationError):
        broken()


def test_an_error_about_a_body_does_not_repeat_what_was_in_it() -> None:
    with pytest.raises(ValidationError) as caught:
        m.SignInPin(pin_code="4321", extra="5678")  # type: ignore[call-arg,arg-type]
    assert "4321" not in str(caught.value)
    assert "5678" not in str(caught.value)


def test_secrets_show_stars_and_travel_in_the_bytes_alone() -> None:
    body = m.SignIn(login="olena", password="пароль")  # type: ignore[arg-type]
    token = m.AccessToken.model_validate({"access_token": "abc.def"})
    assert "пароль" not in repr(body) + str(body)
    assert "abc.def" not in repr(token) + str(token) + token.model_dump_json()
    assert json.loads(body.to_bytes()) == {"login": "olena", "password": "пароль"}


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-20T08:24:46+00:00", datetime(2026, 11, 20, 8, 24, 46, tzinfo=UTC)),
        ("2026-11-20T08:24:46Z", datetime(2026, 11, 20, 8, 24, 46, tzinfo=UTC)),
        ("2026-11-20T11:24:46+03:00", datetime(2026, 11, 20, 8, 24, 46, tzinfo=UTC)),
        ("2026-11-20T08:24:46.501+00:00", datetime(2026, 11, 20, 8, 24, 46, 501000, tzinfo=UTC)),
        ("2026-11-20T08:24:46.501940+00:00", datetime(2026, 11, 20, 8, 24, 46, 501940, tzinfo=UTC)),
        ("2026-11-20T08:24:46.501940", datetime(2026, 11, 20, 8, 24, 46, 501940, tzinfo=UTC)),
        ("2026-11-20T08:24:46", datetime(2026, 11, 20, 8, 24, 46, tzinfo=UTC)),
        ("2026-11-20 08:24:46", datetime(2026, 11, 20, 8, 24, 46, tzinfo=UTC)),
        (" 2026-11-20T08:24:46Z ", datetime(2026, 11, 20, 8, 24, 46, tzinfo=UTC)),
    ],
)
def test_a_date_in_any_dress_is_read_as_utc(receipt_answer: dict[str, Any], text: str, moment: datetime) -> None:
    receipt = m.Receipt.model_validate(receipt_answer | {"fiscal_date": text})
    assert receipt.fiscal_date == moment
    assert receipt.fiscal_date.tzinfo is UTC


@pytest.mark.parametrize("text", ["", "today", 1700000000, True, "0001-01-01T00:00:00+03:00", [], {}])
def test_what_is_no_date_is_no_answer(receipt_answer: dict[str, Any], text: Any) -> None:
    with pytest.raises(ValidationError):
        m.Receipt.model_validate(receipt_answer | {"fiscal_date": text})


def test_unknown_words_and_unknown_fields_are_let_pass(receipt_answer: dict[str, Any]) -> None:
    receipt = m.Receipt.model_validate(receipt_answer | {"status": "HALF_DONE", "brand_new": {"x": 1}})
    assert receipt.status == "HALF_DONE"
    assert receipt.type is m.ReceiptType.SELL


def test_a_receipt_of_the_article_is_read(receipt_answer: dict[str, Any]) -> None:
    receipt = m.Receipt.model_validate(parse_json(json.dumps(receipt_answer).encode()))
    assert (receipt.id, receipt.status, receipt.total_sum) == (ID, m.ReceiptStatus.CREATED, 118)
    assert receipt.goods[0].good.excise_barcodes == ("AAAA123456",)
    assert receipt.goods[0].taxes[0].extra_value == Decimal("0.5")
    assert receipt.goods[0].discounts[0].tax_codes == (8, "А")
    assert (receipt.taxes, receipt.is_sent_dps, receipt.context) == ((), False, {"till": 1})


@pytest.mark.parametrize("total", [118, 118.0])
def test_a_whole_sum_is_read_however_it_is_written(receipt_answer: dict[str, Any], total: Any) -> None:
    receipt = m.Receipt.model_validate(parse_json(json.dumps(receipt_answer | {"total_sum": total}).encode()))
    assert receipt.total_sum == 118


def test_a_rate_keeps_its_fraction(report_answer: dict[str, Any]) -> None:
    report = m.Report.model_validate(parse_json(json.dumps(report_answer).encode()))
    assert report.taxes[0].rate == Decimal("1.5")
    assert report.sales_round_up == 0


def test_a_document_is_kept_as_it_came(report_answer: dict[str, Any], shift_answer: dict[str, Any]) -> None:
    shift_answer["z_report"] = report_answer | {"brand_new": [1.25]}
    shift = m.Shift.model_validate(parse_json(json.dumps(shift_answer, ensure_ascii=False).encode()))
    assert json.loads(shift.snapshot()) == shift_answer
    assert shift.z_report is not None
    assert json.loads(shift.z_report.snapshot()) == shift_answer["z_report"]
    assert shift.z_report.received["brand_new"] == [Decimal("1.25")]
    assert m.Shift.from_snapshot(shift.snapshot()) == shift
    assert m.Shift.model_validate(shift) == shift


def test_a_test_register_is_known_by_its_number_or_its_flag() -> None:
    plain = {"id": str(ID), "offline_mode": False, "stay_offline": False, "has_shift": True}
    assert m.Register.model_validate(plain | {"fiscal_number": "TEST373378"}).is_on_test
    assert m.Register.model_validate(plain | {"fiscal_number": "4000108640", "is_test": True}).is_on_test
    assert not m.Register.model_validate(plain | {"fiscal_number": "4000108640"}).is_on_test


def test_a_cashier_with_a_test_key_is_known() -> None:
    assert m.Me.model_validate({"id": str(ID), "signature_type": "TEST"}).is_on_test
    assert not m.Me.model_validate({"id": str(ID), "signature_type": "AGENT", "is_test": False}).is_on_test


@pytest.mark.parametrize(
    ("status", "error", "answered"),
    [
        ("DONE", None, True),
        ("DONE", "ERROR_BAD_HASH_PREV store bdfd chk ad10", True),
        ("ERROR", "ERROR_DOCUMENT_VALIDATION", True),
        ("TIMEOUT", None, False),
        ("ERROR", "_InactiveRpcError: status = StatusCode.DEADLINE_EXCEEDED", False),
        ("DONE", "details = StatusCode.UNAVAILABLE", False),
    ],
)
def test_any_word_of_the_tax_service_is_a_sign_of_life(status: str, error: str | None, answered: bool) -> None:
    assert m.ServiceAnswer.model_validate({"status": status, "error": error}).tax_service_answered is answered


def test_print_blocks_of_unknown_types_are_left_out() -> None:
    blocks = [{"type": "text", "value": "a"}, {"type": "hologram"}, {"type": "qrcode", "value": "u", "size": 1.5}]
    read = m.PrintBlocks.model_validate({"width": 42, "blocks": blocks})
    assert [block.type for block in read.blocks] == ["text", "qrcode"]
    for wrong in ("text", ["text"], [{"type": "text"}]):
        with pytest.raises(ValidationError):
            m.PrintBlocks.model_validate({"width": 42, "blocks": wrong})


@pytest.mark.parametrize("value", [True, "x", "", 10**15, "Infinity", [], None])
def test_what_is_no_number_is_no_rate(value: Any) -> None:
    with pytest.raises(ValidationError):
        m.Tax.model_validate({"code": 1, "label": "ПДВ", "symbol": "А", "rate": value})


def test_only_plain_values_have_a_place_in_json() -> None:
    with pytest.raises(TypeError, match="set has no place"):
        dump_json({"a": {1}})
