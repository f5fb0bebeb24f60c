"""What a code was read as, in words; and the owner's rules as rows."""

from collections.abc import Mapping

from pos_app.catalog.barcode_rules import CardRule
from pos_app.catalog.scan import WRONG, Said, Step
from pos_app.domain.in_store import InStoreKind, InStoreRule
from pos_app.till.code_state import BarcodeTest, PackRow
from pos_app.ui.i18n import tr
from pos_app.ui.widgets.rows import Row, Tone
from pos_app.ui.words import counted, hryvnias, quantity, unit

_SYMBOLS: Mapping[str, str] = {
    "]C1": "GS1-128",
    "]C0": "Code 128",
    "]d2": "GS1 DataMatrix",
    "]d1": "DataMatrix",
    "]Q3": "GS1 QR",
    "]Q1": "QR",
    "]E0": "EAN-13 / UPC",
    "]E4": "EAN-8",
    "]e0": "GS1 DataBar",
    "]I1": "ITF-14",
    "]A0": "Code 39",
}


def step_in_words(step: Step) -> str:
    """One step of the reading as a sentence."""
    values = {**step.values}
    if step.said is Said.SYMBOL:
        return tr("Сканер назвав вид коду: {symbol}").format(symbol=_SYMBOLS.get(values["symbol"], values["symbol"]))
    if step.said is Said.LABEL:
        return _label_in_words(values)
    if step.said is Said.GS1:
        return _gs1_in_words(values)
    if step.said is Said.LABEL_WITH_SUM:
        return tr("Сума {sum} за ціною {price}: {quantity}").format(
            sum=hryvnias(int(values["sum"])),
            price=hryvnias(int(values["price"])),
            quantity=quantity(int(values["quantity"])),
        )
    return _sentences()[step.said].format(**values)


def _sentences() -> Mapping[Said, str]:
    return {
        Said.PACK: tr("Упаковка: {name} × {count} шт"),
        Said.PACK_LOST: tr("Упаковка товару, якого вже немає в каталозі"),
        Said.NUMBER: tr("Номер товару: {name}"),
        Said.NUMBER_OF_SEVERAL: tr("Номер мають товари: {count}. Касир обере"),
        Said.NO_NUMBER: tr("Товару з таким номером немає"),
        Said.CHECK_DIGIT: tr("Контрольна цифра не сходиться: {code}, має бути {right}"),
        Said.ADD_ON: tr("Видання: {name}, випуск {issue}"),
        Said.CARD: tr("Картка покупця: починається з {prefix}"),
        Said.LABEL_VERIFIER: tr("Правило {prefix}: контрольна цифра значення не сходиться"),
        Said.LABEL_NO_ARTICLE: tr("Правило {prefix}: артикула {article} немає в каталозі"),
        Said.STAMP_PAPER: tr("Паперова акцизна марка {stamp}"),
        Said.STAMP_ELECTRONIC: tr("Електронна акцизна марка для: {name}"),
        Said.GS1_BROKEN: tr("Код GS1 обірваний або пошкоджений. Скануйте ще раз"),
        Said.GS1_WRONG_GTIN: tr("Номер у коді GS1 неправильний: {code}, має бути {right} в кінці"),
        Said.GS1_NO_GTIN: tr("У коді GS1 немає номера товару"),
        Said.GS1_UNKNOWN: tr("Товару з номером {gtin} немає в каталозі"),
        Said.RECEIPT: tr("Чек: на цій касі його не продавали"),
        Said.INNER: tr("Упаковка товару «{name}»: скільки в ній штук, ще не вказано"),
        Said.ARTICLE: tr("Артикул товару: {name}"),
        Said.NOTHING: tr("Це не номер, не марка і не чек"),
    }


def _label_in_words(values: Mapping[str, str]) -> str:
    amount = int(values["amount"])
    kind = values["kind"]
    shown = (
        quantity(amount, tr("кг"))
        if kind == InStoreKind.WEIGHT
        else hryvnias(amount)
        if kind == InStoreKind.PRICE
        else f"{amount} {tr('шт')}"
    )
    return tr("Правило {prefix}: артикул {article}, {amount} — {name}").format(
        prefix=values["prefix"], article=values["article"], amount=shown, name=values["name"]
    )


def _gs1_in_words(values: Mapping[str, str]) -> str:
    parts = [tr("GS1: {name}").format(name=values["name"])]
    if values["weight"]:
        parts.append(quantity(int(values["weight"]), tr("кг")))
    if values["count"]:
        parts.append(f"{values['count']} {tr('шт')}")
    if values["sum"]:
        parts.append(hryvnias(int(values["sum"])))
    if values["batch"]:
        parts.append(tr("партія {batch}").format(batch=values["batch"]))
    if values["expires"]:
        parts.append(tr("до {date}").format(date=".".join(reversed(values["expires"].split("-")))))
    return ", ".join(parts)


def step_row(place: int, step: Step, *, last: bool) -> Row:
    """A step in the list of the test page."""
    wrong = step.said in WRONG or step.said in {Said.NO_NUMBER, Said.NOTHING}
    tone = Tone.WARN if wrong else Tone.GOOD if last else Tone.PLAIN
    return Row(str(place), step_in_words(step), "", "", "", "alert" if wrong else "check", tone)


def verdict(found: BarcodeTest) -> tuple[str, bool]:
    """What the till would do with the code, and whether it knows it."""
    if found.kind == "goods" and len(found.products) > 1:
        many = tr("Касир обере з {count} товарів")
        return counted(len(found.products), tr("Касир обере з {count} товару"), many, many), True
    if found.kind == "goods":
        (product,) = found.products
        parts = [product.name]
        if found.quantity is not None:
            parts.append(quantity(found.quantity, unit(product)))
        if found.price is not None:
            parts.append(hryvnias(found.price))
        return ", ".join(parts), True
    words = {
        "stamp": tr("Акцизна марка"),
        "receipt": tr("Чек для повернення"),
        "card": tr("Картка покупця {code}").format(code=found.code),
    }
    return words.get(found.kind, tr("Невідомий код")), found.kind in words


def why_unknown(step: Step | None) -> str:
    """Why a code could not be read, for the strip; nothing where nothing is known."""
    return step_in_words(step) if step is not None else ""


# the owner's rules


def kind_in_words(kind: InStoreKind) -> str:
    """What a label's value is."""
    return {
        InStoreKind.WEIGHT: tr("Вага"),
        InStoreKind.PRICE: tr("Сума"),
        InStoreKind.PIECES: tr("Штуки"),
    }[kind]


def decimals_of(rule: InStoreRule) -> int:
    """How many digits of the value stand after the decimal point: of kilograms or of hryvnias."""
    whole = {InStoreKind.WEIGHT: 3, InStoreKind.PRICE: 2, InStoreKind.PIECES: 0}[rule.kind]
    return whole - (len(str(rule.scale)) - 1)


def label_row(rule: InStoreRule) -> Row:
    """A rule in the list."""
    under = tr("артикул {article} цифр, значення {value}, після коми {decimals}").format(
        article=rule.article_digits, value=rule.value_digits, decimals=decimals_of(rule)
    )
    return Row(rule.prefix, kind_in_words(rule.kind), under, rule.prefix, "", "barcode")


def pack_row(row: PackRow) -> Row:
    """A pack in the list."""
    name = row.name or tr("Товару вже немає в каталозі")
    return Row(row.code, name, row.code, f"× {row.count}", "", "basket", Tone.PLAIN if row.name else Tone.WARN)


def card_row(rule: CardRule) -> Row:
    """A card's beginning in the list."""
    under = tr("рівно {length} знаків").format(length=rule.length) if rule.length else tr("будь-якої довжини")
    return Row(rule.prefix, tr("Починається з {prefix}").format(prefix=rule.prefix), under, "", "", "card")
