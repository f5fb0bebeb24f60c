"""The documents say what the code says: error codes, words of the trade, links between pages."""

import importlib.util
import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_the_list_of_errors_is_in_step_with_the_code() -> None:
    spec = importlib.util.spec_from_file_location("make_errors", ROOT / "docs" / "make_errors.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    written = (ROOT / "docs" / "errors.md").read_text("utf-8")
    assert written == module.errors_page(), "type: python docs/make_errors.py"


def test_every_word_of_the_glossary_is_in_the_code() -> None:
    rows = re.findall(r"^\|.*\| `([^`]+)` \|$", (ROOT / "docs" / "glossary.md").read_text("utf-8"), re.MULTILINE)
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "pos_app").rglob("*.py"))
    assert len(rows) > 30
    assert [row for row in rows if row.rpartition(".")[2] not in code] == []


def test_no_link_between_pages_leads_nowhere() -> None:
    found = []
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            if not (page.parent / target).exists():
                found.append(f"{page.relative_to(ROOT)} -> {target}")
    assert found == []
