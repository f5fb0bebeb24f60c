"""Which till the program opens, said by the settings file alone: read before the first frame, so by light means."""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

TRAINING_FOLDER: Final = "training"
"""Within a shop's data folder: the till to learn on beside it."""
DEMO_FOLDER: Final = "demo"
"""Within the usual data folder: the training till that opens while no shop does."""
SETTINGS_TEXT: Final = "utf-8-sig"
"""What till.toml is written in: Windows' own editors put a mark in front, which is no part of the text."""
_NAME: Final = re.compile(r"register-[\w-]{1,55}")
"""Another name could be the training till's."""


def opens_shop(path: Path) -> bool:
    """Does the shop's own till open? A file that is there opens it, or a key in the environment, unless told otherwise.

    A broken file does too: the window then says what is wrong with it, and sells nothing.
    """
    said = os.environ.get("POS_SHOP__OPENS") or _shop(path).get("opens")
    return (path.exists() or bool(os.environ.get("POS_CHECKBOX__LICENSE_KEY"))) and said != "sandbox"


def data_folder_of(path: Path | None, usual: Path) -> Path:
    """The data folder of the register that the file is about."""
    folder = _shop(path).get("folder") if path is not None else None
    return usual / folder if isinstance(folder, str) and _NAME.fullmatch(folder) else usual


def _shop(path: Path) -> Mapping[str, Any]:
    try:
        shop = tomllib.loads(path.read_text(encoding=SETTINGS_TEXT)).get("shop")
    except (OSError, ValueError):
        return {}
    return shop if isinstance(shop, Mapping) else {}
