"""Trouble around the sandbox register by name: the tax service down, a token revoked, a foreign cashier and so on."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Final

from pos_app.sandbox.checkbox import access, requests, shifts
from pos_app.sandbox.checkbox.refusals import Refusal
from pos_app.sandbox.checkbox.register import Register
from pos_app.sandbox.faults import FaultPlan

MAINTENANCE_TILL: Final = "3:30 GMT+3"


def _set_world(name: str, value: object) -> Callable[[Register], None]:
    def act(register: Register) -> None:
        setattr(register.state.world, name, value)

    return act


def deactivate(register: Register) -> None:
    """Switch off the cashier of the open shift, or the first one."""
    shift = register.current()
    identity = shift.cashier_id if shift else register.settings.cashiers[0].id
    if identity not in register.state.world.deactivated:
        register.state.world.deactivated.append(identity)


def activate(register: Register) -> None:
    """Switch every cashier on again."""
    register.state.world.deactivated.clear()


def take_by_other(register: Register) -> None:
    """Somebody else holds the register: an open shift changes hands, or another cashier opens one, if he may."""
    world, shift = register.state.world, register.current()
    if shift is None:
        other = register.settings.cashiers[-1]
        with suppress(Refusal):  # a register without codes cannot be opened in its own offline: he goes away again
            world.foreign_shift = shifts.open_shift(register, other, requests.OPEN_SHIFT({}, (), [])).id
            register.settle()
    elif world.foreign_owner is None and world.foreign_shift != shift.id:
        world.foreign_owner = shift.cashier_id
        others = [one.id for one in register.settings.cashiers if one.id != shift.cashier_id]
        shift.cashier_id = others[-1]


def leave_by_other(register: Register) -> None:
    """The other cashier is gone: the shift is its owner's again, or closed."""
    world, shift = register.state.world, register.current()
    if shift is not None and world.foreign_owner is not None:
        shift.cashier_id = world.foreign_owner
    elif shift is not None and world.foreign_shift == shift.id:
        shifts.shift_left(register, shift.id, register.now())
    world.foreign_owner = world.foreign_shift = None


ACTIONS: Final[dict[str, Callable[[Register], None]]] = {
    "tax_service_down": _set_world("tax_service_down", True),
    "tax_service_up": _set_world("tax_service_down", False),
    "signer_off": _set_world("signer_off", True),
    "signer_on": _set_world("signer_off", False),
    "kasa": _set_world("shift_by_kasa", True),
    "kasa_gone": _set_world("shift_by_kasa", False),
    "maintenance": _set_world("maintenance_till", MAINTENANCE_TILL),
    "maintenance_over": _set_world("maintenance_till", None),
    "token_revoked": access.revoke_all,
    "cashier_deactivated": deactivate,
    "cashier_activated": activate,
    "foreign_cashier": take_by_other,
    "foreign_cashier_gone": leave_by_other,
}


def act(register: Register, name: str) -> None:
    """Do one of ACTIONS, after what fell due before it; KeyError for a name that is none."""
    register.settle()
    ACTIONS[name](register)


def attach(register: Register, plan: FaultPlan) -> FaultPlan:
    """Let a plan's scripts do these actions as well."""
    plan.actions.update({name: partial(act, register, name) for name in ACTIONS})
    return plan
