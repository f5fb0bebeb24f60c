"""`pos-app`: the till in its window. What is slow to import waits until the first frame is on the screen."""

import contextlib
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from pos_app.app.demo_pin import HINT
from pos_app.app.opening import TRAINING_FOLDER
from pos_app.ui.app import WindowOptions, run_window
from pos_app.ui.preferences import Preferences

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from pos_app.app.settings import SettingsOfTill
    from pos_app.till.door import TillDoor
    from pos_app.till.shop_setup import ShopSetup
    from pos_app.ui.bench import Bench
    from pos_app.ui.engine import MakeTill

LOOK_FILE: Final = "look.json"
"""The window's own choices: read before the first frame, so not in till.db."""
WATCH: Final = "POS_WATCH_SCREEN_MS"
"""Developers set it to 16: what holds the screen longer is logged with its stack."""
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


class Opened(NamedTuple):
    """A till to open. `hint` is a sentence for the sign-in screen; settings are read behind the first frame.

    `read_training`: the settings of the till to learn on, whose data lie in a folder of their own; without it the till
    itself is one. `find_bench`: the demo's switches, once it runs. `make_setup`: setting the shop up on screen.
    """

    read_settings: "Callable[[], SettingsOfTill]"
    data_dir: Path
    hint: str = ""
    read_training: "Callable[[], SettingsOfTill] | None" = None
    find_bench: "Callable[[], Bench | None]" = lambda: None
    make_setup: "Callable[[], ShopSetup] | None" = None


def run(opened: Opened, *, reopen: "Callable[[bool], Opened] | None" = None) -> int:
    """Open the window and run until it is closed; → the exit code.

    `reopen`: another till follows, as a restart; its flag asks for the training till whatever the settings say.
    """
    options = _options(opened, Preferences())
    if reopen is not None:
        options.reopen = _reopener(reopen)
    return run_window(_maker(opened.read_settings, opened.data_dir, opened.make_setup), options)


def _reopener(
    reopen: "Callable[[bool], Opened]",
) -> "Callable[[WindowOptions, bool], tuple[MakeTill, WindowOptions]]":
    def make(before: WindowOptions, training: bool) -> "tuple[MakeTill, WindowOptions]":
        opened = reopen(training)
        # the look that was chosen on the till before stays, unless this one has one of its own
        options = _options(opened, replace(before.preferences))
        options.reopen, options.full_screen, options.pace = before.reopen, before.full_screen, before.pace
        return _maker(opened.read_settings, opened.data_dir, opened.make_setup), options

    return make


def _options(opened: Opened, preferences: Preferences) -> WindowOptions:
    kept = opened.data_dir / LOOK_FILE
    preferences.hint, preferences.training = opened.hint, opened.read_training is None
    preferences.rescue = opened.read_training is not None and opened.make_setup is not None
    preferences.first_run = not kept.exists()
    with contextlib.suppress(OSError, UnicodeError):
        preferences.take_kept(kept.read_text(encoding="utf-8"))

    def keep(text: str) -> None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        new = kept.with_suffix(".new")
        new.write_text(text, encoding="utf-8")
        new.replace(kept)

    watch_ms = float(os.environ.get(WATCH, "0") or 0)
    options = WindowOptions(preferences, keep=keep, watch_ms=watch_ms, find_bench=opened.find_bench)
    if opened.read_training is not None:
        options.make_training = _maker(opened.read_training, opened.data_dir / TRAINING_FOLDER, None)
        options.training_hint = HINT
    return options


def _maker(
    read_settings: "Callable[[], SettingsOfTill]", data_dir: Path, make_setup: "Callable[[], ShopSetup] | None"
) -> "MakeTill":
    async def make_till() -> "TillDoor":
        import asyncio

        from pos_app.app.compose import open_till
        from pos_app.app.logging import set_up_logging
        from pos_app.app.settings import secret_values

        settings = read_settings()
        set_up_logging(data_dir / "logs", secrets=secret_values(settings))
        till = await open_till(settings, data_dir, setup=make_setup() if make_setup is not None else None)
        if not settings.smartkasa.keep_fresh:
            _kept.add(asyncio.create_task(_bring_goods(till), name="catalog at start"))
        return till

    return make_till
