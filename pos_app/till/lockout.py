"""The lock against guessing PINs: four digits are protected by it, not by their hash.

It lies in the store, so a restart does not open it; it is served by the monotonic clock, so neither does a wall clock
put forward. After a restart what was not served is served again from the beginning.
"""

from datetime import timedelta
from typing import Final

from pos_app.domain.errors import refused
from pos_app.domain.said import sentence
from pos_app.store.people import People, PinLock
from pos_app.till.clock import TillClock

FREE_TRIES: Final = 5
"""So many wrong PINs in a row, then the lock shuts, and shuts again for twice as long after each further one."""

FIRST_LOCK_S: Final = 60
LONGEST_LOCK_S: Final = 960


class PinLockout:
    """Counts wrong tries over all persons of this till."""

    def __init__(self, people: People, clock: TillClock) -> None:
        self._people = people
        self._clock = clock
        lock = people.lock()
        self._open_at = clock.monotonic() + _length(lock.failures) if lock.locked_until is not None else None

    def check(self) -> None:
        """Raise `pin_locked` while the lock is shut."""
        if self._open_at is None:
            return
        left = self._open_at - self._clock.monotonic()
        if left > 0:
            seconds = int(left) + 1
            raise refused(
                "pin_locked",
                sentence("Забагато невдалих спроб. Зачекайте {seconds} с і спробуйте ще раз.", seconds=seconds),
            )
        self._open_at = None
        self._save(self._people.lock().failures, shut_s=0)

    def failed(self) -> None:
        """One more wrong try."""
        failures = self._people.lock().failures + 1
        shut_s = _length(failures)
        self._open_at = self._clock.monotonic() + shut_s if shut_s else None
        self._save(failures, shut_s)

    def succeeded(self) -> None:
        """A right PIN: the count begins anew."""
        self._open_at = None
        if self._people.lock().failures:
            self._save(0, shut_s=0)

    def forgive_one(self) -> None:
        """One's own PIN at one's own lock: it may have been mistyped, but others' PINs are not guessed for free."""
        failures = self._people.lock().failures
        if failures:
            self._save(failures - 1, shut_s=0)

    def _save(self, failures: int, shut_s: int) -> None:
        now = self._clock.now()
        self._people.set_lock(PinLock(failures, now + timedelta(seconds=shut_s) if shut_s else None, now))


def _length(failures: int) -> int:
    """How long the lock stays shut after so many wrong tries in a row, seconds."""
    if failures < FREE_TRIES:
        return 0
    doubled: int = FIRST_LOCK_S * 2 ** min(failures - FREE_TRIES, 10)
    return min(doubled, LONGEST_LOCK_S)
