"""The campaign in short: codes and typing under a real X server. The long one is `python -m tests.wedge`."""

import pytest

from tests.wedge.run import missing, scans, typing

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "an X server is here")


@pytest.mark.parametrize("words", [(), ("busy",)])
def test_codes_at_five_milliseconds_a_key_come_whole_in_ukrainian_with_caps_lock(words: tuple[str, ...]) -> None:
    outcome = scans(30, words=words)
    assert (outcome.wrong, outcome.leaked, len(outcome.got)) == (0, "", 30)


@pytest.mark.parametrize("words", [("by-text",), ("busy", "one-look")])
def test_a_filter_without_its_native_keys_or_its_second_look_is_caught(words: tuple[str, ...]) -> None:
    assert scans(30, words=words).wrong > 0


def test_a_person_types_untouched() -> None:
    outcome = typing(40)
    assert outcome.typed == outcome.wanted
    assert outcome.got == []
