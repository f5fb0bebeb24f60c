"""The cash drawer: is it open, where it is plugged in, what its switch means, and a check that opens it."""

from typing import Any, Final

from pos_app.printing.setup import PrinterSetup
from pos_app.printing.trial import Step, Trial
from pos_app.till.door import TillDoor
from pos_app.till.state import PrinterCondition, TillState
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.screens.sheet import Entry, Sheet
from pos_app.ui.sounds import Sound
from pos_app.ui.theme import Look
from pos_app.ui.widgets.rows import Tone

_CHECK: Final = "check"
_STATE: Final = "state"
_REMIND: Final = "remind"


class DrawerPanel(Sheet):
    """A sheet over the printer's set-up, as far as it is about the drawer; each change counts at once."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, desk, height=60)
        self._desk = desk
        self._setup = PrinterSetup()
        self._seen: object = None
        self._said, self._tone = "", Tone.PLAIN
        self._checking = False
        self.changed.connect(lambda key, text: desk.start(self._change(key, text)))

    def open(self) -> None:
        """How it is set up now."""
        self._said, self._tone = "", Tone.PLAIN
        self.close_question()
        self._desk.start(self._load())

    async def _load(self) -> None:
        self._setup = await self._desk.look_up(_setup)
        if not self.asking:
            self._show()

    def show_state(self, state: TillState) -> None:
        """Open or shut, as the printer tells it."""
        seen = (state.printer.state, state.printer.drawer_open, state.devices.settings.drawer_shut)
        if seen != self._seen and not self.asking:
            self._seen = seen
            self._show()

    # what is shown

    def _show(self) -> None:
        state, setup = self._desk.state, self._setup
        if state.printer.state is PrinterCondition.NONE:
            words = tr("Скринька під'єднується до принтера")
            self.show_entries([Entry(_STATE, words, tr("принтера немає"), tr("Спершу налаштуйте принтер."))])
            return
        yes_no = {True: tr("так"), False: tr("ні")}
        signals = {
            "none": tr("немає або невідомо"),
            "high": tr("високий рівень — відкрита"),
            "low": tr("низький рівень — відкрита"),
        }
        check = tr("Перевіряємо…") if self._checking else tr("Перевірити: відкрити скриньку")
        self.show_entries(
            [
                self._state(),
                Entry(_CHECK, check, "", self._said, tone=self._tone, icon_name="drawer"),
                Entry("open_drawer", tr("Відкривати, коли рухається готівка"), yes_no[setup.open_drawer]),
                Entry("drawer_pin", tr("Контакт роз'єму принтера"), str(setup.drawer_pin), tr("2 або 5")),
                Entry("drawer_signal", tr("Датчик скриньки"), signals[setup.drawer_signal],
                      tr("перевірка знаходить його сама"), choices=tuple(signals.items())),
                Entry(_REMIND, tr("Нагадувати закрити перед оплатою"), yes_no[state.devices.settings.drawer_shut],
                      tr("продажу не тримає: друге натискання проводить оплату")),
            ]
        )  # fmt: skip

    def _state(self) -> Entry:
        opened = self._desk.state.printer.drawer_open
        if opened is None:
            under = tr("датчика немає, або принтер його не читає")
            return Entry(_STATE, tr("Скринька зараз"), tr("невідомо"), under)
        value = tr("відкрита") if opened else tr("закрита")
        return Entry(_STATE, tr("Скринька зараз"), value, tone=Tone.WARN if opened else Tone.GOOD)

    # what is changed

    async def _change(self, key: str, text: str) -> None:
        setup = self._setup
        if key == _CHECK:
            if not self._checking:
                await self._check()
        elif key == _REMIND:
            wanted = not self._desk.state.devices.settings.drawer_shut
            await self._desk.attempt(lambda till: till.devices.set_drawer_shut(wanted))
        elif key == "open_drawer":
            await self._set({"open_drawer": not setup.open_drawer})
        elif key == "drawer_pin":
            await self._set({"drawer_pin": 5 if setup.drawer_pin == 2 else 2})
        elif key == "drawer_signal":
            await self._set({"drawer_signal": text})
        if not self.asking:
            self._show()

    async def _set(self, values: dict[str, Any]) -> None:
        kept = await self._desk.attempt(lambda till: till.printer.set_up(values))
        self._setup = kept if kept is not None else self._setup

    async def _check(self) -> None:
        """The pulse; where the switch moves, what it means is known from now on."""
        self._checking, self._said = True, ""
        self._show()
        try:
            trial: Trial | None = await self._desk.attempt(lambda till: till.printer.try_out({}, Step.DRAWER))
        finally:
            self._checking = False
        if trial is None:
            return
        if trial.drawer_high is not None:
            await self._set({"drawer_signal": "high" if trial.drawer_high else "low"})
            self._desk.sounds.play(Sound.OK)
            self._said, self._tone = tr("Відкрилася: датчик це підтвердив."), Tone.GOOD
            return
        self._said, self._tone = tr("Сигнал подано. Не відкрилася? Оберіть інший контакт."), Tone.WARN


async def _setup(till: TillDoor) -> PrinterSetup:
    return till.printer.setup()
