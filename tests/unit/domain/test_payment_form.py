"""Forms of payment: what may be told to Checkbox and to the cashier."""

import pytest

from pos_app.domain.errors import Refused
from pos_app.domain.payment_form import DEFAULT_FORMS, LABELS, PaymentForm, check_forms


def test_the_usual_forms_are_good_and_use_labels_of_the_specification() -> None:
    check_forms(DEFAULT_FORMS)
    assert {form.label for form in DEFAULT_FORMS} <= set(LABELS)
    assert [form.name for form in DEFAULT_FORMS if form.enabled] == ["Сертифікат"]


@pytest.mark.parametrize(
    "forms",
    [
        (PaymentForm("", "Талон"),),
        (PaymentForm("Талон", " "),),
        (PaymentForm("Талон", "x" * 129),),
        (PaymentForm("Талон", "а\nб"),),
        (PaymentForm("Талон", "Талон", 10),),
        (PaymentForm("Талон", "Талон"), PaymentForm("талон ", "Жетон")),
        tuple(PaymentForm(str(number), "Талон") for number in range(13)),
    ],
)
def test_a_form_that_nobody_could_read_is_refused(forms: tuple[PaymentForm, ...]) -> None:
    with pytest.raises(Refused, match="bad_shop_rule"):
        check_forms(forms)
