"""Methods about people: roles, another operator, the lock; and `authorise`, a senior's word for one command."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from pos_app.domain.roles import Role, RoleRules
from pos_app.rpc import views
from pos_app.rpc.method import Call, Given, Method
from pos_app.rpc.params import BadParams, list_of, needed, number, object_of, one_of, optional, text, whole
from pos_app.till.door import TillDoor
from pos_app.till.people_state import PeopleView, Proof

_PROOF: Final = {"pin_code": optional(text), "badge": optional(text)}
_AUTHORISE: Final = optional(object_of(_PROOF))
AUTHORISABLE: Final = frozenset(
    {
        "cart.add", "cart.clear", "cart.discount", "cart.remove", "cart.set_price", "cart.set_quantity", "cart.undo",
        "cart.void_stamp", "drawer.open", "sale.return", "shift.cash_in", "shift.cash_out", "shift.close",
        "shift.x_report", "attention.resend", "attention.set_aside", "taxes.confirm", "receipts.fetch",
        "cash.withdraw", "cash.complete_withdrawal", "prepayment.give_up",
    }
)  # fmt: skip
"""Methods that take `authorise`: the PIN or badge of whoever has the right that the cashier lacks."""


def with_authorise(methods: Mapping[str, Method]) -> dict[str, Method]:
    """The same methods; those that a senior may authorise take his PIN or badge besides."""
    return {name: _authorisable(method) if name in AUTHORISABLE else method for name, method in methods.items()}


def _authorisable(method: Method) -> Method:
    return replace(method, call=_through(method.call), shape={**method.shape, "authorise": _AUTHORISE})


def _through(call: Call) -> Call:
    async def run(till: TillDoor, given: Given) -> Any:
        if "authorise" not in given:
            return await call(till, given)
        rest = {name: value for name, value in given.items() if name != "authorise"}

        async def command(door: TillDoor) -> Any:
            return await call(door, rest)

        return await till.authorised(_proof(given["authorise"]), command)

    return run


def _proof(given: Given) -> Proof:
    if len(given) != 1:
        raise BadParams("give pin_code, or badge")
    return Proof(given.get("pin_code", ""), given.get("badge", ""))


async def _switch(till: TillDoor, given: Given) -> Any:
    return {"cashier": views.cashier_view(await till.switch(_proof(given)))}


async def _lock(till: TillDoor, given: Given) -> Any:
    del given
    await till.lock()
    return {}


async def _people(till: TillDoor, given: Given) -> Any:
    del given
    return _view(await till.people())


async def _set_role(till: TillDoor, given: Given) -> Any:
    role = Role(given["role"]) if "role" in given else None
    return _view(await till.set_role(given["id"], role))


async def _set_rules(till: TillDoor, given: Given) -> Any:
    rules = RoleRules(frozenset(given["rights"]), Decimal(given["discount_limit"]))
    return _view(await till.set_role_rules(Role(given["role"]), rules))


async def _set_idle(till: TillDoor, given: Given) -> Any:
    return _view(await till.set_idle_lock(given["seconds"]))


def _view(view: PeopleView) -> Any:
    rules = {
        role.value: {"rights": sorted(row.rights), "discount_limit": row.discount_limit}
        for role, row in view.rules.items()
    }
    people = [{"id": one.id, "name": one.name, "role": one.role.value if one.role else None} for one in view.people]
    return {"people": people, "roles": rules, "set_up": view.set_up, "idle_lock_s": view.idle_lock_s}


_ROLE: Final = one_of(*(role.value for role in Role))

PEOPLE_METHODS: Final[Mapping[str, Method]] = {
    "session.switch": Method(_switch, _PROOF),
    "session.lock": Method(_lock),
    "people.list": Method(_people),
    "people.set_role": Method(_set_role, {"id": needed(text), "role": optional(_ROLE)}),
    "people.set_rights": Method(
        _set_rules, {"role": needed(_ROLE), "rights": needed(list_of(text)), "discount_limit": needed(number)}
    ),
    "people.set_idle_lock": Method(_set_idle, {"seconds": needed(whole)}),
}
