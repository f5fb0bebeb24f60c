"""The computer's time in doubt over the RPC: is it, and a person's word that it is right."""

from collections.abc import Mapping
from typing import Any, Final

from pos_app.rpc.method import Given, Method
from pos_app.till.door import TillDoor


async def _clock(till: TillDoor, given: Given) -> Any:
    del given
    doubt = till.state.clock_doubt
    return {"in_doubt": doubt is not None, "proposed": doubt}


async def _confirm(till: TillDoor, given: Given) -> Any:
    del given
    return {"now": await till.confirm_time()}


CLOCK_METHODS: Final[Mapping[str, Method]] = {"clock.get": Method(_clock), "clock.confirm": Method(_confirm)}
