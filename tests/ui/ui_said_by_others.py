"""What servers, the owner and people say on staged screens: Ukrainian, whatever the window speaks."""

REFUSED_BY_CHECKBOX = "Опція не активована"
NOT_TAKEN = "ERROR_VEREFY Документ не пройшов перевірку"
SIGNER = "Шевчук Олена Петрівна"
SECOND_SHOP = "Кіоск на Подолі"
NEW_PRODUCT = "Пряник медовий з маком"
HEADER = "Ласкаво просимо!\nЩодня 8:00–22:00"
RENAMED_PRODUCT = "Яйця курячі відбірні, 10 шт"
