"""The hours of the law: 36 in a row, 168 a Kyiv month, 24 a shift, across months and both nights of the clock."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pos_app.fiscal.budget import (
    MONTH_STOP,
    ROW_STOP,
    SHIFT_STOP,
    ServerHours,
    Stay,
    meter,
    month_start,
    shift_is_over,
)

NOON = datetime(2026, 3, 18, 12, 0, tzinfo=UTC)
hours = st.floats(0, 2000)


def h(number: float) -> timedelta:
    return timedelta(hours=number)


def test_nothing_offline_is_nothing() -> None:
    shown = meter([], NOON)
    assert (shown.in_row, shown.in_month, shown.is_spent) == (timedelta(), timedelta(), False)


def test_a_stay_counts_in_a_row_while_it_lasts_and_in_the_month_after() -> None:
    lasting = meter([Stay(NOON - h(5))], NOON)
    ended = meter([Stay(NOON - h(5), NOON - h(1))], NOON)
    assert (lasting.in_row, lasting.in_month) == (h(5), h(5))
    assert (ended.in_row, ended.in_month) == (timedelta(), h(4))


def test_stamping_stops_half_an_hour_before_thirty_six_hours() -> None:
    began = NOON - ROW_STOP
    assert meter([Stay(began)], NOON).is_spent
    assert not meter([Stay(began)], NOON - timedelta(seconds=1)).is_spent
    assert h(35.5) == ROW_STOP


def test_stamping_stops_half_an_hour_before_the_months_limit() -> None:
    start = month_start(NOON)
    stays = [Stay(start + h(30 * i), start + h(30 * i + 24)) for i in range(6)]
    last = Stay(NOON)
    left = MONTH_STOP - h(24 * 6)
    assert meter([*stays, last], NOON + left).is_spent
    assert not meter([*stays, last], NOON + left - timedelta(seconds=1)).is_spent


def test_a_kyiv_month_begins_at_midnight_in_kyiv() -> None:
    assert month_start(datetime(2026, 3, 31, 21, 30, tzinfo=UTC)) == datetime(2026, 3, 31, 21, 0, tzinfo=UTC)
    assert month_start(datetime(2026, 3, 31, 20, 59, tzinfo=UTC)) == datetime(2026, 2, 28, 22, 0, tzinfo=UTC)
    assert month_start(datetime(2026, 11, 5, tzinfo=UTC)) == datetime(2026, 10, 31, 22, 0, tzinfo=UTC)


def test_a_stay_across_the_months_end_is_cut_there() -> None:
    turn = datetime(2026, 3, 31, 21, 0, tzinfo=UTC)
    shown = meter([Stay(turn - h(10))], turn + h(2))
    assert (shown.in_row, shown.in_month) == (h(12), h(2))


def test_the_nights_when_clocks_change_have_their_real_length() -> None:
    spring = datetime(2026, 3, 29, 0, 0, tzinfo=UTC)
    autumn = datetime(2026, 10, 25, 0, 0, tzinfo=UTC)
    for night in (spring, autumn):
        assert meter([Stay(night - h(1), night + h(2))], night + h(3)).in_month == h(3)


@given(
    parts=st.lists(st.tuples(hours, hours), max_size=6),
    at=st.floats(0, 2500).map(lambda n: datetime(2026, 1, 20, tzinfo=UTC) + h(n)),
)
def test_the_month_never_exceeds_what_is_possible(parts: list[tuple[float, float]], at: datetime) -> None:
    base = datetime(2026, 1, 20, tzinfo=UTC)
    stays = [Stay(base + h(start), base + h(start + length)) for start, length in parts]
    shown = meter(stays, at)
    assert timedelta() <= shown.in_month <= at - month_start(at)
    longest = sum((min(s.ended, at) - s.began for s in stays if s.ended and s.began < at), timedelta())
    assert shown.in_month <= longest
    assert meter([*stays, *stays], at).in_month == shown.in_month


@given(length=hours, later=hours)
def test_time_only_adds_up(length: float, later: float) -> None:
    began = NOON
    first = meter([Stay(began)], began + h(length))
    second = meter([Stay(began)], began + h(length + later))
    assert second.in_row >= first.in_row


def test_a_shift_is_over_ten_minutes_before_a_day() -> None:
    assert shift_is_over(NOON - SHIFT_STOP, NOON)
    assert not shift_is_over(NOON - SHIFT_STOP + timedelta(seconds=1), NOON)
    assert not shift_is_over(None, NOON)
    assert timedelta(hours=23, minutes=50) == SHIFT_STOP


def test_the_larger_count_is_the_one_that_stops() -> None:
    server = ServerHours(NOON, None, MONTH_STOP - h(1))
    assert meter([], NOON, server).in_month == MONTH_STOP - h(1)
    assert meter([Stay(NOON - h(9))], NOON, ServerHours(NOON, None, h(2))).in_month == h(9)
    assert meter([Stay(NOON)], NOON + h(1), server).is_spent


def test_a_stay_of_the_servers_own_runs_on_into_ours_until_it_is_seen_to_end() -> None:
    server = ServerHours(NOON, NOON - h(30), h(40))
    ours = [Stay(NOON + h(1))]
    shown = meter(ours, NOON + h(5), server)
    assert (shown.in_row, shown.in_month) == (h(35), h(45))
    assert meter(ours, NOON + h(5.5), server).is_spent
    ended = server.ended(NOON + h(1))
    shown = meter(ours, NOON + h(5), ended)
    assert (shown.in_row, shown.in_month) == (h(4), h(45))


def test_what_the_server_counted_is_not_counted_twice() -> None:
    stays = [Stay(NOON - h(10), NOON - h(4)), Stay(NOON - h(2), NOON + h(1))]
    shown = meter(stays, NOON + h(3), ServerHours(NOON, None, h(8)))
    assert shown.in_month == h(9)


def test_the_servers_count_of_last_month_is_no_longer_this_months() -> None:
    turn = datetime(2026, 3, 31, 21, 0, tzinfo=UTC)
    assert meter([], turn + h(1), ServerHours(turn - h(1), None, h(160))).in_month == h(0)
    running = ServerHours(turn - h(1), turn - h(30), h(30))
    assert meter([], turn + h(2), running).in_month == h(2)
    assert meter([], turn + h(2), running).in_row == h(32)


def test_on_the_night_of_the_clock_change_the_servers_row_has_its_real_length() -> None:
    autumn = datetime(2026, 10, 25, 0, 0, tzinfo=UTC)
    shown = meter([], autumn + h(2), ServerHours(autumn - h(1), autumn - h(2), h(1)))
    assert (shown.in_row, shown.in_month) == (h(4), h(4))
