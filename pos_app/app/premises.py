"""Where the window's till stands: the shop's own with a training till beside it, or the training till alone.

The settings file says which; after it has changed the other one is opened in the same window.
"""

from contextlib import ExitStack
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from pos_app.app.demo_pin import HINT
from pos_app.app.opening import DEMO_FOLDER, TRAINING_FOLDER, data_folder_of, opens_shop
from pos_app.app.window import Opened, run

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos_app.app.demo_bench import DemoBench
    from pos_app.app.settings import SettingsOfTill
    from pos_app.till.shop_setup import ShopSetup


class Premises:
    """Keeps what runs beside the till (the sandbox's servers, its devices) as long as the till itself.

    `terminal`: the training till has a simulated card terminal.
    """

    def __init__(self, path: Path, usual: Path, *, terminal: bool = False) -> None:
        self._path = path
        self._usual = usual
        self._terminal = terminal
        self._running = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._running.close()

    def open(self, training: bool = False) -> Opened:
        """The till that the file names now, or the training till; what ran beside the one before is stopped first."""
        self._running.close()
        if training or not opens_shop(self._path):
            return sandbox(self._running, self._usual / DEMO_FOLDER, self._setup_of("sandbox"), terminal=self._terminal)
        data_dir = data_folder_of(self._path, self._usual)

        def read() -> "SettingsOfTill":
            from pos_app.app.settings import load_settings

            return load_settings(self._path if self._path.exists() else None)

        beside = servers_for(self._running, data_dir / TRAINING_FOLDER)
        return Opened(read, data_dir, read_training=beside, make_setup=self._setup_of("real"))

    def _setup_of(self, opens: str) -> "Callable[[], ShopSetup]":
        def make() -> "ShopSetup":
            from pos_app.app.shop_setup import ShopSetupFile
            from pos_app.till.shop_setup import Opens

            return ShopSetupFile(self._path, self._usual, Opens(opens))

        return make


def run_demo(data_dir: Path, *, terminal: bool = False) -> int:
    """The training till in a folder of its own, until its window is closed; → the exit code."""
    with ExitStack() as running:
        return run(sandbox(running, data_dir, None, terminal=terminal))


def sandbox(
    running: ExitStack, data_dir: Path, make_setup: "Callable[[], ShopSetup] | None", *, terminal: bool = False
) -> Opened:
    """The training till with its simulated devices."""
    benches: list[DemoBench] = []
    read = servers_for(running, data_dir, terminal=terminal, benches=benches)
    return Opened(
        read, data_dir, hint=HINT, find_bench=lambda: benches[0] if benches else None, make_setup=make_setup
    )


def servers_for(
    running: ExitStack, data_dir: Path, *, terminal: bool = False, benches: "list[DemoBench] | None" = None
) -> "Callable[[], SettingsOfTill]":
    """Settings of a till on servers that begin behind the first frame: they take longer to load than the window.

    `benches` gets the switches of the simulated devices; without it there are none beside the till.
    """

    @cache
    def read() -> "SettingsOfTill":
        from pos_app.app.demo import sandbox_settings, start_sandbox

        servers = running.enter_context(start_sandbox(data_dir))
        if benches is None:
            return sandbox_settings(servers)
        from pos_app.app.demo_bench import DemoBench

        bench = DemoBench(servers, data_dir / "receipts", with_terminal=terminal).start()
        running.callback(bench.stop)
        benches.append(bench)
        return sandbox_settings(servers, bench.terminal if terminal else None, bench)

    return read
