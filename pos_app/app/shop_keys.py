"""The shop's keys in the system's keyring: all of them as one entry, so that they are there together or not at all."""

import json
from collections.abc import Mapping
from typing import Final

from pos_app.app.secrets import has_keyring
from pos_app.domain.errors import refused

Keys = dict[tuple[str, str], str]
"""Secrets by section and name, as the settings' file has them."""

SECRETS: Final = (("checkbox", "license_key"), ("smartkasa", "api_key"), ("smartkasa", "password"))
_SERVICE: Final = "pos-app"


def load_keys(name: str) -> Keys:
    """What lies under a name; `keyring_failed` where the keyring does not answer, or has nothing there."""
    import keyring
    from keyring.errors import KeyringError

    try:
        kept = keyring.get_password(_SERVICE, _entry(name)) if has_keyring() else None
        read = json.loads(kept or "")
    except (KeyringError, ValueError) as error:
        raise refused("keyring_failed") from error
    if not isinstance(read, Mapping):
        raise refused("keyring_failed")
    return {(s, k): value for s, k in SECRETS if isinstance(value := read.get(f"{s}.{k}"), str)}


def save_keys(name: str, keys: Keys) -> None:
    """Keep them under a name, and see that they are there; `keyring_failed` where they are not."""
    import keyring
    from keyring.errors import KeyringError

    text = json.dumps({f"{section}.{key}": value for (section, key), value in keys.items()})
    try:
        keyring.set_password(_SERVICE, _entry(name), text)
        there = keyring.get_password(_SERVICE, _entry(name)) == text
    except KeyringError as error:
        raise refused("keyring_failed") from error
    if not there:
        raise refused("keyring_failed")


def forget_keys(name: str) -> None:
    """They are needed no more; a keyring that does not answer keeps what nobody will ask for."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.delete_password(_SERVICE, _entry(name))
    except KeyringError:
        return


def _entry(name: str) -> str:
    return f"shop-{name}"
