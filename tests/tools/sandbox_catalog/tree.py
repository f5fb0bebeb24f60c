"""The demo shop's category tree, shops, people and units: everything of the catalog that is not goods."""

from typing import Any, Final

SHOP_ID: Final = 37958
KIOSK_ID: Final = 37959

TREE: Final[dict[str, tuple[str, ...]]] = {
    "Молочні продукти": ("Молоко та кефір", "Сир, сметана, масло", "Йогурти та десерти"),
    "Свіже": ("Хліб і випічка", "М'ясо та ковбаси", "Риба та морепродукти", "Овочі та зелень", "Фрукти та ягоди"),
    "Бакалія": ("Крупи, борошно, макарони", "Олія, соуси, приправи", "Консервація та мед", "Заморожене"),
    "Солодощі та снеки": ("Шоколад і цукерки", "Печиво та вафлі", "Снеки та горішки"),
    "Напої": ("Вода та газовані напої", "Соки та нектари", "Чай", "Кава та какао"),
    "Алкоголь і тютюн": ("Пиво та сидр", "Вино та ігристе", "Міцні напої", "Тютюн і прилади"),
    "Кав'ярня": ("Кав'ярня: напої", "Кав'ярня: їжа"),
    "Дім і догляд": ("Побутова хімія", "Гігієна та догляд", "Аптечка", "Дитяче", "Для тварин", "Для дому"),
    "Преса та послуги": ("Преса та книги", "Пакети та послуги"),
    "Кіоск": ("Лише кіоск на Вокзальній",),
}
"""Top category → the categories under it; goods lie only in the lower ones."""

ONLY_KIOSK: Final = frozenset({"Кіоск", "Лише кіоск на Вокзальній"})

UNITS: Final[list[dict[str, Any]]] = [
    {"id": 12, "code": 175, "is_visible": True, "is_weighted": False, "name": "Година", "short_name": "год"},
    {"id": 9, "code": 303, "is_visible": True, "is_weighted": True, "name": "Грам", "short_name": "гр"},
    {"id": 10, "code": 301, "is_visible": True, "is_weighted": True, "name": "Кілограм", "short_name": "кг"},
    {"id": 7, "code": 102, "is_visible": False, "is_weighted": False, "name": "Кілометр", "short_name": "км"},
    {"id": 8, "code": 101, "is_visible": True, "is_weighted": True, "name": "Метр", "short_name": "м"},
    {"id": 5, "code": 2061, "is_visible": True, "is_weighted": False, "name": "Пляшка", "short_name": "пляшка"},
    {"id": 6, "code": 3011, "is_visible": True, "is_weighted": False, "name": "Порція", "short_name": "порція"},
    {"id": 11, "code": 178, "is_visible": False, "is_weighted": False, "name": "Хвилина", "short_name": "хв"},
    {"id": 4, "code": 2009, "is_visible": True, "is_weighted": False, "name": "Штука", "short_name": "шт"},
]

_ADDRESS: Final = {"address_type_id": 0, "city_name": "Київ"}

SHOP: Final[dict[str, Any]] = {
    "account": {"api_key": "sandbox-smartkasa-api-key", "phone_number": "380670000001", "password": "demo-password"},
    "owner_id": 103927,
    "user_id": 103928,
    "partner": {"id": 7706, "title": "ТОВ «Тиха Вулиця»", "code": "40000001"},
    "default_shop_id": SHOP_ID,
    "shops": [
        {
            "id": SHOP_ID,
            "title": "Крамниця «Тиха Вулиця»",
            "email": "shop@example.com",
            "phone_number": "380440000001",
            "fiscalization_enabled": False,
            "is_vat_taxation": True,
            "is_excise_taxation": True,
            "address": {"id": 38186, **_ADDRESS, "content": "вул. Вигадана, 17", "zip_code": "01001"},
        },
        {
            "id": KIOSK_ID,
            "title": "Кіоск «На Вокзальній»",
            "email": "kiosk@example.com",
            "phone_number": "380440000002",
            "fiscalization_enabled": True,
            "is_vat_taxation": True,
            "is_excise_taxation": False,
            "address": {"id": 38187, **_ADDRESS, "content": "пл. Уявна, 1", "zip_code": "01032"},
        },
    ],
    "terminals": [
        {"id": 20007, "name": "Каса 1", "serial_number": "108210974046530", "shop_id": SHOP_ID},
        {"id": 20008, "name": "Каса 2", "serial_number": "108210974046531", "shop_id": SHOP_ID},
        {"id": 20009, "name": "Каса кіоску", "serial_number": "108210974046532", "shop_id": KIOSK_ID},
    ],
}

ROLES: Final = [
    {"id": 856, "name": "Касир"},
    {"id": 857, "name": "Старший касир"},
    {"id": 858, "name": "Адміністратор"},
]


def _person(number: int, first: str, middle: str, last: str, role_id: int, pin: str, **more: Any) -> dict[str, Any]:
    """An invented person with the papers that the vendor tells about every employee."""
    return {
        "id": 1300 + number,
        "first_name": first,
        "middle_name": middle,
        "last_name": last,
        "role_id": role_id,
        "pin_code": pin,
        "phone_number": f"3806700001{number:02d}",
        "email": f"person{number}@example.com",
        "inn": f"00000000{number:02d}",
        "passport_serial": "ЯЯ",
        "passport_number": f"0000{number:02d}",
        "birthday": f"199{number}-0{number}-1{number}",
        "gender_type_id": 1,
        "shop_id": SHOP_ID,
        "state": 0,
        **more,
    }


EMPLOYEES: Final = {
    "roles": ROLES,
    "employees": [
        _person(1, "Оксана", "Петрівна", "Вигаданчук", 856, "1234"),
        _person(2, "Тарас", "Іванович", "Уявненко", 856, "4321"),
        _person(3, "Ганна", "Степанівна", "Казкар", 857, "2580"),
        _person(4, "Богдан", "Олегович", "Мрійник", 858, "9000"),
        _person(5, "Ілля", "Юрійович", "Колишній", 856, "5555", state=1),
        _person(6, "Зоряна", "Марківна", "Привокзальна", 856, "6666", shop_id=KIOSK_ID),
    ],
}
