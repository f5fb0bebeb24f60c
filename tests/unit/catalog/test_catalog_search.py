"""Typing finds goods, whatever letters and layout were typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.catalog.rows import product_row, units_of
from pos_app.catalog.search import fold, folded_product, match_of
from pos_app.smartkasa.models import Product
from pos_app.store.catalog import SearchWords, open_catalog_store

GOODS = {
    "milk": ("Молоко «Левадня» 2,5 % 900 г", "10001", "4829990100011"),
    "mint": ("Чай м’ята з лимоном", "10002", "4829990100028"),
    "gum": ("Ґумові ведмедики", "10003", "4829990100035"),
    "cola": ("Coca-Cola 0.5 л", "CC-05/1", "5449000000996"),
    "egg": ("Яйце куряче Їжачок", "", "4829990100042"),
    "cheese": ("СИР кисломолочний", "10005", ""),
    "fir": ("Ялинка новорічна «Ёлка»", "10006", ""),
}


@pytest.fixture
def found(tables):
    """What a query finds, by name."""
    rows = [
        product_row(Product.model_validate({"id": key, "title": t, "alter_number": a, "number": n}), units_of([]))
        for key, (t, a, n) in GOODS.items()
    ]
    tables.put_page(rows, generation=1)

    def search(query: str) -> set[str]:
        match = match_of(query)
        return set() if match is None else {row.id for row in tables.search(match, limit=50)}

    return search


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("мол", {"milk"}), ("МОЛОКО лев", {"milk"}), ("лев мол", {"milk"}), ("м'ята", {"mint"}), ("мята", {"mint"}),
        ("мʼята", {"mint"}), ("м`ята", {"mint"}), ("гумові", {"gum"}), ("ґумові", {"gum"}), ("кола", set()),
        ("coca", {"cola"}), ("cola 0.5", {"cola"}), ("CC05", {"cola"}), ("сс-05", {"cola"}), ("10001", {"milk"}),
        ("482999010002", {"mint"}), ("5449", {"cola"}), ("іжачок", {"egg"}), ("їжачок", {"egg"}), ("сир", {"cheese"}),
        ("елка", {"fir"}), ("2,5", {"milk"}), ("кисломолоч", {"cheese"}), ("олоко", set()), ("молоко сир", set()),
    ],
)  # fmt: skip
def test_goods_are_found_by_the_beginnings_of_their_words(found, query, expected):
    assert found(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("vjkjrj", {"milk"}), ("VJKJRJ", {"milk"}), ("vjk ktd", {"milk"}), ("v'zn", set()), ("v`znf", {"mint"}),
        (";tktq", set()), ("zqwt", {"egg"}), ("]xfxjr", set()), ("]:fxjr", {"egg"}), ("\\evjd", {"gum"}),
        ("сщсф", {"cola"}), ("СЩСФ", {"cola"}), ("сщдф", {"cola"}), ("cbh", {"cheese"}), ("hjpf", set()),
    ],
)  # fmt: skip
def test_a_slip_of_the_keyboard_layout_still_finds_them(found, query, expected):
    assert found(query) == expected


@pytest.mark.parametrize("query", ["", "   ", "'", "%%%", "*", '"', "—", "\x00", "()", "«»"])
def test_typing_nothing_asks_for_nothing(query):
    assert match_of(query) is None


@given(st.text(max_size=60))
def test_no_typing_breaks_the_search(query):
    match = match_of(query)
    if match is not None:
        assert STORE.search(match, limit=1) == []


STORE = open_catalog_store(None)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюя' 0123456789", min_size=1, max_size=30))
def test_a_title_is_always_found_by_itself(title):
    match = match_of(title)
    store = open_catalog_store(None)
    row = product_row(Product.model_validate({"id": "x", "title": title}), units_of([]))
    store.put_page([row], generation=1)
    hits = [] if match is None else store.search(match, limit=1)
    store.close()
    assert (match is None) == (fold(title) == "")
    assert match is None or [hit.id for hit in hits] == ["x"]


def test_the_words_of_a_product_are_kept_once():
    folded = folded_product(title="Сік сік", short_title="Сік", article="A-1", barcodes=("482",))
    assert folded.split() == ["ciк".replace("к", "k"), "a", "1", "a1", "482"]


def test_a_long_typing_is_cut_to_its_first_words():
    assert match_of(" ".join(f"1{n}" for n in range(50))) == SearchWords((tuple(f"1{n}" for n in range(8)),))


def test_stress_marks_and_invisible_letters_do_not_hide_a_product():
    assert fold("Молоко\u0301 со\u00adняшне\u200b") == fold("молоко соняшне")
    assert fold("йод") == fold("йод") != fold("иод")
