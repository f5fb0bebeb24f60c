"""Methods beyond the contract: reports, and receipts to SmartKasa."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from pos_app.reports.sales import GROUPS
from pos_app.rpc import report_views
from pos_app.rpc.method import Given, Method
from pos_app.rpc.params import day, flag, needed, one_of, optional, text
from pos_app.till.door import TillDoor


async def _sales(till: TillDoor, given: Given) -> Any:
    return report_views.sales_view(await till.sales_report(given["by"], given["from"], given["to"]))


async def _z_list(till: TillDoor, given: Given) -> Any:
    return {"reports": [report_views.z_view(row) for row in await till.z_reports(given["from"], given["to"])]}


async def _days(till: TillDoor, given: Given) -> Any:
    rows = await till.day_report(given["from"], given["to"], by_month=given.get("by_month", False))
    return {"days": [report_views.day_view(row) for row in rows]}


async def _server_sales(till: TillDoor, given: Given) -> Any:
    return report_views.server_view(await till.server_sales(given["from"], given["to"]))


async def _reprint_z(till: TillDoor, given: Given) -> Any:
    return {"print_job": await till.reprint_z(given["shift_id"])}


async def _export_report(till: TillDoor, given: Given) -> Any:
    folder = Path(given["folder"])
    made = await till.export_report(given["report"], given["from"], given["to"], given["format"], folder)
    return {"path": str(made)}


async def _push_status(till: TillDoor, given: Given) -> Any:
    del given
    return report_views.push_view(till.state.push)


async def _push_switch(till: TillDoor, given: Given) -> Any:
    return report_views.push_view(await till.push_switch(on=given["enabled"], consent=given.get("consent", False)))


async def _push_list(till: TillDoor, given: Given) -> Any:
    del given
    return {"items": [report_views.push_item_view(item) for item in await till.push_items()]}


async def _push_retry(till: TillDoor, given: Given) -> Any:
    await till.push_retry(given.get("receipt_id"))
    return {}


async def _push_set_aside(till: TillDoor, given: Given) -> Any:
    await till.push_set_aside(given["receipt_id"], given["reason"])
    return {}


_DAYS: Final = {"from": needed(day), "to": needed(day)}

REPORT_METHODS: Final[Mapping[str, Method]] = {
    "reports.sales": Method(_sales, {**_DAYS, "by": needed(one_of(*GROUPS))}, aside=True),
    "reports.z": Method(_z_list, _DAYS, aside=True),
    "reports.days": Method(_days, {**_DAYS, "by_month": optional(flag)}, aside=True),
    "reports.server": Method(_server_sales, _DAYS, aside=True),
    "reports.reprint_z": Method(_reprint_z, {"shift_id": needed(text)}),
    "reports.export": Method(
        _export_report,
        {**_DAYS, "report": needed(text), "format": needed(one_of("csv", "xlsx", "text")), "folder": needed(text)},
        aside=True,
    ),
    "push.status": Method(_push_status),
    "push.switch": Method(
        _push_switch, {"enabled": needed(flag), "consent": optional(flag)}, aside=True, outlasts=True
    ),
    "push.list": Method(_push_list),
    "push.retry": Method(_push_retry, {"receipt_id": optional(text)}),
    "push.set_aside": Method(_push_set_aside, {"receipt_id": needed(text), "reason": needed(text)}),
}
