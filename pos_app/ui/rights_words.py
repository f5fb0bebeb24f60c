"""Rights and roles in the words of the shop."""

from decimal import Decimal

from pos_app.domain.roles import Role
from pos_app.ui.i18n import tr


def right_name(right: str) -> str:
    """What a right lets a person do."""
    return {
        "return": tr("Повернення товару"),
        "old_return": tr("Повернення без чека, понад 90 днів або з іншої каси"),
        "technical_return": tr("Технічне повернення"),
        "discount": tr("Знижка на рядок"),
        "receipt_discount": tr("Знижка на чек"),
        "discount_limit": tr("Знижка понад межу"),
        "price": tr("Зміна ціни"),
        "void": tr("Видалення товару після «Оплати»"),
        "drawer": tr("Скринька без продажу"),
        "cash_in": tr("Внесення готівки"),
        "cash_out": tr("Вилучення готівки"),
        "withdrawal": tr("Видача готівки з картки"),
        "reports": tr("X-звіт"),
        "reports_history": tr("Звіти за минулі дні"),
        "close_other": tr("Закриття чужої зміни"),
        "catalog": tr("Редагування каталогу"),
        "cost": tr("Закупівельні ціни"),
        "settings": tr("Налаштування і рішення щодо документів"),
    }.get(right, tr("Ця дія"))


def role_name(role: Role | None) -> str:
    """A role; None: none was given."""
    if role is None:
        return tr("Без ролі")
    return {
        Role.CASHIER: tr("Касир"),
        Role.SENIOR: tr("Старший касир"),
        Role.ADMIN: tr("Адміністратор"),
    }[role]


def limit_words(percent: Decimal) -> str:
    """A limit of discounts."""
    return tr("без межі") if percent >= 100 else tr("до {percent} %").format(percent=f"{percent.normalize():f}")
