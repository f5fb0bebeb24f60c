"""The help page of each error code: what to do, and what has become of money and data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pos_app.domain.errors import SENTENCES
from pos_app.ui.i18n import tr


@dataclass(frozen=True, slots=True)
class ErrorHelp:
    """A page: what happened, what to do, what of the money and the data."""

    code: str
    what: str
    to_do: str
    data: str


_KINDS: Final[Mapping[str, str]] = {
    "shift": "shift_not_open shift_already_open opening_short shift_ends shift_not_closed shift_closed_itself",
    "people": "not_signed_in wrong_pin pin_locked badge_unknown bad_badge till_locked",
    "rights": "not_permitted admin_needed bad_role price_fixed",
    "typing": "payment_too_small card_over_total empty_cart unknown_line unknown_parked unknown_item bad_quantity"
    " fraction_not_allowed bad_price price_needed bad_discount nothing_to_undo cart_not_empty reason_needed bad_contact"
    " card_unknown"
    " title_needed label_nothing label_copies report_dates report_unknown bad_mend bad_quick_keys too_many_favourites"
    " no_new_price request_used",
    "goods": "catalog_emptied unknown_product sync_stopped changes_not_saved product_in_basket category_not_empty"
    " import_address",
    "rules": "bad_offer unknown_offer below_minimum bad_shop_rule not_at_this_hour age_not_asked bad_rule",
    "returns": "unknown_receipt return_exceeds_sold return_sum_differs cash_short",
    "taxes": "tax_unmapped tax_changed",
    "offline": "offline_limit no_offline_codes unreachable throttled clock_suspect",
    "excise": "excise_missing excise_duplicate excise_sold excise_not_here",
    "register": "signer_off register_busy cashier_deactivated register_blocked license_invalid access_key_invalid",
    "refused": "refused_by_server attention_needed total_differs sale_in_progress",
    "disk": "disk_full disk_failed disk_read_only database_newer database_damaged already_running export_folder",
    "settings": "settings_invalid not_available device_settings bad_printer bad_template row_mandatory"
    " settings_read_only setup_elsewhere setup_incomplete setup_shift_open setup_unsent shop_needed keyring_none"
    " keyring_failed",
    "printer": "printer_failed printer_not_found printer_busy printer_no_access printer_silent printer_mute"
    " printer_noise printer_lost printer_stopped printer_paper_out printer_cover_open printer_offline printer_fault"
    " print_asks unknown_job",
    "card": "payment_unknown card_held card_not_charged card_declined card_partial unknown_payment terminal_failed"
    " terminal_manual",
    "orders": "bad_prepayment prepayment_excise prepayment_offline prepayment_locked prepayment_rounding"
    " prepayment_open order_in_use unknown_order",
    "withdrawal": "withdrawal_off withdrawal_limit withdrawal_offline",
    "scale": "device_failed scale_none scale_moves scale_overload scale_below scale_empty scale_by_hand",
    "sending": "receipt_not_sent push_needs_consent push_unsure",
    "internal": "internal",
}


_FAMILIES: Final = {
    "printer": "printer", "drawer": "printer", "scale": "scale", "device": "scale", "card": "card", "terminal": "card",
    "shift": "shift", "tax": "taxes", "excise": "excise", "disk": "disk", "database": "disk", "return": "returns",
}  # fmt: skip
"""What the first word of a code says where the code itself is in no list."""


def _kind(code: str) -> str:
    listed = next((kind for kind, codes in _KINDS.items() if code in codes.split()), "")
    return listed or _FAMILIES.get(code.partition("_")[0], "internal")


def is_explained(code: str) -> bool:
    """Has this code a page of its kind, and not that of what was not foreseen?"""
    return code == "internal" or _kind(code) != "internal"


def help_of(code: str) -> ErrorHelp:
    """The page of a code; one that nobody knows has the page of what was not foreseen."""
    to_do, data = _pages()[_kind(code)]
    return ErrorHelp(code, tr(SENTENCES.get(code, SENTENCES["internal"])), to_do, data)


def _pages() -> Mapping[str, tuple[str, str]]:
    safe = tr("Гроші не рухалися. Чек у касі лишився таким, як був.")
    return {
        "shift": (
            tr("Відкрийте або закрийте зміну: Дії → Закрити зміну. Зміна триває не довше доби."),
            tr("Усі чеки зміни збережено. Після закриття надрукується Z-звіт."),
        ),
        "people": (
            tr("Введіть свій PIN-код або скануйте бейдж. Після п'яти помилок зачекайте, скільки показує каса."),
            tr("Чек, що лежав у касі, збережено до останнього рядка."),
        ),
        "rights": (
            tr(
                "Покличте старшого: він дозволить одну дію своїм PIN-кодом або бейджем. Права змінюють у «Люди і "
                "права»."
            ),
            safe,
        ),
        "typing": (tr("Виправте введене і натисніть ще раз. Esc — назад без змін."), safe),
        "goods": (
            tr(
                "Перевірте код або знайдіть товар за назвою (F2). Каталог оновлюється зі SmartKasa: Дії → Оновити "
                "каталог."
            ),
            tr("Ціни і товари в касі лишилися, як були. Зміни без відповіді SmartKasa не застосовано."),
        ),
        "rules": (
            tr(
                "Це правило магазину. Зменшіть знижку, приберіть товар або покличте старшого. Правила: Дії → Правила "
                "продажу."
            ),
            safe,
        ),
        "orders": (
            tr(
                "Передплата — цілі гривні, менші за суму чека, і лише коли є зв'язок з Checkbox. Решту сплачують або "
                "передплату повертають так: Дії → Передплата, коли чек порожній."
            ),
            tr("Замовлення і сплачене за ним лишилися, як були. Двічі ніщо не сплачується."),
        ),
        "withdrawal": (
            tr(
                "Чи видавати готівку і скільки за раз, вирішує власник: Дії → Правила продажу, і лише за договором з "
                "банком. Без зв'язку з Checkbox картку для цього не списують: зачекайте або запропонуйте банкомат."
            ),
            tr("Гроші з картки не списано, готівка в скриньці. Чек у касі лишився таким, як був."),
        ),
        "returns": (
            tr("Перевірте номер чека, кількість і суму. Забракло готівки — внесіть її: Дії → Внесення готівки."),
            tr("Повернення не зроблено. Чек продажу лишився, як був."),
        ),
        "taxes": (
            tr("Старший касир підтверджує податки: Дії → Податки. Без цього чек був би неправильним."),
            tr("Чек збережено. Після підтвердження його можна оплатити."),
        ),
        "offline": (
            tr(
                "Зачекайте: каса сама пробує зв'язатися. Перевірте інтернет. Вичерпано години чи коди — продаж "
                "відновиться зі зв'язком."
            ),
            tr("Чеки, зроблені без зв'язку, лежать у черзі і підуть до Checkbox самі, кожен один раз."),
        ),
        "excise": (
            tr(
                "Скануйте марку з товару, який у руках. Кожну марку продають один раз; зайву приберіть разом із "
                "товаром."
            ),
            safe,
        ),
        "register": (
            tr(
                "Покличте адміністратора: ключ каси, підпис касира (Checkbox Підпис) або інший касир у кабінеті "
                "Checkbox."
            ),
            tr("Продаж зупинено, чек і черга документів збережено. Каса спитає Checkbox ще раз."),
        ),
        "refused": (
            tr(
                "Відкрийте Дії → Увага: там причина словами. Чек можна виправити й надіслати ще раз; зняти його з "
                "черги може старший."
            ),
            tr("Чек не загублено: він чекає рішення разом з оплатою і зберігає свій номер. Двічі він не піде."),
        ),
        "disk": (
            tr("Звільніть місце на диску або покличте інженера. Резервні копії: pos-app restore."),
            tr("Записане до цього ціле. Нового каса не починає, доки не зможе його зберегти."),
        ),
        "settings": (
            tr("Перевірте налаштування: Дії → Налаштування, або pos-app doctor."),
            tr("Попередні налаштування лишилися, як були."),
        ),
        "printer": (
            tr("Перевірте папір, кришку, кабель і живлення. Чек надрукується сам, або з «Чеки зміни» → «Друк копії»."),
            tr("Чек уже зареєстровано. Папір не впливає на гроші і податкову."),
        ),
        "card": (
            tr(
                "Не беріть оплату вдруге, доки не відомо, чи списано. Натисніть «Перевірити ще раз» або звірте чек "
                "термінала."
            ),
            tr(
                "Кожну спробу оплати записано. Схвалену оплату без чека завершують або скасовують: Дії → Оплати "
                "карткою."
            ),
        ),
        "scale": (
            tr("Зніміть товар, дочекайтеся нуля і зважте знову. Вагу можна ввести з клавіатури."),
            safe,
        ),
        "sending": (
            tr("Чек можна надіслати ще раз: Чеки зміни → Надіслати чек."),
            tr("Сам чек зареєстровано; не надіслано лише його копію."),
        ),
        "internal": (
            tr("Повторіть дію. Якщо помилка повертається, покличте інженера і назвіть код."),
            tr("Дані збережено. Записане до помилки ціле."),
        ),
    }  # fmt: skip
