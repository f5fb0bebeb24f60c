"""Sales that this till did not make: read from Checkbox by their fiscal number, so that goods can come back here."""

from collections.abc import Callable, Sequence
from typing import Final

from pos_app.checkbox.models.receipt import Receipt as WireReceipt
from pos_app.checkbox.models.receipt import ReceiptDiscount, ReceiptItem
from pos_app.checkbox.models.words import DiscountType, ReceiptStatus, ReceiptType
from pos_app.domain.discount import spread
from pos_app.domain.errors import refused
from pos_app.domain.receipt import FiscalStamp, Receipt, ReceiptKind, ReceiptLine, ReceiptState
from pos_app.domain.register import OperationKind, OperationState
from pos_app.store.catalog import CatalogRow
from pos_app.store.codec import dump, load
from pos_app.store.operations import Operation
from pos_app.store.settings import Settings

ByCode = Callable[[str], Sequence[CatalogRow]]
"""The catalog's products with an article."""

_BY_ID: Final = "foreign."
_BY_CODE: Final = "foreign_code."


class ForeignReceipts:
    """Kept once read: parts of the goods may come back another day. Whoever calls opens the transaction."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def find(self, key: str) -> Operation | None:
        """A sale by its UUID or fiscal number, as if it were an operation of this till that was settled long ago."""
        receipt_id = self._settings.get(_BY_CODE + key, key)
        kept = self._settings.get(_BY_ID + receipt_id)
        if kept is None:
            return None
        sale, stamp = load(Receipt, kept["sale"]), load(FiscalStamp, kept["stamp"])
        return Operation(
            id=sale.id,
            kind=OperationKind.SELL,
            body=b"",
            sold_at=sale.sold_at,
            document=sale,
            state=OperationState.DONE,
            fiscal_code=stamp.fiscal_code,
            fiscal_date=stamp.fiscal_date,
            total=sale.total,
            stamp=stamp,
        )

    def keep(self, found: WireReceipt, by_code: ByCode) -> str:
        """Keep what Checkbox told. → the receipt's UUID."""
        sale = sale_of(found, by_code)
        stamp = FiscalStamp(ReceiptState.FISCAL, found.fiscal_code, found.fiscal_date, tax_url=found.tax_url)
        self._settings.put(_BY_ID + sale.id, {"sale": dump(sale), "stamp": dump(stamp)})
        if found.fiscal_code:
            self._settings.put(_BY_CODE + found.fiscal_code, sale.id)
        return sale.id


def sale_of(found: WireReceipt, by_code: ByCode = lambda _code: ()) -> Receipt:
    """Checkbox's receipt as ours, sums as Checkbox has them; `unknown_receipt` for what is no finished sale.

    Goods that the catalog knows go by their id there: what comes back is counted as theirs.
    """
    sold_at = found.fiscal_date or found.created_at
    if found.type is not ReceiptType.SELL or found.status is not ReceiptStatus.DONE or sold_at is None:
        raise refused("unknown_receipt", "Це не чек продажу, або Checkbox ще не завершив його.")
    nets = [item.sum + sum(_signed(one) for one in item.discounts) for item in found.goods]
    finals = tuple(nets) if sum(nets) == found.total_sum else spread(found.total_sum, nets)
    sums = zip(found.goods, nets, finals, strict=True)
    lines = tuple(_line(item, net, final, _ours(item, by_code)) for item, net, final in sums)
    return Receipt(
        id=str(found.id),
        kind=ReceiptKind.SELL,
        sold_at=sold_at,
        cashier_name="",
        lines=lines,
        sum=sum(item.sum for item in found.goods),
        total=found.total_sum,
        due=found.total_payment - found.total_rest,
        paid=found.total_payment,
        change=found.total_rest,
    )


def _signed(discount: ReceiptDiscount) -> int:
    """What another receipt of an order pays comes off a line as a discount does."""
    size = abs(discount.sum or 0)
    return size if discount.type is DiscountType.EXTRA_CHARGE else -size


def _ours(item: ReceiptItem, by_code: ByCode) -> CatalogRow | None:
    """The catalog's product of a line: an article alone may mean another thing to another till."""
    good = item.good
    same = [row for row in by_code(good.code) if row.name == good.name or (good.barcode or "") in row.barcodes]
    return same[0] if len(same) == 1 else None


def _line(item: ReceiptItem, net: int, final: int, ours: CatalogRow | None) -> ReceiptLine:
    good = item.good
    return ReceiptLine(
        product_id=ours.id if ours is not None else good.code,
        code=good.code,
        name=good.name,
        barcode=good.barcode,
        unit=ours.unit if ours is not None else "",
        price=good.price,
        quantity=item.quantity,
        sum=item.sum,
        adjustments=(),
        net=net,
        final=final,
        tax_codes=tuple(tax.code for tax in item.taxes),
        taxes=(),
        uktzed=good.uktzed,
        excise_stamps=(*good.excise_barcodes, *good.e_excise_barcodes),
        category_id=ours.category_id if ours is not None else None,
        tax_group=ours.tax_group if ours is not None else 0,
    )
