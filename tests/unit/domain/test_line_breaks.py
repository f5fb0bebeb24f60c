"""A number and its unit are one word to whoever breaks lines."""

import pytest

from pos_app.domain.line_breaks import keep_units
from pos_app.domain.said import NO_BREAK


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Олія 0,85 л", "Олія 0,85_л"),
        ("Молоко 2,6 % 900 г", "Молоко 2,6_% 900_г"),
        ("Пакетики, 50 шт. по 2 г", "Пакетики, 50_шт. по 2_г"),
        ("Ціна 12 грн/кг", "Ціна 12_грн/кг"),
        ("3 літри, 5 градусів, 2 малинових", "3 літри, 5 градусів, 2 малинових"),
        ("без числа кг", "без числа кг"),
    ],
)
def test_a_number_keeps_its_unit(text: str, kept: str) -> None:
    assert keep_units(text).replace(NO_BREAK, "_") == kept
