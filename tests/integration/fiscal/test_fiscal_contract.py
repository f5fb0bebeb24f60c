"""Every body the engine sends, online and offline, is one that the vendor's OpenAPI file allows."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema

from pos_app.domain.payment import Payment, PaymentType
from pos_app.domain.receipt import Delivery, ReceiptKind
from pos_app.fiscal.rules import FiscalRules

SHAPES = {
    "/receipts/sell": "ReceiptSellPayload",
    "/receipts/sell-offline": "OfflineReceiptSellPayload",
    "/receipts/service": "ReceiptServicePayload",
    "/shifts": "CreateShiftPayload",
    "/cash-registers/go-offline": "GoOfflinePayload",
}


def test_all_bodies_of_a_day_with_an_outage_fit_the_vendors_file(
    make_world: Callable[..., Any], specs_dir: Path
) -> None:
    spec = json.loads((specs_dir / "checkbox.openapi.json").read_text(encoding="utf-8"))
    world = make_world(rules=FiscalRules(offline=True))
    world.run(world.opened())

    async def day() -> None:
        await world.fiscal.submit(world.cash_in(5000))
        card = Payment(PaymentType.CASHLESS, 4200, "Картка", 1, {"rrn": "12", "card_mask": "****1234"})
        sold = replace(world.sale(), payments=(card,), delivery=Delivery("a@b.ua", "380501234567"))
        await world.sell(sold)
        world.plan.outage("refused")
        await world.sell(world.cash_sale())
        await world.sell(replace(world.sale(kind=ReceiptKind.RETURN), related_receipt_id=sold.id))
        world.plan.clear()
        await asyncio.sleep(600)
        await world.fiscal.close_shift()

    world.run(day())
    seen = set()
    for method, path, body in world.calls:
        shape = SHAPES.get(path.removeprefix("/api/v1"))
        if method == "POST" and shape is not None:
            seen.add(shape)
            schema = {"$ref": f"#/components/schemas/{shape}", "components": spec["components"]}
            jsonschema.validate(json.loads(body), schema)
    assert seen == set(SHAPES.values())
    assert world.fiscal.status.problem is None
