"""The product form that is being filled in, kept on disk: what was typed outlives a power cut and is offered again."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from pos_app.catalog.editing import ProductForm
from pos_app.store.codec import dump, load
from pos_app.till.core import Core
from pos_app.till.rights import CATALOG, COST

_KEY: Final = "product_draft"


@dataclass(frozen=True, slots=True)
class FormDraft:
    """What stood on the form: of which product (None: a new one), as it was opened, and who filled it in when."""

    product_id: str | None
    form: ProductForm
    opened: ProductForm | None
    cashier_name: str
    at: datetime

    def without_cost(self) -> "FormDraft":
        """For whoever may not see what goods were bought for."""
        opened = None if self.opened is None else replace(self.opened, purchase_price=None)
        return replace(self, form=replace(self.form, purchase_price=None), opened=opened)


class FormDrafts:
    """One draft: the last form that was touched and neither saved nor left. SmartKasa knows nothing of it."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def keep(self, product_id: str | None, form: ProductForm, opened: ProductForm | None) -> None:
        """Keep what stands on the form now."""
        cashier = self._core.need(CATALOG)
        draft = FormDraft(product_id, form, opened, cashier.name, self._core.clock.now())
        self._put(dump(draft))

    async def get(self) -> FormDraft | None:
        """What was left, if anything was."""
        self._core.need(CATALOG)
        kept = self._core.store.settings.get(_KEY)
        if not isinstance(kept, str):
            return None
        draft = load(FormDraft, kept)
        return draft if self._core.may(COST) else draft.without_cost()

    async def drop(self) -> None:
        """It was saved, or is not wanted."""
        self._core.need()
        if self._core.store.settings.get(_KEY) is not None:
            self._put(None)

    def _put(self, value: str | None) -> None:
        with self._core.store.transaction():
            self._core.store.settings.put(_KEY, value)
