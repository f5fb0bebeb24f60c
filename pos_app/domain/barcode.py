"""Check digits and in-store rules: what the digits of a scanned code mean, before any catalog is asked."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_EXCISE_STAMP: Final = re.compile(r"[A-ZА-ЯІЇЄҐ]{4}\d{6}")
_DIGITS: Final = re.compile(r"\d+")


def check_digit(digits: str) -> int:
    """The GS1 check digit for the digits before it (any length: EAN-8, UPC-A, EAN-13, GTIN-14)."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return -total % 10


def is_valid_ean(code: str) -> bool:
    """Is this an EAN-8, UPC-A, EAN-13 or GTIN-14 with a right check digit?"""
    if len(code) not in {8, 12, 13, 14} or not _is_digits(code):
        return False
    return check_digit(code[:-1]) == int(code[-1])


def _is_digits(code: str) -> bool:
    return code.isascii() and _DIGITS.fullmatch(code) is not None


def is_excise_stamp(code: str) -> bool:
    """Is this a paper excise stamp's code: four capital letters and six digits?"""
    return _EXCISE_STAMP.fullmatch(code) is not None


class InStoreKind(StrEnum):
    """What the value digits of an in-store label hold."""

    WEIGHT = "weight"
    PRICE = "price"


@dataclass(frozen=True, slots=True)
class InStoreRule:
    """The layout of an EAN-13 printed in the shop: prefix, article digits, value digits, check digit.

    The value is grams (`WEIGHT`) or kopecks (`PRICE`) times `scale`.
    """

    prefix: str
    kind: InStoreKind
    article_digits: int = 5
    value_digits: int = 5
    scale: int = 1

    def fits(self, code: str) -> bool:
        """Has this code the rule's prefix and length and a right check digit?"""
        length = len(self.prefix) + self.article_digits + self.value_digits + 1
        return length == 13 and len(code) == 13 and code.startswith(self.prefix) and is_valid_ean(code)


DEFAULT_RULES: Final = (
    InStoreRule("20", InStoreKind.WEIGHT),
    InStoreRule("21", InStoreKind.WEIGHT),
    InStoreRule("22", InStoreKind.WEIGHT),
    InStoreRule("23", InStoreKind.WEIGHT),
    InStoreRule("24", InStoreKind.PRICE),
    InStoreRule("25", InStoreKind.PRICE),
)
"""What most scales are set to; an owner's own rules replace these."""


@dataclass(frozen=True, slots=True)
class InStoreCode:
    """What an in-store label says: `article` with its zeros, and either weight (thousandths) or price (kopecks)."""

    article: str
    weight: int | None = None
    price: int | None = None


def parse_in_store(code: str, rules: tuple[InStoreRule, ...] = DEFAULT_RULES) -> InStoreCode | None:
    """Read an in-store label by the first rule that fits; None where none does."""
    for rule in rules:
        if rule.fits(code):
            start = len(rule.prefix)
            middle = start + rule.article_digits
            value = int(code[middle : middle + rule.value_digits]) * rule.scale
            if rule.kind is InStoreKind.WEIGHT:
                return InStoreCode(code[start:middle], weight=value)
            return InStoreCode(code[start:middle], price=value)
    return None
