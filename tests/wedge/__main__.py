"""python -m tests.wedge [--codes 1000] [--gap 5] [--typed 200] [--install]: the campaign, with its figures."""

import argparse
import os
import subprocess
import sys

from tests.wedge.run import PACKAGES, missing, scans, typing


def main() -> int:
    parser = argparse.ArgumentParser(description="A keyboard scanner under a real X server.")
    parser.add_argument("--codes", type=int, default=1000)
    parser.add_argument("--gap", type=float, default=5.0, help="milliseconds between keys")
    parser.add_argument("--typed", type=int, default=200, help="keys of a person")
    parser.add_argument("--install", action="store_true", help="install what is missing, as root")
    words = parser.parse_args()
    if words.install and missing():
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], env=env, check=True)
        subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", *PACKAGES], env=env, check=True)
    if missing():
        print(missing())
        return 2
    failed = 0
    screens = (("quiet screen", ()), ("busy screen", ("busy",)), ("held until keys are let go", ("at-the-edge",)))
    for name, given in screens:
        outcome = scans(words.codes, gap_s=words.gap / 1000, words=given)
        failed += outcome.wrong + len(outcome.leaked)
        print(
            f"{name}: {outcome.sent} codes at {words.gap:g} ms a key, layout ua, Caps Lock, {outcome.seconds:.0f} s, "
            f"slowest gap {outcome.slowest_s * 1000:.0f} ms, {outcome.again} fives sent again: "
            f"{outcome.wrong} wrong, {len(outcome.leaked)} keys leaked"
        )
    hand = typing(words.typed)
    failed += len(hand.got) + (hand.typed != hand.wanted)
    same = "untouched" if hand.typed == hand.wanted else f"CHANGED: {hand.wanted!r} → {hand.typed!r}"
    print(f"a person: {hand.sent} keys at 60–200 ms: {same}, {len(hand.got)} taken for codes")
    return int(bool(failed))


sys.exit(main())
