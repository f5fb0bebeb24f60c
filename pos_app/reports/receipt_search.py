"""Is a receipt at SmartKasa already? Asked before anything that might have been sent is sent again."""

from datetime import date
from typing import Final, Protocol

from pos_app.domain.errors import refused
from pos_app.smartkasa import PAGE, BadAnswer, next_page
from pos_app.smartkasa.enums import ReceiptType
from pos_app.smartkasa.models import Page
from pos_app.smartkasa.trade_models import Receipt

FEW: Final = 50
MOST_PAGES: Final = 40
"""Where SmartKasa does not search by number, so many pages are read: far more receipts than a till makes in a week."""


class ReceiptLists(Protocol):
    """SmartKasa, as far as searching needs it."""

    async def list_receipts(
        self,
        *,
        fiscal_number: str | None = None,
        date_start: date | None = None,
        page: int = 1,
        per_page: int = PAGE,
    ) -> Page[Receipt]: ...


async def find_receipt(lists: ReceiptLists, kind: ReceiptType, number: str, registrar: str, since: date) -> str | None:
    """SmartKasa's id of the receipt of this register with this number; None: certainly not there.

    Asks by number and compares what comes back: where rows of other numbers come, the filter is not obeyed, and the
    receipts since the day before `since` are read instead. Raises `push_unsure` when even those are too many,
    BadAnswer when rows could not be read, and whatever SmartKasa's silence raises.
    """
    page = await lists.list_receipts(fiscal_number=number, per_page=FEW)
    found = _matching(page, kind, number, registrar)
    if found is not None:
        return found
    _need_readable(page)
    if all(row.fiscal_number == number for row in page.items):
        return None
    return await _walk(lists, kind, number, registrar, since)


async def _walk(lists: ReceiptLists, kind: ReceiptType, number: str, registrar: str, since: date) -> str | None:
    place = 1
    for _ in range(MOST_PAGES):
        page = await lists.list_receipts(date_start=since, page=place, per_page=PAGE)
        found = _matching(page, kind, number, registrar)
        if found is not None:
            return found
        _need_readable(page)
        after = next_page(page.meta, place, PAGE, len(page.items))
        if after is None:
            return None
        place = after
    raise refused("push_unsure")


def _matching(page: Page[Receipt], kind: ReceiptType, number: str, registrar: str) -> str | None:
    for row in page.items:
        if (row.fiscal_number, row.registrar_fiscal_number, row.type) == (number, registrar, kind):
            return row.id
    return None


def _need_readable(page: Page[Receipt]) -> None:
    """A row that cannot be read may be the very one."""
    if page.unreadable:
        raise BadAnswer(status=200)
