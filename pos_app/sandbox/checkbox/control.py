"""Paths under /_sandbox/ by which a test or the demo sees and moves the sandbox Checkbox from outside."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from pos_app.sandbox.checkbox import answers, documents, keeping, troubles
from pos_app.sandbox.checkbox.register import Clock, Register, wall_clock
from pos_app.sandbox.faults import Fault, FaultPlan

WORLD_FLAGS: Final = ("tax_service_down", "signer_off", "shift_by_kasa")
WORLD_VALUES: Final = {
    "failing_receipts": int,
    "failing_openings": int,
    "refused_values": dict,
    "maintenance_till": str,
}


class MovableClock:
    """A clock that can be put ahead; negative seconds put it back."""

    def __init__(self, base: Clock = wall_clock, ahead_s: float = 0.0) -> None:
        self.base = base
        self.ahead_s = ahead_s

    def __call__(self) -> datetime:
        """The time shown."""
        return self.base() + timedelta(seconds=self.ahead_s)


class Keeper:
    """Saves the register after each call that may have changed it; without a file does nothing."""

    def __init__(self, register: Register, clock: MovableClock, path: Path | None) -> None:
        self.register = register
        self.clock = clock
        self.path = path

    def save(self) -> None:
        """Write the state now."""
        if self.path is not None:
            keeping.save_to(self.path, keeping.dump(self.register.state, self.clock.ahead_s))


def summary(register: Register, plan: FaultPlan) -> dict[str, Any]:
    """What the register is doing, in short."""
    register.settle()
    state, shift = register.state, register.current()
    world = state.world
    return {
        "now": register.now().isoformat(),
        "offline_mode": state.offline_mode,
        "stay_offline": state.stay_offline,
        "shift": None if shift is None else {"id": shift.id, "status": shift.status, "balance": shift.balance},
        "receipts": len(state.receipts),
        "shifts": len(state.shifts),
        "free_codes": len(state.free_codes),
        "not_delivered": len(state.backlog),
        "last_fiscal_date": answers.iso(state.last_fiscal_date),
        "last_ask_at": answers.iso(state.last_ask_at),
        "world": {
            **{name: getattr(world, name) for name in WORLD_FLAGS},
            "maintenance_till": world.maintenance_till,
            "deactivated": world.deactivated,
            "failing_receipts": world.failing_receipts,
            "failing_openings": world.failing_openings,
            "refused_values": world.refused_values,
        },
        "messages": len(state.messages),
        "faults": plan.describe(),
    }


def all_documents(register: Register) -> dict[str, Any]:
    """All documents for comparison with a till's journal, each list in the server's order."""
    register.settle()
    state = register.state
    transactions = sorted(state.transactions.values(), key=lambda one: one.serial)
    receipts = [
        {name: value for name, value in documents.receipt(register, one).items() if name != "shift"}
        for one in sorted(state.receipts.values(), key=lambda one: one.serial)
    ]
    return {
        "receipts": receipts,
        "shifts": [documents.whole_shift(register, one) for one in state.shifts.values()],
        "transactions": [
            {**(documents.transaction(one) or {}), "document": one.document, "fiscal_date": one.at.isoformat()}
            for one in transactions
        ],
        "reports": list(state.reports.values()),
        "sessions": [
            {"start": one.start.isoformat(), "end": answers.iso(one.end)} for one in state.sessions
        ],
        "free_codes": list(state.free_codes),
        "messages": state.messages,
    }


class Control:
    """The handlers; every answer is JSON, a bad request gets 400 with a message."""

    def __init__(self, register: Register, plan: FaultPlan, clock: MovableClock, keeper: Keeper) -> None:
        self.register = register
        self.plan = plan
        self.clock = clock
        self.keeper = keeper

    def routes(self) -> list[BaseRoute]:
        """Everything under /_sandbox/."""
        table: list[tuple[str, str, Callable[[Request], Awaitable[Any]]]] = [
            ("GET", "state", self.see_state),
            ("POST", "state", self.set_state),
            ("POST", "act", self.do_act),
            ("GET", "faults", self.see_faults),
            ("POST", "faults", self.add_faults),
            ("DELETE", "faults", self.clear_faults),
            ("POST", "release", self.release),
            ("GET", "clock", self.see_clock),
            ("POST", "clock", self.move_clock),
            ("GET", "dump", self.see_documents),
        ]
        return [Route(f"/_sandbox/{path}", self._shell(run), methods=[method]) for method, path, run in table]

    def _shell(self, run: Callable[[Request], Awaitable[Any]]) -> Callable[[Request], Awaitable[JSONResponse]]:
        async def serve(request: Request) -> JSONResponse:
            try:
                result = await run(request)
            except (ValueError, TypeError, KeyError) as error:
                return JSONResponse({"message": f"{type(error).__name__}: {error}"}, 400)
            if request.method != "GET":
                self.keeper.save()
            return JSONResponse(result)

        return serve

    async def see_state(self, _request: Request) -> dict[str, Any]:
        """Mode, shift, counts, troubles and faults."""
        return summary(self.register, self.plan)

    async def set_state(self, request: Request) -> dict[str, Any]:
        """Set any of the world's flags and values (WORLD_FLAGS, WORLD_VALUES)."""
        self.register.settle()
        world = self.register.state.world
        for name, value in (await request.json()).items():
            expected = {**dict.fromkeys(WORLD_FLAGS, bool), **WORLD_VALUES}[name]
            if not isinstance(value, expected) and not (name == "maintenance_till" and value is None):
                raise TypeError(name)
            setattr(world, name, value)
        return summary(self.register, self.plan)

    async def do_act(self, request: Request) -> dict[str, Any]:
        """Do one named action: {"action": "token_revoked"}."""
        troubles.act(self.register, (await request.json())["action"])
        return summary(self.register, self.plan)

    async def see_faults(self, _request: Request) -> list[dict[str, Any]]:
        """The faults that are set."""
        return self.plan.describe()

    async def add_faults(self, request: Request) -> list[dict[str, Any]]:
        """Set one fault or a list of them, by the names of Fault's fields."""
        given = await request.json()
        for one in given if isinstance(given, list) else [given]:
            self.plan.add(Fault(**one))
        return self.plan.describe()

    async def clear_faults(self, _request: Request) -> list[dict[str, Any]]:
        """Take all faults away."""
        self.plan.clear()
        return []

    async def release(self, _request: Request) -> dict[str, int]:
        """Let held copies of requests arrive."""
        return {"released": await self.plan.release()}

    async def see_clock(self, _request: Request) -> dict[str, Any]:
        """The server's time and how far it was moved."""
        return {"now": self.register.now().isoformat(), "ahead_s": self.clock.ahead_s}

    async def move_clock(self, request: Request) -> dict[str, Any]:
        """Put the clock ahead: {"advance_s": 3600}."""
        self.clock.ahead_s += float((await request.json())["advance_s"])
        self.register.settle()
        return await self.see_clock(request)

    async def see_documents(self, _request: Request) -> dict[str, Any]:
        """All documents."""
        return all_documents(self.register)
