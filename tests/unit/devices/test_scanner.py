"""Serial scanners: every code once and in order, whatever the bytes come in; half a code is told and never sold."""

import asyncio
import sys
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_app.devices.scanner import CodeSplitter, Framing, SerialScanner
from pos_app.domain.device import Condition, DeviceKind, Trouble
from pos_app.sandbox.devices import PtyPlug, ScannerTwin
from tests.unit.devices.lines import Line, at, record_of, until

CODES = [f"48200000{number:05d}" for number in range(40)]


class Ear:
    """A scanner and what it was heard to say."""

    def __init__(self, line: Line, framing: Framing = Framing()) -> None:  # noqa: B008 - frozen
        self.codes: list[str] = []
        self.halves = 0
        self.record = record_of(DeviceKind.SCANNER)
        self.scanner = SerialScanner(line.open, framing, self.record, scanned=self.codes.append, half=self._half)

    def _half(self) -> None:
        self.halves += 1


@given(st.data())
def test_bytes_in_any_pieces_are_the_same_codes(data: st.DataObject) -> None:
    wanted = data.draw(st.lists(st.text("0123456789ABC-", min_size=1, max_size=30), max_size=8))
    end = data.draw(st.sampled_from([b"\r", b"\n", b"\r\n"]))
    stream = b"".join(code.encode() + end for code in wanted)
    splitter, found = CodeSplitter(Framing()), []
    while stream:
        size = data.draw(st.integers(1, len(stream)))
        found += splitter.feed(stream[:size])
        stream = stream[size:]
    assert found == wanted
    assert not splitter.waits


def test_prefix_symbol_separator_and_foreign_bytes() -> None:
    splitter = CodeSplitter(Framing(prefix="~", suffix="tab"))
    assert splitter.feed(b"~]d20104820000000017\x1d10AB\t4820000000017\t") == [
        "]d20104820000000017\x1d10AB",
        "4820000000017",
    ]
    assert CodeSplitter(Framing()).feed("\x02молоко\x00\r".encode()) == ["молоко"]
    assert CodeSplitter(Framing()).feed("молоко\r".encode("cp1251")) == ["молоко"]
    assert CodeSplitter(Framing()).feed(b"\r\n\r\n  \r") == []


def test_noise_without_an_end_does_not_fill_the_memory() -> None:
    splitter = CodeSplitter(Framing())
    splitter.feed(bytes(65 for _ in range(20_000)))
    assert len(splitter._held) <= 4096


async def test_two_codes_in_one_breath_are_two_and_the_same_code_twice_is_two() -> None:
    line = Line()
    ear = Ear(line)
    ear.scanner.start()
    await until(lambda: line.opened)
    line.inbox.put(b"4820000000017\r4820000000017\r48200000")
    line.inbox.put(b"00024\r")
    await until(lambda: len(ear.codes) == 3)
    assert ear.codes == ["4820000000017", "4820000000017", "4820000000024"]
    assert ear.record.health.condition is Condition.OK
    await ear.scanner.stop()


async def test_half_a_code_times_out_and_is_told_and_the_next_one_is_whole() -> None:
    line = Line()
    ear = Ear(line)
    ear.scanner.start()
    await until(lambda: line.opened)
    line.inbox.put(b"48200000")
    await until(lambda: ear.halves == 1)
    assert (ear.record.health.condition, ear.record.health.trouble) == (Condition.WARN, Trouble.HALF)
    line.inbox.put(b"4820000000017\r")
    await until(lambda: ear.codes)
    assert ear.codes == ["4820000000017"]
    assert ear.record.health.condition is Condition.OK
    assert ear.record.health.last_error is Trouble.HALF
    await ear.scanner.stop()


async def test_a_scanner_that_sends_no_end_is_read_by_its_silence() -> None:
    line = Line()
    ear = Ear(line, Framing(suffix="none"))
    ear.scanner.start()
    await until(lambda: line.opened)
    line.inbox.put(b"48200000")
    line.inbox.put(b"00017")
    await until(lambda: ear.codes)
    assert (ear.codes, ear.halves) == (["4820000000017"], 0)
    await ear.scanner.stop()


async def test_a_cable_pulled_in_the_middle_of_a_code_is_told_and_the_scanner_comes_back_by_itself() -> None:
    line = Line()
    ear = Ear(line)
    ear.scanner.start()
    await until(lambda: line.opened)
    line.inbox.put(b"48200000")
    line.break_off()
    await until(lambda: ear.record.health.trouble is Trouble.ABSENT)
    assert (ear.codes, ear.halves) == ([], 1)
    line.broken = Trouble.NONE
    ear.scanner.hurry()
    await until(lambda: line.opened == 2)
    line.inbox.put(b"4820000000017\r")
    await until(lambda: ear.codes)
    assert ear.codes == ["4820000000017"]
    await ear.scanner.stop()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
async def test_two_scanners_at_two_ports_lose_and_merge_nothing() -> None:
    chance = Random(5)
    plugs = [PtyPlug(None), PtyPlug(None)]
    heard: list[tuple[int, str]] = []
    scanners = [
        SerialScanner(
            at(plug.address),
            Framing(),
            record_of(DeviceKind.SCANNER),
            scanned=lambda code, number=number: heard.append((number, code)),
            half=lambda: None,
        )
        for number, plug in enumerate(plugs)
    ]
    for scanner in scanners:
        scanner.start()
    await until(lambda: all(scanner._record.health.condition is Condition.OK for scanner in scanners))
    twins = [ScannerTwin(), ScannerTwin(suffix=b"\r\n")]
    twins[1].fault = "broken"
    sent: list[list[str]] = [[], []]
    for _ in range(200):
        number, code = chance.randrange(2), chance.choice(CODES)
        sent[number].append(code)
        for piece in twins[number].scan(code):
            plugs[number].say(piece)
        await asyncio.sleep(0)
    await until(lambda: len(heard) >= 200)
    assert [[code for owner, code in heard if owner == number] for number in range(2)] == sent
    for scanner in scanners:
        await scanner.stop()
    for plug in plugs:
        plug.pull_out()
