"""Labels printed in the shop: an EAN-13 that holds an article and a weight, a sum or a count, by the shop's rules."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pos_app.domain.barcode import check_digit, is_digits, is_valid_ean

LENGTH: Final = 13


class InStoreKind(StrEnum):
    """What the value digits of an in-store label hold."""

    WEIGHT = "weight"
    PRICE = "price"
    PIECES = "pieces"


class Part(StrEnum):
    """What a digit of a label belongs to."""

    PREFIX = "prefix"
    ARTICLE = "article"
    VERIFIER = "verifier"
    VALUE = "value"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class InStoreRule:
    """The layout: prefix, article digits, perhaps a verifier of the value, value digits, check digit.

    The value times `scale` is grams (`WEIGHT`), kopecks (`PRICE`) or pieces (`PIECES`).
    """

    prefix: str
    kind: InStoreKind
    article_digits: int = 5
    value_digits: int = 5
    scale: int = 1
    verifier: bool = False

    @property
    def length(self) -> int:
        """How many digits the layout makes; a label has 13."""
        return len(self.prefix) + self.article_digits + self.verifier + self.value_digits + 1

    @property
    def parts(self) -> tuple[Part, ...]:
        """What each digit belongs to, from the left."""
        return (
            *(Part.PREFIX for _ in self.prefix),
            *(Part.ARTICLE for _ in range(self.article_digits)),
            *(Part.VERIFIER for _ in range(self.verifier)),
            *(Part.VALUE for _ in range(self.value_digits)),
            Part.CHECK,
        )

    def begins(self, code: str) -> bool:
        """Has this code the rule's prefix and length?"""
        return self.length == LENGTH == len(code) and is_digits(code) and code.startswith(self.prefix)

    def fits(self, code: str) -> bool:
        """Has it a right check digit, and a right verifier where there is one, as well?"""
        return self.begins(code) and is_valid_ean(code) and self.verified(code)

    def verified(self, code: str) -> bool:
        """Is the verifier right (or is there none)?"""
        return not self.verifier or verifier_digit(self.taken(code, Part.VALUE)) == self.taken(code, Part.VERIFIER)

    def taken(self, code: str, part: Part) -> str:
        """The digits of one part."""
        return "".join(digit for digit, its in zip(code, self.parts, strict=True) if its is part)


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
    """What a label says: `article` with its zeros, and either weight (thousandths), price (kopecks) or pieces."""

    article: str
    weight: int | None = None
    price: int | None = None
    pieces: int | None = None


def parse_in_store(code: str, rules: tuple[InStoreRule, ...] = DEFAULT_RULES) -> InStoreCode | None:
    """Read an in-store label by the first rule that fits; None where none does."""
    for rule in rules:
        if rule.fits(code):
            article = rule.taken(code, Part.ARTICLE)
            value = int(rule.taken(code, Part.VALUE)) * rule.scale
            if rule.kind is InStoreKind.WEIGHT:
                return InStoreCode(article, weight=value)
            if rule.kind is InStoreKind.PRICE:
                return InStoreCode(article, price=value)
            return InStoreCode(article, pieces=value)
    return None


def rule_trouble(rule: InStoreRule, others: tuple[InStoreRule, ...] = ()) -> str:
    """Why a rule cannot be used, as a stable word; empty when it can."""
    if not is_digits(rule.prefix) or not rule.prefix.startswith("2") or len(rule.prefix) > 4:
        return "prefix"
    if not 3 <= rule.article_digits <= 7 or not 3 <= rule.value_digits <= 6 or rule.length != LENGTH:
        return "length"
    if rule.verifier and rule.value_digits not in {4, 5}:
        return "verifier"
    if rule.scale not in {1, 10, 100, 1000} or (rule.kind is InStoreKind.PIECES and rule.scale != 1):
        return "scale"
    return "twice" if any(other.prefix == rule.prefix for other in others) else ""


def example_of(rule: InStoreRule, article: int = 123, value: int = 1250) -> str:
    """A label by this rule, for the owner to compare with one from the scale."""
    number = str(value % 10**rule.value_digits).zfill(rule.value_digits)
    body = rule.prefix + str(article).zfill(rule.article_digits)[-rule.article_digits :]
    body += (verifier_digit(number) if rule.verifier else "") + number
    return body + str(check_digit(body))


# the weighting factors of GS1's price verifier (General Specifications, 7.9): digit → weighted digit
_TWO_MINUS: Final = "0246891357"
_THREE: Final = "0369258147"
_FIVE_PLUS: Final = "0516273849"
_FIVE_MINUS: Final = "0594837261"


def verifier_digit(value: str) -> str:
    """GS1's verifier of a value of four or five digits; empty for other lengths."""
    if len(value) == 4:
        return str(3 * _weighted(value, (_TWO_MINUS, _TWO_MINUS, _THREE, _FIVE_MINUS)) % 10)
    if len(value) == 5:
        total = _weighted(value, (_FIVE_PLUS, _TWO_MINUS, _FIVE_MINUS, _FIVE_PLUS, _TWO_MINUS))
        return str(_FIVE_MINUS.index(str(-total % 10)))
    return ""


def _weighted(value: str, factors: tuple[str, ...]) -> int:
    return sum(int(factor[int(digit)]) for digit, factor in zip(value, factors, strict=True))
