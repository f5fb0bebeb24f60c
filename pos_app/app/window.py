"""`pos-app`: the till in its window. What is slow to import waits until the first frame is on the screen."""

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pos_app.app.demo_pin import HINT
from pos_app.ui.app import WindowOptions, run_window
from pos_app.ui.preferences import Preferences

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from pos_app.app.settings import SettingsOfTill
    from pos_app.till.door import TillDoor
    from pos_app.ui.bench import Bench
    from pos_app.ui.engine import MakeTill

LOOK_FILE: Final = "look.json"
"""The window's own choices: read before the first frame, so not in till.db."""
WATCH: Final = "POS_WATCH_SCREEN_MS"
"""Developers set it to 16: what holds the screen longer is logged with its stack."""
TRAINING_FOLDER: Final = "training"
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


def run(
    read_settings: "Callable[[], SettingsOfTill]",
    data_dir: Path,
    *,
    hint: str = "",
    read_training: "Callable[[], SettingsOfTill] | None" = None,
    find_bench: "Callable[[], Bench | None]" = lambda: None,
) -> int:
    """Open the window and run until it is closed; → the exit code. Settings are read behind the first frame.

    `hint` is a sentence for the sign-in screen. `read_training`: the settings of the till to learn on, whose data lie
    in a folder of their own; without it the till itself is one. `find_bench`: the demo's switches, once it runs.
    """
    kept = data_dir / LOOK_FILE
    preferences = Preferences(hint=hint, training=read_training is None, first_run=not kept.exists())
    with contextlib.suppress(OSError, UnicodeError):
        preferences.take_kept(kept.read_text(encoding="utf-8"))

    def keep(text: str) -> None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        new = kept.with_suffix(".new")
        new.write_text(text, encoding="utf-8")
        new.replace(kept)

    watch_ms = float(os.environ.get(WATCH, "0") or 0)
    options = WindowOptions(preferences, keep=keep, watch_ms=watch_ms, find_bench=find_bench)
    if read_training is not None:
        options.make_training = _maker(read_training, data_dir / TRAINING_FOLDER)
        options.training_hint = HINT
    return run_window(_maker(read_settings, data_dir), options)


def _maker(read_settings: "Callable[[], SettingsOfTill]", data_dir: Path) -> "MakeTill":
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

    return make_till
