"""The demo shop of the sandbox server, read through the real client into a store on disk."""

from datetime import UTC, datetime
from pathlib import Path

import httpx

from pos_app.catalog.reading import read_scan
from pos_app.catalog.search import match_of
from pos_app.catalog.sync import CatalogSync
from pos_app.sandbox.smartkasa import create_app, demo_account
from pos_app.smartkasa import Credentials, MemoryTokens, SmartKasaClient
from pos_app.store.catalog import open_catalog_store

DEMO = Path(__file__).parents[3] / "resources" / "sandbox-catalog"


def now() -> datetime:
    return datetime(2026, 9, 1, 12, 0, tzinfo=UTC)


async def test_the_demo_catalog_comes_whole_and_a_second_pass_changes_nothing(tmp_path):
    account = demo_account(DEMO)
    app = create_app(DEMO, now=now)

    async def ask() -> Credentials:
        return Credentials(account.phone_number, account.password)

    ours, theirs = open_catalog_store(tmp_path / "catalog.db"), open_catalog_store(tmp_path / "catalog.db")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), trust_env=False) as http:
        client = SmartKasaClient(
            http, base_url="http://smartkasa.sandbox", api_key=account.api_key, timeout_s=5.0,
            token_store=MemoryTokens(), now=now, on_sign_in_needed=ask,
        )  # fmt: skip
        sync = CatalogSync(client, theirs, shop_id=account.shop_id, now=now, monotonic=lambda: 0.0)
        first = await sync.full_pass()
        again = await sync.full_pass()
        sync.close()
    assert first.products == first.added >= 600
    assert (again.products, again.added, again.changed, again.hidden) == (first.products, 0, 0, 0)
    milk = ours.by_barcode("4829990100011")[0]
    assert (milk.price, milk.unit, milk.tax_group, milk.stock) == (4690, "шт", 1, 3000)
    typed = match_of("vjkjrj ktd")
    assert typed is not None
    assert milk in ours.search(typed, limit=50)
    weighed = match_of("сир ваг")
    assert weighed is not None
    assert any(row.sold_by_weight for row in ours.search(weighed, limit=50))
    assert [row.id for row in read_scan("4829990100011", ours).rows] == [milk.id]
    ours.close()
    theirs.close()
