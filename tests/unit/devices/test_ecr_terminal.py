"""The terminal's driver over a real socket against the simulated terminal, and against answers of every wrong kind."""

import asyncio
import json
import socket
import sys
from collections.abc import Iterator
from random import Random

import pytest

from pos_app.devices.ecr_messages import approval_in, kopecks, read, request, slip_in, step_of
from pos_app.devices.ecr_terminal import EcrTerminal
from pos_app.devices.terminal import CardAnswer, ManualTerminal, NotAsked, TerminalStep, Unsure
from pos_app.domain.card import Approval, AttemptKind
from pos_app.domain.device import Port
from pos_app.domain.errors import Refused
from pos_app.links.dialogue import DialogueFailed, NetworkDialogue, StreamDialogue, open_dialogue, open_serial_dialogue
from pos_app.sandbox.terminal import BankTerminal, Fault, TerminalServer


@pytest.fixture
def server() -> Iterator[TerminalServer]:
    with TerminalServer(BankTerminal(random=Random(3))) as running:
        yield running


def driver(server: TerminalServer, **given: float) -> EcrTerminal:
    times = {"card_timeout_s": 2.0, "answer_timeout_s": 0.5, "step_every_s": 0.02, **given}
    return EcrTerminal(lambda: open_dialogue("127.0.0.1", server.port, timeout_s=0.5), **times)


def quiet(_step: TerminalStep) -> None:
    """Nobody listens to the steps."""


async def test_a_purchase_its_slip_its_refund_and_its_reversal(server: TerminalServer) -> None:
    terminal = driver(server)
    assert await terminal.slip() is None
    paid = await terminal.purchase(28450, quiet)
    assert paid.approval is not None
    assert (paid.approval.amount, paid.approval.card_mask, paid.approval.receipt_no) == (
        28450,
        "414949XXXXXX4242",
        "000001",
    )
    assert len(paid.approval.rrn) == 12
    slip = await terminal.slip()
    assert slip is not None
    assert (slip.number, slip.kind, slip.approval) == ("000001", AttemptKind.PURCHASE, paid.approval)
    assert await terminal.slip("000009") is None
    assert (await terminal.refund(100, paid.approval.rrn, quiet)).approval is not None
    undone = await terminal.reverse(paid.approval, quiet)
    assert undone.approval is not None
    assert undone.approval.amount == 28450
    assert "12" in (await terminal.reverse(paid.approval, quiet)).reason
    assert server.run(server.terminal.balance) == -100
    assert not await terminal.is_busy()


async def test_the_steps_are_told_and_an_interrupt_is_heard() -> None:
    with TerminalServer(BankTerminal(card_s=60)) as server:
        terminal, other = driver(server), driver(server, card_timeout_s=0.1)
        steps: list[TerminalStep] = []
        waits = asyncio.Event()

        def told(step: TerminalStep) -> None:
            steps.append(step)
            if step is TerminalStep.CARD:
                waits.set()

        paying = asyncio.ensure_future(terminal.purchase(100, told))
        await waits.wait()
        assert await other.is_busy()
        with pytest.raises(Unsure):
            await other.purchase(200, quiet)
        await terminal.interrupt()
        assert (await paying).reason == "Операцію скасовано на терміналі."
        assert steps[0] is TerminalStep.SENT
        await other.interrupt()
        assert server.run(lambda: server.terminal.asked) == [("Purchase", "1.00")]


async def test_a_question_waits_for_the_card_and_never_takes_its_line() -> None:
    with TerminalServer(BankTerminal(card_s=60)) as server:
        open_now, most = 0, 0

        class Counted(NetworkDialogue):
            async def close(self) -> None:
                nonlocal open_now
                open_now -= 1
                await super().close()

        async def connect() -> Counted:
            nonlocal open_now, most
            open_now += 1
            most = max(most, open_now)
            return Counted(*await asyncio.open_connection("127.0.0.1", server.port))

        terminal = EcrTerminal(connect, card_timeout_s=5.0, answer_timeout_s=2.0, step_every_s=0.02)
        waits = asyncio.Event()
        paying = asyncio.ensure_future(
            terminal.purchase(100, lambda step: waits.set() if step is TerminalStep.CARD else None)
        )
        await waits.wait()
        asking = asyncio.ensure_future(terminal.identify())
        await asyncio.wait({asking}, timeout=0.05)
        await terminal.interrupt()
        assert (await paying).approval is None
        assert await asking == "SANDBOX simulated"
        assert (most, open_now) == (1, 0)


@pytest.mark.parametrize("fault", ["silent", "lost_before", "cut_before", "lost_after", "garbage", "deaf"])
async def test_no_answer_is_no_answer_and_not_a_no(server: TerminalServer, fault: str) -> None:
    server.terminal.faults.append(Fault(fault))
    with pytest.raises(Unsure):
        await driver(server, card_timeout_s=0.2).purchase(100, quiet)


@pytest.mark.parametrize(("code", "words"), [("0051", "код 0051"), ("1001", "скасовано"), ("1003", "звірку")])
async def test_a_refusal_is_told_in_words(server: TerminalServer, code: str, words: str) -> None:
    server.terminal.faults.append(Fault("declined", code=code))
    answer = await driver(server).purchase(100, quiet)
    assert answer.approval is None
    assert words in answer.reason


@pytest.mark.parametrize("code", ["1000", "1005", "1008"])
async def test_an_error_that_may_follow_the_money_is_unsure(server: TerminalServer, code: str) -> None:
    server.terminal.faults.append(Fault("declined", code=code))
    with pytest.raises(Unsure):
        await driver(server).purchase(100, quiet)


async def test_less_and_other_sums_are_told_as_they_are(server: TerminalServer) -> None:
    server.terminal.faults += [Fault("partial", amount=60), Fault("other_sum", amount=170), Fault("twice")]
    sums = [answer.approval.amount for answer in [await driver(server).purchase(100, quiet) for _ in range(3)]
            if answer.approval is not None]  # fmt: skip
    assert sums == [60, 170, 100]
    slip = await driver(server).slip("000001")
    assert slip is not None
    assert slip.partial


async def test_somebody_else_may_have_the_last_slip(server: TerminalServer) -> None:
    await driver(server).purchase(100, quiet)
    server.terminal.faults.append(Fault("others_last", amount=4200))
    slip = await driver(server).slip()
    assert slip is not None
    assert slip.approval is not None
    assert slip.approval.amount == 4200


async def test_a_terminal_that_is_off_or_mute_has_heard_nothing(server: TerminalServer) -> None:
    server.terminal.faults.append(Fault("mute", times=9))
    with pytest.raises(NotAsked):
        await driver(server, answer_timeout_s=0.1).purchase(100, quiet)
    server.terminal.faults.clear()
    server.terminal.faults.append(Fault("mute", method="GetReceiptInfo"))
    with pytest.raises(NotAsked):
        await driver(server, answer_timeout_s=0.1).slip()
    server.stop()
    with pytest.raises(NotAsked) as raised:
        await driver(server).slip()
    assert "кабель" in raised.value.message


async def test_a_taken_port_is_told(server: TerminalServer) -> None:
    with pytest.raises(OSError, match=r"in use|address"):
        TerminalServer(BankTerminal(), server.port).start()


async def answered(*frames: bytes) -> CardAnswer:
    """What the driver makes of these frames after a purchase."""

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with_end = [frame + b"\x00" for frame in frames]
        while True:
            try:
                heard = read(await reader.readuntil(b"\x00"))
            except asyncio.IncompleteReadError:
                writer.close()
                return
            if heard is not None and heard.method == "PingDevice":
                writer.write(request("PingDevice"))
            elif heard is not None:
                writer.write(b"".join(with_end))

    server = await asyncio.start_server(take, "127.0.0.1", 0, family=socket.AF_INET)
    port = server.sockets[0].getsockname()[1]
    terminal = EcrTerminal(lambda: open_dialogue("127.0.0.1", port), card_timeout_s=0.3, answer_timeout_s=0.3)
    try:
        return await terminal.purchase(100, quiet)
    finally:
        server.close()
        await server.wait_closed()


def answer(**params: str) -> bytes:
    return json.dumps({"method": "Purchase", "params": params, "error": False}).encode()


@pytest.mark.parametrize(
    "frame",
    [
        b"\xff\xfe",
        b"<html>",
        b"[]",
        b"null",
        b'{"method": 7}',
        b'{"method": "Purchase"}',
        b'{"method": "Purchase", "params": [], "error": false}',
        answer(responseCode="0000"),
        answer(responseCode="0000", amount="a lot"),
        answer(responseCode="0000", amount="-1.00"),
        answer(responseCode="zero", amount="1.00"),
        answer(amount="1.00"),
        b'{"method": "Purchase", "params": {"responseCode": "0000", "amount": "1.00"}, "error": true}',
        answer(responseCode="0000", amount="1e999999999"),
        answer(responseCode="0000", amount="9" * 40),
        b"x" * 100_000,
        b"[" * 50_000,
    ],
)
async def test_an_answer_that_says_nothing_certain_is_unsure(frame: bytes) -> None:
    with pytest.raises(Unsure):
        await answered(frame)


async def test_words_between_and_empty_messages_are_passed_over() -> None:
    got = await answered(
        b"", request("ServiceMessage", msgType="deviceBusy")[:-1], answer(responseCode="0", amount="1")
    )
    assert got.approval == Approval(100)


def test_sums_and_moments_are_read_leniently() -> None:
    assert [kopecks(text) for text in ("0.60", "0,60", "000000000060", "12", "1.234", "")] == [
        60,
        60,
        60,
        1200,
        None,
        None,
    ]
    message = read(answer(invoiceNumber="7", date="yesterday", responseCode="0000", amount="1.00", txnType="9"))
    assert message is not None
    slip = slip_in(message)
    assert slip is not None
    assert (slip.at, slip.kind) == (None, None)
    full = read(answer(pan="4149499991231234", amount="1.00"))
    assert full is not None
    made = approval_in(full)
    assert made is not None
    assert made.card_mask == "414949******1234"
    assert step_of(full) is TerminalStep.NONE


@pytest.mark.parametrize("said", [{"responseCode": "0000", "amount": "a lot"}, {"amount": "1.00"}])
def test_a_slip_that_may_be_approved_for_nobody_knows_how_much_is_no_refusal(said: dict[str, str]) -> None:
    message = read(answer(invoiceNumber="7", **said))
    assert message is not None
    slip = slip_in(message)
    assert slip is not None
    assert (slip.approval, slip.unread) == (None, True)


async def test_a_terminal_that_hangs_up_is_a_failure_in_words() -> None:
    with pytest.raises(DialogueFailed) as raised:
        await open_dialogue("127.0.0.1", 1, timeout_s=0.5)
    assert raised.value.code == "terminal_failed"


async def test_a_manual_terminal_is_worked_by_people() -> None:
    terminal, approval = ManualTerminal(), Approval(100, "1")
    assert terminal.is_manual
    assert await terminal.reverse(approval, quiet) == CardAnswer(approval)
    await terminal.interrupt()
    for money in (terminal.purchase(1, quiet), terminal.refund(1, "", quiet)):
        with pytest.raises(Refused):
            await money
    for question in (terminal.is_busy(), terminal.slip()):
        with pytest.raises(NotAsked):
            await question


class Serial:
    """The simulated terminal at a serial port: its caller is a pseudo-terminal's other side."""

    def __init__(self, bank: BankTerminal) -> None:
        import os

        self.main, self.side = os.openpty()
        self.address = os.ttyname(self.side)
        self.messages: asyncio.Queue[bytes] = asyncio.Queue()
        self._held = b""
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(self.main, self._read)
        self.serving = asyncio.ensure_future(bank.serve(self))

    def _read(self) -> None:
        import os

        self._held += os.read(self.main, 4096)
        while b"\0" in self._held:
            message, _, self._held = self._held.partition(b"\0")
            if message:
                self.messages.put_nowait(message)

    async def hear(self) -> bytes | None:
        return await self.messages.get()

    async def say(self, message: bytes) -> None:
        import os

        os.write(self.main, message)

    def drop(self) -> None:
        """A port is never hung up."""

    def unplug(self) -> None:
        import os

        self._loop.remove_reader(self.main)
        self.serving.cancel()
        os.close(self.main)
        os.close(self.side)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
async def test_the_same_terminal_at_a_serial_port() -> None:
    bank = BankTerminal(random=Random(3))
    plug = Serial(bank)
    terminal = EcrTerminal(lambda: open_serial_dialogue(Port(plug.address, 115200)), answer_timeout_s=2.0)
    assert await terminal.identify() == "SANDBOX simulated"
    paid = await terminal.purchase(28450, quiet)
    assert paid.approval is not None
    slip = await terminal.slip()
    assert slip is not None
    assert slip.approval == paid.approval
    plug.unplug()
    with pytest.raises(NotAsked) as error:
        await terminal.purchase(100, quiet)
    assert plug.address in error.value.message
    assert bank.balance() == 28450


async def test_messages_come_whole_out_of_any_pieces_and_noise_ends_the_conversation() -> None:
    from tests.unit.devices.lines import Line

    line = Line()
    dialogue = StreamDialogue(await line.open())
    for piece in (b"\0\0ab", b"c\0\0d", b"ef\0gh"):
        line.inbox.put(piece)
    assert [await dialogue.hear(), await dialogue.hear()] == [b"abc", b"def"]
    line.inbox.put(bytes([65]) * 70_000)
    with pytest.raises(DialogueFailed):
        await dialogue.hear()
    line.break_off()
    with pytest.raises(DialogueFailed):
        await dialogue.say(b"x")
    await dialogue.close()
