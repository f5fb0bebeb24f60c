"""The contract's objects, made from the till's state: cart, product, receipt, shift and the rest."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from pos_app.domain.cart import Cart, CartLine
from pos_app.domain.discount import AppliedAdjustment
from pos_app.domain.e_receipt import EReceipt
from pos_app.domain.errors import Unreachable
from pos_app.domain.payment import Quote
from pos_app.domain.product import Product
from pos_app.domain.receipt import ReceiptState
from pos_app.domain.register import Obstacle
from pos_app.domain.reprint import Reprint, ReprintList
from pos_app.domain.tax import TaxSum
from pos_app.domain.totals import LineTotals, Totals
from pos_app.till.state import Cashier, CloseResult, News, Parked, ReceiptView, ScanResult, Shift, TillState

View = dict[str, Any]


def plain(value: Any) -> Any:
    """The value in JSON's own types: days and moments as ISO 8601 with their offset, exact numbers as numbers."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Mapping):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(plain(item) for item in value)
    return value


def status_view(state: TillState) -> View:
    """`till.status`."""
    offline, catalog = state.offline, state.catalog
    return {
        "cashier": cashier_view(state.cashier),
        "shift": shift_view(state.shift),
        "mode": state.mode,
        "register": {"fiscal_number": state.register.fiscal_number, "offline_mode": state.register.offline_mode},
        "queue": {
            "waiting": state.queue.waiting,
            "ambiguous": state.queue.ambiguous,
            "attention": state.queue.attention,
        },
        "offline": {
            "codes_free": offline.codes_free,
            "seconds_in_row": offline.seconds_in_row,
            "seconds_month": offline.seconds_month,
        },
        "printer": {"state": state.printer.state, "waiting": state.printer.waiting},
        "catalog": {"products": catalog.products, "synced_at": catalog.synced_at},
        "cart": cart_view(state.cart, state.totals, state.news),
        "blocked": _obstacle(state.blocked),
    }


def _obstacle(blocked: Obstacle | None) -> View | None:
    return None if blocked is None else {"code": blocked.code, "message": blocked.message, "way_out": blocked.way}


def cashier_view(cashier: Cashier | None) -> View | None:
    """Who is signed in."""
    if cashier is None:
        return None
    return {"id": cashier.id, "name": cashier.name, "permissions": cashier.permissions}


def shift_view(shift: Shift | None) -> View | None:
    """A shift with its sums."""
    if shift is None:
        return None
    sums = shift.sums
    return {
        "id": shift.id,
        "serial": shift.serial,
        "opened_at": shift.opened_at,
        "cash": sums.cash,
        "initial": sums.initial,
        "cash_sales": sums.cash_sales,
        "card_sales": sums.card_sales,
        "cash_returns": sums.cash_returns,
        "card_returns": sums.card_returns,
        "service_in": sums.service_in,
        "service_out": sums.service_out,
        "withdrawn": sums.withdrawn,
        "sales_count": sums.sales_count,
        "returns_count": sums.returns_count,
        "withdrawals_count": sums.withdrawals_count,
    }


def close_view(result: CloseResult) -> View:
    """`shift.close`."""
    return {"shift": shift_view(result.shift), "z_report": result.z_report, "difference": result.difference}


def product_view(product: Product) -> View:
    """One product."""
    return {
        "id": product.id,
        "code": product.code,
        "name": product.name,
        "barcode": product.barcode,
        "price": product.price,
        "unit": product.unit,
        "sold_by_weight": product.sold_by_weight,
        "free_price": product.free_price,
        "excise": product.excise,
        "tax_group": product.tax_group,
        "stock": product.stock,
    }


def products_view(products: Sequence[Product]) -> View:
    """Several products."""
    return {"products": [product_view(product) for product in products]}


def cart_view(cart: Cart, totals: Totals, news: Sequence[News] = ()) -> View:
    """The basket. A line that SmartKasa has news of carries it as `smartkasa`; the others have no such key."""
    lines = zip(cart.lines, totals.lines, strict=True)
    told = {one.line_id: {"smartkasa": {"price": one.price, "at": one.at}} for one in news}
    # a till that knows no customers' cards answers just what the contract says
    card: View = {} if cart.customer_card is None else {"customer_card": cart.customer_card}
    if cart.part is not None:
        later = totals.elsewhere - cart.part.before
        card["prepayment"] = {"order_id": cart.part.order, "before": cart.part.before, "later": later}
    return {
        "lines": [{**_line(line, row), **told.get(line.id, {})} for line, row in lines],
        "discounts": [_adjustment(one) for one in totals.adjustments],
        "sum": totals.sum,
        "discount_sum": totals.discount_sum,
        "total": totals.total,
        "taxes": [tax_sum_view(tax) for tax in totals.taxes],
        **card,
    }


def _line(line: CartLine, row: LineTotals) -> View:
    return {
        "id": line.id,
        "product_id": line.product.id,
        "code": line.product.code,
        "name": line.product.name,
        "barcode": line.barcode or line.product.barcode,
        "price": line.price,
        "quantity": line.quantity,
        "sum": row.sum,
        "discounts": [_adjustment(one) for one in row.adjustments],
        "total": row.net,
        "tax_codes": line.product.tax_codes,
        "excise_stamps": line.excise_stamps,
    }


def _adjustment(applied: AppliedAdjustment) -> View:
    adjustment = applied.adjustment
    # a till without offers answers just what the contract says
    offer = {"offer_id": adjustment.offer, "name": adjustment.name} if adjustment.offer else {}
    return {"type": adjustment.type, "mode": adjustment.mode, "value": adjustment.value, "sum": applied.sum, **offer}


def tax_sum_view(tax: TaxSum) -> View:
    """What a tax came to."""
    return {"code": tax.code, "symbol": tax.symbol, "rate": tax.rate, "sum": tax.sum, "excise": tax.excise}


def scan_view(result: ScanResult, state: TillState) -> View:
    """`cart.scan`."""
    view: View = {"outcome": result.outcome, "cart": cart_view(state.cart, state.totals, state.news)}
    if result.products:
        view |= products_view(result.products)
    if result.receipt_id is not None:
        view["receipt_id"] = result.receipt_id
    return view


def finished_view(view: ReceiptView) -> dict[str, Any]:
    """The contract has no word for a receipt whose fate nobody knows yet: it is an error, and the money is safe."""
    if view.fiscal.state is ReceiptState.PENDING:
        raise Unreachable
    return receipt_view(view)


def receipt_view(view: ReceiptView) -> View:
    """A receipt with what the tax service's side gave it."""
    receipt, fiscal = view.receipt, view.fiscal
    return {
        "id": receipt.id,
        "kind": receipt.kind,
        "state": fiscal.state,
        "total": receipt.total,
        "rounding": receipt.rounding,
        "due": receipt.due,
        "paid": receipt.paid,
        "change": receipt.change,
        "fiscal_code": fiscal.fiscal_code,
        "fiscal_date": fiscal.fiscal_date,
        "offline": fiscal.offline,
        "tax_url": fiscal.tax_url,
        "control_number": fiscal.control_number,
        "reprint_due": fiscal.reprint_due,
        "related_receipt_id": receipt.related_receipt_id,
        "print_job": view.print_job,
    }


def sendings_view(sendings: Sequence[EReceipt]) -> list[View]:
    """Where a receipt goes electronically."""
    return [
        {"way": one.way, "address": one.address, "state": one.state, "tries": one.tries, "problem": one.problem}
        for one in sendings
    ]


def reprints_view(listed: ReprintList) -> View:
    """`receipts.reprints`."""
    return {"items": [_reprint(item) for item in listed.items], "due": listed.due, "optional": listed.optional}


def _reprint(item: Reprint) -> View:
    return {
        "receipt_id": item.receipt_id,
        "kind": item.kind,
        "sold_at": item.sold_at,
        "due": item.due,
        "reason": item.reason,
        "fiscal_code": item.fiscal_code,
        "printed_as": item.printed_as,
        "ready": item.ready,
        "printing": item.printing,
        "delivery": {"email": item.delivery.email, "phone": item.delivery.phone},
    }


def parked_view(parked: Parked) -> View:
    """A parked receipt's row."""
    return {
        "id": parked.id,
        "at": parked.at,
        "total": parked.total,
        "lines": parked.lines,
        "note": parked.note,
        "refused": parked.refused,
    }


def quote_view(quote: Quote) -> View:
    """What is due."""
    return {"total": quote.total, "rounding": quote.rounding, "due": quote.due}
