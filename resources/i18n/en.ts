<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="uk">
<context>
    <name>till</name>
    <message>
        <source>Каса не запустилася. Дані збережено.</source>
        <translation>The till did not start. Data is safe.</translation>
    </message>
    <message>
        <source>Світла</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>Темна</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>Чорно-біла</source>
        <translation>Black and white</translation>
    </message>
    <message>
        <source>Супермаркет</source>
        <translation>Supermarket</translation>
    </message>
    <message>
        <source>Магазин</source>
        <translation>Shop</translation>
    </message>
    <message>
        <source>Кіоск</source>
        <translation>Kiosk</translation>
    </message>
    <message>
        <source>Тема</source>
        <translation>Theme</translation>
    </message>
    <message>
        <source>Розкладка</source>
        <translation>Layout</translation>
    </message>
    <message>
        <source>Чек</source>
        <translation>Receipt</translation>
    </message>
    <message>
        <source>Ліворуч</source>
        <translation>On the left</translation>
    </message>
    <message>
        <source>Праворуч</source>
        <translation>On the right</translation>
    </message>
    <message>
        <source>Розмір тексту</source>
        <translation>Text size</translation>
    </message>
    <message>
        <source>Мова</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Увімкнено</source>
        <translation>On</translation>
    </message>
    <message>
        <source>Вимкнено</source>
        <translation>Off</translation>
    </message>
    <message>
        <source>Повернути типові клавіші</source>
        <translation>Usual keys again</translation>
    </message>
    <message>
        <source>Оберіть дію, потім натисніть для неї нову клавішу.</source>
        <translation>Choose an action, then press its new key.</translation>
    </message>
    <message>
        <source>Натисніть клавішу для дії «{name}». Esc — назад.</source>
        <translation>Press a key for “{name}”. Esc goes back.</translation>
    </message>
    <message>
        <source>{key} уже має дію «{name}».</source>
        <translation>{key} already means “{name}”.</translation>
    </message>
    <message>
        <source>керування списком</source>
        <translation>moving in lists</translation>
    </message>
    <message>
        <source>{key} не підходить: нею друкують.</source>
        <translation>{key} will not do: it is used for typing.</translation>
    </message>
    <message>
        <source>Збережено.</source>
        <translation>Saved.</translation>
    </message>
    <message>
        <source>Вигляд</source>
        <translation>Look</translation>
    </message>
    <message>
        <source>Вигляд і клавіші</source>
        <translation>Look and keys</translation>
    </message>
    <message>
        <source>Знайти дію</source>
        <translation>Find an action</translation>
    </message>
    <message>
        <source>Такої дії немає.</source>
        <translation>There is no such action.</translation>
    </message>
    <message>
        <source>Пишіть назву дії</source>
        <translation>Type an action's name</translation>
    </message>
    <message>
        <source>Навчальний режим</source>
        <translation>Training mode</translation>
    </message>
    <message>
        <source>НАВЧАННЯ — НЕ ЧЕК</source>
        <translation>TRAINING — NO SALE</translation>
    </message>
    <message>
        <source>НАВЧАННЯ</source>
        <translation>TRAINING</translation>
    </message>
    <message>
        <source>Вгору</source>
        <translation>Up</translation>
    </message>
    <message>
        <source>Вниз</source>
        <translation>Down</translation>
    </message>
    <message>
        <source>Закрити</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Стерти</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Ввести</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Великі літери</source>
        <translation>Capitals</translation>
    </message>
    <message>
        <source>Поле</source>
        <translation>Field</translation>
    </message>
    <message>
        <source>Список</source>
        <translation>List</translation>
    </message>
    <message>
        <source>Плитки</source>
        <translation>Tiles</translation>
    </message>
    <message>
        <source>Прибрати</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>Товару з кодом {code} немає в каталозі.</source>
        <translation>No product with code {code} in the catalog.</translation>
    </message>
    <message>
        <source>Перевірте гроші!</source>
        <translation>Check the money!</translation>
    </message>
    <message>
        <source>Клавіші</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>Пошук</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>К-сть</source>
        <translation>Qty</translation>
    </message>
    <message>
        <source>Ціна</source>
        <translation>Price</translation>
    </message>
    <message>
        <source>Відкласти</source>
        <translation>Park</translation>
    </message>
    <message>
        <source>Оплата</source>
        <translation>Pay</translation>
    </message>
    <message>
        <source>Знижка</source>
        <translation>Discount</translation>
    </message>
    <message>
        <source>Повернення</source>
        <translation>Return</translation>
    </message>
    <message>
        <source>Скринька</source>
        <translation>Drawer</translation>
    </message>
    <message>
        <source>Чеки</source>
        <translation>Receipts</translation>
    </message>
    <message>
        <source>Готівка без решти</source>
        <translation>Exact cash</translation>
    </message>
    <message>
        <source>Усі дії</source>
        <translation>All actions</translation>
    </message>
    <message>
        <source>Категорії</source>
        <translation>Categories</translation>
    </message>
    <message>
        <source>Відкладені чеки</source>
        <translation>Parked receipts</translation>
    </message>
    <message>
        <source>Відкладені</source>
        <translation>Parked</translation>
    </message>
    <message>
        <source>Видалити рядок</source>
        <translation>Void the line</translation>
    </message>
    <message>
        <source>Скасувати останню дію</source>
        <translation>Undo the last action</translation>
    </message>
    <message>
        <source>Назад</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>акцизних марок {have} з {need}</source>
        <translation>excise stamps {have} of {need}</translation>
    </message>
    <message>
        <source>знижка {sum}</source>
        <translation>discount {sum}</translation>
    </message>
    <message>
        <source>надбавка {sum}</source>
        <translation>surcharge {sum}</translation>
    </message>
    <message>
        <source>немає в каталозі</source>
        <translation>not in the catalog</translation>
    </message>
    <message>
        <source>Акцизні марки</source>
        <translation>Excise stamps</translation>
    </message>
    <message>
        <source>Скануйте марку. Зіскановано:</source>
        <translation>Scan a stamp. Scanned:</translation>
    </message>
    <message>
        <source>або введіть код марки</source>
        <translation>or type the stamp's code</translation>
    </message>
    <message>
        <source>Прибрати товар з чека</source>
        <translation>Take the item off</translation>
    </message>
    <message>
        <source>{have} з {need}</source>
        <translation>{have} of {need}</translation>
    </message>
    <message>
        <source>Каса</source>
        <translation>Till</translation>
    </message>
    <message>
        <source>Друк копії</source>
        <translation>Print a copy</translation>
    </message>
    <message>
        <source>Повернути товар</source>
        <translation>Return goods</translation>
    </message>
    <message>
        <source>Продаж</source>
        <translation>Sale</translation>
    </message>
    <message>
        <source>Внесення</source>
        <translation>Cash in</translation>
    </message>
    <message>
        <source>Вилучення</source>
        <translation>Cash out</translation>
    </message>
    <message>
        <source>Чеків немає.</source>
        <translation>No receipts.</translation>
    </message>
    <message>
        <source>Шукаємо в усіх чеках…</source>
        <translation>Looking through all receipts…</translation>
    </message>
    <message>
        <source>Такого чека немає.</source>
        <translation>There is no such receipt.</translation>
    </message>
    <message>
        <source>офлайн</source>
        <translation>offline</translation>
    </message>
    <message>
        <source>потрібна увага</source>
        <translation>needs attention</translation>
    </message>
    <message>
        <source>надсилається</source>
        <translation>sending</translation>
    </message>
    <message>
        <source>Як сплачено</source>
        <translation>As it was paid</translation>
    </message>
    <message>
        <source>Поверніть: {rest}</source>
        <translation>Give back: {rest}</translation>
    </message>
    <message>
        <source>Віддайте готівкою; також поверніть: {rest}</source>
        <translation>Hand over in cash; also give back: {rest}</translation>
    </message>
    <message>
        <source>Карткою за цей чек не платили. Поверніть так, як сплачено.</source>
        <translation>No card has paid for this receipt. Give it back as it was paid.</translation>
    </message>
    <message>
        <source>Карткою сплачено {sum} ₴: більше на картку не повернути.</source>
        <translation>Cards have paid {sum} ₴: no more can go back to one.</translation>
    </message>
    <message>
        <source>Зміну відкрив касир {name}. Нехай цей касир увійде, або закрийте зміну.</source>
        <translation>{name} opened this shift: let them sign in, or close it.</translation>
    </message>
    <message>
        <source>Зміна ще відкрита. Має увійти касир {name}.</source>
        <translation>The shift is still open. {name} must sign in.</translation>
    </message>
    <message>
        <source>Checkbox ще закриває зміну. Спробуйте ще раз.</source>
        <translation>Checkbox is still closing the shift. Try again.</translation>
    </message>
    <message>
        <source>без номера</source>
        <translation>no number</translation>
    </message>
    <message>
        <source>{count} поз.</source>
        <translation>{count} lines</translation>
    </message>
    <message>
        <source>вільна ціна</source>
        <translation>open price</translation>
    </message>
    <message>
        <source>Оберіть товар</source>
        <translation>Choose the product</translation>
    </message>
    <message>
        <source>за {unit}</source>
        <translation>per {unit}</translation>
    </message>
    <message>
        <source>Чек о {time}</source>
        <translation>Receipt of {time}</translation>
    </message>
    <message>
        <source>Готово</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>залишок {stock}</source>
        <translation>stock {stock}</translation>
    </message>
    <message>
        <source>Відкладених чеків немає.</source>
        <translation>No parked receipts.</translation>
    </message>
    <message>
        <source>Кількість перед скануванням</source>
        <translation>Quantity before a scan</translation>
    </message>
    <message>
        <source>Вибір рядка чека</source>
        <translation>Choose a line</translation>
    </message>
    <message>
        <source>Код {code}</source>
        <translation>Code {code}</translation>
    </message>
    <message>
        <source>Введіть число.</source>
        <translation>Enter a number.</translation>
    </message>
    <message>
        <source>До сплати</source>
        <translation>To pay</translation>
    </message>
    <message>
        <source>До сплати готівкою</source>
        <translation>To pay in cash</translation>
    </message>
    <message>
        <source>Отримано готівкою</source>
        <translation>Cash received</translation>
    </message>
    <message>
        <source>RRN з чека термінала</source>
        <translation>RRN from the terminal's slip</translation>
    </message>
    <message>
        <source>Код авторизації</source>
        <translation>Authorisation code</translation>
    </message>
    <message>
        <source>Решта</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>Реєструємо чек…</source>
        <translation>Registering…</translation>
    </message>
    <message>
        <source>Перевірити ще раз</source>
        <translation>Check again</translation>
    </message>
    <message>
        <source>Термінал схвалив</source>
        <translation>Terminal approved</translation>
    </message>
    <message>
        <source>Оплачено</source>
        <translation>Paid</translation>
    </message>
    <message>
        <source>Покупець прикладає картку</source>
        <translation>The customer presents the card</translation>
    </message>
    <message>
        <source>Термінал схвалив: Enter</source>
        <translation>Terminal approved: Enter</translation>
    </message>
    <message>
        <source>Готово, друкуємо</source>
        <translation>Done, printing</translation>
    </message>
    <message>
        <source>Від покупця готівкою за день — до {sum} (НБУ). Понад це — карткою.</source>
        <translation>Cash from a customer a day: up to {sum}. Above that by card.</translation>
    </message>
    <message>
        <source>Готівка</source>
        <translation>Cash</translation>
    </message>
    <message>
        <source>Картка</source>
        <translation>Card</translation>
    </message>
    <message>
        <source>Змішана</source>
        <translation>Mixed</translation>
    </message>
    <message>
        <source>Карткою</source>
        <translation>By card</translation>
    </message>
    <message>
        <source>Не вистачає</source>
        <translation>Missing</translation>
    </message>
    <message>
        <source>Результат невідомий</source>
        <translation>Result unknown</translation>
    </message>
    <message>
        <source>Реєструємо чек</source>
        <translation>Registering the receipt</translation>
    </message>
    <message>
        <source>Чека ще немає</source>
        <translation>There is no receipt yet</translation>
    </message>
    <message>
        <source>Наберіть на терміналі {due}</source>
        <translation>Key {due} into the terminal</translation>
    </message>
    <message>
        <source>заокруглення {sum}</source>
        <translation>rounding {sum}</translation>
    </message>
    <message>
        <source>ПОВЕРНУТИ</source>
        <translation>GIVE BACK</translation>
    </message>
    <message>
        <source>Рядок так / ні</source>
        <translation>Line yes / no</translation>
    </message>
    <message>
        <source>Усе</source>
        <translation>All</translation>
    </message>
    <message>
        <source>Готівкою</source>
        <translation>In cash</translation>
    </message>
    <message>
        <source>На картку</source>
        <translation>To the card</translation>
    </message>
    <message>
        <source>До повернення</source>
        <translation>To give back</translation>
    </message>
    <message>
        <source>Пробіл</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>уже повернуто</source>
        <translation>already returned</translation>
    </message>
    <message>
        <source>повернуто</source>
        <translation>returned</translation>
    </message>
    <message>
        <source>повернуто частково</source>
        <translation>partly returned</translation>
    </message>
    <message>
        <source>Технічне повернення</source>
        <translation>Technical return</translation>
    </message>
    <message>
        <source>Технічне повернення {sum}</source>
        <translation>Technical return {sum}</translation>
    </message>
    <message>
        <source>Реєструємо повернення…</source>
        <translation>Registering the return…</translation>
    </message>
    <message>
        <source>Повернення до чека {number}</source>
        <translation>Return of receipt {number}</translation>
    </message>
    <message>
        <source>{wanted} з {left} · ціна {price}</source>
        <translation>{wanted} of {left} · price {price}</translation>
    </message>
    <message>
        <source>ГОТІВКА БЕЗ РЕШТИ</source>
        <translation>EXACT CASH</translation>
    </message>
    <message>
        <source>ціна?</source>
        <translation>price?</translation>
    </message>
    <message>
        <source>Штрихкод, код, назва або 3 *</source>
        <translation>Barcode, code, name or 3 *</translation>
    </message>
    <message>
        <source>Швидкі</source>
        <translation>Quick</translation>
    </message>
    <message>
        <source>Дії</source>
        <translation>Actions</translation>
    </message>
    <message>
        <source>ОПЛАТА</source>
        <translation>PAY</translation>
    </message>
    <message>
        <source>Категорій немає.</source>
        <translation>No categories.</translation>
    </message>
    <message>
        <source>товарів: {count}</source>
        <translation>goods: {count}</translation>
    </message>
    <message>
        <source>Каталог порожній.</source>
        <translation>The catalog is empty.</translation>
    </message>
    <message>
        <source>Нічого не знайдено.</source>
        <translation>Nothing found.</translation>
    </message>
    <message>
        <source>кг</source>
        <translation>kg</translation>
    </message>
    <message>
        <source>Пишіть назву або код товару.</source>
        <translation>Type a name or a code.</translation>
    </message>
    <message>
        <source>Застосувати</source>
        <translation>Apply</translation>
    </message>
    <message>
        <source>Кількість</source>
        <translation>Quantity</translation>
    </message>
    <message>
        <source>Прийняти</source>
        <translation>Accept</translation>
    </message>
    <message>
        <source>На весь чек</source>
        <translation>Whole receipt</translation>
    </message>
    <message>
        <source>Введіть відсоток або суму.</source>
        <translation>Enter a percentage or a sum.</translation>
    </message>
    <message>
        <source>Вага</source>
        <translation>Weight</translation>
    </message>
    <message>
        <source>Додати</source>
        <translation>Add</translation>
    </message>
    <message>
        <source>Введіть кількість.</source>
        <translation>Enter a quantity.</translation>
    </message>
    <message>
        <source>Введіть вагу, наприклад 0,350.</source>
        <translation>Enter a weight, such as 0.350.</translation>
    </message>
    <message>
        <source>Введіть ціну, наприклад 42,90.</source>
        <translation>Enter a price, such as 42.90.</translation>
    </message>
    <message>
        <source>Кількість, {unit}</source>
        <translation>Quantity, {unit}</translation>
    </message>
    <message>
        <source>Вага, {unit}</source>
        <translation>Weight, {unit}</translation>
    </message>
    <message>
        <source>{price} за {unit}</source>
        <translation>{price} per {unit}</translation>
    </message>
    <message>
        <source>Ціна за {unit}, грн</source>
        <translation>Price per {unit}, UAH</translation>
    </message>
    <message>
        <source>На рядок</source>
        <translation>One line</translation>
    </message>
    <message>
        <source>Рядок: {name}</source>
        <translation>Line: {name}</translation>
    </message>
    <message>
        <source>Увесь чек: {sum}</source>
        <translation>Whole receipt: {sum}</translation>
    </message>
    <message>
        <source>Відсоток, %</source>
        <translation>Per cent, %</translation>
    </message>
    <message>
        <source>Відсоток</source>
        <translation>Per cent</translation>
    </message>
    <message>
        <source>Сума, грн</source>
        <translation>Sum, UAH</translation>
    </message>
    <message>
        <source>чеків: {count}</source>
        <translation>receipts: {count}</translation>
    </message>
    <message>
        <source>Закриття зміни</source>
        <translation>Closing the shift</translation>
    </message>
    <message>
        <source>Інше, грн</source>
        <translation>Other, UAH</translation>
    </message>
    <message>
        <source>Наступний номінал</source>
        <translation>Next note</translation>
    </message>
    <message>
        <source>Закрити зміну, Z-звіт</source>
        <translation>Close shift, Z report</translation>
    </message>
    <message>
        <source>Готівка на початок</source>
        <translation>Cash at the start</translation>
    </message>
    <message>
        <source>Продажі</source>
        <translation>Sales</translation>
    </message>
    <message>
        <source>з них готівкою</source>
        <translation>of it in cash</translation>
    </message>
    <message>
        <source>з них карткою та іншим</source>
        <translation>of it by card and other</translation>
    </message>
    <message>
        <source>Пораховано</source>
        <translation>Counted</translation>
    </message>
    <message>
        <source>Закриваємо зміну…</source>
        <translation>Closing the shift…</translation>
    </message>
    <message>
        <source>Так, закрити зміну</source>
        <translation>Yes, close the shift</translation>
    </message>
    <message>
        <source>сходиться</source>
        <translation>it agrees</translation>
    </message>
    <message>
        <source>нестача {sum}</source>
        <translation>short {sum}</translation>
    </message>
    <message>
        <source>надлишок {sum}</source>
        <translation>over {sum}</translation>
    </message>
    <message>
        <source>Відкрита</source>
        <translation>Opened</translation>
    </message>
    <message>
        <source>Має бути в скриньці</source>
        <translation>Should be in the drawer</translation>
    </message>
    <message>
        <source>Нестача</source>
        <translation>Short</translation>
    </message>
    <message>
        <source>Надлишок</source>
        <translation>Over</translation>
    </message>
    <message>
        <source>Сходиться</source>
        <translation>It agrees</translation>
    </message>
    <message>
        <source>Різниця</source>
        <translation>Difference</translation>
    </message>
    <message>
        <source>не пораховано</source>
        <translation>not counted</translation>
    </message>
    <message>
        <source>порахуйте готівку</source>
        <translation>count the cash</translation>
    </message>
    <message>
        <source>Зміну {serial} закрито</source>
        <translation>Shift {serial} closed</translation>
    </message>
    <message>
        <source>{note} ₴ × </source>
        <translation>{note} ₴ × </translation>
    </message>
    <message>
        <source>Зміна, відкрита офлайн</source>
        <translation>Shift opened offline</translation>
    </message>
    <message>
        <source>Зміну закрито офлайн</source>
        <translation>Shift closed offline</translation>
    </message>
    <message>
        <source>Рішення одне на всі ({count}).</source>
        <translation>One decision for all ({count}).</translation>
    </message>
    <message>
        <source>Так, час правильний</source>
        <translation>Yes, the time is right</translation>
    </message>
    <message>
        <source>Час</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>Зараз {when}? Якщо ні, виправте годинник комп'ютера.</source>
        <translation>Is it {when}? If not, set the computer's clock right.</translation>
    </message>
    <message>
        <source>За місяць (Checkbox) {time}, межа {limit}</source>
        <translation>This month (Checkbox) {time}, limit {limit}</translation>
    </message>
    <message>
        <source>Перевірте час</source>
        <translation>Check the time</translation>
    </message>
    <message>
        <source>Без зв'язку не продаємо, доки час не підтверджено: документи з хибною датою зупинять касу.</source>
        <translation>Nothing is sold without a link until the time is confirmed: documents with a wrong date would stop the register.</translation>
    </message>
    <message>
        <source>{count} день</source>
        <translation>{count} day</translation>
    </message>
    <message>
        <source>{count} дні</source>
        <translation>{count} days</translation>
    </message>
    <message>
        <source>{count} днів</source>
        <translation>{count} days</translation>
    </message>
    <message>
        <source>ПРРО онлайн, підпис ще {days}</source>
        <translation>Fiscal online, signature good for {days}</translation>
    </message>
    <message>
        <source>ПРРО: підпис спливає сьогодні</source>
        <translation>Fiscal: the signature ends today</translation>
    </message>
    <message>
        <source>Підпис: {days}</source>
        <translation>Signature: {days}</translation>
    </message>
    <message>
        <source>Зміна {serial}</source>
        <translation>Shift {serial}</translation>
    </message>
    <message>
        <source>Документ відхилено</source>
        <translation>Document refused</translation>
    </message>
    <message>
        <source>Сума має бути від 0,01 до 999 999,99 ₴.</source>
        <translation>The sum must be 0.01 to 999,999.99 ₴.</translation>
    </message>
    <message>
        <source>Відкриття зміни</source>
        <translation>Opening the shift</translation>
    </message>
    <message>
        <source>Уся готівка в скриньці, грн</source>
        <translation>All the cash in the drawer, UAH</translation>
    </message>
    <message>
        <source>Відкрити зміну</source>
        <translation>Open the shift</translation>
    </message>
    <message>
        <source>Зміну закрито</source>
        <translation>Shift closed</translation>
    </message>
    <message>
        <source>Якщо готівки більше, ніж за обліком, каса сама проведе внесення.</source>
        <translation>Where there is more cash than in the books, the till puts it in by itself.</translation>
    </message>
    <message>
        <source>Чому відкриваєте скриньку?</source>
        <translation>Why open the drawer?</translation>
    </message>
    <message>
        <source>Введіть суму, наприклад 500.</source>
        <translation>Enter a sum, such as 500.</translation>
    </message>
    <message>
        <source>Розмінна монета</source>
        <translation>Change money</translation>
    </message>
    <message>
        <source>Інше внесення</source>
        <translation>Other cash in</translation>
    </message>
    <message>
        <source>Внесення готівки</source>
        <translation>Cash in</translation>
    </message>
    <message>
        <source>Внести</source>
        <translation>Put in</translation>
    </message>
    <message>
        <source>Інкасація</source>
        <translation>To the bank</translation>
    </message>
    <message>
        <source>Постачальнику</source>
        <translation>To a supplier</translation>
    </message>
    <message>
        <source>Інше</source>
        <translation>Other</translation>
    </message>
    <message>
        <source>Вилучення готівки</source>
        <translation>Cash out</translation>
    </message>
    <message>
        <source>Вилучити</source>
        <translation>Take out</translation>
    </message>
    <message>
        <source>Перевірка готівки</source>
        <translation>Cash check</translation>
    </message>
    <message>
        <source>Нічого не потребує уваги.</source>
        <translation>Nothing needs attention.</translation>
    </message>
    <message>
        <source>У скриньці {sum}</source>
        <translation>In the drawer {sum}</translation>
    </message>
    <message>
        <source>X-звіт</source>
        <translation>X report</translation>
    </message>
    <message>
        <source>Увійти</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>Логін</source>
        <translation>Login</translation>
    </message>
    <message>
        <source>Пароль</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Перевіряємо…</source>
        <translation>Checking…</translation>
    </message>
    <message>
        <source>Вхід касира</source>
        <translation>Cashier sign-in</translation>
    </message>
    <message>
        <source>PIN-код</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Логін і пароль</source>
        <translation>Login and password</translation>
    </message>
    <message>
        <source>ПРРО {number}</source>
        <translation>Register {number}</translation>
    </message>
    <message>
        <source>Зміна {serial} відкрита</source>
        <translation>Shift {serial} is open</translation>
    </message>
    <message>
        <source>чекають на відправлення: {count}</source>
        <translation>waiting to be sent: {count}</translation>
    </message>
    <message>
        <source>Чеки зміни</source>
        <translation>Receipts</translation>
    </message>
    <message>
        <source>Скасувати дію</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Очистити чек</source>
        <translation>Clear the receipt</translation>
    </message>
    <message>
        <source>Відкрити скриньку</source>
        <translation>Open the drawer</translation>
    </message>
    <message>
        <source>Податки</source>
        <translation>Taxes</translation>
    </message>
    <message>
        <source>Вийти</source>
        <translation>Sign out</translation>
    </message>
    <message>
        <source>Звук</source>
        <translation>Sound</translation>
    </message>
    <message>
        <source>Темна або світла тема</source>
        <translation>Dark or light theme</translation>
    </message>
    <message>
        <source>Підтвердити податки</source>
        <translation>Confirm the taxes</translation>
    </message>
    <message>
        <source>Податки груп товарів</source>
        <translation>Taxes of groups of goods</translation>
    </message>
    <message>
        <source>Каса ще не отримала податки від Checkbox.</source>
        <translation>The till has not had its taxes from Checkbox yet.</translation>
    </message>
    <message>
        <source>не налаштовано: товари не продаються</source>
        <translation>not set: these goods cannot be sold</translation>
    </message>
    <message>
        <source>Група {key}</source>
        <translation>Group {key}</translation>
    </message>
    <message>
        <source>ПРРО</source>
        <translation>Fiscal</translation>
    </message>
    <message>
        <source>Принтер</source>
        <translation>Printer</translation>
    </message>
    <message>
        <source>Зміна</source>
        <translation>Shift</translation>
    </message>
    <message>
        <source>ПРРО: потрібна увага</source>
        <translation>Fiscal: needs attention</translation>
    </message>
    <message>
        <source>ПРРО онлайн</source>
        <translation>Fiscal online</translation>
    </message>
    <message>
        <source>Принтер не друкує</source>
        <translation>Printer does not print</translation>
    </message>
    <message>
        <source>Без принтера</source>
        <translation>No printer</translation>
    </message>
    <message>
        <source>Відкласти і почати новий чек</source>
        <translation>Park and begin a new receipt</translation>
    </message>
    <message>
        <source>ПРРО: надсилається {count}</source>
        <translation>Fiscal: sending {count}</translation>
    </message>
    <message>
        <source>Друк: у черзі {count}</source>
        <translation>Printing: {count} waiting</translation>
    </message>
    <message>
        <source>Чек збережено, надсилається</source>
        <translation>Receipt saved, sending</translation>
    </message>
    <message>
        <source>Новий чек</source>
        <translation>New receipt</translation>
    </message>
    <message>
        <source>Скануйте товар або оберіть його праворуч</source>
        <translation>Scan a product or choose one on the right</translation>
    </message>
    <message>
        <source>Офлайн-чек зареєстровано</source>
        <translation>Offline receipt registered</translation>
    </message>
    <message>
        <source>Скануйте наступний товар — почнеться новий чек</source>
        <translation>Scan the next product to begin a new receipt</translation>
    </message>
    <message>
        <source>Відкрийте зміну, щоб продавати</source>
        <translation>Open the shift to sell</translation>
    </message>
    <message>
        <source>Дякуємо! Чек зареєстровано</source>
        <translation>Thank you! Receipt registered</translation>
    </message>
    <message>
        <source>Повернення зареєстровано</source>
        <translation>Return registered</translation>
    </message>
    <message>
        <source>Операцію зареєстровано</source>
        <translation>Operation registered</translation>
    </message>
    <message>
        <source>Зрозуміло</source>
        <translation>Understood</translation>
    </message>
    <message>
        <source>Назва</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Сума</source>
        <translation>Sum</translation>
    </message>
    <message>
        <source>РЕШТА</source>
        <translation>CHANGE</translation>
    </message>
    <message>
        <source>СПЛАЧЕНО</source>
        <translation>PAID</translation>
    </message>
    <message>
        <source>Надбавка</source>
        <translation>Surcharge</translation>
    </message>
    <message>
        <source>Отримано {paid}, чек на {due}</source>
        <translation>Received {paid}, receipt of {due}</translation>
    </message>
    <message>
        <source>ДО СПЛАТИ</source>
        <translation>TO PAY</translation>
    </message>
    <message>
        <source>шт</source>
        <translation>pcs</translation>
    </message>
    <message>
        <source>ФН</source>
        <translation>FN</translation>
    </message>
    <message>
        <source>Зачекайте…</source>
        <translation>Please wait…</translation>
    </message>
    <message>
        <source>Відкриваємо зміну</source>
        <translation>Opening the shift</translation>
    </message>
    <message>
        <source>Закриваємо зміну</source>
        <translation>Closing the shift</translation>
    </message>
    <message>
        <source>Перевіряємо касира</source>
        <translation>Checking the cashier</translation>
    </message>
    <message>
        <source>Реєструємо повернення</source>
        <translation>Registering the return</translation>
    </message>
    <message>
        <source>Покладіть у скриньку</source>
        <translation>Put into the drawer</translation>
    </message>
    <message>
        <source>Візьміть зі скриньки</source>
        <translation>Take from the drawer</translation>
    </message>
    <message>
        <source>Віддайте покупцеві готівкою</source>
        <translation>Give the customer in cash</translation>
    </message>
    <message>
        <source>Поверніть на картку через термінал</source>
        <translation>Refund to the card at the terminal</translation>
    </message>
    <message>
        <source>таких товарів немає</source>
        <translation>there are no such goods</translation>
    </message>
    <message>
        <source>ПДВ</source>
        <translation>VAT</translation>
    </message>
    <message>
        <source>Акциз</source>
        <translation>Excise</translation>
    </message>
    <message>
        <source>Зміну не відкрито. Відкрийте зміну.</source>
        <translation>The shift is not open. Open it first.</translation>
    </message>
    <message>
        <source>Зміну вже відкрито.</source>
        <translation>The shift is already open.</translation>
    </message>
    <message>
        <source>Спочатку увійдіть: PIN-код касира.</source>
        <translation>Sign in first: the cashier's PIN.</translation>
    </message>
    <message>
        <source>Неправильний PIN-код. Спробуйте ще раз.</source>
        <translation>Wrong PIN. Try again.</translation>
    </message>
    <message>
        <source>Забагато спроб. Зачекайте і спробуйте ще раз.</source>
        <translation>Too many tries. Wait and try again.</translation>
    </message>
    <message>
        <source>Оплати замало для цього чека.</source>
        <translation>The payment is too small for this receipt.</translation>
    </message>
    <message>
        <source>Карткою не можна взяти більше, ніж до сплати.</source>
        <translation>A card cannot pay more than is due.</translation>
    </message>
    <message>
        <source>Чек порожній. Додайте товар.</source>
        <translation>The receipt is empty. Add a product.</translation>
    </message>
    <message>
        <source>Такого товару немає в каталозі.</source>
        <translation>No such product in the catalog.</translation>
    </message>
    <message>
        <source>Такого рядка в чеку немає.</source>
        <translation>No such line in the receipt.</translation>
    </message>
    <message>
        <source>Такого чека не знайдено.</source>
        <translation>No such receipt.</translation>
    </message>
    <message>
        <source>Такого відкладеного чека немає.</source>
        <translation>No such parked receipt.</translation>
    </message>
    <message>
        <source>Такого документа в черзі уваги немає.</source>
        <translation>No such document needs attention.</translation>
    </message>
    <message>
        <source>Кількість має бути більшою за нуль.</source>
        <translation>The quantity must be greater than zero.</translation>
    </message>
    <message>
        <source>Цей товар продається лише цілими штуками.</source>
        <translation>This product is sold in whole pieces only.</translation>
    </message>
    <message>
        <source>Ціна має бути від 0,01 до 999 999,99 ₴.</source>
        <translation>The price must be 0.01 to 999,999.99 ₴.</translation>
    </message>
    <message>
        <source>Вкажіть ціну товару.</source>
        <translation>Enter the product's price.</translation>
    </message>
    <message>
        <source>Ціну цього товару змінювати не можна.</source>
        <translation>This product's price cannot be changed.</translation>
    </message>
    <message>
        <source>Знижка має бути від 0 до 100 % або сумою.</source>
        <translation>A discount is 0 to 100 % or a sum.</translation>
    </message>
    <message>
        <source>Немає чого скасувати.</source>
        <translation>Nothing to undo.</translation>
    </message>
    <message>
        <source>Спершу завершіть або відкладіть поточний чек.</source>
        <translation>Finish or park the present receipt first.</translation>
    </message>
    <message>
        <source>Повертають більше, ніж було продано.</source>
        <translation>More is returned than was sold.</translation>
    </message>
    <message>
        <source>Сума повернення має дорівнювати сумі чека повернення.</source>
        <translation>The sum given back must equal the return receipt.</translation>
    </message>
    <message>
        <source>У касі недостатньо готівки.</source>
        <translation>Not enough cash in the drawer.</translation>
    </message>
    <message>
        <source>Час роботи офлайн вичерпано. Продаж зупинено до відновлення зв'язку.</source>
        <translation>Offline time is used up. Sales stop until the connection is back.</translation>
    </message>
    <message>
        <source>Офлайн-коди вичерпано. Продаж зупинено до відновлення зв'язку.</source>
        <translation>Offline codes are used up. Sales stop until the connection is back.</translation>
    </message>
    <message>
        <source>Зіскануйте акцизні марки: їх має бути стільки, скільки товару.</source>
        <translation>Scan the excise stamps: as many as there are bottles.</translation>
    </message>
    <message>
        <source>Цю акцизну марку вже додано.</source>
        <translation>This excise stamp is already added.</translation>
    </message>
    <message>
        <source>Підпис касира неактивний. Запустіть Checkbox Підпис.</source>
        <translation>The cashier's signature is inactive. Start Checkbox Signer.</translation>
    </message>
    <message>
        <source>Каса зайнята іншим касиром.</source>
        <translation>Another cashier holds the register.</translation>
    </message>
    <message>
        <source>Касира деактивовано. Зверніться до адміністратора.</source>
        <translation>The cashier is deactivated. Ask the administrator.</translation>
    </message>
    <message>
        <source>ПРРО заблоковано. Зверніться до адміністратора.</source>
        <translation>The fiscal register is blocked. Call an administrator.</translation>
    </message>
    <message>
        <source>Checkbox відхилив чек. Чек збережено.</source>
        <translation>Checkbox refused the receipt. It is saved.</translation>
    </message>
    <message>
        <source>Неправильний ключ ліцензії каси. Перевірте налаштування.</source>
        <translation>The register's licence key is wrong. Check the settings.</translation>
    </message>
    <message>
        <source>Неправильний ключ доступу інтеграції. Перевірте налаштування.</source>
        <translation>The integration's access key is wrong. Check the settings.</translation>
    </message>
    <message>
        <source>Checkbox не відповідає. Дані збережено.</source>
        <translation>Checkbox does not answer. Data is safe.</translation>
    </message>
    <message>
        <source>Забагато запитів. Зачекайте кілька секунд.</source>
        <translation>Too many requests. Wait a few seconds.</translation>
    </message>
    <message>
        <source>Потрібне рішення адміністратора щодо попереднього чека.</source>
        <translation>An administrator must decide about an earlier receipt.</translation>
    </message>
    <message>
        <source>Недостатньо прав для цієї дії.</source>
        <translation>You have no right to do this.</translation>
    </message>
    <message>
        <source>Годинник комп'ютера змінився. Підтвердіть час.</source>
        <translation>The computer's clock has changed. Confirm the time.</translation>
    </message>
    <message>
        <source>На диску немає місця. Звільніть місце.</source>
        <translation>The disk is full. Free some space.</translation>
    </message>
    <message>
        <source>Диск доступний лише для читання.</source>
        <translation>The disk can only be read.</translation>
    </message>
    <message>
        <source>База даних новіша за програму. Оновіть програму.</source>
        <translation>The database is newer than the program. Update the program.</translation>
    </message>
    <message>
        <source>Базу даних пошкоджено. Зверніться по допомогу.</source>
        <translation>The database is damaged. Ask for help.</translation>
    </message>
    <message>
        <source>Касу вже запущено на цьому комп'ютері.</source>
        <translation>The till already runs on this computer.</translation>
    </message>
    <message>
        <source>Файл налаштувань пошкоджено або неповний.</source>
        <translation>The settings file is damaged or incomplete.</translation>
    </message>
    <message>
        <source>Ця дія ще недоступна.</source>
        <translation>This is not available yet.</translation>
    </message>
    <message>
        <source>Сума чека на сервері відрізняється. Продаж зупинено.</source>
        <translation>The server's total differs. The sale is stopped.</translation>
    </message>
    <message>
        <source>Цей запит уже зробив інший документ. Надішліть новий запит із новим номером.</source>
        <translation>This request has already made another document. Send a new request with a new number.</translation>
    </message>
    <message>
        <source>Вкажіть причину.</source>
        <translation>Give a reason.</translation>
    </message>
    <message>
        <source>Принтер не друкує. Чек збережено.</source>
        <translation>The printer does not print. The receipt is saved.</translation>
    </message>
    <message>
        <source>Попередня оплата ще виконується.</source>
        <translation>The last payment is still under way.</translation>
    </message>
    <message>
        <source>Неправильний e-mail або телефон.</source>
        <translation>The e-mail or telephone is wrong.</translation>
    </message>
    <message>
        <source>SmartKasa не показує жодного товару. Каталог залишено як був.</source>
        <translation>SmartKasa shows no goods at all. The catalog is left as it was.</translation>
    </message>
    <message>
        <source>Диск не пише. Перевірте диск і вільне місце.</source>
        <translation>The disk does not write. Check the disk and its free space.</translation>
    </message>
    <message>
        <source>Внутрішня помилка. Дані збережено.</source>
        <translation>Internal error. Data is safe.</translation>
    </message>
    <message>
        <source>Checkbox не відповів: може, вже має</source>
        <translation>No answer: Checkbox may have it</translation>
    </message>
    <message>
        <source>Checkbox прийняв, номера ще немає</source>
        <translation>Checkbox has it, no number yet</translation>
    </message>
    <message>
        <source>{count} код</source>
        <translation>{count} code</translation>
    </message>
    <message>
        <source>{count} коди</source>
        <translation>{count} codes</translation>
    </message>
    <message>
        <source>{count} кодів</source>
        <translation>{count} codes</translation>
    </message>
    <message>
        <source>Так. Чеки цієї зміни на диску каси. Вдруге не продавайте.</source>
        <translation>Yes. The receipts of this shift are on the till's disk. Do not sell again.</translation>
    </message>
    <message>
        <source>Відкрийте зміну цього касира в кабінеті Checkbox і натисніть «Спитати і надіслати ще раз»: чеки підуть у неї.</source>
        <translation>Open this cashier's shift in Checkbox's cabinet and press “Ask and send again”: the receipts go into it.</translation>
    </message>
    <message>
        <source>«Спитати і надіслати ще раз» перевірить чек у Checkbox. Якщо там його немає, надішле під тим самим номером.</source>
        <translation>“Ask and send again” looks at Checkbox. If it is not there, it is sent under the same id.</translation>
    </message>
    <message>
        <source>Знятий з черги чек каса не друкує: віддайте покупцеві чек із кабінету Checkbox.</source>
        <translation>A receipt that is taken off the queue is not printed: give the customer the one from Checkbox's cabinet.</translation>
    </message>
    <message>
        <source>«Спитати і надіслати ще раз» перевірить чек. Знятий з черги чек каса не друкує. Гроші звірте з кабінетом Checkbox.</source>
        <translation>“Ask and send again” looks at it. A receipt that is taken off the queue is not printed. Check the money in Checkbox's cabinet.</translation>
    </message>
    <message>
        <source>Зніміть з черги з причиною, і підуть документи за ним.</source>
        <translation>Set it aside with a reason, and those behind it go.</translation>
    </message>
    <message>
        <source>Зняти з черги з причиною</source>
        <translation>Take off the queue, with a reason</translation>
    </message>
    <message>
        <source>Зняти з черги</source>
        <translation>Take off the queue</translation>
    </message>
    <message>
        <source>Чому закриваєте сповіщення?</source>
        <translation>Why close the alarm?</translation>
    </message>
    <message>
        <source>Закрити сповіщення</source>
        <translation>Close the alarm</translation>
    </message>
    <message>
        <source>Закрити сповіщення з причиною</source>
        <translation>Close the alarm, with a reason</translation>
    </message>
    <message>
        <source>Відкрийте «Увага» і вирішіть.</source>
        <translation>Open “Attention” and decide.</translation>
    </message>
    <message>
        <source>Вдруге не проводьте.</source>
        <translation>Do not make it again.</translation>
    </message>
    <message>
        <source>Оберіть документ і вирішіть.</source>
        <translation>Choose a document and decide.</translation>
    </message>
    <message>
        <source>Відкрийте зміну, щоб продавати.</source>
        <translation>Open the shift to sell.</translation>
    </message>
    <message>
        <source>Гроші й чеки цілі. Наступний продаж спитає Checkbox ще раз.</source>
        <translation>Money and receipts are safe. The next sale asks Checkbox again.</translation>
    </message>
    <message>
        <source>Гроші повернуто покупцеві</source>
        <translation>Money given back to the customer</translation>
    </message>
    <message>
        <source>За місяць {time}, межа {limit}</source>
        <translation>This month {time}, limit {limit}</translation>
    </message>
    <message>
        <source>Записано, ще не надіслано</source>
        <translation>Written down, not sent yet</translation>
    </message>
    <message>
        <source>Зв'язок є, чеки йдуть по черзі. Продавайте далі, не вимикайте касу.</source>
        <translation>The link is back, receipts go in order. Go on selling, keep the till on.</translation>
    </message>
    <message>
        <source>Звірено, розбіжність пояснено</source>
        <translation>Compared, the difference is explained</translation>
    </message>
    <message>
        <source>Звірте суми і закрийте сповіщення з причиною.</source>
        <translation>Compare the sums and close this with a reason.</translation>
    </message>
    <message>
        <source>Звірте: сума в Checkbox інша, ніж у чеку.</source>
        <translation>Check: the sum at Checkbox is another.</translation>
    </message>
    <message>
        <source>Звірте: суми каси і Checkbox різні.</source>
        <translation>Check: the till's sums differ from Checkbox's.</translation>
    </message>
    <message>
        <source>Кожен чек одразу йде в Checkbox.</source>
        <translation>Every receipt goes to Checkbox at once.</translation>
    </message>
    <message>
        <source>Надрукуйте копію для покупця: на ній буде «КОПІЯ» і новий номер.</source>
        <translation>Print a copy for the customer: it says «КОПІЯ» and the new number.</translation>
    </message>
    <message>
        <source>Надсилаємо в Checkbox</source>
        <translation>Being sent to Checkbox</translation>
    </message>
    <message>
        <source>Офлайн поспіль {time}, межа {limit}</source>
        <translation>Offline in a row {time}, limit {limit}</translation>
    </message>
    <message>
        <source>Оформлено офлайн, чекає черги</source>
        <translation>Made offline, waits in line</translation>
    </message>
    <message>
        <source>ПРРО зупинено</source>
        <translation>Fiscal: stopped</translation>
    </message>
    <message>
        <source>ПРРО онлайн, {codes}</source>
        <translation>Fiscal online, {codes}</translation>
    </message>
    <message>
        <source>ПРРО офлайн</source>
        <translation>Fiscal register offline</translation>
    </message>
    <message>
        <source>ПРРО офлайн ще {time}, {codes}</source>
        <translation>Fiscal offline, {time} left, {codes}</translation>
    </message>
    <message>
        <source>ПРРО: виходимо онлайн</source>
        <translation>Fiscal: going online</translation>
    </message>
    <message>
        <source>Без податкової групи товар не можна продати.</source>
        <translation>Without a tax group the product cannot be sold.</translation>
    </message>
    <message>
        <source>Вкажіть назву товару.</source>
        <translation>Enter the product's name.</translation>
    </message>
    <message>
        <source>Вкажіть ціну.</source>
        <translation>Enter a price.</translation>
    </message>
    <message>
        <source>ДКПП — цифри й крапки.</source>
        <translation>A ДКПП code has digits and dots.</translation>
    </message>
    <message>
        <source>Назва задовга: найбільше {detail} знаків.</source>
        <translation>The name is too long: {detail} characters at most.</translation>
    </message>
    <message>
        <source>Не більше 999 999,99 ₴.</source>
        <translation>The highest price is 999 999,99 ₴.</translation>
    </message>
    <message>
        <source>Остання цифра мала б бути {detail}. Перевірте код.</source>
        <translation>The last digit should be {detail}. Check the code.</translation>
    </message>
    <message>
        <source>Підакцизному товару потрібен УКТЗЕД: без нього чек неповний.</source>
        <translation>Excise goods need a УКТЗЕД code: without it the receipt is incomplete.</translation>
    </message>
    <message>
        <source>Такого класифікатора немає.</source>
        <translation>There is no such classifier.</translation>
    </message>
    <message>
        <source>Такої категорії немає. Оновіть каталог.</source>
        <translation>There is no such category. Update the catalog.</translation>
    </message>
    <message>
        <source>Такої одиниці немає. Оберіть зі списку.</source>
        <translation>There is no such unit. Choose from the list.</translation>
    </message>
    <message>
        <source>Такої податкової групи немає.</source>
        <translation>There is no such tax group.</translation>
    </message>
    <message>
        <source>УКТЗЕД — від 4 до 10 цифр.</source>
        <translation>A УКТЗЕД code has 4 to 10 digits.</translation>
    </message>
    <message>
        <source>Цей код уже має «{detail}».</source>
        <translation>This code belongs to "{detail}" already.</translation>
    </message>
    <message>
        <source>Ціна має бути більшою за нуль.</source>
        <translation>The price must be more than zero.</translation>
    </message>
    <message>
        <source>Штрихкод — лише літери й цифри, до {detail} знаків.</source>
        <translation>A barcode has letters and digits only, up to {detail}.</translation>
    </message>
    <message>
        <source>ПРРО: ДПС не відповідає</source>
        <translation>Fiscal: no answer from tax service</translation>
    </message>
    <message>
        <source>Передаємо {count} чек</source>
        <translation>Sending {count} receipt</translation>
    </message>
    <message>
        <source>Передаємо {count} чеки</source>
        <translation>Sending {count} receipts</translation>
    </message>
    <message>
        <source>Передаємо {count} чеків</source>
        <translation>Sending {count} receipts</translation>
    </message>
    <message>
        <source>Передаємо чеки</source>
        <translation>Sending receipts</translation>
    </message>
    <message>
        <source>Передрук</source>
        <translation>Reprints</translation>
    </message>
    <message>
        <source>Передруковувати нічого.</source>
        <translation>Nothing to print again.</translation>
    </message>
    <message>
        <source>Перехід в офлайн</source>
        <translation>Going offline</translation>
    </message>
    <message>
        <source>Повернення онлайн</source>
        <translation>Going online</translation>
    </message>
    <message>
        <source>Виходимо онлайн</source>
        <translation>Going online</translation>
    </message>
    <message>
        <source>ПРРО: перевірте час</source>
        <translation>Fiscal: check the time</translation>
    </message>
    <message>
        <source>Офлайн-кодів немає</source>
        <translation>No offline codes</translation>
    </message>
    <message>
        <source>Офлайн вичерпано</source>
        <translation>Offline is used up</translation>
    </message>
    <message>
        <source>Повертаємось онлайн</source>
        <translation>Going back online</translation>
    </message>
    <message>
        <source>Податкова не відповідає</source>
        <translation>The tax service does not answer</translation>
    </message>
    <message>
        <source>Покличте старшого касира: для рішення потрібні права.</source>
        <translation>Call a senior cashier: deciding needs the right.</translation>
    </message>
    <message>
        <source>Помилковий документ</source>
        <translation>A mistaken document</translation>
    </message>
    <message>
        <source>Потрібна увага</source>
        <translation>Attention is needed</translation>
    </message>
    <message>
        <source>Потрібне рішення: відкрийте «Увага».</source>
        <translation>A decision is needed: open “Attention”.</translation>
    </message>
    <message>
        <source>Проведено інакше</source>
        <translation>Registered otherwise</translation>
    </message>
    <message>
        <source>Продавайте далі. Checkbox приймає чеки і передасть їх податковій сам.</source>
        <translation>Go on selling. Checkbox takes the receipts and hands them to the tax service by itself.</translation>
    </message>
    <message>
        <source>Продавайте далі. Чеки мають офлайн-номери і підуть самі, щойно Checkbox відповість.</source>
        <translation>Go on selling. Receipts have offline numbers and go by themselves once Checkbox answers.</translation>
    </message>
    <message>
        <source>Піде сам за документами перед ним.</source>
        <translation>Goes by itself after those before it.</translation>
    </message>
    <message>
        <source>Піде сам найближчими секундами.</source>
        <translation>Goes by itself in a few seconds.</translation>
    </message>
    <message>
        <source>Піде сам після рішення щодо документа перед ним.</source>
        <translation>Goes by itself after a decision on the one before it.</translation>
    </message>
    <message>
        <source>Піде сам, щойно перешкоду вгорі усунуть.</source>
        <translation>It goes by itself once the obstacle above is out of the way.</translation>
    </message>
    <message>
        <source>Піде сам, щойно Checkbox відповість.</source>
        <translation>Goes by itself once Checkbox answers.</translation>
    </message>
    <message>
        <source>Розбіжність сум</source>
        <translation>Sums differ</translation>
    </message>
    <message>
        <source>Спитати і надіслати ще раз</source>
        <translation>Ask and send again</translation>
    </message>
    <message>
        <source>Спитаємо Checkbox за номером документа. Двічі він не піде.</source>
        <translation>We ask Checkbox by the document's id. It never goes twice.</translation>
    </message>
    <message>
        <source>Так. Гроші взято, чек на диску каси. Вдруге не продавайте.</source>
        <translation>Yes. Money was taken, the receipt is on this disk. Do not sell again.</translation>
    </message>
    <message>
        <source>Так. Гроші віддано, чек на диску каси. Вдруге не віддавайте.</source>
        <translation>Yes. Money was given, the receipt is on this disk. Do not give it again.</translation>
    </message>
    <message>
        <source>Так. Документ на диску каси, вдруге не проводьте.</source>
        <translation>Yes. The document is on this disk, do not make it again.</translation>
    </message>
    <message>
        <source>Так. Документ на диску каси.</source>
        <translation>Yes. The document is on this disk.</translation>
    </message>
    <message>
        <source>Так. Чек зареєстровано один раз, змінився лише номер.</source>
        <translation>Yes. It was registered once, only the number changed.</translation>
    </message>
    <message>
        <source>Увага</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>Усе передано. Checkbox вмикає онлайн, це кілька хвилин. Продавайте далі.</source>
        <translation>All is handed over. Checkbox switches to online, this takes minutes. Go on selling.</translation>
    </message>
    <message>
        <source>Чекаємо відповіді Checkbox.</source>
        <translation>Waiting for Checkbox to answer.</translation>
    </message>
    <message>
        <source>Чекаємо номер від податкової, спитаємо самі.</source>
        <translation>Waiting for the tax service's number, we ask by ourselves.</translation>
    </message>
    <message>
        <source>Черга ПРРО</source>
        <translation>Fiscal queue</translation>
    </message>
    <message>
        <source>Черга</source>
        <translation>Queue</translation>
    </message>
    <message>
        <source>Черга порожня: Checkbox має все.</source>
        <translation>Nothing waits: Checkbox has all.</translation>
    </message>
    <message>
        <source>Чи цілі гроші</source>
        <translation>Is the money safe</translation>
    </message>
    <message>
        <source>Податкова його не отримає. Чому знімаєте з черги?</source>
        <translation>The tax service will not get this document. Why take it off the queue?</translation>
    </message>
    <message>
        <source>У Checkbox він лишиться. Чому знімаєте з черги?</source>
        <translation>The document stays as Checkbox has it. Why take it off the queue?</translation>
    </message>
    <message>
        <source>Що далі</source>
        <translation>What next</translation>
    </message>
    <message>
        <source>Що сталося</source>
        <translation>What happened</translation>
    </message>
    <message>
        <source>або інша причина</source>
        <translation>or another reason</translation>
    </message>
    <message>
        <source>години вичерпано</source>
        <translation>hours used up</translation>
    </message>
    <message>
        <source>з {time}</source>
        <translation>since {time}</translation>
    </message>
    <message>
        <source>касира вимкнено</source>
        <translation>cashier disabled</translation>
    </message>
    <message>
        <source>касу заблоковано</source>
        <translation>register blocked</translation>
    </message>
    <message>
        <source>ключ доступу</source>
        <translation>access key</translation>
    </message>
    <message>
        <source>ключ ліцензії</source>
        <translation>licence key</translation>
    </message>
    <message>
        <source>кодів немає</source>
        <translation>no codes</translation>
    </message>
    <message>
        <source>перевірте час</source>
        <translation>check the clock</translation>
    </message>
    <message>
        <source>підпис неактивний</source>
        <translation>signature inactive</translation>
    </message>
    <message>
        <source>інший касир</source>
        <translation>another cashier</translation>
    </message>
    <message>
        <source>Залишилось {codes}</source>
        <translation>{codes} left</translation>
    </message>
    <message>
        <source>ДПС не відповідає</source>
        <translation>Tax silent</translation>
    </message>
    <message>
        <source>Податок товару не підтверджено. Старший касир: Дії → Податки.</source>
        <translation>Tax of the product is not confirmed. Senior cashier: Actions → Taxes.</translation>
    </message>
    <message>
        <source>Checkbox змінив податки. Підтвердьте їх, щоб продавати.</source>
        <translation>Checkbox changed the taxes. Confirm them to sell.</translation>
    </message>
    <message>
        <source>Акцизних товарів без УКТЗЕД: {count}. Додайте код у SmartKasa: {names}</source>
        <translation>Excise products without a UKTZED code: {count}. Add it in SmartKasa: {names}</translation>
    </message>
    <message>
        <source>{taxes} — не підтверджено</source>
        <translation>{taxes} — not confirmed</translation>
    </message>
    <message>
        <source>Ставки збігаються, і такий податок у Checkbox один.</source>
        <translation>The rates are equal, and Checkbox has one such tax.</translation>
    </message>
    <message>
        <source>Ставка 0 %: податок упізнано за назвою.</source>
        <translation>The rate is 0 %: the tax was told by its name.</translation>
    </message>
    <message>
        <source>Акциз збігається, ПДВ група не називає. Звірте.</source>
        <translation>The excise fits, the group names no VAT. Please check.</translation>
    </message>
    <message>
        <source>У Checkbox немає податку з такими ставками. Оберіть.</source>
        <translation>Checkbox has no tax with these rates. Please choose.</translation>
    </message>
    <message>
        <source>Таких податків у Checkbox кілька. Оберіть один.</source>
        <translation>Checkbox has several such taxes. Choose one.</translation>
    </message>
    <message>
        <source>У SmartKasa податок не вказано. Оберіть або вкажіть його там.</source>
        <translation>SmartKasa names no tax. Choose one, or set it there.</translation>
    </message>
    <message>
        <source>Акциз 0 % не видно зі ставок Checkbox. Оберіть.</source>
        <translation>An excise of 0 % is in no rate of Checkbox. Please choose.</translation>
    </message>
    <message>
        <source>Продавець не платить ПДВ, а податок має ставку ПДВ.</source>
        <translation>The seller pays no VAT, but this tax has a VAT rate.</translation>
    </message>
    <message>
        <source>Ставка ПДВ інша, ніж каже SmartKasa.</source>
        <translation>The VAT rate is not the one SmartKasa names.</translation>
    </message>
    <message>
        <source>Група акцизна, а податок без такого акцизу.</source>
        <translation>An excise group, but the tax has no such excise.</translation>
    </message>
    <message>
        <source>товар</source>
        <translation>product</translation>
    </message>
    <message>
        <source>категорія</source>
        <translation>category</translation>
    </message>
    <message>
        <source>УКТЗЕД починається з</source>
        <translation>UKTZED begins with</translation>
    </message>
    <message>
        <source>акциз {rate} %</source>
        <translation>excise {rate} %</translation>
    </message>
    <message>
        <source>код {code}</source>
        <translation>code {code}</translation>
    </message>
    <message>
        <source>Checkbox змінив податок, продаж зупинено. Було: {was}.</source>
        <translation>Checkbox changed the tax, sales have stopped. It was: {was}.</translation>
    </message>
    <message>
        <source>У Checkbox такого податку вже немає, продаж зупинено. Було: {was}.</source>
        <translation>Checkbox no longer has this tax, sales have stopped. It was: {was}.</translation>
    </message>
    <message>
        <source>податок не підтверджено</source>
        <translation>tax not confirmed</translation>
    </message>
    <message>
        <source>Винятки</source>
        <translation>Exceptions</translation>
    </message>
    <message>
        <source>1. Виняток для товару</source>
        <translation>1. An exception for the product</translation>
    </message>
    <message>
        <source>2. Виняток для категорії, починаючи з найближчої</source>
        <translation>2. The exception of a category, the nearest first</translation>
    </message>
    <message>
        <source>3. Найдовший початок коду УКТЗЕД</source>
        <translation>3. The longest beginning of its UKTZED code</translation>
    </message>
    <message>
        <source>4. Група податку зі SmartKasa</source>
        <translation>4. The tax group from SmartKasa</translation>
    </message>
    <message>
        <source>Додати виняток</source>
        <translation>Add an exception</translation>
    </message>
    <message>
        <source>Прибрати виняток</source>
        <translation>Remove the exception</translation>
    </message>
    <message>
        <source>Винятків немає: податок кожного товару каже його група.</source>
        <translation>No exceptions: each product is taxed by its group.</translation>
    </message>
    <message>
        <source>Що діє першим</source>
        <translation>What counts first</translation>
    </message>
    <message>
        <source>Податок у Checkbox: торкніться, щоб обрати</source>
        <translation>Tax in Checkbox: touch to choose</translation>
    </message>
    <message>
        <source>Зберегти виняток</source>
        <translation>Save the exception</translation>
    </message>
    <message>
        <source>Введіть назву або артикул товару.</source>
        <translation>Type a name or an article number.</translation>
    </message>
    <message>
        <source>Такої категорії немає.</source>
        <translation>There is no such category.</translation>
    </message>
    <message>
        <source>Введіть від 2 до 10 цифр коду.</source>
        <translation>Type 2 to 10 digits of the code.</translation>
    </message>
    <message>
        <source>Товар</source>
        <translation>Product</translation>
    </message>
    <message>
        <source>Категорія</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>УКТЗЕД</source>
        <translation>UKTZED</translation>
    </message>
    <message>
        <source>Для чого виняток?</source>
        <translation>What is the exception for?</translation>
    </message>
    <message>
        <source>номер змінився: було {paper}</source>
        <translation>number changed: was {paper}</translation>
    </message>
    <message>
        <source>час змінився</source>
        <translation>time changed</translation>
    </message>
    <message>
        <source>без QR: друкувався офлайн</source>
        <translation>no QR: printed offline</translation>
    </message>
    <message>
        <source>без QR: ще передається</source>
        <translation>no QR: still being sent</translation>
    </message>
    <message>
        <source>копія друкується</source>
        <translation>copy is printing</translation>
    </message>
    <message>
        <source>Номер змінився: було {paper}, стало {number}.</source>
        <translation>The number changed: was {paper}, now {number}.</translation>
    </message>
    <message>
        <source>Час змінився: на папері інший, ніж у податковій.</source>
        <translation>The time changed: the paper's differs from the tax service's.</translation>
    </message>
    <message>
        <source>Так. Чек зареєстровано один раз, змінився лише час.</source>
        <translation>Yes. The receipt is registered once, only its time changed.</translation>
    </message>
    <message>
        <source>Надрукуйте копію для покупця: на ній буде «КОПІЯ» і новий час.</source>
        <translation>Print a copy for the customer: it says «КОПІЯ» and has the new time.</translation>
    </message>
    <message>
        <source>Без QR: друкувався офлайн.</source>
        <translation>No QR: it was printed offline.</translation>
    </message>
    <message>
        <source>Так. Офлайн-чек дійсний і без QR.</source>
        <translation>Yes. An offline receipt is valid without a QR.</translation>
    </message>
    <message>
        <source>Копія з QR потрібна, лише якщо її просить покупець. Інакше приберіть чек зі списку.</source>
        <translation>A copy with the QR is needed only if the customer asks. Otherwise remove it from the list.</translation>
    </message>
    <message>
        <source>Копія з QR буде, щойно чек передадуть у Checkbox.</source>
        <translation>A copy with the QR will be possible once Checkbox has the receipt.</translation>
    </message>
    <message>
        <source>Копія вже в черзі друку.</source>
        <translation>A copy is in the print queue already.</translation>
    </message>
    <message>
        <source>Без QR</source>
        <translation>No QR</translation>
    </message>
    <message>
        <source>На всіх чеках є QR, або їх прибрано зі списку.</source>
        <translation>Every receipt has its QR, or was removed from the list.</translation>
    </message>
    <message>
        <source>Прибрати всі ({count})</source>
        <translation>Remove all ({count})</translation>
    </message>
    <message>
        <source>Так, друкувати {count}</source>
        <translation>Yes, print {count}</translation>
    </message>
    <message>
        <source>Друкувати всі ({count})</source>
        <translation>Print all ({count})</translation>
    </message>
    <message>
        <source>Покупець пішов без копії</source>
        <translation>The customer left without a copy</translation>
    </message>
    <message>
        <source>Копію не просили</source>
        <translation>No copy was asked for</translation>
    </message>
    <message>
        <source>Надіслано електронний чек</source>
        <translation>The e-receipt was sent</translation>
    </message>
    <message>
        <source>Надруковано з кабінету Checkbox</source>
        <translation>Printed from the Checkbox cabinet</translation>
    </message>
    <message>
        <source>Чому без копії?</source>
        <translation>Why no copy?</translation>
    </message>
    <message>
        <source>Прибрати зі списку</source>
        <translation>Remove from the list</translation>
    </message>
    <message>
        <source>Чому без копій ({count})?</source>
        <translation>Why no copies ({count})?</translation>
    </message>
    <message>
        <source>Так виправити не можна. Перевірте значення.</source>
        <translation>It cannot be mended like that. Check the value.</translation>
    </message>
    <message>
        <source>чек виправлено після друку</source>
        <translation>mended after printing</translation>
    </message>
    <message>
        <source>Чек виправлено після друку: на папері старий текст.</source>
        <translation>Mended after printing: the paper has the old text.</translation>
    </message>
    <message>
        <source>Так. Чек зареєстровано один раз, суми ті самі.</source>
        <translation>Yes. The receipt is registered once, its sums are the same.</translation>
    </message>
    <message>
        <source>Надрукуйте копію для покупця: на ній буде «КОПІЯ» і новий текст.</source>
        <translation>Print a copy for the customer: it says «КОПІЯ» and has the new text.</translation>
    </message>
    <message>
        <source>Взяти зі SmartKasa</source>
        <translation>Take from SmartKasa</translation>
    </message>
    <message>
        <source>товару більше немає в SmartKasa</source>
        <translation>no longer in SmartKasa</translation>
    </message>
    <message>
        <source>немає в SmartKasa</source>
        <translation>not in SmartKasa</translation>
    </message>
    <message>
        <source>ціну змінено в SmartKasa о {time}: {price}</source>
        <translation>SmartKasa changed the price at {time}: {price}</translation>
    </message>
    <message>
        <source>Взяти</source>
        <translation>Take</translation>
    </message>
    <message>
        <source>немає в каталозі, шукаємо в SmartKasa…</source>
        <translation>not in the catalog, asking SmartKasa…</translation>
    </message>
    <message>
        <source>немає ні в каталозі, ні в SmartKasa</source>
        <translation>neither in the catalog nor in SmartKasa</translation>
    </message>
    <message>
        <source>немає в каталозі, SmartKasa не відповідає</source>
        <translation>not in the catalog, SmartKasa does not answer</translation>
    </message>
    <message>
        <source>є в SmartKasa: {name}, {price}</source>
        <translation>in SmartKasa: {name}, {price}</translation>
    </message>
    <message>
        <source>Шукаємо в SmartKasa…</source>
        <translation>Asking SmartKasa…</translation>
    </message>
    <message>
        <source>Товар із кодом {code} є лише в SmartKasa.</source>
        <translation>The product with code {code} is only in SmartKasa.</translation>
    </message>
    <message>
        <source>Каталог</source>
        <translation>Catalog</translation>
    </message>
    <message>
        <source>Оновити каталог</source>
        <translation>Update the catalog</translation>
    </message>
    <message>
        <source>Каталог не оновлюється</source>
        <translation>Catalog not updated</translation>
    </message>
    <message>
        <source>Товари</source>
        <translation>Goods</translation>
    </message>
    <message>
        <source>Зниклі товари</source>
        <translation>Missing goods</translation>
    </message>
    <message>
        <source>Залишки</source>
        <translation>Stock</translation>
    </message>
    <message>
        <source>{what}: {done} з {total}</source>
        <translation>{what}: {done} of {total}</translation>
    </message>
    <message>
        <source>залишилось {count} с</source>
        <translation>{count} s left</translation>
    </message>
    <message>
        <source>залишилось {count} хв</source>
        <translation>{count} min left</translation>
    </message>
    <message>
        <source>Продавати можна й зараз.</source>
        <translation>You can sell meanwhile.</translation>
    </message>
    <message>
        <source>Читаємо каталог зі SmartKasa</source>
        <translation>Reading the catalog from SmartKasa</translation>
    </message>
    <message>
        <source>ще ніколи</source>
        <translation>never yet</translation>
    </message>
    <message>
        <source>Оновлено: {when}</source>
        <translation>Updated: {when}</translation>
    </message>
    <message>
        <source>Зупинити</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Оновити зараз</source>
        <translation>Update now</translation>
    </message>
    <message>
        <source>Каталог порожній</source>
        <translation>The catalog is empty</translation>
    </message>
    <message>
        <source>Товарів у каталозі: {count}</source>
        <translation>Goods in the catalog: {count}</translation>
    </message>
    <message>
        <source>назад</source>
        <translation>back</translation>
    </message>
    <message>
        <source>Нової ціни для цього рядка немає.</source>
        <translation>There is no new price for this line.</translation>
    </message>
    <message>
        <source>Оновлення каталогу зупинено. Воно продовжиться з того ж місця.</source>
        <translation>The catalog update was stopped. It will go on from there.</translation>
    </message>
    <message>
        <source>нова ціна</source>
        <translation>new price</translation>
    </message>
    <message>
        <source>Що виправити?</source>
        <translation>What shall be mended?</translation>
    </message>
    <message>
        <source>Виправити і надіслати</source>
        <translation>Mend and send</translation>
    </message>
    <message>
        <source>Виправити</source>
        <translation>Mend</translation>
    </message>
    <message>
        <source>E-mail покупця</source>
        <translation>Customer's e-mail</translation>
    </message>
    <message>
        <source>Телефон покупця</source>
        <translation>Customer's phone</translation>
    </message>
    <message>
        <source>Текст угорі чека</source>
        <translation>Text at the top</translation>
    </message>
    <message>
        <source>Текст унизу чека</source>
        <translation>Text at the bottom</translation>
    </message>
    <message>
        <source>Ім'я касира</source>
        <translation>Cashier's name</translation>
    </message>
    <message>
        <source>Артикул</source>
        <translation>Article number</translation>
    </message>
    <message>
        <source>Штрихкод</source>
        <translation>Barcode</translation>
    </message>
    <message>
        <source>Акцизна марка</source>
        <translation>Excise stamp</translation>
    </message>
    <message>
        <source>Коди податку</source>
        <translation>Tax codes</translation>
    </message>
    <message>
        <source>рядок {number}</source>
        <translation>line {number}</translation>
    </message>
    <message>
        <source>Виправте і надішліть під тим самим номером або зніміть з черги з причиною. Суми не зміняться.</source>
        <translation>Mend it and send it under the same number, or set it aside with a reason. Sums do not change.</translation>
    </message>
    <message>
        <source>Цю акцизну марку вже продано. Відкладіть товар.</source>
        <translation>This excise stamp was sold already. Put the item aside.</translation>
    </message>
    <message>
        <source>Цієї марки в рядку немає. Скануйте марку з товару, який забирають.</source>
        <translation>The line has no such stamp. Scan the stamp of the item taken out.</translation>
    </message>
    <message>
        <source>Таке правило штрихкоду неможливе. Перевірте його.</source>
        <translation>Such a barcode rule is impossible. Check it.</translation>
    </message>
    <message>
        <source>Упаковка: {name} × {count} шт</source>
        <translation>Pack: {name} × {count} pcs</translation>
    </message>
    <message>
        <source>Упаковка товару, якого вже немає в каталозі</source>
        <translation>A pack of a product that has left the catalog</translation>
    </message>
    <message>
        <source>Номер товару: {name}</source>
        <translation>Number of the product: {name}</translation>
    </message>
    <message>
        <source>Номер мають товари: {count}. Касир обере</source>
        <translation>Products with this number: {count}. The cashier chooses</translation>
    </message>
    <message>
        <source>Товару з таким номером немає</source>
        <translation>No product has this number</translation>
    </message>
    <message>
        <source>Контрольна цифра не сходиться: {code}, має бути {right}</source>
        <translation>The check digit is wrong: {code}, it should be {right}</translation>
    </message>
    <message>
        <source>Видання: {name}, випуск {issue}</source>
        <translation>Periodical: {name}, issue {issue}</translation>
    </message>
    <message>
        <source>Картка покупця: починається з {prefix}</source>
        <translation>Customer's card: begins with {prefix}</translation>
    </message>
    <message>
        <source>Правило {prefix}: контрольна цифра значення не сходиться</source>
        <translation>Rule {prefix}: the check digit of the value is wrong</translation>
    </message>
    <message>
        <source>Правило {prefix}: артикула {article} немає в каталозі</source>
        <translation>Rule {prefix}: article {article} is not in the catalog</translation>
    </message>
    <message>
        <source>Паперова акцизна марка {stamp}</source>
        <translation>Paper excise stamp {stamp}</translation>
    </message>
    <message>
        <source>Електронна акцизна марка для: {name}</source>
        <translation>Electronic excise stamp for: {name}</translation>
    </message>
    <message>
        <source>Код GS1 обірваний або пошкоджений. Скануйте ще раз</source>
        <translation>The GS1 code is cut or damaged. Scan again</translation>
    </message>
    <message>
        <source>Номер у коді GS1 неправильний: {code}, має бути {right} в кінці</source>
        <translation>Wrong number in the GS1 code: {code}, it should end in {right}</translation>
    </message>
    <message>
        <source>У коді GS1 немає номера товару</source>
        <translation>The GS1 code names no product</translation>
    </message>
    <message>
        <source>Товару з номером {gtin} немає в каталозі</source>
        <translation>No product with number {gtin} in the catalog</translation>
    </message>
    <message>
        <source>Чек: на цій касі його не продавали</source>
        <translation>A receipt that this till did not sell</translation>
    </message>
    <message>
        <source>Упаковка товару «{name}»: скільки в ній штук, ще не вказано</source>
        <translation>A pack of “{name}”: nobody said how many pieces it holds</translation>
    </message>
    <message>
        <source>Артикул товару: {name}</source>
        <translation>Article number of: {name}</translation>
    </message>
    <message>
        <source>Це не номер, не марка і не чек</source>
        <translation>Neither a number, nor a stamp, nor a receipt</translation>
    </message>
    <message>
        <source>Чек для повернення</source>
        <translation>A receipt to return</translation>
    </message>
    <message>
        <source>Товару вже немає в каталозі</source>
        <translation>The product has left the catalog</translation>
    </message>
    <message>
        <source>будь-якої довжини</source>
        <translation>of any length</translation>
    </message>
    <message>
        <source>Правило {prefix}: артикул {article}, {amount} — {name}</source>
        <translation>Rule {prefix}: article {article}, {amount} — {name}</translation>
    </message>
    <message>
        <source>Невідомий код</source>
        <translation>Unknown code</translation>
    </message>
    <message>
        <source>Штуки</source>
        <translation>Pieces</translation>
    </message>
    <message>
        <source>артикул {article} цифр, значення {value}, після коми {decimals}</source>
        <translation>article {article} digits, value {value}, decimals {decimals}</translation>
    </message>
    <message>
        <source>Сканер назвав вид коду: {symbol}</source>
        <translation>The scanner named the kind of code: {symbol}</translation>
    </message>
    <message>
        <source>Сума {sum} за ціною {price}: {quantity}</source>
        <translation>Sum {sum} at a price of {price}: {quantity}</translation>
    </message>
    <message>
        <source>GS1: {name}</source>
        <translation>GS1: {name}</translation>
    </message>
    <message>
        <source>Картка покупця {code}</source>
        <translation>Customer's card {code}</translation>
    </message>
    <message>
        <source>рівно {length} знаків</source>
        <translation>exactly {length} characters</translation>
    </message>
    <message>
        <source>Починається з {prefix}</source>
        <translation>Begins with {prefix}</translation>
    </message>
    <message>
        <source>партія {batch}</source>
        <translation>batch {batch}</translation>
    </message>
    <message>
        <source>до {date}</source>
        <translation>until {date}</translation>
    </message>
    <message>
        <source>Касир обере з {count} товарів</source>
        <translation>The cashier chooses from {count} products</translation>
    </message>
    <message>
        <source>Касир обере з {count} товару</source>
        <translation>The cashier chooses from {count} products</translation>
    </message>
    <message>
        <source>Код на ящику чи блоку: каса додасть у чек стільки штук товару, скільки тут вказано.</source>
        <translation>The code on a box: the till adds as many pieces as are named here.</translation>
    </message>
    <message>
        <source>Упаковок немає: кожен код означає одну штуку.</source>
        <translation>No packs: each code means one piece.</translation>
    </message>
    <message>
        <source>Код, що починається так, каса вважає карткою покупця і додає до чека.</source>
        <translation>A code that begins so is a customer's card: it goes with the receipt.</translation>
    </message>
    <message>
        <source>Скануйте код упаковки</source>
        <translation>Scan the code of the pack</translation>
    </message>
    <message>
        <source>Код упаковки</source>
        <translation>Code of the pack</translation>
    </message>
    <message>
        <source>Скануйте будь-яку картку</source>
        <translation>Scan any card</translation>
    </message>
    <message>
        <source>Код картки або його початок</source>
        <translation>Code of a card, or its beginning</translation>
    </message>
    <message>
        <source>Додати упаковку</source>
        <translation>Add a pack</translation>
    </message>
    <message>
        <source>Картки покупців не налаштовано.</source>
        <translation>No customers' cards are set up.</translation>
    </message>
    <message>
        <source>Додати початок коду</source>
        <translation>Add a beginning of a code</translation>
    </message>
    <message>
        <source>Картки покупців</source>
        <translation>Customers' cards</translation>
    </message>
    <message>
        <source>Залиште лише спільний початок карток</source>
        <translation>Leave only what all cards begin with</translation>
    </message>
    <message>
        <source>Початок коду</source>
        <translation>Beginning of the code</translation>
    </message>
    <message>
        <source>Який товар усередині?</source>
        <translation>Which product is inside?</translation>
    </message>
    <message>
        <source>Назва, артикул або код штуки</source>
        <translation>Name, article or code of a piece</translation>
    </message>
    <message>
        <source>Скільки штук в упаковці?</source>
        <translation>How many pieces in the pack?</translation>
    </message>
    <message>
        <source>Штук</source>
        <translation>Pieces of it</translation>
    </message>
    <message>
        <source>Скануйте або введіть код</source>
        <translation>Scan or type a code</translation>
    </message>
    <message>
        <source>Тут буде видно крок за кроком, як каса читає код.</source>
        <translation>Here you will see step by step how the till reads a code.</translation>
    </message>
    <message>
        <source>Перевірка коду</source>
        <translation>Test a code</translation>
    </message>
    <message>
        <source>Вагові коди</source>
        <translation>Scale labels</translation>
    </message>
    <message>
        <source>Упаковки</source>
        <translation>Packs</translation>
    </message>
    <message>
        <source>Змінити правило</source>
        <translation>Change the rule</translation>
    </message>
    <message>
        <source>Додати правило</source>
        <translation>Add a rule</translation>
    </message>
    <message>
        <source>Прибрати правило</source>
        <translation>Remove the rule</translation>
    </message>
    <message>
        <source>Префікс</source>
        <translation>Prefix</translation>
    </message>
    <message>
        <source>Цифр артикула</source>
        <translation>Digits of the article</translation>
    </message>
    <message>
        <source>Знаків після коми</source>
        <translation>Decimals</translation>
    </message>
    <message>
        <source>Зберегти</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Скасувати</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Без контрольної цифри</source>
        <translation>No check digit</translation>
    </message>
    <message>
        <source>З контрольною цифрою</source>
        <translation>With a check digit</translation>
    </message>
    <message>
        <source>Правил немає: вагові коди не читаються.</source>
        <translation>No rules: scale labels are not read.</translation>
    </message>
    <message>
        <source>Так виглядає код за цим правилом.</source>
        <translation>So looks a code by this rule.</translation>
    </message>
    <message>
        <source>Значенню лишилося цифр: {count}. Разом їх має бути 13; К — контрольна.</source>
        <translation>Digits left for the value: {count}. There must be 13 in all; C is a check digit.</translation>
    </message>
    <message>
        <source>Далі</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>Введіть назву, артикул або скануйте товар.</source>
        <translation>Type a name or article, or scan the product.</translation>
    </message>
    <message>
        <source>Штрихкоди</source>
        <translation>Barcodes</translation>
    </message>
    <message>
        <source>префікс</source>
        <translation>prefix</translation>
    </message>
    <message>
        <source>артикул</source>
        <translation>article</translation>
    </message>
    <message>
        <source>К</source>
        <translation>C</translation>
    </message>
    <message>
        <source>значення</source>
        <translation>value</translation>
    </message>
    <message>
        <source>Картка {card}</source>
        <translation>Card {card}</translation>
    </message>
    <message>
        <source>Чому не надсилати?</source>
        <translation>Why not send it?</translation>
    </message>
    <message>
        <source>Не надсилати цей чек</source>
        <translation>Do not send this receipt</translation>
    </message>
    <message>
        <source>Ні, не надсилати</source>
        <translation>No, do not send</translation>
    </message>
    <message>
        <source>SmartKasa отримує чеки, вже проведені через Checkbox, для обліку і залишків. Оплати не передаються: SmartKasa не приймає оплат. Надіслане каса не змінює і не видаляє.</source>
        <translation>SmartKasa gets receipts that Checkbox has fiscalised, for its books and stock. Payments are not sent: SmartKasa takes none. The till changes and deletes nothing there.</translation>
    </message>
    <message>
        <source>Внесено до SmartKasa вручну</source>
        <translation>Entered in SmartKasa by hand</translation>
    </message>
    <message>
        <source>У SmartKasa цей чек не потрібен</source>
        <translation>SmartKasa does not need this receipt</translation>
    </message>
    <message>
        <source>Надіслати ще раз</source>
        <translation>Send again</translation>
    </message>
    <message>
        <source>Ще раз усі</source>
        <translation>All again</translation>
    </message>
    <message>
        <source>Цей магазин у SmartKasa фіскалізує чеки сам. Якщо надсилати, SmartKasa може провести той самий продаж ще раз. Вмикайте, лише якщо SmartKasa підтвердила, що так можна.</source>
        <translation>This shop fiscalises at SmartKasa by itself. If receipts are sent, SmartKasa may register the same sale once more. Turn it on only if SmartKasa has confirmed that this is all right.</translation>
    </message>
    <message>
        <source>Так, надсилати все одно</source>
        <translation>Yes, send anyway</translation>
    </message>
    <message>
        <source>Вимкнути надсилання</source>
        <translation>Stop sending</translation>
    </message>
    <message>
        <source>Увімкнути надсилання</source>
        <translation>Start sending</translation>
    </message>
    <message>
        <source>Усе надіслано.</source>
        <translation>Everything has been sent.</translation>
    </message>
    <message>
        <source>Чеки надсилаються</source>
        <translation>Receipts are sent</translation>
    </message>
    <message>
        <source>Чеки не надсилаються</source>
        <translation>Receipts are not sent</translation>
    </message>
    <message>
        <source>Показати</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>Цифрами: день, місяць, рік. Tab — друга дата.</source>
        <translation>In digits: day, month, year. Tab: the other date.</translation>
    </message>
    <message>
        <source>За які дні?</source>
        <translation>Which days?</translation>
    </message>
    <message>
        <source>Від</source>
        <translation>From</translation>
    </message>
    <message>
        <source>До</source>
        <translation>To</translation>
    </message>
    <message>
        <source>− міс</source>
        <translation>− month</translation>
    </message>
    <message>
        <source>− день</source>
        <translation>− day</translation>
    </message>
    <message>
        <source>+ день</source>
        <translation>+ day</translation>
    </message>
    <message>
        <source>+ міс</source>
        <translation>+ month</translation>
    </message>
    <message>
        <source>XLSX відкривають Excel і LibreOffice, CSV — програми обліку. Наявних файлів не зачепимо.</source>
        <translation>XLSX is for Excel and LibreOffice, CSV for accounting and other programs. No file that is there is touched.</translation>
    </message>
    <message>
        <source>Інша тека…</source>
        <translation>Another folder…</translation>
    </message>
    <message>
        <source>Куди записати файл</source>
        <translation>Where to put the file</translation>
    </message>
    <message>
        <source>Рахуємо…</source>
        <translation>Counting…</translation>
    </message>
    <message>
        <source>За цей час продажів не було.</source>
        <translation>Nothing was sold in this time.</translation>
    </message>
    <message>
        <source>За цей час закритих змін немає.</source>
        <translation>No shift was closed in this time.</translation>
    </message>
    <message>
        <source>За днями</source>
        <translation>By day</translation>
    </message>
    <message>
        <source>За місяцями</source>
        <translation>By month</translation>
    </message>
    <message>
        <source>За цей час змін не було.</source>
        <translation>There were no shifts in this time.</translation>
    </message>
    <message>
        <source>Запитати SmartKasa</source>
        <translation>Ask SmartKasa</translation>
    </message>
    <message>
        <source>Разом у журналі {sum}.</source>
        <translation>{sum} in the journal altogether.</translation>
    </message>
    <message>
        <source>Чеки туди не надсилаються, тож суми можуть різнитися.</source>
        <translation>Receipts are not sent there, so sums may differ.</translation>
    </message>
    <message>
        <source>пн</source>
        <translation>Mon</translation>
    </message>
    <message>
        <source>вт</source>
        <translation>Tue</translation>
    </message>
    <message>
        <source>ср</source>
        <translation>Wed</translation>
    </message>
    <message>
        <source>чт</source>
        <translation>Thu</translation>
    </message>
    <message>
        <source>пт</source>
        <translation>Fri</translation>
    </message>
    <message>
        <source>сб</source>
        <translation>Sat</translation>
    </message>
    <message>
        <source>нд</source>
        <translation>Sun</translation>
    </message>
    <message>
        <source>Година</source>
        <translation>Hour</translation>
    </message>
    <message>
        <source>День</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>Місяць</source>
        <translation>Month</translation>
    </message>
    <message>
        <source>Касир</source>
        <translation>Cashier</translation>
    </message>
    <message>
        <source>Форма оплати</source>
        <translation>Payment form</translation>
    </message>
    <message>
        <source>{count} чек</source>
        <translation>{count} receipt</translation>
    </message>
    <message>
        <source>{count} чеки</source>
        <translation>{count} receipts</translation>
    </message>
    <message>
        <source>{count} чеків</source>
        <translation>{count} receipts</translation>
    </message>
    <message>
        <source>{count} повернення</source>
        <translation>{count} return</translation>
    </message>
    <message>
        <source>{count} повернення </source>
        <translation>{count} returns </translation>
    </message>
    <message>
        <source>{count} повернень</source>
        <translation>{count} returns</translation>
    </message>
    <message>
        <source>збігається з журналом</source>
        <translation>agrees with the journal</translation>
    </message>
    <message>
        <source>більше на {sum}</source>
        <translation>{sum} more</translation>
    </message>
    <message>
        <source>менше на {sum}</source>
        <translation>{sum} less</translation>
    </message>
    <message>
        <source>зміна відкрита</source>
        <translation>shift is open</translation>
    </message>
    <message>
        <source>збігається</source>
        <translation>agrees</translation>
    </message>
    <message>
        <source>Z збігається</source>
        <translation>Z agrees</translation>
    </message>
    <message>
        <source>чекає на надсилання</source>
        <translation>waits to be sent</translation>
    </message>
    <message>
        <source>перевіряємо, чи вже там</source>
        <translation>checking whether it is there</translation>
    </message>
    <message>
        <source>Без категорії</source>
        <translation>No category</translation>
    </message>
    <message>
        <source>Категорії вже немає</source>
        <translation>The category is gone</translation>
    </message>
    <message>
        <source>Чеків</source>
        <translation>Receipts</translation>
    </message>
    <message>
        <source>Разом, ₴</source>
        <translation>Total, ₴</translation>
    </message>
    <message>
        <source>Продано</source>
        <translation>Sold</translation>
    </message>
    <message>
        <source>Повернено</source>
        <translation>Returned</translation>
    </message>
    <message>
        <source>Z № {serial} · {day}</source>
        <translation>Z no. {serial} · {day}</translation>
    </message>
    <message>
        <source>День зміни</source>
        <translation>Day of the shift</translation>
    </message>
    <message>
        <source>Журнал каси</source>
        <translation>Till's journal</translation>
    </message>
    <message>
        <source>Z-звіти</source>
        <translation>Z reports</translation>
    </message>
    <message>
        <source>SmartKasa</source>
        <translation>SmartKasa</translation>
    </message>
    <message>
        <source>Дані SmartKasa станом на {time}</source>
        <translation>SmartKasa's figures as of {time}</translation>
    </message>
    <message>
        <source>Чек {number}</source>
        <translation>Receipt {number}</translation>
    </message>
    <message>
        <source>продано {sum}</source>
        <translation>sold {sum}</translation>
    </message>
    <message>
        <source>Чекають: {count}</source>
        <translation>Waiting: {count}</translation>
    </message>
    <message>
        <source>відхилено: {count}</source>
        <translation>refused: {count}</translation>
    </message>
    <message>
        <source>повернено {sum}</source>
        <translation>returned {sum}</translation>
    </message>
    <message>
        <source>знижки {sum}</source>
        <translation>discounts {sum}</translation>
    </message>
    <message>
        <source>надбавки {sum}</source>
        <translation>charges {sum}</translation>
    </message>
    <message>
        <source>Z {words}</source>
        <translation>Z {words}</translation>
    </message>
    <message>
        <source>SmartKasa {words}</source>
        <translation>SmartKasa {words}</translation>
    </message>
    <message>
        <source>останній надіслано {time}</source>
        <translation>last sent {time}</translation>
    </message>
    <message>
        <source>Сьогодні</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>Вчора</source>
        <translation>Yesterday</translation>
    </message>
    <message>
        <source>Тиждень</source>
        <translation>Week</translation>
    </message>
    <message>
        <source>Від – до</source>
        <translation>From – to</translation>
    </message>
    <message>
        <source>Експорт</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Години</source>
        <translation>Hours</translation>
    </message>
    <message>
        <source>Дні</source>
        <translation>Days</translation>
    </message>
    <message>
        <source>Касири</source>
        <translation>Cashiers</translation>
    </message>
    <message>
        <source>Звірка</source>
        <translation>Compare</translation>
    </message>
    <message>
        <source>Копія Z-звіту пішла на друк.</source>
        <translation>The copy of the Z report is being printed.</translation>
    </message>
    <message>
        <source>немає зв'язку</source>
        <translation>no connection</translation>
    </message>
    <message>
        <source>Збережено: {path}</source>
        <translation>Saved: {path}</translation>
    </message>
    <message>
        <source>Звіти</source>
        <translation>Reports</translation>
    </message>
    <message>
        <source>Надсилання вимкнено.</source>
        <translation>Sending is off.</translation>
    </message>
    <message>
        <source>Магазин у SmartKasa фіскалізує сам. Надсилання чеків треба підтвердити.</source>
        <translation>The shop fiscalises at SmartKasa itself. Sending receipts needs your consent.</translation>
    </message>
    <message>
        <source>Не вдалося з'ясувати, чи є чек у SmartKasa.</source>
        <translation>It could not be found out whether SmartKasa has the receipt.</translation>
    </message>
    <message>
        <source>Дати звіту не підходять: перша має бути не пізніше останньої.</source>
        <translation>These dates do not fit: the first must not be after the last.</translation>
    </message>
    <message>
        <source>Такого звіту немає.</source>
        <translation>There is no such report.</translation>
    </message>
    <message>
        <source>У цю теку не можна записати. Оберіть іншу.</source>
        <translation>Nothing can be written into this folder. Choose another.</translation>
    </message>
    <message>
        <source>Надіслати чек</source>
        <translation>Send receipt</translation>
    </message>
    <message>
        <source>E-mail або телефон</source>
        <translation>E-mail or phone</translation>
    </message>
    <message>
        <source>Цей чек ще нікому не надсилали.</source>
        <translation>This receipt was not sent to anybody yet.</translation>
    </message>
    <message>
        <source>Надіслати</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>чекає на Checkbox, надішлеться сам</source>
        <translation>waits for Checkbox, is sent by itself</translation>
    </message>
    <message>
        <source>надіслано</source>
        <translation>sent</translation>
    </message>
    <message>
        <source>невідомо, чи надіслано</source>
        <translation>unclear whether it was sent</translation>
    </message>
    <message>
        <source>не надіслано</source>
        <translation>not sent</translation>
    </message>
    <message>
        <source>надсилає Checkbox разом із чеком</source>
        <translation>Checkbox sends it with the receipt</translation>
    </message>
    <message>
        <source>Електронний чек не надіслано.</source>
        <translation>The e-receipt was not sent.</translation>
    </message>
    <message>
        <source>На термінал: {due}</source>
        <translation>To the terminal: {due}</translation>
    </message>
    <message>
        <source>Покупець вводить PIN-код</source>
        <translation>The customer enters the PIN</translation>
    </message>
    <message>
        <source>Банк перевіряє картку</source>
        <translation>The bank checks the card</translation>
    </message>
    <message>
        <source>Термінал чекає на касира</source>
        <translation>The terminal waits for the cashier</translation>
    </message>
    <message>
        <source>Термінал друкує чек</source>
        <translation>The terminal prints its slip</translation>
    </message>
    <message>
        <source>Оплата карткою</source>
        <translation>Card payment</translation>
    </message>
    <message>
        <source>Повернення на картку</source>
        <translation>Refund to the card</translation>
    </message>
    <message>
        <source>Скасування оплати</source>
        <translation>Reversal</translation>
    </message>
    <message>
        <source>Схвалено, чека немає</source>
        <translation>Approved, no receipt</translation>
    </message>
    <message>
        <source>Термінал не відповів.</source>
        <translation>The terminal did not answer.</translation>
    </message>
    <message>
        <source>Невідомо. Вдруге картку не прикладайте.</source>
        <translation>Not known. Do not present the card again.</translation>
    </message>
    <message>
        <source>Каса питає термінал сама.</source>
        <translation>The till asks the terminal by itself.</translation>
    </message>
    <message>
        <source>Гроші повернено на картку, чека повернення немає.</source>
        <translation>The money is back on the card, there is no return receipt.</translation>
    </message>
    <message>
        <source>Так. Вдруге не повертайте.</source>
        <translation>Yes. Do not give it back again.</translation>
    </message>
    <message>
        <source>Завершіть повернення: зареєструємо чек.</source>
        <translation>Complete the return: its receipt will be registered.</translation>
    </message>
    <message>
        <source>Оплата → Картка: завершити чек. Або скасуйте оплату.</source>
        <translation>Pay → Card completes the sale. Or reverse the payment.</translation>
    </message>
    <message>
        <source>Візьміть відкладений чек і завершіть його. Або скасуйте оплату.</source>
        <translation>Take the parked receipt up and complete it. Or reverse the payment.</translation>
    </message>
    <message>
        <source>Гроші з картки списано, чека ще немає.</source>
        <translation>The card was charged, there is no receipt yet.</translation>
    </message>
    <message>
        <source>Так, гроші отримав магазин. Вдруге не списуйте.</source>
        <translation>Yes, the shop has the money. Do not charge again.</translation>
    </message>
    <message>
        <source>{what} {sum}: результат невідомий. Вдруге картку не прикладайте.</source>
        <translation>{what} {sum}: outcome unknown. Do not tap the card again.</translation>
    </message>
    <message>
        <source>Карткою вже оплачено {sum}. Завершіть чек або скасуйте оплату.</source>
        <translation>The card has paid {sum}. Complete the sale or reverse the payment.</translation>
    </message>
    <message>
        <source>Через термінал</source>
        <translation>By the terminal</translation>
    </message>
    <message>
        <source>Термінал не працює: вручну</source>
        <translation>Terminal out of order: by hand</translation>
    </message>
    <message>
        <source>Перервати на терміналі</source>
        <translation>Stop at the terminal</translation>
    </message>
    <message>
        <source>Чека немає, не списано</source>
        <translation>No slip, not charged</translation>
    </message>
    <message>
        <source>Назад до термінала</source>
        <translation>Back to the terminal</translation>
    </message>
    <message>
        <source>Є чек термінала</source>
        <translation>There is a slip</translation>
    </message>
    <message>
        <source>Скасувати оплату карткою</source>
        <translation>Reverse the card payment</translation>
    </message>
    <message>
        <source>Лишилось</source>
        <translation>Left to pay</translation>
    </message>
    <message>
        <source>з {sum}</source>
        <translation>of {sum}</translation>
    </message>
    <message>
        <source>Чекаємо на термінал…</source>
        <translation>Waiting for the terminal…</translation>
    </message>
    <message>
        <source>Так, списано</source>
        <translation>Yes, charged</translation>
    </message>
    <message>
        <source>Завершити чек</source>
        <translation>Complete the sale</translation>
    </message>
    <message>
        <source>Надіслати на термінал</source>
        <translation>Send to the terminal</translation>
    </message>
    <message>
        <source>Оплати карткою</source>
        <translation>Card payments</translation>
    </message>
    <message>
        <source>На терміналі такої оплати немає</source>
        <translation>The terminal knows of no such payment</translation>
    </message>
    <message>
        <source>У застосунку банку покупця списання немає</source>
        <translation>The customer's bank shows no charge</translation>
    </message>
    <message>
        <source>Оплату скасовано на терміналі</source>
        <translation>Cancelled at the terminal</translation>
    </message>
    <message>
        <source>Чому не списано?</source>
        <translation>Why was it not charged?</translation>
    </message>
    <message>
        <source>Не списано</source>
        <translation>Not charged</translation>
    </message>
    <message>
        <source>Товар повертають</source>
        <translation>Goods come back</translation>
    </message>
    <message>
        <source>Чек помилковий</source>
        <translation>Receipt was a mistake</translation>
    </message>
    <message>
        <source>Чому чек помилковий?</source>
        <translation>Why was the receipt a mistake?</translation>
    </message>
    <message>
        <source>Чек пробито двічі</source>
        <translation>Receipt made twice</translation>
    </message>
    <message>
        <source>Пробито не той товар</source>
        <translation>Wrong goods rung up</translation>
    </message>
    <message>
        <source>Помилка у формі оплати</source>
        <translation>Wrong form of payment</translation>
    </message>
    <message>
        <source>Покупець відмовився до оплати</source>
        <translation>Customer left before paying</translation>
    </message>
    <message>
        <source>Усі оплати карткою завершено.</source>
        <translation>Every card payment is settled.</translation>
    </message>
    <message>
        <source>RRN {rrn}</source>
        <translation>RRN {rrn}</translation>
    </message>
    <message>
        <source>Не списано, з причиною</source>
        <translation>Not charged, with a reason</translation>
    </message>
    <message>
        <source>Завершити повернення</source>
        <translation>Complete the return</translation>
    </message>
    <message>
        <source>Результат оплати карткою невідомий. Перевірте термінал ще раз.</source>
        <translation>The card payment's outcome is not known. Check the terminal again.</translation>
    </message>
    <message>
        <source>Карткою вже оплачено. Завершіть чек або скасуйте оплату.</source>
        <translation>The card has paid already. Complete the sale or reverse the payment.</translation>
    </message>
    <message>
        <source>Термінал ще не схвалив оплату карткою.</source>
        <translation>The terminal has not approved the card payment yet.</translation>
    </message>
    <message>
        <source>Термінал відхилив картку.</source>
        <translation>The terminal declined the card.</translation>
    </message>
    <message>
        <source>Термінал схвалив не всю суму. Доплатіть або скасуйте оплату.</source>
        <translation>The terminal approved another sum. Pay the rest or reverse it.</translation>
    </message>
    <message>
        <source>Такої оплати карткою немає, або її вже завершено.</source>
        <translation>There is no such card payment, or it is settled already.</translation>
    </message>
    <message>
        <source>Термінал не відповідає. Гроші не списано.</source>
        <translation>The terminal does not answer. Nothing was charged.</translation>
    </message>
    <message>
        <source>Термінал не під'єднано. Проведіть оплату на ньому вручну.</source>
        <translation>The terminal is not connected. Work it by hand.</translation>
    </message>
    <message>
        <source>Наберіть на терміналі {due}, тоді RRN або код з чека.</source>
        <translation>Key {due} into the terminal, then RRN or code of its slip.</translation>
    </message>
    <message>
        <source>Введіть RRN або код авторизації з чека термінала.</source>
        <translation>Type the RRN or the authorisation code of the terminal's slip.</translation>
    </message>
    <message>
        <source>зіскановано</source>
        <translation>scanned</translation>
    </message>
    <message>
        <source>Тут будуть зіскановані марки.</source>
        <translation>Scanned stamps will stand here.</translation>
    </message>
    <message>
        <source>Що забирають з чека?</source>
        <translation>What is taken out?</translation>
    </message>
    <message>
        <source>Забрати без сканування</source>
        <translation>Take out without scanning</translation>
    </message>
    <message>
        <source>торкніться, щоб забрати саме цю</source>
        <translation>touch to take out just this one</translation>
    </message>
    <message>
        <source>Повернути без сканування</source>
        <translation>Return without scanning</translation>
    </message>
    <message>
        <source>Марки, що повертаються</source>
        <translation>Stamps that come back</translation>
    </message>
    <message>
        <source>продано за цим чеком</source>
        <translation>sold by this receipt</translation>
    </message>
    <message>
        <source>Цієї марки в чеку немає.</source>
        <translation>The receipt has no such stamp.</translation>
    </message>
    <message>
        <source>Цю марку вже зіскановано.</source>
        <translation>This stamp has been scanned already.</translation>
    </message>
    <message>
        <source>зіскановано; торкніться, щоб прибрати</source>
        <translation>scanned; touch to take it off</translation>
    </message>
    <message>
        <source>немає</source>
        <translation>none</translation>
    </message>
    <message>
        <source>Маржа</source>
        <translation>Margin</translation>
    </message>
    <message>
        <source>Маржа {sum}</source>
        <translation>Margin {sum}</translation>
    </message>
    <message>
        <source>маржа {sum}</source>
        <translation>margin {sum}</translation>
    </message>
    <message>
        <source>, маржа {sum}</source>
        <translation>, margin {sum}</translation>
    </message>
    <message>
        <source>без ціни закупівлі {sum}</source>
        <translation>no purchase price {sum}</translation>
    </message>
    <message>
        <source>Закупівля</source>
        <translation>Bought for</translation>
    </message>
    <message>
        <source>Незбережені зміни</source>
        <translation>Unsaved changes</translation>
    </message>
    <message>
        <source>Форму заповнено: {name}, {time}.</source>
        <translation>Filled in by {name}, {time}.</translation>
    </message>
    <message>
        <source>Її не збережено в SmartKasa: касу було вимкнено або форму не закінчено.</source>
        <translation>It was not saved in SmartKasa: the till was switched off, or the form was not finished.</translation>
    </message>
    <message>
        <source>Продовжити</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>Відкинути зміни</source>
        <translation>Discard the changes</translation>
    </message>
    <message>
        <source>Обране</source>
        <translation>Favourites</translation>
    </message>
    <message>
        <source>усі</source>
        <translation>all</translation>
    </message>
    <message>
        <source>Показати всі товари</source>
        <translation>Show all goods</translation>
    </message>
    <message>
        <source>Підгрупа «{name}»</source>
        <translation>Subgroup “{name}”</translation>
    </message>
    <message>
        <source>У підгрупі «{name}» нічого не знайдено.</source>
        <translation>Nothing found in subgroup “{name}”.</translation>
    </message>
    <message>
        <source>Картка товару</source>
        <translation>Product card</translation>
    </message>
    <message>
        <source>Перевірка ціни</source>
        <translation>Price check</translation>
    </message>
    <message>
        <source>Скануйте товар або введіть код</source>
        <translation>Scan a product or type a code</translation>
    </message>
    <message>
        <source>Додати в чек</source>
        <translation>Add to the receipt</translation>
    </message>
    <message>
        <source>Прибрати з обраного</source>
        <translation>Remove from favourites</translation>
    </message>
    <message>
        <source>В обране</source>
        <translation>To favourites</translation>
    </message>
    <message>
        <source>Відкріпити</source>
        <translation>Unpin</translation>
    </message>
    <message>
        <source>● закріплено</source>
        <translation>● pinned</translation>
    </message>
    <message>
        <source>На швидку клавішу</source>
        <translation>To a quick key</translation>
    </message>
    <message>
        <source>Залишок</source>
        <translation>Stock</translation>
    </message>
    <message>
        <source>Податок</source>
        <translation>Tax</translation>
    </message>
    <message>
        <source>Ціна діє з</source>
        <translation>Price since</translation>
    </message>
    <message>
        <source>Швидкі клавіші</source>
        <translation>Quick keys</translation>
    </message>
    <message>
        <source>Новий товар: відкрийте його картку (довгий дотик або Shift+F2) і натисніть «На швидку клавішу».</source>
        <translation>A new product: open its card (long touch or Shift+F2) and press “To a quick key”.</translation>
    </message>
    <message>
        <source>вільно</source>
        <translation>free</translation>
    </message>
    <message>
        <source>Торкніться товару, а потім місця, де він має стояти.</source>
        <translation>Touch a product, then the place where it should be.</translation>
    </message>
    <message>
        <source>Куди поставити «{name}»?</source>
        <translation>Where to put "{name}"?</translation>
    </message>
    <message>
        <source>Лише в наявності</source>
        <translation>In stock only</translation>
    </message>
    <message>
        <source>Товар може стояти лише на одній швидкій клавіші.</source>
        <translation>A product can be on one quick key only.</translation>
    </message>
    <message>
        <source>В обраному забагато товарів. Приберіть зайві.</source>
        <translation>Too many favourites. Remove some.</translation>
    </message>
    <message>
        <source>SmartKasa не відповідає. Зміни не збережено, форма на місці.</source>
        <translation>SmartKasa does not answer. Nothing was saved, the form is kept.</translation>
    </message>
    <message>
        <source>SmartKasa не змогла прочитати файл</source>
        <translation>SmartKasa could not read the file</translation>
    </message>
    <message>
        <source>SmartKasa прийняла всі рядки.</source>
        <translation>SmartKasa took every row.</translation>
    </message>
    <message>
        <source>SmartKasa читає файл</source>
        <translation>SmartKasa reads the file</translation>
    </message>
    <message>
        <source>{name} змінено в SmartKasa о {time}: {value}</source>
        <translation>{name} was changed in SmartKasa at {time}: {value}</translation>
    </message>
    <message>
        <source>Імпорт</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Імпорт товарів</source>
        <translation>Import of products</translation>
    </message>
    <message>
        <source>Імпортів ще не було.</source>
        <translation>No imports yet.</translation>
    </message>
    <message>
        <source>Інша назва категорії</source>
        <translation>Another name for the category</translation>
    </message>
    <message>
        <source>Інша назва підгрупи</source>
        <translation>Another name for the subgroup</translation>
    </message>
    <message>
        <source>Інша, ніж на етикетці</source>
        <translation>Other than on the label</translation>
    </message>
    <message>
        <source>Адреса файла</source>
        <translation>Address of the file</translation>
    </message>
    <message>
        <source>Адреса файла має починатися з https://.</source>
        <translation>The address of the file must begin with https://.</translation>
    </message>
    <message>
        <source>Більше</source>
        <translation>More</translation>
    </message>
    <message>
        <source>Вести облік</source>
        <translation>Count the stock</translation>
    </message>
    <message>
        <source>Видалити</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Видалити «{name}»</source>
        <translation>Delete "{name}"</translation>
    </message>
    <message>
        <source>Видалити категорію?</source>
        <translation>Delete the category?</translation>
    </message>
    <message>
        <source>Видалити назавжди</source>
        <translation>Delete for good</translation>
    </message>
    <message>
        <source>Видалити підгрупу?</source>
        <translation>Delete the subgroup?</translation>
    </message>
    <message>
        <source>Видалити товар?</source>
        <translation>Delete the product?</translation>
    </message>
    <message>
        <source>Вкажіть назву.</source>
        <translation>Enter a name.</translation>
    </message>
    <message>
        <source>Друк</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>Друк усіх: {count}</source>
        <translation>Print all: {count}</translation>
    </message>
    <message>
        <source>Етикетка</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Етикетка з ціною</source>
        <translation>Price label</translation>
    </message>
    <message>
        <source>Етикеток: {count}</source>
        <translation>Labels: {count}</translation>
    </message>
    <message>
        <source>З учорашнього дня</source>
        <translation>Since yesterday</translation>
    </message>
    <message>
        <source>Завершено</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Закупівельна ціна</source>
        <translation>Purchase price</translation>
    </message>
    <message>
        <source>Закупівельна ціна, грн</source>
        <translation>Purchase price, UAH</translation>
    </message>
    <message>
        <source>Залишити моє</source>
        <translation>Keep mine</translation>
    </message>
    <message>
        <source>Залишок за закупівельною ціною</source>
        <translation>Stock at the purchase price</translation>
    </message>
    <message>
        <source>Зараз {price}</source>
        <translation>Now {price}</translation>
    </message>
    <message>
        <source>Зберегти в SmartKasa</source>
        <translation>Save in SmartKasa</translation>
    </message>
    <message>
        <source>Зберегти все одно</source>
        <translation>Save all the same</translation>
    </message>
    <message>
        <source>Змінено в SmartKasa</source>
        <translation>Changed in SmartKasa</translation>
    </message>
    <message>
        <source>Зміни не збережено. Esc ще раз — вийти без них, F6 — зберегти.</source>
        <translation>Changes are not saved. Esc again leaves without them, F6 saves.</translation>
    </message>
    <message>
        <source>Змінити</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>Знайдено: {count}</source>
        <translation>Found: {count}</translation>
    </message>
    <message>
        <source>Картка залишку</source>
        <translation>Stock card</translation>
    </message>
    <message>
        <source>Картки інших магазинів</source>
        <translation>Cards of other shops</translation>
    </message>
    <message>
        <source>Картку змінено</source>
        <translation>Card changed</translation>
    </message>
    <message>
        <source>Каталог товарів</source>
        <translation>Catalog of goods</translation>
    </message>
    <message>
        <source>Класифікатор</source>
        <translation>Classifier</translation>
    </message>
    <message>
        <source>Код класифікатора</source>
        <translation>Code of the classifier</translation>
    </message>
    <message>
        <source>Коротка назва</source>
        <translation>Short name</translation>
    </message>
    <message>
        <source>Коротку назву, артикул, підгрупу, вільну ціну й картинку змінюють у SmartKasa.</source>
        <translation>Short name, article, subgroup, free price and picture are edited in SmartKasa.</translation>
    </message>
    <message>
        <source>Кількість етикеток — від 1 до 200.</source>
        <translation>The number of labels is from 1 to 200.</translation>
    </message>
    <message>
        <source>Лише перегляд: щоб змінювати товари, потрібні права.</source>
        <translation>To look at only: changing products needs a right.</translation>
    </message>
    <message>
        <source>Менше</source>
        <translation>Fewer</translation>
    </message>
    <message>
        <source>На вагу</source>
        <translation>By weight</translation>
    </message>
    <message>
        <source>Назад до категорій</source>
        <translation>Back to the categories</translation>
    </message>
    <message>
        <source>Назва, код або штрихкод</source>
        <translation>Name, code or barcode</translation>
    </message>
    <message>
        <source>Не вести облік</source>
        <translation>Count no longer</translation>
    </message>
    <message>
        <source>Не чекати</source>
        <translation>Do not wait</translation>
    </message>
    <message>
        <source>Немає товарів для етикеток.</source>
        <translation>No products to print labels for.</translation>
    </message>
    <message>
        <source>Нова категорія</source>
        <translation>New category</translation>
    </message>
    <message>
        <source>Нова категорія тут</source>
        <translation>New category here</translation>
    </message>
    <message>
        <source>Нова підгрупа</source>
        <translation>New subgroup</translation>
    </message>
    <message>
        <source>Нова ціна</source>
        <translation>New price</translation>
    </message>
    <message>
        <source>Новий товар</source>
        <translation>New product</translation>
    </message>
    <message>
        <source>Нові ціни</source>
        <translation>New prices</translation>
    </message>
    <message>
        <source>Ні, залишити</source>
        <translation>No, keep it</translation>
    </message>
    <message>
        <source>Оберіть товар або категорію</source>
        <translation>Choose a product or a category</translation>
    </message>
    <message>
        <source>Облік залишку</source>
        <translation>Stock is counted</translation>
    </message>
    <message>
        <source>Одиниця</source>
        <translation>Unit</translation>
    </message>
    <message>
        <source>Перейменувати</source>
        <translation>Rename</translation>
    </message>
    <message>
        <source>Перейменувати «{name}»</source>
        <translation>Rename "{name}"</translation>
    </message>
    <message>
        <source>Питаємо SmartKasa…</source>
        <translation>Asking SmartKasa…</translation>
    </message>
    <message>
        <source>Податкова група</source>
        <translation>Tax group</translation>
    </message>
    <message>
        <source>Поки ви не оберете, не змінено нічого.</source>
        <translation>Until you choose, nothing is changed.</translation>
    </message>
    <message>
        <source>Помилок поки немає.</source>
        <translation>No errors so far.</translation>
    </message>
    <message>
        <source>Почати імпорт</source>
        <translation>Begin the import</translation>
    </message>
    <message>
        <source>Поштучно</source>
        <translation>By the piece</translation>
    </message>
    <message>
        <source>Прихід, списання й інвентаризацію проводять у SmartKasa.</source>
        <translation>Taking in, writing off and stock-taking are done in SmartKasa.</translation>
    </message>
    <message>
        <source>Підгрупа</source>
        <translation>Subgroup</translation>
    </message>
    <message>
        <source>Підгрупи</source>
        <translation>Subgroups</translation>
    </message>
    <message>
        <source>Рядків {total}: створено {created}, оновлено {updated}, з помилками {bad}.</source>
        <translation>Rows {total}: {created} created, {updated} updated, {bad} with errors.</translation>
    </message>
    <message>
        <source>Стан невідомий, питаємо далі</source>
        <translation>State unknown, asking on</translation>
    </message>
    <message>
        <source>Створити товар</source>
        <translation>Create the product</translation>
    </message>
    <message>
        <source>Таких товарів немає.</source>
        <translation>No such goods.</translation>
    </message>
    <message>
        <source>Товар змінено в SmartKasa</source>
        <translation>Changed in SmartKasa meanwhile</translation>
    </message>
    <message>
        <source>Товар зникне зі SmartKasa для всіх кас. Повернути його не можна.</source>
        <translation>The product goes from SmartKasa for all tills. It cannot be brought back.</translation>
    </message>
    <message>
        <source>Товар лежить у чеку. Спершу завершіть чек.</source>
        <translation>The product lies in a receipt. Finish the receipt first.</translation>
    </message>
    <message>
        <source>У вас: {value}</source>
        <translation>Here: {value}</translation>
    </message>
    <message>
        <source>У категорію: {name}</source>
        <translation>Into the category: {name}</translation>
    </message>
    <message>
        <source>У категорії є товари або підкатегорії. Спершу приберіть їх.</source>
        <translation>The category holds products or categories. Remove them first.</translation>
    </message>
    <message>
        <source>Усі категорії</source>
        <translation>All categories</translation>
    </message>
    <message>
        <source>Файл має лежати там, звідки його завантажить SmartKasa: адреса https://, не файл цього комп'ютера.</source>
        <translation>The file must lie where SmartKasa can fetch it: an https:// address, not a file of this computer.</translation>
    </message>
    <message>
        <source>Це не можна скасувати.</source>
        <translation>This cannot be undone.</translation>
    </message>
    <message>
        <source>Ціна, грн</source>
        <translation>Price, UAH</translation>
    </message>
    <message>
        <source>Ціни, що змінилися</source>
        <translation>Changed prices</translation>
    </message>
    <message>
        <source>Чекає в черзі SmartKasa</source>
        <translation>Waits in SmartKasa's queue</translation>
    </message>
    <message>
        <source>Як продається</source>
        <translation>Sold</translation>
    </message>
    <message>
        <source>без фото</source>
        <translation>no photo</translation>
    </message>
    <message>
        <source>було {price}, {time}</source>
        <translation>was {price}, {time}</translation>
    </message>
    <message>
        <source>ведеться</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>каса не чекає</source>
        <translation>the till does not wait</translation>
    </message>
    <message>
        <source>на вагу</source>
        <translation>by weight</translation>
    </message>
    <message>
        <source>не ведеться</source>
        <translation>no</translation>
    </message>
    <message>
        <source>не вказано</source>
        <translation>not given</translation>
    </message>
    <message>
        <source>не обліковується</source>
        <translation>not counted</translation>
    </message>
    <message>
        <source>не продається: податок не зіставлено</source>
        <translation>not sold: the tax is not mapped</translation>
    </message>
    <message>
        <source>ні</source>
        <translation>no</translation>
    </message>
    <message>
        <source>оберіть категорію в каталозі</source>
        <translation>choose a category in the catalog</translation>
    </message>
    <message>
        <source>порожньо</source>
        <translation>empty</translation>
    </message>
    <message>
        <source>потрібна</source>
        <translation>needed</translation>
    </message>
    <message>
        <source>поштучно</source>
        <translation>by the piece</translation>
    </message>
    <message>
        <source>Скасуйте на терміналі і поверніть ще раз.</source>
        <translation>Undo it at the terminal and give it back again.</translation>
    </message>
    <message>
        <source>Ні: сума інша.</source>
        <translation>No: the sum differs.</translation>
    </message>
    <message>
        <source>Термінал повернув {sum}, а треба {due}.</source>
        <translation>The terminal gave back {sum}, {due} is due.</translation>
    </message>
    <message>
        <source>Скасувати на терміналі</source>
        <translation>Undo at the terminal</translation>
    </message>
    <message>
        <source>лише ваша відкрита зміна</source>
        <translation>your own open shift only</translation>
    </message>
    <message>
        <source>показано {shown} з {count}, решта у файлі</source>
        <translation>{shown} of {count} shown, the rest is in the file</translation>
    </message>
    <message>
        <source>Такого бейджа немає. Увійдіть з PIN-кодом.</source>
        <translation>There is no such badge. Sign in by PIN.</translation>
    </message>
    <message>
        <source>Цей код не може бути бейджем. Візьміть іншу картку.</source>
        <translation>This code cannot be a badge. Take another card.</translation>
    </message>
    <message>
        <source>Ваш PIN-код або бейдж</source>
        <translation>Your PIN or badge</translation>
    </message>
    <message>
        <source>Картка замість PIN-коду. Бейдж видається тому, хто зараз увійшов з PIN-кодом.</source>
        <translation>A card in place of the PIN. A badge is made for whoever is signed in by PIN now.</translation>
    </message>
    <message>
        <source>Бейджів немає: касири входять з PIN-кодом.</source>
        <translation>No badges: cashiers sign in by PIN.</translation>
    </message>
    <message>
        <source>Видати мені бейдж</source>
        <translation>Make a badge for me</translation>
    </message>
    <message>
        <source>видано {when}</source>
        <translation>issued {when}</translation>
    </message>
    <message>
        <source>Скануйте картку, що стане бейджем</source>
        <translation>Scan the card that becomes the badge</translation>
    </message>
    <message>
        <source>Код картки</source>
        <translation>Code of the card</translation>
    </message>
    <message>
        <source>Бейджі</source>
        <translation>Badges</translation>
    </message>
    <message>
        <source>Виправте ключ у налаштуваннях каси і спитайте ще раз.</source>
        <translation>Mend the key in the till's settings and ask again.</translation>
    </message>
    <message>
        <source>Інший касир має закрити зміну, потім спитайте ще раз.</source>
        <translation>The other cashier must close the shift, then ask again.</translation>
    </message>
    <message>
        <source>Закрийте зміну в Checkbox Касі, потім спитайте ще раз.</source>
        <translation>Close the shift in Checkbox Kasa, then ask again.</translation>
    </message>
    <message>
        <source>Увімкніть касира в кабінеті Checkbox або увійдіть іншим.</source>
        <translation>Switch the cashier on in the Checkbox cabinet, or sign in as another.</translation>
    </message>
    <message>
        <source>Каса перевіряє його сама кожні 30 секунд.</source>
        <translation>The till looks at it by itself every 30 seconds.</translation>
    </message>
    <message>
        <source>Коли Checkbox відповість, коди прийдуть самі.</source>
        <translation>When Checkbox answers, codes come by themselves.</translation>
    </message>
    <message>
        <source>Спитати ще раз</source>
        <translation>Ask again</translation>
    </message>
    <message>
        <source>Закрити зміну</source>
        <translation>Close the shift</translation>
    </message>
    <message>
        <source>Продаж зупинено</source>
        <translation>Sales have stopped</translation>
    </message>
    <message>
        <source>Каса сама питає Checkbox, чи вже є зв'язок.</source>
        <translation>The till itself asks Checkbox whether it is back.</translation>
    </message>
    <message>
        <source>Потім відкрийте нову.</source>
        <translation>Then open a new one.</translation>
    </message>
    <message>
        <source>Як повернено гроші?</source>
        <translation>How was it given back?</translation>
    </message>
    <message>
        <source>Скасовано на іншому терміналі</source>
        <translation>Undone at another terminal</translation>
    </message>
    <message>
        <source>Повернено готівкою</source>
        <translation>Given back in cash</translation>
    </message>
    <message>
        <source>Термінал не працює, повернув банк</source>
        <translation>Terminal out of order, the bank gave it back</translation>
    </message>
    <message>
        <source>Повернено без термінала</source>
        <translation>Given back without it</translation>
    </message>
    <message>
        <source>Коду {code} немає ні тут, ні в SmartKasa.</source>
        <translation>Code {code} is neither here nor in SmartKasa.</translation>
    </message>
    <message>
        <source>Пристрій не відповідає. Перевірте кабель і живлення.</source>
        <translation>The device does not answer. Check its cable and power.</translation>
    </message>
    <message>
        <source>Таке налаштування пристрою неможливе. Перевірте його.</source>
        <translation>Such a device setting is impossible. Check it.</translation>
    </message>
    <message>
        <source>Ваги не під'єднано. Введіть вагу з клавіатури.</source>
        <translation>No scale is connected. Type the weight.</translation>
    </message>
    <message>
        <source>Вага не встановилася. Не торкайтеся товару і зважте ще раз.</source>
        <translation>The weight has not settled. Do not touch the goods, weigh again.</translation>
    </message>
    <message>
        <source>Ваги перевантажено. Зніміть товар.</source>
        <translation>The scale is overloaded. Take the goods off.</translation>
    </message>
    <message>
        <source>Вага нижче нуля. Зніміть усе і натисніть «Нуль».</source>
        <translation>The weight is below zero. Clear the scale and press “Zero”.</translation>
    </message>
    <message>
        <source>На вагах порожньо. Покладіть товар.</source>
        <translation>The scale is empty. Put the goods on.</translation>
    </message>
    <message>
        <source>Ці ваги такого не вміють. Натисніть клавішу на вагах.</source>
        <translation>This scale cannot do that. Press the key on the scale.</translation>
    </message>
    <message>
        <source>Порту немає</source>
        <translation>There is no such port</translation>
    </message>
    <message>
        <source>Увімкніть пристрій у порт або оберіть інший порт.</source>
        <translation>Plug the device in or choose another port.</translation>
    </message>
    <message>
        <source>Немає прав на порт</source>
        <translation>No right to use the port</translation>
    </message>
    <message>
        <source>Додайте користувача до групи dialout і увійдіть знову.</source>
        <translation>Add the user to the group dialout and sign in again.</translation>
    </message>
    <message>
        <source>Порт зайнятий іншою програмою</source>
        <translation>Another program uses the port</translation>
    </message>
    <message>
        <source>Закрийте програму, що працює з цим портом.</source>
        <translation>Close the program that works with this port.</translation>
    </message>
    <message>
        <source>Пристрій від'єднано</source>
        <translation>The device is disconnected</translation>
    </message>
    <message>
        <source>Перевірте кабель. Каса під'єднається сама.</source>
        <translation>Check the cable. The till reconnects by itself.</translation>
    </message>
    <message>
        <source>Пристрій не відповідає</source>
        <translation>The device does not answer</translation>
    </message>
    <message>
        <source>Перевірте живлення, кабель і швидкість порту.</source>
        <translation>Check power, cable and the port's speed.</translation>
    </message>
    <message>
        <source>Відповідь не розібрати</source>
        <translation>The answer cannot be read</translation>
    </message>
    <message>
        <source>Перевірте швидкість порту і протокол.</source>
        <translation>Check the port's speed and the protocol.</translation>
    </message>
    <message>
        <source>Прийшло пів коду</source>
        <translation>Half a code arrived</translation>
    </message>
    <message>
        <source>Скануйте товар ще раз. Якщо повторюється, перевірте кабель.</source>
        <translation>Scan again. If it happens again, check the cable.</translation>
    </message>
    <message>
        <source>Вага не встановилася</source>
        <translation>The weight has not settled</translation>
    </message>
    <message>
        <source>Не торкайтеся товару і платформи.</source>
        <translation>Do not touch the goods or the platform.</translation>
    </message>
    <message>
        <source>Ваги перевантажено</source>
        <translation>The scale is overloaded</translation>
    </message>
    <message>
        <source>Зніміть товар з платформи.</source>
        <translation>Take the goods off the platform.</translation>
    </message>
    <message>
        <source>Вага нижче нуля</source>
        <translation>The weight is below zero</translation>
    </message>
    <message>
        <source>Зніміть усе з платформи і натисніть «Нуль».</source>
        <translation>Clear the platform and press “Zero”.</translation>
    </message>
    <message>
        <source>Налаштування неможливе</source>
        <translation>The setting is impossible</translation>
    </message>
    <message>
        <source>Виправте налаштування пристрою.</source>
        <translation>Correct the device's settings.</translation>
    </message>
    <message>
        <source>Друк перервано: {count}</source>
        <translation>Print cut off: {count}</translation>
    </message>
    <message>
        <source>Папір закінчується</source>
        <translation>Paper is low</translation>
    </message>
    <message>
        <source>Друкує резервний</source>
        <translation>Spare printer prints</translation>
    </message>
    <message>
        <source>Кришку відкрито</source>
        <translation>Cover is open</translation>
    </message>
    <message>
        <source>Немає паперу</source>
        <translation>Out of paper</translation>
    </message>
    <message>
        <source>Покупець</source>
        <translation>Customer</translation>
    </message>
    <message>
        <source>Сканує повільно або друкує цифри? Відкрийте «Сканер» і калібруйте.</source>
        <translation>Slow, or types figures? Open “Scanner” and calibrate.</translation>
    </message>
    <message>
        <source>Каталог оновлюється</source>
        <translation>The catalog is being updated</translation>
    </message>
    <message>
        <source>Каса продає зі збереженого каталогу і пробує знову сама.</source>
        <translation>The till sells from the stored catalog and tries again by itself.</translation>
    </message>
    <message>
        <source>Звіти → SmartKasa: там причини і що робити.</source>
        <translation>Reports → SmartKasa: the reasons and what to do.</translation>
    </message>
    <message>
        <source>Дисплей покупця</source>
        <translation>Customer display</translation>
    </message>
    <message>
        <source>Окремо від каси: касир набирає суму сам</source>
        <translation>Apart from the till: the cashier types the sum</translation>
    </message>
    <message>
        <source>Банківський термінал</source>
        <translation>Card terminal</translation>
    </message>
    <message>
        <source>Вікно покупця</source>
        <translation>Customer window</translation>
    </message>
    <message>
        <source>На другому екрані</source>
        <translation>On the second screen</translation>
    </message>
    <message>
        <source>Не налаштовано</source>
        <translation>Not set up</translation>
    </message>
    <message>
        <source>Чекають надсилання: {count}.</source>
        <translation>Waiting to be sent: {count}.</translation>
    </message>
    <message>
        <source>Офлайн можна ще {time}, {codes}.</source>
        <translation>Offline for another {time}, {codes}.</translation>
    </message>
    <message>
        <source>Товарів: {count}</source>
        <translation>Products: {count}</translation>
    </message>
    <message>
        <source>Чекають: {waiting}, відхилено: {refused}</source>
        <translation>Waiting: {waiting}, refused: {refused}</translation>
    </message>
    <message>
        <source>Чеки в SmartKasa</source>
        <translation>Receipts to SmartKasa</translation>
    </message>
    <message>
        <source>Ще не друкував</source>
        <translation>Has not printed yet</translation>
    </message>
    <message>
        <source>Працює</source>
        <translation>Works</translation>
    </message>
    <message>
        <source>Друкує</source>
        <translation>Prints</translation>
    </message>
    <message>
        <source>Не друкує</source>
        <translation>Does not print</translation>
    </message>
    <message>
        <source>Друк перервано: вирішіть, чи друкувати ще раз.</source>
        <translation>Printing was cut off: decide whether to print again.</translation>
    </message>
    <message>
        <source>Закрита</source>
        <translation>Shut</translation>
    </message>
    <message>
        <source>Закрийте скриньку.</source>
        <translation>Shut the drawer.</translation>
    </message>
    <message>
        <source>До {gap} мс між клавішами, від {shortest} знаків</source>
        <translation>Up to {gap} ms between keys, {shortest} characters or more</translation>
    </message>
    <message>
        <source>Сканер-клавіатура</source>
        <translation>Keyboard scanner</translation>
    </message>
    <message>
        <source>Ваги</source>
        <translation>Scale</translation>
    </message>
    <message>
        <source>Оберіть протокол і порт на вкладці «Ваги».</source>
        <translation>Choose protocol and port on the tab “Scale”.</translation>
    </message>
    <message>
        <source>Оберіть протокол і порт на вкладці «Дисплей».</source>
        <translation>Choose protocol and port on the tab “Display”.</translation>
    </message>
    <message>
        <source>Приймає текст</source>
        <translation>Takes text</translation>
    </message>
    <message>
        <source>Невідомих оплат: {count}</source>
        <translation>Unknown payments: {count}</translation>
    </message>
    <message>
        <source>Другого екрана немає</source>
        <translation>There is no second screen</translation>
    </message>
    <message>
        <source>Під'єднайте другий екран: вікно з'явиться саме.</source>
        <translation>Connect a second screen: the window appears by itself.</translation>
    </message>
    <message>
        <source>Каталог ще не завантажено</source>
        <translation>The catalog has not been loaded yet</translation>
    </message>
    <message>
        <source>Остання відповідь: {when}.</source>
        <translation>Last answer: {when}.</translation>
    </message>
    <message>
        <source>Ваги {make}</source>
        <translation>Scale {make}</translation>
    </message>
    <message>
        <source>Остання помилка {when}: {words}</source>
        <translation>Last error {when}: {words}</translation>
    </message>
    <message>
        <source>У черзі документів: {count}.</source>
        <translation>Documents in the queue: {count}.</translation>
    </message>
    <message>
        <source>Під'єднуємо…</source>
        <translation>Connecting…</translation>
    </message>
    <message>
        <source>Сканер {number}</source>
        <translation>Scanner {number}</translation>
    </message>
    <message>
        <source>Працює, чекає на код</source>
        <translation>Works, waits for a code</translation>
    </message>
    <message>
        <source>з {when}</source>
        <translation>since {when}</translation>
    </message>
    <message>
        <source>Зламайте щось і поверніться до каси: вона покаже, що робити.</source>
        <translation>Break something and go back: the till shows what to do.</translation>
    </message>
    <message>
        <source>Усе справне</source>
        <translation>Mend everything</translation>
    </message>
    <message>
        <source>Вітання</source>
        <translation>Greeting</translation>
    </message>
    <message>
        <source>Отримувач переказу (для QR-оплати)</source>
        <translation>Payee of transfers (for the payment QR)</translation>
    </message>
    <message>
        <source>IBAN магазину</source>
        <translation>The shop's IBAN</translation>
    </message>
    <message>
        <source>ЄДРПОУ або РНОКПП</source>
        <translation>EDRPOU or tax number</translation>
    </message>
    <message>
        <source>Покупець бачить зараз</source>
        <translation>What the customer sees now</translation>
    </message>
    <message>
        <source>Встановити</source>
        <translation>Set</translation>
    </message>
    <message>
        <source>Типові значення</source>
        <translation>Factory values</translation>
    </message>
    <message>
        <source>Виміряти знову</source>
        <translation>Measure anew</translation>
    </message>
    <message>
        <source>Скануйте різні товари: {count} з {fewest}.</source>
        <translation>Scan different goods: {count} of {fewest}.</translation>
    </message>
    <message>
        <source>1. Скануйте</source>
        <translation>1. Scan</translation>
    </message>
    <message>
        <source>2. Набирайте вручну</source>
        <translation>2. Type by hand</translation>
    </message>
    <message>
        <source>Наберіть кілька чисел так швидко, як набирає касир.</source>
        <translation>Type a few numbers as fast as a cashier does.</translation>
    </message>
    <message>
        <source>Зараз: до {gap} мс, від {shortest} знаків.</source>
        <translation>Now: up to {gap} ms, {shortest} characters or more.</translation>
    </message>
    <message>
        <source>Сканер не швидший за людину. Увімкніть на ньому префікс і оберіть його тут.</source>
        <translation>The scanner is no faster than a person. Set a prefix on it and choose it here.</translation>
    </message>
    <message>
        <source>Радимо: до {gap} мс, від {shortest} знаків.</source>
        <translation>Better: up to {gap} ms, {shortest} characters or more.</translation>
    </message>
    <message>
        <source>Без префікса</source>
        <translation>No prefix</translation>
    </message>
    <message>
        <source>Прочитано: {code}</source>
        <translation>Read: {code}</translation>
    </message>
    <message>
        <source>Префікс {sign}</source>
        <translation>Prefix {sign}</translation>
    </message>
    <message>
        <source>Швидкість, бод</source>
        <translation>Speed, baud</translation>
    </message>
    <message>
        <source>Портів не знайдено. Під'єднайте пристрій або введіть адресу.</source>
        <translation>No ports found. Connect the device or type its address.</translation>
    </message>
    <message>
        <source>Порт або tcp://адреса:порт</source>
        <translation>Port or tcp://address:port</translation>
    </message>
    <message>
        <source>Перевірити</source>
        <translation>Check</translation>
    </message>
    <message>
        <source>Стан</source>
        <translation>Health</translation>
    </message>
    <message>
        <source>Сканер</source>
        <translation>Scanner</translation>
    </message>
    <message>
        <source>COM-сканери</source>
        <translation>COM scanners</translation>
    </message>
    <message>
        <source>Дисплей</source>
        <translation>Display</translation>
    </message>
    <message>
        <source>Протокол ваг</source>
        <translation>The scale's protocol</translation>
    </message>
    <message>
        <source>Спершу відкрийте зміну.</source>
        <translation>Open the shift first.</translation>
    </message>
    <message>
        <source>Спершу збережіть, потім перевірте.</source>
        <translation>Save first, then check.</translation>
    </message>
    <message>
        <source>Збережено. Тепер перевірте.</source>
        <translation>Saved. Now check.</translation>
    </message>
    <message>
        <source>Ваги вимкнено.</source>
        <translation>The scale is off.</translation>
    </message>
    <message>
        <source>Працює, вага ще не встановилася.</source>
        <translation>Works, the weight has not settled yet.</translation>
    </message>
    <message>
        <source>Дисплей вимкнено.</source>
        <translation>The display is off.</translation>
    </message>
    <message>
        <source>торкніться, щоб обрати інший</source>
        <translation>touch to choose another</translation>
    </message>
    <message>
        <source>0, якщо банк не сказав іншого</source>
        <translation>0 unless the bank says otherwise</translation>
    </message>
    <message>
        <source>COM-порт</source>
        <translation>COM port</translation>
    </message>
    <message>
        <source>Адреса термінала</source>
        <translation>Terminal's address</translation>
    </message>
    <message>
        <source>Адреса, наприклад 192.168.1.50</source>
        <translation>Address, for example 192.168.1.50</translation>
    </message>
    <message>
        <source>Ввести назву порту…</source>
        <translation>Type the port's name…</translation>
    </message>
    <message>
        <source>Зв'язок із терміналом</source>
        <translation>How the terminal is worked</translation>
    </message>
    <message>
        <source>Касир набирає суму на терміналі сам</source>
        <translation>By hand: the cashier types the sum</translation>
    </message>
    <message>
        <source>Мерчант на терміналі</source>
        <translation>Merchant on the terminal</translation>
    </message>
    <message>
        <source>Немає: карток не приймаємо</source>
        <translation>None: no cards are taken</translation>
    </message>
    <message>
        <source>Номер мерчанта, зазвичай 0</source>
        <translation>Merchant number, usually 0</translation>
    </message>
    <message>
        <source>Порт мережі</source>
        <translation>Network port</translation>
    </message>
    <message>
        <source>Порт, наприклад 2000</source>
        <translation>Port, for example 2000</translation>
    </message>
    <message>
        <source>Порт, наприклад COM6 або /dev/ttyUSB0</source>
        <translation>Port, for example COM6 or /dev/ttyUSB0</translation>
    </message>
    <message>
        <source>ПриватБанк (JSON), COM-порт</source>
        <translation>PrivatBank (JSON), COM port</translation>
    </message>
    <message>
        <source>ПриватБанк (JSON), мережа</source>
        <translation>PrivatBank (JSON), network</translation>
    </message>
    <message>
        <source>Термінал</source>
        <translation>Terminal</translation>
    </message>
    <message>
        <source>Термінал ПриватБанку під'єднують на вкладці «Термінал».</source>
        <translation>Connect PrivatBank's terminal on the Terminal tab.</translation>
    </message>
    <message>
        <source>Термінал відповідає. {said}</source>
        <translation>The terminal answers. {said}</translation>
    </message>
    <message>
        <source>вкажіть</source>
        <translation>type it</translation>
    </message>
    <message>
        <source>оберіть</source>
        <translation>choose it</translation>
    </message>
    <message>
        <source>її показує меню мережі термінала</source>
        <translation>the terminal's network menu shows it</translation>
    </message>
    <message>
        <source>Збережено. Скануйте що-небудь.</source>
        <translation>Saved. Scan something.</translation>
    </message>
    <message>
        <source>Цей порт більше не сканер.</source>
        <translation>This port is no scanner any more.</translation>
    </message>
    <message>
        <source>Прибрати ваги</source>
        <translation>Remove the scale</translation>
    </message>
    <message>
        <source>Латиниця</source>
        <translation>Latin</translation>
    </message>
    <message>
        <source>Протокол дисплея</source>
        <translation>The display's protocol</translation>
    </message>
    <message>
        <source>Абетка</source>
        <translation>Alphabet</translation>
    </message>
    <message>
        <source>Номер кодової сторінки</source>
        <translation>Number of the code page</translation>
    </message>
    <message>
        <source>Прибрати дисплей</source>
        <translation>Remove the display</translation>
    </message>
    <message>
        <source>На дисплеї має бути: {said}</source>
        <translation>The display should show: {said}</translation>
    </message>
    <message>
        <source>Нічим</source>
        <translation>Nothing</translation>
    </message>
    <message>
        <source>Чим сканер завершує код</source>
        <translation>How the scanner ends a code</translation>
    </message>
    <message>
        <source>Прибрати сканер</source>
        <translation>Remove the scanner</translation>
    </message>
    <message>
        <source>Працює. На вагах: {said}</source>
        <translation>Works. On the scale: {said}</translation>
    </message>
    <message>
        <source>як є</source>
        <translation>as it is</translation>
    </message>
    <message>
        <source>Працює. {said}</source>
        <translation>Works. {said}</translation>
    </message>
    <message>
        <source>Звіт скопійовано: вставте його в лист або месенджер.</source>
        <translation>Report copied: paste it into a letter or a chat.</translation>
    </message>
    <message>
        <source>Зараз</source>
        <translation>Now</translation>
    </message>
    <message>
        <source>Що було</source>
        <translation>What was</translation>
    </message>
    <message>
        <source>Що робити</source>
        <translation>What to do</translation>
    </message>
    <message>
        <source>{words} з {when}</source>
        <translation>{words} since {when}</translation>
    </message>
    <message>
        <source>Скопіювати звіт</source>
        <translation>Copy report</translation>
    </message>
    <message>
        <source>Налаштувати</source>
        <translation>Set up</translation>
    </message>
    <message>
        <source>Перевірено щойно. {said}</source>
        <translation>Checked just now. {said}</translation>
    </message>
    <message>
        <source>Тара</source>
        <translation>Tare</translation>
    </message>
    <message>
        <source>Нуль</source>
        <translation>Zero</translation>
    </message>
    <message>
        <source>Зважити</source>
        <translation>Weigh</translation>
    </message>
    <message>
        <source>Пристрої</source>
        <translation>Devices</translation>
    </message>
    <message>
        <source>Зламати щось (демо)</source>
        <translation>Break something (demo)</translation>
    </message>
    <message>
        <source>Вага встановилася</source>
        <translation>The weight has settled</translation>
    </message>
    <message>
        <source>Вага встановлюється…</source>
        <translation>The weight is settling…</translation>
    </message>
    <message>
        <source>Чекаємо на ваги…</source>
        <translation>Waiting for the scale…</translation>
    </message>
    <message>
        <source>Покладіть товар на ваги</source>
        <translation>Put the goods on the scale</translation>
    </message>
    <message>
        <source>● сканер: паузи між клавішами, мс</source>
        <translation>● scanner: pauses between keys, ms</translation>
    </message>
    <message>
        <source>людина ◆</source>
        <translation>person ◆</translation>
    </message>
    <message>
        <source>Каса зачинена</source>
        <translation>The till is closed</translation>
    </message>
    <message>
        <source>Дякуємо за покупку!</source>
        <translation>Thank you!</translation>
    </message>
    <message>
        <source>Прикладіть картку до термінала</source>
        <translation>Present your card</translation>
    </message>
    <message>
        <source>З картки</source>
        <translation>From the card</translation>
    </message>
    <message>
        <source>Перепрошуємо. Зверніться до іншої каси.</source>
        <translation>Sorry. Please go to another till.</translation>
    </message>
    <message>
        <source>Ваша решта</source>
        <translation>Your change</translation>
    </message>
    <message>
        <source>Сплачено</source>
        <translation>Paid</translation>
    </message>
    <message>
        <source>Оплата переказом</source>
        <translation>Pay by transfer</translation>
    </message>
    <message>
        <source>Ваша покупка</source>
        <translation>Your purchase</translation>
    </message>
    <message>
        <source>Ваш чек</source>
        <translation>Your receipt</translation>
    </message>
    <message>
        <source>Ваша знижка {sum}</source>
        <translation>Your discount {sum}</translation>
    </message>
    <message>
        <source>… і ще {count} вище</source>
        <translation>… and {count} more above</translation>
    </message>
    <message>
        <source>До сплати було {due}</source>
        <translation>It came to {due}</translation>
    </message>
    <message>
        <source>Скринька відкрита. Закрийте її і натисніть оплату ще раз.</source>
        <translation>The drawer is open. Shut it and press pay again.</translation>
    </message>
    <message>
        <source>Принтера не знайдено. Перевірте кабель і живлення.</source>
        <translation>The printer was not found. Check its cable and power.</translation>
    </message>
    <message>
        <source>Принтер зайняла інша програма. Закрийте її.</source>
        <translation>Another program holds the printer. Close it.</translation>
    </message>
    <message>
        <source>Немає прав на принтер. Зверніться до адміністратора.</source>
        <translation>No right to use the printer. Ask the administrator.</translation>
    </message>
    <message>
        <source>Принтер не приймає дані. Перевірте папір, кришку і живлення.</source>
        <translation>The printer takes no data. Check paper, cover and power.</translation>
    </message>
    <message>
        <source>Принтер не відповідає. Перевірте живлення і кабель.</source>
        <translation>The printer does not answer. Check its power and cable.</translation>
    </message>
    <message>
        <source>Принтер відповідає нерозбірливо. Перевірте швидкість порту.</source>
        <translation>The printer's answers make no sense. Check the port's speed.</translation>
    </message>
    <message>
        <source>Зв'язок із принтером перервано. Перевірте кабель.</source>
        <translation>The connection to the printer broke off. Check the cable.</translation>
    </message>
    <message>
        <source>Друк зупинено.</source>
        <translation>Printing was stopped.</translation>
    </message>
    <message>
        <source>У принтері немає паперу. Вставте новий рулон.</source>
        <translation>The printer is out of paper. Put in a new roll.</translation>
    </message>
    <message>
        <source>Кришку принтера відкрито. Закрийте її.</source>
        <translation>The printer's cover is open. Close it.</translation>
    </message>
    <message>
        <source>Принтер не готовий. Вимкніть і увімкніть його.</source>
        <translation>The printer is not ready. Switch it off and on.</translation>
    </message>
    <message>
        <source>Принтер повідомляє про несправність. Вимкніть і увімкніть його.</source>
        <translation>The printer reports a fault. Switch it off and on.</translation>
    </message>
    <message>
        <source>Такого завдання друку немає, або його вже завершено.</source>
        <translation>There is no such print job, or it is done.</translation>
    </message>
    <message>
        <source>Так принтер не налаштувати. Перевірте значення.</source>
        <translation>The printer cannot be set up so. Check the values.</translation>
    </message>
    <message>
        <source>Такий макет чека неможливий. Перевірте рядки.</source>
        <translation>Such a receipt template is impossible. Check its rows.</translation>
    </message>
    <message>
        <source>Цей рядок чека обов'язковий за законом.</source>
        <translation>The law asks for this row of the receipt.</translation>
    </message>
    <message>
        <source>Зміна скоро скінчиться. Закрийте її.</source>
        <translation>The shift ends soon. Close it.</translation>
    </message>
    <message>
        <source>Зміна не закрилася сама. Закрийте її.</source>
        <translation>The shift did not close itself. Close it.</translation>
    </message>
    <message>
        <source>Зміну закрито о заданій годині. Z-звіт надруковано.</source>
        <translation>The shift was closed at the set hour. The Z report is printed.</translation>
    </message>
    <message>
        <source>Зміна: ще {minutes} хв</source>
        <translation>Shift: {minutes} min left</translation>
    </message>
    <message>
        <source>{form}, сума</source>
        <translation>{form}, sum</translation>
    </message>
    <message>
        <source>Форми оплати</source>
        <translation>Forms of payment</translation>
    </message>
    <message>
        <source>код Checkbox</source>
        <translation>Checkbox's code</translation>
    </message>
    <message>
        <source>Увімкнути</source>
        <translation>Switch on</translation>
    </message>
    <message>
        <source>Вимкнути</source>
        <translation>Switch off</translation>
    </message>
    <message>
        <source>Додати форму оплати</source>
        <translation>Add a form of payment</translation>
    </message>
    <message>
        <source>Номер, сума, час, товар або касир</source>
        <translation>Number, sum, time, product or cashier</translation>
    </message>
    <message>
        <source>Відкласти з приміткою</source>
        <translation>Park with a note</translation>
    </message>
    <message>
        <source>Для кого або чому</source>
        <translation>For whom or why</translation>
    </message>
    <message>
        <source>Чек прийде після оплати. Порожнє поле прибирає те, що було.</source>
        <translation>The receipt is sent after the payment. An empty field removes what was there.</translation>
    </message>
    <message>
        <source>Покупець: картка, е-чек</source>
        <translation>Customer: card, e-receipt</translation>
    </message>
    <message>
        <source>Кнопка без клавіші: знак на ній, поки тримаєте F1</source>
        <translation>A button without a key: the sign on it while F1 is held</translation>
    </message>
    <message>
        <source>80 мм</source>
        <translation>80 mm</translation>
    </message>
    <message>
        <source>58 мм</source>
        <translation>58 mm</translation>
    </message>
    <message>
        <source>Очистити</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>Стовпці чека</source>
        <translation>Columns of the receipt</translation>
    </message>
    <message>
        <source>Проміжки між клавішами, мс</source>
        <translation>Gaps between the keys, ms</translation>
    </message>
    <message>
        <source>Картка покупця: скануйте або введіть номер</source>
        <translation>Customer's card: scan it or type its number</translation>
    </message>
    <message>
        <source>E-mail або телефон для чека</source>
        <translation>E-mail or phone for the receipt</translation>
    </message>
    <message>
        <source>Такої картки в магазині немає. Перевірте номер.</source>
        <translation>This shop has no such card. Check the number.</translation>
    </message>
    <message>
        <source>{hours} год</source>
        <translation>{hours} h</translation>
    </message>
    <message>
        <source>{hours} год {minutes} хв</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>без строку</source>
        <translation>no limit of time</translation>
    </message>
    <message>
        <source>Пам'ятати e-mail і телефон за карткою</source>
        <translation>Remember e-mail and phone by the card</translation>
    </message>
    <message>
        <source>вимкнення стирає все, що збережено</source>
        <translation>switching off erases all that was kept</translation>
    </message>
    <message>
        <source>Відкладений чек зберігати</source>
        <translation>Keep a parked receipt</translation>
    </message>
    <message>
        <source>Годин; 0 — без строку</source>
        <translation>Hours; 0: no limit</translation>
    </message>
    <message>
        <source>Checkbox (ПРРО)</source>
        <translation>Checkbox (fiscal register)</translation>
    </message>
    <message>
        <source>Checkbox і підпис касира</source>
        <translation>Checkbox and the cashier's signature</translation>
    </message>
    <message>
        <source>SmartKasa (товари)</source>
        <translation>SmartKasa (goods)</translation>
    </message>
    <message>
        <source>Ваші гроші й дані</source>
        <translation>Your money and data</translation>
    </message>
    <message>
        <source>Введіть свій PIN-код або скануйте бейдж. Після п'яти помилок зачекайте, скільки показує каса.</source>
        <translation>Enter your PIN or scan your badge. After five mistakes wait as long as the till says.</translation>
    </message>
    <message>
        <source>Виправте введене і натисніть ще раз. Esc — назад без змін.</source>
        <translation>Mend what was typed and press again. Esc goes back with no change.</translation>
    </message>
    <message>
        <source>Відкрийте Дії → Увага: там причина словами. Чек можна виправити й надіслати ще раз; зняти його з черги може старший.</source>
        <translation>Open Actions → Attention: the reason is there in words. The receipt can be mended and sent again; a senior can set it aside.</translation>
    </message>
    <message>
        <source>Відкрийте або закрийте зміну: Дії → Закрити зміну. Зміна триває не довше доби.</source>
        <translation>Open or close the shift: Actions → Close shift. A shift lasts a day at most.</translation>
    </message>
    <message>
        <source>Гроші не рухалися. Чек у касі лишився таким, як був.</source>
        <translation>No money has moved. The receipt in the till is as it was.</translation>
    </message>
    <message>
        <source>Дані збережено. Записане до помилки ціле.</source>
        <translation>Data are safe. What was written before the error is whole.</translation>
    </message>
    <message>
        <source>Довідка</source>
        <translation>Help</translation>
    </message>
    <message>
        <source>Записане до цього ціле. Нового каса не починає, доки не зможе його зберегти.</source>
        <translation>What was written before is whole. The till begins nothing that it cannot save.</translation>
    </message>
    <message>
        <source>Зачекайте: каса сама пробує зв'язатися. Перевірте інтернет. Вичерпано години чи коди — продаж відновиться зі зв'язком.</source>
        <translation>Wait: the till tries to connect by itself. Check the internet. Hours or codes used up: sales go on with the connection.</translation>
    </message>
    <message>
        <source>Звільніть місце на диску або покличте інженера. Резервні копії: pos-app restore.</source>
        <translation>Free room on the disk or call an engineer. Backups: pos-app restore.</translation>
    </message>
    <message>
        <source>Зніміть товар, дочекайтеся нуля і зважте знову. Вагу можна ввести з клавіатури.</source>
        <translation>Take the goods off, wait for zero and weigh again. The weight can be typed.</translation>
    </message>
    <message>
        <source>Каса {version}</source>
        <translation>Till {version}</translation>
    </message>
    <message>
        <source>Код або слово</source>
        <translation>Code or word</translation>
    </message>
    <message>
        <source>Код: {code}</source>
        <translation>Code: {code}</translation>
    </message>
    <message>
        <source>Кожен чек підписує електронний підпис касира. Хмарний підпис працює сам. Якщо підпис на комп'ютері, запустіть програму Checkbox Підпис і не закривайте її, доки відкрита зміна.</source>
        <translation>Each receipt is signed with the cashier's electronic signature. A cloud signature works by itself. If it is on this computer, start the program Checkbox Signer and leave it open while the shift is.</translation>
    </message>
    <message>
        <source>Кожну спробу оплати записано. Схвалену оплату без чека завершують або скасовують: Дії → Оплати карткою.</source>
        <translation>Each attempt is on record. An approved payment without a receipt is completed or reversed: Actions → Card payments.</translation>
    </message>
    <message>
        <source>Навчальна каса чи справжня</source>
        <translation>Training till or a real one</translation>
    </message>
    <message>
        <source>Налаштування</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Не беріть оплату вдруге, доки не відомо, чи списано. Натисніть «Перевірити ще раз» або звірте чек термінала.</source>
        <translation>Do not take the payment again until it is known whether it was charged. Press “Check again” or compare the terminal's slip.</translation>
    </message>
    <message>
        <source>Перевірте код або знайдіть товар за назвою (F2). Каталог оновлюється зі SmartKasa: Дії → Оновити каталог.</source>
        <translation>Check the code or find the goods by name (F2). The catalog comes from SmartKasa: Actions → Update the catalog.</translation>
    </message>
    <message>
        <source>Перевірте налаштування: Дії → Налаштування, або pos-app doctor.</source>
        <translation>Check the settings: Actions → Settings, or pos-app doctor.</translation>
    </message>
    <message>
        <source>Перевірте номер чека, кількість і суму. Забракло готівки — внесіть її: Дії → Внесення готівки.</source>
        <translation>Check the receipt's number, quantity and sum. Too little cash: put some in, Actions → Cash in.</translation>
    </message>
    <message>
        <source>Перевірте папір, кришку, кабель і живлення. Чек надрукується сам, або з «Чеки зміни» → «Друк копії».</source>
        <translation>Check paper, cover, cable and power. The receipt prints by itself, or by “Receipts” → “Print a copy”.</translation>
    </message>
    <message>
        <source>Перші кроки</source>
        <translation>First steps</translation>
    </message>
    <message>
        <source>Повернення не зроблено. Чек продажу лишився, як був.</source>
        <translation>No return was made. The sale's receipt is as it was.</translation>
    </message>
    <message>
        <source>Повторіть дію. Якщо помилка повертається, покличте інженера і назвіть код.</source>
        <translation>Do it again. If the error comes back, call an engineer and tell the code.</translation>
    </message>
    <message>
        <source>Покличте адміністратора: ключ каси, підпис касира (Checkbox Підпис) або інший касир у кабінеті Checkbox.</source>
        <translation>Call the administrator: the register's key, the cashier's signature (Checkbox Signer), or another cashier in Checkbox's cabinet.</translation>
    </message>
    <message>
        <source>Покличте старшого: він дозволить одну дію своїм PIN-кодом або бейджем. Права змінюють у «Люди і права».</source>
        <translation>Call a senior: he permits one action by his PIN or badge. Rights are changed in “People and rights”.</translation>
    </message>
    <message>
        <source>Помилки</source>
        <translation>Errors</translation>
    </message>
    <message>
        <source>Попередні налаштування лишилися, як були.</source>
        <translation>The earlier settings are as they were.</translation>
    </message>
    <message>
        <source>Пояснити: {words}</source>
        <translation>Explain: {words}</translation>
    </message>
    <message>
        <source>Принтер чеків</source>
        <translation>Receipt printer</translation>
    </message>
    <message>
        <source>Про програму</source>
        <translation>About</translation>
    </message>
    <message>
        <source>Пробний продаж</source>
        <translation>Test sale</translation>
    </message>
    <message>
        <source>Продаж зупинено, чек і черга документів збережено. Каса спитає Checkbox ще раз.</source>
        <translation>Sales have stopped; receipt and queue are safe. The till asks Checkbox again.</translation>
    </message>
    <message>
        <source>Сам чек зареєстровано; не надіслано лише його копію.</source>
        <translation>The receipt itself is registered; only its copy was not sent.</translation>
    </message>
    <message>
        <source>Скануйте марку з товару, який у руках. Кожну марку продають один раз; зайву приберіть разом із товаром.</source>
        <translation>Scan the stamp of the goods in your hand. Each stamp is sold once; take a surplus one out with its goods.</translation>
    </message>
    <message>
        <source>Служби і сторінки</source>
        <translation>Services and pages</translation>
    </message>
    <message>
        <source>Старший касир підтверджує податки: Дії → Податки. Без цього чек був би неправильним.</source>
        <translation>A senior confirms taxes: Actions → Taxes. Without it the receipt would be wrong.</translation>
    </message>
    <message>
        <source>Такої помилки немає.</source>
        <translation>There is no such error.</translation>
    </message>
    <message>
        <source>Товари зі SmartKasa</source>
        <translation>Goods from SmartKasa</translation>
    </message>
    <message>
        <source>Товари і ціни приходять зі SmartKasa самі. Потім старший підтверджує податки: Дії → Податки. Без цього товар видно, але продати його не можна.</source>
        <translation>Goods and prices come from SmartKasa by themselves. Then a senior confirms the taxes: Actions → Taxes. Without it goods are seen but cannot be sold.</translation>
    </message>
    <message>
        <source>Увімкніть принтер, вставте папір. Каса каже про папір і кришку до продажу, а чек надрукує, коли зможе: продаж на папір не чекає.</source>
        <translation>Switch the printer on, put paper in. The till tells of paper and cover before a sale, and prints when it can: a sale does not wait for paper.</translation>
    </message>
    <message>
        <source>Усі чеки зміни збережено. Після закриття надрукується Z-звіт.</source>
        <translation>All receipts of the shift are safe. The Z report prints after closing.</translation>
    </message>
    <message>
        <source>Це правило магазину. Зменшіть знижку, приберіть товар або покличте старшого. Правила: Дії → Правила продажу.</source>
        <translation>This is a rule of the shop. Lower the discount, take the goods out or call a senior. Rules: Actions → Rules of sale.</translation>
    </message>
    <message>
        <source>Ціни і товари в касі лишилися, як були. Зміни без відповіді SmartKasa не застосовано.</source>
        <translation>Prices and goods in the till are as they were. Changes without SmartKasa's answer were not made.</translation>
    </message>
    <message>
        <source>Чек збережено. Після підтвердження його можна оплатити.</source>
        <translation>The receipt is safe. Once confirmed it can be paid.</translation>
    </message>
    <message>
        <source>Чек можна надіслати ще раз: Чеки зміни → Надіслати чек.</source>
        <translation>The receipt can be sent again: Receipts → Send the receipt.</translation>
    </message>
    <message>
        <source>Чек не загублено: він чекає рішення разом з оплатою і зберігає свій номер. Двічі він не піде.</source>
        <translation>The receipt is not lost: it is parked with its payment and keeps its number. It will not go twice.</translation>
    </message>
    <message>
        <source>Чек уже зареєстровано. Папір не впливає на гроші і податкову.</source>
        <translation>The receipt is registered already. Paper touches neither money nor the tax service.</translation>
    </message>
    <message>
        <source>Чек, що лежав у касі, збережено до останнього рядка.</source>
        <translation>The receipt in the till is safe to the last line.</translation>
    </message>
    <message>
        <source>Чеки, зроблені без зв'язку, лежать у черзі і підуть до Checkbox самі, кожен один раз.</source>
        <translation>Receipts made without a connection wait in the queue and go to Checkbox by themselves, each once.</translation>
    </message>
    <message>
        <source>відкрити</source>
        <translation>open</translation>
    </message>
    <message>
        <source>готово</source>
        <translation>done</translation>
    </message>
    <message>
        <source>зараз навчальна</source>
        <translation>training now</translation>
    </message>
    <message>
        <source>питаємо</source>
        <translation>asking</translation>
    </message>
    <message>
        <source>працює</source>
        <translation>works</translation>
    </message>
    <message>
        <source>У скриньці менше готівки, ніж має бути. Перерахуйте її.</source>
        <translation>There is less cash in the drawer than there should be. Count again.</translation>
    </message>
    <message>
        <source>Знайти цей номер у Checkbox</source>
        <translation>Find this number at Checkbox</translation>
    </message>
    <message>
        <source>чек іншої каси</source>
        <translation>a receipt of another till</translation>
    </message>
    <message>
        <source>Хоча б одна людина має бути адміністратором.</source>
        <translation>At least one person must be an administrator.</translation>
    </message>
    <message>
        <source>Такі права ролі неможливі. Перевірте їх.</source>
        <translation>Such rights of a role are impossible. Check them.</translation>
    </message>
    <message>
        <source>Касу заблоковано. Введіть PIN-код або скануйте бейдж.</source>
        <translation>The till is locked. Enter a PIN or scan a badge.</translation>
    </message>
    <message>
        <source>Повернення товару</source>
        <translation>Return of goods</translation>
    </message>
    <message>
        <source>Повернення без чека, понад 90 днів або з іншої каси</source>
        <translation>Return without a receipt, after 90 days or of another till</translation>
    </message>
    <message>
        <source>Знижка на рядок</source>
        <translation>Discount on a line</translation>
    </message>
    <message>
        <source>Знижка на чек</source>
        <translation>Discount on the receipt</translation>
    </message>
    <message>
        <source>Знижка понад межу</source>
        <translation>Discount above the limit</translation>
    </message>
    <message>
        <source>Зміна ціни</source>
        <translation>Change of price</translation>
    </message>
    <message>
        <source>Видалення товару після «Оплати»</source>
        <translation>Taking goods out after “Pay”</translation>
    </message>
    <message>
        <source>Скринька без продажу</source>
        <translation>Drawer without a sale</translation>
    </message>
    <message>
        <source>Звіти за минулі дні</source>
        <translation>Reports of past days</translation>
    </message>
    <message>
        <source>Закриття чужої зміни</source>
        <translation>Closing another's shift</translation>
    </message>
    <message>
        <source>Редагування каталогу</source>
        <translation>Editing the catalog</translation>
    </message>
    <message>
        <source>Закупівельні ціни</source>
        <translation>Purchase prices</translation>
    </message>
    <message>
        <source>Налаштування і рішення щодо документів</source>
        <translation>Settings and decisions on documents</translation>
    </message>
    <message>
        <source>Ця дія</source>
        <translation>This action</translation>
    </message>
    <message>
        <source>Без ролі</source>
        <translation>No role</translation>
    </message>
    <message>
        <source>Старший касир</source>
        <translation>Senior cashier</translation>
    </message>
    <message>
        <source>Адміністратор</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>без межі</source>
        <translation>no limit</translation>
    </message>
    <message>
        <source>до {percent} %</source>
        <translation>up to {percent} %</translation>
    </message>
    <message>
        <source>PIN-код або бейдж</source>
        <translation>PIN or badge</translation>
    </message>
    <message>
        <source>Люди з'являться тут, коли увійдуть.</source>
        <translation>People appear here once they have signed in.</translation>
    </message>
    <message>
        <source>Роль: {name}</source>
        <translation>Role: {name}</translation>
    </message>
    <message>
        <source>Доки нікому не дано ролі, діють лише права з Checkbox. Першим зробіть адміністратором себе: решта стануть касирами, доки не отримають іншої ролі.</source>
        <translation>While nobody has a role, the rights from Checkbox alone count. Make yourself administrator first: all others are cashiers until they get another role.</translation>
    </message>
    <message>
        <source>зараз за касою</source>
        <translation>at the till now</translation>
    </message>
    <message>
        <source>Найбільша знижка вручну</source>
        <translation>Largest discount by hand</translation>
    </message>
    <message>
        <source>Права, яких не дає Checkbox, роль не додає. Адміністратор може все.</source>
        <translation>A role never adds rights that Checkbox withholds. An administrator may do everything.</translation>
    </message>
    <message>
        <source>так</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>Заблокована каса чекає на PIN-код або бейдж. Чек, оплата і черга документів лишаються як були.</source>
        <translation>A locked till waits for a PIN or a badge. Receipt, payment and queue stay as they were.</translation>
    </message>
    <message>
        <source>{minutes} хв</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>Ніколи</source>
        <translation>Never</translation>
    </message>
    <message>
        <source>обрано</source>
        <translation>chosen</translation>
    </message>
    <message>
        <source>Люди</source>
        <translation>People</translation>
    </message>
    <message>
        <source>Права ролей</source>
        <translation>Rights of roles</translation>
    </message>
    <message>
        <source>Блокування</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>Змінити касира</source>
        <translation>Change cashier</translation>
    </message>
    <message>
        <source>Заблокувати касу</source>
        <translation>Lock the till</translation>
    </message>
    <message>
        <source>Люди і права</source>
        <translation>People and rights</translation>
    </message>
    <message>
        <source>Потрібен дозвіл старшого</source>
        <translation>A senior's permission is needed</translation>
    </message>
    <message>
        <source>Дозволити</source>
        <translation>Permit</translation>
    </message>
    <message>
        <source>Зараз за касою {name}.</source>
        <translation>At the till now: {name}.</translation>
    </message>
    <message>
        <source>Хто працює далі?</source>
        <translation>Who works on?</translation>
    </message>
    <message>
        <source>Працює {name}. Чек збережено.</source>
        <translation>{name} is at work. The receipt is safe.</translation>
    </message>
    <message>
        <source>Касу заблоковано</source>
        <translation>The till is locked</translation>
    </message>
    <message>
        <source>Розблокувати</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <source>{first} і ще {count}</source>
        <translation>{first} and {count} more</translation>
    </message>
    <message>
        <source>{sum} ₴</source>
        <translation>{sum} ₴</translation>
    </message>
    <message>
        <source>{total}, знижка {saved}</source>
        <translation>{total}, discount {saved}</translation>
    </message>
    <message>
        <source>Інша ціна від кількості</source>
        <translation>Another price from a quantity</translation>
    </message>
    <message>
        <source>Діє лише {hours}.</source>
        <translation>Only at {hours}.</translation>
    </message>
    <message>
        <source>Діє лише {days}.</source>
        <translation>Only on {days}.</translation>
    </message>
    <message>
        <source>Акцій немає.</source>
        <translation>No offers.</translation>
    </message>
    <message>
        <source>Акцій немає. Додайте першу: вона діятиме з наступного скану.</source>
        <translation>No offers. Add the first: it counts from the next scan.</translation>
    </message>
    <message>
        <source>Акції</source>
        <translation>Offers</translation>
    </message>
    <message>
        <source>Акції: що спрацювало і чому ні</source>
        <translation>Offers: what counted and why not</translation>
    </message>
    <message>
        <source>Бракує ще {quantity}.</source>
        <translation>{quantity} more wanted.</translation>
    </message>
    <message>
        <source>Введіть розмір числом, наприклад 10 або 12,50.</source>
        <translation>Type the size as a number, such as 10 or 12,50.</translation>
    </message>
    <message>
        <source>Вимкнено.</source>
        <translation>Switched off.</translation>
    </message>
    <message>
        <source>Від якої кількості товару</source>
        <translation>From what quantity</translation>
    </message>
    <message>
        <source>Від якої суми чека, грн</source>
        <translation>From what sum of the receipt, UAH</translation>
    </message>
    <message>
        <source>Від і до, наприклад 18:00-20:30; порожньо — увесь день</source>
        <translation>From and to, for example 18:00-20:30; empty: the whole day</translation>
    </message>
    <message>
        <source>Від і до: 22:00-08:00</source>
        <translation>From and to: 22:00-08:00</translation>
    </message>
    <message>
        <source>Відсоток на товари</source>
        <translation>Percent on goods</translation>
    </message>
    <message>
        <source>Відсоток на чек</source>
        <translation>Percent on the receipt</translation>
    </message>
    <message>
        <source>Відсоток надбавки</source>
        <translation>Percent of surcharge</translation>
    </message>
    <message>
        <source>Час, наприклад 18:30; порожньо — зараз</source>
        <translation>Time, for example 18:30; empty: now</translation>
    </message>
    <message>
        <source>Час, наприклад 23:50; порожньо — не закривати</source>
        <translation>Time, for example 23:50; empty: do not close</translation>
    </message>
    <message>
        <source>Години пишуть так: 18:00-20:30.</source>
        <translation>Hours are written so: 18:00-20:30.</translation>
    </message>
    <message>
        <source>Дату пишуть так: 31.12.2026.</source>
        <translation>A date is written so: 31.12.2026.</translation>
    </message>
    <message>
        <source>День, наприклад 31.12.2026; порожньо — без межі</source>
        <translation>Day, for example 31.12.2026; empty: no bound</translation>
    </message>
    <message>
        <source>До {least} ₴ бракує {sum} ₴.</source>
        <translation>{sum} ₴ more make {least} ₴.</translation>
    </message>
    <message>
        <source>Додайте товар, щоб побачити суму.</source>
        <translation>Add goods to see the sum.</translation>
    </message>
    <message>
        <source>Додати акцію</source>
        <translation>Add an offer</translation>
    </message>
    <message>
        <source>Акція більше не діятиме, і повернути її не можна. Щоб зупинити на час, поставте «Діє: ні».</source>
        <translation>The offer will give nothing any more and cannot be brought back. To stop it for a time, set “Counts: no”.</translation>
    </message>
    <message>
        <source>Видалити акцію?</source>
        <translation>Delete the offer?</translation>
    </message>
    <message>
        <source>Видалити акцію</source>
        <translation>Delete the offer</translation>
    </message>
    <message>
        <source>Додати години без продажу</source>
        <translation>Add hours without sale</translation>
    </message>
    <message>
        <source>Додати мінімальну ціну</source>
        <translation>Add a minimum price</translation>
    </message>
    <message>
        <source>Додати товар</source>
        <translation>Add goods</translation>
    </message>
    <message>
        <source>Діє</source>
        <translation>Counts</translation>
    </message>
    <message>
        <source>З карткою покупця</source>
        <translation>With a customer's card</translation>
    </message>
    <message>
        <source>Закривати зміну автоматично</source>
        <translation>Close the shift automatically</translation>
    </message>
    <message>
        <source>Закінчилася {day}.</source>
        <translation>It ended on {day}.</translation>
    </message>
    <message>
        <source>Зберегти акцію</source>
        <translation>Save the offer</translation>
    </message>
    <message>
        <source>Кожен N-й даром</source>
        <translation>Each N-th free</translation>
    </message>
    <message>
        <source>Кожен який (число)</source>
        <translation>Each which (number)</translation>
    </message>
    <message>
        <source>Лише з карткою покупця</source>
        <translation>Only with a customer's card</translation>
    </message>
    <message>
        <source>Лише на товар</source>
        <translation>Only on goods</translation>
    </message>
    <message>
        <source>Мінімальна ціна</source>
        <translation>Minimum price</translation>
    </message>
    <message>
        <source>На що</source>
        <translation>On what</translation>
    </message>
    <message>
        <source>Надбавка сумою</source>
        <translation>Surcharge as a sum</translation>
    </message>
    <message>
        <source>Надбавка у відсотках</source>
        <translation>Surcharge in percent</translation>
    </message>
    <message>
        <source>Надбавка, %</source>
        <translation>Surcharge, %</translation>
    </message>
    <message>
        <source>Назва в чеку</source>
        <translation>Name on the receipt</translation>
    </message>
    <message>
        <source>Назва, артикул або штрихкод</source>
        <translation>Name, article or barcode</translation>
    </message>
    <message>
        <source>Найменша ціна за одиницю, грн</source>
        <translation>Lowest price a unit, UAH</translation>
    </message>
    <message>
        <source>Не дешевше за звичайну ціну.</source>
        <translation>Not cheaper than the usual price.</translation>
    </message>
    <message>
        <source>Не поєднується з іншими</source>
        <translation>Stands alone</translation>
    </message>
    <message>
        <source>Не продавати</source>
        <translation>Not for sale</translation>
    </message>
    <message>
        <source>Нижче за мінімальну ціну не можна.</source>
        <translation>Not below the minimum price.</translation>
    </message>
    <message>
        <source>Ні, прибрати з чека</source>
        <translation>No, take it out</translation>
    </message>
    <message>
        <source>Останній день</source>
        <translation>Last day</translation>
    </message>
    <message>
        <source>Перевірте вік покупця: товар лише від 18 років.</source>
        <translation>Check the buyer's age: goods from 18 years on only.</translation>
    </message>
    <message>
        <source>Перший день</source>
        <translation>First day</translation>
    </message>
    <message>
        <source>Питати вік покупця</source>
        <translation>Ask the buyer's age</translation>
    </message>
    <message>
        <source>Покупцю є 18 років?</source>
        <translation>Is the buyer 18?</translation>
    </message>
    <message>
        <source>Понеділок – п'ятниця</source>
        <translation>Monday – Friday</translation>
    </message>
    <message>
        <source>Порядок (менший — раніше)</source>
        <translation>Order (lower is earlier)</translation>
    </message>
    <message>
        <source>Почнеться пізніше: {dates}.</source>
        <translation>It begins later: {dates}.</translation>
    </message>
    <message>
        <source>Правила продажу</source>
        <translation>Rules of sale</translation>
    </message>
    <message>
        <source>Прибрати всі товари</source>
        <translation>Take all goods out</translation>
    </message>
    <message>
        <source>Розмір</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>Скануйте картку покупця.</source>
        <translation>Scan the customer's card.</translation>
    </message>
    <message>
        <source>Спробувати</source>
        <translation>Try out</translation>
    </message>
    <message>
        <source>Субота і неділя</source>
        <translation>Saturday and Sunday</translation>
    </message>
    <message>
        <source>Сума з кожної штуки</source>
        <translation>Sum off each piece</translation>
    </message>
    <message>
        <source>Сума з чека</source>
        <translation>Sum off the receipt</translation>
    </message>
    <message>
        <source>Так, є 18</source>
        <translation>Yes, 18 or more</translation>
    </message>
    <message>
        <source>Така акція неможлива. Перевірте її.</source>
        <translation>Such an offer is impossible. Check it.</translation>
    </message>
    <message>
        <source>Таке правило магазину неможливе. Перевірте його.</source>
        <translation>Such a rule of the shop is impossible. Check it.</translation>
    </message>
    <message>
        <source>Такої акції немає.</source>
        <translation>There is no such offer.</translation>
    </message>
    <message>
        <source>Товари 18+ (алкоголь, тютюн)</source>
        <translation>Goods 18+ (alcohol, tobacco)</translation>
    </message>
    <message>
        <source>У чеку немає таких товарів.</source>
        <translation>No such goods in the receipt.</translation>
    </message>
    <message>
        <source>У чеку немає товарів, або акцій не налаштовано.</source>
        <translation>The receipt is empty, or there are no offers.</translation>
    </message>
    <message>
        <source>Уже діє «{name}».</source>
        <translation>“{name}” counts already.</translation>
    </message>
    <message>
        <source>Умова</source>
        <translation>Condition</translation>
    </message>
    <message>
        <source>Усі товари</source>
        <translation>All goods</translation>
    </message>
    <message>
        <source>Цей товар зараз продавати заборонено.</source>
        <translation>These goods may not be sold now.</translation>
    </message>
    <message>
        <source>Ціна за одиницю, грн</source>
        <translation>Price a unit, UAH</translation>
    </message>
    <message>
        <source>Ціна нижча за мінімальну. Зменшіть знижку.</source>
        <translation>The price is below the minimum. Lower the discount.</translation>
    </message>
    <message>
        <source>Ціну змінено вручну.</source>
        <translation>The price was changed by hand.</translation>
    </message>
    <message>
        <source>Чек на {sum}: спрацювало {given} з {all}.</source>
        <translation>Receipt of {sum}: {given} of {all} counted.</translation>
    </message>
    <message>
        <source>Число до 999</source>
        <translation>A number up to 999</translation>
    </message>
    <message>
        <source>Чому не спрацювало</source>
        <translation>Why it did not count</translation>
    </message>
    <message>
        <source>Що дає</source>
        <translation>What it gives</translation>
    </message>
    <message>
        <source>Щодня</source>
        <translation>Every day</translation>
    </message>
    <message>
        <source>Як стоятиме в чеку</source>
        <translation>As it stands on the receipt</translation>
    </message>
    <message>
        <source>Якщо є сумнів, попросіть документ. Без відповіді чек не оплатити.</source>
        <translation>In doubt ask for a document. Without it the receipt cannot be paid.</translation>
    </message>
    <message>
        <source>алкоголь, тютюн та інші товари 18+</source>
        <translation>alcohol, tobacco and other goods 18+</translation>
    </message>
    <message>
        <source>без умови</source>
        <translation>no condition</translation>
    </message>
    <message>
        <source>вимкнено</source>
        <translation>off</translation>
    </message>
    <message>
        <source>від {quantity}</source>
        <translation>from {quantity}</translation>
    </message>
    <message>
        <source>від {sum} ₴</source>
        <translation>from {sum} ₴</translation>
    </message>
    <message>
        <source>з {day}</source>
        <translation>from {day}</translation>
    </message>
    <message>
        <source>з карткою</source>
        <translation>with a card</translation>
    </message>
    <message>
        <source>завжди</source>
        <translation>always</translation>
    </message>
    <message>
        <source>зараз</source>
        <translation>now</translation>
    </message>
    <message>
        <source>кожен {count}-й</source>
        <translation>each {count}-th</translation>
    </message>
    <message>
        <source>не поєднується</source>
        <translation>stands alone</translation>
    </message>
    <message>
        <source>о {hour}</source>
        <translation>at {hour}</translation>
    </message>
    <message>
        <source>сьогодні</source>
        <translation>today</translation>
    </message>
    <message>
        <source>товари 18+</source>
        <translation>goods 18+</translation>
    </message>
    <message>
        <source>торкніться: ще один</source>
        <translation>touch: one more</translation>
    </message>
    <message>
        <source>увесь день</source>
        <translation>all day</translation>
    </message>
    <message>
        <source>усі товари</source>
        <translation>all goods</translation>
    </message>
    <message>
        <source>щодня</source>
        <translation>every day</translation>
    </message>
    <message>
        <source>якщо забули закрити; зміна не може тривати понад добу</source>
        <translation>if it was forgotten; a shift lasts a day at most</translation>
    </message>
    <message>
        <source>Назва продавця</source>
        <translation>Seller's name</translation>
    </message>
    <message>
        <source>Господарська одиниця</source>
        <translation>Outlet</translation>
    </message>
    <message>
        <source>Адреса</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>ПН або ІД</source>
        <translation>Tax number</translation>
    </message>
    <message>
        <source>Товар, кількість, ціна, вартість, літера податку</source>
        <translation>Goods, quantity, price, cost, tax letter</translation>
    </message>
    <message>
        <source>УКТЗЕД, штрихкод і акцизна марка</source>
        <translation>Goods code, barcode and excise stamp</translation>
    </message>
    <message>
        <source>Реквізити оплати карткою</source>
        <translation>Details of the card payment</translation>
    </message>
    <message>
        <source>Форма оплати і сума</source>
        <translation>Form of payment and sum</translation>
    </message>
    <message>
        <source>СУМА</source>
        <translation>TOTAL</translation>
    </message>
    <message>
        <source>ПДВ і акциз</source>
        <translation>VAT and excise</translation>
    </message>
    <message>
        <source>Заокруглення, до сплати, решта</source>
        <translation>Rounding, to pay, change</translation>
    </message>
    <message>
        <source>ЧЕК №, дата і час</source>
        <translation>Receipt number, date and time</translation>
    </message>
    <message>
        <source>QR-код</source>
        <translation>QR code</translation>
    </message>
    <message>
        <source>ОНЛАЙН або ОФЛАЙН, контрольне число</source>
        <translation>ONLINE or OFFLINE, control number</translation>
    </message>
    <message>
        <source>ФН ПРРО</source>
        <translation>Number of the fiscal register</translation>
    </message>
    <message>
        <source>ФІСКАЛЬНИЙ ЧЕК і виробник</source>
        <translation>FISCAL RECEIPT and the maker</translation>
    </message>
    <message>
        <source>Жоден не читається</source>
        <translation>None of them</translation>
    </message>
    <message>
        <source>за законом</source>
        <translation>by law</translation>
    </message>
    <message>
        <source>Принтера не налаштовано.</source>
        <translation>No printer is set up.</translation>
    </message>
    <message>
        <source>Чек повернення</source>
        <translation>Return receipt</translation>
    </message>
    <message>
        <source>Службовий чек</source>
        <translation>Cash movement</translation>
    </message>
    <message>
        <source>Копія чека</source>
        <translation>Copy of a receipt</translation>
    </message>
    <message>
        <source>Z-звіт</source>
        <translation>Z report</translation>
    </message>
    <message>
        <source>Тестова сторінка</source>
        <translation>Test page</translation>
    </message>
    <message>
        <source>Вийшов повністю</source>
        <translation>It came out whole</translation>
    </message>
    <message>
        <source>Вирішити</source>
        <translation>Decide</translation>
    </message>
    <message>
        <source>Друк копії перервано. Подивіться на папір.</source>
        <translation>The copy was cut off. Look at the paper.</translation>
    </message>
    <message>
        <source>Друк перервано</source>
        <translation>Printing was cut off</translation>
    </message>
    <message>
        <source>Друк перервано. Подивіться на папір: чи вийшов чек?</source>
        <translation>Printing was cut off. Look at the paper: is it whole?</translation>
    </message>
    <message>
        <source>Друкуємо копію…</source>
        <translation>Printing the copy…</translation>
    </message>
    <message>
        <source>Копію надруковано.</source>
        <translation>The copy is printed.</translation>
    </message>
    <message>
        <source>Копія чекає на принтер.</source>
        <translation>The copy waits for the printer.</translation>
    </message>
    <message>
        <source>Принтера не налаштовано: копію не надруковано.</source>
        <translation>No printer is set up: no copy was printed.</translation>
    </message>
    <message>
        <source>Після нього ще: {count}</source>
        <translation>After it: {count} more</translation>
    </message>
    <message>
        <source>Дії → «Оплати карткою»: вирішіть.</source>
        <translation>Actions → “Card payments”: decide there.</translation>
    </message>
    <message>
        <source>Резервний принтер</source>
        <translation>Reserve printer</translation>
    </message>
    <message>
        <source>оновлено {when}</source>
        <translation>refreshed {when}</translation>
    </message>
    <message>
        <source>2 або 5</source>
        <translation>2 or 5</translation>
    </message>
    <message>
        <source>Адреса принтера в мережі</source>
        <translation>The printer's network address</translation>
    </message>
    <message>
        <source>Адреса, наприклад 192.168.1.87</source>
        <translation>Address, for example 192.168.1.87</translation>
    </message>
    <message>
        <source>Без резервного принтера</source>
        <translation>No reserve printer</translation>
    </message>
    <message>
        <source>Ввести адресу в мережі</source>
        <translation>Type a network address</translation>
    </message>
    <message>
        <source>Відкривати, коли рухається готівка</source>
        <translation>Open when cash moves</translation>
    </message>
    <message>
        <source>Відкрилася: датчик це підтвердив.</source>
        <translation>It opened: the switch has told so.</translation>
    </message>
    <message>
        <source>Він друкує чеки, поки основний не може. Скриньку відкриває лише основний.</source>
        <translation>It prints while the main one cannot. Only the main one opens the drawer.</translation>
    </message>
    <message>
        <source>Датчик скриньки</source>
        <translation>The drawer's switch</translation>
    </message>
    <message>
        <source>Датчик скриньки налаштовують на сторінці принтера, вкладка «Скринька».</source>
        <translation>Its switch is set up on the printer's page, the Drawer tab.</translation>
    </message>
    <message>
        <source>Друкує замість основного</source>
        <translation>Prints in place of the main one</translation>
    </message>
    <message>
        <source>Зараз: {place}.</source>
        <translation>Now: {place}.</translation>
    </message>
    <message>
        <source>Контакт роз'єму принтера</source>
        <translation>Pin of the printer's socket</translation>
    </message>
    <message>
        <source>Нагадувати закрити перед оплатою</source>
        <translation>Remind to shut it before payment</translation>
    </message>
    <message>
        <source>Налагодьте основний принтер: каса повернеться до нього сама.</source>
        <translation>Mend the main printer: the till returns to it by itself.</translation>
    </message>
    <message>
        <source>Перевірити: відкрити скриньку</source>
        <translation>Check: open the drawer</translation>
    </message>
    <message>
        <source>Принтер є, а пошук його не бачить</source>
        <translation>It is there and is not found</translation>
    </message>
    <message>
        <source>Резервний</source>
        <translation>Reserve</translation>
    </message>
    <message>
        <source>Сигнал подано. Не відкрилася? Оберіть інший контакт.</source>
        <translation>The signal was given. Still shut? Choose the other pin.</translation>
    </message>
    <message>
        <source>Скринька зараз</source>
        <translation>The drawer now</translation>
    </message>
    <message>
        <source>Скринька під'єднується до принтера</source>
        <translation>The drawer is plugged into the printer</translation>
    </message>
    <message>
        <source>Скриньку відкрито</source>
        <translation>The drawer is open</translation>
    </message>
    <message>
        <source>Спершу налаштуйте принтер.</source>
        <translation>Set up the printer first.</translation>
    </message>
    <message>
        <source>Стану не повідомляє</source>
        <translation>Does not tell its state</translation>
    </message>
    <message>
        <source>Стає до роботи сам, коли основний не друкує.</source>
        <translation>Takes over by itself when the main one does not print.</translation>
    </message>
    <message>
        <source>Сторінку надіслано на резервний принтер. Чи вийшла вона?</source>
        <translation>The page was sent to the reserve printer. Did it come out?</translation>
    </message>
    <message>
        <source>Тестова сторінка на резервному</source>
        <translation>Test page on the reserve</translation>
    </message>
    <message>
        <source>Чекає</source>
        <translation>Waits</translation>
    </message>
    <message>
        <source>Чеки чекатимуть на основний</source>
        <translation>Receipts will wait for the main one</translation>
    </message>
    <message>
        <source>Який принтер замінить основний?</source>
        <translation>Which printer stands in for the main one?</translation>
    </message>
    <message>
        <source>високий рівень — відкрита</source>
        <translation>high level: open</translation>
    </message>
    <message>
        <source>відкрита</source>
        <translation>open</translation>
    </message>
    <message>
        <source>датчика немає, або принтер його не читає</source>
        <translation>no switch, or the printer cannot read it</translation>
    </message>
    <message>
        <source>закрита</source>
        <translation>shut</translation>
    </message>
    <message>
        <source>невідомо</source>
        <translation>unknown</translation>
    </message>
    <message>
        <source>немає або невідомо</source>
        <translation>none, or unknown</translation>
    </message>
    <message>
        <source>низький рівень — відкрита</source>
        <translation>low level: open</translation>
    </message>
    <message>
        <source>перевірка знаходить його сама</source>
        <translation>the check finds it by itself</translation>
    </message>
    <message>
        <source>принтера немає</source>
        <translation>no printer</translation>
    </message>
    <message>
        <source>продажу не тримає: друге натискання проводить оплату</source>
        <translation>holds no sale: a second press pays</translation>
    </message>
    <message>
        <source>Етикетки</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Відкладений чек</source>
        <translation>Parked receipt</translation>
    </message>
    <message>
        <source>чекає</source>
        <translation>waits</translation>
    </message>
    <message>
        <source>друкується</source>
        <translation>is being printed</translation>
    </message>
    <message>
        <source>надруковано</source>
        <translation>printed</translation>
    </message>
    <message>
        <source>не вийшов, каса спробує ще</source>
        <translation>failed, the till will try again</translation>
    </message>
    <message>
        <source>перервано: перевірте, чи вийшов</source>
        <translation>cut off: look whether it came out</translation>
    </message>
    <message>
        <source>знято з друку</source>
        <translation>dropped</translation>
    </message>
    <message>
        <source>Порт</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Мережа</source>
        <translation>Network</translation>
    </message>
    <message>
        <source>Черга Windows</source>
        <translation>Windows queue</translation>
    </message>
    <message>
        <source>Черга CUPS</source>
        <translation>CUPS queue</translation>
    </message>
    <message>
        <source>Логотип</source>
        <translation>Logo</translation>
    </message>
    <message>
        <source>СУМА великими літерами</source>
        <translation>Large TOTAL</translation>
    </message>
    <message>
        <source>Кількість позицій і штук</source>
        <translation>Number of lines and pieces</translation>
    </message>
    <message>
        <source>Економія покупця</source>
        <translation>What the customer saved</translation>
    </message>
    <message>
        <source>Штрихкод чека для повернення</source>
        <translation>Barcode for returns</translation>
    </message>
    <message>
        <source>Де</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>Востаннє надрукував</source>
        <translation>Last printed</translation>
    </message>
    <message>
        <source>Остання помилка</source>
        <translation>Last error</translation>
    </message>
    <message>
        <source>У черзі</source>
        <translation>In the queue</translation>
    </message>
    <message>
        <source>Каса друкуватиме літери малюнком</source>
        <translation>Letters will be printed as pictures</translation>
    </message>
    <message>
        <source>Текст угорі</source>
        <translation>Text at the top</translation>
    </message>
    <message>
        <source>Текст унизу</source>
        <translation>Text at the bottom</translation>
    </message>
    <message>
        <source>Угорі електронного чека</source>
        <translation>Top of the e-receipt</translation>
    </message>
    <message>
        <source>Унизу електронного чека</source>
        <translation>Bottom of the e-receipt</translation>
    </message>
    <message>
        <source>Оберіть файл PNG або JPEG</source>
        <translation>Choose a PNG or JPEG file</translation>
    </message>
    <message>
        <source>папір закінчується</source>
        <translation>paper is low</translation>
    </message>
    <message>
        <source>скриньку відкрито</source>
        <translation>the drawer is open</translation>
    </message>
    <message>
        <source>стану не повідомляє</source>
        <translation>does not tell its state</translation>
    </message>
    <message>
        <source>Рядок {number}</source>
        <translation>Line {number}</translation>
    </message>
    <message>
        <source>є</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>Стан і черга</source>
        <translation>State and queue</translation>
    </message>
    <message>
        <source>Макет чека</source>
        <translation>Receipt template</translation>
    </message>
    <message>
        <source>Подивіться на папір: чи вийшов цей документ?</source>
        <translation>Look at the paper: did this document come out?</translation>
    </message>
    <message>
        <source>Надрукувати ще раз</source>
        <translation>Print again</translation>
    </message>
    <message>
        <source>Не друкувати</source>
        <translation>Do not print</translation>
    </message>
    <message>
        <source>Завдань друку ще не було.</source>
        <translation>There were no print jobs yet.</translation>
    </message>
    <message>
        <source>Після відповіді принтер надрукує тестову сторінку.</source>
        <translation>After your answer the printer prints a test page.</translation>
    </message>
    <message>
        <source>Каса щойно подала сигнал на скриньку, під'єднану до принтера.</source>
        <translation>The till has just sent a pulse to the drawer on the printer.</translation>
    </message>
    <message>
        <source>Почати спочатку</source>
        <translation>Start over</translation>
    </message>
    <message>
        <source>Який принтер друкує чеки?</source>
        <translation>Which printer prints receipts?</translation>
    </message>
    <message>
        <source>Шукаємо в мережі магазину…</source>
        <translation>Looking on the shop's network…</translation>
    </message>
    <message>
        <source>Шукаємо принтери на цьому комп'ютері…</source>
        <translation>Looking for printers on this computer…</translation>
    </message>
    <message>
        <source>Увімкніть принтер і під'єднайте кабель. У мережі каса шукає лише на ваше прохання і нічого не друкує.</source>
        <translation>Switch the printer on and plug it in. The network is looked at only when you ask, and nothing is printed.</translation>
    </message>
    <message>
        <source>Принтер мовчить. Швидкість є на його тестовому аркуші: увімкніть принтер, тримаючи FEED.</source>
        <translation>The printer is silent. Its own test sheet tells the speed: switch it on while holding FEED.</translation>
    </message>
    <message>
        <source>Перевіряємо швидкість порту…</source>
        <translation>Trying the port's speeds…</translation>
    </message>
    <message>
        <source>Який завширшки папір?</source>
        <translation>How wide is the paper?</translation>
    </message>
    <message>
        <source>Який рядок читається: Ґґ Єє Іі Її?</source>
        <translation>Which line reads well: Ґґ Єє Іі Її?</translation>
    </message>
    <message>
        <source>На тестовій сторінці рядки пронумеровано. Оберіть той, де всі українські літери на місці.</source>
        <translation>The lines of the test page are numbered. Choose the one with all Ukrainian letters in place.</translation>
    </message>
    <message>
        <source>Чи є внизу сторінки QR-код?</source>
        <translation>Is there a QR code at the bottom?</translation>
    </message>
    <message>
        <source>Чи відрізав принтер сторінку?</source>
        <translation>Did the printer cut the page off?</translation>
    </message>
    <message>
        <source>Чи відкрилася грошова скринька?</source>
        <translation>Did the cash drawer open?</translation>
    </message>
    <message>
        <source>Нічого не знайдено. Увімкніть принтер і шукайте ще раз.</source>
        <translation>Nothing was found. Switch the printer on and look again.</translation>
    </message>
    <message>
        <source>Яка швидкість порту?</source>
        <translation>What is the port's speed?</translation>
    </message>
    <message>
        <source>48 знаків у рядку</source>
        <translation>48 characters a line</translation>
    </message>
    <message>
        <source>42 знаки у рядку</source>
        <translation>42 characters a line</translation>
    </message>
    <message>
        <source>32 знаки у рядку</source>
        <translation>32 characters a line</translation>
    </message>
    <message>
        <source>Так, QR-код є</source>
        <translation>Yes, there is</translation>
    </message>
    <message>
        <source>Принтер малює його сам</source>
        <translation>The printer draws it itself</translation>
    </message>
    <message>
        <source>Ні, QR-коду немає</source>
        <translation>No, there is none</translation>
    </message>
    <message>
        <source>Каса малюватиме його точками</source>
        <translation>The till will draw it in dots</translation>
    </message>
    <message>
        <source>Так, відрізав</source>
        <translation>Yes, it did</translation>
    </message>
    <message>
        <source>Ні, ножа немає</source>
        <translation>No, it has no knife</translation>
    </message>
    <message>
        <source>Чек відривають руками</source>
        <translation>Receipts are torn off</translation>
    </message>
    <message>
        <source>Так, відкрилася</source>
        <translation>Yes, it did open</translation>
    </message>
    <message>
        <source>Ні, спробувати інший контакт</source>
        <translation>No, try the other pin</translation>
    </message>
    <message>
        <source>Скриньки немає</source>
        <translation>There is no drawer</translation>
    </message>
    <message>
        <source>Чеки лише електронні</source>
        <translation>Receipts are electronic only</translation>
    </message>
    <message>
        <source>Шукати на комп'ютері</source>
        <translation>Look on this computer</translation>
    </message>
    <message>
        <source>Шукати в мережі магазину</source>
        <translation>Look on the shop's network</translation>
    </message>
    <message>
        <source>бод</source>
        <translation>baud</translation>
    </message>
    <message>
        <source>Контакт 5</source>
        <translation>Pin 5</translation>
    </message>
    <message>
        <source>Контакт 2</source>
        <translation>Pin 2</translation>
    </message>
    <message>
        <source>Принтер і макет чека</source>
        <translation>Printer and receipt</translation>
    </message>
    <message>
        <source>Риска | починає новий рядок</source>
        <translation>A bar | begins a new line</translation>
    </message>
    <message>
        <source>Новий рядок</source>
        <translation>New line</translation>
    </message>
    <message>
        <source>Термінал: {step}</source>
        <translation>Terminal: {step}</translation>
    </message>
    <message>
        <source>Видача готівки</source>
        <translation>Cash withdrawal</translation>
    </message>
    <message>
        <source>Видача готівки з картки</source>
        <translation>Cash for a card</translation>
    </message>
    <message>
        <source>Видача з карток</source>
        <translation>Cash for cards</translation>
    </message>
    <message>
        <source>Так. Гроші з картки списано, чек на диску каси. Вдруге не списуйте.</source>
        <translation>Yes. The card was charged, the receipt is on the till's disk. Do not charge again.</translation>
    </message>
    <message>
        <source>Чи видавати готівку і скільки за раз, вирішує власник: Дії → Правила продажу, і лише за договором з банком. Без зв'язку з Checkbox картку для цього не списують: зачекайте або запропонуйте банкомат.</source>
        <translation>Whether cash is handed out, and how much at once, is the owner's: Actions → Rules of sale, and only under a contract with the bank. Without Checkbox no card is charged for it: wait, or name a cash machine.</translation>
    </message>
    <message>
        <source>Гроші з картки не списано, готівка в скриньці. Чек у касі лишився таким, як був.</source>
        <translation>The card was not charged, the cash is in the drawer. The receipt in the till is as it was.</translation>
    </message>
    <message>
        <source>Видачу готівки з картки вимкнено. Увімкніть її в правилах продажу.</source>
        <translation>Cash for a card is off. Turn it on in the rules of sale.</translation>
    </message>
    <message>
        <source>Сума більша за межу видачі готівки з картки.</source>
        <translation>More than the limit of cash for a card.</translation>
    </message>
    <message>
        <source>Видача готівки — лише онлайн. Зачекайте зв'язку з Checkbox.</source>
        <translation>Cash for a card only online. Wait for Checkbox.</translation>
    </message>
    <message>
        <source>Навчальна каса: продавайте сміливо, до податкової нічого не піде. Справжню звідси не налаштувати: вийдіть з навчального режиму або закрийте демонстрацію і запустіть pos-app.</source>
        <translation>A training till: sell without fear, nothing goes to the tax office. The real one is not set up from here: leave training, or close the demo and start pos-app.</translation>
    </message>
    <message>
        <source>Збережене почне діяти після перезапуску каси. Це кілька секунд: потім увійдіть знову.</source>
        <translation>What was saved counts after the till has restarted. It takes a few seconds: then sign in again.</translation>
    </message>
    <message>
        <source>Каса справжня: кожен чек іде до податкової. Повернутися на навчальну можна, коли зміну закрито і все надіслано.</source>
        <translation>The till is real: every receipt goes to the tax office. You can go back to training when the shift is closed and everything is sent.</translation>
    </message>
    <message>
        <source>Ключі магазину збережено. Перейти на справжню касу можна зараз або будь-коли; навчальні чеки залишаться в навчальній.</source>
        <translation>The shop's keys are saved. Go to the real till now or at any time; training receipts stay in training.</translation>
    </message>
    <message>
        <source>На справжній касі пробного продажу немає: чек не забрати назад. Підтвердіть податки, відкрийте зміну — і можна торгувати.</source>
        <translation>There is no test sale on a real till: a receipt cannot be taken back. Confirm the taxes, open a shift, and trade.</translation>
    </message>
    <message>
        <source>Каса відкриє навчальну зміну, покладе в чек один товар і відкриє оплату: натисніть «Оплачено». Чек надрукується, до податкової нічого не піде.</source>
        <translation>The till opens a training shift, puts one product in the receipt and opens the payment: press "Paid". The receipt is printed, nothing goes to the tax office.</translation>
    </message>
    <message>
        <source>Змінити ключ Checkbox</source>
        <translation>Change Checkbox key</translation>
    </message>
    <message>
        <source>Вписати ключ Checkbox</source>
        <translation>Enter Checkbox key</translation>
    </message>
    <message>
        <source>ключ збережено</source>
        <translation>key saved</translation>
    </message>
    <message>
        <source>Товари ще читаються. Зачекайте кілька секунд.</source>
        <translation>The goods are still being read. Wait a few seconds.</translation>
    </message>
    <message>
        <source>Налаштувати принтер</source>
        <translation>Set up the printer</translation>
    </message>
    <message>
        <source>До каси</source>
        <translation>To the till</translation>
    </message>
    <message>
        <source>Перейти на справжню касу</source>
        <translation>Go to the real till</translation>
    </message>
    <message>
        <source>Повернутися на навчальну</source>
        <translation>Back to training</translation>
    </message>
    <message>
        <source>Перезапустити касу</source>
        <translation>Restart the till</translation>
    </message>
    <message>
        <source>зараз справжня</source>
        <translation>real now</translation>
    </message>
    <message>
        <source>Змінити доступ до SmartKasa</source>
        <translation>Change SmartKasa access</translation>
    </message>
    <message>
        <source>Вписати доступ до SmartKasa</source>
        <translation>Enter SmartKasa access</translation>
    </message>
    <message>
        <source>Магазин № {number}</source>
        <translation>Shop no. {number}</translation>
    </message>
    <message>
        <source>Ні, залишитися</source>
        <translation>No, stay</translation>
    </message>
    <message>
        <source>Навчальну зміну буде закрито, навчальні чеки залишаться в навчальній касі. Каса перезапуститься за кілька секунд: увійдіть зі своїм PIN-кодом Checkbox.</source>
        <translation>The training shift will be closed, training receipts stay in the training till. The till restarts in a few seconds: sign in with your own Checkbox PIN.</translation>
    </message>
    <message>
        <source>Справжні чеки, зміни і журнал залишаться на диску і чекатимуть. Продавати насправді не можна буде, доки ви не перейдете назад у «Перших кроках». Каса перезапуститься за кілька секунд.</source>
        <translation>Real receipts, shifts and the journal stay on the disk and wait. Nothing can be sold for real until you come back through "First steps". The till restarts in a few seconds.</translation>
    </message>
    <message>
        <source>Перейти на справжню касу?</source>
        <translation>Go to the real till?</translation>
    </message>
    <message>
        <source>Так, перейти і перезапустити</source>
        <translation>Yes, go and restart</translation>
    </message>
    <message>
        <source>Повернутися на навчальну касу?</source>
        <translation>Back to the training till?</translation>
    </message>
    <message>
        <source>Навчальна чи справжня, ключі</source>
        <translation>Training or real, keys</translation>
    </message>
    <message>
        <source>Ключ ліцензії каси є в кабінеті Checkbox, у розділі «Каси». Скопіюйте його, вставте (Ctrl+V) або наберіть. PIN-код касира потрібен лише для перевірки: каса його не зберігає. Чеки підписує касир своїм ключем: хмарний працює сам, а для ключа на комп'ютері запустіть програму Checkbox Підпис.</source>
        <translation>The register's licence key is in Checkbox's portal, under registers ("Каси"). Copy it, paste it (Ctrl+V) or type it. The cashier's PIN is only for checking: the till does not keep it. Receipts are signed by the cashier with a key of their own: one in the cloud works by itself; for one on a computer start the program Checkbox Підпис.</translation>
    </message>
    <message>
        <source>API-ключ дає SmartKasa на прохання власника. Телефон і пароль — ті, з якими ви входите до SmartKasa. Якщо магазинів кілька, після перевірки оберіть той, де стоїть ця каса. Без SmartKasa каса відкриється, але товарів у ній не буде.</source>
        <translation>SmartKasa gives the API key when the owner asks for it. Phone and password are those you sign in to SmartKasa with. If there are several shops, choose this till's after the check. Without SmartKasa the till opens, but has no goods.</translation>
    </message>
    <message>
        <source>збережено раніше</source>
        <translation>saved before</translation>
    </message>
    <message>
        <source>Не зберігати</source>
        <translation>Do not save</translation>
    </message>
    <message>
        <source>Зберігаємо…</source>
        <translation>Saving…</translation>
    </message>
    <message>
        <source>Ключ каси Checkbox</source>
        <translation>Checkbox register key</translation>
    </message>
    <message>
        <source>впишіть</source>
        <translation>to enter</translation>
    </message>
    <message>
        <source>Доступ до SmartKasa</source>
        <translation>SmartKasa access</translation>
    </message>
    <message>
        <source>Тут буде відповідь після перевірки.</source>
        <translation>The answer will be here after the check.</translation>
    </message>
    <message>
        <source>Сховища паролів на цьому комп'ютері немає</source>
        <translation>There is no password store on this computer</translation>
    </message>
    <message>
        <source>Записати у файл</source>
        <translation>Write to the file</translation>
    </message>
    <message>
        <source>Ключ ліцензії каси</source>
        <translation>Register's licence key</translation>
    </message>
    <message>
        <source>Касир входить</source>
        <translation>Cashier signs in by</translation>
    </message>
    <message>
        <source>API-ключ</source>
        <translation>API key</translation>
    </message>
    <message>
        <source>Телефон</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>Пароль SmartKasa</source>
        <translation>SmartKasa password</translation>
    </message>
    <message>
        <source>Ключ ліцензії</source>
        <translation>Licence key</translation>
    </message>
    <message>
        <source>PIN-код касира</source>
        <translation>Cashier's PIN</translation>
    </message>
    <message>
        <source>Логін касира</source>
        <translation>Cashier's login</translation>
    </message>
    <message>
        <source>Пароль касира</source>
        <translation>Cashier's password</translation>
    </message>
    <message>
        <source>API-ключ SmartKasa</source>
        <translation>SmartKasa API key</translation>
    </message>
    <message>
        <source>Телефон у SmartKasa</source>
        <translation>Phone at SmartKasa</translation>
    </message>
    <message>
        <source>Ключі можна записати лише у файл {file} відкритим текстом. Читати його зможе тільки цей користувач комп'ютера і той, хто забере диск. Надійніше встановити сховище паролів (у Linux це gnome-keyring або KWallet) і повернутися сюди.</source>
        <translation>The keys can only be written to the file {file} in plain text. It can be read by this user of the computer alone, and by whoever takes the disk. It is safer to install a password store (gnome-keyring or KWallet on Linux) and come back.</translation>
    </message>
    <message>
        <source>Тестовий ПРРО: чеки не справжні</source>
        <translation>A test register: its receipts are not real</translation>
    </message>
    <message>
        <source>Чеки туди каса надсилає лише за вашою згодою</source>
        <translation>Receipts go there only if you agree</translation>
    </message>
    <message>
        <source>навчальна</source>
        <translation>training</translation>
    </message>
    <message>
        <source>справжня</source>
        <translation>real</translation>
    </message>
    <message>
        <source>Підпис у хмарі: працює сам</source>
        <translation>Signature in the cloud: works by itself</translation>
    </message>
    <message>
        <source>Підпис відповідає</source>
        <translation>The signature answers</translation>
    </message>
    <message>
        <source>Підпис не відповідає</source>
        <translation>The signature does not answer</translation>
    </message>
    <message>
        <source>Запустіть Checkbox Підпис, перевірте ще раз</source>
        <translation>Start Checkbox Підпис and check again</translation>
    </message>
    <message>
        <source>Про підпис нічого не відомо</source>
        <translation>Nothing is known of the signature</translation>
    </message>
    <message>
        <source>Перевірте ще раз за хвилину</source>
        <translation>Check again in a minute</translation>
    </message>
    <message>
        <source>Ключі у сховищі паролів комп'ютера.</source>
        <translation>The keys are in this computer's password store.</translation>
    </message>
    <message>
        <source>Ключі задано змінними середовища.</source>
        <translation>The keys are set by environment variables.</translation>
    </message>
    <message>
        <source>На цьому ПРРО відкрито зміну</source>
        <translation>A shift is open at this register</translation>
    </message>
    <message>
        <source>Чи не працює там інша каса?</source>
        <translation>Is another till working there?</translation>
    </message>
    <message>
        <source>діє до {date}</source>
        <translation>valid until {date}</translation>
    </message>
    <message>
        <source>Не закривайте Checkbox Підпис при відкритій зміні</source>
        <translation>Keep Checkbox Підпис running while a shift is open</translation>
    </message>
    <message>
        <source>У цьому обліковому записі їх {count}</source>
        <translation>This account has {count} of them</translation>
    </message>
    <message>
        <source>Оберіть магазин ліворуч</source>
        <translation>Choose the shop on the left</translation>
    </message>
    <message>
        <source>Там фіскалізує сама SmartKasa</source>
        <translation>SmartKasa fiscalises there itself</translation>
    </message>
    <message>
        <source>Увага: ключі лежать відкритим текстом у файлі {file}.</source>
        <translation>Beware: the keys lie in plain text in the file {file}.</translation>
    </message>
    <message>
        <source>Файл налаштувань не записується. Перевірте права на нього і його теку.</source>
        <translation>The settings file cannot be written. Check its rights and its folder's.</translation>
    </message>
    <message>
        <source>Цю касу налаштовують у файлі till.toml, не на екрані.</source>
        <translation>This till is set up in the file till.toml, not on the screen.</translation>
    </message>
    <message>
        <source>Спершу збережіть ключ каси Checkbox.</source>
        <translation>First save the Checkbox register key.</translation>
    </message>
    <message>
        <source>Зміну відкрито. Закрийте її і спробуйте ще раз.</source>
        <translation>The shift is open. Close it and try again.</translation>
    </message>
    <message>
        <source>Є ненадіслані чеки. Зачекайте, доки каса їх надішле.</source>
        <translation>Some receipts are not sent. Wait until the till sends them.</translation>
    </message>
    <message>
        <source>Оберіть магазин SmartKasa, у якому стоїть ця каса.</source>
        <translation>Choose the SmartKasa shop where this till stands.</translation>
    </message>
    <message>
        <source>Сховища паролів немає. Ключі можна записати лише у файл.</source>
        <translation>There is no password store. Keys can only be written to the file.</translation>
    </message>
    <message>
        <source>Сховище паролів не відповіло. Розблокуйте його і спробуйте ще раз.</source>
        <translation>The password store did not answer. Unlock it and try again.</translation>
    </message>
    <message>
        <source>RRN або код</source>
        <translation>RRN or code</translation>
    </message>
    <message>
        <source>Видайте готівку</source>
        <translation>Hand out the cash</translation>
    </message>
    <message>
        <source>Видайте покупцеві готівкою</source>
        <translation>Hand the customer in cash</translation>
    </message>
    <message>
        <source>Відкрити</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Видача готівки з картки за раз</source>
        <translation>Cash for a card at once</translation>
    </message>
    <message>
        <source>Видачу зареєстровано</source>
        <translation>Withdrawal registered</translation>
    </message>
    <message>
        <source>До скількох гривень; 0 — не видавати</source>
        <translation>Up to how many hryvnias; 0: none</translation>
    </message>
    <message>
        <source>не видаємо</source>
        <translation>none handed out</translation>
    </message>
    <message>
        <source>З картки списано {sum} для видачі. Завершіть видачу або скасуйте.</source>
        <translation>A card was charged {sum} for cash. Complete it or undo it.</translation>
    </message>
    <message>
        <source>Завершити і видати {sum}</source>
        <translation>Complete and hand out {sum}</translation>
    </message>
    <message>
        <source>Завершіть видачу: зареєструємо чек. Або скасуйте оплату.</source>
        <translation>Complete it: the receipt is registered. Or undo the payment.</translation>
    </message>
    <message>
        <source>Гроші з картки списано для видачі готівки, чека немає.</source>
        <translation>The card was charged for cash, there is no receipt.</translation>
    </message>
    <message>
        <source>Гроші з картки списано, чека ще немає. Готівки ще не видавайте.</source>
        <translation>The card was charged, no receipt yet. Do not hand out the cash yet.</translation>
    </message>
    <message>
        <source>Скасуйте на терміналі і почніть видачу знову.</source>
        <translation>Undo it on the terminal and begin again.</translation>
    </message>
    <message>
        <source>Списати з картки</source>
        <translation>Charge the card</translation>
    </message>
    <message>
        <source>Так, гроші отримав магазин. Готівки ще не видавайте, вдруге не списуйте.</source>
        <translation>Yes, the shop has the money. Hand out no cash yet, do not charge again.</translation>
    </message>
    <message>
        <source>Термінал списав {sum}, а треба {due}.</source>
        <translation>The terminal charged {sum} instead of {due}.</translation>
    </message>
    <message>
        <source>У скриньці {cash} · за раз до {limit}</source>
        <translation>In the drawer {cash} · at once up to {limit}</translation>
    </message>
    <message>
        <source>Чек ще не зареєстровано. Готівку видайте, коли каса скаже.</source>
        <translation>The receipt is not registered yet. Hand out the cash when the till says so.</translation>
    </message>
    <message>
        <source>лише за договором з банком, що обслуговує термінал</source>
        <translation>only under a contract with the terminal's bank</translation>
    </message>
    <message>
        <source>Показати чек</source>
        <translation>Show the receipt</translation>
    </message>
    <message>
        <source>Готово: чек зареєстровано і віддано на принтер. Тепер можна перейти на справжню касу або продавати навчальні чеки далі.</source>
        <translation>Done: the receipt is registered and handed to the printer. Now go to the real till, or go on with training receipts.</translation>
    </message>
    <message>
        <source>Готово: чек зареєстровано і віддано на принтер. Продавайте далі, пробуйте повернення і закриття зміни. Щоб торгувати насправді, впишіть ключі магазину: кроки 2 і 3.</source>
        <translation>Done: the receipt is registered and handed to the printer. Go on selling, try returns and closing the shift. To trade for real, enter the shop's keys: steps 2 and 3.</translation>
    </message>
    <message>
        <source>Каса навчальна: продавайте сміливо, до податкової нічого не піде. Спробуйте пробний продаж. Захочете торгувати — впишіть ключі магазину (кроки 2 і 3). Сюди ведуть Дії → Перші кроки.</source>
        <translation>A training till: sell without fear, nothing goes to the tax office. Try a test sale. When you want to trade, enter the shop's keys (steps 2 and 3). Actions → First steps leads here.</translation>
    </message>
    <message>
        <source>У навчальної каси принтер свій, навчальний. Принтер магазину налаштуєте на цьому ж кроці, коли перейдете на справжню касу.</source>
        <translation>The training till has a training printer of its own. The shop's printer is set up in this very step once you have gone to the real till.</translation>
    </message>
    <message>
        <source>Перший чек</source>
        <translation>The first receipt</translation>
    </message>
    <message>
        <source>шрифт цього комп'ютера</source>
        <translation>this computer's font</translation>
    </message>
    <message>
        <source>Шрифт вікна: {name}</source>
        <translation>The window's font: {name}</translation>
    </message>
    <message>
        <source>Шрифт чеків: {name}</source>
        <translation>The receipts' font: {name}</translation>
    </message>
    <message>
        <source>Передплата має бути меншою за суму чека.</source>
        <translation>A prepayment must be less than the receipt's sum.</translation>
    </message>
    <message>
        <source>Підакцизний товар за передплатою не продають.</source>
        <translation>Excise goods are not sold by prepayment.</translation>
    </message>
    <message>
        <source>Передплата — лише онлайн. Зачекайте зв'язку з Checkbox.</source>
        <translation>Prepayments only online. Wait for Checkbox.</translation>
    </message>
    <message>
        <source>Це решта за замовленням: товари і ціни вже погоджено.</source>
        <translation>This is the rest of an order: goods and prices are agreed.</translation>
    </message>
    <message>
        <source>Суму з копійками сплачують карткою: готівка заокруглюється.</source>
        <translation>A sum with kopecks is paid by card: cash is rounded.</translation>
    </message>
    <message>
        <source>Це передплата. Скасуйте замовлення або доплатіть його.</source>
        <translation>This is a prepayment. Give the order up or pay the rest.</translation>
    </message>
    <message>
        <source>Решта цього замовлення вже лежить у чеку. Спершу завершіть або приберіть його.</source>
        <translation>The rest of this order lies in a receipt already. First complete it or take it away.</translation>
    </message>
    <message>
        <source>Такого замовлення немає, або його вже завершено.</source>
        <translation>There is no such order, or it is completed already.</translation>
    </message>
    <message>
        <source>Передплата — цілі гривні, менші за суму чека, і лише коли є зв'язок з Checkbox. Решту сплачують або передплату повертають так: Дії → Передплата, коли чек порожній.</source>
        <translation>A prepayment is whole hryvnias, less than the receipt's sum, and only while Checkbox is there. The rest is paid, or the prepayment given back: Actions → Prepayment, with an empty receipt.</translation>
    </message>
    <message>
        <source>Замовлення і сплачене за ним лишилися, як були. Двічі ніщо не сплачується.</source>
        <translation>The order and what was paid for it are as they were. Nothing is paid twice.</translation>
    </message>
    <message>
        <source>Змінити ключі в навчальній касі</source>
        <translation>Change keys in the training till</translation>
    </message>
    <message>
        <source>Ім'я або телефон: стоятиме в чеку</source>
        <translation>Name or phone: it will stand on the receipt</translation>
    </message>
    <message>
        <source>Без передплати</source>
        <translation>No prepayment</translation>
    </message>
    <message>
        <source>Віддайте готівкою; на картку {sum}</source>
        <translation>Hand over in cash; to the card {sum}</translation>
    </message>
    <message>
        <source>До оплати</source>
        <translation>To the payment</translation>
    </message>
    <message>
        <source>Замовлення на {sum}</source>
        <translation>An order of {sum}</translation>
    </message>
    <message>
        <source>Замовлення на {whole}, сплачено {paid}</source>
        <translation>An order of {whole}, paid {paid}</translation>
    </message>
    <message>
        <source>Замовлення № {number}</source>
        <translation>Order No. {number}</translation>
    </message>
    <message>
        <source>Замовлень із передплатою немає. Щоб узяти передплату, додайте товари в чек і натисніть Дії → Передплата.</source>
        <translation>No orders with a prepayment. To take one, add goods to the receipt and press Actions → Prepayment.</translation>
    </message>
    <message>
        <source>Лишилося сплатити</source>
        <translation>Left to pay</translation>
    </message>
    <message>
        <source>Передплата</source>
        <translation>Prepayment</translation>
    </message>
    <message>
        <source>Передплата: замовлення</source>
        <translation>Prepayment: orders</translation>
    </message>
    <message>
        <source>Передплату взято {when}</source>
        <translation>Prepaid {when}</translation>
    </message>
    <message>
        <source>Передплату повернено</source>
        <translation>Prepayment returned</translation>
    </message>
    <message>
        <source>Повернення передплати</source>
        <translation>Return of a prepayment</translation>
    </message>
    <message>
        <source>Повернути передплату {sum}</source>
        <translation>Return the prepayment {sum}</translation>
    </message>
    <message>
        <source>Скільки сплачує зараз, грн</source>
        <translation>How much is paid now, UAH</translation>
    </message>
    <message>
        <source>Доплатити {sum}</source>
        <translation>Pay the remaining {sum}</translation>
    </message>
    <message>
        <source>лишилося з {whole}</source>
        <translation>left of {whole}</translation>
    </message>
    <message>
        <source>Хто замовив?</source>
        <translation>Who has ordered?</translation>
    </message>
    <message>
        <source>№ {number}</source>
        <translation>No. {number}</translation>
    </message>
    <message>
        <source>Доплата</source>
        <translation>Rest of an order</translation>
    </message>
    <message>
        <source>Сплачено {sum}</source>
        <translation>Paid {sum}</translation>
    </message>
    <message>
        <source>Лишиться {sum}</source>
        <translation>Left: {sum}</translation>
    </message>
    <message>
        <source>ПЕРЕДПЛАТА</source>
        <translation>PREPAYMENT</translation>
    </message>
    <message>
        <source>лише карткою</source>
        <translation>by card only</translation>
    </message>
    <message>
        <source>Якщо в залишку є копійки, його сплачують лише карткою.</source>
        <translation>If the rest has kopecks, it is paid by card only.</translation>
    </message>
    <message>
        <source>Товари лишаються в магазині.</source>
        <translation>The goods stay in the shop.</translation>
    </message>
    <message>
        <source>ПРРО тестовий: спробуйте продаж на своїх товарах і принтері, до податкової нічого не піде. Спершу підтвердіть податки.</source>
        <translation>A test register: try a sale with your own goods and printer, nothing goes to the tax office. Confirm the taxes first.</translation>
    </message>
    <message>
        <source>Готово: чек зареєстровано і віддано на принтер. Щоб торгувати, впишіть ключ справжнього ПРРО: крок 2.</source>
        <translation>Done: the receipt is registered and handed to the printer. To trade, enter a real register's key: step 2.</translation>
    </message>
    <message>
        <source>Каса магазину на тестовому ПРРО: чеки не справжні. Щоб торгувати, впишіть ключ справжнього: крок 2.</source>
        <translation>The shop's till on a test register: its receipts are not real. To trade, enter a real one's key: step 2.</translation>
    </message>
    <message>
        <source>зараз магазину, ПРРО тестовий</source>
        <translation>the shop's, on a test register</translation>
    </message>
    <message>
        <source>SmartKasa не налаштовано: товарів у справжній касі не буде.</source>
        <translation>SmartKasa is not set up: the real till will have no goods.</translation>
    </message>
    <message>
        <source>Групу {group} не можна зіставити з кодами {codes}.</source>
        <translation>Group {group} cannot be matched with the codes {codes}.</translation>
    </message>
    <message>
        <source>Група {group} має дві ставки ПДВ. Залиште одну.</source>
        <translation>Group {group} has two VAT rates. Leave one.</translation>
    </message>
    <message>
        <source>Checkbox приймає не більше двох різних податків. Група {group}.</source>
        <translation>Checkbox takes no more than two different taxes. Group {group}.</translation>
    </message>
    <message>
        <source>Checkbox відхилив: {why}</source>
        <translation>Checkbox refused: {why}</translation>
    </message>
    <message>
        <source>Банк відхилив оплату (код {code}). {words}</source>
        <translation>The bank declined the payment (code {code}). {words}</translation>
    </message>
    <message>
        <source>Сканерів може бути щонайбільше {most}.</source>
        <translation>At most {most} scanners.</translation>
    </message>
    <message>
        <source>Протокол ваг: {names}.</source>
        <translation>A scale's protocol: {names}.</translation>
    </message>
    <message>
        <source>Протокол дисплея: {names}.</source>
        <translation>A display's protocol: {names}.</translation>
    </message>
    <message>
        <source>Кодування дисплея: {names}.</source>
        <translation>A display's encoding: {names}.</translation>
    </message>
    <message>
        <source>Зв'язок із терміналом: {names}.</source>
        <translation>The link to the terminal: {names}.</translation>
    </message>
    <message>
        <source>Швидкість порту: {names}.</source>
        <translation>A port's speed: {names}.</translation>
    </message>
    <message>
        <source>Номер мерчанта: від 0 до {most}.</source>
        <translation>The merchant's number: from 0 to {most}.</translation>
    </message>
    <message>
        <source>Вітання має до {most} знаків.</source>
        <translation>A greeting has up to {most} characters.</translation>
    </message>
    <message>
        <source>«{name}»: податок не підтверджено. Старший касир: Дії → Податки.</source>
        <translation>“{name}”: the tax is not confirmed. Senior cashier: Actions → Taxes.</translation>
    </message>
    <message>
        <source>Назва акції — від 1 до {most} знаків: вона стоїть у чеку.</source>
        <translation>An offer's name has 1 to {most} characters: it stands on the receipt.</translation>
    </message>
    <message>
        <source>Кожен другий — найчастіше: від 2 до {most}.</source>
        <translation>Every second one is the most: from 2 to {most}.</translation>
    </message>
    <message>
        <source>Передплата — цілі гривні, від 1,00 до {top} ₴.</source>
        <translation>A prepayment is whole hryvnias, from 1.00 to {top} ₴.</translation>
    </message>
    <message>
        <source>Форм оплати — до {most}, з різними назвами.</source>
        <translation>Up to {most} forms of payment, each with its own name.</translation>
    </message>
    <message>
        <source>«{name}»: найменша сума — {sum} ₴.</source>
        <translation>“{name}”: the least sum is {sum} ₴.</translation>
    </message>
    <message>
        <source>«{name}»: продаж заборонено до {hour}.</source>
        <translation>“{name}”: not for sale until {hour}.</translation>
    </message>
    <message>
        <source>Останній чек термінала інший: {sum} ₴. Звірте його з оплатою.</source>
        <translation>The terminal's last slip is another: {sum} ₴. Compare it with the payment.</translation>
    </message>
    <message>
        <source>За один раз видаємо не більше {limit} ₴.</source>
        <translation>At most {limit} ₴ are handed out at once.</translation>
    </message>
    <message>
        <source>У скриньці лише {sum} ₴. Назвіть меншу суму.</source>
        <translation>Only {sum} ₴ are in the drawer. Name a smaller sum.</translation>
    </message>
    <message>
        <source>Чек не можна надіслати: {why}</source>
        <translation>The receipt cannot be sent: {why}</translation>
    </message>
    <message>
        <source>Так виправити не можна: {why}</source>
        <translation>It cannot be mended so: {why}</translation>
    </message>
    <message>
        <source>«{name}» не може бути чергою CUPS.</source>
        <translation>“{name}” cannot be a CUPS queue.</translation>
    </message>
    <message>
        <source>CUPS не прийняв документ: {why}.</source>
        <translation>CUPS did not take the document: {why}.</translation>
    </message>
    <message>
        <source>Команда lp не запускається: {why}.</source>
        <translation>The command lp does not start: {why}.</translation>
    </message>
    <message>
        <source>Не вдалося записати чек у теку: {why}.</source>
        <translation>The receipt could not be written to the folder: {why}.</translation>
    </message>
    <message>
        <source>Порт {port} не відкривається. Перевірте кабель принтера.</source>
        <translation>Port {port} does not open. Check the printer's cable.</translation>
    </message>
    <message>
        <source>Порт {port} зайняла інша програма. Закрийте її.</source>
        <translation>Another program has port {port}. Close it.</translation>
    </message>
    <message>
        <source>Немає прав на порт {port}. Зверніться до адміністратора.</source>
        <translation>No rights to port {port}. Ask the administrator.</translation>
    </message>
    <message>
        <source>Порт {port} не приймає швидкість {speed}.</source>
        <translation>Port {port} does not take the speed {speed}.</translation>
    </message>
    <message>
        <source>USB-принтера {name} не знайдено. Перевірте кабель і живлення.</source>
        <translation>The USB printer {name} was not found. Check cable and power.</translation>
    </message>
    <message>
        <source>Windows не прийняла документ (помилка {number}).</source>
        <translation>Windows did not take the document (error {number}).</translation>
    </message>
    <message>
        <source>Принтера «{name}» у Windows немає.</source>
        <translation>There is no printer “{name}” in Windows.</translation>
    </message>
    <message>
        <source>Windows не пускає до принтера «{name}».</source>
        <translation>Windows does not let us to the printer “{name}”.</translation>
    </message>
    <message>
        <source>Друкує резервний принтер: {why}</source>
        <translation>The reserve printer prints: {why}</translation>
    </message>
    <message>
        <source>Документ не вдалося підготувати до друку: {why}</source>
        <translation>The document could not be made ready for print: {why}</translation>
    </message>
    <message>
        <source>Копій може бути від 0 до {most}.</source>
        <translation>Copies: from 0 to {most}.</translation>
    </message>
    <message>
        <source>Налаштування принтера «{name}» невідоме.</source>
        <translation>The printer's setting “{name}” is unknown.</translation>
    </message>
    <message>
        <source>Налаштування принтера «{name}» має інший вигляд.</source>
        <translation>The printer's setting “{name}” looks otherwise.</translation>
    </message>
    <message>
        <source>Рядка «{name}» у чеку немає.</source>
        <translation>There is no line “{name}” on a receipt.</translation>
    </message>
    <message>
        <source>«{name}» має бути текстом.</source>
        <translation>“{name}” must be a text.</translation>
    </message>
    <message>
        <source>Тексту забагато: до {lines} рядків по {letters} знаків.</source>
        <translation>Too much text: up to {lines} lines of {letters} characters.</translation>
    </message>
    <message>
        <source>У теку «{folder}» не можна записати. Оберіть іншу.</source>
        <translation>The folder “{folder}” cannot be written to. Choose another.</translation>
    </message>
    <message>
        <source>Карткою вже оплачено {sum} ₴. Завершіть чек або скасуйте оплату.</source>
        <translation>{sum} ₴ are paid by card already. Finish the receipt, or undo the payment.</translation>
    </message>
    <message>
        <source>З картки вже списано {sum} ₴. Завершіть видачу або скасуйте оплату.</source>
        <translation>{sum} ₴ are charged to the card already. Finish handing out, or undo the payment.</translation>
    </message>
    <message>
        <source>Цей бейдж уже видано: {name}.</source>
        <translation>This badge is taken already: {name}.</translation>
    </message>
    <message>
        <source>Упаковка: код від 4 знаків, від 2 до {most} штук.</source>
        <translation>A pack: a code of 4 characters or more, from 2 to {most} pieces.</translation>
    </message>
    <message>
        <source>Знижка понад {percent} %: потрібен дозвіл старшого.</source>
        <translation>A discount over {percent} %: a senior must allow it.</translation>
    </message>
    <message>
        <source>Знижка перевищить {percent} %. Приберіть її або покличте старшого.</source>
        <translation>The discount would exceed {percent} %. Take it off or call a senior.</translation>
    </message>
    <message>
        <source>{name}: для цієї дії прав недостатньо.</source>
        <translation>{name}: not enough rights for this.</translation>
    </message>
    <message>
        <source>Чек не надіслано на {address}: {why}</source>
        <translation>The receipt was not sent to {address}: {why}</translation>
    </message>
    <message>
        <source>Рядок {row}: {why}</source>
        <translation>Row {row}: {why}</translation>
    </message>
    <message>
        <source>Забагато невдалих спроб. Зачекайте {seconds} с і спробуйте ще раз.</source>
        <translation>Too many failed attempts. Wait {seconds} s and try again.</translation>
    </message>
    <message>
        <source>«{name}» не є частиною макета.</source>
        <translation>“{name}” is no part of the layout.</translation>
    </message>
    <message>
        <source>Файл логотипа не читається: {why}.</source>
        <translation>The logo's file cannot be read: {why}.</translation>
    </message>
    <message>
        <source>Термін придатності минув {date}: «{name}».</source>
        <translation>Best before {date} has passed: “{name}”.</translation>
    </message>
    <message>
        <source>Товарів у касі: {count}</source>
        <translation>Goods in the till: {count}</translation>
    </message>
    <message>
        <source>{first} · {second}</source>
        <translation>{first} · {second}</translation>
    </message>
    <message>
        <source>Незавершених оплат: {count}</source>
        <translation>Unfinished payments: {count}</translation>
    </message>
    <message>
        <source>Ланцюг порушено на записі {entry}.</source>
        <translation>The chain is broken at entry {entry}.</translation>
    </message>
    <message>
        <source>Чекають друку: {count}</source>
        <translation>Waiting for print: {count}</translation>
    </message>
    <message>
        <source>Записів: {count}</source>
        <translation>Entries: {count}</translation>
    </message>
    <message>
        <source>Є ненадіслані чеки. Має увійти касир {name}.</source>
        <translation>Receipts are not sent yet. The cashier {name} must sign in.</translation>
    </message>
    <message>
        <source>У скриньці бракує {short} ₴: за обліком {expected} ₴. Перерахуйте готівку.</source>
        <translation>{short} ₴ are missing in the drawer: by the books {expected} ₴. Count the cash again.</translation>
    </message>
    <message>
        <source>Зміна скінчиться за {minutes} хв. Закрийте її.</source>
        <translation>The shift ends in {minutes} min. Close it.</translation>
    </message>
    <message>
        <source>Зміна не закрилася: {why}</source>
        <translation>The shift did not close: {why}</translation>
    </message>
    <message>
        <source>Checkbox змінив податок «{name}». Підтвердьте податки, щоб продавати.</source>
        <translation>Checkbox has changed the tax “{name}”. Confirm the taxes to go on selling.</translation>
    </message>
    <message>
        <source>Checkbox змінив податки: {count}. Підтвердьте їх, щоб продавати.</source>
        <translation>Checkbox has changed taxes: {count}. Confirm them to go on selling.</translation>
    </message>
    <message>
        <source>Групи податку «{name}» немає.</source>
        <translation>There is no tax group “{name}”.</translation>
    </message>
    <message>
        <source>Жоден товар у чеку не чекає на акцизну марку.</source>
        <translation>No product on the receipt waits for an excise stamp.</translation>
    </message>
    <message>
        <source>Одне місце чека виправлено двічі.</source>
        <translation>One place of the receipt is mended twice.</translation>
    </message>
    <message>
        <source>Назва і код товару не можуть бути порожні.</source>
        <translation>A product's name and code cannot be empty.</translation>
    </message>
    <message>
        <source>Такого коду податку в каси немає або кодів інша кількість.</source>
        <translation>The register has no such tax code, or there are more or fewer codes.</translation>
    </message>
    <message>
        <source>Ставка податку інша: суми чека змінилися б. Так не можна.</source>
        <translation>The tax rate is another: the receipt's sums would change. That may not be.</translation>
    </message>
    <message>
        <source>Вкажіть суму кожної оплати.</source>
        <translation>Name the sum of each payment.</translation>
    </message>
    <message>
        <source>Форма оплати має назву і підпис для чека.</source>
        <translation>A form of payment has a name and a label for the receipt.</translation>
    </message>
    <message>
        <source>Код форми оплати — від 1 до 9.</source>
        <translation>The code of a form of payment is from 1 to 9.</translation>
    </message>
    <message>
        <source>Повернути можна лише чек продажу.</source>
        <translation>Only a sale's receipt can be returned.</translation>
    </message>
    <message>
        <source>За цим чеком уже все повернуто.</source>
        <translation>All of this receipt is returned already.</translation>
    </message>
    <message>
        <source>Рядок чека вказано двічі.</source>
        <translation>A line of the receipt is named twice.</translation>
    </message>
    <message>
        <source>Цієї марки в чеку продажу немає.</source>
        <translation>The sale's receipt has no such stamp.</translation>
    </message>
    <message>
        <source>Термінал не показав чека цієї оплати.</source>
        <translation>The terminal has not shown this payment's slip.</translation>
    </message>
    <message>
        <source>На терміналі кілька таких оплат. Звірте чеки термінала.</source>
        <translation>The terminal has several such payments. Compare its slips.</translation>
    </message>
    <message>
        <source>На терміналі такої оплати немає.</source>
        <translation>The terminal has no such payment.</translation>
    </message>
    <message>
        <source>Готівку видають цілими гривнями, від 1,00 ₴.</source>
        <translation>Cash is handed out in whole hryvnias, from 1.00 ₴.</translation>
    </message>
    <message>
        <source>Увійдіть з PIN-кодом, щоб видати бейдж.</source>
        <translation>Sign in with the PIN to give out a badge.</translation>
    </message>
    <message>
        <source>Цей код має товар. Візьміть іншу картку.</source>
        <translation>A product has this code. Take another card.</translation>
    </message>
    <message>
        <source>PIN змінено. Увійдіть з ним і видайте бейдж знову.</source>
        <translation>The PIN has changed. Sign in with it and give out the badge again.</translation>
    </message>
    <message>
        <source>В упаковці мають бути штуки, а цей товар ваговий.</source>
        <translation>A pack holds pieces, and this product is sold by weight.</translation>
    </message>
    <message>
        <source>Це код самого товару. Скануйте код упаковки.</source>
        <translation>This is the product's own code. Scan the pack's.</translation>
    </message>
    <message>
        <source>Картка: початок від 2 знаків, довжина більша за нього.</source>
        <translation>A card: a beginning of 2 characters or more, and a greater length.</translation>
    </message>
    <message>
        <source>Термінал ще працює з карткою.</source>
        <translation>The terminal is still busy with the card.</translation>
    </message>
    <message>
        <source>Термінал повторив чек іншої оплати.</source>
        <translation>The terminal repeated the slip of another payment.</translation>
    </message>
    <message>
        <source>Термінал про цю оплату не питали.</source>
        <translation>The terminal was not asked for this payment.</translation>
    </message>
    <message>
        <source>Касу було вимкнено до запиту на термінал.</source>
        <translation>The till was switched off before the terminal was asked.</translation>
    </message>
    <message>
        <source>Касу вимикають.</source>
        <translation>The till is being switched off.</translation>
    </message>
    <message>
        <source>Термінал зайнятий іншою операцією.</source>
        <translation>The terminal is busy with something else.</translation>
    </message>
    <message>
        <source>Касу було вимкнено під час оплати.</source>
        <translation>The till was switched off during the payment.</translation>
    </message>
    <message>
        <source>Цей пристрій не налаштовано.</source>
        <translation>This device is not set up.</translation>
    </message>
    <message>
        <source>Це не чек продажу, або Checkbox ще не завершив його.</source>
        <translation>This is no sale's receipt, or Checkbox has not finished it yet.</translation>
    </message>
    <message>
        <source>Оберіть категорію для товарів.</source>
        <translation>Choose a category for the goods.</translation>
    </message>
    <message>
        <source>Цю акцизну марку вже продано в іншому чеку. Перевірте її.</source>
        <translation>This excise stamp was sold on another receipt. Check it.</translation>
    </message>
    <message>
        <source>Checkbox ще не підтвердив передплату.</source>
        <translation>Checkbox has not confirmed the prepayment yet.</translation>
    </message>
    <message>
        <source>Checkbox ще не підтвердив доплату цього замовлення.</source>
        <translation>Checkbox has not confirmed the rest of this order yet.</translation>
    </message>
    <message>
        <source>Передплату за цим замовленням уже повертають: завершіть повернення.</source>
        <translation>This order's prepayment is being returned already: finish the return.</translation>
    </message>
    <message>
        <source>Фіскального номера ще немає. Копія буде, щойно Checkbox його дасть.</source>
        <translation>There is no fiscal number yet. A copy can be had as soon as Checkbox gives it.</translation>
    </message>
    <message>
        <source>Чек знято з черги, бо Checkbox його не підтвердив: копії немає.</source>
        <translation>This receipt was taken off the queue, as Checkbox did not confirm it: it has no copy.</translation>
    </message>
    <message>
        <source>Цей RRN уже належить іншій оплаті. Звірте чек термінала.</source>
        <translation>This RRN belongs to another payment. Compare the terminal's slip.</translation>
    </message>
    <message>
        <source>Резервний принтер має бути іншим, ніж основний.</source>
        <translation>The reserve printer must be another than the main one.</translation>
    </message>
    <message>
        <source>Оберіть принтер.</source>
        <translation>Choose a printer.</translation>
    </message>
    <message>
        <source>Це передплата за замовленням. Її повертає каса, яка її взяла.</source>
        <translation>This is an order's prepayment. The till that took it returns it.</translation>
    </message>
    <message>
        <source>Копію друкує каса, що продала.</source>
        <translation>The till that sold prints the copy.</translation>
    </message>
    <message>
        <source>Фіскальний номер — з чека, 11 літер і цифр.</source>
        <translation>The fiscal number stands on the receipt: 11 letters and figures.</translation>
    </message>
    <message>
        <source>Checkbox не знає чека з таким номером.</source>
        <translation>Checkbox knows no receipt of this number.</translation>
    </message>
    <message>
        <source>Нічого не змінено.</source>
        <translation>Nothing was changed.</translation>
    </message>
    <message>
        <source>Z-звіту цієї зміни немає.</source>
        <translation>There is no Z report of this shift.</translation>
    </message>
    <message>
        <source>Без права на історію видно лише власну відкриту зміну.</source>
        <translation>Without the right to the history only your own open shift is seen.</translation>
    </message>
    <message>
        <source>Цього чека в списку передруку немає.</source>
        <translation>This receipt is not on the list of reprints.</translation>
    </message>
    <message>
        <source>Повертайте на одну картку за раз.</source>
        <translation>Return to one card at a time.</translation>
    </message>
    <message>
        <source>Цієї марки в чеку немає, або її вже повернуто.</source>
        <translation>The receipt has no such stamp, or it is returned already.</translation>
    </message>
    <message>
        <source>Термінал повернув іншу суму. Скасуйте і поверніть ще раз.</source>
        <translation>The terminal returned another sum. Undo it and return once more.</translation>
    </message>
    <message>
        <source>Час до блокування — до 8 годин.</source>
        <translation>The time until locking is up to 8 hours.</translation>
    </message>
    <message>
        <source>Сума готівки має бути від 0 до 999 999,99 ₴.</source>
        <translation>The cash must be from 0 to 999,999.99 ₴.</translation>
    </message>
    <message>
        <source>Акцій забагато. Приберіть зайві.</source>
        <translation>There are too many offers. Take some away.</translation>
    </message>
    <message>
        <source>Такої категорії немає в каталозі.</source>
        <translation>The catalog has no such category.</translation>
    </message>
    <message>
        <source>Код УКТЗЕД має від 2 до 10 цифр.</source>
        <translation>A UKT ZED code has 2 to 10 figures.</translation>
    </message>
    <message>
        <source>Податки каси ще невідомі. Увійдіть і відкрийте зміну.</source>
        <translation>The register's taxes are not known yet. Sign in and open the shift.</translation>
    </message>
    <message>
        <source>Термінала немає: картку списати нічим. Він вмикається в «Пристроях».</source>
        <translation>There is no terminal to charge the card. It is switched on in “Devices”.</translation>
    </message>
    <message>
        <source>Термінал списав іншу суму. Скасуйте оплату і почніть знову.</source>
        <translation>The terminal charged another sum. Undo the payment and begin again.</translation>
    </message>
    <message>
        <source>Для видачі бракує готівки. Внесіть її або скасуйте оплату на терміналі.</source>
        <translation>There is too little cash to hand out. Put some in, or undo the payment at the terminal.</translation>
    </message>
    <message>
        <source>Checkbox уже має цей чек: змінити його не можна.</source>
        <translation>Checkbox has this receipt already: it cannot be changed.</translation>
    </message>
    <message>
        <source>Зміна в Checkbox ще відкривається або закривається. Спробуйте ще раз.</source>
        <translation>The shift is still being opened or closed at Checkbox. Try again.</translation>
    </message>
    <message>
        <source>CUPS не встановлено: немає команди lp.</source>
        <translation>CUPS is not installed: there is no command lp.</translation>
    </message>
    <message>
        <source>CUPS не відповідає.</source>
        <translation>CUPS does not answer.</translation>
    </message>
    <message>
        <source>Файл пристрою є лише в Linux. Оберіть друк через чергу Windows.</source>
        <translation>A device file is for Linux only. Choose printing by Windows' queue.</translation>
    </message>
    <message>
        <source>Черга Windows є лише у Windows.</source>
        <translation>Windows' queue is for Windows only.</translation>
    </message>
    <message>
        <source>Логотип завеликий: оберіть файл до 4 МБ.</source>
        <translation>The logo is too large: choose a file of up to 4 MB.</translation>
    </message>
    <message>
        <source>Цей файл не є малюнком PNG або JPEG.</source>
        <translation>This file is no PNG or JPEG picture.</translation>
    </message>
    <message>
        <source>Логотип завеликий: оберіть менший малюнок.</source>
        <translation>The logo is too large: choose a smaller picture.</translation>
    </message>
    <message>
        <source>Логотип завеликий.</source>
        <translation>The logo is too large.</translation>
    </message>
    <message>
        <source>Логотип має бути PNG у base64.</source>
        <translation>The logo must be a PNG in base64.</translation>
    </message>
    <message>
        <source>Відповідь термінала не розібрати.</source>
        <translation>The terminal's answer cannot be made out.</translation>
    </message>
    <message>
        <source>Термінал схвалив оплату, але не назвав суми.</source>
        <translation>The terminal approved the payment and did not name the sum.</translation>
    </message>
    <message>
        <source>Між клавішами сканера може бути від 5 до 200 мс.</source>
        <translation>Between a scanner's keys: from 5 to 200 ms.</translation>
    </message>
    <message>
        <source>Найкоротший код має від 3 до 30 знаків.</source>
        <translation>The shortest code has 3 to 30 characters.</translation>
    </message>
    <message>
        <source>Префікс клавіатурного сканера має один знак.</source>
        <translation>A keyboard scanner's prefix is one character.</translation>
    </message>
    <message>
        <source>Номер кодової сторінки: від 0 до 255.</source>
        <translation>The code page's number: from 0 to 255.</translation>
    </message>
    <message>
        <source>Такого IBAN немає. Перевірте кожну цифру.</source>
        <translation>There is no such IBAN. Check every figure.</translation>
    </message>
    <message>
        <source>Вкажіть адресу термінала в мережі.</source>
        <translation>Name the terminal's address in the network.</translation>
    </message>
    <message>
        <source>Адреса термінала: 192.168.1.50 або його ім'я.</source>
        <translation>The terminal's address: 192.168.1.50, or its name.</translation>
    </message>
    <message>
        <source>Порт мережі має бути від 1 до 65535.</source>
        <translation>A network port is from 1 to 65535.</translation>
    </message>
    <message>
        <source>Вкажіть COM-порт термінала.</source>
        <translation>Name the terminal's COM port.</translation>
    </message>
    <message>
        <source>На картку термінал має до 600 секунд.</source>
        <translation>The terminal has up to 600 seconds for a card.</translation>
    </message>
    <message>
        <source>Вкажіть порт пристрою.</source>
        <translation>Name the device's port.</translation>
    </message>
    <message>
        <source>Такого порту не буває.</source>
        <translation>There is no such port.</translation>
    </message>
    <message>
        <source>Два пристрої не можуть бути на одному порту.</source>
        <translation>Two devices cannot be at one port.</translation>
    </message>
    <message>
        <source>Суфікс сканера: enter, tab або none.</source>
        <translation>A scanner's suffix: enter, tab or none.</translation>
    </message>
    <message>
        <source>Префікс сканера має до 8 знаків.</source>
        <translation>A scanner's prefix has up to 8 characters.</translation>
    </message>
    <message>
        <source>Термінал не під'єднано до каси. Подивіться на його чек.</source>
        <translation>The terminal is not connected to the till. Look at its slip.</translation>
    </message>
    <message>
        <source>Не вказано магазин SmartKasa: smartkasa.shop_id у налаштуваннях.</source>
        <translation>The SmartKasa shop is not named: smartkasa.shop_id in the settings.</translation>
    </message>
    <message>
        <source>Checkbox ще не відповів щодо цього чека. Його збережено, він завершиться сам.</source>
        <translation>Checkbox has not answered about this receipt yet. It is kept and will finish by itself.</translation>
    </message>
    <message>
        <source>Checkbox ще не завершив цей чек. Спробуйте, коли його буде передано.</source>
        <translation>Checkbox has not finished this receipt yet. Try when it has been sent.</translation>
    </message>
    <message>
        <source>Каталог не дочитано: касу вимкнено. Наступного разу читання продовжиться.</source>
        <translation>The catalog was not read to its end: the till was switched off. Reading goes on next time.</translation>
    </message>
    <message>
        <source>Є документи, ще не надіслані до Checkbox. Вийти можна, коли їх буде надіслано.</source>
        <translation>There are documents not sent to Checkbox yet. You can sign out once they are.</translation>
    </message>
    <message>
        <source>Checkbox не відповідає. Чек збережено, його буде завершено автоматично.</source>
        <translation>Checkbox does not answer. The receipt is kept and will be finished by itself.</translation>
    </message>
    <message>
        <source>Checkbox не відповідає. Стан зміни буде з'ясовано автоматично.</source>
        <translation>Checkbox does not answer. The shift's state will be found out by itself.</translation>
    </message>
    <message>
        <source>Не всі чеки ще проведено в Checkbox. Зачекайте і спробуйте ще раз.</source>
        <translation>Not all receipts are settled at Checkbox yet. Wait and try again.</translation>
    </message>
    <message>
        <source>Операцію скасовано на терміналі.</source>
        <translation>Cancelled at the terminal.</translation>
    </message>
    <message>
        <source>Картку відхилено.</source>
        <translation>The card was declined.</translation>
    </message>
    <message>
        <source>Журнал термінала заповнений. Зробіть звірку на терміналі.</source>
        <translation>The terminal's journal is full. Make a reconciliation at the terminal.</translation>
    </message>
    <message>
        <source>Термінал не має зв'язку з банком.</source>
        <translation>The terminal has no connection to the bank.</translation>
    </message>
    <message>
        <source>На терміналі немає ключів. Зверніться до банку.</source>
        <translation>The terminal has no keys. Ask the bank.</translation>
    </message>
    <message>
        <source>Термінал не прочитав картку.</source>
        <translation>The terminal did not read the card.</translation>
    </message>
    <message>
        <source>Термінал відхилив оплату.</source>
        <translation>The terminal declined the payment.</translation>
    </message>
    <message>
        <source>Банк відхилив оплату (код {code}).</source>
        <translation>The bank declined the payment (code {code}).</translation>
    </message>
    <message>
        <source>поле не може бути порожнім</source>
        <translation>it cannot be empty</translation>
    </message>
    <message>
        <source>значення не підходить</source>
        <translation>the value does not fit</translation>
    </message>
    <message>
        <source>таке значення вже є</source>
        <translation>there is such a value already</translation>
    </message>
    <message>
        <source>такого запису у smartkasa немає</source>
        <translation>SmartKasa has no such entry</translation>
    </message>
    <message>
        <source>значення задовге</source>
        <translation>the value is too long</translation>
    </message>
    <message>
        <source>значення закоротке</source>
        <translation>the value is too short</translation>
    </message>
    <message>
        <source>назва</source>
        <translation>name</translation>
    </message>
    <message>
        <source>ціна</source>
        <translation>price</translation>
    </message>
    <message>
        <source>штрихкод</source>
        <translation>barcode</translation>
    </message>
    <message>
        <source>{field} — {fault}</source>
        <translation>{field}: {fault}</translation>
    </message>
    <message>
        <source>Термінал не відповідає.</source>
        <translation>The terminal does not answer.</translation>
    </message>
    <message>
        <source>Відповіді термінала не отримано.</source>
        <translation>The terminal's answer did not come.</translation>
    </message>
    <message>
        <source>SmartKasa не відповідає. Каталог працює з останніх збережених даних.</source>
        <translation>SmartKasa does not answer. The catalog works from what was kept last.</translation>
    </message>
    <message>
        <source>SmartKasa відповіла незрозуміло. Спробуємо пізніше.</source>
        <translation>SmartKasa's answer makes no sense. We try again later.</translation>
    </message>
    <message>
        <source>У SmartKasa внутрішня помилка. Спробуємо пізніше.</source>
        <translation>SmartKasa has a fault of its own. We try again later.</translation>
    </message>
    <message>
        <source>SmartKasa просить зачекати. Спробуємо пізніше.</source>
        <translation>SmartKasa asks to wait. We try again later.</translation>
    </message>
    <message>
        <source>SmartKasa не впізнала касу. Увійдіть до SmartKasa ще раз.</source>
        <translation>SmartKasa does not know the till. Sign in to SmartKasa again.</translation>
    </message>
    <message>
        <source>SmartKasa не приймає API-ключ. Перевірте ключ у налаштуваннях.</source>
        <translation>SmartKasa does not take the API key. Check it in the settings.</translation>
    </message>
    <message>
        <source>SmartKasa не дозволяє цю дію вашому обліковому запису. Зверніться до власника.</source>
        <translation>SmartKasa does not let your account do this. Ask the owner.</translation>
    </message>
    <message>
        <source>У SmartKasa цього вже немає. Оновіть каталог.</source>
        <translation>SmartKasa has this no longer. Refresh the catalog.</translation>
    </message>
    <message>
        <source>SmartKasa не прийняла запит. Перевірте введені дані.</source>
        <translation>SmartKasa did not take it. Check what was typed.</translation>
    </message>
    <message>
        <source>Неправильний телефон або пароль SmartKasa. Перевірте їх у налаштуваннях.</source>
        <translation>Wrong SmartKasa phone or password. Check them in the settings.</translation>
    </message>
    <message>
        <source>Поле не може бути порожнім. Заповніть його.</source>
        <translation>The field cannot be empty. Fill it in.</translation>
    </message>
    <message>
        <source>Значення не підходить. Виправте його.</source>
        <translation>The value does not fit. Correct it.</translation>
    </message>
    <message>
        <source>Таке значення вже є. Вкажіть інше.</source>
        <translation>There is such a value already. Name another.</translation>
    </message>
    <message>
        <source>Такого запису у SmartKasa немає. Оновіть каталог.</source>
        <translation>SmartKasa has no such entry. Refresh the catalog.</translation>
    </message>
    <message>
        <source>Значення задовге. Скоротіть його.</source>
        <translation>The value is too long. Shorten it.</translation>
    </message>
    <message>
        <source>Значення закоротке. Доповніть його.</source>
        <translation>The value is too short. Lengthen it.</translation>
    </message>
    <message>
        <source>«{field}»: {why}</source>
        <translation>“{field}”: {why}</translation>
    </message>
    <message>
        <source>Неправильний логін або пароль. Спробуйте ще раз.</source>
        <translation>Wrong login or password. Try again.</translation>
    </message>
    <message>
        <source>{words} Checkbox: {why}</source>
        <translation>{words} Checkbox: {why}</translation>
    </message>
    <message>
        <source>Адреса сервера Checkbox у налаштуваннях неправильна.</source>
        <translation>The address of Checkbox's server in the settings is wrong.</translation>
    </message>
    <message>
        <source>Назва програми або пристрою має бути латиницею.</source>
        <translation>The program's or device's name must be in Latin letters.</translation>
    </message>
    <message>
        <source>Checkbox не провів документ: {why}</source>
        <translation>Checkbox did not settle the document: {why}</translation>
    </message>
    <message>
        <source>Ваша зміна відкрита на іншій касі ({number}). Закрийте її там.</source>
        <translation>Your shift is open on another register ({number}). Close it there.</translation>
    </message>
    <message>
        <source>Checkbox провів чек на іншій касі. Зверніться в підтримку Checkbox.</source>
        <translation>Checkbox put the receipt on another register. Turn to Checkbox's support.</translation>
    </message>
    <message>
        <source>Checkbox не приймає офлайн-чеки, хоча каса в нього офлайн. Зверніться в підтримку Checkbox.</source>
        <translation>Checkbox takes no offline receipts though the register is offline there. Turn to Checkbox's support.</translation>
    </message>
    <message>
        <source>Податкова не відкрила зміну: {why}</source>
        <translation>The tax service did not open the shift: {why}</translation>
    </message>
    <message>
        <source>Зміну вже закрито в Checkbox. Відкрийте нову.</source>
        <translation>The shift is closed at Checkbox already. Open a new one.</translation>
    </message>
    <message>
        <source>QR: auto, native або raster.</source>
        <translation>QR: auto, native or raster.</translation>
    </message>
    <message>
        <source>Автостан принтера: auto, on або off.</source>
        <translation>The printer's own state: auto, on or off.</translation>
    </message>
    <message>
        <source>Вкажіть USB-принтер: vvvv:pppp або файл пристрою.</source>
        <translation>Name the USB printer: vvvv:pppp or the device file.</translation>
    </message>
    <message>
        <source>Вкажіть адресу принтера в мережі.</source>
        <translation>Name the printer's address in the network.</translation>
    </message>
    <message>
        <source>Вкажіть назву черги друку.</source>
        <translation>Name the print queue.</translation>
    </message>
    <message>
        <source>Вкажіть порт принтера.</source>
        <translation>Name the printer's port.</translation>
    </message>
    <message>
        <source>Відсоток — до 100, не більше двох знаків після коми.</source>
        <translation>A percentage is up to 100, with two decimals at most.</translation>
    </message>
    <message>
        <source>Години — від 00:00 до 23:59, дні — від понеділка до неділі.</source>
        <translation>Hours are from 00:00 to 23:59, days from Monday to Sunday.</translation>
    </message>
    <message>
        <source>Касир працює з терміналом вручну.</source>
        <translation>The cashier works the terminal by hand.</translation>
    </message>
    <message>
        <source>Керування потоком: none, rtscts, xonxoff або dsrdtr.</source>
        <translation>Flow control: none, rtscts, xonxoff or dsrdtr.</translation>
    </message>
    <message>
        <source>Кодова сторінка: auto, cp1251 або cp1251:46.</source>
        <translation>Code page: auto, cp1251 or cp1251:46.</translation>
    </message>
    <message>
        <source>Кількість, сума або порядок завеликі.</source>
        <translation>The quantity, the sum or the priority is too large.</translation>
    </message>
    <message>
        <source>Надбавка буває лише у відсотках або сумою.</source>
        <translation>A surcharge is a percentage or a sum.</translation>
    </message>
    <message>
        <source>Неправильна адреса SmartKasa: {address}</source>
        <translation>Wrong address of SmartKasa: {address}</translation>
    </message>
    <message>
        <source>Передплата з двох карток: виберіть у «Пристроях» «Касир набирає суму на терміналі сам», поверніть обидві й скасуйте замовлення.</source>
        <translation>A prepayment from two cards: choose in “Devices” that the cashier types the sum at the terminal, return both and cancel the order.</translation>
    </message>
    <message>
        <source>Перший день має бути не пізніше останнього.</source>
        <translation>The first day must not be after the last.</translation>
    </message>
    <message>
        <source>Принтер не відповідає в мережі. Перевірте живлення і кабель.</source>
        <translation>The printer does not answer in the network. Check power and cable.</translation>
    </message>
    <message>
        <source>Принтер не налаштовано.</source>
        <translation>The printer is not set up.</translation>
    </message>
    <message>
        <source>Розмір має бути більшим за нуль.</source>
        <translation>The size must be more than nought.</translation>
    </message>
    <message>
        <source>Сигнал скриньки: none, high або low.</source>
        <translation>The drawer's signal: none, high or low.</translation>
    </message>
    <message>
        <source>Сканер передав лише половину коду. Скануйте товар ще раз.</source>
        <translation>The scanner sent half a code only. Scan the product again.</translation>
    </message>
    <message>
        <source>Скринька під'єднана до контакту 2 або 5.</source>
        <translation>The drawer is at pin 2 or 5.</translation>
    </message>
    <message>
        <source>Спосіб під'єднання принтера невідомий.</source>
        <translation>The printer's kind of connection is unknown.</translation>
    </message>
    <message>
        <source>Сума — до 999 999,99 ₴.</source>
        <translation>A sum is up to 999,999.99 ₴.</translation>
    </message>
    <message>
        <source>Тека чеків має бути всередині теки даних.</source>
        <translation>The folder of receipts must be inside the data folder.</translation>
    </message>
    <message>
        <source>Термінал не під'єднано. Проведіть видачу на ньому і введіть RRN з його чека.</source>
        <translation>The terminal is not connected. Hand out at it, and type the RRN from its slip.</translation>
    </message>
    <message>
        <source>У рядку може бути 32, 42 або 48 знаків.</source>
        <translation>A line has 32, 42 or 48 characters.</translation>
    </message>
    <message>
        <source>Швидкість порту має бути від 1200 до 921600.</source>
        <translation>A port's speed is from 1200 to 921600.</translation>
    </message>
    <message>
        <source>Ширина паперу має бути від 48 до 112 мм.</source>
        <translation>The paper is 48 to 112 mm wide.</translation>
    </message>
    <message>
        <source>Checkbox знає цей чек, але не показує його.</source>
        <translation>Checkbox knows this receipt, but does not show it.</translation>
    </message>
    <message>
        <source>Checkbox не має цього чека, хоча його вже продано.</source>
        <translation>Checkbox does not have this receipt, though it is sold already.</translation>
    </message>
    <message>
        <source>Checkbox провів чек, а фіскального номера не дав.</source>
        <translation>Checkbox has put the receipt through, but gave no fiscal number.</translation>
    </message>
    <message>
        <source>Зміна закривається. Завершіть її закриття і відкрийте нову.</source>
        <translation>The shift is being closed. Finish closing it, and open a new one.</translation>
    </message>
    <message>
        <source>Зміна триває майже добу. Закрийте зміну.</source>
        <translation>The shift has lasted almost a day. Close the shift.</translation>
    </message>
    <message>
        <source>Офлайн-код уже використано.</source>
        <translation>The offline code has been used already.</translation>
    </message>
    <message>
        <source>Офлайн-код чека вже використано, а інших немає.</source>
        <translation>The receipt's offline code has been used already, and there are no others.</translation>
    </message>
    <message>
        <source>Податкова відповідає, а каса лишається офлайн. Зверніться в підтримку Checkbox.</source>
        <translation>The tax service answers, but the register stays offline. Contact Checkbox support.</translation>
    </message>
    <message>
        <source>Залишити</source>
        <translation>Keep</translation>
    </message>
    <message>
        <source>Блокувати після бездіяльності</source>
        <translation>Lock when nobody is at the till</translation>
    </message>
    <message>
        <source>до {day}</source>
        <translation>until {day}</translation>
    </message>
    <message>
        <source>закінчилася {day}</source>
        <translation>ended on {day}</translation>
    </message>
    <message>
        <source>порядок {number}</source>
        <translation>order {number}</translation>
    </message>
    <message>
        <source>будь-який</source>
        <translation>any</translation>
    </message>
    <message>
        <source>Назву</source>
        <translation>The name</translation>
    </message>
    <message>
        <source>Ціну</source>
        <translation>The price</translation>
    </message>
    <message>
        <source>Категорію</source>
        <translation>The category</translation>
    </message>
    <message>
        <source>Одиницю</source>
        <translation>The unit</translation>
    </message>
    <message>
        <source>Спосіб продажу</source>
        <translation>The way of selling</translation>
    </message>
    <message>
        <source>Податкову групу</source>
        <translation>The tax group</translation>
    </message>
    <message>
        <source>Закупівельну ціну</source>
        <translation>The purchase price</translation>
    </message>
    <message>
        <source>Відтепер кожен чек іде до податкової, і його не забрати назад.</source>
        <translation>From now on every receipt goes to the tax office and cannot be taken back.</translation>
    </message>
    <message>
        <source>не вдалося</source>
        <translation>failed</translation>
    </message>
    <message>
        <source>перевірити</source>
        <translation>check</translation>
    </message>
    <message>
        <source>не працює</source>
        <translation>does not work</translation>
    </message>
    <message>
        <source>{words} · {ms} мс</source>
        <translation>{words} ({ms} ms)</translation>
    </message>
    <message>
        <source>ЛИШИЛОСЬ СПЛАТИТИ</source>
        <translation>LEFT TO PAY</translation>
    </message>
    <message>
        <source>карткою {sum}</source>
        <translation>by card {sum}</translation>
    </message>
    <message>
        <source>ЗАВЕРШИТИ ЧЕК</source>
        <translation>COMPLETE THE SALE</translation>
    </message>
    <message>
        <source>Є чек термінала — впишіть RRN; немає — «{no_slip}».</source>
        <translation>If the terminal printed a slip, type its RRN; if not, “{no_slip}”.</translation>
    </message>
    <message>
        <source>Готівки ще не видавайте.</source>
        <translation>Do not hand out the cash yet.</translation>
    </message>
    <message>
        <source>Внесіть готівку (Дії → Внесення) і завершіть.</source>
        <translation>Put cash in (Actions → Cash in), then finish.</translation>
    </message>
    <message>
        <source>Карткою оплачено {sum} з {due}. Доплатіть карткою чи готівкою або скасуйте оплату карткою.</source>
        <translation>The card paid {sum} of {due}. Take the rest by card or in cash, or cancel the card payment.</translation>
    </message>
    <message>
        <source>Скануйте товар</source>
        <translation>Scan a product</translation>
    </message>
    <message>
        <source>Скануйте товар або оберіть його ліворуч</source>
        <translation>Scan a product or choose one on the left</translation>
    </message>
    <message>
        <source>Замовлення № {number}, лишилось {left}</source>
        <translation>Order No. {number}, {left} left to pay</translation>
    </message>
</context>
</TS>
