"""The scanner told from a person, and scans taken one by one."""

import asyncio

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import delete, ownedByPython
from ui_goods import ean

from pos_app.catalog.scan import Said, Step
from pos_app.domain.errors import Unreachable
from pos_app.ui.scanner import ScannerFilter, decode, scan_code

Key = Qt.Key


def test_a_burst_is_a_scan_and_no_field_ever_sees_it(till):
    seen = []
    till.window.till.pad.input.changed.connect(seen.append)
    till.burst(ean(1))
    till.until(lambda: till.till.called("scan") == [(ean(1),)])
    assert seen == []


def test_tab_ends_a_burst_too(till):
    till.burst(ean(1), end=Key.Key_Tab)
    till.until(lambda: till.till.called("scan") == [(ean(1),)])


def test_what_a_person_types_is_passed_on_in_order(till):
    till.type("482000")
    assert till.window.till.pad.input.text() == "482000"


def test_held_keys_are_passed_on_after_one_gap_without_another_key(till):
    for char in "482":
        till.ms += 5
        till._press(Key.Key_4, char)
    assert till.window.till.pad.input.text() == ""
    till.until(lambda: till.window.till.pad.input.text() == "482")


def test_a_short_fast_number_with_enter_is_typing(till):
    till.burst("1001")
    till.until(lambda: till.desk.state.cart.lines)
    assert till.till.called("scan") == [("1001",)]
    assert till.desk.state.cart.lines[0].product.id == "p1"


def test_a_pause_in_the_middle_makes_two_bursts(till):
    till.ms += 500
    for char in "48":
        till.ms += 5
        till._press(Key.Key_4, char)
    till.ms += 400
    for char in ean(2):
        till.ms += 5
        till._press(Key.Key_4, char)
    till.ms += 5
    till._press(Key.Key_Return, "\r")
    till.until(lambda: till.till.called("scan") == [(ean(2),)])
    assert till.window.till.pad.input.text() == "48"


def test_a_function_key_right_after_typing_comes_after_it(till):
    till.scan(ean(1))
    till.ms += 5
    till._press(Key.Key_7, "7")
    till._press(Key.Key_F3, "")
    till.until(lambda: till.till.called("set_quantity"))
    assert till.till.called("set_quantity")[0][1] == 7000


@pytest.mark.parametrize(
    ("native", "shift", "char"), [(2, False, "1"), (16, False, "q"), (16, True, "Q"), (53, True, "?"), (71, True, "7")]
)
def test_native_keys_are_read_as_a_us_keyboard_whatever_the_layout(native, shift, char):
    assert decode(native, shift) == char


def test_native_codes_of_the_platforms_are_the_same_keys():
    assert scan_code(10, "xcb") == scan_code(10, "wayland") == scan_code(2, "windows") == 2
    assert scan_code(10, "offscreen") == 0


def test_a_scan_on_a_ukrainian_layout_is_decoded_from_its_native_keys(stage):
    reader = ScannerFilter(clock_ms=lambda: 1.0)
    reader._platform = "xcb"
    heard = []
    reader.scanned.connect(heard.append)
    for native, text in ((24, "й"), (25, "ц"), (26, "у"), (10, "1"), (11, "2"), (12, "3")):
        press = QKeyEvent(QEvent.Type.KeyPress, 0x419, Qt.KeyboardModifier.NoModifier, native, 0, 0, text)
        assert reader.eventFilter(stage.window, press)
    reader.eventFilter(stage.window, QKeyEvent(QEvent.Type.KeyPress, Key.Key_Return, Qt.KeyboardModifier.NoModifier))
    assert heard == ["qwe123"]


def test_scans_while_a_pane_is_open_wait_and_are_taken_in_order(till):
    till.scan(ean(4))
    assert till.window.till.panes.pane is not None
    for number in (1, 2, 1, 3):
        till.burst(ean(number))
    till.calm()
    assert till.desk.scans_waiting == 4
    assert len(till.till.called("scan")) == 1
    till.type("1")
    till.enter()
    till.until(lambda: len(till.till.called("scan")) == 5)
    till.calm()
    assert [call[0] for call in till.till.called("scan")[1:]] == [ean(1), ean(2), ean(1), ean(3)]
    assert [line.product.id for line in till.desk.state.cart.lines] == ["p4", "p1", "p2", "p3"]


def test_scans_while_a_command_runs_wait_and_are_never_merged(till):
    gate = asyncio.Event()
    till.till.gates["scan"] = gate
    for number in (1, 1, 1):
        till.burst(ean(number))
    till.until(lambda: len(till.till.called("scan")) == 1)
    assert till.desk.scans_waiting == 2
    till.engine._loop.call_soon_threadsafe(gate.set)
    till.until(lambda: len(till.till.called("scan")) == 3)
    till.calm()
    assert till.desk.state.cart.lines[0].quantity == 3000


def test_a_scan_that_fails_does_not_hold_up_the_next(till):
    till.till.fail_next["by_barcode"] = Unreachable()
    till.type("3*")
    till.burst(ean(1))
    till.burst(ean(2))
    till.until(lambda: till.desk.state.cart.lines)
    assert [line.product.id for line in till.desk.state.cart.lines] == ["p2"]


def test_nobody_signed_in_scans_nothing(stage):
    stage.burst(ean(1))
    stage.calm()
    assert stage.till.called("scan") == []
    assert stage.window.sign_in.pin.text() == ""


CTRL = Qt.KeyboardModifier.ControlModifier


def raw_burst(till, keys):
    """A scanner's own key events: (key, text, modifiers), four milliseconds apart, then Enter."""
    till.ms += 500
    for key, text, held in keys:
        till.ms += 4
        till._press(key, text, held)
    till.ms += 4
    till._press(Key.Key_Return, "\r")


def plain(text):
    return [(Key(ord(char.upper())), char, Qt.KeyboardModifier.NoModifier) for char in text]


@pytest.mark.parametrize(
    "separator",
    [
        [(Key.Key_Control, "", CTRL), (Key.Key_BracketRight, "\x1d", CTRL)],
        [(Key.Key_BracketRight, "", CTRL)],
        [(Key.Key_unknown, "\x1d", Qt.KeyboardModifier.NoModifier)],
    ],
)
def test_the_separator_of_gs1_and_the_name_of_the_symbology_come_through(till, separator):
    raw_burst(till, [*plain("]d20104820000000017"), *plain("10AB7"), *separator, *plain("17261231")])
    till.until(lambda: till.till.called("scan"))
    assert till.till.called("scan") == [("]d2010482000000001710AB7\x1d17261231",)]


def test_ctrl_and_a_bracket_by_a_person_are_no_character(till):
    till.key(Key.Key_BracketRight, "\x1d", CTRL)
    assert till.window.till.pad.input.text() == ""


def test_a_scan_on_the_page_of_codes_is_tested_and_sells_nothing(till):
    till.window.till.run_task("barcodes")
    till.calm()
    till.burst(ean(1))
    test = till.window.barcodes.test
    till.until(lambda: test.steps.rows)
    assert test.verdict.text() == "Хліб «Київський» пшеничний 500 г"
    till.burst("4820000000018")
    till.until(lambda: test.verdict.text() == "Невідомий код")
    assert "має бути 7" in test.steps.rows[0].title
    assert till.till.called("scan") == []


def test_why_a_code_is_unknown_stands_on_the_strip(till):
    why = Step(Said.CHECK_DIGIT, {"code": "482…", "right": "7", "got": "8"})
    till.tell(unknown_code="4820000000018", unknown_why=why)
    assert till.desk.notice.text == "Контрольна цифра не сходиться: 482…, має бути 7"


def test_a_key_that_is_held_back_is_freed_again(till):
    till.ms += 500
    till._press(Key.Key_1, "1")
    ((_, held),) = till.scanner._held
    assert ownedByPython(held)
    assert (held.key(), held.text()) == (Key.Key_1, "1")


def test_a_key_for_a_page_that_is_gone_is_dropped(till):
    gone = QWidget()
    till.ms += 500
    till.scanner.eventFilter(gone, QKeyEvent(QEvent.Type.KeyPress, Key.Key_1, Qt.KeyboardModifier.NoModifier, "1"))
    delete(gone)
    till.scanner.hand_on()
    assert till.scanner._held == []


class Page(QWidget):
    """Where a key goes that was no scan."""

    def __init__(self):
        super().__init__()
        self.typed = ""

    def keyPressEvent(self, event):  # noqa: N802 - Qt's name
        self.typed += event.text()


def pressed(char, at_ms):
    key = Key.Key_Return if char == "\r" else Key(ord(char))
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, char)
    event.setTimestamp(at_ms)
    return event


def test_keys_that_lie_behind_a_timer_that_is_hardly_late_are_of_its_burst(stage):
    """The screen was held from a burst's second key until just after the time at which a person's keys are let go."""
    now, codes, page = [1000.0], [], Page()
    reader = ScannerFilter(clock_ms=lambda: now[0])
    reader.scanned.connect(codes.append)
    stage.app.removeEventFilter(stage.scanner)
    stage.app.installEventFilter(reader)
    keys = [pressed(char, 1000 + 5 * place) for place, char in enumerate(ean(1) + "\r")]
    for event in keys[:2]:
        stage.app.sendEvent(page, event)
    now[0] = reader._due_ms + 2
    reader._timer.timeout.emit()  # the timers come first,
    reader._timer.timeout.emit()  # in the next turn, too: whether the system has keys is looked up before them
    for event in keys[2:]:
        stage.app.sendEvent(page, event)
    assert (codes, page.typed) == ([ean(1)], "")
    stage.app.sendEvent(page, pressed("7", 9000))
    now[0] = reader._due_ms
    stage.until(lambda: page.typed)  # a person waits for the loop's turns and not a millisecond more
    assert page.typed == "7"
    stage.app.removeEventFilter(reader)
