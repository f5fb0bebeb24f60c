"""The doctor's look at what stands beside the till: each port is opened and asked, and the terminal says who it is."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

from pos_app.app.device_settings import device_settings
from pos_app.app.settings import SettingsOfTill
from pos_app.devices.exchange import Exchange
from pos_app.devices.scale_protocols import PROTOCOLS
from pos_app.devices.settings import NONE, DeviceSettings, TerminalSetting, from_json
from pos_app.devices.terminal import NotAsked
from pos_app.devices.terminals import terminal_of
from pos_app.domain.device import TROUBLES, Port, Trouble
from pos_app.domain.errors import PosError
from pos_app.domain.quantity import format_quantity
from pos_app.links.stream import LineFailed, open_stream
from pos_app.store.till_store import TILL_DB, open_till_store_to_read
from pos_app.till.device_desk import SETTINGS

Said = tuple[str, str, str, str]
"""(level, what, words, advice)."""

ANSWER_S: Final = 2.0
_TERMINAL: Final = "Термінал"


async def look_at_devices(settings: SettingsOfTill, data_dir: Path) -> AsyncIterator[Said]:
    """One finding for each device that is set up, and one for the terminal."""
    try:
        found = _settings(settings, data_dir)
    except PosError as error:
        yield "bad", "Пристрої", error.message, "Виправте розділи пристроїв у файлі налаштувань."
        return
    for number, scanner in enumerate(found.scanners, start=1):
        yield await _line(f"Сканер {number}", scanner.port)
    if found.scale.protocol != NONE:
        yield await _scale(found)
    if found.display.dialect != NONE:
        yield await _line("Дисплей покупця", found.display.port)
    yield await _card_terminal(found.terminal)


def _settings(settings: SettingsOfTill, data_dir: Path) -> DeviceSettings:
    """What the file says, and before it what was set on the screen."""
    base, path = device_settings(settings), data_dir / TILL_DB
    if not path.exists():
        return base
    store = open_till_store_to_read(path)
    try:
        return from_json(store.settings.get(SETTINGS), base)
    finally:
        store.close()


async def _line(what: str, port: Port) -> Said:
    try:
        stream = await open_stream(port)
    except LineFailed as error:
        return _troubled(what, port, error.trouble)
    await stream.close()
    return "ok", what, f"{port.address}: порт відкривається", ""


async def _scale(found: DeviceSettings) -> Said:
    port, what = found.scale.port, f"Ваги {found.scale.protocol}"
    try:
        stream = await open_stream(port)
        try:
            async with asyncio.timeout(ANSWER_S):
                reading = await PROTOCOLS[found.scale.protocol].read(Exchange(stream))
        finally:
            await stream.close()
    except LineFailed as error:
        return _troubled(what, port, error.trouble)
    except TimeoutError:
        return _troubled(what, port, Trouble.SILENT)
    if reading.trouble:
        return _troubled(what, port, reading.trouble)
    shown = f"показують {format_quantity(reading.weight)} кг" if reading.weight is not None else "вага не встановилася"
    return "ok", what, f"{port.address}: {shown}", ""


def _troubled(what: str, port: Port, trouble: Trouble) -> Said:
    words, advice = TROUBLES[trouble]
    if trouble is Trouble.BUSY:
        # the till itself holds it, most likely: its own health screen knows more
        return "warn", what, f"{port.address}: {words.lower()}", "Якщо каса відкрита, дивіться Дії → Пристрої."
    return "bad", what, f"{port.address}: {words.lower()}", advice


async def _card_terminal(setting: TerminalSetting) -> Said:
    if setting.transport == NONE:
        return "ok", _TERMINAL, "немає: карток магазин не приймає", ""
    if not setting.is_asked:
        return "ok", _TERMINAL, "окремо від каси: касир набирає суму сам", ""
    terminal = terminal_of(setting)
    try:
        who, slip = await terminal.identify(), await terminal.slip()
    except NotAsked as error:
        return "bad", _TERMINAL, error.message, f"{setting.place}: перевірте живлення, кабель і налаштування термінала."
    last = f"останній чек № {slip.number}" if slip is not None else "чеків ще немає"
    return "ok", _TERMINAL, "; ".join(filter(None, (setting.place, who, last))), ""
