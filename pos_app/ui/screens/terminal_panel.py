"""The card terminal's settings: how the till speaks to it and where it is; each answer counts once it is whole."""

from dataclasses import replace
from typing import Final

from pos_app.devices.settings import MANUAL, NONE, TerminalSetting
from pos_app.domain.device import TROUBLES, DeviceKind, FoundPort
from pos_app.domain.errors import PosError, refused
from pos_app.till.device_desk import Checked
from pos_app.till.door import TillDoor
from pos_app.till.state import TillState
from pos_app.ui.desk import Desk
from pos_app.ui.i18n import tr
from pos_app.ui.screens.port_panel import SPEEDS
from pos_app.ui.screens.sheet import Entry, Sheet
from pos_app.ui.sounds import Sound
from pos_app.ui.theme import Look
from pos_app.ui.widgets.rows import Tone

_CHECK: Final = "check"
_TYPED: Final = "typed"
"""The port's name is to be typed: it is in no list."""
_PLACE: Final = {"network": "host", "serial": "device"}
"""What must be known of each way before it can count."""


def way_name(transport: str) -> str:
    """How the till and the terminal work together, in words."""
    return {
        MANUAL: tr("Касир набирає суму на терміналі сам"),
        "network": tr("ПриватБанк (JSON), мережа"),
        "serial": tr("ПриватБанк (JSON), COM-порт"),
        NONE: tr("Немає: карток не приймаємо"),
    }.get(transport, transport)


class TerminalPanel(Sheet):
    """A sheet over the one setting. What is chosen by halves is kept here until the other half is known."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, desk, height=60)
        self._desk = desk
        self._draft = TerminalSetting()
        self._seen: object = None
        self._ports: tuple[FoundPort, ...] = ()
        self._said, self._tone = "", Tone.PLAIN
        self._checking = False
        self.changed.connect(self._changed)

    def open(self) -> None:
        """What is set, and the ports read anew."""
        self._say("")
        self._seen = None
        self.close_question()
        self.show_state(self._desk.state)
        self._desk.start(self._load())

    async def _load(self) -> None:
        self._ports = await self._desk.look_up(lambda till: till.devices.ports())
        if not self.asking:
            self._show()

    def show_state(self, state: TillState) -> None:
        """Another setting is shown where it was made elsewhere; a question that is open stays."""
        if state.devices.settings.terminal != self._seen and not self.asking:
            self._seen = self._draft = state.devices.settings.terminal
            self._show()

    # what is shown

    def _show(self) -> None:
        draft = self._draft
        ways = tuple((way, way_name(way)) for way in (MANUAL, "network", "serial", NONE))
        entries = [
            Entry("transport", tr("Зв'язок із терміналом"), way_name(draft.transport),
                  tr("торкніться, щоб обрати інший"), choices=ways)
        ]  # fmt: skip
        if draft.transport == "network":
            entries += [
                Entry("host", tr("Адреса термінала"), draft.host or tr("вкажіть"),
                      tr("її показує меню мережі термінала"), caption=tr("Адреса, наприклад 192.168.1.50"),
                      start=draft.host),
                Entry("port", tr("Порт мережі"), str(draft.port), caption=tr("Порт, наприклад 2000"),
                      start=str(draft.port)),
            ]  # fmt: skip
        if draft.transport == "serial":
            entries.append(Entry("device", tr("COM-порт"), draft.device or tr("оберіть"), choices=self._places()))
            speeds = tuple((one, one) for one in SPEEDS)
            entries.append(Entry("baudrate", tr("Швидкість, бод"), str(draft.baudrate), choices=speeds))
        if draft.is_asked:
            entries.append(
                Entry("merchant", tr("Мерчант на терміналі"), str(draft.merchant),
                      tr("0, якщо банк не сказав іншого"), caption=tr("Номер мерчанта, зазвичай 0"),
                      start=str(draft.merchant))
            )  # fmt: skip
            check = tr("Перевіряємо…") if self._checking else tr("Перевірити")
            entries.append(Entry(_CHECK, check, "", self._said, tone=self._tone, icon_name="sync"))
        elif self._said:
            entries.append(Entry(_CHECK, self._said, tone=self._tone, icon_name="check"))
        self.show_entries(entries)

    def _places(self) -> tuple[tuple[str, str], ...]:
        found = [(port.address, " · ".join(filter(None, (port.address, port.name)))) for port in self._ports]
        return (*found, (_TYPED, tr("Ввести назву порту…")))

    def _say(self, words: str, tone: Tone = Tone.PLAIN) -> None:
        self._said, self._tone = words, tone

    # what is changed

    def _changed(self, key: str, text: str) -> None:
        if key == _CHECK:
            if self._missing:
                # what is set is still the terminal before: its answer would stand under this one's name
                self.ask(self._missing)
            elif self._draft.is_asked and not self._checking:
                self._desk.start(self._check())
            return
        try:
            self._draft = self._with(key, text)
        except PosError as error:
            self._desk.complain(error)
            return
        self._say("")
        self._show()
        if key == "device" and text == _TYPED:
            self._ask(Entry("device", tr("COM-порт"), caption=tr("Порт, наприклад COM6 або /dev/ttyUSB0")))
        elif self._missing:
            self.ask(self._missing)
        else:
            self._desk.start(self._save(self._draft))

    @property
    def _missing(self) -> str:
        """The half that is not known yet; empty for none."""
        place = _PLACE.get(self._draft.transport, "")
        return place if place and not getattr(self._draft, place) else ""

    def _ask(self, entry: Entry) -> None:
        self.show_entries([entry])
        self.ask(entry.key)

    def _with(self, key: str, text: str) -> TerminalSetting:
        """The draft with one answer in it; `device_settings` for what is no number."""
        if key == "host":
            host, _, port = text.strip().removeprefix("tcp://").partition(":")
            draft = replace(self._draft, host=host)
            return replace(draft, port=_number(port)) if port else draft
        if key == "port":
            return replace(self._draft, port=_number(text))
        if key == "merchant":
            return replace(self._draft, merchant=_number(text))
        if key == "baudrate":
            return replace(self._draft, baudrate=_number(text))
        if key == "device" and text == _TYPED:
            return self._draft
        if key == "transport":
            return replace(self._draft, transport=text)
        return replace(self._draft, device=text.strip())

    async def _save(self, draft: TerminalSetting) -> None:
        async def save(till: TillDoor) -> bool:
            await till.devices.set_terminal(draft)
            return True

        if await self._desk.attempt(save):
            self._desk.sounds.play(Sound.OK)
            self._say(tr("Збережено. Тепер перевірте.") if draft.is_asked else tr("Збережено."), Tone.GOOD)
        else:
            self._draft = self._desk.state.devices.settings.terminal
        self._seen = self._desk.state.devices.settings.terminal
        self._show()

    # the check

    async def _check(self) -> None:
        self._checking = True
        self._say("")
        self._show()
        try:
            found: Checked | None = await self._desk.attempt(lambda till: till.devices.check(DeviceKind.TERMINAL))
        finally:
            self._checking = False
        if found is not None:
            self._desk.sounds.play(Sound.OK if found.well else Sound.ATTENTION)
            self._say(_answer(found), Tone.GOOD if found.well else Tone.STOP)
        if not self.asking:
            self._show()


def _answer(found: Checked) -> str:
    words, advice = TROUBLES.get(found.health.trouble, ("", ""))
    if words:
        return f"{tr(words)}. {tr(advice)}"
    return tr("Термінал відповідає. {said}").format(said=found.said).strip()


def _number(text: str) -> int:
    if not text.strip().isdecimal() or len(text) > 6:
        raise refused("device_settings")
    return int(text)
