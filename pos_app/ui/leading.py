"""Where the strip's one button leads: the page on which an error is settled, and what the button says."""

from typing import Final

from pos_app.domain.register import Mode
from pos_app.till.state import Problem, TillState
from pos_app.ui.i18n import told, tr
from pos_app.ui.widgets.headline import Level

CLOCK_SUSPECT = "clock_suspect"
_LEADS: Final = {
    "tax_changed": "taxes", "tax_unmapped": "taxes", CLOCK_SUSPECT: "queue",
    "payment_unknown": "cards", "card_held": "cards",
    "register_busy": "close_shift", "shift_ends": "close_shift", "shift_not_closed": "close_shift",
}  # fmt: skip
"""The page on which an error is settled, by the name of its task."""
_KEYS: Final = frozenset({"license_invalid", "access_key_invalid"})
"""What another key in the settings mends."""


def page_of(code: str, state: TillState) -> str:
    """The page that settles it; empty where none does. Nobody's shift is closed before somebody has signed in."""
    to = _LEADS.get(code) or _page_of_register(code, state)
    somebodys = state.cashier is not None and state.shift is not None
    return to if to != "close_shift" or somebodys else ""


def _page_of_register(code: str, state: TillState) -> str:
    """What the register itself says is settled by a decision, by another key, or when Checkbox is asked again."""
    if state.cashier is None or state.trouble is None or state.trouble.code != code:
        return ""
    if state.mode is Mode.NEEDS_ATTENTION:
        return "attention"
    if state.mode is not Mode.BLOCKED:
        return ""
    return "settings" if code in _KEYS and "settings" in state.cashier.permissions else "queue"


def button_of(code: str, state: TillState) -> str:
    """What stands on the strip's button; empty: that it was read."""
    page = page_of(code, state)
    if page == "queue" and code != CLOCK_SUSPECT:
        return tr("ПРРО")
    return {
        "taxes": tr("Податки"),
        "queue": tr("Час"),
        "cards": tr("Оплати карткою"),
        "close_shift": tr("Зміна"),
        "attention": tr("Увага"),
        "settings": tr("Налаштування"),
    }.get(page, "")


def problem_in_words(problem: Problem, state: TillState) -> tuple[str, Level]:
    """What the till has to say, and how grave it is."""
    words, level = told(problem.message), Level.ATTENTION
    registers = problem == state.trouble
    if registers and state.mode is Mode.BLOCKED:
        words, level = f"{tr('ПРРО зупинено')}. {words}", Level.STOP
    elif registers and state.queue.attention:
        # the document is on disk, whatever it is: made once more it would be twice at the tax service
        words = f"{words} {tr('Вдруге не проводьте.')}"
    if not problem.safe:
        words, level = f"{words} {tr('Перевірте гроші!')}", Level.STOP
    return words, level
