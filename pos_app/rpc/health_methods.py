"""The health of the till over the RPC, a check of one part, and the card terminal's setting (docs/rpc.md)."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any, Final

from pos_app.devices.settings import TRANSPORTS
from pos_app.rpc.method import Given, Method
from pos_app.rpc.params import needed, one_of, optional, text, whole
from pos_app.till.door import TillDoor
from pos_app.till.health import RESERVE, HealthPart, health_parts
from pos_app.till.service_check import Service
from pos_app.till.state import TillState

_SERVICES: Final = frozenset(Service) - {Service.TERMINAL}
"""What `health.check` asks as a service; the others are devices."""


def _part(part: HealthPart) -> dict[str, Any]:
    error = None
    if part.last_error_at is not None:
        error = {"at": part.last_error_at, "words": str(part.last_error)}
    return {
        "id": part.id,
        "name": str(part.name),
        "place": part.place,
        "state": part.condition.value,
        "words": str(part.words),
        "since": part.since,
        "last_success_at": part.last_success_at,
        "last_error": error,
        "facts": [str(fact) for fact in part.facts],
        "waiting": part.waiting,
        "advice": str(part.advice),
        "can_check": part.can_check,
    }


def _waiting(state: TillState) -> dict[str, Any]:
    """What is not where it belongs yet."""
    return {
        "checkbox": state.queue.waiting,
        "attention": state.queue.attention,
        "print": state.printer.waiting,
        "print_asking": state.printer.asking,
        "smartkasa": state.push.waiting,
        "smartkasa_refused": state.push.refused,
        "card_payments": len(state.card.unsettled),
    }


async def _get(till: TillDoor, given: Given) -> Any:
    del given
    await till.devices.look()
    state = till.state
    return {"mode": state.mode, "parts": [_part(part) for part in health_parts(state)], "waiting": _waiting(state)}


async def _check(till: TillDoor, given: Given) -> Any:
    which = given["id"]
    if which == RESERVE:
        works, words = await till.printer.check_reserve()
    elif which in _SERVICES:
        answer = await till.check_service(Service(which))
        works, words = answer.ok, answer.words
    else:
        found = await till.devices.check(which)
        works, words = found.well, found.said
    return {"ok": works, "words": words}


async def _setup(till: TillDoor, given: Given) -> Any:
    del given
    return {"setup": asdict(till.state.devices.settings.terminal)}


async def _set_up(till: TillDoor, given: Given) -> Any:
    await till.devices.set_terminal(replace(till.state.devices.settings.terminal, **given))
    return {"setup": asdict(till.state.devices.settings.terminal)}


HEALTH_METHODS: Final[Mapping[str, Method]] = {
    "health.get": Method(_get),
    "health.check": Method(_check, {"id": needed(text)}, aside=True),
    "terminal.setup": Method(_setup),
    "terminal.set_up": Method(
        _set_up,
        {
            "transport": optional(one_of(*TRANSPORTS)),
            "host": optional(text),
            "port": optional(whole),
            "device": optional(text),
            "baudrate": optional(whole),
            "merchant": optional(whole),
        },
    ),
}
