"""`[terminal]` in till.toml: which terminal the till speaks to."""

import pytest

from pos_app.app.compose import terminal_of
from pos_app.app.demo import sandbox_settings, start_sandbox, start_terminal
from pos_app.app.settings import settings_of
from pos_app.domain.errors import Refused


def test_without_a_word_the_cashier_works_it_by_hand() -> None:
    assert terminal_of(settings_of({}).terminal).is_manual


def test_a_terminal_on_the_network_needs_an_address() -> None:
    section = settings_of({"terminal": {"transport": "network", "host": "192.0.2.8"}}).terminal
    assert section.port == 2000
    assert not terminal_of(section).is_manual
    with pytest.raises(Refused) as raised:
        terminal_of(settings_of({"terminal": {"transport": "network"}}).terminal)
    assert raised.value.code == "settings_invalid"


async def test_the_demo_speaks_to_its_simulated_terminal(tmp_path: object) -> None:
    from pathlib import Path

    assert isinstance(tmp_path, Path)
    server = start_terminal()
    try:
        with start_sandbox(tmp_path) as servers:
            terminal = terminal_of(sandbox_settings(servers, server).terminal)
            assert terminal_of(sandbox_settings(servers).terminal).is_manual
        assert await terminal.slip() is None
        assert not await terminal.is_busy()
    finally:
        server.stop()
