"""The name of the code that a campaign plays: while it stays the same, a campaign may go on where it stood."""

import sys
from hashlib import sha256
from pathlib import Path
from typing import Final

from tests.simulation.play import play
from tests.simulation.profile import make_plan

ROOT: Final = Path(__file__).parents[2]


def played_code() -> str:
    """A digest of every module, ours and the simulation's, that a plan runs. The window, printing and docs are not."""
    play(make_plan(0))  # what is imported late is there from now on
    files = {Path(module.__file__) for module in list(sys.modules.values()) if getattr(module, "__file__", None)}
    ours = sorted(file for file in files if file.is_relative_to(ROOT) and ".venv" not in file.parts)
    digest = sha256()
    for file in ours:
        digest.update(f"{file.relative_to(ROOT).as_posix()}\n".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
