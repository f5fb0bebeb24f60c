"""Seeded trouble for receipts on their way to SmartKasa: `python -m tests.simulation.push_play --runs 300 --seed 0`."""

import argparse
import asyncio
import sys
import time
from collections import Counter
from dataclasses import replace
from random import Random

from pos_app.domain.receipt import ReceiptKind
from pos_app.reports.receipt_drafts import number_of
from pos_app.store.outbox import OutboxState
from tests.simulation.push_world import BLANK, PATH, START, WRITES, PushWorld, Server

TROUBLES = (
    "lost_request",
    "lost_answer",
    "late_copy",
    "black_hole",
    "refused",
    "server_error",
    "cut_body",
    "null",
    "html",
)
KINDS = (ReceiptKind.SELL, ReceiptKind.SELL, ReceiptKind.SELL, ReceiptKind.RETURN, ReceiptKind.SERVICE_IN)


async def play(server: Server, seed: int) -> list[str]:
    """One run; → what went wrong, in words. Afterwards every receipt is at SmartKasa once, in order."""
    chance = Random(seed)
    world = PushWorld(server, seed)
    server.world.behaviour.known_goods_only = chance.random() < 0.5
    server.world.behaviour.search_by_number = chance.random() < 0.6
    server.world.behaviour.page_limit = chance.choice((4, 4, 500))
    crashes = chance.random() * 0.1
    world.crash = lambda _what, _when: chance.random() < crashes
    expected, refused = [], set()
    for _ in range(chance.randint(1, 4)):
        for _ in range(chance.randint(1, 25)):
            sold, wanted = _sell(world, chance)
            (expected.append if wanted else refused.add)(number_of(sold))
        _set_troubles(world, chance)
        for _ in range(chance.randint(0, 12)):
            await world.wait(await world.turn() or 0.0)
    await world.wait(60.0)
    world.plan.clear()
    world.crash = lambda _what, _when: False
    server.world.behaviour = replace(server.world.behaviour, torn_batches="")
    await world.until_quiet()
    await world.http.aclose()
    return _verdict(world, expected, refused)


def _sell(world: PushWorld, chance: Random) -> tuple[object, bool]:
    unknown = "00000000-0000-4000-8000-0000000000ff" if chance.random() < 0.05 else ""
    blank = chance.random() < 0.03
    kind = ReceiptKind.SELL if blank else chance.choice(KINDS)
    return world.sell(kind=kind, product_id=unknown, name=BLANK if blank else ""), not blank


def _set_troubles(world: PushWorld, chance: Random) -> None:
    world.server.world.behaviour.torn_batches = chance.choice(("", "", "told", "fault"))
    for _ in range(chance.randint(0, 3)):
        world.plan.script(
            chance.choice(TROUBLES), PATH, after=chance.randint(0, 3), times=chance.randint(1, 3),
            chance=chance.choice((0.5, 1.0)), status=chance.choice((500, 502, 503)), processed=chance.random() < 0.5,
        )  # fmt: skip
    if chance.random() < 0.2:
        world.plan.script("server_error", "*", status=429, times=1)


def _verdict(world: PushWorld, expected: list[str], refused: set[str]) -> list[str]:
    found = world.at_server()
    wrong = [f"doubled: {number}" for number, times in Counter(found).items() if times > 1]
    wrong += [f"lost: {number}" for number in expected if number not in found]
    wrong += [f"never meant: {number}" for number in found if number not in expected]
    if not wrong and found != expected:
        wrong.append(f"order: {found}")
    for row in world.rows():
        operation = world.store.operations.by_id(row.operation)
        right = OutboxState.REFUSED if operation and number_of(operation) in refused else OutboxState.SENT
        if row.state is not right:
            wrong.append(f"{row.operation} is {row.state}, not {right}")
    return wrong


async def campaign(seeds: range) -> dict[int, list[str]]:
    """Many runs over one server; → what went wrong, by seed."""
    server = Server(lambda: START)
    return {seed: wrong for seed in seeds if (wrong := await play(server, seed))}


def main(arguments: list[str] | None = None) -> int:
    """0: nothing lost, doubled or out of order."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args(arguments)
    began = time.perf_counter()
    failures = asyncio.run(campaign(range(chosen.seed, chosen.seed + chosen.runs)))
    for seed, wrong in failures.items():
        print(f"seed {seed}: {'; '.join(wrong)}")
    print(f"{chosen.runs} runs, {len(failures)} wrong, {time.perf_counter() - began:.1f} s; boundaries: {WRITES}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
