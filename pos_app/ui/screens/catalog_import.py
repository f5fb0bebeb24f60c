"""A file of products for SmartKasa to read: from where, into which category, how far it is, what of bad rows."""

from collections.abc import Sequence
from contextlib import suppress

from PySide6.QtWidgets import QHBoxLayout

from pos_app.domain.errors import PosError
from pos_app.domain.said import NO_BREAK
from pos_app.till.state import Category, ImportPhase, ImportProgress, TillState
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import told, tr
from pos_app.ui.keys import Action
from pos_app.ui.screens.pane import Pane
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.numpad import TouchKeyboard
from pos_app.ui.widgets.rows import Row, RowList, Tone
from pos_app.ui.words import day_and_time


class ImportPane(Pane):
    """Stays as long as it is looked at; the import goes on without it."""

    def __init__(self, look: Look, desk: Desk, category: Category | None, *, may: bool) -> None:
        super().__init__(look, tr("Імпорт товарів"))
        self._desk, self._category, self._may = desk, category, may
        self._earlier: Sequence[ImportProgress] = ()
        self._begun = ""
        c, px = look.colours, look.px
        words = tr("Файл має лежати там, звідки його завантажить SmartKasa: адреса https://, не файл цього комп'ютера.")
        self.column.addWidget(Line(look, words, size=Size.SMALL, colour=c.ink_soft, most=3, from_top=True))
        self.field = Field(look, tr("Адреса файла"), figures=False, size=Size.TEXT, height=56)
        self.field.touched.connect(self._turn)
        self.field.changed.connect(lambda _: self._show_begin())
        self.column.addWidget(self.field)
        into = category.name if category else tr("оберіть категорію в каталозі")
        self.into = Line(look, tr("У категорію: {name}").format(name=into), size=Size.SMALL, elides=True)
        self.column.addWidget(self.into)
        self.letters = TouchKeyboard(look, "ABC")
        self.letters.pressed.connect(self.touch_key)
        self.letters.hide()
        self.column.addWidget(self.letters, 1)
        self.status = Line(look, size=Size.TEXT, bold=True, most=2, elides=True, from_top=True)
        self.counts = Line(look, size=Size.SMALL, colour=c.ink_soft, most=2, from_top=True)
        self.rows = RowList(look, height=60, still=True, empty=tr("Імпортів ще не було."))
        for widget in (self.status, self.counts):
            self.column.addWidget(widget)
        self.column.addWidget(self.rows, 1)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        self.begin = TouchButton(look, tr("Почати імпорт"), role=Role.PAY, key="Enter")
        self.stop = TouchButton(look, tr("Не чекати"), key="Del")
        self.begin.clicked.connect(self.start)
        self.stop.clicked.connect(self.give_up)
        for button in (self.begin, self.stop):
            button.setFixedHeight(px(64))
            foot.addWidget(button, 1)
        self.column.addLayout(foot)
        desk.start(self._load())

    def _turn(self) -> None:
        self._write(self.letters.isHidden())

    def _write(self, writing: bool) -> None:
        self.letters.setVisible(writing)
        for widget in (self.status, self.counts, self.rows):
            widget.setVisible(not writing)

    async def _load(self) -> None:
        earlier = await self._desk.attempt(lambda till: till.assortment.imports.list())
        self._earlier = earlier or ()
        self.show_state(self._desk.state)

    # showing

    def show_state(self, state: TillState) -> None:
        """The import that is watched, else the earlier ones."""
        now = state.catalog.importing
        self._show_begin()
        self.stop.setEnabled(now is not None and now.watched)
        if now is None:
            self.status.set_text("")
            self.counts.set_text("")
            self.rows.show_rows([_job_row(job) for job in self._earlier])
            return
        c = self.look.colours
        ink = {ImportPhase.DONE: c.pay, ImportPhase.FAILED: c.stop}.get(now.phase, c.ink)
        self.status.set_text(f"{phase_words(now)}: {now.filename}", ink)
        self.counts.set_text(counts_words(now))
        none = tr("SmartKasa прийняла всі рядки.") if now.phase is ImportPhase.DONE else tr("Помилок поки немає.")
        self.rows.set_empty(none)
        rows = enumerate(now.problems)
        self.rows.show_rows(
            [Row(str(place), told(problem), icon_name="alert", tone=Tone.STOP) for place, problem in rows]
        )

    def _show_begin(self) -> None:
        """Not for the address that was begun with: Enter once more would take every product in a second time."""
        now = self._desk.state.catalog.importing
        watched = now is not None and now.watched
        failed = now is not None and now.phase is ImportPhase.FAILED
        again = bool(self._begun) and self.field.text().strip() == self._begun and not failed
        self.begin.setEnabled(self._may and self._category is not None and not watched and not again)

    # doing

    def start(self) -> None:
        """Have SmartKasa begin."""
        if not self.begin.isEnabled() or self._category is None:
            return
        url, category_id = self.field.text().strip(), self._category.id
        self._write(False)
        self._begun = url
        self._show_begin()
        self._desk.start(self._start(url, category_id))

    async def _start(self, url: str, category_id: str) -> None:
        if await self._desk.attempt(lambda till: till.assortment.imports.start(url, category_id)) is None:
            # the answer alone may have been lost: an import that runs is in the list, and is watched again from there
            with suppress(PosError):
                self._earlier = await self._desk.look_up(lambda till: till.assortment.imports.list())
            self._begun = ""
        self.show_state(self._desk.state)

    def give_up(self) -> None:
        """Wait no longer; SmartKasa goes on."""
        if self.stop.isEnabled():
            self._desk.start(self._desk.attempt(lambda till: till.assortment.imports.stop_watching()))

    def do(self, action: Action) -> bool:
        """Enter begins, Delete gives the waiting up, Esc leaves and the import goes on."""
        if action is Action.ENTER:
            self.start()
        elif action is Action.VOID:
            self.give_up()
        elif action is Action.BACKSPACE:
            self.field.backspace()
        else:
            return super().do(action)
        return True

    def type_text(self, text: str) -> bool:
        """The address."""
        self.field.insert(text)
        return True


def phase_words(job: ImportProgress) -> str:
    """How far an import is."""
    words = {
        ImportPhase.WAITING: tr("Чекає в черзі SmartKasa"),
        ImportPhase.RUNNING: tr("SmartKasa читає файл"),
        ImportPhase.DONE: tr("Завершено"),
        ImportPhase.FAILED: tr("SmartKasa не змогла прочитати файл"),
        ImportPhase.UNKNOWN: tr("Стан невідомий, питаємо далі"),
    }[job.phase]
    running = job.phase not in {ImportPhase.DONE, ImportPhase.FAILED}
    return f"{words} ({tr('каса не чекає')})" if running and not job.watched else words


def counts_words(job: ImportProgress) -> str:
    """How many rows there are, were made and changed, and could not be taken."""
    text = tr("Рядків {total}: створено {created}, оновлено {updated}, з помилками {bad}.")
    text = text.replace(" {", f"{NO_BREAK}{{")  # a count stands beside its word
    return text.format(total=job.products, created=job.created, updated=job.updated, bad=len(job.problems))


def _job_row(job: ImportProgress) -> Row:
    at = day_and_time(job.at) if job.at is not None else ""
    tone = Tone.STOP if job.phase is ImportPhase.FAILED else Tone.PLAIN
    under = f"{phase_words(job)} · {at}"
    return Row(str(job.id), job.filename or f"№ {job.id}", under, f"+{job.created}", "", "report", tone)
