"""What the owner chose about the window of this register: plain words in a small file, read before the first frame."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final

THEMES: Final = ("light", "dark", "mono")
PRESETS: Final = ("supermarket", "shop", "kiosk")
TEXT_SIZES: Final = (100, 125, 150, 175, 200)
_CHOICES: Final[Mapping[str, tuple[object, ...]]] = {
    "theme": THEMES,
    "language": ("uk", "en"),
    "preset": PRESETS,
    "text": TEXT_SIZES,
}
_NOT_KEPT: Final = frozenset({"hint", "blind_close", "training", "first_run", "rescue"})
"""Said by whoever opens the window, not chosen in it."""


@dataclass(slots=True)
class Preferences:
    """Changed in place, then the window is built anew."""

    theme: str = "light"
    language: str = "uk"
    sound: bool = True
    blind_close: bool = False
    """Closing a shift does not show what should be in the drawer."""
    hint: str = ""
    """A sentence on the sign-in screen: the demo says its PIN there."""
    preset: str = "supermarket"
    mirrored: bool = False
    """The receipt stands on the right."""
    text: int = 100
    """Percent: letters grow as far as their places allow."""
    keys: dict[str, str] = field(default_factory=dict)
    """Actions whose key is another than the usual one: action → key."""
    training: bool = False
    """Nothing that is sold here is a sale."""
    rescue: bool = False
    """Where the shop's keys are refused the training till may be opened instead, to set the shop up anew."""
    first_run: bool = False
    """Nobody has ever chosen anything here: the first steps are shown to whoever signs in first."""

    def kept(self) -> str:
        """What is written down, as JSON."""
        names = [one.name for one in fields(self) if one.name not in _NOT_KEPT]
        return json.dumps({name: getattr(self, name) for name in names}, ensure_ascii=False, indent=1)

    def take_kept(self, text: str) -> None:
        """What was written down; a word that means nothing leaves what was."""
        try:
            read = json.loads(text)
        except ValueError:
            return
        if isinstance(read, dict):
            for name, value in read.items():
                if _means_something(name, value):
                    setattr(self, name, value)


def _means_something(name: str, value: Any) -> bool:
    if name in _CHOICES:
        return value in _CHOICES[name] and not isinstance(value, bool)
    if name in {"sound", "mirrored"}:
        return isinstance(value, bool)
    return name == "keys" and isinstance(value, dict) and all(isinstance(one, str) for one in value.values())
