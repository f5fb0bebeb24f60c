"""The health of the till in the window's words: rows, explanations, a report to copy, and a lamp for a device."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pos_app import __version__
from pos_app.domain.device import Condition, DeviceKind
from pos_app.till.health import PUSH, RESERVE, WEDGE, HealthPart, beside, health_parts
from pos_app.till.state import TillState
from pos_app.ui.i18n import told, tr
from pos_app.ui.lamps import Lamp, LampWords
from pos_app.ui.printer_words import sentence
from pos_app.ui.widgets.rows import Row, Tone
from pos_app.ui.words import clock, day_and_time

_TONES: Final = {
    Condition.OK: Tone.GOOD,
    Condition.WARN: Tone.WARN,
    Condition.BAD: Tone.STOP,
    Condition.WAITING: Tone.PLAIN,
    Condition.OFF: Tone.PLAIN,
}
_SIGNS: Final = {
    Condition.OK: "✓",
    Condition.WARN: "!",
    Condition.BAD: "✗",
    Condition.WAITING: "…",
    Condition.OFF: "–",
}
_ICONS: Final = {
    DeviceKind.CHECKBOX.value: "report",
    DeviceKind.SMARTKASA.value: "basket",
    PUSH: "sync",
    DeviceKind.PRINTER.value: "printer",
    RESERVE: "printer",
    DeviceKind.DRAWER.value: "drawer",
    WEDGE: "keyboard",
    DeviceKind.SCANNER.value: "barcode",
    DeviceKind.SCALE.value: "scale",
    DeviceKind.DISPLAY.value: "pole_display",
    DeviceKind.TERMINAL.value: "card",
    DeviceKind.CUSTOMER.value: "screen",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One row of the health screen. `past`: last success and last error; `advice`: what a person does."""

    id: str
    name: str
    condition: Condition
    words: str
    since: datetime | None = None
    past: str = ""
    advice: str = ""
    icon: str = "help"
    can_check: bool = False
    short: str = ""
    """Its name for a lamp."""

    @property
    def row(self) -> Row:
        """As the list shows it."""
        since = clock(self.since) if self.since is not None else ""
        return Row(self.id, self.name, self.words, self.sign, since, self.icon, _TONES[self.condition])

    @property
    def sign(self) -> str:
        """Its condition as one sign; nothing is under way where a second screen is simply not there."""
        condition = self.condition
        if self.id == DeviceKind.CUSTOMER and condition is Condition.WAITING:
            condition = Condition.OFF
        return _SIGNS[condition]


def parts(state: TillState, *, second_screen: bool) -> tuple[Part, ...]:
    """Everything, services first."""
    return tuple(_part(one, state) for one in health_parts(state, second_screen=second_screen))


def _part(part: HealthPart, state: TillState) -> Part:
    name, words = told(part.name), told(part.words)
    if part.id == DeviceKind.PRINTER and state.printer.words:
        # made of several pieces, each of which has its translation
        words = sentence(state.printer)
    synced = state.catalog.synced_at
    if part.id == DeviceKind.SMARTKASA and synced is not None and not state.catalog.problem:
        # when it was read is told by the clock on the wall, which the RPC has no need of
        words = words if state.catalog.syncing else f"{words}, {tr('оновлено {when}').format(when=clock(synced))}"
    return Part(
        part.id,
        " · ".join(filter(None, (name, part.place))),
        part.condition,
        words,
        part.since,
        _past(part),
        told(part.advice),
        _ICONS.get(part.id.partition("-")[0], "help"),
        can_check=part.can_check,
        short=name,
    )


def _past(part: HealthPart) -> str:
    """What else is known, then the last success and the last error, with their times."""
    found = [told(fact) for fact in part.facts]
    if part.last_success_at is not None:
        found.append(tr("Остання відповідь: {when}.").format(when=day_and_time(part.last_success_at)))
    if part.last_error_at is not None:
        when, words = day_and_time(part.last_error_at), told(part.last_error)
        found.append(tr("Остання помилка {when}: {words}").format(when=when, words=words))
    return " ".join(found)


def report(found: Sequence[Part], state: TillState, now: datetime) -> str:
    """All of it as text for whoever helps: states and times; no key, no password, no card, no customer."""
    lines = [f"pos-app {__version__}, {day_and_time(now)}", f"{state.mode.value}, {state.register.address}".strip(", ")]
    for part in found:
        since = f" ({tr('з {when}').format(when=day_and_time(part.since))})" if part.since is not None else ""
        lines.append(f"{part.sign} {part.name}: {part.words}{since}")
        lines += [f"    {words}" for words in (part.past, part.advice) if words]
    return "\n".join(lines) + "\n"


def device_in_trouble(state: TillState) -> Part | None:
    """The first device beside the till that does not work: for the lamp, before the customer waits."""
    return next((_part(one, state) for one in beside(state) if one.condition is Condition.BAD), None)


def device_lamp(part: Part) -> LampWords:
    """Its lamp, beside the register's and the printer's."""
    return LampWords(Lamp.BAD, f"{part.short}: {part.words[:1].lower()}{part.words[1:]}", part.short)
