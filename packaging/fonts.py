"""Collects the fonts that a build takes along, each with its licence, into resources/fonts. Nothing of it is committed.

    python packaging/fonts.py        before a build: the wheel and a frozen bundle take the whole of resources along

The window's font, IBM Plex Sans, comes out of the package that packaging/fonts.txt names and whose hash it knows. The
paper's font, DejaVu Sans Mono, lies in python-barcode already; only its licence, which is written in the font itself,
is put beside.
"""

import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "fonts"
LOCK = ROOT / "packaging" / "fonts.txt"
WINDOW_FONT = "IBMPlexSans.ttf"
LICENCES = ("IBMPlexSans-LICENSE.txt", "DejaVuSansMono-LICENSE.txt")
CONTENTS = (WINDOW_FONT, *LICENCES)
"""What must lie in the folder when a build begins."""
_IN_THE_WHEEL = {"IBMPlexSans[wdth,wght].ttf": WINDOW_FONT, "LICENSE": LICENCES[0]}
_LICENCE_RECORD = 13
"""Of a font's table of names: its licence in words."""


def download(folder: Path) -> Path:
    """The locked package, checked by hash."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes", "-r", str(LOCK)]
    subprocess.run([*pip, "-d", str(folder)], check=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def unpack(wheel: Path, folder: Path) -> None:
    """The font and its licence out of a wheel; a wheel without both raises KeyError and leaves nothing."""
    with zipfile.ZipFile(wheel) as packed:
        found = {Path(name).name: name for name in packed.namelist() if ".dist-info" not in name}
        read = {ours: packed.read(found[theirs]) for theirs, ours in _IN_THE_WHEEL.items()}
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in read.items():
        (folder / name).write_bytes(content)


def licence_in(font: bytes) -> str:
    """What a TrueType font says of its licence in its own table of names; ValueError where it says nothing."""
    (tables,) = struct.unpack_from(">H", font, 4)
    for place in range(12, 12 + 16 * tables, 16):
        tag, _, start, _ = struct.unpack_from(">4sLLL", font, place)
        if tag == b"name":
            return _licence_record(font, start)
    raise ValueError("no table of names")


def _licence_record(font: bytes, start: int) -> str:
    _, count, texts = struct.unpack_from(">HHH", font, start)
    for place in range(start + 6, start + 6 + 12 * count, 12):
        platform, _, _, record, size, offset = struct.unpack_from(">6H", font, place)
        if record == _LICENCE_RECORD and platform in (0, 3):
            begin = start + texts + offset
            return font[begin : begin + size].decode("utf-16-be")
    raise ValueError("no licence in the table of names")


def collect(folder: Path = FOLDER) -> None:
    """Both fonts' files anew."""
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory() as place:
        unpack(download(Path(place)), folder)
    paper = files("barcode").joinpath("fonts/DejaVuSansMono.ttf").read_bytes()
    (folder / LICENCES[1]).write_text(licence_in(paper), encoding="utf-8")


if __name__ == "__main__":
    collect()
    print(*(f"{FOLDER / name}" for name in CONTENTS), sep="\n")
