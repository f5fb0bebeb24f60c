"""The journal finds every flipped byte and every missing row."""

from datetime import UTC, datetime

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.store.database import open_database
from pos_app.store.journal import Journal, Verdict
from pos_app.store.schema import MIGRATIONS
from pos_app.store.till_store import TillStore

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def filled(rows: int) -> Journal:
    journal = Journal(open_database(None, MIGRATIONS))
    for number in range(rows):
        journal.append(NOW, "sale", {"id": str(number), "сума": number * 100})
    return journal


def unlocked(journal: Journal) -> apsw.Connection:
    connection = journal._database.connection
    connection.execute("DROP TRIGGER journal_keeps_rows; DROP TRIGGER journal_loses_nothing")
    return connection


def test_an_untouched_journal_is_whole() -> None:
    assert filled(0).verify().ok
    verdict = filled(1203).verify()
    assert (verdict.ok, verdict.entries) == (True, 1203)


@given(st.integers(1, 8), st.sampled_from(["at", "kind", "body", "prev_hash", "hash"]), st.data())
def test_any_changed_letter_is_found(row: int, column: str, data: st.DataObject) -> None:
    journal = filled(8)
    connection = unlocked(journal)
    text = str(next(iter(connection.execute(f"SELECT {column} FROM journal WHERE n = ?", (row,))))[0])
    place = data.draw(st.integers(0, len(text) - 1))
    changed = text[:place] + ("1" if text[place] != "1" else "2") + text[place + 1 :]
    connection.execute(f"UPDATE journal SET {column} = ? WHERE n = ?", (changed, row))
    verdict = journal.verify()
    assert not verdict.ok
    assert verdict.broken_at == row


@pytest.mark.parametrize("row", range(1, 7))
def test_any_missing_row_is_found_the_last_one_too(row: int) -> None:
    journal = filled(6)
    unlocked(journal).execute("DELETE FROM journal WHERE n = ?", (row,))
    assert journal.verify().broken_at == row


def test_rows_cannot_be_changed_or_deleted(store: TillStore) -> None:
    store.journal.append(NOW, "sale", {})
    for statement in ("UPDATE journal SET kind = 'x'", "DELETE FROM journal"):
        with pytest.raises(apsw.ConstraintError):
            store.database.run(statement)
    assert store.journal.verify().entries == 1


def test_a_row_belongs_to_its_transaction(store: TillStore) -> None:
    with pytest.raises(RuntimeError), store.transaction():
        store.journal.append(NOW, "sale", {})
        raise RuntimeError("power")
    assert store.journal.append(NOW, "sale", {}) == 1
    assert store.journal.verify().ok


def test_at_start_only_the_rows_after_the_anchor_are_read() -> None:
    journal = filled(5)
    assert journal.verify_new().entries == 5
    unlocked(journal).execute("UPDATE journal SET body = '{}' WHERE n = 2")
    journal.append(NOW, "sale", {"id": "6"})
    assert (journal.verify_new().ok, journal.verify_new().entries) == (True, 6)
    assert journal.verify().broken_at == 2


@pytest.mark.parametrize("row", [5, 6, 7, 8])
def test_the_anchor_and_every_row_after_it_are_checked_at_start(row: int) -> None:
    journal = filled(5)
    journal.verify_new()
    for number in range(3):
        journal.append(NOW, "sale", {"id": number})
    connection = unlocked(journal)
    connection.execute("UPDATE journal SET kind = 'sole' WHERE n = ?", (row,))
    assert (journal.verify_new().ok, journal.verify_new().broken_at) == (False, row)
    assert journal.verify().broken_at == row


def test_a_journal_cut_off_behind_the_anchor_is_found_though_its_own_count_was_cut_too() -> None:
    journal = filled(6)
    journal.verify_new()
    connection = unlocked(journal)
    connection.execute("DELETE FROM journal WHERE n > 4; UPDATE sqlite_sequence SET seq = 4 WHERE name = 'journal'")
    assert journal.verify_new().broken_at == 6
    assert journal.verify().broken_at == 6


def test_a_damaged_anchor_costs_time_and_nothing_else() -> None:
    journal = filled(4)
    journal.verify_new()
    connection = unlocked(journal)
    for value in ("{", '{"n":"x"}', "[1]", "null"):
        connection.execute("UPDATE setting SET value = ? WHERE key = 'journal_anchor'", (value,))
        assert journal.verify_new().entries == 4
    connection.execute("UPDATE journal SET kind = 'sole' WHERE n = 1")
    connection.execute("UPDATE setting SET value = 'null' WHERE key = 'journal_anchor'")
    assert journal.verify_new().broken_at == 1


def test_an_empty_journal_has_no_anchor_and_is_whole() -> None:
    journal = filled(0)
    assert journal.verify_new() == journal.verify() == Verdict(True, 0)


def test_a_byte_that_is_no_text_any_more_is_found() -> None:
    journal = filled(3)
    unlocked(journal).execute("UPDATE journal SET body = CAST(x'ff7b' AS TEXT) WHERE n = 2")
    assert journal.verify().broken_at == 2
