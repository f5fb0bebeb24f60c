"""Offline codes: each once, from the far end, with a reserve; and when more may be asked for."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pos_app.fiscal.codes import RESERVE, Code, CodePool, RefillFacts, may_ask

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
some_codes = st.lists(st.integers(1, 500), unique=True, max_size=40).map(lambda n: [Code(i, f"c{i}") for i in n])


@given(codes=some_codes)
def test_codes_leave_from_the_far_end_and_each_once(codes: list[Code]) -> None:
    pool, taken = CodePool.of(codes), []
    while len(pool):
        code, pool = pool.take()
        taken.append(code)
    assert taken == sorted(codes, reverse=True)


@given(codes=some_codes, wanted=st.integers(0, 45))
def test_the_reserve_is_never_promised(codes: list[Code], wanted: int) -> None:
    pool = CodePool.of(codes)
    assert pool.can_serve(wanted) == (len(codes) - wanted >= RESERVE)
    assert pool.can_serve(wanted, reserve=0) == (len(codes) >= wanted)


@given(have=some_codes, listed=some_codes, used=st.integers(0, 40))
def test_a_code_that_was_used_never_comes_back_as_free(have: list[Code], listed: list[Code], used: int) -> None:
    pool = CodePool.of(have)
    gone = []
    for _ in range(min(used, len(have))):
        code, pool = pool.take()
        gone.append(code)
    added, fuller = pool.plus(listed)
    assert not set(gone) & set(fuller.free)
    assert set(fuller.free) == set(pool.free) | (set(listed) - set(have))
    assert list(fuller.free) == sorted(fuller.free)
    assert set(added) == set(listed) - set(have)
    assert fuller.plus(listed) == ((), fuller)


@given(codes=some_codes)
def test_a_code_given_back_is_free_once(codes: list[Code]) -> None:
    pool = CodePool.of(codes)
    if codes:
        code, less = pool.take()
        assert less.give_back(code) == pool
        assert pool.give_back(code) == pool


@given(have=some_codes, listed=some_codes)
def test_codes_that_a_complete_list_lacks_are_dropped(have: list[Code], listed: list[Code]) -> None:
    names = {code.code for code in listed}
    gone, pool = CodePool.of(have).without(names)
    assert set(gone) == {code for code in have if code.code not in names}
    assert set(pool.free) == {code for code in have if code.code in names}
    assert pool.plus(have) == ((), pool)


def facts(**changes: object) -> RefillFacts:
    base: dict[str, object] = {
        "online": True, "queued": 0, "free": 10, "last_ask": NOON - timedelta(minutes=10), "documents_since_ask": 3,
    }  # fmt: skip
    return RefillFacts(**{**base, **changes})  # type: ignore[arg-type]


def test_codes_are_asked_for_when_everything_allows_it() -> None:
    assert may_ask(facts(), 500, NOON)
    assert may_ask(facts(last_ask=None, documents_since_ask=None), 500, NOON)


def test_codes_are_never_asked_for_with_anything_queued_or_offline() -> None:
    assert not may_ask(facts(queued=1), 500, NOON)
    assert not may_ask(facts(online=False), 500, NOON)


def test_codes_are_not_asked_for_too_often_or_without_need() -> None:
    assert not may_ask(facts(last_ask=NOON - timedelta(minutes=9, seconds=59)), 500, NOON)
    assert not may_ask(facts(documents_since_ask=2), 500, NOON)
    assert not may_ask(facts(free=500), 500, NOON)
    assert may_ask(facts(free=499), 500, NOON)
