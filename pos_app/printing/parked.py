"""A note of a parked basket: what lies aside, for whoever comes back for it. It is no receipt."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from pos_app.domain.money import format_hryvnias
from pos_app.domain.quantity import format_quantity
from pos_app.printing.layout import Align, Block, Columns, Cut, Feed, Layout, Rule, Text
from pos_app.printing.receipts import moment


def parked_layout(payload: Mapping[str, Any]) -> Layout:
    """From the job's payload: `note`, `at`, `total` in kopecks, `lines` of (name, quantity in thousandths, sum)."""
    return tuple(_blocks(payload))


def _blocks(payload: Mapping[str, Any]) -> Iterator[Block]:
    yield Text("ВІДКЛАДЕНО", Align.CENTER, bold=True, double=True)
    if payload.get("note"):
        yield Text(str(payload["note"]), Align.CENTER, bold=True)
    yield Text(moment(datetime.fromisoformat(payload["at"])), Align.CENTER)
    yield Rule()
    for name, quantity, amount in payload["lines"]:
        yield Columns(f"{name} x {format_quantity(quantity)}", format_hryvnias(amount))
    yield Rule()
    yield Columns("РАЗОМ", format_hryvnias(payload["total"]), bold=True)
    yield Text("Це не чек. Ціни можуть змінитися.", Align.CENTER)
    yield Feed(1)
    yield Cut()
