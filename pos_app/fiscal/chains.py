"""Orders as Checkbox holds them: a chain of receipts under a name of ours, made and given back by calls of its own.

None of these calls takes a code or a date: what Checkbox does not make itself is not made.
"""

from dataclasses import replace

from pos_app.checkbox.client import CheckboxClient
from pos_app.checkbox.models.sale import AfterPayment, CashPayment, Payment, Prepayment, ReturnPrepayment, Sell
from pos_app.domain.orders import kept_values
from pos_app.domain.part import Part
from pos_app.domain.receipt import Receipt, ReceiptKind
from pos_app.fiscal.reading import receipt_document
from pos_app.fiscal.state import Document
from pos_app.store.operations import Operation


def chain_bytes(receipt: Receipt, sell: Sell) -> bytes:
    """The body of an order's receipt; `sell`: what a plain sale of the same would be."""
    part = _part(receipt)
    if receipt.kind is ReceiptKind.RETURN:
        giving = ReturnPrepayment(
            cashier_name=sell.cashier_name, departament=sell.departament, rounding_mode=sell.rounding_mode
        )
        return giving.to_bytes()
    payments = _exact(receipt, sell)
    if part.is_first:
        kept = {name: getattr(sell, name) for name in Sell.model_fields if name != "payments"}
        return Prepayment(**kept, payments=payments, custom_relation_id=part.order).to_bytes()
    return AfterPayment(
        id=sell.id,
        payments=payments,
        cashier_name=sell.cashier_name,
        departament=sell.departament,
        rounding_mode=sell.rounding_mode,
        delivery=sell.delivery,
        header=sell.header,
        footer=sell.footer,
    ).to_bytes()


def chain_model(receipt: Receipt) -> type[Prepayment | AfterPayment | ReturnPrepayment]:
    """Which body an order's receipt has."""
    if receipt.kind is ReceiptKind.RETURN:
        return ReturnPrepayment
    return Prepayment if _part(receipt).is_first else AfterPayment


def _exact(receipt: Receipt, sell: Sell) -> tuple[Payment, ...]:
    """Checkbox takes what it is told was paid for the part: the change is taken off."""
    return tuple(
        CashPayment(value=kept, label=one.label) if isinstance(one, CashPayment) else one
        for kept, one in zip(kept_values(receipt), sell.payments, strict=True)
        if kept
    )


async def chain_post(client: CheckboxClient, row: Operation, receipt: Receipt) -> Document | None:
    """Make the receipt of an order, or give its prepayment back."""
    part = _part(receipt)
    if receipt.kind is ReceiptKind.RETURN:
        made = await client.return_prepayment(part.order, row.body)
        return replace(receipt_document(made[0]), id=row.id) if len(made) == 1 else None
    if part.is_first:
        return receipt_document(await client.make_prepayment(row.body))
    return receipt_document(await client.make_after_payment(part.order, row.body))


async def chain_ask(client: CheckboxClient, row: Operation, receipt: Receipt) -> Document | None:
    """The return of an order has no id of ours: the one receipt that the order names as returned is it.

    What the order's status is called meanwhile the vendor does not say. A rest that another till took makes it none of
    ours.
    """
    chain = (await client.prepayment(_part(receipt).order)).receipt_chain
    if chain is None or len(chain.returned_receipts) != 1 or chain.after_payment_receipt is not None:
        return None
    return replace(receipt_document(await client.receipt(chain.returned_receipts[0])), id=row.id)


def _part(receipt: Receipt) -> Part:
    assert receipt.part is not None  # whoever asks has looked
    return receipt.part
