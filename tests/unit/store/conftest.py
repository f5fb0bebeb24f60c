"""A till.db in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_app.store.till_store import TillStore, open_till_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TillStore]:
    """An empty store, closed after the test."""
    opened = open_till_store(tmp_path / "till.db")
    yield opened
    opened.close()
