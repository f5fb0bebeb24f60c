"""Forms of payment beside cash and card: what the cashier calls them, and Checkbox's label and code."""

from dataclasses import dataclass
from typing import Final

from pos_app.domain.errors import refused
from pos_app.domain.said import sentence

LABELS: Final = (
    "Подарунковий сертифікат",
    "З поточного рахунку",
    "Інтернет банкінг",
    "Інтернет еквайринг",
    "Платіж через інтегратора LIQPAY",
    "Платіж через інтегратора WAYFORPAY",
    "Переказ через ННПП",
    "Переказ через ПТКС ННПП",
    "Переказ через ПТКС банку",
    "Талон",
    "Жетон",
    "Електронний грошовий замінник",
)
"""The labels that Checkbox's specification lists for what is paid without cash, "Картка" apart."""

LONGEST: Final = 128
MOST: Final = 12


@dataclass(frozen=True, slots=True)
class PaymentForm:
    """One form. `label` and `code` (1–9, None: Checkbox's own) go to Checkbox; `name` is on the cashier's button."""

    name: str
    label: str
    code: int | None = None
    enabled: bool = True


DEFAULT_FORMS: Final = (
    PaymentForm("Сертифікат", "Подарунковий сертифікат"),
    PaymentForm("Переказ IBAN", "З поточного рахунку", enabled=False),
    PaymentForm("QR-код НБУ", "Інтернет банкінг", enabled=False),
    PaymentForm("Післяплата", "Переказ через ННПП", enabled=False),
)


def check_forms(forms: tuple[PaymentForm, ...]) -> None:
    """Every form can be told to Checkbox and to the cashier apart from the others; `bad_shop_rule` otherwise."""
    names = [form.name.strip().casefold() for form in forms]
    if len(forms) > MOST or len(set(names)) != len(names):
        raise refused("bad_shop_rule", sentence("Форм оплати — до {most}, з різними назвами.", most=MOST))
    for form in forms:
        texts = (form.name, form.label)
        if not all(0 < len(text.strip()) <= LONGEST and text.isprintable() for text in texts):
            raise refused("bad_shop_rule", "Форма оплати має назву і підпис для чека.")
        if form.code is not None and not 1 <= form.code <= 9:
            raise refused("bad_shop_rule", "Код форми оплати — від 1 до 9.")
