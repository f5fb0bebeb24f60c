"""Scales of four makes: only a settled weight is sold, and everything else is a sentence."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.devices import scale as scales
from pos_app.devices.exchange import Exchange
from pos_app.devices.scale import Scale
from pos_app.devices.scale_protocols import PROTOCOLS, Reading, weight_of
from pos_app.domain.device import Condition, DeviceKind, Trouble
from pos_app.domain.errors import PosError
from pos_app.links.stream import LineFailed
from pos_app.sandbox.devices import SCALE_FAULTS, ScaleTwin
from tests.unit.devices.lines import Line, record_of, until

MAKES = sorted(PROTOCOLS)
NO_STATUS = {("axis", "moving")}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scales, "LOOK_EVERY_S", 0.001)
    monkeypatch.setattr(scales, "ANSWER_S", 0.05)


class Weighing:
    def __init__(self, make: str) -> None:
        self.twin = ScaleTwin(make)
        self.line = Line(self.twin)
        self.seen: list[Reading] = []
        self.record = record_of(DeviceKind.SCALE)
        self.scale = Scale(self.line.open, PROTOCOLS[make], self.record, self.seen.append)

    async def __aenter__(self) -> "Weighing":
        self.scale.start()
        await until(lambda: self.line.opened)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.scale.stop()

    async def refusal(self, patience_s: float = 0.3) -> str:
        with pytest.raises(PosError) as error:
            await self.scale.weigh(patience_s)
        return error.value.code


@pytest.mark.parametrize("make", MAKES)
async def test_a_settled_weight_is_taken_whatever_the_make(make: str) -> None:
    async with Weighing(make) as shop:
        for grams in (350, 1, 14_999):
            shop.twin.grams = grams
            assert await shop.scale.weigh(5) == grams
        assert shop.record.health.condition is Condition.OK
        assert shop.seen[-1] == Reading(14_999, stable=True)


@pytest.mark.parametrize("make", MAKES)
@pytest.mark.parametrize("fault", [fault for fault in SCALE_FAULTS if fault not in {"", "late"}])
async def test_no_fault_ever_sells_a_weight_and_each_is_told(make: str, fault: str) -> None:
    async with Weighing(make) as shop:
        shop.twin.grams, shop.twin.fault = 350, fault
        code = await shop.refusal()
        assert code in {
            "moving": {"scale_moves"},
            "overload": {"scale_overload"},
            "below": {"scale_below"},
        }.get(fault, {"device_failed", "scale_moves"})
        if fault in {"silent", "garbage", "half"}:
            await until(lambda: shop.record.health.condition is Condition.BAD)
        shop.twin.fault = ""
        shop.scale.hurry()
        await until(lambda: shop.record.health.condition is Condition.OK)
        assert await shop.scale.weigh(5) == 350


@pytest.mark.parametrize("make", MAKES)
async def test_an_answer_to_an_old_question_is_not_sold(make: str) -> None:
    async with Weighing(make) as shop:
        shop.twin.grams = 900
        assert await shop.scale.weigh(5) == 900
        shop.twin.fault = "late"
        shop.twin.grams = 350
        if make == "cas":
            # its two questions come apart: nothing is sold until they are together again
            assert await shop.refusal() in {"device_failed", "scale_moves"}
        else:
            assert await shop.scale.weigh(5) == 350


async def test_an_empty_platform_sells_nothing() -> None:
    async with Weighing("sics") as shop:
        assert await shop.refusal() == "scale_empty"


@pytest.mark.parametrize("make", ["toledo8217", "sics", "axis"])
async def test_tare_and_zero_are_the_scales_own(make: str) -> None:
    async with Weighing(make) as shop:
        await until(lambda: shop.twin.asked)
        shop.twin.grams = 100
        await shop.scale.tare()
        shop.twin.grams = 450
        assert await shop.scale.weigh(5) == 350
        shop.twin.grams = 40
        await shop.scale.zero()
        shop.twin.grams = 540
        assert await shop.scale.weigh(5) == 500


async def test_a_scale_without_such_a_command_says_so() -> None:
    async with Weighing("cas") as shop:
        for command in (shop.scale.tare, shop.scale.zero):
            with pytest.raises(PosError) as error:
                await command()
            assert error.value.code == "scale_by_hand"


async def test_a_cable_pulled_out_while_weighing_is_told_at_once_and_comes_back() -> None:
    async with Weighing("cas") as shop:
        shop.twin.grams = 350
        assert await shop.scale.weigh(5) == 350
        shop.line.break_off(Trouble.ABSENT)
        shop.scale.hurry()
        await until(lambda: shop.record.health.trouble is Trouble.ABSENT)
        assert await shop.refusal() == "device_failed"
        with pytest.raises(LineFailed):
            await shop.scale._command(b"T")
        shop.line.broken = Trouble.NONE
        assert await shop.scale.weigh(5) == 350


async def test_nobody_weighs_and_nothing_is_told_but_the_scale_is_known_to_live() -> None:
    async with Weighing("toledo8217") as shop:
        await until(lambda: shop.record.health.condition is Condition.OK)
        assert shop.seen == []
        asked = shop.twin.asked
        await asyncio.sleep(0.05)
        assert shop.twin.asked == asked


@given(st.integers(0, 9_999_999), st.sampled_from([" kg", "kg", "", " KG"]), st.sampled_from([".", ","]))
def test_weights_are_read_as_they_are_written(grams: int, unit: str, mark: str) -> None:
    assert weight_of(f"  {grams // 1000}{mark}{grams % 1000:03d}{unit}") == grams
    if grams:
        assert weight_of(f"- {grams // 1000}{mark}{grams % 1000:03d}{unit}") == -grams


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("350 g", 350),
        ("0.3504 kg", 350),
        ("1.5", 1500),
        ("", None),
        ("kg", None),
        ("99999 kg", None),
        # another unit, and half a unit: no part of the figure is a weight
        ("1.234lb", None),
        ("  1.234 lb", None),
        ("12 pcs", None),
        ("0.350k", None),
        ("1.2.3 kg", None),
        # without the nought in front
        ("  .350 kg", 350),
        ("-.350 kg", -350),
    ],
)
def test_odd_weights(text: str, weight: int | None) -> None:
    assert weight_of(text) == weight


@given(st.sampled_from(MAKES), st.binary(max_size=120))
def test_no_bytes_whatever_are_anything_but_a_reading_or_a_told_failure(make: str, noise: bytes) -> None:
    class Noisy:
        def heard(self, data: bytes) -> bytes:
            return noise

    async def look() -> None:
        line = Line(Noisy())
        try:
            async with asyncio.timeout(0.001):
                reading = await PROTOCOLS[make].read(Exchange(line))
        except (LineFailed, TimeoutError):
            return
        assert reading.weight is None or abs(reading.weight) <= 9_999_999

    asyncio.run(look())


def test_the_manuals_own_answers() -> None:
    async def look(make: str, answer: bytes) -> Reading:
        class Says:
            def heard(self, data: bytes) -> bytes:
                return b"\x06" if data == b"\x05" else answer

        return await PROTOCOLS[make].read(Exchange(Line(Says())))

    def reading(make: str, answer: bytes) -> Reading:
        return asyncio.run(look(make, answer))

    assert reading("sics", b"S S     100.00 g\r\n") == Reading(100, stable=True)
    assert reading("sics", b"S D      0.350 kg\r\n") == Reading(350, stable=False)
    assert reading("sics", b"S I\r\n") == Reading()
    assert reading("toledo8217", b"\x0201.234\r") == Reading(1234, stable=True)
    assert reading("toledo8217", b"\x0201.234N\r") == Reading(1234, stable=True)
    assert reading("toledo8217", b"\x0201234\r") == Reading(1234, stable=True)
    assert reading("toledo8217", b"\x02?A\r") == Reading()
    assert reading("toledo8217", b"\x02?B\r") == Reading(trouble=Trouble.OVERLOAD)
    assert reading("toledo8217", b"\x02?D\r") == Reading(trouble=Trouble.BELOW)
    assert reading("axis", b"-   0.012 kg \r\n") == Reading(-12, stable=False, trouble=Trouble.BELOW)
    assert reading("cas", b"\x01\x02S  0.350kg" + bytes([_check(b"S  0.350kg")]) + b"\x03\x04") == Reading(
        350, stable=True
    )
    with pytest.raises(LineFailed):
        reading("cas", b"\x01\x02S  0.350kg\x00\x03\x04")


def _check(body: bytes) -> int:
    found = 0
    for byte in body:
        found ^= byte
    return found
