"""Everything that can go wrong between the till and SmartKasa, as one tree told apart by what to do next.

`Unreachable` ones are worth the same request again later; `Refused` ones are not until a person has acted. Each carries
the HTTP status, the server's own codes and fields, how long it asked to wait, and an `Action` for the screen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pos_app.domain.errors import PosError, Refused, Unreachable
from pos_app.domain.said import parts_of, sentence


class Action(StrEnum):
    """What helps: the next step a screen offers beside the sentence."""

    RETRY_LATER = "retry_later"
    SIGN_IN = "sign_in"
    CHECK_SETTINGS = "check_settings"
    CORRECT_FIELD = "correct_field"
    ASK_OWNER = "ask_owner"
    REFRESH_CATALOG = "refresh_catalog"


@dataclass(frozen=True, slots=True)
class Complaint:
    """One entry of the server's error list: the field it names (empty for none), its code and its words."""

    field: str
    code: str
    text: str = ""


# code -> (what the cashier reads, what helps)
KNOWN: Final[Mapping[str, tuple[str, Action]]] = {
    "unreachable": ("SmartKasa не відповідає. Каталог працює з останніх збережених даних.", Action.RETRY_LATER),
    "smartkasa_bad_answer": ("SmartKasa відповіла незрозуміло. Спробуємо пізніше.", Action.RETRY_LATER),
    "smartkasa_server_fault": ("У SmartKasa внутрішня помилка. Спробуємо пізніше.", Action.RETRY_LATER),
    "throttled": ("SmartKasa просить зачекати. Спробуємо пізніше.", Action.RETRY_LATER),
    "smartkasa_unauthorized": ("SmartKasa не впізнала касу. Увійдіть до SmartKasa ще раз.", Action.SIGN_IN),
    "smartkasa_key_refused": ("SmartKasa не приймає API-ключ. Перевірте ключ у налаштуваннях.", Action.CHECK_SETTINGS),
    "smartkasa_forbidden": (
        "SmartKasa не дозволяє цю дію вашому обліковому запису. Зверніться до власника.",
        Action.ASK_OWNER,
    ),
    "smartkasa_not_found": ("У SmartKasa цього вже немає. Оновіть каталог.", Action.REFRESH_CATALOG),
    "smartkasa_bad_request": ("SmartKasa не прийняла запит. Перевірте введені дані.", Action.CORRECT_FIELD),
    "phone_number_or_password_invalid": (
        "Неправильний телефон або пароль SmartKasa. Перевірте їх у налаштуваннях.",
        Action.CHECK_SETTINGS,
    ),
    "blank": ("Поле не може бути порожнім. Заповніть його.", Action.CORRECT_FIELD),
    "invalid": ("Значення не підходить. Виправте його.", Action.CORRECT_FIELD),
    "taken": ("Таке значення вже є. Вкажіть інше.", Action.CORRECT_FIELD),
    "not_found": ("Такого запису у SmartKasa немає. Оновіть каталог.", Action.REFRESH_CATALOG),
    "too_long": ("Значення задовге. Скоротіть його.", Action.CORRECT_FIELD),
    "too_short": ("Значення закоротке. Доповніть його.", Action.CORRECT_FIELD),
}


# what SmartKasa calls a field -> what a person calls it; any other is named as it came
_FIELDS: Final[Mapping[str, str]] = {
    "name": "Назва", "title": "Назва", "price": "Ціна", "quantity": "Кількість", "barcode": "Штрихкод",
    "code": "Артикул",
}  # fmt: skip


class SmartKasaError(PosError):
    """The part all SmartKasa errors share. `retry_after` is in seconds, None when the server named no time."""

    default_code = "unreachable"

    def __init__(
        self,
        *,
        code: str | None = None,
        status: int | None = None,
        complaints: tuple[Complaint, ...] = (),
        retry_after: float | None = None,
    ) -> None:
        chosen = code or self.default_code
        words, self.action = _words(chosen, complaints)
        self.status = status
        self.complaints = complaints
        self.retry_after = retry_after
        super().__init__(words, code=chosen)

    @property
    def codes(self) -> tuple[str, ...]:
        """The server's own codes, in the order they came."""
        return tuple(complaint.code for complaint in self.complaints)

    @property
    def field(self) -> str | None:
        """The first field complained about, None when the complaint is about the whole request."""
        return next((c.field for c in self.complaints if c.field not in {"", "base"}), None)


class NoAnswer(SmartKasaError, Unreachable):
    """Nobody answered in time, or the link broke on the way."""


class BadAnswer(SmartKasaError, Unreachable):
    """Something answered, but not in SmartKasa's words: a captive portal, a proxy's page, a cut or wrong body."""

    default_code = "smartkasa_bad_answer"


class ServerFault(SmartKasaError, Unreachable):
    """SmartKasa itself failed (5xx)."""

    default_code = "smartkasa_server_fault"


class Throttled(SmartKasaError, Unreachable):
    """Too many requests (429): wait `retry_after` seconds."""

    default_code = "throttled"


class Unauthorized(SmartKasaError, Refused):
    """401: no session, or one that cannot be renewed."""

    default_code = "smartkasa_unauthorized"


class KeyRefused(SmartKasaError, Refused):
    """The API key is wrong: sign-in and refresh need nothing else, yet were answered 401 or 403."""

    default_code = "smartkasa_key_refused"


class Forbidden(SmartKasaError, Refused):
    """403: this account may not do that."""

    default_code = "smartkasa_forbidden"


class NotFound(SmartKasaError, Refused):
    """404, in SmartKasa's own words or with no body; a foreign page that says 404 is a BadAnswer."""

    default_code = "smartkasa_not_found"


class Invalid(SmartKasaError, Refused):
    """400, 422 and any other 4xx: the request itself is not accepted."""

    default_code = "smartkasa_bad_request"


def means_gone(error: SmartKasaError) -> bool:
    """Does this answer to GET by an id that SmartKasa itself gave out mean that the thing was deleted?

    Deletes are hard. The form objects behind the API also answer 422 `id: invalid` for a row that is not there.
    """
    if isinstance(error, NotFound):
        return True
    return isinstance(error, Invalid) and any(
        c.field == "id" and c.code in {"invalid", "not_found"} for c in error.complaints
    )


def _words(code: str, complaints: tuple[Complaint, ...]) -> tuple[str, Action]:
    """The sentence and the action: by the server's code when we know it, else by the class of the error."""
    for complaint in complaints:
        known = KNOWN.get(complaint.code)
        if known is not None:
            words, action = known
            if complaint.field not in {"", "base"}:
                name = parts_of(_FIELDS.get(complaint.field, complaint.field))
                words = sentence("«{field}»: {why}", field=name, why=parts_of(words))
            return words, action
    return KNOWN.get(code, KNOWN["smartkasa_bad_request"])
