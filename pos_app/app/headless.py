"""`pos-app rpc`: the till without a screen, on stdin and stdout. Qt is not imported."""

import asyncio
import gc
from pathlib import Path

from pos_app.app.compose import open_till
from pos_app.app.logging import set_up_logging
from pos_app.app.settings import SettingsOfTill, secret_values


def serve(settings: SettingsOfTill, data_dir: Path) -> int:
    """Serve until the input ends; → the exit code."""
    set_up_logging(data_dir / "logs", secrets=secret_values(settings))
    return asyncio.run(_serve(settings, data_dir))


async def _serve(settings: SettingsOfTill, data_dir: Path) -> int:
    from pos_app.rpc.serving import serve_stdio

    till = await open_till(settings, data_dir, without_screen=True)
    gc.freeze()  # what a start has made is no garbage: looking through it would hold the answers up
    return await serve_stdio(till)
