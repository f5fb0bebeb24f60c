"""Every refusal of the sandbox Checkbox: HTTP status, stable code and the text that the vendor's article prints."""

from typing import Any, Final

# name: (HTTP status, code, message). Codes recorded from the live service stand first; the rest are of its style.
KNOWN: Final[dict[str, tuple[int, str, str]]] = {
    "token": (401, "base.credentials", "Невірний токен доступу"),
    "license": (401, "cash_register.invalid_license_key", "Невірний ключ ліцензії каси"),
    "login": (403, "cashier.invalid_credentials", "Невірний логін або пароль"),
    "pin": (403, "cashier.invalid_credentials", "Невірний пінкод"),
    "duplicate": (400, "receipt.already_exists", "Вказаний id чеку вже існує"),
    "not_opened": (400, "shift.not_opened", "Зміну не відкрито"),
    "previous": (
        400,
        "receipt.previous_id_last_id_differs",
        "id попереднього чеку відрізняється від останнього збереженого чеку",
    ),
    "date_shift": (
        400,
        "date.fiscal_date_logic",
        "Час фіскалізації чека повинен бути більше ніж час відкриття зміни",
    ),
    "date_last": (
        400,
        "date.fiscal_date_logic",
        "Час фіскалізації не може бути меншим за час останньої транзакції ({last})",
    ),
    "date_ask": (
        400,
        "date.fiscal_date_logic",
        "Час фіскалізації не може бути меншим за час останнього запиту офлайн кодів ({last})",
    ),
    "date_future": (400, "date.wrong_interval", "Час фіскалізації не може бути у майбутньому"),
    "interval": (400, "date.wrong_interval", "Невірний інтервал дат"),
    "auto_close": (400, "date.wrong_interval", "Автоматичне закриття зміни можливе лише в межах поточної доби"),
    "option": (400, "organization.option_disabled", "Опція не активована для організації"),
    "access_key": (403, "integration.invalid_access_key", "Невірний ключ доступу"),
    "unsigned": (403, "base.not_authenticated", "Not authenticated"),
    "deactivated": (403, "cashier.deactivated", "Доступ заборонено, оскільки касира деактивовано"),
    "permission": (403, "cashier.permission_denied", "Недостатньо прав для виконання операції"),
    "busy": (400, "cash_register.busy", "Каса зайнята іншим касиром"),
    "already_working": (400, "shift.already_opened", "Касир вже працює з даною касою"),
    "signer": (400, "cashier.signature_inactive", "CheckBox Підпис неактивний, запустіть його, будь ласка"),
    "kasa": (
        409,
        "shift.client_name_conflict",
        "Зміну відкрито за допомогою CheckBox Kasa, виконання дії через іншу інтеграцію призведе до непередбачуваних "
        "помилок в роботі каси",
    ),
    "shift_too_long": (400, "shift.time_exceeded", "Тривалість зміни перевищує 24 години, закрийте зміну"),
    "order": (400, "order.not_found", "Вказано невідомий ідентифікатор замовлення"),
    "too_small": (400, "receipt.payment_too_small", "Сума платежів не може бути меньшою ніж сума чеку"),
    "return_differs": (
        400,
        "receipt.return_sum_differs",
        "Сума платежів повинна дорівнювати сумі чеку повернення ({sum})",
    ),
    "card_over": (400, "receipt.card_over_total", "Сума безготівкових платежів не може перевищувати суму чеку"),
    "cash_short": (
        400,
        "cash_register.not_enough_cash",
        "Неможливо виконати операцію, оскільки в касі недостатньо коштів ({wanted} > {there})",
    ),
    "already_offline": (400, "cash_register.already_offline", "Каса вже в режимі оффлайн"),
    "code_used": (
        400,
        "offline_mode_exception.error",
        "[offline_mode_exception#error] Offline code '{fiscal_code}' was used before!",
    ),
    "code_unknown": (
        400,
        "offline_mode_exception.error",
        "[offline_mode_exception#error] Offline code '{fiscal_code}' not found!",
    ),
    "no_codes": (
        400,
        "offline_mode_exception.error",
        "[offline_mode_exception#error] No available offline codes!",
    ),
    "need_manual": (400, "cash_register.not_manual_offline", "Cash register should be in manual offline mode!"),
    "too_often": (429, "base.too_many_requests", "Занадто часто виконується запит"),
    "receipt_unknown": (404, "receipt.not_found", "Чек не знайдено"),
    "shift_unknown": (404, "shift.not_found", "Зміну не знайдено"),
    "report_unknown": (404, "report.not_found", "Звіт не знайдено"),
    "register_unknown": (404, "cash_register.not_found", "Касу не знайдено"),
    "transaction_unknown": (404, "transaction.not_found", "Транзакцію не знайдено"),
    "relation_unknown": (404, "prepayment.not_found", "Ланцюжок чеків передплати не знайдено"),
    "relation_exists": (400, "prepayment.already_exists", "Вказаний ідентифікатор ланцюжка передплати вже існує"),
    "relation_closed": (400, "prepayment.closed", "Ланцюжок чеків передплати вже закрито"),
    "prepayment_sum": (400, "prepayment.wrong_sum", "Сума передплати повинна бути меншою ніж сума чеку"),
    "body": (400, "base.body_parse", "There was an error parsing the body"),
    "path": (404, "base.not_found", "Not Found"),
    "method": (405, "base.method_not_allowed", "Method Not Allowed"),
    "maintenance": (503, "base.maintenance", "Maintenance work till {till}. Sorry for the inconvenience."),
}


class Refusal(Exception):
    """An answer other than success; `body` is what goes on the wire."""

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        self.status = status
        self.body = body
        super().__init__(f"{status}: {body.get('code')}: {body.get('message')}")


def refuse(name: str, **fields: object) -> Refusal:
    """The named refusal with its text filled in."""
    status, code, message = KNOWN[name]
    return Refusal(status, {"message": message.format(**fields), "code": code})


def invalid(problems: list[dict[str, Any]], code: str = "base.validation") -> Refusal:
    """422 for a request of the wrong shape; each problem has `loc`, `msg` and `type`."""
    return Refusal(422, {"detail": problems, "message": "Validation error", "code": code})


def unacceptable(loc: tuple[str | int, ...], message: str) -> Refusal:
    """422 for a request of the right shape whose content cannot be: `loc` starts below the payload."""
    problem = {"loc": ["body", "payload", *loc], "msg": message, "type": "value_error"}
    return invalid([problem], "validation.custom")
