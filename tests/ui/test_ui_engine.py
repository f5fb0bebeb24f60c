"""The crossing of threads, translations, the theme, and how little a scan draws again."""

import ast
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from shiboken6 import isValid
from ui_fake_till import FakeTill
from ui_goods import ean
from ui_stage import Stage
from ui_walk import CYRILLIC

import pos_app.ui
from pos_app.app.cli import main
from pos_app.app.demo_pin import PIN
from pos_app.catalog.editing import FAULTS
from pos_app.domain.device import TROUBLES
from pos_app.domain.errors import SENTENCES, Bug, refused
from pos_app.domain.said import sentence
from pos_app.smartkasa.errors import KNOWN
from pos_app.ui.app import WindowOptions, run_window
from pos_app.ui.i18n import error_text, read_ts
from pos_app.ui.keys import KEYS, KeyTable
from pos_app.ui.resources import resource
from pos_app.ui.screens.tasks import Task
from pos_app.ui.theme import load_palette

UI = Path(pos_app.ui.__file__).parent


def test_commands_run_in_the_engines_thread_and_answers_come_back_to_the_screens(stage):
    names = []

    async def where(till):
        names.append(threading.current_thread().name)
        return 7

    async def ask():
        answer = await stage.engine.run(where)
        names.append(threading.current_thread().name)
        assert answer == 7

    stage.desk.start(ask())
    stage.until(lambda: len(names) == 2)
    assert names == ["engine", "MainThread"]


def test_what_nobody_foresaw_becomes_a_sentence_and_the_window_goes_on(till, caplog):
    async def broken(*_):
        raise ZeroDivisionError

    till.till.undo = broken
    till.key(Qt.Key.Key_Z, "", Qt.KeyboardModifier.ControlModifier)
    till.until(lambda: till.desk.notice is not None)
    assert till.desk.notice.text == SENTENCES["internal"]
    assert "not foreseen" in caplog.text
    till.scan(ean(1))
    assert len(till.desk.state.cart.lines) == 1


async def _no_till():
    raise Bug("Базу даних пошкоджено.", code="database_damaged")


def test_a_till_that_cannot_be_made_says_why_in_the_window(qapp):
    assert run_window(_no_till, WindowOptions(on_shown=lambda window: _close_when_it_says(window, "пошкоджено"))) == 1


def _close_when_it_says(window, word):
    timer = QTimer(window, interval=10)
    timer.timeout.connect(lambda: window.window().close() if word in window.sign_in.error.text() else None)
    timer.start()


def test_the_window_opens_over_a_till_and_closing_it_shuts_the_till_down(qapp):
    till = FakeTill()

    async def make():
        return till

    windows = []
    options = WindowOptions(on_shown=windows.append, on_ready=lambda: windows[0].window().close())
    assert run_window(make, options) == 0
    assert till.calls == [("shutdown",)]


def test_the_demo_says_at_sign_in_that_it_trains_and_what_its_pin_is(qapp, tmp_path, monkeypatch):
    hints = []

    def instead(make_till, options):
        hints.append(options.preferences.hint)
        return 0

    monkeypatch.setattr("pos_app.app.window.run_window", instead)
    assert main(["demo", "--data-dir", str(tmp_path)]) == 0
    (hint,) = hints
    assert "Навчальна каса" in hint
    assert f"PIN {PIN}" in hint


def test_stopping_shuts_the_till_down(qapp):
    till = FakeTill()
    stage = Stage(till)
    stage.close()
    assert till.calls[-1] == ("shutdown",)


def test_what_a_page_asks_after_the_end_is_cancelled(qapp):
    stage = Stage(FakeTill())
    engine = stage.engine
    stage.close()
    assert engine.submit(lambda till: till.categories()).cancelled()


SPEAKING = ("domain", "till", "fiscal", "catalog", "printing", "devices", "links", "reports", "checkbox",
            "smartkasa")  # fmt: skip
WORDED = {"tr", "said", "said_of_count", "sentence"}
REASONS = {"refused", "Refusal", "Unreachable", "LinkFailed", "NotAsked", "Unsure", "Verdict", "unsure", "not_charged",
           "_need"}  # fmt: skip
"""Whose words a cashier reads as they are written there."""


NAMED = {"words", "wrong", "why"}


def _source_texts():
    for path in (*UI.rglob("*.py"), *(path for room in SPEAKING for path in UI.with_name(room).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
            parts = (*node.args, *(one.value for one in node.keywords)) if called in WORDED | REASONS else ()
            if isinstance(node, ast.Assign) and {getattr(one, "id", "") for one in node.targets} & NAMED:
                parts = (node.value, *_either(node.value))
            for part in parts:
                text = part.value if isinstance(part, ast.Constant) else None
                if isinstance(text, str) and (called in WORDED or CYRILLIC.search(text)):
                    yield text


def _either(value):
    return (value.body, value.orelse) if isinstance(value, ast.IfExp) else ()


def test_no_reason_is_put_together_without_its_parts():
    """Where `sentence` is used instead, a window finds them."""
    found = []
    for path in (path for room in SPEAKING for path in UI.with_name(room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
            for part in node.args if called in REASONS else ():
                if isinstance(part, ast.JoinedStr) and CYRILLIC.search(ast.unparse(part)):
                    found.append(f"{path.name}: {ast.unparse(part)}")
    assert found == []


def test_every_text_and_every_error_has_an_english_translation():
    english = read_ts(resource("i18n/en.ts"))
    faults = {words for code, words in FAULTS.items() if code != "server"}
    troubles = {words for pair in TROUBLES.values() for words in pair}
    smartkasa = {words for words, _ in KNOWN.values()}
    wanted = {*_source_texts(), *SENTENCES.values(), *faults, *troubles, *smartkasa}
    assert wanted - english.keys() == set()
    assert english.keys() - wanted == set()


def test_a_translation_keeps_the_same_places_for_values():
    for source, translation in read_ts(resource("i18n/en.ts")).items():
        names = {part.split("}")[0] for part in source.split("{")[1:]}
        assert names == {part.split("}")[0] for part in translation.split("{")[1:]}, source


def test_a_sentence_of_the_engine_is_told_in_the_language_of_the_window(stage):
    inner = sentence("У скриньці лише {sum} ₴. Назвіть меншу суму.", sum="12,50")
    text = sentence("Зміна не закрилася: {why}", why=inner)
    assert error_text(refused("shift_not_closed", text)) == text
    stage.window._language.switch("en")
    told_in_english = "The shift did not close: Only 12,50 ₴ are in the drawer. Name a smaller sum."
    assert error_text(refused("shift_not_closed", text)) == told_in_english
    english = read_ts(resource("i18n/en.ts"))
    assert error_text(refused("shift_not_open")) == english[SENTENCES["shift_not_open"]]
    assert error_text(refused("refused_by_server", "{їхні слова}")) == "{їхні слова}"


def test_the_language_switch_rebuilds_the_window_and_back(till):
    till.window.till.run_task(Task.LANGUAGE)
    till.until(lambda: till.window.till.pad.pay_button.text() == "PAY")
    till.until(lambda: till.window.key_bar.isVisible())
    assert till.button("Search", till.window.key_bar)
    till.window.till.run_task(Task.LANGUAGE)
    till.until(lambda: till.window.till.pad.pay_button.text() == "ОПЛАТА")
    assert QCoreApplication.translate("till", "Решта") == "Решта"


def test_the_theme_switch_keeps_the_basket(till):
    till.scan(ean(1))
    till.window.till.run_task(Task.THEME)
    till.until(lambda: till.window.look.colours.surface == load_palette("dark").surface)
    assert till.window.till.table.model.rowCount() == 1
    till.scan(ean(2))
    assert till.window.till.table.model.rowCount() == 2


def _luminance(colour):
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _contrast(ink, ground):
    light, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_all_inks_are_read_on_their_grounds(name):
    c = load_palette(name)
    pairs = {
        "ink": ("page", "surface", "sunken", "stripe", "accent_soft", "warn_soft", "key"),
        "ink_soft": ("page", "surface", "sunken", "stripe", "accent_soft", "stop_soft"),
        "ink_faint": ("surface", "sunken"),
        "on_accent": ("accent",),
        "on_pay": ("pay",),
        "on_stop": ("stop",),
        "on_warn": ("warn",),
        "warn_ink": ("warn_soft", "page", "surface"),
        "on_bar": ("bar", "bar_raised"),
        "on_bar_soft": ("bar",),
        "on_due": ("due",),
        "on_due_soft": ("due",),
        "stop": ("surface", "page"),
    }
    weak = {
        f"{ink} on {ground}": round(_contrast(getattr(c, ink), getattr(c, ground)), 2)
        for ink, grounds in pairs.items()
        for ground in grounds
        if _contrast(getattr(c, ink), getattr(c, ground)) < 4.5
    }
    assert weak == {}


def test_no_two_actions_share_a_key():
    assert len(set(KEYS.values())) == len(KEYS)
    table = KeyTable()
    assert all(table.key(action) for action in KEYS)


def test_a_scan_adds_one_row_and_draws_no_other_again_with_two_hundred_lines(stage):
    base = stage.till.products[0]
    stage.till.products = [
        replace(base, id=f"m{place}", barcode=ean(500 + place), name=f"Товар номер {place} з назвою")
        for place in range(201)
    ]
    stage.open_till()

    async def fill(till):
        for place in range(200):
            await till.add(f"m{place}")

    stage.till_does(fill)
    stage.until(lambda: len(stage.desk.state.cart.lines) == 200)
    model = stage.window.till.table.model
    touched = []
    model.rowsInserted.connect(lambda _, first, last: touched.append(("new", first, last)))
    model.dataChanged.connect(lambda first, last: touched.append(("changed", first.row(), last.row())))
    model.modelReset.connect(lambda: touched.append("all"))
    stage.scan(ean(700))
    stage.until(lambda: model.rowCount() == 201)
    assert touched == [("new", 200, 200)]


def test_what_asks_on_a_page_that_was_built_anew_is_answered_as_by_a_cashier_who_goes_back(till):
    till.scan(ean(2))
    before = till.window.till
    till.desk.start(before.selling.discount())  # its question comes with the loop's next turn
    till.window.build()
    till.until(lambda: not till.desk._tasks)
    assert before.panes.pane is None
    till.until(lambda: not till.desk._endings and till.window.parting.over)
    till.app.processEvents()
    assert not isValid(before)


def test_a_question_that_is_open_while_the_window_is_built_anew_holds_nothing(till):
    till.scan(ean(2))
    till.key(Qt.Key.Key_F7)
    before = till.window.till
    assert before.panes.pane is not None
    till.window.build()
    till.until(lambda: not till.desk._tasks and not till.desk._endings and till.window.parting.over)
    till.app.processEvents()
    assert till.desk.idle
    assert not isValid(before)
    till.scan(ean(3))
    assert len(till.desk.state.cart.lines) == 2
