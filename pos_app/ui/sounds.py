"""Four short sounds: played by what the system has, never waited for, off by a setting."""

import sys
from enum import StrEnum

from pos_app.ui.resources import resource


class Sound(StrEnum):
    """What a cashier hears without looking."""

    OK = "ok"
    UNKNOWN = "unknown"
    ATTENTION = "attention"
    PAID = "paid"


class Sounds:
    """Plays resources/sounds/*.wav through winsound, paplay or aplay."""

    def __init__(self, on: bool = True) -> None:
        self.on = on
        import shutil  # brings the compressors along, which the first frame does not wait for

        self._player = next(filter(None, map(shutil.which, ("paplay", "aplay"))), None)

    def play(self, sound: Sound) -> None:
        """Start a sound and return at once; a till without loudspeakers is silent."""
        if not self.on:
            return
        path = str(resource(f"sounds/{sound}.wav"))
        if sys.platform == "win32":
            import winsound  # only Windows has it

            winsound.PlaySound(path, winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
        elif self._player:
            from PySide6.QtCore import QProcess  # the first frame is silent and does not wait for it

            QProcess.startDetached(self._player, [path] if self._player.endswith("paplay") else ["-q", path])
