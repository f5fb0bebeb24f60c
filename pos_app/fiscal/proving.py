"""A shift that was opened on the facts of an earlier one: once Checkbox answers they are held against its own."""

import logging
from collections.abc import Callable
from dataclasses import replace

from pos_app.checkbox.errors import CheckboxError
from pos_app.domain.receipt import Seller
from pos_app.domain.register import Mode
from pos_app.domain.tax import Tax
from pos_app.fiscal import events as e
from pos_app.fiscal.courier import Courier
from pos_app.fiscal.facts import Facts, read_facts
from pos_app.fiscal.ledger import UNPROVEN
from pos_app.fiscal.state import Refusal
from pos_app.fiscal.worker import Times, Worker
from pos_app.store.shifts import ShiftRow
from pos_app.store.till_store import TillStore

logger = logging.getLogger(__name__)


class CacheProof:
    """Tells what has changed, and has the shift go on with what Checkbox says."""

    def __init__(self, worker: Worker, courier: Courier, store: TillStore, times: Times) -> None:
        self._worker = worker
        self._courier = courier
        self._store = store
        self._times = times
        self.on_learned: Callable[[], None] = lambda: None
        """Called when the shift that goes on has other taxes or rows than before."""

    async def check(self) -> None:
        """Look once Checkbox has everything; without an answer it is looked for again later."""
        state = self._worker.state
        shift_id = self._store.settings.get(UNPROVEN)
        if shift_id is None or state.mode not in {Mode.ONLINE, Mode.NO_SHIFT} or state.queue:
            return
        try:
            facts = await read_facts(self._courier)
        except CheckboxError as error:
            logger.info("the register's facts cannot be read: %r", error)
            return
        row = self._store.shifts.by_id(shift_id)
        found = _changes(row, facts) if row is not None else []
        with self._store.transaction():
            self._store.settings.put(UNPROVEN, None)
            if row is not None and found:
                self._store.shifts.save(replace(row, taxes=facts.taxes, seller=facts.seller))
                body = {"shift": row.id, "changed": found}
                self._store.journal.append(self._times.now(), "shift.facts_differ", body)
        if found:
            self.on_learned()
            words = f"Поки каса була офлайн, у Checkbox змінилося: {'; '.join(found)}. Перевірте офлайн-чеки зміни."
            self._worker.handle(e.Alarmed(self._times.instant(), Refusal("attention_needed", words)))


def _changes(row: ShiftRow, facts: Facts) -> list[str]:
    """What the shift was opened with and the server no longer says, in the owner's words."""
    before, now = {tax.code: tax for tax in row.taxes}, {tax.code: tax for tax in facts.taxes}
    codes = sorted(before.keys() | now.keys())
    found = [f"податок {_tax(before.get(c))} → {_tax(now.get(c))}" for c in codes if before.get(c) != now.get(c)]
    old, new = _rows(row.seller), _rows(facts.seller)
    return found + [f"{name} «{old[name]}» → «{new[name]}»" for name in old if old[name] != new[name]]


def _tax(tax: Tax | None) -> str:
    if tax is None:
        return "немає"
    extra = f" + {tax.extra_rate.normalize():f} %" if tax.extra_rate else ""
    return f"{tax.symbol} {tax.label} {tax.rate.normalize():f} %{extra}"


def _rows(seller: Seller) -> dict[str, str]:
    return {
        "назва": seller.name,
        "податковий номер": seller.tax_row,
        "адреса": seller.address,
        "точка": seller.outlet,
        "фіскальний номер": seller.fiscal_number,
    }
