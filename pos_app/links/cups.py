"""A printer behind CUPS: documents go to its queue raw, by the `lp` command that every CUPS has."""

import re
import subprocess
from collections.abc import Sequence
from typing import Final

from pos_app.domain.said import sentence
from pos_app.links.link import NOT_FOUND, SILENT, LinkFailed, OneWay

_NAME: Final = re.compile(r"[^\s/#\-][^\s/#]*")
"""A queue's name by CUPS's own rules; one that began with a dash would be an option."""


class CupsLink(OneWay):
    """Hands each document to CUPS, which keeps it until the printer is there; → no news of the paper itself."""

    def __init__(self, queue: str, *, command: Sequence[str] = ("lp",), timeout_s: float = 10.0) -> None:
        if _NAME.fullmatch(queue) is None:
            raise LinkFailed(sentence("«{name}» не може бути чергою CUPS.", name=queue), code=NOT_FOUND)
        self._queue = queue
        self._command = tuple(command)
        self._timeout_s = timeout_s

    def send(self, data: bytes, name: str) -> None:
        """Queue one document under its name."""
        words = [*self._command, "-d", self._queue, "-o", "raw", "-t", name]
        try:
            done = subprocess.run(  # noqa: S603  no shell; the one word from outside was checked to be a name
                words, input=data, capture_output=True, timeout=self._timeout_s, check=False
            )
        except FileNotFoundError as error:
            raise LinkFailed("CUPS не встановлено: немає команди lp.", code=NOT_FOUND) from error
        except OSError as error:
            raise LinkFailed(sentence("Команда lp не запускається: {why}.", why=error.strerror)) from error
        except subprocess.TimeoutExpired as error:
            raise LinkFailed("CUPS не відповідає.", code=SILENT, unsure=True) from error
        if done.returncode != 0:
            why = " ".join(done.stderr.decode("utf-8", "replace").split())[:120]
            raise LinkFailed(sentence("CUPS не прийняв документ: {why}.", why=why or done.returncode), code=NOT_FOUND)


def cups_queues(*, command: Sequence[str] = ("lpstat", "-e"), timeout_s: float = 5.0) -> list[str]:
    """Names of the queues that CUPS has; none where there is no CUPS."""
    try:
        said = subprocess.run(  # noqa: S603  no shell, and no word from outside
            list(command), capture_output=True, timeout=timeout_s, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return []
    return said.stdout.decode("utf-8", "replace").split() if said.returncode == 0 else []
