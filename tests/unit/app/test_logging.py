"""Logs are JSON lines, and no secret gets into them by key or by value."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_app.app.logging import NOISY, JsonLines, set_up_logging


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    set_up_logging(tmp_path, secrets=["license-secret", "", "abc"])
    yield tmp_path / "till.log"
    for handler in root.handlers[:]:
        handler.close()
        root.removeHandler(handler)
    for handler in handlers:
        root.addHandler(handler)
    root.setLevel(level)
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.NOTSET)


def test_a_record_is_one_json_line_and_a_trace_is_inside(log_file: Path) -> None:
    log = logging.getLogger("pos_app.test")
    log.info("чек %s", 5)
    try:
        raise ValueError("license-secret leaked")
    except ValueError:
        log.exception("збій")
    first, second = (json.loads(line) for line in log_file.read_text(encoding="utf-8").splitlines())
    assert (first["level"], first["from"], first["text"]) == ("INFO", "pos_app.test", "чек 5")
    assert first["at"].endswith("+00:00")
    assert "ValueError" in second["text"]
    assert "license-secret" not in second["text"]


@pytest.mark.parametrize(
    "text",
    [
        "X-License-Key: k1k1k1",
        "{'pin_code': 'k1k1k1'}",
        '{"password": "k1k1k1"}',
        "Authorization: Bearer k1k1k1",
        "token=k1k1k1",
        "X-Refresh-Token: k1k1k1",
    ],
)
def test_secrets_are_struck_out_by_their_key(text: str) -> None:
    assert "k1k1k1" not in JsonLines([]).redact(text)


def test_short_words_are_no_secrets_by_value() -> None:
    assert JsonLines(["abc"]).redact("abcdef") == "abcdef"


def test_a_folder_that_takes_no_log_is_left_to_whoever_opens_the_books(log_file: Path) -> None:
    (log_file.parent / "file").write_text("x")
    set_up_logging(log_file.parent / "file" / "logs")
    assert [type(handler) for handler in logging.getLogger().handlers] == [logging.StreamHandler]
