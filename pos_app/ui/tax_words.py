"""The table of taxes in words: what a group is sold with, why it was proposed so, what speaks against it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pos_app.domain.tax import Tax
from pos_app.ui.i18n import tr
from pos_app.ui.widgets.rows import Row, Tone
from pos_app.ui.words import and_more

Answer = Mapping[str, Any]
Table = dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class TaxTable:
    """The till's answer, read leniently: what is missing is empty."""

    taxes: Mapping[int, Tax]
    groups: Sequence[Answer]
    proposed: Table
    confirmed: Table
    overrides: Sequence[Answer]
    bare_excise: int
    bare_names: Sequence[str]


NOTHING_KNOWN = TaxTable({}, (), {}, {}, (), 0, ())


def read_answer(answer: Answer) -> TaxTable:
    """What `taxes` of the till says."""
    bare = answer.get("excise_without_uktzed") or {}
    proposed, confirmed = _table(answer.get("proposed")), _table(answer.get("confirmed"))
    groups = answer.get("groups") or [{"group": key} for key in proposed | confirmed]
    return TaxTable(
        {int(row["code"]): _tax(row) for row in answer.get("taxes", ()) if "code" in row},
        sorted(groups, key=lambda group: not group.get("used")),
        proposed,
        confirmed,
        tuple(answer.get("overrides") or ()),
        int(bare.get("count") or 0),
        tuple(bare.get("names") or ()),
    )


def _table(value: object) -> Table:
    if not isinstance(value, Mapping):
        return {}
    return {str(key): tuple(int(code) for code in codes) for key, codes in value.items()}


def _tax(row: Answer) -> Tax:
    rate, extra = Decimal(str(row.get("rate") or 0)), Decimal(str(row.get("extra_rate") or 0))
    label, symbol = str(row.get("label") or row["code"]), str(row.get("symbol") or "")
    return Tax(int(row["code"]), label, symbol, rate, extra, bool(row.get("no_vat")))


# taxes and codes


def rate_in_words(tax: Tax) -> str:
    """ "20 % + акциз 5 %"; nothing for a rate of 0."""
    rates = [f"{_number(tax.rate)} %"] if tax.rate else []
    if tax.extra_rate:
        rates.append(tr("акциз {rate} %").format(rate=_number(tax.extra_rate)))
    return " + ".join(rates)


def _number(rate: Decimal) -> str:
    return f"{rate.normalize():f}".replace(".", ",")


def codes_in_words(codes: Sequence[int], taxes: Mapping[int, Tax]) -> str:
    """The taxes of a choice by letter and name."""
    return ", ".join(_name(taxes[code]) if code in taxes else tr("код {code}").format(code=code) for code in codes)


def _name(tax: Tax) -> str:
    return f"{tax.symbol} {tax.label}".strip()


def symbols(codes: Sequence[int], taxes: Mapping[int, Tax]) -> str:
    """Letters alone."""
    return " ".join(taxes[code].symbol for code in codes if code in taxes)


def code_rows(taxes: Mapping[int, Tax], chosen: Sequence[int]) -> list[Row]:
    """The register's taxes to choose from."""
    return [
        Row(
            str(tax.code),
            tax.label,
            " · ".join(filter(None, (tr("код {code}").format(code=tax.code), rate_in_words(tax)))),
            tax.symbol,
            "",
            "check" if tax.code in chosen else "minus",
            Tone.GOOD if tax.code in chosen else Tone.PLAIN,
        )
        for tax in taxes.values()
    ]


def toggled(chosen: Sequence[int], code: int, taxes: Mapping[int, Tax]) -> tuple[int, ...]:
    """The choice after a touch on a tax: one tax, and beside it perhaps the military levy."""
    if code in chosen:
        return tuple(one for one in chosen if one != code)
    if taxes[code].is_levy:
        return (*chosen, code)
    return (code, *(one for one in chosen if one in taxes and taxes[one].is_levy))


# groups


def group_title(group: Answer) -> str:
    """A group by number and SmartKasa's name."""
    title = tr("Група {key}").format(key=group.get("group"))
    name = group.get("name")
    return f"{title}: {name}" if name else title


def group_row(group: Answer, codes: Sequence[int], known: TaxTable, *, needed: bool) -> Row:
    """A group in the list: what it is sold with, and whether a person still has to look."""
    key = str(group.get("group"))
    words = codes_in_words(codes, known.taxes)
    conflict = group.get("conflict")
    if not codes:
        missing = tr("не налаштовано: товари не продаються") if needed else tr("таких товарів немає")
        return Row(key, group_title(group), missing, "", "", "taxes", Tone.WARN if needed else Tone.PLAIN)
    if codes != known.confirmed.get(key):
        words = tr("{taxes} — не підтверджено").format(taxes=words)
    tone = Tone.STOP if conflict in {"changed", "gone"} else Tone.WARN if conflict and needed else Tone.PLAIN
    return Row(key, group_title(group), words, symbols(codes, known.taxes), "", "taxes", tone)


def why_in_words(why: object) -> str:
    """What a proposal rests on."""
    return {
        "rates": tr("Ставки збігаються, і такий податок у Checkbox один."),
        "label": tr("Ставка 0 %: податок упізнано за назвою."),
        "excise_alone": tr("Акциз збігається, ПДВ група не називає. Звірте."),
        "none_fits": tr("У Checkbox немає податку з такими ставками. Оберіть."),
        "several_fit": tr("Таких податків у Checkbox кілька. Оберіть один."),
        "not_set": tr("У SmartKasa податок не вказано. Оберіть або вкажіть його там."),
        "zero_excise": tr("Акциз 0 % не видно зі ставок Checkbox. Оберіть."),
    }.get(str(why), "")


def conflict_in_words(item: Answer) -> str:
    """What speaks against a group's or an exception's taxes; nothing where nothing does."""
    was = codes_in_words([int(row["code"]) for row in item.get("was", ())], {t.code: t for t in _was(item)})
    rates = ", ".join(filter(None, (rate_in_words(tax) for tax in _was(item))))
    was = f"{was} ({rates})" if rates else was
    return {
        "changed": tr("Checkbox змінив податок, продаж зупинено. Було: {was}.").format(was=was or "—"),
        "gone": tr("У Checkbox такого податку вже немає, продаж зупинено. Було: {was}.").format(was=was or "—"),
        "not_a_payer": tr("Продавець не платить ПДВ, а податок має ставку ПДВ."),
        "other_vat": tr("Ставка ПДВ інша, ніж каже SmartKasa."),
        "no_excise": tr("Група акцизна, а податок без такого акцизу."),
    }.get(str(item.get("conflict") or ""), "")


def _was(item: Answer) -> list[Tax]:
    return [_tax(row) for row in item.get("was", ()) if "code" in row]


def bare_excise_in_words(known: TaxTable) -> str:
    """Excise goods without a УКТЗЕД: their receipt would miss a row that it must have."""
    if not known.bare_excise:
        return ""
    named = known.bare_names[:2]
    names = and_more(" · ".join(named), known.bare_excise - len(named))
    return tr("Акцизних товарів без УКТЗЕД: {count}. Додайте код у SmartKasa: {names}").format(
        count=known.bare_excise, names=names
    )


# exceptions


def override_key(item: Answer) -> str:
    """One text for an exception."""
    return f"{item.get('kind')}:{item.get('key')}"


def kind_in_words(kind: object) -> str:
    """What an exception is for."""
    return {
        "product": tr("товар"),
        "category": tr("категорія"),
        "uktzed": tr("УКТЗЕД починається з"),
    }.get(str(kind), "")


def override_row(item: Answer, known: TaxTable) -> Row:
    """An exception in the list."""
    codes = tuple(int(code) for code in item.get("codes", ()))
    kind, name = kind_in_words(item.get("kind")), str(item.get("name") or item.get("key"))
    title = f"{kind} {name}" if item.get("kind") == "uktzed" else name
    under = " · ".join(filter(None, ("" if item.get("kind") == "uktzed" else kind, codes_in_words(codes, known.taxes))))
    tone = Tone.STOP if item.get("conflict") in {"changed", "gone"} else Tone.PLAIN
    return Row(override_key(item), title, under, symbols(codes, known.taxes), "", "taxes", tone)
