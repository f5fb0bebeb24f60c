"""Offers and rules of the shop in words: what each gives, when, and why it did not."""

from datetime import date
from decimal import Decimal

from pos_app.domain.errors import refused
from pos_app.domain.money import parse_hryvnias
from pos_app.domain.offers import Offer, OfferKind, Reason, Verdict
from pos_app.domain.quantity import ONE, parse_quantity
from pos_app.domain.scope import ADULTS, Scope
from pos_app.domain.shop_rules import hour
from pos_app.ui.i18n import tr
from pos_app.ui.words import and_more, inside_quotes, money, quantity


def kind_name(kind: OfferKind, *, charge: bool = False) -> str:
    """What an offer gives, in a few words."""
    if charge:
        return tr("Надбавка у відсотках") if kind.is_percent else tr("Надбавка сумою")
    return {
        OfferKind.PERCENT: tr("Відсоток на товари"),
        OfferKind.VALUE: tr("Сума з кожної штуки"),
        OfferKind.PRICE: tr("Інша ціна від кількості"),
        OfferKind.NTH_FREE: tr("Кожен N-й даром"),
        OfferKind.RECEIPT_PERCENT: tr("Відсоток на чек"),
        OfferKind.RECEIPT_VALUE: tr("Сума з чека"),
    }[kind]


def value_words(offer: Offer) -> str:
    """How much it gives."""
    if offer.kind.is_percent:
        return f"{offer.value.normalize():f} %".replace(".", ",")
    if offer.kind is OfferKind.NTH_FREE:
        return tr("кожен {count}-й").format(count=int(offer.value))
    return tr("{sum} ₴").format(sum=money(int(offer.value)))


def days_words(days: frozenset[int]) -> str:
    """Days of the week."""
    names = (tr("пн"), tr("вт"), tr("ср"), tr("чт"), tr("пт"), tr("сб"), tr("нд"))
    return ", ".join(names[day] for day in sorted(days)) or tr("щодня")


def hours_words(begins: int, ends: int) -> str:
    """Hours of the day."""
    return tr("увесь день") if begins == ends else f"{hour(begins)}–{hour(ends)}"


def dates_words(first: date | None, last: date | None) -> str:
    """From when until when."""
    if first is None and last is None:
        return tr("завжди")
    if first is None:
        return tr("до {day}").format(day=day_words(last))
    return f"{day_words(first)}–{day_words(last)}" if last else tr("з {day}").format(day=day_words(first))


def day_words(day: date | None) -> str:
    """A day as it is typed; nothing for no bound."""
    return f"{day:%d.%m.%Y}" if day else ""


def is_over(offer: Offer, today: date) -> bool:
    """Has its last day passed?"""
    return offer.last is not None and today > offer.last


def scope_words(scope: Scope, names: dict[str, str]) -> str:
    """Which goods are meant; `names` of products and categories by id."""
    if scope.is_everything:
        return tr("усі товари")
    keys = [*scope.categories, *scope.goods]
    first = tr("товари 18+") if keys[0] == ADULTS else names.get(keys[0], keys[0])
    return and_more(first, len(keys) - 1)


def summary(offer: Offer, today: date) -> str:
    """When an offer counts, in one line; of one that has ended, when that was."""
    dates = dates_words(offer.first, offer.last) if offer.first or offer.last else ""
    parts = [
        least_words(offer) if offer.least else "",
        tr("закінчилася {day}").format(day=day_words(offer.last)) if is_over(offer, today) else dates,
        days_words(offer.days) if offer.days else "",
        hours_words(offer.begins, offer.ends) if offer.begins != offer.ends else "",
        tr("з карткою") if offer.card else "",
        tr("не поєднується") if offer.alone else "",
    ]
    return " · ".join(part for part in parts if part)


def verdict_words(verdict: Verdict) -> str:
    """Why an offer gave nothing; empty where it gave."""
    offer, reason = verdict.offer, verdict.reason
    if reason is None:
        return ""
    return {
        Reason.OFF: tr("Вимкнено."),
        Reason.NOT_YET: tr("Почнеться пізніше: {dates}.").format(dates=dates_words(offer.first, offer.last)),
        Reason.OVER: tr("Закінчилася {day}.").format(day=day_words(offer.last)),
        Reason.OTHER_DAY: tr("Діє лише {days}.").format(days=days_words(offer.days)),
        Reason.OTHER_HOURS: tr("Діє лише {hours}.").format(hours=hours_words(offer.begins, offer.ends)),
        Reason.NO_CARD: tr("Скануйте картку покупця."),
        Reason.NO_GOODS: tr("У чеку немає таких товарів."),
        Reason.TOO_FEW: tr("Бракує ще {quantity}.").format(quantity=quantity(verdict.missing, tr("шт"))),
        Reason.TOO_LITTLE: tr("До {least} ₴ бракує {sum} ₴.").format(
            least=money(offer.least), sum=money(verdict.missing)
        ),
        Reason.PRICE_BY_HAND: tr("Ціну змінено вручну."),
        Reason.OTHER_OFFER: tr("Уже діє «{name}».").format(name=inside_quotes(verdict.other)),
        Reason.NOT_CHEAPER: tr("Не дешевше за звичайну ціну."),
        Reason.MINIMUM: tr("Нижче за мінімальну ціну не можна."),
    }[reason]


# what is typed


def read_value(kind: OfferKind, text: str) -> Decimal:
    """The size of an offer as typed; `bad_offer` where it is none."""
    cleaned = text.strip().rstrip("%").strip().replace(",", ".")
    try:
        if kind.is_percent or kind is OfferKind.NTH_FREE:
            return Decimal(cleaned)
        return Decimal(parse_hryvnias(text))
    except (ValueError, ArithmeticError):
        raise refused("bad_offer", tr("Введіть розмір числом, наприклад 10 або 12,50.")) from None


def read_least(kind: OfferKind, text: str) -> int:
    """From how many, or from what sum."""
    try:
        return parse_hryvnias(text) if kind.is_of_receipt else parse_quantity(text)
    except ValueError:
        raise refused("bad_offer", tr("Введіть число.")) from None


def read_hours(text: str) -> tuple[int, int]:
    """The text 18:00-20:00 as minutes; empty: the whole day."""
    begins, dash, ends = text.replace("–", "-").partition("-")
    if not text.strip():
        return 0, 0
    if not dash:
        raise refused("bad_offer", tr("Години пишуть так: 18:00-20:30."))
    return read_hour(begins), read_hour(ends)


def read_hour(text: str) -> int:
    """The text 22:30 or 22 as minutes of the day."""
    hours, _, minutes = text.strip().partition(":")
    if not hours.isdecimal() or not (minutes or "0").isdecimal() or int(hours) > 23 or int(minutes or 0) > 59:
        raise refused("bad_offer", tr("Години пишуть так: 18:00-20:30."))
    return int(hours) * 60 + int(minutes or 0)


def read_day(text: str) -> date | None:
    """The text 31.12.2026; empty: no bound."""
    if not text.strip():
        return None
    try:
        day, month, year = (int(part) for part in text.strip().split("."))
        return date(year, month, day)
    except ValueError:
        raise refused("bad_offer", tr("Дату пишуть так: 31.12.2026.")) from None


def least_words(offer: Offer) -> str:
    """From how many, or from what sum."""
    if not offer.least:
        return tr("без умови")
    if offer.kind.is_of_receipt:
        return tr("від {sum} ₴").format(sum=money(offer.least))
    return tr("від {quantity}").format(quantity=quantity(offer.least, tr("шт") if offer.least % ONE == 0 else ""))
