"""One tree of errors, grouped by what the till must do next.

Every error carries a stable `code` (for programs), a `message` (what the cashier reads, Ukrainian) and
`safe` (whether the money and the receipt are safe as things stand).
"""

from collections.abc import Mapping
from typing import Final

SENTENCES: Final[Mapping[str, str]] = {
    "shift_not_open": "Зміну не відкрито. Відкрийте зміну.",
    "shift_already_open": "Зміну вже відкрито.",
    "not_signed_in": "Спочатку увійдіть: PIN-код касира.",
    "wrong_pin": "Неправильний PIN-код. Спробуйте ще раз.",
    "pin_locked": "Забагато спроб. Зачекайте і спробуйте ще раз.",
    "payment_too_small": "Оплати замало для цього чека.",
    "card_over_total": "Карткою не можна взяти більше, ніж до сплати.",
    "empty_cart": "Чек порожній. Додайте товар.",
    "catalog_emptied": "SmartKasa не показує жодного товару. Каталог залишено як був.",
    "unknown_product": "Такого товару немає в каталозі.",
    "unknown_line": "Такого рядка в чеку немає.",
    "unknown_receipt": "Такого чека не знайдено.",
    "unknown_parked": "Такого відкладеного чека немає.",
    "unknown_item": "Такого документа в черзі уваги немає.",
    "bad_quantity": "Кількість має бути більшою за нуль.",
    "fraction_not_allowed": "Цей товар продається лише цілими штуками.",
    "bad_price": "Ціна має бути від 0,01 до 999 999,99 ₴.",
    "price_needed": "Вкажіть ціну товару.",
    "price_fixed": "Ціну цього товару змінювати не можна.",
    "bad_discount": "Знижка має бути від 0 до 100 % або сумою.",
    "bad_offer": "Така акція неможлива. Перевірте її.",
    "unknown_offer": "Такої акції немає.",
    "below_minimum": "Ціна нижча за мінімальну. Зменшіть знижку.",
    "bad_shop_rule": "Таке правило магазину неможливе. Перевірте його.",
    "not_at_this_hour": "Цей товар зараз продавати заборонено.",
    "age_not_asked": "Перевірте вік покупця: товар лише від 18 років.",
    "opening_short": "У скриньці менше готівки, ніж має бути. Перерахуйте її.",
    "shift_ends": "Зміна скоро скінчиться. Закрийте її.",
    "shift_not_closed": "Зміна не закрилася сама. Закрийте її.",
    "shift_closed_itself": "Зміну закрито о заданій годині. Z-звіт надруковано.",
    "nothing_to_undo": "Немає чого скасувати.",
    "cart_not_empty": "Спершу завершіть або відкладіть поточний чек.",
    "return_exceeds_sold": "Повертають більше, ніж було продано.",
    "return_sum_differs": "Сума повернення має дорівнювати сумі чека повернення.",
    "cash_short": "У касі недостатньо готівки.",
    "tax_unmapped": "Податок товару не підтверджено. Старший касир: Дії → Податки.",
    "tax_changed": "Checkbox змінив податки. Підтвердьте їх, щоб продавати.",
    "offline_limit": "Час роботи офлайн вичерпано. Продаж зупинено до відновлення зв'язку.",
    "no_offline_codes": "Офлайн-коди вичерпано. Продаж зупинено до відновлення зв'язку.",
    "excise_missing": "Зіскануйте акцизні марки: їх має бути стільки, скільки товару.",
    "excise_duplicate": "Цю акцизну марку вже додано.",
    "excise_sold": "Цю акцизну марку вже продано. Відкладіть товар.",
    "excise_not_here": "Цієї марки в рядку немає. Скануйте марку з товару, який забирають.",
    "badge_unknown": "Такого бейджа немає. Увійдіть з PIN-кодом.",
    "bad_badge": "Цей код не може бути бейджем. Візьміть іншу картку.",
    "bad_rule": "Таке правило штрихкоду неможливе. Перевірте його.",
    "signer_off": "Підпис касира неактивний. Запустіть Checkbox Підпис.",
    "register_busy": "Каса зайнята іншим касиром.",
    "cashier_deactivated": "Касира деактивовано. Зверніться до адміністратора.",
    "register_blocked": "ПРРО заблоковано. Зверніться до адміністратора.",
    "refused_by_server": "Checkbox відхилив чек. Чек збережено.",
    "license_invalid": "Неправильний ключ ліцензії каси. Перевірте налаштування.",
    "access_key_invalid": "Неправильний ключ доступу інтеграції. Перевірте налаштування.",
    "unreachable": "Checkbox не відповідає. Дані збережено.",
    "throttled": "Забагато запитів. Зачекайте кілька секунд.",
    "attention_needed": "Потрібне рішення адміністратора щодо попереднього чека.",
    "not_permitted": "Недостатньо прав для цієї дії.",
    "admin_needed": "Хоча б одна людина має бути адміністратором.",
    "bad_role": "Такі права ролі неможливі. Перевірте їх.",
    "till_locked": "Касу заблоковано. Введіть PIN-код або скануйте бейдж.",
    "clock_suspect": "Годинник комп'ютера змінився. Підтвердіть час.",
    "disk_full": "На диску немає місця. Звільніть місце.",
    "disk_failed": "Диск не пише. Перевірте диск і вільне місце.",
    "disk_read_only": "Диск доступний лише для читання.",
    "database_newer": "База даних новіша за програму. Оновіть програму.",
    "database_damaged": "Базу даних пошкоджено. Зверніться по допомогу.",
    "already_running": "Касу вже запущено на цьому комп'ютері.",
    "settings_invalid": "Файл налаштувань пошкоджено або неповний.",
    "settings_read_only": "Файл налаштувань не записується. Перевірте права на нього і його теку.",
    "setup_elsewhere": "Цю касу налаштовують у файлі till.toml, не на екрані.",
    "setup_incomplete": "Спершу збережіть ключ каси Checkbox.",
    "setup_shift_open": "Зміну відкрито. Закрийте її і спробуйте ще раз.",
    "setup_unsent": "Є ненадіслані чеки. Зачекайте, доки каса їх надішле.",
    "shop_needed": "Оберіть магазин SmartKasa, у якому стоїть ця каса.",
    "keyring_none": "Сховища паролів немає. Ключі можна записати лише у файл.",
    "keyring_failed": "Сховище паролів не відповіло. Розблокуйте його і спробуйте ще раз.",
    "not_available": "Ця дія ще недоступна.",
    "sync_stopped": "Оновлення каталогу зупинено. Воно продовжиться з того ж місця.",
    "bad_quick_keys": "Товар може стояти лише на одній швидкій клавіші.",
    "too_many_favourites": "В обраному забагато товарів. Приберіть зайві.",
    "no_new_price": "Нової ціни для цього рядка немає.",
    "total_differs": "Сума чека на сервері відрізняється. Продаж зупинено.",
    "reason_needed": "Вкажіть причину.",
    "request_used": "Цей запит уже зробив інший документ. Надішліть новий запит із новим номером.",
    "printer_failed": "Принтер не друкує. Чек збережено.",
    "printer_not_found": "Принтера не знайдено. Перевірте кабель і живлення.",
    "printer_busy": "Принтер зайняла інша програма. Закрийте її.",
    "printer_no_access": "Немає прав на принтер. Зверніться до адміністратора.",
    "printer_silent": "Принтер не приймає дані. Перевірте папір, кришку і живлення.",
    "printer_mute": "Принтер не відповідає. Перевірте живлення і кабель.",
    "printer_noise": "Принтер відповідає нерозбірливо. Перевірте швидкість порту.",
    "printer_lost": "Зв'язок із принтером перервано. Перевірте кабель.",
    "printer_stopped": "Друк зупинено.",
    "printer_paper_out": "У принтері немає паперу. Вставте новий рулон.",
    "printer_cover_open": "Кришку принтера відкрито. Закрийте її.",
    "printer_offline": "Принтер не готовий. Вимкніть і увімкніть його.",
    "printer_fault": "Принтер повідомляє про несправність. Вимкніть і увімкніть його.",
    "print_asks": "Друк перервано. Подивіться на папір: чи вийшов чек?",
    "unknown_job": "Такого завдання друку немає, або його вже завершено.",
    "bad_printer": "Так принтер не налаштувати. Перевірте значення.",
    "bad_template": "Такий макет чека неможливий. Перевірте рядки.",
    "row_mandatory": "Цей рядок чека обов'язковий за законом.",
    "sale_in_progress": "Попередня оплата ще виконується.",
    "payment_unknown": "Результат оплати карткою невідомий. Перевірте термінал ще раз.",
    "card_held": "Карткою вже оплачено. Завершіть чек або скасуйте оплату.",
    "card_not_charged": "Термінал ще не схвалив оплату карткою.",
    "card_declined": "Термінал відхилив картку.",
    "card_partial": "Термінал схвалив не всю суму. Доплатіть або скасуйте оплату.",
    "withdrawal_off": "Видачу готівки з картки вимкнено. Увімкніть її в правилах продажу.",
    "withdrawal_limit": "Сума більша за межу видачі готівки з картки.",
    "withdrawal_offline": "Видача готівки — лише онлайн. Зачекайте зв'язку з Checkbox.",
    "bad_prepayment": "Передплата має бути меншою за суму чека.",
    "prepayment_excise": "Підакцизний товар за передплатою не продають.",
    "prepayment_offline": "Передплата — лише онлайн. Зачекайте зв'язку з Checkbox.",
    "prepayment_locked": "Це решта за замовленням: товари і ціни вже погоджено.",
    "prepayment_rounding": "Суму з копійками сплачують карткою: готівка заокруглюється.",
    "prepayment_open": "Це передплата. Скасуйте замовлення або доплатіть його.",
    "order_in_use": "Решта цього замовлення вже лежить у чеку. Спершу завершіть або приберіть його.",
    "unknown_order": "Такого замовлення немає, або його вже завершено.",
    "unknown_payment": "Такої оплати карткою немає, або її вже завершено.",
    "terminal_failed": "Термінал не відповідає. Гроші не списано.",
    "terminal_manual": "Термінал не під'єднано. Проведіть оплату на ньому вручну.",
    "device_failed": "Пристрій не відповідає. Перевірте кабель і живлення.",
    "device_settings": "Таке налаштування пристрою неможливе. Перевірте його.",
    "scale_none": "Ваги не під'єднано. Введіть вагу з клавіатури.",
    "scale_moves": "Вага не встановилася. Не торкайтеся товару і зважте ще раз.",
    "scale_overload": "Ваги перевантажено. Зніміть товар.",
    "scale_below": "Вага нижче нуля. Зніміть усе і натисніть «Нуль».",
    "scale_empty": "На вагах порожньо. Покладіть товар.",
    "scale_by_hand": "Ці ваги такого не вміють. Натисніть клавішу на вагах.",
    "drawer_open": "Скринька відкрита. Закрийте її і натисніть оплату ще раз.",
    "bad_mend": "Так виправити не можна. Перевірте значення.",
    "receipt_not_sent": "Електронний чек не надіслано.",
    "bad_contact": "Неправильний e-mail або телефон.",
    "card_unknown": "Такої картки в магазині немає. Перевірте номер.",
    "changes_not_saved": "SmartKasa не відповідає. Зміни не збережено, форма на місці.",
    "product_in_basket": "Товар лежить у чеку. Спершу завершіть чек.",
    "category_not_empty": "У категорії є товари або підкатегорії. Спершу приберіть їх.",
    "title_needed": "Вкажіть назву.",
    "import_address": "Адреса файла має починатися з https://.",
    "label_nothing": "Немає товарів для етикеток.",
    "label_copies": "Кількість етикеток — від 1 до 200.",
    "push_needs_consent": "Магазин у SmartKasa фіскалізує сам. Надсилання чеків треба підтвердити.",
    "push_unsure": "Не вдалося з'ясувати, чи є чек у SmartKasa.",
    "report_dates": "Дати звіту не підходять: перша має бути не пізніше останньої.",
    "report_unknown": "Такого звіту немає.",
    "export_folder": "У цю теку не можна записати. Оберіть іншу.",
    "internal": "Внутрішня помилка. Дані збережено.",
}


class PosError(Exception):
    """The root of every error the till raises on purpose."""

    default_code = "internal"

    def __init__(self, message: str = "", *, code: str | None = None, safe: bool = True) -> None:
        self.code = code or self.default_code
        self.message = message or SENTENCES.get(self.code, SENTENCES["internal"])
        self.safe = safe
        super().__init__(f"{self.code}: {self.message}")


class Unreachable(PosError):
    """Nobody answered, or not in words that can be believed: keep what there is and try again."""

    default_code = "unreachable"


class Refused(PosError):
    """A person must look: the same request again would be refused again."""

    default_code = "refused_by_server"


class Bug(PosError):
    """The program is wrong; stop before more harm is done."""

    default_code = "internal"


class NotPermitted(Refused):
    """The cashier lacks a right; whoever has it may authorise in place. `right` is its word."""

    default_code = "not_permitted"

    def __init__(self, right: str, message: str = "") -> None:
        super().__init__(message)
        self.right = right


def refused(code: str, message: str = "", *, safe: bool = True) -> Refused:
    """A refusal by its stable code, with the cashier's standard sentence unless one is given."""
    return Refused(message, code=code, safe=safe)
