"""Giving goods and money back by the receipt of their sale: whole or by lines, never more than is left."""

import asyncio
from collections.abc import Sequence

from pos_app.domain import payment as rules
from pos_app.domain.errors import refused
from pos_app.domain.payment import Payment, PaymentType, Quote
from pos_app.domain.receipt import Receipt
from pos_app.domain.returns import ReturnLines, WantedLine, make_return, return_lines
from pos_app.store.operations import Operation
from pos_app.till.core import Core
from pos_app.till.receipts import ReceiptDesk
from pos_app.till.sale import check_means
from pos_app.till.state import ReceiptView
from pos_app.till.submitting import Submitter
from pos_app.till.taxes import TaxDesk


class ReturnDesk:
    """Makes returns."""

    def __init__(self, core: Core, receipts: ReceiptDesk, submitter: Submitter, taxes: TaxDesk) -> None:
        self._core = core
        self._receipts = receipts
        self._submitter = submitter
        self._taxes = taxes

    def quote(self, receipt_id: str, payments: Sequence[Payment], lines: Sequence[WantedLine] | None) -> Quote:
        """What a return would give back when paying so."""
        self._core.need()
        row, sale = self._receipts.sold(receipt_id)
        return rules.quote(self._back(row, sale, lines).total, payments, self._core.rounding())

    def _back(self, row: Operation, sale: Receipt, lines: Sequence[WantedLine] | None) -> ReturnLines:
        return return_lines(sale, self._receipts.left(row, sale), lines, self._taxes.taxes)

    async def give_back(
        self,
        receipt_id: str,
        payments: Sequence[Payment],
        lines: Sequence[WantedLine] | None = None,
        *,
        technical: bool = False,
    ) -> ReceiptView:
        """Give back all that is left, or these lines; the payments must equal what is due."""
        cashier = self._core.need("return")
        check_means(cashier, payments)
        async with self._core.turn:
            shift = self._core.need_shift()
            row, sale = self._receipts.sold(receipt_id)
            back = self._back(row, sale, lines)
            settlement = rules.settle_return(back.total, payments, self._core.rounding())
            cash = sum(one.value or 0 for one in settlement.payments if one.type is PaymentType.CASH)
            if cash > shift.sums.cash:
                raise refused("cash_short")
            receipt = make_return(
                sale,
                back,
                settlement,
                receipt_id=self._core.new_id(),
                sold_at=self._core.clock.now(),
                cashier_name=cashier.name,
                sale_fiscal_code=row.fiscal_code,
                technical=technical,
            )
            gone = [
                (origin.index, line.quantity, line.final)
                for origin, line in zip(back.origins, back.lines, strict=True)
            ]
            task = await self._submitter.begin(
                receipt, lambda: self._receipts.remember_return(sale.id, receipt.id, gone)
            )
        return await asyncio.shield(task)
