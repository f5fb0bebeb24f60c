"""Receipts that Checkbox has although it refused them: the sums of a shift differ, and this tells by which.

What is refused in so many words goes back to the basket. A copy of it that was kept on the way (a proxy that sends
twice) may come to Checkbox later and be taken, when what it was refused for is gone. Nobody here is told of that.
"""

import logging
from collections.abc import Callable

from pos_app.checkbox.errors import AnswerClass
from pos_app.domain.money import format_hryvnias
from pos_app.domain.register import OperationState
from pos_app.fiscal.courier import Courier
from pos_app.store.operations import Operations

logger = logging.getLogger(__name__)


class LateCopies:
    """Asks for each refused receipt of a shift whose sums differ, once an alarm; it then names those that are there."""

    def __init__(self, courier: Courier, operations: Operations, alarm: Callable[[str], None]) -> None:
        self._alarm = alarm
        self._courier = courier
        self._operations = operations
        self._differing: dict[str, str] = {}

    def differs(self, shift_id: str, words: str) -> None:
        """The sums of a shift are others there; `words` is what the alarm says."""
        self._differing[shift_id] = words

    async def look(self) -> None:
        """Ask, and tell; where Checkbox does not answer now, the next time."""
        for shift_id, words in tuple(self._differing.items()):
            rows = [row for row in self._operations.of_shift(shift_id) if row.state is OperationState.REJECTED]
            there = []
            for row in rows:
                if row.document is None:
                    continue  # an opening or a close is no receipt
                reply = await self._courier.ask(row)
                if reply.answer is AnswerClass.ACCEPTED and reply.document is not None:
                    number = reply.document.stamp.fiscal_code if reply.document.stamp is not None else None
                    there.append(f"{number or row.id} на {format_hryvnias(row.document.total)}")
                elif reply.answer is not AnswerClass.NOT_FOUND:
                    logger.info("whether Checkbox has %s cannot be asked now: %s", row.id, reply.answer)
                    return
            if self._differing.get(shift_id) == words:
                del self._differing[shift_id]
            if there:
                which = f"Checkbox провів відхилені тут чеки: {', '.join(there)}. Поверніть їх у кабінеті Checkbox."
                self._alarm(f"{words}. {which}")
