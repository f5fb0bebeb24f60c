"""Logs as JSON lines in a rotating file, with secrets struck out by key and by value."""

import json
import logging
import logging.handlers
import os
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

_BY_KEY: Final = re.compile(
    r"(?i)((?:authorization|x-license-key|x-access-key|x-api-key|x-refresh-token|password|pin_code|pin|token"
    r"|license_key|access_key|api_key)[\"']?\s*[:=]\s*[\"']?(?:bearer\s+)?)([^\s\"',}]+)"
)
_STRUCK: Final = "***"
NOISY: Final = ("httpx", "httpcore", "asyncio")
"""Libraries whose lines at INFO name every address that is asked."""


class JsonLines(logging.Formatter):
    """One JSON object a record; `secrets` are values that must never appear, whatever they are called."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        self._secrets = tuple(secret for secret in secrets if len(secret) >= 4)

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        text = record.getMessage()
        if record.exc_info:
            text += "\n" + self.formatException(record.exc_info)
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        row = {"at": at, "level": record.levelname, "from": record.name, "text": self.redact(text)}
        return json.dumps(row, ensure_ascii=False)

    def redact(self, text: str) -> str:
        """The text with every secret struck out."""
        for secret in self._secrets:
            text = text.replace(secret, _STRUCK)
        return _BY_KEY.sub(rf"\1{_STRUCK}", text)


def set_up_logging(folder: Path | None, *, secrets: Iterable[str] = (), level: int = logging.INFO) -> None:
    """Log to `folder`/till.log (5 files of 2 MB), and warnings to stderr as well.

    `folder` None, or one that cannot be written: stderr alone.
    """
    formatter = JsonLines(secrets)
    to_screen = logging.StreamHandler(sys.stderr)
    to_screen.setLevel(logging.WARNING)
    handlers: list[logging.Handler] = [to_screen]
    if folder is not None and _takes_files(folder):
        handlers.append(
            logging.handlers.RotatingFileHandler(
                folder / "till.log", maxBytes=2_000_000, backupCount=4, encoding="utf-8", delay=True
            )
        )
    for handler in handlers:
        handler.setFormatter(formatter)
    logging.basicConfig(level=level, handlers=handlers, force=True)
    for noisy in NOISY:
        logging.getLogger(noisy).setLevel(logging.WARNING)


def _takes_files(folder: Path) -> bool:
    """Can a log be written there? Where not, the data folder says so itself, in words, a moment later."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)
