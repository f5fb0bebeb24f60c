"""Where the window's own files lie: themes, icons, sounds, translations and, in a package, the font."""

from functools import cache
from pathlib import Path


@cache
def resources_dir() -> Path:
    """The `resources` folder: beside the package in a source tree, inside it once installed."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent / "resources"


def resource(name: str) -> Path:
    """One file by its path under `resources`."""
    return resources_dir() / name
