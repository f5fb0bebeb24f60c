"""Kills the till with -9 wherever a shop's day may be broken off, many times, and looks whether both sides still agree.

`python -m tests.campaigns.kill_nine --times 150 --seed 1` prints its figures; exit code 1 when any document was lost,
doubled or out of order.
"""

import argparse
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.campaigns.kill_scenes import IMPATIENT, Figures, Scenes
from tests.e2e.rpc_driver import RpcTill
from tests.e2e.vendors import Vendors, write_config


def kill_many(times: int, folder: Path, *, seed: int = 1, stocked: Path | None = None) -> Figures:
    """The whole campaign in `folder`; `stocked`: a data folder with goods to begin from."""
    with ExitStack() as stack:
        vendors = Vendors.start(seed=seed)
        stack.callback(vendors.stop)
        if stocked is not None:
            shutil.copytree(stocked, folder / "data")
        config = write_config(folder / "till.toml", vendors, fiscal=IMPATIENT)
        till = RpcTill(config, folder / "data").start()
        stack.callback(till.close)
        if stocked is None:
            till.call("catalog.sync")
        return Scenes(till, vendors, seed).run(times)


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=100, help="how many kills at least")
    parser.add_argument("--seed", type=int, default=1, help="the same seed chooses the same moments")
    parser.add_argument("--folder", type=Path, help="a folder on the disk to try (default: a temporary one)")
    options = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        figures = kill_many(options.times, Path(folder), seed=options.seed)
    sys.stdout.write(f"{figures.report()}\nseed {options.seed}, {time.monotonic() - began:.0f} s in all\n")
    return 1 if figures.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
