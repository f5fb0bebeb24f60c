"""The fiscal clock never runs backwards and never trusts a jump."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pos_app.fiscal.clock import REDATE_STEP, STEP, SUSPECT_JUMP, FiscalClock, Instant, latest, to_kyiv

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
seconds = st.floats(0, 10**6)
moments = st.integers(0, 10**8).map(lambda milliseconds: NOON + timedelta(milliseconds=milliseconds * 100))


def at(wall_s: float, mono_s: float | None = None) -> Instant:
    return Instant(NOON + timedelta(seconds=wall_s), mono_s if mono_s is not None else wall_s)


def running(**facts: object) -> FiscalClock:
    return replace(FiscalClock(), **facts).observed(at(0))  # type: ignore[arg-type]


def test_before_its_first_look_the_clock_shows_wall_time_with_the_known_offset() -> None:
    assert FiscalClock(offset=timedelta(seconds=3)).read(at(0)) == NOON + timedelta(seconds=3)


@given(steps=st.lists(st.tuples(st.floats(-7200, 290), st.floats(0, 3600)), max_size=8))
def test_a_wall_clock_set_back_or_a_little_ahead_moves_nothing(steps: list[tuple[float, float]]) -> None:
    clock, mono = running(), 0.0
    for skew, elapsed in steps:
        mono += elapsed
        now = at(mono + skew, mono)
        clock = clock.observed(now)
        assert not clock.suspect
        assert abs(clock.read(now) - (NOON + timedelta(seconds=mono))) < timedelta(milliseconds=1)


@given(jump=st.floats(SUSPECT_JUMP.total_seconds() + 1, 10**6))
def test_a_forward_jump_is_suspect_until_the_server_or_a_manager_says_the_time(jump: float) -> None:
    now = at(jump, 0)
    jumped = running().observed(now)
    assert jumped.suspect
    sampled = jumped.sampled(now, NOON)
    assert not sampled.suspect
    assert sampled.read(now) == NOON
    confirmed = jumped.confirmed(now)
    assert not confirmed.suspect
    assert confirmed.read(now) == now.wall


def test_a_sleeping_computer_is_suspect_although_its_wall_clock_is_right() -> None:
    assert running().observed(at(8 * 3600, 10)).suspect


@given(server_ahead=st.floats(-3600, 3600), later=seconds)
def test_the_servers_time_counts_and_its_offset_outlives_the_program(server_ahead: float, later: float) -> None:
    server = NOON + timedelta(seconds=server_ahead)
    clock = running().sampled(at(0), server)
    assert abs(clock.read(at(later)) - server - timedelta(seconds=later)) < timedelta(milliseconds=1)
    woken = FiscalClock(offset=clock.offset).observed(at(later, 5))
    assert abs(woken.read(at(later, 5)) - server - timedelta(seconds=later)) < timedelta(milliseconds=1)


@given(
    last_fiscal=st.none() | moments,
    last_server=st.none() | moments,
    last_ask=st.none() | moments,
    elapsed=st.lists(st.floats(0, 100), min_size=1, max_size=10),
)
def test_dates_go_up_by_a_second_at_least_and_stay_above_every_floor(
    last_fiscal: datetime | None, last_server: datetime | None, last_ask: datetime | None, elapsed: list[float]
) -> None:
    clock = running(last_fiscal=last_fiscal, last_server=last_server, last_ask=last_ask)
    mono, before = 0.0, last_fiscal
    for step in elapsed:
        mono += step
        date = clock.next_date(at(mono))
        assert before is None or date >= before + STEP
        assert all(date >= floor for floor in (last_server, last_ask) if floor is not None)
        assert date >= clock.read(at(mono)) - REDATE_STEP
        assert date.microsecond % 1000 == 0
        clock, before = clock.stamped(date), date


@given(one=st.none() | moments, other=st.none() | moments)
def test_the_later_of_two_moments_is_one_of_them(one: datetime | None, other: datetime | None) -> None:
    found = latest(one, other)
    assert found == max((m for m in (one, other) if m is not None), default=None)


def test_memory_of_dates_never_goes_back() -> None:
    clock = running().server_said(NOON).server_said(NOON - STEP).asked(NOON).asked(NOON - STEP).server_said(None)
    assert (clock.last_server, clock.last_ask) == (NOON, NOON)


def test_kyiv_shows_the_offset_of_that_day() -> None:
    assert to_kyiv(NOON).isoformat() == "2026-03-02T14:00:00+02:00"
    assert to_kyiv(datetime(2026, 7, 1, 12, tzinfo=UTC)).isoformat() == "2026-07-01T15:00:00+03:00"


@given(away=st.floats(-(10**6), 10**6))
def test_a_start_without_the_server_believes_a_clock_near_the_last_moment_on_disk_and_no_other(away: float) -> None:
    clock = FiscalClock(evidence=NOON).observed(at(away, 0))
    assert clock.suspect == (abs(timedelta(seconds=away)) > SUSPECT_JUMP)
    assert not clock.sampled(at(away, 0), NOON).suspect


def test_a_till_that_has_never_worked_has_nothing_to_doubt() -> None:
    assert not FiscalClock().observed(at(10**7, 0)).suspect


def test_a_manager_is_asked_about_the_wall_clock_with_the_servers_small_correction() -> None:
    assert FiscalClock(offset=timedelta(seconds=90)).proposed(NOON) == NOON + timedelta(seconds=90)


def test_a_clock_that_was_set_right_since_the_server_corrected_it_is_proposed_as_it_is() -> None:
    clock = FiscalClock(offset=-timedelta(days=1), evidence=NOON).observed(at(60, 0))
    assert clock.suspect
    assert clock.proposed(at(60, 0).wall) == at(60, 0).wall
    confirmed = clock.confirmed(at(60, 0))
    assert (confirmed.read(at(60, 0)), confirmed.offset, confirmed.suspect) == (at(60, 0).wall, timedelta(), False)


def test_a_sample_is_counted_on_from_the_very_moment_it_came() -> None:
    early = running()
    sampled = early.sampled(at(600, 400), NOON + timedelta(hours=1))
    assert sampled.suspect is False
    assert (sampled.anchor, sampled.seen) == (NOON + timedelta(hours=1), at(600, 400))
    # 30 s later by the monotonic clock, whatever the wall says by then
    assert sampled.read(at(5000, 430)) == NOON + timedelta(hours=1, seconds=30)
    assert sampled.observed(at(630, 430)) == sampled


def test_a_confirmation_is_counted_on_from_the_very_moment_it_came() -> None:
    jumped = running().observed(at(7200, 100))
    confirmed = jumped.confirmed(at(7200, 100))
    assert confirmed.suspect is False
    assert (confirmed.anchor, confirmed.seen) == (NOON + timedelta(hours=2), at(7200, 100))
    assert confirmed.read(at(9999, 160)) == NOON + timedelta(hours=2, seconds=60)
    assert confirmed.observed(at(7260, 160)) == confirmed


def test_a_jump_is_measured_against_the_monotonic_clock_since_the_last_look() -> None:
    clock = running().sampled(at(1000, 1000), NOON + timedelta(seconds=1000))
    assert clock.observed(at(1000 + 7200, 1000 + 7200)) == clock
    assert not clock.observed(at(1060 + 300, 1060)).suspect
    assert clock.observed(at(1060 + 301, 1060)).suspect


def test_five_minutes_are_not_yet_a_jump() -> None:
    assert not FiscalClock(evidence=NOON).observed(at(300, 0)).suspect
    assert FiscalClock(offset=SUSPECT_JUMP).proposed(NOON) == NOON + SUSPECT_JUMP
    assert FiscalClock(offset=-SUSPECT_JUMP - STEP).proposed(NOON) == NOON


def test_a_floor_between_two_milliseconds_is_rounded_up_and_a_whole_one_is_kept() -> None:
    between = NOON + timedelta(hours=1, microseconds=1)
    whole = NOON + timedelta(hours=1, milliseconds=7)
    for seen, date in ((between, NOON + timedelta(hours=1, milliseconds=1)), (whole, whole)):
        assert running(last_server=seen).next_date(at(0)) == date
        assert running(last_ask=seen).next_date(at(0)) == date
        assert running(last_fiscal=seen).next_date(at(0)) == date + STEP
    # the time itself is cut, not rounded: no document is dated in the future
    assert running().next_date(at(0.0019)) == NOON + timedelta(milliseconds=1)


def test_the_date_of_a_document_that_was_dated_back_does_not_lower_the_next_one() -> None:
    clock = running(last_fiscal=NOON + timedelta(hours=1)).stamped(NOON)
    assert clock.next_date(at(0)) == NOON + timedelta(hours=1) + STEP


def test_a_wall_clock_of_any_zone_is_read_as_utc() -> None:
    wall = to_kyiv(NOON)
    for clock in (FiscalClock(), FiscalClock().observed(Instant(wall, 0)), FiscalClock().sampled(at(0), wall)):
        read = clock.read(Instant(wall, 0))
        assert (read, read.tzinfo) == (NOON, UTC)
        assert read.tzinfo is UTC
