"""`pos-app`: the till in its window. What is slow to import waits until the first frame is on the screen."""

from pathlib import Path
from typing import TYPE_CHECKING

from pos_app.ui.app import WindowOptions, run_window
from pos_app.ui.preferences import Preferences

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from pos_app.app.settings import SettingsOfTill
    from pos_app.till.door import TillDoor

_kept: "set[asyncio.Task[None]]" = set()
"""Tasks that nobody awaits: the loop alone would not keep them."""


async def _bring_goods(till: "TillDoor") -> None:
    """Read the catalog anew while the cashier signs in; the till sells from what it has meanwhile."""
    import logging

    from pos_app.domain.errors import PosError

    try:
        await till.sync_catalog(full=True)
    except PosError as error:
        # the state says it to the cashier; the next start or the cashier's own order tries again
        logging.getLogger(__name__).warning("the catalog was not read: %s", error.code)


def run(read_settings: "Callable[[], SettingsOfTill]", data_dir: Path, *, hint: str = "") -> int:
    """Open the window and run until it is closed; → the exit code. Settings are read behind the first frame.

    `hint` is a sentence for the sign-in screen.
    """

    async def make_till() -> "TillDoor":
        import asyncio

        from pos_app.app.compose import open_till
        from pos_app.app.logging import set_up_logging
        from pos_app.app.settings import secret_values

        settings = read_settings()
        set_up_logging(data_dir / "logs", secrets=secret_values(settings))
        till = await open_till(settings, data_dir)
        if not settings.smartkasa.keep_fresh:
            _kept.add(asyncio.create_task(_bring_goods(till), name="catalog at start"))
        return till

    return run_window(make_till, WindowOptions(Preferences(hint=hint)))
