"""The local verifier of PINs: salted scrypt hashes of those that Checkbox has accepted, for days without Checkbox."""

import asyncio
import hashlib
import hmac
from collections.abc import Callable
from datetime import timedelta

from pos_app.store.people import People, Verifier
from pos_app.till.clock import TillClock
from pos_app.till.state import Cashier

_SALT_BYTES = 16
_N, _R, _P = 2**14, 8, 1


class PinVerifier:
    """Knows who signed in here with Checkbox's word, for `days` days. `salt` gives so many random bytes."""

    def __init__(self, people: People, clock: TillClock, *, days: int, salt: Callable[[int], bytes]) -> None:
        self._people = people
        self._clock = clock
        self._valid = timedelta(days=days)
        self._salt = salt

    async def renew(self, cashier: Cashier, pin_code: str) -> None:
        """Checkbox has just accepted this PIN for this person."""
        salt = self._salt(_SALT_BYTES)
        digest = await asyncio.to_thread(_digest, pin_code, salt)
        now = self._clock.now()
        self._people.save(Verifier(cashier.id, cashier.name, cashier.permissions, salt, digest, now))

    async def find(self, pin_code: str) -> Cashier | None:
        """The person with this PIN whose last sign-in with Checkbox is fresh enough; None where there is none."""
        for known in self._fresh():
            digest = await asyncio.to_thread(_digest, pin_code, known.salt)
            if hmac.compare_digest(digest, known.hash):
                return Cashier(known.person, known.name, known.permissions)
        return None

    def knows_anyone(self) -> bool:
        """Is there anyone whom a PIN could be checked for?"""
        return bool(self._fresh())

    def _fresh(self) -> list[Verifier]:
        """A sign-in dated in the future was made before the clock was put back: it may be any age."""
        now = self._clock.now()
        return [one for one in self._people.all() if timedelta(0) <= now - one.verified_at <= self._valid]


def _digest(pin_code: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin_code.encode(), salt=salt, n=_N, r=_R, p=_P)
