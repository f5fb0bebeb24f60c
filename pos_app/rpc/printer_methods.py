"""`printer.*`: jobs that ask, the printer's state and set-up; an extension of the contract (docs/rpc.md)."""

from pathlib import Path
from typing import Any, Final

from pos_app.printing.template import MANDATORY
from pos_app.rpc.method import Given, Method
from pos_app.rpc.params import BadParams, flag, list_of, needed, one_of, optional, table_of, text, whole
from pos_app.till.door import TillDoor
from pos_app.till.printer_desk import MOST_JOBS, JobRow

_TEXTS: Final = ("header", "footer", "e_header", "e_footer")
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
        "reserve": printer.reserve,
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


def _setting(value: object, where: str) -> str | int | bool:
    """A value as the settings' file has it."""
    if not isinstance(value, str | int | bool):
        raise BadParams(f"{where} must be text, a whole number, or true or false")
    return value


async def _check_reserve(till: TillDoor, given: Given) -> Any:
    del given
    works, words = await till.printer.check_reserve()
    return {"ok": works, "words": words}


async def _set_up(till: TillDoor, given: Given) -> Any:
    setup = await till.printer.set_up(given["values"], reserve=given.get("reserve", False))
    return {"setup": setup.as_dict()}


async def _template(till: TillDoor, given: Given) -> Any:
    del given
    return {"template": till.paper.template().kept(), "mandatory": dict(MANDATORY)}


async def _set_template(till: TillDoor, given: Given) -> Any:
    """`logo` is a file of the caller's; "" takes the logo away. Texts and rows that are not named stay."""
    values = {name: value for name, value in given.items() if name != "logo"}
    if "logo" in given:
        await till.paper.load_logo(Path(given["logo"]) if given["logo"] else None)
    return {"template": (await till.paper.set_template(values)).kept()}


async def _save(till: TillDoor, given: Given) -> Any:
    path = await till.paper.save(given["receipt_id"], given.get("format", "pdf"), Path(given["folder"]))
    return {"path": str(path)}


async def _parked_note(till: TillDoor, given: Given) -> Any:
    return {"print_job": await till.paper.print_parked(given["parked_id"])}


PRINTER_METHODS: Final = {
    "printer.status": Method(_status),
    "printer.jobs": Method(_jobs, {"limit": optional(whole)}),
    "printer.again": Method(_again, _JOB),
    "printer.came_out": Method(_came_out, _JOB),
    "printer.drop": Method(_drop, _JOB),
    "printer.test_page": Method(_test_page),
    "printer.setup": Method(_setup, {"reserve": optional(flag)}),
    "printer.set_up": Method(_set_up, {"values": needed(table_of(_setting)), "reserve": optional(flag)}),
    "printer.check_reserve": Method(_check_reserve, aside=True),
    "printer.template": Method(_template),
    "printer.set_template": Method(
        _set_template,
        {**{name: optional(text) for name in (*_TEXTS, "logo")}, "rows": optional(list_of(text))},
    ),
    "printer.parked_note": Method(_parked_note, {"parked_id": needed(text)}),
    "receipts.save": Method(
        _save,
        {"receipt_id": needed(text), "folder": needed(text), "format": optional(one_of("pdf", "png"))},
        aside=True,
    ),
    "printer.find": Method(_find, {"network": optional(flag)}, aside=True),
}
