"""What a client of SmartKasa must know, fact by fact, as the design counts them."""

import json
import tracemalloc
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import httpx
import pytest

from pos_app.catalog.rows import product_row, unit_rows, units_of
from pos_app.catalog.taxmap import GROUP_NAMES
from pos_app.smartkasa import BadAnswer, SmartKasaClient, SmartKasaError
from pos_app.smartkasa import drafts as d
from pos_app.smartkasa import enums as e
from pos_app.smartkasa import models as m
from pos_app.smartkasa.amounts import kopecks
from pos_app.smartkasa.bodies import encoded
from pos_app.smartkasa.errors import KNOWN, Action
from pos_app.smartkasa.trade_models import Receipt, tax_letter

GOODS = "/api/v1/inventory/products"
TRADE = "/api/v1/pos/receipts"
OURS = Path(__file__).parents[3] / "pos_app"


def sent(fake) -> dict:
    return json.loads(fake.requests[-1].content, parse_float=Decimal)


def made(body: object):
    return lambda request: httpx.Response(201, json={"data": body, "meta": {}})


@pytest.mark.parametrize(
    ("kind", "numbers"),
    [
        (e.ReceiptState, {1: "PARKED", 2: "PAID", 3: "RETURNED"}),
        (e.ReceiptType, {0: "SALE", 1: "CASH_IN", 2: "CASH_OUT", 3: "RETURN", 4: "CANCEL", 5: "CASH_WITHDRAWAL",
                         102: "OFFLINE_BEGIN", 103: "OFFLINE_END"}),
        (e.TransactionType, {0: "CASH", 1: "CARD", 2: "ACQUIRING", 3: "IBAN", 4: "CARD_TRANSFER"}),
        (e.PaymentType, {0: "PAY", 1: "CANCEL", 2: "RETURN"}),
        (e.DiscountType, {0: "PERCENT", 1: "MONEY"}),
        (e.ShiftState, {0: "OPEN", 1: "CLOSED", 2: "ARCHIVED"}),
        (e.ClassifierType, {0: "NONE", 1: "UKTZED", 2: "DKPP"}),
    ],
)  # fmt: skip
def test_fact_00_enumerations_have_names_and_unknown_numbers_are_kept(kind, numbers):
    assert {member.value: member.name for member in kind} == numbers
    receipt = Receipt.model_validate({"id": "r", "state": 77, "type": 3, "discount_type_id": 9})
    assert (receipt.state, receipt.type, receipt.discount_type_id) == (77, e.ReceiptType.RETURN, 9)
    assert isinstance(receipt.type, e.ReceiptType)


async def test_fact_01_every_body_has_its_wrapper(client, fake):
    good = d.ProductDraft(title="Сир", price=7189)
    fake.answers[f"POST {GOODS}"] = made({"id": "p"})
    await client.create_product(d.OwnedProductDraft(title="Сир", price=7189))
    assert sent(fake) == {"product": {"title": "Сир", "price": Decimal("71.89")}}
    fake.answers[f"POST {GOODS}/batch"] = made([{"id": "a"}, {"id": "b"}])
    assert await client.create_products([good, good]) == ["a", "b"]
    assert sent(fake) == {"batch": {"products": [{"title": "Сир", "price": Decimal("71.89")}] * 2}}
    fake.answers[f"DELETE {GOODS}/batch"] = made([])
    await client.delete_products(["a", "b"])
    assert sent(fake) == {"batch": {"ids": ["a", "b"]}}


async def test_fact_02_a_refresh_has_a_header_no_body_and_any_2xx_is_success(client, fake, tokens, listed):
    fake.answers[f"GET {GOODS}"] = listed([])
    await client.list_products()
    fake.requests.clear()
    await client.refresh()
    (request,) = fake.requests
    assert (request.headers["X-Refresh-Token"], request.content, await tokens.load()) == ("r1", b"", "r2")
    fake.answers["DELETE /api/v1/inventory/products/p"] = lambda request: httpx.Response(204)
    await client.delete_product("p")


async def test_fact_03_a_token_refused_as_bearer_is_tried_bare_once_and_its_end_is_obeyed(client, fake, listed):
    fake.bare_only = True
    fake.answers[f"GET {GOODS}"] = listed([])
    await client.list_products()
    await client.list_products()
    assert [r.headers["Authorization"] for r in fake.requests if r.url.path == GOODS] == ["Bearer a1", "a1", "a1"]
    assert all(r.headers["X-API-KEY"] for r in fake.requests)
    fake.clock += timedelta(hours=1)
    await client.list_products()
    assert fake.requests[-1].headers["Authorization"] == "a2"


@pytest.mark.parametrize("kopecks_", [1, 10, 1999, 7189, 14500, 306400, 99_999_999, 10**15])
def test_fact_04_money_is_text_in_answers_and_a_number_of_hryvnias_in_requests(kopecks_):
    text = encoded({"price": d.ProductDraft(price=kopecks_).fields()["price"]})
    number = json.loads(text, parse_float=Decimal, parse_int=Decimal)["price"]
    assert number * 100 == kopecks_
    assert kopecks(str(number)) == kopecks_
    assert m.Product.model_validate({"id": "p", "price": f"{number}"}).price == kopecks_


async def test_fact_05_a_pin_comes_from_one_answer_alone_and_private_data_is_kept_nowhere(client, fake, listed):
    private = {"pin_code": "4321", "inn": "1234567891", "passport_number": "777888", "first_name": "Віра"}
    fake.answers["GET /api/v1/rsn/employees/1"] = made({"id": 1} | private)
    fake.answers["GET /api/v1/rsn/employees"] = listed([{"id": 1} | private])
    one = await client.get_employee(1)
    assert one.pin_code is not None
    assert one.pin_code.get_secret_value() == "4321"
    (shown,) = (await client.list_employees()).items
    told = f"{one!r} {one.model_dump()} {shown!r} {shown.model_dump()}"
    assert not any(secret in told for secret in ("4321", "1234567891", "777888"))
    draft = d.EmployeeDraft(pin_code=d.SecretStr("4321"), inn=d.SecretStr("1234567891"))
    assert "4321" not in f"{draft!r}{draft}"
    assert draft.fields() == {"pin_code": "4321", "inn": "1234567891"}


async def test_fact_06_cards_are_streamed_in_little_memory_and_obey_a_next_page(tokens):
    row = json.dumps({"id": 1, "product_id": "p", "shop_id": 5, "count": "3.0", "filler": "x" * 1200}).encode()

    async def many() -> AsyncIterator[bytes]:
        yield b'{"data":[' + row
        for _ in range(40):
            yield (b"," + row) * 100
        yield b'],"meta":{"total_count":4001}}'

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.startswith("/api/v1/auth"):
            return httpx.Response(201, json={"data": {"access": "a", "refresh": "r"}, "meta": {}})
        return httpx.Response(200, content=many())

    async with httpx.AsyncClient(transport=httpx.MockTransport(answer), trust_env=False) as http:
        client = SmartKasaClient(
            http, base_url="https://core.smartkasa.test", api_key="k", timeout_s=9.0, token_store=tokens,
            now=lambda: datetime(2026, 9, 1, tzinfo=UTC),
        )  # fmt: skip
        await client.sign_in("1", "2")
        tracemalloc.start()
        count = 0
        async for cards in client.stream_cards():
            count += len(cards)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert count == 4001  # 5 MB of text
    assert most < 2_000_000


def test_fact_07_what_a_row_holds_decides_whether_it_changed_and_updated_at_does_not():
    told = {"id": "p", "title": "Сир", "price": "10.0", "updated_at": "2021-03-22T13:51:49+02:00"}
    row = product_row(m.Product.model_validate(told), units_of([]))
    later = product_row(m.Product.model_validate(told | {"updated_at": "2026-01-01T00:00:00Z"}), units_of([]))
    dearer = product_row(m.Product.model_validate(told | {"price": "10.01"}), units_of([]))
    assert row.hash == later.hash != dearer.hash


def test_fact_08_barcodes_may_be_null_and_shared():
    rows = [m.Product.model_validate({"id": i, "number": n}) for i, n in (("a", "482"), ("b", "482"), ("c", None))]
    assert [product_row(row, units_of([])).barcodes for row in rows] == [("482",), ("482",), ()]


def test_fact_09_a_unit_is_found_by_its_code_first_then_by_its_id_and_hidden_ones_are_not_shown():
    told = [
        {"id": 4, "code": 2009, "short_name": "шт"}, {"id": 301, "code": 5, "short_name": "м"},
        {"id": 10, "code": 301, "short_name": "кг", "is_weighted": True}, {"id": 7, "code": 9, "is_visible": False},
    ]  # fmt: skip
    units = [m.UnitType.model_validate(unit) for unit in told]
    known = units_of(units)
    found = [known.find(reference) for reference in (2009, 4, 301, 77)]
    assert [unit and unit.short_name for unit in found] == ["шт", "шт", "кг", None]
    assert [row.id for row in unit_rows(units)] == [4, 301, 10]
    weighed = product_row(m.Product.model_validate({"id": "p", "unit_type_id": 301}), known)
    by_the_piece = product_row(m.Product.model_validate({"id": "p", "unit_type_id": 2009}), known)
    flagged = product_row(m.Product.model_validate({"id": "p", "unit_type_id": 2009, "sold_by_weight": True}), known)
    assert (weighed.sold_by_weight, by_the_piece.sold_by_weight, flagged.sold_by_weight) == (True, False, True)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422, 500])
@pytest.mark.parametrize(
    "body", [{"errors": {"title": [{"error": "blank"}]}}, {"errors": "text"}, {"message": "Unauthorized"}]
)
async def test_fact_10_every_refusal_is_one_typed_error_with_a_sentence_and_an_action(client, fake, status, body):
    fake.answers[f"POST {GOODS}"] = lambda request: httpx.Response(status, json=body)
    with pytest.raises(SmartKasaError) as caught:
        await client.create_product(d.OwnedProductDraft(title="", price=1))
    error = caught.value
    assert error.message
    assert error.status == status
    assert isinstance(error.action, Action)
    if isinstance(body.get("errors"), dict) and status in (400, 422):
        assert (error.field, error.codes, error.action) == ("title", ("blank",), Action.CORRECT_FIELD)
        assert KNOWN["blank"][0] in error.message


async def test_fact_11_a_receipt_names_both_fiscal_numbers_and_taxes_are_hryvnias_out_and_kopecks_in(client, fake):
    fake.answers[f"POST {TRADE}"] = made({"id": "r", "tax_amount": {"А": 23.5}, "total_amount": "145.0"})
    draft = d.ReceiptDraft(
        total_amount=14500, state=e.ReceiptState.RETURNED, type=e.ReceiptType.RETURN, fiscal_number="1",
        registrar_fiscal_number="4000", tax_amount={"А": 2350}, items=(d.ReceiptLineDraft(quantity=3500, price=7050),),
    )  # fmt: skip
    receipt = await client.create_receipt(draft)
    assert (receipt.id, receipt.total_amount) == ("r", 14500)
    assert sent(fake) == {"receipt": {
        "total_amount": 145, "state": 3, "type": 3, "fiscal_number": "1", "registrar_fiscal_number": "4000",
        "tax_amount": {"А": Decimal("23.5")}, "items": [{"price": Decimal("70.5"), "quantity": Decimal("3.5")}],
    }}  # fmt: skip
    for letters in ({"А": 200, "З": 30}, {"A": 200, "Z": 30}):
        assert Receipt.model_validate({"id": "r", "tax_amount": letters}).tax_amount == {"А": 200, "З": 30}
    assert tax_letter("a") == tax_letter("А") == "А"


def test_fact_11_the_till_neither_changes_nor_deletes_a_receipt_in_smartkasa():
    forbidden = ("update_receipt", "delete_receipt")
    for path in OURS.rglob("*.py"):
        if path.parent.name != "smartkasa":
            assert not any(f".{name}" in path.read_text(encoding="utf-8") for name in forbidden), path


async def test_fact_12_pictures_come_from_our_host_and_literal_paths_are_no_ids(client, fake, listed):
    with pytest.raises(BadAnswer):
        await client.get_picture(m.Picture(id="x", url="https://elsewhere.test/uploads/x"))
    assert fake.requests == []
    fake.answers["GET /api/v1/rsn/shops/employees"] = listed([])
    await client.list_shop_employees()
    assert fake.requests[-1].url.path == "/api/v1/rsn/shops/employees"
    fake.answers[f"DELETE {TRADE}/batch"] = made({"id": "a"})
    await client.delete_receipts(["a"])
    assert (fake.requests[-1].method, sent(fake)) == ("DELETE", {"batch": {"ids": ["a"]}})


def test_every_tax_group_has_a_name_for_the_screen():
    assert set(GROUP_NAMES) == {int(group) for group in e.TaxGroup}
