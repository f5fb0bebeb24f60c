"""Reads how long Checkbox counts the register offline."""

import logging
from datetime import timedelta
from decimal import Decimal
from typing import Final

from pos_app.checkbox.errors import CheckboxError
from pos_app.domain.register import Mode
from pos_app.fiscal import events as e
from pos_app.fiscal.budget import month_start
from pos_app.fiscal.clock import to_kyiv
from pos_app.fiscal.courier import Courier
from pos_app.fiscal.worker import Times, Worker

logger = logging.getLogger(__name__)

_YEAR_S: Final = Decimal(366 * 24 * 3600)


class HoursCheck:
    """Asks online; on the way back the two sides end the stay a little apart, and that is no difference."""

    def __init__(self, worker: Worker, courier: Courier, times: Times) -> None:
        self._worker = worker
        self._courier = courier
        self._times = times

    async def check(self) -> None:
        """Read this month's count."""
        if self._worker.state.mode not in {Mode.ONLINE, Mode.NO_SHIFT}:
            return
        clock = self._worker.state.clock.observed(self._times.instant())
        month = to_kyiv(month_start(clock.read(self._times.instant())))
        try:
            found = await self._courier.read(lambda: self._courier.client.get_offline_time(from_date=month))
        except CheckboxError as error:
            logger.info("reading the offline hours: %r", error)
            return
        if found.status is not None:
            row, total = (_hours(one) for one in (found.status.current, found.status.total))
            self._worker.handle(e.HoursSeen(self._times.instant(), row, total))


def _hours(seconds: Decimal) -> timedelta:
    """As Checkbox tells it, within a year: a nonsense must not end whoever asks."""
    return timedelta(milliseconds=int(1000 * min(max(seconds, Decimal(0)), _YEAR_S)))
