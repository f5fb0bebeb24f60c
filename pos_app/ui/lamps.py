"""The lamps in words: shift, register, printer, and the catalog when it has news, each before there is trouble."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pos_app.domain.register import Mode
from pos_app.domain.said import NO_BREAK
from pos_app.printing.status import Paper
from pos_app.till.register_said import FEW_CODES, codes, is_near, offline_left, sending
from pos_app.till.state import Printer, PrinterCondition, TillState
from pos_app.ui.i18n import told, tr
from pos_app.ui.words import counted, shift_name

LAST_WEEK: Final = 7
LAST_DAY: Final = 1


class Lamp(StrEnum):
    """A lamp's state; each has a shape of its own besides its colour."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    AWAY = "away"
    """Selling goes on without Checkbox: neither trouble nor as it should be."""
    OFF = "off"


@dataclass(frozen=True, slots=True)
class LampWords:
    """One lamp: its state, and the words that go with it, in full and short for narrow screens."""

    lamp: Lamp
    text: str
    short: str


def lamps(state: TillState) -> tuple[LampWords, ...]:
    """The three lamps of a state: shift, fiscal register, printer."""
    if state.shift is None:
        # before somebody has signed in nobody has asked: another's shift may well be open here
        known = state.cashier is not None
        shift = LampWords(Lamp.OFF, tr("Зміну закрито") if known else tr("Зміна"), tr("Зміна"))
    elif state.shift_left_min is not None:
        left = tr("Зміна: ще {minutes} хв").format(minutes=state.shift_left_min)
        shift = LampWords(Lamp.WARN if state.shift_left_min > 10 else Lamp.BAD, left, left)
    else:
        shift = LampWords(Lamp.OK, shift_name(state.shift.serial), tr("Зміна"))
    return shift, _fiscal(state), _printer(state)


def catalog_lamp(state: TillState) -> LampWords | None:
    """The catalog's lamp, while there is something to say of it."""
    catalog, short = state.catalog, tr("Каталог")
    if catalog.syncing is not None:
        done, total = catalog.syncing.done, catalog.syncing.total
        figure = f" {min(100, 100 * done // total)}{NO_BREAK}%" if total else "…"
        return LampWords(Lamp.OFF, short + figure, short + figure)
    if catalog.problem:
        return LampWords(Lamp.WARN, tr("Каталог не оновлюється"), short)
    return None


def _left(seconds: int) -> tuple[str, str]:
    """How long, in words and short: figures alone would be read as minutes and seconds."""
    hours, minutes = seconds // 3600, seconds % 3600 // 60
    short = tr("{hours} год").format(hours=hours) if hours else tr("{minutes} хв").format(minutes=minutes)
    if not hours or not minutes:
        return short, short
    return tr("{hours} год {minutes} хв").format(hours=hours, minutes=minutes), short


def _alone(code: str) -> str:
    """Why the till does not sell, where it does not stand after the register's name; it says of what, then."""
    reason = reason_in_short(code)
    return {
        "offline_limit": tr("Офлайн вичерпано"),
        "no_offline_codes": tr("Офлайн-кодів немає"),
    }.get(code, reason[:1].upper() + reason[1:])


def reason_in_short(code: str) -> str:
    """Why the register is stopped, in two or three words; empty for what has none."""
    return {
        "license_invalid": tr("ключ ліцензії"),
        "access_key_invalid": tr("ключ доступу"),
        "register_busy": tr("інший касир"),
        "cashier_deactivated": tr("касира вимкнено"),
        "register_blocked": tr("касу заблоковано"),
        "offline_limit": tr("години вичерпано"),
        "no_offline_codes": tr("кодів немає"),
        "clock_suspect": tr("перевірте час"),
        "signer_off": tr("підпис неактивний"),
    }.get(code, "")


def _signature(days: int) -> LampWords:
    """The signature's end: named a month before, a warning in the last week, a bad lamp on the last day."""
    left = counted(days, tr("{count} день"), tr("{count} дні"), tr("{count} днів"))
    text = tr("ПРРО онлайн, підпис ще {days}").format(days=left) if days else tr("ПРРО: підпис спливає сьогодні")
    lamp = Lamp.BAD if days <= LAST_DAY else Lamp.WARN if days <= LAST_WEEK else Lamp.OK
    return LampWords(lamp, text, tr("Підпис: {days}").format(days=left))


def _stopped(state: TillState) -> LampWords | None:
    """What keeps the till from selling, or soon would."""
    queue = state.queue
    if state.mode is Mode.NEEDS_ATTENTION or queue.attention:
        count = f" ({queue.attention})" if queue.attention else ""
        return LampWords(Lamp.BAD, tr("ПРРО: потрібна увага") + count, tr("Увага") + count)
    if state.mode is Mode.BLOCKED:
        reason = reason_in_short(state.trouble.code) if state.trouble else ""
        stopped = tr("ПРРО зупинено")
        return LampWords(Lamp.BAD, f"{stopped}: {reason}" if reason else stopped, stopped)
    if state.blocked is not None and state.mode in {Mode.LOCAL_OFFLINE, Mode.DRAINING}:
        reason, stopped = reason_in_short(state.blocked.code), tr("ПРРО офлайн")
        short = _alone(state.blocked.code) or stopped
        return LampWords(Lamp.BAD, f"{stopped}: {reason}" if reason else stopped, short)
    if state.clock_doubt is not None:
        # without Checkbox nothing is sold until somebody has confirmed the time
        lamp = Lamp.BAD if state.mode is Mode.LOCAL_OFFLINE else Lamp.WARN
        return LampWords(lamp, tr("ПРРО: перевірте час"), tr("Перевірте час"))
    return None


def _fiscal(state: TillState) -> LampWords:
    stopped = _stopped(state)
    if stopped is not None:
        return stopped
    short, queue, meter = tr("ПРРО"), state.queue, state.offline
    if state.mode is Mode.LOCAL_OFFLINE:
        left, text = told(codes(meter.codes_free)), tr("ПРРО офлайн ще {time}, {codes}")
        whole, short = (text.format(time=time, codes=left) for time in _left(offline_left(meter)))
        return LampWords(Lamp.WARN if is_near(meter) else Lamp.AWAY, whole, short)
    if state.mode is Mode.AUTO_OFFLINE:
        return LampWords(Lamp.WARN, tr("ПРРО: ДПС не відповідає"), tr("ДПС не відповідає"))
    if state.mode is Mode.DRAINING:
        return LampWords(Lamp.WARN, told(sending(queue.waiting)), told(sending(queue.waiting)))
    if state.mode is Mode.RETURNING:
        return LampWords(Lamp.WARN, tr("ПРРО: виходимо онлайн"), tr("Виходимо онлайн"))
    if queue.waiting:
        text = tr("ПРРО: надсилається {count}").format(count=queue.waiting)
        return LampWords(Lamp.WARN, text, short)
    if state.mode is Mode.ONLINE:
        if 0 < meter.codes_free < FEW_CODES:
            text = tr("ПРРО онлайн, {codes}").format(codes=told(codes(meter.codes_free)))
            return LampWords(Lamp.WARN, text, told(codes(meter.codes_free)))
        if state.certificate_days is not None:
            return _signature(state.certificate_days)
        return LampWords(Lamp.OK, tr("ПРРО онлайн"), short)
    return LampWords(Lamp.OFF, short, short)


def _printer(state: TillState) -> LampWords:
    short = tr("Принтер")
    printer = state.printer
    if printer.state is PrinterCondition.FAILED:
        return LampWords(Lamp.BAD, _why_no_paper(printer), short)
    if printer.state is PrinterCondition.NONE:
        return LampWords(Lamp.OFF, tr("Без принтера"), short)
    if printer.asking:
        return LampWords(Lamp.WARN, tr("Друк перервано: {count}").format(count=printer.asking), short)
    if printer.paper is Paper.LOW:
        return LampWords(Lamp.WARN, tr("Папір закінчується"), short)
    if printer.drawer_open:
        # while change is given it stands open as it should; once the next sale has begun somebody forgot it
        forgotten = bool(state.cart.lines)
        return LampWords(Lamp.WARN if forgotten else Lamp.OK, tr("Скриньку відкрито"), tr("Скринька"))
    if printer.reserve_used:
        return LampWords(Lamp.WARN, tr("Друкує резервний"), short)
    if printer.waiting > 1:
        return LampWords(Lamp.WARN, tr("Друк: у черзі {count}").format(count=printer.waiting), short)
    return LampWords(Lamp.OFF if printer.state is PrinterCondition.UNKNOWN else Lamp.OK, short, short)


def _why_no_paper(printer: Printer) -> str:
    """What the cashier does about it, in two words."""
    if printer.cover_open:
        return tr("Кришку відкрито")
    if printer.paper is Paper.OUT:
        return tr("Немає паперу")
    return tr("Принтер не друкує")
