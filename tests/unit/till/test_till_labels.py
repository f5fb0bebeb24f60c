"""Price labels from the till: a job of their own kind, what was printed is remembered, and what changed is found."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pos_app.domain.errors import PosError
from pos_app.printing.labels import labels_of
from pos_app.store.print_jobs import PrintState
from pos_app.till import labels
from pos_app.till.labels import MOST_LABELS, Since
from tests.unit.till.conftest import GOODS, Bench, id_of


def job(bench: Bench):
    (found,) = [one for one in bench.store.print_jobs.open() if one.kind == "label"]
    return found


async def on_paper(bench: Bench, *numbers: int) -> None:
    """Print the labels of these products; they come out."""
    printed = await bench.till.labels.print([id_of(number) for number in numbers])
    bench.store.print_jobs.set_state(printed, PrintState.UNKNOWN)
    await bench.till.printer.came_out(printed)


def reprice(bench: Bench, number: int, price: int) -> None:
    row = next(row for row in GOODS if row.id == id_of(number))
    bench.catalog.put_page([replace(row, price=price, hash=f"{number}-{price}")], generation=1)


async def test_a_label_is_a_print_job_with_what_it_shows(bench: Bench) -> None:
    printed = await bench.till.labels.print([id_of(1), id_of(3), id_of(1)], copies=2)
    assert job(bench).id == printed
    assert job(bench).payload["copies"] == 2
    milk, apples = labels_of(job(bench).payload)
    assert (milk.name, milk.price, milk.barcode, milk.unit) == ("Молоко", 4290, "4820000000001", "шт")
    assert (apples.name, apples.unit) == ("Яблука", "кг")
    assert "wake" in bench.printer.done
    assert len(bench.journal("labels.printed")) == 1


async def test_what_cannot_be_labelled_is_refused(bench: Bench) -> None:
    labels = bench.till.labels
    assert await bench.refusal(labels.print([id_of(5)])) == "label_nothing"
    assert await bench.refusal(labels.print([])) == "label_nothing"
    assert await bench.refusal(labels.print([id_of(1)], copies=0)) == "label_copies"
    assert await bench.refusal(labels.print([id_of(1)], copies=201)) == "label_copies"
    too_many = labels.print([id_of(n) for n in (1, 2, 3)], copies=MOST_LABELS // 3 + 1)
    assert await bench.refusal(too_many) == "label_copies"
    assert await bench.refusal(labels.print(["nobody"])) == "unknown_product"
    assert bench.store.labels.after("", 10) == []
    await labels.print([id_of(1)], copies=2)


async def test_prices_other_than_on_the_last_label_are_found_until_they_are_printed(bench: Bench) -> None:
    labels = bench.till.labels
    await on_paper(bench, 1, 2)
    assert await labels.repriced(Since.LABELS) == []
    reprice(bench, 1, 4500)
    reprice(bench, 4, 26_000)  # it never had a label
    (found,) = await labels.repriced(Since.LABELS)
    assert (found.product.name, found.was, found.product.price) == ("Молоко", 4290, 4500)
    await on_paper(bench, 1)
    assert await labels.repriced(Since.LABELS) == []
    reprice(bench, 1, 4290)
    assert [one.was for one in await labels.repriced(Since.LABELS)] == [4500]


async def test_labels_that_were_dropped_are_still_to_be_printed(bench: Bench) -> None:
    await on_paper(bench, 1)
    reprice(bench, 1, 4500)
    await bench.till.printer.drop(await bench.till.labels.print([id_of(1)]))
    assert [one.was for one in await bench.till.labels.repriced(Since.LABELS)] == [4290]


async def test_prices_changed_since_yesterday_are_found_with_what_they_were(bench: Bench) -> None:
    bench.seconds += (datetime.now(UTC) - bench.clock.now()).total_seconds()
    reprice(bench, 1, 4500)
    reprice(bench, 1, 4600)
    (found,) = await bench.till.labels.repriced(Since.YESTERDAY)
    assert (found.product.price, found.was) == (4600, 4500)
    assert abs(found.at - datetime.now(UTC)) < timedelta(minutes=5)
    bench.seconds += timedelta(days=3).total_seconds()
    assert await bench.till.labels.repriced(Since.YESTERDAY) == []


async def test_a_hidden_product_needs_no_label(bench: Bench) -> None:
    await on_paper(bench, 1)
    reprice(bench, 1, 4500)
    bench.catalog.hide([id_of(1)])
    assert await bench.till.labels.repriced(Since.LABELS) == []


async def test_many_labels_are_compared_without_holding_the_loop(bench: Bench) -> None:
    at = bench.clock.now()
    with bench.store.transaction():
        bench.store.labels.printed([(f"{number:05d}", 100) for number in range(2000)], at)
        bench.store.labels.printed([(id_of(1), 1)], at)
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    counting = asyncio.ensure_future(count())
    (found,) = await bench.till.labels.repriced(Since.LABELS)
    counting.cancel()
    assert found.product.name == "Молоко"
    assert turns >= 10


async def test_nobody_signed_in_prints_nothing(bench: Bench) -> None:
    await bench.till.sign_out()
    with pytest.raises(PosError):
        await bench.till.labels.print([id_of(1)])


async def test_no_more_changed_prices_are_listed_than_can_be_labelled_at_once(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    await on_paper(bench, 1, 2, 3)
    for number in (1, 2, 3):
        reprice(bench, number, 9900 + number)
    monkeypatch.setattr(labels, "_AT_ONCE", 1)
    monkeypatch.setattr(labels, "MOST_LABELS", 2)
    found = await bench.till.labels.repriced(Since.LABELS)
    assert [one.product.name for one in found] == ["Молоко", "Хліб"]
