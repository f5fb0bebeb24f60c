"""Receipts found by whatever the cashier remembers of them, however long ago they were."""

from dataclasses import replace
from pathlib import Path

from pos_app.domain.register import OperationKind
from pos_app.store.operations import Operation
from pos_app.store.till_store import open_till_store
from tests.unit.till.conftest import CASH, Bench, filled_catalog, id_of

MILK, BREAD = id_of(1), id_of(2)


async def sold(bench: Bench) -> list[str]:
    """Milk at noon, bread two hours later, both much later. → their ids."""
    ids = []
    for goods, hours in (((MILK,), 2), ((BREAD,), 20), ((MILK, BREAD), 0)):
        for product in goods:
            await bench.till.add(product)
        ids.append((await bench.till.pay(CASH)).receipt.id)
        bench.seconds += hours * 3600
    return ids


async def found(bench: Bench, words: str, **given: int) -> list[str]:
    return [view.receipt.id for view in await bench.till.find_receipts(words, **given)]


async def test_receipts_are_found_by_number_sum_time_product_and_cashier(bench: Bench) -> None:
    milk, bread, both = await sold(bench)
    number = (await bench.till.receipt(bread)).fiscal.fiscal_code
    assert number is not None
    assert await found(bench, number.lower()) == [bread]
    assert await found(bench, "43,00") == [milk]
    assert await found(bench, "28.50") == [bread]
    assert await found(bench, "02.03.2026 14:0") == [milk]
    assert await found(bench, "МОЛОКО") == [both, milk]
    assert await found(bench, "молоко хліб") == [both]
    assert await found(bench, "шевчук хліб") == [both, bread]
    assert await found(bench, "сметана") == []
    assert await found(bench, "  ") == []


async def test_no_more_are_told_than_asked_for(bench: Bench) -> None:
    _, _, both = await sold(bench)
    assert await found(bench, "молоко", limit=1) == [both]


async def test_a_till_on_disk_looks_by_a_connection_of_its_own(bench: Bench, tmp_path: Path) -> None:
    made = Bench(bench.options, filled_catalog(), open_till_store(tmp_path / "till.db"))
    await made.ready()
    milk, _, both = await sold(made)
    assert await found(made, "молоко") == [both, milk]
    await made.till.shutdown()
    made.store.close()
    made.catalog.close()


async def test_a_name_is_found_with_its_quotation_marks_and_in_any_case(bench: Bench) -> None:
    milk, *_ = await sold(bench)
    made = (await bench.till.receipt(milk)).receipt
    quoted = replace(made, id=id_of(77), lines=(replace(made.lines[0], name='Кефір "Ферма" 2,5%'),))
    with bench.store.transaction():
        bench.store.operations.add(Operation(quoted.id, OperationKind.SELL, b"{}", quoted.sold_at, quoted))
    for words in ('"фЕрМа"', "ФЕРМА", "2,5%", 'ферма" КЕФ', '"ферма" 43,00'):
        assert await found(bench, words) == [quoted.id]
    assert await found(bench, '"кефір') == []


async def test_a_search_reads_no_receipt_but_those_it_found(bench: Bench) -> None:
    _, bread, _ = await sold(bench)
    whole: list[str] = []
    by_id = bench.store.operations.by_id

    def counted(receipt_id: str) -> Operation | None:
        whole.append(receipt_id)
        return by_id(receipt_id)

    bench.store.operations.by_id = counted  # type: ignore[method-assign]
    bench.store.operations.receipts = None  # type: ignore[method-assign,assignment]
    assert await found(bench, "28.50") == [bread]
    assert set(whole) == {bread}
