"""What the window's flows do among themselves."""

import asyncio
from functools import partial
from typing import Any, cast

import pytest
from PySide6.QtCore import QObject, Signal

from pos_app.ui.desk import Desk
from pos_app.ui.sounds import Sounds


class Silence(QObject):
    """An engine that tells nothing."""

    state_changed = Signal(object)
    happened = Signal(object)


def make_desk() -> Desk:
    return Desk(cast("Any", Silence()), asyncio.get_running_loop(), Sounds(on=False))


@pytest.mark.timeout(20)
@pytest.mark.usefixtures("qapp")
def test_pages_that_wait_for_the_flows_of_others_end_at_once() -> None:
    async def many() -> list[int]:
        desk, gone = make_desk(), list[int]()
        desk.start(asyncio.Event().wait())  # a pane that nobody answers
        for number in range(40):
            desk.after_flows(partial(gone.append, number))
            await asyncio.sleep(0)
        await desk.stop()  # with every page ending those before it again this would last for days
        return gone

    assert asyncio.run(many()) == []


@pytest.mark.usefixtures("qapp")
def test_a_widget_outlives_the_flows_of_its_time() -> None:
    async def one() -> list[str]:
        desk, told, go, gone = make_desk(), list[str](), asyncio.Event(), asyncio.Event()
        flow = desk.start(go.wait())
        flow.add_done_callback(lambda _: told.append("flow"))
        desk.after_flows(gone.set)
        await asyncio.sleep(0)
        assert not gone.is_set()
        go.set()
        await gone.wait()
        return [*told, "widget"]

    assert asyncio.run(one()) == ["flow", "widget"]
