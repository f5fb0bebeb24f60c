"""The window's tests run without a display; a Qt warning fails a test."""

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder fails on a warning of Qt."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))


@pytest.fixture(scope="session")
def everything_loaded() -> None:
    """What is there for the whole run is never looked through again: collecting after each test is quick."""
    import ui_stage  # noqa: F401 - brings the window and the till along

    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def collected_here(everything_loaded: None) -> Iterator[None]:
    """As in the till (pos_app/ui/tidying.py): no other thread destroys what a test leaves of its window."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture
def stage(qapp) -> Iterator["Stage"]:  # noqa: F821 - imported below, once the platform is chosen
    """A window over the fake till, nobody signed in."""
    from ui_stage import Stage

    set_up = Stage()
    yield set_up
    set_up.close()


@pytest.fixture
def till(stage):
    """The same, signed in and with the shift open."""
    stage.open_till()
    return stage
