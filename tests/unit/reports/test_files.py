"""Exports read back: numbers as numbers, dates as dates, no formula out of a product's name, nothing written over."""

import csv
import errno
import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from pos_app.domain.errors import PosError
from pos_app.reports import files
from pos_app.reports.files import as_csv, as_text, as_xlsx, guarded, save
from pos_app.reports.tables import Column, Kind, Table
from pos_app.store.sold import KYIV

EVIL = ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=1\n2"]
TABLE = Table(
    "Продажі 01.11.2026 – 02.11.2026",
    (
        Column("Товар", Kind.TEXT), Column("К-сть", Kind.QUANTITY), Column("Сума, грн", Kind.MONEY),
        Column("Чеків", Kind.COUNT), Column("День", Kind.DAY), Column("Закрито", Kind.MOMENT),
    ),
    (
        ("Молоко; «Ранок»", 1240, 123456, 3, date(2026, 11, 1), datetime(2026, 11, 1, 21, 5, tzinfo=KYIV)),
        ("=cmd|' /C calc'!A0", 2000, -50, 1, date(2026, 11, 2), None),
    ),
    ("Разом", None, 123406, 4, None, None),
    ("День — календарний.",),
)  # fmt: skip
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def test_csv_is_read_by_a_ukrainian_spreadsheet() -> None:
    data = as_csv(TABLE)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows == [
        ["Товар", "К-сть", "Сума, грн", "Чеків", "День", "Закрито"],
        ["Молоко; «Ранок»", "1,240", "1234,56", "3", "01.11.2026", "01.11.2026 21:05"],
        ["'=cmd|' /C calc'!A0", "2,000", "-0,50", "1", "02.11.2026", ""],
        ["Разом", "", "1234,06", "4", "", ""],
    ]


@pytest.mark.parametrize("text", EVIL)
def test_no_text_is_taken_for_a_formula(text: str) -> None:
    assert guarded(text)[0] == "'"
    assert "\n" not in guarded(text)
    assert guarded("Сир 50%-й") == "Сир 50%-й"


class Book:
    """The first sheet of a workbook, read by its own XML."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            assert pack.testzip() is None
            names = list(ElementTree.fromstring(pack.read("xl/sharedStrings.xml")))
            self.texts = ["".join(node.itertext()) for node in names]
            self.sheet = ElementTree.fromstring(pack.read("xl/worksheets/sheet1.xml"))
            self.styles = pack.read("xl/styles.xml").decode()

    def cells(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for cell in self.sheet.iter(f"{SHEET}c"):
            assert cell.find(f"{SHEET}f") is None, "a formula"
            value = cell.find(f"{SHEET}v")
            if value is not None and value.text is not None:
                text = cell.get("t") == "s"
                found[cell.attrib["r"]] = self.texts[int(value.text)] if text else float(value.text)
        return found


def test_xlsx_has_numbers_dates_and_texts_and_no_formula() -> None:
    book = Book(as_xlsx(TABLE))
    cells = book.cells()
    assert (cells["A1"], cells["A3"], cells["C3"]) == (TABLE.title, "Товар", "Сума, грн")
    assert (cells["A4"], cells["B4"], cells["C4"], cells["D4"]) == ("Молоко; «Ранок»", 1.24, 1234.56, 3)
    # days since 30.12.1899, as spreadsheets count
    assert (cells["E4"], cells["F4"]) == (46327, pytest.approx(46327 + (21 * 60 + 5) / 1440))
    assert (cells["A5"], cells["C5"]) == ("=cmd|' /C calc'!A0", -0.5)
    assert (cells["A6"], cells["C6"], cells["A8"]) == ("Разом", 1234.06, "День — календарний.")
    pane = next(book.sheet.iter(f"{SHEET}pane"))
    assert (pane.get("ySplit"), pane.get("state")) == ("3", "frozen")
    assert "dd.mm.yyyy" in book.styles
    widths = [float(column.get("width", 0)) for column in book.sheet.iter(f"{SHEET}col")]
    assert len(widths) == 6
    assert min(widths) > 9


def test_control_characters_do_not_spoil_a_workbook() -> None:
    table = Table("x", (Column("Товар", Kind.TEXT),), (("Мо\x00ло\x1bко\x0b",),))
    assert Book(as_xlsx(table)).cells()["A4"] == "Молоко"


def test_text_stands_in_columns() -> None:
    lines = as_text(TABLE).decode().splitlines()
    assert lines[0] == TABLE.title
    assert "1 234,56" in lines[3]
    assert len({line.index("грн") for line in lines[2:3]}) == 1
    assert lines[-1] == "День — календарний."


@pytest.mark.parametrize("kind", ["csv", "xlsx", "text"])
def test_a_second_export_stands_beside_the_first(kind: str, tmp_path: Path) -> None:
    first, second = save(TABLE, kind, tmp_path), save(TABLE, kind, tmp_path)
    assert first != second
    assert first.read_bytes()
    assert second.read_bytes()
    assert sorted(tmp_path.iterdir()) == sorted([first, second])
    assert second.stem.endswith("(2)")


def test_a_disk_without_hard_links_still_takes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "not permitted")

    monkeypatch.setattr(files.os, "link", no_links)
    first, second = save(TABLE, "csv", tmp_path), save(TABLE, "csv", tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([first, second])


@pytest.mark.parametrize(
    ("trouble", "code"),
    [(errno.ENOSPC, "disk_full"), (errno.EROFS, "export_folder"), (errno.EACCES, "export_folder")],
)
def test_a_disk_that_does_not_take_it_is_told_and_leaves_nothing_half(
    trouble: int, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = save(TABLE, "csv", tmp_path)

    def full(self: Path, data: bytes) -> int:
        with self.open("wb") as file:
            file.write(data[:10])
        raise OSError(trouble, "no")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(PosError) as refusal:
        save(TABLE, "csv", tmp_path)
    assert refusal.value.code == code
    assert list(tmp_path.iterdir()) == [kept]


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(PosError) as refusal:
        save(TABLE, "xlsx", tmp_path / "nowhere")
    assert refusal.value.code == "export_folder"
