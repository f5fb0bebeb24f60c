"""What a sandbox register is set up with: keys, cashiers, taxes, the seller, delays and limits."""

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from pos_app.sandbox.checkbox.arithmetic import TaxRate

LICENSE_KEY: Final = "test0123456789abcdef0123"
ACCESS_KEY: Final = "sandbox-access-key"


@cache
def stable_id(name: str) -> str:
    """A UUID that is the same in every run."""
    return str(uuid5(NAMESPACE_URL, f"sandbox:{name}"))


@dataclass(frozen=True, slots=True)
class CashierAccount:
    """Somebody who may sign in; `denied` names permissions taken away (returns, service_out, …)."""

    full_name: str
    pin_code: str
    login: str
    password: str
    nin: str = "0000000000"
    denied: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The cashier's UUID, the same in every run."""
        return stable_id(f"cashier:{self.login}")


CASHIERS: Final = (
    CashierAccount("Шевчук Олена Петрівна", "1234", "olena", "olena-1234", "3012345678"),
    CashierAccount("Бондаренко Тарас Іванович", "2345", "taras", "taras-2345", "2987654321"),
    CashierAccount("Мельник Ірина Степанівна", "3456", "iryna", "iryna-3456", "3145678902", denied=("returns",)),
)


def _tax(code: int, symbol: str, label: str, rate: int = 0, extra: int = 0, no_vat: bool = False) -> TaxRate:
    return TaxRate(code, symbol, label, Fraction(rate), Fraction(extra), stable_id(f"tax:{code}"), no_vat)


TAXES: Final = (
    _tax(1, "А", "ПДВ", 20),
    _tax(2, "Б", "ПДВ 7%", 7),
    _tax(3, "В", "ПДВ 14%", 14),
    _tax(4, "Г", "ПДВ+Акциз", 20, 5),
    _tax(5, "Д", "Акциз", 0, 5),
    _tax(6, "Е", "ВЗ", 1),
    _tax(7, "Ж", "ПДВ 0%"),
    _tax(8, "З", "Без ПДВ", no_vat=True),
)


@dataclass(frozen=True, slots=True)
class Seller:
    """Whose shop it is, as printed on receipts."""

    title: str = "ФОП Коваленко Марія Василівна"
    edrpou: str = "3456789012"
    tax_number: str = "345678901234"
    outlet: str = "Магазин «Калина»"
    address: str = "Україна, Київська обл., м. Бровари, вул. Київська, 12"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything about a sandbox register that does not change while it runs; times in seconds."""

    license_key: str = LICENSE_KEY
    access_key: str = ACCESS_KEY
    access_key_required: bool = False
    fiscal_number: str = "TEST373378"
    cashiers: tuple[CashierAccount, ...] = CASHIERS
    taxes: tuple[TaxRate, ...] = TAXES
    seller: Seller = field(default_factory=Seller)
    public_url: str = "http://127.0.0.1"

    open_delay_s: float = 2.0
    close_delay_s: float = 2.0
    receipt_delay_s: float = 2.0
    go_online_delay_s: float = 5.0
    ask_delay_s: float = 2.0
    retry_delay_s: float = 5.0
    deliveries_per_go_online: int = 100

    offline_codes_at_start: int = 100
    offline_codes_default: int = 2000
    offline_codes_minimal: int = 500
    offline_allowed: bool = True
    returns_online_by_itself: bool = True
    future_tolerance_s: float | None = None

    receipts_per_interval: int = 2
    receipts_interval_s: int = 1
    receipts_block_s: float = 5.0
    pace_is_limited: bool = False
    return_interval_s: float = 120.0
    return_is_limited: bool = False

    shift_limit_h: float = 24.0
    search_days: int = 90
    goods_limit: int | None = None
    total_limit: int | None = None
    errors_have_codes: bool = True
    sms_is_active: bool = True
    """SMS and Viber are a service of its own, switched on in the vendor's portal."""

    @property
    def register_id(self) -> str:
        """The register's UUID, the same in every run for one fiscal number."""
        return stable_id(f"register:{self.fiscal_number}")

    @property
    def organization_id(self) -> str:
        """The organisation's UUID."""
        return stable_id(f"organization:{self.seller.edrpou}")

    @property
    def is_test(self) -> bool:
        """A register for trials: its documents are not fiscal and its codes begin with TEST-."""
        return self.fiscal_number.startswith("TEST")
