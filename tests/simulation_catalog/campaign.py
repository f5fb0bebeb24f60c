"""Syncs a hostile shop by many seeds: `python -m tests.simulation_catalog.campaign --seeds 200`.

Whatever happens, no good that is live is ever hidden, nor one that lies in a basket; and once the shop is quiet, the
catalog is equal to it after one pass (two, when that one finished what was broken off).
"""

import argparse
import asyncio
import logging
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import httpx

from pos_app.catalog.patience import Patience
from pos_app.catalog.pointwise import Pointwise
from pos_app.catalog.probe import Probe
from pos_app.catalog.sync import CatalogSync
from pos_app.domain.errors import PosError
from pos_app.smartkasa import Credentials, MemoryTokens, SmartKasaClient
from pos_app.store.catalog import CatalogStore, open_catalog_store
from tests.simulation_catalog.hostile_shop import SHOP, HostileShop

ROUNDS = 12


@dataclass(slots=True)
class Outcome:
    """What one seed came to."""

    seed: int
    quiet_passes: int
    hidden: int
    crashes: int
    failures: int
    requests: int


class Campaign:
    """One seed: a shop, a catalog on disk, and a till that is killed and started again."""

    def __init__(self, seed: int, path: Path) -> None:
        self.chance = Random(seed)
        self.shop = HostileShop(self.chance)
        self.path = path
        self.basket: set[str] = set()
        self.out = Outcome(seed, 0, 0, 0, 0, 0)

    async def run(self) -> Outcome:
        async with httpx.AsyncClient(transport=httpx.MockTransport(self.shop), trust_env=False) as http:
            client = self._client(http)
            for _ in range(ROUNDS):
                await self._life(client)
            await self._quiet(client)
        self.out.requests = len(self.shop.requests)
        return self.out

    def _client(self, http: httpx.AsyncClient) -> SmartKasaClient:
        async def ask() -> Credentials:
            return Credentials("380960000006", "password")

        return SmartKasaClient(
            http, base_url="https://core.smartkasa.test", api_key="key", timeout_s=5.0, token_store=MemoryTokens(),
            now=lambda: datetime(2026, 9, 1, tzinfo=UTC), on_sign_in_needed=ask,
        )  # fmt: skip

    def _patience(self) -> Patience:
        async def pause(seconds: float) -> None:
            await asyncio.sleep(0)

        return Patience(pause=pause, chance=self.chance.random, tries=self.chance.choice([1, 4]))

    def _open(self, client: SmartKasaClient) -> tuple[CatalogSync, CatalogStore]:
        store = open_catalog_store(self.path)
        honest = store.hide

        def hide(product_ids: list[str]) -> int:
            """Every hiding is held against the truth of this moment."""
            live = self.shop.live().keys() & set(product_ids)
            assert not live, f"seed {self.out.seed}: live goods hidden: {live}"
            assert not self.basket & set(product_ids), f"seed {self.out.seed}: hidden from the basket"
            self.out.hidden += len(product_ids)
            return honest(product_ids)

        store.hide = hide  # type: ignore[assignment, method-assign]
        sync = CatalogSync(
            client, store, shop_id=SHOP, now=lambda: datetime(2026, 9, 1, tzinfo=UTC), monotonic=time.monotonic,
            held=lambda: self.basket, patience=self._patience,
        )  # fmt: skip
        return sync, store

    async def _life(self, client: SmartKasaClient) -> None:
        """A start of the till: some work, until it is done, refused or killed."""
        sync, store = self._open(client)
        self.basket = set(self.chance.sample(self.shop.order, min(2, len(self.shop.order))))
        work = asyncio.create_task(self._work(client, sync, store))

        def crash() -> None:
            self.out.crashes += 1
            work.cancel()

        self.shop.crash = crash
        with suppress(asyncio.CancelledError):
            await work
        self.shop.crash = None
        sync.close()
        store.close()

    async def _work(self, client: SmartKasaClient, sync: CatalogSync, store: CatalogStore) -> None:
        points = Pointwise(client, sync.writer, shop_id=SHOP, monotonic=time.monotonic)
        probe = Probe(sync)
        good = self.chance.choice(self.shop.order or ["none"])
        jobs: list[Callable[[], Awaitable[object]]] = [
            sync.full_pass,
            sync.full_pass,
            lambda: self._roll(sync),
            lambda: probe.look(self._patience()),
            lambda: sync.sales(self._patience()),
            lambda: points.refresh(good, 100),
            lambda: points.look_up(f"482{self.chance.randrange(300):06d}"),
        ]
        for job in self.chance.choices(jobs, k=3):
            try:
                await job()
            except PosError:
                self.out.failures += 1

    async def _roll(self, sync: CatalogSync) -> None:
        for _ in range(self.chance.randrange(40)):
            if not (await sync.rolling_step(self._patience())).more:
                break

    async def _quiet(self, client: SmartKasaClient) -> None:
        """Nobody changes anything any more: how many passes until the catalog is the shop's?"""
        self.shop.quiet = True
        self.basket = set()
        sync, store = self._open(client)
        while self.out.quiet_passes < 3:
            await sync.full_pass()
            self.out.quiet_passes += 1
            if self._shown(store) == self.shop.live():
                break
        else:
            raise AssertionError(f"seed {self.out.seed}: not equal after three quiet passes")
        assert store.count() == len(self._shown(store)), f"seed {self.out.seed}: the kept count is wrong"
        labels = Counter(kopecks % 4 for kopecks in self.shop.live().values())
        counted = {row.id: count for row, count in store.subgroups()}
        assert counted == {one: labels[one] for one in (1, 2, 3)}, f"seed {self.out.seed}: subgroups are counted wrong"
        sync.close()
        store.close()

    def _shown(self, store: CatalogStore) -> dict[str, int]:
        return dict(store.database.rows("SELECT id, price FROM product WHERE hidden = 0"))


def run_seed(seed: int, folder: Path) -> Outcome:
    """One seed from beginning to end; AssertionError when a promise was broken."""
    return asyncio.run(Campaign(seed, folder / f"catalog-{seed}.db").run())


def main(seeds: int, first: int) -> None:
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        outcomes = [run_seed(seed, Path(folder)) for seed in range(first, first + seeds)]
    passes = [outcome.quiet_passes for outcome in outcomes]
    print(f"{seeds} seeds in {time.perf_counter() - began:.0f} s: 0 live goods hidden")
    print(f"goods hidden rightly: {sum(outcome.hidden for outcome in outcomes)}")
    print(f"requests {sum(o.requests for o in outcomes)}, failures {sum(o.failures for o in outcomes)}")
    print(f"kills {sum(o.crashes for o in outcomes)}")
    print(f"equal after one quiet pass: {passes.count(1)}, two: {passes.count(2)}, three: {passes.count(3)}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--first", type=int, default=0)
    given = parser.parse_args()
    logging.disable(logging.WARNING)  # a hostile shop is the point here
    sys.exit(main(given.seeds, given.first))
