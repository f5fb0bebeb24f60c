"""Which terminal the owner has: made out of its setting, whenever that is another."""

from collections.abc import Callable

from pos_app.devices.ecr_terminal import EcrTerminal
from pos_app.devices.settings import TerminalSetting
from pos_app.devices.terminal import CardTerminal, ManualTerminal
from pos_app.domain.device import Port
from pos_app.links.dialogue import open_dialogue, open_serial_dialogue

Terminals = Callable[[TerminalSetting], CardTerminal]


def terminal_of(setting: TerminalSetting) -> CardTerminal:
    """The terminal that a checked setting names; nothing is opened before it is asked for something."""
    if setting.transport == "network":
        return EcrTerminal(
            lambda: open_dialogue(setting.host, setting.port),
            card_timeout_s=setting.card_timeout_s,
            merchant=setting.merchant,
        )
    if setting.transport == "serial":
        port = Port(setting.device, setting.baudrate)
        return EcrTerminal(
            lambda: open_serial_dialogue(port), card_timeout_s=setting.card_timeout_s, merchant=setting.merchant
        )
    return ManualTerminal()
