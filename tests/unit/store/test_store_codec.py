"""JSON and back: what is written reads the same, and what has no form is refused aloud."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from pos_app.domain.register import Mode
from pos_app.domain.said import parts_of, sentence
from pos_app.store.codec import dump, encode, kept_text, load, read_text


@dataclass(frozen=True, slots=True)
class Sample:
    """One of each kind of field."""

    name: str
    day: date
    rate: Decimal
    mode: Mode
    free: Any = None
    rights: frozenset[str] = frozenset()
    rows: tuple[int, ...] = ()
    by_code: dict[int, Decimal] = field(default_factory=dict)


def test_a_value_reads_back_as_it_was() -> None:
    sample = Sample(
        "Сир",
        date(2026, 11, 21),
        Decimal("1.50"),
        Mode.ONLINE,
        {"any": [1, None]},
        frozenset("ба"),
        (1, 2),
        {1: Decimal(2)},
    )
    assert load(Sample, dump(sample)) == sample


def test_missing_fields_take_their_defaults_and_unknown_ones_are_left() -> None:
    text = '{"name": "a", "day": "2026-11-21", "rate": "0", "mode": "ONLINE", "news": 1}'
    assert load(Sample, text) == Sample("a", date(2026, 11, 21), Decimal(0), Mode.ONLINE)


def test_a_missing_field_without_a_default_is_an_error() -> None:
    with pytest.raises(KeyError):
        load(Sample, '{"name": "a"}')


def test_equal_sets_give_equal_text() -> None:
    assert dump({"x": {"b", "a"}}) == '{"x":["a","b"]}'
    assert encode(datetime(2026, 11, 21, 9, 0)) == "2026-11-21T09:00:00"  # noqa: DTZ001  (naive on purpose)


def test_what_has_no_json_form_is_refused() -> None:
    with pytest.raises(TypeError, match="bytes"):
        dump(b"bytes")


def test_a_text_that_was_put_together_comes_back_with_its_parts() -> None:
    inner = sentence("Останній чек термінала інший: {sum} грн.", sum="120,00")
    for text in (inner, sentence("Зміна не закрилася: {why}, {count}", why=inner, count=2)):
        again = load(Sample, dump(Sample(text, date(2026, 11, 27), Decimal(1), Mode.ONLINE))).name
        assert again == text
        assert parts_of(again) == parts_of(text)


def test_a_text_of_before_reads_as_it_is() -> None:
    sample = Sample("Касу було вимкнено.", date(2026, 11, 27), Decimal(1), Mode.ONLINE)
    assert load(Sample, dump(sample)).name == "Касу було вимкнено."
    assert '"name":"Касу було вимкнено."' in dump(sample)


@pytest.mark.parametrize("text", ["", "Касу було вимкнено.", '{"parts":1}', "{", None])
def test_a_plain_text_in_a_column_reads_as_it_was(text: str | None) -> None:
    assert read_text(kept_text(text)) == text


def test_a_text_in_a_column_keeps_its_parts() -> None:
    text = sentence("Порт {port} зайняла інша програма. Закрийте її.", port="COM3")
    assert read_text(kept_text(text)) == text
    assert parts_of(read_text(kept_text(text))) == parts_of(text)
