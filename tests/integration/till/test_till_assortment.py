"""The catalog edited from the till against SmartKasa's sandbox: what is saved can be scanned at once, and only that."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import httpx
import pytest

from pos_app.catalog.editing import FormField, ProductForm, rebased
from pos_app.catalog.editor import CatalogEditor, Outcome
from pos_app.catalog.writer import Writer
from pos_app.domain.errors import PosError
from pos_app.smartkasa import MemoryTokens, SmartKasaClient
from pos_app.till.assortment import AssortmentDesk
from pos_app.till.core import Options
from pos_app.till.form_drafts import FormDrafts
from pos_app.till.state import ImportPhase
from pos_app.till.state import Outcome as Scanned
from tests.unit.sandbox.smartkasa_shop import BASE, Shop, smartkasa_shop
from tests.unit.till.conftest import Bench, filled_catalog, open_till_store

FREE = "4820000009102"
"""A right EAN-13 that no demo good has."""


class Line(httpx.AsyncBaseTransport):
    """The way to SmartKasa: cut, or answers that are lost on their way back after the server has done its work."""

    def __init__(self, app: Any) -> None:
        self._inner = httpx.ASGITransport(app)
        self.cut = False
        self.lose: Callable[[httpx.Request], bool] = lambda request: False
        self.sent: list[httpx.Request] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self.cut:
            raise httpx.ConnectError("cut")
        self.sent.append(request)
        answer = await self._inner.handle_async_request(request)
        if self.lose(request):
            raise httpx.ReadTimeout("lost")
        return answer

    def writes(self) -> list[tuple[str, bytes]]:
        """What was sent to change something."""
        return [
            (one.method, one.content) for one in self.sent if one.method != "GET" and "auth" not in one.url.path
        ]


@dataclass
class Desk:
    """A signed-in till and the shop it works on. Pauses between questions about an import end at once."""

    bench: Bench
    shop: Shop
    line: Line

    @property
    def desk(self) -> AssortmentDesk:
        return self.bench.till.assortment

    async def scanned(self, code: str) -> Any:
        return (await self.bench.till.scan(code)).outcome

    def good(self) -> Any:
        """A plain good of the demo shop with a barcode of its own."""
        world = self.shop.world
        goods = (world.shelf.get(good.id) for good in world.catalog.goods)
        plain = (good for good in goods if good and good.number and good.tax_group_id == 1)
        return next(good for good in plain if not good.is_free_price)

    async def refused(self, command: Any) -> str:
        with pytest.raises(PosError) as caught:
            await command
        return caught.value.code


@asynccontextmanager
async def working(**permissions: bool) -> AsyncIterator[Desk]:
    async with smartkasa_shop() as shop:
        line = Line(shop.app)
        async with httpx.AsyncClient(transport=line) as http:
            client = SmartKasaClient(
                http, base_url=BASE, api_key=shop.account.api_key, timeout_s=5.0, token_store=MemoryTokens(),
                now=shop.clock,
            )  # fmt: skip
            await client.sign_in(shop.account.phone_number, shop.account.password)
            options = Options(accept_proposals=True, sandboxed=True)
            bench = Bench(options, filled_catalog(), open_till_store(None))
            bench.account.permissions = permissions
            writer = Writer(bench.catalog)
            editor = CatalogEditor(client, writer, shop_id=shop.account.shop_id, now=bench.clock.now)
            await editor.read_categories()
            bench.till = bench.another(editor=editor)
            bench.till.assortment.imports._pause = lambda seconds: asyncio.sleep(0)
            await bench.ready()
            yield Desk(bench, shop, line)
            await bench.till.shutdown()
            writer.close()
            bench.store.close()
            bench.catalog.close()


@pytest.fixture
async def work() -> AsyncIterator[Desk]:
    async with working() as desk:
        yield desk


def new_form(work: Desk, **changes: Any) -> ProductForm:
    category = next(iter(work.shop.world.categories))
    return replace(ProductForm("Пряник медовий", 1299, FREE, category, 2009, tax_group=1), **changes)


async def test_a_product_made_here_is_scanned_at_once(work):
    assert await work.scanned(FREE) is Scanned.UNKNOWN
    await work.bench.till.dismiss_problem()
    saved = await work.desk.save(None, new_form(work))
    assert saved.outcome is Outcome.SAVED
    assert (saved.product.name, saved.product.price, saved.product.barcode) == ("Пряник медовий", 1299, FREE)
    assert await work.scanned(FREE) is Scanned.PRODUCT
    assert work.shop.world.shelf.get(saved.product.id).title == "Пряник медовий"
    assert len(work.bench.journal("catalog.created")) == 1


async def test_a_changed_price_alone_is_sent_and_everything_else_stays(work):
    good = work.good()
    card = await work.desk.open(good.id)
    before = work.bench.till.state.catalog.edits
    saved = await work.desk.save(good.id, replace(card.form, price=4321), card.form)
    assert saved.outcome is Outcome.SAVED
    ((method, body),) = work.line.writes()
    assert method == "PATCH"
    assert b"title" not in body
    after = work.shop.world.shelf.get(good.id)
    assert after.price == Decimal("43.21")
    assert replace(after, price=good.price, updated_at=good.updated_at) == good
    (found,) = await work.bench.till.by_barcode(good.number)
    assert found.price == 4321
    assert work.bench.till.state.catalog.edits != before


async def test_nothing_changed_sends_nothing(work):
    card = await work.desk.open(work.good().id)
    assert (await work.desk.save(card.product.id, card.form, card.form)).outcome is Outcome.SAVED
    assert work.line.writes() == []


async def test_a_price_changed_in_smartkasa_meanwhile_is_told_and_not_overwritten(work):
    good = work.good()
    card = await work.desk.open(good.id)
    work.shop.clock.pass_(minutes=41)
    work.shop.world.shelf.change(good.id, {"price": Decimal("42.90"), "updated_at": work.shop.clock()})
    wanted = replace(card.form, price=4500)
    told = await work.desk.save(good.id, wanted, card.form)
    assert told.outcome is Outcome.CONFLICT
    (conflict,) = told.conflicts
    assert (conflict.field, conflict.mine, conflict.theirs) == (FormField.PRICE, 4500, 4290)
    assert told.changed_at == work.shop.clock()
    assert work.line.writes() == []
    theirs = rebased(card.form, wanted, told.now, mine=False)
    assert (await work.desk.save(good.id, theirs, told.now)).outcome is Outcome.SAVED
    assert work.shop.world.shelf.get(good.id).price == Decimal("42.90")
    mine = rebased(card.form, wanted, told.now, mine=True)
    assert (await work.desk.save(good.id, mine, told.now)).outcome is Outcome.SAVED
    assert work.shop.world.shelf.get(good.id).price == Decimal(45)


async def test_a_price_that_replaces_another_than_was_meant_is_a_conflict(work):
    good = work.good()
    was = int(good.price * 100)
    assert (await work.desk.set_price(good.id, 700, was + 1)).outcome is Outcome.CONFLICT
    assert (await work.desk.set_price(good.id, 700, was)).outcome is Outcome.SAVED
    assert (await work.desk.set_price(good.id, 0)).faults[0].code == "price_low"


async def test_a_code_of_another_product_is_told_by_its_name_and_may_be_kept(work):
    good = work.good()
    await work.desk.open(good.id)
    form = new_form(work, barcode=good.number)
    told = await work.desk.save(None, form)
    assert (told.outcome, told.faults[0].code) == (Outcome.FAULTY, "barcode_taken")
    assert good.title in told.faults[0].message
    saved = await work.desk.save(None, form, despite_warnings=True)
    assert saved.outcome is Outcome.SAVED
    assert await work.scanned(good.number) is Scanned.CHOOSE


async def test_what_smartkasa_itself_refuses_stands_at_the_field(work):
    forms = [(new_form(work, title="Без штрихкоду", barcode=""), Outcome.SAVED)]
    gone = next(iter(work.shop.world.categories))
    forms.append((new_form(work, category_id=gone), Outcome.FAULTY))
    assert (await work.desk.save(None, forms[0][0])).outcome is forms[0][1]
    del work.shop.world.categories[gone]  # the till does not know it yet
    told = await work.desk.save(None, forms[1][0])
    assert (told.outcome, told.faults[0].field, told.faults[0].code) == (Outcome.FAULTY, FormField.CATEGORY, "server")
    assert told.faults[0].message == "Значення не підходить. Виправте його."


async def test_smartkasa_out_of_reach_saves_nothing_and_says_so(work):
    card = await work.desk.open(work.good().id)
    work.line.cut = True
    wanted = replace(card.form, price=1)
    assert await work.refused(work.desk.save(card.product.id, wanted, card.form)) == "changes_not_saved"
    assert await work.refused(work.desk.delete(card.product.id)) == "changes_not_saved"
    assert await work.refused(work.desk.save_category(None, "Нова")) == "changes_not_saved"
    work.line.cut = False
    assert (await work.bench.till.by_barcode(card.form.barcode))[0].price == card.form.price
    assert work.bench.journal("catalog.changed") == []
    assert (await work.desk.save(card.product.id, wanted, card.form)).outcome is Outcome.SAVED


async def test_a_lost_answer_never_makes_a_product_twice(work):
    work.line.lose = lambda request: request.method == "POST"
    form = new_form(work)
    assert await work.refused(work.desk.save(None, form)) == "changes_not_saved"
    work.line.lose = lambda request: False
    saved = await work.desk.save(None, replace(form, price=1500))
    assert saved.outcome is Outcome.SAVED
    made = work.shop.world.shelf.find(number=FREE).page(0, 10)
    assert [(good.title, good.price) for good in made] == [("Пряник медовий", Decimal(15))]


async def test_a_lost_answer_to_a_change_is_no_conflict_the_second_time(work):
    card = await work.desk.open(work.good().id)
    wanted = replace(card.form, price=4100)
    work.line.lose = lambda request: request.method == "PATCH"
    assert await work.refused(work.desk.save(card.product.id, wanted, card.form)) == "changes_not_saved"
    work.line.lose = lambda request: False
    assert (await work.desk.save(card.product.id, wanted, card.form)).outcome is Outcome.SAVED


async def test_what_was_written_but_cannot_be_read_back_is_scanned_all_the_same(work):
    card = await work.desk.open(work.good().id)
    seen = []

    def lose(request: httpx.Request) -> bool:
        seen.append(request.method)
        return request.method == "GET" and "PATCH" in seen

    work.line.lose = lose
    assert (await work.desk.save(card.product.id, replace(card.form, price=4100), card.form)).outcome is Outcome.SAVED
    assert (await work.bench.till.by_barcode(card.form.barcode))[0].price == 4100


async def test_a_deleted_product_is_hidden_at_once_unless_it_lies_in_a_basket(work):
    good = work.good()
    await work.desk.open(good.id)
    await work.bench.till.add(good.id)
    assert await work.refused(work.desk.delete(good.id)) == "product_in_basket"
    await work.bench.till.clear()
    await work.desk.delete(good.id)
    assert work.shop.world.shelf.get(good.id) is None
    assert await work.scanned(good.number) is Scanned.UNKNOWN
    await work.desk.delete(good.id)  # somebody else was quicker: gone is gone
    assert await work.refused(work.desk.open(good.id)) == "unknown_product"


async def test_without_the_right_the_catalog_is_only_looked_at():
    async with working(editing_good_price=False) as work:
        good = work.good()
        card = await work.desk.open(good.id)
        for command in (
            work.desk.save(None, new_form(work)), work.desk.save(good.id, card.form, card.form),
            work.desk.set_price(good.id, 100), work.desk.delete(good.id), work.desk.count_stock(good.id, counted=True),
            work.desk.save_category(None, "К"), work.desk.delete_category("1"), work.desk.save_subgroup(None, "П"),
            work.desk.delete_subgroup(1), work.desk.imports.start("https://a.test/goods.json", "1"),
        ):  # fmt: skip
            assert await work.refused(command) == "not_permitted"
        assert work.line.writes() == []


async def test_the_purchase_price_reaches_nobody_without_the_right_and_is_never_overwritten():
    async with working(reports_history=False) as work:
        good = next(good for good in work.shop.world.catalog.goods if good.procurement_price and good.number)
        card = await work.desk.open(good.id)
        assert (card.cost, card.form.purchase_price) == (None, None)
        told = await work.desk.save(good.id, replace(card.form, price=777), card.form)
        assert told.outcome is Outcome.SAVED
        work.shop.world.shelf.change(good.id, {"price": Decimal(1)})
        told = await work.desk.save(good.id, replace(card.form, price=778), replace(card.form, price=777))
        assert (told.outcome, told.now.purchase_price) == (Outcome.CONFLICT, None)
        assert (await work.desk.save(good.id, replace(card.form, price=779, purchase_price=5))).outcome is Outcome.SAVED
        assert work.shop.world.shelf.get(good.id).procurement_price == good.procurement_price
    async with working() as work:
        good = next(good for good in work.shop.world.catalog.goods if good.procurement_price and good.number)
        assert (await work.desk.open(good.id)).cost == int(good.procurement_price * 100)


async def test_stock_is_counted_from_now_on_and_no_longer(work):
    form = new_form(work)
    made = (await work.desk.save(None, form)).product
    assert not (await work.desk.open(made.id)).stock.counted
    assert (await work.desk.count_stock(made.id, counted=True)).stock.counted
    assert (await work.bench.till.by_barcode(FREE))[0].stock == 0
    assert not (await work.desk.count_stock(made.id, counted=False)).stock.counted
    assert (await work.bench.till.by_barcode(FREE))[0].stock is None


async def test_categories_and_subgroups_are_made_named_and_deleted(work):
    parent = next(iter(work.shop.world.categories))
    await work.desk.save_category(None, "  Мед і  джем ", parent)
    made = next(one for one in await work.bench.till.categories() if one.name == "Мед і джем")
    assert made.parent_id == parent
    await work.desk.save_category(made.id, "Мед")
    assert [one.name for one in await work.bench.till.categories() if one.id == made.id] == ["Мед"]
    assert await work.refused(work.desk.delete_category(parent)) == "category_not_empty"
    assert await work.refused(work.desk.save_category(None, " \u200b")) == "title_needed"
    await work.desk.delete_category(made.id)
    assert made.id not in {one.id for one in await work.bench.till.categories()}
    await work.desk.save_subgroup(None, "Сезонне")
    number = next(number for number, title in await work.desk.subgroups() if title == "Сезонне")
    await work.desk.save_subgroup(number, "Літнє")
    assert (number, "Літнє") in await work.desk.subgroups()
    await work.desk.delete_subgroup(number)
    assert number not in dict(await work.desk.subgroups())


async def ended(work: Desk) -> Any:
    for _ in range(10_000):
        shown = work.bench.till.state.catalog.importing
        if shown is not None and not shown.watched and work.desk.imports._watching is None:
            return shown
        await asyncio.sleep(0)
    raise AssertionError("the import is still watched")


async def test_an_import_is_followed_to_its_end_and_tells_of_each_bad_row(work):
    category = next(iter(work.shop.world.categories))
    begun = await work.desk.imports.start("https://files.test/goods.json", category)
    assert (begun.phase, begun.watched) == (ImportPhase.WAITING, True)
    shown = await ended(work)
    assert (shown.phase, shown.products, shown.created, shown.updated) == (ImportPhase.DONE, 6, 4, 0)
    assert shown.problems == (
        "Рядок 3: назва — поле не може бути порожнім",
        "Рядок 5: ціна — значення не підходить",
    )
    assert work.bench.sync.begun == 1
    assert "catalog.imported" in work.bench.kinds_told()
    assert (await work.desk.imports.list())[0].id == begun.id


async def test_a_file_that_smartkasa_cannot_fetch_fails_the_import(work):
    category = next(iter(work.shop.world.categories))
    await work.desk.imports.start("https://files.test/other.json", category)
    shown = await ended(work)
    assert (shown.phase, shown.problems) == (ImportPhase.FAILED, ("errors error: file_not_found",))
    assert work.bench.sync.begun == 0
    for address in ("", "goods.json", "file:///etc/passwd", "C:\\goods.json"):
        assert await work.refused(work.desk.imports.start(address, category)) == "import_address"


async def test_waiting_for_an_import_may_be_given_up_and_taken_up_again(work):
    gate = asyncio.Event()

    async def pause(seconds: float) -> None:
        await gate.wait()

    work.desk.imports._pause = pause
    category = next(iter(work.shop.world.categories))
    await work.desk.imports.start("https://files.test/goods.json", category)
    await work.desk.imports.stop_watching()
    assert not work.bench.till.state.catalog.importing.watched
    gate.set()
    await work.desk.imports.list()  # the page is opened again
    assert (await ended(work)).phase is ImportPhase.DONE


async def test_a_link_that_breaks_while_an_import_is_watched_ends_nothing(work):
    waits = []

    async def pause(seconds: float) -> None:
        waits.append(seconds)
        work.line.cut = len(waits) in {2, 3}
        await asyncio.sleep(0)

    work.desk.imports._pause = pause
    await work.desk.imports.start("https://files.test/goods.json", next(iter(work.shop.world.categories)))
    assert (await ended(work)).phase is ImportPhase.DONE
    assert len(waits) > 4


async def test_the_lists_of_the_form_say_what_a_tax_group_means_at_the_register(work):
    await work.desk.save(None, new_form(work))
    choices = await work.desk.choices()
    assert {"шт", "кг"} <= {unit.name for unit in choices.units}
    meanings = {choice.group: choice.meaning for choice in choices.tax_groups}
    assert meanings[1]
    assert not meanings[0]


async def test_what_was_typed_outlives_the_program(work: Desk) -> None:
    drafts, form = work.desk.drafts, ProductForm("Пряник", 1299, "4820000009102", purchase_price=700)
    assert await drafts.get() is None
    await drafts.keep("p1", form, replace(form, price=1000))
    await work.bench.till.sign_out()
    await work.bench.till.sign_in_pin("1234")
    draft = await FormDrafts(work.bench.till._parts.core).get()  # as a program begun anew reads it
    assert draft is not None
    assert (draft.product_id, draft.form, draft.opened) == ("p1", form, replace(form, price=1000))
    assert draft.cashier_name
    await drafts.drop()
    assert await drafts.get() is None


async def test_a_draft_tells_the_purchase_price_only_to_whoever_may_see_it(work: Desk) -> None:
    form = ProductForm("Пряник", 1299, purchase_price=700)
    await work.desk.drafts.keep(None, form, None)
    cashier = work.bench.till.state.cashier
    assert cashier is not None
    work.bench.till._parts.board.show(cashier=replace(cashier, permissions=cashier.permissions - {"cost"}))
    draft = await work.desk.drafts.get()
    assert draft is not None
    assert (draft.form.purchase_price, draft.form.title) == (None, "Пряник")
    work.bench.till._parts.board.show(cashier=replace(cashier, permissions=frozenset()))
    assert await work.refused(work.desk.drafts.get()) == "not_permitted"
    assert await work.refused(work.desk.drafts.keep(None, form, None)) == "not_permitted"
