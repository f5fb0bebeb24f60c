"""Devices, staged for the pictures and the walk: how they are, how they are set up, and what they show."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from ui_goods import ean
from ui_stage import Stage

from pos_app.domain.card import CARD_LABEL
from pos_app.domain.device import Condition, DeviceKind, Health, Trouble
from pos_app.domain.payment import Payment, PaymentType
from pos_app.till.device_desk import Checked
from pos_app.ui.screens.tasks import Task

Key = Qt.Key
IBAN = "UA213223130000026007233566001"


def plugged(stage: Stage, *, broken: bool = False) -> None:
    async def plug_in(door: Any) -> None:
        door.devices.plug_in(broken=broken)

    stage.till_does(plug_in)


def lies(stage: Stage, weight: int | None, **given: Any) -> None:
    async def lie(door: Any) -> None:
        door.devices.lies_on_the_scale(weight, **given)

    stage.till_does(lie)


def weighing(stage: Stage, weight: int | None = 1240, **given: Any) -> None:
    stage.open_till()
    plugged(stage)
    stage.scan(ean(2))
    stage.scan(ean(4))
    lies(stage, weight, **given)


def page(stage: Stage, tab: int = 0, *, broken: bool = False, row: int = 0) -> None:
    stage.open_till()
    plugged(stage, broken=broken)
    stage.window.till.run_task(Task.DEVICES)
    stage.calm()
    devices = stage.window.devices
    if tab:
        stage.touch(devices.tabs.buttons[tab])
        stage.calm()
    elif row:
        devices.health.rows.choose(row)
        stage.calm()


def calibrated(stage: Stage, *, slow: bool = False) -> None:
    page(stage, 1)
    panel = stage.window.devices.wedge
    ms = 0.0
    for scan in range(4):
        ms += 3000
        for place in range(14):
            ms += (60 if slow else 4) + (scan * 7 + place * 5) % 9
            panel.key(ms, place == 13)
    panel.ways.choose(1)
    for place in range(30):
        ms += 64 + (place * 37) % 120
        panel.key(ms, False)
    panel.take_scan("4820000000017")
    stage.calm()


def customer_panel(stage: Stage) -> None:
    page(stage)
    stage.window.show_till()
    for number in (1, 2, 3, 7):
        stage.scan(ean(number))
    stage.window.till.run_task(Task.DEVICES)
    stage.touch(stage.window.devices.tabs.buttons[6])
    stage.calm()


def terminal(stage: Stage, *, answered: bool = False, typing: bool = False) -> None:
    """The terminal's settings: by hand, or on the network with the answer to a check, or its address being typed."""
    page(stage, 5)
    panel = stage.window.devices.terminal
    if not answered and not typing:
        return
    panel._changed("transport", "network")
    stage.calm()
    if typing:
        return
    panel.form.answered.emit("192.168.1.50")
    stage.calm()
    health = Health("terminal", DeviceKind.TERMINAL, "192.168.1.50:2000", Condition.OK)
    stage.till.devices.found = Checked(health, "Verifone VX820")
    panel._changed("check", "")
    stage.calm()


def returning(stage: Stage) -> None:
    """A receipt of the shift that a card has paid, its return open."""
    stage.open_till()
    stage.scan(ean(1))
    stage.calm()
    stage.till_does(lambda till: till.pay([Payment(PaymentType.CASHLESS, None, CARD_LABEL)]))
    stage.window.till.run_task(Task.HISTORY)
    stage.calm()
    stage.key(Key.Key_F9)
    stage.calm()


def returning_to_card(stage: Stage) -> None:
    """The terminal waits for the card that the money goes back to."""
    from dataclasses import replace

    returning(stage)
    panel = stage.window.history.panel
    panel.ways.choose(1)
    stage.calm()
    panel._busy = True  # as while the command runs
    stage.tell(card=replace(stage.desk.state.card, manual=False, step="card"))


def bench(stage: Stage) -> None:
    from ui_devices import FakeBench

    stage.desk.bench = FakeBench()
    stage.window.build()
    stage.open_till()
    stage.window.till.run_task(Task.BENCH)
    stage.calm()
    stage.touch("мовчать")


DEVICE_SCENES: dict[str, Callable[[Stage], None]] = {
    "200-weighing": weighing,
    "201-weighing-moves": lambda stage: weighing(stage, 300, stable=False),
    "202-weighing-overload": lambda stage: weighing(stage, None, trouble=Trouble.OVERLOAD),
    "203-health": lambda stage: page(stage, row=6),
    "204-health-troubles": lambda stage: page(stage, broken=True, row=6),
    "205-calibration": calibrated,
    "206-calibration-slow": lambda stage: calibrated(stage, slow=True),
    "207-serial-scanners": lambda stage: page(stage, 2),
    "208-scale": lambda stage: page(stage, 3),
    "209-line-display": lambda stage: page(stage, 4),
    "210-customer-settings": customer_panel,
    "211-demo-switches": bench,
    "212-return-to-card": returning_to_card,
    "247-terminal": terminal,
    "248-terminal-address": lambda stage: terminal(stage, typing=True),
    "249-terminal-checked": lambda stage: terminal(stage, answered=True),
    "213-scale-touch": lambda stage: (page(stage, 3), stage.touch(stage.window.devices.scale.field)),
    "214-customer-touch": lambda stage: (customer_panel(stage), stage.touch(stage.window.devices.customer.fields[0])),
}


def customer_moments(stage: Stage) -> list[tuple[str, Any]]:
    """The customer's window through a sale, each moment as a state."""
    from dataclasses import replace

    found = [("closed", stage.desk.state)]
    stage.open_till()
    found.append(("greeting", stage.desk.state))
    for number in (1, 2, 3, 7, 5, 11, 13, 14, 18):
        stage.scan(ean(number))
    found.append(("basket", stage.desk.state))
    settings = stage.desk.state.devices.settings
    customer = replace(settings.customer, payee="ТОВ «Затишна крамниця»", iban=IBAN, tax_number="43012342")
    devices = replace(stage.desk.state.devices, settings=replace(settings, customer=customer))
    paying = replace(stage.desk.state, devices=devices, card=replace(stage.desk.state.card, manual=False, step="card"))
    found.append(("paying", paying))
    stage.key(Key.Key_F6)
    stage.calm()
    stage.type("1000")
    stage.enter()
    stage.until(lambda: stage.desk.state.last_receipt is not None)
    sold = stage.desk.state.last_receipt
    assert sold is not None
    url = "https://cabinet.tax.gov.ua/cashregs/check?id=2154837921&fn=4000162280"
    view = replace(sold, fiscal=replace(sold.fiscal, tax_url=url))
    found.append(("thanks", replace(stage.desk.state, last_receipt=view)))
    return found
