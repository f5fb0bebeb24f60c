"""A process that syncs a catalog and nothing else, to be killed: `python -m tests.integration.sync_child URL FILE`."""

import asyncio
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from pos_app.catalog.sync import CatalogSync
from pos_app.sandbox.smartkasa import demo_account
from pos_app.smartkasa import Credentials, MemoryTokens, SmartKasaClient, open_http
from pos_app.store.catalog import open_catalog_store

DEMO = Path(__file__).parents[2] / "resources" / "sandbox-catalog"


async def sync(url: str, path: Path) -> None:
    account = demo_account(DEMO)

    async def ask() -> Credentials:
        return Credentials(account.phone_number, account.password)

    store = open_catalog_store(path)
    async with open_http(timeout_s=30.0) as http:
        client = SmartKasaClient(
            http, base_url=url, api_key=account.api_key, timeout_s=30.0, token_store=MemoryTokens(),
            now=lambda: datetime.now(UTC), on_sign_in_needed=ask,
        )  # fmt: skip
        work = CatalogSync(
            client, store, shop_id=account.shop_id, now=lambda: datetime.now(UTC), monotonic=time.monotonic
        )
        await work.full_pass()
        work.close()
    store.close()


if __name__ == "__main__":
    asyncio.run(sync(sys.argv[1], Path(sys.argv[2])))
