"""What the simulated terminal does: takes cards, remembers its slips, answers questions, and fails as it is told.

A card once begun is finished by the terminal itself: whoever asked may hang up meanwhile, as on a real one.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from random import Random
from typing import Any, Final, Protocol
from zoneinfo import ZoneInfo

KYIV: Final = ZoneInfo("Europe/Kyiv")
END: Final = b"\x00"
CARD_METHODS: Final = ("Purchase", "Refund", "Withdrawal")
FAULTS: Final = (
    "late",  # approved at once, told `seconds` later
    "slow",  # approved `seconds` later
    "silent",  # approved, never told
    "deaf",  # not approved, never told
    "lost_before",  # the link breaks, then it is approved
    "cut_before",  # the link breaks and nothing is approved
    "lost_after",  # approved, then the link breaks
    "twice",  # told twice
    "other_sum",  # approved for `amount`
    "declined",  # refused with `code`
    "partial",  # 0010: approved for `amount`
    "garbage",  # approved, told in half a message
    "others_last",  # before the question is answered somebody else pays `amount`
    "mute",  # takes the connection and answers nothing
)
_TYPES: Final = {"Purchase": "1", "Withdrawal": "2", "Refund": "3"}


class Mark:
    """The steps that the terminal tells when it is asked what it does."""

    IDLE = "0"
    BANK = "3"
    CARD = "10"


class Line(Protocol):
    """One caller's connection."""

    async def hear(self) -> bytes | None:
        """The next message without its end; None when the caller hung up."""
        ...

    async def say(self, message: bytes) -> None:
        """Answer; a caller that hung up hears nothing."""
        ...

    def drop(self) -> None:
        """Break the connection."""
        ...


@dataclass
class Fault:
    """What goes wrong with the next `times` calls of `method` (None: any card method)."""

    kind: str
    method: str | None = None
    times: int = 1
    seconds: float = 30.0
    amount: int = 100
    code: str = "0116"

    def __post_init__(self) -> None:
        if self.kind not in FAULTS:
            raise ValueError(f"no such fault: {self.kind}")


@dataclass(frozen=True)
class PrintedSlip:
    """One slip in the terminal's memory; kopecks. `ours`: made for a till, not by somebody else."""

    number: str
    method: str
    amount: int
    at: datetime
    rrn: str
    auth_code: str
    code: str = "0000"
    ours: bool = True
    voids: str = ""


class BankTerminal:
    """One terminal with its bank. `now` is aware; `card_s`: how long a customer takes to present the card."""

    def __init__(
        self,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        random: Random | None = None,
        card_s: float = 0.0,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.slips: list[PrintedSlip] = []
        self.faults: list[Fault] = []
        self.card_s = card_s
        self.asked: list[tuple[str, str]] = []
        """Every card method that reached the terminal, with its sum or slip."""
        self._now = now
        self._random = random or Random()  # noqa: S311 - numbers of play slips
        self._sleep = sleep
        self._step = Mark.IDLE
        self._interrupted = asyncio.Event()
        self._at_work: set[asyncio.Task[None]] = set()

    # what tests and the demo look at

    @property
    def is_busy(self) -> bool:
        """Is a card under way?"""
        return self._step != Mark.IDLE

    def somebody_pays(self, amount: int) -> PrintedSlip:
        """A payment that no till asked for: another till, or the keys of the terminal itself."""
        return self._print("Purchase", amount, ours=False)

    def balance(self) -> int:
        """Kopecks that tills took, less what they gave back."""
        signs = {"Purchase": 1, "Refund": -1}
        undone = {slip.voids for slip in self.slips}
        standing = (slip for slip in self.slips if slip.ours and slip.method in signs and slip.number not in undone)
        return sum(signs[slip.method] * slip.amount for slip in standing)

    # conversation

    async def serve(self, line: Line) -> None:
        """Answer one caller until it hangs up."""
        while True:
            heard = await line.hear()
            if heard is None:
                return
            asked = _read(heard)
            if asked is not None:
                await self._answer(line, asked)

    async def _answer(self, line: Line, asked: Mapping[str, Any]) -> None:
        method, params = str(asked.get("method")), asked.get("params") or {}
        if any(fault.kind == "mute" and self._strikes(fault, method) for fault in self.faults):
            return
        if method in CARD_METHODS:
            self._begin(line, method, params)
        elif method == "PingDevice":
            await line.say(_message(method, {"responseCode": "0000"}))
        elif method == "ServiceMessage":
            await self._serve_message(line, str(params.get("msgType")))
        elif method == "GetReceiptInfo":
            await line.say(self._receipt_info(str(params.get("invoiceNumber") or "")))
        else:
            await line.say(_message("ServiceMessage", {"msgType": "methodNotImplemented"}))

    async def _serve_message(self, line: Line, kind: str) -> None:
        params: dict[str, str] = {"msgType": kind}
        if kind == "identify":
            params |= {"vendor": "SANDBOX", "model": "simulated"}
        elif kind == "getLastStatMsgCode":
            params["LastStatMsgCode"] = self._step
        elif kind == "getLastResult":
            params["LastResult"] = "2" if self.is_busy else "0" if self.slips and _is_good(self.slips[-1]) else "1"
        elif kind == "interrupt":
            self._interrupted.set()
            params["msgType"] = "interruptTransmitted"
        else:
            params["msgType"] = "methodNotImplemented"
        await line.say(_message("ServiceMessage", params))

    def _receipt_info(self, number: str) -> bytes:
        fault = self._fault("GetReceiptInfo")
        if fault is not None and fault.kind == "others_last":
            self.somebody_pays(fault.amount)
        found = [slip for slip in self.slips if slip.number == number] if number else self.slips
        if not found:
            return _message("GetReceiptInfo", {"responseCode": "1000"}, "Чек не знайдено")
        return _message("GetReceiptInfo", self._told(found[-1]))

    # cards

    def _begin(self, line: Line, method: str, params: Mapping[str, Any]) -> None:
        if self.is_busy:
            task = asyncio.ensure_future(line.say(_message("ServiceMessage", {"msgType": "deviceBusy"})))
        else:
            self._step = Mark.CARD
            self._interrupted.clear()
            task = asyncio.ensure_future(self._take(line, method, params))
        self._at_work.add(task)
        task.add_done_callback(self._at_work.discard)

    async def _take(self, line: Line, method: str, params: Mapping[str, Any]) -> None:
        fault = self._fault(method) or Fault("late", seconds=0.0)
        self.asked.append((method, str(params.get("amount") or params.get("invoiceNumber"))))
        try:
            if fault.kind in {"lost_before", "cut_before"}:
                line.drop()
            if fault.kind in {"cut_before", "deaf"}:
                return
            refused = await self._card_refused(fault)
            answer = _message(method, *refused) if refused else self._approve(fault, method, params)
        finally:
            self._step = Mark.IDLE
        await self._tell(line, fault, answer)

    async def _card_refused(self, fault: Fault) -> tuple[dict[str, str], str] | None:
        """Wait for the card; → what is answered when it is not taken."""
        wait = self.card_s + (fault.seconds if fault.kind == "slow" else 0.0)
        waiting = asyncio.ensure_future(self._interrupted.wait())
        card = asyncio.ensure_future(self._present(wait))
        await asyncio.wait({waiting, card}, return_when=asyncio.FIRST_COMPLETED)
        interrupted = waiting.done() and not card.done()
        for task in (waiting, card):
            task.cancel()
        await asyncio.gather(waiting, card, return_exceptions=True)
        if interrupted:
            return {"responseCode": "1001"}, "Операцію скасовано"
        if fault.kind == "declined":
            return {"responseCode": fault.code}, "Недостатньо коштів"
        return None

    async def _present(self, seconds: float) -> None:
        await self._sleep(seconds)
        self._step = Mark.BANK
        await self._sleep(0)

    def _approve(self, fault: Fault, method: str, params: Mapping[str, Any]) -> bytes:
        voids = str(params.get("invoiceNumber") or "") if method == "Withdrawal" else ""
        amount = self._amount(method, params, voids)
        if amount is None:
            return _message(method, {"responseCode": "0012"}, "Операцію не знайдено")
        code = "0010" if fault.kind == "partial" else "0000"
        if fault.kind in {"partial", "other_sum"}:
            amount = fault.amount
        return _message(method, self._told(self._print(method, amount, code=code, voids=voids)))

    def _amount(self, method: str, params: Mapping[str, Any], voids: str) -> int | None:
        if method != "Withdrawal":
            return _kopecks(str(params.get("amount")))
        slip = next((one for one in self.slips if one.number == voids and not one.voids), None)
        gone = any(one.voids == voids for one in self.slips)
        return None if slip is None or gone else slip.amount

    async def _tell(self, line: Line, fault: Fault, answer: bytes) -> None:
        if fault.kind == "silent":
            return
        if fault.kind == "lost_after":
            line.drop()
            return
        if fault.kind == "late":
            await self._sleep(fault.seconds)
        await line.say(answer[: len(answer) // 2] + END if fault.kind == "garbage" else answer)
        if fault.kind == "twice":
            await line.say(answer)

    # memory

    def _print(
        self, method: str, amount: int, *, code: str = "0000", ours: bool = True, voids: str = ""
    ) -> PrintedSlip:
        number = f"{len(self.slips) + 1:06d}"
        rrn = f"{self._random.randrange(10**12):012d}"
        auth = f"{self._random.randrange(10**6):06d}"
        slip = PrintedSlip(number, method, amount, self._now(), rrn, auth, code, ours, voids)
        self.slips.append(slip)
        return slip

    def _told(self, slip: PrintedSlip) -> dict[str, str]:
        at = slip.at.astimezone(KYIV)
        return {
            "responseCode": slip.code,
            "amount": f"{slip.amount // 100}.{slip.amount % 100:02d}",
            "approvalCode": slip.auth_code,
            "rrn": slip.rrn,
            "invoiceNumber": slip.number,
            "pan": "414949XXXXXX4242",
            "bankAcquirer": "Навчальний банк",
            "paymentSystem": "VISA",
            "terminalId": "TS000001",
            "merchant": "Навчальний магазин",
            "date": at.strftime("%d.%m.%Y"),
            "time": at.strftime("%H:%M:%S"),
            "signVerif": "0",
            "txnType": _TYPES[slip.method],
            "receipt": "",
        }

    def _fault(self, method: str) -> Fault | None:
        return next((one for one in self.faults if one.kind != "mute" and self._strikes(one, method)), None)

    def _strikes(self, fault: Fault, method: str) -> bool:
        fits = fault.method == method if fault.method else method in CARD_METHODS
        if fault.kind == "others_last":
            fits = method == "GetReceiptInfo"
        elif fault.kind == "mute" and fault.method is None:
            fits = True
        if not fits or fault.times <= 0:
            return False
        self.faults[self.faults.index(fault)] = replace(fault, times=fault.times - 1)
        self.faults = [one for one in self.faults if one.times > 0]
        return True

    def stop(self) -> None:
        """End what is under way, as when the terminal is switched off."""
        for task in self._at_work:
            task.cancel()


def _is_good(slip: PrintedSlip) -> bool:
    return slip.code in {"0000", "0010"}


def _message(method: str, params: Mapping[str, str], error: str = "") -> bytes:
    body = {"method": method, "step": 0, "params": dict(params), "error": bool(error), "errorDescription": error}
    return json.dumps(body, ensure_ascii=False).encode() + END


def _read(heard: bytes) -> dict[str, Any] | None:
    try:
        asked = json.loads(heard.strip(END).decode())
    except ValueError:
        return None
    return asked if isinstance(asked, dict) else None


def _kopecks(text: str) -> int | None:
    whole, _, rest = text.partition(".")
    if not whole.isdecimal() or not rest.isdecimal() or len(rest) != 2:
        return None
    return int(whole) * 100 + int(rest)
