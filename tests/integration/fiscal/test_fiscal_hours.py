"""The hours offline as Checkbox counts them, and a clock that nobody vouches for at a start without it."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from pos_app.checkbox.models.register import OfflineTime, OfflineTotals
from pos_app.domain.receipt import ReceiptState
from pos_app.domain.register import Mode
from pos_app.fiscal.rules import FiscalRules
from pos_app.sandbox.checkbox.state import OfflineSession
from pos_app.sandbox.checkbox.troubles import act
from pos_app.sandbox.faults import Fault

HOUR = 3600


@pytest.fixture
def till(make_world: Callable[..., Any]) -> Any:
    """A till whose shift is open and that may go offline by itself."""
    made = make_world(rules=FiscalRules(offline=True))
    made.run(made.opened())
    return made


def earlier_stay(world: Any, hours: float) -> None:
    """The register was offline this month with another program, so long."""
    begin = world.now() - timedelta(hours=hours + 1)
    world.server.register.state.sessions.append(OfflineSession(begin, begin + timedelta(hours=hours)))


def wait(world: Any, seconds: float) -> None:
    world.run(asyncio.sleep(seconds))


def test_the_servers_hours_are_read_at_the_start_and_the_larger_count_is_shown_and_told_once(till: Any) -> None:
    earlier_stay(till, 20)
    wait(till, 30)
    meter = till.fiscal.status.offline
    assert meter.seconds_month == pytest.approx(20 * HOUR, abs=5)
    assert meter.by_server
    assert len(till.journal("offline.hours_differ")) == 1
    assert till.store.settings.get("fiscal.hours_differ")["server_month"] == pytest.approx(20 * HOUR, abs=5)
    wait(till, 3 * HOUR)
    assert len(till.journal("offline.hours_differ")) == 1


def test_nothing_is_stamped_past_the_servers_count_and_a_restart_does_not_forget_it(till: Any) -> None:

    async def counted(**_: Any) -> OfflineTime:
        return OfflineTime(status=OfflineTotals(current=Decimal(0), total=Decimal(167 * HOUR)))

    till.client.get_offline_time = counted
    wait(till, 30)
    till.plan.outage("refused")
    assert till.run(till.sell()).state is ReceiptState.OFFLINE
    wait(till, 0.6 * HOUR)
    assert till.error_of(till.sell()).code == "offline_limit"
    till.run(till.restart())
    till.within(till.fiscal.confirm_time)
    assert till.error_of(till.sell()).code == "offline_limit"


def test_the_servers_own_stay_counts_into_ours(till: Any) -> None:
    act(till.server.register, "tax_service_down")
    till.run(till.sell())
    wait(till, 2 * HOUR)
    assert till.fiscal.status.mode is Mode.AUTO_OFFLINE
    till.plan.outage("refused")
    assert till.run(till.sell()).state is ReceiptState.OFFLINE
    wait(till, HOUR)
    meter = till.fiscal.status.offline
    assert meter.seconds_in_row == pytest.approx(3 * HOUR, abs=60)
    assert meter.by_server


def test_two_counts_that_agree_say_nothing(till: Any) -> None:
    till.plan.outage("refused")
    till.run(till.sell())
    wait(till, 2 * HOUR)
    till.plan.clear()
    wait(till, 2 * HOUR)
    assert till.fiscal.status.mode is Mode.ONLINE
    meter = till.fiscal.status.offline
    assert meter.seconds_month == pytest.approx(2 * HOUR, abs=300)
    assert not meter.by_server
    assert till.journal("offline.hours_differ") == []
    assert till.store.settings.get("fiscal.hours_differ") is None


def test_hours_that_cannot_be_read_leave_our_own(till: Any) -> None:
    till.plan.add(Fault("null", path="*/get-offline-time", times=None))
    earlier_stay(till, 20)
    wait(till, 3 * HOUR)
    assert till.fiscal.status.offline.seconds_month == 0
    assert till.fiscal.status.problem is None


@pytest.mark.parametrize("away", [timedelta(days=1), timedelta(hours=-1), timedelta(hours=1)])
def test_a_start_offline_with_another_clock_stamps_nothing_until_a_person_confirms(till: Any, away: timedelta) -> None:
    till.run(till.sell())
    till.plan.outage("refused")
    till.skew = away
    till.run(till.restart())
    wait(till, 1)
    assert till.error_of(till.sell()).code == "clock_suspect"
    status = till.fiscal.status
    assert status.problem.code == "clock_suspect"
    assert abs(status.clock_doubt - till.now() - away) < timedelta(minutes=2)
    till.skew = timedelta()
    assert abs(till.fiscal.status.clock_doubt - till.now()) < timedelta(minutes=2)
    till.within(lambda: till.fiscal.confirm_time("olena"))
    assert till.fiscal.status.clock_doubt is None
    assert till.run(till.sell()).state is ReceiptState.OFFLINE
    assert '"by":"olena"' in till.journal("clock.confirmed")[0].replace(" ", "")


@pytest.mark.parametrize("away", [timedelta(), timedelta(seconds=7), timedelta(seconds=-60)])
def test_a_power_cut_offline_with_a_clock_that_went_on_asks_nobody(till: Any, away: timedelta) -> None:
    till.plan.outage("refused")
    till.run(till.sell())
    wait(till, 40)
    till.skew = away
    till.run(till.restart())
    wait(till, 1)
    assert till.fiscal.status.clock_doubt is None
    assert till.run(till.sell()).state is ReceiptState.OFFLINE


def test_the_server_takes_the_doubt_away_by_itself(till: Any) -> None:
    wait(till, 9 * HOUR)
    till.plan.outage("refused")
    till.run(till.restart())
    wait(till, 1)
    assert till.fiscal.status.clock_doubt is not None
    till.plan.clear()
    assert till.run(till.sell()).state is ReceiptState.FISCAL
    assert till.fiscal.status.clock_doubt is None


def test_a_clock_that_nobody_doubts_is_not_moved_by_a_confirmation(till: Any) -> None:
    till.skew = timedelta(minutes=4)
    till.within(till.fiscal.confirm_time)
    assert till.journal("clock.confirmed") == []
    till.plan.outage("refused")
    stamp = till.run(till.sell())
    assert abs(stamp.fiscal_date - till.now()) < timedelta(seconds=30)


def test_receipts_that_another_program_made_are_told_at_the_next_start(till: Any) -> None:
    till.run(till.sell())
    wait(till, 10)
    till.run(till.restart())
    wait(till, 1)
    assert till.store.settings.get("fiscal.documents_elsewhere") is None
    till.server.register.state.receipt_serial += 3
    till.run(till.restart())
    wait(till, 1)
    assert till.store.settings.get("fiscal.documents_elsewhere")["receipts"] == 3
    assert len(till.journal("register.changed")) == 1
    till.run(till.restart())
    wait(till, 1)
    assert till.store.settings.get("fiscal.documents_elsewhere") is None


def test_while_something_of_ours_is_unclear_numbers_say_nothing(till: Any) -> None:
    till.plan.outage("refused")
    till.run(till.sell())
    till.server.register.state.receipt_serial += 3
    till.plan.clear()
    till.run(till.restart())
    wait(till, 1)
    assert till.journal("register.changed") == []


def test_the_signatures_end_is_counted_in_days_once_it_is_near(till: Any) -> None:
    row = till.store.register.load()
    for days, shown in ((31, None), (30, 30), (7, 7), (0, 0)):
        end = till.now() + timedelta(days=days, hours=1)
        till.store.register.save(replace(row, info=replace(row.info, certificate_end=end)))
        assert till.fiscal.status.certificate_days == shown
