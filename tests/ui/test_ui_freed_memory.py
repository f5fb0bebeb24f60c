"""A large answer in another thread leaves nothing behind."""

import subprocess
import sys

import pytest

SCRIPT = """
import ctypes, threading
from pathlib import Path
from pos_app.ui.freed_memory import give_back

{begin}
kept, done, over = [], threading.Event(), threading.Event()

def held():
    ctypes.CDLL(None).malloc_trim(0)
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

def answer():
    whole = bytes(30 * 2**20)  # as a body that is read whole
    del whole
    rows = [bytes(3000) for _ in range(20_000)]
    kept.append(bytes(900))
    del rows
    done.set()
    over.wait()

before = held()
threads = [threading.Thread(target=answer) for _ in range(3)]
for thread in threads:
    done.clear()
    thread.start()
    done.wait()
print((held() - before) // 2**20)
over.set()
"""


def megabytes_left(begin: str) -> int:
    command = [sys.executable, "-c", SCRIPT.format(begin=begin)]
    return int(subprocess.run(command, capture_output=True, check=True).stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="only the GNU C library keeps so much")
def test_what_a_thread_has_freed_goes_back_to_the_system():
    assert megabytes_left("") > 10, "the C library gives back by itself: nothing is to be done any more"
    assert megabytes_left("give_back()") < 5
