"""A shift's sums: what the drawer should hold and what the Z report should say, from our own receipts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pos_app.domain.payment import PaymentType
from pos_app.domain.receipt import Receipt, ReceiptKind
from pos_app.domain.tax import TaxSum, add_taxes


@dataclass(frozen=True, slots=True)
class ShiftSums:
    """Kopecks and counts since the shift opened; `initial` is the cash that was in the drawer then."""

    initial: int = 0
    cash_sales: int = 0
    card_sales: int = 0
    cash_returns: int = 0
    card_returns: int = 0
    service_in: int = 0
    service_out: int = 0
    withdrawn: int = 0
    """Cash handed out against cards."""
    sales_count: int = 0
    returns_count: int = 0
    withdrawals_count: int = 0
    sales_taxes: tuple[TaxSum, ...] = ()
    returns_taxes: tuple[TaxSum, ...] = ()

    @property
    def cash(self) -> int:
        """The cash that should be in the drawer now."""
        given = self.cash_returns + self.service_out + self.withdrawn
        return self.initial + self.cash_sales + self.service_in - given

    def plus(self, receipt: Receipt) -> "ShiftSums":
        """These sums with one more receipt."""
        cash = _paid_by(receipt, PaymentType.CASH) - receipt.change
        card = _paid_by(receipt, PaymentType.CASHLESS)
        if receipt.kind is ReceiptKind.SELL:
            return replace(
                self,
                cash_sales=self.cash_sales + cash,
                card_sales=self.card_sales + card,
                sales_count=self.sales_count + 1,
                sales_taxes=add_taxes((*self.sales_taxes, *receipt.taxes)),
            )
        if receipt.kind is ReceiptKind.RETURN:
            return replace(
                self,
                cash_returns=self.cash_returns + cash,
                card_returns=self.card_returns + card,
                returns_count=self.returns_count + 1,
                returns_taxes=add_taxes((*self.returns_taxes, *receipt.taxes)),
            )
        if receipt.kind is ReceiptKind.SERVICE_IN:
            return replace(self, service_in=self.service_in + receipt.due)
        if receipt.kind is ReceiptKind.CASH_WITHDRAWAL:
            count = self.withdrawals_count + 1
            return replace(self, withdrawn=self.withdrawn + receipt.due, withdrawals_count=count)
        return replace(self, service_out=self.service_out + receipt.due)


def shift_sums(initial: int, receipts: Iterable[Receipt]) -> ShiftSums:
    """The sums of a shift from all its receipts."""
    sums = ShiftSums(initial=initial)
    for receipt in receipts:
        sums = sums.plus(receipt)
    return sums


def _paid_by(receipt: Receipt, kind: PaymentType) -> int:
    return sum(payment.value or 0 for payment in receipt.payments if payment.type is kind)
