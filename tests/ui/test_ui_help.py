"""Settings, the first steps and help in the window."""

from PySide6.QtCore import Qt
from ui_stage import Stage

from pos_app.domain.errors import SENTENCES, Refused
from pos_app.till.service_check import Service
from pos_app.ui.error_help import help_of, is_explained
from pos_app.ui.screens.list_panes import EXPLAIN
from pos_app.ui.screens.tasks import Task

Key = Qt.Key


def test_every_error_has_a_page_of_its_kind() -> None:
    assert [code for code in SENTENCES if not is_explained(code)] == []
    for code in SENTENCES:
        page = help_of(code)
        assert page.what
        assert page.to_do
        assert page.data


def test_f1_explains_what_the_strip_says(till: Stage) -> None:
    till.desk.complain(Refused("Карту відхилено", code="card_declined"))
    till.key(Key.Key_F1)
    till.calm()
    pane = till.window.till.panes.pane
    assert pane.rows.rows[0].key == EXPLAIN
    till.enter()
    till.until(lambda: till.window.page is till.window.help)
    assert till.window.help.errors.code.text() == "Код: card_declined"
    till.type("zzz")
    assert till.window.help.errors.rows.rows == ()
    till.key(Key.Key_Escape)
    assert till.window.help.errors.rows.rows
    till.key(Key.Key_Escape)
    till.until(lambda: till.window.page is till.window.till)


def test_a_service_is_asked_by_touch_and_by_key_and_its_silence_is_an_answer(till: Stage) -> None:
    till.till.silent = {Service.SMARTKASA}
    till.window.till.run_task(Task.SETTINGS)
    page = till.window.settings
    till.enter()
    till.until(lambda: Service.CHECKBOX in page._answers)
    till.key(Key.Key_Down)
    till.enter()
    till.until(lambda: Service.SMARTKASA in page._answers)
    till.calm()
    rows = {row.key: row for row in page.sheet.rows.rows}
    assert rows["checkbox"].figure == "працює"
    assert rows["smartkasa"].figure == "не працює"
    assert "не відповідає" in rows["smartkasa"].under
    page.sheet.ask(Task.PEOPLE.value)
    till.until(lambda: till.window.page is till.window.people)


def test_the_error_that_is_explained_stays_in_sight_when_the_letters_come(till: Stage) -> None:
    till.window.explain("refused_by_server")
    panel = till.window.help.errors
    till.touch(panel.search)
    assert panel.letters.isVisible()
    seen = panel.rows.visualRect(panel.rows.currentIndex())
    assert panel.rows.viewport().rect().contains(seen)


def test_whoever_signs_in_first_is_shown_the_first_steps_once(qapp) -> None:
    stage = Stage(first_run=True)
    stage.sign_in()
    assert stage.window.page is stage.window.settings
    assert stage.window.settings.panel is stage.window.settings.guide
    stage.key(Key.Key_Escape)
    assert stage.window.page is stage.window.till
    assert not stage.window._preferences.first_run
    stage.close()
