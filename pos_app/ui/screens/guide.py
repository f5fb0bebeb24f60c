"""The first steps: five of them, from choosing sandbox or real shop to the first test sale, and what comes after."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_app.till.service_check import Checked, Service
from pos_app.till.shop_setup import Opens, SetupView
from pos_app.till.state import TillState
from pos_app.ui import guide_words
from pos_app.ui.desk import Desk
from pos_app.ui.guide_words import SERVICES, Deed, Seen, Step
from pos_app.ui.i18n import tr
from pos_app.ui.keys import STEPS, Action
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.screens.setup_fields import CheckboxFields, SmartKasaFields
from pos_app.ui.screens.setup_form import SetupForm
from pos_app.ui.screens.setup_question import QuestionPanel
from pos_app.ui.screens.tasks import Task
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.rows import Row, RowList, Tone

_PAGES: Final = {Deed.PRINTER: Task.PRINTER, Deed.TAXES: Task.TAXES, Deed.RECEIPT: Task.HISTORY}


class GuidePanel(Keyed):
    """The steps on the left, what to do on the right; a form or a question in the place of both."""

    check = Signal(str)
    """A service's word."""
    test_sale = Signal()
    wanted = Signal(str)
    """A Task's word: another page."""
    till_wanted = Signal()
    restart = Signal()
    """What is kept now is to be opened."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._seen = Seen(TillState(), {}, None)
        self._opens = Opens.SANDBOX
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.stack = QStackedWidget()
        column.addWidget(self.stack)
        self.checkbox = SetupForm(look, desk, CheckboxFields())
        self.smartkasa = SetupForm(look, desk, SmartKasaFields())
        self.question = QuestionPanel(look, tr("Ні, залишитися"))
        for page in (self._make_steps(look), self.checkbox, self.smartkasa, self.question):
            self.stack.addWidget(page)
        for form, following in ((self.checkbox, Step.GOODS), (self.smartkasa, Step.PRINTER)):
            form.left.connect(self._leave_form)
            form.kept.connect(lambda following=following: self._kept(following))
        self.question.agreed.connect(lambda: desk.start(self._open()))
        self.question.declined.connect(lambda: self.stack.setCurrentIndex(0))

    def _make_steps(self, look: Look) -> QWidget:
        px = look.px
        page = QWidget()
        body = QHBoxLayout(page)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(px(16))
        self.rows = RowList(look, height=76)
        self.rows.moved.connect(self._show)
        body.addWidget(self.rows, 50)
        side = QVBoxLayout()
        side.setSpacing(px(10))
        self.title = Line(look, size=Size.LARGE, bold=True, most=2, from_top=True)
        self.warning = Line(look, size=Size.LARGE, bold=True, colour=look.colours.warn_ink, most=3, from_top=True)
        self.words = Line(look, size=Size.LARGE, most=9, from_top=True)
        self.more = TouchButton(look, "", key="F2", size=Size.LARGE)
        self.act = TouchButton(look, "", role=Role.ACCENT, key="Enter", size=Size.LARGE)
        self.more.clicked.connect(lambda: self._do(self._deeds()[1]))
        self.act.clicked.connect(lambda: self._do(self._deeds()[0]))
        for line in (self.title, self.warning, self.words):
            side.addWidget(line)
        side.addStretch(1)
        for button in (self.more, self.act):
            button.setFixedHeight(px(72))
            side.addWidget(button)
        body.addLayout(side, 50)
        return page

    # what is seen

    def open(self) -> None:
        """Begin with the steps."""
        self._leave_form()

    def show_answers(self, state: TillState, answers: Mapping[Service, Checked], view: SetupView | None) -> None:
        """How far each step is."""
        self._seen = Seen(state, answers, view)
        rows = []
        for step in Step:
            answer = answers.get(SERVICES[step]) if step in SERVICES else None
            done, under = guide_words.done(step, self._seen)
            tone, word, icon = Tone.PLAIN, "", "circle"
            if done:
                tone, word, icon = Tone.GOOD, tr("готово"), "check"
            elif answer is not None and not answer.ok:
                tone, word, icon = Tone.STOP, tr("не вдалося"), "alert"
            rows.append(
                Row(step, f"{step}. {guide_words.step_name(step, self._seen)}", under, word, icon_name=icon, tone=tone)
            )
        self.rows.show_rows(rows)
        self._show()

    @property
    def _step(self) -> Step:
        return Step(self.rows.chosen_key() or Step.SHOP)

    def _deeds(self) -> tuple[Deed, Deed]:
        return guide_words.deeds(self._step, self._seen)

    def _show(self) -> None:
        step, seen = self._step, self._seen
        self.title.set_text(guide_words.step_name(step, seen))
        self.words.set_text(guide_words.words(step, seen))
        warning = guide_words.warning(step, seen)
        self.warning.set_text(warning)
        self.warning.setVisible(bool(warning))
        self.words.allow(5 if warning else 9)
        for button, deed in zip((self.act, self.more), self._deeds(), strict=True):
            button.setVisible(deed is not Deed.NONE)
            button.setText(guide_words.deed_words(deed, seen))
            button.setEnabled(guide_words.may(deed, seen))

    # what is done

    def _do(self, deed: Deed) -> None:
        if not guide_words.may(deed, self._seen):
            return
        if deed is Deed.CHECK:
            self.check.emit(SERVICES[self._step].value)
        elif deed is Deed.NEXT:
            self.rows.step(1)
        elif deed in {Deed.CHECKBOX, Deed.SMARTKASA}:
            self._open_form(self.checkbox if deed is Deed.CHECKBOX else self.smartkasa)
        elif deed in {Deed.OPEN_SHOP, Deed.OPEN_TRAINING}:
            self._ask(Opens.REAL if deed is Deed.OPEN_SHOP else Opens.SANDBOX)
        elif deed in _PAGES:
            self.wanted.emit(_PAGES[deed].value)
        else:
            signals = {Deed.SALE: self.test_sale, Deed.TILL: self.till_wanted, Deed.RESTART: self.restart}
            if deed in signals:
                signals[deed].emit()

    def _open_form(self, form: SetupForm) -> None:
        if self._seen.view is not None:
            form.open(self._seen.view)
            self.stack.setCurrentWidget(form)

    def _leave_form(self) -> None:
        for form in (self.checkbox, self.smartkasa):
            form.forget()
        self.stack.setCurrentIndex(0)

    def _kept(self, following: Step) -> None:
        """On to the next step; what is kept is read anew."""
        self._leave_form()
        self.rows.choose(list(Step).index(following))
        self._desk.start(self._look_and_say())

    async def _look_and_say(self) -> None:
        await self.look_again()
        if self.view is not None and self.view.restart:
            # the first step says that the till must be restarted, and does it
            self.rows.choose(0)

    def stand_at_the_end(self) -> None:
        """The last step has just been done."""
        self.rows.choose(len(Step) - 1)

    async def look_again(self) -> None:
        """Read what is kept."""
        view = await self._desk.attempt(lambda till: till.setup.view())
        self.show_answers(self._seen.state, self._seen.answers, view)

    @property
    def view(self) -> SetupView | None:
        """What is kept, as it was read last."""
        return self._seen.view

    # to the other till

    def _ask(self, opens: Opens) -> None:
        self._opens = opens
        if opens is Opens.REAL:
            warnings = [tr("Відтепер кожен чек іде до податкової, і його не забрати назад.")]
            if self._seen.view is not None and not self._seen.view.shop_id:
                warnings.append(tr("SmartKasa не налаштовано: товарів у справжній касі не буде."))
            words = tr(
                "Навчальну зміну буде закрито, навчальні чеки залишаться в навчальній касі. Каса перезапуститься за "
                "кілька секунд: увійдіть зі своїм PIN-кодом Checkbox."
            )
            yes = tr("Так, перейти і перезапустити")
            self.question.ask(tr("Перейти на справжню касу?"), words, yes, warnings)
        else:
            words = tr(
                "Справжні чеки, зміни і журнал залишаться на диску і чекатимуть. Продавати насправді не можна буде, "
                "доки ви не перейдете назад у «Перших кроках». Каса перезапуститься за кілька секунд."
            )
            self.question.ask(tr("Повернутися на навчальну касу?"), words, tr("Так, перейти і перезапустити"))
        self.stack.setCurrentWidget(self.question)

    async def _open(self) -> None:
        self.question.wait(True)
        opened = await self._opened()
        self.question.wait(False)
        self.stack.setCurrentIndex(0)
        if opened:
            self.restart.emit()

    async def _opened(self) -> bool:
        opens, seen = self._opens, self._seen
        if opens is Opens.REAL and seen.state.shift is not None:
            # only the training till is ever left for the real one
            closed = await self._desk.attempt(lambda till: till.close_shift())
            if closed is None:
                return False
        view = await self._desk.attempt(lambda till: till.setup.open_as(opens))
        if view is not None:
            self.show_answers(self._desk.state, seen.answers, view)
        return view is not None

    # keys

    @property
    def _page(self) -> Keyed | None:
        page = self.stack.currentWidget()
        return page if isinstance(page, Keyed) else None

    def do(self, action: Action) -> bool:
        """Arrows choose a step, Enter and F2 do what their buttons say."""
        if self._page is not None:
            return self._page.do(action)
        if action in STEPS:
            self.rows.step(STEPS[action])
        elif action is Action.ENTER:
            self._do(self._deeds()[0])
        elif action is Action.SEARCH:
            self._do(self._deeds()[1])
        else:
            return False
        return True

    def type_text(self, text: str) -> bool:
        """Into a form."""
        return self._page is not None and self._page.type_text(text)

    def clear_typed(self) -> None:
        """An empty field of a form."""
        if self._page is not None:
            self._page.clear_typed()

    def take_scan(self, code: str) -> bool:
        """A scan answers a form's question. → was it taken?"""
        page = self._page
        return isinstance(page, SetupForm) and page.take_scan(code)
