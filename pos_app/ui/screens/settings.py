"""The page of settings: each service with a check beside it, the pages of the owner, and the guide in five steps."""

from typing import Final

from PySide6.QtCore import Signal

from pos_app.till.service_check import Checked, Service
from pos_app.till.state import TillState
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import told, tr
from pos_app.ui.screens.guide import GuidePanel
from pos_app.ui.screens.page import TabbedPage
from pos_app.ui.screens.sheet import Entry, Sheet
from pos_app.ui.screens.tasks import Task
from pos_app.ui.setup_words import opens_word
from pos_app.ui.theme import Look
from pos_app.ui.widgets.rows import Tone

_PAGES: Final = (Task.TAXES, Task.PEOPLE, Task.SHOP_RULES, Task.OFFERS, Task.BARCODES, Task.APPEARANCE, Task.HELP)


def service_name(service: Service) -> str:
    """What a service is called."""
    return {
        Service.CHECKBOX: tr("Checkbox (ПРРО)"),
        Service.SMARTKASA: tr("SmartKasa (товари)"),
        Service.PRINTER: tr("Принтер чеків"),
        Service.TERMINAL: tr("Банківський термінал"),
        Service.JOURNAL: tr("Журнал каси"),
    }[service]


def _page_name(task: Task) -> str:
    return {
        Task.TAXES: tr("Податки"),
        Task.PEOPLE: tr("Люди і права"),
        Task.SHOP_RULES: tr("Правила продажу"),
        Task.OFFERS: tr("Акції"),
        Task.BARCODES: tr("Штрихкоди"),
        Task.APPEARANCE: tr("Вигляд і клавіші"),
        Task.HELP: tr("Довідка"),
    }[task]


class SettingsScreen(TabbedPage[Sheet | GuidePanel]):
    """A touch on a service asks it; a touch on a page opens it."""

    wanted = Signal(str)
    """A Task's word."""
    test_sale = Signal()
    restart = Signal()
    """What is kept now is to be opened."""

    def __init__(self, look: Look, desk: Desk) -> None:
        self._answers: dict[Service, Checked] = {}
        self._asking: set[Service] = set()
        self.sheet = Sheet(look, desk, height=58)
        self.sheet.changed.connect(lambda key, _text: self._touched(key))
        self.guide = GuidePanel(look, desk)
        self.guide.check.connect(lambda service: self._check(Service(service)))
        super().__init__(look, desk, ((tr("Служби і сторінки"), self.sheet), (tr("Перші кроки"), self.guide)))
        self.guide.test_sale.connect(self.test_sale)
        self.guide.wanted.connect(self.wanted)
        self.guide.till_wanted.connect(self.left)
        self.left.connect(self.guide.open)
        self.guide.restart.connect(self.restart)

    def open(self, *, guide: bool = False) -> None:
        """Show what was answered last; `guide`: begin with the five steps."""
        self.tabs.choose(1 if guide else 0)
        self._desk.forget_mistake()
        self.guide.open()
        self._show()
        self._desk.start(self._look())

    async def _look(self) -> None:
        """What is kept may have changed since."""
        await self.guide.look_again()
        self._show()

    def _show(self) -> None:
        self.sheet.show_entries(
            [
                *(self._service(service) for service in Service),
                self._opens(),
                *(Entry(task.value, _page_name(task), tr("відкрити"), icon_name="right") for task in _PAGES),
            ]
        )
        self.guide.show_answers(self._desk.state, self._answers, self.guide.view)
        self.show_notice()

    def _opens(self) -> Entry:
        view = self.guide.view
        value = opens_word(view.opens) if view is not None else tr("відкрити")
        return Entry(Task.GUIDE.value, tr("Навчальна чи справжня, ключі"), value, icon_name="right")

    def _service(self, service: Service) -> Entry:
        answer = self._answers.get(service)
        if service in self._asking:
            value, tone, words = "…", Tone.PLAIN, tr("питаємо")
        elif answer is None:
            value, tone, words = tr("перевірити"), Tone.PLAIN, ""
        else:
            value, tone = (tr("працює"), Tone.GOOD) if answer.ok else (tr("не працює"), Tone.STOP)
            # how long nobody answered says only how long we wait
            took = answer.took_ms if answer.ok else 0
            words = told(answer.words)
            if took:
                words = tr("{words} · {ms} мс").format(words=words.rstrip("."), ms=took)
        return Entry(service.value, service_name(service), value, words, tone=tone, icon_name="sync")

    def _touched(self, key: str) -> None:
        if key in set(Service):
            self._check(Service(key))
        elif key == Task.GUIDE:
            self.tabs.choose(1)
        else:
            self.wanted.emit(key)

    def _check(self, service: Service) -> None:
        if service not in self._asking:
            self._asking.add(service)
            self._show()
            self._desk.start(self._ask(service))

    async def _ask(self, service: Service) -> None:
        try:
            self._answers[service] = await self._desk.look_up(lambda till: till.check_service(service))
        finally:
            self._asking.discard(service)
            self._show()

    def show_state(self, state: TillState) -> None:
        """The steps follow the state."""
        self.guide.show_answers(state, self._answers, self.guide.view)

    def take_scan(self, code: str) -> bool:
        """A key is scanned into a form. → was it taken?"""
        return self.panel is self.guide and self.guide.take_scan(code)

    def show_notice(self) -> None:
        """The strip stands under the head while a mistake was made here."""
        self.headline.stand_for(self._desk.state, self._desk.mistake)
