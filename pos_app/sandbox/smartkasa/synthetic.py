"""Invented goods by number: the same number always makes the same good, and none is made before it is asked for."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from pos_app.sandbox.smartkasa.good import Good

ID_HEAD: Final = "5e000000-0000-4000-8000-"
GTIN_HEAD: Final = "482998"
MOST: Final = 1_000_000
"""Six digits are left to a number of our range."""

_NOUNS: Final = (
    "Печиво", "Сік", "Чай", "Вафлі", "Крупа", "Соус", "Шампунь", "Мило", "Йогурт", "Сир", "Хлібці", "Цукерки", "Паштет",
    "Олія", "Вода", "Кава", "Макарони", "Джем", "Корм", "Порошок", "Серветки", "Зошит", "Ручка", "Свічка", "Лампа",
    "Чипси", "Горішки", "Мед", "Приправа", "Кисіль", "Пудинг", "Ковбаса", "Риба", "Морозиво", "Вареники", "Квас",
    "Гель",
)  # fmt: skip
_ADJECTIVES: Final = (
    "домашній набір", "класик", "преміум", "легкий смак", "з ваніллю", "з малиною", "з травами", "ніжний", "яскравий",
    "сімейний", "дитячий", "подорожній", "святковий", "економ", "оригінал", "міні", "максі", "зимовий", "весняний",
)  # fmt: skip
_BRANDS: Final = (
    "«Далекий Хутір»", "«Пшеничник»", "«Річковий Вигин»", "«Шість Граків»", "«Гончарний Ряд»", "«Солом'яний Бичок»",
    "«Дві Верби»", "«Журавлина Гать»", "«Кований Півник»", "«Тепла Хата 8»", "«Глиняний Миколай»",
)  # fmt: skip
_SIZES: Final = (
    "50 г",
    "90 г",
    "100 г",
    "150 г",
    "250 г",
    "400 г",
    "0,5 л",
    "1 л",
    "1 шт",
    "3 шт",
    "10 шт",
    "1 кг",
    "2 л",
)


def check_digit(digits: str) -> str:
    """GS1's check digit, threes from the right."""
    odd = sum(map(int, digits[-1::-2])) * 3
    return str(-(odd + sum(map(int, digits[-2::-2]))) % 10)


def number_of(index: int) -> str | None:
    """The good's EAN-13; every 97th has none."""
    if index % 97 == 96:
        return None
    body = f"{GTIN_HEAD}{index:06d}"
    return body + check_digit(body)


class Synthetic:
    """The invented goods 0 … count − 1, spread over the given categories and pictures."""

    def __init__(self, count: int, categories: Sequence[str], pictures: Sequence[str], created: datetime) -> None:
        if not 0 <= count <= MOST:
            raise ValueError(f"0 to {MOST} invented goods")
        self.count = count
        self._categories = categories
        self._pictures = pictures
        self._created = created

    def category_of(self, index: int) -> str:
        return self._categories[index % len(self._categories)]

    def index_of_id(self, good_id: str) -> int | None:
        """The number within an id of ours, None for any other id."""
        tail = good_id.removeprefix(ID_HEAD)
        if len(tail) != 12 or not tail.isascii() or not tail.isdecimal():
            return None
        return int(tail) if int(tail) < self.count else None

    def index_of_number(self, number: str) -> int | None:
        """The good that carries this barcode, None where none does."""
        digits = number.removeprefix(GTIN_HEAD)[:6]
        if len(digits) != 6 or not digits.isascii() or not digits.isdecimal() or int(digits) >= self.count:
            return None
        return int(digits) if number_of(int(digits)) == number else None

    def make(self, index: int) -> Good:
        """The good of this number."""
        brand = _BRANDS[index // len(_NOUNS) % len(_BRANDS)]
        adjective = _ADJECTIVES[index // (len(_NOUNS) * len(_BRANDS)) % len(_ADJECTIVES)]
        title = f"{_NOUNS[index % len(_NOUNS)]} {brand} {adjective} {_SIZES[index % len(_SIZES)]} №{index + 1}"
        weighed = index % 40 == 39
        return Good(
            id=f"{ID_HEAD}{index:012d}",
            title=title,
            alter_title=title[:32],
            alter_number=f"S{index:06d}",
            number=number_of(index),
            price=Decimal(index * 7919 % 49500 + 500) / 100,
            procurement_price=Decimal(index * 7919 % 49500 + 500) / 200,
            category_id=self.category_of(index),
            unit_type_id=301 if weighed else 2009,
            sold_by_weight=weighed,
            picture=self._pictures[index % len(self._pictures)] if self._pictures else None,
            tax_group_id=1,
            created_at=self._created - timedelta(seconds=index),
            updated_at=self._created - timedelta(seconds=index),
        )

    def stock_of(self, index: int) -> Decimal:
        """How much of it lies in the main shop."""
        return Decimal(index * 31 % 500)
