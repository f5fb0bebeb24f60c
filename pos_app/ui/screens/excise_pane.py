"""The panes of excise stamps on the till: one takes stamps until none is missing, one takes bottles out by theirs."""

from pos_app.domain.cart import CartLine
from pos_app.till.state import TillState
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.screens.stamp_list import StampPane, stamp_rows
from pos_app.ui.sounds import Sound
from pos_app.ui.theme import Look


class ExcisePane(StampPane):
    """Closes by itself when nothing is missing. The answer is the id of a line to void, or None."""

    def __init__(self, look: Look, desk: Desk) -> None:
        caption = tr("Скануйте марку. Зіскановано:")
        super().__init__(look, tr("Акцизні марки"), caption, tr("Прибрати товар з чека"))
        self._desk = desk
        self._line: CartLine | None = None

    def show_state(self, state: TillState) -> None:
        """Count again; done when nothing is missing."""
        self._line = state.cart.line_waiting_for_stamp()
        if self._line is None:
            self.go_back()
            return
        have = self._line.excise_stamps
        self.name.set_text(self._line.product.name)
        self.count(len(have), len(have) + self._line.stamps_missing)
        self.rows.show_rows(stamp_rows(have, have, tr("зіскановано; торкніться, щоб прибрати")))

    def touched(self, stamp: str) -> None:
        """A stamp that was scanned by mistake leaves the line; it can be taken back by undo."""
        line = self._line
        if line is not None and stamp in line.excise_stamps:
            self._desk.start(self._desk.attempt(lambda till: till.remove_stamp(line.id, stamp)))

    def take(self, code: str) -> None:
        """Typed: the same as scanned."""
        self._desk.scan(code)

    def do_last(self) -> None:
        """The whole line goes."""
        self.done.emit(self._line.id if self._line else None)


class StampOutPane(StampPane):
    """Which pieces leave the basket: each by its own stamp, so that the right one is struck.

    The answer is OUT when all have left, UNSCANNED when the cashier takes them out without scanning, None to keep them.
    """

    OUT = "out"
    UNSCANNED = "unscanned"

    def __init__(self, look: Look, desk: Desk, line: CartLine, wanted: int) -> None:
        caption = tr("Скануйте марку. Зіскановано:")
        super().__init__(look, tr("Що забирають з чека?"), caption, tr("Забрати без сканування"))
        self._desk = desk
        self._line_id = line.id
        self._had = len(line.excise_stamps)
        self._wanted = wanted
        self.name.set_text(line.product.name)

    def show_state(self, state: TillState) -> None:
        """Count again; done when so many have left."""
        line = next((line for line in state.cart.lines if line.id == self._line_id), None)
        left = line.excise_stamps if line is not None else ()
        gone = self._had - len(left)
        self.count(gone, self._wanted)
        self.rows.show_rows(stamp_rows(left, (), "", tr("торкніться, щоб забрати саме цю")))
        if line is None or gone >= self._wanted:
            self.done.emit(self.OUT)

    def touched(self, stamp: str) -> None:
        """A finger on a stamp takes that piece out: for one that no scanner reads."""
        self.take(stamp)

    def take(self, code: str) -> None:
        """A stamp that comes out."""
        self._desk.start(self.strike(code))

    async def strike(self, code: str) -> None:
        """Take the piece with this stamp out, or say that it is not one of these."""
        line_id = self._line_id
        if await self._desk.carry_out(lambda till: till.void_stamp(line_id, code)):
            self._desk.sounds.play(Sound.OK)

    def do_last(self) -> None:
        """Without scanning; the journal keeps which stamps left so."""
        self.done.emit(self.UNSCANNED)
