"""Builds the wheel with its fonts, on Linux and on Windows: `python packaging/wheel.py [FOLDER]`, else into dist.

Wants what requirements.lock names (hatchling, python-barcode) and pip.
"""

import subprocess
import sys
import zipfile
from pathlib import Path

import fonts

INSIDE = "pos_app/_resources/fonts"
"""Where the fonts lie in the wheel: pyproject.toml puts the whole of resources there."""


def missing(wheel: Path) -> list[str]:
    """Fonts and licences that a wheel lacks."""
    with zipfile.ZipFile(wheel) as packed:
        there = set(packed.namelist())
    return [name for name in fonts.CONTENTS if f"{INSIDE}/{name}" not in there]


def build(folder: Path) -> Path:
    """Collect, build, and look into what was built."""
    fonts.collect()
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder.resolve())]
    subprocess.run(command, check=True, cwd=fonts.ROOT)
    wheel = max(folder.glob("pos_app-*.whl"), key=lambda one: one.stat().st_mtime)
    lacking = missing(wheel)
    if lacking:
        raise SystemExit(f"{wheel.name} lacks {', '.join(lacking)}")
    return wheel


if __name__ == "__main__":
    print(build(Path(sys.argv[1]) if len(sys.argv) > 1 else fonts.ROOT / "dist"))
