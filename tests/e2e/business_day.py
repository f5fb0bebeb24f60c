"""A whole day at the till: fifty sales of every sort, five returns, cash in and out, X, close."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from tests.e2e.paper import Paper, papers
from tests.e2e.reckoning import Adjust, Bill, Item, due, reckon
from tests.e2e.rpc_driver import RpcTill
from tests.e2e.shelf import (
    CHEESE,
    CIDER,
    DELIVERY,
    MILK,
    NEWSPAPER,
    PIECES,
    PILLS,
    STAMPED,
    VODKA,
    WEIGHED,
    WRAPPING,
    scale_label,
    stamp,
)
from tests.e2e.vendors import PIN, Vendors, write_config

CARD: Mapping[str, Any] = {
    "label": "Картка",
    "code": 1,
    "commission": 150,
    "card_mask": "411111******1111",
    "bank_name": "Банк «Вигаданий»",
    "auth_code": "777001",
    "rrn": "123456789012",
    "payment_system": "VISA",
    "owner_name": "IVANENKO/IVAN",
    "terminal": "T1000042",
    "acquirer_and_seller": "Вигаданий Еквайр S1K2",
    "receipt_no": "42",
    "signature_required": True,
}
"""Every field that a card payment may have."""

TAXES = {"1": [1], "2": [2], "4": [8], "5": [5], "6": [4]}
FLOAT_IN = 200_000
TAKEN_OUT = 150_000
COUNTED_MORE = 1_234
"""Kopecks that lay in the drawer beyond what should."""
SALES = 50
RETURNS = 5


@dataclass(frozen=True, slots=True)
class Basket:
    """One sale to be. `pay`: exact, note (with change), card, mixed, mixed-change, two-cards."""

    items: tuple[Item, ...]
    pay: str = "exact"
    adjust: tuple[Adjust, ...] = ()
    delivery: Mapping[str, str] | None = None
    parked: bool = False


@dataclass
class Sold:
    """A sale that was made, what it should have come to, and the till's receipt."""

    basket: Basket
    bill: Bill
    due: int
    card: int
    given: int
    receipt: dict[str, Any]
    stamps: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The receipt's UUID."""
        return str(self.receipt["id"])


def off(value: str, *, percent: bool = True) -> Adjust:
    """A discount."""
    return Adjust(value, percent)


def more(value: str, *, percent: bool = True) -> Adjust:
    """An extra charge."""
    return Adjust(value, percent, charge=True)


def planned() -> list[Basket]:
    """One basket of every sort that the trade knows."""
    bread, butter, jam = PIECES[20], PIECES[40], PIECES[60]
    return [
        Basket((Item(MILK),)),
        Basket((Item(MILK, 3000), Item(bread)), "note"),
        Basket((Item(CHEESE, 437, "label"), Item(butter)), "exact"),
        Basket((Item(CHEESE, 1253, "id"), Item(WEIGHED[3], 86, "label")), "card"),
        Basket((Item(bread, 2000, adjust=(off("10"),)), Item(jam)), "note"),
        Basket((Item(butter, adjust=(off("333", percent=False),)), Item(jam, adjust=(more("7.5"),))), "mixed"),
        Basket((Item(jam, adjust=(more("55", percent=False),)), Item(MILK)), "mixed-change", (off("5"),)),
        Basket((Item(bread, 3000, adjust=(off("12.5"),)), Item(butter, 2000)), "card", (off("777", percent=False),)),
        Basket((Item(MILK), Item(PILLS, 2000)), "note", (more("3"),)),
        Basket((Item(PILLS), Item(jam)), "exact", (more("199", percent=False), off("2.25"))),
        Basket((Item(VODKA, 2000), Item(bread)), "card"),
        Basket((Item(STAMPED[-1]), Item(MILK)), "note", (off("4"),)),
        Basket((Item(DELIVERY, how="id", price=12_345), Item(WRAPPING, 2000, "id", 4_999)), "mixed"),
        Basket((Item(DELIVERY, how="id", price=8_500),), "two-cards"),
        Basket((Item(MILK, 2000), Item(CHEESE, 512, "label")), "exact", parked=True),
        Basket((Item(jam, 2000),), "card", delivery={"email": "kupets@example.com"}),
        Basket((Item(butter),), "note", delivery={"phone": "380501234567"}),
        # here the VAT depends on whether the excise is rounded first, and there the turnovers on how they are shared
        Basket((Item(CIDER), Item(MILK)), "card"),
        Basket((Item(MILK), Item(PILLS), Item(NEWSPAPER)), "card", (off("5"),)),
        Basket((Item(bread),), "exact", delivery={"email": "other@example.com", "phone": "380671112233"}),
    ]


def by_chance(random: Random) -> Iterator[Basket]:
    """Further baskets without end."""
    while True:
        items = [_item(random) for _ in range(random.randint(1, 6))]
        unique = {item.good.id: item for item in items}
        adjust = (_adjust(random),) if random.random() < 0.3 else ()
        pay = random.choice(["exact", "note", "card", "mixed", "mixed-change"])
        yield Basket(tuple(unique.values()), pay, adjust)


def _item(random: Random) -> Item:
    adjust = (_adjust(random),) if random.random() < 0.25 else ()
    if random.random() < 0.25:
        return Item(random.choice(WEIGHED), random.randint(20, 3000), random.choice(["label", "id"]), adjust=adjust)
    return Item(random.choice(PIECES), random.choice([1000, 1000, 2000, 5000]), adjust=adjust)


def _adjust(random: Random) -> Adjust:
    if random.random() < 0.5:
        return Adjust(random.choice(["1", "3", "5", "7.5", "12.25", "33"]), True, random.random() < 0.3)
    return Adjust(str(random.randint(1, 900)), False, random.random() < 0.3)


@dataclass
class Day:
    """The day as it went."""

    till: RpcTill
    sold: list[Sold] = field(default_factory=list)
    returned: list[dict[str, Any]] = field(default_factory=list)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    _stamps: Iterator[int] = field(default_factory=lambda: count(1))

    def open(self) -> None:
        """Sign in, bring the goods, open the shift."""
        self.answers["sync"] = self.till.call("catalog.sync")
        self.answers["sign_in"] = self.till.call("session.sign_in", {"pin_code": PIN})
        self.answers["open"] = self.till.call("shift.open", {})

    def sell(self, basket: Basket) -> Sold:
        """One sale, every sum on its way held against our own."""
        stamps: list[str] = []
        for item in basket.items:
            stamps += self._put_in(item)
        if basket.parked:
            self._park_and_resume()
        for one in basket.adjust:
            self.till.call("cart.discount", one.params())
        bill = reckon(basket.items, basket.adjust)
        self._check_cart(bill)
        payments, owed, card, given = self._payments(basket.pay, bill)
        params = {"payments": payments} | ({"delivery": basket.delivery} if basket.delivery else {})
        receipt = self.till.call("sale.pay", params)["receipt"]
        sold = Sold(basket, bill, owed, card, given, receipt, stamps)
        self.sold.append(sold)
        return sold

    def _put_in(self, item: Item) -> list[str]:
        cart = self._added(item)
        line = next(line for line in cart["lines"] if line["product_id"] == item.good.id)
        stamps = []
        if item.good.stamped and item.quantity != 1000:
            self.till.call("cart.set_quantity", {"line_id": line["id"], "quantity": item.quantity})
        if item.good.stamped:
            for _ in range(item.quantity // 1000):
                stamps.append(stamp(next(self._stamps)))
                assert self.till.call("cart.scan", {"code": stamps[-1]})["outcome"] == "excise_taken"
        for one in item.adjust:
            self.till.call("cart.discount", {"line_id": line["id"], **one.params()})
        return stamps

    def _added(self, item: Item) -> dict[str, Any]:
        good = item.good
        if item.how == "id":
            params: dict[str, Any] = {"product_id": good.id}
            # quantity is left out where it is the default, so that the default is tried too
            params |= {"quantity": item.quantity} if item.quantity != 1000 else {}
            params |= {"price": item.price} if item.price is not None else {}
            return dict(self.till.call("cart.add", params)["cart"])
        if item.how == "label":
            return self._scanned(scale_label(good, item.quantity), "product")
        assert good.number is not None
        cart = self._scanned(good.number, "excise_needed" if good.stamped else "product")
        if not good.stamped and item.quantity != 1000:
            if item.quantity <= 3000:
                for _ in range(item.quantity // 1000 - 1):
                    cart = self._scanned(good.number, "product")
            else:
                line = next(line for line in cart["lines"] if line["product_id"] == good.id)
                params = {"line_id": line["id"], "quantity": item.quantity}
                cart = self.till.call("cart.set_quantity", params)["cart"]
        return cart

    def _scanned(self, code: str, outcome: str) -> dict[str, Any]:
        answer = self.till.call("cart.scan", {"code": code})
        assert answer["outcome"] == outcome, (code, answer["outcome"])
        return dict(answer["cart"])

    def _park_and_resume(self) -> None:
        before = self.till.call("cart.get")["cart"]
        parked_id = self.till.call("cart.park", {"note": "забув гаманець"})["parked_id"]
        assert self.till.call("cart.get")["cart"]["lines"] == []
        self.sell(Basket((Item(PIECES[5]),), "exact"))
        rows = self.till.call("cart.parked")["parked"]
        assert [row["note"] for row in rows] == ["забув гаманець"]
        after = self.till.call("cart.resume", {"parked_id": parked_id})["cart"]
        assert [line["total"] for line in after["lines"]] == [line["total"] for line in before["lines"]]
        assert self.till.call("cart.parked") == {"parked": []}

    def _check_cart(self, bill: Bill) -> None:
        cart = self.till.call("cart.get")["cart"]
        assert [line["sum"] for line in cart["lines"]] == bill.sums
        assert [line["total"] for line in cart["lines"]] == bill.nets
        assert cart["sum"] == sum(bill.sums)
        assert cart["total"] == bill.total
        assert cart["discount_sum"] == bill.total - sum(bill.sums) == bill.charges - bill.discounts
        assert {tax["code"]: [tax["sum"], tax["excise"]] for tax in cart["taxes"]} == bill.taxes

    def _payments(self, how: str, bill: Bill) -> tuple[list[dict[str, Any]], int, int, int]:
        """→ payments, what is due, of it by card, and all that the customer gives."""
        total = bill.total
        card = {"card": total, "two-cards": total, "mixed": total // 2, "mixed-change": total // 3}.get(how, 0)
        owed = due(total, card, cash=how not in ("card", "two-cards"))
        kinds = [{"type": "CASHLESS" if "card" in how else "CASH"}]
        if not how.startswith("mixed"):
            quote = self.till.call("sale.quote", {"payments": kinds})
            assert quote == {"total": total, "rounding": owed - total, "due": owed}
        if how == "exact":
            return [{"type": "CASH"}], owed, 0, owed
        if how == "note":
            given = (owed // 20_000 + 1) * 20_000
            return [{"type": "CASH", "value": given}], owed, 0, given
        if how == "card":
            return [{"type": "CASHLESS", **CARD}], owed, owed, owed
        if how == "two-cards":
            first = {"type": "CASHLESS", "value": 1_000, "label": "Сертифікат", "code": 4}
            return [first, {"type": "CASHLESS", "value": total - 1_000, **CARD}], owed, owed, owed
        cash = owed - card + (5_000 if how == "mixed-change" else 0)
        return [{"type": "CASHLESS", "value": card, **CARD}, {"type": "CASH", "value": cash}], owed, card, card + cash

    def give_back(self, params: dict[str, Any]) -> dict[str, Any]:
        """One return."""
        receipt = dict(self.till.call("sale.return", params)["receipt"])
        self.returned.append(receipt)
        return receipt


def make_returns(day: Day) -> None:
    """Five returns: a whole sale, one line of several, part of a discounted line, its rest, and one onto a card."""
    whole = day.sold[1]
    day.give_back({"receipt_id": whole.id, "payments": [{"type": "CASH"}]})
    by_line = day.sold[2]
    day.give_back({"receipt_id": by_line.id, "lines": [{"index": 1, "quantity": 1000}], "payments": [{"type": "CASH"}]})
    part = day.sold[7]
    lines = [{"index": 0, "quantity": 2000}]
    quote = day.till.call("sale.quote", {"payments": [{"type": "CASHLESS"}], "receipt_id": part.id, "lines": lines})
    payments = [{"type": "CASHLESS", "value": quote["due"], **CARD}]
    day.give_back({"receipt_id": part.id, "lines": lines, "payments": payments})
    day.give_back({"receipt_id": part.id, "payments": [{"type": "CASHLESS", **CARD}]})
    onto_card = day.sold[10]
    day.give_back({"receipt_id": onto_card.id, "payments": [{"type": "CASHLESS", **CARD}]})


def whole_day(till: RpcTill, seed: int = 7) -> Day:
    """Morning to evening; the shift is closed at the end, the till still runs."""
    day = Day(till)
    day.open()
    day.answers["cash_in"] = till.call("shift.cash_in", {"amount": FLOAT_IN, "comment": "розмін"})
    for basket in planned():
        day.sell(basket)
    more_baskets = by_chance(Random(seed))
    while len(day.sold) < SALES:
        day.sell(next(more_baskets))
    make_returns(day)
    day.answers["cash_out"] = till.call("shift.cash_out", {"amount": TAKEN_OUT, "comment": "інкасація"})
    assert till.call("till.wait", {"for": "idle", "timeout_s": 30}) == {"reached": True}
    day.answers["x"] = till.call("shift.x_report")
    day.answers["attention"] = till.call("attention.list")
    day.answers["status"] = till.call("till.status")
    return day


def close(day: Day, counted: int) -> dict[str, Any]:
    """Close with the cash that was counted; → the answer."""
    day.answers["close"] = day.till.call("shift.close", {"counted_cash": counted})
    assert day.till.call("till.wait", {"for": "printed", "timeout_s": 30}) == {"reached": True}
    return day.answers["close"]


@dataclass(frozen=True)
class Evening:
    """The day when it is over: the till still runs, and so do the servers."""

    day: Day
    vendors: Vendors
    data: Path
    closed: dict[str, Any]
    cash: int
    """What the drawer should hold, by our own sum."""

    @property
    def till(self) -> RpcTill:
        """The till."""
        return self.day.till

    @property
    def z(self) -> dict[str, Any]:
        """The Z report as the till gave it."""
        return dict(self.closed["z_report"])

    @property
    def papers(self) -> list[Paper]:
        """Everything on paper."""
        return papers(self.data / "receipts")

    def server(self, receipt_id: str) -> Any:
        """The server's own receipt."""
        return self.vendors.state.receipts[receipt_id]

    def end(self) -> None:
        """Till and servers end; the till in order."""
        try:
            assert self.till.shutdown() == 0, self.till.stderr
            assert "Traceback" not in self.till.stderr, self.till.stderr
        finally:
            self.till.close()
            self.vendors.stop()


def cash_of(sold: Sold) -> int:
    """What of a sale was paid in cash."""
    return sold.due - sold.card


def expected_cash(day: Day) -> int:
    """What the drawer should hold: the first two returns were in cash."""
    cash_back = sum(receipt["due"] for receipt in day.returned[:2])
    return FLOAT_IN + sum(cash_of(one) for one in day.sold) - cash_back - TAKEN_OUT


def whole_evening(folder: Path) -> Evening:
    """A day from an empty data folder to the closed shift."""
    vendors = Vendors.start()
    till = RpcTill(write_config(folder / "till.toml", vendors, taxes=TAXES), folder / "data").start()
    try:
        day = whole_day(till)
        cash = expected_cash(day)
        return Evening(day, vendors, folder / "data", close(day, cash + COUNTED_MORE), cash)
    except BaseException:
        till.close()
        vendors.stop()
        raise
