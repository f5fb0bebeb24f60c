"""What the fiscal register does just now, in sentences, and how long it may sell without Checkbox."""

from typing import Final

from pos_app.domain.register import Mode, Obstacle, OfflineMeter, WayOut
from pos_app.domain.said import NOTHING, Said, joined, parts_of, said, said_of_count
from pos_app.till.state import TillState

HOURS_IN_ROW: Final = 36 * 3600
HOURS_IN_MONTH: Final = 168 * 3600
"""How long the law lets a till work offline."""
STOPS_EARLY: Final = 30 * 60
"""The till stops that much before the law's limits, so that a shift can still be closed."""
ROW_LIMIT: Final = HOURS_IN_ROW - STOPS_EARLY
MONTH_LIMIT: Final = HOURS_IN_MONTH - STOPS_EARLY
"""Where the till itself stops selling, seconds."""
FEW_CODES: Final = 200


def offline_left(meter: OfflineMeter) -> int:
    """Seconds that the till may still sell offline: the nearer of both limits."""
    return max(0, min(ROW_LIMIT - meter.seconds_in_row, MONTH_LIMIT - meter.seconds_month))


def is_near(meter: OfflineMeter) -> bool:
    """Are four fifths of the hours gone, or the codes nearly out?"""
    row, month = 5 * meter.seconds_in_row >= 4 * HOURS_IN_ROW, 5 * meter.seconds_month >= 4 * HOURS_IN_MONTH
    return row or month or meter.codes_free < FEW_CODES


def codes(count: int) -> Said:
    """So many offline codes."""
    return said_of_count(count, "{count} код", "{count} коди", "{count} кодів")


def sending(count: int) -> Said:
    """So many receipts are being handed over."""
    if not count:
        return said("Передаємо чеки")
    return said_of_count(count, "Передаємо {count} чек", "Передаємо {count} чеки", "Передаємо {count} чеків")


def duration(seconds: int) -> str:
    """Hours and minutes."""
    return f"{seconds // 3600}:{seconds % 3600 // 60:02d}"


def way_out(blocked: Obstacle) -> Said:
    """What a person does about what stands in the way of sales."""
    if blocked.way is WayOut.CLOSE_SHIFT:
        return said("Потім відкрийте нову.")
    return {
        "license_invalid": said("Виправте ключ у налаштуваннях каси і спитайте ще раз."),
        "access_key_invalid": said("Виправте ключ у налаштуваннях каси і спитайте ще раз."),
        "register_busy": said("Інший касир має закрити зміну, потім спитайте ще раз."),
        "register_blocked": said("Закрийте зміну в Checkbox Касі, потім спитайте ще раз."),
        "cashier_deactivated": said("Увімкніть касира в кабінеті Checkbox або увійдіть іншим."),
        "signer_off": said("Каса перевіряє його сама кожні 30 секунд."),
        "offline_limit": said("Каса сама питає Checkbox, чи вже є зв'язок."),
        "no_offline_codes": said("Коли Checkbox відповість, коди прийдуть самі."),
    }.get(blocked.code, said("Гроші й чеки цілі. Наступний продаж спитає Checkbox ще раз."))


def mode(state: TillState, *, at_attention: bool = False) -> tuple[Said, Said]:
    """What the register does just now, and what that means for the cashier.

    `at_attention`: it is read where the documents that wait for a decision stand.
    """
    blocked = state.blocked
    elsewhere = {WayOut.DECIDE, WayOut.CONFIRM_TIME}
    if blocked is not None and blocked.way not in elsewhere and state.mode is not Mode.NEEDS_ATTENTION:
        title = said("ПРРО зупинено") if state.mode is Mode.BLOCKED else said("Продаж зупинено")
        return title, joined(parts_of(blocked.message), way_out(blocked))
    trouble = parts_of(state.trouble.message) if state.trouble else NOTHING
    if state.clock_doubt is not None and state.mode not in {Mode.BLOCKED, Mode.NEEDS_ATTENTION}:
        why = said("Без зв'язку не продаємо, доки час не підтверджено: документи з хибною датою зупинять касу.")
        return said("Перевірте час"), why
    if state.mode is Mode.BLOCKED:
        safe = said("Гроші й чеки цілі. Наступний продаж спитає Checkbox ще раз.")
        return said("ПРРО зупинено"), joined(trouble, safe)
    if state.mode is Mode.NEEDS_ATTENTION:
        here, elsewhere_said = said("Оберіть документ і вирішіть."), said("Відкрийте «Увага» і вирішіть.")
        return said("Потрібна увага"), joined(trouble, here if at_attention else elsewhere_said)
    return _usual(state)


def _usual(state: TillState) -> tuple[Said, Said]:
    """The modes that need nobody."""
    if state.mode is Mode.DRAINING:
        then = said("Зв'язок є, чеки йдуть по черзі. Продавайте далі, не вимикайте касу.")
        return sending(state.queue.waiting), then
    return {
        Mode.NO_SHIFT: (said("Зміну закрито"), said("Відкрийте зміну, щоб продавати.")),
        Mode.ONLINE: (said("ПРРО онлайн"), said("Кожен чек одразу йде в Checkbox.")),
        Mode.AUTO_OFFLINE: (
            said("Податкова не відповідає"),
            said("Продавайте далі. Checkbox приймає чеки і передасть їх податковій сам."),
        ),
        Mode.LOCAL_OFFLINE: (
            said("ПРРО офлайн"),
            said("Продавайте далі. Чеки мають офлайн-номери і підуть самі, щойно Checkbox відповість."),
        ),
        Mode.RETURNING: (
            said("Повертаємось онлайн"),
            said("Усе передано. Checkbox вмикає онлайн, це кілька хвилин. Продавайте далі."),
        ),
    }[state.mode]
