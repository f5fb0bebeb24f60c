"""The till's commands about documents on their way and those that only a person can settle. A part of the one door."""

from collections.abc import Mapping, Sequence
from typing import Any

from pos_app.domain.mending import Change
from pos_app.till.commands import Commands
from pos_app.till.records import Records
from pos_app.till.refused_again import RefusedAgain
from pos_app.till.state import ReceiptView, Unsettled

ALARM = "alarm"
"""The id by which a difference with Checkbox's sums stands in the list of what needs attention."""


class AttentionCommands(Commands):
    """Mixed into the till."""

    async def unsettled(self, limit: int = 200) -> Sequence[Unsettled]:
        """The first so many documents on their way to Checkbox, in their order."""
        return self._parts.records.unsettled(limit)

    async def attention(self) -> Sequence[Mapping[str, Any]]:
        """What only a person can settle."""
        items = [*self._parts.records.attention(), *self._parts.refused_again.items()]
        alarm = self._lookout.alarm
        if alarm is not None:
            now = self._parts.core.clock.now()
            items.append({"id": ALARM, "kind": "ALARM", "total": 0, "at": now, "reason": alarm.message})
        return items

    async def attention_resend(self, item_id: str) -> ReceiptView | None:
        """Ask Checkbox about a stopped document once more; → the receipt, None for a shift's document."""
        return await self._do(self._settling(item_id).resend(item_id))

    async def attention_mend(self, item_id: str, changes: Sequence[Change]) -> ReceiptView | None:
        """Change texts of a refused receipt and send it again under its own UUID; its sums cannot change."""
        return await self._do(self._settling(item_id).mend(item_id, changes))

    def _settling(self, item_id: str) -> Records | RefusedAgain:
        again = self._parts.refused_again
        return again if again.has(item_id) else self._parts.records

    async def attention_set_aside(self, item_id: str, reason: str) -> None:
        """Leave a stopped document, or an alarm, as it is, and go on."""
        self._open()
        if item_id == ALARM and self._lookout.alarm is not None:
            self._parts.records.alarm_read(reason)
        else:
            self._settling(item_id).set_aside(item_id, reason)

    async def try_again(self) -> None:
        """Try now what waits for better times, and ask the server again."""
        self._open()
        self._parts.records.try_again()
