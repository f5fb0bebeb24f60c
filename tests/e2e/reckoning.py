"""What a basket must come to, in exact fractions, from the rules of the trade and not from the till's own code."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from tests.e2e.shelf import RATES, Good


@dataclass(frozen=True, slots=True)
class Adjust:
    """A discount (or with `charge` an extra charge); `value` is percent as text ("5", "2.5"), or kopecks."""

    value: str
    percent: bool = True
    charge: bool = False

    def params(self) -> dict[str, object]:
        """As `cart.discount` takes it."""
        number = float(self.value) if "." in self.value else int(self.value)
        return {
            "type": "EXTRA_CHARGE" if self.charge else "DISCOUNT",
            "mode": "PERCENT" if self.percent else "VALUE",
            "value": number,
        }


@dataclass(frozen=True, slots=True)
class Item:
    """A line to be: `how` it comes into the basket ("scan", "label", "id"), `price` where it is typed."""

    good: Good
    quantity: int = 1000
    how: str = "scan"
    price: int | None = None
    adjust: tuple[Adjust, ...] = ()

    @property
    def unit_price(self) -> int:
        """Kopecks a unit."""
        return self.good.price if self.price is None else self.price


@dataclass
class Bill:
    """Kopecks: `total` before cash rounding; `taxes` code → [VAT, excise]; `nets` line by line."""

    sums: list[int] = field(default_factory=list)
    nets: list[int] = field(default_factory=list)
    total: int = 0
    discounts: int = 0
    charges: int = 0
    taxes: dict[int, list[int]] = field(default_factory=dict)
    turnover: dict[int, Fraction] = field(default_factory=dict)


def half_up(value: Fraction) -> int:
    """The nearest whole kopeck, a half upwards; never of a negative."""
    assert value >= 0
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def _adjusted(bill: Bill, net: int, adjustments: Sequence[Adjust]) -> int:
    for one in adjustments:
        size = half_up(net * Fraction(one.value) / 100) if one.percent else int(one.value)
        if one.charge:
            bill.charges += size
            net += size
        else:
            size = min(size, net)
            bill.discounts += size
            net -= size
    return net


def reckon(items: Sequence[Item], adjust: Sequence[Adjust] = ()) -> Bill:
    """The whole receipt."""
    bill = Bill()
    for item in items:
        whole = half_up(Fraction(item.unit_price * item.quantity, 1000))
        bill.sums.append(whole)
        bill.nets.append(_adjusted(bill, whole, item.adjust))
    before = sum(bill.nets)
    bill.total = _adjusted(bill, before, adjust)
    for item, net in zip(items, bill.nets, strict=True):
        part = net * Fraction(bill.total, before) if before else Fraction(0)
        _tax(bill, item.good.code, part)
    return bill


def _tax(bill: Bill, code: int, part: Fraction) -> None:
    vat, excise = RATES[code]
    excise_part = half_up(part * excise / (100 + excise))
    # VAT is of what the excise, in whole kopecks, leaves
    vat_part = half_up(max(part - excise_part, Fraction(0)) * vat / (100 + vat))
    row = bill.taxes.setdefault(code, [0, 0])
    row[0] += vat_part
    row[1] += excise_part
    bill.turnover[code] = bill.turnover.get(code, Fraction(0)) + part


def due(total: int, card: int = 0, *, cash: bool = True, step: int = 50) -> int:
    """What is owed: only what is left for cash is rounded."""
    if not cash or card >= total:
        return total
    return card + half_up(Fraction(total - card, step)) * step
