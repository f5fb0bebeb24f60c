"""The example of the library's page is a program: it runs as it stands, but for the server and the account."""

import re
from pathlib import Path

import pytest

from pos_app.app.paths import resources_folder
from pos_app.sandbox.server import start_servers
from pos_app.sandbox.smartkasa import demo_account

PAGE = Path(__file__).parents[3] / "docs" / "smartkasa-library.md"


def example() -> str:
    (block,) = re.findall(r"^```python\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return block


def with_account(source: str, **values: str) -> str:
    """The example with other values in place of those of its text; each of them must be there."""
    given = {
        "address": "https://core.smartkasa.ua", "key": "…", "phone": '"380960000006"', "password": '"password"',
        "shop": "37958",
    }  # fmt: skip
    for name, text in given.items():
        assert text in source, f"the example names no {name}"
        source = source.replace(text, values[name])
    return source


def test_the_example_of_the_library_runs(capsys: pytest.CaptureFixture[str]) -> None:
    account = demo_account(resources_folder() / "sandbox-catalog")
    with start_servers(resources_folder() / "sandbox-catalog") as servers:
        source = with_account(
            example(), address=servers.smartkasa_url, key=account.api_key, phone=repr(account.phone_number),
            password=repr(account.password), shop=str(account.shop_id),
        )  # fmt: skip
        exec(compile(source, str(PAGE), "exec"), {"__name__": "__main__"})
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) > 500
    assert all(re.fullmatch(r".+ \d+", line) for line in printed)


def test_every_fact_named_on_the_page_is_a_test() -> None:
    tests = (Path(__file__).parents[1] / "smartkasa" / "test_smartkasa_facts.py").read_text("utf-8")
    named = re.findall(r"`(test_fact_\w+)`", PAGE.read_text("utf-8"))
    assert len({name[:12] for name in named}) == 13
    assert set(named) == set(re.findall(r"^(?:async )?def (test_fact_\w+)", tests, re.MULTILINE))
