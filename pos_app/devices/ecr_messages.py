"""The words of PrivatBank's JSON protocol for cash registers: requests written, answers read leniently.

Source: the bank's "ECR protocol (JSON based)"; UTF-8 JSON, each message ended by a zero byte, sums in hryvnias.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from pos_app.devices.terminal import TerminalStep
from pos_app.domain.card import Approval, AttemptKind, mask_card
from pos_app.domain.money import MAX_AMOUNT, parse_hryvnias
from pos_app.domain.said import sentence
from pos_app.domain.slips import Slip

END: Final = b"\x00"
KYIV: Final = ZoneInfo("Europe/Kyiv")
APPROVED: Final = "0000"
PARTLY: Final = "0010"
"""The bank approved less than was asked, and the answer is no error all the same."""
BY_TERMINAL: Final = 1000
"""Codes from here on are the terminal's own, those below are the bank's."""
UNCERTAIN: Final = frozenset({"1000", "1005", "1008"})
"""General error, no paper, already complete: the money may have moved, so the terminal is asked again."""

_REASONS: Final[Mapping[str, str]] = {
    "1001": sentence("Операцію скасовано на терміналі."),
    "1002": sentence("Картку відхилено."),
    "1003": sentence("Журнал термінала заповнений. Зробіть звірку на терміналі."),
    "1004": sentence("Термінал не має зв'язку з банком."),
    "1006": sentence("На терміналі немає ключів. Зверніться до банку."),
    "1007": sentence("Термінал не прочитав картку."),
}
_STEPS: Final[Mapping[str, TerminalStep]] = {
    "1": TerminalStep.BANK,
    "2": TerminalStep.BANK,
    "3": TerminalStep.BANK,
    "4": TerminalStep.CASHIER,
    "5": TerminalStep.SLIP,
    "6": TerminalStep.PIN,
    "10": TerminalStep.CARD,
}
_KINDS: Final[Mapping[str, AttemptKind]] = {
    "1": AttemptKind.PURCHASE,
    "2": AttemptKind.REVERSAL,
    "3": AttemptKind.REFUND,
}


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the terminal."""

    method: str
    params: Mapping[str, Any]
    error: bool
    description: str

    def text(self, name: str) -> str:
        """A parameter as text, "" where there is none."""
        value = self.params.get(name)
        return "" if value is None else str(value).strip()

    @property
    def code(self) -> str:
        """The response code, four figures; "" where there is none."""
        code = self.text("responseCode")
        return code.zfill(4) if code.isdecimal() else ""


def request(method: str, **params: str) -> bytes:
    """A request with its end."""
    body = {"method": method, "step": 0, "params": params, "error": False, "errorDescription": ""}
    return json.dumps(body, ensure_ascii=False).encode() + END


def read(message: bytes) -> Message | None:
    """A message of the terminal; None for what is not one."""
    try:
        body = json.loads(message.strip(END).decode())
    except (ValueError, RecursionError):
        return None
    if not isinstance(body, dict) or not isinstance(body.get("method"), str):
        return None
    params = body.get("params")
    return Message(
        body["method"],
        params if isinstance(params, dict) else {},
        body.get("error") is True,
        str(body.get("errorDescription") or ""),
    )


def hryvnias(kopecks: int) -> str:
    """A sum as the terminal wants it: 28450 → "284.50"."""
    whole, rest = divmod(kopecks, 100)
    return f"{whole}.{rest:02d}"


def kopecks(text: str) -> int | None:
    """A sum as the terminal writes it: hryvnias, or twelve figures of kopecks; None for what is neither.

    More than any sale comes to is no sum either.
    """
    try:
        amount = int(text) if text.isdecimal() and len(text) == 12 else parse_hryvnias(text)
    except ValueError:
        return None
    return amount if amount <= MAX_AMOUNT else None


def reason_of(message: Message) -> str:
    """Why it was refused, in words: ours for what we know, else the terminal's own."""
    known = _REASONS.get(message.code)
    if known is not None:
        return known
    said = " ".join(message.description.split())[:80]
    if message.code and int(message.code) < BY_TERMINAL:
        if not said:
            return sentence("Банк відхилив оплату (код {code}).", code=message.code)
        return sentence("Банк відхилив оплату (код {code}). {words}", code=message.code, words=said)
    return said or sentence("Термінал відхилив оплату.")


def step_of(message: Message) -> TerminalStep:
    """What the terminal says that it is doing."""
    return _STEPS.get(message.text("LastStatMsgCode"), TerminalStep.NONE)


def approval_in(message: Message) -> Approval | None:
    """The approval that an answer tells of; None where its sum cannot be read."""
    amount = kopecks(message.text("amount"))
    if amount is None or amount <= 0:
        return None
    return Approval(
        amount=amount,
        rrn=message.text("rrn")[:64],
        auth_code=message.text("approvalCode")[:64],
        card_mask=mask_card(message.text("pan")),
        bank_name=(message.text("bankAcquirer") or message.text("bankName"))[:128],
        payment_system=(message.text("paymentSystem") or message.text("issuerName"))[:64],
        terminal=message.text("terminalId")[:64],
        receipt_no=message.text("invoiceNumber")[:32],
        acquirer_and_seller=message.text("merchant")[:128],
        signature_required=message.text("signVerif") == "1",
    )


def slip_in(message: Message) -> Slip | None:
    """The slip that an answer to GetReceiptInfo tells of; None where there is none."""
    number = message.text("invoiceNumber")
    if message.error or not number:
        return None
    approval = approval_in(message) if message.code in {APPROVED, PARTLY} else None
    return Slip(
        number=number,
        kind=_KINDS.get(message.text("txnType")),
        at=_moment(message.text("date"), message.text("time")),
        approval=approval,
        partial=message.code == PARTLY,
        unread=approval is None and message.code in {APPROVED, PARTLY, ""},
    )


def _moment(date: str, time: str) -> datetime | None:
    try:
        return datetime.strptime(f"{date} {time}", "%d.%m.%Y %H:%M:%S").replace(tzinfo=KYIV)
    except ValueError:
        return None
