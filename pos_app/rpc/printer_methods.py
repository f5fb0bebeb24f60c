"""`printer.*`: jobs that ask, the printer's state and set-up; an extension of the contract (docs/rpc.md)."""

from typing import Any, Final

from pos_app.rpc.method import Given, Method
from pos_app.rpc.params import BadParams, flag, needed, optional, text, whole
from pos_app.till.door import TillDoor
from pos_app.till.printer_desk import MOST_JOBS, JobRow

_JOB: Final = {"print_job": needed(text)}


def _job(row: JobRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": row.kind,
        "title": row.title,
        "state": row.state,
        "words": row.words,
        "at": row.at,
        "problem": row.problem,
        "asks": row.asks,
    }


async def _status(till: TillDoor, given: Given) -> Any:
    del given
    printer = till.state.printer
    return {
        "state": printer.state,
        "words": printer.words,
        "waiting": printer.waiting,
        "asking": printer.asking,
        "problem": printer.problem,
        "answers": printer.answers,
        "paper": printer.paper,
        "cover_open": printer.cover_open,
        "drawer_open": printer.drawer_open,
        "place": printer.place,
        "reserve_used": printer.reserve_used,
        "last_error": printer.last_error,
        "last_error_at": printer.last_error_at,
        "last_success_at": printer.last_success_at,
    }


async def _jobs(till: TillDoor, given: Given) -> Any:
    limit = given.get("limit", 50)
    if not 1 <= limit <= MOST_JOBS:
        raise BadParams(f"params.limit must be from 1 to {MOST_JOBS}")
    return {"jobs": [_job(row) for row in await till.printer.jobs(limit)]}


async def _again(till: TillDoor, given: Given) -> Any:
    await till.printer.again(given["print_job"])
    return {}


async def _came_out(till: TillDoor, given: Given) -> Any:
    await till.printer.came_out(given["print_job"])
    return {}


async def _drop(till: TillDoor, given: Given) -> Any:
    await till.printer.drop(given["print_job"])
    return {}


async def _test_page(till: TillDoor, given: Given) -> Any:
    del given
    return {"print_job": await till.printer.test_page()}


async def _setup(till: TillDoor, given: Given) -> Any:
    return {"setup": till.printer.setup(reserve=given.get("reserve", False)).as_dict()}


async def _find(till: TillDoor, given: Given) -> Any:
    found = await till.printer.find(network=given.get("network", False))
    return {
        "printers": [
            {"transport": one.transport, "place": one.place, "title": one.title, "profile": one.profile}
            for one in found
        ]
    }


PRINTER_METHODS: Final = {
    "printer.status": Method(_status),
    "printer.jobs": Method(_jobs, {"limit": optional(whole)}),
    "printer.again": Method(_again, _JOB),
    "printer.came_out": Method(_came_out, _JOB),
    "printer.drop": Method(_drop, _JOB),
    "printer.test_page": Method(_test_page),
    "printer.setup": Method(_setup, {"reserve": optional(flag)}),
    "printer.find": Method(_find, {"network": optional(flag)}, aside=True),
}
