"""The set-up on screen behind its port: till.toml, the keyring, and what the vendors say of keys not kept yet."""

import asyncio
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from pos_app.app import shop_checks
from pos_app.app.opening import data_folder_of, opens_shop
from pos_app.app.secrets import has_keyring
from pos_app.app.settings import SettingsOfTill, load_settings, settings_of
from pos_app.app.shop_file import read_file, rewrite, section
from pos_app.app.shop_keys import SECRETS, Keys, forget_keys, load_keys, save_keys
from pos_app.domain.errors import PosError, refused
from pos_app.store.till_store import open_till_store_to_read
from pos_app.till.shop_setup import (
    CheckboxAnswer,
    CheckboxDraft,
    Opens,
    Safe,
    SetupView,
    SmartKasaAnswer,
    SmartKasaDraft,
)

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_TAIL: Final = 4
"""So much of a key is shown to tell it from another."""


class ShopSetupFile:
    """Implements ShopSetup. `opens`: what the till that runs now is; `usual`: the data folder of this computer's till.

    All that blocks (the file, the keyring) runs in a worker thread.
    """

    def __init__(self, path: Path, usual: Path, opens: Opens) -> None:
        self._path = path
        self._usual = usual
        self._opens = opens
        self._changed = False

    async def view(self) -> SetupView:
        """What is kept."""
        return await asyncio.to_thread(self._view)

    async def ask_checkbox(self, draft: CheckboxDraft) -> CheckboxAnswer:
        """Who the register and the cashier are."""
        settings = await asyncio.to_thread(self._settings)
        key = draft.license_key or settings.checkbox.license_key.get_secret_value()
        return await shop_checks.ask_checkbox(settings, draft, key)

    async def ask_smartkasa(self, draft: SmartKasaDraft) -> SmartKasaAnswer:
        """Which shops the account has."""
        settings, draft = await asyncio.to_thread(self._settings), _cleaned(draft)
        kept = settings.smartkasa
        key = draft.api_key or kept.api_key.get_secret_value()
        return await shop_checks.ask_smartkasa(settings, draft, key, draft.password or kept.password.get_secret_value())

    async def keep_checkbox(self, draft: CheckboxDraft, answer: CheckboxAnswer, *, in_file: bool) -> None:
        """The licence key into its safe, the register's number into the file."""
        await asyncio.to_thread(self._keep_checkbox, draft, answer, in_file)

    async def keep_smartkasa(self, draft: SmartKasaDraft, shop_id: int, *, in_file: bool) -> None:
        """The API key and the password into their safe, the rest into the file."""
        await asyncio.to_thread(self._keep_smartkasa, _cleaned(draft), shop_id, in_file)

    async def open_as(self, opens: Opens) -> None:
        """Which till the program opens from the next start on."""
        await asyncio.to_thread(self._open_as, opens)

    # in the worker

    def _settings(self) -> SettingsOfTill:
        """What is kept; keys that the keyring does not give are as good as none, and can be typed anew."""
        if not self._path.exists():
            return settings_of({})
        try:
            return load_settings(self._path)
        except PosError as error:
            if error.code != "keyring_failed":
                raise
            return settings_of(read_file(self._path))

    def _view(self) -> SetupView:
        data, settings = read_file(self._path), self._settings()
        key = settings.checkbox.license_key.get_secret_value()
        api_key = settings.smartkasa.api_key.get_secret_value()
        return SetupView(
            opens=self._opens,
            file=str(self._path),
            keys_in=_safe_of(data, settings),
            has_keyring=has_keyring(),
            license_tail=key[-_TAIL:],
            register=settings.shop.fiscal_number if key else "",
            api_tail=api_key[-_TAIL:],
            phone_number=settings.smartkasa.phone_number,
            shop_id=settings.smartkasa.shop_id if api_key else 0,
            restart=self._changed,
        )

    def _keep_checkbox(self, draft: CheckboxDraft, answer: CheckboxAnswer, in_file: bool) -> None:
        typed: Keys = {("checkbox", "license_key"): draft.license_key} if draft.license_key else {}
        folder = self._folder_for(answer.register)

        def write(document: "TOMLDocument") -> None:
            shop = section(document, "shop")
            shop["fiscal_number"] = answer.register
            if folder:
                shop["folder"] = folder
            else:
                shop.pop("folder", None)

        self._keep(typed, write, in_file=in_file)

    def _keep_smartkasa(self, draft: SmartKasaDraft, shop_id: int, in_file: bool) -> None:
        typed: Keys = {}
        if draft.api_key:
            typed["smartkasa", "api_key"] = draft.api_key
        if draft.password:
            typed["smartkasa", "password"] = draft.password

        def write(document: "TOMLDocument") -> None:
            smartkasa = section(document, "smartkasa")
            smartkasa["phone_number"] = draft.phone_number
            smartkasa["shop_id"] = shop_id

        self._keep(typed, write, in_file=in_file)

    def _keep(self, typed: Keys, write: Callable[["TOMLDocument"], None], *, in_file: bool) -> None:
        """The renaming of the file is the one moment in which both the keys and the rest change."""
        _check_environment(typed)
        if typed and not in_file and not has_keyring():
            raise refused("keyring_none")
        before = read_file(self._path).get("shop", {}).get("keyring", "")
        fresh = uuid4().hex if typed and not in_file else ""
        opens = Opens.REAL if opens_shop(self._path) else Opens.SANDBOX

        def change(document: "TOMLDocument") -> None:
            # until a shop is opened by a person's word the program stays what it is
            section(document, "shop").setdefault("opens", opens.value)
            write(document)
            _put_keys(document, typed if in_file else {}, without=() if in_file else tuple(typed))
            if fresh:
                section(document, "shop")["keyring"] = fresh

        if fresh:
            save_keys(fresh, {**_kept_keys(before), **typed})
        try:
            rewrite(self._path, change)
        except PosError:
            if fresh:
                forget_keys(fresh)
            raise
        if fresh and before:
            forget_keys(before)
        self._changed = self._changed or self._opens is Opens.REAL

    def _open_as(self, opens: Opens) -> None:
        settings = self._settings()
        if opens is Opens.REAL and not settings.checkbox.license_key.get_secret_value():
            raise refused("setup_incomplete")

        def change(document: "TOMLDocument") -> None:
            section(document, "shop")["opens"] = opens.value

        rewrite(self._path, change)
        self._changed = opens is not self._opens

    def _folder_for(self, register: str) -> str:
        """Where the data of a register lie: in the usual folder, unless another register has worked there."""
        now = data_folder_of(self._path, self._usual)
        for folder in dict.fromkeys((now, self._usual)):
            if _worked_here(folder) in {"", register}:
                return "" if folder == self._usual else folder.name
        return f"register-{''.join(filter(str.isalnum, register))[:40]}"


def _worked_here(folder: Path) -> str:
    """The register that a data folder belongs to; empty while it belongs to none."""
    path = folder / "till.db"
    if not path.exists():
        return ""
    store = open_till_store_to_read(path)
    try:
        return store.register.load().info.fiscal_number
    finally:
        store.close()


def _cleaned(draft: SmartKasaDraft) -> SmartKasaDraft:
    """The phone as SmartKasa has it, 380 and nine digits, however it was written."""
    digits = "".join(filter(str.isdecimal, draft.phone_number))
    return replace(draft, phone_number=f"38{digits}" if len(digits) == 10 and digits[0] == "0" else digits)


def _kept_keys(name: str) -> Keys:
    """What lies in the keyring already; a file from another computer names what is not in this one's."""
    try:
        return load_keys(name) if name else {}
    except PosError:
        return {}


def _put_keys(document: "TOMLDocument", keys: Keys, *, without: tuple[tuple[str, str], ...]) -> None:
    for (table, name), secret in keys.items():
        section(document, table)[name] = secret
    for table, name in without:
        if isinstance(document.get(table), dict):
            document[table].pop(name, None)


def _environment(table: str, name: str) -> str:
    return f"POS_{table}__{name}".upper()


def _check_environment(typed: Keys) -> None:
    """What the environment says comes before the file: a key kept here would never be used."""
    said = {variable.upper() for variable in os.environ}
    for table, name in typed:
        variable = _environment(table, name)
        if variable in said:
            raise refused("settings_invalid", f"Ключ задано змінною середовища {variable}. Приберіть її або змініть.")


def _safe_of(data: dict[str, Any], settings: SettingsOfTill) -> Safe:
    """Where the keys lie; the least safe place where they lie in several."""
    said = {variable.upper() for variable in os.environ}
    there = [(table, name) for table, name in SECRETS if _value(settings, table, name)]
    if any(data.get(table, {}).get(name) for table, name in there):
        return Safe.FILE
    if any(_environment(table, name) in said for table, name in there):
        return Safe.ENVIRONMENT
    return Safe.KEYRING if there else Safe.NONE


def _value(settings: SettingsOfTill, table: str, name: str) -> str:
    secret = getattr(getattr(settings, table), name)
    return str(secret.get_secret_value())
