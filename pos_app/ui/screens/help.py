"""The page of help: each error explained, and what this program is."""

import platform
from importlib import metadata
from typing import Final

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_app import __version__
from pos_app.domain.errors import SENTENCES
from pos_app.ui.desk import Desk
from pos_app.ui.error_help import help_of
from pos_app.ui.i18n import tr
from pos_app.ui.keys import STEPS, Action
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.screens.page import TabbedPage
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.field import Field
from pos_app.ui.widgets.labels import Line
from pos_app.ui.widgets.numpad import TouchKeyboard
from pos_app.ui.widgets.rows import Row, RowList

PARTS: Final = (
    ("PySide6-Essentials", "LGPL-3.0"),
    ("qasync", "BSD-2-Clause"),
    ("apsw", "zlib"),
    ("httpx", "BSD-3-Clause"),
    ("pydantic", "MIT"),
    ("python-escpos", "MIT"),
    ("pyserial", "BSD-3-Clause"),
    ("segno", "BSD-3-Clause"),
    ("biip", "Apache-2.0"),
    ("keyring", "MIT"),
    ("platformdirs", "MIT"),
    ("Pillow", "MIT-CMU"),
    ("XlsxWriter", "BSD-2-Clause"),
    ("tomlkit", "MIT"),
)
"""What this program stands on, with licences."""
FONT_LICENCES: Final = {"IBM Plex Sans": "OFL-1.1", "DejaVu Sans Mono": "Bitstream Vera"}
"""The fonts that a build brings, the window's and the paper's; their licences lie beside them in resources/fonts."""


class ErrorsPanel(Keyed):
    """Every error with its code on the left; what to do on the right."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        px = look.px
        body = QHBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(px(16))
        left = QVBoxLayout()
        self.search = Field(look, figures=False, size=Size.LARGE, icon_name="search", height=56)
        self.search.set_placeholder(tr("Код або слово"))
        self.search.changed.connect(lambda _: self._show_rows())
        self.rows = RowList(look, height=56, empty=tr("Такої помилки немає."))
        self.rows.moved.connect(self._show)
        left.addWidget(self.search)
        left.addWidget(self.rows, 1)
        self.letters = TouchKeyboard(look)
        self.letters.setFixedHeight(px(264))
        self.letters.pressed.connect(self.touch_key)
        self.letters.hide()
        self.search.touched.connect(lambda: self._write(self.letters.isHidden()))
        left.addWidget(self.letters)
        body.addLayout(left, 48)
        self.page = QWidget()
        policy = self.page.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # the list does not jump while a search is typed
        self.page.setSizePolicy(policy)
        side = QVBoxLayout(self.page)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(px(10))
        self.what = Line(look, size=Size.LARGE, bold=True, most=3, from_top=True)
        self.to_do = Line(look, size=Size.LARGE, most=6, from_top=True)
        self.data = Line(look, size=Size.LARGE, most=5, from_top=True)
        for caption, line in (("", self.what), (tr("Що робити"), self.to_do), (tr("Ваші гроші й дані"), self.data)):
            if caption:
                side.addWidget(Line(look, caption, bold=True, colour=look.colours.ink_soft))
            side.addWidget(line)
        self.code = Line(look, size=Size.SMALL, colour=look.colours.ink_soft)
        side.addStretch(1)
        side.addWidget(self.code)
        body.addWidget(self.page, 52)
        self._show_rows()

    def open(self, code: str) -> None:
        """Choose a code; an unknown one leaves the list as it is."""
        self.search.clear()
        keys = [row.key for row in self.rows.rows]
        if code in keys:
            self.rows.choose(keys.index(code))
        self._show()

    def _write(self, writing: bool) -> None:
        """The letters come or go, and what is explained stays in sight in the room that is left for the list."""
        self.letters.setVisible(writing)
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.rows.scrollTo(self.rows.currentIndex())

    def _show_rows(self) -> None:
        wanted = self.search.text().casefold().strip()
        rows = [Row(code, tr(words), code) for code, words in SENTENCES.items()]
        self.rows.show_rows([row for row in rows if wanted in f"{row.title} {row.key}".casefold()])
        self._show()

    def _show(self) -> None:
        key = self.rows.chosen_key()
        self.page.setVisible(key is not None)
        if key is None:
            return
        page = help_of(key)
        self.what.set_text(page.what)
        self.to_do.set_text(page.to_do)
        self.data.set_text(page.data)
        self.code.set_text(tr("Код: {code}").format(code=page.code))

    def do(self, action: Action) -> bool:
        """Arrows choose, typing searches, Enter has the letters go; Esc takes what was typed away, and leaves then."""
        if action in STEPS:
            self.rows.step(STEPS[action])
        elif action is Action.BACKSPACE:
            self.search.backspace()
        elif action is Action.ENTER:
            self._write(False)
        elif action is Action.BACK and self.search.text():
            self.search.clear()
        else:
            return False
        return True

    def type_text(self, text: str) -> bool:
        """Typing searches."""
        self.search.insert(text)
        return True

    def clear_typed(self) -> None:
        """The C key."""
        self.search.clear()


class AboutPanel(Keyed):
    """Versions and licences."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        column.addWidget(Line(look, tr("Каса {version}").format(version=__version__), size=Size.TITLE, bold=True))
        words = f"Python {platform.python_version()} · Qt {qVersion()} · {platform.system()} {platform.machine()}"
        column.addWidget(Line(look, words, colour=look.colours.ink_soft, elides=True))
        self.rows = RowList(look, height=50)
        parts = [Row(name, name, licence, _version(name)) for name, licence in PARTS]
        self.rows.show_rows([*_fonts(look.family), *parts])
        column.addWidget(self.rows, 1)

    def do(self, action: Action) -> bool:
        """Arrows go through the list."""
        if action in STEPS:
            self.rows.step(STEPS[action])
            return True
        return False


def _fonts(family: str) -> list[Row]:
    """The window's font, which is this computer's where none came with the program, and the paper's."""
    licence = FONT_LICENCES.get(family, tr("шрифт цього комп'ютера"))
    paper = "DejaVu Sans Mono"
    return [
        Row("window", tr("Шрифт вікна: {name}").format(name=family), licence),
        Row("paper", tr("Шрифт чеків: {name}").format(name=paper), FONT_LICENCES[paper]),
    ]


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return tr("немає")


class HelpScreen(TabbedPage[ErrorsPanel | AboutPanel]):
    """Two panels under one head."""

    def __init__(self, look: Look, desk: Desk) -> None:
        self.errors = ErrorsPanel(look)
        self.about = AboutPanel(look)
        super().__init__(look, desk, ((tr("Помилки"), self.errors), (tr("Про програму"), self.about)))

    def open(self, code: str = "") -> None:
        """Show an error's page, where one is asked for."""
        self.tabs.choose(0)
        self.errors.open(code)

    def show_notice(self) -> None:
        """What the strip says is what is explained here."""
