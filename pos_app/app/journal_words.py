"""The journal's rows in a person's words: one line each, Kyiv time, sums in hryvnias."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from pos_app.domain.money import format_hryvnias
from pos_app.store.journal import Entry

_KYIV: Final = ZoneInfo("Europe/Kyiv")
_DOCUMENTS: Final = {
    "SELL": "чек продажу",
    "RETURN": "чек повернення",
    "SERVICE_IN": "службове внесення",
    "SERVICE_OUT": "службове вилучення",
    "CASH_WITHDRAWAL": "видача готівки",
    "SHIFT_OPEN": "відкриття зміни",
    "SHIFT_CLOSE": "закриття зміни",
    "GO_OFFLINE": "перехід в офлайн",
    "GO_ONLINE": "повернення онлайн",
}
_STATES: Final = {
    "INTENT": "записано, ще не надіслано",
    "SENDING": "надсилається",
    "AMBIGUOUS": "відповідь не отримано, каса перепитає",
    "STAMPED": "офлайн, чекає на зв'язок",
    "ACCEPTED": "прийнято Checkbox",
    "DONE": "фіскальний номер отримано",
    "ATTENTION": "зупинено: потрібне рішення адміністратора",
    "REJECTED": "не прийнято",
}
_MODES: Final = {
    "NO_SHIFT": "зміну закрито",
    "ONLINE": "онлайн",
    "AUTO_OFFLINE": "офлайн за рішенням Checkbox",
    "LOCAL_OFFLINE": "офлайн",
    "DRAINING": "надсилання офлайн-чеків",
    "RETURNING": "повернення онлайн",
    "BLOCKED": "заблоковано",
    "NEEDS_ATTENTION": "потрібне рішення адміністратора",
}

_SENDINGS: Final = {
    "sent": "надіслано покупцеві",
    "unclear": "невідомо, чи надіслано покупцеві",
    "refused": "не надіслано покупцеві",
}

_OPENS: Final = {"sandbox": "навчальна", "real": "справжня"}

Body = Mapping[str, Any]


def in_words(entry: Entry) -> str:
    """A row as one line; a kind that is not known here is shown as it is stored."""
    moment = datetime.fromisoformat(entry.at).astimezone(_KYIV)
    return f"{entry.n:>7}  {moment:%d.%m.%Y %H:%M:%S}  {_sentence(entry)}"


def _sentence(entry: Entry) -> str:
    sentence = SENTENCES.get(entry.kind)
    if sentence is not None:
        try:
            return sentence(json.loads(entry.body))
        except (KeyError, TypeError, ValueError, AttributeError):
            # written by another release: shown as it is
            pass
    return f"{entry.kind} {entry.body}"


def _intent(body: Body) -> str:
    total = f" на {format_hryvnias(body['total'])} грн" if body["total"] else ""
    return f"{_DOCUMENTS[body['kind']]}{total}, № {body['seq']} у черзі ({_short(body)})"


def _state(body: Body) -> str:
    code = f", номер {body['fiscal_code']}" if body.get("fiscal_code") else ""
    return f"документ {_short(body)}: {_STATES[body['state']]}{code}"


def _stamped(body: Body) -> str:
    why = f"; чому вдруге: {body['why']}" if body.get("why") else ""
    number = f"офлайн-номер {body['code']}" if body.get("code") else "без номера"
    return f"документ {_short(body)}: {number}, дата {_time(body['date'])}{why}"


def _in_file(body: Body) -> str:
    return ", ключі у файлі відкритим текстом" if body["in_file"] else ""


def _mended(body: Body) -> str:
    parts = "; ".join(_change(one) for one in body["changes"])
    return f"документ {_short(body)}: виправлено адміністратором: {parts}"


def _change(change: Body) -> str:
    line = "" if change["line"] is None else f" (рядок {change['line'] + 1})"
    return f"{_PLACES.get(change['field'], change['field'])}{line}: {change['from']} → {change['to']}"


_PLACES: Final = {
    "email": "e-mail",
    "phone": "телефон",
    "header": "текст угорі",
    "footer": "текст унизу",
    "cashier_name": "касир",
    "name": "назва",
    "code": "код",
    "barcode": "штрихкод",
    "uktzed": "УКТЗЕД",
    "excise_stamps": "акцизна марка",
    "tax_codes": "код податку",
}


def _sent(body: Body) -> str:
    return f"чек {str(body['receipt'])[:8]}: {_SENDINGS[body['state']]} {body['problem']}".strip()


def _short(body: Body) -> str:
    return str(body["id"])[:8]


def _time(text: str) -> str:
    return f"{datetime.fromisoformat(text).astimezone(_KYIV):%d.%m.%Y %H:%M:%S}"


def _counted(body: Body) -> str:
    counted, expected = format_hryvnias(body["counted"]), format_hryvnias(body["expected"])
    return f"пораховано готівку: {counted} грн, за обліком {expected} грн"


def _changed(body: Body) -> str:
    fields = body["fields"]
    price = f": ціна {format_hryvnias(fields['price'])} грн" if "price" in fields else ""
    return f"змінено товар «{body['name']}»{price}"


def _discounted(body: Body) -> str:
    what = "знижку" if body["type"] == "DISCOUNT" else "надбавку"
    on = f"на «{body['good']}»" if body["good"] else "на чек"
    allowed = f"; дозволив(-ла) {body['by_name']}" if "by" in body else ""
    if Decimal(body["value"]) == 0:
        return f"{body['name']}: {what} {on} прибрано{allowed}"
    value = Decimal(body["value"])
    share = f" ({body['percent']} %)" if Decimal(body["percent"]) else ""
    size = f"{value} %" if body["mode"] == "PERCENT" else f"{format_hryvnias(int(value))} грн{share}"
    return f"{body['name']}: {what} {size.replace('.', ',')} {on}{allowed}"


def _technical(body: Body) -> str:
    back, sale = str(body["receipt"])[:8], str(body["sale"])[:8]
    return f"технічне повернення {back} чека {sale} на {format_hryvnias(body['total'])} грн: {body['reason']}"


def _withdrawn(body: Body) -> str:
    return f"видача готівки {str(body['receipt'])[:8]}: {format_hryvnias(body['amount'])} грн з картки"


def _hours_differ(body: Body) -> str:
    ours, theirs = timedelta(seconds=body["month"]), timedelta(seconds=body["server_month"])
    return f"години офлайн цього місяця: у нас {ours}, у Checkbox {theirs}"


def _register_changed(body: Body) -> str:
    others = f"чеків, зроблених не тут: {body['receipts']}" if "receipts" in body else ""
    names = {"fiscal_number": "фіскальний номер", "address": "адреса", "title": "назва"}
    moved = [f"{name}: {body[key]}" for key, name in names.items() if key in body]
    return f"дані каси в Checkbox змінилися: {'; '.join(filter(None, (others, *moved)))}"


def _restored(body: Body) -> str:
    return f"базу відновлено з копії {body['backup']}: записів у копії {body['entries']}"


_PAYMENTS: Final = {
    "PURCHASE": "оплата карткою",
    "REFUND": "повернення на картку",
    "REVERSAL": "скасування оплати карткою",
}


def _payment(words: str) -> Callable[[Body], str]:
    def sentence(body: Body) -> str:
        reason = f": {body['reason']}" if body.get("reason") else ""
        by = f" ({body['decided_by']})" if body.get("decided_by") else ""
        sum_ = format_hryvnias(body.get("approval", {}).get("amount", body["amount"]))
        return f"{_PAYMENTS[body['kind']]} {str(body['payment'])[:8]}, {sum_} грн: {words}{reason}{by}"

    return sentence


SENTENCES: Final[Mapping[str, Callable[[Body], str]]] = {
    "operation.intent": _intent,
    "operation.state": _state,
    "operation.stamped": _stamped,
    "operation.sent_back": lambda body: f"документ {_short(body)}: повернуто касиру ({body['code']})",
    "operation.attention": lambda body: f"документ {_short(body)}: потрібне рішення адміністратора ({body['code']})",
    "operation.ask_again": lambda body: f"документ {_short(body)}: адміністратор велів перепитати Checkbox",
    "operation.mended": _mended,
    "sale.mended": _mended,
    "sale.set_aside": lambda body: f"відхилений чек {_short(body)}: відмовлено від нього: {body['reason']}",
    "operation.set_aside": lambda body: f"документ {_short(body)}: знято з черги адміністратором: {body['reason']}",
    "mode": lambda body: f"режим: {_MODES[body['to']]} (було: {_MODES[body['from']]})",
    "offline.began": lambda body: f"почалася робота офлайн з {_time(body['date'])}, номер {body['code']}",
    "offline.redated": lambda body: f"початок роботи офлайн перенесено на {_time(body['date'])}",
    "offline.ended": lambda body: f"роботу офлайн завершено {_time(body['date'])}",
    "codes.asked": lambda body: f"замовлено офлайн-коди: {body['count']}",
    "codes.added": lambda body: f"отримано офлайн-кодів: {body['count']}",
    "alarm": lambda body: f"тривога: {body['message']} ({body['code']})",
    "alarm.read": lambda body: f"тривогу прочитано: {body['reason']}",
    "sales.blocked": lambda body: f"продаж зупинено: {body['message']}",
    "sales.unblocked": lambda _body: "продаж знову можливий",
    "clock.confirmed": lambda body: f"час комп'ютера підтверджено: {_time(body['at'])}",
    "shift.adopted": lambda body: f"продовжено зміну № {body['serial']}, відкриту в Checkbox",
    "shift.x_report": lambda _body: "X-звіт",
    "shift.counted": _counted,
    "session.sign_in": lambda body: f"увійшов касир {body['name']}",
    "session.sign_out": lambda _body: "касир вийшов",
    "receipt.reprint": lambda body: f"надруковано копію чека {str(body['receipt'])[:8]}",
    "receipt.send": lambda body: f"чек {str(body['receipt'])[:8]} надіслати на {body['address']}",
    "receipt.sent": _sent,
    "return.technical": _technical,
    "cash.withdrawn": _withdrawn,
    "reprint.dismissed": lambda body: f"без передруку лишено чеків: {len(body['receipts'])}; причина: {body['reason']}",
    "customer.contact": lambda _body: "змінено, куди надіслати електронний чек",
    "parked.expired": lambda _body: "прострочений відкладений чек прибрано",
    "devices.set": lambda body: f"змінено налаштування пристроїв: {body['section']}",
    "drawer.open": lambda body: f"скриньку відкрито без продажу: {body['reason']}",
    "taxes.confirmed": lambda _body: "підтверджено таблицю податків",
    "catalog.created": lambda body: f"створено товар «{body['name']}»",
    "catalog.changed": _changed,
    "catalog.deleted": lambda body: f"видалено товар «{body['name']}»",
    "catalog.stock": lambda body: f"облік залишку товару: {'так' if body['counted'] else 'ні'}",
    "catalog.category": lambda body: f"категорію {'видалено' if body.get('deleted') else 'збережено'}",
    "catalog.subgroup": lambda body: f"підгрупу {'видалено' if body.get('deleted') else 'збережено'}",
    "catalog.import": lambda body: f"розпочато імпорт товарів № {body['job']} з {body['url']}",
    "labels.printed": lambda body: f"надруковано етикеток: {body['count']}",
    "basket.cleared": lambda _body: "кошик очищено",
    "basket.price": lambda _body: "змінено ціну в кошику",
    "basket.discount": _discounted,
    "payment.intent": _payment("записано, термінал ще не питали"),
    "payment.asked": _payment("надіслано на термінал"),
    "payment.unknown": _payment("результат невідомий"),
    "payment.approved": _payment("схвалено"),
    "payment.declined": _payment("відхилено"),
    "payment.not_charged": _payment("гроші не списано"),
    "payment.tied": _payment("увійшла в чек"),
    "payment.reversed": _payment("скасовано, гроші повернено"),
    "payment.decided": lambda body: f"оплату карткою {str(body['payment'])[:8]} підтвердила людина: {body['by']}",
    "database.restored": _restored,
    "shift.closes_itself": lambda body: f"зміна {str(body['shift'])[:8]} закривається сама у призначений час",
    "shift.closed_by_other": lambda body: f"зміну касира {body['of_name']} закриває касир {str(body['cashier'])[:8]}",
    "right.authorised": lambda body: f"{body['name']}: дозволив(-ла) {body['by_name']}, право «{body['right']}»",
    "people.roles": lambda _body: "змінено ролі та права касирів",
    "people.idle_lock": lambda body: f"блокування каси без дій: {body['seconds'] or '—'} с",
    "session.lock": lambda _body: "касу заблоковано до PIN-коду",
    "session.unlock": lambda body: f"касу розблоковано: {body['name']}",
    "session.switch": lambda body: f"за касою тепер {body['name']}",
    "basket.age_seen": lambda _body: "вік покупця перевірено",
    "basket.void_after_total": lambda body: f"рядок прибрано після підсумку {format_hryvnias(body['total'])} грн",
    "receipt.template": lambda body: f"макет чека змінено: {', '.join(body['changed']) or 'логотип'}",
    "printer.set_up": lambda body: f"налаштування принтера змінено: {', '.join(body['changed'])}",
    "offer.saved": lambda body: f"акцію «{body['offer']['name']}» збережено",
    "offer.removed": lambda body: f"акцію {str(body['offer'])[:8]} прибрано",
    "shift.opening_counted": lambda body: (
        f"при відкритті в скриньці {format_hryvnias(body['counted'])} грн,"
        f" мало бути {format_hryvnias(body['expected'])}"
    ),
    "receipt.fetched": lambda body: f"чек іншої каси {body['code']} прочитано з Checkbox",
    "print.again": lambda body: f"перерване завдання друку {str(body['job'])[:8]} друкується ще раз",
    "print.came_out": lambda body: f"перерване завдання друку {str(body['job'])[:8]} вийшло: підтвердила людина",
    "print.dropped": lambda body: f"завдання друку {str(body['job'])[:8]} знято",
    "setup.checkbox": lambda body: f"ключ каси Checkbox змінено: ПРРО {body['register']}{_in_file(body)}",
    "setup.smartkasa": lambda body: f"доступ до SmartKasa змінено: магазин {body['shop']}{_in_file(body)}",
    "setup.opens": lambda body: f"програма відтепер відкриває касу: {_OPENS[body['to']]} (була {_OPENS[body['from']]})",
    "shop.rules": lambda _body: "правила магазину змінено",
    "badge.issued": lambda body: f"видано бейдж касиру {str(body['cashier'])[:8]}",
    "badge.revoked": lambda body: f"бейдж касира {str(body['of'])[:8]} скасовано",
    "basket.stamps_unscanned": lambda body: f"марки прибрано з чека без сканування: {', '.join(body['stamps'])}",
    "offline.hours_differ": _hours_differ,
    "operation.number_yielded": lambda body: f"документ {_short(body)}: номер належить чеку {str(body['to'])[:8]}",
    "operation.number_twice": lambda body: (
        f"УВАГА: номер {body['fiscal_code']} Checkbox дав двічі, чекам {_short(body)} і {str(body['to'])[:8]}"
    ),
    "push.retry": lambda body: f"відхилені SmartKasa чеки надіслати ще раз: {len(body['receipts'])}",
    "push.set_aside": lambda body: f"чек {str(body['receipt'])[:8]} не буде в SmartKasa: {body['reason']}",
    "push.switched": lambda body: f"надсилання чеків до SmartKasa {'увімкнено' if body['on'] else 'вимкнено'}",
    "quick_keys.set": lambda body: f"швидкі клавіші змінено: закріплено {sum(map(bool, body['keys']))}",
    "register.changed": _register_changed,
    "shift.facts_differ": lambda body: f"поки каса була офлайн, змінилося: {'; '.join(body['changed'])}",
    "shift.over": lambda body: (
        f"зміну {_short(body)} касира {str(body['of'])[:8]}"
        + (" закрито тут, за її номером у Checkbox" if body["by_id"] else " уже закрито в Checkbox")
    ),
    "shift.merged": lambda body: f"зміну {_short(body)} приєднано до відкритої в Checkbox № {body['serial']}",
    "taxes.override": lambda body: f"податок для {body['key']}: {', '.join(map(str, body['codes'])) or 'як у групи'}",
    "z.reprint": lambda body: f"надруковано копію Z-звіту зміни {str(body['shift'])[:8]}",
    "sandbox.clock": lambda body: f"навчальний годинник переведено на {body['seconds']} с",
}
