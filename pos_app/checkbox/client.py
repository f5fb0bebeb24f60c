"""The Checkbox REST client: each call once, typed both ways, every way of failing told apart."""

from pos_app.checkbox.cashier import CashierCalls
from pos_app.checkbox.prepayments import PrepaymentCalls
from pos_app.checkbox.receipts import ReceiptCalls
from pos_app.checkbox.registers import RegisterCalls
from pos_app.checkbox.renders import RenderCalls
from pos_app.checkbox.reports import ReportCalls
from pos_app.checkbox.shifts import ShiftCalls


class CheckboxClient(CashierCalls, RegisterCalls, ShiftCalls, ReceiptCalls, RenderCalls, ReportCalls, PrepaymentCalls):
    """All calls of one register under one licence key.

    It repeats nothing and paces nothing: the schedule is the fiscal engine's. Fiscal POSTs take the exact bytes
    that were stored, made by the models' `to_bytes()`. Every failure is a `CheckboxError`.
    """
