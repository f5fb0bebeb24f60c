"""Tells every refusal of Checkbox apart: by its stable `code` first, by its words second, by its status last.

The texts are those of the vendor's article; the codes were recorded from the live API in 2026, which sends
them beside messages whose wording has drifted.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pos_app.checkbox.errors import (
    MAX_SERVER_TEXT,
    Ambiguous,
    AnswerClass,
    CheckboxError,
    FieldError,
    Rejected,
    Throttled,
    Words,
)
from pos_app.checkbox.jsontext import parse_json
from pos_app.domain.errors import SENTENCES
from pos_app.domain.said import parts_of, sentence

A = AnswerClass


@dataclass(frozen=True, slots=True)
class Known:
    """One error that the vendor documents: how to recognise it, and what it means for the till."""

    name: str
    answer: AnswerClass
    till_code: str
    codes: tuple[str, ...] = ()
    text: str = ""  # a pattern for the message in lower case with single spaces; empty: by code only

    def says(self, message: str) -> bool:
        """Whether the words alone give this error away."""
        return bool(self.text) and re.search(self.text, " ".join(message.casefold().split())) is not None


KNOWN: Final = (
    Known("duplicate_id", A.DUPLICATE, "refused_by_server", ("receipt.already_exists",), r"вказаний id \w+ вже існує"),
    Known("bad_token", A.AUTH, "not_signed_in", ("base.credentials",), r"невірний токен"),
    Known("no_token", A.AUTH, "not_signed_in", (), r"not authenticated"),
    Known("access_key", A.CONFIGURATION, "access_key_invalid", (), r"невірний ключ доступу"),
    Known(
        "license_key",
        A.CONFIGURATION,
        "license_invalid",
        ("cash_register.invalid_license_key",),
        r"невірний ключ ліцензії",
    ),
    Known("wrong_pin", A.CREDENTIALS, "wrong_pin", ("cashier.invalid_credentials",), r"невірний п[іи]н"),
    Known("wrong_login", A.CREDENTIALS, "wrong_pin", ("cashier.invalid_credentials",), r"невірний логін"),
    Known("other_cashier", A.LOCKED, "register_busy", (), r"каса зайнята"),
    Known("other_program", A.LOCKED, "register_blocked", (), r"зміну відкрито за допомогою"),
    Known("cashier_off", A.LOCKED, "cashier_deactivated", (), r"касира? деактивован"),
    Known("signer_off", A.SIGNER, "signer_off", (), r"підпис неактивн"),
    Known("too_often", A.THROTTLED, "throttled", (), r"занадто част|too often|too many requests"),
    Known("shift_closed", A.NOT_OPEN, "shift_not_open", ("shift.not_opened",), r"змін[уа] не відкрит"),
    Known("need_manual", A.NEED_MANUAL, "refused_by_server", (), r"manual offline mode"),
    Known("code_used", A.CODE_USED, "refused_by_server", (), r"offline code .*was used before"),
    Known("already_offline", A.ALREADY_OFFLINE, "refused_by_server", (), r"вже в режимі офф?лайн"),
    Known(
        "previous_differs",
        A.PREVIOUS_DIFFERS,
        "refused_by_server",
        ("receipt.previous_id_last_id_differs",),
        r"id попереднього чек\w* відрізняється",
    ),
    Known("cash_short", A.CASH_SHORT, "cash_short", (), r"в касі недостатньо (коштів|готівки)"),
    Known("paid_too_little", A.PAYMENT_SUM, "payment_too_small", (), r"сума платежів не може бути мен"),
    Known("return_sum", A.PAYMENT_SUM, "return_sum_differs", (), r"сума платежів повинна дорівнювати"),
    Known("unknown_order", A.DEFINITE, "refused_by_server", (), r"невідомий ідентифікатор замовлення"),
    Known("unreadable_body", A.DEFINITE, "refused_by_server", (), r"error parsing the body"),
    Known("fiscal_date_order", A.DEFINITE, "refused_by_server", ("date.fiscal_date_logic",)),
    Known("wrong_interval", A.DEFINITE, "refused_by_server", ("date.wrong_interval",)),
    Known("option_disabled", A.DEFINITE, "refused_by_server", ("organization.option_disabled",)),
    Known("invalid_request", A.DEFINITE, "refused_by_server", ("validation.custom",), r"^validation error$"),
)

# what a status means when neither code nor words are known
_BY_STATUS: Final[Mapping[int, tuple[AnswerClass, str]]] = {
    401: (A.AUTH, "not_signed_in"),
    408: (A.THROTTLED, "throttled"),
    409: (A.LOCKED, "register_blocked"),
    429: (A.THROTTLED, "throttled"),
}
# classes for which the server's own words are what the cashier needs to read
_IN_ITS_OWN_WORDS: Final = frozenset(
    {A.DUPLICATE, A.LOCKED, A.NEED_MANUAL, A.CODE_USED, A.ALREADY_OFFLINE, A.PREVIOUS_DIFFERS, A.DEFINITE}
)


def known_error(code: str, message: str) -> Known | None:
    """The row of the table for this code and these words, if there is one."""
    by_code = [row for row in KNOWN if code in row.codes]
    if by_code:
        return next((row for row in by_code if row.says(message)), by_code[0])
    return next((row for row in KNOWN if row.says(message)), None)


def failure(method: str, status: int, content: bytes, retry_after_s: float | None = None) -> CheckboxError:
    """The error for an answer with any status but 2xx."""
    words, is_json_object = _words(status, content, retry_after_s)
    if status >= 500 or status < 400:
        return _ambiguous(words)
    if status in (408, 429):
        return _of_class(*_BY_STATUS[status], words)
    if not is_json_object and not (status == 401 and not content.strip()):
        return _ambiguous(words)
    known = known_error(words.code, words.message)
    if known is not None:
        return _of_class(known.answer, known.till_code, words, known.name)
    if status == 404 and method == "GET":
        return _of_class(A.NOT_FOUND, "unknown_receipt", words)
    return _of_class(*_BY_STATUS.get(status, (A.DEFINITE, "refused_by_server")), words)


def refusal_in_words(message: str) -> CheckboxError | None:
    """The error hidden in a 200 answer whose body says ERROR, when its words are in the table."""
    known = known_error("", message)
    if known is None:
        return None
    return _of_class(known.answer, known.till_code, Words(status=200, message=_clean(message)), known.name)


def _ambiguous(words: Words) -> Ambiguous:
    sentence = SENTENCES["unreachable"]
    if words.status == 503 and words.message:
        # the vendor's own words on maintenance: shown, never parsed
        return Ambiguous(A.AMBIGUOUS, words, message=f"{sentence} Checkbox: {words.message}", known="maintenance")
    return Ambiguous(A.AMBIGUOUS, words)


def _of_class(answer: AnswerClass, till_code: str, words: Words, known: str = "") -> CheckboxError:
    if answer is A.THROTTLED:
        return Throttled(answer, words, code=till_code, known=known)
    return Rejected(answer, words, code=till_code, message=_sentence(answer, till_code, words, known), known=known)


def _sentence(answer: AnswerClass, till_code: str, words: Words, known: str) -> str:
    if known == "wrong_login":
        return sentence("Неправильний логін або пароль. Спробуйте ще раз.")
    reasons = "; ".join(field.msg for field in words.fields) or words.message
    if answer not in _IN_ITS_OWN_WORDS or not reasons:
        return ""
    if till_code == "refused_by_server":
        return sentence("Checkbox відхилив: {why}", why=reasons)
    return sentence("{words} Checkbox: {why}", words=parts_of(SENTENCES[till_code]), why=reasons)


def _words(status: int, content: bytes, retry_after_s: float | None) -> tuple[Words, bool]:
    """What the server said, and whether it said it as a JSON object."""
    try:
        body = parse_json(content)
    except ValueError:
        body = None
    if not isinstance(body, dict):
        return Words(status=status, retry_after_s=retry_after_s), False
    code, message, detail = body.get("code"), body.get("message"), body.get("detail")
    if not isinstance(message, str):
        message = detail if isinstance(detail, str) else ""
    return Words(
        status=status,
        code=_clean(code) if isinstance(code, str) else "",
        message=_clean(message),
        fields=_fields(detail),
        retry_after_s=retry_after_s,
    ), True


def _fields(detail: object) -> tuple[FieldError, ...]:
    """The entries of a 422 answer's `detail`; malformed ones are left out."""
    found = []
    for entry in detail if isinstance(detail, list) else []:
        loc, msg = (entry.get("loc"), entry.get("msg")) if isinstance(entry, dict) else (None, None)
        if isinstance(msg, str):
            steps = loc if isinstance(loc, list) else []
            found.append(FieldError(tuple(s for s in steps if isinstance(s, str | int)), _clean(msg)))
    return tuple(found)


def _clean(text: str) -> str:
    """The server's text fit for a screen, a log line and paper: one line, no control characters, bounded."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:MAX_SERVER_TEXT]
