"""The monkey's short run, and that it finds what is broken: each mutant here is caught within a few hundred events."""

import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

sys.path.insert(0, str(Path(__file__).parents[2]))

from pos_app.store.baskets import Baskets
from pos_app.ui.screens.payment import PaymentPane
from pos_app.ui.screens.till import TillScreen
from pos_app.ui.shell import Shell
from pos_app.ui.watchdog import ScreenWatch
from pos_app.ui.window import Window
from tests.campaigns.monkey import Monkey

SHORT = 120


def wrong(folder: Path, events: int = SHORT) -> str:
    return "\n".join(Monkey(7, folder, drift_mb=1000).run(events).wrong)


@pytest.mark.timeout(300)
def test_three_thousand_events_break_nothing(qapp, tmp_path):
    # the short run still warms its caches up, and who counts branches holds the screen too: how the memory goes on and
    # how long a block is are for the campaign
    found = Monkey(3, tmp_path, watch_ms=2000.0, drift_mb=150).run(3000)
    assert found.wrong == []
    assert found.events == 3000
    assert found.sold > 0


def test_an_exception_in_the_window_is_found(qapp, tmp_path, monkeypatch):
    def broken(self, text):
        raise ZeroDivisionError("typed")

    monkeypatch.setattr(TillScreen, "type_text", broken)
    assert "typed" in wrong(tmp_path)


def test_a_basket_that_is_shown_and_not_written_is_found(qapp, tmp_path, monkeypatch):
    monkeypatch.setattr(Baskets, "save", lambda *_: None)
    assert "the basket on disk is another" in wrong(tmp_path, 500)


def test_a_screen_that_is_held_is_found_with_its_stack(qapp, tmp_path, monkeypatch):
    show = Window._show_state

    def slow(self, state):
        show(self, state)
        until = time.thread_time() + 0.15
        while time.thread_time() < until:
            pass

    monkeypatch.setattr(Window, "_show_state", slow)
    found = wrong(tmp_path, 30)
    assert "the screen was held" in found
    assert "in slow" in found


def test_an_answer_to_a_pane_that_is_gone_is_found(qapp, tmp_path, monkeypatch):
    async def late(self, number):
        await self._desk.look_up(_nothing)
        raise RuntimeError("gone")

    monkeypatch.setattr(PaymentPane, "_quote", late)
    assert "gone" in wrong(tmp_path)


def test_a_window_that_closes_in_the_middle_of_a_payment_is_found(qapp, tmp_path, monkeypatch):
    monkeypatch.setattr(Shell, "closeEvent", lambda self, event: event.accept())
    monkey = Monkey(7, tmp_path, drift_mb=1000)
    run = monkey._play

    def play(events):
        monkey.stage.tell_busy = None
        monkey.stage.desk.state = type(monkey.stage.desk.state)(busy="paying")
        monkey.close()
        run(1)

    monkeypatch.setattr(monkey, "_play", play)
    assert "closed in the middle of a payment" in "\n".join(monkey.run(1).wrong)


async def _nothing(till):
    return None


def test_the_watch_logs_what_holds_the_screen_and_only_that(stage, caplog):
    watch = ScreenWatch(60)
    stage.open_till()
    quick = [block for block in watch.blocks if block.own_ms > 60]

    def hold():
        until = time.monotonic() + 0.2
        while time.monotonic() < until:
            pass

    QTimer.singleShot(0, hold)
    stage.until(lambda: any("in hold" in block.stack for block in watch.blocks))
    watch.stop()
    assert quick == []
    assert "the screen was held for" in caplog.text
