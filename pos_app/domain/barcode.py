"""Retail numbers: check digits, and the ways of writing one number (EAN, UPC, GTIN), before any catalog is asked."""

import re
from typing import Final

_DIGITS: Final = re.compile(r"\d+")
_RETAIL_LENGTHS: Final = frozenset({8, 12, 13, 14})


def check_digit(digits: str) -> int:
    """The GS1 check digit for the digits before it (any length: EAN-8, UPC-A, EAN-13, GTIN-14)."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return -total % 10


def is_digits(code: str) -> bool:
    """ASCII digits alone: other scripts have digits too, and no scanner sends them."""
    return code.isascii() and _DIGITS.fullmatch(code) is not None


def is_retail(code: str) -> bool:
    """Has this the length and the digits of an EAN-8, UPC-A, EAN-13 or GTIN-14?"""
    return len(code) in _RETAIL_LENGTHS and is_digits(code)


def is_valid_ean(code: str) -> bool:
    """Is this an EAN-8, UPC-A, EAN-13 or GTIN-14 with a right check digit?"""
    return is_retail(code) and check_digit(code[:-1]) == int(code[-1])


def expand_upc_e(code: str) -> str | None:
    """The UPC-A behind an eight-digit UPC-E (number system 0 or 1, six digits, check digit); None where it is none."""
    if len(code) != 8 or not is_digits(code) or code[0] not in "01":
        return None
    system, body, last = code[0], code[1:7], code[6]
    if last in "012":
        middle = f"{body[:2]}{last}0000{body[2:5]}"
    elif last == "3":
        middle = f"{body[:3]}00000{body[3:5]}"
    elif last == "4":
        middle = f"{body[:4]}00000{body[4]}"
    else:
        middle = f"{body[:5]}0000{last}"
    whole = f"{system}{middle}{code[7]}"
    return whole if is_valid_ean(whole) else None


def same_number(code: str) -> list[str]:
    """The code and the other ways of writing it: UPC-A and GTIN-14 are EAN-13 with and without leading zeros."""
    numbers = [code]
    if is_valid_ean(code):
        numbers += _padded(code)
    upc_a = expand_upc_e(code)
    if upc_a is not None:
        numbers += _padded(upc_a)
    return list(dict.fromkeys(numbers))


def _padded(number: str) -> list[str]:
    bare = number.lstrip("0")
    return [bare.zfill(length) for length in (13, 12, 14, 8) if len(bare) <= length]


def inner_number(code: str) -> str | None:
    """The EAN-13 of one piece in the pack with this ITF-14 (packaging level 1 to 8); None for any other code."""
    if len(code) != 14 or code[0] not in "12345678" or not is_valid_ean(code):
        return None
    body = code[1:13]
    return f"{body}{check_digit(body)}"
