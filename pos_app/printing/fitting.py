"""Which printers this till has: set up in the settings file, changed on screen, made anew after each change."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Protocol

from pos_app.domain.errors import PosError
from pos_app.printing.printer import Printer
from pos_app.printing.setup import PrinterSetup, link_of

_USUAL: Final = "printer"
_RESERVE: Final = "reserve_printer"
_ANSWERS: Final = "printer.answers"


class Kept(Protocol):
    """Where changes are kept: the store's settings."""

    def get(self, key: str, default: Any = None) -> Any: ...
    def put(self, key: str, value: Any) -> None: ...


class Fitting:
    """What was changed on screen lies in the store, by name, and comes before the file (ADR 11)."""

    def __init__(
        self, settings: Kept, data_dir: Path, by_file: PrinterSetup, reserve_by_file: PrinterSetup | None = None
    ) -> None:
        self._settings = settings
        self._data_dir = data_dir
        self._by_file = {_USUAL: by_file, _RESERVE: reserve_by_file or PrinterSetup()}

    def setup(self, *, reserve: bool = False) -> PrinterSetup:
        """How the printer, or the reserve, is set up now."""
        name = _RESERVE if reserve else _USUAL
        by_file = self._by_file[name]
        try:
            return by_file.changed(self._settings.get(name, {}))
        except PosError:
            # the file was changed under what was edited on screen: the file is whole in itself
            return by_file

    def keep(self, setup: PrinterSetup, *, reserve: bool = False) -> None:
        """Keep what differs from the file."""
        name = _RESERVE if reserve else _USUAL
        before = self._by_file[name].as_dict()
        self._settings.put(name, {key: value for key, value in setup.as_dict().items() if before[key] != value})

    def changed(self, values: Mapping[str, Any], *, reserve: bool = False) -> PrinterSetup:
        """The set-up with some values changed; `bad_printer` where it cannot be."""
        return self.setup(reserve=reserve).changed(values)

    def printer(self, setup: PrinterSetup) -> Printer | None:
        """A printer of that set-up; None where there is none."""
        link = link_of(setup, self._data_dir)
        if link is None:
            return None
        return Printer(link, setup, answered=self._settings.get(_ANSWERS) == setup.place)

    def usual(self) -> Printer | None:
        """The receipt printer."""
        return self.printer(self.setup())

    def reserve(self) -> Printer | None:
        """The printer that takes over for it."""
        return self.printer(self.setup(reserve=True))

    def remember_answers(self, place: str) -> None:
        """The printer there answers questions: from now on its silence is a failure."""
        if self._settings.get(_ANSWERS) != place:
            self._settings.put(_ANSWERS, place)
