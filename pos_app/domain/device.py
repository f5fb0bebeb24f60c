"""How a device is, in one word each: its condition, what is wrong with it, and since when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final


class DeviceKind(StrEnum):
    """What stands beside the till, and what the till lives on."""

    CHECKBOX = "checkbox"
    SMARTKASA = "smartkasa"
    PRINTER = "printer"
    DRAWER = "drawer"
    SCANNER = "scanner"
    SCALE = "scale"
    DISPLAY = "display"
    TERMINAL = "terminal"
    CUSTOMER = "customer"


class Condition(StrEnum):
    """OFF: not set up; WAITING: nothing is known yet; WARN: works, and somebody should look."""

    OFF = "off"
    WAITING = "waiting"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"


class Trouble(StrEnum):
    """What is wrong with a device."""

    NONE = ""
    ABSENT = "absent"
    DENIED = "denied"
    BUSY = "busy"
    LOST = "lost"
    SILENT = "silent"
    GARBAGE = "garbage"
    HALF = "half"
    MOVING = "moving"
    OVERLOAD = "overload"
    BELOW = "below"
    SETTINGS = "settings"
    SERVICE = "service"
    """A service that has words of its own for it."""


TROUBLES: Final[Mapping[Trouble, tuple[str, str]]] = {
    Trouble.ABSENT: ("Порту немає", "Увімкніть пристрій у порт або оберіть інший порт."),
    Trouble.DENIED: ("Немає прав на порт", "Додайте користувача до групи dialout і увійдіть знову."),
    Trouble.BUSY: ("Порт зайнятий іншою програмою", "Закрийте програму, що працює з цим портом."),
    Trouble.LOST: ("Пристрій від'єднано", "Перевірте кабель. Каса під'єднається сама."),
    Trouble.SILENT: ("Пристрій не відповідає", "Перевірте живлення, кабель і швидкість порту."),
    Trouble.GARBAGE: ("Відповідь не розібрати", "Перевірте швидкість порту і протокол."),
    Trouble.HALF: ("Прийшло пів коду", "Скануйте товар ще раз. Якщо повторюється, перевірте кабель."),
    Trouble.MOVING: ("Вага не встановилася", "Не торкайтеся товару і платформи."),
    Trouble.OVERLOAD: ("Ваги перевантажено", "Зніміть товар з платформи."),
    Trouble.BELOW: ("Вага нижче нуля", "Зніміть усе з платформи і натисніть «Нуль»."),
    Trouble.SETTINGS: ("Налаштування неможливе", "Виправте налаштування пристрою."),
}
"""What is said of each, and what a person does about it."""


@dataclass(frozen=True, slots=True)
class Health:
    """A device as it stands. `id` is its kind, for several of a kind with a number; `name` is its place in words.

    `since`: the beginning of the present condition; `last_error` and its time stay when all is well again.
    """

    id: str
    kind: DeviceKind
    name: str = ""
    condition: Condition = Condition.WAITING
    trouble: Trouble = Trouble.NONE
    since: datetime | None = None
    last_ok: datetime | None = None
    last_error: Trouble = Trouble.NONE
    last_error_at: datetime | None = None
    last_said: str = ""
    """The last error in the service's own words, where it has any."""


@dataclass(frozen=True, slots=True)
class Port:
    """Where a device is plugged in: a serial port's name (COM3, /dev/ttyUSB0), or "tcp://host:port" for a converter.

    `parity`: N, E or O.
    """

    address: str
    baudrate: int = 9600
    bits: int = 8
    parity: str = "N"
    stop_bits: int = 1
    flow: bool = False
    """Hardware flow control (RTS and CTS)."""


@dataclass(frozen=True, slots=True)
class FoundPort:
    """A serial port: its name for opening it, and what the system says is plugged in."""

    address: str
    name: str = ""
