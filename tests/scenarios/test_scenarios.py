"""Every scenario file comes out as it says; one that names a defect fails until the defect is gone."""

from pathlib import Path

import pytest

from tests.scenarios import stage

FILES = stage.all_files()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_scenario_comes_out_as_its_file_says(path: Path, request: pytest.FixtureRequest) -> None:
    scenario = stage.load(path)
    if "defect" in scenario:
        request.applymarker(pytest.mark.xfail(reason=scenario["defect"], strict=True))
    outcome = stage.perform(scenario)
    assert stage.differences(scenario["expect"], outcome) == []


def test_there_are_two_dozen_scenarios_and_each_says_what_it_is_about() -> None:
    assert len(FILES) >= 24
    for path in FILES:
        scenario = stage.load(path)
        assert scenario["title"]
        assert scenario["about"]
        assert scenario["step"]
        assert scenario["expect"]


def test_a_wrong_expectation_is_told() -> None:
    scenario = stage.load(stage.FOLDER / "01-happy-day.toml")
    outcome = stage.perform(scenario)
    wrong = {**scenario["expect"], "server": ["SHIFT_OPEN"], "mode": "ONLINE", "paper": {"bread": ["НІЧОГО ТАКОГО"]}}
    assert len(stage.differences(wrong, outcome)) == 3
