"""A simulated card terminal that speaks PrivatBank's JSON protocol for cash registers."""

from pos_app.sandbox.terminal.bank import BankTerminal, Fault, Mark, PrintedSlip
from pos_app.sandbox.terminal.server import TerminalServer

__all__ = ["BankTerminal", "Fault", "Mark", "PrintedSlip", "TerminalServer"]
