"""The window over the real till and the sandbox servers: a short day from the PIN to the Z report."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from ui_stage import Stage

from pos_app.app.compose import open_till
from pos_app.app.demo import sandbox_settings, start_sandbox
from pos_app.app.demo_pin import PIN
from pos_app.domain.receipt import ReceiptState
from pos_app.sandbox.devices import PrinterPort, PrinterTwin
from pos_app.sandbox.terminal import BankTerminal, TerminalServer
from pos_app.ui.words import money

Key = Qt.Key


class RealStage(Stage):
    """The same stage with the real service in the engine's thread."""

    def __init__(self, settings, data_dir) -> None:
        self._settings, self._data_dir = settings, data_dir
        super().__init__()

    async def _make(self):
        self.till = await open_till(self._settings, self._data_dir)
        return self.till


@pytest.fixture
def real(qapp, tmp_path) -> Iterator[RealStage]:
    with start_sandbox(tmp_path) as servers:
        stage = RealStage(sandbox_settings(servers), tmp_path)
        yield stage
        stage.close()


def quiet(stage):
    stage.until(lambda: stage.desk.idle or stage.window.till.panes.pane is not None)
    stage.calm()


def test_a_short_day_at_the_window(real, tmp_path):
    window = real.window
    real.type(PIN)
    real.enter()
    real.until(lambda: real.desk.state.cashier is not None)
    quiet(real)
    real.desk.start(real.desk.attempt(lambda till: till.sync_catalog(full=True)))
    real.until(lambda: real.desk.state.catalog.products >= 600 and not real.desk._running)
    real.type("500")
    real.enter()
    real.until(lambda: real.desk.state.shift is not None and real.desk.state.shift.sums.cash == 50_000)
    quiet(real)
    _sell(real)
    receipt = real.desk.state.last_receipt
    assert receipt.fiscal.state is ReceiptState.FISCAL
    assert window.till.totals.caption == "РЕШТА"
    _scan_something_unknown(real)
    _give_back(real, receipt.receipt.due)
    window.till.run_task("close_shift")
    real.key(Key.Key_5, "1")
    real.key(Key.Key_F6)
    real.key(Key.Key_F6)
    real.until(lambda: real.desk.state.shift is None)
    real.until(lambda: any("Z-ЗВІТ" in line for line in window.close_shift.preview.lines()))
    assert window.close_shift.rows.rows[-1].figure == "500,00"
    assert real.desk.notice is None
    _report(real, tmp_path, receipt.receipt.due)


def _report(stage, folder, due):
    """Sales, the Z report, SmartKasa's word and a file, all out of what the day has left behind."""
    page = stage.window.reports
    # the stage's clock stands still in March, the till's own does not
    page._now = lambda: datetime.now(UTC)
    stage.window.show_till()
    stage.window.till.run_task("reports")
    stage.until(lambda: page.sales.list.rows)
    assert page.sales.count.text() == "1 чек, 1 повернення"
    (row,) = page.sales.list.rows
    assert {row[3].text, row[4].text} == {money(due)}
    stage.touch("Z-звіти")
    stage.until(lambda: page.z.rows.rows)
    assert page.z.rows.rows[0].under == "збігається з журналом"
    stage.touch("Звірка")
    stage.until(lambda: page.days.list.rows)
    stage.enter()
    stage.until(lambda: page._asking is None and "Дані SmartKasa" in page.days.note.text())
    stage.key(Key.Key_F3)
    page.exporting.take_folder(str(folder))
    stage.enter()
    stage.until(lambda: list(folder.glob("*.xlsx")))


def _sell(stage):
    pad = stage.window.till.pad
    stage.until(lambda: len(pad.shelf.quick) > 3)
    plain = [one for one in pad.shelf.quick if one.barcode and not (one.excise or one.sold_by_weight or one.free_price)]
    for product in plain[:3]:
        stage.burst(product.barcode)
    stage.until(lambda: len(stage.desk.state.cart.lines) == 3)
    quiet(stage)
    stage.key(Key.Key_F6)
    stage.until(lambda: stage.window.till.panes.pane.quote is not None)
    stage.type("5000")
    stage.enter()
    stage.until(lambda: stage.window.till.panes.pane is None)
    stage.calm()


def _scan_something_unknown(stage):
    stage.burst("4006381333931")
    stage.until(lambda: stage.desk.state.unknown_code)
    stage.key(Key.Key_Escape)
    stage.until(lambda: not stage.desk.state.unknown_code)


def _give_back(stage, due):
    history = stage.window.history
    stage.key(Key.Key_F9)
    stage.until(lambda: history.chosen is not None)
    stage.key(Key.Key_F9)
    stage.until(lambda: history.panel.quote is not None)
    assert history.panel.quote.due == due
    stage.enter()
    stage.until(lambda: stage.window.till.panes.pane is not None)
    assert stage.window.till.panes.pane.caption.text() == "Віддайте покупцеві готівкою"
    stage.enter()
    quiet(stage)


def test_terminal_reserve_and_drawer_are_set_up_at_the_window(real):
    """From the keys to the devices' twins: nothing stands in for what lies between."""
    window = real.window
    real.type(PIN)
    real.enter()
    real.until(lambda: real.desk.state.cashier is not None)
    real.until(lambda: real.desk.idle or window.till.panes.pane is not None)
    paper, other = PrinterTwin(), PrinterTwin()
    with TerminalServer(BankTerminal()) as bank, PrinterPort(paper) as first, PrinterPort(other) as second:
        window.till.run_task("devices")
        window.devices.tabs.choose(5)
        panel = window.devices.terminal
        real.calm()
        panel._changed("transport", "network")
        real.calm()
        real.type(f"127.0.0.1:{bank.port}")
        real.enter()
        real.until(lambda: not real.desk.state.card.manual)
        real.calm()
        panel._changed("check", "")
        real.until(lambda: panel.rows.rows[-1].under == "Термінал відповідає. SANDBOX simulated")
        window.till.run_task("printer")
        _answer(real, window.printer, 1, first, "raster", "raster", "no", "yes")
        real.until(lambda: real.desk.state.printer.place == f"127.0.0.1:{first.port}")
        _answer(real, window.printer, 3, second, "raster", "raster", "no")
        real.until(lambda: real.desk.state.printer.reserve == f"127.0.0.1:{second.port}")
        assert [len(twin.documents) for twin in (paper, other)] == [1, 1]
        assert [twin.pulses for twin in (paper, other)] == [[2], []]
        window.printer.tabs.choose(4)
        real.until(lambda: window.printer.drawer.rows.rows[0].figure == "відкрита")
        paper.shut_drawer()
        real.until(lambda: window.printer.drawer.rows.rows[0].figure == "закрита")


def _answer(stage, page, tab, port, *answers):
    """The questions of a printer's set-up, beginning with its address."""
    page.tabs.choose(tab)
    panel = page.panel
    stage.until(lambda: any(row.key == "typed" for row in panel.rows.rows))
    panel._take("typed")
    stage.calm()
    stage.type(f"127.0.0.1:{port.port}")
    stage.enter()
    for answer in ("80", *answers):
        stage.until(lambda answer=answer: any(row.key == answer for row in panel.rows.rows) and panel.next.isEnabled())
        panel._take(answer)
        stage.calm()
    stage.until(lambda: page.tabs.place == 0)
    stage.calm()
