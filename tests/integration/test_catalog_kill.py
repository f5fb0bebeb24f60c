"""A sync that is killed with signal 9, as by a power cut, goes on where it stood when the till is started again."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from pos_app.sandbox.server import LoopbackServer
from pos_app.sandbox.smartkasa import create_app, demo_account
from pos_app.store.catalog import open_catalog_store
from tests.integration.sync_child import DEMO

ROOT = Path(__file__).parents[2]
EXTRA = 1500
PAGE = 100


class Watched:
    """The sandbox, noting which pages of products are asked for; it never answers the page `held`."""

    def __init__(self) -> None:
        self.app = create_app(DEMO, now=lambda: datetime.now(UTC), extra_products=EXTRA)
        self.app.state.sandbox.behaviour.page_limit = PAGE
        self.pages: list[int] = []
        self.held: int | None = None
        self.reached = threading.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        query = parse_qs(scope["query_string"].decode()) if scope["type"] == "http" else {}
        if scope["path"].endswith("/inventory/products") and "page" in query:
            page = int(query["page"][0])
            self.pages.append(page)
            if page == self.held:
                self.reached.set()
                await asyncio.Event().wait()
        await self.app(scope, receive, send)


@pytest.fixture
def watched() -> Iterator[tuple[Watched, LoopbackServer]]:
    made = Watched()
    with LoopbackServer(made) as server:
        yield made, server


def child(server: LoopbackServer, path: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.integration.sync_child", server.base_url, str(path)], cwd=ROOT
    )


def killed_at(watched: Watched, server: LoopbackServer, path: Path, page: int) -> None:
    """Start a sync and kill it while it waits for this page."""
    watched.held = page
    watched.reached.clear()
    process = child(server, path)
    try:
        assert watched.reached.wait(30)
    finally:
        process.kill()
        assert process.wait(10) == -9
    watched.held = None


def test_a_killed_sync_asks_for_the_next_page_and_not_for_the_first(watched, tmp_path):
    shop, server = watched
    path = tmp_path / "catalog.db"
    killed_at(shop, server, path, 7)
    assert shop.pages == [1, 2, 3, 4, 5, 6, 7]
    shop.pages.clear()
    killed_at(shop, server, path, 12)
    assert shop.pages == [7, 8, 9, 10, 11, 12]
    store = open_catalog_store(path)
    assert store.count() == 11 * PAGE
    store.close()
    shop.pages.clear()
    assert child(server, path).wait(60) == 0
    assert shop.pages[0] == 12
    assert shop.pages == sorted(set(shop.pages))
    store = open_catalog_store(path)
    world = shop.app.state.sandbox
    listed = world.shelf.find(hidden_categories=world.hidden_categories(demo_account(DEMO).shop_id))
    assert store.count() == len(listed) > EXTRA
    assert store.fact("cursor") is None
    store.database.check()
    store.close()
