"""What the SmartKasa client makes, changes and deletes, seen from the sandbox server's side."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date

import httpx
import pytest

from pos_app.smartkasa import Invalid, MemoryTokens, NotFound, SmartKasaClient
from pos_app.smartkasa import drafts as d
from pos_app.smartkasa.enums import ReceiptState, ReceiptType, ShiftState
from tests.unit.sandbox.smartkasa_shop import BASE, Shop, smartkasa_shop


@dataclass
class Desk:
    """A signed-in client and the server it talks to."""

    client: SmartKasaClient
    shop: Shop


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with smartkasa_shop() as shop, httpx.AsyncClient(transport=httpx.ASGITransport(shop.app)) as http:
        client = SmartKasaClient(
            http, base_url=BASE, api_key=shop.account.api_key, timeout_s=5.0, token_store=MemoryTokens(),
            now=shop.clock,
        )  # fmt: skip
        await client.sign_in(shop.account.phone_number, shop.account.password)
        yield Desk(client, shop)


async def test_a_product_is_made_changed_in_one_field_and_deleted(desk):
    made = await desk.client.create_product(
        d.OwnedProductDraft(title="Пряник", price=1299, number="4820000000017", unit_type_id=2009, tax_group_id=1)
    )
    await desk.client.update_product(made, d.OwnedProductDraft(price=1350))
    product = await desk.client.get_product(made)
    assert (product.title, product.price, product.number) == ("Пряник", 1350, "4820000000017")
    await desk.client.delete_product(made)
    with pytest.raises(NotFound):
        await desk.client.get_product(made)


async def test_a_batch_of_products_is_made_and_deleted_whole(desk):
    ids = await desk.client.create_products([d.ProductDraft(title=f"Т{n}", price=100 + n) for n in range(3)])
    assert [(await desk.client.get_product(one)).price for one in ids] == [100, 101, 102]
    with pytest.raises(Invalid):
        await desk.client.delete_products([*ids, "00000000-0000-4000-8000-00000000dead"])
    assert (await desk.client.get_product(ids[0])).id == ids[0]
    await desk.client.delete_products(ids)
    for one in ids:
        with pytest.raises(NotFound):
            await desk.client.get_product(one)


async def test_categories_and_subgroups_live_their_lives(desk):
    client = desk.client
    made = await client.create_category(d.NewCategory(title="Солодке", color=2))
    assert (made.title, made.color_id) == ("Солодке", 2)
    inside = await client.create_category(d.NewCategory(title="Пряники", parent_id=made.id))
    assert inside.parent_id == made.id
    assert (await client.update_category(inside.id, d.CategoryDraft(title="Коржики"))).title == "Коржики"
    with pytest.raises(Invalid):
        await client.delete_category(made.id)
    several = await client.create_categories([d.CategoryDraft(title="А"), d.CategoryDraft(title="Б", color=3)])
    await client.delete_categories([row.id for row in several.items])
    await client.delete_category(inside.id)
    await client.delete_category(made.id)
    assert not {made.id, inside.id} & {row.id for row in (await client.list_categories()).items}
    label = await client.create_subgroup("Акція")
    assert (await client.update_subgroup(label.id, "Знижки")).title == "Знижки"
    assert "Знижки" in [row.title for row in (await client.list_subgroups()).items]
    await client.delete_subgroup(label.id)
    assert label.id not in [row.id for row in (await client.list_subgroups()).items]


async def test_stock_is_counted_from_a_card_that_was_made(desk):
    client = desk.client
    product_id = await client.create_product(d.OwnedProductDraft(title="Сир", price=30000))
    card = await client.create_card(d.NewCard(product_id=product_id, shop_id=desk.shop.account.shop_id, count=3500))
    assert (card.count, card.product_id) == (3500, product_id)
    await client.update_card(card.id, d.CardDraft(count=1250, counting_enabled=True))
    assert (await client.get_card(card.id)).count == 1250
    await client.delete_card(card.id)
    with pytest.raises((NotFound, Invalid)):
        await client.get_card(card.id)


async def test_shops_terminals_and_people_are_kept(desk):
    client = desk.client
    shop = await client.create_shop(d.ShopDraft(title="Кіоск", is_vat_taxation=True))
    assert (await client.update_shop(shop.id, d.ShopDraft(title="Ятка"))).title == "Ятка"
    assert (await client.get_shop(shop.id)).is_vat_taxation
    terminal = (await client.list_terminals()).items[0]
    renamed = await client.update_terminal(terminal.id, d.TerminalDraft(name="Каса 9"))
    assert (await client.get_terminal(terminal.id)).name == renamed.name == "Каса 9"
    await client.delete_terminal(terminal.id)
    person = await client.create_employee(d.EmployeeDraft(first_name="Віра", pin_code=d.SecretStr("1123")))
    assert (await client.update_employee(person.id, d.EmployeeDraft(last_name="Літо"))).last_name == "Літо"
    pin = (await client.get_employee(person.id)).pin_code
    assert pin is not None
    assert pin.get_secret_value() == "1123"
    assert person.id in [row.id for row in (await client.list_employees()).items]
    await client.delete_employee(person.id)
    await client.delete_shop(shop.id)
    assert shop.id not in [row.id for row in (await client.list_shops()).items]


async def test_a_receipt_is_found_again_by_its_fiscal_number_and_takes_from_the_stock(desk):
    client, shop = desk.client, desk.shop
    good = shop.world.catalog.goods[0]
    before = {card.shop_id: card.count for card in (await client.get_product(good.id)).cards}
    price = int(good.price * 100)
    draft = d.ReceiptDraft(
        total_amount=2 * price, state=ReceiptState.PAID, type=ReceiptType.SALE, fiscal_number="TEST-1",
        registrar_fiscal_number="4000438833", tax_amount={"А": 150},
        items=(d.ReceiptLineDraft(name=good.title, price=price, amount=2 * price, quantity=2000, product_id=good.id),),
    )  # fmt: skip
    posted = await client.create_receipt(draft)
    (found,) = (await client.list_receipts(fiscal_number="TEST-1")).items
    assert (found.id, found.total_amount, found.tax_amount) == (posted.id, 2 * price, {"А": 150})
    assert (found.items[0].quantity, found.items[0].price) == (2000, price)
    after = {card.shop_id: card.count for card in (await client.get_product(good.id)).cards}
    assert after[shop.account.shop_id] == before[shop.account.shop_id] - 2000
    batch = await client.create_receipts([draft, draft])
    assert len({row.id for row in batch.items} | {posted.id}) == 3
    await client.update_receipt(posted.id, d.ReceiptDraft(cashier_name="Віра"))
    assert (await client.get_receipt(posted.id)).cashier_name == "Віра"
    await client.delete_receipt(posted.id)
    await client.delete_receipts([row.id for row in batch.items])
    assert (await client.list_receipts(fiscal_number="TEST-1")).items == []


async def test_shifts_payments_z_reports_and_imports_are_read(desk):
    client = desk.client
    shift = (await client.list_shifts()).items[0]
    assert (await client.get_shift(shift.id)) == shift
    assert shift.state in set(ShiftState)
    receipt = next(row for row in (await client.list_receipts()).items if row.payment_transactions)
    payment = await client.get_payment_transaction(receipt.payment_transactions[0].id)
    assert (payment.amount, payment.receipt_id) == (receipt.payment_transactions[0].amount, receipt.id)
    report = (await client.list_z_reports(date_start=date(2020, 1, 1))).items[0]
    assert report.sale_total == 9380
    category = (await client.list_categories()).items[0]
    job = await client.start_import(url="https://files.example/goods.json", category_id=category.id)
    assert (await client.get_import(job.id)).filename == "goods.json"
    assert job.id in [row.id for row in (await client.list_imports()).items]
