"""Which of the register's tax codes a SmartKasa tax group means: proposed by what the taxes are, confirmed by a person.

Never by letter and never by id: SmartKasa's З is an excise, a register's З may be "без ПДВ". A group is classed by its
VAT rate and its excise, so is each tax of the register, and only one equal class makes a proposal.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final

from pos_app.domain.errors import refused
from pos_app.domain.said import sentence
from pos_app.domain.tax import Tax

NO_VAT: Final = "no_vat"
UNTOLD: Final = "untold"
"""An excise with a zero rate may be with VAT 0 %, without VAT, or beside another tax: it is its own class."""

_WITHOUT: Final = re.compile(r"без\s*пдв")
_AT_ZERO: Final = re.compile(r"пдв\s*-?\s*0|\b0\s*%\s*пдв")

Vat = Decimal | str


@dataclass(frozen=True, slots=True)
class TaxClass:
    """What a tax is: its VAT rate in percent (or NO_VAT, UNTOLD) and its excise in percent."""

    vat: Vat
    excise: Decimal = Decimal(0)


GROUP_NAMES: Final[Mapping[int, str]] = {
    0: "Не обрано",
    1: "ПДВ 20%",
    2: "ПДВ 7%",
    3: "ПДВ 0%",
    4: "Без ПДВ",
    5: "Акциз 5%",
    6: "Акциз 5% + ПДВ 20%",
    7: "Акциз 5% + ПДВ 0%",
    8: "Акциз 0%",
    9: "Акциз 0% + ПДВ 20%",
    10: "Акциз 0% + ПДВ 0%",
}
"""SmartKasa's tax groups by number."""

MOST_CODES: Final = 2
"""So many taxes of one good Checkbox takes: with more no receipt can be made, and the card may have paid by then."""

EXCISE_GROUPS: Final = frozenset({5, 6, 7, 8, 9, 10})

# groups 0 and 8 to 10 are missing: "unset" says nothing, and a zero excise is in no tax's numbers
GROUP_CLASSES: Final[Mapping[int, TaxClass]] = {
    1: TaxClass(Decimal(20)),
    2: TaxClass(Decimal(7)),
    3: TaxClass(Decimal(0)),
    4: TaxClass(NO_VAT),
    5: TaxClass(UNTOLD, Decimal(5)),
    6: TaxClass(Decimal(20), Decimal(5)),
    7: TaxClass(Decimal(0), Decimal(5)),
}
"""What a group's number says of VAT and excise."""


class Certainty(StrEnum):
    """How far a proposal can be trusted."""

    SURE = "sure"
    TO_CONFIRM = "to_confirm"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Proposal:
    """The codes proposed for a group; none when a manager must choose."""

    group: int
    codes: tuple[int, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Codes that a manager confirmed, and what those taxes were at that moment."""

    codes: tuple[int, ...]
    fingerprint: str


def class_of(tax: Tax) -> TaxClass | None:
    """What a tax of the register is; None for a levy and for one that neither numbers nor label explain."""
    if tax.is_levy:
        return None
    if tax.rate > 0:
        return TaxClass(tax.rate, tax.extra_rate)
    vat = _zero_rate(tax)
    if vat is None:
        return TaxClass(UNTOLD, tax.extra_rate) if tax.extra_rate > 0 else None
    return TaxClass(vat, tax.extra_rate)


def _zero_rate(tax: Tax) -> Vat | None:
    """What a rate of 0 means: `no_vat` says it, else the label; a label in other words is left to a person."""
    label = tax.label.casefold()
    if tax.no_vat or _WITHOUT.search(label):
        return NO_VAT
    return Decimal(0) if _AT_ZERO.search(label) else None


def propose(taxes: Iterable[Tax]) -> dict[int, Proposal]:
    """A proposal for each of SmartKasa's groups."""
    classed = [(tax.code, class_of(tax)) for tax in taxes]
    found = {}
    for group in GROUP_NAMES:
        wanted = GROUP_CLASSES.get(group)
        codes = tuple(code for code, its in classed if wanted is not None and its == wanted)
        if len(codes) != 1:
            found[group] = Proposal(group, (), Certainty.ASK)
        else:
            untold = wanted is not None and wanted.vat == UNTOLD
            found[group] = Proposal(group, codes, Certainty.TO_CONFIRM if untold else Certainty.SURE)
    return found


def lacks_uktzed(group: int, uktzed: str | None) -> bool:
    """Is this an excise good whose receipt would miss the УКТЗЕД code it must show? The owner is warned."""
    return group in EXCISE_GROUPS and not uktzed


def fingerprint(codes: Sequence[int], taxes: Mapping[int, Tax]) -> str:
    """What the taxes with these codes are now; "" when the register has lost one of them. Letters do not count."""
    if any(code not in taxes for code in codes):
        return ""
    facts = [_facts(taxes[code]) for code in sorted(codes)]
    return hashlib.blake2b(repr(facts).encode(), digest_size=8).hexdigest()


def _facts(tax: Tax) -> tuple[int, str, str, bool, str]:
    label = " ".join(tax.label.casefold().split())
    return tax.code, str(tax.rate.normalize()), str(tax.extra_rate.normalize()), tax.no_vat, label


def confirm(table: Mapping[int, Sequence[int]], taxes: Mapping[int, Tax]) -> dict[int, Confirmed]:
    """A manager's choice, group → codes, fixed to what the taxes are now. `tax_unmapped` for an unknown group or code.

    A group with no codes stays unmapped.
    """
    for group, codes in table.items():
        if group not in GROUP_NAMES or any(code not in taxes for code in codes):
            raise refused(
                "tax_unmapped",
                sentence("Групу {group} не можна зіставити з кодами {codes}.", group=group, codes=list(codes)),
            )
        if sum(1 for code in codes if taxes[code].is_vat) > 1:
            raise refused("tax_unmapped", sentence("Група {group} має дві ставки ПДВ. Залиште одну.", group=group))
        if len(codes) > MOST_CODES or len(set(codes)) != len(codes):
            raise refused(
                "tax_unmapped", sentence("Checkbox приймає не більше двох різних податків. Група {group}.", group=group)
            )
    return {g: Confirmed(tuple(codes), fingerprint(codes, taxes)) for g, codes in table.items() if codes}


def accept(proposals: Mapping[int, Proposal]) -> dict[int, tuple[int, ...]]:
    """The table that takes every unique proposal for confirmed, as the RPC does where no manager ever chose."""
    return {group: proposal.codes for group, proposal in proposals.items() if proposal.codes}


class OverrideKind(StrEnum):
    """What an exception from the groups is for, the narrowest first."""

    PRODUCT = "product"
    CATEGORY = "category"
    UKTZED = "uktzed"


@dataclass(frozen=True, slots=True)
class Override:
    """Other codes for one product (its id), one category (its id) or all codes that begin with a UKTZED prefix."""

    kind: OverrideKind
    key: str
    confirmed: Confirmed


@dataclass(frozen=True, slots=True)
class TaxMap:
    """What is confirmed, held against the taxes of the register as they are now."""

    taxes: Mapping[int, Tax]
    confirmed: Mapping[int, Confirmed] = field(default_factory=dict)
    overrides: Sequence[Override] = ()

    def codes_for(
        self, group: int, *, product_id: str = "", category_ids: Sequence[str] = (), uktzed: str | None = None
    ) -> tuple[int, ...]:
        """The codes a product sells under; none while unmapped or while its taxes differ from what was confirmed.

        `category_ids` is the product's category and those above it, nearest first.
        """
        chosen = self._override(product_id, category_ids, uktzed or "") or self.confirmed.get(group)
        if chosen is None or not self._holds(chosen):
            return ()
        return chosen.codes

    @property
    def asks_category(self) -> bool:
        """Does any exception name a category?"""
        return any(override.kind is OverrideKind.CATEGORY for override in self.overrides)

    def changed_groups(self) -> tuple[int, ...]:
        """Groups whose taxes are no longer what was confirmed: their sale waits for a manager."""
        return tuple(sorted(group for group, chosen in self.confirmed.items() if not self._holds(chosen)))

    def _holds(self, chosen: Confirmed) -> bool:
        return chosen.fingerprint != "" and chosen.fingerprint == fingerprint(chosen.codes, self.taxes)

    def _override(self, product_id: str, category_ids: Sequence[str], uktzed: str) -> Confirmed | None:
        if not self.overrides:
            return None
        by_key = {(override.kind, override.key): override.confirmed for override in self.overrides}
        keys = [(OverrideKind.PRODUCT, product_id)]
        keys += [(OverrideKind.CATEGORY, category_id) for category_id in category_ids]
        keys += [(OverrideKind.UKTZED, uktzed[:length]) for length in range(len(uktzed), 0, -1)]
        # the first that is there: the product, then the nearest category, then the longest beginning of its code
        return next((by_key[key] for key in keys if key in by_key), None)
