"""Badges: a code on a card signs its owner in. It opens the PIN that the owner sealed with it, and nothing else."""

import asyncio
import hashlib
import hmac
from collections.abc import Callable, Sequence
from typing import Final

from pos_app.domain.barcode import same_number
from pos_app.domain.errors import PosError, refused
from pos_app.domain.said import sentence
from pos_app.store.badges import Badge
from pos_app.till.code_state import BadgeRow
from pos_app.till.core import Core
from pos_app.till.lockout import PinLockout
from pos_app.till.session import SessionDesk
from pos_app.till.state import Cashier

_SALT: Final = "badges.salt"
_SALT_BYTES: Final = 16
_N, _R, _P = 2**14, 8, 1
_SHORTEST, _LONGEST = 8, 64
_ROOM: Final = 32
"""Bytes of a sealed PIN, its length among them."""


class BadgeDesk:
    """Issues, takes and revokes badges. `salt` gives so many random bytes."""

    def __init__(self, core: Core, session: SessionDesk, lockout: PinLockout, salt: Callable[[int], bytes]) -> None:
        self._core = core
        self._session = session
        self._lockout = lockout
        self._random = salt

    async def issue(self, code: str) -> BadgeRow:
        """Make a card the badge of whoever is signed in by PIN. `bad_badge` for a code that cannot be one."""
        cashier = self._core.need()
        pin = self._session.pin_code
        if not pin:
            raise refused("bad_badge", "Увійдіть з PIN-кодом, щоб видати бейдж.")
        code = code.strip()
        self._check(code)
        digest, key = await self._derived(code)
        known = self._core.store.badges.by_digest(digest)
        if known is not None:
            raise refused("bad_badge", sentence("Цей бейдж уже видано: {name}.", name=known.name))
        nonce = self._random(_SALT_BYTES)
        now = self._core.clock.now()
        badge = Badge(self._core.new_id(), cashier.id, cashier.name, digest, nonce, _seal(pin, key, nonce), now)
        with self._core.store.transaction():
            self._core.store.badges.save(badge)
            self._core.journal("badge.issued", {"badge": badge.id, "cashier": cashier.id})
        return _shown(badge)

    def _check(self, code: str) -> None:
        if not _SHORTEST <= len(code) <= _LONGEST or not code.isprintable():
            raise refused("bad_badge")
        if self._has_goods(code):
            raise refused("bad_badge", "Цей код має товар. Візьміть іншу картку.")

    def _has_goods(self, code: str) -> bool:
        return any(self._core.catalog.by_barcode(number) for number in same_number(code))

    async def pin_of(self, code: str) -> str:
        """The PIN that a badge opens. A wrong one counts as a wrong PIN, but goods scanned at the pad do not."""
        self._lockout.check()
        code = code.strip()
        digest, key = await self._derived(code)
        badge = self._core.store.badges.by_digest(digest)
        pin = _open(badge.sealed, key, badge.nonce) if badge is not None else None
        if pin is None:
            if not self._has_goods(code):
                self._lockout.failed()
            raise refused("badge_unknown")
        return pin

    async def sign_in(self, code: str) -> Cashier:
        """By badge: just as by the PIN that it opens."""
        pin = await self.pin_of(code)
        try:
            return await self._session.sign_in_pin(pin)
        except PosError as error:
            if error.code == "wrong_pin":
                raise refused("badge_unknown", "PIN змінено. Увійдіть з ним і видайте бейдж знову.") from error
            raise

    def list(self) -> Sequence[BadgeRow]:
        """Every badge, the oldest first."""
        self._core.need()
        return [_shown(badge) for badge in self._core.store.badges.all()]

    def revoke(self, badge_id: str) -> None:
        """A badge opens nothing any more: one's own, or anybody's with the right to change settings."""
        cashier = self._core.need()
        badge = next((one for one in self._core.store.badges.all() if one.id == badge_id), None)
        if badge is None:
            raise refused("badge_unknown")
        if badge.person != cashier.id:
            self._core.need("settings")
        with self._core.store.transaction():
            self._core.store.badges.remove(badge_id)
            self._core.journal("badge.revoked", {"badge": badge_id, "of": badge.person, "cashier": cashier.id})

    async def _derived(self, code: str) -> tuple[bytes, bytes]:
        """What tells the code from others, and the key that it gives."""
        settings = self._core.store.settings
        kept = settings.get(_SALT)
        if kept is None:
            kept = self._random(_SALT_BYTES).hex()
            settings.put(_SALT, kept)
        whole = await asyncio.to_thread(_scrypt, code, bytes.fromhex(kept))
        return whole[:32], whole[32:]


def _scrypt(code: str, salt: bytes) -> bytes:
    return hashlib.scrypt(code.encode(), salt=salt, n=_N, r=_R, p=_P, dklen=64)


def _seal(pin: str, key: bytes, nonce: bytes) -> bytes:
    """The PIN under a stream that no other badge has, with a tag: each key and nonce are used once."""
    data = pin.encode()
    plain = (bytes([len(data)]) + data).ljust(_ROOM, b"\0")
    if len(plain) > _ROOM:
        raise refused("bad_badge")
    hidden = bytes(a ^ b for a, b in zip(plain, _mac(key, b"stream" + nonce), strict=True))
    return hidden + _mac(key, b"tag" + nonce + hidden)


def _open(sealed: bytes, key: bytes, nonce: bytes) -> str | None:
    """The PIN again; None where anything was changed."""
    hidden, tag = sealed[:_ROOM], sealed[_ROOM:]
    if not hmac.compare_digest(tag, _mac(key, b"tag" + nonce + hidden)):
        return None
    plain = bytes(a ^ b for a, b in zip(hidden, _mac(key, b"stream" + nonce), strict=True))
    return plain[1 : 1 + plain[0]].decode()


def _mac(key: bytes, text: bytes) -> bytes:
    return hmac.new(key, text, hashlib.sha256).digest()


def _shown(badge: Badge) -> BadgeRow:
    return BadgeRow(badge.id, badge.person, badge.name, badge.issued_at)
