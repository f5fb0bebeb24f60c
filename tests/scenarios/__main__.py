"""Plays the scenario files: `python -m tests.scenarios [NAME…]` here in virtual time, `--rpc COMMAND` any till outside.

COMMAND speaks till-rpc on stdin and stdout and takes `--config FILE --data-dir DIR`; only scenarios with `rpc = true`
are played then.
"""

import argparse
import shlex
import sys
from pathlib import Path

from tests.scenarios import rpc, stage


def main(arguments: list[str] | None = None) -> int:
    """0: every scenario came out as its file says."""
    parser = argparse.ArgumentParser(prog="pos-app-scenarios", description=__doc__)
    parser.add_argument("names", nargs="*", help="beginnings of file names; all when none is given")
    parser.add_argument("--rpc", help="the command of a till to be driven from outside")
    parser.add_argument("--log", action="store_true", help="tell each step")
    chosen = parser.parse_args(arguments)
    bad = 0
    for path in stage.all_files():
        if chosen.names and not any(path.name.startswith(name) for name in chosen.names):
            continue
        found = _played(path, chosen.rpc, log=chosen.log)
        if found is None:
            continue
        bad += bool(found)
        print(f"{'FAILED' if found else 'ok    '} {path.stem}")
        for text in found:
            print(f"    {text}")
    return 1 if bad else 0


def _played(path: Path, command: str | None, *, log: bool) -> list[str] | None:
    scenario = stage.load(path)
    if command is not None:
        return rpc.play(scenario, shlex.split(command)) if scenario.get("rpc") else None
    outcome = stage.perform(scenario)
    if log:
        print("\n".join(outcome.log))
    return stage.differences(scenario["expect"], outcome)


if __name__ == "__main__":
    sys.exit(main())
