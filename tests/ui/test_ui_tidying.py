"""What is no longer needed is destroyed on the screen's thread, whichever thread makes the next object."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEventLoop, QObject, Qt
from PySide6.QtWidgets import QApplication

from pos_app.ui.tidying import Tidying


class Page(QObject):
    """In a cycle with itself, as pages and their flows are."""

    def __init__(self, ended_in: list[int]) -> None:
        super().__init__()
        self.itself = self
        self.destroyed.connect(lambda: ended_in.append(threading.get_ident()), Qt.ConnectionType.DirectConnection)


def leave_page() -> list[int]:
    """A page that nothing leads to any more. → the threads that it is destroyed in, once it is."""
    ended_in: list[int] = []
    Page(ended_in)
    return ended_in


def make_objects() -> list[list[int]]:
    """As much as some answers of ten thousand goods make, in the engine's thread."""
    made: list[list[int]] = []
    thread = threading.Thread(target=lambda: made.extend([number] for number in range(100_000)))
    thread.start()
    thread.join()
    return made


@pytest.fixture
def collects_by_itself() -> Iterator[None]:
    gc.enable()
    yield
    gc.disable()


@pytest.fixture
def tidying(qapp, collects_by_itself) -> Iterator[Tidying]:
    tidying = Tidying()
    yield tidying
    tidying.stop()


def test_python_by_itself_destroys_a_page_in_another_thread(qapp, collects_by_itself):
    """The reason for all this; a Python that no longer does it needs no tidying."""
    ended_in = leave_page()
    make_objects()
    assert ended_in
    assert threading.get_ident() not in ended_in


def test_a_page_is_destroyed_on_the_screens_thread(tidying):
    tidying.start()
    ended_in = leave_page()
    made = make_objects()
    assert ended_in == []
    while not ended_in:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    assert ended_in == [threading.get_ident()]
    assert made


def test_everything_is_looked_through_in_a_pause_alone(tidying):
    tidying.start()
    ended_in = leave_page()
    tidying._collect_whole()
    assert ended_in == []
    tidying.is_pause = lambda: True
    tidying._collect_whole()
    assert len(ended_in) == 1


def test_python_collects_again_once_the_window_is_gone(qapp, collects_by_itself):
    tidying = Tidying()
    assert not gc.isenabled()
    tidying.stop()
    assert gc.isenabled()


def test_what_did_not_collect_before_does_not_after(qapp):
    gc.disable()
    Tidying().stop()
    assert not gc.isenabled()
