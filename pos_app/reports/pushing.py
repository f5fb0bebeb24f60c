"""Sends settled receipts to SmartKasa: in order, in batches, each once, and never in the way of a sale.

What leaves is first noted as unclear; only an answer that names it, or a look-up, makes it sent or waiting again.
"""

import asyncio
import contextlib
import logging
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from pos_app.domain.errors import Bug, PosError, Unreachable, refused
from pos_app.reports.push_switch import PushSwitch
from pos_app.reports.receipt_drafts import KINDS, number_of, prepare, receipt_draft
from pos_app.reports.receipt_search import ReceiptLists, find_receipt
from pos_app.smartkasa import Invalid, SmartKasaError, Throttled
from pos_app.smartkasa.drafts import ReceiptDraft
from pos_app.smartkasa.errors import KNOWN
from pos_app.smartkasa.models import Page, Shop
from pos_app.smartkasa.trade_models import PostedReceipt
from pos_app.store.operations import Operation
from pos_app.store.outbox import OutboxRow
from pos_app.store.till_store import TillStore

logger = logging.getLogger(__name__)

BATCH: Final = 10
"""So many receipts of eight lines are written as JSON in 3 ms: the loop must not be held longer."""
QUARANTINE_S: Final = 60.0
"""A copy of a request that was not answered may still arrive so long; before that a look-up proves nothing."""
FIRST_PAUSE_S: Final = 2.0
LONGEST_PAUSE_S: Final = 300.0
REFUSED_PAUSE_S: Final = 300.0
"""A refused key, session or shop helps no receipt, and a person needs time to mend it."""
SHOP_IS_KNOWN_S: Final = 3600.0
"""How long the shop's word that it does not fiscalise by itself is believed."""


class SmartKasa(ReceiptLists, Protocol):
    """SmartKasa, as far as sending needs it."""

    async def get_shop(self, shop_id: int) -> Shop: ...
    async def create_receipt(self, draft: ReceiptDraft) -> PostedReceipt: ...
    async def create_receipts(self, drafts: Sequence[ReceiptDraft]) -> Page[PostedReceipt]: ...


@dataclass(frozen=True, slots=True)
class Parcel:
    """One receipt made ready: its row, its operation and the draft that is sent."""

    row: OutboxRow
    operation: Operation
    draft: ReceiptDraft


class Pusher:
    """The one sender. `switch` is asked before each turn; `on_change` is called when the line or `problem` changed."""

    def __init__(
        self,
        client: SmartKasa,
        store: TillStore,
        *,
        shop_id: int,
        now: Callable[[], datetime],
        monotonic: Callable[[], float],
        switch: Callable[[], PushSwitch],
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.problem: PosError | None = None
        self.on_change: Callable[[], None] = lambda: None
        self._client = client
        self._store = store
        self._shop_id = shop_id
        self._now = now
        self._monotonic = monotonic
        self._switch = switch
        self._chance = chance
        self._failures = 0
        self._prepared = False
        self._shop_seen_at: float | None = None
        self._woken = asyncio.Event()
        self._hurried = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    # life

    def start(self) -> None:
        """Begin; what was queued before is looked up first."""
        self.resume()
        self._task = asyncio.ensure_future(self._run())
        self._task.add_done_callback(self._ended)

    def resume(self) -> None:
        """What an earlier run left may have been sent since: by that run, or by a newer copy of this file."""
        self._store.outbox.doubt()

    async def stop(self) -> None:
        """End; what is not sent stays on disk."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def wake(self) -> None:
        """Something was queued, or a person wants it tried now."""
        self._woken.set()

    def try_now(self) -> None:
        """A person has changed something: what was believed of the shop, and every pause, is forgotten."""
        self._shop_seen_at = None
        self._failures = 0
        self._hurried.set()
        self.wake()

    async def _run(self) -> None:
        while True:
            self._woken.clear()
            self._hurried.clear()
            pause = await self.step()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    # a till that sells on must not shorten the pause after a failure
                    await (self._hurried if self._failures else self._woken).wait()

    def _ended(self, task: "asyncio.Task[None]") -> None:
        """A fault of ours ends the sending, not the selling."""
        if not task.cancelled() and (fault := task.exception()) is not None:
            logger.error("sending receipts to SmartKasa has died", exc_info=fault)
            self._tell(Bug())

    async def step(self) -> float | None:
        """One turn: look up what is unclear, else send what waits.

        → Seconds until the next; None: there is nothing to do until something comes.
        """
        try:
            pause = await self._turn()
        except PosError as error:
            pause = self._after(error)
        else:
            if pause is None or pause == 0.0:
                self._tell(None)
                self._failures = 0
        return pause

    async def _turn(self) -> float | None:
        outbox = self._store.outbox
        if not self._switch().on:
            return None
        unclear = outbox.unclear(1)
        waiting = outbox.waiting(BATCH)
        if not unclear and not waiting:
            return None
        await self._need_consent()
        if not self._prepared:
            await asyncio.to_thread(prepare)
            self._prepared = True
        if unclear:
            return await self._look_up(unclear[0])
        await self._send([one for row in _together(waiting) if (one := self._parcel(row)) is not None])
        return 0.0

    async def _need_consent(self) -> None:
        """A shop that fiscalises by itself would have each sale twice: that needs a person's word."""
        seen = self._shop_seen_at
        if self._switch().consent or (seen is not None and self._monotonic() - seen < SHOP_IS_KNOWN_S):
            return
        if await self.shop_fiscalises():
            raise refused("push_needs_consent")
        self._shop_seen_at = self._monotonic()

    async def shop_fiscalises(self) -> bool:
        """Does the shop fiscalise by itself at SmartKasa? Raises what keeps that from being known."""
        if not self._shop_id:
            raise refused("settings_invalid", "Не вказано магазин SmartKasa: smartkasa.shop_id у налаштуваннях.")
        return (await self._client.get_shop(self._shop_id)).fiscalization_enabled

    # one receipt: is it there?

    async def _look_up(self, row: OutboxRow) -> float:
        """Make an unclear receipt clear; → seconds to wait, 0 when it is done."""
        if row.unclear_since is not None:
            quiet_s = QUARANTINE_S - (self._now() - row.unclear_since).total_seconds()
            if quiet_s > QUARANTINE_S:
                # the clock was set back: nobody knows how long ago it was, so the wait begins anew
                self._store.outbox.begin_anew(row, self._now())
                return QUARANTINE_S
            if quiet_s > 0:
                return quiet_s
        parcel = self._parcel(row)
        if parcel is None:
            return 0.0
        try:
            found = await self._find(parcel)
        except PosError as error:
            if error.code != "push_unsure":
                raise
            self._refuse(row, error.message)
            return 0.0
        if found is None:
            self._store.outbox.missing(row)
        else:
            self._sent([(row, found)])
        return 0.0

    async def _find(self, parcel: Parcel) -> str | None:
        draft = parcel.draft
        assert draft.type is not None
        assert draft.fiscal_number is not None
        assert draft.registrar_fiscal_number is not None
        since = parcel.row.queued_at.date() - timedelta(days=1)
        return await find_receipt(self._client, draft.type, draft.fiscal_number, draft.registrar_fiscal_number, since)

    def _parcel(self, row: OutboxRow) -> Parcel | None:
        """A receipt made ready; one that cannot be is refused here, and those behind it go on."""
        operation = self._store.operations.by_id(row.operation)
        registrar = self._store.register.load().info.fiscal_number
        if operation is None or operation.document is None or operation.document.kind not in KINDS:
            self._refuse(row, "Чека немає в журналі.")
            return None
        if not registrar:
            self._refuse(row, "Фіскальний номер каси невідомий.")
            return None
        return Parcel(row, operation, receipt_draft(operation, operation.document, registrar, plain=row.plain))

    # sending

    async def _send(self, parcels: Sequence[Parcel]) -> None:
        if not parcels:
            return
        self._store.outbox.begin([one.row for one in parcels], self._now())
        try:
            posted = await self._post(parcels)
        except Invalid as error:
            await self._not_taken(parcels, error)
        except SmartKasaError as error:
            if isinstance(error, Throttled) or not isinstance(error, Unreachable):
                # it was answered: nothing is on its way any more
                self._store.outbox.answered([one.row for one in parcels])
            raise
        else:
            self._sent(_confirmed(parcels, posted))

    async def _post(self, parcels: Sequence[Parcel]) -> Sequence[PostedReceipt]:
        if len(parcels) == 1:
            return [await self._client.create_receipt(parcels[0].draft)]
        return (await self._client.create_receipts([one.draft for one in parcels])).items

    async def _not_taken(self, parcels: Sequence[Parcel], error: Invalid) -> None:
        """A refused batch goes one by one; a refused receipt goes by names alone, or to a person."""
        rows = [one.row for one in parcels]
        (first, *others) = parcels
        names_goods = any("product" in c.field or "items" in c.field for c in error.complaints)
        if others:
            self._store.outbox.answered(rows, alone=True)
        elif names_goods and not first.row.plain and first.draft.items:
            self._store.outbox.answered(rows, alone=True, plain=True)
        else:
            self._store.outbox.answered(rows)
            found = await self._find(first)
            if found is None:
                self._refuse(first.row, _reason(error))
            else:
                self._sent([(first.row, found)])

    def _sent(self, rows: Sequence[tuple[OutboxRow, str]]) -> None:
        self._store.outbox.sent(rows, self._now())
        self.on_change()

    def _refuse(self, row: OutboxRow, reason: str) -> None:
        self._store.outbox.refuse(row, reason, self._now())
        logger.warning("SmartKasa does not take receipt %s: %s", row.operation, reason)
        self.on_change()

    # trouble

    def _after(self, error: PosError) -> float:
        """How long to wait after a failure: longer each time, spread by chance, never shorter than the server asks."""
        self._failures += 1
        self._tell(error)
        if not isinstance(error, Unreachable):
            return REFUSED_PAUSE_S
        doubled = min(FIRST_PAUSE_S * (1 << min(self._failures - 1, 10)), LONGEST_PAUSE_S)
        asked = error.retry_after if isinstance(error, SmartKasaError) else None
        return max(doubled * (0.5 + self._chance()), asked or 0.0)

    def _tell(self, problem: PosError | None) -> None:
        if (problem and problem.message) != (self.problem and self.problem.message):
            self.problem = problem
            self.on_change()


def _together(waiting: Sequence[OutboxRow]) -> Sequence[OutboxRow]:
    """What may go in one request: the first alone when it must, else all up to the next that must."""
    if waiting[0].alone:
        return waiting[:1]
    until = next((place for place, row in enumerate(waiting) if row.alone), len(waiting))
    return waiting[:until]


def _confirmed(parcels: Sequence[Parcel], posted: Sequence[PostedReceipt]) -> list[tuple[OutboxRow, str]]:
    """What the answer names, receipt by receipt; what it does not name stays unclear."""
    by_key: dict[tuple[Any, ...], str] = {
        (row.fiscal_number, row.registrar_fiscal_number, row.type): row.id for row in posted
    }
    found = []
    for one in parcels:
        key = (number_of(one.operation), one.draft.registrar_fiscal_number, one.draft.type)
        if key in by_key:
            found.append((one.row, by_key[key]))
    return found


def _reason(error: Invalid) -> str:
    """The sentence, and what the server itself said besides."""
    # the first code that we know is the sentence already
    told = next((c for c in error.complaints if c.code in KNOWN), None)
    besides = [c for c in error.complaints if c.text or c is not told]
    said = "; ".join(
        f"{c.field}: {c.text or c.code}" if c.field not in {"", "base"} else c.text or c.code for c in besides
    )
    return f"{error.message} ({said})" if said and said not in error.message else error.message
