"""The import rules of pyproject.toml bite: each forbidden import, put into a small tree, is named by lint-imports."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ROOMS = [
    "app", "ui", "rpc", "sandbox", "till", "fiscal", "catalog", "printing", "devices", "reports", "checkbox",
    "smartkasa", "store", "links", "domain",
]  # fmt: skip
KEPT = {  # what the rules allow, so that a tree without broken modules is not merely empty
    "__main__.py": ["pos_app.app"],
    "app/settings.py": ["pydantic", "pydantic_settings"],
    "app/compose.py": ["pos_app.sandbox", "pos_app.ui"],
    "ui/engine.py": ["PySide6.QtCore", "pos_app.till"],
    "checkbox/models.py": ["httpx", "pydantic"],
}

# what stands in a module, and what it may not import
BROKEN = [
    ("domain", "asyncio"),
    ("domain", "sqlite3"),
    ("domain", "apsw"),
    ("domain", "logging"),
    ("domain", "pydantic"),
    ("domain", "httpx"),
    ("domain", "pos_app.store"),
    ("store", "pos_app.checkbox"),
    ("checkbox", "pos_app.smartkasa"),
    ("fiscal", "pos_app.printing"),
    ("catalog", "pos_app.till"),
    ("reports", "pos_app.fiscal"),
    ("till", "pos_app.ui"),
    ("till", "PySide6.QtCore"),
    ("rpc", "qasync"),
    ("app", "PySide6.QtWidgets"),
    ("rpc", "pos_app.ui"),
    ("ui", "pos_app.store"),
    ("ui", "httpx"),
    ("rpc", "pos_app.smartkasa"),
    ("ui", "pos_app.sandbox"),
    ("sandbox", "pos_app.domain"),
    ("fiscal", "pydantic"),
    ("app", "pydantic"),
    ("app", "pos_app.__main__"),
    ("fiscal", "apsw"),
    ("app", "sqlite3"),
    ("till", "escpos.printer"),
]


def make_tree(folder: Path, imports: list[tuple[str, str]]) -> None:
    """A package with every room, empty but for a module `broken_N` for each forbidden import."""
    for room in ["", *ROOMS]:
        home = folder / "pos_app" / room
        home.mkdir(parents=True)
        (home / "__init__.py").write_text('"""A room."""\n')
    for path, modules in KEPT.items():
        lines = ['"""Keeps the rules."""', *(f"import {module}" for module in modules)]
        (folder / "pos_app" / path).write_text("\n".join(lines) + "\n")
    for number, (room, module) in enumerate(imports):
        (folder / "pos_app" / room / f"broken_{number}.py").write_text(f'"""Broken on purpose."""\n\nimport {module}\n')


def lint(folder: Path) -> tuple[int, str]:
    """The exit code and the report of the project's own rules over the package in this folder."""
    code = "from importlinter.cli import lint_imports_command as c; c()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--config", str(ROOT / "pyproject.toml"), "--no-cache", "--no-logo"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "300"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr)


@pytest.fixture(scope="module")
def broken_report(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("broken")
    make_tree(folder, BROKEN)
    code, report = lint(folder)
    assert code != 0
    return report


def test_a_tree_that_keeps_the_rules_passes_every_contract(tmp_path: Path) -> None:
    make_tree(tmp_path, [])
    code, report = lint(tmp_path)
    assert code == 0, report
    assert "0 broken" in report


@pytest.mark.parametrize("number", range(len(BROKEN)), ids=[f"{room}-{module}" for room, module in BROKEN])
def test_a_forbidden_import_is_named(broken_report: str, number: int) -> None:
    room, module = BROKEN[number]
    imported = module if module.startswith("pos_app") else module.split(".")[0]
    assert f"pos_app.{room}.broken_{number} -> {imported}" in broken_report


def test_every_contract_is_broken_by_some_forbidden_import(broken_report: str) -> None:
    assert re.search(r"Contracts: 0 kept, \d+ broken", broken_report), broken_report


def test_a_room_outside_the_layers_is_refused(tmp_path: Path) -> None:
    make_tree(tmp_path, [])
    (tmp_path / "pos_app" / "attic").mkdir()
    (tmp_path / "pos_app" / "attic" / "__init__.py").write_text('"""Nobody placed this room."""\n')
    code, report = lint(tmp_path)
    assert code != 0
    assert "pos_app.attic" in report or "attic" in report
