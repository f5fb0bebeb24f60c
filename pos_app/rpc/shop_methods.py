"""Methods about the shop's offers and rules: kept, tried out, and explained for the basket."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from pos_app.domain.offers import MinimumPrice, Offer, OfferKind, Verdict
from pos_app.domain.scope import Scope
from pos_app.domain.shop_rules import NoSale, ShopRules, hour
from pos_app.rpc import views
from pos_app.rpc.method import Given, Method
from pos_app.rpc.params import (
    BadParams,
    day,
    flag,
    list_of,
    needed,
    number,
    object_of,
    one_of,
    optional,
    text,
    whole,
)
from pos_app.till.door import TillDoor

_SCOPE: Final = {"goods": optional(list_of(text)), "categories": optional(list_of(text))}


def _time(value: object, where: str) -> int:
    """A time of day as 22:30 → minutes."""
    hours, _, minutes = text(value, where).partition(":")
    if not (hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2 and int(hours) < 24 and int(minutes) < 60):
        raise BadParams(f"{where} must be a time like 22:30")
    return int(hours) * 60 + int(minutes)


def _moment(value: object, where: str) -> datetime:
    try:
        return datetime.fromisoformat(text(value, where))
    except ValueError:
        raise BadParams(f"{where} must be a time like 2026-11-21T18:30") from None


_OFFER: Final = {
    "id": optional(text),
    "name": needed(text),
    "kind": needed(one_of(*(kind.value for kind in OfferKind))),
    "value": needed(number),
    "charge": optional(flag),
    **_SCOPE,
    "least": optional(whole),
    "card": optional(flag),
    "first": optional(day),
    "last": optional(day),
    "days": optional(list_of(whole)),
    "begins": optional(_time),
    "ends": optional(_time),
    "alone": optional(flag),
    "priority": optional(whole),
    "enabled": optional(flag),
}
_GOODS: Final = list_of(object_of({"product_id": needed(text), "quantity": optional(whole)}))


def _scope(given: Given) -> Scope:
    return Scope(tuple(given.get("goods", ())), tuple(given.get("categories", ())))


def _offer(given: Given) -> Offer:
    rest = {name: given[name] for name in _OFFER if name in given and name not in {"goods", "categories", "days"}}
    values = {**rest, "kind": OfferKind(given["kind"]), "value": Decimal(given["value"])}
    return Offer(**{"id": "", **values}, scope=_scope(given), days=frozenset(given.get("days", ())))


def offer_view(offer: Offer) -> Any:
    """An offer as it is given."""
    return {
        "id": offer.id, "name": offer.name, "kind": offer.kind.value, "value": offer.value, "charge": offer.charge,
        "goods": offer.scope.goods, "categories": offer.scope.categories, "least": offer.least, "card": offer.card,
        "first": _day(offer.first), "last": _day(offer.last), "days": sorted(offer.days), "begins": hour(offer.begins),
        "ends": hour(offer.ends), "alone": offer.alone, "priority": offer.priority, "enabled": offer.enabled,
    }  # fmt: skip


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def verdict_view(verdict: Verdict) -> Any:
    """What became of an offer, and why."""
    return {
        "offer_id": verdict.offer.id,
        "name": verdict.offer.name,
        "sum": verdict.sum,
        "reason": verdict.reason.value if verdict.reason else None,
        "missing": verdict.missing,
        "other": verdict.other,
    }


async def _list(till: TillDoor, given: Given) -> Any:
    del given
    return {"offers": [offer_view(one) for one in await till.offers()]}


async def _save(till: TillDoor, given: Given) -> Any:
    return {"offers": [offer_view(one) for one in await till.save_offer(_offer(given))]}


async def _remove(till: TillDoor, given: Given) -> Any:
    return {"offers": [offer_view(one) for one in await till.remove_offer(given["id"])]}


async def _try(till: TillDoor, given: Given) -> Any:
    goods = [(one["product_id"], one.get("quantity", 1000)) for one in given["goods"]]
    offer = _offer(given["offer"]) if "offer" in given else None
    done = await till.try_offers(goods, at=given.get("at"), card=given.get("card", ""), offer=offer)
    return {"cart": views.cart_view(done.cart, done.totals), "offers": [verdict_view(one) for one in done.verdicts]}


async def _explain(till: TillDoor, given: Given) -> Any:
    del given
    return {"offers": [verdict_view(one) for one in till.state.verdicts]}


async def _confirm_age(till: TillDoor, given: Given) -> Any:
    del given
    await till.confirm_age()
    state = till.state
    return {"cart": views.cart_view(state.cart, state.totals, state.news)}


_RULES: Final = {
    "ask_age": optional(flag),
    "close_at": optional(_time),
    "withdrawal_limit": optional(whole),
    "minimums": optional(list_of(object_of({"name": needed(text), "price": needed(whole), **_SCOPE}))),
    "no_sale": optional(
        list_of(object_of({"name": needed(text), "begins": needed(_time), "ends": needed(_time), **_SCOPE}))
    ),
}


async def _rules(till: TillDoor, given: Given) -> Any:
    del given
    return _rules_view(await till.shop_rules())


async def _set_rules(till: TillDoor, given: Given) -> Any:
    now = await till.shop_rules()
    # what these parameters do not tell stays as it is
    rules = replace(
        now,
        ask_age=given.get("ask_age", False),
        minimums=tuple(MinimumPrice(one["name"], one["price"], _scope(one)) for one in given.get("minimums", ())),
        no_sale=tuple(NoSale(one["name"], one["begins"], one["ends"], _scope(one)) for one in given.get("no_sale", ())),
        close_at=given.get("close_at"),
        withdrawal_limit=given.get("withdrawal_limit", now.withdrawal_limit),
    )
    return _rules_view(await till.set_shop_rules(rules))


def _rules_view(rules: ShopRules) -> Any:
    minimums = [{"name": one.name, "price": one.price, **_scope_view(one.scope)} for one in rules.minimums]
    no_sale = [
        {"name": one.name, "begins": hour(one.begins), "ends": hour(one.ends), **_scope_view(one.scope)}
        for one in rules.no_sale
    ]
    close_at = None if rules.close_at is None else hour(rules.close_at)
    told = {"ask_age": rules.ask_age, "close_at": close_at, "withdrawal_limit": rules.withdrawal_limit}
    return {**told, "minimums": minimums, "no_sale": no_sale}


def _scope_view(scope: Scope) -> Any:
    return {"goods": scope.goods, "categories": scope.categories}


SHOP_METHODS: Final[Mapping[str, Method]] = {
    "offers.list": Method(_list),
    "offers.save": Method(_save, _OFFER),
    "offers.remove": Method(_remove, {"id": needed(text)}),
    "offers.try": Method(
        _try,
        {
            "goods": needed(_GOODS),
            "at": optional(_moment),
            "card": optional(text),
            "offer": optional(object_of(_OFFER)),
        },
    ),
    "offers.explain": Method(_explain),
    "cart.confirm_age": Method(_confirm_age),
    "shop.rules": Method(_rules),
    "shop.set_rules": Method(_set_rules, _RULES),
}
