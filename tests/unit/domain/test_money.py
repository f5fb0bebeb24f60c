"""Kopecks: rounding, reading and writing."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.money import format_hryvnias, parse_hryvnias, round_half_up, share
from pos_app.domain.quantity import cost, format_quantity, parse_quantity

amounts = st.integers(-99_999_999, 99_999_999)


@given(amounts, st.integers(1, 10_000))
def test_rounding_is_never_more_than_half_away(numerator: int, denominator: int) -> None:
    rounded = round_half_up(numerator, denominator)
    assert abs(Fraction(rounded) - Fraction(numerator, denominator)) <= Fraction(1, 2)


@pytest.mark.parametrize(("numerator", "expected"), [(5, 1), (4, 0), (15, 2), (-5, -1), (-4, 0), (25, 3)])
def test_a_half_goes_away_from_zero(numerator: int, expected: int) -> None:
    assert round_half_up(numerator, 10) == expected


@given(amounts)
def test_what_is_written_reads_back(kopecks: int) -> None:
    assert parse_hryvnias(format_hryvnias(kopecks)) == kopecks


@pytest.mark.parametrize(
    ("text", "kopecks"), [("42,90", 4290), ("42.9", 4290), ("3064.0", 306400), (" 7 ", 700), ("1 234,50", 123450)]
)
def test_both_decimals_and_the_vendors_strings_are_read(text: str, kopecks: int) -> None:
    assert parse_hryvnias(text) == kopecks


@pytest.mark.parametrize("text", ["", "abc", "1,234", "NaN", "Infinity", "1e-3", "--1"])
def test_what_is_not_whole_kopecks_is_no_amount(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_hryvnias(text)


@given(st.integers(0, 99_999_999), st.integers(1, 9_999_999))
def test_a_line_costs_price_times_quantity_rounded_half_up(price: int, quantity: int) -> None:
    exact = Fraction(price * quantity, 1000)
    assert cost(price, quantity) == int(exact + Fraction(1, 2))


@given(st.integers(0, 9_999_999))
def test_a_quantity_reads_back(quantity: int) -> None:
    assert parse_quantity(format_quantity(quantity)) == quantity


@pytest.mark.parametrize("text", ["", "x", "0,0005", "NaN"])
def test_what_is_finer_than_a_thousandth_is_no_quantity(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_quantity(text)


@given(st.integers(0, 10_000_000), st.decimals(0, 100, places=2), st.integers(1, 5000))
def test_a_share_is_the_exact_fraction_rounded_once(amount: int, rate: Decimal, divisor: int) -> None:
    exact = Fraction(amount, divisor) * Fraction(rate) / (100 + Fraction(rate))
    assert share(amount, rate, Decimal(100) + rate, divisor=divisor) == int(exact + Fraction(1, 2))
