"""Every refusal of the vendor's article and every code of the live API is told apart."""

import json
from typing import Any

import pytest

from pos_app.checkbox import AnswerClass, CheckboxClient, CheckboxError, FieldError
from pos_app.checkbox.answers import KNOWN, failure, known_error
from pos_app.domain.errors import SENTENCES, Refused, Unreachable

A = AnswerClass

# (row, status, code, words) as the article and the recorded answers have them
ARTICLE = [
    ("duplicate_id", 400, "receipt.already_exists", "Вказаний id чеку вже існує"),
    ("bad_token", 401, "base.credentials", "Невірний токен доступу"),
    ("no_token", 403, "", "Not authenticated"),
    ("access_key", 403, "", "Невірний ключ доступу"),
    ("license_key", 401, "cash_register.invalid_license_key", "Невірний ключ ліцензії каси"),
    ("wrong_pin", 403, "cashier.invalid_credentials", "Невірний пінкод"),
    ("wrong_login", 403, "cashier.invalid_credentials", "Невірний логін або пароль"),
    ("other_cashier", 400, "", "Каса зайнята іншим касиром"),
    (
        "other_program",
        409,
        "",
        "Зміну відкрито за допомогою CheckBox Kasa, виконання дії через іншу інтеграцію призведе до "
        "непередбачуваних помилок в роботі каси",
    ),
    ("cashier_off", 403, "", "Доступ заборонено, оскільки касира деактивовано"),
    ("signer_off", 400, "", "CheckBox Підпис неактивний, запустіть його, будь ласка"),
    ("too_often", 400, "", "Занадто часто виконується запит отримання офлайн кодів"),
    ("shift_closed", 400, "shift.not_opened", "Зміну не відкрито"),
    ("need_manual", 400, "", "Cash register should be in manual offline mode!"),
    ("code_used", 400, "", "[offline_mode_exception#error] Offline code 'lRvyZSJLrC4' was used before!"),
    ("already_offline", 400, "", "Каса вже в режимі оффлайн"),
    (
        "previous_differs",
        400,
        "receipt.previous_id_last_id_differs",
        "id попереднього чеку відрізняється від останнього збереженого чеку",
    ),
    ("cash_short", 400, "", "Неможливо виконати операцію, оскільки в касі недостатньо коштів (500.00 > 20.00)"),
    ("paid_too_little", 400, "", "Сума платежів не може бути меньшою ніж сума чеку"),
    ("return_sum", 400, "", "Сума платежів повинна дорівнювати сумі чеку повернення (4544.00)"),
    ("unknown_order", 400, "", "Вказано невідомий ідентифікатор замовлення"),
    ("unreadable_body", 400, "", "There was an error parsing the body"),
    ("fiscal_date_order", 400, "date.fiscal_date_logic", ""),
    ("wrong_interval", 400, "date.wrong_interval", ""),
    ("option_disabled", 403, "organization.option_disabled", ""),
    ("invalid_request", 422, "validation.custom", "Validation error"),
]
CLASSES = {
    "duplicate_id": A.DUPLICATE,
    "bad_token": A.AUTH,
    "no_token": A.AUTH,
    "access_key": A.CONFIGURATION,
    "license_key": A.CONFIGURATION,
    "wrong_pin": A.CREDENTIALS,
    "wrong_login": A.CREDENTIALS,
    "other_cashier": A.LOCKED,
    "other_program": A.LOCKED,
    "cashier_off": A.LOCKED,
    "signer_off": A.SIGNER,
    "too_often": A.THROTTLED,
    "shift_closed": A.NOT_OPEN,
    "need_manual": A.NEED_MANUAL,
    "code_used": A.CODE_USED,
    "already_offline": A.ALREADY_OFFLINE,
    "previous_differs": A.PREVIOUS_DIFFERS,
    "cash_short": A.CASH_SHORT,
    "paid_too_little": A.PAYMENT_SUM,
    "return_sum": A.PAYMENT_SUM,
    "unknown_order": A.DEFINITE,
    "unreadable_body": A.DEFINITE,
    "fiscal_date_order": A.DEFINITE,
    "wrong_interval": A.DEFINITE,
    "option_disabled": A.DEFINITE,
    "invalid_request": A.DEFINITE,
}


def answer(status: int, body: object, method: str = "POST") -> CheckboxError:
    return failure(method, status, json.dumps(body, ensure_ascii=False).encode())


def test_the_examples_cover_every_row_of_the_table() -> None:
    assert [row for row, *_ in ARTICLE] == [row.name for row in KNOWN]
    assert set(CLASSES) == {row.name for row in KNOWN}


@pytest.mark.parametrize(
    ("row", "status", "code", "words"), [r for r in ARTICLE if r[3]], ids=[row for row, *_, words in ARTICLE if words]
)
def test_an_error_is_known_by_its_words(row: str, status: int, code: str, words: str) -> None:
    error = answer(status, {"message": words})
    assert (error.known, error.answer) == (row, CLASSES[row])
    assert (error.status, error.server_message) == (status, words)


@pytest.mark.parametrize(
    ("row", "status", "code", "words"), [r for r in ARTICLE if r[2]], ids=[row for row, _, code, _ in ARTICLE if code]
)
def test_an_error_is_known_by_its_code_when_the_words_have_drifted(
    row: str, status: int, code: str, words: str
) -> None:
    error = answer(status, {"code": code, "message": "Зовсім інші слова"})
    assert error.answer is CLASSES[row]
    assert error.server_code == code
    assert known_error(code, words) is next(known for known in KNOWN if known.name == row)


def test_a_code_outweighs_words_that_say_something_else() -> None:
    error = answer(400, {"code": "shift.not_opened", "message": "Вказаний id чеку вже існує"})
    assert error.answer is A.NOT_OPEN


def test_an_unknown_code_leaves_the_words_to_decide() -> None:
    assert answer(400, {"code": "brand.new", "message": "Каса  зайнята\nІншим касиром"}).answer is A.LOCKED


def test_words_are_known_whatever_their_case_and_spaces() -> None:
    assert answer(400, {"message": "  ЗМІНУ НЕ   ВІДКРИТО. "}).answer is A.NOT_OPEN


def test_words_in_detail_count_like_a_message() -> None:
    assert answer(403, {"detail": "Not authenticated"}).answer is A.AUTH


@pytest.mark.parametrize(
    ("status", "expected", "till_code"),
    [
        (400, A.DEFINITE, "refused_by_server"),
        (401, A.AUTH, "not_signed_in"),
        (402, A.DEFINITE, "refused_by_server"),
        (403, A.DEFINITE, "refused_by_server"),
        (404, A.DEFINITE, "refused_by_server"),
        (408, A.THROTTLED, "throttled"),
        (409, A.LOCKED, "register_blocked"),
        (413, A.DEFINITE, "refused_by_server"),
        (422, A.DEFINITE, "refused_by_server"),
        (429, A.THROTTLED, "throttled"),
        (500, A.AMBIGUOUS, "unreachable"),
        (502, A.AMBIGUOUS, "unreachable"),
        (503, A.AMBIGUOUS, "unreachable"),
        (504, A.AMBIGUOUS, "unreachable"),
        (301, A.AMBIGUOUS, "unreachable"),
        (307, A.AMBIGUOUS, "unreachable"),
    ],
)
def test_unknown_words_are_judged_by_status(status: int, expected: AnswerClass, till_code: str) -> None:
    error = answer(status, {"message": "щось нове"})
    assert (error.answer, error.code, error.status) == (expected, till_code, status)


def test_404_of_a_get_means_the_server_does_not_know_the_document() -> None:
    error = answer(404, {"message": "Чек не знайдено"}, "GET")
    assert (error.answer, error.code) == (A.NOT_FOUND, "unknown_receipt")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422])
@pytest.mark.parametrize("content", [b"<html>no</html>", b'{"message": "cut', b"[]", b"null", b'"text"', b"\xff"])
def test_a_refusal_that_is_no_json_object_is_ambiguous(status: int, content: bytes) -> None:
    error = failure("GET", status, content)
    assert (error.answer, error.status) == (A.AMBIGUOUS, status)


def test_401_without_a_body_still_asks_for_a_sign_in() -> None:
    assert failure("POST", 401, b"").answer is A.AUTH


@pytest.mark.parametrize("status", [408, 429])
def test_a_throttling_answer_needs_no_json(status: int) -> None:
    assert failure("POST", status, b"<html>slow down</html>", 5.0).retry_after_s == 5.0
    assert failure("POST", status, b"").answer is A.THROTTLED


def test_a_known_text_under_a_5xx_is_still_ambiguous() -> None:
    assert answer(500, {"code": "shift.not_opened", "message": "Зміну не відкрито"}).answer is A.AMBIGUOUS


def test_503_keeps_the_vendors_words_on_maintenance_and_shows_them() -> None:
    words = "Maintenance work till 3:30 GMT+3. Sorry for the inconvenience."
    error = answer(503, {"message": words})
    assert (error.answer, error.known, error.server_message) == (A.AMBIGUOUS, "maintenance", words)
    assert words in error.message


def test_422_names_the_fields() -> None:
    body = {
        "detail": [
            {"loc": ["body", "goods", 2, "good", "price"], "msg": "ensure this value is greater than 0", "type": "x"},
            {"loc": "odd", "msg": "no place"},
            {"loc": ["body"]},
            "odd",
        ],
        "message": "Validation error",
    }
    error = answer(422, body)
    assert error.fields == (
        FieldError(("body", "goods", 2, "good", "price"), "ensure this value is greater than 0"),
        FieldError((), "no place"),
    )
    assert "ensure this value is greater than 0" in error.message


def test_the_cashier_reads_the_servers_reason() -> None:
    assert answer(400, {"message": "Товар заборонено"}).message == "Checkbox відхилив: Товар заборонено"
    assert answer(409, {"message": "Інша програма"}).message.endswith("Інша програма")


def test_a_wrong_pin_and_a_wrong_login_read_differently() -> None:
    pin = answer(403, {"code": "cashier.invalid_credentials", "message": "Невірний пінкод"})
    login = answer(403, {"code": "cashier.invalid_credentials", "message": "Невірний логін або пароль"})
    assert pin.code == login.code == "wrong_pin"
    assert pin.message == SENTENCES["wrong_pin"]
    assert "логін" in login.message


def test_the_servers_words_are_cleaned_and_bounded() -> None:
    error = answer(400, {"message": "a\x1b[31m\n\tb" + "x" * 9000})
    assert "\x1b" not in error.server_message
    assert "\n" not in error.message
    assert len(error.server_message) == 500


@pytest.mark.parametrize(("row", "status", "code", "words"), ARTICLE, ids=[row for row, *_ in ARTICLE])
def test_every_error_belongs_to_a_family_and_has_a_sentence(row: str, status: int, code: str, words: str) -> None:
    error = answer(status, {"code": code, "message": words})
    family = Unreachable if error.answer is A.THROTTLED else Refused
    assert isinstance(error, family)
    assert error.code in SENTENCES
    assert error.message
    assert str(error.answer) in repr(error)


async def test_asking_for_codes_too_often_is_throttled_though_the_status_is_200(
    client: CheckboxClient, server: Any
) -> None:
    body = {"status": "ERROR", "error": "Занадто часто виконується запит отримання офлайн кодів"}
    server.says(200, body)
    with pytest.raises(CheckboxError) as caught:
        await client.ask_offline_codes()
    assert (caught.value.answer, caught.value.known) == (A.THROTTLED, "too_often")


async def test_another_error_under_status_200_is_given_back_as_it_is(client: CheckboxClient, server: Any) -> None:
    server.says(200, {"status": "ERROR", "error": "ДПС не відповідає"})
    answer = await client.ask_offline_codes()
    assert (answer.status, answer.error) == ("ERROR", "ДПС не відповідає")


@pytest.mark.parametrize("relation", ["", ".", ".."])
async def test_a_relation_id_that_leads_elsewhere_is_not_sent(
    client: CheckboxClient, server: Any, relation: str
) -> None:
    with pytest.raises(ValueError, match="relation"):
        await client.prepayment(relation)
    assert server.requests == []


@pytest.mark.parametrize("key", ["", "17", "../../shifts", "x" * 12])
async def test_a_receipt_is_asked_for_by_its_id_or_fiscal_code_alone(
    client: CheckboxClient, server: Any, key: str
) -> None:
    with pytest.raises(ValueError, match="UUID"):
        await client.receipt(key)
    assert server.requests == []


async def test_a_receipt_the_server_does_not_know_is_not_found(client: CheckboxClient, server: Any) -> None:
    server.says(404, {"message": "Чек не знайдено"})
    with pytest.raises(CheckboxError) as caught:
        await client.receipt("lRvyZSJLrC4")
    assert caught.value.answer is A.NOT_FOUND
