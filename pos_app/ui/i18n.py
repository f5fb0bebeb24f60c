"""Words of the window: Ukrainian in the source, other languages from Qt Linguist files read as they are."""

from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QTranslator

from pos_app.domain.errors import PosError
from pos_app.domain.said import Said, parts_of
from pos_app.ui.resources import resource

CONTEXT: Final = "till"
LANGUAGES: Final = {"uk": "Українська", "en": "English"}


def tr(text: str) -> str:
    """The text in the language of the window."""
    return QCoreApplication.translate(CONTEXT, text)


def told(words: Said | str) -> str:
    """A sentence made elsewhere, in the language of the window; what we have no words for stays as it came."""
    what = words if isinstance(words, Said) else parts_of(words)
    text = tr(what.text) if what.text else ""
    if what.values:
        text = text.format(
            **{name: told(one) if isinstance(one, Said) else one for name, one in what.values.items()}
        )
    return f"{text} {told(what.then)}" if what.then is not None else text


def error_text(error: PosError) -> str:
    """What the cashier reads about an error."""
    return told(error.message)


@cache
def read_ts(path: Path) -> dict[str, str]:
    """Source text → translation, of the finished messages of a .ts file."""
    from xml.etree import ElementTree

    # the file is our own, shipped with the program
    tree = ElementTree.parse(path)  # noqa: S314
    found = {}
    for message in tree.iter("message"):
        translation = message.find("translation")
        if translation is not None and translation.get("type") is None and translation.text:
            found[message.findtext("source", "")] = translation.text
    return found


class TsTranslator(QTranslator):
    """A translator that answers from a .ts file, so that no compiled copy must be kept in step with it."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = read_ts(path)

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        """Qt skips a translator that says it is empty."""
        return not self._texts

    def translate(
        self,
        context: str,
        source: str,
        disambiguation: str | None = None,  # noqa: ARG002 - Qt passes it
        n: int = -1,  # noqa: ARG002 - Qt passes it
    ) -> str | None:
        """The translation; None (not the empty text) lets Qt show the source."""
        return self._texts.get(source) if context == CONTEXT else None


class Language:
    """The window's language; switching it takes a rebuild of the screens."""

    def __init__(self) -> None:
        self.code = "uk"
        self._translator: TsTranslator | None = None

    def switch(self, code: str) -> None:
        """Install another language's texts; Ukrainian is the source and needs none."""
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator = None
        if code != "uk":
            self._translator = TsTranslator(resource(f"i18n/{code}.ts"))
            QCoreApplication.installTranslator(self._translator)
        self.code = code
