"""Giving goods and money back by the receipt of their sale: whole or by lines, never more than is left."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from pos_app.domain import payment as rules
from pos_app.domain.card import Attempt, AttemptKind, AttemptState, is_card, vouched
from pos_app.domain.errors import Unreachable, refused
from pos_app.domain.excise import stamp_key, stamp_keys
from pos_app.domain.money import format_hryvnias
from pos_app.domain.orders import cancellation
from pos_app.domain.payment import Payment, Quote
from pos_app.domain.quantity import ONE
from pos_app.domain.receipt import LONGEST_COMMENT, Receipt, ReceiptKind, find_line
from pos_app.domain.return_ways import CARD, Back, back_by, money_left, ways_back
from pos_app.domain.returns import ReturnLines, WantedLine, everything_left, make_return, return_lines
from pos_app.domain.said import sentence
from pos_app.store.operations import Operation
from pos_app.till.attempts import AttemptBook, cash_given
from pos_app.till.card_desk import CardDesk
from pos_app.till.core import Core
from pos_app.till.orders import OrderDesk
from pos_app.till.reached import check_reached
from pos_app.till.receipts import ReceiptDesk
from pos_app.till.requests import RequestDesk
from pos_app.till.rights import TECHNICAL_RETURN
from pos_app.till.sale import check_means
from pos_app.till.state import Cashier, ReceiptView
from pos_app.till.submitting import Submitter
from pos_app.till.taxes import TaxDesk
from pos_app.till.tying import tie, write_tied

Given = asyncio.Task[ReceiptView]
Taken = tuple[tuple[int, ...], ...]
"""The lines that a return takes back: (index, thousandths, kopecks)."""


class ReturnDesk:
    """Makes returns. Money goes back to a card before the receipt is made, as it comes from it for a sale."""

    def __init__(
        self,
        core: Core,
        receipts: ReceiptDesk,
        submitter: Submitter,
        taxes: TaxDesk,
        attempts: AttemptBook,
        cards: CardDesk,
        orders: OrderDesk,
        requests: RequestDesk,
    ) -> None:
        self._requests = requests
        self._orders = orders
        self._core = core
        self._receipts = receipts
        self._submitter = submitter
        self._taxes = taxes
        self._attempts = attempts
        self._cards = cards

    def quote(self, receipt_id: str, payments: Sequence[Payment], lines: Sequence[WantedLine] | None) -> Quote:
        """What a return would give back when paying so."""
        self._core.need()
        row, sale = self._receipts.sold(receipt_id)
        return rules.quote(self._back(row, sale, lines).total, payments, self._core.rounding())

    def ways(self, receipt_id: str, lines: Sequence[WantedLine] | None) -> tuple[Back, ...]:
        """Each way that the money of a return may go back, with its payments."""
        self._core.need()
        row, sale = self._receipts.sold(receipt_id)
        total, earlier, rule = self._back(row, sale, lines).total, self._receipts.returns_of(row), self._core.rounding()
        ways = ways_back(sale, terminal=not self._cards.is_manual)
        return tuple(back_by(way, sale, earlier, total, rule) for way in ways)

    def _back(self, row: Operation, sale: Receipt, lines: Sequence[WantedLine] | None) -> ReturnLines:
        left = self._receipts.left(row, sale)
        asked = everything_left(left) if lines is None else lines
        stamped = [replace(want, stamps=self._stamps_of(sale, want)) for want in asked]
        return return_lines(sale, left, stamped, self._taxes.taxes)

    def _stamps_of(self, sale: Receipt, want: WantedLine) -> tuple[str, ...]:
        """Stamps that are named must still be sold by this sale; unnamed, all that is left of a line brings its own."""
        line = find_line(sale.lines, want.index)
        if line is None or not line.excise_stamps:
            return want.stamps
        sold = [one for one in line.excise_stamps if self._core.store.stamps.sold_in(stamp_key(one)) == sale.id]
        keys = {stamp_key(one) for one in sold}
        if any(stamp_key(one) not in keys for one in want.stamps):
            raise refused("excise_not_here", "Цієї марки в чеку немає, або її вже повернуто.")
        whole = len(sold) == -(-want.quantity // ONE)
        return want.stamps or (tuple(sold) if whole else ())

    async def give_back(
        self,
        receipt_id: str,
        payments: Sequence[Payment],
        lines: Sequence[WantedLine] | None = None,
        *,
        technical: bool = False,
        reason: str = "",
        request_id: str | None = None,
    ) -> ReceiptView:
        """Give back all that is left, or these lines; the payments must equal what is due.

        `technical`: the receipt was a mistake; that takes a right of its own and a `reason`, which are journalled.
        With a terminal the money goes back to the card first; `card_declined`, `payment_unknown`. The same
        `request_id` again gives nothing back, and goes on with a refund that it has begun.
        """
        cashier = self._core.need("return")
        if technical:
            self._core.need(TECHNICAL_RETURN)
            reason = reason.strip()[:LONGEST_COMMENT]
            if not reason:
                raise refused("reason_needed")
        check_means(cashier, payments)
        why = reason if technical else None
        return await self._requests.once(
            request_id,
            ReceiptKind.RETURN,
            lambda: self._give(cashier, receipt_id, payments, lines, why=why, request_id=request_id),
        )

    async def _give(
        self,
        cashier: Cashier,
        receipt_id: str,
        payments: Sequence[Payment],
        lines: Sequence[WantedLine] | None,
        *,
        why: str | None,
        request_id: str | None,
    ) -> ReceiptView:
        refund = self._requests.charged(request_id)
        if refund is not None:
            return await self.complete(refund.id)
        async with self._core.turn:
            self._core.need_shift()
            row, sale = self._receipts.sold(receipt_id)
            self._check_no_open_order(sale)
            if self._receipts.is_old(row):
                self._core.need("old_return")
            receipt, taken = self._made(cashier, row, sale, payments, lines, why=why)
            begun = await self._begin(cashier, receipt, taken, sale, request_id)
        return await self._end(begun, sale)

    async def give_up(self, order: str) -> ReceiptView:
        """Give the prepayment of an open order back, as it was paid, and with it the order up."""
        cashier = self._core.need("return")
        async with self._core.turn:
            self._core.need_shift()
            check_reached(self._core, "prepayment_offline")
            row = self._orders.idle(order)
            _, sale = self._receipts.sold(row.id)
            receipt = cancellation(
                sale,
                row.fiscal_code,
                receipt_id=self._core.new_id(),
                sold_at=self._core.clock.now(),
                cashier_name=cashier.name,
            )
            check_means(cashier, receipt.payments)
            self._check_cash(receipt)
            taken = tuple((place, line.quantity, line.final) for place, line in enumerate(sale.lines))
            begun = await self._begin(cashier, receipt, taken, sale)
        return await self._end(begun, sale)

    def _check_no_open_order(self, sale: Receipt) -> None:
        if sale.part is not None and sale.part.is_first:
            self._orders.check_finished(sale.part.order)

    async def _begin(
        self, cashier: Cashier, receipt: Receipt, taken: Taken, sale: Receipt, request_id: str | None = None
    ) -> "Attempt | Given":
        """The receipt under way, or the refund that the terminal must make first."""
        held = self._attempts.held_refunds(sale.id)
        if any(attempt.is_open for attempt in held):
            raise refused("payment_unknown")
        if self._cards.is_manual or held or not _asks_terminal(receipt):
            return await self._submit(receipt, taken, sale.id, held, by=cashier.id, request_id=request_id)
        with self._core.store.transaction():
            self._requests.remember(request_id, receipt.id)
            return self._intend(cashier, sale.id, receipt, taken)

    async def _end(self, begun: "Attempt | Given", sale: Receipt) -> ReceiptView:
        if isinstance(begun, Attempt):
            return await self.complete(await self._refunded(begun, sale))
        return await self._given(begun)

    async def _given(self, task: "asyncio.Task[ReceiptView]") -> ReceiptView:
        """The change of the sale before must not stand beside the money that goes out now."""
        view = await asyncio.shield(task)
        self._core.board.show(last_receipt=None)
        return view

    def _made(
        self,
        cashier: Cashier,
        row: Operation,
        sale: Receipt,
        payments: Sequence[Payment],
        lines: Sequence[WantedLine] | None,
        *,
        why: str | None,
    ) -> tuple[Receipt, Taken]:
        back = self._back(row, sale, lines)
        settlement = rules.settle_return(back.total, payments, self._core.rounding())
        receipt = make_return(
            sale,
            back,
            settlement,
            receipt_id=self._core.new_id(),
            sold_at=self._core.clock.now(),
            cashier_name=cashier.name,
            sale_fiscal_code=row.fiscal_code,
            technical=why is not None,
            reason=why or "",
        )
        texts = self._core.texts()
        receipt = replace(receipt, header=texts["header"], footer=texts["footer"])
        self._check_cash(receipt)
        origins = zip(back.origins, back.lines, strict=True)
        return receipt, tuple((origin.index, line.quantity, line.final) for origin, line in origins)

    def _check_cash(self, receipt: Receipt) -> None:
        cash = cash_given(receipt)
        if cash and cash > self._attempts.free_cash(refunding=receipt.related_receipt_id):
            raise refused("cash_short")

    # by card, through the terminal

    def _intend(self, cashier: Cashier, sale_id: str, receipt: Receipt, taken: Taken) -> Attempt:
        """The refund is on disk with the receipt that it is for."""
        self._attempts.check_terminal_free()
        (payment,) = [one for one in receipt.payments if is_card(one) and not vouched(one)]
        self._check_came_by_card(sale_id, payment.value or 0)
        return self._attempts.add(
            Attempt(
                self._core.new_id(),
                AttemptKind.REFUND,
                payment.value or 0,
                self._core.clock.now(),
                document=receipt.id,
                of=sale_id,
                cashier=cashier.name,
                draft=receipt,
                taken=taken,
            )
        )

    def _check_came_by_card(self, sale_id: str, amount: int) -> None:
        """The terminal pays out no money that no card has brought, whatever card is held to it."""
        row, sale = self._receipts.sold(sale_id)
        left = money_left(sale, self._receipts.returns_of(row)).get(CARD, 0)
        if not sale.payments or amount <= left:
            return
        if not left:
            raise refused("return_sum_differs", "Карткою за цей чек не платили. Поверніть так, як сплачено.")
        words = sentence("Карткою сплачено {sum} ₴: більше на картку не повернути.", sum=format_hryvnias(left))
        raise refused("return_sum_differs", words)

    async def _refunded(self, refund: Attempt, sale: Receipt) -> str:
        """Ask the terminal; → the refund's id once the money is on the card."""
        rrn = next((str(one.details["rrn"]) for one in sale.payments if one.details.get("rrn")), "")
        done = await self._cards.give(refund, rrn)
        if done.state is AttemptState.UNKNOWN:
            raise Unreachable(code="payment_unknown")
        if not done.is_loose:
            raise refused("card_declined", done.reason)
        return done.id

    async def complete(self, attempt_id: str) -> ReceiptView:
        """Make the return of a refund that the terminal has made.

        `card_partial`: it gave back another sum; `cash_short`: the drawer has too little by now for the cash beside it.
        """
        cashier = self._core.need("return")
        async with self._core.turn:
            self._core.need_shift()
            refund = self._attempts.find(attempt_id)
            if not refund.is_loose or refund.draft is None or refund.of is None:
                raise refused("unknown_payment")
            if refund.moved != refund.amount:
                raise refused("card_partial", "Термінал повернув іншу суму. Скасуйте і поверніть ще раз.")
            receipt = replace(refund.draft, sold_at=self._core.clock.now(), cashier_name=cashier.name)
            self._check_cash(receipt)
            task = await self._submit(receipt, refund.taken, refund.of, [refund], by=cashier.id)
        return await self._given(task)

    async def _submit(
        self,
        receipt: Receipt,
        taken: Taken,
        sale_id: str,
        held: Sequence[Attempt],
        *,
        by: str,
        request_id: str | None = None,
    ) -> "asyncio.Task[ReceiptView]":
        self._attempts.check_stays(held)
        tied = tie(receipt.payments, held, by_hand=self._cards.is_manual)
        receipt = replace(receipt, payments=tied.payments)

        def also() -> None:
            self._requests.remember(request_id, receipt.id)
            self._receipts.remember_return(sale_id, receipt.id, taken)
            self._core.store.stamps.came_back(stamp_keys(receipt.lines))
            write_tied(self._core, self._attempts, tied, AttemptKind.REFUND, receipt)
            if receipt.technical:
                body = {"receipt": receipt.id, "sale": sale_id, "total": receipt.total, "reason": receipt.comment}
                self._core.journal("return.technical", {**body, "right": TECHNICAL_RETURN, "cashier": by})

        return await self._submitter.begin(receipt, also)


def _asks_terminal(receipt: Receipt) -> bool:
    """Is there money that the terminal must give back? One card at a time."""
    wanted = [one for one in receipt.payments if is_card(one) and one.value and not vouched(one)]
    if len(wanted) > 1 and receipt.by_chain:
        words = (
            "Передплата з двох карток: виберіть у «Пристроях» «Касир набирає суму на терміналі сам», "
            "поверніть обидві й скасуйте замовлення."
        )
        raise refused("return_sum_differs", words)
    if len(wanted) > 1:
        raise refused("return_sum_differs", "Повертайте на одну картку за раз.")
    return bool(wanted)
