"""A local Checkbox: stateful and strict as the vendor's article and specification say, with faults on demand."""

from pos_app.sandbox.checkbox.desk import Answer, Call, Desk
from pos_app.sandbox.checkbox.http import CheckboxSandbox, checkbox_app, make_desk
from pos_app.sandbox.checkbox.register import Register
from pos_app.sandbox.checkbox.settings import ACCESS_KEY, CASHIERS, LICENSE_KEY, CashierAccount, Settings
from pos_app.sandbox.checkbox.state import RegisterState

__all__ = [
    "ACCESS_KEY",
    "CASHIERS",
    "LICENSE_KEY",
    "Answer",
    "Call",
    "CashierAccount",
    "CheckboxSandbox",
    "Desk",
    "Register",
    "RegisterState",
    "Settings",
    "checkbox_app",
    "make_desk",
]
