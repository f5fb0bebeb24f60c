"""Is Checkbox there? What it alone can make is not begun, and no card charged for it, while it is not."""

from typing import Final

from pos_app.domain.errors import refused
from pos_app.domain.register import Mode
from pos_app.till.core import Core

REACHED: Final = frozenset({Mode.ONLINE, Mode.AUTO_OFFLINE, Mode.RETURNING})
"""Where Checkbox itself numbers what is sent."""


def check_reached(core: Core, code: str) -> None:
    """Refuses with `code` while the register is cut off, and with its own trouble where it takes nothing."""
    core.look()
    state = core.board.state
    if state.mode in {Mode.BLOCKED, Mode.NEEDS_ATTENTION}:
        trouble = state.trouble
        raise refused(trouble.code if trouble else "register_blocked", trouble.message if trouble else "")
    if state.mode not in REACHED:
        raise refused(code)
