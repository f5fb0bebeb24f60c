"""Tokens that outlive a run: each till's own, and none of another account."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from pos_app.app.compose import open_till
from pos_app.app.demo import sandbox_settings, start_sandbox
from pos_app.app.demo_pin import PIN
from pos_app.app.settings import SettingsOfTill
from pos_app.domain.errors import PosError
from pos_app.sandbox.server import SandboxServers


class InMemory(KeyringBackend):
    """A keyring of this computer."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[str, str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[username]


@pytest.fixture
def servers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SandboxServers]:
    """The sandbox, held for the vendors themselves, and a keyring."""
    kept = InMemory()
    monkeypatch.setattr(keyring, "get_keyring", lambda: kept)
    for name in ("get_password", "set_password", "delete_password"):
        monkeypatch.setattr(keyring, name, getattr(kept, name))
    monkeypatch.setattr(SettingsOfTill, "is_loopback", False)
    with start_sandbox(tmp_path / "sandbox") as running:
        yield running


def settings_with(servers: SandboxServers, **smartkasa: object) -> SettingsOfTill:
    usual = sandbox_settings(servers)
    return usual.model_copy(update={"smartkasa": usual.smartkasa.model_copy(update={"keep_fresh": False, **smartkasa})})


async def sync(settings: SettingsOfTill, folder: Path) -> int:
    till = await open_till(settings, folder, without_screen=True)
    try:
        await till.sign_in_pin(PIN)
        return int((await till.sync_catalog(full=True))["products"])
    finally:
        await till.shutdown()


async def test_a_token_of_another_smartkasa_account_is_not_used(servers: SandboxServers, tmp_path: Path) -> None:
    assert await sync(settings_with(servers), tmp_path / "till")
    with pytest.raises(PosError, match="smartkasa_bad_request"):
        await sync(settings_with(servers, phone_number="380990000000"), tmp_path / "till")
    # its own is there still: no password is asked for
    assert await sync(settings_with(servers, password="changed"), tmp_path / "till")


async def test_each_data_folder_has_its_own_cashiers_token(servers: SandboxServers, tmp_path: Path) -> None:
    kept = keyring.get_keyring()
    assert isinstance(kept, InMemory)
    for folder in ("one", "two"):
        till = await open_till(settings_with(servers), tmp_path / folder, without_screen=True)
        await till.sign_in_pin(PIN)
        await till.shutdown()
    assert len({name for name in kept.kept if name.startswith("checkbox")}) == 2
