"""The grain of all wire models: lenient dates and numbers coming in, exact bytes going out."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Annotated, Any, Final, Generic, Self, TypeVar

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PrivateAttr,
    model_validator,
)
from pydantic.functional_validators import ModelWrapValidatorHandler

from pos_app.checkbox.jsontext import dump_json, parse_json

LIMIT: Final = 10**15  # beyond any sum or count of a shop, and safe for SQLite and JSON readers
T = TypeVar("T")


def _moment(value: object) -> datetime:
    """Checkbox writes `+00:00`, `+03:00`, `Z`, 0, 3 or 6 decimals, or no offset at all, which means UTC."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value.strip())
    if not isinstance(value, datetime):
        raise ValueError("not a date and time")
    if value.tzinfo is None:
        return value.replace(tzinfo=UTC)
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise ValueError("date out of range") from None


def _number(value: object) -> Decimal:
    if type(value) is int and -LIMIT < value < LIMIT:
        return Decimal(value)
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise ValueError("not a number")
    try:
        # a float comes only from Python, never from the wire: taken as it reads
        number = Decimal(str(value))
    except InvalidOperation:
        raise ValueError("not a number") from None
    if not number.is_finite() or abs(number) >= LIMIT:
        raise ValueError("number out of range")
    return number


def _whole(value: object) -> int:
    if type(value) is int and -LIMIT < value < LIMIT:
        return value  # nearly all that comes
    if isinstance(value, str):
        raise ValueError("not a number")
    number = _number(value)
    if number != number.to_integral_value():
        raise ValueError("not a whole number")
    return int(number)


def _no_list(value: object) -> object:
    return () if value is None else value


def _false(value: object) -> object:
    return False if value is None else value


Moment = Annotated[datetime, BeforeValidator(_moment)]
Number = Annotated[Decimal, BeforeValidator(_number)]
Whole = Annotated[int, BeforeValidator(_whole)]
Flag = Annotated[bool, BeforeValidator(_false), Field(strict=True)]
Several = Annotated[tuple[T, ...], BeforeValidator(_no_list)]
E_co = TypeVar("E_co", bound=StrEnum)
# a word that is ours if we know it, else as it came: new words of the vendor must not stop a till
Word = Annotated[E_co | str, Field(union_mode="left_to_right")]


class Incoming(BaseModel):
    """A piece of an answer: unknown fields are let pass, values are checked."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", hide_input_in_errors=True, coerce_numbers_to_str=True, protected_namespaces=()
    )


class Document(Incoming):
    """An answer that is kept: it remembers what was received, to be stored and shown as it came."""

    _received: Mapping[str, Any] = PrivateAttr(default_factory=dict)

    @model_validator(mode="wrap")
    @classmethod
    def _remember(cls, value: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        made = handler(value)
        if isinstance(value, dict):
            made._received = dict(value)
        return made

    @property
    def received(self) -> Mapping[str, Any]:
        """The answer as it came, fractions as Decimal."""
        return self._received

    def snapshot(self) -> str:
        """The answer as it came, as compact JSON."""
        return dump_json(self._received)

    @classmethod
    def from_snapshot(cls, text: str) -> Self:
        """The same answer read back from a snapshot."""
        return cls.model_validate(parse_json(text.encode("utf-8")))


class PageMeta(Incoming):
    """Where in a list a page lies; `total_items` only where Checkbox counts."""

    limit: Whole
    offset: Whole
    total_items: Whole | None = None


class Page(Incoming, Generic[T]):
    """One page of a list."""

    meta: PageMeta
    results: tuple[T, ...]


def _with_offset(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")


SentMoment = Annotated[AwareDatetime, PlainSerializer(_with_offset)]
# kept exact until the bytes are made, where JSON has no other numbers
SentNumber = Annotated[Decimal, PlainSerializer(lambda value: value)]
Amount = Annotated[int, Field(strict=True, gt=-100_000_000_000, lt=100_000_000_000)]
FiscalCode = Annotated[str, Field(min_length=1, max_length=64)]


class Outgoing(BaseModel):
    """A request's body: made whole or not at all (a ValueError says why); fields in one order, so bytes never vary."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, protected_namespaces=())

    def to_bytes(self) -> bytes:
        """The exact bytes to store and to send: compact UTF-8 JSON without nulls."""
        return dump_json(_jsonable(self.model_dump(mode="python", exclude_none=True))).encode("utf-8")


def _jsonable(value: object) -> object:
    """Plain JSON values; UUIDs as text, Decimals left for the writer."""
    if isinstance(value, dict):
        return {key: _jsonable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_jsonable(item) for item in value]
    if value is None or isinstance(value, bool | int | str | Decimal):
        return value
    return str(value)
