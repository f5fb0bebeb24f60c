"""Which page is read next while the list changes."""

import json

import pytest

from pos_app.catalog.walk import MOST_STEPS_BACK, Phase, Place
from pos_app.smartkasa.models import Meta


def meta(**told):
    return Meta.model_validate(told)


def test_a_place_survives_being_saved():
    place = Place(7, page=3, limit=100, total=900, phase=Phase.CONFIRM, added=5)
    assert Place.restored(json.loads(json.dumps(place.saved()))) == place


@pytest.mark.parametrize("saved", [None, 5, {}, {"page": 3}, Place(1).saved() | {"extra": 1}, "text"])
def test_a_place_of_another_program_begins_a_new_pass(saved):
    assert Place.restored(saved) is None


def test_pages_follow_each_other_to_the_end():
    place = Place(1)
    seen = []
    while place.phase is Phase.WALK:
        seen.append(place.page)
        place = place.after_page(
            meta(total_count=1203, limit_value=500), asked=500, rows=500 if place.page < 3 else 203
        )
    assert seen == [1, 2, 3]


@pytest.mark.parametrize(("fallen", "next_"), [(1, 4), (100, 4), (101, 3), (400, 1), (5000, 1)])
def test_a_list_that_became_shorter_is_stepped_back_in(fallen, next_):
    place = Place(1, page=5, limit=100, total=10_000)
    after = place.after_page(meta(total_count=10_000 - fallen, limit_value=100), asked=500, rows=100)
    assert (after.page, after.total, after.steps_back) == (next_, 10_000 - fallen, 1)


def test_on_the_first_page_there_is_nothing_to_step_back_to():
    place = Place(1, page=1, limit=100, total=500)
    assert place.after_page(meta(total_count=400, limit_value=100), asked=500, rows=100).page == 2


def test_steps_back_come_to_an_end():
    place = Place(1, page=5, limit=100, total=1000, steps_back=MOST_STEPS_BACK)
    assert place.after_page(meta(total_count=900, limit_value=100), asked=500, rows=100).page == 6


@pytest.mark.parametrize(("limit", "next_"), [(250, 5), (30, 34), (1000, 2)])
def test_another_page_size_goes_on_behind_what_was_read(limit, next_):
    place = Place(1, page=3, limit=500, total=9000)
    assert place.after_page(meta(total_count=9000, limit_value=limit), asked=500, rows=limit).page == next_


def test_a_second_reading_begins_at_the_first_page_of_the_same_pass():
    again = Place(7, page=9, limit=100, total=900, phase=Phase.CONFIRM, added=3).again()
    assert (again.generation, again.page, again.round, again.phase, again.added) == (7, 1, 2, Phase.WALK, 3)
