"""The quick keys put in order: a good is taken by touch and put on the place that is touched next."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout

from pos_app.domain.product import Product
from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.screens.pane import Pane
from pos_app.ui.screens.shelf import product_tile
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.esc_button import Depth, EscButton
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.tiles import COLUMNS, PAGE, Tile, TileGrid
from pos_app.ui.words import inside_quotes

_STEPS = {
    Action.LEFT: -1, Action.RIGHT: 1, Action.UP: -COLUMNS, Action.DOWN: COLUMNS,
    Action.PAGE_UP: -PAGE, Action.PAGE_DOWN: PAGE,
}  # fmt: skip


class QuickKeysPane(Pane):
    """All places, those of a manager's goods with a mark. `changed` carries the pinned goods of all places."""

    changed = Signal(object)

    def __init__(self, look: Look, picture: Callable[[str], QImage | None]) -> None:
        super().__init__(look, tr("Швидкі клавіші"))
        self._keys: list[str | None] = []
        self._products: tuple[Product, ...] = ()
        self._taken: int | None = None
        self.hint = Line(look, most=2, elides=True, colour=look.colours.ink_soft)
        self.column.addWidget(self.hint)
        self.tiles = TileGrid(look, picture)
        self.tiles.chosen.connect(lambda key: self.touch(int(key)))
        self.tiles.setFixedHeight(look.px(258))
        self.column.addWidget(self.tiles)
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        self.back = TouchButton(look, "", icon_name="left")
        self.forth = TouchButton(look, "", icon_name="right")
        for button, step in ((self.back, -1), (self.forth, 1)):
            button.setFixedHeight(look.px(56))
            button.clicked.connect(lambda _=False, step=step: self._turn(step))
            row.addWidget(button, 1)
        self.free = TouchButton(look, tr("Відкріпити"), role=Role.STOP, key="Del")
        self.free.setFixedHeight(look.px(56))
        self.free.clicked.connect(self.unpin)
        row.addWidget(self.free, 2)
        self.column.addLayout(row)
        self.column.addStretch(1)
        self.column.addWidget(Line(look, tr("● закріплено"), size=Size.SMALL, colour=look.colours.accent))
        note = tr("Новий товар: відкрийте його картку (довгий дотик або Shift+F2) і натисніть «На швидку клавішу».")
        self.column.addWidget(Line(look, note, size=Size.SMALL, most=3, colour=look.colours.ink_soft))
        ready = EscButton(look, tr("Готово"), depth=Depth.FORM, role=Role.ACCENT, size=Size.LARGE)
        ready.setFixedHeight(look.px(72))
        ready.clicked.connect(self.go_back)
        self.column.addWidget(ready)

    def show_keys(self, keys: Sequence[str | None], products: Sequence[Product]) -> None:
        """The pinned goods of all places, and the goods that stand there."""
        self._keys, self._products = list(keys), tuple(products)
        self._taken = None
        self._draw()

    def _draw(self) -> None:
        tiles = []
        for place in range(len(self._keys)):
            product = self._at(place)
            if product is None:
                tiles.append(Tile(str(place), tr("вільно"), letter=False))
                continue
            tile = product_tile(product)
            pinned, taken = self._keys[place] == product.id, place == self._taken
            tiles.append(Tile(str(place), tile.title, tile.figure, tile.picture, pinned=pinned, taken=taken))
        self.tiles.show_tiles(tiles, stay=True)
        in_hand = self._at(self._taken) if self._taken is not None else None
        if in_hand is None:
            self.hint.set_text(tr("Торкніться товару, а потім місця, де він має стояти."))
        else:
            self.hint.set_text(tr("Куди поставити «{name}»?").format(name=inside_quotes(in_hand.name)))
        self._show_free()

    def _show_free(self) -> None:
        """Only what a manager has pinned can be unpinned."""
        place = self._place
        self.free.setEnabled(place is not None and self._keys[place] is not None)

    @property
    def _place(self) -> int | None:
        """The place that is taken, or that the frame stands on."""
        framed = self.tiles.framed
        return self._taken if self._taken is not None else int(framed.key) if framed else None

    def _turn(self, step: int) -> None:
        self.tiles.turn(step)
        self._show_free()

    def _at(self, place: int) -> Product | None:
        return self._products[place] if place < len(self._products) else None

    def touch(self, place: int) -> None:
        """Take the good of a place, or put the taken one there; goods that stood there change places with it."""
        if self._taken is None:
            self._taken = place if self._at(place) is not None else None
        elif self._taken == place:
            self._pin(place, place)
            return
        else:
            self._pin(self._taken, place)
            return
        self._draw()

    def _pin(self, taken: int, place: int) -> None:
        product = self._at(taken)
        keys = list(self._keys)
        keys[taken] = self._keys[place] if taken != place else None
        keys[place] = product.id if product is not None else None
        self.changed.emit(keys)

    def unpin(self) -> None:
        """The place goes back to the best sellers."""
        place = self._place
        if place is not None and self._keys[place] is not None:
            self.changed.emit([None if at == place else key for at, key in enumerate(self._keys)])

    def do(self, action: Action) -> bool:
        """Arrows and Enter as a finger, Delete unpins."""
        if action in _STEPS:
            self.tiles.move_frame(_STEPS[action])
            self._show_free()
        elif action is Action.ENTER:
            self.tiles.choose_framed()
        elif action is Action.VOID:
            self.unpin()
        else:
            return super().do(action)
        return True
