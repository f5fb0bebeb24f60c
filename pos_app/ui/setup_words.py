"""Setting the shop up in words: what the vendors said of keys, and where the keys lie."""

from pos_app.till.shop_setup import CheckboxAnswer, Opens, Safe, SetupView, Signer, SmartKasaAnswer
from pos_app.ui.i18n import tr
from pos_app.ui.widgets.rows import Row, Tone


def checkbox_facts(answer: CheckboxAnswer) -> list[Row]:
    """Register, cashier, signature, and what is to be looked at."""
    where = ", ".join(filter(None, (answer.title, answer.address)))
    test = tr("Тестовий ПРРО: чеки не справжні") if answer.test else where
    rows = [
        _fact("register", tr("ПРРО {number}").format(number=answer.register), test, good=not answer.test),
        _fact("cashier", answer.cashier, answer.seller),
        _signer(answer),
    ]
    if answer.has_shift:
        rows.append(_fact("shift", tr("На цьому ПРРО відкрито зміну"), tr("Чи не працює там інша каса?"), good=False))
    return rows


def _signer(answer: CheckboxAnswer) -> Row:
    ends = ""
    if answer.certificate_end is not None:
        ends = tr("діє до {date}").format(date=f"{answer.certificate_end:%d.%m.%Y}")
    words = {
        Signer.CLOUD: (tr("Підпис у хмарі: працює сам"), ends, True),
        Signer.ON: (tr("Підпис відповідає"), ends or tr("Не закривайте Checkbox Підпис при відкритій зміні"), True),
        Signer.OFF: (tr("Підпис не відповідає"), tr("Запустіть Checkbox Підпис, перевірте ще раз"), False),
        Signer.UNKNOWN: (tr("Про підпис нічого не відомо"), tr("Перевірте ще раз за хвилину"), False),
    }
    title, under, good = words[answer.signer]
    return _fact("signer", title, under, good=good)


def smartkasa_facts(answer: SmartKasaAnswer) -> list[Row]:
    """The shop that is meant, or that it must be chosen."""
    chosen = next((shop for shop in answer.shops if shop.id == answer.shop_id), None)
    if chosen is None:
        count = tr("У цьому обліковому записі їх {count}").format(count=len(answer.shops))
        return [_fact("shop", tr("Оберіть магазин ліворуч"), count, good=False)]
    rows = [_fact("shop", chosen.title, tr("Магазин № {number}").format(number=chosen.id))]
    if chosen.fiscalizes:
        words = tr("Чеки туди каса надсилає лише за вашою згодою")
        rows.append(_fact("fiscal", tr("Там фіскалізує сама SmartKasa"), words, good=False))
    return rows


def _fact(key: str, title: str, under: str, *, good: bool = True) -> Row:
    tone = Tone.GOOD if good else Tone.WARN
    return Row(key, title, under, icon_name="check" if good else "alert", tone=tone)


def keys_words(view: SetupView) -> str:
    """Where the keys lie, where that is as it should be."""
    return {
        Safe.KEYRING: tr("Ключі у сховищі паролів комп'ютера."),
        Safe.ENVIRONMENT: tr("Ключі задано змінними середовища."),
    }.get(view.keys_in, "")


def keys_warning(view: SetupView) -> str:
    """The plain file said aloud."""
    if view.keys_in is not Safe.FILE:
        return ""
    return tr("Увага: ключі лежать відкритим текстом у файлі {file}.").format(file=view.file)


def opens_word(opens: Opens) -> str:
    """What a till is, in a word."""
    return tr("навчальна") if opens is Opens.SANDBOX else tr("справжня")
