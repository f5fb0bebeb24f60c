"""`[terminal]` in till.toml: which terminal the till speaks to."""

from pathlib import Path

import pytest

from pos_app.app.demo import sandbox_settings, start_sandbox, start_terminal
from pos_app.app.device_settings import device_settings
from pos_app.app.settings import SettingsOfTill, settings_of
from pos_app.devices.settings import TerminalSetting
from pos_app.devices.terminal import CardTerminal
from pos_app.devices.terminals import terminal_of
from pos_app.domain.errors import Refused


def terminal_in(settings: SettingsOfTill) -> CardTerminal:
    return terminal_of(device_settings(settings).terminal)


def test_without_a_word_the_cashier_works_it_by_hand() -> None:
    assert terminal_in(settings_of({})).is_manual
    assert terminal_in(settings_of({"terminal": {"transport": "none"}})).is_manual


def test_a_terminal_on_the_network_needs_an_address() -> None:
    section = {"transport": "network", "host": "192.0.2.8", "merchant": 2}
    found = device_settings(settings_of({"terminal": section})).terminal
    assert found == TerminalSetting("network", "192.0.2.8", 2000, merchant=2)
    assert found.place == "192.0.2.8:2000"
    assert not terminal_of(found).is_manual
    with pytest.raises(Refused) as raised:
        device_settings(settings_of({"terminal": {"transport": "network"}}))
    assert (raised.value.code, "[terminal]" in raised.value.message) == ("settings_invalid", True)


async def test_the_demo_speaks_to_its_simulated_terminal(tmp_path: Path) -> None:
    server = start_terminal()
    try:
        with start_sandbox(tmp_path) as servers:
            terminal = terminal_in(sandbox_settings(servers, server))
            assert terminal_in(sandbox_settings(servers)).is_manual
        assert await terminal.slip() is None
        assert not await terminal.is_busy()
    finally:
        server.stop()
