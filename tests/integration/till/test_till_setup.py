"""Setting a shop up on screen: keys are asked about, kept in their safe, and the file keeps the owner's own lines."""

import errno
import os
import socket
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, PasswordDeleteError

from pos_app.app.compose import open_till
from pos_app.app.demo import demo_account, sandbox_settings
from pos_app.app.opening import data_folder_of, opens_shop
from pos_app.app.paths import resources_folder
from pos_app.app.settings import load_settings
from pos_app.app.shop_setup import ShopSetupFile
from pos_app.domain.errors import PosError
from pos_app.sandbox.checkbox import Settings as Register
from pos_app.sandbox.server import SandboxServers, start_servers
from pos_app.store.till_store import open_till_store
from pos_app.till.service import Till
from pos_app.till.shop_setup import CheckboxDraft, Opens, Safe, Signer, SmartKasaDraft

PIN = "1234"
KEY = Register().license_key
QUICK = Register(open_delay_s=0.0, close_delay_s=0.0, receipt_delay_s=0.0)
OWNERS = """# the shop in Brovary, set up by Taras
[printer]
transport = "file"   # the old Epson is being mended

[fiscal]
cash_rounding = "10"
"""


class Memory(KeyringBackend):
    """A keyring that can be locked."""

    priority = 5  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[str, str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._check()
        return self.kept.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self._check()
        self.kept[username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._check()
        if self.kept.pop(username, None) is None:
            raise PasswordDeleteError(username)

    def _check(self) -> None:
        if self.locked:
            raise KeyringError("locked")


@dataclass
class Shop:
    """A training till with the setting-up of a shop, whose vendors run on loopback too."""

    servers: SandboxServers
    folder: Path
    path: Path
    ring: Memory

    def setup(self, opens: Opens = Opens.SANDBOX) -> ShopSetupFile:
        return ShopSetupFile(self.path, self.folder, opens)

    async def till(self, opens: Opens = Opens.SANDBOX) -> Till:
        real = opens is Opens.REAL
        settings = load_settings(self.path) if real else sandbox_settings(self.servers)
        till = await open_till(settings, self.folder if real else self.folder / "demo", setup=self.setup(opens))
        await till.sign_in_pin(PIN)
        return till

    def write(self, text: str = OWNERS) -> None:
        """The owner's file, with the vendors on loopback."""
        where = f'[checkbox]\nbase_url = "{self.servers.checkbox_url}"\n\n'
        where += f'[smartkasa]\nbase_url = "{self.servers.smartkasa_url}"\n'
        self.path.write_text(f"{text}\n{where}", encoding="utf-8")
        self.path.chmod(0o600)


@pytest.fixture(scope="module")
def servers() -> Iterator[SandboxServers]:
    with start_servers(resources_folder() / "sandbox-catalog", settings=QUICK) as running:
        yield running


@pytest.fixture
def ring() -> Iterator[Memory]:
    before, ring = keyring.get_keyring(), Memory()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


@pytest.fixture
def shop(servers: SandboxServers, ring: Memory, tmp_path: Path) -> Shop:
    servers.checkbox.plan.clear()
    made = Shop(servers, tmp_path / "data", tmp_path / "till.toml", ring)
    made.write()
    return made


@pytest.fixture
def no_ring() -> Iterator[None]:
    from keyring.backends.fail import Keyring

    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())
    yield
    keyring.set_keyring(before)


def account() -> SmartKasaDraft:
    known = demo_account(resources_folder() / "sandbox-catalog")
    return SmartKasaDraft(known.api_key, known.phone_number, known.password, known.shop_id)


async def refusal(command) -> PosError:  # type: ignore[no-untyped-def]
    with pytest.raises(PosError) as raised:
        await command
    return raised.value


async def test_keys_that_the_vendors_answer_for_lie_in_the_keyring_and_the_owners_lines_stay(shop: Shop) -> None:
    till = await shop.till()
    try:
        answer = await till.setup.keep_checkbox(CheckboxDraft(KEY, pin_code=PIN))
        assert (answer.register, answer.test, answer.cashier) == ("TEST373378", True, "Шевчук Олена Петрівна")
        assert answer.signer in {Signer.CLOUD, Signer.ON}
        await till.setup.keep_smartkasa(account())
        view = await till.setup.view()
        kinds = [(entry.kind, entry.body) for entry in till._parts.core.store.journal.entries()]
    finally:
        await till.shutdown()
    text = shop.path.read_text(encoding="utf-8")
    for line in OWNERS.splitlines():
        assert line in text
    secrets = [KEY, account().api_key, account().password]
    assert [secret for secret in (*secrets, PIN) if secret in text] == []
    assert [secret for secret in (*secrets, PIN) if any(secret in body for _, body in kinds)] == []
    assert {"setup.checkbox", "setup.smartkasa"} <= {kind for kind, _ in kinds}
    assert view is not None
    assert (view.keys_in, view.license_tail, view.shop_id) == (Safe.KEYRING, KEY[-4:], account().shop_id)
    settings = load_settings(shop.path)
    assert settings.checkbox.license_key.get_secret_value() == KEY
    assert settings.smartkasa.password.get_secret_value() == account().password
    assert settings.smartkasa.phone_number == account().phone_number
    assert len(shop.ring.kept) == 1


async def test_until_a_person_says_so_the_program_goes_on_opening_the_training_till(shop: Shop) -> None:
    shop.path.unlink()
    assert not opens_shop(shop.path)
    shop.write('[shop]\nopens = "sandbox"\n')
    till = await shop.till()
    try:
        assert (await refusal(till.setup.open_as(Opens.REAL))).code == "setup_incomplete"
        await till.setup.keep_checkbox(CheckboxDraft(KEY, pin_code=PIN))
        assert not opens_shop(shop.path)
        await till.setup.open_as(Opens.REAL)
        assert opens_shop(shop.path)
    finally:
        await till.shutdown()
    real = await shop.till(Opens.REAL)
    try:
        assert real.state.register.fiscal_number in {"", "TEST373378"}
        assert (await real.setup.open_as(Opens.SANDBOX)).restart
    finally:
        await real.shutdown()
    assert not opens_shop(shop.path)
    assert (shop.folder / "till.db").exists()
    assert (shop.folder / "demo" / "till.db").exists()


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (CheckboxDraft("0" * 24, pin_code=PIN), "license_invalid"),
        (CheckboxDraft("ключ", pin_code=PIN), "license_invalid"),
        (CheckboxDraft("", pin_code=PIN), "license_invalid"),
        (CheckboxDraft(KEY, pin_code="0000"), "wrong_pin"),
        (CheckboxDraft(KEY), "wrong_pin"),
        (CheckboxDraft(KEY, login="olena", password="no"), "wrong_pin"),
    ],
)
async def test_a_wrong_key_or_pin_is_told_and_nothing_is_written(shop: Shop, draft: CheckboxDraft, code: str) -> None:
    before = shop.path.read_bytes()
    till = await shop.till()
    try:
        assert (await refusal(till.setup.ask_checkbox(draft))).code == code
        assert (await refusal(till.setup.keep_checkbox(draft))).code == code
    finally:
        await till.shutdown()
    assert shop.path.read_bytes() == before
    assert shop.ring.kept == {}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        (("", "", ""), "setup_incomplete"),
        (("wrong-key", "", ""), "smartkasa_key_refused"),
        (("ключ", "", ""), "smartkasa_key_refused"),
        (("", "", "wrong"), "phone_number_or_password_invalid"),
        (("", "", "shop"), "shop_needed"),
    ],
)
async def test_a_wrong_account_is_told_and_nothing_is_written(
    shop: Shop, changes: tuple[str, str, str], code: str
) -> None:
    known, before = account(), shop.path.read_bytes()
    key, phone, password = changes
    draft = SmartKasaDraft(key or known.api_key, phone or known.phone_number, password or known.password, 7)
    if code == "setup_incomplete":
        draft = SmartKasaDraft(known.api_key)
    if password == "shop":
        draft = SmartKasaDraft(known.api_key, known.phone_number, known.password, 99)
    till = await shop.till()
    try:
        error = await refusal(till.setup.keep_smartkasa(draft))
    finally:
        await till.shutdown()
    assert code in {error.code, *(getattr(error, "codes", ()))}
    assert shop.path.read_bytes() == before


async def test_a_dead_server_is_told_in_words_and_nothing_is_written(shop: Shop) -> None:
    till = await shop.till()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}"
    text = f'[checkbox]\nbase_url = "{nobody}"\n[smartkasa]\nbase_url = "{nobody}"\n'
    shop.path.write_text(text, encoding="utf-8")
    try:
        checkbox = await refusal(till.setup.keep_checkbox(CheckboxDraft(KEY, pin_code=PIN)))
        smartkasa = await refusal(till.setup.keep_smartkasa(account()))
    finally:
        await till.shutdown()
    assert (checkbox.code, smartkasa.code) == ("unreachable", "unreachable")
    assert checkbox.message == "Checkbox не відповідає. Перевірте інтернет. Нічого не змінено."
    assert smartkasa.message.startswith("SmartKasa не відповідає")
    assert shop.path.read_text(encoding="utf-8") == text


async def test_without_a_keyring_keys_are_written_only_by_a_persons_word(
    servers: SandboxServers, no_ring: None, tmp_path: Path
) -> None:
    shop = Shop(servers, tmp_path / "data", tmp_path / "till.toml", Memory())
    shop.write()
    shop.path.chmod(0o644)
    before, till = shop.path.read_bytes(), await shop.till()
    try:
        view = await till.setup.view()
        assert view is not None
        assert not view.has_keyring
        assert (await refusal(till.setup.keep_checkbox(CheckboxDraft(KEY, pin_code=PIN)))).code == "keyring_none"
        assert shop.path.read_bytes() == before
        await till.setup.keep_checkbox(CheckboxDraft(KEY, pin_code=PIN), in_file=True)
        view = await till.setup.view()
        assert view is not None
        assert view.keys_in is Safe.FILE
    finally:
        await till.shutdown()
    assert stat.S_IMODE(shop.path.stat().st_mode) == 0o600
    assert load_settings(shop.path).checkbox.license_key.get_secret_value() == KEY


async def test_a_keyring_that_is_locked_leaves_the_file_and_the_old_keys_as_they_were(shop: Shop) -> None:
    till = await shop.till()
    try:
        await till.setup.keep_checkbox(CheckboxDraft(KEY, pin_code=PIN))
        before, kept = shop.path.read_bytes(), dict(shop.ring.kept)
        shop.ring.locked = True
        assert (await refusal(till.setup.keep_smartkasa(account()))).code == "keyring_failed"
        shop.ring.locked = False
        assert (shop.path.read_bytes(), shop.ring.kept) == (before, kept)
        await till.setup.keep_smartkasa(account())
        assert load_settings(shop.path).checkbox.license_key.get_secret_value() == KEY
    finally:
        await till.shutdown()


async def test_a_file_whose_keys_are_in_another_computers_keyring_is_set_up_anew(shop: Shop) -> None:
    setup = shop.setup()
    answer = await setup.ask_checkbox(CheckboxDraft(KEY, pin_code=PIN))
    await setup.keep_checkbox(CheckboxDraft(KEY, pin_code=PIN), answer, in_file=False)
    shop.ring.kept.clear()
    with pytest.raises(PosError) as raised:
        load_settings(shop.path)
    assert raised.value.code == "keyring_failed"
    view = await setup.view()
    assert (view.license_tail, view.keys_in) == ("", Safe.NONE)
    await setup.keep_checkbox(CheckboxDraft(KEY, pin_code=PIN), answer, in_file=False)
    assert load_settings(shop.path).checkbox.license_key.get_secret_value() == KEY


def fail_with(number: int):  # type: ignore[no-untyped-def]
    def failing(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return failing


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "disk_full"), (errno.EROFS, "settings_read_only")])
async def test_a_disk_that_does_not_write_leaves_the_file_and_the_keyring_as_they_were(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    before, setup = shop.path.read_bytes(), shop.setup()
    answer = await setup.ask_checkbox(CheckboxDraft(KEY, pin_code=PIN))
    monkeypatch.setattr(os, "fsync", fail_with(number))
    error = await refusal(setup.keep_checkbox(CheckboxDraft(KEY, pin_code=PIN), answer, in_file=False))
    assert error.code == code
    assert shop.path.read_bytes() == before
    assert shop.ring.kept == {}
    assert sorted(one.name for one in shop.path.parent.iterdir()) == ["till.toml"]


async def test_a_file_that_its_owner_has_locked_is_not_replaced(shop: Shop) -> None:
    shop.path.chmod(0o400)
    before, setup = shop.path.read_bytes(), shop.setup()
    error = await refusal(setup.keep_smartkasa(account(), account().shop_id, in_file=False))
    assert error.code == "settings_read_only"
    assert "till.toml" in error.message
    assert shop.path.read_bytes() == before
    assert shop.ring.kept == {}


async def test_a_file_that_is_broken_by_hand_is_told_and_left(shop: Shop) -> None:
    shop.path.write_text("[checkbox\n", encoding="utf-8")
    setup = shop.setup()
    assert (await refusal(setup.view())).code == "settings_invalid"
    assert (await refusal(setup.keep_smartkasa(account(), 1, in_file=False))).code == "settings_invalid"
    assert shop.path.read_text(encoding="utf-8") == "[checkbox\n"


async def test_a_link_to_the_file_stays_a_link(shop: Shop, tmp_path: Path) -> None:
    there = tmp_path / "elsewhere.toml"
    shop.path.replace(there)
    shop.path.symlink_to(there)
    await shop.setup().keep_smartkasa(account(), account().shop_id, in_file=False)
    assert shop.path.is_symlink()
    assert "phone_number" in there.read_text(encoding="utf-8")


async def test_what_the_environment_says_is_not_kept_beside_it(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POS_CHECKBOX__LICENSE_KEY", KEY)
    setup = shop.setup()
    answer = await setup.ask_checkbox(CheckboxDraft("", pin_code=PIN))
    error = await refusal(setup.keep_checkbox(CheckboxDraft(KEY, pin_code=PIN), answer, in_file=False))
    assert "POS_CHECKBOX__LICENSE_KEY" in error.message
    assert (await setup.view()).keys_in is Safe.ENVIRONMENT


async def test_a_till_at_work_is_not_left_and_its_keys_do_not_change(shop: Shop) -> None:
    shop.write(f'[shop]\nopens = "real"\n{OWNERS}')
    text = shop.path.read_text(encoding="utf-8").replace("[checkbox]", f'[checkbox]\nlicense_key = "{KEY}"')
    shop.path.write_text(text, encoding="utf-8")
    till = await shop.till(Opens.REAL)
    try:
        await till.open_shift()
        for command in (
            till.setup.open_as(Opens.SANDBOX),
            till.setup.keep_checkbox(CheckboxDraft(KEY, pin_code=PIN)),
            till.setup.keep_smartkasa(account()),
        ):
            assert (await refusal(command)).code == "setup_shift_open"
        assert shop.path.read_text(encoding="utf-8") == text
        await till.close_shift()
        await till.setup.keep_smartkasa(account())
    finally:
        await till.shutdown()
    assert opens_shop(shop.path)


async def test_another_registers_data_get_a_folder_of_their_own(shop: Shop) -> None:
    from pos_app.domain.register import RegisterInfo
    from pos_app.store.register import RegisterRow

    shop.folder.mkdir()
    store = open_till_store(shop.folder / "till.db")
    store.register.save(RegisterRow(info=RegisterInfo("4000162280", "Київ", "Каса 1")))
    store.close()
    setup = shop.setup()
    answer = await setup.ask_checkbox(CheckboxDraft(KEY, pin_code=PIN))
    await setup.keep_checkbox(CheckboxDraft(KEY, pin_code=PIN), answer, in_file=False)
    assert data_folder_of(shop.path, shop.folder) == shop.folder / "register-TEST373378"
    await setup.keep_checkbox(CheckboxDraft(KEY, pin_code=PIN), answer, in_file=False)
    assert data_folder_of(shop.path, shop.folder) == shop.folder / "register-TEST373378"


async def test_a_till_with_no_screen_is_not_set_up_here(shop: Shop) -> None:
    till = await open_till(sandbox_settings(shop.servers), shop.folder, without_screen=True)
    try:
        await till.sign_in_pin(PIN)
        assert await till.setup.view() is None
        assert (await refusal(till.setup.ask_checkbox(CheckboxDraft(KEY, pin_code=PIN)))).code == "setup_elsewhere"
    finally:
        await till.shutdown()
