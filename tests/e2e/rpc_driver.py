"""Drives a till as an outside integrator does: a process of its own, lines of JSON in and out, no import of it."""

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self

PATIENCE_S = 30.0
ROOT = Path(__file__).parents[2]


class RpcError(Exception):
    """An error answer. `word` is the till's stable code, "" for JSON-RPC's own errors."""

    def __init__(self, error: Mapping[str, Any]) -> None:
        self.code = int(error["code"])
        self.data: Mapping[str, Any] = error.get("data") or {}
        self.word = str(self.data.get("code", ""))
        self.message = str(self.data.get("message", error.get("message", "")))
        self.safe = self.data.get("safe")
        super().__init__(f"{self.code} {self.word}: {self.message}")


class TillEnded(Exception):
    """The process is gone, and no more answers will come."""


def toml_of(settings: Mapping[str, Mapping[str, Any]]) -> str:
    """Sections of strings, numbers, booleans and lists of numbers as TOML: JSON writes these the same way."""
    rows = []
    for section, values in settings.items():
        rows.append(f"[{section}]")
        rows += [f"{json.dumps(key)} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    return "\n".join(rows) + "\n"


def environment() -> dict[str, str]:
    """This process's, without settings of a till, and with no keyring: tokens of tests are nobody's secrets."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("POS_")}
    return {**kept, "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring", "PYTHONUNBUFFERED": "1"}


class RpcTill:
    """One till on one data folder. It may be started, ended in any way, and started again."""

    def __init__(self, config: Path, data_dir: Path) -> None:
        self.config = config
        self.data_dir = data_dir
        self.events: list[dict[str, Any]] = []
        self.strays: list[dict[str, Any]] = []
        """Answers that belong to no request: those to lines that could not be read."""
        self.not_json: list[bytes] = []
        self.stderr = ""
        self._answers: dict[Any, dict[str, Any]] = {}
        self._order: list[Any] = []
        self._changed = threading.Condition()
        self._process: subprocess.Popen[bytes] | None = None
        self._threads: list[threading.Thread] = []
        self._last_id = 0
        self._is_over = True

    # -- its life -----------------------------------------------------------------------------------------------

    def start(self) -> Self:
        """Start the process; it takes lines at once, answers come when it is ready."""
        places = ["--config", str(self.config), "--data-dir", str(self.data_dir)]
        command = [sys.executable, "-m", "pos_app", "rpc", *places]
        self._is_over = False
        self.stderr = ""
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, cwd=ROOT, env=environment())
        self._threads = [
            threading.Thread(target=self._read_answers, args=(self._process.stdout,), daemon=True),
            threading.Thread(target=self._read_stderr, args=(self._process.stderr,), daemon=True),
        ]
        for thread in self._threads:
            thread.start()
        return self

    @property
    def process(self) -> "subprocess.Popen[bytes]":
        """The running (or ended) process."""
        assert self._process is not None, "not started"
        return self._process

    @property
    def is_running(self) -> bool:
        """Has it not ended yet?"""
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """kill -9, and read whatever it had still written."""
        self.process.kill()
        self.exit_code()

    def terminate(self) -> int:
        """SIGTERM; → its exit code."""
        self.process.terminate()
        return self.exit_code()

    def end_input(self) -> int:
        """Close its stdin; → its exit code."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        return self.exit_code()

    def exit_code(self, timeout_s: float = PATIENCE_S) -> int:
        """Wait until it has ended and everything it wrote is read."""
        code = self.process.wait(timeout_s)
        for thread in self._threads:
            thread.join(timeout_s)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None and not stream.closed:
                with contextlib.suppress(BrokenPipeError):  # what was still to be written goes nowhere
                    stream.close()
        return code

    def shutdown(self) -> int:
        """`till.shutdown`; → its exit code."""
        self.call("till.shutdown")
        return self.exit_code()

    def restart(self) -> Self:
        """Start again on the same data; a till that still runs is killed first."""
        if self.is_running:
            self.kill()
        return self.start()

    def close(self) -> None:
        """Make sure that nothing is left running."""
        if self._process is None:
            return
        if self.is_running:
            self.process.kill()
        self.exit_code()

    def resident_bytes(self) -> int:
        """The memory it holds now (RSS)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        row = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(row.split()[1]) * 1024

    # -- talking ------------------------------------------------------------------------------------------------

    def write(self, line: bytes) -> None:
        """Bytes as they are; TillEnded when nobody reads them any more."""
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(line)
            self.process.stdin.flush()
        except (BrokenPipeError, ValueError):
            raise TillEnded(self.stderr) from None

    def send(self, method: str, params: Any = None, **more: Any) -> int:
        """One request; → its id, under which the answer will be found."""
        self._last_id += 1
        request = {"jsonrpc": "2.0", "id": self._last_id, "method": method, **more}
        if params is not None:
            request["params"] = params
        self.write(json.dumps(request, ensure_ascii=False).encode() + b"\n")
        return self._last_id

    def answer(self, request_id: Any, timeout_s: float = PATIENCE_S) -> dict[str, Any] | None:
        """The whole answer; None when the time is up first. TillEnded when none can come."""
        self._wait(lambda: request_id in self._answers or self._is_over, timeout_s)
        with self._changed:
            if request_id in self._answers:
                return self._answers.pop(request_id)
            if self._is_over:
                raise TillEnded(f"no answer to {request_id}; stderr:\n{self.stderr}")
            return None

    def result(self, request_id: Any, timeout_s: float = PATIENCE_S) -> dict[str, Any]:
        """The result; RpcError for an error, TimeoutError when none comes."""
        answer = self.answer(request_id, timeout_s)
        if answer is None:
            raise TimeoutError(f"no answer to {request_id} in {timeout_s} s; stderr:\n{self.stderr}")
        if "error" in answer:
            raise RpcError(answer["error"])
        result: dict[str, Any] = answer["result"]
        return result

    def call(self, method: str, params: Any = None, timeout_s: float = PATIENCE_S) -> dict[str, Any]:
        """A request and its result."""
        return self.result(self.send(method, params), timeout_s)

    def refusal(self, method: str, params: Any = None, timeout_s: float = PATIENCE_S) -> RpcError:
        """A request that must be refused; → how."""
        try:
            result = self.call(method, params, timeout_s)
        except RpcError as error:
            return error
        raise AssertionError(f"{method} {params} was not refused but answered {result}")

    def taken(self, request_id: Any) -> dict[str, Any] | None:
        """The answer if it is there already."""
        with self._changed:
            return self._answers.pop(request_id, None)

    def answered_in_order(self, request_ids: list[Any]) -> bool:
        """Did these answers come in this order?"""
        return [one for one in self._order if one in request_ids] == request_ids

    def stray(self, timeout_s: float = PATIENCE_S) -> dict[str, Any]:
        """The next answer that belongs to no request."""
        self._wait(lambda: bool(self.strays) or self._is_over, timeout_s)
        with self._changed:
            if not self.strays:
                raise TillEnded(f"no answer to a bad line; stderr:\n{self.stderr}")
            return self.strays.pop(0)

    def event(self, kind: str, timeout_s: float = PATIENCE_S) -> dict[str, Any]:
        """The first event of this kind, waiting for it if need be."""

        def found() -> dict[str, Any] | None:
            return next((event for event in self.events if event["kind"] == kind), None)

        self._wait(lambda: found() is not None or self._is_over, timeout_s)
        event = found()
        assert event is not None, f"no event {kind}; there were {[e['kind'] for e in self.events]}"
        return event

    def wait_for(self, holds: Callable[[], bool], timeout_s: float = PATIENCE_S) -> None:
        """Wait until something outside is so, looking again with each breath of the till; AssertionError in vain."""
        ends = time.monotonic() + timeout_s
        while not holds():
            assert time.monotonic() < ends, f"waited {timeout_s} s in vain"
            with self._changed:
                self._changed.wait(0.005)

    def _wait(self, is_there: Callable[[], bool], timeout_s: float) -> None:
        ends = time.monotonic() + timeout_s
        with self._changed:
            while not is_there():
                left = ends - time.monotonic()
                if left <= 0 or not self._changed.wait(left):
                    return

    def _read_answers(self, stream: Any) -> None:
        for line in stream:
            self._take(line)
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    def _take(self, line: bytes) -> None:
        try:
            message = json.loads(line)
        except ValueError:
            with self._changed:
                # a till that was killed may leave half a line behind
                self.not_json.append(line)
            return
        with self._changed:
            if message.get("method") == "event":
                self.events.append(message["params"])
            elif message.get("id") is None:
                self.strays.append(message)
            else:
                self._answers[message["id"]] = message
                self._order.append(message["id"])
            self._changed.notify_all()

    def _read_stderr(self, stream: Any) -> None:
        for line in stream:
            self.stderr += line.decode("utf-8", "replace")
