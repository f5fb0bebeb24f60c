"""Plays a scenario on any till through the RPC contract, from outside: a process of its own, real time, real HTTP.

Both vendors' sandboxes run here. Time that a scenario lets pass is passed by `sandbox.advance_clock` and the
sandbox's own clock; the till's intervals are set short.
"""

import subprocess
import tempfile
import threading
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final

from pos_app.sandbox.faults import Fault
from tests.e2e.rpc_driver import RpcError, RpcTill, environment
from tests.e2e.vendors import PIN, Vendors, write_config

PATIENCE_S: Final = 60.0
FISCAL: Final = {"probe_interval_s": 0.3, "quarantine_s": 0.5, "go_online_retry_s": 1.0}
_NOT_SHOWN: Final = {"ASK_OFFLINE_CODES", "PING", "X_REPORT"}
_SHIFTS: Final = {"SHIFT_OPEN", "SHIFT_CLOSE"}


class OtherTill(RpcTill):
    """A till that somebody else wrote: its own command, the same lines."""

    def __init__(self, command: list[str], config: Path, data_dir: Path) -> None:
        super().__init__(config, data_dir)
        self.command = command

    def start(self) -> "OtherTill":
        """Start it as the driver does, with its own command."""
        places = ["--config", str(self.config), "--data-dir", str(self.data_dir)]
        pipe = subprocess.PIPE
        process = subprocess.Popen([*self.command, *places], stdin=pipe, stdout=pipe, stderr=pipe, env=environment())
        self._process, self._is_over = process, False
        self._threads = [
            threading.Thread(target=self._read_answers, args=(process.stdout,), daemon=True),
            threading.Thread(target=self._read_stderr, args=(process.stderr,), daemon=True),
        ]
        for thread in self._threads:
            thread.start()
        return self


class RpcStage:
    """One scenario on one till. Sums are the catalog's: what is compared is words, order and documents."""

    def __init__(self, till: RpcTill, vendors: Vendors) -> None:
        self.till = till
        self.vendors = vendors
        self.names: dict[str, str] = {}
        self.sold: dict[str, str] = {}
        self.told: list[str] = []
        self.outage_left = 0.0

    def play(self, scenario: Mapping[str, Any]) -> list[str]:
        """Every step; → what is not as the file says."""
        self.till.call("session.sign_in", {"pin_code": PIN})
        self.till.call("catalog.sync", {}, PATIENCE_S)
        for step in scenario["step"]:
            parts = {name: value for name, value in step.items() if name != "do"}
            act: Callable[..., None] = getattr(self, f"on_{step['do']}")
            act(**parts)
        return self._differences(scenario["expect"])

    def _asked(self, what: str, method: str, params: Mapping[str, Any]) -> dict[str, Any] | None:
        try:
            result = self.till.call(method, dict(params), PATIENCE_S)
        except RpcError as error:
            self.told.append(f"{what}: {error.word}")
            return None
        receipt = result.get("receipt") or result.get("movement")
        self.told.append(f"{what}: {receipt['state'] if receipt else 'ok'}")
        return result

    def on_open(self) -> None:
        self._asked("open", "shift.open", {})

    def on_close(self) -> None:
        self._asked("close", "shift.close", {})

    def on_sale(self, sum: int, paid: str = "cash", name: str = "sale") -> None:  # noqa: A002 - the file's word
        """One piece of the first good that needs nothing but money; a sale that came back lies in the basket."""
        del sum
        if not self.till.call("cart.get")["cart"]["lines"]:
            self.till.call("cart.add", {"product_id": self._good(), "quantity": 1000})
        total = self.till.call("cart.get")["cart"]["total"]
        payments: list[dict[str, Any]] = [{"type": "CASH" if paid == "cash" else "CASHLESS"}]
        if paid == "mixed":
            payments = [{"type": "CASHLESS", "value": total // 2}, {"type": "CASH", "value": total}]
        result = self._asked(name, "sale.pay", {"payments": payments})
        if result is not None:
            self.names[result["receipt"]["id"]], self.sold[name] = name, result["receipt"]["id"]

    def _good(self) -> str:
        found = self.till.call("catalog.search", {"query": "", "limit": 200})["products"]
        plain = (one for one in found if not (one["sold_by_weight"] or one["free_price"] or one["excise"]))
        return str(next(one["id"] for one in plain if one["price"] > 1000))

    def on_return(self, of: str, name: str = "return") -> None:
        payments = [{"type": "CASHLESS"}]
        result = self._asked(name, "sale.return", {"receipt_id": self.sold[of], "payments": payments})
        if result is not None:
            self.names[result["receipt"]["id"]] = name

    def on_cash_in(self, sum: int, name: str = "cash in") -> None:  # noqa: A002 - the file's word
        self._move("shift.cash_in", sum, name)

    def on_cash_out(self, sum: int, name: str = "cash out") -> None:  # noqa: A002 - the file's word
        self._move("shift.cash_out", sum, name)

    def _move(self, method: str, amount: int, name: str) -> None:
        result = self._asked(name, method, {"amount": amount})
        if result is not None:
            self.names[result["movement"]["id"]] = name

    def on_x(self) -> None:
        self.till.call("shift.x_report", {}, PATIENCE_S)

    def on_act(self, name: str) -> None:
        self.vendors.act(name)

    def on_outage(self, kind: str, s: float) -> None:
        self.vendors.plan.add(Fault(kind, times=None))
        self.outage_left = s

    def on_wait(self, s: float) -> None:
        """Time passes on both clocks; an outage that was to end by then has ended."""
        self.outage_left -= s
        if self.outage_left <= 0:
            self.vendors.plan.clear()
        self.vendors.pass_time(s)
        self.till.call("sandbox.advance_clock", {"seconds": s})

    def on_calm(self) -> None:
        self.vendors.plan.clear()
        self.till.call("till.wait", {"for": "idle", "timeout_s": PATIENCE_S}, PATIENCE_S + 5)
        if self.till.call("till.status")["mode"] != "NO_SHIFT":
            self.till.call("till.wait", {"for": "online", "timeout_s": PATIENCE_S}, PATIENCE_S + 5)

    # the books

    def _differences(self, expected: Mapping[str, Any]) -> list[str]:
        exported = self.till.call("journal.export")["operations"]
        journal = [self._named(one["kind"], one["id"], one["state"]) for one in exported]
        chain = sorted(self.vendors.state.transactions.values(), key=lambda one: one.serial)
        server = [
            self._named(one.type, one.document or "", "offline" if one.offline_id else "")
            for one in chain
            if one.type not in _NOT_SHOWN
        ]
        plain = [row.removesuffix(" reprint").removesuffix(" offline") for row in expected["journal"]]
        found = [] if self.till.call("journal.verify")["ok"] else ["the journal does not verify"]
        mode = self.till.call("till.status")["mode"]
        for name, there, wanted in (
            ("mode", mode, expected["mode"]),
            ("told", self.told, expected["told"]),
            ("journal", [row for row in journal if not fnmatchcase(row, "GO_*")], plain),
            ("server", server, expected["server"]),
        ):
            if there != wanted:
                found.append(f"{name}:\n  is       {there}\n  expected {wanted}")
        return found

    def _named(self, kind: str, document: str, state: str) -> str:
        name = "" if kind in _SHIFTS else self.names.get(document, "")
        return " ".join(part for part in (kind, name, state) if part)


def play(scenario: Mapping[str, Any], command: list[str]) -> list[str]:
    """One scenario on a till started by `command`; → what is not as the file says."""
    vendors = Vendors.start()
    with tempfile.TemporaryDirectory() as folder:
        config = write_config(Path(folder) / "till.toml", vendors, fiscal=FISCAL)
        till = OtherTill(command, config, Path(folder) / "data").start()
        try:
            return RpcStage(till, vendors).play(scenario)
        finally:
            till.close()
            vendors.stop()
