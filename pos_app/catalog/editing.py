"""What of a product can be edited: the form, the faults in it, what is sent, and what changed in SmartKasa meanwhile.

SmartKasa's update takes only what it is given (PATCH), so only what the person changed is sent and every other field
stays. Its requests know no short title, article, subgroup, free price or picture: those are shown and not edited.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final

from pos_app.catalog.rows import Units, clean
from pos_app.catalog.taxmap import EXCISE_GROUPS, GROUP_NAMES
from pos_app.domain.barcode import check_digit
from pos_app.domain.money import MAX_AMOUNT
from pos_app.smartkasa import Complaint
from pos_app.smartkasa import models as sk
from pos_app.smartkasa.drafts import OwnedProductDraft
from pos_app.smartkasa.enums import ClassifierType, TaxGroup

LONGEST_TITLE: Final = 256
"""As long as a line of a Checkbox order may be."""

LONGEST_BARCODE: Final = 48
_EAN_LENGTHS: Final = frozenset({8, 12, 13, 14})


CLASSIFIERS: Final = tuple(int(kind) for kind in ClassifierType)
"""The state classifiers that a product's code may be of: none, УКТЗЕД, ДКПП."""


class FormField(StrEnum):
    """The fields of a form by name."""

    TITLE = "title"
    PRICE = "price"
    BARCODE = "barcode"
    CATEGORY = "category_id"
    UNIT = "unit"
    BY_WEIGHT = "sold_by_weight"
    TAX_GROUP = "tax_group"
    CLASSIFIER = "classifier"
    CLASSIFIER_CODE = "classifier_code"
    PURCHASE_PRICE = "purchase_price"


@dataclass(frozen=True, slots=True)
class ProductForm:
    """What can be edited of a product. Prices in kopecks, None where none is given.

    `unit` is SmartKasa's reference to a unit (its code, else its id); `tax_group` 0–10; `classifier` 0 none, 1 УКТЗЕД,
    2 ДКПП. `purchase_price` is None for whoever may not see it, and then it is not touched.
    """

    title: str = ""
    price: int | None = None
    barcode: str = ""
    category_id: str | None = None
    unit: int | None = None
    sold_by_weight: bool = False
    tax_group: int = 0
    classifier: int = 0
    classifier_code: str = ""
    purchase_price: int | None = None

    def tidied(self) -> "ProductForm":
        """Texts as one line without invisible characters; a barcode and a code without spaces."""
        return replace(
            self,
            title=clean(self.title),
            barcode="".join(clean(self.barcode).split()),
            classifier_code="".join(clean(self.classifier_code).split()),
        )


_WIRE: Final[Mapping[FormField, str]] = {
    FormField.TITLE: "title",
    FormField.PRICE: "price",
    FormField.BARCODE: "number",
    FormField.CATEGORY: "category_id",
    FormField.UNIT: "unit_type_id",
    FormField.BY_WEIGHT: "sold_by_weight",
    FormField.TAX_GROUP: "tax_group_id",
    FormField.CLASSIFIER: "classifier_type_id",
    FormField.CLASSIFIER_CODE: "classifier_code",
    FormField.PURCHASE_PRICE: "procurement_price",
}
_BY_WIRE: Final = {wire: name for name, wire in _WIRE.items()}

FAULTS: Final[Mapping[str, str]] = {
    "title_blank": "Вкажіть назву товару.",
    "title_long": "Назва задовга: найбільше {detail} знаків.",
    "price_blank": "Вкажіть ціну.",
    "price_wrong": "Введіть ціну, наприклад 42,90.",
    "price_low": "Ціна має бути більшою за нуль.",
    "price_high": "Не більше 999 999,99 ₴.",
    "barcode_wrong": "Штрихкод — лише літери й цифри, до {detail} знаків.",
    "barcode_check_digit": "Остання цифра мала б бути {detail}. Перевірте код.",
    "barcode_taken": "Цей код уже має «{detail}».",
    "category_unknown": "Такої категорії немає. Оновіть каталог.",
    "unit_unknown": "Такої одиниці немає. Оберіть зі списку.",
    "tax_unknown": "Такої податкової групи немає.",
    "tax_unset": "Без податкової групи товар не можна продати.",
    "classifier_unknown": "Такого класифікатора немає.",
    "uktzed_wrong": "УКТЗЕД — від 4 до 10 цифр.",
    "dkpp_wrong": "ДКПП — цифри й крапки.",
    "uktzed_missing": "Підакцизному товару потрібен УКТЗЕД: без нього чек неповний.",
    "server": "{detail}",
}
"""What is said at a field, by the fault's code."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field. A `warning` may be passed over by whoever has read it."""

    field: FormField
    code: str
    detail: str = ""
    warning: bool = False

    @property
    def message(self) -> str:
        """The sentence at the field."""
        return FAULTS[self.code].format(detail=self.detail)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a form is held against. `owners`: names of other products with the form's barcode."""

    units: Units = field(default_factory=Units)
    category_ids: Collection[str] = ()
    owners: Sequence[str] = ()
    free_price: bool = False


def form_of(product: sk.Product, *, with_cost: bool) -> ProductForm:
    """A product as a form; without the purchase price for whoever may not see it."""
    return ProductForm(
        title=product.title,
        price=product.price,
        barcode=product.number,
        category_id=product.category_id,
        unit=product.unit_type_id,
        sold_by_weight=product.sold_by_weight,
        tax_group=int(product.tax_group_id),
        classifier=int(product.classifier_type_id),
        classifier_code=product.classifier_code,
        purchase_price=product.procurement_price if with_cost else None,
    )


def changed_fields(before: ProductForm, after: ProductForm) -> tuple[FormField, ...]:
    """The fields in which two forms differ."""
    return tuple(name for name in FormField if getattr(before, name) != getattr(after, name))


def faults(wanted: ProductForm, before: ProductForm | None, around: Surroundings) -> tuple[Fault, ...]:
    """What is wrong with a form; of a product that is there, only with what was changed: the rest was so before."""
    checks = {
        FormField.TITLE: _title(wanted),
        FormField.PRICE: _price(wanted, around),
        FormField.BARCODE: _barcode(wanted, around),
        FormField.CATEGORY: _category(wanted, around),
        FormField.UNIT: _unit(wanted, around),
        FormField.TAX_GROUP: _tax(wanted),
        FormField.CLASSIFIER_CODE: _classifier(wanted),
        FormField.PURCHASE_PRICE: _purchase_price(wanted),
    }
    asked = set(FormField) if before is None else set(changed_fields(before, wanted))
    if asked & {FormField.CLASSIFIER, FormField.TAX_GROUP}:
        asked.add(FormField.CLASSIFIER_CODE)
    return tuple(fault for name, fault in checks.items() if fault is not None and name in asked)


def _title(form: ProductForm) -> Fault | None:
    if not form.title:
        return Fault(FormField.TITLE, "title_blank")
    if len(form.title) > LONGEST_TITLE:
        return Fault(FormField.TITLE, "title_long", str(LONGEST_TITLE))
    return None


def _price(form: ProductForm, around: Surroundings) -> Fault | None:
    if form.price is None:
        return Fault(FormField.PRICE, "price_blank")
    if form.price < 0 or (form.price == 0 and not around.free_price):
        return Fault(FormField.PRICE, "price_low")
    if form.price > MAX_AMOUNT:
        return Fault(FormField.PRICE, "price_high")
    return None


def _purchase_price(form: ProductForm) -> Fault | None:
    if form.purchase_price is None or 0 <= form.purchase_price <= MAX_AMOUNT:
        return None
    return Fault(FormField.PURCHASE_PRICE, "price_high" if form.purchase_price > 0 else "price_low")


def _barcode(form: ProductForm, around: Surroundings) -> Fault | None:
    code = form.barcode
    if not code:
        return None
    if not code.isascii() or not code.replace("-", "").isalnum() or len(code) > LONGEST_BARCODE:
        return Fault(FormField.BARCODE, "barcode_wrong", str(LONGEST_BARCODE))
    if around.owners:
        return Fault(FormField.BARCODE, "barcode_taken", around.owners[0], warning=True)
    if code.isdigit() and len(code) in _EAN_LENGTHS and (right := check_digit(code[:-1])) != int(code[-1]):
        return Fault(FormField.BARCODE, "barcode_check_digit", str(right), warning=True)
    return None


def _category(form: ProductForm, around: Surroundings) -> Fault | None:
    if form.category_id is None or form.category_id in around.category_ids:
        return None
    return Fault(FormField.CATEGORY, "category_unknown")


def _unit(form: ProductForm, around: Surroundings) -> Fault | None:
    return None if around.units.find(form.unit) is not None else Fault(FormField.UNIT, "unit_unknown")


def _tax(form: ProductForm) -> Fault | None:
    if form.tax_group not in GROUP_NAMES:
        return Fault(FormField.TAX_GROUP, "tax_unknown")
    if form.tax_group == TaxGroup.UNSET:
        return Fault(FormField.TAX_GROUP, "tax_unset", warning=True)
    return None


def _classifier(form: ProductForm) -> Fault | None:
    code = form.classifier_code
    if form.classifier == ClassifierType.UKTZED and code:
        right = code.isascii() and code.isdigit() and 4 <= len(code) <= 10
        return None if right else Fault(FormField.CLASSIFIER_CODE, "uktzed_wrong")
    if form.tax_group in EXCISE_GROUPS:
        return Fault(FormField.CLASSIFIER_CODE, "uktzed_missing", warning=True)
    if form.classifier == ClassifierType.DKPP:
        right = code.isascii() and code.replace(".", "").isdigit() and len(code) <= 20
        return None if right else Fault(FormField.CLASSIFIER_CODE, "dkpp_wrong")
    if form.classifier not in {ClassifierType.NONE, ClassifierType.UKTZED}:
        return Fault(FormField.CLASSIFIER_CODE, "classifier_unknown")
    return None


def draft_of(wanted: ProductForm, before: ProductForm | None = None) -> OwnedProductDraft:
    """What is sent: of a new product all that was given, else the changed fields alone."""
    names = changed_fields(before or ProductForm(), wanted)
    values: dict[str, Any] = {_WIRE[name]: getattr(wanted, name) for name in names}
    # an emptied text is a null, as SmartKasa itself has it
    return OwnedProductDraft(**{name: None if value == "" else value for name, value in values.items()})


def edited(product: sk.Product, wanted: ProductForm, before: ProductForm) -> sk.Product:
    """The product as it is after the draft was taken, for when it cannot be read back."""
    names = changed_fields(before, wanted)
    return product.model_copy(update={_WIRE[name]: getattr(wanted, name) for name in names})


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that somebody changed in SmartKasa meanwhile: as the form was opened, as it is here, as it is there."""

    field: FormField
    opened: Any
    mine: Any
    theirs: Any


def conflicts(opened: ProductForm, wanted: ProductForm, now: ProductForm) -> tuple[Conflict, ...]:
    """What changed in SmartKasa since the form was opened and would be overwritten; a changed price is always told."""
    touched = {*changed_fields(opened, wanted), FormField.PRICE}
    return tuple(
        Conflict(name, getattr(opened, name), getattr(wanted, name), getattr(now, name))
        for name in changed_fields(opened, now)
        if name in touched and getattr(wanted, name) != getattr(now, name)
    )


def rebased(opened: ProductForm, wanted: ProductForm, now: ProductForm, *, mine: bool) -> ProductForm:
    """The wanted form upon what SmartKasa has now; where both changed, mine or theirs is taken."""
    kept = {name: getattr(wanted, name) for name in changed_fields(opened, wanted)}
    for conflict in conflicts(opened, wanted, now):
        kept[conflict.field] = conflict.mine if mine else conflict.theirs
    return replace(now, **kept)


def faults_told(complaints: Sequence[Complaint], words: Mapping[str, str]) -> tuple[Fault, ...]:
    """SmartKasa's own complaints at the fields they name; none where they are about something else."""
    found = []
    for complaint in complaints:
        name = _BY_WIRE.get(complaint.field)
        if name is None:
            return ()
        said = words.get(complaint.code) or complaint.text or complaint.code
        found.append(Fault(name, "server", said))
    return tuple(found)
