"""A sentence for people as data: Ukrainian where there is no window, in the window's language where there is one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Union

NO_BREAK: Final = "\u00a0"
Value = Union[str, int, "Said"]


@dataclass(frozen=True, slots=True)
class Said:
    """`text` is Ukrainian with places for `values` ("{count} чеків"); `then`: the sentence that follows.

    A text with no values is taken as it is, braces and all: it may be a server's own words.
    """

    text: str
    values: Mapping[str, Value] = field(default_factory=dict)
    then: "Said | None" = None

    def __str__(self) -> str:
        """The whole in Ukrainian."""
        filled = {name: str(value) for name, value in self.values.items()}
        words = self.text.format(**filled) if self.values else self.text
        return f"{words} {self.then}".strip() if self.then is not None else words

    def __bool__(self) -> bool:
        """Is anything said?"""
        return bool(self.text) or bool(self.then)


NOTHING: Final = Said("")


def said(text: str, **values: Value) -> Said:
    """A sentence of ours, with what stands in its places."""
    return Said(text, values)


class Sentence(str):
    """The finished Ukrainian text of a `Said`: kept, sent and compared as any text, and a window finds the parts in it.

    For errors and reasons, which are texts to everybody but the window.
    """

    __slots__ = ("said",)
    said: Said

    def __new__(cls, what: Said) -> "Sentence":
        """By its parts."""
        text = super().__new__(cls, str(what))
        text.said = what
        return text

    def __reduce__(self) -> tuple[type["Sentence"], tuple[Said]]:
        """A copy has its parts, too."""
        return Sentence, (self.said,)


def sentence(text: str, **values: object) -> str:
    """A text of ours with what stands in its places; a value that is a sentence itself keeps its parts."""
    return Sentence(Said(text, {name: _value(one) for name, one in values.items()})) if values else text


def parts_of(text: str) -> Said:
    """What a text was made of; a plain one is taken as it is."""
    return text.said if isinstance(text, Sentence) else Said(text)


def _value(one: object) -> Value:
    if isinstance(one, Said | int):
        return one
    return one.said if isinstance(one, Sentence) else str(one)


def joined(*parts: Said) -> Said:
    """Sentences one after the other; what says nothing is left out."""
    whole = NOTHING
    for part in reversed([part for part in parts if part]):
        whole = _followed(part, whole) if whole else part
    return whole


def _followed(part: Said, after: Said) -> Said:
    return replace(part, then=_followed(part.then, after) if part.then is not None else after)


def said_of_count(count: int, one: str, few: str, many: str) -> Said:
    """The form of a count that Ukrainian wants (1 чек, 2 чеки, 5 чеків), its {count} filled in with thousands apart."""
    last, teens = count % 10, count % 100 in range(11, 15)
    form = one if last == 1 and not teens else few if last in {2, 3, 4} and not teens else many
    return Said(form, {"count": f"{count:,}".replace(",", NO_BREAK)})
