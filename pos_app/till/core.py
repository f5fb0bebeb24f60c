"""What every command stands on: the stores, the neighbours, the clock, and the one lock of basket and money."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pos_app.domain.errors import NotPermitted, refused
from pos_app.domain.rounding import CashRounding, RoundingRule, rule_on
from pos_app.domain.said import sentence
from pos_app.printing.documents import template_in
from pos_app.store.catalog import CatalogStore
from pos_app.store.shifts import ShiftRow
from pos_app.store.till_store import TillStore
from pos_app.till.board import Board
from pos_app.till.clock import TillClock
from pos_app.till.events import Events
from pos_app.till.ports import FiscalEngine, Printing
from pos_app.till.rights import need
from pos_app.till.roles import deputy
from pos_app.till.state import Cashier, Shift


@dataclass(frozen=True, slots=True)
class Options:
    """The owner's settings as far as the service obeys them.

    `tax_table`: the `[taxes]` section, None where there is none. `accept_proposals`: a unique proposal for a tax group
    counts as confirmed (the RPC). `refused_sale_to_basket`: a refused sale comes back into the basket (the RPC), else
    as a parked receipt (the window). `sandboxed`: both services run on this computer. `texts`: header and footer.
    `ask_age`: the buyer's age is asked for where the owner has not said otherwise (the window).
    """

    cash_rounding: CashRounding = CashRounding.BY_DATE
    online_budget_s: float = 10.0
    offline_sign_in_days: int = 3
    tax_table: Mapping[int, tuple[int, ...]] | None = None
    accept_proposals: bool = False
    refused_sale_to_basket: bool = False
    sandboxed: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)
    ask_age: bool = False


def others_shift_words(shift: ShiftRow) -> str:
    """What a cashier reads who cannot work in another's shift."""
    return sentence("Зміну відкрив касир {name}. Нехай цей касир увійде, або закрийте зміну.", name=shift.cashier_name)


class Core:
    """Handed to every part of the service."""

    def __init__(
        self,
        *,
        store: TillStore,
        catalog: CatalogStore,
        fiscal: FiscalEngine,
        printer: Printing,
        clock: TillClock,
        new_id: Callable[[], str],
        events: Events,
        board: Board,
        options: Options,
    ) -> None:
        self.store = store
        self.catalog = catalog
        self.fiscal = fiscal
        self.printer = printer
        self.clock = clock
        self.new_id = new_id
        self.events = events
        self.board = board
        self.options = options
        self.fiscal_cashier = ""
        """Whose token signs what is sent, by id; empty while nobody is signed in."""
        self.turn = asyncio.Lock()
        """Held while the basket or the money of the shift changes."""
        self.look: Callable[[], None] = lambda: None
        """Bring the board up to this moment; the lookout puts itself here."""

    def journal(self, kind: str, body: Mapping[str, Any]) -> None:
        """Write what a person did, in the caller's transaction when one is open."""
        self.store.journal.append(self.clock.now(), kind, body)

    @contextmanager
    def busy(self, word: str) -> Iterator[None]:
        """Show what holds the cashier while it lasts."""
        self.board.show(busy=word)
        try:
            yield
        finally:
            self.board.show(busy="")

    def texts(self) -> Mapping[str, str]:
        """The owner's texts, which a receipt takes along to Checkbox and to the paper."""
        template = template_in(self.store.settings)
        return {"header": template.header, "footer": template.footer, **self.options.texts}

    def need(self, right: str = "") -> Cashier:
        """The signed-in cashier, who has the right, or acts by that of whoever has authorised this command."""
        cashier = need(self.board.state.cashier)
        if self.board.state.locked:
            raise refused("till_locked")
        if right and right not in cashier.permissions:
            self._by_deputy(right, cashier, may=lambda senior: right in senior.permissions)
        return cashier

    def need_anyone(self) -> Cashier:
        """The signed-in cashier, also while the till is locked."""
        return need(self.board.state.cashier)

    def need_discount(self, percent: Decimal, *, risen: bool = False) -> None:
        """The cashier may give a discount of so many percent by hand, or the senior who authorises it.

        `risen`: it was given before, and what it stands on becomes less.
        """
        cashier = self.need()
        if percent > cashier.discount_limit:
            limit = f"{cashier.discount_limit.normalize():f}".replace(".", ",")
            words = sentence("Знижка понад {percent} %: потрібен дозвіл старшого.", percent=limit)
            if risen:
                words = sentence("Знижка перевищить {percent} %. Приберіть її або покличте старшого.", percent=limit)
            self._by_deputy("discount_limit", cashier, may=lambda senior: percent <= senior.discount_limit, words=words)

    def _by_deputy(self, right: str, cashier: Cashier, *, may: Callable[[Cashier], bool], words: str = "") -> None:
        senior = deputy()
        if senior is None:
            raise NotPermitted(right, words)
        if not may(senior):
            raise NotPermitted(right, sentence("{name}: для цієї дії прав недостатньо.", name=senior.name))
        body = {"right": right, "cashier": cashier.id, "name": cashier.name, "by": senior.id, "by_name": senior.name}
        self.journal("right.authorised", body)

    def may(self, right: str) -> bool:
        """Is somebody signed in who has the right?"""
        cashier = self.board.state.cashier
        return cashier is not None and right in cashier.permissions

    def need_shift(self, *, anyones: bool = False) -> Shift:
        """The open shift; `shift_not_open` where there is none.

        `register_busy` where another cashier has opened it: Checkbox takes nothing in it from this one, and what was
        sold offline could never be sent. `anyones`: to close it.
        """
        shift = self.board.state.shift
        if shift is None:
            raise refused("shift_not_open")
        of = self.others_shift()
        if of is not None and not anyones:
            raise refused("register_busy", others_shift_words(of))
        return shift

    def others_shift(self, cashier_id: str = "") -> ShiftRow | None:
        """The open shift where it is another's than this cashier's, or than the fiscal cashier's who is signed in."""
        who = cashier_id or self.fiscal_cashier
        row = self.store.shifts.current() if who and self.board.state.shift is not None else None
        return row if row is not None and row.cashier_id not in {"", who} else None

    def rounding(self) -> RoundingRule:
        """Today's rule of cash rounding, by Kyiv's date."""
        return rule_on(self.clock.kyiv().date(), self.options.cash_rounding)
