"""Tokens between two runs: in the system's keyring, else in memory alone; never in a file of ours."""

import logging
from typing import Final

_SERVICE: Final = "pos-app"
_log = logging.getLogger(__name__)


class KeyringTokens:
    """One token in the system's keyring under `name`; a keyring that fails is as good as none, told once, aloud."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._memory: str | None = None
        self._told = False

    def load(self) -> str | None:
        """The token of an earlier run, if there is one."""
        import keyring
        from keyring.errors import KeyringError

        if self._memory is not None:
            return self._memory
        try:
            self._memory = keyring.get_password(_SERVICE, self._name)
        except KeyringError:
            self._tell()
        return self._memory

    def save(self, token: str) -> None:
        """Keep the token for the next run."""
        import keyring
        from keyring.errors import KeyringError

        self._memory = token
        try:
            keyring.set_password(_SERVICE, self._name, token)
        except KeyringError:
            self._tell()

    def clear(self) -> None:
        """Forget the token everywhere."""
        import keyring
        from keyring.errors import KeyringError

        self._memory = None
        try:
            keyring.delete_password(_SERVICE, self._name)
        except KeyringError:
            _log.debug("there was no token to delete")

    def _tell(self) -> None:
        if not self._told:
            _log.warning("Сховище паролів не відповідає: після перезапуску доведеться увійти знову.")
            self._told = True


class AwaitedTokens:
    """The same keyring for a client that awaits its token store."""

    def __init__(self, tokens: KeyringTokens) -> None:
        self._tokens = tokens

    async def load(self) -> str | None:
        """The token of an earlier run, if there is one."""
        return self._tokens.load()

    async def save(self, token: str | None) -> None:
        """Keep the token, or forget it when there is none any more."""
        if token is None:
            self._tokens.clear()
        else:
            self._tokens.save(token)


def has_keyring() -> bool:
    """Is there a keyring that keeps secrets safe? A bare Linux has none."""
    import keyring
    from keyring.backends import fail, null

    return not isinstance(keyring.get_keyring(), fail.Keyring | null.Keyring)
