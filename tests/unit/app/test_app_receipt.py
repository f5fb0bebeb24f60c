"""`pos-app receipt` tells a receipt of a till that runs, as text or as a file, and changes nothing."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pos_app.app.cli import main
from pos_app.domain.receipt import FiscalStamp, Receipt, ReceiptKind, ReceiptState, Seller
from pos_app.domain.register import OperationKind, OperationState
from pos_app.store.operations import Operation
from pos_app.store.shifts import ShiftRow
from pos_app.store.till_store import TillStore, open_till_store
from pos_app.till.receipts import NO_PAPER

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
STAMP = FiscalStamp(ReceiptState.FISCAL, "AbC-1", NOW, tax_url="https://cabinet.tax.gov.ua/x")


@pytest.fixture
def till(tmp_path: Path) -> TillStore:
    store = open_till_store(tmp_path / "till.db")
    seller = Seller("ТОВ «Ромашка»", "ПН 1", "Київ", "", "4000", test=False)
    store.shifts.save(ShiftRow("s", "OPENED", "c", "Олена", (), seller))
    for number, stamp in ((1, STAMP), (2, replace(STAMP, fiscal_code=None))):
        receipt = Receipt(f"r{number}", ReceiptKind.SELL, NOW, "Олена", total=100, due=100)
        store.operations.add(
            Operation(
                receipt.id,
                OperationKind.SELL,
                b"{}",
                NOW,
                receipt,
                state=OperationState.DONE,
                stamp=stamp,
                shift_id="s",
                fiscal_code=stamp.fiscal_code,
                printed_as=stamp.fiscal_code,
            )
        )
    return store


def test_a_receipt_is_told_by_its_number(till: TillStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["receipt", "AbC-1", "--data-dir", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    for row in ("ТОВ «Ромашка»", "ЧЕК № AbC-1", "ФІСКАЛЬНИЙ ЧЕК"):
        assert row in told
    till.close()


@pytest.mark.parametrize("kind", ["pdf", "png"])
def test_a_receipt_is_written_where_it_is_asked_for(
    kind: str, till: TillStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    assert main(["receipt", "r1", "--data-dir", str(tmp_path), "--format", kind, "--out", str(folder)]) == 0
    (path,) = folder.iterdir()
    assert (path.name, capsys.readouterr().out.strip()) == (f"Чек AbC-1.{kind}", str(path))
    till.close()


def test_what_is_no_receipt_is_refused(till: TillStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in ("nobody", "r2"):
        assert main(["receipt", number, "--data-dir", str(tmp_path)]) == 2
    assert main(["receipt", "r1", "--data-dir", str(tmp_path / "nowhere")]) == 2
    told = capsys.readouterr().err
    assert "unknown_receipt" in told
    assert NO_PAPER in told
    till.close()
