"""Why a group got its proposal, and what speaks against the codes that were chosen for it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pos_app.catalog.taxmap import Confirmed, fingerprint
from pos_app.catalog.taxwhy import Conflict, Why, doubt, stopped, why
from pos_app.domain.tax import Tax

TAXES = {
    tax.code: tax
    for tax in (
        Tax(1, "ПДВ", "А", Decimal(20)),
        Tax(4, "ПДВ+Акциз", "Г", Decimal(20), Decimal(5)),
        Tax(5, "Акциз", "Д", Decimal(0), Decimal(5)),
        Tax(6, "ВЗ", "Е", Decimal(1)),
        Tax(7, "ПДВ 0%", "Ж", Decimal(0)),
        Tax(8, "Без ПДВ", "З", Decimal(0)),
        Tax(9, "Пільга", "И", Decimal(0), no_vat=True),
    )
}


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        (0, Why.NOT_SET),
        (1, Why.RATES),
        (2, Why.NONE_FITS),
        (3, Why.LABEL),
        (4, Why.SEVERAL_FIT),
        (5, Why.EXCISE_ALONE),
        (6, Why.RATES),
        (8, Why.ZERO_EXCISE),
    ],
)
def test_each_group_says_why(group: int, expected: Why) -> None:
    assert why(group, TAXES.values()) is expected


def test_a_tax_that_says_itself_that_it_has_no_vat_needs_no_label() -> None:
    assert why(4, [TAXES[9]]) is Why.RATES


@pytest.mark.parametrize(
    ("group", "codes", "pays_vat", "expected"),
    [
        (1, (1,), True, None),
        (1, (1,), False, Conflict.NOT_A_PAYER),
        (1, (8,), False, None),
        (1, (8,), True, Conflict.OTHER_VAT),
        (1, (8,), None, Conflict.OTHER_VAT),
        (2, (1,), True, Conflict.OTHER_VAT),
        (4, (1,), True, Conflict.OTHER_VAT),
        (4, (8, 6), True, None),
        (4, (8, 6), False, None),
        (6, (1,), True, Conflict.NO_EXCISE),
        (6, (4,), True, None),
        (5, (5,), False, None),
        (5, (4,), True, None),
        (9, (1,), True, None),
        (1, (), True, None),
        (-1, (4,), False, Conflict.NOT_A_PAYER),
    ],
)
def test_what_speaks_against_codes(
    group: int, codes: tuple[int, ...], pays_vat: bool | None, expected: Conflict | None
) -> None:
    assert doubt(group, codes, TAXES, pays_vat=pays_vat) is expected


def test_a_changed_and_a_lost_tax_stop() -> None:
    chosen = Confirmed((1,), fingerprint((1,), TAXES))
    assert stopped(chosen, TAXES) is None
    assert stopped(chosen, {**TAXES, 1: replace(TAXES[1], symbol="Х")}) is None
    assert stopped(chosen, {**TAXES, 1: replace(TAXES[1], rate=Decimal(21))}) is Conflict.CHANGED
    assert stopped(chosen, {8: TAXES[8]}) is Conflict.GONE
    assert stopped(chosen, {}) is None  # not read yet: nothing is known to have changed
