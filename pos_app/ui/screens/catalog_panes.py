"""What the catalog asks beside the list: a yes, a name, and what is known of a product's stock."""

from pos_app.till.assortment import ProductCard
from pos_app.ui.catalog_words import stock_words
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.screens.pane import Pane
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.esc_button import Depth, EscButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.labels import Figure, Line
from pos_app.ui.widgets.numpad import TouchKeyboard
from pos_app.ui.widgets.rows import Row, RowList
from pos_app.ui.words import day_and_time, hryvnias


class SurePane(Pane):
    """Something that cannot be taken back: what it means, and a red button."""

    def __init__(self, look: Look, title: str, subject: str, words: str, confirm: str) -> None:
        super().__init__(look, title)
        self.column.addWidget(Line(look, subject, size=Size.LARGE, bold=True, most=3, elides=True, from_top=True))
        self.column.addWidget(Line(look, words, most=4, from_top=True))
        self.column.addStretch(1)
        self.confirm = TouchButton(look, confirm, role=Role.STOP, key="Del", size=Size.LARGE)
        self.confirm.setFixedHeight(look.px(76))
        self.confirm.clicked.connect(lambda: self.done.emit(True))
        keep = EscButton(look, tr("Ні, залишити"), depth=Depth.FORM, size=Size.LARGE)
        keep.setFixedHeight(look.px(64))
        keep.clicked.connect(self.go_back)
        self.column.addWidget(self.confirm)
        self.column.addWidget(keep)

    def do(self, action: Action) -> bool:
        """Delete once more is yes; Enter is nothing, so that nobody deletes by habit."""
        if action is Action.VOID:
            self.done.emit(True)
            return True
        return super().do(action)


class NamePane(Pane):
    """A title: of a category or a subgroup."""

    def __init__(self, look: Look, title: str, caption: str, start: str, confirm: str) -> None:
        super().__init__(look, title)
        self.field = Field(look, caption, figures=False, size=Size.LARGE, height=64)
        self.field.set_text(start)
        self.letters = TouchKeyboard(look)
        self.letters.setFixedHeight(look.px(300))
        self.letters.pressed.connect(self.touch_key)
        self.confirm = TouchButton(look, confirm, role=Role.PAY, key="Enter", size=Size.LARGE)
        self.confirm.setFixedHeight(look.px(64))
        self.confirm.clicked.connect(self.answer)
        self.column.addWidget(self.field)
        self.column.addStretch(1)
        self.column.addWidget(self.letters)
        self.column.addWidget(self.confirm)

    def answer(self) -> None:
        """The typed text; nothing is no title."""
        text = " ".join(self.field.text().split())
        if text:
            self.done.emit(text)
        else:
            self.field.set_error(tr("Вкажіть назву."))

    def do(self, action: Action) -> bool:
        """Enter answers."""
        if action in {Action.ENTER, Action.PAY}:
            self.answer()
        elif action is Action.BACKSPACE:
            self.field.backspace()
        else:
            return super().do(action)
        return True

    def type_text(self, text: str) -> bool:
        """Letters go to the field."""
        self.field.insert(text)
        return True


class StockPane(Pane):
    """The product's inventory card in our shop; what it is worth only for whoever may know what it cost."""

    def __init__(self, look: Look, card: ProductCard, *, may: bool) -> None:
        super().__init__(look, tr("Картка залишку"))
        stock, product = card.stock, card.product
        self.column.addWidget(Line(look, product.name, size=Size.LARGE, bold=True, most=2, elides=True, from_top=True))
        # words have letters that reach below the line, for which a figure's box has no room
        self.figure = Figure(look, size=Size.FIGURE if stock.counted else Size.LARGE)
        self.figure.setFixedHeight(look.px(64))
        self.figure.set_text(stock_words(card))
        self.column.addWidget(self.figure)
        rows = [Row("counted", tr("Облік залишку"), figure=tr("ведеться") if stock.counted else tr("не ведеться"))]
        if stock.changed_at is not None:
            rows.append(Row("at", tr("Картку змінено"), figure=day_and_time(stock.changed_at)))
        rows.append(Row("elsewhere", tr("Картки інших магазинів"), figure=str(stock.elsewhere)))
        if card.cost is not None:
            rows.append(Row("cost", tr("Закупівельна ціна"), figure=hryvnias(card.cost)))
            if stock.counted and stock.amount is not None:
                worth = hryvnias(stock.amount * card.cost // 1000)
                rows.append(Row("worth", tr("Залишок за закупівельною ціною"), figure=worth))
        self.rows = RowList(look, height=52, still=True)
        self.rows.show_rows(rows)
        self.column.addWidget(self.rows, 1)
        words = tr("Прихід, списання й інвентаризацію проводять у SmartKasa.")
        self.column.addWidget(Line(look, words, size=Size.SMALL, colour=look.colours.ink_soft, most=2))
        self.turn = TouchButton(look, tr("Не вести облік") if stock.counted else tr("Вести облік"), key="F5")
        self.turn.setFixedHeight(look.px(64))
        self.turn.setEnabled(may)
        self.turn.clicked.connect(lambda: self.done.emit(not stock.counted))
        self.column.addWidget(self.turn)
        self._turns_to = not stock.counted

    def do(self, action: Action) -> bool:
        """F5 turns the counting on or off."""
        if action is Action.PARK and self.turn.isEnabled():
            self.done.emit(self._turns_to)
            return True
        return super().do(action)

