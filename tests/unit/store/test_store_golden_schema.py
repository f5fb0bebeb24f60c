"""Every released till.db opens in this release with every row, and no released step of the schema was changed since."""

import shutil
from datetime import date
from pathlib import Path

import apsw
import pytest

from pos_app.domain.register import Mode, OperationState
from pos_app.store.offline import CodeState
from pos_app.store.operations import Operation
from pos_app.store.schema import MIGRATIONS
from pos_app.store.sold_queries import Span, sold_by, sold_totals
from pos_app.store.till_store import TillStore, open_till_store
from tests.golden.schema.make_till_db import RECEIPTS, SHIFT, sale

GOLDEN = Path(__file__).parents[2] / "golden" / "schema"
VERSIONS = range(1, len(MIGRATIONS) + 1)
SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"


def golden(version: int) -> Path:
    return GOLDEN / f"v{version}" / "till.db"


def test_every_schema_that_was_released_has_its_file() -> None:
    assert sorted(int(path.name[1:]) for path in GOLDEN.glob("v*")) == list(VERSIONS)
    assert all(golden(version).stat().st_size < 300_000 for version in VERSIONS)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_released_step_of_the_schema_is_never_changed(version: int) -> None:
    made = apsw.Connection(":memory:")
    for migration in MIGRATIONS[:version]:
        migration(made)
    kept = apsw.Connection(f"file:{golden(version)}?immutable=1", apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI)
    assert list(made.execute(SCHEMA)) == list(kept.execute(SCHEMA))
    assert kept.pragma("user_version") == version
    made.close()
    kept.close()


@pytest.mark.parametrize("version", VERSIONS)
def test_a_released_file_arrives_with_every_row_and_sells_on(version: int, tmp_path: Path) -> None:
    path = tmp_path / "till.db"
    shutil.copy(golden(version), path)
    store = open_till_store(path)
    assert store.database.row("PRAGMA user_version") == (len(MIGRATIONS),)
    assert store.journal.verify().ok
    assert store.journal.verify().entries == 2 * RECEIPTS - 1
    assert store.operations.damaged() == []
    documents = [one.document for one in store.operations.since() if one.document]
    assert [(one.id, one.total, one.cashier_name) for one in documents] == [
        (sale(n).id, 4290 * n, "Олена") for n in range(1, RECEIPTS + 1)
    ]
    everything_is_there(store)
    sell_on(store)
    store.close()
    again = open_till_store(path)
    assert again.journal.verify().ok
    again.close()


def everything_is_there(store: TillStore) -> None:
    (unsent,) = store.operations.unsettled()
    assert unsent.state is OperationState.INTENT
    shift = store.shifts.current()
    assert shift is not None
    assert (shift.id, shift.cashier_name, shift.taxes[0].rate) == (SHIFT, "Олена", 20)
    assert store.register.load().mode is Mode.ONLINE
    assert (store.offline.free_count(), len(store.offline.codes(CodeState.SPENT))) == (20, 1)
    assert [session.code for session in store.offline.sessions()] == ["CODE-21"]
    assert store.settings.receipt_of_request("request-1") == sale(1).id
    assert [person.name for person in store.people.all()] == ["Олена"]
    assert store.people.lock().failures == 1
    assert [line.id for line in store.baskets.load().lines] == ["line-open"]
    assert [parked.note for parked in store.baskets.parked()] == ["Іван"]
    job = store.print_jobs.of_document(sale(1).id)
    assert job is not None
    assert job.open_drawer


def test_what_an_older_file_sold_is_counted_when_it_arrives(tmp_path: Path) -> None:
    shutil.copy(golden(1), tmp_path / "till.db")
    store = open_till_store(tmp_path / "till.db")
    span = Span(date(2026, 11, 21), date(2026, 11, 21))
    totals = sold_totals(store.database, span)
    assert (totals.receipts, totals.amount - totals.rounding) == (RECEIPTS, 4290 * sum(range(1, RECEIPTS + 1)))
    (milk,) = sold_by(store.database, "product", span)
    assert milk.quantity == 1000 * sum(range(1, RECEIPTS + 1))
    store.close()


def sell_on(store: TillStore) -> None:
    last = sale(RECEIPTS)
    added = store.operations.add(Operation("new", last.kind, b"{}", last.sold_at))
    assert added.seq == RECEIPTS + 1
    assert store.journal.append(last.sold_at, "operation.intent", {"id": "new"}) == 2 * RECEIPTS
