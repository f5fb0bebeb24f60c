"""The command `pos-app`: the window, the demo, the RPC and the doctor."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pos_app import __version__
from pos_app.app import paths
from pos_app.domain.errors import PosError

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import ExitStack

    from pos_app.app.demo_bench import DemoBench
    from pos_app.app.settings import SettingsOfTill

REPORTS = ("hour", "day", "month", "category", "cashier", "product", "payment", "z", "days", "months")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; → the exit code: 0 all right, 1 the doctor found trouble, 2 it could not begin."""
    _speak_utf8()
    words = _parser().parse_args(argv)
    try:
        return _run(words)
    except PosError as error:
        sys.stderr.write(f"{error.message} [{error.code}]\n")
        return 2
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="pos-app", description="Каса для магазину: Checkbox, SmartKasa, ESC/POS.")
    parser.add_argument("--version", action="version", version=f"pos-app {__version__}")
    parser.add_argument("--config", type=Path, help="файл налаштувань till.toml")
    parser.add_argument("--data-dir", type=Path, help="тека даних каси")
    commands = parser.add_subparsers(dest="command")
    demo = commands.add_parser("demo", help="навчальна каса на вбудованих серверах")
    demo.add_argument("--headless", action="store_true", help="день без вікна, чеки друкуються текстом")
    demo.add_argument("--terminal", action="store_true", help="з навчальним банківським терміналом")
    demo.add_argument("--data-dir", type=Path, default=argparse.SUPPRESS)
    rpc = commands.add_parser("rpc", help="каса без екрана: JSON-RPC 2.0 у stdin/stdout")
    doctor = commands.add_parser("doctor", help="що налаштовано, що відповідає, що зробити")
    for command in (rpc, doctor):
        command.add_argument("--config", type=Path, default=argparse.SUPPRESS)
        command.add_argument("--data-dir", type=Path, default=argparse.SUPPRESS)
    _add_records(commands)
    return parser


def _add_records(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    journal = commands.add_parser("journal", help="журнал каси: перевірити, вивантажити, прочитати")
    journal.add_argument("what", choices=("verify", "export", "show"))
    journal.add_argument("--since", type=int, default=0, metavar="N", help="лише записи після номера N")
    journal.add_argument("--json", action="store_true", help="відповідь у JSON")
    report = commands.add_parser("report", help="продажі, Z-звіти і дні: текст, CSV або XLSX")
    report.add_argument("--from", dest="first", type=date.fromisoformat, metavar="РРРР-ММ-ДД", help="перший день")
    report.add_argument("--to", dest="last", type=date.fromisoformat, metavar="РРРР-ММ-ДД", help="останній день")
    report.add_argument("--by", choices=REPORTS, default="day", help="за чим; days і months: журнал і Z поруч")
    report.add_argument("--format", choices=("text", "csv", "xlsx"), default="text")
    report.add_argument("--out", type=Path, metavar="ТЕКА", help="куди записати файл; без цього: у поточну теку")
    receipt = commands.add_parser("receipt", help="чек за номером: текст, PDF або PNG; каса може працювати")
    receipt.add_argument("number", help="фіскальний номер чека або його UUID")
    receipt.add_argument("--format", choices=("text", "pdf", "png"), default="text")
    receipt.add_argument("--out", type=Path, metavar="ТЕКА", help="куди записати файл; без цього: у поточну теку")
    restore = commands.add_parser("restore", help="відновити базу каси з копії; каса має бути закрита")
    which = restore.add_mutually_exclusive_group()
    which.add_argument("--from", dest="source", type=Path, metavar="FILE", help="з якого файла")
    which.add_argument("--latest", action="store_true", help="з найновішої копії (так і без цього слова)")
    restore.add_argument("--yes", action="store_true", help="справді відновити; без цього лише розповідає")
    for command in (journal, restore, report, receipt):
        command.add_argument("--data-dir", type=Path, default=argparse.SUPPRESS)


def _run(words: argparse.Namespace) -> int:
    if words.command == "demo":
        folder = words.data_dir or paths.data_folder() / "demo"
        return _demo(folder, headless=words.headless, terminal=words.terminal)
    config = words.config or _config_if_there()
    data_dir = words.data_dir or paths.data_folder()
    if words.command == "journal":
        from pos_app.app.journal import run as read_journal

        return read_journal(data_dir, words.what, since=words.since, as_json=words.json)
    if words.command == "report":
        from pos_app.app.report import run as report

        return report(data_dir, words.by, words.first, words.last, words.format, words.out)
    if words.command == "receipt":
        from pos_app.app.receipt import run as tell_receipt

        return tell_receipt(data_dir, words.number, words.format, words.out)
    if words.command == "restore":
        from pos_app.app.backups import run as restore

        return restore(data_dir, words.source, agreed=words.yes)
    if words.command == "rpc":
        return _rpc(config, data_dir)
    if words.command == "doctor":
        import asyncio

        return asyncio.run(_doctor(config, data_dir))
    return _window(config, data_dir)


def _config_if_there() -> Path | None:
    path = paths.settings_file()
    return path if path.exists() else None


def _window(config: Path | None, data_dir: Path) -> int:
    if config is None:
        # no shop is set up: the till opens on the sandbox and never on a real register
        return _demo(data_dir / "demo", headless=False)
    from contextlib import ExitStack

    from pos_app.app.window import TRAINING_FOLDER, run

    def read() -> "SettingsOfTill":
        from pos_app.app.settings import load_settings

        return load_settings(config)

    with ExitStack() as running:
        sandbox = _sandbox(running, data_dir / TRAINING_FOLDER)
        return run(read, data_dir, read_training=sandbox)


def _sandbox(
    running: "ExitStack", data_dir: Path, *, terminal: bool = False, benches: "list[DemoBench] | None" = None
) -> "Callable[[], SettingsOfTill]":
    """Settings of a till on servers that begin behind the first frame: they take longer to load than the window.

    `benches` gets the switches of the simulated devices; without it there are none beside the till.
    """

    @cache
    def read() -> "SettingsOfTill":
        from pos_app.app.demo import sandbox_settings, start_sandbox

        servers = running.enter_context(start_sandbox(data_dir))
        if benches is None:
            return sandbox_settings(servers)
        from pos_app.app.demo_bench import DemoBench

        bench = DemoBench(servers, data_dir / "receipts", with_terminal=terminal).start()
        running.callback(bench.stop)
        benches.append(bench)
        return sandbox_settings(servers, bench.terminal if terminal else None, bench)

    return read


def _demo(data_dir: Path, *, headless: bool, terminal: bool = False) -> int:
    if headless:
        from pos_app.app.demo import run_headless

        return run_headless(data_dir)
    from contextlib import ExitStack

    from pos_app.app.demo_pin import HINT
    from pos_app.app.window import run

    with ExitStack() as running:
        benches: list[DemoBench] = []
        read = _sandbox(running, data_dir, terminal=terminal, benches=benches)
        return run(read, data_dir, hint=HINT, find_bench=lambda: benches[0] if benches else None)


def _rpc(config: Path | None, data_dir: Path) -> int:
    from pos_app.app.headless import serve
    from pos_app.app.settings import load_settings

    return serve(load_settings(config), data_dir)


async def _doctor(config: Path | None, data_dir: Path) -> int:
    from pos_app.app.doctor import examine

    worst = 0
    async for finding in examine(config, data_dir):
        sys.stdout.write(f"{finding}\n")
        worst = max(worst, int(finding.level == "bad"))
    return worst


def _speak_utf8() -> None:
    # a frozen program on Windows speaks cp1252 otherwise
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
