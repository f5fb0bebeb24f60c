"""The printer's set-up: one question after the other, answered by looking at the paper; kept at the end alone."""

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_app.domain.errors import PosError
from pos_app.printing.trial import Step, Trial
from pos_app.till.door import TillDoor
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import STEPS, Action
from pos_app.ui.printer_words import SPEEDS, found_row, page_rows
from pos_app.ui.screens.pane import Keyed
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.rows import Row, RowList

Answered = Callable[[str], Coroutine[Any, Any, None]]


class PrinterSetupPanel(Keyed):
    """Answers stand on the left; the question and what helps on the right."""

    finished = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._values: dict[str, Any] = {}
        self._trial: Trial | None = None
        self._answered: Answered = self._choose
        self._more: Callable[[], Coroutine[Any, Any, None]] | None = None
        px = look.px
        body = QHBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(px(12))
        self.rows = RowList(look, height=60, empty=tr("Нічого не знайдено. Увімкніть принтер і шукайте ще раз."))
        self.rows.taken.connect(self._take)
        body.addWidget(self.rows, 54)
        side = QVBoxLayout()
        side.setSpacing(px(8))
        body.addLayout(side, 46)
        self.question = Line(look, size=Size.TITLE, bold=True, most=2, from_top=True)
        self.help = Line(look, size=Size.TEXT, most=6, from_top=True)
        side.addWidget(self.question)
        side.addWidget(self.help)
        side.addStretch(1)
        self.more = TouchButton(look, "", key="F2")
        self.anew = TouchButton(look, tr("Спочатку"), icon_name="undo", key="F5")
        self.next = TouchButton(look, tr("Далі"), role=Role.PAY, key="Enter", size=Size.LARGE)
        self.more.clicked.connect(self._do_more)
        self.anew.clicked.connect(self.begin)
        self.next.clicked.connect(self.rows.take)
        for button in (self.more, self.anew, self.next):
            button.setFixedHeight(px(64))
            side.addWidget(button)
        self._ask(tr("Який принтер друкує чеки?"), "", [], self._choose)

    def begin(self) -> None:
        """The first question, with an answer that is looked for now."""
        self._values = {}
        self._desk.start(self._find(network=False))

    def _ask(
        self,
        question: str,
        words: str,
        rows: Sequence[Row],
        answered: Answered,
        *,
        more: str = "",
        do_more: Callable[[], Coroutine[Any, Any, None]] | None = None,
    ) -> None:
        self.question.set_text(question)
        self.help.set_text(words)
        self.rows.show_rows([])
        self.rows.show_rows(rows)
        self._answered, self._more = answered, do_more
        self.more.setText(more)
        self.more.setVisible(do_more is not None)
        self.next.setEnabled(bool(rows))

    def _take(self, key: str) -> None:
        self._desk.start(self._answered(key))

    def _do_more(self) -> None:
        if self._more is not None:
            self._desk.start(self._more())

    async def _attempt(self, command: Callable[[TillDoor], Coroutine[Any, Any, Any]]) -> Any:
        """A command; while it runs nothing else can be answered."""
        for button in (self.next, self.more, self.anew):
            button.setEnabled(False)
        try:
            return await self._desk.attempt(command)
        finally:
            for button in (self.next, self.more, self.anew):
                button.setEnabled(True)

    # which printer

    async def _find(self, *, network: bool) -> None:
        searching = tr("Шукаємо в мережі магазину…") if network else tr("Шукаємо принтери на цьому комп'ютері…")
        self._ask(searching, "", [], self._choose)
        found = await self._attempt(lambda till: till.printer.find(network=network))
        rows = [found_row(one) for one in found or ()]
        if not network:
            rows.append(Row("none||", tr("Без принтера"), tr("Чеки лише електронні")))
        self._ask(
            tr("Який принтер друкує чеки?"),
            tr("Увімкніть принтер і під'єднайте кабель. У мережі каса шукає лише на ваше прохання і нічого не друкує."),
            rows,
            self._choose,
            more=tr("Шукати на комп'ютері") if network else tr("Шукати в мережі магазину"),
            do_more=lambda: self._find(network=not network),
        )

    async def _choose(self, key: str) -> None:
        transport, place, profile = key.split("|", 2)
        self._values = {"transport": transport, **_place(transport, place)}
        if transport == "none":
            await self._keep()
            return
        self._values["profile"] = profile
        if transport == "serial" and not await self._find_speed():
            rows = [Row(str(speed), f"{speed}", tr("бод")) for speed in SPEEDS]
            words = tr("Принтер мовчить. Швидкість є на його тестовому аркуші: увімкніть його, тримаючи FEED.")
            self._ask(tr("Яка швидкість порту?"), words, rows, self._speed)
            return
        self._ask_paper()

    async def _find_speed(self) -> bool:
        """Ask at each speed; the one that is answered at is right."""
        self._ask(tr("Перевіряємо швидкість порту…"), "", [], self._choose)
        for speed in SPEEDS:
            values = {**self._values, "baudrate": speed}
            try:
                trial = await self._desk.run(_looking(values))
            except PosError:
                return False
            if trial.said is not None and trial.said.answers:
                self._values = values
                return True
        return False

    async def _speed(self, key: str) -> None:
        self._values["baudrate"] = int(key)
        self._ask_paper()

    # the paper and its letters

    def _ask_paper(self) -> None:
        rows = [
            Row("80", "80 мм", tr("48 знаків у рядку")),
            Row("42", "80 мм", tr("42 знаки у рядку")),
            Row("58", "58 мм", tr("32 знаки у рядку")),
        ]
        words = tr("Після відповіді принтер надрукує тестову сторінку.")
        self._ask(tr("Який завширшки папір?"), words, rows, self._paper)

    async def _paper(self, key: str) -> None:
        self._values |= {"width_mm": 58 if key == "58" else 80, "columns": 42 if key == "42" else 0}
        await self._print_page()

    async def _print_page(self) -> None:
        self._trial = await self._attempt(lambda till: till.printer.try_out(self._values, Step.PAGE))
        if self._trial is None:
            return
        self._values["confirms"] = self._trial.confirms
        self._ask(
            tr("Який рядок читається: Ґґ Єє Іі Її?"),
            tr("На тестовій сторінці рядки пронумеровано. Оберіть той, де всі українські літери на місці."),
            page_rows(),
            self._page,
            more=tr("Надрукувати ще раз"),
            do_more=self._print_page,
        )

    async def _page(self, key: str) -> None:
        self._values |= {"raster": True} if key == "raster" else {"raster": False, "codepage": key}
        rows = [
            Row("native", tr("Так, QR-код є"), tr("Принтер малює його сам")),
            Row("raster", tr("Ні, QR-коду немає"), tr("Каса малюватиме його точками")),
        ]
        self._ask(tr("Чи є внизу сторінки QR-код?"), "", rows, self._qr)

    async def _qr(self, key: str) -> None:
        self._values["qr"] = key
        rows = [Row("yes", tr("Так, відрізав")), Row("no", tr("Ні, ножа немає"), tr("Чек відривають руками"))]
        self._ask(tr("Чи відрізав принтер сторінку?"), "", rows, self._cut)

    async def _cut(self, key: str) -> None:
        self._values["cut"] = key == "yes"
        await self._open_drawer(2)

    # the drawer

    async def _open_drawer(self, pin: int) -> None:
        self._values |= {"drawer_pin": pin, "open_drawer": True}
        trial = await self._attempt(lambda till: till.printer.try_out(self._values, Step.DRAWER))
        high = trial.drawer_high if trial is not None else None
        self._values["drawer_signal"] = "none" if high is None else "high" if high else "low"
        rows = [
            Row("yes", tr("Так, відчинилася")),
            Row("other", tr("Ні, спробувати інший контакт"), tr("Контакт 5") if pin == 2 else tr("Контакт 2")),
            Row("none", tr("Скриньки немає")),
        ]
        words = tr("Каса щойно подала сигнал на скриньку, під'єднану до принтера.")
        self._ask(tr("Чи відчинилася грошова скринька?"), words, rows, lambda answer: self._drawer(answer, pin))

    async def _drawer(self, key: str, pin: int) -> None:
        if key == "other":
            await self._open_drawer(5 if pin == 2 else 2)
            return
        if key == "none":
            self._values |= {"open_drawer": False, "drawer_signal": "none"}
        await self._keep()

    async def _keep(self) -> None:
        kept = await self._attempt(lambda till: till.printer.set_up(self._values))
        if kept is not None:
            self.finished.emit()
            self.begin()

    def do(self, action: Action) -> bool:
        """Arrows choose, Enter answers, F2 looks elsewhere, F5 begins anew."""
        if action in STEPS:
            self.rows.step(STEPS[action])
        elif action is Action.ENTER:
            self.next.click()
        elif action is Action.SEARCH:
            self.more.click()
        elif action is Action.PARK:
            self.anew.click()
        else:
            return False
        return True


def _looking(values: dict[str, Any]) -> Callable[[TillDoor], Coroutine[Any, Any, Trial]]:
    return lambda till: till.printer.try_out(values, Step.LOOK)


def _place(transport: str, place: str) -> dict[str, Any]:
    """Where a found printer is, as the set-up says it."""
    if transport == "network":
        host, _, port = place.rpartition(":")
        return {"host": host, "port": int(port)}
    if transport == "usb":
        return {"device": place, "usb": ""} if place.startswith("/dev/") else {"usb": place}
    if transport == "serial":
        return {"device": place}
    return {"queue": place} if transport in {"windows", "cups"} else {}
