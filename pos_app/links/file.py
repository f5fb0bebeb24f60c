"""A printer that is a folder: one file a document, there whole or not at all."""

import os
from pathlib import Path

from pos_app.domain.said import sentence
from pos_app.links.link import LinkFailed, OneWay


class FileLink(OneWay):
    """Writes each document into `folder` under its own name, atomically and durably."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, data: bytes, name: str) -> None:
        """Write `folder/name.bin`; the same name again writes the same file."""
        target = self._folder / f"{name}.bin"
        draft = self._folder / f".{name}.part"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with draft.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(target)
        except OSError as error:
            raise LinkFailed(sentence("Не вдалося записати чек у теку: {why}.", why=error.strerror or error)) from error
