"""The house style of CONTRIBUTING.md, as far as a program can see it, over every file of the till."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_app.domain.errors import SENTENCES

ROOT = Path(__file__).parents[3]
FILES = sorted((ROOT / "pos_app").rglob("*.py"))
VAGUE_NAMES = {"util", "utils", "helper", "helpers", "manager", "managers", "common", "misc"}
LONGEST_FILE = 400
LONGEST_FUNCTION_P95 = 40
ERROR_MAKERS = {"refused", "Refused", "Unreachable", "Bug", "PosError"}
# path from the root -> why it is one idea all the same
FILES_OF_ONE_LONG_IDEA = {"pos_app/till/service.py": "the one door: a method of a few lines for each command"}


def name(path: Path) -> str:
    """A file's path from the root, the same on every system."""
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def files_of(*rooms: str) -> list[Path]:
    return [path for path in FILES if path.relative_to(ROOT).parts[1] in rooms]


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def function_lengths() -> list[tuple[int, str]]:
    """Lines of every function with its place, shortest first; its docstring is not counted."""
    found = []
    for path in FILES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                documented = ast.get_docstring(node) is not None
                words = (node.body[0].end_lineno or 0) - node.body[0].lineno + 1 if documented else 0
                lines = (node.end_lineno or 0) - node.lineno + 1 - words
                found.append((lines, f"{name(path)}:{node.lineno} {node.name}"))
    return sorted(found)


def test_every_module_opens_with_a_sentence_on_what_it_is_for() -> None:
    assert [name(path) for path in FILES if not ast.get_docstring(tree(path))] == []


def test_no_file_has_a_vague_name() -> None:
    def words(path: Path) -> set[str]:
        return set(re.split(r"[/_.]", name(path).lower()))

    assert [name(path) for path in FILES if words(path) & VAGUE_NAMES] == []


def test_no_dialog_runs_a_loop_of_its_own() -> None:
    """A nested event loop inside a coroutine kills other tasks under qasync."""
    found = [
        f"{name(path)}:{call.lineno}"
        for path in files_of("ui")
        for call in calls(path)
        if isinstance(call.func, ast.Attribute) and call.func.attr in ("exec", "exec_")
    ]
    assert found == []


def test_no_float_is_made_near_money() -> None:
    found = [
        f"{name(path)}:{call.lineno}"
        for path in files_of("domain", "till", "fiscal")
        for call in calls(path)
        if isinstance(call.func, ast.Name) and call.func.id == "float"
    ]
    assert found == []


def test_the_domain_knows_no_float_at_all() -> None:
    found = [
        f"{name(path)}:{node.lineno}"
        for path in files_of("domain")
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Name) and node.id == "float")
        or (isinstance(node, ast.Constant) and isinstance(node.value, float))
    ]
    assert found == []


def test_every_ignored_warning_has_its_reason_beside_it() -> None:
    ignore = re.compile(r"#\s*(?:noqa(?::\s*[A-Z0-9, ]+)?|type:\s*ignore(?:\[[\w\-, ]+\])?)(?P<reason>.*)$")
    found = []
    for path in FILES:
        before = ""
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            match = ignore.search(line)
            if match and len(match["reason"].strip(" -#:—")) < 3 and not before.strip().startswith("#"):
                found.append(f"{name(path)}:{number}")
            before = line
    assert found == []


def test_nothing_is_left_for_later() -> None:
    left = re.compile(r"\b(TODO|FIXME|XXX|raise NotImplementedError)\b")
    assert [name(path) for path in FILES if left.search(path.read_text("utf-8"))] == []


def test_every_error_code_in_the_code_has_its_sentence() -> None:
    found = []
    for path in FILES:
        for call in calls(path):
            if isinstance(call.func, ast.Name) and call.func.id in ERROR_MAKERS:
                codes = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
                codes += call.args[:1] if call.func.id == "refused" else []
                found += [
                    f"{name(path)}:{call.lineno} {code.value}"
                    for code in codes
                    if isinstance(code, ast.Constant) and code.value not in SENTENCES
                ]
    assert found == []


def test_files_and_functions_stay_short(capsys: pytest.CaptureFixture[str]) -> None:
    lines = sorted((len(path.read_text("utf-8").splitlines()), name(path)) for path in FILES)
    functions = function_lengths()
    p95 = functions[int(len(functions) * 0.95)][0]
    with capsys.disabled():
        print(f"\n{len(lines)} files, {sum(n for n, _ in lines)} lines; longest: {lines[-3:][::-1]}")
        median = functions[len(functions) // 2][0]
        print(f"{len(functions)} functions; median {median}, p95 {p95}; longest: {functions[-3:][::-1]}")
    assert [entry for entry in lines if entry[0] > LONGEST_FILE and entry[1] not in FILES_OF_ONE_LONG_IDEA] == []
    assert p95 < LONGEST_FUNCTION_P95
