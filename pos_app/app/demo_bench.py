"""What `pos-app demo` lets one break: servers, scanner, scale, display and terminal, each behind a switch."""

from collections.abc import Callable, Mapping, Sequence
from itertools import cycle
from pathlib import Path
from typing import Final, Self

from pos_app.sandbox.devices import Bench as Devices
from pos_app.sandbox.devices import DisplayTwin, ScaleTwin, ScannerTwin
from pos_app.sandbox.devices.escpos import as_rows
from pos_app.sandbox.devices.printer import PRINTER_FAULTS, PrinterTwin
from pos_app.sandbox.devices.printer_port import PrinterPort
from pos_app.sandbox.server import LoopbackServer, SandboxServers
from pos_app.sandbox.terminal import BankTerminal, Fault, TerminalServer
from pos_app.ui.bench import Position, Switch

FOR_EVER: Final = 10**9
"""Times that a fault strikes until its switch is turned back."""
GOODS: Final = ("4829990100011", "4829990103494", "4829990102626")
"""What is scanned: goods of resources/sandbox-catalog."""

_WEIGHTS: Final = {"0": "порожньо", "350": "350 г", "1240": "1,240 кг", "15400": "15,400 кг"}
_SCALE: Final = {
    "": "справні", "moving": "хитаються", "overload": "перевантажено", "below": "нижче нуля", "silent": "мовчать",
    "garbage": "шум", "cable": "без кабелю",
}  # fmt: skip
_SCANNER: Final = {"": "справний", "half": "пів коду", "noise": "шум", "cable": "без кабелю"}
_TERMINAL: Final = {
    "": "схвалює", "declined": "відхиляє", "partial": "частково", "other_sum": "інша сума", "silent": "мовчить після",
    "lost_after": "обрив після", "cut_before": "обрив до", "cable": "вимкнено",
}  # fmt: skip
_PRINTER: Final = {
    "": "справний", "paper_out": "немає паперу", "near_end": "папір закінчується", "cover": "кришка відкрита",
    "mute": "мовчить", "garbage": "шум", "stall": "не бере даних", "cut_cable": "рветься на чеку", "cable": "вимкнено",
}  # fmt: skip
_SERVER: Final = {"": "є", "refused": "немає", "black_hole": "висить", "server_error": "помилка 502"}


class DemoBench:
    """Implements the window's Bench. What the printer prints lies in `papers` as text."""

    def __init__(self, servers: SandboxServers, papers: Path, *, with_terminal: bool = True) -> None:
        self.scale, self.scanner, self.display = ScaleTwin("sics"), ScannerTwin(), DisplayTwin()
        self.devices = Devices(scale=self.scale, scanner=None, display=self.display)
        self.terminal = TerminalServer(BankTerminal(card_s=2.0))
        self.printer = PrinterTwin()
        self._paper = PrinterPort(self.printer)
        self._papers = papers
        self._printed = 0
        self._plugged = True
        self._with_terminal = with_terminal
        self._servers: Mapping[str, LoopbackServer] = {
            "checkbox": servers.checkbox_server,
            "smartkasa": servers.smartkasa_server,
        }
        self._at: dict[str, str] = {"weight": "0"}
        self._codes = cycle(GOODS)

    def start(self) -> Self:
        """Plug everything in."""
        self.devices.start()
        if self._with_terminal:
            self.terminal.start()
        self._papers.mkdir(parents=True, exist_ok=True)
        self.printer.on_print = self._keep_papers
        self._paper.plug_in()
        return self

    @property
    def printer_port(self) -> int:
        """The printer's TCP port."""
        return self._paper.port

    def _keep_papers(self) -> None:
        """Each document as a text file, the newest with the highest number."""
        for number in range(self._printed, len(self.printer.documents)):
            rows = as_rows(self.printer.documents[number])
            taken = len(list(self._papers.glob("*.txt")))
            (self._papers / f"{taken + 1:05d}.txt").write_text("\n".join(rows) + "\n", encoding="utf-8")
        self._printed = len(self.printer.documents)

    def stop(self) -> None:
        """Switch it off."""
        self.devices.stop()
        self.terminal.stop()
        self._paper.pull_out()

    def address(self, device: str) -> str:
        """Where the till finds a device."""
        return self.devices.plugs[device].address

    # the window's side

    def switches(self) -> Sequence[Switch]:
        """All of them as they stand."""
        return (
            self._switch("checkbox", "Зв'язок із Checkbox", _SERVER),
            self._switch("smartkasa", "Зв'язок зі SmartKasa", _SERVER),
            *([self._switch("terminal", "Банківський термінал", _TERMINAL)] if self._with_terminal else []),
            self._switch("printer", "Принтер", _PRINTER),
            self._switch("scale", "Ваги", _SCALE),
            self._switch("scanner", "Сканер на COM-порту", _SCANNER),
            Switch("weight", "На вагах лежить", tuple(_positions(_WEIGHTS)), self._at["weight"]),
            self._switch("display", "Дисплей покупця", {"": "справний", "cable": "без кабелю"}),
            Switch(
                "do",
                "Зробити зараз",
                (
                    Position("scan", "Сканувати товар"),
                    Position("burst", "10 кодів підряд"),
                    Position("shut", "Закрити скриньку"),
                ),
                momentary=True,
            ),
        )

    def _switch(self, key: str, name: str, positions: Mapping[str, str]) -> Switch:
        return Switch(key, name, tuple(_positions(positions)), self._at.get(key, ""))

    def turn(self, switch: str, position: str) -> None:
        """Put a switch into a position."""
        if switch == "do":
            self._do(position)
            return
        self._at[switch] = position
        turners: Mapping[str, Callable[[str], None]] = {
            "weight": self._weigh, "scale": self._break_scale, "scanner": self._break_scanner,
            "display": self._break_display, "terminal": self._break_terminal, "printer": self._break_printer,
        }  # fmt: skip
        if switch in self._servers:
            self._break_server(self._servers[switch], position)
        else:
            turners[switch](position)

    def seen(self) -> Sequence[str]:
        """The display's two lines, and what the scale shows."""
        upper, lower = self.devices.run(lambda: self.display.rows)
        return (f"Дисплей: [{upper}] [{lower}]", f"Ваги: {self.scale.shown / 1000:.3f}".replace(".", ","))

    # what it does

    def _weigh(self, grams: str) -> None:
        self.devices.run(lambda: setattr(self.scale, "grams", int(grams)))

    def _break_scale(self, fault: str) -> None:
        self.devices.cable("scale", plugged=fault != "cable")
        self.devices.run(lambda: setattr(self.scale, "fault", "" if fault == "cable" else fault))

    def _break_scanner(self, fault: str) -> None:
        self.devices.cable("scanner", plugged=fault != "cable")
        self.scanner.fault = "" if fault == "cable" else fault

    def _break_display(self, fault: str) -> None:
        self.devices.cable("display", plugged=fault != "cable")

    def _break_terminal(self, fault: str) -> None:
        if fault == "cable":
            self.terminal.stop()
            return
        if not self.terminal.is_running:
            self.terminal.start()
        faults = [Fault(fault, times=FOR_EVER)] if fault else []
        self.terminal.run(lambda: setattr(self.terminal.terminal, "faults", faults))

    def _break_printer(self, fault: str) -> None:
        for name in PRINTER_FAULTS:
            self.printer.set_fault(name, name == fault)
        if fault == "cable":
            self._paper.pull_out()
        elif not self._plugged:
            self._paper.plug_in()
        self._plugged = fault != "cable"

    def _do(self, what: str) -> None:
        if what == "shut":
            self.printer.shut_drawer()
        else:
            self._scan(10 if what == "burst" else 1)

    def _break_server(self, server: LoopbackServer, fault: str) -> None:
        def set_plan() -> None:
            server.plan.clear()
            if fault:
                server.plan.script(fault, times=None)

        server.run(set_plan)

    def _scan(self, times: int) -> None:
        pieces = [piece for _ in range(times) for piece in self.scanner.scan(next(self._codes))]
        plug = self.devices.plugs["scanner"]
        self.devices.run(lambda: plug.say(b"".join(pieces)))


def _positions(names: Mapping[str, str]) -> list[Position]:
    return [Position(key, name, good=not key or key == "0") for key, name in names.items()]
