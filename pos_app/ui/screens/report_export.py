"""Into which file: CSV or XLSX, and the folder. The folder's dialog is opened and never waited for."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from pos_app.ui.i18n import tr
from pos_app.ui.keys import Action
from pos_app.ui.screens.keyed import Keyed
from pos_app.ui.theme import Look, Size
from pos_app.ui.widgets.buttons import Role, TouchButton
from pos_app.ui.widgets.esc_button import Depth, EscButton
from pos_app.ui.widgets.labels import Line


def documents() -> Path:
    """The person's own documents."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(found) if found and Path(found).is_dir() else Path.home()


class ExportPanel(Keyed):
    """Answers the format's word, or None when the person went back; `folder` says where to."""

    answered = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.folder = documents()
        self.dialog: QFileDialog | None = None
        px = look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(40), px(12), px(40), px(12))
        column.setSpacing(px(10))
        self.title = Line(look, "", size=Size.TITLE, bold=True, elides=True)
        column.addWidget(self.title)
        column.addWidget(Line(look, tr("Куди записати файл"), size=Size.TEXT, colour=look.colours.ink_soft))
        self.where = Line(look, str(self.folder), size=Size.LARGE, bold=True, elides=True)
        column.addWidget(self.where)
        other = TouchButton(look, tr("Інша тека…"), key="F2", icon_name="folder")
        other.setFixedHeight(px(60))
        other.clicked.connect(self.pick_folder)
        column.addWidget(other)
        column.addStretch(1)
        note = tr(
            "XLSX відкривають Excel і LibreOffice, CSV — програми обліку. Наявних файлів не зачепимо."
        )
        column.addWidget(Line(look, note, size=Size.TEXT, colour=look.colours.ink_soft, most=2))
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        buttons = (
            (EscButton(look, tr("Назад"), depth=Depth.FORM), None),
            (TouchButton(look, "CSV", role=Role.ACCENT, key="F3"), "csv"),
            (TouchButton(look, "XLSX", role=Role.PAY, key="Enter"), "xlsx"),
        )
        for button, answer in buttons:
            button.setFixedHeight(px(80))
            button.clicked.connect(lambda _=False, answer=answer: self.answered.emit(answer))
            foot.addWidget(button, 1)
        column.addLayout(foot)

    def open(self, title: str) -> None:
        """Ask about this report."""
        self.title.set_text(title)

    def pick_folder(self) -> None:
        """Let the person choose; what was chosen comes by a signal."""
        self.dialog = QFileDialog(self, tr("Куди записати файл"), str(self.folder))
        self.dialog.setFileMode(QFileDialog.FileMode.Directory)
        self.dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.fileSelected.connect(self.take_folder)
        self.dialog.open()

    def take_folder(self, path: str) -> None:
        """The folder was chosen."""
        self.folder = Path(path)
        self.where.set_text(str(self.folder))

    def do(self, action: Action) -> bool:
        """Enter: XLSX, F3: CSV, F2: another folder."""
        if action is Action.ENTER:
            self.answered.emit("xlsx")
        elif action is Action.QUANTITY:
            self.answered.emit("csv")
        elif action is Action.SEARCH:
            self.pick_folder()
        elif action is Action.BACK:
            self.answered.emit(None)
        else:
            return False
        return True
