"""What a build takes along of fonts: from a locked package, each with its licence, and nothing of it in the repo."""

import importlib.util
import re
import sys
import tomllib
import zipfile
from importlib.resources import files
from pathlib import Path
from types import ModuleType

import pytest

from pos_app.ui.screens.help import FONT_LICENCES
from pos_app.ui.theme import FAMILIES

ROOT = Path(__file__).parents[3]


def packaging(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    monkeypatch.delitem(sys.modules, name, raising=False)
    spec = importlib.util.spec_from_file_location(name, ROOT / "packaging" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def fonts(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return packaging("fonts", monkeypatch)


def package(folder: Path, *names: str) -> Path:
    """A wheel as the registry has it."""
    wheel = folder / "font-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as packed:
        for name in names:
            packed.writestr(f"font/{name}", name)
        packed.writestr("font-1.dist-info/licenses/LICENSE", "another copy")
    return wheel


def test_the_fonts_package_is_locked_by_hash_and_names_no_host(fonts: ModuleType) -> None:
    text = fonts.LOCK.read_text("utf-8")
    assert re.search(r"^[a-z-]+==[\d.]+ \\\n {4}--hash=sha256:[0-9a-f]{64}$", text, re.MULTILINE)
    assert "://" not in text


def test_font_and_licence_come_out_of_the_package_together_or_not_at_all(fonts: ModuleType, tmp_path: Path) -> None:
    there = tmp_path / "fonts"
    with pytest.raises(KeyError):
        fonts.unpack(package(tmp_path, "IBMPlexSans[wdth,wght].ttf"), there)
    assert not there.exists()
    fonts.unpack(package(tmp_path, "files/IBMPlexSans[wdth,wght].ttf", "LICENSE"), there)
    assert {one.name for one in there.iterdir()} == {fonts.WINDOW_FONT, fonts.LICENCES[0]}
    assert (there / fonts.LICENCES[0]).read_text() == "LICENSE"


def test_the_papers_font_says_its_licence_itself(fonts: ModuleType) -> None:
    font = files("barcode").joinpath("fonts/DejaVuSansMono.ttf").read_bytes()
    words = fonts.licence_in(font)
    assert words.startswith("Fonts are (c) Bitstream")
    assert "Permission is hereby granted" in words
    with pytest.raises(ValueError, match="no table"):
        fonts.licence_in(bytes(12))


def test_a_build_takes_the_fonts_folder_along_and_refuses_a_wheel_without_it(
    fonts: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    wheel = packaging("wheel", monkeypatch)
    taken = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    inside = taken["force-include"]["resources"]
    assert f"{inside}/{fonts.FOLDER.relative_to(ROOT / 'resources')}" == wheel.INSIDE
    built = tmp_path / "built.whl"
    with zipfile.ZipFile(built, "w") as packed:
        packed.writestr(f"{wheel.INSIDE}/{fonts.WINDOW_FONT}", "font")
    assert wheel.missing(built) == list(fonts.LICENCES)
    with zipfile.ZipFile(built, "a") as packed:
        for name in fonts.LICENCES:
            packed.writestr(f"{wheel.INSIDE}/{name}", "licence")
    assert wheel.missing(built) == []


def test_nothing_collected_is_kept_in_the_repo() -> None:
    folders = ("resources", "pos_app", "packaging", "docs", "tests")
    ours = [path for name in folders for path in (ROOT / name).rglob("*")]
    fonts = [path for path in ours if path.suffix in {".ttf", ".otf", ".woff2"}]
    assert [path for path in fonts if path.parent != ROOT / "resources" / "fonts"] == []
    assert "resources/fonts/" in (ROOT / ".gitignore").read_text("utf-8").splitlines()


def test_the_window_asks_for_the_packaged_font_first_and_the_about_page_names_it() -> None:
    assert FAMILIES[0] in FONT_LICENCES
    assert FAMILIES[-1] == "DejaVu Sans"
