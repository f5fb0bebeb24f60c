"""Scenes of the catalog's page: finding goods, the form and what is wrong in it, stock, imports, labels."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from ui_fake_till import NOW
from ui_goods import ean
from ui_said_by_others import NEW_PRODUCT, RENAMED_PRODUCT
from ui_stage import Stage

from pos_app.catalog.editing import FormField, ProductForm
from pos_app.till.form_drafts import FormDraft
from pos_app.till.importing import wrong_rows
from pos_app.till.state import ImportPhase
from pos_app.ui.screens.tasks import Task

Key = Qt.Key


def catalog(stage: Stage, *, may: bool = True) -> None:
    """The list of a category, and one product's card."""
    if not may:
        stage.till.rights -= {"catalog", "cost"}
    stage.open_till()
    stage.window.till.run_task(Task.CATALOG)
    page = stage.window.catalog
    stage.until(lambda: page.browse.rows.rows)
    stage.key(Key.Key_Down)
    stage.enter()
    stage.until(lambda: page.browse._products)
    stage.key(Key.Key_Down)
    stage.key(Key.Key_Down)
    stage.until(lambda: page._card is not None and not page.pictures._asked)
    stage.calm()


def subgroup(stage: Stage) -> None:
    """One subgroup's goods, in every category."""
    ids = [product.id for product in stage.till.products]
    stage.till.labelled = {7: frozenset(ids[2:30:3]), 8: frozenset(ids[1:40:7]), 9: frozenset(ids[4:9])}
    stage.open_till()
    stage.window.till.run_task(Task.CATALOG)
    browse = stage.window.catalog.browse
    stage.until(lambda: browse.rows.rows)
    stage.enter()  # the first row: subgroups
    stage.calm()
    stage.key(Key.Key_Down)
    stage.enter()
    stage.until(lambda: browse._products)
    stage.key(Key.Key_Down)
    stage.calm()


def new_product(stage: Stage) -> None:
    stage.open_till()
    stage.scan("4820000009102")
    stage.key(Key.Key_N, "n", Qt.KeyboardModifier.ControlModifier)
    stage.until(lambda: stage.window.catalog.editing)
    stage.type("Пряник медовий")


def unsaved(stage: Stage) -> None:
    """What was typed before the power went."""
    form = ProductForm(NEW_PRODUCT, 1299, "4820000009102", unit=2009, tax_group=1)
    stage.till.assortment.drafts.kept = FormDraft(None, form, None, "Олена Коваленко", NOW)
    stage.open_till()
    stage.window.till.run_task(Task.CATALOG)
    stage.until(lambda: stage.window.catalog.panes.pane is not None)
    stage.calm()


def faulty_product(stage: Stage) -> None:
    new_product(stage)
    form = stage.window.catalog.form
    form.fields["barcode"].set_text(ean(2))
    form.fields["price"].set_text("1000000000000")
    form.fields["title"].set_text("")
    stage.key(Key.Key_F6)
    stage.until(lambda: form._faults)
    stage.calm()


def conflict(stage: Stage) -> None:
    catalog(stage)
    product = stage.window.catalog.browse.product
    stage.enter()
    stage.until(lambda: stage.window.catalog.editing)
    stage.till.assortment.changed_elsewhere(product.id, price=7290, title=RENAMED_PRODUCT)
    form = stage.window.catalog.form
    form.fields["price"].set_text("69,50")
    form.fields["title"].set_text("Яйця курячі С1, лоток 10 шт")
    stage.key(Key.Key_F6)
    stage.until(lambda: form._conflict is not None)
    stage.calm()


def stock_card(stage: Stage) -> None:
    catalog(stage)
    stage.key(Key.Key_F5)
    stage.calm()


def label(stage: Stage) -> None:
    catalog(stage)
    stage.key(Key.Key_F10)
    stage.until(lambda: stage.window.catalog.panes.pane is not None)
    stage.type("3")
    stage.calm()


def new_prices(stage: Stage) -> None:
    stage.till.labels.was = {"p2": 3990, "p3": 7000, "p8": 36_900, "p5": 2650}
    catalog(stage)
    stage.key(Key.Key_F11)
    stage.until(lambda: stage.window.catalog.panes.pane.rows.rows)
    stage.calm()


def product_tax(stage: Stage) -> None:
    catalog(stage)
    stage.enter()
    stage.until(lambda: stage.window.catalog.editing)
    stage.window.catalog.form.activate(FormField.TAX_GROUP)
    stage.calm()


def importing(stage: Stage, *, done: bool = False) -> None:
    catalog(stage)
    stage.key(Key.Key_F9)
    stage.calm()
    stage.type("https://files.example.com.ua/goods.json")
    stage.enter()
    stage.until(lambda: stage.till.called("imports.start"))
    imports = stage.till.assortment.imports
    faulty = [{"row": 3, "error": "title: blank"}, {"row": 118, "error": "price: invalid"}]
    problems = tuple(wrong_rows(faulty if done else faulty[:1]))
    changes = {"phase": "done", "products": 412, "created": 381, "updated": 29, "watched": False}
    if not done:
        changes = {"phase": "running", "products": 412, "created": 96, "updated": 11}
    stage.till_does(lambda till: _show_import(imports, {**changes, "problems": problems}))
    stage.calm()


async def _show_import(imports, changes) -> None:
    imports.show(**{**changes, "phase": ImportPhase(changes["phase"])})


SCENES: dict[str, Callable[[Stage], None]] = {
    "132-catalog": catalog,
    "133-catalog-read-only": lambda stage: catalog(stage, may=False),
    "134-product-new": new_product,
    "135-product-faults": faulty_product,
    "136-product-conflict": conflict,
    "137-stock-card": stock_card,
    "138-import": importing,
    "139-import-done": lambda stage: importing(stage, done=True),
    "140-product-delete": lambda stage: (catalog(stage), stage.key(Key.Key_Delete), stage.calm()),
    "141-product-tax": product_tax,
    "142-label": label,
    "143-new-prices": new_prices,
    "203-catalog-subgroup": subgroup,
    "204-product-unsaved": unsaved,
}
