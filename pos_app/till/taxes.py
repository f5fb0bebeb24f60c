"""The register's taxes and which of them each SmartKasa group sells under, confirmed by a person or by the settings."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from pos_app.catalog.taxmap import GROUP_NAMES, Confirmed, TaxMap, accept, confirm, fingerprint, propose
from pos_app.domain.errors import refused
from pos_app.domain.tax import Tax
from pos_app.store.catalog import CatalogRow
from pos_app.store.settings import Settings

_TAXES: Final = "register.taxes"
_CONFIRMED: Final = "taxes.confirmed"
_BY_PERSON: Final = "person"
_BY_FILE: Final = "file"


class TaxDesk:
    """Knows the taxes as the register last told them, and the table that goods are sold by."""

    def __init__(
        self, settings: Settings, *, file_table: Mapping[int, tuple[int, ...]] | None, accept_proposals: bool
    ) -> None:
        self._settings = settings
        self._file_table = file_table
        self._accept_proposals = accept_proposals
        self._taxes = {tax.code: tax for tax in map(_from_row, settings.get(_TAXES, []))}
        self._map = self._new_map()

    @property
    def taxes(self) -> Mapping[int, Tax]:
        """The register's taxes by code; empty until they were seen once."""
        return self._taxes

    def learn(self, taxes: Mapping[int, Tax]) -> bool:
        """Take the register's taxes as they are now; → whether anything changed."""
        if not taxes or dict(taxes) == self._taxes:
            return False
        self._taxes = dict(taxes)
        self._settings.put(_TAXES, [_to_row(tax) for tax in taxes.values()])
        self._map = self._new_map()
        return True

    def codes_of(self, row: CatalogRow) -> tuple[int, ...]:
        """The codes that a product sells under; none while its group is unmapped."""
        return self.codes(row.tax_group, product_id=row.id, category_id=row.category_id, uktzed=row.uktzed)

    def codes(
        self, group: int, *, product_id: str = "", category_id: str | None = None, uktzed: str | None = None
    ) -> tuple[int, ...]:
        """The same from its parts."""
        categories = () if category_id is None else (category_id,)
        return self._map.codes_for(group, product_id=product_id, category_ids=categories, uktzed=uktzed)

    def confirm(self, table: Mapping[str, Sequence[int]]) -> None:
        """A person's choice for the groups named; no codes unmap a group. `tax_unmapped` for an unknown one."""
        if not self._taxes:
            raise refused("tax_unmapped", "Податки каси ще невідомі. Увійдіть і відкрийте зміну.")
        chosen = confirm({_group(name): tuple(codes) for name, codes in table.items()}, self._taxes)
        rows = self._stored()
        for name in table:
            group = _group(name)
            codes = list(chosen[group].codes) if group in chosen else []
            print_now = chosen[group].fingerprint if group in chosen else ""
            rows[str(group)] = {"codes": codes, "fingerprint": print_now, "by": _BY_PERSON}
        self._settings.put(_CONFIRMED, rows)
        self._map = self._new_map()

    def view(self, used: Sequence[int] = ()) -> dict[str, Any]:
        """Taxes, groups, what is proposed and what is confirmed, in JSON's own types. `used`: groups in the catalog."""
        confirmed = {group: self._map.codes_for(group) for group in GROUP_NAMES}
        return {
            "taxes": [_shown(tax) for tax in self._taxes.values()],
            "groups": [{"group": str(g), "name": name, "used": g in used} for g, name in GROUP_NAMES.items()],
            "proposed": {str(g): list(codes) for g, codes in accept(propose(self._taxes.values())).items()},
            "confirmed": {str(group): list(codes) for group, codes in confirmed.items() if codes},
        }

    def _stored(self) -> dict[str, dict[str, Any]]:
        rows: dict[str, dict[str, Any]] = self._settings.get(_CONFIRMED, {})
        return rows

    def _new_map(self) -> TaxMap:
        return TaxMap(self._taxes, self._confirmed())

    def _confirmed(self) -> dict[int, Confirmed]:
        rows = self._stored()
        if self._file_table is not None and self._taxes:
            rows = self._with_file(rows)
        found = {int(group): _confirmed(row) for group, row in rows.items() if self._counts(row)}
        return {**self._proposed(), **found}

    def _proposed(self) -> dict[int, Confirmed]:
        """Unique proposals where they count: a person's word about one group leaves those of the others."""
        if self._file_table is not None or not self._accept_proposals:
            return {}
        proposed = accept(propose(self._taxes.values()))
        return {group: Confirmed(codes, fingerprint(codes, self._taxes)) for group, codes in proposed.items()}

    def _counts(self, row: Mapping[str, Any]) -> bool:
        """A row that came from the file counts only while the file has a table."""
        return row["by"] == _BY_PERSON or self._file_table is not None

    def _with_file(self, rows: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        """Fix what the file confirms to what the taxes were when it was first read; a person's word stands above it."""
        table = self._file_table or {}
        kept = {
            name: row
            for name, row in rows.items()
            if row["by"] == _BY_PERSON or row["codes"] == list(table.get(int(name), ()))
        }
        for group, codes in table.items():
            if str(group) not in kept:
                seen = fingerprint(codes, self._taxes)
                kept[str(group)] = {"codes": list(codes), "fingerprint": seen, "by": _BY_FILE}
        if kept != rows:
            self._settings.put(_CONFIRMED, kept)
        return kept


def _confirmed(row: Mapping[str, Any]) -> Confirmed:
    return Confirmed(tuple(row["codes"]), row["fingerprint"])


def _group(name: str) -> int:
    if not (name.isascii() and name.isdigit() and int(name) in GROUP_NAMES):
        raise refused("tax_unmapped", f"Групи податку «{name[:20]}» немає.")
    return int(name)


def _shown(tax: Tax) -> dict[str, Any]:
    return {
        "code": tax.code,
        "label": tax.label,
        "symbol": tax.symbol,
        "rate": tax.rate,
        "extra_rate": tax.extra_rate,
        "no_vat": tax.no_vat,
    }


def _to_row(tax: Tax) -> list[Any]:
    return [tax.code, tax.label, tax.symbol, str(tax.rate), str(tax.extra_rate), tax.no_vat]


def _from_row(row: Sequence[Any]) -> Tax:
    return Tax(row[0], row[1], row[2], Decimal(row[3]), Decimal(row[4]), bool(row[5]))
