"""What a tired hand does to whatever is on the screen: a scan in the middle of it, five hundred letters, and Enter."""

from ui_goods import ean
from ui_stage import Stage
from ui_walk import faults

from pos_app.ui.screens.card_pane import CardPane
from pos_app.ui.screens.excise_pane import StampOutPane
from pos_app.ui.widgets.field import Field

LONG = "о" * 250 + "9" * 250
_TAKEN_BY_PAGES = ("sign_in", "guard", "barcodes", "devices", "catalog", "offers", "settings")
"""Pages that show a scan, or look for it, and sell nothing."""


def scanned(stage: Stage) -> list[str]:
    """A scan while this is shown: it is sold once, waits, or is taken by whoever asks for codes; it is never typed."""
    before, typed = _known(stage), _typed(stage)
    stage.burst(ean(1))
    stage.engine_turn()
    stage.calm()
    stage.engine_turn()
    found = []
    new = [text for text in _typed(stage) if text not in typed and ean(1) in text]
    asked = stage.window.shows(*_TAKEN_BY_PAGES) or _asks_for_codes(stage)
    if new and not asked:
        found.append(f"a scan was typed into a field: {new}")
    sold_here = any(one.barcode == ean(1) for one in stage.till.products)
    if sold_here and not asked and _known(stage) != before + 1:
        found.append(f"a scan counted {_known(stage) - before} times")
    return found


def _asks_for_codes(stage: Stage) -> bool:
    """Stamps of excise goods that come out or back, and a price check."""
    window, pane = stage.window, stage.window.till.panes.pane
    if window.has("history") and window.history.returning and window.history.panel.asking_stamps:
        return True
    return isinstance(pane, StampOutPane) or (isinstance(pane, CardPane) and pane.takes_scans)


def _known(stage: Stage) -> int:
    """Pieces of the good in the basket, and scans that still wait."""
    mine = sum(line.quantity for line in stage.desk.state.cart.lines if line.product.barcode == ean(1))
    return mine // 1000 + stage.desk.scans_waiting


def _typed(stage: Stage) -> list[str]:
    return [one.text() for one in stage.window.findChildren(Field) if one.isVisible()]


def overfilled(stage: Stage) -> list[str]:
    """Five hundred characters into whatever is typed into, and Enter: the screen stays whole, the till stays alive."""
    stage.window.page.type_text(LONG)
    stage.calm()
    found = [f"filled with 500 characters: {fault}" for fault in faults(stage.window)]
    stage.enter()
    stage.engine_turn()
    stage.calm()
    return found + [f"after 500 characters and Enter: {fault}" for fault in faults(stage.window)]
