"""A full sync of invented goods over real HTTP: seconds, requests, local work, and how long the loop is held.

`python -m tests.benchmarks.catalog_sync --goods 100000`. The server is a process of its own. Beside it a store is
filled by the plainest loop: every page read whole, every row written by itself, no search index, no stock.
"""

import argparse
import asyncio
import gc
import json
import multiprocessing
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from pos_app.catalog.sync import CatalogSync, SyncResult
from pos_app.sandbox.server import LoopbackServer
from pos_app.sandbox.smartkasa import create_app, demo_account
from pos_app.smartkasa import Credentials, MemoryTokens, SmartKasaClient, open_http
from pos_app.store.catalog import CatalogStore, open_catalog_store

DEMO = Path(__file__).parents[2] / "resources" / "sandbox-catalog"
TICK_S = 0.005


def now() -> datetime:
    return datetime.now(UTC)


def serve(goods: int, pipe: Any) -> None:
    """The server's process: tells its address, ends when it is told to."""
    with LoopbackServer(create_app(DEMO, now=now, extra_products=goods)) as server:
        pipe.send(server.base_url)
        pipe.recv()


@contextmanager
def served(goods: int) -> Iterator[str]:
    """The address of a sandbox with so many invented goods."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(goods, theirs), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        ours.send("end")
        process.join(10)
        process.kill()


def idle(pipe: Any) -> None:
    """A process that only ticks: how late its ticks are is this machine's doing, not ours."""
    lag = Lag()

    async def run() -> None:
        task = asyncio.create_task(lag.run())
        await asyncio.to_thread(pipe.recv)
        task.cancel()

    asyncio.run(run())
    pipe.send(lag.told())


class Slices:
    """How long each callback of the loop computed, milliseconds of its thread's processor time."""

    def __init__(self) -> None:
        self.spent: list[float] = []
        self._run = asyncio.events.Handle._run

    def __enter__(self) -> "Slices":
        whole, spent = self._run, self.spent

        def timed(handle: asyncio.Handle) -> None:
            began = time.thread_time()
            whole(handle)
            spent.append((time.thread_time() - began) * 1000)

        asyncio.events.Handle._run = timed  # type: ignore[method-assign]
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.events.Handle._run = self._run  # type: ignore[method-assign]

    def told(self) -> str:
        ordered = sorted(self.spent)
        over = sum(spent > 5 for spent in ordered)
        p99 = ordered[int(len(ordered) * 0.99)]
        return f"p99 {p99:.2f}  max {ordered[-1]:.1f} ms of {len(ordered)} (over 5 ms: {over})"


class Lag:
    """A tick of 5 ms on the loop, and how much later than wanted each came, in milliseconds."""

    def __init__(self) -> None:
        self.late: list[float] = []

    async def run(self) -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(TICK_S)
            self.late.append((time.perf_counter() - before - TICK_S) * 1000)

    def told(self) -> str:
        ordered = sorted(self.late)
        p99 = ordered[int(len(ordered) * 0.99)]
        over = sum(late > 20 for late in ordered)
        return f"p50 {statistics.median(ordered):.2f}  p99 {p99:.2f}  max {ordered[-1]:.1f} ms  (over 20 ms: {over})"


@contextmanager
def ticking(lag: Lag) -> Iterator[None]:
    task = asyncio.create_task(lag.run())
    try:
        yield
    finally:
        task.cancel()


class Collections:
    """How long the garbage collector held the process."""

    def __init__(self) -> None:
        self.longest = [0.0, 0.0, 0.0]
        self._began = 0.0

    def __call__(self, phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            self._began = time.perf_counter()
        else:
            took = (time.perf_counter() - self._began) * 1000
            self.longest[info["generation"]] = max(self.longest[info["generation"]], took)


class Robot:
    """Scans two goods a second out of the store the till reads, and counts those it did not find."""

    def __init__(self, store: CatalogStore) -> None:
        self._store = store
        self.scans = self.lost = 0
        self.slowest = 0.0

    async def run(self, numbers: list[str]) -> None:
        while True:
            await asyncio.sleep(0.5)
            before = time.perf_counter()
            found = self._store.by_barcode(numbers[self.scans % len(numbers)])
            self.slowest = max(self.slowest, (time.perf_counter() - before) * 1000)
            self.scans += 1
            self.lost += not found


def client_of(http: httpx.AsyncClient, url: str) -> SmartKasaClient:
    account = demo_account(DEMO)

    async def ask() -> Credentials:
        return Credentials(account.phone_number, account.password)

    return SmartKasaClient(
        http, base_url=url, api_key=account.api_key, timeout_s=30.0, token_store=MemoryTokens(), now=now,
        on_sign_in_needed=ask,
    )  # fmt: skip


async def sync_once(url: str, path: Path, lag: Lag) -> tuple[SyncResult, Robot, float]:
    """One full pass with a robot beside it; → also the seconds of processor that this process spent."""
    ours, theirs = open_catalog_store(path), open_catalog_store(path)
    robot = Robot(ours)
    async with open_http(timeout_s=30.0) as http:
        client = client_of(http, url)
        sync = CatalogSync(client, theirs, shop_id=demo_account(DEMO).shop_id, now=now, monotonic=time.monotonic)
        await client.list_products(per_page=1)
        seen = [row.barcodes[0] for row in ours.popular(limit=500) if row.barcodes]
        scanning = asyncio.create_task(robot.run(seen)) if seen else None
        spent = time.process_time()
        with ticking(lag):
            result = await sync.full_pass()
        spent = time.process_time() - spent
        if scanning is not None:
            scanning.cancel()
        sync.close()
    ours.close()
    theirs.close()
    return result, robot, spent


async def plainest(url: str, path: Path) -> tuple[float, float]:
    """The yardstick: whole answers on the loop, a commit for every row, no index; → seconds, processor's seconds."""
    store = open_catalog_store(path)
    began, spent = time.perf_counter(), time.process_time()
    async with open_http(timeout_s=30.0) as http:
        client = client_of(http, url)
        await client.list_products(per_page=1)
        access = client._transport.session.current  # the plain loop shares the session alone
        account = demo_account(DEMO)
        headers = {"X-API-KEY": account.api_key, "Authorization": f"Bearer {access}"}
        store.database.run("CREATE TABLE plain (id TEXT PRIMARY KEY, number TEXT, title TEXT, price TEXT)")
        page: int | None = 1
        while page is not None:
            answer = await http.get(
                f"{url}/api/v1/inventory/products",
                params={"shop_id": account.shop_id, "page": page, "per_page": 500}, headers=headers,
            )  # fmt: skip
            document = json.loads(answer.content)
            for row in document["data"]:
                store.database.run(
                    "INSERT OR REPLACE INTO plain VALUES (?, ?, ?, ?)",
                    (row["id"], row["number"], row["title"], row["price"]),
                )
            page = document["meta"]["next_page"]
    store.close()
    return time.perf_counter() - began, time.process_time() - spent


def told(name: str, result: SyncResult, robot: Robot, spent: float, lag: Lag) -> None:
    print(
        f"{name}: {result.products} goods, +{result.added} ~{result.changed}, {result.requests} requests, "
        f"{result.seconds:.1f} s, local work {spent:.1f} s"
    )
    print(f"  loop late: {lag.told()}")
    if robot.scans:
        print(f"  robot: {robot.scans} scans, {robot.lost} lost, slowest {robot.slowest:.1f} ms")


async def main(goods: int) -> None:
    collections = Collections()
    gc.callbacks.append(collections)
    with served(goods) as url, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "catalog.db"
        took: list[float] = []
        works: list[float] = []
        for name in ("first sync", "again, nothing new"):
            lag = Lag()
            ours, theirs = multiprocessing.get_context("spawn").Pipe()
            beside = multiprocessing.get_context("spawn").Process(target=idle, args=(theirs,), daemon=True)
            beside.start()
            with Slices() as slices:
                result, robot, spent = await sync_once(url, path, lag)
            ours.send("end")
            told(name, result, robot, spent, lag)
            took.append(result.seconds)
            works.append(spent)
            print(f"  an idle process beside it: {ours.recv()}")
            print(f"  the loop's own slices: {slices.told()}")
            beside.join(10)
        print(f"  longest garbage collections by generation: {[round(took, 1) for took in collections.longest]} ms")
        print(f"  file {path.stat().st_size / 1e6:.0f} MB, RSS at most {_rss():.0f} MB")
        seconds, work = await plainest(url, Path(folder) / "plain.db")
        print(f"the plainest loop (products alone): {seconds:.1f} s, local work {work:.1f} s")
        print(f"  ours beside it: {took[0] / seconds:.2f} for the first sync, {took[1] / seconds:.2f} again")
        print(f"  local work beside it: {works[0] / work:.2f} for the first sync, {works[1] / work:.2f} again")


def _rss() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--goods", type=int, default=100_000)
    sys.exit(asyncio.run(main(parser.parse_args().goods)))
