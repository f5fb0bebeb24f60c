"""The doctor asks the printers how they are, by what was set up on screen or in the file, and changes nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pos_app.app.doctor_printer import look_at_printers
from pos_app.app.settings import settings_of
from pos_app.links.serial import serial_link
from pos_app.printing import printer as printer_module
from pos_app.sandbox.devices import PrinterPort, PrinterTwin
from pos_app.store.till_store import open_till_store


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printer_module, "ANSWER_S", 0.15)


@pytest.fixture
def twin(tmp_path: Path) -> Iterator[PrinterTwin]:
    twin = PrinterTwin()
    with PrinterPort(twin, tmp_path / "tty"):
        yield twin


def said(folder: Path, **printer: Any) -> list[tuple[str, str, str]]:
    return look_at_printers(settings_of({"printer": printer}), folder)


def serial(folder: Path) -> dict[str, Any]:
    return {"transport": "serial", "device": str(folder / "tty")}


@pytest.mark.parametrize(
    ("fault", "level", "words"),
    [
        ("", "ok", "відповідає"),
        ("near_end", "warn", "папір закінчується"),
        ("paper_out", "bad", "немає паперу"),
        ("cover", "bad", "Кришку принтера відкрито"),
        ("garbage", "bad", "нерозбірливо"),
        ("mute", "warn", "не відповідає"),
    ],
)
def test_a_printer_says_how_it_is(twin: PrinterTwin, tmp_path: Path, fault: str, level: str, words: str) -> None:
    if fault:
        twin.set_fault(fault, True)
    ((found, told, _),) = said(tmp_path, **serial(tmp_path))
    assert (found, words in told) == (level, True)
    assert twin.documents == []


def test_a_port_that_the_till_holds_is_no_trouble(twin: PrinterTwin, tmp_path: Path) -> None:
    link = serial_link(str(tmp_path / "tty"))
    link.ask(b"", 0)
    ((level, words, _),) = said(tmp_path, **serial(tmp_path))
    link.close()
    assert (level, "тримає каса" in words) == ("ok", True)


def test_a_port_that_is_not_there_is_trouble(tmp_path: Path) -> None:
    ((level, words, advice),) = said(tmp_path, **serial(tmp_path))
    assert (level, "не відкривається" in words, bool(advice)) == ("bad", True, True)


def test_what_cannot_be_asked_is_told_by_its_place(tmp_path: Path) -> None:
    assert said(tmp_path, transport="file")[0][:2] == ("ok", f"file: {tmp_path / 'receipts'}; стану не повідомляє")
    assert said(tmp_path, transport="none")[0][0] == "warn"
    assert said(tmp_path, transport="network")[0][:2] == ("bad", "Вкажіть адресу принтера в мережі.")


def test_what_was_set_up_on_screen_comes_before_the_file(twin: PrinterTwin, tmp_path: Path) -> None:
    store = open_till_store(tmp_path / "till.db")
    store.settings.put("printer", serial(tmp_path))
    store.settings.put("reserve_printer", {"transport": "file"})
    store.close()
    first, reserve = said(tmp_path, transport="none")
    assert (first[0], "відповідає" in first[1]) == ("ok", True)
    assert reserve[1].startswith("резервний: file")
