"""The catalog's page: find a product or a category, see all of it, and change it in SmartKasa."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_app.domain.cart import check_price
from pos_app.domain.errors import PosError
from pos_app.domain.money import parse_hryvnias
from pos_app.domain.product import Product
from pos_app.till.assortment import Choices, ProductCard
from pos_app.till.state import TillState
from pos_app.ui.catalog_words import card_facts
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import error_text, tr
from pos_app.ui.keys import Action
from pos_app.ui.pictures import Pictures
from pos_app.ui.screens.catalog_browse import CatalogBrowse
from pos_app.ui.screens.catalog_card import CardPanel
from pos_app.ui.screens.catalog_draft import DraftPane
from pos_app.ui.screens.catalog_flows import CatalogFlows
from pos_app.ui.screens.catalog_form import NO_CHOICES, FormScreen
from pos_app.ui.screens.catalog_import import ImportPane
from pos_app.ui.screens.catalog_panes import StockPane, SurePane
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.screens.label_panes import LabelPane, RepricedPane
from pos_app.ui.screens.number_pane import NumberAnswer, NumberPane, Question
from pos_app.ui.screens.pane import PaneHost
from pos_app.ui.theme import Look
from pos_app.ui.widgets.buttons import TouchButton
from pos_app.ui.words import money

READ_PAUSE_MS: Final = 200
"""Passing over rows asks SmartKasa nothing; resting on one does."""


class CatalogScreen(Keyed):
    """Two pages: the list with the card beside it, and the form. Without the right all of it is only looked at."""

    left = Signal()
    created = Signal(object)
    """The product that was made for a code scanned at the till."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look, self._desk = look, desk
        self._choices: Choices = NO_CHOICES
        self._card: ProductCard | None = None
        self._trouble = ""
        self._for_sale = False
        self.pictures = Pictures(desk, self)
        self.pictures.came.connect(lambda _: self._show_product())
        self.stack = QStackedWidget()
        self.form = FormScreen(look, desk)
        self.form.left.connect(self._close_form)
        self.form.saved.connect(self._saved)
        self.stack.addWidget(self._browse_page())
        self.stack.addWidget(self.form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self._rest = QTimer(self, singleShot=True, interval=READ_PAUSE_MS)
        self._rest.timeout.connect(lambda: self._desk.start(self._read_card()))

    def _browse_page(self) -> QWidget:
        look, px = self._look, self._look.px
        page = QWidget()
        layout = QHBoxLayout(page)
        layout.setContentsMargins(px(8), px(8), px(8), px(8))
        layout.setSpacing(px(8))
        self.browse = CatalogBrowse(look, self._desk)
        self.browse.left.connect(self.left)
        self.browse.moved.connect(self._moved)
        self.browse.taken.connect(self.edit)
        side = QVBoxLayout()
        side.setSpacing(px(8))
        side.addWidget(self.browse, 1)
        side.addLayout(self._foot())
        self.card = CardPanel(look)
        self.card.wanted.connect(self.do)
        self.panes = PaneHost(self._desk, self.card)
        self.panes.changed.connect(lambda: self.browse.search.set_active(self.panes.pane is None))
        self.flows = CatalogFlows(look, self._desk, self.panes)
        layout.addLayout(side, 54)
        layout.addWidget(self.panes, 46)
        return page

    def _foot(self) -> QHBoxLayout:
        look = self._look
        foot = QHBoxLayout()
        foot.setSpacing(look.px(6))
        named = (
            (Action.QUANTITY, tr("Новий товар"), "F3"),
            (Action.DISCOUNT, tr("Категорія"), "F7"),
            (Action.RETURN, tr("Імпорт"), "F9"),
            (Action.HISTORY, tr("Нові ціни"), "F11"),
        )
        self.foot: dict[Action, TouchButton] = {}
        for action, name, key in named:
            button = TouchButton(look, name, key=key)
            button.setFixedHeight(look.px(58))
            button.clicked.connect(lambda _=False, action=action: self.do(action))
            foot.addWidget(button, 1)
            self.foot[action] = button
        return foot

    # opening

    def leave(self) -> None:
        """Another page is on the screen: what is asked here holds no scan there."""
        self.panes.put_away()

    def open(self) -> None:
        """The catalog from its top."""
        self._for_sale = False
        self.stack.setCurrentIndex(0)
        self.browse.open()
        self._desk.start(self._begin())
        self._show_rights()

    async def _begin(self) -> None:
        await self._read_choices()
        if not self.may or self._for_sale:
            return
        draft = await self._desk.look_up(lambda till: till.assortment.drafts.get())
        if draft is None or self.panes.pane is not None or self.editing or not self.isVisible():
            return
        answer = await self.panes.open(DraftPane(self._look, draft))
        if answer is False:
            await self._desk.attempt(lambda till: till.assortment.drafts.drop())
        elif answer is not None:
            self._show_form(lambda: self.form.resume(draft, self._choices))

    def new_for_sale(self, code: str) -> None:
        """A new product with a code that was scanned at the till; when it is saved it is sold."""
        self.open()
        self._for_sale = True
        self._desk.start(self._open_form(None, code))

    async def _read_choices(self) -> None:
        self._choices = await self._desk.look_up(lambda till: till.assortment.choices())

    @property
    def may(self) -> bool:
        """May whoever is signed in change the catalog?"""
        cashier = self._desk.state.cashier
        return cashier is not None and "catalog" in cashier.permissions

    @property
    def editing(self) -> bool:
        """Is the form open?"""
        return self.stack.currentWidget() is self.form

    # the chosen product

    def _moved(self) -> None:
        product = self.browse.product
        if self._card is None or product is None or self._card.product.id != product.id:
            self._card, self._trouble = None, ""
        if product is not None:
            self.pictures.know([product])
            self._rest.start()
        self._show_product()

    def _show_product(self) -> None:
        product = self._card.product if self._card is not None else self.browse.product
        has_picture = product is not None and bool(product.picture_id or product.picture_url)
        self.card.show_product(product, self.pictures.get(product.id) if product and has_picture else None)
        if self._card is not None:
            cashier = self._desk.state.cashier
            cost = cashier is not None and "cost" in cashier.permissions
            self.card.show_facts(card_facts(self._card, self._choices, cost=cost))
        self._show_rights()

    def _show_rights(self) -> None:
        known = self.browse.product is not None
        if self._trouble:
            note = self._trouble
        elif not self.may:
            note = tr("Лише перегляд: щоб змінювати товари, потрібні права.")
        else:
            note = "" if self._card is not None or not known else tr("Питаємо SmartKasa…")
        self.card.offer(known=known, fresh=self._card is not None, may=self.may, note=note)
        for action in (Action.QUANTITY, Action.DISCOUNT):
            self.foot[action].setEnabled(self.may)

    async def _read_card(self) -> None:
        product = self.browse.product
        if product is None or not self.isVisible():
            return
        try:
            card = await self._desk.look_up(lambda till: till.assortment.open(product.id))
        except PosError as error:
            self._trouble = error_text(error)
            self._card = None
        else:
            self._trouble = ""
            if self._same(product):
                self._card = card
        if self._same(product):
            self._show_product()

    def _same(self, product: Product) -> bool:
        now = self.browse.product
        return now is not None and now.id == product.id

    def _reread(self) -> None:
        self._card = None
        product = self.browse.product
        self.browse.reload(product.id if product else "")

    # the form

    def edit(self) -> None:
        """Change the chosen product, as SmartKasa has it now."""
        if self.may:
            self._desk.start(self._edit())

    async def _edit(self) -> None:
        if self._card is None:
            await self._read_card()
        if self._card is not None:
            await self._open_form(self._card, "")

    def new(self) -> None:
        """A new product in the category that is looked at."""
        if self.may:
            self._desk.start(self._open_form(None, ""))

    async def _open_form(self, card: ProductCard | None, code: str) -> None:
        await self._read_choices()
        category = self.browse.category if not code else None
        category_id = category.id if category else None
        self._show_form(lambda: self.form.open(card, self._choices, barcode=code, category_id=category_id))

    def _show_form(self, fill: Callable[[], None]) -> None:
        fill()
        self.stack.setCurrentWidget(self.form)

    def _close_form(self) -> None:
        self.stack.setCurrentIndex(0)
        if self._for_sale:
            self._for_sale = False
            self.left.emit()

    def _saved(self, product: Product) -> None:
        for_sale, self._for_sale = self._for_sale, False
        self._close_form()
        if for_sale:
            self.created.emit(product)
            return
        self._card = None
        self.browse.reload(product.id)

    # what is done with the chosen product

    async def _change_price(self) -> None:
        card = self._card
        if card is None:
            return
        question = Question(
            tr("Нова ціна"),
            tr("Ціна за {unit}, грн").format(unit=card.product.unit),
            tr("Зберегти в SmartKasa"),
            lambda text: check_price(parse_hryvnias(text)),
            card.product.name,
            tr("Зараз {price}").format(price=money(card.product.price)),
            bad=tr("Введіть ціну, наприклад 42,90."),
        )
        answer = await self.panes.open(NumberPane(self._look, question))
        if isinstance(answer, NumberAnswer) and await self.flows.set_price(card, answer.value, self._choices):
            self._reread()

    async def _delete(self) -> None:
        card = self._card
        if card is None:
            return
        words = tr("Товар зникне зі SmartKasa для всіх кас. Повернути його не можна.")
        pane = SurePane(self._look, tr("Видалити товар?"), card.product.name, words, tr("Видалити назавжди"))
        if await self.panes.open(pane) and await self.flows.delete(card.product.id):
            self._reread()

    async def _stock(self) -> None:
        card = self._card
        if card is None:
            return
        counted = await self.panes.open(StockPane(self._look, card, may=self.may))
        if counted is not None and await self.flows.count_stock(card.product.id, counted=bool(counted)):
            self._reread()

    async def _label(self) -> None:
        product = self.browse.product
        if product is not None:
            await self._print_labels([product.id])

    async def _repriced(self) -> None:
        chosen = await self.panes.open(RepricedPane(self._look, self._desk))
        if chosen:
            await self._print_labels(list(chosen))

    async def _print_labels(self, product_ids: list[str]) -> None:
        shown = await self._desk.attempt(lambda till: till.labels.preview(product_ids))
        copies = await self.panes.open(LabelPane(self._look, shown)) if shown is not None else None
        if copies is not None:
            await self._desk.attempt(lambda till: till.labels.print(product_ids, int(copies)))

    async def _category(self) -> None:
        if await self.flows.categories(self.browse.category, self.browse.within):
            self.browse.reload()

    async def _import(self) -> None:
        await self.panes.open(ImportPane(self._look, self._desk, self.browse.category, may=self.may))
        self.browse.reload()

    # window

    def show_state(self, state: TillState) -> None:
        """The strip, and whatever is open."""
        self.panes.show_state(state)
        self.show_notice()

    def show_notice(self) -> None:
        """Where the cashier looks."""
        self.form.show_notice()
        self.browse.show_notice()

    def scanned(self, code: str) -> None:
        """A scanner finds a product, or fills the form's barcode in; where something is asked it answers nothing."""
        if self.editing:
            self.form.scanned(code)
        elif self.panes.pane is None:
            self.browse.look_for(code)

    def do(self, action: Action) -> bool:
        """Keys go to the form, to what is asked, to the card's buttons, and else through the list."""
        if self.editing:
            return self.form.do(action)
        if self.panes.pane is not None:
            return self.panes.current.do(action)
        if action in self.card.buttons and action is not Action.ENTER and not self.card.buttons[action].isEnabled():
            return True
        flows = {
            Action.PRICE: self._change_price,
            Action.VOID: self._delete,
            Action.PARK: self._stock,
            Action.RETURN: self._import,
            Action.DRAWER: self._label,
            Action.HISTORY: self._repriced,
        }
        if action in flows:
            self._desk.start(flows[action]())
        elif action is Action.DISCOUNT and self.may:
            self._desk.start(self._category())
        elif action in {Action.QUANTITY, Action.NEW}:
            self.new()
        else:
            return self.browse.do(action)
        return True

    def type_text(self, text: str) -> bool:
        """Typing searches, or answers."""
        if self.editing:
            return self.form.type_text(text)
        if self.panes.pane is not None:
            return self.panes.current.type_text(text)
        return self.browse.type_text(text)
