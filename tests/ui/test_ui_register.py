"""The lamps in every mode, the queue in words, decisions on stopped documents, and copies that are due."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from ui_fake_till import NOW
from ui_goods import ean
from ui_register import on_their_way, papers, refused_item

from pos_app.domain.errors import SENTENCES, refused
from pos_app.domain.mending import Change, MendField
from pos_app.domain.register import Mode, Obstacle, OfflineMeter, OperationState, Queue, WayOut
from pos_app.till.register_said import codes, offline_left
from pos_app.till.state import Cashier, Printer, PrinterCondition, Problem, TillState
from pos_app.ui.lamps import Lamp, lamps, reason_in_short
from pos_app.ui.register_words import (
    attention_in_words,
    button_in_words,
    document_in_words,
    mode_in_words,
    mode_tone,
    way_out_in_words,
)
from pos_app.ui.screens.tasks import Task
from pos_app.ui.widgets.rows import Tone

Key = Qt.Key
HOUR = 3600


def lamp(**state):
    return lamps(TillState(**state))[1]


def open_register(stage, task):
    stage.window.till.run_task(task)
    stage.calm()
    return stage.window.register


def titles(screen):
    return [row.title for row in screen.rows.rows]


def test_the_lamp_says_offline_with_the_hours_and_codes_that_are_left():
    words = lamp(mode=Mode.LOCAL_OFFLINE, offline=OfflineMeter(1840, 78 * 60, 0))
    assert (words.lamp, words.text) == (Lamp.AWAY, "ПРРО офлайн ще 34 год 12 хв, 1\u00a0840 кодів")
    assert words.short == "ПРРО офлайн ще 34 год, 1\u00a0840 кодів"


def test_the_page_names_the_hours_at_which_the_till_itself_stops(till):
    screen = open_register(till, Task.QUEUE)
    till.tell(mode=Mode.LOCAL_OFFLINE, offline=OfflineMeter(1840, 35 * HOUR + 1980, 100 * HOUR))
    row, month, _ = screen.band.meters
    assert (row.text(), month.text()) == ("Офлайн поспіль 35:33, межа 35:30", "За місяць 100:00, межа 167:30")
    assert row._colour == screen.band._look.colours.stop


def test_a_register_that_stopped_looks_stopped(till):
    gone = Obstacle("offline_limit", "Час роботи офлайн вичерпано.", WayOut.ASK_AGAIN)
    assert mode_tone(TillState(mode=Mode.BLOCKED)) is Tone.STOP
    assert mode_tone(TillState(mode=Mode.LOCAL_OFFLINE, blocked=gone)) is Tone.STOP
    assert mode_tone(TillState(mode=Mode.NEEDS_ATTENTION)) is Tone.WARN
    assert mode_tone(TillState(mode=Mode.ONLINE, clock_doubt=NOW)) is Tone.WARN
    assert mode_tone(TillState(mode=Mode.LOCAL_OFFLINE)) is Tone.PLAIN
    screen = open_register(till, Task.QUEUE)
    till.tell(mode=Mode.BLOCKED)
    assert screen.band.title._colour == screen.band._look.colours.stop


def test_before_anybody_has_signed_in_no_shift_is_called_closed():
    assert lamps(TillState())[0].text == "Зміна"
    assert lamps(TillState(cashier=Cashier("c1", "Олена", frozenset())))[0].text == "Зміну закрито"


@pytest.mark.parametrize(
    ("meter", "wanted"),
    [
        (OfflineMeter(1840, 28 * HOUR, 28 * HOUR), Lamp.AWAY),
        (OfflineMeter(1840, 36 * HOUR * 4 // 5, 0), Lamp.WARN),
        (OfflineMeter(1840, 0, 168 * HOUR * 4 // 5), Lamp.WARN),
        (OfflineMeter(199, 0, 0), Lamp.WARN),
        (OfflineMeter(200, 0, 0), Lamp.AWAY),
    ],
)
def test_the_lamp_is_amber_at_four_fifths_of_the_hours_and_at_few_codes(meter, wanted):
    assert lamp(mode=Mode.LOCAL_OFFLINE, offline=meter).lamp is wanted


def test_few_codes_are_said_while_still_online():
    assert lamp(mode=Mode.ONLINE, offline=OfflineMeter(121)).text == "ПРРО онлайн, 121 код"
    assert lamp(mode=Mode.ONLINE, offline=OfflineMeter(121)).lamp is Lamp.WARN
    assert lamp(mode=Mode.ONLINE, offline=OfflineMeter(2000)).lamp is Lamp.OK


def test_the_nearer_of_both_limits_is_what_is_left_and_never_less_than_nothing():
    assert offline_left(OfflineMeter(0, HOUR, 167 * HOUR)) == HOUR // 2
    assert offline_left(OfflineMeter(0, 40 * HOUR, 0)) == 0


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        ({"mode": Mode.DRAINING, "queue": Queue(12)}, (Lamp.WARN, "Передаємо 12 чеків")),
        ({"mode": Mode.DRAINING, "queue": Queue(1)}, (Lamp.WARN, "Передаємо 1 чек")),
        ({"mode": Mode.DRAINING}, (Lamp.WARN, "Передаємо чеки")),
        ({"mode": Mode.RETURNING}, (Lamp.WARN, "ПРРО: виходимо онлайн")),
        ({"mode": Mode.AUTO_OFFLINE}, (Lamp.WARN, "ПРРО: ДПС не відповідає")),
        ({"mode": Mode.BLOCKED}, (Lamp.BAD, "ПРРО зупинено")),
        (
            {"mode": Mode.BLOCKED, "trouble": Problem("license_invalid", "Невірний ключ.")},
            (Lamp.BAD, "ПРРО зупинено: ключ ліцензії"),
        ),
        ({"mode": Mode.NEEDS_ATTENTION, "queue": Queue(4, 0, 2)}, (Lamp.BAD, "ПРРО: потрібна увага (2)")),
        ({"mode": Mode.ONLINE, "queue": Queue(2, 2)}, (Lamp.WARN, "ПРРО: надсилається 2")),
    ],
)
def test_every_mode_has_its_lamp_and_its_words(state, wanted):
    words = lamp(**state)
    assert (words.lamp, words.text) == wanted


def test_a_printer_that_fails_has_a_red_lamp():
    state = TillState(printer=Printer(PrinterCondition.FAILED))
    assert lamps(state)[2].lamp is Lamp.BAD


@pytest.mark.parametrize(("count", "words"), [(1, "1 код"), (3, "3 коди"), (11, "11 кодів"), (22, "22 коди")])
def test_counts_are_worded_as_ukrainian_wants(count, words):
    assert str(codes(count)) == words


@pytest.mark.parametrize("mode", Mode)
def test_every_mode_says_what_it_is_and_what_the_cashier_does(mode):
    title, following = mode_in_words(TillState(mode=mode))
    assert title
    assert following.endswith(".")


@pytest.mark.parametrize("state", [state for state in OperationState if not state.is_settled])
def test_every_document_on_its_way_is_told_what_next_and_that_it_is_safe(state):
    item = replace(on_their_way()[0], state=state)
    for mode in Mode:
        words = document_in_words(item, mode)
        assert words.safe.startswith("Так.")
        assert state.value not in words.what
        assert words.next.endswith(".")


def test_a_document_whose_sum_differs_is_not_called_safe():
    item = {"id": "a", "kind": "SELL", "reason": "Сума чека на сервері відрізняється. Продаж зупинено."}
    assert attention_in_words(item).safe.startswith("Звірте")
    assert attention_in_words(item | {"reason": "Невірний код"}).safe.startswith("Так.")
    assert attention_in_words({"kind": "ALARM", "reason": "Z інший"}).safe.startswith("Звірте")


def test_a_document_that_checkbox_has_says_that_it_will_not_be_printed():
    item = {"id": "a", "kind": "SELL", "reason": "Checkbox не провів документ: ERROR", "at_server": True}
    assert "каса не друкує" in attention_in_words(item).next
    differs = item | {"reason": "Сума чека на сервері відрізняється. Продаж зупинено."}
    assert "віддайте покупцеві чек із кабінету" in attention_in_words(differs).next
    assert "надішле" in attention_in_words(item | {"at_server": False}).next


def test_an_opening_that_was_sold_in_and_is_refused_says_how_its_receipts_get_through():
    words = attention_in_words({"id": "a", "kind": "SHIFT_OPEN", "reason": "Податкова не відкрила зміну: сертифікат"})
    assert words.safe.startswith("Так. Чеки цієї зміни")
    assert "Відкрийте зміну цього касира в кабінеті Checkbox" in words.next
    assert "Зніміть з черги" not in words.next


def test_documents_that_one_cause_stopped_say_that_one_decision_is_about_all_of_them():
    item = {"kind": "SELL", "reason": "Зміну не відкрито", "together": 12}
    assert attention_in_words(item).next.endswith("Рішення одне на всі (12).")
    assert "на всі" not in attention_in_words(item | {"together": 1}).next


@pytest.mark.parametrize(
    ("days", "wanted", "text"),
    [
        (None, Lamp.OK, "ПРРО онлайн"),
        (29, Lamp.OK, "ПРРО онлайн, підпис ще 29 днів"),
        (7, Lamp.WARN, "ПРРО онлайн, підпис ще 7 днів"),
        (1, Lamp.BAD, "ПРРО онлайн, підпис ще 1 день"),
        (0, Lamp.BAD, "ПРРО: підпис спливає сьогодні"),
    ],
)
def test_the_lamp_names_the_signatures_last_days(days, wanted, text):
    words = lamp(mode=Mode.ONLINE, offline=OfflineMeter(1840), certificate_days=days)
    assert (words.lamp, words.text.replace("\u00a0", " ")) == (wanted, text)


def test_a_time_in_doubt_is_asked_about_where_the_mode_is_shown(till):
    trouble = Problem("clock_suspect", "Годинник комп'ютера змінився. Підтвердіть час.")
    till.tell(mode=Mode.LOCAL_OFFLINE, clock_doubt=NOW, trouble=trouble, problem=trouble)
    till.touch("Час")
    screen = till.window.register
    till.until(lambda: till.window.page is screen)
    assert screen.band.title.text() == "Перевірте час"
    assert "14.03.2026 12:41" in screen.band.asked_time.text()
    assert till.till.called("confirm_time") == []
    till.touch("Так, час правильний")
    till.until(lambda: till.till.called("confirm_time") == [()])
    till.until(lambda: not screen.band.time_question.isVisible())


def test_only_who_may_decide_confirms_the_time(till):
    cashier = replace(till.desk.state.cashier, permissions=frozenset())
    till.tell(mode=Mode.LOCAL_OFFLINE, clock_doubt=NOW, cashier=cashier)
    screen = open_register(till, Task.QUEUE)
    assert not screen.band.confirm_time.isEnabled()


BLOCKS = {
    "license_invalid": WayOut.ASK_AGAIN, "access_key_invalid": WayOut.ASK_AGAIN, "register_busy": WayOut.ASK_AGAIN,
    "register_blocked": WayOut.ASK_AGAIN, "cashier_deactivated": WayOut.ASK_AGAIN, "signer_off": WayOut.ASK_AGAIN,
    "offline_limit": WayOut.ASK_AGAIN, "no_offline_codes": WayOut.ASK_AGAIN,
}  # fmt: skip


def obstacle(code):
    return Obstacle(code, SENTENCES[code], BLOCKS[code])


@pytest.mark.parametrize("code", BLOCKS)
def test_whatever_stands_in_the_way_has_a_sentence_a_way_out_and_a_button(code):
    state = TillState(mode=Mode.BLOCKED, blocked=obstacle(code))
    title, following = mode_in_words(state)
    assert (title, following.startswith(SENTENCES[code])) == ("ПРРО зупинено", True)
    assert way_out_in_words(obstacle(code)) in following
    assert button_in_words(obstacle(code))
    assert reason_in_short(code)


def test_the_lamp_is_red_where_the_hours_offline_are_over():
    words = lamp(mode=Mode.LOCAL_OFFLINE, blocked=obstacle("offline_limit"))
    assert (words.lamp, words.text) == (Lamp.BAD, "ПРРО офлайн: години вичерпано")
    assert words.short == "Офлайн вичерпано"


def test_the_lamp_asks_for_the_time_that_stops_the_sale():
    assert lamp(mode=Mode.LOCAL_OFFLINE, clock_doubt=NOW).lamp is Lamp.BAD
    assert lamp(mode=Mode.ONLINE, clock_doubt=NOW).text == "ПРРО: перевірте час"


def test_no_codes_at_all_warn_as_few_do(till):
    screen = open_register(till, Task.QUEUE)
    till.tell(offline=OfflineMeter(0))
    assert screen.band.meters[2]._colour == screen.band._look.colours.warn_ink


def test_a_stopped_register_is_asked_again_by_its_button(till):
    till.tell(mode=Mode.BLOCKED, blocked=obstacle("register_busy"))
    screen = open_register(till, Task.QUEUE)
    till.touch("Спитати ще раз")
    till.until(lambda: till.till.called("try_again") == [()])
    till.until(screen.band.act.isHidden)


def test_where_the_shifts_day_is_over_the_button_leads_to_the_close_of_the_shift(till):
    over = Obstacle("offline_limit", "Зміна триває майже добу. Закрийте зміну.", WayOut.CLOSE_SHIFT)
    till.tell(mode=Mode.LOCAL_OFFLINE, blocked=over)
    screen = open_register(till, Task.QUEUE)
    assert screen.band.title.text() == "Продаж зупинено"
    till.touch(screen.band.act)
    till.calm()
    assert till.window.page is till.window.close_shift


def test_what_waits_for_a_decision_has_its_own_page_and_no_button_here(till):
    till.tell(mode=Mode.NEEDS_ATTENTION, blocked=Obstacle("attention_needed", "Рішення.", WayOut.DECIDE))
    assert open_register(till, Task.ATTENTION).band.act.isHidden()


def test_a_touch_on_the_lamps_opens_the_queue_with_each_document_in_words(till):
    till.till.on_their_way = on_their_way()
    till.tell(mode=Mode.LOCAL_OFFLINE, queue=Queue(8, 1, 1))
    till.touch(till.window.top.lamps)
    screen = till.window.register
    till.until(lambda: len(screen.rows.rows) == 9)
    assert till.window.page is screen
    assert titles(screen)[3] == "Відкриття зміни · OF-000117"
    assert screen.rows.rows[4].under == "Оформлено офлайн, чекає черги"
    assert screen.tabs.buttons[0].text() == "Черга · 9"
    till.key(Key.Key_Down)
    assert screen.details.next.text() == "Спитаємо Checkbox за номером документа. Двічі він не піде."
    till.key(Key.Key_Escape)
    assert till.window.page is till.window.till


def test_the_queue_is_read_anew_while_it_is_handed_over(till):
    till.till.on_their_way = on_their_way()
    screen = open_register(till, Task.QUEUE)
    till.until(lambda: screen.rows.rows)
    till.till.on_their_way = []
    till.tell(mode=Mode.RETURNING, queue=Queue())
    till.until(lambda: not screen.rows.rows)
    assert screen.band.title.text() == "Повертаємось онлайн"
    assert screen.tabs.buttons[0].text() == "Черга"


def test_a_stopped_document_is_asked_about_again_by_enter(till):
    screen = open_register(till, Task.ATTENTION)
    till.until(lambda: titles(screen) == ["Продаж"])
    assert screen.details.what.text() == "Невірний код ПДВ"
    till.enter()
    till.until(lambda: till.till.called("attention_resend") == [("a1",)])
    till.until(lambda: not screen.rows.rows)


def test_a_stopped_document_is_set_aside_for_a_ready_reason(till):
    screen = open_register(till, Task.ATTENTION)
    till.until(lambda: screen.rows.rows)
    till.touch("Зняти з черги з причиною")
    till.key(Key.Key_Down)
    till.key(Key.Key_Down)
    till.enter()
    till.until(lambda: till.till.called("attention_set_aside") == [("a1", "Проведено інакше")])
    till.until(lambda: not screen.rows.rows)
    assert not screen.asking


def test_a_stopped_document_is_set_aside_in_ones_own_words_by_touch(till):
    screen = open_register(till, Task.ATTENTION)
    till.until(lambda: screen.rows.rows)
    till.key(Key.Key_Delete)
    # «Відкласти» is what F5 does with a basket; and what follows is said before it is decided
    assert screen.reasons.title.text() == "Податкова його не отримає. Чому знімаєте з черги?"
    till.touch(screen.reasons.field)
    till.enter()
    assert screen.asking
    for letter in "тест":
        till.touch(letter, screen.reasons.letters)
    till.touch("Зняти з черги", screen.reasons)
    till.until(lambda: till.till.called("attention_set_aside") == [("a1", "тест")])


def test_going_back_from_the_reasons_sets_nothing_aside(till):
    screen = open_register(till, Task.ATTENTION)
    till.until(lambda: screen.rows.rows)
    till.key(Key.Key_Delete)
    till.key(Key.Key_Escape)
    assert not screen.asking
    assert till.window.page is screen
    till.calm()
    assert till.till.called("attention_set_aside") == []


def test_the_question_stays_while_the_queue_moves_and_goes_when_the_document_is_settled(till):
    screen = open_register(till, Task.ATTENTION)
    till.until(lambda: screen.rows.rows)
    till.key(Key.Key_Delete)
    till.till.items = [*till.till.items, {**till.till.items[0], "id": "a2"}]
    till.tell(queue=Queue(4, 0, 2))
    till.until(lambda: len(screen.rows.rows) == 2)
    assert screen.asking
    till.till.items = till.till.items[1:]
    till.tell(queue=Queue(3, 0, 1))
    till.until(lambda: len(screen.rows.rows) == 1)
    assert not screen.asking


def test_only_who_has_the_right_decides(till):
    cashier = replace(till.desk.state.cashier, permissions=frozenset({"return"}))
    till.tell(cashier=cashier)
    screen = open_register(till, Task.ATTENTION)
    till.until(lambda: screen.rows.rows)
    assert not screen.details.first.isEnabled()
    assert "старшого касира" in screen.details.next.text()
    till.enter()
    till.key(Key.Key_Delete)
    till.calm()
    assert (till.till.called("attention_resend"), screen.asking) == ([], False)


def test_a_shifts_document_is_asked_about_again(till):
    till.till.items = [{"id": "s1", "kind": "SHIFT_CLOSE", "total": 0, "at": None, "reason": "Відхилено"}]
    screen = open_register(till, Task.ATTENTION)
    till.until(lambda: titles(screen) == ["Закриття зміни"])
    till.enter()
    till.until(lambda: till.till.called("attention_resend") == [("s1",)])


def test_an_alarm_is_only_read(till):
    till.till.items = [{"id": "alarm", "kind": "ALARM", "total": 0, "at": None, "reason": "Z інший"}]
    screen = open_register(till, Task.ATTENTION)
    till.until(lambda: titles(screen) == ["Розбіжність сум"])
    assert screen.details.first.isHidden()
    assert screen.details.second.text() == "Закрити сповіщення з причиною"
    till.enter()
    till.calm()
    assert till.till.called("attention_resend") == []


def open_mending(till):
    till.till.items = [refused_item()]
    screen = open_register(till, Task.ATTENTION)
    till.until(lambda: screen.rows.rows)
    assert screen.details.what.text() == "Checkbox відхилив: Невірний штрихкод · рядок 2, Штрихкод"
    till.enter()
    return screen, screen.mending


def test_what_checkbox_objects_to_is_first_and_is_mended_by_typing(till):
    screen, form = open_mending(till)
    assert form.rows.rows[0].title == "Штрихкод · 2. Коньяк 5 зірок"
    assert form.field.text() == "482000"
    assert not form.confirm.isEnabled()
    till.type("0000024")
    assert form.rows.rows[0].under == "4820000000024"
    till.enter()
    wanted = [("a9", [Change(MendField.BARCODE, "4820000000024", 1)])]
    till.until(lambda: till.till.called("attention_mend") == wanted)
    till.until(lambda: not screen.rows.rows)
    assert not screen.asking


def test_several_places_are_mended_at_once_by_touch(till):
    _, form = open_mending(till)
    for title, typed in (("Коди податку · 2. Коньяк 5 зірок", ", 4"), ("E-mail покупця", "a@b.ua")):
        form.rows.choose([row.title for row in form.rows.rows].index(title))
        till.type(typed)
    form.rows.choose([row.title for row in form.rows.rows].index("Текст унизу чека"))
    till.touch(form.field)
    assert form.letters.isVisible()
    for _ in "Дякуємо!":
        till.key(Key.Key_Backspace)
    till.touch("Виправити і надіслати")
    till.until(lambda: till.till.called("attention_mend"))
    (_, changes) = till.till.called("attention_mend")[0]
    assert changes == [
        Change(MendField.TAX_CODES, (1, 4), 1), Change(MendField.EMAIL, "a@b.ua"), Change(MendField.FOOTER, ""),
    ]  # fmt: skip


def test_a_tax_code_that_is_no_number_is_said_and_going_back_changes_nothing(till):
    screen, form = open_mending(till)
    form.rows.choose([row.title for row in form.rows.rows].index("Коди податку · 1. Молоко «Ранок» 2,5 % 900 мл"))
    till.type("х")
    till.enter()
    till.until(screen.headline.isVisible)
    assert screen.asking
    till.key(Key.Key_Escape)
    assert not screen.asking
    till.calm()
    assert till.till.called("attention_mend") == []


def test_what_could_not_be_sent_again_is_said_on_the_strip_and_stays(till):
    till.till.fail_next["attention_resend"] = refused("attention_needed", "Невірний код ПДВ")
    screen = open_register(till, Task.ATTENTION)
    till.until(lambda: screen.rows.rows)
    till.enter()
    till.until(screen.headline.isVisible)
    assert titles(screen) == ["Продаж"]


def test_a_receipt_with_another_number_on_paper_is_printed_again_as_a_copy(till):
    till.till.reprints = papers(2)
    screen = open_register(till, Task.REPRINTS)
    till.until(lambda: len(screen.rows.rows) == 2)
    assert screen.details.what.text() == "Номер змінився: було OF-000117, стало J8kXb1PqvE0."
    assert screen.tabs.buttons[2].text() == "Передрук · 2"
    till.enter()
    till.until(lambda: till.till.called("reprint") == [("p0",)])
    till.until(lambda: len(screen.rows.rows) == 1)
    assert screen.details.beside_first.isHidden()


def test_all_copies_that_are_due_are_printed_by_one_touch(till):
    till.till.reprints = papers(2, 3)
    screen = open_register(till, Task.REPRINTS)
    till.until(lambda: len(screen.rows.rows) == 2)
    till.touch("Друкувати всі (2)")
    till.until(lambda: till.till.called("reprint_all") == [(False,)])
    till.until(lambda: not screen.rows.rows)
    assert screen.tabs.buttons[3].text() == "Без QR · 3"


def test_papers_that_only_lack_the_qr_stand_apart_and_say_that_they_are_lawful(till):
    till.till.reprints = papers(1, 4)
    screen = open_register(till, Task.WITHOUT_QR)
    till.until(lambda: len(screen.rows.rows) == 4)
    assert screen.rows.rows[0].under == "без QR: друкувався офлайн"
    assert "+380671234567 · olena.kovalenko@example.com" in screen.details.when.text()
    assert screen.details.safe.text() == "Так. Офлайн-чек дійсний і без QR."
    till.enter()
    till.until(lambda: till.till.called("reprint") == [("p1",)])


def test_a_paper_that_checkbox_has_no_qr_for_yet_is_not_printed_again(till):
    till.till.reprints = papers(0, 1)
    screen = open_register(till, Task.WITHOUT_QR)
    till.until(lambda: len(screen.rows.rows) == 1)
    assert screen.rows.rows[0].under == "без QR: ще передається"
    assert not screen.details.first.isEnabled()
    till.enter()
    till.calm()
    assert till.till.called("reprint") == []


def test_a_roll_of_copies_is_asked_for_twice(till):
    till.till.reprints = papers(0, 300)
    screen = open_register(till, Task.WITHOUT_QR)
    till.until(lambda: screen.rows.rows)
    till.touch("Друкувати всі (300)")
    till.calm()
    assert till.till.called("reprint_all") == []
    till.key(Key.Key_Down)
    assert screen.details.beside_first.text() == "Друкувати всі (300)"
    till.touch("Друкувати всі (300)")
    till.touch("Так, друкувати 300")
    till.until(lambda: till.till.called("reprint_all") == [(True,)])


def test_a_day_of_papers_without_qr_is_left_by_one_reason(till):
    till.till.reprints = papers(1, 300)
    screen = open_register(till, Task.WITHOUT_QR)
    till.until(lambda: screen.rows.rows)
    till.touch("Прибрати всі (300)")
    till.key(Key.Key_Down)
    till.key(Key.Key_Down)
    till.enter()
    till.until(lambda: till.till.called("dismiss_optional_reprints") == [("Копію не просили",)])
    till.until(lambda: not screen.rows.rows)
    assert screen.tabs.buttons[2].text() == "Передрук · 1"


def test_a_wrong_number_is_left_without_a_copy_by_a_senior_alone(till):
    till.till.reprints = papers(1)
    screen = open_register(till, Task.REPRINTS)
    till.until(lambda: screen.rows.rows)
    till.key(Key.Key_Delete)
    till.key(Key.Key_Down)
    till.enter()
    till.until(lambda: till.till.called("dismiss_reprint") == [("p0", "Покупець пішов без копії")])
    till.till.reprints = papers(1)
    till.tell(cashier=replace(till.desk.state.cashier, permissions=frozenset({"return"})))
    screen = open_register(till, Task.REPRINTS)
    till.until(lambda: screen.rows.rows)
    assert screen.details.first.isEnabled()
    assert not screen.details.second.isEnabled()


def test_a_scan_leaves_the_registers_page_for_the_sale(till):
    open_register(till, Task.QUEUE)
    till.scan(ean(1))
    assert till.window.page is till.window.till
    assert len(till.desk.state.cart.lines) == 1
