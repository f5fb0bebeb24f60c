"""`pos-app`: the till in its window. What is slow to import waits until the first frame is on the screen."""

from pathlib import Path

from pos_app.app.settings import SettingsOfTill
from pos_app.till.door import TillDoor
from pos_app.ui.app import run_window


def run(settings: SettingsOfTill, data_dir: Path) -> int:
    """Open the window and run until it is closed; → the exit code."""

    async def make_till() -> TillDoor:
        from pos_app.app.compose import open_till
        from pos_app.app.logging import set_up_logging
        from pos_app.app.settings import secret_values

        set_up_logging(data_dir / "logs", secrets=secret_values(settings))
        return await open_till(settings, data_dir)

    return run_window(make_till)
