"""The catalog at the window and over the RPC: typing to a painted list, a first sync while goods are scanned, starts.

`python -m tests.benchmarks.catalog_window typed --goods 1000000`: a key to the painted list, milliseconds.
`… frozen --goods 100000`: the first sync from a server of its own while a robot scans two goods a second, with a tick
of 5 ms on the screen's thread and in an idle process beside it; and the same over the RPC. `… starts`: 20 interleaved
starts with 100,000 and 1,000,000 goods. Offscreen. Figures are for docs/benchmarks.md; nothing here passes or fails.
"""
# ruff: noqa: ASYNC110 - a benchmark looks at the screen from outside, as often as it can

import argparse
import asyncio
import contextlib
import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.benchmarks.catalog_sync import idle
from tests.benchmarks.window import BEGAN, ROOT, child, fill, memory_mb

TICK_MS = 5
SCAN_EVERY_S = 0.5
TYPED = {
    "one letter": "м",
    "three letters": "мол",
    "two words": "молоко ран",
    "no hit": "щщщ",
    "wrong layout": "vjkj",
    "an article number": "77777",
}
SHELF = ROOT / "resources" / "sandbox-catalog"


def of(late: list[float]) -> str:
    """p50, p99 and the longest."""
    ordered = sorted(late)
    p99 = ordered[int(len(ordered) * 0.99)]
    return f"p50 {statistics.median(ordered):.1f}  p99 {p99:.1f}  max {ordered[-1]:.1f} ms"


@contextmanager
def servers(folder: Path, *, goods: int = 0) -> Iterator[Path]:
    """A till.toml for Checkbox in this process; with `goods`, for a SmartKasa of so many in a process of its own."""
    from pos_app.app.demo import sandbox_settings
    from pos_app.sandbox.server import start_servers
    from tests.benchmarks.catalog_sync import served

    with start_servers(SHELF) as running:
        register = sandbox_settings(running).checkbox
        shop = sandbox_settings(running).smartkasa
        lines = [
            "[checkbox]",
            f'base_url = "{running.checkbox_url}"',
            f'license_key = "{register.license_key.get_secret_value()}"',
            '[printer]\ntransport = "none"',
            "[smartkasa]",
        ]
        config = folder / "till.toml"
        if not goods:
            config.write_text("\n".join([*lines, f'base_url = "{running.smartkasa_url}"\n']), encoding="utf-8")
            yield config
            return
        with served(goods) as url:
            lines += [
                f'base_url = "{url}"\napi_key = "{shop.api_key.get_secret_value()}"',
                f'phone_number = "{shop.phone_number}"\npassword = "{shop.password.get_secret_value()}"',
                f"shop_id = {shop.shop_id}\n",
            ]
            config.write_text("\n".join(lines), encoding="utf-8")
            yield config


class Shown:
    """A window over a real till, in this process: `drive` runs once it takes commands."""

    def __init__(self, config: Path, data_dir: Path) -> None:
        from pos_app.ui import app as window_app

        self.config, self.data_dir = config, data_dir
        self.app: Any = None
        kept = self

        class Kept(window_app.WindowApp):
            def __init__(self, *given: object) -> None:
                super().__init__(*given)  # type: ignore[arg-type]
                kept.app = self

        window_app.WindowApp = Kept  # type: ignore[misc]

    async def _make(self) -> Any:
        from pos_app.app.compose import open_till
        from pos_app.app.settings import load_settings

        return await open_till(load_settings(self.config), self.data_dir)

    def run(self, drive: Any) -> Any:
        from PySide6.QtWidgets import QApplication

        from pos_app.ui.app import WindowOptions, run_window

        tasks: list[asyncio.Task[Any]] = []
        qt = QApplication([])

        async def driven() -> Any:
            try:
                return await drive(self)
            finally:
                self.app.shell.close()

        ready = lambda: tasks.append(asyncio.get_event_loop().create_task(driven()))  # noqa: E731
        run_window(self._make, WindowOptions(on_ready=ready))
        del qt
        return tasks[0].result()

    async def sign_in(self) -> None:
        await self.app.engine.run(lambda till: till.sign_in_pin("1234"))
        await self.app.engine.run(lambda till: till.open_shift())
        while self.app.desk.state.shift is None:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.5)
        while (pane := self.app.window.till.panes.pane) is not None:
            pane.go_back()  # the window had already asked to open the shift
            await asyncio.sleep(0.1)

    def known(self, most: int) -> list[str]:
        """Numbers of goods that are scanned without a question, of those that are here by now."""
        catalog = self.app.engine._till.result()._parts.core.catalog
        plain = [row for row in catalog.popular(limit=most) if row.price and not (row.excise or row.sold_by_weight)]
        return [number for row in plain for number in row.barcodes if len(catalog.by_barcode(number)) == 1]


async def _typed(shown: Shown) -> dict[str, list[float]]:
    from PySide6.QtCore import QEvent, QObject

    await shown.sign_in()
    pad = shown.app.window.till.pad
    painted = asyncio.Event()

    class Paints(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Paint and not pad.shelf.searching:
                painted.set()
            return False

    watch = Paints(pad)
    pad.tiles.installEventFilter(watch)
    times: dict[str, list[float]] = {}
    for _ in range(25):
        for name, text in TYPED.items():
            pad.show_tab(type(pad.tab).SEARCH)
            pad.input.clear()
            for letter in text:
                await asyncio.sleep(0.02)
                painted.clear()
                began = time.perf_counter()
                pad.type_text(letter)
                while pad.shelf.searching:
                    await asyncio.sleep(0.0005)
                pad.tiles.update()  # the same list as before would not be painted again
                await asyncio.wait_for(painted.wait(), 10)
                times.setdefault(name, []).append((time.perf_counter() - began) * 1000)
    return times


async def _frozen(shown: Shown) -> dict[str, Any]:
    from PySide6.QtCore import Qt, QTimer

    late: list[float] = []
    last = time.perf_counter()

    def tick() -> None:
        nonlocal last
        now = time.perf_counter()
        late.append(max(0.0, (now - last) * 1000 - TICK_MS))
        last = now

    ticker = QTimer(shown.app.window, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
    ticker.timeout.connect(tick)
    await shown.sign_in()
    while not (numbers := shown.known(100)):
        await asyncio.sleep(0.05)
    scans, took = 0, []
    last = time.perf_counter()
    ticker.start()
    began = time.perf_counter()
    desk = shown.app.desk
    while desk.state.catalog.syncing is not None or not desk.state.catalog.products:
        before = time.perf_counter()
        desk.scan(numbers[scans % len(numbers)])
        scans += 1
        while _pieces(desk) < scans and time.perf_counter() - before < 5:
            await asyncio.sleep(0.002)
        took.append((time.perf_counter() - before) * 1000)
        await asyncio.sleep(max(0.0, SCAN_EVERY_S - (time.perf_counter() - before)))
    ticker.stop()
    there = _pieces(desk)
    seconds = time.perf_counter() - began
    products = desk.state.catalog.products
    return {"late": late, "took": took, "scans": scans, "there": there, "seconds": seconds, "products": products}


def _pieces(desk: Any) -> int:
    return sum(line.quantity for line in desk.state.cart.lines) // 1000


def typed(config: Path, data_dir: Path) -> None:
    """One child's figures, as JSON."""
    print(json.dumps({"times": Shown(config, data_dir).run(_typed), "mb": memory_mb()}))


def frozen(config: Path, data_dir: Path) -> None:
    """One child's figures, as JSON."""
    print(json.dumps({**Shown(config, data_dir).run(_frozen), "mb": memory_mb()}))


def own_child(*words: str) -> dict[str, Any]:
    """Run a word of this file in a process of its own."""
    env = {"QT_QPA_PLATFORM": "offscreen", **os.environ, BEGAN: str(time.monotonic())}
    command = [sys.executable, "-m", "tests.benchmarks.catalog_window", *words]
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def measure_typing(goods: int) -> None:
    with tempfile.TemporaryDirectory() as folder, servers(Path(folder)) as config:
        data_dir = Path(folder) / "data"
        data_dir.mkdir()
        fill(data_dir, goods)
        size = (data_dir / "catalog.db").stat().st_size / 1e6
        got = own_child("typed", str(config), str(data_dir))
    for name, times in got["times"].items():
        print(f"{name}: key to painted list, {goods:,} goods: {of(times)} of {len(times)}")
    print(f"RSS {got['mb']:.0f} MB, file {size:.0f} MB")


def measure_freezes(goods: int) -> None:
    with tempfile.TemporaryDirectory() as folder, servers(Path(folder), goods=goods) as config:
        spawn = multiprocessing.get_context("spawn")
        ours, theirs = spawn.Pipe()
        beside = spawn.Process(target=idle, args=(theirs,), daemon=True)
        beside.start()
        got = own_child("frozen", str(config), str(Path(folder) / "window"))
        ours.send("end")
        print(f"window: {got['products']:,} goods beside {got['seconds']:.1f} s of scanning, RSS {got['mb']:.0f} MB")
        print(f"  a tick of {TICK_MS} ms late: {of(got['late'])} of {len(got['late'])}")
        print(f"  in an idle process meanwhile: {ours.recv()}")
        print(f"  robot: {got['scans']} scans, {got['scans'] - got['there']} lost, {of(got['took'])}")
        over_rpc(config, Path(folder) / "rpc")


def over_rpc(config: Path, data_dir: Path) -> None:
    """The same without a screen: a sync is asked for, goods are scanned until it is answered."""
    from tests.e2e.rpc_driver import RpcTill

    with contextlib.closing(RpcTill(config, data_dir).start()) as till:
        till.call("session.sign_in", {"pin_code": "1234"})
        sync = till.send("catalog.sync", {"full": True})
        numbers: list[str] = []
        while not numbers:
            time.sleep(0.05)
            found = till.call("catalog.search", {"query": "", "limit": 100})["products"]
            plain = [one for one in found if one["barcode"] and one["price"]]
            plain = [one for one in plain if not (one["excise"] or one["sold_by_weight"] or one["free_price"])]
            known = [one["barcode"] for one in plain]
            numbers = [code for code in known if _is_one(till.call("catalog.by_barcode", {"barcode": code}))]
        took, scans, cart = [], 0, {}
        while till.taken(sync) is None:
            before = time.perf_counter()
            cart = till.call("cart.scan", {"code": numbers[scans % len(numbers)]})["cart"]
            scans += 1
            took.append((time.perf_counter() - before) * 1000)
            time.sleep(max(0.0, SCAN_EVERY_S - (time.perf_counter() - before)))
        there = sum(line["quantity"] for line in cart["lines"]) // 1000
        print(f"RPC: {scans} scans, {scans - there} lost, {of(took)}")


def _is_one(answer: Any) -> bool:
    return len(answer["products"]) == 1


def measure_starts(times: int) -> None:
    figures: dict[int, list[list[float]]] = {100_000: [], 1_000_000: []}
    with tempfile.TemporaryDirectory() as folder, servers(Path(folder)) as config:
        for goods in figures:
            (Path(folder) / str(goods)).mkdir()
            fill(Path(folder) / str(goods), goods)
        for number in range(times + 1):
            for goods, rows in figures.items():
                row = child("started", str(config), str(Path(folder) / str(goods)))
                if number:  # the first of each warms the disk
                    rows.append(row)
    for goods, rows in figures.items():
        frame, ready, selling, memory = (statistics.median(column) for column in zip(*rows, strict=True))
        print(
            f"{goods:,} goods, {times} starts: PIN pad {frame:.0f} ms, till {ready:.0f} ms,"
            f" selling {selling:.0f} ms, RSS {memory:.0f} MB"
        )


def main() -> None:
    """The parents measure; with two paths after the word it is a child."""
    parser = argparse.ArgumentParser()
    parser.add_argument("word", choices=["typed", "frozen", "starts"])
    parser.add_argument("given", nargs="*", type=Path)
    parser.add_argument("--goods", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=20)
    words = parser.parse_args()
    if words.given:
        {"typed": typed, "frozen": frozen}[words.word](*words.given)
    elif words.word == "starts":
        measure_starts(words.times)
    else:
        {"typed": measure_typing, "frozen": measure_freezes}[words.word](words.goods)


if __name__ == "__main__":
    main()
