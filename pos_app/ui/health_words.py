"""Every device and service in words: how it is and since when, what was wrong last, what waits, what to do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pos_app import __version__
from pos_app.devices.settings import NONE
from pos_app.domain.device import TROUBLES, Condition, DeviceKind, Health
from pos_app.domain.register import Mode
from pos_app.till.state import Printer, PrinterCondition, TillState
from pos_app.ui.i18n import tr
from pos_app.ui.lamps import FEW_CODES, Lamp, LampWords, codes, is_near, offline_left
from pos_app.ui.register_words import mode_in_words, way_out_in_words
from pos_app.ui.widgets.rows import Row, Tone
from pos_app.ui.words import clock, day_and_time, duration

WEDGE: Final = "wedge"
PUSH: Final = "push"
SCALES: Final = {"cas": "CAS", "toledo8217": "Toledo 8217", "sics": "SICS", "axis": "AXIS"}
_TONES: Final = {
    Condition.OK: Tone.GOOD,
    Condition.WARN: Tone.WARN,
    Condition.BAD: Tone.STOP,
    Condition.WAITING: Tone.PLAIN,
    Condition.OFF: Tone.PLAIN,
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
        tone = _TONES[self.condition]
        return Row(self.id, self.name, self.words, _SIGNS[self.condition], since, self.icon, tone)


_SIGNS: Final = {
    Condition.OK: "✓",
    Condition.WARN: "!",
    Condition.BAD: "✗",
    Condition.WAITING: "…",
    Condition.OFF: "–",
}


def parts(state: TillState, *, second_screen: bool) -> tuple[Part, ...]:
    """Everything, services first."""
    return (
        _checkbox(state),
        _smartkasa(state),
        *_push(state),
        *_printer(state),
        *_scanners(state),
        _scale(state),
        _display(state),
        _terminal(state),
        _customer(state, second_screen=second_screen),
    )


def _service(state: TillState, kind: DeviceKind) -> Health:
    return next((one for one in state.devices.services if one.kind is kind), Health(kind.value, kind))


def _past(health: Health) -> str:
    """The last success and the last error, with their times."""
    said = []
    if health.last_ok is not None:
        said.append(tr("Останній успіх: {when}.").format(when=day_and_time(health.last_ok)))
    if health.last_error_at is not None:
        words = health.last_said or tr(TROUBLES.get(health.last_error, ("", ""))[0])
        said.append(tr("Остання помилка {when}: {words}").format(when=day_and_time(health.last_error_at), words=words))
    return " ".join(said)


# services


def _checkbox(state: TillState) -> Part:
    health = _service(state, DeviceKind.CHECKBOX)
    meter, waiting = state.offline, state.queue.waiting + state.queue.attention
    words, following = mode_in_words(state)
    condition = health.condition
    if condition is Condition.OK and (waiting or (state.mode is Mode.ONLINE and 0 < meter.codes_free < FEW_CODES)):
        condition = Condition.WARN
    if state.mode is Mode.LOCAL_OFFLINE and is_near(meter):
        condition = Condition.BAD
    waits = tr("Чекають надсилання: {count}.").format(count=waiting)
    left = tr("Офлайн можна ще {time}, {codes}.").format(
        time=duration(offline_left(meter)), codes=codes(meter.codes_free)
    )
    past = " ".join(filter(None, (waits, left, _past(health))))
    advice = way_out_in_words(state.blocked) if state.blocked is not None else following
    name = " · ".join(filter(None, ("Checkbox", state.register.fiscal_number)))
    return Part("checkbox", name, condition, words, health.since, past, advice, "report", can_check=True)


def _smartkasa(state: TillState) -> Part:
    health, catalog = _service(state, DeviceKind.SMARTKASA), state.catalog
    count = tr("Товарів: {count}").format(count=catalog.products)
    if catalog.syncing is not None:
        words = tr("Каталог оновлюється")
    elif catalog.problem:
        words = catalog.problem
    elif catalog.synced_at is not None:
        words = tr("{count}, оновлено {when}").format(count=count, when=clock(catalog.synced_at))
    else:
        words = tr("Каталог ще не завантажено")
    advice = tr("Каса продає зі збереженого каталогу і пробує знову сама.") if catalog.problem else ""
    return Part(
        "smartkasa", "SmartKasa", health.condition, words, health.since, _past(health), advice, "basket", can_check=True
    )


def _push(state: TillState) -> Iterator[Part]:
    push = state.push
    if not push.enabled:
        return
    words = tr("Чекають: {waiting}, відхилено: {refused}").format(waiting=push.waiting, refused=push.refused)
    condition = Condition.WARN if push.refused or push.problem is not None else Condition.OK
    past = tr("Останній успіх: {when}.").format(when=day_and_time(push.last_sent_at)) if push.last_sent_at else ""
    advice = push.problem.message if push.problem is not None else ""
    if push.refused:
        advice = tr("Звіти → SmartKasa: там причини і що робити.")
    yield Part(PUSH, tr("Чеки в SmartKasa"), condition, words, None, past, advice, "sync")


# paper


def _printer(state: TillState) -> Iterator[Part]:
    printer = state.printer
    known = {
        PrinterCondition.NONE: (Condition.OFF, tr("Не налаштовано")),
        PrinterCondition.UNKNOWN: (Condition.WAITING, tr("Ще не друкував")),
        PrinterCondition.OK: (Condition.OK, tr("Працює")),
        PrinterCondition.PRINTING: (Condition.OK, tr("Друкує")),
        PrinterCondition.FAILED: (Condition.BAD, tr("Не друкує")),
    }
    condition, words = known[printer.state]
    if condition is Condition.OK and (printer.problem or printer.asking):
        condition = Condition.WARN
    said = []
    if printer.waiting:
        said.append(tr("У черзі документів: {count}.").format(count=printer.waiting))
    if printer.last_success_at is not None:
        said.append(tr("Останній успіх: {when}.").format(when=day_and_time(printer.last_success_at)))
    if printer.last_error_at is not None:
        when = day_and_time(printer.last_error_at)
        said.append(tr("Остання помилка {when}: {words}").format(when=when, words=printer.last_error))
    advice = printer.problem or (tr("Друк перервано: вирішіть, чи друкувати ще раз.") if printer.asking else "")
    name = tr("Принтер: {place}").format(place=printer.place) if printer.place else tr("Принтер")
    words = printer.words or words
    yield Part("printer", name, condition, words, None, " ".join(said), advice, "printer", can_check=True)
    if printer.reserve:
        yield _reserve(printer)
    if printer.state is not PrinterCondition.NONE:
        yield _drawer(printer)


def _reserve(printer: Printer) -> Part:
    name = tr("Резервний принтер: {place}").format(place=printer.reserve)
    condition, words = Condition.OK, tr("Чекає")
    advice = tr("Стає до роботи сам, коли основний не друкує.")
    if printer.reserve_used:
        condition, words = Condition.WARN, tr("Друкує замість основного")
        advice = tr("Налагодьте основний принтер: каса повернеться до нього сама.")
    return Part("reserve", name, condition, words, None, "", advice, "printer", can_check=True)


def _drawer(printer: Printer) -> Part:
    opened, name = printer.drawer_open, tr("Скринька")
    if opened is None:
        advice = tr("Датчик скриньки налаштовують на сторінці принтера, вкладка «Скринька».")
        return Part("drawer", name, Condition.OFF, tr("Стану не повідомляє"), None, "", advice, "drawer")
    words = tr("Відкрита") if opened else tr("Закрита")
    advice = tr("Закрийте скриньку.") if opened else ""
    return Part("drawer", name, Condition.WARN if opened else Condition.OK, words, None, "", advice, "drawer")


# devices


def _device(health: Health, name: str, icon: str, *, works: str = "") -> Part:
    words, advice = TROUBLES.get(health.trouble, ("", ""))
    if not words:
        words = {
            Condition.OK: works or tr("Працює"),
            Condition.WAITING: tr("Під'єднуємо…"),
        }.get(health.condition, "")
    else:
        words, advice = tr(words), tr(advice)
    place = f" · {health.name}" if health.name else ""
    return Part(
        health.id,
        f"{name}{place}",
        health.condition,
        words,
        health.since,
        _past(health),
        advice,
        icon,
        can_check=True,
        short=name,
    )


def _scanners(state: TillState) -> Iterator[Part]:
    wedge = state.devices.settings.wedge
    words = tr("До {gap} мс між клавішами, від {shortest} знаків").format(gap=wedge.gap_ms, shortest=wedge.shortest)
    advice = tr("Сканує повільно або друкує цифри? Відкрийте «Сканер» і калібруйте.")
    yield Part(WEDGE, tr("Сканер-клавіатура"), Condition.OK, words, None, "", advice, "keyboard")
    for health in state.devices.health:
        if health.kind is DeviceKind.SCANNER:
            name = tr("Сканер {number}").format(number=health.id.rpartition("-")[2])
            yield _device(health, name, "barcode", works=tr("Працює, чекає на код"))


def _scale(state: TillState) -> Part:
    health = state.devices.of(DeviceKind.SCALE)
    if health is None:
        return _absent("scale", tr("Ваги"), tr("Оберіть протокол і порт на вкладці «Ваги»."), "basket")
    make = SCALES.get(state.devices.settings.scale.protocol, "")
    return _device(health, tr("Ваги {make}").format(make=make), "basket")


def _display(state: TillState) -> Part:
    health = state.devices.of(DeviceKind.DISPLAY)
    if health is None:
        return _absent("display", tr("Дисплей покупця"), tr("Оберіть протокол і порт на вкладці «Дисплей»."), "user")
    return _device(health, tr("Дисплей покупця"), "user", works=tr("Приймає текст"))


def _terminal(state: TillState) -> Part:
    health = state.devices.of(DeviceKind.TERMINAL)
    if health is None:
        words = tr("Окремо від каси: касир набирає суму сам")
        if state.devices.settings.terminal.transport == NONE:
            words = tr("Немає: карток не приймаємо")
        advice = tr("Термінал ПриватБанку під'єднують на вкладці «Термінал».")
        return Part("terminal", tr("Банківський термінал"), Condition.OFF, words, None, "", advice, "card")
    unknown = sum(one.is_open for one in state.card.unsettled)
    part = _device(health, tr("Банківський термінал"), "card")
    if not unknown:
        return part
    words = tr("Невідомих оплат: {count}").format(count=unknown)
    return Part(part.id, part.name, Condition.WARN, words, part.since, part.past, tr("Каса питає термінал сама."),
                "card", can_check=True)  # fmt: skip


def _customer(state: TillState, *, second_screen: bool) -> Part:
    wanted, name = state.devices.settings.customer.on, tr("Вікно покупця")
    if not wanted:
        return Part("customer", name, Condition.OFF, tr("Вимкнено"), None, "", "", "user")
    if not second_screen:
        words, advice = tr("Другого екрана немає"), tr("Під'єднайте другий екран: вікно з'явиться саме.")
        return Part("customer", name, Condition.WAITING, words, None, "", advice, "user")
    return Part("customer", name, Condition.OK, tr("На другому екрані"), None, "", "", "user")


def _absent(id_: str, name: str, advice: str, icon: str) -> Part:
    return Part(id_, name, Condition.OFF, tr("Не налаштовано"), None, "", advice, icon)


# the report


def report(found: Sequence[Part], state: TillState, now: datetime) -> str:
    """All of it as text for whoever helps: states and times; no key, no password, no card, no customer."""
    lines = [f"pos-app {__version__}, {day_and_time(now)}", f"{state.mode.value}, {state.register.address}".strip(", ")]
    for part in found:
        since = f" ({tr('з {when}').format(when=day_and_time(part.since))})" if part.since is not None else ""
        lines.append(f"{_SIGNS[part.condition]} {part.name}: {part.words}{since}")
        lines += [f"    {words}" for words in (part.past, part.advice) if words]
    return "\n".join(lines) + "\n"


def device_in_trouble(state: TillState) -> Part | None:
    """The first device beside the till that does not work: for the lamp, before the customer waits."""
    return next(
        (
            part
            for part in (*_scanners(state), _scale(state), _terminal(state), _display(state))
            if part.condition is Condition.BAD
        ),
        None,
    )


def device_lamp(part: Part) -> LampWords:
    """Its lamp, beside the register's and the printer's."""
    return LampWords(Lamp.BAD, f"{part.short}: {part.words[:1].lower()}{part.words[1:]}", part.short)
