"""What is shown no longer goes page by page: all at once it would hold the screen."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget
from shiboken6 import delete

from pos_app.ui.parting import Parting
from pos_app.ui.screens.pane import Pane


def test_the_pages_of_a_window_that_is_drawn_anew_go_one_a_turn(till):
    window = till.window
    for page in ("till", "history", "settings", "register"):
        getattr(window, page)
    turns = [0]
    beat = QTimer(window, interval=0)
    beat.timeout.connect(lambda: turns.append(turns[-1] + 1))
    gone: list[int] = []
    pages = [window.pages.widget(place) for place in range(window.pages.count())]
    for page in pages:
        page.destroyed.connect(lambda: gone.append(turns[-1]))
    beat.start()
    window.build()
    till.until(lambda: len(gone) == len(pages) and window.parting.over)
    beat.stop()
    assert len(pages) == 5
    assert len(set(gone)) == len(gone)


def test_a_page_that_has_gone_by_another_way_holds_nobody_up(qapp, till):
    stack, after = QStackedWidget(), QLabel()
    stack.addWidget(QWidget())
    first = QWidget()
    stack.addWidget(first)
    stack.setCurrentIndex(0)
    parting, gone = Parting(till.desk.after_flows, till.window), []
    after.destroyed.connect(lambda: gone.append("after"))
    parting.take(stack)
    parting.take(after)
    delete(first)
    till.until(lambda: gone and parting.over)


def test_a_pane_that_is_opened_on_a_page_that_was_left_is_let_go(till):
    """Its buttons hold what holds it: nothing but its host ever lets it go."""
    host, gone = till.window.till.panes, []
    pane = Pane(till.window.look, "Оплата")
    pane.destroyed.connect(lambda: gone.append("pane"))
    host.leave()
    assert host.open(pane).result() is None
    assert pane.closed
    till.until(lambda: gone)
