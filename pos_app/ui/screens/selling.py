"""The flows of selling: what a scan leads to, and what each key of the till asks before it acts."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from PySide6.QtCore import Signal

from pos_app.domain.cart import CartLine, check_price, check_quantity, check_taxed
from pos_app.domain.discount import Adjustment, AdjustmentMode, AdjustmentType
from pos_app.domain.errors import PosError, refused
from pos_app.domain.money import parse_hryvnias
from pos_app.domain.product import Product
from pos_app.domain.quantity import ONE, format_quantity, parse_quantity
from pos_app.domain.scope import is_for_adults
from pos_app.till.state import Outcome, ScanResult
from pos_app.ui.card_words import card_may_have_paid
from pos_app.ui.desk import Desk
from pos_app.ui.drawer import DrawerReminder
from pos_app.ui.i18n import tr
from pos_app.ui.screens.age_pane import AgePane
from pos_app.ui.screens.basket_flows import BasketFlows
from pos_app.ui.screens.excise_pane import ExcisePane, StampOutPane
from pos_app.ui.screens.list_panes import ChoicePane
from pos_app.ui.screens.number_pane import REMOVED, NumberAnswer, NumberPane, Question
from pos_app.ui.screens.pane import PaneHost
from pos_app.ui.screens.payment import PaymentPane
from pos_app.ui.screens.sale_pad import SalePad
from pos_app.ui.screens.weigh_pane import number_pane
from pos_app.ui.sounds import Sound
from pos_app.ui.theme import Look
from pos_app.ui.widgets.options import Option
from pos_app.ui.words import money, unit

PERCENTS: Final = ("3", "5", "10", "15", "20")


class Selling(BasketFlows):
    """Asks through panes, acts through the desk; keeps nothing."""

    receipt_found = Signal(str)
    """A receipt's QR was scanned: its id."""

    def __init__(
        self,
        look: Look,
        desk: Desk,
        panes: PaneHost,
        pad: SalePad,
        chosen_line: Callable[[], str | None],
        new_id: Callable[[], str],
    ) -> None:
        super().__init__(look, desk, panes)
        self._pad = pad
        self._chosen_line = chosen_line
        self._new_id = new_id
        self._drawer = DrawerReminder()

    # scans

    async def scan(self, code: str) -> None:
        """One code, to its end: a pane that it opens is answered before the next code is taken."""
        pane = self._panes.pane
        if isinstance(pane, StampOutPane):
            await pane.strike(code)
            return
        if pane is not None and await pane.scanned(code):
            return
        pending = self._pad.take_pending()
        if pending is not None and await self._add_many(code, pending):
            return
        # a pack, a label, a card: the till itself knows what a quantity before them means
        whole = code if pending is None else f"{format_quantity(pending)}*{code}"
        result = await self._desk.attempt(lambda till: till.scan(whole))
        if result is not None:
            await self._after_scan(result, pending)

    async def _add_many(self, code: str, thousandths: int) -> bool:
        """A "3*" before a scan of something plain adds three at once."""
        found = await self._desk.look_up(lambda till: till.by_barcode(code))
        if len(found) != 1 or found[0].sold_by_weight or _needs_price(found[0]):
            return False
        product_id = found[0].id
        if await self._desk.carry_out(lambda till: till.add(product_id, thousandths)):
            self._desk.sounds.play(Sound.OK)
            self._ask_for_stamps()
        return True

    async def _after_scan(self, result: ScanResult, pending: int | None) -> None:
        outcome = result.outcome
        if outcome in {Outcome.PRODUCT, Outcome.EXCISE_TAKEN, Outcome.CUSTOMER}:
            self._desk.sounds.play(Sound.OK)
        elif outcome is Outcome.EXCISE_NEEDED:
            self._desk.sounds.play(Sound.ATTENTION)
            self._ask_for_stamps()
        elif outcome is Outcome.CHOOSE:
            key = await self._panes.open(ChoicePane(self._look, result.code, result.products))
            product = next((product for product in result.products if product.id == key), None)
            if product is not None:
                await self.add(product, pending)
        elif outcome in {Outcome.WEIGHT_NEEDED, Outcome.PRICE_NEEDED} and result.products:
            await self.add(result.products[0], pending)
        elif outcome is Outcome.RECEIPT and result.receipt_id:
            self.receipt_found.emit(result.receipt_id)

    async def take(self, line_id: str | None = None) -> None:
        """Take up what SmartKasa says: a line's new price (`line_id`, else the chosen one's), or the good of a code."""
        state = self._desk.state
        prices = [news.line_id for news in state.news if news.price is not None]
        wanted = self._chosen_line() if line_id is None else line_id
        if line_id is None and wanted not in prices and not state.look_up.products:
            wanted = next(iter(prices), "")
        if wanted in prices:
            taken = wanted
            await self._desk.attempt(lambda till: till.take_price(taken))
        elif state.look_up.products:
            await self.take_found()

    async def take_found(self) -> None:
        """Put the good of an unknown code into the basket, as SmartKasa knows it."""
        code, products = self._desk.state.unknown_code, self._desk.state.look_up.products
        product: Product | None = products[0]
        if len(products) > 1:
            key = await self._panes.open(ChoicePane(self._look, code, products))
            product = next((each for each in products if each.id == key), None)
        if product is not None and await self.add(product) and self._desk.state.unknown_code == code:
            await self._desk.attempt(lambda till: till.dismiss_problem())

    async def add(self, product: Product, thousandths: int | None = None) -> bool:
        """Put a product into the basket, asking for what only the cashier knows. → was it put in?"""
        price: int | None = None
        if product.sold_by_weight and thousandths is None:
            thousandths = await self._ask_weight(product)
            if thousandths is None:
                return False
        if _needs_price(product):
            price = await self._ask_price(product, "")
            if price is None:
                return False
        asked, told = thousandths, price
        added = await self._desk.carry_out(lambda till: till.add(product.id, asked, told))
        if added:
            self._desk.sounds.play(Sound.OK)
            self._ask_for_stamps()
        return added

    async def sell_created(self, product: Product) -> None:
        """What was scanned and nobody knew is a product now."""
        await self._desk.attempt(lambda till: till.dismiss_problem())
        await self.add(product)

    def _ask_for_stamps(self) -> None:
        self._desk.start(self._stamps())

    async def _stamps(self) -> None:
        if self._desk.state.cart.line_waiting_for_stamp() is None:
            return
        if isinstance(self._panes.pane, ExcisePane | AgePane):
            # the age comes first; stamps are asked for once it is known
            return
        line_id = await self._panes.open(ExcisePane(self._look, self._desk))
        if line_id is not None:
            await self._take_out(line_id)

    async def _take_out(self, line_id: str) -> None:
        """Void a line; of excise goods the stamps that come out are asked for."""
        line = self._desk.state.cart.line(line_id)
        stamps = len(line.excise_stamps)
        if stamps and await self._stamps_out(line, stamps) is None:
            return
        if any(one.id == line_id for one in self._desk.state.cart.lines):
            await self._desk.attempt(lambda till: till.remove(line_id))

    async def _stamps_out(self, line: CartLine, wanted: int) -> str | None:
        """Ask which pieces leave. → the pane's answer, None when the cashier keeps them."""
        answer = await self._panes.open(StampOutPane(self._look, self._desk, line, wanted))
        return None if answer is None else str(answer)

    async def _lower(self, line_id: str, thousandths: int) -> bool:
        """Before the quantity of excise goods is lowered: which stamps come out? → shall it still be set?"""
        line = self._desk.state.cart.line(line_id)
        surplus = len(line.excise_stamps) - -(-thousandths // ONE)
        if not line.product.excise or surplus <= 0:
            return True
        if await self._stamps_out(line, surplus) is None:
            return False
        return any(one.id == line_id and one.quantity != thousandths for one in self._desk.state.cart.lines)

    # questions

    async def _ask(self, question: Question) -> NumberAnswer | None:
        answer = await self._panes.open(NumberPane(self._look, question))
        return answer if isinstance(answer, NumberAnswer) else None

    async def _ask_weight(self, product: Product) -> int | None:
        question = Question(
            tr("Вага"),
            tr("Вага, {unit}").format(unit=unit(product)),
            tr("Додати"),
            lambda text: check_quantity(product, parse_quantity(text)),
            product.name,
            tr("{price} за {unit}").format(price=money(product.price), unit=unit(product)),
            bad=tr("Введіть вагу, наприклад 0,350."),
            price=product.price,
        )
        answer = await self._panes.open(number_pane(self._look, self._desk, question, product))
        return answer.value if isinstance(answer, NumberAnswer) else None

    async def _ask_price(self, product: Product, start: str) -> int | None:
        answer = await self._ask(
            Question(
                tr("Ціна"),
                tr("Ціна за {unit}, грн").format(unit=unit(product)),
                tr("Прийняти"),
                lambda text: check_price(parse_hryvnias(text)),
                product.name,
                start=start,
                bad=tr("Введіть ціну, наприклад 42,90."),
            )
        )
        return answer.value if answer else None

    # keys of the chosen line

    async def change_quantity(self) -> None:
        """F3: figures typed before it are the quantity; else it asks."""
        line_id = self._chosen_line()
        if line_id is None:
            return
        line = self._desk.state.cart.line(line_id)
        product, now, price = line.product, line.quantity, line.price
        check: Callable[[str], int] = lambda text: check_quantity(product, parse_quantity(text))  # noqa: E731 - typed, which a def nested here would say no shorter
        typed = self._pad.take_number()
        if typed:
            thousandths = _read(check, typed, "bad_quantity")
        else:
            question = Question(
                tr("Кількість"),
                tr("Кількість, {unit}").format(unit=unit(product)),
                tr("Прийняти"),
                check,
                product.name,
                start=format_quantity(now),
                quick=() if product.sold_by_weight else tuple((text, text) for text in ("1", "2", "3", "5", "10")),
                bad=tr("Введіть кількість."),
                price=price,
                remove=tr("Видалити рядок"),
            )
            answer = await self._panes.open(number_pane(self._look, self._desk, question, product))
            if answer == REMOVED:
                await self._take_out(line_id)
            if not isinstance(answer, NumberAnswer):
                return
            thousandths = answer.value
        if not await self._lower(line_id, thousandths):
            return
        if await self._desk.carry_out(lambda till: till.set_quantity(line_id, thousandths)):
            self._ask_for_stamps()

    async def change_price(self) -> None:
        """F4: the same for the price."""
        line_id = self._chosen_line()
        if line_id is None:
            return
        line = self._desk.state.cart.line(line_id)
        typed = self._pad.take_number()
        price: int | None
        if typed:
            price = _read(lambda text: check_price(parse_hryvnias(text)), typed, "bad_price")
        else:
            price = await self._ask_price(line.product, money(line.price))
        if price is not None:
            wanted = price
            await self._desk.attempt(lambda till: till.set_price(line_id, wanted))

    async def discount(self) -> None:
        """F7: percent or sum, of the chosen line or of the whole receipt; 0 takes it away."""
        if self._desk.state.cart.is_empty:
            return
        line_id = self._chosen_line()
        line = self._desk.state.cart.line(line_id) if line_id else None
        whole = tr("Увесь чек: {sum}").format(sum=money(self._desk.state.totals.total))
        scopes = [Option("receipt", tr("На весь чек"), under=whole)]
        if line is not None:
            scopes.append(Option("line", tr("На рядок"), under=tr("Рядок: {name}").format(name=line.product.name)))
        question = Question(
            tr("Знижка"),
            "",
            tr("Застосувати"),
            parse_hryvnias,
            start=self._pad.take_number() or "0",
            quick=tuple((f"{text} %", text) for text in PERCENTS),
            groups=(
                (
                    Option("percent", tr("Відсоток, %"), tr("Відсоток")),
                    Option("sum", tr("Сума, грн"), tr("Сума, грн")),
                    Option("charge", tr("Надбавка, %"), tr("Відсоток надбавки")),
                ),
                tuple(scopes),
            ),
            bad=tr("Введіть відсоток або суму."),
        )
        answer = await self._ask(question)
        if answer is None:
            return
        way, scope = answer.options
        mode = AdjustmentMode.VALUE if way == "sum" else AdjustmentMode.PERCENT
        value = Decimal(answer.value) if way == "sum" else Decimal(answer.value) / 100
        kind = AdjustmentType.EXTRA_CHARGE if way == "charge" else AdjustmentType.DISCOUNT
        adjustment = Adjustment(kind, mode, value)
        target = line_id if scope == "line" else None
        await self._desk.attempt(lambda till: till.discount(adjustment, target))

    async def void(self) -> None:
        """Delete: the chosen line goes; on the red row of an unknown code it settles that."""
        line_id = self._chosen_line()
        if line_id is not None:
            await self._take_out(line_id)
        elif self._desk.state.unknown_code:
            await self._desk.attempt(lambda till: till.dismiss_problem())

    # money

    async def pay(self, *, exactly: bool = False) -> None:
        """F6 and F12."""
        if exactly and card_may_have_paid(self._desk.state):
            # the button is off then, and so is its key
            self._desk.sounds.play(Sound.ATTENTION)
            return
        if not self._may_pay() or not await self.ask_age():
            return
        pane = PaymentPane(self._look, self._desk, self._new_id())
        answer = self._panes.open(pane)
        if exactly:
            pane.pay_exactly()
        await answer

    async def ask_age(self) -> bool:
        """Goods for adults lie in the basket: is the buyer 18? "No" takes them out. → may it be paid?"""
        if not self._desk.state.age_wanted or isinstance(self._panes.pane, AgePane):
            return not self._desk.state.age_wanted
        answer = await self._panes.open(AgePane(self._look, self._desk.state.cart))
        if answer is True:
            seen = await self._desk.carry_out(lambda till: till.confirm_age())
            self._ask_for_stamps()
            return seen
        if answer is False:
            for line_id in [line.id for line in self._desk.state.cart.lines if is_for_adults(line.product)]:
                await self._remove(line_id)
        return False

    async def _remove(self, line_id: str) -> None:
        await self._desk.attempt(lambda till: till.remove(line_id))

    async def sell_for_a_test(self) -> None:
        """The first good that asks for nothing, and the payment; the last of the first steps. Opens a shift for it."""
        if self._desk.state.shift is None and await self._desk.attempt(lambda till: till.open_shift()) is None:
            return
        for product in await self._desk.look_up(lambda till: till.quick_products()):
            plain = not (product.sold_by_weight or product.excise or product.adults_only or _needs_price(product))
            if plain and product.tax_codes:
                if await self.add(product):
                    await self.pay()
                return
        raise refused("unknown_product")

    def _may_pay(self) -> bool:
        state = self._desk.state
        if state.unknown_code or state.busy:
            self._desk.sounds.play(Sound.ATTENTION)
            return False
        if state.shift is None:
            raise refused("shift_not_open")
        if state.cart.is_empty:
            raise refused("empty_cart")
        check_taxed(state.cart)
        self._drawer.remind(state)
        if state.cart.line_waiting_for_stamp() is not None:
            self._ask_for_stamps()
            return False
        return True


def _needs_price(product: Product) -> bool:
    """Does only the cashier know it? A good without any price may be sold by whoever may change prices."""
    return product.free_price or product.price == 0


def _read(check: Callable[[str], int], text: str, code: str) -> int:
    try:
        return check(text)
    except PosError:
        raise
    except ValueError:
        raise refused(code) from None
