"""What a shop may not sell just so: goods for adults, hours without sale, least prices, and when a shift is closed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pos_app.domain.cart import Cart
from pos_app.domain.errors import refused
from pos_app.domain.money import MAX_AMOUNT, format_hryvnias
from pos_app.domain.offers import DAY_MINUTES, MinimumPrice, floor_of
from pos_app.domain.payment_form import DEFAULT_FORMS, PaymentForm, check_forms
from pos_app.domain.product import Product
from pos_app.domain.said import sentence
from pos_app.domain.scope import Path, Scope, is_for_adults, within_hours
from pos_app.domain.totals import Totals
from pos_app.domain.withdrawal import HRYVNIA

LONGEST_PARKED_H: Final = 30 * 24


@dataclass(frozen=True, slots=True)
class NoSale:
    """Hours in which these goods may not be sold: minutes of the day in Kyiv, over midnight where `ends` is earlier."""

    name: str
    begins: int
    ends: int
    scope: Scope


@dataclass(frozen=True, slots=True)
class ShopRules:
    """The owner's rules."""

    ask_age: bool = False
    """The buyer's age is asked for."""
    minimums: tuple[MinimumPrice, ...] = ()
    no_sale: tuple[NoSale, ...] = ()
    close_at: int | None = None
    """The minute of the day at which a shift that is still open closes itself; None: never."""
    remember_contacts: bool = False
    """A customer's e-mail or phone is remembered by the card."""
    parked_hours: int = 24
    """Parked receipts older than so many hours are taken away; 0: never."""
    forms: tuple[PaymentForm, ...] = DEFAULT_FORMS
    """What is paid with beside cash and card."""
    withdrawal_limit: int = 0
    """The most cash that is handed out for a card's money at once, kopecks; 0: none is."""


def check_hours(products: Sequence[Product], rules: ShopRules, now: datetime, path: Path) -> None:
    """None of the goods is sold in hours without sale; `not_at_this_hour` says until when. `now` in Kyiv."""
    minute = now.hour * 60 + now.minute
    for rule in rules.no_sale:
        if rule.begins == rule.ends or not within_hours(minute, rule.begins, rule.ends):
            continue
        for product in products:
            if rule.scope.holds(product, path):
                words = sentence("«{name}»: продаж заборонено до {hour}.", name=product.name[:30], hour=hour(rule.ends))
                raise refused("not_at_this_hour", words)


def check_minimums(cart: Cart, totals: Totals, rules: ShopRules, path: Path) -> None:
    """No line comes to less than its least price, all discounts counted; `below_minimum` says the least."""
    for line, row in zip(cart.lines, totals.lines, strict=True):
        floor = floor_of(line, rules.minimums, path)
        if floor is not None and row.final < floor:
            words = sentence(
                "«{name}»: найменша сума — {sum} ₴.", name=line.product.name[:30], sum=format_hryvnias(floor)
            )
            raise refused("below_minimum", words)


def needs_age(cart: Cart, rules: ShopRules) -> bool:
    """Must the buyer's age be asked for?"""
    return rules.ask_age and any(is_for_adults(line.product) for line in cart.lines)


def check_rules(rules: ShopRules) -> ShopRules:
    """The rules, if they can be kept; `bad_shop_rule` says what is wrong."""
    check_forms(rules.forms)
    for wrong in _wrong(rules):
        raise refused("bad_shop_rule", wrong)
    return rules


def _of_day(minute: int) -> bool:
    return 0 <= minute < DAY_MINUTES


def _wrong(rules: ShopRules) -> Iterator[str]:
    if rules.close_at is not None and not _of_day(rules.close_at):
        yield "Година закриття — від 00:00 до 23:59."
    if not 0 <= rules.parked_hours <= LONGEST_PARKED_H:
        yield "Відкладений чек зберігають до 30 днів."
    if not 0 <= rules.withdrawal_limit <= MAX_AMOUNT or rules.withdrawal_limit % HRYVNIA:
        yield "Межа видачі готівки — цілі гривні, до 999 999; 0 — не видавати."
    for hours in rules.no_sale:
        if not (_of_day(hours.begins) and _of_day(hours.ends)) or hours.begins == hours.ends:
            yield "Години заборони — від і до, різні."
        if hours.scope.is_everything:
            yield "Вкажіть, яких товарів стосується заборона."
    for minimum in rules.minimums:
        if not 0 < minimum.price <= MAX_AMOUNT:
            yield "Мінімальна ціна — від 0,01 до 999 999,99 ₴."
        if minimum.scope.is_everything:
            yield "Вкажіть, яких товарів стосується мінімальна ціна."


def hour(minute: int) -> str:
    """A minute of the day as 22:30."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
