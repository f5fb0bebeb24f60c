"""Is the buyer 18? Asked once a basket, as soon as goods for adults lie in it."""

from pos_app.domain.cart import Cart
from pos_app.domain.scope import is_for_adults
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.screens.pane import Pane
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.rows import Row, RowList


class AgePane(Pane):
    """Answers True: 18 or older; False: not, the goods go out; None: not asked yet."""

    def __init__(self, look: Look, cart: Cart) -> None:
        super().__init__(look, tr("Покупцю є 18 років?"))
        words = tr("Якщо є сумнів, попросіть документ. Без відповіді чек не оплатити.")
        self.column.addWidget(Line(look, words, size=Size.LARGE, most=3, from_top=True))
        self.rows = RowList(look, height=56, still=True)
        goods = [line for line in cart.lines if is_for_adults(line.product)]
        self.rows.show_rows([Row(line.id, line.product.name, icon_name="alert") for line in goods])
        self.column.addWidget(self.rows, 1)
        self.yes = TouchButton(look, tr("Так, є 18"), role=Role.PAY, key="Enter", size=Size.TITLE)
        self.no = TouchButton(look, tr("Ні, прибрати з чека"), role=Role.STOP, key="Del", size=Size.LARGE)
        self.yes.clicked.connect(lambda: self.done.emit(True))
        self.no.clicked.connect(lambda: self.done.emit(False))
        for button in (self.yes, self.no):
            button.setFixedHeight(look.px(96))
            self.column.addWidget(button)

    def do(self, action: Action) -> bool:
        """Enter is yes, Delete is no."""
        if action is Action.ENTER:
            self.done.emit(True)
        elif action is Action.VOID:
            self.done.emit(False)
        else:
            return super().do(action)
        return True
