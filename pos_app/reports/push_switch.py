"""Are receipts sent to SmartKasa? What a manager chose on screen counts before the settings file."""

from dataclasses import dataclass
from typing import Any, Final

from pos_app.domain.errors import Refused
from pos_app.store.settings import Settings

_KEY: Final = "push_receipts"


@dataclass(frozen=True, slots=True)
class PushSwitch:
    """Is sending on, and did a person agree to it although the shop fiscalises by itself?"""

    on: bool = False
    consent: bool = False


class PushChoice:
    """The switch on disk. `on_by_file`: `[smartkasa] push_receipts`."""

    def __init__(self, settings: Settings, *, on_by_file: bool) -> None:
        self._settings = settings
        self._on_by_file = on_by_file

    def read(self) -> PushSwitch:
        """As it is now. One that cannot be read is off: it is asked for while receipts are settled."""
        try:
            kept: Any = self._settings.get(_KEY)
            return PushSwitch(on=self._on_by_file) if kept is None else PushSwitch(bool(kept[0]), bool(kept[1]))
        except (ValueError, TypeError, LookupError, Refused):
            return PushSwitch()

    def write(self, switch: PushSwitch) -> None:
        """Keep a person's choice; whoever calls opens the transaction."""
        self._settings.put(_KEY, [switch.on, switch.consent])
