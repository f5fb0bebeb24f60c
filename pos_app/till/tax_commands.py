"""What a manager does with taxes: sees the table, confirms it, makes exceptions; and what stops after a change."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pos_app.catalog.taxmap import OverrideKind
from pos_app.domain.errors import refused
from pos_app.domain.said import sentence
from pos_app.till.basket import Basket
from pos_app.till.core import Core
from pos_app.till.state import Problem
from pos_app.till.taxes import TaxDesk

CHANGED: Final = "tax_changed"
_MOST_NAMED: Final = 5


class TaxCommands:
    """Every command of taxes. `learn` is called whenever the register's taxes may have been read anew."""

    def __init__(self, core: Core, taxes: TaxDesk, basket: Basket) -> None:
        self._core = core
        self._taxes = taxes
        self._basket = basket

    def learn(self) -> None:
        """At the start and at each opening of a shift: the basket follows, and what may not be sold is told."""
        if self._taxes.learn(self._core.fiscal.taxes):
            self._basket.retax()
        self._tell()

    def learned(self) -> None:
        """Somebody else has just read other taxes."""
        self._basket.retax()
        self._tell()

    def _tell(self) -> None:
        stopped = self._taxes.stopped(self._core.catalog.tax_groups())
        if stopped:
            words = sentence("Checkbox змінив податок «{name}». Підтвердьте податки, щоб продавати.", name=stopped[0])
            if len(stopped) > 1:
                words = sentence("Checkbox змінив податки: {count}. Підтвердьте їх, щоб продавати.", count=len(stopped))
            self._core.board.show(problem=Problem(CHANGED, words))
        elif (problem := self._core.board.state.problem) is not None and problem.code == CHANGED:
            self._core.board.show(problem=None)

    def view(self) -> Mapping[str, Any]:
        """The table, and how many excise goods have no УКТЗЕД, which their receipt must show."""
        core = self._core
        seller = core.board.state.seller
        count, names = core.catalog.excise_without_uktzed(_MOST_NAMED)
        table = self._taxes.view(
            core.catalog.tax_groups(),
            pays_vat=None if seller is None or not seller.tax_row else seller.tax_row.startswith("ПН"),
            name_of=self._name_of,
        )
        return {**table, "excise_without_uktzed": {"count": count, "names": names}}

    def _name_of(self, kind: OverrideKind, key: str) -> str:
        if kind is OverrideKind.PRODUCT:
            row = self._core.catalog.by_id(key)
            return row.name if row is not None else key
        if kind is OverrideKind.CATEGORY:
            return next((row.name for row, _ in self._core.catalog.categories() if row.id == key), key)
        return key

    def confirm(self, table: Mapping[str, Sequence[int]]) -> Mapping[str, Any]:
        """Confirm the codes for groups; no codes unmap one."""
        cashier = self._core.need("settings")
        with self._core.store.transaction():
            self._taxes.confirm(table)
            self._core.journal("taxes.confirmed", {"table": table, "cashier": cashier.id})
        return self._changed()

    def set_override(self, kind: str, key: str, codes: Sequence[int]) -> Mapping[str, Any]:
        """An exception for a product, a category or a beginning of a УКТЗЕД; no codes take it away."""
        cashier = self._core.need("settings")
        if codes and kind == OverrideKind.PRODUCT and self._core.catalog.by_id(key) is None:
            raise refused("unknown_product")
        if codes and kind == OverrideKind.CATEGORY and self._name_of(OverrideKind.CATEGORY, key) == key:
            raise refused("unknown_product", "Такої категорії немає в каталозі.")
        with self._core.store.transaction():
            self._taxes.set_override(kind, key, codes)
            body = {"kind": kind, "key": key, "codes": list(codes), "cashier": cashier.id}
            self._core.journal("taxes.override", body)
        return self._changed()

    def _changed(self) -> Mapping[str, Any]:
        self._basket.retax()
        self._tell()
        return self.view()
