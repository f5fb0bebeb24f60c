"""The owner's forms of payment as entries of a sheet, and what a touch changes of them."""

from collections.abc import Sequence
from dataclasses import replace

from pos_app.domain.payment_form import LABELS, PaymentForm
from pos_app.ui.i18n import tr
from pos_app.ui.screens.sheet import Entry
from pos_app.ui.widgets.rows import Tone

_STAYS, _TURN, _GONE, _NO_CODE = "stays", "turn", "gone", "0"
"""What may become of a form; the harmless one stands first, so that a second Enter switches nothing off."""


def form_entries(forms: Sequence[PaymentForm]) -> list[Entry]:
    """Each form with Checkbox's label and code; the last entry adds one."""
    entries = []
    for place, form in enumerate(forms):
        code = tr("код {code}").format(code=form.code) if form.code else tr("код Checkbox")
        codes = [(str(number), tr("код {code}").format(code=number)) for number in range(1, 10)]
        choices = (
            (_STAYS, tr("Залишити")),
            (_TURN, tr("Вимкнути") if form.enabled else tr("Увімкнути")),
            (_GONE, tr("Прибрати")),
            (_NO_CODE, tr("код Checkbox")),
            *codes,
        )
        entries.append(
            Entry(
                f"form:{place}", form.name, tr("так") if form.enabled else tr("ні"), f"{form.label} · {code}", choices,
                tone=Tone.GOOD if form.enabled else Tone.PLAIN,
            )
        )  # fmt: skip
    labels = tuple((label, label) for label in LABELS)
    return [*entries, Entry("add", tr("Додати форму оплати"), choices=labels, icon_name="plus")]


def changed_forms(forms: Sequence[PaymentForm], key: str, choice: str) -> tuple[PaymentForm, ...]:
    """The forms after a choice."""
    if key == "add":
        return (*forms, PaymentForm(choice, choice))
    place = int(key.partition(":")[2])
    form = forms[place]
    if choice == _STAYS:
        return tuple(forms)
    if choice == _GONE:
        return (*forms[:place], *forms[place + 1 :])
    if choice == _TURN:
        form = replace(form, enabled=not form.enabled)
    else:
        form = replace(form, code=int(choice) or None)
    return (*forms[:place], form, *forms[place + 1 :])
