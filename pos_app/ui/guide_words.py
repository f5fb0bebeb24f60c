"""The first steps in words: what each is for, how far it is, and what its two buttons do, as things stand now."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pos_app.till.service_check import Checked, Service
from pos_app.till.shop_setup import Opens, SetupView
from pos_app.till.state import TillState
from pos_app.ui.i18n import tr
from pos_app.ui.setup_words import keys_warning, keys_words


class Step(StrEnum):
    """The five, in their order."""

    SHOP = "1"
    CHECKBOX = "2"
    GOODS = "3"
    PRINTER = "4"
    SALE = "5"


class Deed(StrEnum):
    """What a button of a step does."""

    NONE = ""
    SALE = "sale"
    CHECK = "check"
    CHECKBOX = "checkbox"
    SMARTKASA = "smartkasa"
    PRINTER = "printer"
    TAXES = "taxes"
    RECEIPT = "receipt"
    TILL = "till"
    NEXT = "next"
    OPEN_SHOP = "open_shop"
    OPEN_TRAINING = "open_training"
    RESTART = "restart"


SERVICES: Mapping[Step, Service] = {
    Step.CHECKBOX: Service.CHECKBOX,
    Step.GOODS: Service.SMARTKASA,
    Step.PRINTER: Service.PRINTER,
}


@dataclass(frozen=True, slots=True)
class Seen:
    """All that the steps are told from. `view`: None where the shop is not set up on this screen."""

    state: TillState
    answers: Mapping[Service, Checked]
    view: SetupView | None

    @property
    def training(self) -> bool:
        """Is nothing that is sold here a sale?"""
        return self.view.opens is Opens.SANDBOX if self.view is not None else self.state.register.test

    @property
    def harmless(self) -> bool:
        """Does no receipt reach the tax office? Neither training's do, nor those of a register for trials."""
        return self.training or self.state.register.test

    @property
    def has_key(self) -> bool:
        """Is a licence key of the shop kept?"""
        return self.view is not None and bool(self.view.license_tail)


def step_name(step: Step, seen: Seen) -> str:
    """A step's title."""
    if step is Step.SALE and not seen.harmless:
        return tr("Перший чек")
    return {
        Step.SHOP: tr("Навчальна каса чи справжня"),
        Step.CHECKBOX: tr("Checkbox і підпис касира"),
        Step.GOODS: tr("Товари зі SmartKasa"),
        Step.PRINTER: tr("Принтер чеків"),
        Step.SALE: tr("Пробний продаж"),
    }[step]


def done(step: Step, seen: Seen) -> tuple[bool, str]:
    """Is the step behind us, and how it stands in a few words."""
    state, view = seen.state, seen.view
    answer = seen.answers.get(SERVICES[step]) if step in SERVICES else None
    if step is Step.SHOP:
        now = tr("зараз навчальна") if seen.training else tr("зараз справжня")
        return True, now if seen.training or not seen.harmless else tr("зараз магазину, ПРРО тестовий")
    if step is Step.SALE:
        return state.last_receipt is not None, ""
    if answer is not None:
        return answer.ok, answer.words
    if step is Step.CHECKBOX and view is not None and seen.has_key:
        number = tr("ПРРО {number}").format(number=view.register) if view.register else tr("ключ збережено")
        return True, number
    if step is Step.GOODS and view is not None and view.opens is Opens.SANDBOX:
        return bool(view.shop_id), tr("Магазин № {number}").format(number=view.shop_id) if view.shop_id else ""
    if step is Step.GOODS:
        return state.catalog.products > 0, tr("товарів: {count}").format(count=state.catalog.products)
    return False, ""


def words(step: Step, seen: Seen) -> str:
    """What the step is for, and what to do now."""
    if step is Step.SHOP:
        return _shop_words(seen)
    if step is Step.CHECKBOX:
        return tr(
            "Кожен чек підписує електронний підпис касира. Хмарний підпис працює сам. Якщо підпис на комп'ютері, "
            "запустіть програму Checkbox Підпис і не закривайте її, доки відкрита зміна."
        )
    if step is Step.GOODS:
        return tr(
            "Товари і ціни приходять зі SmartKasa самі. Потім старший підтверджує податки: Дії → Податки. "
            "Без цього товар видно, але продати його не можна."
        )
    if step is Step.PRINTER and _before_the_shop(seen):
        return tr(
            "У навчальної каси принтер свій, навчальний. Принтер магазину налаштуєте на цьому ж кроці, коли перейдете "
            "на справжню касу."
        )
    if step is Step.PRINTER:
        return tr(
            "Увімкніть принтер, вставте папір. Каса каже про папір і кришку до продажу, а чек надрукує, коли зможе: "
            "продаж на папір не чекає."
        )
    return _sale_words(seen)


def warning(step: Step, seen: Seen) -> str:
    """What must not be overlooked before the words."""
    return keys_warning(seen.view) if step is Step.SHOP and seen.view is not None else ""


def _before_the_shop(seen: Seen) -> bool:
    """The training till, from which a shop is set up."""
    return seen.view is not None and seen.view.opens is Opens.SANDBOX


def _shop_words(seen: Seen) -> str:
    view = seen.view
    if view is None:
        return tr(
            "Навчальна каса: продавайте сміливо, до податкової нічого не піде. Справжню звідси не налаштувати: вийдіть "
            "з навчального режиму або закрийте демонстрацію і запустіть pos-app."
        )
    if view.restart:
        return tr("Збережене почне діяти після перезапуску каси. Це кілька секунд: потім увійдіть знову.")
    if view.opens is Opens.REAL and seen.harmless:
        now = tr("Каса магазину на тестовому ПРРО: чеки не справжні. Щоб торгувати, впишіть ключ справжнього: крок 2.")
        return f"{now} {keys_words(view)}".strip()
    if view.opens is Opens.REAL:
        now = tr(
            "Каса справжня: кожен чек іде до податкової. Повернутися на навчальну можна, коли зміну закрито і все "
            "надіслано."
        )
        return f"{now} {keys_words(view)}".strip()
    if seen.has_key:
        now = tr(
            "Ключі магазину збережено. Перейти на справжню касу можна зараз або будь-коли; навчальні чеки залишаться "
            "в навчальній."
        )
        return f"{now} {keys_words(view)}".strip()
    return tr(
        "Каса навчальна: продавайте сміливо, до податкової нічого не піде. Спробуйте пробний продаж. Захочете "
        "торгувати — впишіть ключі магазину (кроки 2 і 3). Сюди ведуть Дії → Перші кроки."
    )


def _sale_words(seen: Seen) -> str:
    if not seen.harmless:
        return tr(
            "На справжній касі пробного продажу немає: чек не забрати назад. Підтвердіть податки, відкрийте зміну — і "
            "можна торгувати."
        )
    if seen.state.last_receipt is None:
        if not seen.state.catalog.products:
            return tr("Товари ще читаються. Зачекайте кілька секунд.")
        if not seen.training:
            return tr(
                "ПРРО тестовий: спробуйте продаж на своїх товарах і принтері, до податкової нічого не піде. Спершу "
                "підтвердіть податки."
            )
        return tr(
            "Каса відкриє навчальну зміну, покладе в чек один товар і відкриє оплату: натисніть «Оплачено». Чек "
            "надрукується, до податкової нічого не піде."
        )
    if not seen.training:
        return tr(
            "Готово: чек зареєстровано і віддано на принтер. Щоб торгувати, впишіть ключ справжнього ПРРО: крок 2."
        )
    if seen.has_key:
        return tr(
            "Готово: чек зареєстровано і віддано на принтер. Тепер можна перейти на справжню касу або продавати "
            "навчальні чеки далі."
        )
    return tr(
        "Готово: чек зареєстровано і віддано на принтер. Продавайте далі, пробуйте повернення і закриття зміни. Щоб "
        "торгувати насправді, впишіть ключі магазину: кроки 2 і 3."
    )


def deeds(step: Step, seen: Seen) -> tuple[Deed, Deed]:
    """What the large button does, and what the small one above it."""
    view = seen.view
    if step is Step.SHOP:
        if view is None:
            return Deed.NEXT, Deed.NONE
        if view.restart:
            return Deed.RESTART, Deed.NONE
        if view.opens is Opens.REAL:
            return Deed.NEXT, Deed.OPEN_TRAINING
        return (Deed.OPEN_SHOP, Deed.SALE) if seen.has_key else (Deed.SALE, Deed.CHECKBOX)
    if step is Step.PRINTER:
        return Deed.CHECK, Deed.NONE if _before_the_shop(seen) else Deed.PRINTER
    if step is Step.SALE:
        return _sale_deeds(seen)
    if view is None:
        return Deed.CHECK, Deed.NONE
    form = Deed.CHECKBOX if step is Step.CHECKBOX else Deed.SMARTKASA
    return (Deed.CHECK, form) if view.opens is Opens.REAL else (form, Deed.NONE)


def _sale_deeds(seen: Seen) -> tuple[Deed, Deed]:
    if not seen.harmless:
        return Deed.TILL, Deed.TAXES
    if seen.state.last_receipt is None:
        return Deed.SALE, Deed.NONE if seen.training else Deed.TAXES
    return (Deed.OPEN_SHOP if seen.training and seen.has_key else Deed.TILL), Deed.RECEIPT


def deed_words(deed: Deed, seen: Seen) -> str:
    """What stands on the button."""
    checkbox = tr("Змінити ключ Checkbox") if seen.has_key else tr("Вписати ключ Checkbox")
    kept = seen.view is not None and seen.view.shop_id
    return {
        Deed.NONE: "",
        Deed.SALE: tr("Пробний продаж"),
        Deed.CHECK: tr("Перевірити"),
        Deed.CHECKBOX: checkbox,
        Deed.SMARTKASA: tr("Змінити доступ до SmartKasa") if kept else tr("Вписати доступ до SmartKasa"),
        Deed.PRINTER: tr("Налаштувати принтер"),
        Deed.TAXES: tr("Податки"),
        Deed.RECEIPT: tr("Показати чек"),
        Deed.TILL: tr("До каси"),
        Deed.NEXT: tr("Далі"),
        Deed.OPEN_SHOP: tr("Перейти на справжню касу"),
        Deed.OPEN_TRAINING: tr("Повернутися на навчальну"),
        Deed.RESTART: tr("Перезапустити касу"),
    }[deed]


def may(deed: Deed, seen: Seen) -> bool:
    """Can the button do anything now?"""
    return deed is not Deed.SALE or (seen.harmless and seen.state.catalog.products > 0)
