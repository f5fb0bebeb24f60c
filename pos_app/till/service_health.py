"""Checkbox and SmartKasa as the health screen shows them: since when, the last success, the last error in words."""

from dataclasses import replace

from pos_app.devices.keeper import Record, record
from pos_app.domain.device import DeviceKind, Health, Trouble
from pos_app.domain.register import Mode
from pos_app.fiscal.status import FiscalStatus
from pos_app.till.core import Core
from pos_app.till.state import TillState

_SELLING: frozenset[Mode] = frozenset({Mode.ONLINE, Mode.DRAINING, Mode.RETURNING})
"""Checkbox answers."""


class ServiceHealth:
    """Listens; keeps nothing on disk: what was before the start is in the journal."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._checkbox = self._record(DeviceKind.CHECKBOX)
        self._smartkasa = self._record(DeviceKind.SMARTKASA)

    def _record(self, kind: DeviceKind) -> Record:
        return record(kind, "", self._core.clock.now, self._told)

    def start(self) -> None:
        """Begin to listen."""
        self._core.fiscal.subscribe(self._fiscal_changed)
        self._core.board.subscribe(self._board_changed)
        self._fiscal_changed(self._core.fiscal.status)
        self._board_changed(self._core.board.state)

    def _told(self, _health: Health) -> None:
        devices, services = self._core.board.state.devices, (self._checkbox.health, self._smartkasa.health)
        self._core.board.show(devices=replace(devices, services=services))

    def _fiscal_changed(self, status: FiscalStatus) -> None:
        if status.problem is not None:
            self._checkbox.troubled(Trouble.SERVICE, said=status.problem.message)
        elif status.obstacle is not None:
            self._checkbox.troubled(Trouble.SERVICE, said=status.obstacle.message)
        elif status.mode in {Mode.LOCAL_OFFLINE, Mode.AUTO_OFFLINE}:
            self._checkbox.troubled(Trouble.SILENT, badly=False)
        elif status.mode in _SELLING:
            self._checkbox.well()
        else:
            self._checkbox.waits()

    def _board_changed(self, state: TillState) -> None:
        catalog, known = state.catalog, self._smartkasa.health
        if catalog.problem:
            if known.last_said != catalog.problem or known.trouble is Trouble.NONE:
                self._smartkasa.troubled(Trouble.SERVICE, badly=False, said=catalog.problem)
        elif catalog.synced_at is not None and (known.last_ok != catalog.synced_at or known.trouble):
            self._smartkasa.well(catalog.synced_at)
