"""Devices on the screen: health, weighing, calibration, settings, the customer's window, the demo's switches."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from ui_device_scenes import calibrated, customer_moments, lies, page, plugged, returning, weighing
from ui_devices import FakeBench
from ui_fake_till import NOW, FakeTill
from ui_goods import ean
from ui_stage import Stage
from ui_walk import faults

from pos_app.devices.settings import CustomerSetting, ScaleSetting, ScannerSetting, TerminalSetting, WedgeSetting
from pos_app.domain.card import Attempt, AttemptKind, AttemptState
from pos_app.domain.device import Condition, DeviceKind, Health, Port, Trouble
from pos_app.domain.errors import refused
from pos_app.domain.transfer_qr import is_iban, transfer_qr
from pos_app.till.device_desk import SCANNED, Checked
from pos_app.till.state import Printer, PrinterCondition
from pos_app.ui.customer_window import CustomerWindow
from pos_app.ui.health_words import parts, report
from pos_app.ui.keys import KeyTable
from pos_app.ui.scanner import ScannerFilter, ScannerPace
from pos_app.ui.scanner_pace import Hand, PaceRuler, Suggestion
from pos_app.ui.screens.payment_draft import Method
from pos_app.ui.screens.tasks import Task, task_tiles
from pos_app.ui.widgets.customer_view import CustomerView, Moment, shown

Key = Qt.Key
IBAN = "UA213223130000026007233566001"


# weighing


def test_enter_takes_the_settled_weight_and_the_pane_says_what_it_comes_to(stage):
    weighing(stage, 1240)
    pane = stage.window.till.panes.pane
    assert (pane.live.figure, pane.live.sum, pane.live.settled) == ("1,240 кг", "74,28", True)
    assert pane.confirm.text() == "Зважити"
    stage.till.devices.weight = 1240
    stage.enter()
    stage.until(lambda: len(stage.desk.state.cart.lines) == 2)
    assert stage.desk.state.cart.lines[-1].quantity == 1240
    stage.until(lambda: stage.till.called("leave_scale"))
    assert stage.desk.state.devices.weighing is None


def test_what_is_typed_counts_instead_of_the_scale(stage):
    weighing(stage)
    stage.type("0,500")
    assert stage.window.till.panes.pane.confirm.text() == "Додати"
    stage.enter()
    stage.until(lambda: len(stage.desk.state.cart.lines) == 2)
    assert stage.desk.state.cart.lines[-1].quantity == 500
    assert stage.till.called("weigh") == []


@pytest.mark.parametrize("code", ["scale_moves", "scale_overload", "scale_below", "scale_empty", "device_failed"])
def test_a_scale_that_gives_no_weight_says_why_and_the_pane_stays(stage, code):
    weighing(stage)
    stage.till.devices.weight = refused(code)
    stage.enter()
    pane = stage.window.till.panes.pane
    stage.until(lambda: pane.field.error)
    assert pane.confirm.isEnabled()
    assert len(stage.desk.state.cart.lines) == 1
    stage.till.devices.weight = 350
    stage.enter()
    stage.until(lambda: len(stage.desk.state.cart.lines) == 2)


def test_an_overloaded_scale_is_not_asked_but_a_weight_may_be_typed(stage):
    weighing(stage, None, trouble=Trouble.OVERLOAD)
    pane = stage.window.till.panes.pane
    assert (pane.confirm.isEnabled(), pane.bottom.numpad.keys["\r"].isEnabled()) == (False, False)
    stage.enter()
    stage.calm()
    assert stage.till.called("weigh") == []
    stage.type("0,5")
    assert pane.confirm.isEnabled()
    stage.enter()
    stage.until(lambda: len(stage.desk.state.cart.lines) == 2)


def test_tare_and_zero_by_touch_and_troubles_in_words(stage):
    weighing(stage)
    stage.touch("Тара")
    stage.touch("Нуль")
    stage.until(lambda: stage.till.called("zero"))
    assert stage.till.called("tare")
    stage.till.fail_next["tare"] = refused("scale_by_hand")
    stage.touch("Тара")
    pane = stage.window.till.panes.pane
    stage.until(lambda: "клавішу на вагах" in pane.field.error)
    for trouble, word in ((Trouble.OVERLOAD, "перевантажено"), (Trouble.BELOW, "нижче нуля")):
        lies(stage, None, trouble=trouble)
        assert word in pane.live.words
    lies(stage, 0)
    assert "Покладіть" in pane.live.words
    lies(stage, 200, stable=False)
    assert "встановлюється" in pane.live.words

    async def break_off(door):
        door.devices.plug_in(broken=True)

    stage.till_does(break_off)
    assert "не відповідає" in pane.live.words


def test_esc_leaves_the_scale_even_while_it_weighs(stage):
    import asyncio

    weighing(stage)
    stage.till.gates["weigh"] = asyncio.Event()
    stage.enter()
    stage.until(lambda: stage.till.called("weigh"))
    stage.key(Key.Key_Escape)
    stage.until(lambda: stage.till.called("leave_scale"))
    assert stage.window.till.panes.pane is None
    assert len(stage.desk.state.cart.lines) == 1
    stage.engine._loop.call_soon_threadsafe(stage.till.gates["weigh"].set)


def test_quantity_of_goods_by_weight_is_weighed_again(stage):
    weighing(stage)
    stage.enter()
    stage.until(lambda: len(stage.desk.state.cart.lines) == 2)
    stage.till.devices.weight = 900
    stage.key(Key.Key_F3)
    stage.calm()
    assert stage.window.till.panes.pane.live is not None
    stage.enter()
    stage.until(lambda: stage.desk.state.cart.lines[-1].quantity == 900)


def test_without_a_scale_the_weight_is_typed_as_ever(till):
    till.scan(ean(4))
    assert not hasattr(till.window.till.panes.pane, "live")


# scanners


def test_codes_of_serial_and_keyboard_scanners_stand_in_one_queue_while_a_pane_is_open(till):
    till.scan(ean(4))
    assert till.window.till.panes.pane is not None
    for number in (1, 2, 1):
        till.engine._loop.call_soon_threadsafe(till.engine.happened.emit, SCANNED, {"code": ean(number), "device": "s"})
    till.until(lambda: till.desk.scans_waiting == 3)
    till.burst(ean(3))
    till.calm()
    assert till.desk.scans_waiting == 4
    till.type("1")
    till.enter()
    till.until(lambda: len(till.till.called("scan")) == 5)
    assert [call[0] for call in till.till.called("scan")[1:]] == [ean(1), ean(2), ean(1), ean(3)]


def test_other_events_are_no_scans(till):
    till.engine.happened.emit("print.done", {"print_job": "1"})
    till.calm()
    assert till.till.called("scan") == []


def test_a_prefix_makes_a_code_of_any_length_and_without_an_end(till):
    till.tell(devices=replace(till.desk.state.devices, settings=replace(
        till.desk.state.devices.settings, wedge=WedgeSetting(35, 6, "~"))))  # fmt: skip
    assert till.scanner.pace == ScannerPace(6, 35, "~")
    till.burst("~1001")
    till.until(lambda: till.till.called("scan") == [("1001",)])
    till.calm()
    till.ms += 500
    for char in "~1002":
        till.ms += 4
        till._press(Key(ord(char)), char)
    till.until(lambda: len(till.till.called("scan")) == 2)
    assert till.till.called("scan")[1] == ("1002",)
    till.type("~")
    till.type("5")
    till.calm()
    assert len(till.till.called("scan")) == 2


def test_a_late_timer_lets_nothing_go_the_keys_may_lie_behind_it(stage):
    now = [1000.0]
    reader = ScannerFilter(clock_ms=lambda: now[0])
    let_go = []
    reader.hand_on = lambda: let_go.append(now[0])
    reader._wait(40)
    now[0] += 90
    reader._gap_is_over()
    assert (let_go, reader._timer.isActive()) == ([], True)
    now[0] += 25
    stage.until(lambda: let_go)
    assert let_go == [1115.0]


def test_a_key_that_the_system_kept_back_is_still_of_its_code(till):
    """The first figure was let go as typing before the second was delivered; their times say that they are one code."""
    code = ean(1)
    till.ms += 500
    for place, char in enumerate(code):
        till.ms += 5
        till._press(Key(ord(char)), char)
        if place == 0:
            till.scanner.hand_on()
    till.ms += 5
    till._press(Key.Key_Return, "\r")
    till.until(lambda: till.till.called("scan") == [(code,)])
    till.ms += 500
    for char in ean(3):
        till.ms += 5
        till._press(Key(ord(char)), char)
    till.scanner.hand_on()
    till.ms += 5
    till._press(Key.Key_Return, "\r")
    till.until(lambda: till.till.called("scan")[1:] == [(ean(3),)])
    till.type("12")
    till.ms += 500
    till.burst(ean(2))
    till.until(lambda: till.till.called("scan")[2:] == [(ean(2),)])


def test_the_ruler_tells_scanner_and_person_apart():
    ruler, ms = PaceRuler(), 0.0
    assert ruler.suggest() is None
    for _ in range(3):
        ms += 5000
        for place in range(14):
            ms += 6
            ruler.key(ms, ends=place == 13)
    assert ruler.suggest() == Suggestion(12, 6)
    ruler.turn(Hand.PERSON)
    for gap in (5000, 70, 90, 150, 64):
        ms += gap
        ruler.key(ms, ends=False)
    assert ruler.typed == [70, 90, 150, 64]
    assert ruler.suggest() == Suggestion(12, 6)
    ms += 7
    ruler.key(ms, ends=True)
    assert ruler.suggest() == Suggestion(too_slow=True)
    ruler.forget()
    assert ruler.suggest() is None


def test_one_press_sets_what_was_measured(stage):
    calibrated(stage)
    panel = stage.window.devices.wedge
    suggested = panel.ruler.suggest()
    stage.key(Key.Key_F6)
    stage.until(lambda: stage.till.called("set_wedge"))
    stage.calm()
    assert stage.till.called("set_wedge") == [(WedgeSetting(suggested.gap_ms, suggested.shortest),)]
    assert stage.scanner.pace.gap_ms == suggested.gap_ms
    stage.touch("Типові значення")
    stage.until(lambda: stage.scanner.pace.gap_ms == 35)
    stage.touch("Виміряти знову")
    assert panel.ruler.suggest() is None


def test_a_scanner_as_slow_as_a_person_is_told_to_use_a_prefix(stage):
    calibrated(stage, slow=True)
    panel = stage.window.devices.wedge
    assert "префікс" in panel.verdict.text()
    assert not panel.set.isEnabled()
    panel.prefixes.choose(1)
    stage.key(Key.Key_F6)
    stage.until(lambda: stage.till.called("set_wedge"))
    assert stage.till.called("set_wedge") == [(WedgeSetting(35, 6, "~"),)]


def test_keys_of_a_slow_scanner_are_measured_and_go_nowhere(stage):
    page(stage, 1)
    panel = stage.window.devices.wedge
    for char in ean(1):
        stage.key(Key(ord(char)), char)
    stage.enter()
    assert len(panel.ruler.scans) == 1
    assert stage.window.page is stage.window.devices
    stage.burst(ean(2))
    stage.until(lambda: ean(2) in panel.last.text())
    assert stage.till.called("scan") == []


# the page


def test_every_part_is_worded_and_a_check_says_what_it_found(stage):
    page(stage, row=6)
    health = stage.window.devices.health
    assert [row.key for row in health.rows.rows] == [
        "checkbox", "smartkasa", "printer", "drawer", "wedge", "scanner-1", "scale", "display", "terminal", "customer",
    ]  # fmt: skip
    stage.enter()
    stage.until(lambda: stage.till.called("check") == [("scale",)])
    stage.until(lambda: "0,350 кг" in health.details.when.text())
    stage.touch("Налаштувати")
    assert stage.window.devices.panel is stage.window.devices.scale


def test_checking_a_service_asks_it(stage):
    page(stage)
    health = stage.window.devices.health
    for service in ("checkbox", "smartkasa", "printer"):
        stage.enter()
        stage.until(lambda service=service: (service,) in stage.till.called("check_service"))
        stage.calm()
        assert health.details.when.text().startswith("Перевірено щойно")
        stage.key(Key.Key_Down)
    health.rows.choose(2)
    stage.touch("Налаштувати")
    stage.calm()
    assert stage.window.page is stage.window.printer


def test_the_report_goes_to_the_clipboard_and_holds_no_secret(stage):
    page(stage, broken=True, row=5)
    stage.key(Key.Key_F3)
    text = QGuiApplication.clipboard().text()
    for words in ("pos-app", "Ваги CAS · COM4: Пристрій не відповідає", "Перевірте живлення", "Остання помилка"):
        assert words in text
    assert "скопійовано" in stage.window.devices.health.details.when.text()


def test_a_broken_device_has_a_lamp_that_leads_to_it(stage):
    stage.open_till()
    plugged(stage, broken=True)
    lamp = stage.window.top.lamps.shown[0]
    assert lamp.text.startswith("Сканер 1: пристрій від'єднано")
    stage.window.top.lamps.device_touched.emit("scale")
    stage.calm()
    assert stage.window.devices.health.chosen.id == "scale"


def test_printer_drawer_push_and_terminal_are_worded_too(stage):
    stage.open_till()
    state = stage.desk.state
    printer = Printer(PrinterCondition.OK, 2, "Папір закінчується", drawer_open=True, place="COM1",
                      last_success_at=NOW, last_error="папір", last_error_at=NOW)  # fmt: skip
    state = replace(state, printer=printer, push=replace(state.push, enabled=True, refused=1, last_sent_at=NOW))
    found = {part.id: part for part in parts(state, second_screen=True)}
    assert found["printer"].condition is Condition.WARN
    assert found["drawer"].words == "Відкрита"
    assert found["push"].condition is Condition.WARN
    assert found["terminal"].condition is Condition.OFF
    assert found["customer"].words == "На другому екрані"
    # no second screen is a fact, not something under way
    alone = next(part for part in parts(state, second_screen=False) if part.id == "customer")
    assert (alone.words, alone.row.figure) == ("Другого екрана немає", "–")
    off = replace(state.devices, settings=replace(state.devices.settings, customer=CustomerSetting(on=False)))
    assert "Вимкнено" in report(parts(replace(state, devices=off), second_screen=True), state, NOW)


def test_a_scale_is_set_up_checked_and_switched_off_by_keys(stage):
    page(stage, 3)
    panel = stage.window.devices.scale
    stage.until(lambda: len(panel.rows.rows) == 3)
    stage.touch("Toledo 8217")
    stage.touch("9600")
    panel.rows.choose(2)
    stage.enter()
    assert panel.address == "COM7"
    stage.key(Key.Key_F6)
    stage.until(lambda: stage.desk.mistake is not None)
    assert "одному порту" in stage.desk.mistake.text
    panel.clear_typed()
    stage.type("COM9")
    stage.key(Key.Key_F6)
    stage.until(lambda: "Збережено" in panel.words.text())
    saved = stage.desk.state.devices.settings.scale
    assert saved == ScaleSetting("toledo8217", Port("COM9", 9600, bits=7, parity="E"))
    stage.key(Key.Key_F2)
    stage.until(lambda: "0,350 кг" in panel.words.text())
    stage.till.devices.found = Checked(Health("scale", DeviceKind.SCALE, "", Condition.BAD, Trouble.SILENT))
    stage.key(Key.Key_F2)
    stage.until(lambda: "не відповідає" in panel.words.text())
    stage.key(Key.Key_Delete)
    stage.calm()
    assert (panel.field.text(), stage.desk.state.devices.settings.scale) == ("", saved)
    stage.touch("Прибрати ваги")
    stage.until(lambda: stage.desk.state.devices.settings.scale == ScaleSetting())


@pytest.mark.parametrize(
    ("tab", "name", "port"), [(2, "scanners", "COM3"), (3, "scale", "COM4"), (4, "display", "COM7")]
)
def test_the_list_of_ports_opens_on_the_one_that_is_edited(stage, tab, name, port):
    page(stage, tab)
    panel = getattr(stage.window.devices, name)
    stage.until(lambda: len(panel.rows.rows) == 3)
    assert panel.address == port
    assert panel.rows.chosen_key() == port


def test_scanners_are_added_and_taken_away(stage):
    page(stage, 2)
    panel = stage.window.devices.scanners
    panel.clear_typed()
    stage.type("tcp://10.0.0.5:9000")
    stage.touch("Tab")
    stage.key(Key.Key_F6)
    stage.until(lambda: len(stage.desk.state.devices.settings.scanners) == 2)
    assert stage.desk.state.devices.settings.scanners[1].framing.suffix == "tab"
    stage.burst(ean(1))
    stage.until(lambda: ean(1) in panel.words.text())
    panel.rows.taken.emit("COM3")
    stage.touch("Прибрати сканер")
    stage.until(lambda: len(stage.desk.state.devices.settings.scanners) == 1)
    assert isinstance(stage.desk.state.devices.settings.scanners[0], ScannerSetting)


def test_the_display_is_set_up(stage):
    page(stage, 4)
    panel = stage.window.devices.display
    stage.touch("CP1251")
    stage.touch("46")
    stage.touch("Зберегти")
    stage.until(lambda: stage.till.called("set_display"))
    stage.until(lambda: stage.desk.state.devices.settings.display.codec == "cp1251")
    assert stage.desk.state.devices.settings.display.page == 46
    stage.touch("Перевірити", within=panel)
    stage.until(lambda: stage.till.called("check") == [("display",)])
    stage.touch("Прибрати дисплей")
    stage.until(lambda: stage.desk.state.devices.settings.display.dialect == "none")


def test_the_customers_window_is_set_up(stage):
    page(stage, 6)
    panel = stage.window.devices.customer
    stage.touch("Вимкнено")
    stage.key(Key.Key_Delete)
    stage.type("Доброго дня")
    stage.key(Key.Key_Down)
    stage.type("ТОВ Крамниця")
    stage.key(Key.Key_Down)
    stage.type("UA00")
    stage.key(Key.Key_F6)
    stage.until(lambda: stage.desk.mistake is not None)
    panel.clear_typed()
    stage.type(IBAN)
    stage.key(Key.Key_F6)
    stage.until(lambda: stage.till.called("set_customer"))
    stage.until(lambda: stage.desk.state.devices.settings.customer.iban == IBAN)
    assert not stage.desk.state.devices.settings.customer.on


# the customer's window


def test_the_customer_sees_lines_total_change_and_thanks(stage):
    moments = dict(customer_moments(stage))
    seen = {name: shown(state) for name, state in moments.items()}
    assert [seen[name].moment for name in ("closed", "greeting", "basket", "paying", "thanks")] == [
        Moment.CLOSED, Moment.GREETING, Moment.BASKET, Moment.PAYING, Moment.THANKS,
    ]  # fmt: skip
    basket = seen["basket"]
    assert (len(basket.lines), basket.more, basket.qr) == (8, 1, "")
    assert seen["paying"].qr.startswith("https://bank.gov.ua/qr/")
    thanks = seen["thanks"]
    assert (thanks.caption, thanks.qr_words) == ("Ваша решта", "Ваш чек")
    view = CustomerView()
    for width, height in ((800, 480), (1280, 800), (1080, 1920)):
        view.resize(width, height)
        for state in moments.values():
            view.show_state(state)
            assert not view.grab().isNull()
    view.deleteLater()


def test_the_customer_sees_what_the_card_is_asked_for_beside_the_basket(stage):
    basket = dict(customer_moments(stage))["basket"]
    asked = Attempt("a", AttemptKind.REFUND, 50_000, NOW, AttemptState.ASKED, document="other")
    seen = shown(replace(basket, card=replace(basket.card, step="card", unsettled=(asked,))))
    assert (seen.moment, seen.caption, seen.figure, seen.lines) == (Moment.CARD, "На картку", "500,00", ())
    seen = shown(replace(basket, card=replace(basket.card, step="", unsettled=(asked,))))
    assert seen.moment is Moment.BASKET


class _Screen:
    def __init__(self, screen):
        self._screen = screen

    def geometry(self):
        return self._screen.geometry()


def test_the_window_comes_and_goes_with_the_second_screen(stage, monkeypatch):
    plugged(stage)
    customer = stage.window.beside.customer
    assert customer.view is None
    second = _Screen(stage.window.screen())
    monkeypatch.setattr(CustomerWindow, "second_screen", property(lambda _self: second))
    customer._screens_changed()
    assert customer.view is not None
    assert customer.view.isVisible()
    assert not customer.view.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
    stage.open_till()
    stage.scan(ean(1))
    assert customer.view.shown.moment is Moment.BASKET
    monkeypatch.setattr(CustomerWindow, "second_screen", property(lambda _self: None))
    customer._screens_changed()
    assert customer.view is None
    stage.scan(ean(2))
    assert len(stage.desk.state.cart.lines) == 2


def test_ibans_and_the_code_of_a_transfer():
    import base64

    assert is_iban(IBAN)
    assert is_iban(" ua21 3223 1300 0002 6007 2335 6600 1 ")
    assert not is_iban(IBAN.replace("66", "67"))
    assert transfer_qr("", IBAN, "", 100, "x") == transfer_qr("А", "UA1", "", 100, "x") == ""
    assert transfer_qr("А", IBAN, "", 0, "x") == ""
    code = transfer_qr("ТОВ «Крамниця»", IBAN, "43012342", 28450, "Оплата товару")
    body = code.removeprefix("https://bank.gov.ua/qr/")
    rows = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode().split("\n")
    assert rows[:4] == ["BCD", "002", "1", "UCT"]
    assert rows[5:9] == ["ТОВ «Крамниця»", IBAN, "UAH284.50", "43012342"]


# the drawer


def test_an_open_drawer_is_told_of_once_and_never_holds_the_sale(till):
    settings = replace(till.desk.state.devices.settings, drawer_shut=True)
    printer = Printer(PrinterCondition.OK, drawer_open=True)
    till.tell(devices=replace(till.desk.state.devices, settings=settings), printer=printer)
    till.scan(ean(1))
    till.key(Key.Key_F12)
    till.until(lambda: till.desk.mistake is not None)
    assert till.desk.mistake.code == "drawer_open"
    till.key(Key.Key_F12)
    till.until(lambda: till.desk.state.last_receipt is not None)


# the demo's switches


def test_the_demo_breaks_and_mends_what_stands_around_the_till(qapp):
    stage = Stage()
    bench = stage.desk.bench = FakeBench()
    stage.window.build()
    stage.open_till()
    stage.window.till.run_task(Task.BENCH)
    stage.touch("без кабелю")
    stage.touch("відхиляє")
    stage.touch("Сканувати товар")
    assert bench.turned == [("scale", "cable"), ("terminal", "declined"), ("do", "scan")]
    assert "РАЗОМ" in stage.window.bench.seen.text()
    stage.key(Key.Key_F6)
    assert bench.at == {"scale": "", "terminal": ""}
    stage.key(Key.Key_Escape)
    assert stage.window.page is stage.window.till
    stage.close()


@pytest.mark.parametrize("width", [1024, 1366, 1920])
def test_every_switch_of_the_demo_can_be_read(qapp, tmp_path, width):
    from types import SimpleNamespace

    from pos_app.app.demo_bench import DemoBench
    from pos_app.sandbox.devices.printer import PRINTER_FAULTS

    bench = DemoBench(SimpleNamespace(checkbox_server=None, smartkasa_server=None), tmp_path)
    bench.seen = lambda: ("Дисплей: [Молоко] [РАЗОМ]",)
    printer = next(switch for switch in bench.switches() if switch.key == "printer")
    assert {position.key for position in printer.positions} == {"", "cable", *PRINTER_FAULTS}
    stage = Stage(FakeTill(), width, 1080 if width == 1920 else 768)
    stage.desk.bench = bench
    stage.open_till()
    stage.window.till.run_task(Task.BENCH)
    stage.calm()
    assert faults(stage.window) == []
    stage.close()


def test_a_real_till_has_no_such_page(till):
    assert till.window.bench is None
    till.window.till.run_task(Task.BENCH)
    assert till.window.page is till.window.till


# a return on the card


def test_the_pane_of_a_return_shows_the_terminals_steps_and_can_stop_it(stage):
    import asyncio

    returning(stage)
    panel = stage.window.history.panel
    panel.ways.choose(1)
    stage.calm()
    stage.till.gates["give_back"] = asyncio.Event()
    stage.touch(panel.confirm)
    stage.until(lambda: stage.till.called("give_back"))
    assert not panel.interrupt.isVisible()
    stage.tell(card=replace(stage.desk.state.card, manual=False, step="card"))
    assert panel.step.text() == "Термінал: покупець прикладає картку"
    stage.tell(card=replace(stage.desk.state.card, step="bank"))
    assert "банк перевіряє" in panel.step.text()
    wanted, way = panel.wanted, panel.ways.place
    assert not any(button.isEnabled() for button in panel.steppers)
    for row in (panel.ways, panel.kinds):
        assert [button.isEnabled() for button in row.buttons] == [each is row.chosen for each in row.options]
    stage.key(Key.Key_Left)
    stage.key(Key.Key_Tab)
    stage.type("- *")
    assert (panel.wanted, panel.ways.place, panel.kinds.place) == (wanted, way, 0)
    stage.key(Key.Key_Delete)
    stage.until(lambda: stage.till.called("interrupt_terminal"))
    stage.tell(card=replace(stage.desk.state.card, step=""))
    stage.engine._loop.call_soon_threadsafe(stage.till.gates["give_back"].set)
    stage.until(lambda: not panel._busy)
    assert not panel.interrupt.isVisible()


# the card terminal


def test_a_terminal_on_the_network_is_set_up_by_key_and_checked(stage):
    page(stage, 5)
    panel = stage.window.devices.terminal
    assert panel.rows.rows[0].figure == "Касир набирає суму на терміналі сам"
    stage.enter()
    stage.key(Key.Key_Down)
    stage.enter()
    assert panel.asking
    assert stage.till.called("set_terminal") == []
    stage.type("192.168.1.50:2001")
    stage.enter()
    kept = TerminalSetting("network", "192.168.1.50", 2001)
    stage.until(lambda: stage.desk.state.devices.settings.terminal == kept)
    stage.calm()
    assert [row.key for row in panel.rows.rows] == ["transport", "host", "port", "merchant", "check"]
    stage.till.devices.found = Checked(Health("terminal", DeviceKind.TERMINAL, "", Condition.OK), "Verifone VX820")
    stage.key(Key.Key_End)
    stage.enter()
    stage.until(lambda: stage.till.called("check"))
    stage.calm()
    assert panel.rows.rows[-1].under == "Термінал відповідає. Verifone VX820"
    lost = Health("terminal", DeviceKind.TERMINAL, "", Condition.BAD, Trouble.SILENT)
    stage.till.devices.found = Checked(lost, "Термінал не відповідає.")
    stage.enter()
    stage.until(lambda: "живлення" in panel.rows.rows[-1].under)


def test_a_terminal_on_a_port_is_chosen_from_the_list_or_typed(stage):
    page(stage, 5)
    panel = stage.window.devices.terminal
    stage.until(lambda: panel._ports)
    panel._changed("transport", "serial")
    stage.calm()
    assert panel.choices.rows[0].title == "COM3 · Honeywell Voyager 1450g"
    panel.choices.choose(3)
    panel.choices.take()
    stage.calm()
    stage.type("COM12")
    stage.enter()
    stage.until(lambda: stage.desk.state.devices.settings.terminal.device == "COM12")
    # the scanner is there
    panel._changed("device", "COM3")
    stage.until(lambda: stage.desk.mistake)
    assert stage.desk.mistake.code == "device_settings"
    assert panel.rows.rows[1].figure == "COM12"
    for key, text in (("port", "x"), ("merchant", "-1")):
        panel._changed(key, text)
        assert stage.desk.mistake is not None
    panel._changed("baudrate", "9600")
    panel._changed("merchant", "2")
    stage.until(lambda: stage.desk.state.devices.settings.terminal.merchant == 2)


def test_a_shop_that_takes_no_cards_cannot_be_paid_by_one_by_mistake(stage):
    page(stage, 5)
    stage.window.devices.terminal._changed("transport", "none")
    stage.until(lambda: stage.desk.state.devices.settings.terminal.transport == "none")
    tiles = {tile.key: tile.enabled for tile in task_tiles(stage.desk.state, KeyTable())}
    assert (tiles[Task.WITHDRAW], tiles[Task.CASH_OUT]) == (False, True)
    stage.window.show_till()
    stage.scan(ean(1))
    stage.key(Key.Key_F6)
    stage.calm()
    pane = stage.window.till.panes.pane
    assert [pane.methods[method].isEnabled() for method in Method] == [True, False, False, True]
    stage.key(Key.Key_Right)
    assert pane.draft.method is Method.CERTIFICATE
    stage.key(Key.Key_Right)
    assert pane.draft.method is Method.CASH


# the reserve and the drawer


def test_the_reserve_and_the_drawer_are_parts_that_lead_to_their_tabs(stage):
    page(stage)
    stage.tell(printer=Printer(PrinterCondition.OK, drawer_open=True, reserve="192.168.1.88:9100", reserve_used=True))
    health = stage.window.devices.health
    shown = {part.id: part for part in parts(stage.desk.state, second_screen=False)}
    assert (shown["reserve"].condition, shown["reserve"].words) == (Condition.WARN, "Друкує замість основного")
    assert (shown["drawer"].condition, shown["drawer"].words) == (Condition.WARN, "Відкрита")
    health.rows.choose([row.key for row in health.rows.rows].index("reserve"))
    stage.enter()
    stage.until(lambda: "Відповідає" in health.details.when.text())
    stage.touch("Налаштувати")
    stage.until(lambda: stage.window.page is stage.window.printer)
    assert stage.window.printer.panel is stage.window.printer.reserve
    stage.window.till.run_task(Task.DEVICES)
    health.rows.choose([row.key for row in health.rows.rows].index("drawer"))
    stage.touch("Налаштувати")
    assert stage.window.printer.panel is stage.window.printer.drawer
