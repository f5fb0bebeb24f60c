"""The printer's page: jobs that ask are settled by key and touch, the set-up asks and keeps, the receipt is seen."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from ui_fake_printer import job
from ui_fake_till import FakeTill
from ui_goods import ean
from ui_printer_scenes import (
    NO_PAPER,
    USB,
    copied,
    drawer,
    drawer_left_open,
    logo,
    print_asks,
    printer_page,
    reserve,
    setup,
    template,
)
from ui_stage import Stage

from pos_app.domain.errors import refused
from pos_app.printing.profiles import PAGES
from pos_app.printing.status import Paper
from pos_app.printing.template import Row
from pos_app.till.printer_desk import PrintState
from pos_app.till.state import Printer, PrinterCondition
from pos_app.ui.lamps import Lamp, lamps
from pos_app.ui.printer_words import sentence
from pos_app.ui.screens.print_ask_pane import PrintAskPane
from pos_app.ui.screens.tasks import Task

Key = Qt.Key


@pytest.fixture
def stage(qapp):
    made = Stage(FakeTill())
    yield made
    made.close()


@pytest.mark.parametrize(
    ("key", "command"), [(Key.Key_Return, "again"), (Key.Key_F6, "came_out"), (Key.Key_Delete, "drop")]
)
def test_a_job_that_asks_is_settled_by_a_key(stage, key, command):
    printer_page(stage)
    panel = stage.window.printer.jobs
    assert not panel.asks.isHidden()
    stage.key(key)
    stage.calm()
    assert stage.till.called(f"printer.{command}") == [("j7",)]
    assert panel.asks.isHidden() or panel.rows.chosen_key() != "j7"


def test_a_touch_says_the_same(stage):
    printer_page(stage)
    stage.touch("Вийшов повністю", stage.window.printer)
    stage.calm()
    assert stage.till.called("printer.came_out") == [("j7",)]
    stage.touch("Тестова сторінка", stage.window.printer)
    stage.calm()
    assert stage.till.called("printer.test_page") == [()]


def test_what_is_printed_can_only_be_looked_at(stage):
    printer_page(stage)
    stage.key(Key.Key_End)
    panel = stage.window.printer.jobs
    assert [button.isEnabled() for button in (panel.yes, panel.repeat, panel.drop)] == [False, False, False]


def test_the_list_follows_the_queue(stage):
    printer_page(stage)
    stage.till.printer.rows = [job(1)]
    stage.tell(printer=Printer(PrinterCondition.OK, 0, place="COM3"))
    stage.until(lambda: len(stage.window.printer.jobs.rows.rows) == 1)
    assert stage.window.printer.jobs.words.text() == "Працює."


def test_the_tile_leads_to_the_page_and_a_scan_leads_back_to_the_till(stage):
    printer_page(stage)
    stage.burst("4820000000017")
    stage.until(lambda: stage.window.page is stage.window.till)


def test_a_usb_printer_is_set_up_by_looking_at_the_paper(stage):
    setup(stage, USB)
    panel = stage.window.printer.setup
    assert panel.question.text() == "Який завширшки папір?"
    for key, question in (
        (Key.Key_Return, "Який рядок читається: Ґґ Єє Іі Її?"),
        (Key.Key_Down, ""),
        (Key.Key_Return, "Чи є внизу сторінки QR-код?"),
        (Key.Key_Return, "Чи відрізав принтер сторінку?"),
        (Key.Key_Return, "Чи відкрилася грошова скринька?"),
    ):
        stage.key(key)
        stage.calm()
        assert question in {"", panel.question.text()}
    stage.key(Key.Key_Return)
    stage.calm()
    (kept,) = stage.till.called("printer.set_up")
    assert kept[0] == {
        "transport": "usb", "device": "/dev/usb/lp0", "usb": "", "profile": "xprinter", "width_mm": 80, "columns": 0,
        "confirms": True, "raster": False, "codepage": "cp1251:23", "qr": "native", "cut": True, "drawer_pin": 2,
        "open_drawer": True, "drawer_signal": "high",
    }  # fmt: skip
    assert stage.window.printer.tabs.place == 0


def test_nothing_is_kept_before_the_end(stage):
    setup(stage, USB, "58", "raster", "raster", "no", "other")
    assert stage.till.called("printer.set_up") == []
    assert stage.till.printer.tried[-1][0]["drawer_pin"] == 5
    stage.window.printer.setup._take("none")
    stage.calm()
    (kept,) = stage.till.called("printer.set_up")
    assert (kept[0]["width_mm"], kept[0]["raster"], kept[0]["cut"], kept[0]["open_drawer"]) == (58, True, False, False)


def test_the_speed_of_a_port_is_found_by_asking(stage):
    setup(stage, "serial|/dev/ttyUSB0|default")
    assert [values["baudrate"] for values, _ in stage.till.printer.tried] == [9600, 19200, 38400]
    assert stage.window.printer.setup._values["baudrate"] == 38400


def test_the_speed_of_a_mute_printer_is_asked(stage):
    stage.till.printer.speed = None
    setup(stage, "serial|/dev/ttyUSB0|default", "19200", "80")
    assert stage.till.printer.tried[-1][0]["baudrate"] == 19200


def test_the_network_is_looked_at_only_when_it_is_asked_for(stage):
    setup(stage)
    assert stage.till.called("printer.find") == [(False,)]
    stage.key(Key.Key_F2)
    stage.calm()
    assert stage.till.called("printer.find") == [(False,), (True,)]
    stage.key(Key.Key_Return)
    stage.calm()
    assert stage.window.printer.setup._values["host"] == "192.168.1.87"


def test_a_printer_that_does_not_print_leaves_the_question_where_it_was(stage):
    setup(stage, USB)
    stage.till.fail_next["printer.try_out"] = refused("printer_cover_open")
    stage.key(Key.Key_Return)
    stage.calm()
    page = stage.window.printer
    assert page.setup.question.text() == "Який завширшки папір?"
    assert not page.headline.isHidden()
    stage.key(Key.Key_Return)
    stage.calm()
    assert page.setup.question.text().startswith("Який рядок")
    assert len(page.setup.rows.rows) == len(PAGES) + 1


def test_a_shop_may_do_without_a_printer(stage):
    setup(stage, "none||")
    assert stage.till.called("printer.set_up") == [({"transport": "none"},)]


def test_a_text_is_seen_in_the_receipt_while_it_is_typed_and_kept_when_it_is_confirmed(stage):
    template(stage, typing=True)
    panel = stage.window.printer.template
    lines = [line.strip() for line in panel.preview.lines()]
    assert "Обмін 14 днів" in lines
    assert "Обмін 14 днів" not in stage.till.state.template.header
    stage.enter()
    stage.calm()
    assert stage.till.state.template.header == "Ласкаво просимо!\nЩодня 8:00-22:00\nОбмін 14 днів"
    stage.enter()
    stage.type("x")
    stage.key(Key.Key_Escape)
    stage.calm()
    assert stage.till.state.template.header.endswith("Обмін 14 днів")
    assert stage.window.page is stage.window.printer
    stage.key(Key.Key_Delete)
    stage.calm()
    assert stage.till.state.template.header == ""


def test_an_optional_row_is_switched_and_the_receipt_follows(stage):
    template(stage, row=5)
    panel = stage.window.printer.template
    assert any("Касир:" in line for line in panel.preview.lines())
    stage.enter()
    stage.calm()
    assert Row.CASHIER not in stage.till.state.template.rows
    assert not any("Касир:" in line for line in panel.preview.lines())


def test_a_row_of_the_law_says_why_it_stays(stage):
    template(stage, row=14)
    stage.enter()
    stage.calm()
    assert stage.desk.mistake.code == "row_mandatory"
    assert not stage.window.printer.headline.isHidden()


def test_a_logo_is_chosen_and_taken_away(stage, tmp_path):
    (tmp_path / "logo.png").write_bytes(logo())
    template(stage, row=4)
    panel = stage.window.printer.template
    stage.key(Key.Key_Delete)
    stage.calm()
    assert stage.till.state.template.logo == b""
    panel.take_logo(str(tmp_path / "logo.png"))
    stage.calm()
    assert stage.till.state.template.logo == logo()


@pytest.mark.parametrize(
    ("printer", "words", "lamp", "short"),
    [
        (Printer(PrinterCondition.NONE), "Принтера не налаштовано.", Lamp.OFF, "Без принтера"),
        (Printer(PrinterCondition.OK), "Працює.", Lamp.OK, "Принтер"),
        (
            Printer(PrinterCondition.OK, paper=Paper.LOW, drawer_open=True, answers=True),
            "Працює, папір закінчується, скриньку відкрито.", Lamp.WARN, "Папір закінчується",
        ),
        (Printer(PrinterCondition.OK, asking=2, answers=False), "Працює, стану не повідомляє.", Lamp.WARN,
         "Друк перервано: 2"),
        (
            Printer(PrinterCondition.OK, reserve_used=True, last_error="Немає."), "Друкує резервний. Немає.", Lamp.WARN,
            "Друкує резервний",
        ),
        (Printer(PrinterCondition.FAILED, problem="Немає.", cover_open=True), "Немає.", Lamp.BAD, "Кришку відкрито"),
        (Printer(PrinterCondition.FAILED, problem="Немає.", paper=Paper.OUT), "Немає.", Lamp.BAD, "Немає паперу"),
        (Printer(PrinterCondition.FAILED, problem="Немає."), "Немає.", Lamp.BAD, "Принтер не друкує"),
    ],
)  # fmt: skip
def test_every_state_has_its_words_and_its_lamp(stage, printer, words, lamp, short):
    stage.tell(printer=printer)
    assert sentence(printer) == words
    shown = lamps(stage.desk.state)[2]
    assert (shown.lamp, shown.text) == (lamp, short)


def test_a_receipt_of_the_history_becomes_a_pdf(stage):
    stage.open_till()
    stage.till_does(lambda till: till.cash_in(100000, "Розмінна монета"))
    stage.scan("4820000000017")
    stage.key(Key.Key_F12)
    stage.until(lambda: stage.desk.state.cart.is_empty)
    stage.calm()
    stage.key(Key.Key_F11)
    stage.until(lambda: stage.window.history.chosen is not None)
    stage.key(Key.Key_F3)
    stage.calm()
    ((receipt_id, kind, _folder),) = stage.till.called("paper.save")
    assert (receipt_id, kind) == (stage.window.history.chosen.receipt.id, "pdf")
    assert stage.window.history.title.text() == f"Збережено: Чек {receipt_id}.pdf"


# the reserve and the drawer


def test_the_reserve_is_set_up_by_the_same_questions_but_for_the_drawer(stage):
    reserve(stage)
    panel = stage.window.printer.reserve
    assert panel.question.text() == "Який принтер замінить основний?"
    for answer in (USB, "58", "cp1251:23", "native", "no"):
        panel._take(answer)
        stage.until(lambda: not stage.desk._tasks)
        stage.calm()
    assert stage.till.printer.tried_on_reserve
    (kept,) = stage.till.called("printer.set_up")
    assert kept[1:] == ("reserve",)
    assert (kept[0]["device"], kept[0]["width_mm"], kept[0]["open_drawer"]) == ("/dev/usb/lp0", 58, False)
    assert stage.window.printer.tabs.place == 0


def test_a_printer_that_no_search_finds_is_typed(stage):
    reserve(stage, typing=True)
    panel = stage.window.printer.reserve
    stage.type("192.168.1.88:9101")
    stage.enter()
    stage.calm()
    assert (panel._values["host"], panel._values["port"]) == ("192.168.1.88", 9101)
    assert panel.question.text() == "Який завширшки папір?"
    panel.begin()
    stage.until(lambda: panel.question.text() == "Який принтер замінить основний?")
    panel._take("typed")
    stage.calm()
    stage.key(Key.Key_Escape)
    stage.calm()
    assert panel._stack.currentWidget() is not panel.form
    assert stage.window.page is stage.window.printer


def test_the_reserve_prints_a_test_page_as_it_is(stage):
    reserve(stage)
    stage.key(Key.Key_F3)
    stage.until(lambda: stage.till.called("printer.try_out"))
    stage.calm()
    assert stage.till.printer.tried_on_reserve
    assert "Чи вийшла вона?" in stage.window.printer.reserve.help.text()
    stage.tell(printer=replace(stage.desk.state.printer, reserve=""))
    stage.window.printer.reserve.begin()
    stage.until(lambda: stage.till.called("printer.find")[2:])
    stage.calm()
    assert stage.window.printer.reserve.test.isHidden()


def test_the_drawers_check_finds_its_switch(stage):
    drawer(stage, told=None, checked=True)
    panel = stage.window.printer.drawer
    assert panel.rows.rows[0].figure == "невідомо"
    stage.until(lambda: stage.till.printer.kept.drawer_signal == "high")
    assert panel.rows.rows[1].under == "Відкрилася: датчик це підтвердив."
    stage.till.printer.drawer_high = None
    panel._take("check")
    stage.until(lambda: "інший контакт" in panel.rows.rows[1].under)


def test_each_row_of_the_drawer_changes_one_thing(stage):
    drawer(stage)
    panel = stage.window.printer.drawer
    assert panel.rows.rows[0].figure == "відкрита"
    for key, name, expected in (("drawer_pin", "drawer_pin", 5), ("open_drawer", "open_drawer", False)):
        panel._take(key)
        stage.until(lambda name=name, expected=expected: getattr(stage.till.printer.kept, name) == expected)
        stage.calm()
    panel._take("remind")
    stage.until(lambda: stage.desk.state.devices.settings.drawer_shut)
    panel._take("drawer_signal")
    panel.choices.choose(2)
    panel.choices.take()
    stage.until(lambda: stage.till.printer.kept.drawer_signal == "low")
    stage.tell(printer=Printer(PrinterCondition.OK, drawer_open=False))
    assert panel.rows.rows[0].figure == "закрита"
    stage.tell(printer=Printer(PrinterCondition.NONE))
    assert panel.rows.rows[0].figure == "принтера немає"


def test_a_drawer_left_open_is_a_lamp_and_holds_no_sale(stage):
    drawer_left_open(stage)
    lamp = lamps(stage.desk.state)[2]
    assert (lamp.lamp, lamp.text) == (Lamp.WARN, "Скриньку відкрито")
    stage.key(Key.Key_F12)
    stage.until(lambda: stage.desk.state.cart.is_empty)
    # change is being given: that is what it is open for
    assert lamps(stage.desk.state)[2].lamp is Lamp.OK


# a document that was cut off, and the word on a copy


def test_a_document_that_was_cut_off_asks_on_the_strip_and_selling_goes_on(stage):
    print_asks(stage)
    notice = stage.desk.notice
    assert (notice.text, notice.button) == ("Друк перервано. Подивіться на папір: чи вийшов чек?", "Вирішити")
    assert len(notice.text.split()) <= 12
    stage.touch("Вирішити")
    stage.until(lambda: isinstance(stage.window.till.panes.pane, PrintAskPane))
    stage.burst(ean(7))
    stage.until(lambda: len(stage.desk.state.cart.lines) == 4)
    assert isinstance(stage.window.till.panes.pane, PrintAskPane)
    stage.key(Key.Key_F12)
    stage.until(lambda: stage.desk.state.cart.is_empty)
    assert stage.till.called("printer.again") == []


@pytest.mark.parametrize(
    ("button", "command"),
    [("Вийшов повністю", "came_out"), ("Надрукувати ще раз", "again"), ("Не друкувати", "drop")],
)
def test_each_document_is_settled_beside_the_receipt(stage, button, command):
    print_asks(stage)
    stage.key(Key.Key_Escape)
    stage.until(lambda: isinstance(stage.window.till.panes.pane, PrintAskPane))
    pane = stage.window.till.panes.pane
    assert (pane.document.text(), pane.left.text()) == ("Чек № 4tQ7-0007 · 284,50", "Після нього ще: 1")
    # a scanner's stray end decides nothing
    stage.enter()
    assert stage.till.called(f"printer.{command}") == []
    stage.touch(button, pane)
    stage.until(lambda: pane.document.text() == "Z-звіт")
    assert stage.till.called(f"printer.{command}") == [("j7",)]
    assert pane.left.text() == ""
    stage.calm()
    stage.touch(button, pane)
    stage.until(lambda: stage.window.till.panes.pane is None)
    assert stage.till.called(f"printer.{command}") == [("j7",), ("j6",)]
    assert stage.desk.notice is None


def test_what_is_left_for_later_is_asked_again_between_two_customers(stage):
    print_asks(stage, deciding=True)
    stage.key(Key.Key_Escape)
    stage.until(lambda: stage.window.till.panes.pane is None)
    stage.calm()
    assert stage.desk.notice is None
    assert lamps(stage.desk.state)[2].text == "Друк перервано: 2"
    stage.scan(ean(3))
    assert stage.desk.notice is None
    stage.key(Key.Key_F12)
    stage.until(lambda: stage.desk.state.cart.is_empty)
    stage.until(lambda: stage.desk.notice is not None)
    stage.tell(printer=replace(stage.desk.state.printer, asking=0))
    assert stage.desk.notice is None


def test_a_document_settled_elsewhere_leaves_the_pane(stage):
    print_asks(stage, deciding=True)
    stage.till.printer.rows = [job(5)]
    stage.tell(printer=replace(stage.desk.state.printer, asking=0))
    stage.until(lambda: stage.window.till.panes.pane is None)


def test_on_another_page_the_strip_leads_to_the_printers(stage):
    print_asks(stage)
    stage.window.till.run_task(Task.HISTORY)
    stage.calm()
    stage.desk.settle_notice()
    assert stage.window.page is stage.window.printer


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (job(90, PrintState.DONE, "copy"), "Копію надруковано."),
        (job(90, PrintState.QUEUED, "copy"), "Копія чекає на принтер."),
        (job(90, PrintState.FAILED, "copy", NO_PAPER), f"Копія чекає на принтер. {NO_PAPER}"),
        (job(90, PrintState.UNKNOWN, "copy"), "Друк копії перервано. Подивіться на папір."),
    ],
)
def test_a_copy_has_a_word_of_its_own(stage, row, words):
    copied(stage, row)
    stage.until(lambda: stage.desk.mistake is not None and stage.desk.mistake.text == words)
    assert len(words.split()) <= 12
    assert stage.desk._news_over.isActive() is (row.state is PrintState.DONE)
    stage.desk._news_over.timeout.emit()
    assert stage.desk.mistake is None


def test_a_shop_without_a_printer_is_told_that_no_copy_came_out(stage):
    stage.open_till()
    stage.tell(printer=Printer(PrinterCondition.NONE))
    stage.scan(ean(1))
    stage.key(Key.Key_F12)
    stage.until(lambda: stage.desk.state.last_receipt is not None)
    stage.window.till.run_task(Task.HISTORY)
    stage.calm()
    stage.enter()
    stage.until(lambda: stage.desk.mistake is not None)
    assert stage.desk.mistake.text == "Принтера не налаштовано: копію не надруковано."
    assert stage.till.called("printer.outcome") == []


def test_a_word_on_a_copy_never_stands_before_a_mistake(stage):
    stage.open_till()
    stage.desk.complain(refused("empty_cart"))
    stage.desk.tell("Копію надруковано.")
    assert stage.desk.mistake.code == "empty_cart"
