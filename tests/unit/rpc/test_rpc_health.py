"""`health.get`: every part with its state, what was last, what waits and what to do, and none of the shop's secrets."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from pos_app.devices.settings import DeviceSettings, ScaleSetting, ScannerSetting, TerminalSetting
from pos_app.domain.card import Attempt, AttemptKind, AttemptState
from pos_app.domain.device import Condition, DeviceKind, Health, Port, Trouble
from pos_app.domain.register import Mode, Obstacle, OfflineMeter, Queue, RegisterInfo, WayOut
from pos_app.domain.said import Said, joined, said
from pos_app.printing.status import Paper
from pos_app.till.device_desk import Checked
from pos_app.till.device_picture import DevicePicture
from pos_app.till.health import health_parts
from pos_app.till.service_check import Checked as Answer
from pos_app.till.service_check import Service
from pos_app.till.state import (
    CardPicture,
    CatalogState,
    Printer,
    PrinterCondition,
    Problem,
    PushState,
    SyncProgress,
    TillState,
)
from tests.unit.rpc.conftest import NotedTill, Wire

AT = datetime(2026, 11, 26, 10, 41, tzinfo=UTC)
PART = {
    "id", "name", "place", "state", "words", "since", "last_success_at", "last_error", "facts", "waiting", "advice",
    "can_check",
}  # fmt: skip


def attempt() -> Attempt:
    return Attempt("p1", AttemptKind.PURCHASE, 4290, AT, AttemptState.UNKNOWN, document="r1")


def troubled() -> TillState:
    """A till of which nearly nothing works."""
    health = (
        Health("scale", DeviceKind.SCALE, "COM4", Condition.BAD, Trouble.OVERLOAD, AT, AT, Trouble.OVERLOAD, AT),
        Health("scanner-1", DeviceKind.SCANNER, "COM3", Condition.WAITING),
        Health("terminal", DeviceKind.TERMINAL, "192.0.2.8:2000", Condition.BAD, Trouble.SILENT, AT),
    )
    services = (
        Health("checkbox", DeviceKind.CHECKBOX, "", Condition.WARN, Trouble.SERVICE, AT, AT, Trouble.SERVICE, AT,
               "Checkbox не відповідає."),
    )  # fmt: skip
    settings = DeviceSettings(
        scanners=(ScannerSetting(Port("COM3")),),
        scale=ScaleSetting("cas", Port("COM4")),
        terminal=TerminalSetting("network", "192.0.2.8"),
    )
    return TillState(
        mode=Mode.LOCAL_OFFLINE,
        queue=Queue(3, 0, 1),
        offline=OfflineMeter(150, 3600, 3600),
        register=RegisterInfo("4000162280", "Київ", "Каса 2", True, True),
        printer=Printer(
            PrinterCondition.FAILED, 2, "У принтері немає паперу. Вставте новий рулон.", asking=1, paper=Paper.OUT,
            words="У принтері немає паперу. Вставте новий рулон.", place="COM7, 19200 бод", drawer_open=True,
            last_error="Немає паперу.", last_error_at=AT, reserve="192.0.2.9:9100", reserve_used=True,
        ),
        catalog=CatalogState(600, AT, problem="SmartKasa не відповідає."),
        push=PushState(True, 4, 1, AT),
        card=CardPicture(False, "", (attempt(),)),
        devices=DevicePicture(health, services, settings),
    )  # fmt: skip


class HealthTill(NotedTill):
    def __init__(self, state: TillState) -> None:
        super().__init__()
        self.state = state
        self.devices = NotedTill()
        self.printer = NotedTill()


async def ask(state: TillState, method: str, params: Any = None, **answers: Any) -> tuple[Any, HealthTill]:
    till = HealthTill(state)
    till.answers = till.devices.answers = till.printer.answers = answers
    wire = Wire(till)
    wire.ask(method, params or {})
    (answer,) = await wire.hang_up()
    return answer, till


async def test_every_part_says_how_it_is_what_was_last_what_waits_and_what_to_do() -> None:
    answer, till = await ask(troubled(), "health.get")
    result = answer["result"]
    assert till.devices.asked == [("look", (), {})]
    found = {part["id"]: part for part in result["parts"]}
    assert list(found) == [
        "checkbox", "smartkasa", "push", "printer", "reserve", "drawer", "wedge", "scanner-1", "scale", "display",
        "terminal",
    ]  # fmt: skip
    assert all(set(part) == PART for part in found.values())
    assert {key: part["state"] for key, part in found.items()} == {
        "checkbox": "bad", "smartkasa": "waiting", "push": "warn", "printer": "bad", "reserve": "warn",
        "drawer": "warn", "wedge": "ok", "scanner-1": "waiting", "scale": "bad", "display": "off", "terminal": "warn",
    }  # fmt: skip
    checkbox = found["checkbox"]
    assert (checkbox["words"], checkbox["place"], checkbox["waiting"]) == ("ПРРО офлайн", "4000162280", 4)
    assert checkbox["last_error"] == {"at": "2026-11-26T10:41:00+00:00", "words": "Checkbox не відповідає."}
    assert checkbox["facts"] == ["Чекають надсилання: 4.", "Офлайн можна ще 34:30, 150 кодів."]
    assert checkbox["last_success_at"] == "2026-11-26T10:41:00+00:00"
    assert found["scale"]["advice"] == "Зніміть товар з платформи."
    assert (found["printer"]["waiting"], found["printer"]["place"]) == (3, "COM7, 19200 бод")
    assert (found["terminal"]["words"], found["terminal"]["waiting"]) == ("Невідомих оплат: 1", 1)
    assert found["display"]["last_error"] is None
    assert all(part["advice"] for part in found.values() if part["state"] in {"bad", "warn"})
    assert result["mode"] == "LOCAL_OFFLINE"
    assert result["waiting"] == {
        "checkbox": 3, "attention": 1, "print": 2, "print_asking": 1, "smartkasa": 4, "smartkasa_refused": 1,
        "card_payments": 1,
    }  # fmt: skip


async def test_a_till_that_was_never_set_up_has_a_picture_too() -> None:
    answer, _ = await ask(TillState(), "health.get")
    states = {part["id"]: part["state"] for part in answer["result"]["parts"]}
    assert states == {
        "checkbox": "waiting", "smartkasa": "waiting", "printer": "waiting", "drawer": "off", "wedge": "ok",
        "scale": "off", "display": "off", "terminal": "off",
    }  # fmt: skip
    assert sum(answer["result"]["waiting"].values()) == 0


async def test_the_picture_is_plain_text() -> None:
    answer, _ = await ask(troubled(), "health.get")
    words = json.dumps(answer, ensure_ascii=False)
    assert "{" not in "".join(part["words"] + part["advice"] + part["name"] for part in answer["result"]["parts"])
    assert "None" not in words


@pytest.mark.parametrize(
    ("part", "asked"),
    [("checkbox", "check_service"), ("journal", "check_service"), ("reserve", "check_reserve"), ("scale", "check")],
)
async def test_a_part_is_checked_by_its_id(part: str, asked: str) -> None:
    health = Health("scale", DeviceKind.SCALE, "COM4", Condition.OK)
    answers = {
        "check_service": Answer(Service.CHECKBOX, True, "Олена", 120),
        "check_reserve": (False, "Немає паперу."),
        "check": Checked(health, "0,350 кг"),
    }
    answer, till = await ask(TillState(), "health.check", {"id": part}, **answers)
    desks = {"check_service": till, "check_reserve": till.printer, "check": till.devices}
    assert [name for name, _, _ in desks[asked].asked] == [asked]
    assert answer["result"]["ok"] is (part != "reserve")
    assert answer["result"]["words"]
    answer, _ = await ask(TillState(), "health.check")
    assert answer["error"]["code"] == -32602


async def test_the_terminal_is_set_up_by_what_is_named_and_the_rest_stays() -> None:
    answer, _ = await ask(troubled(), "terminal.setup")
    assert answer["result"]["setup"]["host"] == "192.0.2.8"
    answer, till = await ask(troubled(), "terminal.set_up", {"port": 2001, "merchant": 1})
    assert till.devices.asked == [
        ("set_terminal", (TerminalSetting("network", "192.0.2.8", 2001, merchant=1),), {}),
    ]
    assert "error" not in answer
    for wrong in ({"transport": "pigeon"}, {"port": "2000"}, {"colour": "red"}):
        answer, till = await ask(troubled(), "terminal.set_up", wrong)
        assert answer["error"]["code"] == -32602
        assert till.devices.asked == []


# the picture itself


def words_of(state: TillState, part: str) -> str:
    return next(str(one.words) for one in health_parts(state, second_screen=True) if one.id == part)


def test_each_state_has_its_words() -> None:
    state = troubled()
    catalog = state.catalog
    assert words_of(state, "smartkasa") == "SmartKasa не відповідає."
    assert words_of(replace(state, catalog=replace(catalog, problem="")), "smartkasa") == "Товарів: 600"
    syncing = replace(catalog, syncing=SyncProgress("products", 1, 2))
    assert words_of(replace(state, catalog=syncing), "smartkasa") == "Каталог оновлюється"
    assert words_of(replace(state, printer=Printer(drawer_open=False)), "drawer") == "Закрита"
    assert words_of(state, "customer") == "На другому екрані"
    stopped = Obstacle("register_busy", "Зміну відкрив інший касир.", WayOut.ASK_AGAIN)
    blocked = replace(state, mode=Mode.BLOCKED, blocked=stopped, trouble=Problem("x", "y"))
    part = health_parts(blocked)[0]
    assert (str(part.words), str(part.advice)) == (
        "ПРРО зупинено",
        "Інший касир має закрити зміну, потім спитайте ще раз.",
    )
    attention = replace(state, mode=Mode.NEEDS_ATTENTION, trouble=Problem("x", "Чек відхилено."))
    assert str(health_parts(attention)[0].advice) == "Чек відхилено. Відкрийте «Увага» і вирішіть."
    by_hand = replace(state, card=CardPicture(), devices=DevicePicture(settings=DeviceSettings()))
    assert words_of(by_hand, "terminal") == "Окремо від каси: касир набирає суму сам"
    without = replace(by_hand, devices=DevicePicture(settings=DeviceSettings(terminal=TerminalSetting("none"))))
    assert words_of(without, "terminal") == "Немає: карток не приймаємо"


@pytest.mark.parametrize("mode", list(Mode))
def test_no_mode_is_without_words(mode: Mode) -> None:
    part = health_parts(replace(troubled(), mode=mode))[0]
    assert str(part.words)
    assert str(part.advice)


def test_sentences_follow_each_other_and_braces_of_others_are_left_alone() -> None:
    assert str(joined(Said("{x}"), Said(""), said("{count} чеків", count=5))) == "{x} 5 чеків"
    three = joined(joined(said("а"), said("б")), said("в"))
    assert str(three) == "а б в"
    assert not joined(Said(""), Said(""))
