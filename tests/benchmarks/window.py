"""`python -m tests.benchmarks.window`: the window beside a bare Qt window, measured in one run.

Start to the first frame and to a till that takes a PIN; a scan to the painted line; memory. Offscreen unless a display
is wanted (QT_QPA_PLATFORM). Figures are for docs/benchmarks.md; nothing here passes or fails.

What only the parent or the scans need is imported there: loaded at the head it would be a part of the floor.
"""

import argparse
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
BEGAN = "POS_BENCH_BEGAN"


def since_start_ms() -> float:
    """Milliseconds since the parent started this process; both read the system's monotonic clock."""
    return (time.monotonic() - float(os.environ[BEGAN])) * 1000


def memory_mb() -> float:
    """The most memory this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def bare() -> None:
    """A window with 24 buttons and nothing else: the floor."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QGridLayout, QPushButton, QWidget

    class Window(QWidget):
        def paintEvent(self, event: object) -> None:
            super().paintEvent(event)  # type: ignore[arg-type]
            if not seen:
                seen.append(since_start_ms())
                QTimer.singleShot(0, app.quit)

    seen: list[float] = []
    app = QApplication([])
    window = Window()
    layout = QGridLayout(window)
    for place in range(24):
        layout.addWidget(QPushButton(f"Товар {place}\n42,90"), place // 4, place % 4)
    window.resize(1366, 768)
    window.show()
    app.exec()
    print(f"{seen[0]:.1f} {seen[0]:.1f} {memory_mb():.1f}")


def started(config: Path, data_dir: Path) -> None:
    """`pos-app` itself: the PIN pad painted, the till behind it there, the sale's page after a PIN typed at once.

    It is started as a shop starts it, by no word: the folders are this user's.
    """
    os.environ |= {"XDG_CONFIG_HOME": str(config.parents[1]), "XDG_DATA_HOME": str(data_dir.parent)}
    # in the command's own order: Qt comes last, and what is loaded after it is loaded slower
    from pos_app.app.cli import main  # isort: skip
    from pos_app.app import opening, premises  # isort: skip
    from pos_app.ui import app as window_app  # isort: skip
    from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
    from PySide6.QtGui import QKeyEvent, QPaintEvent
    from PySide6.QtWidgets import QApplication

    painted: list[float] = []
    ready: list[float] = []
    selling: list[float] = []

    class Painted(window_app.Shell):
        """Seen as the bare window is."""

        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            if not painted:
                painted.append(since_start_ms())
                QTimer.singleShot(0, begin)

    class SalePaint(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Paint and not selling and type(watched).__name__ == "ReceiptTable":
                selling.append(since_start_ms())
                QTimer.singleShot(0, app.activeWindow() or app.topLevelWidgets()[0], close)
            return False

    def begin() -> None:
        app.installEventFilter(watch)
        type_pin()

    def type_pin() -> None:
        shell = next(one for one in app.topLevelWidgets() if isinstance(one, Painted))
        for char in "1234":
            QCoreApplication.postEvent(
                shell, QKeyEvent(QEvent.Type.KeyPress, ord(char), Qt.KeyboardModifier.NoModifier, char)
            )
        enter = Qt.Key.Key_Return.value
        QCoreApplication.postEvent(shell, QKeyEvent(QEvent.Type.KeyPress, enter, Qt.KeyboardModifier.NoModifier, "\r"))

    def close() -> None:
        for window in app.topLevelWidgets():
            window.close()

    class Kept(window_app.WindowApp):
        def _started(self, state: object) -> None:
            super()._started(state)  # type: ignore[arg-type]
            ready.append(since_start_ms())

    window_app.WindowApp = Kept  # type: ignore[misc]
    window_app.Shell = Painted  # type: ignore[misc]
    del opening, premises
    app = QApplication([])
    watch = SalePaint()
    main([])
    print(f"{painted[0]:.1f} {ready[0]:.1f} {selling[0]:.1f} {memory_mb():.1f}")


def scanned(config: Path, data_dir: Path, lines: int) -> None:
    """Codes from a scanner into a real till with a full catalog: scan to painted line, milliseconds each."""
    import asyncio
    import statistics

    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication

    from pos_app.app.settings import load_settings
    from pos_app.till.door import TillDoor
    from pos_app.ui import app as window_app
    from pos_app.ui.app import WindowOptions, run_window

    parts: list[window_app.WindowApp] = []
    times: list[float] = []
    tasks: list[asyncio.Task[None]] = []

    class Kept(window_app.WindowApp):
        def __init__(self, *given: object) -> None:
            super().__init__(*given)  # type: ignore[arg-type]
            parts.append(self)

    window_app.WindowApp = Kept  # type: ignore[misc]
    painted = asyncio.Event()
    wanted = 0

    class Paints(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Paint and len(parts[0].desk.state.cart.lines) >= wanted:
                painted.set()
            return False

    async def make() -> TillDoor:
        from pos_app.app.compose import open_till

        return await open_till(load_settings(config), data_dir)

    async def drive() -> None:
        nonlocal wanted
        made = parts[0]
        await made.engine.run(lambda till: till.sign_in_pin("1234"))
        await made.engine.run(lambda till: till.open_shift())
        table = made.window.till.table
        watch = Paints(table)
        for child in (table, *table.findChildren(QObject)):
            child.installEventFilter(watch)
        for number in range(lines):
            wanted = number + 1
            painted.clear()
            began = time.perf_counter()
            made.desk.scan(f"29{number * 97 % 100_000:010d}")
            await asyncio.wait_for(painted.wait(), 10)
            times.append((time.perf_counter() - began) * 1000)
        made.shell.close()

    def on_ready() -> None:
        tasks.append(asyncio.get_event_loop().create_task(drive()))

    app = QApplication([])
    run_window(make, WindowOptions(on_ready=on_ready))
    del app
    tasks[0].result()
    middle = times[len(times) // 2 :]
    print(f"{statistics.median(middle):.2f} {sorted(middle)[int(len(middle) * 0.99)]:.2f} {memory_mb():.1f}")


def drawn(lines: int) -> None:
    """A new state to its paint, milliseconds of the screen thread alone, with `lines` in the receipt already."""
    import statistics
    from dataclasses import replace

    sys.path.insert(0, str(ROOT / "tests" / "ui"))
    from PySide6.QtWidgets import QApplication
    from ui_goods import ean
    from ui_stage import Stage

    QApplication([])
    stage = Stage()
    base = stage.till.products[0]
    more = 60
    stage.till.products = [
        replace(base, id=f"m{place}", barcode=ean(500 + place), name=f"Товар номер {place} з назвою")
        for place in range(lines + more)
    ]
    stage.open_till()

    async def put_in(till: object) -> None:
        for place in range(lines):
            await till.add(f"m{place}")  # type: ignore[attr-defined]

    stage.till_does(put_in)
    spent: list[float] = []
    for place in range(lines, lines + more):
        stage.engine.submit(lambda till, place=place: till.scan(ean(500 + place))).result(30)
        began = time.thread_time()
        stage.desk._take_state(stage.till.state)
        stage.app.processEvents()
        spent.append((time.thread_time() - began) * 1000)
    stage.close()
    print(f"{statistics.median(spent):.2f} {max(spent):.2f} {memory_mb():.1f}")


def fill(data_dir: Path, goods: int) -> None:
    """A catalog of so many goods straight into catalog.db, codes 29 + ten digits."""
    from pos_app.catalog.search import folded_product
    from pos_app.store.catalog import CatalogRow, open_catalog_store

    store = open_catalog_store(data_dir / "catalog.db")
    words = ("Молоко", "Хліб", "Сир", "Кава", "Чай", "Олія", "Цукор", "Сік", "Печиво", "Крупа")
    for first in range(0, goods, 5000):
        rows = []
        for number in range(first, min(goods, first + 5000)):
            name = f"{words[number % 10]} «Ранок» {number}"
            code = f"29{number:010d}"
            folded = folded_product(title=name, short_title="", article=str(number), barcodes=(code,))
            rows.append(CatalogRow(str(number), str(number), name, 4290, "шт", folded, "h", (code,), tax_group=1))
        store.put_page(rows, generation=1)
    store.close()


def child(*words: str) -> list[float]:
    """Run this file in a process of its own; → the figures it prints."""
    import subprocess

    env = {"QT_QPA_PLATFORM": "offscreen", **os.environ, BEGAN: str(time.monotonic())}
    # a shop's till is not compiled anew at every start
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.window", *words],
        env=env,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return [float(word) for word in done.stdout.split()]


def in_turn(runs: dict[str, Callable[[], list[float]]], times: int) -> list[list[list[float]]]:
    """Each several times, one after the other, so that a busy moment of the machine falls on both; → their figures.

    The first round warms the disk and is thrown away.
    """
    rounds = [[run() for run in runs.values()] for _ in range(times + 1)][1:]
    found = [list(rows) for rows in zip(*rounds, strict=True)]
    for name, rows in zip(runs, found, strict=True):
        print(f"{name}: {', '.join(' / '.join(f'{value:.0f}' for value in row) for row in rows)}", file=sys.stderr)
    return found


def compare(goods: int, times: int, lines: int) -> None:
    """Both windows in turn, then the scans."""
    import statistics
    import tempfile

    from pos_app.app.demo import sandbox_settings
    from pos_app.sandbox.server import start_servers

    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder) / "pos-app"
        data_dir.mkdir()
        fill(data_dir, goods)
        # a till that has been at work: its first start shows the first steps instead of the sale
        (data_dir / "look.json").write_text("{}", encoding="utf-8")
        with start_servers(ROOT / "resources" / "sandbox-catalog") as servers:
            config = data_dir / "till.toml"
            settings = sandbox_settings(servers)
            config.write_text(
                f'[checkbox]\nbase_url = "{servers.checkbox_url}"\n'
                f'license_key = "{settings.checkbox.license_key.get_secret_value()}"\n'
                f'[smartkasa]\nbase_url = "{servers.smartkasa_url}"\n',
                encoding="utf-8",
            )
            where = (str(config), str(data_dir))
            both: dict[str, Callable[[], list[float]]] = {
                "bare: frame / ready / MB": lambda: child("bare"),
                "till: PIN pad / till behind it / selling / MB": lambda: child("started", *where),
            }
            floor, till = in_turn(both, times)
            scans = child("scanned", *where, str(lines))
    drawing = child("drawn", str(lines))
    bare_ms = statistics.median(row[0] for row in floor)
    print(f"bare window, first frame: {bare_ms:.0f} ms")
    for column, what in enumerate(("PIN pad painted, takes keys", "the till behind it is there", "PIN to selling")):
        middle = statistics.median(row[column] for row in till)
        print(f"till, {what}: {middle:.0f} ms, ratio {middle / bare_ms:.2f}")
    print(f"scan to painted line, {goods:,} goods, lines {lines // 2}-{lines}: p50 {scans[0]} ms, p99 {scans[1]} ms")
    print(f"state to paint, screen thread alone, {lines} lines: p50 {drawing[0]} ms, worst {drawing[1]} ms")
    print(f"memory: bare {floor[0][2]:.0f} MB, till after {lines} scans {scans[2]:.0f} MB")


def main() -> None:
    """The parent compares; the other words are for its children."""
    parser = argparse.ArgumentParser()
    parser.add_argument("word", nargs="?", default="compare")
    parser.add_argument("given", nargs="*")
    parser.add_argument("--goods", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=7)
    parser.add_argument("--lines", type=int, default=200)
    words = parser.parse_args()
    if words.word == "bare":
        bare()
    elif words.word == "started":
        started(Path(words.given[0]), Path(words.given[1]))
    elif words.word == "scanned":
        scanned(Path(words.given[0]), Path(words.given[1]), int(words.given[2]))
    elif words.word == "drawn":
        drawn(int(words.given[0]))
    else:
        compare(words.goods, words.times, words.lines)


if __name__ == "__main__":
    main()
