"""The owner's hand in the receipt: texts, logo, which optional rows are shown. A mandatory row cannot be left out."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from pos_app.domain.errors import refused
from pos_app.domain.said import sentence
from pos_app.printing.clean import clean

MOST_LINES: Final = 10
LONGEST_LINE: Final = 200
_CENTIMETRES_OF_LOGO: Final = 200_000
"""Bytes of a kept logo: two bits' worth of a whole strip of paper, and no more."""


class Row(StrEnum):
    """The rows that an owner may show or leave out (Order 13 does not ask for them)."""

    LOGO = "logo"
    CASHIER = "cashier"
    LARGE_TOTAL = "large_total"
    COUNT = "count"
    SAVED = "saved"
    RETURN_CODE = "return_code"


MANDATORY: Final[Mapping[str, str]] = {
    "seller": "Назва продавця",
    "outlet": "Господарська одиниця",
    "address": "Адреса",
    "tax_number": "ПН або ІД",
    "goods": "Товар, кількість, ціна, вартість, літера податку",
    "uktzed": "УКТЗЕД, штрихкод і акцизна марка",
    "card": "Реквізити оплати карткою",
    "payment": "Форма оплати і сума",
    "total": "СУМА",
    "taxes": "ПДВ і акциз",
    "rounding": "Заокруглення, до сплати, решта",
    "number": "ЧЕК №, дата і час",
    "qr": "QR-код",
    "mode": "ОНЛАЙН або ОФЛАЙН, контрольне число",
    "register": "ФН ПРРО",
    "title": "ФІСКАЛЬНИЙ ЧЕК і виробник",
}
"""What Order 13 of the Ministry of Finance (21.01.2016) asks of a receipt, in its order."""


@dataclass(frozen=True, slots=True)
class ReceiptTemplate:
    """`header` and `footer` stand on paper and go to Checkbox with the sale; lines are parted by "\\n".

    `e_header` and `e_footer` only in the electronic receipt that Checkbox draws. `logo` is a PNG, "" none.
    """

    header: str = ""
    footer: str = ""
    e_header: str = ""
    e_footer: str = ""
    logo: bytes = b""
    rows: frozenset[Row] = frozenset({Row.LOGO, Row.CASHIER, Row.LARGE_TOTAL})

    def shows(self, row: Row) -> bool:
        """Is this optional row on the paper?"""
        return row in self.rows

    def with_row(self, name: str, *, shown: bool) -> "ReceiptTemplate":
        """Show or leave out a row; `row_mandatory` for one that the law asks for, `bad_template` for none at all."""
        if name in MANDATORY and not shown:
            raise refused("row_mandatory")
        if name in MANDATORY:
            return self
        if name not in set(Row):
            raise refused("bad_template", sentence("Рядка «{name}» у чеку немає.", name=name))
        row = Row(name)
        return replace(self, rows=self.rows | {row} if shown else self.rows - {row})

    def kept(self) -> dict[str, Any]:
        """As JSON, for the store and for the RPC."""
        return {
            "header": self.header,
            "footer": self.footer,
            "e_header": self.e_header,
            "e_footer": self.e_footer,
            "logo": base64.b64encode(self.logo).decode(),
            "rows": sorted(self.rows),
        }


USUAL: Final = ReceiptTemplate()


def template_of(kept: Mapping[str, Any]) -> ReceiptTemplate:
    """A template out of JSON, cleaned; `bad_template` says what cannot be. What is not named is as usual."""
    texts = {name: _text(name, kept.get(name, "")) for name in ("header", "footer", "e_header", "e_footer")}
    rows = kept.get("rows", sorted(USUAL.rows))
    if not isinstance(rows, list) or not all(isinstance(row, str) for row in rows):
        raise refused("bad_template")
    unknown = next((row for row in rows if row not in set(Row) and row not in MANDATORY), None)
    if unknown is not None:
        raise refused("bad_template", sentence("Рядка «{name}» у чеку немає.", name=unknown))
    shown = frozenset(Row(row) for row in rows if row in set(Row))
    return ReceiptTemplate(**texts, logo=_logo(kept.get("logo", "")), rows=shown)


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise refused("bad_template", sentence("«{name}» має бути текстом.", name=name))
    lines = [clean(line) for line in value.strip("\n").split("\n")]
    if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
        raise refused(
            "bad_template",
            sentence("Тексту забагато: до {lines} рядків по {letters} знаків.", lines=MOST_LINES, letters=LONGEST_LINE),
        )
    return "\n".join(lines)


def _logo(value: object) -> bytes:
    try:
        data = base64.b64decode(value, validate=True) if isinstance(value, str) else b""
    except binascii.Error as error:
        raise refused("bad_template", "Логотип має бути PNG у base64.") from error
    if len(data) > _CENTIMETRES_OF_LOGO:
        raise refused("bad_template", "Логотип завеликий.")
    return data
