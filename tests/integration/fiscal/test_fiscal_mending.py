"""A document refused on the way back is mended and goes again under its own UUID, code and date; all is on record."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from pos_app.domain.errors import PosError, refused
from pos_app.domain.mending import Change, MendField
from pos_app.domain.receipt import Receipt, ReceiptState
from pos_app.domain.register import Mode, OperationState
from pos_app.domain.reprint import ReprintReason
from pos_app.fiscal.rules import FiscalRules
from tests.integration.fiscal.test_fiscal_offline import assert_agreed, back_online

BAD = "4820000000017"
NEW_BARCODE = [Change(MendField.BARCODE, "4820000000024", 0)]


@pytest.fixture
def till(make_world: Callable[..., Any]) -> Any:
    """A till whose shift is open and that may go offline by itself."""
    made = make_world(rules=FiscalRules(offline=True))
    made.run(made.opened())
    return made


def sold_offline(till: Any, count: int) -> list[Receipt]:
    till.run(till.sell())
    till.plan.outage("refused")
    receipts = [till.sale(1000 + place) for place in range(count)]
    for receipt in receipts:
        assert till.run(till.sell(receipt)).state is ReceiptState.OFFLINE
    till.server.register.state.world.refused_values = {"barcode": [BAD]}
    till.plan.clear()
    return receipts


def stopped(till: Any) -> Any:
    till.run(till.fiscal._worker.until(lambda state: state.shown_mode is Mode.NEEDS_ATTENTION, 900))
    (row,) = till.store.operations.stopped()
    return row


def test_a_refused_document_is_mended_and_taken_under_its_own_uuid_code_and_date(till: Any) -> None:
    receipts = sold_offline(till, 2)
    before = stopped(till)
    assert (before.id, before.fault_line, before.fault_field) == (receipts[0].id, 0, "barcode")
    assert "barcode" in (before.reason or "")
    till.within(lambda: till.fiscal.mend(before.id, NEW_BARCODE, by="olena"))
    second = stopped(till)
    assert second.id == receipts[1].id
    till.within(lambda: till.fiscal.mend(second.id, NEW_BARCODE, by="olena"))
    assert till.run(back_online(till))
    assert_agreed(till)
    row, there = till.row(before.id), till.on_server(before.id)
    assert (row.fiscal_code, row.fiscal_date) == (before.fiscal_code, before.fiscal_date)
    assert there.fiscal_code == before.fiscal_code
    assert there.goods[0]["good"]["barcode"] == "4820000000024"
    assert row.document.lines[0].barcode == "4820000000024"
    assert row.document.total == receipts[0].total == there.total_sum
    assert [one.id for one in till.server_receipts][1:] == [one.id for one in receipts]


def test_what_was_mended_by_whom_and_both_digests_stand_in_the_journal(till: Any) -> None:
    sold_offline(till, 1)
    before = stopped(till)
    till.within(lambda: till.fiscal.mend(before.id, NEW_BARCODE, by="olena"))
    (body,) = till.journal("operation.mended")
    entry = json.loads(body)
    after = till.row(before.id)
    assert entry["id"] == before.id
    assert entry["cashier"] == "olena"
    assert entry["changes"] == [{"field": "barcode", "line": 0, "from": BAD, "to": "4820000000024"}]
    assert entry["before"] != entry["sha256"]
    changed = {**json.loads(before.body), "goods": json.loads(after.body)["goods"]}
    assert json.loads(after.body) == changed
    assert till.store.operations.damaged() == []
    assert till.store.journal.verify().ok


def test_a_paper_that_shows_what_was_mended_is_due_for_a_copy(till: Any) -> None:
    sold_offline(till, 1)
    row = stopped(till)
    till.within(lambda: till.fiscal.mend(row.id, NEW_BARCODE, by="olena"))
    assert till.run(back_online(till))
    (due,) = till.store.reprints.listed(9).items
    assert (due.receipt_id, due.reason) == (row.id, ReprintReason.MENDED)


def test_a_mended_document_survives_the_power_going_before_it_is_sent(till: Any) -> None:
    sold_offline(till, 1)
    row = stopped(till)
    till.plan.outage("refused")
    till.within(lambda: till.fiscal.mend(row.id, NEW_BARCODE, by="olena"))
    till.run(till.restart())
    till.plan.clear()
    assert till.run(back_online(till))
    assert_agreed(till)
    assert till.on_server(row.id).goods[0]["good"]["barcode"] == "4820000000024"


def test_what_is_still_wrong_stops_again_with_the_servers_new_words(till: Any) -> None:
    sold_offline(till, 1)
    row = stopped(till)
    till.server.register.state.world.refused_values["name"] = ["Хліб"]
    till.within(lambda: till.fiscal.mend(row.id, NEW_BARCODE, by="olena"))
    again = stopped(till)
    till.run(till.fiscal._worker.until(lambda state: state.queue[0].state is OperationState.ATTENTION, 900))
    again = till.row(row.id)
    assert (again.id, again.fault_line, again.fault_field) == (row.id, 0, "name")


def test_what_checkbox_has_cannot_be_mended(world: Any) -> None:
    world.server.register.state.world.failing_receipts = 1
    receipt = world.sale()
    with pytest.raises(PosError):
        world.run(world.sell(receipt))
    assert not world.fiscal.may_mend(receipt.id)
    with pytest.raises(PosError) as caught:
        world.within(lambda: world.fiscal.mend(receipt.id, NEW_BARCODE, by="olena"))
    assert caught.value.code == "not_available"


def test_nothing_to_change_is_said(till: Any) -> None:
    sold_offline(till, 1)
    row = stopped(till)
    with pytest.raises(PosError) as caught:
        till.within(lambda: till.fiscal.mend(row.id, [Change(MendField.BARCODE, BAD, 0)], by="olena"))
    assert caught.value.code == "bad_mend"
    assert till.row(row.id) == row


def test_the_table_of_sold_stamps_follows_a_mended_document_in_one_transaction(
    till: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    till.server.register.state.world.refused_values = {"barcode": [BAD]}
    till.plan.outage("refused")
    sale = till.sale(25000)
    stamped = replace(sale, lines=(replace(sale.lines[0], excise_stamps=("ABCD000001",)),))
    with till.store.transaction():
        till.store.stamps.add(["ABCD000001"], stamped.id)
    assert till.run(till.sell(stamped)).state is ReceiptState.OFFLINE
    till.plan.clear()
    row = stopped(till)
    wanted = [*NEW_BARCODE, Change(MendField.EXCISE_STAMPS, ("ABCD000002",), 0)]

    def sold() -> list[str | None]:
        return [till.store.stamps.sold_in(stamp) for stamp in ("ABCD000001", "ABCD000002")]

    with monkeypatch.context() as patch:
        full = refused("disk_full")

        def cut(*_: object) -> None:
            raise full

        patch.setattr(till.store.journal, "append", cut)
        with pytest.raises(PosError, match="disk_full"):
            till.within(lambda: till.fiscal.mend(row.id, wanted, by="olena"))
    assert sold() == [row.id, None]
    assert till.row(row.id).document.lines[0].excise_stamps == ("ABCD000001",)
    till.within(lambda: till.fiscal.mend(row.id, wanted, by="olena"))
    assert sold() == [None, row.id]
    assert till.run(back_online(till))
    assert till.on_server(row.id).goods[0]["good"]["excise_barcodes"] == ["ABCD000002"]
