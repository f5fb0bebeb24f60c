"""The campaign in short: codes and typing under a real X server. The long one is `python -m tests.wedge`."""

import pytest

from tests.wedge.run import missing, scans, typing

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "an X server is here")


@pytest.mark.parametrize("words", [(), ("busy",)])
def test_codes_at_five_milliseconds_a_key_come_whole_in_ukrainian_with_caps_lock(words: tuple[str, ...]) -> None:
    outcome = scans(30, words=words)
    assert (outcome.wrong, len(outcome.got), outcome.leaked) == (0, 30, "")


def test_no_key_is_let_go_while_others_of_its_burst_wait_behind_the_timer() -> None:
    outcome = scans(10, words=("at-the-edge",))
    assert (outcome.wrong, len(outcome.got), outcome.leaked) == (0, 10, "")


def test_a_filter_that_lets_go_without_a_look_is_caught() -> None:
    assert any(scans(10, words=("at-the-edge", "at-once")).leaked for _ in range(6))


def test_a_filter_that_reads_letters_by_the_layout_is_caught() -> None:
    assert scans(30, words=("by-text",)).wrong > 0


def test_a_person_types_untouched() -> None:
    outcome = typing(40)
    assert outcome.typed == outcome.wanted
    assert outcome.got == []
