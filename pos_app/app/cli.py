"""The command `pos-app`: the window, the demo, the RPC and the doctor."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pos_app import __version__
from pos_app.app import paths
from pos_app.domain.errors import PosError

REPORTS = ("hour", "day", "month", "category", "cashier", "product", "payment", "z", "days", "months")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; → the exit code: 0 all right, 1 the doctor found trouble, 2 it could not begin."""
    _speak_utf8()
    given = sys.argv[1:] if argv is None else argv
    words = _parser().parse_args(given) if given else no_words()
    try:
        return _run(words)
    except PosError as error:
        sys.stderr.write(f"{error.message} [{error.code}]\n")
        return 2
    except KeyboardInterrupt:
        return 130


def no_words() -> argparse.Namespace:
    """What the parser makes of nothing: so a shop starts its till, whose first frame does not wait for all commands."""
    return argparse.Namespace(command=None, config=None, data_dir=None)


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
        return _demo(words)
    from pos_app.app.opening import data_folder_of

    path = words.config or paths.settings_file()
    config = path if words.config or path.exists() else None
    usual = words.data_dir or paths.data_folder()
    data_dir = data_folder_of(config, usual)
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
    return _window(path, usual)


def _window(path: Path, usual: Path) -> int:
    from pos_app.app.premises import Premises
    from pos_app.app.window import run

    with Premises(path, usual) as premises:
        return run(premises.open(), reopen=premises.open)


def _demo(words: argparse.Namespace) -> int:
    from pos_app.app.opening import DEMO_FOLDER

    folder = words.data_dir or paths.data_folder() / DEMO_FOLDER
    if words.headless:
        from pos_app.app.demo import run_headless

        return run_headless(folder)
    from pos_app.app.premises import Premises, run_demo
    from pos_app.app.window import run

    if words.data_dir is not None:
        # a demo in a folder of its own sets no shop up
        return run_demo(folder, terminal=words.terminal)
    with Premises(paths.settings_file(), paths.data_folder(), terminal=words.terminal) as premises:
        return run(premises.open(training=True), reopen=premises.open)


def _rpc(config: Path | None, data_dir: Path) -> int:
    from pos_app.app.headless import serve
    from pos_app.app.settings import load_settings
    from pos_app.domain.errors import refused

    settings = load_settings(config)
    if settings.shop.opens == "sandbox":
        # whoever was sent back to training must not sell for real through another door
        words = "Налаштовано навчальну касу ([shop] opens = \"sandbox\"). Перейдіть на справжню в «Налаштуваннях» каси."
        raise refused("settings_invalid", words)
    return serve(settings, data_dir)


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
