"""`pos-app doctor`: says in words what is set up, what answers, what is wrong, and what to do. It changes nothing."""

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import httpx

from pos_app import __version__
from pos_app.app.doctor_devices import look_at_devices
from pos_app.app.doctor_printer import look_at_printers
from pos_app.app.doctor_register import look_at_register
from pos_app.app.doctor_taxes import look_at_taxes
from pos_app.app.paths import settings_file
from pos_app.app.secrets import has_keyring
from pos_app.app.settings import SettingsOfTill, holds_secrets, load_settings
from pos_app.app.shop_file import read_file
from pos_app.domain.errors import PosError
from pos_app.reports.push_switch import PushChoice
from pos_app.store.backups import backups_in
from pos_app.store.catalog import OddRow, open_catalog_store
from pos_app.store.database import sqlite_version
from pos_app.store.lock import InstanceLock
from pos_app.store.outbox import OutboxCounts
from pos_app.store.till_store import BACKUPS, open_till_store_to_read

ENOUGH_SPACE: Final = 200_000_000
"""Bytes free on the disk below which the doctor warns."""
ODD_NAMED: Final = 20
"""How many spoilt rows of the catalog are named."""
_RESTORE: Final = "Не продавайте і не видаляйте теку даних. Відновіть копію: pos-app restore --latest."
_PUSH: Final = "Чеки в SmartKasa"
_MARKS: Final = {"ok": "✓", "warn": "!", "bad": "✗"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `level`: ok, warn, bad; `advice` says what to do."""

    level: str
    what: str
    words: str
    advice: str = ""

    def __str__(self) -> str:
        text = f"{_MARKS[self.level]} {self.what}: {self.words}"
        return f"{text}\n    → {self.advice}" if self.advice else text


async def examine(config: Path | None, data_dir: Path) -> AsyncIterator[Finding]:
    """Look at everything, one finding at a time."""
    python = ".".join(str(part) for part in sys.version_info[:3])
    yield Finding("ok", "Програма", f"версія {__version__}, Python {python}, SQLite {sqlite_version()}")
    try:
        settings = load_settings(config)
    except PosError as error:
        yield Finding("bad", "Налаштування", error.message, "Виправте файл і запустіть перевірку знову.")
        return
    found = _settings(config, settings)
    yield found
    for finding in _disk(data_dir, settings):
        yield finding
    for finding in (*_register(data_dir), *_taxes(data_dir, settings)):
        yield finding
    yield _keyring()
    for finding in await asyncio.to_thread(_printers, settings, data_dir):
        yield finding
    async for said in _devices(settings, data_dir):
        yield said
    if found.level == "bad":
        # a real register is never spoken to before a shop is set up
        return
    async with httpx.AsyncClient(timeout=5, trust_env=False) as http:
        yield await _reach(http, "Checkbox", settings.checkbox.base_url)
        yield await _reach(http, "SmartKasa", settings.smartkasa.base_url)


def _settings(config: Path | None, settings: SettingsOfTill) -> Finding:
    if settings.is_loopback:
        return Finding("ok", "Налаштування", "навчальна каса на цьому комп'ютері")
    if config is None and not settings.checkbox.license_key.get_secret_value():
        return Finding("bad", "Налаштування", "магазин не налаштовано: каса працює як навчальна", _first_step())
    missing = []
    if not settings.checkbox.license_key.get_secret_value():
        missing.append("ключ ліцензії каси (checkbox.license_key)")
    if not settings.smartkasa.api_key.get_secret_value():
        missing.append("ключ SmartKasa (smartkasa.api_key)")
    if missing:
        where = str(config) if config else "змінних середовища"
        return Finding("bad", "Налаштування", f"немає: {', '.join(missing)}", f"Додайте до {where}.")
    opens = "відкривається навчальна каса; " if settings.shop.opens == "sandbox" else ""
    return Finding("ok", "Налаштування", f"{opens}ключі Checkbox і SmartKasa є{_keys_in(config)}")


def _keys_in(config: Path | None) -> str:
    """Where the keys lie, the plain file said aloud."""
    if config is None:
        return ", у змінних середовища"
    if holds_secrets(read_file(config)):
        return f", відкритим текстом у {config}"
    return ""


def _first_step() -> str:
    return f"Запустіть pos-app і пройдіть «Перші кроки», або створіть {settings_file()} з ключами (див. README)."


def _disk(data_dir: Path, settings: SettingsOfTill) -> Iterable[Finding]:
    try:
        lock = InstanceLock(data_dir)
    except PosError as error:
        level = "warn" if error.code == "already_running" else "bad"
        advice = "" if level == "warn" else "Перевірте права на теку і диск."
        yield Finding(level, "Тека даних", f"{data_dir}: {error.message}", advice)
        return
    try:
        free = shutil.disk_usage(data_dir).free
        words = f"{data_dir}, вільно {free // 1_000_000} МБ"
        if free < ENOUGH_SPACE:
            yield Finding("warn", "Тека даних", words, "Звільніть місце на диску.")
        else:
            yield Finding("ok", "Тека даних", words)
        yield _journal(data_dir)
        yield _backups(data_dir)
        yield _push(data_dir, settings)
        yield _catalog(data_dir)
    finally:
        lock.release()


def _journal(data_dir: Path) -> Finding:
    path = data_dir / "till.db"
    if not path.exists():
        return Finding("ok", "Журнал", "ще порожній: каса не працювала на цьому комп'ютері")
    try:
        store = open_till_store_to_read(path)
    except PosError as error:
        return Finding("bad", "Журнал", error.message, _RESTORE)
    try:
        store.check()
        verdict = store.journal.verify()
        damaged = store.operations.damaged()
        queue = store.operations.queue()
    except PosError as error:
        return Finding("bad", "Журнал", error.message, _RESTORE)
    finally:
        store.close()
    if not verdict.ok:
        return Finding("bad", "Журнал", f"пошкоджено запис {verdict.broken_at}", _RESTORE)
    if damaged:
        return Finding("bad", "Журнал", f"пошкоджено документ {damaged[0]}", _RESTORE)
    words = f"{verdict.entries} записів, ланцюг цілий"
    unsent = queue.waiting + queue.attention
    if unsent:
        return Finding(
            "warn", "Журнал", f"{words}; не надіслано документів: {unsent}", "Увійдіть у касу: надішле сама."
        )
    return Finding("ok", "Журнал", words)


def _backups(data_dir: Path) -> Finding:
    found = backups_in(data_dir / BACKUPS)
    if not found:
        return Finding("ok", "Копії", "ще немає: каса робить копію після закриття зміни")
    return Finding("ok", "Копії", f"{len(found)}, найновіша {found[0].made_at:%d.%m.%Y %H:%M} UTC")


def _push(data_dir: Path, settings: SettingsOfTill) -> Finding:
    path = data_dir / "till.db"
    if not path.exists():
        return Finding("ok", _PUSH, "увімкнено у файлі налаштувань" if settings.smartkasa.push_receipts else "вимкнено")
    try:
        store = open_till_store_to_read(path)
    except PosError as error:
        return Finding("bad", _PUSH, error.message, _RESTORE)
    try:
        switch = PushChoice(store.settings, on_by_file=settings.smartkasa.push_receipts).read()
        counts = store.outbox.counts() if store.outbox.is_there() else OutboxCounts()
    except PosError as error:
        return Finding("bad", _PUSH, error.message, _RESTORE)
    finally:
        store.close()
    sent = f"; останній: {counts.last_sent_at:%d.%m.%Y %H:%M} UTC" if counts.last_sent_at else ""
    words = f"{'увімкнено' if switch.on else 'вимкнено'}; чекають: {counts.waiting}, відхилено: {counts.refused}{sent}"
    if counts.refused:
        return Finding("warn", _PUSH, words, "Відкрийте «Звіти» → «SmartKasa»: там причини і що робити.")
    return Finding("ok", _PUSH, words)


def _catalog(data_dir: Path) -> Finding:
    path = data_dir / "catalog.db"
    if not path.exists():
        return Finding("warn", "Каталог", "ще не завантажено", "Відкрийте касу і оновіть каталог.")
    try:
        store = open_catalog_store(path)
    except PosError as error:
        return Finding("bad", "Каталог", error.message, "Видаліть catalog.db: каса завантажить його знову.")
    try:
        goods, synced_at = store.count(), store.fact("synced_at")
        odd, named = store.odd(ODD_NAMED)
        twice = store.numbers_of_several(ODD_NAMED)
    finally:
        store.close()
    when = f", оновлено {synced_at}" if synced_at else ""
    words = [f"{goods} товарів{when}"]
    if odd:
        words.append(f"з помилками в SmartKasa: {odd}")
        words += [f"    {_odd_words(row)}" for row in named]
    if twice:
        words.append(f"штрихкоди кількох товарів (касир обирає): {', '.join(twice)}")
    return Finding(
        "ok" if goods and not odd else "warn", "Каталог", "\n".join(words), "Виправте їх у SmartKasa." if odd else ""
    )


def _odd_words(row: OddRow) -> str:
    """A spoilt row by its name and id, and what became of it."""
    what = "продається" if row.sold else "пропущено"
    return f"{row.name or 'без назви'} ({row.id}): {row.reason}; {what}"


def _register(data_dir: Path) -> Iterable[Finding]:
    try:
        return [Finding(*said) for said in look_at_register(data_dir, datetime.now(UTC))]
    except PosError:
        # the line on the journal says what is wrong with the file
        return []


def _taxes(data_dir: Path, settings: SettingsOfTill) -> Iterable[Finding]:
    rows = settings.taxes
    table = None if rows is None else {int(group): codes for group, codes in rows.items() if group.isdigit()}
    try:
        said = look_at_taxes(data_dir, table, sandboxed=settings.is_loopback)
    except PosError:
        # the lines on the journal and on the catalog say what is wrong with the files
        return
    for level, words, advice in said:
        yield Finding(level, "Податки", words, advice)


def _keyring() -> Finding:
    if has_keyring():
        return Finding("ok", "Сховище паролів", "є")
    return Finding(
        "warn", "Сховище паролів", "немає", "Після перезапуску касир входить знову; паролі на диск не пишуться."
    )


def _printers(settings: SettingsOfTill, data_dir: Path) -> Iterable[Finding]:
    try:
        said = look_at_printers(settings, data_dir)
    except PosError:
        # the line on the journal says what is wrong with the file
        return []
    return [Finding(level, "Принтер", words, advice) for level, words, advice in said]


async def _devices(settings: SettingsOfTill, data_dir: Path) -> AsyncIterator[Finding]:
    async for said in look_at_devices(settings, data_dir):
        yield Finding(*said)


async def _reach(http: httpx.AsyncClient, name: str, url: str) -> Finding:
    began = datetime.now(UTC)
    try:
        answer = await http.get(url)
    except httpx.HTTPError as error:
        return Finding("bad", name, f"{url} не відповідає ({type(error).__name__})", "Перевірте інтернет і адресу.")
    took = round((datetime.now(UTC) - began).total_seconds() * 1000)
    return Finding("ok", name, f"{url} відповідає за {took} мс (код {answer.status_code})")
