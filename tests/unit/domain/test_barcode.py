"""Check digits, in-store labels and excise stamps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.domain.barcode import check_digit, is_valid_ean
from pos_app.domain.excise import is_excise_stamp
from pos_app.domain.in_store import InStoreKind, InStoreRule, parse_in_store


@given(st.text("0123456789", min_size=12, max_size=12))
def test_a_code_with_its_check_digit_is_valid_and_with_any_other_is_not(digits: str) -> None:
    right = check_digit(digits)
    assert is_valid_ean(f"{digits}{right}")
    assert not is_valid_ean(f"{digits}{(right + 1) % 10}")


@pytest.mark.parametrize("code", ["4820024700016", "96385074", "036000291452"])
def test_known_codes_are_valid(code: str) -> None:
    assert is_valid_ean(code)


@pytest.mark.parametrize("code", ["", "123", "482002470001x", "٤٨٢٠٠٢٤٧٠٠٠١٦", "48200247000161"])
def test_what_is_no_number_is_no_ean(code: str) -> None:
    assert not is_valid_ean(code)


@given(st.integers(0, 99_999), st.integers(0, 99_999))
def test_a_weight_label_gives_article_and_grams(article: int, grams: int) -> None:
    body = f"20{article:05d}{grams:05d}"
    found = parse_in_store(f"{body}{check_digit(body)}")
    assert found is not None
    assert (found.article, found.weight, found.price) == (f"{article:05d}", grams, None)


def test_a_price_label_gives_kopecks_by_the_owners_rule() -> None:
    rules = (InStoreRule("29", InStoreKind.PRICE, article_digits=4, value_digits=6, scale=10),)
    body = "291234000725"
    found = parse_in_store(f"{body}{check_digit(body)}", rules)
    assert found is not None
    assert (found.article, found.price) == ("1234", 7250)


def test_a_code_that_fits_no_rule_is_no_label() -> None:
    assert parse_in_store("4820024700016") is None
    assert parse_in_store("2000001000012"[:-1] + "9") is None


@pytest.mark.parametrize(
    ("code", "right"), [("АБВГ123456", True), ("ABCD123456", True), ("ABC1234567", False), ("abcd123456", False)]
)
def test_a_paper_stamp_is_four_letters_and_six_digits(code: str, right: bool) -> None:
    assert is_excise_stamp(code) is right
