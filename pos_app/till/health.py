"""The health of the whole till, part by part: how it is and since when, what was last, what waits, what to do.

One picture for the window's page and for the RPC; nothing in it is a secret.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from pos_app.devices.settings import NONE
from pos_app.domain.device import TROUBLES, Condition, DeviceKind, Health
from pos_app.domain.register import Mode
from pos_app.domain.said import NOTHING, Said, parts_of, said
from pos_app.till.printer_picture import Printer, PrinterCondition
from pos_app.till.register_said import FEW_CODES, codes, duration, is_near, mode, offline_left, way_out
from pos_app.till.state import TillState

WEDGE: Final = "wedge"
PUSH: Final = "push"
RESERVE: Final = "reserve"
SCALES: Final = {"cas": "CAS", "toledo8217": "Toledo 8217", "sics": "SICS", "axis": "AXIS"}


@dataclass(frozen=True, slots=True)
class HealthPart:
    """One part. `place`: where it is, or its number; `waiting`: documents or payments that wait for it to be well.

    `facts`: what else is worth knowing; `advice`: what a person does; `can_check`: it can be asked now.
    """

    id: str
    name: Said
    condition: Condition
    words: Said
    place: str = ""
    since: datetime | None = None
    last_success_at: datetime | None = None
    last_error: Said = NOTHING
    last_error_at: datetime | None = None
    facts: tuple[Said, ...] = ()
    waiting: int = 0
    advice: Said = NOTHING
    can_check: bool = False


def health_parts(state: TillState, *, second_screen: bool | None = None) -> tuple[HealthPart, ...]:
    """Everything, services first. `second_screen`: is there one for the customer's window; None where there is none."""
    return (
        _checkbox(state),
        _smartkasa(state),
        *_push(state),
        *_paper(state.printer),
        _wedge(state),
        *beside(state),
        *([] if second_screen is None else [_customer(state, second_screen=second_screen)]),
    )


def beside(state: TillState) -> Iterator[HealthPart]:
    """The devices beside the till that are on wires of their own."""
    yield from _scanners(state)
    yield _scale(state)
    yield _display(state)
    yield _terminal(state)


# services


def _service(state: TillState, kind: DeviceKind) -> Health:
    return next((one for one in state.devices.services if one.kind is kind), Health(kind.value, kind))


def _past(part: HealthPart, health: Health) -> HealthPart:
    """With since when, the last success and the last error."""
    error = NOTHING
    if health.last_error_at is not None:
        error = parts_of(health.last_said or TROUBLES.get(health.last_error, ("", ""))[0])
    return replace(
        part,
        since=health.since,
        last_success_at=health.last_ok,
        last_error=error,
        last_error_at=health.last_error_at,
    )


def _checkbox(state: TillState) -> HealthPart:
    health = _service(state, DeviceKind.CHECKBOX)
    meter, waiting = state.offline, state.queue.waiting + state.queue.attention
    words, following = mode(state)
    condition = health.condition
    if condition is Condition.OK and (waiting or (state.mode is Mode.ONLINE and 0 < meter.codes_free < FEW_CODES)):
        condition = Condition.WARN
    if state.mode is Mode.LOCAL_OFFLINE and is_near(meter):
        condition = Condition.BAD
    left = said("Офлайн можна ще {time}, {codes}.", time=duration(offline_left(meter)), codes=codes(meter.codes_free))
    part = HealthPart(
        DeviceKind.CHECKBOX.value,
        Said("Checkbox"),
        condition,
        words,
        state.register.fiscal_number,
        facts=(said("Чекають надсилання: {count}.", count=waiting), left),
        waiting=waiting,
        advice=way_out(state.blocked) if state.blocked is not None else following,
        can_check=True,
    )
    return _past(part, health)


def _smartkasa(state: TillState) -> HealthPart:
    health, catalog = _service(state, DeviceKind.SMARTKASA), state.catalog
    count = said("Товарів: {count}", count=catalog.products)
    advice = NOTHING
    if catalog.syncing is not None:
        words = said("Каталог оновлюється")
    elif catalog.problem:
        words, advice = parts_of(catalog.problem), said("Каса продає зі збереженого каталогу і пробує знову сама.")
    elif catalog.synced_at is not None:
        words = count
    else:
        words = said("Каталог ще не завантажено")
    name = Said("SmartKasa")
    return _past(
        HealthPart(DeviceKind.SMARTKASA.value, name, health.condition, words, advice=advice, can_check=True), health
    )


def _push(state: TillState) -> Iterator[HealthPart]:
    push = state.push
    if not push.enabled:
        return
    advice = parts_of(push.problem.message) if push.problem is not None else NOTHING
    if push.refused:
        advice = said("Звіти → SmartKasa: там причини і що робити.")
    yield HealthPart(
        PUSH,
        said("Чеки в SmartKasa"),
        Condition.WARN if push.refused or push.problem is not None else Condition.OK,
        said("Чекають: {waiting}, відхилено: {refused}", waiting=push.waiting, refused=push.refused),
        last_success_at=push.last_sent_at,
        waiting=push.waiting + push.refused,
        advice=advice,
    )


# paper


def _paper(printer: Printer) -> Iterator[HealthPart]:
    yield _printer(printer)
    if printer.reserve:
        yield _reserve(printer)
    if printer.state is not PrinterCondition.NONE:
        yield _drawer(printer)


def _printer(printer: Printer) -> HealthPart:
    condition, words = {
        PrinterCondition.NONE: (Condition.OFF, said("Не налаштовано")),
        PrinterCondition.UNKNOWN: (Condition.WAITING, said("Ще не друкував")),
        PrinterCondition.OK: (Condition.OK, said("Працює")),
        PrinterCondition.PRINTING: (Condition.OK, said("Друкує")),
        PrinterCondition.FAILED: (Condition.BAD, said("Не друкує")),
    }[printer.state]
    if condition is Condition.OK and (printer.problem or printer.asking):
        condition = Condition.WARN
    asks = said("Друк перервано: вирішіть, чи друкувати ще раз.") if printer.asking else NOTHING
    waits = (said("У черзі документів: {count}.", count=printer.waiting),) if printer.waiting else ()
    return HealthPart(
        DeviceKind.PRINTER.value,
        said("Принтер"),
        condition,
        parts_of(printer.words) if printer.words else words,
        printer.place,
        last_success_at=printer.last_success_at,
        last_error=parts_of(printer.last_error) if printer.last_error_at is not None else NOTHING,
        last_error_at=printer.last_error_at,
        facts=waits,
        waiting=printer.waiting + printer.asking,
        advice=parts_of(printer.problem) if printer.problem else asks,
        can_check=True,
    )


def _reserve(printer: Printer) -> HealthPart:
    condition, words = Condition.OK, said("Чекає")
    advice = said("Стає до роботи сам, коли основний не друкує.")
    if printer.reserve_used:
        condition, words = Condition.WARN, said("Друкує замість основного")
        advice = said("Налагодьте основний принтер: каса повернеться до нього сама.")
    name = said("Резервний принтер")
    return HealthPart(RESERVE, name, condition, words, printer.reserve, advice=advice, can_check=True)


def _drawer(printer: Printer) -> HealthPart:
    opened, key, name = printer.drawer_open, DeviceKind.DRAWER.value, said("Скринька")
    if opened is None:
        advice = said("Датчик скриньки налаштовують на сторінці принтера, вкладка «Скринька».")
        return HealthPart(key, name, Condition.OFF, said("Стану не повідомляє"), advice=advice)
    if opened:
        return HealthPart(key, name, Condition.WARN, said("Відкрита"), advice=said("Закрийте скриньку."))
    return HealthPart(key, name, Condition.OK, said("Закрита"))


# devices


def _device(health: Health, name: Said, works: Said) -> HealthPart:
    words, advice = TROUBLES.get(health.trouble, ("", ""))
    how = parts_of(words)
    if not words:
        how = {Condition.OK: works, Condition.WAITING: said("Під'єднуємо…")}.get(health.condition, NOTHING)
    part = HealthPart(health.id, name, health.condition, how, health.name, advice=parts_of(advice), can_check=True)
    return _past(part, health)


def _absent(key: str, name: Said, advice: Said) -> HealthPart:
    return HealthPart(key, name, Condition.OFF, said("Не налаштовано"), advice=advice)


def _wedge(state: TillState) -> HealthPart:
    wedge = state.devices.settings.wedge
    words = said("До {gap} мс між клавішами, від {shortest} знаків", gap=wedge.gap_ms, shortest=wedge.shortest)
    advice = said("Сканує повільно або друкує цифри? Відкрийте «Сканер» і калібруйте.")
    return HealthPart(WEDGE, said("Сканер-клавіатура"), Condition.OK, words, advice=advice)


def _scanners(state: TillState) -> Iterator[HealthPart]:
    for health in state.devices.health:
        if health.kind is DeviceKind.SCANNER:
            name = said("Сканер {number}", number=health.id.rpartition("-")[2])
            yield _device(health, name, said("Працює, чекає на код"))


def _scale(state: TillState) -> HealthPart:
    health = state.devices.of(DeviceKind.SCALE)
    if health is None:
        return _absent("scale", said("Ваги"), said("Оберіть протокол і порт на вкладці «Ваги»."))
    make = SCALES.get(state.devices.settings.scale.protocol, "")
    return _device(health, said("Ваги {make}", make=make), said("Працює"))


def _display(state: TillState) -> HealthPart:
    health, name = state.devices.of(DeviceKind.DISPLAY), said("Дисплей покупця")
    if health is None:
        return _absent("display", name, said("Оберіть протокол і порт на вкладці «Дисплей»."))
    return _device(health, name, said("Приймає текст"))


def _terminal(state: TillState) -> HealthPart:
    health, name = state.devices.of(DeviceKind.TERMINAL), said("Банківський термінал")
    unknown = sum(one.is_open for one in state.card.unsettled)
    if health is None:
        words = said("Окремо від каси: касир набирає суму сам")
        if state.devices.settings.terminal.transport == NONE:
            words = said("Немає: карток не приймаємо")
        advice = said("Термінал ПриватБанку під'єднують на вкладці «Термінал».")
        part = HealthPart("terminal", name, Condition.OFF, words, advice=advice)
    else:
        part = _device(health, name, said("Працює"))
    if not unknown:
        return part
    words = said("Невідомих оплат: {count}", count=unknown)
    advice = said("Каса питає термінал сама.") if health is not None else said("Дії → «Оплати карткою»: вирішіть.")
    return replace(part, condition=Condition.WARN, words=words, waiting=unknown, advice=advice)


def _customer(state: TillState, *, second_screen: bool) -> HealthPart:
    key, name = DeviceKind.CUSTOMER.value, said("Вікно покупця")
    if not state.devices.settings.customer.on:
        return HealthPart(key, name, Condition.OFF, said("Вимкнено"))
    if not second_screen:
        advice = said("Під'єднайте другий екран: вікно з'явиться саме.")
        return HealthPart(key, name, Condition.WAITING, said("Другого екрана немає"), advice=advice)
    return HealthPart(key, name, Condition.OK, said("На другому екрані"))
