"""`pos-app journal`: read also while the till runs, the broken row named, every row in words."""

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import pos_app
from pos_app.app.cli import main
from pos_app.app.journal_words import SENTENCES, in_words
from pos_app.domain.register import OperationKind
from pos_app.store.journal import GENESIS, Entry
from pos_app.store.lock import InstanceLock
from pos_app.store.operations import Operation
from pos_app.store.till_store import TillStore, open_till_store

ROOT = Path(pos_app.__file__).parent
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.fixture
def till(tmp_path: Path) -> Iterator[TillStore]:
    """A till that runs: its lock is held and its file is open."""
    lock = InstanceLock(tmp_path)
    store = open_till_store(tmp_path / "till.db")
    store.journal.append(NOW, "session.sign_in", {"cashier": "c", "name": "Олена"})
    store.operations.add(Operation("a1b2c3d4-x", OperationKind.SELL, b"{}", NOW, total=45_900))
    body = {"id": "a1b2c3d4-x", "kind": "SELL", "seq": 1, "total": 45_900, "sha256": "0"}
    store.journal.append(NOW, "operation.intent", body)
    store.journal.append(NOW, "mode", {"from": "ONLINE", "to": "LOCAL_OFFLINE"})
    yield store
    store.close()
    lock.release()


def journal(tmp_path: Path, *words: str) -> int:
    return main(["journal", *words, "--data-dir", str(tmp_path)])


def damage(store: TillStore, statement: str) -> None:
    ((trigger,),) = store.database.rows("SELECT sql FROM sqlite_schema WHERE name = 'journal_keeps_rows'")
    store.database.connection.execute(f"DROP TRIGGER journal_keeps_rows; {statement}; {trigger}")


def test_a_whole_journal_is_verified_while_the_till_runs(
    till: TillStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert journal(tmp_path, "verify") == 0
    assert capsys.readouterr().out == "Журнал цілий: 3 записів.\n"
    assert journal(tmp_path, "verify", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "ok": True,
        "entries": 3,
        "broken_at": None,
        "damaged_documents": [],
    }
    till.journal.append(NOW, "session.sign_out", {"cashier": "c"})
    assert till.journal.verify().entries == 4


def test_the_broken_row_is_named_and_the_command_fails(
    till: TillStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(till, "UPDATE journal SET body = '{}' WHERE n = 2")
    assert journal(tmp_path, "verify") == 1
    assert "запис 2" in capsys.readouterr().out
    assert journal(tmp_path, "verify", "--json") == 1
    assert json.loads(capsys.readouterr().out)["broken_at"] == 2


def test_a_document_whose_bytes_changed_is_named(
    till: TillStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    till.database.connection.execute("UPDATE operation SET body = x'7b7c'")
    assert journal(tmp_path, "verify") == 1
    out = capsys.readouterr().out
    assert "Пошкоджено документи: 1." in out
    assert "pos-app restore" in out


def test_an_export_can_be_checked_by_anyone(
    till: TillStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert journal(tmp_path, "export") == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    before = GENESIS
    for row in rows:
        text = "\n".join((str(row["n"]), row["at"], row["kind"], before, row["body"]))
        before = hashlib.sha256(text.encode()).hexdigest()
        assert row["hash"] == before
    assert len(rows) == 3
    assert journal(tmp_path, "export", "--since", "2") == 0
    assert [json.loads(line)["n"] for line in capsys.readouterr().out.splitlines()] == [3]


def test_rows_are_shown_in_words_by_kyivs_clock(
    till: TillStore, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert journal(tmp_path, "show") == 0
    assert [line.split(None, 1)[1] for line in capsys.readouterr().out.splitlines()] == [
        "21.11.2026 11:00:00  увійшов касир Олена",
        "21.11.2026 11:00:00  чек продажу на 459,00 грн, № 1 у черзі (a1b2c3d4)",
        "21.11.2026 11:00:00  режим: офлайн (було: онлайн)",
    ]
    assert journal(tmp_path, "show", "--since", "2", "--json") == 0
    assert json.loads(capsys.readouterr().out)["n"] == 3


def entry(_kind: str, /, **body: object) -> str:
    row = Entry(1, NOW.isoformat(), _kind, json.dumps(body, ensure_ascii=False), GENESIS, GENESIS)
    return in_words(row).split("11:00:00  ")[1]


def test_states_stamps_and_counts_are_told_in_words() -> None:
    at = NOW.isoformat()
    assert entry("operation.state", id="abc", state="DONE", fiscal_code="F1") == (
        "документ abc: фіскальний номер отримано, номер F1"
    )
    assert entry("operation.stamped", id="abc", code="F1", date=at, why="") == (
        "документ abc: офлайн-номер F1, дата 21.11.2026 11:00:00"
    )
    assert "чому вдруге: date" in entry("operation.stamped", id="abc", code=None, date=at, why="date")
    assert entry("shift.counted", counted=100, expected=250) == "пораховано готівку: 1,00 грн, за обліком 2,50 грн"
    priced = entry("catalog.changed", product="p", name="Мед", fields={"price": 1350})
    assert priced == "змінено товар «Мед»: ціна 13,50 грн"
    assert "till-1.db" in entry("database.restored", backup="till-1.db", entries=5)


def kinds_written() -> set[str]:
    """Every kind that the program's own text hands to the journal, or to the machine's notes for it."""
    written = re.compile(r'(?:journal(?:\.append)?\((?:[\w.()]+,\s*)?|Note\()\s*"([a-z_.]+)"')
    files = (path for path in ROOT.rglob("*.py") if "sandbox" not in path.parts)
    return {kind for path in files for kind in written.findall(path.read_text(encoding="utf-8"))}


def test_every_kind_of_row_that_is_written_has_a_sentence() -> None:
    kinds = kinds_written()
    assert len(kinds) > 50
    assert sorted(kinds - SENTENCES.keys()) == []


def test_what_moves_beside_the_receipts_is_told_in_words_too() -> None:
    assert entry("push.switched", on=True) == "надсилання чеків до SmartKasa увімкнено"
    assert entry("shift.merged", id="abcdefghi", into="x", serial=7) == (
        "зміну abcdefgh приєднано до відкритої в Checkbox № 7"
    )
    assert entry("shift.over", id="abcdefghi", of="olena-0001", by_id=True) == (
        "зміну abcdefgh касира olena-00 закрито тут, за її номером у Checkbox"
    )
    assert entry("shift.over", id="abcdefghi", of="olena-0001", by_id=False).endswith("уже закрито в Checkbox")
    assert entry("offline.hours_differ", month=3600, server_month=7200) == (
        "години офлайн цього місяця: у нас 1:00:00, у Checkbox 2:00:00"
    )
    moved = entry("register.changed", receipts=2, last_receipt=9, address="Київ")
    assert moved == "дані каси в Checkbox змінилися: чеків, зроблених не тут: 2; адреса: Київ"
    assert entry("taxes.override", kind="product", key="10407", codes=[]) == "податок для 10407: як у групи"
    assert entry("print.again", job="abcdefghi") == "перерване завдання друку abcdefgh друкується ще раз"
    assert entry("print.came_out", job="abcdefghi").endswith("підтвердила людина")
    assert entry("print.dropped", job="abcdefghi") == "завдання друку abcdefgh знято"
    withdrawn = entry("cash.withdrawn", receipt="r", amount=50000, payment="p", cashier="c")
    assert withdrawn == "видача готівки r: 500,00 грн з картки"
    technical = entry("return.technical", receipt="r", sale="s", total=25350, reason="двічі")
    assert technical == "технічне повернення r чека s на 253,50 грн: двічі"


def test_what_the_shop_does_is_told_in_words() -> None:
    assert entry("offer.saved", offer={"name": "Весна"}) == "акцію «Весна» збережено"
    assert entry("offer.removed", offer="abcdefghi") == "акцію abcdefgh прибрано"
    assert entry("receipt.fetched", code="KfR5s") == "чек іншої каси KfR5s прочитано з Checkbox"
    counted = entry("shift.opening_counted", counted=300, expected=500)
    assert counted == "при відкритті в скриньці 3,00 грн, мало бути 5,00"


def test_a_discount_is_told_with_who_gave_it_and_who_allowed_it() -> None:
    def told(**body: str) -> str:
        given = {"type": "DISCOUNT", "mode": "VALUE", "value": "1000", "percent": "10.00"}
        return entry("basket.discount", **{"name": "Олена", "good": "Мед", **given, **body})

    assert told() == "Олена: знижку 10,00 грн (10,00 %) на «Мед»"
    assert told(mode="PERCENT", value="15", good="", by="x", by_name="Ірина") == (
        "Олена: знижку 15 % на чек; дозволив(-ла) Ірина"
    )
    assert told(type="EXTRA_CHARGE", mode="PERCENT", value="2.5") == "Олена: надбавку 2,5 % на «Мед»"
    assert told(type="EXTRA_CHARGE", percent="0.00") == "Олена: надбавку 10,00 грн на «Мед»"
    assert told(value="0") == "Олена: знижку на «Мед» прибрано"


def test_a_kind_that_is_not_known_or_reads_otherwise_is_shown_as_it_is_stored() -> None:
    assert entry("invented", a=1) == 'invented {"a": 1}'
    assert entry("mode", to="ELSEWHERE") == 'mode {"to": "ELSEWHERE"}'


def test_where_no_till_has_worked_there_is_no_journal_and_none_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert journal(tmp_path / "none", "verify") == 2
    assert "Журналу немає" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_a_file_that_is_no_database_is_told_with_the_way_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "till.db").write_bytes(b"no database" * 500)
    assert journal(tmp_path, "verify") != 0
    assert "pos-app restore" in capsys.readouterr().err


def test_documents_on_pages_that_cannot_be_read_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_till_store(tmp_path / "till.db")
    store.operations.add(Operation("a", OperationKind.SELL, b"x" * 200_000, NOW))
    root = store.database.rows("SELECT rootpage FROM sqlite_schema WHERE name = 'operation'")[0][0]
    store.close()
    data = bytearray((tmp_path / "till.db").read_bytes())
    data[(root - 1) * 4096 : (root - 1) * 4096 + 200] = b"\xff" * 200
    (tmp_path / "till.db").write_bytes(data)
    assert journal(tmp_path, "verify") == 1
    assert "не читаються" in capsys.readouterr().out
