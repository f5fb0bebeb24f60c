"""What only a person decides: the page's words and buttons, and a reason that nobody chooses for the person."""

import pytest
from PySide6.QtCore import Qt

from pos_app.domain.register import Mode, Queue
from pos_app.till.state import Problem
from pos_app.ui.screens.tasks import Task
from pos_app.ui.widgets.headline import Level

Key = Qt.Key


@pytest.fixture
def reasons(till):
    """The question why the first stopped document is set aside."""
    till.window.till.run_task(Task.ATTENTION)
    till.calm()
    till.until(lambda: till.window.register.rows.rows)
    till.key(Key.Key_Delete)
    return till.window.register.reasons


def touch_row(till, rows, place):
    till.touch_at(rows.viewport(), rows.visualRect(rows.model().index(place, 0)).center())


def test_a_key_pressed_once_too_often_books_no_reason(till, reasons):
    assert reasons.rows.chosen_key() is None
    assert not reasons.confirm.isEnabled()
    till.enter()
    till.enter()
    till.calm()
    assert till.window.register.asking
    assert till.till.called("attention_set_aside") == []


def test_a_touch_on_a_row_chooses_and_the_button_books(till, reasons):
    touch_row(till, reasons.rows, 2)
    till.calm()
    assert till.till.called("attention_set_aside") == []
    till.touch("Зняти з черги", reasons)
    till.until(lambda: till.till.called("attention_set_aside") == [("a1", "Гроші повернуто покупцеві")])


def test_a_row_and_words_of_ones_own_exclude_each_other(till, reasons):
    touch_row(till, reasons.rows, 1)
    till.type("інше")
    assert (reasons.rows.chosen_key(), reasons.field.text()) == (None, "інше")
    touch_row(till, reasons.rows, 1)
    assert (reasons.rows.chosen_key(), reasons.field.text()) == ("Проведено інакше", "")
    till.type("н")
    till.key(Key.Key_Backspace)
    assert not reasons.confirm.isEnabled()


def test_the_open_page_does_not_send_to_itself(till):
    till.tell(mode=Mode.NEEDS_ATTENTION)
    till.window.till.run_task(Task.QUEUE)
    till.calm()
    screen = till.window.register
    assert screen.band.next.text() == "Відкрийте «Увага» і вирішіть."
    till.key(Key.Key_Right)
    assert screen.band.next.text() == "Оберіть документ і вирішіть."


def test_buttons_that_decide_on_many_documents_say_so_and_are_called_by_their_names(till):
    till.till.items = [{**till.till.items[0], "id": f"a{number}", "together": 5} for number in range(5)]
    till.window.till.run_task(Task.ATTENTION)
    till.calm()
    details = till.window.register.details
    till.until(lambda: details.first.text() == "Спитати і надіслати ще раз (5)")
    assert details.second.text() == "Зняти з черги з причиною (5)"
    assert "«Спитати і надіслати ще раз»" in details.next.text()


def test_the_strip_of_a_stopped_document_leads_to_its_page_and_warns_of_making_it_twice(till):
    refusal = Problem("refused_by_server", "Checkbox відхилив чек. Чек збережено.")
    till.tell(mode=Mode.NEEDS_ATTENTION, queue=Queue(1, 0, 1), trouble=refusal, problem=refusal)
    assert till.desk.notice.text == "Checkbox відхилив чек. Чек збережено. Вдруге не проводьте."
    till.touch("Увага", till.window.till.headline)
    till.calm()
    assert (till.window.page, till.window.register.tab) == (till.window.register, Task.ATTENTION)


@pytest.mark.parametrize(
    ("code", "button", "page"),
    [("license_invalid", "Налаштування", "settings"), ("register_blocked", "ПРРО", "register")],
)
def test_a_stopped_register_says_so_in_red_and_leads_to_where_it_is_mended(till, code, button, page):
    trouble = Problem(code, "Невірний ключ.")
    till.tell(mode=Mode.BLOCKED, trouble=trouble, problem=trouble)
    assert (till.desk.notice.text, till.desk.notice.level) == ("ПРРО зупинено. Невірний ключ.", Level.STOP)
    till.touch(button, till.window.till.headline)
    till.calm()
    assert till.window.shows(page)
