"""Files and folders that survive a power cut: synced to the disk, not only written."""

import os
import sys
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Make new, renamed and removed names in the folder durable; Windows does so by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Make what was written to the file durable."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
