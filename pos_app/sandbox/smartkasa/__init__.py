"""The sandbox SmartKasa server: stateful and strict, with a demo catalog of our own.

    app = create_app(catalog_dir, now=lambda: datetime.now(UTC))
    httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://smartkasa.sandbox")

The account to sign in with is in the catalog's shop.json (`demo_account`).
"""

from pos_app.sandbox.smartkasa.app import create_app
from pos_app.sandbox.smartkasa.demo import DemoAccount, demo_account

__all__ = ["DemoAccount", "create_app", "demo_account"]
