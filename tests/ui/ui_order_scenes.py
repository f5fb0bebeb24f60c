"""Orders paid in two parts, staged for the pictures and the walk."""

from typing import Any

from PySide6.QtCore import Qt
from ui_goods import ean
from ui_stage import Stage

from pos_app.ui.screens.order_panes import OrderPane, OrdersPane
from pos_app.ui.screens.payment_draft import Method
from pos_app.ui.screens.tasks import Task
from pos_app.ui.screens.text_pane import TextPane

Key = Qt.Key
WHO = "Пані Марія, 067 123-45-67"


def basket(stage: Stage) -> None:
    """Goods that somebody orders."""
    if stage.desk.state.cashier is None:
        stage.open_till()
    for number in (2, 3, 14, 18):
        stage.scan(ean(number))
    stage.calm()


def asked(stage: Stage) -> None:
    """How much is paid now?"""
    basket(stage)
    stage.window.till.run_task(Task.PREPAY)
    stage.calm()


def named(stage: Stage) -> None:
    """Whose order is it?"""
    asked(stage)
    stage.type("100")
    stage.enter()
    stage.until(lambda: isinstance(pane(stage), TextPane))
    pane(stage).field.set_text(WHO)
    stage.calm()


def paying(stage: Stage) -> None:
    """The payment of the part."""
    named(stage)
    stage.enter()
    stage.until(lambda: stage.till.called("set_prepayment"))
    stage.calm()


def ordered(stage: Stage) -> None:
    """It is paid; the basket is empty."""
    paying(stage)
    stage.enter()
    stage.until(lambda: bool(stage.till.views))
    stage.calm()


def waiting(stage: Stage) -> None:
    """The orders that wait."""
    ordered(stage)
    stage.window.till.run_task(Task.PREPAY)
    stage.until(lambda: isinstance(pane(stage), OrdersPane))
    stage.calm()


def one(stage: Stage) -> None:
    """What may be done with one of them."""
    waiting(stage)
    stage.enter()
    stage.until(lambda: isinstance(pane(stage), OrderPane))
    stage.calm()


def rest(stage: Stage) -> None:
    """Its rest lies in the basket, and the payment stands open."""
    one(stage)
    stage.enter()
    stage.until(lambda: stage.till.called("take_order"))
    stage.calm()


def returned(stage: Stage) -> None:
    """The prepayment went back."""
    one(stage)
    stage.key(Key.Key_F9)
    stage.until(lambda: stage.till.called("give_up_order"))
    stage.calm()


def receipts(stage: Stage) -> None:
    """Both receipts of an order among the receipts."""
    rest(stage)
    pane(stage).choose_method(Method.CARD)
    stage.calm()
    stage.enter()
    stage.until(lambda: len(stage.till.views) > 1)
    stage.calm()
    stage.window.till.run_task(Task.HISTORY)
    stage.calm()


def none(stage: Stage) -> None:
    """Nobody has ordered anything."""
    if stage.desk.state.cashier is None:
        stage.open_till()
    stage.window.till.run_task(Task.PREPAY)
    stage.calm()


def pane(stage: Stage) -> Any:
    """What stands over the till's right side."""
    return stage.window.till.panes.pane


ORDER_SCENES = {
    "289-order-sum": asked,
    "290-order-name": named,
    "291-order-payment": paying,
    "292-order-made": ordered,
    "293-orders": waiting,
    "294-order": one,
    "295-order-rest": rest,
    "296-order-returned": returned,
    "297-order-receipts": receipts,
    "298-orders-none": none,
}
