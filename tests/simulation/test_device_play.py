"""Some tens of days with broken devices, and broken code that the same days catch. The campaign runs apart."""

from datetime import UTC, datetime

import pytest

from pos_app.devices import scanner
from pos_app.devices.scale import Scale
from pos_app.devices.scale_protocols import Reading
from pos_app.till import card_desk
from tests.simulation.card_play import play
from tests.simulation.device_play import DevicePlay, make_plan
from tests.simulation.plan import Event, Plan


def drill(*events: Event, seed: int = 2) -> Plan:
    return Plan(seed, datetime(2026, 3, 2, 7, 0, tzinfo=UTC), events, {"offline": True}, {})


def customers(count: int) -> tuple[Event, ...]:
    return tuple(Event("customer", {"seed": number}) for number in range(count))


@pytest.mark.parametrize("seed", range(2000, 2016))
def test_no_broken_device_loses_or_holds_a_sale_or_charges_a_card_twice(seed: int) -> None:
    result = play(make_plan(seed), DevicePlay)
    assert result.violations == []
    assert result.counts["sales"] >= 8


HALF = drill(Event("device", {"what": "scanner", "fault": "half", "s": 600}), *customers(2))
MOVING = drill(Event("device", {"what": "scale", "fault": "moving", "s": 600}), *customers(6))


def test_half_codes_that_were_sold_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert play(HALF, DevicePlay).violations == []
    monkeypatch.setattr(scanner.Framing, "ends", property(lambda _self: b""))
    assert any("half a code" in one for one in play(HALF, DevicePlay).violations)


def test_weights_that_have_not_settled_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert play(MOVING, DevicePlay).violations == []

    async def anything(self: Scale, patience_s: float = 0.0) -> int:
        async with self.watched():
            reading: Reading = await self.next_look(5.0)
            return reading.weight or 1

    monkeypatch.setattr(Scale, "weigh", anything)
    assert any("were weighed" in one for one in play(MOVING, DevicePlay).violations)


def test_a_till_that_asks_too_seldom_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    plans = [make_plan(seed) for seed in (2003, 2005, 2008)]
    assert all(play(plan, DevicePlay).violations == [] for plan in plans)
    monkeypatch.setattr(card_desk, "ASK_EVERY_S", 30.0)
    assert any("is unknown" in one for plan in plans for one in play(plan, DevicePlay).violations)
