"""The till's commands about drawer, journal, clock and waiting. A part of the one door."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pos_app.domain.errors import refused
from pos_app.domain.register import Mode
from pos_app.till.commands import Commands
from pos_app.till.service_check import Checked, Service

FARTHEST_S = 366 * 24 * 3600
"""The sandbox's clock moves a year at most in one step."""
AHEAD = "sandbox.clock_ahead_s"
"""The setting that holds how much time was let pass in the sandbox."""


class RecordCommands(Commands):
    """Mixed into the till."""

    async def open_drawer(self, reason: str) -> None:
        """Open the drawer without a sale, for a reason."""
        self._parts.core.need("drawer")
        if not reason.strip():
            raise refused("reason_needed")
        await self._do(self._parts.core.printer.open_drawer(reason.strip()))

    async def check_service(self, service: Service) -> Checked:
        """Ask a service whether it answers; what goes wrong is told in words."""
        return await self._do(self._parts.services.check(service))

    async def journal_verify(self) -> Mapping[str, Any]:
        """Check the journal's chain."""
        return self._parts.records.verify()

    async def journal_export(self, since: int | None = None) -> Mapping[str, Any]:
        """Every operation after `since`."""
        return self._parts.records.export(since)

    async def confirm_time(self) -> datetime:
        """A person says that the computer's time, which is in doubt, is right."""
        self._open()
        return self._parts.records.confirm_time()

    async def advance_clock(self, seconds: int) -> datetime:
        """Move the till's clock, in the sandbox alone; → what it shows now."""
        self._open()
        core = self._parts.core
        if not core.options.sandboxed or not -FARTHEST_S <= seconds <= FARTHEST_S:
            raise refused("not_available")
        core.clock.advance(seconds)
        core.store.settings.put(AHEAD, core.store.settings.get(AHEAD, 0) + seconds)
        core.journal("sandbox.clock", {"seconds": seconds})
        core.fiscal.wake()
        self._parts.shift_watch.poke()
        return core.clock.kyiv()

    async def wait(self, what: str, timeout_s: float) -> bool:
        """Wait for "idle", "online" or "printed"; → whether it was reached. A shutdown ends the waiting."""
        core, waiting = self._parts.core, self._parts.waiting
        if what == "online":
            return await waiting.until(lambda: core.fiscal.status.mode is Mode.ONLINE, timeout_s)
        if what == "idle":
            return await waiting.unless_ended(core.fiscal.wait_idle(timeout_s))
        if what == "printed":
            return await waiting.unless_ended(core.printer.wait_printed(timeout_s))
        raise refused("not_available")
