"""The till's commands about the owner's rules: taxes, and how codes are read. A part of the one door."""

from collections.abc import Mapping, Sequence
from typing import Any

from pos_app.catalog.barcode_rules import BarcodeRules, CardRule
from pos_app.domain.in_store import InStoreRule
from pos_app.till.code_state import BarcodeTest, PackRow
from pos_app.till.commands import Commands


class RuleCommands(Commands):
    """Mixed into the till."""

    async def taxes(self) -> Mapping[str, Any]:
        """The register's taxes, SmartKasa's groups, what is proposed and confirmed."""
        return self._parts.tax_commands.view()

    async def confirm_taxes(self, table: Mapping[str, Sequence[int]]) -> Mapping[str, Any]:
        """Confirm the codes for groups; no codes unmap one."""
        self._open()
        return self._parts.tax_commands.confirm(table)

    async def override_tax(self, kind: str, key: str, codes: Sequence[int]) -> Mapping[str, Any]:
        """An exception for a product, a category or a beginning of a УКТЗЕД; no codes take it away."""
        self._open()
        return self._parts.tax_commands.set_override(kind, key, codes)

    async def barcode_rules(self) -> BarcodeRules:
        """The owner's rules of reading codes."""
        return self._parts.barcodes.rules

    async def packs(self) -> Sequence[PackRow]:
        """The packs by code, with the names of their products."""
        return self._parts.barcodes.packs()

    async def set_label_rules(self, rules: Sequence[InStoreRule]) -> None:
        """All rules of the shop's own labels, in place of the old ones."""
        self._open()
        self._parts.barcodes.set_labels(rules)

    async def set_pack(self, code: str, product_id: str, count: int) -> None:
        """So many pieces of a product lie in the pack with this code; 0 forgets the pack."""
        self._open()
        self._parts.barcodes.set_pack(code, product_id, count)

    async def set_card_rules(self, cards: Sequence[CardRule]) -> None:
        """How customers' cards begin, all of them."""
        self._open()
        self._parts.barcodes.set_cards(cards)

    async def test_barcode(self, code: str) -> BarcodeTest:
        """What a code would be read as, step by step."""
        return self._parts.barcodes.test(code)
