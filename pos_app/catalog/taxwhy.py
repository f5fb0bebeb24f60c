"""Why a tax group got its proposal, and what speaks against the codes it is sold under: for the person who confirms."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum

from pos_app.catalog.taxmap import GROUP_CLASSES, NO_VAT, UNTOLD, Confirmed, class_of, fingerprint
from pos_app.domain.tax import Tax

UNSET_GROUP = 0


class Why(StrEnum):
    """What a proposal rests on, or why there is none."""

    RATES = "rates"
    """Exactly one tax of the register has these rates."""
    LABEL = "label"
    """A zero rate says nothing: the tax was told by its label."""
    EXCISE_ALONE = "excise_alone"
    """The excise fits, the group says nothing of VAT."""
    NONE_FITS = "none_fits"
    SEVERAL_FIT = "several_fit"
    NOT_SET = "not_set"
    """SmartKasa has no tax for these goods."""
    ZERO_EXCISE = "zero_excise"
    """An excise of 0 % is in no tax's numbers: only a person knows."""


class Conflict(StrEnum):
    """What a person should look at. The first two stop the sale of the group, the others warn."""

    GONE = "gone"
    CHANGED = "changed"
    NOT_A_PAYER = "not_a_payer"
    """The seller pays no VAT, the tax has a VAT rate."""
    OTHER_VAT = "other_vat"
    NO_EXCISE = "no_excise"


def why(group: int, taxes: Iterable[Tax]) -> Why:
    """What the proposal for a group rests on."""
    if group == UNSET_GROUP:
        return Why.NOT_SET
    wanted = GROUP_CLASSES.get(group)
    if wanted is None:
        return Why.ZERO_EXCISE
    fitting = [tax for tax in taxes if class_of(tax) == wanted]
    if not fitting:
        return Why.NONE_FITS
    if len(fitting) > 1:
        return Why.SEVERAL_FIT
    if wanted.vat == UNTOLD:
        return Why.EXCISE_ALONE
    return Why.LABEL if fitting[0].rate == 0 and not fitting[0].no_vat else Why.RATES


def stopped(chosen: Confirmed, taxes: Mapping[int, Tax]) -> Conflict | None:
    """Are the taxes no longer what was confirmed?"""
    if not taxes:
        return None
    if any(code not in taxes for code in chosen.codes):
        return Conflict.GONE
    return None if chosen.fingerprint == fingerprint(chosen.codes, taxes) else Conflict.CHANGED


def doubt(group: int, codes: Sequence[int], taxes: Mapping[int, Tax], *, pays_vat: bool | None) -> Conflict | None:
    """What speaks against these codes for a group; `pays_vat` None while the seller is not known."""
    chosen = [taxes[code] for code in codes if code in taxes]
    rated = [tax for tax in chosen if tax.rate > 0 and not tax.is_levy]
    if pays_vat is False and rated:
        return Conflict.NOT_A_PAYER
    wanted = GROUP_CLASSES.get(group)
    if wanted is None or not chosen:
        return None
    if wanted.excise > 0 and not any(tax.extra_rate == wanted.excise for tax in chosen):
        return Conflict.NO_EXCISE
    if pays_vat is not False and _is_other_vat(wanted.vat, rated):
        return Conflict.OTHER_VAT
    return None


def _is_other_vat(wanted: Decimal | str, rated: Sequence[Tax]) -> bool:
    if wanted == UNTOLD:
        return False
    if wanted == NO_VAT or wanted == 0:
        return bool(rated)
    return all(tax.rate != wanted for tax in rated)
