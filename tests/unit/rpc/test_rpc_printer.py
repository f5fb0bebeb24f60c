"""The printer over the RPC: what asks is told and settled, the set-up is shown, the network is asked only on demand."""

from datetime import UTC, datetime
from typing import Any

from pos_app.links.discovery import Found
from pos_app.printing.setup import PrinterSetup
from pos_app.store.print_jobs import PrintState
from pos_app.till.printer_desk import JobRow
from tests.unit.rpc.conftest import NotedTill, Wire

AT = datetime(2026, 11, 26, 10, 41, tzinfo=UTC)
ROW = JobRow("j1", "sale", "Чек № 7", PrintState.UNKNOWN, "перервано", AT, "Обірвалось.", True)


class NotedDesk(NotedTill):
    def setup(self, *, reserve: bool = False) -> PrinterSetup:
        return PrinterSetup("file" if not reserve else "none")


async def ask(method: str, params: Any = None, **answers: Any) -> tuple[Any, NotedTill]:
    desk = NotedDesk()
    desk.answers = answers
    wire = Wire()
    wire.till.printer = desk
    wire.ask(method, params or {})
    (answer,) = await wire.hang_up()
    return answer, desk


async def test_jobs_are_told_in_words() -> None:
    answer, desk = await ask("printer.jobs", {"limit": 5}, jobs=[ROW])
    assert answer["result"]["jobs"] == [
        {
            "id": "j1", "kind": "sale", "title": "Чек № 7", "state": "UNKNOWN", "words": "перервано",
            "at": "2026-11-26T10:41:00+00:00", "problem": "Обірвалось.", "asks": True,
        }
    ]  # fmt: skip
    assert desk.asked == [("jobs", (5,), {})]
    answer, _ = await ask("printer.jobs", {"limit": 0})
    assert answer["error"]["code"] == -32602


async def test_a_job_is_settled_by_its_id() -> None:
    for word in ("again", "came_out", "drop"):
        answer, desk = await ask(f"printer.{word}", {"print_job": "j1"})
        assert answer["result"] == {}
        assert desk.asked == [(word, ("j1",), {})]
        answer, _ = await ask(f"printer.{word}")
        assert answer["error"]["code"] == -32602


async def test_the_set_up_and_what_was_found_are_shown() -> None:
    answer, _ = await ask("printer.setup")
    assert answer["result"]["setup"]["transport"] == "file"
    answer, desk = await ask("printer.find", {"network": True}, find=[Found("network", "10.0.0.7:9100", "принтер")])
    assert answer["result"]["printers"][0]["place"] == "10.0.0.7:9100"
    assert desk.asked == [("find", (), {"network": True})]
    answer, _ = await ask("printer.check_reserve", check_reserve=(False, "У принтері немає паперу."))
    assert answer["result"] == {"ok": False, "words": "У принтері немає паперу."}
    answer, _ = await ask("printer.test_page", test_page="j9")
    assert answer["result"] == {"print_job": "j9"}


async def test_the_state_of_the_printer_is_told() -> None:
    answer, _ = await ask("printer.status")
    assert answer["result"]["state"] in {"unknown", "ok"}
    assert {"words", "paper", "asking", "drawer_open", "last_error"} <= answer["result"].keys()
