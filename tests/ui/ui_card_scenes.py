"""Card payments through a terminal, staged for the pictures and the walk: each state that a cashier may meet."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from ui_card import _approval
from ui_fake_till import NOW
from ui_goods import ean
from ui_stage import Stage

from pos_app.domain.card import Attempt, AttemptKind
from pos_app.domain.said import sentence
from pos_app.ui.card_words import Phase
from pos_app.ui.screens.payment_draft import Method
from pos_app.ui.screens.tasks import Task

Key = Qt.Key
REASON = sentence("Останній чек термінала інший: {sum} ₴. Звірте його з оплатою.", sum="120,00")


def ready(stage: Stage) -> None:
    """A basket with a terminal beside it, the pane open at the card."""
    if stage.desk.state.cashier is None:
        stage.open_till()
    stage.till_does(_plug_in)
    for number in (2, 3, 14, 18):
        stage.scan(ean(number))
    stage.key(Key.Key_F6)
    stage.calm()
    stage.window.till.panes.pane.choose_method(Method.CARD)
    stage.calm()


async def _plug_in(door: Any) -> None:
    door.plug_in()


def working(stage: Stage) -> None:
    """The customer looks for the card."""
    ready(stage)

    async def ask(door: Any) -> None:
        door.publish(cart=replace(door.state.cart, receipt_id="sale1"))
        door.put(Attempt("a1", AttemptKind.PURCHASE, 29120, NOW, document="sale1").asked("000007"), step="card")

    stage.till_does(ask)


def unknown(stage: Stage) -> None:
    """Nobody knows, and the terminal shows somebody else's slip."""
    ready(stage)
    stage.till.card_answer = "unknown"
    stage.enter()
    pane = stage.window.till.panes.pane
    stage.until(lambda: pane.phase is Phase.UNKNOWN)
    (attempt,) = stage.till.state.card.unsettled
    stage.tell(card=replace(stage.till.state.card, unsettled=(replace(attempt, reason=REASON),)))


def slip(stage: Stage) -> None:
    """The cashier has found the slip."""
    unknown(stage)
    stage.window.till.panes.pane.card.right.click()
    stage.type("123456789012")


def partial(stage: Stage) -> None:
    """The bank approved a part; the rest in cash."""
    ready(stage)
    stage.till.card_answer = "partial"
    stage.enter()
    pane = stage.window.till.panes.pane
    stage.until(lambda: pane.draft.held)
    stage.calm()


def partial_cash(stage: Stage) -> None:
    """The rest is paid in cash."""
    partial(stage)
    stage.window.till.panes.pane.choose_method(Method.CASH)
    stage.calm()
    stage.type("200")


def left(stage: Stage, *, known: bool) -> None:
    """A payment that an earlier run of the till has left for this basket."""
    ready(stage)
    stage.window.till.panes.pane.go_back()

    async def leave(door: Any) -> None:
        door.publish(cart=replace(door.state.cart, receipt_id="sale1"))
        attempt = Attempt("a1", AttemptKind.PURCHASE, 29120, NOW, document="sale1").asked("000007")
        door.put(attempt.approved(_approval(29120)) if known else attempt.unsure("Касу було вимкнено під час оплати."))

    stage.till_does(leave)
    stage.calm()


def held(stage: Stage) -> None:
    """The pane of a basket that the card has paid for before the power cut."""
    left(stage, known=True)
    stage.key(Key.Key_F6)
    stage.calm()


def listed(stage: Stage) -> None:
    """The list of what is not settled."""
    stage.till.items = []
    left(stage, known=False)

    async def more(door: Any) -> None:
        asked = Attempt("a2", AttemptKind.PURCHASE, 12850, NOW, document="other").asked("1")
        door.put(asked.approved(_approval(12850)))
        door.put(replace(asked, id="a3", kind=AttemptKind.REFUND, amount=4290).approved(_approval(4290)))

    stage.till_does(more)
    stage.window.till.run_task(Task.CARDS)
    stage.calm()


def why_not(stage: Stage) -> None:
    """A manager gives the reason."""
    listed(stage)
    stage.window.register.details.press(2)
    stage.calm()


def undone(stage: Stage) -> None:
    """Money that went back without the terminal."""
    listed(stage)
    screen = stage.window.register
    while screen.rows.chosen_key() != "a2":
        screen.rows.step(1)


def withdrawing(stage: Stage, *, terminal: bool = True, limit: int = 300_000) -> None:
    """The pane of cash for a card."""
    if stage.desk.state.cashier is None:
        stage.open_till()
    if terminal:
        stage.till_does(_plug_in)
    stage.till_does(lambda door: door.cash_in(200_000))
    stage.tell(withdrawal_limit=limit)
    stage.window.till.run_task(Task.WITHDRAW)
    stage.calm()


def withdrawal_asked(stage: Stage) -> None:
    """A sum is typed."""
    withdrawing(stage)
    stage.type("500")


def withdrawal_working(stage: Stage) -> None:
    """The customer holds the card to the terminal."""
    withdrawal_asked(stage)
    draft = stage.till._withdrawal(50_000)
    asked = Attempt("w1", AttemptKind.PURCHASE, 50_000, NOW, document=draft.id, draft=draft).asked("000007")

    async def ask(door: Any) -> None:
        door.put(asked, step="pin")

    stage.till_does(ask)


def withdrawal_unknown(stage: Stage) -> None:
    """Nobody knows whether the card was charged."""
    withdrawal_asked(stage)
    stage.till.card_answer = "unknown"
    stage.enter()
    stage.until(lambda: stage.window.till.panes.pane.phase is Phase.UNKNOWN)
    stage.calm()


def withdrawal_held(stage: Stage) -> None:
    """Charged, and Checkbox has refused the receipt."""
    withdrawal_asked(stage)
    stage.till.register_answer = "refused"
    stage.enter()
    stage.until(lambda: stage.window.till.panes.pane.phase is Phase.HELD)
    stage.calm()


def withdrawal_by_hand(stage: Stage) -> None:
    """The terminal is worked by hand: its slip is typed in."""
    withdrawing(stage, terminal=False)
    stage.type("1000")
    stage.key(Key.Key_Down)
    stage.type("123456789012")


def withdrawal_done(stage: Stage) -> None:
    """What to hand out, large."""
    withdrawal_asked(stage)
    stage.enter()
    stage.until(lambda: stage.till.called("complete_withdrawal"))
    stage.calm()


def withdrawal_left(stage: Stage) -> None:
    """The strip after a power cut, and the list."""
    withdrawal_held(stage)
    stage.window.till.panes.pane.go_back()
    stage.desk.forget_mistake()
    stage.window.till.run_task(Task.CARDS)
    stage.calm()


def withdrawal_receipt(stage: Stage) -> None:
    """It stands among the receipts, as it was printed."""
    withdrawal_done(stage)
    stage.window.till.run_task(Task.HISTORY)
    stage.calm()


CARD_SCENES = {
    "92-card-terminal": ready,
    "93-card-working": working,
    "94-card-unknown": unknown,
    "95-card-slip": slip,
    "96-card-partial": partial,
    "97-card-partial-cash": partial_cash,
    "98-card-left": lambda stage: left(stage, known=True),
    "99-card-held": held,
    "100-card-list": listed,
    "101-card-why-not": why_not,
    "102-card-no-receipt": undone,
    "280-withdrawal": withdrawing,
    "281-withdrawal-sum": withdrawal_asked,
    "282-withdrawal-working": withdrawal_working,
    "283-withdrawal-unknown": withdrawal_unknown,
    "284-withdrawal-held": withdrawal_held,
    "285-withdrawal-by-hand": withdrawal_by_hand,
    "286-withdrawal-done": withdrawal_done,
    "287-withdrawal-left": withdrawal_left,
    "288-withdrawal-receipt": withdrawal_receipt,
}
