"""The register's taxes and which of them each SmartKasa group sells under, confirmed by a person or by the settings."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from pos_app.catalog.taxmap import (
    GROUP_NAMES,
    Confirmed,
    Override,
    OverrideKind,
    TaxMap,
    accept,
    confirm,
    fingerprint,
    propose,
)
from pos_app.catalog.taxwhy import stopped
from pos_app.domain.errors import refused
from pos_app.domain.said import sentence
from pos_app.domain.tax import Tax
from pos_app.store.catalog import CatalogRow
from pos_app.store.settings import Settings
from pos_app.till.tax_rows import CONFIRMED, OVERRIDES, TAXES, chosen_row, confirmed_of, from_row, to_row, uktzed_key
from pos_app.till.tax_view import tax_view

_BY_PERSON: Final = "person"
_BY_FILE: Final = "file"


class TaxDesk:
    """Knows the taxes as the register last told them, and the table that goods are sold by.

    `path` gives a category and those above it, nearest first; it is asked only while an exception names a category.
    `reading`: nothing is written, not even what the file confirms.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        file_table: Mapping[int, tuple[int, ...]] | None,
        accept_proposals: bool,
        path: Callable[[str], Sequence[str]] = lambda category_id: (category_id,),
        reading: bool = False,
    ) -> None:
        self._settings = settings
        self._reading = reading
        self._file_table = file_table
        self._accept_proposals = accept_proposals
        self._path = path
        self._taxes = {tax.code: tax for tax in map(from_row, settings.get(TAXES, []))}
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
        self._settings.put(TAXES, [to_row(tax) for tax in taxes.values()])
        self._map = self._new_map()
        return True

    def codes_of(self, row: CatalogRow) -> tuple[int, ...]:
        """The codes that a product sells under; none while its group is unmapped."""
        return self.codes(row.tax_group, product_id=row.id, category_id=row.category_id, uktzed=row.uktzed)

    def codes(
        self, group: int, *, product_id: str = "", category_id: str | None = None, uktzed: str | None = None
    ) -> tuple[int, ...]:
        """The same from its parts."""
        categories: Sequence[str] = ()
        if category_id is not None and self._map.asks_category:
            categories = self._path(category_id)
        return self._map.codes_for(
            group, product_id=product_id, category_ids=categories, uktzed=uktzed_key(uktzed or "")
        )

    def stopped(self, used: Sequence[int]) -> tuple[str, ...]:
        """What may not be sold since the register changed its taxes: names of groups in use, and of exceptions."""
        if not self._taxes:
            return ()
        groups = [GROUP_NAMES.get(g, str(g)) for g in self._map.changed_groups() if g in used]
        exceptions = [one.key for one in self._map.overrides if stopped(one.confirmed, self._taxes)]
        return (*groups, *exceptions)

    # a person's word

    def confirm(self, table: Mapping[str, Sequence[int]]) -> None:
        """A person's choice for the groups named; no codes unmap a group. `tax_unmapped` for an unknown one."""
        self._need_taxes()
        chosen = confirm({_group(name): tuple(codes) for name, codes in table.items()}, self._taxes)
        rows = self._stored()
        for name in table:
            group = _group(name)
            rows[str(group)] = chosen_row(chosen.get(group), self._taxes, by=_BY_PERSON)
        self._settings.put(CONFIRMED, rows)
        self._map = self._new_map()

    def set_override(self, kind: str, key: str, codes: Sequence[int]) -> None:
        """An exception for a product, a category (by id) or a beginning of a УКТЗЕД; no codes take it away."""
        self._need_taxes()
        which = OverrideKind(kind)
        key = uktzed_key(key) if which is OverrideKind.UKTZED else key
        if which is OverrideKind.UKTZED and not 2 <= len(key) <= 10:
            raise refused("tax_unmapped", "Код УКТЗЕД має від 2 до 10 цифр.")
        rows = [row for row in self._overrides() if (row["kind"], row["key"]) != (which.value, key)]
        if codes:
            chosen = confirm({0: tuple(codes)}, self._taxes)[0]
            rows.append({"kind": which.value, "key": key, **chosen_row(chosen, self._taxes, by=_BY_PERSON)})
        self._settings.put(OVERRIDES, rows)
        self._map = self._new_map()

    def _need_taxes(self) -> None:
        if not self._taxes:
            raise refused("tax_unmapped", "Податки каси ще невідомі. Увійдіть і відкрийте зміну.")

    def view(
        self,
        used: Sequence[int] = (),
        *,
        pays_vat: bool | None = None,
        name_of: Callable[[OverrideKind, str], str] = lambda _, key: key,
    ) -> dict[str, Any]:
        """Taxes, groups, what is proposed and confirmed and what speaks against it, in JSON's own types.

        `used`: groups in the catalog; `pays_vat` None while the seller is unknown; `name_of` names an exception's key.
        """
        return tax_view(self._map, self._stored(), self._overrides(), used=used, pays_vat=pays_vat, name_of=name_of)

    # what is kept

    def _stored(self) -> dict[str, dict[str, Any]]:
        rows: dict[str, dict[str, Any]] = self._settings.get(CONFIRMED, {})
        return rows

    def _overrides(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self._settings.get(OVERRIDES, [])
        return rows

    def _new_map(self) -> TaxMap:
        overrides = tuple(
            Override(OverrideKind(row["kind"]), row["key"], confirmed_of(row)) for row in self._overrides()
        )
        return TaxMap(self._taxes, self._confirmed(), overrides)

    def _confirmed(self) -> dict[int, Confirmed]:
        rows = self._stored()
        if self._file_table is not None and self._taxes:
            rows = self._with_file(rows)
        found = {int(group): confirmed_of(row) for group, row in rows.items() if self._counts(row)}
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
                chosen = Confirmed(codes, fingerprint(codes, self._taxes))
                kept[str(group)] = chosen_row(chosen, self._taxes, by=_BY_FILE)
        if kept != rows and not self._reading:
            self._settings.put(CONFIRMED, kept)
        return kept


def _group(name: str) -> int:
    if not (name.isascii() and name.isdigit() and int(name) in GROUP_NAMES):
        raise refused("tax_unmapped", sentence("Групи податку «{name}» немає.", name=name[:20]))
    return int(name)
