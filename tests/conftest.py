"""What all tests share: where the vendors' specifications lie."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# a busy machine is no failure; speed is measured in tests/benchmarks
# and what CI tries is the same each time; everywhere else new examples are looked for
settings.register_profile("till", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("till")


LONGEST_FIRST = (
    "tests/simulation/test_simulation.py",
    "tests/e2e/test_rpc_day.py",
    "tests/e2e/test_rpc_kill.py",
    "tests/simulation",
    "tests/e2e",
    "tests/integration/fiscal",
)
"""Run side by side, these begin first: nobody waits at the end for the longest."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest begin first."""
    items.sort(key=lambda item: next((n for n, part in enumerate(LONGEST_FIRST) if part in item.nodeid), 9))


@pytest.fixture(scope="session")
def specs_dir() -> Path:
    """The vendors' OpenAPI files: TILL_SPECS, else ../shared/specs; skips aloud where neither is there."""
    found = Path(os.environ.get("TILL_SPECS", Path(__file__).parents[2] / "shared" / "specs"))
    if not found.is_dir():
        pytest.skip(f"vendor specifications not found at {found}; set TILL_SPECS")
    return found


@pytest.fixture(autouse=True)
def heard_again() -> Iterator[None]:
    """A simulated shop silences all logs while it plays; the next test hears them again."""
    yield
    logging.disable(logging.NOTSET)
