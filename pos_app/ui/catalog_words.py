"""The product's form in words: captions, values, faults at their fields, and what changed meanwhile."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from pos_app.catalog.editing import CLASSIFIERS, FAULTS, Conflict, Fault, FormField, ProductForm
from pos_app.till.assortment import Choices, ProductCard
from pos_app.till.state import Category
from pos_app.ui.i18n import tr
from pos_app.ui.report_words import margin_of
from pos_app.ui.words import clock, day_and_time, hryvnias, inside_quotes, money, quantity

BY_WEIGHT: Final = "1"
BY_PIECE: Final = "0"


def field_name(name: FormField) -> str:
    """A field's caption."""
    return {
        FormField.TITLE: tr("Назва"),
        FormField.PRICE: tr("Ціна, грн"),
        FormField.BARCODE: tr("Штрихкод"),
        FormField.CATEGORY: tr("Категорія"),
        FormField.UNIT: tr("Одиниця"),
        FormField.BY_WEIGHT: tr("Як продається"),
        FormField.TAX_GROUP: tr("Податкова група"),
        FormField.CLASSIFIER: tr("Класифікатор"),
        FormField.CLASSIFIER_CODE: tr("Код класифікатора"),
        FormField.PURCHASE_PRICE: tr("Закупівельна ціна, грн"),
    }[name]


def _field_changed(name: FormField) -> str:
    """A field before "змінено"."""
    return {
        FormField.TITLE: tr("Назву"),
        FormField.PRICE: tr("Ціну"),
        FormField.CATEGORY: tr("Категорію"),
        FormField.UNIT: tr("Одиницю"),
        FormField.BY_WEIGHT: tr("Спосіб продажу"),
        FormField.TAX_GROUP: tr("Податкову групу"),
        FormField.PURCHASE_PRICE: tr("Закупівельну ціну"),
    }.get(name, field_name(name))


def classifier_name(kind: int) -> str:
    """A state classifier."""
    return dict(zip(CLASSIFIERS, (tr("немає"), "УКТЗЕД", "ДКПП"), strict=True)).get(kind, str(kind))


def category_name(categories: Sequence[Category], category_id: str | None) -> str:
    """A category with those above it, the topmost first."""
    by_id = {category.id: category for category in categories}
    names: list[str] = []
    while category_id in by_id and len(names) < 8:
        names.insert(0, by_id[category_id].name)
        category_id = by_id[category_id].parent_id
    return " › ".join(names)


def unit_name(choices: Choices, unit: int | None) -> str:
    """A unit by SmartKasa's reference: its code first, then its id."""
    by_code = next((row.name for row in choices.units if row.code == str(unit)), "")
    return by_code or next((row.name for row in choices.units if row.id == unit), "")


def tax_name(choices: Choices, group: int) -> str:
    """A tax group with what it means at the register."""
    choice = next((choice for choice in choices.tax_groups if choice.group == group), None)
    if choice is None:
        return str(group)
    if choice.meaning == choice.name:
        return f"{group}. {choice.name}"
    meaning = choice.meaning or tr("не продається: податок не зіставлено")
    return f"{group}. {choice.name} — {meaning}"


def choices_of(name: FormField, choices: Choices) -> list[tuple[str, str]]:
    """What may be chosen for a field: (value as text, name)."""
    if name is FormField.CATEGORY:
        rows = [("", tr("Без категорії"))]
        return rows + [(one.id, category_name(choices.categories, one.id)) for one in choices.categories]
    if name is FormField.UNIT:
        return [(str(unit.code or unit.id), unit.name) for unit in choices.units]
    if name is FormField.BY_WEIGHT:
        return [(BY_PIECE, tr("Поштучно")), (BY_WEIGHT, tr("На вагу"))]
    if name is FormField.TAX_GROUP:
        return [(str(one.group), tax_name(choices, one.group)) for one in choices.tax_groups]
    return [(str(kind), classifier_name(kind)) for kind in CLASSIFIERS]


def chosen_name(name: FormField, form: ProductForm, choices: Choices) -> str:
    """What a field of choice shows."""
    if name is FormField.CATEGORY:
        return category_name(choices.categories, form.category_id) or tr("Без категорії")
    if name is FormField.UNIT:
        return unit_name(choices, form.unit)
    if name is FormField.BY_WEIGHT:
        return tr("На вагу") if form.sold_by_weight else tr("Поштучно")
    if name is FormField.TAX_GROUP:
        return tax_name(choices, form.tax_group)
    return classifier_name(form.classifier)


def with_choice(form: ProductForm, name: FormField, value: str) -> dict[str, Any]:
    """The field's value as the form keeps it."""
    del form
    if name is FormField.CATEGORY:
        return {name.value: value or None}
    return {name.value: value == BY_WEIGHT if name is FormField.BY_WEIGHT else int(value)}


def fault_words(fault: Fault) -> str:
    """What stands at a field."""
    if fault.code == "server":
        return tr(fault.detail)
    return tr(FAULTS[fault.code]).format(detail=inside_quotes(fault.detail))


def value_words(name: FormField, value: Any, choices: Choices) -> str:
    """A field's value in a sentence."""
    if name in {FormField.PRICE, FormField.PURCHASE_PRICE}:
        return money(value) if isinstance(value, int) else tr("не вказано")
    if name is FormField.CATEGORY:
        return category_name(choices.categories, value) or tr("Без категорії")
    if name is FormField.UNIT:
        return unit_name(choices, value) or str(value)
    if name is FormField.BY_WEIGHT:
        return tr("На вагу") if value else tr("Поштучно")
    if name is FormField.TAX_GROUP:
        return tax_name(choices, value)
    if name is FormField.CLASSIFIER:
        return classifier_name(value)
    return str(value) or tr("порожньо")


def conflict_words(conflict: Conflict, at: datetime | None, choices: Choices) -> tuple[str, str]:
    """What somebody else changed, and what stands here."""
    values = {
        "name": _field_changed(conflict.field),
        "time": clock(at) if at is not None else "",
        "value": value_words(conflict.field, conflict.theirs, choices),
    }
    told = tr("{name} змінено в SmartKasa о {time}: {value}").format(**values)
    mine = value_words(conflict.field, conflict.mine, choices)
    return told, tr("У вас: {value}").format(value=mine)


def card_facts(card: ProductCard, choices: Choices, *, cost: bool) -> list[tuple[str, str]]:
    """What is told of a product beside its name and price: (caption, value)."""
    form, product = card.form, card.product
    facts = [
        (tr("Штрихкод"), form.barcode),
        (tr("Артикул"), card.article),
        (tr("Категорія"), category_name(choices.categories, form.category_id)),
        (tr("Підгрупа"), card.subgroup),
        (tr("Одиниця"), f"{product.unit}, {tr('на вагу') if product.sold_by_weight else tr('поштучно')}"),
        (tr("Податок"), tax_name(choices, form.tax_group)),
        (classifier_name(form.classifier) if form.classifier else "УКТЗЕД", form.classifier_code),
        (tr("Акцизна марка"), tr("потрібна") if product.excise else tr("ні")),
        (tr("Залишок"), stock_words(card)),
        (tr("Коротка назва"), card.short_title),
    ]
    if cost:
        facts.append((tr("Закупівельна ціна"), hryvnias(card.cost) if card.cost is not None else ""))
        facts.append((tr("Маржа"), margin_of(product.price, card.cost)))
    if card.changed_at is not None:
        facts.append((tr("Змінено в SmartKasa"), day_and_time(card.changed_at)))
    return [(caption, value or "—") for caption, value in facts]


def stock_words(card: ProductCard) -> str:
    """How much there is."""
    if not card.stock.counted:
        return tr("не обліковується")
    return quantity(card.stock.amount or 0, card.product.unit)
