"""The article's table of taxes, and goods to sell."""

import itertools
from collections.abc import Callable
from decimal import Decimal

import pytest

from pos_app.domain.product import Product
from pos_app.domain.tax import Tax

TAXES = {
    tax.code: tax
    for tax in (
        Tax(1, "ПДВ", "А", Decimal(20)),
        Tax(2, "ПДВ 7%", "Б", Decimal(7)),
        Tax(4, "ПДВ+Акциз", "Г", Decimal(20), Decimal(5)),
        Tax(5, "Акциз", "Д", Decimal(0), Decimal(5)),
        Tax(6, "ВЗ", "Е", Decimal("1.5")),
        Tax(7, "ПДВ 0%", "Ж", Decimal(0)),
        Tax(8, "Без ПДВ", "З", Decimal(0)),
    )
}


@pytest.fixture
def taxes() -> dict[int, Tax]:
    """Checkbox's sample taxes by code."""
    return TAXES


@pytest.fixture
def new_id() -> Callable[[], str]:
    """Ids 1, 2, 3 …"""
    numbers = itertools.count(1)
    return lambda: str(next(numbers))


@pytest.fixture
def make_product() -> Callable[..., Product]:
    """A product with sensible values for what is not given."""

    def make(**given: object) -> Product:
        values: dict[str, object] = {
            "id": "1",
            "code": "1",
            "name": "Молоко",
            "barcode": "4820000000017",
            "price": 4290,
            "unit": "шт",
            "tax_codes": (1,),
        }
        return Product(**{**values, **given})  # type: ignore[arg-type]  # keyword values of many types

    return make
