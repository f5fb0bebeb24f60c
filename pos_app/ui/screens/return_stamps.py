"""Which excise stamps come back with a return: scanned, or touched in the list of those that were sold."""

from pos_app.domain.excise import stamp_key
from pos_app.domain.receipt import ReceiptLine
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.screens.stamp_list import StampPane, stamp_rows
from pos_app.ui.sounds import Sound
from pos_app.ui.theme import Look


class ReturnStampsPane(StampPane):
    """The answer is the stamps that come back; empty: all that is left of the line, unscanned; None: no return yet."""

    def __init__(self, look: Look, desk: Desk, line: ReceiptLine, wanted: int, *, whole: bool) -> None:
        last = tr("Повернути без сканування")
        super().__init__(look, tr("Марки, що повертаються"), tr("Скануйте марку. Зіскановано:"), last)
        self._desk = desk
        self._sold = line.excise_stamps
        self._wanted = wanted
        self.chosen: list[str] = []
        self.name.set_text(line.name)
        # where only a part comes back, the till must know which
        self.last.setEnabled(whole)
        self._show()

    def _show(self) -> None:
        self.count(len(self.chosen), self._wanted)
        self.rows.show_rows(stamp_rows(self._sold, self.chosen, tr("зіскановано"), tr("продано за цим чеком")))

    def touched(self, stamp: str) -> None:
        """A touch marks a stamp, and takes the mark away again."""
        if stamp in self.chosen:
            self.chosen.remove(stamp)
            self._show()
        else:
            self._mark(stamp)

    def take(self, code: str) -> None:
        """Scanned or typed."""
        key = stamp_key(code)
        stamp = next((one for one in self._sold if stamp_key(one) == key), None)
        if stamp is None or stamp in self.chosen:
            words = tr("Цієї марки в чеку немає.") if stamp is None else tr("Цю марку вже зіскановано.")
            self.caption.set_text(words, self.look.colours.stop)
            self._desk.sounds.play(Sound.UNKNOWN)
        else:
            self._mark(stamp)

    def _mark(self, stamp: str) -> None:
        self.chosen.append(stamp)
        self._desk.sounds.play(Sound.OK)
        self.caption.set_text(tr("Скануйте марку. Зіскановано:"), self.look.colours.warn_ink)
        self._show()
        if len(self.chosen) == self._wanted:
            self.done.emit(tuple(self.chosen))

    def do_last(self) -> None:
        """All that is left of the line comes back: its stamps are known."""
        if self.last.isEnabled():
            self.done.emit(())
