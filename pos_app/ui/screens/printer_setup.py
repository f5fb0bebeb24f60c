"""The printer's set-up: one question after the other, answered by looking at the paper; kept at the end alone."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_app.domain.errors import PosError
from pos_app.domain.said import NO_BREAK
from pos_app.printing.trial import Step, Trial
from pos_app.till.door import TillDoor
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.keys import STEPS, Action
from pos_app.ui.printer_words import SPEEDS, found_row, page_rows
from pos_app.ui.screens.code_form import CodeForm
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.rows import Row, RowList

RAW_PORT: Final = 9100
"""Where printers in a network listen, unless their sheet says otherwise."""
_TYPED: Final = "typed"
Answered = Callable[[str], Coroutine[Any, Any, None]]


class PrinterSetupPanel(Keyed):
    """Answers stand on the left; the question and what helps on the right. `reserve`: it is about the reserve."""

    finished = Signal()

    def __init__(self, look: Look, desk: Desk, *, reserve: bool = False) -> None:
        super().__init__()
        self._desk = desk
        self._reserve = reserve
        self._values: dict[str, Any] = {}
        self._trial: Trial | None = None
        self._flow: asyncio.Task[Any] | None = None
        self._answered: Answered = self._choose
        self._more: Callable[[], Coroutine[Any, Any, None]] | None = None
        px = look.px
        self._stack = QStackedWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        asking = QWidget()
        self._stack.addWidget(asking)
        self.form = CodeForm(look, desk)
        self.form.answered.connect(self._typed)
        self._stack.addWidget(self.form)
        body = QHBoxLayout(asking)
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
        self.test = TouchButton(look, tr("Тестова сторінка на резервному"), icon_name="printer", key="F3")
        self.test.clicked.connect(lambda: desk.start(self._test()))
        self.test.hide()
        self.anew = TouchButton(look, tr("Почати спочатку"), icon_name="undo", key="F5")
        self.next = TouchButton(look, tr("Далі"), role=Role.PAY, key="Enter", size=Size.LARGE)
        self.more.clicked.connect(self._do_more)
        self.anew.clicked.connect(self._begin_anew)
        self.next.clicked.connect(self.rows.take)
        for button in (self.test, self.more, self.anew, self.next):
            button.setFixedHeight(px(64))
            side.addWidget(button)
        self._ask(self._which, "", [], self._choose)

    @property
    def _which(self) -> str:
        return tr("Який принтер замінить основний?") if self._reserve else tr("Який принтер друкує чеки?")

    def begin(self) -> None:
        """The first question, with an answer that is looked for now."""
        self._values = {}
        self._stack.setCurrentIndex(0)
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
        self.test.hide()

    @property
    def _at_work(self) -> bool:
        """Is an answer being carried out? Another one would be to a question that is over."""
        return self._flow is not None and not self._flow.done()

    def _take(self, key: str) -> None:
        if not self._at_work:
            self._flow = self._desk.start(self._answered(key))

    def _do_more(self) -> None:
        if self._more is not None and not self._at_work:
            self._flow = self._desk.start(self._more())

    def _begin_anew(self) -> None:
        if not self._at_work:
            self.begin()

    async def _attempt(self, command: Callable[[TillDoor], Coroutine[Any, Any, Any]]) -> Any:
        """A command; while it runs nothing else can be answered."""
        for button in (self.test, self.next, self.more, self.anew):
            button.setEnabled(False)
        try:
            return await self._desk.attempt(command)
        finally:
            for button in (self.test, self.next, self.more, self.anew):
                button.setEnabled(True)

    # which printer

    async def _find(self, *, network: bool) -> None:
        searching = tr("Шукаємо в мережі магазину…") if network else tr("Шукаємо принтери на цьому комп'ютері…")
        self._ask(searching, "", [], self._choose)
        found = await self._attempt(lambda till: till.printer.find(network=network))
        rows = [found_row(one) for one in found or ()]
        if not network:
            without = Row("none||", tr("Без принтера"), tr("Чеки лише електронні"), icon_name="close")
            rows.append(
                Row(
                    _TYPED,
                    tr("Ввести адресу в мережі"),
                    tr("Принтер є, а пошук його не бачить"),
                    "",
                    icon_name="keyboard",
                )
            )
            waits = Row("none||", tr("Без резервного принтера"), tr("Чеки чекатимуть на основний"), icon_name="close")
            rows.append(waits if self._reserve else without)
        advice = tr(
            "Увімкніть принтер і під'єднайте кабель. У мережі каса шукає лише на ваше прохання і нічого не друкує."
        )
        self._ask(
            self._which,
            self._now() if self._reserve else advice,
            rows,
            self._choose,
            more=tr("Шукати на комп'ютері") if network else tr("Шукати в мережі магазину"),
            do_more=lambda: self._find(network=not network),
        )
        self.test.setVisible(bool(self._reserve and self._desk.state.printer.reserve))

    def _now(self) -> str:
        """Which reserve there is by now, and what it is for."""
        place = self._desk.state.printer.reserve
        what = tr("Він друкує чеки, поки основний не може. Скриньку відкриває лише основний.")
        return f"{tr('Зараз: {place}.').format(place=place)} {what}" if place else what

    async def _test(self) -> None:
        """A page on the reserve as it is set up: only paper shows that it works."""
        trial = await self._attempt(lambda till: till.printer.try_out({}, Step.PAGE, reserve=True))
        if trial is not None:
            self.help.set_text(tr("Сторінку надіслано на резервний принтер. Чи вийшла вона?"))

    def _typed(self, answer: object) -> None:
        """An address like 192.168.1.87, perhaps with a port; nothing where the person went back."""
        self._stack.setCurrentIndex(0)
        if answer is not None:
            host, _, port = str(answer).removeprefix("tcp://").partition(":")
            self._take(f"network|{host}:{port if port.isdecimal() and len(port) <= 5 else RAW_PORT}|default")

    async def _choose(self, key: str) -> None:
        if key == _TYPED:
            self.form.ask(tr("Адреса принтера в мережі"), tr("Адреса, наприклад 192.168.1.87"))
            self._stack.setCurrentWidget(self.form)
            return
        transport, place, profile = key.split("|", 2)
        self._values = {"transport": transport, **_place(transport, place)}
        if transport == "none":
            await self._keep()
            return
        self._values["profile"] = profile
        if transport == "serial" and not await self._find_speed():
            rows = [Row(str(speed), f"{speed}{NO_BREAK}{tr('бод')}") for speed in SPEEDS]
            words = tr("Принтер мовчить. Швидкість є на його тестовому аркуші: увімкніть принтер, тримаючи FEED.")
            self._ask(tr("Яка швидкість порту?"), words, rows, self._speed)
            return
        self._ask_paper()

    async def _find_speed(self) -> bool:
        """Ask at each speed; the one that is answered at is right."""
        self._ask(tr("Перевіряємо швидкість порту…"), "", [], self._choose)
        for speed in SPEEDS:
            values = {**self._values, "baudrate": speed}
            try:
                trial = await self._desk.run(self._looking(values))
            except PosError:
                return False
            if trial.said is not None and trial.said.answers:
                self._values = values
                return True
        return False

    def _looking(self, values: dict[str, Any]) -> Callable[[TillDoor], Coroutine[Any, Any, Trial]]:
        return lambda till: till.printer.try_out(values, Step.LOOK, reserve=self._reserve)

    async def _speed(self, key: str) -> None:
        self._values["baudrate"] = int(key)
        self._ask_paper()

    # the paper and its letters

    def _ask_paper(self) -> None:
        rows = [
            Row("80", tr("80 мм"), tr("48 знаків у рядку")),
            Row("42", tr("80 мм"), tr("42 знаки у рядку")),
            Row("58", tr("58 мм"), tr("32 знаки у рядку")),
        ]
        words = tr("Після відповіді принтер надрукує тестову сторінку.")
        self._ask(tr("Який завширшки папір?"), words, rows, self._paper)

    async def _paper(self, key: str) -> None:
        self._values |= {"width_mm": 58 if key == "58" else 80, "columns": 42 if key == "42" else 0}
        await self._print_page()

    async def _print_page(self) -> None:
        values = self._values
        self._trial = await self._attempt(lambda till: till.printer.try_out(values, Step.PAGE, reserve=self._reserve))
        if self._trial is None:
            return
        self._values["confirms"] = self._trial.confirms
        if self._trial.speaks_up is not None:
            self._values["asb"] = "on" if self._trial.speaks_up else "off"
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
        if self._reserve:
            self._values |= {"open_drawer": False, "drawer_signal": "none"}
            await self._keep()
        else:
            await self._open_drawer(2)

    # the drawer

    async def _open_drawer(self, pin: int) -> None:
        self._values |= {"drawer_pin": pin, "open_drawer": True}
        trial = await self._attempt(lambda till: till.printer.try_out(self._values, Step.DRAWER))
        high = trial.drawer_high if trial is not None else None
        self._values["drawer_signal"] = "none" if high is None else "high" if high else "low"
        rows = [
            Row("yes", tr("Так, відкрилася")),
            Row("other", tr("Ні, спробувати інший контакт"), tr("Контакт 5") if pin == 2 else tr("Контакт 2")),
            Row("none", tr("Скриньки немає")),
        ]
        words = tr("Каса щойно подала сигнал на скриньку, під'єднану до принтера.")
        self._ask(tr("Чи відкрилася грошова скринька?"), words, rows, lambda answer: self._drawer(answer, pin))

    async def _drawer(self, key: str, pin: int) -> None:
        if key == "other":
            await self._open_drawer(5 if pin == 2 else 2)
            return
        if key == "none":
            self._values |= {"open_drawer": False, "drawer_signal": "none"}
        await self._keep()

    async def _keep(self) -> None:
        kept = await self._attempt(lambda till: till.printer.set_up(self._values, reserve=self._reserve))
        if kept is not None:
            self.finished.emit()
            self.begin()

    def do(self, action: Action) -> bool:
        """Arrows choose, Enter answers, F2 looks elsewhere, F5 begins anew."""
        if self._stack.currentWidget() is self.form:
            return self.form.do(action)
        if action in STEPS:
            self.rows.step(STEPS[action])
        elif action is Action.ENTER:
            self.next.click()
        elif action is Action.SEARCH:
            self.more.click()
        elif action is Action.QUANTITY and not self.test.isHidden():
            self.test.click()
        elif action is Action.PARK:
            self.anew.click()
        else:
            return False
        return True

    def type_text(self, text: str) -> bool:
        """Into the address that is being typed."""
        return self._stack.currentWidget() is self.form and self.form.type_text(text)

    def clear_typed(self) -> None:
        """An empty address."""
        self.form.clear_typed()


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
