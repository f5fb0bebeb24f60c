"""What a till needs to sign in to the demo shop, read from the catalog."""

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """The demo shop's settings, as a till's `[smartkasa]` section names them."""

    api_key: str
    phone_number: str
    password: str
    shop_id: int


def demo_account(catalog_dir: Path) -> DemoAccount:
    """The account that the server over this catalog knows."""
    shop = json.loads((catalog_dir / "shop.json").read_text(encoding="utf-8"))
    return DemoAccount(**shop["account"], shop_id=shop["default_shop_id"])
