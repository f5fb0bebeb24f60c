"""The basket's commands against a naive model: any run of them leaves the same lines and total, on disk too."""

import asyncio
from decimal import Decimal
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from pos_app.domain.discount import Adjustment, AdjustmentMode, AdjustmentType
from pos_app.domain.errors import PosError
from pos_app.store.till_store import open_till_store
from pos_app.till.core import Options
from tests.unit.till.conftest import GOODS, Bench, filled_catalog, id_of

PRICES = {row.id: row.price for row in GOODS}
WHOLE = [id_of(1), id_of(2), id_of(4)]

Line = dict[str, Any]


class BasketMachine(RuleBasedStateMachine):
    """The model is a list of plain dictionaries; undo is a list of copies."""

    @initialize()
    def begin(self) -> None:
        self.loop = asyncio.new_event_loop()
        options = Options(accept_proposals=True)
        self.bench = self.loop.run_until_complete(self._bench(options))
        self.model: list[Line] = []
        self.past: list[list[Line]] = []

    async def _bench(self, options: Options) -> Bench:
        return await Bench(options, filled_catalog(), open_till_store(None)).ready()

    def teardown(self) -> None:
        if hasattr(self, "loop"):
            self.loop.run_until_complete(self.bench.till.shutdown())
            self.bench.store.close()
            self.bench.catalog.close()
            self.loop.close()

    def do(self, command: Any) -> str:
        try:
            self.loop.run_until_complete(command)
        except PosError as error:
            return error.code
        return ""

    def change(self, lines: list[Line]) -> None:
        self.past.append(self.model)
        self.model = lines

    def copies(self) -> list[Line]:
        return [dict(line) for line in self.model]

    def id_at(self, place: int) -> str:
        return self.bench.till.state.cart.lines[place].id

    @rule(product=st.sampled_from(WHOLE), count=st.integers(1, 5), price=st.sampled_from([None, 100]))
    def add(self, product: str, count: int, price: int | None) -> None:
        assert self.do(self.bench.till.add(product, count * 1000, price)) == ""
        lines = self.copies()
        wanted = PRICES[product] if price is None else price
        same = [one for one in lines if (one["id"], one["price"], one["off"]) == (product, wanted, None)]
        if same:
            same[0]["count"] += count
        else:
            lines.append({"id": product, "price": wanted, "count": count, "off": None})
        self.change(lines)

    @precondition(lambda self: self.model)
    @rule(data=st.data(), count=st.integers(-1, 9))
    def set_quantity(self, data: st.DataObject, count: int) -> None:
        place = data.draw(st.integers(0, len(self.model) - 1))
        code = self.do(self.bench.till.set_quantity(self.id_at(place), count * 1000))
        assert code == ("" if count > 0 else "bad_quantity")
        if count > 0:
            lines = self.copies()
            lines[place]["count"] = count
            self.change(lines)

    @precondition(lambda self: self.model)
    @rule(data=st.data(), price=st.integers(1, 50000))
    def set_price(self, data: st.DataObject, price: int) -> None:
        place = data.draw(st.integers(0, len(self.model) - 1))
        assert self.do(self.bench.till.set_price(self.id_at(place), price)) == ""
        lines = self.copies()
        lines[place]["price"] = price
        self.change(lines)

    @precondition(lambda self: self.model)
    @rule(data=st.data(), value=st.integers(0, 3000))
    def take_off(self, data: st.DataObject, value: int) -> None:
        place = data.draw(st.integers(0, len(self.model) - 1))
        adjustment = Adjustment(AdjustmentType.DISCOUNT, AdjustmentMode.VALUE, Decimal(value))
        assert self.do(self.bench.till.discount(adjustment, self.id_at(place))) == ""
        lines = self.copies()
        lines[place]["off"] = value or None
        self.change(lines)

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        place = data.draw(st.integers(0, len(self.model) - 1))
        assert self.do(self.bench.till.remove(self.id_at(place))) == ""
        lines = self.copies()
        del lines[place]
        self.change(lines)

    @rule()
    def clear(self) -> None:
        assert self.do(self.bench.till.clear()) == ""
        if self.model:
            self.change([])

    @rule()
    def undo(self) -> None:
        code = self.do(self.bench.till.undo())
        assert code == ("" if self.past else "nothing_to_undo")
        if self.past:
            self.model = self.past.pop()

    @rule()
    def refused_commands_change_nothing(self) -> None:
        assert self.do(self.bench.till.remove("nothing")) == "unknown_line"
        assert self.do(self.bench.till.add(id_of(77))) == "unknown_product"
        assert self.do(self.bench.till.add(id_of(1), 500)) == "fraction_not_allowed"
        assert self.do(self.bench.till.add(id_of(5))) == "price_needed"

    @invariant()
    def screen_and_disk_agree_with_the_model(self) -> None:
        if not hasattr(self, "model"):
            return
        state = self.bench.till.state
        shown = [
            {
                "id": line.product.id,
                "price": line.price,
                "count": line.quantity // 1000,
                "off": int(line.adjustments[0].value) if line.adjustments else None,
            }
            for line in state.cart.lines
        ]
        assert shown == self.model
        total = sum(max(one["price"] * one["count"] - (one["off"] or 0), 0) for one in self.model)
        assert state.totals.total == total
        assert self.bench.store.baskets.load() == state.cart
        assert state.can_undo == bool(self.past)


TestBasket = BasketMachine.TestCase
TestBasket.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
