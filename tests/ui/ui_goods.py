"""Believable goods for the window's tests and pictures."""

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from pos_app.domain.barcode import check_digit
from pos_app.domain.product import Product
from pos_app.till.state import Category

CATEGORIES = (
    Category("bread", "Хліб і випічка", None, 24),
    Category("milk", "Молочні продукти", None, 61),
    Category("fruit", "Овочі та фрукти", None, 38),
    Category("meat", "М'ясо і ковбаси", None, 45),
    Category("drinks", "Напої", None, 72),
    Category("sweets", "Солодощі", None, 83),
    Category("grocery", "Бакалія", None, 96),
    Category("tea", "Чай і кава", None, 40),
    Category("alcohol", "Алкоголь", None, 52),
    Category("home", "Побутова хімія", None, 57),
    Category("kids", "Дитячі товари", None, 29),
    Category("other", "Різне", None, 18),
)

_ROWS = (
    # name, price, category, by weight, excise, free price
    ("Хліб «Київський» пшеничний 500 г", 3250, "bread", False, False, False),
    ("Молоко «Яготинське» 2,6 % 900 г", 4290, "milk", False, False, False),
    ("Яйця курячі С1, 10 шт", 6850, "milk", False, False, False),
    ("Банани", 5990, "fruit", True, False, False),
    ("Вода мінеральна «Моршинська» слабогазована 1,5 л", 2790, "drinks", False, False, False),
    ("Кава мелена «Галка» 225 г", 15490, "tea", False, False, False),
    ("Цукор білий 1 кг", 3690, "grocery", False, False, False),
    ("Сир твердий «Комо» Голландський", 38900, "milk", True, False, False),
    ("Батон «Нива» нарізний 450 г", 2890, "bread", False, False, False),
    ("Яблука «Гала»", 3490, "fruit", True, False, False),
    ("Шоколад «Roshen» чорний 85 г", 4550, "sweets", False, False, False),
    ("Пакет-майка", 300, "other", False, False, False),
    ("Сметана 20 % 350 г", 4890, "milk", False, False, False),
    ("Олія соняшникова рафінована «Олейна» 0,85 л", 7990, "grocery", False, False, False),
    ("Горілка «Немирів» Делікат 40 % 0,5 л", 16900, "alcohol", False, True, False),
    ("Вино «Шабо» Каберне червоне сухе 0,75 л", 21900, "alcohol", False, True, False),
    ("Листівка", 0, "other", False, False, True),
    ("Чай чорний «Lovare» Золотий Цейлон 50 пакетиків по 2 г", 9990, "tea", False, False, False),
    ("Гречка ядриця 1 кг", 5490, "grocery", False, False, False),
    ("Ковбаса «Лікарська» вищий ґатунок", 27900, "meat", True, False, False),
    ("Печиво «Марія» 190 г", 2650, "sweets", False, False, False),
    ("Сік «Sandora» апельсиновий 0,95 л", 5890, "drinks", False, False, False),
    ("Засіб для миття посуду «Fairy» Лимон 500 мл", 7490, "home", False, False, False),
    ("Корм для котів «Мяу!» 90 г", 1590, "other", False, False, False),
)


def ean(number: int) -> str:
    """A Ukrainian EAN-13 of a running number."""
    digits = f"4820{number:08d}"
    return f"{digits}{check_digit(digits)}"


def goods() -> list[Product]:
    """The shop's goods; ids are p1 … p24."""
    products = []
    for place, (name, price, category, weight, excise, free) in enumerate(_ROWS, 1):
        products.append(
            Product(
                id=f"p{place}",
                code=f"{1000 + place}",
                name=name,
                barcode=ean(place),
                price=price,
                unit="кг" if weight else "шт",
                sold_by_weight=weight,
                free_price=free,
                excise=excise,
                tax_group=1,
                tax_codes=(1,),
                category_id=category,
                picture_id=None if place in {12, 17} else str(place),
                adults_only=excise,
            )
        )
    return products


def picture(product: Product) -> bytes | None:
    """A simple drawing of a product: a loaf, a bottle, a box or a ball, in a colour of its own."""
    if product.picture_id is None:
        return None
    number = int(product.picture_id)
    image = QImage(96, 96, QImage.Format.Format_ARGB32_Premultiplied)
    hue = number * 47 % 360
    image.fill(QColor.fromHsl(hue, 110, 232))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor.fromHsl(hue, 120, 120))
    light = QColor.fromHsl(hue, 120, 200)
    _SHAPES[(product.category_id or "").__len__() % 4](painter, light)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt wants text
    return bytes(buffer.data().data())


def _loaf(painter: QPainter, light: QColor) -> None:
    painter.drawRoundedRect(QRectF(10, 34, 76, 38), 19, 19)
    painter.setBrush(light)
    for left in (26, 44, 62):
        painter.drawRoundedRect(QRectF(left, 40, 6, 18), 3, 3)


def _bottle(painter: QPainter, light: QColor) -> None:
    painter.drawRoundedRect(QRectF(30, 34, 36, 54), 8, 8)
    painter.drawRect(QRectF(41, 12, 14, 26))
    painter.setBrush(light)
    painter.drawRect(QRectF(30, 52, 36, 20))


def _box(painter: QPainter, light: QColor) -> None:
    painter.drawRoundedRect(QRectF(20, 16, 56, 68), 5, 5)
    painter.setBrush(light)
    painter.drawEllipse(QPointF(48, 50), 17, 17)


def _ball(painter: QPainter, light: QColor) -> None:
    painter.drawEllipse(QPointF(48, 54), 31, 29)
    painter.setBrush(light)
    painter.drawEllipse(QPointF(38, 44), 8, 6)


_SHAPES = (_loaf, _bottle, _box, _ball)
