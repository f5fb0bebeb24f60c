"""The table of taxes as a person and the RPC see it: what each group sells under, why, and what speaks against it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pos_app.catalog.taxmap import GROUP_NAMES, OverrideKind, TaxMap, accept, propose
from pos_app.catalog.taxwhy import doubt, stopped, why
from pos_app.domain.tax import Tax
from pos_app.till.tax_rows import confirmed_of, from_row

_Rows = Mapping[str, Mapping[str, Any]]


def tax_view(
    known: TaxMap,
    stored: _Rows,
    overrides: Sequence[Mapping[str, Any]],
    *,
    used: Sequence[int],
    pays_vat: bool | None,
    name_of: Callable[[OverrideKind, str], str],
) -> dict[str, Any]:
    """In JSON's own types. `stored` and `overrides` are the rows of the settings that `known` was made from."""
    taxes = known.taxes
    proposed = accept(propose(taxes.values()))
    confirmed = {group: known.codes_for(group) for group in GROUP_NAMES}
    return {
        "taxes": [_shown(tax) for tax in taxes.values()],
        "groups": [_group(known, stored, group, group in used, proposed, pays_vat) for group in GROUP_NAMES],
        "proposed": {str(g): list(codes) for g, codes in proposed.items()},
        "confirmed": {str(group): list(codes) for group, codes in confirmed.items() if codes},
        "overrides": [_override(row, taxes, pays_vat, name_of) for row in overrides],
    }


def _group(
    known: TaxMap,
    stored: _Rows,
    group: int,
    used: bool,
    proposed: Mapping[int, tuple[int, ...]],
    pays_vat: bool | None,
) -> dict[str, Any]:
    chosen = known.confirmed.get(group)
    codes = known.codes_for(group)
    stop = stopped(chosen, known.taxes) if chosen is not None and chosen.codes else None
    against = stop or doubt(group, codes or proposed.get(group, ()), known.taxes, pays_vat=pays_vat)
    view = {
        "group": str(group),
        "name": GROUP_NAMES[group],
        "used": used,
        "why": why(group, known.taxes.values()),
        "conflict": against,
        "sold": bool(codes),
    }
    if stop is not None:
        view["was"] = _was(stored.get(str(group), {}))
    return view


def _override(
    row: Mapping[str, Any],
    taxes: Mapping[int, Tax],
    pays_vat: bool | None,
    name_of: Callable[[OverrideKind, str], str],
) -> dict[str, Any]:
    chosen = confirmed_of(row)
    stop = stopped(chosen, taxes)
    view = {
        "kind": row["kind"],
        "key": row["key"],
        "name": name_of(OverrideKind(row["kind"]), row["key"]),
        "codes": list(chosen.codes),
        "conflict": stop or doubt(-1, chosen.codes, taxes, pays_vat=pays_vat),
    }
    if stop is not None:
        view["was"] = _was(row)
    return view


def _was(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [_shown(from_row(tax)) for tax in row.get("was", ())]


def _shown(tax: Tax) -> dict[str, Any]:
    return {
        "code": tax.code,
        "label": tax.label,
        "symbol": tax.symbol,
        "rate": tax.rate,
        "extra_rate": tax.extra_rate,
        "no_vat": tax.no_vat,
    }
