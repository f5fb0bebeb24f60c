"""How sums, quantities, counts and times are worded on the screen."""

from datetime import datetime, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from pos_app.domain.money import format_hryvnias
from pos_app.domain.product import Product
from pos_app.domain.quantity import ONE, format_quantity
from pos_app.domain.said import NO_BREAK, said_of_count
from pos_app.ui.i18n import tr

KYIV: tzinfo = ZoneInfo("Europe/Kyiv")
LONGEST_GTIN: Final = 14


def inside_quotes(name: str) -> str:
    """A name as it stands between « and »: quotation marks of its own become the inner ones."""
    return name.replace("«", "„").replace("»", "“")


def money(kopecks: int) -> str:
    """A sum as on a receipt, with a true minus."""
    return format_hryvnias(kopecks).replace("-", "−").replace(" ", NO_BREAK)


def short_code(code: str) -> str:
    """A scanned code within a sentence: an article number whole, of anything longer its beginning."""
    return code if len(code) <= LONGEST_GTIN else f"{code[: LONGEST_GTIN - 1]}…"


def hryvnias(kopecks: int) -> str:
    """A sum with its currency."""
    return f"{money(kopecks)}{NO_BREAK}₴"


def rounding_words(kopecks: int) -> str:
    """How cash rounds a sum, with its sign; "" where it does not."""
    sign = "+" if kopecks > 0 else ""
    return tr("заокруглення {sum}").format(sum=f"{sign}{money(kopecks)}") if kopecks else ""


def and_more(named: str, more: int) -> str:
    """Some by name, and how many there are besides."""
    return tr("{first} і ще {count}").format(first=named, count=more) if more else named


def note(kopecks: int) -> str:
    """A sum of whole hryvnias without kopecks: a banknote's name."""
    return money(kopecks)[:-3] if kopecks % 100 == 0 else money(kopecks)


def unit(product: Product) -> str:
    """The unit a product is sold in, as short as the catalog has it."""
    return product.unit or (tr("кг") if product.sold_by_weight else tr("шт"))


def stock_words(product: Product) -> str:
    """What lies in the shop: "12 шт", "немає"; nothing where it is not counted."""
    if product.stock is None:
        return ""
    return quantity(product.stock, unit(product)) if product.stock > 0 else tr("немає")


def quantity(thousandths: int, unit_name: str = "") -> str:
    """A quantity, with its unit when there is one."""
    text = format_quantity(thousandths)
    return f"{text}{NO_BREAK}{unit_name}" if unit_name else text


def pieces(thousandths: int) -> str:
    """How many pieces altogether; goods by weight count by their weight, rounded to tenths."""
    whole, rest = divmod(thousandths, ONE)
    return str(whole) if rest == 0 else f"{whole},{rest // 100}"


def short_name(name: str) -> str:
    """A person's first word and the initials of the others: "Олена К."."""
    first, *others = name.split() or [""]
    return " ".join((first, *(f"{word[0]}." for word in others)))


def counted(count: int, one: str, few: str, many: str) -> str:
    """The form of a count that Ukrainian wants (1 чек, 2 чеки, 5 чеків), its {count} filled in with thousands apart."""
    return str(said_of_count(count, one, few, many))


def shift_name(serial: int) -> str:
    """A shift by its number; one that was opened offline has none until Checkbox has it."""
    return tr("Зміна {serial}").format(serial=serial) if serial else tr("Зміна, відкрита офлайн")


def clock(moment: datetime) -> str:
    """Hours and minutes in Kyiv."""
    return f"{moment.astimezone(KYIV):%H:%M}"


def day_and_time(moment: datetime) -> str:
    """Day, month and time in Kyiv."""
    return f"{moment.astimezone(KYIV):%d.%m.%Y %H:%M}"

