"""Gives back to the system what the program frees.

The GNU C library gives each thread a heap of its own and learns from one large answer to keep up to 64 MB in it: a till
with a dozen threads looks as if it leaked.
"""

import ctypes
from typing import Final

_TRIM_THRESHOLD: Final = -1
_MMAP_THRESHOLD: Final = -3
_ARENA_MAX: Final = -8
"""`mallopt`'s names, of malloc.h."""
KEPT: Final = 2**20
"""Bytes at the end of a heap that may be kept at hand."""
LARGE: Final = 2**18
"""From so many bytes on a piece is the system's own, and goes back whole."""


def give_back() -> None:
    """For the threads that begin after it; with another library nothing is changed."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, TypeError, OSError):  # another C library, or none that is found by no name
        return
    mallopt(_TRIM_THRESHOLD, KEPT)
    mallopt(_MMAP_THRESHOLD, LARGE)
    # Python runs one thread at a time: they hardly ever wait for the one heap
    mallopt(_ARENA_MAX, 1)
