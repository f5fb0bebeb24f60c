"""Where things lie: the data folder, the settings file, and the resources that come with the program."""

import sys
from pathlib import Path

import platformdirs

_NAME = "pos-app"


def data_folder() -> Path:
    """The till's own folder for this user of the computer (databases, logs, pictures)."""
    return Path(platformdirs.user_data_dir(_NAME, appauthor=False))


def settings_file() -> Path:
    """The owner's settings file, till.toml."""
    return Path(platformdirs.user_config_dir(_NAME, appauthor=False)) / "till.toml"


def resources_folder() -> Path:
    """Icons, sounds, themes, translations and the demo catalog: beside the source, in the wheel, or in a bundle."""
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle is not None:
        return Path(bundle) / "resources"
    package = Path(__file__).resolve().parents[1]
    inside = package / "_resources"
    return inside if inside.is_dir() else package.parent / "resources"
