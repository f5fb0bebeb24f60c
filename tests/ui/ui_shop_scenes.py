"""Pictures of how a shop is run: people and rights."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from ui_goods import ean
from ui_offers import SHOP_OFFERS
from ui_setup import API_KEY, KEY
from ui_stage import Stage

from pos_app.domain.errors import NotPermitted, refused
from pos_app.domain.offers import MinimumPrice
from pos_app.domain.roles import Role, RoleBook
from pos_app.domain.said import sentence
from pos_app.domain.scope import ADULTS, Scope
from pos_app.domain.shop_rules import NoSale, ShopRules
from pos_app.till.service_check import Service
from pos_app.till.shop_setup import Opens, Safe
from pos_app.ui.screens.age_pane import AgePane
from pos_app.ui.screens.offers import OffersScreen
from pos_app.ui.screens.tasks import Task

Key = Qt.Key


def authorising(stage: Stage, *, wrong: bool = False) -> None:
    """A senior is asked to let a line go."""
    stage.till.withheld["remove"] = "void"
    stage.open_till()
    stage.scan(ean(1))
    stage.key(Key.Key_Delete)
    stage.until(lambda: stage.window.page is stage.window.guard)
    if wrong:
        stage.type("1111")
        stage.enter()
        stage.until(lambda: stage.window.guard.error.text())
    else:
        stage.type("90")


def authorising_a_share(stage: Stage) -> None:
    """Goods leave, and the sum that was given by hand would be more of what is left than the cashier may give."""
    words = sentence("Знижка перевищить {percent} %. Приберіть її або покличте старшого.", percent="12,5")
    stage.till.fail_next["remove"] = NotPermitted("discount_limit", words)
    stage.open_till()
    stage.scan(ean(1))
    stage.key(Qt.Key.Key_Delete)
    stage.until(lambda: stage.window.page is stage.window.guard)


def locked(stage: Stage) -> None:
    """Nobody was at the till."""
    stage.open_till()
    stage.scan(ean(1))
    stage.tell(locked=True)
    stage.until(lambda: stage.window.page is stage.window.guard)


def people(stage: Stage, tab: int = 0) -> None:
    """The page of people with roles given."""
    stage.till.book = RoleBook({"c1": Role.ADMIN, "c2": Role.SENIOR})
    stage.till.idle_lock_s = 300
    stage.open_till()
    stage.window.till.run_task(Task.PEOPLE)
    stage.until(lambda: stage.window.people.persons.rows.rows)
    stage.window.people.tabs.choose(tab)


def offers(stage: Stage, task: Task = Task.OFFERS) -> OffersScreen:
    """The page of offers with a few of them."""
    stage.till.shop_offers = list(SHOP_OFFERS)
    if stage.desk.state.shift is None:
        stage.open_till()
    stage.window.till.run_task(task)
    stage.until(lambda: stage.window.offers.offers.rows.rows)
    stage.calm()
    return stage.window.offers


def offer_form(stage: Stage, ask: str = "") -> None:
    """One offer as a sheet."""
    page = offers(stage)
    page.offers.edit("o4")
    if ask:
        page.offers.form.sheet.ask(ask)


def try_out(stage: Stage) -> None:
    """Goods that nobody buys."""
    page = offers(stage)
    page.tabs.choose(1)
    page.tries.names |= {one.id: one.name for one in stage.till.products}
    page.tries.goods = {"p1": 2000, "p2": 3000, "p5": 1000}
    page.tries.refresh()
    stage.until(lambda: page.tries.lines.rows)


def why_no_offer(stage: Stage) -> None:
    """The basket's verdicts."""
    stage.till.shop_offers = list(SHOP_OFFERS)
    stage.open_till()
    for number in (1, 2, 2, 2, 5):
        stage.scan(ean(number))
    offers(stage, Task.WHY_NO_OFFER)


def offered(stage: Stage) -> None:
    """A basket with offers on it."""
    stage.till.shop_offers = list(SHOP_OFFERS)
    stage.open_till()
    for number in (1, 2, 2, 2, 5, 7):
        stage.scan(ean(number))


def age(stage: Stage) -> None:
    """The buyer's age is asked for."""
    stage.till.shop = ShopRules(ask_age=True)
    stage.open_till()
    stage.scan(ean(1))
    stage.scan(next(one.barcode for one in stage.till.products if one.excise and one.barcode))
    stage.until(lambda: isinstance(stage.window.till.panes.pane, AgePane))


def rules(stage: Stage, ask: str = "") -> None:
    """The rules of the shop."""
    adults = Scope(categories=(ADULTS,))
    stage.till.shop = ShopRules(
        True, (MinimumPrice("18+", 8990, adults),), (NoSale("18+", 22 * 60, 8 * 60, adults),), 23 * 60 + 45
    )
    stage.open_till()
    stage.window.till.run_task(Task.SHOP_RULES)
    stage.until(lambda: stage.window.shop_rules.sheet.rows.rows)
    if ask:
        stage.window.shop_rules.sheet.ask(ask)


def asking(stage: Stage, task: Task) -> None:
    """A pane that asks for a few letters."""
    stage.open_till()
    stage.scan(ean(1))
    stage.window.till.run_task(task)
    stage.calm()


def unknown_card(stage: Stage) -> None:
    """The number of a card that the shop does not know."""
    asking(stage, Task.CUSTOMER)
    stage.type("2900012345678")
    stage.enter()
    stage.until(lambda: stage.window.till.panes.pane.card.error)


def forms(stage: Stage) -> None:
    """The owner's forms of payment."""
    rules(stage)
    stage.window.shop_rules.tabs.choose(1)


def settings(stage: Stage, guide_step: int = -1) -> None:
    """The page of settings with answers; `guide_step`: the first steps instead."""
    stage.till.silent = {Service.SMARTKASA}
    stage.open_till()
    stage.window.till.run_task(Task.SETTINGS if guide_step < 0 else Task.GUIDE)
    page = stage.window.settings
    for service in (Service.CHECKBOX, Service.SMARTKASA, Service.PRINTER):
        page._check(service)
    stage.until(lambda: len(page._answers) == 3)
    if guide_step >= 0:
        page.guide.rows.choose(guide_step)


def setting_up(stage: Stage, page: str, ask: str = "") -> None:
    """The forms of the vendors' keys with answers; `ask`: a field of them, or a question that comes after."""
    setup = stage.till.setup
    setup.kept = replace(setup.kept, has_keyring=ask != "plain")
    stage.open_till()
    stage.window.till.run_task(Task.GUIDE)
    guide = stage.window.settings.guide
    stage.until(lambda: guide.view is not None)
    form = guide.checkbox if page == "checkbox" else guide.smartkasa
    guide._open_form(form)
    form.fields.typed |= {"license": KEY, "pin": "1234"}
    form.fields.typed |= {"api_key": API_KEY, "phone": "380671234567", "password": "pass"}
    stage.desk.start(form._check())
    stage.until(lambda: form.facts.rows)
    if ask == "plain":
        form.save.click()
    elif ask:
        form.sheet.ask(ask)


def to_the_shop(stage: Stage) -> None:
    """The last question before the real till."""
    setup = stage.till.setup
    setup.kept = replace(setup.kept, license_tail=KEY[-4:], register="4000162280", keys_in=Safe.FILE)
    settings(stage, 0)
    stage.window.settings.guide._ask(Opens.REAL)


def to_the_shop_now(stage: Stage, *, opens: Opens = Opens.SANDBOX) -> None:
    """The first step with keys kept."""
    setup = stage.till.setup
    setup.kept = replace(setup.kept, opens=opens, license_tail=KEY[-4:], register="4000162280", keys_in=Safe.FILE)
    settings(stage, 0)
    if opens is Opens.REAL:
        stage.tell(register=replace(stage.desk.state.register, test=False))


def keys_refused(stage: Stage) -> None:
    """Nobody can sign in: Checkbox knows the licence key no more."""
    stage.window.sign_in._rescue = True
    stage.till.fail_next["sign_in_pin"] = refused("license_invalid")
    stage.type("2580")
    stage.enter()
    stage.until(lambda: not stage.window.sign_in._waiting)


def helping(stage: Stage, tab: int = 0) -> None:
    """The page of help."""
    stage.open_till()
    stage.window.explain("refused_by_server")
    stage.window.help.tabs.choose(tab)


SHOP_SCENES: dict[str, Callable[[Stage], None]] = {
    "160-authorise": authorising,
    "161-authorise-wrong": lambda stage: authorising(stage, wrong=True),
    "162-locked": locked,
    "194-authorise-a-share": authorising_a_share,
    "163-people": people,
    "164-rights": lambda stage: people(stage, 1),
    "165-idle-lock": lambda stage: people(stage, 2),
    "166-offers": offers,
    "167-offer": offer_form,
    "168-offer-kind": lambda stage: offer_form(stage, "kind"),
    "169-offer-name": lambda stage: offer_form(stage, "name"),
    "170-offers-tried": try_out,
    "171-why-no-offer": why_no_offer,
    "172-offered": offered,
    "173-age": age,
    "174-shop-rules": rules,
    "176-customer": lambda stage: (asking(stage, Task.CUSTOMER), stage.key(Qt.Key.Key_Tab), stage.type("olena@exam")),
    "192-customer-card-unknown": unknown_card,
    "177-park-with-note": lambda stage: asking(stage, Task.PARK_NOTE),
    "179-settings": settings,
    "180-first-steps": lambda stage: settings(stage, 1),
    "320-first-choice": lambda stage: settings(stage, 0),
    "321-checkbox-key": lambda stage: setting_up(stage, "checkbox"),
    "322-checkbox-key-typed": lambda stage: setting_up(stage, "checkbox", "license"),
    "323-keys-in-plain-text": lambda stage: setting_up(stage, "checkbox", "plain"),
    "324-smartkasa-account": lambda stage: setting_up(stage, "smartkasa"),
    "325-to-the-shop": to_the_shop,
    "326-to-the-shop-now": to_the_shop_now,
    "327-in-the-shop": lambda stage: to_the_shop_now(stage, opens=Opens.REAL),
    "328-keys-refused": keys_refused,
    "181-first-sale": lambda stage: settings(stage, 4),
    "182-error-explained": helping,
    "183-about": lambda stage: helping(stage, 1),
    "193-help-touch": lambda stage: (helping(stage), stage.touch(stage.window.help.errors.search)),
    "178-forms-of-payment": forms,
    "175-shop-rules-hours": lambda stage: rules(stage, "close"),
}
